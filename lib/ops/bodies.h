/*
 * bodies.h: what each operation does, by number.
 *
 * A body gets checked parameters inside a begun transaction, with the caller set and authorised. It
 * loads facts, decides, and emits events; it fills the receipt's id, ticket_id and version. It
 * decides before it emits, so SUP_REFUSED means that nothing was changed.
 */
#ifndef SUP__BODIES_H
#define SUP__BODIES_H

#include "ops/unit.h"

typedef int32_t (*sup__body)(struct sup__unit *unit, const void *params,
                             struct sup_receipt *receipt, void **result);

#define SUP__BODY(name)                                                                            \
    int32_t sup__op_##name(struct sup__unit *unit, const void *params,                             \
                           struct sup_receipt *receipt, void **result);
#define SUP__BODIES(X)                                                                             \
    X(agent_save)                                                                                  \
    X(agent_get)                                                                                   \
    X(agent_list)                                                                                  \
    X(customer_save)                                                                               \
    X(customer_get)                                                                                \
    X(ticket_open)                                                                                 \
    X(ticket_receive)                                                                              \
    X(ticket_reply)                                                                                \
    X(ticket_note)                                                                                 \
    X(ticket_move)                                                                                 \
    X(ticket_prioritize)                                                                           \
    X(ticket_classify)                                                                             \
    X(ticket_assign)                                                                               \
    X(ticket_transfer)                                                                             \
    X(ticket_tag)                                                                                  \
    X(ticket_untag)                                                                                \
    X(reference_add)                                                                               \
    X(reference_remove)                                                                            \
    X(fact_record)                                                                                 \
    X(ticket_get)                                                                                  \
    X(ticket_list)                                                                                 \
    X(ticket_messages)                                                                             \
    X(ticket_history)                                                                              \
    X(policy_activate)                                                                             \
    X(policy_check)                                                                                \
    X(policy_show)                                                                                 \
    X(event_list)                                                                                  \
    X(chain_head)                                                                                  \
    X(chain_verify)                                                                                \
    X(desk_tick)                                                                                   \
    X(desk_next_due)                                                                               \
    X(desk_summary)                                                                                \
    X(desk_check)                                                                                  \
    X(desk_rebuild)                                                                                \
    X(outbox_pull)                                                                                 \
    X(outbox_ack)                                                                                  \
    X(import_mark)                                                                                 \
    X(import_position)                                                                             \
    X(agent_set_availability)                                                                      \
    X(agent_sessions)                                                                              \
    X(policy_list)                                                                                 \
    X(policy_diff)                                                                                 \
    X(policy_rollback)                                                                             \
    X(policy_test)                                                                                 \
    X(ticket_fill)                                                                                 \
    X(customer_resolve)                                                                            \
    X(customer_merge)                                                                              \
    X(customer_unmerge)                                                                            \
    X(reference_report)                                                                            \
    X(ticket_watch)                                                                                \
    X(ticket_unwatch)                                                                              \
    X(ticket_link)                                                                                 \
    X(ticket_unlink)                                                                               \
    X(customer_report)                                                                             \
    X(reference_get)                                                                               \
    X(ticket_merge)                                                                                \
    X(ticket_unmerge)                                                                              \
    X(ticket_split)                                                                                \
    X(customer_context)                                                                            \
    X(ticket_handover)                                                                             \
    X(customer_erase)                                                                              \
    X(customer_export)                                                                             \
    X(calendar_add)                                                                                \
    X(calendar_subtract)                                                                           \
    X(calendar_between)                                                                            \
    X(calendar_is_open)                                                                            \
    X(calendar_next_open)                                                                          \
    X(calendar_next_close)                                                                         \
    X(calendar_intervals)                                                                          \
    X(ticket_timers)                                                                               \
    X(sla_due)                                                                                     \
    X(sla_explain)                                                                                 \
    X(sla_guide)                                                                                   \
    X(ticket_remind)                                                                               \
    X(ticket_unremind)                                                                             \
    X(sla_record_cause)                                                                            \
    X(sla_misses)                                                                                  \
    X(sla_miss_summary)                                                                            \
    X(floor_escalate)                                                                              \
    X(floor_lower)                                                                                 \
    X(floor_sign)                                                                                  \
    X(floor_evidence)                                                                              \
    X(floor_explain)                                                                               \
    X(floor_list)                                                                                  \
    X(floor_summary)                                                                               \
    X(authority_check)                                                                             \
    X(authority_request)                                                                           \
    X(authority_execute)                                                                           \
    X(authority_confirm)                                                                           \
    X(authority_fail)                                                                              \
    X(authority_withdraw)                                                                          \
    X(authority_explain)                                                                           \
    X(approval_decide)                                                                             \
    X(approval_list)                                                                               \
    X(authority_offer)                                                                             \
    X(authority_precedents)                                                                        \
    X(authority_review)                                                                            \
    X(ledger_report)                                                                               \
    X(ledger_list)                                                                                 \
    X(survey_asked)                                                                                \
    X(survey_answered)                                                                             \
    X(survey_list)                                                                                 \
    X(review_record)                                                                               \
    X(outcome_rate)                                                                                \
    X(review_list)                                                                                 \
    X(review_sample)                                                                               \
    X(staffing_agents)                                                                             \
    X(kpi_definitions)                                                                             \
    X(kpi_query)                                                                                   \
    X(kpi_explain)                                                                                 \
    X(kpi_check)                                                                                   \
    X(kpi_rebuild)                                                                                 \
    X(kpi_drivers)                                                                                 \
    X(kpi_scorecard)                                                                               \
    X(kpi_compare)                                                                                 \
    X(corrective_record)                                                                           \
    X(corrective_change)                                                                           \
    X(corrective_close)                                                                            \
    X(corrective_list)                                                                             \
    X(kpi_backlog)
/* In the order of the table (table.c). */
SUP__BODIES(SUP__BODY)

/** The body of an operation of the table. */
sup__body sup__body_of(const struct sup_operation *operation);

/** May the caller do this? Loads the acting agent. SUP_REFUSED when no rule says yes. */
int32_t sup__authorize(struct sup__unit *unit, const void *params);
/** A member of an operation's parameters by its name, NULL when it has none of that name. */
const void *sup__param(const struct sup_operation *operation, const void *params, const char *name);
/** The part of sup__authorize() that asks the authority matrix (authority_actions.c): where a row
 *  names what the operation does, that decides as well, and is recorded with what is done. */
int32_t sup__authorize_action(struct sup__unit *unit, const void *params);
/** Whether the caller, who is authorised, may do this as well. */
int sup__may(const struct sup__unit *unit, const char *action);
/** Whether somebody of that kind, with these roles if it is an agent, may do something. */
int sup__actor_may(const struct sup__policy *policy, int32_t kind, const char *roles,
                   const char *action);
/** Whether one of these roles, names with spaces between, allows it. */
int sup__roles_may(const struct sup__policy *policy, const char *roles, const char *action);
/** A member of a request that does what another operation does needs the right to that one. */
int32_t sup__check_may(struct sup__unit *unit, const char *action, const char *field);

/** An owned result of the unit's host; NULL sets the error. */
void *sup__result(struct sup__unit *unit, size_t bytes);
/** A copy of text in an owned result; NULL stays NULL. Sets *failed when memory ran out. */
const char *sup__result_text(void *result, const char *text, int *failed);
/** An array in an owned result; of 0 items too. */
void *sup__result_array(void *result, size_t count, size_t bytes, int *failed);
int32_t sup__result_end(struct sup__unit *unit, void *made, int failed, void **result);
/** How many items a page has: `limit` or SUP_PAGE_MAX; over it is SUP_LIMIT. */
int32_t sup__page_limit(struct sup__unit *unit, uint32_t asked, uint32_t *limit);
/** SUP_CORRUPT when the event chain is not what was written: then it is no base for a rebuild. */
int32_t sup__chain_must_be_intact(struct sup__unit *unit);
/** SUP_INVALID when a caller is not one. */
int32_t sup__check_caller(const struct sup_caller *caller, struct sup_error *error);
/** SUP_INVALID when a receipt (NULL: none is wanted) is too short (calls.c). */
int32_t sup__check_receipt(const struct sup_receipt *receipt, struct sup_error *error);
/** One event says that somebody asked for what they may not do; core->error says why. `ticket_id` 0
 *  for none. SUP_REFUSED, with that error, or what went wrong while it was recorded (run.c). */
int32_t sup__record_refusal(sup_core *core, const struct sup_caller *caller, const char *name,
                            int64_t ticket_id);
/** Runs single calls and batches (run.c). */
int32_t sup__run_items(sup_core *core, const struct sup_caller *caller,
                       struct sup_batch_item *items, uint32_t count, void **result, int is_batch);

#endif
