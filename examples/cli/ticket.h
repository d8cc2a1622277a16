/*
 * ticket.h: what the ticket commands share.
 */
#ifndef CLI_TICKET_H
#define CLI_TICKET_H

#include "program.h"

/** The colour of a status, by its category. */
enum color category_color(int32_t category);

#endif
