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
#include "policy_problems.h"

enum {
    FACTS_BYTES_MAX = 1048576,
    VERDICT_WIDTH = 12 /* of "    unknown " */
};

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

/* Each rule is named: a case that is to go down again has to do with all of them. */
static void add_floor(struct text *out, const struct sup_policy_test *test)
{
    if (test->floor == NULL) {
        return;
    }
    text_add_format(out, "%-10s", "floor");
    text_add_visible(out, test->floor);
    if (test->floor_rule_count > 0) {
        text_add(out, test->floor_rule_count == 1 ? "  (rule " : "  (rules ");
        text_add_names(out, test->floor_rules, test->floor_rule_count);
        text_add(out, ")");
    }
    text_add(out, "\n");
}

static void add_targets(struct text *out, const struct sup_policy_target *targets, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct sup_policy_target *target = &targets[i];
        text_add_format(out, "%-10s%-18s within ", "", target->metric);
        add_span(out, target->within_ms);
        if (target->calendar != NULL) {
            text_add(out, " of ");
            text_add_visible(out, target->calendar);
        }
        text_add(out, "\n");
    }
}

/* "role:head_of_risk agent:12" */
static void add_from(struct text *out, const char *from)
{
    if (from != NULL) {
        text_add(out, ", by ");
        text_add_visible(out, from);
    }
}

/* What is asked for there, and what may not be done until when. */
static void add_demands(struct text *out, const struct sup_policy_test *test)
{
    for (uint32_t i = 0; i < test->demand_count; i++) {
        const struct sup_policy_demand *demand = &test->demands[i];
        int is_hold = strcmp(demand->what, "hold") == 0;
        int is_sign_off = strcmp(demand->what, "sign_off") == 0;
        if (demand->verdict == SUP_VERDICT_FALSE) {
            continue;
        }
        text_add_format(out, "%-10s", "");
        if (is_hold) {
            text_add_visible(out, demand->name);
            text_add_format(out, " is held until %s", demand->until);
        } else {
            text_add_format(out, "before %s: ", demand->until);
            text_add(out, is_sign_off ? "a sign-off to go to " : "the ");
            text_add_format(out, "%s%s", is_sign_off ? "" : demand->what, is_sign_off ? "" : " ");
            text_add_visible(out, demand->name);
        }
        add_from(out, demand->from);
        text_add(out, "\n");
    }
}

static void add_told(struct text *out, const struct sup_policy_test *test)
{
    if (test->floor_on_limit != NULL) {
        text_add_format(out, "%-10sa limit that passes: %s\n", "",
                        strcmp(test->floor_on_limit, "rise") == 0 ? "it rises" : "it is told");
    }
    if (test->notified_count > 0) {
        text_add_format(out, "%-10stold: ", "");
        text_add_names(out, test->notified, test->notified_count);
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
        int column = VERDICT_WIDTH + (int)(2 * step->depth);
        struct text line = {0};
        text_add(&line, step->text);
        if (step->value != NULL) {
            text_add(&line, "  <- ");
            text_add(&line, step->value);
        }
        text_add(out, "    ");
        add_verdict(out, program, step->verdict);
        text_add_format(out, " %*s", (int)(2 * step->depth), "");
        text_add_wrapped(out, line.data, program->term.width, column + 2, column);
        text_add(out, "\n");
        out->is_failed |= line.is_failed;
        text_free(&line);
    }
}

static int print_test(const struct program *program, const struct sup_policy_test *test,
                      int is_brief)
{
    static const char *const effects[] = {"", "allow", "allow with rationale", "needs approval",
                                          "refuse"};
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
    add_floor(&out, test);
    add_targets(&out, test->floor_targets, test->floor_target_count);
    add_told(&out, test);
    add_demands(&out, test);
    add_decision(&out, "sla", test->sla, NULL);
    add_targets(&out, test->targets, test->target_count);
    if (test->effect != 0) {
        add_decision(&out, "authority", effects[test->effect], test->effect_why);
    }
    for (uint32_t i = 0; i < test->rule_count; i++) {
        const struct sup_policy_rule *rule = &test->rules[i];
        if (is_brief && !rule->is_applied) {
            continue;
        }
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

/* Two files were given: say which one is wrong. */
static int fail_test(const struct program *program, char **paths, const char *document)
{
    const struct sup_error *error = sup_last_error(program->core);
    return strncmp(error->field, "facts", 5) == 0 ? policy_fail_in(program, paths[1], error)
                                                  : policy_fail(program, paths[0], document, 0);
}

/* `paths` are those of the document and of the facts. */
static int test(const struct program *program, char **paths, const char *document,
                const char *facts, int is_brief)
{
    struct sup_caller caller = program_caller(program);
    struct sup_policy_test_params params = {
        .size = sizeof params, .document = document, .facts = facts};
    struct sup_policy_test *found = NULL;
    if (sup_policy_test(program->core, &caller, &params, &found) != SUP_OK) {
        return fail_test(program, paths, document);
    }
    int code = program->is_json ? json_print_result(program, SUP_OP_POLICY_TEST, found)
                                : print_test(program, found, is_brief);
    sup_free(found);
    return code;
}

int command_policy_test(struct program *program, int argc, char **argv)
{
    int is_brief = 0;
    const struct command_option options[] = {
        {.name = "brief", .meaning = "only the rules that decided", .is_set = &is_brief},
    };
    const struct command_usage usage = {
        .arguments = "FILE FACTS",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "FILE is a policy, FACTS what is known about a case, both JSON; one of them may\n"
                 "be - for standard input. Tells what the policy decides, and every rule with its\n"
                 "parts and the values they saw; * marks the rules that decided. Needs no\n"
                 "database; --now is the time of the case.\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .examples = "  supportcore policy test --brief policy.json case.json\n"
                    "  echo '{\"ticket\": {\"channel\": \"chat\"}}' |\n"
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
        code = test(program, argv + 1, document.data, facts.data, is_brief);
    }
    text_free(&document);
    text_free(&facts);
    return code;
}
