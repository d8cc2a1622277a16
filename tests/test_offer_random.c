/*
 * test_offer_random.c: what is offered is what a request is told, whatever the matrix.
 *
 * Matrices by chance, with small amounts so that boundaries meet: after some requests every amount
 * is asked for by authority.check, one by one, and has to be told as the band that it is in; and
 * the most that is offered is granted when it is asked for. A failure names its seed:
 * `test_offer_random SEED` repeats it.
 */
#include <inttypes.h>

#include "random_desk.h"
#include "request_fixture.h"

enum { MOST = 70, REQUESTS = 12, ROWS_MAX = 6, DESKS = 60 };

static uint64_t first_seed;

static const char *const remedies[] = {"refund.partial", "goodwill", "voucher", "exchange"};

/* Text that grows. */
struct growing {
    char text[8000];
    size_t at;
};

__attribute__((format(printf, 2, 3))) static void add(struct growing *to, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    to->at += (size_t)vsnprintf(to->text + to->at, sizeof to->text - to->at, format, list);
    va_end(list);
    assert_true(to->at < sizeof to->text);
}

static int cents(struct chance *chance)
{
    return 1 + (int)chance_pick(chance, MOST - 10);
}

static void add_range(struct growing *to, struct chance *chance)
{
    int from = cents(chance);
    int to_most = from + cents(chance);

    switch (chance_pick(chance, 4)) {
    case 0:
        add(to, ", \"amount\": {\"EUR\": {}}");
        break;
    case 1:
        add(to, ", \"amount\": {\"EUR\": {\"to\": \"0.%02d\"}}", from);
        break;
    case 2:
        add(to, ", \"amount\": {\"EUR\": {\"above\": \"0.%02d\"}}", from);
        break;
    default:
        add(to, ", \"amount\": {\"EUR\": {\"from\": \"0.%02d\", \"to\": \"%d.%02d\"}}", from,
            to_most / 100, to_most % 100);
        break;
    }
}

/* Without a range of amounts there is no currency for a limit. */
static void add_limit(struct growing *to, struct chance *chance, int has_range)
{
    static const char *const scopes[] = {"ticket", "order", "customer", "agent", "team"};
    static const char *const beyond[] = {"", ", \"beyond\": \"next\""};
    uint32_t scope = chance_pick(chance, 5);
    const char *then = beyond[chance_pick(chance, 2)];

    switch (has_range ? chance_pick(chance, 4) : 0) {
    case 0:
        add(to, "{\"per\": \"%s\", \"count\": %d%s}", scopes[scope],
            1 + (int)chance_pick(chance, 5), then);
        break;
    case 1:
        add(to, "{\"per\": \"order\", \"percent\": %d%s}", 1 + (int)chance_pick(chance, 99), then);
        break;
    case 2:
        add(to, "{\"per\": \"request\", \"amount\": {\"EUR\": \"0.%02d\"}%s}", cents(chance), then);
        break;
    default:
        add(to,
            "{\"per\": \"%s\", \"within\": \"PT%dH\", \"amount\": {\"EUR\": \"0.%02d\"},"
            " \"counts\": [\"*\"]%s}",
            scopes[scope], 1 + (int)chance_pick(chance, 3), cents(chance), then);
        break;
    }
}

static void add_condition(struct growing *to, struct chance *chance)
{
    switch (chance_pick(chance, 6)) {
    case 0:
        add(to, ", \"when\": {\">\": [{\"var\": \"request.amount\"}, \"0.%02d EUR\"]}",
            cents(chance));
        break;
    case 1:
        add(to,
            ", \"when\": {\"!\": [{\"in\": [{\"var\": \"request.amount\"}, [\"0.%02d EUR\","
            " \"0.%02d EUR\"]]}]}",
            cents(chance), cents(chance));
        break;
    case 2:
        add(to,
            ", \"when\": {\"<\": [{\"*\": [{\"var\": \"request.amount\"}, %d]},"
            " {\"var\": \"order.captured\"}]}",
            1 + (int)chance_pick(chance, 4));
        break;
    default:
        break;
    }
}

static void add_row(struct growing *to, struct chance *chance, int row)
{
    static const char *const effects[] = {"allow", "allow_with_rationale", "refuse",
                                          "needs_approval"};
    const char *effect = effects[chance_pick(chance, 4)];
    uint32_t limits = chance_pick(chance, 3);
    int has_range = 1;

    const char *remedy = remedies[chance_pick(chance, 4)];

    add(to, "%s{\"name\": \"r%d\", \"remedies\": [\"%s\"", row ? ", " : "", row, remedy);
    if (strcmp(remedy, "exchange") == 0 && chance_pick(chance, 2)) {
        add(to, "], \"effect\": \"%s\"", effect);
        has_range = 0;
    } else { /* what is money has amounts in each row */
        for (int i = 0; i < 4; i++) {
            if (remedies[i] != remedy && chance_pick(chance, 3) == 0) {
                add(to, ", \"%s\"", remedies[i]);
            }
        }
        add(to, "], \"effect\": \"%s\"", effect);
        add_range(to, chance);
    }
    add_condition(to, chance);
    if (strcmp(effect, "needs_approval") == 0) {
        add(to, ", \"approval\": {\"roles\": [\"lead\"], \"within\": \"PT4H\"}");
    }
    if (limits && strcmp(effect, "refuse") != 0) {
        add(to, ", \"limits\": [");
        for (uint32_t i = 0; i < limits; i++) {
            add(to, "%s", i ? ", " : "");
            add_limit(to, chance, has_range);
        }
        add(to, "]");
    }
    add(to, "}");
}

static void activate(struct desk *desk, struct chance *chance)
{
    static struct growing sections;
    int rows = 1 + (int)chance_pick(chance, ROWS_MAX);

    sections.at = 0;
    add(&sections, "\"authority\": {\"matrix\": [");
    for (int i = 0; i < rows; i++) {
        add_row(&sections, chance, i);
    }
    add(&sections, "]}");
    sla_activate(desk, sections.text);
}

static void live_a_little(struct desk *desk, struct chance *chance, const int64_t *tickets)
{
    for (int i = 0; i < REQUESTS; i++) {
        char amount[24];
        struct wish wish = {.ticket = tickets[chance_pick(chance, 2)],
                            .remedy = remedies[chance_pick(chance, 4)],
                            .amount = amount,
                            .rationale = "r"};

        snprintf(amount, sizeof amount, "0.%02d", cents(chance));
        desk->now_ms += (int64_t)chance_pick(chance, 2) * HOUR_MS;
        int is_lee = (int)chance_pick(chance, 2);
        (void)request_try(desk, is_lee ? by_lee(desk) : by_priya(desk), &wish);
    }
}

/* What is said to one amount is what its band says. */
static void expect_as_band(struct desk *desk, int64_t ticket, const char *remedy,
                           const struct sup_offer_band *band, const char *amount)
{
    struct sup_authority_answer *answer = NULL;
    const struct sup_authority_check_params ask = {.size = sizeof ask,
                                                   .ticket_id = ticket,
                                                   .remedy = remedy,
                                                   .amount = amount,
                                                   .currency = amount ? "EUR" : NULL};
    int32_t code = sup_authority_check(desk->core, by_priya(desk), &ask, &answer);

    assert_int_equal(code == SUP_INVALID, band->is_lacking);
    if (band->is_lacking) {
        return;
    }
    must(desk, code);
    assert_int_equal(answer->effect, band->effect);
    assert_int_equal(answer->needs_rationale, band->needs_rationale);
    assert_int_equal(answer->quorum, band->quorum);
    assert_int_equal(answer->row == NULL, band->row == NULL);
    if (answer->row && answer->effect != SUP_EFFECT_REFUSE) {
        assert_string_equal(answer->row, band->row);
    }
    if (answer->limit_count && answer->effect != SUP_EFFECT_REFUSE) {
        assert_int_equal(answer->limit_count, band->limit_count);
        assert_string_equal(answer->limits[0].used, band->limits[0].used);
    }
    sup_free(answer);
}

static int64_t minor_of(const char *amount)
{
    int64_t minor = 0;

    for (; *amount; amount++) {
        minor = *amount == '.' ? minor : minor * 10 + (*amount - '0');
    }
    return minor;
}

/* Each band begins behind the one before, and every amount up to MOST is told as its own. */
static void expect_every_amount(struct desk *desk, int64_t ticket,
                                const struct sup_offer_remedy *remedy)
{
    uint32_t at = 0;

    if (remedy->band_count && !remedy->bands[0].from) {
        expect_as_band(desk, ticket, remedy->remedy, &remedy->bands[0], NULL);
        at = 1;
    }
    for (int64_t minor = 1; at < remedy->band_count && minor <= MOST + 60; minor++) {
        char amount[32];

        snprintf(amount, sizeof amount, "%d.%02d", (int)(minor / 100), (int)(minor % 100));
        assert_true(minor_of(remedy->bands[at].from) <= minor);
        expect_as_band(desk, ticket, remedy->remedy, &remedy->bands[at], amount);
        at += minor_of(remedy->bands[at].to) == minor;
    }
    assert_true(at + 1 == remedy->band_count || !remedy->bands[remedy->band_count - 1].from);
}

/* The most that is offered is granted, and one cent more is not granted in the same way. */
static void expect_granted(struct desk *desk, int64_t ticket, const char *remedy, const char *most,
                           int32_t effect)
{
    struct sup_authority_answer *answer = NULL;
    struct sup_authority_check_params ask = {
        .size = sizeof ask, .ticket_id = ticket, .remedy = remedy, .currency = "EUR"};
    char amount[SUP_AMOUNT_BYTES_MAX];

    if (!most) {
        return;
    }
    int64_t more = minor_of(most) + 1;
    snprintf(amount, sizeof amount, "%" PRId64 ".%02d", more / 100, (int)(more % 100));
    ask.amount = amount;
    if (sup_authority_check(desk->core, by_priya(desk), &ask, &answer) == SUP_OK) {
        assert_int_not_equal(answer->effect, effect);
        sup_free(answer);
    }
    int64_t id = request_ok(desk, by_priya(desk),
                            WISH(ticket, .remedy = remedy, .amount = most, .rationale = "r"));
    struct sup_remedy_request *made = request_of(desk, id);
    assert_int_equal(made->effect, effect);
    sup_free(made);
}

static void live(struct desk *desk, struct chance *chance)
{
    static const char *const teams[] = {"frontline", "risk"};
    static const char *const roles[] = {"agent"};
    struct sup_offer *offer = NULL;
    int64_t tickets[2];

    activate(desk, chance);
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya", .roles = roles, .role_count = 1,
                   .teams = teams, .team_count = 1 + chance_pick(chance, 2)));
    tickets[0] = request_ticket(desk);
    tickets[1] = request_ticket(desk);
    if (chance_pick(chance, 3)) {
        char captured[24];

        snprintf(captured, sizeof captured, "0.%02d EUR", cents(chance) + 10);
        request_report(desk, "captured", captured);
    }
    live_a_little(desk, chance, tickets);
    must(desk, sup_authority_offer(
                   desk->core, by_priya(desk),
                   PARAMS(authority_offer, .ticket_id = tickets[0], .currency = "EUR"), &offer));
    for (uint32_t i = 0; i < offer->count; i++) {
        expect_every_amount(desk, tickets[0], &offer->items[i]);
    }
    const struct sup_offer_remedy *one = &offer->items[chance_pick(chance, offer->count)];
    expect_granted(desk, tickets[0], one->remedy, one->at_once, SUP_EFFECT_ALLOW);
    sup_free(offer);
    must(desk, sup_authority_offer(
                   desk->core, by_priya(desk),
                   PARAMS(authority_offer, .ticket_id = tickets[0], .currency = "EUR"), &offer));
    one = &offer->items[chance_pick(chance, offer->count)];
    expect_granted(desk, tickets[0], one->remedy, one->at_discretion, SUP_EFFECT_RATIONALE);
    sup_free(offer);
}

static void every_amount_is_told_as_its_band(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= DESKS; seed++) {
        if (!first_seed || first_seed == seed) {
            struct chance chance = {seed};
            struct desk desk = {.now_ms = T0};

            print_message("seed %d\n", (int)seed);
            desk.store = desk_store_open(":memory:");
            desk_open(&desk);
            desk_people(&desk);
            live(&desk, &chance);
            sup_close(desk.core);
            sup_store_close(desk.store);
        }
    }
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_amount_is_told_as_its_band)};
    int failed;

    first_seed = count > 1 ? strtoull(arguments[1], NULL, 10) : 0;
    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
