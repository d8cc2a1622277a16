/*
 * policy_test_cmd.c: policy test: a policy tried on the facts of a case.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "file.h"
#include "json_out.h"
#include "options.h"

enum { FACTS_BYTES_MAX = 1048576 };

/* "2 h 30 min": whole units only, the smallest left out when zero. */
static void add_span(struct text *out, int64_t ms)
{
    static const struct {
        int64_t ms;
        const char *unit;
    } units[] = {
        {86400000, "d"}, {3600000, "h"}, {60000, "min"}, {1000, "s"}, {1, "ms"},
    };
    const char *gap = "";
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (ms >= units[i].ms) {
            text_add_format(out, "%s%" PRId64 " %s", gap, ms / units[i].ms, units[i].unit);
            ms %= units[i].ms;
            gap = " ";
        }
    }
}

static void add_decision(struct text *out, const char *what, const char *result, const char *why)
{
    text_add_format(out, "%-10s", what);
    text_add_visible(out, result != NULL ? result : "none");
    if (result != NULL && why != NULL) {
        text_add(out, "  (");
        text_add_visible(out, why);
        text_add(out, ")");
    }
    text_add(out, "\n");
}

static void add_targets(struct text *out, const struct sup_policy_test *test)
{
    for (uint32_t i = 0; i < test->target_count; i++) {
        const struct sup_policy_target *target = &test->targets[i];
        text_add_format(out, "%-10s%-18s within ", "", target->metric);
        add_span(out, target->within_ms);
        if (target->calendar != NULL) {
            text_add(out, " of ");
            text_add_visible(out, target->calendar);
        }
        text_add(out, "\n");
    }
}

static void add_verdict(struct text *out, const struct program *program, int32_t verdict)
{
    static const char *const words[] = {"", "false  ", "true   ", "unknown"};
    static const enum color colors[] = {COLOR_PLAIN, COLOR_DIM, COLOR_GREEN, COLOR_YELLOW};
    text_add(out, term_color(&program->term, colors[verdict]));
    text_add(out, words[verdict]);
    text_add(out, term_plain(&program->term));
}

static void add_steps(struct text *out, const struct program *program,
                      const struct sup_policy_rule *rule)
{
    for (uint32_t i = 0; i < rule->step_count; i++) {
        const struct sup_policy_step *step = &rule->steps[i];
        text_add(out, "    ");
        add_verdict(out, program, step->verdict);
        text_add_format(out, " %*s", (int)(2 * step->depth), "");
        text_add_visible(out, step->text);
        if (step->value != NULL) {
            text_add(out, term_color(&program->term, COLOR_DIM));
            text_add(out, "  <- ");
            text_add_visible(out, step->value);
            text_add(out, term_plain(&program->term));
        }
        text_add(out, "\n");
    }
}

static int print_test(const struct program *program, const struct sup_policy_test *test)
{
    struct text out = {0};
    const char *section = "";
    add_decision(&out, "segment", test->segment, NULL);
    if (test->segment_count > 1) {
        text_add_format(&out, "%-10sin all: ", "");
        text_add_names(&out, test->segments, test->segment_count);
        text_add(&out, "\n");
    }
    add_decision(&out, "priority", test->priority, test->priority_why);
    add_decision(&out, "team", test->team, test->team_why);
    add_decision(&out, "sla", test->sla, NULL);
    add_targets(&out, test);
    for (uint32_t i = 0; i < test->rule_count; i++) {
        const struct sup_policy_rule *rule = &test->rules[i];
        if (strcmp(section, rule->section) != 0) {
            section = rule->section;
            text_add_format(&out, "\n%s%s%s\n", term_color(&program->term, COLOR_BOLD), section,
                            term_plain(&program->term));
        }
        text_add(&out, rule->is_applied ? "* " : "  ");
        add_verdict(&out, program, rule->verdict);
        text_add(&out, " ");
        text_add_visible(&out, rule->name);
        if (rule->result != NULL) {
            text_add(&out, " -> ");
            text_add_visible(&out, rule->result);
        }
        text_add(&out, "\n");
        add_steps(&out, program, rule);
    }
    return program_print(program, &out);
}

static int test(const struct program *program, const char *document, const char *facts)
{
    struct sup_caller caller = program_caller(program);
    struct sup_policy_test_params params = {
        .size = sizeof params, .document = document, .facts = facts};
    struct sup_policy_test *found = NULL;
    if (sup_policy_test(program->core, &caller, &params, &found) != SUP_OK) {
        return program_fail_last(program);
    }
    int code = program->is_json ? json_print_result(program, SUP_OP_POLICY_TEST, found)
                                : print_test(program, found);
    sup_free(found);
    return code;
}

int command_policy_test(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .arguments = "FILE FACTS",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "FILE is a policy, FACTS what is known about a case, both JSON; one of them may\n"
                 "be - for standard input. Tells what the policy decides, and every rule with its\n"
                 "parts and the values they saw; * marks the rules that decided. Needs no\n"
                 "database; --now is the time of the case.\n",
        .examples = "  echo '{\"ticket\": {\"channel\": \"chat\"}}' |\n"
                    "      supportcore policy test policy.json -\n",
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    struct text document = {0};
    struct text facts = {0};
    if (strcmp(argv[1], "-") == 0 && strcmp(argv[2], "-") == 0) {
        return program_fail_usage(program, "only one of FILE and FACTS can be standard input");
    }
    code = file_read(program, argv[1], SUP_POLICY_BYTES_MAX, &document);
    if (code == EXIT_OK) {
        code = file_read(program, argv[2], FACTS_BYTES_MAX, &facts);
    }
    if (code == EXIT_OK) {
        code = program_open(program, OPEN_MEMORY);
    }
    if (code == EXIT_OK) {
        code = test(program, document.data, facts.data);
    }
    text_free(&document);
    text_free(&facts);
    return code;
}
