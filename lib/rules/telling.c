/*
 * telling.c: how problems of conditions and cases are told.
 */
#include "rules/compiling.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "rules/wording.h"

static void tell(struct sup__telling *telling, int32_t severity, enum sup__message message,
                 const struct sup__json *node, int is_key, const char *nearest, const char *format,
                 va_list arguments)
{
    char text[SUP__RULE_TEXT_SIZE];

    if (severity == SUP__SEVERITY_ERROR) {
        telling->error_count++;
    }
    if (telling->listener != NULL) {
        sup__vformat(text, sizeof text, format, arguments);
        sup__one_line(text);
        telling->listener->tell(telling->listener->context, severity, message, node, is_key,
                                nearest, text);
    }
}

void sup__tell(struct sup__telling *telling, enum sup__message message,
               const struct sup__json *node, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(telling, SUP__SEVERITY_ERROR, message, node, 0, NULL, format, arguments);
    va_end(arguments);
}

void sup__tell_name(struct sup__telling *telling, enum sup__message message,
                    const struct sup__json *node, int is_key, const char *nearest,
                    const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(telling, SUP__SEVERITY_ERROR, message, node, is_key, nearest, format, arguments);
    va_end(arguments);
}

void sup__warn(struct sup__telling *telling, enum sup__message message,
               const struct sup__json *node, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(telling, SUP__SEVERITY_WARNING, message, node, 0, NULL, format, arguments);
    va_end(arguments);
}

static char in_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int sup__is_same_name(const char *a, const char *b)
{
    while (*a != '\0' && in_small(*a) == in_small(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

const char *sup__nearest_name(const struct sup__names *names, const char *text)
{
    const char *found = NULL;
    int count = 0;

    for (uint32_t i = 0; i < names->count; i++) {
        const char *point = strrchr(names->names[i], '.');

        if (sup__is_same_name(names->names[i], text)) {
            return names->names[i];
        }
        if (point != NULL && sup__is_same_name(point + 1, text)) {
            found = names->names[i];
            count++;
        }
    }
    return count == 0 ? sup__names_nearest(names, text) : count == 1 ? found : NULL;
}

const char *sup__shown_json(const struct sup__json *node, char out[SUP__SHOWN_JSON_SIZE])
{
    enum { TEXT_MAX = 32 };
    const char *more = node->bytes > TEXT_MAX ? "..." : "";

    if (node->type == SUP__JSON_TEXT || node->type == SUP__JSON_NUMBER) {
        const char *quote = node->type == SUP__JSON_TEXT ? "\"" : "";
        size_t bytes = node->bytes > TEXT_MAX ? TEXT_MAX : node->bytes;

        sup__format(out, SUP__SHOWN_JSON_SIZE, "%s%.*s%s%s", quote,
                    (int)sup__utf8_valid_prefix(node->text, bytes), node->text, more, quote);
    } else if (node->type == SUP__JSON_TRUE || node->type == SUP__JSON_FALSE) {
        sup__format(out, SUP__SHOWN_JSON_SIZE, "%s",
                    node->type == SUP__JSON_TRUE ? "true" : "false");
    } else {
        sup__format(out, SUP__SHOWN_JSON_SIZE, "%s%s",
                    node->type == SUP__JSON_LIST     ? "a "
                    : node->type == SUP__JSON_OBJECT ? "an "
                                                     : "",
                    sup__json_type_name(node->type));
    }
    return out;
}

const char *sup__type_article(int32_t type)
{
    static const char *const names[] = {
        [SUP__FACT_BOOL] = "true or false", [SUP__FACT_NUMBER] = "a number",
        [SUP__FACT_MONEY] = "money",        [SUP__FACT_TEXT] = "text",
        [SUP__FACT_NAME] = "a name",        [SUP__FACT_TIME] = "a time",
        [SUP__FACT_LIST] = "a list",        [SUP__FACT_DURATION] = "a duration",
        [SUP__FACT_RECORD] = "a record",
    };

    return type < SUP__FACT_BOOL || type > SUP__FACT_RECORD ? "nothing" : names[type];
}

const char *sup__node_called(const struct sup__node *node)
{
    if (node->kind == SUP__NODE_FACT) {
        return node->fact->name[0] != '\0' ? node->fact->name : "the item";
    }
    return "this";
}
