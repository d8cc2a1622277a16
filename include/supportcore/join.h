/*
 * join.h: tickets that belong together, and who is told about them.
 *
 * A link says what one ticket is to another. What it means when tickets are solved:
 *
 * | link | meaning for solving |
 * | --- | --- |
 * | duplicate_of | solving the original solves its duplicates, too: see below |
 * | blocked_by | the ticket cannot be solved before the other is |
 * | caused_by | none; the cause lists what it causes |
 * | child_of | the parent cannot be solved before its children are |
 * | follow_up_of | none; made when a message goes on from a closed ticket |
 * | split_from | none; made by a split |
 *
 * Solved means solved or closed. A duplicate goes to the original's new status in the same
 * operation, as far as that one reaches: one that is blocked, has unsolved children, or may not
 * move there by the policy's transitions stays as it is, and its history says so. What closes by
 * itself was solved before, so links do not hold it. An import tells what was, so it is not held
 * either, and solves nothing but what it says.
 *
 * Links of a ticket that was merged are those of the ticket that it is part of: they are shown
 * there, the other side as what that is part of now, and it is that one's status that counts. Each
 * stays with the ticket that it was made for, and leaves with it. Between parts of one ticket they
 * say nothing while these are one.
 *
 * A watcher is told what happens to a ticket: while a ticket has watchers, its events name them
 * (`watchers` of the payload: "agent:3", "customer:7"), so a mailer at the outbox knows whom to
 * write to. Watching gives no right to read.
 */
#ifndef SUPPORTCORE_JOIN_H
#define SUPPORTCORE_JOIN_H

#include "supportcore/people.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of what belongs together. @since 0.1 */
enum {
    SUP_TICKET_WATCHERS_MAX = 64,
    SUP_TICKET_LINKS_MAX = 64,     /**< of a ticket with its parts, in both directions, without
                                        follow-ups */
    SUP_TICKET_MEMBERS_MAX = 100,  /**< of a ticket that others were merged into, with itself */
    SUP_TICKET_CHAIN_MAX = 256     /**< tickets that one link may lead to, through others of its
                                        kind; and that are solved along with one */
};

/** What a ticket is to another. The first four are made with sup_ticket_link(). @since 0.1 */
enum sup_link_kind {
    SUP_LINK_DUPLICATE_OF = 1,
    SUP_LINK_BLOCKED_BY = 2,
    SUP_LINK_CAUSED_BY = 3,
    SUP_LINK_CHILD_OF = 4,
    SUP_LINK_SPLIT_FROM = 5,
    SUP_LINK_FOLLOW_UP_OF = 6,
    SUP_LINK_HAS_DUPLICATE = 7, /**< the same links, seen from the other ticket */
    SUP_LINK_BLOCKS = 8,
    SUP_LINK_CAUSES = 9,
    SUP_LINK_PARENT_OF = 10,
    SUP_LINK_SPLIT_INTO = 11
};

/** A link of a ticket. */
struct sup_ticket_link {
    int32_t kind;      /**< enum sup_link_kind: what the ticket that was asked for is to the other */
    int32_t category;  /**< enum sup_category of the other */
    int64_t ticket_id; /**< the other, or what that is part of */
};

/** Who watches a ticket: an agent or a customer, the other is 0. */
struct sup_ticket_watcher {
    int64_t agent_id;
    int64_t customer_id; /**< who that is now */
};

/** A ticket that was merged into another: still there, under its own id. */
struct sup_ticket_member {
    int64_t ticket_id;
    int64_t merged_into; /**< a ticket that is part of the same one */
};

struct sup_ticket_merge_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;    /**< required; the one that is merged away */
    int64_t version;      /**< of that ticket; 0 for any */
    int64_t into;         /**< required; the one that stays */
    const char *evidence; /**< why, up to SUP_EVIDENCE_BYTES_MAX; NULL: not said */
    int64_t request_id;    /**< of a granted request for ticket.merge, which this uses up; 0: none */
    const char *rationale; /**< private: why, where the authority matrix asks for it; NULL: none */
};

struct sup_ticket_unmerge_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;    /**< required; the one that was merged away */
    int64_t version;      /**< of that ticket; 0 for any */
    const char *evidence; /**< why, up to SUP_EVIDENCE_BYTES_MAX; NULL: not said */
};

struct sup_ticket_split_params {
    uint32_t size;
    int32_t is_rest; /**< 1: that message and all that come after it, by time; 0: that one */
    const char *idempotency_key;
    int64_t ticket_id;   /**< required */
    int64_t version;     /**< 0 for any */
    int64_t message_id;  /**< required; of the ticket's thread */
    const char *subject; /**< of the new ticket; NULL: that of this one, if that is of the
                            same customer */
    int32_t is_writers;  /**< 1: all messages that the customer wrote who wrote that one, and no
                            replies; not with is_rest */
    uint32_t reserved;
};

/** Parameters of sup_ticket_watch() and sup_ticket_unwatch(). */
struct sup_ticket_watch_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;   /**< required */
    int64_t version;     /**< 0 for any */
    int64_t agent_id;    /**< this, */
    int64_t customer_id; /**< or this, not both */
};

/** Parameters of sup_ticket_link() and sup_ticket_unlink(). */
struct sup_ticket_link_params {
    uint32_t size;
    int32_t kind; /**< required; one of the first four of enum sup_link_kind */
    const char *idempotency_key;
    int64_t ticket_id; /**< required */
    int64_t version;   /**< of that ticket; 0 for any */
    int64_t to;        /**< required; the other ticket */
};

/**
 * Let somebody watch a ticket. Who watches already is passed over, without an event.
 *
 * @return as sup_run(); SUP_INVALID unless one of agent_id and customer_id is given; SUP_NOT_FOUND;
 *         SUP_REFUSED for a departed agent; SUP_LIMIT; receipt id: the ticket
 * @since 0.1
 */
SUP_API int32_t sup_ticket_watch(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_ticket_watch_params *params,
                                 struct sup_receipt *receipt);

/** Let somebody watch a ticket no longer; who does not is passed over. Of a customer who was merged
 *  any of their ids will do.
 *  @return as sup_ticket_watch() @since 0.1 */
SUP_API int32_t sup_ticket_unwatch(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_ticket_watch_params *params,
                                   struct sup_receipt *receipt);

/**
 * Say what a ticket is to another; the table above has what it means. Closed tickets may be linked,
 * and so may those that were merged. A link that is there between these two is passed over. Both
 * tickets get an event, and a version.
 *
 * @return as sup_run(); SUP_INVALID when both are the same, or parts of the same; SUP_NOT_FOUND;
 *         SUP_CONFLICT when the other leads back to this one by links of the kind: then the link
 *         makes no sense, or an earlier one does not; SUP_LIMIT when one of them has
 *         SUP_TICKET_LINKS_MAX, or the other leads to more than SUP_TICKET_CHAIN_MAX; receipt id:
 *         the ticket
 * @since 0.1
 */
SUP_API int32_t sup_ticket_link(sup_core *core, const struct sup_caller *caller,
                                const struct sup_ticket_link_params *params,
                                struct sup_receipt *receipt);

/** Take a link back, and all that say the same of what the two are part of; one that is not there
 *  is passed over. @return as sup_ticket_link() @since 0.1 */
SUP_API int32_t sup_ticket_unlink(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_ticket_link_params *params,
                                  struct sup_receipt *receipt);

/**
 * Say that two tickets are about one thing. The one is closed and points to the other from then on;
 * who was merged into it before goes along, as does its thread: all messages are shown in the
 * thread of the ticket that stays, by time, each with the ticket that it came with. The ticket that
 * stays gets copies of the other's tags, references and watchers, as far as it has not got them and
 * has room for them, and its customer when it has none: so lists find it by them. What is taken
 * from it afterwards stays with the other, and what it is given that it has a copy of becomes its
 * own. The other's links are its links now. Its own first reply stays.
 *
 * The id of a merged ticket stays valid for ever. A customer's message to it lands in the thread of
 * the ticket that it is part of, and reopens that one. Whoever reads its messages reads that
 * thread. Nothing else can be done to it but to link it and to record facts (SUP_REFUSED, the hint
 * names the other): its agenda is empty, so it does not escalate or close. A solved ticket to which
 * a question comes that nobody has answered is open again. Which are one already stay so, without
 * an event.
 *
 * @return as sup_run(); SUP_INVALID when both are the same; SUP_NOT_FOUND; SUP_REFUSED when the
 *         ticket was merged into another one before, when the other is closed, when both are of
 *         customers who are not one person, and when one is nobody's and has a message by a known
 *         customer who is not the person whose the other is: split it off first; SUP_CONFLICT when
 *         the one leads to the other by links of a kind and another ticket; SUP_LIMIT, also for the
 *         links of both together; receipt id: the ticket merged away, to be
 *         given to sup_ticket_unmerge(); ticket_id: the one that stays
 * @since 0.1
 */
SUP_API int32_t sup_ticket_merge(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_ticket_merge_params *params,
                                 struct sup_receipt *receipt);

/**
 * Take exactly that merge back. The ticket has its status of before again (or the policy's of that
 * category, when the name is gone); a solved one closes after the policy's time from now on. Its
 * messages are in its own thread again, those that came to it since included, with the references
 * that came with these, and what it brought leaves the other ticket, unless another one brought it
 * as well and it was not taken from the ticket after that. What was added to the other since stays
 * there. Tickets that were merged into this one stay part of it. Times and decisions that were
 * recorded stay as they are.
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_CONFLICT when the ticket was not merged into another;
 *         receipt id and ticket_id: the ticket
 * @since 0.1
 */
SUP_API int32_t sup_ticket_unmerge(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_ticket_unmerge_params *params,
                                   struct sup_receipt *receipt);

/**
 * Make a new ticket of a part of a thread. The messages belong to it from then on, also by their
 * ids where they came from, so that replies to them land there. It is of the customer who wrote the
 * named message, when that is known, else of whose ticket it came with; it has this one's channel,
 * not its tags; its priority and team are the policy's decision. A link says that it was split from
 * this one.
 *
 * Of a ticket of the same customer (this one, else the one that the named message came with) it has
 * the subject and that ticket's own references. What came with messages of others in a ticket goes
 * with these, and leaves the ticket, unless it was named there by somebody else after them: so
 * nobody gets another's subject or orders, and a ticket keeps none of who left.
 *
 * It is opened now, and its messages keep their times. The first reply of each of the two is the
 * first answer to a question among those that it has then: the new one's may lie before it was
 * opened, and this one has none when its only reply goes.
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_INVALID when nothing would be left of the thread, unless
 *         the new ticket is of another customer, and for is_writers when nobody knows a customer
 *         who wrote the message, or with is_rest; SUP_REFUSED for a ticket that was merged into
 *         another, and for is_rest when the new ticket is of another person than this one, or this
 *         is nobody's, and somebody else is known to have written some of what would move: they
 *         would read it, so split off what is theirs; also to agents and bots when a reference would
 *         leave a ticket of which a floor holds remedies: the sign-off comes first; SUP_LIMIT; receipt id and ticket_id: the new ticket
 * @since 0.1
 */
SUP_API int32_t sup_ticket_split(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_ticket_split_params *params,
                                 struct sup_receipt *receipt);

#ifdef __cplusplus
}
#endif
#endif
