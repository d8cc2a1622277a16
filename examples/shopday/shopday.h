/*
 * shopday.h: a few days of a small shop's support desk, played on the library's public functions.
 *
 * The story is data: people.c says who there is, contacts.c who writes in the morning and what,
 * script_morning.c and script_later.c what the desk does about it. steps.c turns each entry into
 * one call of the library: begin there to see how the functions are used. play.c goes through the
 * story in the order of time, trouble.c and attempts.c ask for what must not work, mailer.c reads
 * the outbox, person.c shows who one customer is, figures.c and hours.c count, promises.c is
 * about warnings, breaches and deadlines, tell.c prints, main.c holds it together.
 *
 * Time is simulated: each call is told what time it is, so a week takes a moment and the same
 * story is told each time.
 */
#ifndef SHOPDAY_H
#define SHOPDAY_H

#include <supportcore.h>

#include "term.h" /* of ../cli: the terminal's width and colours */

/** Minutes since Monday 2026-03-02T00:00Z. */
#define AT(day, hour, minute) (((day)*24 + (hour)) * 60 + (minute))

enum day { SUN = -1, MON = 0, TUE, WED, THU, FRI, SAT };

/** That Monday's midnight in milliseconds since 1970. */
#define MONDAY_MS INT64_C(1772409600000)
#define MINUTE_MS INT64_C(60000)

/** Who works at the desk. NOBODY stands for the customer whom a line is about. */
enum who { NOBODY, PRIYA, TOMAS, AIKO, SAMUEL, INGRID, FERN, STAFF_END, CONNECTOR };

struct staff {
    const char *name;
    int32_t kind;     /* enum sup_agent_kind */
    const char *role; /* of the built-in policy; what each may do is written there */
    const char *team; /* NULL for none */
};

struct customer {
    const char *name;
    const char *shop_id; /* the shop's own number for them */
};

/** Somebody turns to the shop: a ticket begins. They get the numbers 1, 2, 3 ... in this order. */
struct contact {
    int32_t at;       /* AT() */
    int32_t written;  /* AT() when it was written, if that was earlier: late mail; 0: just now */
    int32_t customer; /* number in `customers`, from 1 */
    enum who by;      /* who records it; NOBODY: the customer does */
    const char *channel;
    const char *subject;
    const char *body;
    const char *order;       /* the shop's order that it is about, or NULL */
    const char *reason;      /* contact reason, or NULL while nobody has said */
    const char *external_id; /* the message's id where it comes from, or NULL */
    const char *webhook;     /* idempotency key when it came by webhook, or NULL */
};

/** What an entry of the script does; each is a function in steps.c. */
enum verb {
    TAKE,       /* `who` assigns the ticket to themselves, in their team */
    ASSIGN,     /* to `other`, in their team */
    TRANSFER,   /* to team `code` */
    REPLY,      /* `text` to the customer; then to status `code`, if there is one */
    NOTE,       /* `text` among colleagues; `code` likewise */
    WRITE,      /* the customer writes `text` */
    REDELIVER,  /* the same message once more, as mail servers do */
    MOVE,       /* to status `code` */
    PRIORITIZE, /* to priority `code` */
    CLASSIFY,   /* contact reason `code` */
    TAG,        /* tag `code` */
    UNTAG,
    LINK,       /* one more order, `code` */
    REPORT,     /* a connector reports the fact `code` with the value `text` */
    SIGN,       /* `who` is `availability` from now on */
    TAG_THREE,  /* a batch: tag `code` on three tickets, or on none */
    PULL_MAIL,  /* the mailer reads the outbox */
    CRASH_MAIL, /* the mailer reads, and dies before it acknowledges */
    TICK        /* the host comes back because something is due */
};

struct step {
    int32_t at;
    enum verb verb;
    enum who who;
    enum who other;
    int32_t ticket;
    int32_t handled;      /* minutes of work */
    int32_t availability; /* enum sup_availability */
    int32_t answer;       /* what the library has to answer; 0 is SUP_OK */
    const char *text;
    const char *code;
    const char *external_id;
    const char *tell; /* what the reader is told; NULL: it is only counted */
};

extern const struct staff staff[STAFF_END];
extern const struct customer customers[];
extern const int32_t customer_count;
extern const struct contact contacts[];
extern const int32_t contact_count;
extern const struct step morning[];
extern const int32_t morning_count;
extern const struct step later[];
extern const int32_t later_count;

/** What was done within the hour, or the day. */
struct tally {
    int arrived;
    int replied;
    int noted;
    int solved;
};

struct shop {
    struct sup_store *store;
    sup_core *core;
    int64_t staff_ids[STAFF_END]; /* as the library numbers them */
    int64_t *customer_ids;        /* in the order of `customers` */
    int64_t mailer_seen;          /* the last event that the mailer dealt with: its own memory */
    struct term term;
    struct tally tally;
    int32_t period; /* of what was told last: an hour of Monday, or a later day */
};

/** Milliseconds since 1970 of an AT(). */
int64_t moment(int32_t at);

/** Who asks, and when: what every call of the library begins with. */
struct sup_caller caller_of(const struct shop *shop, enum who who, int32_t at);
struct sup_caller caller_customer(const struct shop *shop, int32_t customer, int32_t at);

/** Play it all: people, contacts and script in the order of time. @return enum sup_code */
int32_t play(struct shop *shop);

/** Do what one entry of the script says, with one call of the library. @return enum sup_code */
int32_t step_run(struct shop *shop, const struct step *step, struct sup_receipt *receipt);

/** Record somebody's first message. @return enum sup_code */
int32_t contact_open(struct shop *shop, const struct contact *contact, struct sup_receipt *receipt);

/** Read the outbox, do the work and acknowledge, as the program that sends mail would; when it
 *  crashes it reads and dies before the last of these. @return enum sup_code */
int32_t mailer_run(struct shop *shop, const struct step *step);

/** Come back each time that something is due, until the time of the step. @return enum sup_code */
int32_t host_ticks(struct shop *shop, const struct step *step);

/** One customer writes by four ways, and somebody merges the wrong people. @return enum sup_code */
int32_t person(struct shop *shop, int32_t at);

/** Ask for everything that must not work. @return how many answers were not as they should be */
int trouble(struct shop *shop, int32_t at);

/** Print how long people were at the desk on Monday. @return enum sup_code */
int32_t hours(struct shop *shop, int32_t at);

/** Print what the week came to, and whether it can be trusted. @return enum sup_code */
int32_t figures(struct shop *shop, int32_t at);

/** Tells of a desk in memory whose policy promises something. What went wrong is in *error. */
int32_t promises(struct shop *shop, struct sup_error *error);

/** Printing. */
void tell_title(const struct shop *shop, const char *title);
void tell_contact(struct shop *shop, const struct contact *contact, int64_t ticket_id);
void tell_step(struct shop *shop, int32_t at, int64_t ticket_id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void tell_error(const struct shop *shop, const struct sup_error *error, int indent);
void tell_paragraph(const struct shop *shop, int indent, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void tell_period_end(struct shop *shop);

#endif
