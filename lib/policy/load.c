/*
 * load.c: from the text of a policy document to a compiled policy.
 *
 * The document is read section by section, in the order of a table; a later section may look at
 * what an earlier one read. All problems are collected on the way and decide at the end whether
 * there is a policy. A new kind of section is a row here and a reader in a file of its own.
 */
#include "policy/policy.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "policy/problems.h"
#include "policy/reading.h"

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

static const char FORMAT_VERSION[] = "1";

struct section {
    struct sup__member member;
    void (*read)(struct sup__reading *reading, const struct sup__json *node);
};

static void read_name(struct sup__reading *reading, const struct sup__json *node)
{
    if (node != NULL) {
        reading->policy->name = sup__read_label(reading, node);
    }
}

static void read_reopen_grace(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->reopen_grace_ms =
        node != NULL ? sup__read_duration(reading, node) : 7 * DAY_MS;
}

static void read_auto_close(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->auto_close_ms = node != NULL ? sup__read_duration(reading, node) : 4 * DAY_MS;
}

static void read_retention(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->idempotency_ms = node != NULL ? sup__read_duration(reading, node) : 7 * DAY_MS;
}

static const struct section sections[] = {
    {{"supportcore_policy", 0, 1}, NULL}, /* read before all others */
    {{"name", 0, 1}, read_name},
    {{"statuses", SUP__JSON_LIST, 1}, sup__read_statuses},
    {{"priorities", SUP__JSON_LIST, 1}, sup__read_priorities},
    {{"default_priority", 0, 1}, sup__read_default_priority},
    {{"channels", SUP__JSON_LIST, 1}, sup__read_channels},
    {{"reasons", SUP__JSON_LIST, 0}, sup__read_reasons},
    {{"teams", SUP__JSON_LIST, 0}, sup__read_teams},
    {{"roles", SUP__JSON_OBJECT, 1}, sup__read_roles},
    {{"actors", SUP__JSON_OBJECT, 0}, sup__read_actors},
    {{"reopen_grace", 0, 0}, read_reopen_grace},
    {{"auto_close", 0, 0}, read_auto_close},
    {{"idempotency_retention", 0, 0}, read_retention},
    {{"on_customer_message", SUP__JSON_OBJECT, 0}, sup__read_on_customer_message},
    {{"transitions", SUP__JSON_OBJECT, 1}, sup__read_transitions},
};

#define SECTION_COUNT ((uint32_t)(sizeof sections / sizeof sections[0]))

_Static_assert(SECTION_COUNT <= SUP__MEMBERS_MAX, "sections are the root's members");

/* 0 when the document is written in a format of another version: what it says is then unknown. */
static int is_known_format(struct sup__reading *reading, const struct sup__json *root)
{
    const struct sup__json *version = sup__json_member(root, sections[0].member.name);
    char shown[SUP__SHOWN_SIZE];

    if (version == NULL || !sup__read_type(reading, version, SUP__JSON_NUMBER) ||
        strcmp(version->text, FORMAT_VERSION) == 0) {
        return 1;
    }
    sup__problem(reading, SUP_MSG_POLICY_FORMAT, version,
                 "version %s of the format is not known: this library reads version %s",
                 sup__shown(version->text, shown), FORMAT_VERSION);
    return 0;
}

static void read_document(struct sup__reading *reading, const struct sup__json *root)
{
    struct sup__member members[SECTION_COUNT];
    const struct sup__json *found[SECTION_COUNT];

    if (!is_known_format(reading, root)) {
        return;
    }
    for (uint32_t i = 0; i < SECTION_COUNT; i++) {
        members[i] = sections[i].member;
    }
    sup__read_members(reading, root, members, SECTION_COUNT, found);
    for (uint32_t i = 0; i < SECTION_COUNT && !reading->is_out_of_memory; i++) {
        if (sections[i].read != NULL && root->type == SUP__JSON_OBJECT) {
            sections[i].read(reading, found[i]);
        }
    }
}

static int keep_document(struct sup__policy *policy, const char *document, size_t bytes)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[SUP__HASH_BYTES];
    struct sup__hash hash;

    _Static_assert(SUP_POLICY_DIGEST_BYTES == 2 * SUP__HASH_BYTES, "two digits a byte");
    policy->document = sup__arena_text(&policy->arena, document, bytes);
    policy->document_bytes = bytes;
    if (policy->document == NULL || sup__hash_begin(&hash, NULL, 0) != 0) {
        return 0;
    }
    sup__hash_add(&hash, document, bytes);
    sup__hash_end(&hash, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        policy->digest[2 * i] = hex[digest[i] >> 4];
        policy->digest[2 * i + 1] = hex[digest[i] & 15];
    }
    return 1;
}

static int32_t fail_memory(struct sup_error *error, size_t bytes)
{
    return sup__fail(error, SUP_MSG_NOMEM, NULL, "no memory to read a policy of %zu bytes", bytes);
}

/* The JSON reader's refusal is the document's only problem. */
static int32_t refuse_text(int32_t rc, const struct sup_error *told,
                           struct sup__policy_problems *out, struct sup_error *error)
{
    if (error != NULL) {
        *error = *told;
    }
    if (rc != SUP_NOMEM && out != NULL && !sup__problems_export_error(told, out)) {
        return fail_memory(error, 0);
    }
    return rc;
}

static int32_t load(struct sup__reading *reading, const char *document, size_t bytes,
                    struct sup__policy_problems *problems, struct sup_error *error)
{
    struct sup_error told;
    struct sup__json *root;
    int32_t rc =
        sup__json_parse(reading->scratch, &sup__json_policy_limits, document, bytes, &root, &told);

    if (rc != SUP_OK) {
        return refuse_text(rc, &told, problems, error);
    }
    read_document(reading, root);
    if (reading->is_out_of_memory || !keep_document(reading->policy, document, bytes)) {
        return fail_memory(error, bytes);
    }
    if (reading->problems.count == 0) {
        return SUP_OK;
    }
    if (problems != NULL && !sup__problems_export(reading, document, bytes, problems)) {
        return fail_memory(error, bytes);
    }
    return sup__problems_error(reading, document, bytes, error);
}

int32_t sup__policy_load(const struct sup__mem *mem, const char *document, size_t bytes,
                         struct sup__policy **policy, struct sup__policy_problems *problems,
                         struct sup_error *error)
{
    struct sup__arena scratch;
    struct sup__reading *reading;
    struct sup__policy *made = sup__zalloc(mem, sizeof *made);
    int32_t rc;

    *policy = NULL;
    if (problems != NULL) {
        problems->count = 0;
        problems->item_count = 0;
        problems->items = NULL;
    }
    if (made == NULL) {
        return fail_memory(error, bytes);
    }
    sup__arena_init(&made->arena, mem);
    sup__arena_init(&scratch, mem);
    reading = sup__arena_alloc(&scratch, sizeof *reading);
    if (reading != NULL) {
        reading->policy = made;
        reading->scratch = &scratch;
        rc = load(reading, document, bytes, problems, error);
    } else {
        rc = fail_memory(error, bytes);
    }
    sup__arena_free(&scratch);
    if (rc == SUP_OK) {
        *policy = made;
    } else {
        sup__policy_free(made);
    }
    return rc;
}

void sup__policy_free(struct sup__policy *policy)
{
    struct sup__mem mem;

    if (policy != NULL) {
        mem = policy->arena.mem;
        sup__arena_free(&policy->arena);
        sup__dealloc(&mem, policy);
    }
}
