/*
 * test_history.c: that every kind of event of a ticket has its sentence, on one line.
 */
#include "desk_fixture.h"
#include "ops/bodies.h"
#include "ops/history/history.h"

struct kind {
    int64_t number;
    const char *name;
};

#define KIND(number, constant, name) {number, name},
static const struct kind kinds[] = {SUP__EVENTS(KIND)};

/* These are of no ticket: no history has them. */
static int is_of_a_ticket(const char *name)
{
    static const char *const others[] = {"desk.started",
                                         "policy.activated",
                                         "chain.rotated",
                                         "agent.saved",
                                         "agent.availability_changed",
                                         "customer.saved",
                                         "customer.identified",
                                         "customer.merged",
                                         "customer.unmerged",
                                         "customer.reported",
                                         "customer.erased",
                                         "reference.reported",
                                         "corrective.recorded",
                                         "corrective.changed",
                                         "corrective.closed",
                                         "kpi.crossed",
                                         "kpi.evaluated",
                                         "timers.replanned"};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(others[i], name) == 0) {
            return 0;
        }
    }
    return 1;
}

/* What the desk did, with as much as sentences may ask for; `text` 0: as an erasure leaves it. */
static struct sup__event make_event(int64_t kind, int64_t number, int is_erased)
{
    static const char *const names[] = {"one", "two"};
    const struct sup__texts texts = {names, 2};
    struct sup__event event = {0};

    event.row.kind = kind;
    event.row.number = number;
    event.row.actor_kind = SUP_ACTOR_SYSTEM;
    event.row.before = "before";
    event.row.after = "after";
    event.payload.channel = event.payload.priority = event.payload.team = "named";
    event.payload.floor = event.payload.floor_minimum = "named";
    event.payload.floor_rules = event.payload.tags = event.payload.facts = texts;
    event.payload.fields = event.payload.notify = event.payload.missing = texts;
    if (!is_erased) {
        event.data.values = texts;
        event.title = "Title";
        event.body = "Two\nlines.";
    }
    return event;
}

static void be_ok(int32_t code)
{
    assert_int_equal(code, SUP_OK);
}

static void expect_sentence(struct sup__unit *unit, const struct kind *kind, int64_t number,
                            int is_erased)
{
    const struct sup__event event = make_event(kind->number, number, is_erased);
    struct sup__actors actors = {0};
    struct sup__said_so said = {0};
    struct sup_history *result = sup__result(unit, sizeof *result);
    int failed = 0;

    assert_non_null(result);
    be_ok(sup__sentence(unit, &actors, &event, result, &said, &failed));
    assert_false(failed);
    if (strncmp(said.sentence, "The desk ", 9) != 0 || strstr(said.sentence, "does not know") ||
        strchr(said.sentence, '\n') || said.sentence[strlen(said.sentence) - 1] != '.') {
        fail_msg("%s %d: %s", kind->name, (int)number, said.sentence);
    }
    sup_free(result);
}

static void every_kind_of_event_of_a_ticket_has_its_sentence(void **state)
{
    struct desk *desk = *state;
    struct sup__unit unit;
    int count = 0;

    be_ok(sup__unit_begin(&unit, desk->core, SUP_READ));
    sup__unit_caller(&unit, by_lee(desk), NULL);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        for (int64_t number = 0; number < 14 && is_of_a_ticket(kinds[i].name); number++) {
            expect_sentence(&unit, &kinds[i], number, 0);
            expect_sentence(&unit, &kinds[i], number, 1);
            count++;
        }
    }
    (void)sup__unit_rollback(&unit, SUP_OK);
    assert_true(count > 14 * 50);
}

static const struct CMUnitTest tests[] = {
    desk_test(every_kind_of_event_of_a_ticket_has_its_sentence),
};

DESK_MAIN(tests)
