/*
 * authority.h: what may be given to customers, or done for them, by whom and up to how much.
 *
 * A remedy is such a thing: a refund, a replacement, a discount, or what the shop itself lists. The
 * policy's authority matrix says who may give which, up to which amount, and what needs somebody
 * else's approval. A remedy is asked for with authority.request, which decides and, unless it is
 * refused, takes its amount from every limit in the same transaction: so neither two agents at once
 * nor many small requests come past a limit. What is granted is begun with authority.execute, which
 * looks once more, and only then given by the shop, which says with authority.confirm what it gave,
 * or with authority.fail that it did not. What is never begun expires and counts no more.
 *
 *     request ──► waits ──► granted ──► executing ──► confirmed
 *        │          │          │            └───────► failed
 *        └► refused └► rejected, withdrawn, expired, void
 *
 * What has an amount is decided by rows that name its currency in `amount`, what has none by rows
 * without `amount`: such a row gives nothing that has one, and a remedy that may have one
 * (`"money": "maybe"`) has a row of each kind. Only where it refuses a row without `amount` is for
 * all amounts, too.
 *
 * Limits are summed up over windows that end with the request: what counts is what was asked for in
 * them and was not rejected, withdrawn, void, expired or failed; the amount that the shop confirmed
 * counts in place of the one that was asked for. Customers who are one person are summed up
 * together, and so are a ticket and those that were merged into it. A refund never goes beyond what
 * the order brought in, once the shop reported that (order.captured), whatever the matrix says.
 *
 * An order is known once the shop reported it: the system or an integration, and nobody else, with
 * reference.report. All other orders of a customer, or of a ticket, count as one order for limits,
 * since whoever writes an order on a ticket may have made it up. Nothing is given for an order that
 * was reported to be of another customer than the ticket's. Who is in no team is a team of one.
 *
 * An approval is for exactly one request as it was asked: remedy, amount, currency, ticket, order,
 * customer, what the order brought in, and policy. When one of these is another, the request is
 * void and has to be asked again. Nobody approves what they asked for, and whoever approved has to
 * be allowed to when it is executed as well.
 *
 * Who clicks twice asks twice. The second request for the same (remedy, amount, order, ticket; all
 * refunds are the same remedy, and tickets that were merged into one are the same ticket) within
 * the policy's `duplicate_within` names the first as duplicate_of, and is not executed unless
 * somebody says that both are meant: whoever approves it, since they are shown it, or whoever
 * executes it, by naming the first. An idempotency key makes two clicks one request, and there is
 * no duplicate.
 *
 * What the library itself does may have rows in the matrix, too: ticket.close, ticket.merge,
 * floor.lower, customer.merge, customer.erase, customer.export, policy.activate. Where no row names
 * one, the rights of roles are enough. Where one does, each operation that does it is decided
 * before it begins and recorded in its transaction, as a request that was confirmed at once. Its
 * parameter `rationale` says why, where the row asks for that. Where the row asks for approval, it
 * is asked for here first, and nothing is executed or confirmed: who asked names the granted
 * request as `request_id` in the operation, which uses it up, once, for exactly what was asked:
 *
 *     action           asked with                   subject
 *     ticket.close     ticket_id                    none
 *     ticket.merge     ticket_id                    the id of the ticket that stays
 *     floor.lower      ticket_id                    the floor to go to
 *     customer.merge   customer_id                  the id of the customer who stays
 *     customer.erase   customer_id                  none
 *     customer.export  customer_id                  "without_notes", or none: all
 *     policy.activate  neither                      the document's digest (sup_policy_check())
 *
 * Whatever is done by the system (SUP_ACTOR_SYSTEM), by time or by an import is not asked, unless
 * the system names a request.
 *
 * Amounts are text: digits, a point, and as many digits as the currency has: "12.50" EUR, "1250"
 * JPY; at most 2^53 - 1 of the currency's minor units. On a borrowed connection all of it commits
 * or vanishes with the shop's own rows. A refusal is recorded, too: a host whose call was refused
 * commits, so that the record stays.
 *
 * A refund, with rc for each answer:
 *
 *     sup_authority_request(core, &agent, &ask, &receipt);          may this be given?
 *     sup_authority_execute(core, &agent, &execute, NULL);          yes, and it is begun
 *     ... the shop gives the money back ...
 *     sup_authority_confirm(core, &shop, &confirm, NULL);           it did
 */
#ifndef SUPPORTCORE_AUTHORITY_H
#define SUPPORTCORE_AUTHORITY_H

#include "supportcore/operation.h"
#include "supportcore/people.h"
#include "supportcore/policy.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of what follows. @since 0.1 */
enum {
    SUP_RATIONALE_BYTES_MAX = 2000, /**< of a rationale, a reason, a note */
    SUP_AMOUNT_BYTES_MAX = 24,      /**< of an amount as text */
    SUP_TICKET_REQUESTS_MAX = 100   /**< requests on one ticket that wait or are granted */
};

/** What becomes of a request. Numbers are stored. @since 0.1 */
enum sup_request_state {
    SUP_REQUEST_WAITING = 1,   /**< for approval */
    SUP_REQUEST_GRANTED = 2,   /**< it may be executed */
    SUP_REQUEST_EXECUTING = 3, /**< the shop is giving it */
    SUP_REQUEST_CONFIRMED = 4, /**< the shop gave it */
    SUP_REQUEST_FAILED = 5,    /**< the shop could not give it */
    SUP_REQUEST_REJECTED = 6,
    SUP_REQUEST_WITHDRAWN = 7,
    SUP_REQUEST_EXPIRED = 8,   /**< nobody approved or executed it in time, recorded or not */
    SUP_REQUEST_VOID = 9,      /**< what it was decided by is another now */
    SUP_REQUEST_REFUSED = 10,  /**< it was not granted */
    SUP_REQUEST_REPORTED = 11, /**< the shop gave it, and nobody asked for it here: ledger.report */
    SUP_REQUEST_JOINED = 12    /**< reported, and then a request was confirmed as the same */
};

/** What a limit is summed up over. Numbers are stored. @since 0.1 */
enum sup_limit_scope {
    SUP_LIMIT_REQUEST = 1,
    SUP_LIMIT_TICKET = 2,
    SUP_LIMIT_ORDER = 3,
    SUP_LIMIT_CUSTOMER = 4,
    SUP_LIMIT_AGENT = 5,
    SUP_LIMIT_TEAM = 6
};

struct sup_authority_check_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;                 /**< 0: an action of the library that is about none */
    const char *remedy;                /**< a name of the policy, or one that every shop has */
    const char *amount;                /**< such as "12.50"; NULL: none */
    const char *currency;              /**< ISO 4217; NULL: the policy's */
    const struct sup_reference *order; /**< of the ticket; NULL: its only one */
    const char *subject; /**< of an action of the library: what else it is about; NULL: nothing */
    int64_t customer_id; /**< of one that is about a customer and no ticket; 0: none */
};

/** How far a limit is used. */
struct sup_authority_limit {
    int32_t scope;       /**< enum sup_limit_scope */
    int32_t is_exceeded; /**< 1: with this request it would be more than it may be */
    int64_t within_ms;   /**< counted back from now; 0: ever */
    const char *used;    /**< before this request: an amount, or how many requests */
    const char *most;    /**< likewise */
    int32_t is_count;    /**< 1: of requests; 0: of money */
    int32_t is_captured; /**< 1: it is what the order brought in, and no limit of the matrix */
    const char *left;    /**< before this request, likewise; NULL: it is not known */
    int32_t is_shared;   /**< 1: by all orders that the shop did not report, as if they were one */
    uint32_t reserved;
    const char *row; /**< of the matrix, that handed the request on for it; NULL: it is of the row
                        that decides */
};

/** What the matrix and its limits say to a request. */
struct sup_authority_answer {
    uint32_t size;
    int32_t effect;    /**< enum sup_effect */
    const char *row;   /**< of the matrix, that decides; NULL: none is for it */
    const char *label; /**< what people call that row; NULL: none */
    const char *why;   /**< in words */
    uint32_t limit_count;
    uint32_t quorum;                          /**< how many have to approve; 0: nobody */
    const struct sup_authority_limit *limits; /**< of that row, in its order */
    const char *approvers;   /**< who may: "role:supervisor agent:12"; NULL: nobody has to */
    int32_t needs_rationale; /**< 1: a request has to say why */
    uint32_t passed_count;
    int64_t duplicate_of; /**< the latest request, or report, of the same; 0: none */
    const struct sup_authority_limit
        *passed; /**< of rows before it that would have been for the request: the limit beyond which
                      each handed it on; at most 8 */
};

struct sup_authority_request_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id; /**< 0: an action of the library that is about none */
    int64_t version;   /**< the ticket's as the caller has seen it; 0: any */
    const char *remedy;
    const char *amount;
    const char *currency;
    const struct sup_reference *order;
    const char *rationale;       /**< private: why; needed where the answer says so; NULL: none.
                                      Without a letter or a digit it is none */
    const char *idempotency_key; /**< NULL: none */
    const char *subject;         /**< of an action of the library: what else it is about */
    int64_t customer_id;         /**< of one that is about a customer and no ticket; 0: none */
};

struct sup_authority_execute_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
    const char *idempotency_key; /**< NULL: none */
    int64_t
        duplicate_of; /**< the earlier request for the same, if both are meant; 0: none is known */
};

struct sup_authority_confirm_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
    const char *amount;      /**< that was given; NULL: the one that was asked for, or
                                confirmed before */
    const char *external_id; /**< private: the shop's id of it; NULL: none */
    const char *idempotency_key;
};

struct sup_authority_fail_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
    const char *note; /**< private: why; NULL: none */
    const char *idempotency_key;
};

struct sup_authority_withdraw_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
    const char *note; /**< private: why; NULL: none */
    const char *idempotency_key;
};

struct sup_approval_decide_params {
    uint32_t size;
    int32_t is_rejected; /**< 1: no */
    int64_t request_id;
    const char *note; /**< private: why; needed with no; NULL: none */
    const char *idempotency_key;
};

struct sup_authority_explain_params {
    uint32_t size;
    uint32_t reserved;
    int64_t request_id;
};

/** One decision about a request. */
struct sup_approval {
    int64_t agent_id;
    int64_t at_ms;
    int32_t is_rejected;
    uint32_t reserved;
    const char *note; /**< NULL: none, or erased */
};

/** A request, and what became of it. */
struct sup_remedy_request {
    uint32_t size;
    int32_t state; /**< enum sup_request_state */
    int64_t id;
    int64_t ticket_id;
    int64_t customer_id; /**< 0: the ticket is nobody's */
    const char *remedy;
    const char *label;    /**< what people call it */
    const char *amount;   /**< NULL: none */
    const char *currency; /**< NULL: none */
    const char *settled;  /**< the amount that the shop gave; NULL: not confirmed, or none */
    const struct sup_reference *order; /**< NULL: none; once erased its id is an alias */
    int32_t actor_kind;                /**< enum sup_actor_kind of who asked */
    int32_t effect;                    /**< enum sup_effect */
    int64_t actor_id;
    int64_t asked_ms;
    const char *reason;    /**< the ticket's contact reason then; NULL: none */
    const char *rationale; /**< NULL: none, or erased */
    const char *row;       /**< of the matrix; NULL: none was for it */
    int64_t policy_version;
    const char *why; /**< in words: what was decided, and what it waits for */
    uint32_t quorum; /**< how many have to approve */
    uint32_t approval_count;
    const struct sup_approval *approvals; /**< by agent, lowest id first */
    const char *approvers;   /**< who may approve it now; NULL: it does not wait for that */
    int64_t due_ms;          /**< when it expires; 0: not */
    int64_t decided_ms;      /**< 0: not */
    int64_t executed_ms;     /**< 0: not */
    int64_t settled_ms;      /**< when it was over; 0: it is not */
    const char *external_id; /**< NULL: none; once erased an alias */
    int32_t is_irregular;    /**< 1: the shop gave it though it was not to, or more */
    uint32_t passed_count;
    int64_t duplicate_of;  /**< the same was asked for before, by this one; 0: it was not */
    const char *subject;   /**< of an action of the library: what else it is about; NULL: nothing */
    const char *cause;     /**< why it is void, such as "policy_changed"; NULL: it is not */
    int32_t is_unreported; /**< 1: the shop had not reported its order when it was asked for */
    uint32_t limit_count;
    const struct sup_authority_limit *limits; /**< as they were used then; none in a list */
    const struct sup_authority_limit
        *passed; /**< of rows before that one: the limit beyond which each handed the request on,
                    then or when it became void; none in a list */
};

struct sup_approval_list_params {
    uint32_t size;
    int32_t is_mine;   /**< 1: only those that the caller may approve now */
    int64_t ticket_id; /**< of one ticket; 0: of all */
    int32_t state;     /**< enum sup_request_state; 0: those that wait */
    uint32_t limit;    /**< requests of a page, at most 100; 0: 100 */
    int64_t after_id;  /**< next_after_id of the page before; 0: the first page */
};

struct sup_approval_list {
    uint32_t size;
    uint32_t count;
    const struct sup_remedy_request *items; /**< by id; without approvals and private texts */
    int64_t next_after_id;                  /**< 0: this is the last page */
};

struct sup_authority_offer_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
    int64_t agent_id; /**< for whom, which takes the right to authority.review; 0: the caller */
    const char
        *currency; /**< ISO 4217; NULL: the order's as the shop reported it, or the policy's */
    const struct sup_reference *order; /**< of the ticket; NULL: its only one */
};

/** What is said to all amounts from one to another, both among them. */
struct sup_offer_band {
    const char *from; /**< NULL: this is about a request without an amount */
    const char *to;   /**< NULL likewise; the next one is decided in another way */
    int32_t effect;   /**< enum sup_effect */
    int32_t is_open;  /**< 1: nothing ends it: `to` is the most that can be asked for at once */
    int32_t needs_rationale; /**< 1: a request has to say why */
    int32_t is_lacking; /**< 1: nothing can be said, and a request fails, until what `why` names is
                             there: an order, a customer */
    const char *row;    /**< of the matrix, that decides; NULL: none is for it */
    const char *label;  /**< what people call that row; NULL: none */
    const char *why;    /**< in words */
    uint32_t quorum;    /**< how many have to approve; 0: nobody */
    uint32_t limit_count;
    const char *approvers; /**< who may: "role:supervisor agent:12"; NULL: nobody has to */
    const struct sup_authority_limit *limits; /**< of that row, with what is left of them */
    const struct sup_authority_limit *passed; /**< of rows before it that would have been for the
                                                   first of these amounts: the limit beyond which
                                                   each hands it on, by row; of the first 8 */
    uint32_t passed_count;
    uint32_t reserved;
};

/** A remedy, and what may be given of it. */
struct sup_offer_remedy {
    const char *remedy;
    const char *label; /**< what people call it */
    int32_t effect;    /**< enum sup_effect: the best that is said to any amount of it */
    uint32_t band_count;
    const char *at_once; /**< the most that is allowed; NULL: nothing is, or it has no amount */
    const char *at_discretion; /**< the most that is allowed to who says why; NULL likewise */
    const char *by_approval;   /**< the most that is granted once it is approved; NULL likewise */
    const struct sup_offer_band
        *bands; /**< without an amount first, then by amount, without gaps */
};

/** What may be given to the customer of a ticket, by whom and how. */
struct sup_offer {
    uint32_t size;
    uint32_t count;
    const struct sup_offer_remedy
        *items; /**< all of the policy's, those that every shop has first; with what the library
                   does with a ticket, where a row names that */
    int64_t ticket_id;
    int64_t actor_id;   /**< for whom; 0: the system, or an integration without a number */
    int32_t actor_kind; /**< enum sup_actor_kind */
    uint32_t reserved;
    const char *currency;              /**< of all amounts */
    const struct sup_reference *order; /**< NULL: the ticket is about none */
    const char *blocked; /**< why no request of theirs is taken now, whatever the matrix says: their
                              roles, the ticket's floor, no room on the ticket; NULL: it is */
    const char *held;    /**< why what is granted may not be executed yet: what the ticket's floor
                              waits for; NULL: it may */
};

/**
 * Ask what would be said to a request; nothing is changed and nothing is reserved.
 *
 * @param core    an open desk
 * @param caller  who asks: the answer is for them
 * @param params  what they would ask for; borrowed
 * @param answer  receives the answer; release with sup_free()
 * @return SUP_OK, also where the answer is no; SUP_INVALID naming the member of params: an unknown
 *         remedy, an amount that is none or is missing, an order that has to be named;
 *         SUP_NOT_FOUND: no such ticket; SUP_REFUSED when the caller may not ask; SUP_CORRUPT,
 *         SUP_BUSY, SUP_NOMEM and what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_check(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_authority_check_params *params,
                                    struct sup_authority_answer **answer);

/**
 * Tell of every remedy what may be given now and up to how much, and what the rest of it would
 * need: the matrix as it is for one ticket, one agent and this instant. Nothing is changed and
 * nothing is reserved, so what somebody else takes from a limit in between counts.
 *
 * Each band is what sup_authority_check() says to the amounts at its ends, and the amount behind it
 * is decided in another way. Where a row's condition computes with request.amount, rather than
 * comparing it, a band can begin and end again between two ends that are told alike.
 *
 * The ledger is read once for each thing that limits are summed up over, as far back as the longest
 * window of any row, however many remedies and rows there are.
 *
 * @param params  for which ticket; borrowed
 * @param offer   receives the remedies; release with sup_free()
 * @return SUP_OK; SUP_INVALID: a currency that is none, or none where the policy has none either;
 *         an order that has to be named; SUP_NOT_FOUND: no such ticket or agent; SUP_CONFLICT: the
 *         ticket was merged; SUP_REFUSED, SUP_CORRUPT, SUP_BUSY, SUP_NOMEM and what the store
 *         answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_offer(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_authority_offer_params *params,
                                    struct sup_offer **offer);

/**
 * Ask for a remedy. What is granted or waits for approval takes its amount from all limits at once.
 *
 * @param params   what is asked for; borrowed
 * @param receipt  receives the request's id; NULL when not wanted
 * @return SUP_OK: it is granted, or waits: authority.execute and authority.explain tell which;
 *         SUP_REFUSED naming the row or the limit: it is recorded, so commit; SUP_INVALID as
 *         sup_authority_check(), for a rationale that is missing, and for an action of the library
 *         that no row names, for which nobody has to ask; SUP_NOT_FOUND;
 *         SUP_CONFLICT: the ticket is at another version, or the key was used for something else;
 *         SUP_LIMIT: too many requests on the ticket wait or are granted; SUP_CORRUPT, SUP_BUSY,
 * SUP_NOMEM and what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_request(sup_core *core, const struct sup_caller *caller,
                                      const struct sup_authority_request_params *params,
                                      struct sup_receipt *receipt);

/**
 * Begin what was granted. Everything is looked at once more: who asked, who approved, the limits,
 * what the floors of tickets about the same hold. Give the money only when this says SUP_OK, once.
 *
 * @param params   which request; borrowed
 * @param receipt  NULL when not wanted
 * @return SUP_OK; SUP_CONFLICT: it waits for approval, was begun already or is over;
 *         SUP_REFUSED: it is void now, which is recorded: ask again; or the floor of a ticket about
 * the same holds it, or who asked or executes lifted that hold: somebody else signs, asks or
 * executes as the text says; or the same was asked for before, by the request that the error names:
 * withdraw this one, or give that one's id as duplicate_of; SUP_NOT_FOUND: no such request;
 * SUP_INVALID, SUP_CORRUPT, SUP_BUSY, SUP_NOMEM and what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_execute(sup_core *core, const struct sup_caller *caller,
                                      const struct sup_authority_execute_params *params,
                                      struct sup_receipt *receipt);

/**
 * Say that the shop gave it, and how much. This is a report: it is taken whatever the request's
 * state, also late or twice, and counts once; what was given though it was not to be, or before it
 * was begun, is marked as irregular. One that comes later may bring the shop's id that the first
 * one lacked.
 *
 * @param params   which request, how much; borrowed
 * @param receipt  NULL when not wanted
 * @return SUP_OK, also the second time; SUP_CONFLICT: it was confirmed with another amount or id,
 * or the id is another request's, or a report's that says something else; SUP_NOT_FOUND;
 * SUP_INVALID: an amount that is none; SUP_REFUSED, SUP_CORRUPT, SUP_BUSY, SUP_NOMEM and what the
 * store answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_confirm(sup_core *core, const struct sup_caller *caller,
                                      const struct sup_authority_confirm_params *params,
                                      struct sup_receipt *receipt);

/**
 * Say that the shop could not give it: its amount counts no more, as of when it was asked for.
 *
 * @param params   which request; borrowed
 * @param receipt  NULL when not wanted
 * @return SUP_OK, also the second time; SUP_CONFLICT: it is not being executed, or was confirmed;
 *         SUP_NOT_FOUND; SUP_INVALID, SUP_REFUSED, SUP_CORRUPT, SUP_BUSY, SUP_NOMEM and what the
 *         store answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_fail(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_authority_fail_params *params,
                                   struct sup_receipt *receipt);

/**
 * Take a request back that is not being executed. Only who asked may, and the system.
 *
 * @param params   which request; borrowed
 * @param receipt  NULL when not wanted
 * @return SUP_OK; SUP_CONFLICT: it is over or being executed; SUP_REFUSED: it is somebody else's;
 *         SUP_NOT_FOUND; SUP_INVALID, SUP_CORRUPT, SUP_BUSY, SUP_NOMEM and what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_withdraw(sup_core *core, const struct sup_caller *caller,
                                       const struct sup_authority_withdraw_params *params,
                                       struct sup_receipt *receipt);

/**
 * Approve a request or reject it. Each agent decides once; the last approval that its row asks for
 * grants it, one rejection ends it.
 *
 * @param params   which request, yes or no; borrowed
 * @param receipt  NULL when not wanted
 * @return SUP_OK; SUP_REFUSED: the caller may not approve it, or asked for it; or it is void now,
 *         which is recorded; SUP_CONFLICT: it does not wait for approval, or the caller decided
 *         already; SUP_NOT_FOUND; SUP_INVALID: a rejection without a note; SUP_CORRUPT, SUP_BUSY,
 *         SUP_NOMEM and what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_approval_decide(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_approval_decide_params *params,
                                    struct sup_receipt *receipt);

/**
 * Tell what became of a request, who decided and why.
 *
 * @param params   which request; borrowed
 * @param request  receives it; release with sup_free()
 * @return SUP_OK; SUP_NOT_FOUND; SUP_INVALID, SUP_REFUSED, SUP_CORRUPT, SUP_BUSY, SUP_NOMEM and
 * what the store answers
 * @since 0.1
 */
SUP_API int32_t sup_authority_explain(sup_core *core, const struct sup_caller *caller,
                                      const struct sup_authority_explain_params *params,
                                      struct sup_remedy_request **request);

/**
 * Read requests by state: those that wait for approval, unless asked otherwise.
 *
 * @param params  which; borrowed
 * @param list    receives a page; release with sup_free()
 * @return SUP_OK; SUP_INVALID, SUP_REFUSED, SUP_CORRUPT, SUP_BUSY, SUP_NOMEM and what the store
 *         answers
 * @since 0.1
 */
SUP_API int32_t sup_approval_list(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_approval_list_params *params,
                                  struct sup_approval_list **list);

#ifdef __cplusplus
}
#endif

#endif
