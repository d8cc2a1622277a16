/*
 * clockwork.h: which timers of a ticket start, pause, go on and end, step by step.
 *
 * Pure: no store, no calendar, no policy. A step is what happened to a ticket, as far as timers
 * care. Whether a promise is kept is not asked here; promise.h does the arithmetic.
 */
#ifndef SUP__CLOCKWORK_H
#define SUP__CLOCKWORK_H

#include "policy/sections.h"

/* Of the latest run of a metric. Two bits each in sup_ticket.timers: never change a number. */
enum sup__timer_state {
    SUP__TIMER_NONE = 0, /* there was no run yet */
    SUP__TIMER_RUNNING,
    SUP__TIMER_PAUSED,
    SUP__TIMER_ENDED /* fulfilled or cancelled */
};

/* sup_timer.state: running and paused as above, and how a run ended. */
enum { SUP__TIMER_DONE = 3, SUP__TIMER_DROPPED = 4 };

/* What happens to a timer. Stored in events: never change a number. */
enum sup__timer_act {
    SUP__TIMER_START = 1,    /* a new run */
    SUP__TIMER_PAUSE = 2,    /* it stands */
    SUP__TIMER_RESUME = 3,   /* it runs again */
    SUP__TIMER_FULFIL = 4,   /* what it waited for happened */
    SUP__TIMER_CANCEL = 5,   /* nobody waits for it any more */
    SUP__TIMER_CONTINUE = 6, /* the run that had ended goes on, without the gap */
    SUP__TIMER_PROMISE = 7,  /* another promise, or none, is on it from now on */
    SUP__TIMER_WARN = 8,     /* a mark was passed */
    SUP__TIMER_BREACH = 9,   /* the promise is broken */
    SUP__TIMER_CORRECT = 10, /* a message told late shows that it began or ended earlier */
    SUP__TIMER_HOURS = 11,   /* the promise stays; its hours or marks are others from now on */
    SUP__TIMER_RESTORE = 12  /* it ended earlier: on it is what was promised then */
};

/* sup_timer.missed_before: where a miss of its question or its date is recorded already; 0: nowhere. */
enum sup__timer_missed_before {
    SUP__MISSED_IN_PART = 1,  /* on a ticket that is part of this one */
    SUP__MISSED_ELSEWHERE = 2 /* on another, or in an earlier run */
};

enum sup__timer_step_kind {
    SUP__STEP_NOTHING = 0,
    SUP__STEP_OPENED,
    SUP__STEP_WROTE,    /* the customer wrote */
    SUP__STEP_ANSWERED, /* a person answered, publicly and with substance */
    SUP__STEP_TOLD,     /* the customer was told something that is no answer */
    SUP__STEP_MOVED,    /* to another status */
    SUP__STEP_TAKEN,    /* an agent took it */
    SUP__STEP_LEFT,     /* nobody has it any more */
    SUP__STEP_ARRIVED,  /* in another team, or in none */
    SUP__STEP_MERGED,   /* into another ticket */
    SUP__STEP_FLOOR,    /* came to another floor */
    SUP__STEP_ASKED,    /* a sign-off was asked for */
    SUP__STEP_UNASKED,  /* any more */
    SUP__STEP_SIGNED,   /* or answered */
    SUP__STEP_DECIDED,  /* the decision that the floor wants was made */
    SUP__STEP_UNDECIDED /* it is owed: what was decided is void, or it was not asked for before */
};

struct sup__timer_step {
    int32_t kind;
    int32_t was;      /* category before a move; otherwise as `category` */
    int32_t category; /* afterwards */
    uint32_t paused;  /* metrics that the status afterwards pauses, a bit each */
    uint32_t kept;    /* metrics whose runs this step does not fulfil: it is from before them */
    int32_t is_by_customer; /* opened by them */
    int32_t is_answered;    /* the customer has had the first reply, so they wait for a next one */
    int32_t is_taken;       /* an agent has it afterwards */
    int32_t has_team;       /* a team has it afterwards */
    int32_t ends_deadline;  /* it is what was to be done by a fact's date */
    int32_t has_floor;      /* it is on a floor afterwards */
    int32_t needs_decision; /* which wants one */
    int32_t limits_work;    /* which has a limit that counts from the assignment */
    int32_t is_handed_over; /* on that floor nobody has it: that is a step of its own */
    int32_t is_going_on;    /* reopened within the grace: ended runs go on */
    int64_t asked_ms;       /* a sign-off that is waited for since before the step; 0: since it */
    uint32_t floor_goes_on; /* metrics of its floor whose ended runs go on as well, a bit each */
};

struct sup__timer_move {
    int32_t metric;
    int32_t act; /* enum sup__timer_act: START to CONTINUE */
};

enum { SUP__TIMER_MOVES_MAX = 3 * SUP__METRICS };

/**
 * Take a step.
 *
 * @param states  of the latest run of each metric (enum sup__timer_state); changed
 * @param moves   filled, in the order in which they are to be applied; room for
 *                SUP__TIMER_MOVES_MAX
 * @return how many
 */
uint32_t sup__clockwork_step(int32_t states[SUP__METRICS], const struct sup__timer_step *step,
                             struct sup__timer_move *moves);

/* The states as one number, which a ticket's row keeps. */
void sup__clockwork_unpack(int64_t packed, int32_t states[SUP__METRICS]);
int64_t sup__clockwork_pack(const int32_t states[SUP__METRICS]);

#endif
