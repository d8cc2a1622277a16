/*
 * answer.h: what commands that ask the desk one thing share.
 */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include "program.h"

/** Print the result of an operation for people. @return an exit code */
typedef int (*answer_fn)(const struct program *program, const void *result);

/** Ask the desk that is open, and print the answer: with --json as the operation writes it, else
 *  with `print`. @return an exit code */
int answer_ask(struct program *program, int32_t operation, const void *params, answer_fn print);

/** Open the desk of --db for reading, then answer_ask(). @return an exit code */
int answer_tell(struct program *program, int32_t operation, const void *params, answer_fn print);

#endif
