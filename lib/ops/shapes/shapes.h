/*
 * shapes.h: the descriptions of all public structs that operations take and answer.
 */
#ifndef SUP__SHAPES_H
#define SUP__SHAPES_H

#include "supportcore/operation.h"

/* people.h */
extern const struct sup_shape sup__shape_receipt;
extern const struct sup_shape sup__shape_reference;
extern const struct sup_shape sup__shape_agent_save_params;
extern const struct sup_shape sup__shape_agent_get_params;
extern const struct sup_shape sup__shape_agent;
extern const struct sup_shape sup__shape_agent_list_params;
extern const struct sup_shape sup__shape_agent_list;
extern const struct sup_shape sup__shape_agent_set_availability_params;
extern const struct sup_shape sup__shape_agent_sessions_params;
extern const struct sup_shape sup__shape_agent_session;
extern const struct sup_shape sup__shape_agent_session_list;
extern const struct sup_shape sup__shape_customer_save_params;
extern const struct sup_shape sup__shape_customer_resolve_params;
extern const struct sup_shape sup__shape_customer_merge_params;
extern const struct sup_shape sup__shape_customer_unmerge_params;
extern const struct sup_shape sup__shape_identity_key;
extern const struct sup_shape sup__shape_customer_erase_params;
extern const struct sup_shape sup__shape_customer_export_params;
extern const struct sup_shape sup__shape_customer_export;
extern const struct sup_shape sup__shape_customer_get_params;
extern const struct sup_shape sup__shape_customer;

/* ticket.h: parameters. receive, reply and note share a struct, but not all of its members. */
extern const struct sup_shape sup__shape_fact;
extern const struct sup_shape sup__shape_ticket_field;
extern const struct sup_shape sup__shape_ticket_open_params;
extern const struct sup_shape sup__shape_attachment;
extern const struct sup_shape sup__shape_ticket_receive_params;
extern const struct sup_shape sup__shape_ticket_reply_params;
extern const struct sup_shape sup__shape_ticket_note_params;
extern const struct sup_shape sup__shape_ticket_move_params;
extern const struct sup_shape sup__shape_ticket_prioritize_params;
extern const struct sup_shape sup__shape_ticket_classify_params;
extern const struct sup_shape sup__shape_ticket_assign_params;
extern const struct sup_shape sup__shape_ticket_transfer_params;
extern const struct sup_shape sup__shape_ticket_tag_params;
extern const struct sup_shape sup__shape_reference_params;
extern const struct sup_shape sup__shape_fact_record_params;
extern const struct sup_shape sup__shape_ticket_fill_params;
extern const struct sup_shape sup__shape_ticket_get_params;
extern const struct sup_shape sup__shape_ticket_list_params;
extern const struct sup_shape sup__shape_ticket_page_params;

/* report.h */
extern const struct sup_shape sup__shape_reported_fact;
extern const struct sup_shape sup__shape_reference_report_params;
/* join.h: watch and unwatch share a struct, and so do link and unlink */
extern const struct sup_shape sup__shape_ticket_watch_params;
extern const struct sup_shape sup__shape_ticket_link_params;
extern const struct sup_shape sup__shape_ticket_link;
extern const struct sup_shape sup__shape_ticket_watcher;
extern const struct sup_shape sup__shape_customer_report_params;
extern const struct sup_shape sup__shape_reference_get_params;
extern const struct sup_shape sup__shape_thing;
extern const struct sup_shape sup__shape_ticket_merge_params;
extern const struct sup_shape sup__shape_ticket_unmerge_params;
extern const struct sup_shape sup__shape_ticket_split_params;
extern const struct sup_shape sup__shape_ticket_member;

/* reminder.h */
extern const struct sup_shape sup__shape_ticket_remind_params;
extern const struct sup_shape sup__shape_ticket_unremind_params;
extern const struct sup_shape sup__shape_reminder;

/* context.h */
extern const struct sup_shape sup__shape_customer_context_params;
extern const struct sup_shape sup__shape_context_ticket;
extern const struct sup_shape sup__shape_context_thing;
extern const struct sup_shape sup__shape_context_contact;
extern const struct sup_shape sup__shape_context_article;
extern const struct sup_shape sup__shape_context_work;
extern const struct sup_shape sup__shape_customer_context;
extern const struct sup_shape sup__shape_ticket_handover_params;
extern const struct sup_shape sup__shape_handover_step;
extern const struct sup_shape sup__shape_ticket_handover;

/* misses.h */
extern const struct sup_shape sup__shape_sla_record_cause_params;
extern const struct sup_shape sup__shape_sla_misses_params;
extern const struct sup_shape sup__shape_miss;
extern const struct sup_shape sup__shape_miss_list;
extern const struct sup_shape sup__shape_sla_miss_summary_params;
extern const struct sup_shape sup__shape_miss_group;
extern const struct sup_shape sup__shape_miss_summary;

/* sla.h */
extern const struct sup_shape sup__shape_ticket_timers_params;
extern const struct sup_shape sup__shape_timer_promise;
extern const struct sup_shape sup__shape_timer;
extern const struct sup_shape sup__shape_timer_list;
extern const struct sup_shape sup__shape_sla_due_params;
extern const struct sup_shape sup__shape_due_ticket;
extern const struct sup_shape sup__shape_due_list;
extern const struct sup_shape sup__shape_sla_explain_params;
extern const struct sup_shape sup__shape_timer_span;
extern const struct sup_shape sup__shape_sla_explanation;
extern const struct sup_shape sup__shape_sla_guide_params;
extern const struct sup_shape sup__shape_guide_item;
extern const struct sup_shape sup__shape_sla_guide;

/* authority.h */
extern const struct sup_shape sup__shape_authority_check_params;
extern const struct sup_shape sup__shape_authority_limit;
extern const struct sup_shape sup__shape_authority_answer;
extern const struct sup_shape sup__shape_authority_offer_params;
extern const struct sup_shape sup__shape_offer_band;
extern const struct sup_shape sup__shape_offer_remedy;
extern const struct sup_shape sup__shape_offer;
extern const struct sup_shape sup__shape_authority_precedents_params;
extern const struct sup_shape sup__shape_precedent;
extern const struct sup_shape sup__shape_precedent_list;
extern const struct sup_shape sup__shape_authority_review_params;
extern const struct sup_shape sup__shape_review_money;
extern const struct sup_shape sup__shape_review_group;
extern const struct sup_shape sup__shape_review;
extern const struct sup_shape sup__shape_authority_request_params;
extern const struct sup_shape sup__shape_authority_execute_params;
extern const struct sup_shape sup__shape_authority_confirm_params;
extern const struct sup_shape sup__shape_authority_fail_params;
extern const struct sup_shape sup__shape_authority_withdraw_params;
extern const struct sup_shape sup__shape_approval_decide_params;
extern const struct sup_shape sup__shape_ledger_report_params;
extern const struct sup_shape sup__shape_ledger_list_params;
extern const struct sup_shape sup__shape_ledger_entry;
extern const struct sup_shape sup__shape_ledger_excess;
extern const struct sup_shape sup__shape_ledger_sum;
extern const struct sup_shape sup__shape_ledger_list;
extern const struct sup_shape sup__shape_authority_explain_params;
extern const struct sup_shape sup__shape_approval;
extern const struct sup_shape sup__shape_remedy_request;
extern const struct sup_shape sup__shape_approval_list_params;
extern const struct sup_shape sup__shape_approval_list;

/* floor.h */
extern const struct sup_shape sup__shape_floor_escalate_params;
extern const struct sup_shape sup__shape_floor_lower_params;
extern const struct sup_shape sup__shape_floor_sign_params;
extern const struct sup_shape sup__shape_floor_evidence_params;
extern const struct sup_shape sup__shape_floor_explain_params;
extern const struct sup_shape sup__shape_floor_visit;
extern const struct sup_shape sup__shape_floor_cause;
extern const struct sup_shape sup__shape_floor_signature;
extern const struct sup_shape sup__shape_floor_record;
extern const struct sup_shape sup__shape_floor_missing;
extern const struct sup_shape sup__shape_floor_held;
extern const struct sup_shape sup__shape_floor_explanation;
extern const struct sup_shape sup__shape_floor_list_params;
extern const struct sup_shape sup__shape_floor_ticket;
extern const struct sup_shape sup__shape_floor_list;
extern const struct sup_shape sup__shape_floor_summary_params;
extern const struct sup_shape sup__shape_floor_figures;
extern const struct sup_shape sup__shape_floor_summary;

/* ticket.h: results */
extern const struct sup_shape sup__shape_ticket;
extern const struct sup_shape sup__shape_ticket_list;
extern const struct sup_shape sup__shape_message_item;
extern const struct sup_shape sup__shape_message_list;
extern const struct sup_shape sup__shape_history_item;
extern const struct sup_shape sup__shape_history;

/* policy.h */
extern const struct sup_shape sup__shape_policy_problem;
extern const struct sup_shape sup__shape_policy_activate_params;
extern const struct sup_shape sup__shape_policy_check_params;
extern const struct sup_shape sup__shape_policy_report;
extern const struct sup_shape sup__shape_policy_show_params;
extern const struct sup_shape sup__shape_policy;
extern const struct sup_shape sup__shape_policy_version;
extern const struct sup_shape sup__shape_policy_change;
extern const struct sup_shape sup__shape_policy_step;
extern const struct sup_shape sup__shape_policy_rule;
extern const struct sup_shape sup__shape_policy_target;
extern const struct sup_shape sup__shape_policy_demand;
extern const struct sup_shape sup__shape_policy_list_params;
extern const struct sup_shape sup__shape_policy_list;
extern const struct sup_shape sup__shape_policy_diff_params;
extern const struct sup_shape sup__shape_policy_diff;
extern const struct sup_shape sup__shape_policy_rollback_params;
extern const struct sup_shape sup__shape_policy_test_params;
extern const struct sup_shape sup__shape_policy_test;

/* event.h */
extern const struct sup_shape sup__shape_event_list_params;
extern const struct sup_shape sup__shape_event;
extern const struct sup_shape sup__shape_event_list;
extern const struct sup_shape sup__shape_chain_head_params;
extern const struct sup_shape sup__shape_chain_head;
extern const struct sup_shape sup__shape_chain_verify_params;
extern const struct sup_shape sup__shape_chain_report;

/* desk.h */
extern const struct sup_shape sup__shape_tick_params;
extern const struct sup_shape sup__shape_tick_result;
extern const struct sup_shape sup__shape_next_due_params;
extern const struct sup_shape sup__shape_next_due;
extern const struct sup_shape sup__shape_summary_params;
extern const struct sup_shape sup__shape_summary;
extern const struct sup_shape sup__shape_check_params;
extern const struct sup_shape sup__shape_difference;
extern const struct sup_shape sup__shape_check_report;

/* kpi.h */
extern const struct sup_shape sup__shape_kpi_definitions_params;
extern const struct sup_shape sup__shape_kpi_definition_list;
extern const struct sup_shape sup__shape_kpi_filter;
extern const struct sup_shape sup__shape_kpi_query_params;
extern const struct sup_shape sup__shape_kpi_answer;
extern const struct sup_shape sup__shape_kpi_explain_params;
extern const struct sup_shape sup__shape_kpi_explanation;
extern const struct sup_shape sup__shape_kpi_check_params;
extern const struct sup_shape sup__shape_kpi_check_report;
extern const struct sup_shape sup__shape_kpi_rebuild_params;
extern const struct sup_shape sup__shape_kpi_rebuild_report;
extern const struct sup_shape sup__shape_kpi_backlog_params;
extern const struct sup_shape sup__shape_kpi_backlog;
/* drivers.h */
extern const struct sup_shape sup__shape_kpi_drivers_params;
extern const struct sup_shape sup__shape_kpi_driver_list;
/* scorecard.h */
extern const struct sup_shape sup__shape_kpi_scorecard_params;
extern const struct sup_shape sup__shape_kpi_scorecard;
extern const struct sup_shape sup__shape_kpi_compare_params;
extern const struct sup_shape sup__shape_kpi_comparison;
/* corrective.h */
extern const struct sup_shape sup__shape_corrective;
extern const struct sup_shape sup__shape_corrective_record_params;
extern const struct sup_shape sup__shape_corrective_change_params;
extern const struct sup_shape sup__shape_corrective_close_params;
extern const struct sup_shape sup__shape_corrective_list_params;
extern const struct sup_shape sup__shape_corrective_list;

/* outbox.h */
extern const struct sup_shape sup__shape_outbox_pull_params;
extern const struct sup_shape sup__shape_outbox_item;
extern const struct sup_shape sup__shape_outbox_page;
extern const struct sup_shape sup__shape_outbox_ack_params;
extern const struct sup_shape sup__shape_import_mark_params;
extern const struct sup_shape sup__shape_import_position_params;
extern const struct sup_shape sup__shape_import_position;
extern const struct sup_shape sup__shape_span;
extern const struct sup_shape sup__shape_survey_asked_params;
extern const struct sup_shape sup__shape_survey_answered_params;
extern const struct sup_shape sup__shape_survey_list_params;
extern const struct sup_shape sup__shape_survey;
extern const struct sup_shape sup__shape_survey_list;
extern const struct sup_shape sup__shape_review_section;
extern const struct sup_shape sup__shape_review_record_params;
extern const struct sup_shape sup__shape_outcome_rate_params;
extern const struct sup_shape sup__shape_review_list_params;
extern const struct sup_shape sup__shape_quality_review;
extern const struct sup_shape sup__shape_review_list;
extern const struct sup_shape sup__shape_review_sample_params;
extern const struct sup_shape sup__shape_sample_ticket;
extern const struct sup_shape sup__shape_sample_agent;
extern const struct sup_shape sup__shape_review_sample;

extern const struct sup_shape sup__shape_staffing_agents_params;
extern const struct sup_shape sup__shape_staffing_queue;
extern const struct sup_shape sup__shape_staffing;

extern const struct sup_shape sup__shape_calendar_add_params;
extern const struct sup_shape sup__shape_calendar_time_params;
extern const struct sup_shape sup__shape_calendar_between_params;
extern const struct sup_shape sup__shape_calendar_intervals_params;
extern const struct sup_shape sup__shape_calendar_time;
extern const struct sup_shape sup__shape_calendar_length;
extern const struct sup_shape sup__shape_calendar_state;
extern const struct sup_shape sup__shape_calendar_intervals;

#endif
