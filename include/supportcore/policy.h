/*
 * policy.h: the document in which an operations lead says how the desk works.
 *
 * One JSON document per tenant: statuses and transitions, priorities, channels, contact reasons,
 * teams, roles, times. It is checked whole, activated as a new version and never changed after;
 * events name the version they were decided under. A desk without one works by the built-in
 * policy, which is version 0. docs/policy.md lists every member.
 */
#ifndef SUPPORTCORE_POLICY_H
#define SUPPORTCORE_POLICY_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of a policy document. @since 0.1 */
enum {
    SUP_POLICY_BYTES_MAX = 4194304,
    SUP_POLICY_PROBLEMS_MAX = 200,
    SUP_POLICY_DIGEST_BYTES = 64
};

/** One thing that is wrong with a document. */
struct sup_policy_problem {
    const char *pointer;  /**< RFC 6901, "" for the whole document */
    int64_t line;         /**< from 1 */
    int64_t column;       /**< from 1, in characters */
    const char *text;     /**< what is wrong */
    const char *nearest;  /**< the nearest valid name, or NULL */
};

struct sup_policy_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key; /**< activate only */
    const char *document;        /**< JSON text; required */
};

struct sup_policy_report {
    uint32_t size;
    uint32_t count;
    const struct sup_policy_problem *problems; /**< every one, up to SUP_POLICY_PROBLEMS_MAX */
    int32_t is_valid;
    uint32_t reserved;
};

struct sup_policy_show_params {
    uint32_t size;
    int32_t is_builtin; /**< 1: the built-in one, which is version 0 */
    int64_t version;    /**< 0: the active one */
};

struct sup_policy {
    uint32_t size;
    uint32_t reserved;
    int64_t version;      /**< 0 for the built-in one */
    const char *document; /**< JSON text, as it was given */
    const char *name;
    const char *digest; /**< BLAKE2b-256 of the document's bytes, 64 hexadecimal digits */
};

/**
 * Check a document and report every problem; nothing is changed.
 *
 * @param[out] report  owned: sup_free(); filled on SUP_OK, also when the document is not valid
 * @return as sup_run()
 * @since 0.1
 */
SUP_API int32_t sup_policy_check(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_policy_params *params,
                                 struct sup_policy_report **report);

/**
 * Make a document the desk's policy, as the next version.
 *
 * @return as sup_run(); SUP_INVALID with the first problem when it is not valid: sup_policy_check()
 *         has them all; receipt version: the new policy's
 * @since 0.1
 */
SUP_API int32_t sup_policy_activate(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_policy_params *params,
                                    struct sup_receipt *receipt);

/** Read a policy; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_policy_show(sup_core *core, const struct sup_caller *caller,
                                const struct sup_policy_show_params *params,
                                struct sup_policy **policy);

#ifdef __cplusplus
}
#endif
#endif
