/*
 * fold_join.c: what events about links and watchers do to the projections.
 */
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_merge.h"

/* Each side of a link has its event; the ticket that it is part of counts it. The row is made with
 * the one that says what the ticket is to the other. */
static int32_t change_link(struct sup__unit *unit, const struct sup__event *event)
{
    int is_added = event->row.kind == SUP__E_TICKET_LINKED;
    struct sup__link_row row = {.tenant = unit->head.tenant,
                                .ticket_id = event->row.ticket_id,
                                .kind = event->row.number,
                                .to_id = event->row.subject_id};
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, row.to_id, &slot);
    row.to_root_id = rc == SUP_OK ? sup__ticket_root(&slot->row) : 0;
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, row.ticket_id, &slot);
        row.root_id = rc == SUP_OK ? sup__ticket_root(&slot->row) : 0;
    }
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, row.root_id, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    slot->row.link_count += is_added ? 1 : -1;
    if (row.kind > SUP_LINK_FOLLOW_UP_OF) {
        return SUP_OK;
    }
    return is_added ? sup__put(&unit->repo, SUP__T_LINK, &row)
                    : sup__remove(&unit->repo, SUP__T_LINK, &row);
}

static int32_t change_watcher(struct sup__unit *unit, const struct sup__event *event,
                              struct sup__ticket_row *ticket)
{
    int is_added = event->row.kind == SUP__E_TICKET_WATCHED;
    struct sup__watcher_row row = {.tenant = unit->head.tenant,
                                   .ticket_id = event->row.ticket_id,
                                   .kind = event->row.number,
                                   .watcher_id = event->row.subject_id};
    int is_copy = 0; /* which becomes the ticket's own */
    if (is_added && ticket->member_count) {
        struct sup__watcher_row found = row;
        int32_t rc = sup__get(&unit->repo, SUP__T_WATCHER, &found);
        if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
            return rc;
        }
        is_copy = rc == SUP_OK;
    }
    ticket->watcher_count += is_added ? !is_copy : -1;
    if (is_added) {
        return sup__put(&unit->repo, SUP__T_WATCHER, &row);
    }
    int32_t rc = sup__remove(&unit->repo, SUP__T_WATCHER, &row);
    return rc == SUP_OK ? sup__withhold(unit, SUP__T_WATCHER, &row) : rc;
}

int32_t sup__fold_join(struct sup__unit *unit, const struct sup__event *event,
                       struct sup__ticket_row *ticket)
{
    switch (event->row.kind) {
    case SUP__E_TICKET_WATCHED:
    case SUP__E_TICKET_UNWATCHED:
        return change_watcher(unit, event, ticket);
    case SUP__E_TICKET_LINKED:
    case SUP__E_TICKET_UNLINKED:
        return change_link(unit, event);
    case SUP__E_TICKET_MERGED:
    case SUP__E_TICKET_UNMERGED:
    case SUP__E_TICKET_SPLIT:
        return sup__fold_merge(unit, event);
    default:
        return SUP_OK; /* it changes nothing but the version */
    }
}
