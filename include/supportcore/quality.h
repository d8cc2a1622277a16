/*
 * quality.h: how well tickets were handled: as colleagues see it, and as the agents themselves do.
 *
 * A review is a colleague's score of an agent's work on a ticket, 0 to 100, by a form whose
 * sections may have scores of their own. Nobody reviews their own work. A rating is the agent's own
 * score of how the ticket came out, on the same scale, so that the two can be compared. Each is
 * recorded once: a reviewer has one review of an agent's work on a ticket by a form, an agent one
 * rating of a ticket. Given again it takes the place of the first; the ticket's history keeps both.
 *
 * Which tickets are reviewed is drawn at random, or reviewers look at what they remember. The draw
 * is repeatable: tickets are put in the order of BLAKE2b-256 over the seed and the ticket's id, and
 * the first of each agent are the sample. The same seed gives the same tickets, another seed
 * others, and a ticket that comes to the span later changes the sample only where it is drawn
 * itself.
 *
 * Notes are text of people: they are erased with the customer whose ticket it is. Scores stay.
 */
#ifndef SUPPORTCORE_QUALITY_H
#define SUPPORTCORE_QUALITY_H

#include "supportcore/ticket.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of reviews. @since 0.1 */
enum {
    SUP_REVIEW_SCORE_MAX = 100,
    SUP_REVIEW_SECTIONS_MAX = 32,      /**< of a review */
    SUP_REVIEW_NOTE_BYTES_MAX = 10000, /**< of a note */
    SUP_REVIEWS_LOOKED_MAX = 5000,     /**< reviews that one page of review.list looks at */
    SUP_SAMPLE_EACH_MAX = 100,         /**< tickets drawn of one agent */
    SUP_SAMPLE_AGENTS_MAX = 1000,      /**< agents of one sample */
    SUP_SAMPLE_TICKETS_MAX = 200000,   /**< solved tickets that one sample is drawn from */
    SUP_SAMPLE_SEED_BYTES_MAX = 200
};

/** Whose score it is. Numbers are stored. @since 0.1 */
enum sup_review_kind {
    SUP_REVIEW_COLLEAGUE = 1, /**< a review */
    SUP_REVIEW_SELF = 2       /**< a rating by the agent whose work it is */
};

/** A part of a form. */
struct sup_review_section {
    const char *name; /**< required, a code: "empathy" */
    int64_t score;    /**< 0 to SUP_REVIEW_SCORE_MAX */
};

struct sup_review_record_params {
    uint32_t size;
    uint32_t section_count;
    int64_t ticket_id;   /**< required */
    int64_t version;     /**< of the ticket, as the caller saw it; 0: any */
    int64_t agent_id;    /**< whose work it is; 0: who has the ticket */
    int64_t reviewer_id; /**< the agent who reviewed; 0: the caller, when that is an agent, else a
                              program did */
    const char *form;    /**< a code; NULL: none */
    int64_t score;       /**< 0 to SUP_REVIEW_SCORE_MAX */
    const struct sup_review_section *sections; /**< up to SUP_REVIEW_SECTIONS_MAX, each once */
    const char *note; /**< up to SUP_REVIEW_NOTE_BYTES_MAX, for colleagues; NULL: none */
    const char *idempotency_key;
};

struct sup_outcome_rate_params {
    uint32_t size;
    uint32_t reserved;
    int64_t ticket_id; /**< required */
    int64_t version;   /**< of the ticket, as the caller saw it; 0: any */
    int64_t agent_id;  /**< who rates; 0: the caller, when that is an agent */
    int64_t score;     /**< 0 to SUP_REVIEW_SCORE_MAX */
    const char *note;  /**< up to SUP_REVIEW_NOTE_BYTES_MAX; NULL: none */
    const char *idempotency_key;
};

struct sup_review_list_params {
    uint32_t size;
    int32_t kind;        /**< enum sup_review_kind; 0: any */
    int64_t from_ms;     /**< given then or later; 0: any time */
    int64_t to_ms;       /**< given before that; 0: up to now */
    int64_t ticket_id;   /**< of this ticket, and what is part of it by merging; 0: any */
    int64_t agent_id;    /**< of this agent's work; 0: anybody's */
    int64_t reviewer_id; /**< by this agent; 0: by anybody */
    const char *team;    /**< of tickets that this team had then; NULL: any */
    const char *form;    /**< by this form; NULL: any */
    uint32_t limit;      /**< reviews at most; 0: 100 */
    uint32_t reserved;
    int64_t after_id; /**< the page after this review, from next_after_id; 0: the first */
};

/** A review, or a rating. */
struct sup_quality_review {
    int64_t id;   /**< in the desk */
    int32_t kind; /**< enum sup_review_kind */
    uint32_t section_count;
    int64_t ticket_id;
    int64_t agent_id;                          /**< whose work */
    int64_t reviewer_id;                       /**< who gave it; 0: a program */
    const char *form;                          /**< NULL: none */
    int64_t score;                             /**< 0 to 100 */
    int64_t at_ms;                             /**< when, or when it was last given anew */
    int64_t times;                             /**< how often it was given: 1, 2 ... */
    const char *team;                          /**< who had the ticket then; NULL: no team */
    const char *reason;                        /**< its contact reason then; NULL: none */
    const struct sup_review_section *sections; /**< by name */
    const char *note;                          /**< NULL: none, or it was erased */
};

struct sup_review_list {
    uint32_t size;
    uint32_t count;
    const struct sup_quality_review *items; /**< by time, then by id */
    int64_t next_after_id;                  /**< where the next page begins; 0 on the last */
};

struct sup_review_sample_params {
    uint32_t size;
    uint32_t each;             /**< tickets of each agent, 1 to SUP_SAMPLE_EACH_MAX; required */
    int64_t from_ms;           /**< solved then or later; required */
    int64_t to_ms;             /**< solved before that; 0: up to now */
    const char *seed;          /**< required: any line; the same gives the same sample */
    int64_t agent_id;          /**< of this agent only; 0: of all */
    const char *team;          /**< of this team's tickets only; NULL: of all */
    const char *leave_out_tag; /**< without tickets that have this tag, such as "spam"; NULL: none
                                    is left out for that */
};

/** A ticket that was drawn. */
struct sup_sample_ticket {
    int64_t agent_id; /**< who has it */
    int64_t ticket_id;
    int64_t solved_ms;
    const char *channel;
    const char *reason; /**< NULL: none */
};

/** An agent with solved tickets. */
struct sup_sample_agent {
    int64_t agent_id;
    int64_t solved; /**< tickets of theirs that were solved in the span and could be drawn, and that
                         were reviewed already */
    int64_t drawn;  /**< of them, how many are in the sample */
};

struct sup_review_sample {
    uint32_t size;
    uint32_t count;
    const struct sup_sample_ticket *items; /**< by agent, then as they were drawn */
    uint32_t agent_count;
    uint32_t reserved;
    const struct sup_sample_agent *agents; /**< by id */
};

/**
 * Record a review of an agent's work on a ticket, at caller->at_ms. Any ticket takes it, also a
 * closed or merged one.
 *
 * @param[out] receipt  its id is the review; sequence 0 when exactly this was recorded already
 *
 * @return as sup_run(); SUP_NOT_FOUND for a ticket or agent that is not there; SUP_INVALID for a
 *         score out of its range, a section that is there twice, an agent_id of 0 where nobody has
 *         the ticket, or a reviewer_id that is not the calling agent; SUP_REFUSED for a review of
 *         one's own work
 * @since 0.1
 */
SUP_API int32_t sup_review_record(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_review_record_params *params,
                                  struct sup_receipt *receipt);

/**
 * Record how an agent rates the outcome of a ticket, at caller->at_ms. As sup_review_record().
 * @since 0.1
 */
SUP_API int32_t sup_outcome_rate(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_outcome_rate_params *params,
                                 struct sup_receipt *receipt);

/**
 * Read reviews and ratings, in the order of time.
 *
 * A page looks at no more than SUP_REVIEWS_LOOKED_MAX of them. Where few are what was asked for,
 * pages are short, even empty; next_after_id then goes on from the last one looked at.
 *
 * @param[out] list  owned: sup_free()
 *
 * @return as sup_run(); SUP_NOT_FOUND for a ticket or agent that is not there; SUP_INVALID for a
 *         team that no policy had, a range that ends before it begins, or an after_id that is no
 *         review
 * @since 0.1
 */
SUP_API int32_t sup_review_list(sup_core *core, const struct sup_caller *caller,
                                const struct sup_review_list_params *params,
                                struct sup_review_list **list);

/**
 * Draw solved tickets of each agent to review.
 *
 * Drawn are tickets that were solved in the span and still are, of who has them now. Left out are
 * those that a colleague reviewed already, that were merged into another, that nobody has, and that
 * have the tag `leave_out_tag`. A ticket that was closed without having been solved is in no
 * sample.
 *
 * @param[out] sample  owned: sup_free()
 *
 * @return as sup_run(); SUP_NOT_FOUND for an agent that is not there; SUP_INVALID for a team that
 * no policy had, or a range that ends before it begins; SUP_LIMIT when the span has more than
 *         SUP_SAMPLE_TICKETS_MAX solved tickets or SUP_SAMPLE_AGENTS_MAX agents
 * @since 0.1
 */
SUP_API int32_t sup_review_sample(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_review_sample_params *params,
                                  struct sup_review_sample **sample);

#ifdef __cplusplus
}
#endif
#endif
