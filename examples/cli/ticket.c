/*
 * ticket.c: what the ticket commands share.
 */
#include "ticket.h"

enum color category_color(int32_t category)
{
    static const enum color colors[] = {
        [SUP_CATEGORY_NEW] = COLOR_CYAN,      [SUP_CATEGORY_OPEN] = COLOR_YELLOW,
        [SUP_CATEGORY_PENDING] = COLOR_PLAIN, [SUP_CATEGORY_ON_HOLD] = COLOR_PLAIN,
        [SUP_CATEGORY_SOLVED] = COLOR_GREEN,  [SUP_CATEGORY_CLOSED] = COLOR_DIM};
    return category >= SUP_CATEGORY_NEW && category <= SUP_CATEGORY_CLOSED ? colors[category]
                                                                           : COLOR_PLAIN;
}

int ticket_open(struct program *program, const struct command_usage *usage, int argc, char **argv,
                int64_t *ticket_id)
{
    int code = options_read(program, usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    code = id_read(program, "a ticket", argv[1], ticket_id);
    if (code != GO_ON) {
        return code;
    }
    code = program_open(program, OPEN_READ);
    return code == EXIT_OK ? GO_ON : code;
}
