/*
 * kpi_opinions.c: what surveys and reviews add to the figures, from their rows.
 *
 * Each is about whom and what its row says it was about when it was given: no merge, reopening or
 * reassignment of the ticket changes that. Only where the ticket began, and whose segment that was,
 * is looked up, since it never changes.
 */
#include "ops/figures/kpi.h"
#include "ops/reads.h"

#include "base/message.h"
#include "supportcore/quality.h"
#include "supportcore/survey.h"

struct gathering {
    struct sup__unit *unit;
    struct sup__kpi_fact *facts;
    struct sup__reads tickets; /* that they are about */
    int failed;
};

static int add(const struct gathering *gathering, struct sup__kpi_fact *fact, uint32_t measure,
               int64_t at_ms, int64_t value)
{
    return sup__kpi_fact_add(fact, gathering->unit->repo.arena, measure, at_ms, value, 0) != NULL;
}

/* Who was asked, and of those who answered: on the day of the asking, so that a share is of the
 * same people. */
static int add_asked(const struct gathering *gathering, struct sup__kpi_fact *fact,
                     const struct sup__survey_row *row, uint32_t asked, uint32_t responded)
{
    return add(gathering, fact, asked, row->at_ms, 0) &&
           (!row->answered_ms || add(gathering, fact, responded, row->at_ms, 0));
}

static int add_satisfaction(const struct gathering *gathering, struct sup__kpi_fact *fact,
                            const struct sup__survey_row *row)
{
    static const uint32_t measures[2][4] = {{SUP__KPI_CSAT_ASKED, SUP__KPI_CSAT_RESPONDED,
                                             SUP__KPI_CSAT_SCORED, SUP__KPI_CSAT_SATISFIED},
                                            {SUP__KPI_CONTACT_ASKED, SUP__KPI_CONTACT_RESPONDED,
                                             SUP__KPI_CONTACT_SCORED, SUP__KPI_CONTACT_SATISFIED}};
    int64_t at_ms = row->answered_ms;
    int done = 1;
    for (int i = 0; i < 1 + (row->ticket_id != 0) && done; i++) {
        const uint32_t *of = measures[i];
        done = add_asked(gathering, fact, row, of[0], of[1]) &&
               (!at_ms || add(gathering, fact, of[2], at_ms, row->score)) &&
               (!at_ms || row->score < 4 || add(gathering, fact, of[3], at_ms, 0));
    }
    return done;
}

static int add_recommendation(const struct gathering *gathering, struct sup__kpi_fact *fact,
                              const struct sup__survey_row *row)
{
    int64_t at_ms = row->answered_ms;
    return add_asked(gathering, fact, row, SUP__KPI_NPS_ASKED, SUP__KPI_NPS_RESPONDED) &&
           (!at_ms || add(gathering, fact, SUP__KPI_NPS_SCORED, at_ms, row->score)) &&
           (!at_ms || row->score < 9 || add(gathering, fact, SUP__KPI_NPS_PROMOTER, at_ms, 0)) &&
           (!at_ms || row->score > 6 || add(gathering, fact, SUP__KPI_NPS_DETRACTOR, at_ms, 0));
}

static int add_score(const struct gathering *gathering, struct sup__kpi_fact *fact,
                     const struct sup__survey_row *row)
{
    int is_pulse = row->kind == SUP_SURVEY_PULSE;
    return add_asked(gathering, fact, row, is_pulse ? SUP__KPI_PULSE_ASKED : SUP__KPI_CES_ASKED,
                     is_pulse ? SUP__KPI_PULSE_RESPONDED : SUP__KPI_CES_RESPONDED) &&
           (!row->answered_ms ||
            add(gathering, fact, is_pulse ? SUP__KPI_PULSE_SCORED : SUP__KPI_CES_SCORED,
                row->answered_ms, row->score));
}

static int take_survey(struct gathering *gathering, uint32_t at, const struct sup__survey_row *row)
{
    struct sup__kpi_fact *fact = &gathering->facts[at];
    fact->traits = (struct sup__kpi_traits){
        .reason = row->reason, .team = row->team, .agent_id = row->agent_id};
    if (row->ticket_id) {
        sup__read_by_int(sup__reads_add(&gathering->tickets, SUP__T_TICKET, 0, 1, at),
                         row->ticket_id);
    }
    return row->kind == SUP_SURVEY_CSAT  ? add_satisfaction(gathering, fact, row)
           : row->kind == SUP_SURVEY_NPS ? add_recommendation(gathering, fact, row)
                                         : add_score(gathering, fact, row);
}

static int take_review(struct gathering *gathering, uint32_t at, const struct sup__review_row *row)
{
    struct sup__kpi_fact *fact = &gathering->facts[at];
    int is_own = row->kind == SUP_REVIEW_SELF;
    fact->traits = (struct sup__kpi_traits){
        .reason = row->reason, .team = row->team, .agent_id = row->agent_id};
    sup__read_by_int(sup__reads_add(&gathering->tickets, SUP__T_TICKET, 0, 1, at), row->ticket_id);
    return add(gathering, fact, is_own ? SUP__KPI_SELF_RATED : SUP__KPI_REVIEWED, row->at_ms,
               row->score);
}

static int32_t take(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct gathering *gathering = context;
    int done = item->scan.table == SUP__T_SURVEY ? take_survey(gathering, item->at, &row->survey)
                                                 : take_review(gathering, item->at, &row->review);
    gathering->failed |= !done;
    return gathering->failed;
}

static int32_t take_ticket(void *context, const struct sup__read_item *item,
                           union sup__any_row *row)
{
    struct gathering *gathering = context;
    struct sup__kpi_traits *traits = &gathering->facts[item->at].traits;
    traits->channel = row->ticket.channel;
    traits->segment = row->ticket.segment;
    return 0;
}

int32_t sup__kpi_gather_opinions(struct sup__unit *unit, int32_t subject, const int64_t *ids,
                                 uint32_t count, struct sup__kpi_fact *facts)
{
    enum sup__table table = subject == SUP_KPI_SURVEY ? SUP__T_SURVEY : SUP__T_REVIEW;
    struct sup__reads reads = {.unit = unit};
    struct gathering gathering = {.unit = unit, .facts = facts, .tickets = {.unit = unit}};
    for (uint32_t i = 0; i < count; i++) {
        sup__read_by_int(sup__reads_add(&reads, table, 0, 1, i), ids[i]);
    }
    int32_t rc = sup__reads_run(&reads, take, &gathering);
    if (rc == SUP_OK && gathering.failed) {
        rc = sup__kpi_fail(unit, SUP_NOMEM, NULL);
    }
    if (rc == SUP_OK && sup__reads_any(&gathering.tickets)) {
        rc = sup__reads_run(&gathering.tickets, take_ticket, &gathering);
    }
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        sup__kpi_fact_sort(&facts[i]);
    }
    return rc;
}
