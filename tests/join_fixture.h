/*
 * join_fixture.h: tickets that belong together, in tests: their links and watchers as text.
 */
#ifndef JOIN_FIXTURE_H
#define JOIN_FIXTURE_H

#include "desk_fixture.h"

#include "repo/rows.h"

#include <stdio.h>

#define LINK(from, what, other)                                                                    \
    SUP_OP_TICKET_LINK,                                                                            \
        PARAMS(ticket_link, .ticket_id = (from), .kind = SUP_LINK_##what, .to = (other))
#define UNLINK(from, what, other)                                                                  \
    SUP_OP_TICKET_UNLINK,                                                                          \
        PARAMS(ticket_link, .ticket_id = (from), .kind = SUP_LINK_##what, .to = (other))
#define WATCH(ticket, ...)                                                                         \
    SUP_OP_TICKET_WATCH, PARAMS(ticket_watch, .ticket_id = (ticket), __VA_ARGS__)
#define UNWATCH(ticket, ...)                                                                       \
    SUP_OP_TICKET_UNWATCH, PARAMS(ticket_watch, .ticket_id = (ticket), __VA_ARGS__)

#define JOIN(from, to)                                                                             \
    SUP_OP_TICKET_MERGE, PARAMS(ticket_merge, .ticket_id = (from), .into = (to), .evidence = "same")
#define PART(ticket) SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = (ticket))
#define SPLIT(ticket, message, ...)                                                                \
    SUP_OP_TICKET_SPLIT,                                                                           \
        PARAMS(ticket_split, .ticket_id = (ticket), .message_id = (message), __VA_ARGS__)

/* "blocked_by 2 (open), blocks 3 (solved)" */
static inline void desk_expect_links(struct desk *desk, int64_t ticket, const char *expected)
{
    static const char *const kinds[] = {"",         "duplicate_of", "blocked_by",   "caused_by",
                                        "child_of", "split_from",   "follow_up_of", "has_duplicate",
                                        "blocks",   "causes",       "parent_of",    "split_into"};
    static const char *const categories[] = {"",        "new",    "open",  "pending",
                                             "on_hold", "solved", "closed"};
    static char text[4096];
    struct sup_ticket *found = desk_get(desk, ticket);
    char *at = text;

    *at = '\0';
    for (uint32_t i = 0; i < found->link_count; i++) {
        const struct sup_ticket_link *link = &found->links[i];

        at += snprintf(at, sizeof text - (size_t)(at - text), "%s%s %d (%s)", i ? ", " : "",
                       kinds[link->kind], (int)link->ticket_id, categories[link->category]);
    }
    sup_free(found);
    assert_string_equal(text, expected);
}

/* "agent 1, customer 2" */
static inline void desk_expect_watchers(struct desk *desk, int64_t ticket, const char *expected)
{
    static char text[4096];
    struct sup_ticket *found = desk_get(desk, ticket);
    char *at = text;

    *at = '\0';
    for (uint32_t i = 0; i < found->watcher_count; i++) {
        const struct sup_ticket_watcher *one = &found->watchers[i];

        at += snprintf(at, sizeof text - (size_t)(at - text), "%s%s %d", i ? ", " : "",
                       one->agent_id ? "agent" : "customer",
                       (int)(one->agent_id ? one->agent_id : one->customer_id));
    }
    sup_free(found);
    assert_string_equal(text, expected);
}

static inline int32_t desk_add_watchers(void *context, const struct sup_value *row, uint32_t count)
{
    *(int64_t *)context += row[SUP__TICKET_watcher_count].number;
    (void)count;
    return 0;
}

/* The watchers of all tickets as these count them, which a ticket's own list does not show. */
static inline int64_t desk_watchers_counted(struct desk *desk)
{
    struct sup_value prefix = {.type = SUP_INT, .number = desk->tenant};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_TICKET, .prefix_count = 1, .prefix = &prefix};
    int64_t sum = 0;

    assert_int_equal(desk->store->methods->begin(desk->store, desk->tenant, SUP_READ), SUP_OK);
    assert_int_equal(desk->store->methods->scan(desk->store, &scan, desk_add_watchers, &sum),
                     SUP_OK);
    assert_int_equal(desk->store->methods->commit(desk->store), SUP_OK);
    return sum;
}

/* "1 2@5": message 1, and message 2 that came with ticket 5 */
static inline void desk_expect_thread(struct desk *desk, int64_t ticket, const char *expected)
{
    static char text[4096];
    struct sup_message_list *list = NULL;
    char *at = text;

    *at = '\0';
    must(desk, sup_ticket_messages(desk->core, by_system(desk),
                                   PARAMS(ticket_page, .ticket_id = ticket), &list));
    for (uint32_t i = 0; i < list->count; i++) {
        at += snprintf(at, sizeof text - (size_t)(at - text), "%s%d", i ? " " : "",
                       (int)list->items[i].id);
        if (list->items[i].ticket_id != ticket) {
            at += snprintf(at, sizeof text - (size_t)(at - text), "@%d",
                           (int)list->items[i].ticket_id);
        }
    }
    sup_free(list);
    assert_string_equal(text, expected);
}

/* The sentence of the last thing that happened to a ticket. */
static inline void desk_expect_sentence(struct desk *desk, int64_t ticket, const char *expected)
{
    struct sup_history *history = NULL;

    must(desk, sup_ticket_history(desk->core, by_system(desk),
                                  PARAMS(ticket_page, .ticket_id = ticket), &history));
    assert_true(history->count > 0);
    assert_string_equal(history->items[history->count - 1].sentence, expected);
    sup_free(history);
}

#endif
