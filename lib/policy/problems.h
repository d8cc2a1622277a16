/*
 * problems.h: telling what a reading found.
 */
#ifndef SUP__POLICY_PROBLEMS_H
#define SUP__POLICY_PROBLEMS_H

#include "policy/reading.h"

/** Tell the first problem as an error. Answers its code. */
int32_t sup__problems_error(const struct sup__reading *reading, const char *document, size_t bytes,
                            struct sup_error *error);
/** Copy all into the caller's arena. 0 when memory runs out. */
int sup__problems_export(const struct sup__reading *reading, const char *document, size_t bytes,
                         struct sup__policy_problems *out);
/** An error of the JSON reader as the only problem. 0 when memory runs out. */
int sup__problems_export_error(const struct sup_error *error, struct sup__policy_problems *out);

#endif
