/*
 * fault_world.c: a filled desk in which anything can fail.
 *
 * Filling one takes a hundred calls, and thousands of desks are needed: with SQLite it is done
 * once, and each desk begins as a copy of that database.
 */
#include "fault_cases.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "sqlite/sqlite_store.h"

/* The filled database; of malloc(), so that it does not count as memory of the desk's. */
static struct {
    unsigned char *bytes;
    sqlite3_int64 count;
    struct desk desk;
} filled;

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

static void keep_filled(struct fault_world *world)
{
    sqlite3 *db = ((struct sup__sqlite *)world->inner)->db;
    unsigned char *bytes = sqlite3_serialize(db, "main", &filled.count, 0);

    assert_non_null(bytes);
    filled.bytes = malloc((size_t)filled.count);
    assert_non_null(filled.bytes);
    memcpy(filled.bytes, bytes, (size_t)filled.count);
    sqlite3_free(bytes);
    filled.desk = world->desk;
}

static void restore_filled(struct fault_world *world)
{
    sqlite3 *db = ((struct sup__sqlite *)world->inner)->db;
    sqlite3_backup *copy;
    sqlite3 *from;

    assert_int_equal(sqlite3_open(":memory:", &from), SQLITE_OK);
    assert_int_equal(sqlite3_deserialize(from, "main", filled.bytes, filled.count, filled.count,
                                         SQLITE_DESERIALIZE_READONLY),
                     SQLITE_OK);
    copy = sqlite3_backup_init(db, "main", from, "main");
    assert_non_null(copy);
    assert_int_equal(sqlite3_backup_step(copy, -1), SQLITE_DONE);
    assert_int_equal(sqlite3_backup_finish(copy), SQLITE_OK);
    assert_int_equal(sqlite3_close(from), SQLITE_OK);
    world->desk = filled.desk;
    world->desk.store = &world->store.head;
}

void fault_world_open(struct fault_world *world)
{
    memset(world, 0, sizeof *world);
    fault_memory_arm(0, 0);
    open_store(world);
    world->is_open = 1;
    if (desk_backend == DESK_SQLITE && filled.bytes) {
        struct sup_calendar_state *hours = NULL;

        restore_filled(world);
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
        keep_filled(world);
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
