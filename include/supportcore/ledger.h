/*
 * ledger.h: what was given to customers and counts against limits, whoever gave it.
 *
 * The ledger has what authority.request reserved and authority.confirm settled. It also has what
 * the shop gave without anybody asking here: a refund from the payment provider's own pages, a
 * chargeback that was lost, what another program did. The shop says so with ledger.report, and from
 * then on it counts in every window that it falls into: of its order, ticket and customer, of the
 * agent who gave it and of their teams, as of when it was given. So nobody has a second allowance
 * by giving money outside the desk.
 *
 * A report is taken whatever the matrix says: it happened. It is known by the shop's id of it, so
 * it may come twice, late, or out of order:
 *
 *     the id is not known            it is recorded, and counts
 *     it was reported before         the same content is the same thing; other content a conflict
 *     a request was confirmed by it  the same, and it counts once, as that request
 *     a request is confirmed by it   later: the request takes the report's place, and it counts
 * once
 *
 * The same is as much, for the same order as far as both name one, and paid back by both or by
 * neither: a refund counts against what the order brought in, and a voucher does not, so one is
 * never told as the other. Which of the refunds it is called may differ.
 *
 * Report with authority.confirm what was asked for here: a program that knows the request names it.
 * A program that only hears of every refund of the shop reports them all with ledger.report; those
 * that were asked for count once as long as both calls give the shop's id. Between the two calls
 * both count, so a limit may be told as used up for a moment and never as free.
 *
 * A program that knows only how much was paid back of an order in all reports that as the fact
 * `refunded` of the order, with reference.report. What is known of it here is taken from it, and the
 * rest counts for the order and its customer; docs/concepts.md says which is which.
 */
#ifndef SUPPORTCORE_LEDGER_H
#define SUPPORTCORE_LEDGER_H

#include "supportcore/authority.h"
#include "supportcore/operation.h"
#include "supportcore/people.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What the shop gave; at caller->at_ms, or else now. At least one of order, ticket, customer and
 *  agent says what it counts for. @since 0.1 */
struct sup_ledger_report_params {
    uint32_t size;
    uint32_t reserved;
    const char *external_id;           /**< private: the shop's id of it */
    const char *remedy;                /**< a name of the policy, or one that every shop has */
    const char *amount;                /**< such as "12.50"; NULL: none */
    const char *currency;              /**< ISO 4217; NULL: the policy's */
    const struct sup_reference *order; /**< private; NULL: of no order, or it is not known */
    int64_t ticket_id;                 /**< 0: of none */
    int64_t customer_id;         /**< 0: the ticket's, or else whose the order was said to be */
    int64_t agent_id;            /**< who gave it; 0: nobody of the desk */
    const char *note;            /**< private: what there is to say about it; NULL: nothing */
    const char *idempotency_key; /**< NULL: none */
};

/** Whose ledger to read: exactly one of ticket, order, customer, agent and team. @since 0.1 */
struct sup_ledger_list_params {
    uint32_t size;
    uint32_t limit;      /**< entries of a page, at most 100; 0: 100 */
    int64_t ticket_id;   /**< with what was merged into it */
    int64_t customer_id; /**< with whom they were merged */
    int64_t agent_id;
    const struct sup_reference *order;
    const char *team;
    const char *remedy; /**< of this only; NULL: of all */
    int64_t within_ms;  /**< counted back from now; 0: ever */
    int64_t after_id;   /**< next_after_id of the page before; 0: the first page */
};

/** One thing that counts. */
struct sup_ledger_entry {
    uint32_t size;
    int32_t state;      /**< enum sup_request_state */
    int64_t request_id; /**< authority.explain tells more of it */
    int64_t ticket_id;  /**< 0: it was reported without one */
    const char *remedy;
    const char *label;    /**< what people call it */
    const char *amount;   /**< that counts: what was given, or else asked for; NULL: none */
    const char *currency; /**< NULL: none */
    int64_t at_ms;        /**< of when it counts */
    int64_t until_ms;     /**< when it counts no more, unless it is executed; 0: it stays */
    int32_t actor_kind;   /**< enum sup_actor_kind of who asked, or gave it */
    uint32_t reserved;
    int64_t actor_id;
};

/** What they come to in one currency. */
struct sup_ledger_sum {
    const char *currency; /**< NULL: those without an amount */
    const char *amount;   /**< NULL: likewise; 2^63 - 1 minor units where it is more than that */
    int64_t count;        /**< how many */
};

/** What the shop says that it paid back of an order (order.refunded), beyond the entries that were
 *  given by then. It counts in limits per order and per customer that count refunds, as one more. */
struct sup_ledger_excess {
    const struct sup_reference *order;
    const char *amount;
    const char *currency;
    int64_t at_ms; /**< the date of what the shop says */
};

struct sup_ledger_list {
    uint32_t size;
    uint32_t count;
    const struct sup_ledger_entry *items; /**< the latest first; those of one time by id */
    const struct sup_ledger_sum *sums;    /**< by currency, of all pages; on the first page alone */
    uint32_t sum_count;
    uint32_t excess_count;
    int64_t next_after_id; /**< 0: this is the last page */
    /** of an order, or of a customer's orders; on the first page alone, and in the sums */
    const struct sup_ledger_excess *excesses;
};

/**
 * Record what the shop gave and nobody asked for here. It counts as of when it was given.
 *
 * @param core     an open desk
 * @param caller   who says so; at_ms is when it was given
 * @param params   what was given; borrowed
 * @param receipt  id: what the entry is known by (authority.explain); is_replay 1: it was known,
 * and the id may be that of a request that was confirmed by it; NULL when not wanted
 * @return SUP_OK, also the second time; SUP_CONFLICT: that id of the shop's is known with another
 *         content: one of the two reports is wrong, correct it where it comes from; SUP_INVALID
 *         naming the member of params: an unknown remedy, an amount that is none or is missing,
 *         nothing that it counts for, a customer who is not the ticket's; SUP_NOT_FOUND: no such
 *         ticket, customer or agent; SUP_REFUSED: the caller may not report; SUP_CORRUPT, SUP_BUSY,
 *         SUP_NOMEM and what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_ledger_report(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_ledger_report_params *params,
                                  struct sup_receipt *receipt);

/**
 * Read what counts for a ticket, an order, a customer, an agent or a team, and what it comes to.
 *
 * Sums are what limits count: entries, and of orders what the shop paid back by itself. That is not
 * there for one remedy that is none of refunds. A limit per customer also counts what the order that
 * is asked about has of it, where nobody said whose the order is.
 *
 * The first page looks at all entries in the window, to add them up; each page reads as many
 * entries as it has, of each ticket or customer that was merged.
 *
 * @param params  whose; borrowed
 * @param list    receives a page; release with sup_free()
 * @return SUP_OK; SUP_INVALID: not exactly one of them, or a name that the policy has not;
 *         SUP_NOT_FOUND: no such ticket, customer, agent or request; SUP_REFUSED, SUP_CORRUPT,
 *         SUP_BUSY, SUP_NOMEM and what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_ledger_list(sup_core *core, const struct sup_caller *caller,
                                const struct sup_ledger_list_params *params,
                                struct sup_ledger_list **list);

#ifdef __cplusplus
}
#endif

#endif
