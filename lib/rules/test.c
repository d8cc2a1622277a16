/*
 * test.c: run a program over a case.
 *
 * Kleene's answer takes at most two passes over a program in which negations stand at the leaves
 * only: such a program can only turn towards true when a leaf does. The first pass takes what is
 * unknown for false: if it ends true, the condition is true whatever the unknown would have been.
 * If nothing unknown was met it is false. Otherwise the second pass takes the unknown for true: if
 * that ends false too, the condition is false; else it is unknown.
 */
#include "rules/program.h"

#include <string.h>

static int has_number(const struct sup__step *step, uint64_t wanted)
{
    const int64_t *numbers = step->as.data;
    uint32_t low = 0;
    uint32_t high = step->code;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (numbers[middle] < (int64_t)wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < step->code && numbers[low] == (int64_t)wanted;
}

int sup__texts_order(const struct sup__slot *a, const struct sup__slot *b)
{
    if (a->extra != b->extra) {
        return a->extra < b->extra ? -1 : 1;
    }
    return a->extra == 0 ? 0 : memcmp(a->data, b->data, a->extra);
}

static int has_text(const struct sup__step *step, const struct sup__slot *wanted)
{
    const struct sup__slot *texts = step->as.data;
    uint32_t low = 0;
    uint32_t high = step->code;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (sup__texts_order(&texts[middle], wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < step->code && sup__texts_order(&texts[low], wanted) == 0;
}

static int is_text(const struct sup__step *step, const struct sup__slot *value)
{
    return value->extra == step->code &&
           (step->code == 0 || memcmp(value->data, step->as.data, step->code) == 0);
}

/* At the beginning or (`is_end`) at the end. */
static int has_affix(const struct sup__step *step, const struct sup__slot *value, int is_end)
{
    const char *text = value->data;

    if (step->code == 0 || step->code > value->extra) {
        return step->code == 0;
    }
    return memcmp(text + (is_end ? value->extra - step->code : 0), step->as.data, step->code) == 0;
}

static int32_t item_verdict(const struct sup__step *step, const struct sup__slot *list)
{
    const struct sup__slot *items = list->data;
    int32_t verdict = SUP__FALSE;

    for (int64_t i = 0; i < list->number; i++) {
        if (!items[i].is_given) {
            verdict = SUP__UNKNOWN;
        } else if (step->kind == SUP__STEP_HAS_TEXT ? is_text(step, &items[i])
                                                    : items[i].number == step->low) {
            return SUP__TRUE;
        }
    }
    return verdict;
}

static inline int32_t is_in_range(const struct sup__step *step, uint64_t number)
{
    return (number - (uint64_t)step->low <= step->span) &
           (int32_t)(step->as.bits >> (number & 63)) & 1;
}

static int32_t time_verdict(const struct sup__step *step, const struct sup__slot *value,
                            const struct sup__case *given)
{
    int64_t ms;

    if (__builtin_sub_overflow(given->now_ms, value->number, &ms)) {
        return SUP__UNKNOWN;
    }
    return is_in_range(step, ms < 0 && step->kind == SUP__STEP_AGE_RANGE ? 0 : (uint64_t)ms);
}

static int32_t cheap(const struct sup__step *step, const struct sup__slot *value,
                     const struct sup__case *given)
{
    switch (step->kind) {
    case SUP__STEP_RANGE:
        return is_in_range(step, (uint64_t)value->number);
    case SUP__STEP_MONEY_RANGE:
        return value->extra != step->code ? (int32_t)SUP__UNKNOWN
                                          : is_in_range(step, (uint64_t)value->number);
    case SUP__STEP_NAME_RANGE:
        return value->number < 0 ? (int32_t)SUP__UNKNOWN
                                 : is_in_range(step, (uint64_t)value->number);
    case SUP__STEP_TEXT:
        return is_text(step, value);
    case SUP__STEP_ALWAYS:
    case SUP__STEP_NEVER:
        return step->kind == SUP__STEP_ALWAYS;
    default:
        return time_verdict(step, value, given);
    }
}

static int32_t leaf(const struct sup__step *step, const struct sup__slot *value,
                    const struct sup__case *given)
{
    switch (step->kind) {
    case SUP__STEP_NUMBERS:
        return has_number(step, (uint64_t)value->number);
    case SUP__STEP_CONTAINS:
        return sup__text_contains(value->data, value->extra, step->as.data, step->code);
    case SUP__STEP_STARTS:
        return has_affix(step, value, 0);
    case SUP__STEP_ENDS:
        return has_affix(step, value, 1);
    case SUP__STEP_TEXTS:
        return has_text(step, value);
    case SUP__STEP_HAS_NUMBER:
    case SUP__STEP_HAS_TEXT:
        return item_verdict(step, value);
    case SUP__STEP_TREE:
        return sup__node_verdict(step->as.data, given);
    default:
        return cheap(step, value, given);
    }
}

int32_t sup__step_verdict(const struct sup__step *step, const struct sup__slot *value,
                          const struct sup__case *given)
{
    return leaf(step, value, given);
}

static inline const struct sup__slot *asked(const struct sup__step *step,
                                            const struct sup__case *given)
{
    return (const void *)((const char *)given->slots + step->offset);
}

/* What is unknown is taken for `assumed`. 1 when it ends true. */
static int pass(const struct sup__program *program, const struct sup__case *given, int assumed,
                int *has_met_unknown)
{
    int at = program->entry;

    while (at >= 0) {
        const struct sup__step *step = &program->steps[at];
        const struct sup__slot *value = asked(step, given);
        int32_t verdict = value->is_given || step->kind == SUP__STEP_TREE ? leaf(step, value, given)
                                                                          : step->absent;

        if (verdict == SUP__UNKNOWN) {
            *has_met_unknown = 1;
            verdict = assumed ^ step->is_flip;
        }
        at = step->next[verdict];
    }
    return at == SUP__END_TRUE;
}

static __attribute__((noinline)) int32_t two_passes(const struct sup__program *program,
                                                    const struct sup__case *given)
{
    int has_met_unknown = 0;

    if (pass(program, given, 0, &has_met_unknown)) {
        return SUP__TRUE;
    }
    if (!has_met_unknown || !pass(program, given, 1, &has_met_unknown)) {
        return SUP__FALSE;
    }
    return SUP__UNKNOWN;
}

/* ---- the front ---- */

/* With facts that are not given, texts and times. */
static __attribute__((noinline)) int32_t run_any(const struct sup__program *program,
                                                 const struct sup__case *given)
{
    uint32_t answers = 0;
    uint32_t unknown = 0; /* bits of answers that are not known */
    uint32_t holds;
    uint32_t can_hold;

    for (const struct sup__step *step = program->front; step != program->front_end; step++) {
        const struct sup__slot *value = asked(step, given);
        uint32_t verdict = value->is_given ? (uint32_t)cheap(step, value, given) : step->absent;

        answers = 2 * answers + (verdict & 1);
        unknown = 2 * unknown + (verdict >> 1);
    }
    holds = (uint32_t)(program->holds >> (answers | (unknown & program->negated)) & 1);
    can_hold = (uint32_t)(program->can_hold >> (answers | (unknown & ~program->negated)) & 1);
    if (holds != can_hold && !program->is_complete) {
        return two_passes(program, given);
    }
    return (int32_t)(holds | (can_hold & ~holds) << 1);
}

/* 1 when being in the range says it all. */
static inline int is_plain(const struct sup__step *step, const struct sup__slot *value)
{
    return step->kind == SUP__STEP_RANGE ||
           (step->kind == SUP__STEP_MONEY_RANGE && value->extra == step->code) ||
           (step->kind == SUP__STEP_NAME_RANGE && value->number >= 0);
}

/* Most often all that the front asks for is given and is compared at once: a short loop that calls
 * nothing. Anything else is left to run_any(). */
int32_t sup__program_run(const struct sup__program *program, const struct sup__case *given)
{
    uint32_t answers = 0;
    uint32_t holds;

    for (const struct sup__step *step = program->front; step != program->front_end; step++) {
        const struct sup__slot *value = asked(step, given);

        if (!value->is_given || !is_plain(step, value)) {
            return run_any(program, given);
        }
        answers = 2 * answers + (uint32_t)is_in_range(step, (uint64_t)value->number);
    }
    holds = (uint32_t)(program->holds >> answers & 1);
    if (holds != (uint32_t)(program->can_hold >> answers & 1)) {
        return two_passes(program, given);
    }
    return (int32_t)holds;
}

int32_t sup__condition_test(const struct sup__condition *condition, const struct sup__case *given)
{
    return sup__program_run(&condition->program, given);
}
