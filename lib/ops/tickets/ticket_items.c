/*
 * ticket_items.c: tags, references and facts of a ticket.
 *
 * What is there already is passed over, so an event lists exactly what changed. The number of items
 * of a ticket is limited, which also bounds what reading a ticket costs.
 */
#include "ops/authority/requests.h"
#include "ops/tickets/reports.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* How many rows a ticket has in a table keyed by (tenant, ticket, ...). */
static int32_t count_items(struct sup__unit *unit, enum sup__table table, int64_t ticket_id,
                           int64_t *count)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = table, .prefix_count = 2, .prefix = prefix};
    struct sup_aggregate found = {0};
    int32_t rc = sup__db_aggregate(unit->repo.db, &scan, 1, &found);
    *count = found.count;
    return rc;
}

static int32_t check_count(struct sup__unit *unit, int64_t ticket_id, const char *field,
                           int64_t count, uint32_t added, int64_t limit)
{
    if (count + added <= limit) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_TICKET_ITEMS, field,
                     "ticket %" PRId64 " has %" PRId64 " %s; %" PRId64 " are the limit", ticket_id,
                     count, field, limit);
}

int32_t sup__check_room(struct sup__unit *unit, enum sup__table table, int64_t ticket_id,
                        const char *field, uint32_t added, int64_t limit)
{
    int64_t count = 0;
    int32_t rc = added ? count_items(unit, table, ticket_id, &count) : SUP_OK;
    return rc == SUP_OK ? check_count(unit, ticket_id, field, count, added, limit) : rc;
}

/* Facts come by the row in imports: they are counted once while the ticket is at hand. */
static int32_t check_facts(struct sup__unit *unit, struct sup__ticket_slot *slot, uint32_t added)
{
    int32_t rc =
        slot->is_counted ? SUP_OK : count_items(unit, SUP__T_FACT, slot->row.id, &slot->facts);
    slot->is_counted = rc == SUP_OK;
    if (rc == SUP_OK) {
        rc = check_count(unit, slot->row.id, "facts", slot->facts, added, SUP_TICKET_FACTS_MAX);
    }
    slot->facts += added;
    return rc;
}

static int32_t is_there(struct sup__unit *unit, enum sup__table table, void *row, int *found)
{
    int32_t rc = sup__get(&unit->repo, table, row);
    *found = rc == SUP_OK;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static void *list_of(struct sup__unit *unit, uint32_t count, size_t bytes)
{
    void *list = sup__arena_alloc(unit->repo.arena, count * bytes + 1);
    if (!list) {
        sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return list;
}

static int is_repeated(const char *const *tags, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++) {
        if (strcmp(tags[i], tags[index]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Who adds what the ticket has by one that was merged into it makes it the ticket's own. */
static int is_change(int found, int is_others, int is_adding)
{
    return is_adding ? !found || is_others : found;
}

enum change { REMOVE, ADD, ADD_STRANGE };

static int32_t change_tags(struct sup__unit *unit, const struct sup_ticket_tag_params *params,
                           struct sup_receipt *receipt, int is_adding)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    const char **changed = rc == SUP_OK ? list_of(unit, params->tag_count, sizeof *changed) : NULL;
    if (!changed) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    int64_t id = slot->row.id;
    uint32_t count = 0;
    uint32_t added = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < params->tag_count; i++) {
        struct sup__tag_row row = {
            .tenant = unit->head.tenant, .ticket_id = id, .tag = params->tags[i]};
        int found = 0;
        rc = is_there(unit, SUP__T_TAG, &row, &found);
        if (is_change(found, row.origin_id != 0, is_adding) && !is_repeated(params->tags, i)) {
            changed[count++] = params->tags[i];
            added += !found;
        }
    }
    if (rc == SUP_OK && is_adding) {
        rc = sup__check_room(unit, SUP__T_TAG, id, "tags", added, SUP_TICKET_TAGS_MAX);
    }
    if (rc == SUP_OK && count) {
        struct sup__event event =
            sup__event_new(unit, is_adding ? SUP__E_TICKET_TAGGED : SUP__E_TICKET_UNTAGGED, id);
        event.row.number = count;
        event.payload.tags.items = changed;
        event.payload.tags.count = count;
        rc = sup__emit(unit, &event);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}

int32_t sup__op_ticket_tag(struct sup__unit *unit, const void *params, struct sup_receipt *receipt,
                           void **result)
{
    (void)result;
    return change_tags(unit, params, receipt, 1);
}

int32_t sup__op_ticket_untag(struct sup__unit *unit, const void *params,
                             struct sup_receipt *receipt, void **result)
{
    (void)result;
    return change_tags(unit, params, receipt, 0);
}

static int reference_is_repeated(const struct sup_reference *items, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++) {
        if (strcmp(items[i].system, items[index].system) == 0 &&
            strcmp(items[i].kind, items[index].kind) == 0 &&
            strcmp(items[i].id, items[index].id) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Those that the ticket has not yet, after those that it has by another, which a stranger does not
 * make its own; or of those that it has when they are to be taken away. */
static int32_t find_changed(struct sup__unit *unit, int64_t id, const struct sup_reference *items,
                            uint32_t item_count, enum change change, struct sup__fitting *found)
{
    struct sup_reference *fresh = list_of(unit, item_count, sizeof *fresh);
    found->items = list_of(unit, item_count, sizeof *found->items);
    found->count = found->added = found->left_out = 0;
    found->message_id = 0;
    int32_t rc = found->items && fresh ? SUP_OK : SUP_NOMEM;
    for (uint32_t i = 0; rc == SUP_OK && i < item_count; i++) {
        struct sup__reference_row row = {.tenant = unit->head.tenant,
                                         .ticket_id = id,
                                         .system = items[i].system,
                                         .kind = items[i].kind,
                                         .reference_id = items[i].id};
        int is_found = 0;
        rc = is_there(unit, SUP__T_REFERENCE, &row, &is_found);
        int is_others = change != ADD_STRANGE && (row.origin_id || row.message_id);
        if (!is_change(is_found, is_others, change != REMOVE) || reference_is_repeated(items, i)) {
            continue;
        }
        if (is_found) {
            found->items[found->count++] = items[i];
        } else {
            fresh[found->added++] = items[i];
        }
    }
    for (uint32_t i = 0; rc == SUP_OK && i < found->added; i++) {
        found->items[found->count++] = fresh[i];
    }
    return rc;
}

int32_t sup__fit_references(struct sup__unit *unit, int64_t ticket_id, int is_strange,
                            const struct sup_reference *items, uint32_t count,
                            struct sup__fitting *fitting)
{
    int64_t known = 0;
    int32_t rc =
        find_changed(unit, ticket_id, items, count, is_strange ? ADD_STRANGE : ADD, fitting);
    if (rc == SUP_OK && fitting->added) {
        rc = count_items(unit, SUP__T_REFERENCE, ticket_id, &known);
    }
    int64_t room = known < SUP_TICKET_REFERENCES_MAX ? SUP_TICKET_REFERENCES_MAX - known : 0;
    if (fitting->added > room) {
        fitting->left_out = fitting->added - (uint32_t)room;
        fitting->count -= fitting->left_out;
    }
    return rc;
}

static int32_t emit_references(struct sup__unit *unit, int64_t id, enum sup__event_kind kind,
                               const struct sup__fitting *changed)
{
    struct sup__event event = sup__event_new(unit, kind, id);
    event.row.number = changed->count;
    event.payload.message_id = changed->message_id;
    event.data.references.items = changed->items;
    event.data.references.count = changed->count;
    return changed->count ? sup__emit(unit, &event) : SUP_OK;
}

int32_t sup__add_references(struct sup__unit *unit, int64_t ticket_id,
                            const struct sup__fitting *fitting)
{
    return emit_references(unit, ticket_id, SUP__E_REFERENCES_ADDED, fitting);
}

static int32_t run_references(struct sup__unit *unit, const struct sup_reference_params *params,
                              struct sup_receipt *receipt, int is_adding)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t id = slot->row.id;
    struct sup__fitting changed;
    rc = is_adding ? SUP_OK : sup__check_hold_stays(unit, &slot->row, "references");
    if (rc == SUP_OK) {
        rc = find_changed(unit, id, params->references, params->reference_count,
                          is_adding ? ADD : REMOVE, &changed);
    }
    if (rc == SUP_OK && is_adding) {
        rc = sup__check_room(unit, SUP__T_REFERENCE, id, "references", changed.added,
                             SUP_TICKET_REFERENCES_MAX);
    }
    if (rc == SUP_OK) {
        rc = emit_references(
            unit, id, is_adding ? SUP__E_REFERENCES_ADDED : SUP__E_REFERENCES_REMOVED, &changed);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}

int32_t sup__op_reference_add(struct sup__unit *unit, const void *params,
                              struct sup_receipt *receipt, void **result)
{
    (void)result;
    return run_references(unit, params, receipt, 1);
}

int32_t sup__op_reference_remove(struct sup__unit *unit, const void *params,
                                 struct sup_receipt *receipt, void **result)
{
    (void)result;
    return run_references(unit, params, receipt, 0);
}

/* Of two values for one fact in one request the last counts. */
static int is_said_again(const struct sup_fact *facts, uint32_t count, uint32_t index)
{
    for (uint32_t i = index + 1; i < count; i++) {
        if (strcmp(facts[i].name, facts[index].name) == 0) {
            return 1;
        }
    }
    return 0;
}

static int32_t record_facts(struct sup__unit *unit, struct sup__ticket_slot *slot,
                            const struct sup_fact *facts, uint32_t fact_count)
{
    const char **names = list_of(unit, fact_count, sizeof *names);
    const char **values = names ? list_of(unit, fact_count, sizeof *values) : NULL;
    int64_t id = slot->row.id;
    uint32_t added = 0;
    uint32_t count = 0;
    int32_t rc = values ? SUP_OK : SUP_NOMEM;
    for (uint32_t i = 0; rc == SUP_OK && i < fact_count; i++) {
        struct sup__fact_row row = {
            .tenant = unit->head.tenant, .ticket_id = id, .name = facts[i].name};
        int found = 0;
        if (is_said_again(facts, fact_count, i)) {
            continue;
        }
        if (!slot->is_counted || slot->facts) {
            rc = is_there(unit, SUP__T_FACT, &row, &found);
        }
        added += !found;
        if (!found || strcmp(row.value, facts[i].value) != 0) {
            names[count] = facts[i].name;
            values[count++] = facts[i].value;
        }
    }
    if (rc == SUP_OK && added) {
        rc = check_facts(unit, slot, added);
    }
    if (rc == SUP_OK && count) {
        struct sup__event event = sup__event_new(unit, SUP__E_FACTS_RECORDED, id);
        event.row.number = count;
        event.payload.facts.items = names;
        event.payload.facts.count = count;
        event.data.values.items = values;
        event.data.values.count = count;
        rc = sup__emit(unit, &event);
    }
    return rc;
}

int32_t sup__op_fact_record(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_fact_record_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    (void)result;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    struct sup_fact *facts = rc == SUP_OK ? list_of(unit, params->fact_count, sizeof *facts) : NULL;
    if (!facts) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    memcpy(facts, params->facts, params->fact_count * sizeof *facts);
    int64_t id = slot->row.id;
    rc = sup__message_facts(unit, facts, params->fact_count);
    if (rc == SUP_OK) {
        rc = record_facts(unit, slot, facts, params->fact_count);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}
