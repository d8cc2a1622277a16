/*
 * replan.c: what it costs that another policy plans the timers that run anew, and what a tick costs
 * with which nothing is due.
 *
 * Tickets that an agent opened, with five timers that run on each, on two of which something is
 * promised in business hours. Then the shop opens at other hours. CPU time of the activation and
 * of the ticks until no ticket waits for its turn.
 *
 * usage: replan [timers]
 */
#include "bench.h"
#include "life.h"

#include <stdio.h>
#include <string.h>

#define HOURS(begin) "[\"" begin ":00-13:00\", \"14:00-18:00\"]"
#define WEEK(begin)                                                                                                                                                                        \
    "{\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {\"monday\": " HOURS(                                                                                                      \
        begin) ", \"tuesday\": " HOURS(begin) ", \"wednesday\": " HOURS(begin) ", "                                                                                                        \
                                                                               "\"friday\":"                                                                                               \
                                                                               " " HOURS(begin) "}}}, \"sla\": [{\"name\": \"all\", \"calendar\": \"office\", \"targets\": [{\"metric\": " \
                                                                                                "\"acknowledgement\", \"within\": \"PT4H\"}, {\"metric\": \"resolution\", \"within\": "    \
                                                                                                "\"P3D\"}]}], \"timers\": {\"calendar\": \"office\"}, %s"

enum { TIMERS_A_TICKET = 5, IDLE_TICKS = 20000, TARGET_S = 4, IDLE_TARGET_US = 5 };

static struct sup_caller system_at(int64_t now_ms)
{
    return (struct sup_caller){
        .size = sizeof(struct sup_caller), .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = now_ms};
}

static void activate(struct desk *desk, const char *sections, int64_t now_ms)
{
    static char document[65536];
    struct sup_caller caller = system_at(now_ms);
    struct sup_policy_show_params show = {.size = sizeof show, .is_builtin = 1};
    struct sup_policy_params params = {.size = sizeof params, .document = document};
    struct sup_policy *builtin = NULL;
    must(desk->core, sup_policy_show(desk->core, &caller, &show, &builtin));
    snprintf(document, sizeof document, sections, strchr(builtin->document, '{') + 1);
    sup_free(builtin);
    must(desk->core, sup_policy_activate(desk->core, &caller, &params, NULL));
}

static uint32_t tick(struct desk *desk, int64_t now_ms, int32_t *is_more)
{
    struct sup_caller caller = system_at(now_ms);
    struct sup_tick_params params = {.size = sizeof params};
    struct sup_tick_result *result = NULL;
    must(desk->core, sup_desk_tick(desk->core, &caller, &params, &result));
    uint32_t fired = result->fired;
    *is_more = result->is_more;
    sup_free(result);
    return fired;
}

int main(int argc, char **argv)
{
    int timers = argc > 1 ? atoi(argv[1]) : 100000;
    int tickets = (timers + TIMERS_A_TICKET - 1) / TIMERS_A_TICKET;
    struct desk desk;
    desk_open(&desk, ":memory:");
    activate(&desk, WEEK("09"), NOW);
    struct sup_caller agent = {.size = sizeof agent,
                               .actor_kind = SUP_ACTOR_AGENT,
                               .actor_id = desk.agent_id,
                               .now_ms = NOW};
    struct sup_ticket_open_params open = {.size = sizeof open, .subject = "One"};
    for (int i = 0; i < tickets; i++) {
        must(desk.core, sup_ticket_open(desk.core, &agent, &open, NULL));
    }
    int64_t begin = cpu_ns();
    activate(&desk, WEEK("10"), NOW + 60000);
    int32_t is_more = 1;
    uint32_t turns = 0;
    while (is_more) {
        turns += tick(&desk, NOW + 60000, &is_more);
    }
    double seconds = (double)(cpu_ns() - begin) / 1e9;
    begin = cpu_ns();
    for (int i = 0; i < IDLE_TICKS; i++) {
        tick(&desk, NOW + 60000, &is_more);
    }
    double idle_us = (double)(cpu_ns() - begin) / 1000 / IDLE_TICKS;
    int is_met = seconds < TARGET_S && idle_us < IDLE_TARGET_US;
    printf("replan  %d timers on %u tickets %6.2f s of CPU (target %d)  a tick with nothing due "
           "%5.2f us (target %d) %s\n",
           tickets * TIMERS_A_TICKET, turns, seconds, TARGET_S, idle_us, IDLE_TARGET_US,
           is_met ? "met" : "MISSED");
    desk_close(&desk);
    return is_met ? 0 : 1;
}
