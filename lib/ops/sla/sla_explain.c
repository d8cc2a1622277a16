/*
 * sla_explain.c: why a timer shows what it shows, from the events that made it so.
 *
 * The events of a ticket say what happened to its timers and how much was used by then. Here they
 * are read again for one of them; the calendar that judged each stretch is that of the policy under
 * which the stretch ended.
 */
#include "ops/page.h"
#include "ops/sla/sla_show.h"
#include "ops/sla/sla_spans.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "base/text.h"
#include "base/when.h"

#include <inttypes.h>
#include <string.h>

enum { EVENTS_PAGE = 100, LINE_BYTES = 500, LINES_BESIDES = 8, DECISIONS_MAX = 100 };

/* Who put a promise on it, and when that came to be so. */
struct decided {
    int64_t event;
    int64_t at_ms;
    int64_t version;
    int64_t from_ms;
    const char *calendar;
};

struct explaining {
    struct sup__unit *unit;
    struct sup__ticket_row ticket;
    struct sup__timer_row row;
    struct sup__spans spans;
    /* As the events have left it so far. */
    int32_t state; /* 0: it has not begun */
    int64_t began_ms;
    int64_t since_ms;
    int64_t business_ms;
    const char *calendar;
    const char *first_calendar; /* by whose hours it began */
    int64_t first_version;
    struct decided decided;
    struct decided *decisions; /* the last of them; the one that is in force among them */
    uint32_t decision_count;
    /* The last policy that was not the active one. */
    struct sup__policy *policy;
    int64_t policy_version;
};

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory for an explanation");
}

static int32_t policy_of(struct explaining *explaining, int64_t version,
                         const struct sup__policy **policy)
{
    struct sup__unit *unit = explaining->unit;
    int32_t rc = SUP_OK;
    if (version == unit->head.policy_version) {
        *policy = unit->policy;
        return SUP_OK;
    }
    if (!explaining->policy || explaining->policy_version != version) {
        sup__policy_free(explaining->policy);
        explaining->policy = NULL;
        explaining->policy_version = version;
        rc = sup__load_policy(unit, version, &explaining->policy);
    }
    *policy = explaining->policy;
    return rc;
}

/* What it did since the last change, up to an instant. */
static int32_t add_stretch(struct explaining *explaining, int64_t to_ms, int64_t business_ms,
                           int64_t version, int is_ahead)
{
    const struct sup__policy *policy = NULL;
    struct sup__stretch stretch = {.is_paused = explaining->state != SUP_TIMER_RUNNING,
                                   .is_ahead = is_ahead,
                                   .from_ms = explaining->since_ms,
                                   .to_ms = to_ms,
                                   .business_ms = business_ms,
                                   .calendar_name = explaining->calendar,
                                   .policy_version = version};
    if (to_ms <= explaining->since_ms) {
        return SUP_OK;
    }
    int32_t rc = policy_of(explaining, version, &policy);
    if (rc != SUP_OK) {
        return rc;
    }
    stretch.calendar = sup__timer_calendar(policy, explaining->calendar);
    return sup__spans_add(&explaining->spans, &stretch) == SUP_OK ? SUP_OK
                                                                  : out_of_memory(explaining->unit);
}

/* ---- the events ---- */

static void promise(struct explaining *explaining, const struct sup__event *event,
                    const struct sup__timer_change *change)
{
    const struct sup__texts *names = &event->payload.calendars;
    int64_t index = change->calendar;
    int is_there = index > 0 && index <= (int64_t)names->count;
    explaining->calendar = is_there ? names->items[index - 1] : NULL;
    explaining->decided =
        (struct decided){event->row.sequence, event->row.at_ms, event->row.policy_version,
                         explaining->since_ms, explaining->calendar};
    if (explaining->decision_count == DECISIONS_MAX) { /* what is so old does not come back */
        explaining->decision_count--;
        memmove(explaining->decisions, explaining->decisions + 1,
                explaining->decision_count * sizeof *explaining->decisions);
    }
    explaining->decisions[explaining->decision_count++] = explaining->decided;
}

/* It ended before later ones were made: what was promised then. */
static void restore(struct explaining *explaining, int64_t at_ms)
{
    uint32_t count = explaining->decision_count;
    while (count > 1 && explaining->decisions[count - 1].from_ms > at_ms) {
        count--;
    }
    explaining->decision_count = count;
    if (count) {
        explaining->decided = explaining->decisions[count - 1];
        explaining->calendar = explaining->decided.calendar;
    }
}

/* As the fold does: told late, a run that goes on began earlier, and one that is over ended so. */
static int32_t correct(struct explaining *explaining, const struct sup__timer_change *change,
                       int64_t at_ms)
{
    int64_t more_ms = change->business_ms - explaining->business_ms;
    int64_t since_ms = explaining->since_ms;
    int64_t began_ms = explaining->began_ms;
    int32_t state = explaining->state;
    const char *calendar = explaining->calendar;
    explaining->business_ms = change->business_ms;
    if (state >= SUP_TIMER_FULFILLED) {
        explaining->since_ms = at_ms;
        sup__spans_end(&explaining->spans, began_ms, at_ms, change->used_ms, change->business_ms);
        return SUP_OK;
    }
    explaining->began_ms = explaining->since_ms = at_ms;
    if (!change->used_ms) { /* it runs from there on */
        return SUP_OK;
    }
    uint32_t count = explaining->spans.count;
    explaining->state = SUP_TIMER_RUNNING;
    explaining->calendar = explaining->first_calendar;
    int32_t rc = add_stretch(explaining, began_ms, more_ms, explaining->first_version, 0);
    sup__spans_lead(&explaining->spans, count);
    explaining->state = state;
    explaining->calendar = calendar;
    explaining->since_ms = since_ms;
    return rc;
}

static int32_t apply(struct explaining *explaining, const struct sup__event *event,
                     const struct sup__timer_change *change)
{
    int64_t at_ms = change->at_ms ? change->at_ms : event->row.at_ms;
    int64_t more_ms = change->business_ms - explaining->business_ms;
    /* What ran until a policy took another's place was judged by the other. */
    int64_t version = event->row.policy_version - sup__is_replan(event);
    int32_t rc = SUP_OK;
    switch (change->act) {
    case SUP__TIMER_START:
        explaining->state = SUP_TIMER_RUNNING;
        explaining->began_ms = explaining->since_ms = at_ms;
        explaining->business_ms = 0;
        promise(explaining, event, change);
        explaining->first_calendar = explaining->calendar;
        explaining->first_version = event->row.policy_version;
        return SUP_OK;
    case SUP__TIMER_CORRECT:
        return correct(explaining, change, at_ms);
    case SUP__TIMER_RESTORE:
        restore(explaining, at_ms);
        return SUP_OK;
    case SUP__TIMER_WARN:
    case SUP__TIMER_BREACH:
        return SUP_OK;
    default:
        break;
    }
    rc = add_stretch(explaining, at_ms, more_ms, version, 0);
    explaining->since_ms = at_ms > explaining->since_ms ? at_ms : explaining->since_ms;
    if (change->act == SUP__TIMER_PAUSE && at_ms < explaining->since_ms && change->at_ms) {
        /* told late, it stands since then */
        sup__spans_end(&explaining->spans, explaining->began_ms, at_ms, change->used_ms,
                       change->business_ms);
        explaining->since_ms = at_ms;
    }
    if (change->act == SUP__TIMER_PROMISE) {
        promise(explaining, event, change);
    }
    if (change->act != SUP__TIMER_RESUME && change->act != SUP__TIMER_CONTINUE) {
        explaining->business_ms = change->business_ms;
    }
    explaining->state = change->act == SUP__TIMER_PAUSE     ? SUP_TIMER_PAUSED
                        : change->act == SUP__TIMER_FULFIL  ? SUP_TIMER_FULFILLED
                        : change->act == SUP__TIMER_CANCEL  ? SUP_TIMER_CANCELLED
                        : change->act == SUP__TIMER_PROMISE ? explaining->state
                        : change->act == SUP__TIMER_HOURS   ? explaining->state
                                                            : SUP_TIMER_RUNNING;
    return rc;
}

static int32_t take_event(struct explaining *explaining, const struct sup__event_row *row)
{
    struct sup__unit *unit = explaining->unit;
    struct sup__event event;
    int32_t rc = sup__event_decode(unit->repo.arena, row, NULL, &event, unit->error);
    for (uint32_t i = 0; rc == SUP_OK && i < event.payload.timers.count; i++) {
        const struct sup__timer_change *change = &event.payload.timers.items[i];
        int is_it = change->metric == explaining->row.metric &&
                    change->instance == explaining->row.instance;
        if (is_it && (explaining->state || change->act == SUP__TIMER_START)) {
            rc = apply(explaining, &event, change);
        }
    }
    return rc;
}

static int32_t read_events(struct explaining *explaining)
{
    struct sup__unit *unit = explaining->unit;
    struct sup__page page = {
        .table = SUP__T_EVENT,
        .index = SUP__EVENT_BY_TICKET,
        .prefix_count = 2,
        .prefix = {sup__int(unit->head.tenant), sup__int(explaining->row.ticket_id)},
        .limit = EVENTS_PAGE};
    struct sup__event_row *rows = sup__arena_alloc(unit->repo.arena, EVENTS_PAGE * sizeof *rows);
    uint32_t seen = 0;
    int32_t rc = rows ? SUP_OK : out_of_memory(unit);
    do {
        uint32_t count = 0;
        rc = rc == SUP_OK ? sup__page_events(&unit->repo, &page, rows, &count) : rc;
        for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
            rc = take_event(explaining, &rows[i]);
        }
        seen += count;
        page.after = count ? rows[count - 1].sequence : 0;
    } while (rc == SUP_OK && page.is_more && seen < SUP_EXPLAIN_EVENTS_MAX);
    if (rc == SUP_OK && page.is_more) {
        rc = sup__fail(unit->error, SUP_MSG_EXPLAIN_WIDE, "ticket_id",
                       "ticket %" PRId64 " has more than %d events", explaining->row.ticket_id,
                       (int)SUP_EXPLAIN_EVENTS_MAX);
    }
    return rc;
}

/* Of a ticket that waits for its turn under another policy: what the one before judges. */
static int32_t add_before(struct explaining *explaining, const struct sup__ran *ran)
{
    if (!ran->cut_ms) {
        return SUP_OK;
    }
    int32_t rc = add_stretch(explaining, ran->cut_ms, ran->before_ms,
                             explaining->unit->head.policy_version - 1, 0);
    explaining->since_ms = ran->cut_ms;
    return rc;
}

/* Up to now, and from now to the deadline, unless that is decided anew before it comes. */
static int32_t add_running(struct explaining *explaining, const struct sup_timer *timer)
{
    struct sup__unit *unit = explaining->unit;
    int64_t version = unit->head.policy_version;
    int64_t now_ms = unit->caller.now_ms;
    struct sup__ran ran;
    int32_t rc = SUP_OK;
    if (explaining->state == SUP_TIMER_PAUSED) {
        return add_stretch(explaining, now_ms, 0, version, 0);
    }
    if (explaining->state != SUP_TIMER_RUNNING) {
        return SUP_OK;
    }
    rc = sup__timer_ran(unit, &explaining->ticket, &explaining->row, &ran);
    rc = rc == SUP_OK ? add_before(explaining, &ran) : rc;
    int64_t more_ms = timer->business_ms - explaining->business_ms - ran.before_ms;
    rc = rc == SUP_OK ? add_stretch(explaining, now_ms, more_ms, version, 0) : rc;
    explaining->since_ms = now_ms > explaining->since_ms ? now_ms : explaining->since_ms;
    if (rc == SUP_OK && timer->sla && !timer->is_awaiting_replan && timer->left_ms > 0 &&
        timer->due_ms > explaining->since_ms) {
        rc = add_stretch(explaining, timer->due_ms, timer->left_ms, version, 1);
    }
    return rc;
}

/* ---- in words ---- */

struct lines {
    struct sup_sla_explanation *out;
    const char **items;
    const struct sup__calendar *calendar;
    const struct sup__target *target; /* of a fact's date; NULL: the policy has it no more */
    int failed;
};

static void say(struct lines *lines, const char *text)
{
    lines->items[lines->out->line_count++] = sup__result_text(lines->out, text, &lines->failed);
}

static void local(const struct lines *lines, int64_t at_ms, char out[SUP__LOCAL_SIZE])
{
    int64_t at_s = at_ms / 1000 - (at_ms % 1000 < 0);
    int64_t offset_s = lines->calendar ? sup__zone_offset(lines->calendar->zone, at_s) : 0;
    sup__local_format(at_ms, offset_s, out);
}

static void say_run(struct lines *lines, const char *metric)
{
    static const char *const states[] = {"running", "paused", "fulfilled", "cancelled"};
    const struct sup_timer *timer = lines->out->timer;
    char text[LINE_BYTES];
    char at[SUP__LOCAL_SIZE];
    local(lines, timer->started_ms, at);
    sup__format(text, sizeof text, "%s %" PRId64 " of ticket %" PRId64 " began %s and is %s",
                metric, timer->instance, lines->out->ticket_id, at, states[timer->state - 1]);
    say(lines, text);
    if (timer->sla) {
        sup__format(text, sizeof text,
                    "promised by the SLA policy \"%.200s\", the first that fits, since event "
                    "%" PRId64 " under version %" PRId64 " of the policy",
                    lines->out->sla_label ? lines->out->sla_label : timer->sla,
                    lines->out->decided_event, lines->out->policy_version);
    } else {
        sup__format(text, sizeof text, "nothing is promised on it");
    }
    say(lines, text);
    if (timer->calendar && lines->calendar) {
        sup__format(text, sizeof text, "business hours are those of \"%s\", %.100s, digest %s",
                    timer->calendar, lines->calendar->zone->name, lines->calendar->digest);
    } else {
        sup__format(text, sizeof text, "all hours are business hours");
    }
    say(lines, text);
}

/* Of which date, as the policy says now. */
static void say_date(struct lines *lines)
{
    const struct sup__target *target = lines->target;
    char before[SUP__DURATION_TEXT_SIZE];
    char text[LINE_BYTES];
    if (!target) {
        return;
    }
    sup__duration_format(target->within_ms, before);
    sup__format(text, sizeof text, "the date is %s.%s, %s before it", target->kind, target->fact,
                before);
    say(lines, text);
}

/* What became of the promise, or when it is used up. */
static void say_end(struct lines *lines)
{
    const struct sup_timer *timer = lines->out->timer;
    char text[LINE_BYTES];
    char at[SUP__LOCAL_SIZE];
    int is_over = timer->left_ms < 0;
    local(lines,
          timer->breached_ms ? timer->breached_ms
          : timer->ended_ms  ? timer->ended_ms
                             : timer->due_ms,
          at);
    if (timer->breached_ms) {
        sup__format(text, sizeof text, "broken %s", at);
    } else if (timer->state == SUP_TIMER_FULFILLED && !is_over) {
        sup__format(text, sizeof text, "kept: it ended %s", at);
    } else if (timer->ended_ms) {
        sup__format(text, sizeof text, "neither kept nor broken: it was cancelled %s", at);
    } else if (timer->due_ms) {
        sup__format(text, sizeof text, "used up %s, and broken a millisecond of open time later",
                    at);
    } else {
        return; /* it stands */
    }
    say(lines, text);
}

static void say_sum(struct lines *lines)
{
    const struct sup_timer *timer = lines->out->timer;
    char text[LINE_BYTES];
    char used[SUP__DURATION_TEXT_SIZE];
    char business[SUP__DURATION_TEXT_SIZE];
    char target[SUP__DURATION_TEXT_SIZE];
    char left[SUP__DURATION_TEXT_SIZE];
    sup__duration_format(timer->used_ms, used);
    sup__duration_format(timer->business_ms, business);
    sup__format(text, sizeof text, "used %s, of which %s in business hours", used, business);
    say(lines, text);
    if (!timer->sla) {
        return;
    }
    sup__duration_format(timer->target_ms, target);
    sup__duration_format(timer->left_ms < 0 ? -timer->left_ms : timer->left_ms, left);
    const char *rest = timer->left_ms < 0 ? "too much" : timer->ended_ms ? "were left" : "are left";
    if (timer->base_ms) {
        char base[SUP__DURATION_TEXT_SIZE];
        sup__duration_format(timer->base_ms, base);
        sup__format(text, sizeof text, "of %s promised, after %s that do not count, %s %s", target,
                    base, left, rest);
    } else {
        sup__format(text, sizeof text, "of %s promised, %s %s", target, left, rest);
    }
    say(lines, text);
    say_end(lines);
}

/* What is promised, and until when it is kept, is not by the policy that holds. */
static void say_waiting(struct lines *lines)
{
    if (lines->out->timer->is_awaiting_replan) {
        say(lines, "another policy is active: this is as it was before, until a tick or the next "
                   "change of the ticket plans it anew");
    }
}

/* Other hours count from here on, or those of another version of the policy. */
static void say_hours(struct lines *lines, const struct sup_timer_span *before,
                      const struct sup_timer_span *span)
{
    char text[LINE_BYTES];
    int is_same = before->calendar && span->calendar ? strcmp(before->calendar, span->calendar) == 0
                                                     : before->calendar == span->calendar;
    if (is_same && before->policy_version == span->policy_version) {
        return;
    }
    sup__format(text, sizeof text,
                "from here on under version %" PRId64 " of the policy, by %s%s%s",
                span->policy_version, span->calendar ? "the hours of \"" : "all hours",
                span->calendar ? span->calendar : "", span->calendar ? "\"" : "");
    say(lines, text);
}

static void say_all(struct lines *lines, const char *metric)
{
    char text[SUP__SPAN_LINE_SIZE];
    say_run(lines, metric);
    say_date(lines);
    for (uint32_t i = 0; i < lines->out->span_count; i++) {
        const struct sup_timer_span *span = &lines->out->spans[i];
        if (i) {
            say_hours(lines, span - 1, span);
        }
        sup__span_line(span, text);
        say(lines, text);
    }
    say_sum(lines);
    say_waiting(lines);
}

/* ---- the answer ---- */

static int32_t fill(struct explaining *explaining, struct sup_sla_explanation *out, int *failed)
{
    struct sup__unit *unit = explaining->unit;
    const struct sup__policy *policy = unit->policy;
    struct sup_timer *timer = sup__result_array(out, 1, sizeof *timer, failed);
    struct sup_timer_span *spans = NULL;
    struct lines lines = {.out = out};
    out->ticket_id = explaining->row.ticket_id;
    out->timer = timer;
    int32_t rc =
        *failed ? SUP_OK
                : sup__show_timer(unit, out, &explaining->ticket, &explaining->row, timer, failed);
    if (rc == SUP_OK && !*failed) {
        rc = add_running(explaining, timer);
    }
    if (rc != SUP_OK || *failed) {
        return rc;
    }
    lines.calendar = sup__timer_calendar(policy, timer->calendar);
    lines.target = timer->metric == SUP_METRIC_FACT_DEADLINE
                       ? sup__deadline_target(policy, timer->sla, &explaining->ticket)
                       : NULL;
    int32_t sla = timer->sla ? sup__names_find(&policy->sla.names, timer->sla) : -1;
    out->sla_label = sla < 0 ? NULL : sup__result_text(out, policy->sla.items[sla].label, failed);
    out->decided_event = explaining->decided.event;
    out->decided_ms = explaining->decided.at_ms;
    out->policy_version = explaining->decided.version;
    if (lines.calendar) {
        out->zone = sup__result_text(out, lines.calendar->zone->name, failed);
        out->calendar_digest = sup__result_text(out, lines.calendar->digest, failed);
    }
    out->is_cut = explaining->spans.is_cut;
    out->span_count = explaining->spans.count;
    spans = sup__result_array(out, out->span_count, sizeof *spans, failed);
    lines.items =
        sup__result_array(out, 2 * out->span_count + LINES_BESIDES, sizeof *lines.items, failed);
    for (uint32_t i = 0; !*failed && i < out->span_count; i++) {
        spans[i] = explaining->spans.items[i];
        spans[i].calendar = sup__result_text(out, spans[i].calendar, failed);
        spans[i].label = sup__result_text(out, spans[i].label, failed);
    }
    out->spans = spans;
    out->lines = lines.items;
    if (!*failed) {
        say_all(&lines, sup__metric_names[timer->metric - 1]);
        *failed = lines.failed;
    }
    return SUP_OK;
}

static int32_t find(struct explaining *explaining, const struct sup_sla_explain_params *params)
{
    struct sup__unit *unit = explaining->unit;
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    explaining->ticket = slot->row;
    if (params->instance) {
        explaining->row = (struct sup__timer_row){.tenant = unit->head.tenant,
                                                  .ticket_id = params->ticket_id,
                                                  .metric = params->metric,
                                                  .instance = params->instance};
        rc = sup__get(&unit->repo, SUP__T_TIMER, &explaining->row);
    } else {
        rc = sup__last_timer(unit, params->ticket_id, params->metric, &explaining->row);
        rc = rc == SUP_OK && !explaining->row.instance ? SUP_NOT_FOUND : rc;
    }
    return rc == SUP_NOT_FOUND ? sup__fail(unit->error, SUP_MSG_TIMER_UNKNOWN,
                                           params->instance ? "instance" : "metric",
                                           "ticket %" PRId64 " has no such timer %s",
                                           params->ticket_id, sup__metric_names[params->metric - 1])
                               : rc;
}

int32_t sup__op_sla_explain(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    struct explaining explaining = {.unit = unit, .spans = {.arena = unit->repo.arena}};
    struct sup_sla_explanation *out = NULL;
    int failed = 0;
    (void)receipt;
    explaining.spans.items =
        sup__arena_alloc(unit->repo.arena, SUP_EXPLAIN_SPANS_MAX * sizeof *explaining.spans.items);
    explaining.decisions =
        sup__arena_alloc(unit->repo.arena, DECISIONS_MAX * sizeof *explaining.decisions);
    int32_t rc = explaining.spans.items && explaining.decisions ? find(&explaining, in)
                                                                : out_of_memory(unit);
    rc = rc == SUP_OK ? read_events(&explaining) : rc;
    if (rc == SUP_OK) {
        out = sup__result(unit, sizeof *out);
        rc = out ? fill(&explaining, out, &failed) : SUP_NOMEM;
    }
    sup__policy_free(explaining.policy);
    if (rc != SUP_OK) {
        sup_free(out);
        return rc;
    }
    return sup__result_end(unit, out, failed, result);
}
