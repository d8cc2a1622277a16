/*
 * contacts.c: how often customers came, by reason and channel.
 *
 * A customer's tickets may be many thousands, and the question is asked whenever somebody opens one
 * of them, so the numbers are kept. Each customer keeps their own; those of one person are added
 * up when they are read, so that neither a merge nor its way back has anything to move.
 */
#include "ops/figures/contacts.h"

int32_t sup__contact_count(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                           const char *reason, int64_t change)
{
    struct sup__contact_row row = {.tenant = unit->head.tenant,
                                   .customer_id = ticket->customer_id,
                                   .reason = reason ? reason : "",
                                   .channel = ticket->channel};
    if (!ticket->customer_id) {
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_CONTACT, &row);
    if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
        return rc;
    }
    row.ticket_count += change;
    if (row.ticket_count > 0) {
        return sup__put(&unit->repo, SUP__T_CONTACT, &row);
    }
    return rc == SUP_OK ? sup__remove(&unit->repo, SUP__T_CONTACT, &row) : SUP_OK;
}
