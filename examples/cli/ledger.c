/*
 * ledger.c: ledger list and report: what counts against limits, and what the shop gave by itself.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "authority.h"
#include "change.h"
#include "instant.h"
#include "reference.h"
#include "table.h"

/* ---- list ---- */

static void add_entry(struct table *table, const struct sup_ledger_entry *entry)
{
    char at[INSTANT_TEXT_SIZE], until[INSTANT_TEXT_SIZE] = "", who[48] = "";
    instant_write_brief(entry->at_ms, at);
    if (entry->until_ms != 0) {
        instant_write_brief(entry->until_ms, until);
    }
    if (entry->actor_id != 0) {
        snprintf(who, sizeof who, "%s %" PRId64, actor_kind_name(entry->actor_kind),
                 entry->actor_id);
    }
    table_add_number(table, entry->request_id, COLOR_PLAIN);
    if (entry->ticket_id != 0) {
        table_add_number(table, entry->ticket_id, COLOR_PLAIN);
    } else {
        table_add(table, "", COLOR_PLAIN);
    }
    table_add(table, entry->label, COLOR_PLAIN);
    table_add(table, entry->amount, COLOR_PLAIN);
    table_add(table, entry->currency, COLOR_PLAIN);
    table_add(table, request_states[entry->state], COLOR_PLAIN);
    table_add(table, at, COLOR_PLAIN);
    table_add(table, until, COLOR_PLAIN);
    table_add(table, who, COLOR_PLAIN);
}

static int print_sums(const struct program *program, const struct sup_ledger_list *list)
{
    struct text out = {0};
    for (uint32_t i = 0; i < list->sum_count; i++) {
        const struct sup_ledger_sum *sum = &list->sums[i];
        if (sum->currency != NULL) {
            text_add_format(&out, "%s %s in %" PRId64 "\n", sum->amount, sum->currency, sum->count);
        } else {
            text_add_format(&out, "%" PRId64 " without an amount\n", sum->count);
        }
    }
    return list->sum_count ? program_print(program, &out) : EXIT_OK;
}

static int print_excess(const struct program *program, const struct sup_ledger_list *list)
{
    struct text out = {0};
    for (uint32_t i = 0; i < list->excess_count; i++) {
        const struct sup_ledger_excess *excess = &list->excesses[i];
        char at[INSTANT_TEXT_SIZE];
        instant_write_brief(excess->at_ms, at);
        text_add_format(&out, "%s %s more were paid back of %s %s, as it said on %s\n", excess->amount,
                        excess->currency, excess->order->system, excess->order->id, at);
    }
    return list->excess_count ? program_print(program, &out) : EXIT_OK;
}

static int print_list(const struct program *program, const void *result)
{
    const struct sup_ledger_list *list = result;
    static const struct table_column columns[] = {
        {.title = "REQUEST", .is_right = 1},
        {.title = "TICKET", .is_right = 1, .rank = 2},
        {.title = "REMEDY", .is_flexible = 1},
        {.title = "AMOUNT", .is_right = 1},
        {.title = ""},
        {.title = "STATE"},
        {.title = "AT (UTC)"},
        {.title = "UNTIL (UTC)", .rank = 3},
        {.title = "BY", .rank = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    if (list->count == 0 && list->excess_count == 0) {
        program_note(program, "nothing counts");
    }
    for (uint32_t i = 0; i < list->count; i++) {
        add_entry(&table, &list->items[i]);
    }
    int code = list->count ? table_print(&table, program) : EXIT_OK;
    if (code == EXIT_OK) {
        code = print_excess(program, list);
    }
    if (code == EXIT_OK) {
        code = print_sums(program, list);
    }
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

/* What is read as text and is something else. */
struct wish {
    const char *order;
    const char *within;
    const char *at;
    int64_t limit;
    struct sup_reference reference;
    char copy[REFERENCE_SIZE];
};

static int read_wish(const struct program *program, struct wish *wish,
                     struct sup_ledger_list_params *params)
{
    int code = GO_ON;
    if (wish->order != NULL) {
        code = reference_read(program, "--order", wish->order, wish->copy, &wish->reference);
        params->order = &wish->reference;
    }
    if (code == GO_ON && wish->within != NULL && !duration_read(wish->within, &params->within_ms)) {
        code = program_fail_usage(program, "--within '%s' is not a duration such as P1D",
                                  wish->within);
    }
    code = code == GO_ON ? limit_read(program, wish->limit, SUP_PAGE_MAX) : code;
    params->limit = (uint32_t)wish->limit;
    return code;
}

static int list_entries(struct program *program, const struct sup_ledger_list_params *params)
{
    return answer_tell(program, SUP_OP_LEDGER_LIST, params, print_list);
}

int command_ledger_list(struct program *program, int argc, char **argv)
{
    struct sup_ledger_list_params params = {.size = sizeof params};
    struct wish wish = {.limit = SUP_PAGE_MAX};
    const struct command_option options[] = {
        {.name = "ticket", .value = "ID", .meaning = "of a ticket", .number = &params.ticket_id},
        {.name = "customer",
         .value = "ID",
         .meaning = "of a customer",
         .number = &params.customer_id},
        {.name = "agent", .value = "ID", .meaning = "of an agent", .number = &params.agent_id},
        {.name = "team", .value = "NAME", .meaning = "of a team", .text = &params.team},
        {.name = "order",
         .value = "ORDER",
         .meaning = "of an order, such as shop:order:1001",
         .text = &wish.order},
        {.name = "remedy", .value = "NAME", .meaning = "of this remedy", .text = &params.remedy},
        {.name = "within",
         .value = "PERIOD",
         .meaning = "counted back from now, such as P30D",
         .text = &wish.within},
        {.name = "limit",
         .value = "N",
         .meaning = "N entries at most, 1 to 100 (default 100)",
         .number = &wish.limit},
        {.name = "after",
         .value = "ID",
         .meaning = "the page after that request",
         .number = &params.after_id},
    };
    const struct command_usage usage = {
        .about = "What counts against limits for one ticket, customer, agent, team or order,\n"
                 "the latest first, and what it comes to.\n",
        .examples = "  supportcore --db desk.db ledger list --order shop:order:1001\n"
                    "  supportcore --db desk.db ledger list --agent 3 --within P1D\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = read_wish(program, &wish, &params);
    }
    int named = (params.ticket_id != 0) + (params.customer_id != 0) + (params.agent_id != 0) +
                (params.team != NULL) + (wish.order != NULL);
    if (code == GO_ON && named != 1) {
        code = program_fail_usage(program, "name one of --ticket, --customer, --agent, --team and "
                                           "--order: what counts for it is listed");
    }
    return code == GO_ON ? list_entries(program, &params) : code;
}

/* ---- report ---- */

static void tell_report(struct text *out, const struct sup_receipt *receipt, const char *said)
{
    text_add_format(out, "%s %" PRId64 "%s.\n", said, receipt->id,
                    receipt->is_replay ? ", known before" : "");
}

static int read_report(struct program *program, const struct command_usage *usage, int *argc,
                       char **argv, struct wish *wish, struct sup_ledger_report_params *params)
{
    int code = options_read(program, usage, argc, argv);
    if (code == GO_ON && wish->at != NULL &&
        !instant_read(wish->at, strlen(wish->at), &program->at_ms)) {
        code = program_fail_usage(program, "--at '%s' is not a time in RFC 3339", wish->at);
    }
    if (code == GO_ON && wish->order != NULL) {
        code = reference_read(program, "--order", wish->order, wish->copy, &wish->reference);
        params->order = &wish->reference;
    }
    if (code == GO_ON) {
        params->external_id = argv[1];
        params->remedy = argv[2];
        params->amount = *argc > 3 ? argv[3] : NULL;
    }
    return code;
}

int command_ledger_report(struct program *program, int argc, char **argv)
{
    struct sup_ledger_report_params params = {.size = sizeof params};
    struct wish wish = {0};
    const struct command_option options[] = {
        {.name = "currency",
         .value = "CODE",
         .meaning = "of the amount; without it the policy's",
         .text = &params.currency},
        {.name = "order",
         .value = "ORDER",
         .meaning = "for which it was given, such as shop:order:1001",
         .text = &wish.order},
        {.name = "ticket",
         .value = "ID",
         .meaning = "for which it was given",
         .number = &params.ticket_id},
        {.name = "customer",
         .value = "ID",
         .meaning = "who has it; without it the ticket's or the order's",
         .number = &params.customer_id},
        {.name = "agent", .value = "ID", .meaning = "who gave it", .number = &params.agent_id},
        {.name = "at",
         .value = "TIME",
         .meaning = "when, in RFC 3339; without it now",
         .text = &wish.at},
        {.name = "note", .value = "TEXT", .meaning = "what there is to say", .text = &params.note},
    };
    const struct command_usage usage = {
        .arguments = "SHOP-ID REMEDY [AMOUNT]",
        .arguments_min = 2,
        .arguments_max = 3,
        .about = "Records what the shop gave and nobody asked for here, by the shop's id of it.\n"
                 "It counts against every limit, as of when it was given. Twice is once.\n",
        .examples = "  supportcore --db desk.db ledger report re_1001 refund.full 450 \\\n"
                    "    --order shop:order:1001 --at 2026-10-23T09:00:00Z\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = read_report(program, &usage, &argc, argv, &wish, &params);
    return code == GO_ON
               ? change_tell(program, SUP_OP_LEDGER_REPORT, &params, tell_report, "Recorded as")
               : code;
}
