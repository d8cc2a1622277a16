/*
 * lifecycle.c: what a ticket's life costs, against a floor measured in the same run.
 *
 * Eight steps, each a transaction of its own (or a hundred lives in one batch): open with an order
 * reference, two customer messages, two replies, assign, resolve, close. The floor is hand-written:
 * prepared SQLite statements that write rows of the same sizes to the same tables, with no reads,
 * no checks and no hashing. Both run in turns; the figures are medians of CPU time over the pairs.
 *
 * `pages` measures nothing but ourselves, with pages of 2, 4 and 8 KiB in turns.
 *
 * usage: lifecycle memory|batch|disk|grown|pages [tickets] [pairs]
 */
#include "bench.h"
#include "floor.h"
#include "supportcore.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NOW         INT64_C(1774000000000)
#define SIZED(type) .size = sizeof(struct type)

static const char body[] = "Hello, my parcel has not arrived yet and the tracking page has not "
                           "changed for four days. Could you please look into it? Thank you!";

struct desk {
    struct sup_store *store;
    sup_core *core;
    int64_t agent_id;
    int64_t customer_id;
};

static void must(sup_core *core, int32_t rc)
{
    if (rc != SUP_OK) {
        const struct sup_error *error = sup_last_error(core);
        fprintf(stderr, "%s: %s\n", sup_code_name(rc), error->text);
        exit(1);
    }
}

static void desk_open_sized(struct desk *desk, const char *path, uint32_t page_bytes)
{
    struct sup_error error;
    struct sup_receipt receipt = {SIZED(sup_receipt)};
    const char *roles[] = {"agent"};
    struct sup_caller system = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW};
    if (sup_sqlite_open(&(struct sup_sqlite_options){SIZED(sup_sqlite_options), .path = path,
                                                     .page_bytes = page_bytes},
                        &desk->store, &error) != SUP_OK ||
        sup_open(&(struct sup_options){SIZED(sup_options), .store = desk->store}, &desk->core,
                 &error) != SUP_OK) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    must(desk->core, sup_agent_save(desk->core, &system,
                                    &(struct sup_agent_save_params){
                                        SIZED(sup_agent_save_params), .name = "Priya Nair",
                                        .roles = roles, .role_count = 1},
                                    &receipt));
    desk->agent_id = receipt.id;
    must(desk->core, sup_customer_save(desk->core, &system,
                                       &(struct sup_customer_save_params){
                                           SIZED(sup_customer_save_params), .name = "Ann Lee"},
                                       &receipt));
    desk->customer_id = receipt.id;
}

static void desk_open(struct desk *desk, const char *path)
{
    desk_open_sized(desk, path, 0);
}

static void desk_close(struct desk *desk)
{
    sup_close(desk->core);
    sup_store_close(desk->store);
}

enum { STEPS = 8 };

/* The parameters of one life; ticket_id is filled in by whoever runs the steps. */
struct life {
    char order[16];
    struct sup_reference reference;
    struct sup_ticket_open_params open;
    struct sup_ticket_receive_params received;
    struct sup_ticket_message_params message;
    struct sup_ticket_assign_params assign;
    struct sup_ticket_move_params solve;
    struct sup_ticket_move_params close;
    struct sup_caller customer;
    struct sup_caller agent;
    struct sup_batch_item items[STEPS];
};

static void item(struct life *life, int index, int32_t operation, const struct sup_caller *caller,
                 const void *params)
{
    life->items[index].size = sizeof life->items[index];
    life->items[index].operation = operation;
    life->items[index].caller = caller;
    life->items[index].params = params;
}

static void life_set(struct life *life, const struct desk *desk, int number, int64_t ticket_id)
{
    int64_t now = NOW + number * INT64_C(1000);
    memset(life, 0, sizeof *life);
    snprintf(life->order, sizeof life->order, "%d", 100000 + number);
    life->reference = (struct sup_reference){"shopify", "order", life->order};
    life->open = (struct sup_ticket_open_params){SIZED(sup_ticket_open_params),
                                                 .subject = "Where is my order?",
                                                 .body = body,
                                                 .channel = "email",
                                                 .reason = "where_is_my_order",
                                                 .references = &life->reference,
                                                 .reference_count = 1};
    life->received = (struct sup_ticket_receive_params){SIZED(sup_ticket_receive_params),
                                                        .ticket_id = ticket_id, .body = body};
    life->message = (struct sup_ticket_message_params){SIZED(sup_ticket_message_params),
                                                       .ticket_id = ticket_id, .body = body};
    life->assign = (struct sup_ticket_assign_params){
        SIZED(sup_ticket_assign_params), .ticket_id = ticket_id, .agent_id = desk->agent_id};
    life->solve = (struct sup_ticket_move_params){SIZED(sup_ticket_move_params),
                                                  .ticket_id = ticket_id, .status = "solved"};
    life->close = (struct sup_ticket_move_params){SIZED(sup_ticket_move_params),
                                                  .ticket_id = ticket_id, .status = "closed"};
    life->customer = (struct sup_caller){SIZED(sup_caller), .actor_kind = SUP_ACTOR_CUSTOMER,
                                         .actor_id = desk->customer_id, .now_ms = now};
    life->agent = (struct sup_caller){SIZED(sup_caller), .actor_kind = SUP_ACTOR_AGENT,
                                      .actor_id = desk->agent_id, .now_ms = now};
    item(life, 0, SUP_OP_TICKET_OPEN, &life->customer, &life->open);
    item(life, 1, SUP_OP_TICKET_RECEIVE, &life->customer, &life->received);
    item(life, 2, SUP_OP_TICKET_ASSIGN, &life->agent, &life->assign);
    item(life, 3, SUP_OP_TICKET_REPLY, &life->agent, &life->message);
    item(life, 4, SUP_OP_TICKET_RECEIVE, &life->customer, &life->received);
    item(life, 5, SUP_OP_TICKET_REPLY, &life->agent, &life->message);
    item(life, 6, SUP_OP_TICKET_MOVE, &life->agent, &life->solve);
    item(life, 7, SUP_OP_TICKET_MOVE, &life->agent, &life->close);
}

static void live_single(struct desk *desk, int first, int count)
{
    struct life life;
    for (int i = first; i < first + count; i++) {
        struct sup_receipt receipt = {SIZED(sup_receipt)};
        life_set(&life, desk, i, i + 1);
        for (int step = 0; step < STEPS; step++) {
            must(desk->core,
                 sup_run(desk->core, life.items[step].caller, life.items[step].operation,
                         life.items[step].params, &receipt, NULL));
        }
    }
}

enum { BATCH = 100 }; /* lives in one transaction */

static void live_batch(struct desk *desk, int first, int count)
{
    static struct life lives[BATCH];
    static struct sup_batch_item items[BATCH * STEPS];
    for (int i = first; i < first + count; i += BATCH) {
        for (int k = 0; k < BATCH; k++) {
            life_set(&lives[k], desk, i + k, i + k + 1);
            memcpy(items + k * STEPS, lives[k].items, sizeof lives[k].items);
        }
        must(desk->core, sup_batch(desk->core, &lives[0].agent, items, BATCH * STEPS));
    }
}

static void remove_files(const char *path)
{
    char name[256];
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

static int compare(const char *mode, int tickets, int pairs, double target)
{
    int is_batch = strcmp(mode, "batch") == 0;
    int is_disk = strcmp(mode, "disk") == 0;
    double ours[64];
    double theirs[64];
    double ratios[64];
    for (int pair = 0; pair < pairs; pair++) {
        const char *path = is_disk ? "bench-desk.db" : ":memory:";
        const char *floor_path = is_disk ? "bench-floor.db" : ":memory:";
        struct desk desk;
        remove_files("bench-desk.db");
        remove_files("bench-floor.db");
        desk_open(&desk, path);
        int64_t begin = cpu_ns();
        (is_batch ? live_batch : live_single)(&desk, 0, tickets);
        ours[pair] = (double)(cpu_ns() - begin) / tickets;
        desk_close(&desk);
        struct floor_db *floor = floor_open(floor_path);
        begin = cpu_ns();
        floor_live(floor, 0, tickets, is_batch ? BATCH : 0);
        theirs[pair] = (double)(cpu_ns() - begin) / tickets;
        floor_close(floor);
        ratios[pair] = ours[pair] / theirs[pair];
    }
    remove_files("bench-desk.db");
    remove_files("bench-floor.db");
    double ratio = median(ratios, pairs);
    printf("%-7s %8.1f us a life  floor %8.1f us  ratio %.2f  (target %.2f) %s\n", mode,
           median(ours, pairs) / 1000, median(theirs, pairs) / 1000, ratio, target,
           ratio <= target ? "met" : "MISSED");
    return ratio <= target ? 0 : 1;
}

/* Our own cost with many tickets against that with few. */
static int grown(int few, int many)
{
    struct desk desk;
    enum { SAMPLE = 2000, ROUNDS = 9 };
    double small[ROUNDS];
    double large[ROUNDS];
    desk_open(&desk, ":memory:");
    live_batch(&desk, 0, few);
    int made = few;
    for (int i = 0; i < ROUNDS; i++, made += SAMPLE) {
        int64_t begin = cpu_ns();
        live_single(&desk, made, SAMPLE);
        small[i] = (double)(cpu_ns() - begin) / SAMPLE;
    }
    int rest = (many - made) / BATCH * BATCH;
    live_batch(&desk, made, rest);
    made += rest;
    for (int i = 0; i < ROUNDS; i++, made += SAMPLE) {
        int64_t begin = cpu_ns();
        live_single(&desk, made, SAMPLE);
        large[i] = (double)(cpu_ns() - begin) / SAMPLE;
    }
    desk_close(&desk);
    double ratio = median(large, ROUNDS) / median(small, ROUNDS);
    printf("grown   %8.1f us a life with %d tickets, %.1f us with %d  ratio %.2f  (target 1.25) "
           "%s\n",
           median(large, ROUNDS) / 1000, many, median(small, ROUNDS) / 1000, few, ratio,
           ratio <= 1.25 ? "met" : "MISSED");
    return ratio <= 1.25 ? 0 : 1;
}

/* The size of a page: each way of writing with each size, in turns. */
static int pages(int tickets, int rounds)
{
    static const uint32_t sizes[] = {2048, 4096, 8192};
    static const char *const modes[] = {"memory", "batch", "disk"};
    double times[3][64];
    for (int mode = 0; mode < 3; mode++) {
        for (int i = 0; i < rounds * 3; i++) {
            struct desk desk;
            remove_files("bench-desk.db");
            desk_open_sized(&desk, mode == 2 ? "bench-desk.db" : ":memory:", sizes[i % 3]);
            int64_t begin = cpu_ns();
            (mode == 1 ? live_batch : live_single)(&desk, 0, tickets);
            times[i % 3][i / 3] = (double)(cpu_ns() - begin) / tickets;
            desk_close(&desk);
        }
        double usual = median(times[1], rounds);
        printf("pages   %-7s 2 KiB %8.1f us a life (%.2f)  4 KiB %8.1f us  8 KiB %8.1f us (%.2f)\n",
               modes[mode], median(times[0], rounds) / 1000, median(times[0], rounds) / usual,
               usual / 1000, median(times[2], rounds) / 1000, median(times[2], rounds) / usual);
    }
    remove_files("bench-desk.db");
    return 0;
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "memory";
    int tickets = argc > 2 ? atoi(argv[2]) : 5000;
    int pairs = argc > 3 ? atoi(argv[3]) : 7;
    if (strcmp(mode, "grown") == 0) {
        return grown(20000, argc > 2 ? tickets : 1000000);
    }
    if (strcmp(mode, "pages") == 0) {
        return pages(argc > 2 ? tickets / BATCH * BATCH : 2000, pairs > 64 ? 64 : pairs);
    }
    return compare(mode, tickets, pairs > 64 ? 64 : pairs, strcmp(mode, "disk") == 0 ? 1.25 : 1.5);
}
