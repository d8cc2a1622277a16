/*
 * sqlite_image.h: a database in memory, kept to begin others with: making the tables of a desk
 * takes several times as long as copying them.
 */
#ifndef TESTS_SQLITE_IMAGE_H
#define TESTS_SQLITE_IMAGE_H

#include "supportcore/sqlite.h"

/** Zeros: none is kept. */
struct sqlite_image {
    unsigned char *bytes;
    int64_t count;
};

/** Keep what is in a store of SQLite's, for as long as the program runs. */
void sqlite_image_take(struct sqlite_image *image, struct sup_store *store);
/** Put it into an empty one. */
void sqlite_image_give(const struct sqlite_image *image, struct sup_store *store);

#endif
