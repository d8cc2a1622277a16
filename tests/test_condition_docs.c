/*
 * test_condition_docs.c: every example of docs/conditions.md, on the facts of the example policy.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy/facts.h"
#include "policy/policy.h"
#include "rules/condition.h"

enum { FILE_SIZE = 262144, CELL_SIZE = 1024 };

/* As the page says: 2026-03-29T12:00:00Z. */
static const int64_t NOW_MS = INT64_C(1774785600000);

/* Each of them has to be in an example. */
static const char *const operators[] = {
    "var",  "and", "or",       "!",          "!!",          "if",      "?:",
    "==",   "!=",  "===",      "!==",        "<",           "<=",      ">",
    ">=",   "in",  "contains", "startsWith", "endsWith",    "missing", "missing_some",
    "some", "all", "none",     "+",          "-",           "*",       "min",
    "max",  "now", "age",      "time_since", "inside_hours"};

static char page[FILE_SIZE];
static struct sup__arena arena;
static struct sup__policy *policy;

static void read_source(const char *path, char *out)
{
    const char *root = getenv("SUP_SOURCE_DIR");
    char full[1024];
    FILE *file;
    size_t bytes;

    snprintf(full, sizeof full, "%s/%s", root != NULL ? root : ".", path);
    file = fopen(full, "rb");
    assert_non_null(file);
    bytes = fread(out, 1, FILE_SIZE - 1, file);
    assert_true(bytes > 0 && bytes < FILE_SIZE - 1);
    out[bytes] = '\0';
    (void)fclose(file);
}

static int begin(void **state)
{
    static char document[FILE_SIZE];
    struct sup__policy_problems problems = {0};
    struct sup_error error = {0};
    struct sup__mem mem;

    (void)state;
    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&arena, &mem);
    problems.arena = &arena;
    read_source("examples/policies/ecommerce.json", document);
    assert_int_equal(
        sup__policy_load(&mem, document, strlen(document), NULL, &policy, &problems, &error),
        SUP_OK);
    read_source("docs/conditions.md", page);
    return 0;
}

static int end(void **state)
{
    (void)state;
    sup__policy_free(policy);
    sup__arena_free(&arena);
    return 0;
}

static void tell(void *context, int32_t severity, enum sup__message message,
                 const struct sup__json *node, int is_key, const char *nearest, const char *text)
{
    (void)message;
    (void)node;
    (void)is_key;
    (void)nearest;
    if (severity == SUP__SEVERITY_ERROR) {
        print_message("%s: %s\n", (const char *)context, text);
    }
}

static const struct sup__json *parse(const char *text, size_t bytes)
{
    struct sup__json *root = NULL;
    struct sup_error error = {0};

    if (sup__json_parse(&arena, &sup__json_policy_limits, text, bytes, &root, &error) != SUP_OK) {
        fail_msg("%.*s: %s", (int)bytes, text, error.text);
    }
    return root;
}

static const struct sup__condition *compile(const char *text, size_t bytes)
{
    const struct sup__rule_listener listener = {(void *)(uintptr_t)text, tell};
    const struct sup__condition *condition = NULL;

    if (sup__condition_compile(&arena, &arena, &policy->facts,
                               &policy->domains[SUP__DOMAIN_CHANNELS], parse(text, bytes),
                               &listener, &condition) != 1) {
        fail_msg("%.*s does not compile", (int)bytes, text);
    }
    return condition;
}

/* Chat is inside its hours, as the page says. */
static int32_t is_in_hours(const void *context, int32_t channel, int64_t now_ms)
{
    (void)context;
    return now_ms == NOW_MS && strcmp(policy->channels[channel].name, "chat") == 0 ? 1 : -1;
}

/* The code of the next cell: | `code` | ; NULL when it has none. */
static const char *take_cell(const char *at, char *out)
{
    const char *close;

    if (strncmp(at, "| `", 3) != 0) {
        return NULL;
    }
    at += 3;
    close = strchr(at, '`');
    assert_true(close != NULL && close - at < CELL_SIZE);
    memcpy(out, at, (size_t)(close - at));
    out[close - at] = '\0';
    return close + 2;
}

static int32_t verdict_of(const char *condition, const char *facts)
{
    struct sup__case given = {NULL, NOW_MS, is_in_hours, NULL};
    const struct sup__rule_listener listener = {(void *)(uintptr_t)facts, tell};
    struct sup__slot *slots = NULL;

    if (sup__case_read(&arena, &policy->facts, parse(facts, strlen(facts)), &listener, &slots) !=
        1) {
        fail_msg("%s is no case", facts);
    }
    given.slots = slots;
    return sup__condition_test(compile(condition, strlen(condition)), &given);
}

static int uses(const struct sup__json *node, const char *name)
{
    for (const struct sup__json *part = node->first; part != NULL; part = part->next) {
        if ((part->key != NULL && strcmp(part->key, name) == 0) || uses(part, name)) {
            return 1;
        }
    }
    return 0;
}

static void each_row_comes_out_as_it_says(void **state)
{
    static const char *const words[] = {"false |\n", "true |\n", "unknown |\n"};
    int is_used[sizeof operators / sizeof operators[0]] = {0};
    int rows = 0;

    (void)state;
    for (const char *line = page; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
        char condition[CELL_SIZE];
        char facts[CELL_SIZE];
        const char *rest;
        int32_t verdict;

        line += *line == '\n';
        rest = take_cell(line, condition);
        rest = rest != NULL ? take_cell(rest, facts) : NULL;
        if (rest == NULL || condition[0] != '{' || facts[0] != '{') {
            continue;
        }
        verdict = verdict_of(condition, facts);
        if (strncmp(rest, "| ", 2) != 0 ||
            strncmp(rest + 2, words[verdict], strlen(words[verdict])) != 0) {
            fail_msg("%s over %s is %.*s", condition, facts, (int)strlen(words[verdict]) - 3,
                     words[verdict]);
        }
        for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
            is_used[i] |= uses(parse(condition, strlen(condition)), operators[i]);
        }
        rows++;
    }
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        if (!is_used[i]) {
            fail_msg("no example of %s", operators[i]);
        }
    }
    assert_true(rows >= 30);
}

static void each_block_is_a_condition(void **state)
{
    static const char fence[] = "```json\n";
    int blocks = 0;

    (void)state;
    for (const char *at = strstr(page, fence); at != NULL; at = strstr(at, fence)) {
        const char *close;

        at += strlen(fence);
        close = strstr(at, "```");
        assert_non_null(close);
        (void)compile(at, (size_t)(close - at));
        blocks++;
    }
    assert_true(blocks > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_comes_out_as_it_says),
        cmocka_unit_test(each_block_is_a_condition),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
