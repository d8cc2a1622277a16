/*
 * problems.c: everything that is wrong with a document, in the order of the document.
 *
 * All are counted, the first SUP_POLICY_PROBLEMS_MAX of each severity by place are kept: a document
 * of nothing but problems costs no more than that, and warnings never crowd out an error. Places
 * and pointers are computed at the end, since most readings have none to tell.
 */
#include "policy/problems.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"

enum { POINTER_SIZE = 1024 };

/* A name that is none may have a line break, and is reported like any other. */
static void keep_one_line(char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) {
            *text = ' ';
        }
    }
}

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
    keep_one_line(out);
    return out;
}

uint32_t sup__error_count(const struct sup__reading *reading)
{
    return reading->problems[SUP_POLICY_ERROR].count;
}

/* The slot for a problem at `offset`, after those at the same place; NULL when it is not kept. */
static struct sup__problem *slot_at(struct sup__reading *reading, int32_t severity, size_t offset)
{
    struct sup__problem_list *list = &reading->problems[severity];
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
    slot->severity = severity;
    return slot;
}

static void describe(struct sup__problem *slot, enum sup__message message,
                     const struct sup__json *node, const char *format, va_list arguments)
{
    slot->message = message;
    slot->node = node;
    slot->nearest = NULL;
    sup__vformat(slot->text, sizeof slot->text, format, arguments);
    keep_one_line(slot->text);
}

static void tell(struct sup__reading *reading, int32_t severity, enum sup__message message,
                 const struct sup__json *node, size_t offset, const char *format, va_list arguments)
{
    struct sup__problem *slot = slot_at(reading, severity, offset);

    if (slot != NULL) {
        describe(slot, message, node, format, arguments);
    }
}

void sup__problem(struct sup__reading *reading, enum sup__message message,
                  const struct sup__json *node, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(reading, SUP_POLICY_ERROR, message, node, node->offset, format, arguments);
    va_end(arguments);
}

void sup__problem_key(struct sup__reading *reading, enum sup__message message,
                      const struct sup__json *node, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(reading, SUP_POLICY_ERROR, message, node, node->key_offset, format, arguments);
    va_end(arguments);
}

void sup__warning(struct sup__reading *reading, enum sup__message message,
                  const struct sup__json *node, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(reading, SUP_POLICY_WARNING, message, node, node->offset, format, arguments);
    va_end(arguments);
}

void sup__finding(struct sup__reading *reading, enum sup__message message,
                  const struct sup__json *node, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(reading, SUP_POLICY_FINDING, message, node, node->offset, format, arguments);
    va_end(arguments);
}

void sup__note(struct sup__reading *reading, enum sup__message message,
               const struct sup__json *node, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(reading, SUP_POLICY_NOTE, message, node, node->offset, format, arguments);
    va_end(arguments);
}

void sup__problem_told(void *context, int32_t severity, enum sup__message message,
                       const struct sup__json *node, int is_key, const char *nearest,
                       const char *text)
{
    struct sup__reading *reading = context;
    struct sup__problem *slot =
        slot_at(reading, severity, is_key ? node->key_offset : node->offset);

    _Static_assert((int)SUP__SEVERITY_ERROR == (int)SUP_POLICY_ERROR, "one scale");
    _Static_assert((int)SUP__SEVERITY_WARNING == (int)SUP_POLICY_WARNING, "one scale");
    if (slot != NULL) {
        slot->message = message;
        slot->node = node;
        slot->nearest = nearest;
        sup__format(slot->text, sizeof slot->text, "%s", text);
        keep_one_line(slot->text);
    }
}

const char *sup__problem_unknown(struct sup__reading *reading, const struct sup__json *node,
                                 int is_key, struct sup__candidates candidates, const char *format,
                                 ...)
{
    struct sup__problem *slot =
        slot_at(reading, SUP_POLICY_ERROR, is_key ? node->key_offset : node->offset);
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
    int32_t severity = sup__error_count(reading) != 0 ? SUP_POLICY_ERROR : SUP_POLICY_WARNING;
    const struct sup__problem *first = reading->problems[severity].items[0];
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

/* Where the search for line and column has come: problems are told in the order of their places. */
struct place {
    const char *document;
    size_t bytes;
    size_t offset;
    uint32_t line;
    uint32_t column;
};

static void go_to(struct place *place, size_t offset)
{
    uint32_t lines;
    uint32_t columns;

    sup__json_place(place->document + place->offset, place->bytes - place->offset,
                    offset - place->offset, &lines, &columns);
    place->column = lines == 1 ? place->column + columns - 1 : columns;
    place->line += lines - 1;
    place->offset = offset;
}

static int export(const struct sup__problem *problem, struct place *place,
                  struct sup__policy_problems *out)
{
    struct sup_policy_problem *item = &out->items[out->item_count++];
    char pointer[POINTER_SIZE];

    sup__json_pointer(problem->node, pointer, sizeof pointer);
    go_to(place, problem->offset);
    item->line = place->line;
    item->column = place->column;
    item->severity = problem->severity;
    item->message_id = (uint32_t)problem->message;
    return fill(out, item, pointer, problem->text, problem->nearest);
}

int sup__problems_export(const struct sup__reading *reading, const char *document, size_t bytes,
                         struct sup__policy_problems *out)
{
    const struct sup__problem_list *lists = reading->problems;
    uint32_t room[SUP_POLICY_NOTE + 1] = {0};
    uint32_t at[SUP_POLICY_NOTE + 1] = {0};
    struct place place = {document, bytes, 0, 1, 1};
    uint32_t count = 0;

    for (int32_t i = SUP_POLICY_ERROR; i <= SUP_POLICY_NOTE; i++) {
        uint32_t left = SUP_POLICY_PROBLEMS_MAX - count;

        room[i] = lists[i].kept < left ? lists[i].kept : left;
        count += room[i];
        out->count += lists[i].count;
    }
    out->error_count = lists[SUP_POLICY_ERROR].count;
    out->warning_count = lists[SUP_POLICY_WARNING].count;
    out->finding_count = lists[SUP_POLICY_FINDING].count;
    out->note_count = lists[SUP_POLICY_NOTE].count;
    out->items = sup__arena_alloc(out->arena, count * sizeof *out->items);
    while (out->items != NULL && out->item_count < count) {
        int32_t next = 0;

        for (int32_t i = SUP_POLICY_ERROR; i <= SUP_POLICY_NOTE; i++) {
            if (at[i] < room[i] && (next == 0 || lists[i].items[at[i]]->offset <
                                                     lists[next].items[at[next]]->offset)) {
                next = i;
            }
        }
        if (!export(lists[next].items[at[next]++], &place, out)) {
            return 0;
        }
    }
    return out->items != NULL;
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
    item->severity = SUP_POLICY_ERROR;
    item->message_id = (uint32_t)error->message_id;
    out->items = item;
    out->count = 1;
    out->error_count = 1;
    out->item_count = 1;
    return 1;
}
