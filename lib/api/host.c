/*
 * host.c: what only the host does: rotate a key, copy the store, keep house. None of it is in the
 * operation table, because keys and paths never come in a request.
 */
#include "ops/bodies.h"

#include "base/message.h"
#include "supportcore/desk.h"
#include "supportcore/event.h"

#include <string.h>

/* A rotation that the host rolled back has left its key here. No event names it. */
static int32_t forget_undone(struct sup__unit *unit)
{
    sup_core *core = unit->core;
    uint32_t i = core->sure_key_count;
    while (i < core->key_count) {
        struct sup__key *key = &core->keys[i];
        struct sup__event_row row = {.tenant = unit->head.tenant, .sequence = key->sequence};
        int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &row);
        if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
            return rc;
        }
        int is_named = rc == SUP_OK && row.kind == SUP__E_CHAIN_ROTATED && row.after &&
                       strcmp(row.after, key->id) == 0;
        if (is_named || strcmp(unit->head.key_id, key->id) == 0) {
            i++;
        } else {
            *key = core->keys[--core->key_count];
            sup__wipe(&core->keys[core->key_count], sizeof *core->keys);
        }
    }
    unit->key = unit->head.key_id[0] ? sup__core_key(core, unit->head.key_id) : NULL;
    return SUP_OK;
}

static int32_t emit_with(struct sup__unit *unit, struct sup__key *added)
{
    uint8_t *check = sup__arena_alloc(unit->repo.arena, SUP__HASH_BYTES);
    if (!check) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    struct sup__event event = sup__event_new(unit, SUP__E_CHAIN_ROTATED, 0);
    event.row.before = unit->head.key_id[0] ? unit->head.key_id : NULL;
    event.row.after = added->id;
    int32_t rc = sup__emit(unit, &event);
    if (rc == SUP_OK && sup__key_check(added, check) != 0) {
        rc = sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    if (rc == SUP_OK) {
        added->sequence = unit->head.sequence;
        unit->head.key_check.data = check;
        unit->head.key_check.bytes = SUP__HASH_BYTES;
        rc = sup__unit_commit(unit);
    }
    return rc;
}

static int32_t emit_rotation(struct sup__unit *unit, const struct sup_chain_key *key)
{
    sup_core *core = unit->core;
    uint64_t content = 0;
    int32_t rc = forget_undone(unit);
    if (rc == SUP_OK) {
        rc = sup__core_add_key(core, key, unit->error);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    rc = emit_with(unit, &core->keys[core->key_count - 1]);
    if (rc != SUP_OK) {
        sup__wipe(&core->keys[--core->key_count], sizeof *core->keys);
    } else if (sup__db_content(&core->db, &content)) {
        core->sure_key_count = core->key_count; /* nobody rolls back what such a store commits */
    }
    return rc;
}

int32_t sup_chain_rotate(sup_core *core, const struct sup_caller *caller,
                         const struct sup_chain_key *key, struct sup_receipt *receipt)
{
    struct sup__unit unit;
    if (!core) {
        return SUP_MISUSE;
    }
    int32_t rc = sup__core_enter(core);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = sup__check_receipt(receipt, &core->error);
    if (rc == SUP_OK) {
        rc = sup__check_caller(caller, &core->error);
    }
    if (rc == SUP_OK && caller->actor_kind != SUP_ACTOR_SYSTEM) {
        sup__fail(&core->error, SUP_MSG_ACTOR_MAY_NOT, "caller.actor_kind",
                  "only the system may rotate the chain's key");
        rc = sup__record_refusal(core, caller, "chain.rotate", 0);
    }
    if (rc == SUP_OK) {
        rc = sup__unit_begin(&unit, core, SUP_WRITE);
    }
    if (rc == SUP_OK) {
        sup__unit_caller(&unit, caller, NULL);
        rc = emit_rotation(&unit, key);
        rc = rc == SUP_OK ? SUP_OK : sup__unit_rollback(&unit, rc);
    }
    if (receipt && receipt->size >= sizeof *receipt) {
        *receipt = (struct sup_receipt){.size = receipt->size,
                                        .sequence = rc == SUP_OK ? unit.head.sequence : 0};
    }
    sup__core_leave(core, rc);
    return rc;
}

int32_t sup_backup(sup_core *core, const char *path, sup_progress_fn progress, void *user)
{
    if (!core) {
        return SUP_MISUSE;
    }
    int32_t rc = sup__core_enter(core);
    if (rc != SUP_OK) {
        return rc;
    }
    if (!path || !path[0]) {
        rc = sup__fail(&core->error, SUP_MSG_ARGUMENT_MISSING, "path", "there is no path");
    } else {
        rc = sup__db_backup(&core->db, path, progress, user);
    }
    sup__core_leave(core, rc);
    return rc;
}

static int32_t keep_house(sup_core *core, int32_t (*work)(struct sup__db *db))
{
    if (!core) {
        return SUP_MISUSE;
    }
    int32_t rc = sup__core_enter(core);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = work(&core->db);
    sup__core_leave(core, rc);
    return rc;
}

int32_t sup_maintain(sup_core *core)
{
    return keep_house(core, sup__db_maintain);
}

int32_t sup_purge(sup_core *core)
{
    return keep_house(core, sup__db_purge);
}
