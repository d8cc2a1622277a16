/*
 * trouble.h: requests that must not work, and what the library has to answer to each.
 */
#ifndef SHOPDAY_TROUBLE_H
#define SHOPDAY_TROUBLE_H

#include "shopday.h"

struct attempt {
    const char *title;
    int32_t answer; /* enum sup_code */
    /* Asks; fills *error with what the library says. */
    int32_t (*ask)(struct shop *shop, int32_t at, struct sup_error *error);
};

extern const struct attempt attempts[];
extern const int32_t attempt_count;

/** The ones at the JSON door: the request as a program in any language would send it. */
struct request {
    const char *title;
    int32_t answer;
    const char *text;
};

extern const struct request requests[];
extern const int32_t request_count;

#endif
