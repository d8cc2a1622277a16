/*
 * kpi_backlog.c: what was in work at an instant, by how old it was, and what was the oldest.
 *
 * Days have their backlog in cells. An instant within a day has none: it is found from what each
 * ticket adds, so that it is what the cells say where a day ends.
 */
#include "ops/bodies.h"
#include "ops/figures/kpi_ask.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

struct looking {
    struct sup__unit *unit;
    struct sup__kpi_rules rules;
    struct sup__kpi_question question;
    int64_t at_ms;
    uint32_t limit;
    struct sup_kpi_backlog *out;
    struct sup_kpi_age *ages;
    struct sup_kpi_open_ticket *items; /* the oldest so far, in order */
    struct sup__arena scratch;
    int32_t rc; /* why a row ended the reading */
};

static const int64_t day_ms = INT64_C(24) * 60 * 60 * 1000;
/* Where the ages begin, in days of 24 hours; from 7 on metrics call it aged. */
static const int64_t age_days[] = {0, 1, 3, 7, 30};

enum { AGES = sizeof age_days / sizeof age_days[0] };

static void count_age(struct looking *looking, int64_t age_ms)
{
    int band = 0;
    while (band + 1 < AGES && age_ms >= age_days[band + 1] * day_ms) {
        band++;
    }
    looking->ages[band].tickets++;
    looking->out->tickets++;
    looking->out->aged += age_ms >= looking->rules.aged_ms;
}

/* Rows come by their ids, so of those that were opened together the first ids are kept. */
static void keep_oldest(struct looking *looking, const struct sup_kpi_open_ticket *ticket)
{
    uint32_t at = looking->out->count;
    while (at && looking->items[at - 1].opened_ms > ticket->opened_ms) {
        at--;
    }
    if (at == looking->limit) {
        return;
    }
    uint32_t kept = looking->out->count < looking->limit ? looking->out->count++
                                                         : looking->limit - 1;
    memmove(&looking->items[at + 1], &looking->items[at], (kept - at) * sizeof *ticket);
    looking->items[at] = *ticket;
}

static int32_t weigh(void *context, const struct sup__kpi_fact_row *row,
                     const struct sup__kpi_fact *fact)
{
    struct looking *looking = context;
    if (row->opened_ms <= looking->at_ms && sup__kpi_was_in_work(&looking->rules, &looking->question, fact, looking->at_ms)) {
        const struct sup_kpi_open_ticket ticket = {.ticket_id = row->subject_id,
                                                   .opened_ms = row->opened_ms,
                                                   .age_ms = looking->at_ms - row->opened_ms};
        count_age(looking, ticket.age_ms);
        keep_oldest(looking, &ticket);
    }
    return SUP_OK;
}

static int32_t take_fact(void *context, void *any)
{
    struct looking *looking = context;
    struct sup__kpi_fact fact = {0};
    looking->rc = sup__kpi_fact_of(looking->unit, any, &fact);
    if (looking->rc == SUP_OK) {
        looking->rc = weigh(looking, any, &fact);
    }
    sup__arena_reset(&looking->scratch);
    return looking->rc;
}

static int32_t look(struct looking *looking)
{
    struct sup__unit *unit = looking->unit;
    sup__arena_init(&looking->scratch, &unit->core->mem);
    int32_t rc = sup__kpi_each_ticket(unit, looking->question.has_products, &looking->scratch,
                                      weigh, take_fact, looking);
    sup__arena_free(&looking->scratch);
    return rc == SUP_OK ? looking->rc : rc;
}

static int32_t read_question(struct looking *looking, const struct sup_kpi_backlog_params *params)
{
    struct sup__unit *unit = looking->unit;
    struct sup__kpi_question *question = &looking->question;
    static const char *const metric = "backlog"; /* by what it is, filters are checked */
    looking->at_ms = params->as_of_ms ? params->as_of_ms : unit->caller.now_ms;
    if (looking->at_ms > unit->caller.now_ms) {
        return sup__fail(unit->error, SUP_MSG_KPI_INSTANT, "as_of",
                         "it is %" PRId64 " ms too early to ask for that",
                         looking->at_ms - unit->caller.now_ms);
    }
    int32_t rc = sup__page_limit(unit, params->limit, &looking->limit);
    sup__kpi_rules(unit, &looking->rules);
    if (rc == SUP_OK) {
        rc = sup__kpi_ask_metrics(unit, question, &metric, 1);
    }
    if (rc == SUP_OK) {
        rc = sup__kpi_ask_groups(unit, question, NULL, 0, params->filters, params->filter_count);
    }
    return rc;
}

static int make_room(struct looking *looking)
{
    struct sup_kpi_backlog *out = looking->out;
    int failed = 0;
    looking->items = sup__result_array(out, looking->limit, sizeof *looking->items, &failed);
    looking->ages = sup__result_array(out, AGES, sizeof *looking->ages, &failed);
    out->items = looking->items;
    out->ages = looking->ages;
    out->age_count = AGES;
    out->at_ms = looking->at_ms;
    for (int i = 0; i < AGES && !failed; i++) {
        looking->ages[i].from_days = age_days[i];
        looking->ages[i].to_days = i + 1 < AGES ? age_days[i + 1] : 0;
    }
    return failed;
}

int32_t sup__op_kpi_backlog(struct sup__unit *unit, const void *params,
                            struct sup_receipt *receipt, void **result)
{
    struct looking *looking = sup__arena_alloc(unit->repo.arena, sizeof *looking);
    int64_t sequence = 0;
    (void)receipt;
    if (!looking) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    looking->unit = unit;
    int32_t rc = read_question(looking, params);
    if (rc == SUP_OK) {
        rc = sup__kpi_catch_up(unit, &sequence);
    }
    looking->out = rc == SUP_OK ? sup__result(unit, sizeof *looking->out) : NULL;
    if (!looking->out) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    int failed = make_room(looking);
    rc = failed ? SUP_OK : look(looking); /* sup__result_end() tells that memory ran out */
    if (rc != SUP_OK) {
        sup_free(looking->out);
        return rc;
    }
    looking->out->sequence = sequence;
    return sup__result_end(unit, looking->out, failed, result);
}
