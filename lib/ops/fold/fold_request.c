/*
 * fold_request.c: what events do to requests and to the ledger.
 */
#include "ops/authority/requests.h"
#include "ops/erasure/aliases.h"
#include "ops/erasure/erase.h"

#include <string.h>

/* ---- the ledger ---- */

static int32_t put_entry(struct sup__unit *unit, const struct sup__request_row *row, int32_t scope,
                         const char *subject)
{
    int is_settled = row->state == SUP_REQUEST_CONFIRMED || row->state == SUP_REQUEST_REPORTED;
    struct sup__ledger_row entry = {.tenant = row->tenant,
                                    .scope = scope,
                                    .subject = subject,
                                    .at_ms = row->asked_ms,
                                    .request_id = row->id,
                                    .remedy = row->remedy,
                                    .currency = row->currency,
                                    .minor = is_settled ? row->settled_minor : row->minor,
                                    .until_ms = row->due_ms,
                                    .is_settled = is_settled};
    if (is_settled || row->state <= SUP_REQUEST_EXECUTING) {
        return sup__put(&unit->repo, SUP__T_LEDGER, &entry);
    }
    int32_t rc = sup__remove(&unit->repo, SUP__T_LEDGER, &entry);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int is_of_desk(int64_t actor_kind)
{
    return actor_kind == SUP_ACTOR_AGENT || actor_kind == SUP_ACTOR_BOT;
}

/* What was asked for an order that the shop had not reported counts for all such orders of its
 * ticket and customer, for good: else reporting one would free what was given for another. */
static int32_t keep_unreported(struct sup__unit *unit, const struct sup__request_row *row)
{
    char id[SUP__SUBJECT_BYTES];
    char subject[SUP__SUBJECT_BYTES];
    if (!row->is_unreported) {
        return SUP_OK;
    }
    sup__subject_number(row->customer_id, id);
    int32_t rc = put_entry(unit, row, SUP__LEDGER_UNREPORTED,
                           sup__subject_unreported(row->customer_id ? "customer" : "nobody",
                                                   row->customer_id ? id : "", subject));
    sup__subject_number(row->ticket_id, id);
    return rc == SUP_OK ? put_entry(unit, row, SUP__LEDGER_UNREPORTED,
                                    sup__subject_unreported("ticket", id, subject))
                        : rc;
}

/* Whatever the state of a request, the ledger has what counts of it. */
static int32_t keep_ledger(struct sup__unit *unit, const struct sup__request_row *row)
{
    char subject[SUP__SUBJECT_BYTES];
    int is_by_nobody = row->state >= SUP_REQUEST_REPORTED && !is_of_desk(row->actor_kind);
    int32_t rc = SUP_OK;
    if (row->ticket_id) {
        rc = put_entry(unit, row, SUP_LIMIT_TICKET, sup__subject_number(row->ticket_id, subject));
    }
    if (rc == SUP_OK && row->order_id) {
        rc = put_entry(unit, row, SUP_LIMIT_ORDER,
                       sup__subject_order(row->order_system, row->order_id, subject));
    }
    if (rc == SUP_OK) {
        rc = keep_unreported(unit, row);
    }
    if (rc == SUP_OK && row->customer_id) {
        rc = put_entry(unit, row, SUP_LIMIT_CUSTOMER,
                       sup__subject_number(row->customer_id, subject));
    }
    if (rc == SUP_OK && !is_by_nobody) {
        rc = put_entry(unit, row, SUP_LIMIT_AGENT,
                       sup__subject_actor(row->actor_kind, row->actor_id, subject));
    }
    for (const char *at = row->teams; rc == SUP_OK && *at;) {
        at = sup__next_team(at, subject);
        rc = subject[0] ? put_entry(unit, row, SUP_LIMIT_TEAM, subject) : SUP_OK;
    }
    return rc;
}

/* ---- the agenda ---- */

/* The ticket knows how many wait or are granted, and the agenda when something is due of them. */
static int32_t recount(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__rows rows;
    int64_t first_ms = 0;
    int64_t count = 0;
    int32_t rc = sup__load_open_requests(unit, ticket_id, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__request_row *row = sup__rows_at(&rows, i);
        count++;
        first_ms = sup__earlier(sup__earlier(row->due_ms, row->next_ms), first_ms);
    }
    if (rc == SUP_OK && !ticket_id) {
        return sup__agenda_set_desk(unit, SUP__AGENDA_REQUESTS, first_ms);
    }
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, ticket_id, &slot);
    }
    if (rc == SUP_OK) {
        slot->row.request_count = count;
        rc = sup__agenda_clear(unit, slot, SUP__AGENDA_REQUESTS);
    }
    return rc == SUP_OK && first_ms ? sup__agenda_set(unit, slot, SUP__AGENDA_REQUESTS, first_ms)
                                    : rc;
}

/* ---- events ---- */

static int32_t add_request(struct sup__unit *unit, const struct sup__event *event)
{
    const struct sup__payload *payload = &event->payload;
    const struct sup__references *orders = &event->data.references;
    int is_refused = payload->state == SUP_REQUEST_REFUSED;
    int is_done = payload->state == SUP_REQUEST_CONFIRMED; /* by the library, at once */
    int is_decided = is_done || payload->state == SUP_REQUEST_GRANTED;
    struct sup__request_row row = {.tenant = unit->head.tenant,
                                   .id = event->row.subject_id,
                                   .version = 1,
                                   .ticket_id = event->row.ticket_id,
                                   .customer_id = payload->customer_id,
                                   .state = payload->state,
                                   .remedy = event->row.after,
                                   .currency = payload->currency,
                                   .minor = payload->minor,
                                   .order_system = orders->count ? orders->items[0].system : NULL,
                                   .order_id = orders->count ? orders->items[0].id : NULL,
                                   .actor_kind = event->row.actor_kind,
                                   .actor_id = event->row.actor_id,
                                   .reason = payload->reason,
                                   .asked_ms = event->row.at_ms,
                                   .effect = payload->effect,
                                   .matrix_row = payload->row,
                                   .policy_version = event->row.policy_version,
                                   .digest = payload->digest ? payload->digest : "",
                                   .quorum = payload->quorum,
                                   .duplicate_of = payload->duplicate_of,
                                   .due_ms = payload->due_ms,
                                   .next_ms = payload->next_ms,
                                   .decided_ms = is_decided ? event->row.at_ms : 0,
                                   .executed_ms = is_done ? event->row.at_ms : 0,
                                   .settled_ms = is_done || is_refused ? event->row.at_ms : 0,
                                   .subject = event->row.before,
                                   .is_unreported = payload->is_unreported,
                                   .has_rationale = payload->has_rationale,
                                   .limit_share = payload->limit_share,
                                   .threshold_share = payload->threshold_share,
                                   .sequence = event->row.sequence};
    unit->head.request_count = row.id;
    int32_t rc = sup__fold_joined(unit, &payload->teams, &row.teams);
    if (rc == SUP_OK) {
        rc = sup__put(&unit->repo, SUP__T_REQUEST, &row);
    }
    return rc == SUP_OK && row.state != SUP_REQUEST_REFUSED ? keep_ledger(unit, &row) : rc;
}

/* Who gave it is the agent who is named; else it is nobody of the desk, whoever reports it. */
static int32_t add_reported(struct sup__unit *unit, const struct sup__event *event)
{
    const struct sup__payload *payload = &event->payload;
    const struct sup__references *orders = &event->data.references;
    struct sup__request_row row = {.tenant = unit->head.tenant,
                                   .id = event->row.subject_id,
                                   .version = 1,
                                   .ticket_id = event->row.ticket_id,
                                   .customer_id = payload->customer_id,
                                   .state = SUP_REQUEST_REPORTED,
                                   .remedy = event->row.after,
                                   .currency = payload->currency,
                                   .minor = payload->minor,
                                   .settled_minor = payload->minor,
                                   .order_system = orders->count ? orders->items[0].system : NULL,
                                   .order_id = orders->count ? orders->items[0].id : NULL,
                                   .actor_kind =
                                       payload->agent_id ? payload->agent_kind : SUP_ACTOR_SYSTEM,
                                   .actor_id = payload->agent_id,
                                   .asked_ms = event->row.at_ms,
                                   .policy_version = event->row.policy_version,
                                   .digest = "",
                                   .settled_ms = event->row.at_ms,
                                   .external_id = event->data.external_id,
                                   .sequence = event->row.sequence};
    unit->head.request_count = row.id;
    int32_t rc = sup__fold_joined(unit, &payload->teams, &row.teams);
    if (rc == SUP_OK && payload->erasure_key) { /* of who was erased before anything was given */
        rc = sup__fold_keep(unit, payload->erasure_key, &unit->head.erasure_key);
    }
    if (rc == SUP_OK) {
        rc = sup__put(&unit->repo, SUP__T_REQUEST, &row);
    }
    return rc == SUP_OK ? keep_ledger(unit, &row) : rc;
}

/* What was reported is what a request was confirmed by: it counts as that from now on. */
static int32_t join_reported(struct sup__unit *unit, int64_t reported_id)
{
    struct sup__request_row row = {.tenant = unit->head.tenant, .id = reported_id};
    int32_t rc = sup__get(&unit->repo, SUP__T_REQUEST, &row);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    row.version++;
    row.state = SUP_REQUEST_JOINED;
    row.external_id = NULL;
    rc = sup__put(&unit->repo, SUP__T_REQUEST, &row);
    return rc == SUP_OK ? keep_ledger(unit, &row) : rc;
}

static int32_t keep_decision(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__approval_row row = {.tenant = unit->head.tenant,
                                    .request_id = event->row.subject_id,
                                    .agent_id = event->row.actor_id,
                                    .at_ms = event->row.at_ms,
                                    .is_rejected = event->row.kind == SUP__E_REMEDY_REJECTED,
                                    .policy_version = event->row.policy_version,
                                    .sequence = event->row.sequence};
    return sup__put(&unit->repo, SUP__T_APPROVAL, &row);
}

/* What the shop gave though it was not to: it is counted and marked. */
static void confirm(const struct sup__event *event, struct sup__request_row *row)
{
    /* What was granted was granted to its amount, and is given once it was looked at again. */
    row->is_irregular = row->state != SUP_REQUEST_EXECUTING || event->payload.minor > row->minor;
    row->settled_minor = event->payload.minor;
    row->external_id = event->data.external_id;
    row->reported_id = event->row.number;
}

static void change(const struct sup__event *event, struct sup__request_row *row)
{
    int64_t at_ms = event->row.at_ms;
    switch (event->row.kind) {
    case SUP__E_REMEDY_APPROVED:
        row->approval_count++;
        break;
    case SUP__E_REMEDY_EXECUTED:
    case SUP__E_REQUEST_USED:
        row->executed_ms = at_ms;
        break;
    case SUP__E_REMEDY_CONFIRMED:
        confirm(event, row);
        break;
    case SUP__E_REMEDY_NAMED:
        row->external_id = event->data.external_id;
        row->reported_id = event->row.number;
        return;
    case SUP__E_REMEDY_VOIDED:
        row->cause = event->payload.cause;
        break;
    case SUP__E_REMEDY_WAITS:
        row->reminded = event->row.number > row->reminded ? event->row.number : row->reminded;
        row->next_ms = event->payload.next_ms;
        return;
    default:
        break;
    }
    row->state = event->payload.state;
    if (row->state == SUP_REQUEST_GRANTED || row->state == SUP_REQUEST_REJECTED) {
        row->decided_ms = at_ms;
    }
    if (row->state == SUP_REQUEST_GRANTED) {
        row->due_ms = event->payload.due_ms;
        row->next_ms = 0;
    } else if (row->state != SUP_REQUEST_WAITING) {
        row->due_ms = 0;
        row->next_ms = 0;
        row->settled_ms = row->state == SUP_REQUEST_EXECUTING ? 0 : at_ms;
    }
}

/* One that is not there is none that an event made: somebody edited the table. */
static int32_t change_request(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__request_row row = {.tenant = unit->head.tenant, .id = event->row.subject_id};
    int32_t rc = sup__get(&unit->repo, SUP__T_REQUEST, &row);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    row.version++;
    change(event, &row);
    rc = sup__put(&unit->repo, SUP__T_REQUEST, &row);
    if (rc == SUP_OK &&
        (event->row.kind == SUP__E_REMEDY_APPROVED || event->row.kind == SUP__E_REMEDY_REJECTED)) {
        rc = keep_decision(unit, event);
    }
    if (rc == SUP_OK && row.reported_id &&
        (event->row.kind == SUP__E_REMEDY_CONFIRMED || event->row.kind == SUP__E_REMEDY_NAMED)) {
        rc = join_reported(unit, row.reported_id);
    }
    return rc == SUP_OK ? keep_ledger(unit, &row) : rc;
}

int32_t sup__fold_request(struct sup__unit *unit, const struct sup__event *event)
{
    if (event->row.kind == SUP__E_REMEDY_REPORTED) {
        return add_reported(unit, event);
    }
    int is_new = event->row.kind == SUP__E_REMEDY_REQUESTED ||
                 event->row.kind == SUP__E_REMEDY_REFUSED || event->row.kind == SUP__E_ACTION_TAKEN;
    int32_t rc = is_new ? add_request(unit, event) : change_request(unit, event);
    return rc == SUP_OK && event->row.kind != SUP__E_REMEDY_REFUSED
               ? recount(unit, event->row.ticket_id)
               : rc;
}

/* ---- erasures ---- */

static int32_t drop_order(struct sup__unit *unit, const struct sup__request_row *row)
{
    char subject[SUP__SUBJECT_BYTES];
    struct sup__ledger_row entry = {.tenant = row->tenant,
                                    .scope = SUP_LIMIT_ORDER,
                                    .at_ms = row->asked_ms,
                                    .request_id = row->id};
    entry.subject = sup__subject_order(row->order_system, row->order_id, subject);
    int32_t rc = sup__remove(&unit->repo, SUP__T_LEDGER, &entry);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* What an erasure before this one took stays under the name that it has since. */
static int32_t forget(struct sup__erasing *erasing, const struct sup__request_row *row)
{
    struct sup__unit *unit = erasing->unit;
    struct sup__request_row erased = *row;
    int is_clear = !sup__is_alias(row->order_id);
    int32_t rc = sup__keep_request(erasing, row);
    if (is_clear) {
        erased.order_system = NULL;
        erased.order_id = NULL;
    }
    erased.external_id = sup__is_alias(row->external_id) ? row->external_id : NULL;
    if (rc == SUP_OK && is_clear && row->order_id && row->order_system) {
        rc = drop_order(unit, row);
    }
    return rc == SUP_OK ? sup__update(&unit->repo, SUP__T_REQUEST, row, &erased) : rc;
}

int32_t sup__erase_request(struct sup__erasing *erasing, int64_t id)
{
    struct sup__request_row row = {.tenant = erasing->unit->head.tenant, .id = id};
    int32_t rc = sup__get(&erasing->unit->repo, SUP__T_REQUEST, &row);
    return rc == SUP_OK ? forget(erasing, &row) : rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__fold_aliases(struct sup__unit *unit, int64_t id, const struct sup_reference *order,
                          const char *external_id)
{
    char subject[SUP__SUBJECT_BYTES];
    struct sup__request_row row = {.tenant = unit->head.tenant, .id = id};
    int32_t rc = sup__get(&unit->repo, SUP__T_REQUEST, &row);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody deleted it */
    }
    if (order) {
        row.order_system = order->system;
        row.order_id = order->id;
        rc = put_entry(unit, &row, SUP_LIMIT_ORDER,
                       sup__subject_order(order->system, order->id, subject));
    }
    row.external_id = external_id ? external_id : row.external_id;
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_REQUEST, &row) : rc;
}

/* The report says what the request says: it goes with it, wherever it was made. */
static int32_t erase_joined(struct sup__erasing *erasing, int64_t reported_id)
{
    struct sup__unit *unit = erasing->unit;
    struct sup__request_row row = {.tenant = unit->head.tenant, .id = reported_id};
    int32_t rc = sup__get(&unit->repo, SUP__T_REQUEST, &row);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    rc = sup__erase_other_text(erasing, row.sequence);
    return rc == SUP_OK ? forget(erasing, &row) : rc;
}

int32_t sup__erase_requests(struct sup__erasing *erasing, int64_t ticket_id)
{
    struct sup__rows rows;
    int32_t rc = sup__load_requests(erasing->unit, ticket_id, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__request_row *row = sup__rows_at(&rows, i);
        rc = row->reported_id ? erase_joined(erasing, row->reported_id) : SUP_OK;
        if (rc == SUP_OK) {
            rc = sup__erase_request(erasing, row->id);
        }
    }
    return rc;
}

struct finding {
    struct sup__unit *unit;
    struct sup__id_list *list;
    int32_t failed; /* code */
};

static int32_t add_settled(void *context, void *in)
{
    struct finding *finding = context;
    const struct sup__ledger_row *row = in;
    finding->failed =
        row->is_settled ? sup__id_list_add(finding->unit, finding->list, row->request_id) : SUP_OK;
    return finding->failed != SUP_OK;
}

int32_t sup__find_reported(struct sup__unit *unit, const char *system, const char *id,
                           struct sup__id_list *list)
{
    char subject[SUP__SUBJECT_BYTES];
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(SUP_LIMIT_ORDER),
                                  sup__text(sup__subject_order(system, id, subject))};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_LEDGER, .prefix_count = 3, .prefix = prefix};
    struct sup__id_list settled = {0};
    struct finding finding = {unit, &settled, SUP_OK};
    struct sup__ledger_row entry;
    int32_t rc = sup__each(&unit->repo, &scan, 0, &entry, add_settled, &finding);
    rc = finding.failed ? finding.failed : rc;
    for (uint32_t i = 0; rc == SUP_OK && i < settled.count; i++) {
        struct sup__request_row row = {.tenant = unit->head.tenant, .id = settled.items[i]};
        rc = sup__get(&unit->repo, SUP__T_REQUEST, &row);
        if (rc == SUP_OK && row.state == SUP_REQUEST_REPORTED && !row.ticket_id) {
            rc = sup__id_list_add(unit, list, row.id);
        }
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody deleted it */
    }
    return rc;
}
