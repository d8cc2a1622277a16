/*
 * shape_reminder.c: the structs of reminder.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/people.h"
#include "supportcore/reminder.h"

static const struct sup_field ticket_remind_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_remind_params),
    SUP__ROW_TICKET(sup_ticket_remind_params),
    SUP__ROW_VERSION(sup_ticket_remind_params),
    SUP__TIME(sup_ticket_remind_params, due_ms, "due_at", 0, "When, after now; or within_ms."),
    SUP__DURATION(sup_ticket_remind_params, within_ms, 0,
                  "After so many business hours; or due_at."),
    SUP__CODE(sup_ticket_remind_params, calendar, 0,
              "Whose hours those are; absent: those that the policy's timers go by."),
    SUP__ID(sup_ticket_remind_params, agent_id, 0,
            "Who is reminded; absent: who sets it, where that is an agent."),
    SUP__BOOL(sup_ticket_remind_params, is_assignee, 0,
              "Whoever has the ticket then; not with agent_id."),
    SUP__TEXT(sup_ticket_remind_params, note, SUP_REMINDER_NOTE_BYTES_MAX, 0,
              "What to think of; colleagues see it."),
};
SUP__SHAPE(ticket_remind_params, "Of which ticket to remind whom, and when.");

static const struct sup_field ticket_unremind_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_unremind_params),
    SUP__ROW_TICKET(sup_ticket_unremind_params),
    SUP__ROW_VERSION(sup_ticket_unremind_params),
    SUP__ID(sup_ticket_unremind_params, reminder_id, SUP_FIELD_REQUIRED, "The reminder."),
};
SUP__PARAMS(ticket_unremind_params, "Which reminder to take away.");

static const struct sup_field reminder_fields[] = {
    SUP__ID(sup_reminder, id, SUP_FIELD_REQUIRED, "The reminder's id."),
    SUP__TIME(sup_reminder, due_ms, "due_at", SUP_FIELD_REQUIRED,
              "When it is due; before now when it was not fired yet."),
    SUP__ID(sup_reminder, agent_id, 0, "Who is reminded; absent: whoever has the ticket then."),
    SUP__TEXT(sup_reminder, note, SUP_REMINDER_NOTE_BYTES_MAX, 0,
              "What to think of; absent: not said, or erased."),
    SUP__CODE(sup_reminder, rule, 0, "The policy's rule that set it; absent: somebody did."),
    SUP__INT(sup_reminder, position, 0, "Which of the rule's reminders it is, from 1."),
    SUP__TIME(sup_reminder, set_ms, "set_at", SUP_FIELD_REQUIRED, "When it was set."),
    SUP__ENUM(sup_reminder, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "What kind of actor set it."),
    SUP__ID(sup_reminder, actor_id, 0, "Who set it."),
    SUP__ID(sup_reminder, ticket_id, SUP_FIELD_REQUIRED,
            "The ticket that it was set on, which may have been merged into this one."),
};
SUP__SHAPE(reminder, "Somebody is to be reminded of a ticket.");
