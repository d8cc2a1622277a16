/*
 * diff.h: what changed between two policy documents, in words.
 */
#ifndef SUP__POLICY_DIFF_H
#define SUP__POLICY_DIFF_H

#include "base/memory.h"
#include "supportcore/policy.h"

/**
 * Compare two documents that load as policies. Named things are the same when their names are,
 * wherever they stand; conditions and plain values are compared as a whole.
 *
 * @param arena  what the changes live in
 * @param[out] changes  in the order of the newer document, what is gone before what is new
 * @return SUP_OK; SUP_INVALID or SUP_LIMIT when a document cannot be read; SUP_NOMEM
 */
int32_t sup__policy_diff(struct sup__arena *arena, const char *from, const char *to,
                         struct sup_policy_change **changes, uint32_t *count,
                         struct sup_error *error);

/**
 * Do two documents that load as policies say the same, but for some parts? What stands in a list
 * counts with its order.
 *
 * @param apart  parts that may differ: JSON pointers of sections or of members of sections,
 *               `apart_count` of them
 * @return as sup__policy_diff()
 */
int32_t sup__policy_same(struct sup__arena *arena, const char *from, const char *to,
                         const char *const *apart, uint32_t apart_count, int *same,
                         struct sup_error *error);

#endif
