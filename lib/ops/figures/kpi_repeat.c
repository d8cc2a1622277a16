/*
 * kpi_repeat.c: customers who come again for the same reason.
 *
 * A ticket that was solved at first contact was not, if its customer opens another one for the same
 * reason within the policy's repeat window. That is known of the first ticket only when the second
 * one is there: so whoever opens, changes or joins a ticket makes those before it be looked at.
 */
#include "ops/figures/kpi.h"

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

/* The customers that are one person. */
struct person {
    int64_t ids[SUP_CUSTOMER_MEMBERS_MAX];
    uint32_t count;
};

static int32_t take_member(void *context, void *row)
{
    struct person *person = context;
    const struct sup__customer_row *customer = row;
    person->ids[person->count++] = customer->id;
    return 0;
}

/* Of a customer who is one with others, and goes by another one's id. */
static int32_t find_root(struct sup__unit *unit, int64_t customer_id, struct person *person)
{
    int64_t root = 0;
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    if (!family) {
        return sup__kpi_fail(unit, SUP_NOMEM, NULL);
    }
    int32_t rc = sup__customer_root(unit, customer_id, &root);
    if (rc == SUP_OK && root) {
        rc = sup__load_family(unit, root, family);
    }
    for (uint32_t i = 0; i < family->count && rc == SUP_OK; i++) {
        person->ids[person->count++] = family->rows[i].id;
    }
    return rc;
}

/* Nobody for 0. Most customers are nobody else: one read of an index tells. */
static int32_t find_person(struct sup__unit *unit, int64_t customer_id, struct person *person)
{
    struct sup__customer_row row;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_CUSTOMER,
                            .index = SUP__CUSTOMER_BY_ROOT,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = SUP_CUSTOMER_MEMBERS_MAX,
                            .columns = SUP__COLUMN(CUSTOMER, id)};
    person->count = 0;
    if (!customer_id) {
        return SUP_OK;
    }
    int32_t rc = sup__each(&unit->repo, &scan, 0, &row, take_member, person);
    return rc == SUP_OK && !person->count ? find_root(unit, customer_id, person) : rc;
}

/* The tickets of a person in an index that begins with the customer; with a time behind it those of
 * a time, from the first or the last on. `fn` ends that of one customer. */
struct looking {
    struct sup__unit *unit;
    struct sup_scan scan; /* index, columns and how many bounds it has */
    int64_t from_ms;
    int64_t to_ms;
    sup__each_fn fn;
    void *context;
};

static int32_t look(struct looking *looking, int64_t customer_id)
{
    struct sup__unit *unit = looking->unit;
    struct sup__ticket_row row;
    struct person person;
    int32_t rc = find_person(unit, customer_id, &person);
    for (uint32_t i = 0; i < person.count && rc == SUP_OK; i++) {
        struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(person.ids[i])};
        struct sup_value lower = sup__int(looking->from_ms);
        struct sup_value upper = sup__int(looking->to_ms);
        struct sup_scan scan = looking->scan;
        scan.size = sizeof scan;
        scan.table = SUP__T_TICKET;
        scan.prefix_count = 2;
        scan.prefix = prefix;
        scan.lower = &lower;
        scan.upper = &upper;
        rc = sup__each(&unit->repo, &scan, 1, &row, looking->fn, looking->context);
    }
    return rc;
}

/* ---- is it repeated? ---- */

struct sought {
    const struct sup__ticket_row *ticket;
    int is_found;
};

static int32_t take_later(void *context, void *row)
{
    struct sought *sought = context;
    const struct sup__ticket_row *later = row;
    sought->is_found |= later->id != sought->ticket->id && !later->merged_into &&
                        sup__same_text(later->reason, sought->ticket->reason);
    return sought->is_found;
}

int32_t sup__kpi_is_repeated(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                             const struct sup__ticket_row *ticket, int *is_repeated)
{
    struct sought sought = {.ticket = ticket};
    struct looking looking = {.unit = unit,
                              .scan = {.index = SUP__TICKET_BY_CUSTOMER_OPENED,
                                       .lower_count = 1,
                                       .lower_is_open = 1,
                                       .upper_count = 1,
                                       .columns = SUP__COLUMN(TICKET, id) |
                                                  SUP__COLUMN(TICKET, reason) |
                                                  SUP__COLUMN(TICKET, merged_into)},
                              .from_ms = ticket->first_solved_ms,
                              .to_ms = ticket->first_solved_ms + rules->repeat_ms,
                              .fn = take_later,
                              .context = &sought};
    int32_t rc = ticket->reason ? look(&looking, ticket->customer_id) : SUP_OK;
    *is_repeated = sought.is_found;
    return rc;
}

/* ---- what it repeats ---- */

struct collecting {
    struct sup__unit *unit;
    const struct sup__kpi_fact *fact;
    struct sup__kpi_ids *ids;
    int64_t known_ms; /* those solved before that are repeated anyhow */
    int32_t rc;
};

/* The one solved last comes first. Another ticket for the same reason repeats all those solved before
 * it was opened: so few are looked at, however many the customer has. */
static int32_t take_earlier(void *context, void *row)
{
    struct collecting *collecting = context;
    const struct sup__ticket_row *earlier = row;
    if (earlier->first_solved_ms < collecting->known_ms) {
        return 1;
    }
    if (!sup__same_text(earlier->reason, collecting->fact->traits.reason)) {
        return 0;
    }
    if (!earlier->merged_into && earlier->opened_ms > collecting->known_ms &&
        earlier->opened_ms <= earlier->first_solved_ms) { /* what was edited may be another way */
        collecting->known_ms = earlier->opened_ms;
    }
    if (sup__kpi_ids_add(collecting->ids, earlier->id) != SUP_OK) {
        collecting->rc = sup__kpi_fail(collecting->unit, SUP_NOMEM, NULL);
    }
    return collecting->rc;
}

int32_t sup__kpi_before(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                        const struct sup__kpi_fact *fact, struct sup__kpi_ids *ids)
{
    struct collecting collecting = {
        .unit = unit, .fact = fact, .ids = ids, .known_ms = INT64_MIN};
    struct looking looking = {
        .unit = unit,
        .scan = {.index = SUP__TICKET_BY_CUSTOMER_SOLVED,
                 .lower_count = 1,
                 .upper_count = 1,
                 .upper_is_open = 1,
                 .is_descending = 1,
                 .columns = SUP__COLUMN(TICKET, id) | SUP__COLUMN(TICKET, reason) |
                            SUP__COLUMN(TICKET, merged_into) | SUP__COLUMN(TICKET, opened_ms) |
                            SUP__COLUMN(TICKET, first_solved_ms)},
        .from_ms = fact->opened_ms - rules->repeat_ms,
        .to_ms = fact->opened_ms,
        .fn = take_earlier,
        .context = &collecting};
    int32_t rc = fact->traits.reason ? look(&looking, fact->customer_id) : SUP_OK;
    return rc == SUP_OK ? collecting.rc : rc;
}

/* ---- all of them ---- */

static int32_t take_ticket(void *context, void *row)
{
    struct collecting *collecting = context;
    const struct sup__ticket_row *ticket = row;
    if (sup__kpi_ids_add(collecting->ids, ticket->id) != SUP_OK) {
        collecting->rc = sup__kpi_fail(collecting->unit, SUP_NOMEM, NULL);
    }
    return collecting->rc;
}

static int32_t add_tickets(struct sup__unit *unit, int64_t customer_id, struct sup__kpi_ids *ids)
{
    struct collecting collecting = {.unit = unit, .ids = ids};
    struct looking looking = {.unit = unit,
                              .scan = {.index = SUP__TICKET_BY_CUSTOMER,
                                       .columns = SUP__COLUMN(TICKET, id)},
                              .fn = take_ticket,
                              .context = &collecting};
    int32_t rc = look(&looking, customer_id);
    return rc == SUP_OK ? collecting.rc : rc;
}

static int32_t take_part(void *context, void *row)
{
    struct collecting *collecting = context;
    const struct sup__merge_row *part = row;
    if (sup__kpi_ids_add(collecting->ids, part->ticket_id) != SUP_OK) {
        collecting->rc = sup__kpi_fail(collecting->unit, SUP_NOMEM, NULL);
    }
    return collecting->rc;
}

/* The parts of the ticket that it is part of, or that it is. */
static int32_t add_parts(struct sup__unit *unit, int64_t ticket_id, struct sup__kpi_ids *ids)
{
    struct collecting collecting = {.unit = unit, .ids = ids};
    struct sup__ticket_row ticket = {.tenant = unit->head.tenant, .id = ticket_id};
    struct sup__merge_row row;
    int32_t rc = sup__get(&unit->repo, SUP__T_TICKET, &ticket);
    struct sup_value prefix[2] = {sup__int(unit->head.tenant),
                                  sup__int(ticket.root_id ? ticket.root_id : ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MERGE,
                            .prefix_count = 2,
                            .prefix = prefix};
    if (rc == SUP_OK) {
        rc = sup__each(&unit->repo, &scan, 0, &row, take_part, &collecting);
    }
    return rc == SUP_OK ? collecting.rc : rc;
}

int32_t sup__kpi_tickets_of(struct sup__unit *unit, int64_t customer_id, struct sup__kpi_ids *ids)
{
    uint32_t first = ids->count;
    int32_t rc = add_tickets(unit, customer_id, ids);
    uint32_t end = ids->count;
    for (uint32_t i = first; i < end && rc == SUP_OK; i++) {
        rc = add_parts(unit, ids->items[i], ids);
    }
    return rc;
}
