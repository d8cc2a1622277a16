/*
 * sla.h: what the commands about timers and promises share.
 */
#ifndef CLI_SLA_H
#define CLI_SLA_H

#include "length.h"
#include "program.h"

/** The names of enum sup_metric, from 1; NULL after the last. */
const char *const *metric_names(void);

/** Read a metric's name. @return GO_ON, or an exit code */
int read_metric(const struct program *program, const char *text, int32_t *metric);

#endif
