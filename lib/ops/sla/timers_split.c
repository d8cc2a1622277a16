/*
 * timers_split.c: what the timers of a ticket that was split off another know of its messages.
 *
 * The ticket is opened before it gets its thread. What was said in that was measured where it was
 * said, so nothing of it is measured again; but nobody waits for a word that was given, and who
 * was answered before waits for the next answer.
 */
#include "ops/sla/timers.h"

#include "supportcore/ticket.h"

#include <string.h>

struct said {
    int is_asked;    /* by the customer */
    int is_told;     /* anything, by the desk */
    int is_replied;  /* by a person */
    int is_answered; /* so, after they had asked */
};

static int32_t hear(void *context, void *given)
{
    struct said *said = context;
    const struct sup__message_row *row = given;
    said->is_asked |= row->kind == SUP_MESSAGE_CUSTOMER && !row->is_automated;
    said->is_told |= row->kind == SUP_MESSAGE_REPLY;
    said->is_replied |= row->is_answer != 0;
    said->is_answered |= row->is_answer && said->is_asked;
    return SUP_OK;
}

int32_t sup__timer_plan_split(struct sup__timer_plan *plan, int32_t states[SUP__METRICS])
{
    struct sup__unit *unit = plan->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(plan->row->id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct said said = {0};
    struct sup__message_row row;
    struct sup__timer_move moves[SUP__TIMER_MOVES_MAX];
    struct sup__timer_step step = {
        .kind = SUP__STEP_ANSWERED,
        .category = (int32_t)plan->row->category,
        .paused = sup__timers_paused(unit->policy, plan->row->status, plan->row->category)};
    uint32_t count = 0;
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, hear, &said);
    if (said.is_told) {
        moves[count++] = (struct sup__timer_move){SUP__METRIC_ACKNOWLEDGEMENT, SUP__TIMER_CANCEL};
        states[SUP__METRIC_ACKNOWLEDGEMENT] = SUP__TIMER_ENDED;
    }
    if (said.is_answered) { /* a run that nobody counts, so that the next one is no first reply */
        moves[count++] = (struct sup__timer_move){SUP__METRIC_FIRST_REPLY, SUP__TIMER_START};
        moves[count++] = (struct sup__timer_move){SUP__METRIC_FIRST_REPLY, SUP__TIMER_CANCEL};
        states[SUP__METRIC_FIRST_REPLY] = SUP__TIMER_ENDED;
    }
    if (said.is_replied) {
        count += sup__clockwork_step(states, &step, moves + count);
    }
    return rc == SUP_OK ? sup__timer_plan_moves(plan, moves, count) : rc;
}
