/*
 * reference.c: orders and other things outside the desk: what the shop reported about one.
 */
#include "reference.h"

#include <inttypes.h>
#include <string.h>

#include "answer.h"
#include "instant.h"
#include "options.h"
#include "sheet.h"

int reference_read(const struct program *program, const char *what, const char *text, char *copy,
                   struct sup_reference *reference)
{
    char *kind = NULL, *id = NULL;
    if (strlen(text) < REFERENCE_SIZE) {
        strcpy(copy, text);
        kind = strchr(copy, ':');
        id = kind != NULL ? strchr(kind + 1, ':') : NULL;
    }
    if (id == NULL) {
        return program_fail_usage(program, "%s is SYSTEM:KIND:ID, such as shopify:order:1001",
                                  what);
    }
    *kind++ = '\0';
    *id++ = '\0';
    *reference = (struct sup_reference){.system = copy, .kind = kind, .id = id};
    return GO_ON;
}

static int print_thing(const struct program *program, const void *result)
{
    const struct sup_thing *thing = result;
    struct sheet sheet = {.program = program};
    const struct term *term = &program->term;
    text_add(&sheet.out, term_color(term, COLOR_BOLD));
    text_add_visible(&sheet.out, thing->reference->system);
    text_add(&sheet.out, " ");
    text_add_visible(&sheet.out, thing->reference->kind);
    text_add(&sheet.out, " ");
    text_add_visible(&sheet.out, thing->reference->id);
    text_add_format(&sheet.out, "%s\n", term_plain(term));
    sheet_line(&sheet, "Label", thing->label);
    if (thing->customer_id != 0) {
        sheet_label(&sheet, "Customer");
        people_add_actor(&sheet.out, &sheet.people, program, SUP_ACTOR_CUSTOMER,
                         thing->customer_id);
        text_add(&sheet.out, "\n");
    }
    sheet_facts(&sheet, thing->facts, thing->fact_count);
    sheet_time(&sheet, "First report", thing->first_ms);
    sheet_time(&sheet, "Last report", thing->updated_ms);
    return program_print(program, &sheet.out);
}

int command_reference_show(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .arguments = "SYSTEM:KIND:ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Prints what was reported about an order or another thing of the shop: each fact\n"
                 "as of the latest date. The tickets about it are found with\n"
                 "ticket list --reference.\n",
        .examples = "  supportcore --db desk.db reference show shopify:order:1001\n"
                    "  supportcore --db desk.db --json reference show shopify:order:1001\n",
    };
    char copy[REFERENCE_SIZE];
    struct sup_reference reference;
    struct sup_reference_get_params params = {.size = sizeof params, .reference = &reference};
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = reference_read(program, "the thing", argv[1], copy, &reference);
    }
    if (code != GO_ON) {
        return code;
    }
    return answer_tell(program, SUP_OP_REFERENCE_GET, &params, print_thing);
}
