/*
 * test_request_races.c: two handles, eight processes and crashes at one limit: nobody gets past it,
 * and nothing is given that was not granted and approved.
 *
 * A script is a word of steps on a request: r asks for it, a approves, n rejects, x executes, c
 * confirms, w withdraws, p activates the policy again, k reports another captured amount. Scripts
 * are interleaved in every way there is, each by its own handle; after every step what counts is
 * added up from what became of each request, beside the limits.
 */
#include "fault_store.h"
#include "request_fixture.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/money.h"
#include "base/text.h"

enum { SCRIPTS_MAX = 3, STEPS_MAX = 12, LIMIT = 6000, CAPTURED = 10000, PROCESSES = 8 };

/* Partial refunds up to 60.00 an order at once; any full one needs a lead. */
static const char matrix[] =
    "\"authority\": {%s\"matrix\": [{\"name\": \"part\", \"remedies\": [\"refund.partial\"],"
    " \"amount\": {\"EUR\": {\"to\": \"60.00\"}}, \"effect\": \"allow\", \"limits\": [{\"per\":"
    " \"order\", \"amount\": {\"EUR\": \"60.00\"}}]}, {\"name\": \"all\", \"remedies\":"
    " [\"refund.full\"], \"amount\": {\"EUR\": {}}, \"effect\": \"needs_approval\", \"approval\":"
    " {\"roles\": [\"lead\"], \"within\": \"PT4H\"}}]}";

static void activate(struct desk *desk, const char *more)
{
    static char sections[2000];

    snprintf(sections, sizeof sections, matrix, more);
    sla_activate(desk, sections);
}

struct script {
    const char *steps;
    const char *remedy;
    const char *amount;
};

struct life {
    struct desk *handles[2];
    struct sup_reference order;
    char order_id[24];
    int64_t ticket;
    uint32_t count;
    struct script scripts[SCRIPTS_MAX];
    int64_t ids[SCRIPTS_MAX]; /* of the request that each made; 0: none yet, or it was refused */
    int is_shared;            /* 1: all are about the first one's */
    int32_t executed;         /* how often somebody was told to give it */
    int is_changed;           /* 1: since it was asked for, policy or captured amount are others */
};

/* ---- what counts, by hand ---- */

static int counts(const struct sup_remedy_request *made)
{
    return made->state <= SUP_REQUEST_CONFIRMED;
}

static int64_t minor_of(const char *amount)
{
    int64_t minor = 0;

    assert_true(sup__money_parse(amount, strlen(amount), "EUR", &minor));
    return minor;
}

static void expect_within_limits(const struct life *life)
{
    int64_t parts = 0;
    int64_t all = 0;

    for (uint32_t i = 0; i < life->count; i++) {
        struct sup_remedy_request *made;

        if (!life->ids[i] || (life->is_shared && i)) {
            continue;
        }
        made = request_of(life->handles[0], life->ids[i]);
        all += counts(made) ? minor_of(made->amount) : 0;
        parts += counts(made) && made->effect == SUP_EFFECT_ALLOW ? minor_of(made->amount) : 0;
        if (made->state == SUP_REQUEST_EXECUTING || made->state == SUP_REQUEST_CONFIRMED) {
            assert_true(made->approval_count >= made->quorum);
            assert_false(made->is_irregular);
        }
        sup_free(made);
    }
    assert_true(parts <= LIMIT);
    assert_true(all <= CAPTURED);
}

/* ---- steps ---- */

static int32_t ask(struct life *life, uint32_t script, struct desk *desk)
{
    const struct script *wish = &life->scripts[script];
    int32_t code =
        desk_run(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
                 PARAMS(authority_request, .ticket_id = life->ticket, .remedy = wish->remedy,
                        .amount = wish->amount, .currency = "EUR", .order = &life->order));

    life->ids[script] = code == SUP_OK ? desk->receipt.id : 0;
    life->is_changed = 0;
    return code;
}

static int32_t captured(struct life *life, struct desk *desk, const char *amount)
{
    const struct sup_fact fact = {"captured", amount};

    return desk_run(
        desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
        PARAMS(reference_report, .reference = &life->order, .facts = &fact, .fact_count = 1));
}

static int32_t execute(struct life *life, struct desk *desk, int64_t id)
{
    struct sup_remedy_request *before = request_of(desk, id);
    int is_due = before->state == SUP_REQUEST_GRANTED;
    int is_approval = before->effect == SUP_EFFECT_APPROVAL;
    int32_t code = desk_run(desk, by_priya(desk), EXECUTE(id));

    sup_free(before);
    life->executed += code == SUP_OK;
    if (code == SUP_OK) {
        assert_true(is_due);
        assert_false(is_approval && life->is_changed);
    }
    return code;
}

static int32_t step(struct life *life, uint32_t script, char what)
{
    struct desk *desk = life->handles[script % 2];
    int64_t id = life->ids[life->is_shared ? 0 : script];

    if (what == 'r') {
        return ask(life, script, desk);
    }
    if (what == 'p' || what == 'k') {
        life->is_changed = 1;
        if (what == 'p') {
            activate(desk, "");
        }
        return what == 'k' ? captured(life, desk, "99.99 EUR") : SUP_OK;
    }
    if (!id) {
        return SUP_NOT_FOUND;
    }
    switch (what) {
    case 'a':
        return desk_run(desk, by_lee(desk), APPROVE(id));
    case 'n':
        return desk_run(desk, by_lee(desk), REJECT(id, "No."));
    case 'x':
        return execute(life, desk, id);
    case 'w':
        return desk_run(desk, by_priya(desk), WITHDRAW(id));
    default: {
        struct sup_remedy_request *made = request_of(desk, id);
        int is_begun = made->state == SUP_REQUEST_EXECUTING;

        sup_free(made);
        return is_begun ? desk_run(desk, by_system(desk), CONFIRM(id, .amount = NULL))
                        : SUP_CONFLICT;
    }
    }
}

/* ---- interleavings ---- */

typedef void (*end_fn)(const struct life *life);

struct weaving {
    struct life *life;
    end_fn end;
    uint32_t order[STEPS_MAX]; /* which script each step is of */
    uint32_t length;
    uint32_t lives;
};

/* An order, a ticket and a customer whom nobody has met: what is held for one is looked for on all
 * tickets of theirs, which would be thousands in the end. */
static void begin_life(struct life *life)
{
    static int64_t orders;
    struct desk *desk = life->handles[0];

    snprintf(life->order_id, sizeof life->order_id, "%d", (int)++orders);
    life->order = (struct sup_reference){"shop", "order", life->order_id};
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Mia"));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = desk->receipt.id, .subject = "S", .references = &life->order,
                   .reference_count = 1));
    life->ticket = desk->receipt.ticket_id;
    must(desk, captured(life, desk, "100.00 EUR"));
    memset(life->ids, 0, sizeof life->ids);
    life->executed = 0;
    life->is_changed = 0;
    if (life->is_shared) {
        must(desk, ask(life, 0, desk));
    }
}

static void live(struct weaving *weaving)
{
    struct life *life = weaving->life;
    uint32_t done[SCRIPTS_MAX] = {0};

    begin_life(life);
    for (uint32_t i = 0; i < weaving->length; i++) {
        uint32_t script = weaving->order[i];

        (void)step(life, script, life->scripts[script].steps[done[script]++]);
        expect_within_limits(life);
    }
    weaving->lives++;
    weaving->end(life);
}

static void weave(struct weaving *weaving, const uint32_t *left)
{
    uint32_t rest[SCRIPTS_MAX];
    int is_over = 1;

    for (uint32_t i = 0; i < weaving->life->count; i++) {
        if (left[i] == 0) {
            continue;
        }
        is_over = 0;
        memcpy(rest, left, sizeof rest);
        rest[i]--;
        weaving->order[weaving->length++] = i;
        weave(weaving, rest);
        weaving->length--;
    }
    if (is_over) {
        live(weaving);
    }
}

/* Live every interleaving of these scripts; there are `lives` of them. */
static void weave_all(struct desk *desk, struct life *life, uint32_t lives, end_fn end)
{
    struct desk other = {.store = desk->store, .tenant = desk->tenant, .now_ms = desk->now_ms};
    struct weaving weaving = {.life = life, .end = end};
    uint32_t left[SCRIPTS_MAX] = {0};

    (void)request_desk(desk);
    activate(desk, "");
    desk_open(&other);
    life->handles[0] = desk;
    life->handles[1] = &other;
    for (uint32_t i = 0; i < life->count; i++) {
        left[i] = (uint32_t)strlen(life->scripts[i].steps);
    }
    weave(&weaving, left);
    assert_int_equal(weaving.lives, lives);
    sup_close(other.core);
    expect_clean(desk);
}

static uint32_t confirmed(const struct life *life)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < life->count; i++) {
        struct sup_remedy_request *made =
            life->ids[i] ? request_of(life->handles[0], life->ids[i]) : NULL;

        count += made && made->state == SUP_REQUEST_CONFIRMED;
        sup_free(made);
    }
    return count;
}

static void one_has_won(const struct life *life)
{
    assert_int_equal(confirmed(life), 1);
    assert_int_equal(life->executed, 1);
}

static void some_have_won(const struct life *life)
{
    assert_true(confirmed(life) >= 1);
    assert_int_equal(life->executed, confirmed(life));
}

static void nobody_is_asked_for(const struct life *life)
{
    (void)life;
}

static void at_most_one_began(const struct life *life)
{
    assert_true(life->executed <= 1);
}

/* 40.00 and 30.00 of 60.00: 6! / (3! 3!) = 20 ways. */
static void of_two_that_exceed_a_limit_one_wins(void **state)
{
    struct life life = {
        .count = 2,
        .scripts = {{"rxc", "refund.partial", "40.00"}, {"rxc", "refund.partial", "30.00"}}};

    weave_all(*state, &life, 20, one_has_won);
}

/* 40.00 at once, and 70.00 that a lead approves, of the 100.00 that came in: 7! / (3! 4!) = 35. */
static void what_is_approved_stays_within_what_came_in(void **state)
{
    struct life life = {
        .count = 2,
        .scripts = {{"rxc", "refund.partial", "40.00"}, {"raxc", "refund.full", "70.00"}}};

    weave_all(*state, &life, 35, one_has_won);
}

/* What is taken back leaves room for the other one: 6! / (3! 3!) = 20. */
static void what_is_withdrawn_is_never_executed(void **state)
{
    struct life life = {
        .count = 2,
        .scripts = {{"rwx", "refund.partial", "40.00"}, {"rxc", "refund.partial", "20.00"}}};

    weave_all(*state, &life, 20, one_has_won);
}

/* The same twice, by two at once: 6! / (3! 3!) = 20. */
static void of_two_that_are_alike_one_is_given(void **state)
{
    struct life life = {
        .count = 2,
        .scripts = {{"rxc", "refund.partial", "20.00"}, {"rxc", "refund.partial", "20.00"}}};

    weave_all(*state, &life, 20, one_has_won);
}

/* 40.00, 30.00 and 20.00 of 60.00: 9! / (3! 3! 3!) = 1680. */
static void of_three_none_gets_past_the_limit(void **state)
{
    struct life life = {.count = 3,
                        .scripts = {{"rxc", "refund.partial", "40.00"},
                                    {"rxc", "refund.partial", "30.00"},
                                    {"rxc", "refund.partial", "20.00"}}};

    weave_all(*state, &life, 1680, some_have_won);
}

/* Executed too early, rejected or withdrawn in between: 8! / (4! 2! 2!) = 420. */
static void of_three_nothing_unapproved_is_executed(void **state)
{
    struct life life = {.count = 3,
                        .scripts = {{"rxax", "refund.full", "50.00"},
                                    {"rx", "refund.full", "40.00"},
                                    {"rw", "refund.full", "30.00"}}};

    weave_all(*state, &life, 420, nobody_is_asked_for);
}

/* Approval, withdrawal and executing of one request: 4! / 2! = 12, and likewise. */
static void one_request_is_begun_once(void **state)
{
    static const char *const others[][2] = {{"w", "xx"}, {"n", "xx"}, {"x", "xx"}};
    struct life life = {.count = 3, .is_shared = 1, .scripts = {{"a", "refund.full", "50.00"}}};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        life.scripts[1] = (struct script){others[i][0], NULL, NULL};
        life.scripts[2] = (struct script){others[i][1], NULL, NULL};
        weave_all(*state, &life, 12, at_most_one_began);
    }
}

/* A policy, or a captured amount, at each place of a request that is approved: 5! / 4! = 5. */
static void what_changes_in_between_voids_it(void **state)
{
    static const char *const changes[] = {"p", "k"};
    struct life life = {.count = 2, .scripts = {{"raxc", "refund.full", "50.00"}}};

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        life.scripts[1] = (struct script){changes[i], NULL, NULL};
        weave_all(*state, &life, 5, at_most_one_began);
    }
}

/* ---- processes ---- */

/* Ask for 10.00 until there is no more: how many times was money to be given? */
static int32_t race(struct desk *desk, int process, int64_t ticket)
{
    int32_t given = 0;

    for (int i = 0; i < 4; i++) {
        char name[32];
        int32_t code =
            desk_run(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
                     PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                            .amount = "10.00", .currency = "EUR"));
        int64_t id = desk->receipt.id;

        if (code == SUP_REFUSED) {
            continue;
        }
        snprintf(name, sizeof name, "re_%d_%d", process, i);
        if (code != SUP_OK || desk_run(desk, by_priya(desk), EXECUTE(id)) != SUP_OK ||
            desk_run(desk, by_system(desk), CONFIRM(id, .external_id = name)) != SUP_OK) {
            return -1;
        }
        given++;
    }
    return given;
}

/* 32 times 10.00 are asked for, on two tickets of an order, and 60.00 are given. */
static void eight_processes_give_exactly_what_there_is(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup_ledger_list *list = NULL;
    int64_t tickets[2];
    int32_t given = 0;

    (void)state;
    desk_people(desk);
    tickets[0] = request_desk(desk);
    tickets[1] = request_ticket(desk);
    activate(desk, "\"duplicate_within\": \"PT0S\", ");
    sup_close(desk->core);
    sup_store_close(desk->store);
    desk->core = NULL;
    desk->store = NULL;
    fflush(NULL);
    for (int i = 0; i < PROCESSES; i++) {
        if (fork() == 0) {
            int32_t won;

            desk_file_reopen(desk);
            won = race(desk, i, tickets[i % 2]);
            sup_close(desk->core);
            sup_store_close(desk->store);
            _exit(won < 0 ? 99 : won);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = 0;

        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 99);
        given += WEXITSTATUS(status);
    }
    desk_file_reopen(desk);
    assert_int_equal(given, 6);
    must(desk, sup_ledger_list(desk->core, by_system(desk),
                               PARAMS(ledger_list, .order = &request_order), &list));
    assert_int_equal(list->count, 6);
    assert_string_equal(list->sums[0].amount, "60.00");
    sup_free(list);
    desk_expect_sound(desk);
    desk_file_close(desk);
}

/* ---- crashes ---- */

/* The three steps with a key each, up to the first that fails; how many were acknowledged. */
static int32_t give(struct desk *desk, int64_t ticket)
{
    int32_t code =
        desk_run(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
                 PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                        .amount = "10.00", .currency = "EUR", .idempotency_key = "r"));

    if (code != SUP_OK) {
        return 0;
    }
    code = desk_run(desk, by_priya(desk), SUP_OP_AUTHORITY_EXECUTE,
                    PARAMS(authority_execute, .request_id = 1, .idempotency_key = "x"));
    if (code != SUP_OK) {
        return 1;
    }
    code = desk_run(desk, by_system(desk), SUP_OP_AUTHORITY_CONFIRM,
                    PARAMS(authority_confirm, .request_id = 1, .amount = "9.00",
                           .external_id = "re_1", .idempotency_key = "c"));
    return code == SUP_OK ? 3 : 2;
}

/* What is there is what was acknowledged, or with a commit of which nobody heard one step more. */
static void expect_state_after(struct desk *desk, int32_t steps, int is_late)
{
    static const int32_t states[] = {0, SUP_REQUEST_GRANTED, SUP_REQUEST_EXECUTING,
                                     SUP_REQUEST_CONFIRMED};
    static const char *const sums[] = {NULL, "10.00", "10.00", "9.00"};
    struct sup_ledger_list *list = NULL;
    int32_t state;

    must(desk, sup_ledger_list(desk->core, by_system(desk),
                               PARAMS(ledger_list, .order = &request_order), &list));
    state = list->count ? list->items[0].state : 0;
    steps += is_late && state != states[steps];
    assert_in_range(steps, 0, 3);
    assert_int_equal(state, states[steps]);
    assert_int_equal(list->sum_count, steps > 0);
    if (steps > 0) {
        assert_int_equal(list->count, 1);
        assert_string_equal(list->sums[0].amount, sums[steps]);
    }
    sup_free(list);
}

/* Crash at the n-th storage call, n = 1, 2, 3 ...; then the program starts and does it all again.
 */
static int crash_at(int64_t n, int is_late)
{
    struct fault_store fault;
    struct desk made = {.tenant = 1, .now_ms = T0};
    struct desk *desk = &made;
    struct sup_store *inner = desk_store_open(":memory:");
    int64_t ticket;
    int32_t steps;
    int is_crashed;

    fault_store_init(&fault, inner);
    desk->store = &fault.head;
    desk_open(desk);
    desk_people(desk);
    ticket = request_desk(desk);
    fault_store_arm(&fault, n, 1, SUP_IO);
    fault.is_late = is_late;
    steps = give(desk, ticket);
    is_crashed = fault.failed != 0;
    sup_close(desk->core);
    fault_store_arm(&fault, 0, 0, SUP_IO);
    fault.is_late = 0;
    desk_open(desk);
    expect_state_after(desk, steps, is_late);
    assert_int_equal(give(desk, ticket), 3);
    expect_state_after(desk, 3, 0);
    expect_state(desk, 1, SUP_REQUEST_CONFIRMED);
    expect_clean(desk);
    sup_close(desk->core);
    sup_store_close(inner);
    return is_crashed;
}

static void a_crash_leaves_what_was_acknowledged(void **state)
{
    (void)state;
    for (int is_late = 0; is_late < 2; is_late++) {
        int64_t n = 1;

        while (crash_at(n, is_late)) {
            n++;
        }
        assert_true(n > 60);
    }
}

static const struct CMUnitTest tests[] = {
    desk_test(of_two_that_exceed_a_limit_one_wins),
    desk_test(what_is_approved_stays_within_what_came_in),
    desk_test(what_is_withdrawn_is_never_executed),
    desk_test(of_two_that_are_alike_one_is_given),
    desk_test(of_three_none_gets_past_the_limit),
    desk_test(of_three_nothing_unapproved_is_executed),
    desk_test(one_request_is_begun_once),
    desk_test(what_changes_in_between_voids_it),
    cmocka_unit_test(a_crash_leaves_what_was_acknowledged),
};

static const struct CMUnitTest of_files[] = {
    cmocka_unit_test(eight_processes_give_exactly_what_there_is),
};

int main(void)
{
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    failed += cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
    return failed + cmocka_run_group_tests_name("processes", of_files, NULL, NULL);
}
