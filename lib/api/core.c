/*
 * core.c: opening and closing a handle, and what every call does first.
 */
#include "ops/unit.h"

#include "base/message.h"

#include <string.h>
#include <unistd.h>

/* A struct from the host: at least what we know, and nothing set that we do not know. */
static int32_t check_options(const struct sup_options *options, struct sup_error *error)
{
    if (!options) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "options", "there are no options");
    }
    int32_t rc = sup__check_struct(error, options, sizeof *options, "the options", "size");
    if (rc != SUP_OK) {
        return rc;
    }
    if (options->reserved || options->reserved2) {
        const char *field = options->reserved ? "reserved" : "reserved2";
        return sup__fail(error, SUP_MSG_RESERVED, field, "%s of the options is not 0", field);
    }
    if (!options->store) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "store", "there is no store");
    }
    if (options->tenant < 0) {
        return sup__fail(error, SUP_MSG_ARGUMENT_RANGE, "tenant", "the tenant is negative");
    }
    if (options->chain_key_count && !options->chain_keys) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "chain_keys",
                         "chain_key_count is %u, but there are no chain_keys",
                         options->chain_key_count);
    }
    if (options->chain_key_count > SUP_CHAIN_KEYS_MAX) {
        return sup__fail(error, SUP_MSG_ARGUMENT_RANGE, "chain_keys", "at most %d keys, not %u",
                         SUP_CHAIN_KEYS_MAX, options->chain_key_count);
    }
    return SUP_OK;
}

int32_t sup__core_add_key(sup_core *core, const struct sup_chain_key *key, struct sup_error *error)
{
    if (!key) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "key", "there is no key");
    }
    if (!key->id || !sup__is_code(key->id)) {
        return sup__fail(error, SUP_MSG_CODE_FORM, "chain_keys", "a key's id is not a code");
    }
    if (!key->bytes || key->size_bytes < SUP_CHAIN_KEY_BYTES_MIN ||
        key->size_bytes > SUP_CHAIN_KEY_BYTES_MAX) {
        return sup__fail(error, SUP_MSG_ARGUMENT_RANGE, "chain_keys",
                         "a key has %d to %d bytes, not %zu", SUP_CHAIN_KEY_BYTES_MIN,
                         SUP_CHAIN_KEY_BYTES_MAX, key->bytes ? key->size_bytes : 0);
    }
    if (sup__core_key(core, key->id)) {
        return sup__fail(error, SUP_MSG_CHAIN_KEY_USED, "chain_keys", "the key '%s' is there twice",
                         key->id);
    }
    if (core->key_count == SUP_CHAIN_KEYS_MAX) {
        return sup__fail(error, SUP_MSG_LIST_LONG, "chain_keys", "a chain has at most %d keys",
                         SUP_CHAIN_KEYS_MAX);
    }
    if (!core->keys) {
        core->keys = sup__zalloc(&core->mem, SUP_CHAIN_KEYS_MAX * sizeof *core->keys);
        if (!core->keys) {
            return sup__fail(error, SUP_MSG_NOMEM, NULL, "out of memory");
        }
    }
    struct sup__key *to = &core->keys[core->key_count++];
    sup__format(to->id, sizeof to->id, "%s", key->id);
    memcpy(to->bytes, key->bytes, key->size_bytes);
    to->size = key->size_bytes;
    return SUP_OK;
}

static int32_t fill_core(sup_core *core, const struct sup_options *options, struct sup_error *error)
{
    int32_t rc = sup__store_hold(options->store, error);
    if (rc != SUP_OK) {
        return rc;
    }
    core->db.store = options->store; /* held until sup_close() */
    core->db.schema = sup_schema();
    core->db.error = error;
    core->db.tenant = options->tenant;
    core->log = options->log;
    core->log_user = options->log_user;
    core->random = options->random;
    core->random_user = options->random_user;
    core->process = (int64_t)getpid();
    sup__arena_init(&core->arena, &core->mem);
    sup__arena_init(&core->lasting, &core->mem);
    sup__buffer_init(&core->buffer, &core->mem);
    rc = sup__zones_copy(&core->lasting, options->zones, &core->zones, error);
    for (uint32_t i = 0; rc == SUP_OK && i < options->chain_key_count; i++) {
        rc = sup__core_add_key(core, &options->chain_keys[i], error);
    }
    core->sure_key_count = core->key_count;
    return rc == SUP_OK ? sup__db_prepare(&core->db) : rc;
}

int32_t sup_open(const struct sup_options *options, sup_core **out, struct sup_error *error)
{
    struct sup_error ignored;
    struct sup__mem mem;
    if (!error) {
        error = &ignored;
    }
    sup__error_clear(error);
    if (!out) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "core", "there is no place for the core");
    }
    *out = NULL;
    int32_t rc = check_options(options, error);
    if (rc == SUP_OK) {
        rc = sup__mem_init(&mem, options->allocator);
        if (rc != SUP_OK) {
            return sup__fail(error, SUP_MSG_STRUCT_SIZE, "allocator", "the allocator is not one");
        }
    }
    if (rc != SUP_OK) {
        return rc;
    }
    sup_core *core = sup__zalloc(&mem, sizeof *core);
    if (!core) {
        return sup__fail(error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    core->mem = mem;
    rc = fill_core(core, options, error);
    if (rc != SUP_OK) {
        sup_close(core);
        return rc;
    }
    core->db.error = &core->error;
    sup__error_clear(&core->error);
    *out = core;
    return SUP_OK;
}

void sup_close(sup_core *core)
{
    if (!core) {
        return;
    }
    if ((core->is_busy || core->is_held) && core->process == (int64_t)getpid()) {
        core->is_closing = 1; /* a hook closed it: the call that runs has to end first */
        return;
    }
    struct sup__mem mem = core->mem;
    if (core->keys) {
        sup__wipe(core->keys, SUP_CHAIN_KEYS_MAX * sizeof *core->keys);
        sup__dealloc(&mem, core->keys);
    }
    sup__policy_free(core->policy);
    sup__policy_free(core->earlier);
    sup__forget_refusal(core);
    sup__kept_free(core->kept, &mem);
    sup__arena_free(&core->arena);
    sup__arena_free(&core->lasting);
    sup__buffer_free(&core->buffer);
    sup__wipe(core->salts, sizeof core->salts);
    struct sup_store *store = core->db.store;
    sup__dealloc(&mem, core);
    if (store) {
        sup__store_release(store);
    }
}

int32_t sup__core_enter(sup_core *core)
{
    sup__error_clear(&core->error);
    if (core->process != (int64_t)getpid()) {
        return sup__fail(&core->error, SUP_MSG_FORKED, NULL,
                         "the handle was opened in another process");
    }
    if (core->is_busy) {
        return sup__fail(&core->error, SUP_MSG_REENTERED, NULL, "the handle is in use");
    }
    core->is_busy = 1;
    return SUP_OK;
}

void sup__core_leave(sup_core *core, int32_t rc)
{
    /* A hook may try to call back: it is refused while the handle is busy, and what it was told is
     * not what this call has to tell. */
    struct sup_error kept = core->error;
    if (rc == SUP_IO || rc == SUP_CORRUPT) {
        sup__core_log(core, SUP_LOG_ERROR, "%s", kept.text);
        core->error = kept;
    } else if (rc == SUP_OK) {
        sup__error_clear(&core->error);
    }
    core->is_busy = 0;
    if (core->is_closing && !core->is_held) {
        sup_close(core);
    }
}

void sup__core_hold(sup_core *core)
{
    core->is_held = 1;
}

void sup__core_release(sup_core *core)
{
    core->is_held = 0;
    if (core->is_closing) {
        sup_close(core);
    }
}

const struct sup__mem *sup__core_mem(const sup_core *core)
{
    return &core->mem;
}

struct sup_error *sup__core_error(sup_core *core)
{
    return &core->error;
}

const struct sup__key *sup__core_key(const sup_core *core, const char *id)
{
    for (uint32_t i = 0; i < core->key_count; i++) {
        if (strcmp(core->keys[i].id, id) == 0) {
            return &core->keys[i];
        }
    }
    return NULL;
}

void sup__core_log(const sup_core *core, int32_t level, const char *format, ...)
{
    char text[SUP_ERROR_TEXT_SIZE];
    if (core->log) {
        va_list arguments;
        va_start(arguments, format);
        sup__vformat(text, sizeof text, format, arguments);
        va_end(arguments);
        core->log(core->log_user, level, text);
    }
}

const struct sup_error *sup_last_error(const sup_core *core)
{
    static const struct sup_error no_core = {
        .size = sizeof no_core,
        .code = SUP_MISUSE,
        .message_id = SUP_MSG_MISUSE,
        .text = "there is no handle",
        .hint = "open one with sup_open() and look at what it returned"};
    return core ? &core->error : &no_core;
}

int64_t sup_storage_calls(const sup_core *core)
{
    return core ? core->db.calls : 0;
}
