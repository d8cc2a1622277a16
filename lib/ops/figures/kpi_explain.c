/*
 * kpi_explain.c: which tickets, surveys, reviews and agents are behind a figure.
 *
 * A page goes on from what was looked at last: tickets first, then surveys, reviews and agents. So
 * where it stopped is one number: the id of a ticket, and of the others the id and which of them it is.
 */
#include "ops/bodies.h"
#include "ops/figures/kpi_ask.h"

#include "base/message.h"

#include <string.h>

struct explaining {
    struct sup__unit *unit;
    struct sup__kpi_rules rules;
    struct sup__kpi_question question;
    const struct sup__kpi_definition *metric;
    struct sup__kpi_derivation derivation;
    int32_t first_day; /* of those that have been */
    int32_t last_day;
    struct sup_kpi_explanation *out;
    struct sup_kpi_thing *items;
    uint32_t room; /* of items */
    uint32_t limit;
    struct sup__arena scratch;
    int32_t rc;   /* why a row ended the reading; 1: the page is full */
    int64_t last; /* where the last one that was looked at is */
    struct sup_kpi_thing oldest; /* of what was in work; id 0: nothing so far */
    int failed;
};

enum { TEXT_BYTES = 160 };

/* Where a subject is among all of them: numbers that every JSON reader takes as they are. */
static const int64_t ids_each = INT64_C(1) << 48;

static int64_t place_of(int64_t subject, int64_t id)
{
    return (subject - SUP_KPI_TICKET) * ids_each + id;
}

static const char *metric_name(uint32_t metric)
{
    return metric >= 1 && metric <= SUP__KPI_METRICS ? sup__metric_names[metric - 1] : "";
}

/* A measure in words; of those of timers with the metric's name. What its value is, behind the
 * semicolon, is not told: what it adds stands beside it. */
static void measure_text(uint32_t measure, char out[TEXT_BYTES])
{
    out[0] = 0;
#define MEANING(number, NAME, is_timed, meaning)                                                   \
    if (measure == (number)) {                                                                     \
        sup__format(out, TEXT_BYTES, "%.*s", (int)strcspn(meaning, ";"), meaning);                 \
    }
    SUP__KPI_MEASURE_LIST(MEANING)
#undef MEANING
    if (measure > SUP__KPI_RUN && measure <= SUP__KPI_RUN + SUP__KPI_METRICS) {
        sup__format(out, TEXT_BYTES, "a run of %s ended", metric_name(measure - SUP__KPI_RUN));
    } else if (measure > SUP__KPI_MET && measure <= SUP__KPI_MET + SUP__KPI_METRICS) {
        sup__format(out, TEXT_BYTES, "a promise of %s was kept",
                    metric_name(measure - SUP__KPI_MET));
    } else if (measure > SUP__KPI_MISSED && measure <= SUP__KPI_MISSED + SUP__KPI_METRICS) {
        sup__format(out, TEXT_BYTES, "a promise of %s was broken",
                    metric_name(measure - SUP__KPI_MISSED));
    }
}

/* Room for so many more things, in the result. */
static int32_t make_room(struct explaining *explaining, uint32_t more)
{
    struct sup_kpi_explanation *out = explaining->out;
    if (out->count + more <= explaining->room) {
        return SUP_OK;
    }
    uint32_t room = 2 * (out->count + more);
    struct sup_kpi_thing *items = sup__result_array(out, room, sizeof *items, &explaining->failed);
    if (!items) {
        return sup__kpi_fail(explaining->unit, SUP_NOMEM, NULL);
    }
    if (out->count) {
        memcpy(items, explaining->items, out->count * sizeof *items);
    }
    explaining->items = items;
    explaining->room = room;
    out->items = items;
    return SUP_OK;
}

static int32_t show_item(struct explaining *explaining, const struct sup__kpi_fact_row *row,
                         const struct sup__kpi_item *item, int64_t numerator, int64_t denominator)
{
    struct sup_kpi_thing *thing = &explaining->items[explaining->out->count++];
    char text[TEXT_BYTES];
    measure_text(item->measure, text);
    *thing = (struct sup_kpi_thing){.subject = (int32_t)row->kind,
                                    .id = row->subject_id,
                                    .at_ms = item->at_ms,
                                    .numerator = numerator,
                                    .denominator = denominator};
    thing->what = sup__result_text(explaining->out, text, &explaining->failed);
    return explaining->failed ? sup__kpi_fail(explaining->unit, SUP_NOMEM, NULL) : SUP_OK;
}

/* What an item adds to the figure: 0 where it is none of it. */
static int32_t weigh(struct explaining *explaining, const struct sup__kpi_fact *fact,
                     const struct sup__kpi_item *item, int64_t *numerator, int64_t *denominator)
{
    const struct sup__kpi_question *question = &explaining->question;
    struct sup__kpi_when when = sup__kpi_when(&explaining->rules, item->at_ms);
    struct sup__kpi_names names;
    struct sup__kpi_sum sums[2 + SUP__KPI_DERIVED] = {{.currency = item->currency,
                                                       .measure = item->measure,
                                                       .count = 1,
                                                       .value = item->value,
                                                       .business = item->business}};
    struct sup__kpi_cell cell = {.sums = sums, .sum_count = 1};
    sup__kpi_names_of(&fact->traits, item, &when, &names);
    cell.sum_count += (uint32_t)sup__kpi_costed(question, explaining->unit->policy,
                                                names.names[SUP__BY_CHANNEL], sums, sums + 1);
    cell.sum_count +=
        sup__kpi_derive(&explaining->derivation, &cell, sums + cell.sum_count);
    *numerator = *denominator = 0;
    int is_asked = when.day <= question->last_day &&
                   (explaining->metric->is_sum || when.day >= question->first_day) &&
                   sup__kpi_passes(question, &names);
    return is_asked ? sup__kpi_evaluate(explaining->metric, question->currency_code, &cell,
                                         numerator, denominator)
                    : SUP_OK;
}

static uint32_t count_items(struct explaining *explaining, const struct sup__kpi_fact *fact,
                            int32_t *rc)
{
    uint32_t count = 0;
    int64_t stock = 0;
    for (uint32_t i = 0; i < fact->count && *rc == SUP_OK; i++) {
        int64_t numerator = 0;
        int64_t denominator = 0;
        *rc = weigh(explaining, fact, &fact->items[i], &numerator, &denominator);
        count += numerator || denominator;
        stock += numerator;
    }
    /* What came and went again is no part of a stock. */
    return explaining->metric->is_sum && !stock ? 0 : count;
}

static int32_t show_items(struct explaining *explaining, const struct sup__kpi_fact_row *row,
                          const struct sup__kpi_fact *fact, uint32_t count)
{
    int32_t rc = make_room(explaining, count);
    for (uint32_t i = 0; i < fact->count && rc == SUP_OK; i++) {
        int64_t numerator = 0;
        int64_t denominator = 0;
        rc = weigh(explaining, fact, &fact->items[i], &numerator, &denominator);
        if (rc == SUP_OK && (numerator || denominator)) {
            rc = show_item(explaining, row, &fact->items[i], numerator, denominator);
        }
    }
    return rc;
}

/* When the wait that began with an item ended: on which day; 1 more than the last where it goes on. */
static int32_t wait_end(const struct explaining *explaining, const struct sup__kpi_fact *fact,
                        uint32_t began)
{
    int64_t since_s = fact->items[began].value;
    int32_t before = 0; /* so many began in that second before it, and end before it */
    for (uint32_t i = 0; i < began; i++) {
        before += fact->items[i].measure == SUP__KPI_WAIT_BEGAN && fact->items[i].value == since_s;
    }
    for (uint32_t i = 0; i < fact->count; i++) {
        const struct sup__kpi_item *item = &fact->items[i];
        if (item->measure == SUP__KPI_WAIT_ENDED && item->value == since_s && before-- == 0) {
            int32_t day = sup__kpi_when(&explaining->rules, item->at_ms).day;
            return day <= explaining->last_day ? day : explaining->last_day + 1;
        }
    }
    return explaining->last_day + 1;
}

/* What waited for an agent at the ends of days, and how long it had by then: one thing. */
static void weigh_wait(const struct explaining *explaining, const struct sup__kpi_fact *fact,
                       struct sup_kpi_thing *thing)
{
    int64_t now_ms = explaining->unit->caller.now_ms;
    for (uint32_t i = 0; i < fact->count; i++) {
        const struct sup__kpi_item *item = &fact->items[i];
        if (item->measure != SUP__KPI_WAIT_BEGAN) {
            continue;
        }
        int32_t day = sup__kpi_when(&explaining->rules, item->at_ms).day;
        int32_t end = wait_end(explaining, fact, i);
        day = day < explaining->first_day ? explaining->first_day : day;
        for (; day < end; day++) {
            int64_t end_ms = sup__kpi_day_begin(&explaining->rules, day + 1);
            end_ms = end_ms < now_ms ? end_ms : now_ms;
            thing->numerator += 1000 * (end_ms / 1000 - item->value);
            thing->denominator++;
            thing->at_ms = item->at_ms;
        }
    }
}

static int32_t show_wait(struct explaining *explaining, const struct sup__kpi_fact_row *row,
                         const struct sup__kpi_fact *fact)
{
    struct sup_kpi_thing thing = {.subject = (int32_t)row->kind, .id = row->subject_id};
    char text[TEXT_BYTES];
    weigh_wait(explaining, fact, &thing);
    if (thing.denominator && explaining->out->count >= explaining->limit) {
        explaining->out->next_after_id = explaining->last;
        return 1;
    }
    explaining->last = place_of(row->kind, row->subject_id);
    if (!thing.denominator) {
        return SUP_OK;
    }
    measure_text(SUP__KPI_WAITING, text);
    int32_t rc = make_room(explaining, 1);
    if (rc == SUP_OK) {
        thing.what = sup__result_text(explaining->out, text, &explaining->failed);
        explaining->items[explaining->out->count++] = thing;
    }
    return rc;
}

/* The oldest so far of what was in work; which it is is known behind the last ticket. */
static void weigh_age(struct explaining *explaining, const struct sup__kpi_fact_row *row,
                      const struct sup__kpi_fact *fact)
{
    const struct sup__kpi_question *question = &explaining->question;
    struct sup_kpi_thing *oldest = &explaining->oldest;
    int64_t end_ms =
        sup__kpi_end_ms(explaining->unit, &explaining->rules, question->last_day);
    if (row->kind == SUP_KPI_TICKET && explaining->derivation.days &&
        (!oldest->id || row->opened_ms < oldest->at_ms) &&
        sup__kpi_was_in_work(&explaining->rules, question, fact, end_ms)) {
        *oldest = (struct sup_kpi_thing){.subject = SUP_KPI_TICKET,
                                         .id = row->subject_id,
                                         .at_ms = row->opened_ms,
                                         .numerator = end_ms - row->opened_ms,
                                         .denominator = 1};
    }
}

static int32_t show_oldest(struct explaining *explaining)
{
    char text[TEXT_BYTES];
    int32_t rc = explaining->oldest.id ? make_room(explaining, 1) : SUP_OK;
    if (explaining->oldest.id && rc == SUP_OK) {
        measure_text(SUP__KPI_OLDEST, text);
        explaining->oldest.what =
            sup__result_text(explaining->out, text, &explaining->failed);
        explaining->items[explaining->out->count++] = explaining->oldest;
    }
    return rc;
}

/* What one adds: SUP_OK, or 1 when the page is full. A ticket is on one page, also one that alone has
 * more than a page. */
static int32_t show_fact(struct explaining *explaining, const struct sup__kpi_fact_row *row,
                         const struct sup__kpi_fact *fact)
{
    int32_t rc = SUP_OK;
    uint32_t count = count_items(explaining, fact, &rc);
    if (rc == SUP_OK && count && explaining->out->count &&
        explaining->out->count + count > explaining->limit) {
        explaining->out->next_after_id = explaining->last;
        rc = 1;
    }
    if (rc == SUP_OK && count) {
        rc = show_items(explaining, row, fact, count);
    }
    explaining->last = place_of(row->kind, row->subject_id);
    return rc;
}

static int32_t show_any(void *context, const struct sup__kpi_fact_row *row,
                        const struct sup__kpi_fact *fact)
{
    struct explaining *explaining = context;
    if (explaining->question.has_oldest) {
        weigh_age(explaining, row, fact);
        return SUP_OK;
    }
    return sup__kpi_uses(explaining->metric, SUP__KPI_WAITING, SUP__KPI_WAITING)
               ? show_wait(explaining, row, fact)
               : show_fact(explaining, row, fact);
}

/* Something else than SUP_OK ends the scan; 1: the page is full. */
static int32_t take_fact(void *context, void *any)
{
    struct explaining *explaining = context;
    struct sup__kpi_fact fact = {0};
    int32_t rc = sup__kpi_fact_of(explaining->unit, any, &fact);
    rc = rc == SUP_OK ? show_any(explaining, any, &fact) : rc;
    sup__arena_reset(&explaining->scratch);
    return explaining->rc = rc;
}

static int is_asked(const struct explaining *explaining, const struct sup__kpi_fact *fact,
                    const struct sup__kpi_item *item)
{
    struct sup__kpi_when when = sup__kpi_when(&explaining->rules, item->at_ms);
    struct sup__kpi_names names;
    sup__kpi_names_of(&fact->traits, item, &when, &names);
    return sup__kpi_passes(&explaining->question, &names);
}

/* One of the people: all that they add is one thing, at the last of it. */
static int32_t show_agent(struct explaining *explaining, const struct sup__kpi_fact *fact,
                          int64_t agent_id)
{
    const struct sup__kpi_question *question = &explaining->question;
    struct sup__kpi_cell before = {0};
    struct sup__kpi_cell within = {0};
    struct sup__arena *arena = &explaining->scratch;
    struct sup_kpi_thing thing = {.subject = SUP_KPI_AGENT, .id = agent_id};
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < fact->count && rc == SUP_OK; i++) {
        const struct sup__kpi_item *item = &fact->items[i];
        int32_t day = sup__kpi_when(&explaining->rules, item->at_ms).day;
        int is_before = day < question->first_day;
        struct sup__kpi_sum sum = {.measure = item->measure, .count = 1, .value = item->value};
        if (!is_asked(explaining, fact, item)) {
            continue;
        }
        if (day <= question->last_day) {
            rc = sup__kpi_sum_add(is_before ? &before : &within, arena, &sum, 1);
            thing.at_ms = item->at_ms;
        }
        if (rc == SUP_OK && is_before && explaining->metric->is_sum) {
            rc = sup__kpi_sum_add(&within, arena, &sum, 1);
        }
    }
    const struct sup__kpi_sum days = {
        .measure = SUP__KPI_AGENT_DAYS,
        .count = sup__kpi_agent_days(&before, 1, explaining->first_day, explaining->last_day) +
                 sup__kpi_agent_days(&within, 0, explaining->first_day, explaining->last_day)};
    if (rc == SUP_OK && explaining->derivation.days) {
        rc = sup__kpi_sum_add(&within, arena, &days, 1);
    }
    rc = rc == SUP_OK ? sup__kpi_add_derived(&explaining->derivation, &within, arena) : rc;
    rc = rc == SUP_OK ? sup__kpi_evaluate(explaining->metric, 0, &within, &thing.numerator,
                                          &thing.denominator)
                      : rc;
    if (rc != SUP_OK || (!thing.numerator && !thing.denominator)) {
        return rc == SUP_OK ? rc : sup__kpi_fail(explaining->unit, rc, "sup_tenure");
    }
    rc = make_room(explaining, 1);
    if (rc == SUP_OK) {
        thing.what = sup__result_text(explaining->out, "somebody of the desk", &explaining->failed);
        explaining->items[explaining->out->count++] = thing;
    }
    return rc;
}

/* 1: the page is full. */
static int32_t take_agent(void *context, const struct sup__kpi_fact *fact, int64_t agent_id)
{
    struct explaining *explaining = context;
    uint32_t asked = 0;
    for (uint32_t i = 0; i < fact->count; i++) {
        asked += (uint32_t)is_asked(explaining, fact, &fact->items[i]);
    }
    if (!asked) {
        return SUP_OK;
    }
    if (explaining->out->count >= explaining->limit) {
        explaining->out->next_after_id = explaining->last;
        return 1;
    }
    explaining->last = place_of(SUP_KPI_AGENT, agent_id);
    return show_agent(explaining, fact, agent_id);
}

/* 1: the page is full. */
static int32_t take_outcome(void *context, const struct sup__kpi_fact *fact, int64_t ticket_id)
{
    const struct sup__kpi_fact_row row = {.kind = SUP_KPI_TICKET, .subject_id = ticket_id};
    return show_fact(context, &row, fact);
}

static int32_t scan_outcomes(struct explaining *explaining, int64_t after_id)
{
    struct sup__unit *unit = explaining->unit;
    struct sup__arena *lasting = unit->repo.arena;
    sup__arena_init(&explaining->scratch, &unit->core->mem);
    unit->repo.arena = &explaining->scratch;
    int32_t rc = sup__kpi_each_outcome(unit, &explaining->rules, &explaining->question, after_id,
                                       take_outcome, explaining);
    unit->repo.arena = lasting;
    sup__arena_free(&explaining->scratch);
    return rc == 1 ? SUP_OK : rc;
}

static int32_t scan_agents(struct explaining *explaining, int64_t after_id)
{
    struct sup__unit *unit = explaining->unit;
    struct sup__arena *lasting = unit->repo.arena;
    int64_t first = place_of(SUP_KPI_AGENT, 0);
    sup__arena_init(&explaining->scratch, &unit->core->mem);
    unit->repo.arena = &explaining->scratch;
    int32_t rc = sup__kpi_each_agent(unit, &explaining->rules, &explaining->question,
                                     after_id > first ? after_id - first : 0, take_agent,
                                     explaining);
    unit->repo.arena = lasting;
    sup__arena_free(&explaining->scratch);
    return rc == 1 ? SUP_OK : rc;
}

static int32_t scan(struct explaining *explaining, int64_t after_id)
{
    struct sup__unit *unit = explaining->unit;
    struct sup__arena *lasting = unit->repo.arena;
    struct sup__kpi_fact_row row;
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_value lower[2] = {sup__int(after_id / ids_each + SUP_KPI_TICKET),
                                 sup__int(after_id % ids_each)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_KPI_FACT,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .lower_count = 2,
                            .lower_is_open = 1,
                            .lower = lower};
    sup__arena_init(&explaining->scratch, &unit->core->mem);
    unit->repo.arena = &explaining->scratch;
    int32_t rc = explaining->question.has_products
                     ? sup__kpi_each_with_product(unit, &scan, show_any, explaining)
                     : sup__each(&unit->repo, &scan, 1, &row, take_fact, explaining);
    unit->repo.arena = lasting;
    sup__arena_free(&explaining->scratch);
    rc = rc == SUP_OK ? explaining->rc : rc;
    return rc == 1 ? SUP_OK : rc;
}

/* The ticket that a survey or a review is about; 0: none. */
static int32_t find_ticket(struct sup__unit *unit, struct sup_kpi_thing *thing)
{
    struct sup__survey_row survey = {.tenant = unit->head.tenant, .id = thing->id};
    struct sup__review_row review = {.tenant = unit->head.tenant, .id = thing->id};
    if (thing->subject == SUP_KPI_TICKET || thing->subject == SUP_KPI_AGENT) {
        thing->ticket_id = thing->subject == SUP_KPI_TICKET ? thing->id : 0;
        return SUP_OK;
    }
    int is_survey = thing->subject == SUP_KPI_SURVEY;
    int32_t rc = is_survey ? sup__get(&unit->repo, SUP__T_SURVEY, &survey)
                           : sup__get(&unit->repo, SUP__T_REVIEW, &review);
    thing->ticket_id = is_survey ? survey.ticket_id : review.ticket_id;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int32_t find_tickets(struct explaining *explaining)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < explaining->out->count && rc == SUP_OK; i++) {
        struct sup_kpi_thing *thing = &explaining->items[i];
        const struct sup_kpi_thing *before = i ? thing - 1 : thing;
        if (i && before->subject == thing->subject && before->id == thing->id) {
            thing->ticket_id = before->ticket_id;
        } else {
            rc = find_ticket(explaining->unit, thing);
        }
    }
    return rc;
}

static int32_t read_question(struct explaining *explaining,
                             const struct sup_kpi_explain_params *params)
{
    struct sup__unit *unit = explaining->unit;
    int32_t rc = sup__kpi_metric(unit, "metric", params->metric, &explaining->metric);
    if (rc == SUP_OK) {
        sup__kpi_ask_of(&explaining->question, explaining->metric);
        explaining->question.metrics[explaining->question.metric_count++] = explaining->metric;
        rc = sup__kpi_ask_currency(unit, &explaining->question, params->currency);
    }
    if (rc == SUP_OK) {
        rc = sup__page_limit(unit, params->limit, &explaining->limit);
    }
    sup__kpi_rules(unit, &explaining->rules);
    if (rc == SUP_OK) {
        rc = sup__kpi_ask_days(unit, &explaining->rules, &explaining->question, params->from,
                               params->to);
    }
    if (rc == SUP_OK) {
        rc = sup__kpi_ask_groups(unit, &explaining->question, NULL, 0, params->filters,
                                 params->filter_count);
    }
    return rc;
}

/* What each thing is weighed by. */
static int32_t prepare(struct explaining *explaining)
{
    struct sup__kpi_waiting waiting = {0};
    struct sup__unit *unit = explaining->unit;
    int32_t rc = explaining->question.has_waiting
                     ? sup__kpi_find_waiting(unit, &explaining->rules, &explaining->question,
                                             &waiting)
                     : SUP_OK;
    explaining->derivation = (struct sup__kpi_derivation){
        .policy = unit->policy,
        .days = sup__kpi_past_days(unit, &explaining->rules, &explaining->question, 0,
                                   &explaining->first_day, &explaining->last_day),
        .waiting_ms = sup__kpi_waiting_ms(&waiting)};
    return rc;
}

int32_t sup__op_kpi_explain(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_kpi_explain_params *params = in;
    struct explaining *explaining = sup__arena_alloc(unit->repo.arena, sizeof *explaining);
    int64_t sequence = 0;
    (void)receipt;
    if (!explaining) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    explaining->unit = unit;
    explaining->question.interval = SUP_KPI_WHOLE;
    int32_t rc = read_question(explaining, params);
    if (rc == SUP_OK) {
        rc = sup__kpi_catch_up(unit, &sequence);
    }
    explaining->out = rc == SUP_OK ? sup__result(unit, sizeof *explaining->out) : NULL;
    if (!explaining->out) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    rc = make_room(explaining, explaining->limit);
    if (rc == SUP_OK) {
        rc = prepare(explaining);
    }
    if (rc == SUP_OK) {
        rc = explaining->question.has_outcomes ? scan_outcomes(explaining, params->after_id)
                                               : scan(explaining, params->after_id);
    }
    if (rc == SUP_OK && explaining->question.has_agents && !explaining->out->next_after_id) {
        rc = scan_agents(explaining, params->after_id);
    }
    if (rc == SUP_OK && explaining->question.has_oldest && !params->after_id) {
        rc = show_oldest(explaining);
    }
    if (rc == SUP_OK) {
        rc = find_tickets(explaining);
    }
    if (rc != SUP_OK) {
        sup_free(explaining->out);
        return rc;
    }
    return sup__result_end(unit, explaining->out, explaining->failed, result);
}
