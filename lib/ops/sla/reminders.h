/*
 * reminders.h: who is to be reminded of tickets: set by people and by the policy, applied by the
 * fold, fired by the agenda.
 *
 * All reminders of a ticket share one item of the agenda, which waits for the first of them.
 */
#ifndef SUP__REMINDERS_H
#define SUP__REMINDERS_H

#include "ops/tickets/ticket_merge.h"
#include "supportcore/reminder.h"

/** After an event that brought a ticket into a status: set what the policy wants said there. */
int32_t sup__review_reminders(struct sup__unit *unit, const struct sup__event *event);
/** Fire what is due of a ticket's reminders at that instant. */
int32_t sup__fire_reminders(struct sup__unit *unit, int64_t ticket_id, int64_t due_ms);

/* Parts of sup__fold() (fold_reminder.c). */
/** Apply an event about a reminder. */
int32_t sup__fold_reminder(struct sup__unit *unit, const struct sup__event *event);
/** After any event of a ticket: reminders that it ends. */
int32_t sup__settle_reminders(struct sup__unit *unit, const struct sup__event *event);
/** Reminders of a ticket that is merged go along; those of the policy end. */
int32_t sup__bring_reminders(struct sup__unit *unit, int64_t source, int64_t target);
/** Those that came with a ticket, or a part of it, leave with it.
 *  @param members  of the target, as they were before */
int32_t sup__return_reminders(struct sup__unit *unit, int64_t target, int64_t source,
                              const struct sup__members *members);

/** A ticket's reminders in the order in which they were set: rows of sup_reminder. */
struct sup__rows;
int32_t sup__load_reminders(struct sup__unit *unit, int64_t ticket_id, struct sup__rows *rows);
/** The notes of reminders that were set on a ticket, wherever they are now, are erased. */
int32_t sup__erase_reminders(struct sup__unit *unit, int64_t ticket_id);

/** Does the active policy still want it said on a ticket in that status? Those of people stand. */
int sup__reminder_stands(const struct sup__policy *policy, const struct sup__reminder_row *reminder,
                         const char *status);
/** One of them in a result, in which its texts are. */
void sup__show_reminder(void *result, const struct sup__reminder_row *row, struct sup_reminder *to,
                        int *failed);
/** Add one to a list that is sorted by when they are due, and has room. */
void sup__place_reminder(struct sup_reminder *items, uint32_t *count,
                         const struct sup_reminder *reminder);
/** Put a ticket's reminders into a result, by when they are due. */
int32_t sup__show_reminders(struct sup__unit *unit, struct sup_ticket *ticket,
                            const struct sup__ticket_row *row, int *failed);

#endif
