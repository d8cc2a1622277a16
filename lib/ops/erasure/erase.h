/*
 * erase.h: erasing a person: the texts, and what came of them.
 */
#ifndef SUP__ERASE_H
#define SUP__ERASE_H

#include "ops/unit.h"

/** Rows that were read to be changed: nothing may be written while a scan runs. */
struct sup__rows {
    uint8_t *items; /* in the unit's arena */
    size_t row_bytes;
    uint32_t count;
    uint32_t room;
};
/** Add all rows of a scan to a list of the same table; zeroed, it is an empty one. */
int32_t sup__rows_more(struct sup__unit *unit, const struct sup_scan *scan, struct sup__rows *rows);
/** Add one row of the list's table. */
int32_t sup__rows_add(struct sup__unit *unit, enum sup__table table, const void *row,
                      struct sup__rows *rows);
/** Read all rows of a scan. */
int32_t sup__rows_read(struct sup__unit *unit, const struct sup_scan *scan, struct sup__rows *rows);
static inline void *sup__rows_at(const struct sup__rows *rows, uint32_t index)
{
    return rows->items + index * rows->row_bytes;
}

struct sup__id_list {
    int64_t *items; /* in the unit's arena */
    uint32_t count;
    uint32_t room;
};
int32_t sup__id_list_add(struct sup__unit *unit, struct sup__id_list *list, int64_t id);
/** In their order, each once: one list for one meaning. It is the list's own memory. */
struct sup__ids sup__id_list_sorted(struct sup__id_list *list);

struct sup__text_list {
    const char **items; /* in the unit's arena */
    uint32_t count;
    uint32_t room;
};
/** Add a copy. */
int32_t sup__text_list_add(struct sup__unit *unit, struct sup__text_list *list, const char *text);

/** An erasure in work. */
struct sup__erasing {
    struct sup__unit *unit;
    const struct sup__family *family;
    const char *key;                /* of aliases; NULL: none was needed so far */
    struct sup__text_list orders;   /* as the event has them (erase_orders.c) */
    struct sup__text_list requests; /* likewise */
    struct sup__id_list tickets;    /* of the person */
    struct sup__id_list events;     /* whose text went, though their columns do not tell why */
    struct sup__id_list kept;       /* of those tickets, whose text is of another */
    int64_t texts;                  /* that went */
};

/** Add the tickets that were nobody's and are part of that one now. */
int32_t sup__add_nobodys(struct sup__unit *unit, int64_t ticket_id, struct sup__id_list *list);

/** Erase one event's text; *is_gone 1: there was one. */
int32_t sup__erase_text(struct sup__erasing *erasing, int64_t sequence, int *is_gone);
/** The same, noted if nothing but this list tells why. */
int32_t sup__erase_other_text(struct sup__erasing *erasing, int64_t sequence);
/** The message by somebody else with which the references of an event came; 0: it is another event,
 *  or they are the ticket's own. */
int32_t sup__brought_by(struct sup__unit *unit, const struct sup__event_row *row,
                        int64_t *message_id);
/** Is a message of one of these tickets now, or by one of the family? A split may have made it
 *  somebody else's since it came. */
int sup__is_theirs(const struct sup__message_row *row, const struct sup__id_list *tickets,
                   const struct sup__family *family);
/** Erase what was said about a ticket, by whomever (erase_ticket.c). */
int32_t sup__erase_ticket(struct sup__erasing *erasing, int64_t ticket_id);
/** Erase the text of a customer's message in a ticket that is not theirs; of another event nothing.
 */
int32_t sup__erase_stray(struct sup__erasing *erasing, const struct sup__event_row *event);
/** Erase what was reported to have been given for an order, without a ticket; is_theirs 0: only
 *  what counts for no other customer. */
int32_t sup__erase_reported(struct sup__erasing *erasing, const struct sup_reference *order,
                            int is_theirs);
/** Erase what was reported about a person and what is theirs (erase_reports.c). */
int32_t sup__erase_reports(struct sup__erasing *erasing);

/** Keep what limits need of an order whose reports go: whose the shop says that it is, and its
 *  money. Before they go. */
int32_t sup__keep_order(struct sup__erasing *erasing, const struct sup_reference *order);
/** The same of one report about an order that is another's. */
struct sup__event;
int32_t sup__keep_report(struct sup__erasing *erasing, const struct sup__event *event);
/** Keep by what a request's order and the shop's id are known from now on; what an earlier erasure
 *  took, too: the text that said so since may go with this one. */
int32_t sup__keep_request(struct sup__erasing *erasing, const struct sup__request_row *row);

/** Apply an erasure's event; part of sup__fold(). */
int32_t sup__fold_erased(struct sup__unit *unit, const struct sup__event *event);

#endif
