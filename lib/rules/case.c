/*
 * case.c: the facts of a case from JSON, as `policy.test` and the rule editors give them.
 */
#include "rules/compiling.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

enum { FACT_NAME_SIZE = 256 };

struct case_reader {
    struct sup__arena *arena;
    const struct sup__facts *facts;
    struct sup__telling telling;
    struct sup__slot *slots;
    uint8_t *is_said; /* by fact: it was there, even as null */
    int is_out_of_memory;
};

static struct sup__type type_of(int32_t kind, const struct sup__fact *fact)
{
    return (struct sup__type){
        .kind = (uint8_t)kind, .scale = (uint8_t)fact->scale, .domain = fact->domain};
}

static int is_in_range(const struct sup__fact *fact, int64_t number)
{
    return (fact->low == 0 && fact->high == 0) || (number >= fact->low && number <= fact->high);
}

/* The ends of a range are whole numbers. */
static void tell_range(struct case_reader *reader, const struct sup__fact *fact, const char *name,
                       const struct sup__json *json)
{
    int64_t unit = 1;

    if (fact->high == INT64_MAX) {
        sup__tell(&reader->telling, SUP_MSG_CASE_VALUE, json, "%s is at least %" PRId64, name,
                  fact->low);
        return;
    }
    for (uint32_t i = 0; i < fact->scale; i++) {
        unit *= 10;
    }
    sup__tell(&reader->telling, SUP_MSG_CASE_VALUE, json, "%s is from %" PRId64 " to %" PRId64,
              name, fact->low / unit, fact->high / unit);
}

/* A value that is not a list. 0 after a problem. */
static int read_value(struct case_reader *reader, const struct sup__fact *fact, int32_t kind,
                      const char *name, const struct sup__json *json, struct sup__slot *slot)
{
    struct sup__type type = type_of(kind, fact);

    if (!sup__value_read(&reader->telling, reader->facts, json, name, &type, slot)) {
        return 0;
    }
    if (kind == SUP__FACT_NUMBER &&
        (type.scale > fact->scale ||
         !sup__scale_up(slot->number, fact->scale - type.scale, &slot->number))) {
        sup__tell(&reader->telling, SUP_MSG_CASE_VALUE, json,
                  type.scale > fact->scale ? "%s has at most %d decimals"
                                           : "this number is too large for %s with %d decimals",
                  name, (int)fact->scale);
        return 0;
    }
    if (!is_in_range(fact, slot->number)) {
        tell_range(reader, fact, name, json);
        return 0;
    }
    if (kind == SUP__FACT_TEXT && slot->extra > SUP__FACT_TEXT_BYTES_MAX) {
        sup__tell(&reader->telling, SUP_MSG_CASE_VALUE, json, "%s has more than %d bytes", name,
                  SUP__FACT_TEXT_BYTES_MAX);
        return 0;
    }
    if (kind == SUP__FACT_TEXT) {
        slot->data = sup__arena_text(reader->arena, slot->data, slot->extra);
        reader->is_out_of_memory |= slot->data == NULL;
    }
    return !reader->is_out_of_memory;
}

static void tell_field(struct case_reader *reader, const struct sup__fact *list,
                       const struct sup__json *member)
{
    const char **names = sup__arena_take(reader->arena, list->field_count * sizeof(const char *));

    if (names == NULL) {
        reader->is_out_of_memory = 1;
        return;
    }
    for (uint32_t i = 0; i < list->field_count; i++) {
        names[i] = list->fields[i].name;
    }
    sup__tell_name(&reader->telling, SUP_MSG_RULE_FACT, member, 1,
                   sup__nearest(member->key, names, list->field_count),
                   "the items of %s have no field \"%.64s\"", list->name, member->key);
}

/* The fields of a record, each into its slot; what is null or not there is not given. */
static void read_record(struct case_reader *reader, const struct sup__fact *list,
                        const struct sup__json *json, struct sup__slot *slots)
{
    if (json->type != SUP__JSON_OBJECT) {
        sup__tell(&reader->telling, SUP_MSG_CASE_VALUE, json, "an item of %s is an object",
                  list->name);
        return;
    }
    for (const struct sup__json *member = json->first; member != NULL; member = member->next) {
        uint32_t i = 0;

        while (i < list->field_count && strcmp(list->fields[i].name, member->key) != 0) {
            i++;
        }
        if (i == list->field_count) {
            tell_field(reader, list, member);
        } else if (member->type != SUP__JSON_NULL) {
            (void)read_value(reader, &list->fields[i], list->fields[i].type, list->fields[i].name,
                             member, &slots[i]);
        }
    }
}

static void read_list(struct case_reader *reader, const struct sup__fact *fact,
                      const struct sup__json *json, struct sup__slot *slot)
{
    size_t width = fact->item_type == SUP__FACT_RECORD ? fact->field_count : 1;
    struct sup__slot *items;

    if (json->type != SUP__JSON_LIST || json->count > SUP__FACT_ITEMS_MAX) {
        sup__tell(&reader->telling, SUP_MSG_CASE_VALUE, json,
                  json->type != SUP__JSON_LIST ? "%s is a list" : "%s has more than %d items",
                  fact->name, SUP__FACT_ITEMS_MAX);
        return;
    }
    items = sup__arena_alloc(reader->arena, json->count * width * sizeof *items);
    if (items == NULL) {
        reader->is_out_of_memory = 1;
        return;
    }
    *slot = (struct sup__slot){json->count, items, 0, 1};
    for (const struct sup__json *item = json->first; item != NULL; item = item->next) {
        if (fact->item_type == SUP__FACT_RECORD) {
            read_record(reader, fact, item, items);
        } else {
            (void)read_value(reader, fact, fact->item_type, fact->name, item, items);
        }
        items += width;
    }
}

static void read_fact(struct case_reader *reader, int32_t index, const struct sup__json *json)
{
    const struct sup__fact *fact = &reader->facts->items[index];

    if (reader->is_said[index]) {
        sup__tell_name(&reader->telling, SUP_MSG_CASE_VALUE, json, 1, NULL, "%s is there twice",
                       fact->name);
        return;
    }
    reader->is_said[index] = 1;
    if (json->type == SUP__JSON_NULL) {
        return;
    }
    if (fact->type == SUP__FACT_LIST) {
        read_list(reader, fact, json, &reader->slots[index]);
    } else {
        (void)read_value(reader, fact, fact->type, fact->name, json, &reader->slots[index]);
    }
}

/* 1 when there are facts whose names begin with `name` and a point. */
static int has_facts_below(const struct sup__facts *facts, const char *name)
{
    size_t bytes = strlen(name);

    for (uint32_t i = 0; i < facts->names.count; i++) {
        if (strncmp(facts->names.names[i], name, bytes) == 0 &&
            facts->names.names[i][bytes] == '.') {
            return 1;
        }
    }
    return 0;
}

/* What stands before the point in the name of a fact, the nearest to `name`; NULL: none is. */
static const char *nearest_group(struct case_reader *reader, const char *name)
{
    const struct sup__names *facts = &reader->facts->names;
    const char **groups = sup__arena_take(reader->arena, facts->count * sizeof(const char *));
    uint32_t count = 0;

    for (uint32_t i = 0; groups != NULL && i < facts->count; i++) {
        size_t bytes = strcspn(facts->names[i], ".");

        if (facts->names[i][bytes] == '.') {
            groups[count] = sup__arena_text(reader->arena, facts->names[i], bytes);
            reader->is_out_of_memory |= groups[count] == NULL;
            if (reader->is_out_of_memory) {
                return NULL;
            }
            count++;
        }
    }
    reader->is_out_of_memory |= groups == NULL;
    return groups != NULL ? sup__nearest(name, groups, count) : NULL;
}

static void tell_unknown(struct case_reader *reader, const struct sup__json *member,
                         const char *name)
{
    const char *nearest = member->type == SUP__JSON_OBJECT
                              ? nearest_group(reader, name)
                              : sup__names_nearest(&reader->facts->names, name);

    sup__tell_name(&reader->telling, SUP_MSG_RULE_FACT, member, 1, nearest,
                   "there is no fact \"%.64s\"", name);
}

static void read_members(struct case_reader *reader, const char *prefix,
                         const struct sup__json *object)
{
    for (const struct sup__json *member = object->first;
         member != NULL && !reader->is_out_of_memory; member = member->next) {
        char name[FACT_NAME_SIZE];
        int32_t index;

        sup__format(name, sizeof name, "%s%s%s", prefix, prefix[0] != '\0' ? "." : "", member->key);
        index = sup__names_find(&reader->facts->names, name);
        if (index >= 0) {
            read_fact(reader, index, member);
        } else if ((member->type == SUP__JSON_OBJECT || member->type == SUP__JSON_NULL) &&
                   has_facts_below(reader->facts, name)) {
            read_members(reader, name, member); /* null: nothing below it is given */
        } else {
            tell_unknown(reader, member, name);
        }
    }
}

int sup__case_read(struct sup__arena *arena, const struct sup__facts *facts,
                   const struct sup__json *root, const struct sup__rule_listener *listener,
                   struct sup__slot **slots)
{
    uint32_t count = facts->names.count;
    struct case_reader reader = {.arena = arena, .facts = facts, .telling = {listener, 0}};

    reader.slots = sup__arena_alloc(arena, count * sizeof *reader.slots);
    reader.is_said = sup__arena_alloc(arena, count);
    if (reader.slots == NULL || reader.is_said == NULL) {
        return -1;
    }
    if (root->type != SUP__JSON_OBJECT) {
        sup__tell(&reader.telling, SUP_MSG_CASE_VALUE, root,
                  "a case is an object, such as {\"ticket\": {\"priority\": \"high\"}}");
        return 0;
    }
    read_members(&reader, "", root);
    if (reader.is_out_of_memory) {
        return -1;
    }
    *slots = reader.slots;
    return reader.telling.error_count == 0;
}
