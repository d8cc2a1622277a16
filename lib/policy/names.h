/*
 * names.h: lists of names that are searched by binary search.
 *
 * Inside: the compiled policy and its loader only.
 */
#ifndef SUP__POLICY_NAMES_H
#define SUP__POLICY_NAMES_H

#include "policy/policy.h"

/** Sort the index of `count` names. Both arrays live in `keep`. 0 when memory runs out. */
int sup__names_index(struct sup__names *names, struct sup__arena *keep, struct sup__arena *scratch,
                     const char *const *in_order, uint32_t count);
/** The index of a name (of the first, when it is there twice), or -1. */
int32_t sup__names_find(const struct sup__names *names, const char *name);

#endif
