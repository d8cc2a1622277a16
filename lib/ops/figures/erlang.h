/*
 * erlang.h: how long people wait for a number of agents.
 *
 * A. K. Erlang's formulas of 1917 for a queue with Poisson arrivals and exponential handling times,
 * served in order of arrival by equal agents, where nobody gives up (M/M/n). The load is in
 * erlangs: arrivals in the time that one takes.
 */
#ifndef SUP__ERLANG_H
#define SUP__ERLANG_H

#include <stdint.h>

/** What so many agents make of a load. */
struct sup__queue {
    int64_t agents;
    double waiting; /* probability that somebody has to wait: Erlang C */
    double served;  /* share that is answered within the time */
    double wait;    /* mean wait of all, in handling times */
};

/** Erlang B: the share that finds all agents busy, where nobody waits. `load` from 0. */
double sup__erlang_b(double load, int64_t agents);
/** What that many agents make of it: there are more of them than the load. `within` is the time to
 *  answer in, in handling times. */
void sup__erlang_queue(double load, int64_t agents, double within, struct sup__queue *queue);
/** The fewest agents who answer the share `wanted` within the time; 0: not even `most` do. */
int64_t sup__erlang_agents(double load, double within, double wanted, int64_t most,
                           struct sup__queue *queue);

#endif
