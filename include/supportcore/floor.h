/*
 * floor.h: on which tier of handling a ticket is, why, and who must sign before it goes on.
 *
 * The floors of a desk are those of its policy, lowest first: triage, specialist, risk. A ticket
 * has two of them. The minimum floor is the highest that a risk rule ever asked for: nothing lowers
 * it, not a later rule, not reopening, not merging, but somebody whom the policy names, with a
 * reason. The current floor is where it is handled: never below the minimum, and above it when it
 * stalled, when the customer asked, or when an agent escalated it. A floor may demand a sign-off
 * before a ticket moves up, hold actions until then, and demand evidence and signatures before the
 * ticket is solved. A desk whose policy has no floors has none of this.
 *
 * What is held is held by whatever way it is tried: ticket.move also when a reply or a note would
 * move the ticket, when a merge would close it, and when it would be solved as a duplicate, which it
 * then is not; ticket.transfer also when it is assigned to another team. What is part of another
 * ticket is held with that one. An import is held like everybody, but for tickets that an import
 * opened.
 *
 * Asking for and executing remedies is held on every ticket about the same: the ticket's orders that
 * the shop reported as its customer's, or all that is asked for the customer where it had none. A
 * hold of asking is one of executing, too. It stands until its sign-off is given, however the ticket
 * leaves the floor: floor.sign gives it afterwards, on any floor and on a closed ticket, and so does
 * who may give it by closing the ticket or taking it down; floor.list has what waits for whom. Who asked or executes lifts no hold; and
 * while money is held no agent takes references off the ticket, also with messages that brought them,
 * or parts it from what was merged into it, or its customer from another.
 *
 * How long a ticket is on a floor, how long somebody works on it there and how long a decision
 * takes are timers (sla.h), and a floor's time limits are promises on them, named "floor." and the
 * floor's name: so they stand when the policy pauses them, and sla.explain tells how they come
 * about. As promises they are kept at exactly their time and pass one millisecond of open time
 * later, and so does the time to sign: of a limit of 15 minutes from 9:00 what follows is of
 * 9:15:00.001, and the stay or the request that begins then counts from there.
 *
 * Floors are the desk's own: what a customer may call of this is floor.escalate, where the policy
 * lets them.
 */
#ifndef SUPPORTCORE_FLOOR_H
#define SUPPORTCORE_FLOOR_H

#include "supportcore/operation.h"
#include "supportcore/policy.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Why a ticket came to a floor, or left it. Numbers are stored. @since 0.1 */
enum sup_floor_why {
    SUP_FLOOR_OPENED = 1,   /**< it began there */
    SUP_FLOOR_RULE = 2,     /**< a risk rule asked for it */
    SUP_FLOOR_STALLED = 3,  /**< a time limit passed, and nobody had to sign or somebody signed */
    SUP_FLOOR_UNSIGNED = 4, /**< a time limit passed and nobody signed in time */
    SUP_FLOOR_CUSTOMER = 5, /**< the customer asked for it */
    SUP_FLOOR_MANUAL = 6,   /**< an agent escalated it */
    SUP_FLOOR_MERGED = 7,   /**< a ticket of a higher minimum was merged into it */
    SUP_FLOOR_RETURNED = 8, /**< back towards its minimum */
    SUP_FLOOR_LOWERED = 9,  /**< its minimum was lowered */
    SUP_FLOOR_REOPENED = 10, /**< it came back to work, from being solved or merged */
    SUP_FLOOR_SOLVED = 11,   /**< it was solved or closed */
    SUP_FLOOR_JOINED = 12,   /**< it was merged into another ticket */
    SUP_FLOOR_POLICY = 13    /**< a policy was activated that has floors where there were none, or
                                  others */
};

/** What is signed. Numbers are stored. @since 0.1 */
enum sup_sign_kind {
    SUP_SIGN_MOVE_UP = 1,   /**< that it may go to a higher floor */
    SUP_SIGN_CLEARANCE = 2, /**< that what is held on the floor may be done */
    SUP_SIGN_RESOLUTION = 3 /**< that it may be solved */
};

/** Limits of what follows. @since 0.1 */
enum {
    SUP_FLOOR_TEXT_BYTES_MAX = 2000, /**< of a justification, a reason, a note */
    SUP_FLOOR_VISITS_MAX = 100,      /**< visits that an explanation lists: the last ones */
    SUP_FLOOR_AFTER_BYTES_MAX = 63,  /**< of a position in a list */
    SUP_FLOOR_LOOKED_MAX = 5000,     /**< tickets which one page of floor.list looks at */
    SUP_FLOOR_SUMMED_MAX = 100000,   /**< visits which one floor.summary looks at */
    SUP_FLOOR_ORDERS_MAX = 10        /**< of a ticket, of which risk rules are asked */
};

struct sup_floor_escalate_params {
    uint32_t size;
    int32_t is_customer_request; /**< 1: the customer asked for it; so it is when a customer calls */
    int64_t ticket_id;
    int64_t version;           /**< the ticket's as the caller has seen it; 0: any */
    const char *floor;         /**< where to, above others too; NULL: the next one up. Not of a
                                    customer, who calls */
    const char *justification; /**< private; needed where the floor's sign-off asks for one */
    const char *idempotency_key; /**< NULL: none */
};

struct sup_floor_lower_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
    int64_t version;
    const char *floor;  /**< where to: below the current one */
    const char *reason; /**< private; needed below the minimum floor */
    const char *idempotency_key; /**< NULL: none */
    int64_t request_id;    /**< of a granted request for floor.lower, which this uses up; 0: none */
    const char *rationale; /**< private: why, where the authority matrix asks for it; NULL: none */
};

struct sup_floor_sign_params {
    uint32_t size;
    int32_t kind; /**< enum sup_sign_kind */
    int64_t ticket_id;
    int64_t version;
    const char *signature; /**< of a resolution: which; NULL: the first that is missing and that the
                                caller may give */
    int32_t is_rejected;   /**< 1: no; of a signature that the caller gave, it is taken back */
    uint32_t reserved;
    const char *note; /**< private; needed where the floor's sign-off wants a justification and the
                           desk itself asked; NULL: none */
    const char *idempotency_key; /**< NULL: none */
};

struct sup_floor_evidence_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
    int64_t version;
    const char *evidence; /**< as the policy's floors name it */
    const char *note;     /**< private: what it is, where it is kept; NULL: none */
    int64_t message_id;   /**< of the ticket, that has it; 0: none */
    const char *idempotency_key; /**< NULL: none */
};

struct sup_floor_explain_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id;
};

/** One stay of a ticket on a floor. */
struct sup_floor_visit {
    int64_t position;   /**< 1, 2, 3 ... of the ticket */
    const char *floor;  /**< its name */
    int32_t rank;       /**< which of the policy's floors it was: 1 is the lowest */
    int32_t why;        /**< enum sup_floor_why */
    const char *rule;   /**< that asked for it; NULL: none */
    int64_t arrived_ms; /**< UTC ms */
    int64_t left_ms;    /**< 0: it is there */
    int32_t left_why;   /**< enum sup_floor_why; 0 */
    int32_t is_incomplete; /**< 1: it left without the evidence that its floor wants for that */
    int64_t agent_id;   /**< who had it when it left; 0: nobody */
    int64_t stalled_ms; /**< when a time limit of the floor passed; 0: none did. That nobody signed
                             in time is none */
    int64_t asked_ms;   /**< when a sign-off to move up was asked for; 0: it was not */
    int64_t asked_by;   /**< who asked, by asked_kind; 0: the desk did */
    int32_t asked_why;  /**< SUP_FLOOR_STALLED, _CUSTOMER or _MANUAL */
    int32_t is_rejected; /**< 1: it was refused */
    const char *asked_floor; /**< where it is to go; NULL */
    int64_t signed_ms;  /**< when that was answered; 0: it was not */
    int64_t signed_by;  /**< agent */
    int64_t cleared_ms; /**< when what is held was cleared; 0: it was not */
    int64_t cleared_by; /**< agent */
    int64_t asked_from; /**< the merged ticket that it was asked for on; 0: on this one */
    int32_t asked_kind; /**< enum sup_actor_kind of asked_by; 0: nothing was asked for */
    int32_t reserved;
};

/** A risk rule that asked for a floor. */
struct sup_floor_cause {
    const char *rule; /**< its name in the policy */
    const char *label;  /**< as the active policy has it, else its name */
    const char *floor;  /**< that it asked for */
    int64_t matched_ms; /**< when */
    int32_t is_matching; /**< 1: it matches now as well; 0: not, or the policy has it no more */
    int32_t is_waived;   /**< 1: the minimum floor was lowered after it */
    uint32_t step_count; /**< 0: the policy has it no more, or it has no condition */
    uint32_t reserved;
    const struct sup_policy_step *steps; /**< its condition, with the values of the facts as they
                                              are now */
    const char *order; /**< whose facts are among these values: "shopify order 1001", of several the
                            first that it matches, else the first; NULL: it asks for no order's, or
                            the ticket is about none. Other facts are of the ticket and its customer */
    int64_t ticket_id; /**< part of this ticket, whose values these are, since it asked there or
                            matches only there; 0: they are of this one */
};

/** A signature under a resolution. */
struct sup_floor_signature {
    const char *name;
    const char *label;  /**< as the active policy has it, else its name */
    int64_t position;   /**< of the stay on which it was given */
    int64_t agent_id;   /**< who gave it; 0: the system */
    int64_t signed_ms;
    int32_t is_rejected; /**< 1: it was refused */
    uint32_t reserved;
};

/** A piece of evidence that was recorded. */
struct sup_floor_record {
    const char *name;
    const char *label;   /**< as the active policy has it, else its name */
    int64_t recorded_ms;
    int32_t actor_kind;  /**< enum sup_actor_kind */
    uint32_t reserved;
    int64_t actor_id;
    int64_t message_id;  /**< that has it; 0: none */
};

/** What is missing before a ticket can be solved, or leave its floor by hand. */
struct sup_floor_missing {
    const char *what;   /**< "evidence" or "signature" */
    const char *name;
    const char *label;
    const char
        *before; /**< "leaving", "solving", or "closing" of a solved ticket that was raised */
    const char *from;   /**< of a signature, who may give it: "role:head_of_risk agent:12"; NULL */
};

/** What may not be done now. */
struct sup_floor_held {
    const char *action; /**< or a pattern: "ticket.*", those of them that can be held; of a stay that
                             is over those of remedies */
    const char *until;  /**< "clearance", "move_up" or "resolution" */
    const char *from;   /**< who may sign that */
    const char *floor;  /**< that holds it */
    int64_t ticket_id;  /**< whose stay on that floor it is: this ticket, or a part of it */
    int64_t position;   /**< of that stay */
    int64_t left_ms;    /**< when the ticket left the floor with the sign-off not given; 0: it is there */
};

/** Why a ticket is on its floor, and what it waits for. */
struct sup_floor_explanation {
    uint32_t size;
    int32_t is_cut; /**< 1: there were more visits, rules, signatures or pieces of evidence than are
                         listed */
    int64_t ticket_id;
    const char *floor;         /**< NULL: the desk has no floors, it was over before there were any, or its
                                    turn for the policy that brought them has not come; lines tell which */
    const char *floor_label; /**< for people */
    const char *floor_minimum;
    uint32_t visit_count;
    uint32_t cause_count;
    const struct sup_floor_visit *visits; /**< oldest first; the last is the one it is on */
    const struct sup_floor_cause *causes; /**< oldest first */
    uint32_t missing_count;
    uint32_t held_count;
    const struct sup_floor_missing *missing; /**< before it can be solved, or leave */
    const struct sup_floor_held *held; /**< what may not be done now: on the floor that it is on, then
                                            of remedies by stays that are over, until floor.sign; of
                                            a merged ticket by its own, signed on what it is part of */
    const char *sign_from; /**< who may sign what it waits for to move up; NULL: it does not wait */
    uint32_t line_count;
    uint32_t reserved;
    const char *const *lines; /**< the same for people: what was in the order of its times, then
                                   what is to be */
    uint32_t signature_count;
    uint32_t record_count;
    const struct sup_floor_signature *signatures; /**< oldest first */
    const struct sup_floor_record *records;       /**< oldest first */
};

struct sup_floor_list_params {
    uint32_t size;
    uint32_t limit;      /**< tickets at most; 0: 100 */
    const char *floor;   /**< on this one only; NULL: any */
    const char *team;    /**< of this team only; NULL: any */
    int64_t assignee_id; /**< of this agent only; 0: any */
    int64_t signer_id;   /**< only those that wait for a signature which this agent may give; 0: any */
    int32_t is_waiting;  /**< 1: only those that wait for a signature */
    int32_t is_left;     /**< 1: only those that wait for one and have left the floor that holds
                              remedies until it is given */
    const char *after; /**< the page after this position, from next_after; NULL: the first */
};

/** A ticket on its floor, or one that has left it unsigned. */
struct sup_floor_ticket {
    int64_t ticket_id; /**< on which it is signed */
    const char *floor; /**< that it is on, or has left */
    const char *floor_minimum;
    int64_t arrived_ms; /**< on this floor */
    int32_t why;        /**< enum sup_floor_why: why it came there */
    int32_t waits_for;  /**< enum sup_sign_kind: SUP_SIGN_MOVE_UP or _RESOLUTION, _CLEARANCE only where
                             it has left; 0: no signature. Of several the first, that the signer may
                             give where one was asked for */
    int64_t asked_ms;   /**< since when a sign-off to move up is waited for; 0 */
    const char *status;
    const char *priority;
    const char *channel;
    const char *team;    /**< NULL: none */
    int64_t assignee_id; /**< 0: nobody */
    int64_t position;    /**< of that stay among those of the ticket, or of part_id */
    int64_t left_ms;     /**< when that stay ended with remedies held until the sign-off; 0: it is there */
    int64_t part_id;     /**< of a stay that is over: the ticket that was merged into this one since,
                              whose stay it was; 0: its own */
};

struct sup_floor_list {
    uint32_t size;
    uint32_t count;
    const struct sup_floor_ticket *items; /**< the highest floor first, on each the oldest first; in
                                               the order of an earlier policy until each has had its
                                               turn for the active one (sup_desk_tick()); then, where
                                               only what waits is asked for, stays that are over,
                                               those that ended first first */
    const char *next_after;               /**< where the next page begins; NULL on the last */
};

struct sup_floor_summary_params {
    uint32_t size;
    uint32_t reserved;
    int64_t from_ms; /**< tickets that arrived on a floor from here on */
    int64_t to_ms;   /**< and before here; 0: the caller's now */
};

/** What went on on a floor, for a reason, or with an agent. */
struct sup_floor_figures {
    const char *floor;  /**< NULL in a row about a reason or an agent */
    const char *reason; /**< of the ticket; "" when it has none; NULL elsewhere */
    int64_t agent_id;   /**< who had it when it left; 0 */
    int64_t visit_count;
    int64_t solved_count;    /**< of them, those that ended with the ticket solved there */
    int64_t escalated_count; /**< those that ended on a higher floor, by whatever cause */
    int64_t rule_count;      /**< of these, by a risk rule */
    int64_t stalled_count;   /**< by a time limit, signed or not */
    int64_t unsigned_count;  /**< of those by a time limit, a customer or an agent: nobody signed */
    int64_t customer_count;  /**< at the customer's request, signed or not */
    int64_t manual_count;    /**< by an agent, signed or not */
    int64_t ended_count;     /**< visits that are over */
    int64_t total_ms;        /**< how long these took, wall-clock time */
};

struct sup_floor_summary {
    uint32_t size;
    uint32_t floor_count;
    int64_t from_ms;
    int64_t to_ms;
    const struct sup_floor_figures *floors; /**< lowest first, known by their names; behind them
                                                 those that the policy has no more */
    uint32_t reason_count;
    uint32_t agent_count;
    const struct sup_floor_figures *reasons; /**< most escalations first, SUP_PAGE_MAX at most */
    const struct sup_floor_figures *agents;  /**< likewise */
    int64_t ticket_count;       /**< tickets that came to a floor for the first time in that time; one
                                     that is part of another counts as that */
    int64_t first_solved_count; /**< of them, those that are solved and were on no floor but the
                                     lowest, as kpi.query counts solved_on_first_floor */
    int64_t risk_count;         /**< of them, those for which a rule ever asked for what is the highest
                                     floor now */
    int64_t risk_reached_count; /**< of these, those that came to it */
    int64_t decision_count;     /**< decisions and sign-offs on those tickets that were given */
    int64_t decision_target_count; /**< of those that had a target, the ones given, and the ones over
                                        whose target time has run without one */
    int64_t decided_in_time_count; /**< of these, those that kept it */
    int64_t step_count;     /**< escalations by hand, at the customer's request and by time */
    int64_t complete_count; /**< of these, those with all that their floor demands: its evidence,
                                 and the sign-off where it wants one, which is not given without the
                                 justification that it wants */
};

/**
 * Move a ticket up by hand, or because its customer asked: to the next floor, or to the one named,
 * past those between, for up is the safe direction. A customer who calls names none.
 * Where its floor demands a sign-off, that is asked for, and the ticket stays until somebody signs
 * or, by the policy, nobody did in time. It changes the current floor only, not the minimum.
 * Whenever it is said to have been (at_ms), it counts from no earlier than the ticket came to the
 * floor that it leaves; so do sup_floor_lower() and a fact that raises it.
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_INVALID for a floor that the policy has not, or that is
 *         not above the current one; SUP_REFUSED on the highest floor, on a ticket that is solved,
 *         when evidence that the floor wants is missing, which is named, when a justification is
 *         missing, and to a customer who names a floor; SUP_CONFLICT when a sign-off is waited for already
 * @since 0.1
 */
SUP_API int32_t sup_floor_escalate(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_floor_escalate_params *params,
                                   struct sup_receipt *receipt);

/**
 * Let a ticket return to a lower floor. Down to its minimum who may call this may do it; below, the
 * minimum is lowered too: only those may whom the policy's floor names (lowered_by), with a reason.
 * The rules that asked for the floor have had their say then: they do not raise it again. Whoever is
 * told of an arrival on the lower floor is told.
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_INVALID for a floor that the policy has not, or that is
 *         not below the current one, or without a reason; SUP_REFUSED to who may not
 * @since 0.1
 */
SUP_API int32_t sup_floor_lower(sup_core *core, const struct sup_caller *caller,
                                const struct sup_floor_lower_params *params,
                                struct sup_receipt *receipt);

/**
 * Sign: that a ticket may move up, that what is held may be done, that it may be solved; or refuse
 * to. When a time limit of the floor passed while somebody's own request waited, and that is refused,
 * the desk asks for itself at once, as the policy says of the limit. Who asked to move up does not
 * sign that, and who has the ticket neither answers the desk, which asked because it stalled with
 * them, nor signs its resolution or gives clearance; one person gives one signature of a resolution;
 * bots sign nothing, nor does the host, which may do all else. A signature under a condition is
 * asked for when that is true, or cannot be decided, with any of the ticket's first
 * SUP_FLOOR_ORDERS_MAX orders.
 *
 * Whenever it is said to have been given (at_ms), it counts from no earlier than it was asked for and
 * the ticket came there.
 *
 * A signature is for this stay on this floor: it is void when the floor changes, when the ticket is
 * reopened, and when a risk comes that was not known, which ends clearance too: a rule matches that
 * had not before, the minimum rises, or a ticket with a risk of its own is merged into it. Who gave it
 * takes it back with a refusal, until the ticket is solved. It does not count while whoever gave it
 * has the ticket, nor when they solve it. Who had the ticket earlier is not looked up: a desk that
 * cares sees it in the log. A signature that was refused is missing until it is given, also when its
 * condition does not hold any more.
 *
 * What a ticket has left unsigned of a hold of remedies is signed with the same call, when the floor
 * that it is on asks nothing of the caller: of a solved or closed ticket too, by who could have signed
 * there. What is signed on a floor that holds remedies until then is signed for all that the ticket
 * and its parts left there or below. It is not taken back, and a refusal changes nothing of it.
 *
 * @return as sup_run(); SUP_NOT_FOUND; SUP_INVALID for a signature that the floor does not ask for;
 *         SUP_CONFLICT when nothing waits for it, or it is given; SUP_REFUSED to who may not sign,
 *         and when a justification is missing
 * @since 0.1
 */
SUP_API int32_t sup_floor_sign(sup_core *core, const struct sup_caller *caller,
                               const struct sup_floor_sign_params *params,
                               struct sup_receipt *receipt);

/**
 * Record a piece of evidence that the floors of the policy ask for. Said again, it replaces what was
 * said; the log keeps both.
 *
 * @return as sup_run(); SUP_NOT_FOUND, also for a message that is not in the ticket; SUP_INVALID for
 *         evidence that no floor asks for
 * @since 0.1
 */
SUP_API int32_t sup_floor_evidence(sup_core *core, const struct sup_caller *caller,
                                   const struct sup_floor_evidence_params *params,
                                   struct sup_receipt *receipt);

/**
 * Tell why a ticket is on its floor: the rules that asked for it, its stays with who signed what,
 * what is held, also by stays that are over, and what is missing before it can be solved.
 *
 * @param[out] explanation  owned: sup_free()
 *
 * @return as sup_run(); SUP_NOT_FOUND
 * @since 0.1
 */
SUP_API int32_t sup_floor_explain(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_floor_explain_params *params,
                                  struct sup_floor_explanation **explanation);

/**
 * Read the tickets in work by floor and age, or those that wait for a signature: of anybody, or of
 * one person. Behind those in work that wait come the stays that are over and hold remedies until
 * somebody signs with floor.sign, of solved and closed tickets too, each once, by its first sign-off
 * that is missing (is_left: these alone). A page looks at no more than SUP_FLOOR_LOOKED_MAX tickets:
 * where few of them are what was asked for, pages are short, even empty, and next_after goes on from
 * the last one looked at.
 *
 * @param[out] list  owned: sup_free()
 *
 * @return as sup_run(); SUP_INVALID for a floor or a team that the policy has not, or an `after`
 *         that is no position; SUP_NOT_FOUND for an agent who is not there
 * @since 0.1
 */
SUP_API int32_t sup_floor_list(sup_core *core, const struct sup_caller *caller,
                               const struct sup_floor_list_params *params,
                               struct sup_floor_list **list);

/**
 * Count what went on on the floors in a time: how many arrived, how long they stayed, how many were
 * solved there, how many went up and why; by floor, by contact reason, by agent. It reads each stay
 * that began in that time, with its ticket.
 *
 * @param[out] summary  owned: sup_free()
 *
 * @return as sup_run(); SUP_INVALID when to_ms is before from_ms; SUP_LIMIT when there are more
 *         than SUP_FLOOR_SUMMED_MAX: ask for less time
 * @since 0.1
 */
SUP_API int32_t sup_floor_summary(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_floor_summary_params *params,
                                  struct sup_floor_summary **summary);

#ifdef __cplusplus
}
#endif

#endif
