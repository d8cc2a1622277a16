/*
 * condition_model.h: conditions evaluated a second time, by code that shares none with the library.
 *
 * It walks the JSON as it was written, for each case anew, with values that know their type only
 * when they are there, and 128-bit numbers. Slow and plain on purpose.
 */
#ifndef CONDITION_MODEL_H
#define CONDITION_MODEL_H

#include "base/json_read.h"
#include "rules/fact.h"

/** 0 false, 1 true, 2 unknown. Both trees have to be right: a condition that compiles and a case
 *  that was read. */
int model_verdict(const struct sup__facts *facts, const struct sup__json *condition,
                  const struct sup__json *given, int64_t now_ms);

#endif
