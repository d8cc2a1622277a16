/*
 * outbox_ops.c: the event log for others, as CloudEvents, and the cursors over it.
 */
#include "ops/bodies.h"
#include "ops/page.h"

#include "base/message.h"
#include "base/when.h"
#include "supportcore/outbox.h"

#include <inttypes.h>
#include <string.h>

static int32_t read_cursor(struct sup__unit *unit, int64_t kind, const char *name,
                           int64_t *position)
{
    struct sup__cursor_row row = {.tenant = unit->head.tenant, .kind = kind, .name = name};
    int32_t rc = sup__get(&unit->repo, SUP__T_CURSOR, &row);
    *position = rc == SUP_OK ? row.position : 0;
    if (rc == SUP_OK && kind == SUP__CURSOR_OUTBOX &&
        (row.position < 0 || row.position > unit->head.sequence)) {
        return sup__fail(unit->error, SUP_MSG_CURSOR_DAMAGED, "sup_cursor",
                         "sup_cursor says that '%s' has acknowledged event %" PRId64
                         ", but the log ends at %" PRId64,
                         name, row.position, unit->head.sequence);
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int32_t write_cursor(struct sup__unit *unit, int64_t kind, const char *name,
                            int64_t position)
{
    struct sup__cursor_row row = {
        .tenant = unit->head.tenant, .kind = kind, .name = name, .position = position};
    return sup__put(&unit->repo, SUP__T_CURSOR, &row);
}

static void write_id(struct sup__buffer *out, const char *name, int64_t id)
{
    if (id) {
        sup__buffer_text(out, ",\"");
        sup__buffer_text(out, name);
        sup__buffer_text(out, "\":\"");
        sup__buffer_int(out, id);
        sup__buffer_char(out, '"');
    }
}

static void write_number(struct sup__buffer *out, const char *name, int64_t number)
{
    sup__buffer_text(out, ",\"");
    sup__buffer_text(out, name);
    sup__buffer_text(out, "\":");
    sup__buffer_int(out, number);
}

static void write_name(struct sup__buffer *out, const char *name, const char *text)
{
    if (text) {
        sup__buffer_text(out, ",\"");
        sup__buffer_text(out, name);
        sup__buffer_text(out, "\":");
        sup__buffer_json_text(out, text, strlen(text));
    }
}

static void write_time(struct sup__buffer *out, const char *name, int64_t ms)
{
    char text[SUP__TIME_TEXT_SIZE];
    sup__time_format(ms, text);
    write_name(out, name, text);
}

/* What a consumer gets to know: the event's columns and payload, never text of people. */
static void write_data(struct sup__buffer *out, const struct sup__event_row *row)
{
    sup__buffer_text(out, ",\"data\":{\"operation\":\"");
    sup__buffer_int(out, row->operation);
    sup__buffer_char(out, '"');
    write_name(out, "actor_kind", sup__actor_name(row->actor_kind));
    write_id(out, "actor_id", row->actor_id);
    write_id(out, "ticket_id", row->ticket_id);
    write_id(out, "subject_id", row->subject_id);
    write_number(out, "number", row->number);
    write_number(out, "flags", row->flags);
    write_number(out, "policy_version", row->policy_version);
    write_time(out, "recorded_at", row->recorded_ms);
    write_name(out, "before", row->before);
    write_name(out, "after", row->after);
    sup__buffer_text(out, ",\"payload\":");
    sup__buffer_text(out, row->payload);
    sup__buffer_char(out, '}');
}

static void write_event(struct sup__buffer *out, const struct sup__event_row *row,
                        const char *traceparent)
{
    sup__buffer_text(out, "{\"specversion\":\"1.0\",\"id\":\"");
    sup__buffer_int(out, row->tenant);
    sup__buffer_char(out, ':');
    sup__buffer_int(out, row->sequence);
    sup__buffer_text(out, "\",\"source\":\"/supportcore/tenants/");
    sup__buffer_int(out, row->tenant);
    sup__buffer_text(out, "\",\"type\":\"supportcore.");
    sup__buffer_text(out, sup__event_name(row->kind));
    sup__buffer_text(out, ".v1\"");
    if (row->ticket_id) {
        sup__buffer_text(out, ",\"subject\":\"tickets/");
        sup__buffer_int(out, row->ticket_id);
        sup__buffer_char(out, '"');
    }
    write_time(out, "time", row->at_ms);
    write_name(out, "traceparent", traceparent);
    sup__buffer_text(out, ",\"datacontenttype\":\"application/json\"");
    write_data(out, row);
    sup__buffer_char(out, '}');
}

/* Imported events are passed over: they count as seen, but are nobody's news. */
static int32_t render(struct sup__unit *unit, const struct sup__event_row *rows, uint32_t count,
                      struct sup_outbox_page *pulled, struct sup_outbox_item *items)
{
    struct sup__buffer out;
    int failed = 0;
    int32_t rc = SUP_OK;
    sup__buffer_init(&out, &unit->core->mem);
    for (uint32_t i = 0; i < count && rc == SUP_OK && !failed; i++) {
        struct sup__event event;
        pulled->through = rows[i].sequence;
        if (rows[i].flags & SUP_EVENT_IMPORTED) {
            continue;
        }
        rc = sup__event_decode(unit->repo.arena, &rows[i], NULL, &event, unit->error);
        if (rc != SUP_OK) {
            break;
        }
        sup__buffer_clear(&out);
        write_event(&out, &rows[i], event.payload.traceparent);
        struct sup_outbox_item *item = &items[pulled->count++];
        item->sequence = rows[i].sequence;
        item->event = out.is_failed ? NULL : sup__result_text(pulled, out.data, &failed);
        failed |= out.is_failed;
    }
    sup__buffer_free(&out);
    return failed ? sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory") : rc;
}

int32_t sup__op_outbox_pull(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_outbox_pull_params *params = in;
    struct sup__page page = {
        .table = SUP__T_EVENT, .prefix_count = 1, .prefix = {sup__int(unit->head.tenant)}};
    uint32_t count = 0;
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &page.limit);
    if (rc == SUP_OK) {
        rc = read_cursor(unit, SUP__CURSOR_OUTBOX, params->consumer, &page.after);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_outbox_page *pulled = sup__result(unit, sizeof *pulled);
    if (!pulled) {
        return SUP_NOMEM;
    }
    struct sup_outbox_item *items = sup__result_array(pulled, page.limit, sizeof *items, &failed);
    struct sup__event_row *rows = sup__arena_alloc(unit->repo.arena, page.limit * sizeof *rows);
    pulled->items = items;
    pulled->through = page.after;
    failed |= rows == NULL;
    if (!failed) {
        rc = sup__page_events(&unit->repo, &page, rows, &count);
    }
    pulled->is_more = page.is_more;
    if (rc == SUP_OK && !failed) {
        rc = render(unit, rows, count, pulled, items);
    }
    if (rc != SUP_OK) {
        sup_free(pulled);
        return rc;
    }
    return sup__result_end(unit, pulled, failed, result);
}

int32_t sup__op_outbox_ack(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    const struct sup_outbox_ack_params *params = in;
    int64_t position = 0;
    (void)result;
    int32_t rc = read_cursor(unit, SUP__CURSOR_OUTBOX, params->consumer, &position);
    if (rc == SUP_OK && params->sequence < position) {
        rc = sup__fail(unit->error, SUP_MSG_CURSOR_MOVED, "sequence",
                       "'%s' has acknowledged %" PRId64 " already", params->consumer, position);
    }
    if (rc == SUP_OK && params->sequence > unit->head.sequence) {
        rc = sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, "sequence",
                       "the last event is %" PRId64 ", not %" PRId64, unit->head.sequence,
                       params->sequence);
    }
    receipt->id = params->sequence;
    return rc == SUP_OK ? write_cursor(unit, SUP__CURSOR_OUTBOX, params->consumer, params->sequence)
                        : rc;
}

int32_t sup__op_import_mark(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_import_mark_params *params = in;
    int64_t position = 0;
    (void)result;
    int32_t rc = read_cursor(unit, SUP__CURSOR_IMPORT, params->source, &position);
    if (rc == SUP_OK && params->from != position) {
        rc = sup__fail(unit->error, SUP_MSG_CURSOR_MOVED, "from",
                       "the import '%s' is at %" PRId64 ", not at %" PRId64, params->source,
                       position, params->from);
    }
    receipt->id = params->to;
    return rc == SUP_OK ? write_cursor(unit, SUP__CURSOR_IMPORT, params->source, params->to) : rc;
}

int32_t sup__op_import_position(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_import_position_params *params = in;
    int64_t position = 0;
    (void)receipt;
    int32_t rc = read_cursor(unit, SUP__CURSOR_IMPORT, params->source, &position);
    struct sup_import_position *found = rc == SUP_OK ? sup__result(unit, sizeof *found) : NULL;
    if (!found) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    found->position = position;
    return sup__result_end(unit, found, 0, result);
}
