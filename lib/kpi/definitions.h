/*
 * definitions.h: what each KPI is, for code, for kpi.definitions and for the page about them.
 */
#ifndef SUP__KPI_DEFINITIONS_H
#define SUP__KPI_DEFINITIONS_H

#include "kpi/cells.h"

/* What of a measure counts. */
enum sup__kpi_part { SUP__KPI_COUNT = 1, SUP__KPI_VALUE, SUP__KPI_BUSINESS };

/** Measures from one to another, all of them, with a sign. */
struct sup__kpi_term {
    int32_t sign; /* 1 or -1; 0: there is no more */
    int32_t part; /* enum sup__kpi_part */
    uint32_t first;
    uint32_t last;
};

enum sup__kpi_unit {
    SUP__KPI_UNIT_COUNT = 1, /* how many */
    SUP__KPI_UNIT_MS,        /* the mean of durations */
    SUP__KPI_UNIT_PERCENT,   /* a share */
    SUP__KPI_UNIT_EACH,      /* how many of these for each of those */
    SUP__KPI_UNIT_MONEY,     /* minor units of one currency */
    SUP__KPI_UNIT_SCORE,     /* the mean of scores, on the scale of what was asked */
    SUP__KPI_UNIT_POINTS     /* the difference of two shares, from -100 to 100 */
};

/* A time of the policy in which a ticket that is counted may still come to count as something else. */
enum sup__kpi_window {
    SUP__KPI_WINDOW_NONE,
    SUP__KPI_WINDOW_REPEAT_CONTACT,
    SUP__KPI_WINDOW_REPEAT_PURCHASE
};

enum { SUP__KPI_TERMS = 3 };

struct sup__kpi_definition {
    const char *name;
    int32_t version;
    int32_t unit;    /* enum sup__kpi_unit */
    int32_t is_sum;  /* 1: of all days up to the last one: a stock */
    uint32_t spread; /* as in struct sup__kpi_spread; 0: it has no percentiles */
    struct sup__kpi_term numerator[SUP__KPI_TERMS];
    struct sup__kpi_term denominator[SUP__KPI_TERMS]; /* none: the numerator is the value */
    const char *label;      /* what people call it */
    const char *formula;    /* in words */
    const char *population; /* what is counted, and when */
    const char *clock;      /* "calendar", "business", "" */
    const char *source;     /* where the meaning comes from */
};

uint32_t sup__kpi_definition_count(void);
const struct sup__kpi_definition *sup__kpi_definition_at(uint32_t index);
/** By its name; NULL: there is none. */
const struct sup__kpi_definition *sup__kpi_definition_find(const char *name);

/** Is it made of any of these measures? */
int sup__kpi_uses(const struct sup__kpi_definition *definition, uint32_t first, uint32_t last);

/** For how long behind its last day a figure is provisional: enum sup__kpi_window. It follows from
 *  what the figure is made of. */
int32_t sup__kpi_window(const struct sup__kpi_definition *definition);

/** What its terms come to in a cell: numbers of things in all currencies, money in one of them, and
 *  what a mean of money is for only what is in that one.
 *  SUP_LIMIT when that passes 64 bits. */
int32_t sup__kpi_evaluate(const struct sup__kpi_definition *definition, uint32_t currency,
                          const struct sup__kpi_cell *cell, int64_t *numerator,
                          int64_t *denominator);

/** What a fraction is multiplied by to be a value of the unit: shares are in percent. */
int64_t sup__kpi_factor(int32_t unit);

enum { SUP__KPI_VALUE_BYTES = 48 };
/** A value as decimal text with up to three digits behind the point, rounded half away from zero;
 *  money with the digits of its currency (ISO 4217). 0: the denominator is 0, so there is none. */
int sup__kpi_value(const struct sup__kpi_definition *definition, const char *currency,
                   int64_t numerator, int64_t denominator, char out[SUP__KPI_VALUE_BYTES]);

#endif
