/*
 * reports.h: what reports of all kinds share: their facts, and that each is taken once.
 */
#ifndef SUP__REPORTS_H
#define SUP__REPORTS_H

#include "ops/unit.h"
#include "supportcore/report.h"

/**
 * The facts of a request as they are recorded: by name, each once, values in the form of their
 * type.
 *
 * @param group  of the facts of the policy: "order"; NULL: any code is a name, any line a value
 * @return SUP_INVALID with the path of the fact
 */
int32_t sup__report_facts(struct sup__unit *unit, const char *group, const struct sup_fact *facts,
                          uint32_t count, struct sup__texts *names, struct sup__texts *values);

/**
 * What was found out about a ticket's messages is typed like a report: of the facts whose names
 * begin with "message." the values are checked and put into the form of their type; the others are
 * any system's own words and stay as they are.
 *
 * @param facts  as they were given; changed
 * @return SUP_INVALID with the path of the fact
 */
int32_t sup__message_facts(struct sup__unit *unit, struct sup_fact *facts, uint32_t count);

/**
 * Was this event of the source reported before? Then the receipt is the first one's.
 *
 * @param event  as it would be recorded now
 * @return SUP_CONFLICT when what was reported is not what the event says
 */
int32_t sup__report_find(struct sup__unit *unit, const char *system, const struct sup__event *event,
                         struct sup_receipt *receipt);

/** An event outside tickets with its text, as far as it is there. */
int32_t sup__load_report(struct sup__unit *unit, int64_t sequence, struct sup__event *event);

/** Remember an event of a report by the source's id, when it has one: a part of its fold. */
int32_t sup__report_keep(struct sup__unit *unit, const struct sup__event *event,
                         const char *system);

/** Are two customers one person? `now` may have been merged since `said` was. */
int32_t sup__is_same_person(struct sup__unit *unit, int64_t said, int64_t now, int *is_same);

#endif
