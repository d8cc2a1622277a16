/*
 * transitions.c: which status may follow which.
 */
#include "policy/reading.h"

#include <string.h>

static int is_closed(const struct sup__reading *reading, uint32_t status)
{
    return reading->statuses[status].category == SUP_CATEGORY_CLOSED;
}

static void check_target(struct sup__reading *reading, const struct sup__json *item, uint32_t from,
                         int32_t to, int is_repeated)
{
    if (is_repeated) {
        sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, item,
                     "the transition to \"%s\" is there already", item->text);
    } else if ((uint32_t)to == from) {
        sup__problem(reading, SUP_MSG_POLICY_LIFECYCLE, item,
                     "a transition leads to another status, not to \"%s\" again", item->text);
    } else if (is_closed(reading, from) && !is_closed(reading, (uint32_t)to)) {
        sup__problem(reading, SUP_MSG_POLICY_LIFECYCLE, item,
                     "what is closed is done for good: a follow-up goes on from it, no transition "
                     "to \"%s\"",
                     item->text);
    }
}

/* The list of one status. A target that is there twice is found by a row of marks. */
static void read_targets(struct sup__reading *reading, const struct sup__json *list, uint32_t from,
                         uint32_t *marks)
{
    struct sup__status *status = &reading->statuses[from];
    uint32_t *targets = sup__keep(reading, list->count * sizeof *targets);
    uint32_t count = 0;

    if (targets == NULL) {
        return;
    }
    for (const struct sup__json *item = list->first; item != NULL; item = item->next) {
        uint32_t errors = sup__error_count(reading);
        int32_t to =
            sup__read_reference(reading, item, 0, "status", &reading->policy->status_names);
        int is_guess = sup__error_count(reading) != errors;

        if (to < 0) {
            reading->is_open_ended[from] = 1;
            reading->has_open_ended = 1;
            continue;
        }
        if (!is_guess) {
            check_target(reading, item, from, to, marks[to] == from + 1);
            marks[to] = from + 1;
        }
        targets[count++] = (uint32_t)to;
    }
    status->targets = targets;
    status->target_count = count;
}

void sup__read_transitions(struct sup__reading *reading, const struct sup__json *node)
{
    uint32_t *marks;

    if (node == NULL || reading->statuses == NULL) {
        return;
    }
    marks = sup__scratch(reading, reading->policy->status_count * sizeof *marks);
    reading->is_open_ended = sup__scratch(reading, reading->policy->status_count);
    if (marks == NULL || reading->is_open_ended == NULL) {
        return;
    }
    for (const struct sup__json *list = node->first; list != NULL; list = list->next) {
        int32_t from =
            sup__read_reference(reading, list, 1, "status", &reading->policy->status_names);

        if (sup__read_type(reading, list, SUP__JSON_LIST) && from >= 0 &&
            reading->statuses[from].targets == NULL) {
            read_targets(reading, list, (uint32_t)from, marks);
        }
    }
    sup__check_lifecycle(reading, node);
}
