/*
 * unit.h: one transaction's work.
 *
 * A unit knows the caller, the head of the desk, the policy, and the tickets touched so far. What
 * an operation decides becomes events: sup__emit() numbers an event, hashes it, stores it and
 * applies it to the projections with the same code (fold.c) that a rebuild uses, so the tables are
 * what the events say by construction.
 */
#ifndef SUP__UNIT_H
#define SUP__UNIT_H

#include "ops/core.h"
#include "repo/event.h"
#include "supportcore/event.h"
#include "supportcore/operation.h"
#include "supportcore/people.h"

enum { SUP__UNIT_TICKETS = 8 };

/** A ticket in work: as stored and as it is becoming. */
struct sup__ticket_slot {
    struct sup__ticket_row row;
    struct sup__ticket_row stored;
    int is_new;
    int is_counted; /* `facts` is how many facts it has */
    int64_t facts;
    int had_turn; /* for another policy, in this transaction: even when nothing came of it */
    int64_t used; /* when it was last asked for; the oldest makes room */
    struct sup__timer_row *timers; /* runs that have not ended, by metric; NULL: not read */
};

struct sup__unit {
    sup_core *core;
    struct sup__repo repo;
    struct sup_error *error;
    const struct sup__policy *policy; /* NULL when it cannot be used: policy_fault says why */
    struct sup_error policy_fault;
    struct sup__head_row head;
    struct sup__head_row stored_head;
    uint8_t hash[SUP__HASH_BYTES]; /* head.hash while events are added */
    int head_is_new;
    const struct sup__key *key; /* of the chain; NULL when unkeyed */

    struct sup_caller caller;
    int64_t at_ms;    /* when the operation happened */
    int64_t clock_ms; /* what the caller's clock says, also where it is behind: caller.now_ms then
                         is the last instant known of the ticket */
    int is_import;
    int64_t fired_id; /* the last ticket on which something fired before an operation */
    int has_fired_desk; /* 1: something fired that is on no ticket */
    const struct sup_operation *operation;
    int64_t first_sequence;            /* of the running operation; 0 before its first event */
    int64_t woken_by;   /* the ticket by which another is opened, or opened again: it came to it,
                           or was parted from it */
    int64_t woken_kind; /* which of both: an event's kind */
    struct sup__agent_row actor;       /* the acting agent or bot; id 0 when not read */
    int64_t customer_id;               /* the acting customer, who is known; 0 when not read */
    int64_t customer_root;             /* who that is now */
    int32_t mode;                      /* of the transaction */
    int wants_write;                   /* the operation, which reads, has to record that it does */
    const struct sup_batch_item *done; /* earlier items of a batch, for negative ids */
    uint32_t done_count;

    int has_kept;      /* what the last transaction kept is still so */
    int keeps_nothing; /* rows were written past the unit: nothing in hand is sure */
    int64_t counted;   /* figures are those of all events up to this one; 0: not known */
    uint32_t ticket_count;
    int64_t clock; /* counts uses of slots */
    struct sup__ticket_slot tickets[SUP__UNIT_TICKETS]; /* last: what is not in use is not cleared */
};

/** What the head keeps of a key, to tell a wrong one. */
int sup__key_check(const struct sup__key *key, uint8_t out[SUP__HASH_BYTES]);
/** Begin a transaction and read the head; the policy is compiled when it changed. */
int32_t sup__unit_begin(struct sup__unit *unit, sup_core *core, int32_t mode);
/** The same for what has to work while the active policy is damaged: then unit->policy is NULL.
 *  With `is_mending` edited rows are read as they are. */
int32_t sup__unit_begin_any(struct sup__unit *unit, sup_core *core, int32_t mode, int is_mending);
/** Look for the active policy again; afterwards it is there, or the answer says why not. */
int32_t sup__unit_find_policy(struct sup__unit *unit);
/** The policy before the active one, while tickets wait to be planned anew: lives as long as it. */
int32_t sup__unit_earlier_policy(struct sup__unit *unit, const struct sup__policy **policy);
/** The policy of that version, compiled; valid until the next one is asked for. */
int32_t sup__unit_policy_of(struct sup__unit *unit, int64_t version,
                            const struct sup__policy **policy);
/** Make the reason why there is no policy the answer. */
int32_t sup__unit_no_policy(struct sup__unit *unit);
/** Set who acts, for the next operation of the unit. */
void sup__unit_caller(struct sup__unit *unit, const struct sup_caller *caller,
                      const struct sup_operation *operation);
/** Write what is still in work and commit. */
int32_t sup__unit_commit(struct sup__unit *unit);
/** Roll back because of `code`; the code to answer, as sup__db_rollback() says. */
int32_t sup__unit_rollback(struct sup__unit *unit, int32_t code);
/** 1: it was ever above the lowest floor, or on a second stay: what others hold stands of it. By
 *  whose it is (`raised_of`) such tickets are found among all of a customer. */
int sup__was_raised(const struct sup__ticket_row *row);
/** Write the tickets in work; they stay at hand. */
int32_t sup__unit_flush(struct sup__unit *unit);

/** The ticket of an id; SUP_NOT_FOUND sets the error. The pointer lives until the next call. */
int32_t sup__unit_ticket(struct sup__unit *unit, int64_t id, struct sup__ticket_slot **slot);
/** A slot for a ticket that does not exist yet. */
int32_t sup__unit_ticket_new(struct sup__unit *unit, int64_t id, struct sup__ticket_slot **slot);

/** An event of the running operation: kind and ticket set, time and actor the caller's. */
struct sup__event sup__event_new(const struct sup__unit *unit, enum sup__event_kind kind,
                                 int64_t ticket_id);
/** Number, hash, store and apply an event. */
int32_t sup__emit(struct sup__unit *unit, struct sup__event *event);
enum { SUP__SALT_BYTES = 16 };
/** So many random bytes. */
int32_t sup__take_salt(struct sup__unit *unit, uint8_t *salt);
/** Apply an event to the projections: the only code that changes them. */
int32_t sup__fold(struct sup__unit *unit, const struct sup__event *event);
/** The part of it that is about messages (fold_message.c). */
int32_t sup__fold_message(struct sup__unit *unit, const struct sup__event *event,
                          struct sup__ticket_row *ticket);
/** Texts of an event may be borrowed from the request or from a rebuild's row: keep one as long as
 *  the ticket is in work. */
int32_t sup__fold_keep(struct sup__unit *unit, const char *text, const char **out);
/** Names with spaces between, kept likewise. */
int32_t sup__fold_joined(struct sup__unit *unit, const struct sup__texts *texts, const char **out);

/* Rows kept from one transaction to the next (kept.c). */
int sup__kept_head(struct sup__unit *unit);
int sup__kept_ticket(struct sup__unit *unit, int64_t id, struct sup__ticket_row *row,
                     struct sup__timer_row **timers);
int sup__kept_actor(struct sup__unit *unit);
/** After a commit: keep what the unit had in hand. */
void sup__kept_set(struct sup__unit *unit);
void sup__kept_free(struct sup__kept *kept, const struct sup__mem *mem);

/** Let the desk itself act at an instant, in an operation of its own, and let the caller go on. */
struct sup__turn {
    struct sup_caller caller;
    int64_t at_ms;
    int64_t first_sequence;
    int is_import;
};
void sup__unit_desks_turn(struct sup__unit *unit, int64_t at_ms, struct sup__turn *turn);
void sup__unit_turn_back(struct sup__unit *unit, const struct sup__turn *turn);

/* The agenda (agenda.c). */
enum sup__agenda_kind {
    SUP__AGENDA_AUTO_CLOSE = 1,
    SUP__AGENDA_TIMERS = 2,
    SUP__AGENDA_REPLAN = 3, /* of the desk itself: ticket 0 */
    SUP__AGENDA_REMINDERS = 4,
    SUP__AGENDA_REQUESTS = 5,
    SUP__AGENDA_KPI = 6 /* of the desk itself */
};
int32_t sup__agenda_set(struct sup__unit *unit, struct sup__ticket_slot *slot,
                        enum sup__agenda_kind kind, int64_t due_ms);
/** Take away a ticket's items of a kind. */
int32_t sup__agenda_clear(struct sup__unit *unit, struct sup__ticket_slot *slot,
                          enum sup__agenda_kind kind);
/** Let a ticket's only item of a kind wait for another time; 0: there is none. */
int32_t sup__agenda_replace(struct sup__unit *unit, struct sup__ticket_slot *slot,
                            enum sup__agenda_kind kind, int64_t before_ms, int64_t due_ms);
/** Let what is about no ticket wait for that time, and for none before; 0: it does not wait. */
int32_t sup__agenda_set_desk(struct sup__unit *unit, enum sup__agenda_kind kind, int64_t due_ms);
/** Items of the desk that are due by then, 0: ever, in due order; rows has room for `limit`. */
int32_t sup__agenda_due(struct sup__unit *unit, int64_t until_ms, uint32_t limit,
                        struct sup__agenda_row *rows, uint32_t *count);
/** A ticket's item that is due first, or that of what is about none (0); SUP_NOT_FOUND sets no
 *  error. */
int32_t sup__agenda_first(struct sup__unit *unit, int64_t ticket_id, struct sup__agenda_row *first);

/* Firing (agenda_fire.c). */
/** Fire what is due on a ticket, and on what it is part of, by the caller's now, each thing at its
 *  own instant. */
int32_t sup__agenda_fire_ticket(struct sup__unit *unit, int64_t ticket_id);
/** Fire what is due by the caller's now and is about no ticket. */
int32_t sup__agenda_fire_desk(struct sup__unit *unit);
/** Fire what is due on the desk by the caller's now, in due order; next_due_ms 0: nothing waits. */
int32_t sup__agenda_fire_due(struct sup__unit *unit, uint32_t limit, uint32_t *fired,
                             int64_t *next_due_ms);

/* Stored policies (policy_stored.c). */
/** A stored policy, compiled: release with sup__policy_free(). 0 is the built-in one. SUP_CORRUPT
 *  when the document is not the one that was activated: it is told before it is read. */
int32_t sup__load_policy(struct sup__unit *unit, int64_t version, struct sup__policy **policy);
/** SUP_CORRUPT unless the log says that this version was activated with this digest. */
int32_t sup__check_activation(struct sup__unit *unit, int64_t version, const char *digest);
/** Put a document back wherever it was activated and is no longer stored as it was. */
int32_t sup__heal_policies(struct sup__unit *unit, const char *document);

/* Loading for operations (load.c). */
int32_t sup__load_agent(struct sup__unit *unit, int64_t id, const char *field,
                        struct sup__agent_row *row);
/** SUP_CONFLICT when an agent or customer (`what`) is not at the version that was asked for; 0 is
 *  any. */
int32_t sup__check_version(struct sup__unit *unit, const char *what, int64_t id, int64_t asked,
                           int64_t stored);
/** Who is to work on a ticket: has not left the desk, unless an import tells the past. 0 is nobody.
 */
int32_t sup__load_assignee(struct sup__unit *unit, int64_t id, const char *field);
int32_t sup__load_customer(struct sup__unit *unit, int64_t id, const char *field,
                           struct sup__customer_row *row);
/** The same, of whom something is to be said: SUP_CONFLICT when they were erased. */
int32_t sup__load_present_customer(struct sup__unit *unit, int64_t id, const char *field,
                                   struct sup__customer_row *row);
/** Whether a ticket is at the version that a caller has seen; 0 is any. */
int32_t sup__check_ticket_version(struct sup__unit *unit, const struct sup__ticket_slot *slot,
                                  int64_t version);
/** Who a customer is now, after all merges; 0 for 0. */
int32_t sup__customer_root(struct sup__unit *unit, int64_t id, int64_t *root);
/** All customers that are one person now, by id. */
struct sup__family {
    uint32_t count;
    struct sup__customer_row rows[SUP_CUSTOMER_MEMBERS_MAX];
};
/** SUP_CORRUPT when the root is not one of them: a row was edited. */
int32_t sup__load_family(struct sup__unit *unit, int64_t root, struct sup__family *family);
/** 1: that customer is, after all merges, the person with that root. */
int32_t sup__is_person(struct sup__unit *unit, int64_t customer_id, int64_t root, int *is_person);
/** Who writes: the caller when a customer, who names nobody else, or who is named; 0: nobody is. */
int32_t sup__load_writer(struct sup__unit *unit, int64_t given, int64_t *customer_id,
                         int64_t *root);
/** 1: the caller, a customer, is that customer or was merged with them. */
int32_t sup__is_callers(struct sup__unit *unit, int64_t customer_id, int *is_callers);
/** A ticket to be changed: resolved, belonging to the caller if a customer, due things fired, and
 * at the expected version. */
int32_t sup__load_ticket(struct sup__unit *unit, int64_t id, int64_t version,
                         struct sup__ticket_slot **slot);

#endif
