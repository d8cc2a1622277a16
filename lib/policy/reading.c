/*
 * reading.c: values of a policy document: types, names, labels, durations, lists and references.
 */
#include "policy/reading.h"

#include <string.h>

#include "base/text.h"
#include "base/when.h"

static void *remember(struct sup__reading *reading, void *memory)
{
    if (memory == NULL) {
        reading->is_out_of_memory = 1;
    }
    return memory;
}

void *sup__keep(struct sup__reading *reading, size_t bytes)
{
    return remember(reading, sup__arena_alloc(&reading->policy->arena, bytes));
}

void *sup__scratch(struct sup__reading *reading, size_t bytes)
{
    return remember(reading, sup__arena_alloc(reading->scratch, bytes));
}

static const char *keep_text(struct sup__reading *reading, const char *text, size_t bytes)
{
    return remember(reading, sup__arena_text(&reading->policy->arena, text, bytes));
}

int sup__read_type(struct sup__reading *reading, const struct sup__json *node, int32_t type)
{
    if (node->type == type) {
        return 1;
    }
    sup__problem(reading, SUP_MSG_POLICY_TYPE, node, "expected %s, found %s",
                 sup__json_type_name(type), sup__json_type_name(node->type));
    return 0;
}

const char *sup__read_code(struct sup__reading *reading, const struct sup__json *node, int is_key)
{
    static const char form[] =
        "\"%s\" is not a name: 1 to 64 of a-z 0-9 _ . -, first a letter or a digit";
    char shown[SUP__SHOWN_SIZE];
    const char *text;

    if (!is_key && !sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return NULL;
    }
    text = is_key ? node->key : node->text;
    if (!sup__is_code(text)) {
        (is_key ? sup__problem_key : sup__problem)(reading, SUP_MSG_POLICY_VALUE, node, form,
                                                   sup__shown(text, shown));
    }
    return keep_text(reading, text, strlen(text));
}

const char *sup__read_label(struct sup__reading *reading, const struct sup__json *node)
{
    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return NULL;
    }
    if (node->bytes == 0 || node->bytes > SUP__POLICY_LABEL_BYTES_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "this text has %zu bytes: 1 to %d are allowed", node->bytes,
                     (int)SUP__POLICY_LABEL_BYTES_MAX);
        return NULL;
    }
    for (size_t i = 0; i < node->bytes; i++) {
        if ((unsigned char)node->text[i] < 0x20 || node->text[i] == 0x7f) {
            sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                         "this text has a line break or another control character");
            return NULL;
        }
    }
    return keep_text(reading, node->text, node->bytes);
}

int64_t sup__read_duration(struct sup__reading *reading, const struct sup__json *node)
{
    char shown[SUP__SHOWN_SIZE];
    int64_t ms;

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return -1;
    }
    if (!sup__duration_parse(node->text, node->bytes, &ms)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" is not a duration such as P7D or PT4H30M",
                     sup__shown(node->text, shown));
        return -1;
    }
    if (ms > SUP__POLICY_DURATION_MAX_MS) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" is longer than ten years (P3650D)", sup__shown(node->text, shown));
        return -1;
    }
    return ms;
}

int32_t sup__read_reference(struct sup__reading *reading, const struct sup__json *node, int is_key,
                            const char *what, const struct sup__names *names)
{
    struct sup__candidates candidates = {names->names, names->count};
    char shown[SUP__SHOWN_SIZE];
    const char *text;
    int32_t index;

    if (!is_key && !sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return -1;
    }
    text = is_key ? node->key : node->text;
    index = sup__names_find(names, text);
    if (index >= 0) {
        return index;
    }
    return sup__names_find(names, sup__problem_unknown(reading, node, is_key, candidates,
                                                       "there is no %s \"%s\"", what,
                                                       sup__shown(text, shown)));
}
