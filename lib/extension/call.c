/*
 * call.c: the JSON door as an SQL function.
 *
 * What the library replies is the value, errors of the request too: they are answers. An SQL error
 * means that there is no reply.
 */
#include "extension/extension.h"

#include "base/message.h"

static const char *const function_name = "sup_call";

struct request {
    struct sup_caller caller;
    const char *text;
    size_t bytes;
    char *reply;
    size_t reply_bytes;
};

static int32_t call(sup_core *core, void *context)
{
    struct request *request = context;

    sup_free(request->reply); /* of the first try */
    request->reply = NULL;
    return sup_call(core, &request->caller, request->text, request->bytes, &request->reply,
                    &request->reply_bytes);
}

/* Without a transaction of the host's it is the statement itself that reads an older state, of the
 * tables in its FROM. It has to run again, and what ends a statement is an error. */
static int is_statement_stale(sqlite3 *db, int32_t code, const struct sup_error *error)
{
    return code == SUP_BUSY && error->message_id == SUP_MSG_STORE_BUSY_BORROWED &&
           sqlite3_get_autocommit(db);
}

static int read_request(sqlite3_value *value, struct request *request, struct sup__why *why)
{
    if (sqlite3_value_type(value) != SQLITE_TEXT) {
        sup__why_set(why, SQLITE_ERROR, "%s(): the request is not text", function_name);
        return 0;
    }
    request->text = (const char *)sqlite3_value_text(value);
    request->bytes = (size_t)sqlite3_value_bytes(value);
    if (request->text == NULL) {
        sup__why_set(why, SQLITE_NOMEM, "%s(): out of memory", function_name);
        return 0;
    }
    return 1;
}

/* The reply is handed over, with the NUL at its end: a copy would take memory after the change is
 * made, and an error must mean that it was not. */
static void answer(sqlite3_context *context, struct request *request)
{
    if (request->reply_bytes == 0) {
        sqlite3_result_null(context); /* a notification has no reply */
        return;
    }
    sqlite3_result_text(context, request->reply, -1, sup_free);
    sqlite3_result_subtype(context, 'J'); /* json_object() and the like take it for JSON */
    request->reply = NULL;
}

static void refuse(sqlite3_context *context, const struct sup__why *why)
{
    if (why->code == SQLITE_NOMEM) {
        sqlite3_result_error_nomem(context);
        return;
    }
    sqlite3_result_error(context, why->text, -1);
    sqlite3_result_error_code(context, why->code);
}

void sup__sql_call(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    struct sup__session *session = sqlite3_user_data(context);
    struct request request = {.text = NULL};
    struct sup_error error = {.size = sizeof error};
    struct sup__why why = {.code = SQLITE_OK};
    int64_t tenant = 0;
    int32_t code = SUP_OK;

    if (sup__read_caller(function_name, arguments[0], arguments[1], count > 3 ? arguments[3] : NULL,
                         &request.caller, &tenant, &why) &&
        (count <= 4 ||
         sup__read_told(function_name, count - 4, arguments + 4, &request.caller, &why)) &&
        read_request(arguments[2], &request, &why) &&
        sup__session_run(session, function_name, tenant, call, &request, &error, &code, &why)) {
        if (request.reply == NULL) {
            sup__why_error(&why, function_name, &error);
        } else if (is_statement_stale(session->db, code, &error)) {
            sup__why_set(&why, SQLITE_BUSY_SNAPSHOT,
                         "%s(): another connection has written since this statement began to read: "
                         "run it again, or in a transaction that begins with BEGIN IMMEDIATE",
                         function_name);
        }
    }
    if (why.code == SQLITE_OK) {
        answer(context, &request);
    } else {
        refuse(context, &why);
    }
    sup_free(request.reply);
}
