/*
 * argument.c: who asks, when and whom, as SQL says it, and how SQL is told what is wrong.
 */
#include "extension/extension.h"

#include <string.h>

#include "base/text.h"
#include "base/when.h"

enum {
    ACTOR_BYTES_MAX = 40,
    SHOWN_BYTES_MAX = 60 /* of a value in a message */
};
/* The third of March 1973 in milliseconds; in seconds the year 5138. */
static const int64_t milliseconds_from = INT64_C(100000000000);
/* Reals are exact below it. */
static const double real_whole_max = 9007199254740992.0;

void sup__why_set(struct sup__why *why, int code, const char *format, ...)
{
    va_list arguments;

    why->code = code;
    va_start(arguments, format);
    sup__vformat(why->text, sizeof why->text, format, arguments);
    va_end(arguments);
}

void sup__why_error(struct sup__why *why, const char *name, const struct sup_error *error)
{
    int code = SQLITE_ERROR;

    if (error->code == SUP_NOMEM) {
        code = SQLITE_NOMEM;
    } else if (error->code == SUP_BUSY) {
        code = SQLITE_BUSY;
    }
    sup__why_set(why, code, "%s(): %s%s%s%s", name, error->text, error->hint[0] != '\0' ? " (" : "",
                 error->hint, error->hint[0] != '\0' ? ")" : "");
}

int sup__value_integer(sqlite3_value *value, int64_t *out)
{
    double real;

    if (sqlite3_value_type(value) == SQLITE_INTEGER) {
        *out = sqlite3_value_int64(value);
        return 1;
    }
    if (sqlite3_value_type(value) != SQLITE_FLOAT) {
        return 0;
    }
    real = sqlite3_value_double(value);
    if (!(real >= -real_whole_max && real <= real_whole_max) || real != (double)(int64_t)real) {
        return 0;
    }
    *out = (int64_t)real;
    return 1;
}

static int is_word(const char *text, size_t bytes, const char *word)
{
    return bytes == strlen(word) && memcmp(text, word, bytes) == 0;
}

int sup__value_actor(sqlite3_value *value, struct sup_caller *caller)
{
    static const struct {
        const char *word;
        int32_t kind;
        int may_have_id;
        int must_have_id;
    } kinds[] = {{"agent", SUP_ACTOR_AGENT, 1, 1},
                 {"bot", SUP_ACTOR_BOT, 1, 1},
                 {"customer", SUP_ACTOR_CUSTOMER, 1, 1},
                 {"system", SUP_ACTOR_SYSTEM, 0, 0},
                 {"integration", SUP_ACTOR_INTEGRATION, 1, 0}};
    const char *text;
    const char *colon;
    size_t bytes;
    size_t word;

    if (sqlite3_value_type(value) != SQLITE_TEXT) {
        return 0;
    }
    text = (const char *)sqlite3_value_text(value);
    bytes = (size_t)sqlite3_value_bytes(value);
    if (text == NULL || bytes > ACTOR_BYTES_MAX) {
        return 0;
    }
    colon = memchr(text, ':', bytes);
    word = colon != NULL ? (size_t)(colon - text) : bytes;
    caller->actor_id = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!is_word(text, word, kinds[i].word)) {
            continue;
        }
        caller->actor_kind = kinds[i].kind;
        if (colon == NULL) {
            return !kinds[i].must_have_id;
        }
        return kinds[i].may_have_id &&
               sup__parse_int(colon + 1, bytes - word - 1, &caller->actor_id) &&
               caller->actor_id > 0;
    }
    return 0;
}

int sup__value_time(sqlite3_value *value, int64_t *ms)
{
    const char *text;

    if (sqlite3_value_type(value) != SQLITE_TEXT) {
        return sup__value_integer(value, ms) && *ms >= milliseconds_from;
    }
    text = (const char *)sqlite3_value_text(value);
    return text != NULL && sup__time_parse(text, (size_t)sqlite3_value_bytes(value), ms);
}

/* A value as a message shows it: a line of it, never half of a character. */
static void show(sqlite3_value *value, char out[SHOWN_BYTES_MAX + 1])
{
    const char *text = NULL;
    size_t bytes = 0;

    if (sqlite3_value_type(value) == SQLITE_NULL) {
        sup__format(out, SHOWN_BYTES_MAX + 1, "NULL");
        return;
    }
    if (sqlite3_value_type(value) != SQLITE_BLOB) {
        text = (const char *)sqlite3_value_text(value);
        bytes = text != NULL ? (size_t)sqlite3_value_bytes(value) : 0;
    }
    if (text == NULL) {
        sup__format(out, SHOWN_BYTES_MAX + 1, "a blob");
        return;
    }
    bytes = sup__utf8_valid_prefix(text, bytes < SHOWN_BYTES_MAX - 2 ? bytes : SHOWN_BYTES_MAX - 2);
    bytes = sup__line_prefix(text, bytes);
    sup__format(out, SHOWN_BYTES_MAX + 1, "'%.*s'", (int)bytes, text);
}

int sup__read_caller(const char *name, sqlite3_value *actor, sqlite3_value *now,
                     sqlite3_value *tenant_value, struct sup_caller *caller, int64_t *tenant,
                     struct sup__why *why)
{
    char shown[SHOWN_BYTES_MAX + 1];

    *caller = (struct sup_caller){.size = sizeof *caller};
    *tenant = 0;
    if (!sup__value_actor(actor, caller)) {
        show(actor, shown);
        sup__why_set(why, SQLITE_ERROR,
                     "%s(): the actor, %s, is none of 'system', 'agent:ID', 'bot:ID', "
                     "'customer:ID', 'integration' and 'integration:ID'",
                     name, shown);
        return 0;
    }
    if (!sup__value_time(now, &caller->now_ms)) {
        show(now, shown);
        sup__why_set(why, SQLITE_ERROR,
                     "%s(): now, %s, is neither RFC 3339 such as '2026-03-29T09:00:00Z' nor whole "
                     "milliseconds since 1970 (SQLite's clock: strftime('%%Y-%%m-%%dT%%H:%%M:"
                     "%%fZ', 'now'))",
                     name, shown);
        return 0;
    }
    if (tenant_value == NULL || sqlite3_value_type(tenant_value) == SQLITE_NULL) {
        return 1;
    }
    if (!sup__value_integer(tenant_value, tenant)) {
        show(tenant_value, shown);
        sup__why_set(why, SQLITE_ERROR, "%s(): the tenant, %s, is not a whole number", name, shown);
        return 0;
    }
    return 1;
}

/* The library's 0 means now. */
static int read_at(const char *name, sqlite3_value *value, struct sup_caller *caller,
                   struct sup__why *why)
{
    char shown[SHOWN_BYTES_MAX + 1];

    if (sup__value_time(value, &caller->at_ms) && caller->at_ms != 0) {
        return 1;
    }
    show(value, shown);
    sup__why_set(why, SQLITE_ERROR,
                 "%s(): at, %s, is neither RFC 3339 such as '2026-03-29T09:00:00Z' nor whole "
                 "milliseconds since 1970; 1970 itself cannot be said",
                 name, shown);
    return 0;
}

static int read_trace(const char *name, sqlite3_value *value, struct sup_caller *caller,
                      struct sup__why *why)
{
    const char *text = NULL;
    char shown[SHOWN_BYTES_MAX + 1];

    if (sqlite3_value_type(value) == SQLITE_TEXT) {
        text = (const char *)sqlite3_value_text(value);
        if (text == NULL) {
            sup__why_set(why, SQLITE_NOMEM, "%s(): out of memory", name);
            return 0;
        }
    }
    if (text == NULL || strlen(text) != (size_t)sqlite3_value_bytes(value)) {
        show(value, shown);
        sup__why_set(why, SQLITE_ERROR, "%s(): the traceparent, %s, is not a W3C trace context",
                     name, shown);
        return 0;
    }
    caller->traceparent = text;
    return 1;
}

static int read_import(const char *name, sqlite3_value *value, struct sup_caller *caller,
                       struct sup__why *why)
{
    char shown[SHOWN_BYTES_MAX + 1];
    int64_t is_import;

    if (!sup__value_integer(value, &is_import) || is_import < 0 || is_import > 1) {
        show(value, shown);
        sup__why_set(why, SQLITE_ERROR, "%s(): is_import, %s, is neither 0 nor 1", name, shown);
        return 0;
    }
    caller->flags = is_import ? SUP_CALLER_IMPORT : 0;
    return 1;
}

int sup__read_told(const char *name, int count, sqlite3_value **arguments,
                   struct sup_caller *caller, struct sup__why *why)
{
    typedef int read_one(const char *, sqlite3_value *, struct sup_caller *, struct sup__why *);
    static read_one *const read[] = {read_at, read_trace, read_import};

    for (int i = 0; i < count; i++) {
        if (sqlite3_value_type(arguments[i]) != SQLITE_NULL &&
            !read[i](name, arguments[i], caller, why)) {
            return 0;
        }
    }
    return 1;
}
