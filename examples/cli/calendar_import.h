/*
 * calendar_import.h: holidays, collected from what others publish.
 */
#ifndef CLI_CALENDAR_IMPORT_H
#define CLI_CALENDAR_IMPORT_H

#include "program.h"
#include "text.h"

enum { HOLIDAYS_MAX = 4000, HOLIDAY_DATE_SIZE = 11, HOLIDAY_LABEL_MAX = 200 };

struct holidays {
    const struct program *program;
    const char *division; /* of a list that has several; NULL: it has one */
    int64_t from_year;    /* dates of other years are passed over */
    int64_t to_year;
    struct text out; /* the items, as JSON */
    char dates[HOLIDAYS_MAX][HOLIDAY_DATE_SIZE];
    uint32_t count;
    int64_t left_out;
    int is_full;
};

/** Take a day of one year in; one that is there already is left out, and so are other years. */
void holidays_add_day(struct holidays *holidays, int64_t day, const char *label);
/** Take a day of every year in: "12-25". */
void holidays_add_yearly(struct holidays *holidays, int month, int in_month, const char *label);
/** Tell, on stderr, what is not taken in. `line` is 0 for none. */
void holidays_leave(struct holidays *holidays, int64_t line, const char *what, const char *why);
/** Reads "2026-12-25" as days since 1970; 1 if it begins with a date. */
int holidays_read_date(const char *text, int64_t *day);
/** Reads "20261225" likewise. */
int holidays_read_basic_date(const char *text, int64_t *day);

/** Take in what a JSON document lists. @return EXIT_OK, or the exit code after the error was told
 */
int holidays_from_json(struct holidays *holidays, const char *path, const struct text *content);
/** Take in the events of an iCalendar file (RFC 5545) that last whole days. */
int holidays_from_ics(struct holidays *holidays, const char *path, const struct text *content);

#endif
