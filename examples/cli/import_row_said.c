/*
 * import_row_said.c: the items of lists, and values put together from columns.
 */
#include "import_row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "import_json_input.h"
#include "instant.h"

enum { DECIMALS = 6, DIGITS_MAX = 12 };

int each_begin(struct row_reader *reader, const struct map_each *each, struct row_each *items)
{
    *items = (struct row_each){.each = each, .outer = reader->item};
    return each == NULL || pointer_all(&reader->arena, &each->list, reader->item, &items->items);
}

int each_next(struct row_reader *reader, struct row_each *items, const struct record *record)
{
    if (items->each == NULL) {
        return items->at++ == 0;
    }
    reader->item = items->outer;
    if (items->at == items->items.count) {
        return 0;
    }
    reader->item = items->items.items[items->at++];
    json_enter(reader->mapping, items->each, record, reader->item);
    return 1;
}

static int fail_memory(struct row_problem *problem)
{
    return row_fail(problem, "", "out of memory");
}

/* An exact decimal: whole millionths, and how many decimals were written. */
struct decimal {
    int64_t number;
    int decimals;
};

/* @return 0 when the text is none, or too large */
static int read_decimal(const char *text, struct decimal *out)
{
    int is_negative = *text == '-', decimals = -1, digits = 0;
    int64_t number = 0;
    for (text += is_negative; *text != '\0'; text++) {
        if (*text == '.' && decimals < 0 && digits > 0) {
            decimals = 0;
        } else if (*text < '0' || *text > '9' || (decimals < 0 && digits >= DIGITS_MAX) ||
                   (decimals >= DECIMALS && *text != '0')) {
            return 0;
        } else if (decimals < DECIMALS) {
            number = number * 10 + (*text - '0');
            digits += decimals < 0;
            decimals += decimals >= 0;
        }
    }
    *out = (struct decimal){.decimals = decimals > 0 ? decimals : 0};
    for (decimals = out->decimals; decimals < DECIMALS; decimals++) {
        number *= 10;
    }
    out->number = is_negative ? -number : number;
    return digits > 0;
}

/* With as many decimals as were written; for the desk with as few as will do, so that a currency
 * without any takes 1200.00 too. */
static void write_decimal(const struct decimal *decimal, int is_money, char out[32])
{
    int64_t unit = 1000000, number = decimal->number < 0 ? -decimal->number : decimal->number;
    int bytes = snprintf(out, 32, "%s%" PRId64 ".%06" PRId64, decimal->number < 0 ? "-" : "",
                         number / unit, number % unit);
    int least = bytes - DECIMALS + (is_money ? 0 : decimal->decimals);
    while (bytes > least && out[bytes - 1] == '0') {
        bytes--;
    }
    bytes -= out[bytes - 1] == '.';
    out[bytes] = '\0';
}

static int fail_amount(const char *text, struct row_problem *problem)
{
    return row_fail(problem, "an amount is written as 598.94",
                    "'%.40s' is no amount with up to 12 digits and 6 decimals", text);
}

/* The amounts of the items together, without their sign: refunds are told with one or none. */
static int read_sum(struct row_reader *reader, const struct map_said *said,
                    const struct record *record, char out[32], struct row_problem *problem)
{
    struct row_each items;
    struct decimal sum = {0}, one = {0};
    if (!each_begin(reader, said->sum_of, &items)) {
        return fail_memory(problem);
    }
    while (each_next(reader, &items, record)) {
        const struct csv_field *cell = row_cell(reader->mapping, said->amount, record);
        if (cell == NULL || !row_holds(reader->mapping, &said->sum_when, record)) {
            continue;
        }
        if (!read_decimal(cell->text, &one) || sum.number > INT64_MAX / 2 ||
            sum.number < -(INT64_MAX / 2)) {
            reader->item = items.outer;
            return fail_amount(cell->text, problem);
        }
        sum.number += one.number;
        sum.decimals = one.decimals > sum.decimals ? one.decimals : sum.decimals;
    }
    if (items.items.count > 0) {
        sum.number = sum.number < 0 ? -sum.number : sum.number;
        write_decimal(&sum, said->is_money, out);
    }
    return 1;
}

/* "598.94 USD", or what the shop's own currency is without one. */
static int say_amount(struct row_reader *reader, const struct map_said *said,
                      const struct record *record, const char **text, struct row_problem *problem)
{
    char amount[32] = "", made[64];
    struct decimal one = {0};
    if (said->sum_of != NULL) {
        if (!read_sum(reader, said, record, amount, problem)) {
            return 0;
        }
    } else {
        const struct csv_field *cell = row_cell(reader->mapping, said->amount, record);
        if (cell != NULL && !read_decimal(cell->text, &one)) {
            return fail_amount(cell->text, problem);
        }
        if (cell != NULL) {
            write_decimal(&one, said->is_money, amount);
        }
    }
    const struct csv_field *currency =
        said->currency != NULL ? row_cell(reader->mapping, said->currency, record) : NULL;
    const char *code = currency != NULL ? currency->text : said->currency_use;
    if (*amount == '\0') {
        return 1;
    }
    int bytes = snprintf(made, sizeof made, "%s%s%.16s", amount, code != NULL ? " " : "",
                         code != NULL ? code : "");
    *text = arena_copy(&reader->arena, made, (size_t)bytes);
    return *text != NULL || fail_memory(problem);
}

static int say_time(struct row_reader *reader, const struct map_said *said,
                    const struct record *record, const struct row *row, const char **text,
                    struct row_problem *problem)
{
    char made[INSTANT_TEXT_SIZE];
    struct status_time time = {0};
    if (!row_time(reader, said->time, record, &time, problem)) {
        return 0;
    }
    if (time.kind == TIME_NOT_KNOWN) {
        return 1;
    }
    instant_write(time.kind == TIME_OF_ROW ? row->at_ms : time.ms, made);
    *text = arena_copy(&reader->arena, made, strlen(made));
    return *text != NULL || fail_memory(problem);
}

static int say_source(struct row_reader *reader, const struct map_said *said,
                      const struct record *record, const char **text, struct row_problem *problem)
{
    char made[CODE_SIZE];
    struct span found = {0};
    enum source_result result = source_find(reader->mapping, &said->source, record, &found, made);
    if (result == SOURCE_UNKNOWN || result == SOURCE_MISSING) {
        return row_fail_source(&said->source, record, result == SOURCE_MISSING, problem);
    }
    if (result == SOURCE_TEXT) {
        *text = arena_copy(&reader->arena, found.text, found.bytes);
        return *text != NULL || fail_memory(problem);
    }
    return 1;
}

int row_has_all(const struct row_reader *reader, const struct map_template *template,
                const struct record *record)
{
    const struct map_piece *piece = template->pieces;
    while (piece != NULL &&
           (piece->column == NULL || row_cell(reader->mapping, piece->column, record) != NULL)) {
        piece = piece->next;
    }
    return piece == NULL;
}

static int say_text(struct row_reader *reader, const struct map_said *said,
                    const struct record *record, const char **text, struct row_problem *problem)
{
    if (!row_has_all(reader, &said->text, record)) {
        return 1;
    }
    *text = row_text(reader, &said->text, record);
    return *text != NULL || fail_memory(problem);
}

int row_said(struct row_reader *reader, const struct map_said *said, const struct record *record,
             const struct row *row, const char **text, struct row_problem *problem)
{
    *text = NULL;
    if (!row_holds(reader->mapping, &said->when, record)) {
        return 1;
    }
    return said->amount != NULL        ? say_amount(reader, said, record, text, problem)
           : said->time != NULL        ? say_time(reader, said, record, row, text, problem)
           : said->source.what != NULL ? say_source(reader, said, record, text, problem)
                                       : say_text(reader, said, record, text, problem);
}
