/*
 * ticket.h: a ticket's life.
 *
 * A ticket is one question of one customer, with one thread of messages across channels. Its
 * status is a name of the policy in one of six categories: new, open, pending (we wait for the
 * customer), on-hold (we wait for a third party), solved, closed. A customer's message moves
 * pending and on-hold to open, reopens a solved ticket within the policy's grace, and on a closed
 * one (or after the grace) opens a follow-up. A solved ticket closes by itself after the policy's
 * time. Every change is an event; the events read as sentences in the ticket's history.
 */
#ifndef SUPPORTCORE_TICKET_H
#define SUPPORTCORE_TICKET_H

#include "supportcore/join.h"
#include "supportcore/reminder.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of tickets. @since 0.1 */
enum {
    SUP_SUBJECT_BYTES_MAX = 1000,
    SUP_BODY_BYTES_MAX = 262144,
    SUP_EXTERNAL_ID_BYTES_MAX = 255,
    SUP_TICKET_TAGS_MAX = 64,
    SUP_TICKET_REFERENCES_MAX = 64,
    SUP_TICKET_FACTS_MAX = 64,
    SUP_FACT_BYTES_MAX = 1000,
    SUP_TICKET_FIELDS_MAX = 64, /**< filled ones; the policy may have more */
    SUP_FIELD_BYTES_MAX = 1000, /**< of a custom field's value */
    SUP_THREAD_IDS_MAX = 100,   /**< that are looked at; a longer list is not wrong */
    SUP_MESSAGE_ATTACHMENTS_MAX = 32,
    SUP_ATTACHMENT_NAME_BYTES_MAX = 1000,
    SUP_MEDIA_TYPE_BYTES_MAX = 255,
    SUP_DIGEST_BYTES_MAX = 200,
    SUP_LOCATION_BYTES_MAX = 2000,
    SUP_LIST_LOOKED_MAX = 5000,   /**< tickets that one page of a list in the order of its index
                                       looks at; a page may be short for it */
    SUP_LIST_SORTED_MAX = 10000,  /**< tickets that are looked at and sorted for a page */
    SUP_LIST_AFTER_BYTES_MAX = 63 /**< of a position in a list */
};

/** What a status means. @since 0.1 */
enum sup_category {
    SUP_CATEGORY_NEW = 1,
    SUP_CATEGORY_OPEN = 2,
    SUP_CATEGORY_PENDING = 3, /**< waiting for the customer */
    SUP_CATEGORY_ON_HOLD = 4, /**< waiting for a third party */
    SUP_CATEGORY_SOLVED = 5,
    SUP_CATEGORY_CLOSED = 6
};

/** Who says something to whom. @since 0.1 */
enum sup_message_kind {
    SUP_MESSAGE_CUSTOMER = 1, /**< from the customer */
    SUP_MESSAGE_REPLY = 2,    /**< to the customer */
    SUP_MESSAGE_NOTE = 3      /**< among colleagues; customers never see it */
};

/**
 * The value of a custom field, one of the policy's `fields`, as text. What it may be depends on the
 * field's type:
 *
 * | type | value |
 * | --- | --- |
 * | text | any; line breaks are allowed |
 * | integer, decimal | `3`, `-12.50`: digits, with at most the field's decimals |
 * | money | `12.50 EUR`; `12.50` where the policy has a currency |
 * | boolean | `true` or `false` |
 * | time | RFC 3339, `2026-01-31T09:00:00Z`; a date alone is the begin of that day in UTC |
 * | choice | the name of one option |
 * | choices | names of options, separated by spaces |
 *
 * Values are kept and given back in one form, so that equal ones are equal texts: `12.50` for a
 * decimal `12.5` of two decimals, `2026-01-31T09:00:00.000Z`, choices in the policy's order.
 */
struct sup_ticket_field {
    const char *name;
    const char *value; /**< to be filled: NULL or "" clears it; of a ticket: NULL once erased */
};

/**
 * A file that came or went with a message: what it is and where the host keeps it. The desk keeps
 * no files, never reads one, and checks none: name and media type are what the sender said.
 */
struct sup_attachment {
    const char *name;       /**< of the file; NULL when it has none */
    const char *media_type; /**< "image/png", as its sender says; NULL when not known */
    const char *digest;     /**< "sha256:" or another algorithm's code, and its bytes as small
                                 hexadecimal digits; NULL when not known */
    const char *location;   /**< where the host finds it again: a path, a key, a URL; required */
    int64_t bytes;          /**< its size */
};

struct sup_ticket_open_params {
    uint32_t size;
    uint32_t field_count;
    const char *idempotency_key;
    const char *subject;
    const char *body;         /**< the customer's first message, whoever records it; NULL or empty:
                                   there is none */
    const char *channel;      /**< a channel of the policy; NULL is its first */
    int64_t customer_id;      /**< 0 when not known; a customer's own ticket is always theirs */
    const char *priority;     /**< NULL: the policy decides, by rules, matrix or default */
    const char *reason;       /**< contact reason of the policy; NULL when not known */
    const char *team;         /**< NULL: the policy decides, by routing, reason or channel */
    int64_t assignee_id;      /**< agent; 0 for none */
    int64_t follow_up_of;     /**< ticket; 0 for none */
    const char *external_id;  /**< the first message's id where it came from */
    const char *const *tags;  /**< codes */
    const struct sup_reference *references;
    uint32_t tag_count;
    uint32_t reference_count;
    const char *impact;  /**< of the policy's impacts: with the urgency it decides the priority */
    const char *urgency; /**< of the policy's urgencies */
    const struct sup_ticket_field *fields; /**< custom fields; the policy's rules see them */
    const struct sup_attachment *attachments; /**< of the first message */
    uint32_t attachment_count;
    uint32_t reserved;
};

/**
 * A message from a customer, as it came in. Which ticket it belongs to is found by these rules, in
 * this order; the subject is never one of them:
 *
 * | rule | finds |
 * | --- | --- |
 * | `reply_to` | the thread of a message, other than a note, that is known on this channel by one of `thread_ids`, the last (newest) first, then by `in_reply_to` |
 * | `ticket` | `ticket_id` |
 * | `order` | the ticket of the same person, not closed, about one of the orders in `references` (those of kind "order") with something happening at most the policy's `thread_window` before or after this message; of several the one where something happened last |
 * | `new` | nothing was found: a ticket is opened |
 *
 * What is found is then asked what such a message does: a solved ticket reopens within the grace; a
 * closed one, or one after the grace, leads to the last ticket that goes on from it when it is the
 * same person's, and else a follow-up is opened. The event's payload has the rule's name.
 *
 * `order` looks at the person's own tickets, of more than a hundred within the window at those where
 * something happened last: what strangers write about the same order changes nothing.
 *
 * Ids in mail are what the sender says, and senders lie: a message of a known person never lands in
 * another known person's ticket by `reply_to`; the next rule is tried. A message without a person
 * lands where it says, and so does any message in a ticket of nobody. Who watches a ticket may write
 * there by `reply_to` and `ticket`, as who is copied in on a mail may answer it; that gives no right
 * to read, and the follow-up of such a ticket is of its customer.
 */
struct sup_ticket_receive_params {
    uint32_t size;
    int32_t is_automated;    /**< 1: no person wrote it: an absence note, a delivery report. It is
                                  added to the ticket that is found, and moves it nowhere, opens no
                                  follow-up and ends no wait; a new ticket when none is found */
    const char *idempotency_key;
    int64_t ticket_id;       /**< 0: found by the other rules */
    int64_t version;         /**< of ticket_id; 0 for any */
    const char *body;        /**< required */
    const char *channel;     /**< NULL: that of ticket_id, or the policy's first */
    const char *external_id; /**< its id where it came from; known ids are not added twice */
    int64_t customer_id;     /**< who wrote; 0 when not known. A customer writes for themselves */
    const char *subject;     /**< of a ticket that is opened */
    const char *reason;      /**< contact reason of a ticket that is opened */
    const char *in_reply_to; /**< external id of the message that this one answers */
    const char *const *thread_ids; /**< external ids of the messages before it, oldest first, as in
                                        the References of a mail. The last SUP_THREAD_IDS_MAX are
                                        looked at; what cannot be an id (empty, too long) is passed
                                        over. Ids are compared as they are: give them all with or
                                        all without their angle brackets */
    const struct sup_reference *references; /**< what it is about: joined to the ticket
                                               that the message came with */
    const struct sup_attachment *attachments;
    uint32_t thread_id_count;
    uint32_t reference_count;
    uint32_t attachment_count;
    uint32_t reserved;
};

/** Parameters of sup_ticket_reply() and sup_ticket_note(). */
struct sup_ticket_message_params {
    uint32_t size;
    int32_t is_automated;       /**< 1: no person wrote it. A system or an integration says which:
                                     what it passes on with 0 counts as a person's */
    const char *idempotency_key;
    int64_t ticket_id;          /**< required */
    int64_t version;            /**< 0 for any */
    const char *body;           /**< required */
    const char *channel;        /**< NULL: of a reply, that of the customer's last message, which is
                                     the ticket's when there is none; of a note, the ticket's */
    const char *external_id;    /**< its id where it came from; ids known there are not added twice */
    const char *status;         /**< move there in the same step; NULL stays */
    int64_t handle_ms;          /**< how long the agent worked on it */
    int32_t is_acknowledgement; /**< reply: "we got your message", not an answer */
    uint32_t attachment_count;
    const struct sup_attachment *attachments;
    int64_t author_id;          /**< the agent or bot who wrote it, departed ones too: only for an
                                     import, which tells what others did; 0: the caller */
    int64_t request_id;    /**< of a granted request for ticket.close, when status closes the
                                ticket: it is used up; 0: none */
    const char *rationale; /**< private: why it is closed, where the authority matrix asks for it;
                                NULL: none */
};

struct sup_ticket_move_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;  /**< required */
    int64_t version;    /**< 0 for any */
    const char *status; /**< required */
    int64_t request_id;    /**< of a granted request for ticket.close, which this uses up; 0: none */
    const char *rationale; /**< private: why, where the authority matrix asks for it; NULL: none */
};

struct sup_ticket_prioritize_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *priority; /**< required */
};

struct sup_ticket_classify_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *reason; /**< required */
};

struct sup_ticket_assign_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    int64_t agent_id; /**< 0 takes the ticket from whoever has it */
    const char *team; /**< NULL keeps the ticket's team */
};

struct sup_ticket_transfer_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *team; /**< required; the ticket waits there for somebody to take it */
};

/** Parameters of sup_ticket_tag() and sup_ticket_untag(). */
struct sup_ticket_tag_params {
    uint32_t size;
    uint32_t tag_count;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const char *const *tags; /**< codes; at least one */
};

/** Parameters of sup_reference_add() and sup_reference_remove(). */
struct sup_reference_params {
    uint32_t size;
    uint32_t reference_count;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const struct sup_reference *references; /**< at least one */
};

/** Something that another system says about a ticket: its own verdict, say, or what it found out
 *  about the customer's messages. */
struct sup_fact {
    const char *name;  /**< code: "made_sla"; of the table in docs/facts.md: "message.is_abusive" */
    const char *value; /**< text: "false" */
};

struct sup_fact_record_params {
    uint32_t size;
    uint32_t fact_count;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const struct sup_fact *facts; /**< at least one; a name that is there gets the new value */
};

struct sup_ticket_fill_params {
    uint32_t size;
    uint32_t field_count;
    const char *idempotency_key;
    int64_t ticket_id;
    int64_t version;
    const struct sup_ticket_field *fields; /**< at least one; the others stay as they are */
};

struct sup_ticket_get_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
};

struct sup_ticket {
    uint32_t size;
    int32_t category; /**< enum sup_category */
    int64_t id;
    int64_t version;
    const char *status;
    const char *subject;
    const char *channel;
    const char *priority;
    const char *reason; /**< NULL when not known */
    const char *team;   /**< NULL for none */
    int64_t customer_id;
    int64_t assignee_id;
    int64_t follow_up_of; /**< ticket; 0 for none */
    int64_t opened_ms;
    int64_t updated_ms;
    int64_t first_reply_ms; /**< first public reply that a person wrote and that is not an
                                 acknowledgement: by a caller who is no bot, with is_automated 0; 0.
                                 What an agent writes before the customer has written anything, in a
                                 ticket that the customer did not open, is not the first reply. Times of messages are when they were written, not when the desk was
                                 told: one that arrives late corrects them */
    int64_t last_reply_ms;    /**< the latest such reply; 0 */
    int64_t last_customer_ms; /**< the latest message that the customer wrote (is_automated 0); 0 */
    int64_t waiting_since_ms; /**< the oldest of those that is later than the last reply and that came
                                   in after the ticket was last solved (or closed without being
                                   solved): since then the customer waits; 0 when nobody waits. What
                                   was answered or solved before a merge counts for the messages of
                                   that ticket alone */
    const char *reply_channel; /**< of the latest message that the customer wrote, or the ticket's:
                                    replies go there unless they say otherwise */
    int64_t solved_ms;      /**< when it was last solved; 0 while it is not */
    int64_t closed_ms;      /**< 0 while it is not */
    int64_t reopen_count;   /**< from solved or closed back to work */
    int64_t reassign_count; /**< changes of agent or team after the first assignment; who takes
                                 what nobody has, where it is, changes none, but in an import */
    int64_t message_count; /**< without private notes for a customer */
    int32_t is_imported; /**< 1: opened by an import */
    uint32_t tag_count;
    const char *const *tags;                /**< in byte order; sup_ticket_get() only */
    const struct sup_reference *references; /**< in byte order; sup_ticket_get() only */
    const struct sup_fact *facts;           /**< by name; sup_ticket_get() only */
    uint32_t reference_count;
    uint32_t fact_count;
    const struct sup_ticket_field *fields;  /**< filled ones by name; sup_ticket_get() only */
    const char *const *intake_missing;      /**< fields that its reason asks for and that are not
                                                 filled; sup_ticket_get() only */
    uint32_t field_count;
    uint32_t intake_missing_count;
    const struct sup_ticket_link *links;       /**< its own by kind and ticket, then those of others
                                                    to it; sup_ticket_get() only */
    const struct sup_ticket_watcher *watchers; /**< agents, then customers; sup_ticket_get() only */
    uint32_t link_count;
    uint32_t watcher_count;
    int64_t merged_into; /**< ticket; 0: it was not merged */
    int64_t root_id;     /**< the ticket that it is part of now; itself when it was not merged */
    const struct sup_ticket_member *members; /**< that are part of it, by id; sup_ticket_get() only */
    uint32_t member_count;
    uint32_t reminder_count;
    const struct sup_reminder *reminders; /**< by when they are due; sup_ticket_get() only */
    const char *floor;         /**< the tier of handling that it is on; NULL: none, or a customer asks */
    const char *floor_minimum; /**< the lowest one that it may be on; likewise */
    const char *impact;  /**< as it was said at its opening; NULL: nobody did, or a customer asks */
    const char *urgency; /**< likewise */
};

/** What a list of tickets is sorted by; those that are equal in it, by id. */
enum sup_ticket_sort {
    SUP_SORT_ID = 1,      /**< the order in which they were opened here; never changes */
    SUP_SORT_OPENED = 2,  /**< opened_ms: another order where history was imported; never changes */
    SUP_SORT_UPDATED = 3, /**< updated_ms: a ticket moves whenever something happens to it */
    SUP_SORT_PRIORITY = 4 /**< the place in the policy's list, which begins with the lowest. What an
                               earlier policy had is below all of them */
};

struct sup_ticket_list_params {
    uint32_t size;
    uint32_t limit;        /**< 0 means SUP_PAGE_MAX */
    const char *after;     /**< next_after of the page before; NULL begins */
    int32_t sort;          /**< enum sup_ticket_sort; 0 is SUP_SORT_ID */
    int32_t is_ascending;  /**< 1: oldest or lowest first; 0: newest or highest first */
    int32_t category;      /**< enum sup_category, 0 for any; the filters that follow likewise */
    int32_t is_unassigned; /**< 1: only those that nobody has */
    const char *status;
    const char *priority;
    const char *reason;
    const char *channel;
    const char *team;
    int64_t assignee_id;
    int64_t customer_id;                 /**< the person's, however many customers they are */
    const struct sup_identity *identity; /**< the same, by what they are known by; is_verified is
                                              not looked at */
    const char *tag; /**< NULL: any */
    const struct sup_reference *reference;
    const struct sup_ticket_field *field; /**< the whole value */
    int64_t opened_from_ms;               /**< opened then or later; 0: no bound */
    int64_t opened_to_ms;                 /**< opened before that */
    int64_t updated_from_ms;
    int64_t updated_to_ms;
};

struct sup_ticket_list {
    uint32_t size;
    uint32_t count; /**< a page that has a next one may have fewer than the limit, and none */
    const struct sup_ticket *items;
    const char *next_after; /**< for the next page; NULL when this was the last */
};

/** Parameters of sup_ticket_messages() and sup_ticket_history(). */
struct sup_ticket_page_params {
    uint32_t size;
    uint32_t limit;    /**< 0 means SUP_PAGE_MAX */
    int64_t ticket_id; /**< required */
    int64_t after_id;  /**< the message or event of that ticket that ended the page before; 0 begins
                            with the oldest */
};

/** A message of a thread. */
struct sup_message_item {
    int64_t id;        /**< 1, 2, 3 ... in the desk */
    int64_t ticket_id; /**< that it came with: another one after a merge */
    int32_t kind; /**< enum sup_message_kind */
    int32_t actor_kind;
    int64_t actor_id;
    int64_t at_ms;
    const char *channel;
    const char *body; /**< NULL once erased */
    const char *external_id; /**< the channel's own id of it; NULL: none */
    int64_t handle_ms;
    int32_t is_automated;
    int32_t is_acknowledgement;
    int32_t is_public; /**< 1: everyone sees it: the channel was public when it was recorded */
    uint32_t attachment_count;
    const struct sup_attachment *attachments; /**< without those that were erased */
    int64_t customer_id; /**< the customer who wrote it, under the id they came with; 0: none did, or
                            nobody knows. Who the host names, else whose ticket it was for */
};

struct sup_message_list {
    uint32_t size;
    uint32_t count;
    const struct sup_message_item *items; /**< by time, those of one time by id */
    int64_t next_after_id;
};

/** What happened, in a sentence. */
struct sup_history_item {
    int64_t id; /**< the event's sequence */
    int64_t at_ms;
    int64_t recorded_ms;
    const char *kind; /**< "ticket.opened" */
    int32_t actor_kind;
    int32_t is_imported;
    int64_t actor_id;
    const char *actor;    /**< "Priya Nair (agent)" */
    const char *sentence; /**< "Priya Nair (agent) moved the ticket from open to solved." */
};

struct sup_history {
    uint32_t size;
    uint32_t count;
    const struct sup_history_item *items;
    int64_t next_after_id;
};

/**
 * Open a ticket, with the customer's first message when `body` is given.
 *
 * A message whose external_id is known already opens nothing: the receipt is that of the ticket it
 * is in, with is_replay 1. If that ticket is of another customer than customer_id, the message is
 * not taken for the known one (SUP_CONFLICT): an id is what its sender says, and senders lie.
 * Customers may not set priority, impact, urgency, team, assignee_id or
 * tags, and fill only the fields that the reason asks for (SUP_REFUSED).
 *
 * The priority and the team that are not given are decided by the policy's rules; the event says
 * which rule it was. Fields are filled in an event of their own, sup_ticket_fill() says how.
 *
 * @return as sup_run(); SUP_NOT_FOUND for an unknown customer, assignee or follow_up_of; receipt
 *         id: the ticket
 * @since 0.1
 */
SUP_API int32_t sup_ticket_open(sup_core *core, const struct sup_caller *caller,
                                const struct sup_ticket_open_params *params,
                                struct sup_receipt *receipt);

/**
 * Take in a message from a customer; struct sup_ticket_receive_params says which ticket it lands in.
 * It moves a waiting ticket to open, reopens a solved one within the grace, and otherwise goes on in
 * a follow-up; one that no person wrote (is_automated) does none of that. The receipt's ticket_id
 * is where it landed. A message that is told late takes its place by time and moves the ticket all
 * the same, also when it was written before the ticket was solved: nobody has seen it.
 *
 * A message whose external_id is known on its channel is not added again: the receipt has the id
 * and sequence of the first one's and the ticket where that is now, after a merge or a split too, with
 * is_replay 1. It may come with the version of the first time. SUP_CONFLICT when the known one is no
 * customer's message, is of another person than who writes now, or never came to ticket_id or what
 * that was merged into.
 *
 * subject and reason are for a ticket that is opened, and else passed over; a follow-up of the same
 * customer has the first ticket's subject. References for which the ticket has no room are left out, since the
 * message must not be lost for them: the event's payload says how many (`references_left_out`).
 *
 * @return as sup_run(); receipt id: the message
 * @return SUP_NOT_FOUND  there is no such ticket or customer, or the caller neither has nor watches it
 * @return SUP_CONFLICT   ticket_id is another person's ticket: leave it away, or merge the
 *                        customers; an import tells what was, and is not refused
 * @return SUP_INVALID    an attachment's digest is not one; version without ticket_id
 * @since 0.1
 */
SUP_API int32_t sup_ticket_receive(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_ticket_receive_params *params,
                                   struct sup_receipt *receipt);

/** Record a reply to the customer. Not on a closed ticket (SUP_REFUSED). A reply that names no
 *  channel never goes where everyone sees it when the customer wrote privately (SUP_INVALID: name
 *  the channel); this happens when a channel has become public since.
 *  @return as sup_run(); receipt id: the message @since 0.1 */
SUP_API int32_t sup_ticket_reply(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_ticket_message_params *params,
                                 struct sup_receipt *receipt);

/** Record a private note. @return as sup_run(); receipt id: the message @since 0.1 */
SUP_API int32_t sup_ticket_note(sup_core *core, const struct sup_caller *caller,
                                const struct sup_ticket_message_params *params,
                                struct sup_receipt *receipt);

/** Move a ticket to another status, as the policy's transitions allow; to the status it has:
 *  nothing happens, sequence 0. @return as sup_run(); receipt id: the ticket @since 0.1 */
SUP_API int32_t sup_ticket_move(sup_core *core, const struct sup_caller *caller,
                                const struct sup_ticket_move_params *params,
                                struct sup_receipt *receipt);

/** Give a ticket another priority. @return as sup_run() @since 0.1 */
SUP_API int32_t sup_ticket_prioritize(sup_core *core, const struct sup_caller *caller,
                                      const struct sup_ticket_prioritize_params *params,
                                      struct sup_receipt *receipt);

/** Say why the customer wrote: the contact reason. @return as sup_run() @since 0.1 */
SUP_API int32_t sup_ticket_classify(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_ticket_classify_params *params,
                                    struct sup_receipt *receipt);

/** Give a ticket to an agent, in a team or not. A new ticket becomes open when somebody takes it.
 *  @return as sup_run(); SUP_NOT_FOUND for an unknown agent; SUP_REFUSED for a departed one
 *  @since 0.1 */
SUP_API int32_t sup_ticket_assign(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_ticket_assign_params *params,
                                  struct sup_receipt *receipt);

/** Hand a ticket to another team; nobody there has it yet. @return as sup_run() @since 0.1 */
SUP_API int32_t sup_ticket_transfer(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_ticket_transfer_params *params,
                                    struct sup_receipt *receipt);

/** Add tags; those it has are passed over. @return as sup_run(); SUP_LIMIT @since 0.1 */
SUP_API int32_t sup_ticket_tag(sup_core *core, const struct sup_caller *caller,
                               const struct sup_ticket_tag_params *params,
                               struct sup_receipt *receipt);

/** Take tags away; those it has not are passed over. @return as sup_run() @since 0.1 */
SUP_API int32_t sup_ticket_untag(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_ticket_tag_params *params,
                                 struct sup_receipt *receipt);

/** Say which orders, payments or other things outside a ticket is about.
 *  @return as sup_run(); SUP_LIMIT @since 0.1 */
SUP_API int32_t sup_reference_add(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_reference_params *params,
                                  struct sup_receipt *receipt);

/** Take references away.
 *  @return as sup_run(); SUP_REFUSED also to an agent while the ticket's floor holds money actions:
 *          have them signed first (floor.h)
 *  @since 0.1 */
SUP_API int32_t sup_reference_remove(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_reference_params *params,
                                     struct sup_receipt *receipt);

/**
 * Keep what another system says about a ticket. Names that begin with "message." are facts of
 * docs/facts.md, with values of their type: the policy's rules that ask for them see them from then
 * on, and what is promised is looked at again. Any other name is the system's own.
 *
 * @return as sup_run(); SUP_INVALID for a name that begins with "message." and is not in the table,
 *         and for a value that is not one of its type, `field` is then "facts/0/name" or
 *         "facts/0/value"; SUP_LIMIT; receipt id: the ticket
 * @since 0.1
 */
SUP_API int32_t sup_fact_record(sup_core *core, const struct sup_caller *caller,
                                const struct sup_fact_record_params *params,
                                struct sup_receipt *receipt);

/**
 * Fill custom fields of a ticket, or clear them. Which there are, and what each may hold, is in the
 * policy; see struct sup_ticket_field.
 *
 * A value that a field has already is passed over; of two values for one field the last counts. The
 * priority and the team stay: they were decided when the ticket was opened. A field that a later
 * policy no longer has keeps its value, and can no longer be filled or cleared. Customers fill only
 * what the ticket's reason asks for (SUP_REFUSED).
 *
 * @return as sup_run(); SUP_INVALID for a field that the policy does not have and for a value that
 *         is not one of the field's, `field` is then "fields/0/name" or "fields/0/value";
 *         SUP_LIMIT; receipt id: the ticket
 * @since 0.1
 */
SUP_API int32_t sup_ticket_fill(sup_core *core, const struct sup_caller *caller,
                                const struct sup_ticket_fill_params *params,
                                struct sup_receipt *receipt);

/** Read a ticket with its tags, references, facts, fields, links, watchers and reminders; owned:
 *  sup_free(). A customer reads only their own, without tags, facts, links, watchers and reminders,
 *  and of the fields those that its reason asks for.
 *  @return as sup_run() @since 0.1 */
SUP_API int32_t sup_ticket_get(sup_core *core, const struct sup_caller *caller,
                               const struct sup_ticket_get_params *params,
                               struct sup_ticket **ticket);

/**
 * Read tickets, newest first unless asked otherwise; owned: sup_free().
 *
 * Statuses, priorities, reasons, channels, teams and the field with its value must be of the policy,
 * now or in an earlier version. Customers may not ask for a tag or a field (SUP_REFUSED), nor for
 * another customer.
 *
 * **What a call looks at.** By id, a list looks through the tickets with its tag, reference or field;
 * else through those of its person; else through those of its category; else through all: at most
 * SUP_LIST_LOOKED_MAX of them, and the other filters are asked of each. Where few of them match, pages are short: `next_after`,
 * not `count`, says whether there are more. Sorted by another value, everything that is looked
 * through must be sorted, so there may be at most SUP_LIST_SORTED_MAX tickets of that tag, person,
 * category or range of opening times, or in the desk. Only lists by opening have an index for more:
 * they go on in short pages, unless they ask for a tag, a reference or a field.
 *
 * **Pages while others write.** A page begins behind a place, which is a value and an id, and not
 * behind a number of tickets. By id or by opening, no ticket is shown twice, and one that matches all
 * the time is shown. By update or by priority a ticket that is changed between two pages moves: it
 * may be shown twice, or not at all; most recently updated first, what was shown is not shown
 * again unless it is changed. A position is for the list that it came with: the same filters, sort and
 * direction, and by priority the same version of the policy; the limit may be another one.
 *
 * @return as sup_run()
 * @return SUP_INVALID    another name; two of tag, reference and field; customer_id and identity; a
 *                        range without an instant in it; `after` of another list: begin again
 * @return SUP_NOT_FOUND  an unknown agent, customer or identity
 * @return SUP_LIMIT      more than SUP_LIST_SORTED_MAX tickets would have to be sorted: narrow the
 *                        list, or sort by id
 * @since 0.1
 */
SUP_API int32_t sup_ticket_list(sup_core *core, const struct sup_caller *caller,
                                const struct sup_ticket_list_params *params,
                                struct sup_ticket_list **list);

/** Read a ticket's messages in the order of their times, not of their arrival; a customer sees no
 *  notes; owned: sup_free(). A message that arrives between two pages, with a time before that of the
 *  last one that was read, is not on the next page.
 *  @return as sup_run(); SUP_NOT_FOUND when after_id is no message of the ticket
 *  @since 0.1 */
SUP_API int32_t sup_ticket_messages(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_ticket_page_params *params,
                                    struct sup_message_list **list);

/** Read what happened to a ticket, in sentences; owned: sup_free().
 *  @return as sup_run() @since 0.1 */
SUP_API int32_t sup_ticket_history(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_ticket_page_params *params,
                                   struct sup_history **history);

#ifdef __cplusplus
}
#endif
#endif
