/*
 * core.h: the handle. A core is one tenant's desk over a store.
 *
 * One thread uses a handle at a time; different handles are independent, there are no globals.
 * Several cores may share one store as long as one thread uses them. A handle carried over
 * fork() answers SUP_FORKED to everything; closing it in the child frees memory only.
 */
#ifndef SUPPORTCORE_CORE_H
#define SUPPORTCORE_CORE_H

#include "supportcore/base.h"
#include "supportcore/sys/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A desk. Opaque. @since 0.1 */
typedef struct sup_core sup_core;

/** How serious a line of the log is. @since 0.1 */
enum sup_log_level { SUP_LOG_DEBUG = 1, SUP_LOG_INFO = 2, SUP_LOG_WARNING = 3, SUP_LOG_ERROR = 4 };

/** Limits of a core's options. @since 0.1 */
enum {
    SUP_CHAIN_KEYS_MAX = 16,      /**< keys handed over at open */
    SUP_CHAIN_KEY_BYTES_MIN = 16, /**< length of a key */
    SUP_CHAIN_KEY_BYTES_MAX = 64
};

/** A key of the event chain. The id is a code, stored with the events; the bytes never are. */
struct sup_chain_key {
    const char *id;
    const void *bytes; /**< copied, wiped at close */
    size_t size_bytes; /**< SUP_CHAIN_KEY_BYTES_MIN to _MAX */
};

/** What a core is opened with. */
struct sup_options {
    uint32_t size;
    uint32_t reserved;
    struct sup_store *store; /**< held until sup_close(), also past sup_store_close() */
    int64_t tenant;          /**< 0 or more; a shop with one desk leaves 0 */
    const struct sup_allocator *allocator; /**< copied; NULL means malloc() and free() */
    /** One line about what happened; `text` is borrowed for the call. May be NULL. */
    void (*log)(void *user, int32_t level, const char *text);
    void *log_user;
    /** Random bytes for salts, 0 on success; NULL means the operating system's generator. A test
     *  passes a seeded one and gets the same bytes each time. */
    int32_t (*random)(void *user, void *out, size_t bytes);
    void *random_user;
    /** Keys of a keyed event chain, the one in use and older ones; none for an unkeyed chain.
     *  Copied, wiped at close. A new desk begins with the first one. */
    const struct sup_chain_key *chain_keys;
    uint32_t chain_key_count;
    uint32_t reserved2;
    /** Where the time zones of a policy's calendars are; copied. NULL: /usr/share/zoneinfo. */
    const struct sup_zones *zones;
};

/**
 * Open a tenant's desk. Creates or migrates the tables; a new tenant's desk is written with the
 * first change. On a borrowed connection see sup_sqlite_borrow().
 *
 * Views and indexes of the library's that are missing are made again where the store may be
 * written; a missing table is SUP_CORRUPT.
 *
 * @param options  copied; the store is released with its last core, or later
 * @param[out] core  owned: close with sup_close()
 * @param[out] error  why it failed; may be NULL
 * @return SUP_OK
 * @return SUP_INVALID  an option is wrong; `field` names it
 * @return SUP_UNSUPPORTED  the database was made by a newer version; nothing was written
 * @return SUP_CORRUPT  another program's database, or tables that were tampered with
 * @return SUP_MISUSE  the store was closed before
 * @return SUP_IO, SUP_BUSY, SUP_NOMEM  the store failed; try again after the hint
 * @since 0.1
 */
SUP_API int32_t sup_open(const struct sup_options *options, sup_core **core,
                         struct sup_error *error);

/** Close a core; the store stays open, unless it was closed before. NULL is allowed. In a hook it
 *  takes effect when the call that runs has ended. @since 0.1 */
SUP_API void sup_close(sup_core *core);

/**
 * What went wrong in the last call on this core; code SUP_OK when nothing did.
 * @return borrowed, until the next call on the core; never NULL
 * @since 0.1
 */
SUP_API const struct sup_error *sup_last_error(const sup_core *core);

/**
 * How many storage verbs the core has used since it was opened (begin and commit included), for
 * tests that hold operations to a number of round trips.
 * @since 0.1
 */
SUP_API int64_t sup_storage_calls(const sup_core *core);

#ifdef __cplusplus
}
#endif
#endif
