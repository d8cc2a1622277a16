/*
 * tzif.c: reading a TZif file (RFC 9636), whose bytes may be anything.
 *
 * The block of version 1, whose times have 32 bits, is stepped over. Of the second block only times
 * and offsets are kept; what follows from the rule behind it is written out up to the horizon, so
 * that nothing has to ask the rule again. Files that count leap seconds are refused: an hour of
 * such a zone is not 3,600 seconds of UTC as everybody else counts them.
 */
#include "base/text.h"
#include "base/when.h"
#include "time/posix_rule.h"
#include "time/zone.h"

#include <string.h>

enum {
    HEADER_BYTES = 44,
    TYPE_BYTES = 6,
    TIME_BYTES = 8,
    LEAP_BYTES = 12,
    V1_TIME_BYTES = 4,
    V1_LEAP_BYTES = 8,
    TYPES_MAX = 256,
    MARGIN_S = 7 * 86400 /* local times of the horizon's edges lie that near */
};

struct counts {
    uint32_t isut;
    uint32_t isstd;
    uint32_t leap;
    uint32_t time;
    uint32_t type;
    uint32_t name;
};

/* What is left to read, and the zone that is made. */
struct tzif {
    const uint8_t *at;
    size_t left;
    struct counts counts;
    const uint8_t *times; /* the parts of the second block */
    const uint8_t *kinds;
    const uint8_t *types;
    struct sup__posix_rule rule;
    int has_rule;
    const char *why;
    int64_t *at_s;
    int32_t *offset_s;
    uint32_t count;
};

static uint32_t read_u32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t read_i64(const uint8_t *at)
{
    return (int64_t)((uint64_t)read_u32(at) << 32 | read_u32(at + 4));
}

static int fail(struct tzif *file, const char *why)
{
    file->why = why;
    return 0;
}

static int read_header(struct tzif *file)
{
    const uint8_t *at = file->at;

    if (file->left < 4 || memcmp(at, "TZif", 4) != 0) {
        return fail(file, "is not a TZif file");
    }
    if (file->left < HEADER_BYTES) {
        return fail(file, "is cut off");
    }
    if (at[4] < '2') {
        return fail(file, "has version 1, whose times end in 2038: version 2 or later is needed");
    }
    file->counts = (struct counts){read_u32(at + 20), read_u32(at + 24), read_u32(at + 28),
                                   read_u32(at + 32), read_u32(at + 36), read_u32(at + 40)};
    file->at += HEADER_BYTES;
    file->left -= HEADER_BYTES;
    return 1;
}

/* The bytes of a block. Counts have 32 bits, so the sum cannot overflow 64. */
static uint64_t block_bytes(const struct counts *counts, uint64_t time_bytes, uint64_t leap_bytes)
{
    return counts->time * (time_bytes + 1) + (uint64_t)counts->type * TYPE_BYTES + counts->name +
           counts->leap * leap_bytes + counts->isstd + counts->isut;
}

static int step(struct tzif *file, uint64_t bytes)
{
    if (bytes > file->left) {
        return fail(file, "is cut off");
    }
    file->at += bytes;
    file->left -= (size_t)bytes;
    return 1;
}

static int check_counts(struct tzif *file)
{
    const struct counts *counts = &file->counts;

    if (counts->leap != 0) {
        return fail(file, "counts leap seconds: use the zone without them, not one of right/");
    }
    if (counts->type == 0 || counts->type > TYPES_MAX || counts->name == 0 ||
        (counts->isstd != 0 && counts->isstd != counts->type) ||
        (counts->isut != 0 && counts->isut != counts->type)) {
        return fail(file, "has counts that no TZif file has");
    }
    return 1;
}

static int32_t offset_of(const struct tzif *file, uint32_t type)
{
    return (int32_t)read_u32(file->types + (size_t)type * TYPE_BYTES);
}

static int check_types(struct tzif *file)
{
    for (uint32_t i = 0; i < file->counts.type; i++) {
        const uint8_t *type = file->types + (size_t)i * TYPE_BYTES;
        int32_t offset_s = offset_of(file, i);

        if (offset_s < SUP__OFFSET_MIN_S || offset_s > SUP__OFFSET_MAX_S) {
            return fail(file, "has an offset of more than 25 hours");
        }
        if (type[4] > 1 || type[5] >= file->counts.name) {
            return fail(file, "has a local time type that is none");
        }
    }
    return 1;
}

static int check_times(struct tzif *file)
{
    for (uint32_t i = 0; i < file->counts.time; i++) {
        const uint8_t *at = file->times + (size_t)i * TIME_BYTES;

        if (i > 0 && read_i64(at) <= read_i64(at - TIME_BYTES)) {
            return fail(file, "has changes that are not in order");
        }
        if (file->kinds[i] >= file->counts.type) {
            return fail(file, "has a change to a local time type that is not there");
        }
    }
    return 1;
}

static int read_block(struct tzif *file)
{
    size_t count = file->counts.time;

    file->times = file->at;
    if (!check_counts(file) || !step(file, block_bytes(&file->counts, TIME_BYTES, LEAP_BYTES))) {
        return 0;
    }
    file->kinds = file->times + count * TIME_BYTES;
    file->types = file->kinds + count;
    return check_types(file) && check_times(file);
}

static int read_footer(struct tzif *file)
{
    const uint8_t *end;

    if (file->left < 2 || file->at[0] != '\n') {
        return fail(file, "has no rule at its end");
    }
    end = memchr(file->at + 1, '\n', file->left - 1);
    if (end == NULL) {
        return fail(file, "is cut off");
    }
    file->has_rule = end != file->at + 1;
    if (file->has_rule && !sup__posix_rule_parse((const char *)file->at + 1,
                                                 (size_t)(end - file->at) - 1, &file->rule)) {
        return fail(file, "has a rule at its end that cannot be read");
    }
    return 1;
}

static int read_file(struct tzif *file)
{
    return read_header(file) &&
           step(file, block_bytes(&file->counts, V1_TIME_BYTES, V1_LEAP_BYTES)) &&
           read_header(file) && read_block(file) && read_footer(file);
}

/* ---- the changes within the horizon ---- */

static void add(struct tzif *file, int64_t at_s, int32_t offset_s)
{
    if (at_s <= SUP__HORIZON_FIRST_S - MARGIN_S) {
        file->offset_s[0] = offset_s; /* in force when the horizon begins */
    } else if (offset_s != file->offset_s[file->count] && at_s < SUP__HORIZON_LAST_S + MARGIN_S) {
        if (file->count > 0 && file->at_s[file->count - 1] == at_s) {
            /* The rule ends with a year and begins with the next one: nothing changes. */
            file->offset_s[file->count] = offset_s;
            file->count -= file->offset_s[file->count - 1] == offset_s;
            return;
        }
        file->at_s[file->count++] = at_s;
        file->offset_s[file->count] = offset_s;
    }
}

static int64_t year_of(int64_t at_s)
{
    int64_t year;
    int32_t month;
    int32_t day;

    at_s = at_s < SUP__HORIZON_FIRST_S ? SUP__HORIZON_FIRST_S : at_s;
    at_s = at_s > SUP__HORIZON_LAST_S ? SUP__HORIZON_LAST_S : at_s;
    sup__civil_from_days((at_s - SUP__HORIZON_FIRST_S) / 86400 + SUP__HORIZON_FIRST_S / 86400,
                         &year, &month, &day);
    return year;
}

/* The two changes of each year after the last one of the table. */
static void add_rule(struct tzif *file, int64_t after_s)
{
    const struct sup__posix_rule *rule = &file->rule;

    for (int64_t year = year_of(after_s) - 2; year <= SUP__YEAR_LAST + 1; year++) {
        int64_t begin_s = sup__posix_rule_instant(&rule->begin, year, rule->offset_s);
        int64_t end_s = sup__posix_rule_instant(&rule->end, year, rule->summer_offset_s);
        int is_end_first = end_s < begin_s;

        for (int i = 0; i < 2; i++) {
            int is_end = is_end_first == (i == 0);
            int64_t at_s = is_end ? end_s : begin_s;

            if (at_s > after_s) {
                add(file, at_s, is_end ? rule->offset_s : rule->summer_offset_s);
            }
        }
    }
}

/* Changes by the rule of a hostile file may lie in the next year or the one before. */
static int is_sorted(const struct tzif *file)
{
    for (uint32_t i = 1; i < file->count; i++) {
        if (file->at_s[i] <= file->at_s[i - 1]) {
            return 0;
        }
    }
    return 1;
}

static int write_out(struct tzif *file)
{
    uint32_t count = file->counts.time;
    int64_t last_s = count > 0 ? read_i64(file->times + (size_t)(count - 1) * TIME_BYTES)
                               : SUP__HORIZON_FIRST_S - 2 * (int64_t)MARGIN_S - 366 * 86400;

    /* RFC 9636, 3.2: before the first change type 0 holds; without any change the rule does. */
    file->offset_s[0] = count == 0 && file->has_rule ? file->rule.offset_s : offset_of(file, 0);
    for (uint32_t i = 0; i < count; i++) {
        add(file, read_i64(file->times + (size_t)i * TIME_BYTES), offset_of(file, file->kinds[i]));
    }
    if (file->has_rule && file->rule.has_summer) {
        add_rule(file, last_s);
    }
    return is_sorted(file) || fail(file, "has a rule whose changes are not in order");
}

int32_t sup__zone_parse(struct sup__arena *arena, const char *name, const void *bytes, size_t count,
                        const struct sup__zone **zone, const char **why)
{
    struct tzif file = {.at = bytes, .left = count};
    struct sup__zone *made;
    size_t room;

    *zone = NULL;
    if (!read_file(&file)) {
        *why = file.why;
        return SUP_INVALID;
    }
    room = (size_t)file.counts.time + 1;
    room += file.rule.has_summer ? 2 * (SUP__YEAR_LAST - SUP__YEAR_FIRST + 6) : 0;
    made = sup__arena_alloc(arena, sizeof *made);
    file.at_s = sup__arena_alloc(arena, room * sizeof *file.at_s);
    file.offset_s = sup__arena_alloc(arena, room * sizeof *file.offset_s);
    if (made == NULL || file.at_s == NULL || file.offset_s == NULL) {
        return SUP_NOMEM;
    }
    if (!write_out(&file)) {
        *why = file.why;
        return SUP_INVALID;
    }
    made->name = sup__arena_text(arena, name, strlen(name));
    made->count = file.count;
    made->at_s = file.at_s;
    made->offset_s = file.offset_s;
    *zone = made;
    return made->name != NULL ? SUP_OK : SUP_NOMEM;
}
