/*
 * sla_spans.c: a stretch of a timer's life cut where a calendar opens, closes or changes its
 * offset.
 */
#include "ops/sla/sla_spans.h"

#include "base/text.h"
#include "base/when.h"

#include <inttypes.h>
#include <string.h>

enum { CHUNK = 64, DAY_S = 86400, CLOSED_DAYS_MAX = 400 };

static int64_t floor_div(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

static int64_t offset_at(const struct sup__stretch *stretch, int64_t at_ms)
{
    return stretch->calendar ? sup__zone_offset(stretch->calendar->zone, floor_div(at_ms, 1000))
                             : 0;
}

/* When there is no room the last part takes the rest in, so that the sums stay. What is ahead adds
 * up to nothing that was, and is left out then. */
static void add(struct sup__spans *spans, const struct sup_timer_span *span)
{
    if (span->to_ms == span->from_ms) {
        return;
    }
    if (spans->count < SUP_EXPLAIN_SPANS_MAX) {
        spans->items[spans->count++] = *span;
        return;
    }
    spans->is_cut = 1;
    struct sup_timer_span *last = &spans->items[spans->count - 1];
    if (last->is_ahead == span->is_ahead) {
        last->kind = SUP_SPAN_SUMMED;
        last->label = NULL;
        last->to_ms = span->to_ms;
        last->used_ms += span->used_ms;
        last->business_ms += span->business_ms;
    }
}

static struct sup_timer_span part_of(const struct sup__stretch *stretch, int32_t kind,
                                     int64_t from_ms, int64_t to_ms)
{
    int64_t length_ms = to_ms - from_ms;
    return (struct sup_timer_span){.kind = kind,
                                   .is_ahead = stretch->is_ahead,
                                   .from_ms = from_ms,
                                   .to_ms = to_ms,
                                   .used_ms = kind == SUP_SPAN_PAUSED ? 0 : length_ms,
                                   .business_ms = kind == SUP_SPAN_OPEN ? length_ms : 0,
                                   .offset_s = offset_at(stretch, from_ms),
                                   .calendar = stretch->calendar_name,
                                   .policy_version = stretch->policy_version};
}

/* Of the days of a closed part the first holiday gives it its name. */
static void name_holiday(struct sup__spans *spans, const struct sup__stretch *stretch,
                         struct sup_timer_span *span)
{
    int64_t day = floor_div(floor_div(span->from_ms, 1000) + span->offset_s, DAY_S);
    int64_t last = floor_div(floor_div(span->to_ms - 1, 1000) + span->offset_s, DAY_S);
    last = last - day > CLOSED_DAYS_MAX ? day + CLOSED_DAYS_MAX : last;
    for (; day <= last; day++) {
        const struct sup__date *date = sup__calendar_date(stretch->calendar, day);
        if (date && !date->is_special) {
            const char *label = date->label;
            span->kind = SUP_SPAN_HOLIDAY;
            span->label = label ? sup__arena_text(spans->arena, label, strlen(label)) : NULL;
            spans->failed |= label && !span->label;
            return;
        }
    }
}

static void add_part(struct sup__spans *spans, const struct sup__stretch *stretch, int32_t kind,
                     int64_t from_ms, int64_t to_ms)
{
    struct sup_timer_span span = part_of(stretch, kind, from_ms, to_ms);
    if (kind == SUP_SPAN_CLOSED && to_ms > from_ms) {
        name_holiday(spans, stretch, &span);
    }
    add(spans, &span);
}

/* Cut where the clocks change, so that one offset is in force in each part. */
static void add_parts(struct sup__spans *spans, const struct sup__stretch *stretch, int32_t kind,
                      int64_t from_ms, int64_t to_ms)
{
    const struct sup__zone *zone = stretch->calendar ? stretch->calendar->zone : NULL;
    for (uint32_t i = 0; zone && i < zone->count && zone->at_s[i] * 1000 < to_ms; i++) {
        int64_t change_ms = zone->at_s[i] * 1000;
        if (change_ms > from_ms && zone->offset_s[i] != zone->offset_s[i + 1]) {
            add_part(spans, stretch, kind, from_ms, change_ms);
            from_ms = change_ms;
        }
    }
    add_part(spans, stretch, kind, from_ms, to_ms);
}

static int32_t add_hours(struct sup__spans *spans, const struct sup__stretch *stretch)
{
    struct sup_span open[CHUNK];
    int64_t at_ms = stretch->from_ms;
    int64_t next_ms = at_ms;
    uint32_t count = 0;
    while (next_ms < stretch->to_ms) {
        int32_t rc = sup__calendar_intervals(stretch->calendar, next_ms, stretch->to_ms, open,
                                             CHUNK, &count, &next_ms);
        if (rc != SUP_OK) {
            return rc;
        }
        for (uint32_t i = 0; i < count; i++) {
            add_parts(spans, stretch, SUP_SPAN_CLOSED, at_ms, open[i].begin_ms);
            add_parts(spans, stretch, SUP_SPAN_OPEN, open[i].begin_ms, open[i].end_ms);
            at_ms = open[i].end_ms;
        }
    }
    add_parts(spans, stretch, SUP_SPAN_CLOSED, at_ms, stretch->to_ms);
    return SUP_OK;
}

static void add_whole(struct sup__spans *spans, const struct sup__stretch *stretch)
{
    struct sup_timer_span span =
        part_of(stretch, SUP_SPAN_SUMMED, stretch->from_ms, stretch->to_ms);
    span.business_ms = stretch->business_ms;
    add(spans, &span);
}

int32_t sup__spans_add(struct sup__spans *spans, const struct sup__stretch *stretch)
{
    int64_t now_ms = 0;
    if (stretch->is_paused) {
        add_parts(spans, stretch, SUP_SPAN_PAUSED, stretch->from_ms, stretch->to_ms);
        return SUP_OK;
    }
    if (stretch->to_ms <= stretch->from_ms) {
        return SUP_OK;
    }
    int32_t rc =
        sup__calendar_between(stretch->calendar, stretch->from_ms, stretch->to_ms, &now_ms);
    if (rc == SUP_NOMEM) {
        return rc;
    }
    if (rc != SUP_OK || now_ms != stretch->business_ms) {
        add_whole(spans, stretch);
    } else if (!stretch->calendar) {
        add_parts(spans, stretch, SUP_SPAN_OPEN, stretch->from_ms, stretch->to_ms);
    } else {
        rc = add_hours(spans, stretch);
    }
    return rc == SUP_NOMEM || spans->failed ? SUP_NOMEM : SUP_OK;
}

void sup__spans_end(struct sup__spans *spans, int64_t from_ms, int64_t at_ms, int64_t used_ms,
                    int64_t business_ms)
{
    struct sup_timer_span *first = spans->items;
    struct sup_timer_span all = {.kind = SUP_SPAN_SUMMED,
                                 .from_ms = from_ms,
                                 .to_ms = at_ms,
                                 .used_ms = used_ms,
                                 .business_ms = business_ms,
                                 .offset_s = spans->count ? first->offset_s : 0,
                                 .calendar = spans->count ? first->calendar : NULL,
                                 .policy_version = spans->count ? first->policy_version : 0};
    while (spans->count && spans->items[spans->count - 1].from_ms >= at_ms) {
        spans->count--;
    }
    for (uint32_t i = 0; i < spans->count; i++) {
        struct sup_timer_span *span = &spans->items[i];
        if (span->to_ms > at_ms && span->kind != SUP_SPAN_SUMMED) {
            span->to_ms = at_ms;
            span->used_ms = span->used_ms ? at_ms - span->from_ms : 0;
            span->business_ms = span->business_ms ? at_ms - span->from_ms : 0;
        }
        used_ms -= span->used_ms;
        business_ms -= span->business_ms;
    }
    if (used_ms || business_ms) {
        spans->count = 0;
        add(spans, &all);
    }
}

void sup__spans_lead(struct sup__spans *spans, uint32_t first)
{
    for (uint32_t at = 0; first < spans->count; at++, first++) {
        struct sup_timer_span span = spans->items[first];
        memmove(&spans->items[at + 1], &spans->items[at], (first - at) * sizeof span);
        spans->items[at] = span;
    }
}

/* ---- for people ---- */

struct civil {
    int64_t year;
    int32_t month;
    int32_t day;
    int32_t weekday; /* from Monday, 0 */
    int64_t ms;      /* of the day */
};

static struct civil civil_of(int64_t at_ms, int64_t offset_s)
{
    struct civil civil;
    int64_t local_ms = at_ms + offset_s * 1000;
    int64_t days = floor_div(local_ms, DAY_S * INT64_C(1000));
    sup__civil_from_days(days, &civil.year, &civil.month, &civil.day);
    civil.weekday = (int32_t)((days % 7 + 10) % 7); /* 1970-01-01 was a Thursday */
    civil.ms = local_ms - days * DAY_S * 1000;
    return civil;
}

static void write_clock(int64_t ms, char *out, size_t bytes)
{
    int hours = (int)(ms / 3600000);
    int minutes = (int)(ms / 60000 % 60);
    int seconds = (int)(ms / 1000 % 60);
    int rest = (int)(ms % 1000);
    if (rest) {
        sup__format(out, bytes, "%02d:%02d:%02d.%03d", hours, minutes, seconds, rest);
    } else if (seconds) {
        sup__format(out, bytes, "%02d:%02d:%02d", hours, minutes, seconds);
    } else {
        sup__format(out, bytes, "%02d:%02d", hours, minutes);
    }
}

static void write_day(const struct civil *civil, char *out, size_t bytes)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    sup__format(out, bytes, "%s %04" PRId64 "-%02d-%02d", names[civil->weekday], civil->year,
                (int)civil->month, (int)civil->day);
}

static void write_offset(int64_t offset_s, char *out, size_t bytes)
{
    int64_t size_s = offset_s < 0 ? -offset_s : offset_s;
    sup__format(out, bytes, "%c%02d:%02d", offset_s < 0 ? '-' : '+', (int)(size_s / 3600),
                (int)(size_s / 60 % 60));
}

void sup__local_format(int64_t at_ms, int64_t offset_s, char out[SUP__LOCAL_SIZE])
{
    struct civil civil = civil_of(at_ms, offset_s);
    char day[24];
    char clock[16];
    char offset[16];
    write_day(&civil, day, sizeof day);
    write_clock(civil.ms, clock, sizeof clock);
    write_offset(offset_s, offset, sizeof offset);
    sup__format(out, SUP__LOCAL_SIZE, "%s %s %s", day, clock, offset);
}

void sup__span_line(const struct sup_timer_span *span, char out[SUP__SPAN_LINE_SIZE])
{
    static const char *const kinds[] = {"open", "closed", "closed, with a holiday", "paused",
                                        "in sum"};
    char from[SUP__LOCAL_SIZE];
    char to[24];
    char to_day[24] = "";
    char length[SUP__DURATION_TEXT_SIZE];
    struct civil begin = civil_of(span->from_ms, span->offset_s);
    struct civil end = civil_of(span->to_ms, span->offset_s);
    sup__local_format(span->from_ms, span->offset_s, from);
    if (begin.day != end.day || begin.month != end.month || begin.year != end.year) {
        write_day(&end, to_day, sizeof to_day);
    }
    write_clock(end.ms, to, sizeof to);
    sup__duration_format(span->business_ms, length);
    sup__format(out, SUP__SPAN_LINE_SIZE, "%s%s to %s%s%s, %s%s%.200s: %s counts",
                span->is_ahead ? "ahead: " : "", from, to_day, *to_day ? " " : "", to,
                kinds[span->kind - 1], span->label ? ": " : "", span->label ? span->label : "",
                span->business_ms ? length : "nothing");
}
