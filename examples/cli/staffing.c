/*
 * staffing.c: how many agents a load needs, and what so many give.
 */
#include <inttypes.h>
#include <stdio.h>

#include "answer.h"
#include "options.h"
#include "sheet.h"

/* 888350 as "88.8 %". */
static void add_share(struct sheet *sheet, const char *label, int64_t ppm)
{
    int64_t tenths = (ppm + 500) / 1000;
    sheet_label(sheet, label);
    text_add_format(&sheet->out, "%" PRId64 ".%" PRId64 " %%\n", tenths / 10, tenths % 10);
}

static void add_milli(struct sheet *sheet, const char *label, int64_t milli, const char *unit)
{
    sheet_label(sheet, label);
    text_add_format(&sheet->out, "%" PRId64 ".%03" PRId64 " %s", milli / 1000, milli % 1000, unit);
}

static void add_queue(struct sheet *sheet, const struct sup_staffing_queue *queue)
{
    int64_t tenths = (queue->wait_ms + 50) / 100;
    add_share(sheet, "In time", queue->served_ppm);
    add_share(sheet, "Must wait", queue->waiting_ppm);
    sheet_label(sheet, "Mean wait");
    text_add_format(&sheet->out, "%" PRId64 ".%" PRId64 " s\n", tenths / 10, tenths % 10);
    add_share(sheet, "Occupancy", queue->occupancy_ppm);
}

static int print_staffing(const struct program *program, const void *result)
{
    const struct sup_staffing *staffing = result;
    struct sheet sheet = {.program = program};
    add_milli(&sheet, "Load", staffing->load_milli, "erlangs\n");
    add_milli(&sheet, "Plain formula", staffing->plain_milli, "agents: ");
    text_add_format(&sheet.out, "%" PRId64 "\n", staffing->plain_agents);
    if (staffing->agents != 0) {
        sheet_label(&sheet, "Agents");
        text_add_format(&sheet.out, "%" PRId64 " at work, %" PRId64 " with shrinkage\n",
                        staffing->agents, staffing->scheduled);
    }
    if (staffing->queue != NULL) {
        add_queue(&sheet, staffing->queue);
    } else if (staffing->is_overloaded) {
        sheet_line(&sheet, "Queue", "overloaded: more comes than they can handle");
    }
    return program_print(program, &sheet.out);
}

static int read_length(const struct program *program, const char *text, int64_t *ms)
{
    if (text == NULL || duration_read(text, ms)) {
        return GO_ON;
    }
    return program_fail_usage(program, "'%s' is not a duration such as PT3M or 180000", text);
}

/* All but the desk, which is in memory: nothing of one is asked. */
static int read_question(struct program *program, int argc, char **argv,
                         struct sup_staffing_agents_params *params)
{
    const char *period = NULL;
    const char *within = NULL;
    const struct command_option options[] = {
        {.name = "period",
         .value = "DURATION",
         .meaning = "so many come in this time (default PT1H)",
         .text = &period},
        {.name = "shrinkage",
         .value = "N",
         .meaning = "N percent more for breaks, training and absence",
         .number = &params->shrinkage_percent},
        {.name = "service",
         .value = "N",
         .meaning = "how many serve N percent, 1 to 99",
         .number = &params->service_percent},
        {.name = "within",
         .value = "DURATION",
         .meaning = "served is who is answered in this time",
         .text = &within},
        {.name = "agents",
         .value = "N",
         .meaning = "what N agents give, in place of --service",
         .number = &params->agents},
    };
    const struct command_usage usage = {
        .arguments = "ARRIVALS HANDLE_TIME",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "How many agents are needed where so many come and each takes so long. The\n"
                 "plain formula multiplies; with --service or --agents Erlang C tells the queue.\n"
                 "No database is needed. Durations are as PT3M, or milliseconds.\n",
        .examples = "  supportcore staffing 12 PT10M --shrinkage 30\n"
                    "  supportcore staffing 100 PT3M --period PT30M --service 80 --within PT20S\n"
                    "  supportcore staffing 100 PT3M --period PT30M --agents 12 --within PT20S\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && !number_read(argv[1], &params->arrivals)) {
        code = program_fail_usage(program, "'%s' is not a number of arrivals", argv[1]);
    }
    if (code == GO_ON) {
        code = read_length(program, argv[2], &params->handle_ms);
    }
    if (code == GO_ON) {
        code = read_length(program, period, &params->period_ms);
    }
    return code == GO_ON ? read_length(program, within, &params->within_ms) : code;
}

int command_staffing(struct program *program, int argc, char **argv)
{
    struct sup_staffing_agents_params params = {.size = sizeof params};
    int code = read_question(program, argc, argv, &params);
    if (code != GO_ON) {
        return code;
    }
    code = program_open(program, OPEN_MEMORY);
    if (code != EXIT_OK) {
        return code;
    }
    return answer_ask(program, SUP_OP_STAFFING_AGENTS, &params, print_staffing);
}
