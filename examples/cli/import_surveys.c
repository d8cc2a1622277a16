/*
 * import_surveys.c: a survey of a row is at most two operations, each at its own time: that somebody
 * was asked, and what they answered. The desk knows surveys by their ids, so none counts twice.
 */
#include "import_surveys.h"

#include <string.h>

static const char *copy(const struct apply *apply, const char *text)
{
    return text != NULL ? arena_copy(&apply->batch->arena, text, strlen(text)) : NULL;
}

static int is_about_tickets(const struct row_survey *survey)
{
    return survey->kind == SUP_SURVEY_CSAT || survey->kind == SUP_SURVEY_CES;
}

int surveys_need_person(const struct row *row)
{
    int is_so = 0;
    for (uint32_t i = 0; i < row->survey_count; i++) {
        const struct row_survey *survey = &row->surveys[i];
        is_so |= survey->kind != SUP_SURVEY_PULSE && !is_about_tickets(survey);
    }
    return is_so;
}

static int add_asked(const struct apply *apply, const struct row_survey *survey, int64_t ticket_id,
                     int64_t customer_id)
{
    struct sup_survey_asked_params *params =
        batch_add(apply->batch, apply->program, SUP_OP_SURVEY_ASKED, sizeof *params,
                  apply->reader->now_ms, survey->asked_ms);
    if (params == NULL) {
        return 0;
    }
    params->kind = survey->kind;
    params->source = survey->system;
    params->survey_id = copy(apply, survey->id);
    params->ticket_id = ticket_id;
    params->customer_id = customer_id;
    return params->survey_id != NULL;
}

static int add_answered(const struct apply *apply, const struct row_survey *survey,
                        int64_t ticket_id, int64_t customer_id)
{
    struct sup_survey_answered_params *params =
        batch_add(apply->batch, apply->program, SUP_OP_SURVEY_ANSWERED, sizeof *params,
                  apply->reader->now_ms, survey->at_ms);
    if (params == NULL) {
        return 0;
    }
    params->kind = survey->kind;
    params->source = survey->system;
    params->survey_id = copy(apply, survey->id);
    params->ticket_id = ticket_id;
    params->customer_id = customer_id;
    params->score = survey->score;
    params->comment = copy(apply, survey->comment);
    return params->survey_id != NULL && (survey->comment == NULL || params->comment != NULL);
}

int surveys_add(const struct apply *apply, const struct row *row, int64_t ticket_id,
                int64_t customer_id)
{
    int is_added = 1;
    for (uint32_t i = 0; i < row->survey_count && is_added; i++) {
        const struct row_survey *survey = &row->surveys[i];
        int64_t about = is_about_tickets(survey) ? ticket_id : 0;
        /* Of a ticket it is the ticket's customer who answered. */
        int64_t of = about != 0 || survey->kind == SUP_SURVEY_PULSE ? 0 : customer_id;
        is_added = (!survey->is_asked || add_asked(apply, survey, about, of)) &&
                   (!survey->is_answered || add_answered(apply, survey, about, of));
    }
    return is_added;
}
