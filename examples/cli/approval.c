/*
 * approval.c: approval list, approve, reject and withdraw.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "authority.h"
#include "instant.h"
#include "table.h"

static int print_list(const struct program *program, const void *result)
{
    const struct sup_approval_list *list = result;
    static const struct table_column columns[] = {
        {.title = "REQUEST", .is_right = 1},
        {.title = "TICKET", .is_right = 1},
        {.title = "REMEDY", .is_flexible = 1},
        {.title = "AMOUNT", .is_right = 1},
        {.title = ""},
        {.title = "ASKED (UTC)", .rank = 1},
        {.title = "BY", .is_right = 1, .rank = 2},
        {.title = "EXPIRES (UTC)"},
        {.title = "STATE", .rank = 3},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    if (list->count == 0) {
        program_note(program, "no requests");
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_remedy_request *item = &list->items[i];
        char asked[INSTANT_TEXT_SIZE], due[INSTANT_TEXT_SIZE] = "";
        instant_write_brief(item->asked_ms, asked);
        if (item->due_ms != 0) {
            instant_write_brief(item->due_ms, due);
        }
        table_add_number(&table, item->id, COLOR_PLAIN);
        table_add_number(&table, item->ticket_id, COLOR_PLAIN);
        table_add(&table, item->label, COLOR_PLAIN);
        table_add(&table, item->amount, COLOR_PLAIN);
        table_add(&table, item->currency, COLOR_PLAIN);
        table_add(&table, asked, COLOR_PLAIN);
        table_add_number(&table, item->actor_id, COLOR_PLAIN);
        table_add(&table, due, COLOR_PLAIN);
        table_add(&table, request_states[item->state], COLOR_PLAIN);
    }
    int code = list->count ? table_print(&table, program) : EXIT_OK;
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

static int read_state(const struct program *program, const char *text, int32_t *state)
{
    for (int32_t i = SUP_REQUEST_WAITING; text != NULL && i <= SUP_REQUEST_JOINED; i++) {
        if (strcmp(request_states[i], text) == 0) {
            *state = i;
            return GO_ON;
        }
    }
    return text == NULL
               ? GO_ON
               : program_fail_usage(program,
                                    "'%s' is no state: it is waiting, granted, executing, "
                                    "confirmed, failed, rejected, withdrawn, expired, void, "
                                    "refused, reported or joined",
                                    text);
}

int command_approval_list(struct program *program, int argc, char **argv)
{
    struct sup_approval_list_params params = {.size = sizeof params};
    const char *state = NULL;
    int64_t limit = SUP_PAGE_MAX;
    int is_mine = 0;
    const struct command_option options[] = {
        {.name = "mine", .meaning = "that the actor may approve now", .is_set = &is_mine},
        {.name = "ticket", .value = "ID", .meaning = "of this ticket", .number = &params.ticket_id},
        {.name = "state",
         .value = "STATE",
         .meaning = "in this state; without it those that wait",
         .text = &state},
        {.name = "limit",
         .value = "N",
         .meaning = "N requests at most, 1 to 100 (default 100)",
         .number = &limit},
        {.name = "after",
         .value = "ID",
         .meaning = "the page after that request",
         .number = &params.after_id},
    };
    const struct command_usage usage = {
        .about = "Requests for remedies: those that wait for approval, unless asked otherwise.\n",
        .examples = "  supportcore --db desk.db --actor agent:9 approval list --mine\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = read_state(program, state, &params.state);
    }
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    if (code != GO_ON) {
        return code;
    }
    params.limit = (uint32_t)limit;
    params.is_mine = is_mine;
    return answer_tell(program, SUP_OP_APPROVAL_LIST, &params, print_list);
}

static int decide(struct program *program, int argc, char **argv, int is_rejected,
                  const char *about, const char *examples)
{
    struct sup_approval_decide_params params = {.size = sizeof params, .is_rejected = is_rejected};
    const struct request_step step = {
        .operation = SUP_OP_APPROVAL_DECIDE,
        .params = &params,
        .id = &params.request_id,
        .note = &params.note,
        .about = about,
        .examples = examples,
        .said = is_rejected ? "rejected" : "approved",
    };
    return request_step(program, argc, argv, &step);
}

int command_approval_approve(struct program *program, int argc, char **argv)
{
    return decide(program, argc, argv, 0, "Approves what somebody else asked for.\n",
                  "  supportcore --db desk.db --actor agent:9 approval approve 12\n");
}

int command_approval_reject(struct program *program, int argc, char **argv)
{
    return decide(program, argc, argv, 1, "Rejects what somebody else asked for, with a reason.\n",
                  "  supportcore --db desk.db --actor agent:9 approval reject 12 --note Photo?\n");
}

int command_approval_withdraw(struct program *program, int argc, char **argv)
{
    struct sup_authority_withdraw_params params = {.size = sizeof params};
    const struct request_step step = {
        .operation = SUP_OP_AUTHORITY_WITHDRAW,
        .params = &params,
        .id = &params.request_id,
        .note = &params.note,
        .about = "Takes back what the actor asked for and what is not being executed.\n",
        .examples = "  supportcore --db desk.db --actor agent:3 approval withdraw 12\n",
        .said = "withdrawn",
    };
    return request_step(program, argc, argv, &step);
}
