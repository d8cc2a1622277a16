/*
 * timers.c: how the desk's timers run, whether anything is promised on them or not.
 *
 * In which statuses a metric's timer stands is the same for all tickets: a promise judges the time
 * that a timer measured, it does not measure again.
 */
#include "policy/reading.h"

#define PAUSES(category, metric)                                                                   \
    {                                                                                              \
        SUP_CATEGORY_##category, SUP__METRIC_##metric                                              \
    }

static const struct {
    int32_t category;
    int32_t metric;
} usual[] = {
    PAUSES(PENDING, PAUSABLE_UPDATE), PAUSES(PENDING, REQUESTER_WAIT),
    PAUSES(PENDING, AGENT_WORK),      PAUSES(ON_HOLD, AGENT_WORK),
    PAUSES(PENDING, TIME_ON_FLOOR),   PAUSES(ON_HOLD, TIME_ON_FLOOR),
    PAUSES(PENDING, WORK_ON_FLOOR),   PAUSES(ON_HOLD, WORK_ON_FLOOR),
    PAUSES(SOLVED, FIRST_REPLY), /* without a reply: whoever reopens it still waits for it */
};

static uint32_t bit(int32_t metric)
{
    return UINT32_C(1) << metric;
}

uint32_t sup__usual_pauses(int32_t category)
{
    uint32_t paused = 0;

    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        paused |= usual[i].category == category ? bit(usual[i].metric) : 0;
    }
    return paused;
}

static void pause_as_usual(struct sup__reading *reading, uint32_t stated)
{
    for (uint32_t i = 0; i < reading->policy->status_count; i++) {
        struct sup__status *status = &reading->statuses[i];
        /* Where work is over a policy states no pauses. */
        status->paused |= sup__usual_pauses(status->category) &
                          (status->category >= SUP_CATEGORY_SOLVED ? UINT32_MAX : ~stated);
    }
}

static void read_pause(struct sup__reading *reading, const struct sup__json *item, int32_t metric)
{
    int32_t index = sup__read_reference(reading, item, 0, "status", &reading->policy->status_names);

    if (index < 0) {
        return;
    }
    if (reading->statuses[index].category >= SUP_CATEGORY_SOLVED) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, item,
                     "work is over in \"%s\": timers end there, they do not pause", item->text);
    } else if (reading->statuses[index].paused & bit(metric)) {
        sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, item, "\"%s\" is there already",
                     item->text);
    } else {
        reading->statuses[index].paused |= bit(metric);
    }
}

/* A date comes whether the ticket waits or not. */
enum { PAUSING = SUP__METRIC_FACT_DEADLINE };

static uint32_t read_pauses(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__member metrics[PAUSING];
    const struct sup__json *found[PAUSING];
    uint32_t stated = 0;

    if (node == NULL) {
        return 0;
    }
    for (int32_t metric = 0; metric < PAUSING; metric++) {
        metrics[metric] = (struct sup__member){sup__metric_names[metric], SUP__JSON_LIST, 0};
    }
    sup__read_members(reading, node, metrics, PAUSING, found);
    for (int32_t metric = 0; metric < PAUSING; metric++) {
        if (found[metric] == NULL) {
            continue;
        }
        stated |= bit(metric);
        for (const struct sup__json *item = found[metric]->first; item != NULL; item = item->next) {
            read_pause(reading, item, metric);
        }
    }
    return stated;
}

void sup__read_timers(struct sup__reading *reading, const struct sup__json *node)
{
    enum { CALENDAR, RESUME_GRACE, PAUSES_OF, REMINDERS, MISS_CAUSES, COUNT };
    static const struct sup__member members[COUNT] = {
        {"calendar", 0, 0},
        {"resume_grace", 0, 0},
        {"pauses", SUP__JSON_OBJECT, 0},
        {"reminders", SUP__JSON_LIST, 0},
        {"miss_causes", SUP__JSON_LIST, 0},
    };
    struct sup__policy *policy = reading->policy;
    const struct sup__json *found[COUNT] = {NULL};

    if (node != NULL) {
        sup__read_members(reading, node, members, COUNT, found);
    }
    policy->timer_calendar =
        sup__read_optional(reading, found[CALENDAR], "calendar", &policy->calendar_names);
    policy->resume_grace_ms =
        found[RESUME_GRACE] != NULL ? sup__read_duration(reading, found[RESUME_GRACE]) : 0;
    sup__read_miss_causes(reading, found[MISS_CAUSES]);
    if (reading->statuses != NULL) {
        pause_as_usual(reading, read_pauses(reading, found[PAUSES_OF]));
        sup__read_reminder_rules(reading, found[REMINDERS]);
    }
}
