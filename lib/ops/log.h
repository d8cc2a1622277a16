/*
 * log.h: walking the whole event log in bounded memory.
 */
#ifndef SUP__LOG_H
#define SUP__LOG_H

#include "ops/unit.h"

enum { SUP__LOG_PAGE = 100 };

/** A walk over the log: events with their private text, a page at a time, in an arena of its own.
 */
struct sup__log {
    struct sup__repo repo;
    struct sup__arena arena;
    int64_t tenant;
    int64_t after; /* sequence of the last event handed out */
    struct sup__event_row rows[SUP__LOG_PAGE];
    struct sup__event_private_row texts[SUP__LOG_PAGE]; /* sequence 0: there is none */
    uint32_t count;
};

void sup__log_begin(struct sup__log *log, struct sup__unit *unit, int64_t after);
/** The next page into rows and texts; count 0 at the end. What an earlier page held is gone. */
int32_t sup__log_next(struct sup__log *log);
void sup__log_end(struct sup__log *log);

#endif
