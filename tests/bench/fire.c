/*
 * fire.c: what it costs to find and fire what is due, against a floor measured in the same run, and
 * among many that wait against few.
 *
 * On each ticket a solution is promised: first a warning is due and then the breach. One ticket was
 * opened, the others are its copies, planted by SQL: those that are due, at instants of their own,
 * and those that wait for years. The due ones stand together, as tickets do that were opened at
 * about the same time; with `spread` they are anywhere among the others, so that each is on pages
 * of its own, which SQLite copies before it changes them. The floor is hand-written: prepared
 * statements that read the same rows and write rows of the same sizes, with no checks and no
 * hashing. CPU time; medians.
 *
 * usage: fire [due tickets] [pending] [rounds] [spread]
 */
#include "bench.h"
#include "life.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { BATCH = 1000, WARNED = 53, BROKEN = 54, RESOLUTION = 9 };
#define HOUR_MS INT64_C(3600000)
#define SPAN_MS                                                                                    \
    (30 * 60 * 1000) /* over which instants are spread; a breach is due 48 min later               \
                      */
#define YEARS INT64_C(315360000000)
#define FEW   1000 /* pending ones that the others are compared with */

static const char digest[32] = "0123456789abcdef0123456789abcde";

static void run_sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(db));
        exit(1);
    }
}

static sup_core *open_core(sqlite3 *db, struct sup_store **store)
{
    struct sup_error error;
    sup_core *core = NULL;
    if (sup_sqlite_borrow(db, NULL, store, &error) != SUP_OK ||
        sup_open(&(struct sup_options){.size = sizeof(struct sup_options), .store = *store}, &core,
                 &error) != SUP_OK) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    return core;
}

static void open_one(sup_core *core)
{
    static char document[65536];
    struct sup_caller system = {
        .size = sizeof system, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW};
    struct sup_policy_show_params show = {.size = sizeof show, .is_builtin = 1};
    struct sup_policy_params params = {.size = sizeof params, .document = document};
    struct sup_policy *builtin = NULL;
    struct sup_ticket_open_params open = {.size = sizeof open, .subject = "One"};
    must(core, sup_policy_show(core, &system, &show, &builtin));
    snprintf(document, sizeof document,
             "{\"sla\": [{\"name\": \"all\", \"warnings\": [\"80%%\"], \"targets\": [{\"metric\": "
             "\"resolution\", \"within\": \"PT4H\"}]}], %s",
             strchr(builtin->document, '{') + 1);
    sup_free(builtin);
    must(core, sup_policy_activate(core, &system, &params, NULL));
    must(core, sup_ticket_open(core, &system, &open, NULL));
}

/* The columns of a table as a list, some of them by another expression. */
static const char *columns(sqlite3 *db, const char *table, const char *const *changed)
{
    static char list[4096];
    char *end = list;
    char text[128];
    sqlite3_stmt *names = NULL;
    snprintf(text, sizeof text, "SELECT name FROM pragma_table_info('%s')", table);
    if (sqlite3_prepare_v2(db, text, -1, &names, NULL) != SQLITE_OK) {
        exit(1);
    }
    while (sqlite3_step(names) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(names, 0);
        const char *value = name;
        for (int i = 0; changed[i]; i += 2) {
            value = strcmp(changed[i], name) == 0 ? changed[i + 1] : value;
        }
        end += snprintf(end, (size_t)(list + sizeof list - end), "%s%s", end == list ? "" : ",",
                        value);
    }
    sqlite3_finalize(names);
    return list;
}

static void plant_table(sqlite3 *db, const char *table, const char *const *changed)
{
    static char text[8192];
    snprintf(text, sizeof text,
             "CREATE TEMP TABLE template AS SELECT * FROM %s WHERE %s=1; INSERT INTO %s SELECT %s "
             "FROM planted CROSS JOIN template; DROP TABLE template",
             table, strcmp(table, "sup_ticket") == 0 ? "id" : "ticket_id", table,
             columns(db, table, changed));
    run_sql(db, text);
}

/* Copies of ticket 1; those in the middle are due, or every so many-th. */
static int is_spread;

static void plant(sqlite3 *db, int due, int pending)
{
    static char text[1024];
    static const char *const ticket[] = {"id", "n", "agenda_ms", "agenda_ms+later", NULL};
    static const char *const timer[] = {"ticket_id",  "n",
                                        "started_ms", "started_ms+later",
                                        "since_ms",   "since_ms+later",
                                        "due_ms",     "due_ms+later",
                                        "next_ms",    "next_ms+later",
                                        NULL};
    static const char *const agenda[] = {"ticket_id", "n", "due_ms", "due_ms+later", NULL};
    char is_due[96];
    int all = due + pending;
    if (is_spread) {
        snprintf(is_due, sizeof is_due, "(n-2)*%d/%d<(n-1)*%d/%d", due, all, due, all);
    } else {
        snprintf(is_due, sizeof is_due, "n>%d AND n<=%d", pending / 2, pending / 2 + due);
    }
    snprintf(text, sizeof text,
             "PRAGMA temp_store=MEMORY; BEGIN; CREATE TEMP TABLE planted AS WITH RECURSIVE c(n) AS "
             "(SELECT 2 UNION ALL "
             "SELECT n+1 FROM c WHERE n<=%d) SELECT n, (n*48271)%%%d + CASE WHEN "
             "%s THEN 0 ELSE %lld END AS later FROM c;",
             all, SPAN_MS, is_due, (long long)YEARS);
    run_sql(db, text);
    plant_table(db, "sup_ticket", ticket);
    plant_table(db, "sup_timer", timer);
    plant_table(db, "sup_agenda", agenda);
    snprintf(text, sizeof text,
             "DELETE FROM sup_agenda WHERE ticket_id=1; UPDATE sup_ticket SET agenda_ms=NULL WHERE "
             "id=1; UPDATE sup_head SET ticket_count=%d; DROP TABLE planted; COMMIT",
             all + 1);
    run_sql(db, text);
}

static sqlite3 *make_desk(int due, int pending)
{
    struct sup_store *store = NULL;
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(":memory:", &db, flags, NULL) != SQLITE_OK) {
        exit(1);
    }
    sup_core *core = open_core(db, &store);
    open_one(core);
    sup_close(core);
    sup_store_close(store);
    plant(db, due, pending);
    return db;
}

static void check_misses(sqlite3 *db, int due)
{
    sqlite3_stmt *count = NULL;
    sqlite3_prepare_v2(db,
                       "SELECT (SELECT count(*) FROM sup_miss), (SELECT sum(warned) FROM "
                       "sup_timer WHERE metric=9 AND breached_ms>0)",
                       -1, &count, NULL);
    if (sqlite3_step(count) != SQLITE_ROW || sqlite3_column_int(count, 0) != due ||
        sqlite3_column_int(count, 1) != due) {
        fprintf(stderr, "%d promises are broken, not %d\n", sqlite3_column_int(count, 0), due);
        exit(1);
    }
    sqlite3_finalize(count);
}

/* ---- ours ---- */

static double fire_us(int due, int pending)
{
    sqlite3 *db = make_desk(due, pending);
    struct sup_store *store = NULL;
    sup_core *core = open_core(db, &store);
    struct sup_caller system = {
        .size = sizeof system, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW + 5 * HOUR_MS};
    struct sup_tick_params params = {.size = sizeof params, .limit = BATCH};
    int32_t is_more = 1;
    uint32_t fired = 0;
    int64_t begin = cpu_ns();
    while (is_more) {
        struct sup_tick_result *result = NULL;
        must(core, sup_desk_tick(core, &system, &params, &result));
        fired += result->fired;
        is_more = result->is_more;
        sup_free(result);
    }
    double us = (double)(cpu_ns() - begin) / 1000 / fired;
    check_misses(db, due);
    sup_close(core);
    sup_store_close(store);
    sqlite3_close(db);
    return us;
}

/* ---- the floor ---- */

enum statement {
    BEGIN,
    COMMIT,
    DUE,
    TICKET,
    TIMERS,
    EVENT,
    TIMER_WARNED,
    TIMER_BROKEN,
    MISS,
    AGENDA_GONE,
    AGENDA,
    TOUCH,
    HEAD,
    STATEMENTS
};

static const char *const sql[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [DUE] = "SELECT * FROM sup_agenda WHERE tenant=0 AND due_ms<=? ORDER BY due_ms,ticket_id,kind,"
            "subject_id LIMIT ?",
    [TICKET] = "SELECT * FROM sup_ticket WHERE tenant=0 AND id=?",
    [TIMERS] = "SELECT * FROM sup_timer WHERE tenant=0 AND ticket_id=? AND state<=2",
    [EVENT] = "INSERT INTO sup_event VALUES(0,?1,?1,?2,?3,?4,3,0,?5,1,2,9,0,NULL,'all',?6,x'',?7)",
    [TIMER_WARNED] = "UPDATE sup_timer SET warned=1, next_ms=?2 WHERE tenant=0 AND ticket_id=?1 "
                     "AND metric=9 AND instance=1",
    [TIMER_BROKEN] = "UPDATE sup_timer SET breached_ms=?2, is_missed=1, next_ms=NULL WHERE "
                     "tenant=0 AND ticket_id=?1 AND metric=9 AND instance=1",
    [MISS] = "INSERT INTO sup_miss VALUES(0,?1,9,1,1,?2,'all',1,14400000,NULL,NULL,NULL,0,NULL,"
             "NULL,NULL,NULL,NULL)",
    [AGENDA_GONE] = "DELETE FROM sup_agenda WHERE tenant=0 AND due_ms=?2 AND ticket_id=?1 AND "
                    "kind=2 AND subject_id=0",
    [AGENDA] = "INSERT INTO sup_agenda VALUES(0,?2,?1,2,0,3)",
    [TOUCH] = "UPDATE sup_ticket SET version=version+1, agenda_ms=?2 WHERE tenant=0 AND id=?1",
    [HEAD] = "UPDATE sup_head SET sequence=?1, hash=?2 WHERE tenant=0",
};

struct floor {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS];
    sqlite3_int64 sequence;
    volatile sqlite3_int64 sink;
};

static void finish(struct floor *floor, enum statement which)
{
    if (sqlite3_step(floor->statements[which]) != SQLITE_DONE) {
        fprintf(stderr, "floor: %s\n", sqlite3_errmsg(floor->db));
        exit(1);
    }
    sqlite3_reset(floor->statements[which]);
}

static void change(struct floor *floor, enum statement which, sqlite3_int64 ticket,
                   sqlite3_int64 ms)
{
    sqlite3_stmt *statement = floor->statements[which];
    sqlite3_bind_int64(statement, 1, ticket);
    if (ms) {
        sqlite3_bind_int64(statement, 2, ms);
    } else if (sqlite3_bind_parameter_count(statement) > 1) {
        sqlite3_bind_null(statement, 2);
    }
    finish(floor, which);
}

/* Rows are read as a program reads them that needs their columns; the breach of the timer. */
static sqlite3_int64 look(struct floor *floor, enum statement which, sqlite3_int64 ticket,
                          int column)
{
    sqlite3_stmt *statement = floor->statements[which];
    sqlite3_int64 found = 0;
    sqlite3_bind_int64(statement, 1, ticket);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            floor->sink += sqlite3_column_type(statement, i) == SQLITE_TEXT
                               ? sqlite3_column_text(statement, i)[0]
                               : sqlite3_column_int64(statement, i);
        }
        if (column && sqlite3_column_int64(statement, column) > found) {
            found = sqlite3_column_int64(statement, column);
        }
    }
    sqlite3_reset(statement);
    return found;
}

static void event(struct floor *floor, sqlite3_int64 ticket, int is_broken, sqlite3_int64 at_ms,
                  sqlite3_int64 next_ms)
{
    sqlite3_stmt *statement = floor->statements[EVENT];
    char payload[64];
    snprintf(payload, sizeof payload,
             is_broken ? "{\"timers\":[[9,1,9,0,0,0,0,0,0,0,1]]}"
                       : "{\"timers\":[[9,1,8,0,0,0,0,%lld,0,0,1]]}",
             (long long)next_ms);
    sqlite3_bind_int64(statement, 1, ++floor->sequence);
    sqlite3_bind_int64(statement, 2, is_broken ? BROKEN : WARNED);
    sqlite3_bind_int64(statement, 3, at_ms);
    sqlite3_bind_int64(statement, 4, NOW + 5 * HOUR_MS);
    sqlite3_bind_int64(statement, 5, ticket);
    sqlite3_bind_text(statement, 6, payload, -1, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 7, digest, 32, SQLITE_STATIC);
    finish(floor, EVENT);
}

static void fire_one(struct floor *floor, sqlite3_int64 ticket, sqlite3_int64 at_ms)
{
    look(floor, TICKET, ticket, 0);
    sqlite3_int64 due_ms = look(floor, TIMERS, ticket, 15) + 1;
    int is_broken = due_ms <= at_ms;
    event(floor, ticket, is_broken, at_ms, due_ms);
    change(floor, is_broken ? TIMER_BROKEN : TIMER_WARNED, ticket, is_broken ? at_ms : due_ms);
    change(floor, AGENDA_GONE, ticket, at_ms);
    if (is_broken) {
        change(floor, MISS, ticket, at_ms);
    } else {
        change(floor, AGENDA, ticket, due_ms);
    }
    change(floor, TOUCH, ticket, is_broken ? 0 : due_ms);
}

/* A batch; how many have fired. */
static int fire_some(struct floor *floor)
{
    static sqlite3_int64 tickets[BATCH];
    static sqlite3_int64 times[BATCH];
    sqlite3_stmt *due = floor->statements[DUE];
    int count = 0;
    finish(floor, BEGIN);
    sqlite3_bind_int64(due, 1, NOW + 5 * HOUR_MS);
    sqlite3_bind_int(due, 2, BATCH);
    while (sqlite3_step(due) == SQLITE_ROW) {
        times[count] = sqlite3_column_int64(due, 1);
        tickets[count++] = sqlite3_column_int64(due, 2);
    }
    sqlite3_reset(due);
    for (int i = 0; i < count; i++) {
        fire_one(floor, tickets[i], times[i]);
    }
    sqlite3_bind_int64(floor->statements[HEAD], 1, floor->sequence);
    sqlite3_bind_blob(floor->statements[HEAD], 2, digest, 32, SQLITE_STATIC);
    finish(floor, HEAD);
    finish(floor, COMMIT);
    return count;
}

static double floor_us(int due, int pending)
{
    struct floor floor = {.db = make_desk(due, pending), .sequence = 1000};
    int fired = 0;
    for (int i = 0; i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(floor.db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &floor.statements[i], NULL) != SQLITE_OK) {
            fprintf(stderr, "floor: %s\n", sqlite3_errmsg(floor.db));
            exit(1);
        }
    }
    int64_t begin = cpu_ns();
    for (int count = BATCH; count; fired += count) {
        count = fire_some(&floor);
    }
    double us = (double)(cpu_ns() - begin) / 1000 / fired;
    check_misses(floor.db, due);
    for (int i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(floor.statements[i]);
    }
    sqlite3_close(floor.db);
    return us;
}

int main(int argc, char **argv)
{
    int due = argc > 1 ? atoi(argv[1]) : 2000;
    int pending = argc > 2 ? atoi(argv[2]) : 50000;
    int rounds = argc > 3 ? atoi(argv[3]) : 5;
    double few[64];
    double floors[64];
    double many[64];
    double floors_many[64];
    double ratios[64];
    double grown[64];
    double grown_floors[64];
    is_spread = argc > 4 && strcmp(argv[4], "spread") == 0;
    rounds = rounds > 64 ? 64 : rounds;
    for (int i = 0; i < rounds; i++) {
        few[i] = fire_us(due, FEW);
        floors[i] = floor_us(due, FEW);
        many[i] = fire_us(due, pending);
        ratios[i] = few[i] / floors[i];
        grown[i] = many[i] / few[i];
        floors_many[i] = floor_us(due, pending);
        grown_floors[i] = floors_many[i] / floors[i];
    }
    double ratio = median(ratios, rounds);
    double growth = median(grown, rounds);
    int is_met = ratio <= 1.5 && growth <= 1.25;
    printf("fire  %.1f us an item among %d, floor %.1f us, ratio %.2f (target 1.50)  among %d: "
           "%.1f us, ratio %.2f (target 1.25), floor %.1f us, ratio %.2f  %s\n",
           median(few, rounds), FEW, median(floors, rounds), ratio, pending, median(many, rounds),
           growth, median(floors_many, rounds), median(grown_floors, rounds),
           is_met ? "met" : "MISSED");
    return is_met ? 0 : 1;
}
