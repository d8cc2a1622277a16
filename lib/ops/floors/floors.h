/*
 * floors.h: on which floor tickets are, and what follows from it.
 *
 * What is decided stands in events: floors by name and by their number at the time, so that a
 * rebuild needs no policy. A ticket in work is on exactly one visit (sup_visit); one that is solved
 * or was merged is on none, and keeps its floors.
 */
#ifndef SUP__FLOORS_H
#define SUP__FLOORS_H

#include "ops/unit.h"
#include "supportcore/floor.h"

/** The lowest floor of the active policy that a ticket may be on. One that the policy has no more
 * is the higher of those of its number from below and from above; the lowest is the lowest. -1:
 * there is none. */
int32_t sup__floor_minimum(const struct sup__policy *policy, const struct sup__ticket_row *row);
/** The floor of the active policy that a ticket is on: never below its minimum, in whatever order a
 *  later policy has them. -1: there is none. */
int32_t sup__floor_current(const struct sup__policy *policy, const struct sup__ticket_row *row);
/** The same; NULL: the policy has none, or the ticket is on none. */
const struct sup__floor *sup__floor_of(const struct sup__policy *policy,
                                       const struct sup__ticket_row *row);
/** Put the floors of a ticket into its facts. */
void sup__floor_slots(const struct sup__policy *policy, const struct sup__ticket_row *row,
                      struct sup__slot *slots);
/** 1: who has the ticket keeps it when it comes to that floor. */
int32_t sup__floor_keeps(struct sup__unit *unit, const struct sup__ticket_row *row,
                         const struct sup__floor *floor, int *is_so);
/** 1: it is worked on, so it is on a visit. */
int sup__is_floor_work(const struct sup__ticket_row *row);

/** 1: the action is one of those that the hold is for: who may not ask for remedies executes none,
 *  either. */
int sup__hold_lists(const struct sup__hold *hold, const char *action);
/** What ends a hold, by SUP__HOLD_...: "somebody gives clearance". */
extern const char *const sup__hold_until_words[];

/** The visit that a ticket is on; SUP_NOT_FOUND sets no error. */
int32_t sup__load_visit(struct sup__unit *unit, const struct sup__ticket_row *row,
                        struct sup__visit_row *visit);
/** 1: what is signed of that kind (enum sup_sign_kind) was signed on the visit, or nobody waits for
 *  it there. */
int sup__is_signed_off(const struct sup__visit_row *visit, int32_t kind);
/** The bit of a kind in `holds` of a visit. */
int64_t sup__hold_bit(int32_t kind);
/** 1: the ticket has had one stay, of which its row tells all there is: nobody asked, signed or
 *  stalled there, and it was solved there if it is over. It has no row in sup_visit. */
int sup__plain_stay(const struct sup__ticket_row *row, struct sup__visit_row *visit);
/** `signing` of a visit: whether its resolution has to be signed. Numbers are stored. */
enum { SUP__SIGNING_WAITS = 1, SUP__SIGNING_DONE = 2 };
/* What came of a time limit that passed on a visit. Numbers are stored. */
enum { SUP__STALLED_TOLD = 1, SUP__STALLED_ASKED, SUP__STALLED_UP };

/** What a visit waits for: enum sup_sign_kind; 0: nothing. */
int32_t sup__visit_waits(const struct sup__visit_row *visit);

/* Stays on floors, floor by floor (floor_stays.c). */
enum { SUP__STAYS_CHUNK = 100 };

struct sup__stay {
    int64_t arrived_ms;
    int64_t ticket_id; /* 0: none */
    int64_t position;  /* of all stays; of a ticket in work there is one */
};

/** What is read and how far that is; zero it and fill in the first six, to go on somewhere also
 *  `part` and `last`. It is done when `part` is `part_count`. */
struct sup__stays {
    struct sup__unit *unit;
    int is_current;       /* those that last, by their tickets; else all */
    const int64_t *ranks; /* the floors, by their numbers, one after the other; 0: plain stays */
    uint32_t part_count;
    int64_t from_ms; /* that began from here on */
    int64_t to_ms;   /* and before here; 0: any */
    uint32_t part;
    struct sup__stay last;           /* read last of that part */
    int is_cut;                      /* the chunk ended before the parts did */
    int is_within;                   /* within one of them */
    struct sup__visit_row *rows;     /* the chunk, in the arena */
    struct sup__ticket_row *tickets; /* the same of those that last */
    uint32_t count;
    struct sup_value from;
    struct sup_value lower[3];
};

/** The next chunk; it is empty only at the end. */
int32_t sup__stays_read(struct sup__stays *stays);

/* The fold (floors_fold.c). */
/** An event with a floor in its payload: part of sup__fold(), before the timers. */
int32_t sup__fold_floor(struct sup__unit *unit, const struct sup__event *event,
                        struct sup__ticket_slot *slot);
/** Other events about floors. */
int32_t sup__fold_floor_event(struct sup__unit *unit, const struct sup__event *event,
                              struct sup__ticket_row *row);
/** A ticket was solved or merged, or came back to work. */
int32_t sup__fold_floor_work(struct sup__unit *unit, const struct sup__event *event,
                             struct sup__ticket_row *row);
/** After an event of a ticket that had a plain stay before it, as it was then: it gets a row where
 *  the ticket tells of something else now. */
int32_t sup__fold_plain_stay(struct sup__unit *unit, const struct sup__visit_row *stay,
                             struct sup__ticket_row *row);

/* Asking risk rules (floors_review.c). */
struct sup__opening;
struct sup_ticket_open_params;
/** Decide on which floor a ticket begins; `slots` are its facts and get that one too. */
int32_t sup__floor_opening(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           struct sup__slot *slots, struct sup__opening *opening);
/** After an event of a ticket: ask the risk rules that it may let match. */
int32_t sup__floor_after(struct sup__unit *unit, const struct sup__event *event);
/** Ask all risk rules about a ticket; what matches on a merged one raises what it is part of. */
int32_t sup__floor_review(struct sup__unit *unit, int64_t ticket_id);
/** The same about a ticket and all that is part of it. */
int32_t sup__floor_review_all(struct sup__unit *unit, int64_t ticket_id);
/** Of how many of a ticket's orders rules are asked: of one case at least. */
uint32_t sup__floor_orders(const struct sup__policy *policy, uint32_t orders);
/** 1: a risk rule asks for one of these facts of a group ("order"). */
int sup__floors_ask(const struct sup__policy *policy, const char *group,
                    const struct sup__texts *facts);
/** After what was said of a customer, or who they are, has changed: ask about their open tickets.
 */
int32_t sup__floor_review_customer(struct sup__unit *unit, int64_t customer_id);

/* Decisions (floors.c). */
/** Say on which floor a ticket is from this event on, and which number that has. */
void sup__floor_say(const struct sup__policy *policy, int32_t floor, struct sup__event *event);
/** The same of its minimum. */
void sup__floor_say_minimum(const struct sup__policy *policy, int32_t floor,
                            struct sup__event *event);
/** Say where it begins in its event. SUP_REFUSED when it is given to an agent who may not have it
 * there. */
int32_t sup__floor_open(struct sup__unit *unit, const struct sup__opening *opening,
                        struct sup__event *event);
/** It is open: the tags of its floor. */
int32_t sup__floor_opened(struct sup__unit *unit, int64_t ticket_id);
/** Raise the minimum of a ticket, and its current floor if that is lower.
 *
 * @param rules  that asked for it, by index
 * @param source_id  the ticket from which it comes; 0: none
 */
int32_t sup__floor_raise(struct sup__unit *unit, int64_t ticket_id, int32_t floor, int64_t why,
                         const uint32_t *rules, uint32_t count, int64_t source_id);
/** Is it a run of that stay, the ticket's last one? Also one that went on there, after a merge that
 *  was taken back; one that came with another ticket had ended before. */
int sup__is_of_stay(const struct sup__timer_row *run, const struct sup__visit_row *visit);
/** A ticket may come back to work with this event: say who is told, and whether it has to be
 *  signed. *is_raised: meanwhile it came to another floor, so it is to be handed over. */
int32_t sup__floor_back(struct sup__unit *unit, const struct sup__ticket_row *row,
                        struct sup__event *event, int *is_raised);
/** After that event, where `before` is the ticket as it was: it is handed over when it came to
 *  another floor, and when whoever had it may not have it there any more. */
int32_t sup__floor_came_back(struct sup__unit *unit, const struct sup__ticket_row *before,
                             int is_raised);
/** Say in an event which rules asked on a ticket for more than that floor, by its index, and were
 *  not waived. */
int32_t sup__floor_say_rules(struct sup__unit *unit, int64_t ticket_id, int32_t floor,
                             struct sup__event *event);
/** The same of a ticket that is lowered to that floor, and of its parts, with what they asked for:
 *  they have all had their say on the whole. */
int32_t sup__floor_say_waived(struct sup__unit *unit, const struct sup__ticket_row *row,
                              int32_t floor, struct sup__event *event);
/** Another ticket was merged into it: its minimum is no lower than that one's, and what was signed
 *  before that risk came is void. */
int32_t sup__floor_joined(struct sup__unit *unit, int64_t ticket_id, int64_t source_id);
/** Whenever it is said to have been: a ticket leaves no floor before it came there, so from now on it
 *  is no earlier. Returns when it was, for who goes on with more. */
int64_t sup__floor_no_earlier(struct sup__unit *unit, const struct sup__ticket_row *row);
/** A way up. */
struct sup__floor_step {
    int32_t to;                         /* index of the floor */
    int32_t why;                        /* enum sup_floor_why */
    const char *justification;          /* NULL: none */
    int64_t signed_by;                  /* who signed it; 0: nobody had to, or did */
    const struct sup__timer_row *limit; /* that passed; NULL: it is for no limit */
};
/** Move the current floor up. */
int32_t sup__floor_rise(struct sup__unit *unit, int64_t ticket_id,
                        const struct sup__floor_step *step);
/** Ask for a sign-off to go there. */
int32_t sup__floor_ask(struct sup__unit *unit, int64_t ticket_id,
                       const struct sup__floor_step *step);
/** What one ticket waits for, as another one gets it (floor_carry.c). */
struct sup__waiting {
    int64_t ticket_id; /* on which it was asked for; 0: it waits for no sign-off */
    int64_t position;
    int64_t asked_ms;
    int64_t asked_kind;
    int64_t asked_by;
    int64_t asked_why;
    const char *asked_floor;
    const char *floor; /* on which it waits */
};
/** The sign-off to move up that a ticket waits for, or waited for until it was merged. */
int32_t sup__floor_waiting(struct sup__unit *unit, const struct sup__ticket_row *row,
                           struct sup__waiting *waiting);
/** A ticket was merged into another: what it waits for is waited for there. */
int32_t sup__floor_carry(struct sup__unit *unit, int64_t ticket_id,
                         const struct sup__waiting *waiting);
/** It was parted from that again, and is back in work: it waits as before, unless that was answered
 *  meanwhile. */
int32_t sup__floor_bring_back(struct sup__unit *unit, int64_t ticket_id, int64_t root_id,
                              const struct sup__waiting *waiting);
/** A ticket has its turn for a policy: it gets a floor if it has none, rules that are new are
 * asked, and what was waited for and is not any more is settled (floors_turn.c). */
int32_t sup__floor_turn(struct sup__unit *unit, int64_t ticket_id);
/** The last of that, which is as well for when a request was answered that a limit has found: what
 *  has passed, and had no more come of it than was told, is done as the policy says. */
int32_t sup__floor_settle(struct sup__unit *unit, int64_t ticket_id);
/** The first of that: a ticket in work is on floors that the policy has, by their numbers there. So
 *  it is as well when one comes back that was solved at that turn. */
int32_t sup__floor_place(struct sup__unit *unit, int64_t ticket_id);
/** A time limit of the floor has passed, or that of a sign-off: what follows, if anything. */
int32_t sup__floor_late(struct sup__unit *unit, const struct sup__timer_row *limit);
/** A ticket has come to its floor: to whom it goes, and which tags it gets. */
int32_t sup__floor_hand_over(struct sup__unit *unit, int64_t ticket_id);

/* What a floor goes on holding of remedies when its ticket has left it (floor_stands.c). */
struct sup__rows;
/** A hold on a stay that is over, of a ticket or of what is part of it; all borrowed. */
struct sup__standing {
    const struct sup__ticket_row *ticket; /* that is not part of another */
    const struct sup__visit_row *visit;
    const struct sup__hold *hold;
    int32_t floor; /* its index */
};
struct sup__standings {
    struct sup__standing *items; /* in the arena */
    uint32_t count;
    uint32_t room;
};
/** 1: the hold is for remedies. */
int sup__is_money_held(const struct sup__hold *hold);
/** 1: a floor of the policy has such a hold. */
int sup__is_any_money_held(const struct sup__policy *policy);
/** Which sign-off ends a hold: enum sup_sign_kind. */
int32_t sup__hold_sign_kind(const struct sup__hold *hold);
/** Say in an event that ends a stay what its floor holds of remedies. */
int32_t sup__floor_say_holds(struct sup__unit *unit, struct sup__event *event);
/** 1: what the hold is until was given on that stay, or is not wanted there. */
int sup__is_lifted(const struct sup__hold *hold, const struct sup__visit_row *visit);
/** Add all stays of a ticket, oldest first, to a list of such rows; other tickets may move. */
int32_t sup__load_stays(struct sup__unit *unit, int64_t ticket_id, struct sup__rows *rows);
/** All stays of a ticket, then of what is part of it, oldest first each: rows of sup_visit. */
int32_t sup__load_all_stays(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                            struct sup__rows *rows);
/** 1: the stay is over, and the hold was not lifted. `ticket` is not part of another. */
int32_t sup__is_standing(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                         const struct sup__visit_row *visit, const struct sup__floor *floor,
                         const struct sup__hold *hold, int *is_so);
/** All holds of remedies that stand of a ticket, which is not part of another. */
int32_t sup__load_standing(struct sup__unit *unit, int64_t ticket_id, struct sup__standings *all);
/** Add those of one stay, of the ticket or of what is part of it; all is borrowed. */
int32_t sup__add_standing(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                          const struct sup__visit_row *visit, struct sup__standings *all);
/** Which signatures of its floor's resolution it waits for, by index; as sup__missing_signatures().
 */
int32_t sup__standing_missing(struct sup__unit *unit, const struct sup__standing *standing,
                              uint32_t *missing, uint32_t *count);
/** The agent who calls; NULL: none does. */
const struct sup__agent_row *sup__acting_agent(const struct sup__unit *unit);
/** 1: that agent may give the sign-off, or a signature of it: that one, unless NULL.
 *
 * @param who  NULL: nobody
 */
int32_t sup__may_sign_standing(struct sup__unit *unit, const struct sup__agent_row *who,
                               const struct sup__standing *standing, const char *signature,
                               int *is_so);
/** The first that stands until that sign-off (enum sup_sign_kind) and that the caller may lift
 *  (`is_own`), else the first; no visit: there is none. */
int32_t sup__find_standing(struct sup__unit *unit, int64_t ticket_id, int32_t kind,
                           const char *signature, struct sup__standing *found, int *is_own);
/** The caller, who may, signs it; once it is lifted, for what stands below, too. */
int32_t sup__sign_standing(struct sup__unit *unit, const struct sup__standing *standing,
                           const char *signature, const char *note);
/** Somebody closed a ticket or took it down: that is a sign-off, as far as they may give it. */
int32_t sup__sign_left(struct sup__unit *unit, int64_t ticket_id);
/** What a floor holds until that was signed for: what stands there and below is, too. */
int32_t sup__sign_below(struct sup__unit *unit, int64_t ticket_id, int32_t floor, int32_t until);

/* What is asked for (floor_check.c). */
/** 1: what a hold lists may not be done on that visit now. */
int32_t sup__is_held(struct sup__unit *unit, const struct sup__ticket_row *row,
                     const struct sup__hold *hold, const struct sup__visit_row *visit, int *is_so);
/** 1: somebody gave clearance who does not have the ticket. */
int sup__is_cleared(const struct sup__ticket_row *row, const struct sup__visit_row *visit);
/** After an event that may change which signatures are missing: say so where it does. */
int32_t sup__review_signing(struct sup__unit *unit, int64_t ticket_id);
/** Is an action held on a ticket's floor? SUP_REFUSED names until when. */
int32_t sup__check_held(struct sup__unit *unit, const struct sup__ticket_row *row,
                        const char *action, const char *field);
/** The same by the ticket's id; what is part of another ticket is held with that one. */
int32_t sup__check_ticket_held(struct sup__unit *unit, int64_t ticket_id, const char *action,
                               const char *field);
/** 1: a ticket that is not worked on came to another floor since. */
int32_t sup__floor_is_raised(struct sup__unit *unit, const struct sup__ticket_row *row,
                             int *is_raised);
/** 1: its floor wants evidence or signatures before a ticket is solved, whether they are there or
 *  not. */
int sup__floor_demands_to_solve(const struct sup__unit *unit, const struct sup__ticket_row *row);
/** May a ticket be solved? SUP_REFUSED names what is missing. */
int32_t sup__check_resolution(struct sup__unit *unit, const struct sup__ticket_row *row);
/** May an agent have it? SUP_REFUSED names the roles. */
int32_t sup__check_handler(struct sup__unit *unit, const struct sup__ticket_row *row,
                           int64_t agent_id, const char *field);
/** Evidence that is missing of a list, as names; the array is in the arena. */
int32_t sup__missing_evidence(struct sup__unit *unit, int64_t ticket_id,
                              const struct sup__named *wanted, uint32_t count,
                              struct sup__texts *missing);
/** Signatures of a floor's resolution that are asked for now and not given, by index. `missing` has
 *  room for all of them. */
int32_t sup__missing_signatures(struct sup__unit *unit, const struct sup__ticket_row *row,
                                const struct sup__floor *floor, uint32_t *missing, uint32_t *count);
/** "role:head_of_risk agent:12", in the arena; NULL: out of memory, which is told. */
const char *sup__holders_text(struct sup__unit *unit, const struct sup__holders *holders);
/** The same by another policy than the active one. */
const char *sup__holders_text_of(struct sup__unit *unit, const struct sup__policy *policy,
                                 const struct sup__holders *holders);
/** The same one by one, for who is told. */
int32_t sup__holders_texts(struct sup__unit *unit, const struct sup__holders *holders,
                           struct sup__texts *texts);
/** Is the caller one of them? The system is. */
int sup__caller_holds(const struct sup__unit *unit, const struct sup__holders *holders);

/* Explaining (floor_causes.c, floor_held.c). */
/** Fill in the rules that asked for floors on a ticket or on its parts.
 *
 * @param[out] failed  1: there was no memory for the result
 */
int32_t sup__floor_causes(struct sup__unit *unit, const struct sup__ticket_row *row,
                          struct sup_floor_explanation *out, int *failed);
/** Fill in what is held of a ticket, also by stays that are over.
 *
 * @param visit  that it is on; NULL: none
 * @param[out] failed  1: there was no memory for the result
 */
int32_t sup__floor_held(struct sup__unit *unit, const struct sup__ticket_row *row,
                        const struct sup__visit_row *visit, struct sup_floor_explanation *out,
                        int *failed);

#endif
