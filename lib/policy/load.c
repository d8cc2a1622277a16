/*
 * load.c: from the text of a policy document to a compiled policy.
 *
 * The document is read section by section, in the order of a table; a later section may look at
 * what an earlier one read. Then the facts are known and the conditions of all rules are compiled.
 * All problems are collected on the way and decide at the end whether there is a policy. A new kind
 * of section is a row here and a reader in a file of its own.
 */
#include "policy/policy.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "policy/problems.h"
#include "policy/reading.h"

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

static const struct section sections[] = {
    {{"supportcore_policy", 0, 1}, NULL},   /* read before all others */
    {{"$schema", SUP__JSON_TEXT, 0}, NULL}, /* for editors, which check while one types */
    {{"name", 0, 1}, read_name},
    {{"statuses", SUP__JSON_LIST, 1}, sup__read_statuses},
    {{"priorities", SUP__JSON_LIST, 1}, sup__read_priorities},
    {{"default_priority", 0, 1}, sup__read_default_priority},
    {{"impacts", SUP__JSON_LIST, 0}, sup__read_impacts},
    {{"urgencies", SUP__JSON_LIST, 0}, sup__read_urgencies},
    {{"priority_matrix", SUP__JSON_OBJECT, 0}, sup__read_priority_matrix},
    {{"currency", 0, 0}, sup__read_currency},
    {{"languages", SUP__JSON_LIST, 0}, sup__read_languages},
    {{"calendars", SUP__JSON_OBJECT, 0}, sup__read_calendars},
    {{"teams", SUP__JSON_LIST, 0}, sup__read_teams},
    {{"skills", SUP__JSON_LIST, 0}, sup__read_skills},
    {{"channels", SUP__JSON_LIST, 1}, sup__read_channels},
    {{"identities", SUP__JSON_LIST, 0}, sup__read_identities},
    {{"roles", SUP__JSON_OBJECT, 1}, sup__read_roles},
    {{"fields", SUP__JSON_LIST, 0}, sup__read_fields},
    {{"reasons", SUP__JSON_LIST, 0}, sup__read_reasons},
    {{"rights", SUP__JSON_LIST, 0}, sup__read_rights},
    {{"segments", SUP__JSON_LIST, 0}, sup__read_segments},
    {{"priority_rules", SUP__JSON_LIST, 0}, sup__read_priority_rules},
    {{"routing", SUP__JSON_LIST, 0}, sup__read_routing},
    {{"timers", SUP__JSON_OBJECT, 0}, sup__read_timers},
    {{"sla", SUP__JSON_LIST, 0}, sup__read_sla},
    {{"actors", SUP__JSON_OBJECT, 0}, sup__read_actors},
    {{"floors", SUP__JSON_LIST, 0}, sup__read_floors},
    {{"authority", SUP__JSON_OBJECT, 0}, sup__read_authority},
    {{"kpi", SUP__JSON_OBJECT, 0}, sup__read_kpi},
    {{"costs", SUP__JSON_OBJECT, 0}, sup__read_costs},
    {{"reopen_grace", 0, 0}, sup__read_reopen_grace},
    {{"auto_close", 0, 0}, sup__read_auto_close},
    {{"idempotency_retention", 0, 0}, sup__read_idempotency_retention},
    {{"follow_up", 0, 0}, sup__read_follow_up},
    {{"thread_window", 0, 0}, sup__read_thread_window},
    {{"repeat_contact", 0, 0}, sup__read_repeat_contact},
    {{"repeat_purchase", 0, 0}, sup__read_repeat_purchase},
    {{"retention", SUP__JSON_OBJECT, 0}, sup__read_retention},
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
        (sup__is_digit_alone(version->text) && version->text[0] == FORMAT_VERSION[0])) {
        return 1;
    }
    sup__problem(reading, SUP_MSG_POLICY_FORMAT, version,
                 "version %s of the format is not known: this library reads version %s",
                 sup__shown(version->text, shown), FORMAT_VERSION);
    return 0;
}

/* Conditions name statuses, priorities, channels and more. Where such a list could not be read at
 * all, that is what is wrong, and not the conditions. */
static void read_conditions(struct sup__reading *reading, int with_notes)
{
    const struct sup__policy *policy = reading->policy;

    if (policy->statuses == NULL || policy->priorities == NULL || policy->channels == NULL ||
        reading->has_unread_section) {
        return;
    }
    if (!sup__policy_build_facts(reading->policy, reading->scratch)) {
        reading->is_out_of_memory = 1;
        return;
    }
    sup__compile_rules(reading);
    sup__finish_floors(reading);
    sup__finish_authority(reading);
    sup__find_asked(reading->policy);
    if (reading->has_listener && !reading->is_out_of_memory) {
        sup__check_asked(reading, with_notes && sup__error_count(reading) == 0);
    }
}

static void read_document(struct sup__reading *reading, const struct sup__json *root,
                          const struct sup__policy_options *options)
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
    for (uint32_t i = 0; i < SECTION_COUNT; i++) {
        reading->has_unread_section |=
            found[i] == NULL && sup__json_member(root, members[i].name) != NULL;
    }
    for (uint32_t i = 0; i < SECTION_COUNT && !reading->is_out_of_memory; i++) {
        if (sections[i].read != NULL && root->type == SUP__JSON_OBJECT) {
            sections[i].read(reading, found[i]);
        }
    }
    if (!reading->is_out_of_memory) {
        read_conditions(reading, options->with_notes);
    }
    if (options->with_readiness && !reading->is_out_of_memory && sup__error_count(reading) == 0) {
        sup__check_readiness(reading, options->now_ms);
    }
}

int sup__policy_digest(const char *document, size_t bytes, char out[SUP_POLICY_DIGEST_BYTES + 1])
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[SUP__HASH_BYTES];
    struct sup__hash hash;

    _Static_assert(SUP_POLICY_DIGEST_BYTES == 2 * SUP__HASH_BYTES, "two digits a byte");
    if (sup__hash_begin(&hash, NULL, 0) != 0) {
        return -1;
    }
    sup__hash_add(&hash, document, bytes);
    sup__hash_end(&hash, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    out[SUP_POLICY_DIGEST_BYTES] = '\0';
    return 0;
}

static int keep_document(struct sup__policy *policy, const char *document, size_t bytes)
{
    policy->document = sup__arena_text(&policy->arena, document, bytes);
    policy->document_bytes = bytes;
    return policy->document != NULL && sup__policy_digest(document, bytes, policy->digest) == 0;
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

static int is_refused(const struct sup__reading *reading, const struct sup__policy_options *options)
{
    return sup__error_count(reading) != 0 ||
           (options->is_strict && reading->problems[SUP_POLICY_WARNING].count != 0);
}

/* What the text is: a policy, or one calendar. */
typedef void document_reader(struct sup__reading *reading, const struct sup__json *root,
                             const struct sup__policy_options *options);

static void read_calendar(struct sup__reading *reading, const struct sup__json *root,
                          const struct sup__policy_options *options)
{
    (void)options;
    sup__read_calendar_alone(reading, root);
}

static int32_t load(struct sup__reading *reading, document_reader *read_root, const char *document,
                    size_t bytes, const struct sup__policy_options *options,
                    struct sup__policy_problems *problems, struct sup_error *error)
{
    struct sup_error told;
    struct sup__json *root;
    int32_t rc =
        sup__json_parse(reading->scratch, &sup__json_policy_limits, document, bytes, &root, &told);

    if (rc != SUP_OK) {
        return refuse_text(rc, &told, problems, error);
    }
    read_root(reading, root, options);
    if (reading->is_out_of_memory || !keep_document(reading->policy, document, bytes)) {
        return fail_memory(error, bytes);
    }
    if (problems != NULL && !sup__problems_export(reading, document, bytes, problems)) {
        *problems = (struct sup__policy_problems){.arena = problems->arena};
        return fail_memory(error, bytes);
    }
    return is_refused(reading, options) ? sup__problems_error(reading, document, bytes, error)
                                        : SUP_OK;
}

static int32_t load_policy(const struct sup__mem *mem, document_reader *read_root,
                           const char *document, size_t bytes,
                           const struct sup__policy_options *options, struct sup__policy **policy,
                           struct sup__policy_problems *problems, struct sup_error *error)
{
    struct sup__arena scratch;
    struct sup__reading *reading;
    struct sup__policy *made = sup__zalloc(mem, sizeof *made);
    int32_t rc;

    *policy = NULL;
    if (problems != NULL) {
        *problems = (struct sup__policy_problems){.arena = problems->arena};
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
        reading->has_listener = problems != NULL || options->is_strict;
        reading->agent_may = options->agent_may;
        reading->role_is_held = options->role_is_held;
        reading->context = options->context;
        if (options->zones != NULL) {
            reading->zones = *options->zones;
        } else {
            (void)sup__zones_copy(&scratch, NULL, &reading->zones, NULL); /* copies nothing */
        }
        rc = load(reading, read_root, document, bytes, options, problems, error);
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

int32_t sup__policy_load(const struct sup__mem *mem, const char *document, size_t bytes,
                         const struct sup__policy_options *options, struct sup__policy **policy,
                         struct sup__policy_problems *problems, struct sup_error *error)
{
    static const struct sup__policy_options none = {0};

    return load_policy(mem, read_document, document, bytes, options != NULL ? options : &none,
                       policy, problems, error);
}

int32_t sup__calendar_load(const struct sup__mem *mem, const char *text, size_t bytes,
                           const struct sup_zones *zones, struct sup__policy **policy,
                           struct sup_error *error)
{
    struct sup__policy_options options = {.zones = zones};

    return load_policy(mem, read_calendar, text, bytes, &options, policy, NULL, error);
}

void sup__policy_free(struct sup__policy *policy)
{
    struct sup__mem mem;

    if (policy != NULL) {
        for (uint32_t i = 0; i < policy->calendar_count; i++) {
            sup__calendar_end(&policy->calendars[i]);
        }
        mem = policy->arena.mem;
        sup__arena_free(&policy->arena);
        sup__dealloc(&mem, policy);
    }
}
