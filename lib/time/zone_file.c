/*
 * zone_file.c: where the bytes of a zone come from: the host, or a file below a directory.
 *
 * The one place in lib/ that opens such a file. It reads it whole and closes it; nothing is kept
 * open or looked up again.
 */
#include "base/message.h"
#include "base/text.h"
#include "time/zone.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char DEFAULT_DIRECTORY[] = "/usr/share/zoneinfo";

enum { PATH_SIZE = 4096, FIXED_MINUTES_MAX = 14 * 60 };

int32_t sup__zones_copy(struct sup__arena *arena, const struct sup_zones *given,
                        struct sup_zones *zones, struct sup_error *error)
{
    const char *directory = DEFAULT_DIRECTORY;
    int32_t rc = SUP_OK;

    *zones = (struct sup_zones){.size = sizeof *zones, .directory = DEFAULT_DIRECTORY};
    if (given == NULL) {
        return SUP_OK;
    }
    rc = sup__check_struct(error, given, sizeof *given, "the zones", "zones");
    if (rc != SUP_OK) {
        return rc;
    }
    if (given->reserved != 0) {
        return sup__fail(error, SUP_MSG_RESERVED, "zones", "reserved of the zones is not 0");
    }
    if (given->directory != NULL && given->read != NULL) {
        return sup__fail(error, SUP_MSG_ARGUMENTS_EXCLUDE, "zones",
                         "zones have both a directory and a read function");
    }
    directory = given->directory != NULL ? given->directory : directory;
    *zones = *given;
    zones->directory = sup__arena_text(arena, directory, strlen(directory));
    return zones->directory != NULL ? SUP_OK
                                    : sup__fail(error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* ---- names ---- */

static int is_name_char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '+' || c == '-';
}

/* Parts of letters, digits and _ + - with a slash between them: no path leads out of the
 * directory. */
static int is_name(const char *name)
{
    size_t bytes = strlen(name);

    if (bytes == 0 || bytes > SUP_ZONE_NAME_BYTES_MAX) {
        return 0;
    }
    for (size_t i = 0; i < bytes; i++) {
        int is_slash = name[i] == '/' && i > 0 && i + 1 < bytes && name[i - 1] != '/';

        if (!is_slash && !is_name_char(name[i])) {
            return 0;
        }
    }
    return 1;
}

static int digits(const char *text, int32_t *out)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') {
        return 0;
    }
    *out = (text[0] - '0') * 10 + (text[1] - '0');
    return 1;
}

/* "+05:30"; 0 when it is not meant to be one, -1 when it is a wrong one. */
static int parse_fixed(const char *name, int32_t *offset_s)
{
    int32_t hours;
    int32_t minutes;

    if (name[0] != '+' && name[0] != '-') {
        return 0;
    }
    if (strlen(name) != strlen("+05:30") || name[3] != ':' || !digits(name + 1, &hours) ||
        !digits(name + 4, &minutes) || minutes > 59 || hours * 60 + minutes > FIXED_MINUTES_MAX) {
        return -1;
    }
    *offset_s = (name[0] == '-' ? -60 : 60) * (hours * 60 + minutes);
    return 1;
}

/* ---- bytes ---- */

/* SUP_OK; SUP_NOT_FOUND; SUP_LIMIT: more than the capacity; SUP_IO. */
static int32_t read_path(const char *path, uint8_t *out, size_t capacity, size_t *bytes)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = 1;

    *bytes = 0;
    if (file < 0) {
        return SUP_NOT_FOUND;
    }
    while (got > 0 && *bytes < capacity) {
        got = read(file, out + *bytes, capacity - *bytes);
        *bytes += got > 0 ? (size_t)got : 0;
    }
    (void)close(file);
    return got < 0 ? SUP_IO : *bytes == capacity ? SUP_LIMIT : SUP_OK;
}

static int32_t read_bytes(const struct sup_zones *zones, const char *name, uint8_t *out,
                          size_t *bytes)
{
    char path[PATH_SIZE];
    int32_t rc;

    *bytes = 0;
    if (zones->read != NULL) {
        rc = zones->read(zones->read_user, name, out, SUP_ZONE_BYTES_MAX, bytes);
        return rc == SUP_OK && *bytes > SUP_ZONE_BYTES_MAX ? SUP_LIMIT : rc;
    }
    if (strlen(zones->directory) + 1 + strlen(name) >= sizeof path) {
        return SUP_NOT_FOUND;
    }
    memcpy(path, zones->directory, strlen(zones->directory));
    path[strlen(zones->directory)] = '/';
    memcpy(path + strlen(zones->directory) + 1, name, strlen(name) + 1);
    return read_path(path, out, SUP__ZONE_BUFFER_BYTES, bytes);
}

static int32_t tell_missing(const struct sup_zones *zones, const char *name, int32_t rc, char *why)
{
    if (rc == SUP_LIMIT) {
        sup__format(why, SUP__ZONE_WHY_SIZE, "the file of the zone \"%s\" has more than %d bytes",
                    name, SUP_ZONE_BYTES_MAX);
    } else if (zones->read != NULL) {
        sup__format(why, SUP__ZONE_WHY_SIZE,
                    rc == SUP_NOT_FOUND ? "the host has no zone \"%s\""
                                        : "the host could not read the zone \"%s\"",
                    name);
    } else {
        sup__format(why, SUP__ZONE_WHY_SIZE,
                    rc == SUP_NOT_FOUND ? "there is no zone \"%s\" in %.100s"
                                        : "the zone \"%s\" in %.100s could not be read",
                    name, zones->directory);
    }
    return SUP_INVALID;
}

int32_t sup__zone_load(struct sup__arena *arena, const struct sup_zones *zones, const char *name,
                       void *buffer, const struct sup__zone **zone, char why[SUP__ZONE_WHY_SIZE])
{
    const char *reason = "";
    int32_t offset_s = 0;
    int fixed = parse_fixed(name, &offset_s);
    size_t count;
    int32_t rc;

    *zone = NULL;
    if (fixed > 0 || strcmp(name, "UTC") == 0) {
        *zone = sup__zone_fixed(arena, name, offset_s);
        return *zone != NULL ? SUP_OK : SUP_NOMEM;
    }
    if (fixed < 0 || !is_name(name)) {
        sup__format(why, SUP__ZONE_WHY_SIZE,
                    "\"%.80s\" is not a zone such as Europe/Berlin, UTC or +05:30", name);
        return SUP_INVALID;
    }
    rc = read_bytes(zones, name, buffer, &count);
    if (rc != SUP_OK) {
        return tell_missing(zones, name, rc, why);
    }
    rc = sup__zone_parse(arena, name, buffer, count, zone, &reason);
    if (rc == SUP_INVALID) {
        sup__format(why, SUP__ZONE_WHY_SIZE, "the file of the zone \"%s\" %s", name, reason);
    }
    return rc;
}
