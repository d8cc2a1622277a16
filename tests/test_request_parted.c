/*
 * test_request_parted.c: taking a merge of customers back frees nothing of their limits.
 *
 * 50.00 EUR a customer in two days; what is left of them is done by hand in the comments.
 */
#include "request_fixture.h"

static const char matrix[] =
    "\"authority\": {\"matrix\": [{\"name\": \"all\", \"remedies\": [\"refund.*\", "
    "\"voucher\"], \"amount\": "
    "{\"EUR\": {}}, \"effect\": \"allow\", \"limits\": [{\"per\": \"customer\", \"within\": "
    "\"P2D\", \"amount\": {\"EUR\": \"50.00\"}}]}]}";

/* A customer and a ticket of theirs. */
struct person {
    int64_t id;
    int64_t ticket;
};

static struct person person_of(struct desk *desk, const char *name)
{
    struct person person;

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = name));
    person.id = desk->receipt.id;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = person.id, .subject = "S", .body = "B"));
    person.ticket = desk->receipt.ticket_id;
    return person;
}

static void merge(struct desk *desk, const struct person *from, const struct person *into)
{
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = from->id, .into = into->id, .evidence = "e"));
    desk->now_ms++;
}

static void part(struct desk *desk, const struct person *from)
{
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = from->id, .evidence = "e"));
    desk->now_ms++;
}

static void give(struct desk *desk, const struct person *person, const char *sum)
{
    int64_t id =
        request_ok(desk, by_priya(desk), WISH(person->ticket, .remedy = "voucher", .amount = sum));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = NULL));
    desk->now_ms++;
}

/* What is used of the limit, and what the ledger comes to. */
static void expect_used(struct desk *desk, const struct person *person, const char *used,
                        int64_t count)
{
    struct sup_ledger_list *list = NULL;
    char expected[80];

    sup__format(expected, sizeof expected, "refuse all customer %s of 50.00", used);
    expect_answer(desk, by_lee(desk), WISH(person->ticket, .amount = "50.01"), expected);
    must(desk, sup_ledger_list(
                   desk->core, by_system(desk),
                   PARAMS(ledger_list, .customer_id = person->id, .within_ms = 2 * DAY_MS), &list));
    assert_int_equal(list->sum_count, count ? 1 : 0);
    if (count) {
        assert_string_equal(list->sums[0].amount, used);
        assert_int_equal(list->sums[0].count, count);
    }
    sup_free(list);
}

/* 30.00 of one and 15.00 of the other; then 5.00 of the first alone. */
static void what_counted_while_they_were_one_counts_for_both(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, matrix);
    struct person ann = person_of(desk, "Ann A");
    struct person twin = person_of(desk, "Ann B");
    int64_t given_ms = desk->now_ms;

    give(desk, &ann, "30.00");
    merge(desk, &twin, &ann);
    give(desk, &twin, "15.00");
    part(desk, &twin);
    expect_used(desk, &ann, "45.00", 2);
    expect_used(desk, &twin, "45.00", 2);
    give(desk, &ann, "5.00");
    expect_used(desk, &ann, "50.00", 3);
    expect_used(desk, &twin, "45.00", 2);
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT,
               WISH(twin.ticket, .remedy = "voucher", .amount = "5.01"));
    give(desk, &twin, "5.00");
    /* One again, each counts once. */
    merge(desk, &ann, &twin);
    expect_used(desk, &ann, "55.00", 4);
    expect_used(desk, &twin, "55.00", 4);
    part(desk, &ann);
    expect_used(desk, &twin, "55.00", 4);
    expect_clean(desk);
    /* Windows go on as ever: two days after the first was given it counts no more. */
    desk->now_ms = given_ms + 2 * DAY_MS - 1;
    expect_used(desk, &twin, "55.00", 4);
    desk->now_ms++;
    expect_used(desk, &twin, "25.00", 3);
    expect_clean(desk);
}

/* Ben left Ann before Cid did: of what Ben was given Cid has what was there until then. And who was
 * merged with Ann only afterwards has nothing of it before. */
static void who_was_one_with_whom_was_parted_before_has_that_too(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, matrix);
    struct person ann = person_of(desk, "Ann");
    struct person ben = person_of(desk, "Ben");
    struct person cid = person_of(desk, "Cid");
    struct person dan = person_of(desk, "Dan");

    merge(desk, &ben, &ann);
    merge(desk, &cid, &ann);
    give(desk, &ben, "20.00");
    part(desk, &ben);
    give(desk, &ben, "7.00");
    give(desk, &ann, "3.00");
    part(desk, &cid);
    give(desk, &ann, "1.00");
    give(desk, &dan, "2.00");
    expect_used(desk, &ben, "27.00", 2);
    expect_used(desk, &cid, "23.00", 2);
    expect_used(desk, &ann, "24.00", 3);
    expect_used(desk, &dan, "2.00", 1);
    merge(desk, &dan, &cid);
    expect_used(desk, &cid, "25.00", 3);
    expect_used(desk, &ann, "24.00", 3);
    expect_clean(desk);
}

static void total(struct desk *desk, const char *id, const struct person *owner, const char *sum)
{
    const struct sup_reference order = {"shop", "order", id};
    const struct sup_fact fact = {"refunded", sum};

    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &order, .customer_id = owner->id, .facts = &fact,
                   .fact_count = 1));
    desk->now_ms++;
}

/* What the shop paid back by itself, 10.00 before they were parted and 4.00 afterwards. */
static void what_the_shop_paid_back_until_then_counts_for_both(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, matrix);
    struct person ann = person_of(desk, "Ann A");
    struct person twin = person_of(desk, "Ann B");

    merge(desk, &twin, &ann);
    total(desk, "1", &twin, "10.00 EUR");
    part(desk, &twin);
    total(desk, "2", &twin, "4.00 EUR");
    expect_used(desk, &ann, "10.00", 1);
    expect_used(desk, &twin, "14.00", 2);
}

/* Who tells a parting of yesterday frees nothing that was given since; history is told as it was. */
static void a_parting_that_is_told_late_frees_nothing(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, matrix);

    for (int is_history = 0; is_history < 2; is_history++) {
        struct person ann = person_of(desk, "Ann A");
        struct person twin = person_of(desk, "Ann B");

        merge(desk, &twin, &ann);
        desk->now_ms += DAY_MS;
        give(desk, &twin, "15.00");
        desk_ok(desk,
                is_history ? by_import(desk, desk->now_ms - HOUR_MS)
                           : at(by_system(desk), desk->now_ms - HOUR_MS),
                SUP_OP_CUSTOMER_UNMERGE,
                PARAMS(customer_unmerge, .customer_id = twin.id, .evidence = "e"));
        expect_used(desk, &ann, is_history ? "0.00" : "15.00", !is_history);
        expect_used(desk, &twin, "15.00", 1);
        expect_clean(desk);
    }
}

/* What was given to either counts on once one of them was erased. */
static void an_erasure_frees_nothing(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, matrix);
    struct person ann = person_of(desk, "Ann A");
    struct person twin = person_of(desk, "Ann B");

    merge(desk, &twin, &ann);
    give(desk, &twin, "15.00");
    total(desk, "1", &twin, "10.00 EUR");
    part(desk, &twin);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = twin.id, .reason = "e"));
    expect_used(desk, &ann, "25.00", 2);
    expect_clean(desk);
}

/* The clock is set back by three hours before they are parted: 15.00 of one, and 10.00 that the shop
 * paid back, were given after that by its time, and while they were one. */
static void a_clock_that_is_behind_frees_nothing(void **state)
{
    struct desk *desk = *state;
    sla_activate(desk, matrix);
    struct person ann = person_of(desk, "Ann A");
    struct person twin = person_of(desk, "Ann B");
    int64_t set_back_ms = desk->now_ms;

    merge(desk, &twin, &ann);
    desk->now_ms += 3 * HOUR_MS;
    give(desk, &twin, "15.00");
    expect_used(desk, &ann, "15.00", 1);
    desk->now_ms = set_back_ms;
    part(desk, &twin);
    expect_used(desk, &ann, "15.00", 1);
    expect_used(desk, &twin, "15.00", 1);
    merge(desk, &twin, &ann);
    desk->now_ms += 6 * HOUR_MS;
    total(desk, "1", &twin, "10.00 EUR");
    desk->now_ms = set_back_ms;
    part(desk, &twin);
    expect_used(desk, &ann, "25.00", 2);
    expect_used(desk, &twin, "25.00", 2);
    /* Two days after the 15.00 they are out of the window, by whichever clock. */
    desk->now_ms = set_back_ms + 3 * HOUR_MS + 2 * DAY_MS + 4;
    expect_used(desk, &ann, "10.00", 1);
    expect_clean(desk);
}

static int64_t calls_of_check(struct desk *desk, const struct person *person)
{
    int64_t before = sup_storage_calls(desk->core);

    expect_answer(desk, by_lee(desk), WISH(person->ticket, .amount = "50.01"),
                  "refuse all customer 15.00 of 50.00");
    return sup_storage_calls(desk->core) - before;
}

/* Who they were parted from is looked up by time, whatever else is known of them. */
static void what_was_reported_of_them_costs_nothing(void **state)
{
    enum { REPORTS = 30 };
    struct desk *desk = *state;
    sla_activate(desk, matrix);
    struct person ann = person_of(desk, "Ann A");
    struct person twin = person_of(desk, "Ann B");
    char value[24];
    const struct sup_fact fact = {"lifetime_value", value};

    merge(desk, &twin, &ann);
    give(desk, &twin, "15.00");
    part(desk, &twin);
    int64_t calls = calls_of_check(desk, &ann);
    for (int i = 0; i < REPORTS; i++) {
        snprintf(value, sizeof value, "%d EUR", i);
        desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_REPORT,
                PARAMS(customer_report, .customer_id = i % 2 ? ann.id : twin.id, .source = "shop", .facts = &fact,
                       .fact_count = 1));
        desk->now_ms++;
    }
    assert_int_equal(calls_of_check(desk, &ann), calls);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_clock_that_is_behind_frees_nothing),
    desk_test(what_was_reported_of_them_costs_nothing),
    desk_test(a_parting_that_is_told_late_frees_nothing),
    desk_test(an_erasure_frees_nothing),
    desk_test(what_counted_while_they_were_one_counts_for_both),
    desk_test(who_was_one_with_whom_was_parted_before_has_that_too),
    desk_test(what_the_shop_paid_back_until_then_counts_for_both),
};

DESK_MAIN(tests)
