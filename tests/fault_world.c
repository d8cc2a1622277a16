/*
 * fault_world.c: a filled desk in which anything can fail.
 *
 * Filling one takes a hundred calls, and thousands of desks are needed: with SQLite it is done
 * once, and each desk begins as a copy of that database.
 */
#include "fault_cases.h"

#include "sqlite_image.h"

/* The filled database and its desk. */
static struct sqlite_image filled;
static struct desk filled_desk;

static int32_t same_random(void *user, void *out, size_t bytes)
{
    (void)user;
    memset(out, 0x5a, bytes);
    return 0;
}

static void open_store(struct fault_world *world)
{
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = ":memory:", .allocator = &fault_allocator};
    int32_t code = desk_backend == DESK_MEMORY
                       ? sup_memory_open(&fault_allocator, &world->inner, NULL)
                       : sup_sqlite_open(&options, &world->inner, NULL);

    assert_int_equal(code, SUP_OK);
    fault_store_init(&world->store, world->inner);
    world->desk.store = &world->store.head;
}

static void open_desk(struct fault_world *world)
{
    struct sup_options options = desk_options(&world->desk);

    options.allocator = &fault_allocator;
    options.random = same_random;
    assert_int_equal(sup_open(&options, &world->desk.core, NULL), SUP_OK);
}

void fault_world_open(struct fault_world *world)
{
    memset(world, 0, sizeof *world);
    fault_memory_arm(0, 0);
    open_store(world);
    world->is_open = 1;
    if (desk_backend == DESK_SQLITE && filled.bytes) {
        struct sup_calendar_state *hours = NULL;

        sqlite_image_give(&filled, world->inner);
        world->desk = filled_desk;
        world->desk.store = &world->store.head;
        open_desk(world);
        /* The handle that filled it had read the policy. */
        must(&world->desk,
             sup_calendar_is_open(world->desk.core, by_system(&world->desk),
                                  PARAMS(calendar_time, .calendar = "days"), &hours));
        sup_free(hours);
        return;
    }
    open_desk(world);
    fault_desk_fill(&world->desk);
    if (desk_backend == DESK_SQLITE) {
        sqlite_image_take(&filled, world->inner);
        filled_desk = world->desk;
    }
}

static void keep_figures(struct desk *desk)
{
    static const char *const metrics[] = {"opened"};
    struct sup_kpi_answer *figures = NULL;

    must(desk,
         sup_kpi_query(desk->core, by_lee(desk),
                       PARAMS(kpi_query, .metrics = metrics, .metric_count = 1, .from = "2026-01-01"),
                       &figures));
    sup_free(figures);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "It is on its way."));
}

static void give(struct desk *desk, const char *id, int64_t customer,
                 const struct sup_reference *order)
{
    const struct sup_fact refunded = {"refunded", "7.00 EUR"};

    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = id, .remedy = "refund.partial", .amount = "2.00",
                   .currency = "EUR", .customer_id = customer, .order = order));
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = order, .customer_id = customer,
                   .facts = &refunded, .fact_count = 1));
}

/* The first is Ann's twin, the other is forgotten. */
static void part(struct desk *desk)
{
    static const struct sup_reference orders[] = {{"shopify", "order", "1008"},
                                                  {"shopify", "order", "1009"}};
    static const char *const refunds[] = {"re_8", "re_9"};
    int64_t people[2];

    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Eve"));
        people[i] = desk->receipt.id;
        give(desk, refunds[i], people[i], &orders[i]);
    }
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = people[0], .into = ANN, .evidence = "e"));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = people[0], .evidence = "e"));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = people[1], .reason = "e"));
}

void fault_world_ready(struct fault_world *world, const struct fault_case *fault)
{
    if (world->is_open && world->kind == fault->kind) {
        return;
    }
    fault_world_close(world);
    fault_world_open(world);
    world->kind = fault->kind;
    if (fault->kind == FAULT_FIGURES) {
        keep_figures(&world->desk);
    } else if (fault->kind == FAULT_PARTED) {
        part(&world->desk);
    }
}

void fault_world_close(struct fault_world *world)
{
    if (!world->is_open) {
        return;
    }
    world->is_open = 0;
    fault_memory_arm(0, 0);
    fault_store_arm(&world->store, 0, 0, 0);
    sup_close(world->desk.core);
    sup_store_close(world->inner);
}

char *fault_world_dump(struct fault_world *world)
{
    return desk_dump(world->inner, 0, NULL);
}
