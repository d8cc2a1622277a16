/*
 * reminder.h: somebody is to be reminded of a ticket.
 *
 * A reminder waits for its time in the agenda and is then an event, `reminder.due`, that names the
 * ticket, the reminder and whom it is for: a host that reads the outbox tells them. It fires once,
 * at its own instant, whenever the host ticks, and is then gone from the ticket; its event stays in
 * the ticket's history with the note.
 *
 * The policy may set reminders as well (`timers.reminders`): when the customer does not answer, or
 * a carrier does not. Those end by themselves, as soon as the ticket leaves the status that they
 * are for, or is merged, or the customer writes to a ticket that is pending.
 *
 * What happens to the others: a ticket that is solved keeps its reminders; one that is closed loses
 * them; those of a ticket that is merged go along to the other one, and back when the merge is
 * taken back.
 *
 * Reminders are the desk's own: who is a customer sees none and may set none.
 */
#ifndef SUPPORTCORE_REMINDER_H
#define SUPPORTCORE_REMINDER_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of reminders. @since 0.1 */
enum {
    SUP_TICKET_REMINDERS_MAX = 20,    /**< that somebody set on a ticket; a merge may bring more */
    SUP_REMINDER_NOTE_BYTES_MAX = 500 /**< of a note, without line breaks */
};

/** A reminder that waits. */
struct sup_reminder {
    int64_t id;         /**< 1, 2, 3 ... in the desk */
    int64_t due_ms;     /**< when it is due; before now when it was not fired yet */
    int64_t agent_id;   /**< who is reminded; 0: whoever has the ticket then */
    const char *note;   /**< what to think of; NULL: not said, or erased */
    const char *rule;   /**< the policy's rule that set it; NULL: somebody did */
    int64_t position;   /**< which of the rule's reminders it is, from 1; 0: of none */
    int64_t set_ms;     /**< when it was set */
    int64_t actor_id;   /**< who set it */
    int32_t actor_kind; /**< enum sup_actor_kind */
    uint32_t reserved;
    int64_t ticket_id; /**< the ticket that it was set on, which may have been merged into this */
};

struct sup_ticket_remind_params {
    uint32_t size;
    int32_t is_assignee; /**< 1: whoever has the ticket then; not with agent_id */
    const char *idempotency_key;
    int64_t ticket_id;    /**< required */
    int64_t version;      /**< 0 for any */
    int64_t due_ms;       /**< when, after now; or: */
    int64_t within_ms;    /**< after so many business hours; one of the two is required */
    const char *calendar; /**< whose hours those are, a name of the policy; NULL: those that the
                               policy's timers go by, which are all hours unless it says */
    int64_t agent_id;     /**< who is reminded; 0: the actor, or whoever has the ticket then where
                               that is no agent */
    const char *note; /**< what to think of, up to SUP_REMINDER_NOTE_BYTES_MAX; NULL: not said */
};

struct sup_ticket_unremind_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key;
    int64_t ticket_id;   /**< required */
    int64_t version;     /**< 0 for any */
    int64_t reminder_id; /**< required */
};

/**
 * Set a reminder on a ticket.
 *
 * Its event names whom it is for, and who has the ticket where that is another, or else the team:
 * a host that finds that an agent has left the desk by then tells those.
 *
 * @return as sup_run(); SUP_INVALID unless one of due_ms and within_ms is given, when the time is
 *         not after now, when both an agent and is_assignee are, and for a calendar that the policy
 *         has not; SUP_NOT_FOUND for a ticket or an agent that is not there; SUP_REFUSED for a departed agent, and on a
 *         ticket that is closed or was merged; SUP_LIMIT; receipt id: the reminder
 * @since 0.1
 */
SUP_API int32_t sup_ticket_remind(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_ticket_remind_params *params,
                                  struct sup_receipt *receipt);

/**
 * Take a reminder away before it is due; of the policy's it takes those that would follow as well.
 *
 * @return as sup_run(); SUP_NOT_FOUND for a ticket that is not there, or without such a reminder:
 *         it may have been due already; SUP_REFUSED on a ticket that was merged; receipt id: the
 *         reminder
 * @since 0.1
 */
SUP_API int32_t sup_ticket_unremind(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_ticket_unremind_params *params,
                                    struct sup_receipt *receipt);

#ifdef __cplusplus
}
#endif

#endif
