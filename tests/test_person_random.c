/*
 * test_person_random.c: customers and tickets, merged and taken apart together at random, against a
 * plain model of arrays: who points to whom, which ticket to which, who wrote what and in which
 * thread it is. Nobody ever reads what somebody else wrote.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

enum { PEOPLE = 6, TICKETS = 16, MESSAGES = 90, STEPS = 170, SEEDS = 24 };

/* What each says, and what each has ordered; 0: nobody who is known. */
static const char *const words[PEOPLE + 1] = {"word 0", "word 1", "word 2", "word 3",
                                              "word 4", "word 5", "word 6"};
static const struct sup_reference orders[PEOPLE + 1] = {
    {"shop", "order", "order 0"}, {"shop", "order", "order 1"}, {"shop", "order", "order 2"},
    {"shop", "order", "order 3"}, {"shop", "order", "order 4"}, {"shop", "order", "order 5"},
    {"shop", "order", "order 6"}};

struct model {
    int64_t into[PEOPLE + 1];     /* customers, by id; 0: a root */
    int64_t owner[TICKETS + 1];   /* of a ticket by itself; 0: nobody's */
    int64_t part_of[TICKETS + 1]; /* the ticket it was merged into; 0: none */
    int64_t home[MESSAGES + 1];   /* the ticket that a message came with */
    int64_t writer[MESSAGES + 1];
    int tickets;
    int messages;
    int refused; /* unmerges of customers that were */
    int parted;  /* and that were not */
    int hidden;  /* splits that were refused */
    uint64_t random;
};

static int pick(struct model *model, int count)
{
    model->random = model->random * 6364136223846793005U + 1442695040888963407U;
    return (int)((model->random >> 33) % (uint64_t)count);
}

/* A customer, or 0: nobody is named. */
static int64_t somebody(struct model *model)
{
    return pick(model, 3) ? 1 + pick(model, PEOPLE) : 0;
}

/* Who a customer is; 0 for nobody. */
static int64_t person_of(const struct model *model, int64_t id)
{
    while (id && model->into[id]) {
        id = model->into[id];
    }
    return id;
}

static int64_t whole_of(const struct model *model, int64_t ticket)
{
    while (model->part_of[ticket]) {
        ticket = model->part_of[ticket];
    }
    return ticket;
}

/* Whose the ticket is with all its parts: its own customer, else that of its part with the least
 * id; 0: nobody's. */
static int64_t owner_of(const struct model *model, int64_t whole)
{
    int64_t owner = model->owner[whole];

    for (int64_t part = 1; part <= model->tickets && !owner; part++) {
        owner = whole_of(model, part) == whole ? model->owner[part] : 0;
    }
    return owner;
}

/* Is there a message of a thread, by somebody who is known, that another than this person wrote? */
static int has_stranger(const struct model *model, int64_t whole, int64_t person)
{
    for (int i = 1; i <= model->messages; i++) {
        if (whole_of(model, model->home[i]) == whole && model->writer[i] &&
            person_of(model, model->writer[i]) != person) {
            return 1;
        }
    }
    return 0;
}

static void step_open(struct desk *desk, struct model *model)
{
    int64_t owner = somebody(model);

    if (model->tickets == TICKETS || model->messages == MESSAGES) {
        return;
    }
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = words[owner], .body = words[owner], .customer_id = owner,
                   .references = &orders[owner], .reference_count = owner != 0));
    model->owner[++model->tickets] = owner;
    model->home[++model->messages] = model->tickets;
    model->writer[model->messages] = owner;
}

/* Somebody writes to a ticket, by its id: theirs or nobody's. Who is not named is taken for whom it
 * is of. */
static void step_write(struct desk *desk, struct model *model)
{
    int64_t writer = somebody(model);
    int64_t ticket = 1 + pick(model, model->tickets);
    int64_t owner = owner_of(model, whole_of(model, ticket));
    const struct sup_ticket_receive_params *params =
        PARAMS(ticket_receive, .ticket_id = ticket,
               .body = words[writer ? writer : model->owner[ticket]], .customer_id = writer,
               .references = &orders[writer], .reference_count = writer && pick(model, 2));

    if (model->messages == MESSAGES) {
        return;
    }
    if (writer && owner && person_of(model, writer) != person_of(model, owner)) {
        desk_fails(desk, SUP_MSG_TICKET_OF_ANOTHER, "ticket_id", by_system(desk),
                   SUP_OP_TICKET_RECEIVE, params);
        return;
    }
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_RECEIVE, params);
    assert_int_equal(desk->receipt.ticket_id, whole_of(model, ticket));
    model->home[++model->messages] = ticket;
    model->writer[model->messages] = writer ? writer : model->owner[ticket];
}

static void step_merge(struct desk *desk, struct model *model)
{
    int64_t from = 1 + pick(model, PEOPLE);
    int64_t into = 1 + pick(model, PEOPLE);

    int64_t a = person_of(model, from);
    int64_t b = person_of(model, into);
    int64_t ann = person_of(model, ANN);
    int64_t ben = person_of(model, BEN);

    if ((a == ann && b == ben) || (a == ben && b == ann)) {
        return; /* who are two for sure */
    }
    if (from != into) {
        desk_ok(desk, by_lee(desk), MERGE(from, into));
        model->into[a] = a != b ? b : model->into[a];
    }
}

/* Has a thread parts of two persons, or words of another than its owner? Nobody's thread may have
 * anybody's. */
static int crosses(const struct model *model)
{
    for (int64_t ticket = 1; ticket <= model->tickets; ticket++) {
        int64_t owner = owner_of(model, whole_of(model, ticket));

        if (model->owner[ticket] &&
            person_of(model, model->owner[ticket]) != person_of(model, owner)) {
            return 1;
        }
    }
    for (int i = 1; i <= model->messages; i++) {
        int64_t owner = owner_of(model, whole_of(model, model->home[i]));

        if (owner && model->writer[i] &&
            person_of(model, owner) != person_of(model, model->writer[i])) {
            return 1;
        }
    }
    return 0;
}

static void step_unmerge(struct desk *desk, struct model *model)
{
    int64_t id = 1 + pick(model, PEOPLE);
    int64_t into = model->into[id];

    if (!into) {
        desk_fails(desk, SUP_MSG_CUSTOMER_NOT_MERGED, "customer_id", by_lee(desk), UNMERGE(id));
        return;
    }
    model->into[id] = 0;
    if (crosses(model)) {
        model->into[id] = into;
        model->refused++;
        desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_lee(desk), UNMERGE(id));
    } else {
        model->parted++;
        desk_ok(desk, by_lee(desk), UNMERGE(id));
    }
}

static void step_join(struct desk *desk, struct model *model)
{
    int64_t from = 1 + pick(model, model->tickets);
    int64_t into = 1 + pick(model, model->tickets);
    int64_t whole = whole_of(model, into);
    int64_t persons[2] = {person_of(model, owner_of(model, from)),
                          person_of(model, owner_of(model, whole))};

    if (model->part_of[from] || whole == from) {
        return;
    }
    if ((persons[0] && persons[1] && persons[0] != persons[1]) ||
        (!persons[0] && persons[1] && has_stranger(model, from, persons[1])) ||
        (persons[0] && !persons[1] && has_stranger(model, whole, persons[0]))) {
        desk_fails(desk, SUP_MSG_TICKET_PERSONS, "into", by_priya(desk), JOIN(from, into));
        return;
    }
    desk_ok(desk, by_priya(desk), JOIN(from, into));
    model->part_of[from] = whole;
}

static void step_part(struct desk *desk, struct model *model)
{
    int64_t id = 1 + pick(model, model->tickets);

    if (model->part_of[id]) {
        desk_ok(desk, by_priya(desk), PART(id));
        model->part_of[id] = 0;
    }
}

/* Does a split take a message? */
static int is_split(const struct model *model, int part, int message, int i)
{
    return whole_of(model, model->home[i]) == whole_of(model, model->home[message]) &&
           (part == 0   ? i == message
            : part == 1 ? i >= message
                        : model->writer[i] == model->writer[message]);
}

/* Would who gets a part of a thread read in it what somebody else wrote, whom they did not read? */
static int shows(const struct model *model, int part, int message, int64_t person)
{
    int64_t whole = whole_of(model, model->home[message]);

    if (!person || person == person_of(model, owner_of(model, whole))) {
        return 0;
    }
    for (int i = 1; i <= model->messages; i++) {
        if (is_split(model, part, message, i) && model->writer[i] &&
            person_of(model, model->writer[i]) != person) {
            return 1;
        }
    }
    return 0;
}

/* One message, the rest or all that one customer wrote in a thread, of which it is not all unless
 * they take it over. */
static void step_split(struct desk *desk, struct model *model)
{
    int message = 1 + pick(model, model->messages);
    int part = pick(model, 3);
    int64_t whole = whole_of(model, model->home[message]);
    int64_t writer = model->writer[message];
    int64_t owner = writer ? writer : model->owner[model->home[message]];
    const struct sup_ticket_split_params *params =
        PARAMS(ticket_split, .ticket_id = whole, .message_id = message, .is_rest = part == 1,
               .is_writers = part == 2);
    int is_all = 1;

    if (part == 2 && !writer) {
        return;
    }
    for (int i = 1; i <= model->messages; i++) {
        is_all &= whole_of(model, model->home[i]) != whole || is_split(model, part, message, i);
    }
    if (shows(model, part, message, person_of(model, owner))) {
        model->hidden++;
        desk_fails(desk, SUP_MSG_TICKET_PERSONS, "is_rest", by_priya(desk), SUP_OP_TICKET_SPLIT,
                   params);
        return;
    }
    if (model->tickets == TICKETS) {
        return;
    }
    if (is_all && model->owner[whole] == owner) {
        desk_fails(desk, SUP_MSG_SPLIT_ALL, "message_id", by_priya(desk), SUP_OP_TICKET_SPLIT,
                   params);
        return;
    }
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_SPLIT, params);
    for (int i = model->messages; i >= 1; i--) {
        if (i != message && is_split(model, part, message, i)) {
            model->home[i] = -1;
        }
    }
    model->home[message] = -1;
    model->owner[++model->tickets] = owner;
    assert_int_equal(desk->receipt.ticket_id, model->tickets);
    for (int i = 1; i <= model->messages; i++) {
        model->home[i] = model->home[i] < 0 ? model->tickets : model->home[i];
    }
}

/* A text of words or orders is of whom it may be shown to, or of nobody. */
static void expect_shown(const struct model *model, const char *text, int64_t person)
{
    int64_t whose = text != NULL ? text[strlen(text) - 1] - '0' : 0;

    assert_true(!whose || !person || person_of(model, whose) == person);
}

/* Nobody gets by a split, a merge or an unmerge what is another's. */
static void expect_own(const struct model *model, const struct sup_ticket *ticket)
{
    expect_shown(model, ticket->subject, ticket->customer_id);
    for (uint32_t i = 0; i < ticket->reference_count; i++) {
        expect_shown(model, ticket->references[i].id, ticket->customer_id);
    }
}

static void expect_exports(struct desk *desk, const struct model *model)
{
    for (int64_t id = 1; id <= PEOPLE; id++) {
        struct sup_customer_export *made = NULL;

        must(desk, sup_customer_export(desk->core, by_system(desk),
                                       PARAMS(customer_export, .customer_id = id), &made));
        for (int64_t other = 1; other <= PEOPLE; other++) {
            int is_same = person_of(model, other) == person_of(model, id);

            assert_true(is_same || strstr(made->document, words[other]) == NULL);
            assert_true(is_same || strstr(made->document, orders[other].id) == NULL);
        }
        sup_free(made);
    }
}

/* "1@2:3": message 1 came with ticket 2 and is by customer 3 */
static void compare_thread(struct desk *desk, const struct model *model, int64_t ticket)
{
    static char expected[2048];
    static char found[2048];
    struct sup_message_list *list = NULL;
    char *at = expected;

    *at = '\0';
    for (int i = 1; i <= model->messages; i++) {
        if (whole_of(model, model->home[i]) == whole_of(model, ticket)) {
            at += snprintf(at, sizeof expected - (size_t)(at - expected), "%d@%d:%d ", i,
                           (int)model->home[i], (int)model->writer[i]);
        }
    }
    at = found;
    *at = '\0';
    must(desk, sup_ticket_messages(desk->core, by_system(desk),
                                   PARAMS(ticket_page, .ticket_id = ticket), &list));
    for (uint32_t i = 0; i < list->count; i++) {
        at += snprintf(at, sizeof found - (size_t)(at - found), "%d@%d:%d ", (int)list->items[i].id,
                       (int)list->items[i].ticket_id, (int)list->items[i].customer_id);
    }
    sup_free(list);
    assert_string_equal(found, expected);
}

static void compare(struct desk *desk, const struct model *model)
{
    for (int64_t id = 1; id <= model->tickets; id++) {
        struct sup_ticket *ticket = desk_get(desk, id);
        int64_t whole = whole_of(model, id);
        int64_t owner = whole == id ? owner_of(model, id) : model->owner[id];

        assert_int_equal(ticket->merged_into, model->part_of[id]);
        assert_int_equal(ticket->root_id, whole);
        assert_int_equal(ticket->customer_id, person_of(model, owner));
        expect_own(model, ticket);
        sup_free(ticket);
        compare_thread(desk, model, id);
    }
    assert_false(crosses(model));
}

static void nobody_reads_what_somebody_else_wrote(void **state)
{
    static void (*const steps[])(struct desk *, struct model *) = {
        step_open, step_write, step_write,   step_merge, step_unmerge, step_join,
        step_join, step_part,  step_unmerge, step_split, step_split};
    int refused = 0;
    int parted = 0;
    int hidden = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct desk *desk = NULL;
        struct model model = {.random = seed};

        assert_int_equal(desk_setup((void **)&desk), 0);
        for (int i = BEN + 1; i <= PEOPLE; i++) {
            desk_ok(desk, by_system(desk), SAVE(.name = "N"));
        }
        step_open(desk, &model);
        for (int i = 0; i < STEPS; i++) {
            desk->now_ms += MINUTE_MS;
            steps[pick(&model, (int)(sizeof steps / sizeof steps[0]))](desk, &model);
            if (i % 10 == 0) {
                compare(desk, &model);
            }
        }
        compare(desk, &model);
        expect_exports(desk, &model);
        desk_expect_sound(desk);
        hidden += model.hidden;
        refused += model.refused;
        parted += model.parted;
        assert_int_equal(desk_teardown((void **)&desk), 0);
    }
    assert_true(refused > 5 && parted > 5 && hidden > 0); /* all were met */
    (void)state;
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(nobody_reads_what_somebody_else_wrote),
};

DESK_MAIN(tests)
