/*
 * shape_join.c: the structs of join.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/ticket.h"

/* The first of them can be asked for; what follows is seen only. */
static const char *const link_names[] = {"duplicate_of", "blocked_by", "caused_by", "child_of",
                                         NULL};
const char *const sup__link_kind_names[] = {
    "duplicate_of",  "blocked_by", "caused_by", "child_of",  "split_from", "follow_up_of",
    "has_duplicate", "blocks",     "causes",    "parent_of", "split_into", NULL};

static const struct sup_field ticket_watch_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_watch_params),
    SUP__ROW_TICKET(sup_ticket_watch_params),
    SUP__ROW_VERSION(sup_ticket_watch_params),
    SUP__ID(sup_ticket_watch_params, agent_id, 0, "The agent who watches; or customer_id."),
    SUP__ID(sup_ticket_watch_params, customer_id, 0, "The customer who watches; or agent_id."),
};
SUP__PARAMS(ticket_watch_params, "Who watches which ticket.");

static const struct sup_field ticket_link_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_link_params),
    SUP__ROW_TICKET(sup_ticket_link_params),
    SUP__ROW_VERSION(sup_ticket_link_params),
    SUP__ENUM(sup_ticket_link_params, kind, link_names, SUP_FIELD_REQUIRED,
              "What the ticket is to the other."),
    SUP__ID(sup_ticket_link_params, to, SUP_FIELD_REQUIRED, "The other ticket."),
};
SUP__SHAPE(ticket_link_params, "What a ticket is to another.");

static const struct sup_field ticket_link_fields[] = {
    SUP__ENUM(sup_ticket_link, kind, sup__link_kind_names, SUP_FIELD_REQUIRED,
              "What the ticket is to the other."),
    SUP__ID(sup_ticket_link, ticket_id, SUP_FIELD_REQUIRED, "The other ticket."),
    SUP__ENUM(sup_ticket_link, category, sup__category_names, SUP_FIELD_REQUIRED,
              "The category of the other's status."),
};
SUP__SHAPE(ticket_link, "A link of a ticket.");

static const struct sup_field ticket_watcher_fields[] = {
    SUP__ID(sup_ticket_watcher, agent_id, 0, "An agent; or a customer."),
    SUP__ID(sup_ticket_watcher, customer_id, 0, "A customer, as who they are now."),
};
SUP__SHAPE(ticket_watcher, "Who watches a ticket.");

static const struct sup_field ticket_member_fields[] = {
    SUP__ID(sup_ticket_member, ticket_id, SUP_FIELD_REQUIRED, "Its own id, still valid."),
    SUP__ID(sup_ticket_member, merged_into, SUP_FIELD_REQUIRED,
            "The ticket it was merged into, which may have been merged as well."),
};
SUP__SHAPE(ticket_member, "A ticket that was merged into another.");

static const struct sup_field ticket_merge_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_merge_params),
    SUP__ROW_TICKET(sup_ticket_merge_params),
    SUP__ROW_VERSION(sup_ticket_merge_params),
    SUP__ID(sup_ticket_merge_params, into, SUP_FIELD_REQUIRED, "The ticket that stays."),
    SUP__TEXT(sup_ticket_merge_params, evidence, SUP_EVIDENCE_BYTES_MAX, 0,
              "Why they are about one thing."),
    SUP__ROWS_USE(sup_ticket_merge_params),
};
SUP__PARAMS(ticket_merge_params, "Two tickets that are about one thing.");

static const struct sup_field ticket_unmerge_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_unmerge_params),
    SUP__ROW_TICKET(sup_ticket_unmerge_params),
    SUP__ROW_VERSION(sup_ticket_unmerge_params),
    SUP__TEXT(sup_ticket_unmerge_params, evidence, SUP_EVIDENCE_BYTES_MAX, 0,
              "Why they are not about one thing."),
};
SUP__PARAMS(ticket_unmerge_params, "A merge that was wrong.");

static const struct sup_field ticket_split_params_fields[] = {
    SUP__ROW_KEY(sup_ticket_split_params),
    SUP__ROW_TICKET(sup_ticket_split_params),
    SUP__ROW_VERSION(sup_ticket_split_params),
    SUP__ID(sup_ticket_split_params, message_id, SUP_FIELD_REQUIRED,
            "A message of the ticket's thread."),
    SUP__BOOL(sup_ticket_split_params, is_rest, 0,
              "That message and all that come after it, by time; that one alone when absent."),
    SUP__BOOL(sup_ticket_split_params, is_writers, 0,
              "All messages by the customer who wrote that one; not with is_rest."),
    SUP__TEXT(sup_ticket_split_params, subject, SUP_SUBJECT_BYTES_MAX, 0,
              "Of the new ticket; that of the old one when absent."),
};
SUP__PARAMS(ticket_split_params, "What becomes a ticket of its own.");
