/*
 * policy_active.c: what is said once a policy was activated.
 */
#include "policy_active.h"

#include <inttypes.h>
#include <stdio.h>

#include "text.h"

int policy_print_active(const struct program *program, int64_t version)
{
    struct sup_caller caller = program_caller(program);
    struct sup_summary_params params = {.size = sizeof params};
    struct sup_summary *summary = NULL;
    struct text out = {0};
    text_add_format(&out, "Policy version %" PRId64 " is active.\n", version);
    /* Who may activate a policy but not count tickets is told no more. */
    if (sup_desk_summary(program->core, &caller, &params, &summary) == SUP_OK &&
        summary->replan_left > 0) {
        text_add(&out, "The timers of ");
        text_add_count(&out, summary->replan_left, "ticket");
        text_add(&out, " go over to it as the desk ticks.\n");
    }
    sup_free(summary);
    return program_print(program, &out);
}
