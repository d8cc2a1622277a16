/*
 * posix_rule.h: the rule at the end of a TZif file, which holds after its last change for ever.
 *
 * A TZ string of POSIX (8.3) with the extensions of RFC 9636 (3.3.2): times of -167 to 167 hours.
 */
#ifndef SUP__POSIX_RULE_H
#define SUP__POSIX_RULE_H

#include <stddef.h>
#include <stdint.h>

enum sup__rule_day {
    SUP__RULE_JULIAN = 0, /* Jn: day n of the year from 1, without a 29 February */
    SUP__RULE_DAY,        /* n: day n of the year from 0, with it */
    SUP__RULE_WEEK        /* Mm.w.d: weekday d, the w-th of its kind in month m; 5 is the last */
};

struct sup__rule_date {
    int32_t kind; /* enum sup__rule_day */
    int32_t day;
    int32_t month;
    int32_t week;
    int32_t time_s; /* by the clocks that are changed */
};

struct sup__posix_rule {
    int32_t offset_s; /* what is added to UTC */
    int32_t has_summer;
    int32_t summer_offset_s;
    struct sup__rule_date begin;
    struct sup__rule_date end;
};

/** Reads the whole text. 1 if it is a rule. */
int sup__posix_rule_parse(const char *text, size_t bytes, struct sup__posix_rule *rule);

/** The instant of a date of the rule in one year; `offset_s` was in force before it. */
int64_t sup__posix_rule_instant(const struct sup__rule_date *date, int64_t year, int32_t offset_s);

#endif
