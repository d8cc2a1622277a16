/*
 * policy_ops.c: checking, activating and showing policies.
 */
#include "ops/bodies.h"

#include "base/message.h"
#include "supportcore/desk.h"
#include "supportcore/policy.h"

#include <inttypes.h>
#include <string.h>

int32_t sup__op_policy_check(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    const struct sup_policy_params *params = in;
    struct sup__policy *policy = NULL;
    int failed = 0;
    (void)receipt;
    struct sup_policy_report *report = sup__result(unit, sizeof *report);
    if (!report) {
        return SUP_NOMEM;
    }
    struct sup__policy_problems problems = {.arena = sup__owned_arena(report)};
    int32_t rc = sup__policy_load(&unit->core->mem, params->document, strlen(params->document),
                                  &policy, &problems, unit->error);
    sup__policy_free(policy);
    if (rc != SUP_OK && rc != SUP_INVALID && rc != SUP_LIMIT) {
        sup_free(report);
        return rc;
    }
    sup__error_clear(unit->error);
    report->is_valid = rc == SUP_OK;
    report->count = problems.item_count;
    report->problems = problems.items;
    return sup__result_end(unit, report, failed, result);
}

/* What is due fires under the policy that promised it, before another one rules: else the result
 * would hang on when the host happens to tick. */
static int32_t fire_due(struct sup__unit *unit)
{
    int64_t next_due_ms = 0;
    uint32_t fired = 0;
    int32_t rc = sup__agenda_fire_due(unit, SUP_TICK_ITEMS_MAX, &fired, &next_due_ms);
    if (rc == SUP_OK && next_due_ms && next_due_ms <= unit->caller.now_ms) {
        return sup__fail(unit->error, SUP_MSG_TICK_FIRST, NULL,
                         "more than %d things are due under the policy in force",
                         SUP_TICK_ITEMS_MAX);
    }
    return rc;
}

int32_t sup__op_policy_activate(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_policy_params *params = in;
    struct sup__policy *policy = NULL;
    (void)result;
    int32_t rc = fire_due(unit);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = sup__policy_load(&unit->core->mem, params->document, strlen(params->document), &policy,
                          NULL, unit->error);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__policy_row row = {.tenant = unit->head.tenant,
                                  .version = unit->head.policy_version + 1,
                                  .sequence = unit->head.sequence + (unit->head.sequence ? 1 : 2),
                                  .digest = policy->digest,
                                  .document = params->document};
    struct sup__event event = sup__event_new(unit, SUP__E_POLICY_ACTIVATED, 0);
    event.row.subject_id = row.version;
    event.row.after = policy->digest;
    rc = sup__insert(&unit->repo, SUP__T_POLICY, &row);
    if (rc == SUP_OK) {
        rc = sup__emit(unit, &event);
    }
    sup__policy_free(policy);
    receipt->id = row.version;
    receipt->version = row.version;
    return rc;
}

static int32_t make_policy(struct sup__unit *unit, int64_t version, const char *document,
                           void **result)
{
    struct sup__policy *compiled = NULL;
    int failed = 0;
    int32_t rc = sup__policy_load(&unit->core->mem, document, strlen(document), &compiled, NULL,
                                  unit->error);
    struct sup_policy *policy = rc == SUP_OK ? sup__result(unit, sizeof *policy) : NULL;
    if (policy) {
        policy->version = version;
        policy->document = sup__result_text(policy, document, &failed);
        policy->name = sup__result_text(policy, compiled->name, &failed);
        policy->digest = sup__result_text(policy, compiled->digest, &failed);
    }
    sup__policy_free(compiled);
    if (!policy) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    return sup__result_end(unit, policy, failed, result);
}

int32_t sup__op_policy_show(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_policy_show_params *params = in;
    struct sup__policy_row row = {.tenant = unit->head.tenant,
                                  .version = params->version ? params->version
                                                             : unit->head.policy_version};
    (void)receipt;
    if (params->is_builtin || row.version == 0) {
        return make_policy(unit, 0, sup__policy_builtin(), result);
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_POLICY, &row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_POLICY_VERSION_UNKNOWN, "version",
                         "there is no policy version %" PRId64, row.version);
    }
    return rc == SUP_OK ? make_policy(unit, row.version, row.document, result) : rc;
}
