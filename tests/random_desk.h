/*
 * random_desk.h: a desk's life by chance, the same for the same seed.
 *
 * What is done, by whom and when depends on the seed alone, never on what the desk answers: so two
 * desks that get the same seed are asked the same things at the same times.
 */
#ifndef TESTS_RANDOM_DESK_H
#define TESTS_RANDOM_DESK_H

#include "desk_fixture.h"

struct chance {
    uint64_t state;
};

/** Floors for such a life, as a section of a policy: by the tag "late" a ticket is for experts, who
 *  need a sign-off by a lead to pass it on, by "angry" it is a risk, whose solution an admin signs
 *  and which has a statement. */
extern const char random_floors[];
/** Escalate, lower, sign or record evidence. */
int32_t random_floor_step(struct desk *desk, struct chance *chance);

/** A whole number from 0 to count - 1. */
uint32_t chance_pick(struct chance *chance, uint32_t count);
/** How long until the next step: nothing to a week, and the built-in policy's times exactly. */
int64_t chance_pause_ms(struct chance *chance);
/** Do one thing at desk->now_ms; refusals, conflicts and unknown tickets are part of life. */
void random_step(struct desk *desk, struct chance *chance);

#endif
