/*
 * program.h: what the files of the `supportcore` program share.
 *
 * The program is written on the public headers alone. main.c owns one struct program, finds the
 * command and hands it over; a command reads its options with options_read(), opens the desk with
 * program_open(), calls the library, prints, and returns one of the exit codes below. There is no
 * other state.
 */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

#include <supportcore.h>

#include "term.h"
#include "text.h"

/** What the program ends with; listed in --help and in supportcore(1). */
enum exit_code {
    EXIT_OK = 0,
    EXIT_REFUSED = 1,   /* a rule forbids it, or a check found something */
    EXIT_USAGE = 2,     /* the command line or an input is wrong */
    EXIT_NOT_FOUND = 3, /* no such database, file, ticket ... */
    EXIT_CONFLICT = 4,  /* it is there already, or somebody was faster */
    EXIT_BUSY = 5,      /* another program holds the database */
    EXIT_STORAGE = 6,   /* reading or writing failed, or what is stored is damaged */
    EXIT_UNABLE = 7     /* missing key, newer database, no memory, not in this build */
};

/** What options_read() answers when the command is to go on. */
enum { GO_ON = -1 };

struct program;

/** A command: its words ("ticket list"), one line about it, what it runs. */
struct command {
    const char *name;
    const char *summary;
    int (*run)(struct program *program, int argc, char **argv);
};

struct command_usage;

struct program {
    const struct command *command; /* the one that runs */
    /* In place of --help: what a command takes is told to this one. NULL: help is printed. */
    void (*tell_usage)(const char *command, const struct command_usage *usage);
    const char *db;                /* --db or $SUPPORTCORE_DB; NULL when not given */
    const char *key_file;          /* --key-file */
    int64_t tenant;
    int32_t actor_kind; /* enum sup_actor_kind */
    int32_t has_actor;  /* 1: --actor was given */
    int64_t actor_id;
    int64_t now_ms; /* --now */
    int64_t at_ms;  /* when it happened, of commands that say so; 0: now */
    int32_t durability; /* enum sup_durability, of what program_open() opens */
    int has_now;
    int is_json;
    int is_quiet;
    struct term term;
    struct sqlite3 *shop;    /* the connection to a shop's own database with a desk in it */
    struct sup_store *store; /* opened by program_open(), closed by main */
    sup_core *core;
};

/** How program_open() treats the database. */
enum open_mode {
    OPEN_WRITE,     /* the file must exist */
    OPEN_CHANGE,    /* the same, and the desk in it */
    OPEN_READ,      /* the same; a file that cannot be written is opened for reading */
    OPEN_FILE,      /* as OPEN_READ, but whether the desk is there does not matter */
    OPEN_CREATE,    /* a missing file is made */
    OPEN_OR_MEMORY, /* without --db a desk in memory, which is forgotten at the end */
    OPEN_MEMORY     /* always in memory */
};

/**
 * Open the desk that the options name: program->core is ready then.
 * @return EXIT_OK, or the exit code after the error was told
 */
int program_open(struct program *program, enum open_mode mode);

/** Open the desk of another tenant of the same store, which is there: sup_close(*core).
 *  @return EXIT_OK, or the exit code after the error was told */
int program_open_other(const struct program *program, int64_t tenant, sup_core **core);

/** Close core and store; does nothing when they are not open. */
void program_close(struct program *program);

/** Who asks and when, from --actor and --now; without --now the clock is read at each call. */
struct sup_caller program_caller(const struct program *program);

/**
 * Tell an error: one line and a hint on stderr, or with --json one object on stdout.
 * @param code  enum sup_code; the exit code follows from it
 * @param hint  what to do, or NULL
 * @return the exit code
 */
int program_fail(const struct program *program, int32_t code, const char *hint, const char *format,
                 ...) __attribute__((format(printf, 4, 5)));

/** Fill an error to tell later: as program_fail(). */
void program_error(struct sup_error *error, int32_t code, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Tell what went wrong in the last call on program->core. */
int program_fail_last(const struct program *program);

/** Tell an error that the library filled. */
int program_fail_error(const struct program *program, const struct sup_error *error);

/** Tell that memory ran out. */
int program_fail_memory(const struct program *program);

/** Tell a wrong command line; the hint names the command's --help. @return EXIT_USAGE */
int program_fail_usage(const struct program *program, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Print text on stdout, and release it.
 *  @return an exit code; not EXIT_OK when memory ran out while it grew */
int program_print(const struct program *program, struct text *out);

/** Say something that is not the result, on stderr; not with --quiet. */
void program_note(const struct program *program, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The table of commands. */
const struct command *program_commands(int *count);

/** The exit code for an enum sup_code. */
int exit_code_of(int32_t code);

int command_completion(struct program *program, int argc, char **argv);
int command_init(struct program *program, int argc, char **argv);
int command_policy_check(struct program *program, int argc, char **argv);
int command_policy_activate(struct program *program, int argc, char **argv);
int command_policy_show(struct program *program, int argc, char **argv);
int command_policy_list(struct program *program, int argc, char **argv);
int command_policy_diff(struct program *program, int argc, char **argv);
int command_policy_rollback(struct program *program, int argc, char **argv);
int command_policy_test(struct program *program, int argc, char **argv);
int command_call(struct program *program, int argc, char **argv);
int command_import(struct program *program, int argc, char **argv);
int command_ticket_list(struct program *program, int argc, char **argv);
int command_ticket_show(struct program *program, int argc, char **argv);
int command_ticket_receive(struct program *program, int argc, char **argv);
int command_ticket_history(struct program *program, int argc, char **argv);
int command_ticket_handover(struct program *program, int argc, char **argv);
int command_agent_list(struct program *program, int argc, char **argv);
int command_agent_show(struct program *program, int argc, char **argv);
int command_agent_save(struct program *program, int argc, char **argv);
int command_agent_availability(struct program *program, int argc, char **argv);
int command_agent_sessions(struct program *program, int argc, char **argv);
int command_ticket_merge(struct program *program, int argc, char **argv);
int command_ticket_unmerge(struct program *program, int argc, char **argv);
int command_ticket_split(struct program *program, int argc, char **argv);
int command_ticket_link(struct program *program, int argc, char **argv);
int command_ticket_unlink(struct program *program, int argc, char **argv);
int command_ticket_watch(struct program *program, int argc, char **argv);
int command_ticket_remind(struct program *program, int argc, char **argv);
int command_customer_show(struct program *program, int argc, char **argv);
int command_customer_context(struct program *program, int argc, char **argv);
int command_customer_resolve(struct program *program, int argc, char **argv);
int command_customer_merge(struct program *program, int argc, char **argv);
int command_customer_unmerge(struct program *program, int argc, char **argv);
int command_customer_erase(struct program *program, int argc, char **argv);
int command_customer_export(struct program *program, int argc, char **argv);
int command_reference_show(struct program *program, int argc, char **argv);
int command_calendar_add(struct program *program, int argc, char **argv);
int command_calendar_subtract(struct program *program, int argc, char **argv);
int command_calendar_between(struct program *program, int argc, char **argv);
int command_calendar_is_open(struct program *program, int argc, char **argv);
int command_calendar_next_open(struct program *program, int argc, char **argv);
int command_calendar_next_close(struct program *program, int argc, char **argv);
int command_calendar_intervals(struct program *program, int argc, char **argv);
int command_calendar_import(struct program *program, int argc, char **argv);
int command_survey_asked(struct program *program, int argc, char **argv);
int command_survey_answered(struct program *program, int argc, char **argv);
int command_survey_list(struct program *program, int argc, char **argv);
int command_review_record(struct program *program, int argc, char **argv);
int command_review_rate(struct program *program, int argc, char **argv);
int command_review_list(struct program *program, int argc, char **argv);
int command_review_sample(struct program *program, int argc, char **argv);
int command_kpi(struct program *program, int argc, char **argv);
int command_drivers(struct program *program, int argc, char **argv);
int command_staffing_week(struct program *program, int argc, char **argv);
int command_kpi_definitions(struct program *program, int argc, char **argv);
int command_kpi_explain(struct program *program, int argc, char **argv);
int command_kpi_check(struct program *program, int argc, char **argv);
int command_kpi_rebuild(struct program *program, int argc, char **argv);
int command_kpi_compare(struct program *program, int argc, char **argv);
int command_scorecard(struct program *program, int argc, char **argv);
int command_corrective_record(struct program *program, int argc, char **argv);
int command_corrective_change(struct program *program, int argc, char **argv);
int command_corrective_close(struct program *program, int argc, char **argv);
int command_corrective_list(struct program *program, int argc, char **argv);
int command_backlog(struct program *program, int argc, char **argv);
int command_staffing(struct program *program, int argc, char **argv);
int command_sla_list(struct program *program, int argc, char **argv);
int command_sla_timers(struct program *program, int argc, char **argv);
int command_sla_due(struct program *program, int argc, char **argv);
int command_sla_misses(struct program *program, int argc, char **argv);
int command_sla_cause(struct program *program, int argc, char **argv);
int command_sla_guide(struct program *program, int argc, char **argv);
int command_sla_explain(struct program *program, int argc, char **argv);
int command_floor_list(struct program *program, int argc, char **argv);
int command_floor_explain(struct program *program, int argc, char **argv);
int command_floor_summary(struct program *program, int argc, char **argv);
int command_authority_check(struct program *program, int argc, char **argv);
int command_authority_request(struct program *program, int argc, char **argv);
int command_authority_execute(struct program *program, int argc, char **argv);
int command_authority_confirm(struct program *program, int argc, char **argv);
int command_authority_fail(struct program *program, int argc, char **argv);
int command_authority_explain(struct program *program, int argc, char **argv);
int command_authority_offer(struct program *program, int argc, char **argv);
int command_authority_precedents(struct program *program, int argc, char **argv);
int command_authority_review(struct program *program, int argc, char **argv);
int command_ledger_list(struct program *program, int argc, char **argv);
int command_ledger_report(struct program *program, int argc, char **argv);
int command_approval_list(struct program *program, int argc, char **argv);
int command_approval_approve(struct program *program, int argc, char **argv);
int command_approval_reject(struct program *program, int argc, char **argv);
int command_approval_withdraw(struct program *program, int argc, char **argv);
int command_floor_escalate(struct program *program, int argc, char **argv);
int command_floor_lower(struct program *program, int argc, char **argv);
int command_floor_sign(struct program *program, int argc, char **argv);
int command_floor_evidence(struct program *program, int argc, char **argv);
int command_desk(struct program *program, int argc, char **argv);
int command_tick(struct program *program, int argc, char **argv);
int command_outbox_pull(struct program *program, int argc, char **argv);
int command_outbox_ack(struct program *program, int argc, char **argv);
int command_check(struct program *program, int argc, char **argv);
int command_rebuild(struct program *program, int argc, char **argv);
int command_verify(struct program *program, int argc, char **argv);
int command_head(struct program *program, int argc, char **argv);
int command_backup(struct program *program, int argc, char **argv);

#endif
