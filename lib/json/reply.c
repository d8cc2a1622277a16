/*
 * reply.c: the envelope around results and errors.
 *
 * A write must not commit and then find no memory to say so. The room for its reply is taken
 * before it runs; what is written then fits.
 */
#include "json/door.h"

#include <string.h>

#include "supportcore/message.h"

/* An error's texts, each character escaped, its numbers and the names around them. */
enum { ERROR_REPLY_BYTES = 2048, ENVELOPE_BYTES = 64 };

_Static_assert(2 * (SUP_ERROR_TEXT_SIZE + SUP_ERROR_HINT_SIZE + SUP_ERROR_FIELD_SIZE) + 512 <
                   ERROR_REPLY_BYTES,
               "an error fits");

void sup__reply_init(struct sup__reply *reply, const struct sup__mem *mem)
{
    memset(reply, 0, sizeof *reply);
    sup__buffer_init(&reply->text, mem);
}

void sup__reply_free(struct sup__reply *reply)
{
    sup__buffer_free(&reply->text);
    sup_free(reply->owned);
    reply->owned = NULL;
}

int sup__reply_reserve(struct sup__request *request, size_t bytes)
{
    struct sup__reply *reply = &request->reply;
    size_t id_bytes = request->id != NULL ? request->id->end - request->id->offset : 4;

    bytes = (bytes < ERROR_REPLY_BYTES ? ERROR_REPLY_BYTES : bytes) + ENVELOPE_BYTES + id_bytes;
    if (!sup__buffer_reserve(&reply->text, bytes)) {
        return 0;
    }
    reply->owned = sup__owned_new(reply->text.mem, bytes + 1);
    reply->owned_bytes = bytes + 1;
    return reply->owned != NULL;
}

static void write_head(struct sup__request *request)
{
    struct sup__buffer *out = &request->reply.text;
    const struct sup__json *id = request->id;

    sup__buffer_clear(out);
    sup__buffer_text(out, "{\"jsonrpc\":\"2.0\",\"id\":");
    if (id != NULL) {
        sup__buffer_append(out, request->text + id->offset, id->end - id->offset);
    } else {
        sup__buffer_text(out, "null");
    }
}

void sup__reply_begin(struct sup__request *request)
{
    write_head(request);
    sup__buffer_text(&request->reply.text, ",\"result\":");
}

void sup__reply_end(struct sup__request *request)
{
    sup__buffer_char(&request->reply.text, '}');
}

static int is_about_caller(int32_t message_id)
{
    return message_id == SUP_MSG_CALLER_ACTOR || message_id == SUP_MSG_CALLER_TIME ||
           message_id == SUP_MSG_CALLER_TRACEPARENT;
}

static int32_t rpc_code_of(const struct sup__request *request)
{
    const struct sup_error *error = &request->error;

    if (error->code != SUP_INVALID || is_about_caller(error->message_id)) {
        return SUP__RPC_OURS + error->code;
    }
    return request->rpc_code != 0 ? request->rpc_code : SUP__RPC_PARAMS;
}

static void write_text_member(struct sup__buffer *out, const char *name, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        sup__buffer_text(out, ",\"");
        sup__buffer_text(out, name);
        sup__buffer_text(out, "\":");
        sup__buffer_json_text(out, text, strlen(text));
    }
}

static void write_int_member(struct sup__buffer *out, const char *name, int64_t number)
{
    sup__buffer_text(out, ",\"");
    sup__buffer_text(out, name);
    sup__buffer_text(out, "\":");
    sup__buffer_int(out, number);
}

/* The digits after `label` at *text, which moves behind them; -1 when it is something else. */
static int64_t number_after(const char **text, const char *label)
{
    size_t bytes = strlen(label);
    size_t digits;
    int64_t number;

    if (strncmp(*text, label, bytes) != 0) {
        return -1;
    }
    digits = strspn(*text + bytes, "0123456789");
    if (!sup__parse_int(*text + bytes, digits, &number)) {
        return -1;
    }
    *text += bytes + digits;
    return number;
}

/* A syntax error says its place at the beginning of its text. */
static void write_place(struct sup__buffer *out, const char *text)
{
    int64_t line = number_after(&text, "line ");
    int64_t column = line >= 0 ? number_after(&text, ", column ") : -1;

    if (column >= 0) {
        write_int_member(out, "line", line);
        write_int_member(out, "column", column);
    }
}

void sup__reply_error(struct sup__request *request)
{
    struct sup__buffer *out = &request->reply.text;
    const struct sup_error *error = &request->error;

    write_head(request);
    sup__buffer_text(out, ",\"error\":{\"code\":");
    sup__buffer_int(out, rpc_code_of(request));
    sup__buffer_text(out, ",\"message\":");
    sup__buffer_json_text(out, error->text, strlen(error->text));
    sup__buffer_text(out, ",\"data\":{\"code\":\"");
    sup__buffer_text(out, sup_code_name(error->code));
    sup__buffer_char(out, '"');
    write_int_member(out, "message_id", error->message_id);
    write_text_member(out, "message_name", sup_message_name(error->message_id));
    write_text_member(out, "field", error->field);
    write_text_member(out, "hint", error->hint);
    write_place(out, error->text);
    sup__buffer_text(out, ",\"retryable\":");
    sup__buffer_text(out, sup_error_is_retryable(error) ? "true" : "false");
    sup__buffer_text(out, "}}}");
}

char *sup__reply_take(struct sup__reply *reply, size_t *bytes)
{
    char *owned = reply->owned;

    if (owned == NULL || reply->text.is_failed || reply->text.bytes >= reply->owned_bytes) {
        sup_free(owned);
        reply->owned = NULL;
        return sup__buffer_take(&reply->text, bytes);
    }
    memcpy(owned, reply->text.data != NULL ? reply->text.data : "", reply->text.bytes + 1);
    *bytes = reply->text.bytes;
    reply->owned = NULL;
    sup__buffer_free(&reply->text);
    return owned;
}
