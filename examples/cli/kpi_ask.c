/*
 * kpi_ask.c: reads what the commands about figures are asked, and writes figures for people.
 */
#include "kpi.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "instant.h"
#include "people.h"

enum { DAY_MS = 86400000, LAST_MAX = 36500 };

int kpi_read_filters(const struct program *program, const struct option_list *where,
                     struct kpi_filters *filters)
{
    for (uint32_t i = 0; i < where->count; i++) {
        const char *given = where->items[i];
        char *text = filters->texts[i];
        if (strlen(given) >= KPI_FILTER_SIZE || strchr(given, '=') == NULL) {
            return program_fail_usage(program, "--where is BY=NAME, such as team=frontline");
        }
        strcpy(text, given);
        char *sign = strchr(text, '=');
        *sign = '\0';
        filters->items[i] = (struct sup_kpi_filter){.by = text, .is = sign + 1};
    }
    filters->count = where->count;
    return GO_ON;
}

int kpi_read_groups(const struct program *program, const char *by, struct kpi_groups *groups)
{
    if (by == NULL) {
        return GO_ON;
    }
    if (strlen(by) >= sizeof groups->text) {
        return program_fail_usage(program, "--by is too long");
    }
    strcpy(groups->text, by);
    for (char *at = groups->text; at != NULL; groups->count++) {
        char *comma = strchr(at, ',');
        if (groups->count == SUP_KPI_GROUPS_MAX) {
            return program_fail_usage(program, "--by takes %d names at most", SUP_KPI_GROUPS_MAX);
        }
        groups->items[groups->count] = at;
        at = comma != NULL ? comma + 1 : NULL;
        if (comma != NULL) {
            *comma = '\0';
        }
    }
    return GO_ON;
}

static int64_t floor_day(int64_t ms)
{
    return ms / DAY_MS - (ms % DAY_MS < 0);
}

static void write_day(int64_t day, char out[KPI_DAY_SIZE])
{
    char time[INSTANT_TEXT_SIZE];
    instant_write(day * DAY_MS, time);
    snprintf(out, KPI_DAY_SIZE, "%.10s", time);
}

static int read_day(const char *text, int64_t *day)
{
    char time[INSTANT_TEXT_SIZE];
    int64_t ms = 0;
    snprintf(time, sizeof time, "%.10sT00:00:00Z", text);
    if (strlen(text) != SUP_KPI_DATE_BYTES_MAX || !instant_read(time, strlen(time), &ms)) {
        return 0;
    }
    *day = floor_day(ms);
    return 1;
}

/* The end of a question without one is today; two days before it is earlier in every zone. */
int kpi_today(const struct program *program, char out[KPI_DAY_SIZE])
{
    static const char *const metric = "opened";
    struct sup_caller caller = program_caller(program);
    char from[KPI_DAY_SIZE];
    struct sup_kpi_query_params params = {
        .size = sizeof params, .metrics = &metric, .metric_count = 1, .from = from};
    struct sup_kpi_answer *answer = NULL;
    write_day(floor_day(caller.now_ms) - 2, from);
    if (sup_kpi_query(program->core, &caller, &params, &answer) != SUP_OK) {
        return program_fail_last(program);
    }
    snprintf(out, KPI_DAY_SIZE, "%s", answer->count ? answer->items[0].to : from);
    sup_free(answer);
    return EXIT_OK;
}

int kpi_is_day(const char *text)
{
    int64_t day = 0;
    return read_day(text, &day);
}

/* The first day of a month so many months before that of `day`. */
static int64_t month_begin(int64_t day, int64_t months)
{
    char text[64];
    write_day(day, text);
    int64_t since = strtol(text, NULL, 10) * 12 + strtol(text + 5, NULL, 10) - 1 - months;
    snprintf(text, sizeof text, "%04" PRId64 "-%02" PRId64 "-01", since / 12, since % 12 + 1);
    return read_day(text, &day) ? day : 0;
}

/* "30d", "12w", "6m": with the day, the week or the month in which `end` is. */
static int first_of_last(const struct program *program, const char *last, int64_t end,
                         int64_t *first)
{
    char digits[8];
    int64_t count = 0;
    size_t bytes = strspn(last, "0123456789");
    snprintf(digits, sizeof digits, "%.*s", bytes < sizeof digits ? (int)bytes : 0, last);
    if (!number_read(digits, &count) || count < 1 || count > LAST_MAX ||
        strlen(last + bytes) != 1 || strchr("dwm", last[bytes]) == NULL ||
        (last[bytes] != 'd' && count > LAST_MAX / 30)) {
        return program_fail_usage(program, "--last '%s' is not such as 30d, 12w or 6m", last);
    }
    int64_t of_week = (end + 3) % 7; /* 1970-01-01 was a Thursday; Monday is 0 */
    of_week += of_week < 0 ? 7 : 0;
    *first = last[bytes] == 'd'   ? end - count + 1
             : last[bytes] == 'w' ? end - of_week - 7 * (count - 1)
                                  : month_begin(end, count - 1);
    return GO_ON;
}

int kpi_read_days(const struct program *program, const struct kpi_days *days)
{
    int64_t first = 0;
    if (days->from != NULL && days->last != NULL) {
        return program_fail_usage(program, "--from and --last both say which day is the first");
    }
    if (days->from != NULL && !kpi_is_day(days->from)) {
        return program_fail_usage(program, "--from '%s' is no day such as 2026-03-01", days->from);
    }
    if (days->to != NULL && !kpi_is_day(days->to)) {
        return program_fail_usage(program, "--to '%s' is no day such as 2026-03-31", days->to);
    }
    return days->last != NULL ? first_of_last(program, days->last, 0, &first) : GO_ON;
}

/* `back`: so many days before today is the last one, where it is not told. */
static int find_days(const struct program *program, const char *usual, int64_t back,
                     struct kpi_days *days)
{
    int64_t end = 0, first = 0;
    int code = kpi_today(program, days->end);
    if (code != EXIT_OK) {
        return code;
    }
    read_day(days->to != NULL ? days->to : days->end, &end);
    end -= days->to != NULL ? 0 : back;
    write_day(end, days->end);
    if (days->from != NULL) {
        read_day(days->from, &first);
    } else {
        code = first_of_last(program, days->last != NULL ? days->last : usual, end, &first);
    }
    write_day(first, days->first);
    days->count = end - first + 1;
    return code == GO_ON ? EXIT_OK : code;
}

int kpi_find_days(const struct program *program, const char *usual, struct kpi_days *days)
{
    return find_days(program, usual, 0, days);
}

int kpi_find_past_days(const struct program *program, const char *usual, struct kpi_days *days)
{
    return find_days(program, usual, 1, days);
}

int64_t kpi_day_number(const char *day)
{
    int64_t number = 0;
    read_day(day, &number);
    return number;
}

const struct sup_kpi_definition *kpi_find_definition(const struct sup_kpi_definition_list *list,
                                                     const char *metric)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].name, metric) == 0) {
            return &list->items[i];
        }
    }
    return NULL;
}

void kpi_write_time(const struct sup_kpi_definition *definition, int64_t ms, char out[LENGTH_SIZE])
{
    int is_calendar = definition->clock == NULL || strcmp(definition->clock, "calendar") == 0;
    if (is_calendar && ms >= INT64_C(2) * DAY_MS) {
        write_age(ms, out);
    } else {
        write_length(ms, out);
    }
}

static void write_plain(const struct sup_kpi_definition *definition, const char *currency,
                        const struct sup_kpi_row *row, char out[KPI_VALUE_SIZE])
{
    if (row->value == NULL) {
        snprintf(out, KPI_VALUE_SIZE, "-");
    } else if (strcmp(definition->unit, "ms") == 0) {
        char length[LENGTH_SIZE];
        kpi_write_time(definition, (int64_t)(kpi_number(row) + 0.5), length);
        snprintf(out, KPI_VALUE_SIZE, "%s", length);
    } else if (strcmp(definition->unit, "percent") == 0) {
        snprintf(out, KPI_VALUE_SIZE, "%.1f %%", kpi_number(row));
    } else if (strcmp(definition->unit, "points") == 0) {
        snprintf(out, KPI_VALUE_SIZE, "%+.1f", kpi_number(row));
    } else if (strcmp(definition->unit, "each") == 0 || strcmp(definition->unit, "score") == 0) {
        snprintf(out, KPI_VALUE_SIZE, "%.2f", kpi_number(row));
    } else if (strcmp(definition->unit, "money") == 0) {
        snprintf(out, KPI_VALUE_SIZE, "%s %s", row->value, currency != NULL ? currency : "");
    } else {
        snprintf(out, KPI_VALUE_SIZE, "%s", row->value);
    }
}

void kpi_write_value(const struct sup_kpi_definition *definition, const char *currency,
                     const struct sup_kpi_row *row, char out[KPI_VALUE_SIZE])
{
    write_plain(definition, currency, row, out);
    if (row->provisional_until_ms != 0) {
        size_t bytes = strlen(out);
        snprintf(out + bytes, KPI_VALUE_SIZE - bytes, "*");
    }
}

void kpi_note_provisional(const struct program *program, int64_t until_ms)
{
    char until[INSTANT_TEXT_SIZE];
    if (until_ms != 0) {
        instant_write_brief(until_ms, until);
        program_note(program, "* provisional: what customers do until %s UTC counts", until);
    }
}

void kpi_add_until(struct text *out, int64_t until_ms)
{
    char until[INSTANT_TEXT_SIZE] = "";
    if (until_ms != 0) {
        instant_write(until_ms, until);
    }
    text_add_format(out, ",%s", until);
}

double kpi_number(const struct sup_kpi_row *row)
{
    return row->value != NULL ? strtod(row->value, NULL) : NAN;
}

void kpi_write_title(const char *by, char out[KPI_NAME_SIZE])
{
    snprintf(out, KPI_NAME_SIZE, "%s", by);
    for (char *at = out; *at != '\0'; at++) {
        *at = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
    }
}

void kpi_add_group(struct text *out, const struct program *program, const char *by,
                   const char *name)
{
    int64_t id = 0;
    if (*name == '\0') {
        text_add(out, "(none)");
    } else if (strcmp(by, "agent") == 0 && number_read(name, &id)) {
        struct people people = {0};
        const char *known = people_name(&people, program, SUP_ACTOR_AGENT, id);
        text_add_format(out, *known != '\0' ? "%s (%" PRId64 ")" : "%s%" PRId64, known, id);
    } else {
        text_add(out, name);
    }
}

void kpi_note_sequence(const struct program *program, int64_t sequence)
{
    struct sup_caller caller = program_caller(program);
    struct sup_chain_head_params params = {.size = sizeof params};
    struct sup_chain_head *head = NULL;
    if (sup_chain_head(program->core, &caller, &params, &head) == SUP_OK &&
        head->sequence > sequence) {
        program_note(program,
                     "as of event %" PRId64 " of %" PRId64
                     ": the database cannot be written, so later ones are not counted in",
                     sequence, head->sequence);
    }
    sup_free(head);
}
