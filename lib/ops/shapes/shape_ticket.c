/*
 * shape_ticket.c: the parameter structs of ticket.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/ticket.h"

const char *const sup__category_names[] = {"new",    "open",   "pending", "on_hold",
                                           "solved", "closed", NULL};
const char *const sup__message_kind_names[] = {"customer", "reply", "note", NULL};

static const struct sup_field fact_fields[] = {
    SUP__CODE(sup_fact, name, SUP_FIELD_REQUIRED, "What the fact is about: made_sla."),
    SUP__TEXT(sup_fact, value, SUP_FACT_BYTES_MAX, SUP_FIELD_REQUIRED, "The value, as text."),
};
SUP__SHAPE(fact, "Something that another system says about a ticket.");

static const struct sup_field ticket_field_fields[] = {
    SUP__CODE(sup_ticket_field, name, SUP_FIELD_REQUIRED, "A custom field of the policy."),
    SUP__LINES(sup_ticket_field, value, SUP_FIELD_BYTES_MAX, SUP_FIELD_SCALAR,
               "As text: 1001, true, 12.50 EUR, 2026-01-31; absent or empty clears the field."),
};
SUP__SHAPE(ticket_field, "A custom field of a ticket and its value.");

static const struct sup_field attachment_fields[] = {
    SUP__TEXT(sup_attachment, name, SUP_ATTACHMENT_NAME_BYTES_MAX, 0, "The file's name."),
    SUP__TEXT(sup_attachment, media_type, SUP_MEDIA_TYPE_BYTES_MAX, 0,
              "image/png, as its sender says."),
    SUP__INT(sup_attachment, bytes, 0, "Its size."),
    SUP__TEXT(sup_attachment, digest, SUP_DIGEST_BYTES_MAX, 0,
              "An algorithm's code, a colon and small hexadecimal digits: sha256:9f86d0..."),
    SUP__TEXT(sup_attachment, location, SUP_LOCATION_BYTES_MAX, SUP_FIELD_REQUIRED,
              "Where the host keeps it: a path, a key, a URL."),
};
SUP__SHAPE(attachment, "A file that came with a message, by reference.");

#define MESSAGE_ATTACHMENTS(s)                                                                     \
    SUP__OBJECTS(s, attachments, attachment_count, sup_attachment, &sup__shape_attachment,         \
                 SUP_MESSAGE_ATTACHMENTS_MAX, 0, "Files that came with it, by reference.")

static const struct sup_field ticket_open_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_open_params),
    SUP__TEXT(sup_ticket_open_params, subject, SUP_SUBJECT_BYTES_MAX, 0,
              "What it is about, in a line."),
    SUP__LINES(sup_ticket_open_params, body, SUP_BODY_BYTES_MAX, 0,
               "The customer's first message, whoever records it; none when empty."),
    SUP__CODE(sup_ticket_open_params, channel, 0,
              "A channel of the policy; its first when absent."),
    SUP__ID(sup_ticket_open_params, customer_id, 0,
            "Who asks; a customer's own ticket is always theirs."),
    SUP__CODE(sup_ticket_open_params, priority, 0,
              "A priority of the policy; when absent its rules, matrix or default decide."),
    SUP__CODE(sup_ticket_open_params, reason, 0, "A contact reason of the policy."),
    SUP__CODE(sup_ticket_open_params, team, 0,
              "A team of the policy; when absent its routing, reason or channel decide."),
    SUP__ID(sup_ticket_open_params, assignee_id, 0, "The agent who takes it."),
    SUP__ID(sup_ticket_open_params, follow_up_of, 0,
            "The earlier ticket that this one goes on from."),
    SUP__TEXT(sup_ticket_open_params, external_id, SUP_EXTERNAL_ID_BYTES_MAX, 0,
              "The first message's id where it came from."),
    SUP__CODES(sup_ticket_open_params, tags, tag_count, SUP_TICKET_TAGS_MAX, 0, "Tags."),
    SUP__OBJECTS(sup_ticket_open_params, references, reference_count, sup_reference,
                 &sup__shape_reference, SUP_TICKET_REFERENCES_MAX, 0,
                 "Orders, payments and other things that it is about."),
    SUP__CODE(sup_ticket_open_params, impact, 0,
              "How much is affected; with the urgency it decides the priority."),
    SUP__CODE(sup_ticket_open_params, urgency, 0, "How soon it is needed."),
    SUP__OBJECTS(sup_ticket_open_params, fields, field_count, sup_ticket_field,
                 &sup__shape_ticket_field, SUP_TICKET_FIELDS_MAX, 0,
                 "Custom fields of the policy, which its rules see."),
    MESSAGE_ATTACHMENTS(sup_ticket_open_params),
};
SUP__PARAMS(ticket_open_params, "A new ticket.");

static const struct sup_field ticket_receive_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_receive_params),
    SUP__ID(sup_ticket_receive_params, ticket_id, 0,
            "The ticket, when it is known; else the message finds it."),
    SUP__INT(sup_ticket_receive_params, version, 0,
             "The version of ticket_id that this was based on; 0 for any."),
    SUP__LINES(sup_ticket_receive_params, body, SUP_BODY_BYTES_MAX, SUP_FIELD_REQUIRED,
               "The message."),
    SUP__CODE(sup_ticket_receive_params, channel, 0,
              "A channel of the policy; that of ticket_id, or the policy's first, when absent."),
    SUP__TEXT(sup_ticket_receive_params, external_id, SUP_EXTERNAL_ID_BYTES_MAX, 0,
              "Its id where it came from; a message whose id is known there is not added twice."),
    SUP__ID(sup_ticket_receive_params, customer_id, 0, "Who wrote; absent when not known."),
    SUP__TEXT(sup_ticket_receive_params, subject, SUP_SUBJECT_BYTES_MAX, 0,
              "Of a ticket that is opened; it never finds one."),
    SUP__CODE(sup_ticket_receive_params, reason, 0, "Contact reason of a ticket that is opened."),
    SUP__LINES(sup_ticket_receive_params, in_reply_to, 0, 0,
               "External id of the message that this one answers."),
    SUP__TEXTS(sup_ticket_receive_params, thread_ids, thread_id_count, 0, 0, SUP_FIELD_LINES,
               "External ids of the messages before it, oldest first; the last 100 are looked at."),
    SUP__OBJECTS(sup_ticket_receive_params, references, reference_count, sup_reference,
                 &sup__shape_reference, SUP_TICKET_REFERENCES_MAX, 0,
                 "What it is about: orders find a ticket; all are joined to it."),
    MESSAGE_ATTACHMENTS(sup_ticket_receive_params),
    SUP__BOOL(
        sup_ticket_receive_params, is_automated, 0,
        "No person wrote it: an absence note, a delivery report. It moves no ticket and opens "
        "no follow-up."),
};
SUP__PARAMS(ticket_receive_params, "A message from a customer.");

/* reply and note share struct sup_ticket_message_params. */
#define MESSAGE_ROWS                                                                               \
    SUP__ROW_KEY(sup_ticket_message_params), SUP__ROW_TICKET(sup_ticket_message_params),           \
        SUP__ROW_VERSION(sup_ticket_message_params),                                               \
        SUP__LINES(sup_ticket_message_params, body, SUP_BODY_BYTES_MAX, SUP_FIELD_REQUIRED,        \
                   "The message."),                                                                \
        SUP__TEXT(sup_ticket_message_params, external_id, SUP_EXTERNAL_ID_BYTES_MAX, 0,            \
                  "Its id where it came from; an id that is known there is not added twice."),     \
        SUP__BOOL(sup_ticket_message_params, is_automated, 0,                                      \
                  "No person wrote it. What a system or an integration passes on without it "      \
                  "counts as a person's."),                                                        \
        SUP__CODE(sup_ticket_message_params, status, 0,                                            \
                  "Move the ticket there in the same step; it stays when absent."),                \
        SUP__DURATION(sup_ticket_message_params, handle_ms, 0,                                     \
                      "How long the agent worked on it."),                                         \
        MESSAGE_ATTACHMENTS(sup_ticket_message_params),                                            \
        SUP__ID(sup_ticket_message_params, author_id, 0,                                           \
                "The agent or bot who wrote it: only for an import."),                             \
        SUP__ROWS_USE(sup_ticket_message_params)

static const struct sup_field ticket_reply_params_fields[] = {
    MESSAGE_ROWS,
    SUP__CODE(sup_ticket_message_params, channel, 0,
              "A channel of the policy; when absent, that of the customer's last message."),
    SUP__BOOL(sup_ticket_message_params, is_acknowledgement, 0,
              "It only says that the message arrived: not an answer."),
};
SUP__SHAPE_OF(ticket_reply_params, sup_ticket_message_params, "A reply to the customer.");

static const struct sup_field ticket_note_params_fields[] = {
    MESSAGE_ROWS,
    SUP__CODE(sup_ticket_message_params, channel, 0,
              "A channel of the policy; the ticket's when absent."),
};
SUP__SHAPE_OF(ticket_note_params, sup_ticket_message_params, "A private note.");

static const struct sup_field ticket_move_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_move_params),
    SUP__ROW_TICKET(sup_ticket_move_params),
    SUP__ROW_VERSION(sup_ticket_move_params),
    SUP__CODE(sup_ticket_move_params, status, SUP_FIELD_REQUIRED, "A status of the policy."),
    SUP__ROWS_USE(sup_ticket_move_params),
};
SUP__PARAMS(ticket_move_params, "Where to move which ticket.");

static const struct sup_field ticket_prioritize_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_prioritize_params),
    SUP__ROW_TICKET(sup_ticket_prioritize_params),
    SUP__ROW_VERSION(sup_ticket_prioritize_params),
    SUP__CODE(sup_ticket_prioritize_params, priority, SUP_FIELD_REQUIRED,
              "A priority of the policy."),
};
SUP__PARAMS(ticket_prioritize_params, "Which ticket gets which priority.");

static const struct sup_field ticket_classify_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_classify_params),
    SUP__ROW_TICKET(sup_ticket_classify_params),
    SUP__ROW_VERSION(sup_ticket_classify_params),
    SUP__CODE(sup_ticket_classify_params, reason, SUP_FIELD_REQUIRED,
              "A contact reason of the policy."),
};
SUP__PARAMS(ticket_classify_params, "Why the customer wrote.");

static const struct sup_field ticket_assign_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_assign_params),
    SUP__ROW_TICKET(sup_ticket_assign_params),
    SUP__ROW_VERSION(sup_ticket_assign_params),
    SUP__ID(sup_ticket_assign_params, agent_id, 0,
            "Who takes it; absent takes it from whoever has it."),
    SUP__CODE(sup_ticket_assign_params, team, 0,
              "A team of the policy; the ticket's stays when absent."),
};
SUP__PARAMS(ticket_assign_params, "Who takes which ticket.");

static const struct sup_field ticket_transfer_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_transfer_params),
    SUP__ROW_TICKET(sup_ticket_transfer_params),
    SUP__ROW_VERSION(sup_ticket_transfer_params),
    SUP__CODE(sup_ticket_transfer_params, team, SUP_FIELD_REQUIRED,
              "A team of the policy; the ticket waits there for somebody to take it."),
};
SUP__PARAMS(ticket_transfer_params, "Which team gets which ticket.");

static const struct sup_field ticket_tag_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_tag_params),
    SUP__ROW_TICKET(sup_ticket_tag_params),
    SUP__ROW_VERSION(sup_ticket_tag_params),
    SUP__CODES(sup_ticket_tag_params, tags, tag_count, SUP_TICKET_TAGS_MAX, SUP_FIELD_REQUIRED,
               "Tags, at least one."),
};
SUP__SHAPE(ticket_tag_params, "Tags of a ticket.");

static const struct sup_field reference_params_fields[] = {
    SUP__ROW_KEY(sup_reference_params),
    SUP__ROW_TICKET(sup_reference_params),
    SUP__ROW_VERSION(sup_reference_params),
    SUP__OBJECTS(sup_reference_params, references, reference_count, sup_reference,
                 &sup__shape_reference, SUP_TICKET_REFERENCES_MAX, SUP_FIELD_REQUIRED,
                 "Things outside the desk, at least one."),
};
SUP__SHAPE(reference_params, "Things outside the desk that a ticket is about.");

static const struct sup_field fact_record_params_fields[] = {
    SUP__ROW_KEY(sup_fact_record_params),
    SUP__ROW_TICKET(sup_fact_record_params),
    SUP__ROW_VERSION(sup_fact_record_params),
    SUP__OBJECTS(sup_fact_record_params, facts, fact_count, sup_fact, &sup__shape_fact,
                 SUP_TICKET_FACTS_MAX, SUP_FIELD_REQUIRED,
                 "Facts, at least one; a name that is there gets the new value."),
};
SUP__SHAPE(fact_record_params, "What another system says about a ticket.");

static const struct sup_field ticket_fill_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_fill_params),
    SUP__ROW_TICKET(sup_ticket_fill_params),
    SUP__ROW_VERSION(sup_ticket_fill_params),
    SUP__OBJECTS(sup_ticket_fill_params, fields, field_count, sup_ticket_field,
                 &sup__shape_ticket_field, SUP_TICKET_FIELDS_MAX, SUP_FIELD_REQUIRED,
                 "Fields, at least one; those that are not named stay as they are."),
};
SUP__SHAPE(ticket_fill_params, "What to fill in which ticket.");

static const struct sup_field ticket_get_params_fields[] = {
    SUP__ROW_TICKET(sup_ticket_get_params),
};
SUP__PARAMS(ticket_get_params, "Which ticket to read.");

static const char *const sort_names[] = {"id", "opened", "updated", "priority", NULL};

static const struct sup_field ticket_list_params_fields[] = {
    SUP__TEXT(sup_ticket_list_params, after, SUP_LIST_AFTER_BYTES_MAX, 0,
              "The page after that position; absent begins."),
    SUP__ROW_LIMIT(sup_ticket_list_params),
    SUP__ENUM(sup_ticket_list_params, sort, sort_names, 0,
              "What they are sorted by, the id when absent; equal ones by id."),
    SUP__BOOL(sup_ticket_list_params, is_ascending, 0,
              "Oldest or lowest first; newest or highest first when absent."),
    SUP__ENUM(sup_ticket_list_params, category, sup__category_names, 0,
              "Only tickets whose status is of that category."),
    SUP__CODE(sup_ticket_list_params, status, 0,
              "Only that status, of the policy or an earlier one."),
    SUP__CODE(sup_ticket_list_params, priority, 0,
              "Only that priority, of the policy or an earlier one."),
    SUP__CODE(sup_ticket_list_params, reason, 0,
              "Only that contact reason, of the policy or an earlier one."),
    SUP__CODE(sup_ticket_list_params, channel, 0,
              "Only that channel, of the policy or an earlier one."),
    SUP__CODE(sup_ticket_list_params, team, 0,
              "Only that team's, of the policy or an earlier one."),
    SUP__ID(sup_ticket_list_params, assignee_id, 0, "Only that agent's."),
    SUP__BOOL(sup_ticket_list_params, is_unassigned, 0, "Only those that nobody has."),
    SUP__ID(sup_ticket_list_params, customer_id, 0,
            "Only that person's, whatever customers they were merged of."),
    SUP__OBJECT(sup_ticket_list_params, identity, sup_identity, &sup__shape_identity_key, 0,
                "Only of the person who is known by it."),
    SUP__CODE(sup_ticket_list_params, tag, 0,
              "Only with that tag; one of tag, reference and field."),
    SUP__OBJECT(sup_ticket_list_params, reference, sup_reference, &sup__shape_reference, 0,
                "Only about that thing outside the desk."),
    SUP__OBJECT(sup_ticket_list_params, field, sup_ticket_field, &sup__shape_ticket_field, 0,
                "Only with that value in that custom field, of the policy or an earlier one."),
    SUP__TIME(sup_ticket_list_params, opened_from_ms, "opened_from", 0,
              "Only those opened then or later."),
    SUP__TIME(sup_ticket_list_params, opened_to_ms, "opened_to", 0, "Only those opened before."),
    SUP__TIME(sup_ticket_list_params, updated_from_ms, "updated_from", 0,
              "Only those that were updated last then or later."),
    SUP__TIME(sup_ticket_list_params, updated_to_ms, "updated_to", 0,
              "Only those that were updated last before."),
};
SUP__SHAPE(ticket_list_params, "Which tickets to read.");

static const struct sup_field ticket_page_params_fields[] = {
    SUP__ROW_TICKET(sup_ticket_page_params),
    SUP__ID(sup_ticket_page_params, after_id, 0,
            "The page after that item of the ticket; absent begins with the oldest."),
    SUP__ROW_LIMIT(sup_ticket_page_params),
};
SUP__SHAPE(ticket_page_params, "Which page of a ticket's thread to read.");
