/*
 * sla_due.c: which tickets' promises warn or break next.
 *
 * The agenda has it in order already. What else waits there is passed over, as are tickets that
 * were not asked for, so what one page looks at is bounded. What breaks next is not in the order of
 * the agenda, since a ticket waits there for its next warning: but it waits there no later than for
 * its breach, so what breaks by an instant is among what waits by then.
 */
#include "ops/reads.h"
#include "ops/sla/sla_show.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 100 };

struct waiting {
    int64_t due_ms;    /* as the agenda has it */
    int64_t breach_ms; /* of `timer`, when breaches are asked for */
    int64_t ticket_id;
    int is_asked; /* the ticket is there, and one that was asked for */
    int is_breach;
    struct sup__ticket_row ticket;
    struct sup__timer_row timer; /* the one that is due then, or breaks first; ticket_id 0: none */
};

struct due {
    struct sup__unit *unit;
    const struct sup_sla_due_params *params;
    struct sup_due_list *list;
    struct sup_due_ticket *items;
    struct waiting *chunk; /* of CHUNK */
    uint32_t count;        /* in the chunk */
    uint32_t looked;       /* at items of the agenda, of all kinds */
    uint32_t limit;
    struct sup__sla_place place; /* of the last one that was looked at */
    int is_more;                 /* there is something behind the chunk */
    int32_t rc;
    int failed;
};

/* ---- a part of the agenda ---- */

struct reading {
    struct due *due;
    uint32_t read;
    struct sup__sla_place place;
};

static int32_t add_waiting(void *context, void *in)
{
    struct reading *reading = context;
    struct due *due = reading->due;
    const struct sup__agenda_row *row = in;
    if (reading->read == CHUNK) {
        due->is_more = 1;
        return 1;
    }
    reading->read++;
    if (!row->ticket_id) {
        return 0; /* the desk's own: no place to go on from */
    }
    reading->place = (struct sup__sla_place){row->due_ms, row->ticket_id};
    if (row->kind == SUP__AGENDA_TIMERS) {
        due->chunk[due->count++] =
            (struct waiting){.due_ms = row->due_ms, .ticket_id = row->ticket_id};
    }
    return 0;
}

static int32_t read_chunk(struct due *due, struct reading *reading)
{
    struct sup_value tenant = sup__int(due->unit->head.tenant);
    struct sup_value lower[2] = {sup__int(due->place.first), sup__int(due->place.second)};
    struct sup_value upper = sup__int(due->params->until_ms);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_AGENDA,
                            .prefix_count = 1,
                            .prefix = &tenant,
                            .lower_count = due->place.second ? 2 : 0,
                            .lower = lower,
                            .lower_is_open = due->place.second != 0,
                            .upper_count = due->params->until_ms ? 1 : 0,
                            .upper = &upper,
                            .limit = CHUNK + 1};
    struct sup__agenda_row row;
    due->count = 0;
    due->is_more = 0;
    return sup__each(&due->unit->repo, &scan, 1, &row, add_waiting, reading);
}

/* ---- what it is about ---- */

static int is_asked(const struct sup_sla_due_params *params, const struct sup__ticket_row *row)
{
    return (!params->team || (row->team && strcmp(row->team, params->team) == 0)) &&
           (!params->assignee_id || row->assignee_id == params->assignee_id);
}

/* Of the promises that are not broken the one that breaks first. What is over already breaks when
 * that fires. */
static void take_breach(struct due *due, struct waiting *waiting, const struct sup__timer_row *row)
{
    struct sup__terms terms = sup__timer_terms(due->unit, &waiting->ticket, row);
    struct sup__prospect prospect = {0};
    if (!row->next_ms) {
        return;
    }
    if (row->state == SUP__TIMER_RUNNING &&
        sup__terms_prospect(&terms, row->since_ms, row->business_ms, 0, &prospect) != SUP_OK) {
        due->rc = sup__fail(due->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int64_t breach_ms = prospect.breach_ms > row->next_ms ? prospect.breach_ms : row->next_ms;
    if (!waiting->timer.ticket_id || breach_ms < waiting->breach_ms) {
        waiting->timer = *row;
        waiting->breach_ms = breach_ms;
    }
}

static int32_t take_row(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct due *due = context;
    struct waiting *waiting = &due->chunk[item->at];
    if (item->scan.table == SUP__T_TICKET) {
        waiting->ticket = row->ticket;
        waiting->is_asked = is_asked(due->params, &row->ticket);
    } else if (due->params->is_breach) {
        take_breach(due, waiting, &row->timer);
    } else if (row->timer.next_ms == waiting->due_ms && !waiting->timer.ticket_id) {
        waiting->timer = row->timer;
    }
    return 0;
}

/* Tickets first; timers only of those that were asked for. */
static int32_t read_about(struct due *due)
{
    struct sup__reads reads = {.unit = due->unit};
    struct sup_filter active = {SUP__TIMER_state, SUP_LE, sup__int(SUP__TIMER_PAUSED)};
    for (uint32_t i = 0; i < due->count; i++) {
        struct sup__read_item *item = sup__reads_add(&reads, SUP__T_TICKET, 0, 1, i);
        sup__read_by_int(item, due->chunk[i].ticket_id);
    }
    int32_t rc = due->count ? sup__reads_run(&reads, take_row, due) : SUP_OK;
    uint32_t asked = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < due->count; i++) {
        if (due->chunk[i].is_asked) {
            struct sup__read_item *item = sup__reads_add(&reads, SUP__T_TIMER, 0, SUP__METRICS, i);
            sup__read_by_int(item, due->chunk[i].ticket_id);
            item->scan.filter_count = 1;
            item->scan.filters = &active;
            asked++;
        }
    }
    rc = asked ? sup__reads_run(&reads, take_row, due) : rc;
    return rc == SUP_OK ? due->rc : rc;
}

/* As it will be judged when it fires. */
static int32_t judge(struct due *due, struct waiting *waiting)
{
    const struct sup__timer_row *timer = &waiting->timer;
    struct sup__terms terms = sup__timer_terms(due->unit, &waiting->ticket, timer);
    int64_t more_ms = 0;
    waiting->is_breach = due->params->is_breach;
    if (waiting->is_breach) {
        return SUP_OK;
    }
    if (timer->state == SUP__TIMER_RUNNING &&
        sup__time_used(terms.calendar, timer->since_ms, timer->next_ms, &more_ms) != SUP_OK) {
        return sup__fail(due->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int64_t used_ms = timer->business_ms + more_ms - timer->base_ms;
    waiting->is_breach = used_ms > timer->target_ms || timer->warned >= terms.mark_count;
    return SUP_OK;
}

/* ---- the page ---- */

static int32_t show(struct due *due, const struct waiting *waiting)
{
    struct sup_due_ticket *item = &due->items[due->list->count];
    struct sup_timer *timer = sup__result_array(due->list, 1, sizeof *timer, &due->failed);
    item->ticket_id = waiting->ticket_id;
    item->due_ms = waiting->is_breach && waiting->breach_ms ? waiting->breach_ms : waiting->due_ms;
    item->is_breach = waiting->is_breach;
    item->status = sup__result_text(due->list, waiting->ticket.status, &due->failed);
    item->priority = sup__result_text(due->list, waiting->ticket.priority, &due->failed);
    item->channel = sup__result_text(due->list, waiting->ticket.channel, &due->failed);
    item->team = sup__result_text(due->list, waiting->ticket.team, &due->failed);
    item->assignee_id = waiting->ticket.assignee_id;
    item->timer = timer;
    if (due->failed) {
        return SUP_OK;
    }
    due->list->count++;
    return sup__show_timer(due->unit, due->list, &waiting->ticket, &waiting->timer, timer,
                           &due->failed);
}

/* 1 when the page is full before the chunk is done. */
static int32_t show_chunk(struct due *due, int *is_full)
{
    int32_t rc = SUP_OK;
    *is_full = 0;
    for (uint32_t i = 0; rc == SUP_OK && !due->failed && i < due->count; i++) {
        struct waiting *waiting = &due->chunk[i];
        int is_later = due->params->until_ms && waiting->breach_ms > due->params->until_ms;
        if (!waiting->is_asked || !waiting->timer.ticket_id || is_later) {
            continue;
        }
        rc = judge(due, waiting);
        if (rc != SUP_OK) {
            continue;
        }
        if (due->list->count == due->limit) {
            *is_full = 1;
            return SUP_OK;
        }
        due->place = (struct sup__sla_place){waiting->due_ms, waiting->ticket_id};
        rc = show(due, waiting);
    }
    return rc;
}

static int by_time(const void *a, const void *b)
{
    const struct sup_due_ticket *one = a;
    const struct sup_due_ticket *other = b;
    int order = (one->due_ms > other->due_ms) - (one->due_ms < other->due_ms);
    return order ? order
                 : (one->ticket_id > other->ticket_id) - (one->ticket_id < other->ticket_id);
}

static int32_t fill(struct due *due)
{
    int is_full = 0;
    int32_t rc = SUP_OK;
    do {
        struct reading reading = {.due = due, .place = due->place};
        rc = read_chunk(due, &reading);
        rc = rc == SUP_OK ? read_about(due) : rc;
        rc = rc == SUP_OK ? show_chunk(due, &is_full) : rc;
        due->looked += reading.read;
        if (!is_full) {
            due->place = reading.place;
        }
    } while (rc == SUP_OK && !due->failed && !is_full && due->is_more &&
             due->looked < SUP_DUE_LOOKED_MAX);
    if (rc == SUP_OK && !due->failed && (is_full || due->is_more)) {
        due->list->next_after = sup__sla_place_text(due->list, due->place, &due->failed);
    }
    if (due->params->is_breach && due->list->count) {
        qsort(due->items, due->list->count, sizeof *due->items, by_time);
    }
    return rc;
}

static int32_t check(struct due *due)
{
    struct sup__unit *unit = due->unit;
    const struct sup_sla_due_params *params = due->params;
    const struct sup_ticket_list_params names = {.size = sizeof names, .team = params->team};
    struct sup__agent_row agent = {0};
    int32_t rc = sup__page_limit(unit, params->limit, &due->limit);
    if (rc == SUP_OK) {
        rc = sup__sla_place_read(unit, params->after, &due->place);
    }
    if (rc == SUP_OK) {
        rc = sup__search_names(unit, &names);
    }
    if (rc == SUP_OK && params->assignee_id) {
        rc = sup__load_agent(unit, params->assignee_id, "assignee_id", &agent);
    }
    return rc;
}

int32_t sup__op_sla_due(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                        void **result)
{
    struct due due = {.unit = unit, .params = in};
    (void)receipt;
    int32_t rc = check(&due);
    if (rc != SUP_OK) {
        return rc;
    }
    due.chunk = sup__arena_alloc(unit->repo.arena, CHUNK * sizeof *due.chunk);
    if (!due.chunk) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    due.list = sup__result(unit, sizeof *due.list);
    if (!due.list) {
        return SUP_NOMEM;
    }
    due.items = sup__result_array(due.list, due.limit, sizeof *due.items, &due.failed);
    due.list->items = due.items;
    rc = due.failed ? SUP_OK : fill(&due);
    if (rc != SUP_OK) {
        sup_free(due.list);
        return rc;
    }
    return sup__result_end(unit, due.list, due.failed, result);
}
