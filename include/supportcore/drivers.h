/*
 * drivers.h: why customers come: contact drivers, the largest first.
 *
 * A driver is a contact reason, of a product, of orders in a state: as many of the three as are
 * asked for. Each tells how many tickets it brought in the days that are asked for and in as many
 * days before, how many of those were repeated contacts, what they cost, and whether they need not
 * have been: the policy's reasons say which are preventable. Sorted by how many they are, with a
 * running total, drivers are a Pareto table: the first few that make up most of it.
 *
 * - Counted are tickets on the day of their opening, in the desk's zone; parts of others are not.
 * - The reason is the ticket's as it is now.
 * - The product is the ticket's first reference of the kind "product".
 * - The order's state is what the ticket's fact order.state says, which the host recorded for it;
 *   else what was last reported of the first order that the ticket is about: its state today.
 * - A contact is repeated where the same person had opened another ticket for the same reason
 *   within the policy's repeat_contact before.
 * - The cost is by the policy's `costs`: handle time so far, and what each ticket costs.
 *
 * Nothing of it is kept: the tickets of the days are looked at, about ten microseconds each.
 */
#ifndef SUPPORTCORE_DRIVERS_H
#define SUPPORTCORE_DRIVERS_H

#include "supportcore/kpi.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of drivers. @since 0.1 */
enum {
    SUP_DRIVERS_BY_MAX = 3,
    SUP_DRIVERS_MAX = 1000,          /**< of one answer */
    SUP_DRIVERS_TICKETS_MAX = 500000 /**< that one answer looks at, those before among them */
};

struct sup_kpi_drivers_params {
    uint32_t size;
    uint32_t by_count;
    const char *from; /**< the first day: "2026-03-01" */
    const char *to;   /**< the last one; NULL: the caller's today */
    const char *const *by; /**< "reason", "product", "order_state"; none: all three */
    uint32_t limit;   /**< drivers at most, up to SUP_DRIVERS_MAX; 0: 100 */
    uint32_t reserved;
};

/** Why customers came. */
struct sup_kpi_driver {
    const char *reason;      /**< NULL: none, or not asked for */
    const char *product;     /**< the same */
    const char *order_state; /**< the same */
    int32_t is_preventable;  /**< 1: the policy says that such contacts should not be needed */
    uint32_t reserved;
    int64_t count;           /**< tickets */
    int64_t previous_count;  /**< in as many days before */
    int64_t repeat_count;    /**< of the tickets, those that are repeated contacts */
    int64_t handle_ms;       /**< what agents worked on them */
    const char *cost;        /**< decimal, in the answer's currency; NULL: the policy has no costs */
    const char *share;       /**< of all tickets, percent with three digits behind the point */
    const char *cumulative;  /**< of this one and those before it, the same */
};

struct sup_kpi_driver_list {
    uint32_t size;
    uint32_t count;
    const struct sup_kpi_driver *items; /**< the most tickets first, then by name */
    const char *from;
    const char *to;
    const char *previous_from; /**< the days before that are compared */
    const char *previous_to; /**< the last of them */
    const char *zone;     /**< whose days these are */
    const char *currency; /**< of costs; NULL: the policy has none */
    int64_t driver_count; /**< how many drivers there are, also those that are not listed */
    int64_t ticket_count; /**< all of them together */
    int64_t previous_count;
    int64_t repeat_count;
    int64_t preventable_count; /**< contacts that should not have existed: preventable or repeated */
    const char *cost;          /**< of all tickets; NULL: the policy has no costs */
    const char *preventable_cost; /**< of those; NULL likewise */
    int64_t sequence;             /**< of the last event that is counted in */
};

/**
 * Ask why customers came.
 *
 * @param[out] list  owned: sup_free()
 * @return as sup_kpi_query(); SUP_INVALID for a `by` that is none of the three or is there twice;
 *         SUP_LIMIT for more than SUP_DRIVERS_TICKETS_MAX tickets
 * @since 0.1
 */
SUP_API int32_t sup_kpi_drivers(sup_core *core, const struct sup_caller *caller,
                                const struct sup_kpi_drivers_params *params,
                                struct sup_kpi_driver_list **list);

#ifdef __cplusplus
}
#endif

#endif
