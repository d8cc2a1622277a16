/*
 * shape_desk.c: the structs of policy.h, event.h, desk.h and outbox.h as lists of fields.
 *
 * Progress callbacks are C only and no fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/desk.h"
#include "supportcore/event.h"
#include "supportcore/outbox.h"
#include "supportcore/people.h"
#include "supportcore/policy.h"

static const char *const severity_names[] = {"error", "warning", "finding", "note", NULL};

static const struct sup_field policy_problem_fields[] = {
    SUP__TEXT(sup_policy_problem, pointer, 0, SUP_FIELD_REQUIRED,
              "Where, as a JSON pointer into the document; empty for all of it."),
    SUP__INT(sup_policy_problem, line, 0, "From 1."),
    SUP__INT(sup_policy_problem, column, 0, "From 1, in characters."),
    SUP__TEXT(sup_policy_problem, text, 0, SUP_FIELD_REQUIRED, "What is wrong."),
    SUP__TEXT(sup_policy_problem, nearest, 0, 0, "The nearest valid name, when one is near."),
    SUP__ENUM(sup_policy_problem, severity, severity_names, SUP_FIELD_REQUIRED,
              "An error refuses, a warning only a strict check, a finding or a note nothing."),
    SUP__COUNT(sup_policy_problem, message_id, 0, 0, "Which kind of problem: see errors.md."),
};
SUP__SHAPE(policy_problem, "One thing that is wrong with a policy document.");

static const struct sup_field policy_activate_params_fields[] = {
    SUP__ROW_KEY(sup_policy_params),
    SUP__JSON(sup_policy_params, document, SUP_POLICY_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The policy; kept byte for byte as it is written here."),
    SUP__BOOL(sup_policy_params, is_strict, 0, "A warning refuses like an error."),
    SUP__ROWS_USE(sup_policy_params),
};
SUP__PARAMS_OF(policy_activate_params, sup_policy_params, "The desk's next policy.");

static const struct sup_field policy_check_params_fields[] = {
    SUP__JSON(sup_policy_params, document, SUP_POLICY_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The policy to check."),
    SUP__BOOL(sup_policy_params, is_strict, 0, "With a warning it is not valid."),
    SUP__BOOL(sup_policy_params, with_readiness, 0,
              "Tell also what a desk that opens should have, as findings."),
};
SUP__PARAMS_OF(policy_check_params, sup_policy_params, "A policy to check.");

static const struct sup_field policy_report_fields[] = {
    SUP__BOOL(sup_policy_report, is_valid, 0,
              "It can be activated: no error, and with is_strict no warning."),
    SUP__OBJECTS(
        sup_policy_report, problems, count, sup_policy_problem, &sup__shape_policy_problem,
        SUP_POLICY_PROBLEMS_MAX, SUP_FIELD_REQUIRED,
        "All that is wrong, in the order of the document; up to 200, errors first of all."),
    SUP__COUNT(sup_policy_report, error_count, 0, 0, "Errors found."),
    SUP__COUNT(sup_policy_report, warning_count, 0, 0, "Warnings found."),
    SUP__COUNT(
        sup_policy_report, finding_count, 0, 0,
        "Findings; 0 when there is an error, since they are looked for in a valid document."),
    SUP__COUNT(sup_policy_report, note_count, 0, 0, "Notes; 0 when there is an error."),
    SUP__TEXT(sup_policy_report, digest, SUP_POLICY_DIGEST_BYTES, SUP_FIELD_REQUIRED,
              "BLAKE2b-256 of the document's bytes, in hexadecimal."),
};
SUP__SHAPE(policy_report, "What is wrong with a policy document.");

static const struct sup_field policy_show_params_fields[] = {
    SUP__INT(sup_policy_show_params, version, 0, "Which one; 0 for the active one."),
    SUP__BOOL(sup_policy_show_params, is_builtin, 0,
              "The built-in one, which is version 0; not together with a version."),
};
SUP__SHAPE(policy_show_params, "Which policy to read.");

static const struct sup_field policy_fields[] = {
    SUP__INT(sup_policy, version, 0, "0 for the built-in one."),
    SUP__TEXT(sup_policy, name, 0, 0, "Its name, for people."),
    SUP__TEXT(sup_policy, digest, SUP_POLICY_DIGEST_BYTES, SUP_FIELD_REQUIRED,
              "BLAKE2b-256 of the document's bytes, in hexadecimal."),
    SUP__JSON(sup_policy, document, SUP_POLICY_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The policy, byte for byte as it was given."),
};
SUP__SHAPE(policy, "A policy.");

static const struct sup_field event_list_params_fields[] = {
    SUP__ID(sup_event_list_params, after_id, 0, "Events after that sequence; absent begins."),
    SUP__ROW_LIMIT(sup_event_list_params),
};
SUP__SHAPE(event_list_params, "Which page of the event log to read.");

static const struct sup_field event_fields[] = {
    SUP__INT(sup_event, sequence, 0, "Its place in the log, from 1 without gaps."),
    SUP__INT(sup_event, operation, 0, "The sequence of the first event of the same operation."),
    SUP__INT(sup_event, kind, 0, "The kind as a number."),
    SUP__CODE(sup_event, name, SUP_FIELD_REQUIRED, "The kind as a name: ticket.opened."),
    SUP__TIME(sup_event, at_ms, "at", SUP_FIELD_REQUIRED, "When it happened."),
    SUP__TIME(sup_event, recorded_ms, "recorded_at", SUP_FIELD_REQUIRED, "When the desk was told."),
    SUP__INT(sup_event, actor_kind, 0,
             "1 agent, 2 bot, 3 customer, 4 system, 5 integration; a number, since it is hashed."),
    SUP__ID(sup_event, actor_id, 0, "Who did it."),
    SUP__ID(sup_event, ticket_id, 0, "The ticket concerned."),
    SUP__ID(sup_event, subject_id, 0, "The agent, customer or message concerned."),
    SUP__INT(sup_event, number, 0, "A number whose meaning depends on the kind."),
    SUP__INT(sup_event, flags, 0,
             "1 imported, 2 automated, 4 acknowledgement, 8 reopens, 16 reassigns, 32 first reply; "
             "added up."),
    SUP__INT(sup_event, policy_version, 0, "The policy it was decided under."),
    SUP__TEXT(sup_event, before, 0, 0, "The value before."),
    SUP__TEXT(sup_event, after, 0, 0, "The value after."),
    SUP__TEXT(sup_event, payload, 0, SUP_FIELD_REQUIRED, "JSON as text, since it is hashed."),
    SUP__TEXT(sup_event, private_digest, SUP_HASH_TEXT_BYTES, SUP_FIELD_REQUIRED,
              "Digest of the private text, in hexadecimal; empty when there is none."),
    SUP__TEXT(sup_event, hash, SUP_HASH_TEXT_BYTES, SUP_FIELD_REQUIRED,
              "The chain's hash at this event, in hexadecimal."),
};
SUP__SHAPE(event, "One event, with everything its hash covers.");

static const struct sup_field event_list_fields[] = {
    SUP__OBJECTS(sup_event_list, items, count, sup_event, &sup__shape_event, SUP_PAGE_MAX,
                 SUP_FIELD_REQUIRED, "Events in their order."),
    SUP__ROW_NEXT(sup_event_list),
    SUP__INT(sup_event_list, tenant, 0, "The tenant, which the hashes cover too."),
};
SUP__SHAPE(event_list, "A page of the event log.");

SUP__PARAMS_NONE(chain_head_params, "Nothing to say.");

static const struct sup_field chain_head_fields[] = {
    SUP__INT(sup_chain_head, sequence, 0, "Of the last event; 0 when there is none."),
    SUP__TEXT(sup_chain_head, hash, SUP_HASH_TEXT_BYTES, SUP_FIELD_REQUIRED,
              "Of the last event, in hexadecimal."),
    SUP__BOOL(sup_chain_head, is_keyed, 0, "The chain has a key: only who has it can write it."),
    SUP__CODE(sup_chain_head, key_id, 0, "The key in use; absent for an unkeyed chain."),
};
SUP__SHAPE(chain_head, "The end of the event chain, to be kept elsewhere.");

static const struct sup_field chain_verify_params_fields[] = {
    SUP__INT(sup_chain_verify_params, head_sequence, 0,
             "The sequence of a head that was kept elsewhere: is it still part of the chain?"),
    SUP__TEXT(sup_chain_verify_params, head_hash, SUP_HASH_TEXT_BYTES, 0,
              "The hash of that head, in hexadecimal."),
};
SUP__PARAMS(chain_verify_params, "What to compare the chain with.");

static const struct sup_field difference_fields[] = {
    SUP__TEXT(sup_difference, table, 0, SUP_FIELD_REQUIRED, "The table: sup_ticket."),
    SUP__TEXT(sup_difference, key, 0, SUP_FIELD_REQUIRED, "The row's key without the tenant."),
    SUP__TEXT(sup_difference, text, 0, SUP_FIELD_REQUIRED, "What differs."),
};
SUP__SHAPE(difference, "A row that is not what the events say.");

static const struct sup_field chain_report_fields[] = {
    SUP__BOOL(sup_chain_report, is_intact, 0, "Every event fits, and what events vouch for."),
    SUP__INT(sup_chain_report, checked, 0, "Events checked."),
    SUP__INT(sup_chain_report, first_bad, 0, "The first event that does not fit; 0 when all do."),
    SUP__TEXT(sup_chain_report, text, 0, SUP_FIELD_REQUIRED, "What was found, in a line."),
    SUP__INT(sup_chain_report, head_sequence, 0, "Of the last event."),
    SUP__TEXT(sup_chain_report, head_hash, SUP_HASH_TEXT_BYTES, SUP_FIELD_REQUIRED,
              "Of the last event, in hexadecimal."),
    SUP__INT(sup_chain_report, differences, 0,
             "Rows of policies, texts, receipts and cursors that the events do not vouch for."),
    SUP__OBJECTS(sup_chain_report, items, count, sup_difference, &sup__shape_difference,
                 SUP_DIFFERENCES_TOLD_MAX, SUP_FIELD_REQUIRED, "The first 100 of them."),
};
SUP__SHAPE(chain_report, "Whether the event chain is whole.");

static const struct sup_field tick_params_fields[] = {
    SUP__COUNT(sup_tick_params, limit, SUP_TICK_ITEMS_MAX, 0,
               "Things to fire at most; 0 means 1000."),
};
SUP__SHAPE(tick_params, "How much to do in one step.");

static const struct sup_field tick_result_fields[] = {
    SUP__COUNT(sup_tick_result, fired, SUP_TICK_ITEMS_MAX, 0, "Things that were due."),
    SUP__BOOL(sup_tick_result, is_more, 0, "More is due by now: tick again."),
    SUP__TIME(sup_tick_result, next_due_ms, "next_due_at", 0,
              "When the next thing is due; absent when nothing waits."),
};
SUP__SHAPE(tick_result, "What a tick did.");

SUP__PARAMS_NONE(next_due_params, "Nothing to say.");

static const struct sup_field next_due_fields[] = {
    SUP__TIME(sup_next_due, due_ms, "due_at", 0,
              "When the next thing is due; absent when nothing waits."),
};
SUP__SHAPE(next_due, "When to tick.");

SUP__PARAMS_NONE(summary_params, "Nothing to say.");

static const struct sup_field summary_fields[] = {
    SUP__INT(sup_summary, new_count, 0, "Tickets that nobody has taken."),
    SUP__INT(sup_summary, open_count, 0, "Tickets in work."),
    SUP__INT(sup_summary, pending_count, 0, "Tickets that wait for the customer."),
    SUP__INT(sup_summary, on_hold_count, 0, "Tickets that wait for a third party."),
    SUP__INT(sup_summary, solved_count, 0, "Solved tickets."),
    SUP__INT(sup_summary, closed_count, 0, "Closed tickets."),
    SUP__INT(sup_summary, ticket_count, 0, "All tickets."),
    SUP__INT(sup_summary, message_count, 0, "All messages."),
    SUP__INT(sup_summary, customer_count, 0, "All customers."),
    SUP__INT(sup_summary, agent_count, 0, "All agents and bots."),
    SUP__INT(sup_summary, reopen_count, 0, "Times a ticket went back to work."),
    SUP__INT(sup_summary, reassign_count, 0, "Times a ticket changed hands."),
    SUP__INT(sup_summary, event_count, 0, "Events in the log."),
    SUP__INT(sup_summary, policy_version, 0, "The active policy; 0 for the built-in one."),
    SUP__INT(sup_summary, replan_left, 0,
             "Tickets whose timers wait to be planned by the active policy: ticks do it."),
};
SUP__SHAPE(summary, "How the desk stands.");

SUP__PARAMS_NONE(check_params, "Nothing to say.");

static const struct sup_field check_report_fields[] = {
    SUP__BOOL(sup_check_report, is_clean, 0, "Every row is what the events say."),
    SUP__INT(sup_check_report, events, 0, "Events folded."),
    SUP__INT(sup_check_report, rows, 0, "Rows compared."),
    SUP__INT(sup_check_report, differences, 0, "Rows that differed; a rebuild has mended them."),
    SUP__INT(sup_check_report, unmendable, 0,
             "Of these, documents of policies, which no event can say again."),
    SUP__OBJECTS(sup_check_report, items, count, sup_difference, &sup__shape_difference,
                 SUP_DIFFERENCES_TOLD_MAX, SUP_FIELD_REQUIRED, "The first 100 of them."),
};
SUP__SHAPE(check_report, "Whether the tables are what the events say.");

static const struct sup_field outbox_pull_params_fields[] = {
    SUP__CODE(sup_outbox_pull_params, consumer, SUP_FIELD_REQUIRED, "Who pulls: mailer."),
    SUP__COUNT(sup_outbox_pull_params, limit, SUP_PAGE_MAX, 0,
               "Events to look at, at most; 0 means 100."),
};
SUP__SHAPE(outbox_pull_params, "Whose events to read.");

static const struct sup_field outbox_item_fields[] = {
    SUP__INT(sup_outbox_item, sequence, 0, "The event's sequence."),
    SUP__JSON(sup_outbox_item, event, 0, SUP_FIELD_REQUIRED, "A CloudEvent 1.0."),
};
SUP__SHAPE(outbox_item, "One event for a consumer.");

static const struct sup_field outbox_page_fields[] = {
    SUP__OBJECTS(sup_outbox_page, items, count, sup_outbox_item, &sup__shape_outbox_item,
                 SUP_PAGE_MAX, SUP_FIELD_REQUIRED, "Events in their order."),
    SUP__INT(sup_outbox_page, through, 0, "Acknowledge this once all items are dealt with."),
    SUP__BOOL(sup_outbox_page, is_more, 0, "There are events after that."),
};
SUP__SHAPE(outbox_page, "A consumer's next events.");

static const struct sup_field outbox_ack_params_fields[] = {
    SUP__CODE(sup_outbox_ack_params, consumer, SUP_FIELD_REQUIRED, "Who pulled: mailer."),
    SUP__INT(sup_outbox_ack_params, sequence, SUP_FIELD_REQUIRED,
             "What `through` of the page said; never less than before."),
};
SUP__PARAMS(outbox_ack_params, "How far a consumer has come.");

static const struct sup_field import_mark_params_fields[] = {
    SUP__CODE(sup_import_mark_params, source, SUP_FIELD_REQUIRED, "Names the file or feed."),
    SUP__INT(sup_import_mark_params, from, SUP_FIELD_REQUIRED, "The position before this batch."),
    SUP__INT(sup_import_mark_params, to, SUP_FIELD_REQUIRED, "The position after it."),
};
SUP__PARAMS(import_mark_params, "How far an import has come.");

static const struct sup_field import_position_params_fields[] = {
    SUP__CODE(sup_import_position_params, source, SUP_FIELD_REQUIRED, "Names the file or feed."),
};
SUP__PARAMS(import_position_params, "Which import.");

static const struct sup_field import_position_fields[] = {
    SUP__INT(sup_import_position, position, 0, "0 when it never began."),
};
SUP__SHAPE(import_position, "How far an import has come.");
