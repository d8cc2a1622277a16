/*
 * call.c: what the JSON door adds to an operation.
 *
 * The same replies to the same tickets, once through sup_run() and once through sup_call(), in
 * turns over two desks in SQLite memory; medians of CPU time over the pairs. ticket.get shows a
 * read with a larger answer.
 *
 * usage: call [operations] [pairs]
 */
#include "bench.h"
#include "supportcore.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define NOW         INT64_C(1774000000000)
#define SIZED(type) .size = sizeof(struct type)

enum { TICKETS = 500 };

static const char body[] = "Hello, your parcel left our warehouse this morning; the link below "
                           "shows where it is. Write again if it is not with you by Friday.";

static const struct sup_caller host = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM,
                                       .now_ms = NOW};

static void must(sup_core *core, int32_t rc)
{
    if (rc != SUP_OK) {
        fprintf(stderr, "%s: %s\n", sup_code_name(rc), sup_last_error(core)->text);
        exit(1);
    }
}

static sup_core *desk(struct sup_store **store)
{
    struct sup_error error;
    sup_core *core = NULL;
    struct sup_sqlite_options file = {SIZED(sup_sqlite_options), .path = ":memory:"};
    struct sup_options options = {SIZED(sup_options)};
    int32_t rc = sup_sqlite_open(&file, store, &error);
    options.store = *store;
    if (rc != SUP_OK || sup_open(&options, &core, &error) != SUP_OK) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    for (int i = 0; i < TICKETS; i++) {
        struct sup_ticket_open_params open = {SIZED(sup_ticket_open_params),
                                              .subject = "Where is my order?", .body = body};
        must(core, sup_ticket_open(core, &host, &open, NULL));
    }
    return core;
}

static void typed_replies(sup_core *core, int count)
{
    for (int i = 0; i < count; i++) {
        struct sup_receipt receipt = {SIZED(sup_receipt)};
        struct sup_ticket_message_params reply = {SIZED(sup_ticket_message_params),
                                                  .ticket_id = i % TICKETS + 1, .body = body};
        must(core, sup_ticket_reply(core, &host, &reply, &receipt));
    }
}

static void json_replies(sup_core *core, int count)
{
    char request[512];
    for (int i = 0; i < count; i++) {
        char *reply = NULL;
        size_t length = 0;
        int bytes = snprintf(request, sizeof request,
                             "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ticket.reply\","
                             "\"params\":{\"ticket_id\":\"%d\",\"body\":\"%s\"}}",
                             i, i % TICKETS + 1, body);
        must(core, sup_call(core, &host, request, (size_t)bytes, &reply, &length));
        sup_free(reply);
    }
}

static void typed_reads(sup_core *core, int count)
{
    for (int i = 0; i < count; i++) {
        struct sup_ticket *ticket = NULL;
        struct sup_ticket_get_params get = {SIZED(sup_ticket_get_params),
                                            .ticket_id = i % TICKETS + 1};
        must(core, sup_ticket_get(core, &host, &get, &ticket));
        sup_free(ticket);
    }
}

static void json_reads(sup_core *core, int count)
{
    char request[128];
    for (int i = 0; i < count; i++) {
        char *reply = NULL;
        size_t length = 0;
        int bytes = snprintf(request, sizeof request,
                             "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ticket.get\","
                             "\"params\":{\"ticket_id\":\"%d\"}}",
                             i, i % TICKETS + 1);
        must(core, sup_call(core, &host, request, (size_t)bytes, &reply, &length));
        sup_free(reply);
    }
}

static double timed(void (*work)(sup_core *, int), sup_core *core, int count)
{
    int64_t begin = cpu_ns();
    work(core, count);
    return (double)(cpu_ns() - begin) / count / 1000;
}

static int compare(const char *name, void (*typed)(sup_core *, int), void (*json)(sup_core *, int),
                   int count, int pairs)
{
    struct sup_store *stores[2];
    sup_core *cores[2] = {desk(&stores[0]), desk(&stores[1])};
    double added[64];
    double base[64];
    for (int i = 0; i < pairs; i++) {
        base[i] = timed(typed, cores[0], count);
        added[i] = timed(json, cores[1], count) - base[i];
    }
    for (int i = 0; i < 2; i++) {
        sup_close(cores[i]);
        sup_store_close(stores[i]);
    }
    double more = median(added, pairs);
    printf("%-13s typed call %6.2f us, the door adds %5.2f us (target 10.00) %s\n", name,
           median(base, pairs), more, more <= 10 ? "met" : "MISSED");
    return more <= 10 ? 0 : 1;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 20000;
    int pairs = argc > 2 ? atoi(argv[2]) : 7;
    pairs = pairs > 64 ? 64 : pairs;
    return compare("ticket.reply", typed_replies, json_replies, count, pairs) |
           compare("ticket.get", typed_reads, json_reads, count, pairs);
}
