/*
 * payload.c: canonical JSON of the few members that events carry.
 */
#include "repo/payload.h"

#include <stddef.h>
#include <string.h>

enum member_type {
    MEMBER_INT,
    MEMBER_IDS,
    MEMBER_TEXT,
    MEMBER_TEXTS,
    MEMBER_ATTACHMENTS,
    MEMBER_IDENTITIES,
    MEMBER_REFERENCES,
    MEMBER_TIMERS
};

struct member {
    const char *name;
    enum member_type type;
    size_t offset;
};

/* In byte order of the names. */
static const struct member payload_members[] = {
    {"agent_id", MEMBER_INT, offsetof(struct sup__payload, agent_id)},
    {"agent_kind", MEMBER_INT, offsetof(struct sup__payload, agent_kind)},
    {"asked_by", MEMBER_INT, offsetof(struct sup__payload, asked_by)},
    {"asked_kind", MEMBER_INT, offsetof(struct sup__payload, asked_kind)},
    {"asked_ms", MEMBER_INT, offsetof(struct sup__payload, asked_ms)},
    {"assignee_id", MEMBER_INT, offsetof(struct sup__payload, assignee_id)},
    {"attachment_count", MEMBER_INT, offsetof(struct sup__payload, attachment_count)},
    {"calendars", MEMBER_TEXTS, offsetof(struct sup__payload, calendars)},
    {"capacity", MEMBER_INT, offsetof(struct sup__payload, capacity)},
    {"cause", MEMBER_TEXT, offsetof(struct sup__payload, cause)},
    {"channel", MEMBER_TEXT, offsetof(struct sup__payload, channel)},
    {"cleared", MEMBER_TEXTS, offsetof(struct sup__payload, cleared)},
    {"corrective", MEMBER_INT, offsetof(struct sup__payload, corrective)},
    {"currency", MEMBER_TEXT, offsetof(struct sup__payload, currency)},
    {"customer_id", MEMBER_INT, offsetof(struct sup__payload, customer_id)},
    {"customers", MEMBER_IDS, offsetof(struct sup__payload, customers)},
    {"days", MEMBER_TEXTS, offsetof(struct sup__payload, days)},
    {"digest", MEMBER_TEXT, offsetof(struct sup__payload, digest)},
    {"due_ms", MEMBER_INT, offsetof(struct sup__payload, due_ms)},
    {"duplicate_of", MEMBER_INT, offsetof(struct sup__payload, duplicate_of)},
    {"effect", MEMBER_INT, offsetof(struct sup__payload, effect)},
    {"erasure_key", MEMBER_TEXT, offsetof(struct sup__payload, erasure_key)},
    {"events", MEMBER_IDS, offsetof(struct sup__payload, events)},
    {"facts", MEMBER_TEXTS, offsetof(struct sup__payload, facts)},
    {"fields", MEMBER_TEXTS, offsetof(struct sup__payload, fields)},
    {"floor", MEMBER_TEXT, offsetof(struct sup__payload, floor)},
    {"floor_count", MEMBER_INT, offsetof(struct sup__payload, floor_count)},
    {"floor_minimum", MEMBER_TEXT, offsetof(struct sup__payload, floor_minimum)},
    {"floor_rank", MEMBER_INT, offsetof(struct sup__payload, floor_rank)},
    {"floor_rules", MEMBER_TEXTS, offsetof(struct sup__payload, floor_rules)},
    {"follow_up_of", MEMBER_INT, offsetof(struct sup__payload, follow_up_of)},
    {"goes_on", MEMBER_INT, offsetof(struct sup__payload, goes_on)},
    {"has_rationale", MEMBER_INT, offsetof(struct sup__payload, has_rationale)},
    {"holds", MEMBER_INT, offsetof(struct sup__payload, holds)},
    {"impact", MEMBER_TEXT, offsetof(struct sup__payload, impact)},
    {"is_departed", MEMBER_INT, offsetof(struct sup__payload, is_departed)},
    {"is_unreported", MEMBER_INT, offsetof(struct sup__payload, is_unreported)},
    {"kept", MEMBER_IDS, offsetof(struct sup__payload, kept)},
    {"languages", MEMBER_TEXTS, offsetof(struct sup__payload, languages)},
    {"limit", MEMBER_TEXT, offsetof(struct sup__payload, limit)},
    {"limit_ms", MEMBER_INT, offsetof(struct sup__payload, limit_ms)},
    {"limit_share", MEMBER_INT, offsetof(struct sup__payload, limit_share)},
    {"limits", MEMBER_TEXTS, offsetof(struct sup__payload, limits)},
    {"line", MEMBER_TEXT, offsetof(struct sup__payload, line)},
    {"message_id", MEMBER_INT, offsetof(struct sup__payload, message_id)},
    {"metric", MEMBER_TEXT, offsetof(struct sup__payload, metric)},
    {"minimum_rank", MEMBER_INT, offsetof(struct sup__payload, minimum_rank)},
    {"minor", MEMBER_INT, offsetof(struct sup__payload, minor)},
    {"missing", MEMBER_TEXTS, offsetof(struct sup__payload, missing)},
    {"most", MEMBER_INT, offsetof(struct sup__payload, most)},
    {"needs_signing", MEMBER_INT, offsetof(struct sup__payload, needs_signing)},
    {"next_ms", MEMBER_INT, offsetof(struct sup__payload, next_ms)},
    {"notify", MEMBER_TEXTS, offsetof(struct sup__payload, notify)},
    {"orders", MEMBER_TEXTS, offsetof(struct sup__payload, orders)},
    {"position", MEMBER_INT, offsetof(struct sup__payload, position)},
    {"priority", MEMBER_TEXT, offsetof(struct sup__payload, priority)},
    {"priority_rule", MEMBER_TEXT, offsetof(struct sup__payload, priority_rule)},
    {"quorum", MEMBER_INT, offsetof(struct sup__payload, quorum)},
    {"reason", MEMBER_TEXT, offsetof(struct sup__payload, reason)},
    {"references_left_out", MEMBER_INT, offsetof(struct sup__payload, references_left_out)},
    {"replaces", MEMBER_INT, offsetof(struct sup__payload, replaces)},
    {"requests", MEMBER_TEXTS, offsetof(struct sup__payload, requests)},
    {"review", MEMBER_INT, offsetof(struct sup__payload, review)},
    {"reviewer", MEMBER_INT, offsetof(struct sup__payload, reviewer)},
    {"role", MEMBER_TEXT, offsetof(struct sup__payload, role)},
    {"roles", MEMBER_TEXTS, offsetof(struct sup__payload, roles)},
    {"row", MEMBER_TEXT, offsetof(struct sup__payload, row)},
    {"rule", MEMBER_TEXT, offsetof(struct sup__payload, rule)},
    {"rule_floors", MEMBER_TEXTS, offsetof(struct sup__payload, rule_floors)},
    {"scope", MEMBER_TEXT, offsetof(struct sup__payload, scope)},
    {"scores", MEMBER_IDS, offsetof(struct sup__payload, scores)},
    {"sections", MEMBER_TEXTS, offsetof(struct sup__payload, sections)},
    {"segment", MEMBER_TEXT, offsetof(struct sup__payload, segment)},
    {"sent_to", MEMBER_INT, offsetof(struct sup__payload, sent_to)},
    {"skills", MEMBER_TEXTS, offsetof(struct sup__payload, skills)},
    {"sla", MEMBER_TEXT, offsetof(struct sup__payload, sla)},
    {"source", MEMBER_TEXT, offsetof(struct sup__payload, source)},
    {"state", MEMBER_INT, offsetof(struct sup__payload, state)},
    {"statistic", MEMBER_TEXT, offsetof(struct sup__payload, statistic)},
    {"survey", MEMBER_INT, offsetof(struct sup__payload, survey)},
    {"tags", MEMBER_TEXTS, offsetof(struct sup__payload, tags)},
    {"target", MEMBER_TEXT, offsetof(struct sup__payload, target)},
    {"team", MEMBER_TEXT, offsetof(struct sup__payload, team)},
    {"team_rule", MEMBER_TEXT, offsetof(struct sup__payload, team_rule)},
    {"teams", MEMBER_TEXTS, offsetof(struct sup__payload, teams)},
    {"threshold_share", MEMBER_INT, offsetof(struct sup__payload, threshold_share)},
    {"tickets", MEMBER_IDS, offsetof(struct sup__payload, tickets)},
    {"timers", MEMBER_TIMERS, offsetof(struct sup__payload, timers)},
    {"traceparent", MEMBER_TEXT, offsetof(struct sup__payload, traceparent)},
    {"until_ms", MEMBER_INT, offsetof(struct sup__payload, until_ms)},
    {"urgency", MEMBER_TEXT, offsetof(struct sup__payload, urgency)},
    {"used", MEMBER_INT, offsetof(struct sup__payload, used)},
    {"value", MEMBER_TEXT, offsetof(struct sup__payload, value)},
    {"watchers", MEMBER_TEXTS, offsetof(struct sup__payload, watchers)},
};

static const struct member data_members[] = {
    {"attachments", MEMBER_ATTACHMENTS, offsetof(struct sup__data, attachments)},
    {"external_id", MEMBER_TEXT, offsetof(struct sup__data, external_id)},
    {"identities", MEMBER_IDENTITIES, offsetof(struct sup__data, identities)},
    {"references", MEMBER_REFERENCES, offsetof(struct sup__data, references)},
    {"values", MEMBER_TEXTS, offsetof(struct sup__data, values)},
};

static void write_text(struct sup__buffer *buffer, const char *text)
{
    sup__buffer_json_text(buffer, text, strlen(text));
}

static void write_texts(struct sup__buffer *buffer, const struct sup__texts *texts)
{
    for (uint32_t i = 0; i < texts->count; i++) {
        sup__buffer_char(buffer, i ? ',' : '[');
        write_text(buffer, texts->items[i]);
    }
    sup__buffer_char(buffer, ']');
}

static void write_ids(struct sup__buffer *buffer, const struct sup__ids *ids)
{
    for (uint32_t i = 0; i < ids->count; i++) {
        sup__buffer_char(buffer, i ? ',' : '[');
        sup__buffer_int(buffer, ids->items[i]);
    }
    sup__buffer_char(buffer, ']');
}

static void write_references(struct sup__buffer *buffer, const struct sup__references *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        sup__buffer_text(buffer, i ? ",[" : "[[");
        write_text(buffer, list->items[i].system);
        sup__buffer_char(buffer, ',');
        write_text(buffer, list->items[i].kind);
        sup__buffer_char(buffer, ',');
        write_text(buffer, list->items[i].id);
        sup__buffer_char(buffer, ']');
    }
    sup__buffer_char(buffer, ']');
}

static const char *const proofs[] = {"claimed", "verified"};

static void write_identities(struct sup__buffer *buffer, const struct sup__identities *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        sup__buffer_text(buffer, i ? ",[" : "[[");
        write_text(buffer, list->items[i].system ? list->items[i].system : "");
        sup__buffer_char(buffer, ',');
        write_text(buffer, list->items[i].kind);
        sup__buffer_char(buffer, ',');
        write_text(buffer, list->items[i].value);
        sup__buffer_char(buffer, ',');
        write_text(buffer, proofs[list->items[i].is_verified != 0]);
        sup__buffer_char(buffer, ']');
    }
    sup__buffer_char(buffer, ']');
}

/* Absent texts are empty ones; a size is a text, as all of them are. */
static void write_attachments(struct sup__buffer *buffer, const struct sup__attachments *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_attachment *item = &list->items[i];
        sup__buffer_text(buffer, i ? ",[" : "[[");
        write_text(buffer, item->name ? item->name : "");
        sup__buffer_char(buffer, ',');
        write_text(buffer, item->media_type ? item->media_type : "");
        sup__buffer_text(buffer, ",\"");
        sup__buffer_int(buffer, item->bytes);
        sup__buffer_text(buffer, "\",");
        write_text(buffer, item->digest ? item->digest : "");
        sup__buffer_char(buffer, ',');
        write_text(buffer, item->location);
        sup__buffer_char(buffer, ']');
    }
    sup__buffer_char(buffer, ']');
}

/* The numbers of a change, in the order of the struct. */
enum { TIMER_NUMBERS = sizeof(struct sup__timer_change) / sizeof(int64_t), TIMER_LEAST = 3 };
_Static_assert(offsetof(struct sup__timer_change, missed_before) == (TIMER_NUMBERS - 1) * sizeof(int64_t),
               "nothing but numbers");

static void write_timers(struct sup__buffer *buffer, const struct sup__timer_changes *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        int64_t numbers[TIMER_NUMBERS];
        uint32_t count = TIMER_NUMBERS;
        memcpy(numbers, &list->items[i], sizeof numbers);
        while (count > TIMER_LEAST && numbers[count - 1] == 0) {
            count--;
        }
        sup__buffer_char(buffer, i ? ',' : '[');
        write_ids(buffer, &(struct sup__ids){numbers, count});
    }
    sup__buffer_char(buffer, ']');
}

static int is_absent(const struct member *member, const void *value)
{
    switch (member->type) {
    case MEMBER_INT:
        return *(const int64_t *)value == 0;
    case MEMBER_TEXT:
        return *(const char *const *)value == NULL;
    case MEMBER_IDS:
        return ((const struct sup__ids *)value)->count == 0;
    case MEMBER_TEXTS:
        return ((const struct sup__texts *)value)->count == 0;
    case MEMBER_ATTACHMENTS:
        return ((const struct sup__attachments *)value)->count == 0;
    case MEMBER_IDENTITIES:
        return ((const struct sup__identities *)value)->count == 0;
    case MEMBER_TIMERS:
        return ((const struct sup__timer_changes *)value)->count == 0;
    case MEMBER_REFERENCES:
        break;
    }
    return ((const struct sup__references *)value)->count == 0;
}

static void write_value(struct sup__buffer *buffer, enum member_type type, const void *value)
{
    switch (type) {
    case MEMBER_INT:
        sup__buffer_int(buffer, *(const int64_t *)value);
        break;
    case MEMBER_TEXT:
        write_text(buffer, *(const char *const *)value);
        break;
    case MEMBER_IDS:
        write_ids(buffer, value);
        break;
    case MEMBER_TEXTS:
        write_texts(buffer, value);
        break;
    case MEMBER_ATTACHMENTS:
        write_attachments(buffer, value);
        break;
    case MEMBER_IDENTITIES:
        write_identities(buffer, value);
        break;
    case MEMBER_REFERENCES:
        write_references(buffer, value);
        break;
    case MEMBER_TIMERS:
        write_timers(buffer, value);
        break;
    }
}

static void write_members(struct sup__buffer *buffer, const struct member *members, size_t count,
                          const void *object)
{
    char before = '{';
    for (size_t i = 0; i < count; i++) {
        const void *value = (const char *)object + members[i].offset;
        if (is_absent(&members[i], value)) {
            continue;
        }
        sup__buffer_char(buffer, before);
        before = ',';
        sup__buffer_char(buffer, '"');
        sup__buffer_text(buffer, members[i].name);
        sup__buffer_text(buffer, "\":");
        write_value(buffer, members[i].type, value);
    }
    if (before == '{') {
        sup__buffer_char(buffer, '{');
    }
    sup__buffer_char(buffer, '}');
}

void sup__payload_write(struct sup__buffer *buffer, const struct sup__payload *payload)
{
    write_members(buffer, payload_members, sizeof payload_members / sizeof payload_members[0],
                  payload);
}

void sup__data_write(struct sup__buffer *buffer, const struct sup__data *data)
{
    write_members(buffer, data_members, sizeof data_members / sizeof data_members[0], data);
}

/* The reader. `at` moves over the text; any surprise ends it. */
struct reader {
    struct sup__arena *arena;
    const char *at;
    int is_out_of_memory;
};

static int expect(struct reader *reader, char c)
{
    if (*reader->at != c) {
        return 0;
    }
    reader->at++;
    return 1;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One escape after the backslash. Only control characters are written as \u00xx. */
static int read_escape(struct reader *reader, char *out)
{
    static const char from[] = "\"\\bfnrt";
    static const char to[] = "\"\\\b\f\n\r\t";
    const char *found = *reader->at ? strchr(from, *reader->at) : NULL;
    if (found) {
        *out = to[found - from];
        reader->at++;
        return 1;
    }
    if (strncmp(reader->at, "u00", 3) != 0) {
        return 0;
    }
    int high = hex_digit(reader->at[3]);
    int low = high < 0 ? -1 : hex_digit(reader->at[4]);
    if (low < 0) {
        return 0;
    }
    *out = (char)(high * 16 + low);
    reader->at += 5;
    return 1;
}

static int read_text(struct reader *reader, const char **out)
{
    if (!expect(reader, '"')) {
        return 0;
    }
    const char *end = reader->at;
    while (*end && *end != '"') {
        end += *end == '\\' && end[1] ? 2 : 1;
    }
    char *text = sup__arena_alloc(reader->arena, (size_t)(end - reader->at) + 1);
    if (!text) {
        reader->is_out_of_memory = 1;
        return 0;
    }
    *out = text;
    while (*reader->at && *reader->at != '"') {
        if (*reader->at != '\\') {
            *text++ = *reader->at++;
        } else {
            reader->at++;
            if (!read_escape(reader, text++)) {
                return 0;
            }
        }
    }
    *text = 0;
    return expect(reader, '"');
}

static int read_int(struct reader *reader, int64_t *out)
{
    const char *end = reader->at;
    while (*end == '-' || (*end >= '0' && *end <= '9')) {
        end++;
    }
    int ok = sup__parse_int(reader->at, (size_t)(end - reader->at), out);
    reader->at = end;
    return ok;
}

/* How many items of so many texts the list that begins here has: a bound for its array, by counting
 * quotes' pairs. */
static uint32_t count_items(const char *at, uint32_t texts_each)
{
    uint32_t texts = 0;
    for (int open = 0; *at; at++) {
        if (*at == '"') {
            texts++;
            for (at++; *at && *at != '"'; at++) {
                at += *at == '\\' && at[1];
            }
            if (!*at) {
                break;
            }
        } else if (*at == '[') {
            open++;
        } else if (*at == ']' && --open == 0) {
            break;
        }
    }
    return texts / texts_each;
}

static int read_texts(struct reader *reader, struct sup__texts *out)
{
    uint32_t count = count_items(reader->at, 1);
    const char **items = sup__arena_alloc(reader->arena, (count + 1) * sizeof *items);
    if (!items) {
        reader->is_out_of_memory = 1;
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!expect(reader, i ? ',' : '[') || !read_text(reader, &items[i])) {
            return 0;
        }
    }
    out->items = items;
    out->count = count;
    return count > 0 && expect(reader, ']');
}

static int read_ids(struct reader *reader, struct sup__ids *out)
{
    uint32_t count = 1;
    for (const char *at = reader->at; *at && *at != ']'; at++) {
        count += *at == ',';
    }
    int64_t *items = sup__arena_alloc(reader->arena, count * sizeof *items);
    if (!items) {
        reader->is_out_of_memory = 1;
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!expect(reader, i ? ',' : '[') || !read_int(reader, &items[i])) {
            return 0;
        }
    }
    out->items = items;
    out->count = count;
    return expect(reader, ']');
}

/* At least the first ones, and no zero at the end of more: as the writer makes them. */
static int read_timer(struct reader *reader, struct sup__timer_change *item)
{
    int64_t numbers[TIMER_NUMBERS] = {0};
    uint32_t count = 0;
    do {
        if (count == TIMER_NUMBERS || !expect(reader, count ? ',' : '[') ||
            !read_int(reader, &numbers[count++])) {
            return 0;
        }
    } while (*reader->at == ',');
    memcpy(item, numbers, sizeof *item);
    return count >= TIMER_LEAST && (count == TIMER_LEAST || numbers[count - 1] != 0) &&
           expect(reader, ']');
}

static int read_timers(struct reader *reader, struct sup__timer_changes *out)
{
    uint32_t count = 0;
    for (const char *at = reader->at + 1; *at == '[' || *at == ','; count++) {
        at = strchr(at, ']');
        if (!at) {
            return 0;
        }
        at++;
    }
    struct sup__timer_change *items = sup__arena_alloc(reader->arena, (count + 1) * sizeof *items);
    if (!items) {
        reader->is_out_of_memory = 1;
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!expect(reader, i ? ',' : '[') || !read_timer(reader, &items[i])) {
            return 0;
        }
    }
    out->items = items;
    out->count = count;
    return count > 0 && expect(reader, ']');
}

static int read_references(struct reader *reader, struct sup__references *out)
{
    uint32_t count = count_items(reader->at, 3);
    struct sup_reference *items = sup__arena_alloc(reader->arena, (count + 1) * sizeof *items);
    if (!items) {
        reader->is_out_of_memory = 1;
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!expect(reader, i ? ',' : '[') || !expect(reader, '[') ||
            !read_text(reader, &items[i].system) || !expect(reader, ',') ||
            !read_text(reader, &items[i].kind) || !expect(reader, ',') ||
            !read_text(reader, &items[i].id) || !expect(reader, ']')) {
            return 0;
        }
    }
    out->items = items;
    out->count = count;
    return count > 0 && expect(reader, ']');
}

static int read_identity(struct reader *reader, struct sup_identity *item)
{
    const char *proof = NULL;
    if (!expect(reader, '[') || !read_text(reader, &item->system) || !expect(reader, ',') ||
        !read_text(reader, &item->kind) || !expect(reader, ',') ||
        !read_text(reader, &item->value) || !expect(reader, ',') || !read_text(reader, &proof)) {
        return 0;
    }
    item->is_verified = strcmp(proof, proofs[1]) == 0;
    return strcmp(proof, proofs[item->is_verified]) == 0 && expect(reader, ']');
}

static int read_identities(struct reader *reader, struct sup__identities *out)
{
    uint32_t count = count_items(reader->at, 4);
    struct sup_identity *items = sup__arena_alloc(reader->arena, (count + 1) * sizeof *items);
    if (!items) {
        reader->is_out_of_memory = 1;
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        items[i].reserved = 0;
        if (!expect(reader, i ? ',' : '[') || !read_identity(reader, &items[i])) {
            return 0;
        }
    }
    out->items = items;
    out->count = count;
    return count > 0 && expect(reader, ']');
}

static int read_attachment(struct reader *reader, struct sup_attachment *item)
{
    const char *bytes = NULL;
    if (!expect(reader, '[') || !read_text(reader, &item->name) || !expect(reader, ',') ||
        !read_text(reader, &item->media_type) || !expect(reader, ',') ||
        !read_text(reader, &bytes) || !expect(reader, ',') || !read_text(reader, &item->digest) ||
        !expect(reader, ',') || !read_text(reader, &item->location)) {
        return 0;
    }
    item->name = item->name[0] ? item->name : NULL;
    item->media_type = item->media_type[0] ? item->media_type : NULL;
    item->digest = item->digest[0] ? item->digest : NULL;
    return sup__parse_int(bytes, strlen(bytes), &item->bytes) && expect(reader, ']');
}

static int read_attachments(struct reader *reader, struct sup__attachments *out)
{
    uint32_t count = count_items(reader->at, 5);
    struct sup_attachment *items = sup__arena_alloc(reader->arena, (count + 1) * sizeof *items);
    if (!items) {
        reader->is_out_of_memory = 1;
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!expect(reader, i ? ',' : '[') || !read_attachment(reader, &items[i])) {
            return 0;
        }
    }
    out->items = items;
    out->count = count;
    return count > 0 && expect(reader, ']');
}

static int read_value(struct reader *reader, const struct member *member, void *value)
{
    switch (member->type) {
    case MEMBER_INT:
        return read_int(reader, value);
    case MEMBER_TEXT:
        return read_text(reader, value);
    case MEMBER_IDS:
        return read_ids(reader, value);
    case MEMBER_TEXTS:
        return read_texts(reader, value);
    case MEMBER_ATTACHMENTS:
        return read_attachments(reader, value);
    case MEMBER_IDENTITIES:
        return read_identities(reader, value);
    case MEMBER_TIMERS:
        return read_timers(reader, value);
    case MEMBER_REFERENCES:
        break;
    }
    return read_references(reader, value);
}

/* Reads `"name":` of the next member that the table has, from *index on. */
static const struct member *read_name(struct reader *reader, const struct member *members,
                                      size_t count, size_t *index)
{
    if (!expect(reader, '"')) {
        return NULL;
    }
    for (; *index < count; (*index)++) {
        size_t bytes = strlen(members[*index].name);
        if (strncmp(reader->at, members[*index].name, bytes) == 0 && reader->at[bytes] == '"' &&
            reader->at[bytes + 1] == ':') {
            reader->at += bytes + 2;
            return &members[(*index)++];
        }
    }
    return NULL;
}

static int read_members(struct sup__arena *arena, const char *text, const struct member *members,
                        size_t count, void *object)
{
    struct reader reader = {.arena = arena, .at = text};
    size_t index = 0;
    if (strcmp(text, "{}") == 0) {
        return 1;
    }
    for (char before = '{'; *reader.at != '}'; before = ',') {
        const struct member *member =
            expect(&reader, before) ? read_name(&reader, members, count, &index) : NULL;
        if (!member || !read_value(&reader, member, (char *)object + member->offset)) {
            return reader.is_out_of_memory ? -1 : 0;
        }
    }
    return reader.at[1] == 0;
}

int sup__payload_read(struct sup__arena *arena, const char *text, struct sup__payload *payload)
{
    memset(payload, 0, sizeof *payload);
    return read_members(arena, text, payload_members,
                        sizeof payload_members / sizeof payload_members[0], payload);
}

int sup__data_read(struct sup__arena *arena, const char *text, struct sup__data *data)
{
    memset(data, 0, sizeof *data);
    return read_members(arena, text, data_members, sizeof data_members / sizeof data_members[0],
                        data);
}
