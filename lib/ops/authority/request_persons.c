/*
 * request_persons.c: whom limits per customer are summed up over.
 *
 * Customers who are one person have one limit. Taking a merge back frees nothing: what counted for
 * them while they were one counts on for each of them, in the windows that it is in, and what is
 * given afterwards for whom it is given. So who was parted from somebody is asked from whom: the
 * event of an unmerge names all who were one until then, and each of these may have been parted
 * from others before. A clock that is behind parts nobody before what counts for them.
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

int64_t sup__parted_ms(const struct sup__event *event)
{
    const struct sup__event_row *row = &event->row;
    int64_t told_ms = row->flags & SUP_EVENT_IMPORTED ? row->at_ms : row->recorded_ms;
    return event->payload.until_ms ? event->payload.until_ms : told_ms;
}

/* All who were one until that event. */
static int32_t add_parting(struct following *following, const struct sup__customer_parting_row *row)
{
    struct sup__unit *unit = following->unit;
    struct sup__event_row found = {.tenant = unit->head.tenant, .sequence = row->sequence};
    struct sup__event event;
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &found);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody deleted it: a check tells */
    }
    rc = sup__event_decode(unit->repo.arena, &found, NULL, &event, unit->error);
    for (uint32_t i = 0; rc == SUP_OK && i < event.payload.customers.count; i++) {
        rc = add_past(following, event.payload.customers.items[i], row->parted_ms);
    }
    return rc;
}

/* Of their partings those in the window, while they were one. */
static int32_t follow(struct following *following, int64_t id, int64_t until_ms)
{
    struct sup__unit *unit = following->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(id)};
    struct sup_value from = sup__int(following->from_ms);
    struct sup_value until = sup__int(until_ms);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_CUSTOMER_PARTING,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = 1,
                            .lower_is_open = 1,
                            .lower = &from,
                            .upper_count = 1,
                            .upper = &until};
    struct sup__rows rows;
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        rc = add_parting(following, sup__rows_at(&rows, i));
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

/* ---- when the clock is behind ---- */

static int32_t take_ledger(void *context, void *in)
{
    *(int64_t *)context = ((const struct sup__ledger_row *)in)->at_ms;
    return 1;
}

static int32_t take_thing(void *context, void *in)
{
    *(int64_t *)context = ((const struct sup__thing_row *)in)->updated_ms;
    return 1;
}

/* What was given to one of them, and what the shop said of their orders. */
static int32_t find_latest(struct sup__unit *unit, int64_t id, int64_t *given_ms, int64_t *said_ms)
{
    char subject[SUP__SUBJECT_BYTES];
    struct sup_value entries[3] = {sup__int(unit->head.tenant), sup__int(SUP_LIMIT_CUSTOMER),
                                   sup__text(sup__subject_number(id, subject))};
    struct sup_value orders[2] = {sup__int(unit->head.tenant), sup__int(id)};
    struct sup_scan given = {.size = sizeof given,
                             .table = SUP__T_LEDGER,
                             .prefix_count = 3,
                             .prefix = entries,
                             .is_descending = 1,
                             .limit = 1};
    struct sup_scan said = {.size = sizeof said,
                            .table = SUP__T_THING,
                            .index = SUP__THING_BY_CUSTOMER,
                            .prefix_count = 2,
                            .prefix = orders,
                            .is_descending = 1,
                            .limit = 1};
    struct sup__ledger_row entry;
    struct sup__thing_row thing;
    int32_t rc = sup__each(&unit->repo, &given, 1, &entry, take_ledger, given_ms);
    return rc == SUP_OK ? sup__each(&unit->repo, &said, 1, &thing, take_thing, said_ms) : rc;
}

int32_t sup__latest_counted(struct sup__unit *unit, const struct sup__family *family,
                            int64_t *latest_ms)
{
    int32_t rc = SUP_OK;
    *latest_ms = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        int64_t given_ms = 0;
        int64_t said_ms = 0;
        rc = find_latest(unit, family->rows[i].id, &given_ms, &said_ms);
        int64_t later_ms = given_ms > said_ms ? given_ms : said_ms;
        *latest_ms = later_ms > *latest_ms ? later_ms : *latest_ms;
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
