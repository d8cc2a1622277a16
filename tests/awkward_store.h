/*
 * awkward_store.h: a store that keeps the contract of sys/store.h and nothing beyond it.
 *
 * It wraps the memory store and takes away what code might come to rely on by accident: rows live
 * in buffers of exactly their size that are overwritten and freed as soon as the callback is done,
 * texts end without a NUL, the members of a value that its type does not use hold rubbish, and so
 * does the error of a verb that worked.
 *
 * Asked to, it also has one defect: each must make the conformance suite fail.
 */
#ifndef TESTS_AWKWARD_STORE_H
#define TESTS_AWKWARD_STORE_H

#include "supportcore/sys/store.h"

enum awkward_defect {
    AWKWARD_SOUND = 0,
    AWKWARD_LOWER_OPEN_IGNORED,
    AWKWARD_UPPER_OPEN_IGNORED,
    AWKWARD_DESCENDING_IGNORED,
    AWKWARD_LIMIT_IGNORED,
    AWKWARD_FILTERS_IGNORED,
    AWKWARD_NULL_FILTERS_IGNORED,
    AWKWARD_STOP_IGNORED,
    AWKWARD_INDEX_IGNORED,
    AWKWARD_ROLLBACK_COMMITS,
    AWKWARD_READING_MAY_WRITE,
    AWKWARD_REENTRY_ALLOWED,
    AWKWARD_STATE_UNCHECKED,
    AWKWARD_INSERT_REPLACES,
    AWKWARD_PUT_KEEPS_OLD,
    AWKWARD_VERSION_IGNORED,
    AWKWARD_MASK_IGNORED,
    AWKWARD_UPDATE_OF_NOTHING_IS_OK,
    AWKWARD_GET_MANY_REVERSED,
    AWKWARD_REMOVE_OF_NOTHING_IS_OK,
    AWKWARD_REMOVE_RANGE_MISCOUNTS,
    AWKWARD_EMPTY_TEXT_IS_NULL,
    AWKWARD_TEXT_ENDS_AT_16_BYTES,
    AWKWARD_BLOB_ENDS_AT_ZERO,
    AWKWARD_NULL_ADDS_AS_ZERO,
    AWKWARD_COLUMNS_TAKEN_AWAY,
    AWKWARD_ERROR_UNTOLD,
    AWKWARD_DEFECT_COUNT
};

/** Open an empty one; SUP_OK or SUP_NOMEM. Close with its close() or sup_store_close(). */
int32_t awkward_open(enum awkward_defect defect, struct sup_store **store);
/** What the defect is, as part of a sentence. */
const char *awkward_defect_name(enum awkward_defect defect);

#endif
