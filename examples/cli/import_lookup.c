/*
 * import_lookup.c: reads a ticket by its reference.
 */
#include "import_lookup.h"

#include <string.h>

/* A name of the policy; one that only an older policy had is kept as well. */
static const struct name *name_of(struct names *names, const char *text, int64_t id)
{
    struct name *name = text != NULL ? names_add(names, text, strlen(text)) : NULL;
    if (name != NULL && name->id == 0) {
        name->id = id;
    }
    return name;
}

static int keep(const struct lookup *lookup, struct cases *cases, struct ticket_case *made,
                const struct sup_ticket *ticket)
{
    struct names *lists = lookup->policy->lists;
    made->id = ticket->root_id;
    made->merged_id = ticket->root_id != ticket->id ? ticket->id : 0;
    made->batch = 0;
    made->desk_ms = ticket->updated_ms;
    made->status = name_of(&lists[LIST_STATUSES], ticket->status, ticket->category);
    made->priority = name_of(&lists[LIST_PRIORITIES], ticket->priority, 1);
    made->reason = name_of(&lists[LIST_REASONS], ticket->reason, 1);
    made->team = name_of(&lists[LIST_TEAMS], ticket->team, 1);
    made->agent = agents_by_id(lookup->agents, ticket->assignee_id);
    for (uint32_t i = 0; i < ticket->fact_count; i++) {
        const struct name *name = name_of(lookup->fact_names, ticket->facts[i].name, 0);
        if (name == NULL || !case_set_fact(cases, made, name, ticket->facts[i].value)) {
            return 0;
        }
    }
    return made->status != NULL && made->priority != NULL;
}

/* A ticket that was split off has the references of the one it was. */
static int32_t is_split_off(const struct lookup *lookup, const struct sup_caller *caller,
                            int64_t id, int *is_so)
{
    struct sup_ticket_get_params params = {.size = sizeof params, .ticket_id = id};
    struct sup_ticket *ticket = NULL;
    int32_t result = sup_ticket_get(lookup->program->core, caller, &params, &ticket);
    *is_so = 0;
    for (uint32_t i = 0; result == SUP_OK && i < ticket->link_count; i++) {
        *is_so |= ticket->links[i].kind == SUP_LINK_SPLIT_FROM;
    }
    sup_free(ticket);
    return result;
}

static int is_joined(const struct sup_ticket_list *list, uint32_t at)
{
    int is_so = list->items[at].merged_into != 0;
    for (uint32_t i = 0; i < list->count && !is_so; i++) {
        is_so = i != at && list->items[i].root_id == list->items[at].id;
    }
    return is_so;
}

/* The case's own ticket. One into which it was merged has the reference as well, so that it is
 * found there; of the two the merged one is the case's. What was split from it has it, too. */
static int32_t own_ticket(const struct lookup *lookup, const struct sup_caller *caller,
                          const struct sup_ticket_list *list, int64_t *id)
{
    int64_t split = 0;
    int32_t result = SUP_OK;
    *id = 0;
    for (uint32_t i = 0; result == SUP_OK && i < list->count && *id == 0; i++) {
        int is_split = 0;
        if (is_joined(list, i)) {
            continue;
        }
        if (list->count > 1) {
            result = is_split_off(lookup, caller, list->items[i].id, &is_split);
        }
        *id = is_split ? 0 : list->items[i].id;
        split = is_split && split == 0 ? list->items[i].id : split;
    }
    for (uint32_t i = 0; i < list->count && *id == 0; i++) {
        *id = list->items[i].merged_into != 0 ? list->items[i].id : 0;
    }
    *id = *id != 0 ? *id : split;
    return result;
}

static int32_t find_id(const struct lookup *lookup, const struct sup_caller *caller,
                       struct span key, int64_t *id)
{
    char text[SUP_REFERENCE_ID_BYTES_MAX + 1] = "";
    memcpy(text, key.text, key.bytes);
    struct sup_reference reference = {lookup->mapping->system, lookup->mapping->kind, text};
    struct sup_ticket_list_params params = {
        .size = sizeof params, .is_ascending = 1, .reference = &reference};
    struct sup_ticket_list *list = NULL;
    int32_t result = sup_ticket_list(lookup->program->core, caller, &params, &list);
    *id = 0;
    if (result == SUP_OK) {
        result = own_ticket(lookup, caller, list, id);
    }
    sup_free(list);
    return result;
}

int32_t lookup_case(const struct lookup *lookup, struct cases *cases, struct span key,
                    struct ticket_case **found)
{
    struct sup_caller caller = program_caller(lookup->program);
    struct sup_ticket *ticket = NULL;
    struct sup_ticket_get_params params = {.size = sizeof params};
    *found = NULL;
    int32_t result = find_id(lookup, &caller, key, &params.ticket_id);
    if (result != SUP_OK || params.ticket_id == 0) {
        return result;
    }
    result = sup_ticket_get(lookup->program->core, &caller, &params, &ticket);
    if (result == SUP_OK) {
        *found = cases_add(cases, key);
        if (*found != NULL && !keep(lookup, cases, *found, ticket)) {
            cases_remove(cases, *found);
            *found = NULL;
        }
        result = *found != NULL ? SUP_OK : SUP_NOMEM;
    }
    sup_free(ticket);
    return result;
}
