/*
 * request_show.c: what became of requests, one by one and as a list.
 */
#include "ops/authority/requests.h"

#include "ops/bodies.h"
#include "ops/erasure/erase.h"
#include "ops/floors/floors.h"
#include "ops/page.h"

#include "base/message.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- one request ---- */

/* Of an event the text beside it; NULL: there is none, or it was erased. */
static int32_t load_body(struct sup__unit *unit, int64_t sequence, const char **body)
{
    struct sup__event_private_row row = {.tenant = unit->head.tenant, .sequence = sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT_PRIVATE, &row);
    *body = rc == SUP_OK ? row.body : NULL;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

const char *sup__remedy_label(const struct sup__policy *policy, const char *remedy)
{
    int32_t index = sup__names_find(&policy->authority.remedy_names, remedy);
    return index < 0 ? remedy : policy->authority.remedies[index].label;
}

static const char *keep_amount(void *result, int64_t minor, const char *currency, int *failed)
{
    char text[SUP_AMOUNT_BYTES_MAX];
    return currency ? sup__result_text(result, sup__amount_text(minor, currency, text), failed)
                    : NULL;
}

static void show_order(void *result, const struct sup__request_row *row,
                       struct sup_remedy_request *to, int *failed)
{
    struct sup_reference *order =
        row->order_id ? sup__result_array(result, 1, sizeof *order, failed) : NULL;
    if (order) {
        order->system = sup__result_text(result, row->order_system, failed);
        order->kind = sup__result_text(result, "order", failed);
        order->id = sup__result_text(result, row->order_id, failed);
        to->order = order;
    }
}

/* What the row says, without what is beside its events. */
static void show_row(const struct sup__policy *policy, void *result,
                     const struct sup__request_row *row, struct sup_remedy_request *to, int *failed)
{
    to->state = (int32_t)row->state;
    to->id = row->id;
    to->ticket_id = row->ticket_id;
    to->customer_id = row->customer_id;
    to->remedy = sup__result_text(result, row->remedy, failed);
    to->label = sup__result_text(result, sup__remedy_label(policy, row->remedy), failed);
    to->amount = keep_amount(result, row->minor, row->currency, failed);
    to->currency = sup__result_text(result, row->currency, failed);
    to->settled = row->state == SUP_REQUEST_CONFIRMED || row->state >= SUP_REQUEST_REPORTED
                      ? keep_amount(result, row->settled_minor, row->currency, failed)
                      : NULL;
    show_order(result, row, to, failed);
    to->subject = sup__result_text(result, row->subject, failed);
    to->actor_kind = (int32_t)row->actor_kind;
    to->effect = (int32_t)row->effect;
    to->actor_id = row->actor_id;
    to->asked_ms = row->asked_ms;
    to->reason = sup__result_text(result, row->reason, failed);
    to->row = sup__result_text(result, row->matrix_row, failed);
    to->policy_version = row->policy_version;
    to->duplicate_of = row->duplicate_of;
    to->quorum = (uint32_t)row->quorum;
    to->approval_count = 0;
    to->due_ms = row->due_ms;
    to->decided_ms = row->decided_ms;
    to->executed_ms = row->executed_ms;
    to->settled_ms = row->settled_ms;
    to->external_id = sup__result_text(result, row->external_id, failed);
    to->is_irregular = (int32_t)row->is_irregular;
    to->is_unreported = (int32_t)row->is_unreported;
    to->cause = sup__result_text(result, row->cause, failed);
}

/* Who may approve it now: those of its row, and the others once they are asked as well. */
static int32_t list_approvers(struct sup__unit *unit, const struct sup__request_row *row,
                              const char **who)
{
    const struct sup__authority_row *by = sup__matrix_row(unit->policy, row->matrix_row);
    *who = NULL;
    if (row->state != SUP_REQUEST_WAITING || !by || by->effect != SUP__EFFECT_APPROVAL) {
        return SUP_OK;
    }
    const char *others = "";
    const char *first = sup__holders_text(unit, &by->approval.holders);
    if (first && sup__is_escalated(row, &by->approval, unit->caller.now_ms)) {
        others = sup__holders_text(unit, &by->approval.others);
    }
    if (!first || !others) {
        return SUP_NOMEM;
    }
    struct sup__buffer *buffer = &unit->core->buffer;
    sup__buffer_clear(buffer);
    sup__buffer_text(buffer, first);
    sup__buffer_text(buffer, others[0] && first[0] ? " " : "");
    sup__buffer_text(buffer, others);
    *who =
        buffer->is_failed ? NULL : sup__arena_text(unit->repo.arena, buffer->data, buffer->bytes);
    return *who ? SUP_OK : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* Of what the shop gave though it was not to. */
static const char *say_irregular(const struct sup__request_row *row)
{
    return !row->is_irregular                ? ""
           : !sup__was_granted(row)          ? ", though it was not to"
           : !row->executed_ms               ? ", though nobody had begun to execute it"
           : row->settled_minor > row->minor ? ", though not so much was granted"
                                             : ", though it was not to";
}

/* What became of it, and what it waits for. */
static const char *say_state(const struct sup__request_row *row)
{
    static const char *const states[] = {
        "",
        "it waits for approval",
        "it may be executed",
        "the shop gives it",
        "the shop gave it",
        "the shop could not give it",
        "it was rejected",
        "it was withdrawn",
        "it expired",
        "it is void",
        "it was refused",
        "the shop gave it",
        "it is what another request was confirmed by, and counts as that",
    };
    if (sup__is_own_action(row->remedy)) {
        return row->state == SUP_REQUEST_GRANTED     ? "it may be done, once"
               : row->state == SUP_REQUEST_CONFIRMED ? "it was done"
                                                     : states[row->state];
    }
    return states[row->state];
}

/* The limit that refused it; 0: none did. */
static int find_passed(const struct sup__event *asked, struct sup__told_limit *limit)
{
    const struct sup__texts *limits = &asked->payload.limits;
    const char *scope = asked->payload.scope;
    for (uint32_t i = 0; scope && i < limits->count; i++) {
        size_t bytes = strlen(scope);
        *limit = sup__read_limit(limits->items[i]);
        if (limit->is_exceeded && !limit->row && strncmp(limits->items[i], scope, bytes) == 0 &&
            limits->items[i][bytes] == ' ') {
            return 1;
        }
    }
    return 0;
}

static void say_row(struct sup__buffer *buffer, const struct sup__request_row *row, int is_by_limit)
{
    static const char *const effects[] = {"", " allows it; ", " allows it to who says why; ",
                                          " asks for approval; ", " refuses it; "};
    if (row->state >= SUP_REQUEST_REPORTED) {
        sup__buffer_text(buffer, "nobody asked for it here; ");
    } else if (row->matrix_row) {
        sup__buffer_text(buffer, "the row ");
        sup__buffer_text(buffer, row->matrix_row);
        sup__buffer_text(buffer, is_by_limit ? " was for it; " : effects[row->effect]);
    } else {
        sup__buffer_text(buffer, "no row of the matrix was for it; ");
    }
}

/* What was decided, by which limit, and what became of it; `asked` NULL: without what the event
 * says, as in a list. `looked`: the limits that were looked at last. Kept in the arena; NULL when
 * memory ran out. */
static const char *say_why(struct sup__unit *unit, const struct sup__request_row *row,
                           const struct sup__event *asked, const struct sup__texts *looked)
{
    struct sup__buffer *buffer = &unit->core->buffer;
    struct sup__told_limit limit;
    int is_refused = row->state == SUP_REQUEST_REFUSED && asked;
    int is_by_limit = is_refused && find_passed(asked, &limit);
    sup__buffer_clear(buffer);
    say_row(buffer, row, is_by_limit);
    sup__buffer_text(buffer, say_state(row));
    sup__buffer_text(buffer, say_irregular(row));
    if (is_by_limit) {
        sup__buffer_text(buffer, ": ");
        sup__add_limit_words(buffer, row->currency ? row->currency : "", &limit);
    } else if (is_refused && row->ticket_id && asked->row.number == SUP__RULED_UNDECIDED) {
        sup__buffer_text(buffer, ": whether that row is for it could not be said");
    } else if (row->state == SUP_REQUEST_VOID) {
        sup__buffer_text(buffer, ": ");
        sup__add_void_words(buffer, row->cause, row->currency ? row->currency : "", looked);
    }
    if (asked && row->state != SUP_REQUEST_VOID) {
        sup__add_passed_words(buffer, row->currency ? row->currency : "", looked);
    }
    sup__buffer_text(buffer, row->is_unreported ? "; the shop had not reported its order" : "");
    return buffer->is_failed ? NULL
                             : sup__arena_text(unit->repo.arena, buffer->data, buffer->bytes);
}

/* The event that asked, without its private text. */
static int32_t load_asked(struct sup__unit *unit, const struct sup__request_row *row,
                          struct sup__event *asked)
{
    struct sup__event_row event = {.tenant = unit->head.tenant, .sequence = row->sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &event);
    return rc == SUP_OK ? sup__event_decode(unit->repo.arena, &event, NULL, asked, unit->error)
                        : rc;
}

static int32_t find_voided(void *context, void *in)
{
    struct sup__event_row *found = context;
    const struct sup__event_row *row = in;
    if (row->subject_id != found->subject_id) {
        return 0;
    }
    found->sequence = row->sequence;
    return 1;
}

/* The limits that were looked at last: when it became void, or else when it was asked for. */
static int32_t load_looked(struct sup__unit *unit, const struct sup__request_row *row,
                           const struct sup__event *asked, struct sup__texts *looked)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(row->ticket_id)};
    struct sup_value after = sup__int(row->sequence);
    struct sup_filter filter = {SUP__EVENT_kind, SUP_EQ, sup__int(SUP__E_REMEDY_VOIDED)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .index = SUP__EVENT_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = 1,
                            .lower_is_open = 1,
                            .lower = &after,
                            .filter_count = 1,
                            .filters = &filter};
    struct sup__event_row found = {.tenant = unit->head.tenant, .subject_id = row->id};
    struct sup__event_row event;
    struct sup__event voided;
    *looked = asked->payload.limits;
    if (row->state != SUP_REQUEST_VOID || !row->ticket_id) {
        return SUP_OK;
    }
    int32_t rc = sup__each(&unit->repo, &scan, 1, &event, find_voided, &found);
    if (rc != SUP_OK || !found.sequence) {
        return rc;
    }
    rc = sup__get(&unit->repo, SUP__T_EVENT, &found);
    if (rc == SUP_OK) {
        rc = sup__event_decode(unit->repo.arena, &found, NULL, &voided, unit->error);
    }
    if (rc == SUP_OK) {
        *looked = voided.payload.limits;
    }
    return rc;
}

static int32_t show_approvals(struct sup__unit *unit, int64_t request_id,
                              struct sup_remedy_request *to, int *failed)
{
    struct sup__rows rows;
    int32_t rc = sup__load_approvals(unit, request_id, &rows);
    struct sup_approval *items =
        rc == SUP_OK ? sup__result_array(to, rows.count, sizeof *items, failed) : NULL;
    for (uint32_t i = 0; rc == SUP_OK && !*failed && i < rows.count; i++) {
        const struct sup__approval_row *row = sup__rows_at(&rows, i);
        const char *note = NULL;
        rc = load_body(unit, row->sequence, &note);
        items[i] = (struct sup_approval){.agent_id = row->agent_id,
                                         .at_ms = row->at_ms,
                                         .is_rejected = (int32_t)row->is_rejected,
                                         .note = sup__result_text(to, note, failed)};
    }
    to->approvals = items;
    to->approval_count = rc == SUP_OK ? rows.count : 0;
    return rc;
}

int32_t sup__op_authority_explain(struct sup__unit *unit, const void *in,
                                  struct sup_receipt *receipt, void **result)
{
    const struct sup_authority_explain_params *params = in;
    struct sup__request_row row;
    const char *who = NULL;
    const char *rationale = NULL;
    const char *why = NULL;
    struct sup__event asked;
    struct sup__texts looked = {0};
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__load_request(unit, params->request_id, &row);
    sup__request_at(&row, unit->caller.now_ms);
    if (rc == SUP_OK) {
        rc = load_body(unit, row.sequence, &rationale);
    }
    if (rc == SUP_OK) {
        rc = list_approvers(unit, &row, &who);
    }
    if (rc == SUP_OK) {
        rc = load_asked(unit, &row, &asked);
    }
    if (rc == SUP_OK) {
        rc = load_looked(unit, &row, &asked, &looked);
    }
    if (rc == SUP_OK) {
        why = say_why(unit, &row, &asked, &looked);
        rc = why ? SUP_OK : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_remedy_request *to = sup__result(unit, sizeof *to);
    if (!to) {
        return SUP_NOMEM;
    }
    show_row(unit->policy, to, &row, to, &failed);
    const char *currency = row.currency ? row.currency : "";
    to->limits =
        sup__show_said_limits(to, currency, &asked.payload.limits, 0, &to->limit_count, &failed);
    to->passed = sup__show_said_limits(to, currency, &looked, 1, &to->passed_count, &failed);
    to->rationale = sup__result_text(to, rationale, &failed);
    to->approvers = sup__result_text(to, who, &failed);
    to->why = sup__result_text(to, why, &failed);
    rc = show_approvals(unit, row.id, to, &failed);
    if (rc != SUP_OK) {
        sup_free(to);
        return rc;
    }
    return sup__result_end(unit, to, failed, result);
}

/* ---- lists ---- */

/* So many requests of a state are looked at for one page. */
enum { LOOKED_MAX = 1000, STATES_MAX = 3 };

struct listing {
    struct sup__unit *unit;
    const struct sup_approval_list_params *params;
    int32_t state;
    struct sup__request_row *rows; /* of the page */
    uint32_t count;
    uint32_t limit;
    uint32_t found; /* in the scan in work */
    uint32_t looked;
    int64_t last_id; /* looked at in it */
    int64_t stop_id; /* behind this one a scan has more; 0: none has */
    int64_t next_after_id;
};

static int is_wanted(const struct listing *listing, const struct sup__request_row *row)
{
    const struct sup__unit *unit = listing->unit;
    int is_agent = unit->actor.id && unit->actor.id == unit->caller.actor_id &&
                   unit->caller.actor_kind == SUP_ACTOR_AGENT;
    if (row->state != listing->state ||
        (listing->params->ticket_id && row->ticket_id != listing->params->ticket_id)) {
        return 0;
    }
    return !listing->params->is_mine ||
           (is_agent && sup__may_approve(unit->policy, row, unit->caller.now_ms,
                                         unit->caller.actor_id, unit->actor.roles));
}

static int32_t take_row(void *context, void *in)
{
    struct listing *listing = context;
    struct sup__request_row *row = in;
    if (listing->found > listing->limit || listing->looked == LOOKED_MAX) {
        int is_first = !listing->stop_id || listing->last_id < listing->stop_id;
        listing->stop_id = is_first ? listing->last_id : listing->stop_id;
        return 1;
    }
    listing->looked++;
    listing->last_id = row->id;
    sup__request_at(row, listing->unit->caller.now_ms);
    if (is_wanted(listing, row)) {
        listing->rows[listing->count++] = *row;
        listing->found++;
    }
    return 0;
}

static int32_t read_state(struct listing *listing, int64_t state)
{
    struct sup__unit *unit = listing->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(state)};
    struct sup_value after = sup__int(listing->params->after_id);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REQUEST,
                            .index = SUP__REQUEST_BY_STATE,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = listing->params->after_id ? 1 : 0,
                            .lower_is_open = 1,
                            .lower = &after,
                            .limit = LOOKED_MAX + 1};
    struct sup__request_row row;
    listing->found = 0;
    listing->looked = 0;
    return sup__each(&unit->repo, &scan, 1, &row, take_row, listing);
}

static int compare_ids(const void *a, const void *b)
{
    const struct sup__request_row *one = a;
    const struct sup__request_row *other = b;
    return (one->id > other->id) - (one->id < other->id);
}

/* What is read of several states as one page. */
static void cut_page(struct listing *listing)
{
    qsort(listing->rows, listing->count, sizeof *listing->rows, compare_ids);
    while (listing->stop_id && listing->count &&
           listing->rows[listing->count - 1].id > listing->stop_id) {
        listing->count--;
    }
    listing->next_after_id = listing->stop_id;
    if (listing->count > listing->limit) {
        listing->count = listing->limit;
        listing->next_after_id = listing->rows[listing->limit - 1].id;
    }
}

/* Of what has expired not all may have been recorded as that yet. */
static int32_t read_page(struct listing *listing)
{
    int32_t rc = read_state(listing, listing->state);
    if (listing->state == SUP_REQUEST_EXPIRED) {
        rc = rc == SUP_OK ? read_state(listing, SUP_REQUEST_WAITING) : rc;
        rc = rc == SUP_OK ? read_state(listing, SUP_REQUEST_GRANTED) : rc;
    }
    cut_page(listing);
    return rc;
}

/* Who decided about a request already has nothing to do there; only where several approve does it
 * wait on. */
static int32_t drop_decided(struct listing *listing)
{
    struct sup__unit *unit = listing->unit;
    int32_t rc = SUP_OK;
    uint32_t kept = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < listing->count; i++) {
        struct sup__approval_row row = {.tenant = unit->head.tenant,
                                        .request_id = listing->rows[i].id,
                                        .agent_id = unit->caller.actor_id};
        rc = listing->rows[i].approval_count ? sup__get(&unit->repo, SUP__T_APPROVAL, &row)
                                             : SUP_NOT_FOUND;
        if (rc == SUP_NOT_FOUND) {
            listing->rows[kept++] = listing->rows[i];
            rc = SUP_OK;
        }
    }
    listing->count = kept;
    return rc;
}

int32_t sup__op_approval_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_approval_list_params *params = in;
    struct listing listing = {.unit = unit,
                              .params = params,
                              .state = params->state ? params->state : SUP_REQUEST_WAITING};
    int failed = 0;
    (void)receipt;
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__page_limit(unit, params->limit, &listing.limit);
    if (rc == SUP_OK && params->ticket_id) {
        rc = sup__unit_ticket(unit, params->ticket_id, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    listing.rows = sup__arena_alloc(unit->repo.arena, STATES_MAX * ((size_t)listing.limit + 1) *
                                                          sizeof *listing.rows);
    if (!listing.rows) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    rc = read_page(&listing);
    if (rc == SUP_OK && params->is_mine) {
        rc = drop_decided(&listing);
    }
    struct sup_approval_list *list = rc == SUP_OK ? sup__result(unit, sizeof *list) : NULL;
    if (!list) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    struct sup_remedy_request *items =
        sup__result_array(list, listing.count, sizeof *items, &failed);
    for (uint32_t i = 0; !failed && i < listing.count; i++) {
        const struct sup__texts none = {0};
        const char *why = say_why(unit, &listing.rows[i], NULL, &none);
        failed |= !why;
        items[i].size = sizeof *items;
        show_row(unit->policy, list, &listing.rows[i], &items[i], &failed);
        items[i].why = sup__result_text(list, why, &failed);
    }
    list->items = items;
    list->count = listing.count;
    list->next_after_id = listing.next_after_id;
    return sup__result_end(unit, list, failed, result);
}
