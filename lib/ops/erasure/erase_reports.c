/*
 * erase_reports.c: what is said of a person outside tickets, of what is theirs, and by them when
 * they were asked.
 *
 * An order is theirs when it was last said to be: all that was reported about it goes, whoever the
 * reports named. Reports that named them about what is now another's go as well, and what is left
 * of the reports says again how the thing is.
 */
#include "ops/authority/requests.h"
#include "ops/erasure/aliases.h"
#include "ops/erasure/erase.h"
#include "ops/surveys/surveys.h"
#include "ops/tickets/reports.h"
#include "ops/tickets/things.h"

#include "base/message.h"

#include <string.h>

struct key {
    struct sup_value values[4];
};

static struct key key_of(const struct sup__unit *unit, const char *system, const char *kind,
                         const char *id)
{
    return (struct key){
        {sup__int(unit->head.tenant), sup__text(system), sup__text(kind), sup__text(id)}};
}

static struct sup_scan scan_of(enum sup__table table, const struct sup_value *prefix,
                               uint32_t count)
{
    return (struct sup_scan){
        .size = sizeof(struct sup_scan), .table = table, .prefix_count = count, .prefix = prefix};
}

static int32_t remove_all(struct sup__unit *unit, enum sup__table table,
                          const struct sup_value *prefix, uint32_t count)
{
    struct sup_scan scan = scan_of(table, prefix, count);
    int64_t removed = 0;
    return sup__db_remove_range(unit->repo.db, &scan, &removed);
}

static int is_about_them(const struct sup__erasing *erasing, const struct sup__event_row *row)
{
    int64_t customers[2];
    uint32_t count = sup__event_customers(row, customers);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t m = 0; m < erasing->family->count; m++) {
            if (erasing->family->rows[m].id == customers[i]) {
                return 1;
            }
        }
    }
    return 0;
}

static int32_t forget_report(struct sup__unit *unit, const struct sup__event *event)
{
    const struct sup__references *things = &event->data.references;
    struct sup__report_row row = {.tenant = unit->head.tenant,
                                  .system = things->count ? things->items[0].system
                                                          : event->payload.source,
                                  .source_event_id = event->data.external_id};
    int32_t rc = row.system && row.source_event_id ? sup__get(&unit->repo, SUP__T_REPORT, &row)
                                                   : SUP_NOT_FOUND;
    if (rc == SUP_OK && row.sequence == event->row.sequence) {
        rc = sup__remove(&unit->repo, SUP__T_REPORT, &row);
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* An event's text, and that its source's id was taken in. */
static int32_t erase_event(struct sup__erasing *erasing, const struct sup__event *event)
{
    int is_gone = 0;
    int32_t rc = forget_report(erasing->unit, event);
    if (rc != SUP_OK) {
        return rc;
    }
    return is_about_them(erasing, &event->row)
               ? sup__erase_text(erasing, event->row.sequence, &is_gone)
               : sup__erase_other_text(erasing, event->row.sequence);
}

int32_t sup__erase_reported(struct sup__erasing *erasing, const struct sup_reference *order,
                            int is_theirs)
{
    struct sup__unit *unit = erasing->unit;
    struct sup__id_list list = {0};
    int32_t rc = sup__find_reported(unit, order->system, order->id, &list);
    for (uint32_t i = 0; rc == SUP_OK && i < list.count; i++) {
        struct sup__request_row row;
        struct sup__event event;
        rc = sup__load_request(unit, list.items[i], &row);
        if (rc != SUP_OK || (row.customer_id && !is_theirs)) {
            continue;
        }
        rc = sup__load_report(unit, row.sequence, &event);
        if (rc == SUP_OK) {
            rc = erase_event(erasing, &event);
        }
        if (rc == SUP_OK) {
            rc = sup__erase_request(erasing, row.id);
        }
    }
    return rc;
}

/* ---- what is theirs ---- */

static int32_t erase_thing(struct sup__erasing *erasing, const struct sup__thing_row *thing)
{
    struct sup__unit *unit = erasing->unit;
    struct key key = key_of(unit, thing->system, thing->kind, thing->thing_id);
    struct sup_scan scan = scan_of(SUP__T_THING_REPORT, key.values, 4);
    struct sup__rows rows = {0};
    const struct sup_reference order = {thing->system, thing->kind, thing->thing_id};
    int is_order = strcmp(thing->kind, "order") == 0;
    int32_t rc = is_order ? sup__keep_order(erasing, &order) : SUP_OK;
    if (rc == SUP_OK) {
        rc = sup__rows_read(unit, &scan, &rows);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__thing_report_row *row = sup__rows_at(&rows, i);
        struct sup__event event;
        rc = sup__load_report(unit, row->sequence, &event);
        if (rc == SUP_OK) {
            rc = erase_event(erasing, &event);
        }
    }
    if (rc == SUP_OK && is_order) {
        rc = sup__erase_reported(erasing, &order, 1);
    }
    if (rc == SUP_OK) {
        rc = remove_all(unit, SUP__T_THING_REPORT, key.values, 4);
    }
    if (rc == SUP_OK) {
        rc = remove_all(unit, SUP__T_THING_FACT, key.values, 4);
    }
    return rc == SUP_OK ? sup__remove(&unit->repo, SUP__T_THING, thing) : rc;
}

static int32_t erase_things(struct sup__erasing *erasing, int64_t customer_id)
{
    struct sup_value prefix[2] = {sup__int(erasing->unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = scan_of(SUP__T_THING, prefix, 2);
    struct sup__rows rows;
    scan.index = SUP__THING_BY_CUSTOMER;
    int32_t rc = sup__rows_read(erasing->unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__thing_row *row = sup__rows_at(&rows, i);
        rc = sup__is_alias(row->thing_id) ? SUP_OK : erase_thing(erasing, row);
    }
    return rc;
}

/* ---- what was said of them ---- */

/* How a thing is as the reports say that are left: at least one named its owner. */
static int32_t fold_again(struct sup__unit *unit, const struct sup_reference *reference)
{
    struct key key = key_of(unit, reference->system, reference->kind, reference->id);
    struct sup__thing *thing = NULL;
    int32_t rc = sup__thing_fold_again(unit, reference, &thing);
    if (rc == SUP_OK) {
        rc = remove_all(unit, SUP__T_THING_FACT, key.values, 4);
    }
    return rc == SUP_OK ? sup__thing_put(unit, thing) : rc;
}

static int32_t erase_named(struct sup__erasing *erasing, int64_t sequence)
{
    struct sup__unit *unit = erasing->unit;
    struct sup__event event;
    int32_t rc = sup__load_report(unit, sequence, &event);
    if (rc == SUP_OK && event.row.kind == SUP__E_REFERENCE_REPORTED) {
        rc = sup__keep_report(erasing, &event);
    }
    if (rc == SUP_OK) {
        rc = erase_event(erasing, &event);
    }
    if (rc == SUP_OK) {
        rc = event.row.kind == SUP__E_REMEDY_REPORTED
                 ? sup__erase_request(erasing, event.row.subject_id)
                 : sup__erase_stray(erasing, &event.row);
    }
    if (rc != SUP_OK || event.row.kind != SUP__E_REFERENCE_REPORTED ||
        event.data.references.count != 1) {
        return rc;
    }
    const struct sup_reference *reference = &event.data.references.items[0];
    const struct sup__thing_report_row row = {.tenant = unit->head.tenant,
                                              .system = reference->system,
                                              .kind = reference->kind,
                                              .thing_id = reference->id,
                                              .sequence = sequence};
    rc = sup__remove(&unit->repo, SUP__T_THING_REPORT, &row);
    return rc == SUP_OK || rc == SUP_NOT_FOUND /* somebody deleted it */ ? fold_again(unit,
                                                                                      reference)
                                                                         : rc;
}

static int32_t erase_events(struct sup__erasing *erasing, int64_t customer_id)
{
    struct sup_value prefix[2] = {sup__int(erasing->unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = scan_of(SUP__T_CUSTOMER_EVENT, prefix, 2);
    struct sup__rows rows;
    int32_t rc = sup__rows_read(erasing->unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__customer_event_row *row = sup__rows_at(&rows, i);
        rc = erase_named(erasing, row->sequence);
    }
    return rc == SUP_OK ? remove_all(erasing->unit, SUP__T_CUSTOMER_FACT, prefix, 2) : rc;
}

/* ---- what they answered ---- */

/* The texts of a survey's events: their columns may not tell that they are theirs, when only a later
 * report did. */
static int32_t erase_said(struct sup__erasing *erasing, const struct sup__survey_row *row)
{
    struct sup__id_list list = {0};
    int32_t rc = sup__survey_events(erasing->unit, row, &list);
    for (uint32_t i = 0; rc == SUP_OK && i < list.count; i++) {
        struct sup__event event;
        rc = sup__load_report(erasing->unit, list.items[i], &event);
        if (rc == SUP_OK) {
            rc = erase_event(erasing, &event);
        }
    }
    return rc;
}

static int32_t erase_surveys(struct sup__erasing *erasing, uint32_t index, int64_t id)
{
    struct sup__unit *unit = erasing->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(id)};
    struct sup_scan scan = scan_of(SUP__T_SURVEY, prefix, 2);
    struct sup__rows rows;
    scan.index = index;
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        struct sup__survey_row row = *(const struct sup__survey_row *)sup__rows_at(&rows, i);
        rc = erase_said(erasing, &row);
        row.survey_id = NULL;
        if (rc == SUP_OK) {
            rc = sup__update(&unit->repo, SUP__T_SURVEY, sup__rows_at(&rows, i), &row);
        }
    }
    return rc;
}

int32_t sup__erase_reports(struct sup__erasing *erasing)
{
    const struct sup__family *family = erasing->family;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        rc = erase_things(erasing, family->rows[i].id);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        rc = erase_events(erasing, family->rows[i].id);
        if (rc == SUP_OK) {
            rc = erase_surveys(erasing, SUP__SURVEY_BY_CUSTOMER, family->rows[i].id);
        }
    }
    for (uint32_t i = 0; rc == SUP_OK && i < erasing->tickets.count; i++) {
        rc = erase_surveys(erasing, SUP__SURVEY_BY_TICKET, erasing->tickets.items[i]);
    }
    return rc;
}
