/*
 * opening.c: the facts of a ticket that is being opened, and what the policy makes of them.
 *
 * A policy without rules costs nothing here: the default priority, and the team that owns the
 * reason or the channel.
 */
#include "ops/tickets/opening.h"

#include "ops/floors/floors.h"
#include "ops/tickets/opening_facts.h"

#include "base/message.h"
#include "policy/decide.h"

#include <string.h>

static void set(struct sup__slot *slots, uint32_t fact, int64_t number)
{
    slots[fact] = (struct sup__slot){.number = number, .is_given = 1};
}

static void set_name(struct sup__slot *slots, uint32_t fact, int32_t index)
{
    if (index >= 0) {
        set(slots, fact, index);
    }
}

static struct sup__slot text_slot(const char *text)
{
    return (struct sup__slot){.data = text, .extra = (uint32_t)strlen(text), .is_given = 1};
}

static void fill(const struct sup__unit *unit, const struct sup_ticket_open_params *params,
                 const struct sup__opening *opening, struct sup__slot *slots,
                 struct sup__slot *tags)
{
    const struct sup__policy *policy = unit->policy;
    if (opening->channel >= 0) { /* an earlier policy may have had more of them */
        sup__facts_set_channel(policy, slots, opening->channel);
    }
    set_name(slots, SUP__F_TICKET_PRIORITY, opening->priority);
    set_name(slots, SUP__F_TICKET_REASON, opening->reason);
    set_name(slots, SUP__F_TICKET_TEAM, opening->team);
    set_name(slots, SUP__F_TICKET_IMPACT, opening->impact);
    set_name(slots, SUP__F_TICKET_URGENCY, opening->urgency);
    set(slots, SUP__F_TICKET_IS_FOLLOW_UP, opening->is_follow_up);
    set(slots, SUP__F_TICKET_IS_ASSIGNED, opening->is_taken);
    set(slots, SUP__F_CUSTOMER_IS_KNOWN, opening->customer_id != 0);
    set(slots, SUP__F_TICKET_OPENED_AT, unit->at_ms);
    set(slots, SUP__F_TICKET_UPDATED_AT, unit->at_ms);
    uint32_t status = opening->is_taken ? policy->status_open : policy->status_new;
    set(slots, SUP__F_TICKET_STATUS, status);
    set(slots, SUP__F_TICKET_CATEGORY, policy->statuses[status].category - SUP_CATEGORY_NEW);
    if (params->subject) {
        slots[SUP__F_TICKET_SUBJECT] = text_slot(params->subject);
    }
    for (uint32_t i = 0; i < params->tag_count; i++) {
        tags[i] = text_slot(params->tags[i]);
    }
    slots[SUP__F_TICKET_TAGS] =
        (struct sup__slot){.number = params->tag_count, .data = tags, .is_given = 1};
    for (uint32_t i = 0; opening->said && i < policy->facts.names.count; i++) {
        if (opening->said[i].is_given) {
            slots[i] = opening->said[i];
        }
    }
}

static const char *rule_name(const struct sup__rules *rules, const struct sup__decision *decision)
{
    return decision->rule < 0 ? NULL : rules->items[decision->rule].name;
}

static void without_rules(const struct sup__policy *policy, struct sup__opening *opening)
{
    if (opening->priority < 0) {
        opening->priority = (int32_t)policy->priority_default;
    }
    if (opening->team < 0 && opening->reason >= 0) {
        opening->team = policy->reasons[opening->reason].team;
    }
    if (opening->team < 0) {
        opening->team = policy->channels[opening->channel].team;
    }
}

int32_t sup__opening_slots(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           const struct sup__opening *opening, struct sup__slot **out)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__arena *arena = unit->repo.arena;
    struct sup__slot *slots = sup__arena_alloc(arena, policy->facts.names.count * sizeof *slots);
    struct sup__slot *tags = sup__arena_alloc(arena, params->tag_count * sizeof *tags);
    struct sup__slot *segments = sup__arena_alloc(arena, policy->segments.count * sizeof *segments);
    *out = slots;
    if (!slots || !tags || !segments) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "no memory for the facts of a ticket");
    }
    fill(unit, params, opening, slots, tags);
    int32_t rc = sup__opening_facts(unit, params, opening->customer_id, opening->order, slots);
    if (rc == SUP_OK) {
        struct sup__case given = sup__policy_case(policy, slots, unit->at_ms);
        sup__facts_set_segments(slots, segments, sup__decide_segments(policy, &given, segments));
    }
    return rc;
}

static int32_t main_segment(const struct sup__slot *slots)
{
    const struct sup__slot *segment = &slots[SUP__F_CUSTOMER_SEGMENT];
    return segment->is_given ? (int32_t)segment->number : -1;
}

static int32_t with_rules(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                          struct sup__opening *opening)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__slot *slots = NULL;
    int32_t rc = sup__opening_slots(unit, params, opening, &slots);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__case given = sup__policy_case(policy, slots, unit->at_ms);
    struct sup__decision priority = sup__decide_priority(policy, &given);
    opening->priority = priority.result;
    opening->priority_rule = rule_name(&policy->priority_rules, &priority);
    set(slots, SUP__F_TICKET_PRIORITY, opening->priority);
    struct sup__decision team = sup__decide_routing(policy, &given);
    opening->team = team.result;
    opening->team_rule = rule_name(&policy->routing, &team);
    set_name(slots, SUP__F_TICKET_TEAM, opening->team);
    rc = sup__floor_opening(unit, params, slots, opening);
    opening->sla = sup__decide_sla(policy, &given).result;
    opening->segment = main_segment(slots);
    return rc;
}

/* What another system decided stays; what it promised is not known, so it is judged by ours. */
static int32_t of_import(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                         struct sup__opening *opening)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__slot *slots = NULL;
    if (opening->priority < 0) {
        opening->priority = (int32_t)policy->priority_default;
    }
    int32_t rc = policy->sla.count || policy->floor_rules.count || policy->segments.count
                     ? sup__opening_slots(unit, params, opening, &slots)
                     : SUP_OK;
    if (rc == SUP_OK && slots) {
        struct sup__case given = sup__policy_case(policy, slots, unit->at_ms);
        rc = sup__floor_opening(unit, params, slots, opening);
        opening->sla = sup__decide_sla(policy, &given).result;
        opening->segment = main_segment(slots);
    }
    return rc;
}

int32_t sup__decide_opening(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                            struct sup__opening *opening)
{
    const struct sup__policy *policy = unit->policy;
    int has_rules = policy->priority_rules.count || policy->routing.count ||
                    policy->priority_matrix || policy->sla.count || policy->floor_rules.count ||
                    policy->segments.count;
    opening->sla = -1;
    opening->segment = -1;
    opening->floor = policy->floor_count ? 0 : -1;
    if (unit->is_import) {
        return of_import(unit, params, opening);
    }
    if (has_rules) {
        return with_rules(unit, params, opening);
    }
    without_rules(policy, opening);
    return SUP_OK;
}
