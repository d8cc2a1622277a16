/*
 * thread_facts.c: threads as a whole: their messages moved, and what follows from them counted.
 *
 * Merging, unmerging and splitting are rare and a thread is read in pages, so each of them looks at
 * every message once, instead of keeping what they would need with each message that arrives.
 */
#include "ops/page.h"
#include "ops/ticket_merge.h"

#include <string.h>

struct batch {
    struct sup__message_row rows[SUP_PAGE_MAX];
    uint32_t count;
};

static int32_t add_row(void *context, void *row)
{
    struct batch *batch = context;
    batch->rows[batch->count++] = *(const struct sup__message_row *)row;
    return 0;
}

/* The next messages of a thread; *more is 0 after the last. */
static int32_t next_batch(struct sup__unit *unit, struct sup__page *page, struct batch *batch)
{
    batch->count = 0;
    int32_t rc = sup__page_read(&unit->repo, page, add_row, batch);
    if (rc == SUP_OK && batch->count) {
        page->after = batch->rows[batch->count - 1].id;
        page->after_ms = batch->rows[batch->count - 1].at_ms;
    }
    return rc;
}

static struct sup__page thread_of(const struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__page page = {.table = SUP__T_MESSAGE,
                             .index = SUP__MESSAGE_BY_TIME,
                             .is_by_time = 1,
                             .prefix_count = 2,
                             .limit = SUP_PAGE_MAX};
    page.prefix[0] = sup__int(unit->head.tenant);
    page.prefix[1] = sup__int(ticket_id);
    return page;
}

static int32_t move_one(struct sup__unit *unit, const struct sup__message_row *before, int64_t to,
                        int64_t home_id)
{
    struct sup__message_row row = *before;
    struct sup__ticket_slot *slot = NULL;
    row.thread_id = to;
    row.ticket_id = home_id ? home_id : row.ticket_id;
    int32_t rc = sup__update(&unit->repo, SUP__T_MESSAGE, before, &row);
    if (rc == SUP_OK && home_id && row.customer_id) {
        rc = sup__unit_ticket(unit, home_id, &slot);
        rc = rc == SUP_OK ? sup__keep_stray(unit, &row, sup__ticket_owner(&slot->row)) : rc;
    }
    if (rc == SUP_OK && home_id && row.external_id) {
        struct sup__message_external_row external = {
            .tenant = row.tenant, .channel = row.channel, .external_id = row.external_id};
        rc = sup__get(&unit->repo, SUP__T_MESSAGE_EXTERNAL, &external);
        if (rc == SUP_OK && external.message_id == row.id) {
            external.ticket_id = home_id;
            rc = sup__put(&unit->repo, SUP__T_MESSAGE_EXTERNAL, &external);
        }
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__move_thread(struct sup__unit *unit, int64_t from, int64_t to, int64_t home_id,
                         sup__is_moved_fn is_moved, const void *context)
{
    struct sup__page page = thread_of(unit, from);
    struct batch *batch = sup__arena_alloc(unit->repo.arena, sizeof *batch);
    if (!batch) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = SUP_OK;
    do {
        rc = next_batch(unit, &page, batch);
        for (uint32_t i = 0; rc == SUP_OK && i < batch->count; i++) {
            if (!is_moved || is_moved(context, &batch->rows[i])) {
                rc = move_one(unit, &batch->rows[i], to, home_id);
            }
        }
    } while (rc == SUP_OK && page.is_more);
    return rc;
}

/* The tickets that a thread's messages came with, and up to which message each was settled. */
struct homes {
    uint32_t count;
    struct {
        int64_t id;
        int64_t settled_id;
    } items[SUP_TICKET_MEMBERS_MAX];
};

static int32_t find_settled(struct sup__unit *unit, struct homes *homes, int64_t home,
                            int64_t *settled_id)
{
    struct sup__ticket_slot *slot = NULL;
    for (uint32_t i = 0; i < homes->count; i++) {
        if (homes->items[i].id == home) {
            *settled_id = homes->items[i].settled_id;
            return SUP_OK;
        }
    }
    int32_t rc = sup__unit_ticket(unit, home, &slot);
    *settled_id = rc == SUP_OK ? slot->row.settled_id : 0;
    if (rc == SUP_OK && homes->count < SUP_TICKET_MEMBERS_MAX) {
        homes->items[homes->count].id = home;
        homes->items[homes->count++].settled_id = *settled_id;
    }
    return rc;
}

struct facts {
    struct batch batch;
    struct homes homes;
    int64_t ticket_id;
    int64_t messages;
    int64_t notes;
    int64_t known_ms;       /* its first reply as it was recorded */
    int64_t asked_ms;       /* of messages that came with the ticket itself: the first question */
    int64_t first_reply_ms; /* and the first answer since, or the one recorded while it is there */
    int64_t last_reply_ms;
    int64_t last_customer_ms;
    int64_t waiting_since_ms;
    const char *reply_channel;
};

static int32_t count_message(struct sup__unit *unit, struct facts *facts,
                             const struct sup__message_row *row)
{
    int64_t settled_id = 0;
    int32_t rc = SUP_OK;
    facts->messages++;
    facts->notes += row->kind == SUP_MESSAGE_NOTE;
    int is_own = row->ticket_id == facts->ticket_id;
    if (row->is_answer) {
        if (is_own &&
            (row->at_ms == facts->known_ms || (facts->asked_ms && !facts->first_reply_ms))) {
            facts->first_reply_ms = row->at_ms;
        }
        facts->last_reply_ms = row->at_ms;
        facts->waiting_since_ms = 0;
    } else if (row->kind == SUP_MESSAGE_CUSTOMER && !row->is_automated) {
        facts->last_customer_ms = row->at_ms;
        facts->reply_channel = row->channel;
        facts->asked_ms = is_own && !facts->asked_ms ? row->at_ms : facts->asked_ms;
        rc = find_settled(unit, &facts->homes, row->ticket_id, &settled_id);
        if (rc == SUP_OK && !facts->waiting_since_ms && row->id > settled_id &&
            (!facts->last_reply_ms || row->at_ms > facts->last_reply_ms)) {
            facts->waiting_since_ms = row->at_ms;
        }
    }
    return rc;
}

static void set_facts(struct sup__ticket_row *row, const struct facts *facts)
{
    row->message_count = facts->messages;
    row->note_count = facts->notes;
    row->last_reply_ms = facts->last_reply_ms;
    row->last_customer_ms = facts->last_customer_ms;
    row->waiting_since_ms = facts->waiting_since_ms;
    row->reply_channel = facts->reply_channel ? facts->reply_channel : row->channel;
    /* What came with a ticket that was merged is shown elsewhere; its first reply stays its. */
    row->first_reply_ms = row->merged_into ? row->first_reply_ms : facts->first_reply_ms;
}

int32_t sup__recount_thread(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__page page = thread_of(unit, ticket_id);
    struct facts *facts = sup__arena_alloc(unit->repo.arena, sizeof *facts);
    struct sup__ticket_slot *slot = NULL;
    if (!facts) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    memset(facts, 0, sizeof *facts);
    facts->ticket_id = ticket_id;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    facts->known_ms = slot->row.first_reply_ms;
    do {
        rc = next_batch(unit, &page, &facts->batch);
        for (uint32_t i = 0; rc == SUP_OK && i < facts->batch.count; i++) {
            rc = count_message(unit, facts, &facts->batch.rows[i]);
        }
    } while (rc == SUP_OK && page.is_more);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, ticket_id, &slot);
    }
    if (rc == SUP_OK) {
        set_facts(&slot->row, facts);
    }
    return rc;
}
