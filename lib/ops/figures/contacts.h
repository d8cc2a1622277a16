/*
 * contacts.h: how often customers came, by reason and channel, counted as it happens.
 */
#ifndef SUP__CONTACTS_H
#define SUP__CONTACTS_H

#include "ops/unit.h"

/** Count a ticket's contact once more (1) or once less (-1), for its customer, channel and this
 *  reason (NULL: not known); nothing happens without a customer. Part of sup__fold(). */
int32_t sup__contact_count(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                           const char *reason, int64_t change);

#endif
