/*
 * sys/conformance.h: the test that a storage backend must pass.
 *
 * Link it into a test program of yours, hand it a way to open an empty store, and run it: it
 * checks every rule of sys/store.h and names the first one broken. It uses no test framework.
 */
#ifndef SUPPORTCORE_SYS_CONFORMANCE_H
#define SUPPORTCORE_SYS_CONFORMANCE_H

#include "supportcore/sys/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A backend to be tested. */
struct sup_conformance {
    uint32_t size;
    /** 1: a second open() with the same context reaches the same data, and two stores at once
     *  are allowed; the suite then also tests two writers. */
    uint32_t is_shared;
    void *context; /**< handed to `open` and `report` as it is */
    /** Open a store; `is_fresh` 1 asks for an empty one, 0 for the one with the data so far. */
    int32_t (*open)(void *context, int32_t is_fresh, struct sup_store **store);
    /** Called with each check's name and whether it held; may be NULL. */
    void (*report)(void *context, const char *check, int32_t is_passed, const char *detail);
};

/**
 * Run the suite.
 *
 * @param suite  borrowed for the call
 * @param[out] passed  how many checks held
 * @param[out] failed  how many did not
 * @return SUP_OK when none failed; SUP_INVALID for a wrong struct; SUP_CORRUPT when one failed
 * @since 0.1
 */
SUP_API int32_t sup_store_conformance(const struct sup_conformance *suite, int32_t *passed,
                                      int32_t *failed);

#ifdef __cplusplus
}
#endif
#endif
