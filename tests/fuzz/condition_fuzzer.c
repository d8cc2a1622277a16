/*
 * condition_fuzzer.c: any bytes as a condition and a case.
 *
 * The first line is the condition, what follows is the case. Whatever comes in: a problem that is
 * told has words and a place in the document; a condition that compiles is tested and explained
 * with one answer, covers itself, and asks for memory only while it is compiled and explained.
 * Build with -fsanitize=fuzzer, or with standalone.c to run it over files.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rules/condition.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

#define FACT(fact_name, kind, ...)                                                                 \
    {                                                                                              \
        .name = fact_name, .type = SUP__FACT_##kind, .source = SUP__SOURCE_HOST, __VA_ARGS__       \
    }

static const char *const channel_list[] = {"email", "chat", "phone"};
static const uint32_t channel_order[] = {1, 0, 2};
static const struct sup__names channel_names = {3, channel_list, channel_order};
static const struct sup__domain channels = {"channel", &channel_names, 1};
static const struct sup__fact fields[] = {
    FACT("price", MONEY, .scale = 0),
    FACT("sku", TEXT, .scale = 0),
    FACT("weight", NUMBER, .scale = 3),
};
/* By name, so that the order of the table is its index. */
static const struct sup__fact facts[] = {
    FACT("at", TIME, .scale = 0),
    FACT("channel", NAME, .domain = &channels),
    FACT("flag", BOOL, .scale = 0),
    FACT("items", LIST, .item_type = SUP__FACT_RECORD, .fields = fields, .field_count = 3),
    FACT("left", DURATION, .scale = 0),
    FACT("marks", LIST, .item_type = SUP__FACT_NAME, .domain = &channels),
    FACT("n", NUMBER, .scale = 2),
    FACT("order.total", MONEY, .scale = 0),
    FACT("sizes", LIST, .item_type = SUP__FACT_NUMBER, .scale = 1),
    FACT("sure", BOOL, .absence = SUP__ABSENT_ZERO),
    FACT("tags", LIST, .item_type = SUP__FACT_TEXT, .absence = SUP__ABSENT_ZERO),
    FACT("title", TEXT, .scale = 0),
    FACT("whole", NUMBER, .absence = SUP__ABSENT_ZERO),
};
enum { FACT_COUNT = sizeof facts / sizeof facts[0] };

static const struct sup__json_limits limits = {1024 * 1024, 100, 100000};
static long allocations;

static void require(int is_true)
{
    if (!is_true) {
        abort();
    }
}

static void *counted(void *user, void *memory, size_t bytes)
{
    (void)user;
    allocations++;
    if (bytes == 0) {
        free(memory);
        return NULL;
    }
    return realloc(memory, bytes);
}

static void tell(void *context, int32_t severity, enum sup__message message,
                 const struct sup__json *node, int is_key, const char *nearest, const char *text)
{
    size_t bytes = strlen(text);
    int *errors = context;

    *errors += severity == SUP__SEVERITY_ERROR;
    require(severity == SUP__SEVERITY_ERROR || severity == SUP__SEVERITY_WARNING);
    require((int)message >= 4020 && (int)message < 4040 && node != NULL);
    require(!is_key || node->key != NULL);
    require(nearest == NULL || nearest[0] != '\0');
    require(bytes > 0 && sup__utf8_valid_prefix(text, bytes) == bytes &&
            sup__line_prefix(text, bytes) == bytes);
}

static void check_steps(const struct sup__trace *steps, uint32_t count, int32_t verdict)
{
    require(count > 0 && steps[0].depth == 0 && steps[0].verdict == verdict);
    for (uint32_t i = 0; i < count; i++) {
        require(steps[i].text[0] != '\0' && steps[i].pointer != NULL);
        require(steps[i].verdict >= SUP__FALSE && steps[i].verdict <= SUP__UNKNOWN);
        require(i == 0 || (steps[i].depth > 0 && steps[i].depth <= steps[i - 1].depth + 1));
        require(sup__utf8_valid_prefix(steps[i].text, strlen(steps[i].text)) ==
                strlen(steps[i].text));
    }
}

static void check_condition(struct sup__arena *arena, const struct sup__condition *condition,
                            const struct sup__slot *slots)
{
    struct sup__case given = {slots, INT64_C(1774774800000), NULL, NULL};
    const struct sup__trace *steps = NULL;
    uint32_t count = 0;
    long before = allocations;
    int32_t verdict = sup__condition_test(condition, &given);
    int32_t constant = sup__condition_constant(condition);

    require(verdict >= SUP__FALSE && verdict <= SUP__UNKNOWN);
    require(constant == SUP__UNKNOWN || constant == verdict);
    require(sup__condition_covers(condition, condition));
    require(allocations == before);
    require(sup__condition_explain(condition, "/when", &given, arena, &steps, &count));
    check_steps(steps, count, verdict);
}

static void run(struct sup__arena *arena, const char *text, size_t bytes)
{
    static const char *names[FACT_COUNT];
    const char *end = bytes > 0 ? memchr(text, '\n', bytes) : NULL;
    size_t line = end != NULL ? (size_t)(end - text) : bytes;
    struct sup__facts table = {.items = facts, .currency = "EUR"};
    struct sup__slot none[FACT_COUNT];
    int errors = 0;
    const struct sup__rule_listener listener = {&errors, tell};
    const struct sup__condition *condition = NULL;
    struct sup__slot *slots = NULL;
    struct sup__json *root = NULL;

    for (size_t i = 0; i < FACT_COUNT; i++) {
        names[i] = facts[i].name;
    }
    memset(none, 0, sizeof none);
    require(sup__names_index(&table.names, arena, arena, names, FACT_COUNT));
    if (end != NULL &&
        sup__json_parse(arena, &limits, end + 1, bytes - line - 1, &root, NULL) == 0) {
        int rc = sup__case_read(arena, &table, root, &listener, &slots);

        require(rc == (errors == 0) && (rc == 0) == (slots == NULL || errors != 0));
        slots = rc == 1 ? slots : NULL;
    }
    errors = 0;
    if (sup__json_parse(arena, &limits, line > 0 ? text : "", line, &root, NULL) == 0) {
        int rc =
            sup__condition_compile(arena, arena, &table, &channels, root, &listener, &condition);

        require(rc == (errors == 0));
        if (rc == 1) {
            check_condition(arena, condition, slots != NULL ? slots : none);
            check_condition(arena, condition, none);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    const struct sup__mem mem = {NULL, counted};
    struct sup__arena arena;

    sup__arena_init(&arena, &mem);
    run(&arena, (const char *)data, bytes);
    sup__arena_free(&arena);
    return 0;
}
