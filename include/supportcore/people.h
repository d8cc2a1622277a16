/*
 * people.h: agents and bots, who work at the desk, and customers, who write to it.
 *
 * An agent has roles; the policy says what each role may do. A customer is one person with any
 * number of identities: addresses, numbers, accounts. Each belongs to one customer, and whoever
 * writes from one of them is that customer. The policy says which kinds there are, how they are
 * written, and of which one person has only one.
 */
#ifndef SUPPORTCORE_PEOPLE_H
#define SUPPORTCORE_PEOPLE_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of people and references. @since 0.1 */
enum {
    SUP_NAME_BYTES_MAX = 200,
    SUP_REFERENCE_ID_BYTES_MAX = 255,
    SUP_IDENTITY_BYTES_MAX = 255,      /**< value of an identity */
    SUP_IDENTITIES_MAX = 16,           /**< of one request */
    SUP_CUSTOMER_MEMBERS_MAX = 100,    /**< customers who are one person, by merging */
    SUP_EVIDENCE_BYTES_MAX = 2000,     /**< of a merge */
    SUP_CUSTOMER_IDENTITIES_MAX = 100, /**< of one customer, those merged into it not counted */
    SUP_KEY_BYTES_MAX = 128,           /**< idempotency keys */
    SUP_AGENT_CODES_MAX = 32,       /**< roles of an agent; also its teams, skills and languages */
    SUP_AGENT_CAPACITY_MAX = 10000, /**< open tickets at once */
    SUP_LANGUAGE_BYTES_MAX = 35,    /**< a language tag (RFC 5646, section 4.4.1) */
    SUP_PAGE_MAX = 100 /**< items of one page of any list; also the default of limits */
};

/** A thing outside the desk: an order, a shop's customer, a mail. Never a copy of it. */
struct sup_reference {
    const char *system; /**< code: "shopify" */
    const char *kind;   /**< code: "order" */
    const char *id;     /**< text, 1 to 255 bytes: "1001" */
};

/** What an agent is. @since 0.1 */
enum sup_agent_kind { SUP_AGENT_PERSON = 1, SUP_AGENT_BOT = 2 };

/** Whether an agent takes work now. Who was never set is offline. */
enum sup_availability {
    SUP_AVAILABILITY_AVAILABLE = 1, /**< signed in, may be given work */
    SUP_AVAILABILITY_BUSY = 2,      /**< at work, but not to be given more */
    SUP_AVAILABILITY_AWAY = 3,      /**< signed in, on a break */
    SUP_AVAILABILITY_OFFLINE = 4    /**< signed out */
};

struct sup_agent_save_params {
    uint32_t size;
    int32_t kind; /**< enum sup_agent_kind; 0 is a person; fixed once made */
    const char *idempotency_key;
    int64_t agent_id;             /**< 0 makes a new one */
    int64_t version;              /**< the version this change was based on; 0 for any */
    const char *name;             /**< required */
    const char *const *roles;     /**< codes of the policy */
    const char *const *teams;     /**< codes of the policy */
    const char *const *skills;    /**< codes; of the policy when it lists skills */
    const char *const *languages; /**< BCP 47 tags such as "pt-BR", written in the case that RFC
                                       5646, section 2.1.1, gives them; of the policy when it lists
                                       languages */
    uint32_t role_count;
    uint32_t team_count;
    uint32_t skill_count;
    uint32_t language_count;
    uint32_t capacity;   /**< how many open tickets at once; 0: not stated */
    int32_t is_departed; /**< 1: may no longer act; still counts as what they were */
};

struct sup_agent_get_params {
    uint32_t size;
    uint32_t reserved;
    int64_t agent_id;
};

struct sup_agent {
    uint32_t size;
    int32_t kind; /**< enum sup_agent_kind */
    int64_t id;
    int64_t version;
    const char *name;
    const char *const *roles; /**< codes of the policy */
    const char *const *teams; /**< codes of the policy */
    const char *const *skills; /**< codes */
    const char *const *languages; /**< tags */
    uint32_t role_count;
    uint32_t team_count;
    uint32_t skill_count;
    uint32_t language_count;
    uint32_t capacity; /**< 0: not stated */
    int32_t is_departed;
    int32_t availability; /**< enum sup_availability */
    uint32_t reserved;
    int64_t availability_since_ms; /**< 0: it was never set */
};

struct sup_agent_list_params {
    uint32_t size;
    uint32_t limit;   /**< 0 means SUP_PAGE_MAX */
    int64_t after_id; /**< 0 begins at the first */
};

struct sup_agent_list {
    uint32_t size;
    uint32_t count;
    const struct sup_agent *items;
    int64_t next_after_id; /**< for the next page; 0 when this was the last */
};

struct sup_agent_set_availability_params {
    uint32_t size;
    int32_t availability; /**< enum sup_availability */
    const char *idempotency_key;
    int64_t agent_id; /**< an agent or a bot */
};

struct sup_agent_sessions_params {
    uint32_t size;
    uint32_t limit; /**< 0 means SUP_PAGE_MAX */
    int64_t agent_id;
    int64_t from_ms;  /**< sessions that lasted past this; 0: since ever */
    int64_t to_ms;    /**< sessions that began before this; 0: until now */
    int64_t after_id; /**< the page after that session; 0 begins at the newest */
};

/** One stretch of one availability other than offline. */
struct sup_agent_session {
    uint32_t size;
    int32_t availability; /**< enum sup_availability */
    int64_t id;           /**< sequence of the event that began it */
    int64_t begun_ms;
    int64_t ended_ms; /**< 0 while it lasts */
};

struct sup_agent_session_list {
    uint32_t size;
    uint32_t count;
    const struct sup_agent_session *items;
    int64_t next_after_id; /**< for the next page; 0 when this was the last */
};

/**
 * One way to know a customer. Kinds are those of the policy, where docs/policy.md says how values
 * are written; a kind that it does not list is a text of its system.
 */
struct sup_identity {
    const char *kind;    /**< code: "email" */
    const char *system;  /**< code: "shopify"; NULL for a kind that is the same in every system */
    const char *value;   /**< text, 1 to 255 bytes: "mia@example.com" */
    int32_t is_verified; /**< 1: the host has proof that it is theirs; 0: it is claimed */
    uint32_t reserved;
};

struct sup_customer_save_params {
    uint32_t size;
    uint32_t identity_count;
    const char *idempotency_key;
    int64_t customer_id;                   /**< 0: the one with an identity, or a new one */
    int64_t version;                       /**< 0 for any */
    const char *name;                      /**< NULL: stays as it is */
    const struct sup_identity *identities; /**< that the customer has, besides those known */
};

struct sup_customer_resolve_params {
    uint32_t size;
    uint32_t identity_count;
    const char *idempotency_key;
    const struct sup_identity *identities; /**< 1 to 16; the one that says most comes first */
    const char *name;                      /**< of a customer that has none; NULL: not known */
};

struct sup_customer_get_params {
    uint32_t size;
    uint32_t reserved;
    int64_t customer_id;                 /**< this, */
    const struct sup_identity *identity; /**< or this, not both; is_verified is not looked at */
};

/** An identity as it is kept. */
struct sup_customer_identity {
    const char *kind; /**< "email" */
    const char *system;  /**< NULL: of no system */
    const char *value;   /**< in the one form of its kind */
    int32_t is_verified; /**< 1: the host has proof */
    uint32_t reserved;
    int64_t customer_id; /**< whose it is */
};

/** A customer that was merged into another: still there, under its own id. */
struct sup_customer_member {
    int64_t customer_id;
    int64_t merged_into; /**< a customer who is the same person */
    int64_t version;
    const char *name; /**< NULL when not known */
};

/** What is so about a customer or a thing, as the latest report by date said: report.h. */
struct sup_reported_fact {
    const char *name;            /**< without its group: "lifetime_value" */
    const char *value;           /**< text in the form of its type: "120.00 EUR" */
    int64_t at_ms;               /**< since when it is known to be so */
    const char *system;          /**< who said so */
    const char *source_event_id; /**< and in which event of theirs; NULL: not said */
};

/** One person: a customer, and those that were merged into them. */
struct sup_customer {
    uint32_t size;
    uint32_t identity_count;
    int64_t id;       /**< who they are now */
    int64_t asked_id; /**< who was asked for: this one, or a member */
    int64_t version;
    const char *name; /**< NULL when not known; of a member when only they have one */
    const struct sup_customer_identity *identities; /**< by customer, system, kind and value */
    int64_t created_ms;
    const struct sup_customer_member *members; /**< by id */
    uint32_t member_count;
    uint32_t fact_count;
    const struct sup_reported_fact *facts; /**< of all of them the latest by date, by name */
    int64_t erased_ms;                     /**< when a privacy request erased them; 0: none did */
};

struct sup_customer_merge_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t customer_id;  /**< who is merged away */
    int64_t into;         /**< who stays */
    const char *evidence; /**< required: why they are one person; up to SUP_EVIDENCE_BYTES_MAX */
    int64_t request_id;    /**< of a granted request for customer.merge, which this uses up; 0: none */
    const char *rationale; /**< private: why, where the authority matrix asks for it; NULL: none */
};

struct sup_customer_unmerge_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t customer_id;  /**< who was merged away */
    const char *evidence; /**< required: why they are not one person */
};

struct sup_customer_export_params {
    uint32_t size;
    int32_t without_notes; /**< 1: private notes of the desk and their texts are left out, and so
                                are reminders, which are notes for later */
    int64_t customer_id;   /**< the person: this customer and all who were merged with them */
    int64_t request_id;    /**< of a granted request for customer.export, which this uses up; 0: none */
    const char *rationale; /**< private: why, where the authority matrix asks for it; NULL: none */
};

enum { SUP_EXPORT_BYTES_MAX = 64 * 1024 * 1024 /**< of an exported document */ };

/** What is held about a person. */
struct sup_customer_export {
    uint32_t size;
    uint32_t reserved;
    int64_t customer_id;  /**< who they are now */
    const char *document; /**< JSON text: see sup_customer_export() */
};

struct sup_customer_erase_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t customer_id; /**< the person: this customer and all who were merged with them */
    const char *reason;  /**< required: why; up to SUP_EVIDENCE_BYTES_MAX. It stays, so it should
                            name the request and not the person */
    int64_t version;     /**< of the customer; 0: any */
    int64_t request_id;    /**< of a granted request for customer.erase, which this uses up; 0: none */
    const char *rationale; /**< private: why, where the authority matrix asks for it; NULL: none */
};

/**
 * Make or change an agent or a bot. All fields are set to what is given.
 *
 * Who departs is signed out in the same operation. They may no longer act, be given tickets or be
 * available; what they did stays theirs, and counts under the roles and teams that they had then.
 * Names that the agent has already may stay when a newer policy no longer lists them; a role that
 * it does not list allows nothing.
 *
 * @return as sup_run(); SUP_INVALID when a new role, team, skill or language is not in the policy,
 *         or a language is no tag; receipt id: the agent
 * @since 0.1
 */
SUP_API int32_t sup_agent_save(sup_core *core, const struct sup_caller *caller,
                               const struct sup_agent_save_params *params,
                               struct sup_receipt *receipt);

/** Read an agent; *agent is owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_agent_get(sup_core *core, const struct sup_caller *caller,
                              const struct sup_agent_get_params *params, struct sup_agent **agent);

/** Read agents in the order of their ids; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_agent_list(sup_core *core, const struct sup_caller *caller,
                               const struct sup_agent_list_params *params,
                               struct sup_agent_list **list);

/**
 * Say whether an agent or a bot takes work now. It ends the session that lasts, if any, and begins
 * one unless they go offline. Saying again what is so already changes nothing and appends no event.
 *
 * An agent or bot whose role allows this may set their own availability, and that of others if a
 * role of theirs also allows agent.save. An integration that may do this may do it for everybody.
 *
 * The order of the calls is the order of the sessions: caller->at_ms may lie in the past, so that a
 * report may come late, but not before the last change.
 *
 * The version of the agent stays: it counts what agent.save changes.
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_REFUSED when the agent has departed or is somebody else;
 *         SUP_CONFLICT when it would be before the last change; receipt id: the agent
 * @since 0.1
 */
SUP_API int32_t sup_agent_set_availability(sup_core *core, const struct sup_caller *caller,
                                           const struct sup_agent_set_availability_params *params,
                                           struct sup_receipt *receipt);

/**
 * Read an agent's sessions, newest first; owned: sup_free(). A session lies in the asked range when
 * a part of it does; its times are its own, not cut to the range.
 *
 * @return as sup_run(); SUP_NOT_FOUND when there is no such agent, or after_id is no session of it
 * @since 0.1
 */
SUP_API int32_t sup_agent_sessions(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_agent_sessions_params *params,
                                   struct sup_agent_session_list **list);

/**
 * Make or change a customer. With an identity that is known the customer who has it is changed, so
 * a shop's webhook may be delivered twice. Identities are added; what is known stays, and becomes
 * verified when it is given so. Nothing new is no event.
 *
 * @return as sup_run(); SUP_INVALID when an identity is not one of its kind; SUP_CONFLICT when one
 *         belongs to another customer, or the customer has another verified one of a kind that is
 *         single; SUP_LIMIT; receipt id: the customer
 * @since 0.1
 */
SUP_API int32_t sup_customer_save(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_customer_save_params *params,
                                  struct sup_receipt *receipt);

/**
 * Find the customer who has these identities, or make one: what to call when somebody writes.
 *
 * Identities that are given as verified decide first, then the others, in their order. Those that
 * nobody has become the customer's; those of other customers stay theirs. A customer who has
 * another verified identity of a kind that is single is not the one, and is passed over. When none
 * is left a customer is made. The name is taken by a customer who has none. Nothing new is no
 * event. Two processes may do it at once: there is one customer.
 *
 * @return as sup_run(); SUP_INVALID when an identity is not one of its kind; SUP_CONFLICT when
 *         identities given as verified lead to two customers, or to one who has another verified
 *         one of a kind that is single; receipt id: the customer
 * @since 0.1
 */
SUP_API int32_t sup_customer_resolve(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_customer_resolve_params *params,
                                     struct sup_receipt *receipt);

/**
 * Read a customer by id or by an identity; owned: sup_free(). Of a customer who was merged it is
 * the one they are now, with the identities of all, and of what was reported about any of them the
 * latest.
 *
 * @return as sup_run()
 * @since 0.1
 */
SUP_API int32_t sup_customer_get(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_customer_get_params *params,
                                 struct sup_customer **customer);

/**
 * Say that two customers are one person. The one points to the other from then on; who was merged
 * before goes along. Ids stay valid for ever, and each means the person: tickets and identities
 * keep the customer they came with, and are shown as the person's. Who is one already stays so,
 * without an event.
 *
 * @return as sup_run(); SUP_INVALID when both are the same; SUP_NOT_FOUND; SUP_LIMIT; SUP_REFUSED
 *         when both have verified identities of a kind that is single, in one system, which differ;
 *         receipt id: the customer that points to the other now, to be given to
 *         sup_customer_unmerge()
 * @since 0.1
 */
SUP_API int32_t sup_customer_merge(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_customer_merge_params *params,
                                   struct sup_receipt *receipt);

/**
 * Take exactly that merge back. Everything is again with the customer it came with, and so is what
 * came since under their id, to which their identities lead; merges of others stay. Only what was
 * given to them counts on for the limits of each, in the windows that it is in.
 *
 * Threads of the two come apart first, by hand, since each would show one what the other wrote:
 * tickets that were merged with sup_ticket_unmerge(), and what the one wrote in a ticket of the
 * other's, or in nobody's that was merged with one of theirs, with sup_ticket_split(). What the
 * desk replied to them stays unless it is split off as well. Who watches a ticket may have written
 * there.
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_CONFLICT when the customer was not merged into another;
 *         SUP_REFUSED while a thread has both: the text names what is first in the way, the hint
 *         how to take it out; and to an agent while a floor holds money actions of a ticket of
 *         theirs: have them signed first (floor.h); receipt id: the customer
 * @since 0.1
 */
SUP_API int32_t sup_customer_unmerge(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_customer_unmerge_params *params,
                                     struct sup_receipt *receipt);

/**
 * Everything that is held about a person, as one JSON object: what to hand to them when they ask.
 * Owned: sup_free().
 *
 * "customer_id" is who they are now. Each further member is a list. Those named after a table have
 * its rows, as objects of its columns without the tenant and without what is NULL: sup_customer,
 * sup_identity, sup_customer_fact, sup_contact, sup_watcher, sup_thing, sup_thing_fact, sup_ticket,
 * sup_reference, sup_tag, sup_fact, sup_field, sup_timer, sup_promise, sup_reminder, sup_link,
 * sup_message, sup_attachment; docs/data-model.md says what each column means. The tickets are theirs and those
 * of nobody that were merged into them; sup_link has what these are to other tickets and what
 * others are to them; sup_message and sup_attachment have what they wrote in tickets of others as
 * well. "texts" has what was written, also by them in tickets of others: "sequence" (that of the
 * message or report it belongs to), "event", "at_ms", "title" (a subject, name or label), "body",
 * "data". Ids are numbers below 2^53, times are UTC milliseconds.
 *
 * Notes are personal data of whom they are about, so they are in it unless it is said otherwise:
 * what a law exempts is the host's to decide.
 *
 * Left out is what tells nothing of the person that the lists do not: events without a text and
 * the hashes of the log (sup_event; sup_ticket_history() tells a ticket's), what the desk finds or
 * undoes things by (sup_message_external, sup_customer_event, sup_thing_report, sup_report,
 * sup_merge, sup_agenda), and digests of requests (sup_answer). Left out is also what is of others:
 * who else watches their tickets, the shop's agents and when they were available (sup_session), its
 * policies. Files are named, with where the host keeps them: their bytes are the host's to add.
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_LIMIT when it would have more than
 *         SUP_EXPORT_BYTES_MAX bytes: read in pages then
 * @since 0.1
 */
SUP_API int32_t sup_customer_export(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_customer_export_params *params,
                                    struct sup_customer_export **document);

/**
 * Erase a person, as a privacy request asks: what they wrote, what was written to them and about
 * them, and by what they are known. It cannot be undone.
 *
 * The person is the customer with all who were merged with them. Of their tickets, and of those of
 * nobody that were merged into them, go subjects,
 * messages, notes, attachments' entries, external ids, references, and the values of fields and
 * facts, whoever wrote them, but not messages that were split off and are in a ticket of somebody
 * else now; the messages that they wrote in tickets of others and the references that
 * came with these, and nothing else of these tickets; of themselves names, identities, reported facts, the evidence of merges; what was reported
 * about things that were last said to be theirs, and each report that named them about a thing
 * that is another's by now; and that they watch tickets. What stays tells of
 * nobody: ids, times, statuses, tags, reasons, channels, counts, names of fields. The files that
 * attachments name are the host's to delete: read them first.
 *
 * What was given to them counts on for limits, and what the shop said that their orders brought in
 * and was paid back: orders and the shop's ids of refunds are known by aliases from then on, "~" and
 * 32 hexadecimal digits, a digest with a key that the desk keeps. Who names such an order, or
 * reports a refund of that id again, meets what was there before.
 *
 * Ids stay valid, and the customer is read with erased_ms. Open tickets stay open, without what
 * they are about: answer or close them before. Whoever writes from the same address later is a new
 * customer. Nothing can be said of the erased one any more, nor do they act (SUP_CONFLICT); a reply
 * that is still recorded in a ticket of theirs goes when they are erased again.
 *
 * The event, customer.erased, names the tickets. Consumers of the outbox who fetched texts before
 * still have them, and so do backups. In the database file deleted text lies in free pages
 * until sup_purge().
 *
 * One transaction, in a time that grows with what there is about the person, and nothing else.
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_CONFLICT when the customer is at another version;
 *         receipt id: the customer; sequence 0 when nothing was left to erase
 * @since 0.1
 */
SUP_API int32_t sup_customer_erase(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_customer_erase_params *params,
                                   struct sup_receipt *receipt);

#ifdef __cplusplus
}
#endif
#endif
