/*
 * names.h: a list of names in the order they were given, searched by binary search.
 */
#ifndef SUP__NAMES_H
#define SUP__NAMES_H

#include "base/memory.h"

struct sup__names {
    uint32_t count;
    const char *const *names; /* in the order given */
    const uint32_t *sorted;   /* indexes of names, in byte order */
};

/** Sort the index of `count` names. Both arrays live in `keep`. 0 when memory runs out. */
int sup__names_index(struct sup__names *names, struct sup__arena *keep, struct sup__arena *scratch,
                     const char *const *in_order, uint32_t count);
/** The index of a name (of the first, when it is there twice), or -1; a NULL name is not found. */
int32_t sup__names_find(const struct sup__names *names, const char *name);
/** The name nearest to `name`, for the hint of a refusal; NULL when none is near. */
const char *sup__names_nearest(const struct sup__names *names, const char *name);

#endif
