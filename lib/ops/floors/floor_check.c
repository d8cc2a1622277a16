/*
 * floor_check.c: what a floor demands: roles, evidence, signatures, and what it holds.
 *
 * Everything that is missing is named at once, so that nobody has to try again and again. What an
 * import tells of a ticket that came by an import was decided elsewhere and is held to nothing. On
 * a ticket of this desk it is held like everybody.
 */
#include "ops/floors/floors.h"

#include "ops/bodies.h"
#include "ops/sla/timers.h"

#include "base/message.h"
#include "policy/decide.h"

#include <inttypes.h>
#include <string.h>

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* The floor whose demands are made of a ticket now; NULL: none are. */
static const struct sup__floor *demanding(const struct sup__unit *unit,
                                          const struct sup__ticket_row *row)
{
    int is_told = unit->is_import && row->is_imported;
    return unit->policy && !is_told ? sup__floor_of(unit->policy, row) : NULL;
}

const char *sup__holders_text(struct sup__unit *unit, const struct sup__holders *holders)
{
    return sup__holders_text_of(unit, unit->policy, holders);
}

const char *sup__holders_text_of(struct sup__unit *unit, const struct sup__policy *policy,
                                 const struct sup__holders *holders)
{
    struct sup__buffer *buffer = &unit->core->buffer;
    sup__buffer_clear(buffer);
    sup__buffer_text(buffer, "");
    for (uint32_t i = 0; i < holders->role_count; i++) {
        sup__buffer_text(buffer, i ? " role:" : "role:");
        sup__buffer_text(buffer, policy->roles[holders->roles[i]].name);
    }
    for (uint32_t i = 0; i < holders->agent_count; i++) {
        sup__buffer_text(buffer, i || holders->role_count ? " agent:" : "agent:");
        sup__buffer_int(buffer, holders->agents[i]);
    }
    const char *text =
        buffer->is_failed ? NULL : sup__arena_text(unit->repo.arena, buffer->data, buffer->bytes);
    if (!text) {
        out_of_memory(unit);
    }
    return text;
}

int32_t sup__holders_texts(struct sup__unit *unit, const struct sup__holders *holders,
                           struct sup__texts *texts)
{
    enum { ROOM = 80 };
    uint32_t count = holders->role_count + holders->agent_count;
    const char **items = sup__arena_alloc(unit->repo.arena, ((size_t)count + 1) * sizeof *items);
    char *text = sup__arena_alloc(unit->repo.arena, ((size_t)count + 1) * ROOM);
    if (!items || !text) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    for (uint32_t i = 0; i < count; i++, text += ROOM) {
        items[i] = text;
        if (i < holders->role_count) {
            sup__format(text, ROOM, "role:%s", unit->policy->roles[holders->roles[i]].name);
        } else {
            sup__format(text, ROOM, "agent:%" PRId64, holders->agents[i - holders->role_count]);
        }
    }
    *texts = (struct sup__texts){items, count};
    return SUP_OK;
}

int sup__caller_holds(const struct sup__unit *unit, const struct sup__holders *holders)
{
    int32_t kind = unit->caller.actor_kind;
    if (kind == SUP_ACTOR_SYSTEM) {
        return 1;
    }
    return kind == SUP_ACTOR_AGENT && unit->actor.id == unit->caller.actor_id &&
           sup__holds(unit->policy, holders, unit->caller.actor_id, unit->actor.roles);
}

/* ---- held actions ---- */

const char *const sup__hold_until_words[] = {
    [SUP__HOLD_CLEARANCE] = "somebody gives clearance",
    [SUP__HOLD_MOVE_UP] = "the sign-off to move up is answered",
    [SUP__HOLD_RESOLUTION] = "its resolution is signed",
};

int sup__hold_lists(const struct sup__hold *hold, const char *action)
{
    const struct sup__role list = {.action_count = hold->action_count, .actions = hold->actions};
    return sup__role_allows(&list, action) ||
           (strcmp(action, "authority.execute") == 0 &&
            sup__role_allows(&list, "authority.request"));
}

int sup__is_cleared(const struct sup__ticket_row *row, const struct sup__visit_row *visit)
{
    int is_own = visit->cleared_by && visit->cleared_by == row->assignee_id;
    return visit->cleared_ms && !is_own;
}

int32_t sup__is_held(struct sup__unit *unit, const struct sup__ticket_row *row,
                     const struct sup__hold *hold, const struct sup__visit_row *visit, int *is_so)
{
    uint32_t count = 0;
    *is_so = hold->until == SUP__HOLD_CLEARANCE ? !sup__is_cleared(row, visit)
                                                : sup__visit_waits(visit) == SUP_SIGN_MOVE_UP;
    if (hold->until != SUP__HOLD_RESOLUTION) {
        return SUP_OK;
    }
    const struct sup__floor *floor = sup__floor_of(unit->policy, row);
    uint32_t *missing =
        sup__arena_alloc(unit->repo.arena, (floor->resolution_count + 1) * sizeof *missing);
    int32_t rc =
        missing ? sup__missing_signatures(unit, row, floor, missing, &count) : out_of_memory(unit);
    *is_so = count != 0;
    return rc;
}

int32_t sup__check_held(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                        const char *action, const char *field)
{
    const struct sup__floor *floor =
        sup__is_floor_work(ticket) && sup__policy_is_held_action(action) ? demanding(unit, ticket)
                                                                         : NULL;
    if (!floor || !floor->hold_count) {
        return SUP_OK;
    }
    const struct sup__ticket_row copy = *ticket; /* reading may move it */
    const struct sup__ticket_row *row = &copy;
    for (uint32_t i = 0; i < floor->hold_count; i++) {
        const struct sup__hold *hold = &floor->holds[i];
        struct sup__visit_row visit;
        int is_held = 0;
        int32_t rc =
            sup__hold_lists(hold, action) ? sup__load_visit(unit, row, &visit) : SUP_NOT_FOUND;
        if (rc == SUP_OK) {
            rc = sup__is_held(unit, row, hold, &visit, &is_held);
        }
        if (rc == SUP_OK && is_held) {
            return sup__fail(unit->error, SUP_MSG_FLOOR_HELD, field,
                             "%s is held on the floor %s, where ticket %" PRId64 " is, until %s",
                             action, floor->name, row->id, sup__hold_until_words[hold->until]);
        }
        if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
            return rc;
        }
    }
    return SUP_OK;
}

int32_t sup__check_ticket_held(struct sup__unit *unit, int64_t ticket_id, const char *action,
                               const char *field)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc == SUP_OK && slot->row.root_id) {
        rc = sup__unit_ticket(unit, slot->row.root_id, &slot);
    }
    return rc == SUP_OK && slot->row.floor ? sup__check_held(unit, &slot->row, action, field) : rc;
}

/* ---- who may have it ---- */

int32_t sup__check_handler(struct sup__unit *unit, const struct sup__ticket_row *row,
                           int64_t agent_id, const char *field)
{
    const struct sup__floor *floor = demanding(unit, row);
    struct sup__agent_row agent = {.tenant = unit->head.tenant, .id = agent_id};
    if (!agent_id || !floor || !floor->handlers.role_count) {
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, &agent);
    if (rc != SUP_OK || sup__holds(unit->policy, &floor->handlers, agent_id, agent.roles)) {
        return rc;
    }
    const char *roles = sup__holders_text(unit, &floor->handlers);
    return roles
               ? sup__fail(unit->error, SUP_MSG_FLOOR_HANDLER, field,
                           "ticket %" PRId64 " is on the floor %s, which is for %s; agent %" PRId64
                           " is none of them",
                           row->id, floor->name, roles, agent_id)
               : SUP_NOMEM;
}

/* ---- evidence and signatures ---- */

int32_t sup__missing_evidence(struct sup__unit *unit, int64_t ticket_id,
                              const struct sup__named *wanted, uint32_t count,
                              struct sup__texts *missing)
{
    const char **names = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *names);
    uint32_t found = 0;
    if (!names) {
        return out_of_memory(unit);
    }
    for (uint32_t i = 0; i < count; i++) {
        struct sup__evidence_row row = {
            .tenant = unit->head.tenant, .ticket_id = ticket_id, .name = wanted[i].name};
        int32_t rc = sup__get(&unit->repo, SUP__T_EVIDENCE, &row);
        if (rc == SUP_NOT_FOUND) {
            names[found++] = wanted[i].name;
        } else if (rc != SUP_OK) {
            return rc;
        }
    }
    *missing = (struct sup__texts){names, found};
    return SUP_OK;
}

/* What is known of one signature of a resolution. */
struct given {
    int64_t agent_id; /* who gave it and may not have: has the ticket, or solves it; 0: nobody */
    int is_given;     /* and counts */
    int is_refused;
};

/* Nobody signs what they solve themselves: a signature of whoever has the ticket by now, or of
 * `solver_id`, does not count. */
static int32_t look_up(struct sup__unit *unit, const struct sup__ticket_row *row, const char *name,
                       int64_t solver_id, struct given *given)
{
    struct sup__signature_row found = {
        .tenant = row->tenant, .ticket_id = row->id, .position = row->visit_count, .name = name};
    int32_t rc = sup__get(&unit->repo, SUP__T_SIGNATURE, &found);
    int is_there = rc == SUP_OK && !found.is_rejected;
    int is_own = is_there && found.agent_id &&
                 (found.agent_id == row->assignee_id || found.agent_id == solver_id);
    *given = (struct given){is_own ? found.agent_id : 0, is_there && !is_own,
                            rc == SUP_OK && found.is_rejected};
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* What is known of a ticket with each of its orders, as the rules of floors are asked. */
struct known {
    struct sup__slot *slots[SUP_FLOOR_ORDERS_MAX];
    uint32_t count; /* 0: not loaded */
};

static int32_t load_known(struct sup__unit *unit, const struct sup__ticket_row *row,
                          struct known *known)
{
    uint32_t orders = 1;
    int32_t rc = SUP_OK;
    while (rc == SUP_OK && known->count < orders && known->count < SUP_FLOOR_ORDERS_MAX) {
        rc = sup__ticket_order_slots(unit, row, known->count, &known->slots[known->count], &orders,
                                     NULL);
        known->count += rc == SUP_OK;
    }
    return rc;
}

/* Is a signature asked for? It is for any of the orders for which its condition is true, or cannot
 * be decided. */
static int32_t is_needed(struct sup__unit *unit, const struct sup__ticket_row *row,
                         const struct sup__signature *wanted, struct known *known, int *is_so)
{
    int32_t rc = wanted->when && !known->count ? load_known(unit, row, known) : SUP_OK;
    *is_so = !wanted->when;
    for (uint32_t i = 0; rc == SUP_OK && wanted->when && i < known->count && !*is_so; i++) {
        struct sup__case given = sup__policy_case(unit->policy, known->slots[i], unit->at_ms);
        *is_so = sup__condition_test(wanted->when, &given) != SUP__FALSE;
    }
    return rc;
}

struct unsigned_list {
    uint32_t *missing; /* which signatures, with room for all */
    int64_t *givers;   /* who gave it and may not have, of each; NULL: nobody wants to know */
    uint32_t count;
    uint32_t given; /* how many are there */
};

static int32_t find_unsigned(struct sup__unit *unit, const struct sup__ticket_row *row,
                             const struct sup__floor *floor, int64_t solver_id,
                             struct unsigned_list *list)
{
    struct known known = {.count = 0};
    list->count = list->given = 0;
    for (uint32_t i = 0; i < floor->resolution_count; i++) {
        const struct sup__signature *wanted = &floor->resolutions[i];
        struct given given;
        int is_missing = 0;
        int32_t rc = look_up(unit, row, wanted->name, solver_id, &given);
        list->given += rc == SUP_OK && given.is_given;
        if (rc == SUP_OK && !given.is_given) {
            is_missing = given.is_refused; /* until it is given, whatever else changes */
            rc = is_missing ? SUP_OK : is_needed(unit, row, wanted, &known, &is_missing);
        }
        if (rc != SUP_OK) {
            return rc;
        }
        if (is_missing) {
            if (list->givers) {
                list->givers[list->count] = given.agent_id;
            }
            list->missing[list->count++] = i;
        }
    }
    return SUP_OK;
}

int32_t sup__missing_signatures(struct sup__unit *unit, const struct sup__ticket_row *row,
                                const struct sup__floor *floor, uint32_t *missing, uint32_t *count)
{
    struct unsigned_list list = {.missing = missing};
    int32_t rc = find_unsigned(unit, row, floor, 0, &list);
    *count = list.count;
    return rc;
}

int32_t sup__review_signing(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__visit_row visit;
    uint32_t missing[SUP__POLICY_SIGNATURES_MAX];
    struct unsigned_list list = {.missing = missing};
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    const struct sup__floor *floor = rc == SUP_OK && sup__is_floor_work(&slot->row)
                                         ? sup__floor_of(unit->policy, &slot->row)
                                         : NULL;
    if (!floor || !floor->resolution_count) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    rc = sup__load_visit(unit, &row, &visit);
    if (rc != SUP_OK || !visit.is_current) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    rc = find_unsigned(unit, &row, floor, 0, &list);
    int64_t signing = list.count ? SUP__SIGNING_WAITS : list.given ? SUP__SIGNING_DONE : 0;
    if (rc != SUP_OK || signing == visit.signing) {
        return rc;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_SIGNING_CHANGED, ticket_id);
    event.row.number = signing;
    event.row.before = event.row.after = row.floor;
    return sup__emit(unit, &event);
}

static void list(struct sup__buffer *buffer, const char *what, const char *name, uint32_t *count)
{
    sup__buffer_text(buffer, (*count)++ ? ", " : "");
    sup__buffer_text(buffer, what);
    sup__buffer_text(buffer, name);
}

static int demands_to_solve(const struct sup__floor *floor)
{
    return floor && (floor->resolve_count || floor->resolution_count);
}

int sup__floor_demands_to_solve(const struct sup__unit *unit, const struct sup__ticket_row *row)
{
    return demands_to_solve(demanding(unit, row));
}

int32_t sup__check_resolution(struct sup__unit *unit, const struct sup__ticket_row *ticket)
{
    const struct sup__ticket_row row = *ticket; /* reading may move it */
    const struct sup__floor *floor = demanding(unit, &row);
    struct sup__texts evidence = {NULL, 0};
    uint32_t said = 0;
    if (!demands_to_solve(floor)) {
        return SUP_OK;
    }
    uint32_t missing[SUP__POLICY_SIGNATURES_MAX];
    int64_t givers[SUP__POLICY_SIGNATURES_MAX];
    struct unsigned_list signatures = {.missing = missing, .givers = givers};
    int64_t solver_id = unit->caller.actor_kind == SUP_ACTOR_AGENT ? unit->caller.actor_id : 0;
    int32_t rc =
        sup__missing_evidence(unit, row.id, floor->resolve, floor->resolve_count, &evidence);
    if (rc == SUP_OK) {
        rc = find_unsigned(unit, &row, floor, solver_id, &signatures);
    }
    if (rc != SUP_OK || (!evidence.count && !signatures.count)) {
        return rc;
    }
    struct sup__buffer *buffer = &unit->core->buffer;
    sup__buffer_clear(buffer);
    for (uint32_t i = 0; i < evidence.count; i++) {
        list(buffer, "the evidence ", evidence.items[i], &said);
    }
    for (uint32_t i = 0; i < signatures.count; i++) {
        list(buffer, "the signature ", floor->resolutions[missing[i]].name, &said);
        if (givers[i]) {
            sup__buffer_text(buffer, " of somebody else than agent ");
            sup__buffer_int(buffer, givers[i]);
            sup__buffer_text(buffer,
                             givers[i] == row.assignee_id ? ", who has it" : ", who solves it");
        }
    }
    return buffer->is_failed
               ? out_of_memory(unit)
               : sup__fail(unit->error, SUP_MSG_FLOOR_MISSING, "ticket_id",
                           "ticket %" PRId64 " is on the floor %s and may not be solved without %s",
                           row.id, floor->name, buffer->data);
}
