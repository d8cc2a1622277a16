/*
 * floor_change.c: floor escalate, lower, sign and evidence.
 */
#include "program.h"

#include <inttypes.h>
#include <string.h>

#include "change.h"
#include "options.h"

static void tell(struct text *out, const struct sup_receipt *receipt, const char *said)
{
    text_add_format(out, "Ticket %" PRId64 ": %s; it is at version %" PRId64 ".\n",
                    receipt->ticket_id, said, receipt->version);
}

/* Whether it went up or has to wait is in the explanation, for those who may read that. */
static int escalate(struct program *program, const struct sup_floor_escalate_params *params)
{
    const struct sup_floor_explain_params ask = {.size = sizeof ask,
                                                 .ticket_id = params->ticket_id};
    struct sup_floor_explanation *made = NULL;
    struct sup_receipt receipt;
    struct text out = {0};
    int code = change_run(program, SUP_OP_FLOOR_ESCALATE, params, &receipt);
    if (code != GO_ON) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    text_add_format(&out, "Ticket %" PRId64 ": ", receipt.ticket_id);
    if (sup_floor_explain(program->core, &caller, &ask, &made) != SUP_OK) {
        text_add(&out, "escalated, or asked to be");
    } else if (made->sign_from != NULL) {
        text_add_format(&out, "its move up has to be signed, by %s", made->sign_from);
    } else {
        text_add_format(&out, "on the floor %s now", made->floor);
    }
    text_add_format(&out, "; it is at version %" PRId64 ".\n", receipt.version);
    sup_free(made);
    return program_print(program, &out);
}

int command_floor_escalate(struct program *program, int argc, char **argv)
{
    struct sup_floor_escalate_params params = {.size = sizeof params};
    int is_customers = 0;
    const struct command_option options[] = {
        {.name = "to",
         .value = "FLOOR",
         .meaning = "where to; without it the next floor up",
         .text = &params.floor},
        {.name = "why",
         .value = "TEXT",
         .meaning = "the justification",
         .text = &params.justification},
        {.name = "customer", .meaning = "the customer asked for it", .is_set = &is_customers},
    };
    const struct command_usage usage = {
        .arguments = "TICKET",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Moves a ticket up, or asks for the sign-off that its floor demands.\n",
        .examples = "  supportcore --db desk.db --actor agent:3 floor escalate 7 "
                    "--why Lawyer\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    params.is_customer_request = is_customers;
    return code == GO_ON ? escalate(program, &params) : code;
}

int command_floor_lower(struct program *program, int argc, char **argv)
{
    struct sup_floor_lower_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "why",
         .value = "TEXT",
         .meaning = "the reason; needed below the minimum floor",
         .text = &params.reason},
        CHANGE_USE_OPTIONS(params),
    };
    const struct command_usage usage = {
        .arguments = "TICKET FLOOR",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "Lets a ticket return to a lower floor; below its minimum only those may whom\n"
                 "the policy names.\n",
        .examples = "  supportcore --db desk.db --actor agent:9 floor lower 7 triage "
                    "--why Mistake\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    params.floor = code == GO_ON ? argv[2] : NULL;
    return code == GO_ON ? change_tell(program, SUP_OP_FLOOR_LOWER, &params, tell, "lowered")
                         : code;
}

static int read_kind(const struct program *program, const char *text, int32_t *kind)
{
    static const char *const kinds[] = {"move_up", "clearance", "resolution"};
    for (int32_t i = 0; i < 3; i++) {
        if (strcmp(kinds[i], text) == 0) {
            *kind = i + 1;
            return GO_ON;
        }
    }
    return program_fail_usage(
        program, "'%s' is nothing to sign: it is move_up, clearance or resolution", text);
}

int command_floor_sign(struct program *program, int argc, char **argv)
{
    struct sup_floor_sign_params params = {.size = sizeof params};
    int is_rejected = 0;
    const struct command_option options[] = {
        {.name = "signature",
         .value = "NAME",
         .meaning = "of a resolution: which of them",
         .text = &params.signature},
        {.name = "reject", .meaning = "refuse to sign", .is_set = &is_rejected},
        {.name = "note", .value = "TEXT", .meaning = "what is to be said", .text = &params.note},
    };
    const struct command_usage usage = {
        .arguments = "TICKET KIND",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "Signs, or refuses to: KIND is move_up, clearance or resolution.\n",
        .examples = "  supportcore --db desk.db --actor agent:4 floor sign 7 move_up\n"
                    "  supportcore --db desk.db --actor agent:9 floor sign 7 resolution\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON) {
        code = read_kind(program, argv[2], &params.kind);
    }
    params.is_rejected = is_rejected;
    return code == GO_ON ? change_tell(program, SUP_OP_FLOOR_SIGN, &params, tell,
                                       is_rejected ? "refused" : "signed")
                         : code;
}

int command_floor_evidence(struct program *program, int argc, char **argv)
{
    struct sup_floor_evidence_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "note",
         .value = "TEXT",
         .meaning = "what it is, where it is kept",
         .text = &params.note},
        {.name = "message",
         .value = "ID",
         .meaning = "the message that has it",
         .number = &params.message_id},
    };
    const struct command_usage usage = {
        .arguments = "TICKET EVIDENCE",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "Records a piece of evidence that the floors of the policy ask for.\n",
        .examples =
            "  supportcore --db desk.db --actor agent:3 floor evidence 7 photo --message 31\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    params.evidence = code == GO_ON ? argv[2] : NULL;
    return code == GO_ON
               ? change_tell(program, SUP_OP_FLOOR_EVIDENCE, &params, tell, "evidence recorded")
               : code;
}
