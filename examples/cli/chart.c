/*
 * chart.c: bars of eighths of a column, sparklines of eight heights.
 */
#include "chart.h"

#include <math.h>

enum { LEVELS = 8 };

void chart_add_bar(struct text *out, const struct term *term, double value, double most, int width)
{
    static const char *const parts[LEVELS] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    double share = most > 0 && value > 0 ? value / most : 0;
    int fine = term->is_utf8 ? LEVELS : 1;
    int filled = (int)((share < 1 ? share : 1) * width * fine + 0.5);
    filled = share > 0 && filled == 0 ? 1 : filled;
    for (int i = 0; i < filled / fine; i++) {
        text_add(out, term->is_utf8 ? "█" : "#");
    }
    text_add(out, term->is_utf8 ? parts[filled % fine] : "");
}

void chart_add_spark(struct text *out, const struct term *term, const double *values, size_t count)
{
    static const char *const blocks[LEVELS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const plain[LEVELS] = {"_", ".", "-", "~", "=", "+", "*", "#"};
    const char *const *levels = term->is_utf8 ? blocks : plain;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        most = values[i] > most ? values[i] : most; /* never for NAN */
    }
    for (size_t i = 0; i < count; i++) {
        double share = most > 0 && values[i] > 0 ? values[i] / most : 0;
        int level = (int)(share * (LEVELS - 1) + 0.5);
        level = share > 0 && level == 0 ? 1 : level; /* little is not nothing */
        text_add(out, isnan(values[i]) ? " " : levels[level]);
    }
}
