/*
 * ticket_show.c: ticket show: what is known of a ticket, and its thread.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>

#include "instant.h"
#include "json_out.h"
#include "sheet.h"
#include "ticket.h"

enum { BODY_INDENT = 4 };

static void add_person(struct sheet *sheet, const char *label, int32_t kind, int64_t id)
{
    if (id != 0) {
        struct text who = {0};
        people_add_actor(&who, &sheet->people, sheet->program, kind, id);
        sheet_line(sheet, label, who.data);
        sheet->out.is_failed |= who.is_failed;
        text_free(&who);
    }
}

static void add_lists(struct sheet *sheet, const struct sup_ticket *ticket)
{
    struct text list = {0};
    sheet_names(sheet, "Tags", ticket->tags, ticket->tag_count);
    for (uint32_t i = 0; i < ticket->reference_count; i++) {
        text_add_format(&list, "%s%s:%s:%s", i > 0 ? "\n" : "", ticket->references[i].system,
                        ticket->references[i].kind, ticket->references[i].id);
    }
    sheet_line(sheet, "References", list.data);
    text_clear(&list);
    for (uint32_t i = 0; i < ticket->fact_count; i++) {
        text_add_format(&list, "%s%s = %s", i > 0 ? "\n" : "", ticket->facts[i].name,
                        ticket->facts[i].value);
    }
    sheet_line(sheet, "Facts", list.data);
    text_clear(&list);
    for (uint32_t i = 0; i < ticket->field_count; i++) {
        const char *value = ticket->fields[i].value;
        text_add_format(&list, "%s%s = %s", i > 0 ? "\n" : "", ticket->fields[i].name,
                        value != NULL ? value : "(erased)");
    }
    sheet_line(sheet, "Fields", list.data);
    sheet_names(sheet, "Still to ask", ticket->intake_missing, ticket->intake_missing_count);
    sheet->out.is_failed |= list.is_failed;
    text_free(&list);
}

/* What the ticket is to others, one a line. */
static void add_links(struct sheet *sheet, const struct sup_ticket *ticket)
{
    static const char *const words[] = {"linked to", "duplicate of", "blocked by",   "caused by",
                                        "child of",  "split from",   "follow-up of", "original of",
                                        "blocks",    "causes",       "parent of",    "split into"};
    enum { WORDS_COUNT = sizeof words / sizeof words[0] };
    struct text list = {0};
    if (ticket->merged_into != 0) {
        text_add_format(&list, "merged into ticket %" PRId64, ticket->merged_into);
    }
    for (uint32_t i = 0; i < ticket->member_count; i++) {
        text_add_format(&list, "%sticket %" PRId64 " was merged into it",
                        list.bytes > 0 ? "\n" : "", ticket->members[i].ticket_id);
    }
    for (uint32_t i = 0; i < ticket->link_count; i++) {
        int32_t kind = ticket->links[i].kind;
        text_add_format(&list, "%s%s ticket %" PRId64, list.bytes > 0 ? "\n" : "",
                        words[kind > 0 && kind < WORDS_COUNT ? kind : 0],
                        ticket->links[i].ticket_id);
    }
    sheet_line(sheet, "Others", list.data);
    sheet->out.is_failed |= list.is_failed;
    text_free(&list);
}

static void add_watchers(struct sheet *sheet, const struct sup_ticket *ticket)
{
    for (uint32_t i = 0; i < ticket->watcher_count; i++) {
        const struct sup_ticket_watcher *watcher = &ticket->watchers[i];
        add_person(sheet, i == 0 ? "Watched by" : "",
                   watcher->agent_id != 0 ? SUP_ACTOR_AGENT : SUP_ACTOR_CUSTOMER,
                   watcher->agent_id + watcher->customer_id);
    }
}

static void add_reminders(struct sheet *sheet, const struct sup_ticket *ticket)
{
    for (uint32_t i = 0; i < ticket->reminder_count; i++) {
        const struct sup_reminder *reminder = &ticket->reminders[i];
        char at[INSTANT_TEXT_SIZE];
        instant_write_brief(reminder->due_ms, at);
        sheet_label(sheet, i == 0 ? "Reminders" : "");
        text_add_format(&sheet->out, "%" PRId64 ", %s%s%s%s%s\n", reminder->id, at,
                        reminder->rule != NULL ? ", by the rule " : "",
                        reminder->rule != NULL ? reminder->rule : "",
                        reminder->note != NULL ? ": " : "",
                        reminder->note != NULL ? reminder->note : "");
    }
}

static void add_ticket(struct sheet *sheet, const struct sup_ticket *ticket)
{
    const struct term *term = &sheet->program->term;
    text_add_format(&sheet->out, "%sTicket %" PRId64 "%s  ", term_color(term, COLOR_BOLD),
                    ticket->id, term_plain(term));
    text_add_format(&sheet->out, "%s%s%s, %s, by %s\n",
                    term_color(term, category_color(ticket->category)), ticket->status,
                    term_plain(term), ticket->priority, ticket->channel);
    sheet_line(sheet, "Subject", ticket->subject);
    add_person(sheet, "Customer", SUP_ACTOR_CUSTOMER, ticket->customer_id);
    add_person(sheet, "Assignee", SUP_ACTOR_AGENT, ticket->assignee_id);
    sheet_line(sheet, "Team", ticket->team);
    sheet_line(sheet, "Floor", ticket->floor);
    sheet_line(sheet, "Reason", ticket->reason);
    sheet_time(sheet, "Opened", ticket->opened_ms);
    sheet_time(sheet, "First reply", ticket->first_reply_ms);
    sheet_time(sheet, "Waiting since", ticket->waiting_since_ms);
    sheet_time(sheet, "Solved", ticket->solved_ms);
    sheet_time(sheet, "Closed", ticket->closed_ms);
    sheet_time(sheet, "Updated", ticket->updated_ms);
    add_links(sheet, ticket);
    add_watchers(sheet, ticket);
    add_reminders(sheet, ticket);
    if (ticket->reopen_count + ticket->reassign_count > 0) {
        sheet_label(sheet, "Went back");
        text_add_format(&sheet->out, "%" PRId64 " reopened, %" PRId64 " reassigned\n",
                        ticket->reopen_count, ticket->reassign_count);
    }
    add_lists(sheet, ticket);
    sheet_label(sheet, "Version");
    text_add_format(&sheet->out, "%" PRId64 "%s\n", ticket->version,
                    ticket->is_imported ? ", imported" : "");
}

static void add_attachments(struct sheet *sheet, const struct sup_message_item *message)
{
    for (uint32_t i = 0; i < message->attachment_count; i++) {
        const struct sup_attachment *file = &message->attachments[i];
        text_add_format(&sheet->out, "%*sattached: ", BODY_INDENT, "");
        text_add_visible(&sheet->out, file->name != NULL ? file->name : file->location);
        if (file->media_type != NULL) {
            text_add(&sheet->out, ", ");
            text_add_visible(&sheet->out, file->media_type);
        }
        if (file->bytes > 0) {
            text_add_format(&sheet->out, ", %" PRId64 " bytes", file->bytes);
        }
        text_add(&sheet->out, "\n");
    }
}

static void add_message(struct sheet *sheet, const struct sup_message_item *message)
{
    static const struct {
        const char *name;
        enum color color;
    } kinds[] = {{"message", COLOR_PLAIN},
                 {"customer message", COLOR_CYAN},
                 {"reply", COLOR_GREEN},
                 {"private note", COLOR_YELLOW}};
    int32_t kind = message->kind >= SUP_MESSAGE_CUSTOMER && message->kind <= SUP_MESSAGE_NOTE
                       ? message->kind
                       : 0;
    const struct term *term = &sheet->program->term;
    struct text who = {0};
    char time[INSTANT_TEXT_SIZE];
    instant_write_brief(message->at_ms, time);
    people_add_actor(&who, &sheet->people, sheet->program, message->actor_kind, message->actor_id);
    text_add_format(&sheet->out, "\n%s  %s%s %" PRId64 "%s, %s, ", time,
                    term_color(term, kinds[kind].color), kinds[kind].name, message->id,
                    term_plain(term), message->channel);
    if (message->kind == SUP_MESSAGE_CUSTOMER && message->actor_kind != SUP_ACTOR_CUSTOMER) {
        text_add(&sheet->out, "recorded by ");
    }
    text_add_visible(&sheet->out, who.data);
    text_add(&sheet->out, message->is_public ? ", in public" : "");
    text_add(&sheet->out, message->is_automated ? ", automated" : "");
    text_add(&sheet->out, message->is_acknowledgement ? ", acknowledgement" : "");
    if (message->handle_ms > 0) {
        text_add_format(&sheet->out, ", %" PRId64 " s of work", (message->handle_ms + 500) / 1000);
    }
    text_add_format(&sheet->out, "\n%*s", BODY_INDENT, "");
    text_add_wrapped(&sheet->out, message->body != NULL ? message->body : "(erased)", term->width,
                     BODY_INDENT, BODY_INDENT);
    text_add(&sheet->out, "\n");
    add_attachments(sheet, message);
    sheet->out.is_failed |= who.is_failed;
    text_free(&who);
}

static void add_page(struct sheet *sheet, const struct sup_message_list *page)
{
    if (sheet->program->is_json) {
        json_add_items(&sheet->out, SUP_OP_TICKET_MESSAGES, page);
        return;
    }
    for (uint32_t i = 0; i < page->count; i++) {
        add_message(sheet, &page->items[i]);
    }
}

/* Read the thread page by page into the sheet. */
static int add_thread(struct sheet *sheet, int64_t ticket_id)
{
    struct sup_caller caller = program_caller(sheet->program);
    struct sup_ticket_page_params params = {.size = sizeof params, .ticket_id = ticket_id};
    do {
        struct sup_message_list *page = NULL;
        if (sup_ticket_messages(sheet->program->core, &caller, &params, &page) != SUP_OK) {
            return program_fail_last(sheet->program);
        }
        add_page(sheet, page);
        params.after_id = page->next_after_id;
        sup_free(page);
    } while (params.after_id != 0);
    return EXIT_OK;
}

static int show(struct sheet *sheet, int64_t ticket_id)
{
    const struct program *program = sheet->program;
    struct sup_caller caller = program_caller(program);
    struct sup_ticket_get_params params = {.size = sizeof params, .ticket_id = ticket_id};
    struct sup_ticket *ticket = NULL;
    if (sup_ticket_get(program->core, &caller, &params, &ticket) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        text_add(&sheet->out, "{\"ticket\":");
        json_add_struct(&sheet->out, json_result_shape(SUP_OP_TICKET_GET), ticket);
        text_add(&sheet->out, ",\"messages\":[");
    } else {
        add_ticket(sheet, ticket);
    }
    sup_free(ticket);
    int code = add_thread(sheet, ticket_id);
    if (code != EXIT_OK) {
        return code;
    }
    if (program->is_json) {
        text_add(&sheet->out, "]}\n");
    }
    return program_print(program, &sheet->out);
}

int command_ticket_show(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Prints the ticket and all of its messages. Times are UTC.\n",
        .examples = "  supportcore --db desk.db ticket show 7\n"
                    "  supportcore --db desk.db ticket show 7 --actor customer:3\n",
    };
    int64_t ticket_id = 0;
    int code = ticket_open(program, &usage, argc, argv, &ticket_id);
    if (code != GO_ON) {
        return code;
    }
    struct sheet sheet = {.program = program};
    code = show(&sheet, ticket_id);
    text_free(&sheet.out);
    return code;
}
