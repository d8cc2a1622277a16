/*
 * authority_offer.c: which remedies may be given now, up to how much, and what others would need.
 *
 * Each answer is given by the very code that decides requests; here only the amounts are chosen
 * that it is asked about. Where the range of a row begins or ends, and where a condition compares
 * the amount with another one, the answer may become any other: these amounts are collected.
 * Between two of them the rows that match stay the same, and larger amounts pass limits, never
 * fewer: a row that decides hands on or refuses from some amount on, for good. So an answer that
 * was left does not come back, and where both ends of such a stretch differ the amounts at which it
 * changes are found by halving it.
 */
#include "ops/authority/requests.h"

#include "ops/bodies.h"
#include "ops/floors/floors.h"
#include "ops/people/context_parts.h"
#include "ops/shape.h"

#include "base/message.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Amounts behind which the answer may be another, in any order and more than once. */
struct amounts {
    int64_t *items;
    uint32_t count;
    uint32_t room;
    int failed;
};

/* What is said to an amount, as far as it tells one band from the next. */
struct verdict {
    int32_t effect;  /* enum sup_effect */
    int32_t lacking; /* the message that says what; 0: nothing */
    enum sup__ruling_why why;
    const struct sup__authority_row *row;
    const struct sup__authority_limit *limit; /* that refuses */
};

struct band {
    int64_t from; /* 0: without an amount */
    int64_t to;
    struct verdict verdict;
};

struct offering {
    struct sup__unit *unit;
    struct sup__ticket_row ticket;
    struct sup__asking asking;
    char currency[SUP__CURRENCY_SIZE];
    struct sup__ruling_on *ruling;
    struct sup__answer answer; /* to what was asked last */
    struct amounts amounts;
    struct band *bands; /* of the remedy in work */
    uint32_t band_count;
    uint32_t band_room;
    struct sup_offer *offer;
    int failed;
};

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while an offer is made");
}

/* ---- one answer ---- */

/* Without an amount there is no currency either, as in a request. */
static void set_amount(struct offering *offering, int64_t minor)
{
    struct sup__asking *asking = &offering->asking;
    asking->has_amount = minor != 0;
    asking->minor = minor;
    memset(asking->currency, 0, sizeof asking->currency);
    if (minor) {
        memcpy(asking->currency, offering->currency, sizeof asking->currency);
    }
    asking->currency_code = sup__currency_code(asking->currency);
}

/* Where an order or a customer is lacking, that is an answer here; unit->error says which. */
static int32_t decide(struct offering *offering, int64_t minor, struct verdict *verdict)
{
    const struct sup__answer *answer = &offering->answer;
    set_amount(offering, minor);
    int32_t rc = sup__rule_again(offering->ruling, &offering->answer);
    *verdict = (struct verdict){.effect = answer->effect,
                                .why = answer->why,
                                .row = answer->row,
                                .limit = answer->passed ? answer->passed->limit : NULL};
    if (rc == SUP_INVALID) {
        *verdict = (struct verdict){.effect = SUP_EFFECT_REFUSE,
                                    .lacking = offering->unit->error->message_id};
    }
    return rc == SUP_INVALID ? SUP_OK : rc;
}

static int is_same(const struct verdict *one, const struct verdict *other)
{
    return one->effect == other->effect && one->lacking == other->lacking &&
           one->why == other->why && one->row == other->row && one->limit == other->limit;
}

/* ---- where it may change ---- */

/* Of an array that is full twice as much; NULL when memory ran out. */
static void *grown(struct sup__unit *unit, const void *items, uint32_t count, uint32_t *room,
                   size_t bytes)
{
    enum { ROOM_FIRST = 32 };
    uint32_t more = *room ? 2 * *room : ROOM_FIRST;
    void *made = sup__arena_alloc(unit->repo.arena, more * bytes);
    if (made && count) {
        memcpy(made, items, count * bytes);
    }
    *room = more;
    return made;
}

/* Amounts up to `minor` may be told from those above. */
static void add_amount(struct offering *offering, int64_t minor)
{
    struct amounts *amounts = &offering->amounts;
    if (minor < 1 || minor >= SUP__PARAM_INT_MAX || amounts->failed) {
        return;
    }
    if (amounts->count == amounts->room) {
        amounts->items = grown(offering->unit, amounts->items, amounts->count, &amounts->room,
                               sizeof *amounts->items);
        amounts->failed = !amounts->items;
    }
    if (!amounts->failed) {
        amounts->items[amounts->count++] = minor;
    }
}

/* Below, at and above it. */
static void add_compared(void *context, int64_t minor)
{
    add_amount(context, minor - 1);
    add_amount(context, minor);
}

static void add_ranges(struct offering *offering, const struct sup__authority_row *row)
{
    for (uint32_t i = 0; i < row->range_count; i++) {
        if (row->ranges[i].currency == offering->asking.currency_code) {
            add_amount(offering, row->ranges[i].least - 1);
            add_amount(offering, row->ranges[i].most);
        }
    }
}

static int compare_amounts(const void *a, const void *b)
{
    const int64_t *one = a;
    const int64_t *other = b;
    return (*one > *other) - (*one < *other);
}

static int32_t collect_amounts(struct offering *offering)
{
    const struct sup__authority *authority = &offering->unit->policy->authority;
    const struct sup__case *given = sup__ruled_case(offering->ruling);
    struct amounts *amounts = &offering->amounts;
    amounts->count = 0;
    set_amount(offering, 1);
    for (uint32_t i = 0; i < authority->row_count; i++) {
        const struct sup__authority_row *row = &authority->rows[i];
        if (!(row->remedies >> offering->asking.remedy & 1)) {
            continue;
        }
        add_ranges(offering, row);
        if (row->when) {
            sup__condition_amounts(row->when, given, offering->asking.currency_code, add_compared,
                                   offering);
        }
    }
    if (amounts->failed) {
        return out_of_memory(offering->unit);
    }
    if (amounts->count) {
        qsort(amounts->items, amounts->count, sizeof *amounts->items, compare_amounts);
    }
    return SUP_OK;
}

/* ---- bands ---- */

static int32_t add_band(struct offering *offering, int64_t from, int64_t to,
                        const struct verdict *verdict)
{
    struct band *last = offering->band_count ? &offering->bands[offering->band_count - 1] : NULL;
    if (last && from && last->from && is_same(&last->verdict, verdict)) {
        last->to = to;
        return SUP_OK;
    }
    if (offering->band_count == offering->band_room) {
        offering->bands = grown(offering->unit, offering->bands, offering->band_count,
                                &offering->band_room, sizeof *offering->bands);
        if (!offering->bands) {
            return out_of_memory(offering->unit);
        }
    }
    offering->bands[offering->band_count++] = (struct band){from, to, *verdict};
    return SUP_OK;
}

/* The last amount before `to` that is told as the one at `from`, and the next is not. */
static int32_t find_end(struct offering *offering, int64_t from, int64_t to,
                        const struct verdict *first, int64_t *end)
{
    struct verdict verdict;
    int32_t rc = SUP_OK;
    while (rc == SUP_OK && to - from > 1) {
        int64_t middle = from + (to - from) / 2;
        rc = decide(offering, middle, &verdict);
        if (is_same(first, &verdict)) {
            from = middle;
        } else {
            to = middle;
        }
    }
    *end = from;
    return rc;
}

/* A stretch in which nothing is known to change. */
static int32_t add_stretch(struct offering *offering, int64_t from, int64_t to)
{
    int32_t rc = SUP_OK;
    while (rc == SUP_OK && from <= to) {
        struct verdict first;
        struct verdict last;
        int64_t end = to;
        rc = decide(offering, from, &first);
        if (rc == SUP_OK) {
            rc = decide(offering, to, &last);
        }
        if (rc == SUP_OK && !is_same(&first, &last)) {
            rc = find_end(offering, from, to, &first, &end);
        }
        if (rc == SUP_OK) {
            rc = add_band(offering, from, end, &first);
        }
        from = end + 1;
    }
    return rc;
}

static int32_t find_bands(struct offering *offering)
{
    const struct sup__remedy *remedy =
        &offering->unit->policy->authority.remedies[offering->asking.remedy];
    int64_t from = 1;
    int32_t rc = SUP_OK;
    offering->band_count = 0;
    if (remedy->money != SUP__MONEY_ALWAYS) {
        struct verdict verdict;
        rc = decide(offering, 0, &verdict);
        if (rc == SUP_OK) {
            rc = add_band(offering, 0, 0, &verdict);
        }
    }
    if (rc != SUP_OK || remedy->money == SUP__MONEY_NEVER) {
        return rc;
    }
    rc = collect_amounts(offering);
    for (uint32_t i = 0; rc == SUP_OK && i < offering->amounts.count; i++) {
        int64_t to = offering->amounts.items[i];
        rc = from <= to ? add_stretch(offering, from, to) : SUP_OK;
        from = to + 1;
    }
    return rc == SUP_OK ? add_stretch(offering, from, SUP__PARAM_INT_MAX) : rc;
}

/* ---- telling ---- */

static const char *keep(struct offering *offering, const char *text)
{
    return sup__result_text(offering->offer, text, &offering->failed);
}

static const char *keep_amount(struct offering *offering, int64_t minor)
{
    char text[SUP_AMOUNT_BYTES_MAX];
    return minor ? keep(offering, sup__amount_text(minor, offering->currency, text)) : NULL;
}

/* The answer to the band's first amount, once more: its limits and words are kept now. */
static int32_t show_band(struct offering *offering, const struct band *band,
                         struct sup_offer_band *to)
{
    struct sup__unit *unit = offering->unit;
    const struct sup__answer *answer = &offering->answer;
    struct verdict verdict;
    int32_t rc = decide(offering, band->from, &verdict);
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__approval *approval =
        verdict.effect == SUP_EFFECT_APPROVAL ? &verdict.row->approval : NULL;
    const char *words = verdict.lacking
                            ? keep(offering, unit->error->text)
                            : keep(offering, sup__answer_words(unit, &offering->asking, answer));
    const char *who = approval ? sup__holders_text(unit, &approval->holders) : NULL;
    if (!words || (approval && !who)) {
        return out_of_memory(unit);
    }
    to->from = keep_amount(offering, band->from);
    to->to = keep_amount(offering, band->to);
    to->effect = verdict.effect;
    to->is_open = band->to == SUP__PARAM_INT_MAX;
    to->needs_rationale = !verdict.lacking && sup__wants_rationale(answer);
    to->is_lacking = verdict.lacking != 0;
    to->row = keep(offering, verdict.row ? verdict.row->name : NULL);
    to->label = keep(offering, verdict.row ? verdict.row->label : NULL);
    to->why = words;
    to->quorum = approval ? approval->quorum : 0;
    to->approvers = keep(offering, who);
    if (!verdict.lacking) {
        to->limits = sup__show_uses(offering->offer, &offering->asking, answer->uses,
                                    answer->use_count, &offering->failed);
        to->limit_count = offering->failed ? 0 : answer->use_count;
        to->passed = sup__show_uses(offering->offer, &offering->asking, answer->over,
                                    answer->over_count, &offering->failed);
        to->passed_count = offering->failed ? 0 : answer->over_count;
    }
    return SUP_OK;
}

static int64_t most_of(const struct offering *offering, int32_t effect)
{
    int64_t most = 0;
    for (uint32_t i = 0; i < offering->band_count; i++) {
        const struct band *band = &offering->bands[i];
        most = band->verdict.effect == effect && band->to > most ? band->to : most;
    }
    return most;
}

static int32_t show_remedy(struct offering *offering, struct sup_offer_remedy *to)
{
    const struct sup__remedy *remedy =
        &offering->unit->policy->authority.remedies[offering->asking.remedy];
    int32_t rc = find_bands(offering);
    struct sup_offer_band *bands = rc == SUP_OK
                                       ? sup__result_array(offering->offer, offering->band_count,
                                                           sizeof *bands, &offering->failed)
                                       : NULL;
    to->effect = SUP_EFFECT_REFUSE;
    for (uint32_t i = 0; rc == SUP_OK && !offering->failed && i < offering->band_count; i++) {
        int32_t effect = offering->bands[i].verdict.effect;
        to->effect = effect < to->effect ? effect : to->effect;
        rc = show_band(offering, &offering->bands[i], &bands[i]);
    }
    to->remedy = keep(offering, remedy->name);
    to->label = keep(offering, remedy->label);
    to->at_once = keep_amount(offering, most_of(offering, SUP_EFFECT_ALLOW));
    to->at_discretion = keep_amount(offering, most_of(offering, SUP_EFFECT_RATIONALE));
    to->by_approval = keep_amount(offering, most_of(offering, SUP_EFFECT_APPROVAL));
    to->bands = bands;
    to->band_count = bands ? offering->band_count : 0;
    return rc;
}

static void show_order(struct offering *offering)
{
    const struct sup_reference *order = offering->asking.order;
    struct sup_reference *to =
        order ? sup__result_array(offering->offer, 1, sizeof *to, &offering->failed) : NULL;
    if (to) {
        *to = (struct sup_reference){keep(offering, order->system), keep(offering, order->kind),
                                     keep(offering, order->id)};
        offering->offer->order = to;
    }
}

/* ---- what else stands in the way ---- */

/* Why the ticket's floor, or that of another ticket about the same, holds an action; NULL: none
 * does. */
static int32_t held_by_floor(struct offering *offering, const char *action, const char **why)
{
    struct sup__unit *unit = offering->unit;
    int32_t rc = sup__check_holds(unit, &offering->asking, NULL, action);
    *why = rc == SUP_REFUSED ? keep(offering, unit->error->text) : NULL;
    return rc == SUP_REFUSED ? SUP_OK : rc;
}

static int32_t show_obstacles(struct offering *offering)
{
    struct sup__unit *unit = offering->unit;
    struct sup_offer *offer = offering->offer;
    const struct sup__asker *asker = &offering->asking.asker;
    int may = sup__actor_may(unit->policy, (int32_t)asker->kind, asker->roles, "authority.request");
    char text[SUP_ERROR_TEXT_SIZE];
    int32_t rc = held_by_floor(offering, "authority.request", &offer->blocked);
    if (rc == SUP_OK) {
        rc = held_by_floor(offering, "authority.execute", &offer->held);
    }
    if (!may) {
        sup__format(text, sizeof text, "%s %" PRId64 " may not authority.request",
                    sup__actor_name((int32_t)asker->kind), asker->id);
        offer->blocked = keep(offering, text);
    } else if (!offer->blocked && offering->ticket.request_count >= SUP_TICKET_REQUESTS_MAX) {
        sup__format(text, sizeof text,
                    "%" PRId64 " requests on ticket %" PRId64 " wait or are granted",
                    offering->ticket.request_count, offering->ticket.id);
        offer->blocked = keep(offering, text);
    }
    return rc;
}

/* ---- the operation ---- */

/* Whoever may review what everybody gave may ask what somebody else could. */
static int32_t find_asker(struct offering *offering, int64_t agent_id)
{
    struct sup__unit *unit = offering->unit;
    struct sup__agent_row row;
    int is_agent =
        unit->caller.actor_kind == SUP_ACTOR_AGENT || unit->caller.actor_kind == SUP_ACTOR_BOT;
    sup__asker_of_caller(unit, &offering->asking.asker);
    if (!agent_id || (is_agent && agent_id == unit->caller.actor_id)) {
        return SUP_OK;
    }
    int32_t rc = sup__check_may(unit, "authority.review", "agent_id");
    if (rc == SUP_OK) {
        rc = sup__load_agent(unit, agent_id, "agent_id", &row);
    }
    if (rc == SUP_OK) {
        offering->asking.asker =
            (struct sup__asker){.kind = row.kind == SUP_AGENT_BOT ? SUP_ACTOR_BOT : SUP_ACTOR_AGENT,
                                .id = row.id,
                                .roles = row.is_departed ? "" : row.roles,
                                .teams = row.is_departed ? "" : row.teams};
    }
    return rc;
}

/* The one that is asked for; else that of what the order brought in or cost; else the policy's. */
static int32_t find_currency(struct offering *offering, const char *asked)
{
    const struct sup__slot *slots = sup__ruled_case(offering->ruling)->slots;
    const struct sup__slot *of_order = slots[SUP__F_ORDER_CAPTURED].is_given
                                           ? &slots[SUP__F_ORDER_CAPTURED]
                                           : &slots[SUP__F_ORDER_TOTAL];
    char currency[SUP__CURRENCY_SIZE];
    if (!asked && of_order->is_given) {
        asked = sup__currency_text(of_order->extra, currency);
    }
    int32_t rc = sup__asking_currency(offering->unit, asked, &offering->asking);
    if (rc == SUP_OK) {
        memcpy(offering->currency, offering->asking.currency, sizeof offering->currency);
    }
    return rc;
}

static int32_t begin(struct offering *offering, const struct sup_authority_offer_params *params)
{
    struct sup__unit *unit = offering->unit;
    struct sup__asking *asking = &offering->asking;
    int32_t rc = sup__ticket_to_ask_about(unit, params->ticket_id, &offering->ticket);
    if (rc == SUP_OK) {
        asking->ticket_id = offering->ticket.id;
        asking->customer_id = offering->ticket.customer_id;
        rc = find_asker(offering, params->agent_id);
    }
    if (rc == SUP_OK) {
        rc = sup__asking_order(unit, params->order, asking);
    }
    if (rc == SUP_OK) {
        rc = sup__rule_on(unit, &offering->ticket, asking, 1, &offering->ruling);
    }
    return rc == SUP_OK ? find_currency(offering, params->currency) : rc;
}

/* What is given; and what the library does with a ticket, where a row names it. */
static int is_offered(const struct sup__authority *authority, uint32_t remedy)
{
    int32_t about = authority->remedies[remedy].about;
    return about == SUP__IS_GIVEN ||
           (about == SUP__IS_OF_TICKET && sup__is_governed(authority, (int32_t)remedy));
}

static int32_t show(struct offering *offering)
{
    struct sup_offer *offer = offering->offer;
    const struct sup__authority *authority = &offering->unit->policy->authority;
    struct sup_offer_remedy *items =
        sup__result_array(offer, authority->remedy_count, sizeof *items, &offering->failed);
    uint32_t count = 0;
    int32_t rc = show_obstacles(offering);
    for (uint32_t i = 0; rc == SUP_OK && !offering->failed && i < authority->remedy_count; i++) {
        if (!is_offered(authority, i)) {
            continue;
        }
        offering->asking.remedy = (int32_t)i;
        rc = show_remedy(offering, &items[count]);
        count++;
    }
    offer->items = items;
    offer->count = count;
    offer->ticket_id = offering->ticket.id;
    offer->actor_kind = (int32_t)offering->asking.asker.kind;
    offer->actor_id = offering->asking.asker.id;
    offer->currency = keep(offering, offering->currency);
    show_order(offering);
    return rc;
}

int32_t sup__op_authority_offer(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    struct offering *offering = sup__arena_alloc(unit->repo.arena, sizeof *offering);
    (void)receipt;
    if (!offering) {
        return out_of_memory(unit);
    }
    *offering = (struct offering){.unit = unit};
    int32_t rc = begin(offering, in);
    if (rc != SUP_OK) {
        return rc;
    }
    offering->offer = sup__result(unit, sizeof *offering->offer);
    if (!offering->offer) {
        return SUP_NOMEM;
    }
    rc = show(offering);
    if (rc != SUP_OK) {
        sup_free(offering->offer);
        return rc;
    }
    return sup__result_end(unit, offering->offer, offering->failed, result);
}

/* ---- in short ---- */

/* What is said to all amounts from some one on; 0: it has none, or they are refused. */
static int32_t open_effect(const struct sup_offer_remedy *remedy)
{
    const struct sup_offer_band *last =
        remedy->band_count ? &remedy->bands[remedy->band_count - 1] : NULL;
    return last && last->is_open && last->to && last->effect != SUP_EFFECT_REFUSE ? last->effect
                                                                                  : 0;
}

static void shorten(const struct sup_offer *offer, struct sup_ticket_handover *out, int *failed)
{
    struct sup_context_remedy *items = sup__result_array(out, offer->count, sizeof *items, failed);
    for (uint32_t i = 0; !*failed && i < offer->count; i++) {
        const struct sup_offer_remedy *from = &offer->items[i];
        if (from->effect == SUP_EFFECT_REFUSE) {
            continue;
        }
        struct sup_context_remedy *to = &items[out->remedy_count++];
        to->remedy = sup__result_text(out, from->remedy, failed);
        to->label = sup__result_text(out, from->label, failed);
        to->at_once = sup__result_text(out, from->at_once, failed);
        to->at_discretion = sup__result_text(out, from->at_discretion, failed);
        to->by_approval = sup__result_text(out, from->by_approval, failed);
        to->effect = from->effect;
        to->open_effect = open_effect(from);
    }
    out->remedies = items;
    out->remedy_currency =
        out->remedy_count ? sup__result_text(out, offer->currency, failed) : NULL;
}

/* Where nothing can be offered before somebody says more, nothing is told: authority.offer says
 * what is lacking. */
int32_t sup__offer_in_short(struct sup__unit *unit, int64_t ticket_id,
                            struct sup_ticket_handover *out, int *failed)
{
    const struct sup_authority_offer_params params = {.size = sizeof params,
                                                      .ticket_id = ticket_id};
    void *offer = NULL;
    if (!unit->policy->authority.row_count || !sup__may(unit, "authority.offer")) {
        return SUP_OK;
    }
    int32_t rc = sup__op_authority_offer(unit, &params, NULL, &offer);
    if (rc == SUP_OK) {
        shorten(offer, out, failed);
        sup_free(offer);
    }
    if (rc == SUP_INVALID || rc == SUP_CONFLICT) {
        sup__error_clear(unit->error);
        rc = SUP_OK;
    }
    return rc;
}
