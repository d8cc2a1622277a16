/*
 * authority.c: authority check, request, execute, confirm, fail and explain: what may be given to
 * customers, and what becomes of it.
 */
#include "authority.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "change.h"
#include "instant.h"
#include "options.h"
#include "reference.h"
#include "sheet.h"

const char *const request_states[] = {"",        "waiting",  "granted",   "executing", "confirmed",
                                      "failed",  "rejected", "withdrawn", "expired",   "void",
                                      "refused", "reported", "joined"};
static const char *const effects[] = {"", "allowed", "allowed with a rationale", "needs approval",
                                      "refused"};
static const char *const scopes[] = {"", "request", "ticket", "order", "customer", "agent", "team"};

/* ---- check ---- */

static void add_limit(struct sheet *sheet, const struct sup_authority_limit *limit)
{
    char line[160];
    snprintf(line, sizeof line, "%s of %s used%s%s", limit->used,
             limit->most != NULL ? limit->most : "an unknown amount",
             limit->row != NULL   ? ", so it is not for "
             : limit->is_exceeded ? ": this would be too much"
                                  : "",
             limit->row != NULL ? limit->row : "");
    sheet_line(sheet, limit->is_captured ? "order brought" : scopes[limit->scope], line);
}

static int print_answer(const struct program *program, const void *result)
{
    const struct sup_authority_answer *answer = result;
    struct sheet sheet = {.program = program};
    char line[200];
    sheet_line(&sheet, "answer", effects[answer->effect]);
    sheet_line(&sheet, "why", answer->why);
    if (answer->approvers != NULL) {
        snprintf(line, sizeof line, "%u of %s", answer->quorum, answer->approvers);
        sheet_line(&sheet, "approved by", line);
    }
    if (answer->needs_rationale) {
        sheet_line(&sheet, "needs", "a rationale");
    }
    if (answer->duplicate_of != 0) {
        snprintf(line, sizeof line, "request %" PRId64 ": is it meant twice?",
                 answer->duplicate_of);
        sheet_line(&sheet, "same as", line);
    }
    for (uint32_t i = 0; i < answer->limit_count; i++) {
        add_limit(&sheet, &answer->limits[i]);
    }
    for (uint32_t i = 0; i < answer->passed_count; i++) {
        add_limit(&sheet, &answer->passed[i]);
    }
    return program_print(program, &sheet.out);
}

/* What check and request have in common. */
struct wish {
    const char *subject;
    int64_t customer_id;
    const char *currency;
    const char *order;
    const char *why;
    struct sup_reference reference;
    char copy[REFERENCE_SIZE];
};

/* TICKET REMEDY [AMOUNT]; - is no ticket */
static int read_wish(struct program *program, const struct command_usage *usage, int argc,
                     char **argv, struct wish *wish, struct sup_authority_check_params *params)
{
    int code = options_read(program, usage, &argc, argv);
    if (code == GO_ON && strcmp(argv[1], "-") != 0) {
        code = id_read(program, "a ticket", argv[1], &params->ticket_id);
    }
    if (code == GO_ON && wish->order != NULL) {
        code = reference_read(program, "--order", wish->order, wish->copy, &wish->reference);
        params->order = &wish->reference;
    }
    if (code == GO_ON) {
        params->remedy = argv[2];
        params->amount = argc > 3 ? argv[3] : NULL;
        params->currency = wish->currency;
        params->subject = wish->subject;
        params->customer_id = wish->customer_id;
    }
    return code;
}

#define WISH_OPTIONS(wish)                                                                         \
    {.name = "customer",                                                                           \
     .value = "ID",                                                                                \
     .meaning = "who an action without a ticket is about",                                         \
     .number = &(wish).customer_id},                                                               \
        {.name = "subject",                                                                        \
         .value = "TEXT",                                                                          \
         .meaning = "what else: an id, a floor, a digest",                                         \
         .text = &(wish).subject},                                                                 \
        {.name = "currency",                                                                       \
         .value = "CODE",                                                                          \
         .meaning = "of the amount; without it the policy's",                                      \
         .text = &(wish).currency},                                                                \
    {                                                                                              \
        .name = "order", .value = "ORDER",                                                         \
        .meaning = "which of the ticket's orders, such as shop:order:1001", .text = &(wish).order  \
    }

int command_authority_check(struct program *program, int argc, char **argv)
{
    struct sup_authority_check_params params = {.size = sizeof params};
    struct wish wish = {0};
    const struct command_option options[] = {WISH_OPTIONS(wish)};
    const struct command_usage usage = {
        .arguments = "TICKET REMEDY [AMOUNT]",
        .arguments_min = 2,
        .arguments_max = 3,
        .about = "Tells what would be said if the actor asked for a remedy, or did what the\n"
                 "policy has a row for, and how far each limit is used. Nothing is changed.\n"
                 "TICKET is - for an action that is about none.\n",
        .examples = "  supportcore --db desk.db --actor agent:3 authority check 7 "
                    "refund.full 450\n"
                    "  supportcore --db desk.db authority check - customer.erase "
                    "--customer 12\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = read_wish(program, &usage, argc, argv, &wish, &params);
    if (code != GO_ON) {
        return code;
    }
    return answer_tell(program, SUP_OP_AUTHORITY_CHECK, &params, print_answer);
}

/* ---- request ---- */

/* Whether it is granted or waits is in the explanation, for those who may read that. */
static int tell_request(struct program *program, int64_t id)
{
    const struct sup_authority_explain_params ask = {.size = sizeof ask, .request_id = id};
    struct sup_caller caller = program_caller(program);
    struct sup_remedy_request *made = NULL;
    struct text out = {0};
    text_add_format(&out, "Request %" PRId64 ": ", id);
    if (sup_authority_explain(program->core, &caller, &ask, &made) == SUP_OK) {
        text_add_visible(&out, made->why);
        if (made->duplicate_of != 0) {
            text_add_format(&out, "; it is the same as request %" PRId64, made->duplicate_of);
        }
    } else {
        text_add(&out, "made");
    }
    text_add(&out, ".\n");
    sup_free(made);
    return program_print(program, &out);
}

int command_authority_request(struct program *program, int argc, char **argv)
{
    struct sup_authority_check_params ask = {.size = sizeof ask};
    struct sup_receipt receipt;
    struct wish wish = {0};
    const struct command_option options[] = {
        WISH_OPTIONS(wish),
        {.name = "why", .value = "TEXT", .meaning = "the rationale", .text = &wish.why},
    };
    const struct command_usage usage = {
        .arguments = "TICKET REMEDY [AMOUNT]",
        .arguments_min = 2,
        .arguments_max = 3,
        .about = "Asks for a remedy: it is granted, waits for approval or is refused. What is\n"
                 "granted is reserved until it is executed. An action of the library is done\n"
                 "by its own command, with --request. TICKET is - for one that is about none.\n",
        .examples = "  supportcore --db desk.db --actor agent:3 authority request 7 "
                    "refund.full 450\n"
                    "  supportcore --db desk.db authority request 7 ticket.merge "
                    "--subject 5\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = read_wish(program, &usage, argc, argv, &wish, &ask);
    if (code != GO_ON) {
        return code;
    }
    const struct sup_authority_request_params params = {.size = sizeof params,
                                                        .ticket_id = ask.ticket_id,
                                                        .remedy = ask.remedy,
                                                        .amount = ask.amount,
                                                        .currency = ask.currency,
                                                        .order = ask.order,
                                                        .subject = ask.subject,
                                                        .customer_id = ask.customer_id,
                                                        .rationale = wish.why};
    code = change_run(program, SUP_OP_AUTHORITY_REQUEST, &params, &receipt);
    return code == GO_ON ? tell_request(program, receipt.id) : code;
}

/* ---- steps ---- */

static void request_tell(struct text *out, const struct sup_receipt *receipt, const char *said)
{
    text_add_format(out, "Request %" PRId64 ": %s.\n", receipt->id,
                    receipt->is_replay ? "said before" : said);
}

static int request_read(struct program *program, const struct command_usage *usage, int argc,
                        char **argv, int64_t *id)
{
    int code = options_read(program, usage, &argc, argv);
    return code == GO_ON ? id_read(program, "a request", argv[1], id) : code;
}

int command_authority_confirm(struct program *program, int argc, char **argv)
{
    struct sup_authority_confirm_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "amount",
         .value = "AMOUNT",
         .meaning = "that was given; without it the one that was asked for",
         .text = &params.amount},
        {.name = "id",
         .value = "TEXT",
         .meaning = "the shop's id of what was given",
         .text = &params.external_id},
    };
    const struct command_usage usage = {
        .arguments = "REQUEST",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Says that the shop gave it, and how much.\n",
        .examples = "  supportcore --db desk.db authority confirm 12 --id re_1001\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = request_read(program, &usage, argc, argv, &params.request_id);
    return code == GO_ON
               ? change_tell(program, SUP_OP_AUTHORITY_CONFIRM, &params, request_tell, "confirmed")
               : code;
}

int request_step(struct program *program, int argc, char **argv, const struct request_step *step)
{
    const struct command_option options[] = {
        {.name = "note", .value = "TEXT", .meaning = "why", .text = step->note},
    };
    const struct command_usage usage = {
        .arguments = "REQUEST",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = step->about,
        .examples = step->examples,
        .options = options,
        .option_count = step->note != NULL ? 1 : 0,
    };
    int code = request_read(program, &usage, argc, argv, step->id);
    return code == GO_ON
               ? change_tell(program, step->operation, step->params, request_tell, step->said)
               : code;
}

int command_authority_execute(struct program *program, int argc, char **argv)
{
    struct sup_authority_execute_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "duplicate-of",
         .value = "REQUEST",
         .meaning = "the earlier request for the same, if both are meant",
         .number = &params.duplicate_of},
    };
    const struct command_usage usage = {
        .arguments = "REQUEST",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Begins what was granted, once everything was looked at again: from now on the\n"
                 "shop gives it.\n",
        .examples = "  supportcore --db desk.db --actor agent:3 authority execute 12\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = request_read(program, &usage, argc, argv, &params.request_id);
    return code == GO_ON
               ? change_tell(program, SUP_OP_AUTHORITY_EXECUTE, &params, request_tell, "begun")
               : code;
}

int command_authority_fail(struct program *program, int argc, char **argv)
{
    struct sup_authority_fail_params params = {.size = sizeof params};
    const struct request_step step = {
        .operation = SUP_OP_AUTHORITY_FAIL,
        .params = &params,
        .id = &params.request_id,
        .note = &params.note,
        .about = "Says that the shop could not give it: it counts no more.\n",
        .examples = "  supportcore --db desk.db authority fail 12 --note Declined\n",
        .said = "failed",
    };
    return request_step(program, argc, argv, &step);
}

/* ---- explain ---- */

static void add_approval(struct sheet *sheet, const struct sup_approval *approval)
{
    struct text line = {0};
    char time[INSTANT_TEXT_SIZE];
    instant_write_brief(approval->at_ms, time);
    text_add_format(&line, "agent %" PRId64 ", %s%s", approval->agent_id, time,
                    approval->note != NULL ? ": " : "");
    text_add(&line, approval->note);
    sheet_line(sheet, approval->is_rejected ? "rejected by" : "approved by", line.data);
    sheet->out.is_failed |= line.is_failed;
    text_free(&line);
}

static int print_request(const struct program *program, const void *result)
{
    const struct sup_remedy_request *request = result;
    struct sheet sheet = {.program = program};
    char line[400];
    snprintf(line, sizeof line, "%" PRId64, request->id);
    sheet_line(&sheet, "request", line);
    if (request->ticket_id != 0) {
        snprintf(line, sizeof line, "%" PRId64, request->ticket_id);
        sheet_line(&sheet, "ticket", line);
    }
    sheet_line(&sheet, "state", request_states[request->state]);
    sheet_line(&sheet, "remedy", request->label);
    if (request->customer_id != 0 && request->ticket_id == 0) {
        snprintf(line, sizeof line, "%" PRId64, request->customer_id);
        sheet_line(&sheet, "customer", line);
    }
    sheet_line(&sheet, "subject", request->subject);
    if (request->amount != NULL) {
        snprintf(line, sizeof line, "%s %s", request->amount, request->currency);
        sheet_line(&sheet, "amount", line);
    }
    if (request->settled != NULL) {
        snprintf(line, sizeof line, "%s %s", request->settled, request->currency);
        sheet_line(&sheet, "given", line);
    }
    if (request->order != NULL) {
        snprintf(line, sizeof line, "%s %s", request->order->system, request->order->id);
        sheet_line(&sheet, "order", line);
    }
    sheet_line(&sheet, "why", request->why);
    for (uint32_t i = 0; i < request->limit_count; i++) {
        add_limit(&sheet, &request->limits[i]);
    }
    for (uint32_t i = 0; i < request->passed_count; i++) {
        add_limit(&sheet, &request->passed[i]);
    }
    sheet_line(&sheet, "rationale", request->rationale);
    sheet_time(&sheet, request->state >= SUP_REQUEST_REPORTED ? "given at" : "asked",
               request->asked_ms);
    for (uint32_t i = 0; i < request->approval_count; i++) {
        add_approval(&sheet, &request->approvals[i]);
    }
    sheet_line(&sheet, "waits for", request->approvers);
    sheet_time(&sheet, "expires", request->due_ms);
    sheet_time(&sheet, "over", request->settled_ms);
    sheet_line(&sheet, "shop's id", request->external_id);
    if (request->duplicate_of != 0) {
        snprintf(line, sizeof line, "request %" PRId64, request->duplicate_of);
        sheet_line(&sheet, "same as", line);
    }
    return program_print(program, &sheet.out);
}

int command_authority_explain(struct program *program, int argc, char **argv)
{
    struct sup_authority_explain_params params = {.size = sizeof params};
    const struct command_usage usage = {
        .arguments = "REQUEST",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Tells what became of a request, who decided and why.\n",
        .examples = "  supportcore --db desk.db authority explain 12\n",
    };
    int code = request_read(program, &usage, argc, argv, &params.request_id);
    if (code != GO_ON) {
        return code;
    }
    return answer_tell(program, SUP_OP_AUTHORITY_EXPLAIN, &params, print_request);
}
