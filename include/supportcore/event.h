/*
 * event.h: the event log and its hash chain.
 *
 * Every change appends events in the same transaction as the rows it changes. An event has typed
 * columns and a small JSON payload; text of people (subjects, bodies, names) is kept beside it,
 * salted, so that it can be erased while the chain stays valid. Each event's hash covers the hash
 * before it and the event's bytes, in this order (integers big-endian, texts and blobs after their
 * length as 32 bits):
 *
 *   "sup1"  tenant:i64  sequence:i64  operation:i64  kind:i32  at_ms:i64  recorded_ms:i64
 *   actor_kind:i32  actor_id:i64  ticket_id:i64  subject_id:i64  number:i64  flags:i64
 *   policy_version:i64  before:text  after:text  payload:text  private_digest:blob
 *
 * hash = BLAKE2b-256(previous hash || bytes), keyed with the chain's key when it has one; the first
 * previous hash is 32 zero bytes. The `after` of the first event names the first key, if there is one;
 * a chain.rotated event is itself hashed with the new key, which its `after` names. private_digest = BLAKE2b-256(salt || title || body || data), each of
 * the three as one byte 1, its length as 32 bits and its bytes, or one byte 0 when absent; empty when
 * the event has no private text.
 *
 * What it proves: an unkeyed chain shows accidents and partial edits, since whoever can write can
 * compute it again. A keyed one stops that. A tail that was cut off shows only against a head that
 * was kept elsewhere: sup_chain_head().
 */
#ifndef SUPPORTCORE_EVENT_H
#define SUPPORTCORE_EVENT_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The text of a hash: 64 hexadecimal digits. */
enum { SUP_HASH_TEXT_BYTES = 64 };

/** Flags of an event. @since 0.1 */
enum sup_event_flag {
    SUP_EVENT_IMPORTED = 1,      /**< history that another system decided; the outbox skips it */
    SUP_EVENT_AUTOMATED = 2,     /**< a message no person wrote */
    SUP_EVENT_ACKNOWLEDGEMENT = 4, /**< a reply that only says the message arrived */
    SUP_EVENT_REOPENS = 8,       /**< from solved or closed back to work */
    SUP_EVENT_REASSIGNS = 16,    /**< an assignment that is not the first */
    SUP_EVENT_FIRST_REPLY = 32,  /**< the first answer to a question, by time, of those known then */
    SUP_EVENT_PUBLIC = 64,       /**< a message on a channel that everyone sees */
    SUP_EVENT_ANSWER = 128,      /**< a reply that a person wrote and that is no acknowledgement */
    SUP_EVENT_AFTER_HOURS = 256  /**< an opening outside of the desk's business hours */
};

struct sup_event_list_params {
    uint32_t size;
    uint32_t limit;   /**< 0 means SUP_PAGE_MAX */
    int64_t after_id; /**< events after that sequence; 0 begins */
};

/** One event, with everything its hash covers. */
struct sup_event {
    int64_t sequence;
    int64_t operation; /**< the sequence of the first event of the same operation */
    int64_t kind;      /**< number */
    const char *name;  /**< "ticket.opened" */
    int64_t at_ms;
    int64_t recorded_ms;
    int64_t actor_kind;
    int64_t actor_id;
    int64_t ticket_id;  /**< 0 when none; the next likewise */
    int64_t subject_id; /**< agent, customer or message concerned */
    int64_t number; /**< by kind: see docs/data-model.md */
    int64_t flags;          /**< enum sup_event_flag */
    int64_t policy_version;
    const char *before; /**< by kind, likewise */
    const char *after; /**< by kind, likewise */
    const char *payload;        /**< JSON text */
    const char *private_digest; /**< hexadecimal, empty when there is no private text */
    const char *hash;           /**< hexadecimal */
};

struct sup_event_list {
    uint32_t size;
    uint32_t count;
    const struct sup_event *items;
    int64_t next_after_id;
    int64_t tenant;
};

struct sup_chain_head_params {
    uint32_t size;
    uint32_t reserved;
};

struct sup_chain_head {
    uint32_t size;
    int32_t is_keyed;
    int64_t sequence; /**< of the last event, 0 when there is none */
    const char *hash; /**< of the last event, hexadecimal */
    const char *key_id; /**< of the key in use, NULL for an unkeyed chain */
};

struct sup_chain_verify_params {
    uint32_t size;
    uint32_t reserved;
    int64_t head_sequence; /**< a head kept elsewhere: is it still part of the chain? 0 for none */
    const char *head_hash; /**< hexadecimal */
    sup_progress_fn progress; /**< C only; may be NULL */
    void *progress_user;
};

/** How many differences a report tells; it counts all. @since 0.1 */
enum { SUP_DIFFERENCES_TOLD_MAX = 100 };

/** A row that is not what the events say. */
struct sup_difference {
    const char *table; /**< "sup_ticket" */
    const char *key;   /**< the row's key, without the tenant: "17" */
    const char *text;  /**< "status is 'open', the events say 'solved'" */
};

struct sup_chain_report {
    uint32_t size;
    int32_t is_intact; /**< 1: every event fits, and so does every row that an event vouches for */
    int64_t checked;   /**< events */
    int64_t first_bad; /**< sequence of the first event that does not fit, 0 when all do */
    const char *text;  /**< what was found, one line */
    int64_t head_sequence; /**< of the last event */
    const char *head_hash; /**< its hash, hexadecimal */
    int64_t differences; /**< rows that do not fit a log that does itself: see sup_chain_verify() */
    const struct sup_difference *items; /**< the first 100 */
    uint32_t count;
    uint32_t reserved;
};

/** Read the event log as it is hashed; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_event_list(sup_core *core, const struct sup_caller *caller,
                               const struct sup_event_list_params *params,
                               struct sup_event_list **list);

/** The chain's head, to be kept elsewhere; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_chain_head(sup_core *core, const struct sup_caller *caller,
                               const struct sup_chain_head_params *params,
                               struct sup_chain_head **head);

/**
 * Verify the whole chain: hashes, dense sequence, private text against its digest, the kept head.
 *
 * Then the rows that a whole chain vouches for, reported as differences: each document in
 * sup_policy has the digest that the event of its activation names; texts, policies and receipts
 * belong to events that are there; consumers' cursors are places in the log; the head names the
 * active policy. What was cut off or written beside the log shows nowhere else. It works for the
 * system also when the active policy is damaged.
 *
 * A wrong key is told apart from changed events by the check in the head and by events that fit:
 * where neither can tell, the answer is SUP_MISUSE and its text says both.
 *
 * @param[out] report  owned: sup_free(); filled on SUP_OK, also when the chain is broken
 * @return as sup_run(); SUP_MISUSE when a key that the chain was made with is missing or wrong
 * @since 0.1
 */
SUP_API int32_t sup_chain_verify(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_chain_verify_params *params,
                                 struct sup_chain_report **report);

/**
 * Go on with another key: one event that names it and is hashed with it, so that the new key vouches
 * for all that came before. An unkeyed chain becomes keyed this way. The key
 * is copied, and wiped when the core is closed; from now on it must be among the chain_keys of
 * sup_open(). If the host rolls back the transaction that it was in, on a borrowed connection, the
 * chain goes on as before, and the id may be given again.
 *
 * Not an operation of the table: a key never comes in a request. Only for SUP_ACTOR_SYSTEM.
 *
 * @return SUP_OK; SUP_INVALID for a wrong key or a receipt whose size is too small; SUP_EXISTS when
 *         a key of that id was given before; SUP_REFUSED for other actors, recorded as a refused chain.rotate;
 *         else as sup_run()
 * @since 0.1
 */
SUP_API int32_t sup_chain_rotate(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_chain_key *key, struct sup_receipt *receipt);

#ifdef __cplusplus
}
#endif
#endif
