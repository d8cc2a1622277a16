/*
 * link_rules.c: what links mean when a ticket is solved: join.h has the table.
 *
 * All that is due on the tickets that may move is fired before the first of them does: what an
 * operation decides is one run of events.
 */
#include "ops/floors/floors.h"
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/lifecycle.h"

#include <inttypes.h>

static int is_done(int64_t category)
{
    return category == SUP_CATEGORY_SOLVED || category == SUP_CATEGORY_CLOSED;
}

static int32_t check_links(struct sup__unit *unit, int64_t ticket_id,
                           const struct sup__links *links)
{
    for (uint32_t i = 0; i < links->count; i++) {
        const struct sup_ticket_link *link = &links->items[i];
        if (is_done(link->category)) {
            continue;
        }
        if (link->kind == SUP_LINK_BLOCKED_BY) {
            return sup__fail(unit->error, SUP_MSG_TICKET_BLOCKED, "ticket_id",
                             "ticket %" PRId64 " is blocked by ticket %" PRId64
                             ", which is not solved",
                             ticket_id, link->ticket_id);
        }
        if (link->kind == SUP_LINK_PARENT_OF) {
            return sup__fail(unit->error, SUP_MSG_TICKET_CHILDREN, "ticket_id",
                             "ticket %" PRId64 " has the child %" PRId64 ", which is not solved",
                             ticket_id, link->ticket_id);
        }
    }
    return SUP_OK;
}

/* The unsolved duplicates of one ticket join the list; those over its end stay as they are. */
static int32_t add_duplicates(struct sup__unit *unit, int64_t original,
                              const struct sup__links *links, struct sup__duplicates *list)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < links->count; i++) {
        const struct sup_ticket_link *link = &links->items[i];
        if (link->kind == SUP_LINK_HAS_DUPLICATE && !is_done(link->category) &&
            list->count < SUP_TICKET_CHAIN_MAX) {
            list->items[list->count].id = link->ticket_id;
            list->items[list->count].is_solved = 0;
            list->items[list->count++].original = original;
            rc = sup__agenda_fire_ticket(unit, link->ticket_id);
        }
    }
    return rc;
}

static int32_t look(struct sup__unit *unit, int64_t ticket_id, struct sup__links *links)
{
    int32_t rc = sup__load_links(unit, ticket_id, links);
    return rc == SUP_OK ? sup__load_link_categories(unit, links) : rc;
}

int32_t sup__before_solving(struct sup__unit *unit, int64_t ticket_id,
                            struct sup__duplicates **duplicates)
{
    struct sup__links links;
    struct sup__duplicates *list = sup__arena_alloc(unit->repo.arena, sizeof *list);
    if (!list) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    list->count = 0;
    *duplicates = list;
    int32_t rc = look(unit, ticket_id, &links);
    if (rc == SUP_OK) {
        rc = check_links(unit, ticket_id, &links);
    }
    if (rc == SUP_OK) {
        rc = add_duplicates(unit, ticket_id, &links, list);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < list->count; i++) {
        int64_t id = list->items[i].id;
        rc = look(unit, id, &links);
        if (rc == SUP_OK) {
            rc = add_duplicates(unit, id, &links, list);
        }
    }
    return rc;
}

/* Why a duplicate cannot be solved now: a message's number, or 0. */
static int32_t find_obstacle(struct sup__unit *unit, const struct sup__ticket_row *row, int32_t to,
                             int32_t *obstacle)
{
    struct sup__links links;
    int32_t from = sup__policy_status(unit->policy, row->status);
    struct sup__move move =
        sup__decide_move(unit->policy, (int32_t)row->category, from, to, unit->at_ms, 0);
    int32_t rc = look(unit, row->id, &links);
    *obstacle = move.is_allowed ? 0 : SUP_MSG_TRANSITION;
    if (rc == SUP_OK) {
        rc = check_links(unit, row->id, &links);
    }
    if (rc == SUP_OK) {
        rc = sup__check_held(unit, row, "ticket.move", "ticket_id");
    }
    if (rc == SUP_OK) {
        rc = sup__check_resolution(unit, row);
    }
    if (rc == SUP_REFUSED) {
        *obstacle = unit->error->message_id;
        sup__error_clear(unit->error);
        rc = SUP_OK;
    }
    return rc;
}

static int was_solved(const struct sup__duplicates *list, int64_t original, int64_t first)
{
    int is_solved = original == first;
    for (uint32_t i = 0; i < list->count; i++) {
        is_solved |= list->items[i].id == original && list->items[i].is_solved;
    }
    return is_solved;
}

int32_t sup__after_solving(struct sup__unit *unit, struct sup__duplicates *duplicates, int32_t to)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < duplicates->count; i++) {
        int64_t id = duplicates->items[i].id;
        int64_t original = duplicates->items[i].original;
        struct sup__ticket_slot *slot = NULL;
        int32_t obstacle = 0;
        rc = sup__unit_ticket(unit, id, &slot);
        if (rc != SUP_OK || is_done(slot->row.category) ||
            !was_solved(duplicates, original, duplicates->items[0].original)) {
            continue;
        }
        struct sup__ticket_row row = slot->row;
        rc = find_obstacle(unit, &row, to, &obstacle);
        if (rc == SUP_OK && obstacle) {
            struct sup__event event = sup__event_new(unit, SUP__E_DUPLICATE_KEPT, id);
            event.row.subject_id = original;
            event.row.number = obstacle;
            rc = sup__emit(unit, &event);
        } else if (rc == SUP_OK) {
            duplicates->items[i].is_solved = 1;
            rc = sup__move_ticket(unit, id, to, "duplicate");
        }
    }
    return rc;
}
