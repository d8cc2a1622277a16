/*
 * shape_ledger.c: the structs of ledger.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/ledger.h"
#include "supportcore/ticket.h"

static const struct sup_field ledger_report_params_fields[] = {
    SUP__ROW_KEY(sup_ledger_report_params),
    SUP__TEXT(sup_ledger_report_params, external_id, SUP_EXTERNAL_ID_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The shop's id of what was given."),
    SUP__CODE(sup_ledger_report_params, remedy, SUP_FIELD_REQUIRED, "What was given or done."),
    SUP__TEXT(sup_ledger_report_params, amount, SUP_AMOUNT_BYTES_MAX, 0,
              "How much, such as \"12.50\"."),
    SUP__TEXT(sup_ledger_report_params, currency, 3, 0, "ISO 4217; absent: the policy's."),
    SUP__OBJECT(sup_ledger_report_params, order, sup_reference, &sup__shape_reference, 0,
                "The order that it was given for."),
    SUP__ID(sup_ledger_report_params, ticket_id, 0, "The ticket that it was given for."),
    SUP__ID(sup_ledger_report_params, customer_id, 0,
            "Who has it; absent: the ticket's customer, or else whose the order was said to be."),
    SUP__ID(sup_ledger_report_params, agent_id, 0, "Who gave it; absent: nobody of the desk."),
    SUP__LINES(sup_ledger_report_params, note, SUP_RATIONALE_BYTES_MAX, 0,
               "What there is to say about it."),
};
SUP__PARAMS(ledger_report_params, "What the shop gave; at the caller's `at`, or else now.");

static const struct sup_field ledger_list_params_fields[] = {
    SUP__ID(sup_ledger_list_params, ticket_id, 0, "Of a ticket, with what was merged into it."),
    SUP__ID(sup_ledger_list_params, customer_id, 0, "Of a customer, with whom they were merged."),
    SUP__ID(sup_ledger_list_params, agent_id, 0, "Of an agent."),
    SUP__OBJECT(sup_ledger_list_params, order, sup_reference, &sup__shape_reference, 0,
                "Of an order."),
    SUP__CODE(sup_ledger_list_params, team, 0, "Of a team. Exactly one of these is named."),
    SUP__CODE(sup_ledger_list_params, remedy, 0, "Of this remedy only."),
    SUP__DURATION(sup_ledger_list_params, within_ms, 0, "Counted back from now; absent: ever."),
    SUP__ROW_LIMIT(sup_ledger_list_params),
    SUP__ID(sup_ledger_list_params, after_id, 0, "next_after_id of the page before."),
};
SUP__SHAPE(ledger_list_params, "Whose ledger to read.");

static const struct sup_field ledger_entry_fields[] = {
    SUP__ID(sup_ledger_entry, request_id, SUP_FIELD_REQUIRED,
            "The request or report: authority.explain tells more of it."),
    SUP__ENUM(sup_ledger_entry, state, sup__request_state_names, SUP_FIELD_REQUIRED,
              "What became of it."),
    SUP__ID(sup_ledger_entry, ticket_id, 0, "For which ticket."),
    SUP__CODE(sup_ledger_entry, remedy, SUP_FIELD_REQUIRED, "What it is."),
    SUP__TEXT(sup_ledger_entry, label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__TEXT(sup_ledger_entry, amount, SUP_AMOUNT_BYTES_MAX, 0,
              "What counts: what was given, or else asked for."),
    SUP__TEXT(sup_ledger_entry, currency, 3, 0, "ISO 4217."),
    SUP__TIME(sup_ledger_entry, at_ms, "at", SUP_FIELD_REQUIRED, "Of when it counts."),
    SUP__TIME(sup_ledger_entry, until_ms, "until", 0,
              "When it counts no more, unless it is executed."),
    SUP__ENUM(sup_ledger_entry, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "What kind of actor asked, or gave it."),
    SUP__ID(sup_ledger_entry, actor_id, 0, "Who."),
};
SUP__SHAPE(ledger_entry, "One thing that counts against limits.");

static const struct sup_field ledger_sum_fields[] = {
    SUP__TEXT(sup_ledger_sum, currency, 3, 0, "ISO 4217; absent: of those without an amount."),
    SUP__TEXT(sup_ledger_sum, amount, SUP_AMOUNT_BYTES_MAX, 0, "What they come to."),
    SUP__INT(sup_ledger_sum, count, SUP_FIELD_REQUIRED, "How many they are."),
};
SUP__SHAPE(ledger_sum, "What the entries come to in one currency.");

static const struct sup_field ledger_excess_fields[] = {
    SUP__OBJECT(sup_ledger_excess, order, sup_reference, &sup__shape_reference, SUP_FIELD_REQUIRED,
                "Of which order."),
    SUP__TEXT(sup_ledger_excess, amount, SUP_AMOUNT_BYTES_MAX, SUP_FIELD_REQUIRED,
              "What is beyond the entries that were given by then."),
    SUP__TEXT(sup_ledger_excess, currency, 3, SUP_FIELD_REQUIRED, "ISO 4217."),
    SUP__TIME(sup_ledger_excess, at_ms, "at", SUP_FIELD_REQUIRED,
              "The date of what the shop says."),
};
SUP__SHAPE(ledger_excess, "What the shop says that it paid back, and no entry tells.");

static const struct sup_field ledger_list_fields[] = {
    SUP__OBJECTS(sup_ledger_list, items, count, sup_ledger_entry, &sup__shape_ledger_entry, 0,
                 SUP_FIELD_REQUIRED, "The latest first."),
    SUP__OBJECTS(sup_ledger_list, sums, sum_count, sup_ledger_sum, &sup__shape_ledger_sum, 0,
                 SUP_FIELD_REQUIRED, "Of all pages by currency; on the first page alone."),
    SUP__OBJECTS(
        sup_ledger_list, excesses, excess_count, sup_ledger_excess, &sup__shape_ledger_excess, 0, 0,
        "Of an order, or of a customer's orders: what the shop paid back by itself. In the "
        "sums, and on the first page alone."),
    SUP__ROW_NEXT(sup_ledger_list),
};
SUP__SHAPE(ledger_list, "A page of what counts, and what it comes to.");
