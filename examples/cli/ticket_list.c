/*
 * ticket_list.c: ticket list.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "customer.h"
#include "instant.h"
#include "json_out.h"
#include "options.h"
#include "people.h"
#include "reference.h"
#include "table.h"
#include "ticket.h"

enum {
    FIELD_SIZE = SUP_FIELD_BYTES_MAX + 128,
    IDENTITY_SIZE = SUP_IDENTITY_BYTES_MAX + 256,
    ORDER_OPTIONS = 6,
    OPTIONS = 21
};

/* What the options say, before it is put into the library's params. */
struct filter {
    const char *category;
    const char *sort;
    const char *reference;
    const char *field;
    const char *identity;
    const char *opened_from, *opened_to, *updated_from, *updated_to;
    int64_t limit;
    int is_ascending;
    int is_unassigned;
};

/* What the library's params point to. */
struct filled {
    struct sup_ticket_list_params params;
    struct sup_reference reference;
    struct sup_ticket_field field;
    struct sup_identity identity;
    char reference_text[REFERENCE_SIZE], field_text[FIELD_SIZE], identity_text[IDENTITY_SIZE];
    char after[SUP_LIST_AFTER_BYTES_MAX + 1];
};

/* The value of a name; the names are those of the operation table. */
static int read_name(const struct program *program, const char *option, const char *name,
                     int32_t *value)
{
    const struct sup_shape *shape = sup_operation_find("ticket.list")->params;
    struct text known = {0};
    if (name == NULL) {
        return GO_ON;
    }
    for (uint32_t i = 0; i < shape->field_count; i++) {
        int is_it = strcmp(shape->fields[i].name, option) == 0;
        const char *const *names = is_it ? shape->fields[i].names : NULL;
        for (int32_t n = 0; names != NULL && names[n] != NULL; n++) {
            if (strcmp(names[n], name) == 0) {
                *value = n + 1;
                text_free(&known);
                return GO_ON;
            }
            text_add_format(&known, "%s%s", known.bytes > 0 ? ", " : "", names[n]);
        }
    }
    int code = program_fail_usage(program, "--%s %s is none of %s", option, name,
                                  known.bytes > 0 ? known.data : "the library's");
    text_free(&known);
    return code;
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

static int read_identity(const struct program *program, const char *text, struct filled *filled)
{
    if (strlen(text) >= sizeof filled->identity_text) {
        return program_fail_usage(program, "--identity is too long");
    }
    strcpy(filled->identity_text, text);
    filled->params.identity = &filled->identity;
    return customer_read_identity(program, filled->identity_text, &filled->identity);
}

/* RFC 3339, or a date, which is its first instant in UTC. */
static int read_time(const struct program *program, const char *option, const char *text,
                     int64_t *ms)
{
    char midnight[INSTANT_TEXT_SIZE];
    if (text == NULL) {
        return GO_ON;
    }
    snprintf(midnight, sizeof midnight, "%.10sT00:00:00Z", text);
    if (instant_read(text, strlen(text), ms) ||
        (strlen(text) == 10 && instant_read(midnight, strlen(midnight), ms))) {
        return *ms != 0 ? GO_ON
                        : program_fail_usage(program,
                                             "--%s cannot be 1970-01-01T00:00:00Z: that would mean "
                                             "no bound; say one millisecond later",
                                             option);
    }
    return program_fail_usage(program,
                              "--%s is a date or a time, such as 2026-03-29 or "
                              "2026-03-29T09:00:00+02:00",
                              option);
}

static int read_times(const struct program *program, const struct filter *filter,
                      struct sup_ticket_list_params *params)
{
    int code = read_time(program, "opened-from", filter->opened_from, &params->opened_from_ms);
    if (code == GO_ON) {
        code = read_time(program, "opened-to", filter->opened_to, &params->opened_to_ms);
    }
    if (code == GO_ON) {
        code = read_time(program, "updated-from", filter->updated_from, &params->updated_from_ms);
    }
    return code == GO_ON
               ? read_time(program, "updated-to", filter->updated_to, &params->updated_to_ms)
               : code;
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
    if (code == EXIT_OK && list->next_after != NULL) {
        program_note(program, "there are more: --after %s", list->next_after);
    }
    return code;
}

static int fill(const struct program *program, const struct filter *filter, struct filled *filled)
{
    struct sup_ticket_list_params *params = &filled->params;
    int code = limit_read(program, filter->limit, SUP_PAGE_MAX);
    if (code != GO_ON) {
        return code;
    }
    params->limit = (uint32_t)filter->limit;
    params->is_ascending = filter->is_ascending;
    params->is_unassigned = filter->is_unassigned;
    code = read_name(program, "category", filter->category, &params->category);
    if (code == GO_ON) {
        code = read_name(program, "sort", filter->sort, &params->sort);
    }
    if (code == GO_ON && filter->reference != NULL) {
        code = reference_read(program, "--reference", filter->reference, filled->reference_text,
                              &filled->reference);
        params->reference = &filled->reference;
    }
    if (code == GO_ON && filter->field != NULL) {
        code = read_field(program, filter->field, filled->field_text, &filled->field);
        params->field = &filled->field;
    }
    if (code == GO_ON && filter->identity != NULL) {
        code = read_identity(program, filter->identity, filled);
    }
    return code == GO_ON ? read_times(program, filter, params) : code;
}

/* A page may be empty and yet not be the last one: people are shown the next that is not. JSON is
 * the library's answer as it is. */
static int list_tickets(struct program *program, struct filled *filled)
{
    struct sup_caller caller = program_caller(program);
    struct sup_ticket_list *list = NULL;
    int is_over = 0;
    do {
        sup_free(list);
        list = NULL;
        if (sup_ticket_list(program->core, &caller, &filled->params, &list) != SUP_OK) {
            return program_fail_last(program);
        }
        is_over = program->is_json || list->count > 0 || list->next_after == NULL;
        if (!is_over) {
            snprintf(filled->after, sizeof filled->after, "%s", list->next_after);
            filled->params.after = filled->after;
        }
    } while (!is_over);
    int code = program->is_json ? json_print_result(program, SUP_OP_TICKET_LIST, list)
                                : print_list(program, list);
    sup_free(list);
    return code;
}

/* The last options: when, and in which order. */
static void add_order(struct filter *filter, struct command_option *options)
{
    const struct command_option order[] = {
        {.name = "opened-from",
         .value = "TIME",
         .meaning = "opened then or later: a date, or RFC 3339",
         .text = &filter->opened_from},
        {.name = "opened-to",
         .value = "TIME",
         .meaning = "opened before that",
         .text = &filter->opened_to},
        {.name = "updated-from",
         .value = "TIME",
         .meaning = "last updated then or later",
         .text = &filter->updated_from},
        {.name = "updated-to",
         .value = "TIME",
         .meaning = "last updated before that",
         .text = &filter->updated_to},
        {.name = "sort",
         .value = "KEY",
         .choices = "id opened updated priority",
         .meaning = "by id (default), opened, updated or priority",
         .text = &filter->sort},
        {.name = "ascending", .meaning = "oldest or lowest first", .is_set = &filter->is_ascending},
    };
    memcpy(options, order, sizeof order);
}

int command_ticket_list(struct program *program, int argc, char **argv)
{
    struct filled filled = {.params = {.size = sizeof filled.params}};
    struct sup_ticket_list_params *params = &filled.params;
    struct filter filter = {.limit = SUP_PAGE_MAX};
    struct command_option options[OPTIONS] = {
        {.name = "category",
         .value = "NAME",
         .choices = "new open pending on_hold solved closed",
         .meaning = "new, open, pending, on_hold, solved or closed",
         .text = &filter.category},
        {.name = "status",
         .value = "NAME",
         .meaning = "a status of the policy",
         .text = &params->status},
        {.name = "priority", .value = "NAME", .meaning = "a priority", .text = &params->priority},
        {.name = "reason", .value = "NAME", .meaning = "a contact reason", .text = &params->reason},
        {.name = "channel", .value = "NAME", .meaning = "a channel", .text = &params->channel},
        {.name = "team", .value = "NAME", .meaning = "a team", .text = &params->team},
        {.name = "assignee", .value = "ID", .meaning = "an agent", .number = &params->assignee_id},
        {.name = "unassigned", .meaning = "those that nobody has", .is_set = &filter.is_unassigned},
        {.name = "customer",
         .value = "ID",
         .meaning = "a customer",
         .number = &params->customer_id},
        {.name = "identity",
         .value = "KIND[:SYSTEM]=VALUE",
         .meaning = "who is known by it, such as email=mia@example.com",
         .text = &filter.identity},
        {.name = "tag", .value = "TAG", .meaning = "a tag", .text = &params->tag},
        {.name = "reference",
         .value = "SYSTEM:KIND:ID",
         .meaning = "what it is about, such as shopify:order:1001",
         .text = &filter.reference},
        {.name = "field",
         .value = "NAME=VALUE",
         .meaning = "a custom field of the policy, such as order_number=1001",
         .text = &filter.field},
        {.name = "limit",
         .value = "N",
         .meaning = "N tickets at most, 1 to 100 (default 100)",
         .number = &filter.limit},
        {.name = "after",
         .value = "POSITION",
         .meaning = "the page after what a page with the same options told",
         .text = &params->after},
    };
    const struct command_usage usage = {
        .about = "Newest first, unless --sort and --ascending say otherwise; the highest priority\n"
                 "first. Options that choose tickets must all hold. A date begins in UTC.\n",
        .examples = "  supportcore --db desk.db ticket list --category open --priority high\n"
                    "  supportcore --db desk.db ticket list --reference shopify:order:1001\n"
                    "  supportcore --db desk.db ticket list --category new --sort priority\n"
                    "  supportcore --db desk.db ticket list --identity email=mia@example.com\n"
                    "  supportcore --db desk.db --json ticket list --opened-from 2026-03-01 \\\n"
                    "      --opened-to 2026-04-01 --sort opened\n",
        .options = options,
        .option_count = OPTIONS,
    };
    add_order(&filter, options + OPTIONS - ORDER_OPTIONS);
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = fill(program, &filter, &filled);
    }
    if (code == GO_ON) {
        code = program_open(program, OPEN_READ);
        code = code == EXIT_OK ? list_tickets(program, &filled) : code;
    }
    return code;
}
