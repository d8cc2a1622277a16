/*
 * ticket_list.c: ticket list.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "instant.h"
#include "json_out.h"
#include "options.h"
#include "people.h"
#include "table.h"
#include "ticket.h"

enum { REFERENCE_SIZE = 512, FIELD_SIZE = SUP_FIELD_BYTES_MAX + 128 };

/* What the options say, before it is put into the library's params. */
struct filter {
    const char *category;
    const char *reference;
    const char *field;
    int64_t limit;
    int is_oldest_first;
};

/* The value of a category's name; the names are those of the operation table. */
static int read_category(const struct program *program, const char *name, int32_t *category)
{
    const struct sup_shape *shape = sup_operation_find("ticket.list")->params;
    struct text known = {0};
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const char *const *names = shape->fields[i].names;
        for (int32_t n = 0; names != NULL && names[n] != NULL; n++) {
            if (strcmp(names[n], name) == 0) {
                *category = n + 1;
                text_free(&known);
                return GO_ON;
            }
            text_add_format(&known, "%s%s", known.bytes > 0 ? ", " : "", names[n]);
        }
    }
    int code = program_fail_usage(program, "--category %s is none of %s", name,
                                  known.bytes > 0 ? known.data : "the library's");
    text_free(&known);
    return code;
}

/* "shopify:order:1001": the id may hold colons too. */
static int read_reference(const struct program *program, const char *text, char *copy,
                          struct sup_reference *reference)
{
    char *kind = NULL, *id = NULL;
    if (strlen(text) < REFERENCE_SIZE) {
        strcpy(copy, text);
        kind = strchr(copy, ':');
        id = kind != NULL ? strchr(kind + 1, ':') : NULL;
    }
    if (id == NULL) {
        return program_fail_usage(program, "--reference is SYSTEM:KIND:ID, such as "
                                           "shopify:order:1001");
    }
    *kind++ = '\0';
    *id++ = '\0';
    *reference = (struct sup_reference){.system = copy, .kind = kind, .id = id};
    return GO_ON;
}

/* "order_number=1001": the value may hold the sign too. */
static int read_field(const struct program *program, const char *text, char *copy,
                      struct sup_ticket_field *field)
{
    char *value = NULL;
    if (strlen(text) < FIELD_SIZE) {
        strcpy(copy, text);
        value = strchr(copy, '=');
    }
    if (value == NULL) {
        return program_fail_usage(program, "--field is NAME=VALUE, such as order_number=1001");
    }
    *value++ = '\0';
    *field = (struct sup_ticket_field){.name = copy, .value = value};
    return GO_ON;
}

static int print_list(const struct program *program, const struct sup_ticket_list *list)
{
    static const struct table_column columns[] = {
        {.title = "ID", .is_right = 1},        {.title = "STATUS"},
        {.title = "PRIORITY", .rank = 2},      {.title = "REASON", .rank = 4},
        {.title = "TEAM", .rank = 5},          {.title = "AGENT", .rank = 1},
        {.title = "UPDATED (UTC)", .rank = 3}, {.title = "SUBJECT", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = 8};
    struct people people = {0};
    if (list->count == 0) {
        program_note(program, "no tickets");
        return EXIT_OK;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_ticket *ticket = &list->items[i];
        char updated[INSTANT_TEXT_SIZE], agent[32] = "";
        const char *name = people_name(&people, program, SUP_ACTOR_AGENT, ticket->assignee_id);
        instant_write_brief(ticket->updated_ms, updated);
        updated[16] = '\0'; /* no seconds */
        if (ticket->assignee_id != 0 && *name == '\0') {
            snprintf(agent, sizeof agent, "%" PRId64, ticket->assignee_id);
        }
        table_add_number(&table, ticket->id, COLOR_PLAIN);
        table_add(&table, ticket->status, category_color(ticket->category));
        table_add(&table, ticket->priority, COLOR_PLAIN);
        table_add(&table, ticket->reason, COLOR_PLAIN);
        table_add(&table, ticket->team, COLOR_PLAIN);
        table_add(&table, *name != '\0' ? name : agent, COLOR_PLAIN);
        table_add(&table, updated, COLOR_PLAIN);
        table_add(&table, ticket->subject, COLOR_PLAIN);
    }
    int code = table_print(&table, program);
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

static int list_tickets(struct program *program, const struct filter *filter,
                        const struct sup_ticket_list_params *options)
{
    struct sup_ticket_list_params params = *options;
    struct sup_reference reference;
    struct sup_ticket_field field;
    char reference_text[REFERENCE_SIZE], field_text[FIELD_SIZE];
    int code = GO_ON;
    if (filter->limit < 1 || filter->limit > SUP_PAGE_MAX) {
        return program_fail_usage(program, "--limit is from 1 to %d", SUP_PAGE_MAX);
    }
    params.limit = (uint32_t)filter->limit;
    params.is_oldest_first = filter->is_oldest_first;
    if (filter->category != NULL) {
        code = read_category(program, filter->category, &params.category);
    }
    if (code == GO_ON && filter->reference != NULL) {
        code = read_reference(program, filter->reference, reference_text, &reference);
        params.reference = &reference;
    }
    if (code == GO_ON && filter->field != NULL) {
        code = read_field(program, filter->field, field_text, &field);
        params.field = &field;
    }
    if (code == GO_ON) {
        code = program_open(program, OPEN_READ);
    }
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    struct sup_ticket_list *list = NULL;
    if (sup_ticket_list(program->core, &caller, &params, &list) != SUP_OK) {
        return program_fail_last(program);
    }
    code = program->is_json ? json_print_result(program, SUP_OP_TICKET_LIST, list)
                            : print_list(program, list);
    sup_free(list);
    return code;
}

int command_ticket_list(struct program *program, int argc, char **argv)
{
    struct sup_ticket_list_params params = {.size = sizeof params};
    struct filter filter = {.limit = SUP_PAGE_MAX};
    const struct command_option options[] = {
        {.name = "category",
         .value = "NAME",
         .meaning = "new, open, pending, on_hold, solved or closed",
         .text = &filter.category},
        {.name = "status",
         .value = "NAME",
         .meaning = "a status of the policy",
         .text = &params.status},
        {.name = "priority", .value = "NAME", .meaning = "a priority", .text = &params.priority},
        {.name = "reason", .value = "NAME", .meaning = "a contact reason", .text = &params.reason},
        {.name = "channel", .value = "NAME", .meaning = "a channel", .text = &params.channel},
        {.name = "team", .value = "NAME", .meaning = "a team", .text = &params.team},
        {.name = "assignee", .value = "ID", .meaning = "an agent", .number = &params.assignee_id},
        {.name = "customer", .value = "ID", .meaning = "a customer", .number = &params.customer_id},
        {.name = "tag", .value = "TAG", .meaning = "a tag", .text = &params.tag},
        {.name = "reference",
         .value = "SYSTEM:KIND:ID",
         .meaning = "what it is about, such as shopify:order:1001",
         .text = &filter.reference},
        {.name = "field",
         .value = "NAME=VALUE",
         .meaning = "a custom field of the policy, such as order_number=1001",
         .text = &filter.field},
        {.name = "oldest-first", .meaning = "by id upwards", .is_set = &filter.is_oldest_first},
        {.name = "limit",
         .value = "N",
         .meaning = "N tickets at most, 1 to 100 (default 100)",
         .number = &filter.limit},
        {.name = "after",
         .value = "ID",
         .meaning = "the page after that ticket",
         .number = &params.after_id},
    };
    const struct command_usage usage = {
        .about = "Newest first. Options that choose tickets must all hold.\n",
        .examples = "  supportcore --db desk.db ticket list --category open --priority high\n"
                    "  supportcore --db desk.db ticket list --reference shopify:order:1001\n"
                    "  supportcore --db desk.db --json ticket list --limit 10 --after 57\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    return code == GO_ON ? list_tickets(program, &filter, &params) : code;
}
