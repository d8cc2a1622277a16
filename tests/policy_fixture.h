/*
 * policy_fixture.h: a good policy of 28 lines, of which a test changes one, and what it expects.
 *
 * Include after cmocka.h. Allocations are counted; the one after `fail_after` more fails.
 */
#ifndef POLICY_FIXTURE_H
#define POLICY_FIXTURE_H

#include "base/text.h"
#include "policy/policy.h"

#define BUILTIN_DIGEST "91c39647d934dcb2cf826cd4b87b12cecbf599b6455951af774dfdf6a04662d3"

struct counter {
    long live;
    long fail_after; /* allocations that still succeed; -1: all do */
    int has_failed;  /* one did not */
};

struct loaded {
    int32_t rc;
    struct sup__policy *policy;
    struct sup_error error;
    struct sup__arena arena;
    struct sup__policy_problems problems;
};

struct expected {
    const char *pointer;
    int64_t line;
    int64_t column;
    const char *text;
    const char *nearest;
};

static struct counter counter = {0, -1, 0};

static inline void *counted_resize(void *user, void *memory, size_t bytes)
{
    struct counter *count = user;

    if (bytes == 0) {
        count->live -= memory != NULL;
        free(memory);
        return NULL;
    }
    if (count->fail_after == 0) {
        count->has_failed = 1;
        return NULL;
    }
    count->fail_after -= count->fail_after > 0;
    count->live += memory == NULL;
    return realloc(memory, bytes);
}

static const struct sup__mem counted_mem = {&counter, counted_resize};

static const char *const good_lines[] = {
    "{",
    "\"supportcore_policy\": 1,",
    "\"name\": \"Test\",",
    "\"statuses\": [",
    "{\"name\": \"new\", \"category\": \"new\"},",
    "{\"name\": \"open\", \"category\": \"open\"},",
    "{\"name\": \"pending\", \"category\": \"pending\"},",
    "{\"name\": \"held\", \"category\": \"on_hold\"},",
    "{\"name\": \"solved\", \"category\": \"solved\"},",
    "{\"name\": \"closed\", \"category\": \"closed\"}],",
    "\"transitions\": {",
    "\"new\": [\"open\"],",
    "\"open\": [\"pending\", \"held\", \"solved\"],",
    "\"pending\": [\"open\"],",
    "\"held\": [\"open\"],",
    "\"solved\": [\"open\", \"closed\"]},",
    "\"priorities\": [\"low\", \"high\"],",
    "\"default_priority\": \"low\",",
    "\"channels\": [\"email\"],",
    "\"reasons\": [\"return\"],",
    "\"teams\": [\"service\"],",
    "\"roles\": {\"agent\": {\"may\": [\"ticket.*\"]}},",
    "\"actors\": {\"customer\": {\"may\": [\"ticket.open\"]}},",
    "\"reopen_grace\": \"P7D\",",
    "\"auto_close\": \"P4D\",",
    "\"idempotency_retention\": \"P1D\",",
    "\"on_customer_message\": {\"pending\": \"open\"}",
    "}",
};

enum { GOOD_LINES = sizeof good_lines / sizeof good_lines[0] };

static inline struct loaded load_bytes_with(const char *document, size_t bytes,
                                            const struct sup__policy_options *options)
{
    struct loaded loaded;

    memset(&loaded, 0, sizeof loaded);
    sup__arena_init(&loaded.arena, &counted_mem);
    loaded.problems.arena = &loaded.arena;
    loaded.rc = sup__policy_load(&counted_mem, document, bytes, options, &loaded.policy,
                                 &loaded.problems, &loaded.error);
    return loaded;
}

static inline struct loaded load_bytes(const char *document, size_t bytes)
{
    return load_bytes_with(document, bytes, NULL);
}

static inline struct loaded load_text(const char *document)
{
    struct loaded loaded = load_bytes(document, strlen(document));

    loaded.problems.arena = NULL; /* the arena is moved by returning it */
    return loaded;
}

/* The good document with the lines of `lines` (where not NULL) in place of its own. */
static inline struct loaded load_changed_with(const char *const lines[GOOD_LINES + 1],
                                              const struct sup__policy_options *options)
{
    struct sup__mem mem; /* the document itself is always there */
    struct sup__buffer buffer;
    struct loaded loaded;

    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__buffer_init(&buffer, &mem);
    for (size_t i = 0; i < GOOD_LINES; i++) {
        sup__buffer_text(&buffer, lines[i + 1] != NULL ? lines[i + 1] : good_lines[i]);
        sup__buffer_char(&buffer, '\n');
    }
    loaded = load_bytes_with(buffer.data, strlen(buffer.data), options);
    sup__buffer_free(&buffer);
    loaded.problems.arena = NULL;
    return loaded;
}

static inline struct loaded load_changed(const char *const lines[GOOD_LINES + 1])
{
    return load_changed_with(lines, NULL);
}

/* The same with these members before those of line 26; in them ' stands for ". */
static inline struct loaded load_members(const char *members, const char *lines[GOOD_LINES + 1],
                                         const struct sup__policy_options *options)
{
    struct sup__mem mem; /* the document itself is always there */
    struct sup__buffer buffer;
    struct loaded loaded;

    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__buffer_init(&buffer, &mem);
    for (const char *at = members; *at != '\0'; at++) {
        sup__buffer_char(&buffer, *at == '\'' ? '"' : *at);
    }
    sup__buffer_text(&buffer, " \"idempotency_retention\": \"P1D\",");
    lines[26] = buffer.data;
    loaded = load_changed_with(lines, options);
    sup__buffer_free(&buffer);
    return loaded;
}

/* The same with one line changed, counted from 1; 0 changes none. */
static inline struct loaded load_lines(size_t line, const char *replacement)
{
    const char *lines[GOOD_LINES + 1] = {NULL};

    lines[line] = line != 0 ? replacement : NULL;
    return load_changed(lines);
}

/* The good document with more members on its line 26, so that columns are counted in their text.
 * In them ' stands for ". */
static inline struct loaded
load_more_failing(const char *members, const struct sup__policy_options *options, long fail_after)
{
    const struct sup__mem mem = counted_mem;
    struct sup__buffer buffer;
    struct loaded loaded;

    sup__buffer_init(&buffer, &mem);
    for (size_t i = 0; i < GOOD_LINES; i++) {
        if (i == 25) {
            for (const char *at = members; *at != '\0'; at++) {
                sup__buffer_char(&buffer, *at == '\'' ? '"' : *at);
            }
        } else {
            sup__buffer_text(&buffer, good_lines[i]);
        }
        if (i == 24) {
            sup__buffer_text(&buffer, "\"idempotency_retention\": \"P1D\",");
        }
        sup__buffer_char(&buffer, '\n');
    }
    counter.fail_after = fail_after;
    counter.has_failed = 0;
    loaded = load_bytes_with(buffer.data, strlen(buffer.data), options);
    counter.fail_after = -1;
    sup__buffer_free(&buffer);
    loaded.problems.arena = NULL;
    return loaded;
}

static inline struct loaded load_more_with(const char *members,
                                           const struct sup__policy_options *options)
{
    return load_more_failing(members, options, -1);
}

static inline struct loaded load_more(const char *members)
{
    return load_more_with(members, NULL);
}

static inline void unload(struct loaded *loaded)
{
    sup__policy_free(loaded->policy);
    sup__arena_free(&loaded->arena);
    assert_int_equal(counter.live, 0);
}

static inline void assert_problem(const struct loaded *loaded, uint32_t index,
                                  const struct expected *expected)
{
    const struct sup_policy_problem *problem;

    assert_true(index < loaded->problems.item_count);
    problem = &loaded->problems.items[index];
    assert_string_equal(problem->text, expected->text);
    assert_string_equal(problem->pointer, expected->pointer);
    assert_int_equal(problem->line, expected->line);
    assert_int_equal(problem->column, expected->column);
    if (expected->nearest != NULL) {
        assert_non_null(problem->nearest);
        assert_string_equal(problem->nearest, expected->nearest);
    } else {
        assert_null(problem->nearest);
    }
}

static inline void assert_problems(struct loaded *loaded, uint32_t count,
                                   const struct expected *expected)
{
    assert_int_equal(loaded->rc, SUP_INVALID);
    assert_null(loaded->policy);
    for (uint32_t i = 0; i < loaded->problems.item_count && i < count; i++) {
        assert_problem(loaded, i, &expected[i]);
    }
    assert_int_equal(loaded->problems.item_count, count);
    assert_int_equal(loaded->problems.count, count);
    assert_int_equal(loaded->error.code, SUP_INVALID);
    assert_true(loaded->error.message_id / 1000 == 4);
    unload(loaded);
}

/* What a document that loads is warned about, or what it lacks: all of one severity. */
static inline void assert_told(struct loaded *loaded, int32_t severity, uint32_t count,
                               const struct expected *expected)
{
    uint32_t found = 0;

    assert_int_equal(loaded->rc, SUP_OK);
    for (uint32_t i = 0; i < loaded->problems.item_count; i++) {
        if (loaded->problems.items[i].severity == severity) {
            assert_true(found < count);
            assert_problem(loaded, i, &expected[found++]);
        }
    }
    assert_int_equal(found, count);
    assert_int_equal(loaded->problems.error_count, 0);
    unload(loaded);
}

static inline void expect_warnings(const char *members, uint32_t count,
                                   const struct expected *expected)
{
    struct loaded loaded = load_more(members);

    assert_int_equal(loaded.problems.warning_count, count);
    assert_told(&loaded, SUP_POLICY_WARNING, count, expected);
}

/* What is wrong with more members on line 26. */
static inline void expect_more(const char *members, uint32_t count, const struct expected *expected)
{
    struct loaded loaded = load_more(members);

    assert_problems(&loaded, count, expected);
}

/* What is wrong when one line is changed. */
static inline void expect(size_t line, const char *replacement, uint32_t count,
                          const struct expected *expected)
{
    struct loaded loaded = load_lines(line, replacement);

    assert_problems(&loaded, count, expected);
}

#endif
