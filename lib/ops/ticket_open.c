/*
 * ticket_open.c: a ticket begins.
 */
#include "ops/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* The names that a new ticket begins with, each of the policy. */
struct names {
    int32_t channel;
    int32_t priority;
    int32_t reason; /* -1: none; team likewise */
    int32_t team;
};

static int32_t find_names(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                          struct names *names)
{
    int32_t rc = SUP_OK;
    names->channel = 0;
    names->priority = (int32_t)unit->policy->priority_default;
    names->reason = -1;
    names->team = -1;
    if (params->channel) {
        rc = sup__policy_index(unit, "channel", params->channel, &unit->policy->channel_names,
                               &names->channel);
    }
    if (rc == SUP_OK && params->priority) {
        rc = sup__policy_index(unit, "priority", params->priority, &unit->policy->priority_names,
                               &names->priority);
    }
    if (rc == SUP_OK && params->reason) {
        rc = sup__policy_index(unit, "reason", params->reason, &unit->policy->reason_names,
                               &names->reason);
    }
    if (rc == SUP_OK && params->team) {
        rc = sup__policy_index(unit, "team", params->team, &unit->policy->team_names, &names->team);
    }
    return rc;
}

/* Whose ticket it is. A customer opens tickets for themselves only. */
static int32_t find_customer(struct sup__unit *unit, int64_t given, int64_t *id)
{
    struct sup__customer_row row = {0};
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        *id = unit->caller.actor_id;
        if (given && given != *id) {
            return sup__fail(unit->error, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id",
                             "there is no customer %" PRId64, given);
        }
        return SUP_OK;
    }
    int32_t rc = given ? sup__load_customer(unit, given, "customer_id", &row) : SUP_OK;
    *id = row.id;
    return rc;
}

static int32_t find_assignee(struct sup__unit *unit, int64_t given, int64_t *id)
{
    struct sup__agent_row row = {0};
    int32_t rc = given ? sup__load_agent(unit, given, "assignee_id", &row) : SUP_OK;
    if (rc == SUP_OK && row.is_departed && !unit->is_import) {
        return sup__fail(unit->error, SUP_MSG_AGENT_DEPARTED, "assignee_id",
                         "agent %" PRId64 " has left the desk", row.id);
    }
    *id = row.id;
    return rc;
}

static int32_t find_follow_up(struct sup__unit *unit, int64_t given, int64_t *id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = given ? sup__load_ticket(unit, given, 0, &slot) : SUP_OK;
    if (rc != SUP_OK) {
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

int32_t sup__open_ticket(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                         int64_t *ticket_id)
{
    const struct sup__policy *policy = unit->policy;
    struct names names;
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_OPENED, 0);
    int32_t rc = find_names(unit, params, &names);
    if (rc == SUP_OK) {
        rc = find_customer(unit, params->customer_id, &event.row.subject_id);
    }
    if (rc == SUP_OK) {
        rc = find_assignee(unit, params->assignee_id, &event.payload.assignee_id);
    }
    if (rc == SUP_OK) {
        rc = find_follow_up(unit, params->follow_up_of, &event.payload.follow_up_of);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__status *status = first_status(unit, event.payload.assignee_id);
    event.row.ticket_id = unit->head.ticket_count + 1;
    event.row.after = status->name;
    event.row.number = status->category;
    event.payload.channel = policy->channels[names.channel].name;
    event.payload.priority = policy->priorities[names.priority].name;
    event.payload.reason = names.reason < 0 ? NULL : policy->reasons[names.reason].name;
    event.payload.team = names.team < 0 ? NULL : policy->teams[names.team].name;
    event.payload.tags.items = params->tags;
    event.payload.tags.count = params->tag_count;
    event.title = params->subject;
    event.data.references.items = params->references;
    event.data.references.count = params->reference_count;
    *ticket_id = event.row.ticket_id;
    return sup__emit(unit, &event);
}

/* Customers say what they want; how the desk handles it is not theirs to say. */
static int32_t check_customer_fields(struct sup__unit *unit,
                                     const struct sup_ticket_open_params *params)
{
    const char *field = params->priority      ? "priority"
                        : params->team        ? "team"
                        : params->assignee_id ? "assignee_id"
                        : params->tag_count   ? "tags"
                                              : NULL;
    if (unit->caller.actor_kind != SUP_ACTOR_CUSTOMER || !field) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_ACTOR_MAY_NOT, field, "a customer may not set %s", field);
}

int32_t sup__op_ticket_open(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_ticket_open_params *params = in;
    int64_t ticket_id = 0;
    int64_t message_id = 0;
    (void)result;
    if (params->external_id && !params->body) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "body",
                         "external_id is that of a message, but there is no body");
    }
    int is_known = 0;
    int32_t rc = check_customer_fields(unit, params);
    if (rc == SUP_OK && params->external_id) {
        rc = sup__known_message(unit, params->channel, params->external_id, receipt, &is_known);
    }
    if (rc != SUP_OK || is_known) {
        return rc;
    }
    rc = sup__open_ticket(unit, params, &ticket_id);
    if (rc == SUP_OK && params->body) {
        struct sup_ticket_message_params message = {
            .size = sizeof message, .body = params->body, .external_id = params->external_id};
        rc = sup__add_message(unit, ticket_id, SUP_MESSAGE_CUSTOMER, &message, NULL, &message_id);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, ticket_id, ticket_id, receipt) : rc;
}
