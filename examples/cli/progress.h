/*
 * progress.h: how far long work has come, with rate and time left.
 *
 * One line on stderr that is drawn over itself, at most ten times a second; only when stderr is a
 * terminal, and neither --quiet nor --json was given. Otherwise the calls do nothing.
 *
 *     struct progress progress;
 *     progress_begin(&progress, program, "importing", total_bytes);
 *     while (...) {
 *         progress_step(&progress, done_bytes);
 *     }
 *     progress_end(&progress);
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "program.h"

struct progress {
    const char *label;
    int64_t total; /* 0: not known, no time left is shown */
    int64_t started_ms;
    int64_t drawn_ms;
    int is_shown;
    int is_drawn;
    int width;
};

/** Begin; `label` is borrowed until progress_end(). */
void progress_begin(struct progress *progress, const struct program *program, const char *label,
                    int64_t total);

/** So much is done; costs a clock reading. */
void progress_step(struct progress *progress, int64_t done);

/** The same as the library calls it (sup_progress_fn): `user` is the struct progress. */
int32_t progress_report(void *user, int64_t done, int64_t total);

/** Take the line away. */
void progress_end(struct progress *progress);

#endif
