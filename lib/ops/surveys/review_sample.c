/*
 * review_sample.c: solved tickets of each agent, drawn at random to be reviewed.
 *
 * Each ticket has a place by a hash of the seed and its id, whatever other tickets there are. So
 * the draw can be repeated and checked, and nobody chooses.
 */
#include "ops/surveys/surveys.h"

#include "ops/page.h"
#include "ops/tickets/ticket_ops.h"

#include "base/hash.h"
#include "base/message.h"

#include <stdlib.h>
#include <string.h>

struct candidate {
    int64_t agent_id;
    uint64_t place;
    int64_t ticket_id;
    int64_t solved_ms;
};

struct drawing {
    struct sup__unit *unit;
    const struct sup_review_sample_params *params;
    struct candidate *candidates; /* in the unit's arena */
    uint32_t count;
    uint32_t room;
    int32_t failed; /* code */
    struct sup_sample_agent *agents;
    uint32_t agent_count;
    struct candidate *drawn;
    uint32_t drawn_count;
};

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* ---- who and what can be drawn ---- */

static int32_t place_of(const struct drawing *drawing, int64_t ticket_id, uint64_t *place)
{
    const char *seed = drawing->params->seed;
    struct sup__hash hash;
    uint8_t bytes[SUP__HASH_BYTES];
    if (sup__hash_begin(&hash, NULL, 0) != 0) {
        return out_of_memory(drawing->unit);
    }
    sup__hash_add_u32(&hash, (uint32_t)strlen(seed));
    sup__hash_add(&hash, seed, strlen(seed));
    sup__hash_add_i64(&hash, ticket_id);
    sup__hash_end(&hash, bytes);
    *place = 0;
    for (int i = 0; i < 8; i++) {
        *place = *place << 8 | bytes[i];
    }
    return SUP_OK;
}

static int32_t grow(struct drawing *drawing)
{
    uint32_t room = drawing->room ? 2 * drawing->room : 256;
    struct candidate *items = sup__arena_take(drawing->unit->repo.arena, room * sizeof *items);
    if (!items) {
        return out_of_memory(drawing->unit);
    }
    if (drawing->count) {
        memcpy(items, drawing->candidates, drawing->count * sizeof *items);
    }
    drawing->candidates = items;
    drawing->room = room;
    return SUP_OK;
}

static int32_t add_ticket(void *context, void *in)
{
    struct drawing *drawing = context;
    const struct sup__ticket_row *row = in;
    struct candidate one = {
        .agent_id = row->assignee_id, .ticket_id = row->id, .solved_ms = row->solved_ms};
    if (!row->assignee_id || row->merged_into) {
        return 0;
    }
    if (drawing->count == SUP_SAMPLE_TICKETS_MAX) {
        drawing->failed =
            sup__fail(drawing->unit->error, SUP_MSG_SAMPLE_SIZE, "from",
                      "more than %d tickets were solved in that time", SUP_SAMPLE_TICKETS_MAX);
        return 1;
    }
    drawing->failed = drawing->count == drawing->room ? grow(drawing) : SUP_OK;
    if (drawing->failed == SUP_OK) {
        drawing->failed = place_of(drawing, row->id, &one.place);
    }
    if (drawing->failed == SUP_OK) {
        drawing->candidates[drawing->count++] = one;
    }
    return drawing->failed != SUP_OK;
}

static int32_t find_candidates(struct drawing *drawing)
{
    const struct sup_review_sample_params *params = drawing->params;
    struct sup__unit *unit = drawing->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(0)};
    struct sup_value from = sup__int(params->from_ms);
    struct sup_value to = sup__int(params->to_ms);
    struct sup_filter filters[3] = {
        {SUP__TICKET_solved_ms, SUP_NE, (struct sup_value){.type = SUP_NULL}}};
    uint32_t filter_count = 1;
    if (params->agent_id) {
        filters[filter_count++] =
            (struct sup_filter){SUP__TICKET_assignee_id, SUP_EQ, sup__int(params->agent_id)};
    }
    if (params->team) {
        filters[filter_count++] =
            (struct sup_filter){SUP__TICKET_team, SUP_EQ, sup__text(params->team)};
    }
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TICKET,
                            .index = SUP__TICKET_BY_STAY,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = 1,
                            .lower = &from,
                            .upper_count = params->to_ms ? 1 : 0,
                            .upper_is_open = 1,
                            .upper = &to,
                            .filter_count = filter_count,
                            .filters = filters};
    struct sup__ticket_row row;
    int32_t rc = sup__each(&unit->repo, &scan, 0, &row, add_ticket, drawing);
    return drawing->failed ? drawing->failed : rc;
}

/* ---- drawing ---- */

static int compare(const void *a, const void *b)
{
    const struct candidate *one = a;
    const struct candidate *other = b;
    if (one->agent_id != other->agent_id) {
        return one->agent_id < other->agent_id ? -1 : 1;
    }
    if (one->place != other->place) {
        return one->place < other->place ? -1 : 1;
    }
    return (one->ticket_id > other->ticket_id) - (one->ticket_id < other->ticket_id);
}

static int32_t is_left_out(struct drawing *drawing, int64_t ticket_id, int *is_so)
{
    struct sup__unit *unit = drawing->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_filter filter = {SUP__REVIEW_kind, SUP_EQ, sup__int(SUP_REVIEW_COLLEAGUE)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REVIEW,
                            .index = SUP__REVIEW_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .filter_count = 1,
                            .filters = &filter,
                            .limit = 1};
    struct sup__tag_row tag = {
        .tenant = unit->head.tenant, .ticket_id = ticket_id, .tag = drawing->params->leave_out_tag};
    struct sup__review_row review = {0};
    int32_t rc = tag.tag ? sup__get(&unit->repo, SUP__T_TAG, &tag) : SUP_NOT_FOUND;
    *is_so = rc == SUP_OK;
    if (rc == SUP_NOT_FOUND) {
        rc = sup__each(&unit->repo, &scan, 0, &review, NULL, NULL);
        *is_so = review.id != 0;
    }
    return rc;
}

/* The first of one agent, from `at` on; *next is where the next agent's begin. */
static int32_t draw_of(struct drawing *drawing, uint32_t at, uint32_t *next)
{
    int64_t agent_id = drawing->candidates[at].agent_id;
    struct sup_sample_agent *agent = &drawing->agents[drawing->agent_count++];
    int32_t rc = SUP_OK;
    *agent = (struct sup_sample_agent){.agent_id = agent_id};
    for (; at < drawing->count && drawing->candidates[at].agent_id == agent_id; at++) {
        int is_out = 0;
        agent->solved++;
        if (agent->drawn == drawing->params->each || rc != SUP_OK) {
            continue;
        }
        rc = is_left_out(drawing, drawing->candidates[at].ticket_id, &is_out);
        if (rc == SUP_OK && !is_out) {
            drawing->drawn[drawing->drawn_count++] = drawing->candidates[at];
            agent->drawn++;
        }
    }
    *next = at;
    return rc;
}

static int32_t draw(struct drawing *drawing)
{
    struct sup__unit *unit = drawing->unit;
    uint32_t agents = 0;
    int32_t rc = SUP_OK;
    if (drawing->count) {
        qsort(drawing->candidates, drawing->count, sizeof *drawing->candidates, compare);
    }
    for (uint32_t i = 0; i < drawing->count; i++) {
        agents += !i || drawing->candidates[i].agent_id != drawing->candidates[i - 1].agent_id;
    }
    if (agents > SUP_SAMPLE_AGENTS_MAX) {
        return sup__fail(unit->error, SUP_MSG_SAMPLE_SIZE, "from",
                         "%u agents have tickets that were solved in that time: the limit is %d",
                         agents, SUP_SAMPLE_AGENTS_MAX);
    }
    drawing->agents = sup__arena_alloc(unit->repo.arena, (agents + 1) * sizeof *drawing->agents);
    drawing->drawn =
        sup__arena_alloc(unit->repo.arena, (size_t)(drawing->count < agents * drawing->params->each
                                                        ? drawing->count
                                                        : agents * drawing->params->each) *
                                                   sizeof *drawing->drawn +
                                               1);
    if (!drawing->agents || !drawing->drawn) {
        return out_of_memory(unit);
    }
    for (uint32_t at = 0; rc == SUP_OK && at < drawing->count;) {
        rc = draw_of(drawing, at, &at);
    }
    return rc;
}

/* ---- the answer ---- */

static int32_t fill(struct drawing *drawing, struct sup_review_sample *sample, int *failed)
{
    struct sup__unit *unit = drawing->unit;
    struct sup_sample_ticket *items =
        sup__result_array(sample, drawing->drawn_count, sizeof *items, failed);
    struct sup_sample_agent *agents =
        sup__result_array(sample, drawing->agent_count, sizeof *agents, failed);
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && !*failed && i < drawing->drawn_count; i++) {
        const struct candidate *one = &drawing->drawn[i];
        struct sup__ticket_row row = {.tenant = unit->head.tenant, .id = one->ticket_id};
        rc = sup__get(&unit->repo, SUP__T_TICKET, &row);
        items[i] =
            (struct sup_sample_ticket){.agent_id = one->agent_id,
                                       .ticket_id = one->ticket_id,
                                       .solved_ms = one->solved_ms,
                                       .channel = sup__result_text(sample, row.channel, failed),
                                       .reason = sup__result_text(sample, row.reason, failed)};
    }
    if (!*failed && drawing->agent_count) {
        memcpy(agents, drawing->agents, drawing->agent_count * sizeof *agents);
    }
    sample->items = items;
    sample->count = drawing->drawn_count;
    sample->agents = agents;
    sample->agent_count = drawing->agent_count;
    return rc;
}

static int32_t check(struct sup__unit *unit, const struct sup_review_sample_params *params)
{
    struct sup__agent_row row = {0};
    if (!params->each || params->each > SUP_SAMPLE_EACH_MAX) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, "each",
                         "each is %u, which is not from 1 to %d", params->each,
                         SUP_SAMPLE_EACH_MAX);
    }
    int32_t rc = sup__check_span(unit, params->from_ms, params->to_ms);
    if (rc == SUP_OK && params->agent_id) {
        rc = sup__load_agent(unit, params->agent_id, "agent_id", &row);
    }
    return rc == SUP_OK ? sup__search_misses(unit, params->team, NULL) : rc;
}

int32_t sup__op_review_sample(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_review_sample_params *params = in;
    struct drawing drawing = {.unit = unit, .params = params};
    int failed = 0;
    (void)receipt;
    int32_t rc = check(unit, params);
    if (rc == SUP_OK) {
        rc = find_candidates(&drawing);
    }
    if (rc == SUP_OK) {
        rc = draw(&drawing);
    }
    struct sup_review_sample *sample = rc == SUP_OK ? sup__result(unit, sizeof *sample) : NULL;
    if (!sample) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    rc = fill(&drawing, sample, &failed);
    if (rc != SUP_OK) {
        sup_free(sample);
        return rc;
    }
    return sup__result_end(unit, sample, failed, result);
}
