/*
 * load.c: the facts that operations begin with, each checked the same way.
 */
#include "ops/unit.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

int32_t sup__load_agent(struct sup__unit *unit, int64_t id, const char *field,
                        struct sup__agent_row *row)
{
    row->tenant = unit->head.tenant;
    row->id = id;
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_AGENT_UNKNOWN, field, "there is no agent %" PRId64,
                         row->id);
    }
    return rc;
}

int32_t sup__check_version(struct sup__unit *unit, const char *what, int64_t id, int64_t asked,
                           int64_t stored)
{
    if (!asked || asked == stored) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_VERSION_STALE, "version",
                     "%s %" PRId64 " is at version %" PRId64 ", not at %" PRId64, what, id, stored,
                     asked);
}

int32_t sup__load_assignee(struct sup__unit *unit, int64_t id, const char *field)
{
    struct sup__agent_row row = {0};
    int32_t rc = id ? sup__load_agent(unit, id, field, &row) : SUP_OK;
    if (rc == SUP_OK && row.is_departed && !unit->is_import) {
        return sup__fail(unit->error, SUP_MSG_AGENT_DEPARTED, field,
                         "agent %" PRId64 " has left the desk", row.id);
    }
    return rc;
}

int32_t sup__load_customer(struct sup__unit *unit, int64_t id, const char *field,
                           struct sup__customer_row *row)
{
    row->tenant = unit->head.tenant;
    row->id = id;
    int32_t rc = sup__get(&unit->repo, SUP__T_CUSTOMER, row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_CUSTOMER_UNKNOWN, field,
                         "there is no customer %" PRId64, row->id);
    }
    return rc;
}

int32_t sup__check_ticket_version(struct sup__unit *unit, const struct sup__ticket_slot *slot,
                                  int64_t version)
{
    if (!version || version == slot->row.version) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_TICKET_STALE, "version",
                     "ticket %" PRId64 " is at version %" PRId64 ", not at %" PRId64, slot->row.id,
                     slot->row.version, version);
}

int32_t sup__load_ticket(struct sup__unit *unit, int64_t id, int64_t version,
                         struct sup__ticket_slot **slot)
{
    int32_t rc = sup__unit_ticket(unit, id, slot);
    if (rc != SUP_OK) {
        return rc;
    }
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER &&
        (*slot)->row.customer_id != unit->caller.actor_id) {
        return sup__fail(unit->error, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
                         "there is no ticket %" PRId64, id);
    }
    if (unit->repo.db->mode == SUP_WRITE) {
        rc = sup__agenda_fire_ticket(unit, id);
        if (rc == SUP_OK) {
            rc = sup__unit_ticket(unit, id, slot);
        }
    }
    return rc == SUP_OK ? sup__check_ticket_version(unit, *slot, version) : rc;
}
