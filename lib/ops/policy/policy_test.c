/*
 * policy_test.c: what a policy would decide about a case, and why.
 *
 * The lists are evaluated in the order in which one may ask what another decided: segments,
 * priority, routing, floors, SLA. The explanation goes over every rule, also those behind the
 * deciding one.
 */
#include "ops/floors/floors.h"
#include "ops/policy/policy_ops.h"

#include "base/json_read.h"
#include "base/message.h"
#include "base/text.h"
#include "policy/decide.h"

#include <string.h>

enum {
    POINTER_SIZE = 256,
    WORDS_SIZE = 160,
    FIRST_CHANNEL = 0 /* of a case that names none, as when a ticket is opened */
};

/* ---- the facts ---- */

struct telling {
    struct sup_error *error;
    const char *text;
    int is_told;
};

/* The first thing that is wrong; the place is a pointer into the facts. */
static void tell(void *context, int32_t severity, enum sup__message message,
                 const struct sup__json *node, int is_key, const char *nearest, const char *text)
{
    struct telling *telling = context;
    char field[SUP_ERROR_FIELD_SIZE] = "facts";
    uint32_t line = 0;
    uint32_t column = 0;
    if (telling->is_told || severity != SUP__SEVERITY_ERROR) {
        return;
    }
    telling->is_told = 1;
    sup__json_pointer(node, field + 5, sizeof field - 5);
    sup__json_place(telling->text, strlen(telling->text), is_key ? node->key_offset : node->offset,
                    &line, &column);
    sup__fail(telling->error, message, field, "line %u, column %u of the facts: %s", line, column,
              text);
    if (nearest) {
        sup__hint(telling->error, "did you mean \"%s\"?", nearest);
    }
}

/* Segments and floors are what the policy makes of a case, and no part of it. */
static int32_t refuse_decided(struct sup__unit *unit, const struct sup__slot *slots)
{
    static const uint32_t decided[] = {SUP__F_CUSTOMER_SEGMENT, SUP__F_CUSTOMER_SEGMENTS,
                                       SUP__F_FLOOR_CURRENT, SUP__F_FLOOR_MINIMUM};
    char field[SUP_ERROR_FIELD_SIZE];
    for (size_t i = 0; i < sizeof decided / sizeof decided[0]; i++) {
        const char *name = sup__builtin_facts()[decided[i]].name;
        int group = (int)strcspn(name, ".");
        if (slots[decided[i]].is_given) {
            sup__format(field, sizeof field, "facts/%.*s/%s", group, name, name + group + 1);
            int32_t rc = sup__fail(unit->error, SUP_MSG_CASE_VALUE, field,
                                   "%s is what the policy decides", name);
            sup__hint(unit->error, "give the facts that its rules ask for");
            return rc;
        }
    }
    return SUP_OK;
}

static int32_t read_facts(struct sup__unit *unit, struct sup__arena *arena,
                          const struct sup__policy *policy, const char *text,
                          struct sup__slot **slots)
{
    struct telling telling = {unit->error, text, 0};
    struct sup__rule_listener listener = {&telling, tell};
    struct sup__json *root = NULL;
    int32_t rc =
        sup__json_parse(arena, &sup__json_request_limits, text, strlen(text), &root, unit->error);
    if (rc != SUP_OK) {
        char pointer[SUP_ERROR_FIELD_SIZE];
        sup__format(pointer, sizeof pointer, "facts%s", unit->error->field);
        sup__format(unit->error->field, sizeof unit->error->field, "%s", pointer);
        return rc;
    }
    int done = sup__case_read(arena, &policy->facts, root, &listener, slots);
    if (done < 0) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "no memory to read the facts");
    }
    return done ? refuse_decided(unit, *slots) : unit->error->code;
}

/* ---- decisions in words ---- */

struct test {
    struct sup__unit *unit;
    const struct sup__policy *policy;
    struct sup__slot *slots;
    struct sup__case given;
    struct sup_policy_test *result;
    struct sup_policy_rule *rules;
    struct sup_policy_demand *demands;
    int failed;
};

static const char *keep(struct test *test, const char *text)
{
    return sup__result_text(test->result, text, &test->failed);
}

static const char *why(struct test *test, const struct sup__decision *decision,
                       const struct sup__rules *rules)
{
    char words[WORDS_SIZE];
    switch (decision->why) {
    case SUP__WHY_GIVEN:
        return keep(test, "it was given");
    case SUP__WHY_RULE:
        sup__format(words, sizeof words, "rule \"%s\"", rules->items[decision->rule].name);
        return keep(test, words);
    case SUP__WHY_MATRIX:
        return keep(test, "the impact and the urgency");
    case SUP__WHY_DEFAULT:
        return keep(test, "the policy's default");
    case SUP__WHY_REASON:
        return keep(test, "the team that owns the reason");
    case SUP__WHY_CHANNEL:
        return keep(test, "the team that owns the channel");
    default:
        return NULL;
    }
}

static void set_name(struct test *test, uint32_t fact, int32_t index)
{
    test->slots[fact] = (struct sup__slot){.number = index, .is_given = 1};
}

static void decide_segments(struct test *test)
{
    const struct sup__rules *segments = &test->policy->segments;
    struct sup_policy_test *result = test->result;
    struct sup__slot *items =
        sup__result_array(result, segments->count, sizeof *items, &test->failed);
    const char **names = sup__result_array(result, segments->count, sizeof *names, &test->failed);
    if (test->failed) {
        return;
    }
    result->segments = names;
    result->segment_count = sup__decide_segments(test->policy, &test->given, items);
    sup__facts_set_segments(test->slots, items, result->segment_count);
    for (uint32_t i = 0; i < result->segment_count; i++) {
        names[i] = keep(test, segments->items[items[i].number].name);
    }
    result->segment = result->segment_count ? names[0] : NULL;
}

static void add_target(struct test *test, const struct sup__target *target, const char *pointer,
                       struct sup_policy_target *out)
{
    out->metric = sup__metric_names[target->metric];
    out->within_ms = target->within_ms;
    out->calendar =
        target->calendar < 0 ? NULL : keep(test, test->policy->calendars[target->calendar].name);
    out->pointer = keep(test, pointer);
}

static void decide_targets(struct test *test, int32_t sla)
{
    const struct sup__policy *policy = test->policy;
    struct sup_policy_target *targets =
        sup__result_array(test->result, SUP__METRICS, sizeof *targets, &test->failed);
    test->result->targets = targets;
    for (int32_t metric = 0; !test->failed && metric < SUP__METRICS; metric++) {
        int32_t index = sup__decide_target(policy, sla, metric, &test->given);
        if (index < 0) {
            continue;
        }
        char pointer[POINTER_SIZE];
        sup__format(pointer, sizeof pointer, "/sla/%d/targets/%d", sla, index);
        add_target(test, &policy->promises[sla].targets[index], pointer,
                   &targets[test->result->target_count++]);
    }
}

/* ---- every rule, explained ---- */

static struct sup_policy_rule *add_rule(struct test *test, const char *section,
                                        const struct sup__rule *rule, const char *pointer)
{
    struct sup_policy_rule *out = &test->rules[test->result->rule_count++];
    char when[POINTER_SIZE + sizeof "/when"];
    out->section = section;
    out->name = keep(test, rule->name);
    out->pointer = keep(test, pointer);
    out->verdict = SUP_VERDICT_TRUE;
    if (rule->when && !test->failed) {
        out->verdict = sup__condition_test(rule->when, &test->given) + 1;
        sup__format(when, sizeof when, "%s/when", pointer);
        out->steps = sup__policy_steps(test->result, rule->when, when, &test->given,
                                       &out->step_count, &test->failed);
    }
    return out;
}

/* `applied`: the deciding rule, or -1; of segments all that match are applied. */
static void add_rules(struct test *test, const char *section, const struct sup__rules *rules,
                      int32_t applied, const char *const *results)
{
    for (uint32_t i = 0; i < rules->count && !test->failed; i++) {
        const struct sup__rule *rule = &rules->items[i];
        char pointer[POINTER_SIZE];
        sup__format(pointer, sizeof pointer, "/%s/%u", section, i);
        struct sup_policy_rule *out = add_rule(test, section, rule, pointer);
        out->result = results ? keep(test, results[rule->result]) : NULL;
        out->is_applied = rules == &test->policy->segments ? out->verdict == SUP_VERDICT_TRUE
                                                           : (int32_t)i == applied;
    }
}

/* ---- floors ---- */

/* The floor that a case begins on, with the rules that asked for one; a bit for each of them. */
static uint8_t *decide_floor(struct test *test)
{
    const struct sup__policy *policy = test->policy;
    struct sup_policy_test *result = test->result;
    uint32_t room = policy->floor_rules.count;
    uint32_t *rules = sup__result_array(result, room, sizeof *rules, &test->failed);
    const char **names = sup__result_array(result, room, sizeof *names, &test->failed);
    uint8_t *asked = sup__result_array(result, room, sizeof *asked, &test->failed);
    if (test->failed || !policy->floor_count) {
        return asked;
    }
    int32_t floor = sup__decide_floor(policy, &test->given, NULL, rules, &result->floor_rule_count);
    floor = floor < 0 ? 0 : floor;
    set_name(test, SUP__F_FLOOR_CURRENT, floor);
    set_name(test, SUP__F_FLOOR_MINIMUM, floor);
    result->floor = keep(test, policy->floors[floor].name);
    result->floor_rules = names;
    for (uint32_t i = 0; i < result->floor_rule_count; i++) {
        names[i] = keep(test, policy->floor_rules.items[rules[i]].name);
        asked[rules[i]] = 1;
    }
    return asked;
}

/* What a case may take there, and what it is promised. */
static void show_floor_targets(struct test *test, const struct sup__floor *floor)
{
    struct sup_policy_test *result = test->result;
    const struct sup__slot *channel = &test->slots[SUP__F_TICKET_CHANNEL];
    int32_t priority = (int32_t)test->slots[SUP__F_TICKET_PRIORITY].number;
    struct sup_policy_target *targets =
        sup__result_array(result, SUP__METRICS, sizeof *targets, &test->failed);
    result->floor_targets = targets;
    for (int32_t metric = 0; !test->failed && metric < SUP__METRICS; metric++) {
        struct sup__target target;
        char pointer[POINTER_SIZE];
        int is_limit = metric == SUP__METRIC_TIME_ON_FLOOR || metric == SUP__METRIC_WORK_ON_FLOOR;
        int32_t index = sup__find_floor_target(
            floor, metric, channel->is_given ? (int32_t)channel->number : -1, priority, &target);
        int at = (int)(floor - test->policy->floors);
        if (index < 0) {
            continue;
        }
        if (metric == SUP__METRIC_SIGN_OFF) {
            sup__format(pointer, sizeof pointer, "/floors/%d/sign_off", at);
        } else {
            sup__format(pointer, sizeof pointer, "/floors/%d/%s/%d", at,
                        is_limit ? "limits" : "targets", index);
        }
        add_target(test, &target, pointer, &targets[result->floor_target_count++]);
        if (is_limit) {
            result->floor_on_limit = floor->is_told_only ? "tell" : "rise";
        }
    }
}

/* One more demand; `holders` NULL: it is not given by somebody named. */
static struct sup_policy_demand *add_demand(struct test *test, const char *what, const char *name,
                                            const char *until, const struct sup__holders *holders)
{
    struct sup_policy_test *result = test->result;
    struct sup_policy_demand *out = &test->demands[result->demand_count++];
    const char *from = holders ? sup__holders_text_of(test->unit, test->policy, holders) : NULL;
    test->failed |= holders && !from;
    out->what = what;
    out->name = keep(test, name);
    out->until = until;
    out->from = keep(test, from);
    out->verdict = SUP_VERDICT_TRUE;
    return out;
}

static void show_signatures(struct test *test, const struct sup__floor *floor)
{
    int at = (int)(floor - test->policy->floors);
    char pointer[POINTER_SIZE];
    if (floor->has_sign_off) {
        struct sup_policy_demand *out =
            add_demand(test, "sign_off", floor[1].name, "leaving", &floor->movers);
        sup__format(pointer, sizeof pointer, "/floors/%d/sign_off", at);
        out->pointer = keep(test, pointer);
    }
    for (uint32_t i = 0; i < floor->resolution_count && !test->failed; i++) {
        const struct sup__signature *wanted = &floor->resolutions[i];
        struct sup_policy_demand *out =
            add_demand(test, "signature", wanted->name, "solving", &wanted->holders);
        sup__format(pointer, sizeof pointer, "/floors/%d/resolution/%u", at, i);
        out->pointer = keep(test, pointer);
        if (wanted->when) {
            out->verdict = sup__condition_test(wanted->when, &test->given) + 1;
        }
    }
}

static void show_evidence(struct test *test, int floor, const struct sup__named *items,
                          uint32_t count, const char *until)
{
    for (uint32_t i = 0; i < count && !test->failed; i++) {
        struct sup_policy_demand *out = add_demand(test, "evidence", items[i].name, until, NULL);
        char pointer[POINTER_SIZE];
        sup__format(pointer, sizeof pointer, "/floors/%d/evidence/%s/%u", floor,
                    strcmp(until, "leaving") == 0 ? "to_leave" : "to_resolve", i);
        out->pointer = keep(test, pointer);
    }
}

static void show_holds(struct test *test, const struct sup__floor *floor)
{
    static const char *const until[] = {"clearance", "move_up", "resolution"};
    const struct sup__holders *const from[] = {&floor->clearers, &floor->movers, NULL};
    for (uint32_t i = 0; i < floor->hold_count; i++) {
        const struct sup__hold *hold = &floor->holds[i];
        for (uint32_t k = 0; k < hold->action_count && !test->failed; k++) {
            struct sup_policy_demand *out =
                add_demand(test, "hold", hold->actions[k], until[hold->until], from[hold->until]);
            char pointer[POINTER_SIZE];
            sup__format(pointer, sizeof pointer, "/floors/%d/hold/%u/actions/%u",
                        (int)(floor - test->policy->floors), i, k);
            out->pointer = keep(test, pointer);
        }
    }
}

/* What the floor on which the case begins asks for. */
static void show_floor(struct test *test, const struct sup__floor *floor)
{
    struct sup_policy_test *result = test->result;
    const char **told =
        sup__result_array(result, floor->notified_count, sizeof *told, &test->failed);
    size_t most = (size_t)1 + floor->resolution_count + floor->leave_count + floor->resolve_count;
    int at = (int)(floor - test->policy->floors);
    for (uint32_t i = 0; i < floor->hold_count; i++) {
        most += floor->holds[i].action_count;
    }
    test->demands = sup__result_array(result, most, sizeof *test->demands, &test->failed);
    result->demands = test->demands;
    result->notified = told;
    if (test->failed) {
        return;
    }
    show_floor_targets(test, floor);
    show_signatures(test, floor);
    show_evidence(test, at, floor->leave, floor->leave_count, "leaving");
    show_evidence(test, at, floor->resolve, floor->resolve_count, "solving");
    show_holds(test, floor);
    for (uint32_t i = 0; i < floor->notified_count; i++) {
        told[result->notified_count++] = keep(test, floor->notified[i]);
    }
}

/* As when a ticket is opened: where a risk takes it wins over where it would go. */
static void show_team(struct test *test, const struct sup__decision *team)
{
    const struct sup__policy *policy = test->policy;
    struct sup_policy_test *result = test->result;
    const struct sup__slot *current = &test->slots[SUP__F_FLOOR_CURRENT];
    int32_t floor = policy->floor_count ? (int32_t)current->number : -1;
    int32_t at = floor < 0 ? -1 : policy->floors[floor].team;
    if (at >= 0 && (floor > 0 || team->result < 0)) {
        result->team = keep(test, policy->teams[at].name);
        result->team_why = keep(test, "the floor");
        return;
    }
    result->team = team->result < 0 ? NULL : keep(test, policy->teams[team->result].name);
    result->team_why = why(test, team, &policy->routing);
}

static void add_floor_rules(struct test *test, const uint8_t *asked)
{
    const struct sup__policy *policy = test->policy;
    int32_t floor = -1;
    uint32_t at = 0;
    for (uint32_t i = 0; i < policy->floor_rules.count && !test->failed; i++) {
        const struct sup__rule *rule = &policy->floor_rules.items[i];
        char pointer[POINTER_SIZE];
        at = rule->result == floor ? at + 1 : 0;
        floor = rule->result;
        sup__format(pointer, sizeof pointer, "/floors/%d/rules/%u", floor, at);
        struct sup_policy_rule *out = add_rule(test, "floors", rule, pointer);
        out->result = keep(test, policy->floors[floor].name);
        out->is_applied = asked[i];
    }
}

/* ---- authority ---- */

/* Whoever asks: what is for one agent alone is for nobody here. */
enum { NO_AGENT = 0 };

/* What is asked for, by whom, is part of the case. */
static void decide_authority(struct test *test)
{
    const struct sup__authority *authority = &test->policy->authority;
    struct sup_policy_test *result = test->result;
    int32_t remedy = (int32_t)test->given.slots[SUP__F_REQUEST_REMEDY].number;
    if (!sup__is_governed(authority, remedy)) {
        result->effect = SUP_EFFECT_ALLOW;
        result->effect_why = keep(test, "no row names it: who has the right to it may do it");
        return;
    }
    struct sup__ruling ruling = sup__decide_authority(test->policy, &test->given, NO_AGENT, 0);
    char words[WORDS_SIZE];
    if (ruling.row < 0) {
        result->effect = SUP_EFFECT_REFUSE;
        result->effect_why = keep(test, "no row is for it");
        return;
    }
    const struct sup__authority_row *row = &authority->rows[ruling.row];
    result->row = keep(test, row->name);
    result->effect = ruling.is_undecided ? SUP_EFFECT_REFUSE : row->effect + 1;
    sup__format(words, sizeof words,
                ruling.is_undecided ? "whether row \"%s\" is for it is not known" : "row \"%s\"",
                row->name);
    result->effect_why = keep(test, words);
}

static void add_rows(struct test *test)
{
    const struct sup__authority *authority = &test->policy->authority;
    for (uint32_t i = 0; i < authority->row_count && !test->failed; i++) {
        const struct sup__authority_row *row = &authority->rows[i];
        const struct sup__rule rule = {row->name, row->label, row->when, -1};
        char pointer[POINTER_SIZE];
        sup__format(pointer, sizeof pointer, "/authority/matrix/%u", i);
        struct sup_policy_rule *out = add_rule(test, "authority", &rule, pointer);
        out->result = keep(test, sup__effect_names[row->effect]);
        out->is_applied = test->result->row && !strcmp(test->result->row, row->name);
    }
}

static void decide(struct test *test)
{
    const struct sup__policy *policy = test->policy;
    struct sup_policy_test *result = test->result;
    decide_segments(test);
    if (test->failed) {
        return;
    }
    struct sup__decision priority = sup__decide_priority(policy, &test->given);
    set_name(test, SUP__F_TICKET_PRIORITY, priority.result);
    struct sup__decision team = sup__decide_routing(policy, &test->given);
    if (team.result >= 0) {
        set_name(test, SUP__F_TICKET_TEAM, team.result);
    }
    uint8_t *asked = decide_floor(test);
    struct sup__decision sla = sup__decide_sla(policy, &test->given);
    result->priority = keep(test, policy->priorities[priority.result].name);
    result->priority_why = why(test, &priority, &policy->priority_rules);
    show_team(test, &team);
    if (policy->floor_count && !test->failed) {
        show_floor(test, &policy->floors[test->slots[SUP__F_FLOOR_CURRENT].number]);
    }
    if (sla.result >= 0) {
        result->sla = keep(test, policy->sla.items[sla.result].name);
        decide_targets(test, sla.result);
    }
    test->rules = sup__result_array(result,
                                    (size_t)policy->segments.count + policy->priority_rules.count +
                                        policy->routing.count + policy->floor_rules.count +
                                        policy->sla.count + policy->authority.row_count,
                                    sizeof *test->rules, &test->failed);
    result->rules = test->rules;
    if (!test->failed) {
        add_rules(test, "segments", &policy->segments, -1, NULL);
        add_rules(test, "priority_rules", &policy->priority_rules, priority.rule,
                  policy->priority_names.names);
        add_rules(test, "routing", &policy->routing, team.rule, policy->team_names.names);
        add_floor_rules(test, asked);
        add_rules(test, "sla", &policy->sla, sla.rule, NULL);
        if (test->slots[SUP__F_REQUEST_REMEDY].is_given) {
            decide_authority(test);
            add_rows(test);
        }
    }
}

static int32_t test_policy(struct sup__unit *unit, const struct sup__policy *policy,
                           const char *facts, void **result)
{
    struct test test = {.unit = unit, .policy = policy};
    struct sup__arena scratch;
    sup__arena_init(&scratch, &unit->core->mem);
    int32_t rc = read_facts(unit, &scratch, policy, facts, &test.slots);
    if (rc == SUP_OK) {
        test.result = sup__result(unit, sizeof *test.result);
        rc = test.result ? SUP_OK : SUP_NOMEM;
    }
    if (rc == SUP_OK) {
        const struct sup__slot *channel = &test.slots[SUP__F_TICKET_CHANNEL];
        sup__facts_set_channel(policy, test.slots,
                               channel->is_given ? (int32_t)channel->number : FIRST_CHANNEL);
        test.given = sup__policy_case(policy, test.slots, unit->caller.now_ms);
        decide(&test);
        rc = sup__result_end(unit, test.result, test.failed, result);
    }
    sup__arena_free(&scratch);
    return rc;
}

int32_t sup__op_policy_test(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_policy_test_params *params = in;
    struct sup__policy_choice choice = {.version = params->version,
                                        .is_builtin = params->is_builtin,
                                        .document = params->document,
                                        .version_field = "version",
                                        .builtin_field = "is_builtin"};
    struct sup__chosen chosen;
    (void)receipt;
    int32_t rc = sup__choose_policy(unit, &choice, &chosen);
    if (rc == SUP_OK) {
        rc = test_policy(unit, chosen.policy, params->facts, result);
    }
    sup__policy_free(chosen.owned);
    return rc;
}
