/*
 * desk_fixture.c: opening desks, acting on them and looking at them.
 */
#include "desk_fixture.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/text.h"
#include "sqlite_image.h"
#include "store/tables.h"

enum desk_backend desk_backend = DESK_MEMORY;

static int32_t counted_random(void *user, void *out, size_t bytes)
{
    struct desk *desk = user;
    uint8_t *at = out;

    for (size_t i = 0; i < bytes; i++) {
        at[i] = desk->is_random_fixed ? 7 : (uint8_t)(desk->random++ * 31 >> 3);
    }
    return 0;
}

/* The tables are made by the first of a program; the others get them as a copy. */
static void give_tables(struct sup_store *store)
{
    static struct sqlite_image tables;

    if (tables.bytes) {
        sqlite_image_give(&tables, store);
    } else {
        assert_int_equal(store->methods->prepare(store, sup_schema()), SUP_OK);
        sqlite_image_take(&tables, store);
    }
}

struct sup_store *desk_store_open(const char *path)
{
    struct sup_error error = {0};
    struct sup_store *store = NULL;
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = path ? path : ":memory:", .durability = 1};
    int32_t code = desk_backend == DESK_MEMORY ? sup_memory_open(NULL, &store, &error)
                                               : sup_sqlite_open(&options, &store, &error);

    if (code != SUP_OK) {
        fail_msg("store: %s: %s", sup_code_name(code), error.text);
    }
    if (desk_backend == DESK_SQLITE && strcmp(options.path, ":memory:") == 0) {
        give_tables(store);
    }
    return store;
}

struct sup_options desk_options(struct desk *desk)
{
    return (struct sup_options){.size = sizeof(struct sup_options),
                                .store = desk->store,
                                .tenant = desk->tenant,
                                .random = counted_random,
                                .random_user = desk};
}

void desk_open(struct desk *desk)
{
    struct sup_options options = desk_options(desk);
    struct sup_error error = {0};
    int32_t code = sup_open(&options, &desk->core, &error);

    if (code != SUP_OK) {
        fail_msg("sup_open: %s: %s", sup_code_name(code), error.text);
    }
}

static void save_agent(struct desk *desk, const char *name, const char *role, int32_t kind)
{
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .name = name, .kind = kind, .roles = &role, .role_count = 1));
}

static void save_customer(struct desk *desk, const char *name, const char *id)
{
    struct sup_identity number = {
        .kind = "customer", .system = "shopify", .value = id, .is_verified = 1};

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE,
            PARAMS(customer_save, .name = name, .identities = &number, .identity_count = 1));
}

void desk_people(struct desk *desk)
{
    save_agent(desk, "Priya Nair", "agent", 0);
    save_agent(desk, "Lee Wong", "lead", 0);
    save_agent(desk, "Ada Byron", "admin", 0);
    save_agent(desk, "Robo", "bot", SUP_AGENT_BOT);
    save_agent(desk, "Vic Torr", "viewer", 0);
    save_customer(desk, "Ann Lee", "207");
    save_customer(desk, "Ben Ode", "208");
}

int desk_setup_empty(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);

    assert_non_null(desk);
    desk->now_ms = T0;
    desk->store = desk_store_open(NULL);
    desk_open(desk);
    *state = desk;
    return 0;
}

int desk_setup(void **state)
{
    desk_setup_empty(state);
    desk_people(*state);
    return 0;
}

int desk_teardown(void **state)
{
    struct desk *desk = *state;

    sup_close(desk->core);
    sup_store_close(desk->store);
    free(desk);
    return 0;
}

struct desk *desk_file_open(void)
{
    struct desk *desk = calloc(1, sizeof *desk);
    char folder[] = "desk-XXXXXX";

    assert_non_null(desk);
    assert_non_null(mkdtemp(folder));
    sup__format(desk->path, sizeof desk->path, "%s/desk.db", folder);
    desk->now_ms = T0;
    desk_backend = DESK_SQLITE;
    desk_file_reopen(desk);
    return desk;
}

void desk_file_reopen(struct desk *desk)
{
    sup_close(desk->core);
    sup_store_close(desk->store);
    desk->core = NULL;
    desk->store = desk_store_open(desk->path);
    desk_open(desk);
}

void desk_file_close(struct desk *desk)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    char path[80];

    sup_close(desk->core);
    sup_store_close(desk->store);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        sup__format(path, sizeof path, "%s%s", desk->path, endings[i]);
        (void)unlink(path);
    }
    *strrchr(desk->path, '/') = '\0';
    (void)rmdir(desk->path);
    free(desk);
}

struct sup_caller *by(struct desk *desk, int32_t kind, int64_t id)
{
    struct sup_caller *caller = &desk->callers[desk->next_caller++ % 16];

    *caller = (struct sup_caller){
        .size = sizeof *caller, .actor_kind = kind, .actor_id = id, .now_ms = desk->now_ms};
    return caller;
}

struct sup_caller *by_priya(struct desk *desk)
{
    return by(desk, SUP_ACTOR_AGENT, PRIYA);
}

struct sup_caller *by_lee(struct desk *desk)
{
    return by(desk, SUP_ACTOR_AGENT, LEE);
}

struct sup_caller *by_ada(struct desk *desk)
{
    return by(desk, SUP_ACTOR_AGENT, ADA);
}

struct sup_caller *by_robo(struct desk *desk)
{
    return by(desk, SUP_ACTOR_BOT, ROBO);
}

struct sup_caller *by_ann(struct desk *desk)
{
    return by(desk, SUP_ACTOR_CUSTOMER, ANN);
}

struct sup_caller *by_ben(struct desk *desk)
{
    return by(desk, SUP_ACTOR_CUSTOMER, BEN);
}

struct sup_caller *by_system(struct desk *desk)
{
    return by(desk, SUP_ACTOR_SYSTEM, 0);
}

struct sup_caller *by_integration(struct desk *desk)
{
    return by(desk, SUP_ACTOR_INTEGRATION, 0);
}

struct sup_caller *by_import(struct desk *desk, int64_t at_ms)
{
    struct sup_caller *caller = at(by_system(desk), at_ms);

    caller->flags = SUP_CALLER_IMPORT;
    return caller;
}

struct sup_caller *at(struct sup_caller *caller, int64_t at_ms)
{
    caller->at_ms = at_ms;
    return caller;
}

int32_t desk_run(struct desk *desk, const struct sup_caller *caller, int32_t operation,
                 const void *params)
{
    desk->receipt = (struct sup_receipt){.size = sizeof desk->receipt};
    return sup_run(desk->core, caller, operation, params, &desk->receipt, NULL);
}

void desk_must(struct desk *desk, int32_t code, const char *file, int line)
{
    const struct sup_error *error = sup_last_error(desk->core);

    if (code != SUP_OK) {
        print_error("%s: %d [%s] %s (%s)\n", sup_code_name(code), (int)error->message_id,
                    error->field, error->text, error->hint);
        _fail(file, line);
    }
}

void desk_must_fail(struct desk *desk, int32_t code, int32_t message, const char *field,
                    const char *file, int line)
{
    const struct sup_error *error = sup_last_error(desk->core);

    if (code == SUP_OK || code != error->code || error->message_id != message ||
        (field && strcmp(field, error->field) != 0)) {
        print_error("wanted message %d for '%s', got %s: %d for '%s': %s\n", (int)message,
                    field ? field : "", sup_code_name(code), (int)error->message_id, error->field,
                    error->text);
        _fail(file, line);
    }
    if (error->text[0] == '\0' || error->hint[0] == '\0') {
        print_error("message %d says nothing\n", (int)message);
        _fail(file, line);
    }
}

int64_t desk_ticket(struct desk *desk)
{
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Where is it?", .body = "My order is late.",
                   .channel = "email"));
    return desk->receipt.id;
}

void desk_move(struct desk *desk, const struct sup_caller *caller, int64_t ticket,
               const char *status)
{
    desk_ok(desk, caller, SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = ticket, .status = status));
}

int64_t desk_receive(struct desk *desk, const struct sup_caller *caller, int64_t ticket,
                     const char *body)
{
    desk_ok(desk, caller, SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = ticket, .body = body));
    return desk->receipt.ticket_id;
}

void desk_reply(struct desk *desk, const struct sup_caller *caller, int64_t ticket,
                const char *body, const char *status)
{
    desk_ok(desk, caller, SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = ticket, .body = body, .status = status));
}

uint32_t desk_tick(struct desk *desk)
{
    struct sup_tick_result *tick = NULL;
    uint32_t fired = 0;
    int is_more = 1;

    while (is_more) {
        must(desk, sup_desk_tick(desk->core, by_system(desk), PARAMS(tick, .limit = 0), &tick));
        fired += tick->fired;
        is_more = tick->is_more;
        sup_free(tick);
    }
    return fired;
}

const char *letters(size_t count)
{
    static char text[300000];

    assert_true(count < sizeof text);
    memset(text, 'x', count);
    text[count] = '\0';
    return text;
}
