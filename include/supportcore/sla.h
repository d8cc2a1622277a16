/*
 * sla.h: how long everything takes and took, what is promised about it, and what is due next.
 *
 * A timer is one run of a metric on a ticket: the second wait for a reply is instance 2 of
 * next_reply. It runs, stands in statuses that pause its metric, and ends when what it waited for
 * happened. It counts time on two clocks: all of it, and that in business hours. What is promised
 * on it says by which target of which SLA policy; a promise of four hours is kept while no more
 * than four hours of its calendar were used. docs/concepts.md has the rules of each metric.
 *
 * Timers are the desk's own: who is a customer may call nothing of this (SUP_REFUSED).
 *
 * These calls only read, and fire nothing: what is due by now and was not fired yet shows as it was
 * last written, but for the time used, which is as of the caller's now.
 */
#ifndef SUPPORTCORE_SLA_H
#define SUPPORTCORE_SLA_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is measured. @since 0.1 */
enum sup_metric {
    SUP_METRIC_ACKNOWLEDGEMENT = 1, /**< until the customer is told anything */
    SUP_METRIC_ASSIGNMENT = 2,      /**< until an agent takes it */
    SUP_METRIC_FIRST_REPLY = 3,     /**< until the first answer by a person */
    SUP_METRIC_NEXT_REPLY = 4,      /**< until the next one, from the customer's message on */
    SUP_METRIC_PERIODIC_UPDATE = 5, /**< from one answer to the next */
    SUP_METRIC_PAUSABLE_UPDATE = 6, /**< the same, but for the time that the customer takes */
    SUP_METRIC_REQUESTER_WAIT = 7,  /**< until solved, but for the time that the customer takes */
    SUP_METRIC_AGENT_WORK = 8,      /**< the same, and without waiting for a third party */
    SUP_METRIC_RESOLUTION = 9,      /**< until solved */
    SUP_METRIC_TIME_IN_TEAM = 10,   /**< from arriving in a team to leaving it */
    SUP_METRIC_FACT_DEADLINE = 11,  /**< by a date that the shop reports, where promised */
    SUP_METRIC_TIME_ON_FLOOR = 12,  /**< from arriving on a floor to leaving it */
    SUP_METRIC_WORK_ON_FLOOR = 13,  /**< from an agent's taking it there, where that is limited */
    SUP_METRIC_SIGN_OFF = 14,       /**< from asking for a sign-off to its answer */
    SUP_METRIC_DECISION = 15        /**< from arriving on a floor where one is needed */
};

/** How a timer stands. @since 0.1 */
enum sup_timer_state {
    SUP_TIMER_RUNNING = 1,
    SUP_TIMER_PAUSED = 2,
    SUP_TIMER_FULFILLED = 3, /**< what it waited for happened */
    SUP_TIMER_CANCELLED = 4  /**< nobody waits for it any more */
};

/** Limits of what follows. @since 0.1 */
enum {
    SUP_TIMER_PROMISES_MAX = 20,    /**< earlier promises of a timer that are told: the last ones */
    SUP_DEADLINE_TICKETS_MAX = 100, /**< about a thing, the newest, that a report moves */
    SUP_TIMER_AFTER_BYTES_MAX = 31, /**< of a position in a list of timers */
    SUP_DUE_LOOKED_MAX = 5000,      /**< things that wait which one page of sla.due looks at */
    SUP_EXPLAIN_SPANS_MAX = 1000,   /**< parts that an explanation lists */
    SUP_EXPLAIN_EVENTS_MAX = 20000, /**< events of a ticket that it is made from */
    SUP_DUE_AFTER_BYTES_MAX = 47    /**< of a position there */
};

/** What a part of a timer's life was. @since 0.1 */
enum sup_span_kind {
    SUP_SPAN_OPEN = 1,    /**< it ran in business hours: this counts on both clocks */
    SUP_SPAN_CLOSED = 2,  /**< it ran out of business hours */
    SUP_SPAN_HOLIDAY = 3, /**< the same, and a holiday is in it */
    SUP_SPAN_PAUSED = 4,  /**< it stood: a status that pauses it, or solved until it went on */
    SUP_SPAN_SUMMED = 5   /**< told as a whole: more parts than are listed, or hours that are not
                               what they were when it was judged */
};

/** A promise that another one took the place of while the timer ran. */
struct sup_timer_promise {
    const char *sla;        /**< the SLA policy */
    int64_t policy_version; /**< of the policy document that it was made by */
    const char *calendar;   /**< whose hours counted; NULL: all did */
    int64_t target_ms;      /**< business time promised */
    int64_t used_ms;        /**< business time that had counted when it was replaced */
    int64_t ended_ms;       /**< when that was */
    int64_t breached_ms;    /**< when it was broken; 0: it was not */
};

/** One run of a metric. Times used are as of the caller's now while it runs. */
struct sup_timer {
    uint32_t size;
    int32_t metric;    /**< enum sup_metric */
    int32_t state;     /**< enum sup_timer_state */
    int32_t is_missed; /**< 1: a promise on it was broken, this one or one before */
    int64_t instance;  /**< 1, 2, 3 ... of that metric on that ticket */
    int64_t started_ms;
    int64_t ended_ms;       /**< 0: it has not ended */
    int64_t used_ms;        /**< pauses left out */
    int64_t business_ms;    /**< the same in business hours */
    const char *calendar;   /**< whose hours those are; NULL: all hours are */
    const char *sla;        /**< the SLA policy that promises something on it; NULL: none, and then
                                 what follows is 0 */
    int64_t policy_version; /**< of the policy document that the promise was made by */
    int64_t target_ms;      /**< business time promised; 0 may be a target */
    int64_t base_ms;        /**< business time used before the promise began to count */
    int64_t left_ms;        /**< of the target; less than 0: so much over it */
    int64_t due_ms;      /**< the first instant at which the target is used up: the promise breaks one
                              millisecond of open time later, so what ends out of business hours may
                              be later and in time; 0 while it stands, or never */
    int64_t next_ms;     /**< the next warning, or the breach; 0: neither waits */
    int64_t breached_ms; /**< when it was broken, as recorded; 0: it was not, or that is still to
                              be fired */
    const struct sup_timer_promise *promises; /**< that were on it before, oldest first: the
                                                   last SUP_TIMER_PROMISES_MAX of them */
    uint32_t promise_count;
    uint32_t warned;            /**< warnings that were passed */
    int32_t is_awaiting_replan; /**< 1: another policy was activated, and the ticket has not had its
                                     turn: what is promised, and when that is due, is as under the
                                     policy before. A tick or the next change of the ticket gives
                                     it its turn */
    int32_t is_missed_before;   /**< 1: the question or the date that it waits for was missed before
                                     it came to this run, as on a ticket that was merged: what
                                     breaks is no other miss (sup_sla_misses()) */
};

struct sup_ticket_timers_params {
    uint32_t size;
    int32_t metric; /**< enum sup_metric; 0: all */
    int64_t ticket_id;
    const char *after; /**< the page after this position, from next_after; NULL: the first */
    uint32_t limit;    /**< timers at most; 0: 100 */
    uint32_t reserved;
};

struct sup_timer_list {
    uint32_t size;
    uint32_t count;
    const struct sup_timer *items; /**< by metric, then by instance */
    const char *next_after;        /**< where the next page begins; NULL on the last */
};

struct sup_sla_due_params {
    uint32_t size;
    uint32_t limit;      /**< tickets at most; 0: 100 */
    const char *team;    /**< of this team only; NULL: any */
    int64_t assignee_id; /**< of this agent only; 0: any */
    int32_t is_breach;   /**< 1: tickets by when a promise on them breaks, whatever warns before */
    uint32_t reserved;
    int64_t until_ms;  /**< due by then, for is_breach: broken by then; 0: ever */
    const char *after; /**< the page after this position, from next_after; NULL: the first */
};

/** A ticket of which a timer will warn or break. */
struct sup_due_ticket {
    int64_t ticket_id;
    int64_t due_ms;    /**< when; before now when it was not fired yet */
    int32_t is_breach; /**< 1: the promise breaks then; 0: a warning */
    uint32_t reserved;
    const char *status;
    const char *priority;
    const char *channel;
    const char *team;              /**< NULL: none */
    int64_t assignee_id;           /**< 0: nobody */
    const struct sup_timer *timer; /**< the one that is due first, for is_breach that breaks
                                        first; its earlier promises are not told here */
};

struct sup_due_list {
    uint32_t size;
    uint32_t count;
    const struct sup_due_ticket *items; /**< by time, then by ticket; for is_breach each page */
    const char *next_after;             /**< where the next page begins; NULL on the last */
};

struct sup_sla_explain_params {
    uint32_t size;
    int32_t metric; /**< enum sup_metric; required */
    int64_t ticket_id;
    int64_t instance; /**< 1, 2, 3 ...; 0: the last one */
};

/** A part of a timer's life, half-open: [from, to). */
struct sup_timer_span {
    int32_t kind;     /**< enum sup_span_kind */
    int32_t is_ahead; /**< 1: from now to the deadline, as the calendar is now */
    int64_t from_ms;
    int64_t to_ms;
    int64_t used_ms;      /**< what it adds to the time used */
    int64_t business_ms;  /**< and to that in business hours */
    int64_t offset_s;     /**< what local time there was ahead of UTC; of what is summed, at its
                               beginning */
    const char *calendar; /**< whose hours; NULL: all hours counted */
    int64_t policy_version; /**< of the policy document by whose hours and pauses it was judged; of
                                 what is ahead, the active one */
    const char *label;    /**< the holiday's; NULL: none */
};

/** Why a timer shows what it shows. */
struct sup_sla_explanation {
    uint32_t size;
    int32_t is_cut; /**< 1: there were more parts than are listed; the last ones are summed */
    int64_t ticket_id;
    const struct sup_timer *timer; /**< without its earlier promises */
    const char
        *sla_label; /**< of the SLA policy; NULL: none, or the active policy has it no more */
    int64_t decided_event;       /**< the sequence of the event that put this promise on it */
    int64_t decided_ms;          /**< when that was */
    int64_t policy_version;      /**< under which that was */
    const char *zone;            /**< of the calendar; NULL: all hours count */
    const char *calendar_digest; /**< of the calendar as it is now: see sup_hours_digest(); NULL */
    uint32_t span_count;
    uint32_t line_count;
    const struct sup_timer_span *spans; /**< in order; those that are not ahead add up to the
                                             timer's used_ms and business_ms exactly, those ahead
                                             to what is left of the target */
    const char *const *lines;           /**< the same for people, in local time */
};

struct sup_sla_guide_params {
    uint32_t size;
    int32_t is_all; /**< 1: what is measured inside the desk as well: assignment, time in a team or
                         on a floor, work, requester wait; 0: what customers are told of and see */
    const char *sla; /**< an SLA policy; NULL: the first one that is for all tickets */
};

/** What is promised on a channel about a metric. */
struct sup_guide_item {
    const char *channel;
    const char *channel_label; /**< for people */
    int32_t metric; /**< enum sup_metric */
    uint32_t reserved;
    int64_t target_ms;
    const char *calendar;       /**< on whose hours it counts; NULL: all hours */
    const char *calendar_label; /**< NULL as well then */
};

/** A response guide, to be published. */
struct sup_sla_guide {
    uint32_t size;
    uint32_t count;
    const char *sla;
    const char *sla_label; /**< for people */
    const char *priority; /**< of the tickets that it is about: the policy's default */
    const struct sup_guide_item *items; /**< by channel in the policy's order, then by metric; what
                                             is not promised, or not asked for, is not there */
};

/**
 * Read how long things take and took on a ticket, whether anything is promised on them or not.
 *
 * @param[out] timers  owned: sup_free()
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_INVALID when `after` is no position of this list
 * @since 0.1
 */
SUP_API int32_t sup_ticket_timers(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_ticket_timers_params *params,
                                  struct sup_timer_list **timers);

/**
 * Read on which tickets a promise warns or breaks next, in order of time: the list to work from.
 * Each ticket is in it once, with the timer that is due first.
 *
 * With is_breach it answers what breaks by until_ms: each ticket with the timer that breaks first,
 * when no promise is changed, kept or paused before. All that break by then are in the pages. A page
 * is in order of the breaches; pages follow each other in the order in which something comes of the
 * tickets, which may be a warning, so a later page may have an earlier breach: who has more than one
 * page reads them all.
 *
 * What is looked through is bounded: a page looks at no more than SUP_DUE_LOOKED_MAX things that
 * wait. Where few of them are what was asked for, pages are short, even empty; next_after then goes
 * on from the last one looked at.
 *
 * @param[out] list  owned: sup_free()
 *
 * @return as sup_run(); SUP_INVALID for a team that no policy had, or an `after` that is no
 *         position; SUP_NOT_FOUND for an agent who is not there
 * @since 0.1
 */
SUP_API int32_t sup_sla_due(sup_core *core, const struct sup_caller *caller,
                            const struct sup_sla_due_params *params, struct sup_due_list **list);

/**
 * Tell why a timer shows what it shows: each span of time with what it was (open, closed, a
 * holiday, a pause) and the offset in force, which promise is on it and since which event, and for
 * one that runs how its deadline comes about. It is made from the ticket's events and the calendars
 * of the policy versions that judged them. Nothing is told of what is ahead while the ticket waits
 * for its turn under another policy (is_awaiting_replan of the timer), since that decides it anew.
 *
 * @param[out] explanation  owned: sup_free()
 *
 * @return as sup_run(); SUP_NOT_FOUND for a ticket that is not there, or without such a timer;
 *         SUP_LIMIT when the ticket has more than SUP_EXPLAIN_EVENTS_MAX events
 * @since 0.1
 */
SUP_API int32_t sup_sla_explain(sup_core *core, const struct sup_caller *caller,
                                const struct sup_sla_explain_params *params,
                                struct sup_sla_explanation **explanation);

/**
 * Read what the active policy promises by channel, as a guide for customers.
 *
 * @param[out] guide  owned: sup_free()
 *
 * @return as sup_run(); SUP_INVALID for an SLA policy that there is not; SUP_NOT_FOUND when none is
 *         named and the policy promises nothing to all
 * @since 0.1
 */
SUP_API int32_t sup_sla_guide(sup_core *core, const struct sup_caller *caller,
                              const struct sup_sla_guide_params *params,
                              struct sup_sla_guide **guide);

#ifdef __cplusplus
}
#endif

#endif
