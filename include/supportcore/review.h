/*
 * review.h: what was decided about remedies: precedents while a customer waits, and the weekly
 * review.
 *
 * Both look at requests as they are now: what was asked for, what the authority matrix said, and
 * what became of it. Words that both use:
 *
 * granted      the matrix or those who approve said yes, whatever came afterwards
 * overturned   somebody had said yes, and it was not given after all: it was found void or failed
 *              when it was to be given, or another approver rejected it. What was withdrawn or
 *              expired was not overturned.
 * irregular    the shop gave it though it was not to, more of it than was granted, or before
 *              anybody had begun it
 */
#ifndef SUPPORTCORE_REVIEW_H
#define SUPPORTCORE_REVIEW_H

#include "supportcore/authority.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of what follows. @since 0.1 */
enum {
    SUP_PRECEDENTS_LOOKED_MAX =
        1000,                        /**< requests that one page of authority.precedents looks at */
    SUP_REVIEW_LOOKED_MAX = 20000,   /**< requests that one call of authority.review counts */
    SUP_REVIEW_GROUPS_MAX = 1000,    /**< of one review, one for each currency counted as well */
    SUP_REVIEW_AFTER_BYTES_MAX = 48, /**< of a position among requests */
    SUP_REVIEW_RANGE_MS = 604800000, /**< how far a review goes back when it is not said: a week */
    SUP_REVIEW_NEAR_PERCENT = 90     /**< of a limit, which is near it when it is not said */
};

struct sup_authority_precedents_params {
    uint32_t size;
    uint32_t limit;     /**< requests of a page, at most 100; 0: 100 */
    int64_t ticket_id;  /**< whose contact reason; 0: `reason` says it */
    const char *reason; /**< a contact reason of the policy; NULL: the ticket's, or where that has
                             none or no ticket is named: whatever reason */
    const char *remedy; /**< required: a remedy of the policy */
    const char
        *amount; /**< comparable ones: from half of it to twice as much; NULL: any, or none */
    const char *currency; /**< ISO 4217; NULL: the policy's */
    int64_t after_id;     /**< next_after_id of the page before; 0: the newest */
};

/** One of them. */
struct sup_precedent {
    int64_t request_id;
    int64_t ticket_id;
    int64_t asked_ms;
    int32_t state;         /**< enum sup_request_state */
    int32_t effect;        /**< enum sup_effect */
    const char *amount;    /**< NULL: none */
    const char *settled;   /**< that the shop gave; NULL: not confirmed, or none */
    const char *row;       /**< of the matrix; NULL: none was for it */
    const char *rationale; /**< NULL: none, erased, or the caller may not authority.explain */
    int64_t actor_id;
    int32_t actor_kind; /**< enum sup_actor_kind of who asked */
    int32_t is_overturned;
    int32_t is_irregular;
    uint32_t reserved;
    const char *reason; /**< the ticket's contact reason then; NULL: none */
};

struct sup_precedent_list {
    uint32_t size;
    uint32_t count;
    const struct sup_precedent *items; /**< the newest first */
    int64_t next_after_id;             /**< 0: this is the last page */
    const char *reason; /**< NULL: whatever reason */
    const char *remedy;
    const char *currency; /**< of all amounts; NULL: none was named and the policy has none */
    const char *least;    /**< that is comparable; NULL: any is */
    const char *most;     /**< likewise */
    /* The numbers are of all that this page looked at, not only of those that it lists: those of
     * the first page are of the newest SUP_PRECEDENTS_LOOKED_MAX requests for that reason and
     * remedy. */
    int64_t total;                /**< all of them */
    int64_t granted;              /**< by the matrix or its approvers */
    int64_t waiting;              /**< for approval */
    int64_t rejected;             /**< by who approves */
    int64_t refused;              /**< by the matrix */
    int64_t overturned;           /**< granted, then rejected, void or failed all the same */
    int64_t confirmed;            /**< given by the shop */
    const char *confirmed_least;  /**< of what the shop gave; NULL: nothing */
    const char *confirmed_median; /**< the middle one; of two the smaller */
    const char *confirmed_most;   /**< likewise */
    int32_t is_cut;               /**< 1: there are older ones, of which the numbers say nothing */
    uint32_t reserved;
};

/** What a review is by. @since 0.1 */
enum sup_review_group_by {
    SUP_REVIEW_BY_AGENT = 1, /**< who asked */
    SUP_REVIEW_BY_REMEDY = 2,
    SUP_REVIEW_BY_REASON = 3, /**< the ticket's contact reason then */
    SUP_REVIEW_BY_EFFECT = 4, /**< what the matrix said: allow, allow_with_rationale, ... */
    SUP_REVIEW_BY_ROW = 5     /**< of the matrix */
};

struct sup_authority_review_params {
    uint32_t size;
    int32_t group;   /**< enum sup_review_group_by; 0: by agent */
    int64_t from_ms; /**< asked for then or later; 0: SUP_REVIEW_RANGE_MS before `to_ms` */
    int64_t to_ms;   /**< asked for before that; 0: up to now */
    uint32_t
        near_percent; /**< how much of a limit is near it, 1 to 100; 0: SUP_REVIEW_NEAR_PERCENT */
    uint32_t reserved;
    const char *after; /**< go on counting behind this position; NULL: from the beginning */
};

/** Sums of one currency. */
struct sup_review_money {
    const char *currency;
    const char *asked;     /**< all that was asked for */
    const char *granted;   /**< as it was asked for */
    const char *confirmed; /**< as the shop gave it */
};

/** Requests that have one thing in common. Each is counted in one of the states, and in whatever
 *  else holds for it. */
struct sup_review_group {
    const char *key;    /**< NULL: by agent, or of requests that have none */
    int64_t actor_id;   /**< by agent: who; 0: none */
    int32_t actor_kind; /**< by agent: enum sup_actor_kind; 0 */
    uint32_t money_count;
    const struct sup_review_money *money; /**< by currency */
    int64_t asked;                        /**< all of them */
    int64_t waiting;                      /**< for approval */
    int64_t open;                         /**< granted or being executed */
    int64_t confirmed;                    /**< given by the shop */
    int64_t failed;                       /**< the shop could not give it */
    int64_t rejected;                     /**< by who approves */
    int64_t withdrawn;                    /**< by who asked */
    int64_t expired;                      /**< not decided or not executed in time */
    int64_t voided;                       /**< what it was decided by does not hold any more */
    int64_t refused;                      /**< by the matrix */
    int64_t granted;                      /**< whatever came afterwards */
    int64_t by_approval;     /**< of them, those that went beyond what was allowed without */
    int64_t irregular;       /**< given though it was not to be, or more than was granted */
    int64_t overturned;      /**< granted, then rejected, void or failed all the same */
    int64_t near_limit;      /**< of those that were not refused, that used so much of a limit */
    int64_t under_threshold; /**< of them, those whose amount is just under what their row is for */
    int64_t without_rationale; /**< at discretion, by approval or irregular, and nobody said why */
};

/** What the shop gave and nobody asked for here, and that no request was confirmed as since. */
struct sup_review_reported {
    const char *currency; /**< NULL: without an amount */
    const char *amount;   /**< the sum; NULL likewise */
    int64_t count;
};

struct sup_review {
    uint32_t size;
    uint32_t count;
    const struct sup_review_group *items; /**< by actor or key, none last */
    int64_t total;                        /**< requests and reports that were looked at */
    int64_t from_ms;                      /**< that were asked for */
    int64_t to_ms;                        /**< 0: up to now */
    const char *next_after; /**< there are more than one call counts: go on from here, and add the
                                 numbers; NULL: these are all */
    const struct sup_review_reported *reported; /**< by currency, none last; in no group, since the
                                                     desk decided nothing */
    uint32_t reported_count;
    uint32_t reserved;
};

/**
 * Read what was decided about a remedy on tickets with the same contact reason: how often it was
 * granted, rejected and overturned, what was given, and the newest ones. Where there is no contact
 * reason, tickets with any and with none are looked at.
 *
 * A page looks at no more than SUP_PRECEDENTS_LOOKED_MAX requests, the newest first. Where few of
 * them have a comparable amount, pages are short, even empty. What the shop gave without anybody
 * asking here is none of them: nobody decided it. What erased customers were told is
 * not shown; that it was decided is.
 *
 * @param params  which; borrowed
 * @param list    receives a page; release with sup_free()
 * @return SUP_OK; SUP_INVALID naming the member of params: both a ticket and a reason, an unknown
 * reason or remedy, an amount that is none; SUP_NOT_FOUND: no such ticket; SUP_REFUSED, SUP_CORRUPT, SUP_BUSY, SUP_NOMEM and what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_precedents(sup_core *core, const struct sup_caller *caller,
                                         const struct sup_authority_precedents_params *params,
                                         struct sup_precedent_list **list);

/**
 * Count what was asked for in a time: by whom and with what outcome, what was given though it was
 * not to be, what came near to its limits, what was overturned, and the money in each currency.
 *
 * It goes once through the requests of the range, about a microsecond for each. One call counts
 * SUP_REVIEW_LOOKED_MAX of them at most, in SUP_REVIEW_GROUPS_MAX groups; where there are more,
 * next_after tells where the next call goes on.
 *
 * @param params  which; borrowed
 * @param review  receives the numbers; release with sup_free()
 * @return SUP_OK; SUP_INVALID: a range that ends before it begins, an `after` that is no position;
 *         SUP_LIMIT: a sum is more than can be told; SUP_REFUSED, SUP_CORRUPT, SUP_BUSY, SUP_NOMEM
 *         and what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_review(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_authority_review_params *params,
                                     struct sup_review **review);

#ifdef __cplusplus
}
#endif

#endif
