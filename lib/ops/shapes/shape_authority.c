/*
 * shape_authority.c: the structs of authority.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "policy/authority.h"
#include "supportcore/authority.h"
#include "supportcore/people.h"
#include "supportcore/ticket.h"

const char *const sup__request_state_names[] = {
    "waiting", "granted", "executing", "confirmed", "failed", "rejected", "withdrawn",
    "expired", "void",    "refused",   "reported",  "joined", NULL};
static const char *const scope_names[] = {"request", "ticket", "order", "customer",
                                          "agent",   "team",   NULL};

#define ASKED(s)                                                                                   \
    SUP__CODE(s, remedy, SUP_FIELD_REQUIRED, "What is to be given or done."),                      \
        SUP__TEXT(s, amount, SUP_AMOUNT_BYTES_MAX, 0, "How much, such as \"12.50\"."),             \
        SUP__TEXT(s, currency, 3, 0, "ISO 4217; absent: the policy's."),                           \
        SUP__OBJECT(s, order, sup_reference, &sup__shape_reference, 0,                             \
                    "The order that it is about; absent: the ticket's only one.")
#define REQUEST(s) SUP__ID(s, request_id, SUP_FIELD_REQUIRED, "The request.")
#define NOTE(s)    SUP__LINES(s, note, SUP_RATIONALE_BYTES_MAX, 0, "Why.")

static const struct sup_field authority_check_params_fields[] = {
    SUP__ID(sup_authority_check_params, ticket_id, 0,
            "The ticket; absent: the action is about none."),
    ASKED(sup_authority_check_params),
    SUP__ID(sup_authority_check_params, customer_id, 0,
            "Of an action that is about a customer and no ticket."),
    SUP__TEXT(sup_authority_check_params, subject, SUP_POLICY_DIGEST_BYTES, 0,
              "Of an action of the library: the other ticket or customer, the floor, "
              "without_notes, or the policy's digest."),
};
SUP__PARAMS(authority_check_params, "What would be asked for.");

static const struct sup_field authority_limit_fields[] = {
    SUP__ENUM(sup_authority_limit, scope, scope_names, SUP_FIELD_REQUIRED,
              "What it is summed up over."),
    SUP__BOOL(sup_authority_limit, is_exceeded, 0, "With this request it would be passed."),
    SUP__DURATION(sup_authority_limit, within_ms, 0, "Counted back from now; 0: ever."),
    SUP__TEXT(sup_authority_limit, used, SUP_AMOUNT_BYTES_MAX, SUP_FIELD_REQUIRED,
              "What is used, without this request: an amount, or how many requests."),
    SUP__TEXT(sup_authority_limit, most, SUP_AMOUNT_BYTES_MAX, 0,
              "What there is; absent: it is not known."),
    SUP__BOOL(sup_authority_limit, is_count, 0, "It is of requests, not of money."),
    SUP__BOOL(sup_authority_limit, is_captured, 0,
              "It is what the order brought in, and no limit of the matrix."),
    SUP__BOOL(sup_authority_limit, is_shared, 0,
              "It is used by all orders that the shop did not report, as if they were one."),
    SUP__TEXT(sup_authority_limit, left, SUP_AMOUNT_BYTES_MAX, 0,
              "What is left of it, without this request; absent: it is not known."),
    SUP__CODE(sup_authority_limit, row, 0,
              "That handed the request on for it; absent: it is of the row that decides."),
};
SUP__SHAPE(authority_limit, "How far a limit is used.");

static const struct sup_field authority_answer_fields[] = {
    SUP__ENUM(sup_authority_answer, effect, sup__effect_names, SUP_FIELD_REQUIRED,
              "What is said to it."),
    SUP__CODE(sup_authority_answer, row, 0, "Of the matrix, that says so; absent: none is for it."),
    SUP__TEXT(sup_authority_answer, label, 200, 0, "What people call that row."),
    SUP__TEXT(sup_authority_answer, why, 1000, SUP_FIELD_REQUIRED, "In words."),
    SUP__OBJECTS(sup_authority_answer, limits, limit_count, sup_authority_limit,
                 &sup__shape_authority_limit, 0, SUP_FIELD_REQUIRED, "The limits of that row."),
    SUP__OBJECTS(sup_authority_answer, passed, passed_count, sup_authority_limit,
                 &sup__shape_authority_limit, 0, SUP_FIELD_REQUIRED,
                 "Of rows before it: the limit beyond which each handed the request on."),
    SUP__COUNT(sup_authority_answer, quorum, 9, 0, "How many have to approve."),
    SUP__TEXT(sup_authority_answer, approvers, 8000, 0, "Who may, by role and agent."),
    SUP__BOOL(sup_authority_answer, needs_rationale, 0, "A request has to say why."),
    SUP__ID(sup_authority_answer, duplicate_of, 0, "The same was asked for before, by this one."),
};
SUP__SHAPE(authority_answer, "What the authority matrix and its limits say.");

static const struct sup_field authority_offer_params_fields[] = {
    SUP__ROW_TICKET(sup_authority_offer_params),
    SUP__ID(sup_authority_offer_params, agent_id, 0,
            "For whom, which takes the right to authority.review; absent: the caller."),
    SUP__TEXT(sup_authority_offer_params, currency, 3, 0,
              "ISO 4217; absent: the order's as it was reported, or the policy's."),
    SUP__OBJECT(sup_authority_offer_params, order, sup_reference, &sup__shape_reference, 0,
                "The order that it is about; absent: the ticket's only one."),
};
SUP__PARAMS(authority_offer_params, "For which ticket.");

static const struct sup_field offer_band_fields[] = {
    SUP__TEXT(sup_offer_band, from, SUP_AMOUNT_BYTES_MAX, 0,
              "The least; absent: this is about a request without an amount."),
    SUP__TEXT(sup_offer_band, to, SUP_AMOUNT_BYTES_MAX, 0, "The most."),
    SUP__ENUM(sup_offer_band, effect, sup__effect_names, SUP_FIELD_REQUIRED, "What is said to it."),
    SUP__BOOL(sup_offer_band, is_open, 0,
              "Nothing ends it: `to` is the most that can be asked for at once."),
    SUP__BOOL(sup_offer_band, needs_rationale, 0, "A request has to say why."),
    SUP__BOOL(sup_offer_band, is_lacking, 0,
              "Nothing can be said until what `why` names is there."),
    SUP__CODE(sup_offer_band, row, 0, "Of the matrix, that says so; absent: none is for it."),
    SUP__TEXT(sup_offer_band, label, 200, 0, "What people call that row."),
    SUP__TEXT(sup_offer_band, why, 1000, SUP_FIELD_REQUIRED, "In words."),
    SUP__COUNT(sup_offer_band, quorum, 9, 0, "How many have to approve."),
    SUP__TEXT(sup_offer_band, approvers, 8000, 0, "Who may, by role and agent."),
    SUP__OBJECTS(sup_offer_band, limits, limit_count, sup_authority_limit,
                 &sup__shape_authority_limit, 0, SUP_FIELD_REQUIRED, "The limits of that row."),
    SUP__OBJECTS(sup_offer_band, passed, passed_count, sup_authority_limit,
                 &sup__shape_authority_limit, 0, 0,
                 "Of rows before it that would have been for the first of these amounts: the limit "
                 "beyond which each hands it on."),
};
SUP__SHAPE(offer_band, "What is said to all amounts from one to another.");

static const struct sup_field offer_remedy_fields[] = {
    SUP__CODE(sup_offer_remedy, remedy, SUP_FIELD_REQUIRED, "What can be given or done."),
    SUP__TEXT(sup_offer_remedy, label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__ENUM(sup_offer_remedy, effect, sup__effect_names, SUP_FIELD_REQUIRED,
              "The best that is said to any amount of it."),
    SUP__TEXT(sup_offer_remedy, at_once, SUP_AMOUNT_BYTES_MAX, 0, "The most that is allowed."),
    SUP__TEXT(sup_offer_remedy, at_discretion, SUP_AMOUNT_BYTES_MAX, 0,
              "The most that is allowed to who says why."),
    SUP__TEXT(sup_offer_remedy, by_approval, SUP_AMOUNT_BYTES_MAX, 0,
              "The most that is granted once it is approved."),
    SUP__OBJECTS(sup_offer_remedy, bands, band_count, sup_offer_band, &sup__shape_offer_band, 0,
                 SUP_FIELD_REQUIRED, "Without an amount first, then by amount, without gaps."),
};
SUP__SHAPE(offer_remedy, "A remedy, and what may be given of it.");

static const struct sup_field offer_fields[] = {
    SUP__ID(sup_offer, ticket_id, SUP_FIELD_REQUIRED, "The ticket."),
    SUP__ENUM(sup_offer, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "What kind of actor it is for."),
    SUP__ID(sup_offer, actor_id, 0, "Who."),
    SUP__TEXT(sup_offer, currency, 3, SUP_FIELD_REQUIRED, "ISO 4217, of all amounts."),
    SUP__OBJECT(sup_offer, order, sup_reference, &sup__shape_reference, 0,
                "The order that it is about."),
    SUP__TEXT(sup_offer, blocked, SUP_ERROR_TEXT_SIZE, 0,
              "Why no request of theirs is taken now, whatever the matrix says."),
    SUP__TEXT(sup_offer, held, SUP_ERROR_TEXT_SIZE, 0,
              "Why what is granted may not be executed yet."),
    SUP__OBJECTS(sup_offer, items, count, sup_offer_remedy, &sup__shape_offer_remedy, 0,
                 SUP_FIELD_REQUIRED, "All remedies of the policy."),
};
SUP__SHAPE(offer, "What may be given to the customer of a ticket.");

static const struct sup_field authority_request_params_fields[] = {
    SUP__ROW_KEY(sup_authority_request_params),
    SUP__ID(sup_authority_request_params, ticket_id, 0,
            "The ticket; absent: the action is about none."),
    SUP__ROW_VERSION(sup_authority_request_params),
    ASKED(sup_authority_request_params),
    SUP__LINES(sup_authority_request_params, rationale, SUP_RATIONALE_BYTES_MAX, 0,
               "Why; needed where the answer says so."),
    SUP__ID(sup_authority_request_params, customer_id, 0,
            "Of an action that is about a customer and no ticket."),
    SUP__TEXT(sup_authority_request_params, subject, SUP_POLICY_DIGEST_BYTES, 0,
              "Of an action of the library: the other ticket or customer, the floor, "
              "without_notes, or the policy's digest."),
};
SUP__PARAMS(authority_request_params, "What is asked for.");

static const struct sup_field authority_execute_params_fields[] = {
    SUP__ROW_KEY(sup_authority_execute_params),
    REQUEST(sup_authority_execute_params),
    SUP__ID(sup_authority_execute_params, duplicate_of, 0,
            "The earlier request for the same, if both are meant."),
};
SUP__PARAMS(authority_execute_params, "Which request is begun.");

static const struct sup_field authority_confirm_params_fields[] = {
    SUP__ROW_KEY(sup_authority_confirm_params),
    REQUEST(sup_authority_confirm_params),
    SUP__TEXT(sup_authority_confirm_params, amount, SUP_AMOUNT_BYTES_MAX, 0,
              "That was given; absent: the one that was asked for, or confirmed before."),
    SUP__TEXT(sup_authority_confirm_params, external_id, SUP_EXTERNAL_ID_BYTES_MAX, 0,
              "The shop's id of it."),
};
SUP__PARAMS(authority_confirm_params, "What the shop gave.");

static const struct sup_field authority_fail_params_fields[] = {
    SUP__ROW_KEY(sup_authority_fail_params),
    REQUEST(sup_authority_fail_params),
    NOTE(sup_authority_fail_params),
};
SUP__PARAMS(authority_fail_params, "What the shop could not give.");

static const struct sup_field authority_withdraw_params_fields[] = {
    SUP__ROW_KEY(sup_authority_withdraw_params),
    REQUEST(sup_authority_withdraw_params),
    NOTE(sup_authority_withdraw_params),
};
SUP__PARAMS(authority_withdraw_params, "Which request is taken back.");

static const struct sup_field approval_decide_params_fields[] = {
    SUP__ROW_KEY(sup_approval_decide_params),
    REQUEST(sup_approval_decide_params),
    SUP__BOOL(sup_approval_decide_params, is_rejected, 0, "The answer is no."),
    SUP__LINES(sup_approval_decide_params, note, SUP_RATIONALE_BYTES_MAX, 0,
               "Why; needed with no."),
};
SUP__SHAPE(approval_decide_params, "Whether a request is approved.");

static const struct sup_field authority_explain_params_fields[] = {
    REQUEST(sup_authority_explain_params),
};
SUP__PARAMS(authority_explain_params, "Which request to explain.");

static const struct sup_field approval_fields[] = {
    SUP__ID(sup_approval, agent_id, SUP_FIELD_REQUIRED, "Who decided."),
    SUP__TIME(sup_approval, at_ms, "at", SUP_FIELD_REQUIRED, "When."),
    SUP__BOOL(sup_approval, is_rejected, 0, "With no."),
    SUP__LINES(sup_approval, note, SUP_RATIONALE_BYTES_MAX, 0, "Why."),
};
SUP__SHAPE(approval, "One decision about a request.");

static const struct sup_field remedy_request_fields[] = {
    SUP__ID(sup_remedy_request, id, SUP_FIELD_REQUIRED, "The request."),
    SUP__ENUM(sup_remedy_request, state, sup__request_state_names, SUP_FIELD_REQUIRED,
              "What became of it."),
    SUP__ID(sup_remedy_request, ticket_id, 0, "For which ticket; a report may be for none."),
    SUP__ID(sup_remedy_request, customer_id, 0, "Whose ticket it was."),
    SUP__CODE(sup_remedy_request, remedy, SUP_FIELD_REQUIRED, "What was asked for."),
    SUP__TEXT(sup_remedy_request, label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__TEXT(sup_remedy_request, amount, SUP_AMOUNT_BYTES_MAX, 0, "How much."),
    SUP__TEXT(sup_remedy_request, currency, 3, 0, "ISO 4217."),
    SUP__TEXT(sup_remedy_request, settled, SUP_AMOUNT_BYTES_MAX, 0, "How much the shop gave."),
    SUP__OBJECT(sup_remedy_request, order, sup_reference, &sup__shape_reference, 0,
                "The order that it is about."),
    SUP__ENUM(sup_remedy_request, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "What kind of actor asked."),
    SUP__ID(sup_remedy_request, actor_id, 0, "Who asked."),
    SUP__TIME(sup_remedy_request, asked_ms, "asked_at", SUP_FIELD_REQUIRED, "When."),
    SUP__CODE(sup_remedy_request, reason, 0, "The ticket's contact reason then."),
    SUP__LINES(sup_remedy_request, rationale, SUP_RATIONALE_BYTES_MAX, 0, "Why, as they said."),
    SUP__ENUM(sup_remedy_request, effect, sup__effect_names, 0,
              "What the matrix said; absent: nobody asked."),
    SUP__CODE(sup_remedy_request, row, 0, "Which row of it."),
    SUP__INT(sup_remedy_request, policy_version, SUP_FIELD_REQUIRED, "Of which policy."),
    SUP__TEXT(sup_remedy_request, why, 1000, SUP_FIELD_REQUIRED,
              "What was decided and what it waits for, in words."),
    SUP__COUNT(sup_remedy_request, quorum, 9, 0, "Approvals that it needs."),
    SUP__OBJECTS(sup_remedy_request, approvals, approval_count, sup_approval, &sup__shape_approval,
                 0, 0, "Who decided."),
    SUP__TEXT(sup_remedy_request, approvers, 8000, 0, "Who may approve it now."),
    SUP__TIME(sup_remedy_request, due_ms, "due_at", 0, "When it expires."),
    SUP__TIME(sup_remedy_request, decided_ms, "decided_at", 0, "When it was granted or rejected."),
    SUP__TIME(sup_remedy_request, executed_ms, "executed_at", 0, "Since when it is executed."),
    SUP__TIME(sup_remedy_request, settled_ms, "settled_at", 0, "When it was over."),
    SUP__TEXT(sup_remedy_request, external_id, SUP_EXTERNAL_ID_BYTES_MAX, 0,
              "The shop's id of what was given."),
    SUP__BOOL(sup_remedy_request, is_irregular, 0, "The shop gave it though it was not to."),
    SUP__ID(sup_remedy_request, duplicate_of, 0, "The same was asked for before, by this one."),
    SUP__TEXT(sup_remedy_request, subject, SUP_POLICY_DIGEST_BYTES, 0,
              "Of an action of the library: what else it is about."),
    SUP__CODE(sup_remedy_request, cause, 0, "Why it is void."),
    SUP__BOOL(sup_remedy_request, is_unreported, 0,
              "The shop had not reported its order when it was asked for."),
    SUP__OBJECTS(sup_remedy_request, limits, limit_count, sup_authority_limit,
                 &sup__shape_authority_limit, 0, 0,
                 "As they were used when it was decided; none in a list."),
    SUP__OBJECTS(sup_remedy_request, passed, passed_count, sup_authority_limit,
                 &sup__shape_authority_limit, 0, 0,
                 "Of rows before the one that decided: the limit beyond which each handed it on, "
                 "then or when it became void; none in a list."),
};
SUP__SHAPE(remedy_request, "A request, and what became of it.");

static const struct sup_field approval_list_params_fields[] = {
    SUP__BOOL(sup_approval_list_params, is_mine, 0, "Only those that the caller may approve now."),
    SUP__ID(sup_approval_list_params, ticket_id, 0, "Of one ticket."),
    SUP__ENUM(sup_approval_list_params, state, sup__request_state_names, 0,
              "In which state; absent: those that wait."),
    SUP__ROW_LIMIT(sup_approval_list_params),
    SUP__ID(sup_approval_list_params, after_id, 0, "next_after_id of the page before."),
};
SUP__SHAPE(approval_list_params, "Which requests.");

static const struct sup_field approval_list_fields[] = {
    SUP__OBJECTS(sup_approval_list, items, count, sup_remedy_request, &sup__shape_remedy_request, 0,
                 SUP_FIELD_REQUIRED, "By id, without decisions and rationale."),
    SUP__ROW_NEXT(sup_approval_list),
};
SUP__SHAPE(approval_list, "A page of requests.");
