/*
 * sla_model.h: a plain, slow reference of timers and promises.
 *
 * It is written from docs/concepts.md and shares nothing with the library: each run keeps the spans
 * in which it ran, and all that is asked of it is added up from them anew.
 */
#ifndef TESTS_SLA_MODEL_H
#define TESTS_SLA_MODEL_H

#include <stdint.h>

#include "supportcore/sla.h"
#include "supportcore/ticket.h"

enum { MODEL_METRICS = 10, MODEL_RUNS = 300, MODEL_SPANS = 100, MODEL_MESSAGES = 200 };
enum { MODEL_CALENDARS = 2, MODEL_ALL_HOURS = -1, MODEL_PRIORITIES = 2, MODEL_SLAS = 2 };

/* Business hours at a fixed offset, none over midnight. */
struct model_calendar {
    int offset_minutes;
    int holiday; /* days since 1970 */
    struct {
        int count;
        int begin[3]; /* minutes of the day */
        int end[3];
    } week[7]; /* from Monday */
};

struct model_target {
    int is_there;
    int64_t within_ms;
    int calendar;
    int is_warned; /* at half of it */
};

struct model_policy {
    struct model_calendar calendars[MODEL_CALENDARS];
    int calendar; /* where nothing is promised */
    int64_t grace_ms;
    /* The first is for what is tagged vip, and counts from when it is attached. */
    struct model_target targets[MODEL_SLAS][MODEL_METRICS][MODEL_PRIORITIES];
};

struct model_span {
    int64_t from_ms;
    int64_t to_ms;
    int calendar;
};

/* A promise that another one took the place of. */
struct model_past {
    int64_t made_ms;
    int sla;
    int calendar;
    struct model_target target;
    int64_t base_ms;
    int64_t breached_ms;
};

struct model_run {
    int metric; /* from 0, in the order of enum sup_metric */
    int64_t instance;
    int32_t state; /* enum sup_timer_state */
    int64_t started_ms;
    int64_t ended_ms;
    int64_t changed_ms; /* when it last came to run or stand, or got another promise */
    struct model_span spans[MODEL_SPANS];
    int count;
    int calendar;
    int sla; /* -1: nothing is promised */
    struct model_target target;
    int64_t base_ms;
    int is_over; /* of one that stands: by a promise that came while it stood */
    int warned;
    int64_t breached_ms;
    int is_missed;
    int64_t made_ms; /* when the promise came to it */
    struct model_past past[MODEL_SPANS];
    int past_count;
};

struct model {
    const struct model_policy *policy;
    struct model_run runs[MODEL_RUNS];
    int count;
    int category; /* of the ticket */
    int is_taken;
    int team; /* 0: none */
    int priority;
    int is_vip;
    int sla; /* the ticket's, as it was last looked at */
    int64_t solved_ms;
    int is_answered; /* before it was told: the first reply, which no run waited for */
    int64_t last_reply_ms;
    int64_t last_customer_ms;
    int64_t messages[MODEL_MESSAGES]; /* the customer's */
    int message_count;
    int settled; /* how many of them were there when it was solved */
};

int64_t model_between(const struct model_policy *policy, int calendar, int64_t from_ms,
                      int64_t to_ms);
int64_t model_add(const struct model_policy *policy, int calendar, int64_t from_ms,
                  int64_t open_ms);

/* What happened to the ticket; the first is its opening. Before each of them, and at the end,
 * model_fire() up to the time at which it is told. */
void model_fire(struct model *model, int64_t now_ms);
void model_open(struct model *model, int64_t at_ms, int is_by_customer);
void model_question(struct model *model, int64_t at_ms);
void model_word(struct model *model, int64_t at_ms, int is_answer);
void model_move(struct model *model, int64_t at_ms, int category);
void model_assign(struct model *model, int64_t at_ms, int is_taken, int team);
void model_promise(struct model *model, int64_t at_ms); /* after priority or tags have changed */

/* As of an instant. */
int64_t model_used(const struct model_run *run, int64_t at_ms);
int64_t model_business(const struct model *model, const struct model_run *run, int64_t at_ms);
int64_t model_due(const struct model *model, const struct model_run *run);

#endif
