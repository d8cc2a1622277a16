/*
 * backlog.c: what is in work now, or was at any instant or at the end of a day: by age, and what
 * had been there longest.
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

/* What was in work at an instant, and its oldest tickets as they are now. */
struct work {
    struct sup_kpi_backlog *found;
    struct sup_ticket *owned[OLDEST_MAX];
    struct sup_ticket tickets[OLDEST_MAX]; /* their texts are of `owned` */
};

/* What is asked for: `at_ms` of an instant; `day` of the end of a day; else now. */
struct asked {
    struct kpi_groups by;
    const char *day;
    int64_t at_ms;
};

/* ---- how many ---- */

/* The backlog of a group; what is over seven days old is the row behind it. The largest first. */
static int by_size(const void *one, const void *other)
{
    int64_t a = (*(const struct sup_kpi_row *const *)one)->numerator;
    int64_t b = (*(const struct sup_kpi_row *const *)other)->numerator;
    return (a < b) - (a > b);
}

static int bar_room(const struct term *term)
{
    int room = term->width == 0 ? BAR_MAX : term->width / 4;
    return room < BAR_MIN ? BAR_MIN : room > BAR_MAX ? BAR_MAX : room;
}

static void add_count(struct table *table, const struct program *program, const char *by,
                      const struct sup_kpi_row *row, int64_t most)
{
    const struct term *term = &program->term;
    int64_t aged = row[1].numerator;
    int room = bar_room(term);
    struct text text = {0};
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

/* ---- by age ---- */

static void add_age(struct table *table, const struct program *program,
                    const struct sup_kpi_age *age, int64_t all)
{
    const struct term *term = &program->term;
    int room = bar_room(term);
    struct text text = {0};
    if (age->to_days == 0) {
        text_add_format(&text, "over %" PRId64 " days", age->from_days);
    } else if (age->from_days == 0) {
        text_add_format(&text, "up to %" PRId64 " day", age->to_days);
    } else {
        text_add_format(&text, "%" PRId64 " to %" PRId64 " days", age->from_days, age->to_days);
    }
    table_add(table, text.data, COLOR_PLAIN);
    table_add_number(table, age->tickets, COLOR_PLAIN);
    text_clear(&text);
    chart_add_bar(&text, term, (double)age->tickets, (double)all, room);
    table_add(table, text.data, COLOR_CYAN);
    table->is_failed |= text.is_failed;
    text_free(&text);
}

static int print_ages(const struct program *program, const struct sup_kpi_backlog *found)
{
    static const struct table_column columns[] = {{.title = "AGE"},
                                                  {.title = "BACKLOG", .is_right = 1},
                                                  {.title = "", .rank = 1}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < found->age_count; i++) {
        add_age(&table, program, &found->ages[i], found->tickets);
    }
    table_add(&table, "all", COLOR_PLAIN);
    table_add_number(&table, found->tickets, COLOR_PLAIN);
    table_add(&table, "", COLOR_PLAIN);
    return table_print(&table, program);
}

/* ---- what has been there longest ---- */

static int read_work(const struct program *program, int64_t at_ms, struct work *work)
{
    struct sup_caller caller = program_caller(program);
    struct sup_kpi_backlog_params params = {
        .size = sizeof params, .as_of_ms = at_ms, .limit = OLDEST_MAX};
    struct sup_ticket_get_params of = {.size = sizeof of};
    if (sup_kpi_backlog(program->core, &caller, &params, &work->found) != SUP_OK) {
        return program_fail_last(program);
    }
    for (uint32_t i = 0; i < work->found->count; i++) {
        of.ticket_id = work->found->items[i].ticket_id;
        if (sup_ticket_get(program->core, &caller, &of, &work->owned[i]) != SUP_OK) {
            return program_fail_last(program);
        }
        work->tickets[i] = *work->owned[i];
    }
    return EXIT_OK;
}

static void free_work(struct work *work)
{
    for (int i = 0; i < OLDEST_MAX; i++) {
        sup_free(work->owned[i]);
    }
    sup_free(work->found);
}

static int print_oldest(const struct program *program, const struct work *work, int is_now)
{
    const struct table_column columns[] = {
        {.title = "OLDEST", .is_right = 1}, {.title = "OPENED (UTC)", .rank = 2},
        {.title = "AGE", .is_right = 1},    {.title = is_now ? "STATUS" : "STATUS NOW"},
        {.title = "PRIORITY", .rank = 3},   {.title = "TEAM", .rank = 4},
        {.title = "AGENT", .rank = 1},      {.title = "SUBJECT", .is_flexible = 1}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    struct people people = {0};
    for (uint32_t i = 0; i < work->found->count; i++) {
        const struct sup_ticket *ticket = &work->tickets[i];
        char opened[INSTANT_TEXT_SIZE], age[LENGTH_SIZE];
        instant_write_brief(ticket->opened_ms, opened);
        opened[16] = '\0'; /* no seconds */
        write_age(work->found->items[i].age_ms, age);
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
    if (work->found->count == 0) {
        return EXIT_OK;
    }
    printf("\n");
    return table_print(&table, program);
}

/* ---- the command ---- */

static int print_json(const struct program *program, const struct sup_kpi_answer *answer,
                      const struct work *work)
{
    struct text out = {0};
    text_add(&out, "{");
    if (answer != NULL) {
        text_add(&out, "\"figures\":");
        json_add_struct(&out, json_result_shape(SUP_OP_KPI_QUERY), answer);
    }
    if (work->found != NULL) {
        struct sup_ticket_list list = {
            .size = sizeof list, .count = work->found->count, .items = work->tickets};
        text_add(&out, answer != NULL ? ",\"backlog\":" : "\"backlog\":");
        json_add_struct(&out, json_result_shape(SUP_OP_KPI_BACKLOG), work->found);
        text_add(&out, ",\"oldest\":[");
        json_add_items(&out, SUP_OP_TICKET_LIST, &list);
        text_add(&out, "]");
    }
    text_add(&out, "}");
    return json_print(program, &out);
}

static int print_work(const struct program *program, const struct work *work, int is_now)
{
    int code = print_ages(program, work->found);
    return code == EXIT_OK ? print_oldest(program, work, is_now) : code;
}

/* Of an instant within a day. */
static int show_instant(const struct program *program, int64_t at_ms)
{
    struct work work = {.found = NULL};
    int code = read_work(program, at_ms, &work);
    if (code == EXIT_OK && program->is_json) {
        code = print_json(program, NULL, &work);
    } else if (code == EXIT_OK) {
        char at[INSTANT_TEXT_SIZE];
        instant_write_brief(at_ms, at);
        printf("%s UTC\n", at);
        code = print_work(program, &work, 0);
        kpi_note_sequence(program, work.found->sequence);
    }
    free_work(&work);
    return code;
}

static int show(const struct program *program, const struct asked *asked)
{
    static const char *const metrics[METRICS] = {"backlog", "backlog_aged"};
    struct sup_caller caller = program_caller(program);
    struct work work = {.found = NULL};
    struct sup_kpi_answer *answer = NULL;
    char today[KPI_DAY_SIZE];
    int code = kpi_today(program, today);
    const char *day = asked->day != NULL ? asked->day : today;
    struct sup_kpi_query_params params = {.size = sizeof params,
                                          .metrics = metrics,
                                          .metric_count = METRICS,
                                          .from = day,
                                          .to = day,
                                          .by = asked->by.items,
                                          .by_count = asked->by.count};
    int is_now = strcmp(day, today) == 0;
    if (code == EXIT_OK && sup_kpi_query(program->core, &caller, &params, &answer) != SUP_OK) {
        code = program_fail_last(program);
    }
    if (code == EXIT_OK && is_now) {
        code = read_work(program, 0, &work);
    }
    if (code == EXIT_OK && program->is_json) {
        code = print_json(program, answer, &work);
    } else if (code == EXIT_OK) {
        code = print_counts(program, asked->by.count ? asked->by.items[0] : NULL, answer);
        if (code == EXIT_OK && is_now && work.found->tickets > 0) {
            printf("\n");
            code = print_work(program, &work, 1);
        }
        kpi_note_sequence(program, answer->sequence);
    }
    free_work(&work);
    sup_free(answer);
    return code;
}

static int read_at(const struct program *program, const char *at, struct asked *asked)
{
    if (at == NULL || kpi_is_day(at)) {
        asked->day = at;
        return GO_ON;
    }
    if (!instant_read(at, strlen(at), &asked->at_ms) || asked->at_ms == 0) {
        return program_fail_usage(program,
                                  "--at '%s' is no day or instant, such as 2026-03-31 or "
                                  "2026-03-31T15:30:00Z",
                                  at);
    }
    return asked->by.count == 0
               ? GO_ON
               : program_fail_usage(program, "--by tells days apart: --at takes a day with it");
}

int command_backlog(struct program *program, int argc, char **argv)
{
    struct asked asked = {.day = NULL};
    const char *at = NULL;
    const char *by_text = NULL;
    const struct command_option options[] = {
        {.name = "at",
         .value = "TIME",
         .meaning = "at an instant, or at the end of a day (default now)",
         .text = &at},
        {.name = "by",
         .value = "NAME",
         .meaning = "told apart by team, priority, agent or as kpi --by",
         .text = &by_text},
    };
    const struct command_usage usage = {
        .about = "What is in work, by how long before it was opened, and the tickets that have\n"
                 "been there longest. --at 2026-03-31T15:30:00Z tells the same of that instant,\n"
                 "and --at 2026-03-31 how many there were at the end of that day, of which\n"
                 "`kpi explain backlog --to DAY` tells which tickets they are.\n",
        .examples = "  supportcore --db desk.db backlog --by team\n"
                    "  supportcore --db desk.db backlog --at 2026-03-31T15:30:00Z\n"
                    "  supportcore --db desk.db backlog --at 2026-03-31 --by agent\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && by_text != NULL && strchr(by_text, ',') != NULL) {
        code = program_fail_usage(program, "--by takes one name here");
    }
    if (code == GO_ON) {
        code = kpi_read_groups(program, by_text, &asked.by);
    }
    if (code == GO_ON) {
        code = read_at(program, at, &asked);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    return asked.at_ms != 0 ? show_instant(program, asked.at_ms) : show(program, &asked);
}
