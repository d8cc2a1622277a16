/*
 * tables_scorecard.h: the columns of the tables of targets and corrective actions; part of
 * tables.h.
 */
#ifndef SUP__TABLES_SCORECARD_H
#define SUP__TABLES_SCORECARD_H

#define SUP__CORRECTIVE_COLUMNS(X)                                                                 \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, id, 0, "1, 2, 3 ... in the desk")                                                        \
    X(TIME, at_ms, 0, "when it was recorded, UTC ms")                                              \
    X(CODE, line, 0, "for which line of the scorecard")                                            \
    X(RANGE(1, 3), state, 0, "1 open, 2 done, 3 dropped")                                          \
    X(TIME, due_ms, 0, "by when it is to be done, UTC ms")                                         \
    X(COUNT, owner_id, SUP__N, "the agent who does it; NULL: a role")                              \
    X(CODE, owner_role, SUP__N, "the role that does it; NULL: an agent")                           \
    X(RANGE(1, 5), by_kind, 0, "what kind of actor recorded it")                                   \
    X(COUNT, by_id, SUP__N, "which agent did; NULL: none")                                         \
    X(COUNT, changes, 0, "how often it was changed since")                                         \
    X(TIME, changed_ms, SUP__N, "when it was last changed, UTC ms; NULL: it was not")              \
    X(TIME, closed_ms, SUP__N, "when it was done or dropped, UTC ms; NULL while it is open")       \
    X(ID, text_event, 0, "sequence of the event that says what is to be done (sup_event_private)") \
    X(ID, close_event, SUP__N, "of the one that closed it; a note is beside it")

#define SUP__KPI_STANDING_COLUMNS(X)                                                               \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(CODE, line, 0, "of the scorecard")                                                           \
    X(RANGE(1, 2), state, 0, "how it stood when it was last crossed: 1 met, 2 missed")             \
    X(TIME, since_ms, 0, "the end of the period in which it came to that, UTC ms")                 \
    X(ID, sequence, 0, "of the event that says so")

#endif
