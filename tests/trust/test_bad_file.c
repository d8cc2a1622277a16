/*
 * test_bad_file.c: databases that cannot be used: another program's, one of a newer library, one
 * that may only be read, one on a full disk, and ones in which somebody has planted something.
 *
 * They are opened as a host does it, and used through the JSON door. What is refused is told with
 * what is wrong and what to do, and not one byte of the file changes.
 */
#include "ask_fixture.h"
#include "shim_vfs.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- files ---- */

static void sql_run(const char *path, const char *text)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* The first value of a query as text, "" for none; free(). */
static char *sql_text(const char *path, const char *query)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    char *text = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, query, -1, &statement, NULL), SQLITE_OK);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        text = strdup((const char *)sqlite3_column_text(statement, 0));
    }
    (void)sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return text ? text : strdup("");
}

static void write_file(const char *path, const void *bytes, size_t count)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    assert_int_equal(fclose(file), 0);
}

static char *read_file(const char *path, size_t *count)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    char *bytes;

    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &status), 0);
    *count = (size_t)status.st_size;
    bytes = malloc(*count + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *count, file), *count);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

static void desk_shut(struct desk *desk)
{
    sup_close(desk->core);
    sup_store_close(desk->store);
    desk->core = NULL;
    desk->store = NULL;
}

/* A file with a desk on it that nobody has open: seven people and Ann's ticket. */
static struct desk *desk_on_file(void)
{
    struct desk *desk = desk_file_open();

    desk_people(desk);
    desk_ticket(desk);
    desk_shut(desk);
    return desk;
}

/* ---- what is refused when it is opened ---- */

struct refused {
    int32_t code;
    int32_t message;
    const char *text;
    const char *field;
    const char *hint;
};

static int32_t try_open(const char *path, struct sup_error *error)
{
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = path, .durability = SUP_DURABILITY_NORMAL};
    struct sup_options core_options = {.size = sizeof core_options};
    struct sup_store *store = NULL;
    sup_core *core = NULL;
    int32_t code = sup_sqlite_open(&options, &store, error);

    if (code == SUP_OK) {
        core_options.store = store;
        code = sup_open(&core_options, &core, error);
    }
    assert_true((core == NULL) == (code != SUP_OK));
    sup_close(core);
    sup_store_close(store);
    return code;
}

static void expect_error(const struct sup_error *error, int32_t code, const struct refused *refused)
{
    assert_string_equal(error->text, refused->text);
    assert_string_equal(error->field, refused->field);
    assert_string_equal(error->hint, refused->hint);
    assert_int_equal(error->message_id, refused->message);
    assert_int_equal(error->code, refused->code);
    assert_int_equal(code, refused->code);
}

/* Opening is refused, not one byte changes, and nothing is left beside the file. */
static void expect_refused(const char *path, const struct refused *refused)
{
    static const char *const endings[] = {"-wal", "-shm", "-journal"};
    struct sup_error error = {0};
    size_t before_count;
    size_t after_count;
    char *before = read_file(path, &before_count);
    char *after;
    char beside[96];

    expect_error(&error, try_open(path, &error), refused);
    after = read_file(path, &after_count);
    assert_int_equal(after_count, before_count);
    assert_memory_equal(after, before, before_count);
    for (size_t i = 0; i < COUNT(endings); i++) {
        sup__format(beside, sizeof beside, "%s%s", path, endings[i]);
        assert_int_equal(access(beside, F_OK), -1);
    }
    free(before);
    free(after);
}

#define BORROW_HINT                                                                                \
    "there is a desk in it, made on the shop's connection: open it with sup_sqlite_borrow()"
#define PATH_HINT "give the path of a file that this library made, or a new one"

static void another_programs_database_is_left_as_it_is(void **state)
{
    static const struct {
        const char *make;
        const char *text;
        const char *hint;
    } cases[] = {
        /* A Fossil repository. */
        {"PRAGMA application_id = 252006673; CREATE TABLE event (mtime)",
         "it is another program's database (application_id 252006673, user_version 0)", PATH_HINT},
        /* A GeoPackage. */
        {"PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; CREATE TABLE t (a)",
         "it is another program's database (application_id 1196444487, user_version 10300)",
         PATH_HINT},
        {"CREATE TABLE orders (id INTEGER PRIMARY KEY)",
         "it is another program's database (application_id 0, user_version 0)", PATH_HINT},
        {"PRAGMA user_version = 3",
         "it is another program's database (application_id 0, user_version 3)", PATH_HINT},
        /* Tables with our names alone do not make it ours. */
        {"CREATE TABLE sup_event (a); CREATE TABLE sup_ticket (a)",
         "it is another program's database (application_id 0, user_version 0)", PATH_HINT},
        /* Those of a desk on the shop's connection are one, and are opened in another way. */
        {"CREATE TABLE sup_schema_version (id, version); CREATE TABLE sup_event (a)",
         "it is another program's database (application_id 0, user_version 0)", BORROW_HINT},
    };
    struct desk *desk = desk_file_open();

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        desk_shut(desk);
        assert_int_equal(unlink(desk->path), 0);
        sql_run(desk->path, cases[i].make);
        expect_refused(desk->path, &(struct refused){SUP_CORRUPT, SUP_MSG_STORE_FOREIGN,
                                                     cases[i].text, "path", cases[i].hint});
    }
    desk_file_close(desk);
}

static void a_file_that_is_no_database_is_left_as_it_is(void **state)
{
    static const struct refused refused = {SUP_CORRUPT, SUP_MSG_STORE_NOT_A_DATABASE,
                                           "reading the header: file is not a database", "",
                                           PATH_HINT};
    struct desk *desk = desk_file_open();
    char bytes[5000];

    (void)state;
    desk_shut(desk);
    memset(bytes, 'x', sizeof bytes);
    write_file(desk->path, bytes, sizeof bytes);
    expect_refused(desk->path, &refused);
    write_file(desk->path, "id,subject\n1,Where is it?\n", 26);
    expect_refused(desk->path, &refused);
    memcpy(bytes, "SQLite format 4", 16);
    write_file(desk->path, bytes, sizeof bytes);
    expect_refused(desk->path, &refused);
    desk_file_close(desk);
}

static void a_folder_is_no_file(void **state)
{
    struct desk *desk = desk_on_file();
    struct sup_error error = {0};
    char folder[64];

    (void)state;
    sup__format(folder, sizeof folder, "%s", desk->path);
    *strrchr(folder, '/') = '\0';
    expect_error(&error, try_open(folder, &error),
                 &(struct refused){SUP_IO, SUP_MSG_STORE_OPEN, error.text, "path",
                                   "check the path and its rights"});
    assert_non_null(strstr(error.text, folder));
    desk_file_close(desk);
}

/* ---- a newer schema ---- */

static const char newer[] = "UPDATE sup_schema_version SET version = 99; PRAGMA user_version = 99";

#define NEWER_HINT "use that version of the library, or a newer one"

static void a_newer_schema_is_left_as_it_is(void **state)
{
    struct desk *desk = desk_on_file();
    char text[80];

    (void)state;
    sup__format(text, sizeof text, "the database has schema version 99, this library knows %d",
                (int)sup_schema()->version);
    sql_run(desk->path, newer);
    expect_refused(desk->path,
                   &(struct refused){SUP_UNSUPPORTED, SUP_MSG_STORE_NEWER, text, "", NEWER_HINT});
    desk_file_close(desk);
}

static const char reply_params[] = "{'ticket_id':'1','body':'It is on its way.','status':'solved'}";

/* What has been written for the desk so far. */
static char *written(const struct desk *desk)
{
    return sql_text(desk->path,
                    "SELECT group_concat(sequence || ' ' || kind || ' ' || hex(hash), ',') || "
                    "(SELECT group_concat(status || version) FROM sup_ticket) FROM sup_event");
}

/* The desk, open, answers a reply with this, and nothing is written. */
static void expect_no_reply(struct desk *desk, const struct wrong *wrong)
{
    char *before = written(desk);
    char *after;
    char *reply = NULL;
    int32_t code = ask(desk, by_priya(desk), "ticket.reply", reply_params, &reply);

    expect_wrong_reply(desk, wrong, code, reply);
    sup_free(reply);
    after = written(desk);
    assert_string_equal(after, before);
    free(before);
    free(after);
}

static void a_schema_that_became_newer_stops_the_open_desk(void **state)
{
    struct desk *desk = desk_on_file();
    char text[80];

    (void)state;
    desk_file_reopen(desk);
    sup__format(text, sizeof text, "the database has become version 99 while this handle knows %d",
                (int)sup_schema()->version);
    sql_run(desk->path, newer);
    expect_no_reply(desk, &(struct wrong){.rpc_code = -32012,
                                          .code = SUP_UNSUPPORTED,
                                          .message = 3010,
                                          .name = "STORE_NEWER",
                                          .text = text,
                                          .hint = NEWER_HINT});
    desk_file_close(desk);
}

/* ---- files that may only be read ---- */

static void a_desk_opened_for_reading_reads_and_says_why_it_does_not_write(void **state)
{
    struct desk *desk = desk_on_file();
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = desk->path, .is_read_only = 1};
    char *before;

    (void)state;
    assert_int_equal(sup_sqlite_open(&options, &desk->store, NULL), SUP_OK);
    desk_open(desk);
    before = desk_dump(desk->store, 0, NULL);
    expect_no_reply(desk, &(struct wrong){.rpc_code = -32008,
                                          .code = SUP_IO,
                                          .message = 3007,
                                          .name = "STORE_READ_ONLY",
                                          .text = "the store was opened for reading only",
                                          .hint = "open the store without is_read_only to write"});
    expect_result(desk, by_ann(desk), "ticket.list", "{'status':'solved'}", "{'items':[]}");
    desk_expect_unchanged(desk, before);
    desk_file_close(desk);
}

/* As somebody who may read the file and its folder, and no more. 0 when all is as it should be. */
static int as_reader(struct desk *desk)
{
    struct sup_sqlite_options options = {.size = sizeof options, .path = desk->path};
    struct sup_error error = {0};
    int32_t code = sup_sqlite_open(&options, &desk->store, &error);

    if (code == SUP_OK) {
        struct sup_options core_options = desk_options(desk);

        code = sup_open(&core_options, &desk->core, &error);
    }
    if (code == SUP_OK) {
        char *reply = NULL;

        code = ask(desk, by_priya(desk), "ticket.reply", reply_params, &reply);
        error = *sup_last_error(desk->core);
        sup_free(reply);
    }
    if (code != SUP_IO || error.message_id != SUP_MSG_STORE_READ_ONLY ||
        strcmp(error.hint, "check the file's and the folder's rights, or open for reading") != 0) {
        fprintf(stderr, "%s: %s (%s)\n", sup_code_name(code), error.text, error.hint);
        return 1;
    }
    return 0;
}

static void a_file_without_the_right_to_write_says_so(void **state)
{
    struct desk *desk = desk_on_file();
    char folder[64];
    int status = -1;
    pid_t child;

    (void)state;
    sup__format(folder, sizeof folder, "%s", desk->path);
    *strrchr(folder, '/') = '\0';
    assert_int_equal(chmod(desk->path, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    fflush(NULL);
    child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
            _exit(2);
        }
        _exit(access(desk->path, R_OK) != 0 ? 2 : as_reader(desk));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(folder, 0755), 0);
    assert_int_equal(chmod(desk->path, 0644), 0);
    desk_file_reopen(desk);
    assert_int_equal(desk_sequence(desk), PEOPLE_EVENTS + 2);
    desk_file_close(desk);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 2) {
        print_message("needs a folder that another user can reach\n");
        skip();
    }
    assert_int_equal(status, 0);
}

/* ---- a full disk ---- */

#define FULL_HINT "free space and repeat the call"

static const struct wrong disk_full = {.rpc_code = -32008,
                                       .code = SUP_IO,
                                       .message = 3006,
                                       .name = "STORE_FULL",
                                       .text = "committing a transaction: database or disk is full",
                                       .hint = FULL_HINT,
                                       .is_retryable = 1};

/* A ticket of some pages, by a key of its own. */
static char *ticket_params(int64_t number)
{
    enum { BODY_BYTES = 20000, PARAMS_BYTES = BODY_BYTES + 100 };
    char *params = malloc(PARAMS_BYTES);

    assert_non_null(params);
    sup__format(params, PARAMS_BYTES, "{'subject':'Late','idempotency_key':'k%d','body':'%s'}",
                (int)number, letters(BODY_BYTES));
    return params;
}

/* One change with the n-th write failing: told as it is, and nothing of it is there; when there is
 * room again the same request on the same handle does it, once. 1 when no write failed. */
static int change_on_full_disk(struct desk *desk, int64_t n, int32_t is_lasting)
{
    char *params = ticket_params(n * 2 + is_lasting);
    char *before = desk_dump(desk->store, 0, NULL);
    int64_t tickets = desk_rows(desk, "sup_ticket");
    char *reply = NULL;
    int32_t code;
    int is_last;

    shim_vfs_arm(n, is_lasting);
    code = ask(desk, by_ann(desk), "ticket.open", params, &reply);
    is_last = shim_vfs.failed == 0;
    if (code != SUP_OK) {
        assert_false(is_last);
        expect_wrong_reply(desk, &disk_full, code, reply);
        desk_expect_unchanged(desk, before); /* reading needs no room */
    } else {
        free(before);
    }
    sup_free(reply);
    shim_vfs_arm(0, 0);
    assert_int_equal(ask(desk, by_ann(desk), "ticket.open", params, &reply), SUP_OK);
    assert_non_null(strstr(reply, code == SUP_OK ? "\"is_replay\":true" : "\"is_replay\":false"));
    assert_int_equal(desk_rows(desk, "sup_ticket"), tickets + 1);
    sup_free(reply);
    free(params);
    return is_last;
}

static void any_write_of_a_change_may_find_the_disk_full(void **state)
{
    (void)state;
    for (int32_t is_lasting = 0; is_lasting <= 1; is_lasting++) {
        struct desk *desk = desk_file_open();
        int64_t n = 1;

        desk_people(desk);
        while (!change_on_full_disk(desk, n, is_lasting)) {
            n++;
        }
        assert_true(n > 10); /* a body of 20,000 bytes is five pages at least, in two parts each */
        desk_expect_sound(desk);
        desk_file_reopen(desk);
        assert_int_equal(desk_rows(desk, "sup_ticket"), n);
        desk_expect_sound(desk);
        desk_file_close(desk);
    }
}

/* More than SQLite keeps in memory: it writes while the change is still being made. */
static void a_change_that_outgrows_memory_may_find_the_disk_full(void **state)
{
    enum { CALLS = 16, BODY_BYTES = 250000, PARAMS_BYTES = CALLS * (BODY_BYTES + 100) };
    struct desk *desk = desk_file_open();
    char *params = malloc(PARAMS_BYTES);
    size_t at;
    int failures = 0;

    (void)state;
    assert_non_null(params);
    desk_people(desk);
    sup__format(params, PARAMS_BYTES, "{'calls':[");
    for (int i = 0; i < CALLS; i++) {
        at = strlen(params);
        sup__format(params + at, PARAMS_BYTES - at,
                    "%s{'method':'ticket.open','params':{'body':'%s'}}", i ? "," : "",
                    letters(BODY_BYTES));
    }
    at = strlen(params);
    sup__format(params + at, PARAMS_BYTES - at, "]}");
    for (int64_t n = 1; shim_vfs.failed || n == 1; n = n * 2 + 1) {
        char *before = desk_dump(desk->store, 0, NULL);
        char *reply = NULL;
        int32_t code;

        shim_vfs_arm(n, 1);
        code = ask(desk, by_ann(desk), "batch", params, &reply);
        shim_vfs.fail_at = 0;
        if (code != SUP_OK) {
            failures++;
            assert_int_equal(code, SUP_IO);
            assert_non_null(strstr(reply, "database or disk is full\""));
            assert_non_null(strstr(reply, "\"message_name\":\"STORE_FULL\""));
            assert_non_null(strstr(reply, "\"hint\":\"" FULL_HINT "\",\"retryable\":true"));
            desk_expect_unchanged(desk, before);
        } else {
            free(before);
        }
        sup_free(reply);
    }
    assert_true(failures > 8);
    desk_ticket(desk);
    desk_expect_sound(desk);
    free(params);
    desk_file_close(desk);
}

static void a_desk_that_has_no_room_to_begin_can_begin_later(void **state)
{
    int64_t n = 0;

    (void)state;
    do {
        struct desk *desk = desk_file_open();
        struct sup_error error = {0};
        int32_t code;

        desk_shut(desk);
        assert_int_equal(unlink(desk->path), 0);
        n += 1 + n / 8; /* making the tables takes some hundred writes that are all alike */
        shim_vfs_arm(n, 1);
        code = try_open(desk->path, &error);
        shim_vfs.fail_at = 0;
        if (code != SUP_OK && error.message_id != SUP_MSG_STORE_FULL) {
            fail_msg("write %d: %s: %s", (int)n, sup_code_name(code), error.text);
        }
        assert_true(code == SUP_OK || strcmp(error.hint, FULL_HINT) == 0);
        desk_file_reopen(desk);
        desk_people(desk);
        desk_expect_sound(desk);
        desk_file_close(desk);
    } while (shim_vfs.failed);
    assert_true(n > 2);
}

/* ---- a file that another program holds ---- */

static void a_locked_file_says_to_repeat_the_call(void **state)
{
    struct desk *desk = desk_on_file();
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = desk->path, .busy_timeout_ms = 20};
    sqlite3 *other = NULL;

    (void)state;
    assert_int_equal(sup_sqlite_open(&options, &desk->store, NULL), SUP_OK);
    desk_open(desk);
    assert_int_equal(sqlite3_open(desk->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    expect_no_reply(desk, &(struct wrong){.rpc_code = -32007,
                                          .code = SUP_BUSY,
                                          .message = 3004,
                                          .name = "STORE_BUSY",
                                          .text = "beginning to write: database is locked",
                                          .hint = "repeat the whole call",
                                          .is_retryable = 1});
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    expect_result(desk, by_priya(desk), "ticket.reply", reply_params,
                  "{'id':'2','ticket_id':'1','version':4,'sequence':12,'is_replay':false}");
    desk_file_close(desk);
}

/* ---- what somebody has planted ---- */

#define PLANT_HINT                                                                                 \
    "remove what was added, or restore a backup; extra columns must be nullable or defaulted"

static const struct {
    const char *plant;
    const char *undo;
    const char *text;
    const char *field;
} plants[] = {
    {"CREATE TRIGGER evil AFTER INSERT ON sup_event BEGIN DELETE FROM sup_event; END",
     "DROP TRIGGER evil", "the trigger evil is on a table of the library`s", "evil"},
    {"CREATE TRIGGER evil BEFORE UPDATE ON sup_ticket BEGIN SELECT RAISE(IGNORE); END",
     "DROP TRIGGER evil", "the trigger evil is on a table of the library`s", "evil"},
    {"CREATE TRIGGER sup_evil AFTER UPDATE ON SUP_TICKET BEGIN UPDATE sup_head SET sequence = 0; "
     "END",
     "DROP TRIGGER sup_evil", "the trigger sup_evil is on a table of the library`s", "sup_evil"},
    {"CREATE TRIGGER evil INSTEAD OF UPDATE ON sup_v_tickets BEGIN SELECT 1; END",
     "DROP TRIGGER evil", "the trigger evil is on a table of the library`s", "evil"},
    {"CREATE VIEW sup_evil AS SELECT * FROM sup_event_private", "DROP VIEW sup_evil",
     "the view sup_evil is not the library`s, but its name begins with sup_", "sup_evil"},
    {"CREATE TABLE sup_evil (a)", "DROP TABLE sup_evil",
     "the table sup_evil is not the library`s, but its name begins with sup_", "sup_evil"},
    {"CREATE UNIQUE INDEX evil ON sup_ticket (tenant, status)", "DROP INDEX evil",
     "the index evil on a table of the library`s is not a plain one", "evil"},
};

static void a_planted_database_is_refused_and_left_as_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(plants); i++) {
        struct desk *desk = desk_on_file();
        char *text = unquoted(plants[i].text);

        sql_run(desk->path, plants[i].plant);
        expect_refused(desk->path, &(struct refused){SUP_CORRUPT, SUP_MSG_STORE_TAMPERED, text,
                                                     plants[i].field, PLANT_HINT});
        sql_run(desk->path, plants[i].undo);
        desk_file_reopen(desk);
        desk_expect_sound(desk);
        free(text);
        desk_file_close(desk);
    }
}

/* What is planted while the desk is open never gets to act; once it is gone the handle goes on. */
static void what_is_planted_on_an_open_desk_stops_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(plants); i++) {
        struct desk *desk = desk_on_file();
        struct wrong wrong = {.rpc_code = -32009,
                              .code = SUP_CORRUPT,
                              .message = 3011,
                              .name = "STORE_TAMPERED",
                              .text = plants[i].text,
                              .field = plants[i].field,
                              .hint = PLANT_HINT};

        desk_file_reopen(desk);
        expect_result(desk, by_priya(desk), "ticket.list", "{'status':'solved'}", "{'items':[]}");
        sql_run(desk->path, plants[i].plant);
        expect_no_reply(desk, &wrong);
        expect_no_reply(desk, &wrong); /* nor the second time */
        sql_run(desk->path, plants[i].undo);
        expect_result(desk, by_priya(desk), "ticket.reply", reply_params,
                      "{'id':'2','ticket_id':'1','version':4,'sequence':12,'is_replay':false}");
        desk_expect_sound(desk);
        desk_file_close(desk);
    }
}

/* A text with one part of it replaced; free(). */
static char *replaced(const char *text, const char *from, const char *to)
{
    const char *found = strstr(text, from);
    size_t bytes = strlen(text) + strlen(to) + 1;
    char *made = malloc(bytes);

    assert_non_null(found);
    assert_non_null(made);
    sup__format(made, bytes, "%.*s%s%s", (int)(found - text), text, to, found + strlen(from));
    return made;
}

/* The library's own definitions of a table with its indexes, but for one clause: the clause is what
 * is refused. Without it the same steps leave a table that is taken. */
static void a_conflict_clause_is_refused_wherever_it_stands(void **state)
{
    static const struct {
        const char *from;
        const char *to;
    } cases[] = {
        {") STRICT", ") STRICT"},
        {"\"tag\")) STRICT", "\"tag\") ON CONFLICT REPLACE) STRICT"},
        {"\"tag\")) STRICT", "\"tag\") ON CONFLICT IGNORE) STRICT"},
        {"\"tag\" TEXT NOT NULL", "\"tag\" TEXT NOT NULL ON CONFLICT IGNORE"},
        {"\"tag\")) STRICT", "\"tag\"), UNIQUE (\"ticket_id\") ON CONFLICT REPLACE) STRICT"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct desk *desk = desk_on_file();
        char *table = sql_text(desk->path, "SELECT sql FROM sqlite_schema WHERE name = 'sup_tag'");
        char *made = replaced(table, cases[i].from, cases[i].to);
        char *indexes = sql_text(desk->path, "SELECT group_concat(sql, ';') FROM sqlite_schema "
                                             "WHERE type = 'index' AND tbl_name = 'sup_tag'");

        sql_run(desk->path, "DROP TABLE sup_tag");
        sql_run(desk->path, made);
        sql_run(desk->path, indexes);
        if (i == 0) {
            assert_int_equal(try_open(desk->path, NULL), SUP_OK);
        } else {
            expect_refused(
                desk->path,
                &(struct refused){SUP_CORRUPT, SUP_MSG_STORE_TAMPERED,
                                  "the table sup_tag is not defined as the library defines it",
                                  "sup_tag", PLANT_HINT});
        }
        free(table);
        free(made);
        free(indexes);
        desk_file_close(desk);
    }
}

/* In the shop's own connection a trigger may be temporary, and the shop's transaction goes on. */
static void a_temporary_trigger_of_the_shops_stops_the_desk_and_not_the_shop(void **state)
{
    struct desk *desk = desk_on_file();
    sqlite3 *shop = NULL;

    (void)state;
    sql_run(desk->path, "CREATE TABLE orders (id INTEGER PRIMARY KEY)");
    assert_int_equal(sqlite3_open(desk->path, &shop), SQLITE_OK);
    assert_int_equal(sup_sqlite_borrow(shop, NULL, &desk->store, NULL), SUP_OK);
    desk_open(desk);
    assert_int_equal(sqlite3_exec(shop,
                                  "CREATE TEMP TRIGGER evil BEFORE INSERT ON main.sup_event BEGIN "
                                  "SELECT RAISE(IGNORE); END; BEGIN; INSERT INTO orders VALUES (7)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    expect_no_reply(
        desk, &(struct wrong){.rpc_code = -32009,
                              .code = SUP_CORRUPT,
                              .message = 3011,
                              .name = "STORE_TAMPERED",
                              .text = "the temporary trigger evil is on a table of the library`s",
                              .field = "evil",
                              .hint = PLANT_HINT});
    assert_int_equal(sqlite3_get_autocommit(shop), 0);
    assert_int_equal(sqlite3_exec(shop, "COMMIT; DROP TRIGGER evil", NULL, NULL, NULL), SQLITE_OK);
    desk_ticket(desk);
    desk_expect_sound(desk);
    desk_shut(desk);
    assert_int_equal(sqlite3_close(shop), SQLITE_OK);
    desk_file_reopen(desk);
    desk_expect_sound(desk);
    desk_file_close(desk);
}

#define ON_FULL_DISK(test) cmocka_unit_test_setup_teardown(test, shim_vfs_install, shim_vfs_remove)

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(another_programs_database_is_left_as_it_is),
    cmocka_unit_test(a_file_that_is_no_database_is_left_as_it_is),
    cmocka_unit_test(a_folder_is_no_file),
    cmocka_unit_test(a_newer_schema_is_left_as_it_is),
    cmocka_unit_test(a_schema_that_became_newer_stops_the_open_desk),
    cmocka_unit_test(a_desk_opened_for_reading_reads_and_says_why_it_does_not_write),
    cmocka_unit_test(a_file_without_the_right_to_write_says_so),
    ON_FULL_DISK(any_write_of_a_change_may_find_the_disk_full),
    ON_FULL_DISK(a_change_that_outgrows_memory_may_find_the_disk_full),
    ON_FULL_DISK(a_desk_that_has_no_room_to_begin_can_begin_later),
    cmocka_unit_test(a_locked_file_says_to_repeat_the_call),
    cmocka_unit_test(a_planted_database_is_refused_and_left_as_it_is),
    cmocka_unit_test(what_is_planted_on_an_open_desk_stops_it),
    cmocka_unit_test(a_conflict_clause_is_refused_wherever_it_stands),
    cmocka_unit_test(a_temporary_trigger_of_the_shops_stops_the_desk_and_not_the_shop),
};

int main(void)
{
    return cmocka_run_group_tests_name("bad files", tests, NULL, NULL);
}
