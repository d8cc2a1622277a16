/*
 * kpi_outcomes.c: what became of the orders and the customers of tickets, as the shop reports it.
 *
 * Reports come late, are corrected and are erased, long after their tickets are closed. So nothing
 * of it is kept: the tickets that were opened in the days are looked at when it is asked for.
 */
#include "ops/figures/kpi_ask.h"
#include "ops/reads.h"

#include "base/message.h"
#include "base/when.h"

#include <stdlib.h>
#include <string.h>

enum { ORDERS_MAX = 8 /* of a ticket */, WHOLE_DIGITS_MAX = 9 };

struct outcome {
    struct sup__ticket_row row;
    struct sup__kpi_fact fact;
    const char *systems[ORDERS_MAX];
    const char *orders[ORDERS_MAX];
    uint32_t order_count;
    const char *product;
    int64_t product_place; /* of its reference */
    int is_reported; /* the shop says something of an order of it */
    int is_charged_back;
    int64_t reviewed_ms;
    int64_t score_tenths; /* -1: none */
};

struct looking {
    struct sup__unit *unit;
    struct sup__kpi_ids ids;
    int has_values;                       /* what customers are worth is asked for */
    struct outcome *outcomes;             /* of a chunk */
    const struct sup__ticket_row *helped; /* whose later orders are looked for */
    int has_orders;
    int has_bought;
    int32_t rc; /* why a row ended the reading */
};

/* ---- which tickets ---- */

static int32_t take_id(void *context, void *any)
{
    struct looking *looking = context;
    const struct sup__ticket_row *row = any;
    if (!row->merged_into && sup__kpi_ids_add(&looking->ids, row->id) != SUP_OK) {
        looking->rc = sup__kpi_fail(looking->unit, SUP_NOMEM, NULL);
    }
    return looking->rc;
}

static int compare_ids(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one;
    int64_t b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

static int32_t list_tickets(struct looking *looking, const struct sup__kpi_rules *rules,
                            const struct sup__kpi_question *question)
{
    struct sup__unit *unit = looking->unit;
    struct sup__ticket_row row;
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_value lower = sup__int(sup__kpi_day_begin(rules, question->first_day));
    struct sup_value upper = sup__int(sup__kpi_day_begin(rules, question->last_day + 1));
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TICKET,
                            .index = SUP__TICKET_BY_OPENED,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .lower_count = 1,
                            .lower = &lower,
                            .upper_count = 1,
                            .upper_is_open = 1,
                            .upper = &upper};
    int32_t rc = sup__each(&unit->repo, &scan, 0, &row, take_id, looking);
    rc = rc == SUP_OK ? looking->rc : rc;
    if (rc == SUP_OK && looking->ids.count) {
        qsort(looking->ids.items, looking->ids.count, sizeof *looking->ids.items, compare_ids);
    }
    return rc;
}

/* ---- what the shop says of their orders ---- */

/* "4.5" is 45; -1 for what is no number of that form. */
static int64_t tenths_of(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    size_t behind = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
    int64_t tenths = 0;
    if (!whole || whole > WHOLE_DIGITS_MAX || text[whole + (behind ? behind + 1 : 0)]) {
        return -1;
    }
    for (size_t i = 0; i < whole; i++) {
        tenths = tenths * 10 + (text[i] - '0');
    }
    return tenths * 10 + (behind ? text[whole + 1] - '0' : 0);
}

static int64_t time_of(const char *text)
{
    int64_t ms = 0;
    return sup__time_parse(text, strlen(text), &ms) ? ms : 0;
}

static void take_said(struct outcome *outcome, const struct sup__thing_fact_row *row)
{
    outcome->is_reported = 1;
    if (strcmp(row->name, "is_charged_back") == 0) {
        outcome->is_charged_back |= strcmp(row->value, "true") == 0;
    } else if (strcmp(row->name, "review_score") == 0) {
        outcome->score_tenths = tenths_of(row->value);
    } else if (strcmp(row->name, "reviewed_at") == 0) {
        outcome->reviewed_ms = time_of(row->value);
    }
}

static int32_t take(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct looking *looking = context;
    struct outcome *outcome = &looking->outcomes[item->at];
    if (item->scan.table == SUP__T_TICKET) {
        outcome->row = row->ticket;
    } else if (item->scan.table == SUP__T_THING_FACT) {
        take_said(outcome, &row->thing_fact);
    } else if (sup__kpi_is_product(&row->reference, &outcome->product_place)) {
        outcome->product = row->reference.reference_id;
    } else if (strcmp(row->reference.kind, "order") == 0 && !row->reference.is_withheld &&
               outcome->order_count < ORDERS_MAX) {
        outcome->systems[outcome->order_count] = row->reference.system;
        outcome->orders[outcome->order_count++] = row->reference.reference_id;
    }
    return 0;
}

static int32_t read_chunk(struct looking *looking, const int64_t *ids, uint32_t count)
{
    struct sup__reads reads = {.unit = looking->unit};
    for (uint32_t i = 0; i < count; i++) {
        looking->outcomes[i] = (struct outcome){.score_tenths = -1};
        sup__read_by_int(sup__reads_add(&reads, SUP__T_TICKET, 0, 1, i), ids[i]);
        sup__read_by_int(sup__reads_add(&reads, SUP__T_REFERENCE, 0, 0, i), ids[i]);
    }
    int32_t rc = sup__reads_run(&reads, take, looking);
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        const struct outcome *outcome = &looking->outcomes[i];
        for (uint32_t order = 0; order < outcome->order_count; order++) {
            struct sup__read_item *item = sup__reads_add(&reads, SUP__T_THING_FACT, 0, 0, i);
            sup__read_by_text(item, outcome->systems[order]);
            sup__read_by_text(item, "order");
            sup__read_by_text(item, outcome->orders[order]);
        }
    }
    return rc == SUP_OK && sup__reads_any(&reads) ? sup__reads_run(&reads, take, looking) : rc;
}

/* ---- what their customers bought since ---- */

static int32_t take_placed(void *context, const struct sup__read_item *item,
                           union sup__any_row *row)
{
    struct looking *looking = context;
    int64_t placed_ms = time_of(row->thing_fact.value);
    int64_t since_ms = looking->helped->first_solved_ms;
    (void)item;
    looking->has_orders |= placed_ms != 0;
    looking->has_bought |=
        placed_ms > since_ms && placed_ms <= since_ms + looking->unit->policy->purchase_ms;
    return 0;
}

static int32_t ask_placed(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    (void)item;
    if (strcmp(row->thing.kind, "order") == 0) {
        struct sup__read_item *next = sup__reads_add(context, SUP__T_THING_FACT, 0, 1, 0);
        sup__read_by_text(next, row->thing.system);
        sup__read_by_text(next, "order");
        sup__read_by_text(next, row->thing.thing_id);
        sup__read_by_text(next, "placed_at");
    }
    return 0;
}

/* All that the person's customers were said to have ordered. */
static int32_t find_orders(struct looking *looking, const struct sup__ticket_row *ticket,
                           const struct sup__family *family)
{
    struct sup__unit *unit = looking->unit;
    struct sup__reads things = {.unit = unit};
    struct sup__reads placed = {.unit = unit};
    int32_t rc = SUP_OK;
    looking->helped = ticket;
    for (uint32_t i = 0; i < family->count; i++) {
        sup__read_by_int(sup__reads_add(&things, SUP__T_THING, SUP__THING_BY_CUSTOMER, 0, 0),
                         family->rows[i].id);
    }
    rc = sup__reads_any(&things) ? sup__reads_run(&things, ask_placed, &placed) : rc;
    return rc == SUP_OK && sup__reads_any(&placed) ? sup__reads_run(&placed, take_placed, looking) : rc;
}

/* What the person did since that ticket was solved, and what they are worth. */
static int32_t look_at_person(struct looking *looking, const struct sup__ticket_row *ticket,
                              struct sup__kpi_fact *fact)
{
    struct sup__unit *unit = looking->unit;
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    int64_t root = 0;
    looking->has_orders = looking->has_bought = 0;
    if (!ticket->customer_id || !ticket->first_solved_ms) {
        return SUP_OK;
    }
    if (!family) {
        return sup__kpi_fail(unit, SUP_NOMEM, NULL);
    }
    int32_t rc = sup__customer_root(unit, ticket->customer_id, &root);
    rc = rc == SUP_OK ? sup__load_family(unit, root, family) : rc;
    rc = rc == SUP_OK ? find_orders(looking, ticket, family) : rc;
    return rc == SUP_OK && looking->has_values ? sup__kpi_add_values(unit, family, ticket, fact)
                                               : rc;
}

/* ---- what each adds, on the day of its opening ---- */

static int32_t weigh(struct looking *looking, struct outcome *outcome)
{
    struct sup__arena *arena = looking->unit->repo.arena;
    struct sup__kpi_fact *fact = &outcome->fact;
    const struct sup__ticket_row *row = &outcome->row;
    int64_t at_ms = row->opened_ms;
    int is_reviewed = outcome->score_tenths >= 0 && outcome->reviewed_ms > at_ms;
    fact->traits = (struct sup__kpi_traits){.channel = row->channel,
                                            .reason = row->reason,
                                            .team = row->team,
                                            .floor = row->floor,
                                            .priority = row->priority,
                                            .segment = row->segment,
                                            .sla = row->sla,
                                            .agent_id = row->assignee_id,
                                            .product = outcome->product};
    int32_t rc = look_at_person(looking, row, fact);
    int has_customer = looking->has_orders;
    int done = (!outcome->is_reported ||
                sup__kpi_fact_add(fact, arena, SUP__KPI_ABOUT_ORDER, at_ms, 0, 0)) &&
               (!outcome->is_charged_back ||
                sup__kpi_fact_add(fact, arena, SUP__KPI_CHARGED_BACK, at_ms, 0, 0)) &&
               (!is_reviewed || sup__kpi_fact_add(fact, arena, SUP__KPI_REVIEWED_SINCE, at_ms,
                                                  outcome->score_tenths, 0)) &&
               (!has_customer || sup__kpi_fact_add(fact, arena, SUP__KPI_HELPED, at_ms, 0, 0)) &&
               (!has_customer || !looking->has_bought ||
                sup__kpi_fact_add(fact, arena, SUP__KPI_BOUGHT_AGAIN, at_ms, 0, 0));
    return rc == SUP_OK && !done ? sup__kpi_fail(looking->unit, SUP_NOMEM, NULL) : rc;
}

int32_t sup__kpi_each_outcome(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                              const struct sup__kpi_question *question, int64_t after_id,
                              sup__kpi_looked_up_fn fn, void *context)
{
    struct looking looking = {.unit = unit, .has_values = question->has_values};
    struct sup__arena *arena = unit->repo.arena;
    struct sup__arena chunk;
    struct outcome *outcomes = sup__arena_alloc(arena, SUP__KPI_CHUNK * sizeof *outcomes);
    looking.ids.arena = arena;
    looking.outcomes = outcomes;
    int32_t rc =
        outcomes ? list_tickets(&looking, rules, question) : sup__kpi_fail(unit, SUP_NOMEM, NULL);
    uint32_t first = 0;
    while (rc == SUP_OK && first < looking.ids.count && looking.ids.items[first] <= after_id) {
        first++;
    }
    sup__arena_init(&chunk, &unit->core->mem);
    unit->repo.arena = &chunk;
    while (rc == SUP_OK && first < looking.ids.count) {
        uint32_t left = looking.ids.count - first;
        uint32_t count = left < SUP__KPI_CHUNK ? left : SUP__KPI_CHUNK;
        rc = read_chunk(&looking, &looking.ids.items[first], count);
        for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
            rc = weigh(&looking, &outcomes[i]);
            rc = rc == SUP_OK ? fn(context, &outcomes[i].fact, outcomes[i].row.id) : rc;
        }
        sup__arena_reset(&chunk);
        first += count;
    }
    unit->repo.arena = arena;
    sup__arena_free(&chunk);
    return rc;
}
