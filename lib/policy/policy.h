/*
 * policy.h: a policy document, compiled: what the decisions of the desk look up.
 *
 * Loading reads the whole document and collects every problem. A compiled policy is never changed;
 * all its texts and lists live in its arena. Names keep the document's order: the first channel,
 * for instance, is the default one. A policy that loads keeps its promises: every automatic move
 * (a customer's message, taking a new ticket, auto-close) is a transition of its own table.
 */
#ifndef SUP__POLICY_H
#define SUP__POLICY_H

#include "base/json_read.h"
#include "base/memory.h"
#include "base/names.h"
#include "policy/authority.h"
#include "policy/facts.h"
#include "policy/scorecard.h"
#include "policy/sections.h"
#include "supportcore/policy.h"
#include "supportcore/ticket.h"

/* Limits of what a document may hold; its bytes are limited in supportcore/policy.h. */
enum {
    SUP__POLICY_STATUSES_MAX = 256,
    SUP__POLICY_PRIORITIES_MAX = 32,
    SUP__POLICY_CHANNELS_MAX = 256,
    SUP__POLICY_IDENTITIES_MAX = 256,
    SUP__POLICY_REASONS_MAX = 2000,
    SUP__POLICY_TEAMS_MAX = 2000,
    SUP__POLICY_ROLES_MAX = 256,
    SUP__POLICY_SKILLS_MAX = 2000,
    SUP__POLICY_LANGUAGES_MAX = 256,
    SUP__POLICY_CALENDARS_MAX = 256,
    SUP__POLICY_HOURS_MAX = SUP__DAY_HOURS_MAX, /* of one day of a calendar */
    SUP__POLICY_HOLIDAYS_MAX = 4000,            /* of one calendar */
    SUP__POLICY_SPECIAL_MAX = 1000,             /* days with special hours: likewise */
    SUP__POLICY_LEVELS_MAX = 32,                /* impacts, and urgencies */
    SUP__POLICY_FIELDS_MAX = 2000,
    SUP__POLICY_OPTIONS_MAX = 1000, /* of one field */
    SUP__POLICY_INTAKE_MAX = 50,    /* fields that one reason asks for */
    SUP__POLICY_KNOWLEDGE_MAX = 50, /* of one reason */
    SUP__POLICY_RULES_MAX = 2000,  /* segments, priority rules, routing rules, SLA policies: each */
    SUP__POLICY_TARGETS_MAX = 500, /* of one SLA policy */
    SUP__POLICY_MARKS_MAX = 10,    /* warnings of one target */
    SUP__POLICY_REMINDERS_MAX = 20,     /* rules that remind */
    SUP__POLICY_CAUSES_MAX = 100,       /* why promises are broken */
    SUP__POLICY_CAUSE_BYTES_MAX = 1000, /* of what is said about one */
    SUP__POLICY_NOTE_BYTES_MAX = 1000, /* of a line of the scorecard */
    SUP__POLICY_RIGHTS_MAX = 500,
    SUP__POLICY_EXCEPTIONS_MAX = 50, /* of one right */
    SUP__POLICY_EXCEPTION_BYTES_MAX = 1000,
    SUP__POLICY_URL_BYTES_MAX = 2000,
    SUP__POLICY_FLOORS_MAX = 16,
    SUP__POLICY_LIMITS_MAX = 100,     /* of one floor */
    SUP__POLICY_HOLDS_MAX = 20,       /* likewise, and likewise the next three */
    SUP__POLICY_EVIDENCE_MAX = 50,    /* to leave it, and to resolve on it: each */
    SUP__POLICY_SIGNATURES_MAX = 20,  /* under a resolution */
    SUP__POLICY_TAGS_MAX = 20,        /* that arriving adds */
    SUP__POLICY_HOLDERS_MAX = 100,    /* roles, teams and agents of one list: each */
    SUP__POLICY_REQUIRED_MAX = 50,    /* facts of one rule */
    SUP__POLICY_MATRIX_MAX = 1000,    /* rows about authority */
    SUP__POLICY_CURRENCIES_MAX = 50,  /* of one row */
    SUP__POLICY_ROW_LIMITS_MAX = 20,  /* likewise */
    SUP__POLICY_LIMIT_COUNT_MAX = 1000000,
    SUP__POLICY_LABEL_BYTES_MAX = 200 /* labels and the policy's own name */
};
#define SUP__POLICY_DURATION_MAX_MS (INT64_C(3650) * 24 * 60 * 60 * 1000) /* ten years */

/* What of a ticket rules ask for; a bit each. */
enum sup__asks {
    SUP__ASKS_STATUS = 1,
    SUP__ASKS_ASSIGNED = 2,
    SUP__ASKS_TEAM = 4,
    SUP__ASKS_PRIORITY = 8,
    SUP__ASKS_REASON = 16,
    SUP__ASKS_TAGS = 32,
    SUP__ASKS_THINGS = 64, /* its references, and what is reported about them */
    SUP__ASKS_FIELDS = 128,
    SUP__ASKS_SAID = 256,    /* facts that were recorded about it */
    SUP__ASKS_CUSTOMER = 512 /* what is reported about its customer */
};

/* What handling costs, in minor units of the policy's currency. */
struct sup__costs {
    int64_t hour_minor;   /* an hour of it */
    int64_t ticket_minor; /* each ticket besides */
};

struct sup__channel_costs {
    const char *channel;
    struct sup__costs costs; /* the policy's where the channel has none of its own */
};

struct sup__policy {
    struct sup__arena arena;
    const char *name;
    const char *document; /* the bytes as given, and a NUL */
    size_t document_bytes;
    char digest[SUP_POLICY_DIGEST_BYTES + 1]; /* hexadecimal BLAKE2b-256 of the document */

    uint32_t status_count;
    const struct sup__status *statuses;
    uint32_t status_new;    /* index: what a ticket begins as; the first in its category */
    uint32_t status_open;   /* index: where taking a ticket leads; the first in its category */
    uint32_t status_closed; /* index: where auto-close leads; the first in its category */
    uint32_t priority_count, priority_default; /* lowest first */
    const struct sup__named *priorities;
    uint32_t channel_count;
    const struct sup__channel *channels;
    uint32_t identity_count;
    const struct sup__identity_kind *identities;
    uint32_t reason_count;
    const struct sup__reason *reasons;
    uint32_t team_count;
    const struct sup__named *teams;
    uint32_t skill_count;
    const struct sup__named *skills;
    uint32_t language_count; /* the first is the desk's */
    const struct sup__named *languages;
    uint32_t calendar_count;
    const struct sup__calendar *calendars;
    uint32_t impact_count, urgency_count; /* lowest first */
    const struct sup__named *impacts, *urgencies;
    const int32_t *priority_matrix; /* impact * urgency_count + urgency; NULL: there is none */
    uint32_t field_count;
    const struct sup__custom_field *fields;
    struct sup__rules segments, priority_rules, routing, sla;
    /* 1: a rule that decides when a ticket is opened asks for what is reported about it. */
    int32_t asks_for_customer, asks_for_order;
    int32_t asks_for_message; /* likewise; some rule asks for what was found out about messages */
    uint32_t floor_count; /* lowest first; 0: the desk has none */
    const struct sup__floor *floors;
    struct sup__rules floor_rules; /* of all floors in their order; result: the floor's index */
    const struct sup__required *floor_required;      /* of those rules, one for each */
    uint32_t floors_ask; /* what risk rules ask for that changes: enum sup__asks */
    uint8_t floors_ask_fact[SUP__F_COUNT]; /* 1: a risk rule asks for it, by the fact's index */
    int32_t sla_has_conditions, sla_asks_for_status; /* 1: what is promised may change with them */
    const struct sup__promise *promises;             /* of the SLA policies, one for each */
    const struct sup__named *causes; /* why promises are broken; as many as cause_names has */
    struct sup__authority authority;
    struct sup__scorecard scorecard;
    uint32_t right_count;
    const struct sup__right *rights;
    uint32_t role_count;
    const struct sup__role *roles; /* of agents and bots */
    /* By enum sup_actor_kind: customer and integration; NULL may nothing. */
    const struct sup__role *actor_roles[SUP_ACTOR_INTEGRATION + 1];

    int64_t reopen_grace_ms; /* a customer's message this long after solving reopens */
    int64_t auto_close_ms;   /* a solved ticket closes after this; 0: never */
    int64_t idempotency_ms;  /* how long keys are kept */
    int64_t follow_up_ms;    /* a message this long after closing is linked; -1: always */
    int64_t thread_ms;       /* a message about an order joins a ticket about it; 0: never */
    int64_t text_kept_ms;    /* how long after closing texts of people are kept; -1: for good */
    int64_t resume_grace_ms; /* reopened this long after solving, timers go on */
    uint32_t reminder_rule_count;
    const struct sup__reminder_rule *reminder_rules;
    int32_t has_deadlines;  /* 1: a target is a fact's date */
    int32_t timer_calendar; /* whose hours count where no promise says; -1: all */
    int64_t repeat_ms;      /* a contact for the same reason in this time is repeated */
    int64_t purchase_ms;    /* an order in this time after solving is a further one */
    char currency[4];       /* of an amount that does not say; "" */
    struct sup__costs costs; /* in that currency; 0: not told */
    uint32_t channel_cost_count;
    const struct sup__channel_costs *channel_costs; /* of channels that have some of their own */
    /* By enum sup_category: the status (index) that a customer's message moves a ticket to, or -1:
     * it stays. For solved this is within the reopen grace, and -1 always makes a follow-up. */
    int32_t on_customer_message[SUP_CATEGORY_CLOSED + 1];

    struct sup__names status_names, priority_names, channel_names, reason_names, team_names,
        role_names, skill_names, language_names, calendar_names, impact_names, urgency_names,
        field_names, right_names, identity_names, floor_names, cause_names;

    /* What conditions are compiled against: the built-in facts, and the custom fields after them.
     */
    struct sup__facts facts;
    struct sup__domain domains[SUP__DOMAIN_COUNT];
    struct sup__names kind_names, category_names; /* of domains that are not lists */
};

struct sup__policy_problems {
    struct sup__arena *arena; /* the caller's; holds the texts */
    uint32_t count;           /* found, also those over SUP_POLICY_PROBLEMS_MAX */
    uint32_t error_count;     /* of them; likewise the others */
    uint32_t warning_count;
    uint32_t finding_count;
    uint32_t note_count;
    uint32_t item_count; /* told: at most SUP_POLICY_PROBLEMS_MAX, errors before all others */
    struct sup_policy_problem *items; /* by place */
};

/* How to look at a document. Zero is how stored ones are compiled: a warning never makes a desk
 * unusable that worked before. */
struct sup__policy_options {
    int32_t is_strict;             /* a warning refuses like an error */
    int32_t with_readiness;        /* tell what a desk that opens should have, as findings */
    int32_t with_notes;            /* tell what conditions ask for and nothing sets yet */
    int64_t now_ms;                /* for the review dates among them */
    const struct sup_zones *zones; /* from sup__zones_copy(); NULL: the default directory */
    /* Whether an agent is on the desk, has not left it, is a person and may do an action by their
     * roles of this policy; `action` NULL: whether they are there. NULL: there is no desk to ask. */
    int (*agent_may)(void *context, int64_t id, const struct sup__policy *policy,
                     const char *action);
    /* Whether a person on the desk has a role of this policy, by its index. NULL: as above. */
    int (*role_is_held)(void *context, uint32_t role, const struct sup__policy *policy);
    void *context;
};

/**
 * Compile a document, which need not end with a NUL and is copied.
 *
 * SUP_INVALID, or SUP_LIMIT when it is not read at all because it is too large or too deep: then
 * `problems` (may be NULL) has at least one item, in the order of their places, and `error` tells
 * the first that refuses. SUP_OK: warnings and findings only. SUP_NOMEM: no items. `*policy` is
 * NULL unless the answer is SUP_OK.
 * Where nobody asks for problems, nor for strictness, rules are not compared with each other: that
 * only finds warnings, and a stored policy is loaded often.
 *
 * @param options  NULL: all zero
 */
int32_t sup__policy_load(const struct sup__mem *mem, const char *document, size_t bytes,
                         const struct sup__policy_options *options, struct sup__policy **policy,
                         struct sup__policy_problems *problems, struct sup_error *error);
void sup__policy_free(struct sup__policy *policy);

/**
 * Compile the text of one calendar, which is what a policy's `calendars` have by name. It becomes
 * the only thing of a policy that has nothing else. As sup__policy_load() otherwise.
 */
int32_t sup__calendar_load(const struct sup__mem *mem, const char *text, size_t bytes,
                           const struct sup_zones *zones, struct sup__policy **policy,
                           struct sup_error *error);

/** The digest that names a document: hexadecimal BLAKE2b-256 of its bytes. 0 on success. */
int sup__policy_digest(const char *document, size_t bytes, char out[SUP_POLICY_DIGEST_BYTES + 1]);

/** The built-in document: what a desk without a policy works by. Static. */
const char *sup__policy_builtin(void);

/** The metrics whose timers stand in statuses of a category where the policy does not say, a bit
 *  each. */
uint32_t sup__usual_pauses(int32_t category);

/** The index of a name, or -1; a NULL name is not found. */
int32_t sup__policy_status(const struct sup__policy *policy, const char *name);
int32_t sup__policy_priority(const struct sup__policy *policy, const char *name);
int32_t sup__policy_channel(const struct sup__policy *policy, const char *name);
int32_t sup__policy_reason(const struct sup__policy *policy, const char *name);
int32_t sup__policy_team(const struct sup__policy *policy, const char *name);
int32_t sup__policy_role(const struct sup__policy *policy, const char *name);
int32_t sup__policy_skill(const struct sup__policy *policy, const char *name);
int32_t sup__policy_calendar(const struct sup__policy *policy, const char *name);
int32_t sup__policy_language(const struct sup__policy *policy, const char *name);
int32_t sup__policy_impact(const struct sup__policy *policy, const char *name);
int32_t sup__policy_urgency(const struct sup__policy *policy, const char *name);
int32_t sup__policy_field(const struct sup__policy *policy, const char *name);
/** 1 when the transition is in the table. */
int sup__policy_may_move(const struct sup__policy *policy, uint32_t from, uint32_t to);
/** 1 when the role allows the action; fails closed, also for a NULL role. */
int sup__role_allows(const struct sup__role *role, const char *action);
/** 1 for an action that a floor can hold. */
int sup__policy_is_held_action(const char *action);

/** The name of a category, such as "on_hold"; NULL for a number that is none. Static. */
const char *sup__category_name(int32_t category);

/** The actions that a role may name, NULL after the last; the operation table has the same. */
extern const char *const sup__policy_actions[];
/** Those that a floor can hold. */
extern const char *const sup__policy_held_actions[];

#endif
