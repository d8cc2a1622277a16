/*
 * request_holds.c: what floors hold of a request, and who lifted that.
 *
 * A hold restrains what its ticket is about, on whichever ticket something is asked for: else a
 * second ticket about the same order would be a way around it. A ticket is about its orders, and
 * about its customer where it has none. So a request is held by the tickets about its order and by
 * those of its customer, whoever is the same person, that are about no order; without an order by
 * all of the customer. An order counts that the shop said is theirs and that the ticket was about
 * when it came to be held: what is added holds more, and never less. What a ticket has left
 * unsigned it goes on holding (floor_stands.c).
 *
 * A hold is not lifted by whom it restrains: who asked and who executes are not who signed.
 */
#include "ops/authority/requests.h"

#include "ops/erasure/erase.h"
#include "ops/floors/floors.h"
#include "ops/people/customer_facts.h"
#include "ops/tickets/things.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

struct holding {
    struct sup__unit *unit;
    const struct sup__asking *about;
    const struct sup__request_row *request; /* NULL: it is only asked for */
    const char *action;
    int64_t own_id; /* the ticket that it is part of now */
    struct sup__id_list tickets;
    struct sup__id_list found; /* of its order */
};

/* ---- which tickets are about the same ---- */

static int holds_action(const struct sup__floor *floor, const char *action)
{
    for (uint32_t i = 0; i < floor->hold_count; i++) {
        if (sup__hold_lists(&floor->holds[i], action)) {
            return 1;
        }
    }
    return 0;
}

static int is_any_held(const struct sup__policy *policy, const char *action)
{
    for (uint32_t i = 0; i < policy->floor_count; i++) {
        if (holds_action(&policy->floors[i], action)) {
            return 1;
        }
    }
    return 0;
}

static int32_t add_ticket(struct holding *holding, int64_t ticket_id)
{
    int64_t root = 0;
    int32_t rc = sup__load_ticket_root(holding->unit, ticket_id, &root);
    for (uint32_t i = 0; rc == SUP_OK && i < holding->tickets.count; i++) {
        if (holding->tickets.items[i] == root) {
            return SUP_OK;
        }
    }
    return rc == SUP_OK ? sup__id_list_add(holding->unit, &holding->tickets, root) : rc;
}

/* Only where the lowest floor holds something a ticket that was never above it may: else what a
 * customer or an order has of such tickets is not looked at, however many that are. */
static int may_hold(const struct holding *holding, const struct sup__ticket_row *row)
{
    return row->floor && (sup__was_raised(row) ||
                          holds_action(&holding->unit->policy->floors[0], holding->action));
}

enum { LOOKED_AT = 100, TICKET_KEY = 2 };

static int32_t add_if_held(void *context, void *in)
{
    struct holding *holding = context;
    const struct sup__ticket_row *row = in;
    /* What it is part of was found by its own row if it is about the order, too. */
    return may_hold(holding, row) || row->root_id
               ? sup__id_list_add(holding->unit, &holding->found, row->id)
               : SUP_OK;
}

static int32_t add_of_order(struct holding *holding)
{
    struct sup__unit *unit = holding->unit;
    const struct sup_reference *order = holding->about->order;
    struct sup_value prefix[4] = {sup__int(unit->head.tenant), sup__text(order->system),
                                  sup__text(order->kind), sup__text(order->id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REFERENCE,
                            .index = SUP__REFERENCE_BY_THING,
                            .prefix_count = 4,
                            .prefix = prefix};
    struct sup_value keys[TICKET_KEY * LOOKED_AT];
    struct sup__ticket_row row = {0};
    struct sup__rows rows = {0};
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i += LOOKED_AT) {
        uint32_t count = rows.count - i < LOOKED_AT ? rows.count - i : LOOKED_AT;
        for (uint32_t j = 0; j < count; j++) {
            const struct sup__reference_row *reference = sup__rows_at(&rows, i + j);
            keys[TICKET_KEY * j] = sup__int(unit->head.tenant);
            keys[TICKET_KEY * j + 1] = sup__int(reference->ticket_id);
        }
        rc = sup__each_key(&unit->repo, SUP__T_TICKET, keys, count, &row, add_if_held, holding);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < holding->found.count; i++) {
        rc = add_ticket(holding, holding->found.items[i]);
    }
    return rc;
}

/* The shop said that it is theirs: what somebody else names, anybody may invent. */
static int32_t is_theirs(struct sup__unit *unit, const struct sup__family *family,
                         const struct sup__reference_row *row, int *is_so)
{
    const struct sup_reference order = {row->system, row->kind, row->reference_id};
    struct sup__thing *thing = NULL;
    int32_t rc = sup__thing_load(unit, &order, &thing);
    *is_so = 0;
    if (rc != SUP_OK || !thing->is_known || !(thing->row.said_by & SUP__SAID_BY_SHOP)) {
        return rc;
    }
    for (uint32_t i = 0; i < family->count; i++) {
        *is_so |= family->rows[i].id == thing->row.customer_id;
    }
    return SUP_OK;
}

/* What is added once it is held frees nothing, whatever time is said of it. */
static int32_t was_there(struct sup__unit *unit, const struct sup__reference_row *row,
                         int64_t held_ms, int *is_so)
{
    struct sup__event_row event = {.tenant = row->tenant, .sequence = row->sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &event);
    *is_so = rc == SUP_OK && event.at_ms <= held_ms && event.recorded_ms <= held_ms;
    return rc;
}

/* Since when it is on a floor that holds the action, for the first time; 0: it never was. Where it
 * came to be there by a merge, what was merged into it tells what is held. */
static int32_t find_held_since(const struct holding *holding, int64_t ticket_id, int64_t *held_ms)
{
    struct sup__unit *unit = holding->unit;
    struct sup__rows rows = {0};
    int32_t rc = sup__load_stays(unit, ticket_id, &rows);
    *held_ms = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count && !*held_ms; i++) {
        const struct sup__visit_row *visit = sup__rows_at(&rows, i);
        int32_t floor = sup__names_find(&unit->policy->floor_names, visit->floor);
        int is_held = floor >= 0 && visit->why != SUP_FLOOR_MERGED &&
                      holds_action(&unit->policy->floors[floor], holding->action);
        *held_ms = is_held ? visit->arrived_ms : 0;
    }
    return rc;
}

/* Whether it holds an order alone: one that was its own when it came to be held. */
static int32_t is_about_order(const struct holding *holding, const struct sup__family *family,
                              int64_t ticket_id, int *is_so)
{
    struct sup__unit *unit = holding->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_REFERENCE, .prefix_count = 2, .prefix = prefix};
    struct sup__rows rows = {0};
    int64_t held_ms = 0;
    int32_t rc = find_held_since(holding, ticket_id, &held_ms);
    *is_so = rc == SUP_OK && !held_ms; /* then it holds nothing */
    rc = rc == SUP_OK && held_ms ? sup__rows_read(unit, &scan, &rows) : rc;
    for (uint32_t i = 0; rc == SUP_OK && !*is_so && i < rows.count; i++) {
        const struct sup__reference_row *row = sup__rows_at(&rows, i);
        if (row->origin_id || strcmp(row->kind, "order") != 0) {
            continue; /* a ticket that was merged into it brought it */
        }
        rc = is_theirs(unit, family, row, is_so);
        rc = rc == SUP_OK && *is_so ? was_there(unit, row, held_ms, is_so) : rc;
    }
    return rc;
}

/* Those of a customer that were ever held: all, or those that are about no order alone. */
static int32_t add_of_customer(struct holding *holding, const struct sup__family *family,
                               int64_t customer_id)
{
    struct sup__unit *unit = holding->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(customer_id)};
    int is_any = holds_action(&unit->policy->floors[0], holding->action);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TICKET,
                            .index = is_any ? SUP__TICKET_BY_CUSTOMER : SUP__TICKET_BY_RAISED,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct sup__rows rows = {0};
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__ticket_row *row = sup__rows_at(&rows, i);
        int is_of_order = 0;
        if (!may_hold(holding, row)) {
            continue;
        }
        rc =
            holding->about->order ? is_about_order(holding, family, row->id, &is_of_order) : SUP_OK;
        rc = rc == SUP_OK && !is_of_order ? add_ticket(holding, row->id) : rc;
    }
    return rc;
}

static int32_t add_of_person(struct holding *holding)
{
    struct sup__unit *unit = holding->unit;
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    int64_t root = 0;
    if (!family) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__customer_root(unit, holding->about->customer_id, &root);
    rc = rc == SUP_OK ? sup__load_family(unit, root, family) : rc;
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        rc = add_of_customer(holding, family, family->rows[i].id);
    }
    return rc;
}

/* To a customer: what the library itself does is held with its own ticket, while that is there. */
static int is_given(const struct holding *holding)
{
    return strncmp(holding->action, "authority.", strlen("authority.")) == 0;
}

/* Its own ticket first: that is what whoever is refused knows. */
static int32_t find_tickets(struct holding *holding)
{
    const struct sup__asking *about = holding->about;
    int32_t rc = sup__load_ticket_root(holding->unit, about->ticket_id, &holding->own_id);
    if (rc == SUP_OK) {
        rc = add_ticket(holding, holding->own_id);
    }
    if (rc == SUP_OK && is_given(holding)) {
        rc = sup__unit_flush(holding->unit); /* tickets in work may be raised, or of another */
    }
    if (rc == SUP_OK && is_given(holding) && about->order) {
        rc = add_of_order(holding);
    }
    return rc == SUP_OK && is_given(holding) && about->customer_id ? add_of_person(holding) : rc;
}

/* ---- who lifted what one of them holds ---- */

/* In which way, and what somebody else has to do then. */
struct lifting {
    const char *did;
    const char *others;
};

static int is_of_desk(int64_t kind, int64_t id, int64_t agent_id)
{
    return (kind == SUP_ACTOR_AGENT || kind == SUP_ACTOR_BOT) && id == agent_id;
}

static int32_t check_lifter(const struct holding *holding, const struct sup__visit_row *visit,
                            const struct lifting *lifting, int64_t agent_id)
{
    struct sup__unit *unit = holding->unit;
    const struct sup__request_row *request = holding->request;
    int is_caller = is_of_desk(unit->caller.actor_kind, unit->caller.actor_id, agent_id);
    int is_asker = request && is_of_desk(request->actor_kind, request->actor_id, agent_id);
    char other[64];
    if (!agent_id || (!is_asker && !is_caller)) {
        return SUP_OK;
    }
    sup__format(other, sizeof other, "ticket %" PRId64 ", about the same", visit->ticket_id);
    if (!request) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_HELD, "ticket_id",
                         "agent %" PRId64 " %s %s: somebody else asks", agent_id, lifting->did,
                         visit->ticket_id == holding->own_id ? "the ticket" : other);
    }
    return sup__fail(unit->error, SUP_MSG_FLOOR_HELD, "request_id",
                     "agent %" PRId64 " %s request %" PRId64 " and %s %s: somebody else %s",
                     agent_id, is_asker ? "asked for" : "executes", request->id, lifting->did,
                     visit->ticket_id == holding->own_id ? "its ticket" : other,
                     is_asker ? lifting->others : "executes it");
}

static int32_t check_signers(const struct holding *holding, const struct sup__visit_row *visit)
{
    static const struct lifting lifting = {"signed the resolution of", "signs"};
    struct sup__unit *unit = holding->unit;
    struct sup_value prefix[3] = {sup__int(visit->tenant), sup__int(visit->ticket_id),
                                  sup__int(visit->position)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_SIGNATURE, .prefix_count = 3, .prefix = prefix};
    struct sup__rows rows = {0};
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__signature_row *row = sup__rows_at(&rows, i);
        rc = row->is_rejected ? SUP_OK : check_lifter(holding, visit, &lifting, row->agent_id);
    }
    return rc;
}

static int32_t check_lifted(const struct holding *holding, const struct sup__hold *hold,
                            const struct sup__visit_row *visit)
{
    static const struct lifting cleared = {"cleared", "gives clearance"};
    static const struct lifting answered = {"answered the move up of", "signs"};
    switch (hold->until) {
    case SUP__HOLD_CLEARANCE:
        return check_lifter(holding, visit, &cleared, visit->cleared_by);
    case SUP__HOLD_MOVE_UP:
        return check_lifter(holding, visit, &answered, visit->signed_by);
    default:
        return check_signers(holding, visit);
    }
}

/* How a ticket went from that stay. */
static const char *words_of_end(const struct sup__ticket_row *row,
                                const struct sup__visit_row *visit)
{
    int is_last = visit->ticket_id == row->id && visit->position == row->visit_count;
    return !is_last || row->category < SUP_CATEGORY_SOLVED ? "has left"
           : row->category == SUP_CATEGORY_SOLVED          ? "was solved on"
                                                           : "was closed on";
}

static int32_t check_visit(const struct holding *holding, const struct sup__ticket_row *row,
                           const struct sup__floor *floor, const struct sup__visit_row *visit)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < floor->hold_count; i++) {
        const struct sup__hold *hold = &floor->holds[i];
        int is_standing = 0;
        if (!sup__hold_lists(hold, holding->action)) {
            continue;
        }
        if (sup__is_lifted(hold, visit)) {
            rc = holding->request ? check_lifted(holding, hold, visit) : SUP_OK;
            continue;
        }
        if (is_given(holding)) {
            rc = sup__is_standing(holding->unit, row, visit, floor, hold, &is_standing);
        }
        if (is_standing) {
            return sup__fail(holding->unit->error, SUP_MSG_FLOOR_HELD,
                             holding->request ? "request_id" : "ticket_id",
                             "%s is held on the floor %s, which ticket %" PRId64 " %s, until %s",
                             holding->action, floor->name, visit->ticket_id,
                             words_of_end(row, visit), sup__hold_until_words[hold->until]);
        }
    }
    return rc;
}

/* All stays of a ticket and of what is part of it: a hold that was lifted on one of them was lifted
 * by somebody. */
static int32_t check_visits(const struct holding *holding, const struct sup__ticket_row *row)
{
    struct sup__unit *unit = holding->unit;
    const struct sup__policy *policy = unit->policy;
    struct sup__rows rows = {0};
    int32_t rc = sup__load_all_stays(unit, row, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__visit_row *visit = sup__rows_at(&rows, i);
        int32_t floor = sup__names_find(&policy->floor_names, visit->floor);
        rc = floor >= 0 ? check_visit(holding, row, &policy->floors[floor], visit) : SUP_OK;
    }
    return rc;
}

static int32_t check_ticket(const struct holding *holding, int64_t ticket_id)
{
    struct sup__unit *unit = holding->unit;
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK || !(slot->row.floor || slot->row.member_count) ||
        (unit->is_import && slot->row.is_imported)) { /* what is told was decided elsewhere */
        return rc;
    }
    const struct sup__ticket_row row = slot->row; /* reading may move it */
    rc =
        sup__check_held(unit, &row, holding->action, holding->request ? "request_id" : "ticket_id");
    return rc == SUP_OK ? check_visits(holding, &row) : rc;
}

int32_t sup__check_holds(struct sup__unit *unit, const struct sup__asking *about,
                         const struct sup__request_row *request, const char *action)
{
    struct holding holding = {.unit = unit, .about = about, .request = request, .action = action};
    if (!about->ticket_id || !is_any_held(unit->policy, action)) {
        return SUP_OK;
    }
    int32_t rc = find_tickets(&holding);
    for (uint32_t i = 0; rc == SUP_OK && i < holding.tickets.count; i++) {
        rc = check_ticket(&holding, holding.tickets.items[i]);
    }
    return rc;
}

/* ---- what would take away what a ticket holds ---- */

static int32_t takes_away(struct sup__unit *unit, const struct sup__ticket_row *row,
                          const struct sup__floor *floor, const struct sup__hold *hold,
                          const char *field)
{
    return sup__fail(unit->error, SUP_MSG_FLOOR_HELD, field,
                     "%s takes away what the floor %s holds of ticket %" PRId64 " until %s",
                     unit->operation->action, floor->name, row->id,
                     sup__hold_until_words[hold->until]);
}

/* The stay that it is on. */
static int32_t check_current(struct sup__unit *unit, const struct sup__ticket_row *row,
                             const char *field)
{
    const struct sup__floor *floor =
        sup__is_floor_work(row) ? sup__floor_of(unit->policy, row) : NULL;
    struct sup__visit_row visit;
    int32_t rc = floor ? sup__load_visit(unit, row, &visit) : SUP_NOT_FOUND;
    for (uint32_t i = 0; rc == SUP_OK && i < floor->hold_count; i++) {
        const struct sup__hold *hold = &floor->holds[i];
        int is_so = 0;
        rc = sup__is_money_held(hold) ? sup__is_held(unit, row, hold, &visit, &is_so) : SUP_OK;
        if (rc == SUP_OK && is_so) {
            return takes_away(unit, row, floor, hold, field);
        }
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__check_hold_stays(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                              const char *field)
{
    const struct sup__ticket_row row = *ticket; /* reading may move it */
    struct sup__standings all = {0};
    int is_agents =
        unit->caller.actor_kind == SUP_ACTOR_AGENT || unit->caller.actor_kind == SUP_ACTOR_BOT;
    if (!is_agents || !sup__is_any_money_held(unit->policy)) {
        return SUP_OK;
    }
    int32_t rc = check_current(unit, &row, field);
    rc = rc == SUP_OK ? sup__load_standing(unit, row.id, &all) : rc;
    if (rc != SUP_OK || !all.count) {
        return rc;
    }
    return takes_away(unit, &row, &unit->policy->floors[all.items[0].floor], all.items[0].hold,
                      field);
}

int32_t sup__check_family_stays(struct sup__unit *unit, int64_t root_id, const char *field)
{
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    struct sup__rows rows = {0};
    int is_any = sup__is_any_money_held(unit->policy);
    int is_lowest = is_any && holds_action(&unit->policy->floors[0], "authority.execute");
    if (!family) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = is_any ? sup__load_family(unit, root_id, family) : SUP_OK;
    rc = rc == SUP_OK ? sup__unit_flush(unit) : rc; /* tickets in work may be of another */
    for (uint32_t i = 0; rc == SUP_OK && is_any && i < family->count; i++) {
        struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(family->rows[i].id)};
        struct sup_scan scan = {.size = sizeof scan,
                                .table = SUP__T_TICKET,
                                .index =
                                    is_lowest ? SUP__TICKET_BY_CUSTOMER : SUP__TICKET_BY_RAISED,
                                .prefix_count = 2,
                                .prefix = prefix};
        rc = sup__rows_more(unit, &scan, &rows);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__ticket_row *row = sup__rows_at(&rows, i);
        struct sup__ticket_slot *slot = NULL;
        rc = sup__unit_ticket(unit, row->root_id ? row->root_id : row->id, &slot);
        rc = rc == SUP_OK ? sup__check_hold_stays(unit, &slot->row, field) : rc;
    }
    return rc;
}
