/*
 * authority.h: who may give what, up to which amount: the matrix, compiled.
 *
 * A row is found by bits: of each thing that rows may name there is a list of the rows that it does
 * not rule out, and what all of these lists have in common is looked at in the order of the
 * document. Only then are amounts compared and conditions asked.
 */
#ifndef SUP__POLICY_AUTHORITY_H
#define SUP__POLICY_AUTHORITY_H

#include "policy/sections.h"

/* Whether an action is about an amount of money. */
enum sup__action_money {
    SUP__MONEY_NEVER = 0,
    SUP__MONEY_MAYBE, /* what is sent may be said to have a worth */
    SUP__MONEY_ALWAYS
};

/* What a remedy is: something that the shop gives; or an action of the library itself, and what
 * that is about. */
enum sup__remedy_about {
    SUP__IS_GIVEN = 0, /* on a ticket, to its customer */
    SUP__IS_OF_TICKET,
    SUP__IS_OF_CUSTOMER, /* and no ticket */
    SUP__IS_OF_DESK      /* and nobody */
};

/* What else tells one use of an action of the library from another. */
enum sup__remedy_subject {
    SUP__SUBJECT_NONE = 0,
    SUP__SUBJECT_ID,     /* the other ticket or customer */
    SUP__SUBJECT_FLOOR,  /* where to */
    SUP__SUBJECT_EXTENT, /* how much: all, or without_notes */
    SUP__SUBJECT_DIGEST  /* of a document */
};

/* Something that a shop does for a customer, or to one, or that its agents do with the library, and
 * that the matrix decides about. */
struct sup__remedy {
    const char *name;
    const char *label;
    int32_t money;     /* enum sup__action_money */
    int32_t is_refund; /* gives back what was paid: never more than the order brought in */
    int32_t about;     /* enum sup__remedy_about */
    int32_t subject;   /* enum sup__remedy_subject */
};

enum sup__effect {
    SUP__EFFECT_ALLOW = 0,
    SUP__EFFECT_RATIONALE, /* allowed with a rationale */
    SUP__EFFECT_APPROVAL,
    SUP__EFFECT_REFUSE,
    SUP__EFFECTS
};

/* Amounts of one currency (sup__currency_code()), in its minor units, both ends among them. */
struct sup__amount_range {
    uint32_t currency;
    int64_t least;
    int64_t most;
};

struct sup__amount {
    uint32_t currency;
    int64_t minor;
};

/* What the amounts or the number of requests is summed up over. */
enum sup__limit_scope {
    SUP__PER_REQUEST = 0,
    SUP__PER_TICKET,
    SUP__PER_ORDER,
    SUP__PER_CUSTOMER,
    SUP__PER_AGENT,
    SUP__PER_TEAM,
    SUP__LIMIT_SCOPES
};

enum sup__rounding {
    SUP__ROUND_DOWN = 0,
    SUP__ROUND_UP,
    SUP__ROUND_HALF_UP,
    SUP__ROUND_HALF_EVEN,
    SUP__ROUNDINGS
};

/* One of amount_count, count and percent is what it limits. */
struct sup__authority_limit {
    int32_t scope;        /* enum sup__limit_scope */
    int32_t is_passed_on; /* beyond it the next row that matches decides; 0: it is refused */
    int64_t within_ms;    /* counted back from now; 0: all that there ever was */
    uint64_t counts;      /* the remedies that are summed up, a bit each */
    uint32_t amount_count;
    const struct sup__amount *amounts; /* a currency once */
    int64_t count;                     /* -1: none */
    int32_t percent;                   /* of the order, in hundredths; -1: none */
    int32_t is_of_total;               /* 1: of what the order cost; 0: of what was captured */
    int32_t rounding;                  /* enum sup__rounding */
};

struct sup__approval {
    struct sup__holders holders;
    uint32_t quorum;
    int32_t needs_justification;
    int64_t within_ms;
    int64_t remind_ms;   /* 0: nobody is reminded */
    int64_t escalate_ms; /* 0: nobody else is asked */
    struct sup__holders others;
};

/* One list of names in a row; count 0: it is for all. */
struct sup__row_names {
    uint32_t count;
    const uint32_t *items;
};

/* What a row may name, one kind of list each. */
enum sup__row_list {
    SUP__ROW_ROLES = 0,
    SUP__ROW_TEAMS,
    SUP__ROW_FLOORS,
    SUP__ROW_SEGMENTS,
    SUP__ROW_REASONS,
    SUP__ROW_LISTS
};

struct sup__authority_row {
    const char *name;
    const char *label;
    uint64_t remedies; /* a bit each */
    struct sup__row_names lists[SUP__ROW_LISTS];
    uint32_t agent_count; /* 0: for all */
    const int64_t *agents;
    const struct sup__condition *when; /* NULL: always */
    uint32_t range_count;              /* 0: no amount; where it refuses, any as well */
    const struct sup__amount_range *ranges;
    int32_t effect;                /* enum sup__effect */
    struct sup__approval approval; /* of SUP__EFFECT_APPROVAL */
    uint32_t limit_count;
    const struct sup__authority_limit *limits;
};

/* Rows by the names of one list: `words` words of bits for each. */
struct sup__row_index {
    uint32_t count;        /* names; 0: no row has such a list */
    const uint64_t *any;   /* the rows that are for all */
    const uint64_t *named; /* by name, those that name it */
};

struct sup__authority {
    uint32_t remedy_count;
    const struct sup__remedy *remedies; /* the built-in ones first */
    struct sup__names remedy_names;
    uint32_t row_count;
    const struct sup__authority_row *rows;
    struct sup__names row_names;
    uint32_t words; /* of 64 rows */
    const uint64_t *by_remedy;
    uint64_t named;       /* the remedies that some row is for, a bit each */
    int64_t execute_ms;   /* how long what is granted may be executed */
    int64_t duplicate_ms; /* how long the same again is a duplicate; 0: never */
    struct sup__row_index lists[SUP__ROW_LISTS];
};

enum { SUP__BUILTIN_REMEDIES = 22, SUP__REMEDIES_MAX = 64 /* with those */ };

/** What an export that leaves notes out is about. */
#define SUP__WITHOUT_NOTES "without_notes"

/** 1: of that name is an action of the library itself, whatever the policy. */
int sup__is_own_action(const char *name);
/** 1: the matrix decides about a remedy: about what is given always, about an action of the library
 *  where a row names it. */
int sup__is_governed(const struct sup__authority *authority, int32_t remedy);

/** The names of enums, in their order. */
extern const char *const sup__effect_names[SUP__EFFECTS + 1]; /* NULL behind the last */
extern const char *const sup__limit_scope_names[SUP__LIMIT_SCOPES];
extern const char *const sup__rounding_names[SUP__ROUNDINGS];

#endif
