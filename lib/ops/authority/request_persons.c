/*
 * request_persons.c: whom limits per customer are summed up over.
 *
 * Customers who are one person have one limit. Taking a merge back frees nothing: what counted for
 * them while they were one counts on for each of them, in the windows that it is in, and what is
 * given afterwards for whom it is given. So who was parted from somebody is asked from whom: the
 * event of an unmerge names all who were one until then, and each of these may have been parted
 * from others before.
 */
#include "ops/authority/requests.h"

#include "ops/erasure/erase.h"

#include "base/message.h"
#include "supportcore/event.h"

#include <string.h>

struct following {
    struct sup__unit *unit;
    const struct sup__family *family;
    struct sup__persons *persons;
    int64_t from_ms;
};

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

static int is_member(const struct sup__family *family, int64_t id)
{
    uint32_t i = 0;
    while (i < family->count && family->rows[i].id != id) {
        i++;
    }
    return i < family->count;
}

static struct sup__past *past_of(struct sup__persons *persons, int64_t id)
{
    for (uint32_t i = 0; i < persons->past_count; i++) {
        if (persons->past[i].id == id) {
            return &persons->past[i];
        }
    }
    return NULL;
}

static int make_room(struct sup__unit *unit, struct sup__persons *persons)
{
    enum { ROOM_FIRST = 16 };
    uint32_t room = persons->past_room ? 2 * persons->past_room : ROOM_FIRST;
    struct sup__past *past = sup__arena_alloc(unit->repo.arena, room * sizeof *past);
    if (past && persons->past_count) {
        memcpy(past, persons->past, persons->past_count * sizeof *past);
    }
    persons->past = past;
    persons->past_room = room;
    return past != NULL;
}

/* Of several partings the last counts. */
static int32_t add_past(struct following *following, int64_t id, int64_t until_ms)
{
    struct sup__unit *unit = following->unit;
    struct sup__persons *persons = following->persons;
    struct sup__past *past = past_of(persons, id);
    char subject[SUP__SUBJECT_BYTES];
    if (is_member(following->family, id) || (past && past->until_ms >= until_ms)) {
        return SUP_OK;
    }
    if (!past) {
        if (persons->past_count == persons->past_room && !make_room(unit, persons)) {
            return out_of_memory(unit);
        }
        sup__subject_number(id, subject);
        past = &persons->past[persons->past_count++];
        *past = (struct sup__past){
            .id = id, .subject = sup__arena_text(unit->repo.arena, subject, strlen(subject))};
    }
    past->until_ms = until_ms;
    past->is_followed = 0;
    return past->subject ? SUP_OK : out_of_memory(unit);
}

int64_t sup__parted_ms(const struct sup__event_row *row)
{
    return row->flags & SUP_EVENT_IMPORTED ? row->at_ms : row->recorded_ms;
}

/* An event of a parting that is in the window, while they were one. */
static int32_t add_parting(struct following *following, int64_t sequence, int64_t until_ms)
{
    struct sup__unit *unit = following->unit;
    struct sup__event_row row = {.tenant = unit->head.tenant, .sequence = sequence};
    struct sup__event event;
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &row);
    if (rc != SUP_OK || row.kind != SUP__E_CUSTOMER_UNMERGED || sup__parted_ms(&row) > until_ms ||
        sup__parted_ms(&row) <= following->from_ms) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody deleted it: a check tells */
    }
    rc = sup__event_decode(unit->repo.arena, &row, NULL, &event, unit->error);
    for (uint32_t i = 0; rc == SUP_OK && i < event.payload.customers.count; i++) {
        rc = add_past(following, event.payload.customers.items[i],
                      sup__parted_ms(&row));
    }
    return rc;
}

static int32_t follow(struct following *following, int64_t id, int64_t until_ms)
{
    struct sup__unit *unit = following->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_CUSTOMER_EVENT, .prefix_count = 2, .prefix = prefix};
    struct sup__rows rows;
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__customer_event_row *row = sup__rows_at(&rows, i);
        rc = add_parting(following, row->sequence, until_ms);
    }
    return rc;
}

static int32_t follow_all(struct following *following)
{
    const struct sup__family *family = following->family;
    struct sup__persons *persons = following->persons;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        if (family->rows[i].parted_ms > following->from_ms) {
            rc = follow(following, family->rows[i].id, INT64_MAX);
        }
    }
    for (uint32_t i = 0; rc == SUP_OK && i < persons->past_count;) {
        struct sup__past *past = &persons->past[i];
        int was_followed = past->is_followed;
        past->is_followed = 1;
        rc = was_followed ? SUP_OK : follow(following, past->id, past->until_ms);
        i = was_followed ? i + 1 : 0; /* one before it may be longer now */
    }
    return rc;
}

int32_t sup__load_persons(struct sup__unit *unit, int64_t customer_id, int64_t from_ms,
                          struct sup__persons *persons)
{
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    struct following following = {unit, family, persons, from_ms};
    int64_t root = 0;
    *persons = (struct sup__persons){0};
    int32_t rc = family ? sup__customer_root(unit, customer_id, &root) : out_of_memory(unit);
    if (rc == SUP_OK) {
        rc = sup__load_family(unit, root, family);
    }
    if (rc == SUP_OK) {
        rc = sup__family_subjects(unit, family, &persons->subjects);
    }
    return rc == SUP_OK ? follow_all(&following) : rc;
}
