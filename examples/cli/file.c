/*
 * file.c: reads whole files.
 */
#include "file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A named pipe nobody writes to would be waited for without end. What a shell makes of <(command)
 * is a pipe too, but has its writer; it is under /dev or /proc. */
static int is_named_pipe(const char *path)
{
    struct stat status;
    return strncmp(path, "/dev/", 5) != 0 && strncmp(path, "/proc/", 6) != 0 &&
           stat(path, &status) == 0 && S_ISFIFO(status.st_mode);
}

int file_read(const struct program *program, const char *path, size_t bytes_max,
              struct text *content)
{
    int is_stdin = strcmp(path, "-") == 0;
    if (!is_stdin && is_named_pipe(path)) {
        return program_fail(program, SUP_INVALID,
                            "write it to a file first, or give it on standard input, as -",
                            "%s is not a regular file", path);
    }
    FILE *file = is_stdin ? stdin : fopen(path, "rb");
    char block[16384];
    size_t bytes = 1;
    if (file == NULL) {
        return program_fail(program, errno == ENOENT ? SUP_NOT_FOUND : SUP_IO,
                            "check the path; - is standard input", "cannot read %s: %s", path,
                            strerror(errno));
    }
    errno = 0;
    while (bytes > 0 && content->bytes <= bytes_max) {
        bytes = fread(block, 1, sizeof block, file);
        text_add_bytes(content, block, bytes);
    }
    int problem = ferror(file) ? errno : 0;
    if (!is_stdin) {
        fclose(file);
    }
    if (problem != 0) {
        return program_fail(program, SUP_IO, "name a file that can be read", "cannot read %s: %s",
                            path, strerror(problem));
    }
    if (content->is_failed) {
        return program_fail_memory(program);
    }
    if (content->bytes > bytes_max) {
        return program_fail(program, SUP_LIMIT, "check that it is the file that was meant",
                            "%s has more than %zu bytes", path, bytes_max);
    }
    if (content->bytes == 0) {
        return program_fail(program, SUP_INVALID, "name a file that has something in it",
                            "%s is empty", path);
    }
    if (memchr(content->data, '\0', content->bytes) != NULL) {
        return program_fail(program, SUP_INVALID, "the file must be UTF-8 text",
                            "%s holds a NUL byte", path);
    }
    return EXIT_OK;
}
