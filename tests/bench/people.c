/*
 * people.c: who writes, and where it belongs, among a million customers.
 *
 * One step is a mail that comes in: the customer is found by their address, the message by the
 * order that it is about joins their open ticket, all in one transaction. The floor does the same
 * by hand: prepared SQLite statements that look up the same rows and write rows of the same sizes
 * to the same tables of the same file, with no checks and no hashing. Both run in turns; the
 * figures are medians of CPU time over the pairs.
 *
 * usage: people [customers] [messages] [pairs]
 */
#include "bench.h"
#include "supportcore.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NOW         INT64_C(1774000000000)
#define SIZED(type) .size = sizeof(struct type)

enum { BATCH = 1000, PAIRS_MAX = 64, TEXT_SIZE = 64, WRITERS = 2000 };

static const char path[] = "bench-people.db";
static const char body[] = "Hello, my parcel has not arrived yet and the tracking page has not "
                           "changed for four days. Could you please look into it? Thank you!";
static const char digest[32] = "0123456789abcdef0123456789abcde";

static void remove_files(void)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[TEXT_SIZE];
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

static void must(sup_core *core, int32_t rc)
{
    if (rc != SUP_OK) {
        fprintf(stderr, "%s: %s\n", sup_code_name(rc), sup_last_error(core)->text);
        exit(1);
    }
}

static void address_of(int number, char text[TEXT_SIZE])
{
    snprintf(text, TEXT_SIZE, "customer.%07d@mail.example", number);
}

static const struct sup_caller host = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM,
                                       .now_ms = NOW};

/* ---- the desk ---- */

static sup_core *desk_open(struct sup_store *store, int64_t tenant)
{
    struct sup_error error = {SIZED(sup_error)};
    struct sup_options options = {SIZED(sup_options), .store = store, .tenant = tenant};
    sup_core *core = NULL;
    if (sup_open(&options, &core, &error) != SUP_OK) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    return core;
}

static void make_customers(sup_core *core, int count)
{
    static struct sup_batch_item items[BATCH];
    static struct sup_customer_save_params params[BATCH];
    static struct sup_identity identities[BATCH];
    static char addresses[BATCH][TEXT_SIZE];
    for (int made = 0; made < count; made += BATCH) {
        for (int i = 0; i < BATCH; i++) {
            address_of(made + i, addresses[i]);
            identities[i] = (struct sup_identity){"email", NULL, addresses[i], 1, 0};
            params[i] = (struct sup_customer_save_params){
                SIZED(sup_customer_save_params), .name = "Ann Lee", .identities = &identities[i],
                .identity_count = 1};
            items[i] = (struct sup_batch_item){
                SIZED(sup_batch_item), .operation = SUP_OP_CUSTOMER_SAVE, .params = &params[i]};
        }
        must(core, sup_batch(core, &host, items, BATCH));
    }
}

/* Those who will write are spread over all; each has an open ticket about an order. */
static int writer(int number, int customers)
{
    return (int)((int64_t)(number % WRITERS) * customers / WRITERS);
}

static void make_tickets(sup_core *core, int customers)
{
    for (int i = 0; i < WRITERS; i++) {
        char order[TEXT_SIZE];
        struct sup_receipt receipt = {SIZED(sup_receipt)};
        struct sup_reference reference = {"shopify", "order", order};
        struct sup_ticket_open_params params = {SIZED(sup_ticket_open_params),
                                                .subject = "Where is my order?",
                                                .body = body,
                                                .customer_id = writer(i, customers) + 1,
                                                .references = &reference,
                                                .reference_count = 1};
        snprintf(order, sizeof order, "%d", 100000 + i);
        must(core, sup_ticket_open(core, &host, &params, &receipt));
    }
}

static void write_in(sup_core *core, int number, int customers)
{
    char address[TEXT_SIZE];
    char order[TEXT_SIZE];
    struct sup_caller caller = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_INTEGRATION,
                                .actor_id = 1, .now_ms = NOW + number};
    struct sup_identity identity = {"email", NULL, address, 0, 0};
    struct sup_reference reference = {"shopify", "order", order};
    struct sup_customer_resolve_params who = {SIZED(sup_customer_resolve_params),
                                              .identities = &identity, .identity_count = 1};
    struct sup_ticket_receive_params what = {SIZED(sup_ticket_receive_params), .customer_id = -1,
                                             .body = body, .references = &reference,
                                             .reference_count = 1};
    struct sup_batch_item items[] = {
        {SIZED(sup_batch_item), .operation = SUP_OP_CUSTOMER_RESOLVE, .params = &who},
        {SIZED(sup_batch_item), .operation = SUP_OP_TICKET_RECEIVE, .params = &what},
    };
    address_of(writer(number, customers), address);
    snprintf(order, sizeof order, "%d", 100000 + number % WRITERS);
    must(core, sup_batch(core, &caller, items, 2));
}

/* ---- the floor: tenant 1 of the same file ---- */

enum statement {
    BEGIN,
    WHO,
    ROOT,
    ABOUT,
    TICKET,
    EVENT,
    PRIVATE,
    MESSAGE,
    TOUCH,
    HEAD,
    COMMIT,
    STATEMENTS
};

static const char *const sql[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [WHO] = "SELECT customer_id, is_verified FROM sup_identity WHERE tenant=0 AND system='' AND "
            "kind='email' AND value=?1",
    [ROOT] = "SELECT root_id, name, version FROM sup_customer WHERE tenant=0 AND id=?1",
    [ABOUT] = "SELECT ticket_id FROM sup_reference WHERE tenant=1 AND system='shopify' AND "
              "kind='order' AND reference_id=?1 ORDER BY ticket_id DESC LIMIT 100",
    [TICKET] = "SELECT * FROM sup_ticket WHERE tenant=1 AND id=?1",
    [EVENT] = "INSERT INTO sup_event VALUES(1,?1,?1,50,?2,?2,5,1,?3,?4,0,0,0,NULL,'email',"
              "'{\"rule\":\"order\"}',?5,?5)",
    [PRIVATE] = "INSERT INTO sup_event_private VALUES(1,?1,?2,NULL,?3,NULL)",
    [MESSAGE] = "INSERT INTO sup_message VALUES(1,?1,?2,?2,?3,1,5,1,?2,?4,'email',NULL,0,0,0,0,0,0)",
    [TOUCH] = "UPDATE sup_ticket SET version=version+1, updated_ms=?2, "
              "message_count=message_count+1, last_customer_ms=?2 WHERE tenant=1 AND id=?1",
    [HEAD] = "UPDATE sup_head SET sequence=?1, hash=?2, message_count=?3 WHERE tenant=1",
    [COMMIT] = "COMMIT",
};

struct by_hand {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS];
    sqlite3_int64 sequence;
    sqlite3_int64 messages;
};

static void fail(const struct by_hand *hand)
{
    fprintf(stderr, "floor: %s\n", sqlite3_errmsg(hand->db));
    exit(1);
}

static sqlite3_int64 number_of(struct by_hand *hand, const char *query)
{
    sqlite3_stmt *statement = NULL;
    sqlite3_int64 number = 0;
    if (sqlite3_prepare_v2(hand->db, query, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        fail(hand);
    }
    number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static void hand_open(struct by_hand *hand)
{
    if (sqlite3_open_v2(path, &hand->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
            SQLITE_OK ||
        sqlite3_exec(hand->db, "PRAGMA synchronous=FULL", NULL, NULL, NULL) != SQLITE_OK) {
        fail(hand);
    }
    for (int i = 0; i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(hand->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &hand->statements[i], NULL) != SQLITE_OK) {
            fail(hand);
        }
    }
    hand->sequence = number_of(hand, "SELECT sequence FROM sup_head WHERE tenant=1");
    hand->messages = number_of(hand, "SELECT message_count FROM sup_head WHERE tenant=1");
}

static void hand_close(struct by_hand *hand)
{
    for (int i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(hand->statements[i]);
    }
    sqlite3_close(hand->db);
}

/* Run a statement; a query's first number, and every column is read. */
static sqlite3_int64 run(struct by_hand *hand, enum statement which)
{
    sqlite3_stmt *statement = hand->statements[which];
    sqlite3_int64 number = 0;
    int rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW) {
        number = sqlite3_column_int64(statement, 0);
        for (int i = 1; i < sqlite3_column_count(statement); i++) {
            (void)sqlite3_column_text(statement, i);
        }
    } else if (rc != SQLITE_DONE || sqlite3_column_count(statement) > 0) {
        fail(hand);
    }
    sqlite3_reset(statement);
    return number;
}

static void put(struct by_hand *hand, enum statement which, int column, sqlite3_int64 number)
{
    sqlite3_bind_int64(hand->statements[which], column, number);
}

static void put_bytes(struct by_hand *hand, enum statement which, int column, int bytes)
{
    sqlite3_bind_blob(hand->statements[which], column, digest, bytes, SQLITE_STATIC);
}

static void put_text(struct by_hand *hand, enum statement which, int column, const char *text)
{
    sqlite3_bind_text(hand->statements[which], column, text, -1, SQLITE_TRANSIENT);
}

static void write_by_hand(struct by_hand *hand, int number, int customers)
{
    char address[TEXT_SIZE];
    char order[TEXT_SIZE];
    address_of(writer(number, customers), address);
    snprintf(order, sizeof order, "%d", 100000 + number % WRITERS);
    run(hand, BEGIN);
    put_text(hand, WHO, 1, address);
    put(hand, ROOT, 1, run(hand, WHO));
    run(hand, ROOT);
    put_text(hand, ABOUT, 1, order);
    sqlite3_int64 ticket = run(hand, ABOUT);
    put(hand, TICKET, 1, ticket);
    run(hand, TICKET);
    hand->sequence++;
    hand->messages++;
    put(hand, EVENT, 1, hand->sequence);
    put(hand, EVENT, 2, NOW + number);
    put(hand, EVENT, 3, ticket);
    put(hand, EVENT, 4, hand->messages);
    put_bytes(hand, EVENT, 5, 32);
    run(hand, EVENT);
    put(hand, PRIVATE, 1, hand->sequence);
    put_bytes(hand, PRIVATE, 2, 16);
    put_text(hand, PRIVATE, 3, body);
    run(hand, PRIVATE);
    put(hand, MESSAGE, 1, hand->messages);
    put(hand, MESSAGE, 2, ticket);
    put(hand, MESSAGE, 3, hand->sequence);
    put(hand, MESSAGE, 4, NOW + number);
    run(hand, MESSAGE);
    put(hand, TOUCH, 1, ticket);
    put(hand, TOUCH, 2, NOW + number);
    run(hand, TOUCH);
    put(hand, HEAD, 1, hand->sequence);
    put_bytes(hand, HEAD, 2, 32);
    put(hand, HEAD, 3, hand->messages);
    run(hand, HEAD);
    run(hand, COMMIT);
}

/* ---- both in turns ---- */

static int compare(sup_core *core, struct by_hand *hand, int customers, int messages, int pairs)
{
    double ours[PAIRS_MAX];
    double theirs[PAIRS_MAX];
    double ratios[PAIRS_MAX];
    for (int pair = 0; pair < pairs; pair++) {
        int first = pair * messages;
        int64_t begin = cpu_ns();
        for (int i = first; i < first + messages; i++) {
            write_in(core, i, customers);
        }
        ours[pair] = (double)(cpu_ns() - begin) / messages;
        begin = cpu_ns();
        for (int i = first; i < first + messages; i++) {
            write_by_hand(hand, i, customers);
        }
        theirs[pair] = (double)(cpu_ns() - begin) / messages;
        ratios[pair] = ours[pair] / theirs[pair];
    }
    double ratio = median(ratios, pairs);
    printf("people  %8.1f us a message among %d customers  floor %8.1f us  ratio %.2f  (target "
           "1.50) %s\n",
           median(ours, pairs) / 1000, customers, median(theirs, pairs) / 1000, ratio,
           ratio <= 1.5 ? "met" : "MISSED");
    return ratio <= 1.5 ? 0 : 1;
}

int main(int argc, char **argv)
{
    int customers = argc > 1 ? atoi(argv[1]) / BATCH * BATCH : 1000000;
    int messages = argc > 2 ? atoi(argv[2]) : 1000;
    int pairs = argc > 3 ? atoi(argv[3]) : 7;
    struct sup_error error = {SIZED(sup_error)};
    struct sup_sqlite_options options = {SIZED(sup_sqlite_options), .path = path};
    struct sup_store *store = NULL;
    struct by_hand hand = {0};
    if (customers < WRITERS || messages < 1 || pairs < 1 || pairs > PAIRS_MAX) {
        fprintf(stderr, "usage: people [customers, from %d] [messages] [pairs, to %d]\n", WRITERS,
                PAIRS_MAX);
        return 2;
    }
    remove_files();
    if (sup_sqlite_open(&options, &store, &error) != SUP_OK) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    sup_core *core = desk_open(store, 0);
    sup_core *other = desk_open(store, 1);
    make_customers(core, customers);
    make_tickets(core, customers);
    make_customers(other, WRITERS);
    make_tickets(other, WRITERS);
    sup_close(other);
    hand_open(&hand);
    int code = compare(core, &hand, customers, messages, pairs);
    hand_close(&hand);
    sup_close(core);
    sup_store_close(store);
    remove_files();
    return code;
}
