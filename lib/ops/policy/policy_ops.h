/*
 * policy_ops.h: what the operations on policies share.
 */
#ifndef SUP__POLICY_OPS_H
#define SUP__POLICY_OPS_H

#include "ops/bodies.h"
#include "policy/policy.h"

/** Make a document the next version; the receipt gets it. */
int32_t sup__activate_policy(struct sup__unit *unit, const char *document, int is_strict,
                             struct sup_receipt *receipt);

/** Which policy a request is about: one of the three, or none of them for the active one. */
struct sup__policy_choice {
    int64_t version;
    int32_t is_builtin;
    const char *document;
    const char *version_field; /* their names in the request, for messages */
    const char *builtin_field;
};

struct sup__chosen {
    const struct sup__policy *policy;
    struct sup__policy *owned; /* for sup__policy_free(); NULL when it is the unit's */
    int64_t version;           /* 0 for the built-in one and for a document */
};

/** The policy of a choice, compiled. SUP_NOT_FOUND when there is no such version; SUP_INVALID for
 *  two choices at once and for a document that is not valid. */
int32_t sup__choose_policy(struct sup__unit *unit, const struct sup__policy_choice *choice,
                           struct sup__chosen *chosen);

/** A condition part by part, with the values of a case, in a result; *failed becomes 1 without
 *  memory. policy_steps.c */
const struct sup_policy_step *sup__policy_steps(void *result, const struct sup__condition *when,
                                                const char *pointer, const struct sup__case *given,
                                                uint32_t *count, int *failed);

#endif
