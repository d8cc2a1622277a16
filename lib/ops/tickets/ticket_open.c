/*
 * ticket_open.c: a ticket begins.
 */
#include "ops/tickets/ticket_ops.h"

#include "ops/floors/floors.h"
#include "ops/tickets/opening.h"
#include "ops/tickets/ticket_fields.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* A name of the policy by its index; -1 when it is not given. */
static int32_t find_name(struct sup__unit *unit, const char *field, const char *name,
                         const struct sup__names *names, int32_t *index)
{
    *index = -1;
    return name ? sup__policy_index(unit, field, name, names, index) : SUP_OK;
}

static int32_t find_names(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                          struct sup__opening *opening)
{
    const struct sup__policy *policy = unit->policy;
    const struct {
        const char *field;
        const char *name;
        const struct sup__names *names;
        int32_t *index;
    } given[] = {
        {"channel", params->channel, &policy->channel_names, &opening->channel},
        {"priority", params->priority, &policy->priority_names, &opening->priority},
        {"reason", params->reason, &policy->reason_names, &opening->reason},
        {"team", params->team, &policy->team_names, &opening->team},
        {"impact", params->impact, &policy->impact_names, &opening->impact},
        {"urgency", params->urgency, &policy->urgency_names, &opening->urgency},
    };
    int32_t rc = SUP_OK;
    for (size_t i = 0; rc == SUP_OK && i < sizeof given / sizeof given[0]; i++) {
        rc = find_name(unit, given[i].field, given[i].name, given[i].names, given[i].index);
    }
    opening->channel = opening->channel < 0 ? 0 : opening->channel;
    return rc;
}

static int32_t find_follow_up(struct sup__unit *unit, int64_t given, int64_t *id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = given ? sup__load_ticket(unit, given, 0, &slot) : SUP_OK;
    if (rc == SUP_NOT_FOUND) {
        sup__format(unit->error->field, sizeof unit->error->field, "follow_up_of");
    } else if (slot) {
        *id = slot->row.id;
    }
    return rc;
}

/* A ticket that somebody has is open; in an import only the source's own moves say so. */
static const struct sup__status *first_status(const struct sup__unit *unit, int64_t assignee_id)
{
    int is_taken = assignee_id && !unit->is_import;
    uint32_t index = is_taken ? unit->policy->status_open : unit->policy->status_new;
    return &unit->policy->statuses[index];
}

static void say_opening(const struct sup__unit *unit, const struct sup_ticket_open_params *params,
                        const struct sup__opening *opening, struct sup__event *event)
{
    const struct sup__policy *policy = unit->policy;
    const struct sup__status *status = first_status(unit, event->payload.assignee_id);
    int32_t hours = policy->timer_calendar;
    if (hours >= 0 && sup__calendar_is_open(&policy->calendars[hours], unit->at_ms) == 0) {
        event->row.flags |= SUP_EVENT_AFTER_HOURS;
    }
    event->row.after = status->name;
    event->row.number = status->category;
    event->payload.channel = policy->channels[opening->channel].name;
    event->payload.priority = policy->priorities[opening->priority].name;
    event->payload.priority_rule = opening->priority_rule;
    event->payload.reason = opening->reason < 0 ? NULL : policy->reasons[opening->reason].name;
    event->payload.team = opening->team < 0 ? NULL : policy->teams[opening->team].name;
    event->payload.team_rule = opening->team_rule;
    event->payload.impact = opening->impact < 0 ? NULL : policy->impacts[opening->impact].name;
    event->payload.urgency = opening->urgency < 0 ? NULL : policy->urgencies[opening->urgency].name;
    event->payload.segment =
        opening->segment < 0 ? NULL : policy->segments.names.names[opening->segment];
    event->payload.sla = opening->sla < 0 ? NULL : policy->sla.names.names[opening->sla];
    event->payload.tags.items = params->tags;
    event->payload.tags.count = params->tag_count;
    event->title = params->subject;
    event->data.references.items = params->references;
    event->data.references.count = params->reference_count;
}

int32_t sup__open_ticket(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                         int64_t split_from, int64_t *ticket_id)
{
    struct sup__opening opening = {0};
    struct sup__filling filling = {0};
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_OPENED, 0);
    int32_t rc = find_names(unit, params, &opening);
    if (rc == SUP_OK) {
        rc = sup__read_filling(unit, params->fields, params->field_count, opening.reason, &filling);
        opening.said = filling.slots;
    }
    event.row.subject_id = params->customer_id;
    event.payload.follow_up_of = params->follow_up_of;
    if (rc == SUP_OK) {
        rc = sup__load_assignee(unit, params->assignee_id, "assignee_id");
        event.payload.assignee_id = params->assignee_id;
    }
    if (rc == SUP_OK) {
        opening.is_follow_up = event.payload.follow_up_of != 0;
        opening.is_taken = event.payload.assignee_id != 0;
        opening.customer_id = event.row.subject_id;
        opening.source_id = split_from ? split_from : params->follow_up_of;
        rc = sup__decide_opening(unit, params, &opening);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    event.row.ticket_id = unit->head.ticket_count + 1;
    *ticket_id = event.row.ticket_id;
    say_opening(unit, params, &opening, &event);
    rc = sup__floor_open(unit, &opening, &event);
    if (rc == SUP_OK) {
        rc = sup__emit(unit, &event);
    }
    if (rc == SUP_OK) {
        rc = sup__floor_opened(unit, *ticket_id);
    }
    return rc == SUP_OK && filling.count ? sup__fill_ticket(unit, *ticket_id, &filling, 1) : rc;
}

/* Who opens a ticket says what it is about. How the desk handles it needs the right to the same in
 * an operation of its own, and is never for customers to say. */
static int32_t check_handling(struct sup__unit *unit, const struct sup_ticket_open_params *params)
{
    const struct {
        int is_given;
        const char *field;
        const char *action;
    } members[] = {
        {params->priority != NULL, "priority", "ticket.prioritize"},
        {params->impact != NULL, "impact", "ticket.prioritize"},
        {params->urgency != NULL, "urgency", "ticket.prioritize"},
        {params->team != NULL, "team", "ticket.assign"},
        {params->assignee_id != 0, "assignee_id", "ticket.assign"},
        {params->tag_count != 0, "tags", "ticket.tag"},
    };
    int32_t rc = SUP_OK;
    for (size_t i = 0; rc == SUP_OK && i < sizeof members / sizeof members[0]; i++) {
        const char *field = members[i].field;
        if (members[i].is_given && unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
            rc = sup__fail(unit->error, SUP_MSG_ACTOR_MAY_NOT, field, "a customer may not set %s",
                           field);
        } else if (members[i].is_given) {
            rc = sup__check_may(unit, members[i].action, field);
        }
    }
    return rc;
}

/* Whose it is to be, and what it goes on from. */
static int32_t find_people(struct sup__unit *unit, struct sup_ticket_open_params *asked)
{
    int64_t root = 0;
    int32_t rc = sup__load_writer(unit, asked->customer_id, &asked->customer_id, &root);
    return rc == SUP_OK ? find_follow_up(unit, asked->follow_up_of, &asked->follow_up_of) : rc;
}

int32_t sup__op_ticket_open(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_ticket_open_params *params = in;
    int64_t ticket_id = 0;
    int64_t message_id = 0;
    const char *body = params->body && params->body[0] ? params->body : NULL;
    (void)result;
    if ((params->external_id || params->attachment_count) && !body) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "body",
                         "there is no body: what came with it would be of no message");
    }
    int is_known = 0;
    int32_t rc = check_handling(unit, params);
    if (rc == SUP_OK) {
        rc = sup__check_attachments(unit, params->attachments, params->attachment_count);
    }
    if (rc == SUP_OK && params->external_id) {
        rc = sup__known_message(unit, params, receipt, &is_known);
    }
    if (rc != SUP_OK || is_known) {
        return rc;
    }
    struct sup_ticket_open_params asked = *params;
    rc = find_people(unit, &asked);
    if (rc == SUP_OK) {
        rc = sup__open_ticket(unit, &asked, 0, &ticket_id);
    }
    if (rc == SUP_OK && body) {
        const struct sup__posting posting = {.kind = SUP_MESSAGE_CUSTOMER,
                                             .body = body,
                                             .external_id = params->external_id,
                                             .attachments = params->attachments,
                                             .attachment_count = params->attachment_count};
        rc = sup__add_message(unit, ticket_id, &posting, &message_id);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, ticket_id, ticket_id, receipt) : rc;
}
