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

/** Which file to open, and how. */
struct sup_sqlite_options {
    uint32_t size;
    int32_t durability;      /**< enum sup_durability */
    const char *path;        /**< the file; ":memory:" for a private one in memory */
    int32_t busy_timeout_ms; /**< how long to wait for another writer; 0 means 5000 */
    uint32_t is_read_only;   /**< 1: open for reading only */
    uint32_t must_exist;     /**< 1: SUP_NOT_FOUND instead of creating the file, or when empty */
    uint32_t page_bytes;     /**< for a new file; 0 means the measured default */
    const struct sup_allocator *allocator; /**< copied; NULL means malloc() and free() */
};

/**
 * Open a database file of the library's own.
 *
 * @param options  copied; may be released on return
 * @param[out] store  owned: close with sup_store_close()
 * @param[out] error  why it failed; cleared on SUP_OK; may be NULL
 * @return SUP_OK; SUP_INVALID for wrong options; SUP_NOT_FOUND with must_exist; SUP_IO when
 *         SQLite cannot open it, or what is there is no regular file; SUP_CORRUPT for a file that
 *         is not a database, or another program's (a desk in a shop's database is opened by
 *         sup_sqlite_borrow()); SUP_UNSUPPORTED when SQLite is too old or built without threads;
 *         SUP_NOMEM
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
 * An operation that fails is rolled back to its savepoint, and the host's transaction goes on. Two
 * messages say otherwise. STORE_HOST_ROLLED_BACK: after an interrupt, a full disk or want of memory
 * SQLite has rolled back the whole transaction, the host's rows too; none is open. STORE_LEFT: the
 * rollback failed as well, since a progress handler or an interrupt of the host's stops it each
 * time; the host must roll its transaction back, or commit half of an operation. Until that is gone
 * the store tries again and refuses to work; where it was committed, it answers STORE_POISONED.
 *
 * The connection's journal_mode may be any but OFF. Without a journal SQLite cannot take back a
 * failed operation, and says that it has: so opening and each change refuse (STORE_NO_JOURNAL).
 *
 * An authorizer of the host's must answer SQLITE_OK for the tables whose names begin with "sup_",
 * for transactions, for savepoints and for SQLITE_PRAGMA: encoding, journal_mode, table_info and
 * table_xinfo are read, none is set. Denied is SUP_MISUSE. SQLITE_IGNORE must not be answered: a
 * row that is not inserted is noticed, a column that is not written or read is not.
 *
 * sup_open() makes the tables, in the host's transaction too if one is open. When the host rolls
 * that one back they are gone, and calls answer SUP_MISUSE until sup_open() has made them again. So
 * open a desk that is new before the host's first transaction.
 *
 * @param connection  a sqlite3*, borrowed until the store and the cores on it are closed
 * @param allocator  copied; NULL means malloc() and free()
 * @param[out] store  owned: close with sup_store_close(); the connection stays open
 * @param[out] error  why it failed; cleared on SUP_OK; may be NULL
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
