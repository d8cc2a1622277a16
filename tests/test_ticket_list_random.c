/*
 * test_ticket_list_random.c: lists of a random desk against a plain model: an array of tickets,
 * filtered and sorted by hand. Pages are read while others write.
 */
#include "customer_fixture.h"

enum { PERSONS = 4, TICKETS = 120, SEEDS = 4, STEPS = 400, LISTS = 80 };

#define BASE (T0 - 30 * DAY_MS)

static const char *const priorities[] = {"low", "normal", "high", "urgent"};
static const char *const teams[] = {"frontline", "risk"};
static const char *const tags[] = {"a", "b"};
static const char *const reasons[] = {"where_is_my_order", "damaged_item"};
static const char *const channels[] = {"email", "chat"};
static const char *const statuses[] = {NULL, "new", "open", NULL, NULL, "solved"}; /* by category */
static const char *const mails[] = {"p0@x.de", "p1@x.de", "p2@x.de", "p3@x.de"};

struct ticket {
    int64_t opened, updated, assignee;
    int customer; /* 0 to PERSONS - 1 */
    int priority;
    int team;   /* -1: none */
    int thing;  /* the order it is about: 0 or 1 */
    int tagged; /* bits */
    int category;
    int reason;
    int channel;
};

struct model {
    struct ticket tickets[TICKETS + 1]; /* by id */
    int count;
    int into[PERSONS]; /* whom a customer was merged into; -1: nobody */
    int64_t ids[PERSONS];
    uint64_t random;
};

static int pick(struct model *model, int count)
{
    model->random = model->random * 6364136223846793005U + 1442695040888963407U;
    return (int)((model->random >> 33) % (uint64_t)count);
}

static int root_of(const struct model *model, int customer)
{
    while (model->into[customer] >= 0) {
        customer = model->into[customer];
    }
    return customer;
}

static struct sup_reference order(int thing)
{
    return (struct sup_reference){"shopify", "order", thing ? "1001" : "1000"};
}

static void step_open(struct desk *desk, struct model *model)
{
    const struct sup_reference about = order(pick(model, 2));
    /* Few different times, so that many tickets are equal in them. */
    struct ticket ticket = {.opened = BASE + pick(model, 12) * DAY_MS,
                            .customer = pick(model, PERSONS),
                            .priority = pick(model, 4),
                            .team = pick(model, 2),
                            .thing = about.id[3] == '1',
                            .category = SUP_CATEGORY_NEW,
                            .reason = pick(model, 2),
                            .channel = pick(model, 2)};

    if (model->count == TICKETS) {
        return;
    }
    ticket.updated = ticket.opened;
    desk_ok(desk, by_import(desk, ticket.opened), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = model->ids[ticket.customer], .subject = "S",
                   .priority = priorities[ticket.priority], .team = teams[ticket.team],
                   .reason = reasons[ticket.reason], .channel = channels[ticket.channel],
                   .references = &about, .reference_count = 1));
    assert_int_equal(desk->receipt.id, ++model->count);
    model->tickets[model->count] = ticket;
}

/* One thing that happens to one ticket, at a time that is later than all others. */
static void step_change(struct desk *desk, struct model *model)
{
    int64_t id = 1 + pick(model, model->count);
    struct ticket *ticket = &model->tickets[id];
    int value = pick(model, 4);

    if (ticket->category == SUP_CATEGORY_SOLVED) {
        return;
    }
    desk->now_ms += pick(model, 3) * MINUTE_MS;
    switch (pick(model, 4)) {
    case 0:
        if (value == ticket->priority) {
            return;
        }
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
                PARAMS(ticket_prioritize, .ticket_id = id, .priority = priorities[value]));
        ticket->priority = value;
        break;
    case 1:
        value = value % 2 ? PRIYA : LEE;
        if (value == ticket->assignee) {
            return;
        }
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_ASSIGN,
                PARAMS(ticket_assign, .ticket_id = id, .agent_id = value));
        ticket->assignee = value;
        ticket->category = SUP_CATEGORY_OPEN; /* all that is new is taken by it */
        break;
    case 2:
        value %= 2;
        if (ticket->tagged & 1 << value) {
            return;
        }
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
                PARAMS(ticket_tag, .ticket_id = id, .tags = &tags[value], .tag_count = 1));
        ticket->tagged |= 1 << value;
        break;
    default:
        if (ticket->category != SUP_CATEGORY_OPEN || value) {
            return;
        }
        desk_move(desk, by_priya(desk), id, "solved");
        ticket->category = SUP_CATEGORY_SOLVED;
    }
    ticket->updated = desk->now_ms;
}

static void step_merge(struct desk *desk, struct model *model)
{
    int from = pick(model, PERSONS);
    int into = pick(model, PERSONS);

    if (pick(model, 12) || root_of(model, from) == root_of(model, into)) {
        return;
    }
    desk_ok(desk, by_lee(desk), MERGE(model->ids[from], model->ids[into]));
    model->into[root_of(model, from)] = root_of(model, into);
}

static void step(struct desk *desk, struct model *model)
{
    if (pick(model, 3) == 0 || model->count == 0) {
        step_open(desk, model);
    } else {
        step_change(desk, model);
    }
    step_merge(desk, model);
}

/* ---- a list, asked and expected ---- */

struct question {
    struct sup_ticket_list_params params;
    struct sup_reference about;
    struct sup_identity mail;
    int thing, customer, tag, team, priority, reason, channel; /* -1: not asked for */
};

static int one_in(struct model *model, int count)
{
    return pick(model, count) == 0;
}

static void ask(struct model *model, struct question *question, int is_stable)
{
    struct sup_ticket_list_params *params = &question->params;

    *question = (struct question){.thing = -1,
                                  .customer = -1,
                                  .tag = -1,
                                  .team = -1,
                                  .priority = -1,
                                  .reason = -1,
                                  .channel = -1};
    params->size = sizeof *params;
    params->limit = (uint32_t)(1 + pick(model, 9));
    params->sort = pick(model, is_stable ? 3 : 5);
    params->is_ascending = pick(model, 2);
    if (one_in(model, 3)) {
        question->customer = pick(model, PERSONS);
        question->mail = (struct sup_identity){.kind = "email", .value = mails[question->customer]};
        params->customer_id = one_in(model, 2) ? model->ids[question->customer] : 0;
        params->identity = params->customer_id ? NULL : &question->mail;
    }
    if (one_in(model, 3)) {
        question->thing = pick(model, 2);
        question->about = order(question->thing);
        params->reference = &question->about;
    } else if (one_in(model, 3)) {
        question->tag = pick(model, 2);
        params->tag = tags[question->tag];
    }
    if (one_in(model, 4)) {
        question->team = pick(model, 2);
        params->team = teams[question->team];
    }
    if (one_in(model, 4)) {
        question->priority = pick(model, 4);
        params->priority = priorities[question->priority];
    }
    if (one_in(model, 6)) {
        question->reason = pick(model, 2);
        params->reason = reasons[question->reason];
    }
    if (one_in(model, 6)) {
        question->channel = pick(model, 2);
        params->channel = channels[question->channel];
    }
    params->category = one_in(model, 4) ? SUP_CATEGORY_NEW + pick(model, 2) : 0;
    params->status = one_in(model, 6) ? one_in(model, 3) ? "solved" : "open" : NULL;
    params->assignee_id = one_in(model, 6) ? PRIYA : 0;
    params->is_unassigned = !params->assignee_id && one_in(model, 6);
    params->opened_from_ms = one_in(model, 4) ? BASE + pick(model, 8) * DAY_MS : 0;
    params->opened_to_ms = one_in(model, 4) ? BASE + (8 + pick(model, 4)) * DAY_MS : 0;
    params->updated_from_ms = one_in(model, 6) ? BASE + pick(model, 12) * DAY_MS : 0;
    params->updated_to_ms = one_in(model, 6) ? T0 + pick(model, 200) * MINUTE_MS : 0;
}

static int is_wanted(const struct model *model, const struct question *question, int id)
{
    const struct sup_ticket_list_params *params = &question->params;
    const struct ticket *ticket = &model->tickets[id];

    return (question->customer < 0 ||
            root_of(model, question->customer) == root_of(model, ticket->customer)) &&
           (question->thing < 0 || question->thing == ticket->thing) &&
           (question->tag < 0 || ticket->tagged & 1 << question->tag) &&
           (question->team < 0 || question->team == ticket->team) &&
           (question->priority < 0 || question->priority == ticket->priority) &&
           (question->reason < 0 || question->reason == ticket->reason) &&
           (question->channel < 0 || question->channel == ticket->channel) &&
           (!params->status || strcmp(params->status, statuses[ticket->category]) == 0) &&
           (!params->category || params->category == ticket->category) &&
           (!params->assignee_id || params->assignee_id == ticket->assignee) &&
           (!params->is_unassigned || !ticket->assignee) &&
           (!params->opened_from_ms || ticket->opened >= params->opened_from_ms) &&
           (!params->opened_to_ms || ticket->opened < params->opened_to_ms) &&
           (!params->updated_from_ms || ticket->updated >= params->updated_from_ms) &&
           (!params->updated_to_ms || ticket->updated < params->updated_to_ms);
}

static int64_t key_of(const struct model *model, int sort, int id)
{
    const struct ticket *ticket = &model->tickets[id];

    return sort == SUP_SORT_OPENED     ? ticket->opened
           : sort == SUP_SORT_UPDATED  ? ticket->updated
           : sort == SUP_SORT_PRIORITY ? ticket->priority
                                       : 0;
}

/* Does one ticket come before the other? */
static int is_before(const struct model *model, const struct question *question, int one, int other)
{
    int64_t a = key_of(model, question->params.sort, one);
    int64_t b = key_of(model, question->params.sort, other);
    int is_less = a < b || (a == b && one < other);

    return question->params.is_ascending ? is_less : !is_less;
}

/* The next page goes to ids; 0 when it was the last. */
static int read_page(struct desk *desk, struct question *question, char after[], int *ids,
                     int *count)
{
    struct sup_ticket_list *list = NULL;
    int is_more;

    question->params.after = after;
    must(desk, sup_ticket_list(desk->core, by_lee(desk), &question->params, &list));
    assert_true(list->count <= question->params.limit);
    for (uint32_t i = 0; i < list->count; i++) {
        ids[(*count)++] = (int)list->items[i].id;
    }
    is_more = list->next_after != NULL;
    assert_true(!is_more || list->count == question->params.limit);
    (void)snprintf(after, SUP_LIST_AFTER_BYTES_MAX + 1, "%s", is_more ? list->next_after : "");
    sup_free(list);
    return is_more;
}

static void expect_all(struct desk *desk, struct model *model)
{
    char after[SUP_LIST_AFTER_BYTES_MAX + 1] = "";
    struct question question;
    int wanted[TICKETS];
    int ids[TICKETS + 10];
    int wanted_count = 0;
    int count = 0;

    ask(model, &question, 0);
    for (int id = 1; id <= model->count; id++) {
        int at = wanted_count;

        if (!is_wanted(model, &question, id)) {
            continue;
        }
        for (; at > 0 && is_before(model, &question, id, wanted[at - 1]); at--) {
            wanted[at] = wanted[at - 1];
        }
        wanted[at] = id;
        wanted_count++;
    }
    while (read_page(desk, &question, after, ids, &count)) {
    }
    assert_int_equal(count, wanted_count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(ids[i], wanted[i]);
    }
}

/* By id or by opening: nothing twice, all in order, and what always matched is there. */
static void expect_whole_under_writes(struct desk *desk, struct model *model)
{
    char after[SUP_LIST_AFTER_BYTES_MAX + 1] = "";
    struct question question;
    int always[TICKETS + 1];
    int ids[TICKETS + 10];
    int begun = model->count;
    int count = 0;
    int is_more = 1;

    ask(model, &question, 1);
    for (int id = 1; id <= begun; id++) {
        always[id] = is_wanted(model, &question, id);
    }
    while (is_more) {
        int shown = count;

        is_more = read_page(desk, &question, after, ids, &count);
        for (; shown < count; shown++) {
            assert_true(is_wanted(model, &question, ids[shown]));
            assert_true(shown == 0 || is_before(model, &question, ids[shown - 1], ids[shown]));
        }
        for (int i = 0; i < 5; i++) {
            step(desk, model);
            for (int id = 1; id <= begun; id++) {
                always[id] &= is_wanted(model, &question, id);
            }
        }
    }
    for (int id = 1; id <= begun; id++) {
        int is_there = !always[id];

        for (int i = 0; i < count; i++) {
            is_there |= ids[i] == id;
        }
        assert_true(is_there);
    }
}

/* By what changes: what does not change while the pages are read is shown once. */
static void expect_the_unchanged_under_writes(struct desk *desk, struct model *model)
{
    char after[SUP_LIST_AFTER_BYTES_MAX + 1] = "";
    struct question question;
    struct model before;
    int times[TICKETS + 1] = {0};
    int ids[8 * TICKETS];
    int count = 0;
    int is_more = 1;

    ask(model, &question, 0);
    question.params.sort = SUP_SORT_UPDATED + pick(model, 2);
    for (before = *model; is_more;) {
        is_more = read_page(desk, &question, after, ids, &count);
        assert_true(count < 7 * TICKETS);
        for (int i = 0; i < 2; i++) {
            step(desk, model);
        }
    }
    for (int i = 0; i < count; i++) {
        times[ids[i]]++;
    }
    for (int id = 1; id <= before.count; id++) {
        int is_same = memcmp(&before.tickets[id], &model->tickets[id], sizeof before.tickets[id]) ==
                          0 && /* and the person is */
                      memcmp(before.into, model->into, sizeof before.into) == 0;

        assert_true(!is_same || times[id] == is_wanted(model, &question, id));
    }
}

static void lists_are_what_a_plain_model_says(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct model model = {.random = seed};
        void *opened = NULL;
        struct desk *desk;

        assert_int_equal(desk_setup(&opened), 0);
        desk = opened;
        for (int i = 0; i < PERSONS; i++) {
            desk_ok(desk, by_system(desk), RESOLVE(KNOWN_BY(MAIL(mails[i]))));
            model.ids[i] = desk->receipt.id;
            model.into[i] = -1;
        }
        for (int i = 0; i < STEPS / 4; i++) {
            step(desk, &model);
        }
        for (int i = 0; i < LISTS; i++) {
            step(desk, &model);
            expect_all(desk, &model);
            expect_whole_under_writes(desk, &model);
            expect_the_unchanged_under_writes(desk, &model);
        }
        desk_expect_sound(desk);
        desk_teardown(&opened);
    }
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(lists_are_what_a_plain_model_says)};

DESK_MAIN(tests)
