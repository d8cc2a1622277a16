/*
 * outbox_cmd.c: outbox pull and ack.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>

#include "json_out.h"
#include "options.h"

int command_outbox_pull(struct program *program, int argc, char **argv)
{
    int64_t limit = SUP_PAGE_MAX;
    const struct command_option options[] = {
        {.name = "limit",
         .value = "N",
         .meaning = "look at N events at most (default 100)",
         .number = &limit},
    };
    const struct command_usage usage = {
        .arguments = "CONSUMER",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Prints events after the consumer's last acknowledged one, a CloudEvent a line.\n"
                 "They come again until they are acknowledged.\n",
        .examples = "  supportcore --db desk.db outbox pull mailer\n"
                    "  supportcore --db desk.db --json outbox pull mailer --limit 10\n",
        .options = options,
        .option_count = 1,
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    if (code != GO_ON) {
        return code;
    }
    code = program_open(program, OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    struct sup_outbox_pull_params params = {
        .size = sizeof params, .limit = (uint32_t)limit, .consumer = argv[1]};
    struct sup_outbox_page *page = NULL;
    if (sup_outbox_pull(program->core, &caller, &params, &page) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        code = json_print_result(program, SUP_OP_OUTBOX_PULL, page);
    } else {
        for (uint32_t i = 0; i < page->count; i++) {
            printf("%s\n", page->items[i].event);
        }
        program_note(program, "%" PRIu32 " event%s through %" PRId64 "%s", page->count,
                     page->count == 1 ? "" : "s", page->through,
                     page->is_more ? "; there are more" : "");
    }
    sup_free(page);
    return code;
}

int command_outbox_ack(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .arguments = "CONSUMER SEQUENCE",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "SEQUENCE is the \"through\" of the page that was dealt with.\n",
        .examples = "  supportcore --db desk.db outbox ack mailer 57\n",
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    struct sup_outbox_ack_params params = {.size = sizeof params, .consumer = argv[1]};
    if (!number_read(argv[2], &params.sequence)) {
        return program_fail_usage(program, "'%s' is not a sequence", argv[2]);
    }
    code = program_open(program, OPEN_CHANGE);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    struct sup_receipt receipt = {.size = sizeof receipt};
    if (sup_outbox_ack(program->core, &caller, &params, &receipt) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        return json_print_result(program, SUP_OP_OUTBOX_ACK, &receipt);
    }
    struct text out = {0};
    text_add_visible(&out, params.consumer);
    text_add_format(&out, " is through %" PRId64 ".\n", params.sequence);
    return program_print(program, &out);
}
