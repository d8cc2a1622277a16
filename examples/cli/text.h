/*
 * text.h: text that grows, and text made fit for a terminal.
 *
 * What customers write reaches the terminal of an operator, so control characters are never
 * passed on: ESC is shown as ^[, others above ASCII as <U+009B>. Widths are counted as terminals
 * do, two columns for CJK and most emoji, none for combining marks.
 */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stddef.h>
#include <stdint.h>

/** Zero-initialise; release with text_free(). When memory runs out `is_failed` stays 1 and further
 *  additions do nothing, so it is asked once at the end. */
struct text {
    char *data; /* ends with a NUL; NULL while nothing was added */
    size_t bytes;
    size_t room;
    int is_failed;
};

void text_free(struct text *text);
void text_clear(struct text *text);
void text_add(struct text *text, const char *addition);
void text_add_bytes(struct text *text, const char *addition, size_t bytes);
void text_add_format(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Add a number and what it counts, with an s unless it is 1: "1 event", "2 events". */
void text_add_count(struct text *text, int64_t number, const char *what);

/** Add names with commas between: "agent, lead". */
void text_add_names(struct text *text, const char *const *names, uint32_t count);

/** Add text with control characters made visible; NULL adds nothing. */
void text_add_visible(struct text *text, const char *addition);

/** Columns that text takes which text_add_visible() made. */
int text_width(const char *visible);

/** Add such text in exactly `width` columns: cut with an ellipsis, or filled with spaces on the
 *  right, or left when `is_right`. */
void text_add_fitted(struct text *text, const char *visible, int width, int is_right);

/** Add a paragraph, lines kept and long ones broken at spaces to end before `width` (0: never).
 *  Each line but the first begins with `indent` spaces; `column` is where the first one begins. */
void text_add_wrapped(struct text *text, const char *addition, int width, int indent, int column);

#endif
