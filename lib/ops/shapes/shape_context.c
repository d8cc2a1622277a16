/*
 * shape_context.c: the structs of context.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "policy/authority.h"
#include "supportcore/context.h"

static const struct sup_field customer_context_params_fields[] = {
    SUP__ID(sup_customer_context_params, customer_id, 0,
            "The customer; or give an identity, or a ticket."),
    SUP__OBJECT(sup_customer_context_params, identity, sup_identity, &sup__shape_identity_key, 0,
                "An identity of the customer."),
    SUP__ID(sup_customer_context_params, ticket_id, 0, "A ticket of the customer."),
};
SUP__PARAMS(customer_context_params, "Whose context to read.");

static const struct sup_field ticket_handover_params_fields[] = {
    SUP__ROW_TICKET(sup_ticket_handover_params),
};
SUP__PARAMS(ticket_handover_params, "Which ticket goes to somebody else.");

static const struct sup_field context_ticket_fields[] = {
    SUP__ID(sup_context_ticket, id, SUP_FIELD_REQUIRED, "The ticket's id."),
    SUP__ID(sup_context_ticket, root_id, SUP_FIELD_REQUIRED,
            "The ticket that it is part of: itself, unless it was merged."),
    SUP__CODE(sup_context_ticket, status, SUP_FIELD_REQUIRED, "A status of the policy."),
    SUP__ENUM(sup_context_ticket, category, sup__category_names, SUP_FIELD_REQUIRED,
              "What kind of status that is."),
    SUP__TEXT(sup_context_ticket, subject, SUP_SUBJECT_BYTES_MAX, 0,
              "What it is about; absent once erased."),
    SUP__CODE(sup_context_ticket, channel, SUP_FIELD_REQUIRED, "The channel it came by."),
    SUP__CODE(sup_context_ticket, reason, 0, "The contact reason; absent when not known."),
    SUP__TIME(sup_context_ticket, opened_ms, "opened_at", SUP_FIELD_REQUIRED,
              "When it was opened."),
    SUP__TIME(sup_context_ticket, updated_ms, "updated_at", SUP_FIELD_REQUIRED,
              "When something last happened to it."),
    SUP__TIME(sup_context_ticket, solved_ms, "solved_at", 0,
              "When it was last solved; absent while it is not."),
};
SUP__SHAPE(context_ticket, "A ticket in a few words.");

static const struct sup_field context_thing_fields[] = {
    SUP__OBJECT(sup_context_thing, reference, sup_reference, &sup__shape_reference,
                SUP_FIELD_REQUIRED, "The thing."),
    SUP__TEXT(sup_context_thing, label, SUP_LABEL_BYTES_MAX, 0, "What the shop calls it."),
    SUP__OBJECTS(sup_context_thing, facts, fact_count, sup_reported_fact, &sup__shape_reported_fact,
                 SUP_THING_FACTS_MAX, SUP_FIELD_REQUIRED, "What is so, by name."),
    SUP__OBJECTS(sup_context_thing, tickets, ticket_count, sup_context_ticket,
                 &sup__shape_context_ticket, SUP_CONTEXT_ABOUT_MAX, 0,
                 "About it and not solved: theirs, then of the newest five those of others."),
    SUP__TIME(sup_context_thing, updated_ms, "updated_at", 0, "The latest date of its reports."),
};
SUP__SHAPE(context_thing, "Something that was bought.");

static const struct sup_field context_contact_fields[] = {
    SUP__CODE(sup_context_contact, reason, 0, "The contact reason; absent when not known."),
    SUP__CODE(sup_context_contact, channel, SUP_FIELD_REQUIRED, "Where the tickets began."),
    SUP__INT(sup_context_contact, ticket_count, 0, "The customer's tickets of both, all of them."),
    SUP__INT(sup_context_contact, recent_count, 0,
             "Of the newest twenty those opened within the policy's repeat_contact before now."),
};
SUP__SHAPE(context_contact, "How often a customer came for a reason by a channel.");

static const struct sup_field context_article_fields[] = {
    SUP__CODE(sup_context_article, name, SUP_FIELD_REQUIRED, "Its name in the policy."),
    SUP__TEXT(sup_context_article, title, 0, SUP_FIELD_REQUIRED, "Its title."),
    SUP__TEXT(sup_context_article, version, 0, 0, "Its version."),
    SUP__CODE(sup_context_article, owner, 0, "The team that keeps it."),
    SUP__TEXT(sup_context_article, review_on, 0, 0, "When it is to be reviewed, a date."),
    SUP__BOOL(sup_context_article, is_outdated, 0, "That day has passed."),
};
SUP__SHAPE(context_article, "An article for those who work on a reason.");

static const struct sup_field context_work_fields[] = {
    SUP__OBJECT(sup_context_work, ticket, sup_context_ticket, &sup__shape_context_ticket,
                SUP_FIELD_REQUIRED, "The ticket."),
    SUP__CODE(sup_context_work, priority, SUP_FIELD_REQUIRED, "Its priority."),
    SUP__CODE(sup_context_work, team, 0, "The team that has it; absent when none has."),
    SUP__ID(sup_context_work, assignee_id, 0, "The agent who has it; absent when nobody has."),
    SUP__TEXT(sup_context_work, assignee, SUP_NAME_BYTES_MAX, 0, "That agent's name."),
    SUP__TIME(sup_context_work, waiting_since_ms, "waiting_since", 0,
              "Since when the customer waits; absent when nobody waits."),
    SUP__TIME(sup_context_work, closes_ms, "closes_at", 0,
              "When the desk closes it by itself; absent: never."),
    SUP__TIME(sup_context_work, promise_ms, "promise_at", 0,
              "When a promise on it warns or breaks next; absent: none waits."),
    SUP__CODE(sup_context_work, floor, 0, "The floor that it is on; absent: none."),
    SUP__CODE(sup_context_work, floor_minimum, 0, "The lowest that it may be on."),
    SUP__ENUM(sup_context_work, waits_for, sup__sign_names, 0,
              "A signature that it waits for; absent: none."),
    SUP__TIME(sup_context_work, asked_ms, "asked_at", 0,
              "Since when a sign-off to move up is waited for; absent: none is."),
    SUP__TEXT(sup_context_work, sign_from, 0, 0,
              "Who may sign that, as role:NAME and agent:ID; absent: none is waited for."),
    SUP__INT(sup_context_work, repeat_count, 0,
             "Earlier tickets, not merged, for the same reason within the policy's "
             "repeat_contact."),
    SUP__CODE(sup_context_work, preferred_channel, 0, "The reason's channel."),
    SUP__CODE(sup_context_work, second_channel, 0, "The reason's second channel."),
    SUP__OBJECTS(sup_context_work, knowledge, knowledge_count, sup_context_article,
                 &sup__shape_context_article, 0, 0, "What the policy says to read for the reason."),
    SUP__CODES(sup_context_work, intake_missing, intake_missing_count, 0, 0,
               "Fields that its reason asks for and that are not filled."),
    SUP__OBJECTS(sup_context_work, blockers, blocker_count, sup_ticket_link,
                 &sup__shape_ticket_link, 0, 0,
                 "Links to unsolved tickets without which it cannot be solved."),
    SUP__OBJECTS(sup_context_work, reminders, reminder_count, sup_reminder, &sup__shape_reminder, 0,
                 0, "Reminders that wait, by when they are due."),
};
SUP__SHAPE(context_work, "A ticket, and what is to be done about it.");

static const struct sup_field customer_context_fields[] = {
    SUP__OBJECT(sup_customer_context, customer, sup_customer, &sup__shape_customer, 0,
                "Who this is; absent: a ticket's that nobody knows."),
    SUP__CODES(sup_customer_context, segments, segment_count, 0, SUP_FIELD_REQUIRED,
               "The segments they are in now, in the policy's order."),
    SUP__OBJECTS(sup_customer_context, things, thing_count, sup_context_thing,
                 &sup__shape_context_thing, SUP_CONTEXT_THINGS_MAX, SUP_FIELD_REQUIRED,
                 "What they bought: the latest report first."),
    SUP__INT(sup_customer_context, thing_total, 0, "All of that, also what is not shown."),
    SUP__INT(sup_customer_context, new_count, 0, "Their new tickets."),
    SUP__INT(sup_customer_context, open_count, 0, "Their open tickets."),
    SUP__INT(sup_customer_context, pending_count, 0, "Those that wait for them."),
    SUP__INT(sup_customer_context, on_hold_count, 0, "Those that wait for somebody else."),
    SUP__INT(sup_customer_context, solved_count, 0, "Their solved tickets."),
    SUP__INT(sup_customer_context, closed_count, 0,
             "Their closed tickets, without those that were merged."),
    SUP__OBJECTS(sup_customer_context, contacts, contact_count, sup_context_contact,
                 &sup__shape_context_contact, 0, SUP_FIELD_REQUIRED,
                 "How often they came: most tickets first."),
    SUP__OBJECTS(sup_customer_context, tickets, ticket_count, sup_context_ticket,
                 &sup__shape_context_ticket, SUP_CONTEXT_TICKETS_MAX, SUP_FIELD_REQUIRED,
                 "Their tickets, newest first."),
    SUP__OBJECTS(sup_customer_context, work, work_count, sup_context_work, &sup__shape_context_work,
                 SUP_CONTEXT_WORK_MAX, SUP_FIELD_REQUIRED,
                 "Tickets that are not solved: who waits longest first."),
};
SUP__SHAPE(customer_context, "The four questions about a customer.");

static const struct sup_field handover_step_fields[] = {
    SUP__ID(sup_handover_step, id, SUP_FIELD_REQUIRED, "The event's sequence."),
    SUP__TIME(sup_handover_step, at_ms, "at", SUP_FIELD_REQUIRED, "When it happened."),
    SUP__ENUM(sup_handover_step, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "What kind of actor did it."),
    SUP__ID(sup_handover_step, actor_id, 0, "Who did it."),
    SUP__TEXT(sup_handover_step, sentence, 0, SUP_FIELD_REQUIRED, "What was done."),
};
SUP__SHAPE(handover_step, "Something that was done about a ticket.");

static const struct sup_field context_remedy_fields[] = {
    SUP__CODE(sup_context_remedy, remedy, SUP_FIELD_REQUIRED, "What can be given or done."),
    SUP__TEXT(sup_context_remedy, label, 200, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__ENUM(sup_context_remedy, effect, sup__effect_names, SUP_FIELD_REQUIRED,
              "The best that is said to any amount of it."),
    SUP__TEXT(sup_context_remedy, at_once, SUP_AMOUNT_BYTES_MAX, 0, "The most that is allowed."),
    SUP__TEXT(sup_context_remedy, at_discretion, SUP_AMOUNT_BYTES_MAX, 0,
              "The most that is allowed to who says why."),
    SUP__TEXT(sup_context_remedy, by_approval, SUP_AMOUNT_BYTES_MAX, 0,
              "The most that is granted once it is approved."),
    SUP__ENUM(sup_context_remedy, open_effect, sup__effect_names, 0,
              "Which of these has no end but the most that can be asked for at once."),
};
SUP__SHAPE(context_remedy, "What may be given of a remedy, in short.");

static const struct sup_field ticket_handover_fields[] = {
    SUP__OBJECT(sup_ticket_handover, work, sup_context_work, &sup__shape_context_work,
                SUP_FIELD_REQUIRED, "The ticket, and what is open about it."),
    SUP__OBJECT(sup_ticket_handover, customer, sup_customer, &sup__shape_customer, 0,
                "Who they are; absent when nobody knows."),
    SUP__CODES(sup_ticket_handover, segments, segment_count, 0, SUP_FIELD_REQUIRED,
               "The segments they are in now, in the policy's order."),
    SUP__CODES(sup_ticket_handover, channels, channel_count, 0, SUP_FIELD_REQUIRED,
               "Channels on which the customer wrote, the latest first."),
    SUP__OBJECTS(sup_ticket_handover, fields, field_count, sup_ticket_field,
                 &sup__shape_ticket_field, SUP_TICKET_FIELDS_MAX, SUP_FIELD_REQUIRED,
                 "Custom fields that are filled, by name."),
    SUP__OBJECTS(sup_ticket_handover, facts, fact_count, sup_fact, &sup__shape_fact,
                 SUP_TICKET_FACTS_MAX, SUP_FIELD_REQUIRED, "What other systems say about it."),
    SUP__OBJECTS(sup_ticket_handover, things, thing_count, sup_context_thing,
                 &sup__shape_context_thing, SUP_TICKET_REFERENCES_MAX, SUP_FIELD_REQUIRED,
                 "The orders and other things it is about."),
    SUP__OBJECTS(sup_ticket_handover, steps, step_count, sup_handover_step,
                 &sup__shape_handover_step, SUP_HANDOVER_STEPS_MAX, SUP_FIELD_REQUIRED,
                 "What was done, oldest first."),
    SUP__BOOL(sup_ticket_handover, is_cut, 0, "More was done before, or may have been."),
    SUP__OBJECTS(sup_ticket_handover, remedies, remedy_count, sup_context_remedy,
                 &sup__shape_context_remedy, 0, 0,
                 "What the caller may give now, or have approved: authority.offer in short."),
    SUP__TEXT(sup_ticket_handover, remedy_currency, 3, 0, "ISO 4217, of their amounts."),
};
SUP__SHAPE(ticket_handover, "What the next person on a ticket needs to know.");
