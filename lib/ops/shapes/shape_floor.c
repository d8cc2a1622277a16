/*
 * shape_floor.c: the structs of floor.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/floor.h"
#include "supportcore/people.h"

static const char *const why_names[] = {"opened", "rule",   "stalled",  "unsigned", "customer",
                                        "manual", "merged", "returned", "lowered",  "reopened",
                                        "solved", "joined", "policy",   NULL};
const char *const sup__sign_names[] = {"move_up", "clearance", "resolution", NULL};

static const struct sup_field floor_escalate_params_fields[] = {
    SUP__ROW_TICKET(sup_floor_escalate_params),
    SUP__ROW_VERSION(sup_floor_escalate_params),
    SUP__CODE(sup_floor_escalate_params, floor, 0, "Where to; absent: the next one up."),
    SUP__LINES(sup_floor_escalate_params, justification, SUP_FLOOR_TEXT_BYTES_MAX, 0,
               "Why; needed where the floor's sign-off asks for one."),
    SUP__BOOL(sup_floor_escalate_params, is_customer_request, 0, "The customer asked for it."),
    SUP__ROW_KEY(sup_floor_escalate_params),
};
SUP__SHAPE(floor_escalate_params, "Which ticket goes up.");

static const struct sup_field floor_lower_params_fields[] = {
    SUP__ROW_TICKET(sup_floor_lower_params),
    SUP__ROW_VERSION(sup_floor_lower_params),
    SUP__CODE(sup_floor_lower_params, floor, SUP_FIELD_REQUIRED,
              "Where to: below the current one."),
    SUP__LINES(sup_floor_lower_params, reason, SUP_FLOOR_TEXT_BYTES_MAX, 0,
               "Why; needed below the minimum floor."),
    SUP__ROW_KEY(sup_floor_lower_params),
    SUP__ROWS_USE(sup_floor_lower_params),
};
SUP__PARAMS(floor_lower_params, "Which ticket goes down.");

static const struct sup_field floor_sign_params_fields[] = {
    SUP__ROW_TICKET(sup_floor_sign_params),
    SUP__ROW_VERSION(sup_floor_sign_params),
    SUP__ENUM(sup_floor_sign_params, kind, sup__sign_names, SUP_FIELD_REQUIRED, "What is signed."),
    SUP__CODE(sup_floor_sign_params, signature, 0,
              "Of a resolution: which; absent: the first that is missing and that the caller may "
              "give."),
    SUP__BOOL(sup_floor_sign_params, is_rejected, 0, "The answer is no."),
    SUP__LINES(sup_floor_sign_params, note, SUP_FLOOR_TEXT_BYTES_MAX, 0,
               "What there is to say about it."),
    SUP__ROW_KEY(sup_floor_sign_params),
};
SUP__PARAMS(floor_sign_params, "What is signed.");

static const struct sup_field floor_evidence_params_fields[] = {
    SUP__ROW_TICKET(sup_floor_evidence_params),
    SUP__ROW_VERSION(sup_floor_evidence_params),
    SUP__CODE(sup_floor_evidence_params, evidence, SUP_FIELD_REQUIRED,
              "As the policy's floors name it."),
    SUP__LINES(sup_floor_evidence_params, note, SUP_FLOOR_TEXT_BYTES_MAX, 0,
               "What it is, where it is kept."),
    SUP__ID(sup_floor_evidence_params, message_id, 0, "The message of the ticket that has it."),
    SUP__ROW_KEY(sup_floor_evidence_params),
};
SUP__PARAMS(floor_evidence_params, "Which evidence is recorded.");

static const struct sup_field floor_explain_params_fields[] = {
    SUP__ROW_TICKET(sup_floor_explain_params),
};
SUP__PARAMS(floor_explain_params, "Whose floor to explain.");

static const struct sup_field floor_visit_fields[] = {
    SUP__INT(sup_floor_visit, position, SUP_FIELD_REQUIRED, "1, 2, 3 ... of the ticket."),
    SUP__CODE(sup_floor_visit, floor, SUP_FIELD_REQUIRED, "The floor."),
    SUP__ENUM(sup_floor_visit, why, why_names, SUP_FIELD_REQUIRED, "Why it came."),
    SUP__CODE(sup_floor_visit, rule, 0, "The risk rule that asked for it."),
    SUP__TIME(sup_floor_visit, arrived_ms, "arrived_at", SUP_FIELD_REQUIRED, "When it came."),
    SUP__TIME(sup_floor_visit, left_ms, "left_at", 0, "When it left; absent: it is there."),
    SUP__ENUM(sup_floor_visit, left_why, why_names, 0, "Why it left."),
    SUP__BOOL(sup_floor_visit, is_incomplete, 0,
              "It left without the evidence that the floor wants for that."),
    SUP__ID(sup_floor_visit, agent_id, 0, "Who had it when it left."),
    SUP__TIME(sup_floor_visit, stalled_ms, "stalled_at", 0, "When a time limit passed."),
    SUP__TIME(sup_floor_visit, asked_ms, "asked_at", 0,
              "When a sign-off to move up was asked for."),
    SUP__ID(sup_floor_visit, asked_by, 0, "Who asked; absent: the desk."),
    SUP__ENUM(sup_floor_visit, asked_kind, sup__actor_kind_names, 0, "What they are."),
    SUP__ENUM(sup_floor_visit, asked_why, why_names, 0, "Why."),
    SUP__CODE(sup_floor_visit, asked_floor, 0, "Where it is to go."),
    SUP__ID(sup_floor_visit, asked_from, 0,
            "The merged ticket that it was asked for on; absent: on this one."),
    SUP__TIME(sup_floor_visit, signed_ms, "signed_at", 0, "When that was answered."),
    SUP__ID(sup_floor_visit, signed_by, 0, "By which agent."),
    SUP__BOOL(sup_floor_visit, is_rejected, 0, "With no."),
    SUP__TIME(sup_floor_visit, cleared_ms, "cleared_at", 0, "When what is held was cleared."),
    SUP__ID(sup_floor_visit, cleared_by, 0, "By which agent."),
};
SUP__SHAPE(floor_visit, "One stay of a ticket on a floor.");

static const struct sup_field floor_cause_fields[] = {
    SUP__CODE(sup_floor_cause, rule, SUP_FIELD_REQUIRED, "The risk rule."),
    SUP__TEXT(sup_floor_cause, label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__CODE(sup_floor_cause, floor, 0, "That it asked for."),
    SUP__TIME(sup_floor_cause, matched_ms, "matched_at", SUP_FIELD_REQUIRED, "When."),
    SUP__BOOL(sup_floor_cause, is_matching, 0, "It matches now as well."),
    SUP__BOOL(sup_floor_cause, is_waived, 0, "The minimum floor was lowered after it."),
    SUP__OBJECTS(sup_floor_cause, steps, step_count, sup_policy_step, &sup__shape_policy_step, 0,
                 SUP_FIELD_REQUIRED,
                 "Its condition, with the values of the facts as they are now."),
    SUP__TEXT(sup_floor_cause, order, 0, 0,
              "Whose facts are among these values; of several orders the first that it matches."),
    SUP__ID(sup_floor_cause, ticket_id, 0,
            "The part of the ticket whose values these are; absent: the ticket itself."),
};
SUP__SHAPE(floor_cause, "A risk rule that asked for a floor.");

static const struct sup_field floor_signature_fields[] = {
    SUP__CODE(sup_floor_signature, name, SUP_FIELD_REQUIRED, "The signature."),
    SUP__TEXT(sup_floor_signature, label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__INT(sup_floor_signature, position, SUP_FIELD_REQUIRED,
             "Of the stay on which it was given."),
    SUP__ID(sup_floor_signature, agent_id, 0, "Who gave it; absent: the system."),
    SUP__TIME(sup_floor_signature, signed_ms, "signed_at", SUP_FIELD_REQUIRED, "When."),
    SUP__BOOL(sup_floor_signature, is_rejected, 0, "It was refused."),
};
SUP__SHAPE(floor_signature, "A signature under a resolution.");

static const struct sup_field floor_record_fields[] = {
    SUP__CODE(sup_floor_record, name, SUP_FIELD_REQUIRED, "The piece of evidence."),
    SUP__TEXT(sup_floor_record, label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__TIME(sup_floor_record, recorded_ms, "recorded_at", SUP_FIELD_REQUIRED, "When."),
    SUP__ENUM(sup_floor_record, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "Who did it."),
    SUP__ID(sup_floor_record, actor_id, 0, "Which one."),
    SUP__ID(sup_floor_record, message_id, 0, "The message that has it."),
};
SUP__SHAPE(floor_record, "A piece of evidence that was recorded.");

static const struct sup_field floor_missing_fields[] = {
    SUP__CODE(sup_floor_missing, what, SUP_FIELD_REQUIRED, "evidence or signature."),
    SUP__CODE(sup_floor_missing, name, SUP_FIELD_REQUIRED, "Its name."),
    SUP__TEXT(sup_floor_missing, label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__CODE(sup_floor_missing, before, SUP_FIELD_REQUIRED,
              "leaving, solving, or closing what is solved and was raised since."),
    SUP__TEXT(sup_floor_missing, from, 0, 0, "Who may give the signature."),
};
SUP__SHAPE(floor_missing, "What is missing.");

static const struct sup_field floor_held_fields[] = {
    SUP__TEXT(sup_floor_held, action, 100, SUP_FIELD_REQUIRED, "What may not be done."),
    SUP__CODE(sup_floor_held, until, SUP_FIELD_REQUIRED, "clearance, move_up or resolution."),
    SUP__TEXT(sup_floor_held, from, 0, SUP_FIELD_REQUIRED, "Who may sign that."),
    SUP__CODE(sup_floor_held, floor, SUP_FIELD_REQUIRED, "The floor that holds it."),
    SUP__ID(sup_floor_held, ticket_id, SUP_FIELD_REQUIRED, "Whose stay: the ticket, or a part."),
    SUP__INT(sup_floor_held, position, SUP_FIELD_REQUIRED, "Of that stay."),
    SUP__TIME(sup_floor_held, left_ms, "left_at", 0,
              "When that ended without the sign-off; absent: it is there."),
};
SUP__SHAPE(floor_held, "What is held.");

static const struct sup_field floor_explanation_fields[] = {
    SUP__ID(sup_floor_explanation, ticket_id, SUP_FIELD_REQUIRED, "The ticket."),
    SUP__CODE(sup_floor_explanation, floor, 0, "The current floor; absent: there are none."),
    SUP__TEXT(sup_floor_explanation, floor_label, 200, 0, "What people call it."),
    SUP__CODE(sup_floor_explanation, floor_minimum, 0, "The lowest that it may be on."),
    SUP__BOOL(sup_floor_explanation, is_cut, 0, "There was more than is listed."),
    SUP__OBJECTS(sup_floor_explanation, visits, visit_count, sup_floor_visit,
                 &sup__shape_floor_visit, SUP_FLOOR_VISITS_MAX, SUP_FIELD_REQUIRED,
                 "Oldest first; the last is the one it is on."),
    SUP__OBJECTS(sup_floor_explanation, causes, cause_count, sup_floor_cause,
                 &sup__shape_floor_cause, 0, SUP_FIELD_REQUIRED, "Oldest first."),
    SUP__OBJECTS(sup_floor_explanation, missing, missing_count, sup_floor_missing,
                 &sup__shape_floor_missing, 0, SUP_FIELD_REQUIRED,
                 "Before it is solved, or leaves by hand."),
    SUP__OBJECTS(sup_floor_explanation, held, held_count, sup_floor_held, &sup__shape_floor_held, 0,
                 SUP_FIELD_REQUIRED, "What may not be done now, also by stays that are over."),
    SUP__TEXT(sup_floor_explanation, sign_from, 0, 0,
              "Who may sign what it waits for to move up; absent: it does not wait."),
    SUP__OBJECTS(sup_floor_explanation, signatures, signature_count, sup_floor_signature,
                 &sup__shape_floor_signature, 0, SUP_FIELD_REQUIRED,
                 "Signatures under its resolution, oldest first."),
    SUP__OBJECTS(sup_floor_explanation, records, record_count, sup_floor_record,
                 &sup__shape_floor_record, 0, SUP_FIELD_REQUIRED, "Evidence, oldest first."),
    SUP__TEXTS(sup_floor_explanation, lines, line_count, 400, 0, SUP_FIELD_REQUIRED,
               "The same for people."),
};
SUP__SHAPE(floor_explanation, "Why a ticket is on its floor, and what it waits for.");

static const struct sup_field floor_list_params_fields[] = {
    SUP__CODE(sup_floor_list_params, floor, 0, "On this one only."),
    SUP__CODE(sup_floor_list_params, team, 0, "Of this team only."),
    SUP__ID(sup_floor_list_params, assignee_id, 0, "Of this agent only."),
    SUP__BOOL(sup_floor_list_params, is_waiting, 0, "Only those that wait for a signature."),
    SUP__ID(sup_floor_list_params, signer_id, 0,
            "Only those that wait for a signature which this agent may give."),
    SUP__BOOL(sup_floor_list_params, is_left, 0,
              "Only those that wait for one and have left the floor that holds remedies until then."),
    SUP__TEXT(sup_floor_list_params, after, SUP_FLOOR_AFTER_BYTES_MAX, 0,
              "The page after this position: next_after of the page before."),
    SUP__ROW_LIMIT(sup_floor_list_params),
};
SUP__SHAPE(floor_list_params, "Which tickets to read.");

static const struct sup_field floor_ticket_fields[] = {
    SUP__ID(sup_floor_ticket, ticket_id, SUP_FIELD_REQUIRED, "The ticket."),
    SUP__CODE(sup_floor_ticket, floor, SUP_FIELD_REQUIRED, "Its floor, or the one that it has left."),
    SUP__CODE(sup_floor_ticket, floor_minimum, SUP_FIELD_REQUIRED, "The lowest that it may be on."),
    SUP__TIME(sup_floor_ticket, arrived_ms, "arrived_at", SUP_FIELD_REQUIRED, "On this floor."),
    SUP__ENUM(sup_floor_ticket, why, why_names, SUP_FIELD_REQUIRED, "Why it came."),
    SUP__ENUM(sup_floor_ticket, waits_for, sup__sign_names, 0, "A signature; absent: none."),
    SUP__TIME(sup_floor_ticket, asked_ms, "asked_at", 0,
              "Since when a sign-off to move up is waited for."),
    SUP__CODE(sup_floor_ticket, status, SUP_FIELD_REQUIRED, "Of the ticket."),
    SUP__CODE(sup_floor_ticket, priority, SUP_FIELD_REQUIRED, "Of the ticket."),
    SUP__CODE(sup_floor_ticket, channel, SUP_FIELD_REQUIRED, "Where it began."),
    SUP__CODE(sup_floor_ticket, team, 0, "Who looks after it."),
    SUP__ID(sup_floor_ticket, assignee_id, 0, "The agent who has it."),
    SUP__INT(sup_floor_ticket, position, SUP_FIELD_REQUIRED, "Of that stay among its stays."),
    SUP__TIME(sup_floor_ticket, left_ms, "left_at", 0,
              "When that stay ended with remedies held until the sign-off; absent: it is there."),
    SUP__ID(sup_floor_ticket, part_id, 0,
            "The ticket merged into it since whose stay that was; absent: its own."),
};
SUP__SHAPE(floor_ticket, "A ticket on its floor.");

static const struct sup_field floor_list_fields[] = {
    SUP__OBJECTS(sup_floor_list, items, count, sup_floor_ticket, &sup__shape_floor_ticket,
                 SUP_PAGE_MAX, SUP_FIELD_REQUIRED,
                 "The highest floor first, on each the oldest first; then stays that are over."),
    SUP__TEXT(sup_floor_list, next_after, SUP_FLOOR_AFTER_BYTES_MAX, 0,
              "Give it as after for the next page; absent on the last."),
};
SUP__SHAPE(floor_list, "Tickets by floor and age.");

static const struct sup_field floor_summary_params_fields[] = {
    SUP__TIME(sup_floor_summary_params, from_ms, "from", 0, "From here on; absent: 1970."),
    SUP__TIME(sup_floor_summary_params, to_ms, "to", 0, "And before here; absent: now."),
};
SUP__PARAMS(floor_summary_params, "Which time to count.");

static const struct sup_field floor_figures_fields[] = {
    SUP__TEXT(sup_floor_figures, floor, 64, 0, "The floor; empty: one that is there no more."),
    SUP__TEXT(sup_floor_figures, reason, 64, 0, "The contact reason; empty: none."),
    SUP__ID(sup_floor_figures, agent_id, 0, "Who had it when it left."),
    SUP__INT(sup_floor_figures, visit_count, SUP_FIELD_REQUIRED, "Stays."),
    SUP__INT(sup_floor_figures, solved_count, SUP_FIELD_REQUIRED,
             "Of them, those that ended with the ticket solved there."),
    SUP__INT(sup_floor_figures, escalated_count, SUP_FIELD_REQUIRED,
             "Of them, those that ended on a higher floor."),
    SUP__INT(sup_floor_figures, rule_count, SUP_FIELD_REQUIRED, "Of these, by a risk rule."),
    SUP__INT(sup_floor_figures, stalled_count, SUP_FIELD_REQUIRED,
             "By a time limit, signed or not."),
    SUP__INT(sup_floor_figures, unsigned_count, SUP_FIELD_REQUIRED, "Of these, unsigned."),
    SUP__INT(sup_floor_figures, customer_count, SUP_FIELD_REQUIRED, "At the customer's request."),
    SUP__INT(sup_floor_figures, manual_count, SUP_FIELD_REQUIRED, "By an agent."),
    SUP__INT(sup_floor_figures, ended_count, SUP_FIELD_REQUIRED, "Stays that are over."),
    SUP__DURATION(sup_floor_figures, total_ms, SUP_FIELD_REQUIRED,
                  "How long these took, wall-clock time."),
};
SUP__SHAPE(floor_figures, "What went on on a floor, for a reason, or with an agent.");

static const struct sup_field floor_summary_fields[] = {
    SUP__TIME(sup_floor_summary, from_ms, "from", SUP_FIELD_REQUIRED, "From here on."),
    SUP__TIME(sup_floor_summary, to_ms, "to", SUP_FIELD_REQUIRED, "And before here."),
    SUP__OBJECTS(sup_floor_summary, floors, floor_count, sup_floor_figures,
                 &sup__shape_floor_figures, 0, SUP_FIELD_REQUIRED, "Lowest first."),
    SUP__OBJECTS(sup_floor_summary, reasons, reason_count, sup_floor_figures,
                 &sup__shape_floor_figures, SUP_PAGE_MAX, SUP_FIELD_REQUIRED,
                 "By contact reason, most escalations first."),
    SUP__OBJECTS(sup_floor_summary, agents, agent_count, sup_floor_figures,
                 &sup__shape_floor_figures, SUP_PAGE_MAX, SUP_FIELD_REQUIRED,
                 "By who had it when it left, most escalations first."),
    SUP__INT(sup_floor_summary, ticket_count, SUP_FIELD_REQUIRED,
             "Tickets that came to a floor for the first time."),
    SUP__INT(sup_floor_summary, first_solved_count, SUP_FIELD_REQUIRED,
             "Of them, those that are solved and were on no floor but the lowest."),
    SUP__INT(sup_floor_summary, risk_count, SUP_FIELD_REQUIRED,
             "Of them, those for which a rule ever asked the highest floor."),
    SUP__INT(sup_floor_summary, risk_reached_count, SUP_FIELD_REQUIRED,
             "Of these, those that came to it."),
    SUP__INT(sup_floor_summary, decision_count, SUP_FIELD_REQUIRED,
             "Decisions and sign-offs on those tickets that were given."),
    SUP__INT(sup_floor_summary, decision_target_count, SUP_FIELD_REQUIRED,
             "Of decisions that had a target, those given and those whose time has run without "
             "one."),
    SUP__INT(sup_floor_summary, decided_in_time_count, SUP_FIELD_REQUIRED,
             "Of these, those that kept it."),
    SUP__INT(sup_floor_summary, step_count, SUP_FIELD_REQUIRED,
             "Escalations by hand, at the customer's request and by time."),
    SUP__INT(sup_floor_summary, complete_count, SUP_FIELD_REQUIRED,
             "Of these, those with all that their floor demands."),
};
SUP__SHAPE(floor_summary, "What went on on the floors in a time.");
