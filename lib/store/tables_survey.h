/*
 * tables_survey.h: the columns of the tables of surveys and reviews; part of tables.h.
 */
#ifndef SUP__TABLES_SURVEY_H
#define SUP__TABLES_SURVEY_H

#define SUP__SURVEY_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, id, 0, "1, 2, 3 ... in the desk")                                                        \
    X(TIME, at_ms, 0, "when it was asked, or else answered, UTC ms")                               \
    X(RANGE(1, 4), kind, 0, "1 csat, 2 ces, 3 nps, 4 pulse")                                       \
    X(CODE, source, 0, "the system that ran it")                                                   \
    X(LINE(1, SUP_SOURCE_EVENT_ID_BYTES_MAX), survey_id, SUP__P, "its id there")                   \
    X(TIME, asked_ms, SUP__N, "when it was asked, UTC ms; NULL: nobody said")                      \
    X(TIME, answered_ms, SUP__N, "when it was answered, UTC ms; NULL: it was not")                 \
    X(RANGE(0, 100), score, 0, "the answer; 0 without one")                                        \
    X(TIME, corrected_ms, SUP__N, "when that was corrected last, UTC ms; NULL: it was not")        \
    X(COUNT, ticket_id, SUP__N, "about which ticket; NULL: none")                                  \
    X(COUNT, customer_id, SUP__N, "who was asked, as they were; NULL: no customer")                \
    X(COUNT, agent_id, SUP__N, "whose work it is about, or who was asked; NULL: nobody")           \
    X(CODE, team, SUP__N, "the team then")                                                         \
    X(CODE, reason, SUP__N, "the contact reason then")                                             \
    X(ID, asked_event, SUP__N, "sequence of the event that says it was asked")                     \
    X(ID, answer_event, SUP__N, "of the one that says the first answer")                           \
    X(ID, said_event, SUP__N, "of its last correction, or else the same; a comment is beside it")

#define SUP__REVIEW_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, id, 0, "1, 2, 3 ... in the desk")                                                        \
    X(TIME, at_ms, 0, "when it was given last, UTC ms")                                            \
    X(RANGE(1, 2), kind, 0, "1 by a colleague, 2 by the agent whose work it is")                   \
    X(ID, ticket_id, 0, "of which ticket")                                                         \
    X(ID, agent_id, 0, "whose work")                                                               \
    X(COUNT, reviewer_id, SUP__N, "the agent who gave it; NULL: a program did")                    \
    X(CODE, form, SUP__N, "by which form")                                                         \
    X(RANGE(0, 100), score, 0, "the whole")                                                        \
    X(CODE, team, SUP__N, "who had the ticket then")                                               \
    X(CODE, reason, SUP__N, "its contact reason then")                                             \
    X(COUNT, times, 0, "how often it was given")                                                   \
    X(ID, sequence, 0, "of the last event, where the note is (sup_event_private)")

#define SUP__REVIEW_SECTION_COLUMNS(X)                                                             \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, review_id, 0, "the review")                                                              \
    X(CODE, name, 0, "a part of its form")                                                         \
    X(RANGE(0, 100), score, 0, "of that part")

#endif
