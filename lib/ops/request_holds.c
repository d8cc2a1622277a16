/*
 * request_holds.c: what floors hold of a request, and who lifted that.
 *
 * A hold restrains what its ticket is about, on whichever ticket something is asked for: else a
 * second ticket about the same order would be a way around it. A ticket is about its orders, and
 * about its customer where it has none. So a request is held by the tickets about its order and by
 * those of its customer, whoever is the same person, that are about no order; without an order by
 * all of the customer. Solving a ticket signs nothing, so a solved one goes on holding; a closed
 * one, which nobody could sign any more, does not.
 *
 * A hold is not lifted by whom it restrains, in whatever way it ends: who asked and who executes
 * are neither who signed nor who took the ticket down before anybody did.
 */
#include "ops/requests.h"

#include "ops/customer_facts.h"
#include "ops/erase.h"
#include "ops/floors.h"

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
};

/* ---- which tickets are about the same ---- */

static int is_any_held(const struct sup__policy *policy, const char *action)
{
    for (uint32_t i = 0; i < policy->floor_count; i++) {
        for (uint32_t k = 0; k < policy->floors[i].hold_count; k++) {
            if (sup__hold_lists(&policy->floors[i].holds[k], action)) {
                return 1;
            }
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
    struct sup__rows rows = {0};
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        rc = add_ticket(holding,
                        ((const struct sup__reference_row *)sup__rows_at(&rows, i))->ticket_id);
    }
    return rc;
}

static int32_t has_order(struct sup__unit *unit, int64_t ticket_id, int *is_so)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_REFERENCE, .prefix_count = 2, .prefix = prefix};
    struct sup__rows rows = {0};
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    *is_so = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__reference_row *row = sup__rows_at(&rows, i);
        *is_so |= strcmp(row->kind, "order") == 0;
    }
    return rc;
}

/* Those of a customer that are on a floor and not closed: all, or those that are about no order. */
static int32_t add_of_customer(struct holding *holding, int64_t customer_id)
{
    struct sup__unit *unit = holding->unit;
    struct sup__rows rows = {0};
    int32_t rc = SUP_OK;
    for (int64_t category = SUP_CATEGORY_NEW; rc == SUP_OK && category <= SUP_CATEGORY_SOLVED;
         category++) {
        struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(customer_id),
                                      sup__int(category)};
        struct sup_scan scan = {.size = sizeof scan,
                                .table = SUP__T_TICKET,
                                .index = SUP__TICKET_BY_CUSTOMER_CATEGORY,
                                .prefix_count = 3,
                                .prefix = prefix};
        rc = sup__rows_more(unit, &scan, &rows);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__ticket_row *row = sup__rows_at(&rows, i);
        int is_about_order = 0;
        if (!row->floor || row->root_id) {
            continue;
        }
        rc = holding->about->order ? has_order(unit, row->id, &is_about_order) : SUP_OK;
        rc = rc == SUP_OK && !is_about_order ? add_ticket(holding, row->id) : rc;
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
    rc = rc == SUP_OK ? sup__unit_flush(unit) : rc; /* tickets in work may be in another category */
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        rc = add_of_customer(holding, family->rows[i].id);
    }
    return rc;
}

/* Its own ticket first: that is what whoever is refused knows. */
static int32_t find_tickets(struct holding *holding)
{
    const struct sup__asking *about = holding->about;
    int is_given = strncmp(holding->action, "authority.", strlen("authority.")) == 0;
    int32_t rc = sup__load_ticket_root(holding->unit, about->ticket_id, &holding->own_id);
    if (rc == SUP_OK) {
        rc = add_ticket(holding, holding->own_id);
    }
    if (rc == SUP_OK && is_given && about->order) {
        rc = add_of_order(holding);
    }
    return rc == SUP_OK && is_given && about->customer_id ? add_of_person(holding) : rc;
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
    int is_asker = is_of_desk(request->actor_kind, request->actor_id, agent_id);
    char other[64];
    if (!agent_id ||
        (!is_asker && !is_of_desk(unit->caller.actor_kind, unit->caller.actor_id, agent_id))) {
        return SUP_OK;
    }
    sup__format(other, sizeof other, "ticket %" PRId64 ", about the same", visit->ticket_id);
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

/* Whoever took it down from there while it was held. */
static int32_t check_leavers(const struct holding *holding, const struct sup__visit_row *visit)
{
    static const struct lifting lifting = {"took down", "asks for it"};
    const struct sup_filter filters[2] = {
        {SUP__EVENT_kind, SUP_GE, sup__int(SUP__E_FLOOR_RETURNED)},
        {SUP__EVENT_kind, SUP_LE, sup__int(SUP__E_FLOOR_LOWERED)}};
    _Static_assert(SUP__E_FLOOR_RETURNED + 1 == SUP__E_FLOOR_LOWERED, "one range of kinds");
    struct sup__unit *unit = holding->unit;
    struct sup_value prefix[2] = {sup__int(visit->tenant), sup__int(visit->ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .index = SUP__EVENT_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .filter_count = 2,
                            .filters = filters};
    struct sup__rows rows = {0};
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__event_row *row = sup__rows_at(&rows, i);
        int is_from = sup__same_text(row->before, visit->floor);
        int is_agents = row->actor_kind == SUP_ACTOR_AGENT || row->actor_kind == SUP_ACTOR_BOT;
        rc = is_from && is_agents ? check_lifter(holding, visit, &lifting, row->actor_id) : SUP_OK;
    }
    return rc;
}

static int is_lifted(const struct sup__hold *hold, const struct sup__visit_row *visit)
{
    return hold->until == SUP__HOLD_CLEARANCE ? visit->cleared_ms != 0
           : hold->until == SUP__HOLD_MOVE_UP ? !visit->asked_ms || visit->signed_ms
                                              : visit->signing != SUP__SIGNING_WAITS;
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

static int32_t check_visit(const struct holding *holding, const struct sup__ticket_row *row,
                           const struct sup__floor *floor, const struct sup__visit_row *visit)
{
    int is_solved = row->category == SUP_CATEGORY_SOLVED && visit->position == row->visit_count;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < floor->hold_count; i++) {
        const struct sup__hold *hold = &floor->holds[i];
        if (!sup__hold_lists(hold, holding->action)) {
            continue;
        }
        if (!is_lifted(hold, visit) && is_solved && hold->until != SUP__HOLD_MOVE_UP) {
            return sup__fail(
                holding->unit->error, SUP_MSG_FLOOR_HELD, "request_id",
                "%s is held on the floor %s, where ticket %" PRId64 " was solved, until %s",
                holding->action, floor->name, row->id, sup__hold_until_words[hold->until]);
        }
        if (holding->request && is_lifted(hold, visit)) {
            rc = check_lifted(holding, hold, visit);
        } else if (holding->request && (visit->left_why == SUP_FLOOR_RETURNED ||
                                        visit->left_why == SUP_FLOOR_LOWERED)) {
            rc = check_leavers(holding, visit);
        }
    }
    return rc;
}

/* All stays of a ticket: a hold that was lifted on one of them was lifted by somebody. */
static int32_t check_visits(const struct holding *holding, const struct sup__ticket_row *row)
{
    struct sup__unit *unit = holding->unit;
    const struct sup__policy *policy = unit->policy;
    struct sup_value prefix[2] = {sup__int(row->tenant), sup__int(row->id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_VISIT, .prefix_count = 2, .prefix = prefix};
    struct sup__rows rows = {0};
    int32_t rc = sup__rows_read(unit, &scan, &rows);
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
    if (rc != SUP_OK || !slot->row.floor || slot->row.category == SUP_CATEGORY_CLOSED ||
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
