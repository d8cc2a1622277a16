/*
 * entry.c: what SQLite calls when it loads the extension: is this a SQLite that will do, then the
 * functions.
 *
 * The table of SQLite's functions is a variable of the process, and a process may have more than
 * one SQLite, each loading this file. The first one has it until its last connection that loaded
 * the extension is closed; another one is refused meanwhile, for a connection of the one in the
 * functions of the other is undefined. The file stays in memory once it was loaded (it is linked
 * so), since SQLite takes it away after a failure, with functions that may be registered already.
 */
#include "extension/extension.h"

#include <stdatomic.h>
#include <string.h>

#include "base/text.h"

const sqlite3_api_routines *sqlite3_api;

enum { SQLITE_VERSION_MIN = 3037000 };
/* Newer than the header may be. */
enum { FUNCTION_RESULT_SUBTYPE = 0x1000000 };

static struct {
    atomic_flag is_locked;
    int sessions; /* on the SQLite that sqlite3_api is of */
} process = {ATOMIC_FLAG_INIT, 0};

static void lock(void)
{
    while (atomic_flag_test_and_set(&process.is_locked)) {
        /* a few instructions of another thread */
    }
}

static void unlock(void)
{
    atomic_flag_clear(&process.is_locked);
}

/* 1 when the process' table of functions is this one now. */
static int take(const sqlite3_api_routines *api)
{
    int is_ours;

    lock();
    is_ours = process.sessions == 0 || sqlite3_api == api;
    if (is_ours) {
        if (sqlite3_api != api) {
            sqlite3_api = api;
        }
        process.sessions++;
    }
    unlock();
    return is_ours;
}

static void give(void)
{
    lock();
    process.sessions--;
    unlock();
}

void sup__session_release(void *user)
{
    struct sup__session *session = user;

    if (--session->holders > 0) {
        return;
    }
    sup__session_close_desks(session);
    sqlite3_free(session);
    give();
}

static void release_list(void *user)
{
    struct sup__list *list = user;
    struct sup__session *session = list->session;

    sqlite3_free(list);
    sup__session_release(session);
}

/* The functions are dropped with the connection, or right away when they cannot be made. */
static int add_function(struct sup__session *session, int arguments)
{
    session->holders++;
    return sqlite3_create_function_v2(session->db, "sup_call", arguments,
                                      SQLITE_UTF8 | SQLITE_DIRECTONLY | SQLITE_SUBTYPE |
                                          FUNCTION_RESULT_SUBTYPE,
                                      session, sup__sql_call, NULL, NULL, sup__session_release);
}

static int add_list(struct sup__session *session, const char *name, int32_t operation, int32_t get)
{
    struct sup__list *list = sqlite3_malloc64(sizeof *list);

    if (list == NULL) {
        return SQLITE_NOMEM;
    }
    *list =
        (struct sup__list){.session = session, .name = name, .operation = operation, .get = get};
    session->holders++;
    return sqlite3_create_module_v2(session->db, name, &sup__list_module, list, release_list);
}

static int add_all(struct sup__session *session)
{
    int rc = add_list(session, SUP__TICKETS_TABLE, SUP_OP_TICKET_LIST, SUP_OP_TICKET_GET);

    if (rc == SQLITE_OK) {
        rc = add_list(session, "sup_timers", SUP_OP_TICKET_TIMERS, 0);
    }
    for (int count = SUP__CALL_ARGUMENTS_MIN; rc == SQLITE_OK && count <= SUP__CALL_ARGUMENTS_MAX;
         count++) {
        rc = add_function(session, count);
    }
    return rc;
}

/* Only functions that every version has may be called here, and through `api`. */
static int will_do(const sqlite3_api_routines *api, char **why)
{
    if (api->libversion_number() < SQLITE_VERSION_MIN) {
        *why = api->mprintf("supportcore needs SQLite 3.37 or later, and this is %s",
                            api->libversion());
        return 0;
    }
    if (api->create_module_v2 == NULL || api->declare_vtab == NULL || api->vtab_config == NULL) {
        *why = api->mprintf("supportcore needs virtual tables, and this SQLite was built without");
        return 0;
    }
    if (api->xthreadsafe() == 0) {
        *why = api->mprintf("supportcore needs SQLite built with threads, and this one is not");
        return 0;
    }
    return 1;
}

SUP_API int sqlite3_extension_init(sqlite3 *db, char **why, const sqlite3_api_routines *api);
SUP_API int sqlite3_modsupportcore_init(sqlite3 *db, char **why, const sqlite3_api_routines *api);

/* The name that is found without naming it, and by which it is found when it is linked in. */
int sqlite3_modsupportcore_init(sqlite3 *db, char **why, const sqlite3_api_routines *api)
{
    struct sup__session *session;
    int rc;

    if (!will_do(api, why)) {
        return SQLITE_ERROR;
    }
    if (!take(api)) {
        *why = api->mprintf("supportcore is at work on another SQLite in this process: load it "
                            "into one of them, or give the other a copy of the file");
        return SQLITE_ERROR;
    }
    session = sqlite3_malloc64(sizeof *session);
    if (session == NULL) {
        give();
        return SQLITE_NOMEM;
    }
    memset(session, 0, sizeof *session);
    session->db = db;
    session->holders = 1; /* until all are made */
    rc = add_all(session);
    if (rc != SQLITE_OK) {
        *why = sqlite3_mprintf("supportcore: %s", sqlite3_errmsg(db));
    }
    sup__session_release(session);
    return rc;
}

int sqlite3_extension_init(sqlite3 *db, char **why, const sqlite3_api_routines *api)
{
    return sqlite3_modsupportcore_init(db, why, api);
}
