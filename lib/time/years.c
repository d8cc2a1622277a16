/*
 * years.c: compiling the years of a calendar when they are asked for, and forgetting them.
 */
#include "time/years.h"

static void forget(struct sup__years *years, uint32_t index)
{
    struct sup__year *year = years->table->years[index];

    years->table->years[index] = NULL;
    years->bytes -= year->bytes;
    years->count--;
    sup__dealloc(&years->mem, year);
}

void sup__years_free(struct sup__years *years)
{
    for (uint32_t i = 0; years->table != NULL && i < SUP__YEAR_COUNT; i++) {
        if (years->table->years[i] != NULL) {
            forget(years, i);
        }
    }
    sup__dealloc(&years->mem, years->table);
    years->table = NULL;
    years->last = NULL;
}

/* Room for one more year. */
static void make_room(struct sup__years *years)
{
    while (years->bytes > SUP__YEARS_BYTES_MAX && years->count > SUP__YEARS_KEPT_MIN - 1) {
        uint32_t oldest = SUP__YEAR_COUNT;

        for (uint32_t i = 0; i < SUP__YEAR_COUNT; i++) {
            const struct sup__year *year = years->table->years[i];

            if (year != NULL &&
                (oldest == SUP__YEAR_COUNT || year->used < years->table->years[oldest]->used)) {
                oldest = i;
            }
        }
        forget(years, oldest);
    }
}

static struct sup__year *compile(const struct sup__calendar *calendar, uint32_t index)
{
    struct sup__years *years = calendar->years;
    struct sup__year *year;

    if (years->table == NULL) {
        years->table = sup__zalloc(&years->mem, sizeof *years->table);
        if (years->table == NULL) {
            return NULL;
        }
    }
    year = years->table->years[index];
    if (year == NULL) {
        years->last = NULL;
        make_room(years);
        year = sup__year_new(&years->mem, calendar, index);
        if (year == NULL) {
            return NULL;
        }
        years->table->years[index] = year;
        years->table->open_s[index] = (uint32_t)(year->total_ms / 1000) + 1;
        years->bytes += year->bytes;
        years->count++;
    }
    return year;
}

const struct sup__year *sup__years_get(const struct sup__calendar *calendar, uint32_t index)
{
    struct sup__years *years = calendar->years;
    struct sup__year *year = years->last;

    if (year == NULL || year->index != index) {
        year = compile(calendar, index);
        if (year == NULL) {
            return NULL;
        }
        year->used = ++years->clock;
        years->last = year;
    }
    return year;
}

int64_t sup__years_open_ms(const struct sup__calendar *calendar, uint32_t index)
{
    const struct sup__year_table *table = calendar->years->table;
    const struct sup__year *year;

    if (table != NULL && table->open_s[index] != 0) {
        return (table->open_s[index] - 1) * INT64_C(1000);
    }
    year = sup__years_get(calendar, index);
    return year != NULL ? year->total_ms : -1;
}
