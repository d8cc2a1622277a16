/*
 * history_survey.c: what was asked and answered, and how work was judged, as sentences.
 */
#include "ops/history/history.h"
#include "ops/surveys/surveys.h"

#include <string.h>

/* "csat 4 of 5" */
static void say_score(struct sup__buffer *out, const struct sup__event *event)
{
    int32_t kind = sup__survey_kind(event->row.after);
    sup__buffer_text(out, event->row.after);
    sup__buffer_char(out, ' ');
    sup__buffer_int(out, event->row.number);
    if (kind) {
        sup__buffer_text(out, " of ");
        sup__buffer_int(out, sup__survey_score_max(kind));
    }
}

static void say_before(struct sup__buffer *out, const struct sup__event *event)
{
    if (event->row.before) {
        sup__buffer_text(out, ", before it was ");
        sup__buffer_text(out, event->row.before);
    }
}

static void say_source(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, ", by ");
    sup__buffer_text(out, event->payload.source ? event->payload.source : "somebody");
}

static void say_of_hundred(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_int(out, event->row.number);
    sup__buffer_text(out, " of 100");
    say_before(out, event);
    for (uint32_t i = 0; i < event->payload.sections.count; i++) {
        sup__buffer_text(out, ", ");
        sup__buffer_text(out, event->payload.sections.items[i]);
        sup__buffer_char(out, ' ');
        sup__buffer_int(out, i < event->payload.scores.count ? event->payload.scores.items[i] : 0);
    }
}

/* The agent who rates is most often who says so. */
static void say_rater(struct sup__buffer *out, const struct sup__event *event, const char *who)
{
    if (event->row.actor_kind == SUP_ACTOR_AGENT && event->row.actor_id == event->row.subject_id) {
        sup__buffer_text(out, " rated the outcome: ");
        return;
    }
    sup__buffer_text(out, " said how ");
    sup__buffer_text(out, who);
    sup__buffer_text(out, " rates the outcome: ");
}

int sup__say_survey(struct sup__buffer *out, const struct sup__event *event, const char *who)
{
    switch (event->row.kind) {
    case SUP__E_SURVEY_ASKED:
        sup__buffer_text(out, " said that the customer was asked: ");
        sup__buffer_text(out, event->row.after);
        say_source(out, event);
        return 1;
    case SUP__E_SURVEY_ANSWERED:
    case SUP__E_SURVEY_CORRECTED:
        sup__buffer_text(out, event->row.kind == SUP__E_SURVEY_ANSWERED
                                  ? " said what the customer answered: "
                                  : " corrected what the customer answered: ");
        say_score(out, event);
        say_before(out, event);
        say_source(out, event);
        sup__say_text(out, event);
        return 1;
    case SUP__E_REVIEW_RECORDED:
        sup__buffer_text(out, " reviewed the work of ");
        sup__buffer_text(out, who);
        if (event->row.after) {
            sup__buffer_text(out, " by the form ");
            sup__buffer_text(out, event->row.after);
        }
        sup__buffer_text(out, ": ");
        say_of_hundred(out, event);
        sup__say_text(out, event);
        return 1;
    case SUP__E_OUTCOME_RATED:
        say_rater(out, event, who);
        say_of_hundred(out, event);
        sup__say_text(out, event);
        return 1;
    default:
        return 0;
    }
}
