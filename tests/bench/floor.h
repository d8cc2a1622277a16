/*
 * floor.h: the hand-written statements that the lifecycle benchmark is compared with.
 */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

struct floor_db;

/** A database with the library's tables and settings. */
struct floor_db *floor_open(const char *path);
/** Write `count` lives; batch 0: each step is a transaction, else `batch` lives are. */
void floor_live(struct floor_db *floor, int first, int count, int batch);
void floor_close(struct floor_db *floor);

#endif
