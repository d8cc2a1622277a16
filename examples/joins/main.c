/*
 * deskjoins: a shop's own tables and its support desk in one SQLite file, joined in SQL.
 *
 *     deskjoins FILE
 *
 * FILE is made. The shop has customers and orders; the desk has tickets about them, and a column
 * of the shop's own in one of its tables. What is told at the end is one SELECT.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <supportcore.h>

enum { EXIT_USAGE = 2, EXIT_STORAGE = 6 };

#define NOW      INT64_C(1774000000000) /* 2026-03-20; a shop asks its clock */
#define HOUR_MS  (INT64_C(60) * 60 * 1000)
#define OF(type) .size = sizeof(struct type)

struct shop {
    sqlite3 *db;
    struct sup_store *store;
    sup_core *desk;
    struct sup_caller caller;
    struct sup_receipt done;
};

/* What the shop has had for years. */
static const char shop_tables[] =
    "CREATE TABLE shop_customers (no INTEGER PRIMARY KEY, city TEXT NOT NULL);"
    "CREATE TABLE shop_orders (id INTEGER PRIMARY KEY, customer_no INTEGER NOT NULL, "
    "total_cents INTEGER NOT NULL);"
    "INSERT INTO shop_customers VALUES (207, 'Lyon'), (208, 'Porto'), (209, 'Lyon');"
    "INSERT INTO shop_orders VALUES (1001, 207, 4990), (1002, 208, 12900), (1003, 209, 2550), "
    "(1004, 207, 19900);";

/* A column of its own in a table of the desk: it survives updates, rebuilds and new versions. */
static const char shop_column[] =
    "ALTER TABLE sup_customer ADD COLUMN shop_tier TEXT;"
    "UPDATE sup_customer SET shop_tier = 'gold' WHERE tenant = 0 AND id IN (SELECT customer_id "
    "FROM sup_v_customer_facts WHERE tenant = 0 AND name = 'order_count' AND "
    "CAST(value AS INTEGER) >= 10);";

/* Whose order is it, where do they live, how do we treat them, and how do their tickets stand? A
 * customer of the shop is known to the desk by the number that the shop gave them; who was merged
 * has their tickets under one id. */
static const char question[] =
    "SELECT c.name, s.city, coalesce(k.shop_tier, '-'), o.id, "
    "printf('%d.%02d', o.total_cents / 100, o.total_cents % 100), t.id, t.status, t.subject "
    "FROM shop_orders o "
    "JOIN shop_customers s ON s.no = o.customer_no "
    "JOIN sup_v_identities i ON i.tenant = 0 AND i.system = 'shop' AND i.kind = 'customer' "
    "AND i.value = CAST(s.no AS TEXT) "
    "JOIN sup_v_customers c ON c.tenant = i.tenant AND c.id = i.customer_id "
    "JOIN sup_customer k ON k.tenant = c.tenant AND k.id = c.id "
    "LEFT JOIN sup_v_references r ON r.tenant = 0 AND r.system = 'shop' AND r.kind = 'order' "
    "AND r.reference_id = CAST(o.id AS TEXT) AND r.root_id = r.ticket_id "
    "LEFT JOIN sup_v_tickets t ON t.tenant = r.tenant AND t.id = r.ticket_id "
    "ORDER BY o.id, t.id";

static int fail(const struct shop *shop, const char *doing)
{
    const char *why = shop->desk ? sup_last_error(shop->desk)->text : sqlite3_errmsg(shop->db);
    fprintf(stderr, "deskjoins: %s: %s\n", doing, why);
    return EXIT_STORAGE;
}

static int32_t make_customer(struct shop *shop, const char *no, const char *name,
                             const char *order_count)
{
    const struct sup_identity identity = {"customer", "shop", no, 1, 0};
    const struct sup_fact fact = {"order_count", order_count};
    int32_t rc = sup_customer_resolve(
        shop->desk, &shop->caller,
        &(struct sup_customer_resolve_params){OF(sup_customer_resolve_params), .name = name,
                                              .identities = &identity, .identity_count = 1},
        &shop->done);
    if (rc != SUP_OK) {
        return rc;
    }
    return sup_customer_report(shop->desk, &shop->caller,
                               &(struct sup_customer_report_params){
                                   OF(sup_customer_report_params), .customer_id = shop->done.id,
                                   .source = "shop", .facts = &fact, .fact_count = 1},
                               &shop->done);
}

static int32_t open_ticket(struct shop *shop, int64_t customer_id, const char *order,
                           const char *subject)
{
    const struct sup_reference about = {"shop", "order", order};
    shop->caller.now_ms += HOUR_MS;
    return sup_ticket_open(
        shop->desk, &shop->caller,
        &(struct sup_ticket_open_params){OF(sup_ticket_open_params), .customer_id = customer_id,
                                         .subject = subject, .body = "Please help.",
                                         .references = &about, .reference_count = 1},
        &shop->done);
}

/* Three customers and three tickets; the desk numbers both from 1. */
static int32_t fill(struct shop *shop)
{
    static const char *const people[][3] = {
        {"207", "Ann Lee", "12"}, {"208", "Rui Costa", "3"}, {"209", "Mia Berg", "1"}};
    int32_t rc = SUP_OK;
    for (int i = 0; rc == SUP_OK && i < 3; i++) {
        rc = make_customer(shop, people[i][0], people[i][1], people[i][2]);
    }
    if (rc == SUP_OK) {
        rc = open_ticket(shop, 1, "1001", "Where is my order?");
    }
    if (rc == SUP_OK) {
        rc = open_ticket(shop, 2, "1002", "Wrong size");
    }
    if (rc == SUP_OK) {
        rc = open_ticket(shop, 1, "1001", "One sock is missing");
    }
    return rc == SUP_OK ? sup_ticket_move(
                              shop->desk, &shop->caller,
                              &(struct sup_ticket_move_params){OF(sup_ticket_move_params),
                                                               .ticket_id = 1, .status = "closed"},
                              &shop->done)
                        : rc;
}

static int tell(struct shop *shop)
{
    sqlite3_stmt *rows = NULL;
    int code = sqlite3_prepare_v2(shop->db, question, -1, &rows, NULL);
    printf("%-10s %-6s %-5s %-6s %8s  %-6s %-7s %s\n", "customer", "city", "tier", "order", "total",
           "ticket", "status", "subject");
    while (code == SQLITE_OK && sqlite3_step(rows) == SQLITE_ROW) {
        const char *text[8];
        for (int i = 0; i < 8; i++) {
            text[i] = (const char *)sqlite3_column_text(rows, i);
            text[i] = text[i] != NULL ? text[i] : "-"; /* an order without a ticket */
        }
        printf("%-10s %-6s %-5s %-6s %8s  %-6s %-7s %s\n", text[0], text[1], text[2], text[3],
               text[4], text[5], text[6], text[7]);
    }
    return sqlite3_finalize(rows) == SQLITE_OK ? 0 : fail(shop, "asking");
}

/* The desk lives on the shop's connection: what both write in one transaction is there together or
 * not at all. */
static int run(struct shop *shop, const char *path)
{
    struct sup_error error;
    if (sqlite3_open(path, &shop->db) != SQLITE_OK ||
        sqlite3_exec(shop->db, shop_tables, NULL, NULL, NULL) != SQLITE_OK) {
        return fail(shop, path);
    }
    if (sup_sqlite_borrow(shop->db, NULL, &shop->store, &error) != SUP_OK ||
        sup_open(&(struct sup_options){OF(sup_options), .store = shop->store}, &shop->desk,
                 &error) != SUP_OK) {
        fprintf(stderr, "deskjoins: %s\n", error.text);
        return EXIT_STORAGE;
    }
    if (sqlite3_exec(shop->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK ||
        fill(shop) != SUP_OK || sqlite3_exec(shop->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
        return fail(shop, "filling the desk");
    }
    if (sqlite3_exec(shop->db, shop_column, NULL, NULL, NULL) != SQLITE_OK) {
        fprintf(stderr, "deskjoins: %s\n", sqlite3_errmsg(shop->db));
        return EXIT_STORAGE;
    }
    return tell(shop);
}

int main(int argc, char **argv)
{
    struct shop shop = {
        .caller = {OF(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW},
        .done = {OF(sup_receipt)},
    };
    if (argc != 2 || argv[1][0] == '-') {
        fprintf(stderr, "usage: deskjoins FILE\n");
        return EXIT_USAGE;
    }
    int code = run(&shop, argv[1]);
    sup_close(shop.desk);
    sup_store_close(shop.store);
    sqlite3_close(shop.db);
    return code;
}
