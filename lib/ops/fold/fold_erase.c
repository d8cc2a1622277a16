/*
 * fold_erase.c: what the event of an erasure does to the projections.
 *
 * What texts had made is not there when they are missing, so a rebuild never makes it, and only the
 * operation itself has to unmake it (erase_texts.c). What is left to do is here: customers are
 * marked, and watch nothing any more.
 */
#include "ops/erasure/erase.h"

#include "base/message.h"

#include <string.h>

enum { WATCHING_CUSTOMER = 2 };

static int32_t stop_watching(struct sup__unit *unit, int64_t customer_id)
{
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(WATCHING_CUSTOMER),
                                  sup__int(customer_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_WATCHER,
                            .index = SUP__WATCHER_BY_WATCHER,
                            .prefix_count = 3,
                            .prefix = prefix};
    struct sup__rows watching = {0};
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__rows_read(unit, &scan, &watching);
    for (uint32_t i = 0; rc == SUP_OK && i < watching.count; i++) {
        const struct sup__watcher_row *row = sup__rows_at(&watching, i);
        rc = sup__unit_ticket(unit, row->ticket_id, &slot);
        if (rc == SUP_OK) {
            slot->row.watcher_count--;
            rc = sup__remove(&unit->repo, SUP__T_WATCHER, row);
        }
    }
    return rc;
}

int32_t sup__fold_erased(struct sup__unit *unit, const struct sup__event *event)
{
    const struct sup__ids *ids = &event->payload.customers;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < ids->count; i++) {
        struct sup__customer_row row = {.tenant = unit->head.tenant, .id = ids->items[i]};
        rc = sup__get(&unit->repo, SUP__T_CUSTOMER, &row);
        if (rc == SUP_OK) {
            row.name = NULL;
            row.version++;
            row.erased_ms = event->row.at_ms;
            rc = sup__put(&unit->repo, SUP__T_CUSTOMER, &row);
        }
        if (rc == SUP_OK) {
            rc = stop_watching(unit, row.id);
        }
    }
    return rc;
}
