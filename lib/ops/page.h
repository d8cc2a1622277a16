/*
 * page.h: tables read a page at a time.
 *
 * A page begins behind the key of the last row that was seen, not at a number of rows: each page
 * costs the same, and rows that come and go in between move no other row to another page.
 */
#ifndef SUP__PAGE_H
#define SUP__PAGE_H

#include "ops/unit.h"

enum { SUP__PAGE_PREFIX_MAX = 4 };

struct sup__page {
    enum sup__table table;
    uint32_t index;
    uint32_t prefix_count;
    struct sup_value prefix[SUP__PAGE_PREFIX_MAX];
    int64_t after;  /* of the column behind the prefix; 0: the page is the first one */
    int is_by_time; /* a time is between the prefix and that column: after_ms is that row's */
    int64_t after_ms;
    uint32_t limit;
    uint32_t is_descending;
    int is_bare; /* texts are not looked at, and not kept */
    uint32_t filter_count;
    struct sup_filter filters[SUP_STORE_FILTERS_MAX];
    int is_more; /* set by reading: there are rows behind this page */
};

/** Hand out the rows of a page, `limit` at most, as sup__each() does. */
int32_t sup__page_read(struct sup__repo *repo, struct sup__page *page, sup__each_fn fn,
                       void *context);
/** Copy the rows of a page of events; `rows` has room for the page's limit. */
int32_t sup__page_events(struct sup__repo *repo, struct sup__page *page,
                         struct sup__event_row *rows, uint32_t *count);
/** The texts beside events, NULL where there is none: of an array of sequences, of which 0 is none.
 *  They live in the unit's arena; `texts` has room for `count`, SUP_PAGE_MAX at most. */
int32_t sup__texts_beside(struct sup__unit *unit, const int64_t *sequences, uint32_t count,
                          const char **texts);
/** SUP_INVALID when a span of time ends before it begins; to_ms 0: it has no end. */
int32_t sup__check_span(struct sup__unit *unit, int64_t from_ms, int64_t to_ms);

/** A position in a list by time: the numbers of a row's place in its index, the time first, which
 *  may be any; the others are 1 and more. All are 0 without one. */
int32_t sup__place_read(struct sup__unit *unit, const char *after, int64_t *numbers, int count);
enum { SUP__PLACE_NUMBERS_MAX = 5 };
/** The same as text in a result. */
const char *sup__place_text(void *result, const int64_t *numbers, int count, int *failed);
/** Where a range of time begins: *from_ms, or so long before its end. SUP_INVALID when it ends
 *  before that. */
int32_t sup__range_begin(struct sup__unit *unit, int64_t range_ms, int64_t to_ms, int64_t *from_ms);

#endif
