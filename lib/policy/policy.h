/*
 * policy.h: a policy document, compiled: what the decisions of the desk look up.
 *
 * Loading reads the whole document and collects every problem. A compiled policy is never changed;
 * all its texts and lists live in its arena. Names keep the document's order: the first channel,
 * for instance, is the default one.
 */
#ifndef SUP__POLICY_H
#define SUP__POLICY_H

#include "base/json_read.h"
#include "base/memory.h"
#include "supportcore/policy.h"
#include "supportcore/ticket.h"

struct sup__status {
    const char *name;
    int32_t category;      /* enum sup_category */
    uint32_t target_count; /* statuses that may follow, by index */
    const uint32_t *targets;
};

struct sup__named {
    const char *name;
    const char *label; /* for people; the name when none is given */
};

struct sup__role {
    const char *name;
    uint32_t action_count;
    const char *const *actions; /* "ticket.reply", "ticket.*" or "*" */
};

struct sup__policy {
    struct sup__arena arena;
    const char *name;
    const char *document; /* the bytes as given */
    size_t document_bytes;
    char digest[SUP_POLICY_DIGEST_BYTES + 1]; /* hexadecimal BLAKE2b-256 of the document */

    uint32_t status_count;
    const struct sup__status *statuses;
    uint32_t status_new;      /* index: what a ticket begins as */
    uint32_t status_open;     /* index: where customer messages, taking and reopening lead */
    uint32_t status_closed;   /* index: where auto-close leads */
    uint32_t priority_count, priority_default; /* lowest first */
    const struct sup__named *priorities;
    uint32_t channel_count;
    const struct sup__named *channels;
    uint32_t reason_count;
    const struct sup__named *reasons;
    uint32_t team_count;
    const struct sup__named *teams;
    uint32_t role_count;
    const struct sup__role *roles;          /* of agents and bots, by name */
    const struct sup__role *actor_roles[6]; /* by enum sup_actor_kind: customer, integration; or NULL */

    int64_t reopen_grace_ms;   /* a customer's message this long after solving reopens */
    int64_t auto_close_ms;     /* a solved ticket closes after this; 0: never */
    int64_t idempotency_ms;    /* how long keys are kept */
    int32_t customer_reopens_pending; /* 1: a customer's message moves pending and on-hold to open */
};

struct sup__policy_problems {
    struct sup__arena *arena; /* the caller's; holds the texts */
    uint32_t count;           /* found, also those over SUP_POLICY_PROBLEMS_MAX */
    struct sup_policy_problem *items;
};

/** Compile a document. SUP_INVALID with `problems` filled and `error` telling the first; NOMEM, LIMIT.
 *  `problems` may be NULL. */
int32_t sup__policy_load(const struct sup__mem *mem, const char *document, size_t bytes,
                         struct sup__policy **policy, struct sup__policy_problems *problems,
                         struct sup_error *error);
void sup__policy_free(struct sup__policy *policy);

/** The built-in document: what a desk without a policy works by. Static. */
const char *sup__policy_builtin(void);

/** The index of a name, or -1. */
int32_t sup__policy_status(const struct sup__policy *policy, const char *name);
int32_t sup__policy_priority(const struct sup__policy *policy, const char *name);
int32_t sup__policy_channel(const struct sup__policy *policy, const char *name);
int32_t sup__policy_reason(const struct sup__policy *policy, const char *name);
int32_t sup__policy_team(const struct sup__policy *policy, const char *name);
int32_t sup__policy_role(const struct sup__policy *policy, const char *name);
/** 1 when the transition is in the table. */
int sup__policy_may_move(const struct sup__policy *policy, uint32_t from, uint32_t to);
/** 1 when the role allows the action; fails closed. */
int sup__role_allows(const struct sup__role *role, const char *action);

#endif
