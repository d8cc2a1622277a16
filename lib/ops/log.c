/*
 * log.c: pages of the event log, for whoever reads all of it.
 */
#include "ops/log.h"
#include "ops/page.h"

#include <string.h>

void sup__log_begin(struct sup__log *log, struct sup__unit *unit, int64_t after)
{
    memset(log, 0, sizeof *log);
    sup__arena_init(&log->arena, &unit->core->mem);
    log->repo.db = unit->repo.db;
    log->repo.arena = &log->arena;
    log->tenant = unit->head.tenant;
    log->after = after;
}

static int32_t add_text(void *context, void *in)
{
    struct sup__log *log = context;
    const struct sup__event_private_row *row = in;
    for (uint32_t i = 0; i < log->count; i++) {
        if (log->rows[i].sequence == row->sequence) {
            log->texts[i] = *row;
            break;
        }
    }
    return 0;
}

int32_t sup__log_next(struct sup__log *log)
{
    struct sup__page page = {.table = SUP__T_EVENT,
                             .prefix_count = 1,
                             .prefix = {sup__int(log->tenant)},
                             .after = log->after,
                             .limit = SUP__LOG_PAGE};
    struct sup_value keys[2 * SUP__LOG_PAGE];
    union sup__any_row row;
    sup__arena_reset(&log->arena);
    int32_t rc = sup__page_events(&log->repo, &page, log->rows, &log->count);
    if (rc != SUP_OK || log->count == 0) {
        return rc;
    }
    memset(log->texts, 0, sizeof log->texts);
    for (uint32_t i = 0; i < log->count; i++) {
        keys[2 * i] = sup__int(log->tenant);
        keys[2 * i + 1] = sup__int(log->rows[i].sequence);
    }
    log->after = log->rows[log->count - 1].sequence;
    return sup__each_key(&log->repo, SUP__T_EVENT_PRIVATE, keys, log->count, &row, add_text, log);
}

void sup__log_end(struct sup__log *log)
{
    sup__arena_free(&log->arena);
}
