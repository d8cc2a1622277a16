/*
 * supportcore: the support desk of libsupportcore on the command line.
 *
 * main.c finds the command; each command is a function in a file of its own kind. Everything goes
 * through the public headers, so this is also an example of their use.
 */
#include "program.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

static const struct command commands[] = {
    {"init", "Make a new database, or say what one holds", command_init},
    {"policy check", "Check a policy document and report every problem", command_policy_check},
    {"policy activate", "Make a document the desk's policy", command_policy_activate},
    {"policy show", "Print a policy", command_policy_show},
    {"policy list", "List the versions of the policy", command_policy_list},
    {"policy diff", "Tell what differs between two policies", command_policy_diff},
    {"policy rollback", "Go back to an earlier version", command_policy_rollback},
    {"policy test", "Try a policy on the facts of a case", command_policy_test},
    {"call", "Answer JSON-RPC requests, one a line, from standard input", command_call},
    {"import", "Bring in what another system wrote, as CSV or JSON", command_import},
    {"ticket list", "List tickets", command_ticket_list},
    {"ticket show", "Show a ticket and its thread", command_ticket_show},
    {"ticket history", "Tell what happened to a ticket", command_ticket_history},
    {"ticket handover", "Tell the next person what they need to know", command_ticket_handover},
    {"ticket receive", "Add a customer's message where it belongs", command_ticket_receive},
    {"ticket merge", "Say that two tickets are about one thing", command_ticket_merge},
    {"ticket unmerge", "Take a merge of tickets back", command_ticket_unmerge},
    {"ticket split", "Make a ticket of a part of another", command_ticket_split},
    {"ticket link", "Say what a ticket is to another", command_ticket_link},
    {"ticket unlink", "Take a link of tickets back", command_ticket_unlink},
    {"ticket watch", "Let somebody watch a ticket, or no longer", command_ticket_watch},
    {"ticket remind", "Remind somebody of a ticket, or no longer", command_ticket_remind},
    {"agent list", "List agents and bots, and who takes work now", command_agent_list},
    {"agent show", "Show what is known of an agent", command_agent_show},
    {"agent save", "Make or change an agent or a bot", command_agent_save},
    {"agent available", "Say that an agent takes work", command_agent_availability},
    {"agent busy", "Say that an agent takes no more work", command_agent_availability},
    {"agent away", "Say that an agent is on a break", command_agent_availability},
    {"agent offline", "Say that an agent has signed out", command_agent_availability},
    {"agent sessions", "List when an agent was there", command_agent_sessions},
    {"customer show", "Show what is known of a customer", command_customer_show},
    {"customer context", "Tell who that is, what was and what comes next",
     command_customer_context},
    {"customer resolve", "Find who has these identities, or make them", command_customer_resolve},
    {"customer merge", "Say that two customers are one person", command_customer_merge},
    {"customer unmerge", "Take a merge of customers back", command_customer_unmerge},
    {"customer export", "Print all that is held about a person", command_customer_export},
    {"customer erase", "Erase a person for good", command_customer_erase},
    {"reference show", "Show what was reported about an order", command_reference_show},
    {"calendar add", "Tell when so much open time has passed", command_calendar_add},
    {"calendar subtract", "Tell from when on so much open time passes", command_calendar_subtract},
    {"calendar between", "Tell how long it was open between two times", command_calendar_between},
    {"calendar is-open", "Tell whether it is open at a time", command_calendar_is_open},
    {"calendar next-open", "Tell when it is open next", command_calendar_next_open},
    {"calendar next-close", "Tell when it closes next", command_calendar_next_close},
    {"calendar intervals", "List when it is open between two times", command_calendar_intervals},
    {"calendar import", "Make holidays of a list or an iCalendar file", command_calendar_import},
    {"survey asked", "Say that somebody was asked", command_survey_asked},
    {"survey answered", "Say what somebody answered", command_survey_answered},
    {"survey list", "List surveys and answers", command_survey_list},
    {"review record", "Record a review of an agent's work", command_review_record},
    {"review rate", "Record how an agent rates an outcome", command_review_rate},
    {"review list", "List reviews and ratings", command_review_list},
    {"review sample", "Draw solved tickets to review", command_review_sample},
    {"kpi definitions", "Tell what figures mean", command_kpi_definitions},
    {"kpi explain", "Tell which tickets are behind a figure", command_kpi_explain},
    {"kpi compare", "Put two periods or two groups of teams side by side", command_kpi_compare},
    {"kpi check", "Work all figures out from scratch and compare", command_kpi_check},
    {"kpi rebuild", "Work all figures out from scratch and keep them", command_kpi_rebuild},
    {"kpi", "Tell how the desk does, in figures", command_kpi}, /* behind those of two words */
    {"scorecard", "Tell how figures stand beside their targets", command_scorecard},
    {"corrective record", "Record what is done about a figure", command_corrective_record},
    {"corrective change", "Change what is to be done, by whom or by when",
     command_corrective_change},
    {"corrective close", "Say that it is done, or dropped", command_corrective_close},
    {"corrective list", "List what is done about figures", command_corrective_list},
    {"backlog", "Tell what is in work, now or at a past time", command_backlog},
    {"drivers", "Tell why customers came, and what need not have been", command_drivers},
    {"staffing week", "Tell how many agents each hour of the week needs", command_staffing_week},
    {"staffing", "Tell how many agents a load needs", command_staffing},
    {"sla list", "List SLA policies and their targets", command_sla_list},
    {"sla timers", "Tell how long things take on a ticket", command_sla_timers},
    {"sla due", "List what warns and breaks next", command_sla_due},
    {"sla explain", "Tell why a timer shows what it shows", command_sla_explain},
    {"sla misses", "List promises that were broken, and why", command_sla_misses},
    {"sla cause", "Say why a promise was broken", command_sla_cause},
    {"sla guide", "Tell what is promised, by channel", command_sla_guide},
    {"floor list", "List tickets by floor and age", command_floor_list},
    {"floor explain", "Tell why a ticket is on its floor", command_floor_explain},
    {"floor escalate", "Move a ticket up", command_floor_escalate},
    {"floor lower", "Let a ticket return to a lower floor", command_floor_lower},
    {"floor sign", "Sign, or refuse to", command_floor_sign},
    {"floor evidence", "Record evidence", command_floor_evidence},
    {"floor summary", "Count what went on on the floors", command_floor_summary},
    {"authority check", "Tell what may be given", command_authority_check},
    {"authority offer", "Tell what may be given at all", command_authority_offer},
    {"authority precedents", "Tell what was decided before", command_authority_precedents},
    {"authority review", "Count what was asked for", command_authority_review},
    {"authority request", "Ask for a remedy", command_authority_request},
    {"authority execute", "Begin what was granted", command_authority_execute},
    {"authority confirm", "Say that the shop gave it", command_authority_confirm},
    {"authority fail", "Say that the shop could not", command_authority_fail},
    {"authority explain", "Tell what became of a request", command_authority_explain},
    {"approval list", "List requests for remedies", command_approval_list},
    {"approval approve", "Approve a request", command_approval_approve},
    {"approval reject", "Reject a request", command_approval_reject},
    {"approval withdraw", "Take a request back", command_approval_withdraw},
    {"ledger list", "List what counts against limits", command_ledger_list},
    {"ledger report", "Record what the shop gave by itself", command_ledger_report},
    {"desk", "Show how the desk stands", command_desk},
    {"tick", "Fire what is due", command_tick},
    {"outbox pull", "Print the next events for a consumer", command_outbox_pull},
    {"outbox ack", "Acknowledge events", command_outbox_ack},
    {"check", "Compare the tables with the events", command_check},
    {"rebuild", "Make the tables again from the events", command_rebuild},
    {"verify", "Verify the chain of events", command_verify},
    {"head", "Print the head of the chain, to be kept elsewhere", command_head},
    {"backup", "Copy the database while it is in use", command_backup},
    {"completion", "Print what a shell completes commands with", command_completion},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

const struct command *program_commands(int *count)
{
    *count = COMMAND_COUNT;
    return commands;
}

static void print_commands(const char *group)
{
    size_t bytes = strlen(group);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (strncmp(commands[i].name, group, bytes) == 0) {
            printf("  %-21s%s\n", commands[i].name, commands[i].summary);
        }
    }
}

static int print_program_help(void)
{
    printf("Usage: supportcore [OPTION ...] COMMAND [ARGUMENT ...]\n\n"
           "A support desk in one database file: tickets, policy, audit.\n\nCommands:\n");
    print_commands("");
    printf("\nOptions, before or after the command:\n");
    options_print_program();
    printf("  --help                this text; after a command, that command's\n"
           "  --version             the version of the program and the library\n"
           "\nExit codes:\n"
           "  0  done\n"
           "  1  refused by a rule, or a check found something\n"
           "  2  the command line or an input is wrong\n"
           "  3  no such database, file, ticket, agent or version\n"
           "  4  it exists already, or somebody was faster: read again, retry\n"
           "  5  the database is busy: retry\n"
           "  6  reading or writing failed, or what is stored is damaged\n"
           "  7  not possible here: chain key missing, newer database, no memory\n"
           "\nExamples:\n"
           "  supportcore --db desk.db init\n"
           "  supportcore --db desk.db call --allow system < requests.jsonl\n"
           "  supportcore --db desk.db ticket list --category open\n");
    return EXIT_OK;
}

/* How many words of the command are at argv[at]; 0 when it is not there. */
static int match(const struct command *command, int argc, char **argv, int at)
{
    size_t first = strcspn(command->name, " ");
    if (strlen(argv[at]) != first || memcmp(command->name, argv[at], first) != 0) {
        return 0;
    }
    if (command->name[first] == '\0') {
        return 1;
    }
    return at + 1 < argc && strcmp(command->name + first + 1, argv[at + 1]) == 0 ? 2 : 0;
}

/* The command is not in the table: it may be the first word of some, or a wish for help. */
static int run_unknown(const struct program *program, int argc, char **argv, int at)
{
    const char *word = argv[at];
    int is_group = 0;
    for (int i = 0; i < COMMAND_COUNT; i++) {
        size_t first = strcspn(commands[i].name, " ");
        is_group |= strlen(word) == first && memcmp(commands[i].name, word, first) == 0;
    }
    if (!is_group) {
        return program_fail_usage(program, "there is no command '%s'", word);
    }
    if (at + 1 < argc && strcmp(argv[at + 1], "--help") == 0) {
        printf("Usage: supportcore %s COMMAND ...\n\nCommands:\n", word);
        print_commands(word);
        return EXIT_OK;
    }
    char hint[64];
    snprintf(hint, sizeof hint, "supportcore %.20s --help lists its commands", word);
    if (at + 1 < argc) {
        return program_fail(program, SUP_INVALID, hint, "there is no command '%s %s'", word,
                            argv[at + 1]);
    }
    return program_fail(program, SUP_INVALID, hint, "what about the %s?", word);
}

static int run(struct program *program, int argc, char **argv)
{
    int at = 1;
    int code = options_read_program(program, argc, argv, &at);
    if (code != GO_ON) {
        return code;
    }
    if (at == argc) {
        return program_fail_usage(program, "which command?");
    }
    if (strcmp(argv[at], "--version") == 0) {
        printf("supportcore %d.%d.%d, library %s\n", SUP_VERSION_MAJOR, SUP_VERSION_MINOR,
               SUP_VERSION_PATCH, sup_version());
        return EXIT_OK;
    }
    if (strcmp(argv[at], "help") == 0) { /* help ticket list: ticket list --help */
        static char help[] = "--help";
        memmove(&argv[at], &argv[at + 1], (size_t)(argc - at - 1) * sizeof *argv);
        argv[argc - 1] = help;
    }
    if (strcmp(argv[at], "--help") == 0) {
        return print_program_help();
    }
    for (int i = 0; i < COMMAND_COUNT; i++) {
        int words = match(&commands[i], argc, argv, at);
        if (words > 0) {
            program->command = &commands[i];
            return commands[i].run(program, argc - at - words + 1, argv + at + words - 1);
        }
    }
    return run_unknown(program, argc, argv, at);
}

/* --json decides how even the first error is told, wherever it stands. */
static int has_json(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    const char *db = getenv("SUPPORTCORE_DB");
    struct program program = {.db = db != NULL && *db != '\0' ? db : NULL,
                              .actor_kind = SUP_ACTOR_SYSTEM,
                              .is_json = has_json(argc, argv)};
    term_look(&program.term);
    int code = run(&program, argc, argv);
    program_close(&program);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "supportcore: cannot write the output: %s\n", strerror(errno));
        code = EXIT_STORAGE;
    }
    return code;
}
