/*
 * shim_vfs.c: the default VFS; each file it opens gets a copy of its methods with ours in it.
 */
#include "shim_vfs.h"

#include <assert.h>
#include <stddef.h>

#include <sqlite3.h>

struct shim_vfs shim_vfs;

/* SQLite has methods for several kinds of files. */
enum { KINDS = 4 };

struct kind {
    sqlite3_io_methods own; /* first: a file points to it */
    const sqlite3_io_methods *below;
};

static struct kind kinds[KINDS];
static sqlite3_vfs shim;
static sqlite3_vfs *below;

static const sqlite3_io_methods *below_of(const sqlite3_file *file)
{
    return ((const struct kind *)(const void *)file->pMethods)->below;
}

static int shim_write(sqlite3_file *file, const void *data, int bytes, sqlite3_int64 at)
{
    int64_t number = ++shim_vfs.writes;

    if (shim_vfs.fail_at &&
        (number == shim_vfs.fail_at || (shim_vfs.is_lasting && number > shim_vfs.fail_at))) {
        shim_vfs.failed++;
        return SQLITE_FULL;
    }
    return below_of(file)->xWrite(file, data, bytes, at);
}

static int shim_unlock(sqlite3_file *file, int level)
{
    int rc = below_of(file)->xUnlock(file, level);

    if (level == SQLITE_LOCK_NONE && shim_vfs.unlocked) {
        shim_vfs.unlocked();
    }
    return rc;
}

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    int rc = below->xOpen(below, name, file, flags, out);
    struct kind *kind = kinds;

    (void)vfs;
    if (rc == SQLITE_OK) {
        while (kind->below != NULL && kind->below != file->pMethods) {
            kind++;
            assert(kind < kinds + KINDS);
        }
        kind->below = file->pMethods;
        kind->own = *file->pMethods;
        kind->own.xWrite = shim_write;
        kind->own.xUnlock = shim_unlock;
        file->pMethods = &kind->own;
    }
    return rc;
}

void shim_vfs_arm(int64_t fail_at, int32_t is_lasting)
{
    shim_vfs.writes = 0;
    shim_vfs.fail_at = fail_at;
    shim_vfs.is_lasting = is_lasting;
    shim_vfs.failed = 0;
}

int shim_vfs_install(void **state)
{
    (void)state;
    below = sqlite3_vfs_find(NULL);
    shim = *below;
    shim.zName = "shim";
    shim.xOpen = shim_open;
    shim_vfs_arm(0, 0);
    shim_vfs.unlocked = NULL;
    return sqlite3_vfs_register(&shim, 1) == SQLITE_OK ? 0 : -1;
}

int shim_vfs_remove(void **state)
{
    (void)state;
    (void)sqlite3_vfs_register(below, 1);
    return sqlite3_vfs_unregister(&shim) == SQLITE_OK ? 0 : -1;
}
