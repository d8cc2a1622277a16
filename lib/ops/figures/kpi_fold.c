/*
 * kpi_fold.c: figures catch up with the log.
 *
 * The events since the last time tell which tickets, surveys and reviews to look at. Their facts
 * are compared with what was counted of them, and what differs goes to the cells in memory; each
 * page of figures is then read and written once. Memory is bounded by the events of one batch.
 *
 * Whoever asks has all that happened counted in. A tick stays a day behind and leaves out the
 * tickets to which something happened since: a ticket in work is worked out once it rests, not
 * after each step.
 */
#include "ops/figures/kpi.h"
#include "ops/reads.h"

#include "base/message.h"

#include <stdlib.h>
#include <string.h>

const struct sup__kpi_pace sup__kpi_tick_pace = {
    .events = SUP__KPI_FOLD_EVENTS, .behind_ms = INT64_C(24) * 60 * 60 * 1000, .tail = 30000};

struct folding {
    struct sup__unit *unit;
    struct sup__kpi_rules rules;
    char digest[SUP__KPI_DIGEST_BYTES]; /* of them */
    struct sup__kpi_state_row state;
    struct sup__kpi_cells cells;
    struct sup__arena *arena;  /* the operation's */
    struct sup__arena batch;   /* cells and ids of a batch */
    struct sup__arena scratch; /* rows of a chunk */
    struct sup__kpi_ids ids[SUP__KPI_SUBJECTS]; /* to look at, by what they are */
    struct sup__kpi_ids others;    /* that may be what they repeat */
    struct sup__kpi_ids customers; /* events of who became one, or several, or were erased */
    struct sup__kpi_ids moves;     /* events of tickets that repeat others, or do no more */
    struct sup__kpi_ids opinions;  /* events of surveys and reviews */
    int32_t has_when;              /* `when` is that of at_ms */
    int64_t at_ms;
    struct sup__kpi_when when;
    int32_t is_behind;             /* younger events wait */
    int64_t young_ms;              /* those are from then on */
    int64_t most;                  /* but not those up to this one */
    int32_t rc;                    /* why a row ended the reading */
};

/* ---- which tickets, surveys and reviews ---- */

static int32_t note(struct folding *folding, struct sup__kpi_ids *ids, int64_t id)
{
    if (ids->count && ids->items[ids->count - 1] == id) {
        return SUP_OK;
    }
    return sup__kpi_ids_add(ids, id) == SUP_OK ? SUP_OK
                                               : sup__kpi_fail(folding->unit, SUP_NOMEM, NULL);
}

/* Only what an event says beside its columns tells which survey or review it is about. */
static int32_t note_opinion(struct folding *folding, int64_t sequence)
{
    struct sup__unit *unit = folding->unit;
    struct sup__event_row row = {.tenant = unit->head.tenant, .sequence = sequence};
    struct sup__event event;
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &row);
    if (rc == SUP_OK) {
        rc = sup__event_decode(unit->repo.arena, &row, NULL, &event, unit->error);
    }
    if (rc == SUP_OK) {
        int is_survey = event.payload.survey != 0;
        rc = note(folding, &folding->ids[is_survey ? SUP_KPI_SURVEY : SUP_KPI_REVIEW],
                  is_survey ? event.payload.survey : event.payload.review);
    }
    sup__arena_reset(&folding->scratch);
    return rc;
}

/* Whom such an event is about is read apart, too: they are rare. */
static int32_t note_customers(struct folding *folding, int64_t sequence)
{
    struct sup__unit *unit = folding->unit;
    struct sup__event_row row = {.tenant = unit->head.tenant, .sequence = sequence};
    struct sup__kpi_ids *tickets = &folding->ids[SUP_KPI_TICKET];
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &row);
    if (rc == SUP_OK) {
        rc = sup__kpi_tickets_of(unit, row.subject_id, tickets);
    }
    if (rc == SUP_OK && row.kind != SUP__E_CUSTOMER_ERASED) {
        rc = sup__kpi_tickets_of(unit, row.number, tickets);
    }
    sup__arena_reset(&folding->scratch);
    return rc;
}

/* What a ticket repeats with one of both reasons. A ticket may be looked at while another one has, for
 * a moment, another reason or is part of something: what that one adds is the same before and after,
 * so that only this tells who has to be looked at again. */
static int32_t note_move(struct folding *folding, int64_t sequence)
{
    struct sup__unit *unit = folding->unit;
    struct sup__event_row row = {.tenant = unit->head.tenant, .sequence = sequence};
    struct sup__ticket_row ticket = {.tenant = unit->head.tenant};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &row);
    if (rc == SUP_OK) {
        ticket.id = row.ticket_id;
        rc = sup__get(&unit->repo, SUP__T_TICKET, &ticket);
    }
    int is_reason = row.kind == SUP__E_TICKET_CLASSIFIED;
    const char *reasons[] = {is_reason ? row.before : ticket.reason, is_reason ? row.after : NULL};
    for (int i = 0; i < 2 && rc == SUP_OK; i++) {
        const struct sup__kpi_fact fact = {.traits.reason = reasons[i],
                                           .customer_id = ticket.customer_id,
                                           .opened_ms = ticket.opened_ms};
        rc = sup__kpi_before(unit, &folding->rules, &fact, &folding->others);
    }
    sup__arena_reset(&folding->scratch);
    return rc;
}

static int is_move(int64_t kind)
{
    return kind == SUP__E_TICKET_CLASSIFIED || kind == SUP__E_TICKET_MERGED ||
           kind == SUP__E_TICKET_UNMERGED;
}

static int is_opinion(int64_t kind)
{
    return kind >= SUP__E_SURVEY_ASKED && kind <= SUP__E_OUTCOME_RATED;
}

static int32_t take_event(void *context, void *row)
{
    struct folding *folding = context;
    const struct sup__event_row *event = row;
    /* An erasure takes what the shop said of tickets. Who was one with the erased by then and is not
     * any more is found by the event that parted them. */
    int is_joining = event->kind == SUP__E_CUSTOMER_MERGED ||
                     event->kind == SUP__E_CUSTOMER_UNMERGED ||
                     event->kind == SUP__E_CUSTOMER_ERASED;
    if (folding->is_behind && event->at_ms >= folding->young_ms &&
        event->sequence > folding->most) {
        return 1;
    }
    folding->state.sequence = event->sequence;
    if (is_opinion(event->kind)) {
        /* of the ticket nothing else is counted */
        folding->rc = note(folding, &folding->opinions, event->sequence);
    } else if (event->ticket_id) {
        folding->rc = note(folding, &folding->ids[SUP_KPI_TICKET], event->ticket_id);
        if (folding->rc == SUP_OK && is_move(event->kind)) {
            folding->rc = note(folding, &folding->moves, event->sequence);
        }
    } else if (is_joining) {
        folding->rc = note(folding, &folding->customers, event->sequence);
    }
    return folding->rc;
}

static int compare_ids(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one;
    int64_t b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

static void leave_out_twice(struct sup__kpi_ids *ids)
{
    uint32_t kept = 0;
    if (!ids->count) {
        return;
    }
    qsort(ids->items, ids->count, sizeof *ids->items, compare_ids);
    for (uint32_t i = 1; i < ids->count; i++) {
        if (ids->items[i] != ids->items[kept]) {
            ids->items[++kept] = ids->items[i];
        }
    }
    ids->count = kept + 1;
}

/* A ticket's last event, which is none that leads to an opinion only. */
static int32_t take_last(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct folding *folding = context;
    if (row->event.sequence > folding->state.sequence && !is_opinion(row->event.kind)) {
        folding->ids[SUP_KPI_TICKET].items[item->at] = 0;
    }
    return 0;
}

/* Tickets that are in work: the last of what happened to them is behind this batch, and when that
 * is counted in they are looked at. */
static int32_t leave_out_busy(struct folding *folding)
{
    struct sup__kpi_ids *ids = &folding->ids[SUP_KPI_TICKET];
    struct sup__reads reads = {.unit = folding->unit};
    int32_t rc = SUP_OK;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < ids->count && rc == SUP_OK; i++) {
        struct sup__read_item *item = sup__reads_add(&reads, SUP__T_EVENT, SUP__EVENT_BY_TICKET, 1, i);
        sup__read_by_int(item, ids->items[i]);
        item->scan.is_descending = 1;
        item->scan.columns = SUP__COLUMN(EVENT, sequence) | SUP__COLUMN(EVENT, kind);
        if (reads.count == SUP__KPI_CHUNK || i + 1 == ids->count) {
            rc = sup__reads_run(&reads, take_last, folding);
        }
    }
    for (uint32_t i = 0; i < ids->count; i++) {
        if (ids->items[i]) {
            ids->items[kept++] = ids->items[i];
        }
    }
    ids->count = kept;
    sup__arena_reset(&folding->scratch);
    return rc;
}

static int32_t find_subjects(struct folding *folding, uint32_t limit)
{
    struct sup__event_row row;
    struct sup_value prefix = sup__int(folding->unit->head.tenant);
    struct sup_value lower = sup__int(folding->state.sequence);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .lower_count = 1,
                            .lower_is_open = 1,
                            .lower = &lower,
                            .limit = limit,
                            .columns = SUP__COLUMN(EVENT, sequence) | SUP__COLUMN(EVENT, kind) |
                                       SUP__COLUMN(EVENT, ticket_id) | SUP__COLUMN(EVENT, at_ms)};
    folding->others = (struct sup__kpi_ids){.arena = &folding->batch};
    folding->customers = folding->moves = folding->opinions = folding->others;
    for (int32_t i = 0; i < SUP__KPI_SUBJECTS; i++) {
        folding->ids[i] = folding->others;
    }
    int32_t rc = sup__each(&folding->unit->repo, &scan, 0, &row, take_event, folding);
    rc = rc == SUP_OK ? folding->rc : rc;
    for (uint32_t i = 0; i < folding->customers.count && rc == SUP_OK; i++) {
        rc = note_customers(folding, folding->customers.items[i]);
    }
    for (uint32_t i = 0; i < folding->moves.count && rc == SUP_OK; i++) {
        rc = note_move(folding, folding->moves.items[i]);
    }
    for (uint32_t i = 0; i < folding->opinions.count && rc == SUP_OK; i++) {
        rc = note_opinion(folding, folding->opinions.items[i]);
    }
    for (int32_t i = 0; i < SUP__KPI_SUBJECTS; i++) {
        leave_out_twice(&folding->ids[i]);
    }
    return rc == SUP_OK && folding->is_behind ? leave_out_busy(folding) : rc;
}

/* ---- what they add ---- */

static void add_item(struct folding *folding, const struct sup__kpi_traits *traits,
                     const struct sup__kpi_item *item, int sign)
{
    if (!folding->has_when || item->at_ms != folding->at_ms) { /* many items are of one instant */
        folding->when = sup__kpi_when(&folding->rules, item->at_ms);
        folding->at_ms = item->at_ms;
        folding->has_when = 1;
    }
    sup__kpi_cells_add(&folding->cells, traits, item, &folding->when, sign);
}

static void add_all(struct folding *folding, const struct sup__kpi_fact *fact, int sign)
{
    for (uint32_t i = 0; i < fact->count; i++) {
        add_item(folding, &fact->traits, &fact->items[i], sign);
    }
}

/* Both are in one order: what they share stays. 1 when anything differs. */
static int add_difference(struct folding *folding, const struct sup__kpi_fact *before,
                          const struct sup__kpi_fact *now)
{
    uint32_t b = 0;
    uint32_t n = 0;
    int differs = 0;
    sup__kpi_cells_turn(&folding->cells);
    if (!sup__kpi_traits_same(&before->traits, &now->traits)) {
        add_all(folding, before, -1);
        sup__kpi_cells_turn(&folding->cells);
        add_all(folding, now, 1);
        return 1;
    }
    while (b < before->count || n < now->count) {
        int order = b == before->count ? 1
                    : n == now->count  ? -1
                                       : sup__kpi_item_compare(&before->items[b], &now->items[n]);
        if (order < 0) {
            add_item(folding, &before->traits, &before->items[b], -1);
        } else if (order > 0) {
            add_item(folding, &now->traits, &now->items[n], 1);
        }
        differs |= order != 0;
        b += order <= 0;
        n += order >= 0;
    }
    return differs;
}

struct chunk {
    struct folding *folding;
    int32_t subject; /* enum sup_kpi_subject */
    const int64_t *ids;
    uint32_t count;
    int32_t is_first; /* nothing of them was counted before */
    int32_t rc;       /* why a row ended the reading */
    struct sup__kpi_fact_row row;
    struct sup__kpi_fact before[SUP__KPI_CHUNK];
    int has_row[SUP__KPI_CHUNK];
    struct sup__kpi_fact now[SUP__KPI_CHUNK];
};

static int32_t take_before(void *context, void *row)
{
    struct chunk *chunk = context;
    const struct sup__kpi_fact_row *fact = row;
    uint32_t i = 0;
    while (i < chunk->count && chunk->ids[i] != fact->subject_id) {
        i++;
    }
    if (i == chunk->count) {
        return 0;
    }
    chunk->has_row[i] = 1;
    return chunk->rc = sup__kpi_fact_of(chunk->folding->unit, fact, &chunk->before[i]);
}

static int32_t write_fact(struct chunk *chunk, uint32_t i)
{
    struct sup__unit *unit = chunk->folding->unit;
    struct sup__kpi_fact_row row;
    const struct sup__kpi_fact *before = &chunk->before[i];
    const struct sup__kpi_fact *now = &chunk->now[i];
    int differs = add_difference(chunk->folding, before, now) ||
                  before->customer_id != now->customer_id || before->opened_ms != now->opened_ms;
    if (!differs && chunk->has_row[i]) {
        return SUP_OK;
    }
    int32_t rc = sup__kpi_row_of(unit, chunk->subject, chunk->ids[i], &chunk->now[i], &row);
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_KPI_FACT, &row) : rc;
}

/* A ticket that is another one's than it was, or has another reason, may be a repeated contact. */
static int32_t find_others(struct chunk *chunk, uint32_t i)
{
    struct folding *folding = chunk->folding;
    const struct sup__kpi_fact *facts[] = {&chunk->before[i], &chunk->now[i]};
    int32_t rc = SUP_OK;
    if (facts[0]->customer_id == facts[1]->customer_id &&
        facts[0]->opened_ms == facts[1]->opened_ms &&
        sup__same_text(facts[0]->traits.reason, facts[1]->traits.reason)) {
        return SUP_OK;
    }
    for (int f = 0; f < 2 && rc == SUP_OK; f++) {
        rc = sup__kpi_before(folding->unit, &folding->rules, facts[f], &folding->others);
    }
    return rc;
}

static int32_t fold_chunk(struct chunk *chunk)
{
    struct sup__unit *unit = chunk->folding->unit;
    struct sup_value keys[SUP__KPI_CHUNK][3];
    for (uint32_t i = 0; i < chunk->count; i++) {
        keys[i][0] = sup__int(unit->head.tenant);
        keys[i][1] = sup__int(chunk->subject);
        keys[i][2] = sup__int(chunk->ids[i]);
    }
    memset(chunk->before, 0, sizeof chunk->before);
    memset(chunk->has_row, 0, sizeof chunk->has_row);
    int32_t rc = chunk->is_first ? SUP_OK
                                 : sup__each_key(&unit->repo, SUP__T_KPI_FACT, &keys[0][0],
                                                 chunk->count, &chunk->row, take_before, chunk);
    rc = rc == SUP_OK ? chunk->rc : rc;
    if (rc == SUP_OK) {
        rc = sup__kpi_gather(unit, &chunk->folding->rules, chunk->subject, chunk->ids, chunk->count,
                             chunk->now);
    }
    for (uint32_t i = 0; i < chunk->count && rc == SUP_OK; i++) {
        rc = write_fact(chunk, i);
        if (rc == SUP_OK && !chunk->is_first) {
            rc = find_others(chunk, i);
        }
    }
    return rc;
}

static int32_t fold_ids(struct folding *folding, struct chunk *chunk, int32_t subject,
                        const struct sup__kpi_ids *ids)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < ids->count && rc == SUP_OK; i += SUP__KPI_CHUNK) {
        uint32_t left = ids->count - i;
        chunk->folding = folding;
        chunk->subject = subject;
        chunk->ids = &ids->items[i];
        chunk->count = left < SUP__KPI_CHUNK ? left : SUP__KPI_CHUNK;
        chunk->rc = SUP_OK;
        rc = fold_chunk(chunk);
        sup__arena_reset(&folding->scratch);
    }
    return rc;
}

/* Tickets that are repeated come last: their customers, reasons and times are as they were, so
 * nothing follows from them. */
static int32_t fold_subjects(struct folding *folding)
{
    struct chunk *chunk = sup__arena_alloc(&folding->batch, sizeof *chunk);
    struct sup__kpi_ids others;
    if (!chunk) {
        return sup__kpi_fail(folding->unit, SUP_NOMEM, NULL);
    }
    int32_t rc = SUP_OK;
    for (int32_t i = SUP_KPI_TICKET; i < SUP__KPI_SUBJECTS && rc == SUP_OK; i++) {
        rc = fold_ids(folding, chunk, i, &folding->ids[i]);
    }
    leave_out_twice(&folding->others);
    others = folding->others;
    if (rc == SUP_OK) {
        rc = fold_ids(folding, chunk, SUP_KPI_TICKET, &others);
    }
    if (rc == SUP_OK && folding->cells.rc != SUP_OK) {
        rc = sup__kpi_fail(folding->unit, folding->cells.rc, "sup_kpi_cell.sums");
    }
    return rc;
}

/* ---- batches ---- */

static int32_t fold_batch(struct folding *folding, uint32_t limit)
{
    struct sup__unit *unit = folding->unit;
    folding->cells = (struct sup__kpi_cells){.arena = &folding->batch};
    int32_t rc = find_subjects(folding, limit);
    if (rc == SUP_OK) {
        rc = fold_subjects(folding);
    }
    if (rc == SUP_OK) {
        rc = sup__kpi_write_pages(unit, &folding->cells, &folding->scratch);
    }
    if (rc == SUP_OK) {
        rc = sup__put(&unit->repo, SUP__T_KPI_STATE, &folding->state);
    }
    sup__arena_reset(&folding->batch);
    return rc;
}

/* From the first to the last ticket, survey and review: all are looked at, and once. What comes
 * later is on the rows already, so none is looked at again. */
static int32_t fold_from_scratch(struct folding *folding)
{
    struct sup__unit *unit = folding->unit;
    int32_t rc = SUP_OK;
    unit->repo.arena = &folding->scratch;
    for (int32_t subject = SUP_KPI_TICKET; subject < SUP__KPI_SUBJECTS; subject++) {
        int64_t last = sup__kpi_subject_count(unit, subject);
        for (int64_t id = 0; id < last && rc == SUP_OK;) {
            struct chunk *chunk = sup__arena_alloc(&folding->batch, sizeof *chunk);
            struct sup__kpi_ids ids = {.arena = &folding->batch};
            folding->cells = (struct sup__kpi_cells){.arena = &folding->batch};
            rc = chunk ? SUP_OK : sup__kpi_fail(unit, SUP_NOMEM, NULL);
            while (rc == SUP_OK && id < last && ids.count < SUP__KPI_SCRATCH_SUBJECTS) {
                rc = note(folding, &ids, ++id);
            }
            if (rc == SUP_OK) {
                chunk->is_first = 1;
                rc = fold_ids(folding, chunk, subject, &ids);
            }
            if (rc == SUP_OK && folding->cells.rc != SUP_OK) {
                rc = sup__kpi_fail(unit, folding->cells.rc, "sup_kpi_cell.sums");
            }
            if (rc == SUP_OK) {
                rc = sup__kpi_write_pages(unit, &folding->cells, &folding->scratch);
            }
            sup__arena_reset(&folding->batch);
        }
    }
    folding->state.sequence = unit->head.sequence;
    rc = rc == SUP_OK ? sup__put(&unit->repo, SUP__T_KPI_STATE, &folding->state) : rc;
    unit->repo.arena = folding->arena;
    return rc;
}

static int32_t remove_all(struct sup__unit *unit, enum sup__table table)
{
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_scan scan = {
        .size = sizeof scan, .table = table, .prefix_count = 1, .prefix = &prefix};
    int64_t removed = 0;
    return sup__db_remove_range(unit->repo.db, &scan, &removed);
}

int32_t sup__kpi_reset(struct sup__unit *unit)
{
    static const enum sup__table tables[] = {SUP__T_KPI_STATE, SUP__T_KPI_FACT, SUP__T_KPI_CELL,
                                             SUP__T_KPI_SPREAD};
    int32_t rc = SUP_OK;
    unit->counted = 0;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && rc == SUP_OK; i++) {
        rc = remove_all(unit, tables[i]);
    }
    return rc;
}

static int32_t load_state(struct folding *folding)
{
    struct sup__unit *unit = folding->unit;
    folding->state.tenant = unit->head.tenant;
    int32_t rc = sup__get(&unit->repo, SUP__T_KPI_STATE, &folding->state);
    int is_other = rc == SUP_OK && (strcmp(folding->state.digest, folding->digest) != 0 ||
                                    folding->state.sequence > unit->head.sequence);
    if (is_other) {
        rc = sup__kpi_reset(unit);
        folding->state.sequence = 0;
    }
    folding->state.digest = folding->digest;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* A tick counts in one batch, whoever asks all there is. */
static int32_t fold_batches(struct folding *folding)
{
    struct sup__unit *unit = folding->unit;
    int32_t rc = SUP_OK;
    unit->repo.arena = &folding->scratch;
    do {
        rc = fold_batch(folding, SUP__KPI_FOLD_EVENTS);
    } while (rc == SUP_OK && !folding->is_behind &&
             folding->state.sequence < unit->head.sequence);
    unit->repo.arena = folding->arena;
    return rc;
}

/* Tickets in work are read as rows. */
static int32_t begin(struct folding *folding)
{
    int32_t rc = sup__unit_flush(folding->unit);
    if (rc == SUP_OK) {
        sup__kpi_rules(folding->unit, &folding->rules);
        rc = sup__kpi_digest(folding->unit, &folding->rules, folding->digest);
    }
    return rc == SUP_OK ? load_state(folding) : rc;
}

static int32_t fold(struct folding *folding)
{
    const struct sup__mem *mem = &folding->unit->core->mem;
    sup__arena_init(&folding->batch, mem);
    sup__arena_init(&folding->scratch, mem);
    int32_t rc = folding->state.sequence || folding->is_behind ? fold_batches(folding)
                                                               : fold_from_scratch(folding);
    sup__arena_free(&folding->batch);
    sup__arena_free(&folding->scratch);
    return rc;
}

/* Is the tail long enough to be worth the pages that counting it in writes? */
static int32_t is_due(struct folding *folding, int64_t events, int *is)
{
    struct sup__unit *unit = folding->unit;
    struct sup__event_row row = {.tenant = unit->head.tenant,
                                 .sequence = folding->state.sequence + events};
    *is = 0;
    if (row.sequence > unit->head.sequence) {
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &row);
    *is = row.sequence <= folding->most || (rc == SUP_OK && row.at_ms < folding->young_ms);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__kpi_follow(struct sup__unit *unit, const struct sup__kpi_pace *pace)
{
    struct folding folding = {.unit = unit,
                              .arena = unit->repo.arena,
                              .is_behind = 1,
                              .young_ms = unit->caller.now_ms - pace->behind_ms,
                              .most = unit->head.sequence - pace->tail};
    int is = 0;
    int32_t rc = begin(&folding);
    if (rc == SUP_OK) {
        rc = is_due(&folding, pace->events, &is);
    }
    return rc == SUP_OK && is ? fold(&folding) : rc;
}

int32_t sup__kpi_catch_up(struct sup__unit *unit, int64_t *sequence)
{
    struct folding folding = {.unit = unit, .arena = unit->repo.arena};
    struct sup__kpi_state_row state = {.tenant = unit->head.tenant};
    int32_t rc = SUP_OK;
    if (unit->counted && unit->counted == unit->head.sequence) {
        *sequence = unit->counted;
        return SUP_OK;
    }
    if (unit->mode == SUP_WRITE) {
        rc = begin(&folding);
        if (rc == SUP_OK && folding.state.sequence < unit->head.sequence) {
            rc = fold(&folding);
        }
        *sequence = folding.state.sequence;
        unit->counted = rc == SUP_OK ? *sequence : 0;
        return rc;
    }
    rc = sup__get(&unit->repo, SUP__T_KPI_STATE, &state);
    *sequence = rc == SUP_OK ? state.sequence : 0;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}
