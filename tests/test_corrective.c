/*
 * test_corrective.c: what is done about figures that miss their target.
 */
#include "scorecard_fixture.h"

#define RECORDED(...)                                                                              \
    SUP_OP_CORRECTIVE_RECORD, PARAMS(corrective_record, .text = "Two more on Mondays.", __VA_ARGS__)
#define CHANGED(...) SUP_OP_CORRECTIVE_CHANGE, PARAMS(corrective_change, __VA_ARGS__)
#define CLOSED(...)  SUP_OP_CORRECTIVE_CLOSE, PARAMS(corrective_close, __VA_ARGS__)

static void activate(struct desk *desk)
{
    sla_activate(desk, CARD(CARD_LINE(
                           "sla", "sla", "at_least", "95",
                           "") ","
                               "{\"name\": \"reply\", \"metric\": \"first_reply\", \"direction\": "
                               "\"below\", \"target\": \"PT8M\", \"owner\": {\"agent\": \"1\"}}"));
}

/* "1 sla open Lee Wong @3: text (note)", a line each; days are counted from T0. */
static const char *listed(struct desk *desk, const struct sup_corrective_list_params *params)
{
    static const char *const states[] = {"?", "open", "done", "dropped"};
    static char text[2048];
    struct sup_corrective_list *list = NULL;

    must(desk, sup_corrective_list(desk->core, by_lee(desk), params, &list));
    text[0] = '\0';
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_corrective *item = &list->items[i];
        size_t at = strlen(text);

        snprintf(text + at, sizeof text - at, "%d %s %s%s %s%s @%d: %s%s%s%s\n", (int)item->id,
                 item->line, item->is_overdue ? "overdue " : "", states[item->state],
                 item->owner_role ? item->owner_role : "", item->owner_name ? item->owner_name : "",
                 (int)((item->due_ms - T0) / DAY_MS), item->text, item->note ? " (" : "",
                 item->note ? item->note : "", item->note ? ")" : "");
    }
    if (list->next_after_id) {
        size_t at = strlen(text);

        snprintf(text + at, sizeof text - at, "more after %d\n", (int)list->next_after_id);
    }
    sup_free(list);
    return text;
}

static void what_is_done_is_recorded_changed_and_closed(void **state)
{
    struct desk *desk = *state;
    struct sup_corrective_list *list = NULL;
    int64_t before;

    activate(desk);
    before = desk_sequence(desk);
    desk_ok(desk, by_lee(desk),
            RECORDED(.line = "sla", .owner_id = PRIYA, .due_ms = T0 + 3 * DAY_MS));
    assert_int_equal(desk->receipt.id, 1);
    desk_ok(desk, by_lee(desk), RECORDED(.line = "sla", .due_ms = T0 + DAY_MS));
    desk_ok(desk, by_lee(desk), RECORDED(.line = "reply", .due_ms = T0 + DAY_MS));
    assert_int_equal(desk->receipt.id, 3);
    assert_string_equal(listed(desk, PARAMS(corrective_list, .limit = 0)),
                        "1 sla open Priya Nair @3: Two more on Mondays.\n"
                        "2 sla open lead @1: Two more on Mondays.\n"
                        "3 reply open Priya Nair @1: Two more on Mondays.\n");
    desk->now_ms = T0 + DAY_MS;
    desk_ok(desk, by_lee(desk),
            CHANGED(.corrective_id = 1, .text = "Three more.", .owner_role = "lead"));
    desk_ok(desk, by_lee(desk), CHANGED(.corrective_id = 1, .due_ms = T0 + 4 * DAY_MS));
    desk_ok(desk, by_lee(desk),
            CLOSED(.corrective_id = 3, .state = SUP_CORRECTIVE_DONE, .note = "They came."));
    desk_ok(desk, by_lee(desk), CLOSED(.corrective_id = 2, .state = SUP_CORRECTIVE_DROPPED));
    assert_string_equal(listed(desk, PARAMS(corrective_list, .limit = 0)),
                        "1 sla open lead @4: Three more.\n"
                        "2 sla dropped lead @1: Two more on Mondays.\n"
                        "3 reply done Priya Nair @1: Two more on Mondays. (They came.)\n");
    must(desk,
         sup_corrective_list(desk->core, by_lee(desk), PARAMS(corrective_list, .limit = 0), &list));
    assert_int_equal(list->items[0].changes, 2);
    assert_int_equal(list->items[0].changed_ms, T0 + DAY_MS);
    assert_int_equal(list->items[0].recorded_ms, T0);
    assert_int_equal(list->items[0].by_kind, SUP_ACTOR_AGENT);
    assert_int_equal(list->items[0].by_id, LEE);
    assert_int_equal(list->items[0].closed_ms, 0);
    assert_int_equal(list->items[1].closed_ms, T0 + DAY_MS);
    sup_free(list);
    desk_expect_events(desk, before,
                       "corrective.recorded >sla\n"
                       "corrective.recorded >sla\n"
                       "corrective.recorded >reply\n"
                       "corrective.changed >sla\n"
                       "corrective.changed >sla\n"
                       "corrective.closed reply>done\n"
                       "corrective.closed sla>dropped\n");
    desk_expect_sound(desk);
}

static void what_stays_as_it_was_is_no_change(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    activate(desk);
    desk_ok(desk, by_lee(desk),
            RECORDED(.line = "sla", .owner_id = PRIYA, .due_ms = T0 + 3 * DAY_MS));
    before = desk_sequence(desk);
    desk->now_ms = T0 + 4 * DAY_MS; /* overdue: its own time is still no change */
    desk_ok(desk, by_lee(desk),
            CHANGED(.corrective_id = 1, .text = "Two more on Mondays.", .owner_id = PRIYA,
                    .due_ms = T0 + 3 * DAY_MS));
    assert_int_equal(desk->receipt.sequence, 0);
    assert_int_equal(desk->receipt.id, 1);
    desk_ok(desk, by_lee(desk), CHANGED(.corrective_id = 1));
    assert_int_equal(desk_sequence(desk), before);
}

static void what_is_not_done_in_time_is_overdue(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_scorecard *card;

    activate(desk);
    desk_ok(desk, by_lee(desk), RECORDED(.line = "sla", .due_ms = T0 + 2 * DAY_MS));
    desk_ok(desk, by_lee(desk), RECORDED(.line = "sla", .due_ms = T0 + DAY_MS));
    desk_ok(desk, by_lee(desk), RECORDED(.line = "sla", .due_ms = T0 + DAY_MS));
    desk_ok(desk, by_lee(desk), CLOSED(.corrective_id = 3, .state = SUP_CORRECTIVE_DONE));
    desk->now_ms = T0 + DAY_MS;
    assert_string_equal(listed(desk, PARAMS(corrective_list, .is_overdue = 1)), "");
    desk->now_ms = T0 + DAY_MS + 1;
    assert_string_equal(listed(desk, PARAMS(corrective_list, .is_overdue = 1)),
                        "2 sla overdue open lead @1: Two more on Mondays.\n");
    /* The scorecard shows what is open, what is due first before. */
    card = scorecard(desk, PARAMS(kpi_scorecard, .periods = 1));
    assert_int_equal(card->items[0].action_count, 2);
    assert_int_equal(card->items[0].actions[0].id, 2);
    assert_true(card->items[0].actions[0].is_overdue);
    assert_string_equal(card->items[0].actions[0].text, "Two more on Mondays.");
    assert_string_equal(card->items[0].actions[0].owner_role, "lead");
    assert_int_equal(card->items[0].actions[1].id, 1);
    assert_false(card->items[0].actions[1].is_overdue);
    assert_int_equal(card->items[1].action_count, 0);
    sup_free(card);
}

static void a_list_is_of_whom_and_what_is_asked_for(void **state)
{
    struct desk *desk = *state;

    activate(desk);
    desk_ok(desk, by_lee(desk), RECORDED(.line = "sla", .due_ms = T0 + DAY_MS));
    desk_ok(desk, by_lee(desk), RECORDED(.line = "reply", .due_ms = T0 + DAY_MS));
    desk_ok(desk, by_lee(desk), RECORDED(.line = "sla", .owner_id = LEE, .due_ms = T0 + DAY_MS));
    desk_ok(desk, by_lee(desk), CLOSED(.corrective_id = 1, .state = SUP_CORRECTIVE_DROPPED));
#define FIRST  "1 sla dropped lead @1: Two more on Mondays.\n"
#define SECOND "2 reply open Priya Nair @1: Two more on Mondays.\n"
#define THIRD  "3 sla open Lee Wong @1: Two more on Mondays.\n"
    assert_string_equal(listed(desk, PARAMS(corrective_list, .line = "sla")), FIRST THIRD);
    assert_string_equal(listed(desk, PARAMS(corrective_list, .state = SUP_CORRECTIVE_OPEN)),
                        SECOND THIRD);
    assert_string_equal(listed(desk, PARAMS(corrective_list, .owner_id = PRIYA)), SECOND);
    assert_string_equal(listed(desk, PARAMS(corrective_list, .owner_role = "lead")), FIRST);
    assert_string_equal(listed(desk, PARAMS(corrective_list, .limit = 2)),
                        FIRST SECOND "more after 2\n");
    assert_string_equal(listed(desk, PARAMS(corrective_list, .limit = 2, .after_id = 2)), THIRD);
    /* What the policy has no more stays as it is. */
    sla_activate(desk, CARD(CARD_LINE("other", "sla", "at_least", "95", "")));
    assert_string_equal(listed(desk, PARAMS(corrective_list, .line = "reply")), SECOND);
    desk_ok(desk, by_lee(desk), CLOSED(.corrective_id = 2, .state = SUP_CORRECTIVE_DONE));
    desk_expect_sound(desk);
}

static void what_cannot_be_done_is_told_with_its_place(void **state)
{
    struct desk *desk = *state;

    activate(desk);
    desk_fails(desk, SUP_MSG_CORRECTIVE_LINE, "line", by_lee(desk),
               RECORDED(.line = "slo", .due_ms = T0 + DAY_MS));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'sla'?");
    desk_fails(desk, SUP_MSG_CORRECTIVE_DUE, "due_at", by_lee(desk),
               RECORDED(.line = "sla", .due_ms = T0));
    desk_fails(desk, SUP_MSG_CORRECTIVE_DUE, "due_at", by_lee(desk), RECORDED(.line = "sla"));
    desk_fails(desk, SUP_MSG_CORRECTIVE_OWNER, "owner_role", by_lee(desk),
               RECORDED(.line = "sla", .due_ms = T0 + 1, .owner_id = LEE, .owner_role = "lead"));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "owner_role", by_lee(desk),
               RECORDED(.line = "sla", .due_ms = T0 + 1, .owner_role = "leed"));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'lead'?");
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, "owner_id", by_lee(desk),
               RECORDED(.line = "sla", .due_ms = T0 + 1, .owner_id = 99));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, NULL, by_priya(desk),
               RECORDED(.line = "sla", .due_ms = T0 + DAY_MS));
    desk_ok(desk, by_lee(desk), RECORDED(.line = "sla", .due_ms = T0 + 1));
    desk_fails(desk, SUP_MSG_CORRECTIVE_UNKNOWN, "corrective_id", by_lee(desk),
               CHANGED(.corrective_id = 2, .text = "No."));
    desk_fails(desk, SUP_MSG_CORRECTIVE_DUE, "due_at", by_lee(desk),
               CHANGED(.corrective_id = 1, .due_ms = T0 - 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "state", by_lee(desk),
               CLOSED(.corrective_id = 1, .state = SUP_CORRECTIVE_OPEN));
    desk_ok(desk, by_lee(desk), CLOSED(.corrective_id = 1, .state = SUP_CORRECTIVE_DONE));
    desk_fails(desk, SUP_MSG_CORRECTIVE_CLOSED, "corrective_id", by_lee(desk),
               CLOSED(.corrective_id = 1, .state = SUP_CORRECTIVE_DROPPED));
    desk_fails(desk, SUP_MSG_CORRECTIVE_CLOSED, "corrective_id", by_lee(desk),
               CHANGED(.corrective_id = 1, .text = "Again."));
    desk_expect_sound(desk);
}

/* A desk without a scorecard has nothing to act on. */
static void without_a_scorecard_nothing_is_recorded(void **state)
{
    struct desk *desk = *state;

    desk_fails(desk, SUP_MSG_CORRECTIVE_LINE, "line", by_lee(desk),
               RECORDED(.line = "sla", .due_ms = T0 + DAY_MS));
}

static void a_line_shows_so_many_actions_and_no_more(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_scorecard *card;

    activate(desk);
    for (int i = 0; i <= SUP_SCORECARD_ACTIONS_MAX; i++) {
        desk_ok(desk, by_lee(desk), RECORDED(.line = "sla", .due_ms = T0 + DAY_MS - i));
        card = scorecard(desk, PARAMS(kpi_scorecard, .periods = 1));
        assert_int_equal(card->items[0].action_count,
                         i < SUP_SCORECARD_ACTIONS_MAX ? i + 1 : SUP_SCORECARD_ACTIONS_MAX);
        assert_int_equal(card->items[0].actions[0].id, i + 1);
        sup_free(card);
    }
}

static const struct CMUnitTest tests[] = {
    desk_test(what_is_done_is_recorded_changed_and_closed),
    desk_test(what_stays_as_it_was_is_no_change),
    desk_test(what_is_not_done_in_time_is_overdue),
    desk_test(a_list_is_of_whom_and_what_is_asked_for),
    desk_test(what_cannot_be_done_is_told_with_its_place),
    desk_test(without_a_scorecard_nothing_is_recorded),
    desk_test(a_line_shows_so_many_actions_and_no_more),
};

DESK_MAIN(tests)
