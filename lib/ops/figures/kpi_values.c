/*
 * kpi_values.c: how a customer's lifetime value changed after a contact, as the shop reports it.
 *
 * What was said of a customer is kept as it was said last; what it was before stands in the events
 * of the reports, which are read when somebody asks for it. Who was merged has a value of each
 * customer: the changes of all of them add up, and no value is held against another one's.
 */
#include "ops/figures/kpi_ask.h"
#include "ops/fold/said.h"
#include "ops/reads.h"
#include "ops/tickets/reports.h"

#include "policy/fact_values.h"

#include <string.h>

static const char lifetime_value[] = "lifetime_value";

/* What is known of one customer's value at the beginning and at the end; NULL values: nothing. */
struct course {
    int64_t before_ms;
    int64_t after_ms;
    struct sup__said before;
    struct sup__said after;
};

struct valuing {
    struct sup__unit *unit;
    struct sup__reads events;
    struct sup__kpi_ids reports; /* sequences */
    int64_t until_ms;
    int32_t rc; /* why a row ended the reading */
};

/* ---- the reports about a customer ---- */

#define EVENT(name) SUP__COLUMN(EVENT, name)

static int32_t ask_event(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct valuing *valuing = context;
    struct sup__read_item *next = sup__reads_add(&valuing->events, SUP__T_EVENT, 0, 1, 0);
    (void)item;
    next->scan.columns = EVENT(sequence) | EVENT(kind) | EVENT(at_ms);
    sup__read_by_int(next, row->customer_event.sequence);
    return 0;
}

static int32_t take_event(void *context, const struct sup__read_item *item,
                          union sup__any_row *row)
{
    struct valuing *valuing = context;
    (void)item;
    if (row->event.kind == SUP__E_CUSTOMER_REPORTED && row->event.at_ms <= valuing->until_ms &&
        sup__kpi_ids_add(&valuing->reports, row->event.sequence) != SUP_OK) {
        valuing->rc = sup__kpi_fail(valuing->unit, SUP_NOMEM, NULL);
    }
    return valuing->rc;
}

static int32_t list_reports(struct valuing *valuing, int64_t customer_id)
{
    struct sup__reads about = {.unit = valuing->unit};
    valuing->reports.count = 0;
    sup__read_by_int(sup__reads_add(&about, SUP__T_CUSTOMER_EVENT, 0, 0, 0), customer_id);
    int32_t rc = sup__reads_run(&about, ask_event, valuing);
    rc = rc == SUP_OK && sup__reads_any(&valuing->events)
             ? sup__reads_run(&valuing->events, take_event, valuing)
             : rc;
    return rc == SUP_OK ? valuing->rc : rc;
}

/* ---- what they say ---- */

static void take_value(struct course *course, const struct sup__said *said)
{
    if (said->at_ms <= course->before_ms &&
        (!course->before.value || sup__said_compare(said, &course->before) > 0)) {
        course->before = *said;
    }
    if (said->at_ms <= course->after_ms &&
        (!course->after.value || sup__said_compare(said, &course->after) > 0)) {
        course->after = *said;
    }
}

/* Of an erased event the values are missing: it says nothing. */
static void take_report(struct course *course, const struct sup__event *event)
{
    const struct sup__texts *names = &event->payload.facts;
    const struct sup__texts *values = &event->data.values;
    for (uint32_t i = 0; i < names->count && i < values->count; i++) {
        const struct sup__said said = {.value = values->items[i],
                                       .at_ms = event->row.at_ms,
                                       .source = event->data.external_id,
                                       .system = event->payload.source};
        if (strcmp(names->items[i], lifetime_value) == 0) {
            take_value(course, &said);
        }
    }
}

/* What it is worth; a slot that is not given where nothing is known of it, or it was withdrawn. */
static int32_t read_value(struct sup__unit *unit, const struct sup__said *said,
                          struct sup__slot *value)
{
    struct sup__value_problem problem;
    struct sup__slot *slots = NULL;
    const struct sup__fact_value item = {SUP__F_CUSTOMER_LIFETIME_VALUE, said->value};
    int found =
        sup__fact_values_read(unit->policy, unit->repo.arena, &item, 1, &slots, &problem);
    *value = (struct sup__slot){0};
    if (found > 0) {
        *value = slots[SUP__F_CUSTOMER_LIFETIME_VALUE];
    }
    return found < 0 ? sup__kpi_fail(unit, SUP_NOMEM, NULL) : SUP_OK;
}

/* ---- what that comes to ---- */

/* One item for each currency, which hardly ever are more than one. */
static int32_t add_change(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                          struct sup__kpi_fact *fact, uint32_t currency, int64_t change)
{
    for (uint32_t i = 0; i < fact->count; i++) {
        struct sup__kpi_item *item = &fact->items[i];
        if (item->measure == SUP__KPI_VALUE_CHANGED && item->currency == currency) {
            return __builtin_add_overflow(item->value, change, &item->value)
                       ? sup__kpi_fail(unit, SUP_LIMIT, "sup_event_private.data")
                       : SUP_OK;
        }
    }
    struct sup__kpi_item *item = sup__kpi_fact_add(
        fact, unit->repo.arena, SUP__KPI_VALUE_CHANGED, ticket->opened_ms, change, 0);
    if (!item) {
        return sup__kpi_fail(unit, SUP_NOMEM, NULL);
    }
    item->currency = currency;
    return SUP_OK;
}

static int32_t add_customer(struct valuing *valuing, int64_t customer_id,
                            const struct sup__ticket_row *ticket, struct sup__kpi_fact *fact)
{
    struct sup__unit *unit = valuing->unit;
    struct course course = {.before_ms = ticket->opened_ms, .after_ms = valuing->until_ms};
    struct sup__slot before = {0};
    struct sup__slot after = {0};
    int32_t rc = list_reports(valuing, customer_id);
    for (uint32_t i = 0; i < valuing->reports.count && rc == SUP_OK; i++) {
        struct sup__event event;
        rc = sup__load_report(unit, valuing->reports.items[i], &event);
        if (rc == SUP_OK) {
            take_report(&course, &event);
        }
    }
    rc = rc == SUP_OK ? read_value(unit, &course.before, &before) : rc;
    rc = rc == SUP_OK ? read_value(unit, &course.after, &after) : rc;
    int64_t change = 0;
    if (rc != SUP_OK || !before.is_given || !after.is_given || before.extra != after.extra) {
        return rc;
    }
    if (__builtin_sub_overflow(after.number, before.number, &change)) {
        return sup__kpi_fail(unit, SUP_LIMIT, "sup_event_private.data");
    }
    return add_change(unit, ticket, fact, (uint32_t)before.extra, change);
}

int32_t sup__kpi_add_values(struct sup__unit *unit, const struct sup__family *family,
                            const struct sup__ticket_row *ticket, struct sup__kpi_fact *fact)
{
    struct valuing valuing = {.unit = unit,
                              .events = {.unit = unit},
                              .reports = {.arena = unit->repo.arena},
                              .until_ms = ticket->first_solved_ms + unit->policy->purchase_ms};
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < family->count && rc == SUP_OK; i++) {
        rc = add_customer(&valuing, family->rows[i].id, ticket, fact);
    }
    return rc;
}
