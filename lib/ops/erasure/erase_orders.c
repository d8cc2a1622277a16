/*
 * erase_orders.c: what is kept of orders that are erased, so that limits count on.
 *
 * The event of the erasure has a text for each order and for each request, of words:
 *
 *     shop ~4f02... 7 1767614400000 captured 1767614400000 49.90 EUR refunded 1767787200000 5.00
 * EUR 12 shop ~4f02... ~91bc...
 *
 * of an order its system, alias, whose the shop says that it is and since when (0 0: nobody said),
 * and each amount with its date; of a request its id, the system and the alias of its order and the
 * alias of the shop's id, each "-" where it has none.
 */
#include "ops/authority/requests.h"
#include "ops/erasure/aliases.h"
#include "ops/erasure/erase.h"
#include "ops/tickets/things.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* The money of an order that limits are about. */
static int is_kept(const struct sup__said *said)
{
    return said->value[0] &&
           (strcmp(said->name, "captured") == 0 || strcmp(said->name, "refunded") == 0 ||
            strcmp(said->name, "total") == 0);
}

/* The desk's, or the one that it has from now on. */
static int32_t find_key(struct sup__erasing *erasing)
{
    if (!erasing->key) {
        erasing->key = erasing->unit->head.erasure_key;
    }
    return erasing->key ? SUP_OK : sup__erasure_key_new(erasing->unit, &erasing->key);
}

static int32_t find_alias(struct sup__erasing *erasing, const char *system, const char *id,
                          char out[SUP__ALIAS_BYTES])
{
    int32_t rc = find_key(erasing);
    if (sup__is_alias(id)) {
        memcpy(out, id, SUP__ALIAS_BYTES);
        return rc;
    }
    return rc == SUP_OK ? sup__alias_with(erasing->unit, erasing->key, system, id, out) : rc;
}

static int32_t add(struct sup__erasing *erasing, struct sup__text_list *list)
{
    struct sup__buffer *buffer = &erasing->unit->core->buffer;
    return buffer->is_failed ? sup__fail(erasing->unit->error, SUP_MSG_NOMEM, NULL, "out of memory")
                             : sup__text_list_add(erasing->unit, list, buffer->data);
}

static void add_int(struct sup__buffer *buffer, int64_t number)
{
    sup__buffer_char(buffer, ' ');
    sup__buffer_int(buffer, number);
}

static void add_word(struct sup__buffer *buffer, const char *word)
{
    sup__buffer_char(buffer, ' ');
    sup__buffer_text(buffer, word);
}

static int32_t keep_thing(struct sup__erasing *erasing, const struct sup__thing *thing)
{
    struct sup__buffer *buffer = &erasing->unit->core->buffer;
    char alias[SUP__ALIAS_BYTES];
    int64_t owner = thing->row.customer_id;
    uint32_t count = 0;
    int32_t rc = find_alias(erasing, thing->row.system, thing->row.thing_id, alias);
    if (rc != SUP_OK) {
        return rc;
    }
    sup__buffer_clear(buffer);
    sup__buffer_text(buffer, thing->row.system);
    add_word(buffer, alias);
    add_int(buffer, owner);
    add_int(buffer, owner ? thing->row.customer_ms : 0);
    for (uint32_t i = 0; i < thing->fact_count; i++) {
        const struct sup__said *said = &thing->facts[i];
        if (is_kept(said)) {
            count++;
            add_word(buffer, said->name);
            add_int(buffer, said->at_ms);
            add_word(buffer, said->value);
        }
    }
    return owner || count ? add(erasing, &erasing->orders) : SUP_OK;
}

int32_t sup__keep_order(struct sup__erasing *erasing, const struct sup_reference *order)
{
    struct sup__thing *thing = NULL;
    int32_t rc = sup__thing_load(erasing->unit, order, &thing);
    if (rc != SUP_OK || !thing->is_known) {
        return rc;
    }
    sup__thing_keep_shops(thing);
    return keep_thing(erasing, thing);
}

/* Whose it is the reports say that are left; its money may have been in this one alone. */
int32_t sup__keep_report(struct sup__erasing *erasing, const struct sup__event *event)
{
    const struct sup__references *things = &event->data.references;
    int is_shops =
        event->row.actor_kind == SUP_ACTOR_SYSTEM || event->row.actor_kind == SUP_ACTOR_INTEGRATION;
    struct sup__thing *thing = sup__arena_alloc(erasing->unit->repo.arena, sizeof *thing);
    if (!thing) {
        return sup__fail(erasing->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    if (!is_shops || things->count != 1 || strcmp(things->items[0].kind, "order") != 0) {
        return SUP_OK;
    }
    thing->row.system = things->items[0].system;
    thing->row.thing_id = things->items[0].id;
    sup__thing_take_event(thing, event);
    thing->row.customer_id = 0;
    return thing->fact_count ? keep_thing(erasing, thing) : SUP_OK;
}

int32_t sup__keep_request(struct sup__erasing *erasing, const struct sup__request_row *row)
{
    struct sup__buffer *buffer = &erasing->unit->core->buffer;
    char order[SUP__ALIAS_BYTES] = "-";
    char given[SUP__ALIAS_BYTES] = "-";
    int has_order = row->order_id && row->order_system; /* both, but in a row made by hand */
    int has_given = row->external_id != NULL;
    int32_t rc = find_key(erasing); /* the shop may say its id later, which is known by it then */
    if (rc == SUP_OK && has_order) {
        rc = find_alias(erasing, row->order_system, row->order_id, order);
    }
    if (rc == SUP_OK && has_given) {
        rc = find_alias(erasing, "", row->external_id, given);
    }
    if (rc != SUP_OK || (!has_order && !has_given)) {
        return rc;
    }
    sup__buffer_clear(buffer);
    sup__buffer_int(buffer, row->id);
    add_word(buffer, has_order ? row->order_system : "-");
    add_word(buffer, order);
    add_word(buffer, given);
    return add(erasing, &erasing->requests);
}
