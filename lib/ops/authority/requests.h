/*
 * requests.h: what is asked to be given to customers, what the matrix and its limits say to it, and
 * what becomes of it.
 *
 * A request that waits, is granted, executing or confirmed has a row in the ledger for each thing
 * that limits are summed up over: its ticket, order and customer, who asked and their teams. So a
 * limit is checked with one scan of what is in its window, and whatever is released is not there.
 */
#ifndef SUP__REQUESTS_H
#define SUP__REQUESTS_H

#include "ops/unit.h"
#include "policy/decide.h"
#include "supportcore/authority.h"
#include "supportcore/ledger.h"

struct sup__family;
struct sup__rows;

/** Who asks, as they are now. */
struct sup__asker {
    int64_t kind; /* enum sup_actor_kind */
    int64_t id;
    const char *roles; /* names with spaces between */
    const char *teams;
    int is_gone; /* an agent who left the desk */
};

/** What is asked for, once it is known to mean something. */
struct sup__asking {
    int32_t remedy; /* of the policy's */
    int has_amount;
    char currency[SUP__CURRENCY_SIZE];
    uint32_t currency_code;
    int64_t minor;
    const struct sup_reference *order; /* NULL: none */
    const uint8_t *salt;               /* of the digest; NULL: there is no order, or it is erased */
    int64_t ticket_id;                 /* 0: an action of the library that is about none */
    int64_t customer_id;               /* 0: nobody's ticket, or nobody at all */
    const char *subject;               /* of such an action what else it is about; NULL: nothing */
    int64_t request_id;  /* of a request that is looked at again, which does not count; 0 */
    int64_t asked_ms;    /* when that was asked for */
    int finds_duplicate; /* 1: whether the same was asked for before is looked up */
    struct sup__asker asker;
};

/** One limit of the row that decides, or what the order brought in. */
struct sup__limit_use {
    const struct sup__authority_limit *limit; /* NULL: what the order brought in */
    int64_t used;
    int64_t most; /* -1: not known, so it is passed */
    int is_exceeded;
    int is_shared; /* 1: by all orders that the shop did not report, as if they were one */
    const struct sup__authority_row *row; /* that handed the request on for it; NULL: it is of the
                                             one that decides */
};
/* Rows that handed a request on: of so many it is told by which limit, and of so many in words. */
enum { SUP__PASSED_ROWS_MAX = 8, SUP__PASSED_ROWS_SAID = 3 };

enum sup__ruling_why {
    SUP__RULED_BY_ROW = 0,
    SUP__RULED_BY_NONE,     /* no row is for it */
    SUP__RULED_UNDECIDED,   /* whether a row is for it cannot be said */
    SUP__RULED_BY_LIMIT,    /* one of the row's limits is passed */
    SUP__RULED_BY_CAPTURED, /* it is more than the order brought in */
    SUP__RULED_BY_RIGHTS    /* an action of the library that no row names */
};

/** What is said to a request. */
struct sup__answer {
    int32_t effect; /* enum sup_effect */
    enum sup__ruling_why why;
    const struct sup__authority_row *row; /* NULL: none */
    struct sup__limit_use *uses;          /* of that row, in the arena */
    uint32_t use_count;
    const struct sup__limit_use *passed; /* the one that refuses; NULL */
    struct sup__limit_use *over; /* of rows before it that handed the request on, in the arena */
    uint32_t over_count;
    int64_t duplicate_of; /* the latest request for the same; 0: none, or nobody wants to know */
    int is_unreported;    /* 1: it is about an order that the shop did not report */
    char digest[2 * SUP__HASH_BYTES + 1];
};

/* Asking (request_asking.c). */
/** A ticket for which remedies are asked; of one that was merged SUP_CONFLICT (request_ops.c). */
int32_t sup__ticket_to_ask_about(struct sup__unit *unit, int64_t id, struct sup__ticket_row *row);
/** The caller as who asks; who wants to be another one is refused by sup__authorize(). */
void sup__asker_of_caller(const struct sup__unit *unit, struct sup__asker *asker);
/** Who asked for a request, as they are now. */
int32_t sup__asker_load(struct sup__unit *unit, int64_t kind, int64_t id, struct sup__asker *asker);
/** The remedy and the amount of what is asked for: SUP_INVALID naming the member. */
int32_t sup__asking_remedy(struct sup__unit *unit, const struct sup_authority_check_params *params,
                           struct sup__asking *asking);
/** Check what is asked for, about a ticket or none (NULL): SUP_INVALID naming the member. */
int32_t sup__asking_read(struct sup__unit *unit, const struct sup_authority_check_params *params,
                         const struct sup__ticket_row *ticket, struct sup__asking *asking);
/** What is asked for, as the policy lists it. */
const struct sup__remedy *sup__asked_remedy(const struct sup__unit *unit,
                                            const struct sup__asking *asking);
/** The currency of its amounts, or the policy's: SUP_INVALID when it is none. */
int32_t sup__asking_currency(struct sup__unit *unit, const char *asked, struct sup__asking *asking);
/** An amount in that currency, once the remedy is known: SUP_INVALID when it is none. */
int32_t sup__asking_amount(struct sup__unit *unit, const char *amount, struct sup__asking *asking);
/** The order that is named, or the ticket's only one; asking->ticket_id is set. */
int32_t sup__asking_order(struct sup__unit *unit, const struct sup_reference *named,
                          struct sup__asking *asking);
/** An amount as text; "" of none. */
const char *sup__amount_text(int64_t minor, const char *currency, char out[SUP_AMOUNT_BYTES_MAX]);

/* Ruling (request_ruling.c). */
/** What the matrix and its limits say about a ticket, or about none (NULL); SUP_INVALID when an
 *  order or a customer is needed. */
int32_t sup__rule(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                  const struct sup__asking *asking, struct sup__answer *answer);
/* Several answers about one ticket and who asks: the case is filled and the ledger summed up once.
 * `asking` is borrowed, and the caller changes its remedy, has_amount and minor in between. */
struct sup__ruling_on;
/** Begin. is_any: the remedy will change, so what is summed up is for all of them. */
int32_t sup__rule_on(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                     const struct sup__asking *asking, int is_any, struct sup__ruling_on **out);
/** What is said to `asking` as it is now; as sup__rule(), without the digest. answer->uses lives
 *  until the next answer. */
int32_t sup__rule_again(struct sup__ruling_on *ruling, struct sup__answer *answer);
/** The case that conditions were asked with. */
const struct sup__case *sup__ruled_case(const struct sup__ruling_on *ruling);
/** Of what counts for the order, the customer or the ticket (scope) the latest request or report of
 *  the same, if it is later than *duplicate_of is (request_duplicate.c); 0: none. */
int32_t sup__find_duplicate(struct sup__unit *unit, const struct sup__asking *asking, int32_t scope,
                            const struct sup__rows *rows, int64_t *duplicate_of);
/** SUP_REFUSED with the reason in words, of an answer that is no. */
int32_t sup__refuse(struct sup__unit *unit, const struct sup__asking *asking,
                    const struct sup__answer *answer);
/* How far limits were used, as it is told (request_limits.c). */
struct sup__told_limit {
    int32_t scope; /* enum sup_limit_scope */
    int is_count;
    int is_captured;
    int is_exceeded;
    int is_shared;
    int64_t within_ms;
    int64_t used;
    int64_t most;    /* -1: not known */
    const char *row; /* that handed the request on for it; NULL: it is of the one that decides */
};
struct sup__told_limit sup__tell_limit(const struct sup__limit_use *use);
/** The limits of an answer and of the rows that handed it on, as a payload has them. */
int32_t sup__say_limits(struct sup__unit *unit, const struct sup__answer *answer,
                        struct sup__texts *limits);
/** One of them. */
struct sup__told_limit sup__read_limit(const char *text);
/** Limits of an answer as a part of a result. */
const struct sup_authority_limit *sup__show_uses(void *result, const struct sup__asking *asking,
                                                 const struct sup__limit_use *uses, uint32_t count,
                                                 int *failed);
/** The same of what a payload has: of the row that decided, or of those that handed it on. */
const struct sup_authority_limit *sup__show_said_limits(void *result, const char *currency,
                                                        const struct sup__texts *said, int is_over,
                                                        uint32_t *count, int *failed);
/** 1: an answer is for who says why. */
int sup__wants_rationale(const struct sup__answer *answer);
/** What somebody said; NULL: nothing, or nothing but spaces. */
const char *sup__said(const char *text);
/** Why somebody wants something, or does not; NULL: nothing, or not a letter nor a digit. */
const char *sup__reason(const char *text);
/** SUP_INVALID when an answer is for who says why, and nobody does. */
int32_t sup__check_rationale(struct sup__unit *unit, const struct sup__answer *answer,
                             const char *rationale);
/** The event of something that is asked for (request_ops.c): of a kind that makes a request, in the
 *  state that it begins in. */
int32_t sup__asked_event(struct sup__unit *unit, enum sup__event_kind kind, int32_t state,
                         const struct sup__asking *asking, const struct sup__answer *answer,
                         const char *reason, struct sup__event *event);
/** SUP_REFUSED, and the refusal is recorded once all was rolled back: of an answer that is no. */
int32_t sup__refuse_asked(struct sup__unit *unit, const struct sup__asking *asking,
                          const struct sup__answer *answer, const char *reason,
                          const char *rationale);
/** Use a granted request up for what is about to be done (request_steps.c): once, by who asked for
 *  exactly that. SUP_CONFLICT, SUP_REFUSED otherwise. */
int32_t sup__use_request(struct sup__unit *unit, int64_t request_id,
                         const struct sup__asking *asking, const char *note);
/** "the limit per order is 60.00 EUR in 30 days, of which 50.00 EUR are used" */
void sup__add_limit_words(struct sup__buffer *buffer, const char *currency,
                          const struct sup__told_limit *limit);
/** Of the limits that a payload has, "; the row small handed it on: the limit per order is ..." */
void sup__add_passed_words(struct sup__buffer *buffer, const char *currency,
                           const struct sup__texts *said);
/** What became another since something was asked for, so that it is void. */
enum sup__void_cause {
    SUP__VOID_UNKNOWN = 0,
    SUP__VOID_ASKER,   /* who asked left the desk */
    SUP__VOID_RIGHT,   /* who asked may ask no more */
    SUP__VOID_REMEDY,  /* the policy has it no more */
    SUP__VOID_UNFIT,   /* its order is lacking, or another customer's; or its customer is lacking */
    SUP__VOID_REFUSED, /* the matrix or its limits say no */
    SUP__VOID_POLICY,  /* there is another policy */
    SUP__VOID_CUSTOMER,  /* its ticket is another customer's */
    SUP__VOID_ROW,       /* another row is for it */
    SUP__VOID_ORDER,     /* what is known of the order */
    SUP__VOID_SUBJECT,   /* what the library would do it to */
    SUP__VOID_APPROVER,  /* somebody who approved it may do so no more */
    SUP__VOID_APPROVAL,  /* it was granted without approval, and needs one */
    SUP__VOID_RATIONALE, /* it was granted without a rationale, and needs one */
    SUP__VOID_CAUSES
};
extern const char *const sup__void_cause_names[SUP__VOID_CAUSES + 1]; /* NULL behind the last */
/** In words; of a name that is none as of SUP__VOID_UNKNOWN. */
const char *sup__void_cause_words(const char *name);
/** The same with the limits that were looked at, as the payload has them. */
void sup__add_void_words(struct sup__buffer *buffer, const char *name, const char *currency,
                         const struct sup__texts *said);
/** The reason of an answer in words, in the core's buffer; NULL when memory ran out. */
const char *sup__answer_words(struct sup__unit *unit, const struct sup__asking *asking,
                              const struct sup__answer *answer);

/* What limits are summed up over, as the ledger names it (request_rows.c). Scopes are those of
 * sup_limit_scope, and this one. */
enum { SUP__LEDGER_UNREPORTED = 7 };
enum { SUP__SUBJECT_BYTES = 64 + 1 + SUP_REFERENCE_ID_BYTES_MAX + 1 };
const char *sup__subject_number(int64_t id, char out[SUP__SUBJECT_BYTES]);
const char *sup__subject_order(const char *system, const char *id, char out[SUP__SUBJECT_BYTES]);
/** All that an order's limits are summed up over: itself, and what it was before an erasure. */
int32_t sup__order_subjects(struct sup__unit *unit, const struct sup_reference *order,
                            struct sup__texts *subjects);
/** Of all orders that the shop did not report: of a "ticket" or a "customer" with that id, or of
 *  "nobody" (id ""). */
const char *sup__subject_unreported(const char *of, const char *id, char out[SUP__SUBJECT_BYTES]);
const char *sup__subject_actor(int64_t kind, int64_t id, char out[SUP__SUBJECT_BYTES]);
/** The first of names with spaces between, "" where it is none; answers where the rest begins. */
const char *sup__next_team(const char *names, char out[SUP__SUBJECT_BYTES]);

/** The ticket that one is part of now: itself, unless it was merged. */
int32_t sup__load_ticket_root(struct sup__unit *unit, int64_t ticket_id, int64_t *root);
/** All that a ticket's limits are summed up over: itself and what was merged into it. */
int32_t sup__ticket_subjects(struct sup__unit *unit, int64_t ticket_id,
                             struct sup__texts *subjects);
/** The same of a customer: all who are one person with them. */
int32_t sup__customer_subjects(struct sup__unit *unit, int64_t customer_id,
                               struct sup__texts *subjects);
/** The same of a family that is at hand. */
int32_t sup__family_subjects(struct sup__unit *unit, const struct sup__family *family,
                             struct sup__texts *subjects);

/* Whom limits per customer are summed up over (request_persons.c). */
/** Somebody who was one person with them: what counted until the last time that they were does. */
struct sup__past {
    int64_t id;
    const char *subject;
    int64_t until_ms; /* that time included */
    int is_followed;  /* whom they were parted from before is known */
};
struct sup__persons {
    struct sup__texts subjects; /* who are one person now */
    struct sup__past *past;     /* in the arena */
    uint32_t past_count;
    uint32_t past_room;
};
/** Until when they were one whom that event parted: what is told of the past frees nothing, unless it
 *  is history that an import tells, and neither does a clock that is behind. */
int64_t sup__parted_ms(const struct sup__event *event);
/** The latest time of what counts for customers who are one, which a clock may be behind; 0: nothing
 *  does. */
int32_t sup__latest_counted(struct sup__unit *unit, const struct sup__family *family,
                            int64_t *latest_ms);
/** A customer's, as far as it counts after `from_ms`; 0: ever. */
int32_t sup__load_persons(struct sup__unit *unit, int64_t customer_id, int64_t from_ms,
                          struct sup__persons *persons);
/** Names with spaces between as a list. */
int32_t sup__list_teams(struct sup__unit *unit, const char *teams, struct sup__texts *texts);

/* What is known of requests (request_rows.c). */
/** SUP_NOT_FOUND sets the error. */
int32_t sup__load_request(struct sup__unit *unit, int64_t id, struct sup__request_row *row);
/** A request as it is at that time: what has expired has, whether a tick has said so or not. */
void sup__request_at(struct sup__request_row *row, int64_t now_ms);
/** What is known of an order; of one that was erased what was kept of it, under its alias.
 *  SUP_NOT_FOUND: nothing is. */
int32_t sup__find_order(struct sup__unit *unit, const struct sup_reference *order,
                        struct sup__thing_row *row);
/** What the shop knows by that id: row->id 0 when nothing is. */
int32_t sup__find_given(struct sup__unit *unit, const char *external_id,
                        struct sup__request_row *row);
/** Did the shop give the same: as much, for the same order as far as both say one, and both paid
 * back or neither? `remedy`: the name of what was asked for. */
int32_t sup__is_same_gift(struct sup__unit *unit, const struct sup__asking *asking,
                          const char *remedy, const struct sup__request_row *row, int *is_same);
/** The requests of a ticket: rows of sup_request. */
int32_t sup__load_requests(struct sup__unit *unit, int64_t ticket_id, struct sup__rows *rows);
/** What people call a remedy; its name when the policy has it no more. */
const char *sup__remedy_label(const struct sup__policy *policy, const char *remedy);
/** Those of them that wait or are granted; 0: those that are for no ticket. */
int32_t sup__load_open_requests(struct sup__unit *unit, int64_t ticket_id, struct sup__rows *rows);
/** The decisions about a request: rows of sup_approval. */
int32_t sup__load_approvals(struct sup__unit *unit, int64_t request_id, struct sup__rows *rows);
/** The matrix row of that name; NULL: the active policy has it no more. */
const struct sup__authority_row *sup__matrix_row(const struct sup__policy *policy,
                                                 const char *name);
/* Who was told last that a request waits, as its row and events say. */
enum { SUP__TOLD_HOLDERS = 1, SUP__TOLD_OTHERS = 2 };
/** 1: the others may approve it as well. They may on when the clock is set back after they were
 *  told. */
int sup__is_escalated(const struct sup__request_row *row, const struct sup__approval *approval,
                      int64_t now_ms);
/** 1: that agent may approve a request now. */
int sup__may_approve(const struct sup__policy *policy, const struct sup__request_row *row,
                     int64_t now_ms, int64_t agent_id, const char *roles);
/** May an action be done about a ticket, order and customer (request_holds.c)? Asked of all tickets
 *  about the same. Of a request also whether who lifted a hold asked for it or does
 *  it now; NULL: it is only asked for. SUP_REFUSED names the ticket. */
int32_t sup__check_holds(struct sup__unit *unit, const struct sup__asking *about,
                         const struct sup__request_row *request, const char *action);
/** May an agent take away what a ticket is about, while its floor holds remedies because of it?
 *  SUP_REFUSED names until when. Others than agents and bots may: the shop knows better. */
int32_t sup__check_hold_stays(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                              const char *field);
/** The same of whose the tickets are: of all customers who are one person. */
int32_t sup__check_family_stays(struct sup__unit *unit, int64_t root_id, const char *field);
/** A request as it was asked, by who asked, to be looked at again. */
int32_t sup__asking_again(struct sup__unit *unit, const struct sup__request_row *row,
                          const struct sup__ticket_row *ticket, struct sup__asking *asking);
/** 1: the matrix or those who approve said yes, whatever came afterwards (request_outcome.c). */
int sup__was_granted(const struct sup__request_row *row);
/** 1: somebody had said yes, and it was rejected, found void or failed after all. */
int sup__was_overturned(const struct sup__request_row *row);
/** What a change of a request answers: its id, and its ticket if it is for one. */
int32_t sup__request_receipt(struct sup__unit *unit, int64_t ticket_id, int64_t request_id,
                             struct sup_receipt *receipt);
/** An event about a request, with the state that it is in from now on. */
struct sup__event sup__request_event(const struct sup__unit *unit, enum sup__event_kind kind,
                                     const struct sup__request_row *row, int32_t state);
/** The earlier of two times; 0 is none. */
static inline int64_t sup__earlier(int64_t one, int64_t other)
{
    return one && (!other || one < other) ? one : other;
}

/** What a refusal records once its transaction was rolled back (request_refusal.c): kept with the
 *  core. NULL data are none. */
int32_t sup__keep_refusal(struct sup__unit *unit, const struct sup__event *event);
/** What a call that was answered no was about, as far as it came; members may be NULL or 0. */
struct sup__refused_about {
    const struct sup__request_row *request;
    const struct sup__asking *asking; /* where there is no request yet; its remedy is known */
    const struct sup__answer *answer; /* its effect 0: there was none */
    const char *reason;
    int64_t ticket_id;
};
/** What an operation answers, once what it refuses is kept to be recorded: of a decision, with what
 *  it was about. Whatever is no decision, or is kept already, is answered as it is. */
int32_t sup__say_refused(struct sup__unit *unit, int32_t rc,
                         const struct sup__refused_about *about);
/** The event that was kept, for the ticket's request of that id or a new one; 0: none was. */
int sup__kept_refusal(struct sup__unit *unit, struct sup__event *event);

/** Was the same step of the same request refused to the same actor for the same cause a short while
 *  ago, as one of the last events of its ticket? Then it is not recorded again. Of other events 0. */
int32_t sup__is_said_again(struct sup__unit *unit, const struct sup__event *event, int *is_so);

/** 1: what the core's error says was kept as a no, whatever its code. It is not when undoing the call
 *  failed, which is the error then. */
int sup__is_kept_no(const sup_core *core);

/** Fire what is due of a ticket's requests at that instant; 0: of those that are for no ticket. */
int32_t sup__fire_requests(struct sup__unit *unit, int64_t ticket_id, int64_t due_ms);

/** Apply an event about a request: part of sup__fold(). */
int32_t sup__fold_request(struct sup__unit *unit, const struct sup__event *event);
/** Forget the orders and the shop's ids of a ticket's requests, and the reports that they took the
 *  place of: part of an erasure. What takes their place comes with its event. */
struct sup__erasing;
int32_t sup__erase_requests(struct sup__erasing *erasing, int64_t ticket_id);
/** The same of one request. */
int32_t sup__erase_request(struct sup__erasing *erasing, int64_t id);
/** What a request's order and the shop's id are known by once they were erased; NULL: it has none,
 *  or it is as it was. Part of the fold of an erasure. */
int32_t sup__fold_aliases(struct sup__unit *unit, int64_t id, const struct sup_reference *order,
                          const char *external_id);
/** What was reported about an order, without a ticket: ids of requests. */
struct sup__id_list;
int32_t sup__find_reported(struct sup__unit *unit, const char *system, const char *id,
                           struct sup__id_list *list);

#endif
