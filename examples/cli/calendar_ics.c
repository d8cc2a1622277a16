/*
 * calendar_ics.c: holidays from iCalendar (RFC 5545): the events that last whole days.
 *
 * Read are DTSTART and DTEND with VALUE=DATE (the end is the first day after), DURATION in days,
 * SUMMARY, STATUS, and the plain yearly rule, with an end or without. Whatever else decides when an
 * event is makes it be left out, and named: a wrong holiday is worse than a missing one.
 */
#include "calendar_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "when.h"

enum { SUMMARY_SIZE = 512, DAYS_MAX = 366 };

struct event {
    int is_open; /* between BEGIN:VEVENT and its END */
    int depth;   /* of what stands in it: alarms */
    int64_t line;
    int64_t begin;
    int64_t end;
    int has_begin;
    int has_end;
    int64_t days; /* of DURATION; 0: none */
    int is_yearly;
    int64_t count; /* of the rule; 0: no end */
    int64_t until; /* the last day; has_until */
    int has_until;
    const char *why; /* it is left out; NULL: it is not yet */
    char summary[SUMMARY_SIZE];
};

/* A content line: NAME;PARAMETERS:VALUE */
struct line {
    char *name;
    char *parameters;
    char *value;
};

/* Cuts a line at its first colon outside of quotes. */
static int split(char *text, struct line *line)
{
    int is_quoted = 0;
    char *at = text;
    line->name = text;
    line->parameters = NULL;
    for (; *at != '\0' && (is_quoted || *at != ':'); at++) {
        is_quoted ^= *at == '"';
        if (*at == ';' && !is_quoted && line->parameters == NULL) {
            *at = '\0';
            line->parameters = at + 1;
        }
    }
    if (*at == '\0') {
        return 0;
    }
    *at = '\0';
    line->value = at + 1;
    return 1;
}

/* Names are the same in any case. */
static int is(const char *text, const char *name)
{
    for (; *text != '\0' && *name != '\0'; text++, name++) {
        char upper = (char)(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text);
        if (upper != *name) {
            return 0;
        }
    }
    return *text == *name;
}

static void leave(struct event *event, const char *why)
{
    event->why = event->why != NULL ? event->why : why;
}

/* A date alone: eight digits. With a clock it is no whole day. */
static int read_date(struct event *event, const struct line *line, int64_t *day)
{
    if (strlen(line->value) != 8) {
        leave(event, "it has a time of day");
        return 0;
    }
    if (!holidays_read_basic_date(line->value, day)) {
        leave(event, "its date cannot be read");
        return 0;
    }
    return 1;
}

/* P1D, P2W; what has a clock in it is no whole day. */
static void read_duration(struct event *event, const char *text)
{
    char *end;
    long number = text[0] == 'P' ? strtol(text + 1, &end, 10) : 0;
    if (number < 1 || number > DAYS_MAX || end[0] == '\0' || end[1] != '\0' ||
        (end[0] != 'D' && end[0] != 'W')) {
        leave(event, "its duration is not one in days");
        return;
    }
    event->days = number * (end[0] == 'W' ? 7 : 1);
}

/* Commas, semicolons, backslashes and line breaks are escaped. */
static void read_summary(struct event *event, const char *text)
{
    size_t at = 0;
    for (; *text != '\0' && at + 1 < SUMMARY_SIZE; text++) {
        if (*text == '\\' && text[1] != '\0') {
            text++;
            event->summary[at++] = (char)(*text == 'n' || *text == 'N' ? ' ' : *text);
        } else {
            event->summary[at++] = *text;
        }
    }
    event->summary[at] = '\0';
}

/* One NAME=VALUE of a rule. Parts that say again what the first day says are let through. */
static void read_rule_part(struct event *event, const char *part)
{
    int64_t year;
    int month, in_month;
    when_civil_from_days(event->begin, &year, &month, &in_month);
    if (strcmp(part, "FREQ=YEARLY") == 0) {
        event->is_yearly = 1;
    } else if (strcmp(part, "INTERVAL=1") == 0 || strncmp(part, "WKST=", 5) == 0) {
        return;
    } else if (strncmp(part, "BYMONTH=", 8) == 0 && atoi(part + 8) == month &&
               strchr(part, ',') == NULL) {
        return;
    } else if (strncmp(part, "BYMONTHDAY=", 11) == 0 && atoi(part + 11) == in_month &&
               strchr(part, ',') == NULL) {
        return;
    } else if (strncmp(part, "COUNT=", 6) == 0 && atoi(part + 6) > 0) {
        event->count = atoi(part + 6);
    } else if (strncmp(part, "UNTIL=", 6) == 0 && strlen(part) >= 14 &&
               holidays_read_basic_date(part + 6, &event->until)) {
        event->has_until = 1;
    } else {
        leave(event, "its rule is not a plain yearly one");
    }
}

static void read_rule(struct event *event, char *text)
{
    char *next = text;
    while (next != NULL) {
        char *part = next;
        next = strchr(part, ';');
        if (next != NULL) {
            *next++ = '\0';
        }
        read_rule_part(event, part);
    }
    if (!event->is_yearly) {
        leave(event, "its rule is not a plain yearly one");
    }
}

/* ---- taking an event ---- */

/* A yearly event with an end: each of its years. 29 February comes in leap years only. */
static void add_years(struct holidays *holidays, const struct event *event, int64_t days)
{
    int64_t year, back_year;
    int month, in_month, back_month, back_day;
    int64_t done = 0;
    when_civil_from_days(event->begin, &year, &month, &in_month);
    for (; year <= SUP_CALENDAR_YEAR_LAST && (event->count == 0 || done < event->count); year++) {
        int64_t begin = when_days_from_civil(year, month, in_month);
        when_civil_from_days(begin, &back_year, &back_month, &back_day);
        if (event->has_until && begin > event->until) {
            return;
        }
        if (back_month == month) {
            done++;
            for (int64_t i = 0; i < days; i++) {
                holidays_add_day(holidays, begin + i, event->summary);
            }
        }
    }
}

static void add_event(struct holidays *holidays, const struct event *event, int64_t days)
{
    for (int64_t i = 0; i < days && !(event->is_yearly && (event->count || event->has_until));
         i++) {
        int64_t year;
        int month, in_month;
        when_civil_from_days(event->begin + i, &year, &month, &in_month);
        if (event->is_yearly) {
            holidays_add_yearly(holidays, month, in_month, event->summary);
        } else {
            holidays_add_day(holidays, event->begin + i, event->summary);
        }
    }
    if (event->is_yearly && (event->count || event->has_until)) {
        add_years(holidays, event, days);
    }
}

static void end_event(struct holidays *holidays, struct event *event)
{
    int64_t days = event->has_end ? event->end - event->begin : event->days;
    days = event->has_end || event->days != 0 ? days : 1;
    if (!event->has_begin) {
        leave(event, "it has no date");
    } else if (days < 1) {
        leave(event, days == 0 ? "it ends when it begins: an end is the first day after"
                               : "it ends before it begins");
    } else if (days > DAYS_MAX) {
        leave(event, "it lasts longer than a year");
    }
    if (event->why != NULL) {
        holidays_leave(holidays, event->line,
                       event->summary[0] != '\0' ? event->summary : "an event", event->why);
    } else {
        add_event(holidays, event, days);
    }
    event->is_open = 0;
}

/* What a rule means depends on the date, which may stand behind it: it is kept for the end. */
static void read_property(struct event *event, struct line *line, char **rule)
{
    if (is(line->name, "DTSTART")) {
        event->has_begin = read_date(event, line, &event->begin);
    } else if (is(line->name, "DTEND")) {
        event->has_end = read_date(event, line, &event->end);
    } else if (is(line->name, "DURATION")) {
        read_duration(event, line->value);
    } else if (is(line->name, "SUMMARY")) {
        read_summary(event, line->value);
    } else if (is(line->name, "RRULE")) {
        if (*rule != NULL) {
            leave(event, "it has two rules");
        }
        *rule = line->value;
    } else if (is(line->name, "STATUS") && is(line->value, "CANCELLED")) {
        leave(event, "it is cancelled");
    } else if (is(line->name, "RDATE") || is(line->name, "EXDATE") || is(line->name, "EXRULE")) {
        leave(event, "it has exceptions or further dates");
    } else if (is(line->name, "RECURRENCE-ID")) {
        leave(event, "it changes one time of another event");
    }
}

/* ---- lines ---- */

/* A line that begins with a space or a tab goes on from the one before. In place. */
static char *unfold(char *text, int64_t *lines)
{
    char *to = text;
    char *at = text;
    *lines = 0;
    for (;;) {
        size_t bytes = strcspn(at, "\r\n");
        memmove(to, at, bytes);
        to += bytes;
        at += bytes;
        at += *at == '\r';
        at += *at == '\n';
        (*lines)++;
        if (*at != ' ' && *at != '\t') {
            break;
        }
        at++;
    }
    if (at > to) {
        *to = '\0';
        return at;
    }
    *to = '\0';
    return to; /* the end of the text */
}

static void read_line(struct holidays *holidays, struct event *event, struct line *line,
                      int64_t number, char **rule)
{
    if (is(line->name, "BEGIN") && is(line->value, "VEVENT") && !event->is_open) {
        *event = (struct event){.is_open = 1, .line = number};
        *rule = NULL;
    } else if (is(line->name, "BEGIN")) {
        event->depth++;
    } else if (is(line->name, "END") && event->depth > 0) {
        event->depth--;
    } else if (is(line->name, "END") && event->is_open) {
        if (*rule != NULL && event->has_begin) {
            read_rule(event, *rule);
        }
        end_event(holidays, event);
    } else if (event->is_open && event->depth == 0) {
        read_property(event, line, rule);
    }
}

int holidays_from_ics(struct holidays *holidays, const char *path, const struct text *content)
{
    struct event event = {0};
    char *rule = NULL;
    char *at = content->data;
    int64_t number = 1;
    int64_t lines;
    at += strncmp(at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (*at != '\0') {
        char *text = at;
        struct line line;
        at = unfold(at, &lines);
        if (split(text, &line)) {
            if (is(line.name, "BEGIN") && is(line.value, "VCALENDAR")) {
                number += lines;
                continue;
            }
            read_line(holidays, &event, &line, number, &rule);
        }
        number += lines;
    }
    if (event.is_open) {
        return program_fail(holidays->program, SUP_INVALID, "get the whole file",
                            "%s ends within the event of line %lld", path, (long long)event.line);
    }
    return EXIT_OK;
}
