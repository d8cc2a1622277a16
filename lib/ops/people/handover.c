/*
 * handover.c: what the next person on a ticket needs to know.
 */
#include "ops/bodies.h"
#include "ops/history/history.h"
#include "ops/people/context_parts.h"
#include "ops/people/person.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"

#include <string.h>

struct handover {
    struct sup__telling telling;
    struct sup_ticket_handover *out;
    struct sup__person person;
    struct sup__reads reads;
    struct sup__work work;
    struct sup__told_thing things[SUP_TICKET_REFERENCES_MAX];
    uint32_t thing_count;
    struct sup_ticket_field *fields;
    struct sup_fact *facts;
    const char **channels;
    struct sup__event_row steps[SUP_HANDOVER_STEPS_MAX]; /* newest first */
    uint32_t step_count;
    struct sup__event_row events[SUP_HANDOVER_LOOK_MAX]; /* newest first */
    uint32_t event_count;
    int64_t replies[SUP_HANDOVER_STEPS_MAX]; /* sequences, newest first by time */
    uint32_t reply_count;
    uint32_t message_count;
    struct sup_filter own;
};

/* What somebody did about a ticket, as opposed to what they wrote down about it. */
static int is_step(int64_t kind)
{
    switch (kind) {
    case SUP__E_TICKET_OPENED:
    case SUP__E_TICKET_MOVED:
    case SUP__E_TICKET_PRIORITIZED:
    case SUP__E_TICKET_CLASSIFIED:
    case SUP__E_TICKET_ASSIGNED:
    case SUP__E_TICKET_TRANSFERRED:
    case SUP__E_TICKET_LINKED:
    case SUP__E_TICKET_UNLINKED:
    case SUP__E_DUPLICATE_KEPT:
    case SUP__E_TICKET_MERGED:
    case SUP__E_TICKET_UNMERGED:
    case SUP__E_TICKET_SPLIT:
    case SUP__E_FLOOR_RAISED:
    case SUP__E_FLOOR_ESCALATED:
    case SUP__E_SIGN_OFF_REQUESTED:
    case SUP__E_SIGN_OFF_CARRIED:
    case SUP__E_SIGN_OFF_RETURNED:
    case SUP__E_FLOOR_SIGNED:
    case SUP__E_FLOOR_HOLD_SIGNED:
    case SUP__E_FLOOR_RETURNED:
    case SUP__E_FLOOR_LOWERED:
    case SUP__E_FLOOR_STALLED:
    case SUP__E_FLOOR_RULES_MATCHED:
    case SUP__E_SIGNING_CHANGED:
    case SUP__E_EVIDENCE_RECORDED:
    case SUP__E_REMEDY_REQUESTED:
    case SUP__E_REMEDY_REFUSED:
    case SUP__E_REMEDY_APPROVED:
    case SUP__E_REMEDY_REJECTED:
    case SUP__E_REMEDY_WITHDRAWN:
    case SUP__E_REMEDY_EXPIRED:
    case SUP__E_REMEDY_VOIDED:
    case SUP__E_REMEDY_EXECUTED:
    case SUP__E_REMEDY_CONFIRMED:
    case SUP__E_REMEDY_NAMED:
    case SUP__E_REMEDY_FAILED:
    case SUP__E_REMEDY_REPORTED:
    case SUP__E_ACTION_TAKEN:
    case SUP__E_REQUEST_USED:
    case SUP__E_MESSAGE_REPLIED:
        return 1; /* of its thread */
    default:
        return 0;
    }
}

static void add_channel(struct handover *handover, const char *channel)
{
    struct sup_ticket_handover *out = handover->out;
    for (uint32_t i = 0; i < out->channel_count; i++) {
        if (strcmp(handover->channels[i], channel) == 0) {
            return;
        }
    }
    const char *text = sup__result_text(out, channel, &handover->telling.failed);
    if (text) {
        handover->channels[out->channel_count++] = text;
    }
}

/* Those of the ticket, and of the tickets that are part of it: what was tried there was tried. Of
 * messages only replies, by their keys: they may have come to another ticket. */
static void add_event(struct handover *handover, const struct sup__event_row *row, int is_key)
{
    struct sup__event_row *events = handover->events;
    uint32_t at = handover->event_count;
    if (row->kind == SUP__E_MESSAGE_RECEIVED || (row->kind == SUP__E_MESSAGE_REPLIED && !is_key)) {
        return;
    }
    while (at > 0 && events[at - 1].sequence < row->sequence) {
        at--;
    }
    if (at < SUP_HANDOVER_LOOK_MAX) {
        handover->event_count += handover->event_count < SUP_HANDOVER_LOOK_MAX;
        memmove(&events[at + 1], &events[at], (handover->event_count - at - 1) * sizeof *events);
        events[at] = *row;
    }
}

static void take_event(struct handover *handover, const struct sup__event_row *row)
{
    if (!is_step(row->kind)) {
        return;
    }
    if (handover->step_count == SUP_HANDOVER_STEPS_MAX) {
        handover->out->is_cut = 1;
        return;
    }
    handover->steps[handover->step_count++] = *row;
}

static void add_field(struct handover *handover, const struct sup__field_row *row)
{
    struct sup_ticket_handover *out = handover->out;
    int *failed = &handover->telling.failed;
    struct sup_ticket_field *to = &handover->fields[out->field_count++];
    to->name = sup__result_text(out, row->name, failed);
    to->value = row->value[0] ? sup__result_text(out, row->value, failed) : NULL;
}

static void add_fact(struct handover *handover, const struct sup__fact_row *row)
{
    struct sup_ticket_handover *out = handover->out;
    struct sup_fact *to = &handover->facts[out->fact_count++];
    to->name = sup__result_text(out, row->name, &handover->telling.failed);
    to->value = sup__result_text(out, row->value, &handover->telling.failed);
}

/* What is in its thread, wherever it came: messages move with merges and splits. */
static void add_message(struct handover *handover, const struct sup__message_row *row)
{
    if (row->kind == SUP_MESSAGE_CUSTOMER && row->channel) {
        add_channel(handover, row->channel);
    } else if (row->kind == SUP_MESSAGE_REPLY) {
        if (handover->reply_count < SUP_HANDOVER_STEPS_MAX) {
            handover->replies[handover->reply_count++] = row->sequence;
        } else {
            handover->out->is_cut = 1;
        }
    }
    handover->message_count++;
}

static int32_t take_first(void *in, const struct sup__read_item *item, union sup__any_row *row)
{
    struct handover *handover = in;
    switch (item->scan.table) {
    case SUP__T_EVENT:
        add_event(handover, &row->event, 0);
        return handover->telling.failed;
    case SUP__T_MESSAGE:
        add_message(handover, &row->message);
        return handover->telling.failed;
    case SUP__T_FACT:
        add_fact(handover, &row->fact);
        return handover->telling.failed;
    case SUP__T_REFERENCE: {
        struct sup__thing_row *thing = &handover->things[handover->thing_count++].row;
        thing->system = row->reference.system;
        thing->kind = row->reference.kind;
        thing->thing_id = row->reference.reference_id;
        return 0;
    }
    case SUP__T_FIELD:
        if (item->at) {
            add_field(handover, &row->field);
            return handover->telling.failed;
        }
        break;
    default:
        break;
    }
    sup__work_row(handover->telling.unit, &handover->work, item->scan.table, row);
    return sup__person_row(&handover->person, item->scan.table, row);
}

static int32_t take_second(void *in, const struct sup__read_item *item, union sup__any_row *row)
{
    struct handover *handover = in;
    if (item->scan.table == SUP__T_EVENT) {
        add_event(handover, &row->event, item->scan.index == 0);
    } else if (item->scan.table == SUP__T_THING) {
        handover->things[item->at].row = row->thing;
    } else if (item->scan.table == SUP__T_THING_FACT) {
        sup__told_fact(&handover->things[item->at], &row->thing_fact);
    } else {
        sup__work_blocker(&handover->work, &row->ticket);
    }
    return 0;
}

static void ask_events(struct sup__reads *reads, int64_t ticket_id)
{
    struct sup__read_item *item =
        sup__reads_add(reads, SUP__T_EVENT, SUP__EVENT_BY_TICKET, SUP_HANDOVER_LOOK_MAX, 0);
    sup__read_by_int(item, ticket_id);
    item->scan.is_descending = 1;
}

/* Newest first, of the thread that it is part of those that came with it. */
static void ask_messages(struct handover *handover)
{
    const struct sup__ticket_row *row = &handover->work.row;
    struct sup__read_item *item = sup__reads_add(&handover->reads, SUP__T_MESSAGE,
                                                 SUP__MESSAGE_BY_TIME, SUP_HANDOVER_LOOK_MAX, 0);
    sup__read_by_int(item, sup__ticket_root(row));
    item->scan.is_descending = 1;
    if (row->root_id) {
        handover->own = (struct sup_filter){SUP__MESSAGE_ticket_id, SUP_EQ, sup__int(row->id)};
        item->scan.filters = &handover->own;
        item->scan.filter_count = 1;
    }
}

static void ask_replies(struct handover *handover)
{
    for (uint32_t i = 0; i < handover->reply_count; i++) {
        sup__read_by_int(sup__reads_add(&handover->reads, SUP__T_EVENT, 0, 1, 0),
                         handover->replies[i]);
    }
}

static int32_t ask_members(struct handover *handover)
{
    struct sup__unit *unit = handover->telling.unit;
    struct sup__members *members = handover->work.row.member_count
                                       ? sup__arena_alloc(unit->repo.arena, sizeof *members)
                                       : NULL;
    if (!members) {
        return handover->work.row.member_count
                   ? sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory")
                   : SUP_OK;
    }
    int32_t rc = sup__load_members(unit, handover->work.row.id, members);
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        ask_events(&handover->reads, members->rows[i].ticket_id);
    }
    return rc;
}

static int32_t read_all(struct handover *handover)
{
    struct sup__reads *reads = &handover->reads;
    int64_t id = handover->work.row.id;
    sup__work_reads(&handover->work, reads, 0);
    sup__read_by_int(sup__reads_add(reads, SUP__T_FIELD, 0, SUP_TICKET_FIELDS_MAX, 1), id);
    sup__read_by_int(sup__reads_add(reads, SUP__T_FACT, 0, SUP_TICKET_FACTS_MAX, 0), id);
    sup__read_by_int(sup__reads_add(reads, SUP__T_REFERENCE, 0, SUP_TICKET_REFERENCES_MAX, 0), id);
    ask_events(reads, id);
    ask_messages(handover);
    if (handover->person.family) {
        sup__person_reads(&handover->person, reads);
    }
    int32_t rc = sup__reads_run(reads, take_first, handover);
    for (uint32_t i = 0; rc == SUP_OK && i < handover->thing_count; i++) {
        const struct sup__thing_row *row = &handover->things[i].row;
        struct sup__read_item *item = sup__reads_add(reads, SUP__T_THING, 0, 1, i);
        sup__read_by_text(item, row->system);
        sup__read_by_text(item, row->kind);
        sup__read_by_text(item, row->thing_id);
        sup__told_reads(&handover->things[i], reads, i);
    }
    sup__work_blockers(&handover->work, reads, 0);
    ask_replies(handover);
    if (rc == SUP_OK) {
        rc = ask_members(handover);
    }
    if (rc == SUP_OK) {
        rc = sup__reads_run(reads, take_second, handover);
    }
    handover->out->is_cut |= handover->event_count == SUP_HANDOVER_LOOK_MAX ||
                             handover->message_count == SUP_HANDOVER_LOOK_MAX;
    for (uint32_t i = 0; rc == SUP_OK && i < handover->event_count; i++) {
        take_event(handover, &handover->events[i]);
    }
    return rc;
}

/* Their sentences name no private text, so none is read. */
static int32_t show_steps(struct handover *handover)
{
    struct sup__unit *unit = handover->telling.unit;
    struct sup_ticket_handover *out = handover->out;
    int *failed = &handover->telling.failed;
    struct sup__actors actors = {0};
    struct sup_handover_step *steps =
        sup__result_array(out, handover->step_count, sizeof *steps, failed);
    int32_t rc = SUP_OK;
    out->steps = steps;
    for (uint32_t i = handover->step_count; rc == SUP_OK && !*failed && i > 0; i--) {
        struct sup_handover_step *step = &steps[out->step_count++];
        struct sup__said_so said = {0};
        struct sup__event event;
        const struct sup__event_row *row = &handover->steps[i - 1];
        rc = sup__event_decode(unit->repo.arena, row, NULL, &event, unit->error);
        if (rc == SUP_OK) {
            rc = sup__sentence(unit, &actors, &event, out, &said, failed);
        }
        step->id = row->sequence;
        step->at_ms = row->at_ms;
        step->actor_kind = (int32_t)row->actor_kind;
        step->actor_id = row->actor_id;
        step->sentence = said.sentence;
    }
    return rc;
}

static void show_things(struct handover *handover)
{
    struct sup_ticket_handover *out = handover->out;
    struct sup_context_thing *things =
        sup__result_array(out, handover->thing_count, sizeof *things, &handover->telling.failed);
    out->things = things;
    for (uint32_t i = 0; !handover->telling.failed && i < handover->thing_count; i++) {
        sup__told_show(&handover->telling, &handover->things[i], &things[out->thing_count++]);
    }
}

static int32_t show(struct handover *handover)
{
    struct sup_ticket_handover *out = handover->out;
    struct sup__telling *telling = &handover->telling;
    struct sup_context_work *work =
        sup__result_array(out, 1, sizeof *work, &handover->telling.failed);
    int32_t rc = SUP_OK;
    if (telling->failed) {
        return rc;
    }
    out->work = work;
    sup__work_show(telling, &handover->work, work);
    show_things(handover);
    if (handover->person.customer) {
        sup__person_end(&handover->person);
        telling->failed |= handover->person.failed;
        out->customer = handover->person.customer;
        rc = telling->failed ? SUP_OK
                             : sup__tell_segments(telling, handover->person.facts, &out->segments,
                                                  &out->segment_count);
    }
    if (rc == SUP_OK && !telling->failed) {
        rc = sup__offer_in_short(telling->unit, handover->work.row.id, out, &telling->failed);
    }
    return rc == SUP_OK && !telling->failed ? show_steps(handover) : rc;
}

static int32_t begin_person(struct handover *handover)
{
    struct sup__unit *unit = handover->telling.unit;
    struct sup__customer_row asked = {0};
    if (!handover->work.row.customer_id) {
        return SUP_OK;
    }
    struct sup_customer *customer =
        sup__result_array(handover->out, 1, sizeof *customer, &handover->telling.failed);
    int32_t rc = sup__load_customer(unit, handover->work.row.customer_id, "ticket_id", &asked);
    if (rc == SUP_OK) {
        rc = sup__person_begin(unit, &handover->person, &asked);
    }
    if (rc == SUP_OK && !sup__person_new(&handover->person, handover->out, customer)) {
        handover->telling.failed = 1;
    }
    return rc;
}

static int32_t fill(struct handover *handover)
{
    struct sup_ticket_handover *out = handover->out;
    int *failed = &handover->telling.failed;
    handover->fields = sup__result_array(out, SUP_TICKET_FIELDS_MAX, sizeof *out->fields, failed);
    handover->facts = sup__result_array(out, SUP_TICKET_FACTS_MAX, sizeof *out->facts, failed);
    handover->channels =
        sup__result_array(out, SUP_HANDOVER_LOOK_MAX, sizeof *out->channels, failed);
    out->fields = handover->fields;
    out->facts = handover->facts;
    out->channels = handover->channels;
    sup__work_begin(handover->telling.unit, &handover->work);
    int32_t rc = *failed ? SUP_OK : begin_person(handover);
    if (rc == SUP_OK && !*failed) {
        rc = read_all(handover);
    }
    *failed |= handover->person.failed;
    return rc == SUP_OK && !*failed ? show(handover) : rc;
}

int32_t sup__op_ticket_handover(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_ticket_handover_params *params = in;
    struct handover *handover = sup__arena_alloc(unit->repo.arena, sizeof *handover);
    struct sup__ticket_slot *slot = NULL;
    (void)receipt;
    if (!handover) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    handover->telling.unit = unit;
    handover->reads.unit = unit;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    handover->work.row = slot->row;
    handover->out = sup__result(unit, sizeof *handover->out);
    if (!handover->out) {
        return SUP_NOMEM;
    }
    handover->telling.result = handover->out;
    rc = fill(handover);
    if (rc != SUP_OK) {
        sup_free(handover->out);
        return rc;
    }
    return sup__result_end(unit, handover->out, handover->telling.failed, result);
}
