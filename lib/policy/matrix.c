/*
 * matrix.c: the priority that follows from impact and urgency.
 *
 * Every pair has its cell: a ticket whose impact and urgency are known must not fall through.
 */
#include "policy/reading.h"

static void read_row(struct sup__reading *reading, const struct sup__json *row, int32_t *cells)
{
    const struct sup__policy *policy = reading->policy;

    for (const struct sup__json *cell = row->first; cell != NULL; cell = cell->next) {
        int32_t urgency = sup__read_reference(reading, cell, 1, "urgency", &policy->urgency_names);
        int32_t priority =
            sup__read_reference(reading, cell, 0, "priority", &policy->priority_names);

        if (urgency >= 0) {
            cells[urgency] = priority;
        }
    }
    for (uint32_t i = 0; i < policy->urgency_count; i++) {
        if (cells[i] == -2) {
            char shown[SUP__SHOWN_SIZE];

            sup__problem(reading, SUP_MSG_POLICY_MISSING, row, "the urgency \"%s\" is missing",
                         sup__shown(policy->urgencies[i].name, shown));
        }
    }
}

static void read_rows(struct sup__reading *reading, const struct sup__json *matrix, int32_t *cells,
                      uint8_t *is_there)
{
    const struct sup__policy *policy = reading->policy;

    for (const struct sup__json *row = matrix->first; row != NULL; row = row->next) {
        int32_t impact = sup__read_reference(reading, row, 1, "impact", &policy->impact_names);

        if (impact >= 0) {
            is_there[impact] = 1;
        }
        if (sup__read_type(reading, row, SUP__JSON_OBJECT) && impact >= 0) {
            read_row(reading, row, cells + (size_t)impact * policy->urgency_count);
        }
    }
    for (uint32_t i = 0; i < policy->impact_count; i++) {
        if (!is_there[i]) {
            char shown[SUP__SHOWN_SIZE];

            sup__problem(reading, SUP_MSG_POLICY_MISSING, matrix, "the impact \"%s\" is missing",
                         sup__shown(policy->impacts[i].name, shown));
        }
    }
}

void sup__read_priority_matrix(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    size_t count = (size_t)policy->impact_count * policy->urgency_count;
    uint8_t *is_there;
    int32_t *cells;

    if (node == NULL || policy->priorities == NULL ||
        policy->impact_count > SUP__POLICY_LEVELS_MAX ||
        policy->urgency_count > SUP__POLICY_LEVELS_MAX) {
        return; /* reported */
    }
    if (policy->impacts == NULL || policy->urgencies == NULL) {
        sup__problem(reading, SUP_MSG_POLICY_MISSING, node,
                     "a priority matrix needs \"impacts\" and \"urgencies\"");
        return;
    }
    cells = sup__keep(reading, count * sizeof *cells);
    is_there = sup__scratch(reading, policy->impact_count);
    if (cells == NULL || is_there == NULL) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        cells[i] = -2; /* not there; -1 is one that was reported */
    }
    read_rows(reading, node, cells, is_there);
    policy->priority_matrix = cells;
}
