/*
 * thread_facts.c: threads as a whole: their messages moved, and what follows from them counted.
 *
 * Merging, unmerging and splitting are rare and a thread is read in pages, so each of them looks at
 * every message once, instead of keeping what they would need with each message that arrives.
 */
#include "ops/page.h"
#include "ops/tickets/ticket_merge.h"

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

/* The tickets that a thread's messages came with. */
struct home {
    int64_t id;
    int64_t settled_id; /* up to which message it was settled */
    int64_t answer_ms;  /* its latest answer so far, */
    int64_t answer_id;  /* and the last one told of those of that instant */
};

/* A message that the customer wrote and that nobody has answered so far. */
struct question {
    int64_t home_id;
    int64_t id;
    int64_t at_ms;
};

struct facts {
    struct batch batch;
    struct sup__members members;
    struct home homes[SUP_TICKET_MEMBERS_MAX];
    uint32_t home_count;
    struct question *questions; /* by time; of each home the oldest, and what was told before it */
    uint32_t question_count;
    uint32_t question_room;
    int64_t ticket_id;
    int64_t messages;
    int64_t notes;
    int64_t known_ms;       /* its first reply as it was recorded */
    int64_t asked_ms;       /* of messages that came with the ticket itself: the first question */
    int64_t first_reply_ms; /* and the first answer since, or the one recorded while it is there */
    int64_t last_reply_ms;
    int64_t last_customer_ms;
    const char *reply_channel;
};

static int32_t find_home(struct sup__unit *unit, struct facts *facts, int64_t id,
                         struct home **home)
{
    struct sup__ticket_slot *slot = NULL;
    uint32_t i = 0;
    while (i < facts->home_count && facts->homes[i].id != id) {
        i++;
    }
    *home = &facts->homes[i < SUP_TICKET_MEMBERS_MAX ? i : 0];
    if (i < facts->home_count || i == SUP_TICKET_MEMBERS_MAX) {
        return SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, id, &slot);
    **home = (struct home){.id = id, .settled_id = rc == SUP_OK ? slot->row.settled_id : 0};
    facts->home_count++;
    return rc;
}

static const struct sup__merge_row *find_merge(const struct sup__members *members, int64_t id)
{
    for (uint32_t i = 0; i < members->count; i++) {
        if (members->rows[i].ticket_id == id) {
            return &members->rows[i];
        }
    }
    return NULL;
}

/* Messages up to this id were told when two parts were not one thread yet. */
static int64_t joined_id(const struct sup__members *members, int64_t one, int64_t other)
{
    int64_t up_ids = 0; /* the latest of the merges on the way up from the one */
    for (uint32_t i = 0; i <= members->count; i++) {
        int64_t ids = up_ids;
        int64_t at = other;
        const struct sup__merge_row *merge = NULL;
        for (uint32_t k = 0;
             at != one && (merge = find_merge(members, at)) != NULL && k <= members->count; k++) {
            ids = merge->joined_id > ids ? merge->joined_id : ids;
            at = merge->into_id;
        }
        if (at == one || (merge = find_merge(members, one)) == NULL) {
            return ids;
        }
        up_ids = merge->joined_id > up_ids ? merge->joined_id : up_ids;
        one = merge->into_id;
    }
    return 0;
}

/* Who answers in one ticket answers nothing that waits in another: what was told of both before the
 * merge stays apart. */
static int is_answered(const struct facts *facts, const struct question *question, int64_t home_id,
                       int64_t answer_id)
{
    int64_t later_id = answer_id > question->id ? answer_id : question->id;
    return home_id == question->home_id ||
           later_id > joined_id(&facts->members, home_id, question->home_id);
}

static void take_answer(struct facts *facts, struct home *home, const struct sup__message_row *row)
{
    uint32_t left = 0;
    int is_later = home->answer_ms != row->at_ms || row->id > home->answer_id;
    home->answer_ms = row->at_ms;
    home->answer_id = is_later ? row->id : home->answer_id;
    for (uint32_t i = 0; i < facts->question_count; i++) {
        if (!is_answered(facts, &facts->questions[i], row->ticket_id, row->id)) {
            facts->questions[left++] = facts->questions[i];
        }
    }
    facts->question_count = left;
}

/* Does it wait at all? What was answered in its own instant does not, nor does another one whose
 * answer would answer the older question too. */
static int is_waiting(const struct facts *facts, const struct home *home,
                      const struct question *question)
{
    int is_open = question->id > home->settled_id;
    for (uint32_t i = 0; is_open && i < facts->home_count; i++) {
        const struct home *other = &facts->homes[i];
        is_open = other->answer_ms != question->at_ms ||
                  !is_answered(facts, question, other->id, other->answer_id);
    }
    for (uint32_t i = 0; is_open && i < facts->question_count; i++) {
        is_open = facts->questions[i].home_id != question->home_id ||
                  facts->questions[i].id > question->id;
    }
    return is_open;
}

static int32_t add_question(struct sup__unit *unit, struct facts *facts,
                            const struct question *question)
{
    if (facts->question_count == facts->question_room) {
        uint32_t room = facts->question_room ? 2 * facts->question_room : 16;
        struct question *grown = sup__arena_alloc(unit->repo.arena, room * sizeof *grown);
        if (!grown) {
            return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
        }
        if (facts->question_count) {
            memcpy(grown, facts->questions, facts->question_count * sizeof *grown);
        }
        facts->questions = grown;
        facts->question_room = room;
    }
    facts->questions[facts->question_count++] = *question;
    return SUP_OK;
}

static int32_t count_message(struct sup__unit *unit, struct facts *facts,
                             const struct sup__message_row *row)
{
    struct question question = {row->ticket_id, row->id, row->at_ms};
    struct home *home = NULL;
    int is_own = row->ticket_id == facts->ticket_id;
    int32_t rc = find_home(unit, facts, row->ticket_id, &home);
    facts->messages++;
    facts->notes += row->kind == SUP_MESSAGE_NOTE;
    if (rc == SUP_OK && row->is_answer) {
        if (is_own &&
            (row->at_ms == facts->known_ms || (facts->asked_ms && !facts->first_reply_ms))) {
            facts->first_reply_ms = row->at_ms;
        }
        facts->last_reply_ms = row->at_ms;
        take_answer(facts, home, row);
    } else if (rc == SUP_OK && row->kind == SUP_MESSAGE_CUSTOMER && !row->is_automated) {
        facts->last_customer_ms = row->at_ms;
        facts->reply_channel = row->channel;
        facts->asked_ms = is_own && !facts->asked_ms ? row->at_ms : facts->asked_ms;
        if (is_waiting(facts, home, &question)) {
            rc = add_question(unit, facts, &question);
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
    row->waiting_since_ms = facts->question_count ? facts->questions[0].at_ms : 0;
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
    rc = slot->row.member_count ? sup__load_members(unit, ticket_id, &facts->members) : SUP_OK;
    if (rc != SUP_OK) {
        return rc;
    }
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
