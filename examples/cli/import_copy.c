/*
 * import_copy.c: copies the database in a folder that nobody else may read.
 */
#include "import_copy.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUSY_TIMEOUT_MS = 5000 };

static int fail_copy(const struct program *program, const char *why)
{
    return program_fail(program, SUP_IO, "is there room for a copy? TMPDIR names the folder",
                        "cannot make a copy of the database: %s", why);
}

static int make_folder(const struct program *program, struct import_copy *copy)
{
    const char *parent = getenv("TMPDIR");
    int length = snprintf(copy->folder, sizeof copy->folder, "%s/supportcore-XXXXXX",
                          parent != NULL && *parent != '\0' ? parent : "/tmp");
    if (length < 0 || (size_t)length > sizeof copy->folder - sizeof "/desk.db-journal") {
        *copy->folder = '\0';
        return fail_copy(program, "the folder's name is too long");
    }
    if (mkdtemp(copy->folder) == NULL) {
        *copy->folder = '\0';
        return fail_copy(program, strerror(errno));
    }
    memcpy(copy->path, copy->folder, (size_t)length);
    strcpy(copy->path + length, "/desk.db");
    return EXIT_OK;
}

/* SQLite itself copies, since the desk may be among a shop's own tables, which the library does not
 * open by itself. */
static int copy_file(const struct program *program, const struct import_copy *copy)
{
    sqlite3 *from = NULL, *to = NULL;
    int flags = access(program->db, W_OK) == 0 ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    int result = sqlite3_open_v2(program->db, &from, flags, NULL);
    if (result == SQLITE_OK) {
        sqlite3_busy_timeout(from, BUSY_TIMEOUT_MS);
        result = sqlite3_open_v2(copy->path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    }
    if (result == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
        result = backup != NULL ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);
        sqlite3_backup_finish(backup);
    }
    int code = result == SQLITE_DONE ? EXIT_OK
               : (result & 0xFF) == SQLITE_BUSY || (result & 0xFF) == SQLITE_LOCKED
                   ? program_fail(program, SUP_BUSY, "run it again", "the database is in use")
                   : fail_copy(program, sqlite3_errstr(result));
    sqlite3_close(to);
    sqlite3_close(from);
    return code;
}

int copy_open(struct program *program, struct import_copy *copy)
{
    const char *db = program->db;
    int code = EXIT_OK;
    if (db != NULL) {
        /* What is wrong with the file itself is told about the file, not about its copy. */
        code = program_open(program, OPEN_FILE);
        program_close(program);
    }
    if (code == EXIT_OK) {
        code = make_folder(program, copy);
    }
    if (code == EXIT_OK && db != NULL) {
        code = copy_file(program, copy);
    }
    if (code == EXIT_OK) {
        program->db = copy->path;
        program->durability = SUP_DURABILITY_NORMAL;
        code = program_open(program, db != NULL ? OPEN_WRITE : OPEN_CREATE);
        program->db = db;
    }
    return code;
}

void copy_remove(struct program *program, struct import_copy *copy)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    if (*copy->folder == '\0') {
        return;
    }
    program_close(program);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char path[COPY_PATH_SIZE + sizeof "-journal"];
        snprintf(path, sizeof path, "%s%s", copy->path, ends[i]);
        unlink(path);
    }
    rmdir(copy->folder);
    *copy->folder = '\0';
}
