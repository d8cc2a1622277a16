/*
 * condition_fixture.c: a table of facts of every type.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "condition_fixture.h"

long fixture_live;
long fixture_fail_after = -1;

static void *resize(void *user, void *memory, size_t bytes)
{
    (void)user;
    if (bytes == 0) {
        fixture_live -= memory != NULL;
        free(memory);
        return NULL;
    }
    if (fixture_fail_after == 0) {
        return NULL;
    }
    fixture_fail_after -= fixture_fail_after > 0;
    fixture_live += memory == NULL;
    return realloc(memory, bytes);
}

static const struct sup__mem fixture_mem = {NULL, resize};

/* ---- facts ---- */

enum { BIG_DOMAIN = 100 };

static const char *const channel_list[] = {"email", "chat", "phone"};
static const char *const priority_list[] = {"low", "normal", "high", "urgent"};
static const char *big_list[BIG_DOMAIN];
static char big_text[BIG_DOMAIN][8];
static struct sup__names channel_names;
static struct sup__names priority_names;
static struct sup__names big_names;
static struct sup__names no_names;
static const struct sup__domain channels = {"channel", &channel_names, 0};
static const struct sup__domain priorities = {"priority", &priority_names, 1};
static const struct sup__domain places = {"place", &big_names, 1};
static const struct sup__domain languages = {"language", &no_names, 0};

#define FACT(fact, kind, ...)                                                                      \
    {                                                                                              \
        .name = fact, .meaning = "-", .type = SUP__FACT_##kind, .source = SUP__SOURCE_HOST,        \
        __VA_ARGS__                                                                                \
    }
#define ZERO .absence = SUP__ABSENT_ZERO

static const struct sup__fact item_fields[] = {
    FACT("sku", TEXT, .scale = 0),      FACT("quantity", NUMBER, .scale = 0),
    FACT("price", MONEY, .scale = 0),   FACT("is_gift", BOOL, ZERO),
    FACT("weight", NUMBER, .scale = 3),
};
static const struct sup__fact fact_table[] = {
    FACT("flag", BOOL, .scale = 0),
    FACT("other", BOOL, .scale = 0),
    FACT("sure", BOOL, ZERO),
    FACT("count", NUMBER, ZERO),
    FACT("size", NUMBER, .scale = 2),
    FACT("whole", NUMBER, .scale = 0),
    FACT("score", NUMBER, .scale = 4),
    FACT("fine", NUMBER, .scale = 6),
    FACT("order.total", MONEY, .scale = 0),
    FACT("order.refunded", MONEY, .scale = 0),
    FACT("title", TEXT, .scale = 0),
    FACT("note", TEXT, ZERO),
    FACT("ticket.priority", NAME, .domain = &priorities),
    FACT("ticket.other_priority", NAME, .domain = &priorities),
    FACT("ticket.channel", NAME, .domain = &channels),
    FACT("ticket.place", NAME, .domain = &places),
    FACT("ticket.language", NAME, .domain = &languages),
    FACT("opened_at", TIME, .scale = 0),
    FACT("due_at", TIME, .scale = 0),
    FACT("left", DURATION, .scale = 0),
    FACT("tags", LIST, .item_type = SUP__FACT_TEXT, ZERO),
    FACT("marks", LIST, .item_type = SUP__FACT_NAME, .domain = &channels),
    FACT("sizes", LIST, .item_type = SUP__FACT_NUMBER, .scale = 2),
    FACT("amounts", LIST, .item_type = SUP__FACT_MONEY),
    FACT("order.items", LIST, .item_type = SUP__FACT_RECORD, .fields = item_fields,
         .field_count = sizeof item_fields / sizeof item_fields[0]),
    {.name = "soon", .type = SUP__FACT_NUMBER, .source = SUP__SOURCE_LATER},
};
enum { FACT_COUNT = sizeof fact_table / sizeof fact_table[0] };

static const char *fact_names[FACT_COUNT];
static struct sup__facts table;
static struct sup__arena table_arena;

static void make_table(void)
{
    static const struct sup__mem mem = {NULL, resize};

    sup__arena_init(&table_arena, &mem);
    for (size_t i = 0; i < FACT_COUNT; i++) {
        fact_names[i] = fact_table[i].name;
    }
    for (size_t i = 0; i < BIG_DOMAIN; i++) {
        snprintf(big_text[i], sizeof big_text[i], "p%zu", i);
        big_list[i] = big_text[i];
    }
    assert_true(sup__names_index(&channel_names, &table_arena, &table_arena, channel_list, 3));
    assert_true(sup__names_index(&priority_names, &table_arena, &table_arena, priority_list, 4));
    assert_true(sup__names_index(&big_names, &table_arena, &table_arena, big_list, BIG_DOMAIN));
    assert_true(sup__names_index(&table.names, &table_arena, &table_arena, fact_names, FACT_COUNT));
    table.items = fact_table;
    memcpy(table.currency, "EUR", 4);
}

const struct sup__facts *fixture_facts(void)
{
    return &table;
}

const struct sup__domain *fixture_channels(void)
{
    return &channels;
}

/* ---- the fixture ---- */

void fixture_begin(struct fixture *fixture)
{
    fixture_fail_after = -1;
    fixture_live = 0;
    make_table();
    memset(fixture, 0, sizeof *fixture);
    sup__arena_init(&fixture->arena, &fixture_mem);
    sup__arena_init(&fixture->scratch, &fixture_mem);
    fixture->facts = &table;
    fixture->channels = &channels;
}

void fixture_end(struct fixture *fixture)
{
    sup__arena_free(&fixture->arena);
    sup__arena_free(&fixture->scratch);
    sup__arena_free(&table_arena);
    assert_int_equal(fixture_live, 0);
}

void fixture_clear(struct fixture *fixture)
{
    sup__arena_reset(&fixture->arena);
    sup__arena_reset(&fixture->scratch);
    fixture->told_count = 0;
}

static void tell(void *context, int32_t severity, enum sup__message message,
                 const struct sup__json *node, int is_key, const char *nearest, const char *text)
{
    struct fixture *fixture = context;
    struct told *told = &fixture->told[fixture->told_count];

    if (fixture->told_count == FIXTURE_PROBLEMS_MAX) {
        return;
    }
    fixture->told_count++;
    told->severity = severity;
    told->message = message;
    told->is_key = is_key;
    sup__json_pointer(node, told->pointer, sizeof told->pointer);
    snprintf(told->nearest, sizeof told->nearest, "%s", nearest != NULL ? nearest : "");
    snprintf(told->text, sizeof told->text, "%s", text);
}

const struct sup__rule_listener *fixture_listener(struct fixture *fixture)
{
    static struct sup__rule_listener listener;

    listener.context = fixture;
    listener.tell = tell;
    return &listener;
}

struct sup__json *fixture_json(struct fixture *fixture, const char *text)
{
    static const struct sup__json_limits limits = {8 * 1024 * 1024, 200, 1048576};
    size_t bytes = strlen(text);
    char *copy = malloc(bytes + 1);
    struct sup__json *root = NULL;
    struct sup_error error = {0};

    assert_non_null(copy);
    for (size_t i = 0; i <= bytes; i++) {
        copy[i] = text[i] == '\'' ? '"' : text[i];
    }
    if (sup__json_parse(&fixture->arena, &limits, copy, bytes, &root, &error) != SUP_OK) {
        fail_msg("%s: %s", text, error.text);
    }
    free(copy);
    return root;
}

int fixture_compile(struct fixture *fixture, const char *text,
                    const struct sup__condition **condition)
{
    fixture->told_count = 0;
    return sup__condition_compile(&fixture->arena, &fixture->scratch, fixture->facts,
                                  fixture->channels, fixture_json(fixture, text),
                                  fixture_listener(fixture), condition);
}

const struct sup__condition *fixture_condition(struct fixture *fixture, const char *text)
{
    const struct sup__condition *condition = NULL;

    if (fixture_compile(fixture, text, &condition) != 1) {
        fail_msg("%s: %s: %s", text, fixture->told[0].pointer, fixture->told[0].text);
    }
    return condition;
}

static int32_t is_in_hours(const void *context, int32_t channel, int64_t now_ms)
{
    assert_null(context);
    assert_true(now_ms == FIXTURE_NOW);
    return channel == 0 ? 1 : channel == 1 ? 0 : -1;
}

struct sup__case fixture_case(struct fixture *fixture, const char *text)
{
    struct sup__case given = {NULL, FIXTURE_NOW, is_in_hours, NULL};
    struct sup__slot *slots = NULL;

    fixture->told_count = 0;
    if (sup__case_read(&fixture->arena, fixture->facts, fixture_json(fixture, text),
                       fixture_listener(fixture), &slots) != 1) {
        fail_msg("%s: %s: %s", text, fixture->told[0].pointer, fixture->told[0].text);
    }
    given.slots = slots;
    return given;
}

int32_t fixture_verdict(struct fixture *fixture, const char *condition, const char *given)
{
    const struct sup__condition *compiled = fixture_condition(fixture, condition);
    struct sup__case values = fixture_case(fixture, given);
    const struct sup__trace *steps = NULL;
    uint32_t count = 0;
    int32_t verdict = sup__condition_test(compiled, &values);

    assert_true(sup__condition_explain(compiled, "", &values, &fixture->arena, &steps, &count));
    assert_true(count > 0);
    if (steps[0].verdict != verdict) {
        fail_msg("%s over %s: %d when tested, %d when explained", condition, given, (int)verdict,
                 (int)steps[0].verdict);
    }
    return verdict;
}

void fixture_check(const struct truth *rows, size_t count)
{
    struct fixture fixture;

    fixture_begin(&fixture);
    for (size_t i = 0; i < count; i++) {
        int32_t verdict = fixture_verdict(&fixture, rows[i].condition, rows[i].given);

        if (verdict != rows[i].verdict) {
            fail_msg("row %zu: %s over %s is %d, expected %d", i, rows[i].condition, rows[i].given,
                     (int)verdict, (int)rows[i].verdict);
        }
        fixture_clear(&fixture);
    }
    fixture_end(&fixture);
}
