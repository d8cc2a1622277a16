/*
 * load.c: the facts that operations begin with, each checked the same way.
 */
#include "ops/unit.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

int32_t sup__resolve_id(struct sup__unit *unit, const char *field, int64_t given, int64_t *id)
{
    *id = given;
    if (given >= 0) {
        return SUP_OK;
    }
    uint64_t index = (uint64_t)(-(given + 1));
    if (index >= unit->done_count) {
        return sup__fail(unit->error, SUP_MSG_BATCH_REFERENCE, field,
                         "%" PRId64 " does not name an earlier call of this batch", given);
    }
    const struct sup_batch_item *made = &unit->done[index];
    int is_ticket = strcmp(field, "ticket_id") == 0 || strcmp(field, "follow_up_of") == 0;
    int is_customer = strcmp(field, "customer_id") == 0;
    int fits = is_ticket     ? made->receipt.ticket_id != 0
               : is_customer ? made->operation == SUP_OP_CUSTOMER_SAVE
                             : made->operation == SUP_OP_AGENT_SAVE;
    if (!fits) {
        return sup__fail(unit->error, SUP_MSG_BATCH_REFERENCE, field,
                         "call %" PRIu64 " of this batch made nothing that %s can name", index,
                         field);
    }
    *id = is_ticket ? made->receipt.ticket_id : made->receipt.id;
    return SUP_OK;
}

int32_t sup__load_agent(struct sup__unit *unit, int64_t id, const char *field,
                        struct sup__agent_row *row)
{
    int32_t rc = sup__resolve_id(unit, field, id, &row->id);
    if (rc != SUP_OK) {
        return rc;
    }
    row->tenant = unit->head.tenant;
    rc = sup__get(&unit->repo, SUP__T_AGENT, row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_AGENT_UNKNOWN, field, "there is no agent %" PRId64,
                         row->id);
    }
    return rc;
}

int32_t sup__load_customer(struct sup__unit *unit, int64_t id, const char *field,
                           struct sup__customer_row *row)
{
    int32_t rc = sup__resolve_id(unit, field, id, &row->id);
    if (rc != SUP_OK) {
        return rc;
    }
    row->tenant = unit->head.tenant;
    rc = sup__get(&unit->repo, SUP__T_CUSTOMER, row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_CUSTOMER_UNKNOWN, field,
                         "there is no customer %" PRId64, row->id);
    }
    return rc;
}

int32_t sup__load_ticket(struct sup__unit *unit, int64_t given, int64_t version,
                         struct sup__ticket_slot **slot)
{
    int64_t id = 0;
    int32_t rc = sup__resolve_id(unit, "ticket_id", given, &id);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, id, slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER &&
        (*slot)->row.customer_id != unit->caller.actor_id) {
        return sup__fail(unit->error, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
                         "there is no ticket %" PRId64, id);
    }
    /* An import tells what another system decided; our own clockwork does not cut in. */
    if (unit->repo.db->mode == SUP_WRITE && !unit->is_import) {
        rc = sup__agenda_fire_ticket(unit, id);
        if (rc == SUP_OK) {
            rc = sup__unit_ticket(unit, id, slot);
        }
    }
    if (rc == SUP_OK && version && version != (*slot)->row.version) {
        rc = sup__fail(unit->error, SUP_MSG_TICKET_STALE, "version",
                       "ticket %" PRId64 " is at version %" PRId64 ", not at %" PRId64, id,
                       (*slot)->row.version, version);
    }
    return rc;
}
