/*
 * floor_sign.c: signatures: to move up, to clear what is held, to solve.
 *
 * Nobody signs for themselves: not the move up that they asked for, not the clearance or the
 * solution of a ticket that they have, and not two signatures of one solution; and who has a
 * ticket does not answer the desk, which asks because it stalled with them. People sign: not the
 * host, whatever else it may do. A signature may be taken back while the ticket is not solved.
 * What a floor holds of remedies still when the ticket has left it is signed afterwards, by the
 * same people (floor_stands.c).
 */
#include "ops/floors/floors.h"

#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

struct signing {
    struct sup__unit *unit;
    const struct sup_floor_sign_params *params;
    struct sup__ticket_row row;
    struct sup__visit_row visit;
    const struct sup__floor *floor;
};

static int32_t not_wanted(struct signing *signing, const char *what)
{
    return sup__fail(signing->unit->error, SUP_MSG_FLOOR_UNWANTED, "kind",
                     "the floor %s of ticket %" PRId64 " asks for no %s", signing->floor->name,
                     signing->row.id, what);
}

static int32_t check_holder(struct signing *signing, const struct sup__holders *holders,
                            const char *what)
{
    struct sup__unit *unit = signing->unit;
    if (unit->caller.actor_kind == SUP_ACTOR_AGENT && sup__caller_holds(unit, holders)) {
        return SUP_OK;
    }
    const char *who = sup__holders_text(unit, holders);
    return who ? sup__fail(unit->error, SUP_MSG_FLOOR_SIGNER, "kind",
                           "%s of ticket %" PRId64 " is signed by %s, and %s %" PRId64
                           " is none of them",
                           what, signing->row.id, who, sup__actor_name(unit->caller.actor_kind),
                           unit->caller.actor_id)
               : SUP_NOMEM;
}

static int32_t not_own(struct signing *signing, const char *what)
{
    return sup__fail(signing->unit->error, SUP_MSG_FLOOR_OWN, "caller.actor_id",
                     "agent %" PRId64 " %s ticket %" PRId64 ": somebody else signs",
                     signing->unit->caller.actor_id, what, signing->row.id);
}

static int is_callers(const struct sup__unit *unit, int64_t kind, int64_t id)
{
    return unit->caller.actor_kind == kind && unit->caller.actor_id == id;
}

static int has_ticket(const struct signing *signing)
{
    return signing->row.assignee_id &&
           is_callers(signing->unit, SUP_ACTOR_AGENT, signing->row.assignee_id);
}

static struct sup__event new_event(const struct signing *signing)
{
    const struct sup_floor_sign_params *params = signing->params;
    struct sup__event event = sup__event_new(signing->unit, SUP__E_FLOOR_SIGNED, signing->row.id);
    event.row.number = params->kind;
    event.row.before = params->is_rejected ? "rejected" : NULL;
    event.row.after = signing->row.floor;
    event.body = params->note && params->note[0] ? params->note : NULL;
    return event;
}

/* ---- to move up ---- */

/* A limit that passed while somebody's own request waited was only told. Now nothing waits: the
 * desk does what it would have done. */
static int32_t ask_for_limit(struct signing *signing)
{
    struct sup__unit *unit = signing->unit;
    struct sup__turn turn;
    sup__unit_desks_turn(unit, unit->caller.now_ms, &turn);
    int32_t rc = sup__floor_settle(unit, signing->row.id);
    sup__unit_turn_back(unit, &turn);
    return rc;
}

static int32_t sign_move_up(struct signing *signing)
{
    struct sup__unit *unit = signing->unit;
    const struct sup__visit_row *visit = &signing->visit;
    if (!signing->floor->has_sign_off) {
        return not_wanted(signing, "sign-off to move up");
    }
    if (sup__visit_waits(visit) != SUP_SIGN_MOVE_UP) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_NOT_ASKED, "kind",
                         "nobody asked for ticket %" PRId64 " to move up", signing->row.id);
    }
    int32_t rc = check_holder(signing, &signing->floor->movers, "the move up");
    if (rc == SUP_OK && is_callers(unit, visit->asked_kind, visit->asked_by) &&
        unit->caller.actor_kind == SUP_ACTOR_AGENT) {
        rc = not_own(signing, "asked for the move up of");
    }
    if (rc == SUP_OK && visit->asked_why == SUP_FLOOR_STALLED && has_ticket(signing)) {
        rc = not_own(signing, "has");
    }
    /* The desk's own request gives no reason in words: who signs it does. */
    if (rc == SUP_OK && signing->floor->needs_justification &&
        visit->asked_why == SUP_FLOOR_STALLED &&
        !(signing->params->note && signing->params->note[0])) {
        rc = sup__fail(unit->error, SUP_MSG_FLOOR_JUSTIFICATION, "note",
                       "the desk itself asked for the move up of ticket %" PRId64
                       ": who answers says why",
                       signing->row.id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = new_event(signing);
    rc = sup__emit(unit, &event);
    if (rc == SUP_OK && signing->params->is_rejected) {
        return ask_for_limit(signing);
    }
    int32_t current = sup__floor_current(unit->policy, &signing->row);
    struct sup__floor_step step = {
        .to = sup__names_find(&unit->policy->floor_names, visit->asked_floor),
        .why = (int32_t)visit->asked_why,
        .signed_by = unit->caller.actor_id};
    /* By a policy that came in between, where it was to go may be no way up any more. */
    step.to = step.to > current ? step.to : current + 1;
    return rc == SUP_OK && step.to < (int32_t)unit->policy->floor_count
               ? sup__floor_rise(unit, signing->row.id, &step)
               : rc;
}

/* ---- clearance ---- */

/* What the ticket brought from there or from below is signed for with it. */
static int32_t sign_below(struct signing *signing, int32_t until)
{
    struct sup__unit *unit = signing->unit;
    return signing->params->is_rejected
               ? SUP_OK
               : sup__sign_below(unit, signing->row.id,
                                 (int32_t)(signing->floor - unit->policy->floors), until);
}

static int32_t sign_clearance(struct signing *signing)
{
    struct sup__unit *unit = signing->unit;
    int is_held = 0;
    for (uint32_t i = 0; i < signing->floor->hold_count; i++) {
        is_held |= signing->floor->holds[i].until == SUP__HOLD_CLEARANCE;
    }
    if (!is_held) {
        return not_wanted(signing, "clearance");
    }
    int32_t rc = check_holder(signing, &signing->floor->clearers, "the clearance");
    if (rc == SUP_OK && !signing->params->is_rejected && has_ticket(signing)) {
        rc = not_own(signing, "has");
    }
    if (rc == SUP_OK && !signing->params->is_rejected &&
        sup__is_cleared(&signing->row, &signing->visit)) {
        rc = sup__fail(unit->error, SUP_MSG_FLOOR_SIGNED, "kind",
                       "what is held on ticket %" PRId64 " was cleared already", signing->row.id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = new_event(signing);
    rc = sup__emit(unit, &event);
    return rc == SUP_OK ? sign_below(signing, SUP__HOLD_CLEARANCE) : rc;
}

/* ---- the resolution ---- */

static int is_signature(const struct sup__floor *floor, const char *name)
{
    uint32_t i = 0;
    while (i < floor->resolution_count && strcmp(floor->resolutions[i].name, name) != 0) {
        i++;
    }
    return i < floor->resolution_count;
}

static int32_t unknown_signature(struct signing *signing, const char *name)
{
    struct sup__unit *unit = signing->unit;
    const struct sup__floor *floor = signing->floor;
    const char **names =
        sup__arena_alloc(unit->repo.arena, (floor->resolution_count + 1) * sizeof *names);
    if (!names) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    for (uint32_t i = 0; i < floor->resolution_count; i++) {
        names[i] = floor->resolutions[i].name;
    }
    int32_t rc = sup__fail(unit->error, SUP_MSG_FLOOR_UNWANTED, "signature",
                           "the floor %s has no signature '%s'", floor->name, name);
    const char *nearest = sup__nearest(name, names, floor->resolution_count);
    if (nearest) {
        sup__hint(unit->error, "did you mean '%s'?", nearest);
    }
    return rc;
}

static int32_t find_signature(struct signing *signing, const uint32_t *missing, uint32_t count,
                              const struct sup__signature **out)
{
    struct sup__unit *unit = signing->unit;
    const struct sup__floor *floor = signing->floor;
    const char *name = signing->params->signature;
    const struct sup__signature *first = NULL; /* that the caller may give */
    for (uint32_t i = 0; i < count; i++) {
        const struct sup__signature *wanted = &floor->resolutions[missing[i]];
        if (name ? strcmp(wanted->name, name) == 0 : sup__caller_holds(unit, &wanted->holders)) {
            first = first ? first : wanted;
        }
    }
    *out = first;
    if (first) {
        return SUP_OK;
    }
    if (name && !is_signature(floor, name)) {
        return unknown_signature(signing, name);
    }
    if (count && !name) { /* the first that is missing names who may */
        *out = &floor->resolutions[missing[0]];
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_FLOOR_SIGNED, "signature",
                     "the resolution of ticket %" PRId64 " needs no %s now", signing->row.id,
                     name ? name : "signature");
}

/* The signature of this stay that the caller gave already; NULL: none. */
static int32_t find_own(struct signing *signing, const struct sup__signature **own)
{
    struct sup__unit *unit = signing->unit;
    const struct sup__floor *floor = signing->floor;
    *own = NULL;
    if (unit->caller.actor_kind != SUP_ACTOR_AGENT) {
        return SUP_OK;
    }
    for (uint32_t i = 0; !*own && i < floor->resolution_count; i++) {
        struct sup__signature_row row = {.tenant = unit->head.tenant,
                                         .ticket_id = signing->row.id,
                                         .position = signing->row.visit_count,
                                         .name = floor->resolutions[i].name};
        int32_t rc = sup__get(&unit->repo, SUP__T_SIGNATURE, &row);
        if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
            return rc;
        }
        if (rc == SUP_OK && !row.is_rejected && row.agent_id == unit->caller.actor_id) {
            *own = &floor->resolutions[i];
        }
    }
    return SUP_OK;
}

static int is_named(const struct signing *signing, const char *name)
{
    const char *wanted = signing->params->signature;
    return !wanted || strcmp(wanted, name) == 0;
}

static int32_t check_signer(struct signing *signing, const struct sup__signature *wanted,
                            const struct sup__signature *own)
{
    int32_t rc = check_holder(signing, &wanted->holders, "the resolution");
    if (rc == SUP_OK && has_ticket(signing)) {
        return not_own(signing, "has");
    }
    return rc == SUP_OK && own && own != wanted
               ? not_own(signing, "signed already the resolution of")
               : rc;
}

static int32_t sign_resolution(struct signing *signing)
{
    struct sup__unit *unit = signing->unit;
    const struct sup__floor *floor = signing->floor;
    const struct sup__signature *wanted = NULL;
    const struct sup__signature *own = NULL;
    uint32_t count = 0;
    if (!floor->resolution_count) {
        return not_wanted(signing, "signature of its resolution");
    }
    uint32_t *missing =
        sup__arena_alloc(unit->repo.arena, floor->resolution_count * sizeof *missing);
    if (!missing) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = find_own(signing, &own);
    if (rc == SUP_OK) {
        rc = sup__missing_signatures(unit, &signing->row, floor, missing, &count);
    }
    if (rc == SUP_OK && own && signing->params->is_rejected && is_named(signing, own->name)) {
        wanted = own;
    } else if (rc == SUP_OK) {
        rc = find_signature(signing, missing, count, &wanted);
        rc = rc == SUP_OK ? check_signer(signing, wanted, own) : rc;
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = new_event(signing);
    event.row.after = wanted->name;
    event.payload.needs_signing = signing->params->is_rejected || count > 1;
    rc = sup__emit(unit, &event);
    return rc == SUP_OK && !event.payload.needs_signing ? sign_below(signing, SUP__HOLD_RESOLUTION)
                                                        : rc;
}

/* ---- what is over ---- */

/* Why the caller may not sign what stands. */
static int32_t check_left(struct signing *signing, const struct sup__standing *standing)
{
    const struct sup__floor *floor = signing->floor;
    const struct sup__holders *holders =
        standing->hold->until == SUP__HOLD_CLEARANCE ? &floor->clearers
        : standing->hold->until == SUP__HOLD_MOVE_UP ? &floor->movers
                                                     : &floor->resolutions[0].holders;
    const char *name = signing->params->signature;
    if (has_ticket(signing)) {
        return not_own(signing, "has");
    }
    if (name && standing->hold->until == SUP__HOLD_RESOLUTION && !is_signature(floor, name)) {
        return unknown_signature(signing, name);
    }
    int32_t rc = check_holder(signing, holders, "what is held");
    return rc == SUP_OK ? not_own(signing, "asked for it or gave another signature of") : rc;
}

static int32_t sign_left(struct signing *signing, const struct sup__standing *standing)
{
    struct sup__unit *unit = signing->unit;
    int is_own = 0;
    signing->floor = &unit->policy->floors[standing->floor];
    int32_t rc = sup__may_sign_standing(unit, sup__acting_agent(unit), standing,
                                        signing->params->signature, &is_own);
    if (rc == SUP_OK && !is_own) {
        rc = check_left(signing, standing);
    }
    return rc == SUP_OK ? sup__sign_standing(unit, standing, signing->params->signature,
                                             signing->params->note)
                        : rc;
}

/* Who is asked for that sign-off on the stay that the ticket is on. */
enum { WANTED_OF_NOBODY, WANTED_OF_OTHERS, WANTED_OF_CALLER };

static int32_t find_wanted(struct signing *signing, int *wanted)
{
    struct sup__unit *unit = signing->unit;
    const struct sup__floor *floor = signing->floor;
    uint32_t missing[SUP__POLICY_SIGNATURES_MAX];
    uint32_t count = 0;
    int is_asked = 0;
    int is_own = 0;
    int32_t rc = SUP_OK;
    switch (signing->params->kind) {
    case SUP_SIGN_MOVE_UP:
        is_asked = sup__visit_waits(&signing->visit) == SUP_SIGN_MOVE_UP;
        is_own = sup__caller_holds(unit, &floor->movers);
        break;
    case SUP_SIGN_CLEARANCE:
        for (uint32_t i = 0; i < floor->hold_count; i++) {
            is_asked |= floor->holds[i].until == SUP__HOLD_CLEARANCE;
        }
        is_asked = is_asked && !sup__is_cleared(&signing->row, &signing->visit);
        is_own = sup__caller_holds(unit, &floor->clearers);
        break;
    default:
        rc = sup__missing_signatures(unit, &signing->row, floor, missing, &count);
        is_asked = count != 0;
        for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
            is_own |= sup__caller_holds(unit, &floor->resolutions[missing[i]].holders);
        }
    }
    *wanted = !is_asked ? WANTED_OF_NOBODY : is_own ? WANTED_OF_CALLER : WANTED_OF_OTHERS;
    return rc;
}

/* What the ticket has left and is not signed comes after what is wanted of the caller where it is;
 * a refusal changes nothing of it: it is held all the same. No visit: nothing does. */
static int32_t find_left(struct signing *signing, int wanted, struct sup__standing *standing)
{
    int is_own = 0;
    if (signing->params->is_rejected || wanted == WANTED_OF_CALLER) {
        return SUP_OK;
    }
    int32_t rc = sup__find_standing(signing->unit, signing->row.id, signing->params->kind,
                                    signing->params->signature, standing, &is_own);
    if (wanted == WANTED_OF_OTHERS && !is_own) {
        standing->visit = NULL;
    }
    return rc;
}

/* Whenever it is said to have been signed: not before it was asked for, nor before the ticket was
 * there. */
static void sign_no_earlier(struct signing *signing)
{
    const struct sup__visit_row *visit = &signing->visit;
    struct sup__unit *unit = signing->unit;
    int64_t since_ms = visit->arrived_ms;
    if (sup__visit_waits(visit) == SUP_SIGN_MOVE_UP && signing->params->kind == SUP_SIGN_MOVE_UP &&
        visit->asked_ms > since_ms) {
        since_ms = visit->asked_ms;
    }
    unit->at_ms = unit->at_ms > since_ms ? unit->at_ms : since_ms;
}

static int32_t sign_stay(struct signing *signing)
{
    struct sup__unit *unit = signing->unit;
    struct sup__standing standing = {0};
    int wanted = WANTED_OF_NOBODY;
    int32_t rc = sup__load_visit(unit, &signing->row, &signing->visit);
    int is_there = rc == SUP_OK && signing->visit.is_current && signing->floor;
    /* Of one stay that lasts nothing was left. */
    int is_left = sup__is_any_money_held(unit->policy) &&
                  (!is_there || signing->row.visit_count > 1 || signing->row.member_count);
    rc = rc == SUP_NOT_FOUND ? SUP_OK : rc;
    if (rc == SUP_OK && is_there && is_left) {
        rc = find_wanted(signing, &wanted);
    }
    rc = rc == SUP_OK && is_left ? find_left(signing, wanted, &standing) : rc;
    if (rc != SUP_OK) {
        return rc;
    }
    if (standing.visit) {
        return sign_left(signing, &standing);
    }
    if (!signing->floor) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_NONE, "ticket_id",
                         "ticket %" PRId64 " is on no floor: there is nothing to sign",
                         signing->row.id);
    }
    if (!is_there) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_OVER, "ticket_id",
                         "ticket %" PRId64 " is on no floor now: there is nothing to sign",
                         signing->row.id);
    }
    sign_no_earlier(signing);
    return signing->params->kind == SUP_SIGN_MOVE_UP     ? sign_move_up(signing)
           : signing->params->kind == SUP_SIGN_CLEARANCE ? sign_clearance(signing)
                                                         : sign_resolution(signing);
}

int32_t sup__op_floor_sign(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    struct signing signing = {.unit = unit, .params = in};
    struct sup__ticket_slot *slot = NULL;
    (void)result;
    int32_t rc = sup__load_ticket(unit, signing.params->ticket_id, signing.params->version, &slot);
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    signing.row = slot->row;
    signing.floor = sup__floor_of(unit->policy, &signing.row);
    rc = sign_stay(&signing);
    return rc == SUP_OK ? sup__ticket_receipt(unit, signing.row.id, signing.row.id, receipt) : rc;
}
