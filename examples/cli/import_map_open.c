/*
 * import_map_open.c: how a mapping opens tickets, and whose they are.
 */
#include "import_map_read.h"

#include <string.h>

static void read_tags(struct map_reader *reader, const struct json_value *value)
{
    struct mapping *mapping = reader->mapping;
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    if (value->type != JSON_LIST || value->count > SUP_TICKET_TAGS_MAX) {
        map_fail(reader, value, NULL, "tags is a list of up to %d codes", SUP_TICKET_TAGS_MAX);
        return;
    }
    mapping->tags = map_take(reader, (value->count + 1) * sizeof *mapping->tags);
    for (const struct json_value *item = value->first; item != NULL; item = item->next) {
        const char *tag = map_code(reader, item, "a tag");
        if (reader->code == EXIT_OK) {
            mapping->tags[mapping->tag_count++] = tag;
        }
    }
}

static void read_references(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"system", "kind", "column"};
    const struct json_value *found[3];
    struct map_reference *references = NULL, **last = &references;
    for (const struct json_value *item = map_list(reader, value, "references", MAP_REFERENCES_MAX);
         item != NULL && reader->code == EXIT_OK; item = item->next) {
        struct map_reference *reference = map_take(reader, sizeof *reference);
        map_members(reader, item, names, 3, found);
        for (size_t i = 0; i < 3; i++) {
            map_require(reader, item, found[i], names[i]);
        }
        if (reference != NULL) {
            reference->system = map_code(reader, found[0], names[0]);
            reference->kind = map_code(reader, found[1], names[1]);
            reference->column = map_column(reader, found[2], names[2]);
            *last = reference;
            last = &reference->next;
        }
    }
    reader->mapping->references = references;
}

void map_read_open(struct map_reader *reader, const struct json_value *value)
{
    enum { AT, SUBJECT, CHANNEL, TAGS, REFERENCES, COUNT };
    static const char *const names[COUNT] = {"at", "subject", "channel", "tags", "references"};
    const struct json_value *found[COUNT];
    struct mapping *mapping = reader->mapping;
    map_members(reader, value, names, COUNT, found);
    map_require(reader, value, found[SUBJECT], names[SUBJECT]);
    mapping->time_open = map_time_name(reader, found[AT], "at");
    mapping->subject = map_template(reader, found[SUBJECT], "subject");
    mapping->channel = map_source(reader, found[CHANNEL], "channel", 1);
    read_tags(reader, found[TAGS]);
    read_references(reader, found[REFERENCES]);
}

static struct map_identity *read_identity(struct map_reader *reader, const struct json_value *value)
{
    enum { KIND, COLUMN, SYSTEM, WHEN, OPTIONAL, VERIFIED, COUNT };
    static const char *const names[COUNT] = {"kind", "column",   "system",
                                             "when", "optional", "verified"};
    const struct json_value *found[COUNT];
    struct map_identity *identity = map_take(reader, sizeof *identity);
    map_members(reader, value, names, COUNT, found);
    map_require(reader, value, found[KIND], names[KIND]);
    map_require(reader, value, found[COLUMN], names[COLUMN]);
    if (identity != NULL) {
        identity->kind = map_code(reader, found[KIND], names[KIND]);
        identity->column = map_column(reader, found[COLUMN], names[COLUMN]);
        identity->system = map_code(reader, found[SYSTEM], names[SYSTEM]);
        identity->when = map_when(reader, found[WHEN]);
        identity->is_optional = map_flag(reader, found[OPTIONAL], names[OPTIONAL]);
        identity->is_verified = map_flag(reader, found[VERIFIED], names[VERIFIED]);
    }
    return identity;
}

void map_read_customer(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"identities", "name", "report"};
    const struct json_value *found[3];
    struct map_identity *identities = NULL, **last = &identities;
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    map_members(reader, value, names, 3, found);
    map_require(reader, value, found[0], names[0]);
    for (const struct json_value *item = map_list(reader, found[0], names[0], MAP_IDENTITIES_MAX);
         item != NULL && reader->code == EXIT_OK; item = item->next) {
        *last = read_identity(reader, item);
        last = *last != NULL ? &(*last)->next : last;
    }
    reader->mapping->identities = identities;
    reader->mapping->customer_report = map_customer_report(reader, found[2]);
    reader->mapping->customer_name = map_template(reader, found[1], names[1]);
}
