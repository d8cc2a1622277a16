/*
 * progress.c: draws the progress line.
 */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>

#include "instant.h"
#include "text.h"

enum { DRAW_EVERY_MS = 100, RATE_AFTER_MS = 500, BAR_WIDTH = 20, LINE_SIZE = 256 };

void progress_begin(struct progress *progress, const struct program *program, const char *label,
                    int64_t total)
{
    *progress = (struct progress){.label = label, .total = total};
    progress->width = program->term.error_width;
    progress->is_shown = progress->width > 0 && !program->is_quiet && !program->is_json;
    progress->started_ms = progress->is_shown ? instant_monotonic() : 0;
    progress->drawn_ms = progress->started_ms;
}

/* "1:02:03" or "2:03" */
static void write_duration(char *out, size_t bytes, int64_t seconds)
{
    int64_t minutes = seconds / 60;
    if (minutes >= 60) {
        snprintf(out, bytes, "%" PRId64 ":%02d:%02d", minutes / 60, (int)(minutes % 60),
                 (int)(seconds % 60));
    } else {
        snprintf(out, bytes, "%d:%02d", (int)minutes, (int)(seconds % 60));
    }
}

/* "[#####.....] 25 %" for a known total */
static void write_bar(char *out, size_t bytes, int64_t done, int64_t total)
{
    double share = (double)done / (double)total;
    share = share > 1 ? 1 : share;
    int filled = (int)(share * BAR_WIDTH);
    static const char full[BAR_WIDTH + 1] = "####################";
    static const char empty[BAR_WIDTH + 1] = "....................";
    snprintf(out, bytes, " [%.*s%.*s] %3d %%", filled, full, BAR_WIDTH - filled, empty,
             (int)(share * 100));
}

static void draw(const struct progress *progress, int64_t done, int64_t elapsed_ms)
{
    char bar[64] = "", rate_text[48] = "", left_text[64] = "", left[32];
    char line[LINE_SIZE];
    double rate = elapsed_ms > 0 ? (double)done * 1000.0 / (double)elapsed_ms : 0;
    if (progress->total > 0) {
        write_bar(bar, sizeof bar, done, progress->total);
    }
    if (elapsed_ms >= RATE_AFTER_MS && rate > 0) {
        snprintf(rate_text, sizeof rate_text, "  %.0f/s", rate);
    }
    if (*rate_text != '\0' && progress->total > done) {
        write_duration(left, sizeof left, (int64_t)((double)(progress->total - done) / rate + 0.5));
        snprintf(left_text, sizeof left_text, "  %s left", left);
    }
    snprintf(line, sizeof line, "%s%s  %" PRId64 "%s%s", progress->label, bar, done, rate_text,
             left_text);
    struct text fitted = {0};
    text_add_fitted(&fitted, line, progress->width - 1, 0);
    if (!fitted.is_failed) {
        fprintf(stderr, "\r%s", fitted.data);
        fflush(stderr);
    }
    text_free(&fitted);
}

void progress_step(struct progress *progress, int64_t done)
{
    if (!progress->is_shown) {
        return;
    }
    int64_t now_ms = instant_monotonic();
    if (now_ms - progress->drawn_ms < DRAW_EVERY_MS) {
        return;
    }
    progress->drawn_ms = now_ms;
    progress->is_drawn = 1;
    draw(progress, done, now_ms - progress->started_ms);
}

int32_t progress_report(void *user, int64_t done, int64_t total)
{
    struct progress *progress = user;
    progress->total = total;
    progress_step(progress, done);
    return 0;
}

void progress_end(struct progress *progress)
{
    if (progress->is_drawn) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    progress->is_drawn = 0;
}
