/*
 * reviews.c: how well an agent handled a ticket, as a colleague says or as the agent does.
 */
#include "ops/surveys/surveys.h"

#include "ops/tickets/reports.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

const char *const sup__review_kind_names[] = {"review", "self", NULL};

/* A score, and whose. */
struct giving {
    struct sup__unit *unit;
    int32_t kind; /* enum sup_review_kind */
    int64_t ticket_id;
    int64_t version;
    int64_t agent_id;
    int64_t reviewer_id;
    const char *form;
    int64_t score;
    const char *note;
    struct sup__texts names; /* of sections, ascending */
    struct sup__ids scores;
    struct sup__review_row row; /* id 0: it was not given yet */
};

/* ---- may it be so? ---- */

static int32_t check_score(struct sup__unit *unit, const char *field, int64_t score)
{
    return score >= 0 && score <= SUP_REVIEW_SCORE_MAX
               ? SUP_OK
               : sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, field,
                           "a score is from 0 to %d, not %" PRId64, SUP_REVIEW_SCORE_MAX, score);
}

/* Into the order of their names. */
static int32_t sort_sections(struct giving *giving, const struct sup_review_section *sections,
                             uint32_t count)
{
    struct sup__unit *unit = giving->unit;
    const char **names = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *names);
    int64_t *scores = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *scores);
    char path[40];
    if (!names || !scores) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = i;
        sup__format(path, sizeof path, "sections/%u/score", i);
        int32_t rc = check_score(unit, path, sections[i].score);
        if (rc != SUP_OK) {
            return rc;
        }
        for (; at > 0 && strcmp(names[at - 1], sections[i].name) >= 0; at--) {
            if (strcmp(names[at - 1], sections[i].name) == 0) {
                sup__format(path, sizeof path, "sections/%u/name", i);
                return sup__fail(unit->error, SUP_MSG_REVIEW_SECTION, path,
                                 "the section %s is there twice", sections[i].name);
            }
            names[at] = names[at - 1];
            scores[at] = scores[at - 1];
        }
        names[at] = sections[i].name;
        scores[at] = sections[i].score;
    }
    giving->names = (struct sup__texts){names, count};
    giving->scores = (struct sup__ids){scores, count};
    return SUP_OK;
}

/* Agents speak for themselves; for others the host does. */
static int32_t find_speaker(struct giving *giving, const char *field, int64_t *speaker)
{
    struct sup__unit *unit = giving->unit;
    struct sup__agent_row row = {0};
    int is_agent = unit->caller.actor_kind == SUP_ACTOR_AGENT;
    if (is_agent && *speaker && *speaker != unit->caller.actor_id) {
        return sup__fail(unit->error, SUP_MSG_REVIEW_SPEAKER, field,
                         "agent %" PRId64 " does not speak for agent %" PRId64,
                         unit->caller.actor_id, *speaker);
    }
    if (is_agent) {
        *speaker = unit->caller.actor_id;
        return SUP_OK;
    }
    return *speaker ? sup__load_agent(unit, *speaker, field, &row) : SUP_OK;
}

static int32_t check_agent(const struct giving *giving)
{
    struct sup__agent_row row = {0};
    return giving->agent_id ? sup__load_agent(giving->unit, giving->agent_id, "agent_id", &row)
                            : SUP_OK;
}

static int32_t find_agent(struct giving *giving, const struct sup__ticket_row *ticket)
{
    struct sup__unit *unit = giving->unit;
    giving->agent_id = giving->agent_id ? giving->agent_id : ticket->assignee_id;
    if (!giving->agent_id) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "agent_id",
                         "nobody has ticket %" PRId64 ": say whose work it is", ticket->id);
    }
    if (giving->kind == SUP_REVIEW_COLLEAGUE && giving->agent_id == giving->reviewer_id) {
        return sup__fail(unit->error, SUP_MSG_REVIEW_OWN, "agent_id",
                         "agent %" PRId64 " does not review their own work on ticket %" PRId64,
                         giving->agent_id, ticket->id);
    }
    return SUP_OK;
}

/* ---- was it given before? ---- */

struct finding {
    const struct giving *giving;
    struct sup__review_row *row;
};

static int32_t find_given(void *context, void *in)
{
    struct finding *finding = context;
    const struct giving *giving = finding->giving;
    const struct sup__review_row *row = in;
    if (row->kind == giving->kind && row->agent_id == giving->agent_id &&
        row->reviewer_id == giving->reviewer_id && sup__same_text(row->form, giving->form)) {
        *finding->row = *row;
        return 1;
    }
    return 0;
}

static int32_t find_row(struct giving *giving)
{
    struct sup__unit *unit = giving->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(giving->ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REVIEW,
                            .index = SUP__REVIEW_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct finding finding = {giving, &giving->row};
    struct sup__review_row row;
    return sup__each(&unit->repo, &scan, 1, &row, find_given, &finding);
}

static int is_same(const struct giving *giving, const struct sup__event *said)
{
    int is_so = giving->score == said->row.number && sup__same_text(giving->note, said->body) &&
                giving->names.count == said->payload.sections.count &&
                giving->scores.count == said->payload.scores.count;
    for (uint32_t i = 0; is_so && i < giving->names.count; i++) {
        is_so = strcmp(giving->names.items[i], said->payload.sections.items[i]) == 0 &&
                giving->scores.items[i] == said->payload.scores.items[i];
    }
    return is_so;
}

/* The same again is no news. */
static int32_t find_same(struct giving *giving, int *is_known)
{
    struct sup__event said;
    *is_known = 0;
    int32_t rc = find_row(giving);
    if (rc != SUP_OK || !giving->row.id) {
        return rc;
    }
    rc = sup__load_report(giving->unit, giving->row.sequence, &said);
    *is_known = rc == SUP_OK && said.payload.review == giving->row.id && is_same(giving, &said);
    return rc;
}

/* ---- recording it ---- */

static int32_t emit(struct giving *giving, const struct sup__ticket_row *ticket)
{
    struct sup__unit *unit = giving->unit;
    int is_self = giving->kind == SUP_REVIEW_SELF;
    struct sup__event event = sup__event_new(
        unit, is_self ? SUP__E_OUTCOME_RATED : SUP__E_REVIEW_RECORDED, giving->ticket_id);
    char before[24];
    event.row.subject_id = giving->agent_id;
    event.row.number = giving->score;
    event.row.after = giving->form;
    event.body = giving->note;
    event.payload.reason = ticket->reason;
    event.payload.review = giving->row.id ? giving->row.id : unit->head.review_count + 1;
    event.payload.reviewer = giving->reviewer_id;
    event.payload.scores = giving->scores;
    event.payload.sections = giving->names;
    event.payload.team = ticket->team;
    if (giving->row.id) {
        sup__format(before, sizeof before, "%" PRId64, giving->row.score);
        event.row.before = before;
    }
    giving->row.id = event.payload.review;
    return sup__emit(unit, &event);
}

static int32_t give(struct giving *giving, struct sup_receipt *receipt)
{
    struct sup__unit *unit = giving->unit;
    struct sup__ticket_slot *slot = NULL;
    int is_known = 0;
    giving->note = giving->note && giving->note[0] ? giving->note : NULL;
    int32_t rc = check_score(unit, "score", giving->score);
    if (rc == SUP_OK) {
        rc = check_agent(giving);
    }
    if (rc == SUP_OK) {
        rc = sup__load_ticket(unit, giving->ticket_id, giving->version, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__ticket_row ticket = slot->row;
    giving->ticket_id = ticket.id;
    rc = find_agent(giving, &ticket);
    if (rc == SUP_OK) {
        rc = find_same(giving, &is_known);
    }
    if (rc == SUP_OK && !is_known) {
        rc = emit(giving, &ticket);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, ticket.id, giving->row.id, receipt) : rc;
}

int32_t sup__op_review_record(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_review_record_params *params = in;
    struct giving giving = {.unit = unit,
                            .kind = SUP_REVIEW_COLLEAGUE,
                            .ticket_id = params->ticket_id,
                            .version = params->version,
                            .agent_id = params->agent_id,
                            .reviewer_id = params->reviewer_id,
                            .form = params->form,
                            .score = params->score,
                            .note = params->note};
    (void)result;
    int32_t rc = find_speaker(&giving, "reviewer_id", &giving.reviewer_id);
    if (rc == SUP_OK) {
        rc = sort_sections(&giving, params->sections, params->section_count);
    }
    return rc == SUP_OK ? give(&giving, receipt) : rc;
}

int32_t sup__op_outcome_rate(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    const struct sup_outcome_rate_params *params = in;
    struct giving giving = {.unit = unit,
                            .kind = SUP_REVIEW_SELF,
                            .ticket_id = params->ticket_id,
                            .version = params->version,
                            .agent_id = params->agent_id,
                            .score = params->score,
                            .note = params->note};
    (void)result;
    int32_t rc = find_speaker(&giving, "agent_id", &giving.agent_id);
    if (rc == SUP_OK && !giving.agent_id) {
        rc = sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "agent_id",
                       "it is not said which agent rates");
    }
    giving.reviewer_id = giving.agent_id;
    return rc == SUP_OK ? give(&giving, receipt) : rc;
}
