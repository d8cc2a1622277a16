/*
 * emit.c: from a decision to a stored event: numbered, hashed, applied.
 */
#include "ops/floors/floors.h"
#include "ops/sla/reminders.h"
#include "ops/sla/timers.h"
#include "ops/tickets/joins.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

struct sup__event sup__event_new(const struct sup__unit *unit, enum sup__event_kind kind,
                                 int64_t ticket_id)
{
    struct sup__event event;
    memset(&event, 0, sizeof event);
    event.row.kind = kind;
    event.row.ticket_id = ticket_id;
    event.row.at_ms = unit->at_ms;
    event.row.actor_kind = unit->caller.actor_kind;
    event.row.actor_id = unit->caller.actor_id;
    event.row.flags = unit->is_import ? SUP_EVENT_IMPORTED : 0;
    return event;
}

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while recording an event");
}

/* Text built in the core's buffer, kept in the arena: events outlive the next one's text. */
static const char *kept(struct sup__unit *unit)
{
    struct sup__buffer *buffer = &unit->core->buffer;
    return buffer->is_failed ? NULL
                             : sup__arena_text(unit->repo.arena, buffer->data, buffer->bytes);
}

static int32_t encode_payload(struct sup__unit *unit, struct sup__event *event)
{
    event->payload.traceparent = unit->caller.traceparent;
    sup__buffer_clear(&unit->core->buffer);
    sup__payload_write(&unit->core->buffer, &event->payload);
    event->row.payload = kept(unit);
    return event->row.payload ? SUP_OK : out_of_memory(unit);
}

int32_t sup__take_salt(struct sup__unit *unit, uint8_t *salt)
{
    sup_core *core = unit->core;
    if (core->salt_left < SUP__SALT_BYTES) {
        int rc = core->random ? core->random(core->random_user, core->salts, sizeof core->salts)
                              : sup__random(core->salts, sizeof core->salts);
        if (rc != 0) {
            return sup__fail(unit->error, SUP_MSG_RANDOM, "random",
                             "no random bytes could be had for a salt");
        }
        core->salt_left = sizeof core->salts;
    }
    core->salt_left -= SUP__SALT_BYTES;
    memcpy(salt, core->salts + core->salt_left, SUP__SALT_BYTES);
    return SUP_OK;
}

static int has_data(const struct sup__data *data)
{
    return data->attachments.count || data->external_id || data->identities.count ||
           data->references.count || data->values.count;
}

/* A private row may be there without an event: then it is nobody's. */
static int32_t private_is_there(struct sup__unit *unit, int64_t sequence)
{
    struct sup__event_row row = {.tenant = unit->head.tenant, .sequence = sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &row);
    if (rc != SUP_NOT_FOUND) {
        return rc == SUP_OK ? SUP_EXISTS : rc;
    }
    return sup__fail(unit->error, SUP_MSG_RECORD_UNKNOWN, "sup_event_private",
                     "sup_event_private has a row for event %" PRId64 ", which is only now written",
                     sequence);
}

/* Store the text of people beside the event and its digest in it. */
static int32_t encode_private(struct sup__unit *unit, struct sup__event *event)
{
    struct sup__event_private_row row = {.tenant = event->row.tenant,
                                         .sequence = event->row.sequence,
                                         .title = event->title,
                                         .body = event->body};
    uint8_t salt[SUP__SALT_BYTES];
    event->row.private_digest.data = "";
    if (!event->title && !event->body && !has_data(&event->data)) {
        return SUP_OK;
    }
    if (has_data(&event->data)) {
        sup__buffer_clear(&unit->core->buffer);
        sup__data_write(&unit->core->buffer, &event->data);
        row.data = kept(unit);
        if (!row.data) {
            return out_of_memory(unit);
        }
    }
    int32_t rc = event->salt ? SUP_OK : sup__take_salt(unit, salt);
    if (rc != SUP_OK) {
        return rc;
    }
    row.salt.data = event->salt ? event->salt : salt;
    row.salt.bytes = sizeof salt;
    uint8_t *digest = sup__arena_alloc(unit->repo.arena, SUP__HASH_BYTES);
    if (!digest || sup__private_digest(&row, digest) != 0) {
        return out_of_memory(unit);
    }
    event->row.private_digest.data = digest;
    event->row.private_digest.bytes = SUP__HASH_BYTES;
    rc = sup__insert(&unit->repo, SUP__T_EVENT_PRIVATE, &row);
    return rc == SUP_EXISTS ? private_is_there(unit, row.sequence) : rc;
}

/* The sequence comes from the head: a log that has it already is not the head's. */
static int32_t behind_its_log(struct sup__unit *unit, int32_t rc)
{
    if (rc != SUP_EXISTS) {
        return rc;
    }
    return sup__fail(unit->error, SUP_MSG_STORE_CORRUPT, "sup_head.sequence",
                     "the log goes on after event %" PRId64 ", where the desk's head says it ends",
                     unit->head.sequence);
}

static int32_t append(struct sup__unit *unit, struct sup__event *event)
{
    /* A new key vouches for all that came before it: who has only the old one, or none, cannot make
     * up a history that ends in this event. */
    const struct sup__key *key = event->row.kind == SUP__E_CHAIN_ROTATED
                                     ? sup__core_key(unit->core, event->row.after)
                                     : unit->key;
    uint8_t hash[SUP__HASH_BYTES];
    event->row.tenant = unit->head.tenant;
    event->row.sequence = unit->head.sequence + 1;
    if (!unit->first_sequence) {
        unit->first_sequence = event->row.sequence;
    }
    event->row.operation = unit->first_sequence;
    event->row.recorded_ms = unit->clock_ms;
    event->row.policy_version = unit->head.policy_version;
    int32_t rc = encode_payload(unit, event);
    if (rc == SUP_OK) {
        rc = encode_private(unit, event);
    }
    if (rc != SUP_OK) {
        return behind_its_log(unit, rc);
    }
    if (sup__event_hash(&event->row, unit->hash, key ? key->bytes : NULL, key ? key->size : 0,
                        hash) != 0) {
        return out_of_memory(unit);
    }
    event->row.hash.data = hash;
    event->row.hash.bytes = sizeof hash;
    rc = sup__insert(&unit->repo, SUP__T_EVENT, &event->row);
    rc = behind_its_log(unit, rc);
    event->row.hash.data = unit->hash;
    if (rc == SUP_OK) {
        memcpy(unit->hash, hash, sizeof hash);
        rc = sup__fold(unit, event);
    }
    return rc;
}

static int32_t start_desk(struct sup__unit *unit)
{
    struct sup__event started = sup__event_new(unit, SUP__E_DESK_STARTED, 0);
    started.row.at_ms = unit->caller.now_ms;
    started.row.after = unit->head.key_id[0] ? unit->head.key_id : NULL;
    return append(unit, &started);
}

int32_t sup__emit(struct sup__unit *unit, struct sup__event *event)
{
    int is_ticket = event->row.ticket_id && event->row.kind != SUP__E_REQUEST_REFUSED;
    int32_t rc = SUP_OK;
    if (unit->head.sequence == 0 && event->row.kind != SUP__E_DESK_STARTED) {
        rc = start_desk(unit);
    }
    if (rc == SUP_OK && is_ticket && event->row.kind != SUP__E_TICKET_OPENED &&
        !sup__is_replan(event)) {
        rc = sup__replan_ticket(unit, event->row.ticket_id);
    }
    /* What is told as history is nobody's news, and a refusal changes nothing. */
    if (rc == SUP_OK && is_ticket && event->row.kind != SUP__E_TICKET_OPENED && !unit->is_import) {
        rc = sup__name_watchers(unit, event);
    }
    if (rc == SUP_OK && is_ticket && unit->policy) {
        rc = sup__plan_timers(unit, event);
    }
    if (rc == SUP_OK && is_ticket && unit->policy) {
        rc = sup__floor_say_holds(unit, event);
    }
    if (rc == SUP_OK) {
        rc = append(unit, event);
    }
    if (rc == SUP_OK && is_ticket && unit->policy) {
        rc = sup__review_timers(unit, event);
    }
    return rc == SUP_OK && is_ticket && unit->policy ? sup__review_reminders(unit, event) : rc;
}
