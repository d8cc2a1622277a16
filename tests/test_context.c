/*
 * test_context.c: the four questions about a customer, and what the next person on a ticket is
 * told. Each section is looked at as text whose expected value is written down by hand.
 */
#include "join_fixture.h"

#include <stdarg.h>
#include <stdio.h>

#define FACTS(...)                                                                                 \
    .facts = (const struct sup_fact[]){__VA_ARGS__},                                               \
    .fact_count = sizeof((const struct sup_fact[]){__VA_ARGS__}) / sizeof(struct sup_fact)
#define ORDER(id)                                                                                  \
    {                                                                                              \
        "shopify", "order", id                                                                     \
    }
#define MERGE(from, to)                                                                            \
    SUP_OP_CUSTOMER_MERGE,                                                                         \
        PARAMS(customer_merge, .customer_id = (from), .into = (to), .evidence = "same voice")

enum { MEL = 3 }; /* a customer without identities */

/* T0 is 2026-03-20: the one article is outdated from the 20th on, the other through that day. */
static const char policy[] =
    "{\"supportcore_policy\": 1, \"name\": \"Context\","
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"
    "  {\"name\": \"open\", \"category\": \"open\"},"
    "  {\"name\": \"waiting\", \"category\": \"pending\"},"
    "  {\"name\": \"solved\", \"category\": \"solved\"},"
    "  {\"name\": \"closed\", \"category\": \"closed\"}],"
    " \"transitions\": {\"new\": [\"open\", \"waiting\", \"solved\"],"
    "  \"open\": [\"waiting\", \"solved\"],"
    "  \"waiting\": [\"open\", \"solved\"], \"solved\": [\"open\", \"closed\"], \"closed\": []},"
    " \"priorities\": [\"normal\", \"high\"], \"default_priority\": \"normal\","
    " \"channels\": [\"email\", \"chat\"], \"teams\": [\"desk\"], \"repeat_contact\": \"P7D\","
    " \"fields\": [{\"name\": \"order\", \"type\": \"text\"}, {\"name\": \"size\", \"type\": "
    "\"text\"}],"
    " \"reasons\": [{\"name\": \"late\", \"channel\": \"chat\", \"second_channel\": \"email\","
    "   \"team\": \"desk\", \"intake\": [\"order\", \"size\"], \"knowledge\": ["
    "   {\"name\": \"old\", \"title\": \"Old\", \"version\": \"1\", \"owner\": \"desk\","
    "    \"review_on\": \"2026-03-19\"},"
    "   {\"name\": \"good\", \"title\": \"Good\", \"version\": \"2\", \"owner\": \"desk\","
    "    \"review_on\": \"2026-03-20\"}]},"
    "  {\"name\": \"legal\", \"team\": \"desk\"}],"
    " \"segments\": [{\"name\": \"vip\", \"when\": {\"var\": \"customer.is_vip\"}},"
    "  {\"name\": \"loyal\", \"when\": {\">\": [{\"var\": \"customer.order_count\"}, 2]}}],"
    " \"roles\": {\"agent\": {\"may\": [\"*\"]}, \"lead\": {\"may\": [\"ticket.get\"]}},"
    " \"actors\": {\"customer\": {\"may\": [\"ticket.open\", \"ticket.receive\"]}}}";

static char text[8192];
static size_t end;

static void add(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    end += (size_t)vsnprintf(text + end, sizeof text - end, format, list);
    va_end(list);
    assert_true(end < sizeof text);
}

static void add_thing(const struct sup_context_thing *thing)
{
    add("%s %s", thing->reference->id, thing->label ? thing->label : "-");
    for (uint32_t i = 0; i < thing->fact_count; i++) {
        add(" %s=%s", thing->facts[i].name, thing->facts[i].value);
    }
    for (uint32_t i = 0; i < thing->ticket_count; i++) {
        add(" #%d", (int)thing->tickets[i].id);
    }
    add("\n");
}

static int hours(int64_t ms)
{
    return ms ? (int)((ms - T0) / HOUR_MS) : -1;
}

static void add_work(const struct sup_context_work *work)
{
    add("%d %s %s %s", (int)work->ticket->id, work->ticket->status, work->priority,
        work->assignee ? work->assignee : "-");
    add(" since %d due %d repeats %d", hours(work->waiting_since_ms), hours(work->closes_ms),
        (int)work->repeat_count);
    add(" by %s/%s", work->preferred_channel ? work->preferred_channel : "-",
        work->second_channel ? work->second_channel : "-");
    for (uint32_t i = 0; i < work->knowledge_count; i++) {
        add(" %s%s", work->knowledge[i].name, work->knowledge[i].is_outdated ? "!" : "");
    }
    for (uint32_t i = 0; i < work->intake_missing_count; i++) {
        add(" ?%s", work->intake_missing[i]);
    }
    for (uint32_t i = 0; i < work->blocker_count; i++) {
        add(" %s %d", work->blockers[i].kind == SUP_LINK_BLOCKED_BY ? "by" : "of",
            (int)work->blockers[i].ticket_id);
    }
    add("\n");
}

static struct sup_customer_context *ask(struct desk *desk,
                                        const struct sup_customer_context_params *params)
{
    struct sup_customer_context *context = NULL;

    must(desk, sup_customer_context(desk->core, by_priya(desk), params, &context));
    end = 0;
    text[0] = '\0';
    return context;
}

#define CONTEXT(...) ask(desk, PARAMS(customer_context, __VA_ARGS__))

static const char *things_of(struct desk *desk, int64_t id)
{
    struct sup_customer_context *context = CONTEXT(.customer_id = id);

    for (uint32_t i = 0; i < context->thing_count; i++) {
        add_thing(&context->things[i]);
    }
    add("of %d", (int)context->thing_total);
    sup_free(context);
    return text;
}

static const char *past_of(struct desk *desk, int64_t id)
{
    struct sup_customer_context *context = CONTEXT(.customer_id = id);

    add("%d %d %d %d %d %d\n", (int)context->new_count, (int)context->open_count,
        (int)context->pending_count, (int)context->on_hold_count, (int)context->solved_count,
        (int)context->closed_count);
    for (uint32_t i = 0; i < context->contact_count; i++) {
        const struct sup_context_contact *contact = &context->contacts[i];

        add("%s/%s %d %d\n", contact->reason ? contact->reason : "-", contact->channel,
            (int)contact->ticket_count, (int)contact->recent_count);
    }
    for (uint32_t i = 0; i < context->ticket_count; i++) {
        add(i ? " %d" : "%d", (int)context->tickets[i].id);
    }
    sup_free(context);
    return text;
}

static const char *work_of(struct desk *desk, int64_t id)
{
    struct sup_customer_context *context = CONTEXT(.customer_id = id);

    for (uint32_t i = 0; i < context->work_count; i++) {
        add_work(&context->work[i]);
    }
    sup_free(context);
    return text;
}

static int64_t open_one(struct desk *desk, int64_t customer, const char *reason,
                        const char *channel, const char *body)
{
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = body, .customer_id = customer,
                   .reason = reason, .channel = channel));
    return desk->receipt.ticket_id;
}

static void begin(struct desk *desk)
{
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = policy));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Mel"));
}

static void who_this_is_comes_with_the_segments_of_now(void **state)
{
    struct desk *desk = *state;
    const struct sup_identity shop = {"customer", "shopify", "207", 0, 0};
    struct sup_customer_context *context;

    begin(desk);
    context = CONTEXT(.identity = &shop);
    assert_int_equal(context->customer->id, ANN);
    assert_int_equal(context->segment_count, 0);
    sup_free(context);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_REPORT,
            PARAMS(customer_report, .customer_id = MEL, .source = "shopify",
                   FACTS({"is_vip", "true"}, {"order_count", "3"})));
    desk_ok(desk, by_system(desk), MERGE(MEL, ANN));
    context = CONTEXT(.identity = &shop);
    assert_int_equal(context->customer->member_count, 1);
    assert_int_equal(context->customer->fact_count, 2);
    assert_int_equal(context->segment_count, 2);
    assert_string_equal(context->segments[0], "vip");
    assert_string_equal(context->segments[1], "loyal");
    sup_free(context);
    desk->now_ms += HOUR_MS;
    desk_ok(
        desk, by_system(desk), SUP_OP_CUSTOMER_REPORT,
        PARAMS(customer_report, .customer_id = ANN, .source = "shopify", FACTS({"is_vip", NULL})));
    context = CONTEXT(.customer_id = MEL);
    assert_int_equal(context->customer->id, ANN);
    assert_int_equal(context->customer->asked_id, MEL);
    assert_int_equal(context->segment_count, 1);
    assert_string_equal(context->segments[0], "loyal");
    sup_free(context);
}

static void report(struct desk *desk, int64_t customer, const char *id, int64_t at_ms)
{
    desk_ok(desk, at(by_system(desk), at_ms), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &(const struct sup_reference)ORDER(id),
                   .customer_id = customer, .label = "An order", FACTS({"state", "shipped"})));
}

static void things_come_latest_first_with_the_open_tickets_about_them(void **state)
{
    struct desk *desk = *state;
    static const struct sup_reference order[] = {ORDER("1")};

    begin(desk);
    report(desk, ANN, "1", T0 - 3 * HOUR_MS);
    report(desk, MEL, "2", T0 - 1 * HOUR_MS);
    report(desk, ANN, "3", T0 - 2 * HOUR_MS);
    assert_string_equal(things_of(desk, ANN), "3 An order state=shipped\n"
                                              "1 An order state=shipped\nof 2");
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .references = order, .reference_count = 1, .customer_id = ANN));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .references = order, .reference_count = 1));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .references = order, .reference_count = 1, .customer_id = MEL));
    desk_move(desk, by_system(desk), 1, "solved");
    desk_ok(desk, by_system(desk), MERGE(MEL, ANN));
    assert_string_equal(things_of(desk, MEL), "2 An order state=shipped\n"
                                              "3 An order state=shipped\n"
                                              "1 An order state=shipped #3 #2\nof 3");
    desk_ok(desk, at(by_system(desk), T0), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = order, FACTS({"state", NULL})));
    assert_string_equal(things_of(desk, ANN), "1 An order #3 #2\n"
                                              "2 An order state=shipped\n"
                                              "3 An order state=shipped\nof 3");
}

static void the_newest_ten_things_are_told_and_all_are_counted(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_context *context;

    begin(desk);
    for (int i = 0; i < 12; i++) {
        char id[12];

        snprintf(id, sizeof id, "%d", i);
        report(desk, i % 2 ? ANN : MEL, id, T0 - (20 - i) * HOUR_MS);
    }
    desk_ok(desk, by_system(desk), MERGE(MEL, ANN));
    context = CONTEXT(.customer_id = ANN);
    assert_int_equal(context->thing_count, SUP_CONTEXT_THINGS_MAX);
    assert_int_equal(context->thing_total, 12);
    for (int i = 0; i < SUP_CONTEXT_THINGS_MAX; i++) {
        assert_int_equal(atoi(context->things[i].reference->id), 11 - i);
    }
    sup_free(context);
}

static void what_has_happened_is_counted_by_reason_and_channel(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    assert_string_equal(past_of(desk, ANN), "0 0 0 0 0 0\n");
    open_one(desk, ANN, "late", "email", NULL);
    open_one(desk, ANN, "late", "chat", NULL);
    open_one(desk, MEL, "late", "chat", NULL);
    open_one(desk, ANN, NULL, "chat", NULL);
    open_one(desk, 0, "late", "chat", NULL);
    assert_string_equal(past_of(desk, ANN), "3 0 0 0 0 0\n"
                                            "-/chat 1 1\nlate/chat 1 1\nlate/email 1 1\n4 2 1");
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = 4, .reason = "legal"));
    desk_move(desk, by_system(desk), 1, "open");
    desk_move(desk, by_system(desk), 2, "waiting");
    assert_string_equal(past_of(desk, ANN), "1 1 1 0 0 0\n"
                                            "late/chat 1 1\nlate/email 1 1\nlegal/chat 1 1\n4 2 1");
    desk_move(desk, by_system(desk), 1, "solved");
    desk_move(desk, by_system(desk), 2, "solved");
    desk_move(desk, by_system(desk), 2, "closed");
    desk_ok(desk, by_system(desk), MERGE(MEL, ANN));
    assert_string_equal(past_of(desk, ANN),
                        "2 0 0 0 1 1\n"
                        "late/chat 2 2\nlate/email 1 1\nlegal/chat 1 1\n4 3 2 1");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = MEL, .evidence = "another"));
    assert_string_equal(past_of(desk, MEL), "1 0 0 0 0 0\nlate/chat 1 1\n3");
    assert_int_equal(desk_rows(desk, "sup_contact"), 4);
    desk_expect_sound(desk);
}

static void contacts_are_repeated_within_the_policys_time(void **state)
{
    struct desk *desk = *state;
    int64_t first = desk->now_ms;

    begin(desk);
    open_one(desk, ANN, "late", "email", NULL);
    desk->now_ms = first + 7 * DAY_MS - 1;
    open_one(desk, ANN, "late", "chat", NULL);
    open_one(desk, ANN, "legal", "chat", NULL);
    assert_string_equal(past_of(desk, ANN), "3 0 0 0 0 0\n"
                                            "late/chat 1 1\nlate/email 1 1\nlegal/chat 1 1\n3 2 1");
    desk->now_ms = first + 7 * DAY_MS;
    open_one(desk, ANN, "late", "email", NULL);
    assert_string_equal(past_of(desk, ANN), "4 0 0 0 0 0\n"
                                            "late/email 2 1\nlate/chat 1 1\nlegal/chat 1 1\n"
                                            "4 3 2 1");
    assert_string_equal(work_of(desk, ANN),
                        "1 new normal - since -1 due -1 repeats 0 by chat/email old! good! ?order "
                        "?size\n"
                        "2 new normal - since -1 due -1 repeats 1 by chat/email old! good! ?order "
                        "?size\n"
                        "3 new normal - since -1 due -1 repeats 0 by -/-\n"
                        "4 new normal - since -1 due -1 repeats 1 by chat/email old! good! ?order "
                        "?size\n");
}

static void what_was_merged_is_no_contact_of_its_own(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    for (int i = 0; i < 4; i++) {
        open_one(desk, ANN, "late", "email", NULL);
    }
    desk_move(desk, by_system(desk), 1, "solved");
    desk_move(desk, by_system(desk), 1, "closed");
    desk_ok(desk, by_priya(desk), JOIN(2, 4)); /* into the newest, and into another */
    assert_string_equal(past_of(desk, ANN), "2 0 0 0 0 1\nlate/email 4 4\n4 3 2 1");
    assert_string_equal(work_of(desk, ANN),
                        "3 new normal - since -1 due -1 repeats 1 by chat/email old! good ?order "
                        "?size\n"
                        "4 new normal - since -1 due -1 repeats 2 by chat/email old! good ?order "
                        "?size\n");
    desk_ok(desk, by_priya(desk), JOIN(3, 4));
    assert_string_equal(past_of(desk, ANN), "1 0 0 0 0 1\nlate/email 4 4\n4 3 2 1");
    assert_string_equal(work_of(desk, ANN),
                        "4 new normal - since -1 due -1 repeats 1 by chat/email old! good ?order "
                        "?size\n");
    desk_ok(desk, by_priya(desk), PART(3));
    desk_ok(desk, by_priya(desk), PART(2));
    assert_string_equal(past_of(desk, ANN), "3 0 0 0 0 1\nlate/email 4 4\n4 3 2 1");
    desk_expect_sound(desk);
}

static int64_t calls_of(struct desk *desk, const struct sup_customer_context_params *params)
{
    int64_t before = sup_storage_calls(desk->core);

    sup_free(ask(desk, params));
    return sup_storage_calls(desk->core) - before;
}

static void open_about(struct desk *desk, int64_t customer, const char *order)
{
    const struct sup_reference about = ORDER(order);

    desk_ok(
        desk, by_system(desk), SUP_OP_TICKET_OPEN,
        PARAMS(ticket_open, .references = &about, .reference_count = 1, .customer_id = customer));
}

/* Ann has 1 and 2, one of them as Mel, behind six of strangers and twenty of her own about nothing,
 * the last of which is about order 2. */
static void strangers_do_not_hide_tickets_about_an_order(void **state)
{
    struct desk *desk = *state;

    begin(desk);
    report(desk, ANN, "1", T0 - 2 * HOUR_MS);
    report(desk, ANN, "2", T0 - 3 * HOUR_MS);
    open_about(desk, ANN, "1");
    open_about(desk, MEL, "1");
    desk_ok(desk, by_system(desk), MERGE(MEL, ANN));
    for (int i = 0; i < 6; i++) { /* 3 to 8 */
        open_about(desk, i % 2 ? 0 : BEN, "1");
    }
    for (int i = 0; i < SUP_CONTEXT_LOOK_MAX + 5; i++) { /* 9 to 33 */
        open_one(desk, ANN, NULL, NULL, "Hello");
    }
    open_about(desk, ANN, "2");
    assert_string_equal(things_of(desk, ANN), "1 An order state=shipped #2 #1 #8 #7 #6\n"
                                              "2 An order state=shipped #34\nof 2");
    desk_move(desk, by_system(desk), 2, "solved");
    assert_string_equal(things_of(desk, ANN), "1 An order state=shipped #1 #8 #7 #6 #5\n"
                                              "2 An order state=shipped #34\nof 2");
    assert_true(calls_of(desk, PARAMS(customer_context, .customer_id = ANN)) <= 10);
    /* Of more than fit the newest are told. */
    for (int i = 0; i < 6; i++) { /* 35 to 40 */
        open_about(desk, ANN, "1");
    }
    assert_string_equal(things_of(desk, MEL), "1 An order state=shipped #40 #39 #38 #37 #36\n"
                                              "2 An order state=shipped #34\nof 2");
}

static void who_waits_longest_is_first_with_what_is_missing(void **state)
{
    struct desk *desk = *state;
    static const struct sup_ticket_field order = {"order", "1"};

    begin(desk);
    open_one(desk, ANN, "late", "email", NULL);
    desk->now_ms = T0 + HOUR_MS;
    open_one(desk, ANN, "late", "email", "Where is it?");
    open_one(desk, ANN, "legal", "email", "Hello");
    desk->now_ms = T0 + 2 * HOUR_MS;
    desk_receive(desk, by_system(desk), 1, "And?");
    desk_reply(desk, by_priya(desk), 3, "Hello", "waiting");
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_FILL,
            PARAMS(ticket_fill, .ticket_id = 2, .fields = &order, .field_count = 1));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 2, .agent_id = PRIYA));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_LINK,
            PARAMS(ticket_link, .ticket_id = 2, .kind = SUP_LINK_BLOCKED_BY, .to = 3));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_LINK,
            PARAMS(ticket_link, .ticket_id = 1, .kind = SUP_LINK_CHILD_OF, .to = 2));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_LINK,
            PARAMS(ticket_link, .ticket_id = 3, .kind = SUP_LINK_CAUSED_BY, .to = 1));
    assert_string_equal(work_of(desk, ANN),
                        "2 open normal Priya Nair since 1 due -1 repeats 1 by chat/email old! good "
                        "?size by 3 of 1\n"
                        "1 new normal - since 2 due -1 repeats 0 by chat/email old! good ?order "
                        "?size\n"
                        "3 waiting normal - since -1 due -1 repeats 0 by -/-\n");
    desk_move(desk, by_system(desk), 3, "solved");
    assert_string_equal(work_of(desk, ANN),
                        "2 open normal Priya Nair since 1 due -1 repeats 1 by chat/email old! good "
                        "?size of 1\n"
                        "1 new normal - since 2 due -1 repeats 0 by chat/email old! good ?order "
                        "?size\n");
}

static void a_ticket_that_nobody_has_answers_about_itself(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_context *context;

    begin(desk);
    open_one(desk, ANN, "late", "email", NULL);
    open_one(desk, 0, "legal", "chat", "Hello");
    context = CONTEXT(.ticket_id = 1);
    assert_int_equal(context->customer->id, ANN);
    assert_int_equal(context->ticket_count, 1);
    sup_free(context);
    context = CONTEXT(.ticket_id = 2);
    assert_null(context->customer);
    assert_int_equal(context->new_count, 1);
    assert_int_equal(context->ticket_count, 1);
    assert_int_equal(context->tickets[0].id, 2);
    assert_int_equal(context->contact_count, 1);
    assert_string_equal(context->contacts[0].reason, "legal");
    assert_int_equal(context->contacts[0].recent_count, 1);
    assert_int_equal(context->work_count, 1);
    assert_int_equal(context->work[0].waiting_since_ms, T0);
    sup_free(context);
}

static void one_way_of_asking_is_given_by_one_who_may(void **state)
{
    struct desk *desk = *state;
    const struct sup_identity shop = {"customer", "shopify", "207", 0, 0};
    const struct sup_identity none = {"customer", "shopify", "999", 0, 0};

    begin(desk);
    open_one(desk, ANN, NULL, NULL, NULL);
#define ASK(...) PARAMS(customer_context, __VA_ARGS__), NULL
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "customer_id",
              sup_customer_context(desk->core, by_priya(desk), ASK(.reserved = 0)));
    must_fail(
        desk, SUP_MSG_ARGUMENTS_EXCLUDE, "customer_id",
        sup_customer_context(desk->core, by_priya(desk), ASK(.customer_id = ANN, .ticket_id = 1)));
    must_fail(
        desk, SUP_MSG_ARGUMENTS_EXCLUDE, "customer_id",
        sup_customer_context(desk->core, by_priya(desk), ASK(.identity = &shop, .ticket_id = 1)));
    must_fail(desk, SUP_MSG_CUSTOMER_UNKNOWN, "identity",
              sup_customer_context(desk->core, by_priya(desk), ASK(.identity = &none)));
    must_fail(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
              sup_customer_context(desk->core, by_priya(desk), ASK(.ticket_id = 2)));
    must_fail(desk, SUP_MSG_ACTOR_MAY_NOT, "caller",
              sup_customer_context(desk->core, by_ann(desk), ASK(.customer_id = ANN)));
    must_fail(desk, SUP_MSG_ACTOR_MAY_NOT, "caller",
              sup_customer_context(desk->core, by_lee(desk), ASK(.customer_id = ANN)));
    must_fail(desk, SUP_MSG_ACTOR_MAY_NOT, "caller",
              sup_ticket_handover(desk->core, by_ann(desk), PARAMS(ticket_handover, .ticket_id = 1),
                                  NULL));
    must_fail(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
              sup_ticket_handover(desk->core, by_priya(desk),
                                  PARAMS(ticket_handover, .ticket_id = 2), NULL));
}

static void a_long_history_costs_no_more_calls(void **state)
{
    struct desk *desk = *state;
    static const struct sup_reference order[] = {ORDER("1")};
    const struct sup_identity shop = {"customer", "shopify", "207", 0, 0};
    static const int more[] = {1, 9, 990};

    begin(desk);
    desk->now_ms = T0 + HOUR_MS;
    report(desk, ANN, "1", T0);
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .references = order, .reference_count = 1, .customer_id = ANN));
    for (int64_t i = 0; i < 12; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "M"));
        report(desk, desk->receipt.id, "2", T0 + i);
        desk_ok(desk, by_system(desk), MERGE(desk->receipt.id, ANN));
    }
    for (size_t k = 0; k < sizeof more / sizeof more[0]; k++) {
        for (int i = 0; i < more[k]; i++) {
            int64_t id = open_one(desk, i % 2 ? ANN : 5 + i % 10, i % 3 ? "late" : NULL, "chat",
                                  i % 5 ? NULL : "Hello");

            if (i % 4 == 0) {
                desk_move(desk, by_system(desk), id, "solved");
            }
        }
        assert_true(calls_of(desk, PARAMS(customer_context, .customer_id = ANN)) <= 10);
        assert_true(calls_of(desk, PARAMS(customer_context, .identity = &shop)) <= 10);
        assert_true(calls_of(desk, PARAMS(customer_context, .ticket_id = 2)) <= 10);
    }
    desk_expect_sound(desk);
}

/* What the calls hold is bounded as well. A store that does not take several reads at once shows
 * each: per customer of the person a dozen tables and six categories of tickets, and what is shown
 * (ten things, twenty open tickets), whatever else there was. */
static void a_long_history_costs_no_more_reads(void **state)
{
    enum { CUSTOMERS = 3, FIRST = 40, MORE = 400 };
    enum { READS = 20 * CUSTOMERS + 3 * (SUP_CONTEXT_THINGS_MAX + SUP_CONTEXT_WORK_MAX) };
    struct desk *desk = *state;
    const struct sup_store_methods *offered = desk->store->methods;
    struct sup_store_methods methods = *offered;
    int64_t calls[2];

    methods.read_many = NULL;
    begin(desk);
    desk->now_ms = T0 + HOUR_MS;
    for (int i = 1; i < CUSTOMERS; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "M"));
        desk_ok(desk, by_system(desk), MERGE(desk->receipt.id, ANN));
    }
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < (k == 0 ? FIRST : MORE); i++) {
            (void)open_one(desk, ANN, "late", "chat", "Hello");
        }
        desk->store->methods = &methods;
        calls[k] = calls_of(desk, PARAMS(customer_context, .customer_id = ANN));
        desk->store->methods = offered;
    }
    assert_true(calls[0] > 10);
    assert_int_equal(calls[1], calls[0]);
    assert_true(calls[1] <= READS);
}

static struct sup_ticket_handover *hand_over(struct desk *desk, int64_t id)
{
    struct sup_ticket_handover *handover = NULL;

    must(desk, sup_ticket_handover(desk->core, by_priya(desk),
                                   PARAMS(ticket_handover, .ticket_id = id), &handover));
    return handover;
}

static void the_next_person_need_not_ask_again(void **state)
{
    struct desk *desk = *state;
    static const struct sup_reference order[] = {ORDER("1"), ORDER("9")};
    static const struct sup_ticket_field size = {"size", "XL"};
    static const struct sup_fact intent = {"intent", "refund"};
    struct sup_ticket_handover *handover;

    begin(desk);
    report(desk, ANN, "1", T0);
    open_one(desk, ANN, "late", "email", "Where is it?");
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = 1, .references = order, .reference_count = 2));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_FILL,
            PARAMS(ticket_fill, .ticket_id = 1, .fields = &size, .field_count = 1));
    desk_ok(desk, by_system(desk), SUP_OP_FACT_RECORD,
            PARAMS(fact_record, .ticket_id = 1, .facts = &intent, .fact_count = 1));
    desk_reply(desk, by_priya(desk), 1, "We look", "waiting");
    desk->now_ms = T0 + HOUR_MS;
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = 1, .body = "And?", .channel = "chat"));
    handover = hand_over(desk, 1);
    end = 0;
    add_work(handover->work);
    assert_string_equal(text, "1 open normal - since 1 due -1 repeats 0 by chat/email old! good "
                              "?order\n");
    assert_int_equal(handover->customer->id, ANN);
    assert_int_equal(handover->customer->identity_count, 1);
    assert_int_equal(handover->channel_count, 2);
    assert_string_equal(handover->channels[0], "chat");
    assert_string_equal(handover->channels[1], "email");
    assert_int_equal(handover->field_count, 1);
    assert_string_equal(handover->fields[0].value, "XL");
    assert_int_equal(handover->fact_count, 1);
    assert_string_equal(handover->facts[0].value, "refund");
    assert_int_equal(handover->thing_count, 2);
    end = 0;
    add_thing(&handover->things[0]);
    add_thing(&handover->things[1]);
    assert_string_equal(text, "1 An order state=shipped\n9 -\n");
    end = 0;
    for (uint32_t i = 0; i < handover->step_count; i++) {
        add("%s\n", handover->steps[i].sentence);
    }
    assert_string_equal(text, "The desk opened the ticket by email about late, priority normal.\n"
                              "Priya Nair (agent) replied to the customer by email, the first "
                              "reply.\n"
                              "Priya Nair (agent) moved the ticket from new to waiting.\n"
                              "Ann Lee (customer) moved the ticket from waiting to open by "
                              "writing.\n");
    assert_false(handover->is_cut);
    sup_free(handover);
}

/* What was tried on a ticket before it was merged was tried. */
static void what_was_done_on_a_merged_ticket_is_told(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_handover *handover;
    int replies = 0;

    begin(desk);
    open_one(desk, ANN, NULL, "email", "Where is it?");
    desk->now_ms += MINUTE_MS;
    open_one(desk, ANN, NULL, "chat", "Where is it?");
    desk->now_ms += MINUTE_MS;
    desk_reply(desk, by_priya(desk), 2, "We look", NULL);
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 2, .into = 1));
    handover = hand_over(desk, 1);
    for (uint32_t i = 0; i < handover->step_count; i++) {
        const char *sentence = handover->steps[i].sentence;

        replies +=
            strcmp(sentence,
                   "Priya Nair (agent) replied to the customer by chat, the first reply.") == 0;
        assert_true(i == 0 || handover->steps[i - 1].id < handover->steps[i].id);
    }
    assert_int_equal(replies, 1);
    assert_int_equal(handover->channel_count, 2);
    assert_string_equal(handover->channels[0], "chat");
    assert_string_equal(handover->channels[1], "email");
    assert_false(handover->is_cut);
    sup_free(handover);
}

static void the_newest_fifty_steps_are_told(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_handover *handover;

    begin(desk);
    open_one(desk, 0, NULL, NULL, NULL);
    for (int i = 0; i < SUP_HANDOVER_STEPS_MAX - 1; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_PRIORITIZE,
                PARAMS(ticket_prioritize, .ticket_id = 1, .priority = i % 2 ? "normal" : "high"));
    }
    handover = hand_over(desk, 1);
    assert_int_equal(handover->step_count, SUP_HANDOVER_STEPS_MAX);
    assert_false(handover->is_cut);
    assert_null(handover->customer);
    sup_free(handover);
    desk_move(desk, by_system(desk), 1, "solved");
    handover = hand_over(desk, 1);
    assert_int_equal(handover->step_count, SUP_HANDOVER_STEPS_MAX);
    assert_true(handover->is_cut);
    assert_string_equal(handover->steps[0].sentence,
                        "The desk changed the priority from normal to high.");
    assert_string_equal(handover->steps[SUP_HANDOVER_STEPS_MAX - 1].sentence,
                        "The desk moved the ticket from new to solved.");
    assert_int_equal(handover->work->closes_ms, desk->now_ms + AUTO_CLOSE_MS);
    sup_free(handover);
    for (int i = 0; i < SUP_HANDOVER_LOOK_MAX; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_NOTE,
                PARAMS(ticket_message, .ticket_id = 1, .body = "Hm"));
    }
    handover = hand_over(desk, 1);
    assert_int_equal(handover->step_count, 0);
    assert_true(handover->is_cut);
    sup_free(handover);
}

static const struct CMUnitTest tests[] = {
    desk_test(who_this_is_comes_with_the_segments_of_now),
    desk_test(things_come_latest_first_with_the_open_tickets_about_them),
    desk_test(the_newest_ten_things_are_told_and_all_are_counted),
    desk_test(what_has_happened_is_counted_by_reason_and_channel),
    desk_test(contacts_are_repeated_within_the_policys_time),
    desk_test(what_was_merged_is_no_contact_of_its_own),
    desk_test(strangers_do_not_hide_tickets_about_an_order),
    desk_test(who_waits_longest_is_first_with_what_is_missing),
    desk_test(a_ticket_that_nobody_has_answers_about_itself),
    desk_test(one_way_of_asking_is_given_by_one_who_may),
    desk_test(a_long_history_costs_no_more_calls),
    desk_test(a_long_history_costs_no_more_reads),
    desk_test(the_next_person_need_not_ask_again),
    desk_test(what_was_done_on_a_merged_ticket_is_told),
    desk_test(the_newest_fifty_steps_are_told),
};

DESK_MAIN(tests)
