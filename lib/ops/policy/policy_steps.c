/*
 * policy_steps.c: a condition of the policy, step by step, in a result.
 */
#include "ops/policy/policy_ops.h"

#include "rules/condition.h"

_Static_assert(SUP_VERDICT_FALSE == (int)SUP__FALSE + 1 && SUP_VERDICT_TRUE == (int)SUP__TRUE + 1 &&
                   SUP_VERDICT_UNKNOWN == (int)SUP__UNKNOWN + 1,
               "the public verdicts leave 0 for absent");

const struct sup_policy_step *sup__policy_steps(void *result, const struct sup__condition *when,
                                                const char *pointer, const struct sup__case *given,
                                                uint32_t *count, int *failed)
{
    const struct sup__trace *steps = NULL;
    *count = 0;
    if (*failed ||
        !sup__condition_explain(when, pointer, given, sup__owned_arena(result), &steps, count)) {
        *failed = 1;
        return NULL;
    }
    struct sup_policy_step *items = sup__result_array(result, *count, sizeof *items, failed);
    for (uint32_t i = 0; !*failed && i < *count; i++) {
        items[i] = (struct sup_policy_step){.depth = steps[i].depth,
                                            .verdict = steps[i].verdict + 1,
                                            .text = steps[i].text,
                                            .value = steps[i].value,
                                            .pointer = steps[i].pointer};
    }
    return items;
}
