/*
 * file.c: the drawer's file. First a line that says what it is, then numbers and texts one after the
 * other, in the byte order of the machine: version and tables of the schema, then each table's rows.
 */
#define _POSIX_C_SOURCE 200809L

#include "drawer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char MARK[] = "supportcore drawer 1\n";

static void put_number(FILE *file, int64_t number)
{
    fwrite(&number, sizeof number, 1, file);
}

static void put_bytes(FILE *file, const void *data, size_t bytes)
{
    put_number(file, (int64_t)bytes);
    if (bytes != 0) {
        fwrite(data, 1, bytes, file);
    }
}

static void put_table(FILE *file, const struct table *table)
{
    put_bytes(file, table->shape->name, strlen(table->shape->name));
    put_number(file, table->shape->column_count);
    put_number(file, (int64_t)table->count);
    for (size_t i = 0; i < table->count; i++) {
        for (uint32_t column = 0; column < table->shape->column_count; column++) {
            const struct sup_value *value = &table->rows[i]->values[column];
            put_number(file, value->type);
            if (value->type == SUP_INT) {
                put_number(file, value->number);
            } else if (value->type != SUP_NULL) {
                put_bytes(file, value->data, value->bytes);
            }
        }
    }
}

int32_t file_write(struct drawer *drawer)
{
    size_t length = strlen(drawer->path) + sizeof ".new";
    char *beside = malloc(length);
    FILE *file = NULL;
    if (beside != NULL) {
        snprintf(beside, length, "%s.new", drawer->path);
        file = fopen(beside, "wb");
    }
    if (file == NULL) {
        free(beside);
        return drawer_fail(drawer, SUP_IO, "the drawer's file cannot be written",
                           "check the folder, its rights and the room on the disk");
    }
    fwrite(MARK, sizeof MARK - 1, 1, file);
    put_number(file, drawer->schema->version);
    put_number(file, drawer->table_count);
    for (uint32_t i = 0; i < drawer->table_count; i++) {
        put_table(file, &drawer->tables[i]);
    }
    int is_written = !ferror(file) && fflush(file) == 0 && fsync(fileno(file)) == 0;
    is_written = fclose(file) == 0 && is_written && rename(beside, drawer->path) == 0;
    if (!is_written) {
        remove(beside);
    }
    free(beside);
    return is_written ? SUP_OK
                      : drawer_fail(drawer, SUP_IO, "the drawer's file cannot be written",
                                    "check the folder, its rights and the room on the disk");
}

/** What is being read: everything but the end is an error to run past. */
struct reader {
    FILE *file;
    long left; /* bytes of the file that were not read yet */
    int is_bad;
    int is_full; /* no memory */
};

static void take(struct reader *reader, void *out, size_t bytes)
{
    if (reader->is_bad || reader->left < 0 || bytes > (size_t)reader->left ||
        (bytes != 0 && fread(out, bytes, 1, reader->file) != 1)) {
        reader->is_bad = 1;
        return;
    }
    reader->left -= (long)bytes;
}

static int64_t take_number(struct reader *reader)
{
    int64_t number = 0;
    take(reader, &number, sizeof number);
    return reader->is_bad ? 0 : number;
}

/** A text or a blob, owned by the caller until its row is made. */
static void *take_bytes(struct reader *reader, size_t *bytes)
{
    int64_t length = take_number(reader);
    if (length < 0 || length > reader->left) {
        reader->is_bad = 1;
        length = 0;
    }
    *bytes = (size_t)length;
    void *data = malloc(*bytes + 1);
    reader->is_full |= data == NULL;
    if (data != NULL) {
        take(reader, data, *bytes);
    }
    return data;
}

/** Columns that the file does not have yet are new ones, and NULL. */
static struct row *take_row(struct reader *reader, const struct sup_table *shape, uint32_t columns)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX] = {0};
    struct row *row = NULL;
    for (uint32_t i = 0; i < columns && !reader->is_bad && !reader->is_full; i++) {
        values[i].type = (int32_t)take_number(reader);
        if (values[i].type == SUP_INT) {
            values[i].number = take_number(reader);
        } else if (values[i].type != SUP_NULL) {
            values[i].data = take_bytes(reader, &values[i].bytes);
        }
        reader->is_bad |= values[i].type != shape->columns[i].type &&
                          !(values[i].type == SUP_NULL &&
                            (shape->columns[i].flags & SUP_COLUMN_NULLABLE) != 0);
    }
    if (!reader->is_bad && !reader->is_full) {
        row = row_copy(values, shape->column_count);
        reader->is_full |= row == NULL;
    }
    for (uint32_t i = 0; i < columns; i++) {
        free((void *)(uintptr_t)values[i].data);
    }
    return row;
}

static void take_table(struct reader *reader, struct table *table)
{
    size_t bytes;
    char *name = take_bytes(reader, &bytes);
    int64_t columns = take_number(reader);
    int64_t rows = take_number(reader);
    reader->is_bad |= name == NULL || bytes != strlen(table->shape->name) ||
                      memcmp(name, table->shape->name, bytes) != 0 ||
                      columns < (int64_t)table->shape->key_count ||
                      columns > (int64_t)table->shape->column_count;
    free(name);
    for (int64_t i = 0; i < rows && !reader->is_bad && !reader->is_full; i++) {
        size_t place = 0;
        struct row *row = take_row(reader, table->shape, (uint32_t)columns);
        if (row != NULL && table_find(table, row->values, &place)) {
            reader->is_bad = 1; /* twice */
        } else if (row != NULL && table_reserve(table)) {
            table_put_at(table, place, row);
            continue;
        } else {
            reader->is_full |= !reader->is_bad;
        }
        free(row);
    }
}

static int32_t read_all(struct drawer *drawer, struct reader *reader,
                        const struct sup_schema *schema)
{
    char mark[sizeof MARK - 1];
    take(reader, mark, sizeof mark);
    if (reader->is_bad || memcmp(mark, MARK, sizeof mark) != 0) {
        return drawer_fail(drawer, SUP_CORRUPT, "the file is not a drawer", "check the path");
    }
    int64_t version = take_number(reader);
    int64_t tables = take_number(reader);
    if (version > schema->version) {
        return drawer_fail(drawer, SUP_UNSUPPORTED, "the drawer was made by a newer version",
                           "use that version or a newer one");
    }
    reader->is_bad |= tables < 0 || tables > (int64_t)drawer->table_count;
    for (int64_t i = 0; i < tables && !reader->is_bad && !reader->is_full; i++) {
        take_table(reader, &drawer->tables[i]);
    }
    if (reader->is_full) {
        return drawer_fail(drawer, SUP_NOMEM, "no memory for the drawer's rows", "free some");
    }
    if (reader->is_bad || reader->left != 0) {
        return drawer_fail(drawer, SUP_CORRUPT, "the drawer's file is damaged",
                           "put back a copy of it");
    }
    return SUP_OK;
}

int32_t file_read(struct drawer *drawer, const struct sup_schema *schema)
{
    struct reader reader = {.file = fopen(drawer->path, "rb")};
    if (reader.file == NULL) {
        return errno == ENOENT ? SUP_OK
                               : drawer_fail(drawer, SUP_IO, "the drawer's file cannot be read",
                                             "check the path and its rights");
    }
    int32_t rc;
    if (fseek(reader.file, 0, SEEK_END) != 0 || (reader.left = ftell(reader.file)) < 0 ||
        fseek(reader.file, 0, SEEK_SET) != 0) {
        rc = drawer_fail(drawer, SUP_IO, "the drawer's file cannot be read", "is it a file?");
    } else {
        rc = read_all(drawer, &reader, schema);
    }
    fclose(reader.file);
    return rc;
}
