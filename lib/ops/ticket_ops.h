/*
 * ticket_ops.h: what the operations on tickets share.
 */
#ifndef SUP__TICKET_OPS_H
#define SUP__TICKET_OPS_H

#include "ops/bodies.h"
#include "base/names.h"
#include "supportcore/ticket.h"

/** Emit a move to a status of the policy, by index. SUP_REFUSED when the transitions forbid it. */
int32_t sup__move_ticket(struct sup__unit *unit, int64_t ticket_id, int32_t to, const char *rule);
/** The index of a name in the policy; SUP_INVALID naming the nearest when it has none. */
int32_t sup__policy_index(struct sup__unit *unit, const char *field, const char *name,
                          const struct sup__names *names, int32_t *index);
/** Are these names of the policy, now or in an earlier version? SUP_INVALID naming the nearest. */
int32_t sup__search_names(struct sup__unit *unit, const struct sup_ticket_list_params *params);
/** Closed tickets are history: they take notes and facts, but are not worked on. An import tells
 *  what came before. */
int32_t sup__check_workable(struct sup__unit *unit, const struct sup__ticket_row *row);
/** SUP_LIMIT when a ticket has no room for that many more rows of a table. `field` is what they are
 *  called. */
int32_t sup__check_room(struct sup__unit *unit, enum sup__table table, int64_t ticket_id,
                        const char *field, uint32_t added, int64_t limit);
/** Fill a write's receipt from a ticket as it stands in the unit. */
int32_t sup__ticket_receipt(struct sup__unit *unit, int64_t ticket_id, int64_t id,
                            struct sup_receipt *receipt);
/** Emit the event of a message; *id becomes the message's.
 *  @param sent_to  the closed ticket that it was for, when this one goes on from it; else 0 */
int32_t sup__add_message(struct sup__unit *unit, int64_t ticket_id, enum sup_message_kind kind,
                         const struct sup_ticket_message_params *params, const char *channel,
                         int64_t sent_to, int64_t *id);
/** Is the first message of a new ticket here already? Then the receipt is its first one's. */
int32_t sup__known_message(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           struct sup_receipt *receipt, int *is_known);
/** Open a ticket; shared with follow-ups. */
int32_t sup__open_ticket(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                         int64_t *ticket_id);

#endif
