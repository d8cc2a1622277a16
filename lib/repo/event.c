/*
 * event.c: the bytes that an event's hash covers, in the order include/supportcore/event.h states.
 */
#include "repo/event.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

const char *sup__event_name(int64_t kind)
{
    switch (kind) {
#define EVENT_CASE(number, NAME, name)                                                             \
    case number:                                                                                   \
        return name;
        SUP__EVENTS(EVENT_CASE)
    default:
        return "unknown";
    }
}

const char *sup__actor_name(int64_t kind)
{
    static const char *const names[] = {"nobody",   "agent",  "bot",
                                        "customer", "system", "integration"};
    return kind >= 0 && kind < (int64_t)(sizeof names / sizeof names[0]) ? names[kind] : "somebody";
}

uint32_t sup__event_customers(const struct sup__event_row *row, int64_t out[2])
{
    out[0] = row->subject_id;
    out[1] = row->number;
    switch (row->kind) {
    case SUP__E_CUSTOMER_SAVED:
    case SUP__E_CUSTOMER_IDENTIFIED:
    case SUP__E_CUSTOMER_REPORTED:
    case SUP__E_REFERENCE_REPORTED:
        return row->subject_id != 0;
    case SUP__E_REMEDY_REPORTED:
        out[0] = row->number;
        return row->number != 0;
    case SUP__E_REMEDY_REQUESTED:
    case SUP__E_REMEDY_REFUSED:
    case SUP__E_REMEDY_APPROVED:
    case SUP__E_REMEDY_REJECTED:
    case SUP__E_REMEDY_WITHDRAWN:
    case SUP__E_ACTION_TAKEN:
    case SUP__E_REQUEST_USED:
        out[0] = row->number;
        return row->number != 0 && !row->ticket_id;
    case SUP__E_CUSTOMER_MERGED:
    case SUP__E_CUSTOMER_UNMERGED:
        return 2; /* the evidence speaks of both */
    case SUP__E_SURVEY_ASKED:
    case SUP__E_SURVEY_ANSWERED:
    case SUP__E_SURVEY_CORRECTED:
        return row->subject_id != 0 && !row->ticket_id;
    default:
        return 0;
    }
}

static void add_bytes(struct sup__hash *hash, const void *data, size_t bytes)
{
    sup__hash_add_u32(hash, (uint32_t)bytes);
    if (bytes) {
        sup__hash_add(hash, data, bytes);
    }
}

static void add_text(struct sup__hash *hash, const char *text)
{
    add_bytes(hash, text, text ? strlen(text) : 0);
}

int sup__event_hash(const struct sup__event_row *row, const void *previous, const void *key,
                    size_t key_bytes, uint8_t out[SUP__HASH_BYTES])
{
    struct sup__hash hash;
    if (sup__hash_begin(&hash, key, key_bytes) != 0) {
        return -1;
    }
    sup__hash_add(&hash, previous, SUP__HASH_BYTES);
    sup__hash_add(&hash, "sup1", 4);
    sup__hash_add_i64(&hash, row->tenant);
    sup__hash_add_i64(&hash, row->sequence);
    sup__hash_add_i64(&hash, row->operation);
    sup__hash_add_u32(&hash, (uint32_t)row->kind);
    sup__hash_add_i64(&hash, row->at_ms);
    sup__hash_add_i64(&hash, row->recorded_ms);
    sup__hash_add_u32(&hash, (uint32_t)row->actor_kind);
    sup__hash_add_i64(&hash, row->actor_id);
    sup__hash_add_i64(&hash, row->ticket_id);
    sup__hash_add_i64(&hash, row->subject_id);
    sup__hash_add_i64(&hash, row->number);
    sup__hash_add_i64(&hash, row->flags);
    sup__hash_add_i64(&hash, row->policy_version);
    add_text(&hash, row->before);
    add_text(&hash, row->after);
    add_text(&hash, row->payload);
    add_bytes(&hash, row->private_digest.data, row->private_digest.bytes);
    sup__hash_end(&hash, out);
    return 0;
}

static void add_optional(struct sup__hash *hash, const char *text)
{
    uint8_t is_there = text != NULL;
    sup__hash_add(hash, &is_there, 1);
    if (text) {
        add_text(hash, text);
    }
}

int sup__private_digest(const struct sup__event_private_row *row, uint8_t out[SUP__HASH_BYTES])
{
    struct sup__hash hash;
    if (sup__hash_begin(&hash, NULL, 0) != 0) {
        return -1;
    }
    sup__hash_add(&hash, row->salt.data, row->salt.bytes);
    add_optional(&hash, row->title);
    add_optional(&hash, row->body);
    add_optional(&hash, row->data);
    sup__hash_end(&hash, out);
    return 0;
}

void sup__hex(const void *data, size_t bytes, char *out)
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t *in = data;
    for (size_t i = 0; i < bytes; i++) {
        out[2 * i] = digits[in[i] >> 4];
        out[2 * i + 1] = digits[in[i] & 15];
    }
    out[2 * bytes] = 0;
}

/* What folding and telling an event rely on: a row that somebody edited may lack it. */
static int has_what_its_kind_needs(const struct sup__event *event)
{
    const struct sup__event_row *row = &event->row;
    switch (row->kind) {
    case SUP__E_TICKET_OPENED:
        return row->after && event->payload.channel && event->payload.priority &&
               row->number >= 1 && row->number <= 6;
    case SUP__E_TICKET_MOVED:
        return row->before && row->after && row->number >= 1 && row->number <= 6;
    case SUP__E_AVAILABILITY_CHANGED:
        return row->before && row->after && row->number >= 1 && row->number <= 4;
    case SUP__E_CUSTOMER_REPORTED:
        return event->payload.source != NULL;
    case SUP__E_SURVEY_ASKED:
    case SUP__E_SURVEY_ANSWERED:
    case SUP__E_SURVEY_CORRECTED:
        return row->after && event->payload.source && event->payload.survey > 0;
    case SUP__E_CORRECTIVE_RECORDED:
    case SUP__E_CORRECTIVE_CHANGED:
        return event->payload.corrective > 0 && row->after;
    case SUP__E_CORRECTIVE_CLOSED:
        return event->payload.corrective > 0 && row->before && row->after;
    case SUP__E_FLOOR_HOLD_SIGNED:
        return row->before && row->after;
    case SUP__E_KPI_CROSSED:
        return row->before && row->after && event->payload.line;
    case SUP__E_REVIEW_RECORDED:
    case SUP__E_OUTCOME_RATED:
        return row->ticket_id && event->payload.review > 0;
    case SUP__E_TICKET_PRIORITIZED:
    case SUP__E_TICKET_CLASSIFIED:
    case SUP__E_MESSAGE_RECEIVED:
    case SUP__E_MESSAGE_REPLIED:
    case SUP__E_MESSAGE_NOTED:
    case SUP__E_REQUEST_REFUSED:
    case SUP__E_POLICY_ACTIVATED:
    case SUP__E_CHAIN_ROTATED:
    case SUP__E_REMEDY_REPORTED:
        return row->after != NULL;
    default:
        return 1;
    }
}

int32_t sup__event_decode(struct sup__arena *arena, const struct sup__event_row *row,
                          const struct sup__event_private_row *text, struct sup__event *event,
                          struct sup_error *error)
{
    memset(event, 0, sizeof *event);
    event->row = *row;
    int ok = sup__payload_read(arena, row->payload, &event->payload);
    if (ok == 1 && text) {
        event->title = text->title;
        event->body = text->body;
        ok = text->data ? sup__data_read(arena, text->data, &event->data) : 1;
    }
    if (ok == 1 && !has_what_its_kind_needs(event)) {
        ok = 0;
    }
    if (ok == -1) {
        return sup__fail(error, SUP_MSG_NOMEM, NULL, "out of memory while reading an event");
    }
    if (ok == 0) {
        return sup__fail(error, SUP_MSG_STORE_CORRUPT, "payload",
                         "event %" PRId64 " has a payload that this library did not write",
                         row->sequence);
    }
    return SUP_OK;
}
