/*
 * ticket_receive.c: ticket receive: a customer's message comes in, and finds its ticket.
 */
#include "program.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "customer.h"
#include "file.h"
#include "json_out.h"
#include "options.h"
#include "reference.h"

enum { IDENTITY_SIZE = SUP_IDENTITY_BYTES_MAX + 256 };

/* What the options say, before it is put into the library's params. */
struct given {
    const char *identity;
    const char *reference;
    const char *thread_ids;
    int is_automated;
};

/* Who is known by an identity. Somebody new is made by `customer resolve`, which says what proof
 * there is. */
static int find_customer(struct program *program, const char *text, int64_t *customer_id)
{
    char copy[IDENTITY_SIZE];
    struct sup_identity identity;
    struct sup_customer_get_params params = {.size = sizeof params, .identity = &identity};
    struct sup_customer *customer = NULL;
    if (strlen(text) >= sizeof copy) {
        return program_fail_usage(program, "--identity is too long");
    }
    int code = customer_read_identity(program, strcpy(copy, text), &identity);
    if (code != GO_ON) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    if (sup_customer_get(program->core, &caller, &params, &customer) != SUP_OK) {
        return program_fail_last(program);
    }
    *customer_id = customer->id;
    sup_free(customer);
    return GO_ON;
}

/* The ids of a mail's References: words. They are cut out of `copy` in place; owned: free(). */
static const char **split(char *copy, uint32_t *count)
{
    const char **ids = malloc((strlen(copy) / 2 + 1) * sizeof *ids);
    *count = 0;
    for (char *at = strtok(copy, " \t\r\n"); ids != NULL && at != NULL;
         at = strtok(NULL, " \t\r\n")) {
        ids[(*count)++] = at;
    }
    return ids;
}

static int receive(struct program *program, const struct sup_ticket_receive_params *params)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    struct sup_caller caller = program_caller(program);
    if (sup_ticket_receive(program->core, &caller, params, &receipt) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        return json_print_result(program, SUP_OP_TICKET_RECEIVE, &receipt);
    }
    struct text out = {0};
    text_add_format(&out, "Message %" PRId64 " is in ticket %" PRId64 ", version %" PRId64 "%s.\n",
                    receipt.id, receipt.ticket_id, receipt.version,
                    receipt.is_replay ? "; it had come before" : "");
    return program_print(program, &out);
}

/* The desk is open, the message read. */
static int find_and_receive(struct program *program, const struct given *given,
                            struct sup_ticket_receive_params *params)
{
    char *thread = NULL;
    int code = GO_ON;
    if (given->identity != NULL) {
        code = find_customer(program, given->identity, &params->customer_id);
    }
    if (code == GO_ON && given->thread_ids != NULL) {
        thread = strdup(given->thread_ids);
        params->thread_ids = thread != NULL ? split(thread, &params->thread_id_count) : NULL;
        code = params->thread_ids == NULL ? program_fail_memory(program) : GO_ON;
    }
    if (code == GO_ON) {
        code = receive(program, params);
    }
    free((void *)params->thread_ids);
    free(thread);
    return code;
}

static int run(struct program *program, const char *path, const struct given *given,
               struct sup_ticket_receive_params *params)
{
    char copy[REFERENCE_SIZE];
    struct sup_reference reference;
    struct text body = {0};
    int code = GO_ON;
    if (given->reference != NULL) {
        code = reference_read(program, "--reference", given->reference, copy, &reference);
        params->references = &reference;
        params->reference_count = 1;
    }
    if (code == GO_ON && given->identity != NULL && params->customer_id != 0) {
        code = program_fail_usage(program, "--customer and --identity both say who wrote");
    }
    if (code != GO_ON) {
        return code;
    }
    code = file_read(program, path, SUP_BODY_BYTES_MAX + 1, &body);
    if (code != EXIT_OK) {
        return code;
    }
    if (body.bytes > 0 && body.data[body.bytes - 1] == '\n') {
        body.data[--body.bytes] = '\0'; /* the end of the last line is not part of the message */
    }
    params->body = body.data;
    params->is_automated = given->is_automated;
    code = program_open(program, OPEN_WRITE);
    code = code == EXIT_OK ? find_and_receive(program, given, params) : code;
    text_free(&body);
    return code;
}

int command_ticket_receive(struct program *program, int argc, char **argv)
{
    struct sup_ticket_receive_params params = {.size = sizeof params};
    struct given given = {0};
    const struct command_option options[] = {
        {.name = "ticket", .value = "ID", .meaning = "where it goes", .number = &params.ticket_id},
        {.name = "customer", .value = "ID", .meaning = "who wrote", .number = &params.customer_id},
        {.name = "identity",
         .value = "KIND[:SYSTEM]=VALUE",
         .meaning = "who wrote, if known, such as email=mia@example.com",
         .text = &given.identity},
        {.name = "channel",
         .value = "NAME",
         .meaning = "a channel of the policy",
         .text = &params.channel},
        {.name = "external-id",
         .value = "TEXT",
         .meaning = "its id where it came from: it is not added twice",
         .text = &params.external_id},
        {.name = "in-reply-to",
         .value = "TEXT",
         .meaning = "that id of the message that it answers",
         .text = &params.in_reply_to},
        {.name = "thread-ids",
         .value = "TEXT",
         .meaning = "those of all before it, with spaces between",
         .text = &given.thread_ids},
        {.name = "reference",
         .value = "SYSTEM:KIND:ID",
         .meaning = "what it is about, such as shopify:order:1001",
         .text = &given.reference},
        {.name = "subject",
         .value = "TEXT",
         .meaning = "of a ticket that is opened",
         .text = &params.subject},
        {.name = "reason",
         .value = "NAME",
         .meaning = "contact reason of a ticket that is opened",
         .text = &params.reason},
        {.name = "automated", .meaning = "no person wrote it", .is_set = &given.is_automated},
        {.name = "key",
         .value = "TEXT",
         .meaning = "idempotency key: running it twice adds it once",
         .text = &params.idempotency_key},
    };
    const struct command_usage usage = {
        .arguments = "FILE",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Adds a customer's message, read from FILE or for - from standard input, to the\n"
                 "ticket that it belongs to, or opens one: by the message that it answers, by\n"
                 "--ticket, by an open ticket of the same customer about the same order.\n"
                 "Somebody new is made by customer resolve, before.\n",
        .examples = "  echo \"Where is it?\" | supportcore --db desk.db ticket receive - \\\n"
                    "      --identity email=mia@example.com --reference shopify:order:1001\n"
                    "  supportcore --db desk.db ticket receive mail.txt --channel email \\\n"
                    "      --external-id \"<4@shop>\" --in-reply-to \"<3@shop>\"\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    return code == GO_ON ? run(program, argv[1], &given, &params) : code;
}
