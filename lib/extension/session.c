/*
 * session.c: the desks of a connection: opened when they are asked for, closed with it.
 *
 * sqlite3_close() refuses to close a connection that has prepared statements, and drops functions
 * only after it has looked for them. Virtual tables it disconnects before. So a desk is only open
 * while a table of ours is connected, and is closed when that is disconnected.
 */
#include "extension/extension.h"

#include "base/message.h"

void sup__session_close_desks(struct sup__session *session)
{
    for (int i = 0; i < SUP__DESKS_MAX; i++) {
        sup_close(session->desks[i].core);
        session->desks[i].core = NULL;
    }
    sup_store_close(session->store);
    session->store = NULL;
}

/* Connect a table of ours, if none is: to read its columns is enough. */
static int connect(struct sup__session *session, const char *name, struct sup__why *why)
{
    sqlite3_stmt *columns = NULL;
    int rc;

    if (session->connected > 0) {
        return 1;
    }
    rc = sqlite3_prepare_v2(session->db, "PRAGMA main.table_xinfo(" SUP__TICKETS_TABLE ")", -1,
                            &columns, NULL);
    (void)sqlite3_finalize(columns);
    if (rc != SQLITE_OK) {
        sup__why_set(why, rc, "%s(): %s", name, sqlite3_errmsg(session->db));
    } else if (session->connected == 0) {
        sup__why_set(why, SQLITE_ERROR,
                     "%s(): the table-valued function " SUP__TICKETS_TABLE
                     " is hidden by a table of that name, or was taken from the connection",
                     name);
    }
    return session->connected > 0;
}

/* A transaction cannot begin or end while a statement writes, and neither can a savepoint. */
static int is_writing(sqlite3 *db)
{
    for (sqlite3_stmt *at = sqlite3_next_stmt(db, NULL); at != NULL;
         at = sqlite3_next_stmt(db, at)) {
        if (sqlite3_stmt_busy(at) && !sqlite3_stmt_readonly(at)) {
            return 1;
        }
    }
    return 0;
}

static struct sup__desk *find(struct sup__session *session, int64_t tenant)
{
    struct sup__desk *place = &session->desks[0];

    for (int i = 0; i < SUP__DESKS_MAX; i++) {
        struct sup__desk *desk = &session->desks[i];

        if (desk->core != NULL && desk->tenant == tenant) {
            return desk;
        }
        if (place->core != NULL && (desk->core == NULL || desk->used < place->used)) {
            place = desk;
        }
    }
    sup_close(place->core);
    place->core = NULL;
    place->tenant = tenant;
    return place;
}

static sup_core *open_desk(struct sup__session *session, int64_t tenant, struct sup_error *error)
{
    struct sup__desk *desk = find(session, tenant);
    struct sup_options options = {.size = sizeof options, .tenant = tenant};

    if (desk->core == NULL &&
        (session->store != NULL ||
         sup_sqlite_borrow(session->db, NULL, &session->store, error) == SUP_OK)) {
        options.store = session->store;
        (void)sup_open(&options, &desk->core, error);
    }
    desk->used = ++session->used;
    return desk->core;
}

/* The tables were made in a transaction of the host's that was rolled back. Who calls functions
 * opens the desk again then; who speaks SQL has no other way to say so. */
static int must_open_again(int32_t code, const struct sup_error *error)
{
    return code == SUP_MISUSE && error->message_id == SUP_MSG_STORE_ROLLED_BACK;
}

/* Nobody knows whether the last commit was one. Once that was told, the next call looks anew. */
static int is_over(const struct sup_error *error)
{
    return error->message_id == SUP_MSG_STORE_COMMIT || error->message_id == SUP_MSG_STORE_POISONED;
}

int sup__session_run(struct sup__session *session, const char *name, int64_t tenant,
                     sup__desk_fn fn, void *context, struct sup_error *error, int32_t *code,
                     struct sup__why *why)
{
    int is_again = 0;

    if (is_writing(session->db)) {
        sup__why_set(why, SQLITE_ERROR,
                     "%s() cannot run while a statement writes on this connection: use it in a "
                     "SELECT of its own, in the same transaction where they belong together; read "
                     "an INSERT, UPDATE or DELETE with RETURNING to its end before",
                     name);
        return 0;
    }
    for (;;) {
        sup_core *core;

        if (!connect(session, name, why)) {
            return 0;
        }
        error->size = sizeof *error;
        core = open_desk(session, tenant, error);
        if (core == NULL) {
            sup__why_error(why, name, error);
            return 0;
        }
        *code = fn(core, context);
        *error = *sup_last_error(core);
        if (is_again || !must_open_again(*code, error)) {
            break;
        }
        sup__session_close_desks(session);
        is_again = 1;
    }
    if (is_over(error)) {
        sup__session_close_desks(session);
    }
    return 1;
}
