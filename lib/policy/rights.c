/*
 * rights.c: the rights of customers, each beside the published policy that serves it.
 */
#include "policy/reading.h"

#include <string.h>

enum { NAME, LABEL, POLICY, OWNER, EXCEPTIONS, REVIEW_ON, MEMBER_COUNT };

static const struct sup__member members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},       {"label", 0, 0},
    {"policy", SUP__JSON_OBJECT, 1},   {"owner", SUP__JSON_TEXT, 1},
    {"exceptions", SUP__JSON_LIST, 0}, {"review_on", SUP__JSON_TEXT, 1},
};

static const struct sup__entry_kind right_kind = {"right", SUP__POLICY_RIGHTS_MAX, MEMBER_COUNT,
                                                  members, NULL};

/* The host is there, and nothing that ends an address in a text. */
static int is_address(const char *url)
{
    const char *host = strstr(url, "://") + 3;

    for (const char *at = host; *at != '\0'; at++) {
        if (*at == ' ' || *at == '"' || *at == '<' || *at == '>') {
            return 0;
        }
    }
    return *host != '\0' && strchr("/?#:@", *host) == NULL;
}

/* A page that people open: nothing that a program would run. */
static const char *read_url(struct sup__reading *reading, const struct sup__json *node)
{
    const char *url = sup__read_text(reading, node, SUP__POLICY_URL_BYTES_MAX);

    if (url != NULL && strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "an address begins with https:// or http://");
    } else if (url != NULL && !is_address(url)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "an address has a host, and no spaces: https://shop.example/returns");
    }
    return url;
}

static void read_published(struct sup__reading *reading, const struct sup__json *node,
                           struct sup__right *right)
{
    enum { TITLE, VERSION, URL, COUNT };
    static const struct sup__member published_members[COUNT] = {
        {"title", SUP__JSON_TEXT, 1},
        {"version", 0, 0},
        {"url", 0, 0},
    };
    const struct sup__json *found[COUNT];

    if (node == NULL) {
        return;
    }
    sup__read_members(reading, node, published_members, COUNT, found);
    right->policy_title = sup__read_label_of(reading, found[TITLE], NULL);
    right->policy_version = sup__read_label_of(reading, found[VERSION], NULL);
    right->policy_url = found[URL] != NULL ? read_url(reading, found[URL]) : NULL;
}

static void read_exceptions(struct sup__reading *reading, const struct sup__json *list,
                            struct sup__right *right)
{
    const char **texts;

    if (list == NULL) {
        return;
    }
    if (list->count > SUP__POLICY_EXCEPTIONS_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                     "%u entries of the kind exception are too many: %d are allowed",
                     (unsigned)list->count, (int)SUP__POLICY_EXCEPTIONS_MAX);
        return;
    }
    texts = sup__keep(reading, list->count * sizeof *texts);
    right->exceptions = texts;
    for (const struct sup__json *item = list->first; texts != NULL && item != NULL;
         item = item->next) {
        const char *text = sup__read_text(reading, item, SUP__POLICY_EXCEPTION_BYTES_MAX);

        for (uint32_t i = 0; text != NULL && i < right->exception_count; i++) {
            if (texts[i] != NULL && strcmp(texts[i], text) == 0) {
                sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, item,
                             "the exception is there already");
                break;
            }
        }
        texts[right->exception_count++] = text;
    }
}

static void read_right(struct sup__reading *reading, const char *name,
                       const struct sup__json **found, struct sup__right *right)
{
    right->name = name;
    right->label = sup__read_label_of(reading, found[LABEL], name);
    read_published(reading, found[POLICY], right);
    right->owner = sup__read_optional(reading, found[OWNER], "team", &reading->policy->team_names);
    read_exceptions(reading, found[EXCEPTIONS], right);
    if (found[REVIEW_ON] != NULL) {
        right->review_on = sup__read_date(reading, found[REVIEW_ON], &right->review_end_ms);
    }
}

void sup__read_rights(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    struct sup__entries entries;
    struct sup__right *rights;

    if (node == NULL || !sup__read_entries(reading, node, &right_kind, &entries)) {
        return;
    }
    rights = sup__keep(reading, entries.names.count * sizeof *rights);
    if (rights == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count && !reading->is_out_of_memory; i++) {
        read_right(reading, entries.names.names[i], entries.found + (size_t)i * MEMBER_COUNT,
                   &rights[i]);
    }
    policy->rights = rights;
    policy->right_count = entries.names.count;
    policy->right_names = entries.names;
    reading->rights = node;
}
