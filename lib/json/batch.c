/*
 * batch.c: the method `batch`: several changes, all or none.
 *
 * A JSON-RPC batch is a list of independent requests. This is one request with one answer, so that
 * a client cannot be left with half of its changes.
 */
#include "json/door.h"

#include <inttypes.h>
#include <string.h>

enum { RECEIPT_BYTES = 192 };

static int32_t find_batching(struct sup__request *request, const struct sup__json *call,
                             const struct sup_operation **operation)
{
    const struct sup__json *method = sup__json_member(call, "method");
    int is_ours = strcmp(method->text, "batch") == 0 || strcmp(method->text, "rpc.discover") == 0;
    int32_t code = is_ours ? SUP_OK : sup__call_find(request, call, operation);

    if (code != SUP_OK || (!is_ours && ((*operation)->flags & SUP_OPERATION_BATCHES) != 0)) {
        return code;
    }
    code = sup__decode_fail(request, SUP_MSG_ARGUMENT_UNKNOWN, method, NULL,
                            "%s does not run in a batch", method->text);
    sup__hint(&request->error, "call it by itself");
    return code;
}

static int32_t read_call(struct sup__request *request, const struct sup__json *call,
                         struct sup_batch_item *item)
{
    static const char *const names[] = {"method", "params"};
    const struct sup_operation *operation = NULL;
    const struct sup__json *method = sup__json_member(call, "method");
    const struct sup__json *node = NULL;
    void *params = NULL;
    int32_t code;

    if (call->type != SUP__JSON_OBJECT) {
        return sup__decode_fail(request, SUP_MSG_JSON_TYPE, call, NULL,
                                "a call is of type %s, an object is expected",
                                sup__json_type_name(call->type));
    }
    code = sup__decode_members(request, call, names, sizeof names / sizeof names[0]);
    if (code == SUP_OK && (method == NULL || method->type != SUP__JSON_TEXT)) {
        code = sup__decode_fail(request, SUP_MSG_ARGUMENT_MISSING, call, "method",
                                "a call has no method");
    }
    if (code == SUP_OK) {
        code = find_batching(request, call, &operation);
    }
    if (code == SUP_OK) {
        code = sup__decode_params_node(request, call, &node);
    }
    if (code == SUP_OK) {
        code = sup__decode_params(request, operation->params, node, 1, &params);
    }
    if (code == SUP_OK) {
        item->size = sizeof *item;
        item->operation = operation->number;
        item->params = params;
    }
    return code;
}

static int32_t read_calls(struct sup__request *request, const struct sup__json *params,
                          struct sup_batch_item **items, uint32_t *count)
{
    static const char *const names[] = {"calls"};
    const struct sup__json *calls = sup__json_member(params, "calls");
    int32_t code = sup__decode_members(request, params, names, 1);

    if (code != SUP_OK) {
        return code;
    }
    if (calls == NULL || calls->type != SUP__JSON_LIST || calls->count == 0) {
        return sup__decode_fail(request, SUP_MSG_ARGUMENT_MISSING, params, "calls",
                                "there is no list of calls");
    }
    if (calls->count > SUP_BATCH_ITEMS_MAX) {
        return sup__decode_fail(request, SUP_MSG_LIST_LONG, calls, NULL,
                                "calls has %u items, the limit is %d", calls->count,
                                SUP_BATCH_ITEMS_MAX);
    }
    *items = sup__arena_alloc(&request->arena, calls->count * sizeof **items);
    if (*items == NULL) {
        return sup__fail(&request->error, SUP_MSG_NOMEM, NULL, "no memory to read the request");
    }
    *count = 0;
    for (const struct sup__json *call = calls->first; call != NULL; call = call->next) {
        code = read_call(request, call, *items + *count);
        if (code != SUP_OK) {
            return code;
        }
        (*count)++;
    }
    return SUP_OK;
}

/* "calls/3/tags/0" is "/params/calls/3/params/tags/0" in the request. */
static int32_t failed(struct sup__request *request, const struct sup_batch_item *items,
                      uint32_t count, int32_t code)
{
    char *field = request->error.field;
    char rest[SUP_ERROR_FIELD_SIZE];
    char prefix[48];
    const char *end;
    int64_t index;

    code = sup__call_failed(request, code);
    if (strncmp(field, "calls/", 6) != 0) {
        return code;
    }
    end = field + 6 + strspn(field + 6, "0123456789");
    if (!sup__parse_int(field + 6, (size_t)(end - field) - 6, &index) || index >= count ||
        *end != '/') {
        return code;
    }
    memcpy(rest, end + 1, strlen(end + 1) + 1);
    sup__format(prefix, sizeof prefix, "/params/calls/%" PRId64, index);
    if (rest[0] == '\0') {
        sup__format(field, SUP_ERROR_FIELD_SIZE, "%s", prefix);
        return code;
    }
    memset(field, 0, SUP_ERROR_FIELD_SIZE);
    sup__format(field, SUP_ERROR_FIELD_SIZE, "%s", rest);
    sup__format(prefix, sizeof prefix, "/params/calls/%" PRId64 "/params", index);
    sup__call_field(sup_operation_numbered(items[index].operation), prefix, &request->error);
    return code;
}

int32_t sup__call_batch(struct sup__request *request, const struct sup__json *params)
{
    struct sup__buffer *out = &request->reply.text;
    struct sup_batch_item *items = NULL;
    uint32_t count = 0;
    int32_t code = read_calls(request, params, &items, &count);

    if (code != SUP_OK) {
        return code;
    }
    if (!sup__reply_reserve(request, (size_t)count * RECEIPT_BYTES)) {
        return sup__fail(&request->error, SUP_MSG_NOMEM, NULL, "no memory for the reply");
    }
    code = sup_batch(request->core, request->caller, items, count);
    if (code != SUP_OK) {
        return failed(request, items, count, code);
    }
    sup__reply_begin(request);
    sup__buffer_text(out, "{\"receipts\":[");
    for (uint32_t i = 0; i < count; i++) {
        if (i != 0) {
            sup__buffer_char(out, ',');
        }
        sup__encode(out, sup_receipt_shape(), &items[i].receipt);
    }
    sup__buffer_text(out, "]}");
    sup__reply_end(request);
    return SUP_OK;
}
