/*
 * kpi_gather.c: what a ticket adds to the figures, from its rows.
 *
 * A ticket that is part of another one adds nothing but that, and what was given for it: its thread,
 * its wait and its resolution are those of the whole.
 */
#include "ops/figures/kpi.h"

#include "base/message.h"
#include "ops/floors/floors.h"
#include "ops/sla/timers.h"
#include "policy/sections.h"
#include "rules/fact.h"
#include "supportcore/authority.h"
#include "supportcore/floor.h"
#include "supportcore/ticket.h"
#include "timers/clockwork.h"

#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* The runs of one metric together. */
struct total {
    int64_t used_ms;
    int64_t business_ms;
};

/* What is known of a ticket while its rows come. */
struct about {
    struct sup__ticket_row row; /* id 0: it is not there */
    struct sup__kpi_fact *fact;
    struct total wait;
    struct total work;
    struct sup__timer_row first_run; /* of resolution; id 0: none */
    struct sup__timer_row last_run;
    int32_t has_missed_parts;      /* questions that were missed where they came from */
    int64_t handle_ms;
    int64_t answer_count;
    int64_t highest_rank;          /* of the floors it was on; 0: none */
    int64_t first_message_id;      /* that came with it; 0: none */
    int32_t is_automated;          /* that one was written by no person */
    int64_t abused_ms;             /* of when a message is abusive; 0: none is */
    int64_t machine_ms;            /* the first answer by a machine; 0: none */
    int64_t person_ms;             /* and by a person */
    struct sup__kpi_item *missed;  /* of the run whose misses come */
    int64_t missed_metric;
    int64_t missed_instance;
};

struct gathering {
    struct sup__unit *unit;
    const struct sup__kpi_rules *rules;
    struct about *abouts;
    int32_t rc; /* why a row ended the reading */
};

/* Of one ticket, the runs that were missed in its parts. */
struct missing {
    const struct gathering *gathering;
    const struct about *about;
    int32_t rc; /* why a row ended the reading */
};

static struct sup__kpi_item *add(const struct gathering *gathering, const struct about *about,
                                 uint32_t measure, int64_t at_ms, int64_t value, int64_t business)
{
    return sup__kpi_fact_add(about->fact, gathering->unit->repo.arena, measure, at_ms, value,
                             business);
}

static int32_t no_memory(const struct gathering *gathering)
{
    return sup__fail(gathering->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* ---- rows ---- */

static void take_traits(struct about *about, const struct sup__ticket_row *row)
{
    about->row = *row;
    about->fact->traits = (struct sup__kpi_traits){.channel = row->channel,
                                                   .reason = row->reason,
                                                   .team = row->team,
                                                   .floor = row->floor,
                                                   .priority = row->priority,
                                                   .segment = row->segment,
                                                   .sla = row->sla,
                                                   .agent_id = row->assignee_id};
    about->fact->customer_id = row->merged_into ? 0 : row->customer_id;
    about->fact->opened_ms = row->opened_ms;
}

/* Work goes on from the start of a run of resolution to its end, and is old from some time on. */
static int count_backlog(const struct gathering *gathering, const struct about *about,
                         const struct sup__timer_row *run)
{
    int64_t aged_ms = about->row.opened_ms + gathering->rules->aged_ms;
    aged_ms = aged_ms < run->started_ms ? run->started_ms : aged_ms;
    int is_aged = !run->ended_ms || run->ended_ms > aged_ms;
    return add(gathering, about, SUP__KPI_ENTERED, run->started_ms, 0, 0) &&
           (!is_aged || add(gathering, about, SUP__KPI_AGED, aged_ms, 0, 0)) &&
           (!run->ended_ms || add(gathering, about, SUP__KPI_LEFT, run->ended_ms, 0, 0)) &&
           (!run->ended_ms || !is_aged ||
            add(gathering, about, SUP__KPI_AGED_LEFT, run->ended_ms, 0, 0));
}

/* Of the metrics that go on until a ticket is solved, all runs count together, then. */
static int is_of_solution(int64_t metric)
{
    return metric == SUP__METRIC_REQUESTER_WAIT + 1 || metric == SUP__METRIC_AGENT_WORK + 1 ||
           metric == SUP__METRIC_RESOLUTION + 1;
}

static void add_up(struct total *total, const struct sup__timer_row *run)
{
    total->used_ms += run->used_ms;
    total->business_ms += run->business_ms;
}

static int take_timer(const struct gathering *gathering, struct about *about,
                      const struct sup__timer_row *run)
{
    int is_done = run->state == SUP__TIMER_DONE;
    int done = 1;
    if (run->metric == SUP__METRIC_REQUESTER_WAIT + 1) {
        add_up(&about->wait, run);
    } else if (run->metric == SUP__METRIC_AGENT_WORK + 1) {
        add_up(&about->work, run);
    } else if (run->metric == SUP__METRIC_RESOLUTION + 1) {
        about->first_run = about->first_run.ticket_id ? about->first_run : *run;
        about->last_run = *run;
        done = count_backlog(gathering, about, run);
    }
    if (done && run->metric == SUP__METRIC_ASSIGNMENT + 1) {
        int64_t since_s = run->started_ms / 1000;
        done = add(gathering, about, SUP__KPI_WAIT_BEGAN, run->started_ms, since_s, 0) &&
               (!run->ended_ms ||
                add(gathering, about, SUP__KPI_WAIT_ENDED, run->ended_ms, since_s, 0));
    }
    if (done && is_done && !is_of_solution(run->metric)) {
        struct sup__kpi_item *item =
            add(gathering, about, SUP__KPI_RUN + (uint32_t)run->metric, run->ended_ms,
                run->used_ms, run->business_ms);
        done = item != NULL;
        if (done) {
            item->sla = run->sla;
        }
    }
    if (run->is_missed && run->missed_before == SUP__MISSED_IN_PART &&
        run->state != SUP__TIMER_DROPPED) {
        about->has_missed_parts = 1;
    }
    if (done && is_done && run->sla && !run->is_missed) {
        struct sup__kpi_item *item =
            add(gathering, about, SUP__KPI_MET + (uint32_t)run->metric, run->ended_ms, 0, 0);
        done = item != NULL;
        if (done) {
            item->sla = run->sla;
        }
    }
    return done;
}

/* A run is missed once, whatever promises were on it: when the first of them was broken. */
static int take_miss(const struct gathering *gathering, struct about *about,
                     const struct sup__miss_row *miss)
{
    int is_same = about->missed && about->missed_metric == miss->metric &&
                  about->missed_instance == miss->instance;
    if (is_same) {
        /* The pointer lives until the next item is added: misses come one after the other. */
        about->missed->value += miss->over_ms;
        return 1;
    }
    about->missed = add(gathering, about, SUP__KPI_MISSED + (uint32_t)miss->metric,
                        miss->breached_ms, miss->over_ms, 0);
    about->missed_metric = miss->metric;
    about->missed_instance = miss->instance;
    if (about->missed) {
        about->missed->sla = miss->sla;
    }
    return about->missed != NULL;
}

static int take_visit(const struct gathering *gathering, struct about *about,
                      const struct sup__visit_row *visit)
{
    about->highest_rank =
        visit->rank > about->highest_rank ? visit->rank : about->highest_rank;
    if (visit->is_current || !visit->left_ms) {
        return 1;
    }
    int64_t stay_ms = visit->left_ms - visit->arrived_ms;
    int is_up = visit->left_why >= SUP_FLOOR_RULE && visit->left_why <= SUP_FLOOR_MERGED;
    const uint32_t measures[] = {SUP__KPI_STAYED, SUP__KPI_ESCALATED};
    for (int i = 0; i < 1 + is_up; i++) {
        int64_t value = i ? 0 : stay_ms;
        struct sup__kpi_item *item =
            add(gathering, about, measures[i], visit->left_ms, value, value);
        if (!item) {
            return 0;
        }
        item->floor = visit->floor;
        item->agent_id = visit->agent_id;
    }
    return 1;
}

/* A stay of which the ticket alone tells. */
static int take_plain_stay(const struct gathering *gathering, struct about *about)
{
    struct sup__visit_row stay;
    return about->row.merged_into || !sup__plain_stay(&about->row, &stay) ||
           take_visit(gathering, about, &stay);
}

static int is_by_machine(const struct sup__message_row *message)
{
    return message->is_automated || message->actor_kind == SUP_ACTOR_BOT;
}

/* 0: it counts nowhere. */
static uint32_t measure_of(const struct sup__message_row *message)
{
    if (message->kind == SUP_MESSAGE_CUSTOMER) {
        return SUP__KPI_CUSTOMER_MESSAGES;
    }
    if (message->kind == SUP_MESSAGE_NOTE) {
        return is_by_machine(message) ? 0 : SUP__KPI_NOTES;
    }
    return is_by_machine(message) ? SUP__KPI_AUTOMATED_MESSAGES : SUP__KPI_REPLIES;
}

static int take_message(const struct gathering *gathering, struct about *about,
                        const struct sup__message_row *message)
{
    int is_agents = message->actor_kind == SUP_ACTOR_AGENT || message->actor_kind == SUP_ACTOR_BOT;
    int64_t first_id = about->first_message_id;
    if (message->ticket_id == about->row.id && (!first_id || message->id < first_id)) {
        about->first_message_id = message->id;
        about->is_automated = message->is_automated != 0;
    }
    if (message->kind == SUP_MESSAGE_REPLY && !message->is_acknowledgement) {
        int64_t *first_ms = is_by_machine(message) ? &about->machine_ms : &about->person_ms;
        *first_ms = *first_ms && *first_ms < message->at_ms ? *first_ms : message->at_ms;
    }
    about->handle_ms += message->handle_ms;
    about->answer_count += message->is_answer;
    uint32_t measure = measure_of(message);
    if (!measure) {
        return 1;
    }
    struct sup__kpi_item *item =
        add(gathering, about, measure, message->at_ms, message->handle_ms, 0);
    if (item && is_agents && message->kind != SUP_MESSAGE_CUSTOMER) {
        item->agent_id = message->actor_id;
    }
    return item != NULL;
}

static uint32_t measure_of_remedy(const char *remedy)
{
    static const struct {
        const char *begins;
        uint32_t measure;
    } kinds[] = {{"refund.", SUP__KPI_REFUNDED},     {"replacement", SUP__KPI_REPLACED},
                 {"exchange", SUP__KPI_REPLACED},    {"reship", SUP__KPI_REPLACED},
                 {"store_credit", SUP__KPI_CREDITED}, {"voucher", SUP__KPI_CREDITED},
                 {"discount", SUP__KPI_DISCOUNTED},  {"goodwill", SUP__KPI_GOODWILL},
                 {"fee_waiver", SUP__KPI_GOODWILL}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t bytes = strlen(kinds[i].begins);
        int is_group = kinds[i].begins[bytes - 1] == '.';
        if (is_group ? strncmp(remedy, kinds[i].begins, bytes) == 0
                     : strcmp(remedy, kinds[i].begins) == 0) {
            return kinds[i].measure;
        }
    }
    return SUP__KPI_OTHER_GIVEN;
}

static int add_money(const struct gathering *gathering, const struct about *about,
                     const struct sup__request_row *request, uint32_t measure, int64_t at_ms,
                     int64_t minor)
{
    struct sup__kpi_item *item = add(gathering, about, measure, at_ms, minor, 0);
    if (!item) {
        return 0;
    }
    item->currency = request->currency ? sup__currency_code(request->currency) : 0;
    item->agent_id = request->actor_kind == SUP_ACTOR_AGENT ? request->actor_id : 0;
    return 1;
}

static int take_request(const struct gathering *gathering, const struct about *about,
                        const struct sup__request_row *request)
{
    if (sup__is_own_action(request->remedy)) {
        return 1; /* nobody was given anything */
    }
    if (request->state >= SUP_REQUEST_REPORTED) { /* nobody asked for it here */
        return add_money(gathering, about, request, SUP__KPI_REPORTED, request->asked_ms,
                         request->settled_minor);
    }
    int is_down =
        request->state == SUP_REQUEST_REFUSED || request->state == SUP_REQUEST_REJECTED;
    int is_given = request->state == SUP_REQUEST_CONFIRMED;
    int is_over = request->effect == SUP_EFFECT_APPROVAL || request->is_irregular;
    int done = add_money(gathering, about, request, SUP__KPI_ASKED, request->asked_ms,
                         request->minor) &&
               (!is_down || add_money(gathering, about, request, SUP__KPI_TURNED_DOWN,
                                      request->asked_ms, request->minor));
    return done &&
           (!is_given || add_money(gathering, about, request, measure_of_remedy(request->remedy),
                                   request->settled_ms, request->settled_minor)) &&
           (!is_given || !is_over ||
            add_money(gathering, about, request, SUP__KPI_OVER_GUIDELINE, request->settled_ms,
                      request->settled_minor));
}

/* Both may be said of a ticket, which is one contact. */
static void take_fact(struct about *about, const struct sup__fact_row *fact)
{
    int is_abuse = strcmp(fact->name, "message.is_abusive") == 0 ||
                   strcmp(fact->name, "message.is_harassing") == 0;
    if (is_abuse && strcmp(fact->value, "true") == 0 &&
        (!about->abused_ms || fact->at_ms < about->abused_ms)) {
        about->abused_ms = fact->at_ms;
    }
}

static int32_t take_row(struct gathering *gathering, uint32_t at, uint32_t table,
                        union sup__any_row *row)
{
    struct about *about = &gathering->abouts[at];
    int done = 1;
    if (table == SUP__T_TICKET) {
        take_traits(about, &row->ticket);
        done = take_plain_stay(gathering, about);
    } else if (table == SUP__T_REQUEST) {
        done = take_request(gathering, about, &row->request);
    } else if (table == SUP__T_FACT) {
        take_fact(about, &row->fact);
    } else if (!about->row.id || about->row.merged_into) {
        return 0;
    } else if (table == SUP__T_TIMER) {
        done = take_timer(gathering, about, &row->timer);
    } else if (table == SUP__T_MISS) {
        done = take_miss(gathering, about, &row->miss);
    } else if (table == SUP__T_VISIT) {
        done = take_visit(gathering, about, &row->visit);
    } else {
        done = take_message(gathering, about, &row->message);
    }
    gathering->rc = done ? SUP_OK : no_memory(gathering);
    return gathering->rc;
}

/* ---- the whole ---- */

/* A question that was missed where it came from: that ticket counts nothing while it is part of
 * this one, where its wait goes on. */
static int32_t take_missed_in_part(void *context, void *row)
{
    struct missing *missing = context;
    const struct sup__timer_row *run = row;
    int64_t over_ms = run->ended_ms ? run->business_ms - run->base_ms - run->target_ms : 0;
    if (run->state == SUP__TIMER_DROPPED || !run->is_missed) {
        return 0;
    }
    struct sup__kpi_item *item =
        add(missing->gathering, missing->about, SUP__KPI_MISSED + (uint32_t)run->metric,
            run->breached_ms, over_ms > 0 ? over_ms : 0, 0);
    if (item) {
        item->sla = run->sla;
    }
    missing->rc = item ? SUP_OK : no_memory(missing->gathering);
    return missing->rc;
}

static int32_t count_missed_in_parts(const struct gathering *gathering, const struct about *about)
{
    struct sup__unit *unit = gathering->unit;
    struct missing missing = {.gathering = gathering, .about = about};
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(about->row.id)};
    const struct sup_filter filter = {SUP__TIMER_missed_before, SUP_EQ,
                                      sup__int(SUP__MISSED_IN_PART)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TIMER,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .filter_count = 1,
                            .filters = &filter};
    struct sup__timer_row run;
    int32_t rc = sup__each(&unit->repo, &scan, 1, &run, take_missed_in_part, &missing);
    return rc == SUP_OK ? missing.rc : rc;
}

/* A run on which nothing is promised does not say which policy's hours it was measured by: the move
 * that ended it does. */
static int32_t version_at(struct sup__unit *unit, const struct sup__ticket_row *row, int64_t at_ms,
                          int64_t *version)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(row->id)};
    const struct sup_filter filters[2] = {
        {SUP__EVENT_kind, SUP_EQ, sup__int(SUP__E_TICKET_MOVED)},
        {SUP__EVENT_at_ms, SUP_EQ, sup__int(at_ms)}};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .index = SUP__EVENT_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .filter_count = 2,
                            .filters = filters,
                            .limit = 1,
                            .columns = SUP__COLUMN(EVENT, policy_version)};
    struct sup__event_row moved = {0};
    int32_t rc = sup__each(&unit->repo, &scan, 1, &moved, NULL, NULL);
    *version = moved.policy_version;
    return rc;
}

/* Business time from opening to an instant: what the first run says when it ended then, else by the
 * hours that the last run was measured by. */
static int32_t business_until(const struct gathering *gathering, const struct about *about,
                              int64_t at_ms, int64_t *business_ms)
{
    const struct sup__policy *policy = NULL;
    struct sup__timer_row last = about->last_run;
    *business_ms = at_ms - about->row.opened_ms;
    if (about->first_run.ended_ms == at_ms) {
        *business_ms = about->first_run.business_ms;
        return SUP_OK;
    }
    last.tenant = gathering->unit->head.tenant;
    int32_t rc = last.ticket_id ? sup__get(&gathering->unit->repo, SUP__T_TIMER, &last) : SUP_OK;
    if (rc != SUP_OK || !last.calendar) {
        return rc;
    }
    int64_t version = last.policy_version;
    rc = last.sla ? SUP_OK : version_at(gathering->unit, &about->row, at_ms, &version);
    rc = rc == SUP_OK ? sup__unit_policy_of(gathering->unit, version, &policy) : rc;
    const struct sup__calendar *hours =
        rc == SUP_OK ? sup__timer_calendar(policy, last.calendar) : NULL;
    if (!hours) {
        return rc;
    }
    rc = sup__calendar_between(hours, about->row.opened_ms, at_ms, business_ms);
    return rc == SUP_OK ? rc : sup__calendar_fail(gathering->unit->error, rc, NULL);
}

static int32_t count_first_solution(const struct gathering *gathering, const struct about *about)
{
    const struct sup__ticket_row *row = &about->row;
    int64_t business_ms = 0;
    int64_t at_ms = row->first_solved_ms;
    int32_t rc = business_until(gathering, about, at_ms, &business_ms);
    if (rc != SUP_OK) {
        return rc;
    }
    int is_one_touch = about->answer_count == 1 && !row->reopen_count;
    int is_by_machines = about->machine_ms && about->machine_ms <= at_ms &&
                         (!about->person_ms || about->person_ms > at_ms);
    int is_repeated = 0;
    if (is_one_touch) {
        rc = sup__kpi_is_repeated(gathering->unit, gathering->rules, row, &is_repeated);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int done =
        add(gathering, about, SUP__KPI_FIRST_SOLVED, at_ms, at_ms - row->opened_ms,
            business_ms) &&
        (!row->reopen_count ||
         add(gathering, about, SUP__KPI_REOPENED, at_ms, row->reopen_count, 0)) &&
        (!is_one_touch || add(gathering, about, SUP__KPI_ONE_TOUCH, at_ms, 0, 0)) &&
        (!is_repeated || add(gathering, about, SUP__KPI_REPEATED, at_ms, 0, 0)) &&
        (!is_by_machines || add(gathering, about, SUP__KPI_AUTO_SOLVED, at_ms, 0, 0)) &&
        (!is_by_machines || !row->reopen_count ||
         add(gathering, about, SUP__KPI_AUTO_REOPENED, at_ms, 0, 0));
    return done ? SUP_OK : no_memory(gathering);
}

static int32_t count_solution(const struct gathering *gathering, const struct about *about)
{
    const struct sup__ticket_row *row = &about->row;
    int64_t business_ms = 0;
    int64_t at_ms = row->solved_ms;
    int64_t took_ms = at_ms - row->opened_ms;
    int32_t rc = business_until(gathering, about, at_ms, &business_ms);
    if (rc != SUP_OK) {
        return rc;
    }
    int done =
        add(gathering, about, SUP__KPI_SOLVED, at_ms, took_ms, business_ms) &&
        (took_ms > DAY_MS || add(gathering, about, SUP__KPI_SOLVED_IN_DAY, at_ms, 0, 0)) &&
        (!row->reassign_count ||
         add(gathering, about, SUP__KPI_HANDED_OFF, at_ms, row->reassign_count, 0)) &&
        add(gathering, about, SUP__KPI_WAITED, at_ms, about->wait.used_ms,
            about->wait.business_ms) &&
        add(gathering, about, SUP__KPI_WORKED, at_ms, about->work.used_ms,
            about->work.business_ms) &&
        add(gathering, about, SUP__KPI_HANDLED, at_ms, about->handle_ms, about->handle_ms) &&
        (!about->highest_rank ||
         add(gathering, about, SUP__KPI_SOLVED_ON_FLOORS, at_ms, 0, 0)) &&
        (about->highest_rank != 1 ||
         add(gathering, about, SUP__KPI_SOLVED_FIRST_FLOOR, at_ms, 0, 0));
    return done ? SUP_OK : no_memory(gathering);
}

static int32_t finish(const struct gathering *gathering, const struct about *about)
{
    const struct sup__ticket_row *row = &about->row;
    if (!row->id) {
        return SUP_OK;
    }
    if (about->abused_ms && !add(gathering, about, SUP__KPI_ABUSED, about->abused_ms, 0, 0)) {
        return no_memory(gathering);
    }
    if (row->merged_into) {
        int is_added = add(gathering, about, SUP__KPI_MERGED, row->opened_ms, 0, 0) != NULL;
        sup__kpi_fact_sort(about->fact);
        return is_added ? SUP_OK : no_memory(gathering);
    }
    int done = add(gathering, about, SUP__KPI_OPENED, row->opened_ms, 0, 0) &&
               (!about->is_automated ||
                add(gathering, about, SUP__KPI_AUTOMATED, row->opened_ms, 0, 0)) &&
               (!row->is_after_hours ||
                add(gathering, about, SUP__KPI_AFTER_HOURS, row->opened_ms, 0, 0)) &&
               (!about->machine_ms ||
                add(gathering, about, SUP__KPI_AUTO_REPLIED, row->opened_ms, 0, 0)) &&
               (!about->machine_ms || !about->person_ms ||
                add(gathering, about, SUP__KPI_AUTO_HANDED, row->opened_ms, 0, 0));
    int32_t rc = done ? SUP_OK : no_memory(gathering);
    if (rc == SUP_OK && about->has_missed_parts) {
        rc = count_missed_in_parts(gathering, about);
    }
    if (rc == SUP_OK && row->first_solved_ms) {
        rc = count_first_solution(gathering, about);
    }
    if (rc == SUP_OK && row->solved_ms) {
        rc = count_solution(gathering, about);
    }
    sup__kpi_fact_sort(about->fact);
    return rc;
}

/* What is looked at above: all else reads as nothing. A ticket has a dozen runs, and each column of
 * them costs: what few need is read when they do. */
#define TICKET(name)  SUP__COLUMN(TICKET, name)
#define TIMER(name)   SUP__COLUMN(TIMER, name)
#define MESSAGE(name) SUP__COLUMN(MESSAGE, name)
#define OF_TICKET                                                                                  \
    (TICKET(id) | TICKET(merged_into) | TICKET(customer_id) | TICKET(channel) | TICKET(reason) |   \
     TICKET(team) | TICKET(assignee_id) | TICKET(floor) | TICKET(priority) | TICKET(segment) |     \
     TICKET(sla) | TICKET(opened_ms) | TICKET(first_solved_ms) | TICKET(solved_ms) |               \
     TICKET(floor_rank) | TICKET(visit_count) | TICKET(stay_rank) | TICKET(stay_ms) |              \
     TICKET(is_stay_plain) | TICKET(reopen_count) | TICKET(reassign_count) | TICKET(is_after_hours))
#define OF_TIMER                                                                                   \
    (TIMER(ticket_id) | TIMER(metric) | TIMER(instance) | TIMER(state) | TIMER(started_ms) |       \
     TIMER(ended_ms) | TIMER(used_ms) | TIMER(business_ms) | TIMER(sla) | TIMER(is_missed) |       \
     TIMER(missed_before))
#define OF_MISS                                                                                    \
    (SUP__COLUMN(MISS, ticket_id) | SUP__COLUMN(MISS, metric) | SUP__COLUMN(MISS, instance) |      \
     SUP__COLUMN(MISS, breached_ms) | SUP__COLUMN(MISS, sla) | SUP__COLUMN(MISS, over_ms))
#define OF_VISIT                                                                                   \
    (SUP__COLUMN(VISIT, ticket_id) | SUP__COLUMN(VISIT, floor) | SUP__COLUMN(VISIT, rank) |        \
     SUP__COLUMN(VISIT, agent_id) | SUP__COLUMN(VISIT, is_current) |                               \
     SUP__COLUMN(VISIT, arrived_ms) | SUP__COLUMN(VISIT, left_ms) | SUP__COLUMN(VISIT, left_why))
#define OF_MESSAGE                                                                                 \
    (MESSAGE(ticket_id) | MESSAGE(thread_id) | MESSAGE(id) | MESSAGE(kind) |                       \
     MESSAGE(actor_kind) | MESSAGE(actor_id) | MESSAGE(at_ms) | MESSAGE(is_automated) |            \
     MESSAGE(is_acknowledgement) | MESSAGE(is_answer) | MESSAGE(handle_ms))

/* What is read of a ticket: itself first, since parts of others have little else that counts. Tickets
 * that are near each other are read with one scan of a table, with those between; of what few tickets
 * have all are, and where a row says that many of them have nothing, the scan goes on behind those. */
static const struct {
    enum sup__table table;
    uint32_t index;
    uint64_t columns; /* 0: all */
    int64_t between;  /* so many tickets that are not asked for cost less than another scan */
    int32_t is_rare;
} sources[] = {{SUP__T_TICKET, 0, OF_TICKET, 3, 0},
               {SUP__T_TIMER, 0, OF_TIMER, 0, 0},
               {SUP__T_MISS, 0, OF_MISS, 4, 1},
               {SUP__T_VISIT, 0, OF_VISIT, 2, 1},
               {SUP__T_MESSAGE, SUP__MESSAGE_BY_TIME, OF_MESSAGE, 0, 0},
               {SUP__T_REQUEST, SUP__REQUEST_BY_TICKET, 0, 4, 1},
               {SUP__T_FACT, 0, 0, 4, 1}};
enum { SOURCES = sizeof sources / sizeof sources[0] };

/* Rows of one source, in the order of tickets. */
struct range {
    struct gathering *gathering;
    int source;
    const int64_t *ids;
    uint32_t count;
    uint32_t at;      /* the first that may have rows still */
    int32_t is_ahead; /* that one is far ahead of the row at hand */
    union sup__any_row row;
};

static int64_t ticket_of(uint32_t table, const union sup__any_row *row)
{
    switch (table) {
    case SUP__T_TICKET:
        return row->ticket.id;
    case SUP__T_TIMER:
        return row->timer.ticket_id;
    case SUP__T_MISS:
        return row->miss.ticket_id;
    case SUP__T_VISIT:
        return row->visit.ticket_id;
    case SUP__T_REQUEST:
        return row->request.ticket_id;
    case SUP__T_FACT:
        return row->fact.ticket_id;
    default:
        return row->message.thread_id;
    }
}

static int32_t take_of_range(void *context, void *row)
{
    struct range *range = context;
    uint32_t table = sources[range->source].table;
    int64_t id = ticket_of(table, row);
    while (range->at < range->count && range->ids[range->at] < id) {
        range->at++;
    }
    if (range->at == range->count) {
        return 1;
    }
    int64_t ahead = range->ids[range->at] - id;
    range->is_ahead = ahead > sources[range->source].between;
    return ahead ? range->is_ahead : take_row(range->gathering, range->at, table, row);
}

/* From the first ticket that may have rows still to `last`, or to where the next one is far ahead. */
static int32_t read_range(struct range *range, uint32_t last)
{
    struct gathering *gathering = range->gathering;
    struct sup__unit *unit = gathering->unit;
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_value lower = sup__int(range->ids[range->at]);
    struct sup_value upper = sup__int(range->ids[last]);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = sources[range->source].table,
                            .index = sources[range->source].index,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .lower_count = 1,
                            .lower = &lower,
                            .upper_count = 1,
                            .upper = &upper,
                            .columns = sources[range->source].columns};
    range->is_ahead = 0;
    int32_t rc = sup__each(&unit->repo, &scan, 1, &range->row, take_of_range, range);
    range->at = range->is_ahead ? range->at : last + 1;
    return rc == SUP_OK ? gathering->rc : rc;
}

/* Their ids are in order. */
static int32_t read_source(struct gathering *gathering, int source, const int64_t *ids,
                           uint32_t count)
{
    struct range *range = sup__arena_alloc(gathering->unit->repo.arena, sizeof *range);
    int32_t rc = SUP_OK;
    if (!range) {
        return no_memory(gathering);
    }
    *range = (struct range){
        .gathering = gathering, .source = source, .ids = ids, .count = count};
    while (range->at < count && rc == SUP_OK) {
        uint32_t last = range->at;
        while (last + 1 < count && (sources[source].is_rare || ids[last + 1] - ids[last] - 1 <=
                                                                    sources[source].between)) {
            last++;
        }
        rc = read_range(range, last);
    }
    return rc;
}

static int32_t gather_tickets(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                              const int64_t *ids, uint32_t count, struct sup__kpi_fact *facts)
{
    struct gathering gathering = {.unit = unit, .rules = rules};
    gathering.abouts = sup__arena_alloc(unit->repo.arena, count * sizeof *gathering.abouts);
    if (!gathering.abouts) {
        return no_memory(&gathering);
    }
    for (uint32_t i = 0; i < count; i++) {
        gathering.abouts[i].fact = &facts[i];
    }
    int32_t rc = SUP_OK;
    for (int source = 0; source < SOURCES && rc == SUP_OK; source++) {
        rc = read_source(&gathering, source, ids, count);
        rc = rc == SUP_OK ? gathering.rc : rc;
    }
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        rc = finish(&gathering, &gathering.abouts[i]);
    }
    return rc;
}

int32_t sup__kpi_gather(struct sup__unit *unit, const struct sup__kpi_rules *rules, int32_t subject,
                        const int64_t *ids, uint32_t count, struct sup__kpi_fact *facts)
{
    memset(facts, 0, count * sizeof *facts);
    return subject == SUP_KPI_TICKET ? gather_tickets(unit, rules, ids, count, facts)
                                     : sup__kpi_gather_opinions(unit, subject, ids, count, facts);
}
