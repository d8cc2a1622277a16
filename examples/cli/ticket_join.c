/*
 * ticket_join.c: tickets that belong together: merged, split, linked, watched.
 */
#include "program.h"

#include <inttypes.h>
#include <string.h>

#include "change.h"
#include "options.h"

static void tell(struct text *out, const struct sup_receipt *receipt, const char *said)
{
    text_add_format(out, "Ticket %" PRId64 "%s%s; ticket %" PRId64 " is at version %" PRId64 ".\n",
                    receipt->id, said, receipt->sequence == 0 ? ", nothing new" : "",
                    receipt->ticket_id, receipt->version);
}

int command_ticket_merge(struct program *program, int argc, char **argv)
{
    struct sup_ticket_merge_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "evidence", .value = "TEXT", .meaning = "why", .text = &params.evidence},
        CHANGE_USE_OPTIONS(params),
    };
    const struct command_usage usage = {
        .arguments = "ID INTO",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "Says that two tickets are about one thing: ID is closed and points to INTO,\n"
                 "which shows the messages of both.\n",
        .examples = "  supportcore --db desk.db ticket merge 12 7 --evidence \"both about 1001\"\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[2], &params.into);
    }
    return code == GO_ON ? change_tell(program, SUP_OP_TICKET_MERGE, &params, tell, " is merged")
                         : code;
}

int command_ticket_unmerge(struct program *program, int argc, char **argv)
{
    struct sup_ticket_unmerge_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "evidence", .value = "TEXT", .meaning = "why", .text = &params.evidence},
    };
    const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Takes back that ticket ID was merged into another: it has its messages and its\n"
                 "status again.\n",
        .examples = "  supportcore --db desk.db ticket unmerge 12\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    return code == GO_ON
               ? change_tell(program, SUP_OP_TICKET_UNMERGE, &params, tell, " is on its own again")
               : code;
}

int command_ticket_split(struct program *program, int argc, char **argv)
{
    struct sup_ticket_split_params params = {.size = sizeof params};
    int is_rest = 0;
    int is_writers = 0;
    const struct command_option options[] = {
        {.name = "rest", .meaning = "and all messages that come after it", .is_set = &is_rest},
        {.name = "writers",
         .meaning = "all messages by the customer who wrote it",
         .is_set = &is_writers},
        {.name = "subject",
         .value = "TEXT",
         .meaning = "of the new ticket",
         .text = &params.subject},
    };
    const struct command_usage usage = {
        .arguments = "ID MESSAGE",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "Makes a new ticket of a message of ticket ID, of all from there on, or of all\n"
                 "that its writer wrote. It is theirs.\n",
        .examples = "  supportcore --db desk.db ticket split 7 31 --rest --subject \"A return\"\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON) {
        code = id_read(program, "a message", argv[2], &params.message_id);
    }
    params.is_rest = is_rest;
    params.is_writers = is_writers;
    return code == GO_ON ? change_tell(program, SUP_OP_TICKET_SPLIT, &params, tell, " is new")
                         : code;
}

static int read_kind(const struct program *program, const char *text, int32_t *kind)
{
    static const char *const names[] = {"duplicate_of", "blocked_by", "caused_by", "child_of"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(text, names[i]) == 0) {
            *kind = (int32_t)i + SUP_LINK_DUPLICATE_OF;
            return GO_ON;
        }
    }
    return program_fail_usage(program,
                              "'%s' is not duplicate_of, blocked_by, caused_by or child_of", text);
}

static int change_link(struct program *program, int argc, char **argv, int32_t operation,
                       const struct command_usage *usage, const char *said)
{
    struct sup_ticket_link_params params = {.size = sizeof params};
    int code = options_read(program, usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON) {
        code = read_kind(program, argv[2], &params.kind);
    }
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[3], &params.to);
    }
    return code == GO_ON ? change_tell(program, operation, &params, tell, said) : code;
}

int command_ticket_link(struct program *program, int argc, char **argv)
{
    const struct command_usage usage = {
        .arguments = "ID KIND OTHER",
        .arguments_min = 3,
        .arguments_max = 3,
        .about = "Says what ticket ID is to another: duplicate_of, blocked_by, caused_by or\n"
                 "child_of. What is blocked, or has unsolved children, cannot be solved;\n"
                 "duplicates are solved with their original.\n",
        .examples = "  supportcore --db desk.db ticket link 12 blocked_by 7\n",
    };
    return change_link(program, argc, argv, SUP_OP_TICKET_LINK, &usage, " is linked");
}

int command_ticket_unlink(struct program *program, int argc, char **argv)
{
    const struct command_usage usage = {
        .arguments = "ID KIND OTHER",
        .arguments_min = 3,
        .arguments_max = 3,
        .about = "Takes back what ticket ID is to another.\n",
        .examples = "  supportcore --db desk.db ticket unlink 12 blocked_by 7\n",
    };
    return change_link(program, argc, argv, SUP_OP_TICKET_UNLINK, &usage, " is not linked");
}

int command_ticket_watch(struct program *program, int argc, char **argv)
{
    struct sup_ticket_watch_params params = {.size = sizeof params};
    const char *agent = NULL;
    const char *customer = NULL;
    int is_off = 0;
    const struct command_option options[] = {
        {.name = "agent", .value = "ID", .meaning = "who watches; or", .text = &agent},
        {.name = "customer", .value = "ID", .meaning = "who watches", .text = &customer},
        {.name = "off", .meaning = "who watches no longer", .is_set = &is_off},
    };
    const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Lets somebody watch ticket ID: its events name who is to be told.\n",
        .examples = "  supportcore --db desk.db ticket watch 12 --agent 3\n"
                    "  supportcore --db desk.db ticket watch 12 --customer 7 --off\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON && agent != NULL) {
        code = id_read(program, "an agent", agent, &params.agent_id);
    }
    if (code == GO_ON && customer != NULL) {
        code = id_read(program, "a customer", customer, &params.customer_id);
    }
    if (code != GO_ON) {
        return code;
    }
    return is_off
               ? change_tell(program, SUP_OP_TICKET_UNWATCH, &params, tell, " has a watcher less")
               : change_tell(program, SUP_OP_TICKET_WATCH, &params, tell, " is watched");
}
