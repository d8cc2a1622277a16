/*
 * table.h: rows and columns that fit the terminal.
 *
 *     static const struct table_column columns[] = {
 *         {.title = "ID", .is_right = 1}, {.title = "SUBJECT", .is_flexible = 1}};
 *     struct table table = {.columns = columns, .column_count = 2};
 *     table_add(&table, "7", COLOR_PLAIN);
 *     table_add(&table, "Where is my order?", COLOR_PLAIN);
 *     return table_print(&table, program);
 *
 * Into a file nothing is cut. On a terminal that is too narrow columns with a rank are left out,
 * the highest first, until the flexible ones have a readable width; then those are cut, and then
 * other text, but no number. What still does not fit is printed as lines, a cell each. A column
 * with a rank is also left out when all of its cells are empty.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "program.h"

enum { TABLE_COLUMNS_MAX = 16 };

struct table_column {
    const char *title;
    int is_right;    /* numbers: never cut */
    int is_flexible; /* text of any length: may be cut */
    int rank;        /* 0: always there */
};

struct table_cell {
    size_t offset; /* in `texts` */
    int width;
    enum color color;
};

struct table {
    const struct table_column *columns;
    size_t column_count;
    struct text texts; /* the cells' texts, each with its NUL */
    struct table_cell *cells;
    size_t cell_count;
    size_t cell_room;
    int is_failed; /* memory ran out */
};

/** Add the next cell, row by row; control characters are made visible; NULL is an empty cell. */
void table_add(struct table *table, const char *text, enum color color);

/** The same for a number. */
void table_add_number(struct table *table, int64_t number, enum color color);

/** Release a table that is not to be printed. */
void table_free(struct table *table);

/** Print title row and rows, and release the table. @return an exit code, as program_print() */
int table_print(struct table *table, const struct program *program);

#endif
