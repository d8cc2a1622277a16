/*
 * length.c: lengths of time, as two units that say enough.
 */
#include "length.h"

#include <inttypes.h>
#include <stdio.h>

void write_length(int64_t ms, char out[LENGTH_SIZE])
{
    const char *sign = ms < 0 ? "-" : "";
    int64_t seconds = (ms < 0 ? -ms : ms) / 1000;
    if (seconds >= 3600) {
        snprintf(out, LENGTH_SIZE, "%s%" PRId64 "h %" PRId64 "m", sign, seconds / 3600,
                 seconds % 3600 / 60);
    } else if (seconds >= 60) {
        snprintf(out, LENGTH_SIZE, "%s%" PRId64 "m %" PRId64 "s", sign, seconds / 60, seconds % 60);
    } else {
        snprintf(out, LENGTH_SIZE, "%s%" PRId64 "s", sign, seconds);
    }
}

void write_age(int64_t ms, char out[LENGTH_SIZE])
{
    int64_t minutes = ms / 60000;
    if (minutes >= 2880) {
        snprintf(out, LENGTH_SIZE, "%" PRId64 "d %" PRId64 "h", minutes / 1440,
                 minutes % 1440 / 60);
    } else if (minutes >= 60) {
        snprintf(out, LENGTH_SIZE, "%" PRId64 "h %" PRId64 "m", minutes / 60, minutes % 60);
    } else {
        snprintf(out, LENGTH_SIZE, "%" PRId64 "m", minutes);
    }
}
