/*
 * policy_load.c: how long a policy document of a megabyte takes to load.
 *
 * The document is made here: thousands of fields, reasons with articles, rules of about four
 * comparisons each, SLA policies with targets. Each part is also loaded alone, twice as large each
 * time, so that what grows faster than the document is seen. "alike" are rules that differ only
 * deep inside, which takes the most to see that none hides another. Medians of CPU time, with
 * somebody who hears the warnings, and "stored" as a desk that opens loads it, without.
 *
 * usage: policy_load [kilobytes] [loads]
 */
#include "bench.h"
#include "base/text.h"
#include "policy/policy.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char head[] =
    "{\"supportcore_policy\": 1, \"name\": \"Large\", \"currency\": \"EUR\", \"statuses\": ["
    "{\"name\": \"new\", \"category\": \"new\"}, {\"name\": \"open\", \"category\": \"open\"},"
    "{\"name\": \"solved\", \"category\": \"solved\"}, {\"name\": \"closed\", \"category\": "
    "\"closed\"}], \"transitions\": {\"new\": [\"open\"], \"open\": [\"solved\"], \"solved\": "
    "[\"open\", \"closed\"]}, \"priorities\": [\"low\", \"normal\", \"high\", \"urgent\"], "
    "\"default_priority\": \"normal\", \"channels\": [{\"name\": \"email\", \"team\": \"service\", "
    "\"calendar\": \"office\"}, {\"name\": \"chat\", \"team\": \"service\"}], \"teams\": "
    "[\"service\", \"risk\"], \"roles\": {\"agent\": {\"may\": [\"*\"]}}, \"calendars\": "
    "{\"office\": {\"zone\": \"UTC\", \"week\": {\"monday\": [\"09:00-17:00\"]}}}";

enum {
    FIELDS = 1,
    REASONS = 2,
    PRIORITY_RULES = 4,
    ROUTING = 8,
    SEGMENTS = 16,
    SLA = 32,
    ALL = 63,
    ALIKE = 64 /* with some of the others: their conditions are alike */
};
enum { ALIKE_DEPTH = 10 };

/* One in the other: {"or": [{"<": [fact, n]}, {"and": [{"<": [fact, n]}, ...]}]} */
static void add_alike(struct sup__buffer *out, uint32_t i)
{
    char text[200];

    for (uint32_t depth = 0; depth < ALIKE_DEPTH; depth++) {
        (void)snprintf(text, sizeof text,
                       "{\"%s\": [{\"<\": [{\"var\": \"customer.order_count\"}, %u]}, {\"<\": "
                       "[{\"var\": \"ticket.reply_count\"}, %u]}, ",
                       depth % 2 ? "and" : "or", i + depth, 4000 - i + depth);
        sup__buffer_text(out, text);
    }
    sup__buffer_text(out, "{\"var\": \"customer.is_vip\"}");
    for (uint32_t depth = 0; depth < ALIKE_DEPTH; depth++) {
        sup__buffer_text(out, "]}");
    }
}

static void add_condition(struct sup__buffer *out, uint32_t i)
{
    char text[400];

    (void)snprintf(text, sizeof text,
                   "{\"and\": [{\"==\": [{\"var\": \"ticket.reason\"}, \"reason_%u\"]}, {\">\": "
                   "[{\"var\": \"order.total\"}, \"%u.50\"]}, {\"or\": [{\"==\": [{\"var\": "
                   "\"field.f%u\"}, \"value %u\"]}, {\"<\": [{\"var\": \"customer.order_count\"}, "
                   "%u]}]}]}",
                   i % 8, i + 1, i % 8, i, i + 3);
    sup__buffer_text(out, text);
}

static void add_item(struct sup__buffer *out, int part, int is_alike, uint32_t i)
{
    char text[300];

    sup__buffer_text(out, i == 0 ? "" : ",\n");
    switch (part) {
    case FIELDS:
        (void)snprintf(text, sizeof text,
                       "{\"name\": \"f%u\", \"label\": \"Field number %u\", \"type\": \"text\"}", i,
                       i);
        sup__buffer_text(out, text);
        return;
    case REASONS:
        (void)snprintf(text, sizeof text,
                       "{\"name\": \"reason_%u\", \"label\": \"Reason number %u\", \"team\": "
                       "\"service\", \"channel\": \"chat\", \"intake\": [\"f%u\"], \"knowledge\": "
                       "[{\"name\": \"a\", \"title\": \"An article\", \"version\": \"1\", "
                       "\"owner\": \"service\", \"review_on\": \"2030-01-01\"}]}",
                       i, i, i % 8);
        sup__buffer_text(out, text);
        return;
    default:
        (void)snprintf(text, sizeof text, "{\"name\": \"rule_%u\", \"when\": ", i);
        sup__buffer_text(out, text);
        (is_alike ? add_alike : add_condition)(out, i);
        sup__buffer_text(out, part == PRIORITY_RULES ? ", \"priority\": \"high\"}"
                              : part == ROUTING      ? ", \"team\": \"risk\"}"
                              : part == SEGMENTS     ? "}"
                                                     : ", \"targets\": [{\"metric\": "
                                                       "\"first_reply\", \"within\": \"PT8H\"}]}");
    }
}

/* The document with `count` items in each of the parts, but for the eight that rules name. */
static char *make(int parts, uint32_t count, size_t *bytes)
{
    static const struct {
        int part;
        const char *name;
    } rows[] = {{FIELDS, "fields"},   {REASONS, "reasons"},   {PRIORITY_RULES, "priority_rules"},
                {ROUTING, "routing"}, {SEGMENTS, "segments"}, {SLA, "sla"}};
    struct sup__mem mem;
    struct sup__buffer out;

    (void)sup__mem_init(&mem, NULL);
    sup__buffer_init(&out, &mem);
    sup__buffer_text(&out, head);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t items = (parts & rows[i].part) != 0 ? count : rows[i].part <= REASONS ? 8 : 0;

        sup__buffer_text(&out, ",\n\"");
        sup__buffer_text(&out, rows[i].name);
        sup__buffer_text(&out, "\": [");
        for (uint32_t j = 0; j < items; j++) {
            add_item(&out, rows[i].part, (parts & ALIKE) != 0, j);
        }
        sup__buffer_text(&out, "]");
    }
    sup__buffer_text(&out, "}");
    return sup__buffer_take(&out, bytes);
}

enum how { STORED, LISTENED, WITH_READINESS };

/* Milliseconds of CPU; the median. */
static double load(const char *document, size_t bytes, int loads, enum how how)
{
    const struct sup__policy_options options = {.with_readiness = how == WITH_READINESS};
    double times[101];
    struct sup__mem mem;

    (void)sup__mem_init(&mem, NULL);
    loads = loads > 101 ? 101 : loads;
    for (int i = 0; i < loads; i++) {
        struct sup__policy *policy = NULL;
        struct sup__policy_problems problems = {0};
        struct sup__arena arena;
        struct sup_error error;
        int64_t begin;

        sup__arena_init(&arena, &mem);
        problems.arena = &arena;
        begin = cpu_ns();
        if (sup__policy_load(&mem, document, bytes, &options, &policy,
                             how != STORED ? &problems : NULL, &error) != SUP_OK) {
            fprintf(stderr, "%s: %s\n", error.field, error.text);
            exit(1);
        }
        sup__policy_free(policy);
        times[i] = (double)(cpu_ns() - begin) / 1e6;
        sup__arena_free(&arena);
    }
    return median(times, loads);
}

static void measure(const char *name, int parts, uint32_t count, int loads)
{
    size_t bytes;
    char *document = make(parts, count, &bytes);

    printf("%-16s %5u items %8zu bytes %8.2f ms, stored %8.2f ms, with readiness %8.2f ms\n", name,
           count, bytes, load(document, bytes, loads, LISTENED),
           load(document, bytes, loads, STORED), load(document, bytes, loads, WITH_READINESS));
    sup_free(document);
}

int main(int count, char **words)
{
    size_t wanted = (size_t)(count > 1 ? atoi(words[1]) : 1024) * 1024;
    int loads = count > 2 ? atoi(words[2]) : 11;
    uint32_t items = 100;
    size_t bytes = 0;

    while (items < 2000 && bytes < wanted) {
        char *document;

        items += 10;
        document = make(ALL, items, &bytes);
        sup_free(document);
    }
    measure("all", ALL, items, loads);
    for (uint32_t n = 32; n <= 128; n *= 2) {
        measure("alike", ALIKE | PRIORITY_RULES | ROUTING | SEGMENTS | SLA, n, loads);
    }
    for (uint32_t n = 500; n <= 2000; n *= 2) {
        measure("fields", FIELDS, n, loads);
        measure("reasons", REASONS, n, loads);
        measure("priority rules", PRIORITY_RULES, n, loads);
        measure("SLA policies", SLA, n, loads);
    }
    return 0;
}
