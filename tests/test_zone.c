/*
 * Tests of lib/time: every zone of the installed tz database beside the system's C library, and
 * the places that calendars have to get right, worked out by hand.
 *
 * The C library's localtime_r() is the peer; it reads the same files by code of its own. It cannot
 * say what is before its first change in the same words, so nothing before 1900 is compared.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

#include "base/when.h"
#include "time/zone.h"

#define DIRECTORY "/usr/share/zoneinfo"
#define FIRST_S   (-INT64_C(2208988800)) /* 1900-01-01 */
#define LAST_S    INT64_C(4133980800)    /* 2101-01-01 */

enum { RANDOM_INSTANTS = 200 };

static struct sup__mem mem;
static struct sup__arena arena;
static uint8_t buffer[SUP__ZONE_BUFFER_BYTES];
static uint64_t seed = 20261122;

static uint64_t chance(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static const struct sup__zone *load(const char *name)
{
    struct sup_zones zones = {.size = sizeof zones, .directory = DIRECTORY};
    const struct sup__zone *zone = NULL;
    char why[SUP__ZONE_WHY_SIZE] = "";

    if (sup__zone_load(&arena, &zones, name, buffer, &zone, why) != SUP_OK) {
        print_error("%s: %s\n", name, why);
    }
    return zone;
}

/* 1 when there is no tz database, which is told. */
static int is_without_database(void)
{
    struct stat about;

    if (stat(DIRECTORY "/Europe/Berlin", &about) == 0) {
        return 0;
    }
    print_message("skipped: no tz database in " DIRECTORY "\n");
    return 1;
}

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

/* ---- beside the C library ---- */

static int64_t peer_offset(int64_t at_s)
{
    time_t at = (time_t)at_s;
    struct tm parts;

    assert_non_null(localtime_r(&at, &parts));
    return parts.tm_gmtoff;
}

static void compare(const struct sup__zone *zone, int64_t at_s)
{
    if (sup__zone_offset(zone, at_s) != peer_offset(at_s)) {
        fail_msg("%s at %lld: %d, the C library says %lld", zone->name, (long long)at_s,
                 sup__zone_offset(zone, at_s), (long long)peer_offset(at_s));
    }
}

/* The changes that the C library knows, found by halving between instants eight days apart. */
static uint32_t compare_changes(const struct sup__zone *zone)
{
    uint32_t count = 0;
    int64_t before = peer_offset(FIRST_S);

    for (int64_t at_s = FIRST_S; at_s < LAST_S; at_s += 8 * 86400) {
        int64_t low = at_s;
        int64_t high = at_s + 8 * 86400;
        int64_t after = peer_offset(high);

        if (after == before) {
            continue;
        }
        while (high - low > 1) {
            int64_t middle = low + (high - low) / 2;

            if (peer_offset(middle) == before) {
                low = middle;
            } else {
                high = middle;
            }
        }
        compare(zone, high - 1);
        compare(zone, high);
        compare(zone, high + 1);
        before = after;
        count++;
    }
    return count;
}

static uint32_t compare_zone(const char *name)
{
    const struct sup__zone *zone = load(name);
    uint32_t found;

    assert_non_null(zone);
    assert_int_equal(setenv("TZ", name, 1), 0);
    tzset();
    for (uint32_t i = 0; i < zone->count; i++) {
        if (zone->at_s[i] > FIRST_S && zone->at_s[i] < LAST_S) {
            compare(zone, zone->at_s[i] - 1);
            compare(zone, zone->at_s[i]);
            compare(zone, zone->at_s[i] + 1);
        }
    }
    found = compare_changes(zone);
    for (int i = 0; i < RANDOM_INSTANTS; i++) {
        compare(zone, FIRST_S + (int64_t)(chance() % (uint64_t)(LAST_S - FIRST_S)));
    }
    return found;
}

static int is_left_out(const char *name)
{
    /* Counting leap seconds is refused; posix/ holds the same files once more. */
    return strcmp(name, "right") == 0 || strcmp(name, "posix") == 0 ||
           strcmp(name, "localtime") == 0 || strcmp(name, "posixrules") == 0 || name[0] == '.';
}

static void walk(const char *below, uint32_t *zones, uint32_t *changes)
{
    char path[512];
    struct dirent *entry;
    DIR *folder;

    (void)snprintf(path, sizeof path, "%s/%s", DIRECTORY, below);
    folder = opendir(path);
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        char name[400];
        char file[1024];
        char magic[4] = "";
        struct stat about;
        FILE *stream;

        if (is_left_out(entry->d_name)) {
            continue;
        }
        (void)snprintf(name, sizeof name, "%s%s%s", below, below[0] != '\0' ? "/" : "",
                       entry->d_name);
        (void)snprintf(file, sizeof file, "%s/%s", DIRECTORY, name);
        assert_int_equal(stat(file, &about), 0);
        if (S_ISDIR(about.st_mode)) {
            walk(name, zones, changes);
            continue;
        }
        stream = fopen(file, "rb");
        assert_non_null(stream);
        if (fread(magic, 1, sizeof magic, stream) == sizeof magic &&
            memcmp(magic, "TZif", 4) == 0) {
            *changes += compare_zone(name);
            (*zones)++;
        }
        (void)fclose(stream);
    }
    (void)closedir(folder);
}

static void every_zone_is_as_the_c_library_reads_it(void **state)
{
    uint32_t zones = 0;
    uint32_t changes = 0;
    (void)state;

    if (is_without_database()) {
        skip();
    }
    walk("", &zones, &changes);
    print_message("%u zones, %u changes of the offset from 1900 to 2100\n", zones, changes);
    assert_true(zones > 300);
    assert_true(changes > 20 * zones);
}

/* ---- local times, by hand ---- */

static int64_t at(const char *text)
{
    int64_t ms = 0;

    assert_true(sup__time_parse(text, strlen(text), &ms));
    return ms / 1000;
}

static void assert_instant(const char *name, const char *local, const char *expected)
{
    const struct sup__zone *zone = load(name);
    uint32_t cursor = 0;

    assert_non_null(zone);
    if (sup__zone_instant(zone, at(local), &cursor) != at(expected)) {
        char text[SUP__TIME_TEXT_SIZE];

        cursor = 0;
        sup__time_format(1000 * sup__zone_instant(zone, at(local), &cursor), text);
        fail_msg("%s, %s: %s, not %s", name, local, text, expected);
    }
}

/* Local times are written as if they were UTC. Changes: zdump -v of the same database; the rules
 * are in its sources: europe, australasia, africa, asia. */
static void a_local_time_that_is_left_out_moves_forward_and_a_double_one_is_the_first(void **state)
{
    (void)state;
    if (is_without_database()) {
        skip();
    }
    /* 2026-03-29 01:00 UTC: 02:00 becomes 03:00. */
    assert_instant("Europe/Berlin", "2026-03-29T01:59:59Z", "2026-03-29T00:59:59Z");
    assert_instant("Europe/Berlin", "2026-03-29T02:00:00Z", "2026-03-29T01:00:00Z");
    assert_instant("Europe/Berlin", "2026-03-29T02:30:00Z", "2026-03-29T01:30:00Z");
    assert_instant("Europe/Berlin", "2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z");
    /* 2026-10-25 01:00 UTC: 03:00 becomes 02:00. */
    assert_instant("Europe/Berlin", "2026-10-25T01:59:59Z", "2026-10-24T23:59:59Z");
    assert_instant("Europe/Berlin", "2026-10-25T02:30:00Z", "2026-10-25T00:30:00Z");
    assert_instant("Europe/Berlin", "2026-10-25T03:00:00Z", "2026-10-25T02:00:00Z");
    /* By the rule behind the table: the last Sunday of March 2190 is the 28th. */
    assert_instant("Europe/Berlin", "2190-03-28T02:30:00Z", "2190-03-28T01:30:00Z");
    /* Half an hour: +10:30, in summer +11:00; from 02:00 to 02:30 on 2026-10-04. */
    assert_instant("Australia/Lord_Howe", "2026-10-04T02:15:00Z", "2026-10-03T15:45:00Z");
    assert_instant("Australia/Lord_Howe", "2026-10-04T02:30:00Z", "2026-10-03T15:30:00Z");
    assert_instant("Australia/Lord_Howe", "2026-04-05T01:45:00Z", "2026-04-04T14:45:00Z");
    assert_instant("Australia/Lord_Howe", "2026-04-05T02:00:00Z", "2026-04-04T15:30:00Z");
    /* Samoa had no 2011-12-30: -10 became +14 at midnight. */
    assert_instant("Pacific/Apia", "2011-12-29T23:59:59Z", "2011-12-30T09:59:59Z");
    assert_instant("Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-30T22:00:00Z");
    assert_instant("Pacific/Apia", "2011-12-31T00:00:00Z", "2011-12-30T10:00:00Z");
    /* Dublin's winter is the one that is saved; what counts is +1 in summer, +0 in winter. */
    assert_instant("Europe/Dublin", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z");
    assert_instant("Europe/Dublin", "2026-10-25T01:30:00Z", "2026-10-25T00:30:00Z");
    /* Casablanca goes back for Ramadan: 2026-02-15 03:00 becomes 02:00, 2026-03-22 02:00 becomes
     * 03:00. */
    assert_instant("Africa/Casablanca", "2026-02-15T02:30:00Z", "2026-02-15T01:30:00Z");
    assert_instant("Africa/Casablanca", "2026-02-20T09:00:00Z", "2026-02-20T09:00:00Z");
    assert_instant("Africa/Casablanca", "2026-03-22T02:30:00Z", "2026-03-22T02:30:00Z");
    assert_instant("Africa/Casablanca", "2026-06-01T09:00:00Z", "2026-06-01T08:00:00Z");
    /* Seconds: Monrovia was at -00:44:30 until 1972. */
    assert_instant("Africa/Monrovia", "1960-01-01T00:00:00Z", "1960-01-01T00:44:30Z");
    /* Two hours: Troll in the Antarctic, +0 and +2. */
    assert_instant("Antarctica/Troll", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z");
    assert_instant("Antarctica/Troll", "2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z");
}

static void offsets_hold_from_their_second_on(void **state)
{
    const struct sup__zone *zone;
    (void)state;

    if (is_without_database()) {
        skip();
    }
    zone = load("Europe/Berlin");
    assert_int_equal(sup__zone_offset(zone, at("2026-03-29T00:59:59Z")), 3600);
    assert_int_equal(sup__zone_offset(zone, at("2026-03-29T01:00:00Z")), 7200);
    assert_int_equal(sup__zone_offset(zone, at("2199-07-01T00:00:00Z")), 7200);
    zone = load("Africa/Monrovia"); /* until 1972-01-07 at -00:44:30 */
    assert_int_equal(sup__zone_offset(zone, at("1972-01-07T00:44:29Z")), -2670);
    assert_int_equal(sup__zone_offset(zone, at("1972-01-07T00:44:30Z")), 0);
    zone = load("Asia/Kolkata"); /* before 1906 at +05:21:10, Madras time */
    assert_int_equal(sup__zone_offset(zone, at("1900-01-01T00:00:00Z")), 19270);
}

static void utc_and_offsets_need_no_database(void **state)
{
    static const struct {
        const char *name;
        int32_t offset_s;
    } rows[] = {{"UTC", 0},        {"+00:00", 0},      {"+05:30", 19800}, {"-03:30", -12600},
                {"+14:00", 50400}, {"-14:00", -50400}, {"+05:45", 20700}};
    struct sup_zones zones = {.size = sizeof zones, .directory = "/nowhere"};
    const struct sup__zone *zone;
    char why[SUP__ZONE_WHY_SIZE];
    uint32_t cursor = 0;
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(sup__zone_load(&arena, &zones, rows[i].name, buffer, &zone, why), SUP_OK);
        assert_int_equal(sup__zone_offset(zone, 0), rows[i].offset_s);
        assert_int_equal(sup__zone_instant(zone, 100000, &cursor), 100000 - rows[i].offset_s);
        assert_string_equal(zone->name, rows[i].name);
    }
}

static void names_that_are_no_zones_are_refused_before_a_file_is_opened(void **state)
{
    static const char *const names[] = {
        "",          "../../etc/passwd", "/etc/localtime", "a//b",  "Europe/", "Europe/./Berlin",
        "a b",       "+14:01",           "-14:01",         "+5:30", "+05:60",  "+ab:cd",
        "Europe\\x", "+05:300",          "\xc3\xa9"};
    struct sup_zones zones = {.size = sizeof zones, .directory = DIRECTORY};
    const struct sup__zone *zone;
    char why[SUP__ZONE_WHY_SIZE];
    char expected[SUP__ZONE_WHY_SIZE];
    (void)state;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_int_equal(sup__zone_load(&arena, &zones, names[i], buffer, &zone, why), SUP_INVALID);
        (void)snprintf(expected, sizeof expected,
                       "\"%s\" is not a zone such as Europe/Berlin, UTC or +05:30", names[i]);
        assert_string_equal(why, expected);
    }
    assert_int_equal(sup__zone_load(&arena, &zones, "Europe/Berlim", buffer, &zone, why),
                     SUP_INVALID);
    assert_string_equal(why, "there is no zone \"Europe/Berlim\" in " DIRECTORY);
}

/* ---- the host's own ---- */

struct host {
    const char *directory;
    size_t bytes;
    int32_t rc;
};

static int32_t host_read(void *user, const char *name, void *out, size_t capacity, size_t *bytes)
{
    const struct host *host = user;
    char path[256];
    FILE *stream;

    assert_int_equal(capacity, SUP_ZONE_BYTES_MAX);
    *bytes = host->bytes;
    if (host->directory != NULL) {
        (void)snprintf(path, sizeof path, "%s/%s", host->directory, name);
        stream = fopen(path, "rb");
        assert_non_null(stream);
        *bytes = fread(out, 1, capacity, stream);
        (void)fclose(stream);
    }
    return host->rc;
}

static void a_host_may_supply_the_bytes(void **state)
{
    static const struct {
        struct host host;
        const char *why;
    } rows[] = {
        {{NULL, 0, SUP_NOT_FOUND}, "the host has no zone \"X/Y\""},
        {{NULL, 0, SUP_IO}, "the host could not read the zone \"X/Y\""},
        {{NULL, 0, SUP_OK}, "the file of the zone \"X/Y\" is not a TZif file"},
        {{NULL, SUP_ZONE_BYTES_MAX + 1, SUP_OK},
         "the file of the zone \"X/Y\" has more than 65536 bytes"},
    };
    struct sup_zones zones = {.size = sizeof zones, .read = host_read};
    const struct sup__zone *zone;
    char why[SUP__ZONE_WHY_SIZE];
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct host host = rows[i].host;

        zones.read_user = &host;
        assert_int_equal(sup__zone_load(&arena, &zones, "X/Y", buffer, &zone, why), SUP_INVALID);
        assert_string_equal(why, rows[i].why);
    }
    if (!is_without_database()) {
        struct host host = {DIRECTORY, 0, SUP_OK};

        zones.read_user = &host;
        assert_int_equal(sup__zone_load(&arena, &zones, "Asia/Tokyo", buffer, &zone, why), SUP_OK);
        assert_int_equal(sup__zone_offset(zone, 0), 32400);
    }
}

static void zones_are_a_directory_or_a_function(void **state)
{
    struct sup_zones given = {.size = sizeof given, .directory = "/a", .read = host_read};
    struct sup_zones zones;
    struct sup_error error;
    (void)state;

    assert_int_equal(sup__zones_copy(&arena, NULL, &zones, &error), SUP_OK);
    assert_string_equal(zones.directory, "/usr/share/zoneinfo");
    assert_int_equal(sup__zones_copy(&arena, &given, &zones, &error), SUP_INVALID);
    assert_string_equal(error.text, "zones have both a directory and a read function");
    given.read = NULL;
    assert_int_equal(sup__zones_copy(&arena, &given, &zones, &error), SUP_OK);
    assert_string_equal(zones.directory, "/a");
    given.reserved = 1;
    assert_int_equal(sup__zones_copy(&arena, &given, &zones, &error), SUP_INVALID);
    given.reserved = 0;
    given.size = 4;
    assert_int_equal(sup__zones_copy(&arena, &given, &zones, &error), SUP_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_zone_is_as_the_c_library_reads_it),
        cmocka_unit_test(a_local_time_that_is_left_out_moves_forward_and_a_double_one_is_the_first),
        cmocka_unit_test(offsets_hold_from_their_second_on),
        cmocka_unit_test(utc_and_offsets_need_no_database),
        cmocka_unit_test(names_that_are_no_zones_are_refused_before_a_file_is_opened),
        cmocka_unit_test(a_host_may_supply_the_bytes),
        cmocka_unit_test(zones_are_a_directory_or_a_function),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
