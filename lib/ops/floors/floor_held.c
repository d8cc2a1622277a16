/*
 * floor_held.c: what is held of a ticket, until which sign-off and by whom that is given.
 *
 * First what the floor that it is on holds, then what stays that are over go on holding of remedies
 * (floor_stands.c): of the ticket itself and of its parts, and of a part what its own stays hold.
 */
#include "ops/bodies.h"
#include "ops/floors/floors.h"

#include "base/message.h"

#include <string.h>

struct showing {
    struct sup__unit *unit;
    struct sup_floor_explanation *out;
    struct sup_floor_held *items;
    int *failed;
};

/* Who may give all signatures that are missing; NULL: no memory. */
static const char *resolvers_text(struct sup__unit *unit, const struct sup__floor *floor,
                                  const uint32_t *missing, uint32_t count)
{
    const char *from[SUP__POLICY_SIGNATURES_MAX];
    size_t bytes = 1;
    for (uint32_t i = 0; i < count; i++) {
        from[i] = sup__holders_text(unit, &floor->resolutions[missing[i]].holders);
        if (!from[i]) {
            return NULL;
        }
        bytes += strlen(from[i]) + 1;
    }
    char *joined = sup__arena_alloc(unit->repo.arena, bytes);
    char *at = joined;
    if (!joined) {
        (void)sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
        return NULL;
    }
    *at = 0;
    for (uint32_t i = 0; i < count; i++) {
        size_t length = strlen(from[i]);
        if (at != joined) {
            *at++ = ' ';
        }
        memcpy(at, from[i], length + 1);
        at += length;
    }
    return joined;
}

static int32_t find_signers(const struct showing *showing, const struct sup__standing *held,
                            const char **from)
{
    struct sup__unit *unit = showing->unit;
    const struct sup__floor *floor = &unit->policy->floors[held->floor];
    uint32_t missing[SUP__POLICY_SIGNATURES_MAX];
    uint32_t count = 0;
    int32_t rc = SUP_OK;
    switch (held->hold->until) {
    case SUP__HOLD_CLEARANCE:
        *from = sup__holders_text(unit, &floor->clearers);
        break;
    case SUP__HOLD_MOVE_UP:
        *from = sup__holders_text(unit, &floor->movers);
        break;
    default:
        rc = held->visit->is_current
                 ? sup__missing_signatures(unit, held->ticket, floor, missing, &count)
                 : sup__standing_missing(unit, held, missing, &count);
        *from = rc == SUP_OK ? resolvers_text(unit, floor, missing, count) : NULL;
    }
    return rc == SUP_OK && !*from ? SUP_NOMEM : rc;
}

/* Of a stay that is over only what is for remedies goes on. */
static int goes_on(const char *const *action)
{
    const struct sup__hold one = {.action_count = 1, .actions = action};
    return sup__is_money_held(&one);
}

static int32_t show(struct showing *showing, const struct sup__standing *held)
{
    static const char *const until[] = {[SUP__HOLD_CLEARANCE] = "clearance",
                                        [SUP__HOLD_MOVE_UP] = "move_up",
                                        [SUP__HOLD_RESOLUTION] = "resolution"};
    const struct sup__hold *hold = held->hold;
    const struct sup__visit_row *visit = held->visit;
    struct sup_floor_explanation *out = showing->out;
    const char *from = NULL;
    int32_t rc = find_signers(showing, held, &from);
    for (uint32_t i = 0; rc == SUP_OK && i < hold->action_count; i++) {
        if (!visit->is_current && !goes_on(&hold->actions[i])) {
            continue;
        }
        showing->items[out->held_count++] = (struct sup_floor_held){
            .action = sup__result_text(out, hold->actions[i], showing->failed),
            .until = sup__result_text(out, until[hold->until], showing->failed),
            .from = sup__result_text(out, from, showing->failed),
            .floor = sup__result_text(out, showing->unit->policy->floors[held->floor].name,
                                      showing->failed),
            .ticket_id = visit->ticket_id,
            .position = visit->position,
            .left_ms = visit->is_current ? 0 : visit->left_ms};
    }
    return rc;
}

static int32_t show_current(struct showing *showing, const struct sup__ticket_row *row,
                            const struct sup__visit_row *visit)
{
    const struct sup__policy *policy = showing->unit->policy;
    int32_t index = sup__floor_current(policy, row);
    const struct sup__floor *floor = index < 0 ? NULL : &policy->floors[index];
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && floor && i < floor->hold_count; i++) {
        const struct sup__standing held = {row, visit, &floor->holds[i], index};
        int is_held = 0;
        rc = sup__is_held(showing->unit, row, held.hold, visit, &is_held);
        rc = rc == SUP_OK && is_held ? show(showing, &held) : rc;
    }
    return rc;
}

int32_t sup__floor_held(struct sup__unit *unit, const struct sup__ticket_row *row,
                        const struct sup__visit_row *visit, struct sup_floor_explanation *out,
                        int *failed)
{
    struct showing showing = {.unit = unit, .out = out, .failed = failed};
    const struct sup__floor *floor = visit ? sup__floor_of(unit->policy, row) : NULL;
    struct sup__standings all = {0};
    uint32_t most = 0;
    int32_t rc = sup__load_standing(unit, row->root_id ? row->root_id : row->id, &all);
    for (uint32_t i = 0; rc == SUP_OK && floor && i < floor->hold_count; i++) {
        most += floor->holds[i].action_count;
    }
    for (uint32_t i = 0; rc == SUP_OK && i < all.count; i++) {
        most += all.items[i].hold->action_count;
    }
    if (rc == SUP_OK) {
        showing.items = sup__result_array(out, most, sizeof *showing.items, failed);
        out->held = showing.items;
    }
    if (rc != SUP_OK || *failed) {
        return rc;
    }
    rc = visit ? show_current(&showing, row, visit) : SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < all.count; i++) {
        int is_own = !row->root_id || all.items[i].visit->ticket_id == row->id;
        rc = is_own ? show(&showing, &all.items[i]) : SUP_OK;
    }
    return rc;
}
