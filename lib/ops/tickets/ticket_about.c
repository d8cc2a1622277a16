/*
 * ticket_about.c: the ticket of a person about an order.
 *
 * It is looked for among the person's own tickets and not among those about the order: anybody may
 * name any order, so strangers could hide the one that is meant behind many of theirs.
 */
#include "ops/reads.h"
#include "ops/sla/timers.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <string.h>

/* Tickets that are asked what they are about: those where something happened last. */
enum { ABOUT_MAX = SUP_STORE_GET_MANY_MAX, KEY = 5 };

struct candidate {
    int64_t id;
    int64_t updated_ms;
    int is_due;
    int is_about;
};

struct about {
    struct sup__unit *unit;
    struct candidate items[ABOUT_MAX];
    uint32_t count;
    int64_t found_id;
    int64_t found_ms;
};

/* How far a message lies from the time in which something happened to a ticket. */
static int64_t distance_ms(const struct sup__ticket_row *ticket, int64_t at_ms)
{
    return at_ms > ticket->updated_ms  ? at_ms - ticket->updated_ms
           : at_ms < ticket->opened_ms ? ticket->opened_ms - at_ms
                                       : 0;
}

static int may_go_on(const struct about *about, const struct sup__ticket_row *row)
{
    return row->category != SUP_CATEGORY_CLOSED &&
           distance_ms(row, about->unit->at_ms) <= about->unit->policy->thread_ms;
}

static void add_candidate(struct about *about, const struct sup__ticket_row *row, int is_due)
{
    struct candidate *to = &about->items[about->count];
    if (about->count == ABOUT_MAX) {
        to = about->items;
        for (uint32_t i = 1; i < ABOUT_MAX; i++) {
            to = about->items[i].updated_ms < to->updated_ms ? &about->items[i] : to;
        }
        if (to->updated_ms >= row->updated_ms) {
            return;
        }
    } else {
        about->count++;
    }
    *to = (struct candidate){row->id, row->updated_ms, is_due, 0};
}

static int32_t take_ticket(void *context, const struct sup__read_item *item,
                           union sup__any_row *any)
{
    struct about *about = context;
    const struct sup__ticket_row *row = &any->ticket;
    int is_due = (row->agenda_ms && row->agenda_ms <= about->unit->caller.now_ms) ||
                 sup__replan_waits(about->unit, row);
    (void)item;
    if (is_due || may_go_on(about, row)) {
        add_candidate(about, row, is_due);
    }
    return 0;
}

/* Those that are not closed. A ticket that was merged is closed, and the one that it is part of now
 * is the person's as well and is about the same. */
static int32_t list_tickets(struct about *about, int64_t person)
{
    struct sup__unit *unit = about->unit;
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    struct sup__reads reads = {.unit = unit};
    int32_t rc = family ? sup__load_family(unit, person, family)
                        : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        struct sup__read_item *item =
            sup__reads_add(&reads, SUP__T_TICKET, SUP__TICKET_BY_CUSTOMER_CATEGORY, 0, i);
        sup__read_by_int(item, family->rows[i].id);
        sup__read_up_to(item, SUP_CATEGORY_SOLVED);
    }
    return rc == SUP_OK ? sup__reads_run(&reads, take_ticket, about) : rc;
}

static int32_t mark_about(void *context, void *in)
{
    struct about *about = context;
    const struct sup__reference_row *row = in;
    for (uint32_t i = 0; i < about->count; i++) {
        about->items[i].is_about |= about->items[i].id == row->ticket_id;
    }
    return 0;
}

static int32_t ask_about(struct about *about, const struct sup_reference *order)
{
    struct sup_value keys[KEY * ABOUT_MAX];
    struct sup__reference_row row = {0};
    for (uint32_t i = 0; i < about->count; i++) {
        struct sup_value *key = &keys[KEY * i];
        key[0] = sup__int(about->unit->head.tenant);
        key[1] = sup__int(about->items[i].id);
        key[2] = sup__text(order->system);
        key[3] = sup__text(order->kind);
        key[4] = sup__text(order->id);
    }
    return sup__each_key(&about->unit->repo, SUP__T_REFERENCE, keys, about->count, &row, mark_about,
                         about);
}

/* What is due on a ticket comes first, as if a tick had been in time: it may close it. */
static int32_t choose(struct about *about, const struct candidate *candidate)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = candidate->is_due ? sup__agenda_fire_ticket(about->unit, candidate->id) : SUP_OK;
    int64_t updated_ms = candidate->updated_ms;
    int may = 1;
    if (rc == SUP_OK && candidate->is_due) {
        rc = sup__unit_ticket(about->unit, candidate->id, &slot);
        may = rc == SUP_OK && may_go_on(about, &slot->row);
        updated_ms = may ? slot->row.updated_ms : 0;
    }
    if (may && (!about->found_id || updated_ms > about->found_ms ||
                (updated_ms == about->found_ms && candidate->id > about->found_id))) {
        about->found_id = candidate->id;
        about->found_ms = updated_ms;
    }
    return rc;
}

static int names_order(const struct sup_reference *references, uint32_t count)
{
    uint32_t i = 0;
    while (i < count && strcmp(references[i].kind, "order") != 0) {
        i++;
    }
    return i < count;
}

/* Tickets that are in work are newer than what is stored of them. */
int32_t sup__find_about(struct sup__unit *unit, int64_t person,
                        const struct sup_reference *references, uint32_t count, int64_t *ticket_id)
{
    struct about about = {.unit = unit};
    *ticket_id = 0;
    if (!person || !unit->policy->thread_ms || !names_order(references, count)) {
        return SUP_OK;
    }
    int32_t rc = sup__unit_flush(unit);
    if (rc == SUP_OK) {
        rc = list_tickets(&about, person);
    }
    for (uint32_t i = 0; rc == SUP_OK && about.count && i < count; i++) {
        if (strcmp(references[i].kind, "order") == 0) {
            rc = ask_about(&about, &references[i]);
        }
    }
    for (uint32_t i = 0; rc == SUP_OK && i < about.count; i++) {
        rc = about.items[i].is_about ? choose(&about, &about.items[i]) : SUP_OK;
    }
    *ticket_id = about.found_id;
    return rc;
}
