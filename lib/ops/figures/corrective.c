/*
 * corrective.c: corrective actions are recorded, changed and closed.
 */
#include "ops/figures/corrective.h"

#include "base/message.h"
#include "ops/bodies.h"

#include <inttypes.h>
#include <string.h>

const char *const sup__corrective_state_names[] = {"open", "done", "dropped", NULL};

/* ---- may it be so? ---- */

static int32_t check_due(struct sup__unit *unit, int64_t due_ms)
{
    return due_ms > unit->at_ms ? SUP_OK
                                : sup__fail(unit->error, SUP_MSG_CORRECTIVE_DUE, "due_at",
                                            "it would be due before it is recorded");
}

static int32_t find_line(struct sup__unit *unit, const char *name,
                         const struct sup__kpi_line **line)
{
    const struct sup__scorecard *card = &unit->policy->scorecard;
    int32_t index = card->line_count ? sup__names_find(&card->names, name) : -1;
    if (index >= 0) {
        *line = &card->lines[index];
        return SUP_OK;
    }
    int32_t rc = sup__fail(unit->error, SUP_MSG_CORRECTIVE_LINE, "line",
                           "the policy's scorecard has no line '%s'", name);
    const char *nearest = card->line_count ? sup__names_nearest(&card->names, name) : NULL;
    if (nearest) {
        sup__hint(unit->error, "did you mean '%s'?", nearest);
    }
    return rc;
}

/* One of both; with neither the row stays as it is. */
static int32_t read_owner(struct sup__unit *unit, int64_t agent_id, const char *role,
                          struct sup__corrective_row *row)
{
    struct sup__agent_row agent = {0};
    if (agent_id && role) {
        return sup__fail(unit->error, SUP_MSG_CORRECTIVE_OWNER, "owner_role",
                         "it is agent %" PRId64 " or the role %s", agent_id, role);
    }
    if (role && sup__policy_role(unit->policy, role) < 0) {
        int32_t rc = sup__fail(unit->error, SUP_MSG_POLICY_NAME, "owner_role",
                               "the policy has no role '%s'", role);
        const char *nearest = sup__names_nearest(&unit->policy->role_names, role);
        if (nearest) {
            sup__hint(unit->error, "did you mean '%s'?", nearest);
        }
        return rc;
    }
    if (role || agent_id) {
        row->owner_id = agent_id;
        row->owner_role = role;
    }
    return agent_id ? sup__load_agent(unit, agent_id, "owner_id", &agent) : SUP_OK;
}

static int32_t load(struct sup__unit *unit, int64_t id, struct sup__corrective_row *row)
{
    *row = (struct sup__corrective_row){.tenant = unit->head.tenant, .id = id};
    int32_t rc = sup__get(&unit->repo, SUP__T_CORRECTIVE, row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_CORRECTIVE_UNKNOWN, "corrective_id",
                         "there is no corrective action %" PRId64, id);
    }
    if (rc == SUP_OK && row->state != SUP_CORRECTIVE_OPEN) {
        return sup__fail(unit->error, SUP_MSG_CORRECTIVE_CLOSED, "corrective_id",
                         "corrective action %" PRId64 " is %s", id,
                         sup__corrective_state_names[row->state - 1]);
    }
    return rc;
}

/* ---- the events ---- */

/* A row as an event says all of it but the text. */
static struct sup__event event_of(struct sup__unit *unit, enum sup__event_kind kind,
                                  const struct sup__corrective_row *row)
{
    struct sup__event event = sup__event_new(unit, kind, 0);
    event.row.subject_id = row->owner_id;
    event.row.number = row->due_ms;
    event.row.after = row->line;
    event.payload.corrective = row->id;
    event.payload.role = row->owner_role;
    return event;
}

int32_t sup__op_corrective_record(struct sup__unit *unit, const void *in,
                                  struct sup_receipt *receipt, void **result)
{
    const struct sup_corrective_record_params *params = in;
    const struct sup__kpi_line *line = NULL;
    struct sup__corrective_row row = {
        .id = unit->head.corrective_count + 1, .line = params->line, .due_ms = params->due_ms};
    (void)result;
    int32_t rc = read_owner(unit, params->owner_id, params->owner_role, &row);
    if (rc == SUP_OK) {
        rc = find_line(unit, params->line, &line);
    }
    if (rc == SUP_OK) {
        rc = check_due(unit, params->due_ms);
    }
    if (rc == SUP_OK && !row.owner_id && !row.owner_role) {
        row.owner_id = line->owner_agent;
        row.owner_role = line->owner_role >= 0 ? unit->policy->roles[line->owner_role].name : NULL;
    }
    if (rc == SUP_OK) {
        struct sup__event event = event_of(unit, SUP__E_CORRECTIVE_RECORDED, &row);
        event.body = params->text;
        rc = sup__emit(unit, &event);
    }
    receipt->id = row.id;
    return rc;
}

static int32_t is_said(struct sup__unit *unit, const struct sup__corrective_row *row,
                       const char *text, int *is)
{
    struct sup__event_private_row said = {.tenant = unit->head.tenant, .sequence = row->text_event};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT_PRIVATE, &said);
    *is = rc == SUP_OK && sup__same_text(said.body, text);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__op_corrective_change(struct sup__unit *unit, const void *in,
                                  struct sup_receipt *receipt, void **result)
{
    const struct sup_corrective_change_params *params = in;
    struct sup__corrective_row named = {.id = params->corrective_id};
    struct sup__corrective_row before;
    struct sup__corrective_row row;
    const char *text = params->text;
    int is_same = 0;
    (void)result;
    receipt->id = params->corrective_id;
    int32_t rc = read_owner(unit, params->owner_id, params->owner_role, &named);
    if (rc == SUP_OK) {
        rc = load(unit, params->corrective_id, &before);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    row = before;
    if (named.owner_id || named.owner_role) {
        row.owner_id = named.owner_id;
        row.owner_role = named.owner_role;
    }
    if (params->due_ms && params->due_ms != row.due_ms) {
        rc = check_due(unit, params->due_ms);
        row.due_ms = params->due_ms;
    }
    if (rc == SUP_OK && text) {
        rc = is_said(unit, &row, text, &is_same);
        text = is_same ? NULL : text;
    }
    if (rc != SUP_OK || (!text && row.due_ms == before.due_ms && row.owner_id == before.owner_id &&
                         sup__same_text(row.owner_role, before.owner_role))) {
        return rc;
    }
    struct sup__event event = event_of(unit, SUP__E_CORRECTIVE_CHANGED, &row);
    event.body = text;
    return sup__emit(unit, &event);
}

int32_t sup__op_corrective_close(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    const struct sup_corrective_close_params *params = in;
    struct sup__corrective_row row;
    (void)result;
    receipt->id = params->corrective_id;
    if (params->state == SUP_CORRECTIVE_OPEN) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, "state",
                         "it is closed as done or dropped");
    }
    int32_t rc = load(unit, params->corrective_id, &row);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = event_of(unit, SUP__E_CORRECTIVE_CLOSED, &row);
    event.row.before = row.line;
    event.row.after = sup__corrective_state_names[params->state - 1];
    event.body = params->note && params->note[0] ? params->note : NULL;
    return sup__emit(unit, &event);
}
