/*
 * shim_vfs.h: SQLite's file system with a word in between: a write may find the disk full, and
 * something may happen right after a lock is given back.
 */
#ifndef TESTS_SHIM_VFS_H
#define TESTS_SHIM_VFS_H

#include <stdint.h>

extern struct shim_vfs {
    int64_t writes;     /* since shim_vfs_arm() */
    int64_t fail_at;    /* the write that finds no room; 0: none */
    int32_t is_lasting; /* 1: and all after it */
    int64_t failed;     /* how many found none */
    /** Called when a file is no longer locked at all; NULL: nothing is. */
    void (*unlocked)(void);
} shim_vfs;

void shim_vfs_arm(int64_t fail_at, int32_t is_lasting);

/* Setup and teardown of a test: the shim is SQLite's default file system in between. */
int shim_vfs_install(void **state);
int shim_vfs_remove(void **state);

#endif
