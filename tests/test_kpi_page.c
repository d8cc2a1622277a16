/*
 * test_kpi_page.c: pages of figures, byte by byte, as page.c says that they are.
 */
#include "base/memory.h"
#include "kpi/histogram.h"
#include "kpi/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct paper {
    struct sup__mem mem;
    struct sup__arena arena;
    struct sup__kpi_cells cells;
};

static void begin(struct paper *paper)
{
    memset(paper, 0, sizeof *paper);
    assert_int_equal(sup__mem_init(&paper->mem, NULL), SUP_OK);
    sup__arena_init(&paper->arena, &paper->mem);
    paper->cells.arena = &paper->arena;
}

static struct sup__kpi_cell *cell(struct paper *paper, const char *name)
{
    struct sup__kpi_cell *made = sup__kpi_cells_get(&paper->cells, SUP__KPI_BY_TEAM, 20000, name);

    assert_non_null(made);
    return made;
}

static void add_sum(struct paper *paper, const char *name, int64_t count, int64_t value,
                    int64_t business)
{
    const struct sup__kpi_sum sum = {
        .measure = SUP__KPI_SOLVED, .count = count, .value = value, .business = business};

    assert_int_equal(sup__kpi_sum_add(cell(paper, name), &paper->arena, &sum, 1), SUP_OK);
}

static void add_times(struct paper *paper, const char *name, int is_business, uint32_t bucket,
                      int64_t count)
{
    assert_int_equal(sup__kpi_spread_add(cell(paper, name), &paper->arena,
                                         2 * SUP__KPI_SOLVED + (uint32_t)is_business, bucket,
                                         count),
                     SUP_OK);
}

/* What the cells make of a page; they begin anew. */
static int32_t change(struct paper *paper, int is_spread, const void *data, size_t data_bytes,
                      const void **made, size_t *bytes)
{
    struct sup__kpi_changes changes;
    int32_t rc;

    assert_int_equal(sup__kpi_cells_settle(&paper->cells), SUP_OK);
    assert_int_equal(
        sup__kpi_list_changes(&paper->cells, &paper->arena, is_spread, &changes), SUP_OK);
    assert_true(changes.count > 0);
    assert_int_equal(sup__kpi_page_end(&changes, 0), changes.count);
    rc = sup__kpi_page_change(&paper->arena, data, data_bytes, changes.items, changes.count, made,
                              bytes);
    paper->cells = (struct sup__kpi_cells){.arena = &paper->arena};
    return rc;
}

#define EXPECT(is_spread, from, ...)                                                               \
    do {                                                                                           \
        static const uint8_t expected[] = {__VA_ARGS__};                                           \
        const void *made = NULL;                                                                   \
        size_t bytes = 0;                                                                          \
        assert_int_equal(change(&paper, is_spread, from, sizeof(from), &made, &bytes), SUP_OK);    \
        assert_int_equal(bytes, sizeof expected);                                                  \
        assert_memory_equal(made, expected, sizeof expected);                                      \
    } while (0)

/* Numbers with a sign are doubled, and one more below 0. */
static const uint8_t two_teams[] = {2, 0, 1, 'a', 0, 6, /* a: 3 times */
                                    1, 1, 'b', 2, 2, 10 /* ab: once, 5 */};

static void sums_are_told_by_what_differs(void **state)
{
    struct paper paper;

    (void)state;
    begin(&paper);
    add_sum(&paper, "ab", 1, 5, 0);
    add_sum(&paper, "a", 3, 0, 0);
    {
        const void *made = NULL;
        size_t bytes = 0;

        assert_int_equal(change(&paper, 0, NULL, 0, &made, &bytes), SUP_OK);
        assert_int_equal(bytes, sizeof two_teams);
        assert_memory_equal(made, two_teams, sizeof two_teams);
    }
    /* one more before, between and behind; ab has business time besides */
    add_sum(&paper, "", 1, 0, 0);
    add_sum(&paper, "aa", 1, 0, 0);
    add_sum(&paper, "ab", 1, -6, -2);
    add_sum(&paper, "b", 1, 0, 0);
    EXPECT(0, two_teams, 2, 0, 0, 0, 2, 0, 1, 'a', 0, 6, 1, 1, 'a', 0, 2, 1, 1, 'b', 6, 4, 1, 3, 0,
           1, 'b', 0, 2);
    /* what comes to nothing is not there */
    add_sum(&paper, "a", -3, 0, 0);
    EXPECT(0, two_teams, 2, 0, 2, 'a', 'b', 2, 2, 10);
    add_sum(&paper, "a", -3, 0, 0);
    add_sum(&paper, "ab", -1, -5, 0);
    {
        const void *made = NULL;
        size_t bytes = 1;

        assert_int_equal(change(&paper, 0, two_teams, sizeof two_teams, &made, &bytes), SUP_OK);
        assert_int_equal(bytes, 0);
    }
    sup__arena_free(&paper.arena);
}

/* Buckets are told as their distances, doubled; one more where it is not once, which follows. */
static const uint8_t one_spread[] = {2, 0, 1, 'a', 4, 10, 21, 8, 4, 0}; /* 5 once, 15 four times, 17 */

static void spreads_are_told_by_distances(void **state)
{
    struct paper paper;

    (void)state;
    begin(&paper);
    add_times(&paper, "a", 0, 15, 3);
    add_times(&paper, "a", 0, 17, 1);
    add_times(&paper, "a", 0, 5, 1);
    add_times(&paper, "a", 0, 15, 1);
    {
        const void *made = NULL;
        size_t bytes = 0;

        assert_int_equal(change(&paper, 1, NULL, 0, &made, &bytes), SUP_OK);
        assert_int_equal(bytes, sizeof one_spread);
        assert_memory_equal(made, one_spread, sizeof one_spread);
    }
    /* 5 goes, 15 is left once, 16 comes twice; business time comes; b is another one's */
    add_times(&paper, "a", 0, 5, -1);
    add_times(&paper, "a", 0, 15, -3);
    add_times(&paper, "a", 0, 16, 2);
    add_times(&paper, "a", 1, 0, 1);
    add_times(&paper, "b", 1, 200, 1);
    EXPECT(1, one_spread, 2, 0, 1, 'a', 4, 30, 3, 4, 2, 1, 0, 0, 1, 'b', 0, 2, 0x90, 3);
    sup__arena_free(&paper.arena);
}

/* Buckets are the same everywhere, so what two desks have can be added up: 5 and 17 once, 15 four
 * times and twice, 900 once. */
static void spreads_of_two_desks_add_up(void **state)
{
    static const uint8_t others[] = {2, 0, 1, 'a', 4, 31, 4, 0xea, 13, 0}; /* 15 twice, 900 */
    static const uint32_t buckets[] = {5, 15, 17, 900};
    static const int64_t times[] = {1, 6, 1, 1};
    static const struct sup__kpi_counts none;
    static struct sup__kpi_counts counts;
    struct sup__kpi_spread sum = {.id = 2 * SUP__KPI_SOLVED};
    struct sup__kpi_packed packed[2];
    struct sup__kpi_page page;
    struct paper paper;

    (void)state;
    begin(&paper);
    sup__kpi_page_begin(&page, one_spread, sizeof one_spread);
    assert_int_equal(sup__kpi_page_spread(&page, packed), 1);
    assert_int_equal(sup__kpi_packed_keep(&packed[0], &sum, &paper.arena, 1), SUP_OK);
    sup__kpi_page_begin(&page, others, sizeof others);
    assert_int_equal(sup__kpi_page_spread(&page, packed), 1);
    assert_int_equal(sup__kpi_packed_keep(&packed[0], &sum, &paper.arena, 1), SUP_OK);
    assert_int_equal(sup__kpi_page_spread(&page, packed), 0);
    assert_int_equal(page.in.rc, SUP_OK);
    assert_int_equal(sup__kpi_packed_count(&sum, &paper.arena, &counts), SUP_OK);
    assert_int_equal(sum.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(sum.tallies[i].bucket, buckets[i]);
        assert_int_equal(sum.tallies[i].count, times[i]);
    }
    /* and be taken away again */
    assert_int_equal(sup__kpi_packed_keep(&(struct sup__kpi_packed){others + 5, 4}, &sum,
                                          &paper.arena, -1),
                     SUP_OK);
    assert_int_equal(sup__kpi_packed_count(&sum, &paper.arena, &counts), SUP_OK);
    assert_int_equal(sum.count, 3);
    assert_int_equal(sum.tallies[1].count, 4);
    assert_memory_equal(&counts, &none, sizeof counts);
    sup__arena_free(&paper.arena);
}

/* The last bucket is 3711, in its last bit; what was met once and taken away again is nothing. */
static void the_last_bucket_is_counted(void **state)
{
    /* 63, 64 and 3584 from one to the next, each doubled: in one byte and in two */
    static const uint8_t list[] = {126, 0x80, 1, 0x80, 56};
    static struct sup__kpi_counts counts;
    struct sup__kpi_spread sum = {.id = 2 * SUP__KPI_SOLVED};
    struct paper paper;

    (void)state;
    begin(&paper);
    assert_int_equal(sup__kpi_packed_keep(&(struct sup__kpi_packed){list, sizeof list}, &sum,
                                          &paper.arena, 1),
                     SUP_OK);
    assert_int_equal(sup__kpi_packed_keep(&(struct sup__kpi_packed){list, 1}, &sum, &paper.arena,
                                          -1),
                     SUP_OK);
    assert_int_equal(sup__kpi_packed_count(&sum, &paper.arena, &counts), SUP_OK);
    assert_int_equal(sum.count, 2);
    assert_int_equal(sum.tallies[0].bucket, 127);
    assert_int_equal(sum.tallies[1].bucket, 3711);
    assert_int_equal(sum.tallies[1].count, 1);
    sup__arena_free(&paper.arena);
}

static void what_is_no_spread_is_told_when_it_is_counted(void **state)
{
    /* 3711 and one further, in one byte and in two; a number that ends too early */
    static const struct {
        uint8_t list[4];
        size_t bytes;
    } cases[] = {{{0xfe, 57, 2}, 3}, {{0xfe, 57, 0x82, 0}, 4}, {{126, 0x80}, 2}, {{127}, 1}};
    static struct sup__kpi_counts counts;
    struct paper paper;

    (void)state;
    begin(&paper);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup__kpi_spread sum = {.id = 2 * SUP__KPI_SOLVED};
        const struct sup__kpi_packed packed = {cases[i].list, cases[i].bytes};
        assert_int_equal(sup__kpi_packed_keep(&packed, &sum, &paper.arena, 1), SUP_OK);
        assert_int_equal(sup__kpi_packed_count(&sum, &paper.arena, &counts), SUP_CORRUPT);
    }
    sup__arena_free(&paper.arena);
}

/* 3000 of 1500 buckets, each once up and once down in their order, and some taken away again. */
static void many_come_to_each_bucket_once(void **state)
{
    struct paper paper;
    const struct sup__kpi_spread *spread;

    (void)state;
    begin(&paper);
    for (uint32_t i = 0; i < 1500; i++) {
        add_times(&paper, "a", 0, i, 1);
        add_times(&paper, "a", 0, 1499 - i, 1);
    }
    for (uint32_t i = 0; i < 1500; i += 2) {
        add_times(&paper, "a", 0, i, -2);
    }
    assert_int_equal(sup__kpi_cells_settle(&paper.cells), SUP_OK);
    spread = sup__kpi_spread_find(cell(&paper, "a"), 2 * SUP__KPI_SOLVED);
    assert_non_null(spread);
    assert_int_equal(spread->count, 750);
    for (uint32_t i = 0; i < 750; i++) {
        assert_int_equal(spread->tallies[i].bucket, 2 * i + 1);
        assert_int_equal(spread->tallies[i].count, 2);
    }
    assert_null(sup__kpi_spread_find(cell(&paper, "a"), 2 * SUP__KPI_SOLVED + 1));
    sup__arena_free(&paper.arena);
}

#define REFUSE(is_spread, ...)                                                                     \
    do {                                                                                           \
        static const uint8_t bad[] = {__VA_ARGS__};                                                \
        const void *made = NULL;                                                                   \
        size_t bytes = 0;                                                                          \
        add_sum(&paper, "b", 1, 0, 0);                                                             \
        add_times(&paper, "a", 0, 5, 1);                                                           \
        assert_int_equal(change(&paper, is_spread, bad, sizeof bad, &made, &bytes), SUP_CORRUPT);  \
    } while (0)

static void what_is_no_page_is_refused(void **state)
{
    struct paper paper;

    (void)state;
    begin(&paper);
    REFUSE(0, 1, 0, 1, 'a', 0, 6);          /* another form */
    REFUSE(0, 2, 1, 1, 'a', 0, 6);          /* a byte of no name before */
    REFUSE(0, 2, 0, 9, 'a', 0, 6);          /* a name behind the end */
    REFUSE(0, 2, 0, 1, 'a', 2, 6);          /* cut before its value */
    REFUSE(1, 2, 0, 1, 'a', 9, 10, 0);      /* a list behind the end */
    REFUSE(1, 2, 0, 1, 'a', 2, 10, 21, 0);  /* a list cut before how often */
    REFUSE(1, 2, 0, 1, 'a', 2, 0xf0, 72, 0); /* a bucket that there is not */
    sup__arena_free(&paper.arena);
}

static void sums_that_pass_64_bits_are_told(void **state)
{
    static const uint8_t large[] = {2,    0,    1,    'a',  2,    2,    0xfe, 0xff,
                                    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1};
    struct paper paper;
    const void *made = NULL;
    size_t bytes = 0;

    (void)state;
    begin(&paper);
    add_sum(&paper, "a", 1, 1, 0);
    assert_int_equal(change(&paper, 0, large, sizeof large, &made, &bytes), SUP_LIMIT);
    sup__arena_free(&paper.arena);
}

/* ---- one name of a page ---- */

/* How many entries of that name the page has, and what their counts come to; -1: it is no page. */
static int64_t counts_of(const void *data, size_t bytes, const char *wanted, int *entries)
{
    struct sup__kpi_page page;
    struct sup__kpi_sum sum;
    int64_t counts = 0;

    *entries = 0;
    sup__kpi_page_begin(&page, data, bytes);
    page.wanted = wanted;
    while (sup__kpi_page_sum(&page, &sum)) {
        assert_string_equal(page.name, wanted);
        counts += sum.count;
        ++*entries;
    }
    return page.in.rc == SUP_OK ? counts : -1;
}

static void one_name_is_found_among_those_that_begin_alike(void **state)
{
    static const struct {
        const char *name;
        int64_t count; /* 0: it is not on the page */
    } cases[] = {{"b", 3},    {"ba", 5},   {"bab", 700}, {"bb", 11},    {"bbaa", 13}, {"d", 17},
                 {"a", 0},    {"", 0},     {"baa", 0},   {"baba", 0},   {"bba", 0},   {"bbaaa", 0},
                 {"bbab", 0}, {"bc", 0},   {"c", 0},     {"db", 0},     {"e", 0},     {"\xc3\xa4", 19}};
    struct paper paper;
    const void *made = NULL;
    size_t bytes = 0;
    int entries = 0;

    (void)state;
    begin(&paper);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (cases[i].count) {
            add_sum(&paper, cases[i].name, cases[i].count, 1000, i % 2 ? 300 : 0);
        }
    }
    assert_int_equal(change(&paper, 0, NULL, 0, &made, &bytes), SUP_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(counts_of(made, bytes, cases[i].name, &entries), cases[i].count);
        assert_int_equal(entries, cases[i].count != 0);
    }
    sup__arena_free(&paper.arena);
}

static void each_currency_of_one_name_is_found(void **state)
{
    /* "a" in two currencies and "b": what a name has in common with itself is all of it. */
    static const uint8_t page[] = {2, 0, 1, 'a', 1, 5, 6, 1, 0, 1, 7, 8, 0, 1, 'b', 0, 2};
    int entries = 0;

    (void)state;
    assert_int_equal(counts_of(page, sizeof page, "a", &entries), 3 + 4);
    assert_int_equal(entries, 2);
    assert_int_equal(counts_of(page, sizeof page, "b", &entries), 1);
    assert_int_equal(entries, 1);
}

static void passing_over_what_is_no_entry_is_told(void **state)
{
    static const uint8_t ends_in_a_number[] = {2, 0, 1, 'a', 2, 2, 0x80};
    static const uint8_t shares_too_much[] = {2, 0, 1, 'a', 0, 2, 2, 1, 'b', 0, 2};
    /* the same behind an entry that begins as one before it that is not wanted */
    static const uint8_t then_ends[] = {2, 0, 1, 'a', 0, 2, 1, 1, 'b', 2, 2, 0x80};
    static const uint8_t then_shares[] = {2, 0, 1, 'a', 0, 2, 1, 1, 'b', 0, 2, 3, 1, 'b', 0, 2};
    static const uint8_t then_is_long[] = {2, 0, 1, 'a', 0, 2, 1, 9, 'b', 0, 2};
    static const uint8_t then_is_found[] = {2, 0,   1, 'a', 0, 2, 1, 1,   'b', 6,
                                            2, 0x80, 1, 4,  0, 1, 'b', 0, 14};
    struct sup__kpi_page page;
    struct sup__kpi_packed packed[2];
    static const uint8_t long_list[] = {2, 0, 1, 'a', 9, 4};
    int entries = 0;

    (void)state;
    assert_int_equal(counts_of(ends_in_a_number, sizeof ends_in_a_number, "b", &entries), -1);
    assert_int_equal(counts_of(shares_too_much, sizeof shares_too_much, "b", &entries), -1);
    assert_int_equal(counts_of(then_ends, sizeof then_ends, "b", &entries), -1);
    assert_int_equal(counts_of(then_shares, sizeof then_shares, "b", &entries), -1);
    assert_int_equal(counts_of(then_is_long, sizeof then_is_long, "b", &entries), -1);
    assert_int_equal(counts_of(then_is_found, sizeof then_is_found, "b", &entries), 7);
    sup__kpi_page_begin(&page, long_list, sizeof long_list);
    page.wanted = "b";
    assert_int_equal(sup__kpi_page_spread(&page, packed), 0);
    assert_int_equal(page.in.rc, SUP_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_told_by_what_differs),
        cmocka_unit_test(spreads_are_told_by_distances),
        cmocka_unit_test(spreads_of_two_desks_add_up),
        cmocka_unit_test(the_last_bucket_is_counted),
        cmocka_unit_test(what_is_no_spread_is_told_when_it_is_counted),
        cmocka_unit_test(many_come_to_each_bucket_once),
        cmocka_unit_test(what_is_no_page_is_refused),
        cmocka_unit_test(sums_that_pass_64_bits_are_told),
        cmocka_unit_test(one_name_is_found_among_those_that_begin_alike),
        cmocka_unit_test(each_currency_of_one_name_is_found),
        cmocka_unit_test(passing_over_what_is_no_entry_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
