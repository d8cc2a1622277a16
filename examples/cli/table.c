/*
 * table.c: collects cells, then chooses widths and prints.
 */
#include "table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { GAP = 2, FLEXIBLE_MIN = 10, COLUMN_MIN = 3 };

void table_add(struct table *table, const char *text, enum color color) {
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

void table_add_number(struct table *table, int64_t number, enum color color) {
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, number);
    table_add(table, digits, color);
}

/* Take `excess` columns away from the columns of a kind, the widest first; answer what is left. */
static int shrink(const struct table *table, int *widths, int excess, int is_flexible, int least) {
    while (excess > 0) {
        size_t widest = table->column_count;
        for (size_t i = 0; i < table->column_count; i++) {
            if (table->columns[i].is_flexible == is_flexible && widths[i] > least &&
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

static void choose_widths(const struct table *table, int width, int *widths) {
    int total = -GAP;
    for (size_t i = 0; i < table->column_count; i++) {
        widths[i] = text_width(table->columns[i].title);
        for (size_t cell = i; cell < table->cell_count; cell += table->column_count) {
            if (table->cells[cell].width > widths[i]) {
                widths[i] = table->cells[cell].width;
            }
        }
        total += widths[i] + GAP;
    }
    if (width > 0 && total > width) {
        int excess = shrink(table, widths, total - width, 1, FLEXIBLE_MIN);
        excess = shrink(table, widths, excess, 0, COLUMN_MIN);
        shrink(table, widths, excess, 1, COLUMN_MIN);
    }
}

static void add_cell(struct text *line, const struct table *table, size_t column, const char *text,
                     int width, const char *color, const char *plain) {
    int is_last = column + 1 == table->column_count;
    int own = text_width(text);
    text_add(line, color);
    text_add_fitted(line, text, is_last && own < width ? own : width,
                    table->columns[column].is_right);
    text_add(line, *color != '\0' ? plain : "");
    text_add(line, is_last ? "\n" : "  ");
}

int table_print(struct table *table, const struct term *term) {
    int widths[TABLE_COLUMNS_MAX] = {0};
    struct text out = {0};
    choose_widths(table, term->width, widths);
    for (size_t i = 0; i < table->column_count; i++) {
        add_cell(&out, table, i, table->columns[i].title, widths[i], term_color(term, COLOR_BOLD),
                 term_plain(term));
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        const struct table_cell *cell = &table->cells[i];
        size_t column = i % table->column_count;
        add_cell(&out, table, column, table->texts.data + cell->offset, widths[column],
                 term_color(term, cell->color), term_plain(term));
    }
    int is_fine = !table->is_failed && !out.is_failed;
    if (is_fine) {
        fwrite(out.data, 1, out.bytes, stdout);
    }
    text_free(&out);
    return is_fine;
}

void table_free(struct table *table) {
    text_free(&table->texts);
    free(table->cells);
    table->cells = NULL;
    table->cell_count = table->cell_room = 0;
}
