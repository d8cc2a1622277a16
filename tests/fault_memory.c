/*
 * fault_memory.c: malloc() with a counter, behind the library's hook and behind SQLite's.
 */
#include "fault_memory.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>

#include <sqlite3.h>

struct fault_memory fault_memory;

/* Room before each piece for its size, which SQLite asks for. */
enum { HEAD_BYTES = sizeof(max_align_t) };

int fault_memory_trips(void)
{
    int64_t number = ++fault_memory.allocations;

    if (!fault_memory.fail_at || number < fault_memory.fail_at ||
        (!fault_memory.is_lasting && number > fault_memory.fail_at)) {
        return 0;
    }
    fault_memory.failed++;
    return 1;
}

static void *resize(void *user, void *memory, size_t bytes)
{
    char *base = memory ? (char *)memory - HEAD_BYTES : NULL;

    (void)user;
    if (bytes == 0) {
        fault_memory.live -= base != NULL;
        free(base);
        return NULL;
    }
    if (fault_memory_trips()) {
        return NULL;
    }
    fault_memory.live += base == NULL;
    base = realloc(base, bytes + HEAD_BYTES);
    assert(base != NULL);
    *(size_t *)(void *)base = bytes;
    return base + HEAD_BYTES;
}

const struct sup_allocator fault_allocator = {.size = sizeof(struct sup_allocator),
                                              .resize = resize};

static void *sqlite_malloc(int bytes)
{
    return resize(NULL, NULL, (size_t)bytes);
}

static void sqlite_free(void *memory)
{
    (void)resize(NULL, memory, 0);
}

static void *sqlite_realloc(void *memory, int bytes)
{
    return resize(NULL, memory, (size_t)bytes);
}

static int sqlite_size(void *memory)
{
    return memory ? (int)*(size_t *)(void *)((char *)memory - HEAD_BYTES) : 0;
}

static int sqlite_roundup(int bytes)
{
    return (bytes + 7) & ~7;
}

static int sqlite_init(void *data)
{
    (void)data;
    return SQLITE_OK;
}

static void sqlite_shutdown(void *data)
{
    (void)data;
}

void fault_memory_for_sqlite(void)
{
    static const sqlite3_mem_methods methods = {
        sqlite_malloc,  sqlite_free, sqlite_realloc,  sqlite_size,
        sqlite_roundup, sqlite_init, sqlite_shutdown, NULL};
    int rc = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);

    assert(rc == SQLITE_OK);
    (void)rc;
}

void fault_memory_arm(int64_t fail_at, int32_t is_lasting)
{
    fault_memory.allocations = 0;
    fault_memory.fail_at = fail_at;
    fault_memory.is_lasting = is_lasting;
    fault_memory.failed = 0;
}
