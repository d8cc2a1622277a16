/*
 * bindings.c: the call that the bindings are measured beside: ticket.get through sup_call(), from
 * C, over SQLite in memory. Prints microseconds, the median of the rounds.
 *
 * usage: bindings [calls] [rounds]
 */
#include "bench.h"
#include "supportcore.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct sup_caller host = {
    .size = sizeof host, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = INT64_C(1774000000000)};

static void call(sup_core *core, const char *request)
{
    char *reply = NULL;
    size_t length = 0;
    if (sup_call(core, &host, request, strlen(request), &reply, &length) != SUP_OK) {
        fprintf(stderr, "%s\n", sup_last_error(core)->text);
        exit(1);
    }
    sup_free(reply);
}

int main(int argc, char **argv)
{
    int calls = argc > 1 ? atoi(argv[1]) : 20000;
    int rounds = argc > 2 && atoi(argv[2]) < 64 ? atoi(argv[2]) : 7;
    struct sup_error error = {.size = sizeof error};
    struct sup_sqlite_options file = {.size = sizeof file, .path = ":memory:"};
    struct sup_options options = {.size = sizeof options};
    sup_core *core = NULL;
    double taken[64];

    if (sup_sqlite_open(&file, &options.store, &error) != SUP_OK ||
        sup_open(&options, &core, &error) != SUP_OK) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    call(core, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\",\"params\":"
               "{\"subject\":\"Where is my order?\"}}");
    for (int round = 0; round < rounds; round++) {
        int64_t begin = cpu_ns();
        for (int i = 0; i < calls; i++) {
            call(core, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.get\",\"params\":"
                       "{\"ticket_id\":\"1\"}}");
        }
        taken[round] = (double)(cpu_ns() - begin) / calls / 1000;
    }
    printf("%.2f\n", median(taken, rounds));
    sup_close(core);
    sup_store_close(options.store);
    return 0;
}
