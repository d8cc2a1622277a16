/*
 * calendar_import.c: calendar import: a policy's holidays from lists that others publish.
 *
 * The result is the value of "holidays" of a calendar, to be put into the policy by whoever looks
 * at it first. What is not taken over is named, one a line, on standard error.
 */
#include "calendar_import.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "json_out.h"
#include "options.h"
#include "when.h"

enum { FILE_BYTES_MAX = 16 * 1024 * 1024 };

/* ---- dates ---- */

static int read_digits(const char *text, int count, int *out)
{
    *out = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return 0;
        }
        *out = *out * 10 + (text[i] - '0');
    }
    return 1;
}

static int to_day(int year, int month, int in_month, int64_t *day)
{
    int64_t back_year;
    int back_month, back_day;
    if (month < 1 || month > 12 || in_month < 1 || in_month > 31) {
        return 0;
    }
    *day = when_days_from_civil(year, month, in_month);
    when_civil_from_days(*day, &back_year, &back_month, &back_day);
    return back_year == year && back_month == month && back_day == in_month;
}

int holidays_read_date(const char *text, int64_t *day)
{
    int year, month, in_month;
    return read_digits(text, 4, &year) && text[4] == '-' && read_digits(text + 5, 2, &month) &&
           text[7] == '-' && read_digits(text + 8, 2, &in_month) &&
           to_day(year, month, in_month, day);
}

int holidays_read_basic_date(const char *text, int64_t *day)
{
    int year, month, in_month;
    return read_digits(text, 4, &year) && read_digits(text + 4, 2, &month) &&
           read_digits(text + 6, 2, &in_month) && to_day(year, month, in_month, day);
}

/* ---- collecting ---- */

void holidays_leave(struct holidays *holidays, int64_t line, const char *what, const char *why)
{
    struct text text = {0};
    text_add_visible(&text, what);
    if (line > 0) {
        program_note(holidays->program, "left out: line %" PRId64 ": %s: %s", line,
                     text.data != NULL ? text.data : "", why);
    } else {
        program_note(holidays->program, "left out: %s: %s", text.data != NULL ? text.data : "",
                     why);
    }
    text_free(&text);
    holidays->left_out++;
}

static void add(struct holidays *holidays, const char *date, const char *label)
{
    char cut[HOLIDAY_LABEL_MAX + 1];
    size_t bytes = label != NULL ? strlen(label) : 0;
    for (uint32_t i = 0; i < holidays->count; i++) {
        if (strcmp(holidays->dates[i], date) == 0) {
            struct text what = {0};
            text_add_format(&what, "%s %s", date, label != NULL ? label : "");
            holidays_leave(holidays, 0, what.data != NULL ? what.data : date,
                           "the date is there already");
            text_free(&what);
            return;
        }
    }
    if (holidays->count == HOLIDAYS_MAX) {
        holidays->is_full = 1;
        return;
    }
    snprintf(holidays->dates[holidays->count], HOLIDAY_DATE_SIZE, "%s", date);
    text_add(&holidays->out, holidays->count++ > 0 ? ",\n  " : "  ");
    if (bytes == 0) {
        json_add_string(&holidays->out, date);
        return;
    }
    bytes = bytes < HOLIDAY_LABEL_MAX ? bytes : HOLIDAY_LABEL_MAX;
    while (bytes > 0 && bytes == HOLIDAY_LABEL_MAX &&
           ((unsigned char)label[bytes] & 0xc0) == 0x80) {
        bytes--; /* not within a character */
    }
    memcpy(cut, label, bytes);
    cut[bytes] = '\0';
    for (char *at = cut; *at != '\0'; at++) {
        *at = (unsigned char)*at < ' ' || *at == 127 ? ' ' : *at; /* a label is one line */
    }
    text_add(&holidays->out, "{\"date\": ");
    json_add_string(&holidays->out, date);
    text_add(&holidays->out, ", \"label\": ");
    json_add_string(&holidays->out, cut);
    text_add(&holidays->out, "}");
}

void holidays_add_day(struct holidays *holidays, int64_t day, const char *label)
{
    char date[32];
    int64_t year;
    int month, in_month;
    when_civil_from_days(day, &year, &month, &in_month);
    snprintf(date, sizeof date, "%04d-%02d-%02d", (int)year, month, in_month);
    if (year >= holidays->from_year && year <= holidays->to_year) {
        add(holidays, date, label);
    } else {
        struct text what = {0};
        text_add(&what, date);
        text_add(&what, label != NULL ? " " : "");
        text_add(&what, label != NULL ? label : "");
        holidays_leave(holidays, 0, what.data != NULL ? what.data : date,
                       "it is not in the years that were asked for");
        text_free(&what);
    }
}

void holidays_add_yearly(struct holidays *holidays, int month, int in_month, const char *label)
{
    char date[32];
    snprintf(date, sizeof date, "%02d-%02d", month, in_month);
    add(holidays, date, label);
}

/* ---- the command ---- */

static int print_holidays(struct holidays *holidays)
{
    struct text out = {0};
    text_add(&out, holidays->count > 0 ? "[\n" : "[");
    text_add(&out, holidays->out.data != NULL ? holidays->out.data : "");
    text_add(&out, holidays->count > 0 ? "\n]\n" : "]\n");
    out.is_failed |= holidays->out.is_failed;
    program_note(holidays->program, "%u holiday%s, %" PRId64 " left out", holidays->count,
                 holidays->count == 1 ? "" : "s", holidays->left_out);
    return program_print(holidays->program, &out);
}

static int import(struct holidays *holidays, const char *path)
{
    struct text content = {0};
    int code = file_read(holidays->program, path, FILE_BYTES_MAX, &content);
    if (code == EXIT_OK) {
        const char *text = content.data != NULL ? content.data : "";
        text += strncmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        code = strncmp(text, "BEGIN:VCALENDAR", 15) == 0
                   ? holidays_from_ics(holidays, path, &content)
                   : holidays_from_json(holidays, path, &content);
    }
    text_free(&content);
    if (code == EXIT_OK && holidays->is_full) {
        code = program_fail(holidays->program, SUP_LIMIT,
                            "take the years that are needed: --from 2026 --to 2030",
                            "%s has more than %d holidays", path, HOLIDAYS_MAX);
    }
    return code == EXIT_OK ? print_holidays(holidays) : code;
}

int command_calendar_import(struct program *program, int argc, char **argv)
{
    struct holidays *holidays = calloc(1, sizeof *holidays);
    if (holidays == NULL) {
        return program_fail_memory(program);
    }
    *holidays = (struct holidays){.program = program,
                                  .from_year = SUP_CALENDAR_YEAR_FIRST,
                                  .to_year = SUP_CALENDAR_YEAR_LAST};
    const struct command_option options[] = {
        {.name = "division",
         .value = "NAME",
         .meaning = "which list, in a file that has several",
         .text = &holidays->division},
        {.name = "from",
         .value = "YEAR",
         .meaning = "dates from that year on",
         .number = &holidays->from_year},
        {.name = "to",
         .value = "YEAR",
         .meaning = "dates until that year's end",
         .number = &holidays->to_year},
    };
    const struct command_usage usage = {
        .arguments = "FILE",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "FILE is an iCalendar file, of which the events that last whole days are taken,\n"
                 "or a JSON list of dates with names, as GOV.UK and others publish them; - is\n"
                 "standard input. Prints the value of \"holidays\" of a policy's calendar, and on\n"
                 "standard error, one a line, what is left out and why.\n",
        .examples = "  supportcore calendar import --from 2026 bank-holidays.ics > holidays.json\n"
                    "  supportcore calendar import --division scotland bank-holidays.json\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && holidays->from_year > holidays->to_year) {
        code = program_fail_usage(program, "--to is before --from");
    }
    if (code == GO_ON) {
        code = import(holidays, argv[1]);
    }
    text_free(&holidays->out);
    free(holidays);
    return code;
}
