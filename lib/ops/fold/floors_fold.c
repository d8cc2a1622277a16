/*
 * floors_fold.c: what events say of floors, applied to the ticket's row and its visits.
 */
#include "ops/erasure/erase.h"
#include "ops/floors/floors.h"

#include "supportcore/ticket.h"

#include <string.h>

int sup__is_floor_work(const struct sup__ticket_row *row)
{
    return row->category < SUP_CATEGORY_SOLVED && !row->root_id;
}

int sup__plain_stay(const struct sup__ticket_row *row, struct sup__visit_row *visit)
{
    if (!row->is_stay_plain || row->visit_count != 1 || !row->floor) { /* edited, if at all */
        return 0;
    }
    int is_current = row->stay_rank != 0;
    *visit = (struct sup__visit_row){.tenant = row->tenant,
                                     .ticket_id = row->id,
                                     .position = 1,
                                     .floor = row->floor,
                                     .rank = row->floor_rank,
                                     .is_current = is_current,
                                     .why = SUP_FLOOR_OPENED,
                                     .arrived_ms = row->opened_ms,
                                     .left_ms = is_current ? 0 : row->stay_ms,
                                     .left_why = is_current ? 0 : SUP_FLOOR_SOLVED,
                                     .agent_id = is_current ? 0 : row->assignee_id};
    return 1;
}

int32_t sup__load_visit(struct sup__unit *unit, const struct sup__ticket_row *row,
                        struct sup__visit_row *visit)
{
    if (sup__plain_stay(row, visit)) {
        return SUP_OK;
    }
    *visit = (struct sup__visit_row){
        .tenant = row->tenant, .ticket_id = row->id, .position = row->visit_count};
    return row->visit_count ? sup__get(&unit->repo, SUP__T_VISIT, visit) : SUP_NOT_FOUND;
}

int32_t sup__visit_waits(const struct sup__visit_row *visit)
{
    if (!visit->is_current) {
        return 0;
    }
    return visit->asked_ms && !visit->signed_ms   ? SUP_SIGN_MOVE_UP
           : visit->signing == SUP__SIGNING_WAITS ? SUP_SIGN_RESOLUTION
                                                  : 0;
}

int sup__is_signed_off(const struct sup__visit_row *visit, int32_t kind)
{
    return kind == SUP_SIGN_CLEARANCE ? visit->cleared_ms != 0
           : kind == SUP_SIGN_MOVE_UP ? !visit->asked_ms || visit->signed_ms
                                      : visit->signing != SUP__SIGNING_WAITS;
}

int64_t sup__hold_bit(int32_t kind)
{
    return INT64_C(1) << (kind - SUP_SIGN_MOVE_UP);
}

/* ---- what stays hold of remedies ---- */

static struct sup__hold_row hold_of(const struct sup__visit_row *visit)
{
    return (struct sup__hold_row){.tenant = visit->tenant,
                                  .left_ms = visit->left_ms,
                                  .ticket_id = visit->ticket_id,
                                  .position = visit->position};
}

/* Nothing waits on a stay any more that is over, or it goes on. */
static int32_t end_hold(struct sup__unit *unit, struct sup__visit_row *visit)
{
    const struct sup__hold_row row = hold_of(visit);
    visit->holds = 0;
    int32_t rc = sup__remove(&unit->repo, SUP__T_HOLD, &row);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody took it away */
}

/* Of what the floor of a stay that has ended holds, that which was not signed off there. */
static int32_t hold_on(struct sup__unit *unit, const struct sup__visit_row *left, int64_t holds)
{
    struct sup__visit_row visit = *left;
    int32_t rc = sup__get(&unit->repo, SUP__T_VISIT, &visit);
    struct sup__visit_row before = visit;
    for (int32_t kind = SUP_SIGN_MOVE_UP; rc == SUP_OK && kind <= SUP_SIGN_RESOLUTION; kind++) {
        int is_held = (holds & sup__hold_bit(kind)) && !sup__is_signed_off(&visit, kind);
        visit.holds |= is_held ? sup__hold_bit(kind) : 0;
    }
    if (rc != SUP_OK || !visit.holds) {
        return rc;
    }
    const struct sup__hold_row row = hold_of(&visit);
    rc = sup__update(&unit->repo, SUP__T_VISIT, &before, &visit);
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_HOLD, &row) : rc;
}

/* ---- plain stays ---- */

/* It gets a row of its own. There may be one that somebody made by hand. */
static int32_t write_plain(struct sup__unit *unit, const struct sup__visit_row *stay,
                           struct sup__ticket_row *row)
{
    row->is_stay_plain = 0;
    return sup__put(&unit->repo, SUP__T_VISIT, stay);
}

static int32_t store(struct sup__unit *unit, struct sup__ticket_row *row,
                     const struct sup__visit_row *before, const struct sup__visit_row *visit)
{
    return row->is_stay_plain && visit->position == row->visit_count
               ? write_plain(unit, visit, row)
               : sup__update(&unit->repo, SUP__T_VISIT, before, visit);
}

int32_t sup__fold_plain_stay(struct sup__unit *unit, const struct sup__visit_row *stay,
                             struct sup__ticket_row *row)
{
    struct sup__visit_row now;
    if (!row->is_stay_plain) {
        return SUP_OK;
    }
    int is_last = sup__plain_stay(row, &now);
    int is_told = is_last && (stay->is_current || now.is_current || /* or it goes on */
                              (now.left_ms == stay->left_ms && now.agent_id == stay->agent_id &&
                               now.rank == stay->rank && sup__same_text(now.floor, stay->floor)));
    return is_told ? SUP_OK : write_plain(unit, stay, row);
}

/* ---- coming and going ---- */

/* Of several limits that pass the first one's time stays; what came of it may be more than was told
 * at first. */
static void stall(struct sup__visit_row *visit, int64_t at_ms, int64_t as)
{
    visit->stalled_ms = visit->stalled_ms ? visit->stalled_ms : at_ms;
    visit->stalled_as = as > visit->stalled_as ? as : visit->stalled_as;
}

static int32_t keep_stalled(struct sup__unit *unit, const struct sup__ticket_row *row,
                            int64_t at_ms)
{
    struct sup__visit_row visit;
    int32_t rc = sup__load_visit(unit, row, &visit);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    struct sup__visit_row before = visit;
    stall(&visit, at_ms, SUP__STALLED_UP);
    return sup__update(&unit->repo, SUP__T_VISIT, &before, &visit);
}

/* What a plain stay had of its own when it ended, other than that the ticket was solved. */
static int32_t leave_plain(struct sup__unit *unit, const struct sup__event *event,
                           struct sup__ticket_row *row, const struct sup__visit_row *plain,
                           const struct sup__visit_row *left)
{
    struct sup__visit_row stay = *plain;
    row->stay_rank = 0;
    int is_plain = left->left_why == SUP_FLOOR_SOLVED && left->left_ms == row->solved_ms &&
                   !left->is_incomplete && !event->payload.holds;
    if (is_plain) {
        return SUP_OK;
    }
    stay.is_current = 0;
    stay.left_ms = left->left_ms;
    stay.left_why = left->left_why;
    stay.is_incomplete = left->is_incomplete;
    stay.agent_id = left->agent_id;
    if (left->left_why == SUP_FLOOR_STALLED) {
        stall(&stay, event->row.at_ms, SUP__STALLED_UP);
    }
    int32_t rc = write_plain(unit, &stay, row);
    return rc == SUP_OK && event->payload.holds ? hold_on(unit, &stay, event->payload.holds) : rc;
}

/* The ticket knows since when it is there, so the stay is not read. What somebody took out of the
 * table is not missed by what follows. */
static int32_t leave(struct sup__unit *unit, const struct sup__event *event,
                     struct sup__ticket_row *row, int64_t why)
{
    static const uint64_t left = UINT64_C(1) << SUP__VISIT_is_current |
                                 UINT64_C(1) << SUP__VISIT_left_ms |
                                 UINT64_C(1) << SUP__VISIT_left_why |
                                 UINT64_C(1) << SUP__VISIT_is_incomplete |
                                 UINT64_C(1) << SUP__VISIT_agent_id;
    int64_t at_ms = event->row.at_ms;
    struct sup__visit_row visit = {.tenant = row->tenant,
                                   .ticket_id = row->id,
                                   .position = row->visit_count,
                                   .left_ms =
                                       at_ms > row->stay_ms ? at_ms : row->stay_ms, /* late */
                                   .left_why = why,
                                   .agent_id = row->assignee_id,
                                   .is_incomplete = event->payload.missing.count != 0};
    struct sup__visit_row plain;
    if (!row->stay_rank) {
        return SUP_OK;
    }
    if (sup__plain_stay(row, &plain)) {
        return leave_plain(unit, event, row, &plain, &visit);
    }
    row->stay_rank = 0;
    int32_t rc = why == SUP_FLOOR_STALLED ? keep_stalled(unit, row, at_ms) : SUP_OK;
    rc = rc == SUP_OK ? sup__set(&unit->repo, SUP__T_VISIT, &visit, left) : rc;
    if (rc == SUP_OK && event->payload.holds) {
        rc = hold_on(unit, &visit, event->payload.holds);
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int32_t arrive(struct sup__unit *unit, const struct sup__event *event,
                      struct sup__ticket_row *row, int64_t why, int64_t signing)
{
    struct sup__visit_row visit = {.tenant = row->tenant,
                                   .ticket_id = row->id,
                                   .position = ++row->visit_count,
                                   .floor = row->floor,
                                   .rank = row->floor_rank,
                                   .is_current = 1,
                                   .why = why,
                                   .arrived_ms = event->row.at_ms,
                                   .signing = signing};
    visit.rule = why == SUP_FLOOR_RULE || why == SUP_FLOOR_OPENED ? event->payload.rule : NULL;
    row->stay_rank = visit.rank;
    row->stay_ms = visit.arrived_ms;
    int is_opened = event->row.kind == SUP__E_TICKET_OPENED;
    row->is_stay_plain = is_opened ? !visit.rule && !signing : row->is_stay_plain;
    if (is_opened && row->is_stay_plain) {
        return SUP_OK;
    }
    /* Of a later stay there may be a row that somebody made by hand. */
    return is_opened ? sup__insert(&unit->repo, SUP__T_VISIT, &visit)
                     : sup__put(&unit->repo, SUP__T_VISIT, &visit);
}

/* A risk that was not known when it was signed and cleared: what was given is void. A refusal is
 * not. */
static int32_t void_signatures(struct sup__unit *unit, const struct sup__ticket_row *ticket)
{
    struct sup_value prefix[3] = {sup__int(ticket->tenant), sup__int(ticket->id),
                                  sup__int(ticket->visit_count)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_SIGNATURE, .prefix_count = 3, .prefix = prefix};
    struct sup__visit_row visit;
    struct sup__rows rows;
    if (ticket->is_stay_plain) {
        return SUP_OK;
    }
    int32_t rc = sup__load_visit(unit, ticket, &visit);
    if (rc != SUP_OK || !visit.is_current) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    struct sup__visit_row before = visit;
    visit.cleared_ms = visit.cleared_by = 0;
    visit.signing = visit.signing == SUP__SIGNING_DONE ? SUP__SIGNING_WAITS : visit.signing;
    rc = sup__update(&unit->repo, SUP__T_VISIT, &before, &visit);
    if (rc == SUP_OK) {
        rc = sup__rows_read(unit, &scan, &rows);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__signature_row *row = sup__rows_at(&rows, i);
        rc = row->is_rejected ? SUP_OK : sup__remove(&unit->repo, SUP__T_SIGNATURE, row);
    }
    return rc;
}

/* The stay that ended when it was solved is the one that it is on. What was signed or cleared there
 * was for a ticket that was done, and is no more. */
static int32_t go_on(struct sup__unit *unit, const struct sup__event *event,
                     struct sup__ticket_row *row)
{
    struct sup__visit_row visit;
    int32_t rc = sup__load_visit(unit, row, &visit);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    struct sup__visit_row before = visit;
    rc = visit.holds ? end_hold(unit, &visit) : SUP_OK;
    visit.is_current = 1;
    visit.left_ms = visit.left_why = visit.agent_id = visit.is_incomplete = 0;
    visit.signing = event->payload.needs_signing;
    row->stay_rank = visit.rank;
    row->stay_ms = visit.arrived_ms;
    if (rc == SUP_OK && (!row->is_stay_plain || visit.signing)) {
        rc = store(unit, row, &before, &visit);
    }
    return rc == SUP_OK ? void_signatures(unit, row) : rc;
}

int32_t sup__fold_floor_work(struct sup__unit *unit, const struct sup__event *event,
                             struct sup__ticket_row *row)
{
    if (!row->floor) {
        return SUP_OK;
    }
    if (!sup__is_floor_work(row)) {
        return leave(unit, event, row, row->root_id ? SUP_FLOOR_JOINED : SUP_FLOOR_SOLVED);
    }
    if (event->payload.goes_on) {
        return go_on(unit, event, row);
    }
    return arrive(unit, event, row, SUP_FLOOR_REOPENED, event->payload.needs_signing);
}

/* ---- rules ---- */

/* What matched on a ticket that was merged into this one stays that one's. */
static int32_t keep_rules(struct sup__unit *unit, const struct sup__event *event)
{
    const struct sup__payload *payload = &event->payload;
    int32_t rc = SUP_OK;
    if (event->row.number == SUP_FLOOR_MERGED) {
        return SUP_OK;
    }
    for (uint32_t i = 0; rc == SUP_OK && i < payload->floor_rules.count; i++) {
        struct sup__floor_rule_row row = {
            .tenant = unit->head.tenant,
            .ticket_id = event->row.ticket_id,
            .rule = payload->floor_rules.items[i],
            .floor = i < payload->rule_floors.count ? payload->rule_floors.items[i] : NULL,
            .matched_ms = event->row.at_ms,
            .sequence = event->row.sequence};
        rc = sup__put(&unit->repo, SUP__T_FLOOR_RULE, &row);
    }
    return rc;
}

/* A rule that asked for a floor above the minimum had its say. One that asked on a part of the
 * ticket had it on the whole by that: only the part knew of it. */
static int32_t waive_rule(struct sup__unit *unit, const struct sup__event *event, uint32_t at)
{
    const struct sup__payload *payload = &event->payload;
    struct sup__floor_rule_row before = {.tenant = unit->head.tenant,
                                         .ticket_id = event->row.ticket_id,
                                         .rule = payload->floor_rules.items[at]};
    int32_t rc = sup__get(&unit->repo, SUP__T_FLOOR_RULE, &before);
    struct sup__floor_rule_row row = before;
    row.is_waived = 1;
    if (rc != SUP_NOT_FOUND) {
        return rc == SUP_OK ? sup__update(&unit->repo, SUP__T_FLOOR_RULE, &before, &row) : rc;
    }
    if (at >= payload->rule_floors.count) {
        return SUP_OK; /* somebody took the row out of the table */
    }
    row.floor = payload->rule_floors.items[at];
    row.matched_ms = event->row.at_ms;
    row.sequence = event->row.sequence;
    return sup__put(&unit->repo, SUP__T_FLOOR_RULE, &row);
}

static int32_t waive_rules(struct sup__unit *unit, const struct sup__event *event)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < event->payload.floor_rules.count; i++) {
        rc = waive_rule(unit, event, i);
    }
    return rc;
}

/* ---- events ---- */

static int32_t keep_minimum(struct sup__unit *unit, const struct sup__event *event,
                            struct sup__ticket_row *row)
{
    row->minimum_rank = event->payload.minimum_rank;
    return sup__fold_keep(unit, event->payload.floor_minimum, &row->floor_minimum);
}

/* The floor has another number by another policy; so has the stay, by which tickets are listed. */
static int32_t renumber(struct sup__unit *unit, struct sup__ticket_row *row)
{
    struct sup__visit_row visit;
    if (row->is_stay_plain) { /* its rank is that of the ticket's floor */
        row->stay_rank = row->stay_rank ? row->floor_rank : 0;
        return SUP_OK;
    }
    int32_t rc = sup__load_visit(unit, row, &visit);
    if (rc != SUP_OK || !visit.is_current) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    struct sup__visit_row before = visit;
    visit.rank = row->stay_rank = row->floor_rank;
    return sup__update(&unit->repo, SUP__T_VISIT, &before, &visit);
}

int32_t sup__fold_floor(struct sup__unit *unit, const struct sup__event *event,
                        struct sup__ticket_slot *slot)
{
    struct sup__ticket_row *row = &slot->row;
    const struct sup__payload *payload = &event->payload;
    int64_t why = event->row.kind == SUP__E_TICKET_OPENED ? SUP_FLOOR_OPENED : event->row.number;
    int is_lowered = event->row.kind == SUP__E_FLOOR_LOWERED;
    int is_other = !row->floor || strcmp(row->floor, payload->floor) != 0;
    int is_renumbered = !is_other && row->floor_rank != payload->floor_rank;
    int32_t rc = SUP_OK;
    if (is_other && row->floor && sup__is_floor_work(row)) {
        rc = leave(unit, event, row, why);
    }
    if (rc == SUP_OK) {
        rc = sup__fold_keep(unit, payload->floor, &row->floor);
        row->floor_rank = payload->floor_rank;
        row->floor_count = payload->floor_count;
    }
    if (rc == SUP_OK && is_renumbered) {
        rc = renumber(unit, row);
    }
    if (rc == SUP_OK && payload->floor_minimum) {
        rc = keep_minimum(unit, event, row);
    }
    if (rc == SUP_OK && is_other && sup__is_floor_work(row)) {
        rc = arrive(unit, event, row, why, payload->needs_signing);
    } else if (rc == SUP_OK && event->row.kind == SUP__E_FLOOR_RAISED) { /* its minimum only */
        rc = void_signatures(unit, row);
    }
    if (rc == SUP_OK) {
        rc = is_lowered ? waive_rules(unit, event) : keep_rules(unit, event);
    }
    return rc;
}

static int32_t keep_signature(struct sup__unit *unit, const struct sup__event *event,
                              const struct sup__visit_row *visit, int is_rejected)
{
    struct sup__signature_row row = {.tenant = visit->tenant,
                                     .ticket_id = visit->ticket_id,
                                     .position = visit->position,
                                     .name = event->row.after,
                                     .agent_id = event->row.actor_id,
                                     .signed_ms = event->row.at_ms,
                                     .is_rejected = is_rejected};
    return sup__put(&unit->repo, SUP__T_SIGNATURE, &row);
}

static int32_t sign(struct sup__unit *unit, const struct sup__event *event,
                    struct sup__visit_row *visit, int is_rejected)
{
    switch (event->row.number) {
    case SUP_SIGN_MOVE_UP:
        visit->signed_ms = event->row.at_ms;
        visit->signed_by = event->row.actor_id;
        visit->is_rejected = is_rejected;
        return SUP_OK;
    case SUP_SIGN_CLEARANCE:
        visit->cleared_ms = is_rejected ? 0 : event->row.at_ms;
        visit->cleared_by = is_rejected ? 0 : event->row.actor_id;
        return SUP_OK;
    default:
        visit->signing = event->payload.needs_signing ? SUP__SIGNING_WAITS : SUP__SIGNING_DONE;
        return keep_signature(unit, event, visit, is_rejected);
    }
}

static void ask(const struct sup__event *event, struct sup__visit_row *visit)
{
    visit->asked_ms = event->row.at_ms;
    visit->asked_kind = event->row.actor_kind;
    visit->asked_by = event->row.actor_id;
    visit->asked_why = event->row.number;
    visit->asked_floor = event->row.after;
    visit->asked_from = 0;
    visit->signed_ms = visit->signed_by = visit->is_rejected = 0;
    if (event->row.number == SUP_FLOOR_STALLED) {
        stall(visit, event->row.at_ms, SUP__STALLED_ASKED);
    }
}

/* As it was asked for on the ticket with which it comes: whoever asked there signs here no more
 * than there, and no time is won. */
static void carry(const struct sup__event *event, struct sup__visit_row *visit)
{
    visit->asked_ms = event->payload.asked_ms;
    visit->asked_kind = event->payload.asked_kind;
    visit->asked_by = event->payload.asked_by;
    visit->asked_why = event->row.number;
    visit->asked_floor = event->row.after;
    visit->asked_from = event->row.subject_id == event->row.ticket_id ? 0 : event->row.subject_id;
    visit->signed_ms = visit->signed_by = visit->is_rejected = 0;
}

/* It is waited for on the ticket that parted. */
static void give_back(struct sup__visit_row *visit)
{
    visit->asked_ms = visit->asked_kind = visit->asked_by = visit->asked_why = 0;
    visit->asked_from = 0;
    visit->asked_floor = NULL;
}

static int32_t keep_evidence(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__evidence_row row = {.tenant = unit->head.tenant,
                                    .ticket_id = event->row.ticket_id,
                                    .name = event->row.after,
                                    .recorded_ms = event->row.at_ms,
                                    .actor_kind = event->row.actor_kind,
                                    .actor_id = event->row.actor_id,
                                    .message_id = event->payload.message_id,
                                    .sequence = event->row.sequence};
    return sup__put(&unit->repo, SUP__T_EVIDENCE, &row);
}

static int32_t match_rules(struct sup__unit *unit, const struct sup__event *event,
                           const struct sup__ticket_row *row)
{
    int32_t rc = keep_rules(unit, event);
    return rc == SUP_OK ? void_signatures(unit, row) : rc;
}

static int32_t change_visit(struct sup__unit *unit, const struct sup__event *event,
                            struct sup__ticket_row *row)
{
    struct sup__visit_row visit;
    int32_t rc = sup__load_visit(unit, row, &visit);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    struct sup__visit_row before = visit;
    if (event->row.kind == SUP__E_FLOOR_SIGNED) { /* `before` is "rejected" for a no */
        rc = sign(unit, event, &visit, event->row.before != NULL);
    } else if (event->row.kind == SUP__E_SIGN_OFF_REQUESTED) {
        ask(event, &visit);
    } else if (event->row.kind == SUP__E_SIGN_OFF_CARRIED) {
        carry(event, &visit);
    } else if (event->row.kind == SUP__E_SIGN_OFF_RETURNED) {
        give_back(&visit);
    } else if (event->row.kind == SUP__E_SIGNING_CHANGED) {
        visit.signing = event->row.number;
    } else if (event->row.number == SUP_FLOOR_STALLED) { /* not what nobody signed in time */
        stall(&visit, event->row.at_ms, SUP__STALLED_TOLD);
    }
    return rc == SUP_OK ? store(unit, row, &before, &visit) : rc;
}

/* On a stay that is over, of the ticket or of what is part of it. */
static int32_t sign_stay(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__visit_row before = {.tenant = unit->head.tenant,
                                    .ticket_id = event->row.subject_id,
                                    .position = event->payload.position};
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, before.ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    int is_plain = before.position == 1 && sup__plain_stay(&slot->row, &before);
    rc = is_plain ? SUP_OK : sup__get(&unit->repo, SUP__T_VISIT, &before);
    struct sup__visit_row visit = before;
    rc = rc == SUP_OK ? sign(unit, event, &visit, 0) : rc;
    if (rc == SUP_OK && visit.holds && sup__is_signed_off(&visit, (int32_t)event->row.number)) {
        visit.holds &= ~sup__hold_bit((int32_t)event->row.number);
        rc = visit.holds ? SUP_OK : end_hold(unit, &visit);
    }
    rc = rc == SUP_OK ? store(unit, &slot->row, &before, &visit) : rc;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__fold_floor_event(struct sup__unit *unit, const struct sup__event *event,
                              struct sup__ticket_row *row)
{
    switch (event->row.kind) {
    case SUP__E_SIGN_OFF_REQUESTED:
    case SUP__E_SIGN_OFF_CARRIED:
    case SUP__E_SIGN_OFF_RETURNED:
    case SUP__E_FLOOR_SIGNED:
    case SUP__E_FLOOR_STALLED:
    case SUP__E_SIGNING_CHANGED:
        return change_visit(unit, event, row);
    case SUP__E_FLOOR_HOLD_SIGNED:
        return sign_stay(unit, event);
    case SUP__E_EVIDENCE_RECORDED:
        return keep_evidence(unit, event);
    case SUP__E_FLOOR_RULES_MATCHED:
        return match_rules(unit, event, row);
    default:
        return SUP_OK; /* what has a floor was applied before the timers */
    }
}
