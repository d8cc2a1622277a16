/*
 * text.c: strict UTF-8, codes, growing text and small number formats.
 *
 * The door of the library checks text once; everything behind it may rely on what this file says.
 * Nothing here depends on the locale, and JSON text has exactly one form, because hashes are taken
 * over it.
 */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    CODE_CHARACTERS_MAX = 64,
    BUFFER_BYTES_FIRST = 256,
    LANGUAGE_BYTES_MAX = 35,
    SUBTAG_BYTES_MAX = 8
};

static int has_zero_or_high_byte(const unsigned char *eight)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t word;

    memcpy(&word, eight, sizeof word);
    return ((word | (word - ones)) & high) != 0;
}

/* Length of the well-formed sequence at `s`, 0 for none: table 3-7 of the Unicode Standard. */
static size_t sequence_bytes(const unsigned char *s, size_t left)
{
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
    size_t length;

    if (s[0] < 0x80) {
        return s[0] != 0 ? 1 : 0;
    }
    if (s[0] < 0xc2 || s[0] > 0xf4) {
        return 0;
    }
    length = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    if (s[0] == 0xe0) {
        low = 0xa0; /* shorter forms exist */
    } else if (s[0] == 0xed) {
        high = 0x9f; /* surrogates */
    } else if (s[0] == 0xf0) {
        low = 0x90;
    } else if (s[0] == 0xf4) {
        high = 0x8f; /* past U+10FFFF */
    }
    if (left < length || s[1] < low || s[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return length;
}

size_t sup__utf8_valid_prefix(const char *text, size_t bytes)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t at = 0;

    while (at < bytes) {
        size_t length;

        if (bytes - at >= 8 && !has_zero_or_high_byte(s + at)) {
            at += 8;
            continue;
        }
        length = sequence_bytes(s + at, bytes - at);
        if (length == 0) {
            return at;
        }
        at += length;
    }
    return bytes;
}

/* U+0080 to U+009F, some terminals' controls, and the line and paragraph separators. */
static int is_long_control(const unsigned char *s, size_t left)
{
    return (left >= 2 && s[0] == 0xc2 && s[1] < 0xa0) ||
           (left >= 3 && s[0] == 0xe2 && s[1] == 0x80 && (s[2] == 0xa8 || s[2] == 0xa9));
}

size_t sup__line_prefix(const char *text, size_t bytes)
{
    const unsigned char *s = (const unsigned char *)text;

    for (size_t at = 0; at < bytes; at++) {
        if (s[at] < 0x20 || s[at] == 0x7f || is_long_control(s + at, bytes - at)) {
            return at;
        }
    }
    return bytes;
}

static int is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

int sup__is_code(const char *text)
{
    size_t at = 0;

    if (text == NULL || !is_letter_or_digit(text[0])) {
        return 0;
    }
    while (is_letter_or_digit(text[at]) || text[at] == '_' || text[at] == '.' || text[at] == '-') {
        at++;
        if (at > CODE_CHARACTERS_MAX) {
            return 0;
        }
    }
    return text[at] == '\0';
}

/* Where a language tag is after a subtag. After a singleton or an x there must come another. */
enum tag_part {
    TAG_BEGIN,
    TAG_LANGUAGE,
    TAG_SCRIPT,
    TAG_REGION, /* or past where one may be */
    TAG_SINGLETON,
    TAG_EXTENSION,
    TAG_X,
    TAG_PRIVATE
};

/* How many of the characters, from the first, lie between two. */
static size_t span(const char *text, size_t bytes, char low, char high)
{
    size_t at = 0;

    while (at < bytes && text[at] >= low && text[at] <= high) {
        at++;
    }
    return at;
}

static int is_script(const char *text, size_t bytes)
{
    return bytes == 4 && span(text, 1, 'A', 'Z') == 1 && span(text + 1, 3, 'a', 'z') == 3;
}

static int is_region(const char *text, size_t bytes)
{
    return (bytes == 2 && span(text, 2, 'A', 'Z') == 2) ||
           (bytes == 3 && span(text, 3, '0', '9') == 3);
}

static int is_plain(const char *text, size_t bytes)
{
    size_t at = 0;

    while (at < bytes && is_letter_or_digit(text[at])) {
        at++;
    }
    return bytes > 0 && bytes <= SUBTAG_BYTES_MAX && at == bytes;
}

/* The subtag that comes next; 0 when it may not come here. */
static int read_subtag(const char *text, size_t bytes, enum tag_part *part)
{
    if (*part == TAG_LANGUAGE && is_script(text, bytes)) {
        *part = TAG_SCRIPT;
        return 1;
    }
    if ((*part == TAG_LANGUAGE || *part == TAG_SCRIPT) && is_region(text, bytes)) {
        *part = TAG_REGION;
        return 1;
    }
    if (!is_plain(text, bytes)) {
        return 0;
    }
    if (*part == TAG_X || *part == TAG_PRIVATE) {
        *part = TAG_PRIVATE;
        return 1;
    }
    if (bytes == 1) {
        int may_begin = *part != TAG_SINGLETON && (*part != TAG_BEGIN || *text == 'x');

        *part = *text == 'x' ? TAG_X : TAG_SINGLETON;
        return may_begin;
    }
    if (*part == TAG_SINGLETON || *part == TAG_EXTENSION) {
        *part = TAG_EXTENSION;
        return 1;
    }
    if (*part == TAG_BEGIN) {
        *part = TAG_LANGUAGE;
        return bytes <= 3 && span(text, bytes, 'a', 'z') == bytes;
    }
    *part = TAG_REGION; /* this is a variant */
    return bytes >= 5 || (bytes == 4 && span(text, 1, '0', '9') == 1);
}

/* Is this singleton followed by something, and the first of its letter or digit in the tag? */
static int is_extension(const char *tag, const char *singleton)
{
    const char subtag[] = {'-', *singleton, '-', '\0'};

    return strstr(tag, subtag) == singleton - 1;
}

int sup__is_language_tag(const char *text)
{
    const char *tag = text;
    enum tag_part part = TAG_BEGIN;

    if (text == NULL || strlen(text) > LANGUAGE_BYTES_MAX) {
        return 0;
    }
    for (;;) {
        size_t bytes = strcspn(text, "-");

        if (!read_subtag(text, bytes, &part) ||
            (part == TAG_SINGLETON && !is_extension(tag, text))) {
            return 0;
        }
        text += bytes;
        if (*text++ == '\0') {
            return part != TAG_X;
        }
    }
}

void sup__buffer_init(struct sup__buffer *buffer, const struct sup__mem *mem)
{
    memset(buffer, 0, sizeof *buffer);
    buffer->mem = mem;
}

int sup__buffer_reserve(struct sup__buffer *buffer, size_t bytes)
{
    size_t capacity = buffer->capacity != 0 ? buffer->capacity : BUFFER_BYTES_FIRST;
    char *data;

    if (buffer->is_failed) {
        return 0;
    }
    if (bytes < buffer->capacity - buffer->bytes) {
        return 1;
    }
    if (bytes > SIZE_MAX / 8 || buffer->bytes > SIZE_MAX / 8) {
        buffer->is_failed = 1;
        return 0;
    }
    while (capacity <= buffer->bytes + bytes) {
        capacity *= 2;
    }
    data = sup__resize(buffer->mem, buffer->data, capacity);
    if (data == NULL) {
        buffer->is_failed = 1;
        return 0;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return 1;
}

void sup__buffer_append(struct sup__buffer *buffer, const char *data, size_t bytes)
{
    if (!sup__buffer_reserve(buffer, bytes)) {
        return;
    }
    if (bytes != 0) {
        memcpy(buffer->data + buffer->bytes, data, bytes);
    }
    buffer->bytes += bytes;
    buffer->data[buffer->bytes] = '\0';
}

void sup__buffer_text(struct sup__buffer *buffer, const char *text)
{
    sup__buffer_append(buffer, text, strlen(text));
}

void sup__buffer_char(struct sup__buffer *buffer, char c)
{
    sup__buffer_append(buffer, &c, 1);
}

size_t sup__int_text(int64_t number, char out[SUP__INT_TEXT_SIZE])
{
    char digits[SUP__INT_TEXT_SIZE];
    size_t at = sizeof digits - 1;
    size_t bytes;
    uint64_t left = number < 0 ? UINT64_C(0) - (uint64_t)number : (uint64_t)number;

    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left != 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    digits[sizeof digits - 1] = '\0';
    bytes = sizeof digits - 1 - at;
    memcpy(out, digits + at, bytes + 1);
    return bytes;
}

void sup__buffer_int(struct sup__buffer *buffer, int64_t number)
{
    char text[SUP__INT_TEXT_SIZE];

    sup__buffer_append(buffer, text, sup__int_text(number, text));
}

/* The short escapes where JSON has them, lower-case \u00xx elsewhere: the form of RFC 8785. */
static void buffer_json_escape(struct sup__buffer *buffer, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char from[] = "\"\\\b\f\n\r\t";
    static const char to[] = "\"\\bfnrt";
    const char *found = c != 0 ? strchr(from, c) : NULL;
    char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

    if (found != NULL) {
        escape[1] = to[found - from];
        sup__buffer_append(buffer, escape, 2);
    } else {
        sup__buffer_append(buffer, escape, 6);
    }
}

void sup__buffer_json_text(struct sup__buffer *buffer, const char *text, size_t bytes)
{
    size_t plain = 0; /* where the text not yet appended begins */

    sup__buffer_char(buffer, '"');
    for (size_t i = 0; i < bytes; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c < 0x20 || c == '"' || c == '\\') {
            sup__buffer_append(buffer, text + plain, i - plain);
            buffer_json_escape(buffer, c);
            plain = i + 1;
        }
    }
    if (plain < bytes) {
        sup__buffer_append(buffer, text + plain, bytes - plain);
    }
    sup__buffer_char(buffer, '"');
}

void sup__buffer_clear(struct sup__buffer *buffer)
{
    buffer->bytes = 0;
    buffer->is_failed = 0;
    if (buffer->data != NULL) {
        buffer->data[0] = '\0';
    }
}

void sup__buffer_free(struct sup__buffer *buffer)
{
    sup__dealloc(buffer->mem, buffer->data);
    sup__buffer_init(buffer, buffer->mem);
}

char *sup__buffer_take(struct sup__buffer *buffer, size_t *bytes)
{
    char *owned = NULL;

    if (!buffer->is_failed) {
        owned = sup__owned_new(buffer->mem, buffer->bytes + 1);
    }
    if (owned != NULL && buffer->bytes != 0) {
        memcpy(owned, buffer->data, buffer->bytes);
    }
    if (bytes != NULL) {
        *bytes = owned != NULL ? buffer->bytes : 0;
    }
    sup__buffer_free(buffer);
    return owned;
}

void sup__format(char *out, size_t bytes, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    sup__vformat(out, bytes, format, arguments);
    va_end(arguments);
}

/* Bytes that are not UTF-8 become '?'; a character that the end of the array cut is left out. */
static void mend_utf8(char *text, int is_cut)
{
    size_t bytes = strlen(text);
    size_t at = 0;

    if (is_cut) {
        size_t last = bytes;

        while (last > 0 && bytes - last < 3 && ((unsigned char)text[last - 1] & 0xc0) == 0x80) {
            last--;
        }
        if (last > 0 && (unsigned char)text[last - 1] >= 0xc0 &&
            sequence_bytes((unsigned char *)text + last - 1, bytes - last + 1) == 0) {
            text[last - 1] = '\0';
            bytes = last - 1;
        }
    }
    while ((at += sup__utf8_valid_prefix(text + at, bytes - at)) < bytes) {
        text[at] = '?';
    }
}

void sup__vformat(char *out, size_t bytes, const char *format, va_list arguments)
{
    int needed;

    if (bytes == 0) {
        return;
    }
    needed = vsnprintf(out, bytes, format, arguments);
    if (needed < 0) {
        out[0] = '\0';
        return;
    }
    mend_utf8(out, (size_t)needed >= bytes);
}

int sup__parse_int(const char *text, size_t bytes, int64_t *out)
{
    size_t at = bytes > 0 && text[0] == '-' ? 1 : 0;
    uint64_t limit = at == 1 ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX;
    uint64_t number = 0;
    size_t first = at;

    for (; at < bytes; at++) {
        uint64_t digit = (uint64_t)(unsigned char)text[at] - '0';

        if (digit > 9 || number > (limit - digit) / 10) {
            return 0;
        }
        number = number * 10 + digit;
    }
    if (at == first) {
        return 0;
    }
    if (first == 0) {
        *out = (int64_t)number;
    } else {
        *out = number == limit ? INT64_MIN : -(int64_t)number;
    }
    return 1;
}

/* Edits (insert, delete, replace, swap of neighbours) between two names; both fit the rows. */
static size_t edits_between(const char *a, size_t a_bytes, const char *b, size_t b_bytes)
{
    uint8_t rows[3][CODE_CHARACTERS_MAX + 1];

    for (size_t j = 0; j <= b_bytes; j++) {
        rows[0][j] = (uint8_t)j;
    }
    for (size_t i = 1; i <= a_bytes; i++) {
        uint8_t *row = rows[i % 3];
        const uint8_t *above = rows[(i - 1) % 3];
        const uint8_t *two_above = rows[(i + 1) % 3];

        row[0] = (uint8_t)i;
        for (size_t j = 1; j <= b_bytes; j++) {
            unsigned best = above[j - 1] + (unsigned)(a[i - 1] != b[j - 1]);

            best = above[j] + 1u < best ? above[j] + 1u : best;
            best = row[j - 1] + 1u < best ? row[j - 1] + 1u : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                two_above[j - 2] + 1u < best) {
                best = two_above[j - 2] + 1u;
            }
            row[j] = (uint8_t)best;
        }
    }
    return rows[a_bytes % 3][b_bytes];
}

/* Beyond ASCII: what is no letter and no digit, in ascending order. Whatever else there is counts
 * as one, so that no script is left out. */
static const struct {
    uint32_t first;
    uint32_t last;
} mute[] = {
    {0x80, 0xA9},       {0xAB, 0xB1},       {0xB4, 0xB4},       {0xB6, 0xB8},
    {0xBB, 0xBB},       {0xBF, 0xBF},       {0xD7, 0xD7},       {0xF7, 0xF7},
    {0x2C2, 0x2C5},     {0x2D2, 0x2DF},     {0x300, 0x36F},     {0x37E, 0x37E},
    {0x387, 0x387},     {0x55A, 0x55F},     {0x589, 0x58A},     {0x5BE, 0x5BE},
    {0x600, 0x61F},     {0x66A, 0x66D},     {0x6D4, 0x6D4},     {0x964, 0x965},
    {0x115F, 0x1160},   {0x1680, 0x1680},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x2000, 0x206F},   {0x20A0, 0x20FF},   {0x2190, 0x245F},   {0x2500, 0x2775},
    {0x2794, 0x2BFF},   {0x2E00, 0x2E7F},   {0x2FF0, 0x3004},   {0x3008, 0x3020},
    {0x302A, 0x3030},   {0x303D, 0x303F},   {0x30FB, 0x30FB},   {0x3164, 0x3164},
    {0xE000, 0xF8FF},   {0xFE00, 0xFE6F},   {0xFEFF, 0xFF0F},   {0xFF1A, 0xFF20},
    {0xFF3B, 0xFF40},   {0xFF5B, 0xFF65},   {0xFFA0, 0xFFA0},   {0xFFE0, 0xFFFF},
    {0x1D173, 0x1D17A}, {0x1F000, 0x1F0FF}, {0x1F300, 0x1FAFF}, {0xE0000, 0x10FFFF},
};

static int is_letter(uint32_t point)
{
    uint32_t lower = point | 0x20;
    size_t at = 0;

    if (point < 0x80) {
        return (point >= '0' && point <= '9') || (lower >= 'a' && lower <= 'z');
    }
    while (at < sizeof mute / sizeof mute[0] && mute[at].last < point) {
        at++;
    }
    return at == sizeof mute / sizeof mute[0] || point < mute[at].first;
}

int sup__has_letter(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    while (*at != 0) {
        uint32_t more = *at >= 0xF0 ? 3 : *at >= 0xE0 ? 2 : *at >= 0xC0 ? 1 : 0;
        uint32_t point = more == 0 ? *at : (*at & (0x3Fu >> more));

        for (at++; more > 0 && *at != 0; more--, at++) {
            point = point << 6 | (*at & 0x3Fu);
        }
        if (is_letter(point)) {
            return 1;
        }
    }
    return 0;
}

int sup__same_text(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

const char *sup__nearest(const char *text, const char *const *names, size_t count)
{
    size_t bytes = strlen(text);
    size_t best_edits = (bytes < 6 ? 1 : bytes / 3) + 1; /* the first that is too many */
    const char *best = NULL;

    if (bytes == 0 || bytes > CODE_CHARACTERS_MAX) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        size_t name_bytes = strlen(names[i]);
        size_t edits;

        if (name_bytes > CODE_CHARACTERS_MAX) {
            continue;
        }
        edits = edits_between(text, bytes, names[i], name_bytes);
        if (edits < best_edits && edits < name_bytes) {
            best = names[i];
            best_edits = edits;
        }
    }
    return best;
}
