/*
 * calendar.c: what adding and measuring business hours costs, beside floors written by hand.
 *
 * An office with lunch breaks and 20 holidays a year, in Europe/Berlin. The floors know the same
 * open intervals, made once from sup_hours_intervals(): one finds its interval by binary search,
 * the other by a bucket for each day. They check nothing and know neither years nor horizons.
 *
 * usage: bench_calendar [ROUNDS]
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "supportcore.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS    (24 * 60 * MINUTE_MS)
#define FIRST_MS  INT64_C(1767225600000) /* 2026-01-01 */

enum { INSTANTS = 4096, INTERVALS_MAX = 4096, DAYS = 1500, PAUSES = 1000 };

static const char calendar_text[] =
    "{\"zone\":\"Europe/Berlin\",\"week\":{"
    "\"monday\":[\"09:00-12:30\",\"13:15-18:00\"],\"tuesday\":[\"09:00-12:30\",\"13:15-18:00\"],"
    "\"wednesday\":[\"09:00-12:30\",\"13:15-18:00\"],\"thursday\":[\"09:00-12:30\",\"13:15-18:00\"]"
    ","
    "\"friday\":[\"09:00-12:30\",\"13:15-17:00\"]},\"holidays\":["
    "\"01-01\",\"01-06\",\"03-08\",\"04-03\",\"04-06\",\"05-01\",\"05-14\",\"05-25\",\"06-04\","
    "\"08-15\",\"09-20\",\"10-03\",\"10-31\",\"11-01\",\"11-18\",\"12-24\",\"12-25\",\"12-26\","
    "\"12-30\",\"12-31\"]}";

static sup_hours *hours;
static int64_t instants[INSTANTS];
static int64_t ends[INSTANTS];
static volatile int64_t sink;

static double now_ns(void)
{
    struct timespec at;

    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e9 + (double)at.tv_nsec;
}

static void must(int32_t rc)
{
    if (rc < 0) {
        (void)fprintf(stderr, "failed: %s\n", sup_code_name(rc));
        exit(1);
    }
}

/* ---- floors ---- */

static struct sup_span spans[INTERVALS_MAX];
static int64_t sums[INTERVALS_MAX + 1];
static uint32_t span_count;
static uint32_t first_of_day[DAYS + 1];

static void make_floors(void)
{
    int64_t next_ms;
    uint32_t at = 0;

    must(sup_hours_intervals(hours, FIRST_MS, FIRST_MS + DAYS * DAY_MS, spans, INTERVALS_MAX,
                             &span_count, &next_ms));
    for (uint32_t i = 0; i < span_count; i++) {
        sums[i + 1] = sums[i] + spans[i].end_ms - spans[i].begin_ms;
    }
    for (uint32_t day = 0; day <= DAYS; day++) {
        while (at < span_count && spans[at].end_ms <= FIRST_MS + day * DAY_MS) {
            at++;
        }
        first_of_day[day] = at;
    }
}

static int64_t open_in(uint32_t i, int64_t at_ms)
{
    return sums[i] + (i < span_count && at_ms > spans[i].begin_ms ? at_ms - spans[i].begin_ms : 0);
}

static int64_t by_search(int64_t at_ms)
{
    uint32_t low = 0;
    uint32_t high = span_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (spans[middle].end_ms <= at_ms) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return open_in(low, at_ms);
}

static int64_t by_bucket(int64_t at_ms)
{
    uint32_t i = first_of_day[(at_ms - FIRST_MS) / DAY_MS];

    while (i < span_count && spans[i].end_ms <= at_ms) {
        i++;
    }
    return open_in(i, at_ms);
}

/* ---- runs ---- */

enum run { ADD, BETWEEN, SUBTRACT, SEARCH, BUCKET };

static void once(enum run run, uint32_t i, int64_t open_ms)
{
    int64_t out = 0;

    switch (run) {
    case ADD:
        must(sup_hours_add(hours, instants[i], open_ms, &out));
        break;
    case BETWEEN:
        must(sup_hours_between(hours, instants[i], ends[i], &out));
        break;
    case SUBTRACT:
        must(sup_hours_subtract(hours, ends[i], open_ms, &out));
        break;
    case SEARCH:
        out = by_search(ends[i]) - by_search(instants[i]);
        break;
    case BUCKET:
        out = by_bucket(ends[i]) - by_bucket(instants[i]);
        break;
    }
    sink += out;
}

static double measure(enum run run, int rounds, int64_t open_ms)
{
    double best = 1e18;

    for (int round = 0; round < rounds; round++) {
        double begin = now_ns();
        double took;

        for (uint32_t i = 0; i < INSTANTS; i++) {
            once(run, i, open_ms);
        }
        took = (now_ns() - begin) / INSTANTS;
        best = took < best ? took : best;
    }
    return best;
}

static uint64_t chance(void)
{
    static uint64_t seed = 11;

    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static void bench_spans(int rounds)
{
    static const struct {
        const char *name;
        int64_t minutes;
    } rows[] = {{"10 minutes", 10},   {"4 hours", 240},       {"1 day", 1440},
                {"7 days", 7 * 1440}, {"30 days", 30 * 1440}, {"90 days", 90 * 1440}};

    printf("ns a call     add  subtract  between   floors: binary search  day bucket\n");
    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        for (uint32_t i = 0; i < INSTANTS; i++) {
            instants[i] = FIRST_MS + (int64_t)(chance() % (uint64_t)(365 * DAY_MS));
            ends[i] = instants[i] + rows[row].minutes * MINUTE_MS;
        }
        printf("%-10s %6.1f %9.1f %8.1f %24.1f %11.1f\n", rows[row].name,
               measure(ADD, rounds, rows[row].minutes * MINUTE_MS / 4),
               measure(SUBTRACT, rounds, rows[row].minutes * MINUTE_MS / 4),
               measure(BETWEEN, rounds, 0), measure(SEARCH, rounds, 0), measure(BUCKET, rounds, 0));
    }
}

static void shuffle(struct sup_span *pauses)
{
    for (uint32_t i = PAUSES - 1; i > 0; i--) {
        uint32_t j = (uint32_t)(chance() % (i + 1));
        struct sup_span swapped = pauses[i];

        pauses[i] = pauses[j];
        pauses[j] = swapped;
    }
}

static double measure_pauses(const struct sup_span *pauses, int rounds)
{
    double best = 1e18;

    for (int round = 0; round < 10 * rounds; round++) {
        int64_t out = 0;
        double begin = now_ns();
        double took;

        must(sup_hours_between_pauses(hours, FIRST_MS, FIRST_MS + 360 * DAY_MS, pauses, PAUSES,
                                      &out));
        took = now_ns() - begin;
        sink += out;
        best = took < best ? took : best;
    }
    return best / 1000;
}

static void bench_pauses(int rounds)
{
    struct sup_span pauses[PAUSES];
    double sorted;

    for (uint32_t i = 0; i < PAUSES; i++) {
        pauses[i].begin_ms = FIRST_MS + (int64_t)i * 360 * DAY_MS / PAUSES +
                             (int64_t)(chance() % (uint64_t)(200 * MINUTE_MS));
        pauses[i].end_ms = pauses[i].begin_ms + (int64_t)(chance() % (uint64_t)(DAY_MS / 4));
    }
    sorted = measure_pauses(pauses, rounds);
    shuffle(pauses);
    printf("%d pauses in a year: %.1f us sorted, %.1f us in any order\n", PAUSES, sorted,
           measure_pauses(pauses, rounds));
}

/* Each year is asked for once, so each is compiled. */
static void bench_years(int rounds)
{
    struct sup_hours_options options = {.size = sizeof options, .calendar = calendar_text};
    double best = 1e18;
    double best_open = 1e18;

    for (int round = 0; round < rounds; round++) {
        sup_hours *fresh = NULL;
        double begin = now_ns();
        double took;
        int64_t out = 0;

        must(sup_hours_open(&options, &fresh, NULL));
        took = now_ns() - begin;
        best_open = took < best_open ? took : best_open;
        begin = now_ns();
        for (int64_t year = 0; year < 100; year++) {
            must(sup_hours_add(fresh, FIRST_MS + year * 365 * DAY_MS, 60000, &out));
            sink += out;
        }
        took = (now_ns() - begin) / 100;
        best = took < best ? took : best;
        sup_hours_close(fresh);
    }
    printf("compiling: %.1f us a year; opening a calendar, its zone read from a file: %.1f us\n",
           best / 1000, best_open / 1000);
}

int main(int argc, char **argv)
{
    struct sup_hours_options options = {.size = sizeof options, .calendar = calendar_text};
    struct sup_error error;
    int rounds = argc > 1 ? atoi(argv[1]) : 200;

    if (sup_hours_open(&options, &hours, &error) != SUP_OK) {
        printf("skipped: %s\n", error.text);
        return 0;
    }
    make_floors();
    bench_spans(rounds);
    bench_pauses(rounds);
    bench_years(rounds);
    sup_hours_close(hours);
    return 0;
}
