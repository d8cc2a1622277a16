/*
 * call.c: the JSON door for pipes: an envelope a line in, a reply a line out.
 */
#include "program.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "envelope.h"
#include "instant.h"
#include "json_out.h"
#include "lines.h"
#include "options.h"

/* JSON-RPC 2.0, section 5.1. */
enum { RPC_PARSE = -32700, RPC_REQUEST = -32600 };

static const char envelope_hint[] =
    "a line is {\"caller\":{\"actor\":\"agent:3\"},\"request\":{\"jsonrpc\":\"2.0\",...}}";

/* docs/errors.md: STORE_COMMIT and STORE_POISONED. The handle answers nothing else after them. */
enum { MESSAGE_COMMIT = 3003, MESSAGE_POISONED = 3014, REOPENS_MAX = 3 };

struct calls {
    struct program *program;
    int reopens;    /* since the last line that went well */
    int may_system; /* --allow */
    int may_integration;
    struct lines lines;
};

/* Answer a line that did not reach the library. */
static void answer_error(const struct calls *calls, const struct sup_error *error, int32_t rpc_code,
                         struct span id)
{
    struct text reply = {0};
    text_add(&reply, "{\"jsonrpc\":\"2.0\",\"id\":");
    text_add_bytes(&reply, id.text, id.bytes);
    text_add(&reply, ",\"error\":");
    json_add_error(&reply, error, rpc_code, calls->lines.number);
    text_add(&reply, "}");
    printf("%s\n", !reply.is_failed ? reply.data
                                    : "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32010,"
                                      "\"message\":\"out of memory\",\"data\":{\"code\":\"NOMEM\","
                                      "\"retryable\":true}}}");
    text_free(&reply);
}

static void answer_problem(const struct calls *calls, int32_t code, int32_t rpc_code,
                           const char *problem, const char *hint, struct span id)
{
    struct sup_error error = {.size = sizeof error, .code = code};
    snprintf(error.text, sizeof error.text, "line %" PRId64 ": %s", calls->lines.number, problem);
    snprintf(error.hint, sizeof error.hint, "%s", hint);
    answer_error(calls, &error, rpc_code, id);
}

/* Why the caller of a line may not be taken at its word; NULL when it may. */
static const char *refusal(const struct calls *calls, const struct envelope *envelope)
{
    if (!envelope->has_actor) {
        return calls->program->has_actor ? NULL : "the caller does not say who it is";
    }
    if (envelope->caller.actor_kind == SUP_ACTOR_SYSTEM && !calls->may_system) {
        return "callers may not be system here";
    }
    if (envelope->caller.actor_kind == SUP_ACTOR_INTEGRATION && !calls->may_integration) {
        return "callers may not be integration here";
    }
    return NULL;
}

static void answer_line(const struct calls *calls, struct span line)
{
    struct sup_caller caller = program_caller(calls->program);
    struct envelope envelope;
    if (!envelope_read(&envelope, line, &caller)) {
        answer_problem(calls, SUP_INVALID, envelope.is_json ? RPC_REQUEST : RPC_PARSE,
                       envelope.problem, envelope_hint, envelope_request_id(envelope.request));
        return;
    }
    const char *why = refusal(calls, &envelope);
    if (why != NULL) {
        answer_problem(calls, envelope.has_actor ? SUP_REFUSED : SUP_INVALID,
                       envelope.has_actor ? 0 : RPC_REQUEST, why,
                       envelope.has_actor ? "only who starts the program can say --allow"
                                          : envelope_hint,
                       envelope_request_id(envelope.request));
        return;
    }
    char *reply = NULL;
    size_t bytes = 0;
    sup_call(calls->program->core, &envelope.caller, envelope.request.text, envelope.request.bytes,
             &reply, &bytes);
    if (reply != NULL) {
        fwrite(reply, 1, bytes, stdout);
        putchar('\n');
    } else {
        answer_error(calls, sup_last_error(calls->program->core), 0,
                     envelope_request_id(envelope.request));
    }
    sup_free(reply);
}

/* A commit that failed ends the handle: the next lines get a new one. Where that does not help
 * either, the program says so and stops, instead of refusing line after line. */
static int reopen_if_needed(struct calls *calls)
{
    const struct sup_error *error = sup_last_error(calls->program->core);
    if (error->message_id != MESSAGE_COMMIT && error->message_id != MESSAGE_POISONED) {
        calls->reopens = error->code == SUP_OK ? 0 : calls->reopens;
        return EXIT_OK;
    }
    if (calls->reopens++ == REOPENS_MAX) {
        return program_fail(calls->program, SUP_IO,
                            "mend the disk; send this line and those after it once more, with "
                            "their idempotency keys",
                            "the database keeps failing: stopped after line %" PRId64,
                            calls->lines.number);
    }
    program_close(calls->program);
    return program_open(calls->program, OPEN_OR_MEMORY);
}

static int is_blank(struct span line)
{
    for (size_t i = 0; i < line.bytes; i++) {
        if (line.text[i] != ' ' && line.text[i] != '\t' && line.text[i] != '\r') {
            return 0;
        }
    }
    return 1;
}

static int answer_lines(struct calls *calls)
{
    static const struct span null_id = {"null", 4};
    struct span line = {0};
    int result;
    while ((result = lines_next(&calls->lines, &line.text, &line.bytes)) > LINE_END) {
        if (result == LINE_LONG) {
            char problem[64];
            snprintf(problem, sizeof problem, "more than %d bytes", (int)LINE_BYTES_MAX);
            answer_problem(calls, SUP_LIMIT, 0, problem, "make the request smaller", null_id);
        } else if (!is_blank(line)) {
            answer_line(calls, line);
        }
        if (fflush(stdout) != 0) {
            return program_fail(calls->program, SUP_IO, NULL,
                                "cannot write the reply to line "
                                "%" PRId64 ": %s",
                                calls->lines.number, strerror(errno));
        }
        int code = reopen_if_needed(calls);
        if (code != EXIT_OK) {
            return code;
        }
    }
    if (result == LINE_FAILED) {
        return program_fail(calls->program, SUP_IO, NULL, "cannot read standard input: %s",
                            strerror(errno));
    }
    return result == LINE_NOMEM ? program_fail_memory(calls->program) : EXIT_OK;
}

/* "system,integration" */
static int read_allow(struct calls *calls, const char *allow)
{
    while (*allow != '\0') {
        size_t bytes = strcspn(allow, ",");
        struct span name = {allow, bytes};
        if (span_is(name, "system")) {
            calls->may_system = 1;
        } else if (span_is(name, "integration")) {
            calls->may_integration = 1;
        } else {
            return program_fail_usage(calls->program,
                                      "--allow takes system and integration, not '%.*s'",
                                      (int)bytes, allow);
        }
        allow += bytes + (allow[bytes] == ',');
    }
    return GO_ON;
}

int command_call(struct program *program, int argc, char **argv)
{
    const char *allow = "";
    const struct command_option options[] = {
        {.name = "allow",
         .value = "KINDS",
         .meaning = "let lines say that they are system, integration, or both (with a comma)",
         .text = &allow},
    };
    const struct command_usage usage = {
        .about =
            "Each line of standard input is one request in an envelope that says who asks:\n"
            "  {\"caller\":{\"actor\":\"agent:3\"},\"request\":{\"jsonrpc\":\"2.0\",\"id\":1,\n"
            "   \"method\":\"ticket.list\",\"params\":{}}}\n"
            "(on one line). A caller has actor, or kind and id; and now, at, traceparent and\n"
            "import when they are wanted. Without now it is --now or the clock; without an actor\n"
            "it is --actor, if that is given. Each line gets one line: the reply; an error with\n"
            "the line's number when the line is broken; an empty one for a notification. Blank\n"
            "lines get none. Without --db the desk is in memory and forgotten at the end.\n"
            "After a commit that failed the database is opened again for the next line; when that\n"
            "does not help, the program stops with exit code 6.\n"
            "Exit code 0: all was answered, be it with errors.\n",
        .examples = "  supportcore --db desk.db call < requests.jsonl > replies.jsonl\n"
                    "  supportcore call --allow system < requests.jsonl\n",
        .options = options,
        .option_count = 1,
    };
    int code = options_read(program, &usage, &argc, argv);
    struct calls calls = {.program = program, .lines = {.file = STDIN_FILENO}};
    if (code == GO_ON) {
        code = read_allow(&calls, allow);
    }
    if (code == GO_ON) {
        code = program_open(program, OPEN_OR_MEMORY);
    } else {
        return code;
    }
    if (code == EXIT_OK) {
        code = answer_lines(&calls);
    }
    lines_free(&calls.lines);
    return code;
}
