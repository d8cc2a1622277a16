/*
 * things.h: what is known about one order or other thing outside the desk.
 *
 * The operation that takes a report and the fold that applies its event read and change a thing
 * with the same functions, so that what is decided to be new is what is written.
 */
#ifndef SUP__THINGS_H
#define SUP__THINGS_H

#include "ops/fold/said.h"
#include "ops/unit.h"
#include "supportcore/report.h"

/* Who says something of a thing. What agents say of an order is no reason to give them money, and
 * never takes the place of what the shop says. */
enum { SUP__SAID_BY_SHOP = 1, SUP__SAID_BY_OTHERS = 2 };

struct sup__thing {
    struct sup__thing_row row; /* its key alone while it is not known */
    int is_known;
    int is_changed;                                  /* the row, not the facts */
    uint32_t fact_count;                             /* those withdrawn included */
    struct sup__said facts[2 * SUP_THING_FACTS_MAX]; /* by name; those of one report added behind */
};

/** What one report says. */
struct sup__report {
    int64_t at_ms;
    int64_t sequence;    /* of its event; 0 while there is none */
    int64_t customer_id; /* 0: not said */
    int32_t actor_kind;  /* enum sup_actor_kind of who says it */
    const char *label;   /* NULL: not said */
    const char *source;  /* the event id of the source; NULL: none */
    struct sup__texts names;
    struct sup__texts values; /* of the facts, in the same order */
};

/** A thing by its reference, in the arena: never NULL on SUP_OK, also when it is not known. */
int32_t sup__thing_load(struct sup__unit *unit, const struct sup_reference *reference,
                        struct sup__thing **thing);
/** The same, in the arena, as its reports say it that are left; facts count as changed. */
int32_t sup__thing_fold_again(struct sup__unit *unit, const struct sup_reference *reference,
                              struct sup__thing **thing);
/** Leave out, in memory, what others than the shop say: its facts and whose it is. */
void sup__thing_keep_shops(struct sup__thing *thing);
/** Take in, in memory, what was kept of reports about an order that an erasure took. */
int32_t sup__thing_take_kept(struct sup__unit *unit, struct sup__thing *order);
/** Take in a report of at most SUP_THING_FACTS_MAX facts, in memory. */
void sup__thing_take(struct sup__thing *thing, const struct sup__report *report);
/** The same of the event of a report. */
void sup__thing_take_event(struct sup__thing *thing, const struct sup__event *event);
/** 1 when a report changed anything. */
int sup__thing_is_changed(const struct sup__thing *thing);
/** Write what was changed. */
int32_t sup__thing_put(struct sup__unit *unit, const struct sup__thing *thing);

/** Hand out the rows of a customer's things, `limit` at most, the one with the latest report first:
 *  those said to be theirs, without those of customers who were merged into them. */
int32_t sup__each_thing(struct sup__unit *unit, int64_t customer_id, uint32_t limit,
                        sup__each_fn fn, void *context);

/** Apply an event of a report. */
int32_t sup__fold_report(struct sup__unit *unit, const struct sup__event *event);

#endif
