/*
 * request_show.c: what became of requests, one by one and as a list.
 */
#include "ops/requests.h"

#include "ops/bodies.h"
#include "ops/erase.h"
#include "ops/floors.h"
#include "ops/page.h"

#include "base/message.h"

#include <inttypes.h>
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
    if (first && by->approval.escalate_ms &&
        unit->caller.now_ms - row->asked_ms >= by->approval.escalate_ms) {
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

/* What was decided, and what it waits for. */
static void say_why(const struct sup__request_row *row, char *out, size_t size)
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
        "it is void: what it was decided by changed",
        "it was refused",
        "the shop gave it",
        "it is what another request was confirmed by, and counts as that",
    };
    static const char *const effects[] = {"", "allows it", "allows it to who says why",
                                          "asks for approval", "was looked at"};
    const char *state = states[row->state];
    if (sup__is_own_action(row->remedy)) {
        state = row->state == SUP_REQUEST_GRANTED     ? "it may be done, once"
                : row->state == SUP_REQUEST_CONFIRMED ? "it was done"
                                                      : state;
    }
    if (row->state >= SUP_REQUEST_REPORTED) {
        sup__format(out, size, "nobody asked for it here; %s", state);
    } else if (row->matrix_row) {
        sup__format(out, size, "the row %s %s; %s%s", row->matrix_row, effects[row->effect], state,
                    row->is_irregular ? ", though it was not to" : "");
    } else {
        sup__format(out, size, "no row of the matrix was for it; %s%s", state,
                    row->is_irregular ? ", though it was not to" : "");
    }
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
    char why[256];
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__load_request(unit, params->request_id, &row);
    if (rc == SUP_OK) {
        rc = load_body(unit, row.sequence, &rationale);
    }
    if (rc == SUP_OK) {
        rc = list_approvers(unit, &row, &who);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_remedy_request *to = sup__result(unit, sizeof *to);
    if (!to) {
        return SUP_NOMEM;
    }
    say_why(&row, why, sizeof why);
    show_row(unit->policy, to, &row, to, &failed);
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

/* So many requests are looked at for one page of those that the caller may approve. */
enum { LOOKED_MAX = 1000 };

struct listing {
    struct sup__unit *unit;
    const struct sup_approval_list_params *params;
    struct sup__request_row *rows; /* of the page */
    uint32_t count;
    uint32_t limit;
    uint32_t looked;
    int64_t last_id;
    int is_more;
};

static int is_wanted(const struct listing *listing, const struct sup__request_row *row)
{
    const struct sup__unit *unit = listing->unit;
    int is_agent = unit->actor.id && unit->actor.id == unit->caller.actor_id &&
                   unit->caller.actor_kind == SUP_ACTOR_AGENT;
    if (listing->params->ticket_id && row->ticket_id != listing->params->ticket_id) {
        return 0;
    }
    return !listing->params->is_mine ||
           (is_agent && sup__may_approve(unit->policy, row, unit->caller.now_ms,
                                         unit->caller.actor_id, unit->actor.roles));
}

static int32_t take_row(void *context, void *in)
{
    struct listing *listing = context;
    const struct sup__request_row *row = in;
    if (listing->count == listing->limit || listing->looked == LOOKED_MAX) {
        listing->is_more = 1;
        return 1;
    }
    listing->looked++;
    listing->last_id = row->id;
    if (is_wanted(listing, row)) {
        listing->rows[listing->count++] = *row;
    }
    return 0;
}

static int32_t read_page(struct listing *listing)
{
    struct sup__unit *unit = listing->unit;
    int32_t state = listing->params->state ? listing->params->state : SUP_REQUEST_WAITING;
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
    return sup__each(&unit->repo, &scan, 1, &row, take_row, listing);
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
    struct listing listing = {.unit = unit, .params = params};
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
    listing.rows = sup__arena_alloc(unit->repo.arena, listing.limit * sizeof *listing.rows);
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
        char why[256];
        say_why(&listing.rows[i], why, sizeof why);
        items[i].size = sizeof *items;
        show_row(unit->policy, list, &listing.rows[i], &items[i], &failed);
        items[i].why = sup__result_text(list, why, &failed);
    }
    list->items = items;
    list->count = listing.count;
    list->next_after_id = listing.is_more ? listing.last_id : 0;
    return sup__result_end(unit, list, failed, result);
}
