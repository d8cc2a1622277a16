/*
 * floor_stands.c: what a floor goes on holding of remedies when its ticket has left it.
 *
 * However a stay ends, be it by rising, by being taken down, solved, closed or merged, what the
 * floor held until a sign-off is held until that is given: else who is restrained would lift it by
 * leaving. Whoever may give the sign-off gives it afterwards, also on a closed ticket. Closing a
 * ticket or taking it down is a sign-off by whom may give it, and nothing by anybody else. What is
 * signed on a floor is signed for all that the ticket, or a part of it, brought from there or from
 * below. What a floor held then is said by the event that ends the stay, so that a table can list
 * what waits: a policy that holds more begins with the stays that end under it, and by one that has
 * no such floor or hold any more nothing stands. What an import said that a ticket of its own left
 * was decided elsewhere.
 */
#include "ops/bodies.h"
#include "ops/erasure/erase.h"
#include "ops/floors/floors.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"
#include "policy/decide.h"

#include <string.h>

static const int32_t sign_kinds[] = {[SUP__HOLD_CLEARANCE] = SUP_SIGN_CLEARANCE,
                                     [SUP__HOLD_MOVE_UP] = SUP_SIGN_MOVE_UP,
                                     [SUP__HOLD_RESOLUTION] = SUP_SIGN_RESOLUTION};

int sup__is_money_held(const struct sup__hold *hold)
{
    return sup__hold_lists(hold, "authority.execute");
}

/* Until which sign-offs a floor holds remedies, a bit each. */
static int64_t money_holds(const struct sup__floor *floor)
{
    int64_t holds = 0;
    for (uint32_t i = 0; i < floor->hold_count; i++) {
        if (sup__is_money_held(&floor->holds[i])) {
            holds |= sup__hold_bit(sign_kinds[floor->holds[i].until]);
        }
    }
    return holds;
}

int sup__is_any_money_held(const struct sup__policy *policy)
{
    for (uint32_t i = 0; policy && i < policy->floor_count; i++) {
        if (money_holds(&policy->floors[i])) {
            return 1;
        }
    }
    return 0;
}

int32_t sup__hold_sign_kind(const struct sup__hold *hold)
{
    return sign_kinds[hold->until];
}

int sup__is_lifted(const struct sup__hold *hold, const struct sup__visit_row *visit)
{
    return sup__is_signed_off(visit, sup__hold_sign_kind(hold));
}

/* Whether it ends the stay that the ticket is on, as the fold decides it. */
static int ends_stay(const struct sup__event *event, const struct sup__ticket_row *row)
{
    const char *floor = event->payload.floor;
    switch (event->row.kind) {
    case SUP__E_TICKET_MOVED:
        return event->row.number >= SUP_CATEGORY_SOLVED;
    case SUP__E_TICKET_MERGED:
        return 1;
    default:
        return floor && strcmp(floor, row->floor) != 0;
    }
}

int32_t sup__floor_say_holds(struct sup__unit *unit, struct sup__event *event)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__ticket_slot *slot = NULL;
    int is_meant = event->row.kind == SUP__E_TICKET_MERGED || event->payload.floor ||
                   (event->row.kind == SUP__E_TICKET_MOVED && event->row.number >= SUP_CATEGORY_SOLVED);
    if (!is_meant || !policy->floor_count || event->row.kind == SUP__E_TICKET_OPENED) {
        return SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, event->row.ticket_id, &slot);
    if (rc != SUP_OK || !slot->row.stay_rank || !slot->row.floor ||
        (unit->is_import && slot->row.is_imported) || !ends_stay(event, &slot->row)) {
        return rc;
    }
    int32_t floor = sup__names_find(&policy->floor_names, slot->row.floor);
    event->payload.holds = floor < 0 ? 0 : money_holds(&policy->floors[floor]);
    return SUP_OK;
}

/* ---- stays ---- */

int32_t sup__load_stays(struct sup__unit *unit, int64_t ticket_id, struct sup__rows *rows)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_VISIT, .prefix_count = 2, .prefix = prefix};
    struct sup__ticket_slot *slot = NULL;
    struct sup__visit_row stay;
    uint32_t before = rows->count;
    int32_t rc = sup__rows_more(unit, &scan, rows);
    if (rc == SUP_OK && rows->count == before) { /* where there are rows no stay is plain */
        rc = sup__unit_ticket(unit, ticket_id, &slot);
    }
    return rc == SUP_OK && slot && sup__plain_stay(&slot->row, &stay)
               ? sup__rows_add(unit, SUP__T_VISIT, &stay, rows)
               : rc;
}

int32_t sup__load_all_stays(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                            struct sup__rows *rows)
{
    int64_t id = ticket->id;
    int64_t member_count = ticket->member_count;
    int32_t rc = sup__load_stays(unit, id, rows);
    if (rc != SUP_OK || !member_count) {
        return rc;
    }
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    if (!members) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    rc = sup__load_members(unit, id, members);
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        rc = sup__load_stays(unit, members->rows[i].ticket_id, rows);
    }
    return rc;
}

/* The ticket as it was on that stay, with whoever has it now. */
static int32_t load_left(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                         const struct sup__visit_row *visit, struct sup__ticket_row *left)
{
    struct sup__ticket_slot *slot = NULL;
    int64_t assignee_id = ticket->assignee_id;
    int32_t rc = SUP_OK;
    *left = *ticket;
    if (visit->ticket_id != left->id) {
        rc = sup__unit_ticket(unit, visit->ticket_id, &slot);
        *left = rc == SUP_OK ? slot->row : *left;
    }
    left->assignee_id = assignee_id;
    left->visit_count = visit->position;
    return rc;
}

/* Which signatures of a resolution are missing on a stay that is over. */
static int32_t find_missing(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                            const struct sup__visit_row *visit, const struct sup__floor *floor,
                            uint32_t *missing, uint32_t *count)
{
    struct sup__ticket_row left;
    int32_t rc = load_left(unit, ticket, visit, &left);
    *count = 0;
    return rc == SUP_OK ? sup__missing_signatures(unit, &left, floor, missing, count) : rc;
}

int32_t sup__standing_missing(struct sup__unit *unit, const struct sup__standing *standing,
                              uint32_t *missing, uint32_t *count)
{
    return find_missing(unit, standing->ticket, standing->visit,
                        &unit->policy->floors[standing->floor], missing, count);
}

int32_t sup__is_standing(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                         const struct sup__visit_row *visit, const struct sup__floor *floor,
                         const struct sup__hold *hold, int *is_so)
{
    uint32_t missing[SUP__POLICY_SIGNATURES_MAX];
    uint32_t count = 1;
    int32_t rc = SUP_OK;
    *is_so = 0;
    int is_held = (visit->holds & sup__hold_bit(sup__hold_sign_kind(hold))) != 0;
    if (visit->is_current || !is_held || sup__is_lifted(hold, visit)) {
        return SUP_OK;
    }
    if (hold->until == SUP__HOLD_RESOLUTION) { /* its conditions may say otherwise by now */
        rc = find_missing(unit, ticket, visit, floor, missing, &count);
    }
    *is_so = rc == SUP_OK && count != 0;
    return rc;
}

static int32_t add_standing(struct sup__unit *unit, struct sup__standings *all,
                            const struct sup__standing *standing)
{
    if (all->count == all->room) {
        uint32_t room = all->room ? 2 * all->room : 8;
        struct sup__standing *items = sup__arena_alloc(unit->repo.arena, room * sizeof *items);
        if (!items) {
            return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
        }
        if (all->count) {
            memcpy(items, all->items, all->count * sizeof *items);
        }
        all->items = items;
        all->room = room;
    }
    all->items[all->count++] = *standing;
    return SUP_OK;
}

int32_t sup__add_standing(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                          const struct sup__visit_row *visit, struct sup__standings *all)
{
    int32_t index = sup__names_find(&unit->policy->floor_names, visit->floor);
    const struct sup__floor *floor = index < 0 ? NULL : &unit->policy->floors[index];
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && floor && i < floor->hold_count; i++) {
        const struct sup__standing standing = {ticket, visit, &floor->holds[i], index};
        int is_so = 0;
        rc = sup__is_money_held(standing.hold)
                 ? sup__is_standing(unit, ticket, visit, floor, standing.hold, &is_so)
                 : SUP_OK;
        rc = rc == SUP_OK && is_so ? add_standing(unit, all, &standing) : rc;
    }
    return rc;
}

int32_t sup__load_standing(struct sup__unit *unit, int64_t ticket_id, struct sup__standings *all)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__rows rows = {0};
    *all = (struct sup__standings){0};
    int32_t rc =
        sup__is_any_money_held(unit->policy) ? sup__unit_ticket(unit, ticket_id, &slot) : SUP_OK;
    if (rc != SUP_OK || !slot || !(slot->row.floor || slot->row.member_count)) {
        return rc;
    }
    struct sup__ticket_row *ticket = sup__arena_alloc(unit->repo.arena, sizeof *ticket);
    if (!ticket) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    *ticket = slot->row;
    rc = sup__load_all_stays(unit, ticket, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        rc = sup__add_standing(unit, ticket, sup__rows_at(&rows, i), all);
    }
    return rc;
}

/* ---- signing what was left ---- */

const struct sup__agent_row *sup__acting_agent(const struct sup__unit *unit)
{
    int is_agent = unit->caller.actor_kind == SUP_ACTOR_AGENT &&
                   unit->actor.id == unit->caller.actor_id;
    return is_agent ? &unit->actor : NULL;
}

static int agent_holds(const struct sup__unit *unit, const struct sup__agent_row *who,
                 const struct sup__holders *holders)
{
    return sup__holds(unit->policy, holders, who->id, who->roles);
}

static int is_asker(const struct sup__agent_row *who, const struct sup__visit_row *visit)
{
    return visit->asked_kind == SUP_ACTOR_AGENT && visit->asked_by == who->id;
}

/* What of a resolution they may sign there: nobody gives two signatures of one. */
static int32_t find_own_signature(struct sup__unit *unit, const struct sup__agent_row *who,
                                  const struct sup__standing *standing, const char *name,
                                  const struct sup__signature **wanted)
{
    const struct sup__floor *floor = &unit->policy->floors[standing->floor];
    const struct sup__visit_row *visit = standing->visit;
    uint32_t missing[SUP__POLICY_SIGNATURES_MAX];
    uint32_t count = 0;
    int is_given = 0;
    *wanted = NULL;
    int32_t rc = sup__standing_missing(unit, standing, missing, &count);
    for (uint32_t i = 0; rc == SUP_OK && i < floor->resolution_count; i++) {
        struct sup__signature_row row = {.tenant = visit->tenant,
                                         .ticket_id = visit->ticket_id,
                                         .position = visit->position,
                                         .name = floor->resolutions[i].name};
        rc = sup__get(&unit->repo, SUP__T_SIGNATURE, &row);
        is_given |= rc == SUP_OK && !row.is_rejected && row.agent_id == who->id;
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    for (uint32_t i = 0; rc == SUP_OK && !is_given && !*wanted && i < count; i++) {
        const struct sup__signature *signature = &floor->resolutions[missing[i]];
        int is_meant = !name || strcmp(name, signature->name) == 0;
        *wanted = is_meant && agent_holds(unit, who, &signature->holders) ? signature : NULL;
    }
    return rc;
}

int32_t sup__may_sign_standing(struct sup__unit *unit, const struct sup__agent_row *who,
                               const struct sup__standing *standing, const char *signature,
                               int *is_so)
{
    const struct sup__floor *floor = &unit->policy->floors[standing->floor];
    const struct sup__signature *wanted = NULL;
    int32_t rc = SUP_OK;
    *is_so = who && who->id != standing->ticket->assignee_id;
    if (!*is_so) {
        return SUP_OK;
    }
    switch (standing->hold->until) {
    case SUP__HOLD_CLEARANCE:
        *is_so = agent_holds(unit, who, &floor->clearers);
        return SUP_OK;
    case SUP__HOLD_MOVE_UP:
        *is_so = agent_holds(unit, who, &floor->movers) && !is_asker(who, standing->visit);
        return SUP_OK;
    default:
        rc = find_own_signature(unit, who, standing, signature, &wanted);
        *is_so = wanted != NULL;
        return rc;
    }
}

static int32_t emit_signed(struct sup__unit *unit, const struct sup__standing *standing,
                           const char *name, int is_last, const char *note)
{
    const struct sup__visit_row *visit = standing->visit;
    struct sup__event event = sup__event_new(unit, SUP__E_FLOOR_HOLD_SIGNED, standing->ticket->id);
    event.row.subject_id = visit->ticket_id;
    event.row.number = sign_kinds[standing->hold->until];
    event.row.before = visit->floor;
    event.row.after = name ? name : visit->floor;
    event.payload.position = visit->position;
    event.payload.needs_signing = !is_last;
    event.body = note && note[0] ? note : NULL;
    return sup__emit(unit, &event);
}

/* All that is missing, by one who signed for the whole. */
static int32_t sign_all(struct sup__unit *unit, const struct sup__standing *standing)
{
    const struct sup__floor *floor = &unit->policy->floors[standing->floor];
    uint32_t missing[SUP__POLICY_SIGNATURES_MAX];
    uint32_t count = 0;
    int is_resolution = standing->hold->until == SUP__HOLD_RESOLUTION;
    int32_t rc = is_resolution ? sup__standing_missing(unit, standing, missing, &count)
                               : emit_signed(unit, standing, NULL, 1, NULL);
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        rc = emit_signed(unit, standing, floor->resolutions[missing[i]].name, i + 1 == count, NULL);
    }
    return rc;
}

/* One signature, as far as the caller may give it. */
static int32_t sign_own(struct sup__unit *unit, const struct sup__standing *standing,
                        const char *signature, const char *note)
{
    const struct sup__signature *wanted = NULL;
    uint32_t missing[SUP__POLICY_SIGNATURES_MAX];
    uint32_t count = 1;
    int32_t rc = SUP_OK;
    if (standing->hold->until == SUP__HOLD_RESOLUTION) {
        rc = sup__standing_missing(unit, standing, missing, &count);
        rc = rc == SUP_OK ? find_own_signature(unit, sup__acting_agent(unit), standing, signature,
                                               &wanted)
                          : rc;
    }
    return rc == SUP_OK
               ? emit_signed(unit, standing, wanted ? wanted->name : NULL, count == 1, note)
               : rc;
}

/* Two holds of a floor may name the same sign-off, which is given once. */
static int is_again(const struct sup__standings *all, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++) {
        if (all->items[i].visit == all->items[index].visit &&
            all->items[i].hold->until == all->items[index].hold->until) {
            return 1;
        }
    }
    return 0;
}

int32_t sup__sign_left(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__standings all;
    if (unit->is_import || unit->caller.actor_kind != SUP_ACTOR_AGENT ||
        !sup__may(unit, "floor.sign")) {
        return SUP_OK;
    }
    int32_t rc = sup__load_standing(unit, ticket_id, &all);
    for (uint32_t i = 0; rc == SUP_OK && i < all.count; i++) {
        int is_so = 0;
        rc = is_again(&all, i) ? SUP_OK
                               : sup__may_sign_standing(unit, sup__acting_agent(unit),
                                                        &all.items[i], NULL, &is_so);
        rc = rc == SUP_OK && is_so ? sign_own(unit, &all.items[i], NULL, NULL) : rc;
    }
    return rc;
}

int32_t sup__sign_below(struct sup__unit *unit, int64_t ticket_id, int32_t floor, int32_t until)
{
    const struct sup__floor *from = &unit->policy->floors[floor];
    struct sup__standings all = {0};
    struct sup__ticket_slot *slot = NULL;
    int is_of_money = 0;
    for (uint32_t i = 0; i < from->hold_count; i++) {
        is_of_money |= from->holds[i].until == until && sup__is_money_held(&from->holds[i]);
    }
    int32_t rc = is_of_money ? sup__unit_ticket(unit, ticket_id, &slot) : SUP_OK;
    if (rc == SUP_OK && slot && (slot->row.visit_count > 1 || slot->row.member_count)) {
        rc = sup__load_standing(unit, ticket_id, &all);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < all.count; i++) {
        int is_below = all.items[i].floor <= floor && !is_again(&all, i);
        rc = is_below ? sign_all(unit, &all.items[i]) : SUP_OK;
    }
    return rc;
}

int32_t sup__find_standing(struct sup__unit *unit, int64_t ticket_id, int32_t kind,
                           const char *signature, struct sup__standing *found, int *is_own)
{
    struct sup__standings all;
    *found = (struct sup__standing){0};
    *is_own = 0;
    int32_t rc = sup__load_standing(unit, ticket_id, &all);
    for (uint32_t i = 0; rc == SUP_OK && !*is_own && i < all.count; i++) {
        if (sign_kinds[all.items[i].hold->until] != kind) {
            continue;
        }
        rc = sup__may_sign_standing(unit, sup__acting_agent(unit), &all.items[i], signature,
                                    is_own);
        if (*is_own || !found->visit) {
            *found = all.items[i];
        }
    }
    return rc;
}

int32_t sup__sign_standing(struct sup__unit *unit, const struct sup__standing *standing,
                           const char *signature, const char *note)
{
    int64_t ticket_id = standing->ticket->id;
    struct sup__visit_row visit;
    int32_t rc = sign_own(unit, standing, signature, note);
    visit = *standing->visit;
    rc = rc == SUP_OK ? sup__get(&unit->repo, SUP__T_VISIT, &visit) : rc;
    return rc == SUP_OK && sup__is_lifted(standing->hold, &visit)
               ? sup__sign_below(unit, ticket_id, standing->floor, standing->hold->until)
               : rc;
}
