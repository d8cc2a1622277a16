/*
 * test_merge_random.c: customers, merged and unmerged at random, against a plain model of arrays:
 * who points to whom, who has which address, who opened which ticket. All reads are compared.
 */
#include "customer_fixture.h"

enum { PEOPLE = 12, ADDRESSES = 16, TICKETS = 60, STEPS = 220, SEEDS = 4 };

struct model {
    int64_t into[PEOPLE + 3];      /* by id; 0: a root */
    int shop[PEOPLE + 3];          /* a proved number of the shop, or 0 */
    int64_t owner[ADDRESSES];      /* of an address; 0: nobody */
    int64_t customer[TICKETS + 1]; /* of a ticket */
    int people;
    int tickets;
    uint64_t random;
};

static int pick(struct model *model, int count)
{
    model->random = model->random * 6364136223846793005U + 1442695040888963407U;
    return (int)((model->random >> 33) % (uint64_t)count);
}

static int64_t root_of(const struct model *model, int64_t id)
{
    while (model->into[id]) {
        id = model->into[id];
    }
    return id;
}

static const char *address(int number)
{
    static char text[32];

    (void)snprintf(text, sizeof text, "p%d@x.de", number);
    return text;
}

/* Do two persons have proof of different numbers? */
static int are_two(const struct model *model, int64_t a, int64_t b)
{
    for (int64_t i = 1; i <= model->people; i++) {
        for (int64_t j = 1; j <= model->people; j++) {
            if (root_of(model, i) == a && root_of(model, j) == b && model->shop[i] &&
                model->shop[j] && model->shop[i] != model->shop[j]) {
                return 1;
            }
        }
    }
    return 0;
}

static void step_resolve(struct desk *desk, struct model *model)
{
    char first[32];
    int one = pick(model, ADDRESSES);
    int other = pick(model, ADDRESSES);
    int64_t id = model->owner[one] ? model->owner[one] : model->owner[other];

    if (!id && model->people == PEOPLE) {
        return;
    }
    (void)snprintf(first, sizeof first, "%s", address(one));
    desk_ok(desk, by_integration(desk), RESOLVE(KNOWN_BY(MAIL(first), MAIL(address(other)))));
    id = id ? id : ++model->people;
    assert_int_equal(desk->receipt.id, id);
    model->owner[one] = model->owner[one] ? model->owner[one] : id;
    model->owner[other] = model->owner[other] ? model->owner[other] : id;
}

static void step_merge(struct desk *desk, struct model *model)
{
    int64_t from = 1 + pick(model, model->people);
    int64_t into = 1 + pick(model, model->people);
    int64_t a = root_of(model, from);
    int64_t b = root_of(model, into);

    if (from == into) {
        desk_fails(desk, SUP_MSG_CUSTOMERS_SAME, "into", by_lee(desk), MERGE(from, into));
    } else if (a != b && are_two(model, a, b)) {
        desk_fails(desk, SUP_MSG_MERGE_PROOFS, "into", by_lee(desk), MERGE(from, into));
    } else {
        desk_ok(desk, by_lee(desk), MERGE(from, into));
        assert_int_equal(desk->receipt.sequence != 0, a != b);
        model->into[a] = a == b ? model->into[a] : b;
    }
}

static void step_unmerge(struct desk *desk, struct model *model)
{
    int64_t id = 1 + pick(model, model->people);

    if (!model->into[id]) {
        desk_fails(desk, SUP_MSG_CUSTOMER_NOT_MERGED, "customer_id", by_lee(desk), UNMERGE(id));
    } else {
        desk_ok(desk, by_lee(desk), UNMERGE(id));
        model->into[id] = 0;
    }
}

static void step_open(struct desk *desk, struct model *model)
{
    int64_t id = 1 + pick(model, model->people);

    if (model->tickets < TICKETS) {
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .customer_id = id, .subject = "S"));
        model->customer[++model->tickets] = id;
    }
}

/* Which addresses a person has, and by whom; which customers they are. */
static void compare_customer(struct desk *desk, const struct model *model, int64_t id)
{
    struct sup_customer *customer = NULL;
    int64_t root = root_of(model, id);
    uint32_t addresses = 0;
    uint32_t members = 0;

    must(desk, sup_customer_get(desk->core, by_system(desk),
                                PARAMS(customer_get, .customer_id = id), &customer));
    assert_int_equal(customer->id, root);
    assert_int_equal(customer->asked_id, id);
    for (int64_t i = 1; i <= model->people; i++) {
        if (root_of(model, i) == root && i != root) {
            assert_true(members < customer->member_count);
            assert_int_equal(customer->members[members].customer_id, i);
            assert_int_equal(customer->members[members++].merged_into, model->into[i]);
        }
        addresses += root_of(model, i) == root && model->shop[i];
    }
    assert_int_equal(customer->member_count, members);
    for (int i = 0; i < ADDRESSES; i++) {
        addresses += model->owner[i] && root_of(model, model->owner[i]) == root;
    }
    assert_int_equal(customer->identity_count, addresses);
    sup_free(customer);
}

static void compare_tickets(struct desk *desk, const struct model *model, int64_t id, int is_oldest)
{
    char after[SUP_LIST_AFTER_BYTES_MAX + 1] = "";
    int at = is_oldest ? 1 : model->tickets;

    do {
        struct sup_ticket_list *list = NULL;

        must(desk, sup_ticket_list(desk->core, by_system(desk),
                                   PARAMS(ticket_list, .customer_id = id, .limit = 3,
                                          .after = after, .is_ascending = is_oldest),
                                   &list));
        for (uint32_t i = 0; i < list->count; i++) {
            while (at >= 1 && at <= model->tickets &&
                   root_of(model, model->customer[at]) != root_of(model, id)) {
                at += is_oldest ? 1 : -1;
            }
            assert_int_equal(list->items[i].id, at);
            assert_int_equal(list->items[i].customer_id, root_of(model, id));
            at += is_oldest ? 1 : -1;
        }
        (void)snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    } while (*after);
    for (; at >= 1 && at <= model->tickets; at += is_oldest ? 1 : -1) {
        assert_int_not_equal(root_of(model, model->customer[at]), root_of(model, id));
    }
}

static void compare(struct desk *desk, const struct model *model)
{
    for (int64_t id = 1; id <= model->people; id++) {
        compare_customer(desk, model, id);
        compare_tickets(desk, model, id, id % 2 == 0);
    }
    for (int i = 0; i < ADDRESSES; i++) {
        assert_int_equal(desk_owner(desk, (struct sup_identity)MAIL(address(i))),
                         model->owner[i] ? root_of(model, model->owner[i]) : 0);
    }
    for (int ticket = 1; ticket <= model->tickets; ticket++) {
        struct sup_ticket *got = desk_get(desk, ticket);

        assert_int_equal(got->customer_id, root_of(model, model->customer[ticket]));
        sup_free(got);
    }
}

static void merging_and_unmerging_do_what_a_plain_model_says(void **state)
{
    static void (*const steps[])(struct desk *, struct model *) = {
        step_resolve, step_merge, step_merge, step_unmerge, step_open};

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct desk *desk = NULL;
        struct model model = {.random = seed, .people = 2, .shop = {[ANN] = 207, [BEN] = 208}};

        assert_int_equal(desk_setup((void **)&desk), 0);
        for (int i = 0; i < STEPS; i++) {
            steps[pick(&model, 5)](desk, &model);
            if (i % 20 == 0) {
                compare(desk, &model);
            }
        }
        compare(desk, &model);
        desk_expect_sound(desk);
        assert_int_equal(desk_teardown((void **)&desk), 0);
    }
    (void)state;
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(merging_and_unmerging_do_what_a_plain_model_says),
};

DESK_MAIN(tests)
