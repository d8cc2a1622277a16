/*
 * length.h: how long something takes, for people.
 */
#ifndef CLI_LENGTH_H
#define CLI_LENGTH_H

#include <stdint.h>

enum { LENGTH_SIZE = 32 };

/** Write "7h 35m", "12m 5s", "40s"; a minus first when it is less than nothing. */
void write_length(int64_t ms, char out[LENGTH_SIZE]);

/** Write "3d 4h", "5h 12m", "7m": how old something is, by the calendar. */
void write_age(int64_t ms, char out[LENGTH_SIZE]);

#endif
