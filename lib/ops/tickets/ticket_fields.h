/*
 * ticket_fields.h: custom fields of a ticket, as the operations see them.
 */
#ifndef SUP__TICKET_FIELDS_H
#define SUP__TICKET_FIELDS_H

#include "ops/unit.h"
#include "supportcore/ticket.h"

/** Values that were checked. */
struct sup__filling {
    uint32_t count;
    const char **names;
    const char **values;           /* as they are kept; "" clears the field */
    const struct sup__slot *slots; /* their facts, by index; NULL when there are none */
};

/**
 * Check values for fields of the active policy. SUP_INVALID names the item; SUP_REFUSED: a customer
 * may fill only what the ticket's reason asks for.
 *
 * @param reason  of the policy; -1: none
 */
int32_t sup__read_filling(struct sup__unit *unit, const struct sup_ticket_field *items,
                          uint32_t count, int32_t reason, struct sup__filling *filling);
/** Emit the event of what that changes on a ticket, if anything. A new one has no fields yet. */
int32_t sup__fill_ticket(struct sup__unit *unit, int64_t ticket_id,
                         const struct sup__filling *filling, int is_new);
/** Put a ticket's fields into a result, and what its reason (may be NULL) asks for in vain. */
int32_t sup__show_fields(struct sup__unit *unit, struct sup_ticket *ticket, const char *reason,
                         int *failed);
/** The text by which a value that is searched for is kept; see sup__search_names(). */
int32_t sup__search_field(struct sup__unit *unit, const struct sup_ticket_field *field,
                          const char **value);

#endif
