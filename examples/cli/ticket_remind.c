/*
 * ticket_remind.c: reminders on tickets.
 */
#include "program.h"

#include <inttypes.h>
#include <string.h>

#include "change.h"
#include "instant.h"
#include "options.h"

struct asked {
    const char *at;
    const char *within;
    const char *agent;
    const char *off;
};

static int print_set(struct program *program, const struct sup_receipt *receipt)
{
    struct text out = {0};
    text_add_format(&out,
                    "Reminder %" PRId64 " is set; ticket %" PRId64 " is at version %" PRId64 ".\n",
                    receipt->id, receipt->ticket_id, receipt->version);
    return program_print(program, &out);
}

static int take_away(struct program *program, int64_t ticket_id, const char *reminder)
{
    struct sup_ticket_unremind_params params = {.size = sizeof params, .ticket_id = ticket_id};
    struct sup_receipt receipt;
    int code = id_read(program, "a reminder", reminder, &params.reminder_id);
    if (code == GO_ON) {
        code = change_run(program, SUP_OP_TICKET_UNREMIND, &params, &receipt);
    }
    if (code != GO_ON) {
        return code;
    }
    struct text out = {0};
    text_add_format(
        &out, "Reminder %" PRId64 " is taken away; ticket %" PRId64 " is at version %" PRId64 ".\n",
        receipt.id, receipt.ticket_id, receipt.version);
    return program_print(program, &out);
}

static int read_asked(struct program *program, const struct asked *asked,
                      struct sup_ticket_remind_params *params)
{
    if (asked->at != NULL && !instant_read(asked->at, strlen(asked->at), &params->due_ms)) {
        return program_fail_usage(program, "'%s' is not a time such as 2026-03-29T09:00:00Z",
                                  asked->at);
    }
    if (asked->within != NULL && !duration_read(asked->within, &params->within_ms)) {
        return program_fail_usage(program, "'%s' is not a duration such as PT4H30M or 60000",
                                  asked->within);
    }
    if (asked->at == NULL && (asked->within == NULL || params->within_ms == 0)) {
        return program_fail_usage(
            program, asked->within == NULL ? "it is not said when: --at TIME or --within DURATION"
                                           : "--within is more than nothing, such as PT4H");
    }
    return asked->agent != NULL ? id_read(program, "an agent", asked->agent, &params->agent_id)
                                : GO_ON;
}

int command_ticket_remind(struct program *program, int argc, char **argv)
{
    struct sup_ticket_remind_params params = {.size = sizeof params};
    struct sup_receipt receipt;
    struct asked asked = {0};
    int is_assignee = 0;
    const struct command_option options[] = {
        {.name = "at", .value = "TIME", .meaning = "when; or", .text = &asked.at},
        {.name = "within",
         .value = "DURATION",
         .meaning = "after so many business hours",
         .text = &asked.within},
        {.name = "calendar",
         .value = "NAME",
         .meaning = "whose hours those are",
         .text = &params.calendar},
        {.name = "agent", .value = "ID", .meaning = "who is reminded", .text = &asked.agent},
        {.name = "assignee", .meaning = "whoever has the ticket then", .is_set = &is_assignee},
        {.name = "note", .value = "TEXT", .meaning = "what to think of", .text = &params.note},
        {.name = "off", .value = "REMINDER", .meaning = "take that one away", .text = &asked.off},
    };
    const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Reminds somebody of ticket ID: by default whoever sets the reminder.\n"
                 "When its time has come it is an event, reminder.due, which the outbox has.\n",
        .examples =
            "  supportcore --db desk.db ticket remind 12 --within PT4H --note \"ask again\"\n"
            "  supportcore --db desk.db ticket remind 12 --at 2026-03-29T09:00:00Z\n"
            "  supportcore --db desk.db ticket remind 12 --off 57\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    params.is_assignee = is_assignee;
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON && asked.off != NULL) {
        return take_away(program, params.ticket_id, asked.off);
    }
    if (code == GO_ON) {
        code = read_asked(program, &asked, &params);
    }
    if (code == GO_ON) {
        code = change_run(program, SUP_OP_TICKET_REMIND, &params, &receipt);
    }
    return code == GO_ON ? print_set(program, &receipt) : code;
}
