/*
 * floor_summary.c: what went on on the floors in a time.
 *
 * Each stay that began in that time is read, with its ticket; of those that are a ticket's first
 * one also what tells whether it was a risk, and its decisions.
 */
#include "ops/floors/floors.h"
#include "ops/reads.h"
#include "ops/sla/timers.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

enum {
    RANKS_MAX = SUP__POLICY_FLOORS_MAX,
    PARTS_MAX = RANKS_MAX + 1, /* the last: plain stays */
    GROUPS_MAX = 2000,         /* reasons, and agents, that are told apart */
    TIMERS_MAX = 50            /* decisions of one ticket that are looked at */
};

struct seen {
    struct sup__visit_row visit;
    struct sup__ticket_row ticket; /* id 0: not there any more */
    int is_risk;
    int is_reached;
    int was_above; /* of the lowest floor */
};

struct groups {
    struct sup_floor_figures *items;
    uint32_t count;
};

struct summing {
    struct sup__unit *unit;
    struct sup_floor_summary *out;
    struct sup_floor_figures floors[2 * RANKS_MAX]; /* the policy's, then others by name */
    uint32_t floor_count;
    struct groups reasons;
    struct groups agents;
    int64_t ranks[PARTS_MAX];
    struct sup__stays stays;
    struct seen *chunk;
    struct sup__reads of_parts; /* the rules of what is part of them */
    int64_t looked;
    const char *highest; /* the highest floor of the policy; "": it has none */
    const char *lowest;  /* and the lowest */
};

/* ---- counting ---- */

static int is_up(int64_t why)
{
    return why >= SUP_FLOOR_RULE && why <= SUP_FLOOR_MERGED;
}

/* What rose since nobody signed rose for what was asked for. */
static int64_t reason_of(const struct sup__visit_row *visit)
{
    int64_t why = visit->is_current ? 0 : visit->left_why;
    return why == SUP_FLOOR_UNSIGNED ? visit->asked_why : why;
}

static void count_visit(struct sup_floor_figures *figures, const struct sup__visit_row *visit)
{
    int64_t left_why = visit->is_current ? 0 : visit->left_why;
    int64_t why = reason_of(visit);
    figures->visit_count++;
    if (visit->left_ms) {
        figures->ended_count++;
        figures->total_ms += visit->left_ms - visit->arrived_ms;
    }
    figures->solved_count += why == SUP_FLOOR_SOLVED;
    figures->escalated_count += is_up(why);
    figures->rule_count += why == SUP_FLOOR_RULE;
    figures->stalled_count += why == SUP_FLOOR_STALLED;
    figures->unsigned_count += left_why == SUP_FLOOR_UNSIGNED;
    figures->customer_count += why == SUP_FLOOR_CUSTOMER;
    figures->manual_count += why == SUP_FLOOR_MANUAL;
}

/* NULL when there are more than are told apart. */
static struct sup_floor_figures *group_of(struct groups *groups, const char *reason,
                                          int64_t agent_id)
{
    for (uint32_t i = 0; i < groups->count; i++) {
        struct sup_floor_figures *item = &groups->items[i];
        if (reason ? strcmp(item->reason, reason) == 0 : item->agent_id == agent_id) {
            return item;
        }
    }
    if (groups->count == GROUPS_MAX) {
        return NULL;
    }
    struct sup_floor_figures *item = &groups->items[groups->count++];
    *item = (struct sup_floor_figures){.reason = reason, .agent_id = agent_id};
    return item;
}

static void count_step(struct sup_floor_summary *out, const struct sup__visit_row *visit)
{
    int64_t why = visit->is_current ? 0 : visit->left_why;
    if (why >= SUP_FLOOR_STALLED && why <= SUP_FLOOR_MANUAL) {
        out->step_count++;
        out->complete_count += !visit->is_incomplete && why != SUP_FLOOR_UNSIGNED;
    }
}

/* A floor is known by its name: its number is another one when the policy has others before it. Of
 * floors that it has no more the last are counted together when there are too many. */
static struct sup_floor_figures *floor_figures(struct summing *summing, const char *name)
{
    uint32_t i = 0;
    while (i < summing->floor_count && strcmp(summing->floors[i].floor, name) != 0) {
        i++;
    }
    i = i < 2 * RANKS_MAX ? i : 2 * RANKS_MAX - 1;
    if (i == summing->floor_count) {
        summing->floors[summing->floor_count++].floor = name;
    }
    return &summing->floors[i];
}

static void count_seen(struct summing *summing, const struct seen *seen)
{
    const struct sup__visit_row *visit = &seen->visit;
    struct sup_floor_summary *out = summing->out;
    count_visit(floor_figures(summing, visit->floor), visit);
    struct sup_floor_figures *reason = group_of(
        &summing->reasons, seen->ticket.id && seen->ticket.reason ? seen->ticket.reason : "", 0);
    if (reason) {
        count_visit(reason, visit);
    }
    struct sup_floor_figures *agent =
        visit->agent_id ? group_of(&summing->agents, NULL, visit->agent_id) : NULL;
    if (agent) {
        count_visit(agent, visit);
    }
    count_step(out, visit);
    if (visit->position == 1 && !seen->ticket.merged_into) { /* parts count as their whole */
        out->ticket_count++;
        out->first_solved_count += seen->ticket.category >= SUP_CATEGORY_SOLVED && !seen->was_above;
        out->risk_count += seen->is_risk;
        out->risk_reached_count += seen->is_risk && seen->is_reached;
    }
}

/* ---- reading ---- */

static void count_decision(struct sup_floor_summary *out, const struct sup__timer_row *timer)
{
    int is_given = timer->state == SUP__TIMER_DONE;
    out->decision_count += is_given;
    out->decision_target_count += timer->is_missed || (is_given && timer->sla);
    out->decided_in_time_count += is_given && timer->sla && !timer->is_missed;
}

static void mark(const struct summing *summing, struct seen *seen,
                 const struct sup__visit_row *visit)
{
    seen->is_reached |= strcmp(visit->floor, summing->highest) == 0;
    seen->was_above |= strcmp(visit->floor, summing->lowest) != 0;
}

static int32_t take(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct summing *summing = context;
    struct seen *seen = &summing->chunk[item->at];
    switch (item->scan.table) {
    case SUP__T_TICKET:
        seen->ticket = row->ticket;
        break;
    case SUP__T_MERGE:
        sup__read_by_int(sup__reads_add(&summing->of_parts, SUP__T_FLOOR_RULE, 0,
                                        SUP__POLICY_RULES_MAX, item->at),
                         row->merge.ticket_id);
        break;
    case SUP__T_FLOOR_RULE:
        seen->is_risk |=
            row->floor_rule.floor && strcmp(row->floor_rule.floor, summing->highest) == 0;
        break;
    case SUP__T_VISIT:
        mark(summing, seen, &row->visit);
        break;
    default:
        count_decision(summing->out, &row->timer);
        break;
    }
    return 0;
}

static void ask_first(struct sup__reads *reads, int64_t ticket_id, uint32_t at)
{
    static const int64_t metrics[] = {SUP__METRIC_SIGN_OFF + 1, SUP__METRIC_DECISION + 1};
    sup__read_by_int(sup__reads_add(reads, SUP__T_FLOOR_RULE, 0, SUP__POLICY_RULES_MAX, at),
                     ticket_id);
    sup__read_by_int(sup__reads_add(reads, SUP__T_VISIT, 0, SUP_FLOOR_VISITS_MAX, at), ticket_id);
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++) {
        struct sup__read_item *item = sup__reads_add(reads, SUP__T_TIMER, 0, TIMERS_MAX, at);
        sup__read_by_int(item, ticket_id);
        sup__read_by_int(item, metrics[i]);
    }
}

/* What a rule asked of a part it asked of the whole, which the part alone knows. */
static int32_t read_parts(struct summing *summing)
{
    struct sup__reads merges = {.unit = summing->unit};
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < summing->stays.count; i++) {
        const struct seen *seen = &summing->chunk[i];
        if (seen->visit.position == 1 && seen->ticket.member_count && !seen->is_risk) {
            sup__read_by_int(
                sup__reads_add(&merges, SUP__T_MERGE, 0, SUP_TICKET_MEMBERS_MAX, i),
                seen->ticket.id);
        }
    }
    if (sup__reads_any(&merges)) {
        rc = sup__reads_run(&merges, take, summing);
    }
    return rc == SUP_OK && sup__reads_any(&summing->of_parts)
               ? sup__reads_run(&summing->of_parts, take, summing)
               : rc;
}

static int32_t read_about(struct summing *summing)
{
    struct sup__reads reads = {.unit = summing->unit};
    memset(summing->chunk, 0, SUP__STAYS_CHUNK * sizeof *summing->chunk);
    for (uint32_t i = 0; i < summing->stays.count; i++) {
        int64_t ticket_id = summing->stays.rows[i].ticket_id;
        summing->chunk[i].visit = summing->stays.rows[i];
        sup__read_by_int(sup__reads_add(&reads, SUP__T_TICKET, 0, 1, i), ticket_id);
        mark(summing, &summing->chunk[i], &summing->stays.rows[i]); /* a plain one has no row */
        if (summing->chunk[i].visit.position == 1) {
            ask_first(&reads, ticket_id, i);
        }
    }
    int32_t rc = summing->stays.count ? sup__reads_run(&reads, take, summing) : SUP_OK;
    return rc == SUP_OK ? read_parts(summing) : rc;
}

/* All stays, floor by floor. */
static int32_t sum_stays(struct summing *summing)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < PARTS_MAX; i++) {
        summing->ranks[i] = i < RANKS_MAX ? i + 1 : 0;
    }
    summing->stays = (struct sup__stays){.unit = summing->unit,
                                         .ranks = summing->ranks,
                                         .part_count = PARTS_MAX,
                                         .from_ms = summing->out->from_ms,
                                         .to_ms = summing->out->to_ms};
    while (rc == SUP_OK && summing->stays.part < PARTS_MAX) {
        rc = sup__stays_read(&summing->stays);
        rc = rc == SUP_OK ? read_about(summing) : rc;
        for (uint32_t i = 0; rc == SUP_OK && i < summing->stays.count; i++) {
            count_seen(summing, &summing->chunk[i]);
        }
        summing->looked += summing->stays.count;
        if (rc == SUP_OK && summing->looked > SUP_FLOOR_SUMMED_MAX) {
            rc = sup__fail(summing->unit->error, SUP_MSG_FLOOR_WIDE, "from_ms",
                           "more than %d stays on floors began in that time", SUP_FLOOR_SUMMED_MAX);
        }
    }
    return rc;
}

/* ---- the answer ---- */

static void show_floors(struct summing *summing, struct sup_floor_figures *items, int *failed)
{
    for (uint32_t i = 0; i < summing->floor_count; i++) {
        struct sup_floor_figures *item = &items[summing->out->floor_count++];
        *item = summing->floors[i];
        item->floor = sup__result_text(summing->out, summing->floors[i].floor, failed);
    }
}

static int is_before(const struct sup_floor_figures *one, const struct sup_floor_figures *other)
{
    if (one->escalated_count != other->escalated_count) {
        return one->escalated_count > other->escalated_count;
    }
    if (one->visit_count != other->visit_count) {
        return one->visit_count > other->visit_count;
    }
    return one->reason ? strcmp(one->reason, other->reason) < 0 : one->agent_id < other->agent_id;
}

static uint32_t show_groups(struct summing *summing, const struct groups *groups,
                            struct sup_floor_figures *items, int *failed)
{
    uint32_t shown = 0;
    for (uint32_t i = 0; i < groups->count; i++) {
        uint32_t at = shown;
        if (shown == SUP_PAGE_MAX && !is_before(&groups->items[i], &items[shown - 1])) {
            continue;
        }
        at = shown == SUP_PAGE_MAX ? shown - 1 : shown++;
        for (; at > 0 && is_before(&groups->items[i], &items[at - 1]); at--) {
            items[at] = items[at - 1];
        }
        items[at] = groups->items[i];
    }
    for (uint32_t i = 0; i < shown; i++) {
        items[i].reason =
            items[i].reason ? sup__result_text(summing->out, items[i].reason, failed) : NULL;
    }
    return shown;
}

static int32_t show(struct summing *summing, int *failed)
{
    struct sup_floor_summary *out = summing->out;
    struct sup_floor_figures *floors =
        sup__result_array(out, 2 * RANKS_MAX, sizeof *floors, failed);
    struct sup_floor_figures *reasons =
        sup__result_array(out, summing->reasons.count, sizeof *reasons, failed);
    struct sup_floor_figures *agents =
        sup__result_array(out, summing->agents.count, sizeof *agents, failed);
    if (*failed) {
        return SUP_OK;
    }
    show_floors(summing, floors, failed);
    out->floors = floors;
    out->reasons = reasons;
    out->reason_count = show_groups(summing, &summing->reasons, reasons, failed);
    out->agents = agents;
    out->agent_count = show_groups(summing, &summing->agents, agents, failed);
    return SUP_OK;
}

static int32_t sum(struct summing *summing, const struct sup_floor_summary_params *params)
{
    struct sup__unit *unit = summing->unit;
    struct sup__arena *arena = unit->repo.arena;
    summing->out->from_ms = params->from_ms;
    summing->out->to_ms = params->to_ms ? params->to_ms : unit->caller.now_ms;
    summing->floor_count = unit->policy->floor_count;
    for (uint32_t i = 0; i < summing->floor_count; i++) {
        summing->floors[i].floor = unit->policy->floors[i].name;
    }
    summing->highest = summing->floor_count ? summing->floors[summing->floor_count - 1].floor : "";
    summing->lowest = summing->floor_count ? summing->floors[0].floor : "";
    summing->chunk = sup__arena_alloc(arena, SUP__STAYS_CHUNK * sizeof *summing->chunk);
    summing->reasons.items = sup__arena_alloc(arena, GROUPS_MAX * sizeof *summing->reasons.items);
    summing->agents.items = sup__arena_alloc(arena, GROUPS_MAX * sizeof *summing->agents.items);
    if (!summing->chunk || !summing->reasons.items || !summing->agents.items) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return sum_stays(summing);
}

int32_t sup__op_floor_summary(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_floor_summary_params *params = in;
    struct summing *summing = sup__arena_alloc(unit->repo.arena, sizeof *summing);
    int failed = 0;
    (void)receipt;
    if (params->to_ms && params->to_ms < params->from_ms) {
        return sup__fail(unit->error, SUP_MSG_CALENDAR_SPAN, "to", "it is before 'from'");
    }
    if (!summing) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    memset(summing, 0, sizeof *summing);
    summing->unit = unit;
    summing->of_parts.unit = unit;
    summing->out = sup__result(unit, sizeof *summing->out);
    if (!summing->out) {
        return SUP_NOMEM;
    }
    int32_t rc = sum(summing, in);
    rc = rc == SUP_OK ? show(summing, &failed) : rc;
    if (rc != SUP_OK) {
        sup_free(summing->out);
        return rc;
    }
    return sup__result_end(unit, summing->out, failed, result);
}
