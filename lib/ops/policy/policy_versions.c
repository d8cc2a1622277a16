/*
 * policy_versions.c: the versions of the policy: which there are, what differs, and the way back.
 */
#include "ops/policy/policy_ops.h"

#include "base/message.h"
#include "ops/page.h"
#include "policy/diff.h"

#include <inttypes.h>
#include <string.h>

static int32_t check_choice(struct sup__unit *unit, const struct sup__policy_choice *choice)
{
    if (choice->is_builtin && (choice->version || choice->document)) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, choice->builtin_field,
                         "it is the built-in policy, or a %s, not both",
                         choice->version ? "version" : "document");
    }
    if (choice->version && choice->document) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, choice->version_field,
                         "it is a version, or a document, not both");
    }
    if (choice->version > unit->head.policy_version) {
        return sup__fail(unit->error, SUP_MSG_POLICY_VERSION_UNKNOWN, choice->version_field,
                         "there is no policy version %" PRId64 ": the newest is %" PRId64,
                         choice->version, unit->head.policy_version);
    }
    return SUP_OK;
}

int32_t sup__choose_policy(struct sup__unit *unit, const struct sup__policy_choice *choice,
                           struct sup__chosen *chosen)
{
    struct sup__policy_options options = {.zones = &unit->core->zones};
    int32_t rc = check_choice(unit, choice);
    *chosen = (struct sup__chosen){0};
    if (rc != SUP_OK) {
        return rc;
    }
    if (choice->document) {
        rc = sup__policy_load(&unit->core->mem, choice->document, strlen(choice->document),
                              &options, &chosen->owned, NULL, unit->error);
        chosen->policy = chosen->owned;
        return rc;
    }
    if (!choice->is_builtin) {
        chosen->version = choice->version ? choice->version : unit->head.policy_version;
    }
    if (chosen->version == unit->head.policy_version) {
        chosen->policy = unit->policy;
        return SUP_OK;
    }
    rc = sup__load_policy(unit, chosen->version, &chosen->owned);
    if (rc == SUP_OK && chosen->version) {
        rc = sup__check_activation(unit, chosen->version, chosen->owned->digest);
    }
    if (rc != SUP_OK) {
        sup__policy_free(chosen->owned);
        chosen->owned = NULL;
    }
    chosen->policy = chosen->owned;
    return rc;
}

/* ---- policy.list ---- */

struct versions {
    struct sup__unit *unit;
    struct sup_policy_list *list;
    struct sup_policy_version *items;
    int failed;
};

/* What the event of its activation knows about a version. */
static int32_t add_version(void *context, void *in)
{
    struct versions *versions = context;
    const struct sup__policy_row *row = in;
    struct sup__unit *unit = versions->unit;
    struct sup_policy_version *item = &versions->items[versions->list->count++];
    item->size = sizeof *item;
    item->is_active = row->version == unit->head.policy_version;
    item->version = row->version;
    item->sequence = row->sequence;
    return 0;
}

static int32_t add_activation(struct versions *versions, struct sup_policy_version *item)
{
    struct sup__unit *unit = versions->unit;
    struct sup__event_row event = {.tenant = unit->head.tenant, .sequence = item->sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &event);
    if (rc == SUP_NOT_FOUND || (rc == SUP_OK && event.subject_id != item->version)) {
        return sup__fail(unit->error, SUP_MSG_STORE_CORRUPT, "sup_policy.sequence",
                         "event %" PRId64 " did not activate policy version %" PRId64,
                         item->sequence, item->version);
    }
    if (rc == SUP_OK) {
        item->activated_ms = event.at_ms;
        item->actor_kind = (int32_t)event.actor_kind;
        item->actor_id = event.actor_id;
        item->digest = sup__result_text(versions->list, event.after, &versions->failed);
    }
    return rc;
}

int32_t sup__op_policy_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_policy_list_params *params = in;
    struct versions versions = {.unit = unit};
    struct sup__page page = {.table = SUP__T_POLICY,
                             .prefix_count = 1,
                             .prefix = {sup__int(unit->head.tenant)},
                             .after = params->after_id,
                             .is_descending = 1,
                             .is_bare = 1};
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &page.limit);
    if (rc != SUP_OK) {
        return rc;
    }
    versions.list = sup__result(unit, sizeof *versions.list);
    if (!versions.list) {
        return SUP_NOMEM;
    }
    versions.items =
        sup__result_array(versions.list, page.limit, sizeof *versions.items, &versions.failed);
    versions.list->items = versions.items;
    rc = versions.failed ? SUP_OK : sup__page_read(&unit->repo, &page, add_version, &versions);
    for (uint32_t i = 0; rc == SUP_OK && i < versions.list->count; i++) {
        rc = add_activation(&versions, &versions.items[i]);
    }
    if (rc != SUP_OK) {
        sup_free(versions.list);
        return rc;
    }
    if (page.is_more) {
        versions.list->next_after_id = versions.items[versions.list->count - 1].version;
    }
    return sup__result_end(unit, versions.list, versions.failed, result);
}

/* ---- policy.diff ---- */

int32_t sup__op_policy_diff(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_policy_diff_params *params = in;
    struct sup__policy_choice older = {.version = params->from_version,
                                       .is_builtin = params->from_is_builtin,
                                       .version_field = "from_version",
                                       .builtin_field = "from_is_builtin"};
    struct sup__policy_choice newer = {.version = params->to_version,
                                       .is_builtin = params->to_is_builtin,
                                       .document = params->document,
                                       .version_field = "to_version",
                                       .builtin_field = "to_is_builtin"};
    struct sup__chosen from = {0};
    struct sup__chosen to = {0};
    struct sup_policy_change *changes = NULL;
    struct sup_policy_diff *diff = NULL;
    (void)receipt;
    int32_t rc = sup__choose_policy(unit, &older, &from);
    if (rc == SUP_OK) {
        rc = sup__choose_policy(unit, &newer, &to);
    }
    if (rc == SUP_OK) {
        diff = sup__result(unit, sizeof *diff);
        rc = diff ? sup__policy_diff(sup__owned_arena(diff), from.policy->document,
                                     to.policy->document, &changes, &diff->count, unit->error)
                  : SUP_NOMEM;
    }
    sup__policy_free(from.owned);
    sup__policy_free(to.owned);
    if (rc != SUP_OK) {
        sup_free(diff);
        return rc;
    }
    diff->changes = changes;
    return sup__result_end(unit, diff, 0, result);
}

/* ---- policy.rollback ---- */

int32_t sup__op_policy_rollback(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_policy_rollback_params *params = in;
    struct sup__policy_choice choice = {.version = params->to_version,
                                        .is_builtin = params->is_builtin,
                                        .version_field = "to_version",
                                        .builtin_field = "is_builtin"};
    struct sup__chosen chosen;
    (void)result;
    if (!params->to_version && !params->is_builtin) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "to_version",
                         "say which version to go back to");
    }
    int32_t rc = sup__choose_policy(unit, &choice, &chosen);
    if (rc != SUP_OK) {
        return rc;
    }
    receipt->id = unit->head.policy_version;
    receipt->version = unit->head.policy_version;
    if (chosen.owned) {
        rc = sup__activate_policy(unit, chosen.policy->document, params->is_strict, receipt);
    }
    sup__policy_free(chosen.owned);
    return rc;
}
