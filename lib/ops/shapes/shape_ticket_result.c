/*
 * shape_ticket_result.c: the result structs of ticket.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/ticket.h"

static const struct sup_field ticket_fields[] = {
    SUP__ID(sup_ticket, id, SUP_FIELD_REQUIRED, "The ticket's id."),
    SUP__INT(sup_ticket, version, 0, "Grows with each change."),
    SUP__CODE(sup_ticket, status, SUP_FIELD_REQUIRED, "A status of the policy."),
    SUP__ENUM(sup_ticket, category, sup__category_names, SUP_FIELD_REQUIRED,
              "What kind of status that is."),
    SUP__TEXT(sup_ticket, subject, SUP_SUBJECT_BYTES_MAX, 0,
              "What it is about; absent once erased."),
    SUP__CODE(sup_ticket, channel, SUP_FIELD_REQUIRED, "The channel it came by."),
    SUP__CODE(sup_ticket, priority, SUP_FIELD_REQUIRED, "Its priority."),
    SUP__CODE(sup_ticket, reason, 0, "The contact reason; absent when not known."),
    SUP__CODE(sup_ticket, team, 0, "The team that has it; absent when none has."),
    SUP__ID(sup_ticket, customer_id, 0, "Who asked; absent when not known."),
    SUP__ID(sup_ticket, assignee_id, 0, "The agent who has it; absent when nobody has."),
    SUP__ID(sup_ticket, follow_up_of, 0, "The earlier ticket that this one goes on from."),
    SUP__TIME(sup_ticket, opened_ms, "opened_at", SUP_FIELD_REQUIRED, "When it was opened."),
    SUP__TIME(sup_ticket, updated_ms, "updated_at", SUP_FIELD_REQUIRED,
              "When something last happened to it."),
    SUP__TIME(sup_ticket, first_reply_ms, "first_reply_at", 0,
              "The first public reply by a person that is not an acknowledgement, to a question."),
    SUP__TIME(sup_ticket, last_reply_ms, "last_reply_at", 0, "The latest such reply."),
    SUP__TIME(sup_ticket, last_customer_ms, "last_customer_at", 0,
              "The latest message that the customer wrote."),
    SUP__TIME(sup_ticket, waiting_since_ms, "waiting_since", 0,
              "The oldest of them that waits for a reply; absent when none does."),
    SUP__CODE(sup_ticket, reply_channel, SUP_FIELD_REQUIRED,
              "Where replies go: the channel of the customer's latest message."),
    SUP__TIME(sup_ticket, solved_ms, "solved_at", 0,
              "When it was last solved; absent while it is not."),
    SUP__TIME(sup_ticket, closed_ms, "closed_at", 0, "When it was closed; absent while it is not."),
    SUP__INT(sup_ticket, reopen_count, 0, "Times it went from solved or closed back to work."),
    SUP__INT(sup_ticket, reassign_count, 0, "Changes of agent or team after the first assignment."),
    SUP__INT(sup_ticket, message_count, 0, "Messages in its thread, as many as the caller sees."),
    SUP__BOOL(sup_ticket, is_imported, 0, "Opened by an import."),
    SUP__CODES(sup_ticket, tags, tag_count, SUP_TICKET_TAGS_MAX, 0,
               "Tags in byte order; ticket.get only."),
    SUP__OBJECTS(sup_ticket, references, reference_count, sup_reference, &sup__shape_reference,
                 SUP_TICKET_REFERENCES_MAX, 0,
                 "Things outside the desk that it is about; ticket.get only."),
    SUP__OBJECTS(sup_ticket, facts, fact_count, sup_fact, &sup__shape_fact, SUP_TICKET_FACTS_MAX, 0,
                 "What other systems say about it; ticket.get only."),
    SUP__OBJECTS(sup_ticket, fields, field_count, sup_ticket_field, &sup__shape_ticket_field,
                 SUP_TICKET_FIELDS_MAX, 0, "Custom fields that are filled; ticket.get only."),
    SUP__CODES(sup_ticket, intake_missing, intake_missing_count, 0, 0,
               "Fields that its reason asks for and that are not filled; ticket.get only."),
    SUP__OBJECTS(sup_ticket, links, link_count, sup_ticket_link, &sup__shape_ticket_link, 0, 0,
                 "What it is to other tickets; ticket.get only."),
    SUP__OBJECTS(sup_ticket, watchers, watcher_count, sup_ticket_watcher,
                 &sup__shape_ticket_watcher, SUP_TICKET_WATCHERS_MAX, 0,
                 "Who is told what happens to it; ticket.get only."),
    SUP__ID(sup_ticket, merged_into, 0, "The ticket it was merged into."),
    SUP__ID(sup_ticket, root_id, SUP_FIELD_REQUIRED,
            "The ticket that it is part of now: itself, unless it was merged."),
    SUP__OBJECTS(sup_ticket, members, member_count, sup_ticket_member, &sup__shape_ticket_member,
                 SUP_TICKET_MEMBERS_MAX, 0, "Tickets that are part of it; ticket.get only."),
    SUP__OBJECTS(sup_ticket, reminders, reminder_count, sup_reminder, &sup__shape_reminder, 0, 0,
                 "Who is to be reminded of it, by when that is due; ticket.get only."),
    SUP__CODE(sup_ticket, floor, 0,
              "The tier of handling that it is on; absent: none. Not for customers."),
    SUP__CODE(sup_ticket, floor_minimum, 0, "The lowest one that it may be on. Not for customers."),
    SUP__CODE(sup_ticket, impact, 0,
              "How much is affected, as it was said at its opening. Not for customers."),
    SUP__CODE(sup_ticket, urgency, 0,
              "How soon it matters, as it was said at its opening. Not for customers."),
};
SUP__SHAPE(ticket, "One question of one customer.");

static const struct sup_field ticket_list_fields[] = {
    SUP__OBJECTS(sup_ticket_list, items, count, sup_ticket, &sup__shape_ticket, SUP_PAGE_MAX,
                 SUP_FIELD_REQUIRED, "Tickets in the order asked for."),
    SUP__TEXT(sup_ticket_list, next_after, SUP_LIST_AFTER_BYTES_MAX, 0,
              "Give it as after for the next page; absent on the last. A page may be short."),
};
SUP__SHAPE(ticket_list, "A page of tickets.");

static const struct sup_field message_item_fields[] = {
    SUP__ID(sup_message_item, id, SUP_FIELD_REQUIRED, "The message's id."),
    SUP__ID(sup_message_item, ticket_id, SUP_FIELD_REQUIRED, "The ticket that it came with."),
    SUP__ENUM(sup_message_item, kind, sup__message_kind_names, SUP_FIELD_REQUIRED,
              "From the customer, to the customer, or among colleagues."),
    SUP__ENUM(sup_message_item, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "What kind of actor recorded it."),
    SUP__ID(sup_message_item, actor_id, 0, "Who recorded it."),
    SUP__ID(sup_message_item, customer_id, 0, "The customer who wrote it."),
    SUP__TIME(sup_message_item, at_ms, "at", SUP_FIELD_REQUIRED, "When it was written."),
    SUP__CODE(sup_message_item, channel, SUP_FIELD_REQUIRED, "The channel it went by."),
    SUP__LINES(sup_message_item, body, SUP_BODY_BYTES_MAX, 0, "The text; absent once erased."),
    SUP__TEXT(sup_message_item, external_id, SUP_EXTERNAL_ID_BYTES_MAX, 0,
              "Its id where it came from."),
    SUP__DURATION(sup_message_item, handle_ms, 0, "How long the agent worked on it."),
    SUP__BOOL(sup_message_item, is_automated, 0, "No person wrote it."),
    SUP__BOOL(sup_message_item, is_acknowledgement, 0, "It only says that the message arrived."),
    SUP__BOOL(sup_message_item, is_public, 0, "Everyone sees it."),
    SUP__OBJECTS(sup_message_item, attachments, attachment_count, sup_attachment,
                 &sup__shape_attachment, SUP_MESSAGE_ATTACHMENTS_MAX, 0,
                 "Files that came with it, without those that were erased."),
};
SUP__SHAPE(message_item, "One message of a ticket's thread.");

static const struct sup_field message_list_fields[] = {
    SUP__OBJECTS(sup_message_list, items, count, sup_message_item, &sup__shape_message_item,
                 SUP_PAGE_MAX, SUP_FIELD_REQUIRED, "Messages by time; of one time, by id."),
    SUP__ROW_NEXT(sup_message_list),
};
SUP__SHAPE(message_list, "A page of messages.");

static const struct sup_field history_item_fields[] = {
    SUP__ID(sup_history_item, id, SUP_FIELD_REQUIRED, "The event's sequence."),
    SUP__TIME(sup_history_item, at_ms, "at", SUP_FIELD_REQUIRED, "When it happened."),
    SUP__TIME(sup_history_item, recorded_ms, "recorded_at", SUP_FIELD_REQUIRED,
              "When the desk was told."),
    SUP__CODE(sup_history_item, kind, SUP_FIELD_REQUIRED, "The kind of event: ticket.opened."),
    SUP__ENUM(sup_history_item, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "What kind of actor did it."),
    SUP__ID(sup_history_item, actor_id, 0, "Who did it."),
    SUP__TEXT(sup_history_item, actor, 0, SUP_FIELD_REQUIRED,
              "Who did it, for people: Priya Nair (agent)."),
    SUP__TEXT(sup_history_item, sentence, 0, SUP_FIELD_REQUIRED, "What happened, for people."),
    SUP__BOOL(sup_history_item, is_imported, 0, "History that another system decided."),
};
SUP__SHAPE(history_item, "One thing that happened to a ticket.");

static const struct sup_field history_fields[] = {
    SUP__OBJECTS(sup_history, items, count, sup_history_item, &sup__shape_history_item,
                 SUP_PAGE_MAX, SUP_FIELD_REQUIRED, "Events in the order they were recorded."),
    SUP__ROW_NEXT(sup_history),
};
SUP__SHAPE(history, "A page of a ticket's history.");
