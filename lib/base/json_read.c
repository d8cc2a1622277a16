/*
 * json_read.c: JSON text to a tree. No other file includes yajl.
 *
 * yajl 2.1 writes through the result of a failed malloc(), so its memory comes from the arena
 * through an allocator that jumps out of yajl instead of answering NULL; what yajl had is then
 * freed with the arena. Our callbacks never jump: they answer 0 and leave the error in the reader.
 * yajl_tree is not used, since it frees its nodes by recursion and keeps duplicate keys.
 */
#include "base/json_read.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdalign.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/message.h"
#include "base/text.h"

const struct sup__json_limits sup__json_request_limits = {1024 * 1024, 32, 65536};
const struct sup__json_limits sup__json_policy_limits = {4 * 1024 * 1024, 64, 1048576};

enum { PAIRWISE_MEMBERS_MAX = 16 };

struct reader {
    struct sup__arena *arena;
    const struct sup__json_limits *limits;
    const char *text;
    size_t bytes;
    struct sup_error *error;
    int32_t rc; /* what a callback failed with */
    yajl_handle yajl;
    jmp_buf out_of_memory;
    size_t yajl_bytes; /* taken by yajl so far */
    size_t yajl_bytes_max;
    int is_finishing; /* all text was given to yajl */
    size_t cursor;    /* the end of the token that the last callback told of */
    uint32_t values;
    struct sup__json *root;
    struct sup__json *open; /* the innermost list or object not yet closed */
    char *key;              /* a member's key that waits for its value */
    size_t key_offset;
};

/* ---- memory for yajl ---- */

/* What precedes each piece, so that it can be resized. */
union piece_header {
    size_t bytes;
    max_align_t alignment;
};

static void *yajl_take(void *context, size_t bytes)
{
    struct reader *reader = context;
    union piece_header *header = NULL;

    if (bytes <= reader->yajl_bytes_max - reader->yajl_bytes) {
        header = sup__arena_take(reader->arena, sizeof *header + bytes);
    }
    if (header == NULL) {
        longjmp(reader->out_of_memory, 1);
    }
    reader->yajl_bytes += bytes;
    header->bytes = bytes;
    return header + 1;
}

static void *yajl_retake(void *context, void *memory, size_t bytes)
{
    const union piece_header *header = memory;
    void *larger;

    if (memory != NULL && header[-1].bytes >= bytes) {
        return memory;
    }
    larger = yajl_take(context, bytes);
    if (memory != NULL) {
        memcpy(larger, memory, header[-1].bytes);
    }
    return larger;
}

static void yajl_give_back(void *context, void *memory)
{
    (void)context;
    (void)memory; /* the arena has it */
}

/* ---- errors ---- */

static int32_t fail_at(struct reader *reader, enum sup__message message, size_t offset,
                       const char *what)
{
    char pointer[SUP_ERROR_FIELD_SIZE];
    uint32_t line;
    uint32_t column;

    sup__json_pointer_to(reader->open, reader->key, pointer, sizeof pointer);
    sup__json_place(reader->text, reader->bytes, offset, &line, &column);
    return sup__fail(reader->error, message, pointer, "line %" PRIu32 ", column %" PRIu32 ": %s",
                     line, column, what);
}

static int32_t fail_memory(struct reader *reader)
{
    return sup__fail(reader->error, SUP_MSG_NOMEM, NULL, "no memory to read %zu bytes of JSON",
                     reader->bytes);
}

/* What yajl says and what we say. The first whose beginning fits. */
static const struct {
    const char *yajl;
    enum sup__message message;
    const char *what;
    const char *hint; /* NULL: the registry's */
} yajl_errors[] = {
    {"premature EOF", SUP_MSG_JSON_INCOMPLETE, "the text ends too early", NULL},
    {"trailing garbage", SUP_MSG_JSON_TRAILING, "something follows after the value", NULL},
    {"unallowed token", SUP_MSG_JSON_SYNTAX, "this is not allowed here",
     "look for a comma too many, a value too few or a bracket of the wrong kind"},
    {"invalid object key", SUP_MSG_JSON_SYNTAX, "a key is expected here",
     "write the key in double quotes, and no comma after the last member"},
    {"object key and value", SUP_MSG_JSON_SYNTAX, "a colon is expected here",
     "write a colon between key and value"},
    {"after key and value", SUP_MSG_JSON_SYNTAX, "a comma or } is expected here",
     "write a comma between members, or close the object"},
    {"after array element", SUP_MSG_JSON_SYNTAX, "a comma or ] is expected here",
     "write a comma between items, or close the list"},
    {"malformed number", SUP_MSG_JSON_SYNTAX, "a number lacks a digit",
     "write a digit after a minus sign, a point or an exponent"},
    {"invalid string", SUP_MSG_JSON_SYNTAX, "a word that is not true, false or null",
     "write texts in double quotes; NaN and Infinity do not exist in JSON"},
    {"probable comment", SUP_MSG_JSON_SYNTAX, "a comment", "remove it: JSON has no comments"},
    {"invalid char", SUP_MSG_JSON_SYNTAX, "a character that JSON does not have here",
     "write keys and texts in double quotes"},
    {"", SUP_MSG_JSON_SYNTAX, "the text is not JSON", NULL},
};

/* Past white space and what stands between values. */
static size_t skip_between(const struct reader *reader, size_t at)
{
    while (at < reader->bytes) {
        char c = reader->text[at];

        if (c != ' ' && c != ',' && c != ':' && c != '\n' && c != '\t' && c != '\r') {
            break;
        }
        at++;
    }
    return at;
}

/*
 * Where the token that yajl did not like begins. It is the first one after the last value, unless
 * yajl stopped before that: then it is one of the signs in between, the last that yajl read.
 */
static size_t bad_token_offset(const struct reader *reader, int is_lexical)
{
    size_t begin = skip_between(reader, reader->cursor);
    size_t read = yajl_get_bytes_consumed(reader->yajl);

    if (is_lexical || reader->is_finishing) {
        return begin; /* `read` is no position in the text then */
    }
    return read > reader->cursor && read <= begin ? read - 1 : begin;
}

static size_t error_offset(const struct reader *reader, enum sup__message message, int is_lexical)
{
    size_t at = reader->cursor;

    if (message == SUP_MSG_JSON_INCOMPLETE) {
        return reader->bytes;
    }
    if (message != SUP_MSG_JSON_TRAILING) {
        return bad_token_offset(reader, is_lexical);
    }
    while (at < reader->bytes && strchr(" \t\r\n", reader->text[at]) != NULL) {
        at++;
    }
    return at;
}

static int32_t fail_as_yajl_says(struct reader *reader)
{
    const char *says = (const char *)yajl_get_error(reader->yajl, 0, NULL, 0);
    const char *reason = strstr(says, ": ");
    int is_lexical = strncmp(says, "lexical", 7) == 0;
    size_t row = 0;
    size_t offset;
    int32_t rc;

    reason = reason != NULL ? reason + 2 : says;
    while (strncmp(reason, yajl_errors[row].yajl, strlen(yajl_errors[row].yajl)) != 0) {
        row++;
    }
    offset = error_offset(reader, yajl_errors[row].message, is_lexical);
    rc = fail_at(reader, yajl_errors[row].message, offset, yajl_errors[row].what);
    if (yajl_errors[row].hint != NULL) {
        sup__hint(reader->error, "%s", yajl_errors[row].hint);
    }
    return rc;
}

/* ---- building the tree; each callback answers 0 to stop ---- */

/* The begin of the token that a callback tells of; remembers its end. */
static size_t token_offset(struct reader *reader)
{
    size_t begin = skip_between(reader, reader->cursor);

    reader->cursor = reader->is_finishing ? reader->bytes : yajl_get_bytes_consumed(reader->yajl);
    return begin;
}

static struct sup__json *node_add(struct reader *reader, int32_t type)
{
    size_t begin = token_offset(reader);
    struct sup__json *parent = reader->open;
    struct sup__json *node;

    if (reader->values == reader->limits->values) {
        reader->rc = fail_at(reader, SUP_MSG_JSON_MEMBERS, begin, "too many values");
        sup__hint(reader->error, "the limit is %" PRIu32 " values: send less at once",
                  reader->limits->values);
        return NULL;
    }
    node = sup__arena_alloc(reader->arena, sizeof *node);
    if (node == NULL) {
        reader->rc = fail_memory(reader);
        return NULL;
    }
    reader->values++;
    node->type = type;
    node->offset = begin;
    node->end = reader->cursor;
    node->parent = parent;
    if (parent == NULL) {
        reader->root = node;
        return node;
    }
    if (parent->type == SUP__JSON_OBJECT) {
        node->key = reader->key;
        node->key_offset = reader->key_offset;
        reader->key = NULL;
    }
    if (parent->last == NULL) {
        parent->first = node;
    } else {
        parent->last->next = node;
    }
    parent->last = node;
    parent->count++;
    return node;
}

static int add_text(struct reader *reader, int32_t type, const char *text, size_t bytes)
{
    struct sup__json *node = node_add(reader, type);

    if (node == NULL) {
        return 0;
    }
    node->bytes = bytes;
    node->text = sup__arena_text(reader->arena, text, bytes);
    if (node->text == NULL) {
        reader->rc = fail_memory(reader);
        return 0;
    }
    return 1;
}

static int on_null(void *context)
{
    return node_add(context, SUP__JSON_NULL) != NULL;
}

static int on_boolean(void *context, int value)
{
    return node_add(context, value ? SUP__JSON_TRUE : SUP__JSON_FALSE) != NULL;
}

static int on_number(void *context, const char *text, size_t bytes)
{
    return add_text(context, SUP__JSON_NUMBER, text, bytes);
}

static int on_string(void *context, const unsigned char *text, size_t bytes)
{
    return add_text(context, SUP__JSON_TEXT, (const char *)text, bytes);
}

static int on_open(struct reader *reader, int32_t type)
{
    struct sup__json *node = node_add(reader, type);

    if (node == NULL) {
        return 0;
    }
    reader->open = node;
    return 1;
}

static int on_start_list(void *context)
{
    return on_open(context, SUP__JSON_LIST);
}

static int on_start_object(void *context)
{
    return on_open(context, SUP__JSON_OBJECT);
}

static int on_key(void *context, const unsigned char *text, size_t bytes)
{
    struct reader *reader = context;

    reader->key_offset = token_offset(reader);
    reader->key = sup__arena_text(reader->arena, (const char *)text, bytes);
    if (reader->key == NULL) {
        reader->rc = fail_memory(reader);
        return 0;
    }
    return 1;
}

static int on_end(void *context)
{
    struct reader *reader = context;

    (void)token_offset(reader);
    reader->open->end = reader->cursor;
    reader->open = reader->open->parent;
    return 1;
}

/* ---- duplicate keys ---- */

static const struct sup__json *earlier(const struct sup__json *a, const struct sup__json *b)
{
    return a == NULL || (b != NULL && b->key_offset < a->key_offset) ? b : a;
}

static const struct sup__json *duplicate_among_few(const struct sup__json *object)
{
    for (const struct sup__json *member = object->first; member != NULL; member = member->next) {
        for (const struct sup__json *before = object->first; before != member;
             before = before->next) {
            if (before->key[0] == member->key[0] && strcmp(before->key, member->key) == 0) {
                return member;
            }
        }
    }
    return NULL;
}

/* Stable merge of two sorted runs; the standard qsort() may take memory of its own. */
static void merge(const struct sup__json **from, const struct sup__json **to, size_t begin,
                  size_t middle, size_t end)
{
    size_t left = begin;
    size_t right = middle;

    for (size_t i = begin; i < end; i++) {
        if (left < middle && (right >= end || strcmp(from[left]->key, from[right]->key) <= 0)) {
            to[i] = from[left++];
        } else {
            to[i] = from[right++];
        }
    }
}

/* Sorted, so that an object with very many members costs n log n whatever its keys are. */
static int duplicate_among_many(struct reader *reader, const struct sup__json *object,
                                const struct sup__json **found)
{
    size_t count = object->count;
    const struct sup__json **sorted = sup__arena_take(reader->arena, 2 * count * sizeof *sorted);
    const struct sup__json **spare;
    size_t at = 0;

    if (sorted == NULL) {
        reader->rc = fail_memory(reader);
        return 0;
    }
    spare = sorted + count;
    for (const struct sup__json *member = object->first; member != NULL; member = member->next) {
        sorted[at++] = member;
    }
    for (size_t run = 1; run < count; run *= 2) {
        const struct sup__json **swap = sorted;

        for (size_t begin = 0; begin < count; begin += 2 * run) {
            size_t middle = begin + run < count ? begin + run : count;

            merge(sorted, spare, begin, middle, middle + run < count ? middle + run : count);
        }
        sorted = spare;
        spare = swap;
    }
    *found = NULL;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0) {
            *found = earlier(*found, sorted[i]);
        }
    }
    return 1;
}

static int on_end_object(void *context)
{
    struct reader *reader = context;
    const struct sup__json *duplicate = NULL;

    if (reader->open->count <= PAIRWISE_MEMBERS_MAX) {
        duplicate = duplicate_among_few(reader->open);
    } else if (!duplicate_among_many(reader, reader->open, &duplicate)) {
        return 0;
    }
    if (duplicate != NULL) {
        reader->open = (struct sup__json *)(uintptr_t)duplicate->parent;
        reader->key = (char *)(uintptr_t)duplicate->key;
        reader->rc = fail_at(reader, SUP_MSG_JSON_DUPLICATE, duplicate->key_offset,
                             "this key was there before");
        return 0;
    }
    return on_end(context);
}

/* ---- the parse ---- */

static int32_t run_yajl(struct reader *reader)
{
    static const yajl_callbacks callbacks = {
        on_null,         on_boolean, NULL,          NULL,          on_number, on_string,
        on_start_object, on_key,     on_end_object, on_start_list, on_end,
    };
    yajl_alloc_funcs memory = {yajl_take, yajl_retake, yajl_give_back, reader};
    yajl_status status;

    if (setjmp(reader->out_of_memory) != 0) {
        return fail_memory(reader);
    }
    reader->yajl = yajl_alloc(&callbacks, &memory, reader);
    yajl_config(reader->yajl, yajl_dont_validate_strings, 1); /* done, and better */
    status = yajl_parse(reader->yajl, (const unsigned char *)reader->text, reader->bytes);
    if (status == yajl_status_ok) {
        reader->is_finishing = 1;
        status = yajl_complete_parse(reader->yajl);
    }
    if (reader->rc != SUP_OK) {
        return reader->rc;
    }
    return status == yajl_status_ok ? SUP_OK : fail_as_yajl_says(reader);
}

int32_t sup__json_parse(struct sup__arena *arena, const struct sup__json_limits *limits,
                        const char *text, size_t bytes, struct sup__json **root,
                        struct sup_error *error)
{
    struct reader reader;
    int32_t rc;

    *root = NULL;
    if (bytes > limits->bytes) {
        return sup__fail(error, SUP_MSG_JSON_SIZE, NULL,
                         "the JSON text has %zu bytes, %zu are allowed", bytes, limits->bytes);
    }
    rc = sup__json_scan(text, bytes, limits->depth, error);
    if (rc != SUP_OK) {
        return rc;
    }
    memset(&reader, 0, sizeof reader);
    reader.arena = arena;
    reader.limits = limits;
    reader.text = text != NULL ? text : "";
    reader.bytes = bytes;
    reader.error = error;
    reader.yajl_bytes_max = 8 * bytes + 65536; /* its buffers double, and nothing is given back */
    rc = run_yajl(&reader);
    if (rc == SUP_OK) {
        *root = reader.root;
    }
    return rc;
}
