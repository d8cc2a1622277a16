/*
 * tables_kpi.h: the columns of the tables that figures are kept in; part of tables.h.
 */
#ifndef SUP__TABLES_KPI_H
#define SUP__TABLES_KPI_H

#define SUP__KPI_STATE_COLUMNS(X)                                                                  \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(COUNT, sequence, 0, "of the last event that is counted in")                                  \
    X(LINE(0, 64), digest, 0, "of what figures go by: zone, windows, definitions; hexadecimal")

#define SUP__KPI_FACT_COLUMNS(X)                                                                   \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(RANGE(1, 5), kind, 0, "of what: 1 a ticket, 2 a survey, 3 a review")                         \
    X(ID, subject_id, 0, "which")                                                                  \
    X(TIME, first_ms, 0, "the earliest of its items, UTC ms")                                      \
    X(TIME, last_ms, 0, "the latest of its items, UTC ms")                                         \
    X(COUNT, customer_id, SUP__N, "whose; NULL: nobody's, or it is part of another one")           \
    X(TIME, opened_ms, SUP__N, "when it was opened, UTC ms")                                       \
    X(CODE, channel, SUP__N, "where it began")                                                     \
    X(CODE, reason, SUP__N, "contact reason")                                                      \
    X(CODE, team, SUP__N, "who looks after it")                                                    \
    X(COUNT, agent_id, SUP__N, "who has it; NULL: nobody")                                         \
    X(CODE, floor, SUP__N, "the tier of handling that it is on")                                   \
    X(CODE, priority, SUP__N, "name of the policy")                                                \
    X(CODE, segment, SUP__N, "the customer's main segment")                                        \
    X(CODE, sla, SUP__N, "the SLA policy that is for it")                                          \
    X(BLOB, items, 0, "what it adds to the figures, packed")

#define SUP__KPI_CELL_COLUMNS(X)                                                                   \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(RANGE(0, 8), dimension, 0,                                                                   \
      "told apart by: 0 nothing, 1 channel and reason, 2 team, 3 agent, 4 floor, 5 priority, "     \
      "6 segment, 7 SLA policy, 8 hour")                                                           \
    X(RANGE(0, 255), measure, 0, "of what")                                                        \
    X(RANGE(SUP__DAY_MIN, SUP__DAY_MAX), day, 0, "since 1970-01-01, in the desk's zone")           \
    X(BLOB, sums, 0, "how many and how much of it each name has that day, packed")

#define SUP__KPI_SPREAD_COLUMNS(X)                                                                 \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(RANGE(0, 8), dimension, 0, "as in sup_kpi_cell")                                             \
    X(RANGE(0, 255), measure, 0, "as in sup_kpi_cell")                                             \
    X(RANGE(SUP__DAY_MIN, SUP__DAY_MAX), day, 0, "as in sup_kpi_cell")                             \
    X(BLOB, spreads, 0, "how its durations are distributed, for each name, packed")

#endif
