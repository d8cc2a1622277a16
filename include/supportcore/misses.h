/*
 * misses.h: promises that were broken, and why: what a weekly review of misses goes through.
 *
 * Each promise that is broken on a ticket is kept as a row of its own (sup_miss, sup_v_misses):
 * when, which SLA policy, who had the ticket, and how late it was in the end. Nobody but people
 * knows why. They say so with a cause of the policy's list (timers, miss_causes), and may add a
 * note, which is text of people: it is private, and goes with an erasure.
 *
 * A cause is said about a run of a metric, such as the second wait for a reply. When more than one
 * promise was broken on that run, because its priority was raised for instance, it is said about
 * all of them. One that breaks later has none until it is said again.
 */
#ifndef SUPPORTCORE_MISSES_H
#define SUPPORTCORE_MISSES_H

#include "supportcore/sla.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of what follows. @since 0.1 */
enum {
    SUP_MISS_NOTE_BYTES_MAX = 2000,      /**< of a note to a cause */
    SUP_MISS_AFTER_BYTES_MAX = 95,       /**< of a position in a list of misses */
    SUP_MISSES_LOOKED_MAX = 5000,        /**< misses that one page of sla.misses looks at */
    SUP_MISS_SUMMARY_LOOKED_MAX = 20000, /**< misses that one call of sla.miss_summary counts */
    SUP_MISS_GROUPS_MAX = 1000,          /**< of one summary */
    SUP_MISSES_RANGE_MS = 604800000      /**< how far back they go when it is not said: a week */
};

struct sup_sla_record_cause_params {
    uint32_t size;
    int32_t metric; /**< enum sup_metric; required */
    int64_t ticket_id;
    int64_t version;   /**< of the ticket, as the caller saw it; 0: any */
    int64_t instance;  /**< 1, 2, 3 ...; 0: the last run on which a promise was broken */
    const char *cause; /**< required: a name of the policy's miss_causes */
    const char *note;  /**< up to SUP_MISS_NOTE_BYTES_MAX, for colleagues; NULL: none */
    const char *idempotency_key;
};

struct sup_sla_misses_params {
    uint32_t size;
    int32_t metric;         /**< enum sup_metric; 0: any */
    int64_t from_ms;        /**< broken then or later; 0: SUP_MISSES_RANGE_MS before `to_ms` */
    int64_t to_ms;          /**< broken before that; 0: up to now */
    const char *team;       /**< whose tickets; NULL: anybody's */
    const char *cause;      /**< for that cause only; NULL: for any or none */
    int32_t is_unexplained; /**< 1: only those that nobody has given a cause; not with `cause` */
    uint32_t limit;         /**< misses at most; 0: 100 */
    const char *after;      /**< the page after this position, from next_after; NULL: the first */
};

/** A promise that was broken. */
struct sup_miss {
    int64_t ticket_id;
    int32_t metric;        /**< enum sup_metric */
    int32_t cause_by_kind; /**< enum sup_actor_kind of who gave the cause; 0: nobody has */
    int64_t instance;      /**< of that metric on that ticket */
    int64_t position;      /**< which of the promises that were on that run: 1, 2, 3 ... */
    int64_t breached_ms;
    const char *sla;        /**< the SLA policy */
    int64_t policy_version; /**< of the policy document that it was promised by */
    int64_t target_ms;      /**< business time promised */
    const char *team;       /**< who had the ticket when it was found broken; NULL: no team */
    int64_t assignee_id;    /**< the agent who had it then; 0: nobody */
    int64_t ended_ms;  /**< when the run ended, or another promise took its place; 0: it goes on */
    int64_t over_ms;   /**< business time over the target by then */
    const char *cause; /**< NULL: nobody has given one */
    const char *cause_label; /**< NULL as well when the active policy has it no more */
    int64_t cause_by_id;     /**< which agent gave it; 0: none */
    int64_t cause_ms;        /**< when; 0 */
    const char *note;        /**< NULL: none, or it was erased */
};

struct sup_miss_list {
    uint32_t size;
    uint32_t count;
    const struct sup_miss *items; /**< by time, then by ticket, metric and run */
    const char *next_after;       /**< where the next page begins; NULL on the last */
};

struct sup_sla_miss_summary_params {
    uint32_t size;
    int32_t metric; /**< as in struct sup_sla_misses_params, as are the others */
    int64_t from_ms;
    int64_t to_ms;
    const char *team;
    const char *after; /**< go on counting behind this position; NULL: from the beginning */
};

/** Misses of a team that have one cause. */
struct sup_miss_group {
    const char *team;        /**< NULL: of tickets that no team had */
    const char *cause;       /**< NULL: nobody has given one */
    const char *cause_label; /**< NULL as well when the active policy has it no more */
    int64_t count;
};

struct sup_miss_summary {
    uint32_t size;
    uint32_t count;
    const struct sup_miss_group *items; /**< by team, those without one last; then the most first */
    int64_t total;                      /**< misses that were counted */
    int64_t unexplained;                /**< of them, those without a cause */
    const char *next_after; /**< there are more than one call counts: go on from here, and add the
                                 numbers; NULL: these are all */
};

/**
 * Say why a promise was broken. Saying it again replaces what was said, note and all; the ticket's
 * history keeps both. A closed or merged ticket takes it as well: reviews come afterwards.
 *
 * @param[out] receipt  its id is the ticket
 *
 * @return as sup_run(); SUP_NOT_FOUND for a ticket that is not there, or when no promise was broken
 *         on that run; SUP_INVALID for a cause that the policy does not have, naming the nearest
 * @since 0.1
 */
SUP_API int32_t sup_sla_record_cause(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_sla_record_cause_params *params,
                                     struct sup_receipt *receipt);

/**
 * Read which promises were broken in a range of time, in order of time.
 *
 * A page looks at no more than SUP_MISSES_LOOKED_MAX of them. Where few are what was asked for,
 * pages are short, even empty; next_after then goes on from the last one looked at. What is due by
 * now and was not fired yet is not broken yet: tick before a review.
 *
 * @param[out] list  owned: sup_free()
 *
 * @return as sup_run(); SUP_INVALID for a team or a cause that no policy had, a range that ends
 *         before it begins, a cause together with is_unexplained, or an `after` that is no position
 * @since 0.1
 */
SUP_API int32_t sup_sla_misses(sup_core *core, const struct sup_caller *caller,
                               const struct sup_sla_misses_params *params,
                               struct sup_miss_list **list);

/**
 * Count them by team and cause.
 *
 * It goes through the rows of the range, about a microsecond for each. One call counts
 * SUP_MISS_SUMMARY_LOOKED_MAX of them at most, in SUP_MISS_GROUPS_MAX groups; where there are more,
 * next_after tells where the next call goes on.
 *
 * @param[out] summary  owned: sup_free()
 *
 * @return as sup_sla_misses()
 * @since 0.1
 */
SUP_API int32_t sup_sla_miss_summary(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_sla_miss_summary_params *params,
                                     struct sup_miss_summary **summary);

#ifdef __cplusplus
}
#endif

#endif
