/*
 * floors_review.c: when risk rules are asked, and of what.
 *
 * Each rule has its say once a ticket. They are asked when a ticket is opened, when something that
 * they ask for changes, and when it comes back to work: what was learnt while it was solved counts
 * then. A merged ticket is worked on as another one, so what matches on it raises that one.
 */
#include "ops/floors/floors.h"

#include "ops/erasure/erase.h"
#include "ops/sla/timers.h"
#include "ops/tickets/opening.h"
#include "ops/tickets/opening_facts.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"
#include "policy/decide.h"
#include "policy/host_facts.h"
#include "supportcore/sla.h"

#include <stdlib.h>
#include <string.h>

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while risk rules are asked");
}

static void set(struct sup__slot *slots, uint32_t fact, int32_t floor)
{
    slots[fact] = (struct sup__slot){.number = floor, .is_given = floor >= 0};
}

void sup__floor_slots(const struct sup__policy *policy, const struct sup__ticket_row *row,
                      struct sup__slot *slots)
{
    if (policy->floor_count) {
        set(slots, SUP__F_FLOOR_CURRENT, sup__floor_current(policy, row));
        set(slots, SUP__F_FLOOR_MINIMUM, sup__floor_minimum(policy, row));
    }
}

/* ---- asking ---- */

/* What was found so far: rules that match, by index, and the highest floor that they ask for. */
struct asking {
    struct sup__unit *unit;
    uint8_t *done; /* a bit for each rule that had its say */
    uint32_t *rules;
    uint32_t count;
    int32_t floor;   /* -1: none */
    int32_t minimum; /* of the ticket that is asked about, by the policy */
};

static int32_t begin(struct asking *asking, struct sup__unit *unit)
{
    size_t all = unit->policy->floor_rules.count + 1;
    *asking = (struct asking){.unit = unit, .floor = -1, .minimum = -1};
    asking->done = sup__arena_alloc(unit->repo.arena, all / 8 + 1);
    asking->rules = sup__arena_alloc(unit->repo.arena, all * sizeof *asking->rules);
    if (!asking->done || !asking->rules) {
        return out_of_memory(unit);
    }
    memset(asking->done, 0, all / 8 + 1);
    return SUP_OK;
}

/* A rule had its say for the floor that it asked for. By a policy that has it on a higher one, or
 * on one where that floor is gone, it has its say once more, unless somebody has waived it. */
static int had_say(const struct sup__policy *policy, const struct sup__floor_rule_row *row,
                   int32_t rule)
{
    int32_t asked = row->floor ? sup__names_find(&policy->floor_names, row->floor) : -1;
    return row->is_waived || asked >= policy->floor_rules.items[rule].result;
}

/* What a rule asked for is for good. A policy without that floor had put the minimum below it: now
 * that the floor is there again, so is the minimum, whatever is known by now. */
static void say_again(struct asking *asking, const struct sup__floor_rule_row *row, int32_t rule)
{
    const struct sup__policy *policy = asking->unit->policy;
    int32_t asked = row->floor ? sup__names_find(&policy->floor_names, row->floor) : -1;
    if (!row->is_waived && asking->minimum >= 0 && asked > asking->minimum) {
        asking->rules[asking->count++] = (uint32_t)rule;
        asking->floor = asked > asking->floor ? asked : asking->floor;
    }
}

static int32_t add_done(void *context, void *in)
{
    struct asking *asking = context;
    const struct sup__floor_rule_row *row = in;
    const struct sup__policy *policy = asking->unit->policy;
    int32_t index = sup__names_find(&policy->floor_rules.names, row->rule);
    uint8_t bit = (uint8_t)(index >= 0 ? 1u << (index % 8) : 0u);
    if (index >= 0 && had_say(policy, row, index) && !(asking->done[index / 8] & bit)) {
        asking->done[index / 8] |= bit;
        say_again(asking, row, index);
    }
    return 0;
}

/* The rules that had their say on a ticket. */
static int32_t load_done(struct asking *asking, int64_t ticket_id)
{
    struct sup__unit *unit = asking->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_FLOOR_RULE, .prefix_count = 2, .prefix = prefix};
    struct sup__floor_rule_row row;
    return sup__each(&unit->repo, &scan, 1, &row, add_done, asking);
}

static void ask(struct asking *asking, const struct sup__slot *slots)
{
    struct sup__unit *unit = asking->unit;
    struct sup__case given = sup__policy_case(unit->policy, slots, unit->at_ms);
    uint32_t *found = asking->rules + asking->count;
    uint32_t count = 0;
    int32_t floor = sup__decide_floor(unit->policy, &given, asking->done, found, &count);
    asking->floor = floor > asking->floor ? floor : asking->floor;
    asking->count += count;
    for (uint32_t i = 0; i < count; i++) {
        asking->done[found[i] / 8] |= (uint8_t)(1u << (found[i] % 8));
    }
}

/* Of how many orders what is known is asked about. */
uint32_t sup__floor_orders(const struct sup__policy *policy, uint32_t orders)
{
    if (!(policy->floors_ask & SUP__ASKS_THINGS)) {
        return 1;
    }
    return orders < SUP_FLOOR_ORDERS_MAX ? orders : SUP_FLOOR_ORDERS_MAX;
}

/* What is known of a ticket, where `root` is the one that it is part of, or itself. */
static int32_t ask_ticket(struct asking *asking, const struct sup__ticket_row *row,
                          const struct sup__ticket_row *root)
{
    struct sup__unit *unit = asking->unit;
    struct sup__slot *slots = NULL;
    uint32_t orders = 1;
    int32_t rc = load_done(asking, row->id);
    for (uint32_t i = 0; rc == SUP_OK && i < orders; i++) {
        rc = sup__ticket_order_slots(unit, row, i, &slots, &orders, NULL);
        orders = sup__floor_orders(unit->policy, orders);
        if (rc == SUP_OK) {
            sup__floor_slots(unit->policy, root, slots);
            ask(asking, slots);
        }
    }
    return rc;
}

/* ---- opening ---- */

/* The other orders that it is about: the first one's facts are among the slots. */
static int32_t ask_orders(struct asking *asking, const struct sup_ticket_open_params *params,
                          struct sup__opening *opening)
{
    struct sup__unit *unit = asking->unit;
    uint32_t orders = sup__floor_orders(
        unit->policy, sup__order_count(params->references, params->reference_count));
    int32_t rc = SUP_OK;
    for (uint32_t i = 1; rc == SUP_OK && i < orders; i++) {
        struct sup__slot *slots = NULL;
        opening->order = i;
        rc = sup__opening_slots(unit, params, opening, &slots);
        if (rc == SUP_OK) {
            ask(asking, slots);
        }
    }
    opening->order = 0;
    return rc;
}

/* What goes on from a ticket, or is a part of it, is a risk as that one is. */
static int32_t inherit(struct sup__unit *unit, struct sup__opening *opening)
{
    struct sup__ticket_slot *slot = NULL;
    if (!opening->source_id || opening->floor < 0) {
        return SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, opening->source_id, &slot);
    if (rc == SUP_OK && slot->row.root_id) {
        rc = sup__unit_ticket(unit, slot->row.root_id, &slot);
    }
    if (rc != SUP_OK || !slot->row.floor_minimum) {
        return rc;
    }
    int32_t minimum = sup__floor_minimum(unit->policy, &slot->row);
    opening->floor = minimum > opening->floor ? minimum : opening->floor;
    return SUP_OK;
}

int32_t sup__floor_opening(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           struct sup__slot *slots, struct sup__opening *opening)
{
    struct asking asking = {.floor = -1};
    int32_t rc = inherit(unit, opening);
    if (rc == SUP_OK && unit->policy->floor_rules.count) {
        rc = begin(&asking, unit);
        if (rc == SUP_OK) {
            ask(&asking, slots);
            rc = ask_orders(&asking, params, opening);
        }
        opening->floor = asking.floor > opening->floor ? asking.floor : opening->floor;
        opening->floor_rules = asking.rules;
        opening->floor_rule_count = asking.count;
    }
    set(slots, SUP__F_FLOOR_CURRENT, opening->floor);
    set(slots, SUP__F_FLOOR_MINIMUM, opening->floor);
    return rc;
}

/* Rules that asked on tickets for more than a floor, each once, and for which floors. */
struct asked {
    const char **names;
    const char **floors;
    uint32_t count;
};

static int is_among(const struct asked *asked, const char *rule)
{
    uint32_t i = 0;
    while (i < asked->count && strcmp(asked->names[i], rule) != 0) {
        i++;
    }
    return i < asked->count;
}

/* Room for so many more. */
static int32_t make_room(struct sup__unit *unit, struct asked *asked, uint32_t more)
{
    size_t all = asked->count + more + 1;
    const char **names = sup__arena_alloc(unit->repo.arena, all * sizeof *names);
    const char **floors = sup__arena_alloc(unit->repo.arena, all * sizeof *floors);
    if (!names || !floors) {
        return out_of_memory(unit);
    }
    for (uint32_t i = 0; i < asked->count; i++) {
        names[i] = asked->names[i];
        floors[i] = asked->floors[i];
    }
    asked->names = names;
    asked->floors = floors;
    return SUP_OK;
}

static int32_t add_asked(struct sup__unit *unit, int64_t ticket_id, int32_t floor,
                         struct asked *asked)
{
    const struct sup__names *known = &unit->policy->floor_names;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_FLOOR_RULE, .prefix_count = 2, .prefix = prefix};
    struct sup__rows rows = {0};
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    rc = rc == SUP_OK ? make_room(unit, asked, rows.count) : rc;
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__floor_rule_row *row = sup__rows_at(&rows, i);
        int32_t asked_for = row->floor ? sup__names_find(known, row->floor) : -1;
        if (!row->is_waived && (asked_for < 0 || asked_for > floor) &&
            !is_among(asked, row->rule)) {
            asked->floors[asked->count] =
                row->floor ? row->floor : unit->policy->floors[floor].name;
            asked->names[asked->count++] = row->rule;
        }
    }
    return rc;
}

int32_t sup__floor_say_rules(struct sup__unit *unit, int64_t ticket_id, int32_t floor,
                             struct sup__event *event)
{
    struct asked asked = {.count = 0};
    int32_t rc = add_asked(unit, ticket_id, floor, &asked);
    event->payload.floor_rules = (struct sup__texts){asked.names, asked.count};
    return rc;
}

int32_t sup__floor_say_waived(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                              int32_t floor, struct sup__event *event)
{
    const struct sup__ticket_row row = *ticket; /* reading may move it */
    struct asked asked = {.count = 0};
    struct sup__members *members = NULL;
    int32_t rc = add_asked(unit, row.id, floor, &asked);
    if (rc == SUP_OK && row.member_count) {
        members = sup__arena_alloc(unit->repo.arena, sizeof *members);
        rc = members ? sup__load_members(unit, row.id, members) : out_of_memory(unit);
    }
    for (uint32_t i = 0; rc == SUP_OK && members && i < members->count; i++) {
        rc = add_asked(unit, members->rows[i].ticket_id, floor, &asked);
    }
    event->payload.floor_rules = (struct sup__texts){asked.names, asked.count};
    event->payload.rule_floors = (struct sup__texts){asked.floors, asked.count};
    return rc;
}

/* ---- after an event ---- */

/* What matched raises the ticket, or what it is part of. One that is from before there were floors
 * begins on one. */
static int32_t raise_asked(struct asking *asking, const struct sup__ticket_row *root)
{
    if (!asking->count && root->floor) {
        return SUP_OK;
    }
    return sup__floor_raise(asking->unit, root->id, asking->floor > 0 ? asking->floor : 0,
                            asking->count ? SUP_FLOOR_RULE : SUP_FLOOR_POLICY, asking->rules,
                            asking->count, 0);
}

/* What was learnt of its parts while a ticket was solved. */
static int32_t ask_members(struct asking *asking, const struct sup__ticket_row *root)
{
    struct sup__unit *unit = asking->unit;
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    if (!members) {
        return out_of_memory(unit);
    }
    int32_t rc = sup__load_members(unit, root->id, members);
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        struct sup__ticket_slot *slot = NULL;
        rc = sup__unit_ticket(unit, members->rows[i].ticket_id, &slot);
        if (rc == SUP_OK) {
            const struct sup__ticket_row row = slot->row;
            rc = ask_ticket(asking, &row, root);
        }
    }
    return rc;
}

static int32_t review(struct sup__unit *unit, int64_t ticket_id, int with_members)
{
    struct sup__ticket_slot *slot = NULL;
    struct asking asking;
    if (!unit->policy->floor_count) {
        return SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    int64_t root_id = row.root_id ? row.root_id : row.id;
    rc = sup__unit_ticket(unit, root_id, &slot);
    if (rc != SUP_OK || (!slot->row.floor && !sup__is_floor_work(&slot->row))) {
        return rc;
    }
    const struct sup__ticket_row root = slot->row;
    rc = begin(&asking, unit);
    asking.minimum = sup__floor_minimum(unit->policy, &root);
    if (unit->policy->floor_rules.count) {
        rc = rc == SUP_OK && root_id != row.id ? load_done(&asking, root_id) : rc;
        rc = rc == SUP_OK ? ask_ticket(&asking, &row, &root) : rc;
        rc = rc == SUP_OK && with_members && root.member_count ? ask_members(&asking, &root) : rc;
    }
    return rc == SUP_OK ? raise_asked(&asking, &root) : rc;
}

int32_t sup__floor_review(struct sup__unit *unit, int64_t ticket_id)
{
    return review(unit, ticket_id, 0);
}

int32_t sup__floor_review_all(struct sup__unit *unit, int64_t ticket_id)
{
    return review(unit, ticket_id, 1);
}

/* Does it change something that a risk rule asks for? */
static int may_match(const struct sup__policy *policy, const struct sup__event *event)
{
    /* What one ticket brings along to another, or takes with it. */
    enum { JOINING = SUP__ASKS_TAGS | SUP__ASKS_THINGS | SUP__ASKS_CUSTOMER };
    static const struct {
        int64_t kind;
        uint32_t asks;
    } changes[] = {
        {SUP__E_TICKET_PRIORITIZED, SUP__ASKS_PRIORITY},
        {SUP__E_TICKET_MOVED, SUP__ASKS_STATUS},
        {SUP__E_TICKET_CLASSIFIED, SUP__ASKS_REASON},
        {SUP__E_TICKET_ASSIGNED, SUP__ASKS_ASSIGNED | SUP__ASKS_TEAM},
        {SUP__E_TICKET_TRANSFERRED, SUP__ASKS_ASSIGNED | SUP__ASKS_TEAM},
        {SUP__E_TICKET_TAGGED, SUP__ASKS_TAGS},
        {SUP__E_TICKET_UNTAGGED, SUP__ASKS_TAGS},
        {SUP__E_REFERENCES_ADDED, SUP__ASKS_THINGS},
        {SUP__E_REFERENCES_REMOVED, SUP__ASKS_THINGS},
        {SUP__E_TICKET_FILLED, SUP__ASKS_FIELDS},
        {SUP__E_FACTS_RECORDED, SUP__ASKS_SAID},
        {SUP__E_TICKET_JOINED, JOINING},
        {SUP__E_TICKET_PARTED, JOINING},
    };
    for (size_t i = 0; policy->floors_ask && i < sizeof changes / sizeof changes[0]; i++) {
        if (changes[i].kind == event->row.kind) {
            return (policy->floors_ask & changes[i].asks) != 0;
        }
    }
    return 0;
}

/* Back to work, it may have been learnt more of it than it was asked about. */
static int is_back(const struct sup__event *event)
{
    return event->row.flags & SUP_EVENT_REOPENS || event->row.kind == SUP__E_TICKET_UNMERGED;
}

int32_t sup__floor_after(struct sup__unit *unit, const struct sup__event *event)
{
    int back = is_back(event);
    int32_t rc = back ? sup__floor_place(unit, event->row.ticket_id) : SUP_OK;
    return rc == SUP_OK && (back || may_match(unit->policy, event))
               ? review(unit, event->row.ticket_id, back)
               : rc;
}

/* ---- after a report ---- */

int sup__floors_ask(const struct sup__policy *policy, const char *group,
                    const struct sup__texts *facts)
{
    int is_asked = 0;
    for (uint32_t i = 0; policy->floor_rules.count && i < facts->count; i++) {
        int32_t fact = sup__host_fact(group, facts->items[i]);
        is_asked |= fact >= 0 && policy->floors_ask_fact[fact];
    }
    return is_asked;
}

/* Open tickets of one person, the newest of each customer that they are and of each category. */
struct found {
    int64_t ids[2 * SUP_DEADLINE_TICKETS_MAX];
    uint32_t count;
};

static int from_newest(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one;
    int64_t b = *(const int64_t *)other;
    return (a < b) - (a > b);
}

static void keep_newest(struct found *found)
{
    qsort(found->ids, found->count, sizeof found->ids[0], from_newest);
    found->count =
        found->count < SUP_DEADLINE_TICKETS_MAX ? found->count : SUP_DEADLINE_TICKETS_MAX;
}

static int32_t add_ticket(void *context, void *in)
{
    struct found *found = context;
    found->ids[found->count++] = ((const struct sup__ticket_row *)in)->id;
    return 0;
}

static int32_t find_tickets(struct sup__unit *unit, int64_t customer_id, struct found *found)
{
    int32_t rc = SUP_OK;
    for (int64_t category = SUP_CATEGORY_NEW; rc == SUP_OK && category < SUP_CATEGORY_SOLVED;
         category++) {
        struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(customer_id),
                                      sup__int(category)};
        struct sup_scan scan = {.size = sizeof scan,
                                .table = SUP__T_TICKET,
                                .index = SUP__TICKET_BY_CUSTOMER_CATEGORY,
                                .prefix_count = 3,
                                .prefix = prefix,
                                .is_descending = 1,
                                .limit = SUP_DEADLINE_TICKETS_MAX};
        struct sup__ticket_row row;
        rc = sup__each(&unit->repo, &scan, 1, &row, add_ticket, found);
        keep_newest(found);
    }
    return rc;
}

static int32_t find_all(struct sup__unit *unit, int64_t customer_id, struct found *found)
{
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    int64_t root = 0;
    if (!family) {
        return out_of_memory(unit);
    }
    int32_t rc = sup__customer_root(unit, customer_id, &root);
    rc = rc == SUP_OK ? sup__load_family(unit, root, family) : rc;
    rc = rc == SUP_OK ? sup__unit_flush(unit) : rc; /* tickets in work may be in another category */
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        rc = find_tickets(unit, family->rows[i].id, found);
    }
    return rc;
}

int32_t sup__floor_review_customer(struct sup__unit *unit, int64_t customer_id)
{
    struct found *found = sup__arena_alloc(unit->repo.arena, sizeof *found);
    int64_t at_ms = unit->at_ms;
    if (!found) {
        return out_of_memory(unit);
    }
    found->count = 0;
    int32_t rc = find_all(unit, customer_id, found);
    unit->at_ms = unit->caller.now_ms; /* it follows when it is told */
    for (uint32_t i = found->count; rc == SUP_OK && i > 0; i--) {
        rc = sup__agenda_fire_ticket(unit, found->ids[i - 1]);
        rc = rc == SUP_OK ? review(unit, found->ids[i - 1], 0) : rc;
    }
    unit->at_ms = at_ms;
    return rc;
}
