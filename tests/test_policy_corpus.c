/*
 * Tests of lib/policy: a corpus of documents, each of them a file.
 *
 * tests/policy_corpus/good holds documents that load; bad and bad_beyond_schema ones with exactly
 * one thing wrong, which the file's name says. What is told about each is in expected.txt, worked
 * out from the format's description. test_policy_schema.py runs the JSON Schema over the same
 * files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>

#include "policy_fixture.h"
#include "supportcore/message.h"

enum { ROWS_MAX = 1000, PATH_SIZE = 512, DOCUMENT_SIZE = 262144 };

struct row {
    char file[128];
    char severity[16];
    char message[32];
    char pointer[96];
    char nearest[64];
    int is_used;
};

struct corpus {
    struct row rows[ROWS_MAX];
    uint32_t row_count;
    uint32_t failures;
};

static const char *source_path(const char *path, char out[PATH_SIZE])
{
    const char *root = getenv("SUP_SOURCE_DIR");

    assert_non_null(root);
    (void)snprintf(out, PATH_SIZE, "%s/%s", root, path);
    return out;
}

/* A file of the source folder, exactly as long as it is, so that reading past its end is seen. */
static char *read_source(const char *path, size_t *bytes)
{
    static char room[DOCUMENT_SIZE];
    char full[PATH_SIZE];
    FILE *file = fopen(source_path(path, full), "rb");
    char *copy;

    if (file == NULL) {
        fail_msg("%s cannot be opened", full);
    }
    *bytes = fread(room, 1, sizeof room, file);
    (void)fclose(file);
    assert_true(*bytes > 0 && *bytes < sizeof room);
    copy = malloc(*bytes);
    assert_non_null(copy);
    memcpy(copy, room, *bytes);
    return copy;
}

/* file severity message "pointer" nearest */
static void read_row(struct row *row, const char *line)
{
    int taken = 0;

    memset(row, 0, sizeof *row);
    assert_int_equal(
        sscanf(line, "%127s %15s %31s \"%n", row->file, row->severity, row->message, &taken), 3);
    assert_true(taken > 0);
    line += taken;
    assert_true(strcspn(line, "\"") < sizeof row->pointer);
    memcpy(row->pointer, line, strcspn(line, "\""));
    assert_int_equal(sscanf(line + strcspn(line, "\""), "\" %63s", row->nearest), 1);
}

static struct corpus *read_expected(void)
{
    static struct corpus corpus;
    size_t bytes;
    char *text = read_source("tests/policy_corpus/expected.txt", &bytes);
    char line[512];

    memset(&corpus, 0, sizeof corpus);
    for (size_t at = 0; at < bytes;) {
        size_t length = 0;

        while (at + length < bytes && text[at + length] != '\n') {
            length++;
        }
        assert_true(length < sizeof line);
        memcpy(line, text + at, length);
        line[length] = '\0';
        at += length + 1;
        if (line[0] != '#') {
            assert_true(corpus.row_count < ROWS_MAX);
            read_row(&corpus.rows[corpus.row_count++], line);
        }
    }
    free(text);
    return &corpus;
}

static const char *severity_name(int32_t severity)
{
    return severity == SUP_POLICY_ERROR     ? "error"
           : severity == SUP_POLICY_WARNING ? "warning"
                                            : "finding";
}

static int is_told(const struct row *row, const struct sup_policy_problem *problem)
{
    return strcmp(row->severity, severity_name(problem->severity)) == 0 &&
           strcmp(row->message, sup_message_name((int32_t)problem->message_id)) == 0 &&
           strcmp(row->pointer, problem->pointer) == 0 &&
           strcmp(row->nearest, problem->nearest != NULL ? problem->nearest : "-") == 0;
}

static void show(const char *file, const struct loaded *loaded, const char *what)
{
    print_message("%s: %s\n", file, what);
    for (uint32_t i = 0; i < loaded->problems.item_count; i++) {
        const struct sup_policy_problem *problem = &loaded->problems.items[i];

        print_message("    %s %s \"%s\" %s (%s)\n", severity_name(problem->severity),
                      sup_message_name((int32_t)problem->message_id), problem->pointer,
                      problem->nearest != NULL ? problem->nearest : "-", problem->text);
    }
}

/* What is told about a file is what its rows say, in their order, and nothing else. */
static void compare_with_rows(struct corpus *corpus, const char *file, const struct loaded *loaded)
{
    uint32_t told = 0;

    for (uint32_t i = 0; i < corpus->row_count; i++) {
        struct row *row = &corpus->rows[i];

        if (strcmp(row->file, file) == 0) {
            row->is_used = 1;
            if (told >= loaded->problems.item_count ||
                !is_told(row, &loaded->problems.items[told])) {
                corpus->failures++;
                show(file, loaded, "another thing is told");
                return;
            }
            told++;
        }
    }
    if (told != loaded->problems.count) {
        corpus->failures++;
        show(file, loaded, "more is told");
    }
}

/* A file by its path in the source folder. */
static struct loaded load_file(const char *path, const struct sup__policy_options *options)
{
    size_t bytes;
    char *document = read_source(path, &bytes);
    struct loaded loaded = load_bytes_with(document, bytes, options);

    loaded.problems.arena = NULL; /* the arena is moved by returning it */
    free(document);
    return loaded;
}

/* Where warnings refuse, a good document loads when it has none. */
static void check_strict(struct corpus *corpus, const char *path)
{
    static const struct sup__policy_options strict = {.is_strict = 1};
    struct loaded loaded = load_file(path, &strict);

    if ((loaded.rc == SUP_OK) != (loaded.problems.count == 0)) {
        corpus->failures++;
        show(path, &loaded, "under strict another answer");
    }
    unload(&loaded);
}

static void check_file(struct corpus *corpus, const char *file, int is_good)
{
    char path[PATH_SIZE + 32];
    struct loaded loaded;

    (void)snprintf(path, sizeof path, "tests/policy_corpus/%s", file);
    loaded = load_file(path, NULL);
    if ((loaded.rc == SUP_OK) != is_good || (loaded.policy != NULL) != is_good) {
        corpus->failures++;
        show(file, &loaded, is_good ? "refused" : "accepted");
    } else {
        compare_with_rows(corpus, file, &loaded);
    }
    unload(&loaded);
    check_strict(corpus, path);
}

/* Every file of a folder, which has at least so many. */
static void check_folder(const char *folder, int is_good, uint32_t count_min)
{
    struct corpus *corpus = read_expected();
    char name[64];
    char path[PATH_SIZE];
    uint32_t count = 0;
    const struct dirent *entry;
    DIR *entries;

    (void)snprintf(name, sizeof name, "tests/policy_corpus/%s", folder);
    entries = opendir(source_path(name, path));
    assert_non_null(entries);
    while ((entry = readdir(entries)) != NULL) {
        char file[PATH_SIZE];

        if (entry->d_name[0] != '.') {
            (void)snprintf(file, sizeof file, "%s/%s", folder, entry->d_name);
            check_file(corpus, file, is_good);
            count++;
        }
    }
    (void)closedir(entries);
    assert_true(count >= count_min);
    for (uint32_t i = 0; i < corpus->row_count; i++) {
        const struct row *row = &corpus->rows[i];

        if (!row->is_used && strncmp(row->file, folder, strlen(folder)) == 0 &&
            row->file[strlen(folder)] == '/') {
            corpus->failures++;
            print_message("%s: expected.txt names it, but it is not there\n", row->file);
        }
    }
    assert_int_equal(corpus->failures, 0);
}

static void good_documents_load_with_no_more_than_their_warnings(void **state)
{
    (void)state;
    check_folder("good", 1, 25);
}

static void bad_documents_are_refused_for_the_one_thing_that_is_wrong(void **state)
{
    (void)state;
    check_folder("bad", 0, 80);
}

static void what_no_schema_can_say_is_refused_as_well(void **state)
{
    (void)state;
    check_folder("bad_beyond_schema", 0, 40);
}

static void example_policies_have_nothing_to_warn_about(void **state)
{
    static const char *const files[] = {"examples/policies/small.json",
                                        "examples/policies/ecommerce.json"};
    static const struct sup__policy_options strict = {.is_strict = 1};
    (void)state;

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct loaded loaded = load_file(files[i], &strict);

        if (loaded.problems.count != 0) {
            show(files[i], &loaded, "something is told");
        }
        assert_int_equal(loaded.rc, SUP_OK);
        assert_int_equal(loaded.problems.count, 0);
        unload(&loaded);
    }
}

static void complete_example_is_ready_for_a_desk_that_opens(void **state)
{
    /* 2026-11-22T00:00:00Z: 20,779 days after 1970. Its first review is due by 2026-12-15. */
    struct sup__policy_options options = {.with_readiness = 1, .now_ms = INT64_C(1795305600000)};
    struct loaded loaded;
    (void)state;

    loaded = load_file("examples/policies/ecommerce.json", &options);
    if (loaded.problems.count != 0) {
        show("ecommerce.json", &loaded, "it is not ready");
    }
    assert_int_equal(loaded.problems.count, 0);
    unload(&loaded);
    options.now_ms += INT64_C(24) * 24 * 60 * 60 * 1000; /* 2026-12-16 */
    loaded = load_file("examples/policies/ecommerce.json", &options);
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.problems.finding_count, 1);
    assert_string_equal(loaded.problems.items[0].pointer, "/reasons/22/knowledge/0/review_on");
    unload(&loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_documents_load_with_no_more_than_their_warnings),
        cmocka_unit_test(bad_documents_are_refused_for_the_one_thing_that_is_wrong),
        cmocka_unit_test(what_no_schema_can_say_is_refused_as_well),
        cmocka_unit_test(example_policies_have_nothing_to_warn_about),
        cmocka_unit_test(complete_example_is_ready_for_a_desk_that_opens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
