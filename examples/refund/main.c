/*
 * shoprefund: a refund and the decision about it in one transaction.
 *
 *     shoprefund FILE
 *
 * FILE is made. The shop's orders and its desk are in it, on the shop's own connection. Four refunds:
 * one that the agent may give, one that passes their limit, one that the shop itself cannot book,
 * and one in whose midst the program dies. After each, order and desk say the same.
 *
 * The rule to take along: commit when the desk grants, commit when it refuses (the refusal is a
 * record, too), roll back when anything else went wrong.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <supportcore.h>

enum { EXIT_USAGE = 2, EXIT_STORAGE = 6 };

#define NOW      INT64_C(1774000000000) /* 2026-03-20; a shop asks its clock */
#define OF(type) .size = sizeof(struct type)

struct shop {
    sqlite3 *db;
    struct sup_store *store;
    sup_core *desk;
    struct sup_caller system;
    struct sup_caller agent;
    int64_t ticket_id;
};

static const char shop_tables[] =
    "CREATE TABLE shop_orders (id INTEGER PRIMARY KEY, paid_cents INTEGER NOT NULL, refunded_cents "
    "INTEGER NOT NULL DEFAULT 0 CHECK (refunded_cents <= paid_cents));"
    "INSERT INTO shop_orders (id, paid_cents) VALUES (1001, 1900);";

static const char both_sides[] =
    "SELECT printf('%d.%02d', refunded_cents / 100, refunded_cents % 100), "
    "(SELECT coalesce(sum(settled_minor), 0) FROM sup_v_requests WHERE tenant = 0 AND order_id = '1001' "
    "AND state = 'confirmed') = refunded_cents, "
    "(SELECT count(*) FROM sup_v_requests WHERE tenant = 0 AND state = 'refused') "
    "FROM shop_orders WHERE id = 1001";

static int exec(struct shop *shop, const char *sql)
{
    return sqlite3_exec(shop->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* The shop's own side; a payment provider would be asked after the commit, and confirm then. */
static int book(struct shop *shop, int64_t cents)
{
    char sql[128];
    snprintf(sql, sizeof sql,
             "UPDATE shop_orders SET refunded_cents = refunded_cents + %lld WHERE id = 1001",
             (long long)cents);
    return exec(shop, sql);
}

/* Ask, begin, and say that it was given. */
static int32_t decide(struct shop *shop, const char *amount, const char *booking)
{
    struct sup_receipt asked = {OF(sup_receipt)};
    int32_t rc = sup_authority_request(
        shop->desk, &shop->agent,
        &(struct sup_authority_request_params){OF(sup_authority_request_params),
                                               .ticket_id = shop->ticket_id,
                                               .remedy = "refund.partial",
                                               .amount = amount},
        &asked);
    if (rc == SUP_OK) {
        rc = sup_authority_execute(
            shop->desk, &shop->agent,
            &(struct sup_authority_execute_params){OF(sup_authority_execute_params),
                                                   .request_id = asked.id},
            NULL);
    }
    return rc != SUP_OK ? rc
                        : sup_authority_confirm(
                              shop->desk, &shop->system,
                              &(struct sup_authority_confirm_params){
                                  OF(sup_authority_confirm_params), .request_id = asked.id,
                                  .external_id = booking, .amount = amount},
                              NULL);
}

/* Both sides or neither. */
static int refund(struct shop *shop, const char *amount, int64_t cents, const char *booking)
{
    shop->agent.now_ms += 60000;
    shop->system.now_ms = shop->agent.now_ms;
    if (!exec(shop, "BEGIN IMMEDIATE")) {
        return 0;
    }
    int32_t rc = decide(shop, amount, booking);
    if (rc == SUP_REFUSED) {
        printf("refund of %s: refused: %s\n", amount, sup_last_error(shop->desk)->text);
        return exec(shop, "COMMIT");
    }
    if (rc != SUP_OK) {
        printf("refund of %s: %s\n", amount, sup_last_error(shop->desk)->text);
        return exec(shop, "ROLLBACK");
    }
    if (!book(shop, cents)) {
        printf("refund of %s: the shop: %s\n", amount, sqlite3_errmsg(shop->db));
        return exec(shop, "ROLLBACK");
    }
    if (booking == NULL) {
        printf("refund of %s: the program dies before its commit\n", amount);
        return exec(shop, "ROLLBACK"); /* as SQLite does when it finds what was left */
    }
    printf("refund of %s: given\n", amount);
    return exec(shop, "COMMIT");
}

static int tell(struct shop *shop)
{
    sqlite3_stmt *row = NULL;
    int is_told = 0;
    if (sqlite3_prepare_v2(shop->db, both_sides, -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW) {
        printf("  order 1001: %s refunded; the desk says %s; refusals on record: %d\n",
               (const char *)sqlite3_column_text(row, 0),
               sqlite3_column_int(row, 1) ? "the same" : "SOMETHING ELSE",
               sqlite3_column_int(row, 2));
        is_told = sqlite3_column_int(row, 1);
    }
    return sqlite3_finalize(row) == SQLITE_OK && is_told;
}

/* The built-in policy, and up to 20.00 EUR for each refund. A shop has a document of its own. */
static int32_t activate_policy(struct shop *shop)
{
    static const char matrix[] =
        "{\"currency\": \"EUR\", \"authority\": {\"matrix\": [{\"name\": \"small_refund\", "
        "\"remedies\": [\"refund.*\"], \"roles\": [\"agent\"], \"amount\": {\"EUR\": {\"to\": "
        "\"20.00\"}}, \"effect\": \"allow\"}]},";
    struct sup_policy *builtin = NULL;
    int32_t rc = sup_policy_show(
        shop->desk, &shop->system,
        &(struct sup_policy_show_params){OF(sup_policy_show_params), .is_builtin = 1}, &builtin);
    if (rc != SUP_OK) {
        return rc;
    }
    char *document = sqlite3_mprintf("%s%s", matrix, builtin->document + 1); /* behind its brace */
    sup_free(builtin);
    rc = document == NULL
             ? SUP_NOMEM
             : sup_policy_activate(shop->desk, &shop->system,
                                   &(struct sup_policy_params){OF(sup_policy_params),
                                                               .document = document},
                                   NULL);
    sqlite3_free(document);
    return rc;
}

/* An agent, and a ticket about the order. */
static int32_t fill(struct shop *shop)
{
    const struct sup_reference order = {"shop", "order", "1001"};
    struct sup_receipt done = {OF(sup_receipt)};
    int32_t rc = activate_policy(shop);
    if (rc == SUP_OK) {
        rc = sup_agent_save(
            shop->desk, &shop->system,
            &(struct sup_agent_save_params){OF(sup_agent_save_params), .name = "Priya Nair",
                                            .roles = (const char *[]){"agent"}, .role_count = 1},
            &done);
    }
    shop->agent.actor_id = done.id;
    if (rc == SUP_OK) {
        rc = sup_ticket_open(
            shop->desk, &shop->system,
            &(struct sup_ticket_open_params){OF(sup_ticket_open_params),
                                             .subject = "A sock is missing",
                                             .body = "I paid for two.",
                                             .references = &order, .reference_count = 1},
            &done);
    }
    shop->ticket_id = done.ticket_id;
    return rc;
}

static int open_all(struct shop *shop, const char *path)
{
    struct sup_error error = {OF(sup_error)};
    if (sqlite3_open(path, &shop->db) != SQLITE_OK || !exec(shop, shop_tables)) {
        fprintf(stderr, "shoprefund: %s: %s\n", path, sqlite3_errmsg(shop->db));
        return 0;
    }
    if (sup_sqlite_borrow(shop->db, NULL, &shop->store, &error) != SUP_OK ||
        sup_open(&(struct sup_options){OF(sup_options), .store = shop->store}, &shop->desk,
                 &error) != SUP_OK) {
        fprintf(stderr, "shoprefund: %s\nhint: %s\n", error.text, error.hint);
        return 0;
    }
    if (fill(shop) != SUP_OK) {
        fprintf(stderr, "shoprefund: %s\n", sup_last_error(shop->desk)->text);
        return 0;
    }
    return 1;
}

int main(int argc, char **argv)
{
    struct shop shop = {
        .system = {OF(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW},
        .agent = {OF(sup_caller), .actor_kind = SUP_ACTOR_AGENT, .now_ms = NOW},
    };
    if (argc != 2 || argv[1][0] == '-') {
        fprintf(stderr, "usage: shoprefund FILE\n");
        return EXIT_USAGE;
    }
    int is_well = open_all(&shop, argv[1]);
    is_well = is_well && refund(&shop, "15.00", 1500, "book-1") && tell(&shop);
    is_well = is_well && refund(&shop, "500.00", 50000, "book-2") && tell(&shop);
    is_well = is_well && refund(&shop, "4.50", 450, "book-3") && tell(&shop);
    is_well = is_well && refund(&shop, "2.00", 200, NULL) && tell(&shop);
    is_well = is_well && refund(&shop, "2.50", 250, "book-4") && tell(&shop);
    sup_close(shop.desk);
    sup_store_close(shop.store);
    sqlite3_close(shop.db);
    return is_well ? 0 : EXIT_STORAGE;
}
