/*
 * lines.c: a buffer between read() and lines.
 */
#include "lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 65536, ROOM_MAX = LINE_BYTES_MAX + BLOCK_BYTES };

void lines_free(struct lines *lines)
{
    free(lines->buffer);
    lines->buffer = NULL;
}

/* Read one more block behind what is there; LINE_READ, LINE_FAILED or LINE_NOMEM. */
static int fill(struct lines *lines)
{
    if (lines->begin > 0) {
        memmove(lines->buffer, lines->buffer + lines->begin, lines->end - lines->begin);
        lines->end -= lines->begin;
        lines->begin = 0;
    }
    if (lines->end == lines->room) {
        size_t room = lines->room > 0 ? lines->room * 2 : BLOCK_BYTES;
        room = room < ROOM_MAX ? room : ROOM_MAX;
        char *buffer = realloc(lines->buffer, room);
        if (buffer == NULL) {
            return LINE_NOMEM;
        }
        lines->buffer = buffer;
        lines->room = room;
    }
    ssize_t bytes;
    do {
        bytes = read(lines->file, lines->buffer + lines->end, lines->room - lines->end);
    } while (bytes < 0 && errno == EINTR);
    if (bytes < 0) {
        return LINE_FAILED;
    }
    lines->is_ended = bytes == 0;
    lines->end += (size_t)bytes;
    return LINE_READ;
}

/* Hand out the line that ends before `stop`; the next one begins at `next`. */
static int hand_out(struct lines *lines, size_t stop, size_t next, const char **line, size_t *bytes)
{
    int is_long = lines->is_long || stop - lines->begin > LINE_BYTES_MAX;
    *line = lines->buffer + lines->begin;
    *bytes = is_long ? 0 : stop - lines->begin;
    lines->begin = next;
    lines->is_long = 0;
    lines->number++;
    return is_long ? LINE_LONG : LINE_READ;
}

int lines_next(struct lines *lines, const char **line, size_t *bytes)
{
    size_t looked = 0; /* bytes after `begin` that hold no line end */
    for (;;) {
        size_t from = lines->begin + looked;
        const char *newline =
            lines->end > from ? memchr(lines->buffer + from, '\n', lines->end - from) : NULL;
        if (newline != NULL) {
            size_t stop = (size_t)(newline - lines->buffer);
            return hand_out(lines, stop, stop + 1, line, bytes);
        }
        if (lines->is_ended) {
            int is_there = lines->end > lines->begin || lines->is_long;
            return is_there ? hand_out(lines, lines->end, lines->end, line, bytes) : LINE_END;
        }
        if (lines->is_long || lines->end - lines->begin > LINE_BYTES_MAX) {
            lines->is_long = 1;
            lines->begin = lines->end = 0;
        }
        looked = lines->end - lines->begin;
        int result = fill(lines);
        if (result != LINE_READ) {
            return result;
        }
    }
}
