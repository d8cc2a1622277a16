/*
 * open.c: opens the desk that the options name.
 */
#include "program.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "instant.h"
#include "keys.h"

/* docs/errors.md: STORE_FOREIGN */
enum { MESSAGE_FOREIGN = 3008, BUSY_TIMEOUT_MS = 5000 };

/* A desk that a shop keeps among its own tables is not a file of the library's: the library works
 * in it over a connection of ours, which changes nothing of the file's settings. What the shop
 * stores in it gets to run nothing here. */
static int32_t open_in_shop(struct program *program, int is_locked, struct sup_error *error)
{
    static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
                              SQLITE_DBCONFIG_ENABLE_VIEW};
    sqlite3_stmt *look = NULL;
    int has_desk = 0;
    int flags = is_locked ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (sqlite3_open_v2(program->db, &program->shop, flags, NULL) == SQLITE_OK) {
        sqlite3_busy_timeout(program->shop, BUSY_TIMEOUT_MS);
        sqlite3_db_config(program->shop, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        for (size_t i = 0; i < sizeof off / sizeof off[0]; i++) {
            sqlite3_db_config(program->shop, off[i], 0, NULL);
        }
        has_desk = sqlite3_prepare_v2(program->shop,
                                      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND "
                                      "name = 'sup_schema_version'",
                                      -1, &look, NULL) == SQLITE_OK &&
                   sqlite3_step(look) == SQLITE_ROW;
        sqlite3_finalize(look);
    }
    return has_desk ? sup_sqlite_borrow(program->shop, NULL, &program->store, error) : SUP_CORRUPT;
}

static int open_store(struct program *program, enum open_mode mode)
{
    struct sup_error error = {.size = sizeof error};
    int32_t code;
    if (mode == OPEN_MEMORY || (mode == OPEN_OR_MEMORY && program->db == NULL)) {
        code = sup_memory_open(NULL, &program->store, &error);
    } else if (program->db == NULL) {
        return program_fail(program, SUP_INVALID,
                            "supportcore --db FILE ..., or set SUPPORTCORE_DB", "which database?");
    } else {
        int is_locked = (mode == OPEN_READ || mode == OPEN_FILE) &&
                        access(program->db, F_OK) == 0 && access(program->db, W_OK) != 0;
        struct sup_sqlite_options options = {.size = sizeof options,
                                             .durability = program->durability,
                                             .path = program->db,
                                             .is_read_only = (uint32_t)is_locked,
                                             .must_exist = mode != OPEN_CREATE};
        code = sup_sqlite_open(&options, &program->store, &error);
        if (error.message_id == MESSAGE_FOREIGN) {
            code = open_in_shop(program, is_locked, &error);
        }
        if (code == SUP_NOT_FOUND) {
            return program_fail(program, code, "supportcore --db FILE init makes a new one", "%s",
                                error.text);
        }
    }
    return code == SUP_OK ? EXIT_OK : program_fail_error(program, &error);
}

/* Whether an event of any desk is in the file. The library answers for one desk at a time. */
static int has_events(const struct program *program)
{
    sqlite3 *file = NULL;
    sqlite3_stmt *look = NULL;
    int is_found =
        sqlite3_open_v2(program->db, &file, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_busy_timeout(file, BUSY_TIMEOUT_MS) == SQLITE_OK &&
        sqlite3_prepare_v2(file, "SELECT 1 FROM sup_event LIMIT 1", -1, &look, NULL) == SQLITE_OK &&
        sqlite3_step(look) == SQLITE_ROW;
    sqlite3_finalize(look);
    sqlite3_close(file);
    return is_found;
}

/* A mistyped or forgotten --tenant must not look like a desk where nothing is wrong. A desk is
 * there from its first event on; in a file without any there is desk 0, which init has just made.
 * Who asks needs no right to know that, so it is asked as the system; a desk that cannot be read is
 * left to the command, which tells why. */
static int expect_desk(const struct program *program)
{
    struct sup_caller caller = {
        .size = sizeof caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = instant_now()};
    struct sup_event_list_params params = {.size = sizeof params, .limit = 1};
    struct sup_event_list *list = NULL;
    int is_absent =
        sup_event_list(program->core, &caller, &params, &list) == SUP_OK && list->count == 0;
    sup_free(list);
    if (!is_absent || (program->tenant == 0 && !has_events(program))) {
        return EXIT_OK;
    }
    return program_fail(program, SUP_NOT_FOUND,
                        "check --tenant; after init a desk begins with what is first written in "
                        "it, such as a policy",
                        "there is no desk %" PRId64 " in %s", program->tenant, program->db);
}

/* The tenant's desk in the store, which is open. */
static int open_core(struct program *program, const struct keys *keys)
{
    struct sup_error error = {.size = sizeof error};
    struct sup_options options = {.size = sizeof options,
                                  .store = program->store,
                                  .tenant = program->tenant,
                                  .chain_keys = keys->count > 0 ? keys->items : NULL,
                                  .chain_key_count = keys->count};
    return sup_open(&options, &program->core, &error) == SUP_OK
               ? EXIT_OK
               : program_fail_error(program, &error);
}

/* Without the keys no file is made. */
int program_open(struct program *program, enum open_mode mode)
{
    struct keys keys;
    int code = keys_read(program, &keys);
    if (code == EXIT_OK) {
        code = open_store(program, mode);
    }
    if (code == EXIT_OK) {
        code = open_core(program, &keys);
    }
    keys_wipe(&keys);
    if (code == EXIT_OK && (mode == OPEN_READ || mode == OPEN_CHANGE)) {
        code = expect_desk(program);
    }
    return code;
}

int program_open_other(const struct program *program, int64_t tenant, sup_core **core)
{
    struct program other = *program;
    struct keys keys;
    int code = keys_read(program, &keys);
    other.tenant = tenant;
    other.core = NULL;
    if (code == EXIT_OK) {
        code = open_core(&other, &keys);
    }
    keys_wipe(&keys);
    if (code == EXIT_OK) {
        code = expect_desk(&other);
    }
    if (code != EXIT_OK) {
        sup_close(other.core);
        other.core = NULL;
    }
    *core = other.core;
    return code;
}

void program_close(struct program *program)
{
    sup_close(program->core);
    sup_store_close(program->store);
    sqlite3_close(program->shop);
    program->shop = NULL;
    program->core = NULL;
    program->store = NULL;
}

struct sup_caller program_caller(const struct program *program)
{
    struct sup_caller caller = {.size = sizeof caller,
                                .actor_kind = program->actor_kind,
                                .actor_id = program->actor_id,
                                .now_ms = program->has_now ? program->now_ms : instant_now(),
                                .at_ms = program->at_ms};
    return caller;
}
