/*
 * import_map_set.c: what a row says of its ticket.
 */
#include "import_map_read.h"

#include <stdio.h>
#include <string.h>

#include "import_code.h"

enum { CODE_LIBRARY_MAX = 64 };

static void read_facts(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"name", "value"};
    const struct json_value *found[2];
    struct mapping *mapping = reader->mapping;
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    if (value->type != JSON_LIST || value->count > MAP_FACTS_MAX) {
        map_fail(reader, value, NULL, "facts is a list of up to %d", MAP_FACTS_MAX);
        return;
    }
    for (const struct json_value *item = value->first; item != NULL; item = item->next) {
        struct map_fact *fact = &mapping->facts[mapping->fact_count++];
        map_members(reader, item, names, 2, found);
        map_require(reader, item, found[0], "name");
        map_require(reader, item, found[1], "value");
        fact->name = map_template(reader, found[0], "name");
        fact->value = map_template(reader, found[1], "value");
        if (map_template_bytes(&fact->name, CODE_BYTES_MAX) > CODE_LIBRARY_MAX) {
            map_fail(reader, item, "a column takes up to 49 of the 64 bytes of a code",
                     "the name of a fact could become too long");
        }
    }
}

static void read_status(struct map_reader *reader, const struct json_value *value)
{
    struct mapping *mapping = reader->mapping;
    struct map_status_time *times = NULL, **last = &times;
    mapping->status = map_source(reader, value, "status", 1);
    const struct json_value *at =
        value != NULL && reader->code == EXIT_OK ? json_member(value, "at") : NULL;
    if (at != NULL && at->type != JSON_OBJECT) {
        map_fail(reader, at, NULL, "\"at\" is an object of statuses and names of times");
        return;
    }
    for (const struct json_value *member = at != NULL ? at->first : NULL; member != NULL;
         member = member->next) {
        struct map_status_time *time = map_take(reader, sizeof *time);
        if (time == NULL) {
            return;
        }
        time->status = member->key;
        time->time = map_time_name(reader, member, "at");
        *last = time;
        last = &time->next;
    }
    mapping->status_times = times;
}

static void read_assignment(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"when", "team", "agent"};
    const struct json_value *found[3];
    struct mapping *mapping = reader->mapping;
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    map_members(reader, value, names, 3, found);
    const struct json_value *increases = found[0] != NULL && found[0]->type == JSON_OBJECT
                                             ? json_member(found[0], "increases")
                                             : NULL;
    if (increases != NULL && found[0]->count == 1) {
        char code[CODE_SIZE];
        mapping->increases = map_column(reader, increases, "increases");
        code_make(increases->text, strlen(increases->text), code);
        snprintf(mapping->increases_fact, sizeof mapping->increases_fact, "count.%s", code);
    } else {
        mapping->assign_when = map_when(reader, found[0]);
    }
    mapping->team = map_source(reader, found[1], "team", 1);
    mapping->agent = map_source(reader, found[2], "agent", 0);
}

/* Their list is one of the message's item, when the message is made for items. */
static const struct map_attachments *read_attachments(struct map_reader *reader,
                                                      const struct json_value *value)
{
    enum { EACH, LOCATION, NAME, TYPE, DIGEST, SIZE, COUNT };
    static const char *const names[COUNT] = {"each", "location", "name", "type", "digest", "size"};
    const struct json_value *found[COUNT];
    const struct map_each *outer = reader->each;
    if (value == NULL || reader->code != EXIT_OK) {
        return NULL;
    }
    struct map_attachments *attachments = map_take(reader, sizeof *attachments);
    map_members(reader, value, names, COUNT, found);
    map_require(reader, value, found[EACH], names[EACH]);
    map_require(reader, value, found[LOCATION], names[LOCATION]);
    if (attachments != NULL) {
        attachments->each = map_enter(reader, found[EACH]);
        attachments->location = map_template(reader, found[LOCATION], names[LOCATION]);
        attachments->name = map_template(reader, found[NAME], names[NAME]);
        attachments->type = map_template(reader, found[TYPE], names[TYPE]);
        attachments->digest = map_template(reader, found[DIGEST], names[DIGEST]);
        attachments->size = map_column(reader, found[SIZE], names[SIZE]);
    }
    map_leave(reader, outer);
    return attachments;
}

static void read_message(struct map_reader *reader, const struct json_value *value,
                         struct map_message *message)
{
    enum { EACH, WHEN, KIND, BODY, AUTOMATED, ID, AT, CHANNEL, ATTACHMENTS, AGENT, COUNT };
    static const char *const names[COUNT] = {"each", "when", "kind",    "body",        "automated",
                                             "id",   "at",   "channel", "attachments", "agent"};
    static const int32_t operations[] = {SUP_OP_TICKET_RECEIVE, SUP_OP_TICKET_REPLY,
                                         SUP_OP_TICKET_NOTE};
    const struct json_value *found[COUNT];
    const struct map_each *outer = reader->each;
    map_members(reader, value, names, COUNT, found);
    map_require(reader, value, found[KIND], names[KIND]);
    map_require(reader, value, found[BODY], names[BODY]);
    if (reader->mapping->is_json) {
        map_require(reader, value, found[ID], names[ID]);
    }
    int kind = map_choice(reader, found[KIND], "kind", "receive reply note");
    message->operation = operations[kind > 0 ? kind : 0];
    message->each = map_enter(reader, found[EACH]);
    message->when = map_when(reader, found[WHEN]);
    message->body = map_template(reader, found[BODY], "body");
    message->id = map_template(reader, found[ID], "id");
    message->at = map_time(reader, found[AT], "at");
    message->channel = map_source(reader, found[CHANNEL], "channel", 1);
    message->is_automated = map_flag(reader, found[AUTOMATED], "automated");
    message->attachments = read_attachments(reader, found[ATTACHMENTS]);
    message->agent = map_template(reader, found[AGENT], "agent");
    if (found[AGENT] != NULL && message->operation == SUP_OP_TICKET_RECEIVE) {
        map_fail(reader, found[AGENT], NULL, "a customer's message is not written by an agent");
    }
    map_leave(reader, outer);
}

static void read_messages(struct map_reader *reader, const struct json_value *value)
{
    struct mapping *mapping = reader->mapping;
    for (const struct json_value *item = map_list(reader, value, "messages", MAP_MESSAGES_MAX);
         item != NULL && reader->code == EXIT_OK; item = item->next) {
        read_message(reader, item, &mapping->messages[mapping->message_count++]);
    }
}

static struct map_tags *read_tag(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"each", "column", "separator"};
    const struct json_value *found[3];
    const struct map_each *outer = reader->each;
    struct map_tags *tags = map_take(reader, sizeof *tags);
    map_members(reader, value, names, 3, found);
    map_require(reader, value, found[1], names[1]);
    const char *separator = map_text(reader, found[2], "separator", "");
    if (strlen(separator) > 1) {
        map_fail(reader, found[2], NULL, "separator is one character");
    }
    if (tags != NULL) {
        tags->each = map_enter(reader, found[0]);
        tags->column = map_column(reader, found[1], "column");
        tags->separator = *separator;
    }
    map_leave(reader, outer);
    return tags;
}

static void read_tags(struct map_reader *reader, const struct json_value *value)
{
    struct map_tags *tags = NULL, **last = &tags;
    for (const struct json_value *item = map_list(reader, value, "tags", MAP_TAGS_MAX);
         item != NULL && reader->code == EXIT_OK; item = item->next) {
        *last = read_tag(reader, item);
        last = *last != NULL ? &(*last)->next : last;
    }
    reader->mapping->set_tags = tags;
}

void map_read_set(struct map_reader *reader, const struct json_value *value)
{
    enum { FACTS, PRIORITY, REASON, STATUS, ASSIGNMENT, MESSAGES, TAGS, FIELDS, COUNT };
    static const char *const names[COUNT] = {"facts",      "priority", "reason", "status",
                                             "assignment", "messages", "tags",   "fields"};
    const struct json_value *found[COUNT];
    map_members(reader, value, names, COUNT, found);
    read_facts(reader, found[FACTS]);
    reader->mapping->priority = map_source(reader, found[PRIORITY], "priority", 1);
    reader->mapping->reason = map_source(reader, found[REASON], "reason", 1);
    read_status(reader, found[STATUS]);
    read_assignment(reader, found[ASSIGNMENT]);
    read_messages(reader, found[MESSAGES]);
    read_tags(reader, found[TAGS]);
    reader->mapping->fields = map_said(reader, found[FIELDS], "fields", SUP_TICKET_FIELDS_MAX, 1);
}
