/*
 * lines.h: reads lines as they arrive, in bounded memory.
 *
 * Lines are handed out as soon as they are there, so a program at the other end of a pipe may wait
 * for each answer. A line over LINE_BYTES_MAX is passed over without being kept.
 */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stddef.h>
#include <stdint.h>

#include <supportcore.h>

enum { LINE_BYTES_MAX = SUP_REQUEST_BYTES_MAX };

enum line_result {
    LINE_END = 0,     /* there are no more */
    LINE_READ = 1,    /* one was read */
    LINE_LONG = 2,    /* one was too long and is gone */
    LINE_FAILED = -1, /* reading failed: errno says why */
    LINE_NOMEM = -2   /* out of memory */
};

/** Set `file` and leave the rest zero; release with lines_free(). */
struct lines {
    int file;
    int is_ended;
    int is_long;    /* in the middle of a line that is too long */
    int64_t number; /* of the last line, from 1 */
    char *buffer;
    size_t room;
    size_t begin; /* what is read and not handed out yet */
    size_t end;
};

/** Read the next line, without its end; borrowed until the next call. @return enum line_result */
int lines_next(struct lines *lines, const char **line, size_t *bytes);

void lines_free(struct lines *lines);

#endif
