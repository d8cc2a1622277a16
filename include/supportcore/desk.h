/*
 * desk.h: the desk as a whole: what is due, how it stands, whether its numbers can be trusted.
 *
 * Everything that waits for time waits in one agenda. The host asks sup_desk_next_due() when to
 * come back, and calls sup_desk_tick() then, or whenever it likes: the result is the same, because
 * an operation on a ticket first fires what was due on it, each thing at its own due instant.
 */
#ifndef SUPPORTCORE_DESK_H
#define SUPPORTCORE_DESK_H

#include "supportcore/event.h"
#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of a tick. @since 0.1 */
enum { SUP_TICK_ITEMS_MAX = 1000 };

struct sup_tick_params {
    uint32_t size;
    uint32_t limit; /**< things to fire at most; 0 means SUP_TICK_ITEMS_MAX */
};

struct sup_tick_result {
    uint32_t size;
    uint32_t fired; /**< how many things were due and are done */
    int32_t is_more;     /**< 1: more is due by now: tick again */
    uint32_t reserved;
    int64_t next_due_ms; /**< 0 when nothing waits */
};

struct sup_next_due_params {
    uint32_t size;
    uint32_t reserved;
};

struct sup_next_due {
    uint32_t size;
    uint32_t reserved;
    int64_t due_ms; /**< 0 when nothing waits */
};

struct sup_summary_params {
    uint32_t size;
    uint32_t reserved;
};

struct sup_summary {
    uint32_t size;
    uint32_t reserved;
    int64_t new_count; /**< tickets by category; the five that follow likewise */
    int64_t open_count;
    int64_t pending_count;
    int64_t on_hold_count;
    int64_t solved_count;
    int64_t closed_count;
    int64_t ticket_count;
    int64_t message_count;
    int64_t customer_count;
    int64_t agent_count;
    int64_t reopen_count;
    int64_t reassign_count;
    int64_t event_count;
    int64_t policy_version;
    int64_t replan_left; /**< tickets whose timers wait to be planned by the active policy: ticks do
                              it */
};

/** Parameters of sup_desk_check() and sup_desk_rebuild(). */
struct sup_check_params {
    uint32_t size;
    uint32_t reserved;
    sup_progress_fn progress; /**< C only; may be NULL */
    void *progress_user;
};

struct sup_check_report {
    uint32_t size;
    int32_t is_clean;
    int64_t events;      /**< folded */
    int64_t rows;        /**< compared */
    int64_t differences; /**< found; after a rebuild: mended, but for these: */
    int64_t unmendable;  /**< of them: documents of policies, which no event can say again */
    const struct sup_difference *items; /**< the first 100 */
    uint32_t count;
    uint32_t reserved;
};

/**
 * Fire what is due by now, in due order, at most `limit` things in one transaction.
 *
 * @param[out] result  owned: sup_free()
 * @return as sup_run(); for system and integration, or a role that may
 * @since 0.1
 */
SUP_API int32_t sup_desk_tick(sup_core *core, const struct sup_caller *caller,
                              const struct sup_tick_params *params,
                              struct sup_tick_result **result);

/** When the next thing is due; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_desk_next_due(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_next_due_params *params,
                                  struct sup_next_due **next);

/** How the desk stands; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_desk_summary(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_summary_params *params,
                                 struct sup_summary **summary);

/**
 * Fold all events again, in memory, and compare with the stored projections. Changes nothing.
 *
 * What no fold makes is compared with the events as well, as sup_chain_verify() says: policies,
 * texts, receipts, cursors. It works for the system also when the active policy is damaged.
 *
 * @param[out] report  owned: sup_free(); filled on SUP_OK, also when differences were found
 * @return as sup_run()
 * @since 0.1
 */
SUP_API int32_t sup_desk_check(sup_core *core, const struct sup_caller *caller,
                               const struct sup_check_params *params,
                               struct sup_check_report **report);

/** As sup_desk_check(), then write what differs, row by row, in one transaction; columns that the
 *  shop added are left alone. Rows that no event knows are removed. A policy's document that was
 *  changed or is missing stays so, and is reported every time: no event can say it again, but
 *  sup_policy_activate() with the same document puts it back. The event chain is verified first.
 *  @return as sup_run(); SUP_CORRUPT when the chain is broken: nothing was written @since 0.1 */
SUP_API int32_t sup_desk_rebuild(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_check_params *params,
                                 struct sup_check_report **report);

/**
 * Copy the whole store (all tenants) to a new file while others go on working.
 *
 * Not an operation of the table: a path never comes in a request.
 *
 * @param path  of a file that does not exist yet; nor may PATH-wal, PATH-shm or PATH-journal, which
 *              an earlier database of that name left: SQLite would apply them to the copy
 * @param progress  called now and then; may be NULL
 * @return SUP_OK; SUP_EXISTS when one of these is there; SUP_UNSUPPORTED by the store; SUP_IO; SUP_NOMEM
 * @since 0.1
 */
SUP_API int32_t sup_backup(sup_core *core, const char *path, sup_progress_fn progress, void *user);

/** Housekeeping of the store: log checkpoint, statistics. Call it when the shop is quiet.
 *  @return SUP_OK; SUP_UNSUPPORTED; SUP_BUSY; SUP_IO @since 0.1 */
SUP_API int32_t sup_maintain(sup_core *core);

/**
 * Rewrite the store's file, so that nothing which was deleted is left in it: after
 * sup_customer_erase(), once for many of them. All tenants are in the file. It takes the time of
 * copying it, and as much room on the disk besides.
 *
 * What it cannot reach: backups, copies of the file and its log, what the file system or the disk
 * keeps of blocks that were given back. On a borrowed connection the host does the same: VACUUM,
 * then PRAGMA wal_checkpoint(TRUNCATE).
 *
 * @return SUP_OK; SUP_BUSY when somebody else reads or writes: call again; SUP_UNSUPPORTED by the
 *         store (memory keeps nothing that was deleted); SUP_IO when the disk is full, for one
 * @since 0.1
 */
SUP_API int32_t sup_purge(sup_core *core);

#ifdef __cplusplus
}
#endif
#endif
