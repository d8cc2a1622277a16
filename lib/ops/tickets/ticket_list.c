/*
 * ticket_list.c: lists of tickets: what may be asked, and what is looked through for it.
 */
#include "ops/people/person.h"
#include "ops/tickets/ticket_fields.h"
#include "ops/tickets/ticket_list.h"

#include "base/message.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

static int32_t exclude(struct sup__unit *unit, const char *field, const char *text)
{
    return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, field, "%s", text);
}

static int32_t check_range(struct sup__unit *unit, const char *field, int64_t from_ms,
                           int64_t to_ms)
{
    return !from_ms || !to_ms || from_ms < to_ms
               ? SUP_OK
               : sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, field,
                           "the range ends before it begins, or has nothing in it");
}

/* Customers see no tags and only some fields, and would learn the others by searching for them. */
static int32_t check_asked(struct sup__unit *unit, const struct sup_ticket_list_params *params)
{
    if (params->tag && params->reference) {
        return exclude(unit, "tag", "a list goes by a tag or by a reference, not by both");
    }
    if (params->field && (params->tag || params->reference)) {
        return exclude(unit, "field",
                       "a list goes by a field, a tag or a reference, by one of them");
    }
    if (params->assignee_id && params->is_unassigned) {
        return exclude(unit, "is_unassigned", "what is somebody's is not unassigned");
    }
    if ((params->field || params->tag) && unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        const char *what = params->field ? "field" : "tag";
        int32_t rc = sup__fail(unit->error, SUP_MSG_ACTOR_MAY_NOT, what,
                               "a customer may not search by a %s", what);
        sup__hint(unit->error, "leave it out: a customer sees their tickets without such marks");
        return rc;
    }
    int32_t rc = check_range(unit, "opened_to", params->opened_from_ms, params->opened_to_ms);
    return rc == SUP_OK
               ? check_range(unit, "updated_to", params->updated_from_ms, params->updated_to_ms)
               : rc;
}

/* Somebody who is not there has no tickets, but an empty list would hide that the id is wrong. */
static int32_t check_people(struct sup__listing *listing)
{
    struct sup__unit *unit = listing->unit;
    const struct sup_ticket_list_params *params = listing->params;
    struct sup_customer_get_params whom = {
        .size = sizeof whom, .customer_id = params->customer_id, .identity = params->identity};
    struct sup__customer_row customer = {0};
    struct sup__agent_row agent = {0};
    int32_t rc = SUP_OK;
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        listing->root = unit->customer_root;
    }
    if (whom.customer_id || whom.identity) {
        rc = sup__find_person(unit, &whom, &customer);
        listing->root = customer.root_id;
        listing->asked = customer.id;
    }
    if (rc == SUP_OK && params->assignee_id) {
        rc = sup__load_agent(unit, params->assignee_id, "assignee_id", &agent);
    }
    if (rc == SUP_OK && listing->root) {
        listing->family = sup__arena_alloc(unit->repo.arena, sizeof *listing->family);
        rc = listing->family ? sup__load_family(unit, listing->root, listing->family)
                             : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return rc;
}

static int32_t check(struct sup__listing *listing)
{
    struct sup__unit *unit = listing->unit;
    const struct sup_ticket_list_params *params = listing->params;
    int32_t rc = sup__page_limit(unit, params->limit, &listing->limit);
    if (rc == SUP_OK) {
        rc = check_asked(unit, params);
    }
    if (rc == SUP_OK) {
        rc = check_people(listing);
    }
    if (rc == SUP_OK) {
        rc = sup__search_names(unit, params);
    }
    if (rc == SUP_OK && params->field) {
        rc = sup__search_field(unit, params->field, &listing->field_value);
    }
    return rc == SUP_OK ? sup__list_after_read(listing) : rc;
}

static int32_t fail_wide(struct sup__listing *listing)
{
    return sup__fail(listing->unit->error, SUP_MSG_LIST_WIDE, "sort",
                     "more than %d tickets would have to be sorted", SUP_LIST_SORTED_MAX);
}

/* The sources that have all that is asked for, those with the fewest tickets first. */
static uint32_t sources_of(const struct sup__listing *listing, enum sup__source sources[5])
{
    const struct sup_ticket_list_params *params = listing->params;
    uint32_t count = 0;
    if (params->tag || params->reference || params->field) {
        sources[count++] = SUP__FROM_MARKS;
    }
    if (listing->root) {
        sources[count++] = SUP__FROM_PERSON;
    }
    if (params->category) {
        sources[count++] = SUP__FROM_CATEGORY;
    }
    if (params->opened_from_ms || params->opened_to_ms) {
        sources[count++] = SUP__FROM_OPENED;
    }
    sources[count++] = SUP__FROM_ALL;
    return count;
}

/* By id all sources are in order, but for a range of opening times, which may be short. By other
 * values what is looked through is sorted; only the times of opening have an index of their own. */
static int32_t search(struct sup__listing *listing)
{
    enum sup__source sources[5];
    uint32_t count = sources_of(listing, sources);
    int has_marks = sources[0] == SUP__FROM_MARKS;
    int is_by_id = listing->sort == SUP_SORT_ID;
    int is_done = 0;
    int32_t rc = SUP_OK;
    if (is_by_id && sources[0] != SUP__FROM_OPENED) {
        return sup__list_walk(listing, sources[0]);
    }
    /* A row of a ticket does not say its marks. */
    for (uint32_t i = 0; rc == SUP_OK && !is_done && i < (has_marks ? 1 : count); i++) {
        if (!is_by_id || sources[i] == SUP__FROM_OPENED) {
            rc = sup__list_gather(listing, sources[i], &is_done);
        }
    }
    if (rc != SUP_OK || is_done) {
        return rc;
    }
    if (is_by_id) {
        return sup__list_walk(listing, SUP__FROM_ALL);
    }
    return listing->sort == SUP_SORT_OPENED && !has_marks
               ? sup__list_walk(listing, SUP__FROM_OPENED)
               : fail_wide(listing);
}

struct roots {
    struct sup_ticket *items;
    uint32_t count;
    const int64_t *asked; /* the items' customers as they are stored */
};

static int32_t show_root(void *context, void *in)
{
    const struct roots *roots = context;
    const struct sup__customer_row *row = in;
    for (uint32_t i = 0; i < roots->count; i++) {
        if (roots->asked[i] == row->id) {
            roots->items[i].customer_id = row->root_id;
        }
    }
    return 0;
}

/* Tickets keep the customer that they were opened for; shown is who that is now. */
static int32_t show_roots(struct sup__listing *listing, struct sup_ticket *items, uint32_t shown)
{
    struct sup_value keys[2 * SUP_PAGE_MAX];
    int64_t asked[SUP_PAGE_MAX];
    struct roots roots = {items, shown, asked};
    struct sup__customer_row row = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < shown; i++) {
        int is_first = items[i].customer_id != 0;
        asked[i] = items[i].customer_id;
        if (listing->root) {
            items[i].customer_id = listing->root;
            continue;
        }
        for (uint32_t j = 0; is_first && j < i; j++) {
            is_first = asked[j] != asked[i];
        }
        if (is_first) {
            keys[2 * count] = sup__int(listing->unit->head.tenant);
            keys[2 * count + 1] = sup__int(asked[i]);
            count++;
        }
    }
    return count ? sup__each_key(&listing->unit->repo, SUP__T_CUSTOMER, keys, count, &row,
                                 show_root, &roots)
                 : SUP_OK;
}

/* The page's tickets, and where the next page begins. */
static int32_t show(struct sup__listing *listing, struct sup_ticket_list *list)
{
    char after[SUP_LIST_AFTER_BYTES_MAX + 1] = "";
    uint32_t count = 0;
    while (count < listing->count &&
           !(listing->is_cut &&
             sup__list_before(listing, listing->edge, listing->found[count].place))) {
        count++;
    }
    if (count > listing->limit) {
        count = listing->limit;
        sup__list_after_write(listing, listing->found[count - 1].place, after);
    } else if (listing->is_cut) {
        sup__list_after_write(listing, listing->edge, after);
    }
    struct sup_ticket *items = sup__result_array(list, count, sizeof *items, &listing->failed);
    for (uint32_t i = 0; !listing->failed && i < count; i++) {
        sup__show_ticket(listing->unit, list, &items[i], listing->found[i].row, &listing->failed);
    }
    list->items = items;
    list->count = count;
    list->next_after = *after ? sup__result_text(list, after, &listing->failed) : NULL;
    return listing->failed ? SUP_OK : show_roots(listing, items, count);
}

int32_t sup__op_ticket_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_ticket_list_params *params = in;
    struct sup__listing *listing = sup__arena_alloc(unit->repo.arena, sizeof *listing);
    (void)receipt;
    if (!listing) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    listing->unit = unit;
    listing->params = params;
    listing->sort = params->sort ? params->sort : SUP_SORT_ID;
    int32_t rc = check(listing);
    if (rc == SUP_OK) {
        rc = search(listing);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_ticket_list *list = sup__result(unit, sizeof *list);
    if (!list) {
        return SUP_NOMEM;
    }
    rc = listing->failed ? SUP_OK : show(listing, list);
    if (rc != SUP_OK) {
        sup_free(list);
        return rc;
    }
    return sup__result_end(unit, list, listing->failed, result);
}
