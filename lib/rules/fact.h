/*
 * fact.h: what a condition can ask about: declared facts, and the values of one case.
 *
 * A fact has a name ("ticket.priority"), a type and a meaning for its absence. A table of facts is
 * made when a policy loads and never changes; a case's values are an array of slots, one for each
 * fact of the table, filled by whoever asks. Conditions are compiled against the table, so that
 * evaluating one looks up nothing.
 */
#ifndef SUP__FACT_H
#define SUP__FACT_H

#include "base/names.h"

enum sup__fact_type {
    SUP__FACT_BOOL = 1,
    SUP__FACT_NUMBER,   /* an exact decimal: whole units of 10^-scale */
    SUP__FACT_MONEY,    /* minor units of a currency */
    SUP__FACT_TEXT,     /* free text; compared by bytes */
    SUP__FACT_NAME,     /* one of a closed list: its domain */
    SUP__FACT_TIME,     /* UTC ms */
    SUP__FACT_DURATION, /* ms */
    SUP__FACT_LIST,     /* of items of item_type */
    SUP__FACT_RECORD    /* only as item_type of a list: its items have `fields` */
};

/* What a condition sees of a fact that was not given. */
enum sup__fact_absence {
    SUP__ABSENT_UNKNOWN = 0, /* the condition cannot be decided by it */
    SUP__ABSENT_ZERO /* false, 0, "" or the empty list, by type; not for money, names, times */
};

/* Who says it; a fact that nobody can say yet is warned about where a rule uses it. */
enum sup__fact_source {
    SUP__SOURCE_DESK = 1, /* the library knows it */
    SUP__SOURCE_HOST,     /* the shop's backend says it */
    SUP__SOURCE_POLICY,   /* decided by an earlier part of the policy: segments, floor */
    SUP__SOURCE_LATER     /* a later version of the library will */
};

/* A closed list of names. `is_ordered`: lowest first, so < and > mean something. */
struct sup__domain {
    const char *what; /* "priority": for messages */
    const struct sup__names *names;
    int32_t is_ordered;
};

struct sup__fact {
    const char *name; /* "order.total"; of a record's field just "price" */
    const char *meaning;
    int32_t type;      /* enum sup__fact_type */
    int32_t item_type; /* of a list */
    int32_t absence;   /* enum sup__fact_absence */
    int32_t source;    /* enum sup__fact_source */
    uint32_t scale;    /* of a number: decimals, 0 to SUP__FACT_SCALE_MAX */
    uint32_t field_count;
    const struct sup__fact *fields;   /* of a list's records; no lists among them */
    const struct sup__domain *domain; /* of a name, or of a list of names */
    int64_t low, high; /* what a number of a case can be, in units of its scale; both 0: anything */
};

enum {
    SUP__FACT_SCALE_MAX = 6,
    SUP__FACT_ITEMS_MAX = 1000, /* of a list in a case */
    SUP__FACT_TEXT_BYTES_MAX = 262144
};

/* `names` are those of the facts, so that an index found there is a fact's and its slot's. */
struct sup__facts {
    struct sup__names names;
    const struct sup__fact *items;
    int is_currency_wrong; /* told already: an amount without one is not told as well */
    char currency[4]; /* what a bare number means where money is expected; "" when the policy has
                         none */
};

/*
 * One value. `number`: a boolean's 0 or 1, units of a number, minor units of money, a name's index
 * in its domain (-1: a name that the domain does not have, such as one of an older policy), ms of a
 * time or duration, the count of a list. `data`: a text, also that of a name whose index is -1;
 * of a list its items as slots one after the other, field_count each for records. `extra`: bytes of
 * the text, or the currency as sup__currency_code().
 */
struct sup__slot {
    int64_t number;
    const void *data;
    uint32_t extra;
    int32_t is_given;
};

/* One case: everything that an evaluation reads. */
struct sup__case {
    const struct sup__slot *slots; /* one for each fact of the table */
    int64_t now_ms;                /* the evaluation time */
    /* 1 when that channel (by index of its domain) is inside its hours at that time, 0 when not,
     * -1 when it has no hours. May be NULL: nothing has. */
    int32_t (*is_in_hours)(const void *context, int32_t channel, int64_t now_ms);
    const void *context;
};

/** "EUR" as one number, so that two currencies are compared at once; 0 for "". */
static inline uint32_t sup__currency_code(const char *currency)
{
    return currency[0] == '\0'
               ? 0
               : (uint32_t)(unsigned char)currency[0] | (uint32_t)(unsigned char)currency[1] << 8 |
                     (uint32_t)(unsigned char)currency[2] << 16;
}

enum { SUP__CURRENCY_SIZE = 4 };

/** The code of a currency as text again; answers `out`. */
static inline const char *sup__currency_text(uint32_t code, char out[SUP__CURRENCY_SIZE])
{
    for (int i = 0; i < SUP__CURRENCY_SIZE - 1; i++) {
        out[i] = (char)(code >> (8 * i) & 0xff);
    }
    out[SUP__CURRENCY_SIZE - 1] = '\0';
    return out;
}

/** The name of a type, such as "number"; static. */
const char *sup__fact_type_name(int32_t type);

#endif
