/*
 * import_row_lists.c: the parts of a row that are lists: people, messages, tags, fields, reports.
 */
#include "import_row.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "import_line.h"

static int fail_memory(struct row_problem *problem)
{
    return row_fail(problem, "", "out of memory");
}

/* A text without spaces at its ends, and one of many in a row. */
static char *tidy(struct arena *arena, const char *text)
{
    char *made = arena_copy(arena, text, strlen(text));
    size_t bytes = 0;
    for (const char *at = text; made != NULL && *at != '\0'; at++) {
        if (*at != ' ' || (bytes > 0 && made[bytes - 1] != ' ')) {
            made[bytes++] = *at;
        }
    }
    if (made != NULL) {
        bytes -= bytes > 0 && made[bytes - 1] == ' ';
        made[bytes] = '\0';
    }
    return made;
}

/* What an optional template says; NULL in *text: nothing. */
static int say_line(struct row_reader *reader, const struct map_template *template,
                    const struct record *record, const char **text, struct row_problem *problem)
{
    int is_said = template->is_set && row_has_all(reader, template, record);
    const char *made = is_said ? row_line(reader, template, record) : "";
    *text = made != NULL && *made != '\0' ? made : NULL;
    return made != NULL || fail_memory(problem);
}

static int read_size(const struct csv_field *cell, int64_t *bytes, struct row_problem *problem)
{
    if (cell == NULL) {
        return 1;
    }
    char *end = NULL;
    errno = 0;
    *bytes = strtoll(cell->text, &end, 10);
    return (*cell->text >= '0' && *cell->text <= '9' && *end == '\0' && errno == 0) ||
           row_fail(problem, "", "the size of an attachment is '%.40s', no number of bytes",
                    cell->text);
}

static int add_attachment(struct row_reader *reader, const struct map_attachments *from,
                          const struct record *record, struct row_message *message,
                          struct row_problem *problem)
{
    if (message->attachment_count == SUP_MESSAGE_ATTACHMENTS_MAX) {
        return row_fail(problem, "", "a message has more than %d attachments",
                        SUP_MESSAGE_ATTACHMENTS_MAX);
    }
    struct sup_attachment *to = &message->attachments[message->attachment_count++];
    const struct csv_field *size =
        from->size != NULL ? row_cell(reader->mapping, from->size, record) : NULL;
    if (!say_line(reader, &from->location, record, &to->location, problem) ||
        !say_line(reader, &from->name, record, &to->name, problem) ||
        !say_line(reader, &from->type, record, &to->media_type, problem) ||
        !say_line(reader, &from->digest, record, &to->digest, problem) ||
        !read_size(size, &to->bytes, problem)) {
        return 0;
    }
    return to->location != NULL || row_fail(problem, "the mapping's \"location\" makes it",
                                            "an attachment has no location");
}

static int read_attachments(struct row_reader *reader, const struct map_attachments *from,
                            const struct record *record, struct row_message *message,
                            struct row_problem *problem)
{
    struct row_each items;
    if (from == NULL) {
        return 1;
    }
    message->attachments =
        arena_take(&reader->arena, SUP_MESSAGE_ATTACHMENTS_MAX * sizeof *message->attachments);
    int is_fine = (message->attachments != NULL && each_begin(reader, from->each, &items)) ||
                  fail_memory(problem);
    while (is_fine && each_next(reader, &items, record)) {
        is_fine = add_attachment(reader, from, record, message, problem);
    }
    return is_fine;
}

/* Each may have to be made, in the batch of the row. */
static int check_author(const struct row *row, const struct row_message *message,
                        struct row_problem *problem)
{
    int count = 0;
    if (message->agent == NULL) {
        return 1;
    }
    if (strlen(message->agent) > SUP_NAME_BYTES_MAX) {
        return row_fail(problem, "", "the name of who wrote a message is too long");
    }
    for (int i = 0; i < row->message_count; i++) {
        const char *name = row->messages[i].agent;
        int is_first = name != NULL;
        for (int j = 0; j < i && is_first; j++) {
            is_first = row->messages[j].agent == NULL || strcmp(row->messages[j].agent, name) != 0;
        }
        count += is_first;
    }
    return count <= ROW_AUTHORS_MAX ||
           row_fail(problem, "", "more than %d agents wrote the messages of a record",
                    ROW_AUTHORS_MAX);
}

static const char *file_name(const struct sup_attachment *file)
{
    return file->name != NULL ? file->name : file->location;
}

/* The body of files that came without a text: their names, one a line, so that they are not lost.
 * Without a name a file is called by where it is. */
static const char *name_files(struct row_reader *reader, const struct row_message *message)
{
    size_t bytes = 1;
    for (uint32_t i = 0; i < message->attachment_count; i++) {
        bytes += strlen(file_name(&message->attachments[i])) + 1;
    }
    char *text = arena_take(&reader->arena, bytes);
    char *end = text;
    for (uint32_t i = 0; i < message->attachment_count && text != NULL; i++) {
        const char *name = file_name(&message->attachments[i]);
        size_t length = strlen(name);
        if (i > 0) {
            *end++ = '\n';
        }
        memcpy(end, name, length);
        end += length;
    }
    if (text != NULL) {
        *end = '\0';
    }
    return text;
}

/* Its files, and its text: "" when it has neither. */
static int read_content(struct row_reader *reader, const struct map_message *from,
                        const struct record *record, struct row_message *message,
                        struct row_problem *problem)
{
    message->body = row_text(reader, &from->body, record);
    if (message->body == NULL) {
        return fail_memory(problem);
    }
    if (!read_attachments(reader, from->attachments, record, message, problem)) {
        return 0;
    }
    if (*message->body == '\0' && message->attachment_count > 0) {
        message->body = name_files(reader, message);
    }
    if (message->body == NULL) {
        return fail_memory(problem);
    }
    return strlen(message->body) <= SUP_BODY_BYTES_MAX ||
           row_fail(problem, "", "a message is too long");
}

static int add_message(struct row_reader *reader, const struct map_message *from,
                       const struct record *record, struct row *row, struct row_problem *problem)
{
    struct status_time at = {.kind = TIME_OF_ROW};
    const struct name *channel = NULL;
    struct row_message message = {.operation = from->operation, .is_automated = from->is_automated};
    if (!read_content(reader, from, record, &message, problem)) {
        return 0;
    }
    if (*message.body == '\0') {
        return 1;
    }
    if (row->message_count == ROW_MESSAGES_MAX) {
        return row_fail(problem, "", "a record has more than %d messages", ROW_MESSAGES_MAX);
    }
    message.id = from->id.is_set ? row_line(reader, &from->id, record) : NULL;
    if (from->id.is_set && message.id == NULL) {
        return fail_memory(problem);
    }
    if (!row_name(reader, &from->channel, record, LIST_CHANNELS, &channel, problem) ||
        (from->at != NULL && !row_time(reader, from->at, record, &at, problem)) ||
        !say_line(reader, &from->agent, record, &message.agent, problem)) {
        return 0;
    }
    message.channel = channel != NULL ? channel->text : NULL;
    message.at_ms = at.kind == TIME_GIVEN ? at.ms : row->at_ms;
    row->messages[row->message_count++] = message;
    return check_author(row, &message, problem);
}

/* Messages keep the order that they have in the record when their times are the same. */
static void sort_messages(struct row *row)
{
    for (int i = 1; i < row->message_count; i++) {
        struct row_message moved = row->messages[i];
        int at = i;
        for (; at > 0 && row->messages[at - 1].at_ms > moved.at_ms; at--) {
            row->messages[at] = row->messages[at - 1];
        }
        row->messages[at] = moved;
    }
}

static int read_messages(struct row_reader *reader, const struct record *record, struct row *row,
                         struct row_problem *problem)
{
    const struct mapping *mapping = reader->mapping;
    if (mapping->message_count == 0) {
        return 1;
    }
    size_t room = mapping->is_json ? ROW_MESSAGES_MAX : (size_t)mapping->message_count;
    row->messages = arena_take(&reader->arena, room * sizeof *row->messages);
    int is_fine = row->messages != NULL || fail_memory(problem);
    for (int i = 0; i < mapping->message_count && is_fine; i++) {
        const struct map_message *from = &mapping->messages[i];
        struct row_each items;
        is_fine = each_begin(reader, from->each, &items) || fail_memory(problem);
        while (is_fine && each_next(reader, &items, record)) {
            is_fine = !row_holds(mapping, &from->when, record) ||
                      add_message(reader, from, record, row, problem);
        }
    }
    sort_messages(row);
    return is_fine;
}

static int add_tag(struct row_reader *reader, const char *text, size_t bytes, struct row *row,
                   struct row_problem *problem)
{
    char made[CODE_SIZE];
    while (bytes > 0 && *text == ' ') {
        text++;
        bytes--;
    }
    while (bytes > 0 && text[bytes - 1] == ' ') {
        bytes--;
    }
    if (bytes == 0) {
        return 1;
    }
    if (row->tag_count == SUP_TICKET_TAGS_MAX) {
        return row_fail(problem, "leave tags out of the mapping", "there are more than %d tags",
                        SUP_TICKET_TAGS_MAX);
    }
    size_t length = code_make(text, bytes, made);
    row->tags[row->tag_count] = arena_copy(&reader->arena, made, length);
    return row->tags[row->tag_count++] != NULL || fail_memory(problem);
}

static int read_tag(struct row_reader *reader, const struct map_tags *from,
                    const struct record *record, struct row *row, struct row_problem *problem)
{
    const struct csv_field *cell = row_cell(reader->mapping, from->column, record);
    const char *at = cell != NULL ? cell->text : "";
    int is_fine = 1;
    while (*at != '\0' && is_fine) {
        const char *end = from->separator != '\0' ? strchr(at, from->separator) : NULL;
        size_t bytes = end != NULL ? (size_t)(end - at) : strlen(at);
        is_fine = add_tag(reader, at, bytes, row, problem);
        at += bytes + (end != NULL);
    }
    return is_fine;
}

static int read_tags(struct row_reader *reader, const struct record *record, struct row *row,
                     struct row_problem *problem)
{
    const struct mapping *mapping = reader->mapping;
    if (mapping->set_tags == NULL && mapping->tag_count == 0) {
        return 1;
    }
    row->tags = arena_take(&reader->arena, SUP_TICKET_TAGS_MAX * sizeof *row->tags);
    if (row->tags == NULL) {
        return fail_memory(problem);
    }
    for (uint32_t i = 0; i < mapping->tag_count; i++) {
        row->tags[row->tag_count++] = mapping->tags[i];
    }
    int is_fine = 1;
    for (const struct map_tags *from = mapping->set_tags; from != NULL && is_fine;
         from = from->next) {
        struct row_each items;
        is_fine = each_begin(reader, from->each, &items) || fail_memory(problem);
        while (is_fine && each_next(reader, &items, record)) {
            is_fine = read_tag(reader, from, record, row, problem);
        }
    }
    return is_fine;
}

static int read_fields(struct row_reader *reader, const struct record *record, struct row *row,
                       struct row_problem *problem)
{
    const struct map_said *said = reader->mapping->fields;
    if (said == NULL) {
        return 1;
    }
    row->fields = arena_take(&reader->arena, SUP_TICKET_FIELDS_MAX * sizeof *row->fields);
    int is_fine = row->fields != NULL || fail_memory(problem);
    for (; said != NULL && is_fine; said = said->next) {
        const char *text = NULL;
        is_fine = row_said(reader, said, record, row, &text, problem);
        if (is_fine && text != NULL && *text != '\0') {
            row->fields[row->field_count++] = (struct sup_ticket_field){said->name, text};
        }
    }
    return is_fine;
}

/* The case's own reference, and those of what it is about. */
static int read_references(struct row_reader *reader, const struct record *record, struct row *row,
                           struct row_problem *problem)
{
    const struct mapping *mapping = reader->mapping;
    row->references =
        arena_take(&reader->arena, (1 + MAP_REFERENCES_MAX) * sizeof *row->references);
    if (row->references == NULL) {
        return fail_memory(problem);
    }
    row->references[row->reference_count++] =
        (struct sup_reference){mapping->system, mapping->kind, row->key.text};
    for (const struct map_reference *from = mapping->references; from != NULL; from = from->next) {
        const struct csv_field *cell = row_cell(mapping, from->column, record);
        if (cell == NULL) {
            continue;
        }
        if (cell->bytes > SUP_REFERENCE_ID_BYTES_MAX || !line_is(cell->text, cell->bytes)) {
            return row_fail(problem, "", "the id of a reference is not one line of up to %d bytes",
                            SUP_REFERENCE_ID_BYTES_MAX);
        }
        row->references[row->reference_count++] =
            (struct sup_reference){from->system, from->kind, cell->text};
    }
    return 1;
}

static int read_customer(struct row_reader *reader, const struct record *record, struct row *row,
                         struct row_problem *problem)
{
    const struct mapping *mapping = reader->mapping;
    if (mapping->identities == NULL) {
        return 1;
    }
    row->identities = arena_take(&reader->arena, MAP_IDENTITIES_MAX * sizeof *row->identities);
    if (row->identities == NULL) {
        return fail_memory(problem);
    }
    for (const struct map_identity *from = mapping->identities; from != NULL; from = from->next) {
        const struct csv_field *cell = row_cell(mapping, from->column, record);
        if (cell == NULL || !row_holds(mapping, &from->when, record)) {
            continue;
        }
        if (!from->is_optional &&
            (cell->bytes > SUP_IDENTITY_BYTES_MAX || !line_is(cell->text, cell->bytes))) {
            return row_fail(problem, "", "the customer's %s is not one line of up to %d bytes",
                            from->kind, SUP_IDENTITY_BYTES_MAX);
        }
        row->optional |= (unsigned)(from->is_optional != 0) << row->identity_count;
        row->identities[row->identity_count++] =
            (struct sup_identity){.kind = from->kind,
                                  .system = from->system,
                                  .value = cell->text,
                                  .is_verified = from->is_verified};
    }
    const char *name =
        mapping->customer_name.is_set ? row_line(reader, &mapping->customer_name, record) : "";
    name = name != NULL ? tidy(&reader->arena, name) : NULL;
    row->customer_name = name != NULL && *name != '\0' ? name : NULL;
    return name != NULL || fail_memory(problem);
}

/* A template that is one line; NULL when it is empty, or not in the mapping. */
static int read_line(struct row_reader *reader, const struct map_template *template,
                     const struct record *record, const char **line, struct row_problem *problem)
{
    const char *text = template->is_set ? row_line(reader, template, record) : "";
    *line = text != NULL && *text != '\0' ? text : NULL;
    return text != NULL || fail_memory(problem);
}

static int read_report_facts(struct row_reader *reader, const struct map_report *from,
                             const struct record *record, const struct row *row,
                             struct row_report *report, struct row_problem *problem)
{
    size_t room = 0;
    for (const struct map_said *said = from->facts; said != NULL; said = said->next) {
        room++;
    }
    report->facts = arena_take(&reader->arena, (room + 1) * sizeof *report->facts);
    int is_fine = report->facts != NULL || fail_memory(problem);
    for (const struct map_said *said = from->facts; said != NULL && is_fine; said = said->next) {
        const char *text = NULL;
        is_fine = row_said(reader, said, record, row, &text, problem);
        if (is_fine && text != NULL) {
            text = line_make(&reader->arena, text, strlen(text)).text;
            is_fine = text != NULL || fail_memory(problem);
        }
        if (is_fine && text != NULL && *text != '\0') {
            report->facts[report->fact_count++] = (struct sup_fact){said->name, text};
        }
    }
    return is_fine;
}

static int add_report(struct row_reader *reader, const struct map_report *from,
                      const struct record *record, struct row *row, struct row_problem *problem)
{
    struct status_time at = {.kind = TIME_OF_ROW};
    struct row_report *report = &row->reports[row->report_count];
    if (row->report_count == ROW_REPORTS_MAX) {
        return row_fail(problem, "", "a record says something about more than %d things",
                        ROW_REPORTS_MAX);
    }
    *report = (struct row_report){.reference = {from->system, from->kind, NULL}};
    if (!read_line(reader, &from->id, record, &report->reference.id, problem) ||
        !read_line(reader, &from->label, record, &report->label, problem) ||
        !read_line(reader, &from->event, record, &report->event, problem) ||
        (from->at != NULL && !row_time(reader, from->at, record, &at, problem))) {
        return 0;
    }
    if (report->reference.id == NULL && from->kind != NULL) {
        return row_fail(problem, "the mapping's \"id\" makes it", "the %s has no id", from->kind);
    }
    report->at_ms = at.kind == TIME_GIVEN ? at.ms : row->at_ms;
    if (!read_report_facts(reader, from, record, row, report, problem)) {
        return 0;
    }
    /* Of a customer there is nothing else to say. */
    row->report_count += from->kind != NULL || report->fact_count > 0;
    return 1;
}

static int read_reports(struct row_reader *reader, const struct record *record, struct row *row,
                        struct row_problem *problem)
{
    const struct mapping *mapping = reader->mapping;
    const struct map_report *own = mapping->customer_report;
    if (mapping->reports == NULL && own == NULL) {
        return 1;
    }
    row->reports = arena_take(&reader->arena, ROW_REPORTS_MAX * sizeof *row->reports);
    int is_fine = row->reports != NULL || fail_memory(problem);
    if (is_fine && own != NULL && row->identity_count > 0 &&
        row_holds(mapping, &own->when, record)) {
        is_fine = add_report(reader, own, record, row, problem);
    }
    for (const struct map_report *from = mapping->reports; from != NULL && is_fine;
         from = from->next) {
        struct row_each items;
        is_fine = each_begin(reader, from->each, &items) || fail_memory(problem);
        while (is_fine && each_next(reader, &items, record)) {
            is_fine = !row_holds(mapping, &from->when, record) ||
                      add_report(reader, from, record, row, problem);
        }
    }
    return is_fine;
}

int row_lists(struct row_reader *reader, const struct record *record, struct row *row,
              struct row_problem *problem)
{
    return read_customer(reader, record, row, problem) &&
           read_reports(reader, record, row, problem) &&
           row_surveys(reader, record, row, problem) &&
           (reader->mapping->key == NULL ||
            (read_messages(reader, record, row, problem) &&
             read_tags(reader, record, row, problem) && read_fields(reader, record, row, problem) &&
             read_references(reader, record, row, problem)));
}
