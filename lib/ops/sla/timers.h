/*
 * timers.h: timers of tickets: planned with each event, applied by the fold, fired by the agenda.
 *
 * What an event does to timers is worked out before it is written and stands in its payload, so the
 * log says what was measured and promised, whatever policy or zone database reads it later. The
 * fold applies it without asking anybody.
 */
#ifndef SUP__TIMERS_H
#define SUP__TIMERS_H

#include "ops/unit.h"
#include "timers/clockwork.h"
#include "timers/terms.h"

enum { SUP__TIMER_CALENDARS_MAX = 2 * SUP__METRICS + 1 }; /* begun, and restored */

/** Changes of timers while they are put together; they live in the arena. */
struct sup__timer_plan {
    struct sup__unit *unit;
    const struct sup__ticket_row *row; /* the ticket, before the event */
    const char *sla;                   /* the SLA policy that is for it afterwards; NULL: none */
    int32_t sla_index;                 /* of the active policy; -1: none */
    int64_t at_ms;
    struct sup__timer_row *rows; /* runs that have not ended, by metric */
    struct sup__timer_change *changes;
    uint32_t count;
    const char **calendars;
    uint32_t calendar_count;
    int32_t is_message; /* runs may begin before the last one has ended */
    int64_t seen_ms;    /* nothing comes of what begins before this: a merge; 0: at its own time */
    int32_t channel; /* of the active policy: what targets are chosen by; -1: not there any more */
    int32_t priority;
    const struct sup__policy *earlier; /* by whose hours time was used; NULL: the active one's */
    int64_t deadline_ms;               /* of the run that waits for a fact's date, when it begins */
    const struct sup__event *after;    /* what was done before; NULL: another policy has its turn */
    const struct sup__floor *floor;    /* on which the ticket is afterwards; NULL: none */
};

enum { SUP__BY_SLA = 1, SUP__BY_FLOOR = 2 }; /* sup__timer_change.is_promised */

/** Put into an event of a ticket what it does to the ticket's timers; nothing for most. */
int32_t sup__plan_timers(struct sup__unit *unit, struct sup__event *event);
/** After an event that may have changed what is promised, or who waits: what follows from it, as an
 *  event of its own. */
int32_t sup__review_timers(struct sup__unit *unit, const struct sup__event *event);
/** Apply an event's changes; part of sup__fold(). */
int32_t sup__fold_timers(struct sup__unit *unit, const struct sup__event *event,
                         struct sup__ticket_slot *slot);
/** Fire what is due of a ticket's timers at that instant. */
int32_t sup__fire_timers(struct sup__unit *unit, int64_t ticket_id, int64_t due_ms);

/** The runs of a ticket that have not ended, by metric; ticket_id 0 where there is none. */
int32_t sup__load_timers(struct sup__unit *unit, struct sup__ticket_slot *slot);
/** The latest run of a metric; instance 0: there was none. */
int32_t sup__last_timer(struct sup__unit *unit, int64_t ticket_id, int64_t metric,
                        struct sup__timer_row *row);

/* Putting a plan together (timers_plan.c).
 * @param room  how many changes it may get: one for each move and promise, two for a correction */
enum { SUP__TIMER_ROOM_MAX = SUP__TIMER_MOVES_MAX + 5 * SUP__METRICS };
int32_t sup__timer_plan_begin(struct sup__timer_plan *plan, struct sup__unit *unit,
                              struct sup__ticket_slot *slot, const struct sup__ticket_row *row,
                              const char *sla, int64_t at_ms, uint32_t room);
struct sup__timer_change *sup__timer_plan_add(struct sup__timer_plan *plan, int64_t metric,
                                              int64_t instance, int64_t act);
/** Let a change name the calendar whose hours count from then on. */
void sup__timer_plan_calendar(struct sup__timer_plan *plan, struct sup__timer_change *change,
                              const char *name);
/** Business time from an instant to the beginning of a run that turns out to have begun then, by
 *  the hours that it began with (timers_late.c).
 *  @param[out] is_changed  1: another promise, the first one, or other hours have come to it since
 *              it began, be it in the same instant */
int32_t sup__timer_hours_before(struct sup__timer_plan *plan, const struct sup__timer_row *row,
                                int64_t from_ms, int64_t *hours_ms, int *is_changed);
/** Add what the moves of a step do; rows of runs that end are looked up. */
int32_t sup__timer_plan_moves(struct sup__timer_plan *plan, const struct sup__timer_move *moves,
                              uint32_t count);
/** The same for what began before the event, with what it brings: also before the end of the last
 *  run, as by a merge. 0: it begins with the event. */
int32_t sup__timer_plan_since(struct sup__timer_plan *plan, int64_t since_ms,
                              const struct sup__timer_move *moves, uint32_t count);
/** Put another promise on each run that has another one, or none, afterwards. */
int32_t sup__timer_plan_promises(struct sup__timer_plan *plan, const struct sup__timer_row *rows);
/** The same for a step that happened before something that is known already; takes the step. */
int32_t sup__timer_plan_late(struct sup__timer_plan *plan, struct sup__timer_step *step,
                             int32_t states[SUP__METRICS], struct sup__timer_move *moves);
/** Let the wait for a fact's date begin, end or begin anew, as what is known now says
 *  (timers_deadline.c). */
int32_t sup__timer_plan_deadline(struct sup__timer_plan *plan);
/** The target of a ticket that is a fact's date; NULL: there is none. */
const struct sup__target *sup__deadline_target(const struct sup__policy *policy, const char *sla,
                                               const struct sup__ticket_row *row);
/** After a report of facts of a thing: what follows for the tickets about it. */
int32_t sup__review_deadlines(struct sup__unit *unit, const struct sup_reference *thing,
                              const struct sup__texts *facts);
/** The messages of a ticket that was split off have come: what was said in them waits for nobody
 *  (timers_split.c). */
int32_t sup__timer_plan_split(struct sup__timer_plan *plan, int32_t states[SUP__METRICS]);
/** Let a run that has not ended have begun earlier. */
int32_t sup__timer_plan_begun(struct sup__timer_plan *plan, int32_t metric, int64_t at_ms);
/** Let a run that has ended go on as if it had never stopped; it stands since then if its metric is
 *  in `paused`. What is over by that breaks at the time of the plan. Changes its state. */
int32_t sup__timer_plan_resume(struct sup__timer_plan *plan, const struct sup__timer_row *row,
                               uint32_t paused, int32_t states[SUP__METRICS]);
/** May who waits in a ticket have changed by more than the step of an event tells
 * (timers_thread.c)? Parts of the thread came or went; an answer told late leaves what the customer
 * wrote after it; a ticket that is opened again may wait already, as by a question that a merge
 * brought, or by what an import told of while it was closed.
 *  @param row  the ticket, for a reply and a move */
int sup__may_change_waits(const struct sup__event *event, const struct sup__ticket_row *row);
/** Then: let the waits for an answer go by the questions that are in the thread now, and what the
 *  ticket was merged away from go on. */
int32_t sup__timer_plan_thread(struct sup__timer_plan *plan);
/** The ticket that what a ticket waits for came from or with, by what was done; 0: none.
 *  @param[out] is_join  1: it is part of the ticket now */
int64_t sup__timer_other(const struct sup__timer_plan *plan, int *is_join);
/** Where a fact's date that a ticket has a run for was missed before (enum
 *  sup__timer_missed_before; 0: nowhere): in an earlier run, by what it was merged with or split
 *  from, or by the part that brought the thing.
 *  @param origin_id  that part; 0: it is the ticket's own */
int32_t sup__deadline_missed(const struct sup__timer_plan *plan, int64_t due_ms, int64_t origin_id,
                             int64_t *before);
/** 1: another promise took the place of one on a run after that instant, though the run itself may
 *  have changed before it: one that an import told late to have stood shows since when it did. */
int32_t sup__timer_promised_after(struct sup__unit *unit, const struct sup__timer_row *row,
                                  int64_t at_ms, int *is_so);
/** It has run from its beginning on, and nothing came to it later than it began. */
int sup__timer_is_plain(const struct sup__timer_row *row);
/** Let all changes of a plan, and another SLA policy, be an event.
 *  @param number  1: because another policy was activated */
int32_t sup__timer_plan_emit(const struct sup__timer_plan *plan, int64_t number);
/** Put the changes into the event. */
void sup__timer_plan_end(const struct sup__timer_plan *plan, struct sup__event *event);

/** The calendar of that name, or the one that counts where no promise says; NULL: all hours. */
const struct sup__calendar *sup__timer_calendar(const struct sup__policy *policy, const char *name);
/** The promise that is on a timer, with the marks of the target that it was made of. */
struct sup__terms sup__timer_terms(const struct sup__unit *unit, const struct sup__ticket_row *row,
                                   const struct sup__timer_row *timer);

/** The metrics that a status pauses; of one that the policy does not have any more, those that its
 *  category pauses as usual. */
uint32_t sup__timers_paused(const struct sup__policy *policy, const char *status, int64_t category);

/** 1: a ticket that is opened again with this event was solved so recently that runs go on. */
int sup__is_within_grace(const struct sup__unit *unit, const struct sup__event *event,
                         const struct sup__ticket_row *row);

/** 1: a run of it has not ended. */
int sup__timers_active(const struct sup__ticket_row *row);

/* Planning anew what another policy promises (timers_replan.c). */
/** 1: going over to that document changes what timers go by. */
int32_t sup__replan_is_needed(struct sup__unit *unit, const char *document, int *is_needed);
/** 1: an event that says what a new policy did to the timers of a ticket. */
int sup__is_replan(const struct sup__event *event);
/** 1: the ticket waits for its turn. */
int sup__replan_waits(const struct sup__unit *unit, const struct sup__ticket_row *row);
/** Plan a ticket's timers anew if it waits for its turn: before anything else happens to it. */
int32_t sup__replan_ticket(struct sup__unit *unit, int64_t ticket_id);
/** Give up to so many tickets their turn; *fired grows by as many. */
int32_t sup__replan_batch(struct sup__unit *unit, uint32_t limit, uint32_t *fired);
/** How many tickets wait for their turn. */
int32_t sup__replan_left(struct sup__unit *unit, int64_t *count);
/** Parts of sup__fold(): tickets begin to wait; some had their turn. */
int32_t sup__fold_replan(struct sup__unit *unit, const struct sup__event *event);
int32_t sup__fold_replanned(struct sup__unit *unit, const struct sup__event *event);

/** The facts of a ticket as it is stored, which rules are asked about; in the arena. */
int32_t sup__ticket_slots(struct sup__unit *unit, const struct sup__ticket_row *row,
                          struct sup__slot **slots);
/** The same with what is known of another of its orders than the first, which is number 0; how many
 *  orders it is about; and which one that is, in the arena, NULL: none (`about` may be NULL). */
int32_t sup__ticket_order_slots(struct sup__unit *unit, const struct sup__ticket_row *row,
                                uint32_t order, struct sup__slot **slots, uint32_t *orders,
                                const struct sup_reference **about);
/** The SLA policy that is for a ticket as it is stored; -1: none. */
int32_t sup__choose_sla(struct sup__unit *unit, const struct sup__ticket_row *row, int32_t *index);

/** Has the customer had the first reply? Also when that message has left since. */
int32_t sup__timer_answered(struct sup__unit *unit, const struct sup__ticket_row *row,
                            int32_t *is_answered);
/** What a step knows of the floor that a ticket is on. */
void sup__timer_floor_step(const struct sup__unit *unit, const struct sup__ticket_row *row,
                           struct sup__timer_step *step);

/** The first message by a customer, and not by a program, that is in a thread; at that time, or at
 *  any (0). row->id 0: there is none. */
int32_t sup__first_question(struct sup__unit *unit, int64_t ticket_id, int64_t at_ms,
                            struct sup__message_row *row);

#endif
