/*
 * kpi_fixture.h: figures in tests, as text.
 */
#ifndef KPI_FIXTURE_H
#define KPI_FIXTURE_H

#include "desk_fixture.h"

#include "ops/figures/kpi.h"
#include "supportcore/kpi.h"

#include <stdio.h>
#include <stdlib.h>

/* T0's day. */
#define FRIDAY "2026-03-20"

/* "group,group: numerator/denominator value; ..." */
static inline const char *kpi_figures(struct desk *desk, const struct sup_kpi_query_params *params)
{
    static char text[1024];
    struct sup_kpi_answer *answer = NULL;

    must(desk, sup_kpi_query(desk->core, by_system(desk), params, &answer));
    assert_int_equal(answer->sequence, desk_sequence(desk));
    text[0] = '\0';
    for (uint32_t i = 0; i < answer->count; i++) {
        const struct sup_kpi_row *row = &answer->items[i];
        size_t at = strlen(text);

        snprintf(text + at, sizeof text - at, "%s%s%s%s%s%d/%d %s", i ? "; " : "",
                 row->group_count ? row->groups[0] : "", row->group_count > 1 ? "," : "",
                 row->group_count > 1 ? row->groups[1] : "", row->group_count ? ": " : "",
                 (int)row->numerator, (int)row->denominator, row->value ? row->value : "-");
    }
    sup_free(answer);
    return text;
}

/* Of some days; `to` NULL: up to now. */
static inline const char *kpi_figure(struct desk *desk, const char *metric, const char *from,
                                     const char *to)
{
    return kpi_figures(
        desk, PARAMS(kpi_query, .metrics = &metric, .metric_count = 1, .from = from, .to = to));
}

/* Told apart, from Friday on. */
static inline const char *kpi_figure_by(struct desk *desk, const char *metric, const char *by)
{
    return kpi_figures(desk, PARAMS(kpi_query, .metrics = &metric, .metric_count = 1,
                                    .from = FRIDAY, .by = &by, .by_count = 1));
}

/* What was kept is what working it out from scratch gives. */
static inline void kpi_expect_clean(struct desk *desk)
{
    struct sup_kpi_check_report *report = NULL;

    must(desk,
         sup_kpi_check(desk->core, by_system(desk), PARAMS(kpi_check, .reserved = 0), &report));
    if (!report->is_clean) {
        fail_msg("%d differences: %s", (int)report->differences, report->first);
    }
    sup_free(report);
}

/* Count in a batch of what happened, as a tick does at its pace. */
static inline void kpi_follow(struct desk *desk, int64_t events, int64_t behind_ms, int64_t tail)
{
    const struct sup__kpi_pace pace = {events, behind_ms, tail};
    struct sup__unit *unit = calloc(1, sizeof *unit);

    assert_non_null(unit);
    assert_int_equal(sup__unit_begin(unit, desk->core, SUP_WRITE), SUP_OK);
    sup__unit_caller(unit, by_system(desk), sup_operation_find("desk.tick"));
    assert_int_equal(sup__kpi_follow(unit, &pace), SUP_OK);
    assert_int_equal(sup__unit_commit(unit), SUP_OK);
    free(unit);
}

#endif
