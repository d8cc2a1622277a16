/*
 * tables_request.h: the columns of the tables of requests, approvals and the ledger; part of
 * tables.h.
 */
#ifndef SUP__TABLES_REQUEST_H
#define SUP__TABLES_REQUEST_H

#define SUP__REQUEST_COLUMNS(X)                                                                    \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, id, 0, "1, 2, 3 ...")                                                                    \
    X(COUNT, version, 0, "grows with each change")                                                 \
    X(COUNT, ticket_id, SUP__N,                                                                    \
      "for which ticket; NULL: it was reported without one, or is an "                             \
      "action that is about none")                                                                 \
    X(COUNT, customer_id, SUP__N, "whose ticket it was, or who the action is about; NULL: nobody") \
    X(RANGE(1, 12), state, 0,                                                                      \
      "1 waits for approval, 2 granted, 3 executing, 4 confirmed, 5 failed, 6 rejected, "          \
      "7 withdrawn, 8 expired, 9 void, 10 refused, 11 reported by the shop, 12 reported and then " \
      "confirmed as what another request asked for")                                               \
    X(CODE, remedy, 0, "what is asked for")                                                        \
    X(LINE(3, 3), currency, SUP__N, "ISO 4217; NULL: it has no amount")                            \
    X(COUNT, minor, 0, "amount asked for, in the currency's minor units")                          \
    X(COUNT, settled_minor, SUP__N, "amount that the shop gave; NULL while it is not confirmed")   \
    X(CODE, order_system, SUP__N, "where the order is; NULL: it is about none")                    \
    X(LINE(1, SUP_REFERENCE_ID_BYTES_MAX), order_id, SUP__P, "its id there, or an alias (erased)") \
    X(RANGE(1, 5), actor_kind, 0, "what kind of actor asked, or gave what was reported")           \
    X(COUNT, actor_id, SUP__N, "who; NULL for the system")                                         \
    X(NAMES, teams, 0, "of them")                                                                  \
    X(CODE, reason, SUP__N, "the ticket's contact reason then")                                    \
    X(TIME, asked_ms, 0, "when, or given; of this time is what it takes from limits, UTC ms")      \
    X(RANGE(0, 4), effect, SUP__N,                                                                 \
      "1 allowed, 2 with a rationale, 3 needs approval, 4 refused; NULL: nobody asked")            \
    X(CODE, matrix_row, SUP__N, "of the authority matrix, that said so; NULL: none is for it")     \
    X(COUNT, policy_version, 0, "under which it was asked")                                        \
    X(LINE(0, 64), digest, 0, "of all that approvals are for, hexadecimal")                        \
    X(RANGE(0, 9), quorum, SUP__N, "approvals that it needs")                                      \
    X(RANGE(0, 9), approval_count, SUP__N, "approvals that it has")                                \
    X(TIME, due_ms, SUP__N, "when it expires, UTC ms; NULL: not")                                  \
    X(TIME, next_ms, SUP__N, "when somebody is reminded of it or else asked, UTC ms")              \
    X(RANGE(0, 2), reminded, SUP__N, "1: those who approve were reminded; 2: others were asked")   \
    X(TIME, decided_ms, SUP__N, "when it was granted or rejected, UTC ms")                         \
    X(TIME, executed_ms, SUP__N, "since when it is executed, UTC ms")                              \
    X(TIME, settled_ms, SUP__N, "when it was over, UTC ms")                                        \
    X(CODE, cause, SUP__N, "why it is void: policy_changed, order_changed ...; NULL: it is not")   \
    X(RANGE(0, 1), is_irregular, SUP__N, "1: the shop did it though it was not to")                \
    X(RANGE(0, 1), is_unreported, SUP__N,                                                          \
      "1: the shop had not reported its order when it was asked for")                              \
    X(RANGE(0, 1), has_rationale, SUP__N, "1: who asked said why, whether it was erased or not")   \
    X(RANGE(0, 10000), limit_share, SUP__N,                                                        \
      "used of the limit that is nearest to be used up, with this request, in hundredths of a "    \
      "percent; NULL: there is none, or it was refused")                                           \
    X(RANGE(0, 10000), threshold_share, SUP__N,                                                    \
      "the amount, of the most that its row is for; likewise")                                     \
    X(LINE(1, SUP_EXTERNAL_ID_BYTES_MAX), external_id, SUP__P,                                     \
      "the shop's id of what was done, or an alias (erased)")                                      \
    X(COUNT, duplicate_of, SUP__N,                                                                 \
      "an earlier request for the same, when it was asked for; NULL: there was none")              \
    X(COUNT, reported_id, SUP__N,                                                                  \
      "the report that this request took the place of when it was confirmed; NULL: none")          \
    X(LINE(1, 64), subject, SUP__N,                                                                \
      "of an action of the library, what else it is about: the other ticket or customer, a "       \
      "floor, "                                                                                    \
      "without_notes, or a document's digest; NULL: nothing else")                                 \
    X(ID, sequence, 0, "of the event that asked, or reported")

#define SUP__APPROVAL_COLUMNS(X)                                                                   \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, request_id, 0, "the request")                                                            \
    X(ID, agent_id, 0, "who decided")                                                              \
    X(TIME, at_ms, 0, "when, UTC ms")                                                              \
    X(RANGE(0, 1), is_rejected, SUP__N, "1: with no")                                              \
    X(COUNT, policy_version, 0, "under which policy")                                              \
    X(ID, sequence, 0, "of the event; a note is beside it")

#define SUP__LEDGER_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(RANGE(2, 7), scope, 0,                                                                       \
      "2 ticket, 3 order, 4 customer, 5 agent, 6 team, 7 all orders that the shop did not "        \
      "report, "                                                                                   \
      "of a ticket or a customer")                                                                 \
    X(LINE(1, SUP__SUBJECT_BYTES_MAX), subject, SUP_COLUMN_PRIVATE,                                \
      "which: an id; of an order its system and id; of others than agents kind and id; of orders " \
      "that the shop did not report ticket or customer and its id, or nobody")                     \
    X(TIME, at_ms, 0, "when it was asked for, UTC ms")                                             \
    X(ID, request_id, 0, "the request")                                                            \
    X(CODE, remedy, 0, "what it is")                                                               \
    X(LINE(3, 3), currency, SUP__N, "ISO 4217; NULL: it has no amount")                            \
    X(COUNT, minor, 0, "what counts, in minor units")                                              \
    X(TIME, until_ms, SUP__N, "counts before this, UTC ms: then it expires; NULL: it does not")    \
    X(RANGE(0, 1), is_settled, SUP__N, "1: the shop gave it")

#endif
