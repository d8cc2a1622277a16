/*
 * unit.c: the frame of a transaction: head, policy, tickets in work, and how an event is added.
 */
#include "ops/unit.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

static const uint8_t no_hash[SUP__HASH_BYTES];
static const char key_constant[] = "supportcore chain key check";

int sup__key_check(const struct sup__key *key, uint8_t out[SUP__HASH_BYTES])
{
    struct sup__hash hash;
    if (sup__hash_begin(&hash, key->bytes, key->size) != 0) {
        return -1;
    }
    sup__hash_add(&hash, key_constant, sizeof key_constant - 1);
    sup__hash_end(&hash, out);
    return 0;
}

static int32_t new_head(struct sup__unit *unit)
{
    const sup_core *core = unit->core;
    unit->head_is_new = 1;
    unit->head.tenant = core->db.tenant;
    unit->head.policy_digest = "";
    unit->head.key_id = "";
    if (core->key_count) {
        uint8_t *check = sup__arena_alloc(unit->repo.arena, SUP__HASH_BYTES);
        if (!check || sup__key_check(&core->keys[0], check) != 0) {
            return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
        }
        unit->head.key_id = core->keys[0].id;
        unit->head.key_check.data = check;
        unit->head.key_check.bytes = SUP__HASH_BYTES;
    }
    return SUP_OK;
}

static int32_t load_head(struct sup__unit *unit)
{
    unit->head.tenant = unit->core->db.tenant;
    int32_t rc = sup__kept_head(unit) ? SUP_OK : sup__get(&unit->repo, SUP__T_HEAD, &unit->head);
    if (rc == SUP_NOT_FOUND) {
        rc = new_head(unit);
    } else if (rc == SUP_OK && unit->head.hash.bytes != SUP__HASH_BYTES) {
        rc = sup__fail(unit->error, SUP_MSG_STORE_CORRUPT, "sup_head.hash",
                       "the head of the chain has a hash of %zu bytes", unit->head.hash.bytes);
    }
    if (rc == SUP_OK && (unit->head.sequence < 0 || unit->head.sequence == INT64_MAX ||
                         unit->head.ticket_count < 0 || unit->head.message_count < 0 ||
                         unit->head.agent_count < 0 || unit->head.customer_count < 0)) {
        rc = sup__fail(unit->error, SUP_MSG_STORE_CORRUPT, "sup_head",
                       "the head of the desk has counts that cannot be");
    }
    if (rc == SUP_OK) {
        memcpy(unit->hash, unit->head_is_new ? no_hash : unit->head.hash.data, SUP__HASH_BYTES);
        unit->stored_head = unit->head;
        unit->head.hash.data = unit->hash;
        unit->head.hash.bytes = SUP__HASH_BYTES;
    }
    return rc;
}

/* The key that new events are hashed with. A keyed chain is not written without its key, and a host
 * that brings keys does not write on a chain that has none: somebody may have taken it away. */
static int32_t find_key(struct sup__unit *unit)
{
    const sup_core *core = unit->core;
    if (!unit->head.key_id[0]) {
        /* A key that came by a rotation which the host rolled back was never the chain's. */
        if (core->opened_key_count == 0) {
            return SUP_OK;
        }
        return sup__fail(unit->error, SUP_MSG_CHAIN_UNKEYED, "chain_keys",
                         "the desk's event chain has no key, but the host opened it with one");
    }
    unit->key = sup__core_key(core, unit->head.key_id);
    if (!unit->key) {
        return sup__fail(unit->error, SUP_MSG_CHAIN_KEY_MISSING, "chain_keys",
                         "the desk's event chain is keyed with '%s', which was not given",
                         unit->head.key_id);
    }
    uint8_t check[SUP__HASH_BYTES];
    if (sup__key_check(unit->key, check) != 0 || unit->head.key_check.bytes != sizeof check ||
        memcmp(check, unit->head.key_check.data, sizeof check) != 0) {
        return sup__fail(unit->error, SUP_MSG_CHAIN_KEY_WRONG, "chain_keys",
                         "the key '%s' is not the one the chain was made with", unit->head.key_id);
    }
    return SUP_OK;
}

static int32_t compile_policy(struct sup__unit *unit)
{
    sup_core *core = unit->core;
    int64_t version = unit->head.policy_version;
    struct sup__policy *policy = NULL;
    int32_t rc = sup__load_policy(unit, version, &policy);
    if (rc == SUP_OK && version && strcmp(policy->digest, unit->head.policy_digest) != 0) {
        sup__policy_free(policy);
        rc = sup__fail(unit->error, SUP_MSG_STORE_CORRUPT, "sup_policy",
                       "policy version %" PRId64 " is not the one that was activated", version);
    }
    if (rc == SUP_OK) {
        sup__policy_free(core->policy);
        core->policy = policy;
        core->policy_version = version;
    }
    return rc;
}

static int32_t find_policy(struct sup__unit *unit)
{
    const sup_core *core = unit->core;
    int same = core->policy && core->policy_version == unit->head.policy_version &&
               (unit->head.policy_version == 0 ||
                strcmp(core->policy->digest, unit->head.policy_digest) == 0);
    int32_t rc = same ? SUP_OK : compile_policy(unit);
    unit->policy = core->policy;
    return rc;
}

int32_t sup__unit_begin(struct sup__unit *unit, sup_core *core, int32_t mode)
{
    memset(unit, 0, sizeof *unit);
    sup__arena_reset(&core->arena);
    unit->core = core;
    unit->error = &core->error;
    unit->mode = mode;
    unit->repo.db = &core->db;
    unit->repo.arena = &core->arena;
    int32_t rc = sup__db_begin(&core->db, mode);
    if (rc == SUP_OK) {
        rc = load_head(unit);
    }
    if (rc == SUP_OK && mode == SUP_WRITE) {
        rc = find_key(unit);
    }
    if (rc == SUP_OK) {
        rc = find_policy(unit);
    }
    return rc == SUP_OK ? SUP_OK : sup__unit_rollback(unit, rc);
}

void sup__unit_caller(struct sup__unit *unit, const struct sup_caller *caller,
                      const struct sup_operation *operation)
{
    unit->caller = *caller;
    unit->at_ms = caller->at_ms ? caller->at_ms : caller->now_ms;
    unit->is_import = (caller->flags & SUP_CALLER_IMPORT) != 0;
    unit->operation = operation;
    unit->first_sequence = 0;
    unit->actor.id = 0;
    unit->customer_id = 0;
}

static int32_t flush_slot(struct sup__unit *unit, struct sup__ticket_slot *slot)
{
    int32_t rc = slot->is_new ? sup__insert(&unit->repo, SUP__T_TICKET, &slot->row)
                              : sup__update(&unit->repo, SUP__T_TICKET, &slot->stored, &slot->row);
    if (rc == SUP_OK) {
        slot->is_new = 0;
        slot->stored = slot->row;
    }
    return rc;
}

int32_t sup__unit_flush(struct sup__unit *unit)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < unit->ticket_count && rc == SUP_OK; i++) {
        rc = flush_slot(unit, &unit->tickets[i]);
    }
    return rc;
}

int32_t sup__unit_commit(struct sup__unit *unit)
{
    int32_t rc = SUP_OK;
    if (unit->head.sequence != unit->stored_head.sequence) {
        rc = sup__unit_flush(unit);
        if (rc == SUP_OK) {
            rc = unit->head_is_new
                     ? sup__insert(&unit->repo, SUP__T_HEAD, &unit->head)
                     : sup__update(&unit->repo, SUP__T_HEAD, &unit->stored_head, &unit->head);
        }
    }
    if (rc == SUP_OK) {
        rc = sup__db_commit(unit->repo.db);
    }
    if (rc != SUP_OK) {
        return sup__unit_rollback(unit, rc);
    }
    sup__kept_set(unit);
    return SUP_OK;
}

int32_t sup__unit_rollback(struct sup__unit *unit, int32_t code)
{
    unit->ticket_count = 0;
    return sup__db_rollback(unit->repo.db, code);
}

/* A free slot, or the one used longest ago after it was written. */
static int32_t slot_free(struct sup__unit *unit, struct sup__ticket_slot **out)
{
    struct sup__ticket_slot *slot = &unit->tickets[0];
    if (unit->ticket_count < SUP__UNIT_TICKETS) {
        slot = &unit->tickets[unit->ticket_count++];
        slot->is_new = 0;
    } else {
        for (uint32_t i = 1; i < unit->ticket_count; i++) {
            if (unit->tickets[i].used < slot->used) {
                slot = &unit->tickets[i];
            }
        }
        int32_t rc = flush_slot(unit, slot);
        if (rc != SUP_OK) {
            return rc;
        }
        unit->has_kept =
            0; /* what goes now may be asked for again, and is newer than what was kept */
    }
    memset(slot, 0, sizeof *slot);
    slot->used = ++unit->clock;
    *out = slot;
    return SUP_OK;
}

int32_t sup__unit_ticket(struct sup__unit *unit, int64_t id, struct sup__ticket_slot **out)
{
    for (uint32_t i = 0; i < unit->ticket_count; i++) {
        if (unit->tickets[i].row.id == id) {
            unit->tickets[i].used = ++unit->clock;
            *out = &unit->tickets[i];
            return SUP_OK;
        }
    }
    struct sup__ticket_row row = {.tenant = unit->head.tenant, .id = id};
    int32_t rc =
        sup__kept_ticket(unit, id, &row) ? SUP_OK : sup__get(&unit->repo, SUP__T_TICKET, &row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
                         "there is no ticket %" PRId64, id);
    }
    if (rc == SUP_OK) {
        rc = slot_free(unit, out);
    }
    if (rc == SUP_OK) {
        (*out)->row = (*out)->stored = row;
    }
    return rc;
}

int32_t sup__unit_ticket_new(struct sup__unit *unit, int64_t id, struct sup__ticket_slot **out)
{
    int32_t rc = slot_free(unit, out);
    if (rc == SUP_OK) {
        (*out)->is_new = 1;
        (*out)->is_counted = 1;
        (*out)->row.tenant = unit->head.tenant;
        (*out)->row.id = id;
    }
    return rc;
}
