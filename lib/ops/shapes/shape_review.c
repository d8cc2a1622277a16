/*
 * shape_review.c: the structs of review.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "policy/authority.h"
#include "supportcore/review.h"

static const char *const group_names[] = {"agent", "remedy", "reason", "effect", "row", NULL};

static const struct sup_field authority_precedents_params_fields[] = {
    SUP__ID(sup_authority_precedents_params, ticket_id, 0,
            "Whose contact reason; of one that has none: of whatever reason."),
    SUP__CODE(sup_authority_precedents_params, reason, 0,
              "A contact reason; absent: the ticket's, or whatever reason."),
    SUP__CODE(sup_authority_precedents_params, remedy, SUP_FIELD_REQUIRED, "The remedy."),
    SUP__TEXT(sup_authority_precedents_params, amount, SUP_AMOUNT_BYTES_MAX, 0,
              "Comparable ones: from half of it to twice as much; absent: any, or none."),
    SUP__TEXT(sup_authority_precedents_params, currency, 3, 0, "ISO 4217; absent: the policy's."),
    SUP__ROW_LIMIT(sup_authority_precedents_params),
    SUP__ID(sup_authority_precedents_params, after_id, 0, "next_after_id of the page before."),
};
SUP__SHAPE(authority_precedents_params, "Which decisions.");

static const struct sup_field precedent_fields[] = {
    SUP__ID(sup_precedent, request_id, SUP_FIELD_REQUIRED, "The request."),
    SUP__ID(sup_precedent, ticket_id, SUP_FIELD_REQUIRED, "For which ticket."),
    SUP__TIME(sup_precedent, asked_ms, "asked_at", SUP_FIELD_REQUIRED, "When."),
    SUP__ENUM(sup_precedent, state, sup__request_state_names, SUP_FIELD_REQUIRED,
              "What became of it."),
    SUP__ENUM(sup_precedent, effect, sup__effect_names, SUP_FIELD_REQUIRED,
              "What the matrix said."),
    SUP__TEXT(sup_precedent, amount, SUP_AMOUNT_BYTES_MAX, 0, "How much."),
    SUP__TEXT(sup_precedent, settled, SUP_AMOUNT_BYTES_MAX, 0, "How much the shop gave."),
    SUP__CODE(sup_precedent, row, 0, "Of the matrix, that said so."),
    SUP__LINES(sup_precedent, rationale, SUP_RATIONALE_BYTES_MAX, 0,
               "Why, as they said, for who may authority.explain."),
    SUP__ENUM(sup_precedent, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "What kind of actor asked."),
    SUP__ID(sup_precedent, actor_id, 0, "Who asked."),
    SUP__BOOL(sup_precedent, is_overturned, 0,
              "Somebody had said yes, and it was rejected, found void or failed after all."),
    SUP__BOOL(sup_precedent, is_irregular, 0, "The shop gave it though it was not to."),
    SUP__CODE(sup_precedent, reason, 0, "The ticket's contact reason then."),
};
SUP__SHAPE(precedent, "What was decided before.");

static const struct sup_field precedent_list_fields[] = {
    SUP__OBJECTS(sup_precedent_list, items, count, sup_precedent, &sup__shape_precedent, 0,
                 SUP_FIELD_REQUIRED, "The newest first."),
    SUP__ROW_NEXT(sup_precedent_list),
    SUP__CODE(sup_precedent_list, reason, 0, "The contact reason; absent: whatever reason."),
    SUP__CODE(sup_precedent_list, remedy, SUP_FIELD_REQUIRED, "The remedy."),
    SUP__TEXT(sup_precedent_list, currency, 3, 0, "ISO 4217, of all amounts."),
    SUP__TEXT(sup_precedent_list, least, SUP_AMOUNT_BYTES_MAX, 0,
              "That is comparable; absent: any is."),
    SUP__TEXT(sup_precedent_list, most, SUP_AMOUNT_BYTES_MAX, 0, "Likewise."),
    SUP__INT(sup_precedent_list, total, SUP_FIELD_REQUIRED,
             "Requests that the numbers are of: all that this page looked at."),
    SUP__INT(sup_precedent_list, granted, SUP_FIELD_REQUIRED,
             "The matrix or those who approve said yes, whatever came afterwards."),
    SUP__INT(sup_precedent_list, waiting, SUP_FIELD_REQUIRED, "They wait for approval."),
    SUP__INT(sup_precedent_list, rejected, SUP_FIELD_REQUIRED, "Who approves said no."),
    SUP__INT(sup_precedent_list, refused, SUP_FIELD_REQUIRED, "The matrix said no."),
    SUP__INT(sup_precedent_list, overturned, SUP_FIELD_REQUIRED,
             "Somebody had said yes, and it was rejected, found void or failed after all."),
    SUP__INT(sup_precedent_list, confirmed, SUP_FIELD_REQUIRED, "The shop gave it."),
    SUP__TEXT(sup_precedent_list, confirmed_least, SUP_AMOUNT_BYTES_MAX, 0,
              "Of what the shop gave."),
    SUP__TEXT(sup_precedent_list, confirmed_median, SUP_AMOUNT_BYTES_MAX, 0,
              "The middle one; of two the smaller."),
    SUP__TEXT(sup_precedent_list, confirmed_most, SUP_AMOUNT_BYTES_MAX, 0, "The most."),
    SUP__BOOL(sup_precedent_list, is_cut, 0,
              "There are older ones, of which the numbers say nothing."),
};
SUP__SHAPE(precedent_list, "A page of precedents, and their numbers.");

static const struct sup_field authority_review_params_fields[] = {
    SUP__ENUM(sup_authority_review_params, group, group_names, 0, "By what; absent: by agent."),
    SUP__TIME(sup_authority_review_params, from_ms, "from", 0,
              "Asked for then or later; absent: a week before `to`."),
    SUP__TIME(sup_authority_review_params, to_ms, "to", 0, "Asked for before that; absent: now."),
    SUP__COUNT(sup_authority_review_params, near_percent, 100, 0,
               "How much of a limit is near it; absent: 90."),
    SUP__TEXT(sup_authority_review_params, after, SUP_REVIEW_AFTER_BYTES_MAX, 0,
              "next_after of the call before."),
};
SUP__PARAMS(authority_review_params, "Which requests to count, and by what.");

static const struct sup_field review_money_fields[] = {
    SUP__TEXT(sup_review_money, currency, 3, SUP_FIELD_REQUIRED, "ISO 4217."),
    SUP__TEXT(sup_review_money, asked, SUP_AMOUNT_BYTES_MAX, SUP_FIELD_REQUIRED,
              "What was asked for."),
    SUP__TEXT(sup_review_money, granted, SUP_AMOUNT_BYTES_MAX, SUP_FIELD_REQUIRED,
              "Of that, what was granted."),
    SUP__TEXT(sup_review_money, confirmed, SUP_AMOUNT_BYTES_MAX, SUP_FIELD_REQUIRED,
              "What the shop gave."),
};
SUP__SHAPE(review_money, "Sums of one currency.");

#define NUMBER(member, summary) SUP__INT(sup_review_group, member, SUP_FIELD_REQUIRED, summary)

static const struct sup_field review_group_fields[] = {
    SUP__CODE(sup_review_group, key, 0, "What they have in common; absent by agent, and for none."),
    SUP__ENUM(sup_review_group, actor_kind, sup__actor_kind_names, 0,
              "By agent: what kind of actor asked."),
    SUP__ID(sup_review_group, actor_id, 0, "By agent: who asked."),
    NUMBER(asked, "All of them."),
    NUMBER(waiting, "For approval."),
    NUMBER(open, "Granted or being executed."),
    NUMBER(confirmed, "The shop gave it."),
    NUMBER(failed, "The shop could not give it."),
    NUMBER(rejected, "Who approves said no."),
    NUMBER(withdrawn, "Taken back."),
    NUMBER(expired, "Nobody approved or executed it in time."),
    NUMBER(voided, "What it was decided by changed."),
    NUMBER(refused, "The matrix said no."),
    NUMBER(granted, "The matrix or those who approve said yes, whatever came afterwards."),
    NUMBER(by_approval, "Of them, those that went beyond what was allowed without."),
    NUMBER(irregular, "The shop gave it though it was not to."),
    NUMBER(overturned, "Somebody had said yes, and it was rejected, found void or failed."),
    NUMBER(near_limit, "They used so much of a limit."),
    NUMBER(under_threshold, "Of them, those whose amount is just under what their row is for."),
    NUMBER(without_rationale, "At discretion, by approval or irregular, and nobody said why."),
    SUP__OBJECTS(sup_review_group, money, money_count, sup_review_money, &sup__shape_review_money,
                 0, SUP_FIELD_REQUIRED, "By currency."),
};
SUP__SHAPE(review_group, "Requests that have one thing in common.");

static const struct sup_field review_reported_fields[] = {
    SUP__TEXT(sup_review_reported, currency, 3, 0, "ISO 4217; absent: without an amount."),
    SUP__TEXT(sup_review_reported, amount, SUP_AMOUNT_BYTES_MAX, 0, "The sum."),
    SUP__INT(sup_review_reported, count, SUP_FIELD_REQUIRED, "How often."),
};
SUP__SHAPE(review_reported, "What the shop gave by itself.");

static const struct sup_field review_fields[] = {
    SUP__OBJECTS(sup_review, items, count, sup_review_group, &sup__shape_review_group, 0,
                 SUP_FIELD_REQUIRED, "By actor or key, none last."),
    SUP__INT(sup_review, total, SUP_FIELD_REQUIRED, "Requests and reports that were looked at."),
    SUP__TIME(sup_review, from_ms, "from", SUP_FIELD_REQUIRED, "Asked for then or later."),
    SUP__TIME(sup_review, to_ms, "to", 0, "Asked for before that; absent: up to now."),
    SUP__OBJECTS(sup_review, reported, reported_count, sup_review_reported,
                 &sup__shape_review_reported, 0, SUP_FIELD_REQUIRED,
                 "What the shop gave and nobody asked for here; in no group."),
    SUP__TEXT(sup_review, next_after, SUP_REVIEW_AFTER_BYTES_MAX, 0,
              "There are more: go on from here, and add the numbers."),
};
SUP__SHAPE(review, "What was asked for in a time, counted.");
