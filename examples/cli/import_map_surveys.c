/*
 * import_map_surveys.c: the part of a mapping that says what customers and agents answered.
 */
#include "import_map_read.h"

/* Surveys are known by their ids: an answer that is imported twice counts once. */
static struct map_survey *read_survey(struct map_reader *reader, const struct json_value *value)
{
    enum { SYSTEM, KIND, ID, SCORE, COMMENT, EACH, WHEN, AT, ASKED, COUNT };
    static const char *const names[COUNT] = {"system", "kind", "id", "score", "comment",
                                             "each",   "when", "at", "asked"};
    const struct json_value *found[COUNT];
    const struct map_each *outer = reader->each;
    struct map_survey *survey = map_take(reader, sizeof *survey);
    map_members(reader, value, names, COUNT, found);
    for (size_t i = SYSTEM; i <= SCORE; i++) {
        map_require(reader, value, found[i], names[i]);
    }
    if (survey != NULL && reader->code == EXIT_OK) {
        survey->system = map_code(reader, found[SYSTEM], names[SYSTEM]);
        survey->kind =
            SUP_SURVEY_CSAT + map_choice(reader, found[KIND], names[KIND], "csat ces nps pulse");
        survey->each = map_enter(reader, found[EACH]);
        survey->when = map_when(reader, found[WHEN]);
        survey->id = map_template(reader, found[ID], names[ID]);
        survey->score = map_source(reader, found[SCORE], names[SCORE], 0);
        survey->comment = map_template(reader, found[COMMENT], names[COMMENT]);
        survey->at = map_time(reader, found[AT], names[AT]);
        survey->asked = map_time(reader, found[ASKED], names[ASKED]);
    }
    map_leave(reader, outer);
    return survey;
}

void map_read_surveys(struct map_reader *reader, const struct json_value *value)
{
    struct map_survey *surveys = NULL, **last = &surveys;
    for (const struct json_value *item = map_list(reader, value, "surveys", MAP_SURVEYS_MAX);
         item != NULL && reader->code == EXIT_OK; item = item->next) {
        *last = read_survey(reader, item);
        last = *last != NULL ? &(*last)->next : last;
    }
    reader->mapping->surveys = surveys;
}
