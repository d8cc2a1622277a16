/*
 * fault_requests.h: remedies asked for, approved and given, and what counts against limits:
 * a part of the cases of fault_cases.c, in its words.
 */
#ifndef TESTS_FAULT_REQUESTS_H
#define TESTS_FAULT_REQUESTS_H

#define OF_PARTED(name, operation, actor, params)                                                  \
    {                                                                                              \
        name, operation, actor, SUP_OK, params, NULL, FAULT_PARTED                                 \
    }

#define FAULT_CASES_OF_REQUESTS                                                                    \
    CASE("what may be given", SUP_OP_AUTHORITY_CHECK, AGENT, SUP_OK,                               \
         PARAMS(authority_check, .ticket_id = ORIGINAL, .remedy = "refund.partial",                \
                .amount = "4.00", .currency = "EUR")),                                             \
        CASE("a refund", SUP_OP_AUTHORITY_REQUEST, AGENT, SUP_OK,                                  \
             PARAMS(authority_request, .ticket_id = ORIGINAL, .remedy = "refund.partial",          \
                    .amount = "4.00", .currency = "EUR", .rationale = "It was late.",              \
                    .idempotency_key = "k")),                                                      \
        CASE("a refund beyond a limit", SUP_OP_AUTHORITY_REQUEST, AGENT, SUP_REFUSED,              \
             PARAMS(authority_request, .ticket_id = ORIGINAL, .remedy = "refund.partial",          \
                    .amount = "9.01", .currency = "EUR", .rationale = "It was late.")),            \
        CASE("a refund to be approved", SUP_OP_AUTHORITY_REQUEST, AGENT, SUP_OK,                   \
             PARAMS(authority_request, .ticket_id = ORIGINAL, .remedy = "refund.partial",          \
                    .amount = "20.00", .currency = "EUR")),                                        \
        CASE("a refund asked for again", SUP_OP_AUTHORITY_REQUEST, AGENT, SUP_OK,                  \
             PARAMS(authority_request, .ticket_id = ORIGINAL, .remedy = "refund.partial",          \
                    .amount = "5.00", .currency = "EUR", .rationale = "Both are meant.")),         \
        CASE("a refund begun that names another", SUP_OP_AUTHORITY_EXECUTE, AGENT, SUP_OK,         \
             PARAMS(authority_execute, .request_id = GRANTED, .duplicate_of = WAITING)),           \
        CASE("a refund begun", SUP_OP_AUTHORITY_EXECUTE, AGENT, SUP_OK,                            \
             PARAMS(authority_execute, .request_id = GRANTED, .idempotency_key = "k")),            \
        CASE("a refund confirmed", SUP_OP_AUTHORITY_CONFIRM, SYSTEM, SUP_OK,                       \
             PARAMS(authority_confirm, .request_id = EXECUTING, .amount = "5.50",                  \
                    .external_id = "re_1", .idempotency_key = "k")),                               \
        CASE("a refund that failed", SUP_OP_AUTHORITY_FAIL, SYSTEM, SUP_OK,                        \
             PARAMS(authority_fail, .request_id = EXECUTING, .note = "The card is gone.")),        \
        CASE("a refund taken back", SUP_OP_AUTHORITY_WITHDRAW, AGENT, SUP_OK,                      \
             PARAMS(authority_withdraw, .request_id = GRANTED, .note = "They keep it.")),          \
        CASE("an approval", SUP_OP_APPROVAL_DECIDE, LEAD, SUP_OK,                                  \
             PARAMS(approval_decide, .request_id = WAITING, .note = "So be it.")),                 \
        CASE("a rejection", SUP_OP_APPROVAL_DECIDE, LEAD, SUP_OK,                                  \
             PARAMS(approval_decide, .request_id = WAITING, .is_rejected = 1, .note = "No.")),     \
        CASE("a request explained", SUP_OP_AUTHORITY_EXPLAIN, AGENT, SUP_OK,                       \
             PARAMS(authority_explain, .request_id = WAITING)),                                    \
        CASE("what waits for approval", SUP_OP_APPROVAL_LIST, LEAD, SUP_OK,                        \
             PARAMS(approval_list, .is_mine = 1, .ticket_id = ORIGINAL)),                          \
        CASE("a refund that nobody asked for", SUP_OP_LEDGER_REPORT, SYSTEM, SUP_OK,               \
             PARAMS(ledger_report, .external_id = "re_2", .remedy = "refund.partial",              \
                    .amount = "2.00", .currency = "EUR", .ticket_id = ORIGINAL, .agent_id = LEE,   \
                    .order = &things[0], .note = "By phone.", .idempotency_key = "k")),            \
        CASE("a refund for an order", SUP_OP_LEDGER_REPORT, SYSTEM, SUP_OK,                        \
             PARAMS(ledger_report, .external_id = "re_2", .remedy = "refund.partial",              \
                    .amount = "2.00", .currency = "EUR", .order = &things[0])),                    \
        CASE("a refund reported again", SUP_OP_LEDGER_REPORT, SYSTEM, SUP_OK,                      \
             PARAMS(ledger_report, .external_id = "re_0", .remedy = "refund.partial",              \
                    .amount = "3.00", .currency = "EUR", .customer_id = ANN)),                     \
        CASE("a refund reported in another way", SUP_OP_LEDGER_REPORT, SYSTEM, SUP_CONFLICT,       \
             PARAMS(ledger_report, .external_id = "re_0", .remedy = "refund.partial",              \
                    .amount = "3.01", .currency = "EUR", .customer_id = ANN)),                     \
        CASE("a refund confirmed by a report", SUP_OP_AUTHORITY_CONFIRM, SYSTEM, SUP_OK,           \
             PARAMS(authority_confirm, .request_id = EXECUTING, .amount = "3.00",                  \
                    .external_id = "re_0")),                                                       \
        CASE("a refund that gets the shop's id later", SUP_OP_AUTHORITY_CONFIRM, SYSTEM, SUP_OK,   \
             PARAMS(authority_confirm, .request_id = NAMELESS, .external_id = "re_9")),            \
        CASE("a refund begun too early", SUP_OP_AUTHORITY_EXECUTE, AGENT, SUP_CONFLICT,            \
             PARAMS(authority_execute, .request_id = WAITING)),                                    \
        CASE("a refund that nobody gives a reason for", SUP_OP_AUTHORITY_REQUEST, AGENT,           \
             SUP_INVALID,                                                                          \
             PARAMS(authority_request, .ticket_id = ORIGINAL, .remedy = "refund.partial",          \
                    .amount = "4.50", .currency = "EUR")),                                         \
        CASE("the ledger of a customer", SUP_OP_LEDGER_LIST, LEAD, SUP_OK,                         \
             PARAMS(ledger_list, .customer_id = ANN, .within_ms = DAY_MS)),                        \
        CASE("the ledger of a team", SUP_OP_LEDGER_LIST, LEAD, SUP_OK,                             \
             PARAMS(ledger_list, .team = "frontline", .remedy = "refund.partial")),                \
        CASE(                                                                                      \
            "what may be given at all", SUP_OP_AUTHORITY_OFFER, LEAD, SUP_OK,                      \
            PARAMS(authority_offer, .ticket_id = ORIGINAL, .agent_id = PRIYA, .currency = "EUR")), \
        CASE("precedents", SUP_OP_AUTHORITY_PRECEDENTS, AGENT, SUP_OK,                             \
             PARAMS(authority_precedents, .ticket_id = ORIGINAL, .remedy = "refund.partial",       \
                    .amount = "6.00", .currency = "EUR")),                                         \
        CASE("a ticket closed by a row", SUP_OP_TICKET_MOVE, AGENT, SUP_OK,                        \
             PARAMS(ticket_move, .ticket_id = REOPENED, .status = "closed",                          \
                    .rationale = "They said so.", .idempotency_key = "k")),                        \
        CASE("a ticket closed without a rationale", SUP_OP_TICKET_MOVE, AGENT, SUP_INVALID,        \
             PARAMS(ticket_move, .ticket_id = REOPENED, .status = "closed")),                        \
        CASE("an export without a request", SUP_OP_CUSTOMER_EXPORT, LEAD, SUP_REFUSED,             \
             PARAMS(customer_export, .customer_id = ANN)),                                         \
        CASE("an export that was approved", SUP_OP_CUSTOMER_EXPORT, LEAD, SUP_OK,                  \
             PARAMS(customer_export, .customer_id = ANN, .request_id = EXPORT)),                   \
        CASE("an export approved", SUP_OP_APPROVAL_DECIDE, ADMIN, SUP_OK,                          \
             PARAMS(approval_decide, .request_id = NEXT_EXPORT, .note = "Once.")),                 \
        CASE("an export asked for", SUP_OP_AUTHORITY_REQUEST, LEAD, SUP_OK,                        \
             PARAMS(authority_request, .remedy = "customer.export", .customer_id = ANN,            \
                    .subject = "without_notes", .rationale = "They ask.")),                        \
        CASE("an export taken back", SUP_OP_AUTHORITY_WITHDRAW, LEAD, SUP_OK,                      \
             PARAMS(authority_withdraw, .request_id = EXPORT, .note = "Too late.")),               \
        CASE("a policy that is refused", SUP_OP_POLICY_ROLLBACK, ADMIN, SUP_REFUSED,       \
             PARAMS(policy_rollback, .is_builtin = 1)),                                            \
        CASE("a week of decisions", SUP_OP_AUTHORITY_REVIEW, LEAD, SUP_OK,                         \
             PARAMS(authority_review, .group = SUP_REVIEW_BY_REASON)),                             \
        OF_PARTED("what may be given to one of two", SUP_OP_AUTHORITY_CHECK, AGENT,                \
                  PARAMS(authority_check, .ticket_id = ORIGINAL, .remedy = "refund.partial",       \
                         .amount = "4.00", .currency = "EUR")),                                     \
        OF_PARTED("a refund for one of two", SUP_OP_AUTHORITY_REQUEST, AGENT,                      \
                  PARAMS(authority_request, .ticket_id = ORIGINAL, .remedy = "refund.partial",     \
                         .amount = "4.00", .currency = "EUR", .rationale = "It was late.")),       \
        OF_PARTED("the ledger of one of two", SUP_OP_LEDGER_LIST, LEAD,                            \
                  PARAMS(ledger_list, .customer_id = ANN, .within_ms = DAY_MS)),                   \
        OF_PARTED("the ledger of an order", SUP_OP_LEDGER_LIST, LEAD,                              \
                  PARAMS(ledger_list, .order = &things[0])),                                       \
        OF_PARTED("two parted again", SUP_OP_CUSTOMER_UNMERGE, SYSTEM,                             \
                  PARAMS(customer_unmerge, .customer_id = DAN + 1, .evidence = "another voice"))

#endif
