/*
 * openrpc.c: the OpenRPC document (spec.open-rpc.org, 1.3), made from the operation table.
 */
#include "supportcore/json.h"

#include <string.h>

#include "json/door.h"

static void write_string(struct sup__buffer *out, const char *text)
{
    sup__buffer_json_text(out, text, strlen(text));
}

static void write_member(struct sup__buffer *out, const char *name, const char *text)
{
    sup__buffer_char(out, ',');
    write_string(out, name);
    sup__buffer_char(out, ':');
    write_string(out, text);
}

/* "a b c" as ["a","b","c"]. */
static void write_words(struct sup__buffer *out, const char *name, const char *words)
{
    const char *before = "";

    sup__buffer_char(out, ',');
    write_string(out, name);
    sup__buffer_text(out, ":[");
    while (*words != '\0') {
        size_t bytes = strcspn(words, " ");

        sup__buffer_text(out, before);
        sup__buffer_json_text(out, words, bytes);
        before = ",";
        words += bytes;
        words += strspn(words, " ");
    }
    sup__buffer_char(out, ']');
}

static void write_param(struct sup__buffer *out, const struct sup_field *field)
{
    sup__buffer_text(out, "{\"name\":");
    write_string(out, field->name);
    write_member(out, "summary", field->summary);
    sup__buffer_text(out, ",\"required\":");
    sup__buffer_text(out, (field->flags & SUP_FIELD_REQUIRED) != 0 ? "true" : "false");
    sup__buffer_text(out, ",\"schema\":");
    sup__schema_field(out, field, 1);
    sup__buffer_char(out, '}');
}

static void write_errors(struct sup__buffer *out, int is_write)
{
    static const char *const names[] = {"INVALID", "NOT_FOUND", "REFUSED", "LIMIT",
                                        "BUSY",    "IO",        "CONFLICT"};
    size_t count = sizeof names / sizeof names[0] - (is_write ? 0 : 1);

    sup__buffer_text(out, ",\"errors\":[");
    for (size_t i = 0; i < count; i++) {
        sup__buffer_text(out, i == 0 ? "{\"$ref\":\"#/components/errors/"
                                     : ",{\"$ref\":\"#/components/errors/");
        sup__buffer_text(out, names[i]);
        sup__buffer_text(out, "\"}");
    }
    sup__buffer_char(out, ']');
}

/* Most receipts have more members than all of them must have. */
static void write_result(struct sup__buffer *out, uint32_t flags, const char *name)
{
    int has_ticket = (flags & SUP_OPERATION_HAS_TICKET) != 0;
    int has_more = has_ticket || (flags & SUP_OPERATION_HAS_ID) != 0;

    sup__buffer_text(out, has_more ? "{\"allOf\":[{\"$ref\":\"#/components/schemas/"
                                   : "{\"$ref\":\"#/components/schemas/");
    sup__buffer_text(out, name);
    sup__buffer_text(out, "\"}");
    if (has_more) {
        sup__buffer_text(out, has_ticket ? ",{\"required\":[\"id\",\"ticket_id\"]}]}"
                                         : ",{\"required\":[\"id\"]}]}");
    }
}

static void write_operation(struct sup__buffer *out, const struct sup_operation *operation)
{
    const struct sup_shape *result =
        operation->result != NULL ? operation->result : sup_receipt_shape();

    sup__buffer_text(out, "{\"name\":");
    write_string(out, operation->name);
    write_member(out, "summary", operation->summary);
    sup__buffer_text(out, ",\"paramStructure\":\"by-name\",\"params\":[");
    for (uint32_t i = 0; i < operation->params->field_count; i++) {
        if (i != 0) {
            sup__buffer_char(out, ',');
        }
        write_param(out, &operation->params->fields[i]);
    }
    sup__buffer_text(out, "],\"result\":{\"name\":");
    write_string(out, result->name);
    write_member(out, "summary", result->summary);
    sup__buffer_text(out, ",\"schema\":");
    write_result(out, operation->flags, result->name);
    sup__buffer_char(out, '}');
    write_errors(out, (operation->flags & (SUP_OPERATION_WRITES | SUP_OPERATION_RECORDS)) != 0);
    write_member(out, "x-action", operation->action);
    if (operation->governed_by != NULL) {
        write_member(out, "x-governed-by", operation->governed_by);
    }
    write_words(out, "x-reads", operation->reads);
    write_words(out, "x-writes", operation->writes);
    sup__buffer_text(out, ",\"x-batches\":");
    sup__buffer_text(out, (operation->flags & SUP_OPERATION_BATCHES) != 0 ? "true" : "false");
    sup__buffer_char(out, '}');
}

static void write_batch(struct sup__buffer *out)
{
    const char *before = "";

    sup__buffer_text(out, "{\"name\":\"batch\",\"summary\":\"Several changes as one: all or none, "
                          "in order.\",\"paramStructure\":\"by-name\",\"params\":[{\"name\":"
                          "\"calls\",\"summary\":\"What to call, in order; an id -1 is what the "
                          "first call made, -2 the second.\",\"required\":true,\"schema\":{"
                          "\"type\":\"array\",\"minItems\":1,\"maxItems\":");
    sup__buffer_int(out, SUP_BATCH_ITEMS_MAX);
    sup__buffer_text(out, ",\"items\":{\"type\":\"object\",\"required\":[\"method\"],"
                          "\"additionalProperties\":false,\"properties\":{\"params\":{\"type\":"
                          "\"object\"},\"method\":{\"type\":\"string\",\"enum\":[");
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        if ((sup_operation_at(i)->flags & SUP_OPERATION_BATCHES) != 0) {
            sup__buffer_text(out, before);
            write_string(out, sup_operation_at(i)->name);
            before = ",";
        }
    }
    sup__buffer_text(out, "]}}}}}],\"result\":{\"name\":\"receipts\",\"summary\":\"One receipt a "
                          "call.\",\"schema\":{\"type\":\"object\",\"required\":[\"receipts\"],"
                          "\"properties\":{\"receipts\":{\"type\":\"array\",\"items\":{\"$ref\":"
                          "\"#/components/schemas/receipt\"}}}}}");
    write_errors(out, 1);
    sup__buffer_char(out, '}');
}

static void write_discover(struct sup__buffer *out)
{
    sup__buffer_text(out, "{\"name\":\"rpc.discover\",\"summary\":\"This document.\","
                          "\"paramStructure\":\"by-name\",\"params\":[],\"result\":{\"name\":"
                          "\"OpenRPC Schema\",\"schema\":{\"type\":\"object\",\"required\":["
                          "\"openrpc\",\"info\",\"methods\"]}}}");
}

/* One of a code's messages stands for it; the texts of real errors have the values in them. */
static void write_error(struct sup__buffer *out, int32_t code, const char *message)
{
    sup__buffer_text(out, code == SUP_INVALID ? "" : ",");
    write_string(out, sup_code_name(code));
    sup__buffer_text(out, ":{\"code\":");
    sup__buffer_int(out, code == SUP_INVALID ? SUP__RPC_PARAMS : SUP__RPC_OURS + code);
    write_member(out, "message", message);
    sup__buffer_text(out, ",\"data\":{\"code\":");
    write_string(out, sup_code_name(code));
    sup__buffer_text(out, "}}");
}

static void write_error_components(struct sup__buffer *out)
{
    static const char *const meanings[] = {
        "An argument is wrong; field names it.",
        "There is no such thing in this tenant.",
        "A thing with that key is already there.",
        "Someone was faster, or a key was used twice: read again, then retry.",
        "A rule forbids it; the refusal has been recorded.",
        "A named limit is passed.",
        "Another writer holds the store: send the request again.",
        "The store failed; send the request again with the same idempotency key.",
        "The stored data contradicts itself or the schema.",
        "Out of memory; nothing was changed.",
        "The call is not allowed in this state.",
        "This backend or build does not have it.",
        "The handle was carried over fork().",
    };

    for (int32_t i = 0; i < (int32_t)(sizeof meanings / sizeof meanings[0]); i++) {
        write_error(out, -1 - i, meanings[i]);
    }
}

void sup__openrpc_write(struct sup__buffer *out)
{
    sup__buffer_text(out, "{\"openrpc\":\"1.3.2\",\"info\":{\"title\":\"libsupportcore\"");
    write_member(out, "version", sup_version());
    write_member(out, "description",
                 "A support desk. Ids are decimal strings, times RFC 3339 in UTC. Who calls, when, "
                 "and for which tenant is stated by the host and never part of a request. What is "
                 "absent is left out of results.");
    sup__buffer_text(out, "},\"methods\":[");
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        write_operation(out, sup_operation_at(i));
        sup__buffer_char(out, ',');
    }
    write_batch(out);
    sup__buffer_char(out, ',');
    write_discover(out);
    sup__buffer_text(out, "],\"components\":{\"schemas\":{");
    sup__schema_components(out);
    sup__buffer_text(out, "},\"errors\":{");
    write_error_components(out);
    sup__buffer_text(out, "}}}");
}

char *sup_openrpc(void)
{
    struct sup__buffer out;
    struct sup__mem mem;

    (void)sup__mem_init(&mem, NULL);
    sup__buffer_init(&out, &mem);
    sup__openrpc_write(&out);
    return sup__buffer_take(&out, NULL);
}
