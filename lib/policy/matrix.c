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

/* A list that is not there or has no items. One that could not be read has been reported. */
static void tell_levels(struct sup__reading *reading, const struct sup__json *matrix)
{
    const struct sup__json *impacts = sup__json_member(matrix->parent, "impacts");
    const struct sup__json *urgencies = sup__json_member(matrix->parent, "urgencies");

    if (impacts == NULL || urgencies == NULL) {
        sup__problem(reading, SUP_MSG_POLICY_MISSING, matrix,
                     "a priority matrix needs \"impacts\" and \"urgencies\"");
        return;
    }
    if (impacts->type == SUP__JSON_LIST && impacts->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, impacts,
                     "a priority matrix needs at least one impact");
    }
    if (urgencies->type == SUP__JSON_LIST && urgencies->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, urgencies,
                     "a priority matrix needs at least one urgency");
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
    if (policy->impact_count == 0 || policy->urgency_count == 0) {
        tell_levels(reading, node);
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
