/*
 * authority_precedents.c: what was decided about the same contact reason and remedy before; where
 * there is no contact reason, about the same remedy for whatever reason.
 */
#include "ops/authority/requests.h"

#include "ops/bodies.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "supportcore/review.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct looking {
    struct sup__unit *unit;
    const struct sup_authority_precedents_params *params;
    struct sup__asking asking; /* remedy, currency and amount, as in a request */
    const char *reason;
    int64_t least; /* 0: any amount, or none */
    int64_t most;
    struct sup__request_row *rows; /* of the page */
    uint32_t count;
    uint32_t limit;
    uint32_t looked;
    int64_t last_id;
    int is_cut;  /* older ones were not looked at */
    int is_full; /* the page was full before the last one that fits */
    int64_t *confirmed;
    uint32_t confirmed_count;
    struct sup_precedent_list *list;
    int failed;
};

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* ---- what is asked for ---- */

static int32_t find_reason(struct looking *looking)
{
    struct sup__unit *unit = looking->unit;
    const struct sup_authority_precedents_params *params = looking->params;
    struct sup__ticket_slot *slot = NULL;
    int32_t index = -1;
    if (params->reason && params->ticket_id) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "reason",
                         "a ticket was named, and a contact reason as well");
    }
    if (!params->ticket_id) {
        looking->reason = params->reason;
        return params->reason ? sup__policy_index(unit, "reason", params->reason,
                                                  &unit->policy->reason_names, &index)
                              : SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, params->ticket_id, &slot);
    looking->reason = rc == SUP_OK ? slot->row.reason : NULL;
    return rc;
}

/* From half of it, rounded up, to twice as much. */
static int32_t find_range(struct looking *looking)
{
    struct sup__unit *unit = looking->unit;
    const struct sup_authority_precedents_params *params = looking->params;
    struct sup__asking *asking = &looking->asking;
    int32_t rc = sup__policy_index(unit, "remedy", params->remedy,
                                   &unit->policy->authority.remedy_names, &asking->remedy);
    if (rc == SUP_OK && (params->currency || unit->policy->currency[0] || params->amount)) {
        rc = sup__asking_currency(unit, params->currency, asking);
    }
    if (rc == SUP_OK && params->amount) {
        rc = sup__asking_amount(unit, params->amount, asking);
        looking->least = (asking->minor + 1) / 2;
        looking->most = 2 * asking->minor;
    }
    return rc;
}

/* ---- looking at them ---- */

/* What the shop gave by itself was decided by nobody. */
static int is_comparable(const struct looking *looking, const struct sup__request_row *row)
{
    if (row->state >= SUP_REQUEST_REPORTED) {
        return 0;
    }
    int is_same = row->currency && (!looking->asking.currency[0] ||
                                    strcmp(row->currency, looking->asking.currency) == 0);
    if (!looking->least) {
        return !row->currency || is_same;
    }
    return is_same && row->minor >= looking->least && row->minor <= looking->most;
}

static void count_row(struct looking *looking, const struct sup__request_row *row)
{
    struct sup_precedent_list *list = looking->list;
    list->total++;
    list->granted += sup__was_granted(row);
    list->waiting += row->state == SUP_REQUEST_WAITING;
    list->rejected += row->state == SUP_REQUEST_REJECTED;
    list->refused += row->state == SUP_REQUEST_REFUSED;
    list->overturned += sup__was_overturned(row);
    list->confirmed += row->state == SUP_REQUEST_CONFIRMED;
    if (row->state == SUP_REQUEST_CONFIRMED && row->currency && looking->asking.currency[0]) {
        looking->confirmed[looking->confirmed_count++] = row->settled_minor;
    }
}

static int32_t look_at(void *context, void *in)
{
    struct looking *looking = context;
    struct sup__request_row *row = in;
    sup__request_at(row, looking->unit->caller.now_ms);
    if (looking->looked == SUP_PRECEDENTS_LOOKED_MAX) {
        looking->is_cut = 1;
        return 1;
    }
    looking->looked++;
    if (is_comparable(looking, row)) {
        count_row(looking, row);
        looking->is_full |= looking->count == looking->limit;
        if (looking->count < looking->limit) {
            looking->rows[looking->count++] = *row;
        }
    }
    looking->last_id = looking->is_full ? looking->last_id : row->id;
    return 0;
}

static int32_t look(struct looking *looking)
{
    struct sup__unit *unit = looking->unit;
    const char *remedy = unit->policy->authority.remedies[looking->asking.remedy].name;
    int has_reason = looking->reason != NULL;
    struct sup_value prefix[3] = {sup__int(unit->head.tenant),
                                  sup__text(has_reason ? looking->reason : remedy),
                                  sup__text(remedy)};
    struct sup_value before = sup__int(looking->params->after_id);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REQUEST,
                            .index = has_reason ? SUP__REQUEST_BY_REASON : SUP__REQUEST_BY_REMEDY,
                            .prefix_count = has_reason ? 3 : 2,
                            .prefix = prefix,
                            .is_descending = 1,
                            .upper_count = looking->params->after_id ? 1 : 0,
                            .upper_is_open = 1,
                            .upper = &before,
                            .limit = SUP_PRECEDENTS_LOOKED_MAX + 1};
    struct sup__request_row row;
    return sup__each(&unit->repo, &scan, 1, &row, look_at, looking);
}

/* ---- telling ---- */

static const char *keep(struct looking *looking, const char *text)
{
    return sup__result_text(looking->list, text, &looking->failed);
}

static const char *keep_amount(struct looking *looking, int64_t minor, const char *currency)
{
    char text[SUP_AMOUNT_BYTES_MAX];
    return currency && currency[0] ? keep(looking, sup__amount_text(minor, currency, text)) : NULL;
}

static int compare_amounts(const void *a, const void *b)
{
    const int64_t *one = a;
    const int64_t *other = b;
    return (*one > *other) - (*one < *other);
}

static void show_numbers(struct looking *looking)
{
    struct sup_precedent_list *list = looking->list;
    const char *currency = looking->asking.currency;
    const int64_t *confirmed = looking->confirmed;
    uint32_t count = looking->confirmed_count;
    list->reason = keep(looking, looking->reason);
    list->remedy =
        keep(looking, looking->unit->policy->authority.remedies[looking->asking.remedy].name);
    list->currency = keep(looking, currency[0] ? currency : NULL);
    if (looking->least) {
        list->least = keep_amount(looking, looking->least, currency);
        list->most = keep_amount(looking, looking->most, currency);
    }
    if (count) {
        qsort(looking->confirmed, count, sizeof *confirmed, compare_amounts);
        list->confirmed_least = keep_amount(looking, confirmed[0], currency);
        list->confirmed_median = keep_amount(looking, confirmed[(count - 1) / 2], currency);
        list->confirmed_most = keep_amount(looking, confirmed[count - 1], currency);
    }
    list->is_cut = looking->is_cut;
    list->next_after_id = looking->is_cut || looking->is_full ? looking->last_id : 0;
}

static void show_row(struct looking *looking, const struct sup__request_row *row,
                     struct sup_precedent *to)
{
    int is_confirmed = row->state == SUP_REQUEST_CONFIRMED;
    *to = (struct sup_precedent){
        .request_id = row->id,
        .ticket_id = row->ticket_id,
        .asked_ms = row->asked_ms,
        .state = (int32_t)row->state,
        .effect = (int32_t)row->effect,
        .amount = keep_amount(looking, row->minor, row->currency),
        .settled = is_confirmed ? keep_amount(looking, row->settled_minor, row->currency) : NULL,
        .row = keep(looking, row->matrix_row),
        .actor_id = row->actor_id,
        .actor_kind = (int32_t)row->actor_kind,
        .is_overturned = sup__was_overturned(row),
        .is_irregular = (int32_t)row->is_irregular,
        .reason = keep(looking, row->reason)};
}

struct reasoning {
    struct looking *looking;
    struct sup_precedent *items;
};

static int32_t add_rationale(void *context, void *in)
{
    const struct reasoning *reasoning = context;
    struct looking *looking = reasoning->looking;
    const struct sup__event_private_row *row = in;
    for (uint32_t i = 0; i < looking->count; i++) {
        if (looking->rows[i].sequence == row->sequence) {
            reasoning->items[i].rationale = keep(looking, row->body);
        }
    }
    return looking->failed;
}

/* What who asked said is shown to who may read it of each request. */
static int32_t read_rationales(struct looking *looking, struct sup_precedent *items)
{
    struct sup__unit *unit = looking->unit;
    struct sup_value keys[2 * SUP_PAGE_MAX];
    struct reasoning reasoning = {looking, items};
    struct sup__event_private_row row;
    uint32_t count = 0;
    for (uint32_t i = 0; i < looking->count; i++) {
        if (looking->rows[i].has_rationale) {
            keys[2 * count] = sup__int(unit->head.tenant);
            keys[2 * count++ + 1] = sup__int(looking->rows[i].sequence);
        }
    }
    return count && sup__may(unit, "authority.explain")
               ? sup__each_key(&unit->repo, SUP__T_EVENT_PRIVATE, keys, count, &row, add_rationale,
                               &reasoning)
               : SUP_OK;
}

static int32_t show(struct looking *looking)
{
    int32_t rc = look(looking);
    struct sup_precedent *items = rc == SUP_OK ? sup__result_array(looking->list, looking->count,
                                                                   sizeof *items, &looking->failed)
                                               : NULL;
    for (uint32_t i = 0; rc == SUP_OK && !looking->failed && i < looking->count; i++) {
        show_row(looking, &looking->rows[i], &items[i]);
    }
    if (rc == SUP_OK && !looking->failed) {
        rc = read_rationales(looking, items);
        show_numbers(looking);
    }
    looking->list->items = items;
    looking->list->count = looking->count;
    return rc;
}

int32_t sup__op_authority_precedents(struct sup__unit *unit, const void *in,
                                     struct sup_receipt *receipt, void **result)
{
    const struct sup_authority_precedents_params *params = in;
    struct looking looking = {.unit = unit, .params = params};
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &looking.limit);
    if (rc == SUP_OK) {
        rc = find_reason(&looking);
    }
    if (rc == SUP_OK) {
        rc = find_range(&looking);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    looking.rows = sup__arena_alloc(unit->repo.arena, looking.limit * sizeof *looking.rows);
    looking.confirmed =
        sup__arena_alloc(unit->repo.arena, SUP_PRECEDENTS_LOOKED_MAX * sizeof *looking.confirmed);
    if (!looking.rows || !looking.confirmed) {
        return out_of_memory(unit);
    }
    looking.list = sup__result(unit, sizeof *looking.list);
    if (!looking.list) {
        return SUP_NOMEM;
    }
    rc = show(&looking);
    if (rc != SUP_OK) {
        sup_free(looking.list);
        return rc;
    }
    return sup__result_end(unit, looking.list, looking.failed, result);
}
