/*
 * ticket_list_look.c: looking through tickets for those that a list asks for.
 *
 * Every filter is asked here, ticket by ticket, and not given to the store: so it is known how many
 * tickets were looked at, and a call ends in time however rare the match is.
 */
#include "ops/tickets/ticket_list.h"

#include <string.h>

enum {
    GET_MAX = 100, /* tickets that are fetched at once for marks */
    BOUNDS_MAX = 2
};

/* One scan over a source, with room for what it points to. */
struct look {
    struct sup__listing *listing;
    struct sup_scan scan;
    struct sup_value prefix[4];
    struct sup_value lower[BOUNDS_MAX];
    struct sup_value upper[BOUNDS_MAX];
    uint32_t most;    /* tickets that may be looked at */
    uint32_t looked;  /* so far */
    uint32_t matched; /* of them */
    uint32_t enough;  /* matches after which looking ends; 0: never */
    int is_stopped;   /* there is more to look at */
    struct sup__place last;
    int64_t ids[GET_MAX]; /* of tickets with the mark */
    uint32_t id_count;
};

static struct sup__place place_of(const struct sup__listing *listing,
                                  const struct sup__ticket_row *row)
{
    struct sup__place place = {.id = row->id};
    if (listing->sort == SUP_SORT_OPENED) {
        place.key = row->opened_ms;
    } else if (listing->sort == SUP_SORT_UPDATED) {
        place.key = row->updated_ms;
    } else if (listing->sort == SUP_SORT_PRIORITY) {
        place.key = sup__policy_priority(listing->unit->policy, row->priority);
    }
    return place;
}

int sup__list_before(const struct sup__listing *listing, struct sup__place one,
                     struct sup__place other)
{
    int is_less = one.key == other.key ? one.id < other.id : one.key < other.key;
    int is_same = one.key == other.key && one.id == other.id;
    return !is_same && is_less == (listing->params->is_ascending != 0);
}

static int matches_text(const char *wanted, const char *value)
{
    return !wanted || (value && strcmp(wanted, value) == 0);
}

static int is_relative(const struct sup__listing *listing, int64_t customer_id)
{
    for (uint32_t i = 0; i < listing->family->count; i++) {
        if (listing->family->rows[i].id == customer_id) {
            return 1;
        }
    }
    return 0;
}

static int is_in(int64_t from_ms, int64_t to_ms, int64_t time_ms)
{
    return (!from_ms || time_ms >= from_ms) && (!to_ms || time_ms < to_ms);
}

static int matches(const struct sup__listing *listing, const struct sup__ticket_row *row)
{
    const struct sup_ticket_list_params *params = listing->params;
    return (!params->category || params->category == row->category) &&
           (!listing->root || is_relative(listing, row->customer_id)) &&
           (!params->assignee_id || params->assignee_id == row->assignee_id) &&
           (!params->is_unassigned || !row->assignee_id) &&
           is_in(params->opened_from_ms, params->opened_to_ms, row->opened_ms) &&
           is_in(params->updated_from_ms, params->updated_to_ms, row->updated_ms) &&
           matches_text(params->status, row->status) &&
           matches_text(params->priority, row->priority) &&
           matches_text(params->reason, row->reason) &&
           matches_text(params->channel, row->channel) && matches_text(params->team, row->team);
}

/* Keep a ticket if it is among the first. 1: no memory. */
static int keep(struct sup__listing *listing, struct sup__place place,
                const struct sup__ticket_row *row)
{
    struct sup__list_found *found = listing->found;
    uint32_t at = listing->count;
    struct sup__ticket_row *copy;
    while (at > 0 && sup__list_before(listing, place, found[at - 1].place)) {
        at--;
    }
    if (at > listing->limit) {
        return 0;
    }
    if (listing->count > listing->limit) {
        copy = found[listing->limit].row; /* of the last one, which is no longer among the first */
    } else {
        copy = sup__arena_take(listing->unit->repo.arena, sizeof *copy);
        listing->count++;
    }
    if (!copy) {
        return 1;
    }
    memmove(&found[at + 1], &found[at], (listing->count - 1 - at) * sizeof *found);
    *copy = *row;
    found[at] = (struct sup__list_found){place, copy};
    return 0;
}

static int32_t look_at(void *context, void *in)
{
    struct look *look = context;
    struct sup__listing *listing = look->listing;
    const struct sup__ticket_row *row = in;
    if (look->looked == look->most || (look->enough && look->matched == look->enough)) {
        look->is_stopped = 1;
        return 1;
    }
    look->looked++;
    look->last = place_of(listing, row);
    if (!matches(listing, row) ||
        (!listing->is_first && !sup__list_before(listing, listing->after, look->last))) {
        return 0;
    }
    look->matched++;
    if (keep(listing, look->last, row)) {
        listing->failed = 1;
        return 1;
    }
    return 0;
}

static void prefix_text(struct look *look, const char *text)
{
    look->prefix[look->scan.prefix_count++] = sup__text(text);
}

static void prefix_int(struct look *look, int64_t number)
{
    look->prefix[look->scan.prefix_count++] = sup__int(number);
}

static void scan_marks(struct look *look)
{
    const struct sup_ticket_list_params *params = look->listing->params;
    look->scan.index = 1;
    if (params->reference) {
        look->scan.table = SUP__T_REFERENCE;
        prefix_text(look, params->reference->system);
        prefix_text(look, params->reference->kind);
        prefix_text(look, params->reference->id);
    } else if (params->field) {
        look->scan.table = SUP__T_FIELD;
        prefix_text(look, params->field->name);
        prefix_text(look, look->listing->field_value);
    } else {
        look->scan.table = SUP__T_TAG;
        prefix_text(look, params->tag);
    }
}

static void scan_opened(struct look *look)
{
    const struct sup_ticket_list_params *params = look->listing->params;
    look->scan.index = SUP__TICKET_BY_OPENED;
    if (params->opened_from_ms) {
        look->lower[0] = sup__int(params->opened_from_ms);
        look->scan.lower_count = 1;
    }
    if (params->opened_to_ms) {
        look->upper[0] = sup__int(params->opened_to_ms);
        look->scan.upper_count = 1;
        look->scan.upper_is_open = 1;
    }
}

/* A scan of all of a source; of a person, of one of the customers. */
static void scan_source(struct look *look, struct sup__listing *listing, enum sup__source source,
                        uint32_t member)
{
    memset(look, 0, sizeof *look);
    look->listing = listing;
    look->scan.size = sizeof look->scan;
    look->scan.table = SUP__T_TICKET;
    look->scan.prefix = look->prefix;
    look->scan.lower = look->lower;
    look->scan.upper = look->upper;
    look->scan.is_descending = !listing->params->is_ascending;
    prefix_int(look, listing->unit->head.tenant);
    if (source == SUP__FROM_MARKS) {
        scan_marks(look);
    } else if (source == SUP__FROM_PERSON) {
        look->scan.index = SUP__TICKET_BY_CUSTOMER;
        prefix_int(look, listing->family->rows[member].id);
    } else if (source == SUP__FROM_CATEGORY) {
        look->scan.index = SUP__TICKET_BY_CATEGORY;
        prefix_int(look, listing->params->category);
    } else if (source == SUP__FROM_OPENED) {
        scan_opened(look);
    }
}

/* Of a source that is in the list's order, only what comes behind a place. */
static void scan_behind(struct look *look, enum sup__source source, struct sup__place place)
{
    int is_by_time = source == SUP__FROM_OPENED;
    struct sup_value *bound = look->scan.is_descending ? look->upper : look->lower;
    bound[0] = sup__int(is_by_time ? place.key : place.id);
    bound[1] = sup__int(place.id);
    if (look->scan.is_descending) {
        look->scan.upper_count = is_by_time ? 2 : 1;
        look->scan.upper_is_open = 1;
    } else {
        look->scan.lower_count = is_by_time ? 2 : 1;
        look->scan.lower_is_open = 1;
    }
}

static int32_t add_id(void *context, void *row)
{
    struct look *look = context;
    const union sup__any_row *any = row;
    look->ids[look->id_count++] = look->scan.table == SUP__T_TAG     ? any->tag.ticket_id
                                  : look->scan.table == SUP__T_FIELD ? any->field.ticket_id
                                                                     : any->reference.ticket_id;
    return 0;
}

/* The tickets that have a mark, so many at a time: first the ids, then the tickets. */
static int32_t run_marks(struct look *look)
{
    struct sup__repo *repo = &look->listing->unit->repo;
    struct sup_value keys[2 * GET_MAX];
    union sup__any_row row;
    int32_t rc = SUP_OK;
    do {
        look->id_count = 0;
        look->scan.limit = GET_MAX;
        rc = sup__each(repo, &look->scan, 0, &row, add_id, look);
        for (uint32_t i = 0; i < look->id_count; i++) {
            keys[2 * i] = sup__int(look->listing->unit->head.tenant);
            keys[2 * i + 1] = sup__int(look->ids[i]);
        }
        if (rc == SUP_OK && look->id_count) {
            rc = sup__each_key(repo, SUP__T_TICKET, keys, look->id_count, &row, look_at, look);
            scan_behind(look, SUP__FROM_MARKS,
                        (struct sup__place){0, look->ids[look->id_count - 1]});
        }
    } while (rc == SUP_OK && look->id_count == GET_MAX && !look->is_stopped &&
             !look->listing->failed);
    return rc;
}

static int32_t run(struct look *look, enum sup__source source)
{
    union sup__any_row row;
    if (source == SUP__FROM_MARKS) {
        return run_marks(look);
    }
    look->scan.limit = look->most + 1;
    return sup__each(&look->listing->unit->repo, &look->scan, 1, &row, look_at, look);
}

/* What is behind the first place at which looking stopped may have been passed over. */
static void cut(struct sup__listing *listing, struct sup__place place)
{
    if (!listing->is_cut || sup__list_before(listing, place, listing->edge)) {
        listing->edge = place;
    }
    listing->is_cut = 1;
}

static uint32_t scans_of(const struct sup__listing *listing, enum sup__source source)
{
    return source == SUP__FROM_PERSON ? listing->family->count : 1;
}

int32_t sup__list_walk(struct sup__listing *listing, enum sup__source source)
{
    uint32_t scans = scans_of(listing, source);
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && !listing->failed && i < scans; i++) {
        struct look look;
        scan_source(&look, listing, source, i);
        if (!listing->is_first) {
            scan_behind(&look, source, listing->after);
        }
        look.most = SUP_LIST_LOOKED_MAX / scans;
        look.enough = listing->limit + 1;
        rc = run(&look, source);
        if (look.is_stopped) {
            cut(listing, look.last);
        }
    }
    return rc;
}

/* How many tickets a source has, as far as that matters. */
static int32_t count(struct sup__listing *listing, enum sup__source source, int64_t *tickets)
{
    uint32_t scans = scans_of(listing, source);
    int32_t rc = SUP_OK;
    *tickets = source == SUP__FROM_ALL ? listing->unit->head.ticket_count : 0;
    for (uint32_t i = 0; rc == SUP_OK && i < scans && source != SUP__FROM_ALL; i++) {
        struct sup_aggregate found = {0};
        struct look look;
        scan_source(&look, listing, source, i);
        look.scan.limit = SUP_LIST_SORTED_MAX + 1;
        rc = sup__db_aggregate(listing->unit->repo.db, &look.scan, SUP_STORE_ROWS_ONLY, &found);
        *tickets += found.count;
    }
    return rc;
}

int32_t sup__list_gather(struct sup__listing *listing, enum sup__source source, int *is_done)
{
    uint32_t scans = scans_of(listing, source);
    int64_t tickets = 0;
    int32_t rc = count(listing, source, &tickets);
    *is_done = rc == SUP_OK && tickets <= SUP_LIST_SORTED_MAX;
    for (uint32_t i = 0; rc == SUP_OK && !listing->failed && *is_done && i < scans; i++) {
        struct look look;
        scan_source(&look, listing, source, i);
        look.most = SUP_LIST_SORTED_MAX;
        rc = run(&look, source);
    }
    return rc;
}
