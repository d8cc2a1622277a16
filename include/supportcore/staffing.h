/*
 * staffing.h: how many agents a load needs, and what so many give.
 *
 * Two formulas. The plain one multiplies: the hours of work that come in an hour, and what is added
 * for breaks, training and absence,
 *
 *     agents = arrivals per hour x handle minutes / 60 x (1 + shrinkage).
 *
 * It is right for work that can wait, such as mail. Where somebody waits on the line, people who
 * come in clusters make a queue although the work would fit into the hours. Erlang C (A. K. Erlang,
 * 1917) says how long it is: arrivals at random (Poisson), handling times of any length around
 * their mean (exponential), agents who take anybody in order, and nobody who gives up. With less
 * patient customers the queue is shorter, so Erlang C is on the safe side.
 *
 * The load is arrivals x handle time / period, in erlangs. With as many agents as that or fewer the
 * queue only grows: then the answer is that they are overloaded, and no number. Both formulas ask
 * nothing but their arguments: no ticket is read.
 */
#ifndef SUPPORTCORE_STAFFING_H
#define SUPPORTCORE_STAFFING_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of these operations. @since 0.1 */
enum {
    SUP_STAFFING_AGENTS_MAX = 100000,       /**< agents, and erlangs of a load */
    SUP_STAFFING_ARRIVALS_MAX = 1000000000, /**< in one period */
    SUP_STAFFING_SHRINKAGE_MAX = 1000,      /**< percent */
    SUP_STAFFING_DAYS_MAX = 366,            /**< of a period, a handle time, a wait */
    SUP_STAFFING_PERIOD_MS = 3600000        /**< when it is not said: an hour */
};

struct sup_staffing_agents_params {
    uint32_t size;
    uint32_t reserved;
    int64_t arrivals;          /**< in the period; 0 to SUP_STAFFING_ARRIVALS_MAX */
    int64_t period_ms;         /**< in which so many come; 0: SUP_STAFFING_PERIOD_MS */
    int64_t handle_ms;         /**< required: what one takes an agent, with the work after it */
    int64_t shrinkage_percent; /**< added for the time in which agents are paid and not there: 30 is
                                    30 % more; 0 to SUP_STAFFING_SHRINKAGE_MAX */
    int64_t within_ms;         /**< who is answered within this time counts as served; 0: who does
                                    not wait at all */
    int64_t service_percent;   /**< how many agents serve that share, 1 to 99; or: */
    int64_t agents;            /**< what so many give, 1 to SUP_STAFFING_AGENTS_MAX; with neither
                                    of the two only the plain formula is answered */
};

/** What becomes of those who come. Shares are in millionths: 850000 is 85 %. */
struct sup_staffing_queue {
    int64_t occupancy_ppm; /**< of the agents' time, in which they handle something */
    int64_t waiting_ppm;   /**< probability that somebody has to wait: Erlang C */
    int64_t served_ppm;    /**< share that is answered within `within_ms` (service level) */
    int64_t wait_ms;       /**< mean wait of all who come (average speed of answer), rounded */
};

/** How many agents. */
struct sup_staffing {
    uint32_t size;
    int32_t is_overloaded; /**< 1: the agents asked about cannot handle what comes: the queue only
                                grows */
    int64_t load_milli;    /**< thousandths of an erlang, rounded */
    int64_t plain_milli;   /**< agents by the plain formula, in thousandths, rounded */
    int64_t plain_agents;  /**< the same, rounded up to whole people */
    int64_t agents;        /**< at work: those asked about, or the fewest who serve the share; 0:
                                neither was asked */
    int64_t scheduled;     /**< these and the shrinkage, rounded up; 0 */
    const struct sup_staffing_queue *queue; /**< NULL: agents were not asked about, or they are
                                                 overloaded */
};

/**
 * Tell how many agents a load needs, or what so many agents give.
 *
 * @param[out] staffing  owned: sup_free()
 *
 * @return as sup_run(); SUP_INVALID for a number out of its range, and when both a share and a
 *         number of agents were given; SUP_LIMIT when the load, or the agents that it needs, are
 *         more than SUP_STAFFING_AGENTS_MAX
 * @since 0.1
 */
SUP_API int32_t sup_staffing_agents(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_staffing_agents_params *params,
                                    struct sup_staffing **staffing);

#ifdef __cplusplus
}
#endif
#endif
