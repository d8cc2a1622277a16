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
 * `once` lives one life each and measures nothing: a test that the floor still fits the tables.
 *
 * usage: lifecycle memory|batch|disk|grown|pages|once [tickets] [pairs]
 */
#include "bench.h"
#include "floor.h"
#include "life.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
    if (strcmp(mode, "once") == 0) {
        (void)compare("memory", 1, 1, 1.5);
        return 0;
    }
    if (strcmp(mode, "pages") == 0) {
        return pages(argc > 2 ? tickets / BATCH * BATCH : 2000, pairs > 64 ? 64 : pairs);
    }
    return compare(mode, tickets, pairs > 64 ? 64 : pairs, strcmp(mode, "disk") == 0 ? 1.25 : 1.5);
}
