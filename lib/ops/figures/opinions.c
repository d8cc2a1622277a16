/*
 * opinions.c: surveys and reviews, in the order of time.
 *
 * What was not asked for is passed over, so what one call looks at is bounded, and the page goes on
 * from the last row that it looked at. Of one ticket or one person there are few: these are read
 * whole.
 */
#include "ops/surveys/surveys.h"

#include "ops/page.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* What rows of both tables begin with. */
struct place {
    int64_t tenant;
    int64_t id;
    int64_t at_ms;
};
_Static_assert(offsetof(struct sup__survey_row, id) == offsetof(struct place, id) &&
                   offsetof(struct sup__survey_row, at_ms) == offsetof(struct place, at_ms) &&
                   offsetof(struct sup__review_row, id) == offsetof(struct place, id) &&
                   offsetof(struct sup__review_row, at_ms) == offsetof(struct place, at_ms),
               "both tables begin with it");

/* ---- some of them ---- */

int32_t sup__opinions_gather(struct sup__opinions *opinions, uint32_t index, int64_t id)
{
    struct sup_value prefix[2] = {sup__int(opinions->unit->head.tenant), sup__int(id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = opinions->table,
                            .index = index,
                            .prefix_count = 2,
                            .prefix = prefix};
    opinions->is_gathered = 1;
    return sup__rows_more(opinions->unit, &scan, &opinions->gathered);
}

int32_t sup__opinions_of_ticket(struct sup__opinions *opinions, uint32_t index, int64_t ticket_id)
{
    struct sup__unit *unit = opinions->unit;
    struct sup__ticket_slot *slot = NULL;
    struct sup__members *members = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t root = sup__ticket_root(&slot->row);
    if (slot->row.member_count || slot->row.root_id) {
        members = sup__arena_alloc(unit->repo.arena, sizeof *members);
        rc = members ? sup__load_members(unit, root, members)
                     : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    if (rc == SUP_OK) {
        rc = sup__opinions_gather(opinions, index, ticket_id);
    }
    for (uint32_t i = 0; rc == SUP_OK && members && i < members->count; i++) {
        int64_t id = members->rows[i].ticket_id;
        if (id != ticket_id && sup__is_member_of(members, id, ticket_id)) {
            rc = sup__opinions_gather(opinions, index, id);
        }
    }
    return rc;
}

/* ---- a page ---- */

static int compare(const void *a, const void *b)
{
    const struct place *one = a;
    const struct place *other = b;
    if (one->at_ms != other->at_ms) {
        return one->at_ms < other->at_ms ? -1 : 1;
    }
    return (one->id > other->id) - (one->id < other->id);
}

/* 1: the page ends before this row. */
static int32_t look_at(void *context, void *in)
{
    struct sup__opinions *opinions = context;
    struct sup__rows *found = &opinions->found;
    const struct place *place = in;
    int is_asked = opinions->is_asked(opinions->asked, in);
    if (opinions->looked == opinions->looked_max || (is_asked && found->count == opinions->limit)) {
        opinions->next_after_id = opinions->last_id;
        return 1;
    }
    opinions->looked++;
    opinions->last_id = place->id;
    if (is_asked) {
        memcpy(found->items + found->count++ * found->row_bytes, in, found->row_bytes);
    }
    return 0;
}

static void look_at_gathered(struct sup__opinions *opinions)
{
    struct sup__rows *rows = &opinions->gathered;
    const struct place after = {.id = opinions->after_id, .at_ms = opinions->after_ms};
    if (rows->count) {
        qsort(rows->items, rows->count, rows->row_bytes, compare);
    }
    for (uint32_t i = 0; i < rows->count; i++) {
        const struct place *place = sup__rows_at(rows, i);
        int is_in = place->at_ms >= opinions->from_ms &&
                    (!opinions->to_ms || place->at_ms < opinions->to_ms) &&
                    (!opinions->after_id || compare(place, &after) > 0);
        if (is_in && look_at(opinions, sup__rows_at(rows, i))) {
            return;
        }
    }
}

static int32_t look_at_all(struct sup__opinions *opinions)
{
    struct sup_value tenant = sup__int(opinions->unit->head.tenant);
    struct sup_value upper = sup__int(opinions->to_ms);
    int is_first = !opinions->after_id;
    struct sup_value lower[2] = {sup__int(is_first ? opinions->from_ms : opinions->after_ms),
                                 sup__int(opinions->after_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = opinions->table,
                            .index = opinions->by_time,
                            .prefix_count = 1,
                            .prefix = &tenant,
                            .lower_count = is_first ? 1 : 2,
                            .lower = lower,
                            .lower_is_open = !is_first,
                            .upper_count = opinions->to_ms ? 1 : 0,
                            .upper_is_open = 1,
                            .upper = &upper,
                            .limit = opinions->looked_max + 1};
    union sup__any_row row;
    return sup__each(&opinions->unit->repo, &scan, 1, &row, look_at, opinions);
}

/* When the row was on which the last page ended. */
static int32_t find_after(struct sup__opinions *opinions)
{
    struct sup__unit *unit = opinions->unit;
    union sup__any_row row;
    memset(&row, 0, sizeof row);
    struct place *place = (struct place *)&row;
    place->tenant = unit->head.tenant;
    place->id = opinions->after_id;
    int32_t rc = opinions->after_id ? sup__get(&unit->repo, opinions->table, &row) : SUP_OK;
    opinions->after_ms = place->at_ms;
    return rc == SUP_NOT_FOUND
               ? sup__fail(unit->error, SUP_MSG_LIST_AFTER, "after_id",
                           "%" PRId64 " is not a position in this list", opinions->after_id)
               : rc;
}

int32_t sup__opinions_read(struct sup__opinions *opinions)
{
    struct sup__unit *unit = opinions->unit;
    opinions->found.row_bytes = sup__row_size(opinions->table);
    opinions->found.items =
        sup__arena_alloc(unit->repo.arena, opinions->limit * opinions->found.row_bytes);
    if (!opinions->found.items) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__check_span(unit, opinions->from_ms, opinions->to_ms);
    if (rc == SUP_OK) {
        rc = find_after(opinions);
    }
    if (rc != SUP_OK || !opinions->is_gathered) {
        return rc == SUP_OK ? look_at_all(opinions) : rc;
    }
    look_at_gathered(opinions);
    return SUP_OK;
}
