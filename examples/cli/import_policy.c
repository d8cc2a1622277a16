/*
 * import_policy.c: reads the lists of the policy document, and puts names into it by place.
 */
#include "import_policy.h"

#include <string.h>

#include "import_json.h"
#include "json_out.h"
#include "width.h"

enum { LABEL_BYTES_MAX = 200 };

static const char *const list_names[LIST_COUNT] = {"statuses", "priorities", "channels", "reasons",
                                                   "teams"};
static const char *const categories[] = {"new", "open", "pending", "on_hold", "solved", "closed"};

const char *policy_list_name(enum policy_list list)
{
    return list_names[list];
}

static int64_t category_of(const struct json_value *item)
{
    const struct json_value *category =
        item->type == JSON_OBJECT ? json_member(item, "category") : NULL;
    for (int i = 0; category != NULL && i < SUP_CATEGORY_CLOSED; i++) {
        if (strcmp(categories[i], category->text) == 0) {
            return i + 1;
        }
    }
    return 0;
}

static const char *name_of(const struct json_value *item)
{
    const struct json_value *name = item->type == JSON_OBJECT ? json_member(item, "name") : item;
    return name != NULL && name->type == JSON_TEXT ? name->text : "";
}

/* Keep the names of a list; the answer is the first one, or the first of a category. */
static const struct name *keep_list(struct desk_policy *policy, const struct json_value *root,
                                    enum policy_list list, int64_t category, int *is_failed)
{
    const struct json_value *node = json_member(root, list_names[list]);
    const struct name *first = NULL;
    for (const struct json_value *item = node != NULL ? node->first : NULL; item != NULL;
         item = item->next) {
        const char *text = name_of(item);
        struct name *name = names_add(&policy->lists[list], text, strlen(text));
        if (name == NULL) {
            *is_failed = 1;
            return NULL;
        }
        name->id = list == LIST_STATUSES ? category_of(item) : 1;
        first = first == NULL && (category == 0 || name->id == category) ? name : first;
    }
    return first;
}

static int keep_names(const struct program *program, struct desk_policy *policy,
                      const struct json_value *root)
{
    const struct json_value *priority = json_member(root, "default_priority");
    int is_failed = 0;
    policy->status_new = keep_list(policy, root, LIST_STATUSES, SUP_CATEGORY_NEW, &is_failed);
    keep_list(policy, root, LIST_PRIORITIES, 0, &is_failed);
    policy->channel_first = keep_list(policy, root, LIST_CHANNELS, 0, &is_failed);
    keep_list(policy, root, LIST_REASONS, 0, &is_failed);
    keep_list(policy, root, LIST_TEAMS, 0, &is_failed);
    if (priority != NULL && priority->type == JSON_TEXT) {
        policy->priority_default =
            names_find(&policy->lists[LIST_PRIORITIES], priority->text, strlen(priority->text));
    }
    return is_failed ? program_fail_memory(program) : EXIT_OK;
}

/* The tree of the document, in `arena`. The library has checked it, so it can be read. */
static int read_document(const struct program *program, const struct desk_policy *policy,
                         struct arena *arena, struct json_value **root)
{
    char error[JSON_ERROR_SIZE];
    struct json_place place;
    if (policy->document.is_failed) {
        return program_fail_memory(program);
    }
    *root = json_read(arena, policy->document.data, policy->document.bytes, &place, error);
    return *root != NULL && (*root)->type == JSON_OBJECT
               ? EXIT_OK
               : program_fail(program, SUP_CORRUPT, NULL, "the policy cannot be read: %s", error);
}

int policy_load(const struct program *program, struct desk_policy *policy)
{
    struct sup_caller caller = program_caller(program);
    struct sup_policy_show_params params = {.size = sizeof params};
    struct sup_policy *active = NULL;
    struct arena arena = {0};
    struct json_value *root = NULL;
    if (sup_policy_show(program->core, &caller, &params, &active) != SUP_OK) {
        return program_fail_last(program);
    }
    text_add(&policy->document, active->document);
    sup_free(active);
    int code = read_document(program, policy, &arena, &root);
    if (code == EXIT_OK) {
        code = keep_names(program, policy, root);
    }
    arena_free(&arena);
    return code;
}

/* Bytes of a text that may stand as a label, cut to its limit; 0 when it has control characters. */
static size_t label_bytes(const char *label)
{
    size_t bytes = strlen(label), at = 0;
    while (at < bytes) {
        uint32_t character = 0;
        size_t length = character_read(label + at, bytes - at, &character);
        if (length == 0 || character < 0x20 || (character >= 0x7F && character < 0xA0)) {
            return 0;
        }
        if (at + length > LABEL_BYTES_MAX) {
            break;
        }
        at += length;
    }
    return at;
}

static void add_item(struct text *out, const struct name *name)
{
    size_t bytes = name->label != NULL ? label_bytes(name->label) : 0;
    if (bytes == 0) {
        json_add_string(out, name->text);
        return;
    }
    struct text label = {0};
    text_add_bytes(&label, name->label, bytes);
    text_add(out, "{\"name\": ");
    json_add_string(out, name->text);
    text_add(out, ", \"label\": ");
    json_add_string(out, label.is_failed ? name->text : label.data);
    text_add(out, "}");
    text_free(&label);
}

/* The lacking names as items of a list, in the order of their texts: the same in every run. */
static int64_t add_items(struct text *out, struct desk_policy *policy, enum policy_list list,
                         const struct names *wanted)
{
    const struct name *last = NULL;
    for (int64_t count = 0;; count++) {
        const struct name *next = NULL;
        for (size_t i = 0; i < wanted->room; i++) {
            const struct name *name = wanted->slots[i];
            if (name != NULL && (last == NULL || strcmp(name->text, last->text) > 0) &&
                (next == NULL || strcmp(name->text, next->text) < 0) &&
                names_find(&policy->lists[list], name->text, name->bytes) == NULL) {
                next = name;
            }
        }
        if (next == NULL) {
            return count;
        }
        text_add(out, count > 0 ? ",\n    " : "");
        add_item(out, next);
        last = next;
    }
}

/* Put the items behind those of the list; a list that is not there becomes the first member. */
static void insert(struct text *out, const struct text *document, const struct json_value *root,
                   enum policy_list list, const struct text *items)
{
    const struct json_value *node = json_member(root, list_names[list]);
    size_t at = root->begin + 1;
    if (node != NULL) {
        at = node->begin + 1;
        for (const struct json_value *item = node->first; item != NULL; item = item->next) {
            at = item->end;
        }
    }
    text_add_bytes(out, document->data, at);
    if (node == NULL) {
        text_add_format(out, "\n  \"%s\": [\n    %s\n  ],", list_names[list], items->data);
    } else {
        text_add(out, node->count > 0 ? ",\n    " : "\n    ");
        text_add_bytes(out, items->data, items->bytes);
    }
    text_add_bytes(out, document->data + at, document->bytes - at);
}

int policy_extend(const struct program *program, struct desk_policy *policy, enum policy_list list,
                  const struct names *wanted)
{
    struct text items = {0}, extended = {0};
    struct arena arena = {0};
    struct json_value *root = NULL;
    int64_t count = add_items(&items, policy, list, wanted);
    int code = count > 0 ? read_document(program, policy, &arena, &root) : EXIT_OK;
    if (code == EXIT_OK && count > 0) {
        insert(&extended, &policy->document, root, list, &items);
        text_free(&policy->document);
        policy->document = extended;
        policy->added += count;
    }
    for (size_t i = 0; i < wanted->room && code == EXIT_OK; i++) {
        const struct name *name = wanted->slots[i];
        struct name *added =
            name != NULL ? names_add(&policy->lists[list], name->text, name->bytes) : NULL;
        if (added != NULL) {
            added->id = 1;
        } else if (name != NULL) {
            code = program_fail_memory(program);
        }
    }
    if (code == EXIT_OK && (items.is_failed || policy->document.is_failed)) {
        code = program_fail_memory(program);
    }
    text_free(&items);
    arena_free(&arena);
    return code;
}

int policy_activate(const struct program *program, struct desk_policy *policy)
{
    struct sup_caller caller = program_caller(program);
    struct sup_policy_params params = {.size = sizeof params, .document = policy->document.data};
    return sup_policy_activate(program->core, &caller, &params, NULL) == SUP_OK
               ? EXIT_OK
               : program_fail_last(program);
}

void desk_policy_free(struct desk_policy *policy)
{
    for (int i = 0; i < LIST_COUNT; i++) {
        names_free(&policy->lists[i]);
    }
    text_free(&policy->document);
}
