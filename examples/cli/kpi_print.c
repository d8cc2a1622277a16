/*
 * kpi_print.c: figures as a table, with a sparkline or a bar each.
 */
#include "kpi.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart.h"
#include "table.h"

enum { CHART_DEFAULT = 60, SPARK_MIN = 8, BAR_MIN = 6, BAR_MAX = 24, GAP = 2 };

/* The columns that a view has, and how wide a chart may be. */
struct frame {
    const struct kpi_view *view;
    struct table table;
    struct table_column columns[TABLE_COLUMNS_MAX];
    char chart_title[32];
    int chart_width;
    uint32_t step_count;
    uint32_t steps_a_sign; /* of a sparkline */
    int is_bucketed;       /* a percentile is not exact */
    int64_t until_ms;      /* the last value that is provisional; 0: none is */
};

/* ---- what is where in an answer: by groups, then by time, then by metrics ---- */

static int is_same_group(const struct sup_kpi_row *one, const struct sup_kpi_row *other)
{
    int is_same = one->group_count == other->group_count;
    for (uint32_t i = 0; is_same && i < one->group_count; i++) {
        is_same = strcmp(one->groups[i], other->groups[i]) == 0;
    }
    return is_same;
}

/* How many steps each group has. */
static uint32_t count_steps(const struct kpi_view *view)
{
    uint32_t count = 0;
    const struct sup_kpi_answer *steps = view->steps;
    while (steps != NULL && count * view->metric_count < steps->count &&
           is_same_group(&steps->items[0], &steps->items[count * view->metric_count])) {
        count++;
    }
    return count;
}

/* The figure of all days that belongs to a step; NULL where the group has none: its tickets left,
 * or came between the two questions. */
static const struct sup_kpi_row *find_total(const struct kpi_view *view,
                                            const struct sup_kpi_row *step, uint32_t metric)
{
    for (uint32_t i = metric; i < view->whole->count; i += view->metric_count) {
        if (is_same_group(&view->whole->items[i], step)) {
            return &view->whole->items[i];
        }
    }
    return NULL;
}

static const struct sup_kpi_definition *meaning(const struct kpi_view *view,
                                                const struct sup_kpi_row *row)
{
    return kpi_find_definition(view->definitions, row->metric);
}

/* ---- charts ---- */

static int wider(int width, const char *text)
{
    int own = text_width(text);
    return own > width ? own : width;
}

/* Columns of what has to be told beside a sparkline: metric, groups, and two figures. */
static int width_beside(const struct kpi_view *view, uint32_t step_count)
{
    int metric = 0, value = 5, total = 0;
    for (uint32_t i = 0; i < view->whole->count; i++) {
        const struct sup_kpi_row *row = &view->whole->items[i];
        char text[KPI_VALUE_SIZE];
        kpi_write_value(meaning(view, row), view->whole->currency, row, text);
        metric = wider(metric, row->metric);
        value = wider(value, text);
    }
    for (uint32_t i = 0; i < view->steps->count; i++) {
        const struct sup_kpi_row *row = &view->steps->items[i];
        char text[KPI_VALUE_SIZE];
        kpi_write_value(meaning(view, row), view->whole->currency, row, text);
        value = wider(value, text);
    }
    for (uint32_t by = 0; by < view->by->count; by++) {
        int widest = text_width(view->by->items[by]);
        for (uint32_t i = 0; i < view->steps->count; i += view->metric_count * step_count) {
            struct text name = {0};
            kpi_add_group(&name, view->program, view->by->items[by],
                          view->steps->items[i].groups[by]);
            widest = name.data != NULL ? wider(widest, name.data) : widest;
            text_free(&name);
        }
        total += widest + GAP;
    }
    return total + metric + GAP + 2 * (value + GAP);
}

static void size_chart(struct frame *frame)
{
    static const char *const names[] = {"", "", "DAY", "WEEK", "MONTH"};
    const struct kpi_view *view = frame->view;
    int width = view->program->term.width;
    if (view->steps == NULL) {
        int room = width == 0 ? BAR_MAX : width / 4;
        frame->chart_width = room < BAR_MIN ? BAR_MIN : room > BAR_MAX ? BAR_MAX : room;
        return;
    }
    frame->step_count = count_steps(view);
    int room = width == 0 ? CHART_DEFAULT : width - width_beside(view, frame->step_count);
    room = room < SPARK_MIN ? SPARK_MIN : room;
    frame->steps_a_sign = (frame->step_count + (uint32_t)room - 1) / (uint32_t)room;
    frame->steps_a_sign = frame->steps_a_sign == 0 ? 1 : frame->steps_a_sign;
    if (frame->steps_a_sign == 1) {
        snprintf(frame->chart_title, sizeof frame->chart_title, "BY %s", names[view->interval]);
    } else {
        snprintf(frame->chart_title, sizeof frame->chart_title, "BY %u %sS", frame->steps_a_sign,
                 names[view->interval]);
    }
}

/* Some steps as one number: what was in all of them, or how a stock ended. */
static double join_steps(const struct kpi_view *view, const struct sup_kpi_definition *definition,
                         const struct sup_kpi_row *first, uint32_t count)
{
    double above = 0, below = 0;
    int is_counted = 0;
    for (uint32_t i = definition->is_stock ? count - 1 : 0; i < count; i++) {
        const struct sup_kpi_row *row = &first[(size_t)i * view->metric_count];
        above += (double)row->numerator;
        below += (double)row->denominator;
        is_counted |= row->value != NULL;
    }
    return below > 0 ? above / below : is_counted ? above : NAN;
}

static void add_spark(struct frame *frame, const struct sup_kpi_row *first,
                      const struct sup_kpi_definition *definition)
{
    uint32_t metrics = frame->view->metric_count;
    uint32_t signs = (frame->step_count + frame->steps_a_sign - 1) / frame->steps_a_sign;
    double *values = calloc(signs > 0 ? signs : 1, sizeof *values);
    struct text out = {.is_failed = values == NULL};
    for (uint32_t i = 0; values != NULL && i < signs; i++) {
        uint32_t from = i * frame->steps_a_sign;
        uint32_t left = frame->step_count - from;
        values[i] = join_steps(frame->view, definition, first + (size_t)from * metrics,
                               left < frame->steps_a_sign ? left : frame->steps_a_sign);
    }
    if (values != NULL) {
        chart_add_spark(&out, &frame->view->program->term, values, signs);
    }
    frame->table.is_failed |= out.is_failed;
    table_add(&frame->table, out.data, COLOR_CYAN);
    text_free(&out);
    free(values);
}

static double most_of(const struct kpi_view *view, uint32_t metric)
{
    double most = 0;
    for (uint32_t i = metric; i < view->whole->count; i += view->metric_count) {
        double own = kpi_number(&view->whole->items[i]);
        most = own > most ? own : most;
    }
    return most;
}

/* ---- the table ---- */

static void add_column(struct frame *frame, const char *title, int rank, int is_right)
{
    frame->columns[frame->table.column_count++] =
        (struct table_column){.title = title, .rank = rank, .is_right = is_right};
}

static void begin(struct frame *frame, char titles[SUP_KPI_GROUPS_MAX][KPI_NAME_SIZE])
{
    const struct kpi_view *view = frame->view;
    add_column(frame, "METRIC", 0, 0);
    for (uint32_t i = 0; i < view->by->count; i++) {
        kpi_write_title(view->by->items[i], titles[i]);
        add_column(frame, titles[i], 0, 0);
        frame->columns[frame->table.column_count - 1].is_flexible = 1;
    }
    if (view->steps != NULL) {
        add_column(frame, frame->chart_title, 0, 0);
        add_column(frame, "FIRST", 1, 1);
        add_column(frame, "LAST", 0, 1);
    }
    add_column(frame, view->steps != NULL ? "TOTAL" : "VALUE", 0, 1);
    if (view->steps == NULL && view->by->count > 0) {
        add_column(frame, "", 0, 0);
    }
    add_column(frame, "COUNTED", 4, 1);
    add_column(frame, "MEDIAN", 2, 1);
    add_column(frame, "P75", 8, 1);
    add_column(frame, "P90", 3, 1);
    add_column(frame, "P95", 5, 1);
    add_column(frame, "P99", 7, 1);
    add_column(frame, "MIN", 9, 1);
    add_column(frame, "MAX", 6, 1);
    frame->table.columns = frame->columns;
}

static void add_value(struct frame *frame, const struct sup_kpi_row *row)
{
    const struct kpi_view *view = frame->view;
    char text[KPI_VALUE_SIZE];
    kpi_write_value(meaning(view, row), view->whole->currency, row, text);
    table_add(&frame->table, text, COLOR_PLAIN);
    if (row->provisional_until_ms > frame->until_ms) {
        frame->until_ms = row->provisional_until_ms;
    }
}

/* What a figure comes from: a share "115 of 123", a mean of 98, of money too, "98", so many for each "240 / 98".
 */
static void add_parts(struct frame *frame, const struct sup_kpi_definition *definition,
                      const struct sup_kpi_row *row)
{
    char text[64] = "";
    int is_mean = strcmp(definition->unit, "ms") == 0 || strcmp(definition->unit, "score") == 0 ||
                  strcmp(definition->unit, "money") == 0;
    if (row->denominator != 0 && is_mean) {
        snprintf(text, sizeof text, "%" PRId64, row->denominator);
    } else if (row->denominator != 0) {
        snprintf(text, sizeof text, "%" PRId64 "%s%" PRId64, row->numerator,
                 strcmp(definition->unit, "percent") == 0 ? " of " : " / ", row->denominator);
    }
    table_add(&frame->table, text, COLOR_PLAIN);
}

static void add_spread(struct frame *frame, const struct sup_kpi_definition *definition,
                       const struct sup_kpi_spread *spread)
{
    const struct sup_kpi_spread none = {0};
    const struct sup_kpi_spread *of = spread != NULL ? spread : &none;
    const int64_t times[] = {of->p50_ms, of->p75_ms, of->p90_ms, of->p95_ms,
                             of->p99_ms, of->min_ms, of->max_ms};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        char text[LENGTH_SIZE] = "";
        if (spread != NULL) {
            kpi_write_time(definition, times[i], text);
        }
        table_add(&frame->table, text, COLOR_PLAIN);
    }
    frame->is_bucketed |= spread != NULL && !spread->is_exact;
}

static void add_groups(struct frame *frame, const struct sup_kpi_row *row)
{
    const struct kpi_groups *by = frame->view->by;
    for (uint32_t i = 0; i < by->count; i++) {
        struct text text = {0};
        kpi_add_group(&text, frame->view->program, by->items[i], row->groups[i]);
        table_add(&frame->table, text.data, COLOR_PLAIN);
        frame->table.is_failed |= text.is_failed;
        text_free(&text);
    }
}

/* How it went, with the total of all steps. */
static void add_steps(struct frame *frame, uint32_t group, uint32_t metric)
{
    const struct kpi_view *view = frame->view;
    size_t metrics = view->metric_count;
    const struct sup_kpi_row *first =
        &view->steps->items[(size_t)group * frame->step_count * metrics + metric];
    const struct sup_kpi_definition *definition = meaning(view, first);
    int is_count = strcmp(definition->unit, "count") == 0;
    const struct sup_kpi_row none = {.metric = first->metric, .value = is_count ? "0" : NULL};
    const struct sup_kpi_row *total = find_total(view, first, metric);
    total = total != NULL ? total : &none;
    table_add(&frame->table, first->metric, COLOR_PLAIN);
    add_groups(frame, first);
    add_spark(frame, first, definition);
    add_value(frame, first);
    add_value(frame, first + (frame->step_count - 1) * metrics);
    add_value(frame, total);
    add_parts(frame, definition, total);
    add_spread(frame, definition, total->spread);
}

static void add_whole(struct frame *frame, const struct sup_kpi_row *row, double most)
{
    const struct kpi_view *view = frame->view;
    const struct sup_kpi_definition *definition = meaning(view, row);
    table_add(&frame->table, row->metric, COLOR_PLAIN);
    add_groups(frame, row);
    add_value(frame, row);
    if (view->by->count > 0) {
        struct text bar = {0};
        chart_add_bar(&bar, &view->program->term, kpi_number(row), most, frame->chart_width);
        table_add(&frame->table, bar.data, COLOR_CYAN);
        frame->table.is_failed |= bar.is_failed;
        text_free(&bar);
    }
    add_parts(frame, definition, row);
    add_spread(frame, definition, row->spread);
}

/* Metric by metric, so that what is to be compared stands together. */
static void add_rows(struct frame *frame)
{
    const struct kpi_view *view = frame->view;
    uint32_t metrics = view->metric_count;
    for (uint32_t metric = 0; metric < metrics; metric++) {
        double most = most_of(view, metric);
        if (view->steps != NULL) {
            for (uint32_t i = 0; i < view->steps->count / metrics / frame->step_count; i++) {
                add_steps(frame, i, metric);
            }
        }
        for (uint32_t i = metric; view->steps == NULL && i < view->whole->count; i += metrics) {
            add_whole(frame, &view->whole->items[i], most);
        }
    }
}

int kpi_print_table(const struct kpi_view *view)
{
    struct frame frame = {.view = view};
    char titles[SUP_KPI_GROUPS_MAX][KPI_NAME_SIZE];
    const struct sup_kpi_answer *shown = view->steps != NULL ? view->steps : view->whole;
    if (shown->count == 0) {
        program_note(view->program, "nothing is counted there");
        return EXIT_OK;
    }
    size_chart(&frame);
    begin(&frame, titles);
    add_rows(&frame);
    program_note(view->program, "%s to %s, days of %s", shown->items[0].from,
                 shown->items[shown->count - 1].to,
                 shown->zone != NULL ? shown->zone : "each desk's zone");
    int code = table_print(&frame.table, view->program);
    kpi_note_provisional(view->program, frame.until_ms);
    if (frame.is_bucketed) {
        program_note(view->program,
                     "percentiles are off by less than 1 %%; --exact for exact ones");
    }
    return code;
}
