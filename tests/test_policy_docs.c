/*
 * Test of docs/policy.md: its examples, one after the other, are a policy without a problem.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy_fixture.h"

enum { PAGE_BYTES_MAX = 262144 };

/* Each member of the document has an example of its own or a place in one. */
static const char *const members[] = {
    "supportcore_policy",
    "name",
    "statuses",
    "transitions",
    "on_customer_message",
    "reopen_grace",
    "auto_close",
    "follow_up",
    "repeat_contact",
    "repeat_purchase",
    "thread_window",
    "idempotency_retention",
    "retention",
    "priorities",
    "default_priority",
    "impacts",
    "urgencies",
    "priority_matrix",
    "currency",
    "languages",
    "calendars",
    "teams",
    "skills",
    "channels",
    "identities",
    "fields",
    "reasons",
    "rights",
    "segments",
    "priority_rules",
    "routing",
    "timers",
    "sla",
    "floors",
    "costs",
    "kpi",
    "roles",
    "actors",
};

static char *read_page(void)
{
    static char page[PAGE_BYTES_MAX];
    const char *root = getenv("SUP_SOURCE_DIR");
    char path[4096];
    size_t bytes;
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/docs/policy.md", root != NULL ? root : ".");
    file = fopen(path, "rb");
    if (file == NULL) {
        print_message("no %s: set SUP_SOURCE_DIR\n", path);
        skip();
    }
    bytes = fread(page, 1, sizeof page - 1, file);
    (void)fclose(file);
    page[bytes] = '\0';
    return page;
}

/* The JSON examples of the page as one object. */
static int join(char *page, struct sup__buffer *document)
{
    static const char fence[] = "```json\n";
    int count = 0;

    sup__buffer_text(document, "{\n");
    for (char *at = strstr(page, fence); at != NULL; at = strstr(at, fence)) {
        char *end = strstr(at + sizeof fence - 1, "```\n");

        assert_non_null(end);
        sup__buffer_text(document, count++ == 0 ? "" : ",\n");
        sup__buffer_append(document, at + sizeof fence - 1, (size_t)(end - at) - sizeof fence + 1);
        at = end + 1;
    }
    sup__buffer_char(document, '}');
    return count;
}

static void the_examples_of_the_page_are_a_policy(void **state)
{
    const struct sup__policy_options options = {.is_strict = 1, .with_readiness = 1};
    struct sup__buffer document;
    struct loaded loaded;
    int count;
    (void)state;

    sup__buffer_init(&document, &counted_mem);
    count = join(read_page(), &document);
    loaded = load_bytes_with(document.data, document.bytes, &options);
    for (uint32_t i = 0; i < loaded.problems.item_count; i++) {
        print_message("%s: %s\n", loaded.problems.items[i].pointer, loaded.problems.items[i].text);
    }
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        char key[64];

        (void)snprintf(key, sizeof key, "\n\"%s\":", members[i]);
        if (strstr(document.data, key) == NULL) {
            print_message("no example of %s\n", members[i]);
            count = 0;
        }
    }
    sup__buffer_free(&document);
    assert_int_equal(loaded.problems.count, 0);
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(count, 26);
    loaded.problems.arena = NULL;
    unload(&loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_page_are_a_policy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
