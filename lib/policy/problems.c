/*
 * problems.c: everything that is wrong with a document, in the order of the document.
 *
 * All are counted, the first SUP_POLICY_PROBLEMS_MAX by place are kept: a document of nothing but
 * problems costs no more than that. Places and pointers are computed at the end, since most
 * readings have none to tell.
 */
#include "policy/problems.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"

enum { POINTER_SIZE = 1024 };

const char *sup__shown(const char *text, char out[SUP__SHOWN_SIZE])
{
    size_t bytes = strlen(text);
    size_t room = SUP__SHOWN_SIZE - 1 - 3;

    if (bytes <= SUP__SHOWN_SIZE - 1) {
        memcpy(out, text, bytes + 1);
    } else {
        memcpy(out, text, room);
        memcpy(out + sup__utf8_valid_prefix(out, room), "...", 4);
    }
    for (char *at = out; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7f) {
            *at = ' ';
        }
    }
    return out;
}

/* The slot for a problem at `offset`, after those at the same place; NULL when it is not kept. */
static struct sup__problem *slot_at(struct sup__reading *reading, size_t offset)
{
    struct sup__problem_list *list = &reading->problems;
    struct sup__problem *slot;
    uint32_t at = list->kept;

    list->count++;
    if (list->kept == SUP_POLICY_PROBLEMS_MAX) {
        slot = list->items[--at];
        if (slot->offset <= offset) {
            return NULL;
        }
    } else {
        slot = sup__scratch(reading, sizeof *slot);
        if (slot == NULL) {
            return NULL;
        }
        list->kept++;
    }
    for (; at > 0 && list->items[at - 1]->offset > offset; at--) {
        list->items[at] = list->items[at - 1];
    }
    list->items[at] = slot;
    slot->offset = offset;
    return slot;
}

static void describe(struct sup__problem *slot, enum sup__message message,
                     const struct sup__json *node, const char *format, va_list arguments)
{
    slot->message = message;
    slot->node = node;
    slot->nearest = NULL;
    sup__vformat(slot->text, sizeof slot->text, format, arguments);
}

void sup__problem(struct sup__reading *reading, enum sup__message message,
                  const struct sup__json *node, const char *format, ...)
{
    struct sup__problem *slot = slot_at(reading, node->offset);
    va_list arguments;

    va_start(arguments, format);
    if (slot != NULL) {
        describe(slot, message, node, format, arguments);
    }
    va_end(arguments);
}

void sup__problem_key(struct sup__reading *reading, enum sup__message message,
                      const struct sup__json *node, const char *format, ...)
{
    struct sup__problem *slot = slot_at(reading, node->key_offset);
    va_list arguments;

    va_start(arguments, format);
    if (slot != NULL) {
        describe(slot, message, node, format, arguments);
    }
    va_end(arguments);
}

const char *sup__problem_unknown(struct sup__reading *reading, const struct sup__json *node,
                                 int is_key, struct sup__candidates candidates, const char *format,
                                 ...)
{
    struct sup__problem *slot = slot_at(reading, is_key ? node->key_offset : node->offset);
    struct sup__names names = {candidates.count, candidates.names, NULL};
    va_list arguments;

    va_start(arguments, format);
    if (slot != NULL) {
        describe(slot, SUP_MSG_POLICY_UNKNOWN, node, format, arguments);
        slot->nearest = sup__names_nearest(&names, is_key ? node->key : node->text);
    }
    va_end(arguments);
    return slot != NULL ? slot->nearest : NULL;
}

int32_t sup__problems_error(const struct sup__reading *reading, const char *document, size_t bytes,
                            struct sup_error *error)
{
    const struct sup__problem *first = reading->problems.items[0];
    char pointer[SUP_ERROR_FIELD_SIZE];
    uint32_t line;
    uint32_t column;
    int32_t rc;

    sup__json_pointer(first->node, pointer, sizeof pointer);
    sup__json_place(document, bytes, first->offset, &line, &column);
    rc = sup__fail(error, first->message, pointer, "line %" PRIu32 ", column %" PRIu32 ": %s", line,
                   column, first->text);
    if (first->nearest != NULL) {
        sup__hint(error, "did you mean \"%s\"?", first->nearest);
    }
    return rc;
}

/* A copy in the caller's arena; NULL when memory ran out. */
static const char *copy(struct sup__policy_problems *out, const char *text)
{
    return sup__arena_text(out->arena, text, strlen(text));
}

static int fill(struct sup__policy_problems *out, struct sup_policy_problem *item,
                const char *pointer, const char *text, const char *nearest)
{
    item->pointer = copy(out, pointer);
    item->text = copy(out, text);
    item->nearest = nearest != NULL ? copy(out, nearest) : NULL;
    return item->pointer != NULL && item->text != NULL &&
           (item->nearest != NULL || nearest == NULL);
}

int sup__problems_export(const struct sup__reading *reading, const char *document, size_t bytes,
                         struct sup__policy_problems *out)
{
    const struct sup__problem_list *list = &reading->problems;

    out->items = sup__arena_alloc(out->arena, list->kept * sizeof *out->items);
    if (out->items == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < list->kept; i++) {
        const struct sup__problem *problem = list->items[i];
        char pointer[POINTER_SIZE];
        uint32_t line;
        uint32_t column;

        sup__json_pointer(problem->node, pointer, sizeof pointer);
        sup__json_place(document, bytes, problem->offset, &line, &column);
        out->items[i].line = line;
        out->items[i].column = column;
        if (!fill(out, &out->items[i], pointer, problem->text, problem->nearest)) {
            return 0;
        }
    }
    out->count = list->count;
    out->item_count = list->kept;
    return 1;
}

/* Reads "<word> <number><separator>"; the text after it, or NULL when it is something else. */
static const char *take_number(const char *text, const char *word, const char *separator,
                               int64_t *number)
{
    size_t digits;

    if (strncmp(text, word, strlen(word)) != 0) {
        return NULL;
    }
    text += strlen(word);
    digits = strspn(text, "0123456789");
    if (!sup__parse_int(text, digits, number) ||
        strncmp(text + digits, separator, strlen(separator)) != 0) {
        return NULL;
    }
    return text + digits + strlen(separator);
}

/* The reader's errors begin with "line 3, column 5: ", but for those about the whole text. */
int sup__problems_export_error(const struct sup_error *error, struct sup__policy_problems *out)
{
    struct sup_policy_problem *item = sup__arena_alloc(out->arena, sizeof *item);
    const char *after_line;
    const char *text = NULL;

    if (item == NULL) {
        return 0;
    }
    after_line = take_number(error->text, "line ", ", ", &item->line);
    if (after_line != NULL) {
        text = take_number(after_line, "column ", ": ", &item->column);
    }
    if (text == NULL) {
        text = error->text;
        item->line = 1;
        item->column = 1;
    }
    if (!fill(out, item, error->field, text, NULL)) {
        return 0;
    }
    out->items = item;
    out->count = 1;
    out->item_count = 1;
    return 1;
}
