/*
 * survey.h: what customers and agents answer when they are asked.
 *
 * Asking is the host's: it sends the mail or shows the page, and reports that somebody was asked
 * and what they answered, each with its date (the caller's at_ms). Every survey, which is one
 * question to one person, is known by the system that ran it and its id there. The same report
 * again has no second effect, and reports may come late and in any order: an answer of which nobody
 * said that it was asked for counts as asked.
 *
 * | kind  | who is asked                | score | | csat  | a customer, about a ticket  | 1 to 5, 5
 * is very satisfied                              | | ces   | a customer, about a ticket  | 1 to 7,
 * 7 is very easy (Customer Effort Score 2.0)       | | nps   | a customer, now and then    | 0 to
 * 10, "would you recommend us?" (F. Reichheld, 2003)  | | pulse | an agent: morale            | 0
 * to 100, see below                                      |
 *
 * Satisfaction may be asked without a ticket as well; an NPS never is about one. A pulse on another
 * scale is reported in percent of the maximum possible (P. Cohen and others, "The Problem of Units
 * and the Circumstance for POMP", 1999): (answer - least) / (most - least) x 100. Of five steps the
 * answers are 0, 25, 50, 75 and 100, so their mean is the morale of a scorecard. A pulse may name
 * its agent, or only a team, or nobody: what is not said is nowhere, so it is as anonymous as the
 * host makes it. Who reports is in the event, so a host reports for people as an integration.
 *
 * An import (SUP_CALLER_IMPORT) tells how an answer is: one that differs from the answer that there is
 * corrects it when it is not older than that, and is passed over when it is.
 *
 * A survey keeps the ticket, customer, agent, team and contact reason as they were when it was
 * answered. What the report leaves out is taken from the ticket: its agent, or who last replied
 * where it has none by then. Merges change none of it; who a customer is now is looked up.
 *
 * Comments are text of people: they are erased with the customer. Scores stay.
 */
#ifndef SUPPORTCORE_SURVEY_H
#define SUPPORTCORE_SURVEY_H

#include "supportcore/report.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of surveys. @since 0.1 */
enum {
    SUP_SURVEY_COMMENT_BYTES_MAX = 10000, /**< of a comment */
    SUP_SURVEYS_LOOKED_MAX = 5000         /**< surveys that one page of survey.list looks at */
};

/** Kinds of surveys. Numbers are stored. @since 0.1 */
enum sup_survey_kind {
    SUP_SURVEY_CSAT = 1,
    SUP_SURVEY_CES = 2,
    SUP_SURVEY_NPS = 3,
    SUP_SURVEY_PULSE = 4
};

struct sup_survey_asked_params {
    uint32_t size;
    int32_t kind;          /**< enum sup_survey_kind; required */
    const char *source;    /**< required, a code: the system that ran it */
    const char *survey_id; /**< required: its id there, up to SUP_SOURCE_EVENT_ID_BYTES_MAX */
    int64_t ticket_id;     /**< of csat and ces; 0: about none */
    int64_t customer_id;   /**< of all but a pulse; 0: the ticket's */
    int64_t agent_id;      /**< whose work it is about, of a pulse who was asked; 0: the ticket's */
    const char *team;      /**< a name of the policy; NULL: the ticket's */
    const char *reason;    /**< contact reason, a name of the policy; NULL: the ticket's */
    const char *idempotency_key;
};

struct sup_survey_answered_params {
    uint32_t size;
    int32_t kind;          /**< as in struct sup_survey_asked_params, as are the next */
    const char *source;    /**< required, a code: the system that asked */
    const char *survey_id; /**< required: what that calls the survey */
    int64_t ticket_id;
    int64_t customer_id;
    int64_t agent_id;
    const char *team;
    const char *reason;
    int64_t score;         /**< within the kind's range; 0 is one of nps and pulse */
    const char *comment;   /**< up to SUP_SURVEY_COMMENT_BYTES_MAX, may have several lines */
    int32_t is_correction; /**< 1: in place of the answer that there is; of the rest of the survey
                                nothing changes */
    uint32_t reserved;
    const char *idempotency_key;
};

struct sup_survey_list_params {
    uint32_t size;
    int32_t kind;        /**< enum sup_survey_kind; 0: any */
    int64_t from_ms;     /**< asked then or later; 0: any time */
    int64_t to_ms;       /**< asked before that; 0: up to now */
    int64_t ticket_id;   /**< about this ticket, and what is part of it by merging; 0: any */
    int64_t customer_id; /**< of this person, by all that they were; not with a ticket; 0: any */
    int64_t agent_id;    /**< about this agent; 0: any */
    const char *team;    /**< about this team; NULL: any */
    int32_t is_answered; /**< 1: only those that were answered */
    uint32_t limit;      /**< surveys at most; 0: 100 */
    int64_t after_id;    /**< the page after this survey, from next_after_id; 0: the first */
};

/** One question to one person, and the answer. */
struct sup_survey {
    int64_t id;            /**< in the desk */
    int32_t kind;          /**< enum sup_survey_kind */
    int32_t is_answered;   /**< 1: score is an answer */
    const char *source;    /**< the system that ran it */
    const char *survey_id; /**< its id there; NULL once the customer was erased */
    int64_t asked_ms;      /**< 0: nobody said that it was asked */
    int64_t answered_ms;   /**< 0: it was not answered */
    int64_t corrected_ms;  /**< when the answer was corrected last; 0: it was not */
    int64_t score;         /**< 0 without an answer */
    int64_t ticket_id;     /**< 0: about none */
    int64_t customer_id;   /**< who that is now, after all merges; 0: nobody */
    int64_t agent_id;      /**< 0: nobody */
    const char *team;      /**< NULL: none */
    const char *reason;    /**< NULL: none */
    const char *comment;   /**< NULL: none, or it was erased */
};

struct sup_survey_list {
    uint32_t size;
    uint32_t count;
    const struct sup_survey *items; /**< by when they were asked, or else answered; then by id */
    int64_t next_after_id;          /**< where the next page begins; 0 on the last */
};

/**
 * Say that somebody was asked, at caller->at_ms.
 *
 * For a survey that was answered before it is taken for when it was asked, and for what is not
 * known of it yet. Any ticket takes it, also a closed or merged one.
 *
 * @param[out] receipt  its id is the survey in the desk; is_replay is 1 when it was said before
 *
 * @return as sup_run(); SUP_NOT_FOUND for a ticket, customer or agent that is not there;
 *         SUP_INVALID for a team or reason that the policy does not have, and for a ticket of an
 *         nps or a ticket, customer or reason of a pulse; SUP_CONFLICT when that survey was
 *         reported before as something else, when the ticket is another person's, and when the
 *         customer was erased
 * @since 0.1
 */
SUP_API int32_t sup_survey_asked(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_survey_asked_params *params,
                                 struct sup_receipt *receipt);

/**
 * Say what somebody answered, at caller->at_ms. An answer is recorded once: the same again is
 * answered with the first receipt, and another one is SUP_CONFLICT unless is_correction says that
 * it takes the place of the first. The log keeps both.
 *
 * @param[out] receipt  its id is the survey in the desk; is_replay is 1 when it was said before
 *
 * @return as sup_survey_asked(); SUP_INVALID also for a score that the kind does not have;
 *         SUP_NOT_FOUND also when there is no answer to correct
 * @since 0.1
 */
SUP_API int32_t sup_survey_answered(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_survey_answered_params *params,
                                    struct sup_receipt *receipt);

/**
 * Read surveys, in the order in which they were asked.
 *
 * A page looks at no more than SUP_SURVEYS_LOOKED_MAX of them. Where few are what was asked for,
 * pages are short, even empty; next_after_id then goes on from the last one looked at.
 *
 * @param[out] list  owned: sup_free()
 *
 * @return as sup_run(); SUP_NOT_FOUND for a ticket, customer or agent that is not there;
 *         SUP_INVALID for a team that no policy had, a range that ends before it begins, a ticket
 *         together with a customer, or an after_id that is no survey
 * @since 0.1
 */
SUP_API int32_t sup_survey_list(sup_core *core, const struct sup_caller *caller,
                                const struct sup_survey_list_params *params,
                                struct sup_survey_list **list);

#ifdef __cplusplus
}
#endif
#endif
