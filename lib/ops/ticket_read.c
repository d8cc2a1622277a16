/*
 * ticket_read.c: tickets and lists of them.
 */
#include "ops/joins.h"
#include "ops/page.h"
#include "ops/ticket_fields.h"
#include "ops/ticket_merge.h"
#include "ops/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

static void fill_ticket(const struct sup__unit *unit, void *result, struct sup_ticket *ticket,
                        const struct sup__ticket_row *row, int *failed)
{
    ticket->size = sizeof *ticket;
    ticket->category = (int32_t)row->category;
    ticket->id = row->id;
    ticket->version = row->version;
    ticket->status = sup__result_text(result, row->status, failed);
    ticket->subject = sup__result_text(result, row->subject, failed);
    ticket->channel = sup__result_text(result, row->channel, failed);
    ticket->priority = sup__result_text(result, row->priority, failed);
    ticket->reason = sup__result_text(result, row->reason, failed);
    ticket->team = sup__result_text(result, row->team, failed);
    ticket->customer_id = row->customer_id;
    ticket->assignee_id = row->assignee_id;
    ticket->follow_up_of = row->follow_up_of;
    ticket->opened_ms = row->opened_ms;
    ticket->updated_ms = row->updated_ms;
    ticket->first_reply_ms = row->first_reply_ms;
    ticket->last_reply_ms = row->last_reply_ms;
    ticket->last_customer_ms = row->last_customer_ms;
    ticket->waiting_since_ms = row->waiting_since_ms;
    ticket->reply_channel = sup__result_text(result, row->reply_channel, failed);
    ticket->solved_ms = row->solved_ms;
    ticket->closed_ms = row->closed_ms;
    ticket->reopen_count = row->reopen_count;
    ticket->reassign_count = row->reassign_count;
    ticket->message_count = row->message_count;
    ticket->is_imported = (int32_t)row->is_imported;
    ticket->merged_into = row->merged_into;
    ticket->root_id = sup__ticket_root(row);
    /* Private notes are not counted for customers, who do not see them. */
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER && row->note_count <= row->message_count) {
        ticket->message_count -= row->note_count;
    }
}

/* Collects the rows of a ticket's own tables into arrays of the result. */
struct details {
    struct sup_ticket *ticket;
    const char **tags;
    struct sup_reference *references;
    struct sup_fact *facts;
    int failed;
};

static int32_t add_tag(void *context, void *row)
{
    struct details *details = context;
    const struct sup__tag_row *tag = row;
    details->tags[details->ticket->tag_count++] =
        sup__result_text(details->ticket, tag->tag, &details->failed);
    return details->failed;
}

static int32_t add_reference(void *context, void *row)
{
    struct details *details = context;
    const struct sup__reference_row *from = row;
    struct sup_reference *to = &details->references[details->ticket->reference_count++];
    to->system = sup__result_text(details->ticket, from->system, &details->failed);
    to->kind = sup__result_text(details->ticket, from->kind, &details->failed);
    to->id = sup__result_text(details->ticket, from->reference_id, &details->failed);
    return details->failed;
}

static int32_t add_fact(void *context, void *row)
{
    struct details *details = context;
    const struct sup__fact_row *from = row;
    struct sup_fact *to = &details->facts[details->ticket->fact_count++];
    to->name = sup__result_text(details->ticket, from->name, &details->failed);
    to->value = sup__result_text(details->ticket, from->value, &details->failed);
    return details->failed;
}

static int32_t each_of(struct sup__unit *unit, enum sup__table table, int64_t ticket_id,
                       uint32_t limit, sup__each_fn fn, void *context)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = table, .prefix_count = 2, .prefix = prefix, .limit = limit};
    union sup__any_row row;
    return sup__each(&unit->repo, &scan, 1, &row, fn, context);
}

static int32_t fill_details(struct sup__unit *unit, struct sup_ticket *ticket, int *failed)
{
    struct details details = {.ticket = ticket};
    details.tags = sup__result_array(ticket, SUP_TICKET_TAGS_MAX, sizeof *details.tags, failed);
    details.references =
        sup__result_array(ticket, SUP_TICKET_REFERENCES_MAX, sizeof *details.references, failed);
    details.facts = sup__result_array(ticket, SUP_TICKET_FACTS_MAX, sizeof *details.facts, failed);
    if (*failed) {
        return SUP_OK;
    }
    ticket->tags = details.tags;
    ticket->references = details.references;
    ticket->facts = details.facts;
    /* Tags and facts are what colleagues and machines say about a ticket, not for its customer. */
    int is_customer = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER;
    int32_t rc =
        is_customer ? SUP_OK
                    : each_of(unit, SUP__T_TAG, ticket->id, SUP_TICKET_TAGS_MAX, add_tag, &details);
    if (rc == SUP_OK) {
        rc = each_of(unit, SUP__T_REFERENCE, ticket->id, SUP_TICKET_REFERENCES_MAX, add_reference,
                     &details);
    }
    if (rc == SUP_OK && !is_customer) {
        rc = each_of(unit, SUP__T_FACT, ticket->id, SUP_TICKET_FACTS_MAX, add_fact, &details);
    }
    *failed |= details.failed;
    return rc;
}

int32_t sup__op_ticket_get(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    const struct sup_ticket_get_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_ticket *ticket = sup__result(unit, sizeof *ticket);
    if (!ticket) {
        return SUP_NOMEM;
    }
    fill_ticket(unit, ticket, ticket, &slot->row, &failed);
    rc = sup__customer_root(unit, ticket->customer_id, &ticket->customer_id);
    if (rc == SUP_OK) {
        rc = fill_details(unit, ticket, &failed);
    }
    if (rc == SUP_OK && !failed) {
        rc = sup__show_fields(unit, ticket, slot->row.reason, &failed);
    }
    if (rc == SUP_OK && !failed && unit->caller.actor_kind != SUP_ACTOR_CUSTOMER) {
        rc = sup__show_links(unit, ticket, &slot->row, &failed);
        if (rc == SUP_OK && !failed) {
            rc = sup__show_watchers(unit, ticket, &slot->row, &failed);
        }
        if (rc == SUP_OK && !failed) {
            rc = sup__show_members(unit, ticket, &slot->row, &failed);
        }
    }
    if (rc != SUP_OK) {
        sup_free(ticket);
        return rc;
    }
    return sup__result_end(unit, ticket, failed, result);
}

/* A list of tickets: the index that narrows most, the rest as filters. */
struct query {
    const struct sup__unit *unit;
    const struct sup_ticket_list_params *params;
    const char *field_value;    /* that is searched for, as it is kept */
    int64_t root;               /* only this person's; 0: everybody's */
    struct sup__family *family; /* the customers that are this person */
    struct sup_ticket_list *list;
    struct sup_ticket *items;
    uint32_t limit;
    int failed;
};

static void add_prefix(struct sup__page *page, struct sup_value value)
{
    page->prefix[page->prefix_count++] = value;
}

static void filter_value(struct sup__page *page, uint32_t column, struct sup_value value)
{
    struct sup_filter *filter = &page->filters[page->filter_count++];
    filter->column = column;
    filter->compare = SUP_EQ;
    filter->value = value;
}

static void filter_text(struct sup__page *page, uint32_t column, const char *text)
{
    if (text) {
        filter_value(page, column, sup__text(text));
    }
}

static void add_filters(struct sup__page *page, const struct sup_ticket_list_params *params)
{
    filter_text(page, SUP__TICKET_status, params->status);
    filter_text(page, SUP__TICKET_priority, params->priority);
    filter_text(page, SUP__TICKET_reason, params->reason);
    filter_text(page, SUP__TICKET_channel, params->channel);
    filter_text(page, SUP__TICKET_team, params->team);
    if (params->assignee_id) {
        filter_value(page, SUP__TICKET_assignee_id, sup__int(params->assignee_id));
    }
}

static int matches_text(const char *wanted, const char *value)
{
    return !wanted || (value && strcmp(wanted, value) == 0);
}

static int is_relative(const struct query *query, int64_t customer_id)
{
    for (uint32_t i = 0; i < query->family->count; i++) {
        if (query->family->rows[i].id == customer_id) {
            return 1;
        }
    }
    return 0;
}

/* What add_filters() asks of the store, for rows that were found by id. */
static int matches(const struct query *query, const struct sup__ticket_row *row)
{
    const struct sup_ticket_list_params *params = query->params;
    return (!params->category || params->category == row->category) &&
           (!query->root || is_relative(query, row->customer_id)) &&
           (!params->assignee_id || params->assignee_id == row->assignee_id) &&
           matches_text(params->status, row->status) &&
           matches_text(params->priority, row->priority) &&
           matches_text(params->reason, row->reason) &&
           matches_text(params->channel, row->channel) && matches_text(params->team, row->team);
}

static int32_t add_item(void *context, void *row)
{
    struct query *query = context;
    fill_ticket(query->unit, query->list, &query->items[query->list->count++], row, &query->failed);
    return query->failed;
}

static void next_after_last(struct query *query)
{
    query->list->next_after_id = query->items[query->list->count - 1].id;
}

static struct sup__page first_page(const struct sup__unit *unit, const struct query *query)
{
    struct sup__page page = {.prefix_count = 1,
                             .prefix = {sup__int(unit->head.tenant)},
                             .after = query->params->after_id,
                             .is_descending = !query->params->is_oldest_first};
    return page;
}

/* Tickets by the rows of the ticket table itself, of all customers. */
static int32_t list_plain(struct sup__unit *unit, struct query *query)
{
    const struct sup_ticket_list_params *params = query->params;
    struct sup__page page = first_page(unit, query);
    page.table = SUP__T_TICKET;
    page.limit = query->limit;
    if (params->category) {
        page.index = SUP__TICKET_BY_CATEGORY;
        add_prefix(&page, sup__int(params->category));
    }
    add_filters(&page, params);
    int32_t rc = sup__page_read(&unit->repo, &page, add_item, query);
    if (page.is_more) {
        next_after_last(query);
    }
    return rc;
}

/* The tickets of one of the customers that are a person. */
static struct sup__page page_of(const struct sup__unit *unit, const struct query *query,
                                int64_t customer_id)
{
    struct sup__page page = first_page(unit, query);
    page.table = SUP__T_TICKET;
    page.limit = query->limit;
    page.index = SUP__TICKET_BY_CUSTOMER;
    add_prefix(&page, sup__int(customer_id));
    if (query->params->category) {
        filter_value(&page, SUP__TICKET_category, sup__int(query->params->category));
    }
    add_filters(&page, query->params);
    return page;
}

/* Ids of tickets in the order of a list, no more than its page and one. */
struct merged {
    int64_t ids[SUP_PAGE_MAX + 1];
    uint32_t count;
    uint32_t most;
    int is_oldest_first;
};

static int32_t merge_id(void *context, void *in)
{
    struct merged *merged = context;
    int64_t id = ((const struct sup__ticket_row *)in)->id;
    uint32_t at = merged->count;
    while (at > 0 && (merged->ids[at - 1] > id) == merged->is_oldest_first) {
        at--;
    }
    if (at == merged->most) {
        return 1; /* what follows comes later still */
    }
    merged->count += merged->count < merged->most;
    memmove(&merged->ids[at + 1], &merged->ids[at],
            (merged->count - at - 1) * sizeof merged->ids[0]);
    merged->ids[at] = id;
    return 0;
}

/* Each customer's tickets are in order in the index: a page of the person's is in the first pages
 * of theirs. */
static int32_t list_person(struct sup__unit *unit, struct query *query)
{
    struct merged merged = {.most = query->limit + 1,
                            .is_oldest_first = query->params->is_oldest_first != 0};
    struct sup_value keys[2 * SUP_PAGE_MAX];
    union sup__any_row row;
    int32_t rc = SUP_OK;
    int is_more = 0;
    if (query->family->count == 1) {
        struct sup__page page = page_of(unit, query, query->root);
        rc = sup__page_read(&unit->repo, &page, add_item, query);
        if (page.is_more) {
            next_after_last(query);
        }
        return rc;
    }
    for (uint32_t i = 0; rc == SUP_OK && i < query->family->count; i++) {
        struct sup__page page = page_of(unit, query, query->family->rows[i].id);
        page.is_bare = 1;
        rc = sup__page_read(&unit->repo, &page, merge_id, &merged);
        is_more |= page.is_more;
    }
    if (merged.count > query->limit) {
        merged.count = query->limit;
        is_more = 1;
    }
    for (uint32_t i = 0; i < merged.count; i++) {
        keys[2 * i] = sup__int(unit->head.tenant);
        keys[2 * i + 1] = sup__int(merged.ids[i]);
    }
    if (rc == SUP_OK && merged.count) {
        rc = sup__each_key(&unit->repo, SUP__T_TICKET, keys, merged.count, &row, add_item, query);
    }
    if (rc == SUP_OK && is_more && query->list->count) {
        next_after_last(query);
    }
    return rc;
}

enum { CANDIDATES = 100 };

struct candidates {
    enum sup__table table;
    int64_t ids[CANDIDATES];
    uint32_t count;
};

static int32_t add_candidate(void *context, void *row)
{
    struct candidates *candidates = context;
    const union sup__any_row *any = row;
    candidates->ids[candidates->count++] = candidates->table == SUP__T_TAG ? any->tag.ticket_id
                                           : candidates->table == SUP__T_FIELD
                                               ? any->field.ticket_id
                                               : any->reference.ticket_id;
    return 0;
}

static int32_t add_chosen(void *context, void *row)
{
    struct query *query = context;
    if (!matches(query, row)) {
        return 0;
    }
    if (query->list->count == query->limit) {
        next_after_last(query);
        return 1;
    }
    return add_item(query, row);
}

/* Tickets by the ids that an index of tags, references or fields gives, a hundred at a time. */
static int32_t list_indexed(struct sup__unit *unit, struct query *query)
{
    const struct sup_reference *reference = query->params->reference;
    const struct sup_ticket_field *field = query->params->field;
    struct candidates found = {.table = reference ? SUP__T_REFERENCE
                                        : field   ? SUP__T_FIELD
                                                  : SUP__T_TAG};
    struct sup__page page = first_page(unit, query);
    int32_t rc = SUP_OK;
    page.table = found.table;
    page.index = 1;
    page.limit = CANDIDATES;
    page.is_bare = 1;
    if (reference) {
        add_prefix(&page, sup__text(reference->system));
        add_prefix(&page, sup__text(reference->kind));
        add_prefix(&page, sup__text(reference->id));
    } else if (field) {
        add_prefix(&page, sup__text(field->name));
        add_prefix(&page, sup__text(query->field_value));
    } else {
        add_prefix(&page, sup__text(query->params->tag));
    }
    do {
        union sup__any_row row;
        struct sup_value keys[2 * CANDIDATES];
        found.count = 0;
        rc = sup__page_read(&unit->repo, &page, add_candidate, &found);
        for (uint32_t i = 0; i < found.count; i++) {
            keys[2 * i] = sup__int(unit->head.tenant);
            keys[2 * i + 1] = sup__int(found.ids[i]);
            page.after = found.ids[i];
        }
        if (rc == SUP_OK) {
            rc = sup__each_key(&unit->repo, SUP__T_TICKET, keys, found.count, &row, add_chosen,
                               query);
        }
    } while (rc == SUP_OK && page.is_more && !query->list->next_after_id);
    return rc;
}

/* Customers see no tags and only some fields, and would learn the others by searching for them. */
static int32_t check_one_index(struct sup__unit *unit, const struct sup_ticket_list_params *params)
{
    if (params->tag && params->reference) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "tag",
                         "a list goes by a tag or by a reference, not by both");
    }
    if (params->field && (params->tag || params->reference)) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "field",
                         "a list goes by a field, a tag or a reference, by one of them");
    }
    if ((params->field || params->tag) && unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        const char *what = params->field ? "field" : "tag";
        int32_t rc = sup__fail(unit->error, SUP_MSG_ACTOR_MAY_NOT, what,
                               "a customer may not search by a %s", what);
        sup__hint(unit->error, "leave it out: a customer sees their tickets without such marks");
        return rc;
    }
    return SUP_OK;
}

/* Somebody who is not there has no tickets, but an empty list would hide that the id is wrong. */
static int32_t check_people(struct sup__unit *unit, const struct sup_ticket_list_params *params,
                            int64_t *root)
{
    struct sup__customer_row customer = {0};
    struct sup__agent_row agent = {0};
    int64_t customer_id = params->customer_id;
    int is_own = 1;
    int32_t rc = SUP_OK;
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        rc = customer_id ? sup__is_callers(unit, customer_id, &is_own) : SUP_OK;
        *root = unit->customer_root;
    }
    if (rc == SUP_OK && !is_own) {
        rc = sup__fail(unit->error, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id",
                       "there is no customer %" PRId64, customer_id);
    } else if (rc == SUP_OK && customer_id) {
        rc = sup__load_customer(unit, customer_id, "customer_id", &customer);
        *root = customer.root_id;
    }
    if (rc == SUP_OK && params->assignee_id) {
        rc = sup__load_agent(unit, params->assignee_id, "assignee_id", &agent);
    }
    return rc;
}

static int32_t load_person(struct sup__unit *unit, struct query *query)
{
    query->family = sup__arena_alloc(unit->repo.arena, sizeof *query->family);
    return query->family ? sup__load_family(unit, query->root, query->family)
                         : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

struct roots {
    struct query *query;
    const int64_t *asked; /* the items' customers as they are stored */
};

static int32_t show_root(void *context, void *in)
{
    const struct roots *roots = context;
    const struct sup__customer_row *row = in;
    for (uint32_t i = 0; i < roots->query->list->count; i++) {
        if (roots->asked[i] == row->id) {
            roots->query->items[i].customer_id = row->root_id;
        }
    }
    return 0;
}

/* Tickets keep the customer that they were opened for; shown is who that is now. */
static int32_t show_roots(struct sup__unit *unit, struct query *query)
{
    struct sup_value keys[2 * SUP_PAGE_MAX];
    int64_t asked[SUP_PAGE_MAX];
    struct roots roots = {query, asked};
    struct sup__customer_row row = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < query->list->count; i++) {
        int is_first = query->items[i].customer_id != 0;
        asked[i] = query->items[i].customer_id;
        if (query->root) {
            query->items[i].customer_id = query->root;
            continue;
        }
        for (uint32_t j = 0; is_first && j < i; j++) {
            is_first = asked[j] != asked[i];
        }
        if (is_first) {
            keys[2 * count] = sup__int(unit->head.tenant);
            keys[2 * count + 1] = sup__int(asked[i]);
            count++;
        }
    }
    return count ? sup__each_key(&unit->repo, SUP__T_CUSTOMER, keys, count, &row, show_root, &roots)
                 : SUP_OK;
}

int32_t sup__op_ticket_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_ticket_list_params *params = in;
    struct query query = {.unit = unit, .params = params};
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &query.limit);
    if (rc == SUP_OK) {
        rc = check_one_index(unit, params);
    }
    if (rc == SUP_OK) {
        rc = check_people(unit, params, &query.root);
    }
    if (rc == SUP_OK) {
        rc = sup__search_names(unit, params);
    }
    if (rc == SUP_OK && params->field) {
        rc = sup__search_field(unit, params->field, &query.field_value);
    }
    if (rc == SUP_OK && query.root) {
        rc = load_person(unit, &query);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    query.list = sup__result(unit, sizeof *query.list);
    if (!query.list) {
        return SUP_NOMEM;
    }
    query.items = sup__result_array(query.list, query.limit, sizeof *query.items, &query.failed);
    query.list->items = query.items;
    if (!query.failed) {
        rc = params->tag || params->reference || params->field ? list_indexed(unit, &query)
             : query.root                                      ? list_person(unit, &query)
                                                               : list_plain(unit, &query);
    }
    if (rc == SUP_OK && !query.failed) {
        rc = show_roots(unit, &query);
    }
    if (rc != SUP_OK) {
        sup_free(query.list);
        return rc;
    }
    return sup__result_end(unit, query.list, query.failed, result);
}
