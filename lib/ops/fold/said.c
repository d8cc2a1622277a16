/*
 * said.c: the latest by date wins, of the shop's words before others'.
 */
#include "ops/fold/said.h"

#include <string.h>

static const char *text_of(const char *text)
{
    return text ? text : "";
}

/* The source's ids are often numbers: a longer one is later. */
static int compare_ids(const char *one, const char *other)
{
    size_t bytes = strlen(one);
    size_t others = strlen(other);
    return bytes != others ? (bytes > others) - (bytes < others) : strcmp(one, other);
}

int sup__said_compare(const struct sup__said *one, const struct sup__said *other)
{
    if (one->is_shops != other->is_shops) {
        return one->is_shops < other->is_shops ? -1 : 1;
    }
    if (one->at_ms != other->at_ms) {
        return one->at_ms < other->at_ms ? -1 : 1;
    }
    int order = compare_ids(text_of(one->source), text_of(other->source));
    if (order == 0) {
        order = strcmp(text_of(one->value), text_of(other->value));
    }
    return order ? order : strcmp(text_of(one->system), text_of(other->system));
}

uint32_t sup__said_take(struct sup__said *items, uint32_t count, const struct sup__said *said)
{
    uint32_t i = 0;
    while (i < count && strcmp(items[i].name, said->name) != 0) {
        i++;
    }
    if (i == count || sup__said_compare(said, &items[i]) > 0) {
        items[i] = *said;
        items[i].is_changed = 1;
    }
    return i == count ? count + 1 : count;
}

int sup__said_is_changed(const struct sup__said *items, uint32_t count)
{
    int is_changed = 0;
    for (uint32_t i = 0; i < count; i++) {
        is_changed |= items[i].is_changed;
    }
    return is_changed;
}
