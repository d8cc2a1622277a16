/*
 * floors.c: what moves a ticket from floor to floor.
 *
 * Risk rules raise the minimum, and each has its say once a ticket: after somebody lowered it they
 * do not raise it again. All else moves the current floor only. Nothing here moves a ticket that
 * another desk decided about: an import's rules raise its floors, but nobody is told, and it stays
 * with whom it was.
 */
#include "ops/floors/floors.h"

#include "ops/sla/timers.h"
#include "ops/tickets/opening.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/decide.h"

#include <inttypes.h>
#include <string.h>

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while floors are decided");
}

/* One of that name; else by its number among `count`. No rule leads to the lowest floor, so that
 * stays the lowest. Of the others nobody says which floor took its place: counted from below it may
 * be one that came beneath it, counted from above one that came over it. The higher of the two is
 * no less than what was asked for, whichever of them it is. */
static int32_t find_floor(const struct sup__policy *policy, const char *name, int64_t rank,
                          int64_t count)
{
    int64_t last = (int64_t)policy->floor_count - 1;
    int is_there = name && rank >= 1 && rank - 1 <= last && /* as nearly always */
                   strcmp(policy->floors[rank - 1].name, name) == 0;
    if (is_there) {
        return (int32_t)(rank - 1);
    }
    int32_t index = name ? sup__names_find(&policy->floor_names, name) : -1;
    if (index >= 0 || !name || rank <= 1) {
        return name && index < 0 ? 0 : index;
    }
    int64_t from_above = last - (count > rank ? count - rank : 0);
    int64_t higher = rank - 1 > from_above ? rank - 1 : from_above;
    return (int32_t)(higher < last ? higher : last);
}

int32_t sup__floor_minimum(const struct sup__policy *policy, const struct sup__ticket_row *row)
{
    return find_floor(policy, row->floor_minimum, row->minimum_rank, row->floor_count);
}

int32_t sup__floor_current(const struct sup__policy *policy, const struct sup__ticket_row *row)
{
    if (!policy->floor_count || !row->floor) {
        return -1;
    }
    int32_t current = find_floor(policy, row->floor, row->floor_rank, row->floor_count);
    int32_t minimum = sup__floor_minimum(policy, row);
    return current > minimum ? current : minimum;
}

const struct sup__floor *sup__floor_of(const struct sup__policy *policy,
                                       const struct sup__ticket_row *row)
{
    int32_t index = sup__floor_current(policy, row);
    return index < 0 ? NULL : &policy->floors[index];
}

int64_t sup__floor_no_earlier(struct sup__unit *unit, const struct sup__ticket_row *row)
{
    int64_t at_ms = unit->at_ms;
    if (row->stay_rank && row->stay_ms > at_ms) {
        unit->at_ms = row->stay_ms;
    }
    return at_ms;
}

/* ---- putting events together ---- */

void sup__floor_say(const struct sup__policy *policy, int32_t floor, struct sup__event *event)
{
    const struct sup__floor *to = &policy->floors[floor];
    event->payload.floor = to->name;
    event->payload.floor_rank = floor + 1;
    event->payload.floor_count = policy->floor_count;
    event->payload.needs_signing = to->resolution_count != 0;
}

void sup__floor_say_minimum(const struct sup__policy *policy, int32_t floor,
                            struct sup__event *event)
{
    event->payload.floor_minimum = policy->floors[floor].name;
    event->payload.minimum_rank = floor + 1;
}

/* Which rules had their say now, and the one that asked for the most. */
static int32_t say_rules(struct sup__unit *unit, const uint32_t *rules, uint32_t count,
                         struct sup__event *event)
{
    const struct sup__policy *policy = unit->policy;
    const char **names = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *names);
    const char **floors = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *floors);
    int32_t most = -1;
    if (!names || !floors) {
        return out_of_memory(unit);
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct sup__rule *rule = &policy->floor_rules.items[rules[i]];
        names[i] = rule->name;
        floors[i] = policy->floors[rule->result].name;
        if (rule->result > most) {
            most = rule->result;
            event->payload.rule = rule->name;
        }
    }
    event->payload.floor_rules = (struct sup__texts){names, count};
    event->payload.rule_floors = (struct sup__texts){floors, count};
    return SUP_OK;
}

static void say_notified(const struct sup__unit *unit, int32_t floor, struct sup__event *event)
{
    const struct sup__floor *to = &unit->policy->floors[floor];
    if (!unit->is_import) { /* history is nobody's news */
        event->payload.notify = (struct sup__texts){to->notified, to->notified_count};
    }
}

/* The desk's own reason: which limit passed. */
static void say_limit(const struct sup__timer_row *limit, struct sup__event *event)
{
    if (limit) {
        event->payload.limit = sup__metric_names[limit->metric - 1];
        event->payload.limit_ms = limit->target_ms;
    }
}

int32_t sup__floor_open(struct sup__unit *unit, const struct sup__opening *opening,
                        struct sup__event *event)
{
    const struct sup__policy *policy = unit->policy;
    if (opening->floor < 0) {
        return SUP_OK;
    }
    const struct sup__floor *floor = &policy->floors[opening->floor];
    const struct sup__ticket_row row = {.id = event->row.ticket_id,
                                        .floor = floor->name,
                                        .floor_rank = opening->floor + 1,
                                        .is_imported = unit->is_import};
    sup__floor_say(policy, opening->floor, event);
    sup__floor_say_minimum(policy, opening->floor, event);
    /* Where a risk takes it wins over where it would go; the lowest floor takes what goes nowhere.
     */
    if (floor->team >= 0 && !unit->is_import && (opening->floor > 0 || !event->payload.team)) {
        event->payload.team = policy->teams[floor->team].name;
        event->payload.team_rule = "floor";
    }
    if (opening->floor > 0) {
        say_notified(unit, opening->floor, event);
    }
    int32_t rc = opening->floor_rule_count
                     ? say_rules(unit, opening->floor_rules, opening->floor_rule_count, event)
                     : SUP_OK;
    return rc == SUP_OK ? sup__check_handler(unit, &row, event->payload.assignee_id, "assignee_id")
                        : rc;
}

/* Leaving by itself is not held up by what is missing; it is said. */
static int32_t say_missing(struct sup__unit *unit, const struct sup__ticket_row *row,
                           struct sup__event *event)
{
    const struct sup__floor *from = sup__floor_of(unit->policy, row);
    return from && from->leave_count && sup__is_floor_work(row)
               ? sup__missing_evidence(unit, row->id, from->leave, from->leave_count,
                                       &event->payload.missing)
               : SUP_OK;
}

int32_t sup__floor_raise(struct sup__unit *unit, int64_t ticket_id, int32_t floor, int64_t why,
                         const uint32_t *rules, uint32_t count, int64_t source_id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    int32_t current = sup__floor_current(unit->policy, &row);
    int32_t minimum = sup__floor_minimum(unit->policy, &row);
    int is_raised = floor > minimum;
    int is_other = floor > current;
    int is_first = current < 0; /* it had none: as when one is opened on the lowest */
    int64_t at_ms = is_other ? sup__floor_no_earlier(unit, &row) : unit->at_ms;
    struct sup__event event = sup__event_new(
        unit, is_raised ? SUP__E_FLOOR_RAISED : SUP__E_FLOOR_RULES_MATCHED, ticket_id);
    event.row.before = row.floor;
    /* What was solved when another policy was activated may be on a floor that is not there. */
    event.row.after = is_raised ? unit->policy->floors[is_other ? floor : current].name : row.floor;
    event.row.number = why;
    event.row.subject_id = source_id;
    rc = source_id ? sup__floor_say_rules(unit, source_id, 0, &event)
         : count   ? say_rules(unit, rules, count, &event)
                   : SUP_OK;
    if (rc == SUP_OK && is_raised) {
        sup__floor_say(unit->policy, is_other ? floor : current, &event);
        sup__floor_say_minimum(unit->policy, floor, &event);
    }
    if (rc == SUP_OK && is_other) {
        if (!is_first || floor) {
            say_notified(unit, floor, &event);
        }
        rc = say_missing(unit, &row, &event);
    }
    if (rc == SUP_OK) {
        rc = sup__emit(unit, &event);
    }
    if (rc == SUP_OK && is_other) {
        rc = is_first && !floor && row.team ? sup__floor_opened(unit, ticket_id)
                                            : sup__floor_hand_over(unit, ticket_id);
    }
    unit->at_ms = at_ms;
    return rc;
}

/* ---- merging ---- */

/* Was anything signed or cleared on this stay, that a risk would void? */
static int32_t has_signatures(struct sup__unit *unit, const struct sup__ticket_row *row, int *is_so)
{
    struct sup_value prefix[3] = {sup__int(row->tenant), sup__int(row->id),
                                  sup__int(row->visit_count)};
    struct sup_filter given = {SUP__SIGNATURE_is_rejected, SUP_EQ, sup__int(0)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_SIGNATURE,
                            .prefix_count = 3,
                            .prefix = prefix,
                            .filter_count = 1,
                            .filters = &given,
                            .limit = 1};
    struct sup__visit_row visit;
    struct sup__signature_row signature = {0};
    int32_t rc = sup__load_visit(unit, row, &visit);
    if (rc != SUP_OK || !visit.is_current) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    rc = sup__each(&unit->repo, &scan, 1, &signature, NULL, NULL);
    *is_so = visit.cleared_ms || signature.ticket_id;
    return rc;
}

/* It is where it had to be, but who signed there knew nothing of this one. The rules had their say
 * on the other ticket, and are named only. */
static int32_t bring_risk(struct sup__unit *unit, const struct sup__ticket_row *row,
                          int64_t source_id)
{
    struct sup__event event = sup__event_new(unit, SUP__E_FLOOR_RULES_MATCHED, row->id);
    event.row.before = event.row.after = row->floor;
    event.row.number = SUP_FLOOR_MERGED;
    event.row.subject_id = source_id;
    int32_t rc = sup__floor_say_rules(unit, source_id, 0, &event);
    return rc == SUP_OK ? sup__emit(unit, &event) : rc;
}

int32_t sup__floor_joined(struct sup__unit *unit, int64_t ticket_id, int64_t source_id)
{
    struct sup__ticket_slot *slot = NULL;
    if (!unit->policy || !unit->policy->floor_count) {
        return SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, source_id, &slot);
    if (rc != SUP_OK || !slot->row.floor_minimum) {
        return rc;
    }
    int32_t floor = sup__floor_minimum(unit->policy, &slot->row);
    rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK || floor <= 0) {
        return rc; /* no rule asked for anything there */
    }
    const struct sup__ticket_row row = slot->row;
    if (floor > sup__floor_minimum(unit->policy, &row)) {
        return sup__floor_raise(unit, ticket_id, floor, SUP_FLOOR_MERGED, NULL, 0, source_id);
    }
    int is_given = 0;
    rc = has_signatures(unit, &row, &is_given);
    return rc == SUP_OK && is_given ? bring_risk(unit, &row, source_id) : rc;
}

/* ---- back to work ---- */

int32_t sup__floor_is_raised(struct sup__unit *unit, const struct sup__ticket_row *row,
                             int *is_raised)
{
    struct sup__visit_row visit;
    *is_raised = 0;
    if (!row->floor || sup__is_floor_work(row)) {
        return SUP_OK;
    }
    int32_t rc = sup__load_visit(unit, row, &visit);
    *is_raised = rc == SUP_NOT_FOUND || (rc == SUP_OK && strcmp(visit.floor, row->floor) != 0);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int sup__is_of_stay(const struct sup__timer_row *run, const struct sup__visit_row *visit)
{
    return run->started_ms >= visit->arrived_ms || run->ended_ms > visit->arrived_ms;
}

/* Solved for a moment it begins no new stay: its limits would never pass. The runs of floors that
 * were of this stay go on; the wait for a sign-off only if nobody answered. */
static int32_t say_going_on(struct sup__unit *unit, const struct sup__ticket_row *row,
                            struct sup__event *event)
{
    struct sup__visit_row visit;
    int32_t rc = sup__load_visit(unit, row, &visit);
    if (rc != SUP_OK || visit.is_current || visit.left_why != SUP_FLOOR_SOLVED) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    int64_t goes_on = 1 << SUP__METRIC_TIME_ON_FLOOR;
    for (int metric = SUP__METRIC_WORK_ON_FLOOR; rc == SUP_OK && metric <= SUP__METRIC_DECISION;
         metric++) {
        struct sup__timer_row last;
        int is_asked = visit.asked_ms && !visit.signed_ms;
        rc = sup__last_timer(unit, row->id, metric + 1, &last);
        int is_of_stay = metric == SUP__METRIC_SIGN_OFF ? is_asked : sup__is_of_stay(&last, &visit);
        if (rc == SUP_OK && last.instance && is_of_stay) {
            goes_on |= INT64_C(1) << metric;
        }
    }
    event->payload.goes_on = goes_on;
    return rc;
}

int32_t sup__floor_back(struct sup__unit *unit, const struct sup__ticket_row *row,
                        struct sup__event *event, int *is_raised)
{
    const struct sup__floor *floor = sup__floor_of(unit->policy, row);
    *is_raised = 0;
    if (!floor || sup__is_floor_work(row) || event->row.number >= SUP_CATEGORY_SOLVED) {
        return SUP_OK;
    }
    event->payload.needs_signing = floor->resolution_count != 0;
    int32_t rc = sup__floor_is_raised(unit, row, is_raised);
    if (rc == SUP_OK && !*is_raised && sup__is_within_grace(unit, event, row)) {
        rc = say_going_on(unit, row, event);
    }
    if (rc == SUP_OK && !event->payload.goes_on) {
        say_notified(unit, (int32_t)(floor - unit->policy->floors), event);
    }
    return rc;
}

/* ---- the current floor ---- */

int32_t sup__floor_rise(struct sup__unit *unit, int64_t ticket_id,
                        const struct sup__floor_step *step)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    int64_t at_ms = sup__floor_no_earlier(unit, &row);
    struct sup__event event = sup__event_new(unit, SUP__E_FLOOR_ESCALATED, ticket_id);
    event.row.before = row.floor;
    event.row.after = unit->policy->floors[step->to].name;
    event.row.number = step->why;
    event.row.subject_id = step->signed_by;
    event.body = step->justification;
    say_limit(step->limit, &event);
    sup__floor_say(unit->policy, step->to, &event);
    say_notified(unit, step->to, &event);
    rc = say_missing(unit, &row, &event);
    if (rc == SUP_OK) {
        rc = sup__emit(unit, &event);
    }
    rc = rc == SUP_OK ? sup__floor_hand_over(unit, ticket_id) : rc;
    unit->at_ms = at_ms;
    return rc;
}

int32_t sup__floor_ask(struct sup__unit *unit, int64_t ticket_id,
                       const struct sup__floor_step *step)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__floor *from = sup__floor_of(unit->policy, &slot->row);
    struct sup__event event = sup__event_new(unit, SUP__E_SIGN_OFF_REQUESTED, ticket_id);
    event.row.before = slot->row.floor;
    event.row.after = unit->policy->floors[step->to].name;
    event.row.number = step->why;
    event.body = step->justification;
    /* Whenever somebody says that they asked: nobody could have signed before it was known. */
    if (!step->limit && !unit->is_import && event.row.at_ms < unit->caller.now_ms) {
        event.row.at_ms = unit->caller.now_ms;
    }
    say_limit(step->limit, &event);
    rc = sup__holders_texts(unit, &from->movers, &event.payload.notify);
    return rc == SUP_OK ? sup__emit(unit, &event) : rc;
}

/* ---- time limits ---- */

static int32_t tell_stalled(struct sup__unit *unit, const struct sup__ticket_row *row, int64_t why,
                            const struct sup__timer_row *limit)
{
    struct sup__event event = sup__event_new(unit, SUP__E_FLOOR_STALLED, row->id);
    event.row.before = event.row.after = row->floor;
    event.row.number = why;
    say_limit(limit, &event);
    say_notified(unit, sup__floor_current(unit->policy, row), &event);
    return sup__emit(unit, &event);
}

/* A limit of the floor: it goes up, asks to, or only says so. */
static int32_t stalled(struct sup__unit *unit, const struct sup__ticket_row *row,
                       const struct sup__visit_row *visit, const struct sup__timer_row *limit)
{
    int32_t floor = sup__floor_current(unit->policy, row);
    const struct sup__floor *from = &unit->policy->floors[floor];
    struct sup__floor_step step = {.to = floor + 1, .why = SUP_FLOOR_STALLED, .limit = limit};
    if (visit->stalled_as >= SUP__STALLED_ASKED) {
        return SUP_OK; /* each visit stalls once, whichever limit was first */
    }
    if (from->is_told_only || floor + 1 == (int32_t)unit->policy->floor_count ||
        sup__visit_waits(visit) == SUP_SIGN_MOVE_UP) {
        return visit->stalled_as ? SUP_OK : tell_stalled(unit, row, SUP_FLOOR_STALLED, limit);
    }
    return from->has_sign_off ? sup__floor_ask(unit, row->id, &step)
                              : sup__floor_rise(unit, row->id, &step);
}

static int32_t unsigned_yet(struct sup__unit *unit, const struct sup__ticket_row *row,
                            const struct sup__visit_row *visit, const struct sup__timer_row *limit)
{
    int32_t floor = sup__floor_current(unit->policy, row);
    const struct sup__floor *from = &unit->policy->floors[floor];
    /* Where nobody has to sign any more, by a policy that came later, it goes where it was to go.
     */
    struct sup__floor_step step = {
        .to = sup__names_find(&unit->policy->floor_names, visit->asked_floor),
        .why = from->has_sign_off ? SUP_FLOOR_UNSIGNED : (int32_t)visit->asked_why,
        .limit = limit};
    if (sup__visit_waits(visit) != SUP_SIGN_MOVE_UP) {
        return SUP_OK;
    }
    if (from->has_sign_off && !from->rises_unsigned) {
        return tell_stalled(unit, row, SUP_FLOOR_UNSIGNED, limit);
    }
    /* Where it was to go may be no way up any more, by a policy that came later. */
    step.to = step.to > floor ? step.to : floor + 1;
    return step.to < (int32_t)unit->policy->floor_count
               ? sup__floor_rise(unit, row->id, &step)
               : tell_stalled(unit, row, SUP_FLOOR_UNSIGNED, limit);
}

int32_t sup__floor_late(struct sup__unit *unit, const struct sup__timer_row *timer)
{
    const struct sup__timer_row limit = *timer; /* which what follows may change */
    struct sup__ticket_slot *slot = NULL;
    struct sup__visit_row visit;
    int32_t rc = sup__unit_ticket(unit, limit.ticket_id, &slot);
    if (rc != SUP_OK || !sup__floor_of(unit->policy, &slot->row)) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    rc = sup__load_visit(unit, &row, &visit);
    if (rc != SUP_OK || !visit.is_current) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    return limit.metric == SUP__METRIC_SIGN_OFF + 1 ? unsigned_yet(unit, &row, &visit, &limit)
                                                    : stalled(unit, &row, &visit, &limit);
}

/* ---- arriving ---- */

static int32_t add_tags(struct sup__unit *unit, int64_t ticket_id, const struct sup__floor *floor)
{
    const char **added = sup__arena_alloc(unit->repo.arena, (floor->tag_count + 1) * sizeof *added);
    uint32_t count = 0;
    int32_t rc = added ? SUP_OK : out_of_memory(unit);
    for (uint32_t i = 0; rc == SUP_OK && i < floor->tag_count; i++) {
        struct sup__tag_row row = {
            .tenant = unit->head.tenant, .ticket_id = ticket_id, .tag = floor->tags[i]};
        rc = sup__get(&unit->repo, SUP__T_TAG, &row);
        if (rc == SUP_NOT_FOUND) {
            added[count++] = floor->tags[i];
            rc = SUP_OK;
        }
    }
    if (rc != SUP_OK || !count) {
        return rc;
    }
    /* A ticket with no room for them is handled all the same. */
    rc = sup__check_room(unit, SUP__T_TAG, ticket_id, "tags", count, SUP_TICKET_TAGS_MAX);
    if (rc == SUP_LIMIT) {
        sup__error_clear(unit->error);
        return SUP_OK;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_TAGGED, ticket_id);
    event.payload.tags = (struct sup__texts){added, count};
    event.payload.rule = "floor";
    return rc == SUP_OK ? sup__emit(unit, &event) : rc;
}

/* Who has it may have it there? */
static int32_t is_handler(struct sup__unit *unit, const struct sup__floor *floor, int64_t agent_id,
                          int *is_so)
{
    struct sup__agent_row agent = {.tenant = unit->head.tenant, .id = agent_id};
    *is_so = 1;
    if (!floor->handlers.role_count || !agent_id) {
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, &agent);
    *is_so = rc == SUP_OK && sup__holds(unit->policy, &floor->handlers, agent_id, agent.roles);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static const char *team_of(const struct sup__unit *unit, const struct sup__ticket_row *row,
                           const struct sup__floor *floor)
{
    return floor->team < 0 ? row->team : unit->policy->teams[floor->team].name;
}

int32_t sup__floor_keeps(struct sup__unit *unit, const struct sup__ticket_row *row,
                         const struct sup__floor *floor, int *is_so)
{
    *is_so = unit->is_import || sup__same_text(team_of(unit, row, floor), row->team);
    return *is_so && !unit->is_import ? is_handler(unit, floor, row->assignee_id, is_so) : SUP_OK;
}

/* To the team of the floor, where nobody has it yet; an agent who may not have it there loses it.
 */
static int32_t transfer(struct sup__unit *unit, const struct sup__ticket_row *row,
                        const struct sup__floor *floor)
{
    const char *team = team_of(unit, row, floor);
    int is_other_team = !sup__same_text(team, row->team);
    int is_kept = 1;
    int32_t rc = sup__floor_keeps(unit, row, floor, &is_kept);
    if (rc != SUP_OK || is_kept) {
        return rc;
    }
    struct sup__event event = sup__event_new(
        unit, is_other_team ? SUP__E_TICKET_TRANSFERRED : SUP__E_TICKET_ASSIGNED, row->id);
    event.row.number = row->assignee_id;
    event.row.before = row->team;
    event.row.after = team;
    event.row.flags |= row->assign_count ? SUP_EVENT_REASSIGNS : 0;
    event.payload.rule = "floor";
    return sup__emit(unit, &event);
}

int32_t sup__floor_hand_over(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK || unit->is_import || !sup__is_floor_work(&slot->row)) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    const struct sup__floor *floor = sup__floor_of(unit->policy, &row);
    rc = floor ? transfer(unit, &row, floor) : SUP_OK;
    return rc == SUP_OK && floor ? add_tags(unit, ticket_id, floor) : rc;
}

int32_t sup__floor_came_back(struct sup__unit *unit, const struct sup__ticket_row *before,
                             int is_raised)
{
    struct sup__ticket_slot *slot = NULL;
    int is_so = 1;
    if (is_raised) {
        return sup__floor_hand_over(unit, before->id);
    }
    if (!before->assignee_id || !before->floor || sup__is_floor_work(before) || unit->is_import) {
        return SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, before->id, &slot);
    if (rc != SUP_OK || !sup__is_floor_work(&slot->row)) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    const struct sup__floor *floor = sup__floor_of(unit->policy, &row);
    rc = floor ? is_handler(unit, floor, row.assignee_id, &is_so) : SUP_OK;
    return rc == SUP_OK && !is_so ? transfer(unit, &row, floor) : rc;
}

int32_t sup__floor_opened(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = unit->policy->floor_count ? sup__unit_ticket(unit, ticket_id, &slot) : SUP_OK;
    const struct sup__floor *floor =
        rc == SUP_OK && slot && !unit->is_import ? sup__floor_of(unit->policy, &slot->row) : NULL;
    return floor && floor->tag_count ? add_tags(unit, ticket_id, floor) : rc;
}
