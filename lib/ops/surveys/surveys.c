/*
 * surveys.c: what people were asked and what they answered, as the host reports it.
 *
 * A report is first held against what was reported of the survey before: the same again has no
 * effect, something else is a conflict. Then what it leaves out is taken from its ticket.
 */
#include "ops/surveys/surveys.h"

#include "ops/tickets/reports.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

const char *const sup__survey_kind_names[] = {"csat", "ces", "nps", "pulse", NULL};

static const struct {
    int64_t least;
    int64_t most;
    int is_of_tickets;
} kinds[] = {
    [SUP_SURVEY_CSAT] = {1, 5, 1},
    [SUP_SURVEY_CES] = {1, 7, 1},
    [SUP_SURVEY_NPS] = {0, 10, 0},
    [SUP_SURVEY_PULSE] = {0, 100, 0},
};

int32_t sup__survey_kind(const char *name)
{
    for (int32_t i = 0; name && sup__survey_kind_names[i]; i++) {
        if (strcmp(sup__survey_kind_names[i], name) == 0) {
            return i + 1;
        }
    }
    return 0;
}

int64_t sup__survey_score_max(int32_t kind)
{
    return kinds[kind].most;
}

/* A report, and what is known of its survey. */
struct telling {
    struct sup__unit *unit;
    int32_t kind;
    int32_t what; /* enum sup__event_kind: asked, answered or corrected */
    const char *source;
    const char *survey_id;
    int64_t ticket_id;
    int64_t customer_id;
    int64_t agent_id;
    const char *team;
    const char *reason;
    int64_t score;
    const char *comment;
    struct sup__survey_row row; /* id 0: nothing was reported of it yet */
};

static const char *kind_name(const struct telling *telling)
{
    return sup__survey_kind_names[telling->kind - 1];
}

/* An event that a survey's row names. A row that somebody edited must not lead to what others said.
 */
static int32_t load_said(struct sup__unit *unit, const struct sup__survey_row *row,
                         int64_t sequence, struct sup__event *event)
{
    int32_t rc = sup__load_report(unit, sequence, event);
    if (rc != SUP_OK || event->payload.survey == row->id) {
        return rc;
    }
    return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_survey",
                     "survey %" PRId64 " names event %" PRId64 ", which is not about it", row->id,
                     sequence);
}

int32_t sup__survey_events(struct sup__unit *unit, const struct sup__survey_row *row,
                           struct sup__id_list *list)
{
    int64_t sequence = row->said_event;
    struct sup__event event;
    int32_t rc = SUP_OK;
    if (row->asked_event) {
        rc = load_said(unit, row, row->asked_event, &event);
        rc = rc == SUP_OK ? sup__id_list_add(unit, list, row->asked_event) : rc;
    }
    while (rc == SUP_OK && sequence) {
        rc = load_said(unit, row, sequence, &event);
        if (rc == SUP_OK) {
            rc = sup__id_list_add(unit, list, sequence);
        }
        /* What is replaced came before; an edited event must not lead in a circle. */
        sequence = rc == SUP_OK && event.payload.replaces < sequence ? event.payload.replaces : 0;
    }
    return rc;
}

/* ---- may it be so? ---- */

static int32_t check_subject(const struct telling *telling)
{
    const char *field = NULL;
    if (telling->ticket_id && !kinds[telling->kind].is_of_tickets) {
        field = "ticket_id";
    } else if (telling->kind == SUP_SURVEY_PULSE && (telling->customer_id || telling->reason)) {
        field = telling->customer_id ? "customer_id" : "reason";
    }
    return field ? sup__fail(telling->unit->error, SUP_MSG_SURVEY_SUBJECT, field,
                             "a survey of the kind %s has no %s", kind_name(telling), field)
                 : SUP_OK;
}

static int32_t check_score(const struct telling *telling)
{
    int64_t least = kinds[telling->kind].least;
    int64_t most = kinds[telling->kind].most;
    if (telling->what == SUP__E_SURVEY_ASKED ||
        (telling->score >= least && telling->score <= most)) {
        return SUP_OK;
    }
    return sup__fail(telling->unit->error, SUP_MSG_SURVEY_SCORE, "score",
                     "the score of a survey of the kind %s is from %" PRId64 " to %" PRId64
                     ", not %" PRId64,
                     kind_name(telling), least, most, telling->score);
}

/* ---- what was reported before ---- */

static int32_t find_row(struct telling *telling)
{
    struct sup__unit *unit = telling->unit;
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__text(telling->source),
                                  sup__text(telling->survey_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_SURVEY,
                            .index = SUP__SURVEY_BY_SOURCE,
                            .prefix_count = 3,
                            .prefix = prefix,
                            .limit = 1};
    return sup__each(&unit->repo, &scan, 1, &telling->row, NULL, NULL);
}

static int32_t fail_reused(const struct telling *telling, const char *field)
{
    return sup__fail(telling->unit->error, SUP_MSG_SURVEY_REUSED, field,
                     "survey %" PRId64 " is %s's '%.80s' and was reported with another %s",
                     telling->row.id, telling->source, telling->survey_id, field);
}

static int differs(const char *given, const char *known)
{
    return given && (!known || strcmp(given, known) != 0);
}

/* Two customers who were merged since are one. */
static int32_t is_other_person(struct sup__unit *unit, int64_t given, int64_t known, int *is_other)
{
    int is_same = !given;
    int32_t rc = given ? sup__is_same_person(unit, known, given, &is_same) : SUP_OK;
    *is_other = !is_same;
    return rc;
}

/* Where a report says something else than the same report said before; NULL: nowhere. */
static int32_t find_difference(const struct telling *telling, const struct sup__event *said,
                               const char **field)
{
    int is_other = 0;
    int32_t rc =
        is_other_person(telling->unit, telling->customer_id, said->row.subject_id, &is_other);
    *field = differs(kind_name(telling), said->row.after)                          ? "kind"
             : telling->ticket_id && telling->ticket_id != said->row.ticket_id     ? "ticket_id"
             : is_other                                                            ? "customer_id"
             : telling->agent_id && telling->agent_id != said->payload.assignee_id ? "agent_id"
             : differs(telling->team, said->payload.team)                          ? "team"
             : differs(telling->reason, said->payload.reason)                      ? "reason"
             : telling->score != said->row.number                                  ? "score"
             : sup__same_text(telling->comment, said->body)                        ? NULL
                                                                                   : "comment";
    return rc;
}

/* The event that said the same thing of the survey before; 0: none did. */
static int64_t said_before(const struct telling *telling)
{
    const struct sup__survey_row *row = &telling->row;
    return telling->what == SUP__E_SURVEY_ASKED      ? row->asked_event
           : telling->what == SUP__E_SURVEY_ANSWERED ? row->answer_event
                                                     : row->said_event;
}

/* What was said before is answered as it was, or is a conflict; a correction is for that. */
static int32_t repeat(struct telling *telling, struct sup_receipt *receipt)
{
    int64_t sequence = said_before(telling);
    const char *field = NULL;
    struct sup__event said;
    int32_t rc = load_said(telling->unit, &telling->row, sequence, &said);
    if (rc == SUP_OK) {
        rc = find_difference(telling, &said, &field);
    }
    if (rc != SUP_OK || (field && telling->what == SUP__E_SURVEY_CORRECTED)) {
        return rc;
    }
    if (field) {
        return fail_reused(telling, field);
    }
    receipt->is_replay = 1;
    receipt->sequence = sequence;
    receipt->id = telling->row.id;
    receipt->ticket_id = telling->row.ticket_id;
    return SUP_OK;
}

/* Asked and answered are about the same ticket and person. */
static int32_t check_known(const struct telling *telling)
{
    const struct sup__survey_row *row = &telling->row;
    int is_other = 0;
    if (telling->kind != row->kind) {
        return fail_reused(telling, "kind");
    }
    if (telling->ticket_id && row->ticket_id && telling->ticket_id != row->ticket_id) {
        return fail_reused(telling, "ticket_id");
    }
    int32_t rc = row->customer_id ? is_other_person(telling->unit, telling->customer_id,
                                                    row->customer_id, &is_other)
                                  : SUP_OK;
    return rc == SUP_OK && is_other ? fail_reused(telling, "customer_id") : rc;
}

/* ---- whom and what it is about ---- */

/* Who last replied, where nobody has the ticket any more. */
static int32_t find_replier(struct telling *telling, const struct sup__ticket_row *ticket)
{
    struct sup__unit *unit = telling->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(sup__ticket_root(ticket))};
    struct sup_filter filters[2] = {{SUP__MESSAGE_is_answer, SUP_EQ, sup__int(1)},
                                    {SUP__MESSAGE_actor_kind, SUP_EQ, sup__int(SUP_ACTOR_AGENT)}};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .is_descending = 1,
                            .filter_count = 2,
                            .filters = filters,
                            .limit = 1};
    struct sup__message_row row = {0};
    int32_t rc = sup__each(&unit->repo, &scan, 0, &row, NULL, NULL);
    telling->agent_id = row.actor_id;
    return rc;
}

static int32_t take_ticket(struct telling *telling)
{
    struct sup__unit *unit = telling->unit;
    struct sup__ticket_slot *slot = NULL;
    int is_other = 0;
    int32_t rc = sup__load_ticket(unit, telling->ticket_id, 0, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__ticket_row ticket = slot->row;
    rc = ticket.customer_id
             ? is_other_person(unit, telling->customer_id, ticket.customer_id, &is_other)
             : SUP_OK;
    if (rc == SUP_OK && is_other) {
        rc = sup__fail(unit->error, SUP_MSG_SURVEY_PERSON, "customer_id",
                       "ticket %" PRId64 " is not that of customer %" PRId64, ticket.id,
                       telling->customer_id);
    }
    telling->customer_id = telling->customer_id ? telling->customer_id : ticket.customer_id;
    telling->team = telling->team ? telling->team : ticket.team;
    telling->reason = telling->reason ? telling->reason : ticket.reason;
    telling->agent_id = telling->agent_id ? telling->agent_id : ticket.assignee_id;
    if (rc == SUP_OK && !telling->agent_id && !telling->row.agent_id && ticket.last_reply_ms) {
        rc = find_replier(telling, &ticket);
    }
    return rc;
}

static int32_t check_names(struct telling *telling)
{
    struct sup__unit *unit = telling->unit;
    const struct sup__policy *policy = unit->policy;
    int32_t index = -1;
    struct sup__agent_row agent = {0};
    int32_t rc =
        telling->agent_id ? sup__load_agent(unit, telling->agent_id, "agent_id", &agent) : SUP_OK;
    if (rc == SUP_OK && telling->team) {
        rc = sup__policy_index(unit, "team", telling->team, &policy->team_names, &index);
    }
    if (rc == SUP_OK && telling->reason) {
        rc = sup__policy_index(unit, "reason", telling->reason, &policy->reason_names, &index);
    }
    return rc;
}

/* Given names are checked; those of the ticket are what they are. */
static int32_t find_subject(struct telling *telling)
{
    struct sup__customer_row customer = {0};
    int32_t rc = check_names(telling);
    if (rc == SUP_OK && !telling->ticket_id) {
        telling->ticket_id = telling->row.ticket_id;
    }
    if (rc == SUP_OK && telling->ticket_id) {
        rc = take_ticket(telling);
    }
    if (rc == SUP_OK && !telling->customer_id) {
        telling->customer_id = telling->row.customer_id;
    }
    return rc == SUP_OK && telling->customer_id
               ? sup__load_present_customer(telling->unit, telling->customer_id, "customer_id",
                                            &customer)
               : rc;
}

/* ---- recording it ---- */

static int32_t emit(struct telling *telling, struct sup_receipt *receipt)
{
    struct sup__unit *unit = telling->unit;
    const struct sup__survey_row *row = &telling->row;
    struct sup__event event =
        sup__event_new(unit, (enum sup__event_kind)telling->what, telling->ticket_id);
    char before[24];
    event.row.subject_id = telling->customer_id;
    event.row.number = telling->score;
    event.row.after = kind_name(telling);
    event.body = telling->comment;
    event.payload.assignee_id = telling->agent_id;
    event.payload.reason = telling->reason;
    event.payload.source = telling->source;
    event.payload.survey = row->id ? row->id : unit->head.survey_count + 1;
    event.payload.team = telling->team;
    event.data.external_id = telling->survey_id;
    if (telling->what == SUP__E_SURVEY_CORRECTED) {
        sup__format(before, sizeof before, "%" PRId64, row->score);
        event.row.before = before;
        event.payload.replaces = row->said_event;
    }
    receipt->id = event.payload.survey;
    int32_t rc = sup__emit(unit, &event);
    return rc == SUP_OK && telling->ticket_id
               ? sup__ticket_receipt(unit, telling->ticket_id, receipt->id, receipt)
               : rc;
}

/* Only the answer is another one; whom and what it is about stays. */
static int32_t correct(struct telling *telling)
{
    const struct sup__survey_row *row = &telling->row;
    struct sup__customer_row customer = {0};
    telling->ticket_id = row->ticket_id;
    telling->customer_id = row->customer_id;
    telling->agent_id = row->agent_id;
    telling->team = row->team;
    telling->reason = row->reason;
    int32_t rc = row->customer_id ? sup__load_present_customer(telling->unit, row->customer_id,
                                                               "survey_id", &customer)
                                  : SUP_OK;
    struct sup__ticket_slot *slot = NULL;
    return rc == SUP_OK && row->ticket_id
               ? sup__load_ticket(telling->unit, row->ticket_id, 0, &slot)
               : rc;
}

/* An import tells how an answer is, and not that it was given or corrected: one that is there counts as
 * corrected from then on, unless more is known than that. 1: there is nothing to tell. */
static int take_state(struct telling *telling, struct sup_receipt *receipt)
{
    const struct sup__survey_row *row = &telling->row;
    int64_t known_ms = row->corrected_ms ? row->corrected_ms : row->answered_ms;
    if (telling->what != SUP__E_SURVEY_ANSWERED || !telling->unit->is_import || !known_ms) {
        return 0;
    }
    telling->what = SUP__E_SURVEY_CORRECTED;
    receipt->is_replay = telling->unit->at_ms < known_ms;
    receipt->sequence = receipt->is_replay ? row->said_event : 0;
    receipt->id = row->id;
    receipt->ticket_id = row->ticket_id;
    return receipt->is_replay;
}

static int32_t tell(struct telling *telling, struct sup_receipt *receipt)
{
    telling->comment = telling->comment && telling->comment[0] ? telling->comment : NULL;
    int32_t rc = check_subject(telling);
    if (rc == SUP_OK) {
        rc = check_score(telling);
    }
    if (rc == SUP_OK) {
        rc = find_row(telling);
    }
    if (rc == SUP_OK && telling->row.id) {
        rc = check_known(telling);
    }
    if (rc == SUP_OK && take_state(telling, receipt)) {
        return SUP_OK;
    }
    int is_correction = telling->what == SUP__E_SURVEY_CORRECTED;
    if (rc == SUP_OK && is_correction && !telling->row.answered_ms) {
        rc = sup__fail(telling->unit->error, SUP_MSG_SURVEY_UNKNOWN, "survey_id",
                       "there is no answer to %s's survey '%.80s'", telling->source,
                       telling->survey_id);
    }
    if (rc == SUP_OK && said_before(telling)) {
        rc = repeat(telling, receipt);
    }
    if (rc != SUP_OK || receipt->is_replay) {
        return rc;
    }
    rc = is_correction ? correct(telling) : find_subject(telling);
    return rc == SUP_OK ? emit(telling, receipt) : rc;
}

int32_t sup__op_survey_asked(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    const struct sup_survey_asked_params *params = in;
    struct telling telling = {.unit = unit,
                              .kind = params->kind,
                              .what = SUP__E_SURVEY_ASKED,
                              .source = params->source,
                              .survey_id = params->survey_id,
                              .ticket_id = params->ticket_id,
                              .customer_id = params->customer_id,
                              .agent_id = params->agent_id,
                              .team = params->team,
                              .reason = params->reason};
    (void)result;
    return tell(&telling, receipt);
}

int32_t sup__op_survey_answered(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_survey_answered_params *params = in;
    struct telling telling = {.unit = unit,
                              .kind = params->kind,
                              .what = params->is_correction ? SUP__E_SURVEY_CORRECTED
                                                            : SUP__E_SURVEY_ANSWERED,
                              .source = params->source,
                              .survey_id = params->survey_id,
                              .ticket_id = params->ticket_id,
                              .customer_id = params->customer_id,
                              .agent_id = params->agent_id,
                              .team = params->team,
                              .reason = params->reason,
                              .score = params->score,
                              .comment = params->comment};
    (void)result;
    return tell(&telling, receipt);
}
