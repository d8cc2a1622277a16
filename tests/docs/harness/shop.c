/*
 * shop.c: makes shop.db, the database that docs/data-model.md reads: a shop's own orders, and a
 * desk with tickets about them, in one file. Of the tickets one is solved where all begin, after
 * two hours, and one goes up a floor after an hour.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <supportcore.h>

#define HOUR_MS  (INT64_C(60) * 60 * 1000)
#define OF(type) .size = sizeof(struct type)

static const char orders[] =
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, total_minor INTEGER NOT NULL, currency TEXT);"
    "INSERT INTO orders VALUES (1001, 4990, 'EUR'), (1002, 12900, 'EUR'), (1003, 2550, 'EUR');";

static sup_core *desk;
static struct sup_receipt done = {OF(sup_receipt)};

static void must(int32_t rc)
{
    if (rc != SUP_OK) {
        fprintf(stderr, "%s\n", desk ? sup_last_error(desk)->text : "cannot open the desk");
        exit(1);
    }
}

/* The built-in policy, with two floors. */
static void add_floors(const struct sup_caller *shop)
{
    static const char floors[] =
        "{\"floors\": [{\"name\": \"triage\", \"limits\": [{\"within\": \"P1D\"}]}, {\"name\": "
        "\"specialist\"}],";
    static char document[8000];
    struct sup_policy_show_params show = {OF(sup_policy_show_params), .is_builtin = 1};
    struct sup_policy_params policy = {OF(sup_policy_params), .document = document};
    struct sup_policy *builtin = NULL;
    must(sup_policy_show(desk, shop, &show, &builtin));
    (void)snprintf(document, sizeof document, "%s%s", floors, strchr(builtin->document, '{') + 1);
    sup_free(builtin);
    must(sup_policy_activate(desk, shop, &policy, &done));
}

static int64_t open_ticket(const struct sup_caller *caller, const char *order, const char *subject,
                           const char *reason)
{
    struct sup_reference reference = {"shop", "order", order};
    struct sup_ticket_open_params params = {OF(sup_ticket_open_params), .subject = subject,
                                            .body = "Please help.",     .reason = reason,
                                            .references = &reference,   .reference_count = 1};
    must(sup_ticket_open(desk, caller, &params, &done));
    return done.id;
}

static void fill(struct sup_caller *shop)
{
    const char *roles[] = {"agent"};
    struct sup_caller priya = {OF(sup_caller), .actor_kind = SUP_ACTOR_AGENT};
    must(sup_agent_save(desk, shop,
                        &(struct sup_agent_save_params){OF(sup_agent_save_params),
                                                        .name = "Priya Nair", .roles = roles,
                                                        .role_count = 1},
                        &done));
    priya.actor_id = done.id;
    int64_t first = open_ticket(shop, "1001", "Where is my order?", "where_is_my_order");
    shop->now_ms += HOUR_MS;
    int64_t second = open_ticket(shop, "1002", "Wrong size", "wrong_item");
    open_ticket(shop, "1001", "One sock is missing", "wrong_item");
    priya.now_ms = shop->now_ms += HOUR_MS;
    must(sup_ticket_reply(
        desk, &priya,
        &(struct sup_ticket_message_params){OF(sup_ticket_message_params), .ticket_id = first,
                                            .body = "It arrives tomorrow.", .status = "solved"},
        &done));
    must(sup_floor_escalate(
        desk, shop,
        &(struct sup_floor_escalate_params){OF(sup_floor_escalate_params), .ticket_id = second},
        &done));
}

int main(void)
{
    sqlite3 *connection = NULL;
    struct sup_store *store = NULL;
    struct sup_options options = {OF(sup_options)};
    struct sup_caller shop = {OF(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM,
                              .now_ms = INT64_C(1774000000000)};
    if (sqlite3_open("shop.db", &connection) != SQLITE_OK ||
        sqlite3_exec(connection, orders, NULL, NULL, NULL) != SQLITE_OK) {
        return 1;
    }
    must(sup_sqlite_borrow(connection, NULL, &store, NULL));
    options.store = store;
    must(sup_open(&options, &desk, NULL));
    add_floors(&shop);
    fill(&shop);
    sup_close(desk);
    sup_store_close(store);
    return sqlite3_close(connection) != SQLITE_OK;
}
