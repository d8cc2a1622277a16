/*
 * zone_fuzzer.c: any bytes as the file of a time zone.
 *
 * What is refused is refused with a reason. What is taken is a zone: its changes rise, its offsets
 * are ones that RFC 9636 allows, each local time is the first instant at which clocks show it, and
 * a calendar in it answers with the same hours both ways. Build with -fsanitize=fuzzer, or with
 * standalone.c to run it over files.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "supportcore.h"
#include "time/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

enum { HOUR_S = 3600, LOCAL_TRIES_MAX = 300, ASKED = 8 };

struct file {
    const uint8_t *data;
    size_t bytes;
};

static void require(int is_true)
{
    if (!is_true) {
        abort();
    }
}

/* Between change i - 1 and change i clocks are ahead by offset i. */
static int is_in(const struct sup__zone *zone, uint32_t i, int64_t at_s)
{
    return (i == 0 || at_s >= zone->at_s[i - 1]) && (i == zone->count || at_s < zone->at_s[i]);
}

static void check_local(const struct sup__zone *zone, int64_t local_s)
{
    uint32_t cursor = sup__zone_cursor(zone, local_s);
    uint32_t from_start = 0;
    int64_t found_s = sup__zone_instant(zone, local_s, &cursor);

    require(sup__zone_instant(zone, local_s, &from_start) == found_s);
    for (uint32_t i = 0; i <= zone->count; i++) {
        if (is_in(zone, i, local_s - zone->offset_s[i])) {
            require(found_s == local_s - zone->offset_s[i]);
            return;
        }
    }
    /* The clocks leave it out: it is as much later as they go forward. */
    require(found_s + sup__zone_offset(zone, found_s) > local_s);
}

static void check_zone(const struct sup__zone *zone)
{
    uint32_t step = zone->count / LOCAL_TRIES_MAX + 1;

    for (uint32_t i = 0; i <= zone->count; i++) {
        require(zone->offset_s[i] >= SUP__OFFSET_MIN_S && zone->offset_s[i] <= SUP__OFFSET_MAX_S);
        require(i < 2 || zone->at_s[i - 1] > zone->at_s[i - 2]);
    }
    for (uint32_t i = 0; i < zone->count; i += step) {
        int64_t at_s = zone->at_s[i];

        require(sup__zone_offset(zone, at_s - 1) == zone->offset_s[i]);
        require(sup__zone_offset(zone, at_s) == zone->offset_s[i + 1]);
        for (int32_t k = -1; k <= 1; k++) {
            check_local(zone, at_s + zone->offset_s[i] + k);
            check_local(zone, at_s + zone->offset_s[i + 1] + k);
            check_local(zone, at_s + zone->offset_s[i] + k * HOUR_S / 2);
        }
    }
}

static int32_t read_zone(void *user, const char *name, void *out, size_t capacity, size_t *bytes)
{
    const struct file *file = user;

    (void)name;
    if (file->bytes > capacity) {
        return SUP_LIMIT;
    }
    memcpy(out, file->data, file->bytes);
    *bytes = file->bytes;
    return SUP_OK;
}

/* From instants over all the years, an hour to three months of open time and back. */
static void check_hours(sup_hours *hours)
{
    for (int64_t i = 0; i < ASKED; i++) {
        int64_t from_ms = (SUP__HORIZON_FIRST_S + i * 36 * 365 * 86400) * 1000;
        int64_t open_ms = HOUR_S * INT64_C(1000) << (i + 3);
        int64_t at_ms = 0;
        int64_t between_ms = 0;

        if (sup_hours_add(hours, from_ms, open_ms, &at_ms) == SUP_OK) {
            require(at_ms >= from_ms + open_ms);
            require(sup_hours_between(hours, from_ms, at_ms, &between_ms) == SUP_OK);
            require(between_ms == open_ms);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    struct file file = {data, bytes};
    struct sup_zones zones = {.size = sizeof zones, .read = read_zone, .read_user = &file};
    struct sup_hours_options options = {
        .size = sizeof options,
        .calendar = "{\"zone\": \"Any/Zone\", \"week\": {\"monday\": [\"01:00-02:30\", "
                    "\"09:00-17:00\"], \"sunday\": [\"03:00-00:30\"]}}",
        .zones = &zones};
    struct sup_error error = {.size = sizeof error};
    const struct sup__zone *zone = NULL;
    const char *why = NULL;
    sup_hours *hours = NULL;
    struct sup__mem mem;
    struct sup__arena arena;

    require(sup__mem_init(&mem, NULL) == SUP_OK);
    sup__arena_init(&arena, &mem);
    int32_t rc = sup__zone_parse(&arena, "Any/Zone", data, bytes, &zone, &why);

    require(rc == SUP_OK || (rc == SUP_INVALID && why && *why));
    if (rc == SUP_OK) {
        check_zone(zone);
    }
    int32_t opened = sup_hours_open(&options, &hours, &error);

    require((opened == SUP_OK) == (rc == SUP_OK && bytes <= SUP_ZONE_BYTES_MAX));
    require(opened == SUP_OK || (error.text[0] && error.hint[0]));
    if (opened == SUP_OK) {
        check_hours(hours);
    }
    sup_hours_close(hours);
    sup__arena_free(&arena);
    return 0;
}
