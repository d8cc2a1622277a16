/*
 * import_plan.c: the status by its own rules, facts and assignments by comparison.
 */
#include "import_plan.h"

#include "instant.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum apply_result plan_refuse(struct row_problem *problem, const char *hint, const char *format,
                              ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    snprintf(problem->hint, sizeof problem->hint, "%s", hint);
    return APPLY_REFUSED;
}

static void plan_fact(struct plan *plan, const struct ticket_case *found, const struct name *name,
                      const char *value)
{
    const char *before = case_fact(found, name);
    if (before == NULL || strcmp(before, value) != 0) {
        plan->facts[plan->fact_count++] = (struct row_fact){name, value};
        plan->new_facts += before == NULL;
    }
}

/* The first of the statuses that solve whose own time the row has. */
static void find_solved(const struct apply *apply, const struct row *row,
                        struct status_facts *facts)
{
    const struct names *statuses = &apply->reader->policy->lists[LIST_STATUSES];
    const struct map_status_time *time = apply->reader->mapping->status_times;
    for (; time != NULL && facts->solved == NULL; time = time->next) {
        const struct name *status = names_find(statuses, time->status, strlen(time->status));
        const struct status_time *at = &row->times[time->time];
        if (status != NULL && status->id == SUP_CATEGORY_SOLVED && at->kind == TIME_GIVEN) {
            facts->solved = status;
            facts->solved_ms = at->ms;
        }
    }
}

static void plan_status(const struct apply *apply, const struct ticket_case *found,
                        const struct row *row, struct plan *plan)
{
    const struct mapping *mapping = apply->reader->mapping;
    const struct names *statuses = &apply->reader->policy->lists[LIST_STATUSES];
    const char *held = case_fact(found, apply->held_fact);
    struct status_facts facts = {.current = found->status,
                                 .wanted = row->status,
                                 .row_ms = row->at_ms,
                                 .known_ms = found->row_ms > found->desk_ms ? found->row_ms
                                                                            : found->desk_ms};
    find_solved(apply, row, &facts);
    if (row->status != NULL) {
        facts.wanted_time = row->times[mapping_status_time(mapping, row->status->text)];
    }
    if (held != NULL && held_read(held, statuses, &facts.held, &facts.held_ms)) {
        facts.held_time = row->times[mapping_status_time(mapping, facts.held->text)];
    }
    plan->status = status_decide(&facts);
    if (plan->status.hold != NULL) {
        held_write(plan->status.hold, row->at_ms, plan->held);
    } else if (plan->status.is_released) {
        strcpy(plan->held, HELD_NONE);
    }
}

/* A record of JSON tells all of its ticket, so an older one has nothing to add. */
static void plan_at(const struct apply *apply, const struct ticket_case *found,
                    const struct row *row, struct plan *plan)
{
    if (apply->at_fact == NULL) {
        return;
    }
    const char *before = case_fact(found, apply->at_fact);
    plan->is_stale = before != NULL && strtoll(before, NULL, 10) > row->at_ms;
    snprintf(plan->at, sizeof plan->at, "%" PRId64, row->at_ms);
    if (!plan->is_stale && found->merged_id == 0) {
        plan_fact(plan, found, apply->at_fact, plan->at);
    }
}

/* How many assignments the row says. */
static int64_t plan_assigns(const struct apply *apply, const struct ticket_case *found,
                            const struct row *row, int is_new)
{
    if (apply->count_fact != NULL) {
        const char *before = case_fact(found, apply->count_fact);
        int64_t count = before != NULL ? strtoll(before, NULL, 10) : 0;
        return is_new || row->count <= count ? 0 : row->count - count;
    }
    return row->is_assigning && !is_new && (row->team != NULL || row->agent_rule != AGENT_KEEP);
}

/* Statuses that go back in time make durations below zero. Of JSON the older record changes none. */
static enum apply_result check_order(const struct ticket_case *found, const struct row *row,
                                     const struct plan *plan, struct row_problem *problem)
{
    const struct status_plan *status = &plan->status;
    char of_row[INSTANT_TEXT_SIZE];
    char of_case[INSTANT_TEXT_SIZE];
    if (row->at_ms >= found->row_ms || status->move_count == 0) {
        return APPLY_DONE;
    }
    instant_write_brief(row->at_ms, of_row);
    instant_write_brief(found->row_ms, of_case);
    return plan_refuse(problem, "sort the log, its oldest rows first, and import it into a new desk",
                       "the row is of %s and moves its case to %s, but a row above is of %s", of_row,
                       status->moves[status->move_count - 1].to->text, of_case);
}

enum apply_result plan_row(const struct apply *apply, const struct ticket_case *found,
                           const struct row *row, int is_new, struct plan *plan,
                           struct row_problem *problem)
{
    plan_at(apply, found, row, plan);
    if (plan->is_stale) {
        return APPLY_DONE;
    }
    plan_status(apply, found, row, plan);
    if (!is_new && apply->at_fact == NULL && check_order(found, row, plan, problem) != APPLY_DONE) {
        return APPLY_REFUSED;
    }
    for (int i = 0; i < row->fact_count; i++) {
        plan_fact(plan, found, row->facts[i].name, row->facts[i].value);
    }
    int is_counted =
        apply->count_fact != NULL &&
        (row->count > 0 || (row->count == 0 && case_fact(found, apply->count_fact) != NULL));
    if (is_counted) {
        snprintf(plan->count, sizeof plan->count, "%" PRId64, row->count);
        plan_fact(plan, found, apply->count_fact, plan->count);
    }
    if (*plan->held != '\0') {
        plan_fact(plan, found, apply->held_fact, plan->held);
    }
    plan->assigns = plan_assigns(apply, found, row, is_new);
    if (found->fact_count + plan->new_facts > SUP_TICKET_FACTS_MAX) {
        return plan_refuse(problem, "let fewer columns make names of facts",
                           "the ticket would have more than %d facts", SUP_TICKET_FACTS_MAX);
    }
    if (plan->assigns > APPLY_ASSIGNS_MAX) {
        return plan_refuse(problem, "is it the column that counts assignments?",
                           "%" PRId64 " assignments in one row, %d are the limit", plan->assigns,
                           APPLY_ASSIGNS_MAX);
    }
    if (row->agent_rule == AGENT_NAMED && apply->agents->names.count >= AGENTS_MAX &&
        names_find(&apply->agents->names, row->agent.text, row->agent.bytes) == NULL) {
        return plan_refuse(problem, "leave agents out of the mapping",
                           "the log names more than %d agents", AGENTS_MAX);
    }
    return APPLY_DONE;
}
