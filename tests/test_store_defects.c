/*
 * test_store_defects.c: the conformance suite is worth passing: it finds each defect that we know
 * how to build into a store.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "awkward_store.h"
#include "supportcore/sys/conformance.h"

struct trial {
    enum awkward_defect defect;
    char first_failure[256];
};

static void report(void *context, const char *check, int32_t is_passed, const char *detail)
{
    struct trial *trial = context;
    if (!is_passed && trial->first_failure[0] == '\0') {
        (void)snprintf(trial->first_failure, sizeof trial->first_failure, "%s: %s", check, detail);
    }
}

static int32_t open_awkward(void *context, int32_t is_fresh, struct sup_store **store)
{
    struct trial *trial = context;
    (void)is_fresh;
    return awkward_open(trial->defect, store);
}

static void every_defect_is_found(void **state)
{
    (void)state;
    for (int defect = AWKWARD_SOUND + 1; defect < AWKWARD_DEFECT_COUNT; defect++) {
        struct trial trial = {.defect = (enum awkward_defect)defect};
        const struct sup_conformance suite = {
            .size = sizeof suite, .context = &trial, .open = open_awkward, .report = report};
        int32_t passed = 0;
        int32_t failed = 0;
        int32_t rc = sup_store_conformance(&suite, &passed, &failed);
        if (rc != SUP_CORRUPT || failed == 0) {
            fail_msg("not found: %s", awkward_defect_name(trial.defect));
        }
        print_message("%s: %d checks fail, first \"%s\"\n", awkward_defect_name(trial.defect),
                      (int)failed, trial.first_failure);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_defect_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
