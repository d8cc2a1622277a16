/*
 * ticket_fields.c: custom fields of tickets: filled, shown, searched by.
 *
 * The policy says which there are and what each may hold, and which of them a contact reason asks
 * for. What a later policy has withdrawn stays readable. Customers see and fill what the reason of
 * their ticket asks for; the other fields are the desk's own.
 */
#include "ops/tickets/ticket_fields.h"

#include "ops/floors/floors.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/fact_values.h"

#include <inttypes.h>
#include <string.h>

enum { PATH_SIZE = 40 };

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "no memory for the fields of a ticket");
}

static const struct sup__reason *reason_at(const struct sup__policy *policy, int32_t reason)
{
    return reason < 0 ? NULL : &policy->reasons[reason];
}

/* The place of a field among those that a reason asks for; -1: it does not. */
static int32_t intake_index(const struct sup__reason *reason, int32_t field)
{
    for (uint32_t i = 0; reason && field >= 0 && i < reason->intake_count; i++) {
        if (reason->intake[i] == (uint32_t)field) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* ---- filling ---- */

static int32_t fail_name(struct sup__unit *unit, const char *path, const char *name,
                         const char *ever, const char *nearest)
{
    int32_t rc = sup__fail(unit->error, SUP_MSG_POLICY_NAME, path, "the policy has no field '%s'%s",
                           name, ever);
    if (nearest) {
        sup__hint(unit->error, "did you mean '%s'?", nearest);
    }
    return rc;
}

static int32_t check_name(struct sup__unit *unit, const char *name, uint32_t index,
                          const struct sup__reason *reason)
{
    const struct sup__names *names = &unit->policy->field_names;
    int32_t field = sup__names_find(names, name);
    char path[PATH_SIZE];
    sup__format(path, sizeof path, "fields/%" PRIu32 "/name", index);
    if (field < 0) {
        return fail_name(unit, path, name, "", sup__names_nearest(names, name));
    }
    int is_bound = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER || !sup__may(unit, "ticket.fill");
    if (is_bound && intake_index(reason, field) < 0) {
        return sup__fail(unit->error, SUP_MSG_ACTOR_MAY_NOT, path,
                         "%s %" PRId64 " may not fill %s, which the reason does not ask for",
                         sup__actor_name(unit->caller.actor_kind), unit->caller.actor_id, name);
    }
    const struct sup__holders *fillers = &unit->policy->fields[field].fillers;
    if (fillers->role_count + fillers->agent_count && !sup__caller_holds(unit, fillers)) {
        return sup__fail(unit->error, SUP_MSG_ACTOR_MAY_NOT, path,
                         "%s %" PRId64 " may not fill %s: the policy names who does",
                         sup__actor_name(unit->caller.actor_kind), unit->caller.actor_id, name);
    }
    return SUP_OK;
}

/* Of two values for one field in one request the last counts. */
static int is_said_again(const struct sup_ticket_field *items, uint32_t count, uint32_t index)
{
    for (uint32_t i = index + 1; i < count; i++) {
        if (strcmp(items[i].name, items[index].name) == 0) {
            return 1;
        }
    }
    return 0;
}

static int32_t fail_value(struct sup__unit *unit, const char *path,
                          const struct sup__value_problem *problem)
{
    int32_t rc = sup__fail(unit->error, SUP_MSG_FIELD_VALUE, path, "%s", problem->text);
    if (problem->nearest) {
        sup__hint(unit->error, "did you mean \"%s\"?", problem->nearest);
    }
    return rc;
}

static int32_t read_values(struct sup__unit *unit, const struct sup__fact_value *items,
                           const uint32_t *places, struct sup__filling *filling)
{
    struct sup__arena *arena = unit->repo.arena;
    struct sup__value_problem problem = {0};
    struct sup__slot *slots = NULL;
    int done = sup__fact_values_read(unit->policy, arena, items, filling->count, &slots, &problem);
    if (done == 0) {
        char path[PATH_SIZE];
        sup__format(path, sizeof path, "fields/%" PRIu32 "/value", places[problem.index]);
        return fail_value(unit, path, &problem);
    }
    filling->slots = slots;
    for (uint32_t i = 0; done > 0 && i < filling->count; i++) {
        uint32_t fact = items[i].fact;
        filling->names[i] = unit->policy->field_names.names[fact - SUP__F_COUNT];
        filling->values[i] = slots[fact].is_given
                                 ? sup__fact_value_text(unit->policy, fact, &slots[fact], arena)
                                 : "";
        done = filling->values[i] ? 1 : -1;
    }
    return done > 0 ? SUP_OK : out_of_memory(unit);
}

int32_t sup__read_filling(struct sup__unit *unit, const struct sup_ticket_field *items,
                          uint32_t count, int32_t reason, struct sup__filling *filling)
{
    struct sup__arena *arena = unit->repo.arena;
    memset(filling, 0, sizeof *filling);
    if (!count) {
        return SUP_OK;
    }
    struct sup__fact_value *once = sup__arena_alloc(arena, count * sizeof *once);
    uint32_t *places = sup__arena_alloc(arena, count * sizeof *places);
    filling->names = sup__arena_alloc(arena, count * sizeof *filling->names);
    filling->values = sup__arena_alloc(arena, count * sizeof *filling->values);
    if (!once || !places || !filling->names || !filling->values) {
        return out_of_memory(unit);
    }
    for (uint32_t i = 0; i < count; i++) {
        int32_t rc = check_name(unit, items[i].name, i, reason_at(unit->policy, reason));
        if (rc != SUP_OK) {
            return rc;
        }
        if (!is_said_again(items, count, i)) {
            uint32_t field = (uint32_t)sup__policy_field(unit->policy, items[i].name);
            once[filling->count] = (struct sup__fact_value){SUP__F_COUNT + field, items[i].value};
            places[filling->count++] = i;
        }
    }
    return read_values(unit, once, places, filling);
}

struct change {
    struct sup__texts set;
    struct sup__texts cleared;
    const char **names;
    const char **values;
    const char **gone;
    uint32_t added;
};

static int32_t compare(struct sup__unit *unit, int64_t ticket_id,
                       const struct sup__filling *filling, int is_new, struct change *change)
{
    for (uint32_t i = 0; i < filling->count; i++) {
        struct sup__field_row row = {
            .tenant = unit->head.tenant, .ticket_id = ticket_id, .name = filling->names[i]};
        const char *value = filling->values[i];
        int32_t rc = is_new ? SUP_NOT_FOUND : sup__get(&unit->repo, SUP__T_FIELD, &row);
        if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
            return rc;
        }
        int is_there = rc == SUP_OK;
        if (value[0] && (!is_there || strcmp(row.value, value) != 0)) {
            change->names[change->set.count] = filling->names[i];
            change->values[change->set.count++] = value;
            change->added += !is_there;
        } else if (!value[0] && is_there) {
            change->gone[change->cleared.count++] = filling->names[i];
        }
    }
    return SUP_OK;
}

int32_t sup__fill_ticket(struct sup__unit *unit, int64_t ticket_id,
                         const struct sup__filling *filling, int is_new)
{
    struct sup__arena *arena = unit->repo.arena;
    size_t bytes = filling->count * sizeof(const char *);
    struct change change = {.names = sup__arena_alloc(arena, bytes),
                            .values = sup__arena_alloc(arena, bytes),
                            .gone = sup__arena_alloc(arena, bytes)};
    if (!change.names || !change.values || !change.gone) {
        return out_of_memory(unit);
    }
    int32_t rc = compare(unit, ticket_id, filling, is_new, &change);
    if (rc == SUP_OK && !is_new && change.added > change.cleared.count) {
        rc = sup__check_room(unit, SUP__T_FIELD, ticket_id, "fields",
                             change.added - change.cleared.count, SUP_TICKET_FIELDS_MAX);
    }
    if (rc != SUP_OK || change.set.count + change.cleared.count == 0) {
        return rc;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_FILLED, ticket_id);
    change.set.items = change.names;
    change.cleared.items = change.gone;
    event.row.number = change.set.count + change.cleared.count;
    event.payload.fields = change.set;
    event.payload.cleared = change.cleared;
    event.data.values.items = change.values;
    event.data.values.count = change.set.count;
    return sup__emit(unit, &event);
}

int32_t sup__op_ticket_fill(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_ticket_fill_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    struct sup__filling filling;
    (void)result;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t id = slot->row.id;
    rc = sup__read_filling(unit, params->fields, params->field_count,
                           sup__policy_reason(unit->policy, slot->row.reason), &filling);
    if (rc == SUP_OK) {
        rc = sup__fill_ticket(unit, id, &filling, 0);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}

/* ---- showing ---- */

struct showing {
    const struct sup__policy *policy;
    const struct sup__reason *reason;
    int is_customer;
    struct sup_ticket *ticket;
    struct sup_ticket_field *fields;
    uint8_t is_filled[SUP__POLICY_INTAKE_MAX];
    int failed;
};

static int32_t show_field(void *context, void *in)
{
    struct showing *showing = context;
    const struct sup__field_row *row = in;
    struct sup_ticket *ticket = showing->ticket;
    int32_t intake = intake_index(showing->reason, sup__policy_field(showing->policy, row->name));
    if (intake >= 0) {
        showing->is_filled[intake] = 1;
    } else if (showing->is_customer) {
        return 0;
    }
    struct sup_ticket_field *to = &showing->fields[ticket->field_count++];
    to->name = sup__result_text(ticket, row->name, &showing->failed);
    to->value = row->value[0] ? sup__result_text(ticket, row->value, &showing->failed) : NULL;
    return showing->failed;
}

static void show_missing(struct showing *showing)
{
    const struct sup__reason *reason = showing->reason;
    struct sup_ticket *ticket = showing->ticket;
    uint32_t most = reason ? reason->intake_count : 0;
    const char **names = sup__result_array(ticket, most, sizeof *names, &showing->failed);
    ticket->intake_missing = names;
    for (uint32_t i = 0; i < most && !showing->failed; i++) {
        if (!showing->is_filled[i]) {
            const char *name = showing->policy->fields[reason->intake[i]].name;
            names[ticket->intake_missing_count++] =
                sup__result_text(ticket, name, &showing->failed);
        }
    }
}

int32_t sup__show_fields(struct sup__unit *unit, struct sup_ticket *ticket, const char *reason,
                         int *failed)
{
    const struct sup__policy *policy = unit->policy;
    struct showing showing = {.policy = policy,
                              .reason = reason_at(policy, sup__policy_reason(policy, reason)),
                              .is_customer = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER,
                              .ticket = ticket};
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket->id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_FIELD,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = SUP_TICKET_FIELDS_MAX};
    union sup__any_row row;
    showing.fields =
        sup__result_array(ticket, SUP_TICKET_FIELDS_MAX, sizeof *showing.fields, &showing.failed);
    ticket->fields = showing.fields;
    int32_t rc =
        showing.failed ? SUP_OK : sup__each(&unit->repo, &scan, 1, &row, show_field, &showing);
    if (rc == SUP_OK && !showing.failed) {
        show_missing(&showing);
    }
    *failed |= showing.failed;
    return rc;
}

/* ---- searching ---- */

struct search {
    struct sup__unit *unit;
    const struct sup_ticket_field *field;
    const char *value;
    const char *nearest; /* field; of the newest policy that has one */
    struct sup__value_problem problem;
    int is_known;
};

/* 1 when the value is found to be one of this policy's field; -1 when memory ran out. */
static int look(struct search *search, const struct sup__policy *policy)
{
    struct sup__arena *arena = search->unit->repo.arena;
    int32_t field = sup__policy_field(policy, search->field->name);
    struct sup__value_problem problem = {0};
    struct sup__slot *slots = NULL;
    if (field < 0) {
        const char *nearest = sup__names_nearest(&policy->field_names, search->field->name);
        if (nearest && !search->nearest) {
            search->nearest = sup__arena_text(arena, nearest, strlen(nearest));
        }
        return 0;
    }
    const struct sup__fact_value given = {SUP__F_COUNT + (uint32_t)field, search->field->value};
    int done = sup__fact_values_read(policy, arena, &given, 1, &slots, &problem);
    if (done > 0) {
        const char *text = sup__fact_value_text(policy, given.fact, &slots[given.fact], arena);
        search->value = text ? sup__arena_text(arena, text, strlen(text)) : NULL;
        return search->value ? 1 : -1;
    }
    if (done == 0 && !search->is_known) {
        search->problem = problem;
        search->problem.nearest =
            problem.nearest ? sup__arena_text(arena, problem.nearest, strlen(problem.nearest))
                            : NULL;
    }
    search->is_known = 1;
    return done;
}

static int32_t fail_search(const struct search *search)
{
    if (search->is_known) {
        return fail_value(search->unit, "field/value", &search->problem);
    }
    return fail_name(search->unit, "field/name", search->field->name, " and never had",
                     search->nearest);
}

int32_t sup__search_field(struct sup__unit *unit, const struct sup_ticket_field *field,
                          const char **value)
{
    struct search search = {.unit = unit, .field = field};
    int64_t version = unit->head.policy_version;
    if (!field->value || !field->value[0]) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "field/value", "value is missing");
    }
    int found = look(&search, unit->policy);
    while (found == 0 && version-- > 0) {
        struct sup__policy *earlier = NULL;
        int32_t rc = sup__load_policy(unit, version, &earlier);
        if (rc != SUP_OK) {
            return rc;
        }
        found = look(&search, earlier);
        sup__policy_free(earlier);
    }
    *value = search.value;
    return found > 0 ? SUP_OK : found < 0 ? out_of_memory(unit) : fail_search(&search);
}
