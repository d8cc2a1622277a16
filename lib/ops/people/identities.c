/*
 * identities.c: reads the identities of a request, and finds whose they are.
 */
#include "ops/people/identities.h"

#include "base/message.h"
#include "policy/identities.h"

#include <inttypes.h>
#include <string.h>

static int32_t fail_at(struct sup__unit *unit, enum sup__message message, const char *path,
                       const char *member, const char *text)
{
    char field[SUP_ERROR_FIELD_SIZE];
    sup__format(field, sizeof field, "%s/%s", path, member);
    return sup__fail(unit->error, message, field, "%s", text);
}

/* A kind that the policy does not list is a text of its system. */
static int32_t check_system(struct sup__unit *unit, const struct sup_identity *from,
                            const struct sup__identity_kind *kind, const char *path)
{
    char text[SUP_ERROR_TEXT_SIZE];
    if (!kind && !from->system) {
        sup__format(text, sizeof text, "the policy has no kind of identity '%s'", from->kind);
        int32_t rc = fail_at(unit, SUP_MSG_POLICY_NAME, path, "kind", text);
        const char *nearest = sup__names_nearest(&unit->policy->identity_names, from->kind);
        if (nearest) {
            sup__hint(unit->error, "did you mean '%s'? Kinds that are not listed need a system",
                      nearest);
        } else {
            sup__hint(unit->error, "add it to the policy, or say in which system it is: a kind "
                                   "that is not listed is one of its system");
        }
        return rc;
    }
    if (kind && kind->is_per_system && !from->system) {
        sup__format(text, sizeof text, "'%s' says who it is only together with its system",
                    from->kind);
        return fail_at(unit, SUP_MSG_ARGUMENT_MISSING, path, "system", text);
    }
    if (kind && !kind->is_per_system && from->system) {
        sup__format(text, sizeof text, "'%s' is the same in every system: it has none", from->kind);
        return fail_at(unit, SUP_MSG_IDENTITY_FORM, path, "system", text);
    }
    return SUP_OK;
}

int32_t sup__identity_read(struct sup__unit *unit, const struct sup_identity *from,
                           const char *path, struct sup__given *given)
{
    char value[SUP_IDENTITY_BYTES_MAX + 1];
    const struct sup__identity_kind *kind = sup__policy_identity(unit->policy, from->kind);
    int32_t rc = check_system(unit, from, kind, path);
    if (rc != SUP_OK) {
        return rc;
    }
    const char *wrong =
        sup__identity_normalise(kind ? kind->form : SUP__IDENTITY_TEXT, from->value, value);
    if (wrong) {
        return fail_at(unit, SUP_MSG_IDENTITY_FORM, path, "value", wrong);
    }
    memset(given, 0, sizeof *given);
    given->identity = *from;
    given->identity.system = from->system ? from->system : "";
    given->identity.value = sup__arena_text(unit->repo.arena, value, strlen(value));
    given->is_single = kind && kind->is_single;
    return given->identity.value ? SUP_OK
                                 : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

static int is_same_kind(const struct sup_identity *one, const struct sup_identity *other)
{
    return strcmp(one->kind, other->kind) == 0 && strcmp(one->system, other->system) == 0;
}

/* The same one twice is one; two verified ones of a kind that is single are of two persons. */
static int32_t add_given(struct sup__unit *unit, struct sup__givens *givens,
                         const struct sup__given *given)
{
    for (uint32_t i = 0; i < givens->count; i++) {
        struct sup__given *there = &givens->items[i];
        if (!is_same_kind(&there->identity, &given->identity)) {
            continue;
        }
        if (strcmp(there->identity.value, given->identity.value) == 0) {
            there->identity.is_verified |= given->identity.is_verified;
            return SUP_OK;
        }
        if (given->is_single && given->identity.is_verified && there->identity.is_verified) {
            char path[SUP_ERROR_FIELD_SIZE];
            sup__format(path, sizeof path, "identities/%u", given->index);
            return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, path,
                             "one person has one verified '%s', and here are two",
                             given->identity.kind);
        }
    }
    givens->items[givens->count++] = *given;
    return SUP_OK;
}

int32_t sup__identities_read(struct sup__unit *unit, const struct sup_identity *items,
                             uint32_t count, struct sup__givens *givens)
{
    int32_t rc = SUP_OK;
    givens->count = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        char path[SUP_ERROR_FIELD_SIZE];
        struct sup__given given;
        sup__format(path, sizeof path, "identities/%u", i);
        rc = sup__identity_read(unit, &items[i], path, &given);
        given.index = i;
        if (rc == SUP_OK) {
            rc = add_given(unit, givens, &given);
        }
    }
    return rc;
}

int32_t sup__identity_find(struct sup__unit *unit, struct sup__given *given)
{
    struct sup__customer_row owner = {.tenant = unit->head.tenant};
    struct sup__identity_row row = {.tenant = unit->head.tenant,
                                    .system = given->identity.system,
                                    .kind = given->identity.kind,
                                    .value = given->identity.value};
    int32_t rc = sup__get(&unit->repo, SUP__T_IDENTITY, &row);
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    owner.id = row.customer_id;
    rc = sup__get(&unit->repo, SUP__T_CUSTOMER, &owner);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_identity",
                         "the identity is said to be of customer %" PRId64 ", who is not there",
                         row.customer_id);
    }
    given->owner = row.customer_id;
    given->root = owner.root_id;
    given->was_verified = (int32_t)row.is_verified;
    given->row = owner;
    return rc;
}

int32_t sup__identities_find(struct sup__unit *unit, struct sup__givens *givens)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < givens->count; i++) {
        rc = sup__identity_find(unit, &givens->items[i]);
    }
    return rc;
}

/* What would newly be verified for that person, of a kind of which there is only one. */
static int is_at_stake(const struct sup__given *given, int64_t root)
{
    return given->is_single && given->identity.is_verified &&
           (!given->owner || (given->root == root && !given->was_verified));
}

struct fitting {
    const struct sup__givens *givens;
    int64_t root;
    int32_t which;
};

static int32_t compare_kept(void *context, void *in)
{
    struct fitting *fitting = context;
    const struct sup__identity_row *row = in;
    for (uint32_t i = 0; row->is_verified && i < fitting->givens->count; i++) {
        const struct sup__given *given = &fitting->givens->items[i];
        if (is_at_stake(given, fitting->root) && strcmp(row->kind, given->identity.kind) == 0 &&
            strcmp(row->system, given->identity.system) == 0 &&
            strcmp(row->value, given->identity.value) != 0) {
            fitting->which = (int32_t)i;
            return 1;
        }
    }
    return 0;
}

int32_t sup__each_identity(struct sup__unit *unit, int64_t customer_id, sup__each_fn fn,
                           void *context)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_IDENTITY,
                            .index = SUP__IDENTITY_BY_CUSTOMER,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = SUP_CUSTOMER_IDENTITIES_MAX};
    struct sup__identity_row row = {0};
    return sup__each(&unit->repo, &scan, 1, &row, fn, context);
}

int32_t sup__identities_fit(struct sup__unit *unit, const struct sup__givens *givens, int64_t root,
                            int32_t *which)
{
    struct fitting fitting = {.givens = givens, .root = root, .which = -1};
    int32_t rc = SUP_OK;
    uint32_t at_stake = 0;
    for (uint32_t i = 0; i < givens->count; i++) {
        at_stake += is_at_stake(&givens->items[i], root) != 0;
    }
    struct sup__family *family =
        at_stake ? sup__arena_alloc(unit->repo.arena, sizeof *family) : NULL;
    if (at_stake) {
        rc = family ? sup__load_family(unit, root, family)
                    : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    for (uint32_t i = 0; rc == SUP_OK && family && fitting.which < 0 && i < family->count; i++) {
        rc = sup__each_identity(unit, family->rows[i].id, compare_kept, &fitting);
    }
    *which = fitting.which;
    return rc;
}

int32_t sup__identities_room(struct sup__unit *unit, const struct sup__givens *givens,
                             int64_t customer_id)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_IDENTITY,
                            .index = SUP__IDENTITY_BY_CUSTOMER,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct sup_aggregate counted = {0};
    uint32_t added = 0;
    for (uint32_t i = 0; i < givens->count; i++) {
        added += givens->items[i].owner == 0;
    }
    int32_t rc = added
                     ? sup__db_aggregate(unit->repo.db, &scan, SUP__IDENTITY_customer_id, &counted)
                     : SUP_OK;
    if (rc == SUP_OK && counted.count + added > SUP_CUSTOMER_IDENTITIES_MAX) {
        rc = sup__fail(unit->error, SUP_MSG_CUSTOMER_IDENTITIES, "identities",
                       "customer %" PRId64 " has %" PRId64 " identities, and %u are added: "
                       "the limit is %d",
                       customer_id, counted.count, added, SUP_CUSTOMER_IDENTITIES_MAX);
    }
    return rc;
}

uint32_t sup__identities_new(const struct sup__givens *givens, int64_t owner, int is_taker,
                             struct sup_identity *items)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < givens->count; i++) {
        const struct sup__given *given = &givens->items[i];
        int is_fresh = given->owner == 0 && is_taker;
        int is_proved = given->owner && given->owner == owner && given->identity.is_verified &&
                        !given->was_verified;
        if (is_fresh || is_proved) {
            items[count++] = given->identity;
        }
    }
    return count;
}
