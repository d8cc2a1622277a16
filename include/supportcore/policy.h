/*
 * policy.h: the document in which an operations lead says how the desk works.
 *
 * One JSON document per tenant: statuses and transitions, priorities, channels, contact reasons,
 * teams, roles, times, and rules with conditions: segments, priorities, routing, SLA policies. It is
 * checked whole, activated as a new version and never changed after; events name the version they
 * were decided under. A desk without one works by the built-in policy, which is version 0.
 * docs/policy.md lists every member.
 */
#ifndef SUPPORTCORE_POLICY_H
#define SUPPORTCORE_POLICY_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of a policy document. @since 0.1 */
enum {
    SUP_POLICY_BYTES_MAX = 4194304,
    SUP_POLICY_PROBLEMS_MAX = 200,
    SUP_POLICY_DIGEST_BYTES = 64
};

/** How much a problem matters. @since 0.1 */
enum sup_policy_severity {
    SUP_POLICY_ERROR = 1,   /**< the document cannot be activated */
    SUP_POLICY_WARNING = 2, /**< says something that has no effect, and may be a mistake */
    SUP_POLICY_FINDING = 3, /**< what is missing before a desk opens: see with_readiness */
    SUP_POLICY_NOTE = 4     /**< nothing to mend: what this version of the library does not do yet */
};

/** One thing that is wrong with a document. */
struct sup_policy_problem {
    const char *pointer;  /**< RFC 6901, "" for the whole document */
    int64_t line;         /**< from 1 */
    int64_t column;       /**< from 1, in characters */
    const char *text;     /**< what is wrong */
    const char *nearest;  /**< the nearest valid name, or NULL */
    int32_t severity;     /**< enum sup_policy_severity */
    uint32_t message_id;  /**< which kind of problem: docs/errors.md */
};

struct sup_policy_params {
    uint32_t size;
    uint32_t reserved;
    const char *idempotency_key; /**< activate only; a check changes nothing and has no use for it */
    const char *document;        /**< JSON text; required */
    int32_t is_strict;           /**< 1: a warning refuses like an error */
    int32_t with_readiness;      /**< check only; 1: also what a desk that opens should have */
    int64_t request_id;          /**< activate only: of a granted request for policy.activate, which
                                      this uses up; 0: none */
    const char *rationale;       /**< activate only, private: why, where the authority matrix asks
                                      for it; NULL: none */
};

struct sup_policy_report {
    uint32_t size;
    uint32_t count;
    /** In the order of the document, up to SUP_POLICY_PROBLEMS_MAX; errors have precedence. */
    const struct sup_policy_problem *problems;
    int32_t is_valid;       /**< it can be activated: no error, and with is_strict no warning */
    uint32_t error_count;   /**< found, also those that are not told */
    uint32_t warning_count; /**< likewise */
    uint32_t finding_count; /**< likewise; 0 when there is an error */
    uint32_t note_count;    /**< likewise; 0 when there is an error */
    uint32_t reserved;
    const char *digest; /**< of the document, in hexadecimal: what a request for policy.activate
                             has as its subject */
};

struct sup_policy_show_params {
    uint32_t size;
    int32_t is_builtin; /**< 1: the built-in one, which is version 0 */
    int64_t version;    /**< 0: the active one; not together with is_builtin */
};

struct sup_policy {
    uint32_t size;
    uint32_t reserved;
    int64_t version;      /**< 0 for the built-in one */
    const char *document; /**< JSON text, as it was given */
    const char *name;
    const char *digest; /**< BLAKE2b-256 of the document's bytes, 64 hexadecimal digits */
};

/** What happened to a value between two documents. @since 0.1 */
enum sup_policy_change_kind {
    SUP_POLICY_ADDED = 1,
    SUP_POLICY_REMOVED = 2,
    SUP_POLICY_CHANGED = 3,
    SUP_POLICY_MOVED = 4 /**< the same things in another order, which says who comes first */
};

/** One thing that differs between two documents. */
struct sup_policy_change {
    int32_t kind;        /**< enum sup_policy_change_kind */
    uint32_t reserved;
    const char *pointer; /**< RFC 6901, into the newer document; of what is gone, into the older */
    const char *text;    /**< reason "return", channel changes from "chat" to "email" */
    const char *before;  /**< JSON text; NULL for what is new, and for an order */
    const char *after;   /**< JSON text; NULL for what is gone; of an order the names */
};

/** What to compare with what. All zero compares nothing: the active policy with itself. */
struct sup_policy_diff_params {
    uint32_t size;
    int32_t from_is_builtin; /**< 1: the older one is the built-in policy */
    int64_t from_version;    /**< 0: the active one */
    int64_t to_version;      /**< 0: the active one */
    int32_t to_is_builtin;   /**< 1: the newer one is the built-in policy */
    uint32_t reserved;
    const char *document;    /**< the newer one is this document, which need not be active */
};

struct sup_policy_diff {
    uint32_t size;
    uint32_t count;
    const struct sup_policy_change *changes; /**< in the documents' order */
};

struct sup_policy_list_params {
    uint32_t size;
    uint32_t limit;   /**< 0 means SUP_PAGE_MAX */
    int64_t after_id; /**< 0 begins at the newest; else behind that version */
};

/** One version that was activated. */
struct sup_policy_version {
    uint32_t size;
    int32_t is_active;    /**< 1: the one in force */
    int64_t version;
    const char *digest;   /**< BLAKE2b-256 of the document's bytes, 64 hexadecimal digits */
    int64_t sequence;     /**< of the event that activated it */
    int64_t activated_ms; /**< UTC */
    int32_t actor_kind;   /**< enum sup_actor_kind: who activated it */
    uint32_t reserved;
    int64_t actor_id;
};

struct sup_policy_list {
    uint32_t size;
    uint32_t count;
    const struct sup_policy_version *items; /**< newest first */
    int64_t next_after_id;                  /**< for the next page; 0 when this was the last */
};

struct sup_policy_rollback_params {
    uint32_t size;
    int32_t is_builtin; /**< 1: back to the built-in policy */
    const char *idempotency_key;
    int64_t to_version; /**< whose document is activated again; required without is_builtin */
    int64_t request_id;    /**< of a granted request for policy.activate, which this uses up; 0: none */
    const char *rationale; /**< private: why, where the authority matrix asks for it; NULL: none */
    int32_t is_strict;     /**< 1: a warning refuses like an error, as sup_policy_activate() has it */
    uint32_t reserved;
};

struct sup_policy_test_params {
    uint32_t size;
    int32_t is_builtin;   /**< 1: the built-in policy */
    int64_t version;      /**< 0: the active one */
    const char *document; /**< test this document, which need not be active */
    /** JSON text; required: {"ticket": {"channel": "chat"}, ...}. Without a channel it is the
     *  policy's first; customer.segment, customer.segments and the facts of floors are decided and
     *  cannot be given. */
    const char *facts;
};

/** What a condition came to. @since 0.1 */
enum sup_verdict {
    SUP_VERDICT_FALSE = 1,
    SUP_VERDICT_TRUE = 2,
    SUP_VERDICT_UNKNOWN = 3 /**< the facts given leave it open: the rule does not match */
};

/** One step of an evaluation, in reading order: the parts of a step follow it, one deeper. */
struct sup_policy_step {
    uint32_t depth; /**< 0: the condition itself */
    int32_t verdict;     /**< enum sup_verdict */
    const char *text;    /**< what is asked: order.total > 50.00 EUR */
    const char *value;   /**< of the facts in it: 62.00 EUR; NULL for and, or, not */
    const char *pointer; /**< RFC 6901, into the document */
};

/** One rule of the document, and how it came out. */
struct sup_policy_rule {
    const char *section;  /**< member of the document: segments, priority_rules, routing, floors,
                               sla */
    const char *name;     /**< the rule's name */
    const char *pointer;  /**< RFC 6901 */
    const char *result;   /**< what it leads to: a priority, a team, a floor; else NULL */
    int32_t verdict;      /**< enum sup_verdict */
    int32_t is_applied;   /**< 1: it decided; an earlier one did where two match. Of floors each one
                               that asks for its floor, also for want of a fact that it requires */
    uint32_t step_count;
    uint32_t reserved;
    const struct sup_policy_step *steps; /**< how its condition came out */
};

/** A target that applies to the case. */
struct sup_policy_target {
    const char *metric;
    int64_t within_ms;
    const char *calendar; /**< on whose hours it counts; NULL: on all */
    const char *pointer;  /**< RFC 6901 */
};

/** What the floor that the case begins on asks for. */
struct sup_policy_demand {
    const char *what;    /**< "hold", "evidence", "signature" or "sign_off" */
    const char *name;    /**< the action that is held, the piece of evidence, the signature; of a
                              sign-off the floor to which it leads */
    const char *until;   /**< of a hold what ends it: "clearance", "move_up" or "resolution"; of the
                              others what they are needed for: "leaving" or "solving" */
    const char *from;    /**< who may give that: "role:head_of_risk agent:12"; NULL of evidence, and of
                              a hold until the resolution is signed: that is by the signatures */
    int32_t verdict;     /**< enum sup_verdict: of a signature its condition, which is asked for unless
                              that is false; else SUP_VERDICT_TRUE */
    uint32_t reserved;
    const char *pointer; /**< RFC 6901, into the document */
};

/** What the authority matrix says to a request. @since 0.1 */
enum sup_effect {
    SUP_EFFECT_ALLOW = 1,
    SUP_EFFECT_RATIONALE = 2, /**< allowed to who says why */
    SUP_EFFECT_APPROVAL = 3,  /**< somebody else has to approve */
    SUP_EFFECT_REFUSE = 4
};

struct sup_policy_test {
    uint32_t size;
    uint32_t rule_count;
    const char *const *segments; /**< every one the case is in, in the document's order */
    uint32_t segment_count;
    uint32_t target_count;
    const char *segment;         /**< the main one; NULL for none */
    const char *priority;
    const char *priority_why;    /**< in words: the rule, the matrix, or the default */
    const char *team;            /**< NULL for none */
    const char *team_why; /**< in words */
    const char *sla;             /**< the SLA policy; NULL for none */
    const struct sup_policy_target *targets; /**< what is promised */
    const struct sup_policy_rule *rules; /**< all of them, in the order of evaluation */
    const char *floor;              /**< the one that the case begins on; NULL: there are none */
    const char *const *floor_rules; /**< the rules that asked for this floor or for one below it */
    uint32_t floor_rule_count;
    uint32_t floor_target_count;
    const struct sup_policy_target *floor_targets; /**< how long it may be there for the case's
                              channel and priority (time_on_floor, work_on_floor), the time to sign
                              (sign_off), and what the floor promises besides: of that and the SLA
                              policy's target the shorter counts */
    const char *floor_on_limit; /**< "rise" or "tell": what a limit that passes does; NULL: it has none */
    uint32_t demand_count;
    uint32_t notified_count;
    const struct sup_policy_demand *demands; /**< what it asks for and holds */
    const char *const *notified;  /**< who is told of an arrival there: "role:legal" */
    uint32_t reserved;
    int32_t effect; /**< enum sup_effect: what the authority matrix says to request.remedy, before
                         its limits; 0: the case asks for nothing */
    const char *row;        /**< of the matrix, that says so; NULL: none is for it */
    const char *effect_why; /**< in words; NULL: the case asks for nothing */
};

/**
 * Check a document and report every problem; nothing is changed.
 *
 * With with_readiness also what is not wrong but not ready: channels without an owner, a route or a
 * promised first reply, reasons without an owner, articles past their review date at the caller's
 * now, hours that a promise needs and nobody covers.
 *
 * @param[out] report  owned: sup_free(); filled on SUP_OK, also when the document is not valid
 * @return as sup_run()
 * @since 0.1
 */
SUP_API int32_t sup_policy_check(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_policy_params *params,
                                 struct sup_policy_report **report);

/**
 * Make a document the desk's policy, as the next version.
 *
 * Where the same document was active before, and what is stored of it was changed or is missing, it
 * is put back as well. Of a damaged active policy this is the way out, for SUP_ACTOR_SYSTEM.
 *
 * @return as sup_run(); SUP_INVALID with the first problem when it is not valid (with is_strict also
 *         when it has a warning): sup_policy_check() has them all; receipt version: the new policy's;
 *         SUP_CORRUPT when the active policy is damaged and this is another document, or when a
 *         next version is stored that nobody activated: sup_desk_rebuild() removes it
 * @since 0.1
 */
SUP_API int32_t sup_policy_activate(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_policy_params *params,
                                    struct sup_receipt *receipt);

/** Read a policy; owned: sup_free(). @return as sup_run() @since 0.1 */
SUP_API int32_t sup_policy_show(sup_core *core, const struct sup_caller *caller,
                                const struct sup_policy_show_params *params,
                                struct sup_policy **policy);

/** Read the versions that were activated, newest first; owned: sup_free(). @return as sup_run()
 *  @since 0.1 */
SUP_API int32_t sup_policy_list(sup_core *core, const struct sup_caller *caller,
                                const struct sup_policy_list_params *params,
                                struct sup_policy_list **list);

/**
 * Tell in words what differs between two versions, or between a version and a document. Named
 * things are the same when their names are, wherever they stand.
 *
 * @param[out] diff  owned: sup_free()
 * @return as sup_run(); SUP_INVALID with the first problem when the document is not valid;
 *         SUP_NOT_FOUND for a version that is not there
 * @since 0.1
 */
SUP_API int32_t sup_policy_diff(sup_core *core, const struct sup_caller *caller,
                                const struct sup_policy_diff_params *params,
                                struct sup_policy_diff **diff);

/**
 * Activate the document of an earlier version again, as a new version.
 *
 * @return as sup_policy_activate(); SUP_NOT_FOUND for a version that is not there; with the version
 *         in force nothing changes and the receipt's sequence is 0
 * @since 0.1
 */
SUP_API int32_t sup_policy_rollback(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_policy_rollback_params *params,
                                    struct sup_receipt *receipt);

/**
 * Evaluate every rule of a policy on the facts of one case, at the caller's time, and say why each
 * came out as it did. Nothing is changed.
 *
 * @param[out] test  owned: sup_free()
 * @return as sup_run(); SUP_INVALID with the field "facts" and the pointer in the text when a fact
 *         is not known or has the wrong type
 * @since 0.1
 */
SUP_API int32_t sup_policy_test(sup_core *core, const struct sup_caller *caller,
                                const struct sup_policy_test_params *params,
                                struct sup_policy_test **test);

#ifdef __cplusplus
}
#endif
#endif
