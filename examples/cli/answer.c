/*
 * answer.c: runs one operation that only reads.
 */
#include "answer.h"

#include "json_out.h"

int answer_ask(struct program *program, int32_t operation, const void *params, answer_fn print)
{
    struct sup_caller caller = program_caller(program);
    void *result = NULL;
    if (sup_run(program->core, &caller, operation, params, NULL, &result) != SUP_OK) {
        return program_fail_last(program);
    }
    int code = program->is_json ? json_print_result(program, operation, result)
                                : print(program, result);
    sup_free(result);
    return code;
}

int answer_tell(struct program *program, int32_t operation, const void *params, answer_fn print)
{
    int code = program_open(program, OPEN_READ);
    return code == EXIT_OK ? answer_ask(program, operation, params, print) : code;
}
