/*
 * kpi.c: kpi METRIC ...: figures of some days, in steps or told apart.
 */
#include "kpi.h"

#include <stdio.h>
#include <string.h>

#include "json_out.h"

/* What is asked, as it was given and as the library takes it. */
struct question {
    struct kpi_days days;
    struct kpi_filters filters;
    struct kpi_groups by;
    struct option_list where;
    const char *by_text;
    const char *interval_text;
    const char *tenants_text;
    int64_t tenants[SUP_KPI_DESKS_MAX]; /* whose figures are added up; none: of --tenant alone */
    sup_core *cores[SUP_KPI_DESKS_MAX]; /* the first is the program's */
    uint32_t tenant_count;
    const char *currency; /* of figures of money; NULL: the policy's */
    int32_t interval;     /* enum sup_kpi_interval; 0: not told */
    int is_exact;
    int is_csv;
    int is_overview; /* no metric was named */
    const char *metrics[SUP_KPI_METRICS_MAX];
    uint32_t metric_count;
};

static const char *const overview[] = {"opened",       "solved",      "backlog",
                                       "backlog_aged", "first_reply", "full_resolution",
                                       "sla",          "reopen_rate", "escalation_rate",
                                       "touches",      "handle_time", "first_contact_resolution"};

/* Without days: thirty days, twelve weeks, twelve months. */
static const char *usual_days(int32_t interval)
{
    return interval == SUP_KPI_WEEKS ? "12w" : interval == SUP_KPI_MONTHS ? "12m" : "30d";
}

static int read_interval(const struct program *program, struct question *question)
{
    static const char *const names[] = {"day", "week", "month"};
    if (question->interval_text == NULL) {
        return GO_ON;
    }
    for (int i = 0; i < 3; i++) {
        if (strcmp(question->interval_text, names[i]) == 0) {
            question->interval = SUP_KPI_DAYS + i;
            return GO_ON;
        }
    }
    return program_fail_usage(program, "--interval %s is none of day, week, month",
                              question->interval_text);
}

static int read_metrics(const struct program *program, int argc, char **argv,
                        struct question *question)
{
    static const char *const commands[] = {"definitions", "explain", "compare", "check", "rebuild"};
    for (int i = 0; argc > 1 && i < 5; i++) {
        if (strcmp(argv[1], commands[i]) == 0) {
            return program_fail_usage(program, "options stand behind `kpi %s`", commands[i]);
        }
    }
    const char *const *names = argc > 1 ? (const char *const *)argv + 1 : overview;
    question->is_overview = argc == 1;
    question->metric_count =
        argc > 1 ? (uint32_t)argc - 1 : (uint32_t)(sizeof overview / sizeof overview[0]);
    for (uint32_t i = 0; i < question->metric_count; i++) {
        question->metrics[i] = names[i];
        for (uint32_t j = 0; j < i; j++) {
            if (strcmp(names[i], names[j]) == 0) {
                return program_fail_usage(program, "'%s' is named twice", names[i]);
            }
        }
    }
    return GO_ON;
}

/* "0,7,12". The first is the desk that the program opens. */
static int read_tenants(struct program *program, struct question *question)
{
    const char *at = question->tenants_text;
    while (at != NULL) {
        char digits[24];
        size_t bytes = strcspn(at, ",");
        snprintf(digits, sizeof digits, "%.*s", bytes < sizeof digits ? (int)bytes : 0, at);
        if (question->tenant_count == SUP_KPI_DESKS_MAX ||
            !number_read(digits, &question->tenants[question->tenant_count++])) {
            return program_fail_usage(program, "--tenants is up to %d numbers, such as 0,7,12",
                                      SUP_KPI_DESKS_MAX);
        }
        at = at[bytes] == ',' ? at + bytes + 1 : NULL;
    }
    program->tenant = question->tenant_count > 0 ? question->tenants[0] : program->tenant;
    return GO_ON;
}

static int is_by_time(const struct question *question)
{
    int is_so = 0;
    for (uint32_t i = 0; i < question->by.count; i++) {
        const char *by = question->by.items[i];
        is_so |= strcmp(by, "hour") == 0 || strcmp(by, "weekday") == 0;
    }
    for (uint32_t i = 0; i < question->filters.count; i++) {
        const char *by = question->filters.items[i].by;
        is_so |= strcmp(by, "hour") == 0 || strcmp(by, "weekday") == 0;
    }
    return is_so;
}

/* A stock is as of the end of a day: by the hour there is none. */
static void leave_out_stocks(struct question *question)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < question->metric_count; i++) {
        if (strncmp(question->metrics[i], "backlog", strlen("backlog")) != 0) {
            question->metrics[count++] = question->metrics[i];
        }
    }
    question->metric_count = count;
}

/* What the options say, as the library takes it. */
static int read_given(struct program *program, int argc, char **argv, struct question *question)
{
    int code = GO_ON;
    if (question->is_csv && program->is_json) {
        code = program_fail_usage(program, "--csv and --json are two answers");
    }
    if (code == GO_ON) {
        code = read_metrics(program, argc, argv, question);
    }
    if (code == GO_ON) {
        code = read_tenants(program, question);
    }
    if (code == GO_ON) {
        code = read_interval(program, question);
    }
    if (code == GO_ON) {
        code = kpi_read_days(program, &question->days);
    }
    if (code == GO_ON) {
        code = kpi_read_groups(program, question->by_text, &question->by);
    }
    if (code == GO_ON) {
        code = kpi_read_filters(program, &question->where, &question->filters);
    }
    if (code == GO_ON && question->is_overview && is_by_time(question)) {
        leave_out_stocks(question);
    }
    return code;
}

static int read_options(struct program *program, int argc, char **argv, struct question *question)
{
    const struct command_option options[] = {
        {.name = "from", .value = "DAY", .meaning = "the first day", .text = &question->days.from},
        {.name = "to",
         .value = "DAY",
         .meaning = "the last one (default: today)",
         .text = &question->days.to},
        {.name = "last",
         .value = "30d|12w|6m",
         .meaning = "so many days, weeks or months, the last one included",
         .text = &question->days.last},
        {.name = "by",
         .value = "NAME[,NAME]",
         .meaning = "told apart by one or two of those above",
         .text = &question->by_text},
        {.name = "interval",
         .value = "STEP",
         .choices = "day week month",
         .meaning = "how it went by day, week or month",
         .text = &question->interval_text},
        {.name = "where",
         .value = "BY=NAME",
         .meaning = "only these; given again: of one BY either, of two both",
         .list = &question->where},
        {.name = "currency",
         .value = "CODE",
         .meaning = "of figures of money, ISO 4217 (default: the policy's)",
         .text = &question->currency},
        {.name = "tenants",
         .value = "N,N",
         .meaning = "of these desks together (only for the system)",
         .text = &question->tenants_text},
        {.name = "exact",
         .meaning = "percentiles from each value, however many these are",
         .is_set = &question->is_exact},
        {.name = "csv", .meaning = "rows for a spreadsheet", .is_set = &question->is_csv},
    };
    const struct command_usage usage = {
        .arguments = "[METRIC ...]",
        .arguments_max = SUP_KPI_METRICS_MAX,
        .about = "Figures of the desk: the last 30 days, or those that are named, in the desk's\n"
                 "zone. With --interval a sparkline, the first, the last and the total; with --by\n"
                 "a bar each: by channel, reason, team, agent, floor, priority, segment, sla,\n"
                 "hour, weekday or product. Without METRIC the figures that a desk is steered by.\n"
                 "`kpi definitions` tells what they mean, `kpi explain` what is behind one.\n",
        .examples = "  supportcore --db desk.db kpi\n"
                    "  supportcore --db desk.db kpi opened solved --last 12w --interval week\n"
                    "  supportcore --db desk.db kpi first_reply sla --by team --from 2026-03-01\n"
                    "  supportcore --db desk.db kpi handle_time --where team=frontline --csv\n"
                    "  supportcore --db desk.db kpi refunds refunds_amount --by product\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    return code == GO_ON ? read_given(program, argc, argv, question) : code;
}

static int ask(const struct program *program, const struct question *question, int32_t interval,
               struct sup_kpi_answer **answer)
{
    struct sup_caller caller = program_caller(program);
    struct sup_kpi_query_params params = {.size = sizeof params,
                                          .interval = interval,
                                          .metrics = question->metrics,
                                          .metric_count = question->metric_count,
                                          .from = question->days.first,
                                          .to = question->days.end,
                                          .by = question->by.items,
                                          .by_count = question->by.count,
                                          .filters = question->filters.items,
                                          .filter_count = question->filters.count,
                                          .is_exact = question->is_exact,
                                          .currency = question->currency};
    int32_t rc = question->tenant_count > 0
                     ? sup_kpi_merge(question->cores, question->tenant_count, &caller, &params,
                                     answer)
                     : sup_kpi_query(program->core, &caller, &params, answer);
    return rc == SUP_OK ? EXIT_OK : program_fail_last(program);
}

/* Figures of several desks are of no one event. */
static void note_sequence(const struct program *program, const struct sup_kpi_answer *answer)
{
    if (answer->sequence > 0) {
        kpi_note_sequence(program, answer->sequence);
    }
}

/* The overview goes by steps that are neither few nor too many. */
static int32_t steps_of_overview(const struct question *question)
{
    int64_t days = question->days.count;
    if (question->by.count > 0 || !question->is_overview || days <= 1) {
        return SUP_KPI_WHOLE;
    }
    return days <= 92 ? SUP_KPI_DAYS : days <= 731 ? SUP_KPI_WEEKS : SUP_KPI_MONTHS;
}

static int print_table(struct kpi_view *view, const struct question *question)
{
    struct sup_kpi_answer *whole = NULL;
    struct sup_kpi_answer *steps = NULL;
    view->interval = question->interval ? question->interval : steps_of_overview(question);
    int code = ask(view->program, question, SUP_KPI_WHOLE, &whole);
    if (code == EXIT_OK && view->interval != SUP_KPI_WHOLE) {
        code = ask(view->program, question, view->interval, &steps);
    }
    if (code == EXIT_OK) {
        view->whole = whole;
        view->steps = steps;
        code = kpi_print_table(view);
        note_sequence(view->program, whole);
    }
    sup_free(steps);
    sup_free(whole);
    return code;
}

/* The library's answer, for programs. */
static int print_answer(struct kpi_view *view, const struct question *question)
{
    struct sup_kpi_answer *answer = NULL;
    int code = ask(view->program, question, question->interval, &answer);
    if (code == EXIT_OK) {
        view->whole = answer;
        code = question->is_csv ? kpi_print_csv(view)
                                : json_print_result(view->program, SUP_OP_KPI_QUERY, answer);
        note_sequence(view->program, answer);
    }
    sup_free(answer);
    return code;
}

static int answer_question(const struct program *program, const struct question *question)
{
    struct sup_caller caller = program_caller(program);
    struct sup_kpi_definitions_params all = {.size = sizeof all};
    struct sup_kpi_definition_list *definitions = NULL;
    if (sup_kpi_definitions(program->core, &caller, &all, &definitions) != SUP_OK) {
        return program_fail_last(program);
    }
    struct kpi_view view = {.program = program,
                            .definitions = definitions,
                            .by = &question->by,
                            .metric_count = question->metric_count};
    int code = program->is_json || question->is_csv ? print_answer(&view, question)
                                                    : print_table(&view, question);
    sup_free(definitions);
    return code;
}

/* The desks of --tenants: the first is open. */
static int open_desks(const struct program *program, struct question *question)
{
    int code = EXIT_OK;
    question->cores[0] = program->core;
    for (uint32_t i = 1; i < question->tenant_count && code == EXIT_OK; i++) {
        code = program_open_other(program, question->tenants[i], &question->cores[i]);
    }
    return code;
}

static void close_desks(const struct question *question)
{
    for (uint32_t i = 1; i < question->tenant_count; i++) {
        sup_close(question->cores[i]);
    }
}

int command_kpi(struct program *program, int argc, char **argv)
{
    struct question question = {.interval = 0};
    int code = read_options(program, argc, argv, &question);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_READ);
    if (code == EXIT_OK) {
        code = kpi_find_days(program, usual_days(question.interval), &question.days);
    }
    if (code == EXIT_OK) {
        code = open_desks(program, &question);
    }
    if (code == EXIT_OK) {
        code = answer_question(program, &question);
    }
    close_desks(&question);
    return code;
}
