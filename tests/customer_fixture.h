/*
 * customer_fixture.h: customers in tests: who has which identities, as text.
 */
#ifndef CUSTOMER_FIXTURE_H
#define CUSTOMER_FIXTURE_H

#include "desk_fixture.h"

#include <stdio.h>

/* A list of identities and its count. */
#define KNOWN_BY(...)                                                                              \
    .identities = (const struct sup_identity[]){__VA_ARGS__},                                      \
    .identity_count =                                                                              \
        sizeof((const struct sup_identity[]){__VA_ARGS__}) / sizeof(struct sup_identity)
#define MAIL(address)                                                                              \
    {                                                                                              \
        "email", NULL, address, 0, 0                                                               \
    }
#define MAIL_PROVED(address)                                                                       \
    {                                                                                              \
        "email", NULL, address, 1, 0                                                               \
    }
#define SHOP(number)                                                                               \
    {                                                                                              \
        "customer", "shopify", number, 0, 0                                                        \
    }
#define SHOP_PROVED(number)                                                                        \
    {                                                                                              \
        "customer", "shopify", number, 1, 0                                                        \
    }

#define SAVE(...) SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, __VA_ARGS__)
#define MERGE(from, to)                                                                            \
    SUP_OP_CUSTOMER_MERGE,                                                                         \
        PARAMS(customer_merge, .customer_id = (from), .into = (to), .evidence = "same voice")
#define UNMERGE(from)                                                                              \
    SUP_OP_CUSTOMER_UNMERGE,                                                                       \
        PARAMS(customer_unmerge, .customer_id = (from), .evidence = "another voice")
#define RESOLVE(...) SUP_OP_CUSTOMER_RESOLVE, PARAMS(customer_resolve, __VA_ARGS__)

/* "Ann Lee v1: shopify/customer 207 ok of 1; email a@b of 2 <2 in 1>": 2 was merged into 1 */
static inline void look_at_customer(const struct sup_customer *customer, char *out, size_t bytes)
{
    size_t at = (size_t)snprintf(out, bytes, "%s v%d:", customer->name ? customer->name : "-",
                                 (int)customer->version);

    for (uint32_t i = 0; i < customer->identity_count && at < bytes; i++) {
        const struct sup_customer_identity *identity = &customer->identities[i];

        at += (size_t)snprintf(out + at, bytes - at, "%s %s%s%s %s%s of %d", i ? ";" : "",
                               identity->system ? identity->system : "",
                               identity->system ? "/" : "", identity->kind, identity->value,
                               identity->is_verified ? " ok" : "", (int)identity->customer_id);
    }
    for (uint32_t i = 0; i < customer->member_count && at < bytes; i++) {
        at += (size_t)snprintf(out + at, bytes - at, " <%d in %d>",
                               (int)customer->members[i].customer_id,
                               (int)customer->members[i].merged_into);
    }
}

static inline void desk_expect_customer(struct desk *desk, int64_t id, const char *expected)
{
    struct sup_customer *customer = NULL;
    char text[2048];

    must(desk, sup_customer_get(desk->core, by_system(desk),
                                PARAMS(customer_get, .customer_id = id), &customer));
    look_at_customer(customer, text, sizeof text);
    sup_free(customer);
    assert_string_equal(text, expected);
}

/* Whose an identity is; 0: nobody's. */
static inline int64_t desk_owner(struct desk *desk, struct sup_identity identity)
{
    struct sup_customer *customer = NULL;
    int64_t id = 0;

    if (sup_customer_get(desk->core, by_system(desk), PARAMS(customer_get, .identity = &identity),
                         &customer) == SUP_OK) {
        id = customer->id;
    }
    sup_free(customer);
    return id;
}

#endif
