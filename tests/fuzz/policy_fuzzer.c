/*
 * policy_fuzzer.c: any bytes as a policy document.
 *
 * A document is either refused, with at least one error, places in order and texts that can be
 * shown, or it compiles to a policy that keeps its promises: what its parts refer to is there, and
 * a case is decided. A strict reading refuses exactly what is warned about. Build with
 * -fsanitize=fuzzer, or with standalone.c to run it over files.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "policy/decide.h"
#include "policy/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void require(int is_true)
{
    if (!is_true) {
        abort();
    }
}

static void check_text(const char *text)
{
    require(text != NULL && sup__utf8_valid_prefix(text, strlen(text)) == strlen(text));
}

static void check_problems(const struct sup__policy_problems *problems)
{
    require(problems->count >= problems->item_count);
    require(problems->count == problems->error_count + problems->warning_count +
                                   problems->finding_count + problems->note_count);
    require(problems->item_count <= SUP_POLICY_PROBLEMS_MAX);
    for (uint32_t i = 0; i < problems->item_count; i++) {
        const struct sup_policy_problem *problem = &problems->items[i];

        check_text(problem->pointer);
        check_text(problem->text);
        require(problem->line > 0 && problem->column > 0);
        require(problem->severity >= SUP_POLICY_ERROR && problem->severity <= SUP_POLICY_NOTE);
        require(problem->message_id / 1000 == 4 || problem->message_id / 1000 == 2);
        require(problem->text[0] != '\0' && strchr(problem->text, '\n') == NULL);
        if (problem->nearest != NULL) {
            check_text(problem->nearest);
        }
        if (i > 0) {
            const struct sup_policy_problem *before = &problems->items[i - 1];

            require(before->line < problem->line ||
                    (before->line == problem->line && before->column <= problem->column));
        }
    }
}

/* What the desk does by itself is a transition of the table. */
static void check_automatic_moves(const struct sup__policy *policy, uint32_t from)
{
    int32_t category = policy->statuses[from].category;
    int32_t to = policy->on_customer_message[category];

    if (category == SUP_CATEGORY_NEW) {
        require(sup__policy_may_move(policy, from, policy->status_open));
    }
    if (to >= 0) {
        require((uint32_t)to < policy->status_count);
        require(policy->statuses[to].category == SUP_CATEGORY_OPEN);
        require(sup__policy_may_move(policy, from, (uint32_t)to));
    }
    if (category == SUP_CATEGORY_SOLVED && policy->auto_close_ms > 0) {
        require(sup__policy_may_move(policy, from, policy->status_closed));
    }
}

static void check_index(int32_t index, uint32_t count)
{
    require(index == -1 || (index >= 0 && (uint32_t)index < count));
}

/* Hours of a day are sorted, apart from each other, and end within two days. */
static uint32_t check_day(const struct sup__day_hours *hours)
{
    int32_t before = -1;

    for (uint32_t i = 0; i < hours->count; i++) {
        require(hours->items[i].begin >= before);
        require(hours->items[i].end > hours->items[i].begin);
        require(hours->items[i].end <= 2 * SUP__DAY_MINUTES);
        before = hours->items[i].end;
    }
    return hours->count;
}

static void check_dates(const struct sup__date *dates, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        require(i == 0 || dates[i].day > dates[i - 1].day);
        require(check_day(&dates[i].hours) == 0 || dates[i].is_special);
    }
}

/* What is added can be taken away, and is what lies between. */
static void check_calendar(const struct sup__calendar *calendar)
{
    const int64_t from_ms = INT64_C(1780000000000);
    int64_t to_ms = 0;
    int64_t at_ms = 0;

    for (int i = 0; i < 7; i++) {
        (void)check_day(&calendar->week[i]);
    }
    check_dates(calendar->dates, calendar->date_count);
    check_dates(calendar->yearly, calendar->yearly_count);
    require(sup__calendar_is_open(calendar, INT64_MIN) == -1);
    require(sup__calendar_is_open(calendar, INT64_MAX) == -1);
    if (sup__calendar_add(calendar, from_ms, 36000000, &to_ms) == SUP_OK) {
        require(sup__calendar_between(calendar, from_ms, to_ms, &at_ms) == SUP_OK);
        require(at_ms == 36000000);
        require(sup__calendar_subtract(calendar, to_ms, at_ms, &at_ms) == SUP_OK);
        require(at_ms >= from_ms);
    }
}

static void check_lists(const struct sup__policy *policy)
{
    for (uint32_t i = 0; i < policy->calendar_count; i++) {
        check_calendar(&policy->calendars[i]);
    }
    for (uint32_t i = 0; i < policy->channel_count; i++) {
        const struct sup__channel *channel = &policy->channels[i];

        check_text(channel->label);
        require(channel->kind >= 0 && channel->kind < SUP__CHANNEL_KINDS);
        check_index(channel->team, policy->team_count);
        check_index(channel->calendar, policy->calendar_count);
    }
    for (uint32_t i = 0; i < policy->reason_count; i++) {
        const struct sup__reason *reason = &policy->reasons[i];

        check_index(reason->team, policy->team_count);
        check_index(reason->channel, policy->channel_count);
        check_index(reason->second_channel, policy->channel_count);
        for (uint32_t j = 0; j < reason->intake_count; j++) {
            require(reason->intake[j] < policy->field_count);
        }
        for (uint32_t j = 0; j < reason->knowledge_count; j++) {
            check_text(reason->knowledge[j].title);
            require((uint32_t)reason->knowledge[j].owner < policy->team_count);
        }
    }
    for (uint32_t i = 0; i < policy->right_count; i++) {
        check_text(policy->rights[i].policy_title);
        require((uint32_t)policy->rights[i].owner < policy->team_count);
    }
    for (uint32_t i = 0;
         policy->priority_matrix != NULL && i < policy->impact_count * policy->urgency_count; i++) {
        require((uint32_t)policy->priority_matrix[i] < policy->priority_count);
    }
}

static void check_target(const struct sup__policy *policy, const struct sup__target *target)
{
    int is_date = target->metric == SUP__METRIC_FACT_DEADLINE;

    require(target->metric >= 0 && target->metric < SUP__METRICS && target->within_ms >= 0);
    require(target->mark_count <= SUP__POLICY_MARKS_MAX);
    require((target->kind != NULL) == is_date && (target->fact != NULL) == is_date);
    for (uint32_t k = 0; k < target->mark_count; k++) {
        require(is_date ? target->marks[k] < 0
                        : target->marks[k] >= 0 && target->marks[k] <= target->within_ms);
        require(k == 0 || target->marks[k - 1] < target->marks[k]);
    }
    check_index(target->channel, policy->channel_count);
    check_index(target->priority, policy->priority_count);
    check_index(target->calendar, policy->calendar_count);
}

static void check_floors(const struct sup__policy *policy)
{
    for (uint32_t i = 0; i < policy->floor_rules.count; i++) {
        require((uint32_t)policy->floor_rules.items[i].result < policy->floor_count);
    }
    for (uint32_t i = 0; i < policy->floor_count; i++) {
        check_text(policy->floors[i].name);
        for (uint32_t j = 0; j < policy->floors[i].target_count; j++) {
            check_target(policy, &policy->floors[i].targets[j]);
        }
    }
}

static void check_rules(const struct sup__policy *policy)
{
    for (uint32_t i = 0; i < policy->priority_rules.count; i++) {
        require((uint32_t)policy->priority_rules.items[i].result < policy->priority_count);
    }
    for (uint32_t i = 0; i < policy->routing.count; i++) {
        require((uint32_t)policy->routing.items[i].result < policy->team_count);
    }
    for (uint32_t i = 0; i < policy->sla.count; i++) {
        require(policy->promises[i].target_count > 0);
        for (uint32_t j = 0; j < policy->promises[i].target_count; j++) {
            check_target(policy, &policy->promises[i].targets[j]);
        }
    }
}

/* A case of which only the channel is known. */
static void check_decisions(const struct sup__policy *policy)
{
    uint32_t count = policy->facts.names.count;
    struct sup__slot *slots = calloc(count, sizeof *slots);
    struct sup__slot *items = calloc(policy->segments.count + 1, sizeof *items);
    struct sup__case given = sup__policy_case(policy, slots, INT64_C(1767571200000));
    int32_t sla;

    require(slots != NULL && items != NULL && count == SUP__F_COUNT + policy->field_count);
    sup__facts_set_channel(policy, slots, 0);
    sup__facts_set_segments(slots, items, sup__decide_segments(policy, &given, items));
    require((uint32_t)sup__decide_priority(policy, &given).result < policy->priority_count);
    check_index(sup__decide_routing(policy, &given).result, policy->team_count);
    sla = sup__decide_sla(policy, &given).result;
    check_index(sla, policy->sla.count);
    for (int32_t metric = 0; sla >= 0 && metric < SUP__METRICS; metric++) {
        check_index(sup__decide_target(policy, sla, metric, &given),
                    policy->promises[sla].target_count);
    }
    free(items);
    free(slots);
}

static void check_policy(const struct sup__policy *policy, const uint8_t *data, size_t bytes)
{
    require(policy->document_bytes == bytes && memcmp(policy->document, data, bytes) == 0);
    require(strlen(policy->digest) == SUP_POLICY_DIGEST_BYTES);
    check_text(policy->name);
    require(policy->statuses[policy->status_new].category == SUP_CATEGORY_NEW);
    require(policy->statuses[policy->status_open].category == SUP_CATEGORY_OPEN);
    require(policy->statuses[policy->status_closed].category == SUP_CATEGORY_CLOSED);
    for (uint32_t i = 0; i < policy->status_count; i++) {
        require(sup__is_code(policy->statuses[i].name));
        require(sup__policy_status(policy, policy->statuses[i].name) == (int32_t)i);
        require(sup__category_name(policy->statuses[i].category) != NULL);
        check_automatic_moves(policy, i);
    }
    require(policy->priority_default < policy->priority_count && policy->channel_count > 0);
    for (uint32_t i = 0; i < policy->role_count; i++) {
        require(sup__policy_role(policy, policy->roles[i].name) == (int32_t)i);
        require(!sup__role_allows(&policy->roles[i], NULL));
    }
    require(!sup__role_allows(policy->actor_roles[SUP_ACTOR_CUSTOMER], "agent.save"));
    require(policy->reopen_grace_ms >= 0 && policy->auto_close_ms >= 0);
    require(policy->idempotency_ms >= 0 && policy->idempotency_ms <= SUP__POLICY_DURATION_MAX_MS);
    check_lists(policy);
    check_rules(policy);
    check_floors(policy);
    check_decisions(policy);
}

/* A strict reading refuses what is warned about, and nothing else. */
static void check_strict(const struct sup__mem *mem, const char *document, size_t bytes,
                         uint32_t warning_count)
{
    const struct sup__policy_options options = {.is_strict = 1};
    struct sup__policy *policy;
    int32_t rc = sup__policy_load(mem, document, bytes, &options, &policy, NULL, NULL);

    require(rc == (warning_count != 0 ? SUP_INVALID : SUP_OK));
    sup__policy_free(policy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    const struct sup__policy_options options = {.with_readiness = 1,
                                                .now_ms = INT64_C(1767571200000)};
    struct sup__policy_problems problems = {0};
    const char *document = (const char *)data;
    struct sup__policy *policy;
    struct sup__arena arena;
    struct sup_error error;
    struct sup__mem mem;
    int32_t rc;

    (void)sup__mem_init(&mem, NULL);
    sup__arena_init(&arena, &mem);
    problems.arena = &arena;
    rc = sup__policy_load(&mem, document, bytes, &options, &policy, &problems, &error);
    if (rc == SUP_OK) {
        require(problems.error_count == 0);
        check_policy(policy, data, bytes);
        check_strict(&mem, document, bytes, problems.warning_count);
    } else {
        require(policy == NULL && rc == error.code);
        require(rc == SUP_INVALID || rc == SUP_LIMIT);
        require(problems.error_count > 0 && problems.finding_count == 0);
    }
    check_problems(&problems);
    sup__policy_free(policy);
    sup__arena_free(&arena);
    return 0;
}
