/*
 * floor.c: a ticket's life as a person would write it by hand for SQLite: prepared once, nothing
 * read, nothing checked, hashes and digests taken as given. Same tables, same columns, same sizes.
 */
#include "floor.h"
#include "supportcore.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1774000000000)

static const char body[] = "Hello, my parcel has not arrived yet and the tracking page has not "
                           "changed for four days. Could you please look into it? Thank you!";
static const char digest[32] = "0123456789abcdef0123456789abcde";

enum statement {
    BEGIN,
    COMMIT,
    EVENT,
    PRIVATE,
    TICKET,
    CONTACT,
    MESSAGE,
    REFERENCE,
    TOUCH,    /* a customer's message: version, updated, count, who waits */
    REPLIED,  /* a reply: the same, and the first one */
    ASSIGNED, /* and moved to open */
    SOLVED,
    CLOSED,
    AGENDA,
    AGENDA_GONE,
    TIMER,
    TIMER_ENDED,
    HEAD,
    STATEMENTS
};

static const char *const sql[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [EVENT] = "INSERT INTO sup_event VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [PRIVATE] = "INSERT INTO sup_event_private VALUES(?,?,?,?,?,?)",
    [TICKET] =
        "INSERT INTO sup_ticket VALUES(0,?1,2,'new',1,'Where is my order?','email','normal',"
        "'where_is_my_order',NULL,1,0,NULL,NULL,?2,?3,?3,NULL,NULL,?2,?2,'email',0,NULL,NULL,"
        "0,0,0,1,0,0,NULL,NULL,86037,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,"
        "NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL)",
    [CONTACT] = "INSERT INTO sup_contact VALUES(0,1,'where_is_my_order','email',1) ON CONFLICT DO "
                "UPDATE SET ticket_count=ticket_count+1",
    [MESSAGE] =
        "INSERT INTO sup_message VALUES(0,?2,?1,?1,?3,?4,?5,1,?4=1,?6,'email',NULL,0,0,0,?4=2,0,"
        "0)",
    [REFERENCE] = "INSERT INTO sup_reference VALUES(0,?,'shopify','order',?,NULL,NULL,NULL,1,1)",
    [TOUCH] = "UPDATE sup_ticket SET version=?2, updated_ms=?3, known_ms=?3, message_count=?4, "
              "last_customer_ms=?3, waiting_since_ms=coalesce(waiting_since_ms,?3) "
              "WHERE tenant=0 AND id=?1",
    [REPLIED] = "UPDATE sup_ticket SET version=?2, updated_ms=?3, known_ms=?3, message_count=?4, "
                "first_reply_ms=coalesce(first_reply_ms,?3), last_reply_ms=?3, "
                "waiting_since_ms=NULL, timers=88895 WHERE tenant=0 AND id=?1",
    [ASSIGNED] = "UPDATE sup_ticket SET version=?2, updated_ms=?3, known_ms=?3, assignee_id=1, "
                 "assign_count=1, "
                 "status='open', category=2, timers=86045 WHERE tenant=0 AND id=?1",
    [SOLVED] = "UPDATE sup_ticket SET version=?2, updated_ms=?3, known_ms=?3, status='solved', "
               "category=5, "
               "solved_ms=?3, stay_ms=?3, first_solved_ms=coalesce(first_solved_ms,?3), "
               "agenda_ms=?4, "
               "waiting_since_ms=NULL, settled_id=?2, "
               "timers=262143 WHERE tenant=0 AND id=?1",
    [CLOSED] = "UPDATE sup_ticket SET version=?2, updated_ms=?3, known_ms=?3, status='closed', "
               "category=6, "
               "closed_ms=?3, agenda_ms=NULL WHERE tenant=0 AND id=?1",
    [AGENDA] = "INSERT INTO sup_agenda VALUES(0,?,?,1,0,?)",
    [AGENDA_GONE] = "DELETE FROM sup_agenda WHERE tenant=0 AND due_ms=? AND ticket_id=? AND kind=1 "
                    "AND subject_id=0",
    [TIMER] = "INSERT INTO sup_timer VALUES(0,?1,?2,?3,1,?4,?4,NULL,0,0,NULL,0,NULL,0,0,NULL,NULL,"
              "0,NULL,0,NULL,0)",
    [TIMER_ENDED] = "UPDATE sup_timer SET state=3, since_ms=?4, ended_ms=?4, used_ms=?5, "
                    "business_ms=?5 WHERE tenant=0 AND ticket_id=?1 AND metric=?2 AND instance=?3",
    [HEAD] = "UPDATE sup_head SET sequence=?, hash=?, ticket_count=?, message_count=? WHERE "
             "tenant=0",
};

struct floor_db {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS];
    sqlite3_int64 sequence;
    sqlite3_int64 messages;
    sqlite3_int64 tickets;
};

static void fail(struct floor_db *floor)
{
    fprintf(stderr, "floor: %s\n", sqlite3_errmsg(floor->db));
    exit(1);
}

static void run(struct floor_db *floor, enum statement which)
{
    sqlite3_stmt *statement = floor->statements[which];
    if (sqlite3_step(statement) != SQLITE_DONE) {
        fail(floor);
    }
    sqlite3_reset(statement);
}

/* The library makes its tables; the floor writes them over a connection of its own. */
static void make_tables(struct floor_db *floor, const char *path)
{
    struct sup_store *store = NULL;
    struct sup_error error;
    sup_core *core = NULL;
    int is_memory = strcmp(path, ":memory:") == 0;
    struct sup_sqlite_options options = {.size = sizeof options, .path = path};
    int32_t rc = is_memory ? SUP_OK : sup_sqlite_open(&options, &store, &error);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (is_memory && sqlite3_open_v2(path, &floor->db, flags, NULL) == SQLITE_OK) {
        rc = sup_sqlite_borrow(floor->db, NULL, &store, &error);
    }
    if (rc == SUP_OK) {
        struct sup_options core_options = {.size = sizeof core_options, .store = store};
        rc = sup_open(&core_options, &core, &error);
    }
    if (rc != SUP_OK) {
        fprintf(stderr, "floor: %s\n", error.text);
        exit(1);
    }
    sup_close(core);
    sup_store_close(store);
    if (!is_memory && sqlite3_open_v2(path, &floor->db, flags, NULL) != SQLITE_OK) {
        fail(floor);
    }
}

struct floor_db *floor_open(const char *path)
{
    struct floor_db *floor = calloc(1, sizeof *floor);
    if (!floor) {
        exit(1);
    }
    make_tables(floor, path);
    if (sqlite3_exec(floor->db,
                     "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                     "INSERT INTO sup_head "
                     "VALUES(0,0,zeroblob(32),0,0,1,1,0,0,0,0,0,0,'','',x'',NULL,NULL,NULL,"
                     "NULL,NULL,NULL)",
                     NULL, NULL, NULL) != SQLITE_OK) {
        fail(floor);
    }
    for (int i = 0; i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(floor->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &floor->statements[i], NULL) != SQLITE_OK) {
            fail(floor);
        }
    }
    return floor;
}

static void bind(struct floor_db *floor, enum statement which, int column, sqlite3_int64 number)
{
    sqlite3_bind_int64(floor->statements[which], column, number);
}

static void bind_text(struct floor_db *floor, enum statement which, int column, const char *text)
{
    sqlite3_bind_text(floor->statements[which], column, text, -1, SQLITE_STATIC);
}

static void event(struct floor_db *floor, int kind, int actor, sqlite3_int64 ticket,
                  sqlite3_int64 subject, const char *before, const char *after, const char *payload,
                  const char *title, const char *text, const char *data)
{
    sqlite3_stmt *statement = floor->statements[EVENT];
    sqlite3_int64 numbers[] = {
        0, ++floor->sequence, floor->sequence, kind, NOW, NOW, actor, 1, ticket, subject, 2, 0, 0};
    int has_text = title || text || data;
    for (int i = 0; i < 13; i++) {
        sqlite3_bind_int64(statement, i + 1, numbers[i]);
    }
    bind_text(floor, EVENT, 14, before);
    bind_text(floor, EVENT, 15, after);
    bind_text(floor, EVENT, 16, payload);
    sqlite3_bind_blob(statement, 17, digest, has_text ? 32 : 0, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 18, digest, 32, SQLITE_STATIC);
    run(floor, EVENT);
    if (has_text) {
        statement = floor->statements[PRIVATE];
        bind(floor, PRIVATE, 1, 0);
        bind(floor, PRIVATE, 2, floor->sequence);
        sqlite3_bind_blob(statement, 3, digest, 16, SQLITE_STATIC);
        bind_text(floor, PRIVATE, 4, title);
        bind_text(floor, PRIVATE, 5, text);
        bind_text(floor, PRIVATE, 6, data);
        run(floor, PRIVATE);
    }
}

static void message(struct floor_db *floor, int kind, int actor, sqlite3_int64 ticket)
{
    static const char asked[] = "{}";
    static const char answered[] =
        "{\"timers\":[[4,1,4,1000],[5,1,4,1000],[5,2,1],[6,1,4,1000],[6,2,1]]}";
    const char *payload = kind == 2 ? answered : asked;
    floor->messages++;
    event(floor, 49 + kind, actor, ticket, floor->messages, NULL, "email", payload, NULL, body,
          NULL);
    bind(floor, MESSAGE, 1, ticket);
    bind(floor, MESSAGE, 2, floor->messages);
    bind(floor, MESSAGE, 3, floor->sequence);
    bind(floor, MESSAGE, 4, kind);
    bind(floor, MESSAGE, 5, actor);
    bind(floor, MESSAGE, 6, NOW);
    run(floor, MESSAGE);
}

static void update(struct floor_db *floor, enum statement which, sqlite3_int64 ticket, int version,
                   sqlite3_int64 number)
{
    bind(floor, which, 1, ticket);
    bind(floor, which, 2, version);
    bind(floor, which, 3, NOW + floor->sequence);
    if (sqlite3_bind_parameter_count(floor->statements[which]) > 3) {
        bind(floor, which, 4, number);
    }
    run(floor, which);
}

/* What a step does to timers: runs that begin, and runs that end. */
static void timer(struct floor_db *floor, enum statement which, sqlite3_int64 ticket, int metric,
                  int instance)
{
    bind(floor, which, 1, ticket);
    bind(floor, which, 2, metric);
    bind(floor, which, 3, instance);
    bind(floor, which, 4, NOW + floor->sequence);
    if (which == TIMER_ENDED) {
        bind(floor, which, 5, 1000);
    }
    run(floor, which);
}

static void timers(struct floor_db *floor, int step, sqlite3_int64 ticket)
{
    static const int opened[] = {1, 7, 8, 9, 2, 3};
    static const int solved[] = {5, 6, 7, 8, 9};
    switch (step) {
    case 0:
        for (int i = 0; i < 6; i++) {
            timer(floor, TIMER, ticket, opened[i], 1);
        }
        break;
    case 2:
        timer(floor, TIMER_ENDED, ticket, 2, 1);
        break;
    case 3:
        timer(floor, TIMER_ENDED, ticket, 1, 1);
        timer(floor, TIMER_ENDED, ticket, 3, 1);
        timer(floor, TIMER, ticket, 5, 1);
        timer(floor, TIMER, ticket, 6, 1);
        break;
    case 4:
        timer(floor, TIMER, ticket, 4, 1);
        break;
    case 5:
        timer(floor, TIMER_ENDED, ticket, 4, 1);
        timer(floor, TIMER_ENDED, ticket, 5, 1);
        timer(floor, TIMER, ticket, 5, 2);
        timer(floor, TIMER_ENDED, ticket, 6, 1);
        timer(floor, TIMER, ticket, 6, 2);
        break;
    case 6:
        for (int i = 0; i < 5; i++) {
            timer(floor, TIMER_ENDED, ticket, solved[i], i < 2 ? 2 : 1);
        }
        break;
    default:
        break;
    }
}

static void open_ticket(struct floor_db *floor, sqlite3_int64 ticket)
{
    char order[32];
    char data[96];
    snprintf(order, sizeof order, "%lld", 100000 + (long long)ticket);
    snprintf(data, sizeof data, "{\"references\":[[\"shopify\",\"order\",\"%s\"]]}", order);
    event(floor, 30, 3, ticket, 1, NULL, "new",
          "{\"channel\":\"email\",\"priority\":\"normal\",\"reason\":\"where_is_my_order\","
          "\"timers\":[[1,1,1],[7,1,1],[8,1,1],[9,1,1],[2,1,1],[3,1,1]]}",
          "Where is my order?", NULL, data);
    bind(floor, REFERENCE, 1, ticket);
    bind_text(floor, REFERENCE, 2, order);
    run(floor, REFERENCE);
    message(floor, 1, 3, ticket);
    bind(floor, TICKET, 1, ticket);
    bind(floor, TICKET, 2, NOW);
    bind(floor, TICKET, 3, NOW);
    run(floor, TICKET);
    run(floor, CONTACT);
}

static void solve(struct floor_db *floor, sqlite3_int64 ticket)
{
    event(floor, 31, 1, ticket, 0, "open", "solved",
          "{\"due_ms\":1774345600000,\"timers\":[[5,2,4,1000],[6,2,4,1000],[7,1,4,1000],"
          "[8,1,4,1000],[9,1,4,1000]]}",
          NULL, NULL, NULL);
    bind(floor, AGENDA, 1, NOW + ticket);
    bind(floor, AGENDA, 2, ticket);
    bind(floor, AGENDA, 3, 9);
    run(floor, AGENDA);
    update(floor, SOLVED, ticket, 9, NOW + ticket);
}

static void close_ticket(struct floor_db *floor, sqlite3_int64 ticket)
{
    event(floor, 31, 1, ticket, 0, "solved", "closed", "{}", NULL, NULL, NULL);
    bind(floor, AGENDA_GONE, 1, NOW + ticket);
    bind(floor, AGENDA_GONE, 2, ticket);
    run(floor, AGENDA_GONE);
    update(floor, CLOSED, ticket, 10, 0);
}

static void step(struct floor_db *floor, int number, sqlite3_int64 ticket)
{
    switch (number) {
    case 0:
        open_ticket(floor, ticket);
        break;
    case 2:
        event(floor, 34, 1, ticket, 1, NULL, NULL, "{}", NULL, NULL, NULL);
        event(floor, 31, 1, ticket, 0, "new", "open", "{\"rule\":\"taken\"}", NULL, NULL, NULL);
        update(floor, ASSIGNED, ticket, 5, 0);
        break;
    case 1:
    case 4:
        message(floor, 1, 3, ticket);
        update(floor, TOUCH, ticket, number + 2, number);
        break;
    case 3:
        message(floor, 2, 1, ticket);
        update(floor, REPLIED, ticket, 6, 3);
        break;
    case 5:
        message(floor, 2, 1, ticket);
        update(floor, REPLIED, ticket, 8, 5);
        break;
    case 6:
        solve(floor, ticket);
        break;
    default:
        close_ticket(floor, ticket);
    }
    timers(floor, number, ticket);
}

static void end(struct floor_db *floor)
{
    bind(floor, HEAD, 1, floor->sequence);
    sqlite3_bind_blob(floor->statements[HEAD], 2, digest, 32, SQLITE_STATIC);
    bind(floor, HEAD, 3, floor->tickets);
    bind(floor, HEAD, 4, floor->messages);
    run(floor, HEAD);
    run(floor, COMMIT);
}

void floor_live(struct floor_db *floor, int first, int count, int batch)
{
    for (int i = first; i < first + count; i++) {
        sqlite3_int64 ticket = ++floor->tickets;
        if (batch && (i - first) % batch == 0) {
            run(floor, BEGIN);
        }
        for (int number = 0; number < 8; number++) {
            if (!batch) {
                run(floor, BEGIN);
            }
            step(floor, number, ticket);
            if (!batch) {
                end(floor);
            }
        }
        if (batch && (i - first) % batch == batch - 1) {
            end(floor);
        }
    }
}

void floor_close(struct floor_db *floor)
{
    for (int i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(floor->statements[i]);
    }
    sqlite3_close(floor->db);
    free(floor);
}
