/*
 * context.h: all that an agent needs to know before answering, in one call.
 *
 * sup_customer_context() answers four questions about a customer: who is this, what did they buy,
 * what has happened, and what should happen next. sup_ticket_handover() tells what the next person
 * on a ticket needs, so that nobody asks the customer again. Both read and change nothing, are for
 * those who work at the desk, and cost a number of storage calls that is bounded however long the
 * history: a context ten at most. Of these some hold many reads, which a store across a network
 * answers at once, and one in the process does one after the other: some 30 for one customer, and
 * about a dozen more for each who was merged into them.
 *
 * What the desk does not keep yet (approvals, remedies, satisfaction) is not there:
 * members for it are added with it.
 */
#ifndef SUPPORTCORE_CONTEXT_H
#define SUPPORTCORE_CONTEXT_H

#include "supportcore/reminder.h"
#include "supportcore/report.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How much of each is told. @since 0.1 */
enum {
    SUP_CONTEXT_THINGS_MAX = 10,  /**< things of a customer */
    SUP_CONTEXT_ABOUT_MAX = 5,    /**< tickets about each of them */
    SUP_CONTEXT_TICKETS_MAX = 10, /**< newest tickets */
    SUP_CONTEXT_WORK_MAX = 20,    /**< open tickets */
    SUP_CONTEXT_LOOK_MAX = 20,    /**< newest tickets that contacts are said to be repeated by */
    SUP_CONTEXT_OPEN_MAX = 100,   /**< open tickets of a customer among which those are chosen */
    SUP_HANDOVER_STEPS_MAX = 50,  /**< things that were done */
    SUP_HANDOVER_LOOK_MAX = 200   /**< newest events of a ticket among which those are found */
};

struct sup_customer_context_params {
    uint32_t size;
    uint32_t reserved;
    int64_t customer_id;                 /**< this, */
    const struct sup_identity *identity; /**< or this (is_verified is not looked at), */
    int64_t ticket_id;                   /**< or the customer of this ticket */
};

/** A ticket in a few words. */
struct sup_context_ticket {
    int64_t id;
    int64_t root_id; /**< the ticket that it is part of: itself, unless it was merged */
    const char *status;
    int32_t category; /**< enum sup_category */
    uint32_t reserved;
    const char *subject; /**< NULL once erased */
    const char *channel;
    const char *reason; /**< NULL when not known */
    int64_t opened_ms;
    int64_t updated_ms;
    int64_t solved_ms; /**< 0 while it is not */
};

/** Something the customer bought, as the shop reported it, with the open tickets about it. */
struct sup_context_thing {
    const struct sup_reference *reference;
    const char *label;                     /**< NULL when not known */
    const struct sup_reported_fact *facts; /**< those that hold, by name */
    uint32_t fact_count;
    uint32_t ticket_count;
    const struct sup_context_ticket *tickets; /**< about it that are not solved, at most
                                                 SUP_CONTEXT_ABOUT_MAX: those of the customer,
                                                 newest first, then those of others among the
                                                 newest SUP_CONTEXT_ABOUT_MAX about it */
    int64_t updated_ms;                       /**< latest date of its reports */
};

/** How often a customer came: their tickets, counted by reason and channel, all of them, also those
 *  that were merged. */
struct sup_context_contact {
    const char *reason;  /**< as the tickets have it now; NULL: not known */
    const char *channel; /**< where the tickets began */
    int64_t ticket_count;
    int64_t recent_count; /**< of the newest SUP_CONTEXT_LOOK_MAX tickets those that were opened
                               within the policy's repeat_contact before now */
};

/** An article for those who work on a reason, as the policy names it. */
struct sup_context_article {
    const char *name;
    const char *title; /**< for people */
    const char *version;
    const char *owner;     /**< team */
    const char *review_on; /**< a date, "2026-12-31" */
    int32_t is_outdated;   /**< 1: that day has passed in UTC */
    uint32_t reserved;
};

/** A ticket that is not solved, and what is to be done about it. */
struct sup_context_work {
    const struct sup_context_ticket *ticket; /**< in a few words */
    const char *priority;
    const char *team;          /**< NULL for none */
    int64_t assignee_id;       /**< 0 for nobody */
    const char *assignee;      /**< that agent's name; NULL when not known */
    int64_t waiting_since_ms;  /**< since when the customer waits; 0: nobody waits */
    int64_t closes_ms;         /**< when the desk closes it by itself; 0: never */
    int64_t promise_ms;        /**< when a promise on it warns or breaks next; 0: none waits */
    const char *floor;         /**< the tier of handling that it is on (floor.h); NULL: none */
    const char *floor_minimum; /**< the lowest one that it may be on; NULL: none */
    int32_t waits_for;         /**< enum sup_sign_kind: SUP_SIGN_MOVE_UP or _RESOLUTION, a signature
                                    that it waits for; 0: none */
    uint32_t reserved;
    int64_t asked_ms;      /**< since when a sign-off to move up is waited for; 0: none is */
    const char *sign_from; /**< who may sign that: "role:supervisor agent:12"; NULL: none is
                                waited for. floor.explain tells who signs a resolution */
    int64_t repeat_count;  /**< earlier tickets for the same reason within the policy's
                                repeat_contact before this one was opened, of the newest
                                SUP_CONTEXT_LOOK_MAX; one that was merged is not counted, but
                                the one that it is part of */
    const char *preferred_channel; /**< of the reason; NULL: none */
    const char *second_channel;    /**< of the reason; NULL: none */
    const struct sup_context_article *knowledge; /**< of its reason */
    const char *const *intake_missing;      /**< fields that its reason asks for, not filled */
    const struct sup_ticket_link *blockers; /**< links to unsolved tickets without which it cannot
                                               be solved: blocked_by, parent_of */
    const struct sup_reminder *reminders;   /**< that wait, by when they are due; of very many the
                                                 SUP_TICKET_REMINDERS_MAX that were set first */
    uint32_t knowledge_count;
    uint32_t intake_missing_count;
    uint32_t blocker_count;
    uint32_t reminder_count;
};

/** The four questions about a customer. */
struct sup_customer_context {
    uint32_t size;
    uint32_t segment_count;
    const struct sup_customer *customer;    /**< who this is; NULL: a ticket's that nobody knows */
    const char *const *segments;            /**< as the active policy decides them now by what is
                                                 reported about the customer; in its order */
    const struct sup_context_thing *things; /**< what they bought: latest report first */
    const struct sup_context_contact *contacts; /**< what has happened: most tickets first */
    const struct sup_context_ticket *tickets;   /**< newest first */
    const struct sup_context_work *work; /**< what should happen next: tickets that are not solved,
                                              who waits longest first, then those that nobody waits
                                              for by id */
    int64_t thing_total;                 /**< their things, also those not shown */
    int64_t new_count;                   /**< their tickets by category, without merged ones */
    int64_t open_count;
    int64_t pending_count;
    int64_t on_hold_count;
    int64_t solved_count;
    int64_t closed_count;
    uint32_t thing_count;
    uint32_t contact_count;
    uint32_t ticket_count;
    uint32_t work_count;
};

struct sup_ticket_handover_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id; /**< required */
};

/** Something that was done about a ticket. */
struct sup_handover_step {
    int64_t id; /**< the event's sequence */
    int64_t at_ms;
    int32_t actor_kind;
    uint32_t reserved;
    int64_t actor_id;
    const char *sentence; /**< "Priya Nair (agent) replied to the customer by email." */
};

/** What may be given of a remedy, or what the library may do with the ticket: authority.offer in
 *  short. */
struct sup_context_remedy {
    const char *remedy;
    const char *label;         /**< what people call it */
    const char *at_once;       /**< the most that is allowed; NULL: nothing is, or it has no amount */
    const char *at_discretion; /**< the most that is allowed to who says why; NULL likewise */
    const char *by_approval;   /**< the most that is granted once it is approved; NULL likewise */
    int32_t effect;            /**< enum sup_effect: the best that is said to any amount of it */
    int32_t open_effect;       /**< of these the one whose amount nothing ends; 0: none */
};

/** What the next person on a ticket needs to know. */
struct sup_ticket_handover {
    uint32_t size;
    uint32_t thing_count;
    const struct sup_context_work *work;    /**< the ticket: what it is about, who has it, what is
                                                 open and what is missing; also of a solved one */
    const struct sup_customer *customer;    /**< who they are, and which identities are proved; NULL
                                                 when nobody knows */
    const char *const *segments;            /**< as in struct sup_customer_context */
    const char *const *channels;            /**< on which the customer wrote, the latest message
                                                 first */
    const struct sup_ticket_field *fields;  /**< custom fields that are filled, by name */
    const struct sup_fact *facts;           /**< what other systems say about it, by name */
    const struct sup_context_thing *things; /**< the orders and other things it is about, by
                                                 reference; without the tickets about them */
    const struct sup_handover_step *steps;  /**< moves, assignments, priorities, links, and ways up
                                                 and down the floors with their signatures, also of
                                                 tickets that were merged into it, and the replies
                                                 of its thread; in the order of the log */
    uint32_t segment_count;
    uint32_t channel_count;
    uint32_t field_count;
    uint32_t fact_count;
    uint32_t step_count;
    int32_t is_cut; /**< 1: more was done before the first step, or may have been */
    const struct sup_context_remedy *remedies; /**< what the caller may give now, or have approved,
                                                    in the order of authority.offer, which tells of
                                                    limits and of what is refused; none where the
                                                    policy has no matrix, the caller may not
                                                    authority.offer, or an order has to be named */
    const char *remedy_currency; /**< of their amounts; NULL: none is told */
    uint32_t remedy_count;
    uint32_t reserved;
};

/**
 * Read who a customer is, what they bought, what has happened and what should happen next. Of a
 * customer who was merged it is the person they are now, with everything of all. A ticket without a
 * customer answers about itself: then there is no customer, and no thing.
 *
 * @param[out] context  owned: sup_free()
 *
 * @return as sup_run(); SUP_INVALID unless exactly one of customer_id, identity and ticket_id is
 *         given; SUP_NOT_FOUND. Who is a customer may not call it (SUP_REFUSED)
 * @since 0.1
 */
SUP_API int32_t sup_customer_context(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_customer_context_params *params,
                                     struct sup_customer_context **context);

/**
 * Read what the next person on a ticket needs to know.
 *
 * @param[out] handover  owned: sup_free()
 *
 * @return as sup_run(); SUP_NOT_FOUND. Who is a customer may not call it (SUP_REFUSED)
 * @since 0.1
 */
SUP_API int32_t sup_ticket_handover(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_ticket_handover_params *params,
                                    struct sup_ticket_handover **handover);

#ifdef __cplusplus
}
#endif
#endif
