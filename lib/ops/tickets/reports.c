/*
 * reports.c: facts as they are recorded, and reports that were taken before.
 */
#include "ops/tickets/reports.h"

#include "base/message.h"
#include "policy/fact_values.h"
#include "policy/host_facts.h"
#include "supportcore/ticket.h"

#include <inttypes.h>
#include <string.h>

enum { PATH_SIZE = 40 };

_Static_assert((int)SUP_TICKET_FACTS_MAX <= (int)SUP_THING_FACTS_MAX,
               "a ticket's facts are typed here, too");

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "no memory for the facts of a report");
}

/* ---- facts ---- */

struct facts {
    const char *group;
    const char *prefix; /* of the names in the request */
    uint32_t count;
    uint32_t places[SUP_THING_FACTS_MAX]; /* in the request */
    const char **names;                   /* ascending */
    const char **values;
};

/* Into their order; of two values for one fact in one request the last counts. */
static void add_fact(struct facts *facts, const struct sup_fact *fact, uint32_t place)
{
    uint32_t at = 0;
    while (at < facts->count && strcmp(facts->names[at], fact->name) < 0) {
        at++;
    }
    if (at == facts->count || strcmp(facts->names[at], fact->name) != 0) {
        for (uint32_t i = facts->count++; i > at; i--) {
            facts->places[i] = facts->places[i - 1];
            facts->names[i] = facts->names[i - 1];
            facts->values[i] = facts->values[i - 1];
        }
    }
    facts->places[at] = place;
    facts->names[at] = fact->name;
    facts->values[at] = fact->value ? fact->value : "";
}

static int32_t fail_name(struct sup__unit *unit, const struct facts *facts, uint32_t index)
{
    const char *nearest = sup__host_fact_nearest(facts->group, facts->names[index]);
    char path[PATH_SIZE];
    sup__format(path, sizeof path, "facts/%" PRIu32 "/name", facts->places[index]);
    int32_t rc =
        sup__fail(unit->error, SUP_MSG_REPORT_FACT, path, "%s.%s is no fact that can be reported",
                  facts->group, facts->names[index]);
    if (nearest) {
        sup__hint(unit->error, "did you mean '%s%s'?", facts->prefix, nearest);
    }
    return rc;
}

static int32_t fail_value(struct sup__unit *unit, const struct facts *facts,
                          const struct sup__value_problem *problem)
{
    char path[PATH_SIZE];
    sup__format(path, sizeof path, "facts/%" PRIu32 "/value", facts->places[problem->index]);
    int32_t rc = sup__fail(unit->error, SUP_MSG_REPORT_VALUE, path, "%s", problem->text);
    if (problem->nearest) {
        sup__hint(unit->error, "did you mean \"%s\"?", problem->nearest);
    }
    return rc;
}

/* Where the policy lists no languages any will do, and no condition can ask for one. */
static int32_t check_language(struct sup__unit *unit, const struct facts *facts, uint32_t index)
{
    char path[PATH_SIZE];
    if (!facts->values[index][0] || sup__is_language_tag(facts->values[index])) {
        return SUP_OK;
    }
    sup__format(path, sizeof path, "facts/%" PRIu32 "/value", facts->places[index]);
    return sup__fail(unit->error, SUP_MSG_LANGUAGE_TAG, path, "'%s' is not the tag of a language",
                     facts->values[index]);
}

static int32_t find_facts(struct sup__unit *unit, const struct facts *facts,
                          struct sup__fact_value *given)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < facts->count; i++) {
        int32_t fact = sup__host_fact(facts->group, facts->names[i]);
        if (fact < 0) {
            return fail_name(unit, facts, i);
        }
        given[i] = (struct sup__fact_value){(uint32_t)fact, facts->values[i]};
        if ((fact == SUP__F_CUSTOMER_LANGUAGE || fact == SUP__F_MESSAGE_LANGUAGE) &&
            !unit->policy->language_count) {
            given[i].value = NULL;
            rc = check_language(unit, facts, i);
        }
    }
    return rc;
}

static int32_t type_facts(struct sup__unit *unit, struct facts *facts)
{
    struct sup__fact_value given[SUP_THING_FACTS_MAX];
    struct sup__value_problem problem = {0};
    struct sup__slot *slots = NULL;
    int32_t rc = find_facts(unit, facts, given);
    if (rc != SUP_OK) {
        return rc;
    }
    int done = sup__fact_values_read(unit->policy, unit->repo.arena, given, facts->count, &slots,
                                     &problem);
    if (done == 0) {
        return fail_value(unit, facts, &problem);
    }
    for (uint32_t i = 0; done > 0 && i < facts->count; i++) {
        const struct sup__slot *slot = &slots[given[i].fact];
        if (slot->is_given) {
            facts->values[i] =
                sup__fact_value_text(unit->policy, given[i].fact, slot, unit->repo.arena);
        }
        done = facts->values[i] ? 1 : -1;
    }
    return done > 0 ? SUP_OK : out_of_memory(unit);
}

int32_t sup__report_facts(struct sup__unit *unit, const char *group, const struct sup_fact *items,
                          uint32_t count, struct sup__texts *names, struct sup__texts *values)
{
    struct facts facts = {.group = group, .prefix = ""};
    facts.names = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *facts.names);
    facts.values = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *facts.values);
    if (!facts.names || !facts.values) {
        return out_of_memory(unit);
    }
    for (uint32_t i = 0; i < count; i++) {
        add_fact(&facts, &items[i], i);
    }
    int32_t rc = group && facts.count ? type_facts(unit, &facts) : SUP_OK;
    *names = (struct sup__texts){facts.names, facts.count};
    *values = (struct sup__texts){facts.values, facts.count};
    return rc;
}

int32_t sup__message_facts(struct sup__unit *unit, struct sup_fact *items, uint32_t count)
{
    static const char prefix[] = "message.";
    struct facts facts = {.group = "message", .prefix = prefix};
    facts.names = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *facts.names);
    facts.values = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *facts.values);
    if (!facts.names || !facts.values) {
        return out_of_memory(unit);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (strncmp(items[i].name, prefix, sizeof prefix - 1) == 0) {
            add_fact(&facts, &(struct sup_fact){items[i].name + sizeof prefix - 1, items[i].value},
                     i);
        }
    }
    int32_t rc = facts.count ? type_facts(unit, &facts) : SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < facts.count; i++) {
        items[facts.places[i]].value = facts.values[i];
    }
    return rc;
}

/* ---- once ---- */

static int are_same_texts(const struct sup__texts *one, const struct sup__texts *other)
{
    int is_same = one->count == other->count;
    for (uint32_t i = 0; is_same && i < one->count; i++) {
        is_same = strcmp(one->items[i], other->items[i]) == 0;
    }
    return is_same;
}

/* What was said, not when and of whom: a source that repeats itself may be dated by its arrival.
 * What a report that was erased has said is not known any more. */
static int says_the_same(const struct sup__event *said, const struct sup__event *now)
{
    const struct sup__references *things = &now->data.references;
    int is_same = said->row.kind == now->row.kind &&
                  are_same_texts(&said->payload.facts, &now->payload.facts);
    if (!is_same || !said->data.external_id) {
        return is_same;
    }
    is_same = sup__same_text(said->title, now->title) &&
              are_same_texts(&said->data.values, &now->data.values) &&
              said->data.references.count == things->count;
    for (uint32_t i = 0; is_same && i < things->count; i++) {
        const struct sup_reference *one = &said->data.references.items[i];
        const struct sup_reference *other = &things->items[i];
        is_same = strcmp(one->system, other->system) == 0 && strcmp(one->kind, other->kind) == 0 &&
                  strcmp(one->id, other->id) == 0;
    }
    return is_same;
}

int32_t sup__load_report(struct sup__unit *unit, int64_t sequence, struct sup__event *event)
{
    struct sup__event_row row = {.tenant = unit->head.tenant, .sequence = sequence};
    struct sup__event_private_row text = {.tenant = unit->head.tenant, .sequence = sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_report",
                         "sup_report names event %" PRId64 ", which is not there", sequence);
    }
    int32_t found = rc == SUP_OK ? sup__get(&unit->repo, SUP__T_EVENT_PRIVATE, &text) : rc;
    if (found != SUP_OK && found != SUP_NOT_FOUND) {
        return found;
    }
    return sup__event_decode(unit->repo.arena, &row, found == SUP_OK ? &text : NULL, event,
                             unit->error);
}

/* Two customers who were merged since are one: who repeats a report knows them by what they are
 * now. */
int32_t sup__is_same_person(struct sup__unit *unit, int64_t said, int64_t now, int *is_same)
{
    int64_t root = 0;
    *is_same = said == now;
    if (*is_same) {
        return SUP_OK;
    }
    int32_t rc = sup__customer_root(unit, now, &root);
    return rc == SUP_OK ? sup__is_person(unit, said, root, is_same) : rc;
}

int32_t sup__report_find(struct sup__unit *unit, const char *system, const struct sup__event *event,
                         struct sup_receipt *receipt)
{
    struct sup__report_row row = {
        .tenant = unit->head.tenant, .system = system, .source_event_id = event->data.external_id};
    struct sup__event said;
    int32_t rc = row.source_event_id ? sup__get(&unit->repo, SUP__T_REPORT, &row) : SUP_NOT_FOUND;
    if (rc != SUP_OK) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    int is_same = 0;
    rc = sup__load_report(unit, row.sequence, &said);
    if (rc == SUP_OK) {
        rc = sup__is_same_person(unit, said.row.subject_id, event->row.subject_id, &is_same);
    }
    if (rc == SUP_OK && (!is_same || !says_the_same(&said, event))) {
        rc = sup__fail(unit->error, SUP_MSG_REPORT_REUSED, "source_event_id",
                       "event %" PRId64 " is of the same id and says something else", row.sequence);
    }
    if (rc == SUP_OK) {
        receipt->is_replay = 1;
        receipt->sequence = row.sequence;
        receipt->id = said.row.subject_id;
    }
    return rc;
}

int32_t sup__report_keep(struct sup__unit *unit, const struct sup__event *event, const char *system)
{
    const struct sup__report_row row = {.tenant = unit->head.tenant,
                                        .system = system,
                                        .source_event_id = event->data.external_id,
                                        .sequence = event->row.sequence};
    return row.source_event_id ? sup__put(&unit->repo, SUP__T_REPORT, &row) : SUP_OK;
}
