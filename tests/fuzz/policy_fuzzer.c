/*
 * policy_fuzzer.c: any bytes as a policy document.
 *
 * A document is either refused, with at least one problem, places in order and texts that can be
 * shown, or it compiles to a policy that keeps its promises. Build with -fsanitize=fuzzer, or with
 * standalone.c to run it over files.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "policy/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void require(int is_true)
{
    if (!is_true) {
        abort();
    }
}

static void check_text(const char *text)
{
    require(text != NULL && sup__utf8_valid_prefix(text, strlen(text)) == strlen(text));
}

static void check_problems(const struct sup__policy_problems *problems,
                           const struct sup_error *error)
{
    require(error->code == SUP_INVALID || error->code == SUP_LIMIT);
    require(problems->item_count > 0 && problems->count >= problems->item_count);
    require(problems->item_count <= SUP_POLICY_PROBLEMS_MAX);
    for (uint32_t i = 0; i < problems->item_count; i++) {
        const struct sup_policy_problem *problem = &problems->items[i];

        check_text(problem->pointer);
        check_text(problem->text);
        require(problem->line > 0 && problem->column > 0);
        require(problem->text[0] != '\0' && strchr(problem->text, '\n') == NULL);
        if (problem->nearest != NULL) {
            check_text(problem->nearest);
        }
        if (i > 0) {
            const struct sup_policy_problem *before = &problems->items[i - 1];

            require(before->line < problem->line ||
                    (before->line == problem->line && before->column <= problem->column));
        }
    }
}

/* What the desk does by itself is a transition of the table. */
static void check_automatic_moves(const struct sup__policy *policy, uint32_t from)
{
    int32_t category = policy->statuses[from].category;
    int32_t to = policy->on_customer_message[category];

    if (category == SUP_CATEGORY_NEW) {
        require(sup__policy_may_move(policy, from, policy->status_open));
    }
    if (to >= 0) {
        require((uint32_t)to < policy->status_count);
        require(policy->statuses[to].category == SUP_CATEGORY_OPEN);
        require(sup__policy_may_move(policy, from, (uint32_t)to));
    }
    if (category == SUP_CATEGORY_SOLVED && policy->auto_close_ms > 0) {
        require(sup__policy_may_move(policy, from, policy->status_closed));
    }
}

static void check_policy(const struct sup__policy *policy, const uint8_t *data, size_t bytes)
{
    require(policy->document_bytes == bytes && memcmp(policy->document, data, bytes) == 0);
    require(strlen(policy->digest) == SUP_POLICY_DIGEST_BYTES);
    check_text(policy->name);
    require(policy->statuses[policy->status_new].category == SUP_CATEGORY_NEW);
    require(policy->statuses[policy->status_open].category == SUP_CATEGORY_OPEN);
    require(policy->statuses[policy->status_closed].category == SUP_CATEGORY_CLOSED);
    for (uint32_t i = 0; i < policy->status_count; i++) {
        require(sup__is_code(policy->statuses[i].name));
        require(sup__policy_status(policy, policy->statuses[i].name) == (int32_t)i);
        require(sup__category_name(policy->statuses[i].category) != NULL);
        check_automatic_moves(policy, i);
    }
    require(policy->priority_default < policy->priority_count && policy->channel_count > 0);
    for (uint32_t i = 0; i < policy->role_count; i++) {
        require(sup__policy_role(policy, policy->roles[i].name) == (int32_t)i);
        require(!sup__role_allows(&policy->roles[i], NULL));
    }
    require(!sup__role_allows(policy->actor_roles[SUP_ACTOR_CUSTOMER], "agent.save"));
    require(policy->reopen_grace_ms >= 0 && policy->auto_close_ms >= 0);
    require(policy->idempotency_ms >= 0 && policy->idempotency_ms <= SUP__POLICY_DURATION_MAX_MS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    struct sup__policy_problems problems = {0};
    struct sup__policy *policy;
    struct sup__arena arena;
    struct sup_error error;
    struct sup__mem mem;
    int32_t rc;

    (void)sup__mem_init(&mem, NULL);
    sup__arena_init(&arena, &mem);
    problems.arena = &arena;
    rc = sup__policy_load(&mem, (const char *)data, bytes, &policy, &problems, &error);
    if (rc == SUP_OK) {
        check_policy(policy, data, bytes);
    } else {
        require(policy == NULL && rc == error.code);
        check_problems(&problems, &error);
    }
    sup__policy_free(policy);
    sup__arena_free(&arena);
    return 0;
}
