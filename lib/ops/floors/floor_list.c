/*
 * floor_list.c: the tickets in work by floor and age, and those that wait for a signature.
 *
 * The highest floor comes first, on each the ticket that has been there longest. What one page
 * looks at is bounded.
 */
#include "ops/floors/floors.h"
#include "ops/reads.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/decide.h"

#include <inttypes.h>
#include <string.h>

enum { RANKS_MAX = SUP__POLICY_FLOORS_MAX };

struct place {
    int64_t rank;
    int64_t arrived_ms;
    int64_t ticket_id; /* 0: before all of that rank */
};

struct seen {
    struct sup__visit_row visit; /* ticket_id 0: somebody took it out of the table */
    struct sup__ticket_row ticket;
};

struct listing {
    struct sup__unit *unit;
    const struct sup_floor_list_params *params;
    struct sup_floor_list *list;
    struct sup_floor_ticket *items;
    struct sup__agent_row signer; /* id 0: nobody was asked for */
    int64_t ranks[RANKS_MAX];
    struct sup__stays stays;
    struct seen *chunk;
    uint32_t looked;
    uint32_t limit;
    struct place place; /* of the last one that was looked at */
    int failed;
};

/* ---- positions ---- */

static const char *place_text(void *result, const struct place *place, int *failed)
{
    char text[SUP_FLOOR_AFTER_BYTES_MAX + 1];
    sup__format(text, sizeof text, "%" PRId64 ".%" PRId64 ".%" PRId64, place->rank,
                place->arrived_ms, place->ticket_id);
    return sup__result_text(result, text, failed);
}

static int32_t read_place(struct listing *listing)
{
    const char *after = listing->params->after;
    struct place *place = &listing->place;
    const char *point = after ? strchr(after, '.') : NULL;
    const char *second = point ? strchr(point + 1, '.') : NULL;
    if (!after || !*after) {
        *place = (struct place){RANKS_MAX, 0, 0};
        return SUP_OK;
    }
    if (second && sup__parse_int(after, (size_t)(point - after), &place->rank) &&
        sup__parse_int(point + 1, (size_t)(second - point - 1), &place->arrived_ms) &&
        sup__parse_int(second + 1, strlen(second + 1), &place->ticket_id) && place->rank >= 1 &&
        place->rank <= RANKS_MAX && place->ticket_id >= 0) {
        return SUP_OK;
    }
    int32_t rc = sup__fail(listing->unit->error, SUP_MSG_LIST_AFTER, "after",
                           "'%.40s' is not a position in this list", after);
    sup__hint(listing->unit->error,
              "begin again without it, or give what next_after of the page before was");
    return rc;
}

/* ---- a part of a floor ---- */

static int32_t take_visit(void *context, const struct sup__read_item *item,
                          union sup__any_row *row)
{
    struct listing *listing = context;
    listing->chunk[item->at].visit = row->visit;
    return 0;
}

/* The highest floor first. A ticket in work is on one floor at a time. */
static void begin(struct listing *listing)
{
    const struct place *place = &listing->place;
    for (uint32_t i = 0; i < RANKS_MAX; i++) {
        listing->ranks[i] = RANKS_MAX - i;
    }
    listing->stays = (struct sup__stays){
        .unit = listing->unit,
        .is_current = 1,
        .ranks = listing->ranks,
        .part_count = RANKS_MAX,
        .from_ms = INT64_MIN,
        .part = (uint32_t)(RANKS_MAX - place->rank),
        .last = {place->arrived_ms, place->ticket_id, 0}};
}

static int32_t read_chunk(struct listing *listing)
{
    struct sup__reads reads = {.unit = listing->unit};
    int32_t rc = sup__stays_read(&listing->stays);
    memset(listing->chunk, 0, SUP__STAYS_CHUNK * sizeof *listing->chunk);
    for (uint32_t i = 0; rc == SUP_OK && i < listing->stays.count; i++) {
        struct sup__read_item *item = sup__reads_add(&reads, SUP__T_VISIT, 0, 1, i);
        listing->chunk[i].ticket = listing->stays.tickets[i];
        sup__read_by_int(item, listing->chunk[i].ticket.id);
        sup__read_by_int(item, listing->chunk[i].ticket.visit_count);
    }
    return rc == SUP_OK && listing->stays.count ? sup__reads_run(&reads, take_visit, listing) : rc;
}

/* ---- who may sign ---- */

static int32_t may_sign_resolution(struct listing *listing, const struct sup__ticket_row *ticket,
                                   const struct sup__floor *floor, int *is_so)
{
    struct sup__unit *unit = listing->unit;
    uint32_t count = 0;
    uint32_t *missing =
        sup__arena_alloc(unit->repo.arena, (floor->resolution_count + 1) * sizeof *missing);
    if (!missing) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int has_signed = 0;
    int32_t rc = ticket->assignee_id == listing->signer.id
                     ? SUP_OK
                     : sup__missing_signatures(unit, ticket, floor, missing, &count);
    for (uint32_t i = 0; rc == SUP_OK && count && i < floor->resolution_count; i++) {
        struct sup__signature_row row = {.tenant = unit->head.tenant,
                                         .ticket_id = ticket->id,
                                         .position = ticket->visit_count,
                                         .name = floor->resolutions[i].name};
        rc = sup__get(&unit->repo, SUP__T_SIGNATURE, &row);
        has_signed |= rc == SUP_OK && !row.is_rejected && row.agent_id == listing->signer.id;
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    count = has_signed ? 0 : count; /* one person gives one */
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        *is_so |= sup__holds(unit->policy, &floor->resolutions[missing[i]].holders,
                             listing->signer.id, listing->signer.roles);
    }
    return rc;
}

/* May the agent who was asked for give the signature that it waits for? */
static int32_t may_sign(struct listing *listing, const struct seen *seen, int *is_so)
{
    const struct sup__floor *floor = sup__floor_of(listing->unit->policy, &seen->ticket);
    int32_t waits = sup__visit_waits(&seen->visit);
    *is_so = 0;
    if (!floor || !waits || listing->signer.is_departed ||
        listing->signer.kind == SUP_AGENT_BOT ||
        !sup__roles_may(listing->unit->policy, listing->signer.roles, "floor.sign")) {
        return SUP_OK;
    }
    if (waits == SUP_SIGN_RESOLUTION) {
        return may_sign_resolution(listing, &seen->ticket, floor, is_so);
    }
    int is_own =
        seen->visit.asked_why == SUP_FLOOR_STALLED
            ? seen->ticket.assignee_id == listing->signer.id
            : seen->visit.asked_kind == SUP_ACTOR_AGENT &&
                  seen->visit.asked_by == listing->signer.id;
    *is_so = !is_own && sup__holds(listing->unit->policy, &floor->movers, listing->signer.id,
                                   listing->signer.roles);
    return SUP_OK;
}

/* ---- the page ---- */

static int32_t is_asked(struct listing *listing, const struct seen *seen, int *is_so)
{
    const struct sup_floor_list_params *params = listing->params;
    *is_so = seen->visit.ticket_id && (!params->floor || strcmp(seen->visit.floor, params->floor) == 0) &&
             (!params->team || sup__same_text(seen->ticket.team, params->team)) &&
             (!params->assignee_id || seen->ticket.assignee_id == params->assignee_id) &&
             (!params->is_waiting || sup__visit_waits(&seen->visit));
    return *is_so && listing->signer.id ? may_sign(listing, seen, is_so) : SUP_OK;
}

static void show(struct listing *listing, const struct seen *seen)
{
    struct sup_floor_ticket *item = &listing->items[listing->list->count++];
    void *list = listing->list;
    const struct sup__ticket_row *ticket = &seen->ticket;
    item->ticket_id = ticket->id;
    item->floor = sup__result_text(list, seen->visit.floor, &listing->failed);
    item->floor_minimum = sup__result_text(list, ticket->floor_minimum, &listing->failed);
    item->arrived_ms = seen->visit.arrived_ms;
    item->why = (int32_t)seen->visit.why;
    item->waits_for = sup__visit_waits(&seen->visit);
    item->asked_ms = item->waits_for == SUP_SIGN_MOVE_UP ? seen->visit.asked_ms : 0;
    item->status = sup__result_text(list, ticket->status, &listing->failed);
    item->priority = sup__result_text(list, ticket->priority, &listing->failed);
    item->channel = sup__result_text(list, ticket->channel, &listing->failed);
    item->team = sup__result_text(list, ticket->team, &listing->failed);
    item->assignee_id = ticket->assignee_id;
}

/* 1 when the page is full before the chunk is done. */
static int32_t show_chunk(struct listing *listing, int *is_full)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && !listing->failed && i < listing->stays.count; i++) {
        const struct seen *seen = &listing->chunk[i];
        int is_so = 0;
        rc = is_asked(listing, seen, &is_so);
        if (rc == SUP_OK && is_so && listing->list->count == listing->limit) {
            *is_full = 1;
            return SUP_OK;
        }
        if (rc == SUP_OK && is_so) {
            show(listing, seen);
        }
        listing->place =
            (struct place){seen->ticket.stay_rank, seen->ticket.stay_ms, seen->ticket.id};
    }
    return rc;
}

static int32_t fill(struct listing *listing)
{
    int is_full = 0;
    int32_t rc = SUP_OK;
    begin(listing);
    while (rc == SUP_OK && !listing->failed && !is_full && listing->stays.part < RANKS_MAX &&
           listing->looked < SUP_FLOOR_LOOKED_MAX) {
        rc = read_chunk(listing);
        if (rc == SUP_OK) {
            rc = show_chunk(listing, &is_full);
        }
        listing->looked += listing->stays.count;
    }
    if (rc == SUP_OK && !listing->failed && (is_full || listing->stays.part < RANKS_MAX)) {
        listing->list->next_after = place_text(listing->list, &listing->place, &listing->failed);
    }
    return rc;
}

static int32_t check(struct listing *listing)
{
    struct sup__unit *unit = listing->unit;
    const struct sup_floor_list_params *params = listing->params;
    const struct sup_ticket_list_params names = {.size = sizeof names, .team = params->team};
    struct sup__agent_row agent = {0};
    int32_t floor = 0;
    int32_t rc = sup__page_limit(unit, params->limit, &listing->limit);
    if (rc == SUP_OK) {
        rc = read_place(listing);
    }
    if (rc == SUP_OK) {
        rc = sup__search_names(unit, &names);
    }
    if (rc == SUP_OK && params->floor) {
        rc = sup__policy_index(unit, "floor", params->floor, &unit->policy->floor_names, &floor);
    }
    if (rc == SUP_OK && params->assignee_id) {
        rc = sup__load_agent(unit, params->assignee_id, "assignee_id", &agent);
    }
    return rc == SUP_OK && params->signer_id
               ? sup__load_agent(unit, params->signer_id, "signer_id", &listing->signer)
               : rc;
}

int32_t sup__op_floor_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    struct listing listing = {.unit = unit, .params = in};
    (void)receipt;
    int32_t rc = check(&listing);
    if (rc != SUP_OK) {
        return rc;
    }
    listing.chunk = sup__arena_alloc(unit->repo.arena, SUP__STAYS_CHUNK * sizeof *listing.chunk);
    if (!listing.chunk) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    listing.list = sup__result(unit, sizeof *listing.list);
    if (!listing.list) {
        return SUP_NOMEM;
    }
    listing.items =
        sup__result_array(listing.list, listing.limit, sizeof *listing.items, &listing.failed);
    listing.list->items = listing.items;
    rc = listing.failed ? SUP_OK : fill(&listing);
    if (rc != SUP_OK) {
        sup_free(listing.list);
        return rc;
    }
    return sup__result_end(unit, listing.list, listing.failed, result);
}
