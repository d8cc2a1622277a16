/*
 * outbox.h: telling others. The outbox is the event log with a cursor per consumer.
 *
 * A consumer (a code: "mailer") pulls the events after its cursor as CloudEvents 1.0 in JSON, in
 * order, does its work, and acknowledges the last one. What was not acknowledged comes again, so
 * delivery is at least once; id and source together are unique, so a consumer can tell. Imported
 * history is passed over. The events carry no personal text: fetch what you need by id.
 * customer.erased names the customers and tickets of which you forget what you fetched.
 *
 * The same cursors serve imports: sup_import_mark() moves one in the same transaction as the
 * batch it belongs to, so an import that was stopped goes on where it was.
 */
#ifndef SUPPORTCORE_OUTBOX_H
#define SUPPORTCORE_OUTBOX_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sup_outbox_pull_params {
    uint32_t size;
    uint32_t limit;       /**< events to look at, at most; 0 means SUP_PAGE_MAX */
    const char *consumer; /**< code; required */
};

/** An event as a consumer gets it. */
struct sup_outbox_item {
    int64_t sequence;
    const char *event; /**< a CloudEvent, JSON text */
};

struct sup_outbox_page {
    uint32_t size;
    uint32_t count;
    const struct sup_outbox_item *items;
    int64_t through; /**< acknowledge this once all items are dealt with */
    int32_t is_more; /**< 1: there are events after `through` */
    uint32_t reserved;
};

struct sup_outbox_ack_params {
    uint32_t size;
    uint32_t reserved;
    const char *consumer; /**< code; required */
    int64_t sequence;     /**< `through` of a page; going back is SUP_CONFLICT */
};

struct sup_import_mark_params {
    uint32_t size;
    uint32_t reserved;
    const char *source;  /**< code; names the file or feed; required */
    int64_t from;        /**< the position before this batch; another one is SUP_CONFLICT */
    int64_t to;          /**< the position after it; what it means is the importer's own */
};

struct sup_import_position_params {
    uint32_t size;
    uint32_t reserved;
    const char *source; /**< code; required */
};

struct sup_import_position {
    uint32_t size;
    uint32_t reserved;
    int64_t position; /**< 0 when it never began */
};

/** Read the next events of a consumer; owned: sup_free().
 *  @return as sup_run(); SUP_CORRUPT when the consumer's cursor is past the end of the log @since 0.1 */
SUP_API int32_t sup_outbox_pull(sup_core *core, const struct sup_caller *caller,
                                const struct sup_outbox_pull_params *params,
                                struct sup_outbox_page **page);

/** Acknowledge events up to a sequence. @return as sup_run() @since 0.1 */
SUP_API int32_t sup_outbox_ack(sup_core *core, const struct sup_caller *caller,
                               const struct sup_outbox_ack_params *params,
                               struct sup_receipt *receipt);

/** Move the position of an import; meant for the end of a batch. @return as sup_run() @since 0.1 */
SUP_API int32_t sup_import_mark(sup_core *core, const struct sup_caller *caller,
                                const struct sup_import_mark_params *params,
                                struct sup_receipt *receipt);

/** How far an import has come; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_import_position(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_import_position_params *params,
                                    struct sup_import_position **position);

#ifdef __cplusplus
}
#endif
#endif
