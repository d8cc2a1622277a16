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
    return sup__read_text(reading, node, SUP__POLICY_LABEL_BYTES_MAX);
}

const char *sup__read_label_of(struct sup__reading *reading, const struct sup__json *node,
                               const char *name)
{
    return node != NULL ? sup__read_label(reading, node) : name;
}

const char *sup__read_text(struct sup__reading *reading, const struct sup__json *node,
                           size_t bytes_max)
{
    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return NULL;
    }
    if (node->bytes == 0 || node->bytes > bytes_max) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "this text has %zu bytes: 1 to %zu are allowed", node->bytes, bytes_max);
        return NULL;
    }
    if (sup__line_prefix(node->text, node->bytes) != node->bytes) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "this text has a line break or another control character");
        return NULL;
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

int sup__is_digit_alone(const char *number)
{
    size_t zeros = number[0] != '\0' && number[1] == '.' ? strspn(number + 2, "0") : 0;

    return number[0] >= '0' && number[0] <= '9' &&
           (number[1] == '\0' || (zeros != 0 && number[2 + zeros] == '\0'));
}

int32_t sup__read_bool(struct sup__reading *reading, const struct sup__json *node)
{
    if (node != NULL && node->type != SUP__JSON_TRUE && node->type != SUP__JSON_FALSE) {
        sup__problem(reading, SUP_MSG_POLICY_TYPE, node, "expected true or false, found %s",
                     sup__json_type_name(node->type));
    }
    return node != NULL && node->type == SUP__JSON_TRUE;
}

static int32_t choice(const char *text, const char *const *names, uint32_t count)
{
    for (uint32_t i = 0; text != NULL && i < count; i++) {
        if (strcmp(names[i], text) == 0) {
            return (int32_t)i;
        }
    }
    return -1;
}

int32_t sup__read_choice(struct sup__reading *reading, const struct sup__json *node,
                         const char *what, const char *const *names, uint32_t count)
{
    struct sup__candidates candidates = {names, count};
    char shown[SUP__SHOWN_SIZE];
    int32_t index;

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return -1;
    }
    index = choice(node->text, names, count);
    if (index >= 0) {
        return index;
    }
    return choice(sup__problem_unknown(reading, node, 0, candidates, "there is no %s \"%s\"", what,
                                       sup__shown(node->text, shown)),
                  names, count);
}

/* YYYY-MM-DD, a day of the calendar. */
static int parse_date(const struct sup__json *node, int64_t *end_ms)
{
    static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;
    char midnight[] = "YYYY-MM-DDT00:00:00Z";

    if (node->bytes != strlen("YYYY-MM-DD")) {
        return 0;
    }
    memcpy(midnight, node->text, node->bytes);
    if (!sup__time_parse(midnight, sizeof midnight - 1, end_ms)) {
        return 0;
    }
    *end_ms += DAY_MS;
    return 1;
}

const char *sup__read_date(struct sup__reading *reading, const struct sup__json *node,
                           int64_t *end_ms)
{
    char shown[SUP__SHOWN_SIZE];

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return NULL;
    }
    if (!parse_date(node, end_ms)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node, "\"%s\" is not a date such as 2026-12-31",
                     sup__shown(node->text, shown));
        return NULL;
    }
    return keep_text(reading, node->text, node->bytes);
}

/* What has no name has been told, and so has a list that could not be read: an unknown name that is
 * near to no other one may be of those. */
static int may_be_told(const struct sup__reading *reading, const char *text,
                       const struct sup__names *names)
{
    return (reading->has_unread_section && names->count == 0) ||
           (sup__names_find(names, "") >= 0 && sup__names_nearest(names, text) == NULL);
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
    if (index >= 0 || may_be_told(reading, text, names)) {
        return index;
    }
    return sup__names_find(names, sup__problem_unknown(reading, node, is_key, candidates,
                                                       "there is no %s \"%s\"", what,
                                                       sup__shown(text, shown)));
}

int32_t sup__read_optional(struct sup__reading *reading, const struct sup__json *node,
                           const char *what, const struct sup__names *names)
{
    return node != NULL ? sup__read_reference(reading, node, 0, what, names) : -1;
}
