/*
 * sheet.h: what is known of one thing, a line for each: "label  value".
 */
#ifndef CLI_SHEET_H
#define CLI_SHEET_H

#include "people.h"
#include "program.h"
#include "text.h"

/** What is being printed, and with what. Zero-initialise but for the program; text_free(&out). */
struct sheet {
    const struct program *program;
    struct text out;
    struct people people;
};

enum { SHEET_LABEL_WIDTH = 14 };

/** Begin a line; the caller adds its value and the line's end. */
void sheet_label(struct sheet *sheet, const char *label);

/** A line; none when the value is NULL or empty. */
void sheet_line(struct sheet *sheet, const char *label, const char *value);

/** A line with a time in UTC; none when it is 0. */
void sheet_time(struct sheet *sheet, const char *label, int64_t ms);

/** A line with names, commas between; none when there are no names. */
void sheet_names(struct sheet *sheet, const char *label, const char *const *names, uint32_t count);

/** A line for each fact that was reported: what, since when, who said so. */
void sheet_facts(struct sheet *sheet, const struct sup_reported_fact *facts, uint32_t count);

#endif
