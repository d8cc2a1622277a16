/*
 * test_erase_random.c: people and tickets merged, parted, written to, reported about and erased at
 * random: the tables stay what the events say, and the log is whole.
 */
#include "customer_fixture.h"

#include "base/text.h"

#define ERASE(id)   SUP_OP_CUSTOMER_ERASE, PARAMS(customer_erase, .customer_id = (id), .reason = "R1")
#define REPORT(...) SUP_OP_REFERENCE_REPORT, PARAMS(reference_report, __VA_ARGS__)

enum { PEOPLE = 6, STEPS = 400, SEEDS = 10 };

static int pick(uint64_t *random, int count)
{
    *random = *random * 6364136223846793005U + 1442695040888963407U;
    return (int)((*random >> 33) % (uint64_t)count);
}

/* In any ticket: an import tells what was. Else only where they may. */
static int32_t write_in(struct desk *desk, int is_import, int64_t person, int64_t ticket,
                        const char *source)
{
    return desk_run(desk, is_import ? by_import(desk, desk->now_ms - HOUR_MS) : by_lee(desk),
                    SUP_OP_TICKET_RECEIVE,
                    PARAMS(ticket_receive, .ticket_id = ticket, .customer_id = person, .body = "B",
                           .external_id = source));
}

/* One message, what comes after it, or what its writer wrote. */
static int32_t split(struct desk *desk, uint64_t *random, int64_t ticket, int *rests)
{
    struct sup_message_list *list = NULL;
    int part = pick(random, 3);
    int64_t message = 0;
    int32_t code = sup_ticket_messages(desk->core, by_lee(desk),
                                       PARAMS(ticket_page, .ticket_id = ticket), &list);

    if (code == SUP_OK && list->count) {
        message = list->items[pick(random, (int)list->count)].id;
    }
    sup_free(list);
    code = desk_run(desk, by_lee(desk), SUP_OP_TICKET_SPLIT,
                    PARAMS(ticket_split, .ticket_id = ticket, .message_id = message,
                           .is_rest = part == 1, .is_writers = part == 2));
    *rests += part == 1 && code == SUP_OK;
    return code;
}

static void step(struct desk *desk, uint64_t *random, int *tickets, int *rests)
{
    static const char *const mails[] = {"a@x.de", "b@x.de", "c@x.de", "d@x.de", "e@x.de"};
    const char *const orders[] = {"o1", "o2", "o3"};
    const struct sup_reference order = {"shop", "order", orders[pick(random, 3)]};
    const struct sup_fact state = {"state", mails[pick(random, 5)]};
    int64_t person = 1 + pick(random, PEOPLE);
    int64_t other = 1 + pick(random, PEOPLE);
    char source[16];

    sup__format(source, sizeof source, "e%d", pick(random, 1000));
    int64_t ticket = 1 + pick(random, *tickets + 1);
    int64_t into = 1 + pick(random, *tickets + 1);

    switch (pick(random, 15)) {
    case 0:
        (void)desk_run(desk, by_lee(desk),
                       RESOLVE(.name = "N", KNOWN_BY(MAIL(mails[pick(random, 5)]),
                                                     MAIL(mails[pick(random, 5)]))));
        break;
    case 1:
        (void)desk_run(desk, by_lee(desk), MERGE(person, other));
        break;
    case 2:
        (void)desk_run(desk, by_lee(desk), UNMERGE(person));
        break;
    case 3:
    case 4:
        *tickets += desk_run(desk, by_lee(desk), SUP_OP_TICKET_OPEN,
                             PARAMS(ticket_open, .customer_id = pick(random, 5) ? person : 0,
                                    .subject = "S", .body = "B", .external_id = source,
                                    .references = &order, .reference_count = 1)) == SUP_OK;
        break;
    case 5:
        (void)desk_run(
            desk, by_lee(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = ticket, .body = "B", .external_id = source));
        break;
    case 6:
    case 7:
        (void)desk_run(desk, at(by_system(desk), T0 - pick(random, 9) * DAY_MS),
                       REPORT(.reference = &order, .customer_id = pick(random, 2) ? person : 0,
                              .label = source, .facts = &state, .fact_count = 1,
                              .source_event_id = pick(random, 2) ? source : NULL));
        break;
    case 8:
        (void)desk_run(desk, by_lee(desk), SUP_OP_TICKET_WATCH,
                       PARAMS(ticket_watch, .ticket_id = ticket, .customer_id = person));
        break;
    case 9:
        (void)desk_run(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
                       PARAMS(ticket_merge, .ticket_id = ticket, .into = into));
        break;
    case 10:
        (void)desk_run(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE,
                       PARAMS(ticket_unmerge, .ticket_id = ticket));
        break;
    case 11:
    case 13:
        *tickets += split(desk, random, ticket, rests) == SUP_OK;
        break;
    case 12:
        (void)write_in(desk, pick(random, 2), person, ticket, source);
        break;
    default:
        if (pick(random, 4) == 0) {
            (void)desk_run(desk, by_lee(desk), ERASE(person));
        }
    }
}

static void whatever_happened_before_a_rebuild_makes_the_same(void **state)
{
    int rests = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct desk *desk = NULL;
        uint64_t random = seed;
        int tickets = 0;

        assert_int_equal(desk_setup((void **)&desk), 0);
        for (int i = 0; i < STEPS; i++) {
            step(desk, &random, &tickets, &rests);
            desk->now_ms += MINUTE_MS;
            if (i % 50 == 49) {
                desk_expect_sound(desk);
            }
        }
        assert_true(tickets > 10);
        assert_int_equal(desk_teardown((void **)&desk), 0);
    }
    assert_true(rests > 20);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(whatever_happened_before_a_rebuild_makes_the_same),
};

DESK_MAIN(tests)
