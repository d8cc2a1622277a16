/*
 * shape_sla.c: the structs of sla.h as lists of fields.
 */
#include "ops/shapes.h"

#include "ops/shape.h"
#include "ops/shape_rows.h"
#include "supportcore/people.h"
#include "supportcore/sla.h"

static const char *const metric_names[] = {"acknowledgement",
                                           "assignment",
                                           "first_reply",
                                           "next_reply",
                                           "periodic_update",
                                           "pausable_update",
                                           "requester_wait",
                                           "agent_work",
                                           "resolution",
                                           "time_in_team",
                                           NULL};
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
              "The last instant at which it is kept; absent while it stands, or for ever."),
    SUP__TIME(sup_timer, next_ms, "next_at", 0,
              "The next warning, or the breach; absent: neither waits."),
    SUP__COUNT(sup_timer, warned, 0, SUP_FIELD_REQUIRED, "Warnings that were passed."),
    SUP__TIME(sup_timer, breached_ms, "breached_at", 0,
              "When it was broken, as recorded; absent: it was not, or that is still to be fired."),
    SUP__BOOL(sup_timer, is_missed, 0, "A promise on it was broken, this one or one before."),
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
    SUP__BOOL(sup_sla_due_params, is_breach, 0, "Breaches only, no warnings."),
    SUP__TIME(sup_sla_due_params, until_ms, "until", 0, "Due by then; absent: ever."),
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
};
SUP__PARAMS(sla_guide_params, "Whose guide to read.");

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
