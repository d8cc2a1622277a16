/*
 * conformance.c: runs the checks of the conformance suite, each on a store opened fresh for it.
 */
#include "store/conformance.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static void run_check(struct sup__conform_suite *suite, const struct sup__conform_check *check);

int32_t sup_store_conformance(const struct sup_conformance *suite, int32_t *passed, int32_t *failed)
{
    static const struct sup__conform_check *const groups[] = {
        sup__conform_verb_checks,  sup__conform_value_checks, sup__conform_scan_checks,
        sup__conform_state_checks, sup__conform_share_checks, sup__conform_history_checks,
    };
    struct sup__conform_suite run;
    int32_t counts[2] = {0, 0};

    memset(&run, 0, sizeof run);
    if (suite == NULL || passed == NULL || failed == NULL ||
        !sup__struct_copy(&run.given, suite, sizeof *suite, sizeof *suite) ||
        run.given.open == NULL) {
        return SUP_INVALID;
    }
    (void)sup__mem_init(&run.mem, NULL);
    run.model = sup__alloc(&run.mem, sizeof *run.model);
    run.before = sup__alloc(&run.mem, sizeof *run.before);
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        for (const struct sup__conform_check *check = groups[i]; check->name != NULL; check++) {
            if (check->is_for_shared && !run.given.is_shared) {
                continue;
            }
            run_check(&run, check);
            counts[run.is_failed]++;
            if (run.given.report != NULL) {
                run.given.report(run.given.context, check->name, !run.is_failed, run.detail);
            }
        }
    }
    sup__dealloc(&run.mem, run.model);
    sup__dealloc(&run.mem, run.before);
    *passed = counts[0];
    *failed = counts[1];
    return counts[1] == 0 ? SUP_OK : SUP_CORRUPT;
}

static void close_store(struct sup_store **store)
{
    if (*store != NULL) {
        (*store)->methods->close(*store);
    }
    *store = NULL;
}

static void open_store(struct sup__conform_suite *suite, int32_t is_fresh, struct sup_store **store)
{
    if (suite->is_failed) {
        return;
    }
    int32_t rc = suite->given.open(suite->given.context, is_fresh, store);
    if (rc != SUP_OK || *store == NULL) {
        sup__conform_flunk(suite, "the store cannot be opened: %d", (int)rc);
        return;
    }
    rc = (*store)->methods->prepare(*store, &sup__conform_schema);
    sup__conform_expect_of(suite, *store, "prepare", SUP_OK, rc);
}

static void run_check(struct sup__conform_suite *suite, const struct sup__conform_check *check)
{
    suite->is_failed = 0;
    suite->detail[0] = '\0';
    suite->seed = UINT64_C(0x9e3779b97f4a7c15);
    if (suite->model == NULL || suite->before == NULL) {
        sup__conform_flunk(suite, "no memory for the suite");
        return;
    }
    memset(suite->model, 0, sizeof *suite->model);
    open_store(suite, 1, &suite->store);
    if (!suite->is_failed) {
        check->run(suite);
    }
    /* A check that failed may have left a transaction open: close() ends it. */
    close_store(&suite->other);
    close_store(&suite->store);
}

void sup__conform_reopen(struct sup__conform_suite *suite)
{
    close_store(&suite->store);
    open_store(suite, 0, &suite->store);
}

void sup__conform_open_other(struct sup__conform_suite *suite)
{
    open_store(suite, 0, &suite->other);
}

void sup__conform_flunk(struct sup__conform_suite *suite, const char *format, ...)
{
    if (suite->is_failed) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    sup__vformat(suite->detail, sizeof suite->detail, format, arguments);
    va_end(arguments);
    suite->is_failed = 1;
}

void sup__conform_expect(struct sup__conform_suite *suite, const char *what, int32_t wanted,
                         int32_t got)
{
    sup__conform_expect_of(suite, suite->store, what, wanted, got);
}

/** SUP_NOT_FOUND is an answer rather than a failure: a store need not tell more. */
void sup__conform_expect_of(struct sup__conform_suite *suite, const struct sup_store *store,
                            const char *what, int32_t wanted, int32_t got)
{
    if (suite->is_failed) {
        return;
    }
    if (got != wanted) {
        sup__conform_flunk(suite, "%s: %d is answered, not %d (the store's error: %s)", what,
                           (int)got, (int)wanted, store->error.text);
    } else if (got != SUP_OK && got != SUP_NOT_FOUND && store->error.code != got) {
        sup__conform_flunk(suite, "%s: %d is answered, but the store's error has the code %d", what,
                           (int)got, (int)store->error.code);
    } else if (got != SUP_OK && got != SUP_NOT_FOUND && store->error.text[0] == '\0') {
        sup__conform_flunk(suite, "%s: %d is answered, but the store's error has no text", what,
                           (int)got);
    }
}

void sup__conform_expect_number(struct sup__conform_suite *suite, const char *what, int64_t wanted,
                                int64_t got)
{
    if (got != wanted) {
        sup__conform_flunk(suite, "%s: %lld, not %lld", what, (long long)got, (long long)wanted);
    }
}

void sup__conform_begin(struct sup__conform_suite *suite, int64_t tenant, int32_t mode)
{
    if (!suite->is_failed) {
        sup__conform_expect(suite, "begin", SUP_OK,
                            suite->store->methods->begin(suite->store, tenant, mode));
    }
}

void sup__conform_commit(struct sup__conform_suite *suite)
{
    if (!suite->is_failed) {
        sup__conform_expect(suite, "commit", SUP_OK, suite->store->methods->commit(suite->store));
    }
}

void sup__conform_rollback(struct sup__conform_suite *suite)
{
    if (!suite->is_failed) {
        sup__conform_expect(suite, "rollback", SUP_OK,
                            suite->store->methods->rollback(suite->store));
    }
}

/** Vigna's SplitMix64: small, and the same everywhere. */
uint32_t sup__conform_pick(struct sup__conform_suite *suite, uint32_t count)
{
    suite->seed += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t mixed = suite->seed;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    mixed ^= mixed >> 31;
    return (uint32_t)(mixed % count);
}
