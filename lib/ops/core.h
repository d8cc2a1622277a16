/*
 * core.h: what a handle is inside.
 */
#ifndef SUP__CORE_H
#define SUP__CORE_H

#include "base/hash.h"
#include "base/memory.h"
#include "base/text.h"
#include "policy/policy.h"
#include "store/store.h"
#include "supportcore/core.h"

struct sup__key {
    char id[65];
    uint8_t bytes[SUP_CHAIN_KEY_BYTES_MAX];
    size_t size;
    int64_t sequence; /* of the rotation that brought it; 0: sup_open() was given it */
};

struct sup__kept;
struct sup__refusal;

struct sup_core {
    struct sup__mem mem;
    struct sup__db db;
    struct sup_error error;
    struct sup__arena arena;     /* of the running operation */
    struct sup__buffer buffer;   /* for payloads */
    struct sup__arena lasting;   /* what stays until the handle is closed */
    struct sup_zones zones;      /* for calendars */
    struct sup__policy *policy;  /* compiled; the one of policy_digest */
    int64_t policy_version;      /* of the compiled one */
    struct sup__policy *earlier; /* compiled; NULL when nobody asked for it */
    int64_t earlier_version;
    struct sup__refusal *refusal; /* what a refusal is to record; NULL: nothing of its own */
    struct sup__kept *kept; /* what the last transaction had in hand; NULL at first */
    struct sup__key *keys;  /* SUP_CHAIN_KEYS_MAX of them; NULL when none */
    uint32_t key_count;
    uint32_t sure_key_count; /* the first of them: no host can roll back how they came */
    uint32_t salt_left;      /* unused bytes at the end of salts */
    uint8_t salts[512];
    int64_t process;    /* that opened it */
    int32_t is_busy;    /* inside a call: refuses re-entry from a hook */
    int32_t is_closing; /* a hook closed it */
    int32_t is_held;    /* by a call of the JSON door, which makes several */
    void (*log)(void *user, int32_t level, const char *text);
    void *log_user;
    int32_t (*random)(void *user, void *out, size_t bytes);
    void *random_user;
};

/** SUP_FORKED, SUP_MISUSE or SUP_OK; clears the last error. */
int32_t sup__core_enter(sup_core *core);
/** End a call; rc is what it answers. The core is gone afterwards if a hook closed it. */
void sup__core_leave(sup_core *core, int32_t rc);
/** Keep the core until sup__core_release(), also when a hook closes it. */
void sup__core_hold(sup_core *core);
void sup__core_release(sup_core *core);
/** Forget what a refusal was to record (request_refusal.c). */
void sup__forget_refusal(sup_core *core);
const struct sup__mem *sup__core_mem(const sup_core *core);
/** Where the last error is kept; for the JSON door, whose own errors belong there too. */
struct sup_error *sup__core_error(sup_core *core);
/** Copy one more key; SUP_INVALID, SUP_EXISTS, SUP_LIMIT, SUP_NOMEM. */
int32_t sup__core_add_key(sup_core *core, const struct sup_chain_key *key, struct sup_error *error);
const struct sup__key *sup__core_key(const sup_core *core, const char *id);
void sup__core_log(const sup_core *core, int32_t level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
