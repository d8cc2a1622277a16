/*
 * ticket_read.c: one ticket with all that it has.
 */
#include "ops/sla/reminders.h"
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_fields.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

void sup__show_ticket(const struct sup__unit *unit, void *result, struct sup_ticket *ticket,
                      const struct sup__ticket_row *row, int *failed)
{
    ticket->size = sizeof *ticket;
    ticket->category = (int32_t)row->category;
    ticket->id = row->id;
    ticket->version = row->version;
    ticket->status = sup__result_text(result, row->status, failed);
    ticket->subject = sup__result_text(result, row->subject, failed);
    ticket->channel = sup__result_text(result, row->channel, failed);
    ticket->priority = sup__result_text(result, row->priority, failed);
    ticket->reason = sup__result_text(result, row->reason, failed);
    ticket->team = sup__result_text(result, row->team, failed);
    ticket->customer_id = row->customer_id;
    ticket->assignee_id = row->assignee_id;
    ticket->follow_up_of = row->follow_up_of;
    ticket->opened_ms = row->opened_ms;
    ticket->updated_ms = row->updated_ms;
    ticket->first_reply_ms = row->first_reply_ms;
    ticket->last_reply_ms = row->last_reply_ms;
    ticket->last_customer_ms = row->last_customer_ms;
    ticket->waiting_since_ms = row->waiting_since_ms;
    ticket->reply_channel = sup__result_text(result, row->reply_channel, failed);
    ticket->solved_ms = row->solved_ms;
    ticket->closed_ms = row->closed_ms;
    ticket->reopen_count = row->reopen_count;
    ticket->reassign_count = row->reassign_count;
    ticket->message_count = row->message_count;
    ticket->is_imported = (int32_t)row->is_imported;
    ticket->merged_into = row->merged_into;
    ticket->root_id = sup__ticket_root(row);
    if (unit->caller.actor_kind != SUP_ACTOR_CUSTOMER) {
        ticket->floor = sup__result_text(result, row->floor, failed);
        ticket->floor_minimum = sup__result_text(result, row->floor_minimum, failed);
        ticket->impact = sup__result_text(result, row->impact, failed);
        ticket->urgency = sup__result_text(result, row->urgency, failed);
    }
    /* Private notes are not counted for customers, who do not see them. */
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER && row->note_count <= row->message_count) {
        ticket->message_count -= row->note_count;
    }
}

/* Collects the rows of a ticket's own tables into arrays of the result. */
struct details {
    struct sup_ticket *ticket;
    const char **tags;
    struct sup_reference *references;
    struct sup_fact *facts;
    int failed;
};

static int32_t add_tag(void *context, void *row)
{
    struct details *details = context;
    const struct sup__tag_row *tag = row;
    details->tags[details->ticket->tag_count++] =
        sup__result_text(details->ticket, tag->tag, &details->failed);
    return details->failed;
}

static int32_t add_reference(void *context, void *row)
{
    struct details *details = context;
    const struct sup__reference_row *from = row;
    struct sup_reference *to = &details->references[details->ticket->reference_count++];
    to->system = sup__result_text(details->ticket, from->system, &details->failed);
    to->kind = sup__result_text(details->ticket, from->kind, &details->failed);
    to->id = sup__result_text(details->ticket, from->reference_id, &details->failed);
    return details->failed;
}

static int32_t add_fact(void *context, void *row)
{
    struct details *details = context;
    const struct sup__fact_row *from = row;
    struct sup_fact *to = &details->facts[details->ticket->fact_count++];
    to->name = sup__result_text(details->ticket, from->name, &details->failed);
    to->value = sup__result_text(details->ticket, from->value, &details->failed);
    return details->failed;
}

static int32_t each_of(struct sup__unit *unit, enum sup__table table, int64_t ticket_id,
                       uint32_t limit, sup__each_fn fn, void *context)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = table, .prefix_count = 2, .prefix = prefix, .limit = limit};
    union sup__any_row row;
    return sup__each(&unit->repo, &scan, 1, &row, fn, context);
}

static int32_t fill_details(struct sup__unit *unit, struct sup_ticket *ticket, int *failed)
{
    struct details details = {.ticket = ticket};
    details.tags = sup__result_array(ticket, SUP_TICKET_TAGS_MAX, sizeof *details.tags, failed);
    details.references =
        sup__result_array(ticket, SUP_TICKET_REFERENCES_MAX, sizeof *details.references, failed);
    details.facts = sup__result_array(ticket, SUP_TICKET_FACTS_MAX, sizeof *details.facts, failed);
    if (*failed) {
        return SUP_OK;
    }
    ticket->tags = details.tags;
    ticket->references = details.references;
    ticket->facts = details.facts;
    /* Tags and facts are what colleagues and machines say about a ticket, not for its customer. */
    int is_customer = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER;
    int32_t rc =
        is_customer ? SUP_OK
                    : each_of(unit, SUP__T_TAG, ticket->id, SUP_TICKET_TAGS_MAX, add_tag, &details);
    if (rc == SUP_OK) {
        rc = each_of(unit, SUP__T_REFERENCE, ticket->id, SUP_TICKET_REFERENCES_MAX, add_reference,
                     &details);
    }
    if (rc == SUP_OK && !is_customer) {
        rc = each_of(unit, SUP__T_FACT, ticket->id, SUP_TICKET_FACTS_MAX, add_fact, &details);
    }
    *failed |= details.failed;
    return rc;
}

int32_t sup__op_ticket_get(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    const struct sup_ticket_get_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_ticket *ticket = sup__result(unit, sizeof *ticket);
    if (!ticket) {
        return SUP_NOMEM;
    }
    sup__show_ticket(unit, ticket, ticket, &slot->row, &failed);
    rc = sup__customer_root(unit, ticket->customer_id, &ticket->customer_id);
    if (rc == SUP_OK) {
        rc = fill_details(unit, ticket, &failed);
    }
    if (rc == SUP_OK && !failed) {
        rc = sup__show_fields(unit, ticket, slot->row.reason, &failed);
    }
    if (rc == SUP_OK && !failed && unit->caller.actor_kind != SUP_ACTOR_CUSTOMER) {
        rc = sup__show_links(unit, ticket, &slot->row, &failed);
        if (rc == SUP_OK && !failed) {
            rc = sup__show_watchers(unit, ticket, &slot->row, &failed);
        }
        if (rc == SUP_OK && !failed) {
            rc = sup__show_members(unit, ticket, &slot->row, &failed);
        }
        if (rc == SUP_OK && !failed) {
            rc = sup__show_reminders(unit, ticket, &slot->row, &failed);
        }
    }
    if (rc != SUP_OK) {
        sup_free(ticket);
        return rc;
    }
    return sup__result_end(unit, ticket, failed, result);
}
