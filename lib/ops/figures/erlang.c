/*
 * erlang.c: Erlang's formulas by recurrence.
 *
 * With factorials they leave the range of a double at 170 agents. B(n) = A B(n-1) / (n + A B(n-1))
 * only multiplies and divides what lies between 0 and the load, so it is right to the last digits
 * for any number of agents, and costs a division for each.
 */
#include "ops/figures/erlang.h"

/* e to the power of -x, for x from 0. The library takes nothing from the mathematics library, whose
 * last digits differ between systems: the same question has the same answer everywhere. */
static double decay(double x)
{
    enum { TERMS = 14 };
    int halvings = 0;
    double sum = 1;
    if (x > 700) {
        return 0;
    }
    for (; x > 0.5; halvings++) {
        x /= 2;
    }
    for (int term = TERMS; term > 0; term--) {
        sum = 1 - x * sum / term;
    }
    while (halvings-- > 0) {
        sum *= sum;
    }
    return sum;
}

static double next_blocked(double load, int64_t agents, double blocked)
{
    return load * blocked / ((double)agents + load * blocked);
}

double sup__erlang_b(double load, int64_t agents)
{
    double blocked = 1;
    for (int64_t n = 1; n <= agents; n++) {
        blocked = next_blocked(load, n, blocked);
    }
    return blocked;
}

/* C = B / (1 - A / n (1 - B)); whoever waits does so for AHT / (n - A) on average, and longer than
 * t with the probability exp(-(n - A) t / AHT). */
static void fill(double load, double within, double blocked, struct sup__queue *queue)
{
    double agents = (double)queue->agents;
    queue->waiting = blocked / (1 - load / agents * (1 - blocked));
    queue->served = 1 - queue->waiting * decay((agents - load) * within);
    queue->wait = queue->waiting / (agents - load);
}

void sup__erlang_queue(double load, int64_t agents, double within, struct sup__queue *queue)
{
    queue->agents = agents;
    fill(load, within, sup__erlang_b(load, agents), queue);
}

int64_t sup__erlang_agents(double load, double within, double wanted, int64_t most,
                           struct sup__queue *queue)
{
    double blocked = 1;
    for (int64_t n = 1; n <= most; n++) {
        blocked = next_blocked(load, n, blocked);
        if ((double)n > load) {
            queue->agents = n;
            fill(load, within, blocked, queue);
            if (queue->served >= wanted) {
                return n;
            }
        }
    }
    return 0;
}
