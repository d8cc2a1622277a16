/*
 * policy.h: a policy document, compiled: what the decisions of the desk look up.
 *
 * Loading reads the whole document and collects every problem. A compiled policy is never changed;
 * all its texts and lists live in its arena. Names keep the document's order: the first channel,
 * for instance, is the default one. A policy that loads keeps its promises: every automatic move
 * (a customer's message, taking a new ticket, auto-close) is a transition of its own table.
 */
#ifndef SUP__POLICY_H
#define SUP__POLICY_H

#include "base/json_read.h"
#include "base/memory.h"
#include "base/names.h"
#include "supportcore/policy.h"
#include "supportcore/ticket.h"

/* Limits of what a document may hold; its bytes are limited in supportcore/policy.h. */
enum {
    SUP__POLICY_STATUSES_MAX = 256,
    SUP__POLICY_PRIORITIES_MAX = 32,
    SUP__POLICY_CHANNELS_MAX = 256,
    SUP__POLICY_REASONS_MAX = 2000,
    SUP__POLICY_TEAMS_MAX = 2000,
    SUP__POLICY_ROLES_MAX = 256,
    SUP__POLICY_LABEL_BYTES_MAX = 200 /* labels and the policy's own name */
};
#define SUP__POLICY_DURATION_MAX_MS (INT64_C(3650) * 24 * 60 * 60 * 1000) /* ten years */

struct sup__status {
    const char *name;
    const char *label;     /* for people; the name when none is given */
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
    const char *label; /* for people; the name when none is given */
    uint32_t action_count;
    const char *const *actions; /* "ticket.reply", "ticket.*" or "*" */
};

struct sup__policy {
    struct sup__arena arena;
    const char *name;
    const char *document; /* the bytes as given, and a NUL */
    size_t document_bytes;
    char digest[SUP_POLICY_DIGEST_BYTES + 1]; /* hexadecimal BLAKE2b-256 of the document */

    uint32_t status_count;
    const struct sup__status *statuses;
    uint32_t status_new;    /* index: what a ticket begins as; the first in its category */
    uint32_t status_open;   /* index: where taking a ticket leads; the first in its category */
    uint32_t status_closed; /* index: where auto-close leads; the first in its category */
    uint32_t priority_count, priority_default; /* lowest first */
    const struct sup__named *priorities;
    uint32_t channel_count;
    const struct sup__named *channels;
    uint32_t reason_count;
    const struct sup__named *reasons;
    uint32_t team_count;
    const struct sup__named *teams;
    uint32_t role_count;
    const struct sup__role *roles; /* of agents and bots */
    /* By enum sup_actor_kind: customer and integration; NULL may nothing. */
    const struct sup__role *actor_roles[SUP_ACTOR_INTEGRATION + 1];

    int64_t reopen_grace_ms; /* a customer's message this long after solving reopens */
    int64_t auto_close_ms;   /* a solved ticket closes after this; 0: never */
    int64_t idempotency_ms;  /* how long keys are kept */
    /* By enum sup_category: the status (index) that a customer's message moves a ticket to, or -1:
     * it stays. For solved this is within the reopen grace, and -1 always makes a follow-up. */
    int32_t on_customer_message[SUP_CATEGORY_CLOSED + 1];

    struct sup__names status_names, priority_names, channel_names, reason_names, team_names,
        role_names;
};

struct sup__policy_problems {
    struct sup__arena *arena; /* the caller's; holds the texts */
    uint32_t count;           /* found, also those over SUP_POLICY_PROBLEMS_MAX */
    uint32_t item_count;      /* told: the first SUP_POLICY_PROBLEMS_MAX by place */
    struct sup_policy_problem *items;
};

/**
 * Compile a document, which need not end with a NUL and is copied.
 *
 * SUP_INVALID, or SUP_LIMIT when it is not read at all because it is too large or too deep: then
 * `problems` (may be NULL) has at least one item, in the order of their places, and `error` tells
 * the first. SUP_NOMEM: no items. `*policy` is NULL unless the answer is SUP_OK.
 */
int32_t sup__policy_load(const struct sup__mem *mem, const char *document, size_t bytes,
                         struct sup__policy **policy, struct sup__policy_problems *problems,
                         struct sup_error *error);
void sup__policy_free(struct sup__policy *policy);

/** The built-in document: what a desk without a policy works by. Static. */
const char *sup__policy_builtin(void);

/** The index of a name, or -1; a NULL name is not found. */
int32_t sup__policy_status(const struct sup__policy *policy, const char *name);
int32_t sup__policy_priority(const struct sup__policy *policy, const char *name);
int32_t sup__policy_channel(const struct sup__policy *policy, const char *name);
int32_t sup__policy_reason(const struct sup__policy *policy, const char *name);
int32_t sup__policy_team(const struct sup__policy *policy, const char *name);
int32_t sup__policy_role(const struct sup__policy *policy, const char *name);
/** 1 when the transition is in the table. */
int sup__policy_may_move(const struct sup__policy *policy, uint32_t from, uint32_t to);
/** 1 when the role allows the action; fails closed, also for a NULL role. */
int sup__role_allows(const struct sup__role *role, const char *action);

/** The name of a category, such as "on_hold"; NULL for a number that is none. Static. */
const char *sup__category_name(int32_t category);

/** The actions that a role may name, NULL after the last; the operation table has the same. */
extern const char *const sup__policy_actions[];

#endif
