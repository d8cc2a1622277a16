/*
 * reading.h: what the readers of a document's sections share.
 *
 * A reading is one pass over one document. It goes on after each problem: a misspelled name that
 * has a near one is reported and then taken for it, so that what follows from it is not reported as
 * well. Sections are read in the order of a table (load.c), each into its part of the policy.
 *
 * What the policy keeps is taken with sup__keep(), the rest with sup__scratch(); when memory runs
 * out both answer NULL and remember it, and readers return without a word.
 */
#ifndef SUP__POLICY_READING_H
#define SUP__POLICY_READING_H

#include "base/message.h"
#include "base/names.h"
#include "policy/policy.h"

#define SUP__MEMBERS_MAX 24u /* that one kind of object may have */

/* One thing that is wrong; its place is computed when it is told. */
struct sup__problem {
    size_t offset;
    enum sup__message message;
    const struct sup__json *node;
    const char *nearest;
    char text[SUP_ERROR_TEXT_SIZE - 32]; /* an error puts line and column before it */
};

struct sup__problem_list {
    uint32_t count; /* found */
    uint32_t kept;
    struct sup__problem *items[SUP_POLICY_PROBLEMS_MAX]; /* by offset, the first ones */
};

/* The items of one list, or the members of one object with free names. */
struct sup__entries {
    struct sup__names names;        /* "" for an item that has none, which is a problem */
    const struct sup__json **nodes; /* the item with that name */
    const struct sup__json **found; /* member_count nodes for each, NULL where absent */
    uint32_t member_count;
};

struct sup__reading {
    struct sup__policy *policy; /* being filled */
    struct sup__arena *scratch;
    int is_out_of_memory;
    struct sup__problem_list problems;
    struct sup__status *statuses;       /* the policy's, while they can be changed */
    struct sup__entries status_entries; /* for what the transitions say about them */
    int has_unknown_category;           /* a status may be in any category */
    uint8_t *is_open_ended;             /* by status: its transitions name something unknown */
    int has_open_ended;
};

/* One member of an object. `type` 0 leaves it to the reader to check. */
struct sup__member {
    const char *name;
    int32_t type; /* enum sup__json_type */
    int32_t is_required;
};

struct sup__candidates {
    const char *const *names;
    uint32_t count;
};

/* ---- memory ---- */

void *sup__keep(struct sup__reading *reading, size_t bytes);
void *sup__scratch(struct sup__reading *reading, size_t bytes);

/* ---- problems.c ---- */

/** A problem at a value. */
void sup__problem(struct sup__reading *reading, enum sup__message message,
                  const struct sup__json *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** A problem with a member's key. */
void sup__problem_key(struct sup__reading *reading, enum sup__message message,
                      const struct sup__json *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** A problem with a name that is a value, or (is_key) the key of one. Answers the nearest of the
 *  candidates; NULL when none is near or when the problem was one too many to be told. */
const char *sup__problem_unknown(struct sup__reading *reading, const struct sup__json *node,
                                 int is_key, struct sup__candidates candidates, const char *format,
                                 ...) __attribute__((format(printf, 5, 6)));
/** A value as a problem's text shows it: not too long, on one line. */
enum { SUP__SHOWN_SIZE = 72 };
const char *sup__shown(const char *text, char out[SUP__SHOWN_SIZE]);

/* ---- reading.c: values ---- */

/** 1 when the value has that type; else a problem. */
int sup__read_type(struct sup__reading *reading, const struct sup__json *node, int32_t type);
/** A code that is a value, or (is_key) the key of one, kept; NULL when it is not even text. A text
 *  that is no code is a problem and answered all the same, so that what refers to it is none. */
const char *sup__read_code(struct sup__reading *reading, const struct sup__json *node, int is_key);
/** A label or title of 1 to SUP__POLICY_LABEL_BYTES_MAX bytes on one line, kept; NULL after a
 *  problem. */
const char *sup__read_label(struct sup__reading *reading, const struct sup__json *node);
/** A duration of at most ten years; -1 after a problem. */
int64_t sup__read_duration(struct sup__reading *reading, const struct sup__json *node);

/** The members of an object into `found` (one for each of `members`; NULL where there is none). */
void sup__read_members(struct sup__reading *reading, const struct sup__json *object,
                       const struct sup__member *members, uint32_t count,
                       const struct sup__json **found);
/** A list whose items are objects with a unique "name", which is members[0]; an item that is only
 *  a text is its name, when that is the sole required member. `what` is the singular. 0 when there
 *  is nothing to go on with. */
int sup__read_entries(struct sup__reading *reading, const struct sup__json *list, const char *what,
                      uint32_t count_max, const struct sup__member *members, uint32_t member_count,
                      struct sup__entries *entries);
/** An object whose keys are the names. No members are looked for. */
int sup__read_keys(struct sup__reading *reading, const struct sup__json *object, const char *what,
                   uint32_t count_max, struct sup__entries *entries);
/** The index of a name that a value (or its key) refers to; of the nearest one after a problem, and
 *  -1 when there is none. */
int32_t sup__read_reference(struct sup__reading *reading, const struct sup__json *node, int is_key,
                            const char *what, const struct sup__names *names);

/* ---- graph.c: the statuses and transitions as a whole ---- */

void sup__check_lifecycle(struct sup__reading *reading, const struct sup__json *transitions);

/* ---- sections: each is called once, `node` is NULL when the document does not have it ---- */

void sup__read_statuses(struct sup__reading *reading, const struct sup__json *node);
void sup__read_on_customer_message(struct sup__reading *reading, const struct sup__json *node);
void sup__read_transitions(struct sup__reading *reading, const struct sup__json *node);
void sup__read_priorities(struct sup__reading *reading, const struct sup__json *node);
void sup__read_default_priority(struct sup__reading *reading, const struct sup__json *node);
void sup__read_channels(struct sup__reading *reading, const struct sup__json *node);
void sup__read_reasons(struct sup__reading *reading, const struct sup__json *node);
void sup__read_teams(struct sup__reading *reading, const struct sup__json *node);
void sup__read_roles(struct sup__reading *reading, const struct sup__json *node);
void sup__read_actors(struct sup__reading *reading, const struct sup__json *node);

/* ---- actions.c ---- */

/** 1 when it is an action, "noun.*" or "*". */
int sup__policy_is_action(const char *pattern);
int sup__policy_is_customer_action(const char *action);
/** What a misspelled action may have meant. */
struct sup__candidates sup__policy_action_candidates(const char *wrong, int is_for_customers);

#endif
