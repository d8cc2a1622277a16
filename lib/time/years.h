/*
 * years.h: the years of a calendar that were compiled.
 */
#ifndef SUP__YEARS_H
#define SUP__YEARS_H

#include "time/year.h"

/* What is kept of one calendar. A common year has 6,000 bytes; two stay in any case, since a
 * question may go over the turn of a year. */
enum { SUP__YEARS_BYTES_MAX = 128 * 1024, SUP__YEARS_KEPT_MIN = 2 };

struct sup__year_table {
    struct sup__year *years[SUP__YEAR_COUNT]; /* NULL: not compiled, or forgotten */
    uint32_t open_s[SUP__YEAR_COUNT];         /* how long each is open, and 1; 0: not known */
};

struct sup__years {
    struct sup__mem mem;
    struct sup__year *last;        /* the one that was asked for last */
    struct sup__year_table *table; /* NULL until a year is asked for */
    size_t bytes;
    uint32_t count;
    uint64_t clock;
};

void sup__years_free(struct sup__years *years);

/** A compiled year, until the next call; NULL when memory runs out. */
const struct sup__year *sup__years_get(const struct sup__calendar *calendar, uint32_t index);

/** How long a year is open; -1 when memory runs out. */
int64_t sup__years_open_ms(const struct sup__calendar *calendar, uint32_t index);

#endif
