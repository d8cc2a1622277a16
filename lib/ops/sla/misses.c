/*
 * misses.c: which promises were broken, and why: said, listed and counted.
 *
 * Rows are in the order of time. What was not asked for is passed over, so what one call looks at
 * is bounded, and the position that it ends with is that of the last row it looked at.
 */
#include "ops/page.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "supportcore/misses.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- why ---- */

/* The first of the broken promises of a run; of the last such run when it is not said which. */
static int32_t find_broken(struct sup__unit *unit, const struct sup_sla_record_cause_params *params,
                           struct sup__miss_row *row)
{
    struct sup_value prefix[4] = {sup__int(unit->head.tenant), sup__int(params->ticket_id),
                                  sup__int(params->metric), sup__int(params->instance)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MISS,
                            .prefix_count = params->instance ? 4 : 3,
                            .prefix = prefix,
                            .is_descending = 1,
                            .limit = 1};
    memset(row, 0, sizeof *row);
    int32_t rc = sup__each(&unit->repo, &scan, 1, row, NULL, NULL);
    if (rc != SUP_OK || row->ticket_id) {
        return rc;
    }
    const char *metric = sup__metric_names[params->metric - 1];
    return params->instance
               ? sup__fail(unit->error, SUP_MSG_MISS_UNKNOWN, "instance",
                           "no promise was broken on %s %" PRId64 " of ticket %" PRId64, metric,
                           params->instance, params->ticket_id)
               : sup__fail(unit->error, SUP_MSG_MISS_UNKNOWN, "metric",
                           "no promise was broken on any %s of ticket %" PRId64, metric,
                           params->ticket_id);
}

int32_t sup__op_sla_record_cause(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    const struct sup_sla_record_cause_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    struct sup__miss_row row;
    int32_t index = -1;
    (void)result;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc == SUP_OK) {
        rc = sup__policy_index(unit, "cause", params->cause, &unit->policy->cause_names, &index);
    }
    int64_t id = rc == SUP_OK ? slot->row.id : 0;
    if (rc == SUP_OK) {
        struct sup_sla_record_cause_params asked = *params;
        asked.ticket_id = id;
        rc = find_broken(unit, &asked, &row);
    }
    if (rc == SUP_OK) {
        struct sup__event event = sup__event_new(unit, SUP__E_CAUSE_RECORDED, id);
        event.row.subject_id = row.instance;
        event.row.number = row.metric;
        event.row.before = row.cause;
        event.row.after = params->cause;
        event.body = params->note && *params->note ? params->note : NULL;
        rc = sup__emit(unit, &event);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}

/* ---- going through them ---- */

enum { PLACE_NUMBERS = 5 };

/* A row's place in the index by time: breached_ms, ticket_id, metric, instance, position. */
struct place {
    int64_t numbers[PLACE_NUMBERS]; /* position 0: before all of them */
};

struct looking {
    struct sup__unit *unit;
    int64_t from_ms;
    int64_t to_ms;
    const char *team;
    const char *cause;
    int32_t metric;
    int32_t is_unexplained;
    struct place place; /* of the last one that was looked at */
    uint32_t looked;
    uint32_t looked_max;
    int is_more;
    sup__each_fn take; /* 0: it was taken; else there is no room for it */
    void *context;
};

static int is_asked(const struct looking *looking, const struct sup__miss_row *row)
{
    return (!looking->metric || row->metric == looking->metric) &&
           (!looking->team || (row->team && strcmp(row->team, looking->team) == 0)) &&
           (!looking->cause || (row->cause && strcmp(row->cause, looking->cause) == 0)) &&
           (!looking->is_unexplained || !row->cause);
}

static int32_t look_at(void *context, void *in)
{
    struct looking *looking = context;
    const struct sup__miss_row *row = in;
    if (looking->looked == looking->looked_max ||
        (is_asked(looking, row) && looking->take(looking->context, in))) {
        looking->is_more = 1;
        return 1;
    }
    looking->looked++;
    looking->place = (struct place){
        {row->breached_ms, row->ticket_id, row->metric, row->instance, row->position}};
    return 0;
}

/* The range that is asked for; without a beginning it is the week before its end. */
static int32_t begin(struct looking *looking, int64_t from_ms, int64_t to_ms, const char *after)
{
    struct sup__unit *unit = looking->unit;
    looking->from_ms = from_ms;
    looking->to_ms = to_ms;
    int32_t rc = sup__range_begin(unit, SUP_MISSES_RANGE_MS, to_ms, &looking->from_ms);
    if (rc == SUP_OK) {
        rc = sup__place_read(unit, after, looking->place.numbers, PLACE_NUMBERS);
    }
    return rc == SUP_OK ? sup__search_misses(unit, looking->team, looking->cause) : rc;
}

static int32_t look(struct looking *looking)
{
    struct sup_value tenant = sup__int(looking->unit->head.tenant);
    struct sup_value upper = sup__int(looking->to_ms);
    struct sup_value lower[PLACE_NUMBERS];
    int is_first = !looking->place.numbers[PLACE_NUMBERS - 1];
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MISS,
                            .index = SUP__MISS_BY_TIME,
                            .prefix_count = 1,
                            .prefix = &tenant,
                            .lower_count = is_first ? 1 : PLACE_NUMBERS,
                            .lower = lower,
                            .lower_is_open = !is_first,
                            .upper_count = looking->to_ms ? 1 : 0,
                            .upper_is_open = 1,
                            .upper = &upper,
                            .limit = looking->looked_max + 1};
    struct sup__miss_row row;
    for (int i = 0; i < PLACE_NUMBERS; i++) {
        lower[i] = sup__int(is_first ? looking->from_ms : looking->place.numbers[i]);
    }
    return sup__each(&looking->unit->repo, &scan, 1, &row, look_at, looking);
}

/* The label of a cause that the active policy has. */
static const char *label_of(const struct sup__policy *policy, const char *cause)
{
    int32_t index = cause ? sup__names_find(&policy->cause_names, cause) : -1;
    return index < 0 ? NULL : policy->causes[index].label;
}

/* ---- the list ---- */

struct listing {
    struct sup__unit *unit;
    struct sup_miss_list *list;
    struct sup_miss *items;
    int64_t *events; /* of each: what said why; 0: nothing did */
    uint32_t limit;
    int failed;
};

static int32_t add_miss(void *context, void *in)
{
    struct listing *listing = context;
    const struct sup__miss_row *row = in;
    struct sup_miss_list *list = listing->list;
    if (list->count == listing->limit) {
        return 1;
    }
    const char *label = label_of(listing->unit->policy, row->cause);
    listing->events[list->count] = row->cause_event;
    listing->items[list->count++] =
        (struct sup_miss){.ticket_id = row->ticket_id,
                          .metric = (int32_t)row->metric,
                          .cause_by_kind = (int32_t)row->cause_by_kind,
                          .instance = row->instance,
                          .position = row->position,
                          .breached_ms = row->breached_ms,
                          .sla = sup__result_text(list, row->sla, &listing->failed),
                          .policy_version = row->policy_version,
                          .target_ms = row->target_ms,
                          .team = sup__result_text(list, row->team, &listing->failed),
                          .assignee_id = row->assignee_id,
                          .ended_ms = row->ended_ms,
                          .over_ms = row->over_ms,
                          .cause = sup__result_text(list, row->cause, &listing->failed),
                          .cause_label = sup__result_text(list, label, &listing->failed),
                          .cause_by_id = row->cause_by_id,
                          .cause_ms = row->cause_ms};
    return 0;
}

/* Notes are private text, beside the events. What one event says may be about several misses. */
static int32_t read_notes(struct listing *listing)
{
    struct sup_miss_list *list = listing->list;
    const char *notes[SUP_PAGE_MAX];
    int32_t rc = sup__texts_beside(listing->unit, listing->events, list->count, notes);
    for (uint32_t i = 0; rc == SUP_OK && i < list->count; i++) {
        listing->items[i].note = sup__result_text(list, notes[i], &listing->failed);
    }
    return rc;
}

static int32_t fill(struct listing *listing, struct looking *looking)
{
    struct sup_miss_list *list = listing->list;
    listing->items =
        sup__result_array(list, listing->limit, sizeof *listing->items, &listing->failed);
    list->items = listing->items;
    int32_t rc = listing->failed ? SUP_OK : look(looking);
    if (rc == SUP_OK && !listing->failed) {
        rc = read_notes(listing);
    }
    if (rc == SUP_OK && looking->is_more) {
        list->next_after =
            sup__place_text(list, looking->place.numbers, PLACE_NUMBERS, &listing->failed);
    }
    return rc;
}

int32_t sup__op_sla_misses(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    const struct sup_sla_misses_params *params = in;
    struct listing listing = {.unit = unit};
    struct looking looking = {.unit = unit,
                              .team = params->team,
                              .cause = params->cause,
                              .metric = params->metric,
                              .is_unexplained = params->is_unexplained,
                              .looked_max = SUP_MISSES_LOOKED_MAX,
                              .take = add_miss,
                              .context = &listing};
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &listing.limit);
    if (rc == SUP_OK && params->cause && params->is_unexplained) {
        rc = sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "cause",
                       "misses for a cause were asked for, and those without one as well");
    }
    if (rc == SUP_OK) {
        rc = begin(&looking, params->from_ms, params->to_ms, params->after);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    listing.events = sup__arena_alloc(unit->repo.arena, listing.limit * sizeof *listing.events);
    if (!listing.events) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    listing.list = sup__result(unit, sizeof *listing.list);
    if (!listing.list) {
        return SUP_NOMEM;
    }
    rc = fill(&listing, &looking);
    if (rc != SUP_OK) {
        sup_free(listing.list);
        return rc;
    }
    return sup__result_end(unit, listing.list, listing.failed, result);
}

/* ---- the numbers ---- */

struct counting {
    struct sup_miss_group *groups; /* of SUP_MISS_GROUPS_MAX; texts in the unit's arena */
    uint32_t count;
    uint32_t last; /* where the one before was counted: they often come together */
    int64_t total;
    int64_t unexplained;
};

static int is_of(const struct sup_miss_group *group, const struct sup__miss_row *row)
{
    return sup__same_text(group->cause, row->cause) && sup__same_text(group->team, row->team);
}

static int32_t count_miss(void *context, void *in)
{
    struct counting *counting = context;
    const struct sup__miss_row *row = in;
    uint32_t at = counting->last;
    if (at >= counting->count || !is_of(&counting->groups[at], row)) {
        at = 0;
        while (at < counting->count && !is_of(&counting->groups[at], row)) {
            at++;
        }
    }
    if (at == SUP_MISS_GROUPS_MAX) {
        return 1;
    }
    if (at == counting->count) {
        counting->groups[counting->count++] =
            (struct sup_miss_group){.team = row->team, .cause = row->cause};
    }
    counting->groups[at].count++;
    counting->last = at;
    counting->total++;
    counting->unexplained += row->cause == NULL;
    return 0;
}

/* Texts in the order of their bytes, none at the end. */
static int order(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) : (other != NULL) - (one != NULL);
}

static int compare(const void *a, const void *b)
{
    const struct sup_miss_group *one = a;
    const struct sup_miss_group *other = b;
    int by_team = order(one->team, other->team);
    int by_count = (one->count < other->count) - (one->count > other->count);
    return by_team ? by_team : by_count ? by_count : order(one->cause, other->cause);
}

static struct sup_miss_summary *summarize(const struct looking *looking,
                                          const struct counting *counting, int *failed)
{
    struct sup_miss_summary *summary = sup__result(looking->unit, sizeof *summary);
    if (!summary) {
        return NULL;
    }
    struct sup_miss_group *items =
        sup__result_array(summary, counting->count, sizeof *items, failed);
    for (uint32_t i = 0; !*failed && i < counting->count; i++) {
        const struct sup_miss_group *from = &counting->groups[i];
        const char *label = label_of(looking->unit->policy, from->cause);
        items[i].team = sup__result_text(summary, from->team, failed);
        items[i].cause = sup__result_text(summary, from->cause, failed);
        items[i].cause_label = sup__result_text(summary, label, failed);
        items[i].count = from->count;
    }
    summary->items = items;
    summary->count = counting->count;
    summary->total = counting->total;
    summary->unexplained = counting->unexplained;
    if (looking->is_more) {
        summary->next_after =
            sup__place_text(summary, looking->place.numbers, PLACE_NUMBERS, failed);
    }
    return summary;
}

int32_t sup__op_sla_miss_summary(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    const struct sup_sla_miss_summary_params *params = in;
    struct counting counting = {.count = 0};
    struct looking looking = {.unit = unit,
                              .team = params->team,
                              .metric = params->metric,
                              .looked_max = SUP_MISS_SUMMARY_LOOKED_MAX,
                              .take = count_miss,
                              .context = &counting};
    int failed = 0;
    (void)receipt;
    int32_t rc = begin(&looking, params->from_ms, params->to_ms, params->after);
    if (rc != SUP_OK) {
        return rc;
    }
    counting.groups =
        sup__arena_alloc(unit->repo.arena, SUP_MISS_GROUPS_MAX * sizeof *counting.groups);
    if (!counting.groups) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    rc = look(&looking);
    if (rc != SUP_OK) {
        return rc;
    }
    qsort(counting.groups, counting.count, sizeof *counting.groups, compare);
    struct sup_miss_summary *summary = summarize(&looking, &counting, &failed);
    return summary ? sup__result_end(unit, summary, failed, result) : SUP_NOMEM;
}
