/*
 * tables_timer.h: the columns of the tables of timers and promises; part of tables.h.
 */
#ifndef SUP__TABLES_TIMER_H
#define SUP__TABLES_TIMER_H

#define SUP__TIMER_COLUMNS(X)                                                                      \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(RANGE(1, 15), metric, 0,                                                                     \
      "1 acknowledgement, 2 assignment, 3 first reply, 4 next reply, 5 periodic update, "          \
      "6 pausable update, 7 requester wait, 8 agent work, 9 resolution, 10 time in team, "         \
      "11 deadline of a fact, 12 time on floor, 13 work on floor, 14 sign off, 15 decision")       \
    X(ID, instance, 0, "1, 2, 3 ... of that metric of the ticket")                                 \
    X(RANGE(1, 4), state, 0, "1 running, 2 paused, 3 fulfilled, 4 cancelled")                      \
    X(TIME, started_ms, 0, "UTC ms")                                                               \
    X(TIME, since_ms, 0, "since when it runs or stands, UTC ms; up to here its time is counted")   \
    X(TIME, ended_ms, SUP__N, "UTC ms; NULL while it has not ended")                               \
    X(COUNT, used_ms, 0, "time used, pauses left out, up to since_ms")                             \
    X(COUNT, business_ms, 0, "the same in business hours")                                         \
    X(CODE, sla, SUP__N, "the SLA policy whose promise is on it; NULL: nothing is promised")       \
    X(COUNT, policy_version, 0, "the policy that this promise is of")                              \
    X(CODE, calendar, SUP__N, "whose hours are business hours; NULL: all are")                     \
    X(COUNT, target_ms, 0, "business time promised")                                               \
    X(COUNT, base_ms, 0, "business time that was used before the promise began to count")          \
    X(TIME, due_ms, SUP__N,                                                                        \
      "when the target is used up, UTC ms: broken 1 ms of open time later; NULL while it stands")  \
    X(TIME, next_ms, SUP__N, "the next warning or the breach, UTC ms; NULL when none waits")       \
    X(COUNT, warned, 0, "marks that were passed")                                                  \
    X(TIME, breached_ms, SUP__N, "when the promise was broken, UTC ms; NULL when it is not")       \
    X(RANGE(0, 1), is_missed, 0, "1: a promise that was on it was broken")                         \
    X(RANGE(1, 2), missed_before, SUP__N,                                                          \
      "where a miss of the question or date that it waits for is recorded, so that a breach is "   \
      "no other one: 1 on a ticket that is part of this one, 2 elsewhere; NULL: nowhere")          \
    X(COUNT, promise_count, 0, "promises that were on it before this one")

#define SUP__PROMISE_COLUMNS(X)                                                                    \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(RANGE(1, 15), metric, 0, "as in sup_timer")                                                  \
    X(ID, instance, 0, "as in sup_timer")                                                          \
    X(ID, position, 0, "1, 2, 3 ... on that timer")                                                \
    X(CODE, sla, 0, "the SLA policy")                                                              \
    X(COUNT, policy_version, 0, "the policy that it is of")                                        \
    X(CODE, calendar, SUP__N, "whose hours were business hours; NULL: all were")                   \
    X(COUNT, target_ms, 0, "business time promised")                                               \
    X(COUNT, used_ms, 0, "business time that counted when it was replaced")                        \
    X(TIME, ended_ms, 0, "when another one took its place, UTC ms")                                \
    X(TIME, breached_ms, SUP__N, "when it was broken, UTC ms; NULL when it was not")

#define SUP__MISS_COLUMNS(X)                                                                       \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(RANGE(1, 15), metric, 0, "as in sup_timer")                                                  \
    X(ID, instance, 0, "as in sup_timer")                                                          \
    X(ID, position, 0, "which of the promises that were on that timer: 1, 2, 3 ...")               \
    X(TIME, breached_ms, 0, "when it was broken, UTC ms")                                          \
    X(CODE, sla, 0, "the SLA policy")                                                              \
    X(COUNT, policy_version, 0, "the policy that the promise was of")                              \
    X(COUNT, target_ms, 0, "business time promised")                                               \
    X(CODE, team, SUP__N, "who had the ticket when it was found broken; NULL: no team")            \
    X(COUNT, assignee_id, SUP__N, "the agent who had it then; NULL: nobody")                       \
    X(TIME, ended_ms, SUP__N,                                                                      \
      "when its run ended or another promise took its place, UTC ms; NULL while it goes on")       \
    X(COUNT, over_ms, 0, "business time over the target by then")                                  \
    X(CODE, cause, SUP__N, "why, a cause of the policy; NULL: nobody has said")                    \
    X(RANGE(1, 5), cause_by_kind, SUP__N, "what kind of actor said why; NULL: nobody has")         \
    X(COUNT, cause_by_id, SUP__N, "which agent did; NULL: none")                                   \
    X(TIME, cause_ms, SUP__N, "when that was, UTC ms")                                             \
    X(ID, cause_event, SUP__N, "sequence of the event that says so; a note is beside it")

#endif
