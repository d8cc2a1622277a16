/*
 * payload.h: what an event knows besides its columns, as canonical JSON.
 *
 * Canonical means one text for one meaning: members in byte order of their names, no white space,
 * whole numbers, absent members left out, text escaped as sup__buffer_json_text() does. The event's
 * hash covers the text, so a rewrite shows; rebuild reads it back with the small reader here, which
 * accepts exactly what the writer makes.
 */
#ifndef SUP__PAYLOAD_H
#define SUP__PAYLOAD_H

#include "base/text.h"
#include "supportcore/people.h"
#include "supportcore/ticket.h"

struct sup__texts {
    const char *const *items;
    uint32_t count;
};

struct sup__ids {
    const int64_t *items;
    uint32_t count;
};

struct sup__references {
    const struct sup_reference *items;
    uint32_t count;
};

struct sup__identities {
    const struct sup_identity *items;
    uint32_t count;
};

struct sup__attachments {
    const struct sup_attachment *items;
    uint32_t count;
};

/** What happened to a timer. Stored as a list of numbers in this order, zeros at its end left out:
 *  never change the order. */
struct sup__timer_change {
    int64_t metric; /* as in sup_timer */
    int64_t instance;
    int64_t act;         /* enum sup__timer_act */
    int64_t business_ms; /* used up to then */
    int64_t calendar;    /* whose hours count from then on: in the event's `calendars`, from 1 */
    int64_t is_promised; /* 1: by the ticket's SLA policy; 2: by its floor */
    int64_t due_ms;
    int64_t next_ms;
    int64_t target_ms;
    int64_t base_ms;
    int64_t warned;
    int64_t breached_ms;
    int64_t at_ms;   /* when, if not at the event's time */
    int64_t used_ms;       /* of a correction: on the clock of all hours */
    int64_t missed_before; /* what it waits for: enum sup__timer_missed_before */
};

struct sup__timer_changes {
    const struct sup__timer_change *items;
    uint32_t count;
};

/** Decisions: names of the policy, ids and times. No text of people. */
struct sup__payload {
    int64_t agent_id; /* who gave what is reported */
    int64_t agent_kind;
    int64_t asked_by; /* of a sign-off that came with another ticket: who asked for it, and when */
    int64_t asked_kind;
    int64_t asked_ms;
    int64_t assignee_id;
    int64_t attachment_count;
    struct sup__texts calendars; /* of the policy, that the changes of timers name */
    int64_t capacity;
    const char *cause; /* why a request is void */
    const char *channel;
    struct sup__texts cleared; /* fields */
    int64_t corrective;        /* a corrective action */
    const char *currency;      /* of an amount, ISO 4217 */
    int64_t customer_id;
    struct sup__ids customers; /* who were erased, or one person until now */
    struct sup__texts days;    /* the first and the last one of a period */
    const char *digest;        /* of all that approvals are for */
    int64_t due_ms;            /* of what the event put on the agenda */
    int64_t duplicate_of;      /* the earlier request for the same */
    int64_t effect;            /* of the authority matrix */
    const char *erasure_key;   /* of aliases (aliases.h): the first erasure's that needed one */
    struct sup__ids events;    /* others whose text was erased */
    struct sup__ids kept;      /* of those tickets, but what they say is of another by a split */
    struct sup__texts facts;
    struct sup__texts fields;
    const char *floor;             /* on which the ticket is from now on; NULL: on which it was */
    int64_t floor_count;           /* how many the policy has */
    const char *floor_minimum;     /* likewise */
    int64_t floor_rank;            /* which of the policy's floors that is, from 1 */
    struct sup__texts floor_rules; /* risk rules that asked for one */
    int64_t follow_up_of;
    int64_t
        goes_on; /* metrics of floors whose runs go on, a bit each: the stay that had ended does */
    int64_t has_rationale; /* 1: who asked said why */
    int64_t holds;         /* of remedies by the floor that the ticket leaves, as in sup_visit */
    const char *impact;
    int64_t is_departed;
    int64_t is_unreported; /* 1: the shop had not reported the order that it is about */
    struct sup__texts languages;
    const char *limit;   /* the metric of the time limit that passed: "time_on_floor" */
    int64_t limit_ms;    /* that limit, of open time */
    int64_t limit_share; /* of the limit that is nearest to be used up, with this, in hundredths of
                            a percent */
    struct sup__texts limits; /* how far each was used before (request_limits.c) */
    const char *line;         /* of the scorecard */
    int64_t message_id;
    const char *metric;
    int64_t minor;    /* an amount, in the currency's minor units */
    int64_t most;     /* of a limit */
    int64_t next_ms;  /* when somebody is reminded, or else asked */
    struct sup__texts orders; /* what is known on of orders that were erased (fold_erase.c) */
    int64_t position; /* of a reminder among those of its rule, of a stay on floors among all */
    int64_t minimum_rank;
    struct sup__texts missing; /* evidence that its floor wants and that there was not */
    int64_t needs_signing;     /* 1: the floor's resolution has to be signed */
    struct sup__texts notify;  /* who is told: role:legal, team:risk, agent:3 */
    const char *priority;
    const char *priority_rule; /* that chose it */
    int64_t quorum;
    const char *reason;
    int64_t references_left_out; /* that a message named, and its ticket had no room for */
    int64_t replaces;            /* the event of the answer that a correction takes the place of */
    struct sup__texts requests;  /* by what erased ones know their order now (fold_erase.c) */
    int64_t review;
    int64_t reviewer;
    const char *role; /* that owns a corrective action */
    struct sup__texts roles;
    const char *row; /* of the authority matrix */
    const char *rule;
    struct sup__texts rule_floors; /* that floor_rules asked for, in the same order */
    const char *scope;             /* of a limit that was passed: "order" */
    struct sup__ids scores;        /* of sections, in the same order */
    struct sup__texts sections;    /* of a review's form */
    const char *segment;           /* the customer's main one */
    int64_t sent_to; /* the ticket that a message was for, when it landed in another one */
    struct sup__texts skills;
    const char *sla;       /* the SLA policy that is the ticket's from now on; "": none */
    const char *source;    /* the system that says it */
    int64_t state;         /* that a request is in from now on */
    const char *statistic; /* of the metric; NULL: its value */
    int64_t survey;
    struct sup__texts tags;
    const char *target; /* of a line, as its values are written */
    const char *team;
    const char *team_rule; /* that chose it */
    struct sup__texts teams;
    int64_t threshold_share; /* the amount, of the most that its row is for, likewise */
    struct sup__ids tickets; /* whose texts were erased */
    struct sup__timer_changes timers;
    const char *traceparent;
    int64_t until_ms; /* until when those customers were one, where the clock is behind what is known */
    const char *urgency;
    int64_t used;               /* of a limit, before */
    const char *value;          /* of a line in the period */
    struct sup__texts watchers; /* who is told: agent:3, customer:7 */
};

/** Text of people that is not a title or a body. */
struct sup__data {
    struct sup__attachments attachments;
    const char *external_id; /* of a message, or of the event of a source */
    struct sup__identities identities;
    struct sup__references references;
    struct sup__texts values; /* of the facts or fields, in the same order */
};

void sup__payload_write(struct sup__buffer *buffer, const struct sup__payload *payload);
void sup__data_write(struct sup__buffer *buffer, const struct sup__data *data);
/** 1 when the text is what the writer makes; 0 when not; -1 when memory ran out. */
int sup__payload_read(struct sup__arena *arena, const char *text, struct sup__payload *payload);
int sup__data_read(struct sup__arena *arena, const char *text, struct sup__data *data);

#endif
