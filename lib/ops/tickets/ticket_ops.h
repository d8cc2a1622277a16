/*
 * ticket_ops.h: what the operations on tickets share.
 */
#ifndef SUP__TICKET_OPS_H
#define SUP__TICKET_OPS_H

#include "ops/bodies.h"
#include "base/names.h"
#include "supportcore/ticket.h"

/** Say what the ticket's own row says; texts go to the result. */
void sup__show_ticket(const struct sup__unit *unit, void *result, struct sup_ticket *ticket,
                      const struct sup__ticket_row *row, int *failed);
/** Emit a move to a status of the policy, by index. SUP_REFUSED when the transitions forbid it. */
int32_t sup__move_ticket(struct sup__unit *unit, int64_t ticket_id, int32_t to, const char *rule);
/** The index of a name in the policy; SUP_INVALID naming the nearest when it has none. */
int32_t sup__policy_index(struct sup__unit *unit, const char *field, const char *name,
                          const struct sup__names *names, int32_t *index);
/** Are these names of the policy, now or in an earlier version? SUP_INVALID naming the nearest. */
int32_t sup__search_names(struct sup__unit *unit, const struct sup_ticket_list_params *params);
/** The same for what misses are looked for by; NULL: not asked for. */
int32_t sup__search_misses(struct sup__unit *unit, const char *team, const char *cause);
/** A name that is looked for in a list of the policy, of now or of an earlier version. */
struct sup__sought {
    const char *what; /* the list in words: "team" */
    const char *name; /* NULL: not asked for, or known */
    size_t list;      /* where its list is in a policy */
    const char *nearest;
};
/** Look for several at once: those that some version has become NULL; *unknown are left. */
int32_t sup__search_sought(struct sup__unit *unit, struct sup__sought *sought, uint32_t count,
                           uint32_t *unknown);
/** SUP_INVALID for one that is left, naming the nearest. */
int32_t sup__fail_sought(struct sup__unit *unit, const char *field,
                         const struct sup__sought *sought);
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
/** A channel of the policy by its name. */
int32_t sup__channel_name(struct sup__unit *unit, const char *asked, const char **name);
/** The message with that id of another system; message_id 0 when it is not known, or no id given.
 */
int32_t sup__find_external(struct sup__unit *unit, const char *channel, const char *external_id,
                           struct sup__message_external_row *row);
/** Answer for a message that came before as the first time; SUP_CONFLICT when it is another one.
 *  @param ticket_id  where it was sent now; 0: that is not said
 *  @param person     who wrote it, by root; 0: not known */
int32_t sup__seen_before(struct sup__unit *unit, const struct sup__message_external_row *row,
                         enum sup_message_kind kind, int64_t ticket_id, int64_t person,
                         struct sup_receipt *receipt);
/** A message that is to be added. */
struct sup__posting {
    enum sup_message_kind kind;
    const char *channel; /* NULL: the ticket's */
    const char *body;
    const char *external_id;
    int64_t handle_ms;
    int32_t is_automated;
    int32_t is_acknowledgement;
    int64_t sent_to;     /* the ticket that it was for, when this is another one; else 0 */
    int64_t customer_id; /* who wrote it, when the ticket does not say; else 0 */
    const char *rule;    /* that found the ticket; NULL: none had to */
    const struct sup_attachment *attachments;
    uint32_t attachment_count;
    uint32_t references_left_out; /* for which the ticket has no room */
    int32_t author_kind;          /* enum sup_actor_kind of who wrote it; 0: the caller */
    int64_t author_id;
};
/** Emit the event of a message; *id becomes the message's. */
int32_t sup__add_message(struct sup__unit *unit, int64_t ticket_id,
                         const struct sup__posting *posting, int64_t *id);
/** SUP_INVALID for a digest that is none. */
int32_t sup__check_attachments(struct sup__unit *unit, const struct sup_attachment *items,
                               uint32_t count);
/** References that a ticket has not yet, or by one that was merged into it or somebody else's
 *  message, and how many of them it has no room for. */
struct sup__fitting {
    int64_t message_id; /* that brings them, by somebody of whom the ticket is not; else 0 */
    struct sup_reference *items;
    uint32_t count; /* that fit */
    uint32_t added; /* that it has not yet */
    uint32_t left_out;
};
/** @param is_strange  they come with a message by somebody of whom the ticket is not */
int32_t sup__fit_references(struct sup__unit *unit, int64_t ticket_id, int is_strange,
                            const struct sup_reference *items, uint32_t count,
                            struct sup__fitting *fitting);
/** Emit the event that adds those that fit; none when there are none. */
int32_t sup__add_references(struct sup__unit *unit, int64_t ticket_id,
                            const struct sup__fitting *fitting);
/** The ticket of a person about one of these orders, by the rule `order` of ticket.receive; 0. */
int32_t sup__find_about(struct sup__unit *unit, int64_t person,
                        const struct sup_reference *references, uint32_t count, int64_t *ticket_id);
/** Is the first message of a new ticket here already? Then the receipt is its first one's. */
int32_t sup__known_message(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           struct sup_receipt *receipt, int *is_known);
/** Open a ticket; shared with follow-ups and splits. The customer and the ticket that it goes on
 *  from are taken as they are.
 *
 *  @param split_from  the ticket that it is a part of; 0: none */
int32_t sup__open_ticket(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                         int64_t split_from, int64_t *ticket_id);

#endif
