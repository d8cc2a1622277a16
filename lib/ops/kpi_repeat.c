/*
 * kpi_repeat.c: customers who come again for the same reason.
 *
 * A ticket that was solved at first contact was not, if its customer opens another one for the same
 * reason within the policy's repeat window. That is known of the first ticket only when the second
 * one is there: so whoever opens, changes or joins a ticket makes those before it be looked at.
 */
#include "ops/kpi.h"

#include "base/message.h"

#include <string.h>

int32_t sup__kpi_ids_add(struct sup__kpi_ids *ids, int64_t id)
{
    if (ids->count == ids->room) {
        uint32_t room = ids->room ? 2 * ids->room : 64;
        int64_t *items = sup__arena_take(ids->arena, room * sizeof *items);
        if (!items) {
            return SUP_NOMEM;
        }
        if (ids->count) {
            memcpy(items, ids->items, ids->count * sizeof *items);
        }
        ids->items = items;
        ids->room = room;
    }
    ids->items[ids->count++] = id;
    return SUP_OK;
}

/* The customers that are one person with this one; none for 0. */
static int32_t find_family(struct sup__unit *unit, int64_t customer_id,
                           struct sup__family **family)
{
    int64_t root = 0;
    *family = sup__arena_alloc(unit->repo.arena, sizeof **family);
    if (!*family) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = customer_id ? sup__customer_root(unit, customer_id, &root) : SUP_OK;
    return rc == SUP_OK && root ? sup__load_family(unit, root, *family) : rc;
}

struct looking {
    struct sup__unit *unit;
    struct sup__kpi_ids *ids; /* NULL: only whether there is one is asked */
    const struct sup__ticket_row *but; /* not this one; NULL: all */
    int is_found;
    int32_t rc;
};

static int32_t take_ticket(void *context, void *row)
{
    struct looking *looking = context;
    const struct sup__ticket_row *ticket = row;
    if (looking->but && ticket->id == looking->but->id) {
        return 0;
    }
    looking->is_found = 1;
    if (!looking->ids) {
        return 1;
    }
    if (sup__kpi_ids_add(looking->ids, ticket->id) != SUP_OK) {
        looking->rc = sup__kpi_fail(looking->unit, SUP_NOMEM, NULL);
    }
    return looking->rc;
}

/* The tickets of a person that pass the filters. */
static int32_t look(struct looking *looking, const struct sup__family *family,
                    const struct sup_filter *filters, uint32_t filter_count)
{
    struct sup__unit *unit = looking->unit;
    struct sup__ticket_row row;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < family->count && rc == SUP_OK; i++) {
        struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(family->rows[i].id)};
        struct sup_scan scan = {.size = sizeof scan,
                                .table = SUP__T_TICKET,
                                .index = SUP__TICKET_BY_CUSTOMER,
                                .prefix_count = 2,
                                .prefix = prefix,
                                .filter_count = filter_count,
                                .filters = filters,
                                .columns = SUP__COLUMN(TICKET, id)};
        rc = sup__each(&unit->repo, &scan, 0, &row, take_ticket, looking);
        rc = rc == SUP_OK ? looking->rc : rc;
        if (looking->is_found && !looking->ids) {
            break;
        }
    }
    return rc;
}

int32_t sup__kpi_is_repeated(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                             const struct sup__ticket_row *ticket, int *is_repeated)
{
    int64_t from_ms = ticket->first_solved_ms;
    const struct sup_filter filters[] = {
        {SUP__TICKET_reason, SUP_EQ, sup__text(ticket->reason)},
        {SUP__TICKET_opened_ms, SUP_GT, sup__int(from_ms)},
        {SUP__TICKET_opened_ms, SUP_LE, sup__int(from_ms + rules->repeat_ms)},
        {SUP__TICKET_merged_into, SUP_EQ, {.type = SUP_NULL}}};
    struct looking looking = {.unit = unit, .but = ticket};
    struct sup__family *family = NULL;
    *is_repeated = 0;
    if (!ticket->customer_id || !ticket->reason) {
        return SUP_OK;
    }
    int32_t rc = find_family(unit, ticket->customer_id, &family);
    if (rc == SUP_OK) {
        rc = look(&looking, family, filters, sizeof filters / sizeof filters[0]);
    }
    *is_repeated = looking.is_found;
    return rc;
}

int32_t sup__kpi_before(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                        const struct sup__kpi_fact *fact, struct sup__kpi_ids *ids)
{
    int64_t opened_ms = fact->opened_ms;
    const struct sup_filter filters[] = {
        {SUP__TICKET_reason, SUP_EQ, sup__text(fact->traits.reason)},
        {SUP__TICKET_first_solved_ms, SUP_GE, sup__int(opened_ms - rules->repeat_ms)},
        {SUP__TICKET_first_solved_ms, SUP_LT, sup__int(opened_ms)}};
    struct looking looking = {.unit = unit, .ids = ids};
    struct sup__family *family = NULL;
    if (!fact->customer_id || !fact->traits.reason) {
        return SUP_OK;
    }
    int32_t rc = find_family(unit, fact->customer_id, &family);
    return rc == SUP_OK
               ? look(&looking, family, filters, sizeof filters / sizeof filters[0])
               : rc;
}

int32_t sup__kpi_tickets_of(struct sup__unit *unit, int64_t customer_id, struct sup__kpi_ids *ids)
{
    struct looking looking = {.unit = unit, .ids = ids};
    struct sup__family *family = NULL;
    int32_t rc = find_family(unit, customer_id, &family);
    return rc == SUP_OK ? look(&looking, family, NULL, 0) : rc;
}
