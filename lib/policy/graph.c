/*
 * graph.c: does the table of transitions make a life that a ticket can live?
 *
 * Each status can be reached from the first one, each but the closed ones can be left, from each a
 * ticket can come to an end, and what the desk does by itself (take, answer a customer's message,
 * reopen, close) are transitions of the table like any other.
 */
#include "policy/reading.h"

#include <string.h>

/* Marks all that follow from marked statuses. */
static void spread_forward(const struct sup__policy *policy, uint8_t *marks)
{
    int is_changed = 1;

    while (is_changed) {
        is_changed = 0;
        for (uint32_t from = 0; from < policy->status_count; from++) {
            const struct sup__status *status = &policy->statuses[from];

            for (uint32_t i = 0; marks[from] && i < status->target_count; i++) {
                is_changed |= !marks[status->targets[i]];
                marks[status->targets[i]] = 1;
            }
        }
    }
}

/* Marks all from which a marked status follows. */
static void spread_backward(const struct sup__policy *policy, uint8_t *marks)
{
    int is_changed = 1;

    while (is_changed) {
        is_changed = 0;
        for (uint32_t from = 0; from < policy->status_count; from++) {
            const struct sup__status *status = &policy->statuses[from];

            for (uint32_t i = 0; !marks[from] && i < status->target_count; i++) {
                marks[from] = marks[status->targets[i]];
                is_changed |= marks[from];
            }
        }
    }
}

/* 1 when this is the status of its name and has a category: else it has been reported. */
static int is_real(const struct sup__policy *policy, uint32_t index)
{
    const struct sup__status *status = &policy->statuses[index];

    return status->name[0] != '\0' && status->category != 0 &&
           sup__policy_status(policy, status->name) == (int32_t)index;
}

static void check_reach(struct sup__reading *reading, uint8_t *is_reached, uint8_t *can_end)
{
    const struct sup__policy *policy = reading->policy;
    int has_first = (int32_t)policy->status_new >= 0 && !reading->has_open_ended;

    for (uint32_t i = 0; i < policy->status_count; i++) {
        int32_t category = policy->statuses[i].category;

        is_reached[i] = has_first && i == policy->status_new;
        can_end[i] = category == SUP_CATEGORY_SOLVED || category == SUP_CATEGORY_CLOSED ||
                     category == 0 || reading->is_open_ended[i];
    }
    spread_forward(policy, is_reached);
    spread_backward(policy, can_end);
    for (uint32_t i = 0; i < policy->status_count; i++) {
        const struct sup__status *status = &policy->statuses[i];
        const struct sup__json *node = reading->status_entries.nodes[i];

        if (!is_real(policy, i)) {
            continue;
        }
        if (has_first && !is_reached[i]) {
            sup__problem(reading, SUP_MSG_POLICY_LIFECYCLE, node,
                         "no transitions lead from \"%s\" to \"%s\"",
                         policy->statuses[policy->status_new].name, status->name);
        }
        if (status->target_count == 0 && status->category != SUP_CATEGORY_CLOSED &&
            !reading->is_open_ended[i]) {
            sup__problem(reading, SUP_MSG_POLICY_LIFECYCLE, node,
                         "no transition leaves \"%s\", which is not closed", status->name);
        } else if (!can_end[i]) {
            sup__problem(reading, SUP_MSG_POLICY_LIFECYCLE, node,
                         "no transitions lead from \"%s\" to a solved or closed status",
                         status->name);
        }
    }
}

/* `to` is an index, or -1 when there is no such move. */
static void check_move(struct sup__reading *reading, const struct sup__json *list, int32_t from,
                       int32_t to, const char *what)
{
    const struct sup__policy *policy = reading->policy;

    if (to >= 0 && !sup__policy_may_move(policy, (uint32_t)from, (uint32_t)to)) {
        sup__problem(reading, SUP_MSG_POLICY_LIFECYCLE, list,
                     "%s moves \"%s\" to \"%s\": that transition is missing", what,
                     policy->statuses[from].name, policy->statuses[to].name);
    }
}

static void check_automatic_moves(struct sup__reading *reading, const struct sup__json *list,
                                  int32_t from)
{
    const struct sup__policy *policy = reading->policy;
    int32_t category = policy->statuses[from].category;

    if (category == SUP_CATEGORY_NEW) {
        check_move(reading, list, from, (int32_t)policy->status_open, "taking a ticket");
    } else {
        check_move(reading, list, from, policy->on_customer_message[category],
                   "a customer's message");
    }
    if (category == SUP_CATEGORY_SOLVED && policy->auto_close_ms > 0) {
        check_move(reading, list, from, (int32_t)policy->status_closed, "auto_close");
    }
}

void sup__check_lifecycle(struct sup__reading *reading, const struct sup__json *transitions)
{
    const struct sup__policy *policy = reading->policy;
    uint8_t *marks;

    if (policy->status_count > SUP__POLICY_STATUSES_MAX) {
        return; /* reported */
    }
    marks = sup__scratch(reading, 2 * (size_t)policy->status_count);
    if (marks == NULL) {
        return;
    }
    check_reach(reading, marks, marks + policy->status_count);
    for (const struct sup__json *list = transitions->first; list != NULL; list = list->next) {
        int32_t from = sup__policy_status(policy, list->key);

        if (from >= 0 && policy->statuses[from].target_count > 0 && !reading->is_open_ended[from]) {
            check_automatic_moves(reading, list, from);
        }
    }
}
