/*
 * policy_problems.h: what is wrong with a policy document, told by file, line and column.
 */
#ifndef CLI_POLICY_PROBLEMS_H
#define CLI_POLICY_PROBLEMS_H

#include <stdio.h>

#include "program.h"

/** One problem a line, as compilers write them: editors jump to FILE:LINE:COLUMN. */
void policy_print_problems(FILE *out, const char *path, const struct sup_policy_report *report);

/** Of a document that became the desk's policy: what it is warned about, on stderr. Nothing of who
 * may not check one. */
void policy_print_warnings(const struct program *program, const char *path, const char *document);

/** Tell an error with the file that it is about. @return the exit code */
int policy_fail_in(const struct program *program, const char *path, const struct sup_error *error);

/**
 * Tell the last error. When the document is what is wrong, all of its problems are told, on stderr.
 *
 * @param path      where the document is from; NULL when none was given, and then it is not told
 * @param document  the text
 * @param is_strict 1: a warning refuses it, too
 * @return the exit code
 */
int policy_fail(const struct program *program, const char *path, const char *document,
                int32_t is_strict);

#endif
