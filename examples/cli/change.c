/*
 * change.c: runs one operation that answers a receipt.
 */
#include "change.h"

#include "json_out.h"

int change_run(struct program *program, int32_t operation, const void *params,
               struct sup_receipt *receipt)
{
    int code = program_open(program, OPEN_WRITE);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    *receipt = (struct sup_receipt){.size = sizeof *receipt};
    if (sup_run(program->core, &caller, operation, params, receipt, NULL) != SUP_OK) {
        return program_fail_last(program);
    }
    return program->is_json ? json_print_result(program, operation, receipt) : GO_ON;
}

int change_tell(struct program *program, int32_t operation, const void *params, change_fn write,
                const char *said)
{
    struct sup_receipt receipt;
    int code = change_run(program, operation, params, &receipt);
    if (code != GO_ON) {
        return code;
    }
    struct text out = {0};
    write(&out, &receipt, said);
    return program_print(program, &out);
}
