/*
 * conformance.c: runs the checks of the conformance suite, each on a store opened fresh for it.
 */
#include "store/conformance.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static void run_check(struct sup__suite *suite, const struct sup__check *check);

int32_t sup_store_conformance(const struct sup_conformance *suite, int32_t *passed,
                              int32_t *failed) {
    static const struct sup__check *const groups[] = {
        sup__verb_checks,  sup__value_checks, sup__scan_checks,
        sup__state_checks, sup__share_checks, sup__history_checks,
    };
    struct sup__suite run;
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
        for (const struct sup__check *check = groups[i]; check->name != NULL; check++) {
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

static void close_store(struct sup_store **store) {
    if (*store != NULL) {
        (*store)->methods->close(*store);
    }
    *store = NULL;
}

static void open_store(struct sup__suite *suite, int32_t is_fresh, struct sup_store **store) {
    if (suite->is_failed) {
        return;
    }
    int32_t rc = suite->given.open(suite->given.context, is_fresh, store);
    if (rc != SUP_OK || *store == NULL) {
        sup__flunk(suite, "the store cannot be opened: %d", (int)rc);
        return;
    }
    rc = (*store)->methods->prepare(*store, &sup__conform_schema);
    sup__expect_of(suite, *store, "prepare", SUP_OK, rc);
}

static void run_check(struct sup__suite *suite, const struct sup__check *check) {
    suite->is_failed = 0;
    suite->detail[0] = '\0';
    suite->seed = UINT64_C(0x9e3779b97f4a7c15);
    if (suite->model == NULL || suite->before == NULL) {
        sup__flunk(suite, "no memory for the suite");
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

void sup__reopen(struct sup__suite *suite) {
    close_store(&suite->store);
    open_store(suite, 0, &suite->store);
}

void sup__open_other(struct sup__suite *suite) {
    open_store(suite, 0, &suite->other);
}

void sup__flunk(struct sup__suite *suite, const char *format, ...) {
    if (suite->is_failed) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    sup__vformat(suite->detail, sizeof suite->detail, format, arguments);
    va_end(arguments);
    suite->is_failed = 1;
}

void sup__expect(struct sup__suite *suite, const char *what, int32_t wanted, int32_t got) {
    sup__expect_of(suite, suite->store, what, wanted, got);
}

/** SUP_NOT_FOUND is an answer rather than a failure: a store need not tell more. */
void sup__expect_of(struct sup__suite *suite, const struct sup_store *store, const char *what,
                    int32_t wanted, int32_t got) {
    if (suite->is_failed) {
        return;
    }
    if (got != wanted) {
        sup__flunk(suite, "%s: %d is answered, not %d (the store's error: %s)", what, (int)got,
                   (int)wanted, store->error.text);
    } else if (got != SUP_OK && got != SUP_NOT_FOUND && store->error.code != got) {
        sup__flunk(suite, "%s: %d is answered, but the store's error has the code %d", what,
                   (int)got, (int)store->error.code);
    } else if (got != SUP_OK && got != SUP_NOT_FOUND && store->error.text[0] == '\0') {
        sup__flunk(suite, "%s: %d is answered, but the store's error has no text", what, (int)got);
    }
}

void sup__expect_number(struct sup__suite *suite, const char *what, int64_t wanted, int64_t got) {
    if (got != wanted) {
        sup__flunk(suite, "%s: %lld, not %lld", what, (long long)got, (long long)wanted);
    }
}

void sup__begin(struct sup__suite *suite, int64_t tenant, int32_t mode) {
    if (!suite->is_failed) {
        sup__expect(suite, "begin", SUP_OK,
                    suite->store->methods->begin(suite->store, tenant, mode));
    }
}

void sup__commit(struct sup__suite *suite) {
    if (!suite->is_failed) {
        sup__expect(suite, "commit", SUP_OK, suite->store->methods->commit(suite->store));
    }
}

void sup__rollback(struct sup__suite *suite) {
    if (!suite->is_failed) {
        sup__expect(suite, "rollback", SUP_OK, suite->store->methods->rollback(suite->store));
    }
}

/** Vigna's SplitMix64: small, and the same everywhere. */
uint32_t sup__pick(struct sup__suite *suite, uint32_t count) {
    suite->seed += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t mixed = suite->seed;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    mixed ^= mixed >> 31;
    return (uint32_t)(mixed % count);
}
