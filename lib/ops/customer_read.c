/*
 * customer_read.c: one person: the customers that were merged, their identities and facts.
 */
#include "ops/bodies.h"
#include "ops/customer_facts.h"
#include "ops/identities.h"

#include "base/message.h"

#include <string.h>

struct listing {
    struct sup_customer *customer;
    struct sup_customer_identity *items;
    uint32_t room;
    int failed;
};

static int has_room(struct listing *listing)
{
    uint32_t count = listing->customer->identity_count;
    if (count == listing->room) {
        uint32_t room = listing->room ? 2 * listing->room : 8;
        struct sup_customer_identity *items =
            sup__result_array(listing->customer, room, sizeof *items, &listing->failed);
        if (listing->failed) {
            return 0;
        }
        if (count) {
            memcpy(items, listing->items, count * sizeof *items);
        }
        listing->items = items;
        listing->room = room;
    }
    return 1;
}

static int32_t add_identity(void *context, void *in)
{
    struct listing *listing = context;
    const struct sup__identity_row *row = in;
    struct sup_customer *customer = listing->customer;
    if (!has_room(listing)) {
        return 1;
    }
    struct sup_customer_identity *item = &listing->items[customer->identity_count++];
    item->kind = sup__result_text(customer, row->kind, &listing->failed);
    item->system =
        row->system[0] ? sup__result_text(customer, row->system, &listing->failed) : NULL;
    item->value = sup__result_text(customer, row->value, &listing->failed);
    item->is_verified = (int32_t)row->is_verified;
    item->customer_id = row->customer_id;
    return listing->failed;
}

/* Whom a request asks for; customers may ask for themselves. */
static int32_t find_asked(struct sup__unit *unit, const struct sup_customer_get_params *params,
                          struct sup__customer_row *row)
{
    struct sup__given given = {0};
    int64_t id = params->customer_id;
    int is_own = 1;
    int32_t rc = SUP_OK;
    if (!id && !params->identity) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "customer_id",
                         "neither customer_id nor identity is given");
    }
    if (id && params->identity) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "identity",
                         "a customer is read by customer_id or by identity, not by both");
    }
    if (!id) {
        rc = sup__identity_read(unit, params->identity, "identity", &given);
        if (rc == SUP_OK) {
            rc = sup__identity_find(unit, &given);
        }
        id = given.owner;
        *row = given.row;
    }
    if (rc == SUP_OK && unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        rc = sup__is_callers(unit, id, &is_own);
    }
    if (rc == SUP_OK && (!id || !is_own)) {
        rc = sup__fail(unit->error, SUP_MSG_CUSTOMER_UNKNOWN,
                       params->customer_id ? "customer_id" : "identity",
                       "there is no such customer");
    }
    return rc == SUP_OK && !row->id ? sup__load_customer(unit, id, "customer_id", row) : rc;
}

static void fill_root(struct sup_customer *customer, const struct sup__customer_row *row)
{
    customer->id = row->id;
    customer->version = row->version;
    customer->created_ms = row->created_ms;
}

/* Who has no name has that of the first of the others who has one. */
static void fill_members(struct sup_customer *customer, const struct sup__family *family,
                         int64_t root, int *failed)
{
    struct sup_customer_member *members =
        sup__result_array(customer, family->count, sizeof *members, failed);
    const char *name = NULL;
    int is_own_name = 0;
    for (uint32_t i = 0; !*failed && i < family->count; i++) {
        const struct sup__customer_row *row = &family->rows[i];
        int is_root = row->id == root;
        if (row->name && (!name || (is_root && !is_own_name))) {
            name = row->name;
            is_own_name = is_root;
        }
        if (is_root) {
            fill_root(customer, row);
            continue;
        }
        struct sup_customer_member *member = &members[customer->member_count++];
        member->customer_id = row->id;
        member->merged_into = row->merged_into;
        member->version = row->version;
        member->name = sup__result_text(customer, row->name, failed);
    }
    customer->members = members;
    customer->name = sup__result_text(customer, name, failed);
}

static int32_t fill_facts(struct sup__unit *unit, const struct sup__family *family,
                          struct listing *listing)
{
    struct sup_customer *customer = listing->customer;
    struct sup__customer_facts *facts = NULL;
    int32_t rc = sup__person_facts(unit, family, &facts);
    if (rc == SUP_OK) {
        customer->facts = sup__facts_result(customer, facts->items, facts->count, NULL,
                                            &customer->fact_count, &listing->failed);
    }
    return rc;
}

static int32_t fill(struct sup__unit *unit, const struct sup__customer_row *asked,
                    struct listing *listing)
{
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    if (!family) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__load_family(unit, asked->root_id, family);
    if (rc == SUP_OK) {
        fill_members(listing->customer, family, asked->root_id, &listing->failed);
    }
    for (uint32_t i = 0; rc == SUP_OK && !listing->failed && i < family->count; i++) {
        rc = sup__each_identity(unit, family->rows[i].id, add_identity, listing);
    }
    listing->customer->identities = listing->items;
    return rc == SUP_OK && !listing->failed ? fill_facts(unit, family, listing) : rc;
}

int32_t sup__op_customer_get(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    struct sup__customer_row row = {0};
    struct listing listing = {0};
    (void)receipt;
    int32_t rc = find_asked(unit, in, &row);
    if (rc != SUP_OK) {
        return rc;
    }
    listing.customer = sup__result(unit, sizeof *listing.customer);
    if (!listing.customer) {
        return SUP_NOMEM;
    }
    listing.customer->asked_id = row.id;
    rc = has_room(&listing) ? fill(unit, &row, &listing) : SUP_OK;
    if (rc != SUP_OK) {
        sup_free(listing.customer);
        return rc;
    }
    return sup__result_end(unit, listing.customer, listing.failed, result);
}
