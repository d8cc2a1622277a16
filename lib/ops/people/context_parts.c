/*
 * context_parts.c: tickets, things and segments, read with few calls and put into a result.
 */
#include "ops/people/context_parts.h"

#include "ops/bodies.h"
#include "ops/floors/floors.h"
#include "ops/sla/reminders.h"
#include "ops/tickets/opening_facts.h"

#include "base/message.h"
#include "policy/decide.h"

#include <string.h>

enum { AGENDA_ITEMS_MAX = 8 }; /* of a ticket; there is one of each kind */

void sup__work_begin(const struct sup__unit *unit, struct sup__work *work)
{
    int32_t reason = sup__policy_reason(unit->policy, work->row.reason);
    work->reason = reason >= 0 ? &unit->policy->reasons[reason] : NULL;
}

void sup__work_reads(const struct sup__work *work, struct sup__reads *reads, uint32_t at)
{
    const struct sup__ticket_row *row = &work->row;
    if (work->reason && work->reason->intake_count) {
        sup__read_by_int(sup__reads_add(reads, SUP__T_FIELD, 0, SUP_TICKET_FIELDS_MAX, at),
                         row->id);
    }
    if (row->assignee_id) {
        sup__read_by_int(sup__reads_add(reads, SUP__T_AGENT, 0, 1, at), row->assignee_id);
    }
    if (row->link_count) {
        struct sup__read_item *item =
            sup__reads_add(reads, SUP__T_LINK, SUP__LINK_BY_ROOT, SUP_TICKET_LINKS_MAX, at);
        sup__read_by_int(item, row->id);
        sup__read_by_int(item, SUP_LINK_BLOCKED_BY);
        item = sup__reads_add(reads, SUP__T_LINK, SUP__LINK_BY_OTHER, SUP_TICKET_LINKS_MAX, at);
        sup__read_by_int(item, row->id);
        sup__read_by_int(item, SUP_LINK_CHILD_OF);
    }
    if (row->agenda_ms) {
        sup__read_by_int(
            sup__reads_add(reads, SUP__T_AGENDA, SUP__AGENDA_BY_TICKET, AGENDA_ITEMS_MAX, at),
            row->id);
    }
    if (row->floor && !row->is_stay_plain && sup__is_floor_work(row)) {
        struct sup__read_item *item = sup__reads_add(reads, SUP__T_VISIT, 0, 1, at);
        sup__read_by_int(item, row->id);
        sup__read_by_int(item, row->visit_count);
    }
    if (row->reminder_count) {
        sup__read_by_int(sup__reads_add(reads, SUP__T_REMINDER, 0, SUP_TICKET_REMINDERS_MAX, at),
                         row->id);
    }
}

static void take_field(const struct sup__unit *unit, struct sup__work *work, const char *name)
{
    int32_t field = sup__policy_field(unit->policy, name);
    for (uint32_t i = 0; work->reason && i < work->reason->intake_count; i++) {
        work->is_filled[i] |= field >= 0 && work->reason->intake[i] == (uint32_t)field;
    }
}

/* As what both are part of now; parts of one ticket do not block it. */
static void take_link(struct sup__work *work, const struct sup__link_row *row)
{
    int is_own = row->root_id == work->row.id;
    struct sup_ticket_link link = {.kind = is_own ? SUP_LINK_BLOCKED_BY : SUP_LINK_PARENT_OF,
                                   .ticket_id = is_own ? row->to_root_id : row->root_id};
    int is_known = row->root_id == row->to_root_id || work->link_count == SUP_TICKET_LINKS_MAX;
    for (uint32_t i = 0; i < work->link_count; i++) {
        is_known |= work->links[i].kind == link.kind && work->links[i].ticket_id == link.ticket_id;
    }
    if (!is_known) {
        work->links[work->link_count++] = link;
    }
}

void sup__work_row(const struct sup__unit *unit, struct sup__work *work, uint32_t table,
                   const union sup__any_row *row)
{
    if (table == SUP__T_FIELD) {
        take_field(unit, work, row->field.name);
    } else if (table == SUP__T_AGENT) {
        work->assignee = row->agent.name;
    } else if (table == SUP__T_LINK) {
        take_link(work, &row->link);
    } else if (table == SUP__T_AGENDA && row->agenda.kind == SUP__AGENDA_AUTO_CLOSE) {
        work->closes_ms = row->agenda.due_ms;
    } else if (table == SUP__T_AGENDA && row->agenda.kind == SUP__AGENDA_TIMERS) {
        work->promise_ms = row->agenda.due_ms;
    } else if (table == SUP__T_VISIT) {
        work->visit = row->visit;
    } else if (table == SUP__T_REMINDER && work->reminder_count < SUP_TICKET_REMINDERS_MAX) {
        work->reminders[work->reminder_count++] = row->reminder;
    }
}

void sup__work_blockers(const struct sup__work *work, struct sup__reads *reads, uint32_t at)
{
    for (uint32_t i = 0; i < work->link_count; i++) {
        sup__read_by_int(sup__reads_add(reads, SUP__T_TICKET, 0, 1, at), work->links[i].ticket_id);
    }
}

void sup__work_blocker(struct sup__work *work, const struct sup__ticket_row *row)
{
    for (uint32_t i = 0; i < work->link_count; i++) {
        if (work->links[i].ticket_id == row->id) {
            work->links[i].category = (int32_t)row->category;
        }
    }
}

static const char *say(struct sup__telling *telling, const char *text)
{
    return sup__result_text(telling->result, text, &telling->failed);
}

static void *array(struct sup__telling *telling, size_t count, size_t bytes)
{
    return sup__result_array(telling->result, count, bytes, &telling->failed);
}

void sup__tell_ticket(struct sup__telling *telling, const struct sup__ticket_row *row,
                      struct sup_context_ticket *to)
{
    to->id = row->id;
    to->root_id = row->root_id ? row->root_id : row->id;
    to->status = say(telling, row->status);
    to->category = (int32_t)row->category;
    to->subject = say(telling, row->subject);
    to->channel = say(telling, row->channel);
    to->reason = say(telling, row->reason);
    to->opened_ms = row->opened_ms;
    to->updated_ms = row->updated_ms;
    to->solved_ms = row->solved_ms;
}

static void show_reason(struct sup__telling *telling, const struct sup__work *work,
                        struct sup_context_work *to)
{
    const struct sup__policy *policy = telling->unit->policy;
    const struct sup__reason *reason = work->reason;
    struct sup_context_article *articles =
        array(telling, reason->knowledge_count, sizeof *articles);
    const char **missing = array(telling, reason->intake_count, sizeof *missing);
    to->knowledge = articles;
    to->intake_missing = missing;
    if (telling->failed) {
        return;
    }
    if (reason->channel >= 0) {
        to->preferred_channel = say(telling, policy->channels[reason->channel].name);
    }
    if (reason->second_channel >= 0) {
        to->second_channel = say(telling, policy->channels[reason->second_channel].name);
    }
    for (uint32_t i = 0; i < reason->knowledge_count; i++) {
        const struct sup__knowledge *from = &reason->knowledge[i];
        struct sup_context_article *article = &articles[to->knowledge_count++];
        article->name = say(telling, from->name);
        article->title = say(telling, from->title);
        article->version = say(telling, from->version);
        article->owner = from->owner >= 0 ? say(telling, policy->teams[from->owner].name) : NULL;
        article->review_on = say(telling, from->review_on);
        article->is_outdated = telling->unit->caller.now_ms >= from->review_end_ms;
    }
    for (uint32_t i = 0; i < reason->intake_count; i++) {
        if (!work->is_filled[i]) {
            missing[to->intake_missing_count++] =
                say(telling, policy->fields[reason->intake[i]].name);
        }
    }
}

static void show_reminders(struct sup__telling *telling, const struct sup__work *work,
                           struct sup_context_work *to)
{
    struct sup_reminder *items = array(telling, work->reminder_count, sizeof *items);
    to->reminders = items;
    for (uint32_t i = 0; !telling->failed && i < work->reminder_count; i++) {
        struct sup_reminder shown = {0};
        if (sup__reminder_stands(telling->unit->policy, &work->reminders[i], work->row.status)) {
            sup__show_reminder(telling->result, &work->reminders[i], &shown, &telling->failed);
            sup__place_reminder(items, &to->reminder_count, &shown);
        }
    }
}

static void show_floor(struct sup__telling *telling, const struct sup__work *work,
                       struct sup_context_work *to)
{
    struct sup__unit *unit = telling->unit;
    const struct sup__floor *floor = sup__floor_of(unit->policy, &work->row);
    to->floor = say(telling, work->row.floor);
    to->floor_minimum = say(telling, work->row.floor_minimum);
    to->waits_for = sup__visit_waits(&work->visit);
    if (to->waits_for == SUP_SIGN_MOVE_UP) {
        const char *from = floor ? sup__holders_text(unit, &floor->movers) : "";
        telling->failed |= !from;
        to->asked_ms = work->visit.asked_ms;
        to->sign_from = say(telling, from);
    }
}

void sup__work_show(struct sup__telling *telling, const struct sup__work *work,
                    struct sup_context_work *to)
{
    const struct sup__ticket_row *row = &work->row;
    struct sup_context_ticket *ticket = array(telling, 1, sizeof *ticket);
    struct sup_ticket_link *blockers = array(telling, work->link_count, sizeof *blockers);
    if (telling->failed) {
        return;
    }
    sup__tell_ticket(telling, row, ticket);
    to->ticket = ticket;
    to->priority = say(telling, row->priority);
    to->team = say(telling, row->team);
    to->assignee_id = row->assignee_id;
    to->assignee = say(telling, work->assignee);
    to->waiting_since_ms = row->waiting_since_ms;
    to->closes_ms = work->closes_ms;
    to->promise_ms = work->promise_ms;
    show_floor(telling, work, to);
    to->repeat_count = work->repeat_count;
    to->blockers = blockers;
    for (uint32_t i = 0; i < work->link_count; i++) {
        int32_t category = work->links[i].category;
        if (category && category < SUP_CATEGORY_SOLVED) {
            blockers[to->blocker_count++] = work->links[i];
        }
    }
    show_reminders(telling, work, to);
    if (work->reason) {
        show_reason(telling, work, to);
    }
}

void sup__told_reads(const struct sup__told_thing *thing, struct sup__reads *reads, uint32_t at)
{
    struct sup__read_item *item =
        sup__reads_add(reads, SUP__T_THING_FACT, 0, SUP_THING_FACTS_MAX, at);
    sup__read_by_text(item, thing->row.system);
    sup__read_by_text(item, thing->row.kind);
    sup__read_by_text(item, thing->row.thing_id);
}

void sup__told_fact(struct sup__told_thing *thing, const struct sup__thing_fact_row *row)
{
    if (thing->fact_count < SUP_THING_FACTS_MAX) {
        thing->facts[thing->fact_count++] = (struct sup__said){.name = row->name,
                                                               .value = row->value,
                                                               .at_ms = row->at_ms,
                                                               .source = row->source_event_id,
                                                               .sequence = row->sequence};
    }
}

void sup__told_show(struct sup__telling *telling, const struct sup__told_thing *thing,
                    struct sup_context_thing *to)
{
    struct sup_reference *reference = array(telling, 1, sizeof *reference);
    if (telling->failed) {
        return;
    }
    reference->system = say(telling, thing->row.system);
    reference->kind = say(telling, thing->row.kind);
    reference->id = say(telling, thing->row.thing_id);
    to->reference = reference;
    to->label = say(telling, thing->row.label);
    to->facts = sup__facts_result(telling->result, thing->facts, thing->fact_count,
                                  thing->row.system, &to->fact_count, &telling->failed);
    to->updated_ms = thing->row.updated_ms;
}

int32_t sup__tell_segments(struct sup__telling *telling, const struct sup__customer_facts *facts,
                           const char *const **names, uint32_t *count)
{
    const struct sup__policy *policy = telling->unit->policy;
    struct sup__arena *arena = telling->unit->repo.arena;
    struct sup__slot *items = sup__arena_alloc(arena, policy->segments.count * sizeof *items);
    struct sup__slot *slots = NULL;
    int32_t rc = sup__customer_slots(telling->unit, facts, &slots);
    if (rc != SUP_OK) {
        return rc;
    }
    if (!items) {
        return sup__fail(telling->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    struct sup__case given = sup__policy_case(policy, slots, telling->unit->caller.now_ms);
    uint32_t found = sup__decide_segments(policy, &given, items);
    const char **list = array(telling, found, sizeof *list);
    for (uint32_t i = 0; !telling->failed && i < found; i++) {
        list[i] = say(telling, policy->segments.items[items[i].number].name);
        *count = i + 1;
    }
    *names = list;
    return SUP_OK;
}
