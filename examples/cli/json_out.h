/*
 * json_out.h: results as JSON, for --json.
 *
 * A result is written by its description in the library's operation table, the same that the JSON
 * door uses, so the document is what sup_call() answers as "result".
 */
#ifndef CLI_JSON_OUT_H
#define CLI_JSON_OUT_H

#include "program.h"
#include "text.h"

/** Add a JSON string with its quotes; NULL is null. Control characters of every kind are escaped.
 */
void json_add_string(struct text *out, const char *value);

/** Add a struct as a JSON object by its shape. */
void json_add_struct(struct text *out, const struct sup_shape *shape, const void *value);

/** Add an error as the door writes it, the value of "error".
 *  @param rpc_code  the JSON-RPC code; 0: the one that follows from error->code
 *  @param line  of the input, told in "data"; 0 for none */
void json_add_error(struct text *out, const struct sup_error *error, int32_t rpc_code,
                    int64_t line);

/** What an operation answers: its result, or the receipt. */
const struct sup_shape *json_result_shape(int32_t operation);

/** Add the members of a page's list "items", without brackets; a comma first unless `out` ends with
 *  the opening bracket. For commands that join pages. */
void json_add_items(struct text *out, int32_t operation, const void *page);

/** Print the text and a line end on stdout, and release it. @return an exit code */
int json_print(const struct program *program, struct text *out);

/** Print the result of an operation, or its receipt. @return an exit code */
int json_print_result(const struct program *program, int32_t operation, const void *result);

#endif
