/*
 * corrective.h: corrective actions: what is done about a figure that misses its target.
 *
 * A lead records what is to be done for a line of the policy's scorecard, who does it and by when.
 * It is open until somebody says that it was done or dropped, and overdue when it is open past its
 * time. kpi.scorecard shows the open ones with their line.
 */
#ifndef SUPPORTCORE_CORRECTIVE_H
#define SUPPORTCORE_CORRECTIVE_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of what follows. @since 0.1 */
enum {
    SUP_CORRECTIVE_TEXT_BYTES_MAX = 1000, /**< of what is to be done, and of a note */
    SUP_CORRECTIVES_LOOKED_MAX = 1000     /**< that one page of corrective.list looks at */
};

/** What became of it. @since 0.1 */
enum sup_corrective_state {
    SUP_CORRECTIVE_OPEN = 1,
    SUP_CORRECTIVE_DONE = 2,
    SUP_CORRECTIVE_DROPPED = 3
};

struct sup_corrective_record_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    const char *line;       /**< required: a line of the policy's scorecard */
    const char *text;       /**< required: what is to be done */
    int64_t owner_id;       /**< the agent who does it; 0: a role */
    const char *owner_role; /**< the role that does it; NULL: an agent. Without either it is who
                                 answers for the line */
    int64_t due_ms;         /**< required: by when, after caller->at_ms */
};

struct sup_corrective_change_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t corrective_id;  /**< required */
    const char *text;       /**< what is to be done; NULL: as it was */
    int64_t owner_id;       /**< another agent; 0: as it was */
    const char *owner_role; /**< another role; NULL: as it was */
    int64_t due_ms;         /**< another time, after caller->at_ms; 0: as it was */
};

struct sup_corrective_close_params {
    uint32_t size;
    int32_t state; /**< required: SUP_CORRECTIVE_DONE or SUP_CORRECTIVE_DROPPED */
    const char *idempotency_key;
    int64_t corrective_id; /**< required */
    const char *note;      /**< what came of it, or why not; NULL: nothing is said */
};

struct sup_corrective_list_params {
    uint32_t size;
    uint32_t limit;   /**< of a page, at most SUP_PAGE_MAX; 0: that */
    const char *line; /**< of this line; NULL: of all, also of those that the policy has no more */
    int32_t state;    /**< enum sup_corrective_state; 0: all */
    int32_t is_overdue;     /**< 1: open ones only whose time is over */
    int64_t owner_id;       /**< of this agent; 0: of all */
    const char *owner_role; /**< of this role; NULL: of all */
    int64_t after_id;       /**< next_after_id of the page before; 0: the first page */
};

/** One of them. */
struct sup_corrective {
    int64_t id;
    const char *line;       /**< of the scorecard */
    const char *text;       /**< what is to be done */
    int64_t owner_id;       /**< the agent who does it; 0: a role */
    const char *owner_name; /**< the agent's name; NULL: a role */
    const char *owner_role; /**< NULL: an agent */
    int64_t due_ms;
    int32_t state;      /**< enum sup_corrective_state */
    int32_t is_overdue; /**< 1: it is open, and its time is over */
    int64_t recorded_ms;
    int64_t by_id;   /**< the agent who recorded it; 0: none */
    int32_t by_kind; /**< enum sup_actor_kind */
    uint32_t reserved;
    int64_t changes;    /**< how often it was changed */
    int64_t changed_ms; /**< when last; 0: never */
    int64_t closed_ms;  /**< 0: it is open */
    const char *note;   /**< of closing it; NULL: none */
};

struct sup_corrective_list {
    uint32_t size;
    uint32_t count;
    const struct sup_corrective *items; /**< by when they were recorded, then by id */
    int64_t next_after_id;              /**< where the next page begins; 0 on the last */
};

/**
 * Record a corrective action, at caller->at_ms.
 *
 * @param[out] receipt  its id is the corrective action
 *
 * @return as sup_run(); SUP_INVALID for a line that the policy's scorecard does not have, naming
 *         the nearest, for a role that the policy does not have, for two owners, and for a time
 *         that is over; SUP_NOT_FOUND for an agent that is not there
 * @since 0.1
 */
SUP_API int32_t sup_corrective_record(sup_core *core, const struct sup_caller *caller,
                                      const struct sup_corrective_record_params *params,
                                      struct sup_receipt *receipt);

/**
 * Change what is to be done, who does it or by when. What is as it was is no change.
 *
 * @param[out] receipt  sequence 0 when nothing changes
 *
 * @return as sup_corrective_record(); SUP_NOT_FOUND for a corrective action that is not there;
 *         SUP_CONFLICT for one that is closed
 * @since 0.1
 */
SUP_API int32_t sup_corrective_change(sup_core *core, const struct sup_caller *caller,
                                      const struct sup_corrective_change_params *params,
                                      struct sup_receipt *receipt);

/**
 * Say that a corrective action is done, or dropped. It stays as it is then.
 *
 * @return as sup_run(); SUP_NOT_FOUND for a corrective action that is not there; SUP_CONFLICT for
 *         one that is closed
 * @since 0.1
 */
SUP_API int32_t sup_corrective_close(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_corrective_close_params *params,
                                     struct sup_receipt *receipt);

/**
 * Read corrective actions in the order in which they were recorded.
 *
 * A page looks at no more than SUP_CORRECTIVES_LOOKED_MAX of them. Where few are what was asked
 * for, pages are short, even empty; next_after_id then goes on from the last one looked at.
 *
 * @param[out] list  owned: sup_free()
 *
 * @return as sup_run(); SUP_NOT_FOUND for an agent that is not there; SUP_INVALID for an after_id
 *         that is none
 * @since 0.1
 */
SUP_API int32_t sup_corrective_list(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_corrective_list_params *params,
                                    struct sup_corrective_list **list);

#ifdef __cplusplus
}
#endif

#endif
