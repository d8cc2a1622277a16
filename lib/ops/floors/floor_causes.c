/*
 * floor_causes.c: which risk rules asked for floors on a ticket and on its parts, and what they see
 * now.
 *
 * What is recorded about a part raises the whole, so a rule that asked on the whole may see nothing
 * there: then it is asked about the parts.
 */
#include "ops/floors/floors.h"
#include "ops/policy/policy_ops.h"
#include "ops/sla/timers.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"
#include "policy/decide.h"

#include <stdlib.h>
#include <string.h>

enum { CAUSES_MAX = 500, ORDER_BYTES = 400, POINTER_SIZE = 64 };

/* What is known of a ticket and one of its orders. */
struct about {
    struct sup__slot *slots;
    const struct sup_reference *order; /* NULL: none */
};

/* The ticket itself, or a part of it. */
struct part {
    int64_t ticket_id;
    struct about orders[SUP_FLOOR_ORDERS_MAX];
    uint32_t order_count; /* 0: not read yet */
};

struct cause {
    struct sup__floor_rule_row row;
    uint32_t part; /* on which it asked */
};

struct causing {
    struct sup__unit *unit;
    struct part *parts; /* the first is the ticket itself */
    uint32_t part_count;
    struct cause *causes;
    uint32_t count;
    uint32_t part; /* whose rules are read */
    struct sup_floor_explanation *out;
    int failed;
};

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while a floor is explained");
}

static const char *text(struct causing *causing, const char *from)
{
    return sup__result_text(causing->out, from, &causing->failed);
}

/* ---- reading ---- */

static int32_t find_parts(struct causing *causing, const struct sup__ticket_row *row)
{
    struct sup__unit *unit = causing->unit;
    struct sup__members *members = NULL;
    int32_t rc = SUP_OK;
    if (row->member_count) {
        members = sup__arena_alloc(unit->repo.arena, sizeof *members);
        rc = members ? sup__load_members(unit, row->id, members) : out_of_memory(unit);
    }
    size_t count = rc == SUP_OK && members ? members->count + 1 : 1;
    causing->parts = sup__arena_alloc(unit->repo.arena, count * sizeof *causing->parts);
    causing->causes = sup__arena_alloc(unit->repo.arena, CAUSES_MAX * sizeof *causing->causes);
    if (rc == SUP_OK && (!causing->parts || !causing->causes)) {
        return out_of_memory(unit);
    }
    for (size_t i = 0; rc == SUP_OK && i < count; i++) {
        causing->parts[i] =
            (struct part){.ticket_id = i ? members->rows[i - 1].ticket_id : row->id};
        causing->part_count++;
    }
    return rc;
}

/* One that asked on a part is shown where it did not ask on the whole as well. */
static int32_t add_rule(void *context, void *in)
{
    struct causing *causing = context;
    const struct sup__floor_rule_row *row = in;
    uint32_t i = causing->part ? 0 : causing->count;
    while (i < causing->count && strcmp(causing->causes[i].row.rule, row->rule) != 0) {
        i++;
    }
    if (i == causing->count && i < CAUSES_MAX && !(causing->part && row->is_waived)) {
        causing->causes[causing->count++] = (struct cause){*row, causing->part};
    }
    return 0;
}

static int32_t read_rules(struct causing *causing)
{
    struct sup__unit *unit = causing->unit;
    int32_t rc = SUP_OK;
    for (causing->part = 0; rc == SUP_OK && causing->part < causing->part_count; causing->part++) {
        struct sup_value prefix[2] = {sup__int(unit->head.tenant),
                                      sup__int(causing->parts[causing->part].ticket_id)};
        struct sup_scan scan = {.size = sizeof scan,
                                .table = SUP__T_FLOOR_RULE,
                                .prefix_count = 2,
                                .prefix = prefix,
                                .limit = CAUSES_MAX};
        struct sup__floor_rule_row row;
        rc = sup__each(&unit->repo, &scan, 1, &row, add_rule, causing);
    }
    return rc;
}

/* Each of the orders that rules are asked about. */
static int32_t read_facts(struct causing *causing, struct part *part)
{
    struct sup__unit *unit = causing->unit;
    struct sup__ticket_slot *slot = NULL;
    uint32_t orders = 1;
    int32_t rc = part->order_count ? SUP_OK : sup__unit_ticket(unit, part->ticket_id, &slot);
    if (rc != SUP_OK || !slot) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    for (uint32_t i = 0; rc == SUP_OK && i < orders; i++) {
        struct about *about = &part->orders[i];
        rc = sup__ticket_order_slots(unit, &row, i, &about->slots, &orders, &about->order);
        orders = sup__floor_orders(unit->policy, orders);
        part->order_count += rc == SUP_OK;
    }
    return rc;
}

/* ---- what a rule sees ---- */

/* Of several orders the first that it matches, as when it was asked; NULL: none. */
static int32_t find_match(struct causing *causing, int32_t index, struct part *part,
                          const struct about **match)
{
    const struct sup__policy *policy = causing->unit->policy;
    int32_t rc = read_facts(causing, part);
    *match = NULL;
    for (uint32_t i = 0; rc == SUP_OK && i < part->order_count && !*match; i++) {
        struct sup__case given =
            sup__policy_case(policy, part->orders[i].slots, causing->unit->caller.now_ms);
        *match = sup__floor_rule_asks(policy, (uint32_t)index, &given) ? &part->orders[i] : NULL;
    }
    return rc;
}

/* Where a floor's rule stands in the document. */
static void point_at(const struct sup__policy *policy, int32_t index, char pointer[POINTER_SIZE])
{
    int32_t floor = policy->floor_rules.items[index].result;
    int32_t first = index;
    while (first > 0 && policy->floor_rules.items[first - 1].result == floor) {
        first--;
    }
    sup__format(pointer, POINTER_SIZE, "/floors/%d/rules/%d/when", floor, index - first);
}

static int asks_for_order(const struct sup__policy *policy, const struct sup__condition *when)
{
    static const char group[] = "order.";
    uint32_t count;
    const uint32_t *facts = sup__condition_facts(when, &count);
    uint32_t i = 0;
    while (i < count &&
           strncmp(policy->facts.names.names[facts[i]], group, sizeof group - 1) != 0) {
        i++;
    }
    return i < count;
}

static const char *order_text(struct causing *causing, const struct sup_reference *order)
{
    char shown[ORDER_BYTES];
    sup__format(shown, sizeof shown, "%s %s %s", order->system, order->kind, order->id);
    return text(causing, shown);
}

static void show_steps(struct causing *causing, int32_t index, const struct about *about,
                       struct sup_floor_cause *out)
{
    const struct sup__policy *policy = causing->unit->policy;
    const struct sup__condition *when = policy->floor_rules.items[index].when;
    struct sup__case given = sup__policy_case(policy, about->slots, causing->unit->caller.now_ms);
    char pointer[POINTER_SIZE];
    if (!when) {
        return;
    }
    out->order =
        about->order && asks_for_order(policy, when) ? order_text(causing, about->order) : NULL;
    point_at(policy, index, pointer);
    out->steps =
        sup__policy_steps(causing->out, when, pointer, &given, &out->step_count, &causing->failed);
}

/* Where it asked; where it matches nothing there, on the first of the parts that it matches. */
static int32_t ask(struct causing *causing, int32_t index, uint32_t asked,
                   struct sup_floor_cause *out)
{
    const struct about *match = NULL;
    uint32_t at = asked;
    int32_t rc = find_match(causing, index, &causing->parts[asked], &match);
    for (uint32_t i = 1; rc == SUP_OK && !match && !asked && i < causing->part_count; i++) {
        rc = find_match(causing, index, &causing->parts[i], &match);
        at = match ? i : at;
    }
    if (rc != SUP_OK) {
        return rc;
    }
    out->is_matching = match != NULL;
    out->ticket_id = at ? causing->parts[at].ticket_id : 0;
    show_steps(causing, index, match ? match : causing->parts[asked].orders, out);
    return SUP_OK;
}

static int32_t show_cause(struct causing *causing, const struct cause *cause,
                          struct sup_floor_cause *out)
{
    const struct sup__policy *policy = causing->unit->policy;
    int32_t index = sup__names_find(&policy->floor_rules.names, cause->row.rule);
    out->rule = text(causing, cause->row.rule);
    out->label = text(causing, index < 0 ? out->rule : policy->floor_rules.items[index].label);
    out->floor = text(causing, cause->row.floor);
    out->matched_ms = cause->row.matched_ms;
    out->is_waived = (int32_t)cause->row.is_waived;
    out->ticket_id = cause->part ? causing->parts[cause->part].ticket_id : 0;
    return index < 0 ? SUP_OK : ask(causing, index, cause->part, out);
}

/* In the order in which they spoke. */
static int by_sequence(const void *one, const void *other)
{
    const struct sup__floor_rule_row *a = &((const struct cause *)one)->row;
    const struct sup__floor_rule_row *b = &((const struct cause *)other)->row;
    return a->sequence != b->sequence ? (a->sequence > b->sequence ? 1 : -1)
                                      : strcmp(a->rule, b->rule);
}

int32_t sup__floor_causes(struct sup__unit *unit, const struct sup__ticket_row *row,
                          struct sup_floor_explanation *out, int *failed)
{
    struct causing causing = {.unit = unit, .out = out};
    int32_t rc = find_parts(&causing, row);
    rc = rc == SUP_OK ? read_rules(&causing) : rc;
    if (rc != SUP_OK) {
        return rc;
    }
    qsort(causing.causes, causing.count, sizeof *causing.causes, by_sequence);
    struct sup_floor_cause *causes =
        sup__result_array(out, causing.count, sizeof *causes, &causing.failed);
    for (uint32_t i = 0; rc == SUP_OK && !causing.failed && i < causing.count; i++) {
        rc = show_cause(&causing, &causing.causes[i], &causes[i]);
    }
    out->causes = causes;
    out->cause_count = causing.failed ? 0 : causing.count;
    out->is_cut |= causing.count == CAUSES_MAX;
    *failed |= causing.failed;
    return rc;
}
