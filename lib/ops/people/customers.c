/*
 * customers.c: who writes: customers, made, found and changed by their identities.
 */
#include "ops/bodies.h"
#include "ops/people/identities.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

static int32_t fail_given(struct sup__unit *unit, const struct sup__given *given,
                          enum sup__message message, const char *text, int64_t customer_id)
{
    char path[SUP_ERROR_FIELD_SIZE];
    sup__format(path, sizeof path, "identities/%u", given->index);
    return sup__fail(unit->error, message, path, "%s %" PRId64, text, customer_id);
}

static int32_t check_fit(struct sup__unit *unit, const struct sup__givens *givens, int64_t root)
{
    int32_t which = -1;
    int32_t rc = root ? sup__identities_fit(unit, givens, root, &which) : SUP_OK;
    if (rc == SUP_OK && which >= 0) {
        rc = fail_given(unit, &givens->items[which], SUP_MSG_IDENTITY_SINGLE,
                        "another verified one, of a kind of which a person has one, has customer",
                        root);
    }
    return rc;
}

static const char *name_of(const char *name)
{
    return name ? name : "";
}

/* The event of one customer of a request: what is new about them, if anything. */
static int32_t emit_customer(struct sup__unit *unit, const struct sup__givens *givens, int64_t id,
                             int is_taker, const char *name, int is_saved, int *is_new)
{
    struct sup_identity items[SUP_IDENTITIES_MAX];
    struct sup__event event =
        sup__event_new(unit, is_saved ? SUP__E_CUSTOMER_SAVED : SUP__E_CUSTOMER_IDENTIFIED, 0);
    event.row.subject_id = id;
    event.title = is_saved ? name : NULL;
    event.data.identities.items = items;
    event.data.identities.count = sup__identities_new(givens, id, is_taker, items);
    event.row.number = event.data.identities.count;
    *is_new = is_saved || event.data.identities.count;
    return *is_new ? sup__emit(unit, &event) : SUP_OK;
}

/* Whoever else of the same person has an identity that is now verified keeps it. */
static int32_t emit_others(struct sup__unit *unit, const struct sup__givens *givens, int64_t root,
                           int64_t done)
{
    int32_t rc = SUP_OK;
    int is_new = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < givens->count; i++) {
        const struct sup__given *given = &givens->items[i];
        int is_first = given->owner && given->root == root && given->owner != done;
        for (uint32_t j = 0; j < i; j++) {
            is_first &= givens->items[j].owner != given->owner;
        }
        if (is_first) {
            rc = emit_customer(unit, givens, given->owner, 0, NULL, 0, &is_new);
        }
    }
    return rc;
}

/* Change a customer, or make one when row->id is 0. The name is as it shall be. */
static int32_t change(struct sup__unit *unit, const struct sup__givens *givens,
                      const struct sup__customer_row *row, int64_t root, const char *name,
                      struct sup_receipt *receipt)
{
    int64_t id = row->id ? row->id : unit->head.customer_count + 1;
    int is_saved = !row->id || strcmp(name_of(name), name_of(row->name)) != 0 ||
                   (name == NULL) != (row->name == NULL);
    int is_new = 0;
    int32_t rc = row->id ? sup__identities_room(unit, givens, id) : SUP_OK;
    if (rc == SUP_OK) {
        rc = emit_customer(unit, givens, id, 1, name, is_saved, &is_new);
    }
    if (rc == SUP_OK) {
        rc = emit_others(unit, givens, root ? root : id, id);
    }
    receipt->id = id;
    receipt->version = row->version + is_new;
    return rc;
}

/* ---- save ---- */

/* The customer to change: of the id, or else whom the identities name. They are all of one. */
static int32_t find_saved(struct sup__unit *unit, const struct sup_customer_save_params *params,
                          const struct sup__givens *givens, struct sup__customer_row *row,
                          int64_t *root)
{
    int32_t rc = SUP_OK;
    if (params->customer_id) {
        rc = sup__load_present_customer(unit, params->customer_id, "customer_id", row);
    }
    for (uint32_t i = 0; !params->customer_id && !row->id && i < givens->count; i++) {
        *row = givens->items[i].row;
    }
    *root = row->root_id;
    for (uint32_t i = 0; rc == SUP_OK && i < givens->count; i++) {
        if (givens->items[i].owner && givens->items[i].root != *root) {
            rc = fail_given(unit, &givens->items[i], SUP_MSG_CUSTOMER_TAKEN,
                            "the identity belongs to customer", givens->items[i].root);
        }
    }
    return rc;
}

int32_t sup__op_customer_save(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_customer_save_params *params = in;
    struct sup__customer_row row = {0};
    struct sup__givens givens;
    int64_t root = 0;
    (void)result;
    int32_t rc = sup__identities_read(unit, params->identities, params->identity_count, &givens);
    if (rc == SUP_OK) {
        rc = sup__identities_find(unit, &givens);
    }
    if (rc == SUP_OK) {
        rc = find_saved(unit, params, &givens, &row, &root);
    }
    if (rc == SUP_OK && row.id) {
        rc = sup__check_version(unit, "customer", row.id, params->version, row.version);
    }
    if (rc == SUP_OK) {
        rc = check_fit(unit, &givens, root);
    }
    return rc == SUP_OK
               ? change(unit, &givens, &row, root, params->name ? params->name : row.name, receipt)
               : rc;
}

/* ---- resolve ---- */

/* Verified identities lead to one customer at most; *chosen is the first of them, or -1. */
static int32_t choose_verified(struct sup__unit *unit, const struct sup__givens *givens,
                               int32_t *chosen)
{
    *chosen = -1;
    for (uint32_t i = 0; i < givens->count; i++) {
        const struct sup__given *given = &givens->items[i];
        if (!given->owner || !given->identity.is_verified) {
            continue;
        }
        if (*chosen < 0) {
            *chosen = (int32_t)i;
        } else if (givens->items[*chosen].root != given->root) {
            char path[SUP_ERROR_FIELD_SIZE];
            sup__format(path, sizeof path, "identities/%u", given->index);
            return sup__fail(unit->error, SUP_MSG_CUSTOMERS_MEET, path,
                             "verified identities lead to customer %" PRId64
                             " and to customer %" PRId64,
                             givens->items[*chosen].root, given->root);
        }
    }
    return *chosen < 0 ? SUP_OK : check_fit(unit, givens, givens->items[*chosen].root);
}

/* Of claimed ones the first whose customer is not somebody else for sure. */
static int32_t choose_claimed(struct sup__unit *unit, const struct sup__givens *givens,
                              int32_t *chosen)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && *chosen < 0 && i < givens->count; i++) {
        int32_t which = -1;
        if (givens->items[i].owner) {
            rc = sup__identities_fit(unit, givens, givens->items[i].root, &which);
            *chosen = which < 0 ? (int32_t)i : -1;
        }
    }
    return rc;
}

int32_t sup__op_customer_resolve(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    const struct sup_customer_resolve_params *params = in;
    struct sup__customer_row row = {0};
    struct sup__givens givens;
    int32_t chosen = -1;
    (void)result;
    int32_t rc = sup__identities_read(unit, params->identities, params->identity_count, &givens);
    if (rc == SUP_OK) {
        rc = sup__identities_find(unit, &givens);
    }
    if (rc == SUP_OK) {
        rc = choose_verified(unit, &givens, &chosen);
    }
    if (rc == SUP_OK) {
        rc = choose_claimed(unit, &givens, &chosen);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    if (chosen >= 0) {
        row = givens.items[chosen].row;
    }
    return change(unit, &givens, &row, chosen < 0 ? 0 : givens.items[chosen].root,
                  row.name ? row.name : params->name, receipt);
}
