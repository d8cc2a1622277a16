/*
 * unit.c: the frame of a transaction: head, policy, tickets in work, and how an event is added.
 */
#include "ops/unit.h"

#include "base/message.h"

#include <inttypes.h>
#include <stddef.h>
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
    if (core->sure_key_count) {
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
    /* Its counters may be mended, where the log ends may not. */
    if (rc == SUP_OK && (unit->head.sequence < 0 || unit->head.sequence == INT64_MAX)) {
        rc = sup__fail(unit->error, SUP_MSG_STORE_CORRUPT, "sup_head.sequence",
                       "the head of the desk says that event %" PRId64 " is the last",
                       unit->head.sequence);
    }
    if (rc == SUP_OK) {
        memcpy(unit->hash, unit->head_is_new ? no_hash : unit->head.hash.data, SUP__HASH_BYTES);
        unit->stored_head = unit->head;
        unit->head.hash.data = unit->hash;
        unit->head.hash.bytes = SUP__HASH_BYTES;
    }
    return rc;
}

/* 1 when the last event is hashed with the key: who does not have it cannot make one that is. */
static int32_t is_proven(struct sup__unit *unit)
{
    struct sup__event_row last = {.tenant = unit->head.tenant, .sequence = unit->head.sequence};
    struct sup__event_row before = {.tenant = unit->head.tenant,
                                    .sequence = unit->head.sequence - 1};
    uint8_t hash[SUP__HASH_BYTES];
    const void *previous = no_hash;
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &last);
    if (rc == SUP_OK && before.sequence) {
        rc = sup__get(&unit->repo, SUP__T_EVENT, &before);
        if (rc == SUP_OK && before.hash.bytes != sizeof hash) {
            return 0;
        }
        previous = before.hash.data;
    }
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? 0 : rc;
    }
    return last.hash.bytes == sizeof hash &&
           sup__event_hash(&last, previous, unit->key->bytes, unit->key->size, hash) == 0 &&
           memcmp(hash, last.hash.data, sizeof hash) == 0;
}

/* The head keeps a check of its key. One that does not fit is a wrong key, unless the last event
 * knows better: then it is the check that was changed, and it is set right with the next change. */
static int32_t check_key(struct sup__unit *unit)
{
    uint8_t *check = sup__arena_alloc(unit->repo.arena, SUP__HASH_BYTES);
    if (!check || sup__key_check(unit->key, check) != 0) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    if (unit->head.key_check.bytes == SUP__HASH_BYTES &&
        memcmp(check, unit->head.key_check.data, SUP__HASH_BYTES) == 0) {
        return SUP_OK;
    }
    int32_t rc = is_proven(unit);
    if (rc == 0) {
        return sup__fail(unit->error, SUP_MSG_CHAIN_KEY_WRONG, "chain_keys",
                         "the key '%s' is not the one the chain was made with", unit->head.key_id);
    }
    unit->head.key_check.data = check;
    unit->head.key_check.bytes = SUP__HASH_BYTES;
    return rc > 0 ? SUP_OK : rc;
}

/* The key that new events are hashed with. A keyed chain is not written without its key, and a host
 * that brings keys does not write on a chain that has none: somebody may have taken it away. */
static int32_t find_key(struct sup__unit *unit)
{
    const sup_core *core = unit->core;
    if (!unit->head.key_id[0]) {
        /* A key that came by a rotation which the host rolled back is not the chain's. */
        if (core->sure_key_count == 0) {
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
    return check_key(unit);
}

static int32_t compile_policy(struct sup__unit *unit)
{
    sup_core *core = unit->core;
    struct sup__policy *policy = NULL;
    int32_t rc = sup__load_policy(unit, unit->head.policy_version, &policy);
    if (rc == SUP_OK && core->policy && core->policy_version == unit->head.policy_version - 1) {
        sup__policy_free(core->earlier); /* it is asked for next, if anything is planned anew */
        core->earlier = core->policy;
        core->earlier_version = core->policy_version;
        core->policy = NULL;
    }
    if (rc == SUP_OK) {
        sup__policy_free(core->policy);
        core->policy = policy;
        core->policy_version = unit->head.policy_version;
    }
    return rc;
}

int32_t sup__unit_find_policy(struct sup__unit *unit)
{
    const sup_core *core = unit->core;
    int same = core->policy && core->policy_version == unit->head.policy_version &&
               (unit->head.policy_version == 0 ||
                strcmp(core->policy->digest, unit->head.policy_digest) == 0);
    int32_t rc = same ? SUP_OK : compile_policy(unit);
    unit->policy = rc == SUP_OK ? core->policy : NULL;
    return rc;
}

int32_t sup__unit_earlier_policy(struct sup__unit *unit, const struct sup__policy **policy)
{
    sup_core *core = unit->core;
    int64_t version = unit->head.policy_version - 1;
    const char *digest = unit->head.replan_digest;
    struct sup__policy *loaded = NULL;
    int same = core->earlier && core->earlier_version == version &&
               (!version || (digest && strcmp(core->earlier->digest, digest) == 0));
    int32_t rc = same ? SUP_OK : sup__load_policy(unit, version, &loaded);
    if (loaded && version && (!digest || strcmp(loaded->digest, digest) != 0)) {
        sup__policy_free(loaded);
        return sup__fail(unit->error, SUP_MSG_STORE_CORRUPT, "sup_head.replan_digest",
                         "the head of the desk has another digest for policy version %" PRId64
                         " than that version",
                         version);
    }
    if (loaded) {
        sup__policy_free(core->earlier);
        core->earlier = loaded;
        core->earlier_version = version;
    }
    *policy = core->earlier;
    return rc;
}

int32_t sup__unit_policy_of(struct sup__unit *unit, int64_t version,
                            const struct sup__policy **policy)
{
    sup_core *core = unit->core;
    struct sup__policy *loaded = NULL;
    struct sup__policy_row row = {.tenant = unit->head.tenant, .version = version};
    if (version == unit->head.policy_version) {
        *policy = unit->policy;
        return SUP_OK;
    }
    int is_known = core->earlier && core->earlier_version == version;
    int32_t rc = is_known && version ? sup__get(&unit->repo, SUP__T_POLICY, &row) : SUP_OK;
    int is_same =
        is_known && rc == SUP_OK && (!version || strcmp(core->earlier->digest, row.digest) == 0);
    rc = is_same ? SUP_OK : sup__load_policy(unit, version, &loaded);
    if (loaded) {
        sup__policy_free(core->earlier);
        core->earlier = loaded;
        core->earlier_version = version;
    }
    *policy = core->earlier;
    return rc;
}

int32_t sup__unit_no_policy(struct sup__unit *unit)
{
    *unit->error = unit->policy_fault;
    return unit->error->code;
}

int32_t sup__unit_begin_any(struct sup__unit *unit, sup_core *core, int32_t mode, int is_mending)
{
    memset(unit, 0, offsetof(struct sup__unit, tickets)); /* a slot is cleared when it is taken */
    sup__arena_reset(&core->arena);
    unit->core = core;
    unit->error = &core->error;
    unit->mode = mode;
    unit->repo.db = &core->db;
    unit->repo.arena = &core->arena;
    unit->repo.is_mending = is_mending;
    int32_t rc = sup__db_begin(&core->db, mode);
    if (rc == SUP_OK) {
        rc = load_head(unit);
    }
    if (rc == SUP_OK && mode == SUP_WRITE) {
        rc = find_key(unit);
    }
    if (rc != SUP_OK) {
        return sup__unit_rollback(unit, rc);
    }
    rc = sup__unit_find_policy(unit);
    /* A document that fits its digest was valid once: not even that is its caller's mistake. */
    if (rc == SUP_CORRUPT || rc == SUP_INVALID || rc == SUP_LIMIT) {
        unit->policy_fault = *unit->error;
        sup__error_clear(unit->error);
        return SUP_OK;
    }
    return rc == SUP_OK ? SUP_OK : sup__unit_rollback(unit, rc);
}

int32_t sup__unit_begin(struct sup__unit *unit, sup_core *core, int32_t mode)
{
    int32_t rc = sup__unit_begin_any(unit, core, mode, 0);
    if (rc == SUP_OK && !unit->policy) {
        rc = sup__unit_rollback(unit, sup__unit_no_policy(unit));
    }
    return rc;
}

void sup__unit_caller(struct sup__unit *unit, const struct sup_caller *caller,
                      const struct sup_operation *operation)
{
    unit->caller = *caller;
    unit->at_ms = caller->at_ms ? caller->at_ms : caller->now_ms;
    unit->clock_ms = caller->now_ms;
    unit->is_import = (caller->flags & SUP_CALLER_IMPORT) != 0;
    unit->operation = operation;
    unit->first_sequence = 0;
    unit->woken_by = 0;
    unit->actor.id = 0;
    unit->customer_id = 0;
    unit->customer_root = 0;
}

void sup__unit_desks_turn(struct sup__unit *unit, int64_t at_ms, struct sup__turn *turn)
{
    *turn = (struct sup__turn){unit->caller, unit->at_ms, unit->first_sequence, unit->is_import};
    unit->caller.actor_kind = SUP_ACTOR_SYSTEM;
    unit->caller.actor_id = 0;
    unit->caller.traceparent = NULL;
    unit->caller.at_ms = at_ms; /* whatever is known of the tickets that it concerns */
    unit->at_ms = at_ms;
    unit->is_import = 0;
    unit->first_sequence = 0;
}

void sup__unit_turn_back(struct sup__unit *unit, const struct sup__turn *turn)
{
    unit->caller = turn->caller;
    unit->at_ms = turn->at_ms;
    unit->is_import = turn->is_import;
    unit->first_sequence = turn->first_sequence;
}

int sup__was_raised(const struct sup__ticket_row *row)
{
    return row->floor_rank > 1 || row->visit_count > 1;
}

static int32_t flush_slot(struct sup__unit *unit, struct sup__ticket_slot *slot)
{
    slot->row.raised_of = sup__was_raised(&slot->row) ? slot->row.customer_id : 0;
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
    struct sup__timer_row *timers = NULL;
    int32_t rc = sup__kept_ticket(unit, id, &row, &timers)
                     ? SUP_OK
                     : sup__get(&unit->repo, SUP__T_TICKET, &row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
                         "there is no ticket %" PRId64, id);
    }
    if (rc == SUP_OK) {
        rc = slot_free(unit, out);
    }
    if (rc == SUP_OK) {
        (*out)->row = (*out)->stored = row;
        (*out)->timers = timers;
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
