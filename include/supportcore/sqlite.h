/*
 * sqlite.h: the default store, SQLite, on a file of its own or inside the shop's connection.
 *
 * On its own file the library sets everything up: write-ahead log, synchronous=FULL, the
 * hardening switches. On a borrowed connection it changes no setting, installs no hook and joins
 * the transaction that the host has open: a ticket and the shop's own rows commit or vanish
 * together, and SUP_OK then means "written in your transaction".
 *
 * Never open and close the database file by other means while the library has it open in the
 * same process (to checksum or copy it, say): that drops SQLite's locks. Use sup_backup().
 */
#ifndef SUPPORTCORE_SQLITE_H
#define SUPPORTCORE_SQLITE_H

#include "supportcore/base.h"
#include "supportcore/sys/store.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sqlite3;

/** What an acknowledged change survives. @since 0.1 */
enum sup_durability {
    SUP_DURABILITY_FULL = 0,  /**< power loss */
    SUP_DURABILITY_NORMAL = 1 /**< a crash of the process, but power loss may take the last ones */
};

struct sup_sqlite_options {
    uint32_t size;
    int32_t durability;      /**< enum sup_durability */
    const char *path;        /**< the file; ":memory:" for a private one in memory */
    int32_t busy_timeout_ms; /**< how long to wait for another writer; 0 means 5000 */
    uint32_t is_read_only;   /**< 1: open for reading only */
    uint32_t must_exist;     /**< 1: SUP_NOT_FOUND instead of creating the file */
    uint32_t page_bytes;     /**< for a new file; 0 means the measured default */
    const struct sup_allocator *allocator; /**< copied; NULL means malloc() and free() */
};

/**
 * Open a database file of the library's own.
 *
 * @param options  copied; may be released on return
 * @param[out] store  owned: close with sup_store_close() after every core on it is closed
 * @param[out] error  why it failed; may be NULL
 * @return SUP_OK; SUP_INVALID for wrong options; SUP_NOT_FOUND with must_exist; SUP_IO when
 *         SQLite cannot open it; SUP_CORRUPT for a file that is not a database; SUP_UNSUPPORTED
 *         when SQLite is too old or built without threads; SUP_NOMEM
 * @since 0.1
 */
SUP_API int32_t sup_sqlite_open(const struct sup_sqlite_options *options,
                                struct sup_store **store, struct sup_error *error);

/**
 * Work inside a connection of the host's, which stays the host's and must outlive the store.
 *
 * Each operation is one savepoint inside the transaction that the host has open, or a
 * transaction of its own when none is. No setting of the connection is changed and
 * last_insert_rowid() is left as it was.
 *
 * @param connection  a sqlite3*, borrowed until sup_store_close()
 * @param allocator  copied; NULL means malloc() and free()
 * @param[out] store  owned: close with sup_store_close(); the connection stays open
 * @param[out] error  why it failed; may be NULL
 * @return SUP_OK; SUP_INVALID; SUP_UNSUPPORTED; SUP_NOMEM
 * @since 0.1
 */
SUP_API int32_t sup_sqlite_borrow(struct sqlite3 *connection,
                                  const struct sup_allocator *allocator,
                                  struct sup_store **store, struct sup_error *error);

#ifdef __cplusplus
}
#endif
#endif
