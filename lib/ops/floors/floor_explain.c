/*
 * floor_explain.c: why a ticket is on its floor, and what it waits for.
 */
#include "ops/floors/floors.h"
#include "ops/sla/timers.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "base/when.h"
#include "policy/decide.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { GIVEN_MAX = 200, LINE_BYTES = 400 };

/* A line for people, and when what it tells was. */
struct dated {
    int64_t at_ms;
    uint32_t number; /* as it was said: lines of one time stay in that order */
    const char *text;
};

struct explaining {
    struct sup__unit *unit;
    struct sup__ticket_row row;
    const struct sup__floor *floor; /* NULL: none */
    struct sup__visit_row *visits;
    uint32_t visit_count;
    struct sup__signature_row *signatures;
    uint32_t signature_count;
    struct sup__evidence_row *records;
    uint32_t record_count;
    struct sup_floor_explanation *out;
    struct dated *lines;
    int64_t at_ms; /* of the line that is said next */
    int failed;
};

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

static const char *text(struct explaining *explaining, const char *from)
{
    return sup__result_text(explaining->out, from, &explaining->failed);
}

/* ---- reading ---- */

static int32_t add_visit(void *context, void *in)
{
    struct explaining *explaining = context;
    explaining->visits[explaining->visit_count++] = *(const struct sup__visit_row *)in;
    return 0;
}

static int32_t add_signature(void *context, void *in)
{
    struct explaining *explaining = context;
    explaining->signatures[explaining->signature_count++] = *(const struct sup__signature_row *)in;
    return 0;
}

static int32_t add_record(void *context, void *in)
{
    struct explaining *explaining = context;
    explaining->records[explaining->record_count++] = *(const struct sup__evidence_row *)in;
    return 0;
}

/* What people gave: signatures under resolutions, and evidence. */
static int32_t read_given(struct explaining *explaining, struct sup_scan *scan)
{
    struct sup__unit *unit = explaining->unit;
    struct sup__signature_row signature;
    struct sup__evidence_row record;
    explaining->signatures =
        sup__arena_alloc(unit->repo.arena, GIVEN_MAX * sizeof *explaining->signatures);
    explaining->records =
        sup__arena_alloc(unit->repo.arena, GIVEN_MAX * sizeof *explaining->records);
    if (!explaining->signatures || !explaining->records) {
        return out_of_memory(unit);
    }
    scan->limit = GIVEN_MAX;
    scan->table = SUP__T_SIGNATURE;
    int32_t rc = sup__each(&unit->repo, scan, 1, &signature, add_signature, explaining);
    scan->table = SUP__T_EVIDENCE;
    return rc == SUP_OK ? sup__each(&unit->repo, scan, 1, &record, add_record, explaining) : rc;
}

static int32_t read_rows(struct explaining *explaining)
{
    struct sup__unit *unit = explaining->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(explaining->row.id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_VISIT,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .is_descending = 1,
                            .limit = SUP_FLOOR_VISITS_MAX};
    struct sup__visit_row visit;
    explaining->visits =
        sup__arena_alloc(unit->repo.arena, SUP_FLOOR_VISITS_MAX * sizeof *explaining->visits);
    if (!explaining->visits) {
        return out_of_memory(unit);
    }
    int32_t rc = SUP_OK;
    if (sup__plain_stay(&explaining->row, &visit)) {
        add_visit(explaining, &visit);
    } else {
        rc = sup__each(&unit->repo, &scan, 1, &visit, add_visit, explaining);
    }
    scan.is_descending = 0;
    return rc == SUP_OK ? read_given(explaining, &scan) : rc;
}

/* ---- what was ---- */

static void show_visit(struct explaining *explaining, const struct sup__visit_row *row,
                       struct sup_floor_visit *out)
{
    out->position = row->position;
    out->floor = text(explaining, row->floor);
    out->rank = (int32_t)row->rank;
    out->why = (int32_t)row->why;
    out->rule = text(explaining, row->rule);
    out->arrived_ms = row->arrived_ms;
    out->left_ms = row->left_ms;
    out->left_why = (int32_t)row->left_why;
    out->is_incomplete = (int32_t)row->is_incomplete;
    out->agent_id = row->agent_id;
    out->stalled_ms = row->stalled_ms;
    out->asked_ms = row->asked_ms;
    out->asked_by = row->asked_by;
    out->asked_why = (int32_t)row->asked_why;
    out->asked_kind = row->asked_ms ? (int32_t)row->asked_kind : 0;
    out->is_rejected = (int32_t)row->is_rejected;
    out->asked_floor = text(explaining, row->asked_floor);
    out->asked_from = row->asked_from;
    out->signed_ms = row->signed_ms;
    out->signed_by = row->signed_by;
    out->cleared_ms = row->cleared_ms;
    out->cleared_by = row->cleared_by;
}

static void show_visits(struct explaining *explaining)
{
    struct sup_floor_explanation *out = explaining->out;
    struct sup_floor_visit *visits =
        sup__result_array(out, explaining->visit_count, sizeof *visits, &explaining->failed);
    for (uint32_t i = 0; !explaining->failed && i < explaining->visit_count; i++) {
        show_visit(explaining, &explaining->visits[explaining->visit_count - 1 - i], &visits[i]);
    }
    out->visits = visits;
    out->visit_count = explaining->failed ? 0 : explaining->visit_count;
    out->is_cut = explaining->row.visit_count > (int64_t)explaining->visit_count ||
                  explaining->signature_count == GIVEN_MAX || explaining->record_count == GIVEN_MAX;
}

/* ---- what was given ---- */

/* Any floor's: it may have been on another one then. */
static const char *signature_label(const struct sup__policy *policy, const char *name)
{
    for (uint32_t i = 0; i < policy->floor_count; i++) {
        const struct sup__floor *floor = &policy->floors[i];
        for (uint32_t j = 0; j < floor->resolution_count; j++) {
            if (!strcmp(floor->resolutions[j].name, name)) {
                return floor->resolutions[j].label;
            }
        }
    }
    return name;
}

static const char *label_among(const struct sup__named *items, uint32_t count, const char *name)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!strcmp(items[i].name, name)) {
            return items[i].label;
        }
    }
    return NULL;
}

static const char *record_label(const struct sup__policy *policy, const char *name)
{
    const char *label = NULL;
    for (uint32_t i = 0; i < policy->floor_count && !label; i++) {
        const struct sup__floor *floor = &policy->floors[i];
        label = label_among(floor->leave, floor->leave_count, name);
        label = label ? label : label_among(floor->resolve, floor->resolve_count, name);
    }
    return label ? label : name;
}

static int by_time_signed(const void *one, const void *other)
{
    const struct sup__signature_row *a = one;
    const struct sup__signature_row *b = other;
    int by_stay = (a->position > b->position) - (a->position < b->position);
    int by_time = (a->signed_ms > b->signed_ms) - (a->signed_ms < b->signed_ms);
    return by_time ? by_time : by_stay ? by_stay : strcmp(a->name, b->name);
}

static int by_time_recorded(const void *one, const void *other)
{
    const struct sup__evidence_row *a = one;
    const struct sup__evidence_row *b = other;
    int by_time = (a->recorded_ms > b->recorded_ms) - (a->recorded_ms < b->recorded_ms);
    return by_time ? by_time : strcmp(a->name, b->name);
}

static void show_given(struct explaining *explaining)
{
    const struct sup__policy *policy = explaining->unit->policy;
    struct sup_floor_explanation *out = explaining->out;
    struct sup_floor_signature *signatures = sup__result_array(
        out, explaining->signature_count, sizeof *signatures, &explaining->failed);
    struct sup_floor_record *records =
        sup__result_array(out, explaining->record_count, sizeof *records, &explaining->failed);
    qsort(explaining->signatures, explaining->signature_count, sizeof *explaining->signatures,
          by_time_signed);
    qsort(explaining->records, explaining->record_count, sizeof *explaining->records,
          by_time_recorded);
    for (uint32_t i = 0; !explaining->failed && i < explaining->signature_count; i++) {
        const struct sup__signature_row *row = &explaining->signatures[i];
        signatures[i] = (struct sup_floor_signature){
            .name = text(explaining, row->name),
            .label = text(explaining, signature_label(policy, row->name)),
            .position = row->position,
            .agent_id = row->agent_id,
            .signed_ms = row->signed_ms,
            .is_rejected = (int32_t)row->is_rejected};
    }
    for (uint32_t i = 0; !explaining->failed && i < explaining->record_count; i++) {
        const struct sup__evidence_row *row = &explaining->records[i];
        records[i] =
            (struct sup_floor_record){.name = text(explaining, row->name),
                                      .label = text(explaining, record_label(policy, row->name)),
                                      .recorded_ms = row->recorded_ms,
                                      .actor_kind = (int32_t)row->actor_kind,
                                      .actor_id = row->actor_id,
                                      .message_id = row->message_id};
    }
    out->signatures = signatures;
    out->records = records;
    out->signature_count = explaining->failed ? 0 : explaining->signature_count;
    out->record_count = explaining->failed ? 0 : explaining->record_count;
}

/* ---- what is to be ---- */

static int32_t add_missing(struct explaining *explaining, struct sup_floor_missing *items,
                           const struct sup__named *wanted, uint32_t count, const char *before)
{
    struct sup__texts missing = {NULL, 0};
    int32_t rc =
        sup__missing_evidence(explaining->unit, explaining->row.id, wanted, count, &missing);
    for (uint32_t i = 0, found = 0; rc == SUP_OK && i < count && found < missing.count; i++) {
        if (strcmp(wanted[i].name, missing.items[found]) != 0) {
            continue;
        }
        items[explaining->out->missing_count++] =
            (struct sup_floor_missing){.what = text(explaining, "evidence"),
                                       .name = text(explaining, wanted[i].name),
                                       .label = text(explaining, wanted[i].label),
                                       .before = text(explaining, before)};
        found++;
    }
    return rc;
}

static int32_t add_signatures(struct explaining *explaining, struct sup_floor_missing *items,
                              const char *before)
{
    struct sup__unit *unit = explaining->unit;
    const struct sup__floor *floor = explaining->floor;
    uint32_t count = 0;
    uint32_t *missing =
        sup__arena_alloc(unit->repo.arena, (floor->resolution_count + 1) * sizeof *missing);
    int32_t rc = missing ? sup__missing_signatures(unit, &explaining->row, floor, missing, &count)
                         : out_of_memory(unit);
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        const struct sup__signature *wanted = &floor->resolutions[missing[i]];
        const char *from = sup__holders_text(unit, &wanted->holders);
        if (!from) {
            return SUP_NOMEM;
        }
        items[explaining->out->missing_count++] =
            (struct sup_floor_missing){.what = text(explaining, "signature"),
                                       .name = text(explaining, wanted->name),
                                       .label = text(explaining, wanted->label),
                                       .before = text(explaining, before),
                                       .from = text(explaining, from)};
    }
    return rc;
}

/* One that is solved left its floor: what is missing is so before somebody closes it. */
static int32_t show_missing(struct explaining *explaining)
{
    const struct sup__floor *floor = explaining->floor;
    int is_work = sup__is_floor_work(&explaining->row);
    const char *before = is_work ? "solving" : "closing";
    uint32_t most = floor->leave_count + floor->resolve_count + floor->resolution_count;
    struct sup_floor_missing *items =
        sup__result_array(explaining->out, most, sizeof *items, &explaining->failed);
    explaining->out->missing = items;
    if (explaining->failed) {
        return SUP_OK;
    }
    int32_t rc = is_work
                     ? add_missing(explaining, items, floor->leave, floor->leave_count, "leaving")
                     : SUP_OK;
    if (rc == SUP_OK) {
        rc = add_missing(explaining, items, floor->resolve, floor->resolve_count, before);
    }
    return rc == SUP_OK ? add_signatures(explaining, items, before) : rc;
}

/* A solved ticket that came to a higher floor since is not closed without what that demands. */
static int32_t show_solved(struct explaining *explaining)
{
    int is_raised = 0;
    int32_t rc = explaining->row.category == SUP_CATEGORY_SOLVED
                     ? sup__floor_is_raised(explaining->unit, &explaining->row, &is_raised)
                     : SUP_OK;
    return rc == SUP_OK && is_raised ? show_missing(explaining) : rc;
}

static int32_t show_on_floor(struct explaining *explaining, const struct sup__visit_row *visit)
{
    if (sup__visit_waits(visit) == SUP_SIGN_MOVE_UP) {
        const char *from = sup__holders_text(explaining->unit, &explaining->floor->movers);
        if (!from) {
            return SUP_NOMEM;
        }
        explaining->out->sign_from = text(explaining, from);
    }
    return show_missing(explaining);
}

static int32_t show_waiting(struct explaining *explaining)
{
    struct sup__visit_row visit = {0};
    int is_there = 0;
    int32_t rc = SUP_OK;
    if (explaining->floor && sup__is_floor_work(&explaining->row)) {
        rc = sup__load_visit(explaining->unit, &explaining->row, &visit);
        is_there = rc == SUP_OK;
        rc = is_there ? show_on_floor(explaining, &visit) : rc == SUP_NOT_FOUND ? SUP_OK : rc;
    } else if (explaining->floor) {
        rc = show_solved(explaining);
    }
    return rc == SUP_OK && !explaining->failed
               ? sup__floor_held(explaining->unit, &explaining->row, is_there ? &visit : NULL,
                                 explaining->out, &explaining->failed)
               : rc;
}

/* ---- for people ---- */

__attribute__((format(printf, 2, 3))) static void say(struct explaining *explaining,
                                                      const char *format, ...)
{
    char line[LINE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    sup__vformat(line, sizeof line, format, arguments);
    va_end(arguments);
    uint32_t number = explaining->out->line_count++;
    explaining->lines[number] = (struct dated){explaining->at_ms, number, text(explaining, line)};
}

/* What is said next was at that time. */
static void date(struct explaining *explaining, int64_t at_ms, char at[SUP__TIME_TEXT_SIZE])
{
    explaining->at_ms = at_ms;
    sup__time_format(at_ms, at);
}

static int by_time_said(const void *one, const void *other)
{
    const struct dated *a = one;
    const struct dated *b = other;
    return a->at_ms != b->at_ms ? (a->at_ms > b->at_ms ? 1 : -1) : a->number > b->number ? 1 : -1;
}

/* Nobody is agent 0: the host's own code did it. */
static const char *who(int32_t kind, int64_t id, char text[LINE_BYTES])
{
    if (kind == SUP_ACTOR_SYSTEM || (kind == SUP_ACTOR_AGENT && !id)) {
        return "the system";
    }
    sup__format(text, LINE_BYTES, "%s %" PRId64, sup__actor_name(kind), id);
    return text;
}

static const char *agent(int64_t id, char text[LINE_BYTES])
{
    return who(SUP_ACTOR_AGENT, id, text);
}

/* It may have been asked for before the stay: on another ticket, or on this one before it was
 * merged. */
static void say_asked(struct explaining *explaining, const struct sup_floor_visit *visit)
{
    const char *answer = visit->signed_ms || !visit->left_ms ? ""
                         : visit->left_why == SUP_FLOOR_JOINED
                             ? ", and nobody had answered when it was merged"
                             : ", and nobody answered it";
    char at[SUP__TIME_TEXT_SIZE];
    char from[LINE_BYTES] = "";
    int is_before = visit->asked_ms < visit->arrived_ms && !visit->asked_from;
    if (visit->asked_from) {
        sup__format(from, sizeof from, " on ticket %" PRId64 ", which was merged",
                    visit->asked_from);
    }
    date(explaining, is_before ? visit->arrived_ms : visit->asked_ms, at);
    say(explaining, "%s a sign-off to go to %s was %s%s%s", at, visit->asked_floor,
        is_before ? "waited for as before" : "asked for", from, answer);
}

static void say_visit(struct explaining *explaining, const struct sup_floor_visit *visit)
{
    static const char *const why[] = {"",
                                      "it was opened",
                                      "a risk rule asked for it",
                                      "it stalled on the floor below",
                                      "it stalled below and nobody signed in time",
                                      "the customer asked for it",
                                      "it was escalated by hand",
                                      "a ticket of that minimum was merged into it",
                                      "it was sent back",
                                      "its minimum was lowered",
                                      "it came back to work",
                                      "it was solved",
                                      "it became part of another ticket",
                                      "another policy is active"};
    _Static_assert(sizeof why / sizeof why[0] == SUP_FLOOR_POLICY + 1, "each reason has its words");
    char at[SUP__TIME_TEXT_SIZE];
    char name[LINE_BYTES];
    date(explaining, visit->arrived_ms, at);
    say(explaining, "%s on the floor %s: %s%s%s", at, visit->floor, why[visit->why],
        visit->rule ? ": " : "", visit->rule ? visit->rule : "");
    if (visit->stalled_ms) {
        date(explaining, visit->stalled_ms, at);
        say(explaining, "%s a time limit of that floor passed", at);
    }
    if (visit->asked_ms) {
        say_asked(explaining, visit);
    }
    if (visit->signed_ms) {
        date(explaining, visit->signed_ms, at);
        say(explaining, "%s %s %s that", at, agent(visit->signed_by, name),
            visit->is_rejected ? "refused" : "signed");
    }
    if (visit->cleared_ms) {
        date(explaining, visit->cleared_ms, at);
        say(explaining, "%s %s cleared what is held", at, agent(visit->cleared_by, name));
    }
}

/* What it saw, without what only joins. */
static void say_steps(struct explaining *explaining, const struct sup_floor_cause *cause)
{
    for (uint32_t i = 0; i < cause->step_count; i++) {
        if (cause->steps[i].value) {
            say(explaining, "  %s: now %s", cause->steps[i].text, cause->steps[i].value);
        }
    }
}

/* Whose values they are, where they are not just the ticket's. */
static void say_of(struct explaining *explaining, const struct sup_floor_cause *cause)
{
    if (cause->ticket_id) {
        say(explaining,
            "  of %s%sticket %" PRId64 ", which is part of it:", cause->order ? cause->order : "",
            cause->order ? " on " : "", cause->ticket_id);
    } else if (cause->order) {
        say(explaining, "  of %s:", cause->order);
    }
}

static void say_given(struct explaining *explaining)
{
    struct sup_floor_explanation *out = explaining->out;
    char at[SUP__TIME_TEXT_SIZE];
    char name[LINE_BYTES];
    for (uint32_t i = 0; i < out->record_count; i++) {
        const struct sup_floor_record *record = &out->records[i];
        date(explaining, record->recorded_ms, at);
        say(explaining, "%s %s recorded the evidence %s", at,
            who(record->actor_kind, record->actor_id, name), record->label);
    }
    for (uint32_t i = 0; i < out->signature_count; i++) {
        const struct sup_floor_signature *signature = &out->signatures[i];
        date(explaining, signature->signed_ms, at);
        say(explaining, "%s %s %s the resolution: %s", at, agent(signature->agent_id, name),
            signature->is_rejected ? "refused" : "signed", signature->label);
    }
}

/* Also of stays that are over: it is signed on what a part is of. */
static void say_held(struct explaining *explaining)
{
    const struct sup_floor_explanation *out = explaining->out;
    for (uint32_t i = 0; i < out->held_count; i++) {
        const struct sup_floor_held *held = &out->held[i];
        char at[SUP__TIME_TEXT_SIZE] = "";
        char part[LINE_BYTES] = "it";
        if (held->ticket_id != out->ticket_id) {
            sup__format(part, sizeof part, "ticket %" PRId64 ", which is part of it,",
                        held->ticket_id);
        }
        if (held->left_ms) {
            sup__time_format(held->left_ms, at);
        }
        say(explaining, "%s is held until %s, by %s%s%s%s%s%s%s", held->action, held->until,
            held->from, held->left_ms ? ": the floor " : "", held->left_ms ? held->floor : "",
            held->left_ms ? " holds it on, which " : "", held->left_ms ? part : "",
            held->left_ms ? " left at " : "", at);
    }
}

static void say_all(struct explaining *explaining)
{
    struct sup_floor_explanation *out = explaining->out;
    char at[SUP__TIME_TEXT_SIZE];
    explaining->at_ms = INT64_MIN;
    say(explaining, "ticket %" PRId64 " is on the floor %s, and may not go below %s",
        out->ticket_id, out->floor, out->floor_minimum);
    for (uint32_t i = 0; i < out->cause_count; i++) {
        const struct sup_floor_cause *cause = &out->causes[i];
        date(explaining, cause->matched_ms, at);
        say(explaining, "%s the rule %s asked for %s%s", at, cause->label,
            cause->floor ? cause->floor : "a floor that is there no more",
            cause->is_waived ? "; the minimum was lowered after that" : "");
        say_of(explaining, cause);
        say_steps(explaining, cause);
    }
    for (uint32_t i = 0; i < out->visit_count; i++) {
        say_visit(explaining, &out->visits[i]);
    }
    say_given(explaining);
    explaining->at_ms = INT64_MAX;
    if (out->sign_from) {
        say(explaining, "it waits for a sign-off to move up, by %s", out->sign_from);
    }
    for (uint32_t i = 0; i < out->missing_count; i++) {
        const struct sup_floor_missing *missing = &out->missing[i];
        int is_labelled = strcmp(missing->label, missing->name) != 0;
        say(explaining, "before %s: the %s %s%s%s%s%s%s", missing->before, missing->what,
            missing->name, is_labelled ? " (" : "", is_labelled ? missing->label : "",
            is_labelled ? ")" : "", missing->from ? ", by " : "",
            missing->from ? missing->from : "");
    }
    say_held(explaining);
}

/* What was merged into it may have left remedies held all the same. */
static void say_none(struct explaining *explaining)
{
    const struct sup__policy *policy = explaining->unit->policy;
    explaining->at_ms = INT64_MIN;
    say(explaining, "ticket %" PRId64 " is on no floor%s", explaining->row.id,
        !policy->floor_count ? ": the policy has none"
        : sup__is_floor_work(&explaining->row)
            ? " yet: the policy has floors since it was opened, and it comes to one at its turn for "
              "the policy (desk.tick)"
            : ": it was over before the policy had floors");
    explaining->at_ms = INT64_MAX;
    say_held(explaining);
}

static int32_t fill_floor(struct explaining *explaining)
{
    struct sup_floor_explanation *out = explaining->out;
    out->floor = text(explaining, explaining->row.floor);
    out->floor_label =
        text(explaining, explaining->floor ? explaining->floor->label : explaining->row.floor);
    out->floor_minimum = text(explaining, explaining->row.floor_minimum);
    show_visits(explaining);
    show_given(explaining);
    int32_t rc = sup__floor_causes(explaining->unit, &explaining->row, out, &explaining->failed);
    return rc == SUP_OK && !explaining->failed ? show_waiting(explaining) : rc;
}

static int32_t fill(struct explaining *explaining)
{
    struct sup_floor_explanation *out = explaining->out;
    out->ticket_id = explaining->row.id;
    int32_t rc = explaining->row.floor ? fill_floor(explaining)
                                       : sup__floor_held(explaining->unit, &explaining->row, NULL,
                                                         out, &explaining->failed);
    if (rc != SUP_OK || explaining->failed) {
        return rc;
    }
    size_t most = 2 + 2 * (size_t)out->cause_count + 5 * (size_t)out->visit_count +
                  out->missing_count + out->held_count + out->record_count + out->signature_count;
    for (uint32_t i = 0; i < out->cause_count; i++) {
        most += out->causes[i].step_count;
    }
    const char **lines = sup__result_array(out, most, sizeof *lines, &explaining->failed);
    explaining->lines =
        sup__arena_alloc(explaining->unit->repo.arena, most * sizeof *explaining->lines);
    out->lines = lines;
    if (!explaining->lines) {
        return out_of_memory(explaining->unit);
    }
    if (!explaining->failed) {
        explaining->row.floor ? say_all(explaining) : say_none(explaining);
        qsort(explaining->lines, out->line_count, sizeof *explaining->lines, by_time_said);
        for (uint32_t i = 0; i < out->line_count; i++) {
            lines[i] = explaining->lines[i].text;
        }
    }
    return SUP_OK;
}

int32_t sup__op_floor_explain(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_floor_explain_params *params = in;
    struct explaining explaining = {.unit = unit};
    struct sup__ticket_slot *slot = NULL;
    (void)receipt;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    explaining.row = slot->row;
    explaining.floor = sup__floor_of(unit->policy, &explaining.row);
    rc = read_rows(&explaining);
    explaining.out = rc == SUP_OK ? sup__result(unit, sizeof *explaining.out) : NULL;
    if (!explaining.out) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    rc = fill(&explaining);
    if (rc != SUP_OK) {
        sup_free(explaining.out);
        return rc;
    }
    return sup__result_end(unit, explaining.out, explaining.failed, result);
}
