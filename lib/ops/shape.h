/*
 * shape.h: what the descriptions of the public structs are good for: checking the parameters that
 * a caller gave, and telling whether two requests are the same.
 */
#ifndef SUP__SHAPE_H
#define SUP__SHAPE_H

#include "base/hash.h"
#include "supportcore/operation.h"

/** Bytes of a code at most; see base.h. */
enum { SUP__CODE_BYTES_MAX = 64 };

/** Ids, sequences and other numbers of parameters stay below 2^53, so JavaScript keeps them. */
#define SUP__PARAM_INT_MAX INT64_C(9007199254740991)

/** Names of enums, from 1, NULL at the end. */
extern const char *const sup__actor_kind_names[];
extern const char *const sup__sign_names[]; /* enum sup_sign_kind */
extern const char *const sup__request_state_names[];
extern const char *const sup__agent_kind_names[];
extern const char *const sup__availability_names[];
extern const char *const sup__message_kind_names[];
extern const char *const sup__category_names[];
extern const char *const sup__link_kind_names[];
extern const char *const sup__interval_names[]; /* enum sup_kpi_interval */
extern const char *const sup__request_state_names[]; /* enum sup_request_state */

/**
 * Check a parameter struct of a caller's against its shape: its size, that `reserved` is 0,
 * required fields, UTF-8, lines and lengths, codes, ranges, lists. The field of the error is a path
 * such as "references/0/id".
 *
 * @param allow_batch_ids  1 inside a batch: ids may be -1 to -SUP_BATCH_ITEMS_MAX
 * @return SUP_OK, SUP_INVALID or SUP_LIMIT
 */
int32_t sup__params_check(const struct sup_shape *shape, const void *params, int allow_batch_ids,
                          struct sup_error *error);

/**
 * Add a parameter struct to a hash, in one canonical, unambiguous form. The idempotency key is left
 * out. A field at its default adds nothing, so a request keeps its digest when a later version of
 * the library knows more fields. The params must have passed sup__params_check().
 */
void sup__params_digest(const struct sup_shape *shape, const void *params, struct sup__hash *hash);

#endif
