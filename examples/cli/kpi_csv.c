/*
 * kpi_csv.c: figures as CSV (RFC 4180), for spreadsheets.
 *
 * Names of metrics, teams, reasons and the rest are codes, a-z 0-9 _ . - with a letter or a digit
 * first: no field needs quotes, and none begins with what a spreadsheet takes for a formula.
 */
#include <inttypes.h>
#include <string.h>

#include "kpi.h"

static void add_csv_row(struct text *out, const struct kpi_view *view,
                        const struct sup_kpi_row *row)
{
    const struct sup_kpi_definition *definition =
        kpi_find_definition(view->definitions, row->metric);
    int is_money = strcmp(definition->unit, "money") == 0;
    text_add_format(out, "%s,%s,%s", row->metric, row->from, row->to);
    for (uint32_t i = 0; i < row->group_count; i++) {
        text_add_format(out, ",%s", row->groups[i]);
    }
    text_add_format(out, ",%s,%s,%" PRId64 ",%" PRId64, row->value != NULL ? row->value : "",
                    is_money ? view->whole->currency : definition->unit, row->numerator,
                    row->denominator);
    if (row->spread != NULL) {
        const struct sup_kpi_spread *spread = row->spread;
        const int64_t times[] = {spread->min_ms, spread->p50_ms, spread->p75_ms, spread->p90_ms,
                                 spread->p95_ms, spread->p99_ms, spread->max_ms};
        for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
            text_add_format(out, ",%" PRId64, times[i]);
        }
        text_add(out, spread->is_exact ? ",true" : ",false");
    } else {
        text_add(out, ",,,,,,,,");
    }
    kpi_add_until(out, row->provisional_until_ms);
    text_add(out, "\r\n");
}

int kpi_print_csv(const struct kpi_view *view)
{
    struct text out = {0};
    text_add(&out, "metric,from,to");
    for (uint32_t i = 0; i < view->by->count; i++) {
        text_add_format(&out, ",%s", view->by->items[i]);
    }
    text_add(&out, ",value,unit,numerator,denominator,min_ms,p50_ms,p75_ms,p90_ms,p95_ms,p99_ms,"
                   "max_ms,is_exact,provisional_until\r\n");
    for (uint32_t i = 0; i < view->whole->count; i++) {
        add_csv_row(&out, view, &view->whole->items[i]);
    }
    return program_print(view->program, &out);
}
