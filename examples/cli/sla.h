/*
 * sla.h: what the commands about timers and promises share.
 */
#ifndef CLI_SLA_H
#define CLI_SLA_H

#include "program.h"

enum { LENGTH_SIZE = 32 };

/** The names of enum sup_metric, from 1; NULL after the last. */
const char *const *metric_names(void);

/** Read a metric's name. @return GO_ON, or an exit code */
int read_metric(const struct program *program, const char *text, int32_t *metric);

/** Write "7h 35m", "12m 5s", "40s"; a minus first when it is less than nothing. */
void write_length(int64_t ms, char out[LENGTH_SIZE]);

#endif
