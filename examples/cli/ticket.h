/*
 * ticket.h: what the ticket commands share.
 */
#ifndef CLI_TICKET_H
#define CLI_TICKET_H

#include "options.h"

/** The colour of a status, by its category. */
enum color category_color(int32_t category);

/** For commands whose argument is the id of a ticket: options_open() for reading.
 *  @return GO_ON when the desk is open and the id read, or the exit code */
int ticket_open(struct program *program, const struct command_usage *usage, int argc, char **argv,
                int64_t *ticket_id);

#endif
