/*
 * fold.c: what each kind of event does to the projections.
 *
 * Live operations and rebuilds both come through here, so the tables are what the events say. A
 * fold applies what was decided; it never looks at the policy and never decides again.
 */
#include "ops/authority/requests.h"
#include "ops/erasure/erase.h"
#include "ops/figures/contacts.h"
#include "ops/figures/targets.h"
#include "ops/floors/floors.h"
#include "ops/people/customer_facts.h"
#include "ops/sla/misses.h"
#include "ops/sla/reminders.h"
#include "ops/sla/timers.h"
#include "ops/surveys/surveys.h"
#include "ops/tickets/joins.h"
#include "ops/tickets/things.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"
#include "supportcore/ticket.h"

#include <string.h>

int32_t sup__fold_keep(struct sup__unit *unit, const char *text, const char **out)
{
    *out = text ? sup__arena_text(unit->repo.arena, text, strlen(text)) : NULL;
    if (text && !*out) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return SUP_OK;
}

static int32_t take_away(struct sup__unit *unit, enum sup__table table, const void *row)
{
    int32_t rc = sup__remove(&unit->repo, table, row);
    return rc == SUP_OK ? sup__withhold(unit, table, row) : rc;
}

/* The same thing named twice is added once, where it came first. */
static int is_repeated(const struct sup__references *list, uint32_t index)
{
    const struct sup_reference *item = &list->items[index];
    for (uint32_t i = 0; i < index; i++) {
        if (strcmp(list->items[i].system, item->system) == 0 &&
            strcmp(list->items[i].kind, item->kind) == 0 &&
            strcmp(list->items[i].id, item->id) == 0) {
            return 1;
        }
    }
    return 0;
}

static int32_t change_references(struct sup__unit *unit, const struct sup__event *event,
                                 int is_added)
{
    for (uint32_t i = 0; i < event->data.references.count; i++) {
        const struct sup_reference *from = &event->data.references.items[i];
        struct sup__reference_row row = {.tenant = unit->head.tenant,
                                         .ticket_id = event->row.ticket_id,
                                         .system = from->system,
                                         .kind = from->kind,
                                         .reference_id = from->id,
                                         .message_id = event->payload.message_id,
                                         .sequence = event->row.sequence,
                                         .position = i + 1};
        if (is_repeated(&event->data.references, i)) {
            continue;
        }
        int32_t rc =
            is_added ? sup__add_reference(unit, &row) : take_away(unit, SUP__T_REFERENCE, &row);
        if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
            return rc;
        }
    }
    return SUP_OK;
}

static int32_t change_tags(struct sup__unit *unit, const struct sup__event *event, int is_added)
{
    for (uint32_t i = 0; i < event->payload.tags.count; i++) {
        struct sup__tag_row row = {.tenant = unit->head.tenant,
                                   .ticket_id = event->row.ticket_id,
                                   .tag = event->payload.tags.items[i]};
        int32_t rc =
            is_added ? sup__put(&unit->repo, SUP__T_TAG, &row) : take_away(unit, SUP__T_TAG, &row);
        if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
            return rc;
        }
    }
    return SUP_OK;
}

static int32_t record_facts(struct sup__unit *unit, const struct sup__event *event)
{
    for (uint32_t i = 0; i < event->payload.facts.count; i++) {
        struct sup__fact_row row = {.tenant = unit->head.tenant,
                                    .ticket_id = event->row.ticket_id,
                                    .name = event->payload.facts.items[i],
                                    .at_ms = event->row.at_ms};
        /* An erased event has lost its values; the names stay. */
        row.value = i < event->data.values.count ? event->data.values.items[i] : "";
        int32_t rc = sup__put(&unit->repo, SUP__T_FACT, &row);
        if (rc != SUP_OK) {
            return rc;
        }
    }
    return SUP_OK;
}

static int32_t fill_fields(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__field_row row = {.tenant = unit->head.tenant, .ticket_id = event->row.ticket_id};
    for (uint32_t i = 0; i < event->payload.fields.count; i++) {
        row.name = event->payload.fields.items[i];
        /* An erased event has lost its values; that there was one stays. */
        row.value = i < event->data.values.count ? event->data.values.items[i] : "";
        int32_t rc = sup__put(&unit->repo, SUP__T_FIELD, &row);
        if (rc != SUP_OK) {
            return rc;
        }
    }
    for (uint32_t i = 0; i < event->payload.cleared.count; i++) {
        row.name = event->payload.cleared.items[i];
        int32_t rc = sup__remove(&unit->repo, SUP__T_FIELD, &row);
        if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
            return rc;
        }
    }
    return SUP_OK;
}

static int32_t point_to_follow_up(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__ticket_slot *from = NULL;
    int32_t rc = sup__unit_ticket(unit, event->payload.follow_up_of, &from);
    if (rc == SUP_OK) {
        from->row.follow_up_id = event->row.ticket_id;
    }
    return rc;
}

static int32_t open_ticket(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket_new(unit, event->row.ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__ticket_row *row = &slot->row;
    row->category = event->row.number;
    row->customer_id = event->row.subject_id;
    row->assignee_id = event->payload.assignee_id;
    row->follow_up_of = event->payload.follow_up_of;
    row->opened_ms = event->row.at_ms;
    row->is_imported = event->row.flags & SUP_EVENT_IMPORTED;
    row->is_after_hours = (event->row.flags & SUP_EVENT_AFTER_HOURS) != 0;
    row->assign_count = row->assignee_id || event->payload.team ? 1 : 0;
    unit->head.ticket_count = event->row.ticket_id;
    if ((rc = sup__fold_keep(unit, event->row.after, &row->status)) != SUP_OK ||
        (rc = sup__fold_keep(unit, event->payload.channel, &row->channel)) != SUP_OK ||
        (rc = sup__fold_keep(unit, event->payload.priority, &row->priority)) != SUP_OK ||
        (rc = sup__fold_keep(unit, event->payload.reason, &row->reason)) != SUP_OK ||
        (rc = sup__fold_keep(unit, event->payload.team, &row->team)) != SUP_OK ||
        (rc = sup__fold_keep(unit, event->payload.impact, &row->impact)) != SUP_OK ||
        (rc = sup__fold_keep(unit, event->payload.urgency, &row->urgency)) != SUP_OK ||
        (rc = sup__fold_keep(unit, event->payload.segment, &row->segment)) != SUP_OK ||
        (rc = sup__fold_keep(unit, event->title, &row->subject)) != SUP_OK) {
        return rc;
    }
    row->reply_channel = row->channel;
    rc = sup__contact_count(unit, row, row->reason, 1);
    if (rc == SUP_OK) {
        rc = change_references(unit, event, 1);
    }
    if (rc == SUP_OK) {
        rc = change_tags(unit, event, 1);
    }
    return rc == SUP_OK && event->payload.follow_up_of ? point_to_follow_up(unit, event) : rc;
}

/* Who solves a ticket, or closes it as it is, has seen what is in it. One that closes after it was
 * solved has been seen by nobody since. */
static int is_settled(const struct sup__event *event, const struct sup__ticket_row *row)
{
    return event->row.kind == SUP__E_TICKET_MOVED && event->row.number >= SUP_CATEGORY_SOLVED &&
           row->category != SUP_CATEGORY_SOLVED;
}

static void settle(const struct sup__unit *unit, const struct sup__event *event,
                   struct sup__ticket_row *row)
{
    if (event->row.number >= SUP_CATEGORY_SOLVED) {
        row->waiting_since_ms = 0;
    }
    if (is_settled(event, row)) {
        row->settled_id = unit->head.message_count;
    }
}

static int32_t classify_ticket(struct sup__unit *unit, const struct sup__event *event,
                               struct sup__ticket_row *row)
{
    int32_t rc = sup__contact_count(unit, row, row->reason, -1);
    if (rc == SUP_OK) {
        rc = sup__fold_keep(unit, event->row.after, &row->reason);
    }
    return rc == SUP_OK ? sup__contact_count(unit, row, row->reason, 1) : rc;
}

/* Solved and closed times follow the category: they are there exactly while it is so. */
static int32_t move_ticket(struct sup__unit *unit, const struct sup__event *event,
                           struct sup__ticket_slot *slot)
{
    struct sup__ticket_row *row = &slot->row;
    int64_t category = event->row.number;
    int was_solved = row->category == SUP_CATEGORY_SOLVED; /* only then it waits to be closed */
    settle(unit, event, row);
    if (category == SUP_CATEGORY_SOLVED) {
        row->solved_ms = event->row.at_ms;
        row->closed_ms = 0;
        row->first_solved_ms =
            row->first_solved_ms ? row->first_solved_ms : event->row.at_ms;
    } else if (category == SUP_CATEGORY_CLOSED) {
        row->closed_ms = event->row.at_ms;
    } else {
        row->solved_ms = 0;
        row->closed_ms = 0;
    }
    row->category = category;
    row->reopen_count += (event->row.flags & SUP_EVENT_REOPENS) != 0;
    int32_t rc = sup__fold_keep(unit, event->row.after, &row->status);
    if (rc == SUP_OK && was_solved) {
        rc = sup__agenda_clear(unit, slot, SUP__AGENDA_AUTO_CLOSE);
    }
    if (rc == SUP_OK && event->payload.due_ms) {
        rc = sup__agenda_set(unit, slot, SUP__AGENDA_AUTO_CLOSE, event->payload.due_ms);
    }
    return rc;
}

static int32_t assign_ticket(struct sup__unit *unit, const struct sup__event *event,
                             struct sup__ticket_row *row)
{
    row->assignee_id = event->row.subject_id;
    row->assign_count++;
    row->reassign_count += (event->row.flags & SUP_EVENT_REASSIGNS) != 0;
    return sup__fold_keep(unit, event->row.after, &row->team);
}

static int is_of_floor(int64_t kind)
{
    return (kind >= SUP__E_FLOOR_RAISED && kind <= SUP__E_SIGNING_CHANGED) ||
           kind == SUP__E_SIGN_OFF_CARRIED || kind == SUP__E_SIGN_OFF_RETURNED ||
           kind == SUP__E_FLOOR_HOLD_SIGNED;
}

static int32_t change_ticket(struct sup__unit *unit, const struct sup__event *event,
                             struct sup__ticket_slot *slot)
{
    struct sup__ticket_row *row = &slot->row;
    switch (event->row.kind) {
    case SUP__E_TICKET_MOVED:
        return move_ticket(unit, event, slot);
    case SUP__E_TICKET_PRIORITIZED:
        return sup__fold_keep(unit, event->row.after, &row->priority);
    case SUP__E_TICKET_CLASSIFIED:
        return classify_ticket(unit, event, row);
    case SUP__E_TICKET_ASSIGNED:
    case SUP__E_TICKET_TRANSFERRED:
        return assign_ticket(unit, event, row);
    case SUP__E_TICKET_TAGGED:
        return change_tags(unit, event, 1);
    case SUP__E_TICKET_UNTAGGED:
        return change_tags(unit, event, 0);
    case SUP__E_REFERENCES_ADDED:
        return change_references(unit, event, 1);
    case SUP__E_REFERENCES_REMOVED:
        return change_references(unit, event, 0);
    case SUP__E_FACTS_RECORDED:
        return record_facts(unit, event);
    case SUP__E_TICKET_FILLED:
        return fill_fields(unit, event);
    case SUP__E_CAUSE_RECORDED:
        return sup__fold_cause(unit, event);
    case SUP__E_MESSAGE_RECEIVED:
    case SUP__E_MESSAGE_REPLIED:
    case SUP__E_MESSAGE_NOTED:
        return sup__fold_message(unit, event, row);
    case SUP__E_REMINDER_SET:
    case SUP__E_REMINDER_CANCELLED:
    case SUP__E_REMINDER_DUE:
        return sup__fold_reminder(unit, event);
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
    case SUP__E_REMEDY_WAITS:
    case SUP__E_REMEDY_REPORTED:
    case SUP__E_ACTION_TAKEN:
    case SUP__E_REQUEST_USED:
        return sup__fold_request(unit, event);
    case SUP__E_SURVEY_ASKED:
    case SUP__E_SURVEY_ANSWERED:
    case SUP__E_SURVEY_CORRECTED:
        return sup__fold_survey(unit, event);
    case SUP__E_REVIEW_RECORDED:
    case SUP__E_OUTCOME_RATED:
        return sup__fold_review(unit, event);
    default:
        return is_of_floor(event->row.kind) ? sup__fold_floor_event(unit, event, row)
                                            : sup__fold_join(unit, event, row);
    }
}

/* What comes of time is nothing that was done to a ticket: it would be found as one that was in
 * work of late, and that only after a tick. Nor is what people think of it afterwards. */
static int is_aside(const struct sup__event *event)
{
    int64_t kind = event->row.kind;
    if (kind >= SUP__E_SURVEY_ASKED && kind <= SUP__E_OUTCOME_RATED) {
        return 1;
    }
    int is_gone = kind == SUP__E_REMINDER_CANCELLED && event->payload.rule;
    int is_placed = is_of_floor(kind) && event->row.number == SUP_FLOOR_POLICY;
    return is_gone || is_placed || kind == SUP__E_SLA_WARNED || kind == SUP__E_SLA_BREACHED ||
           kind == SUP__E_TIMERS_CHANGED || kind == SUP__E_REMINDER_DUE ||
           kind == SUP__E_REMEDY_EXPIRED || kind == SUP__E_REMEDY_WAITS;
}

static int32_t fold_ticket(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = event->row.kind == SUP__E_TICKET_OPENED ? open_ticket(unit, event) : SUP_OK;
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, event->row.ticket_id, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__visit_row stay;
    int was_plain = sup__plain_stay(&slot->row, &stay);
    slot->row.version++;
    if ((event->row.at_ms > slot->row.updated_ms && !is_aside(event)) ||
        slot->row.version == 1) {
        slot->row.updated_ms = event->row.at_ms;
    }
    if (event->row.at_ms > slot->row.known_ms || slot->row.version == 1) {
        slot->row.known_ms = event->row.at_ms;
    }
    /* Which floor it is on says what is promised on timers that begin there. */
    if (event->payload.floor) {
        rc = sup__fold_floor(unit, event, slot);
    }
    int was_work = sup__is_floor_work(&slot->row);
    int settles = is_settled(event, &slot->row);
    /* First the timers: while it is worked on nothing else of a ticket waits for time. */
    if (rc == SUP_OK && (event->payload.timers.count || event->payload.sla)) {
        rc = sup__fold_timers(unit, event, slot);
    }
    if (rc == SUP_OK) {
        rc = change_ticket(unit, event, slot);
    }
    if (rc == SUP_OK && was_work != sup__is_floor_work(&slot->row)) {
        rc = sup__fold_floor_work(unit, event, &slot->row);
    }
    if (!slot->row.stay_rank) { /* one index has those in work by floor and all others by this */
        slot->row.stay_ms = slot->row.solved_ms;
    }
    if (rc == SUP_OK && was_plain) {
        rc = sup__fold_plain_stay(unit, &stay, &slot->row);
    }
    if (rc == SUP_OK && settles) {
        rc = sup__settle_members(unit, event->row.ticket_id);
    }
    return rc == SUP_OK ? sup__settle_reminders(unit, event) : rc;
}

int32_t sup__fold_joined(struct sup__unit *unit, const struct sup__texts *texts, const char **out)
{
    struct sup__buffer *buffer = &unit->core->buffer;
    sup__buffer_clear(buffer);
    sup__buffer_text(buffer, "");
    for (uint32_t i = 0; i < texts->count; i++) {
        sup__buffer_text(buffer, i ? " " : "");
        sup__buffer_text(buffer, texts->items[i]);
    }
    return buffer->is_failed ? sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory")
                             : sup__fold_keep(unit, buffer->data, out);
}

/* Who departs ends the last tenure; who comes back begins another. Neither ends before it began. */
static int32_t keep_tenure(struct sup__unit *unit, const struct sup__event *event, int was_here)
{
    struct sup__tenure_row row = {.tenant = unit->head.tenant,
                                  .agent_id = event->row.subject_id,
                                  .sequence = event->row.sequence,
                                  .begun_ms = event->row.at_ms};
    struct sup_value prefix[2] = {sup__int(row.tenant), sup__int(row.agent_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TENURE,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .is_descending = 1,
                            .limit = 1};
    if (was_here == !event->payload.is_departed) {
        return SUP_OK;
    }
    if (!was_here) {
        return sup__insert(&unit->repo, SUP__T_TENURE, &row);
    }
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, NULL, NULL);
    row.ended_ms = event->row.at_ms > row.begun_ms ? event->row.at_ms : row.begun_ms;
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_TENURE, &row) : rc;
}

static int32_t save_agent(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__agent_row row = {.tenant = unit->head.tenant, .id = event->row.subject_id};
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, &row);
    if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
        return rc;
    }
    if (rc == SUP_NOT_FOUND) {
        unit->head.agent_count = row.id;
        row.availability = SUP_AVAILABILITY_OFFLINE;
    }
    rc = keep_tenure(unit, event, row.version && !row.is_departed);
    if (rc != SUP_OK) {
        return rc;
    }
    row.version++;
    row.kind = event->payload.agent_kind;
    row.name = event->title;
    row.capacity = event->payload.capacity;
    row.is_departed = event->payload.is_departed;
    if ((rc = sup__fold_joined(unit, &event->payload.roles, &row.roles)) != SUP_OK ||
        (rc = sup__fold_joined(unit, &event->payload.teams, &row.teams)) != SUP_OK ||
        (rc = sup__fold_joined(unit, &event->payload.skills, &row.skills)) != SUP_OK ||
        (rc = sup__fold_joined(unit, &event->payload.languages, &row.languages)) != SUP_OK) {
        return rc;
    }
    return sup__put(&unit->repo, SUP__T_AGENT, &row);
}

/* The session that lasts is the last of those that began when the agent became what they are. */
static int32_t end_session(struct sup__unit *unit, const struct sup__agent_row *agent,
                           int64_t ended_ms)
{
    struct sup_value prefix[3] = {sup__int(agent->tenant), sup__int(agent->id),
                                  sup__int(agent->availability_since_ms)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_SESSION,
                            .prefix_count = 3,
                            .prefix = prefix,
                            .is_descending = 1,
                            .limit = 1};
    struct sup__session_row row = {0};
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, NULL, NULL);
    if (rc != SUP_OK || !row.agent_id) {
        return rc;
    }
    row.ended_ms = ended_ms;
    return sup__put(&unit->repo, SUP__T_SESSION, &row);
}

/* Who departs is signed out whatever the clocks say: a session never ends before it began. */
static int32_t change_availability(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__agent_row row = {.tenant = unit->head.tenant, .id = event->row.subject_id};
    int64_t at_ms = event->row.at_ms;
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, &row);
    if (rc != SUP_OK) {
        return rc;
    }
    if (row.availability_since_ms && at_ms < row.availability_since_ms) {
        at_ms = row.availability_since_ms;
    }
    if (row.availability != SUP_AVAILABILITY_OFFLINE) {
        rc = end_session(unit, &row, at_ms);
    }
    row.availability = event->row.number;
    row.availability_since_ms = at_ms;
    if (rc == SUP_OK && row.availability != SUP_AVAILABILITY_OFFLINE) {
        struct sup__session_row begun = {.tenant = row.tenant,
                                         .agent_id = row.id,
                                         .begun_ms = at_ms,
                                         .sequence = event->row.sequence,
                                         .availability = row.availability};
        rc = sup__insert(&unit->repo, SUP__T_SESSION, &begun);
    }
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_AGENT, &row) : rc;
}

static int32_t put_identities(struct sup__unit *unit, const struct sup__event *event)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < event->data.identities.count; i++) {
        const struct sup_identity *from = &event->data.identities.items[i];
        struct sup__identity_row row = {.tenant = unit->head.tenant,
                                        .system = from->system ? from->system : "",
                                        .kind = from->kind,
                                        .value = from->value,
                                        .customer_id = event->row.subject_id,
                                        .is_verified = from->is_verified};
        rc = sup__put(&unit->repo, SUP__T_IDENTITY, &row);
    }
    return rc;
}

/* What is only identified keeps its name. */
static int32_t save_customer(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__customer_row row = {.tenant = unit->head.tenant, .id = event->row.subject_id};
    int32_t rc = sup__get(&unit->repo, SUP__T_CUSTOMER, &row);
    if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
        return rc;
    }
    if (rc == SUP_NOT_FOUND) {
        unit->head.customer_count = row.id;
        row.created_ms = event->row.at_ms;
        row.root_id = row.id;
    }
    row.version++;
    if (event->row.kind == SUP__E_CUSTOMER_SAVED) {
        row.name = event->title;
    }
    rc = put_identities(unit, event);
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_CUSTOMER, &row) : rc;
}

/* Is a customer below another in the tree of merges? Steps are bounded by the rows there are. */
static int is_below(const struct sup__family *family, int64_t id, int64_t top)
{
    for (uint32_t steps = 0; id != top && steps <= family->count; steps++) {
        int64_t next = 0;
        for (uint32_t i = 0; i < family->count; i++) {
            next = family->rows[i].id == id ? family->rows[i].merged_into : next;
        }
        id = next;
    }
    return id == top;
}

/* Limits are asked who was one with whom, and until when (request_persons.c). */
static int32_t keep_parting(struct sup__unit *unit, const struct sup__event *event,
                            struct sup__customer_row *row)
{
    const struct sup__customer_parting_row parting = {.tenant = row->tenant,
                                                      .customer_id = row->id,
                                                      .parted_ms = sup__parted_ms(event),
                                                      .sequence = event->row.sequence};
    row->parted_ms = parting.parted_ms > row->parted_ms ? parting.parted_ms : row->parted_ms;
    return sup__put(&unit->repo, SUP__T_CUSTOMER_PARTING, &parting);
}

/* A merge lets one root point to another; unmerging takes exactly that pointer away. Who is who now
 * is kept beside the pointers, so that nobody has to follow them. */
static int32_t merge_customers(struct sup__unit *unit, const struct sup__event *event)
{
    int64_t subject = event->row.subject_id;
    int64_t into = event->row.kind == SUP__E_CUSTOMER_MERGED ? event->row.number : 0;
    struct sup__customer_row row = {.tenant = unit->head.tenant, .id = subject};
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    if (!family) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_CUSTOMER, &row);
    if (rc == SUP_OK) {
        rc = sup__load_family(unit, row.root_id, family);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        row = family->rows[i];
        int is_moved = is_below(family, row.id, subject);
        if (!is_moved && into) {
            continue;
        }
        if (is_moved) {
            row.root_id = into ? into : subject;
        }
        if (row.id == subject) {
            row.merged_into = into;
            row.version++;
        }
        rc = into ? SUP_OK : keep_parting(unit, event, &row);
        if (rc == SUP_OK) {
            rc = sup__put(&unit->repo, SUP__T_CUSTOMER, &row);
        }
    }
    return rc;
}

/* Events of a ticket are found by it; others by the customers they are about. */
static int32_t keep_event(struct sup__unit *unit, const struct sup__event_row *event)
{
    int64_t customers[2];
    uint32_t count = sup__event_customers(event, customers);
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        const struct sup__customer_event_row row = {
            .tenant = unit->head.tenant, .customer_id = customers[i], .sequence = event->sequence};
        rc = sup__put(&unit->repo, SUP__T_CUSTOMER_EVENT, &row);
    }
    return rc;
}

static int32_t activate_policy(struct sup__unit *unit, const struct sup__event *event)
{
    int32_t rc = event->row.number ? sup__fold_replan(unit, event) : SUP_OK;
    unit->head.policy_version = event->row.subject_id;
    return rc == SUP_OK ? sup__fold_keep(unit, event->row.after, &unit->head.policy_digest) : rc;
}

int32_t sup__fold(struct sup__unit *unit, const struct sup__event *event)
{
    unit->head.sequence = event->row.sequence;
    int32_t rc = keep_event(unit, &event->row);
    if (rc != SUP_OK) {
        return rc;
    }
    switch (event->row.kind) {
    case SUP__E_AGENT_SAVED:
        unit->keeps_nothing = 1; /* the acting agent may be the one who changed */
        return save_agent(unit, event);
    case SUP__E_AVAILABILITY_CHANGED:
        unit->keeps_nothing = 1;
        return change_availability(unit, event);
    case SUP__E_CUSTOMER_SAVED:
    case SUP__E_CUSTOMER_IDENTIFIED:
        unit->keeps_nothing = 1;
        return save_customer(unit, event);
    case SUP__E_CUSTOMER_MERGED:
    case SUP__E_CUSTOMER_UNMERGED:
        unit->keeps_nothing = 1;
        return merge_customers(unit, event);
    case SUP__E_CUSTOMER_ERASED:
        unit->keeps_nothing = 1;
        return sup__fold_erased(unit, event);
    case SUP__E_CUSTOMER_REPORTED:
        return sup__fold_customer_report(unit, event);
    case SUP__E_REFERENCE_REPORTED:
        return sup__fold_report(unit, event);
    case SUP__E_REMEDY_REQUESTED:
    case SUP__E_REMEDY_REFUSED:
    case SUP__E_REMEDY_APPROVED:
    case SUP__E_REMEDY_REJECTED:
    case SUP__E_REMEDY_WITHDRAWN:
    case SUP__E_REMEDY_EXPIRED:
    case SUP__E_REMEDY_VOIDED:
    case SUP__E_REMEDY_WAITS:
    case SUP__E_REMEDY_REPORTED:
    case SUP__E_ACTION_TAKEN:
    case SUP__E_REQUEST_USED:
        return event->row.ticket_id ? fold_ticket(unit, event) : sup__fold_request(unit, event);
    case SUP__E_SURVEY_ASKED:
    case SUP__E_SURVEY_ANSWERED:
    case SUP__E_SURVEY_CORRECTED:
        return event->row.ticket_id ? fold_ticket(unit, event) : sup__fold_survey(unit, event);
    case SUP__E_POLICY_ACTIVATED:
        return activate_policy(unit, event);
    case SUP__E_CORRECTIVE_RECORDED:
    case SUP__E_CORRECTIVE_CHANGED:
    case SUP__E_CORRECTIVE_CLOSED:
        return sup__fold_corrective(unit, event);
    case SUP__E_KPI_CROSSED:
        return sup__fold_crossed(unit, event);
    case SUP__E_KPI_EVALUATED:
        return sup__fold_evaluated(unit, event);
    case SUP__E_TIMERS_REPLANNED:
        return sup__fold_replanned(unit, event);
    case SUP__E_CHAIN_ROTATED:
        return sup__fold_keep(unit, event->row.after, &unit->head.key_id);
    case SUP__E_DESK_STARTED:
    case SUP__E_REQUEST_REFUSED:
        return SUP_OK;
    default:
        return fold_ticket(unit, event);
    }
}
