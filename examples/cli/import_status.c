/*
 * import_status.c: the decision, and the fact that carries it from row to row.
 */
#include "import_status.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <supportcore.h>

static void move(struct status_plan *plan, const struct name *to, int64_t at_ms)
{
    plan->moves[plan->move_count].to = to;
    plan->moves[plan->move_count++].at_ms = at_ms;
}

static int is_in_work(const struct name *status)
{
    return status->id != SUP_CATEGORY_SOLVED && status->id != SUP_CATEGORY_CLOSED;
}

/* The move that is wanted, and the solving before it that the row tells of. */
static void arrive(struct status_plan *plan, const struct status_facts *facts,
                   const struct name *from, const struct name *to, int64_t at_ms)
{
    if (to->id == SUP_CATEGORY_CLOSED && is_in_work(from) && facts->solved != NULL &&
        facts->known_ms <= facts->solved_ms && facts->solved_ms <= at_ms) {
        move(plan, facts->solved, facts->solved_ms);
    }
    move(plan, to, at_ms);
}

static int has_come(const struct status_time *time, int64_t row_ms)
{
    return time->kind == TIME_GIVEN && time->ms <= row_ms;
}

struct status_plan status_decide(const struct status_facts *facts)
{
    struct status_plan plan = {0};
    const struct name *current = facts->current;
    if (facts->held != NULL) {
        if (has_come(&facts->held_time, facts->row_ms)) {
            arrive(&plan, facts, current, facts->held, facts->held_time.ms);
            current = facts->held;
        } else if (facts->wanted == NULL || facts->wanted == facts->held) {
            return plan;
        } else if (facts->held_time.kind != TIME_NOT_KNOWN) {
            arrive(&plan, facts, current, facts->held, facts->held_ms);
            current = facts->held;
        }
        plan.is_released = 1;
    }
    if (facts->wanted == NULL || facts->wanted == current) {
        return plan;
    }
    if (facts->wanted_time.kind == TIME_OF_ROW) {
        arrive(&plan, facts, current, facts->wanted, facts->row_ms);
    } else if (has_come(&facts->wanted_time, facts->row_ms)) {
        arrive(&plan, facts, current, facts->wanted, facts->wanted_time.ms);
    } else {
        plan.hold = facts->wanted;
    }
    return plan;
}

void held_write(const struct name *status, int64_t ms, char out[HELD_SIZE])
{
    snprintf(out, HELD_SIZE, "%.64s@%" PRId64, status->text, ms);
}

int held_read(const char *value, const struct names *statuses, const struct name **status,
              int64_t *ms)
{
    const char *at = strrchr(value, '@');
    *status = at != NULL ? names_find(statuses, value, (size_t)(at - value)) : NULL;
    *ms = at != NULL ? strtoll(at + 1, NULL, 10) : 0;
    return *status != NULL;
}
