/*
 * ticket_merge.h: tickets that are one by merging.
 */
#ifndef SUP__TICKET_MERGE_H
#define SUP__TICKET_MERGE_H

#include "ops/unit.h"
#include "supportcore/ticket.h"

/** The tickets that were merged into a root, one way or another, by id. */
struct sup__members {
    uint32_t count;
    struct sup__merge_row rows[SUP_TICKET_MEMBERS_MAX];
};
int32_t sup__load_members(struct sup__unit *unit, int64_t root, struct sup__members *members);
/** SUP_REFUSED when a ticket of a customer who was merged away, or of who was merged into them, is
 *  one with a ticket of those who stay. */
int32_t sup__check_tickets_part(struct sup__unit *unit, const struct sup__customer_row *customer);
/** Is a ticket, or what it was merged into, that one? */
int sup__is_member_of(const struct sup__members *members, int64_t id, int64_t top);

/** The ticket that a ticket is part of now: itself, unless it was merged. */
static inline int64_t sup__ticket_root(const struct sup__ticket_row *row)
{
    return row->root_id ? row->root_id : row->id;
}

/** Whose a ticket is by itself, whatever was merged into it; 0: nobody's. */
static inline int64_t sup__ticket_owner(const struct sup__ticket_row *row)
{
    return row->is_customer_given ? 0 : row->customer_id;
}

/** The ticket that a message comes with: the one it was sent to, when that was merged into the one
 *  where it landed, else that one itself; and whose that is. */
int32_t sup__find_home(struct sup__unit *unit, int64_t landed, int64_t sent_to, int64_t *home_id,
                       int64_t *owner);
/** What somebody writes in a ticket that is not theirs is found by who they are. */
int32_t sup__keep_stray(struct sup__unit *unit, const struct sup__message_row *row, int64_t owner);

/** The first of the messages of a scan that is by a known customer who is not that person; id 0:
 *  there is none. The scan has no filters of its own. */
int32_t sup__find_stranger(struct sup__unit *unit, const struct sup_scan *messages, int64_t root,
                           struct sup__message_row *found);

/** SUP_REFUSED when a ticket was merged into another: work goes on there. */
int32_t sup__check_not_merged(struct sup__unit *unit, const struct sup__ticket_row *row);

/** Put the tickets that are part of a ticket into a result. */
int32_t sup__show_members(struct sup__unit *unit, struct sup_ticket *ticket,
                          const struct sup__ticket_row *row, int *failed);

/** What a split takes, as its event's number says: never change one. */
enum sup__split_part { SUP__SPLIT_ONE = 0, SUP__SPLIT_REST = 1, SUP__SPLIT_WRITERS = 2 };

/** Does a split at that message take this one, of the same thread? */
int sup__is_split_off(enum sup__split_part part, const struct sup__message_row *first,
                      const struct sup__message_row *row);

/** Apply merges, unmerges and splits; part of sup__fold(). */
int32_t sup__fold_merge(struct sup__unit *unit, const struct sup__event *event);

/* What a ticket has from those that are part of it (fold_copies.c). */
/** A ticket that is merged into another brings copies of its tags, references and watchers. */
int32_t sup__bring_copies(struct sup__unit *unit, int64_t source, int64_t target);
/** It leaves, and takes them along, unless another part has them as well.
 *  @param members  of the root, as they were before */
int32_t sup__take_copies(struct sup__unit *unit, const struct sup__members *members,
                         int64_t source);
/** A reference becomes a ticket's own, and a copy of what that is part of. */
int32_t sup__add_reference(struct sup__unit *unit, const struct sup__reference_row *row);
/** A tag, reference or watcher was taken from a ticket by hand: the tickets that were merged into
 * it and have it bring it no more while they are. */
int32_t sup__withhold(struct sup__unit *unit, enum sup__table table, const void *row);

/** What came to a ticket and its parts with messages that a split took goes with these. */
int32_t sup__move_brought(struct sup__unit *unit, int64_t from, int64_t to);
/** What came with a message goes. */
int32_t sup__drop_brought(struct sup__unit *unit, const struct sup__message_row *message);

/* What a thread says about its ticket, made again from its messages (thread_facts.c). */
int32_t sup__recount_thread(struct sup__unit *unit, int64_t ticket_id);
/** Who solves a ticket has seen what came with those that are part of it as well. */
int32_t sup__settle_members(struct sup__unit *unit, int64_t ticket_id);
/** Messages of a thread go to another.
 *  @param is_moved  which; NULL: all
 *  @param home_id   the ticket that they are said to have come with from now on; 0: as before */
typedef int (*sup__is_moved_fn)(const void *context, const struct sup__message_row *row);
int32_t sup__move_thread(struct sup__unit *unit, int64_t from, int64_t to, int64_t home_id,
                         sup__is_moved_fn is_moved, const void *context);

#endif
