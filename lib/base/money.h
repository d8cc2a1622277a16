/*
 * money.h: amounts as whole minor units of an ISO 4217 currency, from and to decimal text.
 *
 * No floats, no rounding, no conversion: what cannot be said exactly is refused.
 */
#ifndef SUP__MONEY_H
#define SUP__MONEY_H

#include "supportcore/base.h"

/** Room for any formatted amount: sign, 19 digits, point, NUL. */
enum { SUP__MONEY_TEXT_SIZE = 24 };

/** The digits after the point, 0 to 4; -1 when `code` is not a currency that money comes in. */
int sup__currency_exponent(const char *code);

/**
 * Read "12.50": digits, then at most as many after the point as the currency has; no sign, no
 * exponent, no leading zeros, more than zero. 1 if ok.
 */
int sup__money_parse(const char *amount, size_t bytes, const char *currency, int64_t *minor);

/** Write with all digits of the currency ("12.50"); any sign, for sums. 1 if ok. */
int sup__money_format(int64_t minor, const char *currency, char out[SUP__MONEY_TEXT_SIZE]);

/** Checked sum and difference: 1 if ok, 0 when it does not fit; *out is then untouched. */
int sup__money_add(int64_t a, int64_t b, int64_t *out);
int sup__money_subtract(int64_t a, int64_t b, int64_t *out);

#endif
