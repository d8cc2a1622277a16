/*
 * fault_plan.c: making faults, and what a case may answer to one.
 */
#include "fault_plan.h"

#include <inttypes.h>
#include <stdio.h>

void fault_control_make(const struct fault_case *fault, struct fault_control *control)
{
    struct fault_world world = {0};
    int32_t code;

    memset(control, 0, sizeof *control);
    control->fault = fault;
    fault_world_ready(&world, fault);
    desk_image_take(&control->before, world.inner, 0);
    control->before_dump = fault_world_dump(&world);
    fault_store_arm(&world.store, 0, 0, 0);
    code = fault_case_run(&world, fault, &control->text);
    if (code != fault->code) {
        fail_msg("%s: %s: %s", fault->name, sup_code_name(code),
                 sup_last_error(world.desk.core)->text);
    }
    control->committed_at = world.store.committed_at;
    desk_image_take(&control->after, world.inner, 0);
    control->after_dump = fault_world_dump(&world);
    fault_world_close(&world);
}

void fault_control_free(struct fault_control *control)
{
    free(control->before.bytes);
    free(control->after.bytes);
    free(control->before_dump);
    free(control->after_dump);
    free(control->text);
}

const struct fault_control *fault_control_of(size_t number)
{
    static struct fault_control *controls;
    static enum desk_backend backend;

    if (!controls || backend != desk_backend) {
        for (size_t i = 0; controls && i < fault_case_count; i++) {
            fault_control_free(&controls[i]);
        }
        free(controls);
        controls = calloc(fault_case_count, sizeof *controls);
        assert_non_null(controls);
        backend = desk_backend;
    }
    if (!controls[number].fault) {
        fault_control_make(&fault_cases[number], &controls[number]);
    }
    return &controls[number];
}

static void expect_answer(const struct fault_control *control, const char *where, const char *got)
{
    const char *wanted = control->text;

    if ((got == NULL) != (wanted == NULL) || (got && strcmp(got, wanted) != 0)) {
        desk_print_difference(wanted, got);
        fail_msg("%s, %s: the answer is not as it should be", control->fault->name, where);
    }
}

/* Is stored what was there before the case, or what it leaves? Compared as bytes, which is quick,
 * and told as text. */
static void expect_stored(const struct fault_control *control, struct fault_world *world,
                          const char *where, int is_done)
{
    static struct desk_image got;

    desk_image_take(&got, world->inner, 0);
    if (!desk_image_is(&got, is_done ? &control->after : &control->before)) {
        char *dump = fault_world_dump(world);

        desk_print_difference(is_done ? control->after_dump : control->before_dump, dump);
        free(dump);
        fail_msg("%s, %s: what is stored is not as it should be", control->fault->name, where);
    }
}

void fault_control_expect(const struct fault_control *control, struct fault_world *world,
                          const char *where)
{
    expect_stored(control, world, where, 1);
}

/* Run the case with a fault; how many failed. */
static int64_t run_with_fault(struct fault_world *world, const struct fault_control *control,
                              const struct fault_plan *plan, int64_t n, int32_t *code, char **text)
{
    int64_t failed;

    fault_store_arm(&world->store, plan->is_memory ? 0 : n, plan->is_lasting, plan->code);
    fault_memory_arm(plan->is_memory ? n : 0, plan->is_lasting);
    *code = fault_case_run(world, control->fault, text);
    failed = plan->is_memory ? fault_memory.failed : world->store.failed;
    fault_memory_arm(0, 0);
    return failed;
}

static void name_place(const struct fault_plan *plan, const struct fault_world *world, int64_t n,
                       char *out, size_t size)
{
    if (plan->is_memory) {
        snprintf(out, size, "allocation %" PRId64, n);
    } else {
        snprintf(out, size, "verb %" PRId64 " (%s)", n,
                 world->store.failed ? world->store.last : "none");
    }
}

/* Where nothing that was written was committed, nothing has changed unless a rollback kept something,
 * which is what test_store_conformance is for: so such places are looked at now and then, and when
 * all was written and the commit failed. */
static int must_look(const struct fault_world *world, const struct fault_plan *plan, int64_t n)
{
    return plan->is_memory || world->store.changes > 0 || n % 8 == 0 ||
           strcmp(world->store.last, "commit") == 0;
}

int fault_attempt(struct fault_world *world, const struct fault_control *control,
                  const struct fault_plan *plan, int64_t n, int *is_last)
{
    const struct sup_error *error = sup_last_error(world->desk.core);
    char where[64];
    char *text = NULL;
    int32_t code = SUP_OK;
    int64_t failed = run_with_fault(world, control, plan, n, &code, &text);
    int is_done = code == control->fault->code;
    int is_due;

    *is_last = failed == 0;
    name_place(plan, world, n, where, sizeof where);
    if (!is_done && (!failed || code != plan->code || error->code != code ||
                     error->text[0] == '\0' || error->hint[0] == '\0')) {
        fail_msg("%s, %s: %s: %s", control->fault->name, where, sup_code_name(code), error->text);
    }
    if (world->store.used_broken) {
        fail_msg("%s, %s: the store was used on after SUP_IO", control->fault->name, where);
    }
    is_due = is_done || must_look(world, plan, n);
    fault_store_arm(&world->store, 0, 0, 0);
    if (is_due) {
        expect_stored(control, world, where, is_done);
    }
    if (is_done) {
        expect_answer(control, where, text);
    } else if (desk_sequence(&world->desk) == 0) {
        fail_msg("%s, %s: the handle no longer works", control->fault->name, where);
    }
    free(text);
    return is_done;
}

/* A case that comes through in spite of a failure, and writes, goes on with a new desk. */
static void fail_case(struct fault_world *world, size_t number, const struct fault_plan *plan)
{
    const struct fault_control *control = fault_control_of(number);
    int is_reading = desk_image_is(&control->before, &control->after);
    int is_last = 0;

    for (int64_t n = 1; !is_last; n = plan->next ? plan->next(n, number) : n + 1) {
        fault_world_ready(world, control->fault);
        if (fault_attempt(world, control, plan, n, &is_last) && !is_reading) {
            fault_world_close(world);
        }
    }
}

void fault_everywhere(const struct fault_plan *plan)
{
    struct fault_world world = {0};

    for (size_t i = 0; i < fault_case_count; i++) {
        fail_case(&world, i, plan);
        if (plan->is_memory || i + 1 == fault_case_count) {
            fault_world_close(&world);
            if (fault_memory.live != 0) {
                fail_msg("%s: %" PRId64 " pieces of memory leaked", fault_cases[i].name,
                         fault_memory.live);
            }
        }
    }
}
