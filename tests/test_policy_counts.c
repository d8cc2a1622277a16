/*
 * Tests of lib/policy: how much the sections may hold, each at the limit and one past it, and
 * memory that runs out in each of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "policy_fixture.h"

/* A list on line 26: `before`, `limit` items with their number in place of #, and `after`. The
 * numbers are three letters where the items are languages. */
struct limit {
    const char *before;
    const char *item;
    const char *after;
    uint32_t limit;
    const char *pointer;
    const char *what;
};

static void add_item(struct sup__buffer *buffer, const char *item, uint32_t number)
{
    for (const char *at = item; *at != '\0'; at++) {
        if (*at == '#') {
            sup__buffer_int(buffer, number);
        } else if (*at == '@') { /* "aaa" to "zzz" */
            sup__buffer_char(buffer, (char)('a' + number / 676));
            sup__buffer_char(buffer, (char)('a' + number / 26 % 26));
            sup__buffer_char(buffer, (char)('a' + number % 26));
        } else {
            sup__buffer_char(buffer, *at);
        }
    }
}

static struct loaded load_items(const struct limit *limit, uint32_t count)
{
    struct sup__buffer buffer;
    struct loaded loaded;

    sup__buffer_init(&buffer, &counted_mem);
    sup__buffer_text(&buffer, limit->before);
    for (uint32_t i = 0; i < count; i++) {
        sup__buffer_text(&buffer, i == 0 ? "" : ",");
        add_item(&buffer, limit->item, i);
    }
    sup__buffer_text(&buffer, limit->after);
    loaded = load_more(buffer.data);
    sup__buffer_free(&buffer);
    return loaded;
}

static void check_limit(const struct limit *limit)
{
    struct loaded loaded = load_items(limit, limit->limit);
    char text[128];

    assert_int_equal(loaded.problems.error_count, 0);
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
    loaded = load_items(limit, limit->limit + 1);
    (void)snprintf(text, sizeof text, "%u entries of the kind %s are too many: %u are allowed",
                   (unsigned)limit->limit + 1, limit->what, (unsigned)limit->limit);
    assert_int_equal(loaded.rc, SUP_INVALID);
    assert_int_equal(loaded.problems.error_count, 1);
    for (uint32_t i = 0; i < loaded.problems.item_count; i++) {
        if (loaded.problems.items[i].severity == SUP_POLICY_ERROR) {
            assert_string_equal(loaded.problems.items[i].text, text);
            assert_string_equal(loaded.problems.items[i].pointer, limit->pointer);
            assert_int_equal(loaded.problems.items[i].message_id, SUP_MSG_POLICY_COUNT);
        }
    }
    unload(&loaded);
}

static void lists_of_names_have_limits(void **state)
{
    static const struct limit limits[] = {
        {"'skills': [", "'s#'", "],", 2000, "/skills", "skill"},
        {"'languages': [", "'@'", "],", 256, "/languages", "language"},
        {"'identities': [", "'k#'", "],", 256, "/identities", "kind of identity"},
        {"'impacts': [", "'i#'", "],", 32, "/impacts", "impact"},
        {"'urgencies': [", "'u#'", "],", 32, "/urgencies", "urgency"},
        {"'calendars': {", "'c#': {'zone': 'UTC', 'week': '24x7'}", "},", 256, "/calendars",
         "calendar"},
        {"'fields': [", "{'name': 'f#', 'type': 'text'}", "],", 2000, "/fields", "field"},
        {"'fields': [{'name': 'f', 'type': 'choice', 'options': [", "'o#'", "]}],", 1000,
         "/fields/0/options", "option"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        check_limit(&limits[i]);
    }
}

static void lists_of_rules_have_limits(void **state)
{
    static const struct limit limits[] = {
        {"'segments': [", "{'name': 's#', 'when': {'==': [{'var': 'customer.order_count'}, #]}}",
         "],", 2000, "/segments", "segment"},
        {"'priority_rules': [",
         "{'name': 'p#', 'priority': 'low', 'when': {'==': [{'var': 'customer.order_count'}, #]}}",
         "],", 2000, "/priority_rules", "priority rule"},
        {"'routing': [",
         "{'name': 'r#', 'team': 'service', 'when': {'==': [{'var': 'customer.order_count'}, #]}}",
         "],", 2000, "/routing", "routing rule"},
        {"'sla': [",
         "{'name': 's#', 'targets': [{'metric': 'resolution', 'within': 'P1D'}], 'when': {'==': "
         "[{'var': 'customer.order_count'}, #]}}",
         "],", 2000, "/sla", "SLA policy"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        check_limit(&limits[i]);
    }
}

static void rights_and_their_exceptions_have_limits(void **state)
{
    static const struct limit limits[] = {
        {"'rights': [",
         "{'name': 'r#', 'policy': {'title': 'T'}, 'owner': 'service', 'review_on': '2026-01-01'}",
         "],", 500, "/rights", "right"},
        {"'rights': [{'name': 'r', 'policy': {'title': 'T'}, 'owner': 'service', 'review_on': "
         "'2026-01-01', 'exceptions': [",
         "'e#'", "]}],", 50, "/rights/0/exceptions", "exception"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        check_limit(&limits[i]);
    }
}

/* The good document with a reason that has a list of that many items. */
static struct loaded load_reason(const char *member, const char *item, uint32_t count)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct sup__buffer reasons;
    struct sup__buffer fields;
    struct loaded loaded;

    sup__buffer_init(&reasons, &counted_mem);
    sup__buffer_init(&fields, &counted_mem);
    sup__buffer_text(&reasons, "\"reasons\": [{\"name\": \"return\", \"");
    sup__buffer_text(&reasons, member);
    sup__buffer_text(&reasons, "\": [");
    sup__buffer_text(&fields, "\"idempotency_retention\": \"P1D\", \"fields\": [");
    for (uint32_t i = 0; i < count; i++) {
        sup__buffer_text(&reasons, i == 0 ? "" : ",");
        add_item(&reasons, item, i);
        sup__buffer_text(&fields, i == 0 ? "" : ",");
        add_item(&fields, "{\"name\": \"f#\", \"type\": \"text\"}", i);
    }
    sup__buffer_text(&reasons, "]}],");
    sup__buffer_text(&fields, "],");
    lines[20] = reasons.data;
    lines[26] = fields.data;
    loaded = load_changed(lines);
    sup__buffer_free(&reasons);
    sup__buffer_free(&fields);
    return loaded;
}

static void what_one_reason_asks_and_knows_has_limits(void **state)
{
    static const char article[] = "{\"name\": \"a#\", \"title\": \"T\", \"version\": \"1\", "
                                  "\"owner\": \"service\", \"review_on\": \"2026-01-01\"}";
    struct loaded loaded = load_reason("intake", "\"f#\"", 50);
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->reasons[0].intake_count, 50);
    unload(&loaded);
    loaded = load_reason("intake", "\"f#\"", 51);
    assert_problems(&loaded, 1,
                    &(struct expected){"/reasons/0/intake", 20, 42,
                                       "51 entries of the kind field are too many: 50 are allowed",
                                       NULL});
    loaded = load_reason("knowledge", article, 50);
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->reasons[0].knowledge_count, 50);
    unload(&loaded);
    loaded = load_reason("knowledge", article, 51);
    assert_problems(
        &loaded, 1,
        &(struct expected){"/reasons/0/knowledge", 20, 45,
                           "51 entries of the kind article are too many: 50 are allowed", NULL});
}

/* Targets for count different channels, of one metric. */
static struct loaded load_targets(uint32_t count)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct sup__buffer channels;
    struct sup__buffer sla;
    struct loaded loaded;

    sup__buffer_init(&channels, &counted_mem);
    sup__buffer_init(&sla, &counted_mem);
    sup__buffer_text(&channels, "\"channels\": [\"c0\"");
    for (uint32_t i = 1; i < 256; i++) {
        add_item(&channels, ",\"c#\"", i);
    }
    sup__buffer_text(&channels, "],");
    sup__buffer_text(&sla, "\"idempotency_retention\": \"P1D\", \"sla\": [{\"name\": \"a\", "
                           "\"targets\": [");
    for (uint32_t i = 0; i < count; i++) {
        sup__buffer_text(&sla, i == 0 ? "" : ",");
        add_item(&sla,
                 i < 256 ? "{\"metric\": \"resolution\", \"within\": \"P1D\", \"channel\": \"c#\"}"
                         : "{\"metric\": \"next_reply\", \"within\": \"P1D\", \"channel\": \"c#\"}",
                 i % 256);
    }
    sup__buffer_text(&sla, "]}],");
    lines[19] = channels.data;
    lines[26] = sla.data;
    loaded = load_changed(lines);
    sup__buffer_free(&channels);
    sup__buffer_free(&sla);
    return loaded;
}

static void one_sla_policy_has_a_limit_of_targets(void **state)
{
    struct loaded loaded = load_targets(500);
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->promises[0].target_count, 500);
    unload(&loaded);
    loaded = load_targets(501);
    assert_problems(
        &loaded, 1,
        &(struct expected){"/sla/0/targets", 26, 66,
                           "501 entries of the kind target are too many: 500 are allowed", NULL});
}

static void check_text_limit(const char *before, const char *begin, const char *after,
                             uint32_t bytes_max, const char *pointer, int64_t column)
{
    for (uint32_t bytes = bytes_max; bytes <= bytes_max + 1; bytes++) {
        struct sup__buffer buffer;
        struct loaded loaded;
        char text[80];

        sup__buffer_init(&buffer, &counted_mem);
        sup__buffer_text(&buffer, before);
        sup__buffer_text(&buffer, begin);
        for (size_t i = strlen(begin); i < bytes; i++) {
            sup__buffer_char(&buffer, 'x');
        }
        sup__buffer_text(&buffer, after);
        loaded = load_more(buffer.data);
        sup__buffer_free(&buffer);
        if (bytes == bytes_max) {
            assert_int_equal(loaded.rc, SUP_OK);
            unload(&loaded);
        } else {
            (void)snprintf(text, sizeof text, "this text has %u bytes: 1 to %u are allowed",
                           (unsigned)bytes, (unsigned)bytes_max);
            assert_problems(&loaded, 1, &(struct expected){pointer, 26, column, text, NULL});
        }
    }
}

static void texts_have_limits(void **state)
{
    (void)state;
    check_text_limit("'rights': [{'name': 'r', 'owner': 'service', 'review_on': '2026-01-01', "
                     "'policy': {'title': 'T'}, 'exceptions': ['",
                     "", "']}],", 1000, "/rights/0/exceptions/0", 114);
    check_text_limit("'rights': [{'name': 'r', 'owner': 'service', 'review_on': '2026-01-01', "
                     "'policy': {'title': 'T', 'url': '",
                     "https://", "'}}],", 2000, "/rights/0/policy/url", 105);
    check_text_limit("'skills': [{'name': 's', 'label': '", "", "'}],", 200, "/skills/0/label", 35);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_of_names_have_limits),
        cmocka_unit_test(lists_of_rules_have_limits),
        cmocka_unit_test(rights_and_their_exceptions_have_limits),
        cmocka_unit_test(what_one_reason_asks_and_knows_has_limits),
        cmocka_unit_test(one_sla_policy_has_a_limit_of_targets),
        cmocka_unit_test(texts_have_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
