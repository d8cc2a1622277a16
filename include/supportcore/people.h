/*
 * people.h: agents and bots, who work at the desk, and customers, who write to it.
 *
 * An agent has roles; the policy says what each role may do. A customer is known by a reference
 * into the shop ({system "shopify", kind "customer", id "207119551"}) and a name.
 */
#ifndef SUPPORTCORE_PEOPLE_H
#define SUPPORTCORE_PEOPLE_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of people and references. @since 0.1 */
enum {
    SUP_NAME_BYTES_MAX = 200,
    SUP_REFERENCE_ID_BYTES_MAX = 255,
    SUP_KEY_BYTES_MAX = 128,   /**< idempotency keys */
    SUP_AGENT_CODES_MAX = 32,  /**< roles of an agent; also its teams */
    SUP_PAGE_MAX = 100         /**< items of one page of any list; also the default of limits */
};

/** A thing outside the desk: an order, a shop's customer, a mail. Never a copy of it. */
struct sup_reference {
    const char *system; /**< code: "shopify" */
    const char *kind;   /**< code: "order" */
    const char *id;     /**< text, 1 to 255 bytes: "1001" */
};

enum sup_agent_kind { SUP_AGENT_PERSON = 1, SUP_AGENT_BOT = 2 };

struct sup_agent_save_params {
    uint32_t size;
    int32_t kind;       /**< enum sup_agent_kind; 0 is a person; fixed once made */
    const char *idempotency_key;
    int64_t agent_id;   /**< 0 makes a new one */
    int64_t version;    /**< the version this change was based on; 0 for any */
    const char *name;   /**< required */
    const char *const *roles;
    const char *const *teams;
    uint32_t role_count;
    uint32_t team_count;
    int32_t is_departed; /**< 1: may no longer act; still counts as what they were */
    uint32_t reserved;
};

struct sup_agent_get_params {
    uint32_t size;
    uint32_t reserved;
    int64_t agent_id;
};

struct sup_agent {
    uint32_t size;
    int32_t kind; /**< enum sup_agent_kind */
    int64_t id;
    int64_t version;
    const char *name;
    const char *const *roles;
    const char *const *teams;
    uint32_t role_count;
    uint32_t team_count;
    int32_t is_departed;
    uint32_t reserved;
};

struct sup_agent_list_params {
    uint32_t size;
    uint32_t limit;    /**< 0 means SUP_PAGE_MAX */
    int64_t after_id;  /**< 0 begins at the first */
};

struct sup_agent_list {
    uint32_t size;
    uint32_t count;
    const struct sup_agent *items;
    int64_t next_after_id; /**< for the next page; 0 when this was the last */
};

struct sup_customer_save_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t customer_id; /**< 0: the one with the reference, or a new one */
    int64_t version;     /**< 0 for any */
    const char *name;
    const struct sup_reference *reference; /**< the shop's own record of the person; or NULL */
};

struct sup_customer_get_params {
    uint32_t size;
    uint32_t reserved;
    int64_t customer_id;                   /**< this, */
    const struct sup_reference *reference; /**< or this */
};

struct sup_customer {
    uint32_t size;
    uint32_t reserved;
    int64_t id;
    int64_t version;
    const char *name;
    const struct sup_reference *reference; /**< NULL when none is known */
    int64_t created_ms;
};

/**
 * Make or change an agent or a bot. All fields are set to what is given.
 *
 * @return as sup_run(); SUP_INVALID when a role is not in the policy; receipt id: the agent
 * @since 0.1
 */
SUP_API int32_t sup_agent_save(sup_core *core, const struct sup_caller *caller,
                               const struct sup_agent_save_params *params,
                               struct sup_receipt *receipt);

/** Read an agent; *agent is owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_agent_get(sup_core *core, const struct sup_caller *caller,
                              const struct sup_agent_get_params *params, struct sup_agent **agent);

/** Read agents in the order of their ids; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_agent_list(sup_core *core, const struct sup_caller *caller,
                               const struct sup_agent_list_params *params,
                               struct sup_agent_list **list);

/**
 * Make or change a customer. With a reference that is known the customer who has it is changed,
 * so a shop's webhook may be delivered twice.
 *
 * @return as sup_run(); SUP_CONFLICT when the reference belongs to another customer than
 *         customer_id; receipt id: the customer
 * @since 0.1
 */
SUP_API int32_t sup_customer_save(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_customer_save_params *params,
                                  struct sup_receipt *receipt);

/** Read a customer by id or by reference; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_customer_get(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_customer_get_params *params,
                                 struct sup_customer **customer);

#ifdef __cplusplus
}
#endif
#endif
