/*
 * event_ops.c: the log as it is hashed, and its head.
 */
#include "ops/bodies.h"
#include "ops/page.h"

#include "base/message.h"
#include "supportcore/event.h"

#include <string.h>

static const char *hex_text(void *result, const struct sup__bytes *bytes, int *failed)
{
    char *text = sup__arena_alloc(sup__owned_arena(result), 2 * bytes->bytes + 1);
    *failed |= text == NULL;
    if (text) {
        sup__hex(bytes->data, bytes->bytes, text);
    }
    return text;
}

struct listing {
    struct sup_event_list *list;
    struct sup_event *items;
    int failed;
};

static int32_t add_event(void *context, void *in)
{
    struct listing *listing = context;
    struct sup_event_list *list = listing->list;
    const struct sup__event_row *row = in;
    struct sup_event *event = &listing->items[list->count++];
    event->sequence = row->sequence;
    event->operation = row->operation;
    event->kind = row->kind;
    event->name = sup__event_name(row->kind);
    event->at_ms = row->at_ms;
    event->recorded_ms = row->recorded_ms;
    event->actor_kind = row->actor_kind;
    event->actor_id = row->actor_id;
    event->ticket_id = row->ticket_id;
    event->subject_id = row->subject_id;
    event->number = row->number;
    event->flags = row->flags;
    event->policy_version = row->policy_version;
    event->before = sup__result_text(list, row->before, &listing->failed);
    event->after = sup__result_text(list, row->after, &listing->failed);
    event->payload = sup__result_text(list, row->payload, &listing->failed);
    event->private_digest = hex_text(list, &row->private_digest, &listing->failed);
    event->hash = hex_text(list, &row->hash, &listing->failed);
    return listing->failed;
}

int32_t sup__op_event_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    const struct sup_event_list_params *params = in;
    struct sup__page page = {.table = SUP__T_EVENT,
                             .prefix_count = 1,
                             .prefix = {sup__int(unit->head.tenant)},
                             .after = params->after_id};
    struct listing listing = {0};
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &page.limit);
    if (rc != SUP_OK) {
        return rc;
    }
    listing.list = sup__result(unit, sizeof *listing.list);
    if (!listing.list) {
        return SUP_NOMEM;
    }
    listing.items =
        sup__result_array(listing.list, page.limit, sizeof *listing.items, &listing.failed);
    listing.list->items = listing.items;
    listing.list->tenant = unit->head.tenant;
    if (!listing.failed) {
        rc = sup__page_read(&unit->repo, &page, add_event, &listing);
    }
    if (page.is_more) {
        listing.list->next_after_id = listing.items[listing.list->count - 1].sequence;
    }
    if (rc != SUP_OK) {
        sup_free(listing.list);
        return rc;
    }
    return sup__result_end(unit, listing.list, listing.failed, result);
}

int32_t sup__op_chain_head(struct sup__unit *unit, const void *params, struct sup_receipt *receipt,
                           void **result)
{
    int failed = 0;
    (void)params;
    (void)receipt;
    struct sup_chain_head *head = sup__result(unit, sizeof *head);
    if (!head) {
        return SUP_NOMEM;
    }
    head->sequence = unit->head.sequence;
    head->is_keyed = unit->head.key_id[0] != 0;
    head->hash = hex_text(head, &unit->head.hash, &failed);
    head->key_id = head->is_keyed ? sup__result_text(head, unit->head.key_id, &failed) : NULL;
    return sup__result_end(unit, head, failed, result);
}
