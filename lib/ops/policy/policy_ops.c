/*
 * policy_ops.c: checking, activating and showing policies.
 */
#include "ops/policy/policy_ops.h"

#include "base/message.h"
#include "ops/figures/targets.h"
#include "ops/sla/timers.h"
#include "supportcore/desk.h"
#include "supportcore/policy.h"

#include <inttypes.h>
#include <string.h>

/* Reading agents while a document is compiled; what fails is the answer, whatever is wrong with the
 * document. */
struct asking {
    struct sup__unit *unit;
    struct sup_error fault; /* code 0: none yet */
    const struct sup__policy *policy;
    int has_people; /* else the document comes before them */
    uint8_t *held;  /* of each role of that policy whether a person has it; NULL: not looked up */
};

static int agent_may(void *context, int64_t id, const struct sup__policy *policy,
                     const char *action)
{
    struct asking *asking = context;
    struct sup__agent_row row = {.tenant = asking->unit->head.tenant, .id = id};
    if (asking->fault.code != SUP_OK) {
        return 1;
    }
    int32_t rc = sup__get(&asking->unit->repo, SUP__T_AGENT, &row);
    if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
        asking->fault = *asking->unit->error;
        return 1;
    }
    return rc == SUP_OK && !row.is_departed &&
           (!action || (row.kind != SUP_AGENT_BOT && sup__roles_may(policy, row.roles, action)));
}

/* Mark the roles of a person who is there. */
static int32_t mark_roles(void *context, void *in)
{
    struct asking *asking = context;
    const struct sup__agent_row *row = in;
    const char *roles = row->kind == SUP_AGENT_BOT ? "" : row->roles;
    char name[65];
    asking->has_people |= row->kind != SUP_AGENT_BOT;
    while (*roles) {
        size_t bytes = strcspn(roles, " ");
        int32_t role = -1;
        if (bytes < sizeof name) {
            memcpy(name, roles, bytes);
            name[bytes] = 0;
            role = sup__policy_role(asking->policy, name);
        }
        if (role >= 0) {
            asking->held[role] = 1;
        }
        roles += bytes + (roles[bytes] == ' ');
    }
    return 0;
}

static int32_t find_held(struct asking *asking, const struct sup__policy *policy)
{
    struct sup__unit *unit = asking->unit;
    struct sup_value prefix[1] = {sup__int(unit->head.tenant)};
    struct sup_filter filter = {SUP__AGENT_is_departed, SUP_EQ, sup__int(0)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_AGENT,
                            .prefix_count = 1,
                            .prefix = prefix,
                            .filter_count = 1,
                            .filters = &filter};
    struct sup__agent_row row;
    asking->policy = policy;
    asking->held = sup__arena_alloc(unit->repo.arena, policy->role_count + 1);
    if (!asking->held) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    memset(asking->held, 0, policy->role_count + 1);
    return sup__each(&unit->repo, &scan, 1, &row, mark_roles, asking);
}

static int role_is_held(void *context, uint32_t role, const struct sup__policy *policy)
{
    struct asking *asking = context;
    int32_t rc = asking->fault.code == SUP_OK && !asking->held ? find_held(asking, policy) : SUP_OK;
    if (rc != SUP_OK) {
        asking->fault = *asking->unit->error;
    }
    return asking->fault.code != SUP_OK || !asking->has_people || asking->held[role];
}

static int32_t asked(const struct asking *asking, int32_t code)
{
    if (asking->fault.code == SUP_OK) {
        return code;
    }
    *asking->unit->error = asking->fault;
    return asking->fault.code;
}

int32_t sup__op_policy_check(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    const struct sup_policy_params *params = in;
    struct sup__policy *policy = NULL;
    (void)receipt;
    struct sup_policy_report *report = sup__result(unit, sizeof *report);
    if (!report) {
        return SUP_NOMEM;
    }
    struct asking asking = {.unit = unit};
    struct sup__policy_problems problems = {.arena = sup__owned_arena(report)};
    struct sup__policy_options options = {.is_strict = params->is_strict,
                                          .with_readiness = params->with_readiness,
                                          .with_notes = 1,
                                          .now_ms = unit->caller.now_ms,
                                          .zones = &unit->core->zones,
                                          .agent_may = agent_may,
                                          .role_is_held = role_is_held,
                                          .context = &asking};
    int32_t rc = sup__policy_load(&unit->core->mem, params->document, strlen(params->document),
                                  &options, &policy, &problems, unit->error);
    rc = asked(&asking, rc);
    sup__policy_free(policy);
    if (rc != SUP_OK && rc != SUP_INVALID && rc != SUP_LIMIT) {
        sup_free(report);
        return rc;
    }
    sup__error_clear(unit->error);
    char digest[SUP_POLICY_DIGEST_BYTES + 1];
    int failed = sup__policy_digest(params->document, strlen(params->document), digest) != 0;
    report->digest = failed ? NULL : sup__result_text(report, digest, &failed);
    report->is_valid = rc == SUP_OK;
    report->count = problems.item_count;
    report->problems = problems.items;
    report->error_count = problems.error_count;
    report->warning_count = problems.warning_count;
    report->finding_count = problems.finding_count;
    report->note_count = problems.note_count;
    return sup__result_end(unit, report, failed, result);
}

/* What is due fires under the policy that promised it, before another one rules: else the result
 * would hang on when the host happens to tick. */
static int32_t fire_due(struct sup__unit *unit)
{
    int64_t next_due_ms = 0;
    uint32_t fired = 0;
    int32_t rc = sup__agenda_fire_due(unit, SUP_TICK_ITEMS_MAX, &fired, &next_due_ms);
    if (rc == SUP_OK &&
        (unit->head.replan_ms || (next_due_ms && next_due_ms <= unit->caller.now_ms))) {
        return sup__fail(unit->error, SUP_MSG_TICK_FIRST, NULL,
                         "more than %d things are due under the policy in force",
                         SUP_TICK_ITEMS_MAX);
    }
    return rc;
}

int32_t sup__activate_policy(struct sup__unit *unit, const char *document, int is_strict,
                             struct sup_receipt *receipt)
{
    struct asking asking = {.unit = unit};
    struct sup__policy_options options = {.is_strict = is_strict,
                                          .zones = &unit->core->zones,
                                          .agent_may = is_strict ? agent_may : NULL,
                                          .role_is_held = is_strict ? role_is_held : NULL,
                                          .context = &asking};
    struct sup__policy *policy = NULL;
    int replans = 0;
    int32_t rc = sup__heal_policies(unit, document);
    if (rc == SUP_OK) {
        rc = fire_due(unit);
    }
    if (rc == SUP_OK) {
        rc = sup__policy_load(&unit->core->mem, document, strlen(document), &options, &policy, NULL,
                              unit->error);
        rc = asked(&asking, rc);
    }
    if (rc == SUP_OK) {
        rc = sup__replan_is_needed(unit, document, &replans);
    }
    if (rc != SUP_OK) {
        sup__policy_free(policy);
        return rc;
    }
    struct sup__policy_row row = {.tenant = unit->head.tenant,
                                  .version = unit->head.policy_version + 1,
                                  .sequence = unit->head.sequence + (unit->head.sequence ? 1 : 2),
                                  .digest = policy->digest,
                                  .document = document};
    struct sup__event event = sup__event_new(unit, SUP__E_POLICY_ACTIVATED, 0);
    event.row.subject_id = row.version;
    event.row.number = replans;
    event.row.after = policy->digest;
    rc = sup__insert(&unit->repo, SUP__T_POLICY, &row);
    if (rc == SUP_EXISTS) {
        rc = sup__fail(unit->error, SUP_MSG_RECORD_UNKNOWN, "sup_policy",
                       "sup_policy has a version %" PRId64 " that nobody activated", row.version);
    }
    if (rc == SUP_OK) {
        rc = sup__emit(unit, &event);
    }
    if (rc == SUP_OK) {
        rc = sup__plan_scorecard(unit, policy);
    }
    sup__policy_free(policy);
    receipt->id = row.version;
    receipt->version = row.version;
    return rc;
}

int32_t sup__op_policy_activate(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_policy_params *params = in;
    (void)result;
    return sup__activate_policy(unit, params->document, params->is_strict, receipt);
}

int32_t sup__op_policy_show(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_policy_show_params *params = in;
    struct sup__policy_choice choice = {.version = params->version,
                                        .is_builtin = params->is_builtin,
                                        .version_field = "version",
                                        .builtin_field = "is_builtin"};
    struct sup__chosen chosen;
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__choose_policy(unit, &choice, &chosen);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_policy *policy = sup__result(unit, sizeof *policy);
    if (policy) {
        policy->version = chosen.version;
        policy->document = sup__result_text(policy, chosen.policy->document, &failed);
        policy->name = sup__result_text(policy, chosen.policy->name, &failed);
        policy->digest = sup__result_text(policy, chosen.policy->digest, &failed);
    }
    sup__policy_free(chosen.owned);
    return policy ? sup__result_end(unit, policy, failed, result) : SUP_NOMEM;
}
