/*
 * desk_fixture.h: a desk for the tests of operations, on any backend, with people at it.
 *
 * Each test runs once on the memory store and once on SQLite: DESK_MAIN(tests) does both. The clock
 * is desk->now_ms and stands still unless the test moves it. Random bytes are a counter, so the
 * same steps give the same bytes.
 *
 * desk_setup() makes seven people, which are the events 1 (the desk's start) to 8; the next event
 * is PEOPLE_EVENTS + 1. desk_setup_empty() makes none.
 */
#ifndef TESTS_DESK_FIXTURE_H
#define TESTS_DESK_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "supportcore.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)
#define T0        INT64_C(1774000000000) /* 2026-03-20T09:46:40Z */

/* The built-in policy's times. */
#define GRACE_MS      (7 * DAY_MS)
#define AUTO_CLOSE_MS (4 * DAY_MS)
#define RETENTION_MS  (7 * DAY_MS)

enum { PRIYA = 1, LEE = 2, ADA = 3, ROBO = 4, VIC = 5 }; /* agent, lead, admin, bot, viewer */
enum { ANN = 1, BEN = 2 };                               /* customers: shopify 207 and 208 */
enum { PEOPLE_EVENTS = 8 };

enum desk_backend { DESK_MEMORY, DESK_SQLITE };
extern enum desk_backend desk_backend;

struct desk {
    struct sup_store *store;
    sup_core *core;
    int64_t tenant;
    int64_t now_ms;
    uint64_t random;            /* the counter behind the random bytes */
    int is_random_fixed;        /* 1: all of them are the same, once those at hand are used */
    struct sup_receipt receipt; /* of the last call through desk_ok() or desk_fails() */
    struct sup_caller callers[16];
    uint32_t next_caller;
    char path[64]; /* the file, for desks that are on one */
};

/* Opening. */
int desk_setup(void **state);
int desk_setup_empty(void **state);
int desk_teardown(void **state);
/** A store of the backend that is being tested, without rows: of SQLite the file, or one in memory
 *  (NULL, or ":memory:") that has its tables already. */
struct sup_store *desk_store_open(const char *path);
/** Options for a core of this desk: seeded random bytes, no keys. */
struct sup_options desk_options(struct desk *desk);
void desk_open(struct desk *desk);   /* on desk->store */
void desk_people(struct desk *desk); /* the seven */
/** A desk on a new file of SQLite's in a new folder; desk_file_close() removes both. */
struct desk *desk_file_open(void);
void desk_file_reopen(struct desk *desk); /* closes core and store, opens both again */
void desk_file_close(struct desk *desk);

#define desk_test(name)       cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)
#define desk_test_empty(name) cmocka_unit_test_setup_teardown(name, desk_setup_empty, desk_teardown)
#define DESK_MAIN(tests)                                                                           \
    int main(void)                                                                                 \
    {                                                                                              \
        int failed;                                                                                \
        desk_backend = DESK_MEMORY;                                                                \
        failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);                         \
        desk_backend = DESK_SQLITE;                                                                \
        return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);                  \
    }

/* Who asks, at desk->now_ms; good for the next sixteen calls of these. */
struct sup_caller *by(struct desk *desk, int32_t kind, int64_t id);
struct sup_caller *by_priya(struct desk *desk); /* role agent */
struct sup_caller *by_lee(struct desk *desk);   /* role lead */
struct sup_caller *by_ada(struct desk *desk);   /* role admin */
struct sup_caller *by_robo(struct desk *desk);  /* bot */
struct sup_caller *by_ann(struct desk *desk);   /* customer */
struct sup_caller *by_ben(struct desk *desk);   /* another customer */
struct sup_caller *by_system(struct desk *desk);
struct sup_caller *by_integration(struct desk *desk);
struct sup_caller *by_import(struct desk *desk, int64_t at_ms); /* system, told as history */
struct sup_caller *at(struct sup_caller *caller, int64_t at_ms);

/** A parameter struct: PARAMS(ticket_move, .ticket_id = 1, .status = "solved"). */
#define PARAMS(name, ...)                                                                          \
    (&(struct sup_##name##_params){.size = sizeof(struct sup_##name##_params), __VA_ARGS__})

/** One write by its number, the last two arguments of these: OPERATION, params; the receipt is in
 * desk->receipt. */
int32_t desk_run(struct desk *desk, const struct sup_caller *caller, int32_t operation,
                 const void *params);
/** desk_run() that must work. */
#define desk_ok(desk, caller, ...)                                                                 \
    desk_must((desk), desk_run((desk), (caller), __VA_ARGS__), __FILE__, __LINE__)
/** desk_run() that must fail with this message (and its code) for this field (NULL: any). */
#define desk_fails(desk, message, field, caller, ...)                                              \
    desk_must_fail((desk), desk_run((desk), (caller), __VA_ARGS__), (message), (field), __FILE__,  \
                   __LINE__)
/** The same for any call on the core. */
#define must(desk, call) desk_must((desk), (call), __FILE__, __LINE__)
#define must_fail(desk, message, field, call)                                                      \
    desk_must_fail((desk), (call), (message), (field), __FILE__, __LINE__)
void desk_must(struct desk *desk, int32_t code, const char *file, int line);
void desk_must_fail(struct desk *desk, int32_t code, int32_t message, const char *field,
                    const char *file, int line);

/* Common steps; all of them must work. */
int64_t desk_ticket(struct desk *desk); /* Ann's, by email, with a message; its id */
void desk_move(struct desk *desk, const struct sup_caller *caller, int64_t ticket,
               const char *status);
/** A customer's message; the id of the ticket it went to. */
int64_t desk_receive(struct desk *desk, const struct sup_caller *caller, int64_t ticket,
                     const char *body);
void desk_reply(struct desk *desk, const struct sup_caller *caller, int64_t ticket,
                const char *body, const char *status);
uint32_t desk_tick(struct desk *desk); /* everything due by now; how many fired */

/* Looking. */
struct sup_ticket *desk_get(struct desk *desk, int64_t ticket); /* owned: sup_free() */
int64_t desk_sequence(struct desk *desk);                       /* of the last event */
/** The events of a sequence range are exactly these: "ticket.moved open>solved", one a line. */
void desk_expect_events(struct desk *desk, int64_t after, const char *expected);
/** The same for one ticket, from its first event. */
void desk_expect_history(struct desk *desk, int64_t ticket, const char *expected);
void desk_expect_status(struct desk *desk, int64_t ticket, const char *status);

/**
 * All rows of a tenant as text, read through the store: one line a row. `table` NULL means every
 * table. Release with free().
 */
char *desk_dump(struct sup_store *store, int64_t tenant, const char *table);
/** All rows as bytes, for comparing often: much quicker than a dump. `bytes` is the caller's,
 * free(); an image that is taken again keeps its room. */
struct desk_image {
    char *bytes;
    size_t count;
    size_t room;
};
void desk_image_take(struct desk_image *image, struct sup_store *store, int64_t tenant);
int desk_image_is(const struct desk_image *image, const struct desk_image *other);
/** Print the lines of one text that the other has not, for failures. NULL is an empty one. */
void desk_print_difference(const char *wanted, const char *got);
/** How many rows a table has. */
int64_t desk_rows(struct desk *desk, const char *table);
/** Everything is as in an earlier dump of all tables; frees it. */
void desk_expect_unchanged(struct desk *desk, char *before);
/** Nothing changed since the dump but the head and exactly one new event; frees it. */
void desk_expect_only_refusal(struct desk *desk, char *before);
/** Verify says that the chain is whole, and check that the tables are what the events say. */
void desk_expect_sound(struct desk *desk);

/** `count` bytes of a letter, in a static buffer that lives until the next call. */
const char *letters(size_t count);

#endif
