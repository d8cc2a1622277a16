/*
 * context.c: the four questions about a customer with a thousand tickets.
 *
 * One desk on a borrowed connection to SQLite in memory: customer.context, and next to it the
 * SELECTs that somebody would write by hand for the same rows, in turns; medians of CPU time over
 * the pairs. The absolute figure is told, since it is what a person in front of a screen waits for.
 *
 * usage: context [pairs] [tickets]
 */
#include "bench.h"
#include "supportcore.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define NOW         INT64_C(1774000000000)
#define SIZED(type) .size = sizeof(struct type)

enum { ORDERS = 12, OPEN_TICKETS = 20 };

static const struct sup_caller host = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM,
                                       .now_ms = NOW};

static void must(sup_core *core, int32_t rc)
{
    if (rc != SUP_OK) {
        fprintf(stderr, "%s: %s\n", sup_code_name(rc), sup_last_error(core)->text);
        exit(1);
    }
}

/* By hand: what is read once, for each of the ten things, and for each open ticket. */
static const char *const sql[] = {
    "SELECT * FROM sup_customer WHERE tenant=0 AND id=1",
    "SELECT * FROM sup_customer WHERE tenant=0 AND root_id=1",
    "SELECT * FROM sup_identity WHERE tenant=0 AND customer_id=1",
    "SELECT * FROM sup_customer_fact WHERE tenant=0 AND customer_id=1",
    "SELECT * FROM sup_contact WHERE tenant=0 AND customer_id=1",
    "SELECT * FROM sup_ticket WHERE tenant=0 AND customer_id=1 ORDER BY id DESC LIMIT 20",
    "SELECT * FROM sup_ticket WHERE tenant=0 AND customer_id=1 AND category<=4 LIMIT 100",
    "SELECT * FROM sup_thing WHERE tenant=0 AND customer_id=1 ORDER BY updated_ms DESC LIMIT 10",
    "SELECT count(*) FROM sup_thing WHERE tenant=0 AND customer_id=1",
    "SELECT category, count(*) FROM sup_ticket WHERE tenant=0 AND customer_id=1 GROUP BY category"};
static const char *const of_thing[] = {
    "SELECT * FROM sup_thing_fact WHERE tenant=0 AND system='shop' AND kind='order' AND thing_id=?",
    "SELECT t.* FROM sup_reference r JOIN sup_ticket t ON t.tenant=r.tenant AND t.id=r.ticket_id "
    "WHERE r.tenant=0 AND r.system='shop' AND r.kind='order' AND r.reference_id=? LIMIT 5"};
enum { ONCE = sizeof sql / sizeof sql[0], EACH = sizeof of_thing / sizeof of_thing[0] };

static sqlite3_stmt *statements[ONCE + EACH];

static int64_t read_all(sqlite3_stmt *statement)
{
    int64_t bytes = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            bytes += sqlite3_column_type(statement, i) == SQLITE_TEXT
                         ? (int64_t)strlen((const char *)sqlite3_column_text(statement, i))
                         : sqlite3_column_int64(statement, i) != 0;
        }
    }
    sqlite3_reset(statement);
    return bytes;
}

static void prepare(sqlite3 *db)
{
    for (int i = 0; i < ONCE + EACH; i++) {
        const char *text = i < ONCE ? sql[i] : of_thing[i - ONCE];
        if (sqlite3_prepare_v2(db, text, -1, &statements[i], NULL) != SQLITE_OK) {
            fprintf(stderr, "%s\n", sqlite3_errmsg(db));
            exit(1);
        }
    }
}

static int64_t by_hand(void)
{
    int64_t bytes = 0;
    for (int i = 0; i < ONCE; i++) {
        bytes += read_all(statements[i]);
    }
    for (int thing = 0; thing < 10; thing++) {
        char id[12];
        snprintf(id, sizeof id, "%d", ORDERS - 1 - thing);
        for (int i = ONCE; i < ONCE + EACH; i++) {
            sqlite3_bind_text(statements[i], 1, id, -1, SQLITE_TRANSIENT);
            bytes += read_all(statements[i]);
        }
    }
    return bytes;
}

static void fill(sup_core *core, int tickets)
{
    static const struct sup_identity mail = {"email", NULL, "ann@example.com", 1, 0};
    static const char *const reasons[] = {"late_delivery", "return", "legal", NULL};
    struct sup_customer_save_params save = {SIZED(sup_customer_save_params), .name = "Ann",
                                            .identities = &mail, .identity_count = 1};
    must(core, sup_customer_save(core, &host, &save, NULL));
    for (int i = 0; i < ORDERS; i++) {
        char id[12];
        const struct sup_reference order = {"shop", "order", id};
        static const struct sup_fact facts[] = {{"state", "shipped"}, {"total", "62.00 EUR"}};
        struct sup_caller then = host;
        struct sup_reference_report_params report = {SIZED(sup_reference_report_params),
                                                     .reference = &order,
                                                     .customer_id = 1,
                                                     .label = "An order",
                                                     .facts = facts,
                                                     .fact_count = 2};
        snprintf(id, sizeof id, "%d", i);
        then.at_ms = NOW - ORDERS + i;
        must(core, sup_reference_report(core, &then, &report, NULL));
    }
    for (int i = 0; i < tickets; i++) {
        char id[12];
        const struct sup_reference order = {"shop", "order", id};
        struct sup_receipt receipt = {SIZED(sup_receipt)};
        struct sup_ticket_open_params open = {SIZED(sup_ticket_open_params),
                                              .subject = "Where is my order?",
                                              .customer_id = 1,
                                              .body = "Hello?",
                                              .reason = reasons[i % 4],
                                              .references = &order,
                                              .reference_count = 1};
        snprintf(id, sizeof id, "%d", i % ORDERS);
        must(core, sup_ticket_open(core, &host, &open, &receipt));
        struct sup_ticket_move_params move = {SIZED(sup_ticket_move_params),
                                              .ticket_id = receipt.ticket_id, .status = "solved"};
        if (i * OPEN_TICKETS / tickets == (i + 1) * OPEN_TICKETS / tickets) {
            must(core, sup_ticket_move(core, &host, &move, NULL));
        }
    }
}

static double ask(sup_core *core)
{
    struct sup_customer_context_params params = {SIZED(sup_customer_context_params),
                                                 .customer_id = 1};
    struct sup_customer_context *context = NULL;
    int64_t before = cpu_ns();
    must(core, sup_customer_context(core, &host, &params, &context));
    int64_t after = cpu_ns();
    if (context->work_count != OPEN_TICKETS || context->thing_count != 10) {
        fprintf(stderr, "that is not the desk that was made\n");
        exit(1);
    }
    sup_free(context);
    return (double)(after - before);
}

int main(int argc, char **argv)
{
    int pairs = argc > 1 ? atoi(argv[1]) : 1000;
    int tickets = argc > 2 ? atoi(argv[2]) : 1000;

    if (pairs < 1 || tickets < OPEN_TICKETS || tickets > 1000000) {
        fprintf(stderr, "usage: bench_context [PAIRS [TICKETS]], of 1 and of %d to 1000000\n",
                OPEN_TICKETS);
        return 2;
    }
    double *ours = calloc((size_t)pairs, sizeof *ours);
    double *ratios = calloc((size_t)pairs, sizeof *ratios);
    struct sup_options options = {SIZED(sup_options)};
    struct sup_store *store = NULL;
    struct sup_error error;
    sup_core *core = NULL;
    sqlite3 *db = NULL;
    if (!ours || !ratios || sqlite3_open(":memory:", &db) != SQLITE_OK ||
        sup_sqlite_borrow(db, NULL, &store, &error) != SUP_OK) {
        fprintf(stderr, "no desk\n");
        return 1;
    }
    options.store = store;
    if (sup_open(&options, &core, &error) != SUP_OK) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    fill(core, tickets);
    prepare(db);
    for (int i = 0; i < pairs; i++) {
        ours[i] = ask(core);
        int64_t before = cpu_ns();
        if (by_hand() == 0) {
            return 1;
        }
        ratios[i] = ours[i] / (double)(cpu_ns() - before);
    }
    printf("customer.context with %d tickets: %.3f ms, %.2f times the statements by hand\n",
           tickets, median(ours, pairs) / 1e6, median(ratios, pairs));
    for (int i = 0; i < ONCE + EACH; i++) {
        sqlite3_finalize(statements[i]);
    }
    sup_close(core);
    sup_store_close(store);
    sqlite3_close(db);
    free(ours);
    free(ratios);
    return 0;
}
