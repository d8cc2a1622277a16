/*
 * test_ticket_read.c: lists of tickets, their pages and filters; histories; policies; the summary.
 */
#include "desk_fixture.h"

#include "base/text.h"
#include "policy/policy.h"

static char next[SUP_LIST_AFTER_BYTES_MAX + 1]; /* position of the last page that ids() read */

/* The ids that a list gives, such as "3 2 1 |2" with the next page after 2. */
static const char *ids(struct desk *desk, const struct sup_caller *caller,
                       const struct sup_ticket_list_params *params)
{
    static char text[1024];
    struct sup_ticket_list *list = NULL;
    size_t used = 0;

    text[0] = '\0';
    must(desk, sup_ticket_list(desk->core, caller, params, &list));
    for (uint32_t i = 0; i < list->count; i++) {
        sup__format(text + used, sizeof text - used, "%d ", (int)list->items[i].id);
        used = strlen(text);
    }
    next[0] = '\0';
    if (list->next_after) {
        sup__format(text + used, sizeof text - used, "|%s", strrchr(list->next_after, '.') + 1);
        strcpy(next, list->next_after);
    }
    sup_free(list);
    return text;
}

#define LIST(...) PARAMS(ticket_list, __VA_ARGS__)

/* Five tickets: 1 Ann's, solved; 2 Ben's, urgent, in team risk; 3 Ann's, Priya's, tagged "late"; 4
 * nobody's, by phone, about order 7; 5 Ann's, tagged "late", about order 7. */
static void fill(struct desk *desk)
{
    const char *const late = "late";
    const struct sup_reference order = {"shopify", "order", "7"};

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = BEN, .priority = "urgent", .team = "risk"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .assignee_id = PRIYA, .tags = &late,
                   .tag_count = 1, .reason = "legal"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .channel = "phone", .references = &order, .reference_count = 1));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .tags = &late, .tag_count = 1,
                   .references = &order, .reference_count = 1));
}

static void lists_are_newest_first_unless_asked_otherwise(void **state)
{
    struct desk *desk = *state;

    fill(desk);
    assert_string_equal(ids(desk, by_priya(desk), LIST(.limit = 0)), "5 4 3 2 1 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.is_ascending = 1)), "1 2 3 4 5 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.limit = 2)), "5 4 |4");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.limit = 2, .after = next)), "3 2 |2");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.limit = 3, .after = next)), "1 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.limit = 5)), "5 4 3 2 1 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.limit = 2, .is_ascending = 1)), "1 2 |2");
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.limit = 3, .after = next, .is_ascending = 1)), "3 4 5 ");
}

static void every_filter_narrows(void **state)
{
    struct desk *desk = *state;
    const struct sup_reference order = {"shopify", "order", "7"};
    const struct sup_caller *caller;

    fill(desk);
    caller = by_priya(desk);
    assert_string_equal(ids(desk, caller, LIST(.category = SUP_CATEGORY_SOLVED)), "1 ");
    assert_string_equal(ids(desk, caller, LIST(.category = SUP_CATEGORY_NEW)), "5 4 2 ");
    assert_string_equal(ids(desk, caller, LIST(.status = "open")), "3 ");
    assert_string_equal(ids(desk, caller, LIST(.priority = "urgent")), "2 ");
    assert_string_equal(ids(desk, caller, LIST(.reason = "legal")), "3 ");
    assert_string_equal(ids(desk, caller, LIST(.channel = "phone")), "4 ");
    assert_string_equal(ids(desk, caller, LIST(.team = "risk")), "2 ");
    assert_string_equal(ids(desk, caller, LIST(.assignee_id = PRIYA)), "3 ");
    assert_string_equal(ids(desk, caller, LIST(.customer_id = ANN)), "5 3 1 ");
    assert_string_equal(ids(desk, caller, LIST(.tag = "late")), "5 3 ");
    assert_string_equal(ids(desk, caller, LIST(.reference = &order)), "5 4 ");
    assert_string_equal(ids(desk, caller, LIST(.customer_id = ANN, .category = SUP_CATEGORY_OPEN)),
                        "3 ");
    assert_string_equal(ids(desk, caller, LIST(.tag = "late", .assignee_id = PRIYA)), "3 ");
    assert_string_equal(ids(desk, caller, LIST(.tag = "late", .limit = 1)), "5 |5");
    assert_string_equal(ids(desk, caller, LIST(.tag = "late", .limit = 1, .after = next)), "3 ");
    assert_string_equal(ids(desk, caller, LIST(.reference = &order, .is_ascending = 1)), "4 5 ");
    assert_string_equal(ids(desk, caller, LIST(.reference = &order, .customer_id = BEN)), "");
    assert_string_equal(ids(desk, by_ann(desk), LIST(.reference = &order)), "5 ");
    assert_string_equal(ids(desk, by_ann(desk), LIST(.limit = 0)), "5 3 1 ");
    must_fail(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "tag",
              sup_ticket_list(desk->core, caller, LIST(.tag = "late", .reference = &order), NULL));
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "category",
              sup_ticket_list(desk->core, caller, LIST(.category = 7), NULL));
}

/* An empty list would look like an answer. */
static void somebody_who_is_not_there_is_no_search(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_list *list = NULL;

    fill(desk);
    must_fail(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id",
              sup_ticket_list(desk->core, by_priya(desk), LIST(.customer_id = 99), &list));
    must_fail(desk, SUP_MSG_AGENT_UNKNOWN, "assignee_id",
              sup_ticket_list(desk->core, by_priya(desk), LIST(.assignee_id = 99), &list));
    must_fail(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id",
              sup_ticket_list(desk->core, by_ann(desk), LIST(.customer_id = BEN), &list));
    assert_string_equal(ids(desk, by_ann(desk), LIST(.customer_id = ANN)), "5 3 1 ");
}

/* They would learn what colleagues noted about them. */
static void customers_do_not_search_by_tags(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_list *list = NULL;

    fill(desk);
    must_fail(desk, SUP_MSG_ACTOR_MAY_NOT, "tag",
              sup_ticket_list(desk->core, by_ann(desk), LIST(.tag = "late"), &list));
    assert_string_equal(sup_last_error(desk->core)->hint,
                        "leave it out: a customer sees their tickets without such marks");
    assert_null(list);
}

/* A list that is refused because of a name, and the hint that comes with it. */
static void expect_no_name(struct desk *desk, const struct sup_caller *caller,
                           const struct sup_ticket_list_params *params, const char *field,
                           const char *hint)
{
    struct sup_ticket_list *list = NULL;

    must_fail(desk, SUP_MSG_POLICY_NAME, field, sup_ticket_list(desk->core, caller, params, &list));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_INVALID);
    assert_string_equal(sup_last_error(desk->core)->hint, hint);
    assert_null(list);
}

static void a_name_that_no_policy_had_is_no_search(void **state)
{
    static const char any[] = "use a name of the policy, or activate a policy that has it";
    struct desk *desk = *state;
    struct sup_caller *caller;
    char *before;

    fill(desk);
    before = desk_dump(desk->store, 0, NULL);
    caller = by_priya(desk);
    expect_no_name(desk, caller, LIST(.status = "opne"), "status", "did you mean 'open'?");
    assert_string_equal(sup_last_error(desk->core)->text,
                        "the policy has no status 'opne' and never had");
    expect_no_name(desk, caller, LIST(.priority = "urgnet"), "priority", "did you mean 'urgent'?");
    expect_no_name(desk, caller, LIST(.reason = "legl"), "reason", "did you mean 'legal'?");
    expect_no_name(desk, caller, LIST(.channel = "phnoe"), "channel", "did you mean 'phone'?");
    expect_no_name(desk, caller, LIST(.team = "rsik"), "team", "did you mean 'risk'?");
    expect_no_name(desk, caller, LIST(.status = "elsewhere"), "status", any);
    expect_no_name(desk, caller, LIST(.team = "x", .status = "y", .tag = "late"), "status", any);
    expect_no_name(desk, caller, LIST(.team = "x", .status = "open"), "team", any);
    expect_no_name(desk, by_ann(desk), LIST(.status = "opne"), "status", "did you mean 'open'?");
    desk_expect_unchanged(desk, before);
    /* Tags are anybody's: one that no ticket has is no mistake. */
    assert_string_equal(ids(desk, caller, LIST(.tag = "ltae")), "");
    assert_string_equal(ids(desk, caller, LIST(.status = "on_hold")), "");
}

/* A policy whose own names end with a letter: "doing_a", "calm_a" ... */
static void activate_small(struct desk *desk, char letter)
{
    static const char format[] =
        "{'supportcore_policy':1,'name':'Small','statuses':[{'name':'fresh_@','category':'new'},"
        "{'name':'doing_@','category':'open'},{'name':'done_@','category':'solved'},"
        "{'name':'gone_@','category':'closed'}],'transitions':{'fresh_@':['doing_@','gone_@'],"
        "'doing_@':['done_@'],'done_@':['doing_@','gone_@'],'gone_@':[]},"
        "'priorities':['calm_@'],'default_priority':'calm_@','channels':['letter_@'],"
        "'reasons':['pride_@'],'teams':['kin_@'],"
        "'roles':{'agent':{'may':['ticket.list']},'admin':{'may':['*']}}}";
    char document[sizeof format];

    for (size_t i = 0; i < sizeof format; i++) {
        document[i] = format[i];
        document[i] = document[i] == '\'' ? '"' : document[i];
        document[i] = document[i] == '@' ? letter : document[i];
    }
    desk_ok(desk, by_ada(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

static void names_of_earlier_policies_stay_searchable(void **state)
{
    struct desk *desk = *state;
    struct sup_caller *caller;

    fill(desk);
    activate_small(desk, 'a');
    desk_ok(desk, by_ada(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .team = "kin_a"));
    activate_small(desk, 'b');
    desk_ok(desk, by_ada(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .reason = "pride_b"));
    caller = by_priya(desk);
    assert_string_equal(ids(desk, caller, LIST(.status = "fresh_b")), "7 ");
    assert_string_equal(ids(desk, caller, LIST(.reason = "pride_b")), "7 ");
    assert_string_equal(ids(desk, caller, LIST(.status = "fresh_a")), "6 ");
    assert_string_equal(ids(desk, caller, LIST(.priority = "calm_a", .channel = "letter_a")), "6 ");
    assert_string_equal(ids(desk, caller, LIST(.team = "kin_a")), "6 ");
    assert_string_equal(ids(desk, caller, LIST(.team = "kin_a", .status = "done_b")), "");
    assert_string_equal(ids(desk, caller, LIST(.status = "open")), "3 "); /* the built-in one's */
    assert_string_equal(ids(desk, caller, LIST(.priority = "urgent")), "2 ");
    assert_string_equal(ids(desk, caller, LIST(.team = "risk", .reason = "legal")), "");
    expect_no_name(desk, caller, LIST(.status = "opne"), "status", "did you mean 'open'?");
    expect_no_name(desk, caller, LIST(.status = "fresh_c"), "status", "did you mean 'fresh_b'?");
    expect_no_name(desk, caller, LIST(.team = "kin_a", .channel = "lettre_a"), "channel",
                   "did you mean 'letter_b'?"); /* the active policy's first */
}

static int64_t calls_of_list(struct desk *desk, const struct sup_ticket_list_params *params)
{
    int64_t before = sup_storage_calls(desk->core);

    (void)sup_ticket_list(desk->core, by_priya(desk), params, NULL);
    return sup_storage_calls(desk->core) - before;
}

static void only_a_name_that_the_policy_has_not_costs_a_look_at_earlier_ones(void **state)
{
    struct desk *desk = *state;
    int64_t plain;

    fill(desk);
    activate_small(desk, 'a');
    activate_small(desk, 'b');
    activate_small(desk, 'c');
    (void)calls_of_list(desk, LIST(.limit = 5)); /* from now on the agent is at hand */
    /* Where tickets are found, one more call says who their customers are now. */
    plain = calls_of_list(desk, LIST(.limit = 5)) - 1;
    assert_int_equal(
        calls_of_list(desk, LIST(.status = "doing_c", .priority = "calm_c", .reason = "pride_c",
                                 .channel = "letter_c", .team = "kin_c")),
        plain);
    assert_int_equal(calls_of_list(desk, LIST(.status = "doing_b")), plain + 1);
    assert_int_equal(calls_of_list(desk, LIST(.status = "doing_a", .team = "kin_b")), plain + 2);
    assert_int_equal(calls_of_list(desk, LIST(.status = "open")), plain + 3);
    assert_int_equal(calls_of_list(desk, LIST(.status = "opne")), plain + 1); /* and no scan */
}

static void a_page_has_at_most_100_tickets_also_by_tag(void **state)
{
    struct desk *desk = *state;
    const char *const tag = "late";
    struct sup_ticket_list *list = NULL;

    for (int i = 0; i < 250; i++) { /* only every second one is Ann's */
        desk_ok(
            desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = i % 2 ? ANN : BEN, .tags = &tag, .tag_count = 1));
    }
    must(desk, sup_ticket_list(desk->core, by_priya(desk), LIST(.tag = "late", .customer_id = ANN),
                               &list));
    assert_int_equal(list->count, 100);
    assert_int_equal(list->items[0].id, 250);
    assert_int_equal(list->items[99].id, 52);
    assert_non_null(list->next_after);
    strcpy(next, list->next_after);
    sup_free(list);
    must(desk, sup_ticket_list(desk->core, by_priya(desk),
                               LIST(.tag = "late", .customer_id = ANN, .after = next), &list));
    assert_int_equal(list->count, 25);
    assert_null(list->next_after);
    sup_free(list);
    must(desk, sup_ticket_list(desk->core, by_priya(desk), LIST(.limit = 100), &list));
    assert_int_equal(list->count, 100);
    sup_free(list);
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "limit",
              sup_ticket_list(desk->core, by_priya(desk), LIST(.limit = 101), NULL));
}

static const char *const sentences[] = {
    "Ann Lee (customer) opened the ticket by email, priority normal.",
    "Ann Lee (customer) wrote by email.",
    "Priya Nair (agent) assigned the ticket to Lee Wong (agent) in team risk.",
    "Priya Nair (agent) moved the ticket from new to open by assigning it.",
    "Robo (bot) replied to the customer by email, an acknowledgement, automatically.",
    "Lee Wong (agent) transferred the ticket from team risk to team frontline.",
    "Priya Nair (agent) wrote a private note by chat.",
    "Priya Nair (agent) changed the priority from normal to urgent.",
    "Priya Nair (agent) changed the contact reason to legal.",
    "Priya Nair (agent) added the tags vip, late.",
    "Priya Nair (agent) removed the tags vip.",
    "Priya Nair (agent) linked the ticket to shopify order 7.",
    "Priya Nair (agent) removed the ticket's link to shopify order 7.",
    "integration 5 reported made_sla = true.",
    "Priya Nair (agent) replied to the customer by email, the first reply.",
    "Priya Nair (agent) moved the ticket from open to solved.",
    "Ann Lee (customer) wrote by email.",
    "Ann Lee (customer) reopened the ticket, from solved to open by writing.",
    "Priya Nair (agent) was refused ticket.transfer: No role of the actor allows this.",
    "Priya Nair (agent) moved the ticket from open to solved.",
    "The desk closed the ticket: it was solved and nobody wrote.",
};

static void a_history_reads_as_sentences(void **state)
{
    struct desk *desk = *state;
    const char *const tags[] = {"vip", "late"};
    const struct sup_reference order = {"shopify", "order", "7"};
    const struct sup_fact fact = {"made_sla", "true"};
    struct sup_history *history = NULL;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = LEE, .team = "risk"));
    desk_ok(desk, by_robo(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "Got it", .is_automated = 1,
                   .is_acknowledgement = 1));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TRANSFER,
            PARAMS(ticket_transfer, .ticket_id = 1, .team = "frontline"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = "Hm", .channel = "chat"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "urgent"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = 1, .reason = "legal"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = tags, .tag_count = 2));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = tags, .tag_count = 1));
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = 1, .references = &order, .reference_count = 1));
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_REMOVE,
            PARAMS(reference, .ticket_id = 1, .references = &order, .reference_count = 1));
    desk_ok(desk, by(desk, SUP_ACTOR_INTEGRATION, 5), SUP_OP_FACT_RECORD,
            PARAMS(fact_record, .ticket_id = 1, .facts = &fact, .fact_count = 1));
    desk_reply(desk, by_priya(desk), 1, "Done", "solved");
    desk_receive(desk, by_ann(desk), 1, "No");
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, NULL, by_priya(desk), SUP_OP_TICKET_TRANSFER,
               PARAMS(ticket_transfer, .ticket_id = 1, .team = "risk"));
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms += AUTO_CLOSE_MS;
    desk_tick(desk);
    must(desk, sup_ticket_history(desk->core, by_lee(desk), PARAMS(ticket_page, .ticket_id = 1),
                                  &history));
    assert_int_equal(history->count, sizeof sentences / sizeof sentences[0]);
    for (uint32_t i = 0; i < history->count; i++) {
        assert_string_equal(history->items[i].sentence, sentences[i]);
    }
    assert_string_equal(history->items[0].kind, "ticket.opened");
    assert_string_equal(history->items[0].actor, "Ann Lee (customer)");
    assert_int_equal(history->items[20].at_ms, T0 + AUTO_CLOSE_MS);
    sup_free(history);
}

static void a_history_comes_in_pages(void **state)
{
    struct desk *desk = *state;
    struct sup_history *history = NULL;

    desk_ticket(desk);
    for (int i = 0; i < 99; i++) {
        desk_receive(desk, by_ann(desk), 1, "Hello?");
    }
    must(desk, sup_ticket_history(desk->core, by_lee(desk),
                                  PARAMS(ticket_page, .ticket_id = 1, .limit = 100), &history));
    assert_int_equal(history->count, 100);
    assert_int_equal(history->next_after_id, PEOPLE_EVENTS + 100);
    sup_free(history);
    must(desk, sup_ticket_history(
                   desk->core, by_lee(desk),
                   PARAMS(ticket_page, .ticket_id = 1, .after_id = PEOPLE_EVENTS + 100), &history));
    assert_int_equal(history->count, 1);
    assert_int_equal(history->next_after_id, 0);
    sup_free(history);
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "limit",
              sup_ticket_history(desk->core, by_lee(desk),
                                 PARAMS(ticket_page, .ticket_id = 1, .limit = 101), NULL));
    must_fail(
        desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
        sup_ticket_history(desk->core, by_lee(desk), PARAMS(ticket_page, .ticket_id = 2), NULL));
}

static void the_summary_counts(void **state)
{
    struct desk *desk = *state;
    struct sup_summary *summary = NULL;

    fill(desk);
    desk_move(desk, by_priya(desk), 1, "open");
    desk_move(desk, by_priya(desk), 2, "pending");
    desk_move(desk, by_priya(desk), 4, "on_hold");
    desk_move(desk, by_priya(desk), 5, "closed");
    must(desk,
         sup_desk_summary(desk->core, by_lee(desk), PARAMS(summary, .reserved = 0), &summary));
    assert_int_equal(summary->new_count, 0);
    assert_int_equal(summary->open_count, 2);
    assert_int_equal(summary->pending_count, 1);
    assert_int_equal(summary->on_hold_count, 1);
    assert_int_equal(summary->solved_count, 0);
    assert_int_equal(summary->closed_count, 1);
    assert_int_equal(summary->ticket_count, 5);
    assert_int_equal(summary->message_count, 1);
    assert_int_equal(summary->customer_count, 2);
    assert_int_equal(summary->agent_count, 5);
    assert_int_equal(summary->reopen_count, 1);
    assert_int_equal(summary->reassign_count, 0);
    assert_int_equal(summary->event_count, PEOPLE_EVENTS + 11);
    assert_int_equal(summary->policy_version, 0);
    sup_free(summary);
}

static void policies_are_numbered_and_stay(void **state)
{
    struct desk *desk = *state;
    struct sup_policy *policy = NULL;
    struct sup_policy_report *report = NULL;
    const char *builtin = sup__policy_builtin();
    char *before;

    must(desk,
         sup_policy_show(desk->core, by_priya(desk), PARAMS(policy_show, .version = 0), &policy));
    assert_int_equal(policy->version, 0);
    assert_string_equal(policy->name, "Built-in");
    assert_string_equal(policy->document, builtin);
    assert_int_equal(strlen(policy->digest), 64);
    sup_free(policy);
    for (int version = 1; version <= 2; version++) {
        desk_ok(desk, by_ada(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = builtin));
        assert_int_equal(desk->receipt.id, version);
        assert_int_equal(desk->receipt.version, version);
        must(desk, sup_policy_show(desk->core, by_priya(desk), PARAMS(policy_show, .version = 0),
                                   &policy));
        assert_int_equal(policy->version, version);
        sup_free(policy);
    }
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_JSON_INCOMPLETE, NULL, by_ada(desk), SUP_OP_POLICY_ACTIVATE,
               PARAMS(policy, .document = "{"));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "document", by_ada(desk), SUP_OP_POLICY_ACTIVATE,
               PARAMS(policy, .reserved = 0));
    must_fail(desk, SUP_MSG_POLICY_VERSION_UNKNOWN, "version",
              sup_policy_show(desk->core, by_priya(desk), PARAMS(policy_show, .version = 3), NULL));
    must_fail(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "is_builtin",
              sup_policy_show(desk->core, by_priya(desk),
                              PARAMS(policy_show, .version = 1, .is_builtin = 1), NULL));
    must(desk, sup_policy_check(desk->core, by_ada(desk),
                                PARAMS(policy, .document = "{\"nam\": 1}"), &report));
    assert_int_equal(report->is_valid, 0);
    assert_true(report->count > 1);
    sup_free(report);
    must(desk,
         sup_policy_check(desk->core, by_ada(desk), PARAMS(policy, .document = builtin), &report));
    assert_int_equal(report->is_valid, 1);
    assert_int_equal(report->count, 0);
    sup_free(report);
    desk_expect_unchanged(desk, before);
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(lists_are_newest_first_unless_asked_otherwise),
    desk_test(every_filter_narrows),
    desk_test(somebody_who_is_not_there_is_no_search),
    desk_test(customers_do_not_search_by_tags),
    desk_test(a_name_that_no_policy_had_is_no_search),
    desk_test(names_of_earlier_policies_stay_searchable),
    desk_test(only_a_name_that_the_policy_has_not_costs_a_look_at_earlier_ones),
    desk_test(a_page_has_at_most_100_tickets_also_by_tag),
    desk_test(a_history_reads_as_sentences),
    desk_test(a_history_comes_in_pages),
    desk_test(the_summary_counts),
    desk_test(policies_are_numbered_and_stay),
};

DESK_MAIN(tests)
