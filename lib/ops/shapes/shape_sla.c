/*
 * shape_sla.c: the structs of sla.h and misses.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/misses.h"
#include "supportcore/people.h"

static const char *const metric_names[] = {
    "acknowledgement", "assignment",      "first_reply",    "next_reply",
    "periodic_update", "pausable_update", "requester_wait", "agent_work",
    "resolution",      "time_in_team",    "fact_deadline",  "time_on_floor",
    "work_on_floor",   "sign_off",        "decision",       NULL};
static const char *const state_names[] = {"running", "paused", "fulfilled", "cancelled", NULL};

static const struct sup_field ticket_timers_params_fields[] = {
    SUP__ROW_TICKET(sup_ticket_timers_params),
    SUP__ENUM(sup_ticket_timers_params, metric, metric_names, 0, "Of this only; absent: of all."),
    SUP__TEXT(sup_ticket_timers_params, after, SUP_TIMER_AFTER_BYTES_MAX, 0,
              "The page after this position: next_after of the page before."),
    SUP__ROW_LIMIT(sup_ticket_timers_params),
};
SUP__PARAMS(ticket_timers_params, "Whose timers to read.");

static const struct sup_field timer_promise_fields[] = {
    SUP__CODE(sup_timer_promise, sla, SUP_FIELD_REQUIRED, "The SLA policy."),
    SUP__INT(sup_timer_promise, policy_version, SUP_FIELD_REQUIRED,
             "Of the policy document that it was made by."),
    SUP__CODE(sup_timer_promise, calendar, 0, "Whose hours counted; absent: all did."),
    SUP__DURATION(sup_timer_promise, target_ms, SUP_FIELD_REQUIRED, "Business time promised."),
    SUP__DURATION(sup_timer_promise, used_ms, SUP_FIELD_REQUIRED,
                  "Business time that had counted when it was replaced."),
    SUP__TIME(sup_timer_promise, ended_ms, "ended_at", SUP_FIELD_REQUIRED, "When that was."),
    SUP__TIME(sup_timer_promise, breached_ms, "breached_at", 0,
              "When it was broken; absent: it was not."),
};
SUP__SHAPE(timer_promise, "A promise that another one took the place of.");

static const struct sup_field timer_fields[] = {
    SUP__ENUM(sup_timer, metric, metric_names, SUP_FIELD_REQUIRED, "What is measured."),
    SUP__INT(sup_timer, instance, SUP_FIELD_REQUIRED, "1, 2, 3 ... of that metric on that ticket."),
    SUP__ENUM(sup_timer, state, state_names, SUP_FIELD_REQUIRED, "How it stands."),
    SUP__TIME(sup_timer, started_ms, "started_at", SUP_FIELD_REQUIRED, "When it began."),
    SUP__TIME(sup_timer, ended_ms, "ended_at", 0, "When it ended; absent: it has not."),
    SUP__DURATION(sup_timer, used_ms, SUP_FIELD_REQUIRED,
                  "Time used without pauses; up to now while it runs."),
    SUP__DURATION(sup_timer, business_ms, SUP_FIELD_REQUIRED, "The same in business hours."),
    SUP__CODE(sup_timer, calendar, 0, "Whose hours those are; absent: all hours are."),
    SUP__CODE(sup_timer, sla, 0,
              "The SLA policy that promises something on it; absent: none, and what follows is 0."),
    SUP__INT(sup_timer, policy_version, SUP_FIELD_REQUIRED,
             "Of the policy document that the promise was made by."),
    SUP__DURATION(sup_timer, target_ms, SUP_FIELD_REQUIRED, "Business time promised."),
    SUP__DURATION(sup_timer, base_ms, SUP_FIELD_REQUIRED,
                  "Business time used before the promise began to count."),
    SUP__DURATION(sup_timer, left_ms, SUP_FIELD_REQUIRED,
                  "Of the target; less than 0: so much over it."),
    SUP__TIME(sup_timer, due_ms, "due_at", 0,
              "When the target is used up: it breaks one millisecond of open time later; absent "
              "while it stands, or for ever."),
    SUP__TIME(sup_timer, next_ms, "next_at", 0,
              "The next warning, or the breach; absent: neither waits."),
    SUP__COUNT(sup_timer, warned, 0, SUP_FIELD_REQUIRED, "Warnings that were passed."),
    SUP__TIME(sup_timer, breached_ms, "breached_at", 0,
              "When it was broken, as recorded; absent: it was not, or that is still to be fired."),
    SUP__BOOL(sup_timer, is_missed, 0, "A promise on it was broken, this one or one before."),
    SUP__BOOL(sup_timer, is_missed_before, 0,
              "The question or the date that it waits for was missed before it came to this run: what "
              "breaks is no other miss."),
    SUP__BOOL(sup_timer, is_awaiting_replan, 0,
              "Another policy was activated, and the ticket has not had its turn: what is promised "
              "is as under the policy before, until a tick or its next change."),
    SUP__OBJECTS(sup_timer, promises, promise_count, sup_timer_promise, &sup__shape_timer_promise,
                 SUP_TIMER_PROMISES_MAX, 0,
                 "Promises that were on it before, oldest first; absent: there were none."),
};
SUP__SHAPE(timer, "One run of a metric on a ticket, as of now.");

static const struct sup_field timer_list_fields[] = {
    SUP__OBJECTS(sup_timer_list, items, count, sup_timer, &sup__shape_timer, SUP_PAGE_MAX,
                 SUP_FIELD_REQUIRED, "By metric, then by instance."),
    SUP__TEXT(sup_timer_list, next_after, SUP_TIMER_AFTER_BYTES_MAX, 0,
              "Give it as after for the next page; absent on the last."),
};
SUP__SHAPE(timer_list, "A page of timers.");

static const struct sup_field sla_due_params_fields[] = {
    SUP__CODE(sup_sla_due_params, team, 0, "Of this team only."),
    SUP__ID(sup_sla_due_params, assignee_id, 0, "Of this agent only."),
    SUP__BOOL(sup_sla_due_params, is_breach, 0,
              "Tickets by when a promise on them breaks, whatever warns before."),
    SUP__TIME(sup_sla_due_params, until_ms, "until", 0,
              "Due by then, for is_breach: broken by then; absent: ever."),
    SUP__TEXT(sup_sla_due_params, after, SUP_DUE_AFTER_BYTES_MAX, 0,
              "The page after this position: next_after of the page before."),
    SUP__ROW_LIMIT(sup_sla_due_params),
};
SUP__PARAMS(sla_due_params, "Which tickets to read.");

static const struct sup_field due_ticket_fields[] = {
    SUP__ID(sup_due_ticket, ticket_id, SUP_FIELD_REQUIRED, "The ticket."),
    SUP__TIME(sup_due_ticket, due_ms, "due_at", SUP_FIELD_REQUIRED,
              "When; before now when it was not fired yet."),
    SUP__BOOL(sup_due_ticket, is_breach, 0, "The promise breaks then; false: it is a warning."),
    SUP__CODE(sup_due_ticket, status, SUP_FIELD_REQUIRED, "Of the ticket."),
    SUP__CODE(sup_due_ticket, priority, SUP_FIELD_REQUIRED, "Of the ticket."),
    SUP__CODE(sup_due_ticket, channel, SUP_FIELD_REQUIRED, "Where it began."),
    SUP__CODE(sup_due_ticket, team, 0, "Who looks after it."),
    SUP__ID(sup_due_ticket, assignee_id, 0, "The agent who has it."),
    SUP__OBJECT(sup_due_ticket, timer, sup_timer, &sup__shape_timer, SUP_FIELD_REQUIRED,
                "The one that is due first, without its earlier promises."),
};
SUP__SHAPE(due_ticket, "A ticket of which a timer will warn or break.");

static const struct sup_field due_list_fields[] = {
    SUP__OBJECTS(sup_due_list, items, count, sup_due_ticket, &sup__shape_due_ticket, SUP_PAGE_MAX,
                 SUP_FIELD_REQUIRED, "By time, then by ticket."),
    SUP__TEXT(sup_due_list, next_after, SUP_DUE_AFTER_BYTES_MAX, 0,
              "Give it as after for the next page; absent on the last."),
};
SUP__SHAPE(due_list, "What warns and breaks next.");

static const struct sup_field sla_explain_params_fields[] = {
    SUP__ROW_TICKET(sup_sla_explain_params),
    SUP__ENUM(sup_sla_explain_params, metric, metric_names, SUP_FIELD_REQUIRED,
              "What is measured."),
    SUP__INT(sup_sla_explain_params, instance, 0, "1, 2, 3 ...; 0 or absent: the last one."),
};
SUP__SHAPE(sla_explain_params, "Which timer to explain.");

static const char *const span_kind_names[] = {"open",   "closed", "holiday",
                                              "paused", "summed", NULL};

static const struct sup_field timer_span_fields[] = {
    SUP__ENUM(sup_timer_span, kind, span_kind_names, SUP_FIELD_REQUIRED, "What it was."),
    SUP__BOOL(sup_timer_span, is_ahead, 0, "From now to the deadline, as the calendar is now."),
    SUP__TIME(sup_timer_span, from_ms, "from", SUP_FIELD_REQUIRED, "Its beginning."),
    SUP__TIME(sup_timer_span, to_ms, "to", SUP_FIELD_REQUIRED, "Its end, which is outside."),
    SUP__DURATION(sup_timer_span, used_ms, SUP_FIELD_REQUIRED, "What it adds to the time used."),
    SUP__DURATION(sup_timer_span, business_ms, SUP_FIELD_REQUIRED,
                  "And to that in business hours."),
    SUP__INT(sup_timer_span, offset_s, SUP_FIELD_REQUIRED,
             "Seconds that local time was ahead of UTC; of what is summed, at its beginning."),
    SUP__CODE(sup_timer_span, calendar, 0, "Whose hours; absent: all hours counted."),
    SUP__INT(sup_timer_span, policy_version, SUP_FIELD_REQUIRED,
             "Of the policy by whose hours it was judged; of what is ahead, the active one."),
    SUP__TEXT(sup_timer_span, label, 200, 0, "The holiday's."),
};
SUP__SHAPE(timer_span, "A part of a timer's life.");

static const struct sup_field sla_explanation_fields[] = {
    SUP__ID(sup_sla_explanation, ticket_id, SUP_FIELD_REQUIRED, "The ticket."),
    SUP__OBJECT(sup_sla_explanation, timer, sup_timer, &sup__shape_timer, SUP_FIELD_REQUIRED,
                "The timer, without its earlier promises."),
    SUP__TEXT(sup_sla_explanation, sla_label, 200, 0,
              "Of the SLA policy; absent: none, or the policy has it no more."),
    SUP__ID(sup_sla_explanation, decided_event, 0,
            "The sequence of the event that put this promise on it."),
    SUP__TIME(sup_sla_explanation, decided_ms, "decided_at", 0, "When that was."),
    SUP__INT(sup_sla_explanation, policy_version, SUP_FIELD_REQUIRED, "Under which that was."),
    SUP__TEXT(sup_sla_explanation, zone, 200, 0, "Of the calendar; absent: all hours count."),
    SUP__TEXT(sup_sla_explanation, calendar_digest, 32, 0,
              "Of the calendar as it is now: equal digests answer alike."),
    SUP__BOOL(sup_sla_explanation, is_cut, 0,
              "There were more parts than are listed; the last ones are summed."),
    SUP__OBJECTS(sup_sla_explanation, spans, span_count, sup_timer_span, &sup__shape_timer_span,
                 SUP_EXPLAIN_SPANS_MAX, SUP_FIELD_REQUIRED,
                 "In order. Those that are not ahead add up to what the timer has used, those "
                 "ahead to what is left of the target."),
    SUP__TEXTS(sup_sla_explanation, lines, line_count, 500, 0, SUP_FIELD_REQUIRED,
               "The same for people, in local time."),
};
SUP__SHAPE(sla_explanation, "Why a timer shows what it shows.");

static const struct sup_field sla_guide_params_fields[] = {
    SUP__CODE(sup_sla_guide_params, sla, 0,
              "An SLA policy; absent: the first one that is for all tickets."),
    SUP__BOOL(sup_sla_guide_params, is_all, 0,
              "What is measured inside the desk as well, such as assignment and agent work."),
};
SUP__SHAPE(sla_guide_params, "Whose guide to read.");

static const struct sup_field guide_item_fields[] = {
    SUP__CODE(sup_guide_item, channel, SUP_FIELD_REQUIRED, "The channel."),
    SUP__TEXT(sup_guide_item, channel_label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__ENUM(sup_guide_item, metric, metric_names, SUP_FIELD_REQUIRED, "What is promised."),
    SUP__DURATION(sup_guide_item, target_ms, SUP_FIELD_REQUIRED, "Within which time."),
    SUP__CODE(sup_guide_item, calendar, 0, "On whose hours; absent: all hours."),
    SUP__TEXT(sup_guide_item, calendar_label, 200, 0, "What people call these."),
};
SUP__SHAPE(guide_item, "What is promised on a channel about a metric.");

static const struct sup_field sla_guide_fields[] = {
    SUP__CODE(sup_sla_guide, sla, SUP_FIELD_REQUIRED, "The SLA policy."),
    SUP__TEXT(sup_sla_guide, sla_label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__CODE(sup_sla_guide, priority, SUP_FIELD_REQUIRED,
              "Of the tickets that it is about: the policy's default."),
    SUP__OBJECTS(sup_sla_guide, items, count, sup_guide_item, &sup__shape_guide_item, 0,
                 SUP_FIELD_REQUIRED,
                 "By channel, then by metric; what is not promised is not there."),
};
SUP__SHAPE(sla_guide, "A response guide, to be published.");

/* ---- misses.h ---- */

static const struct sup_field sla_record_cause_params_fields[] = {
    SUP__ROW_TICKET(sup_sla_record_cause_params),
    SUP__ROW_VERSION(sup_sla_record_cause_params),
    SUP__ENUM(sup_sla_record_cause_params, metric, metric_names, SUP_FIELD_REQUIRED,
              "What was measured."),
    SUP__INT(sup_sla_record_cause_params, instance, 0,
             "1, 2, 3 ...; 0 or absent: the last run on which a promise was broken."),
    SUP__CODE(sup_sla_record_cause_params, cause, SUP_FIELD_REQUIRED,
              "A name of the policy's miss_causes."),
    SUP__LINES(sup_sla_record_cause_params, note, SUP_MISS_NOTE_BYTES_MAX, 0,
               "What else colleagues should know."),
    SUP__ROW_KEY(sup_sla_record_cause_params),
};
SUP__SHAPE(sla_record_cause_params, "Why a promise was broken.");

static const struct sup_field sla_misses_params_fields[] = {
    SUP__TIME(sup_sla_misses_params, from_ms, "from", 0,
              "Broken then or later; absent: in the week before `to`."),
    SUP__TIME(sup_sla_misses_params, to_ms, "to", 0, "Broken before that; absent: up to now."),
    SUP__CODE(sup_sla_misses_params, team, 0, "Of tickets that this team had."),
    SUP__ENUM(sup_sla_misses_params, metric, metric_names, 0, "Of this only; absent: of any."),
    SUP__CODE(sup_sla_misses_params, cause, 0, "For this cause only."),
    SUP__BOOL(sup_sla_misses_params, is_unexplained, 0,
              "Only those that nobody has given a cause; not with a cause."),
    SUP__TEXT(sup_sla_misses_params, after, SUP_MISS_AFTER_BYTES_MAX, 0,
              "The page after this position: next_after of the page before."),
    SUP__ROW_LIMIT(sup_sla_misses_params),
};
SUP__SHAPE(sla_misses_params, "Which misses to read.");

static const struct sup_field miss_fields[] = {
    SUP__ID(sup_miss, ticket_id, SUP_FIELD_REQUIRED, "The ticket."),
    SUP__ENUM(sup_miss, metric, metric_names, SUP_FIELD_REQUIRED, "What was measured."),
    SUP__INT(sup_miss, instance, SUP_FIELD_REQUIRED, "Which run of it: 1, 2, 3 ..."),
    SUP__INT(sup_miss, position, SUP_FIELD_REQUIRED,
             "Which of the promises that were on that run: 1, 2, 3 ..."),
    SUP__TIME(sup_miss, breached_ms, "breached_at", SUP_FIELD_REQUIRED, "When it was broken."),
    SUP__CODE(sup_miss, sla, SUP_FIELD_REQUIRED, "The SLA policy."),
    SUP__INT(sup_miss, policy_version, SUP_FIELD_REQUIRED,
             "Of the policy document that it was promised by."),
    SUP__DURATION(sup_miss, target_ms, SUP_FIELD_REQUIRED, "Business time promised."),
    SUP__CODE(sup_miss, team, 0, "Who had the ticket when it was found broken; absent: no team."),
    SUP__ID(sup_miss, assignee_id, 0, "The agent who had it then; absent: nobody."),
    SUP__TIME(sup_miss, ended_ms, "ended_at", 0,
              "When the run ended, or another promise took its place; absent: it goes on."),
    SUP__DURATION(sup_miss, over_ms, 0, "Business time over the target by then."),
    SUP__CODE(sup_miss, cause, 0, "Why; absent: nobody has said."),
    SUP__TEXT(sup_miss, cause_label, 200, 0,
              "What people call it; absent as well when the policy has it no more."),
    SUP__ENUM(sup_miss, cause_by_kind, sup__actor_kind_names, 0, "What kind of actor said why."),
    SUP__ID(sup_miss, cause_by_id, 0, "Which agent did."),
    SUP__TIME(sup_miss, cause_ms, "cause_at", 0, "When that was."),
    SUP__LINES(sup_miss, note, SUP_MISS_NOTE_BYTES_MAX, 0,
               "What else they said; absent: nothing, or it was erased."),
};
SUP__SHAPE(miss, "A promise that was broken.");

static const struct sup_field miss_list_fields[] = {
    SUP__OBJECTS(sup_miss_list, items, count, sup_miss, &sup__shape_miss, SUP_PAGE_MAX,
                 SUP_FIELD_REQUIRED, "By time, then by ticket, metric and run."),
    SUP__TEXT(sup_miss_list, next_after, SUP_MISS_AFTER_BYTES_MAX, 0,
              "Give it as after for the next page; absent on the last."),
};
SUP__SHAPE(miss_list, "A page of promises that were broken.");

static const struct sup_field sla_miss_summary_params_fields[] = {
    SUP__TIME(sup_sla_miss_summary_params, from_ms, "from", 0,
              "Broken then or later; absent: in the week before `to`."),
    SUP__TIME(sup_sla_miss_summary_params, to_ms, "to", 0,
              "Broken before that; absent: up to now."),
    SUP__CODE(sup_sla_miss_summary_params, team, 0, "Of tickets that this team had."),
    SUP__ENUM(sup_sla_miss_summary_params, metric, metric_names, 0,
              "Of this only; absent: of any."),
    SUP__TEXT(sup_sla_miss_summary_params, after, SUP_MISS_AFTER_BYTES_MAX, 0,
              "Go on counting behind this position: next_after of the call before."),
};
SUP__SHAPE(sla_miss_summary_params, "Which misses to count.");

static const struct sup_field miss_group_fields[] = {
    SUP__CODE(sup_miss_group, team, 0, "The team; absent: of tickets that no team had."),
    SUP__CODE(sup_miss_group, cause, 0, "The cause; absent: nobody has given one."),
    SUP__TEXT(sup_miss_group, cause_label, 200, 0,
              "What people call it; absent as well when the policy has it no more."),
    SUP__INT(sup_miss_group, count, SUP_FIELD_REQUIRED, "How many."),
};
SUP__SHAPE(miss_group, "Misses of a team that have one cause.");

static const struct sup_field miss_summary_fields[] = {
    SUP__OBJECTS(sup_miss_summary, items, count, sup_miss_group, &sup__shape_miss_group,
                 SUP_MISS_GROUPS_MAX, SUP_FIELD_REQUIRED,
                 "By team, those without one last; then the most first."),
    SUP__INT(sup_miss_summary, total, SUP_FIELD_REQUIRED, "Misses that were counted."),
    SUP__INT(sup_miss_summary, unexplained, SUP_FIELD_REQUIRED, "Of them, those without a cause."),
    SUP__TEXT(sup_miss_summary, next_after, SUP_MISS_AFTER_BYTES_MAX, 0,
              "More than one call counts: go on with it as after, and add; absent: these are all."),
};
SUP__SHAPE(miss_summary, "Misses by team and cause.");
