/*
 * calls.c: the typed functions, one per operation, all through the same door.
 */
#include "ops/bodies.h"

#include "base/message.h"
#include "supportcore.h"

#include <string.h>

int32_t sup__check_receipt(const struct sup_receipt *receipt, struct sup_error *error)
{
    if (receipt && receipt->size < sizeof *receipt) {
        return sup__fail(error, SUP_MSG_STRUCT_SIZE, "receipt.size",
                         "the receipt's size is %u, which is less than %zu", receipt->size,
                         sizeof *receipt);
    }
    return SUP_OK;
}

int32_t sup_run(sup_core *core, const struct sup_caller *caller, int32_t operation,
                const void *params, struct sup_receipt *receipt, void **result)
{
    struct sup_batch_item item = {.size = sizeof item, .operation = operation, .params = params};
    void *made = NULL;
    if (result) {
        *result = NULL;
    }
    if (!core) {
        return SUP_MISUSE;
    }
    sup__error_clear(&core->error);
    int32_t rc = sup__check_receipt(receipt, &core->error);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = sup__run_items(core, caller, &item, 1, &made, 0);
    if (receipt) {
        uint32_t size = receipt->size;
        *receipt = rc == SUP_OK ? item.receipt : (struct sup_receipt){0};
        receipt->size = size;
    }
    if (rc == SUP_OK && result) {
        *result = made;
    } else {
        sup_free(made);
    }
    return rc;
}

int32_t sup_batch(sup_core *core, const struct sup_caller *caller, struct sup_batch_item *items,
                  uint32_t count)
{
    if (!core) {
        return SUP_MISUSE;
    }
    if (!items) {
        sup__error_clear(&core->error);
        return sup__fail(&core->error, SUP_MSG_ARGUMENT_MISSING, "calls", "a batch has no calls");
    }
    if (count == 0 || count > SUP_BATCH_ITEMS_MAX) {
        sup__error_clear(&core->error);
        return sup__fail(&core->error, SUP_MSG_LIST_LONG, "calls",
                         "a batch has 1 to %d calls, not %u", SUP_BATCH_ITEMS_MAX, count);
    }
    return sup__run_items(core, caller, items, count, NULL, 1);
}

/* The result goes through a local pointer: a struct foo ** is not a void **. */
#define WRITES(function, number, params_type)                                                      \
    int32_t sup_##function(sup_core *core, const struct sup_caller *caller,                        \
                           const struct sup_##params_type *params, struct sup_receipt *receipt)    \
    {                                                                                              \
        return sup_run(core, caller, SUP_OP_##number, params, receipt, NULL);                      \
    }
#define READS(function, number, params_type, result_type)                                          \
    int32_t sup_##function(sup_core *core, const struct sup_caller *caller,                        \
                           const struct sup_##params_type *params,                                 \
                           struct sup_##result_type **result)                                      \
    {                                                                                              \
        void *made = NULL;                                                                         \
        int32_t rc = sup_run(core, caller, SUP_OP_##number, params, NULL, &made);                  \
        if (result) {                                                                              \
            *result = made;                                                                        \
        } else {                                                                                   \
            sup_free(made);                                                                        \
        }                                                                                          \
        return rc;                                                                                 \
    }

WRITES(agent_save, AGENT_SAVE, agent_save_params)
WRITES(customer_save, CUSTOMER_SAVE, customer_save_params)
WRITES(customer_resolve, CUSTOMER_RESOLVE, customer_resolve_params)
WRITES(customer_merge, CUSTOMER_MERGE, customer_merge_params)
WRITES(customer_unmerge, CUSTOMER_UNMERGE, customer_unmerge_params)
WRITES(customer_erase, CUSTOMER_ERASE, customer_erase_params)
WRITES(ticket_open, TICKET_OPEN, ticket_open_params)
WRITES(ticket_receive, TICKET_RECEIVE, ticket_receive_params)
WRITES(ticket_reply, TICKET_REPLY, ticket_message_params)
WRITES(ticket_note, TICKET_NOTE, ticket_message_params)
WRITES(ticket_move, TICKET_MOVE, ticket_move_params)
WRITES(ticket_prioritize, TICKET_PRIORITIZE, ticket_prioritize_params)
WRITES(ticket_classify, TICKET_CLASSIFY, ticket_classify_params)
WRITES(ticket_assign, TICKET_ASSIGN, ticket_assign_params)
WRITES(ticket_transfer, TICKET_TRANSFER, ticket_transfer_params)
WRITES(ticket_tag, TICKET_TAG, ticket_tag_params)
WRITES(ticket_untag, TICKET_UNTAG, ticket_tag_params)
WRITES(reference_add, REFERENCE_ADD, reference_params)
WRITES(reference_remove, REFERENCE_REMOVE, reference_params)
WRITES(customer_report, CUSTOMER_REPORT, customer_report_params)
WRITES(reference_report, REFERENCE_REPORT, reference_report_params)
WRITES(ticket_fill, TICKET_FILL, ticket_fill_params)
WRITES(ticket_watch, TICKET_WATCH, ticket_watch_params)
WRITES(ticket_unwatch, TICKET_UNWATCH, ticket_watch_params)
WRITES(ticket_remind, TICKET_REMIND, ticket_remind_params)
WRITES(ticket_unremind, TICKET_UNREMIND, ticket_unremind_params)
WRITES(ticket_link, TICKET_LINK, ticket_link_params)
WRITES(ticket_unlink, TICKET_UNLINK, ticket_link_params)
WRITES(ticket_merge, TICKET_MERGE, ticket_merge_params)
WRITES(ticket_unmerge, TICKET_UNMERGE, ticket_unmerge_params)
WRITES(ticket_split, TICKET_SPLIT, ticket_split_params)
WRITES(floor_escalate, FLOOR_ESCALATE, floor_escalate_params)
WRITES(floor_lower, FLOOR_LOWER, floor_lower_params)
WRITES(floor_sign, FLOOR_SIGN, floor_sign_params)
WRITES(floor_evidence, FLOOR_EVIDENCE, floor_evidence_params)
WRITES(fact_record, FACT_RECORD, fact_record_params)
WRITES(policy_activate, POLICY_ACTIVATE, policy_params)
WRITES(policy_rollback, POLICY_ROLLBACK, policy_rollback_params)
WRITES(outbox_ack, OUTBOX_ACK, outbox_ack_params)
WRITES(import_mark, IMPORT_MARK, import_mark_params)
WRITES(agent_set_availability, AGENT_SET_AVAILABILITY, agent_set_availability_params)

READS(ticket_timers, TICKET_TIMERS, ticket_timers_params, timer_list)
READS(sla_due, SLA_DUE, sla_due_params, due_list)
READS(sla_explain, SLA_EXPLAIN, sla_explain_params, sla_explanation)
READS(sla_guide, SLA_GUIDE, sla_guide_params, sla_guide)
WRITES(sla_record_cause, SLA_RECORD_CAUSE, sla_record_cause_params)
READS(sla_misses, SLA_MISSES, sla_misses_params, miss_list)
READS(sla_miss_summary, SLA_MISS_SUMMARY, sla_miss_summary_params, miss_summary)
READS(floor_explain, FLOOR_EXPLAIN, floor_explain_params, floor_explanation)
READS(floor_list, FLOOR_LIST, floor_list_params, floor_list)
READS(floor_summary, FLOOR_SUMMARY, floor_summary_params, floor_summary)
READS(authority_check, AUTHORITY_CHECK, authority_check_params, authority_answer)
WRITES(authority_request, AUTHORITY_REQUEST, authority_request_params)
WRITES(authority_execute, AUTHORITY_EXECUTE, authority_execute_params)
WRITES(authority_confirm, AUTHORITY_CONFIRM, authority_confirm_params)
WRITES(authority_fail, AUTHORITY_FAIL, authority_fail_params)
WRITES(authority_withdraw, AUTHORITY_WITHDRAW, authority_withdraw_params)
READS(authority_explain, AUTHORITY_EXPLAIN, authority_explain_params, remedy_request)
WRITES(approval_decide, APPROVAL_DECIDE, approval_decide_params)
READS(approval_list, APPROVAL_LIST, approval_list_params, approval_list)
READS(authority_offer, AUTHORITY_OFFER, authority_offer_params, offer)
READS(authority_precedents, AUTHORITY_PRECEDENTS, authority_precedents_params, precedent_list)
READS(authority_review, AUTHORITY_REVIEW, authority_review_params, review)
WRITES(ledger_report, LEDGER_REPORT, ledger_report_params)
READS(ledger_list, LEDGER_LIST, ledger_list_params, ledger_list)
READS(kpi_definitions, KPI_DEFINITIONS, kpi_definitions_params, kpi_definition_list)
READS(kpi_query, KPI_QUERY, kpi_query_params, kpi_answer)
READS(kpi_explain, KPI_EXPLAIN, kpi_explain_params, kpi_explanation)
READS(kpi_check, KPI_CHECK, kpi_check_params, kpi_check_report)
READS(kpi_rebuild, KPI_REBUILD, kpi_rebuild_params, kpi_rebuild_report)
READS(kpi_drivers, KPI_DRIVERS, kpi_drivers_params, kpi_driver_list)
READS(kpi_scorecard, KPI_SCORECARD, kpi_scorecard_params, kpi_scorecard)
READS(kpi_compare, KPI_COMPARE, kpi_compare_params, kpi_comparison)
WRITES(corrective_record, CORRECTIVE_RECORD, corrective_record_params)
WRITES(corrective_change, CORRECTIVE_CHANGE, corrective_change_params)
WRITES(corrective_close, CORRECTIVE_CLOSE, corrective_close_params)
READS(corrective_list, CORRECTIVE_LIST, corrective_list_params, corrective_list)
READS(kpi_backlog, KPI_BACKLOG, kpi_backlog_params, kpi_backlog)
READS(agent_get, AGENT_GET, agent_get_params, agent)
READS(agent_list, AGENT_LIST, agent_list_params, agent_list)
READS(customer_get, CUSTOMER_GET, customer_get_params, customer)
READS(reference_get, REFERENCE_GET, reference_get_params, thing)
READS(ticket_get, TICKET_GET, ticket_get_params, ticket)
READS(ticket_list, TICKET_LIST, ticket_list_params, ticket_list)
READS(ticket_messages, TICKET_MESSAGES, ticket_page_params, message_list)
READS(ticket_history, TICKET_HISTORY, ticket_page_params, history)
READS(policy_check, POLICY_CHECK, policy_params, policy_report)
READS(policy_show, POLICY_SHOW, policy_show_params, policy)
READS(policy_list, POLICY_LIST, policy_list_params, policy_list)
READS(policy_diff, POLICY_DIFF, policy_diff_params, policy_diff)
READS(policy_test, POLICY_TEST, policy_test_params, policy_test)
READS(event_list, EVENT_LIST, event_list_params, event_list)
READS(chain_head, CHAIN_HEAD, chain_head_params, chain_head)
READS(chain_verify, CHAIN_VERIFY, chain_verify_params, chain_report)
READS(desk_tick, DESK_TICK, tick_params, tick_result)
READS(desk_next_due, DESK_NEXT_DUE, next_due_params, next_due)
READS(desk_summary, DESK_SUMMARY, summary_params, summary)
READS(desk_check, DESK_CHECK, check_params, check_report)
READS(desk_rebuild, DESK_REBUILD, check_params, check_report)
READS(outbox_pull, OUTBOX_PULL, outbox_pull_params, outbox_page)
READS(import_position, IMPORT_POSITION, import_position_params, import_position)
READS(agent_sessions, AGENT_SESSIONS, agent_sessions_params, agent_session_list)
READS(customer_export, CUSTOMER_EXPORT, customer_export_params, customer_export)
READS(customer_context, CUSTOMER_CONTEXT, customer_context_params, customer_context)
READS(ticket_handover, TICKET_HANDOVER, ticket_handover_params, ticket_handover)
WRITES(survey_asked, SURVEY_ASKED, survey_asked_params)
WRITES(survey_answered, SURVEY_ANSWERED, survey_answered_params)
READS(survey_list, SURVEY_LIST, survey_list_params, survey_list)
WRITES(review_record, REVIEW_RECORD, review_record_params)
WRITES(outcome_rate, OUTCOME_RATE, outcome_rate_params)
READS(review_list, REVIEW_LIST, review_list_params, review_list)
READS(review_sample, REVIEW_SAMPLE, review_sample_params, review_sample)
READS(staffing_agents, STAFFING_AGENTS, staffing_agents_params, staffing)
READS(calendar_add, CALENDAR_ADD, calendar_add_params, calendar_time)
READS(calendar_subtract, CALENDAR_SUBTRACT, calendar_add_params, calendar_time)
READS(calendar_between, CALENDAR_BETWEEN, calendar_between_params, calendar_length)
READS(calendar_is_open, CALENDAR_IS_OPEN, calendar_time_params, calendar_state)
READS(calendar_next_open, CALENDAR_NEXT_OPEN, calendar_time_params, calendar_time)
READS(calendar_next_close, CALENDAR_NEXT_CLOSE, calendar_time_params, calendar_time)
READS(calendar_intervals, CALENDAR_INTERVALS, calendar_intervals_params, calendar_intervals)
