/*
 * customer.c: who writes: shows customers, finds or makes them by their identities, merges, exports
 * and erases them.
 */
#include "program.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "change.h"
#include "customer.h"
#include "json_out.h"
#include "sheet.h"

int customer_read_identity(const struct program *program, char *text, struct sup_identity *identity)
{
    char *value = strchr(text, '=');
    if (value == NULL) {
        return program_fail_usage(program, "'%s' is not KIND=VALUE or KIND:SYSTEM=VALUE", text);
    }
    *value = '\0';
    char *system = strchr(text, ':');
    if (system != NULL) {
        *system++ = '\0';
    }
    *identity = (struct sup_identity){.kind = text, .system = system, .value = value + 1};
    return GO_ON;
}

int customer_open(struct program *program, const struct command_usage *usage, int argc, char **argv,
                  int64_t *id, struct sup_identity *identity, const struct sup_identity **given)
{
    int code = options_read(program, usage, &argc, argv);
    if (code == GO_ON && strchr(argv[1], '=') != NULL) {
        code = customer_read_identity(program, argv[1], identity);
        *given = identity;
    } else if (code == GO_ON) {
        code = id_read(program, "a customer", argv[1], id);
    }
    if (code != GO_ON) {
        return code;
    }
    code = program_open(program, OPEN_READ);
    return code == EXIT_OK ? GO_ON : code;
}

/* ---- show ---- */

static void add_identities(struct sheet *sheet, const struct sup_customer *customer)
{
    for (uint32_t i = 0; i < customer->identity_count; i++) {
        const struct sup_customer_identity *identity = &customer->identities[i];
        struct text label = {0};
        text_add_format(&label, "%s%s%s", identity->kind, identity->system != NULL ? ":" : "",
                        identity->system != NULL ? identity->system : "");
        sheet_label(sheet, label.is_failed ? "" : label.data);
        sheet->out.is_failed |= label.is_failed;
        text_free(&label);
        text_add_visible(&sheet->out, identity->value);
        text_add(&sheet->out, identity->is_verified ? "  verified" : "  claimed");
        if (identity->customer_id != customer->id) {
            text_add_format(&sheet->out, ", of customer %" PRId64, identity->customer_id);
        }
        text_add(&sheet->out, "\n");
    }
}

static int print_customer(const struct program *program, const void *result)
{
    const struct sup_customer *customer = result;
    struct sheet sheet = {.program = program};
    const struct term *term = &program->term;
    text_add_format(&sheet.out, "%sCustomer %" PRId64 "%s\n", term_color(term, COLOR_BOLD),
                    customer->id, term_plain(term));
    sheet_line(&sheet, "Name", customer->name);
    sheet_time(&sheet, "Known since", customer->created_ms);
    sheet_time(&sheet, "Erased", customer->erased_ms);
    add_identities(&sheet, customer);
    sheet_facts(&sheet, customer->facts, customer->fact_count);
    for (uint32_t i = 0; i < customer->member_count; i++) {
        const struct sup_customer_member *member = &customer->members[i];
        sheet_label(&sheet, "Merged");
        text_add_format(&sheet.out, "customer %" PRId64 " into %" PRId64 "%s", member->customer_id,
                        member->merged_into, member->name != NULL ? ", " : "");
        text_add_visible(&sheet.out, member->name);
        text_add(&sheet.out, "\n");
    }
    sheet_label(&sheet, "Version");
    text_add_format(&sheet.out, "%" PRId64 "\n", customer->version);
    return program_print(program, &sheet.out);
}

int command_customer_show(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .arguments = "ID|KIND=VALUE|KIND:SYSTEM=VALUE",
        .arguments_min = 1,
        .arguments_max = 1,
        .about =
            "Prints what is known of a customer: identities, and what the shop reported. Of\n"
            "one that was merged into another it is the person they are now, with all of it.\n",
        .examples = "  supportcore --db desk.db customer show 12\n"
                    "  supportcore --db desk.db customer show email=mia@example.com\n"
                    "  supportcore --db desk.db customer show customer:shopify=207119551\n",
    };
    struct sup_identity identity;
    struct sup_customer_get_params params = {.size = sizeof params};
    int code = customer_open(program, &usage, argc, argv, &params.customer_id, &identity,
                             &params.identity);
    if (code != GO_ON) {
        return code;
    }
    return answer_ask(program, SUP_OP_CUSTOMER_GET, &params, print_customer);
}

/* ---- what changes ---- */

static void tell(struct text *out, const struct sup_receipt *receipt, const char *said)
{
    text_add_format(out, "Customer %" PRId64 "%s%s, version %" PRId64 ".\n", receipt->id, said,
                    receipt->sequence == 0 ? ", nothing new" : "", receipt->version);
}

int command_customer_resolve(struct program *program, int argc, char **argv)
{
    struct sup_identity identities[SUP_IDENTITIES_MAX];
    struct sup_customer_resolve_params params = {.size = sizeof params, .identities = identities};
    int is_verified = 0;
    const struct command_option options[] = {
        {.name = "name", .value = "TEXT", .meaning = "of who has none yet", .text = &params.name},
        {.name = "verified", .meaning = "there is proof of all of them", .is_set = &is_verified},
    };
    const struct command_usage usage = {
        .arguments = "KIND[:SYSTEM]=VALUE ...",
        .arguments_min = 1,
        .arguments_max = SUP_IDENTITIES_MAX,
        .about = "Finds the customer who has these identities, or makes one. What nobody has yet\n"
                 "becomes theirs.\n",
        .examples = "  supportcore --db desk.db customer resolve email=mia@example.com\n"
                    "  supportcore --db desk.db customer resolve --verified \\\n"
                    "      customer:shopify=207119551 phone=+442079460123 --name \"Mia Berg\"\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    for (int i = 1; code == GO_ON && i < argc; i++) {
        code = customer_read_identity(program, argv[i], &identities[i - 1]);
        identities[i - 1].is_verified = is_verified;
        params.identity_count++;
    }
    return code == GO_ON ? change_tell(program, SUP_OP_CUSTOMER_RESOLVE, &params, tell, "") : code;
}

int command_customer_merge(struct program *program, int argc, char **argv)
{
    struct sup_customer_merge_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "evidence",
         .value = "TEXT",
         .meaning = "why they are one person; required",
         .text = &params.evidence},
        CHANGE_USE_OPTIONS(params),
    };
    const struct command_usage usage = {
        .arguments = "ID INTO",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "Says that two customers are one person: ID points to INTO from then on. Both\n"
                 "ids go on to mean that person.\n",
        .examples = "  supportcore --db desk.db customer merge 12 7 \\\n"
                    "      --evidence \"both confirmed order 1001\"\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a customer", argv[1], &params.customer_id);
    }
    if (code == GO_ON) {
        code = id_read(program, "a customer", argv[2], &params.into);
    }
    if (code == GO_ON && params.evidence == NULL) {
        code = program_fail_usage(program, "a merge needs --evidence");
    }
    return code == GO_ON ? change_tell(program, SUP_OP_CUSTOMER_MERGE, &params, tell, " is merged")
                         : code;
}

int command_customer_unmerge(struct program *program, int argc, char **argv)
{
    struct sup_customer_unmerge_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "evidence",
         .value = "TEXT",
         .meaning = "why they are not one person; required",
         .text = &params.evidence},
    };
    const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Takes back that customer ID was merged into another: each thing is again with\n"
                 "the customer it came with.\n",
        .examples = "  supportcore --db desk.db customer unmerge 12 --evidence \"two sisters\"\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a customer", argv[1], &params.customer_id);
    }
    if (code == GO_ON && params.evidence == NULL) {
        code = program_fail_usage(program, "taking a merge back needs --evidence");
    }
    return code == GO_ON ? change_tell(program, SUP_OP_CUSTOMER_UNMERGE, &params, tell,
                                       " is on their own again")
                         : code;
}

/* ---- erase ---- */

/* What was deleted lies in the file until it is written anew. Who runs the command again after it
 * failed erases nothing more, and purges. */
static int erase(struct program *program, const struct sup_customer_erase_params *params)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    int code = program_open(program, OPEN_WRITE);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    if (sup_customer_erase(program->core, &caller, params, &receipt) != SUP_OK ||
        sup_purge(program->core) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        return json_print_result(program, SUP_OP_CUSTOMER_ERASE, &receipt);
    }
    struct text out = {0};
    text_add_format(&out, "Customer %" PRId64 " is erased%s, version %" PRId64 ".\n", receipt.id,
                    receipt.sequence == 0 ? ", nothing new" : "", receipt.version);
    return program_print(program, &out);
}

int command_customer_erase(struct program *program, int argc, char **argv)
{
    struct sup_customer_erase_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "reason",
         .value = "TEXT",
         .meaning = "why; required. It stays: name the request",
         .text = &params.reason},
        CHANGE_USE_OPTIONS(params),
    };
    const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Erases a person for good, with all who were merged with customer ID: names,\n"
                 "identities, what was written to them, by them and about them. Ids, times and\n"
                 "counts stay. Then the file is written anew, so that nothing of it is left;\n"
                 "if that fails because others are at work, run the command again. Backups and\n"
                 "who fetched the texts before still have them. Files that messages\n"
                 "name are yours to delete.\n",
        .examples = "  supportcore --db desk.db customer erase 12 --reason \"request 2026-31\"\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a customer", argv[1], &params.customer_id);
    }
    if (code == GO_ON && params.reason == NULL) {
        code = program_fail_usage(program, "an erasure needs --reason");
    }
    return code == GO_ON ? erase(program, &params) : code;
}

/* ---- export ---- */

int command_customer_export(struct program *program, int argc, char **argv)
{
    struct sup_customer_export_params params = {.size = sizeof params};
    struct sup_customer_export *made = NULL;
    int is_without_notes = 0;
    const struct command_option options[] = {
        {.name = "without-notes",
         .meaning = "leave out the desk's private notes",
         .is_set = &is_without_notes},
        CHANGE_USE_OPTIONS(params),
    };
    const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Prints everything that is held about a person, as JSON: rows of the tables, by\n"
                 "their names, and the texts. Private notes about them are in it.\n",
        .examples = "  supportcore --db desk.db customer export 12 >person.json\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a customer", argv[1], &params.customer_id);
    }
    if (code != GO_ON) {
        return code;
    }
    code = program_open(program, OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    params.without_notes = is_without_notes;
    struct sup_caller caller = program_caller(program);
    if (sup_customer_export(program->core, &caller, &params, &made) != SUP_OK) {
        return program_fail_last(program);
    }
    struct text out = {0};
    text_add(&out, made->document);
    text_add(&out, "\n");
    sup_free(made);
    return program_print(program, &out);
}
