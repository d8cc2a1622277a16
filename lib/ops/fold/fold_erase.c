/*
 * fold_erase.c: what the event of an erasure does to the projections.
 *
 * What texts had made is not there when they are missing, so a rebuild never makes it, and only the
 * operation itself has to unmake it (erase_ticket.c). What is left to do is here: customers are
 * marked, and watch nothing any more; what limits need of their orders goes on under other names
 * (erase_orders.c says how the event has it).
 */
#include "ops/authority/requests.h"
#include "ops/erasure/erase.h"
#include "ops/tickets/things.h"

#include "base/message.h"
#include "base/text.h"

#include <string.h>

enum { WATCHING_CUSTOMER = 2 };

static int32_t stop_watching(struct sup__unit *unit, int64_t customer_id)
{
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(WATCHING_CUSTOMER),
                                  sup__int(customer_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_WATCHER,
                            .index = SUP__WATCHER_BY_WATCHER,
                            .prefix_count = 3,
                            .prefix = prefix};
    struct sup__rows watching = {0};
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__rows_read(unit, &scan, &watching);
    for (uint32_t i = 0; rc == SUP_OK && i < watching.count; i++) {
        const struct sup__watcher_row *row = sup__rows_at(&watching, i);
        rc = sup__unit_ticket(unit, row->ticket_id, &slot);
        if (rc == SUP_OK) {
            slot->row.watcher_count--;
            rc = sup__remove(&unit->repo, SUP__T_WATCHER, row);
        }
    }
    return rc;
}

/* ---- what limits need ---- */

static const char *next_number(const char *at, int64_t *number)
{
    char word[SUP__SUBJECT_BYTES];
    at = sup__next_team(at, word);
    if (!sup__parse_int(word, strlen(word), number)) {
        *number = 0;
    }
    return at;
}

/* A name, its date, an amount and its currency; answers where the rest begins. */
static const char *take_fact(struct sup__unit *unit, const char *at, struct sup__thing *order,
                             int64_t sequence)
{
    char name[SUP__SUBJECT_BYTES];
    char value[2 * SUP__SUBJECT_BYTES];
    char amount[SUP__SUBJECT_BYTES];
    char currency[SUP__SUBJECT_BYTES];
    struct sup__said said = {.sequence = sequence};
    at = sup__next_team(at, name);
    at = next_number(at, &said.at_ms);
    at = sup__next_team(at, amount);
    at = sup__next_team(at, currency);
    sup__format(value, sizeof value, "%s %s", amount, currency);
    said.name = sup__arena_text(unit->repo.arena, name, strlen(name));
    said.value = sup__arena_text(unit->repo.arena, value, strlen(value));
    if (!said.name || !said.value) {
        return NULL;
    }
    const struct sup__report report = {.at_ms = said.at_ms,
                                       .sequence = sequence,
                                       .actor_kind = SUP_ACTOR_SYSTEM,
                                       .names = {&said.name, 1},
                                       .values = {&said.value, 1}};
    if (order->fact_count <= SUP_THING_FACTS_MAX) {
        sup__thing_take(order, &report);
    }
    return at;
}

static int32_t keep_order(struct sup__unit *unit, const char *text, int64_t sequence)
{
    char system[SUP__SUBJECT_BYTES];
    char alias[SUP__SUBJECT_BYTES];
    struct sup__report owner = {.sequence = sequence, .actor_kind = SUP_ACTOR_SYSTEM};
    const struct sup_reference reference = {system, "order", alias};
    struct sup__thing *order = NULL;
    const char *at = sup__next_team(text, system);
    at = sup__next_team(at, alias);
    at = next_number(at, &owner.customer_id);
    at = next_number(at, &owner.at_ms);
    int32_t rc = sup__thing_load(unit, &reference, &order);
    if (rc != SUP_OK) {
        return rc;
    }
    if (owner.customer_id) {
        sup__thing_take(order, &owner);
    }
    while (at && *at) {
        at = take_fact(unit, at, order, sequence);
    }
    return at ? sup__thing_put(unit, order)
              : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

static int32_t keep_request(struct sup__unit *unit, const char *text)
{
    char system[SUP__SUBJECT_BYTES];
    char alias[SUP__SUBJECT_BYTES];
    char given[SUP__SUBJECT_BYTES];
    const struct sup_reference order = {system, "order", alias};
    int64_t id = 0;
    const char *at = next_number(text, &id);
    at = sup__next_team(at, system);
    at = sup__next_team(at, alias);
    (void)sup__next_team(at, given);
    return sup__fold_aliases(unit, id, strcmp(alias, "-") == 0 ? NULL : &order,
                             strcmp(given, "-") == 0 ? NULL : given);
}

static int32_t keep_limits(struct sup__unit *unit, const struct sup__event *event)
{
    const struct sup__payload *payload = &event->payload;
    int32_t rc = payload->erasure_key
                     ? sup__fold_keep(unit, payload->erasure_key, &unit->head.erasure_key)
                     : SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < payload->orders.count; i++) {
        rc = keep_order(unit, payload->orders.items[i], event->row.sequence);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < payload->requests.count; i++) {
        rc = keep_request(unit, payload->requests.items[i]);
    }
    return rc;
}

int32_t sup__fold_erased(struct sup__unit *unit, const struct sup__event *event)
{
    const struct sup__ids *ids = &event->payload.customers;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < ids->count; i++) {
        struct sup__customer_row row = {.tenant = unit->head.tenant, .id = ids->items[i]};
        rc = sup__get(&unit->repo, SUP__T_CUSTOMER, &row);
        if (rc == SUP_OK) {
            row.name = NULL;
            row.version++;
            row.erased_ms = event->row.at_ms;
            rc = sup__put(&unit->repo, SUP__T_CUSTOMER, &row);
        }
        if (rc == SUP_OK) {
            rc = stop_watching(unit, row.id);
        }
    }
    return rc == SUP_OK ? keep_limits(unit, event) : rc;
}
