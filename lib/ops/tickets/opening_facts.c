/*
 * opening_facts.c: reported facts are read when a ticket is opened and a rule asks for them.
 *
 * What was taken under an earlier policy may be no value under this one, such as a language that
 * it no longer lists: then the fact is not given, as if nobody had said it.
 */
#include "ops/tickets/opening_facts.h"

#include "ops/people/customer_facts.h"

#include "base/message.h"
#include "policy/decide.h"
#include "policy/fact_values.h"
#include "policy/host_facts.h"

#include <string.h>

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "no memory for the facts of a ticket");
}

/* Of facts by their names those that are in the table and hold. */
static uint32_t find_values(const char *group, const struct sup__said *items, uint32_t count,
                            struct sup__fact_value *values)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++) {
        int32_t fact = sup__host_fact(group, items[i].name);
        if (fact >= 0 && items[i].value[0]) {
            values[found++] = (struct sup__fact_value){(uint32_t)fact, items[i].value};
        }
    }
    return found;
}

static int32_t fill(struct sup__unit *unit, const char *group, const struct sup__said *items,
                    uint32_t count, struct sup__slot *slots)
{
    struct sup__fact_value values[SUP_THING_FACTS_MAX];
    struct sup__value_problem problem;
    struct sup__slot *read = NULL;
    int done = 0;
    uint32_t found = find_values(group, items, count, values);
    while (done == 0) {
        done =
            sup__fact_values_read(unit->policy, unit->repo.arena, values, found, &read, &problem);
        if (done == 0) {
            values[problem.index].value = NULL;
        }
    }
    for (uint32_t i = 0; done > 0 && i < found; i++) {
        slots[values[i].fact] = read[values[i].fact];
    }
    return done > 0 ? SUP_OK : out_of_memory(unit);
}

static int is_order(const struct sup_reference *reference)
{
    return strcmp(reference->kind, "order") == 0;
}

uint32_t sup__order_count(const struct sup_reference *references, uint32_t count)
{
    uint32_t orders = 0;
    for (uint32_t i = 0; i < count; i++) {
        orders += is_order(&references[i]) != 0;
    }
    return orders;
}

const struct sup_reference *sup__order_at(const struct sup_reference *references, uint32_t count,
                                          uint32_t order)
{
    uint32_t i = 0;
    while (i < count && (!is_order(&references[i]) || order-- > 0)) {
        i++;
    }
    return i < count ? &references[i] : NULL;
}

const struct sup__said *sup__refunded_said(const struct sup__thing *thing)
{
    static const struct sup__said none = {.value = ""};
    for (uint32_t i = 0; i < thing->fact_count; i++) {
        if (strcmp(thing->facts[i].name, SUP__FACT_REFUNDED) == 0) {
            return &thing->facts[i];
        }
    }
    return &none;
}

/* What is known of somebody else's order is not for who names it. */
static int32_t fill_known(struct sup__unit *unit, const struct sup__thing *thing,
                          int64_t customer_id, struct sup__slot *slots,
                          struct sup__order_known *known)
{
    int64_t root = 0;
    int32_t rc = SUP_OK;
    known->owner = thing->row.customer_id;
    if (known->owner && customer_id && known->owner != customer_id) {
        rc = sup__customer_root(unit, customer_id, &root);
    }
    if (rc == SUP_OK && root) {
        rc = sup__is_person(unit, known->owner, root, &known->is_theirs);
    }
    if (rc != SUP_OK || !known->is_theirs) {
        return rc;
    }
    slots[SUP__F_ORDER_IS_REPORTED] =
        (struct sup__slot){.number = known->is_reported, .is_given = 1};
    known->refunded_ms = sup__refunded_said(thing)->at_ms;
    return thing->fact_count ? fill(unit, "order", thing->facts, thing->fact_count, slots) : SUP_OK;
}

static void begin_known(const struct sup__thing *thing, struct sup__order_known *known)
{
    *known = (struct sup__order_known){
        .is_theirs = 1, .is_reported = thing->is_known && thing->row.said_by == SUP__SAID_BY_SHOP};
}

static int32_t fill_order(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                          int64_t customer_id, uint32_t order, struct sup__slot *slots)
{
    struct sup__order_known known;
    struct sup__thing *thing = NULL;
    const struct sup_reference *found =
        sup__order_at(params->references, params->reference_count, order);
    int32_t rc = found ? sup__thing_load(unit, found, &thing) : SUP_OK;
    if (rc != SUP_OK || !found) {
        return rc;
    }
    begin_known(thing, &known);
    return fill_known(unit, thing, customer_id, slots, &known);
}

/* Where the shop said anything of an order, that is what money is given by: what others said of it
 * raises no limit, and makes it nobody else's. An erasure takes neither. */
static int32_t fill_for_money(struct sup__unit *unit, const struct sup_reference *order,
                              int64_t customer_id, struct sup__slot *slots,
                              struct sup__order_known *known)
{
    struct sup__thing *thing = NULL;
    int32_t rc = sup__thing_load(unit, order, &thing);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = sup__thing_take_kept(unit, thing);
    begin_known(thing, known);
    if (thing->row.said_by & SUP__SAID_BY_SHOP) {
        sup__thing_keep_shops(thing);
    }
    return rc == SUP_OK ? fill_known(unit, thing, customer_id, slots, known) : rc;
}

int32_t sup__order_slots(struct sup__unit *unit, const struct sup_reference *order,
                         int64_t customer_id, struct sup__slot *slots,
                         struct sup__order_known *known)
{
    static const char prefix[] = "order.";
    const struct sup__facts *facts = &unit->policy->facts;
    for (uint32_t i = 0; i < SUP__F_COUNT; i++) {
        if (strncmp(facts->items[i].name, prefix, sizeof prefix - 1) == 0) {
            slots[i] = (struct sup__slot){0};
        }
    }
    *known = (struct sup__order_known){.is_theirs = 1};
    return order ? fill_for_money(unit, order, customer_id, slots, known) : SUP_OK;
}

static int32_t fill_customer(struct sup__unit *unit, int64_t customer_id, struct sup__slot *slots)
{
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    struct sup__customer_facts *facts = NULL;
    int64_t root = 0;
    if (!family) {
        return out_of_memory(unit);
    }
    int32_t rc = sup__customer_root(unit, customer_id, &root);
    if (rc == SUP_OK) {
        rc = sup__load_family(unit, root, family);
    }
    if (rc == SUP_OK) {
        rc = sup__person_facts(unit, family, &facts);
    }
    return rc == SUP_OK && facts->count ? fill(unit, "customer", facts->items, facts->count, slots)
                                        : rc;
}

int32_t sup__opening_facts(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           int64_t customer_id, uint32_t order, struct sup__slot *slots)
{
    const struct sup__policy *policy = unit->policy;
    int32_t rc =
        policy->asks_for_order ? fill_order(unit, params, customer_id, order, slots) : SUP_OK;
    return rc == SUP_OK && policy->asks_for_customer && customer_id
               ? fill_customer(unit, customer_id, slots)
               : rc;
}

int32_t sup__person_slots(struct sup__unit *unit, int64_t customer_id, struct sup__slot **slots)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__arena *arena = unit->repo.arena;
    struct sup__slot *segments =
        sup__arena_alloc(arena, (policy->segments.count + 1) * sizeof *segments);
    *slots = sup__arena_alloc(arena, policy->facts.names.count * sizeof **slots);
    if (!*slots || !segments) {
        return out_of_memory(unit);
    }
    if (!customer_id) {
        return SUP_OK;
    }
    (*slots)[SUP__F_CUSTOMER_IS_KNOWN] = (struct sup__slot){.number = 1, .is_given = 1};
    int32_t rc = fill_customer(unit, customer_id, *slots);
    if (rc == SUP_OK && policy->segments.count) {
        struct sup__case given = sup__policy_case(policy, *slots, unit->at_ms);
        sup__facts_set_segments(*slots, segments, sup__decide_segments(policy, &given, segments));
    }
    return rc;
}

int32_t sup__customer_slots(struct sup__unit *unit, const struct sup__customer_facts *facts,
                            struct sup__slot **slots)
{
    *slots = sup__arena_alloc(unit->repo.arena, unit->policy->facts.names.count * sizeof **slots);
    if (!*slots) {
        return out_of_memory(unit);
    }
    (*slots)[SUP__F_CUSTOMER_IS_KNOWN] = (struct sup__slot){.number = 1, .is_given = 1};
    return facts->count ? fill(unit, "customer", facts->items, facts->count, *slots) : SUP_OK;
}
