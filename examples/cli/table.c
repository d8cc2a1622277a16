/*
 * table.c: collects cells, then chooses widths and prints.
 */
#include "table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { GAP = 2, READABLE = 32, COLUMN_MIN = 3, HIDDEN = -1 };

void table_add(struct table *table, const char *text, enum color color)
{
    if (table->cell_count == table->cell_room) {
        size_t room = table->cell_room * 2 + 64;
        struct table_cell *cells = realloc(table->cells, room * sizeof *cells);
        if (cells == NULL) {
            table->is_failed = 1;
            return;
        }
        table->cells = cells;
        table->cell_room = room;
    }
    struct table_cell *cell = &table->cells[table->cell_count];
    cell->offset = table->texts.bytes;
    cell->color = color;
    text_add_visible(&table->texts, text);
    text_add_bytes(&table->texts, "", 1);
    table->is_failed |= table->texts.is_failed;
    if (!table->is_failed) {
        cell->width = text_width(table->texts.data + cell->offset);
        table->cell_count++;
    }
}

void table_add_number(struct table *table, int64_t number, enum color color)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, number);
    table_add(table, digits, color);
}

static int widest_cell(const struct table *table, size_t column)
{
    int widest = 0;
    for (size_t cell = column; cell < table->cell_count; cell += table->column_count) {
        widest = table->cells[cell].width > widest ? table->cells[cell].width : widest;
    }
    return widest;
}

/* A number that lost digits would be another one: only the title above it is cut. */
static int least_width(const struct table *table, size_t column)
{
    int widest = table->columns[column].is_right ? widest_cell(table, column) : 0;
    return widest > COLUMN_MIN ? widest : COLUMN_MIN;
}

/* Take `excess` columns away from the columns of a kind, the widest first; answer what is left. */
static int shrink(const struct table *table, int *widths, int excess, int is_flexible)
{
    int least[TABLE_COLUMNS_MAX];
    for (size_t i = 0; i < table->column_count; i++) {
        least[i] = least_width(table, i);
    }
    while (excess > 0) {
        size_t widest = table->column_count;
        for (size_t i = 0; i < table->column_count; i++) {
            if (table->columns[i].is_flexible == is_flexible && widths[i] > least[i] &&
                (widest == table->column_count || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        if (widest == table->column_count) {
            break;
        }
        widths[widest]--;
        excess--;
    }
    return excess;
}

/* What each column would like; HIDDEN for a column that may go, or has no title, and holds nothing. */
static void natural_widths(const struct table *table, int *widths)
{
    for (size_t i = 0; i < table->column_count; i++) {
        int widest = widest_cell(table, i);
        int title = text_width(table->columns[i].title);
        int may_go = table->columns[i].rank > 0 || title == 0;
        widths[i] = widest == 0 && may_go ? HIDDEN : title > widest ? title : widest;
    }
}

/* Columns of the whole table; with `most` a flexible column counts as so wide at most. */
static int total_width(const struct table *table, const int *widths, int most)
{
    int total = -GAP;
    for (size_t i = 0; i < table->column_count; i++) {
        if (widths[i] != HIDDEN) {
            int is_cut = table->columns[i].is_flexible && widths[i] > most;
            total += (is_cut ? most : widths[i]) + GAP;
        }
    }
    return total;
}

/* Leave out the column of the highest rank; 0 when all that are left stay. */
static int hide_one(const struct table *table, int *widths)
{
    size_t highest = 0;
    for (size_t i = 1; i < table->column_count; i++) {
        int rank = widths[i] != HIDDEN ? table->columns[i].rank : 0;
        int best = widths[highest] != HIDDEN ? table->columns[highest].rank : 0;
        highest = rank > best ? i : highest;
    }
    if (widths[highest] == HIDDEN || table->columns[highest].rank == 0) {
        return 0;
    }
    widths[highest] = HIDDEN;
    return 1;
}

/* 0: they do not fit. */
static int choose_widths(const struct table *table, int width, int *widths)
{
    natural_widths(table, widths);
    if (width == 0) {
        return 1;
    }
    while (total_width(table, widths, READABLE) > width && hide_one(table, widths)) {
    }
    int excess = total_width(table, widths, INT32_MAX) - width;
    excess = shrink(table, widths, excess, 1);
    return shrink(table, widths, excess, 0) <= 0;
}

/* What is empty at the end of a line leaves no spaces there. */
static void end_line(struct text *out)
{
    while (out->bytes > 0 && out->data[out->bytes - 1] == ' ') {
        out->data[--out->bytes] = '\0';
    }
    text_add(out, "\n");
}

static int is_last_shown(const struct table *table, const int *widths, size_t column)
{
    size_t next = column + 1;
    while (next < table->column_count && widths[next] == HIDDEN) {
        next++;
    }
    return next == table->column_count;
}

static void add_cell(struct text *line, const struct table *table, const int *widths, size_t column,
                     const char *text, const char *color, const char *plain)
{
    int width = widths[column];
    int is_last = is_last_shown(table, widths, column);
    int is_right = table->columns[column].is_right;
    int own = text_width(text);
    if (width == HIDDEN) {
        return;
    }
    text_add(line, color);
    text_add_fitted(line, text, is_last && !is_right && own < width ? own : width, is_right);
    text_add(line, *color != '\0' ? plain : "");
    text_add(line, is_last ? "" : "  ");
}

void table_free(struct table *table)
{
    text_free(&table->texts);
    free(table->cells);
    table->cells = NULL;
    table->cell_count = table->cell_room = 0;
}

/* The rows one below the other, each cell a line with its title; what has no title, such as a
 * currency, stands behind what is before it. */
static void add_lines(struct text *out, const struct table *table, const struct term *term)
{
    int label = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        int title = text_width(table->columns[i].title);
        label = title > label ? title : label;
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        const struct table_column *column = &table->columns[i % table->column_count];
        const char *text = table->texts.data + table->cells[i].offset;
        int is_first = i % table->column_count == 0;
        int has_title = *column->title != '\0' || is_first;
        text_add(out, is_first && i > 0 ? "\n\n" : has_title && *text && i > 0 ? "\n" : "");
        if (*text != '\0' && has_title) {
            text_add_format(out, "%s%-*s%s  ", term_color(term, COLOR_BOLD), label, column->title,
                            term_plain(term));
            text_add_wrapped(out, text, term->width, label + GAP, label + GAP);
        } else if (*text != '\0') {
            text_add_format(out, " %s", text);
        }
    }
    end_line(out);
}

int table_print(struct table *table, const struct program *program)
{
    const struct term *term = &program->term;
    int widths[TABLE_COLUMNS_MAX] = {0};
    struct text out = {0};
    if (!choose_widths(table, term->width, widths) && !table->is_failed) {
        add_lines(&out, table, term);
        table_free(table);
        return program_print(program, &out);
    }
    for (size_t i = 0; i < table->column_count; i++) {
        add_cell(&out, table, widths, i, table->columns[i].title, term_color(term, COLOR_BOLD),
                 term_plain(term));
    }
    end_line(&out);
    for (size_t i = 0; i < table->cell_count; i++) {
        const struct table_cell *cell = &table->cells[i];
        size_t column = i % table->column_count;
        add_cell(&out, table, widths, column, table->texts.data + cell->offset,
                 term_color(term, cell->color), term_plain(term));
        if (column + 1 == table->column_count) {
            end_line(&out);
        }
    }
    out.is_failed |= table->is_failed;
    table_free(table);
    return program_print(program, &out);
}
