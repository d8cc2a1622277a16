/*
 * load.c: the facts that operations begin with, each checked the same way.
 */
#include "ops/floors/floors.h"
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

int32_t sup__load_present_customer(struct sup__unit *unit, int64_t id, const char *field,
                                   struct sup__customer_row *row)
{
    int32_t rc = sup__load_customer(unit, id, field, row);
    if (rc == SUP_OK && row->erased_ms) {
        rc = sup__fail(unit->error, SUP_MSG_CUSTOMER_ERASED, field,
                       "customer %" PRId64 " was erased", row->id);
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

int32_t sup__customer_root(struct sup__unit *unit, int64_t id, int64_t *root)
{
    struct sup__customer_row row = {.tenant = unit->head.tenant, .id = id};
    int32_t rc = id ? sup__get(&unit->repo, SUP__T_CUSTOMER, &row) : SUP_NOT_FOUND;
    *root = rc == SUP_OK ? row.root_id : id;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int32_t add_relative(void *context, void *row)
{
    struct sup__family *family = context;
    family->rows[family->count++] = *(const struct sup__customer_row *)row;
    return 0;
}

int32_t sup__load_family(struct sup__unit *unit, int64_t root, struct sup__family *family)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(root)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_CUSTOMER,
                            .index = SUP__CUSTOMER_BY_ROOT,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = SUP_CUSTOMER_MEMBERS_MAX};
    struct sup__customer_row row = {0};
    int is_there = 0;
    family->count = 0;
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, add_relative, family);
    for (uint32_t i = 0; i < family->count; i++) {
        is_there |= family->rows[i].id == root;
    }
    return rc == SUP_OK && !is_there
               ? sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_customer.root_id",
                           "customer %" PRId64 " is said to be who somebody is, and is not", root)
               : rc;
}

int32_t sup__is_person(struct sup__unit *unit, int64_t customer_id, int64_t root, int *is_person)
{
    int64_t found = customer_id;
    int32_t rc = SUP_OK;
    if (customer_id && customer_id != root) {
        rc = sup__customer_root(unit, customer_id, &found);
    }
    *is_person = rc == SUP_OK && found && found == root;
    return rc;
}

int32_t sup__load_writer(struct sup__unit *unit, int64_t given, int64_t *customer_id, int64_t *root)
{
    struct sup__customer_row row = {0};
    int is_own = 1;
    int32_t rc = SUP_OK;
    if (unit->caller.actor_kind != SUP_ACTOR_CUSTOMER) {
        rc = given ? sup__load_present_customer(unit, given, "customer_id", &row) : SUP_OK;
        *customer_id = row.id;
        *root = row.root_id;
        return rc;
    }
    rc = given ? sup__is_callers(unit, given, &is_own) : SUP_OK;
    if (rc == SUP_OK && !is_own) {
        rc = sup__fail(unit->error, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id",
                       "there is no customer %" PRId64, given);
    }
    if (rc == SUP_OK && !unit->customer_root) {
        rc = sup__customer_root(unit, unit->caller.actor_id, &unit->customer_root);
    }
    *customer_id = unit->caller.actor_id;
    *root = unit->customer_root;
    return rc;
}

int32_t sup__is_callers(struct sup__unit *unit, int64_t customer_id, int *is_callers)
{
    int64_t root = 0;
    int32_t rc = SUP_OK;
    *is_callers = customer_id == unit->caller.actor_id;
    if (*is_callers || !customer_id) {
        return SUP_OK;
    }
    if (!unit->customer_root) {
        rc = sup__customer_root(unit, unit->caller.actor_id, &unit->customer_root);
    }
    if (rc == SUP_OK) {
        rc = sup__customer_root(unit, customer_id, &root);
    }
    *is_callers = rc == SUP_OK && root == unit->customer_root;
    return rc;
}

/* Other customers' tickets do not exist for a customer. */
static int32_t check_own(struct sup__unit *unit, const struct sup__ticket_row *row)
{
    int is_own = 1;
    int32_t rc = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER
                     ? sup__is_callers(unit, row->customer_id, &is_own)
                     : SUP_OK;
    return rc == SUP_OK && !is_own ? sup__fail(unit->error, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
                                               "there is no ticket %" PRId64, row->id)
                                   : rc;
}

int32_t sup__load_ticket(struct sup__unit *unit, int64_t id, int64_t version,
                         struct sup__ticket_slot **slot)
{
    int32_t rc = sup__unit_ticket(unit, id, slot);
    if (rc == SUP_OK) {
        rc = check_own(unit, &(*slot)->row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    if (unit->repo.db->mode == SUP_WRITE) {
        rc = sup__agenda_fire_ticket(unit, id);
        if (rc == SUP_OK) {
            rc = sup__unit_ticket(unit, id, slot);
        }
        if (rc == SUP_OK && unit->policy && unit->policy->floor_count) {
            rc = sup__check_ticket_held(unit, id, unit->operation->action, "ticket_id");
            rc = rc == SUP_OK ? sup__unit_ticket(unit, id, slot) : rc;
        }
    }
    return rc == SUP_OK ? sup__check_ticket_version(unit, *slot, version) : rc;
}
