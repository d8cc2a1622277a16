/*
 * Tests of include/supportcore/hours.h: what holds for every calendar, zone and instant, tried
 * on random ones, and beside a plain model.
 *
 * The model walks the local days, turns each edge into an instant by trying the offsets around it,
 * and measures the union. It shares nothing with the library but the offsets of zones, which
 * test_zone.c compares with the C library. Everything is drawn from one seed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "supportcore.h"
#include "time/zone.h"

#define HOUR_S INT64_C(3600)
#define DAY_S  INT64_C(86400)
#define STEP_S (4 * HOUR_S) /* no zone changes twice in it */

enum { CALENDARS = 800, QUESTIONS = 8, DATES = 12, HOURS = 4, SPANS_MAX = 4096, PAUSES = 40 };

static const char *const zones[] = {
    "UTC",
    "+05:45",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Europe/Dublin",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "Asia/Gaza",
    "Asia/Tehran",
    "Antarctica/Troll",
    "Pacific/Chatham",
    "America/St_Johns",
    "Africa/Monrovia",
    "Asia/Kolkata",
    "Pacific/Kwajalein",
    "America/Nuuk",
    "Africa/Cairo",
    "America/Caracas",
};

static uint64_t seed = 20261122;
static struct sup__mem mem;
static struct sup__arena arena;

static uint32_t chance(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % below;
}

/* ---- what is drawn ---- */

struct day {
    int count;
    int begin[HOURS]; /* minutes; the end may pass midnight */
    int end[HOURS];
};

struct date {
    int year; /* 0: every year */
    int month;
    int in_month;
    int is_special;
    struct day day;
};

struct model {
    const char *name;
    const struct sup__zone *zone;
    struct day week[7];
    int date_count;
    struct date dates[DATES];
    char text[8192];
};

/* Sorted and apart: each begins behind the one before. The last may pass midnight. */
static void draw_day(struct day *day, int begin, int may_pass)
{
    static const int steps[] = {1, 15, 30, 60, 90};

    day->count = 0;
    while (day->count < HOURS && begin < 1440) {
        int step = steps[chance(5)];
        int end = begin + step * (1 + (int)chance(12));

        if (end > 1440) {
            end = may_pass ? 1440 + (int)chance(360) : 1440;
        }
        if (end - begin > 1439) {
            end = 1440;
        }
        day->begin[day->count] = begin;
        day->end[day->count++] = end;
        begin = end + step * (int)chance(8);
        if (chance(3) == 0) {
            break;
        }
    }
}

static void civil(int64_t day, int *year, int *month, int *in_month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int y = 1800;
    int m = 0;

    day += 62091; /* from 1800-01-01 to 1970-01-01 */
    for (;; y++) {
        int length = 365 + ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0);

        if (day < length) {
            break;
        }
        day -= length;
    }
    for (;; m++) {
        int length = days[m] + (m == 1 && ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0));

        if (day < length) {
            break;
        }
        day -= length;
    }
    *year = y;
    *month = m + 1;
    *in_month = (int)day + 1;
}

static char *write_day(char *out, const struct day *day)
{
    *out++ = '[';
    for (int i = 0; i < day->count; i++) {
        int end = day->end[i] > 1440 ? day->end[i] - 1440 : day->end[i];

        out += sprintf(out, "%s\"%02d:%02d-%02d:%02d\"", i > 0 ? "," : "", day->begin[i] / 60,
                       day->begin[i] % 60, end / 60, end % 60);
    }
    *out++ = ']';
    *out = '\0';
    return out;
}

static char *write_dates(char *out, const struct model *model, int is_special)
{
    int written = 0;

    out += sprintf(out, ",\"%s\":[", is_special ? "special" : "holidays");
    for (int i = 0; i < model->date_count; i++) {
        const struct date *date = &model->dates[i];

        if (date->is_special != is_special) {
            continue;
        }
        out += sprintf(out, "%s%s\"", written++ > 0 ? "," : "", is_special ? "{\"date\":" : "");
        out += date->year != 0 ? sprintf(out, "%04d-", date->year) : 0;
        out += sprintf(out, "%02d-%02d\"", date->month, date->in_month);
        if (is_special) {
            out += sprintf(out, ",\"hours\":");
            out = write_day(out, &date->day);
            *out++ = '}';
        }
    }
    *out++ = ']';
    *out = '\0';
    return out;
}

static void write_model(struct model *model)
{
    static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    char *out = model->text;

    out += sprintf(out, "{\"zone\":\"%s\",\"week\":{", model->name);
    for (int i = 0; i < 7; i++) {
        out += sprintf(out, "%s\"%s\":", i > 0 ? "," : "", names[i]);
        out = write_day(out, &model->week[i]);
    }
    *out++ = '}';
    out = write_dates(out, model, 0);
    out = write_dates(out, model, 1);
    *out++ = '}';
    *out = '\0';
}

static int is_said(const struct model *model, const struct date *date)
{
    for (int i = 0; i < model->date_count; i++) {
        const struct date *other = &model->dates[i];

        if (other->year == date->year && other->month == date->month &&
            other->in_month == date->in_month && other->is_special == date->is_special) {
            return 1;
        }
    }
    return 0;
}

static void draw_model(struct model *model, const char *name, int64_t around_s)
{
    struct sup_zones from = {.size = sizeof from, .directory = "/usr/share/zoneinfo"};
    static uint8_t buffer[SUP__ZONE_BUFFER_BYTES];
    char why[SUP__ZONE_WHY_SIZE];
    int passed = 0;

    memset(model, 0, sizeof *model);
    model->name = name;
    assert_int_equal(sup__zone_load(&arena, &from, name, buffer, &model->zone, why), SUP_OK);
    for (int i = 0; i < 7; i++) {
        /* Behind what passes midnight, and before Sunday's end. */
        if (chance(4) != 0 || i == 2) {
            draw_day(&model->week[i], passed + (int)chance(600), i < 6);
        }
        passed = model->week[i].count > 0 ? model->week[i].end[model->week[i].count - 1] - 1440 : 0;
        passed = passed > 0 ? passed : 0;
    }
    for (int i = 0; i < DATES; i++) {
        struct date date = {.is_special = chance(2) == 0};

        civil(around_s / DAY_S + (int64_t)chance(80) - 40, &date.year, &date.month, &date.in_month);
        date.year = chance(3) == 0 ? 0 : date.year;
        if (date.is_special && chance(4) != 0) {
            draw_day(&date.day, (int)chance(600), 1);
        }
        if (!is_said(model, &date)) {
            model->dates[model->date_count++] = date;
        }
    }
    write_model(model);
}

/* ---- the model ---- */

static const struct day *day_of(const struct model *model, int64_t day)
{
    static const struct day closed;
    const struct date *found[4] = {
        NULL}; /* special of the year, of every year; holiday: likewise */
    int year;
    int month;
    int in_month;

    civil(day, &year, &month, &in_month);
    for (int i = 0; i < model->date_count; i++) {
        const struct date *date = &model->dates[i];

        if (date->month == month && date->in_month == in_month &&
            (date->year == 0 || date->year == year)) {
            found[(date->is_special ? 0 : 2) + (date->year == 0)] = date;
        }
    }
    if (found[0] != NULL || found[1] != NULL) {
        return found[0] != NULL ? &found[0]->day : &found[1]->day;
    }
    if (found[2] != NULL || found[3] != NULL) {
        return &closed;
    }
    return &model->week[((day + 3) % 7 + 7) % 7];
}

/* The first instant at which clocks show it; else by the offset before the clocks jump over it. */
static int64_t instant(const struct sup__zone *zone, int64_t local_s)
{
    int64_t best = INT64_MAX;
    int64_t from_s = local_s - 28 * HOUR_S;

    for (int64_t s = from_s; s <= local_s + 28 * HOUR_S; s += STEP_S) {
        int64_t candidate = local_s - sup__zone_offset(zone, s);

        if (candidate < best && candidate + sup__zone_offset(zone, candidate) == local_s) {
            best = candidate;
        }
    }
    for (int64_t s = from_s; best == INT64_MAX; s += STEP_S) {
        int64_t low = s;
        int64_t high = s + STEP_S;
        int32_t before = sup__zone_offset(zone, low);

        while (high - low > 1) {
            int64_t middle = low + (high - low) / 2;

            if (sup__zone_offset(zone, middle) == before) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (high + before <= local_s && local_s < high + sup__zone_offset(zone, high)) {
            best = local_s - before;
        }
    }
    return best;
}

struct span {
    int64_t begin;
    int64_t end;
};

static struct span spans[SPANS_MAX];
static int span_count;

static int compare(const void *one, const void *other)
{
    const struct span *left = one;
    const struct span *right = other;

    return left->begin < right->begin ? -1 : left->begin > right->begin;
}

/* All that is open in some days around a span, in milliseconds, as a union. */
static void walk(const struct model *model, int64_t from_s, int64_t to_s)
{
    int count = 0;

    span_count = 0;
    for (int64_t day = from_s / DAY_S - 4; day <= to_s / DAY_S + 3; day++) {
        const struct day *hours = day_of(model, day);

        for (int i = 0; i < hours->count; i++) {
            int64_t begin = instant(model->zone, day * DAY_S + hours->begin[i] * 60);
            int64_t end = instant(model->zone, day * DAY_S + hours->end[i] * 60);

            assert_true(span_count < SPANS_MAX);
            if (begin < end) {
                spans[span_count++] = (struct span){begin * 1000, end * 1000};
            }
        }
    }
    qsort(spans, (size_t)span_count, sizeof spans[0], compare);
    for (int i = 0; i < span_count; i++) {
        if (count > 0 && spans[i].begin <= spans[count - 1].end) {
            if (spans[i].end > spans[count - 1].end) {
                spans[count - 1].end = spans[i].end;
            }
        } else {
            spans[count++] = spans[i];
        }
    }
    span_count = count;
}

static int64_t model_between(int64_t from_ms, int64_t to_ms)
{
    int64_t sum = 0;

    for (int i = 0; i < span_count; i++) {
        int64_t begin = spans[i].begin > from_ms ? spans[i].begin : from_ms;
        int64_t end = spans[i].end < to_ms ? spans[i].end : to_ms;

        sum += end > begin ? end - begin : 0;
    }
    return sum;
}

/* -1: not within what was walked. */
static int64_t model_add(int64_t from_ms, int64_t open_ms)
{
    for (int i = 0; i < span_count && open_ms > 0; i++) {
        int64_t begin = spans[i].begin > from_ms ? spans[i].begin : from_ms;
        int64_t left = spans[i].end > begin ? spans[i].end - begin : 0;

        if (open_ms <= left) {
            return begin + open_ms;
        }
        open_ms -= left;
    }
    return -1;
}

static int64_t model_subtract(int64_t from_ms, int64_t open_ms)
{
    for (int i = span_count - 1; i >= 0 && open_ms > 0; i--) {
        int64_t end = spans[i].end < from_ms ? spans[i].end : from_ms;
        int64_t left = end > spans[i].begin ? end - spans[i].begin : 0;

        if (open_ms <= left) {
            return end - open_ms;
        }
        open_ms -= left;
    }
    return -1;
}

/* ---- asking both ---- */

static int64_t between(sup_hours *hours, int64_t from_ms, int64_t to_ms)
{
    int64_t found = INT64_MIN;

    assert_int_equal(sup_hours_between(hours, from_ms, to_ms, &found), SUP_OK);
    return found;
}

static sup_hours *open_model(const struct model *model)
{
    struct sup_hours_options options = {.size = sizeof options, .calendar = model->text};
    struct sup_error error;
    sup_hours *hours = NULL;

    if (sup_hours_open(&options, &hours, &error) != SUP_OK) {
        fail_msg("%s: %s", model->text, error.text);
    }
    return hours;
}

#define ASSERT_SAME(model, found, expected)                                                        \
    do {                                                                                           \
        if ((found) != (expected)) {                                                               \
            fail_msg("line %d: %lld, not %lld: %s", __LINE__, (long long)(found),                  \
                     (long long)(expected), (model)->text);                                        \
        }                                                                                          \
    } while (0)

static void compare_openings(const struct model *model, sup_hours *hours, int64_t at_ms)
{
    int64_t open = -1;
    int64_t close = -1;
    int is_open = 0;
    int i = 0;

    while (i < span_count && spans[i].end <= at_ms) {
        i++;
    }
    if (i == span_count || i + 1 >= span_count) {
        return;
    }
    is_open = spans[i].begin <= at_ms;
    assert_int_equal(sup_hours_next_open(hours, at_ms, &open), SUP_OK);
    assert_int_equal(sup_hours_next_close(hours, at_ms, &close), SUP_OK);
    ASSERT_SAME(model, sup_hours_is_open(hours, at_ms), is_open);
    ASSERT_SAME(model, open, is_open ? at_ms : spans[i].begin);
    ASSERT_SAME(model, close, spans[i].end);
}

static void compare_intervals(const struct model *model, sup_hours *hours, int64_t from_ms,
                              int64_t to_ms)
{
    struct sup_span found[5];
    uint32_t count;
    int64_t at_ms = from_ms;
    int i = 0;

    while (i < span_count && spans[i].end <= from_ms) {
        i++;
    }
    while (at_ms < to_ms) {
        assert_int_equal(sup_hours_intervals(hours, at_ms, to_ms, found, 5, &count, &at_ms),
                         SUP_OK);
        for (uint32_t j = 0; j < count; j++, i++) {
            ASSERT_SAME(model, found[j].begin_ms,
                        spans[i].begin > from_ms ? spans[i].begin : from_ms);
            ASSERT_SAME(model, found[j].end_ms, spans[i].end < to_ms ? spans[i].end : to_ms);
        }
    }
    assert_true(i == span_count || spans[i].begin >= to_ms);
}

static void compare_pauses(const struct model *model, sup_hours *hours, int64_t from_ms,
                           int64_t to_ms)
{
    struct sup_span pauses[PAUSES];
    uint32_t count = chance(PAUSES);
    uint32_t crowd = chance(2) ? 1 + chance(PAUSES) : 1; /* so many begin in the same seconds */
    int64_t expected = 0;
    int64_t last = from_ms;
    int64_t found;

    for (uint32_t i = 0; i < count; i++) {
        pauses[i].begin_ms =
            i % crowd ? pauses[i - 1].begin_ms + chance(4) * INT64_C(1000) - 1500
                      : from_ms - 1000000 +
                            chance((uint32_t)((to_ms - from_ms) / 1000) + 1) * INT64_C(1000);
        pauses[i].end_ms = pauses[i].begin_ms + chance(40000000);
    }
    assert_int_equal(sup_hours_between_pauses(hours, from_ms, to_ms, pauses, count, &found),
                     SUP_OK);
    /* The plain way: what no pause has, from one edge of a pause to the next. */
    while (last < to_ms) {
        int64_t next = to_ms;
        int is_paused = 0;

        for (uint32_t i = 0; i < count; i++) {
            is_paused |= pauses[i].begin_ms <= last && last < pauses[i].end_ms;
            next =
                pauses[i].begin_ms > last && pauses[i].begin_ms < next ? pauses[i].begin_ms : next;
            next = pauses[i].end_ms > last && pauses[i].end_ms < next ? pauses[i].end_ms : next;
        }
        expected += is_paused ? 0 : model_between(last, next);
        last = next;
    }
    ASSERT_SAME(model, found, expected);
}

static void ask(const struct model *model, sup_hours *hours, int64_t around_s)
{
    int64_t a = (around_s - 4 * DAY_S) * 1000 + chance(2 * 86400000u);
    int64_t b = a + (int64_t)chance(12 * 24) * 3600000 + chance(3600000);
    int64_t middle = a + (b - a) / (1 + chance(5));
    int64_t open_ms = 1 + (chance(2) ? chance(100) * INT64_C(900000) : chance(90000000));
    int64_t found = between(hours, a, b);
    int64_t at_ms = -1;

    ASSERT_SAME(model, found, model_between(a, b));
    ASSERT_SAME(model, between(hours, b, a), -found);
    ASSERT_SAME(model, between(hours, a, middle) + between(hours, middle, b), found);
    assert_true(between(hours, a, middle) <= found);
    assert_int_equal(sup_hours_add(hours, a, open_ms, &at_ms), SUP_OK);
    ASSERT_SAME(model, between(hours, a, at_ms), open_ms);
    ASSERT_SAME(model, between(hours, a, at_ms - 1), open_ms - 1); /* none is earlier */
    if (model_add(a, open_ms) >= 0) {
        ASSERT_SAME(model, at_ms, model_add(a, open_ms));
    }
    assert_int_equal(sup_hours_subtract(hours, b, open_ms, &at_ms), SUP_OK);
    ASSERT_SAME(model, between(hours, at_ms, b), open_ms);
    ASSERT_SAME(model, between(hours, at_ms + 1, b), open_ms - 1);
    if (model_subtract(b, open_ms) >= 0) {
        ASSERT_SAME(model, at_ms, model_subtract(b, open_ms));
    }
    compare_openings(model, hours, a);
    compare_openings(model, hours, b / 60000 * 60000);
    compare_intervals(model, hours, a, b);
}

/* An instant near to a change of the zone's, or anywhere from 1901 to 2198. */
static int64_t draw_instant(const char *name)
{
    struct sup_zones from = {.size = sizeof from, .directory = "/usr/share/zoneinfo"};
    static uint8_t buffer[SUP__ZONE_BUFFER_BYTES];
    const struct sup__zone *zone;
    char why[SUP__ZONE_WHY_SIZE];

    assert_int_equal(sup__zone_load(&arena, &from, name, buffer, &zone, why), SUP_OK);
    if (zone->count > 0 && chance(3) != 0) {
        int64_t at_s = zone->at_s[chance(zone->count)];

        if (at_s > -2177452800 && at_s < INT64_C(7226582400)) {
            return at_s;
        }
    }
    return chance(4) == 0 ? INT64_C(31536000) * chance(220)
                          : INT64_C(1577836800) + chance(20 * 31536000u);
}

static int is_without_database(void)
{
    struct stat about;

    if (stat("/usr/share/zoneinfo/Europe/Berlin", &about) == 0) {
        return 0;
    }
    print_message("no tz database: UTC and fixed offsets only\n");
    return 1;
}

static void random_calendars_answer_as_the_model_does(void **state)
{
    static struct model model;
    uint32_t count = is_without_database() ? 2 : sizeof zones / sizeof zones[0];
    (void)state;

    for (int i = 0; i < CALENDARS; i++) {
        const char *name = zones[chance(count)];
        int64_t around_s = draw_instant(name);
        sup_hours *hours;

        draw_model(&model, name, around_s);
        hours = open_model(&model);
        walk(&model, around_s - 8 * DAY_S, around_s + 20 * DAY_S);
        for (int j = 0; j < QUESTIONS; j++) {
            ask(&model, hours, around_s);
        }
        compare_pauses(&model, hours, (around_s - 3 * DAY_S) * 1000, (around_s + 4 * DAY_S) * 1000);
        sup_hours_close(hours);
        sup__arena_reset(&arena);
    }
}

/* ---- every change of every zone ---- */

static void draw_steady(struct model *model, const char *name)
{
    memset(model, 0, sizeof *model);
    model->name = name;
    for (int i = 0; i < 7; i++) {
        /* Edges in the hours at which clocks change, and at midnight. */
        model->week[i] = (struct day){4, {0, 145, 195, 1410}, {135, 150, 1380, 1440}};
    }
    write_model(model);
}

static void try_changes(const char *name, uint32_t *changes)
{
    static uint8_t buffer[SUP__ZONE_BUFFER_BYTES];
    static struct model model;
    struct sup_zones from = {.size = sizeof from, .directory = "/usr/share/zoneinfo"};
    char why[SUP__ZONE_WHY_SIZE];
    sup_hours *hours;

    draw_steady(&model, name);
    assert_int_equal(sup__zone_load(&arena, &from, name, buffer, &model.zone, why), SUP_OK);
    hours = open_model(&model);
    for (uint32_t i = 0; i < model.zone->count; i++) {
        int64_t at_s = model.zone->at_s[i];

        if (at_s >= 0 && at_s < INT64_C(2240611200)) { /* 1970 to 2040 */
            int64_t a = (at_s - 30 * HOUR_S) * 1000 + chance(32 * 3600000u);
            int64_t b = (at_s + 2 * HOUR_S) * 1000 + chance(50 * 3600000u);
            int64_t found = between(hours, a, b);
            int64_t back = -1;

            walk(&model, at_s - 2 * DAY_S, at_s + 2 * DAY_S);
            ASSERT_SAME(&model, found, model_between(a, b));
            assert_int_equal(sup_hours_add(hours, a, found, &back), SUP_OK);
            ASSERT_SAME(&model, between(hours, a, back), found);
            (*changes)++;
        }
    }
    sup_hours_close(hours);
    sup__arena_reset(&arena);
}

static void every_change_of_every_zone_from_1970_to_2040_is_right(void **state)
{
    FILE *table = fopen("/usr/share/zoneinfo/zone1970.tab", "r");
    static char line[1024];
    uint32_t count = 0;
    uint32_t changes = 0;
    (void)state;

    if (table == NULL) {
        print_message("skipped: no /usr/share/zoneinfo/zone1970.tab\n");
        skip();
    }
    while (fgets(line, sizeof line, table) != NULL) {
        char *name = strchr(line, '\t');

        name = line[0] != '#' && name != NULL ? strchr(name + 1, '\t') : NULL;
        if (name != NULL) {
            name++;
            name[strcspn(name, "\t\n")] = '\0';
            try_changes(name, &changes);
            count++;
        }
    }
    (void)fclose(table);
    print_message("%u zones, %u changes\n", count, changes);
    assert_true(count > 250 && changes > 20 * count);
}

/* ---- many years ---- */

/* More years than are kept: what is forgotten and compiled again is the same. */
static void years_that_were_forgotten_come_back_the_same(void **state)
{
    static struct model model;
    int64_t firsts[300];
    sup_hours *hours;
    int64_t sum = 0;
    (void)state;

    draw_steady(&model, "UTC");
    hours = open_model(&model);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 299; i++) {
            int64_t from_ms = (INT64_C(-2208988800) + i * INT64_C(31536000)) * 1000 + 5000000;
            int64_t found = between(hours, from_ms, from_ms + 20 * 86400000);

            if (round == 0) {
                firsts[i] = found;
            }
            ASSERT_SAME(&model, found, firsts[i]);
        }
    }
    for (int i = 0; i < 299; i++) {
        int64_t from_ms = (INT64_C(-2208988800) + i * INT64_C(31536000)) * 1000;

        sum += between(hours, from_ms, from_ms + INT64_C(31536000) * 1000);
    }
    ASSERT_SAME(&model,
                between(hours, INT64_C(-2208988800000),
                        (INT64_C(-2208988800) + 299 * INT64_C(31536000)) * 1000),
                sum);
    sup_hours_close(hours);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_calendars_answer_as_the_model_does),
        cmocka_unit_test(every_change_of_every_zone_from_1970_to_2040_is_right),
        cmocka_unit_test(years_that_were_forgotten_come_back_the_same),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
