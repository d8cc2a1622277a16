/*
 * escalation.c: what escalation floors add to a ticket's life.
 *
 * The same lives under a policy with floors and under the same one without its section `floors`, in
 * turns: a chat in eight steps and a tick after each. Nothing rises here: it is what every ticket
 * pays, whatever becomes of it. Medians of CPU time over the rounds, of the whole life and of each
 * step.
 *
 * Several tickets are in work at a time, and a seeded draw says whose step is next, the same for
 * both. Where one life follows the other, pages fill in step with the lives: then a page that some
 * table is given always falls to the same step, and who pays for it is chance.
 *
 * usage: escalation POLICY [lives] [rounds]
 */
#include "bench.h"
#include "life.h"

#include <stdio.h>
#include <string.h>

enum { PLAIN, FLOORS, KINDS, DOCUMENT_MAX = 1 << 20, ROUNDS_MAX = 64, PARTS = STEPS + 1 };
enum { ALIVE = 32, SEED = 20260101 };

#define STEP_MS 500 /* fast enough that no limit passes */
#define TARGET  1.15

static const char *const part_names[PARTS] = {"open",  "message", "assign", "reply", "message",
                                              "reply", "solve",   "close",  "ticks"};
static char documents[KINDS][DOCUMENT_MAX];
static double ns[KINDS][PARTS + 1][ROUNDS_MAX]; /* the last part: all of them */
static double calls[KINDS][PARTS];              /* to the store */

/* Where a value ends; strings may hold brackets. */
static const char *end_of(const char *at)
{
    int depth = 0;
    int is_text = 0;
    for (; *at; at++) {
        if (*at == '"' && at[-1] != '\\') {
            is_text = !is_text;
        } else if (!is_text && strchr("[{", *at)) {
            depth++;
        } else if (!is_text && strchr("]}", *at) && !--depth) {
            return at + 1;
        }
    }
    return at;
}

/* Take a section out of a document. */
static void cut(char *document, const char *name)
{
    char start[64];
    snprintf(start, sizeof start, "\n  \"%s\": ", name);
    char *begin = strstr(document, start);
    if (!begin) {
        fprintf(stderr, "the policy has no section %s\n", name);
        exit(1);
    }
    const char *end = end_of(begin + strlen(start));
    end += *end == ',';
    memmove(begin, end, strlen(end) + 1);
}

static void read_policy(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *document = documents[FLOORS];
    size_t bytes = file ? fread(document, 1, DOCUMENT_MAX - 1, file) : 0;
    document[bytes] = '\0';
    if (file) {
        fclose(file);
    }
    cut(document, "kpi"); /* its lines name floors */
    memcpy(documents[PLAIN], document, bytes + 1);
    cut(documents[PLAIN], "floors");
}

static void activate(struct desk *desk, int kind)
{
    struct sup_caller system = {
        .size = sizeof system, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW};
    struct sup_policy_params params = {.size = sizeof params, .document = documents[kind]};
    struct sup_receipt receipt = {.size = sizeof receipt};
    must(desk->core, sup_policy_activate(desk->core, &system, &params, &receipt));
}

static int64_t tick(struct desk *desk, int64_t now_ms)
{
    struct sup_caller system = {
        .size = sizeof system, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = now_ms};
    struct sup_tick_params params = {.size = sizeof params};
    struct sup_tick_result *result = NULL;
    int64_t begin = cpu_ns();
    must(desk->core, sup_desk_tick(desk->core, &system, &params, &result));
    sup_free(result);
    return cpu_ns() - begin;
}

/* Lives in work, each with the step that it is at; STEPS: it is through. */
struct living {
    struct life lives[ALIVE];
    int steps[ALIVE];
    int left; /* lives that are not through */
    uint64_t seed;
};

static uint32_t draw(struct living *living, uint32_t count)
{
    living->seed ^= living->seed << 13;
    living->seed ^= living->seed >> 7;
    living->seed ^= living->seed << 17;
    return (uint32_t)(living->seed % count);
}

/* The next step of one of them. */
static void live(struct desk *desk, struct life *life, int step, int64_t now_ms, double *parts,
                 int64_t *storage_calls)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    life->customer.now_ms = life->agent.now_ms = now_ms;
    int64_t before = sup_storage_calls(desk->core);
    int64_t begin = cpu_ns();
    must(desk->core, sup_run(desk->core, life->items[step].caller, life->items[step].operation,
                             life->items[step].params, &receipt, NULL));
    parts[step] += (double)(cpu_ns() - begin);
    storage_calls[step] += sup_storage_calls(desk->core) - before;
    before = sup_storage_calls(desk->core);
    parts[STEPS] += (double)tick(desk, now_ms);
    storage_calls[STEPS] += sup_storage_calls(desk->core) - before;
    if (step == 0) {
        life->received.ticket_id = life->message.ticket_id = receipt.id;
        life->assign.ticket_id = life->solve.ticket_id = life->close.ticket_id = receipt.id;
    }
}

static void live_all(struct desk *desk, int lives, double *parts, int64_t *storage_calls)
{
    static struct living living;
    int begun = 0;
    int64_t now_ms = NOW;
    living.left = lives;
    living.seed = SEED;
    for (int place = 0; place < ALIVE; place++) {
        living.steps[place] = STEPS;
    }
    while (living.left) {
        uint32_t place = draw(&living, ALIVE);
        if (living.steps[place] == STEPS && begun < lives) { /* there is room for another */
            life_set(&living.lives[place], desk, begun++, 0);
            living.lives[place].open.channel = "chat";
            living.steps[place] = 0;
        }
        if (living.steps[place] < STEPS) {
            live(desk, &living.lives[place], living.steps[place]++, now_ms, parts, storage_calls);
            living.left -= living.steps[place] == STEPS;
            now_ms += STEP_MS;
        }
    }
}

static void run(int kind, int lives, int round)
{
    struct desk desk;
    double parts[PARTS] = {0};
    int64_t storage_calls[PARTS] = {0};
    desk_open(&desk, ":memory:");
    activate(&desk, kind);
    live_all(&desk, lives, parts, storage_calls);
    desk_close(&desk);
    ns[kind][PARTS][round] = 0;
    for (int part = 0; part < PARTS; part++) {
        ns[kind][part][round] = parts[part] / lives;
        ns[kind][PARTS][round] += parts[part] / lives;
        calls[kind][part] = (double)storage_calls[part] / lives;
    }
}

static double ratio_of(int part, int rounds)
{
    double ratios[ROUNDS_MAX];
    for (int i = 0; i < rounds; i++) {
        ratios[i] = ns[FLOORS][part][i] / ns[PLAIN][part][i];
    }
    return median(ratios, rounds);
}

int main(int argc, char **argv)
{
    int lives = argc > 2 ? atoi(argv[2]) : 2000;
    int rounds = argc > 3 ? atoi(argv[3]) : 9;
    if (argc < 2) {
        fprintf(stderr, "usage: escalation POLICY [lives] [rounds]\n");
        return 2;
    }
    rounds = rounds > ROUNDS_MAX ? ROUNDS_MAX : rounds;
    read_policy(argv[1]);
    for (int i = 0; i < rounds; i++) {
        for (int kind = 0; kind < KINDS; kind++) {
            run((kind + i) % KINDS, lives, i); /* who is first takes turns */
        }
    }
    double ratios[PARTS + 1];
    for (int part = 0; part <= PARTS; part++) {
        ratios[part] = ratio_of(part, rounds);
    }
    printf("floors  without %8.1f us a life  with %8.1f us  ratio %.2f  (target %.2f) %s\n",
           median(ns[PLAIN][PARTS], rounds) / 1000, median(ns[FLOORS][PARTS], rounds) / 1000,
           ratios[PARTS], TARGET, ratios[PARTS] <= TARGET ? "met" : "MISSED");
    for (int part = 0; part < PARTS; part++) {
        printf("  %-8s without %8.1f us, %4.1f calls to the store  with %8.1f us, %4.1f  ratio "
               "%.2f\n",
               part_names[part], median(ns[PLAIN][part], rounds) / 1000, calls[PLAIN][part],
               median(ns[FLOORS][part], rounds) / 1000, calls[FLOORS][part], ratios[part]);
    }
    return ratios[PARTS] <= TARGET ? 0 : 1;
}
