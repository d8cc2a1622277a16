/*
 * context.c: what somebody at the desk wants to know before answering: customer context, ticket
 * handover.
 */
#include "program.h"

#include <inttypes.h>
#include <string.h>

#include "answer.h"
#include "customer.h"
#include "instant.h"
#include "sheet.h"
#include "ticket.h"

enum { DEEPER = 4, TIME_WIDTH = 21 };

static void add_title(struct sheet *sheet, const char *title)
{
    const struct term *term = &sheet->program->term;
    text_add_format(&sheet->out, "\n%s%s%s\n", term_color(term, COLOR_BOLD), title,
                    term_plain(term));
}

/* A line that may be long, made visible and wrapped. */
static void add_line(struct sheet *sheet, struct text *line, int indent)
{
    text_add_format(&sheet->out, "%*s", indent, "");
    text_add_wrapped(&sheet->out, line->data != NULL ? line->data : "", sheet->program->term.width,
                     indent + 2, indent);
    text_add(&sheet->out, "\n");
    sheet->out.is_failed |= line->is_failed;
    text_free(line);
}

static void add_customer(struct sheet *sheet, const struct sup_customer *customer)
{
    struct text list = {0};
    if (customer == NULL) {
        sheet_line(sheet, "Customer", "not known");
        return;
    }
    text_add_format(&list, "%" PRId64 "%s%s", customer->id, customer->name != NULL ? ", " : "",
                    customer->name != NULL ? customer->name : "");
    sheet_line(sheet, "Customer", list.data);
    text_clear(&list);
    for (uint32_t i = 0; i < customer->identity_count; i++) {
        const struct sup_customer_identity *identity = &customer->identities[i];
        text_add_format(&list, "%s%s%s%s %s, %s", i > 0 ? "\n" : "", identity->kind,
                        identity->system != NULL ? ":" : "",
                        identity->system != NULL ? identity->system : "", identity->value,
                        identity->is_verified ? "verified" : "claimed");
    }
    sheet_line(sheet, "Known by", list.data);
    text_clear(&list);
    for (uint32_t i = 0; i < customer->fact_count; i++) {
        text_add_format(&list, "%s%s = %s", i > 0 ? "\n" : "", customer->facts[i].name,
                        customer->facts[i].value);
    }
    sheet_line(sheet, "Reported", list.data);
    sheet->out.is_failed |= list.is_failed;
    text_free(&list);
}

static void add_thing(struct sheet *sheet, const struct sup_context_thing *thing)
{
    struct text line = {0};
    text_add_format(&line, "%s %s %s", thing->reference->system, thing->reference->kind,
                    thing->reference->id);
    if (thing->label != NULL) {
        text_add_format(&line, ", %s", thing->label);
    }
    for (uint32_t i = 0; i < thing->fact_count; i++) {
        text_add_format(&line, "%s%s = %s", i > 0 ? ", " : ": ", thing->facts[i].name,
                        thing->facts[i].value);
    }
    for (uint32_t i = 0; i < thing->ticket_count; i++) {
        text_add_format(&line, "%s%" PRId64, i > 0 ? ", " : "; open: ticket ",
                        thing->tickets[i].id);
    }
    add_line(sheet, &line, 2);
}

static void add_ticket(struct sheet *sheet, const struct sup_context_ticket *ticket)
{
    char time[INSTANT_TEXT_SIZE];
    struct text line = {0};
    instant_write_brief(ticket->opened_ms, time);
    text_add_format(&line, "%" PRId64 " %s, opened %s by %s", ticket->id, ticket->status, time,
                    ticket->channel);
    if (ticket->root_id != ticket->id) {
        text_add_format(&line, ", part of ticket %" PRId64, ticket->root_id);
    }
    if (ticket->reason != NULL) {
        text_add_format(&line, ", %s", ticket->reason);
    }
    text_add_format(&line, ": %s", ticket->subject != NULL ? ticket->subject : "(erased)");
    add_line(sheet, &line, 2);
}

static void add_articles(struct text *line, const struct sup_context_work *work)
{
    for (uint32_t i = 0; i < work->knowledge_count; i++) {
        const struct sup_context_article *article = &work->knowledge[i];
        text_add_format(line, "%s%s (%s%s)", i > 0 ? "; " : "read: ", article->title, article->name,
                        article->is_outdated ? ", past its review" : "");
    }
}

static void add_floor(struct text *line, const struct sup_context_work *work)
{
    char time[INSTANT_TEXT_SIZE];
    if (work->floor == NULL) {
        return;
    }
    text_add_format(line, ", floor %s", work->floor);
    if (work->floor_minimum != NULL && strcmp(work->floor, work->floor_minimum) != 0) {
        text_add_format(line, " (no lower than %s)", work->floor_minimum);
    }
    if (work->waits_for == SUP_SIGN_MOVE_UP) {
        instant_write_brief(work->asked_ms, time);
        text_add_format(line, ", waits since %s for a sign-off to move up, by %s", time,
                        work->sign_from);
    } else if (work->waits_for == SUP_SIGN_RESOLUTION) {
        text_add(line, ", its resolution has to be signed");
    }
}

/* What is to be done about a ticket, below its line. */
static void add_todo(struct sheet *sheet, const struct sup_context_work *work)
{
    char time[INSTANT_TEXT_SIZE];
    struct text line = {0};
    text_add_format(&line, "%s, %s%s%s", work->priority,
                    work->assignee_id != 0 ? "with " : "nobody has it",
                    work->assignee_id != 0 && work->assignee != NULL ? work->assignee : "",
                    work->team != NULL ? ", team " : "");
    text_add(&line, work->team != NULL ? work->team : "");
    add_floor(&line, work);
    if (work->waiting_since_ms != 0) {
        instant_write_brief(work->waiting_since_ms, time);
        text_add_format(&line, ", the customer waits since %s", time);
    }
    if (work->promise_ms != 0) {
        instant_write_brief(work->promise_ms, time);
        text_add_format(&line, ", a promise warns or breaks at %s", time);
    }
    if (work->closes_ms != 0) {
        instant_write_brief(work->closes_ms, time);
        text_add_format(&line, ", closes at %s", time);
    }
    if (work->repeat_count != 0) {
        text_add_format(&line, ", came %" PRId64 " times before", work->repeat_count);
    }
    add_line(sheet, &line, DEEPER);
    for (uint32_t i = 0; i < work->intake_missing_count; i++) {
        text_add_format(&line, "%s%s", i > 0 ? ", " : "still to ask: ", work->intake_missing[i]);
    }
    for (uint32_t i = 0; i < work->blocker_count; i++) {
        text_add_format(&line, "%s%" PRId64,
                        i > 0            ? ", "
                        : line.bytes > 0 ? "; not before ticket "
                                         : "not before ticket ",
                        work->blockers[i].ticket_id);
    }
    if (line.bytes > 0) {
        add_line(sheet, &line, DEEPER);
    }
    if (work->preferred_channel != NULL) {
        text_add_format(&line, "best by %s%s%s", work->preferred_channel,
                        work->second_channel != NULL ? ", else by " : "",
                        work->second_channel != NULL ? work->second_channel : "");
        text_add(&line, work->knowledge_count > 0 ? "; " : "");
    }
    add_articles(&line, work);
    if (line.bytes > 0) {
        add_line(sheet, &line, DEEPER);
    }
}

static void add_past(struct sheet *sheet, const struct sup_customer_context *context)
{
    add_title(sheet, "What has happened");
    text_add_format(&sheet->out,
                    "  %" PRId64 " new, %" PRId64 " open, %" PRId64 " pending, %" PRId64
                    " on hold, %" PRId64 " solved, %" PRId64 " closed\n",
                    context->new_count, context->open_count, context->pending_count,
                    context->on_hold_count, context->solved_count, context->closed_count);
    for (uint32_t i = 0; i < context->contact_count; i++) {
        const struct sup_context_contact *contact = &context->contacts[i];
        text_add_format(&sheet->out, "  %" PRId64 " by %s about %s", contact->ticket_count,
                        contact->channel, contact->reason != NULL ? contact->reason : "(not said)");
        if (contact->recent_count > 0) {
            text_add_format(&sheet->out, ", %" PRId64 " of them lately", contact->recent_count);
        }
        text_add(&sheet->out, "\n");
    }
    for (uint32_t i = 0; i < context->ticket_count; i++) {
        add_ticket(sheet, &context->tickets[i]);
    }
}

static int print_context(const struct program *program, const void *result)
{
    const struct sup_customer_context *context = result;
    struct sheet sheet = {.program = program};
    add_customer(&sheet, context->customer);
    sheet_names(&sheet, "Segments", context->segments, context->segment_count);
    add_title(&sheet, "What they bought");
    for (uint32_t i = 0; i < context->thing_count; i++) {
        add_thing(&sheet, &context->things[i]);
    }
    if (context->thing_total > (int64_t)context->thing_count) {
        text_add_format(&sheet.out, "  and %" PRId64 " more\n",
                        context->thing_total - (int64_t)context->thing_count);
    }
    add_past(&sheet, context);
    add_title(&sheet, "What comes next");
    for (uint32_t i = 0; i < context->work_count; i++) {
        add_ticket(&sheet, context->work[i].ticket);
        add_todo(&sheet, &context->work[i]);
    }
    return program_print(program, &sheet.out);
}

int command_customer_context(struct program *program, int argc, char **argv)
{
    struct sup_customer_context_params params = {.size = sizeof params};
    struct sup_identity identity;
    static const struct command_usage usage = {
        .arguments = "ID|KIND=VALUE|KIND:SYSTEM=VALUE",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Prints who a customer is, what they bought, what has happened, and what comes\n"
                 "next: open tickets, who waits longest first. Times are UTC.\n",
        .examples = "  supportcore --db desk.db customer context 12\n"
                    "  supportcore --db desk.db customer context email=mia@example.com\n",
    };
    int code = customer_open(program, &usage, argc, argv, &params.customer_id, &identity,
                             &params.identity);
    if (code != GO_ON) {
        return code;
    }
    return answer_ask(program, SUP_OP_CUSTOMER_CONTEXT, &params, print_context);
}

static void add_known(struct sheet *sheet, const struct sup_ticket_handover *handover)
{
    struct text list = {0};
    sheet_names(sheet, "Wrote by", handover->channels, handover->channel_count);
    for (uint32_t i = 0; i < handover->field_count; i++) {
        const char *value = handover->fields[i].value;
        text_add_format(&list, "%s%s = %s", i > 0 ? "\n" : "", handover->fields[i].name,
                        value != NULL ? value : "(erased)");
    }
    sheet_line(sheet, "Fields", list.data);
    text_clear(&list);
    for (uint32_t i = 0; i < handover->fact_count; i++) {
        text_add_format(&list, "%s%s = %s", i > 0 ? "\n" : "", handover->facts[i].name,
                        handover->facts[i].value);
    }
    sheet_line(sheet, "Facts", list.data);
    sheet->out.is_failed |= list.is_failed;
    text_free(&list);
}

/* "Full refund: 19.99 EUR at once, 60.00 saying why, 80.00 with an approval" */
static void add_offer(struct sheet *sheet, const struct sup_ticket_handover *handover)
{
    static const char *const effects[] = {"", "at once", "saying why", "with an approval", ""};
    struct text list = {0};
    for (uint32_t i = 0; i < handover->remedy_count; i++) {
        const struct sup_context_remedy *item = &handover->remedies[i];
        const char *const amounts[] = {NULL, item->at_once, item->at_discretion, item->by_approval};
        const char *comma = "";
        text_add_format(&list, "%s%s: ", i > 0 ? "\n" : "", item->label);
        for (int k = SUP_EFFECT_ALLOW; k <= SUP_EFFECT_APPROVAL; k++) {
            if (amounts[k] != NULL) {
                text_add_format(&list, "%s%s %s %s", comma,
                                k == item->open_effect ? "any" : amounts[k],
                                handover->remedy_currency, effects[k]);
                comma = ", ";
            }
        }
        text_add(&list, comma[0] != '\0' ? "" : effects[item->effect]);
    }
    sheet_line(sheet, "May give", list.data);
    sheet->out.is_failed |= list.is_failed;
    text_free(&list);
}

static int print_handover(const struct program *program, const void *result)
{
    const struct sup_ticket_handover *handover = result;
    struct sheet sheet = {.program = program};
    add_ticket(&sheet, handover->work->ticket);
    add_todo(&sheet, handover->work);
    add_title(&sheet, "Who");
    add_customer(&sheet, handover->customer);
    sheet_names(&sheet, "Segments", handover->segments, handover->segment_count);
    add_title(&sheet, "What is known");
    add_known(&sheet, handover);
    add_offer(&sheet, handover);
    for (uint32_t i = 0; i < handover->thing_count; i++) {
        add_thing(&sheet, &handover->things[i]);
    }
    add_title(&sheet, "What was done");
    text_add(&sheet.out, handover->is_cut ? "  (more before that: ticket history has it)\n" : "");
    for (uint32_t i = 0; i < handover->step_count; i++) {
        char time[INSTANT_TEXT_SIZE];
        instant_write_brief(handover->steps[i].at_ms, time);
        text_add_format(&sheet.out, "  %s  ", time);
        text_add_wrapped(&sheet.out, handover->steps[i].sentence, program->term.width,
                         TIME_WIDTH + 2, TIME_WIDTH + 2);
        text_add(&sheet.out, "\n");
    }
    return program_print(program, &sheet.out);
}

int command_ticket_handover(struct program *program, int argc, char **argv)
{
    struct sup_ticket_handover_params params = {.size = sizeof params};
    static const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Prints what the next person on a ticket needs to know, so that nobody asks the\n"
                 "customer again. Times are UTC.\n",
        .examples = "  supportcore --db desk.db ticket handover 7\n",
    };
    int code = ticket_open(program, &usage, argc, argv, &params.ticket_id);
    if (code != GO_ON) {
        return code;
    }
    return answer_ask(program, SUP_OP_TICKET_HANDOVER, &params, print_handover);
}
