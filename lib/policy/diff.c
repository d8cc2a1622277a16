/*
 * diff.c: two documents side by side.
 *
 * A walk over both trees at once. Objects are matched by their keys and lists of named things by
 * the names, so that moving a reason up changes an order and nothing else. On the way down the walk
 * keeps the words for where it is: reason "return", knowledge "kb-12", owner.
 */
#include "policy/diff.h"

#include <string.h>

#include "base/json_read.h"
#include "base/message.h"
#include "base/names.h"
#include "base/text.h"

enum { WORDS_SIZE = 256, POINTER_SIZE = 512, SHOWN_BYTES_MAX = 400 };

struct diff {
    struct sup__arena *keep;
    struct sup__arena *scratch;
    struct sup__buffer text; /* of the value that is being written */
    struct sup_policy_change *items;
    uint32_t count;
    uint32_t room;
    int is_out_of_memory;
};

/* Where the walk is, in words; `what` is the singular of a list's items. */
struct place {
    const char *words;
    const char *what;
};

/* What the items of a list are called; of other lists, "item". */
static const char *const singulars[][2] = {
    {"statuses", "status"},
    {"priorities", "priority"},
    {"channels", "channel"},
    {"identities", "kind of identity"},
    {"reasons", "reason"},
    {"teams", "team"},
    {"skills", "skill"},
    {"languages", "language"},
    {"segments", "segment"},
    {"fields", "field"},
    {"options", "option"},
    {"impacts", "impact"},
    {"urgencies", "urgency"},
    {"priority_rules", "priority rule"},
    {"routing", "routing rule"},
    {"sla", "SLA policy"},
    {"targets", "target"},
    {"miss_causes", "cause"},
    {"floors", "floor"},
    {"rules", "rule"},
    {"limits", "limit"},
    {"hold", "hold"},
    {"actions", "action"},
    {"agents", "agent"},
    {"required", "fact"},
    {"resolution", "signature"},
    {"to_leave", "piece of evidence"},
    {"to_resolve", "piece of evidence"},
    {"tags", "tag"},
    {"matrix", "row"},
    {"remedies", "remedy"},
    {"counts", "remedy"},
    {"rights", "right"},
    {"scorecard", "line"},
    {"exceptions", "exception"},
    {"intake", "field"},
    {"knowledge", "article"},
    {"may", "action"},
    {"roles", "role"},
    {"calendars", "calendar"},
    {"transitions", "transition from"},
    {"priority_matrix", "impact"},
};

static const char *singular_of(const char *key)
{
    for (size_t i = 0; key != NULL && i < sizeof singulars / sizeof singulars[0]; i++) {
        if (strcmp(singulars[i][0], key) == 0) {
            return singulars[i][1];
        }
    }
    return "item";
}

static void *scratch(struct diff *diff, size_t bytes)
{
    void *memory = sup__arena_alloc(diff->scratch, bytes);
    diff->is_out_of_memory |= memory == NULL;
    return memory;
}

static const char *keep_text(struct diff *diff, const char *text)
{
    char *copy = sup__arena_text(diff->keep, text, strlen(text));
    diff->is_out_of_memory |= copy == NULL;
    return copy;
}

/* ---- values ---- */

/* The value as JSON on one line. */
static void write_value(struct sup__buffer *out, const struct sup__json *node)
{
    static const char *const words[] = {"", "null", "false", "true"};
    int is_object = node->type == SUP__JSON_OBJECT;

    if (node->type <= SUP__JSON_TRUE) {
        sup__buffer_text(out, words[node->type]);
    } else if (node->type == SUP__JSON_NUMBER) {
        sup__buffer_text(out, node->text);
    } else if (node->type == SUP__JSON_TEXT) {
        sup__buffer_json_text(out, node->text, node->bytes);
    } else {
        sup__buffer_char(out, is_object ? '{' : '[');
        for (const struct sup__json *item = node->first; item != NULL; item = item->next) {
            if (is_object) {
                sup__buffer_json_text(out, item->key, strlen(item->key));
                sup__buffer_text(out, ": ");
            }
            write_value(out, item);
            sup__buffer_text(out, item->next != NULL ? ", " : "");
        }
        sup__buffer_char(out, is_object ? '}' : ']');
    }
}

/* The whole value, in scratch. */
static const char *value_of(struct diff *diff, const struct sup__json *node)
{
    char *copy = NULL;

    sup__buffer_clear(&diff->text);
    write_value(&diff->text, node);
    if (!diff->text.is_failed) {
        copy = sup__arena_text(diff->scratch, diff->text.data, diff->text.bytes);
    }
    diff->is_out_of_memory |= copy == NULL;
    return copy;
}

static int is_same(const struct sup__json *one, const struct sup__json *other)
{
    if (one->type != other->type || one->count != other->count) {
        return 0;
    }
    if (one->type == SUP__JSON_NUMBER || one->type == SUP__JSON_TEXT) {
        return strcmp(one->text, other->text) == 0;
    }
    const struct sup__json *match = other->first;
    for (const struct sup__json *item = one->first; item != NULL; item = item->next) {
        match = one->type == SUP__JSON_OBJECT ? sup__json_member(other, item->key) : match;
        if (match == NULL || !is_same(item, match)) {
            return 0;
        }
        match = match->next;
    }
    return 1;
}

/* ---- changes ---- */

static struct sup_policy_change *new_change(struct diff *diff)
{
    if (diff->count == diff->room) {
        uint32_t room = diff->room ? diff->room * 2 : 32;
        struct sup_policy_change *items =
            sup__arena_alloc(diff->keep, (size_t)room * sizeof *items);
        if (items == NULL) {
            diff->is_out_of_memory = 1;
            return NULL;
        }
        if (diff->count > 0) {
            memcpy(items, diff->items, diff->count * sizeof *items);
        }
        diff->items = items;
        diff->room = room;
    }
    return &diff->items[diff->count++];
}

/* A value as a sentence shows it, cut when long. */
static void show(char out[SHOWN_BYTES_MAX], const char *value)
{
    size_t bytes = strlen(value);
    size_t room = SHOWN_BYTES_MAX - 4;

    if (bytes < SHOWN_BYTES_MAX) {
        memcpy(out, value, bytes + 1);
    } else {
        memcpy(out, value, room);
        memcpy(out + sup__utf8_valid_prefix(out, room), "...", 4);
    }
}

/* "languages", but not "routing" or "currency". */
static int is_plural(const struct sup__json *node, const char *words)
{
    size_t bytes = strlen(words);

    return node->type >= SUP__JSON_LIST && bytes != 0 && words[bytes - 1] == 's';
}

/* `node` says where; `before` and `after` are values or NULL. */
static void add_change(struct diff *diff, int32_t kind, const struct sup__json *node,
                       const char *words, const char *before, const char *after)
{
    char pointer[POINTER_SIZE];
    char old_value[SHOWN_BYTES_MAX];
    char new_value[SHOWN_BYTES_MAX];
    char text[WORDS_SIZE + 2 * SHOWN_BYTES_MAX + 32];
    struct sup_policy_change *change = new_change(diff);

    if (change == NULL || diff->is_out_of_memory) {
        return;
    }
    show(old_value, before != NULL ? before : "");
    show(new_value, after != NULL ? after : "");
    if (kind == SUP_POLICY_CHANGED) {
        sup__format(text, sizeof text, "%s changes from %s to %s", words, old_value, new_value);
    } else if (kind == SUP_POLICY_MOVED) {
        sup__format(text, sizeof text, "the order of %s becomes %s", words, new_value);
    } else {
        sup__format(text, sizeof text, "%s %s %s", words, is_plural(node, words) ? "are" : "is",
                    kind == SUP_POLICY_ADDED ? "new" : "gone");
    }
    sup__json_pointer(node, pointer, sizeof pointer);
    change->kind = kind;
    change->pointer = keep_text(diff, pointer);
    change->text = keep_text(diff, text);
    change->before = before != NULL ? keep_text(diff, before) : NULL;
    change->after = after != NULL ? keep_text(diff, after) : NULL;
}

/* ---- the walk ---- */

static void compare(struct diff *diff, const struct place *place, const struct sup__json *from,
                    const struct sup__json *to);

/* "reason \"return\"" in scratch: the words for where the walk is, one step further down. */
static const char *step(struct diff *diff, const char *words, const char *what, const char *name)
{
    char text[WORDS_SIZE];

    if (what == NULL) {
        sup__format(text, sizeof text, "%s%s%s", words, words[0] ? ", " : "", name);
    } else {
        sup__format(text, sizeof text, "%s%s%s \"%s\"", words, words[0] ? ", " : "", what, name);
    }
    char *copy = sup__arena_text(diff->scratch, text, strlen(text));
    diff->is_out_of_memory |= copy == NULL;
    return copy != NULL ? copy : "";
}

static void compare_member(struct diff *diff, const struct place *place,
                           const struct sup__json *from, const struct sup__json *to)
{
    const struct sup__json *node = to != NULL ? to : from;
    struct place inner = {step(diff, place->words, place->what, node->key), NULL};

    if (from == NULL) {
        add_change(diff, SUP_POLICY_ADDED, to, inner.words, NULL, value_of(diff, to));
    } else if (to == NULL) {
        add_change(diff, SUP_POLICY_REMOVED, from, inner.words, value_of(diff, from), NULL);
    } else if (!is_same(from, to)) {
        compare(diff, &inner, from, to);
    }
}

static int is_section(const struct sup__json *node)
{
    return node->parent != NULL && node->parent->parent == NULL;
}

/* Free keys (roles, calendars, transitions) are names of things, which may be called like a
 * section themselves; others are members. */
static int has_free_keys(const struct sup__json *object)
{
    return is_section(object) && strcmp(singular_of(object->key), "item") != 0;
}

static void compare_objects(struct diff *diff, const struct place *place,
                            const struct sup__json *from, const struct sup__json *to)
{
    int is_named = has_free_keys(to);
    struct place inner = {is_named ? "" : place->words, is_named ? singular_of(to->key) : NULL};

    for (const struct sup__json *old = from->first; old != NULL; old = old->next) {
        if (sup__json_member(to, old->key) == NULL) {
            compare_member(diff, &inner, old, NULL);
        }
    }
    for (const struct sup__json *member = to->first; member != NULL; member = member->next) {
        compare_member(diff, &inner, sup__json_member(from, member->key), member);
    }
}

/* What makes an item the same item: its name, else what a target or a limit is for, else all. */
static const char *identity_of(struct diff *diff, const struct sup__json *item)
{
    static const char *const members[] = {"metric", "channel", "priority"};
    static const char *const kinds[] = {"", "channel ", "priority "};
    const struct sup__json *name = sup__json_member(item, "name");
    char text[WORDS_SIZE] = "";

    if (item->type == SUP__JSON_TEXT) {
        return item->text;
    }
    if (name != NULL && name->type == SUP__JSON_TEXT) {
        return name->text;
    }
    if (sup__json_member(item, "within") == NULL && sup__json_member(item, "metric") == NULL) {
        return value_of(diff, item);
    }
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const struct sup__json *member = sup__json_member(item, members[i]);

        if (member != NULL && member->type == SUP__JSON_TEXT) {
            size_t at = strlen(text);

            sup__format(text + at, sizeof text - at, "%s%s%s", at ? " " : "", kinds[i],
                        member->text);
        }
    }
    const char *words = text[0] != '\0' ? text : "any";
    char *copy = sup__arena_text(diff->scratch, words, strlen(words));
    diff->is_out_of_memory |= copy == NULL;
    return copy;
}

struct items {
    struct sup__names names;
    const struct sup__json **nodes;
};

static int list_items(struct diff *diff, const struct sup__json *list, struct items *items)
{
    const char **names = scratch(diff, list->count * sizeof *names);
    uint32_t count = 0;

    items->nodes = scratch(diff, list->count * sizeof *items->nodes);
    if (names == NULL || items->nodes == NULL) {
        return 0;
    }
    for (const struct sup__json *item = list->first; item != NULL; item = item->next) {
        names[count] = identity_of(diff, item);
        items->nodes[count++] = item;
    }
    if (diff->is_out_of_memory ||
        !sup__names_index(&items->names, diff->scratch, diff->scratch, names, count)) {
        diff->is_out_of_memory = 1;
        return 0;
    }
    return 1;
}

/* A text stands for an object that has only this name. */
static void compare_items(struct diff *diff, const struct place *place,
                          const struct sup__json *from, const struct sup__json *to)
{
    struct sup__json named = {.type = SUP__JSON_OBJECT};
    struct sup__json name;
    const struct sup__json *text = from->type == SUP__JSON_TEXT ? from : to;

    if (from->type == to->type || text->type != SUP__JSON_TEXT) {
        compare(diff, place, from, to);
        return;
    }
    name = *text;
    name.key = "name";
    name.next = NULL;
    named.first = &name;
    named.last = &name;
    named.count = 1;
    compare(diff, place, text == from ? &named : from, text == to ? &named : to);
}

/* The names that both lists have, in the order of the one; for the sentence about the order. */
static int is_reordered(const struct items *from, const struct items *to)
{
    int32_t last = -1;

    for (uint32_t i = 0; i < to->names.count; i++) {
        int32_t index = sup__names_find(&from->names, to->names.names[i]);

        if (index >= 0 && index < last) {
            return 1;
        }
        last = index >= 0 ? index : last;
    }
    return 0;
}

static void tell_order(struct diff *diff, const struct place *place, const struct sup__json *list,
                       const struct items *items)
{
    char *copy;

    sup__buffer_clear(&diff->text);
    for (uint32_t i = 0; i < items->names.count; i++) {
        sup__buffer_text(&diff->text, i ? ", " : "");
        sup__buffer_text(&diff->text, items->names.names[i]);
    }
    copy = diff->text.is_failed ? NULL
                                : sup__arena_text(diff->scratch, diff->text.data, diff->text.bytes);
    diff->is_out_of_memory |= copy == NULL;
    if (copy != NULL) {
        add_change(diff, SUP_POLICY_MOVED, list, place->words, NULL, copy);
    }
}

static int is_in(const struct sup__json *node, const char *section)
{
    const struct sup__json *above = node->parent;

    while (above != NULL && !is_section(above)) {
        above = above->parent;
    }
    return above != NULL && strcmp(above->key, section) == 0;
}

/* What may be done, where a ticket may go, when somebody is there, of what a figure is and most of
 * what a floor has is the same in any order. */
static int has_order(const struct sup__json *list)
{
    if (is_in(list, "floors")) {
        return list->key != NULL &&
               (strcmp(list->key, "limits") == 0 || strcmp(list->key, "targets") == 0);
    }
    if (is_in(list, "kpi")) {
        return list->key != NULL && strcmp(list->key, "scorecard") == 0;
    }
    return !is_in(list, "transitions") && !is_in(list, "calendars") &&
           (list->key == NULL || strcmp(list->key, "may") != 0);
}

static void compare_lists(struct diff *diff, const struct place *place,
                          const struct sup__json *from, const struct sup__json *to)
{
    const char *what = is_in(to, "transitions") ? "to" : singular_of(to->key);
    const char *above = to->parent != NULL && to->parent->parent != NULL ? place->words : "";
    struct items old_items;
    struct items new_items;

    if (!list_items(diff, from, &old_items) || !list_items(diff, to, &new_items)) {
        return;
    }
    for (uint32_t i = 0; i < old_items.names.count; i++) {
        const char *name = old_items.names.names[i];

        if (sup__names_find(&new_items.names, name) < 0) {
            add_change(diff, SUP_POLICY_REMOVED, old_items.nodes[i], step(diff, above, what, name),
                       value_of(diff, old_items.nodes[i]), NULL);
        }
    }
    for (uint32_t i = 0; i < new_items.names.count; i++) {
        const char *name = new_items.names.names[i];
        int32_t index = sup__names_find(&old_items.names, name);
        struct place inner = {step(diff, above, what, name), NULL};

        if (index < 0) {
            add_change(diff, SUP_POLICY_ADDED, new_items.nodes[i], inner.words, NULL,
                       value_of(diff, new_items.nodes[i]));
        } else if (!is_same(old_items.nodes[index], new_items.nodes[i])) {
            compare_items(diff, &inner, old_items.nodes[index], new_items.nodes[i]);
        }
    }
    if (has_order(to) && is_reordered(&old_items, &new_items)) {
        tell_order(diff, place, to, &new_items);
    }
}

/* A condition is one thing: its parts have no meaning of their own. */
static int is_whole(const struct sup__json *node)
{
    return node->key != NULL && strcmp(node->key, "when") == 0;
}

static void compare(struct diff *diff, const struct place *place, const struct sup__json *from,
                    const struct sup__json *to)
{
    if (diff->is_out_of_memory) {
        return;
    }
    if (from->type == to->type && !is_whole(to) && to->type == SUP__JSON_OBJECT) {
        compare_objects(diff, place, from, to);
    } else if (from->type == to->type && !is_whole(to) && to->type == SUP__JSON_LIST) {
        compare_lists(diff, place, from, to);
    } else {
        add_change(diff, SUP_POLICY_CHANGED, to, place->words, value_of(diff, from),
                   value_of(diff, to));
    }
}

int32_t sup__policy_diff(struct sup__arena *arena, const char *from, const char *to,
                         struct sup_policy_change **changes, uint32_t *count,
                         struct sup_error *error)
{
    const struct place top = {"", NULL};
    struct sup__arena working;
    struct sup__json *old_root = NULL;
    struct sup__json *new_root = NULL;
    struct diff diff = {.keep = arena, .scratch = &working};
    int32_t rc;

    sup__arena_init(&working, &arena->mem);
    sup__buffer_init(&diff.text, &arena->mem);
    rc = sup__json_parse(&working, &sup__json_policy_limits, from, strlen(from), &old_root, error);
    if (rc == SUP_OK) {
        rc = sup__json_parse(&working, &sup__json_policy_limits, to, strlen(to), &new_root, error);
    }
    if (rc == SUP_OK && !is_same(old_root, new_root)) {
        compare(&diff, &top, old_root, new_root);
    }
    if (rc == SUP_OK && diff.is_out_of_memory) {
        rc = sup__fail(error, SUP_MSG_NOMEM, NULL, "no memory to compare two policies");
    }
    sup__buffer_free(&diff.text);
    sup__arena_free(&working);
    *changes = rc == SUP_OK ? diff.items : NULL;
    *count = rc == SUP_OK ? diff.count : 0;
    return rc;
}

/* ---- the same or not ---- */

struct apart {
    const char *const *pointers;
    uint32_t count;
};

enum { NOT_APART, APART, APART_IN_PARTS };

static int apart_of(const struct apart *apart, const struct sup__json *node)
{
    char pointer[POINTER_SIZE];
    int found = NOT_APART;

    sup__json_pointer(node, pointer, sizeof pointer);
    for (uint32_t i = 0; i < apart->count; i++) {
        size_t bytes = strlen(pointer);

        if (strcmp(apart->pointers[i], pointer) == 0) {
            return APART;
        }
        if (strncmp(apart->pointers[i], pointer, bytes) == 0 && apart->pointers[i][bytes] == '/') {
            found = APART_IN_PARTS;
        }
    }
    return found;
}

static int same_members(const struct apart *apart, const struct sup__json *one,
                        const struct sup__json *other, int with_common);

/* A section of which parts are apart is the same as none where it has only these. */
static int same_member(const struct apart *apart, const struct sup__json *node,
                       const struct sup__json *match, int with_common)
{
    static const struct sup__json nothing = {.type = SUP__JSON_OBJECT};
    int found = apart_of(apart, node);

    if (found == APART || (match != NULL && !with_common)) {
        return 1;
    }
    if (found == APART_IN_PARTS && node->type == SUP__JSON_OBJECT) {
        match = match != NULL ? match : &nothing;
        return same_members(apart, node, match, 1) && same_members(apart, match, node, 0);
    }
    return match != NULL && is_same(node, match);
}

static int same_members(const struct apart *apart, const struct sup__json *one,
                        const struct sup__json *other, int with_common)
{
    for (const struct sup__json *node = one->first; node != NULL; node = node->next) {
        if (!same_member(apart, node, sup__json_member(other, node->key), with_common)) {
            return 0;
        }
    }
    return 1;
}

int32_t sup__policy_same(struct sup__arena *arena, const char *from, const char *to,
                         const char *const *apart, uint32_t apart_count, int *same,
                         struct sup_error *error)
{
    const struct apart parts = {apart, apart_count};
    struct sup__arena working;
    struct sup__json *old_root = NULL;
    struct sup__json *new_root = NULL;
    int32_t rc;

    sup__arena_init(&working, &arena->mem);
    rc = sup__json_parse(&working, &sup__json_policy_limits, from, strlen(from), &old_root, error);
    if (rc == SUP_OK) {
        rc = sup__json_parse(&working, &sup__json_policy_limits, to, strlen(to), &new_root, error);
    }
    *same = rc == SUP_OK && same_members(&parts, old_root, new_root, 1) &&
            same_members(&parts, new_root, old_root, 0);
    sup__arena_free(&working);
    return rc;
}
