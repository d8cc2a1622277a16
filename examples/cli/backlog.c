/*
 * backlog.c: what is in work now or was at the end of a day, and what has been there longest.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart.h"
#include "instant.h"
#include "json_out.h"
#include "kpi.h"
#include "people.h"
#include "table.h"
#include "ticket.h"

enum { OLDEST_MAX = 10, METRICS = 2, BAR_MIN = 6, BAR_MAX = 30 };

/* The categories of what is in work; each has its oldest tickets. */
static const int32_t in_work[] = {SUP_CATEGORY_NEW, SUP_CATEGORY_OPEN, SUP_CATEGORY_PENDING,
                                  SUP_CATEGORY_ON_HOLD};

enum { IN_WORK = sizeof in_work / sizeof in_work[0] };

struct oldest {
    struct sup_ticket_list *lists[IN_WORK];
    struct sup_ticket tickets[IN_WORK * OLDEST_MAX]; /* their texts are of `lists` */
    uint32_t count;
};

/* ---- how many ---- */

/* The backlog of a group; what is over seven days old is the row behind it. The largest first. */
static int by_size(const void *one, const void *other)
{
    int64_t a = (*(const struct sup_kpi_row *const *)one)->numerator;
    int64_t b = (*(const struct sup_kpi_row *const *)other)->numerator;
    return (a < b) - (a > b);
}

static void add_count(struct table *table, const struct program *program, const char *by,
                      const struct sup_kpi_row *row, int64_t most)
{
    const struct term *term = &program->term;
    int64_t aged = row[1].numerator;
    int room = term->width == 0 ? BAR_MAX : term->width / 4;
    struct text text = {0};
    room = room < BAR_MIN ? BAR_MIN : room > BAR_MAX ? BAR_MAX : room;
    if (by != NULL) {
        kpi_add_group(&text, program, by, row->groups[0]);
    } else {
        text_add(&text, row->to);
    }
    table_add(table, text.data, COLOR_PLAIN);
    table_add_number(table, row->numerator, COLOR_PLAIN);
    text_clear(&text);
    chart_add_bar(&text, term, (double)row->numerator, (double)most, room);
    table_add(table, text.data, COLOR_CYAN);
    table_add_number(table, aged, aged > 0 ? COLOR_YELLOW : COLOR_PLAIN);
    text_clear(&text);
    if (row->numerator > 0) {
        text_add_format(&text, "%.1f %%", 100.0 * (double)aged / (double)row->numerator);
    }
    table_add(table, text.data, COLOR_PLAIN);
    table->is_failed |= text.is_failed;
    text_free(&text);
}

static int print_counts(const struct program *program, const char *by,
                        const struct sup_kpi_answer *answer)
{
    char title[KPI_NAME_SIZE];
    kpi_write_title(by != NULL ? by : "day", title);
    const struct table_column columns[] = {{.title = title, .is_flexible = by != NULL},
                                           {.title = "BACKLOG", .is_right = 1},
                                           {.title = "", .rank = 2},
                                           {.title = "OVER 7 DAYS", .is_right = 1},
                                           {.title = "SHARE", .is_right = 1, .rank = 1}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    const struct sup_kpi_row **rows = calloc(answer->count / METRICS + 1, sizeof *rows);
    uint32_t count = 0;
    for (uint32_t i = 0; rows != NULL && i < answer->count; i += METRICS) {
        if (by == NULL || answer->items[i].numerator != 0) {
            rows[count++] = &answer->items[i];
        }
    }
    if (rows == NULL) {
        return program_fail_memory(program);
    }
    qsort(rows, count, sizeof *rows, by_size);
    for (uint32_t i = 0; i < count; i++) {
        add_count(&table, program, by, rows[i], rows[0]->numerator);
    }
    free(rows);
    if (count == 0) {
        program_note(program, "nothing is in work");
        return EXIT_OK;
    }
    return table_print(&table, program);
}

/* ---- what has been there longest ---- */

static int by_opening(const void *one, const void *other)
{
    const struct sup_ticket *a = one;
    const struct sup_ticket *b = other;
    return a->opened_ms != b->opened_ms
               ? (a->opened_ms > b->opened_ms) - (a->opened_ms < b->opened_ms)
               : (a->id > b->id) - (a->id < b->id);
}

/* A page may be empty and yet not be the last one. */
static int read_category(const struct program *program, int32_t category,
                         struct sup_ticket_list **list)
{
    struct sup_caller caller = program_caller(program);
    char after[SUP_LIST_AFTER_BYTES_MAX + 1];
    struct sup_ticket_list_params params = {.size = sizeof params,
                                            .limit = OLDEST_MAX,
                                            .sort = SUP_SORT_OPENED,
                                            .is_ascending = 1,
                                            .category = category};
    while (sup_ticket_list(program->core, &caller, &params, list) == SUP_OK) {
        if ((*list)->count > 0 || (*list)->next_after == NULL) {
            return EXIT_OK;
        }
        snprintf(after, sizeof after, "%s", (*list)->next_after);
        params.after = after;
        sup_free(*list);
        *list = NULL;
    }
    return program_fail_last(program);
}

static int read_oldest(const struct program *program, struct oldest *oldest)
{
    int code = EXIT_OK;
    for (int i = 0; i < IN_WORK && code == EXIT_OK; i++) {
        code = read_category(program, in_work[i], &oldest->lists[i]);
        for (uint32_t n = 0; code == EXIT_OK && n < oldest->lists[i]->count; n++) {
            oldest->tickets[oldest->count++] = oldest->lists[i]->items[n];
        }
    }
    qsort(oldest->tickets, oldest->count, sizeof *oldest->tickets, by_opening);
    oldest->count = oldest->count < OLDEST_MAX ? oldest->count : OLDEST_MAX;
    return code;
}

static int print_oldest(const struct program *program, const struct oldest *oldest)
{
    static const struct table_column columns[] = {
        {.title = "OLDEST", .is_right = 1}, {.title = "OPENED (UTC)", .rank = 2},
        {.title = "AGE", .is_right = 1},    {.title = "STATUS"},
        {.title = "PRIORITY", .rank = 3},   {.title = "TEAM", .rank = 4},
        {.title = "AGENT", .rank = 1},      {.title = "SUBJECT", .is_flexible = 1}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    struct people people = {0};
    int64_t now_ms = program_caller(program).now_ms;
    for (uint32_t i = 0; i < oldest->count; i++) {
        const struct sup_ticket *ticket = &oldest->tickets[i];
        char opened[INSTANT_TEXT_SIZE], age[LENGTH_SIZE];
        instant_write_brief(ticket->opened_ms, opened);
        opened[16] = '\0'; /* no seconds */
        write_age(now_ms - ticket->opened_ms, age);
        table_add_number(&table, ticket->id, COLOR_PLAIN);
        table_add(&table, opened, COLOR_PLAIN);
        table_add(&table, age, COLOR_PLAIN);
        table_add(&table, ticket->status, category_color(ticket->category));
        table_add(&table, ticket->priority, COLOR_PLAIN);
        table_add(&table, ticket->team, COLOR_PLAIN);
        table_add(&table, people_name(&people, program, SUP_ACTOR_AGENT, ticket->assignee_id),
                  COLOR_PLAIN);
        table_add(&table, ticket->subject, COLOR_PLAIN);
    }
    if (oldest->count == 0) {
        return EXIT_OK;
    }
    printf("\n");
    return table_print(&table, program);
}

/* ---- the command ---- */

static int print_json(const struct program *program, const struct sup_kpi_answer *answer,
                      const struct oldest *oldest, int is_now)
{
    struct sup_ticket_list list = {
        .size = sizeof list, .count = oldest->count, .items = oldest->tickets};
    struct text out = {0};
    text_add(&out, "{\"figures\":");
    json_add_struct(&out, json_result_shape(SUP_OP_KPI_QUERY), answer);
    if (is_now) {
        text_add(&out, ",\"oldest\":[");
        json_add_items(&out, SUP_OP_TICKET_LIST, &list);
        text_add(&out, "]");
    }
    text_add(&out, "}");
    return json_print(program, &out);
}

static int show(const struct program *program, const struct kpi_groups *by, const char *at)
{
    static const char *const metrics[METRICS] = {"backlog", "backlog_aged"};
    struct sup_caller caller = program_caller(program);
    struct oldest oldest = {.count = 0};
    struct sup_kpi_answer *answer = NULL;
    char today[KPI_DAY_SIZE];
    int code = kpi_today(program, today);
    struct sup_kpi_query_params params = {.size = sizeof params,
                                          .metrics = metrics,
                                          .metric_count = METRICS,
                                          .from = at != NULL ? at : today,
                                          .to = at != NULL ? at : today,
                                          .by = by->items,
                                          .by_count = by->count};
    int is_now = at == NULL || strcmp(at, today) == 0;
    if (code == EXIT_OK && sup_kpi_query(program->core, &caller, &params, &answer) != SUP_OK) {
        code = program_fail_last(program);
    }
    if (code == EXIT_OK && is_now) {
        code = read_oldest(program, &oldest);
    }
    if (code == EXIT_OK && program->is_json) {
        code = print_json(program, answer, &oldest, is_now);
    } else if (code == EXIT_OK) {
        code = print_counts(program, by->count ? by->items[0] : NULL, answer);
        code = code == EXIT_OK ? print_oldest(program, &oldest) : code;
        kpi_note_sequence(program, answer->sequence);
    }
    for (int i = 0; i < IN_WORK; i++) {
        sup_free(oldest.lists[i]);
    }
    sup_free(answer);
    return code;
}

int command_backlog(struct program *program, int argc, char **argv)
{
    struct kpi_groups by = {.count = 0};
    const char *at = NULL;
    const char *by_text = NULL;
    const struct command_option options[] = {
        {.name = "at",
         .value = "DAY",
         .meaning = "at the end of that day in the desk's zone (default now)",
         .text = &at},
        {.name = "by",
         .value = "NAME",
         .meaning = "told apart by team, priority, agent or as kpi --by",
         .text = &by_text},
    };
    const struct command_usage usage = {
        .about = "What is in work, how much of it was opened over 7 days before, and the tickets\n"
                 "that have been there longest; of a past day the counts only, and\n"
                 "`kpi explain backlog --to DAY` tells which tickets they are.\n",
        .examples = "  supportcore --db desk.db backlog --by team\n"
                    "  supportcore --db desk.db backlog --at 2026-03-31 --by agent\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && at != NULL && !kpi_is_day(at)) {
        code = program_fail_usage(program, "--at '%s' is no day such as 2026-03-31", at);
    }
    if (code == GO_ON && by_text != NULL && strchr(by_text, ',') != NULL) {
        code = program_fail_usage(program, "--by takes one name here");
    }
    if (code == GO_ON) {
        code = kpi_read_groups(program, by_text, &by);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_READ);
    return code == EXIT_OK ? show(program, &by, at) : code;
}
