/*
 * imply.c: whether one step of a program can only hold where another does.
 *
 * What a step allows is a row of spans of whole numbers, apart from each other and ascending; that
 * of a negated one is the gaps between them. A span within a span says it all. Texts are compared
 * by what they are tested for.
 */
#include "rules/program.h"

#include <string.h>

/* ---- spans ---- */

struct spans {
    const struct sup__step *step;
    uint32_t next;   /* where a set goes on: which number, or which bit */
    int64_t from;    /* of the next gap */
    int is_finished; /* the last span or gap was told */
};

struct span {
    int64_t low;
    int64_t high;
};

/* A range of the numbers 0 to 63 that not all are in. */
static int is_bit_set(const struct sup__step *step)
{
    return step->kind == SUP__STEP_RANGE && step->as.bits != UINT64_MAX;
}

/* The next of a set; 0 after the last. *next is where it goes on. */
static int set_item(const struct sup__step *step, uint32_t *next, int64_t *number)
{
    uint64_t rest;

    if (step->kind == SUP__STEP_NUMBERS) {
        *number = *next < step->code ? ((const int64_t *)step->as.data)[*next] : 0;
        return (*next)++ < step->code;
    }
    rest = *next < 64 ? step->as.bits >> *next : 0;
    if (rest == 0) {
        return 0;
    }
    *number = (int64_t)*next + __builtin_ctzll(rest);
    *next = (uint32_t)*number + 1;
    return 1;
}

static int next_of_set(struct spans *spans, struct span *span)
{
    uint32_t ahead;
    int64_t number;

    if (!set_item(spans->step, &spans->next, &number)) {
        return 0;
    }
    *span = (struct span){number, number};
    ahead = spans->next;
    while (set_item(spans->step, &ahead, &number) &&
           (number == span->high || number - 1 == span->high)) {
        span->high = number;
        spans->next = ahead;
    }
    return 1;
}

/* What the step's question says yes to. A name by its place has one from 0 on. */
static int next_positive(struct spans *spans, struct span *span)
{
    const struct sup__step *step = spans->step;
    int64_t least = step->kind == SUP__STEP_NAME_RANGE ? 0 : INT64_MIN;

    if (step->kind == SUP__STEP_NUMBERS || is_bit_set(step)) {
        return next_of_set(spans, span);
    }
    if (spans->next++ != 0 || step->kind == SUP__STEP_NEVER) {
        return 0;
    }
    *span = (struct span){least, INT64_MAX};
    if (step->kind != SUP__STEP_ALWAYS) {
        span->low = step->low > least ? step->low : least;
        span->high = (int64_t)((uint64_t)step->low + step->span);
    }
    return span->low <= span->high;
}

static int next_gap(struct spans *spans, struct span *gap)
{
    struct span span;

    while (!spans->is_finished) {
        gap->low = spans->from;
        if (!next_positive(spans, &span)) {
            spans->is_finished = 1;
            gap->high = INT64_MAX;
            return 1;
        }
        spans->is_finished = span.high == INT64_MAX;
        spans->from = spans->is_finished ? span.high : span.high + 1;
        if (span.low > gap->low) {
            gap->high = span.low - 1;
            return 1;
        }
    }
    return 0;
}

static struct spans spans_of(const struct sup__step *step)
{
    return (struct spans){step, 0, step->kind == SUP__STEP_NAME_RANGE ? 0 : INT64_MIN, 0};
}

static int next_span(struct spans *spans, struct span *span)
{
    return spans->step->is_flip ? next_gap(spans, span) : next_positive(spans, span);
}

static int spans_within(const struct sup__step *one, const struct sup__step *other)
{
    struct spans inner = spans_of(one);
    struct spans outer = spans_of(other);
    struct span in;
    struct span out;
    int has_out = next_span(&outer, &out);

    while (next_span(&inner, &in)) {
        while (has_out && out.high < in.low) {
            has_out = next_span(&outer, &out);
        }
        if (!has_out || in.low < out.low || in.high > out.high) {
            return 0;
        }
    }
    return 1;
}

/* ---- texts ---- */

static int is_text_step(const struct sup__step *step)
{
    return step->kind == SUP__STEP_TEXT || step->kind == SUP__STEP_TEXTS ||
           step->kind == SUP__STEP_CONTAINS || step->kind == SUP__STEP_STARTS ||
           step->kind == SUP__STEP_ENDS;
}

/* The texts that a step lists; 0 when it lists none. */
static uint32_t listed_texts(const struct sup__step *step, struct sup__slot *single,
                             const struct sup__slot **texts)
{
    if (step->kind == SUP__STEP_TEXTS) {
        *texts = step->as.data;
        return step->code;
    }
    if (step->kind == SUP__STEP_TEXT) {
        *single = (struct sup__slot){0, step->as.data, step->code, 1};
        *texts = single;
        return 1;
    }
    return 0;
}

/* Whether all texts that `step` lists get this verdict from `other`, before its negation. */
static int all_get(const struct sup__step *step, const struct sup__step *other, int32_t verdict)
{
    struct sup__slot single;
    const struct sup__slot *texts = NULL;
    uint32_t count = listed_texts(step, &single, &texts);

    for (uint32_t i = 0; i < count; i++) {
        if (sup__step_verdict(other, &texts[i], NULL) != verdict) {
            return 0;
        }
    }
    return count != 0;
}

/* Whether "contains abc" is within "contains ab": the part asked for has the other's part in it. */
static int affix_within(const struct sup__step *one, const struct sup__step *other)
{
    struct sup__slot part = {0, one->as.data, one->code, 1};

    if (one->kind == SUP__STEP_TEXTS || other->kind == SUP__STEP_TEXTS ||
        other->kind == SUP__STEP_TEXT ||
        (one->kind != other->kind && other->kind != SUP__STEP_CONTAINS)) {
        return 0;
    }
    return sup__step_verdict(other, &part, NULL) == SUP__TRUE;
}

/* Both without their negations. */
static int text_within(const struct sup__step *one, const struct sup__step *other)
{
    return all_get(one, other, SUP__TRUE) || affix_within(one, other);
}

static int texts_within(const struct sup__step *one, const struct sup__step *other)
{
    if (!one->is_flip) {
        return other->is_flip ? all_get(one, other, SUP__FALSE) || all_get(other, one, SUP__FALSE)
                              : text_within(one, other);
    }
    /* "not a" is within "not b" when b is within a; nothing is said of "not a" within b. */
    return other->is_flip && text_within(other, one);
}

/* ---- steps ---- */

static int is_number_step(const struct sup__step *step)
{
    return step->kind == SUP__STEP_RANGE || step->kind == SUP__STEP_NUMBERS ||
           step->kind == SUP__STEP_ALWAYS || step->kind == SUP__STEP_NEVER ||
           step->kind == SUP__STEP_NAME_RANGE;
}

static int is_same_item(const struct sup__step *one, const struct sup__step *other)
{
    if (one->kind != other->kind || one->is_flip != other->is_flip) {
        return 0;
    }
    if (one->kind == SUP__STEP_HAS_NUMBER) {
        return one->low == other->low;
    }
    return one->kind == SUP__STEP_HAS_TEXT && one->code == other->code &&
           memcmp(one->as.data, other->as.data, one->code) == 0;
}

/* It holds for every value, or for none. */
static int is_whole(const struct sup__step *step, int is_flip)
{
    return (step->kind == SUP__STEP_ALWAYS && step->is_flip == is_flip) ||
           (step->kind == SUP__STEP_NEVER && step->is_flip != is_flip);
}

static int given_within(const struct sup__step *one, const struct sup__step *other)
{
    if (is_whole(other, 0) || is_whole(one, 1)) {
        return 1;
    }
    if (is_number_step(one) && is_number_step(other)) {
        return spans_within(one, other);
    }
    if (one->kind == other->kind &&
        (one->kind == SUP__STEP_AGE_RANGE || one->kind == SUP__STEP_SINCE_RANGE ||
         (one->kind == SUP__STEP_MONEY_RANGE && one->code == other->code))) {
        return spans_within(one, other);
    }
    return is_text_step(one) && is_text_step(other) ? texts_within(one, other)
                                                    : is_same_item(one, other);
}

static int absent_is_true(const struct sup__step *step)
{
    return step->absent == (step->is_flip ? SUP__FALSE : SUP__TRUE);
}

int sup__step_implies(const struct sup__step *one, const struct sup__step *other)
{
    if (one->kind == SUP__STEP_TREE || other->kind == SUP__STEP_TREE ||
        one->offset != other->offset) {
        return 0;
    }
    return (!absent_is_true(one) || absent_is_true(other)) && given_within(one, other);
}
