/*
 * sqlite_image.c: see sqlite_image.h.
 */
#include "sqlite_image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "sqlite/sqlite_store.h"

void sqlite_image_take(struct sqlite_image *image, struct sup_store *store)
{
    sqlite3 *db = ((struct sup__sqlite *)store)->db;
    sqlite3_int64 count = 0;
    unsigned char *bytes = sqlite3_serialize(db, "main", &count, 0);

    assert_non_null(bytes);
    /* Of malloc(), so that it does not count as memory of the desk's. */
    image->bytes = malloc((size_t)count);
    assert_non_null(image->bytes);
    memcpy(image->bytes, bytes, (size_t)count);
    image->count = count;
    sqlite3_free(bytes);
}

void sqlite_image_give(const struct sqlite_image *image, struct sup_store *store)
{
    sqlite3 *db = ((struct sup__sqlite *)store)->db;
    sqlite3_backup *copy;
    sqlite3 *from;

    assert_int_equal(sqlite3_open(":memory:", &from), SQLITE_OK);
    assert_int_equal(sqlite3_deserialize(from, "main", image->bytes, image->count, image->count,
                                         SQLITE_DESERIALIZE_READONLY),
                     SQLITE_OK);
    copy = sqlite3_backup_init(db, "main", from, "main");
    assert_non_null(copy);
    assert_int_equal(sqlite3_backup_step(copy, -1), SQLITE_DONE);
    assert_int_equal(sqlite3_backup_finish(copy), SQLITE_OK);
    assert_int_equal(sqlite3_close(from), SQLITE_OK);
}
