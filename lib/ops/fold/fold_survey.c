/*
 * fold_survey.c: surveys and reviews as rows.
 *
 * A survey is the rows' only because its events say its number: what the source called it is text
 * of people, which an erasure takes.
 */
#include "ops/surveys/surveys.h"

#include <string.h>

static int32_t keep(struct sup__unit *unit, enum sup__table table, void *row)
{
    int32_t rc = sup__get(&unit->repo, table, row);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* What an event knows of whom and what the survey is about. `is_later` 1: it is of the answer, and
 * wins; 0: it only adds what is not known. */
static void take_subject(struct sup__survey_row *row, const struct sup__event *event, int is_later)
{
    const struct sup__payload *payload = &event->payload;
    if (event->row.ticket_id && (is_later || !row->ticket_id)) {
        row->ticket_id = event->row.ticket_id;
    }
    if (event->row.subject_id && (is_later || !row->customer_id)) {
        row->customer_id = event->row.subject_id;
    }
    if (payload->assignee_id && (is_later || !row->agent_id)) {
        row->agent_id = payload->assignee_id;
    }
    if (payload->team && (is_later || !row->team)) {
        row->team = payload->team;
    }
    if (payload->reason && (is_later || !row->reason)) {
        row->reason = payload->reason;
    }
}

int32_t sup__fold_survey(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__survey_row row = {.tenant = unit->head.tenant, .id = event->payload.survey};
    int64_t at_ms = event->row.at_ms;
    int32_t rc = keep(unit, SUP__T_SURVEY, &row);
    if (rc != SUP_OK) {
        return rc;
    }
    if (!row.kind) {
        unit->head.survey_count = row.id;
        row.kind = sup__survey_kind(event->row.after);
        row.source = event->payload.source;
    }
    /* Each event says it, as long as nobody whom that event is about is erased. */
    row.survey_id = row.survey_id ? row.survey_id : event->data.external_id;
    if (event->row.kind == SUP__E_SURVEY_ASKED) {
        take_subject(&row, event, !row.answered_ms);
        row.asked_ms = at_ms;
        row.asked_event = event->row.sequence;
    } else {
        row.score = event->row.number;
        row.said_event = event->row.sequence;
        if (event->row.kind == SUP__E_SURVEY_CORRECTED) {
            row.corrected_ms = at_ms;
        } else {
            take_subject(&row, event, 1);
            row.answered_ms = at_ms;
            row.answer_event = event->row.sequence;
        }
    }
    row.at_ms = row.asked_ms ? row.asked_ms : row.answered_ms;
    return sup__put(&unit->repo, SUP__T_SURVEY, &row);
}

/* ---- reviews ---- */

static int32_t fold_sections(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(event->payload.review)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_REVIEW_SECTION, .prefix_count = 2, .prefix = prefix};
    int64_t removed = 0;
    int32_t rc = sup__db_remove_range(unit->repo.db, &scan, &removed);
    for (uint32_t i = 0; rc == SUP_OK && i < event->payload.sections.count; i++) {
        const struct sup__review_section_row row = {
            .tenant = unit->head.tenant,
            .review_id = event->payload.review,
            .name = event->payload.sections.items[i],
            .score = i < event->payload.scores.count ? event->payload.scores.items[i] : 0};
        rc = sup__put(&unit->repo, SUP__T_REVIEW_SECTION, &row);
    }
    return rc;
}

int32_t sup__fold_review(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__review_row row = {.tenant = unit->head.tenant, .id = event->payload.review};
    int32_t rc = keep(unit, SUP__T_REVIEW, &row);
    if (rc != SUP_OK) {
        return rc;
    }
    int is_new = !row.kind;
    if (is_new) {
        unit->head.review_count = row.id;
        row.kind = event->row.kind == SUP__E_OUTCOME_RATED ? SUP_REVIEW_SELF : SUP_REVIEW_COLLEAGUE;
        row.ticket_id = event->row.ticket_id;
        row.agent_id = event->row.subject_id;
        row.reviewer_id = event->payload.reviewer;
        row.form = event->row.after;
    }
    row.score = event->row.number;
    row.at_ms = event->row.at_ms;
    row.team = event->payload.team;
    row.reason = event->payload.reason;
    row.times++;
    row.sequence = event->row.sequence;
    rc = sup__put(&unit->repo, SUP__T_REVIEW, &row);
    return rc == SUP_OK && (!is_new || event->payload.sections.count) ? fold_sections(unit, event)
                                                                      : rc;
}
