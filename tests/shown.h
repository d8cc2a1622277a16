/*
 * shown.h: results as lines of text, so that a whole answer is compared at once.
 */
#ifndef TESTS_SHOWN_H
#define TESTS_SHOWN_H

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN_SIZE = 4096 };

static char shown[SHOWN_SIZE];
static size_t shown_bytes;

/* Begin anew. */
static inline void show_none(void)
{
    shown_bytes = 0;
    shown[0] = 0;
}

static inline void show(const char *format, ...) __attribute__((format(printf, 1, 2)));
static inline void show(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    shown_bytes +=
        (size_t)vsnprintf(shown + shown_bytes, sizeof shown - shown_bytes, format, arguments);
    va_end(arguments);
    assert_true(shown_bytes < sizeof shown);
}

static inline const char *or_none(const char *text)
{
    return text ? text : "-";
}

#endif
