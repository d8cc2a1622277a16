/*
 * Tests of lib/time/tzif.c and posix_rule.c: files that are written here byte by byte, right and
 * wrong ones. Layout and limits are those of RFC 9636, whose appendix B has three of the files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "time/posix_rule.h"
#include "time/zone.h"

static struct sup__mem mem;
static struct sup__arena arena;

static int setup(void **state)
{
    (void)state;
    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&arena, &mem);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    sup__arena_free(&arena);
    return 0;
}

/* ---- writing a file ---- */

struct change {
    int64_t at_s;
    uint8_t type;
};

struct written {
    char version;
    uint32_t leaps;
    uint32_t v1_leaps;
    uint32_t isstd;
    uint32_t isut;
    uint32_t time_count;
    struct change times[8];
    uint32_t type_count;
    int32_t offsets[4];
    uint8_t dst;
    uint8_t name_at;
    const char *footer;
};

static uint8_t bytes[4096];
static size_t count;

static void put(uint64_t number, int size)
{
    while (size-- > 0) {
        bytes[count++] = (uint8_t)(size < 8 ? number >> (8 * size) : 0);
    }
}

static void put_header(const struct written *file, uint32_t leaps, int is_empty)
{
    memcpy(bytes + count, "TZif", 4);
    count += 4;
    put((uint8_t)file->version, 1);
    for (int i = 0; i < 15; i++) {
        put(0, 1);
    }
    put(is_empty ? 0 : file->isut, 4);
    put(is_empty ? 0 : file->isstd, 4);
    put(leaps, 4);
    put(is_empty ? 0 : file->time_count, 4);
    put(is_empty ? 1 : file->type_count, 4);
    put(4, 4);
}

static void write_file(const struct written *file)
{
    count = 0;
    put_header(file, file->v1_leaps, 1);
    put(0, 6); /* one type */
    put(0, 4); /* its name */
    for (uint32_t i = 0; i < file->v1_leaps; i++) {
        put(0, 8);
    }
    put_header(file, file->leaps, 0);
    for (uint32_t i = 0; i < file->time_count; i++) {
        put((uint64_t)file->times[i].at_s, 8);
    }
    for (uint32_t i = 0; i < file->time_count; i++) {
        put(file->times[i].type, 1);
    }
    for (uint32_t i = 0; i < file->type_count; i++) {
        put((uint32_t)file->offsets[i], 4);
        put(file->dst, 1);
        put(file->name_at, 1);
    }
    put(0x58595a00, 4); /* "XYZ" */
    for (uint32_t i = 0; i < file->leaps; i++) {
        put(0, 12);
    }
    put(0, (int)(file->isstd + file->isut));
    bytes[count++] = '\n';
    memcpy(bytes + count, file->footer, strlen(file->footer));
    count += strlen(file->footer);
    bytes[count++] = '\n';
}

static const struct written good = {
    .version = '2',
    .time_count = 2,
    .times = {{1000, 1}, {2000, 0}},
    .type_count = 2,
    .offsets = {3600, 7200},
    .footer = "XYZ-1",
};

static int32_t parse(const struct sup__zone **zone, const char **why)
{
    /* In memory of its own size, so that reading past the end is seen. */
    uint8_t *copy = malloc(count + (count == 0));
    int32_t rc;

    assert_non_null(copy);
    memcpy(copy, bytes, count);
    *why = "";
    rc = sup__zone_parse(&arena, "X", copy, count, zone, why);
    free(copy);
    return rc;
}

static const struct sup__zone *parsed(const struct written *file)
{
    const struct sup__zone *zone;
    const char *why;

    write_file(file);
    if (parse(&zone, &why) != SUP_OK) {
        fail_msg("the file %s", why);
    }
    return zone;
}

static void assert_refused(const struct written *file, const char *expected)
{
    const struct sup__zone *zone;
    const char *why;

    write_file(file);
    assert_int_equal(parse(&zone, &why), SUP_INVALID);
    assert_string_equal(why, expected);
    assert_null(zone);
}

/* ---- reading ---- */

static void changes_are_read_from_the_second_block(void **state)
{
    const struct sup__zone *zone = parsed(&good);
    (void)state;

    assert_int_equal(zone->count, 2);
    assert_int_equal(sup__zone_offset(zone, 999), 3600);
    assert_int_equal(sup__zone_offset(zone, 1000), 7200);
    assert_int_equal(sup__zone_offset(zone, 1999), 7200);
    assert_int_equal(sup__zone_offset(zone, 2000), 3600);
}

static void later_versions_and_a_full_first_block_are_read_alike(void **state)
{
    struct written file = good;
    (void)state;

    file.v1_leaps = 3; /* stepped over, whatever is in it */
    file.isstd = 2;
    file.isut = 2;
    for (char version = '2'; version <= '9'; version++) {
        file.version = version;
        assert_int_equal(parsed(&file)->count, 2);
    }
}

static void a_file_without_changes_is_its_rule(void **state)
{
    struct written file = good;
    const struct sup__zone *zone;
    (void)state;

    file.time_count = 0;
    file.footer = "EST5EDT,M3.2.0,M11.1.0";
    file.offsets[0] = -18000;
    zone = parsed(&file);
    /* 1900 to 2199, two a year; and the margin of a week holds none. */
    assert_int_equal(zone->count, 600);
    /* 2026-03-08 07:00 UTC and 2026-11-01 06:00 UTC. */
    assert_int_equal(sup__zone_offset(zone, 1772953199), -18000);
    assert_int_equal(sup__zone_offset(zone, 1772953200), -14400);
    assert_int_equal(sup__zone_offset(zone, 1793512799), -14400);
    assert_int_equal(sup__zone_offset(zone, 1793512800), -18000);
    file.footer = ""; /* the type that is left */
    assert_int_equal(parsed(&file)->count, 0);
    assert_int_equal(sup__zone_offset(parsed(&file), 0), -18000);
}

static void the_rule_begins_after_the_last_change(void **state)
{
    struct written file = good;
    const struct sup__zone *zone;
    (void)state;

    /* The last change is the rule's own of 2026-03-29 01:00 UTC. */
    file.times[0] = (struct change){1743296400, 1};
    file.times[1] = (struct change){1774746000, 1};
    file.times[0].type = 0;
    file.footer = "CET-1CEST,M3.5.0,M10.5.0/3";
    zone = parsed(&file);
    assert_int_equal(zone->at_s[0], 1774746000);
    assert_int_equal(zone->at_s[1], 1792890000); /* 2026-10-25 01:00 UTC */
    assert_int_equal(zone->offset_s[0], 3600);
    assert_int_equal(zone->offset_s[1], 7200);
    assert_int_equal(zone->offset_s[2], 3600);
}

static void summer_time_all_the_year_has_no_changes(void **state)
{
    struct written file = good;
    (void)state;

    /* RFC 9636, 3.3.2: the end of a year is the beginning of the next one. */
    file.time_count = 0;
    file.offsets[0] = -14400;
    file.footer = "XXX3EDT4,0/0,J365/23";
    assert_int_equal(sup__zone_offset(parsed(&file), 0), -14400);
    assert_int_equal(sup__zone_offset(parsed(&file), 4102444800), -14400);
    assert_true(parsed(&file)->count <= 1);
}

static void what_lies_outside_of_the_horizon_is_not_kept(void **state)
{
    struct written file = good;
    const struct sup__zone *zone;
    (void)state;

    file.times[0] = (struct change){INT64_MIN, 1};
    file.times[1] = (struct change){INT64_MAX, 0};
    zone = parsed(&file);
    assert_int_equal(zone->count, 0);
    assert_int_equal(zone->offset_s[0], 7200);
}

/* ---- what is wrong ---- */

static void a_file_cut_anywhere_is_refused(void **state)
{
    size_t whole;
    (void)state;

    write_file(&good);
    whole = count;
    for (count = 0; count < whole; count++) {
        const struct sup__zone *zone;
        const char *why;

        assert_int_equal(parse(&zone, &why), SUP_INVALID);
        assert_true(why[0] != '\0');
    }
}

static void files_that_are_wrong_are_refused_with_the_reason(void **state)
{
    static const char counts[] = "has counts that no TZif file has";
    struct written file = good;
    (void)state;

    file.version = '\0';
    assert_refused(&file, "has version 1, whose times end in 2038: version 2 or later is needed");
    file = good;
    file.leaps = 1;
    assert_refused(&file, "counts leap seconds: use the zone without them, not one of right/");
    file = good;
    file.type_count = 0;
    assert_refused(&file, counts);
    file = good;
    file.isstd = 1;
    assert_refused(&file, counts);
    file = good;
    file.isut = 1;
    assert_refused(&file, counts);
    file = good;
    file.offsets[1] = 93600;
    assert_refused(&file, "has an offset of more than 25 hours");
    file.offsets[1] = -90000;
    assert_refused(&file, "has an offset of more than 25 hours");
    file.offsets[1] = INT32_MIN;
    assert_refused(&file, "has an offset of more than 25 hours");
    file = good;
    file.dst = 2;
    assert_refused(&file, "has a local time type that is none");
    file = good;
    file.name_at = 4;
    assert_refused(&file, "has a local time type that is none");
    file = good;
    file.times[1].at_s = 1000;
    assert_refused(&file, "has changes that are not in order");
    file = good;
    file.times[1].type = 2;
    assert_refused(&file, "has a change to a local time type that is not there");
    file = good;
    file.footer = "XY-1";
    assert_refused(&file, "has a rule at its end that cannot be read");
    file.footer = "XYZ-1\nmore";
    assert_int_equal(parsed(&file)->count, 2); /* what follows the rule is not looked at */
    /* 167 hours after the year's end comes after what begins the next one. */
    file.footer = "AAA0BBB,0/0,J365/167";
    assert_refused(&file, "has a rule whose changes are not in order");
}

static void any_bytes_are_answered(void **state)
{
    uint64_t seed = 9636;
    (void)state;

    for (int round = 0; round < 20000; round++) {
        const struct sup__zone *zone;
        const char *why;
        struct written file = good;

        file.footer = round % 2 != 0 ? "CET-1CEST,M3.5.0,M10.5.0/3" : "XYZ-1";
        write_file(&file);
        for (int i = 0; i < 1 + round % 4; i++) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            bytes[seed % count] = (uint8_t)(seed >> 32);
        }
        if (parse(&zone, &why) == SUP_OK) {
            for (uint32_t i = 1; i < zone->count; i++) {
                assert_true(zone->at_s[i - 1] < zone->at_s[i]);
            }
            (void)sup__zone_offset(zone, 0);
        } else {
            assert_true(why[0] != '\0');
        }
        sup__arena_reset(&arena);
    }
}

/* ---- rules ---- */

static int reads(const char *text, struct sup__posix_rule *rule)
{
    return sup__posix_rule_parse(text, strlen(text), rule);
}

static void rules_are_read_with_the_extensions_of_the_rfc(void **state)
{
    struct sup__posix_rule rule;
    (void)state;

    assert_true(reads("IST-5:30", &rule));
    assert_int_equal(rule.offset_s, 19800);
    assert_false(rule.has_summer);
    assert_true(reads("<-0130>1:30:15", &rule));
    assert_int_equal(rule.offset_s, -5415);
    assert_true(reads("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", &rule)); /* Nuuk */
    assert_int_equal(rule.offset_s, -7200);
    assert_int_equal(rule.summer_offset_s, -3600);
    assert_int_equal(rule.begin.time_s, -3600);
    /* Saturday before the last Sunday of March 2026 at 23:00: 2026-03-29 01:00 UTC. */
    assert_int_equal(sup__posix_rule_instant(&rule.begin, 2026, rule.offset_s), 1774746000);
    assert_true(reads("EET-2EEST,M3.4.4/50,M10.4.4/50", &rule)); /* Gaza, until 2022 */
    assert_int_equal(rule.begin.time_s, 180000);
    assert_true(reads("IST-1GMT0,M10.5.0,M3.5.0/1", &rule)); /* Dublin: winter is the saved one */
    assert_int_equal(rule.summer_offset_s, 0);
    assert_true(reads("AAA+3BBB2:30,J60,59/-167:59:59", &rule));
    assert_int_equal(rule.offset_s, -10800);
    assert_int_equal(rule.summer_offset_s, -9000);
    assert_int_equal(rule.end.time_s, -(167 * 3600 + 59 * 60 + 59));
    /* J60 is 1 March in every year, day 59 is it in an ordinary one. */
    assert_int_equal(sup__posix_rule_instant(&rule.begin, 2024, 0), 1709251200 + 7200);
    assert_int_equal(sup__posix_rule_instant(&rule.begin, 2026, 0), 1772323200 + 7200);
    rule.end.time_s = 0;
    assert_int_equal(sup__posix_rule_instant(&rule.end, 2024, 0), 1709164800); /* 29 February */
    assert_int_equal(sup__posix_rule_instant(&rule.end, 2026, 0), 1772323200);
}

static void rules_that_are_none_are_refused(void **state)
{
    static const char *const rows[] = {
        "",
        "XY0",
        "XYZ",
        "XYZ25",
        "XYZ0:60",
        "<XYZ0",
        "<XY>0",
        "XYZ0ABC",
        "XYZ0ABC,0",
        "XYZ0ABC,0,366",
        "XYZ0ABC,J0,1",
        "XYZ0ABC,J366,1",
        "X1Z0",
        "XYZ0 ",
        "XYZ0ABC,M0.1.0,1",
        "XYZ0ABC,M13.1.0,1",
        "XYZ0ABC,M1.0.0,1",
        "XYZ0ABC,M1.6.0,1",
        "XYZ0ABC,M1.1.7,1",
        "XYZ0ABC,1/168,2",
        "XYZ0ABC,1,2,3",
        "XYZ99999999999",
        "XYZ0ABC,1/-168,2",
        "XYZ0ABC,M3.2,1",
    };
    struct sup__posix_rule rule;
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (reads(rows[i], &rule)) {
            fail_msg("\"%s\" was read", rows[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_read_from_the_second_block),
        cmocka_unit_test(later_versions_and_a_full_first_block_are_read_alike),
        cmocka_unit_test(a_file_without_changes_is_its_rule),
        cmocka_unit_test(the_rule_begins_after_the_last_change),
        cmocka_unit_test(summer_time_all_the_year_has_no_changes),
        cmocka_unit_test(what_lies_outside_of_the_horizon_is_not_kept),
        cmocka_unit_test(a_file_cut_anywhere_is_refused),
        cmocka_unit_test(files_that_are_wrong_are_refused_with_the_reason),
        cmocka_unit_test(any_bytes_are_answered),
        cmocka_unit_test(rules_are_read_with_the_extensions_of_the_rfc),
        cmocka_unit_test(rules_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
