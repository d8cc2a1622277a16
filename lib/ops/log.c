/*
 * log.c: pages of the event log, for whoever reads all of it.
 */
#include "ops/log.h"

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

static int32_t add_row(void *context, void *row)
{
    struct sup__log *log = context;
    log->rows[log->count++] = *(struct sup__event_row *)row;
    return 0;
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
    struct sup_value prefix = sup__int(log->tenant);
    struct sup_value lower = sup__int(log->after);
    struct sup_value keys[2 * SUP__LOG_PAGE];
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .lower_count = 1,
                            .lower = &lower,
                            .lower_is_open = 1,
                            .limit = SUP__LOG_PAGE};
    union sup__any_row row;
    sup__arena_reset(&log->arena);
    log->count = 0;
    int32_t rc = sup__each(&log->repo, &scan, 1, &row, add_row, log);
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
