/*
 * condition_random_inside.h: what the makers of random conditions and of random cases share.
 */
#ifndef CONDITION_RANDOM_INSIDE_H
#define CONDITION_RANDOM_INSIDE_H

#include "condition_random.h"

enum type { NUMBER, MONEY, TEXT, PRIORITY, CHANNEL, PLACE, TIME, SPAN, TYPES };

#define COUNT(list) (uint32_t)(sizeof(list) / sizeof(list)[0])
#define PICK(list)  (list)[random_below(random, COUNT(list))]

int random_chance(struct random_text *random, uint32_t percent);
void random_put(struct random_text *random, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** A constant of a type, as a condition or (is_of_case) as a case writes it. */
void random_constant(struct random_text *random, enum type type, int is_of_case);

#endif
