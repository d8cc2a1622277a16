/*
 * test_agenda.c: what waits for time: auto-close at its instant, by a tick and by itself.
 */
#include "desk_fixture.h"

#include "store/store.h"

static int64_t next_due(struct desk *desk)
{
    struct sup_next_due *next = NULL;
    int64_t due_ms;

    must(desk,
         sup_desk_next_due(desk->core, by_system(desk), PARAMS(next_due, .reserved = 0), &next));
    due_ms = next->due_ms;
    sup_free(next);
    return due_ms;
}

static struct sup_tick_result tick(struct desk *desk, uint32_t limit)
{
    struct sup_tick_result *made = NULL;
    struct sup_tick_result result;

    must(desk, sup_desk_tick(desk->core, by_system(desk), PARAMS(tick, .limit = limit), &made));
    result = *made;
    sup_free(made);
    return result;
}

static int64_t closed_ms(struct desk *desk, int64_t id)
{
    struct sup_ticket *ticket = desk_get(desk, id);
    int64_t ms = ticket->closed_ms;

    sup_free(ticket);
    return ms;
}

static void solved_at(struct desk *desk, int64_t ms)
{
    int64_t id;

    desk->now_ms = ms;
    id = desk_ticket(desk);
    desk_move(desk, by_priya(desk), id, "solved");
}

static void nothing_waits_on_an_empty_desk(void **state)
{
    struct desk *desk = *state;
    struct sup_tick_result result = tick(desk, 0);

    assert_int_equal(next_due(desk), 0);
    assert_int_equal(result.fired, 0);
    assert_int_equal(result.is_more, 0);
    assert_int_equal(result.next_due_ms, 0);
    assert_int_equal(desk_sequence(desk), 0);
}

static void a_solved_ticket_waits_for_its_auto_close(void **state)
{
    struct desk *desk = *state;

    solved_at(desk, T0);
    assert_int_equal(next_due(desk), T0 + AUTO_CLOSE_MS);
    desk_move(desk, by_priya(desk), 1, "open");
    assert_int_equal(next_due(desk), 0);
    desk_move(desk, by_priya(desk), 1, "closed");
    assert_int_equal(next_due(desk), 0);
}

/* 1970-01-01T00:00:00.000Z is 0, with which the agenda says "nothing": it is 1 ms then. */
static void what_is_due_at_the_instant_0_is_due_a_millisecond_later(void **state)
{
    static const struct {
        int64_t solved_ms;
        int64_t closed_ms;
    } cases[] = {{-AUTO_CLOSE_MS - 1, -1}, {-AUTO_CLOSE_MS, 1}, {-AUTO_CLOSE_MS + 1, 1}};
    struct desk *desk = *state;

    for (int64_t i = 0; i < 3; i++) {
        int64_t id = desk_ticket(desk);

        must(desk, sup_ticket_move(desk->core, at(by_priya(desk), cases[i].solved_ms),
                                   PARAMS(ticket_move, .ticket_id = id, .status = "solved"), NULL));
        assert_int_equal(next_due(desk), cases[i].closed_ms);
        assert_int_equal(tick(desk, 0).fired, 1);
        desk_expect_status(desk, id, "closed");
        assert_int_equal(closed_ms(desk, id), cases[i].closed_ms);
    }
    desk_expect_sound(desk);
}

static void a_tick_closes_at_the_instant_and_not_a_millisecond_before(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *list = NULL;
    struct sup_tick_result result;
    char *before;

    solved_at(desk, T0);
    desk->now_ms = T0 + AUTO_CLOSE_MS - 1;
    before = desk_dump(desk->store, 0, NULL);
    result = tick(desk, 0);
    assert_int_equal(result.fired, 0);
    assert_int_equal(result.next_due_ms, T0 + AUTO_CLOSE_MS);
    desk_expect_unchanged(desk, before);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    result = tick(desk, 0);
    assert_int_equal(result.fired, 1);
    assert_int_equal(result.next_due_ms, 0);
    desk_expect_status(desk, 1, "closed");
    assert_int_equal(closed_ms(desk, 1), T0 + AUTO_CLOSE_MS);
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 3), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].actor_kind, SUP_ACTOR_SYSTEM);
    assert_int_equal(list->items[0].actor_id, 0);
    /* What still waited, since it was solved without a word: four days for an acknowledgement, and
     * no time at all for a reply, since it stood. */
    assert_string_equal(list->items[0].payload,
                        "{\"rule\":\"auto_close\",\"timers\":[[1,1,5,345600000],[3,1,5]]}");
    sup_free(list);
    assert_int_equal(tick(desk, 0).fired, 0);
    desk_expect_sound(desk);
}

static void a_late_tick_closes_at_the_instant_too(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *list = NULL;

    solved_at(desk, T0);
    desk->now_ms = T0 + 400 * DAY_MS;
    assert_int_equal(tick(desk, 0).fired, 1);
    assert_int_equal(closed_ms(desk, 1), T0 + AUTO_CLOSE_MS);
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 3), &list));
    assert_int_equal(list->items[0].at_ms, T0 + AUTO_CLOSE_MS);
    assert_int_equal(list->items[0].recorded_ms, T0 + 400 * DAY_MS);
    sup_free(list);
}

static void an_operation_fires_what_was_due_on_its_ticket_first(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *list = NULL;

    solved_at(desk, T0);
    solved_at(desk, T0);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    assert_int_equal(desk_receive(desk, by_ann(desk), 1, "Late"), 3); /* closed: a follow-up */
    desk_expect_status(desk, 1, "closed");
    desk_expect_status(desk, 2, "solved"); /* another ticket's turn comes later */
    assert_int_equal(closed_ms(desk, 1), T0 + AUTO_CLOSE_MS);
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 6), &list));
    assert_int_equal(list->count, 3);
    assert_string_equal(list->items[0].after, "closed");
    assert_int_equal(list->items[0].operation, PEOPLE_EVENTS + 7);
    assert_int_equal(list->items[1].operation, PEOPLE_EVENTS + 8); /* an operation of its own */
    assert_int_equal(list->items[1].actor_id, ANN);
    assert_int_equal(list->items[2].operation, PEOPLE_EVENTS + 8);
    sup_free(list);
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_sound(desk);
}

static void an_operation_a_millisecond_before_fires_nothing(void **state)
{
    struct desk *desk = *state;

    solved_at(desk, T0);
    desk->now_ms = T0 + AUTO_CLOSE_MS - 1;
    assert_int_equal(desk_receive(desk, by_ann(desk), 1, "In time"), 1);
    desk_expect_status(desk, 1, "open");
}

/* Who reads again finds what the conflict told, so that the next attempt goes through. */
static void a_version_from_before_the_firing_is_stale(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    solved_at(desk, T0);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk), SUP_OP_TICKET_NOTE,
               PARAMS(ticket_message, .ticket_id = 1, .body = "x", .version = 3));
    assert_string_equal(sup_last_error(desk->core)->text, "ticket 1 is at version 4, not at 3");
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\nticket.moved new>solved\n"
                        "ticket.moved solved>closed\n");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->version, 4);
    assert_int_equal(ticket->closed_ms, T0 + AUTO_CLOSE_MS);
    sup_free(ticket);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = "x", .version = 4));
}

/* The ticket goes with the batch that opened it, and with it what was due on it. */
static void a_stale_version_of_what_the_batch_opened_leaves_nothing(void **state)
{
    struct desk *desk = *state;
    struct sup_caller late;
    struct sup_batch_item items[3] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_OPEN,
         .params = PARAMS(ticket_open, .subject = "Short")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_MOVE,
         .params = PARAMS(ticket_move, .ticket_id = -1, .status = "solved")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_NOTE,
         .params = PARAMS(ticket_message, .ticket_id = -1, .body = "x", .version = 2)},
    };
    char *before = desk_dump(desk->store, 0, NULL);

    late = *by_priya(desk);
    late.now_ms = T0 + AUTO_CLOSE_MS;
    items[2].caller = &late;
    must_fail(desk, SUP_MSG_TICKET_STALE, "calls/2/version",
              sup_batch(desk->core, by_priya(desk), items, 3));
    desk_expect_unchanged(desk, before);
}

static void a_refusal_comes_after_what_was_due(void **state)
{
    struct desk *desk = *state;

    solved_at(desk, T0);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "ticket_id", by_priya(desk), SUP_OP_TICKET_REPLY,
               PARAMS(ticket_message, .ticket_id = 1, .body = "x"));
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\nticket.moved new>solved\n"
                        "ticket.moved solved>closed\nrequest.refused >ticket.reply\n");
    assert_int_equal(desk_tick(desk), 0);
    desk_expect_sound(desk);
}

static void things_fire_in_the_order_they_are_due(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *list = NULL;

    solved_at(desk, T0 + 3000);
    solved_at(desk, T0 + 1000);
    solved_at(desk, T0 + 2000);
    desk->now_ms = T0 + AUTO_CLOSE_MS + 3000;
    assert_int_equal(desk_tick(desk), 3);
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 9), &list));
    assert_int_equal(list->count, 3);
    assert_int_equal(list->items[0].ticket_id, 2);
    assert_int_equal(list->items[1].ticket_id, 3);
    assert_int_equal(list->items[2].ticket_id, 1);
    sup_free(list);
}

static void a_tick_fires_no_more_than_asked(void **state)
{
    struct desk *desk = *state;
    struct sup_tick_result result;

    for (int i = 0; i < 5; i++) {
        solved_at(desk, T0 + i);
    }
    desk->now_ms = T0 + AUTO_CLOSE_MS + 3;
    result = tick(desk, 3);
    assert_int_equal(result.fired, 3);
    assert_int_equal(result.is_more, 1);
    assert_int_equal(result.next_due_ms, T0 + AUTO_CLOSE_MS + 3);
    result = tick(desk, 3);
    assert_int_equal(result.fired, 1);
    assert_int_equal(result.is_more, 0);
    assert_int_equal(result.next_due_ms, T0 + AUTO_CLOSE_MS + 4);
}

static void a_tick_fires_at_most_1000_things(void **state)
{
    struct desk *desk = *state;
    struct sup_tick_result result;
    struct sup_tick_result *made = NULL;

    for (int i = 0; i < 1001; i++) {
        solved_at(desk, T0);
    }
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    result = tick(desk, 0);
    assert_int_equal(result.fired, 1000);
    assert_int_equal(result.is_more, 1);
    assert_int_equal(tick(desk, 1000).fired, 1);
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "limit",
              sup_desk_tick(desk->core, by_system(desk), PARAMS(tick, .limit = 1001), &made));
    desk_expect_sound(desk);
}

static void time_that_runs_backwards_fires_nothing_twice(void **state)
{
    struct desk *desk = *state;

    solved_at(desk, T0);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    assert_int_equal(desk_tick(desk), 1);
    desk->now_ms = T0 - DAY_MS;
    assert_int_equal(desk_tick(desk), 0);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    assert_int_equal(desk_tick(desk), 0);
    desk_expect_sound(desk);
}

static void a_ticket_solved_again_waits_anew(void **state)
{
    struct desk *desk = *state;

    solved_at(desk, T0);
    desk->now_ms = T0 + DAY_MS;
    desk_move(desk, by_priya(desk), 1, "open");
    desk_move(desk, by_priya(desk), 1, "solved");
    assert_int_equal(desk_rows(desk, "sup_agenda"), 1);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    assert_int_equal(desk_tick(desk), 0);
    desk->now_ms = T0 + DAY_MS + AUTO_CLOSE_MS;
    assert_int_equal(desk_tick(desk), 1);
    assert_int_equal(closed_ms(desk, 1), T0 + DAY_MS + AUTO_CLOSE_MS);
}

static void a_promise_made_under_an_old_policy_is_kept(void **state)
{
    struct desk *desk = *state;
    char document[8192];
    struct sup_policy *policy = NULL;
    char *rule;

    solved_at(desk, T0);
    must(desk,
         sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .version = 0), &policy));
    assert_true(strlen(policy->document) < sizeof document);
    strcpy(document, policy->document);
    sup_free(policy);
    rule = strstr(document, "\"auto_close\": \"P4D\"");
    assert_non_null(rule);
    memcpy(rule, "\"auto_close\": \"P1D\"", 19);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    solved_at(desk, T0);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    assert_int_equal(desk_tick(desk), 2);
    assert_int_equal(closed_ms(desk, 1), T0 + 4 * DAY_MS);
    assert_int_equal(closed_ms(desk, 2), T0 + 1 * DAY_MS);
}

/* Put an item there that no event set. */
static void plant_for(struct desk *desk, int64_t tenant, int64_t due_ms, int64_t ticket_id,
                      int64_t kind)
{
    struct sup_store *store = desk->store;
    struct sup_value row[] = {sup__int(tenant), sup__int(due_ms), sup__int(ticket_id),
                              sup__int(kind),   sup__int(0),      sup__int(1)};

    assert_int_equal(store->methods->begin(store, tenant, SUP_WRITE), SUP_OK);
    assert_int_equal(store->methods->put(store, SUP__T_AGENDA, row), SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

static void plant(struct desk *desk, int64_t due_ms, int64_t ticket_id, int64_t kind)
{
    plant_for(desk, 0, due_ms, ticket_id, kind);
}

static void set_agenda_ms(struct desk *desk, int64_t ticket_id, int64_t agenda_ms)
{
    struct sup_store *store = desk->store;
    struct sup_value row[SUP__TICKET_COUNT] = {{0}};

    row[SUP__TICKET_tenant] = sup__int(0);
    row[SUP__TICKET_id] = sup__int(ticket_id);
    row[SUP__TICKET_agenda_ms] = sup__int(agenda_ms);
    assert_int_equal(store->methods->begin(store, 0, SUP_WRITE), SUP_OK);
    assert_int_equal(
        store->methods->update(store, SUP__T_TICKET, row, UINT64_C(1) << SUP__TICKET_agenda_ms, -1),
        SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

static void an_item_that_no_event_set_is_damage(void **state)
{
    static const struct {
        int64_t due_ms;
        int64_t ticket_id;
        int64_t kind;
        const char *field;
    } items[] = {
        {T0 + 1, 1, 9, "sup_agenda.kind"}, /* of a kind that there is not */
        {T0 + 1, 1, 1, "sup_agenda"},      /* earlier than the ticket waits for */
        {T0 + 1, 2, 1, "sup_agenda"},      /* the auto-close of a ticket that is open */
        {T0 + 1, 999, 1, "sup_agenda"},    /* of a ticket that is not there */
        {T0 + 1, 0, 1, "sup_agenda"},      /* of no ticket */
        {T0 + 1, -1, 1, "sup_agenda.ticket_id"},
        {INT64_MIN, 1, 1, "sup_agenda.due_ms"},
    };
    struct desk *desk = *state;
    struct sup_tick_result *made = NULL;
    struct sup_check_report *report = NULL;

    solved_at(desk, T0);
    assert_int_equal(desk_ticket(desk), 2);
    desk->now_ms = T0 + 1;
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        char *before;

        plant(desk, items[i].due_ms, items[i].ticket_id, items[i].kind);
        before = desk_dump(desk->store, 0, NULL);
        must_fail(desk, SUP_MSG_STORE_EDITED, items[i].field,
                  sup_desk_tick(desk->core, by_system(desk), PARAMS(tick, .limit = 0), &made));
        assert_null(made);
        desk_expect_unchanged(desk, before);
        must(desk,
             sup_desk_check(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
        assert_int_equal(report->differences, 1);
        assert_string_equal(report->items[0].table, "sup_agenda");
        sup_free(report);
        must(desk,
             sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
        assert_int_equal(report->differences, 1);
        sup_free(report);
        assert_int_equal(desk_tick(desk), 0);
    }
    desk_expect_sound(desk);
}

/* Both places say when: where they differ, nothing fires, least of all at a time that is to come.
 */
static void a_ticket_that_waits_for_another_time_than_its_item_is_damage(void **state)
{
    struct desk *desk = *state;
    struct sup_check_report *report = NULL;

    solved_at(desk, T0);
    set_agenda_ms(desk, 1, T0 + 1);
    desk->now_ms = T0 + 1;
    desk_fails(desk, SUP_MSG_STORE_EDITED, "sup_agenda", by_priya(desk), SUP_OP_TICKET_NOTE,
               PARAMS(ticket_message, .ticket_id = 1, .body = "x"));
    must(desk,
         sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
    assert_int_equal(report->differences, 1);
    sup_free(report);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = "x"));
    desk_expect_status(desk, 1, "solved");
    desk_expect_sound(desk);
}

/* An item under another tenant's number is that desk's trouble alone. */
static void an_item_of_another_tenant_stops_nobody_here(void **state)
{
    struct desk *desk = *state;

    solved_at(desk, T0);
    plant_for(desk, 5, T0 + 1, 1, 1);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test_empty(nothing_waits_on_an_empty_desk),
    desk_test(a_solved_ticket_waits_for_its_auto_close),
    desk_test(what_is_due_at_the_instant_0_is_due_a_millisecond_later),
    desk_test(a_tick_closes_at_the_instant_and_not_a_millisecond_before),
    desk_test(a_late_tick_closes_at_the_instant_too),
    desk_test(an_operation_fires_what_was_due_on_its_ticket_first),
    desk_test(an_operation_a_millisecond_before_fires_nothing),
    desk_test(a_version_from_before_the_firing_is_stale),
    desk_test(a_stale_version_of_what_the_batch_opened_leaves_nothing),
    desk_test(a_refusal_comes_after_what_was_due),
    desk_test(things_fire_in_the_order_they_are_due),
    desk_test(a_tick_fires_no_more_than_asked),
    desk_test(a_tick_fires_at_most_1000_things),
    desk_test(time_that_runs_backwards_fires_nothing_twice),
    desk_test(a_ticket_solved_again_waits_anew),
    desk_test(a_promise_made_under_an_old_policy_is_kept),
    desk_test(an_item_that_no_event_set_is_damage),
    desk_test(a_ticket_that_waits_for_another_time_than_its_item_is_damage),
    desk_test(an_item_of_another_tenant_stops_nobody_here),
};

DESK_MAIN(tests)
