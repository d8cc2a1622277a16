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

#define SUP__MEMBERS_MAX 48u /* that one kind of object may have */

/* One thing that is wrong; its place is computed when it is told. */
struct sup__problem {
    size_t offset;
    enum sup__message message;
    int32_t severity; /* enum sup_policy_severity */
    const struct sup__json *node;
    const char *nearest;
    char text[SUP_ERROR_TEXT_SIZE - 32]; /* an error puts line and column before it */
};

/* The problems of one severity. */
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

/* An ordered list of rules, between the reading of its items and of their conditions. */
struct sup__rules_draft {
    struct sup__entries entries;
    struct sup__rule *items; /* the policy's, while they can be changed; NULL: there are none */
};

/* A condition that is none of a list's: read with its section, compiled with all others. */
struct sup__late_condition {
    const struct sup__json *when;
    const struct sup__condition **condition;
    struct sup__late_condition *next;
};

struct sup__reading {
    struct sup__policy *policy; /* being filled */
    struct sup__arena *scratch;
    int is_out_of_memory;
    int has_listener; /* somebody hears the warnings; a stored policy is compiled without */
    struct sup__problem_list problems[SUP_POLICY_NOTE + 1]; /* by enum sup_policy_severity */
    int (*agent_may)(void *context, int64_t id, const struct sup__policy *policy,
                     const char *action); /* as in the options */
    int (*role_is_held)(void *context, uint32_t role, const struct sup__policy *policy);
    void *context;
    int has_wrong_role;           /* an action or a role that was told about */
    int has_unread_section;       /* a list that is none: it was told, and not what refers to it */
    struct sup__status *statuses; /* the policy's, while they can be changed */
    struct sup__entries status_entries; /* for what the transitions say about them */
    int has_unknown_category;           /* a status may be in any category */
    uint8_t *is_open_ended;             /* by status: its transitions name something unknown */
    int has_open_ended;
    struct sup__rules_draft segments, priority_rules, routing, sla, floor_rules, matrix;
    struct sup__authority_row *rows; /* of the matrix, while they can be changed */
    const struct sup__json *authority;
    struct sup__late_condition *late_conditions; /* the last one that was read is the first */
    const struct sup__json *channels, *reasons, *rights, *floors; /* the lists, for readiness */
    struct sup_zones zones;                                       /* where calendars' zones are */
    const struct sup__zone *zone; /* the ones that were loaded, by their next */
    void *zone_buffer;            /* NULL until one is */
};

/* One member of an object. `type` 0 leaves it to the reader to check. */
struct sup__member {
    const char *name;
    int32_t type; /* enum sup__json_type */
    int32_t is_required;
};

/* Reads a name and keeps it; NULL when it is not even text. */
typedef const char *sup__name_reader(struct sup__reading *reading, const struct sup__json *node);

/* One kind of named things in a list. */
struct sup__entry_kind {
    const char *what; /* the singular, for messages */
    uint32_t count_max;
    uint32_t member_count;
    const struct sup__member *members; /* the first is "name" */
    sup__name_reader *read_name;       /* NULL: sup__read_code() */
};

struct sup__candidates {
    const char *const *names;
    uint32_t count;
};

/* ---- memory ---- */

void *sup__keep(struct sup__reading *reading, size_t bytes);
void *sup__scratch(struct sup__reading *reading, size_t bytes);

/* ---- problems.c ---- */

/** How many errors there are so far: to see whether a step added one. */
uint32_t sup__error_count(const struct sup__reading *reading);
/** An error at a value. */
void sup__problem(struct sup__reading *reading, enum sup__message message,
                  const struct sup__json *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** An error with a member's key. */
void sup__problem_key(struct sup__reading *reading, enum sup__message message,
                      const struct sup__json *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** A warning at a value. */
void sup__warning(struct sup__reading *reading, enum sup__message message,
                  const struct sup__json *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** A finding at a value. */
void sup__finding(struct sup__reading *reading, enum sup__message message,
                  const struct sup__json *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** A note at a value. */
void sup__note(struct sup__reading *reading, enum sup__message message,
               const struct sup__json *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** What a condition's compiler has to tell: a sup__rule_listener with the reading as its context.
 */
void sup__problem_told(void *context, int32_t severity, enum sup__message message,
                       const struct sup__json *node, int is_key, const char *nearest,
                       const char *text);
/** An error with a name that is a value, or (is_key) the key of one. Answers the nearest of the
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
/** A text of 1 to `bytes_max` bytes on one line, kept; NULL after a problem. */
const char *sup__read_text(struct sup__reading *reading, const struct sup__json *node,
                           size_t bytes_max);
/** The label in `node`; without one (NULL) the name. */
const char *sup__read_label_of(struct sup__reading *reading, const struct sup__json *node,
                               const char *name);
/** A duration of at most ten years; -1 after a problem. */
int64_t sup__read_duration(struct sup__reading *reading, const struct sup__json *node);
/** 1 when a number's text is one digit, which may be written with a point and zeros after it. */
int sup__is_digit_alone(const char *number);
/** true or false; 0 for a NULL node and after a problem. */
int32_t sup__read_bool(struct sup__reading *reading, const struct sup__json *node);
/** One of `count` names, by index; of the nearest one after a problem, and -1 when there is none.
 */
int32_t sup__read_choice(struct sup__reading *reading, const struct sup__json *node,
                         const char *what, const char *const *names, uint32_t count);
/** A date such as "2026-12-31", kept; `end_ms` is the first instant after that day in UTC. NULL
 *  after a problem. */
const char *sup__read_date(struct sup__reading *reading, const struct sup__json *node,
                           int64_t *end_ms);

/** The members of an object into `found` (one for each of `members`; NULL where there is none). */
void sup__read_members(struct sup__reading *reading, const struct sup__json *object,
                       const struct sup__member *members, uint32_t count,
                       const struct sup__json **found);
/** A list whose items are objects with a unique "name"; an item that is only a text is its name,
 *  when that is the sole required member. 0 when there is nothing to go on with. */
int sup__read_entries(struct sup__reading *reading, const struct sup__json *list,
                      const struct sup__entry_kind *kind, struct sup__entries *entries);
/** A list (NULL: none) whose items need no more than a name and may have a label. NULL when there
 * is nothing to go on with. */
const struct sup__named *sup__read_named(struct sup__reading *reading, const struct sup__json *list,
                                         const char *what, uint32_t count_max,
                                         sup__name_reader *read_name, struct sup__names *names);
/** An object whose keys are the names. No members are looked for. */
int sup__read_keys(struct sup__reading *reading, const struct sup__json *object, const char *what,
                   uint32_t count_max, struct sup__entries *entries);
/** The index of a name that a value (or its key) refers to; of the nearest one after a problem, and
 *  -1 when there is none. */
int32_t sup__read_reference(struct sup__reading *reading, const struct sup__json *node, int is_key,
                            const char *what, const struct sup__names *names);
/** The same for a member that may be absent (NULL): -1. */
int32_t sup__read_optional(struct sup__reading *reading, const struct sup__json *node,
                           const char *what, const struct sup__names *names);

/* ---- holders.c; a NULL node or list is not there ---- */

/** 1 when a list has no more than so many entries; else a problem. */
int sup__is_countable(struct sup__reading *reading, const struct sup__json *list, const char *what,
                      uint32_t count_max);
/** An error at an item, whose text is in the list already. */
void sup__tell_twice(struct sup__reading *reading, const struct sup__json *item, const char *what);
/** References to names, by index, each once; those that were guessed are not compared. */
const uint32_t *sup__read_references(struct sup__reading *reading, const struct sup__json *list,
                                     const char *what, const struct sup__names *names,
                                     uint32_t count_max, uint32_t *count);
/** The id of an agent, which is text; 0 after a problem. */
int64_t sup__read_agent(struct sup__reading *reading, const struct sup__json *item);
/** Ids of agents, each once. */
const int64_t *sup__read_agents(struct sup__reading *reading, const struct sup__json *list,
                                uint32_t *count);
/** Lists of roles and of agents, each name once. */
void sup__read_holders(struct sup__reading *reading, const struct sup__json *roles,
                       const struct sup__json *agents, struct sup__holders *holders);
/** An object with roles and agents. */
void sup__read_holder(struct sup__reading *reading, const struct sup__json *node,
                      struct sup__holders *holders);
/** Tell when none of those who were read from the members "roles" and "agents" of a node may do an
 *  action: a problem of roles, a warning of agents, and a warning where nobody on the desk has one
 * of the roles and the action is a person's. */
void sup__check_holders(struct sup__reading *reading, enum sup__message message,
                        const struct sup__json *node, const struct sup__holders *holders,
                        const char *action);

/* ---- calendars.c and calendar_dates.c ---- */

/* Hours as they were written: minutes from the beginning of a week or a day, whose end they may
 * pass. */
struct sup__raw_hours {
    int32_t begin;
    int32_t end;
    int32_t day;
    const struct sup__json *node;
};

/** Reads a list of hours such as "09:00-17:00" into `items`, of which there are
 *  SUP__POLICY_HOURS_MAX; answers how many could be read. */
uint32_t sup__read_hours(struct sup__reading *reading, const struct sup__json *list, int32_t day,
                         struct sup__raw_hours *items);
/** Sorts hours by their begin and tells which overlap. `wraps` is 1 for those of a week, which
 *  begins again behind its end. */
void sup__check_hours(struct sup__reading *reading, struct sup__raw_hours *items, uint32_t count,
                      int wraps);
/** Hours of one day, kept; the items are sorted. */
struct sup__day_hours sup__keep_hours(struct sup__reading *reading,
                                      const struct sup__raw_hours *items, uint32_t count,
                                      int32_t day_begin);
/** Holidays and special hours; NULL where the calendar has none. */
void sup__read_dates(struct sup__reading *reading, const struct sup__json *holidays,
                     const struct sup__json *special, struct sup__calendar *calendar);

/* ---- what more than one section has ---- */

/* What a list of targets may promise. */
struct sup__target_kinds {
    uint32_t count;
    const char *const *names;
    const int32_t
        *metrics;      /* enum sup__metric or SUP__METRIC_DECISION; NULL: as they are counted */
    int32_t has_dates; /* 1: dates that are reported can be promised too */
};

/** The targets of a list, each by itself and against those before it; sla.c.
 *
 *  @param warnings  of those that have none of their own; NULL: none
 *  @param calendar  of those that have none of their own; -1: all hours */
uint32_t sup__read_targets(struct sup__reading *reading, const struct sup__json *list,
                           const struct sup__target_kinds *kinds, const struct sup__json *warnings,
                           int32_t calendar, const struct sup__target **targets);
/** Articles; NULL for a NULL list, and when there is nothing to go on with; reasons.c. */
const struct sup__knowledge *sup__read_knowledge(struct sup__reading *reading,
                                                 const struct sup__json *list, uint32_t *count);
/** What a role may, or what is held: actions, "noun.*" or "*"; roles.c. */
const char *const *sup__read_actions(struct sup__reading *reading, const struct sup__json *list,
                                     int is_for_customers, uint32_t *count);

/* ---- graph.c: the statuses and transitions as a whole ---- */

void sup__check_lifecycle(struct sup__reading *reading, const struct sup__json *transitions);

/* ---- sections: each is called once, `node` is NULL when the document does not have it ---- */

void sup__read_statuses(struct sup__reading *reading, const struct sup__json *node);
void sup__read_on_customer_message(struct sup__reading *reading, const struct sup__json *node);
void sup__read_transitions(struct sup__reading *reading, const struct sup__json *node);
void sup__read_priorities(struct sup__reading *reading, const struct sup__json *node);
void sup__read_default_priority(struct sup__reading *reading, const struct sup__json *node);
void sup__read_impacts(struct sup__reading *reading, const struct sup__json *node);
void sup__read_urgencies(struct sup__reading *reading, const struct sup__json *node);
void sup__read_priority_matrix(struct sup__reading *reading, const struct sup__json *node);
void sup__read_currency(struct sup__reading *reading, const struct sup__json *node);
void sup__read_languages(struct sup__reading *reading, const struct sup__json *node);
void sup__read_calendars(struct sup__reading *reading, const struct sup__json *node);
/** One calendar, into the first of the policy's. */
void sup__read_calendar_alone(struct sup__reading *reading, const struct sup__json *node);
void sup__read_timers(struct sup__reading *reading, const struct sup__json *node);
/** The rules that remind: a part of `timers`, after its calendar. */
void sup__read_reminder_rules(struct sup__reading *reading, const struct sup__json *list);
void sup__read_miss_causes(struct sup__reading *reading, const struct sup__json *node);
void sup__read_teams(struct sup__reading *reading, const struct sup__json *node);
void sup__read_skills(struct sup__reading *reading, const struct sup__json *node);
void sup__read_channels(struct sup__reading *reading, const struct sup__json *node);
void sup__read_identities(struct sup__reading *reading, const struct sup__json *node);
void sup__read_fields(struct sup__reading *reading, const struct sup__json *node);
void sup__read_reasons(struct sup__reading *reading, const struct sup__json *node);
void sup__read_rights(struct sup__reading *reading, const struct sup__json *node);
void sup__read_segments(struct sup__reading *reading, const struct sup__json *node);
void sup__read_priority_rules(struct sup__reading *reading, const struct sup__json *node);
void sup__read_routing(struct sup__reading *reading, const struct sup__json *node);
void sup__read_sla(struct sup__reading *reading, const struct sup__json *node);
void sup__read_roles(struct sup__reading *reading, const struct sup__json *node);
void sup__read_actors(struct sup__reading *reading, const struct sup__json *node);
void sup__read_floors(struct sup__reading *reading, const struct sup__json *node);
void sup__read_authority(struct sup__reading *reading, const struct sup__json *node);
void sup__read_reopen_grace(struct sup__reading *reading, const struct sup__json *node);
void sup__read_auto_close(struct sup__reading *reading, const struct sup__json *node);
void sup__read_idempotency_retention(struct sup__reading *reading, const struct sup__json *node);
void sup__read_follow_up(struct sup__reading *reading, const struct sup__json *node);
void sup__read_thread_window(struct sup__reading *reading, const struct sup__json *node);
void sup__read_costs(struct sup__reading *reading, const struct sup__json *node);
void sup__read_repeat_contact(struct sup__reading *reading, const struct sup__json *node);
void sup__read_repeat_purchase(struct sup__reading *reading, const struct sup__json *node);
void sup__read_retention(struct sup__reading *reading, const struct sup__json *node);
void sup__read_kpi(struct sup__reading *reading, const struct sup__json *node);

/* ---- rules.c: what needs the facts, once all sections are read ---- */

/** Compile the conditions of every list of rules, and look at each list as a whole. */
void sup__compile_rules(struct sup__reading *reading);
/** The items of a list of rules into `draft` and `rules`: names and labels, not yet conditions. 0
 *  when there is nothing to go on with. `kind` has members "name", "label", "when" first. */
int sup__read_rules(struct sup__reading *reading, const struct sup__json *list,
                    const struct sup__entry_kind *kind, struct sup__rules_draft *draft,
                    struct sup__rules *rules);
enum { SUP__RULE_NAME, SUP__RULE_LABEL, SUP__RULE_WHEN, SUP__RULE_MEMBERS };
/** The text of a rule's condition; NULL when it has none. */
const struct sup__json *sup__rule_when(const struct sup__rules_draft *draft, uint32_t i);
/** Compile the conditions of no list, and find the facts that floors' rules require; floors.c. */
void sup__finish_floors(struct sup__reading *reading);
/** Give the rows of the matrix their conditions, and look at it as a whole; authority.c. */
void sup__finish_authority(struct sup__reading *reading);
/** Where a condition asks for a fact; NULL when it is not by {"var": ...}. */
const struct sup__json *sup__find_var(const struct sup__json *node, const char *name);

/* ---- asked.c ---- */

/** Warn of what a later list decides; with_notes: tell what nothing sets yet. */
void sup__check_asked(struct sup__reading *reading, int with_notes);
/** Note in the policy which reports its rules at the opening of a ticket ask for. */
void sup__find_asked(struct sup__policy *policy);

/* ---- readiness.c ---- */

/** Tell what a desk that opens should have. Only of a document without errors. */
void sup__check_readiness(struct sup__reading *reading, int64_t now_ms);

/* ---- actions.c ---- */

/** 1 when it is an action, "noun.*" or "*". */
int sup__policy_is_action(const char *pattern);
int sup__policy_is_customer_action(const char *action);
/** 1 when a floor can hold what the pattern names, or some of it. */
int sup__policy_holds_some(const char *pattern);
/** What a misspelled action may have meant. */
struct sup__candidates sup__policy_action_candidates(const char *wrong, int is_for_customers);

#endif
