/*
 * tell.c: prints the story, made to fit the terminal.
 */
#include "shopday.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "text.h" /* of ../cli: text cut and wrapped by the columns it takes */

enum { TEXT_COLUMN = 12, CHANNEL_WIDTH = 14, NAME_WIDTH = 17, LINE_SIZE = 512, NARROW = 72 };

static void print(const struct shop *shop, struct text *out, enum color color)
{
    if (out->is_failed) {
        fputs("(out of memory)\n", stdout);
    } else {
        printf("%s%s%s\n", term_color(&shop->term, color), out->data, term_plain(&shop->term));
    }
    text_free(out);
}

void tell_title(const struct shop *shop, const char *title)
{
    struct text out = {0};
    text_add_wrapped(&out, title, shop->term.width, 0, 0);
    print(shop, &out, COLOR_BOLD);
}

void tell_paragraph(const struct shop *shop, int indent, const char *format, ...)
{
    char line[LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    struct text out = {0};
    text_add_format(&out, "%*s", indent, "");
    text_add_wrapped(&out, line, shop->term.width, indent, indent);
    print(shop, &out, COLOR_PLAIN);
}

static void add_tally(struct text *out, int number, const char *what)
{
    if (number > 0) {
        text_add_format(out, "%s%d %s", out->bytes > TEXT_COLUMN ? ", " : "", number, what);
    }
}

void tell_period_end(struct shop *shop)
{
    struct tally tally = shop->tally;
    shop->tally = (struct tally){0};
    if (tally.arrived + tally.replied + tally.noted + tally.solved == 0) {
        return;
    }
    struct text out = {0};
    text_add_format(&out, "%*s", TEXT_COLUMN, "");
    add_tally(&out, tally.arrived, "new");
    add_tally(&out, tally.replied, tally.replied == 1 ? "reply" : "replies");
    add_tally(&out, tally.noted, tally.noted == 1 ? "note" : "notes");
    add_tally(&out, tally.solved, "solved");
    print(shop, &out, COLOR_DIM);
}

/* On Monday each hour ends with what was done in it; later each day does. */
static void begin_period(struct shop *shop, int32_t at)
{
    static const char *const days[] = {
        "Monday, 2 March 2026", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    int day = at / AT(1, 0, 0);
    int period = day == MON ? at / 60 : 24 * (day + 1);
    if (period == shop->period) {
        return;
    }
    tell_period_end(shop);
    putchar('\n');
    if (day != MON || shop->period == 0) {
        tell_title(shop, days[day]);
    }
    shop->period = period;
}

static void add_time(struct text *out, int32_t at, int64_t ticket_id)
{
    char number[24] = "";
    if (ticket_id > 0) {
        snprintf(number, sizeof number, "#%" PRId64, ticket_id);
    }
    text_add_format(out, "%02d:%02d  %-5s", (int)(at / 60 % 24), (int)(at % 60), number);
}

void tell_contact(struct shop *shop, const struct contact *contact, int64_t ticket_id)
{
    int width = shop->term.width;
    begin_period(shop, contact->at);
    shop->tally.arrived++;
    struct text out = {0};
    add_time(&out, contact->at, ticket_id);
    text_add_fitted(&out, contact->channel, CHANNEL_WIDTH, 0);
    text_add(&out, " ");
    int column = TEXT_COLUMN + CHANNEL_WIDTH + 1;
    if (width == 0 || width >= NARROW) {
        text_add_fitted(&out, customers[contact->customer - 1].name, NAME_WIDTH, 0);
        text_add(&out, " ");
        column += NAME_WIDTH + 1;
    }
    int room = width - column, needed = text_width(contact->subject);
    text_add_fitted(&out, contact->subject, width == 0 || needed < room ? needed : room, 0);
    print(shop, &out, COLOR_CYAN);
}

void tell_step(struct shop *shop, int32_t at, int64_t ticket_id, const char *format, ...)
{
    char line[LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    begin_period(shop, at);
    struct text out = {0};
    add_time(&out, at, ticket_id);
    text_add_wrapped(&out, line, shop->term.width, TEXT_COLUMN, TEXT_COLUMN);
    print(shop, &out, COLOR_PLAIN);
}

/* An error is a code for programs, the field to blame, a line for people, and a hint what to do. */
void tell_error(const struct shop *shop, const struct sup_error *error, int indent)
{
    struct text out = {0};
    text_add_format(&out, "%*s", indent, "");
    struct text line = {0};
    text_add(&line, sup_code_name(error->code));
    if (error->field[0] != '\0') {
        text_add_format(&line, " (%s)", error->field);
    }
    text_add_format(&line, ": %s", error->text);
    text_add_wrapped(&out, line.is_failed ? "" : line.data, shop->term.width, indent, indent);
    text_free(&line);
    print(shop, &out, COLOR_YELLOW);
    if (error->hint[0] != '\0') {
        tell_paragraph(shop, indent, "hint: %s", error->hint);
    }
}
