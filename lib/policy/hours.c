/*
 * hours.c: arithmetic on hours of a week.
 */
#include "policy/hours.h"

#include "base/text.h"

#define MINUTE_MS INT64_C(60000)

const char *const sup__weekday_names[7] = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
};

/* 1970-01-01 was a Thursday. */
enum { EPOCH_MINUTE = 3 * SUP__DAY_MINUTES };

static const struct sup__hours all_hours = {0, SUP__WEEK_MINUTES};
static const struct sup__calendar always = {"", "", 0, 1, &all_hours};

static int32_t in_week(int64_t minutes)
{
    int64_t rest = minutes % SUP__WEEK_MINUTES;

    return (int32_t)(rest < 0 ? rest + SUP__WEEK_MINUTES : rest);
}

static int64_t floor_minutes(int64_t ms)
{
    return ms / MINUTE_MS - (ms % MINUTE_MS < 0);
}

/* The index of the first hours that end after a minute of the week; the count when none do. */
static uint32_t first_after(const struct sup__calendar *calendar, int32_t minute)
{
    uint32_t low = 0;
    uint32_t high = calendar->hours_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (calendar->hours[middle].end <= minute) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int sup__calendar_is_open(const struct sup__calendar *calendar, int64_t now_ms)
{
    int32_t minute = in_week(floor_minutes(now_ms) + EPOCH_MINUTE + calendar->offset_minutes);
    uint32_t i = first_after(calendar, minute);

    return i < calendar->hours_count && calendar->hours[i].begin <= minute;
}

/* For how many minutes from that minute on the calendar stays as it is, at most to the week's end
 * (its own); and how that is. */
static int32_t stays(const struct sup__calendar *calendar, int32_t minute, int *is_open)
{
    uint32_t i = first_after(calendar, minute);

    *is_open = i < calendar->hours_count && calendar->hours[i].begin <= minute;
    if (*is_open) {
        return calendar->hours[i].end - minute;
    }
    return (i < calendar->hours_count ? calendar->hours[i].begin : SUP__WEEK_MINUTES) - minute;
}

/* The first gap at or after minute `from` of the week, cut at its end. */
static int find_gap(const struct sup__calendar *needed, const struct sup__calendar *covered,
                    int32_t from, struct sup__gap *gap)
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

static int is_gap(const struct sup__calendar *needed, const struct sup__calendar *covered,
                  int32_t minute)
{
    int is_needed;
    int is_covered;

    (void)stays(needed, minute, &is_needed);
    (void)stays(covered, in_week(minute + covered->offset_minutes - needed->offset_minutes),
                &is_covered);
    return is_needed && !is_covered;
}

int sup__calendar_gap(const struct sup__calendar *needed, const struct sup__calendar *covered,
                      struct sup__gap *gap)
{
    struct sup__gap first;

    needed = needed != NULL ? needed : &always;
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
                sup__weekday_names[gap->begin / SUP__DAY_MINUTES],
                gap->begin % SUP__DAY_MINUTES / 60, gap->begin % 60,
                sup__weekday_names[end / SUP__DAY_MINUTES], end % SUP__DAY_MINUTES / 60, end % 60);
}
