/*
 * open.c: opens the desk that the options name.
 */
#include "program.h"

#include <string.h>
#include <unistd.h>

#include "instant.h"
#include "keys.h"

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
        int is_locked =
            mode == OPEN_READ && access(program->db, F_OK) == 0 && access(program->db, W_OK) != 0;
        struct sup_sqlite_options options = {.size = sizeof options,
                                             .durability = program->durability,
                                             .path = program->db,
                                             .is_read_only = (uint32_t)is_locked,
                                             .must_exist = mode != OPEN_CREATE};
        if (options.must_exist && strcmp(program->db, ":memory:") != 0 &&
            access(program->db, F_OK) != 0) {
            return program_fail(program, SUP_NOT_FOUND,
                                "supportcore --db FILE init makes a new one",
                                "there is no database %s", program->db);
        }
        code = sup_sqlite_open(&options, &program->store, &error);
    }
    return code == SUP_OK ? EXIT_OK : program_fail_error(program, &error);
}

int program_open(struct program *program, enum open_mode mode)
{
    struct sup_error error = {.size = sizeof error};
    struct keys keys;
    int code = keys_read(program, &keys);
    if (code == EXIT_OK) {
        code = open_store(program, mode);
    }
    if (code == EXIT_OK) {
        struct sup_options options = {.size = sizeof options,
                                      .store = program->store,
                                      .tenant = program->tenant,
                                      .chain_keys = keys.count > 0 ? keys.items : NULL,
                                      .chain_key_count = keys.count};
        if (sup_open(&options, &program->core, &error) != SUP_OK) {
            code = program_fail_error(program, &error);
        }
    }
    keys_wipe(&keys);
    return code;
}

void program_close(struct program *program)
{
    sup_close(program->core);
    sup_store_close(program->store);
    program->core = NULL;
    program->store = NULL;
}

struct sup_caller program_caller(const struct program *program)
{
    struct sup_caller caller = {.size = sizeof caller,
                                .actor_kind = program->actor_kind,
                                .actor_id = program->actor_id,
                                .now_ms = program->has_now ? program->now_ms : instant_now()};
    return caller;
}
