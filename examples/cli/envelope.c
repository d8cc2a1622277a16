/*
 * envelope.c: reads the envelope strictly: unknown and doubled members are told, never passed over.
 */
#include "envelope.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "instant.h"
#include "options.h"

enum { WORD_SIZE = 256, ID_BYTES_MAX = 128 };

/* The members of "caller", as written. */
enum caller_member { ACTOR, KIND, ID, NOW, AT, TRACEPARENT, IMPORT, MEMBER_COUNT };

static const char *const member_names[MEMBER_COUNT] = {"actor", "kind",        "id",    "now",
                                                       "at",    "traceparent", "import"};

__attribute__((format(printf, 2, 3))) static int broken(struct envelope *envelope,
                                                        const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(envelope->problem, sizeof envelope->problem, format, arguments);
    va_end(arguments);
    return 0;
}

/* A string of printable ASCII without escapes, which all texts of a caller are; or a number. */
static int read_word(struct span value, char word[WORD_SIZE])
{
    if (value.bytes >= 2 && *value.text == '"') {
        value.text++;
        value.bytes -= 2;
    } else if (value.bytes == 0 || *value.text < '0' || *value.text > '9') {
        return 0;
    }
    if (value.bytes >= WORD_SIZE) {
        return 0;
    }
    for (size_t i = 0; i < value.bytes; i++) {
        if (value.text[i] < 0x20 || value.text[i] > 0x7E || value.text[i] == '\\') {
            return 0;
        }
    }
    memcpy(word, value.text, value.bytes);
    word[value.bytes] = '\0';
    return 1;
}

static int read_time(struct envelope *envelope, const char *name, struct span value, int64_t *ms)
{
    char word[WORD_SIZE];
    if (!read_word(value, word) || !instant_read(word, strlen(word), ms)) {
        return broken(envelope, "caller.%s is not an RFC 3339 time", name);
    }
    return 1;
}

/* "actor":"agent:3", or "kind":"agent" with "id":"3". */
static int read_actor(struct envelope *envelope, const struct span *members)
{
    char actor[2 * WORD_SIZE + 1], word[WORD_SIZE] = "";
    int has_kind = members[KIND].text != NULL, has_id = members[ID].text != NULL;
    envelope->has_actor = members[ACTOR].text != NULL || has_kind || has_id;
    if (!envelope->has_actor) {
        return 1;
    }
    if (members[ACTOR].text != NULL ? has_kind || has_id : !has_kind) {
        return broken(envelope, "caller needs either actor or kind with id");
    }
    if (!read_word(members[has_kind ? KIND : ACTOR], word)) {
        return broken(envelope, "caller.%s is not a name", has_kind ? "kind" : "actor");
    }
    strcpy(actor, word);
    if (has_id) {
        if (!read_word(members[ID], word)) {
            return broken(envelope, "caller.id is not an id");
        }
        snprintf(actor + strlen(actor), WORD_SIZE + 1, ":%s", word);
    }
    if (!actor_read(actor, &envelope->caller.actor_kind, &envelope->caller.actor_id)) {
        return broken(envelope,
                      "caller '%.60s' is none of agent:ID, bot:ID, customer:ID, system, "
                      "integration[:ID]",
                      actor);
    }
    return 1;
}

static int read_members(struct envelope *envelope, struct span caller, struct span *members)
{
    struct json_scan scan;
    struct span key, value;
    if (!json_scan_begin(&scan, caller)) {
        return broken(envelope, "caller is not an object");
    }
    int result;
    while ((result = json_scan_next(&scan, &key, &value)) == 1) {
        int member = 0;
        while (member < MEMBER_COUNT && !span_is(key, member_names[member])) {
            member++;
        }
        if (member == MEMBER_COUNT) {
            return broken(envelope, "caller has an unknown member '%.*s'",
                          (int)(key.bytes < 60 ? key.bytes : 60), key.text);
        }
        if (members[member].text != NULL) {
            return broken(envelope, "caller.%s is there twice", member_names[member]);
        }
        members[member] = value;
    }
    return result == 0 ? 1 : broken(envelope, "caller is not an object");
}

static int read_caller(struct envelope *envelope, struct span caller)
{
    struct span members[MEMBER_COUNT] = {{0}};
    if (!read_members(envelope, caller, members) || !read_actor(envelope, members)) {
        return 0;
    }
    if (members[NOW].text != NULL &&
        !read_time(envelope, "now", members[NOW], &envelope->caller.now_ms)) {
        return 0;
    }
    if (members[AT].text != NULL &&
        !read_time(envelope, "at", members[AT], &envelope->caller.at_ms)) {
        return 0;
    }
    if (members[AT].text != NULL && envelope->caller.at_ms == 0) {
        return broken(envelope, "caller.at cannot be 1970-01-01T00:00:00Z: that would mean now; say "
                                "one millisecond later");
    }
    if (members[TRACEPARENT].text != NULL) {
        if (*members[TRACEPARENT].text != '"' ||
            !read_word(members[TRACEPARENT], envelope->traceparent)) {
            return broken(envelope, "caller.traceparent is not a trace context");
        }
        envelope->caller.traceparent = envelope->traceparent;
    }
    if (members[IMPORT].text != NULL) {
        if (span_is(members[IMPORT], "true")) {
            envelope->caller.flags |= SUP_CALLER_IMPORT;
        } else if (!span_is(members[IMPORT], "false")) {
            return broken(envelope, "caller.import is neither true nor false");
        }
    }
    return 1;
}

int envelope_read(struct envelope *envelope, struct span line, const struct sup_caller *caller)
{
    struct json_scan scan;
    struct span key, value, caller_span = {0};
    memset(envelope, 0, sizeof *envelope);
    envelope->caller = *caller;
    int result = json_scan_begin(&scan, line) ? 1 : -1;
    while (result == 1 && (result = json_scan_next(&scan, &key, &value)) == 1) {
        struct span *target = span_is(key, "caller")    ? &caller_span
                              : span_is(key, "request") ? &envelope->request
                                                        : NULL;
        if (target == NULL) {
            envelope->is_json = 1;
            return broken(envelope, "unknown member '%.*s'", (int)(key.bytes < 60 ? key.bytes : 60),
                          key.text);
        }
        if (target->text != NULL) {
            return broken(envelope, "%s is there twice",
                          span_is(key, "caller") ? "caller" : "request");
        }
        *target = value;
    }
    if (result != 0) {
        envelope->request = (struct span){0};
        return broken(envelope, "not a JSON object {\"caller\": ..., \"request\": ...}");
    }
    envelope->is_json = 1;
    if (envelope->request.text == NULL) {
        return broken(envelope, "request is missing");
    }
    return caller_span.text == NULL || read_caller(envelope, caller_span);
}

/* Strings of plain ASCII and whole numbers can be repeated without looking further. */
static int is_repeatable(struct span id)
{
    char word[WORD_SIZE];
    if (id.bytes > ID_BYTES_MAX) {
        return 0;
    }
    if (*id.text == '"') {
        return read_word(id, word);
    }
    size_t sign = *id.text == '-';
    for (size_t i = sign; i < id.bytes; i++) {
        if (id.text[i] < '0' || id.text[i] > '9' || (id.text[sign] == '0' && i > sign)) {
            return 0;
        }
    }
    return id.bytes > sign;
}

struct span envelope_request_id(struct span request)
{
    struct span key, value, id = {"null", 4};
    struct json_scan scan;
    if (request.text == NULL || !json_scan_begin(&scan, request)) {
        return id;
    }
    while (json_scan_next(&scan, &key, &value) == 1) {
        if (span_is(key, "id") && is_repeatable(value)) {
            return value;
        }
    }
    return id;
}
