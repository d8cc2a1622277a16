/*
 * call.c: one JSON-RPC 2.0 request, from its text to its reply.
 */
#include "supportcore/json.h"

#include <string.h>

#include "json/door.h"

enum { METHODS_MAX = 128, RECEIPT_BYTES = 192, ITEM_BYTES = 4096 };

/* Messages 4000 to 4999 are about a policy document; see message.h. */
enum { POLICY_MESSAGES = 4 };

static int32_t fail_request(struct sup__request *request, const struct sup__json *node,
                            const char *absent_key, const char *text)
{
    request->rpc_code = SUP__RPC_REQUEST;
    return sup__decode_fail(request, SUP_MSG_RPC_REQUEST, node, absent_key, "%s", text);
}

static int32_t parse(struct sup__request *request)
{
    static const struct sup__json_limits limits = {SUP_REQUEST_BYTES_MAX, SUP_REQUEST_DEPTH_MAX,
                                                   SUP_REQUEST_VALUES_MAX};
    struct sup__json *root = NULL;
    int32_t code;

    request->rpc_code = SUP__RPC_PARSE;
    if (request->text == NULL && request->bytes != 0) {
        return sup__fail(&request->error, SUP_MSG_ARGUMENT_MISSING, "request", "request is NULL");
    }
    code = sup__json_parse(&request->arena, &limits, request->text, request->bytes, &root,
                           &request->error);
    request->root = root;
    return code;
}

/* Whom to answer comes first, so that what is wrong with the rest can be answered. */
static int32_t read_id(struct sup__request *request)
{
    const struct sup__json *id = sup__json_member(request->root, "id");

    if (id == NULL) {
        return SUP_OK;
    }
    if (id->type != SUP__JSON_TEXT && id->type != SUP__JSON_NUMBER && id->type != SUP__JSON_NULL) {
        return fail_request(request, id, NULL, "id is not a text, a number or null");
    }
    request->id = id;
    return SUP_OK;
}

static int32_t read_envelope(struct sup__request *request)
{
    static const char *const names[] = {"jsonrpc", "id", "method", "params"};
    const struct sup__json *root = request->root;
    const struct sup__json *version;
    const struct sup__json *method;
    int32_t code;

    request->rpc_code = SUP__RPC_REQUEST;
    if (root->type == SUP__JSON_LIST) {
        code = fail_request(request, root, NULL, "the request is a list");
        sup__hint(&request->error, "call the method batch with {\"calls\":[...]}: all or none");
        return code;
    }
    if (root->type != SUP__JSON_OBJECT) {
        return fail_request(request, root, NULL, "the request is not an object");
    }
    code = read_id(request);
    if (code == SUP_OK) {
        code = sup__decode_members(request, root, names, sizeof names / sizeof names[0]);
    }
    if (code != SUP_OK) {
        return code;
    }
    version = sup__json_member(root, "jsonrpc");
    if (version == NULL || version->type != SUP__JSON_TEXT || strcmp(version->text, "2.0") != 0) {
        return fail_request(request, root, "jsonrpc", "jsonrpc is not \"2.0\"");
    }
    method = sup__json_member(root, "method");
    if (method == NULL || method->type != SUP__JSON_TEXT) {
        return fail_request(request, root, "method", "there is no method");
    }
    request->is_notification = request->id == NULL;
    return SUP_OK;
}

static int32_t fail_method(struct sup__request *request, const struct sup__json *method)
{
    const char *names[METHODS_MAX];
    const char *nearest;
    size_t count = 0;
    int32_t code;

    for (int32_t i = 0; i < sup_operation_count() && count < METHODS_MAX - 2; i++) {
        names[count++] = sup_operation_at(i)->name;
    }
    names[count++] = "batch";
    names[count++] = "rpc.discover";
    code = sup__decode_fail(request, SUP_MSG_RPC_METHOD, method, NULL, "there is no method '%.80s'",
                            method->text);
    nearest = sup__nearest(method->text, names, count);
    if (nearest != NULL) {
        sup__hint(&request->error, "did you mean '%s'?", nearest);
    }
    return code;
}

int32_t sup__call_find(struct sup__request *request, const struct sup__json *object,
                       const struct sup_operation **operation)
{
    const struct sup__json *method = sup__json_member(object, "method");

    *operation = sup_operation_find(method->text);
    return *operation != NULL ? SUP_OK : fail_method(request, method);
}

/* The parameter that a path begins with; NULL when it begins with something else. */
static const struct sup_field *field_of(const struct sup_shape *shape, const char *path)
{
    size_t bytes = strcspn(path, "/");

    for (uint32_t i = 0; i < shape->field_count; i++) {
        const char *name = shape->fields[i].name;

        if (strlen(name) == bytes && strncmp(name, path, bytes) == 0) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

/* Errors about a policy's document have a pointer into it, or none for all of it. That is the
 * parameter `document`, whatever other JSON the operation takes. */
static int has_document(const struct sup_shape *shape)
{
    return field_of(shape, "document") != NULL;
}

void sup__call_field(const struct sup_operation *operation, const char *prefix,
                     struct sup_error *error)
{
    char *field = error->field;
    char path[SUP_ERROR_FIELD_SIZE];
    int is_pointer =
        field[0] == '/' || (field[0] == '\0' && error->message_id / 1000 == POLICY_MESSAGES);

    memcpy(path, field, sizeof path);
    if (field_of(operation->params, path) != NULL) {
        sup__format(field, SUP_ERROR_FIELD_SIZE, "%s/%s", prefix, path);
    } else if (is_pointer && has_document(operation->params)) {
        sup__format(field, SUP_ERROR_FIELD_SIZE, "%s/document%s", prefix, path);
    }
}

int32_t sup__call_failed(struct sup__request *request, int32_t code)
{
    request->error = *sup_last_error(request->core);
    request->error.code = code;
    return code;
}

/* What a change's reply may need at most. The lists of such results are short lines. */
static size_t reply_bytes(const struct sup_operation *operation)
{
    const struct sup_shape *shape = operation->result;
    size_t bytes = RECEIPT_BYTES;

    for (uint32_t i = 0; shape != NULL && i < shape->field_count; i++) {
        if ((shape->fields[i].flags & SUP_FIELD_LIST) != 0) {
            bytes += (size_t)shape->fields[i].items_max * ITEM_BYTES;
        }
    }
    return bytes;
}

static int32_t run(struct sup__request *request, const struct sup_operation *operation,
                   const struct sup__json *params_node)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    struct sup__buffer *out = &request->reply.text;
    void *params = NULL;
    void *result = NULL;
    int32_t code = sup__decode_params(request, operation->params, params_node, 0, &params);

    if (code != SUP_OK) {
        return code;
    }
    if ((operation->flags & SUP_OPERATION_WRITES) != 0 &&
        !sup__reply_reserve(request, reply_bytes(operation))) {
        return sup__fail(&request->error, SUP_MSG_NOMEM, NULL, "no memory for the reply");
    }
    code = sup_run(request->core, request->caller, operation->number, params,
                   operation->result == NULL ? &receipt : NULL,
                   operation->result != NULL ? &result : NULL);
    if (code != SUP_OK) {
        code = sup__call_failed(request, code);
        sup__call_field(operation, "/params", &request->error);
        return code;
    }
    sup__reply_begin(request);
    if (operation->result != NULL) {
        sup__encode(out, operation->result, result);
    } else {
        sup__encode(out, sup_receipt_shape(), &receipt);
    }
    sup__reply_end(request);
    sup_free(result);
    return SUP_OK;
}

static int32_t discover(struct sup__request *request, const struct sup__json *params)
{
    int32_t code = sup__decode_members(request, params, NULL, 0);

    if (code != SUP_OK) {
        return code;
    }
    sup__reply_begin(request);
    sup__openrpc_write(&request->reply.text);
    sup__reply_end(request);
    return SUP_OK;
}

static int32_t dispatch(struct sup__request *request)
{
    const char *method = sup__json_member(request->root, "method")->text;
    const struct sup_operation *operation = NULL;
    const struct sup__json *params;
    int is_ours = strcmp(method, "batch") == 0 || strcmp(method, "rpc.discover") == 0;
    int32_t code;

    request->rpc_code = SUP__RPC_METHOD;
    code = is_ours ? SUP_OK : sup__call_find(request, request->root, &operation);
    if (code != SUP_OK) {
        return code;
    }
    request->rpc_code = SUP__RPC_PARAMS;
    code = sup__decode_params_node(request, request->root, &params);
    if (code != SUP_OK) {
        return code;
    }
    if (operation != NULL) {
        return run(request, operation, params);
    }
    return strcmp(method, "batch") == 0 ? sup__call_batch(request, params)
                                        : discover(request, params);
}

static int32_t answer(struct sup__request *request, int32_t entered)
{
    int32_t code = parse(request);

    if (code == SUP_OK) {
        code = read_envelope(request);
    }
    if (entered != SUP_OK) { /* whatever is wrong with the request */
        code = sup__call_failed(request, entered);
    }
    if (code == SUP_OK) {
        code = dispatch(request);
    }
    if (code == SUP_OK && request->reply.text.is_failed) {
        code = sup__fail(&request->error, SUP_MSG_NOMEM, NULL, "no memory for the reply");
    }
    if (code != SUP_OK) {
        *sup__core_error(request->core) = request->error;
        sup__reply_error(request);
    }
    if (request->is_notification) {
        sup__buffer_clear(&request->reply.text);
    }
    return code;
}

int32_t sup_call(sup_core *core, const struct sup_caller *caller, const char *request,
                 size_t length, char **reply, size_t *reply_length)
{
    struct sup__request call = {.core = core, .caller = caller, .text = request, .bytes = length};
    size_t bytes = 0;
    int32_t entered;
    int32_t code;

    if (reply_length != NULL) {
        *reply_length = 0;
    }
    if (reply != NULL) {
        *reply = NULL;
    }
    if (core == NULL) {
        return SUP_MISUSE;
    }
    entered = sup__core_enter(core);
    if (entered == SUP_MISUSE) {
        return SUP_MISUSE; /* a call inside a call must not touch what the outer one needs */
    }
    if (entered == SUP_OK && reply == NULL) {
        entered = sup__fail(sup__core_error(core), SUP_MSG_ARGUMENT_MISSING, "reply",
                            "there is nowhere to put the reply");
        sup__core_leave(core, entered);
        return SUP_MISUSE;
    }
    if (entered == SUP_OK) {
        sup__core_leave(core, entered);
    }
    if (reply == NULL) {
        return entered;
    }
    sup__core_hold(core);
    sup__arena_init(&call.arena, sup__core_mem(core));
    sup__reply_init(&call.reply, sup__core_mem(core));
    code = answer(&call, entered);
    *reply = sup__reply_take(&call.reply, &bytes);
    if (*reply == NULL) {
        code = sup__fail(sup__core_error(core), SUP_MSG_NOMEM, NULL, "no memory for the reply");
    }
    if (reply_length != NULL) {
        *reply_length = bytes;
    }
    sup__reply_free(&call.reply);
    sup__arena_free(&call.arena);
    sup__core_release(core);
    return code;
}
