/*
 * sla_guide.c: sla list and guide: which promises the policy has, and what it promises by channel.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "import_json.h"
#include "json_out.h"
#include "options.h"
#include "sla.h"
#include "table.h"

/* ---- sla list ---- */

static const char *text_of(const struct json_value *object, const char *key, const char *without)
{
    const struct json_value *value = json_member(object, key);
    return value != NULL && value->type == JSON_TEXT ? value->text : without;
}

/* "PT4H", or by a date of the shop's "PT30M before order.ships_at". */
static void add_within(struct table *table, const struct json_value *target)
{
    const char *fact = text_of(target, "fact", NULL);
    struct text out = {0};
    if (fact == NULL) {
        text_add(&out, text_of(target, "within", ""));
    } else {
        text_add_format(&out, "%s before %s", text_of(target, "before", "PT0S"), fact);
    }
    table_add(table, out.data, COLOR_PLAIN);
    text_free(&out);
}

static void add_targets(struct table *table, const struct json_value *sla)
{
    const struct json_value *targets = json_member(sla, "targets");
    const char *name = text_of(sla, "name", "");
    const char *hours = text_of(sla, "calendar", "");
    for (const struct json_value *at = targets->first; at != NULL; at = at->next) {
        int is_date = text_of(at, "fact", NULL) != NULL;
        table_add(table, name, COLOR_PLAIN);
        table_add(table, json_member(sla, "when") != NULL ? "some" : "all", COLOR_PLAIN);
        table_add(table, text_of(at, "metric", ""), COLOR_PLAIN);
        table_add(table, text_of(at, "channel", ""), COLOR_PLAIN);
        table_add(table, text_of(at, "priority", ""), COLOR_PLAIN);
        add_within(table, at);
        table_add(table, is_date ? "" : text_of(at, "calendar", hours), COLOR_PLAIN);
    }
}

static int print_list(const struct program *program, const struct json_value *list)
{
    static const struct table_column columns[] = {
        {.title = "SLA"},
        {.title = "FOR", .rank = 2},
        {.title = "METRIC"},
        {.title = "CHANNEL"},
        {.title = "PRIORITY", .rank = 1},
        {.title = "WITHIN"},
        {.title = "HOURS", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (const struct json_value *at = list->first; at != NULL; at = at->next) {
        add_targets(&table, at);
    }
    return table_print(&table, program);
}

/* The document is the one that the library took: its parts are what they must be. */
static int print_policies(const struct program *program, const char *document)
{
    struct arena arena = {0};
    struct json_place place;
    char error[JSON_ERROR_SIZE];
    const struct json_value *tree = json_read(&arena, document, strlen(document), &place, error);
    const struct json_value *list = tree != NULL ? json_member(tree, "sla") : NULL;
    struct text out = {0};
    int code = EXIT_OK;
    if (tree == NULL) {
        code = program_fail(program, SUP_CORRUPT, NULL, "%s", error);
    } else if (program->is_json) {
        text_add(&out, list != NULL ? "" : "[]");
        text_add_bytes(&out, list != NULL ? document + list->begin : "",
                       list != NULL ? list->end - list->begin : 0);
        text_add(&out, "\n");
        code = program_print(program, &out);
    } else if (list == NULL || list->count == 0) {
        program_note(program, "the policy promises nothing");
    } else {
        code = print_list(program, list);
    }
    arena_free(&arena);
    return code;
}

int command_sla_list(struct program *program, int argc, char **argv)
{
    const struct sup_policy_show_params params = {.size = sizeof params};
    struct sup_policy *policy = NULL;
    static const struct command_usage usage = {
        .about = "The SLA policies of the active policy, in their order, with their targets: the\n"
                 "first that fits a ticket counts, and of its targets for a metric the first\n"
                 "that fits. Those for some have a condition, which policy show has. For the\n"
                 "timers of a ticket see sla timers.\n",
        .examples = "  supportcore --db desk.db sla list\n",
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_READ);
    if (code != GO_ON) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    if (sup_policy_show(program->core, &caller, &params, &policy) != SUP_OK) {
        return program_fail_last(program);
    }
    code = print_policies(program, policy->document);
    sup_free(policy);
    return code;
}

/* ---- sla guide ---- */

/* "30 s", "5 min", "4 h", "2 d"; what fits none of them in the largest that fits. */
static void write_target(int64_t ms, char out[LENGTH_SIZE])
{
    if (ms >= 172800000 && ms % 86400000 == 0) {
        snprintf(out, LENGTH_SIZE, "%" PRId64 " days", ms / 86400000);
    } else if (ms >= 3600000 && ms % 3600000 == 0) {
        snprintf(out, LENGTH_SIZE, "%" PRId64 " h", ms / 3600000);
    } else if (ms >= 60000 && ms % 60000 == 0) {
        snprintf(out, LENGTH_SIZE, "%" PRId64 " min", ms / 60000);
    } else if (ms % 1000 == 0) {
        snprintf(out, LENGTH_SIZE, "%" PRId64 " s", ms / 1000);
    } else {
        snprintf(out, LENGTH_SIZE, "%" PRId64 " ms", ms);
    }
}

/* "first_reply" as "First reply". */
static void add_metric_title(struct text *out, int32_t metric)
{
    const char *name = metric_names()[metric - 1];
    for (size_t i = 0; name[i] != '\0'; i++) {
        char letter = name[i] == '_' ? ' ' : name[i];
        letter = i == 0 && letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
        text_add_bytes(out, &letter, 1);
    }
}

static const char *hours_of(const struct sup_guide_item *item)
{
    return item->calendar_label ? item->calendar_label : "at all hours";
}

/* A label as it is written, whatever in it would mean something to Markdown or HTML; no name is
 * longer than its line. */
static void add_escaped(struct text *out, const char *value)
{
    for (const char *at = value; *at != '\0'; at++) {
        int is_space = *at == '\n' || *at == '\r' || *at == '\t';
        if (*at == '<' || *at == '&') {
            text_add(out, *at == '<' ? "&lt;" : "&amp;");
        } else {
            text_add_bytes(out, "\\", strchr("\\`*_{}[]#|!>~$", *at) != NULL ? 1 : 0);
            text_add_bytes(out, is_space ? " " : at, 1);
        }
    }
}

static void add_cell(struct text *out, const char *value)
{
    text_add(out, " ");
    add_escaped(out, value);
    text_add(out, " |");
}

static int print_markdown(const struct program *program, const struct sup_sla_guide *guide)
{
    struct text out = {0};
    text_add(&out, "# ");
    add_escaped(&out, guide->sla_label);
    text_add(&out, "\n\n| Channel | What | Within | Hours |\n| --- | --- | --- | --- |\n");
    for (uint32_t i = 0; i < guide->count; i++) {
        const struct sup_guide_item *item = &guide->items[i];
        char target[LENGTH_SIZE];
        write_target(item->target_ms, target);
        text_add(&out, "|");
        add_cell(&out, item->channel_label);
        text_add(&out, " ");
        add_metric_title(&out, item->metric);
        text_add(&out, " |");
        add_cell(&out, target);
        add_cell(&out, hours_of(item));
        text_add(&out, "\n");
    }
    return program_print(program, &out);
}

static int print_guide(const struct program *program, const struct sup_sla_guide *guide)
{
    static const struct table_column columns[] = {
        {.title = "CHANNEL"},
        {.title = "WHAT"},
        {.title = "WITHIN", .is_right = 1},
        {.title = "HOURS", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < guide->count; i++) {
        const struct sup_guide_item *item = &guide->items[i];
        struct text title = {0};
        char target[LENGTH_SIZE];
        write_target(item->target_ms, target);
        add_metric_title(&title, item->metric);
        table_add(&table, item->channel_label, COLOR_PLAIN);
        table_add(&table, title.data, COLOR_PLAIN);
        table_add(&table, target, COLOR_PLAIN);
        table_add(&table, hours_of(item), COLOR_PLAIN);
        text_free(&title);
    }
    return table_print(&table, program);
}

int command_sla_guide(struct program *program, int argc, char **argv)
{
    struct sup_sla_guide_params params = {.size = sizeof params};
    struct sup_sla_guide *guide = NULL;
    int is_markdown = 0;
    int is_all = 0;
    const struct command_option options[] = {
        {.name = "sla",
         .value = "NAME",
         .meaning = "of this SLA policy (default: the first that is for all)",
         .text = &params.sla},
        {.name = "all", .meaning = "what is measured inside the desk as well", .is_set = &is_all},
        {.name = "markdown", .meaning = "as Markdown, to be published", .is_set = &is_markdown},
    };
    const struct command_usage usage = {
        .about = "What the policy promises customers by channel, for tickets of the default\n"
                 "priority: acknowledgement, replies, updates and resolution.\n",
        .examples = "  supportcore --db desk.db sla guide\n"
                    "  supportcore --db desk.db sla guide --markdown >response-times.md\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_READ);
    if (code != GO_ON) {
        return code;
    }
    params.is_all = is_all;
    struct sup_caller caller = program_caller(program);
    if (sup_sla_guide(program->core, &caller, &params, &guide) != SUP_OK) {
        return program_fail_last(program);
    }
    code = program->is_json ? json_print_result(program, SUP_OP_SLA_GUIDE, guide)
           : is_markdown    ? print_markdown(program, guide)
                            : print_guide(program, guide);
    sup_free(guide);
    return code;
}
