/*
 * reminders.c: reminders that people set, and what becomes of all of them at their time.
 */
#include "ops/erasure/erase.h"
#include "ops/sla/reminders.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/decide.h"

#include <inttypes.h>
#include <string.h>

/* ---- what the policy wants said ---- */

static int is_for(const struct sup__policy *policy, uint32_t rule, int32_t status)
{
    return status >= 0 && (policy->statuses[status].reminders >> rule) & 1;
}

/* So much business time later; 0: never, as far as calendars know. */
static int32_t later(struct sup__unit *unit, const struct sup__reminder_rule *rule, int64_t from_ms,
                     int64_t more_ms, int64_t *at_ms)
{
    const struct sup__policy *policy = unit->policy;
    const struct sup__calendar *calendar =
        rule->calendar < 0 ? NULL : &policy->calendars[rule->calendar];
    int32_t rc = sup__calendar_add(calendar, from_ms, more_ms, at_ms);
    if (rc != SUP_OK) {
        *at_ms = 0;
    }
    return rc == SUP_NOMEM ? sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory") : SUP_OK;
}

/* An import tells nobody what was due before it came. */
static int32_t begin_rule(struct sup__unit *unit, int64_t ticket_id,
                          const struct sup__reminder_rule *rule, int64_t from_ms)
{
    struct sup__event event = sup__event_new(unit, SUP__E_REMINDER_SET, ticket_id);
    int64_t position = 1;
    int64_t due_ms = 0;
    int32_t rc = later(unit, rule, from_ms, rule->after_ms, &due_ms);
    while (rc == SUP_OK && unit->is_import && due_ms && due_ms <= unit->caller.now_ms) {
        rc = position < rule->times ? later(unit, rule, due_ms, rule->every_ms, &due_ms) : SUP_OK;
        due_ms = position < rule->times ? due_ms : 0;
        position++;
    }
    if (rc != SUP_OK || !due_ms) {
        return rc;
    }
    event.row.after = rule->name;
    event.row.number = unit->head.reminder_count + 1;
    event.payload.position = position;
    event.payload.due_ms = due_ms;
    return sup__emit(unit, &event);
}

int32_t sup__review_reminders(struct sup__unit *unit, const struct sup__event *event)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__ticket_slot *slot = NULL;
    int is_asked = policy->reminder_rule_count && (event->row.kind == SUP__E_TICKET_OPENED ||
                                                   event->row.kind == SUP__E_TICKET_MOVED ||
                                                   event->row.kind == SUP__E_TICKET_UNMERGED);
    int32_t rc = is_asked ? sup__unit_ticket(unit, event->row.ticket_id, &slot) : SUP_OK;
    if (rc != SUP_OK || !is_asked) {
        return rc;
    }
    int32_t status = sup__policy_status(policy, slot->row.status);
    for (uint32_t i = 0; rc == SUP_OK && i < policy->reminder_rule_count; i++) {
        if (is_for(policy, i, status)) {
            rc = begin_rule(unit, event->row.ticket_id, &policy->reminder_rules[i],
                            event->row.at_ms);
        }
    }
    return rc;
}

/* ---- their time has come ---- */

/* The rule by which the policy wants a reminder said; NULL: it does so no more. */
static const struct sup__reminder_rule *rule_of(const struct sup__policy *policy,
                                                const struct sup__reminder_row *reminder,
                                                const char *status)
{
    int32_t index = sup__policy_status(policy, status);
    for (uint32_t i = 0; i < policy->reminder_rule_count; i++) {
        const struct sup__reminder_rule *rule = &policy->reminder_rules[i];
        if (strcmp(rule->name, reminder->rule) == 0) {
            return is_for(policy, i, index) && reminder->position <= rule->times ? rule : NULL;
        }
    }
    return NULL;
}

int sup__reminder_stands(const struct sup__policy *policy, const struct sup__reminder_row *reminder,
                         const char *status)
{
    return !reminder->rule || rule_of(policy, reminder, status) != NULL;
}

/* When the policy wants it said again; 0: no more. */
static int32_t find_next(struct sup__unit *unit, const struct sup__reminder_row *reminder,
                         const struct sup__ticket_row *ticket, int64_t *next_ms)
{
    const struct sup__reminder_rule *rule =
        reminder->rule ? rule_of(unit->policy, reminder, ticket->status) : NULL;
    *next_ms = 0;
    return rule && reminder->position < rule->times
               ? later(unit, rule, reminder->due_ms, rule->every_ms, next_ms)
               : SUP_OK;
}

/* `rule`: why, when nobody did it. */
static int32_t emit_cancelled(struct sup__unit *unit, const struct sup__reminder_row *reminder,
                              const char *rule)
{
    struct sup__event event = sup__event_new(unit, SUP__E_REMINDER_CANCELLED, reminder->ticket_id);
    event.row.subject_id = reminder->agent_id;
    event.row.number = reminder->id;
    event.row.after = reminder->rule;
    event.payload.rule = rule;
    return sup__emit(unit, &event);
}

static int32_t fire_one(struct sup__unit *unit, const struct sup__reminder_row *reminder)
{
    struct sup__event event = sup__event_new(unit, SUP__E_REMINDER_DUE, reminder->ticket_id);
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, reminder->ticket_id, &slot);
    if (rc == SUP_OK && !sup__reminder_stands(unit->policy, reminder, slot->row.status)) {
        return emit_cancelled(unit, reminder, "policy");
    }
    if (rc == SUP_OK) {
        rc = find_next(unit, reminder, &slot->row, &event.payload.due_ms);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t assignee_id = slot->row.assignee_id;
    event.row.subject_id = reminder->agent_id ? reminder->agent_id : assignee_id;
    event.row.number = reminder->id;
    event.row.after = reminder->rule;
    event.payload.assignee_id = event.row.subject_id != assignee_id ? assignee_id : 0;
    event.payload.team = assignee_id ? NULL : slot->row.team;
    event.body = reminder->note;
    return sup__emit(unit, &event);
}

int32_t sup__fire_reminders(struct sup__unit *unit, int64_t ticket_id, int64_t due_ms)
{
    struct sup__rows rows;
    uint32_t fired = 0;
    int32_t rc = sup__load_reminders(unit, ticket_id, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__reminder_row *row = sup__rows_at(&rows, i);
        if (row->due_ms == due_ms) {
            fired++;
            rc = fire_one(unit, row);
        }
    }
    if (rc != SUP_OK || fired) {
        return rc;
    }
    return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_agenda",
                     "the agenda has an item for ticket %" PRId64 " at %" PRId64
                     ", for which none of its reminders waits",
                     ticket_id, due_ms);
}

/* ---- setting one ---- */

static int32_t excluded(struct sup__unit *unit, const char *field, const char *text)
{
    return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, field, "%s", text);
}

static int32_t find_due(struct sup__unit *unit, const struct sup_ticket_remind_params *params,
                        int64_t *due_ms)
{
    const struct sup__policy *policy = unit->policy;
    int32_t calendar = policy->timer_calendar;
    if (params->due_ms && (params->within_ms || params->calendar)) {
        return excluded(unit, "due_at", "a time was given, and business hours as well");
    }
    if (!params->due_ms && !params->within_ms) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "due_at",
                         "when is not said: due_at or within_ms");
    }
    if (params->due_ms) {
        *due_ms = params->due_ms;
        return SUP_OK;
    }
    int32_t rc = params->calendar ? sup__policy_index(unit, "calendar", params->calendar,
                                                      &policy->calendar_names, &calendar)
                                  : SUP_OK;
    if (rc != SUP_OK) {
        return rc;
    }
    rc = sup__calendar_add(calendar < 0 ? NULL : &policy->calendars[calendar], unit->at_ms,
                           params->within_ms, due_ms);
    return rc == SUP_OK ? rc : sup__calendar_fail(unit->error, rc, "within_ms");
}

static int32_t find_agent(struct sup__unit *unit, const struct sup_ticket_remind_params *params,
                          int64_t *agent_id)
{
    int is_agent =
        unit->caller.actor_kind == SUP_ACTOR_AGENT || unit->caller.actor_kind == SUP_ACTOR_BOT;
    if (params->agent_id && params->is_assignee) {
        return excluded(unit, "agent_id", "an agent was given, and whoever has the ticket as well");
    }
    *agent_id = params->agent_id                   ? params->agent_id
                : is_agent && !params->is_assignee ? unit->caller.actor_id
                                                   : 0;
    return params->agent_id ? sup__load_assignee(unit, params->agent_id, "agent_id") : SUP_OK;
}

static int32_t check_room(struct sup__unit *unit, const struct sup__ticket_row *ticket)
{
    struct sup__rows rows;
    uint32_t count = 0;
    int32_t rc = ticket->reminder_count < SUP_TICKET_REMINDERS_MAX
                     ? SUP_OK
                     : sup__load_reminders(unit, ticket->id, &rows);
    if (rc != SUP_OK || ticket->reminder_count < SUP_TICKET_REMINDERS_MAX) {
        return rc;
    }
    for (uint32_t i = 0; i < rows.count; i++) {
        count += ((const struct sup__reminder_row *)sup__rows_at(&rows, i))->rule == NULL;
    }
    return count < SUP_TICKET_REMINDERS_MAX
               ? SUP_OK
               : sup__fail(unit->error, SUP_MSG_TICKET_ITEMS, "ticket_id",
                           "ticket %" PRId64 " has %u reminders; %d are the limit", ticket->id,
                           count, SUP_TICKET_REMINDERS_MAX);
}

int32_t sup__op_ticket_remind(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_ticket_remind_params *params = in;
    struct sup__event event = sup__event_new(unit, SUP__E_REMINDER_SET, params->ticket_id);
    struct sup__ticket_slot *slot = NULL;
    (void)result;
    int32_t rc = find_agent(unit, params, &event.row.subject_id);
    if (rc == SUP_OK) {
        rc = find_due(unit, params, &event.payload.due_ms);
    }
    if (rc == SUP_OK && event.payload.due_ms <= unit->caller.now_ms) {
        rc = sup__fail(unit->error, SUP_MSG_REMINDER_PAST, params->due_ms ? "due_at" : "within_ms",
                       "the reminder would be due at once, or in the past");
    }
    if (rc == SUP_OK) {
        rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    }
    if (rc == SUP_OK) {
        rc = sup__check_workable(unit, &slot->row);
    }
    if (rc == SUP_OK) {
        rc = check_room(unit, &slot->row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    event.body = params->note && params->note[0] ? params->note : NULL;
    event.row.number = unit->head.reminder_count + 1;
    rc = sup__emit(unit, &event);
    return rc == SUP_OK ? sup__ticket_receipt(unit, params->ticket_id, event.row.number, receipt)
                        : rc;
}

int32_t sup__op_ticket_unremind(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_ticket_unremind_params *params = in;
    struct sup__reminder_row row = {
        .tenant = unit->head.tenant, .ticket_id = params->ticket_id, .id = params->reminder_id};
    struct sup__ticket_slot *slot = NULL;
    (void)result;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    if (rc == SUP_OK) {
        rc = sup__get(&unit->repo, SUP__T_REMINDER, &row);
        rc = rc != SUP_NOT_FOUND
                 ? rc
                 : sup__fail(unit->error, SUP_MSG_REMINDER_UNKNOWN, "reminder_id",
                             "ticket %" PRId64 " has no reminder %" PRId64, row.ticket_id, row.id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    rc = emit_cancelled(unit, &row, NULL);
    return rc == SUP_OK ? sup__ticket_receipt(unit, row.ticket_id, row.id, receipt) : rc;
}

/* ---- showing them ---- */

void sup__show_reminder(void *result, const struct sup__reminder_row *row, struct sup_reminder *to,
                        int *failed)
{
    to->id = row->id;
    to->due_ms = row->due_ms;
    to->agent_id = row->agent_id;
    to->note = sup__result_text(result, row->note, failed);
    to->rule = sup__result_text(result, row->rule, failed);
    to->position = row->position;
    to->set_ms = row->set_ms;
    to->actor_id = row->actor_id;
    to->actor_kind = (int32_t)row->actor_kind;
    to->ticket_id = row->origin_id;
}

void sup__place_reminder(struct sup_reminder *items, uint32_t *count,
                         const struct sup_reminder *reminder)
{
    uint32_t at = *count;
    while (at > 0 && items[at - 1].due_ms > reminder->due_ms) {
        items[at] = items[at - 1];
        at--;
    }
    items[at] = *reminder;
    ++*count;
}

int32_t sup__show_reminders(struct sup__unit *unit, struct sup_ticket *ticket,
                            const struct sup__ticket_row *row, int *failed)
{
    struct sup__rows rows = {0};
    int32_t rc = row->reminder_count ? sup__load_reminders(unit, row->id, &rows) : SUP_OK;
    struct sup_reminder *items = sup__result_array(ticket, rows.count, sizeof *items, failed);
    if (rc != SUP_OK || *failed) {
        return rc;
    }
    ticket->reminders = items;
    for (uint32_t i = 0; i < rows.count; i++) {
        const struct sup__reminder_row *reminder = sup__rows_at(&rows, i);
        struct sup_reminder shown = {0};
        if (sup__reminder_stands(unit->policy, reminder, row->status)) {
            sup__show_reminder(ticket, reminder, &shown, failed);
            sup__place_reminder(items, &ticket->reminder_count, &shown);
        }
    }
    return SUP_OK;
}
