/*
 * import_row_surveys.c: what a row says that somebody was asked and answered.
 */
#include "import_row.h"

#include <stdlib.h>
#include <string.h>

static int fail_memory(struct row_problem *problem)
{
    return row_fail(problem, "", "out of memory");
}

/* A whole number; NULL in *text: there is no answer. */
static int read_score(const struct row_reader *reader, const struct map_survey *from,
                      const struct record *record, struct row_survey *survey,
                      struct row_problem *problem)
{
    char made[CODE_SIZE];
    char digits[8] = "";
    struct span text = {0};
    enum source_result result = source_find(reader->mapping, &from->score, record, &text, made);
    if (result == SOURCE_UNKNOWN || result == SOURCE_MISSING) {
        return row_fail_source(&from->score, record, result == SOURCE_MISSING, problem);
    }
    if (result != SOURCE_TEXT) {
        return 1;
    }
    if (text.bytes > 0 && text.bytes < sizeof digits) {
        memcpy(digits, text.text, text.bytes);
    }
    if (*digits == '\0' || strspn(digits, "0123456789") != text.bytes) {
        return row_fail(problem, "the mapping's \"values\" of the score may say what a text is",
                        "the score '%.*s' is no whole number",
                        text.bytes < 80 ? (int)text.bytes : 80, text.text);
    }
    survey->is_answered = 1;
    survey->score = strtoll(digits, NULL, 10);
    return 1;
}

static int read_comment(struct row_reader *reader, const struct map_survey *from,
                        const struct record *record, struct row_survey *survey,
                        struct row_problem *problem)
{
    const char *text = from->comment.is_set ? row_text(reader, &from->comment, record) : "";
    if (text == NULL) {
        return fail_memory(problem);
    }
    survey->comment = *text != '\0' ? text : NULL;
    return strlen(text) <= SUP_SURVEY_COMMENT_BYTES_MAX ||
           row_fail(problem, "", "a comment has %zu bytes, %d are allowed", strlen(text),
                    SUP_SURVEY_COMMENT_BYTES_MAX);
}

static int read_times(const struct row_reader *reader, const struct map_survey *from,
                      const struct record *record, const struct row *row,
                      struct row_survey *survey, struct row_problem *problem)
{
    struct status_time at = {.kind = TIME_OF_ROW};
    struct status_time asked = {.kind = TIME_NOT_KNOWN};
    if ((from->at != NULL && !row_time(reader, from->at, record, &at, problem)) ||
        (from->asked != NULL && !row_time(reader, from->asked, record, &asked, problem))) {
        return 0;
    }
    survey->at_ms = at.kind == TIME_GIVEN ? at.ms : row->at_ms;
    survey->asked_ms = asked.kind == TIME_GIVEN ? asked.ms : row->at_ms;
    survey->is_asked = asked.kind != TIME_NOT_KNOWN;
    return 1;
}

static int add_survey(struct row_reader *reader, const struct map_survey *from,
                      const struct record *record, struct row *row, struct row_problem *problem)
{
    struct row_survey *survey = &row->surveys[row->survey_count];
    if (row->survey_count == ROW_SURVEYS_MAX) {
        return row_fail(problem, "", "a record has more than %d surveys", ROW_SURVEYS_MAX);
    }
    *survey = (struct row_survey){.kind = from->kind, .system = from->system};
    if (!read_score(reader, from, record, survey, problem) ||
        !read_comment(reader, from, record, survey, problem) ||
        !read_times(reader, from, record, row, survey, problem)) {
        return 0;
    }
    survey->id = row_line(reader, &from->id, record);
    if (survey->id == NULL) {
        return fail_memory(problem);
    }
    if (!survey->is_answered && !survey->is_asked) {
        return 1;
    }
    if (*survey->id == '\0' || !row_has_all(reader, &from->id, record)) {
        return row_fail(problem, "the mapping's \"id\" makes it", "the survey has no id");
    }
    row->survey_count++;
    return 1;
}

int row_surveys(struct row_reader *reader, const struct record *record, struct row *row,
                struct row_problem *problem)
{
    const struct mapping *mapping = reader->mapping;
    if (mapping->surveys == NULL) {
        return 1;
    }
    row->surveys = arena_take(&reader->arena, ROW_SURVEYS_MAX * sizeof *row->surveys);
    int is_fine = row->surveys != NULL || fail_memory(problem);
    for (const struct map_survey *from = mapping->surveys; from != NULL && is_fine;
         from = from->next) {
        struct row_each items;
        is_fine = each_begin(reader, from->each, &items) || fail_memory(problem);
        while (is_fine && each_next(reader, &items, record)) {
            is_fine = !row_holds(mapping, &from->when, record) ||
                      add_survey(reader, from, record, row, problem);
        }
    }
    return is_fine;
}
