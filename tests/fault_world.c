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

void fault_world_ready(struct fault_world *world, const struct fault_case *fault)
{
    static const char *const metrics[] = {"opened"};
    struct desk *desk = &world->desk;
    struct sup_kpi_answer *figures = NULL;

    if (world->is_open && world->has_figures == fault->has_figures) {
        return;
    }
    fault_world_close(world);
    fault_world_open(world);
    world->has_figures = fault->has_figures;
    if (fault->has_figures) {
        must(desk, sup_kpi_query(desk->core, by_lee(desk),
                                 PARAMS(kpi_query, .metrics = metrics, .metric_count = 1,
                                        .from = "2026-01-01"),
                                 &figures));
        sup_free(figures);
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
                PARAMS(ticket_message, .ticket_id = 1, .body = "It is on its way."));
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
