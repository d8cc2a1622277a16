/*
 * coverage.c: arithmetic on hours of a week.
 */
#include "policy/coverage.h"

#include "base/text.h"

static const char *const weekday_names[7] = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
};

/* ---- the week of a calendar ---- */

/* Adds hours that begin no earlier than those before; touching ones become one. */
static void add(struct sup__week *week, int32_t begin, int32_t end)
{
    if (week->count > 0 && begin <= week->items[week->count - 1].end) {
        week->items[week->count - 1].end = end;
        return;
    }
    week->items[week->count++] = (struct sup__week_hours){begin, end};
}

void sup__week_of(const struct sup__calendar *calendar, int64_t at_ms, struct sup__week *week)
{
    week->offset_minutes = 0;
    week->count = 0;
    if (calendar == NULL) {
        add(week, 0, SUP__WEEK_MINUTES);
        return;
    }
    week->offset_minutes = sup__zone_offset(calendar->zone, at_ms / 1000) / 60;
    /* What passes the week's end comes first: it belongs to Monday. No weekday's hours overlap. */
    for (uint32_t i = 0; i < calendar->week[6].count; i++) {
        int32_t end = calendar->week[6].items[i].end;

        if (end > SUP__DAY_MINUTES) {
            add(week, 0, end - SUP__DAY_MINUTES);
        }
    }
    for (int32_t day = 0; day < 7; day++) {
        for (uint32_t i = 0; i < calendar->week[day].count; i++) {
            int32_t begin = day * SUP__DAY_MINUTES + calendar->week[day].items[i].begin;
            int32_t end = day * SUP__DAY_MINUTES + calendar->week[day].items[i].end;

            add(week, begin, end < SUP__WEEK_MINUTES ? end : SUP__WEEK_MINUTES);
        }
    }
}

/* ---- gaps ---- */

static int32_t in_week(int32_t minutes)
{
    int32_t rest = minutes % SUP__WEEK_MINUTES;

    return rest < 0 ? rest + SUP__WEEK_MINUTES : rest;
}

/* The index of the first hours that end after a minute of the week; the count when none do. */
static uint32_t first_after(const struct sup__week *week, int32_t minute)
{
    uint32_t low = 0;
    uint32_t high = week->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (week->items[middle].end <= minute) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* For how many minutes from that minute on a week stays as it is, at most to its end
 * (its own); and how that is. */
static int32_t stays(const struct sup__week *week, int32_t minute, int *is_open)
{
    uint32_t i = first_after(week, minute);

    *is_open = i < week->count && week->items[i].begin <= minute;
    if (*is_open) {
        return week->items[i].end - minute;
    }
    return (i < week->count ? week->items[i].begin : SUP__WEEK_MINUTES) - minute;
}

/* The first gap at or after minute `from` of the week, cut at its end. */
static int find_gap(const struct sup__week *needed, const struct sup__week *covered, int32_t from,
                    struct sup__gap *gap)
{
    int32_t shift = covered->offset_minutes - needed->offset_minutes;
    int is_found = 0;

    while (from < SUP__WEEK_MINUTES) {
        int is_needed;
        int is_covered;
        int32_t needed_for = stays(needed, from, &is_needed);
        int32_t covered_for = stays(covered, in_week(from + shift), &is_covered);
        int32_t step = needed_for < covered_for ? needed_for : covered_for;

        if (is_needed && !is_covered) {
            gap->begin = is_found ? gap->begin : from;
            gap->end = from + step;
            is_found = 1;
        } else if (is_found) {
            break;
        }
        from += step;
    }
    return is_found;
}

static int is_gap(const struct sup__week *needed, const struct sup__week *covered, int32_t minute)
{
    int is_needed;
    int is_covered;

    (void)stays(needed, minute, &is_needed);
    (void)stays(covered, in_week(minute + covered->offset_minutes - needed->offset_minutes),
                &is_covered);
    return is_needed && !is_covered;
}

int sup__week_gap(const struct sup__week *needed, const struct sup__week *covered,
                  struct sup__gap *gap)
{
    struct sup__gap first;

    if (!find_gap(needed, covered, 0, &first)) {
        return 0;
    }
    *gap = first;
    if (first.begin == 0 && is_gap(needed, covered, SUP__WEEK_MINUTES - 1)) {
        /* The end of a gap that began last week: the first one is the next that begins. */
        (void)find_gap(needed, covered, first.end, gap);
        if (gap->end == SUP__WEEK_MINUTES) {
            gap->end += first.end;
        }
    }
    return 1;
}

void sup__gap_format(const struct sup__gap *gap, char out[SUP__GAP_TEXT_SIZE])
{
    int32_t end = gap->end % SUP__WEEK_MINUTES;

    sup__format(out, SUP__GAP_TEXT_SIZE, "%s %02d:%02d to %s %02d:%02d",
                weekday_names[gap->begin / SUP__DAY_MINUTES], gap->begin % SUP__DAY_MINUTES / 60,
                gap->begin % 60, weekday_names[end / SUP__DAY_MINUTES], end % SUP__DAY_MINUTES / 60,
                end % 60);
}
