/*
 * timers.c: what timers add to a ticket's life, and what waiting and firing cost.
 *
 * The same lives on a desk whose timers are switched off behind the library's back (the link of
 * this program wraps the two calls that plan them), on one that only measures, and on one that also
 * promises a first reply and a solution in business hours with a lunch break. In turns; medians of
 * CPU time.
 *
 * usage: timers [lives] [rounds]
 */
#include "bench.h"
#include "life.h"

#include <stdio.h>
#include <string.h>

struct sup__unit;
struct sup__event;
int32_t __real_sup__plan_timers(struct sup__unit *unit, struct sup__event *event);
int32_t __wrap_sup__plan_timers(struct sup__unit *unit, struct sup__event *event);
int32_t __real_sup__review_timers(struct sup__unit *unit, const struct sup__event *event);
int32_t __wrap_sup__review_timers(struct sup__unit *unit, const struct sup__event *event);

static int is_off;

int32_t __wrap_sup__plan_timers(struct sup__unit *unit, struct sup__event *event)
{
    return is_off ? SUP_OK : __real_sup__plan_timers(unit, event);
}

int32_t __wrap_sup__review_timers(struct sup__unit *unit, const struct sup__event *event)
{
    return is_off ? SUP_OK : __real_sup__review_timers(unit, event);
}

static const char promises[] =
    "{\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {"
    "\"monday\": [\"09:00-13:00\", \"14:00-18:00\"], \"tuesday\": [\"09:00-13:00\", "
    "\"14:00-18:00\"], \"wednesday\": [\"09:00-13:00\", \"14:00-18:00\"], \"thursday\": "
    "[\"09:00-13:00\", \"14:00-18:00\"], \"friday\": [\"09:00-13:00\", \"14:00-18:00\"]}}}, "
    "\"sla\": [{\"name\": \"all\", \"calendar\": \"office\", \"warnings\": [\"80%%\"], "
    "\"targets\": [{\"metric\": \"first_reply\", \"within\": \"PT4H\"}, {\"metric\": "
    "\"resolution\", \"within\": \"P3D\"}]}], %s";

static void activate(struct desk *desk)
{
    static char document[65536];
    struct sup_caller system = {
        .size = sizeof system, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW};
    struct sup_policy_show_params show = {.size = sizeof show, .is_builtin = 1};
    struct sup_policy_params params = {.size = sizeof params, .document = document};
    struct sup_receipt receipt = {.size = sizeof receipt};
    struct sup_policy *builtin = NULL;
    must(desk->core, sup_policy_show(desk->core, &system, &show, &builtin));
    snprintf(document, sizeof document, promises, strchr(builtin->document, '{') + 1);
    sup_free(builtin);
    must(desk->core, sup_policy_activate(desk->core, &system, &params, &receipt));
}

enum { OFF, MEASURED, PROMISED, KINDS };

static double life_us(int kind, int lives)
{
    struct desk desk;
    desk_open(&desk, ":memory:");
    if (kind == PROMISED) {
        activate(&desk);
    }
    is_off = kind == OFF;
    int64_t begin = cpu_ns();
    live_single(&desk, 0, lives);
    double us = (double)(cpu_ns() - begin) / 1000 / lives;
    is_off = 0;
    desk_close(&desk);
    return us;
}

int main(int argc, char **argv)
{
    int lives = argc > 1 ? atoi(argv[1]) : 3000;
    int rounds = argc > 2 ? atoi(argv[2]) : 7;
    double us[KINDS][64];
    double ratios[KINDS][64];
    rounds = rounds > 64 ? 64 : rounds;
    for (int i = 0; i < rounds; i++) {
        for (int kind = 0; kind < KINDS; kind++) {
            us[kind][i] = life_us(kind, lives);
            ratios[kind][i] = us[kind][i] / us[OFF][i];
        }
    }
    double measured = median(ratios[MEASURED], rounds);
    double promised = median(ratios[PROMISED], rounds);
    printf("timers  without %8.1f us a life  measured %8.1f us (%.2f)  promised %8.1f us (%.2f)  "
           "(target 1.40) %s\n",
           median(us[OFF], rounds), median(us[MEASURED], rounds), measured,
           median(us[PROMISED], rounds), promised,
           measured <= 1.4 && promised <= 1.4 ? "met" : "MISSED");
    return measured <= 1.4 && promised <= 1.4 ? 0 : 1;
}
