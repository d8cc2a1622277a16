/*
 * front.c: the leaves of a program that are tested all at once.
 *
 * On facts that vary, a jump that depends on each of them is what a condition costs: the processor
 * guesses wrong every second time. Six comparisons without a jump are done in the time of one wrong
 * guess. What their answers lead to is worked out here for all 64 of them together: bit b of a word
 * is what the program comes to when the answers are b.
 */
#include "rules/program.h"

static int is_cheap(const struct sup__step *step)
{
    return step->kind <= SUP__STEP_TEXT;
}

static uint64_t word_after(const uint64_t *words, int16_t next)
{
    return next >= 0 ? words[next] : next == SUP__END_TRUE ? UINT64_MAX : 0;
}

/* From the last step to the first, for leaves outside of the front that are all for or all against
 * the condition: a program can only turn towards true when a leaf does. */
static uint64_t word_of(const struct sup__program *program, uint64_t *words, int is_for)
{
    static const uint64_t answers[SUP__FRONT_MAX] = {
        UINT64_C(0xaaaaaaaaaaaaaaaa), UINT64_C(0xcccccccccccccccc), UINT64_C(0xf0f0f0f0f0f0f0f0),
        UINT64_C(0xff00ff00ff00ff00), UINT64_C(0xffff0000ffff0000), UINT64_C(0xffffffff00000000)};
    uint32_t bit = 0;

    for (uint32_t i = program->count; i > 0; i--) {
        const struct sup__step *step = &program->steps[i - 1];

        if (is_cheap(step) && bit < SUP__FRONT_MAX) {
            words[i - 1] = (answers[bit] & word_after(words, step->next[SUP__TRUE])) |
                           (~answers[bit] & word_after(words, step->next[SUP__FALSE]));
            bit++;
        } else {
            words[i - 1] = word_after(words, step->next[is_for ^ step->is_flip]);
        }
    }
    return word_after(words, (int16_t)program->entry);
}

int sup__front_make(struct sup__arena *keep, struct sup__arena *scratch,
                    struct sup__program *program)
{
    uint64_t *words = sup__arena_take(scratch, program->count * sizeof *words);
    struct sup__step *front;
    uint32_t cheap = 0;
    uint32_t bit = 0;

    for (uint32_t i = 0; i < program->count; i++) {
        cheap += (uint32_t)is_cheap(&program->steps[i]);
    }
    program->is_complete = cheap == program->count && cheap <= SUP__FRONT_MAX;
    cheap = cheap < SUP__FRONT_MAX ? cheap : SUP__FRONT_MAX;
    front = sup__arena_take(keep, cheap * sizeof *front);
    if (words == NULL || front == NULL) {
        return 0;
    }
    program->front = front;
    program->front_end = front + cheap;
    program->holds = word_of(program, words, 0);
    program->can_hold = word_of(program, words, 1);
    for (uint32_t i = program->count; i > 0 && bit < cheap; i--) {
        const struct sup__step *step = &program->steps[i - 1];

        if (is_cheap(step)) {
            front[cheap - 1 - bit] = *step;
            program->negated |= (uint32_t)step->is_flip << bit++;
        }
    }
    return 1;
}
