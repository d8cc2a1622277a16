/*
 * condition_random.h: random conditions and cases over the facts of condition_fixture.c, as JSON.
 */
#ifndef CONDITION_RANDOM_H
#define CONDITION_RANDOM_H

#include <stddef.h>
#include <stdint.h>

enum { RANDOM_TEXT_SIZE = 65536 };

struct random_text {
    uint64_t state; /* of the generator: the same seed gives the same texts */
    size_t bytes;
    char text[RANDOM_TEXT_SIZE];
};

void random_seed(struct random_text *random, uint64_t seed);
uint32_t random_below(struct random_text *random, uint32_t count);
/** Any condition: every operator, values of every type, in all orders and with constants in every
 *  form that is allowed. */
const char *random_condition(struct random_text *random);
/** One of few facts and constants, so that two of them often have to do with each other. */
const char *random_simple_condition(struct random_text *random);
/** A case in which some facts are not given. */
const char *random_case(struct random_text *random);

#endif
