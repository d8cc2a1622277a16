/*
 * text.h: strict UTF-8, codes, growing text, and small number formats. No locale anywhere.
 */
#ifndef SUP__TEXT_H
#define SUP__TEXT_H

#include "base/memory.h"
#include <stdarg.h>

/** The offset of the first byte that is not strict UTF-8 without U+0000, or `bytes` if all is. */
size_t sup__utf8_valid_prefix(const char *text, size_t bytes);

/** The offset of the first line break or other control character, or `bytes` if there is none. The
 *  text must be strict UTF-8. */
size_t sup__line_prefix(const char *text, size_t bytes);

/** 1 when a letter or a digit of any script is in it: it says something, be it little. 0 for
 * blanks, punctuation and symbols alone, whether one sees them or not. The text must be strict
 * UTF-8. */
int sup__has_letter(const char *text);

/** 1 when both are the same text, or both are none (NULL). */
int sup__same_text(const char *one, const char *other);

/** 1 when the text is a code (see base.h). */
int sup__is_code(const char *text);

/** 1 when the text is a language tag of RFC 5646 (BCP 47) of at most 35 bytes, in the case that its
 *  section 2.1.1 gives each part: "en", "pt-BR", "zh-Hans", "es-419", "de-CH-1996". One language
 *  has one tag, so what the RFC calls grandfathered ("i-klingon") or extended ("zh-yue") is none.
 *  Whether the registry has the parts is not asked. */
int sup__is_language_tag(const char *text);

/** Text that grows. After a failed allocation `is_failed` is 1 and appends do nothing. */
struct sup__buffer {
    const struct sup__mem *mem;
    char *data; /* NUL-terminated once anything was appended */
    size_t bytes;
    size_t capacity;
    int is_failed;
};

void sup__buffer_init(struct sup__buffer *buffer, const struct sup__mem *mem);
/** Room for `bytes` more and a NUL, so that appending them cannot fail. 1 if there is. */
int sup__buffer_reserve(struct sup__buffer *buffer, size_t bytes);
void sup__buffer_append(struct sup__buffer *buffer, const char *data, size_t bytes);
void sup__buffer_text(struct sup__buffer *buffer, const char *text);
void sup__buffer_char(struct sup__buffer *buffer, char c);
void sup__buffer_int(struct sup__buffer *buffer, int64_t number);
/** A number as text, and a NUL. @return its bytes, without that */
enum { SUP__INT_TEXT_SIZE = 21 };
size_t sup__int_text(int64_t number, char out[SUP__INT_TEXT_SIZE]);
/** A JSON string with quotes, in the one form that RFC 8785 gives it; text must be valid UTF-8. */
void sup__buffer_json_text(struct sup__buffer *buffer, const char *text, size_t bytes);
void sup__buffer_clear(struct sup__buffer *buffer); /* keeps the memory */
void sup__buffer_free(struct sup__buffer *buffer);
/** Hand the text out as owned (sup_free()); NULL when a step failed. The buffer is then empty and
 *  may be used again. `bytes` may be NULL. */
char *sup__buffer_take(struct sup__buffer *buffer, size_t *bytes);

/** printf into a fixed array with a NUL, cut on a character boundary; bytes that are not UTF-8 are
 *  written as '?'. Whole numbers and text only: what %f prints depends on the locale. */
void sup__format(char *out, size_t bytes, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void sup__vformat(char *out, size_t bytes, const char *format, va_list arguments);

/** Decimal digits with an optional '-', the whole text; 0 when it is not that or overflows. */
int sup__parse_int(const char *text, size_t bytes, int64_t *out);

/** The name among `names` (count of them) nearest to `text` by edits, the first of equals; NULL
 *  when none is near: one letter may differ, or up to a third of them. */
const char *sup__nearest(const char *text, const char *const *names, size_t count);

#endif
