/*
 * term.h: what we know about the terminal: its width, whether to use colours, what it can show.
 */
#ifndef CLI_TERM_H
#define CLI_TERM_H

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

enum color { COLOR_PLAIN, COLOR_BOLD, COLOR_DIM, COLOR_RED, COLOR_GREEN, COLOR_YELLOW, COLOR_CYAN };

struct term {
    int width;       /* columns of stdout; 0 when it is no terminal: nothing is cut */
    int error_width; /* columns of stderr; 0 when it is no terminal */
    int is_out;      /* stdout is a terminal */
    int is_colored;  /* stdout gets colours */
    int is_utf8;     /* the locale is one of UTF-8: charts may use block characters */
    enum color_choice color;
};

/** Look at stdout, stderr and the environment (COLUMNS, NO_COLOR, TERM, LC_ALL ...). */
void term_look(struct term *term);

/** The sequence that switches a colour on; "" when there are none. */
const char *term_color(const struct term *term, enum color color);

/** The sequence that ends every colour; "" when there are none. */
const char *term_plain(const struct term *term);

#endif
