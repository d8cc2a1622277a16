/*
 * report.h: what the shop says about orders and other things outside the desk, and about customers.
 *
 * The desk keeps no copy of an order. The host reports facts about it as they become so, each with
 * its date (the caller's at_ms), and the desk keeps for each fact the latest by date. Webhooks come
 * late, twice and out of order: whatever the order of arrival, the same reports give the same
 * facts. Of two reports of one date the greater source_event_id wins (the longer, then by bytes;
 * none is the least), then the greater value. Of a thing's facts, and of whose it is, what the shop
 * says (the system or an integration) goes before what others say, whenever they do.
 *
 * Of orders and subscriptions docs/facts.md lists the facts, as `order.total` and so on; a report
 * names them without what stands before the point. Their values are text in one form for each type,
 * as those of custom fields: "62.00 EUR", "true", "2026-01-31T09:00:00Z". Of other things any code
 * is a name and any line a value.
 *
 * What is said about a thing later changes no decision that was made before. Only a promise that
 * waits for one of its dates goes with it: see sup_reference_report().
 */
#ifndef SUPPORTCORE_REPORT_H
#define SUPPORTCORE_REPORT_H

#include "supportcore/ticket.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of reports. @since 0.1 */
enum {
    SUP_THING_FACTS_MAX = 64,           /**< names of one thing, those withdrawn included */
    SUP_LABEL_BYTES_MAX = 200,          /**< of a thing */
    SUP_SOURCE_EVENT_ID_BYTES_MAX = 255 /**< the other system's id of what it says */
};

struct sup_reference_report_params {
    uint32_t size;
    uint32_t fact_count;
    const char *idempotency_key;
    const struct sup_reference *reference; /**< required: what it is about */
    int64_t customer_id;                   /**< whose it is; 0: not said */
    const char *label;            /**< the shop's name for it: "Order #1001"; NULL: not said */
    const char *source_event_id;  /**< the reference's system's own id of this event; NULL: none */
    const struct sup_fact *facts; /**< NULL or "" as a value withdraws the fact: it no longer
                                       holds, and an older report does not bring it back */
};

/**
 * Say what is so about an order or another thing, as of caller->at_ms.
 *
 * Each fact, the label and the customer are judged by themselves: what is known of a later date
 * stays. A name that is given twice counts as it was given last. A label of "" is one that no
 * longer holds.
 *
 * A report with a source_event_id is an event, even when all of it is known. The same id again from
 * the same system is answered with the first receipt (is_replay is 1) when it says the same, on
 * whatever date and of whichever customer who is the same person by now, and is SUP_CONFLICT when
 * it does not. A report without one is an event only when something follows from it: a new value,
 * or a later date of one that was known.
 *
 * Where the policy promises something by a date of the thing (the metric fact_deadline), the timers
 * of tickets about it that are not solved begin, end or begin anew, at caller->now_ms: of the
 * newest SUP_DEADLINE_TICKETS_MAX (sla.h). An older one follows when its own promises are worked
 * out again, as when its priority changes. Where a risk rule of the policy (floor.h) asks for one
 * of the facts of an order, it is asked about as many tickets, at caller->now_ms too; about one
 * that is solved when it is reopened.
 *
 * @return as sup_run(); SUP_INVALID when an order or subscription has no such fact or the value is
 *         not one of its type (the hint has the nearest name); SUP_NOT_FOUND when there is no such
 *         customer; SUP_CONFLICT; SUP_LIMIT when the thing would have more than SUP_THING_FACTS_MAX
 *         facts; receipt id: the customer that the report names, 0 when none
 * @since 0.1
 */
SUP_API int32_t sup_reference_report(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_reference_report_params *params,
                                     struct sup_receipt *receipt);

struct sup_customer_report_params {
    uint32_t size;
    uint32_t fact_count;
    const char *idempotency_key;
    int64_t customer_id;          /**< required */
    const char *source;           /**< required, a code: the system that says it, "shopify" */
    const char *source_event_id;  /**< that system's own id of this event; NULL: none */
    const struct sup_fact *facts; /**< required: those of docs/facts.md that begin with "customer."
                                       and are the shop's to say, without that; NULL or "" as a
                                       value withdraws the fact */
};

struct sup_reference_get_params {
    uint32_t size;
    uint32_t reserved;
    const struct sup_reference *reference; /**< required */
};

/** What is known about a thing outside the desk. */
struct sup_thing {
    uint32_t size;
    uint32_t fact_count;
    const struct sup_reference *reference;
    const char *label;                     /**< NULL when not known */
    int64_t customer_id;                   /**< whose it is, after all merges; 0 when not known */
    const struct sup_reported_fact *facts; /**< those that hold, by name */
    int64_t first_ms;                      /**< earliest date of its reports */
    int64_t updated_ms;                    /**< latest date of its reports */
};

/**
 * Say what is so about a customer, as of caller->at_ms: as sup_reference_report(), for customers.
 *
 * Each customer keeps what was said about them. Of several who are one person, by merging, the
 * latest by date counts for each fact; after an unmerge each has their own again. Risk rules that ask
 * for one of the facts are asked about the newest SUP_DEADLINE_TICKETS_MAX (sla.h) open tickets of
 * the person. `language` is one
 * of the policy's languages where it lists any, else any tag; `contact_preference` is one of its
 * channels.
 *
 * @return as sup_reference_report(); receipt id: the customer; version: theirs, which a report does
 *         not change
 * @since 0.1
 */
SUP_API int32_t sup_customer_report(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_customer_report_params *params,
                                    struct sup_receipt *receipt);

/**
 * Read what was reported about a thing; owned: sup_free(). The tickets about it are found with
 * sup_ticket_list(). A customer reads what is theirs: other things do not exist for them.
 *
 * @return as sup_run(); SUP_NOT_FOUND when nothing was reported about it
 * @since 0.1
 */
SUP_API int32_t sup_reference_get(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_reference_get_params *params,
                                  struct sup_thing **thing);

#ifdef __cplusplus
}
#endif
#endif
