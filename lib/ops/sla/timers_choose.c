/*
 * timers_choose.c: the facts of a ticket that is there already, and which SLA policy is for it.
 *
 * The same facts as at its opening, as they are now. Only a policy whose conditions ask for
 * something reads more than the ticket's own row.
 */
#include "ops/sla/timers.h"

#include "ops/floors/floors.h"
#include "ops/tickets/opening.h"
#include "ops/tickets/opening_facts.h"

#include "base/message.h"
#include "policy/decide.h"
#include "policy/fact_values.h"
#include "policy/host_facts.h"

#include <string.h>

struct found {
    const struct sup__policy *policy;
    struct sup__reference_row *rows;
    struct sup_reference *references; /* as they were added */
    uint32_t reference_count;
    const char **tags;
    uint32_t tag_count;
    struct sup__fact_value *said; /* custom fields, then facts of messages */
    uint32_t said_count;
};

/* A ticket's own come first, then those of tickets that were merged into it. */
static int is_earlier(const struct sup__reference_row *a, const struct sup__reference_row *b)
{
    int is_copy = a->origin_id != 0;
    int other_is_copy = b->origin_id != 0;
    return is_copy != other_is_copy     ? other_is_copy
           : a->sequence != b->sequence ? a->sequence < b->sequence
                                        : a->position < b->position;
}

static int32_t add_reference(void *context, void *given)
{
    struct found *found = context;
    const struct sup__reference_row *row = given;
    uint32_t at = found->reference_count++;
    for (; at > 0 && is_earlier(row, &found->rows[at - 1]); at--) {
        found->rows[at] = found->rows[at - 1];
        found->references[at] = found->references[at - 1];
    }
    found->rows[at] = *row;
    found->references[at] = (struct sup_reference){row->system, row->kind, row->reference_id};
    return found->reference_count == SUP_TICKET_REFERENCES_MAX;
}

static int32_t add_tag(void *context, void *given)
{
    struct found *found = context;
    found->tags[found->tag_count++] = ((const struct sup__tag_row *)given)->tag;
    return found->tag_count == SUP_TICKET_TAGS_MAX;
}

/* A field that the policy no longer has is asked for by none of its rules. */
static int32_t add_field(void *context, void *given)
{
    struct found *found = context;
    const struct sup__field_row *row = given;
    int32_t field = sup__policy_field(found->policy, row->name);
    if (field >= 0 && row->value[0]) {
        found->said[found->said_count++] =
            (struct sup__fact_value){SUP__F_COUNT + (uint32_t)field, row->value};
    }
    return found->said_count == found->policy->field_count;
}

static int32_t add_fact(void *context, void *given)
{
    static const char prefix[] = "message.";
    struct found *found = context;
    const struct sup__fact_row *row = given;
    int32_t fact = strncmp(row->name, prefix, sizeof prefix - 1) == 0
                       ? sup__host_fact("message", row->name + sizeof prefix - 1)
                       : -1;
    if (fact >= 0 && row->value[0]) {
        found->said[found->said_count++] = (struct sup__fact_value){(uint32_t)fact, row->value};
    }
    return found->said_count == found->policy->field_count + SUP_TICKET_FACTS_MAX;
}

static int32_t read_all(struct sup__unit *unit, int64_t ticket_id, enum sup__table table,
                        sup__each_fn fn, struct found *found)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = table, .prefix_count = 2, .prefix = prefix};
    union sup__any_row row;
    return sup__each(&unit->repo, &scan, 1, &row, fn, found);
}

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "no memory for the facts of a ticket");
}

static int32_t find(struct sup__unit *unit, int64_t ticket_id, struct found *found)
{
    struct sup__arena *arena = unit->repo.arena;
    found->policy = unit->policy;
    found->references =
        sup__arena_alloc(arena, SUP_TICKET_REFERENCES_MAX * sizeof *found->references);
    found->rows = sup__arena_alloc(arena, SUP_TICKET_REFERENCES_MAX * sizeof *found->rows);
    found->tags = sup__arena_alloc(arena, SUP_TICKET_TAGS_MAX * sizeof *found->tags);
    found->said = sup__arena_alloc(
        arena, ((size_t)unit->policy->field_count + SUP_TICKET_FACTS_MAX) * sizeof *found->said);
    if (!found->references || !found->rows || !found->tags || !found->said) {
        return out_of_memory(unit);
    }
    int32_t rc = read_all(unit, ticket_id, SUP__T_REFERENCE, add_reference, found);
    if (rc == SUP_OK) {
        rc = read_all(unit, ticket_id, SUP__T_TAG, add_tag, found);
    }
    if (rc == SUP_OK && unit->policy->field_count) {
        rc = read_all(unit, ticket_id, SUP__T_FIELD, add_field, found);
    }
    return rc == SUP_OK && unit->policy->asks_for_message
               ? read_all(unit, ticket_id, SUP__T_FACT, add_fact, found)
               : rc;
}

/* A value that an earlier policy allowed may be none of this one's: then it is not given. */
static int32_t read_said(struct sup__unit *unit, struct found *found, const struct sup__slot **said)
{
    struct sup__value_problem problem;
    struct sup__slot *slots = NULL;
    int done = found->said_count ? 0 : 1;
    while (done == 0) {
        done = sup__fact_values_read(unit->policy, unit->repo.arena, found->said, found->said_count,
                                     &slots, &problem);
        if (done == 0) {
            found->said[problem.index].value = NULL;
        }
    }
    *said = slots;
    return done > 0 ? SUP_OK : out_of_memory(unit);
}

int32_t sup__ticket_slots(struct sup__unit *unit, const struct sup__ticket_row *row,
                          struct sup__slot **slots)
{
    uint32_t orders;
    return sup__ticket_order_slots(unit, row, 0, slots, &orders, NULL);
}

int32_t sup__ticket_order_slots(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                                uint32_t order, struct sup__slot **out, uint32_t *orders,
                                const struct sup_reference **about)
{
    const struct sup__policy *policy = unit->policy;
    const struct sup__ticket_row row = *ticket; /* reading may move it */
    struct found found = {0};
    struct sup__slot *slots = NULL;
    struct sup__opening opening = {
        .channel = sup__policy_channel(policy, row.channel),
        .priority = sup__policy_priority(policy, row.priority),
        .reason = row.reason ? sup__policy_reason(policy, row.reason) : -1,
        .team = row.team ? sup__policy_team(policy, row.team) : -1,
        .impact = row.impact ? sup__policy_impact(policy, row.impact) : -1,
        .urgency = row.urgency ? sup__policy_urgency(policy, row.urgency) : -1,
        .is_follow_up = row.follow_up_of != 0,
        .is_taken = row.assignee_id != 0,
        .customer_id = row.customer_id,
        .order = order};
    int32_t rc = find(unit, row.id, &found);
    if (rc == SUP_OK) {
        rc = read_said(unit, &found, &opening.said);
    }
    const struct sup_ticket_open_params params = {.size = sizeof params,
                                                  .subject = row.subject,
                                                  .references = found.references,
                                                  .reference_count = found.reference_count,
                                                  .tags = found.tags,
                                                  .tag_count = found.tag_count};
    if (rc == SUP_OK) {
        rc = sup__opening_slots(unit, &params, &opening, &slots);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int32_t status = sup__policy_status(policy, row.status);
    slots[SUP__F_TICKET_STATUS] = (struct sup__slot){.number = status, .is_given = status >= 0};
    slots[SUP__F_TICKET_CATEGORY] =
        (struct sup__slot){.number = row.category - SUP_CATEGORY_NEW, .is_given = 1};
    slots[SUP__F_TICKET_OPENED_AT] = (struct sup__slot){.number = row.opened_ms, .is_given = 1};
    sup__floor_slots(policy, &row, slots);
    *orders = sup__order_count(found.references, found.reference_count);
    if (about) {
        *about = sup__order_at(found.references, found.reference_count, order);
    }
    *out = slots;
    return SUP_OK;
}

int32_t sup__choose_sla(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                        int32_t *index)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__slot *slots = NULL;
    *index = policy->sla.count ? 0 : -1;
    if (!policy->sla_has_conditions || !policy->sla.count) {
        return SUP_OK; /* the first one is for all */
    }
    int32_t rc = sup__ticket_slots(unit, ticket, &slots);
    if (rc == SUP_OK) {
        struct sup__case given = sup__policy_case(policy, slots, unit->at_ms);
        *index = sup__decide_sla(policy, &given).result;
    }
    return rc;
}
