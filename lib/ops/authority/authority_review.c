/*
 * authority_review.c: what was asked for in a time, counted: the weekly review of what was given.
 *
 * Requests are gone through once, in the order of time. They are tallied by what they have in
 * common and by currency, so that no sum is of two; a group has the tallies of all its currencies.
 */
#include "ops/authority/requests.h"

#include "ops/bodies.h"
#include "ops/page.h"

#include "base/message.h"
#include "base/money.h"
#include "supportcore/review.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE_NUMBERS = 2 }; /* asked_ms, id */

/* Requests with one key and one currency; its texts are in the unit's arena. */
struct tally {
    const char *currency; /* NULL: without an amount */
    int64_t asked;
    int64_t granted;
    int64_t confirmed;
    struct sup_review_group group; /* without money */
};

/* What the shop reported, by currency. ISO 4217 has fewer. */
enum { CURRENCIES_MAX = 256 };

struct reported {
    const char *currency; /* NULL: without an amount */
    int64_t count;
    int64_t minor;
};

struct counting {
    struct sup__unit *unit;
    int32_t by;   /* enum sup_review_group_by */
    int64_t near; /* in hundredths of a percent */
    struct tally *tallies;
    struct reported *reported;
    uint32_t reported_count;
    uint32_t count;
    uint32_t last; /* where the one before was counted: they often come together */
    uint32_t looked;
    int64_t place[PLACE_NUMBERS];
    int is_more;
    int32_t code; /* of a sum that is too large */
};

/* ---- counting ---- */

static const char *key_of(const struct counting *counting, const struct sup__request_row *row)
{
    switch (counting->by) {
    case SUP_REVIEW_BY_REMEDY:
        return row->remedy;
    case SUP_REVIEW_BY_REASON:
        return row->reason;
    case SUP_REVIEW_BY_EFFECT:
        return sup__effect_names[row->effect - 1];
    case SUP_REVIEW_BY_ROW:
        return row->matrix_row;
    default:
        return NULL;
    }
}

static int is_of(const struct counting *counting, const struct tally *tally,
                 const struct sup__request_row *row)
{
    const struct sup_review_group *group = &tally->group;
    int is_actors = counting->by == SUP_REVIEW_BY_AGENT;
    return sup__same_text(tally->currency, row->currency) &&
           (is_actors ? group->actor_id == row->actor_id && group->actor_kind == row->actor_kind
                      : sup__same_text(group->key, key_of(counting, row)));
}

/* NULL: there is no room for another one. */
static struct tally *tally_of(struct counting *counting, const struct sup__request_row *row)
{
    int is_actors = counting->by == SUP_REVIEW_BY_AGENT;
    uint32_t at = counting->last;
    if (at >= counting->count || !is_of(counting, &counting->tallies[at], row)) {
        at = 0;
        while (at < counting->count && !is_of(counting, &counting->tallies[at], row)) {
            at++;
        }
    }
    if (at == SUP_REVIEW_GROUPS_MAX) {
        return NULL;
    }
    if (at == counting->count) {
        counting->tallies[counting->count++] =
            (struct tally){.currency = row->currency,
                           .group = {.key = key_of(counting, row),
                                     .actor_id = is_actors ? row->actor_id : 0,
                                     .actor_kind = is_actors ? (int32_t)row->actor_kind : 0}};
    }
    counting->last = at;
    return &counting->tallies[at];
}

static int add_money(struct tally *tally, const struct sup__request_row *row)
{
    int is_confirmed = row->state == SUP_REQUEST_CONFIRMED;
    return sup__money_add(tally->asked, row->minor, &tally->asked) &&
           sup__money_add(tally->granted, sup__was_granted(row) ? row->minor : 0,
                          &tally->granted) &&
           sup__money_add(tally->confirmed, is_confirmed ? row->settled_minor : 0,
                          &tally->confirmed);
}

static void count_state(struct sup_review_group *group, int64_t state)
{
    int64_t *const states[] = {
        [SUP_REQUEST_WAITING] = &group->waiting,     [SUP_REQUEST_GRANTED] = &group->open,
        [SUP_REQUEST_EXECUTING] = &group->open,      [SUP_REQUEST_CONFIRMED] = &group->confirmed,
        [SUP_REQUEST_FAILED] = &group->failed,       [SUP_REQUEST_REJECTED] = &group->rejected,
        [SUP_REQUEST_WITHDRAWN] = &group->withdrawn, [SUP_REQUEST_EXPIRED] = &group->expired,
        [SUP_REQUEST_VOID] = &group->voided,         [SUP_REQUEST_REFUSED] = &group->refused};
    ++*states[state];
}

static void count_row(const struct counting *counting, struct sup_review_group *group,
                      const struct sup__request_row *row)
{
    int is_granted = sup__was_granted(row);
    int is_approval = row->effect == SUP_EFFECT_APPROVAL;
    int wants_why = is_approval || row->effect == SUP_EFFECT_RATIONALE || row->is_irregular;
    group->asked++;
    count_state(group, row->state);
    group->granted += is_granted;
    group->by_approval += is_granted && is_approval;
    group->irregular += row->is_irregular;
    group->overturned += sup__was_overturned(row);
    group->near_limit += row->limit_share >= counting->near;
    group->under_threshold += row->threshold_share >= counting->near;
    group->without_rationale += wants_why && !row->has_rationale;
}

static void pass(struct counting *counting, const struct sup__request_row *row)
{
    counting->looked++;
    counting->place[0] = row->asked_ms;
    counting->place[1] = row->id;
}

static int32_t tell_sum(struct counting *counting, const struct sup__request_row *row)
{
    counting->code =
        sup__fail(counting->unit->error, SUP_MSG_REVIEW_SUM, "from",
                  "the sum of what was asked for in %s is more than 2^63", row->currency);
    return 1;
}

/* 0: it is too much. A report that a request was confirmed by counts as that request. */
static int count_reported(struct counting *counting, const struct sup__request_row *row)
{
    uint32_t at = 0;
    while (at < counting->reported_count &&
           !sup__same_text(counting->reported[at].currency, row->currency)) {
        at++;
    }
    if (at == CURRENCIES_MAX) {
        return 1; /* somebody edited the table: there are not so many */
    }
    if (at == counting->reported_count) {
        counting->reported[counting->reported_count++] =
            (struct reported){.currency = row->currency};
    }
    counting->reported[at].count++;
    if (!sup__money_add(counting->reported[at].minor, row->settled_minor,
                        &counting->reported[at].minor)) {
        (void)tell_sum(counting, row);
        return 0;
    }
    return 1;
}

/* What the shop reported was no decision of the desk's, so it is in no group. */
static int32_t look_at(void *context, void *in)
{
    struct counting *counting = context;
    struct sup__request_row *row = in;
    sup__request_at(row, counting->unit->caller.now_ms);
    if (row->state >= SUP_REQUEST_REPORTED && counting->looked < SUP_REVIEW_LOOKED_MAX) {
        if (row->state == SUP_REQUEST_REPORTED && !count_reported(counting, row)) {
            return 1;
        }
        pass(counting, row);
        return 0;
    }
    struct tally *tally = counting->looked < SUP_REVIEW_LOOKED_MAX ? tally_of(counting, row) : NULL;
    if (!tally) {
        counting->is_more = 1;
        return 1;
    }
    if (!add_money(tally, row)) {
        return tell_sum(counting, row);
    }
    count_row(counting, &tally->group, row);
    pass(counting, row);
    return 0;
}

static int32_t look(struct counting *counting, int64_t from_ms, int64_t to_ms)
{
    struct sup_value tenant = sup__int(counting->unit->head.tenant);
    struct sup_value upper = sup__int(to_ms);
    int is_first = !counting->place[PLACE_NUMBERS - 1];
    struct sup_value lower[PLACE_NUMBERS] = {sup__int(is_first ? from_ms : counting->place[0]),
                                             sup__int(counting->place[1])};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REQUEST,
                            .index = SUP__REQUEST_BY_TIME,
                            .prefix_count = 1,
                            .prefix = &tenant,
                            .lower_count = is_first ? 1 : PLACE_NUMBERS,
                            .lower = lower,
                            .lower_is_open = !is_first,
                            .upper_count = to_ms ? 1 : 0,
                            .upper_is_open = 1,
                            .upper = &upper,
                            .limit = SUP_REVIEW_LOOKED_MAX + 1};
    struct sup__request_row row;
    int32_t rc = sup__each(&counting->unit->repo, &scan, 1, &row, look_at, counting);
    return rc == SUP_OK ? counting->code : rc;
}

/* ---- telling ---- */

/* Texts in the order of their bytes, none at the end. */
static int order(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) : (other != NULL) - (one != NULL);
}

static int compare_groups(const struct sup_review_group *one, const struct sup_review_group *other)
{
    int by_kind = (one->actor_kind > other->actor_kind) - (one->actor_kind < other->actor_kind);
    int by_id = (one->actor_id > other->actor_id) - (one->actor_id < other->actor_id);
    return by_kind ? by_kind : by_id ? by_id : order(one->key, other->key);
}

static int compare(const void *a, const void *b)
{
    const struct tally *one = a;
    const struct tally *other = b;
    int by_group = compare_groups(&one->group, &other->group);
    return by_group ? by_group : order(one->currency, other->currency);
}

/* All counts of a group are one behind the other. */
static void add_counts(struct sup_review_group *to, const struct sup_review_group *from)
{
    enum {
        FIRST = offsetof(struct sup_review_group, asked) / sizeof(int64_t),
        END = sizeof *to / sizeof(int64_t)
    };
    int64_t sums[END];
    int64_t more[END];
    memcpy(sums, to, sizeof sums);
    memcpy(more, from, sizeof more);
    for (size_t i = FIRST; i < END; i++) {
        sums[i] += more[i];
    }
    memcpy((char *)to + FIRST * sizeof(int64_t), sums + FIRST,
           sizeof sums - FIRST * sizeof(int64_t));
}

static const char *amount_text(void *result, int64_t minor, const char *currency, int *failed)
{
    char text[SUP_AMOUNT_BYTES_MAX];
    return sup__result_text(result, sup__amount_text(minor, currency, text), failed);
}

/* How many sums there are now more: none of requests without an amount. */
static uint32_t show_money(void *result, const struct tally *tally, struct sup_review_group *to,
                           struct sup_review_money *money, int *failed)
{
    const char *currency = tally->currency;
    if (!currency) {
        return 0;
    }
    *money = (struct sup_review_money){sup__result_text(result, currency, failed),
                                       amount_text(result, tally->asked, currency, failed),
                                       amount_text(result, tally->granted, currency, failed),
                                       amount_text(result, tally->confirmed, currency, failed)};
    to->money_count++;
    return 1;
}

/* The tallies, in order, become groups. */
static void show_groups(struct sup_review *review, const struct counting *counting, int *failed)
{
    struct sup_review_group *items =
        sup__result_array(review, counting->count, sizeof *items, failed);
    struct sup_review_money *money =
        sup__result_array(review, counting->count, sizeof *money, failed);
    struct sup_review_group *to = NULL;
    for (uint32_t i = 0; !*failed && i < counting->count; i++) {
        const struct tally *tally = &counting->tallies[i];
        if (!i || compare_groups(&tally[-1].group, &tally->group) != 0) {
            to = &items[review->count++];
            to->key = sup__result_text(review, tally->group.key, failed);
            to->actor_id = tally->group.actor_id;
            to->actor_kind = tally->group.actor_kind;
            to->money = money;
        }
        add_counts(to, &tally->group);
        money += show_money(review, tally, to, money, failed);
    }
    review->items = items;
}

static int compare_currencies(const void *a, const void *b)
{
    const struct reported *one = a;
    const struct reported *other = b;
    return order(one->currency, other->currency);
}

static void show_reported(struct sup_review *review, struct counting *counting, int *failed)
{
    struct sup_review_reported *items =
        sup__result_array(review, counting->reported_count, sizeof *items, failed);
    if (counting->reported_count) {
        qsort(counting->reported, counting->reported_count, sizeof *counting->reported,
              compare_currencies);
    }
    for (uint32_t i = 0; !*failed && i < counting->reported_count; i++) {
        const struct reported *from = &counting->reported[i];
        items[i].count = from->count;
        items[i].currency = sup__result_text(review, from->currency, failed);
        items[i].amount =
            from->currency ? amount_text(review, from->minor, from->currency, failed) : NULL;
    }
    review->reported = items;
    review->reported_count = counting->reported_count;
}

int32_t sup__op_authority_review(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    const struct sup_authority_review_params *params = in;
    struct counting counting = {
        .unit = unit,
        .by = params->group ? params->group : SUP_REVIEW_BY_AGENT,
        .near =
            100 * (int64_t)(params->near_percent ? params->near_percent : SUP_REVIEW_NEAR_PERCENT)};
    int64_t from_ms = params->from_ms;
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__range_begin(unit, SUP_REVIEW_RANGE_MS, params->to_ms, &from_ms);
    if (rc == SUP_OK) {
        rc = sup__place_read(unit, params->after, counting.place, PLACE_NUMBERS);
    }
    counting.tallies =
        rc == SUP_OK
            ? sup__arena_alloc(unit->repo.arena, SUP_REVIEW_GROUPS_MAX * sizeof *counting.tallies)
            : NULL;
    counting.reported = rc == SUP_OK ? sup__arena_alloc(unit->repo.arena,
                                                        CURRENCIES_MAX * sizeof *counting.reported)
                                     : NULL;
    if (rc == SUP_OK && (!counting.tallies || !counting.reported)) {
        rc = sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    if (rc == SUP_OK) {
        rc = look(&counting, from_ms, params->to_ms);
    }
    struct sup_review *review = rc == SUP_OK ? sup__result(unit, sizeof *review) : NULL;
    if (!review) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    qsort(counting.tallies, counting.count, sizeof *counting.tallies, compare);
    show_groups(review, &counting, &failed);
    review->total = counting.looked;
    review->from_ms = from_ms;
    review->to_ms = params->to_ms;
    show_reported(review, &counting, &failed);
    if (counting.is_more) {
        review->next_after = sup__place_text(review, counting.place, PLACE_NUMBERS, &failed);
    }
    return sup__result_end(unit, review, failed, result);
}
