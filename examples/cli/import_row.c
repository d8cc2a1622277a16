/*
 * import_row.c: from the fields of a row to what it says.
 */
#include "import_row.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_line.h"
#include "instant.h"

int row_fail(struct row_problem *problem, const char *hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    snprintf(problem->hint, sizeof problem->hint, "%s", hint);
    return 0;
}

static int has_text(const struct map_value *texts, const struct csv_field *field)
{
    for (; texts != NULL; texts = texts->next) {
        if (texts->bytes == field->bytes && memcmp(texts->text, field->text, field->bytes) == 0) {
            return 1;
        }
    }
    return 0;
}

const struct csv_field *row_cell(const struct mapping *mapping, const struct map_column *column,
                                 const struct record *record)
{
    const struct csv_field *field = &record->fields[column->index];
    return has_text(mapping->missing, field) ? NULL : field;
}

static enum source_result give_text(const char *text, struct span *out)
{
    *out = (struct span){text, strlen(text)};
    return SOURCE_TEXT;
}

static enum source_result find_missing(const struct map_source *source, struct span *out)
{
    switch (source->missing) {
    case MISSING_KEEP:
        return SOURCE_KEEP;
    case MISSING_NONE:
        return SOURCE_NONE;
    case MISSING_STOP:
        return SOURCE_MISSING;
    default:
        return give_text(source->missing_use, out);
    }
}

static enum source_result find_other(const struct map_source *source, const struct csv_field *cell,
                                     struct span *out, char made[CODE_SIZE])
{
    switch (source->otherwise) {
    case UNKNOWN_STOP:
        return SOURCE_UNKNOWN;
    case UNKNOWN_KEEP:
        return SOURCE_KEEP;
    case UNKNOWN_CODE:
        *out = (struct span){made, code_make(cell->text, cell->bytes, made)};
        return SOURCE_TEXT;
    case UNKNOWN_AS_IS:
        *out = (struct span){cell->text, cell->bytes};
        return SOURCE_TEXT;
    default:
        return give_text(source->otherwise_use, out);
    }
}

enum source_result source_find(const struct mapping *mapping, const struct map_source *source,
                               const struct record *record, struct span *text, char made[CODE_SIZE])
{
    if (source->what == NULL) {
        return SOURCE_KEEP;
    }
    if (source->use != NULL) {
        return give_text(source->use, text);
    }
    const struct csv_field *cell = row_cell(mapping, source->column, record);
    if (cell == NULL) {
        return find_missing(source, text);
    }
    for (const struct map_value *value = source->values; value != NULL; value = value->next) {
        if (value->bytes == cell->bytes && memcmp(value->text, cell->text, cell->bytes) == 0) {
            return value->code != NULL ? give_text(value->code, text) : SOURCE_KEEP;
        }
    }
    return find_other(source, cell, text, made);
}

int row_fail_source(const struct map_source *source, const struct record *record, int is_missing,
                    struct row_problem *problem)
{
    const char *column = source->column->name;
    char number[32];
    snprintf(number, sizeof number, "column %zu", source->column->number);
    column = column != NULL ? column : number;
    if (is_missing) {
        return row_fail(problem, "the mapping's \"missing\" says what to do then",
                        "%.60s is missing, which gives the %s", column, source->what);
    }
    return row_fail(problem, "add it to the mapping's \"values\", or set \"otherwise\"",
                    "%.60s is '%.80s', which the mapping has no %s for", column,
                    record->fields[source->column->index].text, source->what);
}

/* A name of the policy. */
int row_name(const struct row_reader *reader, const struct map_source *source,
             const struct record *record, enum policy_list list, const struct name **name,
             struct row_problem *problem)
{
    char made[CODE_SIZE];
    struct span text = {0};
    enum source_result result = source_find(reader->mapping, source, record, &text, made);
    *name = NULL;
    if (result == SOURCE_KEEP || result == SOURCE_NONE) {
        return 1;
    }
    if (result != SOURCE_TEXT) {
        return row_fail_source(source, record, result == SOURCE_MISSING, problem);
    }
    *name = names_find(&reader->policy->lists[list], text.text, text.bytes);
    if (*name == NULL) {
        return row_fail(problem, "add it to the policy, or let the mapping \"declare\" its names",
                        "the policy has no %s '%.*s'", source->what,
                        text.bytes < 80 ? (int)text.bytes : 80, text.text);
    }
    return 1;
}

/* RFC 3339, seconds or milliseconds since 1970, or what the format says. */
static int parse_time(const struct map_time *time, const struct csv_field *cell, int64_t *ms,
                      char error[WHEN_ERROR_SIZE])
{
    if (time->form == FORM_CLOCK) {
        return when_parse(cell->text, cell->bytes, time->format, time->zone, ms, error);
    }
    if (time->form == FORM_RFC3339) {
        snprintf(error, WHEN_ERROR_SIZE, "that is not RFC 3339, as 2026-01-31T09:00:00Z is");
        return instant_read(cell->text, cell->bytes, ms);
    }
    int is_ms = time->form == FORM_UNIX_MS;
    snprintf(error, WHEN_ERROR_SIZE, "that is no number of %sseconds since 1970%s",
             is_ms ? "milli" : "", !is_ms && cell->bytes == 13 ? "; \"unix_ms\" is for those" : "");
    if (cell->bytes > (is_ms ? 14u : 11u) || strspn(cell->text, "0123456789") != cell->bytes) {
        return 0;
    }
    *ms = strtoll(cell->text, NULL, 10) * (is_ms ? 1 : 1000);
    return 1;
}

int row_time(const struct row_reader *reader, struct map_time *time, const struct record *record,
             struct status_time *out, struct row_problem *problem)
{
    char error[WHEN_ERROR_SIZE];
    const struct csv_field *cell = row_cell(reader->mapping, time->column, record);
    if (cell == NULL) {
        out->kind = time->missing == TIME_ROW ? TIME_OF_ROW : TIME_NOT_KNOWN;
        return time->missing != TIME_STOP ||
               row_fail(problem, "the mapping's \"missing\" says what to do then",
                        "the time '%.40s' is missing", time->name);
    }
    out->kind = TIME_GIVEN;
    if (cell->bytes == time->seen_bytes && memcmp(cell->text, time->seen, cell->bytes) == 0) {
        out->ms = time->seen_ms;
        return 1;
    }
    if (!parse_time(time, cell, &out->ms, error)) {
        return row_fail(problem, "the mapping says how times are written",
                        "the time '%.40s' is '%.40s': %.100s", time->name, cell->text, error);
    }
    /* To the library 0 means "now". */
    out->ms += out->ms == 0;
    if (cell->bytes < sizeof time->seen) {
        memcpy(time->seen, cell->text, cell->bytes);
        time->seen_bytes = cell->bytes;
        time->seen_ms = out->ms;
    }
    return 1;
}

static int read_times(const struct row_reader *reader, const struct record *record, struct row *row,
                      struct row_problem *problem)
{
    struct mapping *mapping = reader->mapping;
    for (int i = 0; i < mapping->time_count; i++) {
        if (!row_time(reader, &mapping->times[i], record, &row->times[i], problem)) {
            return 0;
        }
    }
    const struct status_time *own = &row->times[mapping->time_row];
    row->at_ms = own->ms;
    if (own->kind != TIME_GIVEN) {
        return row_fail(problem, "only other times may be left out",
                        "the time of the row is missing");
    }
    if (own->ms > reader->now_ms) {
        return row_fail(problem, "is it the right zone and format? --now tells another time",
                        "the row lies in the future");
    }
    /* A move at the row's own time needs no other; the rest of the row's times stay as they are. */
    row->times[mapping->time_row].kind = TIME_OF_ROW;
    return 1;
}

/* A template that is one column or the line's number, as most are. */
static const char *row_piece(struct row_reader *reader, const struct map_piece *piece,
                             const struct record *record)
{
    char line[24];
    if (piece->column != NULL) {
        const struct csv_field *cell = row_cell(reader->mapping, piece->column, record);
        return cell != NULL ? cell->text : "";
    }
    int bytes = snprintf(line, sizeof line, "%" PRIu64, record->line);
    return arena_copy(&reader->arena, line, (size_t)bytes);
}

const char *row_text(struct row_reader *reader, const struct map_template *template,
                     const struct record *record)
{
    const struct map_piece *piece = template->pieces;
    struct text out = {0};
    if (piece != NULL && piece->next == NULL && piece->text == NULL) {
        return row_piece(reader, piece, record);
    }
    for (; piece != NULL; piece = piece->next) {
        if (piece->text != NULL) {
            text_add_bytes(&out, piece->text, piece->bytes);
        } else if (piece->column == NULL) {
            text_add_format(&out, "%" PRIu64, record->line);
        } else {
            const struct csv_field *cell = row_cell(reader->mapping, piece->column, record);
            text_add_bytes(&out, cell != NULL ? cell->text : "", cell != NULL ? cell->bytes : 0);
        }
    }
    const char *copy =
        out.is_failed ? NULL
                      : arena_copy(&reader->arena, out.data != NULL ? out.data : "", out.bytes);
    text_free(&out);
    return copy;
}

const char *row_line(struct row_reader *reader, const struct map_template *template,
                     const struct record *record)
{
    const char *text = row_text(reader, template, record);
    return text != NULL ? line_make(&reader->arena, text, strlen(text)).text : NULL;
}

/* A fact's name: the columns in it are made codes, so that it is one itself. */
static const struct name *read_fact_name(const struct row_reader *reader,
                                         const struct map_template *template,
                                         const struct record *record)
{
    char name[SUP_ERROR_TEXT_SIZE], made[CODE_SIZE];
    size_t bytes = 0;
    for (const struct map_piece *piece = template->pieces; piece != NULL; piece = piece->next) {
        const char *text = piece->text;
        size_t length = piece->bytes;
        if (piece->text == NULL) {
            const struct csv_field *cell =
                piece->column != NULL ? row_cell(reader->mapping, piece->column, record) : NULL;
            text = cell != NULL ? made : "missing";
            length = cell != NULL ? code_make(cell->text, cell->bytes, made) : strlen(text);
        }
        if (bytes + length >= sizeof name) {
            return NULL;
        }
        memcpy(name + bytes, text, length);
        bytes += length;
    }
    name[bytes] = '\0';
    return code_is(name) && reader->fact_names->count < FACT_NAMES_MAX
               ? names_add(reader->fact_names, name, bytes)
               : NULL;
}

static int read_facts(struct row_reader *reader, const struct record *record, struct row *row,
                      struct row_problem *problem)
{
    const struct mapping *mapping = reader->mapping;
    row->fact_count = 0;
    for (int i = 0; i < mapping->fact_count; i++) {
        struct row_fact *fact = &row->facts[row->fact_count];
        fact->value = row_line(reader, &mapping->facts[i].value, record);
        if (fact->value == NULL) {
            return row_fail(problem, "", "out of memory");
        }
        if (*fact->value == '\0') {
            continue;
        }
        fact->name = read_fact_name(reader, &mapping->facts[i].name, record);
        if (fact->name == NULL) {
            return row_fail(problem, "names of facts are codes, and a log has up to 65536 of them",
                            "fact %d of the mapping gets no name here", i + 1);
        }
        if (strlen(fact->value) > SUP_FACT_BYTES_MAX) {
            return row_fail(problem, "leave the fact out of the mapping",
                            "the fact %s has %zu bytes, %d are the limit", fact->name->text,
                            strlen(fact->value), SUP_FACT_BYTES_MAX);
        }
        row->fact_count++;
    }
    return 1;
}

static int test_holds(const struct mapping *mapping, const struct map_test *test,
                      const struct record *record)
{
    const struct csv_field *field = &record->fields[test->column->index];
    const struct csv_field *same =
        test->same_as != NULL ? &record->fields[test->same_as->index] : NULL;
    const struct csv_field *other =
        test->differs_from != NULL ? &record->fields[test->differs_from->index] : NULL;
    int is_there = row_cell(mapping, test->column, record) != NULL;
    return (test->is == NULL || has_text(test->is, field)) &&
           (test->is_not == NULL || !has_text(test->is_not, field)) &&
           (same == NULL || strcmp(field->text, same->text) == 0) &&
           (other == NULL || strcmp(field->text, other->text) != 0) &&
           (test->is_present == 0 || (test->is_present > 0) == is_there);
}

int row_holds(const struct mapping *mapping, const struct map_when *when,
              const struct record *record)
{
    for (const struct map_test *test = when->tests; test != NULL; test = test->next) {
        if (!test_holds(mapping, test, record)) {
            return 0;
        }
    }
    return 1;
}

static int read_count(const struct mapping *mapping, const struct record *record, struct row *row,
                      struct row_problem *problem)
{
    const struct csv_field *cell =
        mapping->increases != NULL ? row_cell(mapping, mapping->increases, record) : NULL;
    row->count = -1;
    if (cell == NULL) {
        return 1;
    }
    int64_t count = 0;
    for (size_t i = 0; i < cell->bytes; i++) {
        if (cell->text[i] < '0' || cell->text[i] > '9' || i >= 9) {
            return row_fail(problem, "the column that increases holds whole numbers",
                            "'%.40s' is no number of assignments", cell->text);
        }
        count = count * 10 + (cell->text[i] - '0');
    }
    row->count = count;
    return 1;
}

static int read_agent(struct row_reader *reader, const struct record *record, struct row *row,
                      struct row_problem *problem)
{
    static char made[CODE_SIZE];
    const struct map_source *source = &reader->mapping->agent;
    enum source_result result = source_find(reader->mapping, source, record, &row->agent, made);
    row->agent_rule = result == SOURCE_TEXT   ? AGENT_NAMED
                      : result == SOURCE_NONE ? AGENT_NONE
                                              : AGENT_KEEP;
    if (result == SOURCE_UNKNOWN || result == SOURCE_MISSING) {
        return row_fail_source(source, record, result == SOURCE_MISSING, problem);
    }
    if (result != SOURCE_TEXT) {
        return 1;
    }
    row->agent = line_make(&reader->arena, row->agent.text, row->agent.bytes);
    if (row->agent.text == NULL) {
        return row_fail(problem, "", "out of memory");
    }
    if (row->agent.bytes == 0 || row->agent.bytes > SUP_NAME_BYTES_MAX) {
        return row_fail(problem, "", "the agent's name has %zu bytes, allowed are 1 to %d",
                        row->agent.bytes, SUP_NAME_BYTES_MAX);
    }
    return 1;
}

static int read_key(const struct mapping *mapping, const struct record *record, struct row *row,
                    struct row_problem *problem)
{
    const struct csv_field *cell = row_cell(mapping, mapping->key, record);
    if (cell == NULL || cell->bytes == 0) {
        return row_fail(problem, "each row belongs to a case", "the key of the case is missing");
    }
    if (cell->bytes > SUP_REFERENCE_ID_BYTES_MAX) {
        return row_fail(problem, "", "the key of the case has %zu bytes, %d are the limit",
                        cell->bytes, SUP_REFERENCE_ID_BYTES_MAX);
    }
    if (!line_is(cell->text, cell->bytes)) {
        return row_fail(problem, "", "the key of the case has a line break or control character");
    }
    row->key = (struct span){cell->text, cell->bytes};
    return 1;
}

/* Whom the row gives the ticket to. A row that assigns nobody names nobody, also where it opens the
 * ticket: who wrote it down has not taken it. A count tells of what came before its first row. */
static int read_holder(struct row_reader *reader, const struct record *record, struct row *row,
                       struct row_problem *problem)
{
    const struct mapping *mapping = reader->mapping;
    row->is_assigning =
        mapping->increases == NULL && row_holds(mapping, &mapping->assign_when, record);
    if (!row->is_assigning && mapping->increases == NULL) {
        return 1;
    }
    return row_name(reader, &mapping->team, record, LIST_TEAMS, &row->team, problem) &&
           read_agent(reader, record, row, problem);
}

/* What only a row that makes a ticket has. */
static int read_state(struct row_reader *reader, const struct record *record, struct row *row,
                      struct row_problem *problem)
{
    const struct mapping *mapping = reader->mapping;
    if (mapping->key == NULL) {
        return 1;
    }
    return read_key(mapping, record, row, problem) &&
           row_name(reader, &mapping->status, record, LIST_STATUSES, &row->status, problem) &&
           row_name(reader, &mapping->priority, record, LIST_PRIORITIES, &row->priority, problem) &&
           row_name(reader, &mapping->reason, record, LIST_REASONS, &row->reason, problem) &&
           row_name(reader, &mapping->channel, record, LIST_CHANNELS, &row->channel, problem) &&
           read_holder(reader, record, row, problem) && read_count(mapping, record, row, problem) &&
           read_facts(reader, record, row, problem);
}

int row_read(struct row_reader *reader, const struct record *record, struct row *row,
             struct row_problem *problem)
{
    *row = (struct row){.line = record->line,
                        .offset = record->offset,
                        .next_offset = record->next_offset,
                        .record = record};
    arena_reset(&reader->arena);
    reader->item = record->json;
    if (!read_times(reader, record, row, problem) || !read_state(reader, record, row, problem) ||
        !row_lists(reader, record, row, problem)) {
        return 0;
    }
    const char *wrong = record->own != NULL ? record->own[record->count].text : NULL;
    return wrong == NULL ||
           row_fail(problem, "name one of its members, or go over it with \"each\"",
                    "%.80s is an object or a list here, not a value", wrong);
}
