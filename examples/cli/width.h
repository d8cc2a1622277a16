/*
 * width.h: UTF-8, one character at a time, and how wide each is on a terminal.
 */
#ifndef CLI_WIDTH_H
#define CLI_WIDTH_H

#include <stddef.h>
#include <stdint.h>

/** Read the character that text begins with. @return its bytes; 0 when it is not UTF-8 */
size_t character_read(const char *text, size_t bytes, uint32_t *character);

/** Columns of a character that is not a control: 0, 1 or 2. */
int character_width(uint32_t character);

#endif
