/*
 * memory.h: a store that keeps everything in this process's memory and forgets it when closed.
 * For tests, for trying things out, and for programs that keep nothing.
 */
#ifndef SUPPORTCORE_MEMORY_H
#define SUPPORTCORE_MEMORY_H

#include "supportcore/base.h"
#include "supportcore/sys/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Open an empty store in memory.
 *
 * @param allocator  copied; NULL means malloc() and free()
 * @param[out] store  owned: close with sup_store_close()
 * @param[out] error  why it failed; cleared on SUP_OK; may be NULL
 * @return SUP_OK; SUP_INVALID for a wrong allocator; SUP_NOMEM
 * @since 0.1
 */
SUP_API int32_t sup_memory_open(const struct sup_allocator *allocator, struct sup_store **store,
                                struct sup_error *error);

#ifdef __cplusplus
}
#endif
#endif
