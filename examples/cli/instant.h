/*
 * instant.h: moments in time: the clock, and RFC 3339 to and from UTC milliseconds.
 */
#ifndef CLI_INSTANT_H
#define CLI_INSTANT_H

#include <stddef.h>
#include <stdint.h>

enum { INSTANT_TEXT_SIZE = 32 };

/** The real clock, in milliseconds since 1970-01-01T00:00:00Z. */
int64_t instant_now(void);

/** Milliseconds that only ever grow, for rates. */
int64_t instant_monotonic(void);

/** Read "2026-03-29T09:00:00.250+02:00"; 1 if it is RFC 3339. */
int instant_read(const char *text, size_t bytes, int64_t *ms);

/** Write "2026-03-29T07:00:00.250Z". */
void instant_write(int64_t ms, char out[INSTANT_TEXT_SIZE]);

/** Write "2026-03-29 07:00:00" for people, in UTC; "-" for 0. */
void instant_write_brief(int64_t ms, char out[INSTANT_TEXT_SIZE]);

#endif
