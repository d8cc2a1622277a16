/*
 * file.h: reads whole files of a limited size.
 */
#ifndef CLI_FILE_H
#define CLI_FILE_H

#include "program.h"
#include "text.h"

/** Read a file, or standard input for "-". NUL bytes and more than `bytes_max` are refused.
 *  @return EXIT_OK, or the exit code after the error was told */
int file_read(const struct program *program, const char *path, size_t bytes_max,
              struct text *content);

#endif
