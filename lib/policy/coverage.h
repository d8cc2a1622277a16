/*
 * coverage.h: hours of an ordinary week, and those that nobody covers.
 *
 * A check before a desk opens, and not what judges a promise: it looks at the hours of weekdays and
 * at the offset that a zone has on one day. Holidays and special hours are the calendars' own.
 */
#ifndef SUP__POLICY_COVERAGE_H
#define SUP__POLICY_COVERAGE_H

#include "policy/sections.h"

enum { SUP__WEEK_MINUTES = 7 * SUP__DAY_MINUTES, SUP__WEEK_HOURS_MAX = 7 * SUP__DAY_HOURS_MAX + 1 };

/* Minutes from Monday 00:00: [begin, end). */
struct sup__week_hours {
    int32_t begin;
    int32_t end;
};

/* Hours of a week in the calendar's own zone: sorted, apart from each other. */
struct sup__week {
    int32_t offset_minutes; /* what is added to UTC */
    uint32_t count;
    struct sup__week_hours items[SUP__WEEK_HOURS_MAX];
};

/** The ordinary week of a calendar, with the offset of its zone at an instant. NULL for `calendar`
 *  is every hour of the week in UTC. */
void sup__week_of(const struct sup__calendar *calendar, int64_t at_ms, struct sup__week *week);

/* `end` passes SUP__WEEK_MINUTES when the gap passes the week's end. */
struct sup__gap {
    int32_t begin;
    int32_t end;
};

/**
 * The first time of the week, in the zone of `needed`, that `needed` has and `covered` has not.
 *
 * A gap that the week's end falls into begins late in the week, not on Monday.
 *
 * @return 1 with *gap; 0 when there is none
 */
int sup__week_gap(const struct sup__week *needed, const struct sup__week *covered,
                  struct sup__gap *gap);

/** "Monday 18:00 to Tuesday 09:00". */
enum { SUP__GAP_TEXT_SIZE = 48 };
void sup__gap_format(const struct sup__gap *gap, char out[SUP__GAP_TEXT_SIZE]);

#endif
