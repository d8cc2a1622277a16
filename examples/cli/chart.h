/*
 * chart.h: numbers as bars and sparklines, in block characters or, where these cannot be shown, in
 * ASCII.
 */
#ifndef CLI_CHART_H
#define CLI_CHART_H

#include <stddef.h>

#include "term.h"
#include "text.h"

/** Add a bar whose length is the share of `most` that `value` is, of `width` columns at most. None
 *  for nothing; a sign at least for what is more. */
void chart_add_bar(struct text *out, const struct term *term, double value, double most, int width);

/** Add a sign for each value, whose height is its share of the largest; a space for one that is
 * NAN.
 */
void chart_add_spark(struct text *out, const struct term *term, const double *values, size_t count);

#endif
