/*
 * members.c: objects with known members, and lists of things that have names.
 */
#include "policy/reading.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

static uint32_t member_index(const struct sup__member *members, uint32_t count, const char *name)
{
    uint32_t i = 0;

    while (i < count && strcmp(members[i].name, name) != 0) {
        i++;
    }
    return i;
}

/* A member that nobody knows is reported, and then taken for the nearest one if that is absent. */
static void unknown_member(struct sup__reading *reading, const struct sup__json *node,
                           const struct sup__member *members, uint32_t count,
                           const struct sup__json **found)
{
    const char *names[SUP__MEMBERS_MAX];
    struct sup__candidates candidates = {names, count};
    char shown[SUP__SHOWN_SIZE];
    const char *nearest;

    for (uint32_t i = 0; i < count; i++) {
        names[i] = members[i].name;
    }
    nearest = sup__problem_unknown(reading, node, 1, candidates, "there is no member \"%s\" here",
                                   sup__shown(node->key, shown));
    if (nearest != NULL) {
        uint32_t i = member_index(members, count, nearest);

        found[i] = found[i] == NULL ? node : found[i];
    }
}

void sup__read_members(struct sup__reading *reading, const struct sup__json *object,
                       const struct sup__member *members, uint32_t count,
                       const struct sup__json **found)
{
    assert(count <= SUP__MEMBERS_MAX);
    memset(found, 0, count * sizeof *found);
    if (!sup__read_type(reading, object, SUP__JSON_OBJECT)) {
        return;
    }
    for (const struct sup__json *node = object->first; node != NULL; node = node->next) {
        uint32_t i = member_index(members, count, node->key);

        if (i < count) {
            found[i] = node;
        }
    }
    for (const struct sup__json *node = object->first; node != NULL; node = node->next) {
        if (member_index(members, count, node->key) == count) {
            unknown_member(reading, node, members, count, found);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        if (found[i] == NULL && members[i].is_required) {
            sup__problem(reading, SUP_MSG_POLICY_MISSING, object, "\"%s\" is missing",
                         members[i].name);
        } else if (found[i] != NULL && members[i].type != 0 &&
                   !sup__read_type(reading, found[i], members[i].type)) {
            found[i] = NULL;
        }
    }
}

static int entries_begin(struct sup__reading *reading, const struct sup__json *container,
                         const char *what, uint32_t count_max, uint32_t member_count,
                         struct sup__entries *entries)
{
    size_t count = container->count;

    if (count > count_max) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, container,
                     "%zu entries of the kind %s are too many: %u are allowed", count, what,
                     (unsigned)count_max);
    }
    memset(entries, 0, sizeof *entries);
    entries->member_count = member_count;
    entries->nodes = sup__scratch(reading, count * sizeof *entries->nodes);
    entries->found = sup__scratch(reading, count * member_count * sizeof *entries->found);
    return entries->nodes != NULL && entries->found != NULL;
}

static int entries_end(struct sup__reading *reading, const char *const *names, uint32_t count,
                       struct sup__entries *entries)
{
    if (!sup__names_index(&entries->names, &reading->policy->arena, reading->scratch, names,
                          count)) {
        reading->is_out_of_memory = 1;
        return 0;
    }
    return 1;
}

static void check_duplicates(struct sup__reading *reading, const char *what,
                             const struct sup__entries *entries)
{
    for (uint32_t i = 0; i < entries->names.count; i++) {
        const char *name = entries->names.names[i];
        char shown[SUP__SHOWN_SIZE];

        if (name[0] != '\0' && sup__names_find(&entries->names, name) != (int32_t)i) {
            sup__problem(reading, SUP_MSG_POLICY_DUPLICATE,
                         entries->found[(size_t)i * entries->member_count],
                         "the %s \"%s\" is there already", what, sup__shown(name, shown));
        }
    }
}

static int is_name_enough(const struct sup__member *members, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        if (members[i].is_required) {
            return 0;
        }
    }
    return 1;
}

/* A text where an object is needed is reported, and then taken for the name of the object. */
static void read_item(struct sup__reading *reading, const struct sup__json *item,
                      const struct sup__member *members, uint32_t member_count,
                      const struct sup__json **found)
{
    memset(found, 0, member_count * sizeof *found);
    if (item->type == SUP__JSON_OBJECT || !is_name_enough(members, member_count)) {
        sup__read_members(reading, item, members, member_count, found);
        found[0] = item->type == SUP__JSON_TEXT && sup__is_code(item->text) ? item : found[0];
    } else if (item->type == SUP__JSON_TEXT) {
        found[0] = item;
    } else {
        sup__problem(reading, SUP_MSG_POLICY_TYPE, item, "expected text or object, found %s",
                     sup__json_type_name(item->type));
    }
}

static const char *read_name(struct sup__reading *reading, const struct sup__entry_kind *kind,
                             const struct sup__json *node)
{
    const char *name = NULL;

    if (node != NULL) {
        name = kind->read_name != NULL ? kind->read_name(reading, node)
                                       : sup__read_code(reading, node, 0);
    }
    return name != NULL ? name : "";
}

int sup__read_entries(struct sup__reading *reading, const struct sup__json *list,
                      const struct sup__entry_kind *kind, struct sup__entries *entries)
{
    const char **names;
    uint32_t count = 0;

    if (!entries_begin(reading, list, kind->what, kind->count_max, kind->member_count, entries)) {
        return 0;
    }
    names = sup__keep(reading, list->count * sizeof *names);
    if (names == NULL) {
        return 0;
    }
    for (const struct sup__json *item = list->first; item != NULL; item = item->next) {
        const struct sup__json **found = entries->found + (size_t)count * kind->member_count;

        read_item(reading, item, kind->members, kind->member_count, found);
        names[count] = read_name(reading, kind, found[0]);
        entries->nodes[count++] = item;
    }
    if (reading->is_out_of_memory || !entries_end(reading, names, count, entries)) {
        return 0;
    }
    check_duplicates(reading, kind->what, entries);
    return 1;
}

int sup__read_keys(struct sup__reading *reading, const struct sup__json *object, const char *what,
                   uint32_t count_max, struct sup__entries *entries)
{
    const char **names;
    uint32_t count = 0;

    if (!entries_begin(reading, object, what, count_max, 0, entries)) {
        return 0;
    }
    names = sup__keep(reading, object->count * sizeof *names);
    if (names == NULL) {
        return 0;
    }
    for (const struct sup__json *node = object->first; node != NULL; node = node->next) {
        names[count] = sup__read_code(reading, node, 1);
        if (names[count] != NULL) {
            entries->nodes[count++] = node;
        }
    }
    return !reading->is_out_of_memory && entries_end(reading, names, count, entries);
}
