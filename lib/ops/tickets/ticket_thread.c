/*
 * ticket_thread.c: a ticket's messages, in the order of their times.
 *
 * A message that arrives late takes its place by time. A page goes on behind the message that ended
 * the one before, so that nothing is shown twice or left out, whatever was written in between with
 * a later time.
 */
#include "ops/page.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>

struct thread {
    struct sup_message_list *list;
    struct sup_message_item *items;
    int64_t *sequences;
    uint32_t room[SUP_PAGE_MAX]; /* attachments that each came with */
    int failed;
};

static int32_t add_message(void *context, void *in)
{
    struct thread *thread = context;
    const struct sup__message_row *row = in;
    struct sup_message_list *list = thread->list;
    struct sup_message_item *item = &thread->items[list->count];
    thread->room[list->count] = (uint32_t)row->attachment_count;
    thread->sequences[list->count++] = row->sequence;
    item->id = row->id;
    item->ticket_id = row->ticket_id;
    item->kind = (int32_t)row->kind;
    item->actor_kind = (int32_t)row->actor_kind;
    item->actor_id = row->actor_id;
    item->customer_id = row->customer_id;
    item->at_ms = row->at_ms;
    item->handle_ms = row->handle_ms;
    item->is_automated = (int32_t)row->is_automated;
    item->is_acknowledgement = (int32_t)row->is_acknowledgement;
    item->is_public = (int32_t)row->is_public;
    item->channel = sup__result_text(list, row->channel, &thread->failed);
    item->external_id = sup__result_text(list, row->external_id, &thread->failed);
    return thread->failed;
}

static int32_t add_body(void *context, void *in)
{
    struct thread *thread = context;
    const struct sup__event_private_row *row = in;
    for (uint32_t i = 0; i < thread->list->count; i++) {
        if (thread->sequences[i] == row->sequence) {
            thread->items[i].body = sup__result_text(thread->list, row->body, &thread->failed);
        }
    }
    return thread->failed;
}

static int32_t add_attachment(void *context, void *in)
{
    struct thread *thread = context;
    const struct sup__attachment_row *row = in;
    struct sup_message_list *list = thread->list;
    for (uint32_t i = 0; i < list->count; i++) {
        struct sup_message_item *item = &thread->items[i];
        if (item->id != row->message_id || item->attachment_count == thread->room[i]) {
            continue;
        }
        struct sup_attachment *to =
            (struct sup_attachment *)&item->attachments[item->attachment_count++];
        to->name = sup__result_text(list, row->name, &thread->failed);
        to->media_type = sup__result_text(list, row->media_type, &thread->failed);
        to->digest = sup__result_text(list, row->digest, &thread->failed);
        to->location = sup__result_text(list, row->location, &thread->failed);
        to->bytes = row->bytes;
    }
    return thread->failed;
}

/* A message's attachments are numbered, so their keys are known without looking: pages with few of
 * them cost one call. */
static int32_t read_attachments(struct sup__unit *unit, struct thread *thread)
{
    struct sup_value keys[3 * SUP_STORE_GET_MANY_MAX];
    struct sup__attachment_row row;
    uint32_t count = 0;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < thread->list->count; i++) {
        if (!thread->room[i]) {
            continue;
        }
        thread->items[i].attachments = sup__result_array(
            thread->list, thread->room[i], sizeof(struct sup_attachment), &thread->failed);
        for (uint32_t at = 1; rc == SUP_OK && at <= thread->room[i]; at++) {
            keys[3 * count] = sup__int(unit->head.tenant);
            keys[3 * count + 1] = sup__int(thread->items[i].id);
            keys[3 * count + 2] = sup__int(at);
            if (++count == SUP_STORE_GET_MANY_MAX && !thread->failed) {
                rc = sup__each_key(&unit->repo, SUP__T_ATTACHMENT, keys, count, &row,
                                   add_attachment, thread);
                count = 0;
            }
        }
    }
    return rc == SUP_OK && count && !thread->failed
               ? sup__each_key(&unit->repo, SUP__T_ATTACHMENT, keys, count, &row, add_attachment,
                               thread)
               : rc;
}

static int32_t read_thread(struct sup__unit *unit, struct sup__page *page, struct thread *thread)
{
    struct sup_value keys[2 * SUP_PAGE_MAX];
    union sup__any_row row;
    int32_t rc = sup__page_read(&unit->repo, page, add_message, thread);
    if (page->is_more) {
        thread->list->next_after_id = thread->items[thread->list->count - 1].id;
    }
    for (uint32_t i = 0; i < thread->list->count; i++) {
        keys[2 * i] = sup__int(unit->head.tenant);
        keys[2 * i + 1] = sup__int(thread->sequences[i]);
    }
    if (rc == SUP_OK) {
        rc = sup__each_key(&unit->repo, SUP__T_EVENT_PRIVATE, keys, thread->list->count, &row,
                           add_body, thread);
    }
    return rc == SUP_OK ? read_attachments(unit, thread) : rc;
}

/* A message of another thread has no place in this one, nor has a note that the caller never saw.
 */
static int32_t find_place(struct sup__unit *unit, int64_t thread_id, struct sup__page *page)
{
    struct sup__message_row row = {.tenant = unit->head.tenant, .id = page->after};
    int is_customer = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER;
    int32_t rc = page->after ? sup__get(&unit->repo, SUP__T_MESSAGE, &row) : SUP_OK;
    page->after_ms = row.at_ms;
    if (rc == SUP_NOT_FOUND ||
        (rc == SUP_OK && page->after &&
         (row.thread_id != thread_id || (is_customer && row.kind == SUP_MESSAGE_NOTE)))) {
        rc = sup__fail(unit->error, SUP_MSG_MESSAGE_UNKNOWN, "after_id",
                       "ticket %" PRId64 " has no message %" PRId64, thread_id, page->after);
    }
    return rc;
}

int32_t sup__op_ticket_messages(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_ticket_page_params *params = in;
    struct sup__page page = {.table = SUP__T_MESSAGE,
                             .index = SUP__MESSAGE_BY_TIME,
                             .is_by_time = 1,
                             .prefix_count = 2,
                             .after = params->after_id,
                             .filter_count = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER,
                             .filters = {{SUP__MESSAGE_kind, SUP_NE, sup__int(SUP_MESSAGE_NOTE)}}};
    struct sup__ticket_slot *slot = NULL;
    int64_t sequences[SUP_PAGE_MAX];
    struct thread thread = {.sequences = sequences};
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &page.limit);
    if (rc == SUP_OK) {
        rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    }
    if (rc == SUP_OK) {
        rc = find_place(unit, sup__ticket_root(&slot->row), &page);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    thread.list = sup__result(unit, sizeof *thread.list);
    if (!thread.list) {
        return SUP_NOMEM;
    }
    thread.items = sup__result_array(thread.list, page.limit, sizeof *thread.items, &thread.failed);
    thread.list->items = thread.items;
    page.prefix[0] = sup__int(unit->head.tenant);
    page.prefix[1] = sup__int(sup__ticket_root(&slot->row));
    if (!thread.failed) {
        rc = read_thread(unit, &page, &thread);
    }
    if (rc != SUP_OK) {
        sup_free(thread.list);
        return rc;
    }
    return sup__result_end(unit, thread.list, thread.failed, result);
}
