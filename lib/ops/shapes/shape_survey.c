/*
 * shape_survey.c: the structs of survey.h and quality.h as lists of fields.
 */
#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "ops/shapes/shapes.h"
#include "ops/surveys/surveys.h"

/* ---- surveys ---- */

#define KIND(s, flags) SUP__ENUM(s, kind, sup__survey_kind_names, flags, "Which survey it is.")
/* What both reports say of the survey. */
#define SURVEY(s)                                                                                  \
    SUP__ROW_KEY(s), KIND(s, SUP_FIELD_REQUIRED),                                                  \
        SUP__CODE(s, source, SUP_FIELD_REQUIRED, "The system that ran it."),                       \
        SUP__TEXT(s, survey_id, SUP_SOURCE_EVENT_ID_BYTES_MAX, SUP_FIELD_REQUIRED,                 \
                  "Its id there: the same report again has no second effect."),                    \
        SUP__ID(s, ticket_id, 0, "The ticket that it is about, of csat and ces."),                 \
        SUP__ID(s, customer_id, 0, "Who was asked, but of a pulse; absent: the ticket's."),        \
        SUP__ID(s, agent_id, 0,                                                                    \
                "Whose work it is about, or who was asked; absent: the ticket's."),                \
        SUP__CODE(s, team, 0, "A team of the policy; absent: the ticket's."),                      \
        SUP__CODE(s, reason, 0, "A contact reason of the policy; absent: the ticket's.")

static const struct sup_field survey_asked_params_fields[] = {
    SURVEY(sup_survey_asked_params),
};
SUP__SHAPE(survey_asked_params, "That somebody was asked.");

static const struct sup_field survey_answered_params_fields[] = {
    SURVEY(sup_survey_answered_params),
    SUP__INT(sup_survey_answered_params, score, SUP_FIELD_REQUIRED,
             "csat 1 to 5, ces 1 to 7, nps 0 to 10, pulse 0 to 100."),
    SUP__LINES(sup_survey_answered_params, comment, SUP_SURVEY_COMMENT_BYTES_MAX, 0,
               "What they wrote; erased with the customer."),
    SUP__BOOL(sup_survey_answered_params, is_correction, 0,
              "It takes the place of the answer that there is."),
};
SUP__PARAMS(survey_answered_params, "What somebody answered.");

static const struct sup_field survey_list_params_fields[] = {
    KIND(sup_survey_list_params, 0),
    SUP__TIME(sup_survey_list_params, from_ms, "from", 0, "Asked then or later."),
    SUP__TIME(sup_survey_list_params, to_ms, "to", 0, "Asked before that; absent: up to now."),
    SUP__ID(sup_survey_list_params, ticket_id, 0,
            "About this ticket, and what is part of it by merging."),
    SUP__ID(sup_survey_list_params, customer_id, 0,
            "Of this person, by all that they were; not with a ticket."),
    SUP__ID(sup_survey_list_params, agent_id, 0, "About this agent."),
    SUP__CODE(sup_survey_list_params, team, 0, "About this team."),
    SUP__BOOL(sup_survey_list_params, is_answered, 0, "Only those that were answered."),
    SUP__ROW_LIMIT(sup_survey_list_params),
    SUP__ID(sup_survey_list_params, after_id, 0, "The page after this survey."),
};
SUP__SHAPE(survey_list_params, "Which surveys to read.");

static const struct sup_field survey_fields[] = {
    SUP__ID(sup_survey, id, SUP_FIELD_REQUIRED, "The survey in the desk."),
    KIND(sup_survey, SUP_FIELD_REQUIRED),
    SUP__BOOL(sup_survey, is_answered, SUP_FIELD_REQUIRED, "The score is an answer."),
    SUP__CODE(sup_survey, source, SUP_FIELD_REQUIRED, "The system that ran it."),
    SUP__TEXT(sup_survey, survey_id, SUP_SOURCE_EVENT_ID_BYTES_MAX, 0,
              "Its id there; absent once the customer was erased."),
    SUP__TIME(sup_survey, asked_ms, "asked_at", 0, "When it was asked; absent: nobody said."),
    SUP__TIME(sup_survey, answered_ms, "answered_at", 0, "When it was answered."),
    SUP__TIME(sup_survey, corrected_ms, "corrected_at", 0, "When the answer was corrected last."),
    SUP__INT(sup_survey, score, SUP_FIELD_REQUIRED, "The answer; 0 without one."),
    SUP__ID(sup_survey, ticket_id, 0, "The ticket."),
    SUP__ID(sup_survey, customer_id, 0, "Who was asked, after all merges."),
    SUP__ID(sup_survey, agent_id, 0, "Whose work it is about, or who was asked."),
    SUP__CODE(sup_survey, team, 0, "Which team it is about."),
    SUP__CODE(sup_survey, reason, 0, "The contact reason."),
    SUP__LINES(sup_survey, comment, SUP_SURVEY_COMMENT_BYTES_MAX, 0,
               "What they wrote; absent: nothing, or it was erased."),
};
SUP__SHAPE(survey, "One question to one person, and the answer.");

static const struct sup_field survey_list_fields[] = {
    SUP__OBJECTS(sup_survey_list, items, count, sup_survey, &sup__shape_survey, SUP_PAGE_MAX,
                 SUP_FIELD_REQUIRED, "In the order in which they were asked."),
    SUP__ROW_NEXT(sup_survey_list),
};
SUP__SHAPE(survey_list, "A page of surveys.");

/* ---- reviews ---- */

#define SCORE(s) SUP__INT(s, score, SUP_FIELD_REQUIRED, "0 to 100.")
#define NOTE(s)                                                                                    \
    SUP__LINES(s, note, SUP_REVIEW_NOTE_BYTES_MAX, 0, "For colleagues; erased with the customer.")

static const struct sup_field review_section_fields[] = {
    SUP__CODE(sup_review_section, name, SUP_FIELD_REQUIRED, "A part of the form: empathy."),
    SCORE(sup_review_section),
};
SUP__SHAPE(review_section, "The score of a part of a form.");

static const struct sup_field review_record_params_fields[] = {
    SUP__ROW_KEY(sup_review_record_params),
    SUP__ROW_TICKET(sup_review_record_params),
    SUP__ROW_VERSION(sup_review_record_params),
    SUP__ID(sup_review_record_params, agent_id, 0, "Whose work it is; absent: who has the ticket."),
    SUP__ID(sup_review_record_params, reviewer_id, 0,
            "Who reviewed; absent: the calling agent, else a program."),
    SUP__CODE(sup_review_record_params, form, 0, "By which form."),
    SCORE(sup_review_record_params),
    SUP__OBJECTS(sup_review_record_params, sections, section_count, sup_review_section,
                 &sup__shape_review_section, SUP_REVIEW_SECTIONS_MAX, 0, "Its parts, each once."),
    NOTE(sup_review_record_params),
};
SUP__SHAPE(review_record_params, "How a colleague handled a ticket.");

static const struct sup_field outcome_rate_params_fields[] = {
    SUP__ROW_KEY(sup_outcome_rate_params),
    SUP__ROW_TICKET(sup_outcome_rate_params),
    SUP__ROW_VERSION(sup_outcome_rate_params),
    SUP__ID(sup_outcome_rate_params, agent_id, 0, "Who rates; absent: the calling agent."),
    SCORE(sup_outcome_rate_params),
    NOTE(sup_outcome_rate_params),
};
SUP__PARAMS(outcome_rate_params, "How a ticket came out, as its agent sees it.");

static const struct sup_field review_list_params_fields[] = {
    SUP__ENUM(sup_review_list_params, kind, sup__review_kind_names, 0,
              "Reviews by colleagues, or ratings by the agents themselves."),
    SUP__TIME(sup_review_list_params, from_ms, "from", 0, "Given then or later."),
    SUP__TIME(sup_review_list_params, to_ms, "to", 0, "Given before that; absent: up to now."),
    SUP__ID(sup_review_list_params, ticket_id, 0,
            "Of this ticket, and what is part of it by merging."),
    SUP__ID(sup_review_list_params, agent_id, 0, "Of this agent's work."),
    SUP__ID(sup_review_list_params, reviewer_id, 0, "By this agent."),
    SUP__CODE(sup_review_list_params, team, 0, "Of tickets that this team had then."),
    SUP__CODE(sup_review_list_params, form, 0, "By this form."),
    SUP__ROW_LIMIT(sup_review_list_params),
    SUP__ID(sup_review_list_params, after_id, 0, "The page after this review."),
};
SUP__PARAMS(review_list_params, "Which reviews to read.");

static const struct sup_field quality_review_fields[] = {
    SUP__ID(sup_quality_review, id, SUP_FIELD_REQUIRED, "The review in the desk."),
    SUP__ENUM(sup_quality_review, kind, sup__review_kind_names, SUP_FIELD_REQUIRED,
              "A colleague's, or the agent's own."),
    SUP__ID(sup_quality_review, ticket_id, SUP_FIELD_REQUIRED, "The ticket."),
    SUP__ID(sup_quality_review, agent_id, SUP_FIELD_REQUIRED, "Whose work it is."),
    SUP__ID(sup_quality_review, reviewer_id, 0, "Who gave it; absent: a program."),
    SUP__CODE(sup_quality_review, form, 0, "By which form."),
    SCORE(sup_quality_review),
    SUP__TIME(sup_quality_review, at_ms, "at", SUP_FIELD_REQUIRED, "When it was given last."),
    SUP__INT(sup_quality_review, times, SUP_FIELD_REQUIRED, "How often it was given."),
    SUP__CODE(sup_quality_review, team, 0, "Who had the ticket then."),
    SUP__CODE(sup_quality_review, reason, 0, "Its contact reason then."),
    SUP__OBJECTS(sup_quality_review, sections, section_count, sup_review_section,
                 &sup__shape_review_section, SUP_REVIEW_SECTIONS_MAX, SUP_FIELD_REQUIRED,
                 "Parts of the form, by name."),
    NOTE(sup_quality_review),
};
SUP__SHAPE(quality_review, "How well a ticket was handled.");

static const struct sup_field review_list_fields[] = {
    SUP__OBJECTS(sup_review_list, items, count, sup_quality_review, &sup__shape_quality_review,
                 SUP_PAGE_MAX, SUP_FIELD_REQUIRED, "In the order of time."),
    SUP__ROW_NEXT(sup_review_list),
};
SUP__SHAPE(review_list, "A page of reviews.");

static const struct sup_field review_sample_params_fields[] = {
    SUP__COUNT(sup_review_sample_params, each, SUP_SAMPLE_EACH_MAX, SUP_FIELD_REQUIRED,
               "Tickets of each agent."),
    SUP__TIME(sup_review_sample_params, from_ms, "from", SUP_FIELD_REQUIRED,
              "Solved then or later."),
    SUP__TIME(sup_review_sample_params, to_ms, "to", 0, "Solved before that; absent: up to now."),
    SUP__TEXT(sup_review_sample_params, seed, SUP_SAMPLE_SEED_BYTES_MAX, SUP_FIELD_REQUIRED,
              "Any line; the same one draws the same tickets."),
    SUP__ID(sup_review_sample_params, agent_id, 0, "Of this agent only."),
    SUP__CODE(sup_review_sample_params, team, 0, "Of this team's tickets only."),
    SUP__CODE(sup_review_sample_params, leave_out_tag, 0, "Without tickets of this tag: spam."),
};
SUP__SHAPE(review_sample_params, "From which tickets to draw, and how many.");

static const struct sup_field sample_ticket_fields[] = {
    SUP__ID(sup_sample_ticket, agent_id, SUP_FIELD_REQUIRED, "Who has it."),
    SUP__ID(sup_sample_ticket, ticket_id, SUP_FIELD_REQUIRED, "The ticket."),
    SUP__TIME(sup_sample_ticket, solved_ms, "solved_at", SUP_FIELD_REQUIRED, "When it was solved."),
    SUP__CODE(sup_sample_ticket, channel, SUP_FIELD_REQUIRED, "Where it began."),
    SUP__CODE(sup_sample_ticket, reason, 0, "The contact reason."),
};
SUP__SHAPE(sample_ticket, "A ticket that was drawn.");

static const struct sup_field sample_agent_fields[] = {
    SUP__ID(sup_sample_agent, agent_id, SUP_FIELD_REQUIRED, "The agent."),
    SUP__INT(sup_sample_agent, solved, SUP_FIELD_REQUIRED,
             "Tickets that were solved in the span, also those left out."),
    SUP__INT(sup_sample_agent, drawn, SUP_FIELD_REQUIRED, "Tickets that were drawn."),
};
SUP__SHAPE(sample_agent, "An agent with solved tickets.");

static const struct sup_field review_sample_fields[] = {
    SUP__OBJECTS(sup_review_sample, items, count, sup_sample_ticket, &sup__shape_sample_ticket,
                 SUP_SAMPLE_AGENTS_MAX *SUP_SAMPLE_EACH_MAX, SUP_FIELD_REQUIRED,
                 "By agent, then as they were drawn."),
    SUP__OBJECTS(sup_review_sample, agents, agent_count, sup_sample_agent, &sup__shape_sample_agent,
                 SUP_SAMPLE_AGENTS_MAX, SUP_FIELD_REQUIRED, "By id."),
};
SUP__SHAPE(review_sample, "Tickets that were drawn to be reviewed.");
