/*
 * hours.h: is a calendar open, and when is nobody there: arithmetic on hours of a week.
 *
 * In this version a calendar has a fixed offset and the same hours every week, so all of it is
 * arithmetic on minutes. What asks goes through these functions.
 */
#ifndef SUP__POLICY_HOURS_H
#define SUP__POLICY_HOURS_H

#include "policy/sections.h"

enum { SUP__DAY_MINUTES = 24 * 60, SUP__WEEK_MINUTES = 7 * SUP__DAY_MINUTES };

/** 1 when the calendar is open at that time. */
int sup__calendar_is_open(const struct sup__calendar *calendar, int64_t now_ms);

/* Minutes from Monday 00:00; `end` passes SUP__WEEK_MINUTES when the gap passes the week's end. */
struct sup__gap {
    int32_t begin;
    int32_t end;
};

/**
 * The first time of the week, in the zone of `needed`, that `needed` has and `covered` has not.
 *
 * A gap that the week's end falls into begins late in the week, not on Monday. NULL for `needed`
 * is every hour of the week in UTC.
 *
 * @return 1 with *gap; 0 when there is none
 */
int sup__calendar_gap(const struct sup__calendar *needed, const struct sup__calendar *covered,
                      struct sup__gap *gap);

/** "Monday 18:00 to Tuesday 09:00". */
enum { SUP__GAP_TEXT_SIZE = 48 };
void sup__gap_format(const struct sup__gap *gap, char out[SUP__GAP_TEXT_SIZE]);

extern const char *const sup__weekday_names[7]; /* "Monday" to "Sunday" */

#endif
