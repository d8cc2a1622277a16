/*
 * surveys.h: what people are asked and answer, and how well work was done: what their files share.
 */
#ifndef SUP__SURVEYS_H
#define SUP__SURVEYS_H

#include "ops/erasure/erase.h"
#include "ops/unit.h"
#include "supportcore/quality.h"
#include "supportcore/survey.h"

/** Names of the kinds, from 1, NULL at the end. */
extern const char *const sup__survey_kind_names[];
extern const char *const sup__review_kind_names[];
/** The number of a kind of survey; 0: it is none. */
int32_t sup__survey_kind(const char *name);
/** The greatest score of a kind; the least is 0 of nps and pulse, else 1. */
int64_t sup__survey_score_max(int32_t kind);

/** Add the events of a survey: that it was asked, the answer, and all its corrections. */
int32_t sup__survey_events(struct sup__unit *unit, const struct sup__survey_row *row,
                           struct sup__id_list *list);

/** What was asked and answered; part of sup__fold(). */
int32_t sup__fold_survey(struct sup__unit *unit, const struct sup__event *event);
/** How well work was done. */
int32_t sup__fold_review(struct sup__unit *unit, const struct sup__event *event);

/** Rows of surveys or of reviews in the order of time, a page at a time (opinions.c). */
struct sup__opinions {
    struct sup__unit *unit;
    enum sup__table table; /* its rows begin with tenant, id and at_ms */
    uint32_t by_time;      /* its index by tenant and at_ms */
    int64_t from_ms;
    int64_t to_ms; /* 0: up to now */
    int64_t after_id;
    uint32_t limit;
    uint32_t looked_max;
    /** Is the row one that was asked for? */
    int (*is_asked)(const void *asked, const void *row);
    const void *asked;
    int is_gathered;        /* only the rows that were, not all */
    struct sup__rows found; /* the page */
    int64_t next_after_id;  /* 0: there are no more */

    int64_t after_ms; /* for opinions.c */
    uint32_t looked;
    int64_t last_id;
    int is_failed;
    struct sup__rows gathered;
};
/** Look only at the rows that an index has of an id; may be called for several. */
int32_t sup__opinions_gather(struct sup__opinions *opinions, uint32_t index, int64_t id);
/** The same for a ticket and what is part of it. */
int32_t sup__opinions_of_ticket(struct sup__opinions *opinions, uint32_t index, int64_t ticket_id);
/** Read the page. */
int32_t sup__opinions_read(struct sup__opinions *opinions);

#endif
