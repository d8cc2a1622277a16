/*
 * import_pointer.c: pointers are split once, then followed.
 */
#include "import_pointer.h"

#include <string.h>

/* ~1 is a slash and ~0 a tilde. @return 0 for another ~ */
static int unescape(char *name)
{
    char *out = name;
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '~') {
            at++;
            if (*at != '0' && *at != '1') {
                return 0;
            }
            *out++ = *at == '0' ? '~' : '/';
        } else {
            *out++ = *at;
        }
    }
    *out = '\0';
    return 1;
}

int pointer_read(struct arena *arena, const char *text, struct pointer *pointer)
{
    size_t count = 0;
    if (*text != '\0' && *text != '/') {
        return 0;
    }
    for (const char *at = text; *at != '\0'; at++) {
        count += *at == '/';
    }
    const char **names = arena_take(arena, (count + 1) * sizeof *names);
    const char *at = text;
    for (size_t i = 0; i < count && names != NULL; i++) {
        size_t bytes = strcspn(at + 1, "/");
        char *name = arena_copy(arena, at + 1, bytes);
        if (name == NULL || !unescape(name)) {
            return 0;
        }
        names[i] = name;
        at += bytes + 1;
    }
    *pointer = (struct pointer){arena_copy(arena, text, strlen(text)), names, count};
    return pointer->text != NULL && names != NULL;
}

/* An item by its number from 0, which has no leading zeros. */
static const struct json_value *find_item(const struct json_value *list, const char *name)
{
    size_t number = 0, bytes = strspn(name, "0123456789");
    if (bytes == 0 || bytes > 9 || name[bytes] != '\0' || (name[0] == '0' && bytes > 1)) {
        return NULL;
    }
    for (; *name != '\0'; name++) {
        number = number * 10 + (size_t)(*name - '0');
    }
    const struct json_value *item = list->first;
    while (item != NULL && number > 0) {
        item = item->next;
        number--;
    }
    return item;
}

static const struct json_value *step(const struct json_value *from, const char *name)
{
    return from->type == JSON_OBJECT ? json_member(from, name)
           : from->type == JSON_LIST ? find_item(from, name)
                                     : NULL;
}

const struct json_value *pointer_find(const struct pointer *pointer, const struct json_value *from)
{
    for (size_t i = 0; i < pointer->count && from != NULL; i++) {
        from = step(from, pointer->names[i]);
    }
    return from;
}

static int add_item(struct arena *arena, struct pointer_items *out, const struct json_value *item)
{
    if (item->type == JSON_NULL) {
        return 1;
    }
    if (out->count == out->room) {
        size_t room = out->room > 0 ? out->room * 2 : 16;
        const struct json_value **items = arena_take(arena, room * sizeof *items);
        if (items == NULL) {
            return 0;
        }
        if (out->count > 0) {
            memcpy(items, out->items, out->count * sizeof *items);
        }
        out->items = items;
        out->room = room;
    }
    out->items[out->count++] = item;
    return 1;
}

static int add_list(struct arena *arena, struct pointer_items *out, const struct json_value *from)
{
    int is_fine = 1;
    if (from->type != JSON_LIST) {
        return add_item(arena, out, from);
    }
    for (const struct json_value *item = from->first; item != NULL && is_fine; item = item->next) {
        is_fine = add_item(arena, out, item);
    }
    return is_fine;
}

/* One `*` after another: the values that the names before it lead to are spread. */
int pointer_all(struct arena *arena, const struct pointer *pointer, const struct json_value *from,
                struct pointer_items *out)
{
    struct pointer_items now = {0};
    int is_fine = add_item(arena, &now, from);
    for (size_t i = 0; i < pointer->count && is_fine; i++) {
        struct pointer_items next = {0};
        int is_all = strcmp(pointer->names[i], "*") == 0;
        for (size_t k = 0; k < now.count && is_fine; k++) {
            const struct json_value *value =
                is_all ? now.items[k] : step(now.items[k], pointer->names[i]);
            if (value != NULL && !(is_all && value->type != JSON_LIST)) {
                is_fine = is_all ? add_list(arena, &next, value) : add_item(arena, &next, value);
            }
        }
        now = next;
    }
    *out = (struct pointer_items){0};
    for (size_t k = 0; k < now.count && is_fine; k++) {
        is_fine = add_list(arena, out, now.items[k]);
    }
    return is_fine;
}
