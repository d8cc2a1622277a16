/*
 * test_reports.c: what the shop says about orders and other things: the latest by date wins,
 * whatever the order of arrival, and what is said twice has one effect.
 */
#include "desk_fixture.h"

#include <stdio.h>

#include "base/text.h"
#include "ops/tickets/things.h"
#include "policy/policy.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define REPORT(...)  SUP_OP_REFERENCE_REPORT, PARAMS(reference_report, __VA_ARGS__)
#define ABOUT(thing)                                                                               \
    .reference = &(const struct sup_reference)                                                     \
    {                                                                                              \
        "shopify", "order", thing                                                                  \
    }
#define FACTS(...)                                                                                 \
    .facts = (const struct sup_fact[]){__VA_ARGS__},                                               \
    .fact_count = sizeof((const struct sup_fact[]){__VA_ARGS__}) / sizeof(struct sup_fact)

/* One value of a row: dates as hours from T0, such as "@-3". */
static int add_value(char *out, size_t size, const char *value, int bytes)
{
    long long number = strtoll(value, NULL, 10);

    if (value[0] != '"' && number > T0 - 1000 * DAY_MS) {
        return snprintf(out, size, " @%d", (int)((number - T0) / HOUR_MS));
    }
    return snprintf(out, size, " %.*s", bytes, value);
}

/* Rows of a table whose second column, a text, is this: without the key's first `skipped` columns
 * and the last `cut` ones; one a line. */
static const char *look(struct desk *desk, const char *table, const char *system, int skipped,
                        int cut)
{
    static char text[4096];
    char *dump = desk_dump(desk->store, desk->tenant, table);
    char begin[80];
    char *out = text;

    snprintf(begin, sizeof begin, "\t%d\t\"%s\"\t", (int)desk->tenant, system);
    text[0] = '\0';
    for (char *line = strchr(dump, '\n'); line && line[1]; line = strchr(line + 1, '\n')) {
        const char *values[16];
        int count = 0;

        if (strncmp(line + 1, begin, strlen(begin)) != 0) {
            continue;
        }
        for (char *at = line + 1; *at == '\t'; at += strcspn(at, "\t\n")) {
            values[count++] = ++at;
        }
        for (int i = skipped; i < count - cut; i++) {
            out += add_value(out, (size_t)(text + sizeof text - out), values[i],
                             (int)strcspn(values[i], "\t\n"));
        }
        out += snprintf(out, (size_t)(text + sizeof text - out), "\n");
    }
    free(dump);
    return text;
}

/* name value @date source, by name */
static const char *facts_of(struct desk *desk, const char *system)
{
    return look(desk, "sup_thing_fact", system, 4, 2);
}

/* customer @updated @first label @since source @since source by_shop said_by */
static const char *thing_of(struct desk *desk, const char *system)
{
    return look(desk, "sup_thing", system, 4, 0);
}

/* ---- any order ---- */

static const struct {
    int at_h;
    struct sup_reference_report_params params;
} reports[] = {
    {-5,
     {.source_event_id = "9",
      .customer_id = ANN,
      .label = "Order 1001",
      FACTS({"state", "paid"}, {"total", "60.00 EUR"})}},
    {-3,
     {.source_event_id = "10",
      FACTS({"state", "shipped"}, {"promised_at", "2026-03-25T10:00:00Z"},
            {"shipped_at", "2026-03-20T06:00:00Z"})}},
    {-3, {.source_event_id = "8", .customer_id = BEN, FACTS({"state", "unpacked"})}},
    {-2,
     {.source_event_id = "11",
      .customer_id = ANN,
      FACTS({"promised_at", "2026-03-26T10:00:00Z"}, {"total", "62.00 EUR"})}},
    {-1, {.label = "#1001", FACTS({"promised_at", ""})}},
    {-1, {.label = "#1002"}},
};

/* Of the same date 10 is after 8, and "#1002" after "#1001". */
static const char facts_in_the_end[] = " \"promised_at\" \"\" @-1 NULL\n"
                                       " \"shipped_at\" \"2026-03-20T06:00:00.000Z\" @-3 \"10\"\n"
                                       " \"state\" \"shipped\" @-3 \"10\"\n"
                                       " \"total\" \"62.00 EUR\" @-2 \"11\"\n";
static const char thing_in_the_end[] = " 1 @-1 @-5 \"#1002\" @-1 NULL @-2 \"11\" 1 1\n";

static void report(struct desk *desk, const char *system, size_t which)
{
    const struct sup_reference thing = {system, "order", "1001"};
    struct sup_reference_report_params params = reports[which].params;

    params.size = sizeof params;
    params.reference = &thing;
    desk_ok(desk, at(by_integration(desk), T0 + reports[which].at_h * HOUR_MS),
            SUP_OP_REFERENCE_REPORT, &params);
}

static void report_all(struct desk *desk, const size_t *order, int number)
{
    char system[16];

    snprintf(system, sizeof system, "s%d", number);
    for (size_t i = 0; i < COUNT(reports); i++) {
        report(desk, system, order[i]);
    }
    if (strcmp(facts_of(desk, system), facts_in_the_end) != 0 ||
        strcmp(thing_of(desk, system), thing_in_the_end) != 0) {
        fail_msg("in the order %zu%zu%zu%zu%zu%zu:\n%s%s", order[0], order[1], order[2], order[3],
                 order[4], order[5], facts_of(desk, system), thing_of(desk, system));
    }
}

/* The next order by the alphabet; 0 after the last. */
static int next_order(size_t *order, size_t count)
{
    size_t i = count - 1;
    size_t j = count - 1;

    while (i > 0 && order[i - 1] > order[i]) {
        i--;
    }
    if (i == 0) {
        return 0;
    }
    while (order[j] < order[i - 1]) {
        j--;
    }
    for (size_t swap = order[i - 1], k = 0; k < 1; k++) {
        order[i - 1] = order[j];
        order[j] = swap;
    }
    for (size_t low = i, high = count - 1; low < high; low++, high--) {
        size_t swap = order[low];

        order[low] = order[high];
        order[high] = swap;
    }
    return 1;
}

static void every_order_of_arrival_gives_the_same(void **state)
{
    struct desk *desk = *state;
    size_t order[] = {0, 1, 2, 3, 4, 5};
    int number = 0;

    /* Each order has a desk of its own, or looking at all rows would take longest. */
    do {
        struct desk other = {.now_ms = T0};

        other.store = desk_store_open(":memory:");
        desk_open(&other);
        desk_ok(&other, by_system(&other), SUP_OP_CUSTOMER_SAVE,
                PARAMS(customer_save, .name = "A"));
        desk_ok(&other, by_system(&other), SUP_OP_CUSTOMER_SAVE,
                PARAMS(customer_save, .name = "B"));
        report_all(&other, order, number);
        if (number % 90 == 0) {
            desk_expect_sound(&other);
        }
        sup_close(other.core);
        sup_store_close(other.store);
        number++;
    } while (next_order(order, COUNT(order)));
    assert_int_equal(number, 720);
    (void)desk;
}

/* Priya says later that it is Ben's and lost, and what it weighs; the shop, that it is Ann's and
 * paid. Whatever came first, of what both say the shop's word holds. */
static void what_others_say_takes_no_place_of_what_the_shop_says(void **state)
{
    struct desk *desk = *state;

    for (int is_late = 0; is_late < 2; is_late++) {
        const struct sup_reference thing = {is_late ? "late" : "early", "order", "1001"};

        for (int i = 0; i < 2; i++) {
            if (i == is_late) {
                desk_ok(desk, at(by_priya(desk), T0 - HOUR_MS),
                        REPORT(.reference = &thing, .customer_id = BEN,
                               FACTS({"state", "lost"}, {"country", "FR"})));
            } else {
                desk_ok(desk, at(by_integration(desk), T0 - 3 * HOUR_MS),
                        REPORT(.reference = &thing, .customer_id = ANN,
                               FACTS({"state", "paid"})));
            }
        }
        assert_string_equal(thing_of(desk, thing.system),
                            " 1 @-1 @-3 NULL NULL NULL @-3 NULL 1 3\n");
        assert_string_equal(facts_of(desk, thing.system),
                            " \"country\" \"FR\" @-1 NULL\n \"state\" \"paid\" @-3 NULL\n");
    }
    desk_expect_sound(desk);
}

/* ---- values ---- */

static void values_have_the_one_form_of_their_type(void **state)
{
    static const struct {
        const char *kind;
        const char *name;
        const char *given;
        const char *stored; /* NULL: it is no value */
    } cases[] = {
        {"order", "total", "62.00 EUR", "62.00 EUR"},
        {"order", "total", "1000 JPY", "1000 JPY"}, /* ISO 4217: the yen has no minor unit */
        {"order", "total", "62.005 EUR", NULL},
        {"order", "total", "sixty", NULL},
        {"order", "captured", "0.00 EUR", "0.00 EUR"},
        {"order", "is_delayed", "true", "true"},
        {"order", "is_delayed", "false", "false"},
        {"order", "is_delayed", "yes", NULL},
        {"order", "review_score", "4.5", "4.5"},
        {"order", "review_score", "4", "4.0"},
        {"order", "review_score", "4.55", NULL},
        {"order", "placed_at", "2026-03-20T10:00:00+01:00", "2026-03-20T09:00:00.000Z"},
        {"order", "placed_at", "yesterday", NULL},
        {"order", "returned_at", "2026-03-20T09:00:00Z", "2026-03-20T09:00:00.000Z"},
        {"order", "reviewed_at", "2026-03-20T09:00:00Z", "2026-03-20T09:00:00.000Z"},
        {"order", "cancelled_at", "2026-03-20T09:00:00Z", "2026-03-20T09:00:00.000Z"},
        {"order", "state", "Paid in full", "Paid in full"},
        {"subscription", "price", "9.90 EUR", "9.90 EUR"},
        {"subscription", "renews_at", "2026-04-01T00:00:00Z", "2026-04-01T00:00:00.000Z"},
        {"subscription", "cancelled_at", "never", NULL},
        {"parcel", "weight", "2 kg", "2 kg"}, /* of other kinds nothing is known */
        {"parcel", "total", "sixty", "sixty"},
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        char system[16];
        char expected[128];
        const struct sup_reference thing = {system, cases[i].kind, "1"};

        snprintf(system, sizeof system, "v%zu", i);
        if (cases[i].stored == NULL) {
            desk_fails(desk, SUP_MSG_REPORT_VALUE, "facts/0/value", by_integration(desk),
                       REPORT(.reference = &thing, FACTS({cases[i].name, cases[i].given})));
            assert_string_equal(facts_of(desk, system), "");
            continue;
        }
        desk_ok(desk, by_integration(desk),
                REPORT(.reference = &thing, FACTS({cases[i].name, cases[i].given})));
        snprintf(expected, sizeof expected, " \"%s\" \"%s\" @0 NULL\n", cases[i].name,
                 cases[i].stored);
        assert_string_equal(facts_of(desk, system), expected);
    }
}

static void a_wrong_name_is_told_with_the_nearest(void **state)
{
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    desk_fails(desk, SUP_MSG_REPORT_FACT, "facts/1/name", by_integration(desk),
               REPORT(ABOUT("1"), FACTS({"total", "1.00 EUR"}, {"captred", "1.00 EUR"})));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'captured'?");
    desk_fails(desk, SUP_MSG_REPORT_FACT, "facts/0/name", by_integration(desk),
               REPORT(ABOUT("1"), FACTS({"items", "[]"}))); /* a list is not one value */
    desk_fails(desk, SUP_MSG_REPORT_FACT, "facts/0/name", by_integration(desk),
               REPORT(ABOUT("1"), FACTS({"renews_at", "2026-04-01T00:00:00Z"})));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_integration(desk),
               REPORT(ABOUT("1"), .customer_id = 3));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "reference", by_integration(desk),
               REPORT(.label = "x"));
    /* The place is that of the request, where names are not yet in their order. */
    desk_fails(desk, SUP_MSG_REPORT_VALUE, "facts/0/value", by_integration(desk),
               REPORT(ABOUT("1"), FACTS({"total", "x"}, {"is_delayed", "true"})));
    desk_expect_unchanged(desk, before);
}

static void of_a_name_given_twice_the_last_counts(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_integration(desk),
            REPORT(ABOUT("1"), FACTS({"state", "a"}, {"total", "1.00 EUR"}, {"state", "b"})));
    assert_string_equal(facts_of(desk, "shopify"),
                        " \"state\" \"b\" @0 NULL\n \"total\" \"1.00 EUR\" @0 NULL\n");
}

/* ---- withdrawn ---- */

static void what_is_withdrawn_is_not_brought_back_by_what_is_older(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, at(by_integration(desk), T0 - HOUR_MS),
            REPORT(ABOUT("1"), .label = "", FACTS({"is_delayed", NULL})));
    desk_ok(desk, at(by_integration(desk), T0 - 2 * HOUR_MS),
            REPORT(ABOUT("1"), .label = "Old", FACTS({"is_delayed", "true"})));
    assert_string_equal(facts_of(desk, "shopify"), " \"is_delayed\" \"\" @-1 NULL\n");
    assert_string_equal(thing_of(desk, "shopify"), " 0 @-1 @-2 NULL @-1 NULL NULL NULL NULL 1\n");
    desk_ok(desk, by_integration(desk), REPORT(ABOUT("1"), FACTS({"is_delayed", "true"})));
    assert_string_equal(facts_of(desk, "shopify"), " \"is_delayed\" \"true\" @0 NULL\n");
    desk_expect_sound(desk);
}

/* ---- once ---- */

static void the_same_event_of_a_source_has_one_effect(void **state)
{
    struct desk *desk = *state;
    int64_t first;
    char *before;

    desk_ok(desk, at(by_integration(desk), T0 - HOUR_MS),
            REPORT(ABOUT("1"), .customer_id = BEN, .label = "A", .source_event_id = "e1",
                   FACTS({"state", "paid"}, {"total", "5.00 EUR"})));
    first = desk->receipt.sequence;
    assert_int_equal(first, PEOPLE_EVENTS + 1);
    assert_int_equal(desk->receipt.is_replay, 0);
    assert_int_equal(desk->receipt.id, BEN);
    before = desk_dump(desk->store, 0, NULL);
    /* Later, in another order of facts, by somebody else: it says the same. */
    desk_ok(desk, by_system(desk),
            REPORT(ABOUT("1"), .customer_id = BEN, .label = "A", .source_event_id = "e1",
                   FACTS({"total", "5.00 EUR"}, {"state", "paid"})));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.sequence, first);
    assert_int_equal(desk->receipt.id, BEN);
    desk_expect_unchanged(desk, before);
}

static void the_same_id_with_another_content_is_a_conflict(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ok(desk, by_integration(desk),
            REPORT(ABOUT("1"), .customer_id = BEN, .label = "A", .source_event_id = "e1",
                   FACTS({"state", "paid"})));
    before = desk_dump(desk->store, 0, NULL);
#define AGAIN(...) REPORT(.source_event_id = "e1", __VA_ARGS__)
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_integration(desk),
               AGAIN(ABOUT("2"), .customer_id = BEN, .label = "A", FACTS({"state", "paid"})));
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_integration(desk),
               AGAIN(ABOUT("1"), .customer_id = ANN, .label = "A", FACTS({"state", "paid"})));
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_integration(desk),
               AGAIN(ABOUT("1"), .customer_id = BEN, .label = "B", FACTS({"state", "paid"})));
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_integration(desk),
               AGAIN(ABOUT("1"), .customer_id = BEN, FACTS({"state", "paid"})));
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_integration(desk),
               AGAIN(ABOUT("1"), .customer_id = BEN, .label = "A", FACTS({"state", "PAID"})));
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_integration(desk),
               AGAIN(ABOUT("1"), .customer_id = BEN, .label = "A", FACTS({"country", "paid"})));
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_integration(desk),
               AGAIN(ABOUT("1"), .customer_id = BEN, .label = "A"));
    desk_expect_unchanged(desk, before);
    /* In another system the id is another event's. */
    desk_ok(desk, by_integration(desk),
            AGAIN(.reference = &(const struct sup_reference){"magento", "order", "1"}));
    assert_int_equal(desk->receipt.is_replay, 0);
}

static void without_an_id_what_says_nothing_new_is_no_event(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    desk_ok(desk, at(by_integration(desk), T0 - 5 * HOUR_MS), REPORT(ABOUT("1")));
    desk_ok(desk, at(by_integration(desk), T0 - 2 * HOUR_MS),
            REPORT(ABOUT("1"), .label = "A", FACTS({"state", "paid"})));
    before = desk_sequence(desk);
    /* The same again, older ones, and ones of no consequence. */
    desk_ok(desk, at(by_integration(desk), T0 - 2 * HOUR_MS),
            REPORT(ABOUT("1"), .label = "A", FACTS({"state", "paid"})));
    assert_int_equal(desk->receipt.sequence, 0);
    assert_int_equal(desk->receipt.is_replay, 0);
    desk_ok(desk, at(by_integration(desk), T0 - 3 * HOUR_MS),
            REPORT(ABOUT("1"), .label = "B", FACTS({"state", "new"})));
    desk_ok(desk, at(by_integration(desk), T0 - 4 * HOUR_MS), REPORT(ABOUT("1")));
    assert_int_equal(desk_sequence(desk), before);
    /* With an id it is one, and so is the same value on a later date. */
    desk_ok(desk, at(by_integration(desk), T0 - 4 * HOUR_MS),
            REPORT(ABOUT("1"), .source_event_id = "e"));
    assert_int_equal(desk_sequence(desk), before + 1);
    desk_ok(desk, at(by_integration(desk), T0 - HOUR_MS),
            REPORT(ABOUT("1"), FACTS({"state", "paid"})));
    assert_int_equal(desk_sequence(desk), before + 2);
    assert_string_equal(facts_of(desk, "shopify"), " \"state\" \"paid\" @-1 NULL\n");
    /* An empty id is none. */
    desk_ok(desk, at(by_integration(desk), T0 - HOUR_MS),
            REPORT(ABOUT("1"), .source_event_id = "", FACTS({"state", "paid"})));
    assert_int_equal(desk_sequence(desk), before + 2);
}

/* ---- limits ---- */

static void a_thing_has_64_facts_at_most(void **state)
{
    static char names[65][8];
    struct sup_fact facts[65];
    struct desk *desk = *state;
    const struct sup_reference parcel = {"post", "parcel", "1"};
    char *before;

    for (size_t i = 0; i < 65; i++) {
        snprintf(names[i], sizeof names[i], "f%zu", i);
        facts[i] = (struct sup_fact){names[i], i % 2 ? "x" : ""};
    }
    desk_fails(desk, SUP_MSG_LIST_LONG, "facts", by_integration(desk),
               REPORT(.reference = &parcel, .facts = facts, .fact_count = 65));
    desk_ok(desk, by_integration(desk),
            REPORT(.reference = &parcel, .facts = facts, .fact_count = 64));
    assert_int_equal(desk_rows(desk, "sup_thing_fact"), 64);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_THING_FACTS, "facts", by_integration(desk),
               REPORT(.reference = &parcel, .facts = &facts[64], .fact_count = 1));
    desk_expect_unchanged(desk, before);
    /* What it has may change; another thing has room of its own. */
    desk_ok(desk, by_integration(desk),
            REPORT(.reference = &parcel, .source_event_id = "n", .facts = facts, .fact_count = 64));
    desk_ok(desk, by_integration(desk),
            REPORT(.reference = &(const struct sup_reference){"post", "parcel", "2"},
                   .facts = &facts[64], .fact_count = 1));
    desk_expect_sound(desk);
}

static void texts_have_their_limits(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_integration(desk), REPORT(ABOUT("1"), .label = letters(200)));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "label", by_integration(desk),
               REPORT(ABOUT("1"), .label = letters(201)));
    desk_ok(desk, by_integration(desk), REPORT(ABOUT("1"), .source_event_id = letters(255)));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "source_event_id", by_integration(desk),
               REPORT(ABOUT("1"), .source_event_id = letters(256)));
    desk_ok(desk, by_integration(desk), REPORT(ABOUT("1"), FACTS({"state", letters(1000)})));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "facts/0/value", by_integration(desk),
               REPORT(ABOUT("1"), FACTS({"state", letters(1001)})));
}

/* ---- customers ---- */

#define SAY(...) SUP_OP_CUSTOMER_REPORT, PARAMS(customer_report, .source = "shopify", __VA_ARGS__)

/* name=value @date system source, of a person; static */
static const char *person(struct desk *desk, int64_t id)
{
    static char text[2048];
    struct sup_customer *customer = NULL;
    char *out = text;

    must(desk, sup_customer_get(desk->core, by_system(desk),
                                PARAMS(customer_get, .customer_id = id), &customer));
    text[0] = '\0';
    for (uint32_t i = 0; i < customer->fact_count; i++) {
        const struct sup_reported_fact *fact = &customer->facts[i];

        out += snprintf(out, (size_t)(text + sizeof text - out), "%s=%s @%d %s %s\n", fact->name,
                        fact->value, (int)((fact->at_ms - T0) / HOUR_MS), fact->system,
                        fact->source_event_id ? fact->source_event_id : "-");
    }
    sup_free(customer);
    return text;
}

static void what_is_said_of_a_customer_is_shown(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, at(by_integration(desk), T0 - HOUR_MS),
            SAY(.customer_id = ANN, .source_event_id = "e1",
                FACTS({"lifetime_value", "120 EUR"}, {"order_count", "3"}, {"is_vip", "true"},
                      {"contact_preference", "chat"}, {"language", "de-CH"},
                      {"first_ordered_at", "2024-01-31"})));
    assert_int_equal(desk->receipt.id, ANN);
    assert_int_equal(desk->receipt.version, 1);
    assert_string_equal(person(desk, ANN),
                        "contact_preference=chat @-1 shopify e1\n"
                        "first_ordered_at=2024-01-31T00:00:00.000Z @-1 shopify e1\n"
                        "is_vip=true @-1 shopify e1\n"
                        "language=de-CH @-1 shopify e1\n"
                        "lifetime_value=120.00 EUR @-1 shopify e1\n"
                        "order_count=3 @-1 shopify e1\n");
    assert_string_equal(person(desk, BEN), "");
    desk_ok(desk, by_integration(desk),
            SAY(.customer_id = ANN, FACTS({"contact_preference", ""}, {"is_opted_out", "true"},
                                          {"first_ordered_at", NULL}, {"language", ""},
                                          {"order_count", ""}, {"is_vip", "false"})));
    desk_ok(desk, at(by_integration(desk), T0 - 2 * HOUR_MS), /* older: of no effect */
            SAY(.customer_id = ANN, FACTS({"order_count", "2"})));
    assert_string_equal(person(desk, ANN), "is_opted_out=true @0 shopify -\n"
                                           "is_vip=false @0 shopify -\n"
                                           "lifetime_value=120.00 EUR @-1 shopify e1\n");
    desk_expect_sound(desk);
}

static void what_a_customer_cannot_be_is_told(void **state)
{
    static const struct {
        struct sup_fact fact;
        int32_t message;
        const char *field;
    } cases[] = {
        {{"is_vpi", "true"}, SUP_MSG_REPORT_FACT, "facts/0/name"},
        {{"is_known", "true"}, SUP_MSG_REPORT_FACT, "facts/0/name"}, /* the desk's to know */
        {{"segment", "vip"}, SUP_MSG_REPORT_FACT, "facts/0/name"},   /* the policy's */
        {{"order_count", "-1"}, SUP_MSG_REPORT_VALUE, "facts/0/value"},
        {{"order_count", "1.5"}, SUP_MSG_REPORT_VALUE, "facts/0/value"},
        {{"contact_preference", "pigeon"}, SUP_MSG_REPORT_VALUE, "facts/0/value"},
        {{"language", "german"}, SUP_MSG_LANGUAGE_TAG, "facts/0/value"},
    };
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    for (size_t i = 0; i < COUNT(cases); i++) {
        desk_fails(desk, cases[i].message, cases[i].field, by_integration(desk),
                   SAY(.customer_id = ANN, .facts = &cases[i].fact, .fact_count = 1));
    }
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "facts", by_integration(desk),
               SAY(.customer_id = ANN));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "source", by_integration(desk),
               SUP_OP_CUSTOMER_REPORT,
               PARAMS(customer_report, .customer_id = ANN, FACTS({"is_vip", "true"})));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_integration(desk),
               SAY(.customer_id = 3, FACTS({"is_vip", "true"})));
    desk_expect_unchanged(desk, before);
}

static void a_customers_report_is_taken_once(void **state)
{
    struct desk *desk = *state;
    int64_t first;
    char *before;

    desk_ok(desk, by_integration(desk),
            SAY(.customer_id = ANN, .source_event_id = "e", FACTS({"is_vip", "true"})));
    first = desk->receipt.sequence;
    before = desk_dump(desk->store, 0, NULL);
    desk_ok(desk, by_system(desk),
            SAY(.customer_id = ANN, .source_event_id = "e", FACTS({"is_vip", "true"})));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.sequence, first);
    assert_int_equal(desk->receipt.id, ANN);
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_system(desk),
               SAY(.customer_id = BEN, .source_event_id = "e", FACTS({"is_vip", "true"})));
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_system(desk),
               SAY(.customer_id = ANN, .source_event_id = "e", FACTS({"is_vip", "false"})));
    /* A system has one numbering for all that it says. */
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_system(desk),
               REPORT(ABOUT("1"), .customer_id = ANN, .source_event_id = "e"));
    /* Without an id: nothing new, no event. */
    desk_ok(desk, at(by_integration(desk), T0 - HOUR_MS),
            SAY(.customer_id = ANN, FACTS({"is_vip", "false"})));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_expect_unchanged(desk, before);
}

/* Of one person the latest by date counts, whoever it was said of; each keeps their own. */
static void facts_follow_merges_and_come_back(void **state)
{
    static const char anns[] = "is_vip=true @-3 shopify -\norder_count=1 @-1 shopify -\n";
    static const char dans[] = "is_vip=false @-2 shopify -\norder_count=7 @-4 shopify -\n";
    enum { CID = 3, DAN = 4 };
    struct desk *desk = *state;

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cid"));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Dan"));
    desk_ok(desk, at(by_integration(desk), T0 - 3 * HOUR_MS),
            SAY(.customer_id = ANN, FACTS({"is_vip", "true"})));
    desk_ok(desk, at(by_integration(desk), T0 - HOUR_MS),
            SAY(.customer_id = ANN, FACTS({"order_count", "1"})));
    desk_ok(desk, at(by_integration(desk), T0 - 2 * HOUR_MS),
            SAY(.customer_id = DAN, FACTS({"is_vip", "false"}, {"is_opted_out", "true"})));
    desk_ok(desk, at(by_integration(desk), T0 - 4 * HOUR_MS),
            SAY(.customer_id = DAN, FACTS({"order_count", "7"})));
    desk_ok(desk, at(by_integration(desk), T0 - HOUR_MS),
            SAY(.customer_id = DAN, FACTS({"is_opted_out", ""})));
    assert_string_equal(person(desk, ANN), anns);
    assert_string_equal(person(desk, DAN), dans);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = DAN, .into = CID, .evidence = "e"));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = ANN, .into = CID, .evidence = "e"));
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(person(desk, (const int64_t[]){ANN, CID, DAN}[i]),
                            "is_vip=false @-2 shopify -\norder_count=1 @-1 shopify -\n");
    }
    desk_ok(desk, by_integration(desk), SAY(.customer_id = ANN, FACTS({"is_opted_out", "true"})));
    assert_string_equal(person(desk, CID),
                        "is_opted_out=true @0 shopify -\nis_vip=false @-2 shopify -\n"
                        "order_count=1 @-1 shopify -\n");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = ANN, .evidence = "e"));
    assert_string_equal(person(desk, DAN), dans);
    assert_string_equal(person(desk, CID), dans);
    assert_string_equal(person(desk, ANN),
                        "is_opted_out=true @0 shopify -\nis_vip=true @-3 shopify -\n"
                        "order_count=1 @-1 shopify -\n");
    desk_expect_sound(desk);
}

/* ---- reading a thing ---- */

static void a_thing_is_read_with_what_holds(void **state)
{
    const struct sup_reference thing = {"shopify", "order", "1001"};
    struct desk *desk = *state;
    struct sup_thing *read = NULL;

    for (size_t i = 0; i < COUNT(reports); i++) {
        report(desk, "shopify", i);
    }
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cid"));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = ANN, .into = 3, .evidence = "e"));
    must(desk, sup_reference_get(desk->core, by_priya(desk),
                                 PARAMS(reference_get, .reference = &thing), &read));
    assert_string_equal(read->reference->system, "shopify");
    assert_string_equal(read->reference->kind, "order");
    assert_string_equal(read->reference->id, "1001");
    assert_string_equal(read->label, "#1002");
    assert_int_equal(read->customer_id, 3); /* Ann was merged into Cid */
    assert_int_equal(read->first_ms, T0 - 5 * HOUR_MS);
    assert_int_equal(read->updated_ms, T0 - HOUR_MS);
    assert_int_equal(read->fact_count, 3); /* the promise was withdrawn */
    assert_string_equal(read->facts[0].name, "shipped_at");
    assert_string_equal(read->facts[1].name, "state");
    assert_string_equal(read->facts[1].value, "shipped");
    assert_int_equal(read->facts[1].at_ms, T0 - 3 * HOUR_MS);
    assert_string_equal(read->facts[1].system, "shopify");
    assert_string_equal(read->facts[1].source_event_id, "10");
    assert_string_equal(read->facts[2].name, "total");
    sup_free(read);
    must_fail(
        desk, SUP_MSG_THING_UNKNOWN, "reference",
        sup_reference_get(desk->core, by_priya(desk), PARAMS(reference_get, ABOUT("1002")), &read));
}

/* The built-in policy, but customers may ask for what is theirs. */
static const char *open_policy(void)
{
    static char document[16384];
    const char *from = sup__policy_builtin();
    const char *at = strstr(from, "\"customer\": {\"may\": [");

    assert_non_null(at);
    at = strchr(at, '[') + 1;
    snprintf(document, sizeof document, "%.*s\"reference.get\", %s", (int)(at - from), from, at);
    return document;
}

static void customers_read_what_is_theirs(void **state)
{
    struct desk *desk = *state;
    struct sup_thing *read = NULL;

    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE,
            PARAMS(policy, .document = open_policy()));
    desk_ok(desk, by_integration(desk), REPORT(ABOUT("1"), .customer_id = ANN));
    desk_ok(desk, by_integration(desk), REPORT(ABOUT("2"), .customer_id = BEN));
    desk_ok(desk, by_integration(desk), REPORT(ABOUT("3")));
    must(desk,
         sup_reference_get(desk->core, by_ann(desk), PARAMS(reference_get, ABOUT("1")), &read));
    assert_int_equal(read->customer_id, ANN);
    sup_free(read);
    must_fail(
        desk, SUP_MSG_THING_UNKNOWN, "reference",
        sup_reference_get(desk->core, by_ann(desk), PARAMS(reference_get, ABOUT("2")), &read));
    must_fail(
        desk, SUP_MSG_THING_UNKNOWN, "reference",
        sup_reference_get(desk->core, by_ann(desk), PARAMS(reference_get, ABOUT("3")), &read));
    must_fail(
        desk, SUP_MSG_THING_UNKNOWN, "reference",
        sup_reference_get(desk->core, by_ann(desk), PARAMS(reference_get, ABOUT("4")), &read));
}

static int32_t add_id(void *context, void *row)
{
    char *out = context;

    strcat(out, ((const struct sup__thing_row *)row)->thing_id);
    strcat(out, " ");
    return 0;
}

static void a_customers_things_come_newest_first(void **state)
{
    struct desk *desk = *state;
    struct sup__unit *unit = calloc(1, sizeof *unit);
    char all[64] = "";
    char two[64] = "";

    assert_non_null(unit);
    desk_ok(desk, at(by_integration(desk), T0 - 3 * HOUR_MS),
            REPORT(ABOUT("1"), .customer_id = ANN));
    desk_ok(desk, at(by_integration(desk), T0 - HOUR_MS), REPORT(ABOUT("2"), .customer_id = ANN));
    desk_ok(desk, at(by_integration(desk), T0 - 2 * HOUR_MS),
            REPORT(ABOUT("3"), .customer_id = ANN));
    desk_ok(desk, at(by_integration(desk), T0 - 9 * HOUR_MS), REPORT(ABOUT("2"), .label = "Old"));
    desk_ok(desk, by_integration(desk), REPORT(ABOUT("4"), .customer_id = BEN));
    desk_ok(desk, by_integration(desk), REPORT(ABOUT("5")));
    assert_int_equal(sup__unit_begin(unit, desk->core, SUP_READ), SUP_OK);
    assert_int_equal(sup__each_thing(unit, ANN, 10, add_id, all), SUP_OK);
    assert_int_equal(sup__each_thing(unit, ANN, 2, add_id, two), SUP_OK);
    assert_int_equal(sup__unit_commit(unit), SUP_OK);
    assert_string_equal(all, "2 3 1 ");
    assert_string_equal(two, "2 3 ");
    free(unit);
}

/* ---- erased ---- */

/* Takes away the text of an event, as erasing a person will. */
static void erase(struct desk *desk, int64_t sequence)
{
    struct sup_value row[SUP_STORE_COLUMNS_MAX] = {{.type = SUP_INT}, {.type = SUP_INT}};
    struct sup_store *store = desk->store;

    row[1].number = sequence;
    assert_int_equal(store->methods->begin(store, 0, SUP_WRITE), SUP_OK);
    assert_int_equal(store->methods->remove(store, SUP__T_EVENT_PRIVATE, row), SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

static void what_an_erased_report_said_is_not_compared(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_integration(desk),
            REPORT(ABOUT("1"), .source_event_id = "e", FACTS({"state", "secret"})));
    erase(desk, desk->receipt.sequence);
    desk_ok(desk, by_integration(desk),
            REPORT(ABOUT("1"), .source_event_id = "e", FACTS({"state", "open"})));
    assert_int_equal(desk->receipt.is_replay, 1);
}

static void folding_an_erased_report_changes_nothing(void **state)
{
    static const char *const name = "state";
    struct desk *desk = *state;
    struct sup__unit *unit = calloc(1, sizeof *unit);
    struct sup__event event;
    char *before = desk_dump(desk->store, 0, NULL);

    assert_non_null(unit);
    assert_int_equal(sup__unit_begin(unit, desk->core, SUP_WRITE), SUP_OK);
    sup__unit_caller(unit, by_system(desk), sup_operation_find("reference.report"));
    event = sup__event_new(unit, SUP__E_REFERENCE_REPORTED, 0);
    event.row.subject_id = ANN;
    event.payload.facts = (struct sup__texts){&name, 1};
    assert_int_equal(sup__fold_report(unit, &event), SUP_OK);
    assert_int_equal(sup__unit_commit(unit), SUP_OK);
    desk_expect_unchanged(desk, before);
    free(unit);
}

static const struct CMUnitTest tests[] = {
    desk_test(every_order_of_arrival_gives_the_same),
    desk_test(what_others_say_takes_no_place_of_what_the_shop_says),
    desk_test(values_have_the_one_form_of_their_type),
    desk_test(a_wrong_name_is_told_with_the_nearest),
    desk_test(of_a_name_given_twice_the_last_counts),
    desk_test(what_is_withdrawn_is_not_brought_back_by_what_is_older),
    desk_test(the_same_event_of_a_source_has_one_effect),
    desk_test(the_same_id_with_another_content_is_a_conflict),
    desk_test(without_an_id_what_says_nothing_new_is_no_event),
    desk_test(a_thing_has_64_facts_at_most),
    desk_test(texts_have_their_limits),
    desk_test(what_is_said_of_a_customer_is_shown),
    desk_test(what_a_customer_cannot_be_is_told),
    desk_test(a_customers_report_is_taken_once),
    desk_test(facts_follow_merges_and_come_back),
    desk_test(a_thing_is_read_with_what_holds),
    desk_test(customers_read_what_is_theirs),
    desk_test(a_customers_things_come_newest_first),
    desk_test(what_an_erased_report_said_is_not_compared),
    desk_test(folding_an_erased_report_changes_nothing),
};

DESK_MAIN(tests)
