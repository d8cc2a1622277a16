/*
 * ticket_history.c: ticket history: what happened to a ticket, in sentences.
 */
#include "program.h"

#include <stdio.h>

#include "instant.h"
#include "json_out.h"
#include "ticket.h"

enum { TIME_WIDTH = 21, LATE_MS = 60000 };

static void add_item(struct text *out, const struct program *program,
                     const struct sup_history_item *item)
{
    char time[INSTANT_TEXT_SIZE];
    instant_write_brief(item->at_ms, time);
    text_add_format(out, "%s%s%s  ", term_color(&program->term, COLOR_DIM), time,
                    term_plain(&program->term));
    text_add_wrapped(out, item->sentence, program->term.width, TIME_WIDTH, TIME_WIDTH);
    text_add(out, "\n");
    if (!item->is_imported && item->recorded_ms - item->at_ms >= LATE_MS) {
        instant_write_brief(item->recorded_ms, time);
        text_add_format(out, "%*s(recorded at %s)\n", TIME_WIDTH, "", time);
    }
}

static int tell(struct program *program, int64_t ticket_id, struct text *out)
{
    struct sup_caller caller = program_caller(program);
    struct sup_ticket_page_params params = {.size = sizeof params, .ticket_id = ticket_id};
    if (program->is_json) {
        text_add(out, "{\"items\":[");
    }
    do {
        struct sup_history *page = NULL;
        if (sup_ticket_history(program->core, &caller, &params, &page) != SUP_OK) {
            return program_fail_last(program);
        }
        if (program->is_json) {
            json_add_items(out, SUP_OP_TICKET_HISTORY, page);
        }
        for (uint32_t i = 0; !program->is_json && i < page->count; i++) {
            add_item(out, program, &page->items[i]);
        }
        params.after_id = page->next_after_id;
        sup_free(page);
    } while (params.after_id != 0);
    if (program->is_json) {
        text_add(out, "]}\n");
    }
    return program_print(program, out);
}

int command_ticket_history(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Prints what happened, in the order it was recorded. Times are UTC.\n",
        .examples = "  supportcore --db desk.db ticket history 7\n",
    };
    int64_t ticket_id = 0;
    int code = ticket_open(program, &usage, argc, argv, &ticket_id);
    if (code != GO_ON) {
        return code;
    }
    struct text out = {0};
    code = tell(program, ticket_id, &out);
    text_free(&out);
    return code;
}
