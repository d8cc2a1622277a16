/*
 * context.c: the four questions about a customer.
 *
 * Each round of reads is one call to the store: who they are; then everything that hangs on the
 * customers that are this person; then what hangs on the things and tickets found; then the tickets
 * which those name. So the number of calls is the same for one ticket and for a million.
 */
#include "ops/bodies.h"
#include "ops/people/context_parts.h"
#include "ops/people/person.h"

#include "base/message.h"

#include <string.h>

/* In the last round: the tickets about a thing have its number, those that block work these. */
enum { BLOCKERS = SUP_CONTEXT_THINGS_MAX };

struct about {
    struct sup__ticket_row row;
    int is_theirs; /* the customer's, who is asked about */
};

struct thing {
    struct sup__told_thing told;
    int64_t ticket_ids[SUP_CONTEXT_ABOUT_MAX]; /* the newest about it */
    uint32_t id_count;
    struct about tickets[SUP_CONTEXT_ABOUT_MAX]; /* that are not solved */
    uint32_t ticket_count;
};

struct contact {
    struct sup__contact_row row;
    int64_t recent_count;
};

struct context {
    struct sup__telling telling;
    struct sup_customer_context *out;
    struct sup__person person;
    struct sup__reads reads;
    struct sup__ticket_row recent[SUP_CONTEXT_LOOK_MAX]; /* by id, newest first */
    uint32_t recent_count;
    struct sup__work work[SUP_CONTEXT_WORK_MAX]; /* who waits longest first */
    uint32_t work_count;
    const struct sup__ticket_row *open[SUP_CONTEXT_OPEN_MAX]; /* by id, newest first */
    uint32_t open_count;
    struct thing things[SUP_CONTEXT_THINGS_MAX]; /* latest report first */
    uint32_t thing_count;
    struct contact *contacts;
    uint32_t contact_count;
    uint32_t contact_room;
    int failed;
};

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* Insert before the first that comes later; what falls off the end is forgotten. -1: it does. */
static int32_t place(void *items, size_t bytes, uint32_t *count, uint32_t most, const void *item,
                     int (*is_before)(const void *one, const void *other))
{
    char *list = items;
    uint32_t at = *count;
    while (at > 0 && is_before(item, list + (at - 1) * bytes)) {
        at--;
    }
    if (at == most) {
        return -1;
    }
    *count += *count < most;
    memmove(list + (at + 1) * bytes, list + at * bytes, (*count - at - 1) * bytes);
    memcpy(list + at * bytes, item, bytes);
    return (int32_t)at;
}

static int is_newer(const void *one, const void *other)
{
    return ((const struct sup__ticket_row *)one)->id > ((const struct sup__ticket_row *)other)->id;
}

static int is_newer_open(const void *one, const void *other)
{
    return is_newer(*(const struct sup__ticket_row *const *)one,
                    *(const struct sup__ticket_row *const *)other);
}

static int is_nearer(const void *one, const void *other)
{
    const struct about *a = one;
    const struct about *b = other;
    return a->is_theirs != b->is_theirs ? a->is_theirs : is_newer(&a->row, &b->row);
}

static int waits_longer(const void *one, const void *other)
{
    const struct sup__ticket_row *a = &((const struct sup__work *)one)->row;
    const struct sup__ticket_row *b = &((const struct sup__work *)other)->row;
    if (a->waiting_since_ms != b->waiting_since_ms) {
        return a->waiting_since_ms &&
               (!b->waiting_since_ms || a->waiting_since_ms < b->waiting_since_ms);
    }
    return a->id < b->id;
}

static int is_reported_later(const void *one, const void *other)
{
    const struct sup__thing_row *a = &((const struct thing *)one)->told.row;
    const struct sup__thing_row *b = &((const struct thing *)other)->told.row;
    return a->updated_ms > b->updated_ms;
}

static int is_contact_before(const struct contact *one, const struct contact *other)
{
    if (one->row.ticket_count != other->row.ticket_count) {
        return one->row.ticket_count > other->row.ticket_count;
    }
    int order = strcmp(one->row.reason, other->row.reason);
    return order ? order < 0 : strcmp(one->row.channel, other->row.channel) < 0;
}

static void add_work(struct context *context, const struct sup__ticket_row *row)
{
    struct sup__work *work = sup__arena_alloc(context->telling.unit->repo.arena, sizeof *work);
    if (!work) {
        context->failed = 1;
        return;
    }
    work->row = *row;
    const struct sup__ticket_row *open = &work->row;
    (void)place(context->open, sizeof open, &context->open_count, SUP_CONTEXT_OPEN_MAX, &open,
                is_newer_open);
    (void)place(context->work, sizeof *work, &context->work_count, SUP_CONTEXT_WORK_MAX, work,
                waits_longer);
}

static void add_thing(struct context *context, const struct sup__thing_row *row)
{
    struct thing *thing = sup__arena_alloc(context->telling.unit->repo.arena, sizeof *thing);
    if (!thing) {
        context->failed = 1;
        return;
    }
    thing->told.row = *row;
    (void)place(context->things, sizeof *thing, &context->thing_count, SUP_CONTEXT_THINGS_MAX,
                thing, is_reported_later);
}

static void add_contact(struct context *context, const struct sup__contact_row *row)
{
    for (uint32_t i = 0; i < context->contact_count; i++) {
        struct sup__contact_row *there = &context->contacts[i].row;
        if (strcmp(there->reason, row->reason) == 0 && strcmp(there->channel, row->channel) == 0) {
            there->ticket_count += row->ticket_count;
            return;
        }
    }
    if (context->contact_count == context->contact_room) {
        uint32_t room = context->contact_room ? 2 * context->contact_room : 16;
        struct contact *contacts =
            sup__arena_alloc(context->telling.unit->repo.arena, room * sizeof *contacts);
        if (!contacts) {
            context->failed = 1;
            return;
        }
        if (context->contact_count) {
            memcpy(contacts, context->contacts, context->contact_count * sizeof *contacts);
        }
        context->contacts = contacts;
        context->contact_room = room;
    }
    context->contacts[context->contact_count++] = (struct contact){.row = *row};
}

/* ---- who is asked for ---- */

static int32_t check_one(struct sup__unit *unit, const struct sup_customer_context_params *params)
{
    int count = (params->customer_id != 0) + (params->identity != NULL) + (params->ticket_id != 0);
    if (count == 1) {
        return SUP_OK;
    }
    return count ? sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "customer_id",
                             "a context is asked for by one of customer_id, identity and "
                             "ticket_id, and %d are given",
                             count)
                 : sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "customer_id",
                             "none of customer_id, identity and ticket_id is given");
}

/* A ticket that nobody is known to have: *row keeps id 0, and the ticket is all there is. */
static int32_t find(struct context *context, const struct sup_customer_context_params *params,
                    struct sup__customer_row *row)
{
    struct sup__unit *unit = context->telling.unit;
    struct sup_customer_get_params who = {
        .size = sizeof who, .customer_id = params->customer_id, .identity = params->identity};
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = check_one(unit, params);
    if (rc != SUP_OK || !params->ticket_id) {
        return rc == SUP_OK ? sup__find_person(unit, &who, row) : rc;
    }
    rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    if (rc == SUP_OK && slot->row.customer_id) {
        return sup__load_customer(unit, slot->row.customer_id, "ticket_id", row);
    }
    if (rc == SUP_OK) {
        const struct sup__contact_row contact = {.reason = slot->row.reason ? slot->row.reason : "",
                                                 .channel = slot->row.channel,
                                                 .ticket_count = 1};
        context->recent[context->recent_count++] = slot->row;
        add_contact(context, &contact);
        if (slot->row.category < SUP_CATEGORY_SOLVED) {
            add_work(context, &slot->row);
        }
    }
    return rc;
}

/* ---- what hangs on the customers that are this person ---- */

/* A ticket that was merged is closed, but what it is about goes on in another. */
static const struct sup_filter not_merged = {SUP__TICKET_root_id, SUP_EQ, {.type = SUP_NULL}};

static void ask_about(struct context *context, int64_t customer_id, uint32_t member,
                      struct sup_aggregate *counts)
{
    struct sup__reads *reads = &context->reads;
    sup__read_by_int(sup__reads_add(reads, SUP__T_CONTACT, 0, 0, member), customer_id);
    struct sup__read_item *item =
        sup__reads_add(reads, SUP__T_TICKET, SUP__TICKET_BY_CUSTOMER, SUP_CONTEXT_LOOK_MAX, member);
    sup__read_by_int(item, customer_id);
    item->scan.is_descending = 1;
    item = sup__reads_add(reads, SUP__T_TICKET, SUP__TICKET_BY_CUSTOMER_CATEGORY,
                          SUP_CONTEXT_OPEN_MAX, member);
    sup__read_by_int(item, customer_id);
    sup__read_up_to(item, SUP_CATEGORY_ON_HOLD);
    item =
        sup__reads_add(reads, SUP__T_THING, SUP__THING_BY_CUSTOMER, SUP_CONTEXT_THINGS_MAX, member);
    sup__read_by_int(item, customer_id);
    item->scan.is_descending = 1;
    item = sup__reads_add(reads, SUP__T_THING, SUP__THING_BY_CUSTOMER, 0, member);
    sup__read_by_int(item, customer_id);
    item->aggregate = &counts[0];
    for (uint32_t i = SUP_CATEGORY_NEW; i <= SUP_CATEGORY_CLOSED; i++) {
        item = sup__reads_add(reads, SUP__T_TICKET, SUP__TICKET_BY_CUSTOMER_CATEGORY, 0, member);
        sup__read_by_int(item, customer_id);
        sup__read_by_int(item, i);
        item->scan.filters = &not_merged;
        item->scan.filter_count = 1;
        item->aggregate = &counts[i];
    }
}

static int32_t take_first(void *in, const struct sup__read_item *item, union sup__any_row *row)
{
    struct context *context = in;
    switch (item->scan.table) {
    case SUP__T_CONTACT:
        add_contact(context, &row->contact);
        return context->failed;
    case SUP__T_THING:
        add_thing(context, &row->thing);
        return context->failed;
    case SUP__T_TICKET:
        if (item->scan.index == SUP__TICKET_BY_CUSTOMER) {
            (void)place(context->recent, sizeof row->ticket, &context->recent_count,
                        SUP_CONTEXT_LOOK_MAX, &row->ticket, is_newer);
        } else {
            add_work(context, &row->ticket);
        }
        return context->failed;
    default:
        return sup__person_row(&context->person, item->scan.table, row);
    }
}

enum { COUNTS = SUP_CATEGORY_CLOSED + 1 }; /* of things at 0, of tickets by category */

static void add_counts(struct sup_customer_context *out, const struct sup_aggregate *counts)
{
    out->thing_total += counts[0].count;
    out->new_count += counts[SUP_CATEGORY_NEW].count;
    out->open_count += counts[SUP_CATEGORY_OPEN].count;
    out->pending_count += counts[SUP_CATEGORY_PENDING].count;
    out->on_hold_count += counts[SUP_CATEGORY_ON_HOLD].count;
    out->solved_count += counts[SUP_CATEGORY_SOLVED].count;
    out->closed_count += counts[SUP_CATEGORY_CLOSED].count;
}

static int32_t read_person(struct context *context)
{
    struct sup__unit *unit = context->telling.unit;
    const struct sup__family *family = context->person.family;
    struct sup_aggregate *counts =
        sup__arena_alloc(unit->repo.arena, family->count * COUNTS * sizeof *counts);
    if (!counts) {
        return out_of_memory(unit);
    }
    sup__person_reads(&context->person, &context->reads);
    for (uint32_t i = 0; i < family->count; i++) {
        ask_about(context, family->rows[i].id, i, &counts[i * COUNTS]);
    }
    int32_t rc = sup__reads_run(&context->reads, take_first, context);
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        add_counts(context->out, &counts[i * COUNTS]);
    }
    return rc;
}

static void count_alone(struct context *context)
{
    struct sup_aggregate counts[COUNTS] = {{0}};
    counts[context->recent[0].category].count = !context->recent[0].root_id;
    add_counts(context->out, counts);
}

/* ---- what hangs on the things and tickets that were found ---- */

static int32_t take_second(void *in, const struct sup__read_item *item, union sup__any_row *row)
{
    struct context *context = in;
    if (item->scan.table == SUP__T_THING_FACT) {
        sup__told_fact(&context->things[item->at].told, &row->thing_fact);
    } else if (item->scan.table == SUP__T_REFERENCE) {
        struct thing *thing = &context->things[item->at];
        thing->ticket_ids[thing->id_count++] = row->reference.ticket_id;
    } else {
        sup__work_row(context->telling.unit, &context->work[item->at], item->scan.table, row);
    }
    return 0;
}

static int is_theirs(const struct context *context, const struct sup__ticket_row *row)
{
    const struct sup__family *family = context->person.family;
    uint32_t i = 0;
    while (i < family->count && family->rows[i].id != row->customer_id) {
        i++;
    }
    return i < family->count;
}

static void add_about(const struct context *context, struct thing *thing,
                      const struct sup__ticket_row *row)
{
    const struct about about = {.row = *row, .is_theirs = is_theirs(context, row)};
    int is_shown = row->category >= SUP_CATEGORY_SOLVED;
    for (uint32_t i = 0; i < thing->ticket_count; i++) {
        is_shown |= thing->tickets[i].row.id == row->id;
    }
    if (!is_shown) {
        (void)place(thing->tickets, sizeof about, &thing->ticket_count, SUP_CONTEXT_ABOUT_MAX,
                    &about, is_nearer);
    }
}

/* Most tickets about a customer's things are their own, which were read already. */
static const struct sup__ticket_row *find_read(const struct context *context, int64_t id)
{
    for (uint32_t i = 0; i < context->recent_count; i++) {
        if (context->recent[i].id == id) {
            return &context->recent[i];
        }
    }
    for (uint32_t i = 0; i < context->open_count; i++) {
        if (context->open[i]->id == id) {
            return context->open[i];
        }
    }
    return NULL;
}

static void ask_tickets_about(struct context *context, uint32_t at)
{
    struct thing *thing = &context->things[at];
    for (uint32_t i = 0; i < thing->id_count; i++) {
        const struct sup__ticket_row *row = find_read(context, thing->ticket_ids[i]);
        if (row) {
            add_about(context, thing, row);
        } else {
            sup__read_by_int(sup__reads_add(&context->reads, SUP__T_TICKET, 0, 1, at),
                             thing->ticket_ids[i]);
        }
    }
}

/* Anybody may name any order, so strangers could hide the customer's own tickets behind many of
 * theirs: when there may be more about a thing than were looked at, the customer's are asked. */
static void ask_what_theirs_are_about(struct context *context)
{
    int is_full = 0;
    for (uint32_t i = 0; i < context->thing_count; i++) {
        is_full |= context->things[i].id_count == SUP_CONTEXT_ABOUT_MAX;
    }
    for (uint32_t i = 0; is_full && i < context->open_count; i++) {
        struct sup__read_item *item =
            sup__reads_add(&context->reads, SUP__T_REFERENCE, 0, SUP_TICKET_REFERENCES_MAX, i);
        sup__read_by_int(item, context->open[i]->id);
    }
}

static void take_reference(struct context *context, const struct sup__ticket_row *ticket,
                           const struct sup__reference_row *row)
{
    for (uint32_t i = 0; i < context->thing_count; i++) {
        struct thing *thing = &context->things[i];
        const struct sup__thing_row *key = &thing->told.row;
        if (strcmp(key->system, row->system) == 0 && strcmp(key->kind, row->kind) == 0 &&
            strcmp(key->thing_id, row->reference_id) == 0) {
            add_about(context, thing, ticket);
        }
    }
}

static int32_t take_third(void *in, const struct sup__read_item *item, union sup__any_row *row)
{
    struct context *context = in;
    if (item->scan.table == SUP__T_REFERENCE) {
        take_reference(context, context->open[item->at], &row->reference);
    } else if (item->at >= BLOCKERS) {
        sup__work_blocker(&context->work[item->at - BLOCKERS], &row->ticket);
    } else {
        add_about(context, &context->things[item->at], &row->ticket);
    }
    return 0;
}

static int32_t read_found(struct context *context)
{
    struct sup__reads *reads = &context->reads;
    for (uint32_t i = 0; i < context->thing_count; i++) {
        const struct sup__thing_row *row = &context->things[i].told.row;
        sup__told_reads(&context->things[i].told, reads, i);
        struct sup__read_item *item = sup__reads_add(
            reads, SUP__T_REFERENCE, SUP__REFERENCE_BY_THING, SUP_CONTEXT_ABOUT_MAX, i);
        sup__read_by_text(item, row->system);
        sup__read_by_text(item, row->kind);
        sup__read_by_text(item, row->thing_id);
        item->scan.is_descending = 1;
    }
    for (uint32_t i = 0; i < context->work_count; i++) {
        sup__work_begin(context->telling.unit, &context->work[i]);
        sup__work_reads(&context->work[i], reads, i);
    }
    int32_t rc = sup__reads_run(reads, take_second, context);
    for (uint32_t i = 0; rc == SUP_OK && i < context->thing_count; i++) {
        ask_tickets_about(context, i);
    }
    if (rc == SUP_OK) {
        ask_what_theirs_are_about(context);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < context->work_count; i++) {
        sup__work_blockers(&context->work[i], reads, BLOCKERS + i);
    }
    return rc == SUP_OK ? sup__reads_run(reads, take_third, context) : rc;
}

/* ---- contacts that are repeated ---- */

static int is_same_reason(const struct sup__ticket_row *one, const struct sup__ticket_row *other)
{
    return one->reason && other->reason && strcmp(one->reason, other->reason) == 0;
}

static int is_earlier(const struct sup__ticket_row *one, const struct sup__ticket_row *other)
{
    return one->opened_ms == other->opened_ms ? one->id < other->id
                                              : one->opened_ms < other->opened_ms;
}

/* A ticket that was merged is no contact of its own: what it is part of now is the one. */
static void count_repeats(struct context *context)
{
    const struct sup__unit *unit = context->telling.unit;
    int64_t repeat_ms = unit->policy->repeat_ms;
    for (uint32_t i = 0; i < context->recent_count; i++) {
        const struct sup__ticket_row *row = &context->recent[i];
        for (uint32_t j = 0; j < context->work_count; j++) {
            const struct sup__ticket_row *later = &context->work[j].row;
            context->work[j].repeat_count += !row->root_id && is_same_reason(row, later) &&
                                             is_earlier(row, later) &&
                                             row->opened_ms > later->opened_ms - repeat_ms;
        }
        for (uint32_t j = 0; j < context->contact_count; j++) {
            struct contact *contact = &context->contacts[j];
            contact->recent_count +=
                strcmp(contact->row.reason, row->reason ? row->reason : "") == 0 &&
                strcmp(contact->row.channel, row->channel) == 0 &&
                row->opened_ms > unit->caller.now_ms - repeat_ms;
        }
    }
}

/* ---- showing ---- */

static void show_thing(struct sup__telling *telling, const struct thing *thing,
                       struct sup_context_thing *to)
{
    sup__told_show(telling, &thing->told, to);
    struct sup_context_ticket *tickets =
        sup__result_array(telling->result, thing->ticket_count, sizeof *tickets, &telling->failed);
    to->tickets = tickets;
    for (uint32_t i = 0; !telling->failed && i < thing->ticket_count; i++) {
        sup__tell_ticket(telling, &thing->tickets[i].row, &tickets[to->ticket_count++]);
    }
}

static void show_contacts(struct context *context)
{
    struct sup__telling *telling = &context->telling;
    struct sup_customer_context *out = context->out;
    struct sup_context_contact *contacts =
        sup__result_array(out, context->contact_count, sizeof *contacts, &telling->failed);
    out->contacts = contacts;
    for (uint32_t i = 1; i < context->contact_count; i++) {
        struct contact moved = context->contacts[i];
        uint32_t at = i;
        for (; at > 0 && is_contact_before(&moved, &context->contacts[at - 1]); at--) {
            context->contacts[at] = context->contacts[at - 1];
        }
        context->contacts[at] = moved;
    }
    for (uint32_t i = 0; !telling->failed && i < context->contact_count; i++) {
        const struct contact *from = &context->contacts[i];
        struct sup_context_contact *to = &contacts[out->contact_count++];
        to->reason =
            from->row.reason[0] ? sup__result_text(out, from->row.reason, &telling->failed) : NULL;
        to->channel = sup__result_text(out, from->row.channel, &telling->failed);
        to->ticket_count = from->row.ticket_count;
        to->recent_count = from->recent_count;
    }
}

static void show_lists(struct context *context)
{
    struct sup__telling *telling = &context->telling;
    struct sup_customer_context *out = context->out;
    uint32_t recent = context->recent_count < SUP_CONTEXT_TICKETS_MAX ? context->recent_count
                                                                      : SUP_CONTEXT_TICKETS_MAX;
    struct sup_context_thing *things =
        sup__result_array(out, context->thing_count, sizeof *things, &telling->failed);
    struct sup_context_ticket *tickets =
        sup__result_array(out, recent, sizeof *tickets, &telling->failed);
    struct sup_context_work *work =
        sup__result_array(out, context->work_count, sizeof *work, &telling->failed);
    out->things = things;
    out->tickets = tickets;
    out->work = work;
    for (uint32_t i = 0; !telling->failed && i < context->thing_count; i++) {
        show_thing(telling, &context->things[i], &things[out->thing_count++]);
    }
    for (uint32_t i = 0; !telling->failed && i < recent; i++) {
        sup__tell_ticket(telling, &context->recent[i], &tickets[out->ticket_count++]);
    }
    for (uint32_t i = 0; !telling->failed && i < context->work_count; i++) {
        sup__work_show(telling, &context->work[i], &work[out->work_count++]);
    }
    show_contacts(context);
}

static int32_t tell_person(struct context *context)
{
    struct sup_customer_context *out = context->out;
    sup__person_end(&context->person);
    out->customer = context->person.customer;
    context->telling.failed |= context->person.failed;
    return context->telling.failed ? SUP_OK
                                   : sup__tell_segments(&context->telling, context->person.facts,
                                                        &out->segments, &out->segment_count);
}

static int32_t fill(struct context *context, const struct sup__customer_row *asked)
{
    struct sup_customer_context *out = context->out;
    int32_t rc = SUP_OK;
    if (asked->id) {
        struct sup_customer *customer =
            sup__result_array(out, 1, sizeof *customer, &context->telling.failed);
        rc = sup__person_begin(context->telling.unit, &context->person, asked);
        if (rc != SUP_OK || !sup__person_new(&context->person, out, customer)) {
            context->telling.failed = 1;
            return rc;
        }
        rc = read_person(context);
    } else {
        count_alone(context);
    }
    if (rc == SUP_OK && !context->failed) {
        rc = read_found(context);
    }
    if (rc == SUP_OK && asked->id && !context->failed) {
        rc = tell_person(context);
    }
    if (rc == SUP_OK) {
        context->telling.failed |= context->failed;
        count_repeats(context);
        show_lists(context);
    }
    return rc;
}

int32_t sup__op_customer_context(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    struct context *context = sup__arena_alloc(unit->repo.arena, sizeof *context);
    struct sup__customer_row asked = {0};
    (void)receipt;
    if (!context) {
        return out_of_memory(unit);
    }
    context->telling.unit = unit;
    context->reads.unit = unit;
    int32_t rc = find(context, in, &asked);
    if (rc != SUP_OK) {
        return rc;
    }
    context->out = sup__result(unit, sizeof *context->out);
    if (!context->out) {
        return SUP_NOMEM;
    }
    context->telling.result = context->out;
    rc = fill(context, &asked);
    if (rc != SUP_OK) {
        sup_free(context->out);
        return rc;
    }
    return sup__result_end(unit, context->out, context->telling.failed, result);
}
