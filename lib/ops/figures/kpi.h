/*
 * kpi.h: from tickets, surveys and reviews to figures.
 *
 * What one of these adds to the figures is its fact (kpi/fact.h), worked out from its rows, which
 * are what the events say. Folding goes through the events that came since, works the facts of what
 * they are about out anew, and adds the differences to the cells (kpi/cells.h). So a figure is the
 * same whether it was kept all along or is worked out from scratch, which kpi.check does.
 */
#ifndef SUP__OPS_KPI_H
#define SUP__OPS_KPI_H

#include "kpi/page.h"
#include "ops/unit.h"
#include "supportcore/kpi.h"
#include "time/zone.h"

/** A column in struct sup_scan's `columns`. */
#define SUP__COLUMN(TABLE, name) (UINT64_C(1) << SUP__##TABLE##_##name)

/** What figures go by besides the events. */
struct sup__kpi_rules {
    const struct sup__zone *zone; /* whose days they are; NULL: UTC */
    int64_t aged_ms;              /* older work is told apart in the backlog */
    int64_t repeat_ms;            /* who comes again in this time was not helped */
};

void sup__kpi_rules(const struct sup__unit *unit, struct sup__kpi_rules *rules);
/** What tells them from others: figures that go by others begin anew. */
enum { SUP__KPI_DIGEST_BYTES = 2 * SUP__HASH_BYTES + 1 };
int32_t sup__kpi_digest(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                        char out[SUP__KPI_DIGEST_BYTES]);
/** The day and the hour of an instant by the desk's clocks. */
struct sup__kpi_when sup__kpi_when(const struct sup__kpi_rules *rules, int64_t at_ms);

/** The first instant of a day by the desk's clocks. */
int64_t sup__kpi_day_begin(const struct sup__kpi_rules *rules, int32_t day);

enum { SUP__KPI_CHUNK = 64, SUP__KPI_FOLD_EVENTS = 16384 };
/* From scratch so many are counted before their cells are written. */
enum { SUP__KPI_SCRATCH_SUBJECTS = 4096 };
/* Past the last of enum sup_kpi_subject. */
enum { SUP__KPI_SUBJECTS = SUP_KPI_REVIEW + 1 };

/** "ticket", "survey". */
const char *sup__kpi_subject_name(int32_t subject);
/** How many of a subject there are: their ids are 1 to that. */
int64_t sup__kpi_subject_count(const struct sup__unit *unit, int32_t subject);

/**
 * Work out the facts of up to SUP__KPI_CHUNK subjects from their rows, in the unit's arena.
 * @param facts  filled, one for each id; of a ticket that is not there without items
 */
int32_t sup__kpi_gather(struct sup__unit *unit, const struct sup__kpi_rules *rules, int32_t subject,
                        const int64_t *ids, uint32_t count, struct sup__kpi_fact *facts);
/** The same of surveys and reviews, into facts that are zero. */
int32_t sup__kpi_gather_opinions(struct sup__unit *unit, int32_t subject, const int64_t *ids,
                                 uint32_t count, struct sup__kpi_fact *facts);

/** A list of tickets or other subjects, in an arena. */
struct sup__kpi_ids {
    struct sup__arena *arena;
    int64_t *items;
    uint32_t count;
    uint32_t room;
};
int32_t sup__kpi_ids_add(struct sup__kpi_ids *ids, int64_t id); /* SUP_NOMEM sets no error */

/* Customers who come again (kpi_repeat.c): the person's tickets of the time are looked at. */
/** Whether its customer opened another one for the same reason in the window after this one was
 *  first solved. */
int32_t sup__kpi_is_repeated(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                             const struct sup__ticket_row *ticket, int *is_repeated);
/** Add the tickets of a person for which one with that fact may be such another one; those that are
 *  repeated without it may be left out. */
int32_t sup__kpi_before(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                        const struct sup__kpi_fact *fact, struct sup__kpi_ids *ids);
/** Add all tickets of a person, and all that are parts of the same threads: what was said of a part
 *  that is nobody's goes with an erasure, too. */
int32_t sup__kpi_tickets_of(struct sup__unit *unit, int64_t customer_id, struct sup__kpi_ids *ids);

/** Tell why bytes of figures could not be read or added up. */
int32_t sup__kpi_fail(struct sup__unit *unit, int32_t rc, const char *column);
/** A stored fact, unpacked in the unit's arena; SUP_CORRUPT when it is none. */
int32_t sup__kpi_fact_of(struct sup__unit *unit, const struct sup__kpi_fact_row *row,
                         struct sup__kpi_fact *fact);
/** A fact as its row, in the unit's arena. */
int32_t sup__kpi_row_of(struct sup__unit *unit, int32_t subject, int64_t id,
                        const struct sup__kpi_fact *fact, struct sup__kpi_fact_row *row);

/* Pages of figures (kpi_pages.c). */
/** Add what cells have to what is stored, page by page; their memory is `scratch`, which is reset. */
int32_t sup__kpi_write_pages(struct sup__unit *unit, struct sup__kpi_cells *cells,
                             struct sup__arena *scratch);
/** A page as it is stored. */
struct sup__kpi_stored {
    enum sup__table table;
    union {
        struct sup__kpi_cell_row cell;
        struct sup__kpi_spread_row spread;
    } row;
    struct sup__bytes *bytes; /* of the row; none when there is no such page */
};
/** The page that changes are of; SUP_NOT_FOUND sets no error. The row points into itself: it must
 *  not be moved. */
int32_t sup__kpi_get_page(struct sup__unit *unit, const struct sup__kpi_change *of,
                          struct sup__kpi_stored *page);
enum { SUP__KPI_EVER = INT32_MIN /* a day before all others */ };
/** Called with a page, whose bytes are borrowed. Other than 0 ends it. */
typedef int32_t (*sup__kpi_page_fn)(void *context, uint32_t measure, int32_t day,
                                    struct sup__kpi_page *page);
/** Read the pages of a measure on the days from `first` to `last`, in the order of days. SUP_CORRUPT
 *  when one is none: what it has before that is given all the same. */
int32_t sup__kpi_each_page(struct sup__unit *unit, int is_spread, uint32_t dimension,
                           uint32_t measure, int32_t first, int32_t last, sup__kpi_page_fn fn,
                           void *context);

/** How closely figures that nobody asks for follow what happens. */
struct sup__kpi_pace {
    int64_t events;    /* so many at least are worth the pages that they write */
    int64_t behind_ms; /* younger ones wait, and tickets that have any: they are in work */
    int64_t tail;      /* but no more than so many: who asks next counts them in */
};
extern const struct sup__kpi_pace sup__kpi_tick_pace;
/** Count in a batch of what happened, at a pace. A ticket to which something happened behind the
 *  batch is left out: it is looked at when that is counted in. */
int32_t sup__kpi_follow(struct sup__unit *unit, const struct sup__kpi_pace *pace);
/** Count in all that happened, where the desk can be written; *sequence is how far figures are.
 *  Where they go by something else now, they begin anew. */
int32_t sup__kpi_catch_up(struct sup__unit *unit, int64_t *sequence);
/** Forget all figures: the next folding begins with the first event. */
int32_t sup__kpi_reset(struct sup__unit *unit);

#endif
