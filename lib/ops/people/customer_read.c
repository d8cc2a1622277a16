/*
 * customer_read.c: one person: the customers that were merged, their identities and facts.
 */
#include "ops/bodies.h"
#include "ops/people/identities.h"
#include "ops/people/person.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

static int has_room(struct sup__person *person)
{
    uint32_t count = person->customer->identity_count;
    if (count == person->room) {
        uint32_t room = person->room ? 2 * person->room : 8;
        struct sup_customer_identity *items =
            sup__result_array(person->result, room, sizeof *items, &person->failed);
        if (person->failed) {
            return 0;
        }
        if (count) {
            memcpy(items, person->items, count * sizeof *items);
        }
        person->customer->identities = person->items = items;
        person->room = room;
    }
    return 1;
}

static int32_t add_identity(struct sup__person *person, const struct sup__identity_row *row)
{
    if (!has_room(person)) {
        return 1;
    }
    struct sup_customer_identity *item = &person->items[person->customer->identity_count++];
    item->kind = sup__result_text(person->result, row->kind, &person->failed);
    item->system =
        row->system[0] ? sup__result_text(person->result, row->system, &person->failed) : NULL;
    item->value = sup__result_text(person->result, row->value, &person->failed);
    item->is_verified = (int32_t)row->is_verified;
    item->customer_id = row->customer_id;
    return person->failed;
}

int32_t sup__find_person(struct sup__unit *unit, const struct sup_customer_get_params *params,
                         struct sup__customer_row *row)
{
    struct sup__given given = {0};
    int64_t id = params->customer_id;
    int is_own = 1;
    int32_t rc = SUP_OK;
    if (!id && !params->identity) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "customer_id",
                         "neither customer_id nor identity is given");
    }
    if (id && params->identity) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "identity",
                         "a customer is read by customer_id or by identity, not by both");
    }
    if (!id) {
        rc = sup__identity_read(unit, params->identity, "identity", &given);
        if (rc == SUP_OK) {
            rc = sup__identity_find(unit, &given);
        }
        id = given.owner;
        *row = given.row;
    }
    if (rc == SUP_OK && unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        rc = sup__is_callers(unit, id, &is_own);
    }
    if (rc == SUP_OK && params->customer_id && !is_own) {
        rc = sup__fail(unit->error, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id",
                       "there is no customer %" PRId64, id);
    } else if (rc == SUP_OK && (!id || !is_own)) {
        rc = sup__fail(unit->error, SUP_MSG_CUSTOMER_UNKNOWN, "identity",
                       "there is no such customer");
    }
    return rc == SUP_OK && !row->id ? sup__load_customer(unit, id, "customer_id", row) : rc;
}

static void fill_root(struct sup_customer *customer, const struct sup__customer_row *row)
{
    customer->id = row->id;
    customer->version = row->version;
    customer->created_ms = row->created_ms;
    customer->erased_ms = row->erased_ms;
}

/* Who has no name has that of the first of the others who has one. */
static void fill_members(struct sup__person *person, const struct sup__family *family, int64_t root)
{
    struct sup_customer *customer = person->customer;
    struct sup_customer_member *members =
        sup__result_array(person->result, family->count, sizeof *members, &person->failed);
    const char *name = NULL;
    int is_own_name = 0;
    for (uint32_t i = 0; !person->failed && i < family->count; i++) {
        const struct sup__customer_row *row = &family->rows[i];
        int is_root = row->id == root;
        if (row->name && (!name || (is_root && !is_own_name))) {
            name = row->name;
            is_own_name = is_root;
        }
        if (is_root) {
            fill_root(customer, row);
            continue;
        }
        struct sup_customer_member *member = &members[customer->member_count++];
        member->customer_id = row->id;
        member->merged_into = row->merged_into;
        member->version = row->version;
        member->name = sup__result_text(person->result, row->name, &person->failed);
    }
    customer->members = members;
    customer->name = sup__result_text(person->result, name, &person->failed);
}

int32_t sup__person_begin(struct sup__unit *unit, struct sup__person *person,
                          const struct sup__customer_row *asked)
{
    struct sup__arena *arena = unit->repo.arena;
    person->asked = *asked;
    person->family = sup__arena_alloc(arena, sizeof *person->family);
    person->facts = sup__arena_alloc(arena, sizeof *person->facts);
    if (!person->family || !person->facts) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return sup__load_family(unit, asked->root_id, person->family);
}

void sup__person_reads(const struct sup__person *person, struct sup__reads *reads)
{
    for (uint32_t i = 0; i < person->family->count; i++) {
        int64_t id = person->family->rows[i].id;
        sup__read_by_int(sup__reads_add(reads, SUP__T_IDENTITY, SUP__IDENTITY_BY_CUSTOMER, 0, i),
                         id);
        sup__read_by_int(sup__reads_add(reads, SUP__T_CUSTOMER_FACT, 0, SUP_THING_FACTS_MAX, i),
                         id);
    }
}

int32_t sup__person_row(struct sup__person *person, uint32_t table, const union sup__any_row *row)
{
    if (table == SUP__T_CUSTOMER_FACT) {
        sup__customer_facts_row(person->facts, &row->customer_fact);
        return 0;
    }
    return table == SUP__T_IDENTITY ? add_identity(person, &row->identity) : 0;
}

struct sup_customer *sup__person_new(struct sup__person *person, void *result,
                                     struct sup_customer *customer)
{
    person->result = result;
    person->customer = customer;
    person->failed |= !customer;
    if (customer) {
        customer->size = sizeof *customer;
        customer->asked_id = person->asked.id;
        has_room(person);
    }
    return customer;
}

void sup__person_end(struct sup__person *person)
{
    struct sup_customer *customer = person->customer;
    if (!person->failed) {
        fill_members(person, person->family, person->asked.root_id);
        customer->facts =
            sup__facts_result(person->result, person->facts->items, person->facts->count, NULL,
                              &customer->fact_count, &person->failed);
    }
}

static int32_t take_row(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    return sup__person_row(context, item->scan.table, row);
}

int32_t sup__op_customer_get(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    struct sup__customer_row row = {0};
    struct sup__person person = {0};
    struct sup__reads reads = {.unit = unit};
    (void)receipt;
    int32_t rc = sup__find_person(unit, in, &row);
    if (rc == SUP_OK) {
        rc = sup__person_begin(unit, &person, &row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_customer *customer = sup__result(unit, sizeof *customer);
    if (!sup__person_new(&person, customer, customer)) {
        return SUP_NOMEM;
    }
    sup__person_reads(&person, &reads);
    rc = person.failed ? SUP_OK : sup__reads_run(&reads, take_row, &person);
    if (rc != SUP_OK) {
        sup_free(customer);
        return rc;
    }
    sup__person_end(&person);
    return sup__result_end(unit, customer, person.failed, result);
}
