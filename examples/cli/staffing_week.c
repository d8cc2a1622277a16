/*
 * staffing_week.c: how many agents each hour of the week needs, by what came in past weeks.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_out.h"
#include "kpi.h"
#include "table.h"
#include "when.h"

enum { DAYS = 7, HOURS = 24, CELL_SIZE = 48, HOUR_MS = 60 * 60 * 1000, DAY_MS = HOURS * HOUR_MS };

/* What came in an hour of the week, on all its days together, and what that needs. */
struct hour {
    int64_t period_ms; /* so much of it there was */
    int64_t arrivals;
    int64_t agents; /* at work, or scheduled with shrinkage */
    int64_t served_ppm;
    int is_overloaded;
};

struct week {
    const struct program *program;
    struct kpi_days days;
    struct option_list where;
    struct kpi_filters filters;
    const char *metric;
    const char *handle_text;
    const char *within_text;
    struct sup_staffing_agents_params params;
    struct hour hours[DAYS][HOURS];
    int is_hour[HOURS]; /* something came then */
};

/* ---- reading ---- */

static int read_length(const struct program *program, const char *text, int64_t *ms)
{
    if (text == NULL || duration_read(text, ms)) {
        return GO_ON;
    }
    return program_fail_usage(program, "'%s' is not a duration such as PT3M or 180000", text);
}

static int read_question(struct program *program, int argc, char **argv, struct week *week)
{
    const struct command_option options[] = {
        {.name = "from", .value = "DAY", .meaning = "the first day", .text = &week->days.from},
        {.name = "to",
         .value = "DAY",
         .meaning = "the last one (default: yesterday)",
         .text = &week->days.to},
        {.name = "last",
         .value = "30d|12w|6m",
         .meaning = "so many days, weeks or months (default 56d)",
         .text = &week->days.last},
        {.name = "metric",
         .value = "NAME",
         .meaning = "what comes: opened (default) or customer_messages",
         .text = &week->metric},
        {.name = "where",
         .value = "BY=NAME",
         .meaning = "only these; may be given again",
         .list = &week->where},
        {.name = "handle",
         .value = "DURATION",
         .meaning = "what one takes (default: handle_time of those days)",
         .text = &week->handle_text},
        {.name = "shrinkage",
         .value = "N",
         .meaning = "N percent more for breaks, training and absence",
         .number = &week->params.shrinkage_percent},
        {.name = "service",
         .value = "N",
         .meaning = "how many serve N percent, 1 to 99",
         .number = &week->params.service_percent},
        {.name = "within",
         .value = "DURATION",
         .meaning = "served is who is answered in this time",
         .text = &week->within_text},
        {.name = "agents",
         .value = "N",
         .meaning = "what N agents serve, in place of --service",
         .number = &week->params.agents},
    };
    const struct command_usage usage = {
        .about = "The desk's own demand by the hour of the week, and how many agents that needs:\n"
                 "in each cell what comes in such an hour, and the agents. With --agents what so\n"
                 "many serve, or `over` where more comes than they can handle.\n",
        .examples =
            "  supportcore --db desk.db staffing week --shrinkage 30\n"
            "  supportcore --db desk.db staffing week --where channel=phone --service 80 \\\n"
            "      --within PT20S --handle PT4M\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = kpi_read_days(program, &week->days);
    }
    if (code == GO_ON) {
        code = kpi_read_filters(program, &week->where, &week->filters);
    }
    if (code == GO_ON) {
        code = read_length(program, week->handle_text, &week->params.handle_ms);
    }
    return code == GO_ON ? read_length(program, week->within_text, &week->params.within_ms) : code;
}

/* ---- what came ---- */

static int ask(const struct week *week, const char *metric, const char *const *by,
               uint32_t by_count, struct sup_kpi_answer **answer)
{
    struct sup_caller caller = program_caller(week->program);
    struct sup_kpi_query_params params = {.size = sizeof params,
                                          .metrics = &metric,
                                          .metric_count = 1,
                                          .from = week->days.first,
                                          .to = week->days.end,
                                          .by = by,
                                          .by_count = by_count,
                                          .filters = week->filters.items,
                                          .filter_count = week->filters.count};
    return sup_kpi_query(week->program->core, &caller, &params, answer) == SUP_OK
               ? EXIT_OK
               : program_fail_last(week->program);
}

/* How much there was of each hour of the week: nothing on the day on which the clocks leave it out,
 * and two hours on the one that has it twice. */
static int measure_hours(struct week *week, const char *zone_name)
{
    char error[WHEN_ERROR_SIZE];
    struct when_zone *zone = when_zone_open(zone_name, error);
    const int64_t monday = 4; /* 1970-01-05 */
    int64_t first = kpi_day_number(week->days.first);
    if (zone == NULL) {
        return program_fail(week->program, SUP_INVALID, NULL, "%s", error);
    }
    for (int64_t day = first; day < first + week->days.count; day++) {
        int64_t end_ms = when_to_utc(zone, (day + 1) * DAY_MS);
        for (int hour = 0; hour < HOURS; hour++) {
            int64_t at_ms = when_to_utc(zone, day * DAY_MS + hour * HOUR_MS);
            int64_t next_ms = when_to_utc(zone, day * DAY_MS + (hour + 1) * HOUR_MS);
            next_ms = next_ms < end_ms ? next_ms : end_ms;
            week->hours[((day - monday) % DAYS + DAYS) % DAYS][hour].period_ms +=
                next_ms > at_ms ? next_ms - at_ms : 0;
        }
    }
    when_zone_close(zone);
    return EXIT_OK;
}

static int read_demand(struct week *week)
{
    static const char *const by[] = {"weekday", "hour"};
    struct sup_kpi_answer *answer = NULL;
    int code = ask(week, week->metric, by, 2, &answer);
    for (uint32_t i = 0; code == EXIT_OK && i < answer->count; i++) {
        const struct sup_kpi_row *row = &answer->items[i];
        int64_t day = 0, hour = 0;
        if (number_read(row->groups[0], &day) && day >= 1 && day <= DAYS &&
            (hour = strtol(row->groups[1], NULL, 10)) >= 0 && hour < HOURS) {
            week->hours[day - 1][hour].arrivals = row->numerator;
            week->is_hour[hour] |= row->numerator > 0;
        }
    }
    if (code == EXIT_OK) {
        code = measure_hours(week, answer->zone);
    }
    sup_free(answer);
    return code;
}

/* What one took in those days, where it is not told. */
static int read_handle_time(struct week *week)
{
    struct sup_kpi_answer *answer = NULL;
    if (week->params.handle_ms != 0) {
        return EXIT_OK;
    }
    int code = ask(week, "handle_time", NULL, 0, &answer);
    if (code == EXIT_OK && answer->count > 0 && answer->items[0].denominator > 0) {
        week->params.handle_ms = (answer->items[0].numerator + answer->items[0].denominator / 2) /
                                 answer->items[0].denominator;
    }
    sup_free(answer);
    return code != EXIT_OK || week->params.handle_ms != 0
               ? code
               : program_fail_usage(week->program, "no handle time was told in those days: "
                                                   "give --handle");
}

/* ---- what it needs ---- */

/* In so much time came so many: that is asked of the library as it is, without rounding. */
static int need(const struct week *week, struct hour *hour)
{
    struct sup_caller caller = program_caller(week->program);
    struct sup_staffing_agents_params params = week->params;
    struct sup_staffing *staffing = NULL;
    params.arrivals = hour->arrivals;
    params.period_ms = hour->period_ms;
    if (sup_staffing_agents(week->program->core, &caller, &params, &staffing) != SUP_OK) {
        return program_fail_last(week->program);
    }
    hour->agents = staffing->agents != 0 ? staffing->scheduled : staffing->plain_agents;
    hour->is_overloaded = staffing->is_overloaded;
    hour->served_ppm = staffing->queue != NULL ? staffing->queue->served_ppm : 0;
    sup_free(staffing);
    return EXIT_OK;
}

static int need_all(struct week *week)
{
    int code = EXIT_OK;
    for (int day = 0; day < DAYS; day++) {
        for (int at = 0; at < HOURS && code == EXIT_OK; at++) {
            struct hour *hour = &week->hours[day][at];
            code = hour->arrivals > 0 ? need(week, hour) : code;
        }
    }
    return code;
}

/* ---- the answer ---- */

static void write_cell(const struct week *week, const struct hour *hour, int is_brief,
                       char out[CELL_SIZE])
{
    double arrivals = (double)hour->arrivals * HOUR_MS / (double)hour->period_ms;
    if (is_brief && hour->is_overloaded) {
        snprintf(out, CELL_SIZE, "!!");
    } else if (is_brief && week->params.agents == 0) {
        snprintf(out, CELL_SIZE, "%" PRId64, hour->agents);
    } else if (is_brief) {
        snprintf(out, CELL_SIZE, "%.0f", (double)hour->served_ppm / 10000);
    } else if (week->params.agents == 0) {
        snprintf(out, CELL_SIZE, "%.1f %" PRId64, arrivals, hour->agents);
    } else if (hour->is_overloaded) {
        snprintf(out, CELL_SIZE, "%.1f over", arrivals);
    } else {
        snprintf(out, CELL_SIZE, "%.1f %.0f%%", arrivals, (double)hour->served_ppm / 10000);
    }
}

/* Whether a terminal is too narrow for what comes beside what it needs: then only the latter is
 * told, for a number that is cut tells nothing. */
static int is_too_narrow(const struct week *week)
{
    enum { HOUR_WIDTH = 4, TITLE_WIDTH = 3, GAP = 2 };
    int width = HOUR_WIDTH;
    char text[CELL_SIZE];
    for (int day = 0; day < DAYS; day++) {
        int widest = TITLE_WIDTH;
        for (int at = 0; at < HOURS; at++) {
            if (week->hours[day][at].arrivals > 0) {
                write_cell(week, &week->hours[day][at], 0, text);
                widest = (int)strlen(text) > widest ? (int)strlen(text) : widest;
            }
        }
        width += GAP + widest;
    }
    return week->program->term.width != 0 && width > week->program->term.width;
}

static const char *what_is_told(const struct week *week, int is_brief)
{
    if (week->params.agents == 0) {
        return is_brief ? "agents for what comes in an hour" : "what comes in an hour, and agents";
    }
    return is_brief ? "percent served of what comes in an hour, !! more than they can handle"
                    : "what comes in an hour, and the share that is served";
}

static int print_week(const struct week *week)
{
    int is_brief = is_too_narrow(week);
    static const char *const names[DAYS] = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
    struct table_column columns[1 + DAYS] = {{.title = "HOUR"}};
    struct table table = {.columns = columns, .column_count = 1};
    char text[CELL_SIZE];
    for (int day = 0; day < DAYS; day++) {
        columns[table.column_count++] = (struct table_column){.title = names[day], .is_right = 1};
    }
    for (int at = 0; at < HOURS; at++) {
        for (int day = -1; week->is_hour[at] && day < DAYS; day++) {
            const struct hour *hour = &week->hours[day < 0 ? 0 : day][at];
            snprintf(text, sizeof text, "%02d", at);
            if (day >= 0) {
                text[0] = '\0';
            }
            if (day >= 0 && hour->arrivals > 0) {
                write_cell(week, hour, is_brief, text);
            }
            table_add(&table, text, hour->is_overloaded ? COLOR_RED : COLOR_PLAIN);
        }
    }
    program_note(week->program, "%s to %s: %s", week->days.first, week->days.end,
                 what_is_told(week, is_brief));
    if (table.cell_count == 0 && !table.is_failed) {
        program_note(week->program, "nothing came in those days");
        return EXIT_OK;
    }
    return table_print(&table, week->program);
}

static int print_json(const struct week *week)
{
    struct text out = {0};
    text_add_format(&out, "{\"from\":\"%s\",\"to\":\"%s\",\"handle_ms\":%" PRId64 ",\"items\":[",
                    week->days.first, week->days.end, week->params.handle_ms);
    for (int day = 0; day < DAYS; day++) {
        for (int at = 0; at < HOURS; at++) {
            const struct hour *hour = &week->hours[day][at];
            if (hour->arrivals == 0) {
                continue;
            }
            text_add(&out, out.data[out.bytes - 1] == '[' ? "" : ",");
            text_add_format(
                &out, "{\"weekday\":%d,\"hour\":%d,\"arrivals\":%" PRId64 ",\"period_ms\":%" PRId64,
                day + 1, at, hour->arrivals, hour->period_ms);
            if (week->params.agents == 0) {
                text_add_format(&out, ",\"agents\":%" PRId64, hour->agents);
            } else if (!hour->is_overloaded) {
                text_add_format(&out, ",\"served_ppm\":%" PRId64, hour->served_ppm);
            }
            text_add(&out, hour->is_overloaded ? ",\"is_overloaded\":true}" : "}");
        }
    }
    text_add(&out, "]}");
    return json_print(week->program, &out);
}

int command_staffing_week(struct program *program, int argc, char **argv)
{
    struct week week = {
        .program = program, .metric = "opened", .params = {.size = sizeof week.params}};
    int code = read_question(program, argc, argv, &week);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_READ);
    if (code == EXIT_OK) {
        code = kpi_find_past_days(program, "56d", &week.days);
    }
    if (code == EXIT_OK) {
        code = read_demand(&week);
    }
    if (code == EXIT_OK) {
        code = read_handle_time(&week);
    }
    if (code == EXIT_OK) {
        code = need_all(&week);
    }
    if (code != EXIT_OK) {
        return code;
    }
    return program->is_json ? print_json(&week) : print_week(&week);
}
