/*
 * sla_spans.h: the life of a timer in parts that add up to what it shows.
 */
#ifndef SUP__SLA_SPANS_H
#define SUP__SLA_SPANS_H

#include "ops/unit.h"
#include "supportcore/sla.h"
#include "time/calendar.h"

/** A stretch in which a timer ran by one calendar, or stood. */
struct sup__stretch {
    int is_paused;
    int is_ahead;
    int64_t from_ms;
    int64_t to_ms;
    int64_t business_ms;                  /* as it was judged */
    const char *calendar_name;            /* NULL: all hours counted */
    const struct sup__calendar *calendar; /* of the policy that judged it; NULL: all hours */
    int64_t policy_version;               /* of that policy */
};

struct sup__spans {
    struct sup_timer_span *items; /* room for SUP_EXPLAIN_SPANS_MAX */
    uint32_t count;
    int is_cut;
    struct sup__arena *arena; /* labels are kept in it */
    int failed;
};

/** Add the parts of a stretch. They add up to its business_ms: where the calendar says something
 *  else now, it is one part. SUP_OK or SUP_NOMEM. */
int32_t sup__spans_add(struct sup__spans *spans, const struct sup__stretch *stretch);

/** It ended earlier than was thought: what lies behind that instant is taken away. Where the rest
 *  does not add up to what was used by then, it is one part. */
void sup__spans_end(struct sup__spans *spans, int64_t from_ms, int64_t at_ms, int64_t used_ms,
                    int64_t business_ms);
/** It began earlier than was thought: the parts from `first` on lead the others. */
void sup__spans_lead(struct sup__spans *spans, uint32_t first);

/** A line for people about a part: "Mon 2026-10-26 09:00 to 13:00 +01:00, open: PT4H counts". */
enum { SUP__SPAN_LINE_SIZE = 400 };
void sup__span_line(const struct sup_timer_span *span, char out[SUP__SPAN_LINE_SIZE]);
/** "Mon 2026-10-26 09:00 +01:00"; seconds where there are any. */
enum { SUP__LOCAL_SIZE = 64 };
void sup__local_format(int64_t at_ms, int64_t offset_s, char out[SUP__LOCAL_SIZE]);

#endif
