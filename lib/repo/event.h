/*
 * event.h: events as records: their kinds, their hash, their text form.
 */
#ifndef SUP__EVENT_RECORD_H
#define SUP__EVENT_RECORD_H

#include "base/hash.h"
#include "repo/payload.h"
#include "repo/rows.h"

/* Numbers are stored: never change one. */
#define SUP__EVENTS(X)                                                                             \
    X(1, DESK_STARTED, "desk.started")                                                             \
    X(2, POLICY_ACTIVATED, "policy.activated")                                                     \
    X(3, CHAIN_ROTATED, "chain.rotated")                                                           \
    X(4, REQUEST_REFUSED, "request.refused")                                                       \
    X(10, AGENT_SAVED, "agent.saved")                                                              \
    X(20, CUSTOMER_SAVED, "customer.saved")                                                        \
    X(30, TICKET_OPENED, "ticket.opened")                                                          \
    X(31, TICKET_MOVED, "ticket.moved")                                                            \
    X(32, TICKET_PRIORITIZED, "ticket.prioritized")                                                \
    X(33, TICKET_CLASSIFIED, "ticket.classified")                                                  \
    X(34, TICKET_ASSIGNED, "ticket.assigned")                                                      \
    X(35, TICKET_TRANSFERRED, "ticket.transferred")                                                \
    X(36, TICKET_TAGGED, "ticket.tagged")                                                          \
    X(37, TICKET_UNTAGGED, "ticket.untagged")                                                      \
    X(38, REFERENCES_ADDED, "ticket.references_added")                                             \
    X(39, REFERENCES_REMOVED, "ticket.references_removed")                                         \
    X(40, FACTS_RECORDED, "ticket.facts_recorded")                                                 \
    X(50, MESSAGE_RECEIVED, "message.received")                                                    \
    X(51, MESSAGE_REPLIED, "message.replied")                                                      \
    X(52, MESSAGE_NOTED, "message.noted")

#define SUP__EVENT_ENUM(number, NAME, name) SUP__E_##NAME = number,
enum sup__event_kind { SUP__EVENTS(SUP__EVENT_ENUM) SUP__E_NONE = 0 };

/** "ticket.opened"; "unknown" for a number that is none. */
const char *sup__event_name(int64_t kind);

/** An event while it is decided, applied or folded. */
struct sup__event {
    struct sup__event_row row;
    struct sup__payload payload;
    const char *title;
    const char *body;
    struct sup__data data;
};

/** Compute an event's hash from the hash before it. */
int sup__event_hash(const struct sup__event_row *row, const void *previous, const void *key,
                    size_t key_bytes, uint8_t out[SUP__HASH_BYTES]);
/** Compute the digest of an event's private text. */
int sup__private_digest(const struct sup__event_private_row *row, uint8_t out[SUP__HASH_BYTES]);
/** Hexadecimal with a NUL: out has room for 2 * bytes + 1. */
void sup__hex(const void *data, size_t bytes, char *out);

/** Fill an event from its rows; `text` may be NULL (no private text, or erased).
 *  SUP_CORRUPT when the payload is not canonical. */
int32_t sup__event_decode(struct sup__arena *arena, const struct sup__event_row *row,
                          const struct sup__event_private_row *text, struct sup__event *event,
                          struct sup_error *error);

#endif
