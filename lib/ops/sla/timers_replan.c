/*
 * timers_replan.c: what another policy does to timers that run already.
 *
 * An activation only says that tickets wait to be planned anew. Ticks give them their turn in
 * bounded batches, and whatever happens to a ticket before that gives it its turn first. Either way
 * it is planned as of the activation: up to there time was used by the hours of the policy before,
 * what is left runs by the active one. The head of the desk says how far the batches have come,
 * and a ticket by which policy its timers were last changed; so nobody has two turns.
 */
#include "ops/floors/floors.h"
#include "ops/page.h"
#include "ops/sla/timers.h"

#include "base/message.h"
#include "policy/decide.h"
#include "policy/diff.h"
#include "supportcore/ticket.h"

#include <inttypes.h>
#include <string.h>

enum { BATCH = 200 };

int sup__is_replan(const struct sup__event *event)
{
    return event->row.kind == SUP__E_TIMERS_CHANGED && event->row.number;
}

int32_t sup__replan_is_needed(struct sup__unit *unit, const char *document, int *is_needed)
{
    /* What neither timers nor the conditions of promises and floors go by once a ticket is open.
     * All else counts, so that nothing is forgotten. */
    static const char *const apart[] = {"/$schema",
                                        "/name",
                                        "/actors",
                                        "/auto_close",
                                        "/default_priority",
                                        "/follow_up",
                                        "/idempotency_retention",
                                        "/identities",
                                        "/on_customer_message",
                                        "/priority_matrix",
                                        "/priority_rules",
                                        "/reopen_grace",
                                        "/repeat_contact",
                                        "/repeat_purchase",
                                        "/retention",
                                        "/rights",
                                        "/roles",
                                        "/routing",
                                        "/skills",
                                        "/thread_window",
                                        "/timers/miss_causes",
                                        "/timers/reminders",
                                        "/timers/resume_grace",
                                        "/transitions"};
    int is_same = 1;
    int32_t rc = unit->head.ticket_count
                     ? sup__policy_same(unit->repo.arena, unit->policy->document, document, apart,
                                        sizeof apart / sizeof apart[0], &is_same, unit->error)
                     : SUP_OK;
    *is_needed = !is_same;
    return rc;
}

int sup__replan_waits(const struct sup__unit *unit, const struct sup__ticket_row *row)
{
    const struct sup__head_row *head = &unit->head;
    return head->replan_ms && row->planned_version < head->policy_version &&
           sup__timers_active(row) &&
           (row->category > head->replan_category ||
            (row->category == head->replan_category && row->id > head->replan_id));
}

/* ---- a ticket ---- */

static int32_t plan_begin(struct sup__timer_plan *plan, struct sup__unit *unit, int64_t ticket_id,
                          int32_t sla)
{
    struct sup__ticket_slot *slot = NULL;
    const char *name = sla < 0 ? NULL : unit->policy->sla.names.names[sla];
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    return rc == SUP_OK ? sup__timer_plan_begin(plan, unit, slot, &slot->row, name, unit->at_ms,
                                                SUP__TIMER_ROOM_MAX)
                        : rc;
}

/* Since when an agent works on it on its floor, without the time for which it stood there: what
 * stood before it was taken is left out as well, which nobody measured apart. */
static int32_t find_taken(const struct sup__timer_plan *plan, int64_t *taken_ms)
{
    const struct sup__timer_row *stay = &plan->rows[SUP__METRIC_TIME_ON_FLOOR];
    struct sup__timer_row wait;
    int32_t rc = sup__last_timer(plan->unit, plan->row->id, SUP__METRIC_ASSIGNMENT + 1, &wait);
    *taken_ms = plan->at_ms;
    if (rc != SUP_OK || !stay->ticket_id || stay->since_ms > plan->at_ms) {
        return rc;
    }
    int64_t ran_ms = stay->state == SUP__TIMER_RUNNING ? plan->at_ms - stay->since_ms : 0;
    int64_t stood_ms = plan->at_ms - stay->started_ms - stay->used_ms - ran_ms;
    int is_later = wait.state == SUP__TIMER_DONE && wait.ended_ms > stay->started_ms;
    int64_t since_ms = (is_later ? wait.ended_ms : stay->started_ms) + stood_ms;
    *taken_ms = since_ms < plan->at_ms ? since_ms : plan->at_ms;
    return SUP_OK;
}

/* What an agent works on a floor is measured where a limit counts it. One that is new counts what
 * was worked before it. */
static int32_t begin_work_limit(struct sup__unit *unit, const struct sup__ticket_row *row,
                                int32_t sla, uint32_t paused)
{
    static const struct sup__timer_move begin = {SUP__METRIC_WORK_ON_FLOOR, SUP__TIMER_START};
    static const struct sup__timer_move stand = {SUP__METRIC_WORK_ON_FLOOR, SUP__TIMER_PAUSE};
    const struct sup__floor *floor = sup__floor_of(unit->policy, row);
    struct sup__timer_plan plan;
    int64_t taken_ms = 0;
    int32_t states[SUP__METRICS];
    sup__clockwork_unpack(row->timers, states);
    int32_t state = states[SUP__METRIC_WORK_ON_FLOOR];
    if (!floor || !row->assignee_id || !sup__is_floor_work(row) || !sup__floor_limits_work(floor) ||
        state == SUP__TIMER_RUNNING || state == SUP__TIMER_PAUSED) {
        return SUP_OK;
    }
    int32_t rc = plan_begin(&plan, unit, row->id, sla);
    plan.seen_ms = plan.at_ms;
    rc = rc == SUP_OK ? find_taken(&plan, &taken_ms) : rc;
    rc = rc == SUP_OK ? sup__timer_plan_since(&plan, taken_ms, &begin, 1) : rc;
    rc = rc == SUP_OK ? sup__timer_plan_emit(&plan, 1) : rc;
    if (rc != SUP_OK || !((paused >> SUP__METRIC_WORK_ON_FLOOR) & 1)) {
        return rc;
    }
    rc = plan_begin(&plan, unit, row->id, sla);
    rc = rc == SUP_OK ? sup__timer_plan_moves(&plan, &stand, 1) : rc;
    return rc == SUP_OK ? sup__timer_plan_emit(&plan, 1) : rc;
}

/* Promises first, while runs still stand and run as they did; then what the status they are in
 * pauses now. */
static int32_t plan_anew(struct sup__unit *unit, const struct sup__ticket_row *row)
{
    struct sup__timer_plan plan;
    struct sup__timer_move moves[SUP__TIMER_MOVES_MAX];
    int32_t states[SUP__METRICS];
    const struct sup__policy *earlier = NULL;
    struct sup__timer_step step = {
        .kind = SUP__STEP_MOVED,
        .was = (int32_t)row->category,
        .category = (int32_t)row->category,
        .is_taken = row->assignee_id != 0,
        .paused = sup__timers_paused(unit->policy, row->status, row->category)};
    int32_t sla = -1;
    int32_t rc = sup__unit_earlier_policy(unit, &earlier);
    rc = rc == SUP_OK ? sup__choose_sla(unit, row, &sla) : rc;
    rc = rc == SUP_OK ? plan_begin(&plan, unit, row->id, sla) : rc;
    if (rc == SUP_OK) {
        plan.earlier = earlier;
        rc = sup__timer_plan_promises(&plan, plan.rows);
    }
    rc = rc == SUP_OK ? sup__timer_plan_deadline(&plan) : rc;
    rc = rc == SUP_OK ? sup__timer_plan_emit(&plan, 1) : rc;
    sup__clockwork_unpack(row->timers, states);
    uint32_t count = sup__clockwork_step(states, &step, moves);
    if (rc == SUP_OK && count) {
        rc = plan_begin(&plan, unit, row->id, sla);
        rc = rc == SUP_OK ? sup__timer_plan_moves(&plan, moves, count) : rc;
        rc = rc == SUP_OK ? sup__timer_plan_emit(&plan, 1) : rc;
    }
    return rc == SUP_OK ? begin_work_limit(unit, row, sla, step.paused) : rc;
}

int32_t sup__replan_ticket(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__turn turn;
    if (!unit->head.replan_ms || !unit->policy) {
        return SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    /* What happens to it in this transaction is planned with what comes of that, not once more as
     * of the activation. */
    if (rc != SUP_OK || slot->had_turn || !sup__replan_waits(unit, &slot->row)) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    slot->had_turn = 1;
    int64_t sequence = unit->head.sequence;
    sup__unit_desks_turn(unit, unit->head.replan_ms, &turn);
    rc = plan_anew(unit, &row);
    rc = rc == SUP_OK ? sup__floor_turn(unit, ticket_id) : rc;
    rc = rc == SUP_OK ? sup__review_signing(unit, ticket_id) : rc;
    sup__unit_turn_back(unit, &turn);
    unit->fired_id = unit->head.sequence > sequence ? ticket_id : unit->fired_id;
    return rc;
}

/* ---- a batch ---- */

struct batch {
    int64_t ids[BATCH];
    uint32_t count;
};

static int32_t add_id(void *context, void *given)
{
    struct batch *batch = context;
    batch->ids[batch->count++] = ((const struct sup__ticket_row *)given)->id;
    return 0;
}

/* Up to `limit` tickets of a category behind the last one, and whether there are more. */
static int32_t read_ids(struct sup__unit *unit, int64_t category, int64_t after, uint32_t limit,
                        struct batch *batch, int *is_more)
{
    struct sup__page page = {.table = SUP__T_TICKET,
                             .index = SUP__TICKET_BY_CATEGORY,
                             .prefix_count = 2,
                             .prefix = {sup__int(unit->head.tenant), sup__int(category)},
                             .after = after,
                             .limit = limit < BATCH ? limit : BATCH,
                             .is_bare = 1};
    batch->count = 0;
    int32_t rc = sup__unit_flush(unit); /* tickets in work may be in another category by now */
    rc = rc == SUP_OK ? sup__page_read(&unit->repo, &page, add_id, batch) : rc;
    *is_more = page.is_more;
    return rc;
}

/* Category by category: the index has them, and in the last no timer runs. */
int32_t sup__replan_batch(struct sup__unit *unit, uint32_t limit, uint32_t *fired)
{
    struct batch batch;
    int64_t category = unit->head.replan_category ? unit->head.replan_category : SUP_CATEGORY_NEW;
    int64_t last_id = unit->head.replan_id;
    uint32_t left = limit < BATCH ? limit : BATCH;
    struct sup__turn turn;
    int32_t rc = SUP_OK;
    while (rc == SUP_OK && left && category < SUP_CATEGORY_CLOSED) {
        int is_more = 0;
        rc = read_ids(unit, category, last_id, left, &batch, &is_more);
        for (uint32_t i = 0; rc == SUP_OK && i < batch.count; i++) {
            rc = sup__replan_ticket(unit, batch.ids[i]);
            last_id = batch.ids[i];
        }
        left -= batch.count;
        *fired += batch.count;
        category += is_more ? 0 : 1;
        last_id = is_more ? last_id : 0;
    }
    if (rc != SUP_OK) {
        return rc;
    }
    sup__unit_desks_turn(unit, unit->head.replan_ms, &turn);
    struct sup__event event = sup__event_new(unit, SUP__E_TIMERS_REPLANNED, 0);
    event.row.number = category < SUP_CATEGORY_CLOSED ? category : 0;
    event.row.subject_id = last_id;
    rc = sup__emit(unit, &event);
    sup__unit_turn_back(unit, &turn);
    return rc;
}

static int32_t count_behind(struct sup__unit *unit, int64_t category, int64_t after, int64_t *count)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(category)};
    struct sup_value lower = sup__int(after);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TICKET,
                            .index = SUP__TICKET_BY_CATEGORY,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = after ? 1 : 0,
                            .lower = &lower,
                            .lower_is_open = 1};
    struct sup_aggregate found = {0};
    int32_t rc = sup__db_aggregate(unit->repo.db, &scan, SUP__TICKET_id, &found);
    *count += found.count;
    return rc;
}

int32_t sup__replan_left(struct sup__unit *unit, int64_t *count)
{
    const struct sup__head_row *head = &unit->head;
    int64_t category = head->replan_category ? head->replan_category : SUP_CATEGORY_NEW;
    int64_t after = head->replan_id;
    int32_t rc = SUP_OK;
    *count = 0;
    for (; rc == SUP_OK && head->replan_ms && category < SUP_CATEGORY_CLOSED; category++) {
        rc = count_behind(unit, category, after, count);
        after = 0;
    }
    return rc;
}

/* ---- what the events say ---- */

static struct sup__agenda_row item_of(const struct sup__unit *unit)
{
    return (struct sup__agenda_row){
        .tenant = unit->head.tenant, .due_ms = unit->head.replan_ms, .kind = SUP__AGENDA_REPLAN};
}

int32_t sup__fold_replan(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__head_row *head = &unit->head;
    head->replan_ms = event->row.recorded_ms;
    head->replan_category = 0;
    head->replan_id = 0;
    struct sup__agenda_row item = item_of(unit);
    int32_t rc = sup__put(&unit->repo, SUP__T_AGENDA, &item);
    return rc == SUP_OK ? sup__fold_keep(unit, head->policy_digest[0] ? head->policy_digest : NULL,
                                         &head->replan_digest)
                        : rc;
}

int32_t sup__fold_replanned(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__head_row *head = &unit->head;
    head->replan_category = event->row.number;
    head->replan_id = event->row.subject_id;
    if (event->row.number) {
        return SUP_OK;
    }
    struct sup__agenda_row item = item_of(unit);
    head->replan_ms = 0;
    head->replan_id = 0;
    head->replan_digest = NULL;
    int32_t rc = sup__remove(&unit->repo, SUP__T_AGENDA, &item);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}
