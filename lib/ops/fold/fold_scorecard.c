/*
 * fold_scorecard.c: corrective actions, how figures stand beside their targets, and when that is
 * looked at next.
 */
#include "ops/figures/targets.h"

#include "ops/figures/corrective.h"
#include "ops/figures/scorecard.h"

#include <string.h>

int32_t sup__fold_corrective(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__corrective_row row = {.tenant = unit->head.tenant, .id = event->payload.corrective};
    int32_t rc = sup__get(&unit->repo, SUP__T_CORRECTIVE, &row);
    if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
        return rc;
    }
    if (rc == SUP_NOT_FOUND) {
        unit->head.corrective_count = row.id;
        row.at_ms = event->row.at_ms;
        row.line = event->row.after;
        row.state = SUP_CORRECTIVE_OPEN;
        row.by_kind = event->row.actor_kind;
        row.by_id = event->row.actor_id;
    }
    row.due_ms = event->row.number;
    row.owner_id = event->row.subject_id;
    row.owner_role = event->payload.role;
    if (event->row.kind == SUP__E_CORRECTIVE_CLOSED) {
        int is_done = strcmp(event->row.after, sup__corrective_state_names[1]) == 0;
        row.state = is_done ? SUP_CORRECTIVE_DONE : SUP_CORRECTIVE_DROPPED;
        row.closed_ms = event->row.at_ms;
        row.close_event = event->row.sequence;
    } else if (event->row.kind == SUP__E_CORRECTIVE_CHANGED) {
        row.changes++;
        row.changed_ms = event->row.at_ms;
    }
    if (event->row.kind == SUP__E_CORRECTIVE_RECORDED ||
        (event->row.kind == SUP__E_CORRECTIVE_CHANGED && event->row.private_digest.bytes)) {
        row.text_event = event->row.sequence;
    }
    return sup__put(&unit->repo, SUP__T_CORRECTIVE, &row);
}

int32_t sup__fold_crossed(struct sup__unit *unit, const struct sup__event *event)
{
    int is_missed = strcmp(event->row.after, sup__kpi_status_names[SUP_KPI_MISSED - 1]) == 0;
    const struct sup__kpi_standing_row row = {.tenant = unit->head.tenant,
                                              .line = event->payload.line,
                                              .state = is_missed ? SUP_KPI_MISSED : SUP_KPI_MET,
                                              .since_ms = event->row.at_ms,
                                              .sequence = event->row.sequence};
    return sup__put(&unit->repo, SUP__T_KPI_STANDING, &row);
}

/* The desk waits for the end of one period at a time. */
int32_t sup__fold_evaluated(struct sup__unit *unit, const struct sup__event *event)
{
    unit->head.kpi_ms = event->row.number;
    return sup__agenda_set_desk(unit, SUP__AGENDA_KPI, event->row.number);
}
