/*
 * term.c: looks at the terminal once, when the program starts.
 */
#include "term.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 20, WIDTH_MAX = 10000 };

/* $COLUMNS when it is a sensible number, else 0. */
static int columns_asked(void)
{
    const char *text = getenv("COLUMNS");
    if (text == NULL || *text == '\0') {
        return 0;
    }
    char *end = NULL;
    long columns = strtol(text, &end, 10);
    return *end == '\0' && columns >= WIDTH_MIN && columns <= WIDTH_MAX ? (int)columns : 0;
}

static int columns_of(int file)
{
    struct winsize size = {0};
    if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return WIDTH_DEFAULT;
    }
    return size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col;
}

/* Whoever sets COLUMNS wants that width, also into a file; else only a terminal has one. */
static int width_of(int file, int is_terminal)
{
    int asked = columns_asked();
    if (asked > 0) {
        return asked;
    }
    return is_terminal ? columns_of(file) : 0;
}

/* Of LC_ALL, LC_CTYPE and LANG the first that is set counts, as for every program. */
static int is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *locale = getenv(names[i]);
        if (locale != NULL && *locale != '\0') {
            const char *dot = strchr(locale, '.');
            const char *codes = dot != NULL ? dot + 1 : locale;
            return strncasecmp(codes, "utf-8", 5) == 0 || strncasecmp(codes, "utf8", 4) == 0;
        }
    }
    return 0;
}

void term_look(struct term *term)
{
    const char *no_color = getenv("NO_COLOR");
    const char *kind = getenv("TERM");
    term->is_out = isatty(STDOUT_FILENO);
    term->width = width_of(STDOUT_FILENO, term->is_out);
    term->is_utf8 = is_utf8();
    term->error_width = isatty(STDERR_FILENO) ? columns_of(STDERR_FILENO) : 0;
    term->is_colored = term->is_out && (no_color == NULL || *no_color == '\0') && kind != NULL &&
                       strcmp(kind, "dumb") != 0;
    if (term->color != COLOR_AUTO) {
        term->is_colored = term->color == COLOR_ALWAYS;
    }
}

const char *term_color(const struct term *term, enum color color)
{
    static const char *const sequences[] = {
        [COLOR_PLAIN] = "",        [COLOR_BOLD] = "\033[1m",   [COLOR_DIM] = "\033[2m",
        [COLOR_RED] = "\033[31m",  [COLOR_GREEN] = "\033[32m", [COLOR_YELLOW] = "\033[33m",
        [COLOR_CYAN] = "\033[36m",
    };
    return term->is_colored ? sequences[color] : "";
}

const char *term_plain(const struct term *term)
{
    return term->is_colored ? "\033[0m" : "";
}
