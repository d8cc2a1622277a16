/*
 * joins.h: what tickets are to each other, and who watches them.
 */
#ifndef SUP__JOINS_H
#define SUP__JOINS_H

#include "ops/unit.h"
#include "supportcore/ticket.h"

/** A ticket's links in both directions, and those of its parts, as enum sup_link_kind; the others
 * as what they are part of now. Without follow-ups. */
struct sup__links {
    uint32_t count;
    struct sup_ticket_link items[SUP_TICKET_LINKS_MAX + 1]; /* one for a follow-up's */
};

/** The public name of enum sup_link_kind. */
const char *sup__link_name(int64_t kind);
/** The same in a sentence: "is blocked by". */
const char *sup__link_phrase(int64_t kind);
/** The same link seen from the other ticket. */
int64_t sup__link_inverse(int64_t kind);
/** SUP_TICKET_LINKS_MAX of them at most; their categories are not filled. */
int32_t sup__load_links(struct sup__unit *unit, int64_t ticket_id, struct sup__links *links);
/** May two tickets be one, as far as their links say? SUP_CONFLICT when by others the one leads to
 *  the other: then the whole would lead to itself. SUP_LIMIT. */
int32_t sup__check_links_join(struct sup__unit *unit, const struct sup__ticket_row *from,
                              const struct sup__ticket_row *into);
/** Emit what the one is to the other, and the other to it: SUP__E_TICKET_LINKED or _UNLINKED. */
int32_t sup__emit_link(struct sup__unit *unit, enum sup__event_kind event_kind, int64_t from,
                       int64_t kind, int64_t to);
/** Fill the categories of the other tickets. */
int32_t sup__load_link_categories(struct sup__unit *unit, struct sup__links *links);

/** Tickets that are solved along with one: its duplicates, theirs, and so on. */
struct sup__duplicates {
    uint32_t count;
    struct {
        int64_t id;
        int64_t original;
        int is_solved;
    } items[SUP_TICKET_CHAIN_MAX];
};
/** May a ticket be solved, as far as its links say? SUP_REFUSED names what is in the way. Then its
 *  duplicates are found, and what is due on them is fired. */
int32_t sup__before_solving(struct sup__unit *unit, int64_t ticket_id,
                            struct sup__duplicates **duplicates);
/** Move the duplicates to the status (index) that their original has now. */
int32_t sup__after_solving(struct sup__unit *unit, struct sup__duplicates *duplicates, int32_t to);

/** Does a customer, who is this now, watch the ticket? */
int32_t sup__is_watched_by(struct sup__unit *unit, int64_t ticket_id, int64_t root, int *is_so);
/** Does a customer watch the ticket under this very id? */
int32_t sup__is_watching(struct sup__unit *unit, int64_t ticket_id, int64_t customer_id,
                         int *is_so);
/** Name a ticket's watchers in an event about it. */
int32_t sup__name_watchers(struct sup__unit *unit, struct sup__event *event);

/** Put a ticket's links and watchers into a result. */
int32_t sup__show_links(struct sup__unit *unit, struct sup_ticket *ticket,
                        const struct sup__ticket_row *row, int *failed);
int32_t sup__show_watchers(struct sup__unit *unit, struct sup_ticket *ticket,
                           const struct sup__ticket_row *row, int *failed);

/** Apply an event about links or watchers; part of sup__fold(). */
int32_t sup__fold_join(struct sup__unit *unit, const struct sup__event *event,
                       struct sup__ticket_row *ticket);

#endif
