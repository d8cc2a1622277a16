/*
 * sections.h: what the sections of a policy document say, compiled.
 *
 * Things refer to each other by index, in the document's order; -1 is none. Texts and lists live in
 * the policy's arena. docs/policy.md says what each of them means.
 */
#ifndef SUP__POLICY_SECTIONS_H
#define SUP__POLICY_SECTIONS_H

#include "base/names.h"
#include "rules/condition.h"
#include "time/calendar.h"

struct sup__status {
    const char *name;
    const char *label;     /* for people; the name when none is given. So in all below */
    int32_t category;      /* enum sup_category */
    uint32_t reminders;    /* rules that remind of tickets in it, a bit each, by index */
    uint32_t paused;       /* metrics whose timers stand in it, a bit each (enum sup__metric) */
    uint32_t target_count; /* statuses that may follow, by index */
    const uint32_t *targets;
};

struct sup__named {
    const char *name;
    const char *label;
};

struct sup__role {
    const char *name;
    const char *label;
    uint32_t action_count;
    const char *const *actions; /* "ticket.reply", "ticket.*" or "*" */
};

enum sup__channel_kind {
    SUP__CHANNEL_EMAIL = 0,
    SUP__CHANNEL_CHAT,
    SUP__CHANNEL_PHONE,
    SUP__CHANNEL_MESSAGING,
    SUP__CHANNEL_SOCIAL,
    SUP__CHANNEL_MARKETPLACE,
    SUP__CHANNEL_SELF_SERVICE,
    SUP__CHANNEL_VOICE_BOT,
    SUP__CHANNEL_CHATBOT,
    SUP__CHANNEL_FORM,
    SUP__CHANNEL_OTHER,
    SUP__CHANNEL_KINDS
};

struct sup__channel {
    const char *name;
    const char *label;
    int32_t kind; /* enum sup__channel_kind; also its index in that fact's domain */
    int32_t is_public;
    int32_t team;     /* who owns it */
    int32_t calendar; /* when somebody is there; -1: not known */
};

/* How values of a kind of identity are written; see identities.h. */
enum sup__identity_form {
    SUP__IDENTITY_TEXT = 0,
    SUP__IDENTITY_EMAIL,
    SUP__IDENTITY_PHONE,
    SUP__IDENTITY_HANDLE,
    SUP__IDENTITY_FORMS
};

/* One way to know a customer: an address, a number, an account in some system. */
struct sup__identity_kind {
    const char *name;
    const char *label;
    int32_t form;          /* enum sup__identity_form */
    int32_t is_per_system; /* a value means something only together with where it is from */
    int32_t is_single;     /* one person has no more than one verified value, in each system */
};

enum sup__field_type {
    SUP__FIELD_TEXT = 0,
    SUP__FIELD_INTEGER,
    SUP__FIELD_DECIMAL,
    SUP__FIELD_MONEY,
    SUP__FIELD_BOOLEAN,
    SUP__FIELD_TIME,
    SUP__FIELD_CHOICE,
    SUP__FIELD_CHOICES,
    SUP__FIELD_TYPES
};

/* Who may do something: whoever has one of these roles, or is one of these agents. */
struct sup__holders {
    uint32_t role_count;
    const uint32_t *roles;
    uint32_t agent_count;
    const int64_t *agents;
};

struct sup__custom_field {
    const char *name;
    const char *label;
    const char *fact_name; /* "field." and the name */
    int32_t type;          /* enum sup__field_type */
    uint32_t decimals;     /* of a decimal: 1 to 6 */
    int32_t is_private;    /* may hold what identifies a person */
    uint32_t option_count; /* of a choice or choices */
    const struct sup__named *options;
    struct sup__names option_names;
    struct sup__domain domain;   /* of the options */
    struct sup__holders fillers; /* nobody in it: whoever may fill fields */
};

/* An article for those who work on a reason. Reviewed until its date has passed in UTC. */
struct sup__knowledge {
    const char *name;
    const char *title;
    const char *version;
    int32_t owner; /* a team */
    const char *review_on;
    int64_t review_end_ms; /* the first instant after that day */
};

struct sup__reason {
    const char *name;
    const char *label;
    int32_t team; /* who owns it */
    int32_t channel;
    int32_t second_channel;
    int32_t is_preventable;
    uint32_t intake_count; /* fields that are asked for */
    const uint32_t *intake;
    uint32_t knowledge_count;
    const struct sup__knowledge *knowledge;
};

/* One rule of an ordered list. `result` is what it leads to: a priority or a team; for others -1.
 */
struct sup__rule {
    const char *name;
    const char *label;
    const struct sup__condition *when; /* NULL: always */
    int32_t result;
};

struct sup__rules {
    uint32_t count;
    const struct sup__rule *items;
    struct sup__names names;
};

/* sup_timer.metric is one more: never change a number. */
enum sup__metric {
    SUP__METRIC_ACKNOWLEDGEMENT = 0,
    SUP__METRIC_ASSIGNMENT,
    SUP__METRIC_FIRST_REPLY,
    SUP__METRIC_NEXT_REPLY,
    SUP__METRIC_PERIODIC_UPDATE,
    SUP__METRIC_PAUSABLE_UPDATE,
    SUP__METRIC_REQUESTER_WAIT,
    SUP__METRIC_AGENT_WORK,
    SUP__METRIC_RESOLUTION,
    SUP__METRIC_TIME_IN_TEAM,
    SUP__METRIC_FACT_DEADLINE, /* runs only where it is promised */
    SUP__METRIC_TIME_ON_FLOOR,
    SUP__METRIC_WORK_ON_FLOOR,
    SUP__METRIC_SIGN_OFF,
    SUP__METRIC_DECISION,
    SUP__METRICS
};

/* What ends the wait for a fact's date; being solved always does. */
enum { SUP__UNTIL_SOLVED = -2, SUP__UNTIL_REPLY = -1 }; /* else a status, by index */

struct sup__target {
    int32_t metric;      /* enum sup__metric */
    int32_t channel;     /* -1: any */
    int32_t priority;    /* -1: any */
    int32_t calendar;    /* on whose hours it counts; -1: on all */
    int64_t within_ms;   /* of a fact's date: so long before it */
    const char *kind;    /* of a fact's date: "order"; else NULL */
    const char *fact;    /* "ships_at" */
    int32_t until;       /* what ends it: see above */
    uint32_t mark_count; /* warnings: used times, ascending, none over within_ms; of a fact's date
                            less than 0: so much is left */
    const int64_t *marks;
};

/* Whoever has a ticket is reminded of it while it stays in a status. */
struct sup__reminder_rule {
    const char *name;
    const char *label;
    int32_t calendar; /* on whose hours its times count; -1: on all */
    int32_t times;    /* how often at most */
    int64_t after_ms; /* the first time */
    int64_t every_ms; /* from one to the next */
};

/* What an SLA policy promises; its name and condition are the rule of the same index. */
struct sup__promise {
    uint32_t target_count;
    const struct sup__target *targets;
    int32_t counts_from_attach; /* 1: only the time since the promise was made counts */
};

/* A right of customers, and the published policy that serves it. */
struct sup__right {
    const char *name;
    const char *label;
    const char *policy_title;
    const char *policy_version; /* NULL: not stated */
    const char *policy_url;     /* NULL: none */
    int32_t owner;              /* a team */
    uint32_t exception_count;
    const char *const *exceptions;
    const char *review_on;
    int64_t review_end_ms; /* the first instant after that day, in UTC */
};

/* ---- escalation floors ---- */

/* How long a ticket may be on a floor without being solved. */
struct sup__floor_limit {
    int32_t channel;            /* -1: any */
    int32_t priority;           /* -1: any */
    int32_t calendar;           /* on whose hours it counts; -1: on all */
    int32_t is_from_assignment; /* 1: counted from the assignment; 0: from the arrival */
    int64_t within_ms;
};

/* Until when actions are held. */
enum {
    SUP__HOLD_CLEARANCE = 0, /* somebody gave clearance */
    SUP__HOLD_MOVE_UP,       /* the sign-off to move up that is waited for is decided */
    SUP__HOLD_RESOLUTION     /* the resolution is signed */
};

struct sup__hold {
    uint32_t action_count;
    const char *const *actions; /* as a role's */
    int32_t until;
};

/* One signature that a solution needs. */
struct sup__signature {
    const char *name;
    const char *label;
    struct sup__holders holders;
    const struct sup__condition *when; /* NULL: always */
};

/* What a floor promises is called this and its name, where an SLA policy's name stands otherwise.
 */
#define SUP__FLOOR_PROMISE "floor."

/* A tier of handling. They are in order, the lowest first; docs/policy.md says what each means. */
struct sup__floor {
    const char *name;
    const char *label;
    int32_t team;                 /* who handles it; -1: the ticket stays where it is */
    int32_t calendar;             /* -1: all hours; the default is put in when it is read */
    struct sup__holders handlers; /* role_count 0: anybody */
    uint32_t limit_count;
    const struct sup__floor_limit *limits;
    int32_t is_told_only; /* a limit that has passed is told and moves nothing */
    int32_t has_sign_off; /* to move up; the next four are about it */
    int32_t needs_justification;
    int32_t rises_unsigned;     /* nobody signed in time: it rises; 0: it stays */
    struct sup__holders movers; /* who signs */
    int64_t sign_within_ms;     /* on the floor's calendar */
    uint32_t hold_count;
    const struct sup__hold *holds;
    struct sup__holders clearers;
    uint32_t leave_count, resolve_count; /* evidence */
    const struct sup__named *leave, *resolve;
    uint32_t resolution_count;
    const struct sup__signature *resolutions;
    uint32_t notified_count;
    const char *const *notified; /* "role:legal", "team:risk", "agent:3" */
    uint32_t target_count;
    const struct sup__target *targets; /* of first_reply, assignment and SUP__METRIC_DECISION */
    struct sup__holders lowerers;
    uint32_t tag_count;
    const char *const *tags;
    uint32_t knowledge_count;
    const struct sup__knowledge *knowledge;
};

/* The facts without which a floor's rule matches, by index. */
struct sup__required {
    uint32_t count;
    const uint32_t *facts;
};

/** The names of enums, in their order. */
extern const char *const sup__channel_kind_names[SUP__CHANNEL_KINDS];
extern const char *const sup__identity_form_names[SUP__IDENTITY_FORMS];
extern const char *const sup__field_type_names[SUP__FIELD_TYPES];
extern const char *const sup__metric_names[SUP__METRICS];

#endif
