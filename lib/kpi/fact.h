/*
 * fact.h: what one ticket, or one survey or review, adds to the figures.
 *
 * A fact is what a ticket is told apart by, and a list of items: each is one thing that counts, at
 * its instant. It is worked out anew from the ticket's rows whenever something happened to it;
 * what it was before is taken away from the figures, what it is now is added. So nothing is counted
 * twice, whatever is merged, reopened or told late. Surveys and reviews have facts of their own:
 * not all are about a ticket, and none changes with one.
 */
#ifndef SUP__KPI_FACT_H
#define SUP__KPI_FACT_H

#include "base/memory.h"
#include "kpi/measures.h"

struct sup__kpi_item {
    int64_t at_ms;
    uint32_t measure;  /* enum sup__kpi_measure */
    uint32_t currency; /* of money: three letters as a number; 0: none */
    int64_t value;     /* ms, times, or minor units */
    int64_t business;  /* the value in business time, where it is a time */
    /* Where these differ from the fact's. */
    int64_t agent_id;  /* -1: the fact's */
    const char *team;  /* NULL: the fact's */
    const char *floor; /* NULL: the fact's */
    const char *sla;   /* NULL: the fact's */
};

/* By what it is told apart; NULL: not known. */
struct sup__kpi_traits {
    const char *channel, *reason, *team, *floor, *priority, *segment, *sla;
    int64_t agent_id;    /* 0: nobody */
    const char *product; /* looked up where it is asked for; what is kept has none */
};

struct sup__kpi_fact {
    struct sup__kpi_traits traits;
    int64_t customer_id; /* whose ticket it is; 0: nobody's, or it is part of another one */
    int64_t opened_ms;
    struct sup__kpi_item *items; /* sorted by sup__kpi_fact_sort() */
    uint32_t count;
    uint32_t room;
};

/** Add an item, whose traits are the fact's. NULL when memory runs out. */
struct sup__kpi_item *sup__kpi_fact_add(struct sup__kpi_fact *fact, struct sup__arena *arena,
                                        uint32_t measure, int64_t at_ms, int64_t value,
                                        int64_t business);
/** Put the items into their one order. */
void sup__kpi_fact_sort(struct sup__kpi_fact *fact);
/** By time, then by all else: below 0, 0, above 0. */
int sup__kpi_item_compare(const struct sup__kpi_item *one, const struct sup__kpi_item *other);
int sup__kpi_traits_same(const struct sup__kpi_traits *one, const struct sup__kpi_traits *other);

/** The items as bytes in the arena; NULL when memory runs out. */
const void *sup__kpi_items_pack(struct sup__arena *arena, const struct sup__kpi_fact *fact,
                                size_t *bytes);
/** And back. SUP_CORRUPT when they are none; SUP_NOMEM. */
int32_t sup__kpi_items_unpack(struct sup__arena *arena, const void *data, size_t bytes,
                          struct sup__kpi_fact *fact);

#endif
