/*
 * import_code.h: makes codes ("group_24") of the texts that other systems have for names.
 *
 * The rule is a function of the text alone, so it gives the same code in every run:
 *
 *  - ASCII letters become small; a run of spaces, "_" and "-" becomes one "_". Texts that differ
 *    only in these are one name: "Group 24", "group-24".
 *  - Anything else cannot be kept. Each run of it also becomes "_", and so that "C++" and "C#" stay
 *    apart, the code ends with "_" and eight hexadecimal digits of a hash of the text. The same
 *    holds for a separator at either end, for a code over 40 bytes (cut there) and an empty one.
 */
#ifndef CLI_IMPORT_CODE_H
#define CLI_IMPORT_CODE_H

#include <stddef.h>

enum {
    CODE_STEM_MAX = 40,
    CODE_BYTES_MAX = CODE_STEM_MAX + 9, /* with the hash */
    CODE_SIZE = CODE_BYTES_MAX + 1
};

/** Make the code of a text. @return its bytes */
size_t code_make(const char *text, size_t bytes, char out[CODE_SIZE]);

/** 1 when the text is a code as the library has it: 1 to 64 bytes of a-z 0-9 _ . - that begin with
 *  a letter or a digit. */
int code_is(const char *text);

#endif
