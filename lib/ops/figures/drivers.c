/*
 * drivers.c: why customers came, from the tickets of some days.
 *
 * First the tickets are listed, those of the days before and of the time in which a contact is a
 * repeated one among them; then what is known of each is read, many at once; then they are sorted
 * twice: by person, which shows who came again, and by what they are told apart by, which makes
 * them drivers.
 */
#include "ops/bodies.h"
#include "ops/figures/kpi_ask.h"
#include "ops/reads.h"

#include "base/message.h"
#include "base/money.h"
#include "policy/policy.h"
#include "supportcore/drivers.h"

#include <stdlib.h>
#include <string.h>

enum { BY_REASON, BY_PRODUCT, BY_STATE, BY_COUNT };

static const char *const by_names[BY_COUNT] = {"reason", "product", "order_state"};
static const char order_state[] = "order.state";

/* When a ticket was opened. */
enum when { EARLIER, BEFORE, WITHIN };

struct contact {
    int64_t ticket_id;
    int64_t opened_ms;
    int64_t customer_id;
    int64_t person_id; /* who that is now; 0: not known */
    int64_t handle_ms;
    const struct sup__costs *costs; /* of its channel; the policy's */
    const char *reason;       /* NULL: none */
    const char *is[BY_COUNT]; /* by what it is told apart; NULL: none, or not asked for */
    int64_t place[BY_COUNT];  /* of the reference that is taken: the first by these */
    const char *system;       /* of its first order */
    const char *order_id;
    enum when when;
    int is_repeated;
};

struct driver {
    struct sup_kpi_driver shown;
    sup__kpi_cost_exact cost;
};

struct driving {
    struct sup__unit *unit;
    struct sup__kpi_rules rules;
    struct sup__kpi_question question;
    int32_t previous_day; /* the first of the days before */
    int is_by[BY_COUNT];
    struct contact *contacts;
    uint32_t count;
    uint32_t room;
    uint32_t first; /* of the chunk that is being read */
    struct sup__arena *lasting;
    struct sup__arena scratch;
    struct sup_kpi_driver_list *out;
    sup__kpi_cost_exact cost; /* of all, and of those that should not have existed */
    sup__kpi_cost_exact preventable_cost;
    int32_t rc; /* why a row ended the reading */
    int failed;
};

static int32_t no_memory(const struct driving *driving)
{
    return sup__fail(driving->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

static const char *keep(struct driving *driving, const char *text)
{
    const char *copy = text ? sup__arena_text(driving->lasting, text, strlen(text)) : NULL;
    driving->failed |= text && !copy;
    return copy;
}

/* ---- which tickets ---- */

static int32_t grow(struct driving *driving)
{
    uint32_t room = driving->room ? 2 * driving->room : 256;
    struct contact *contacts = sup__arena_take(driving->lasting, room * sizeof *contacts);
    if (!contacts) {
        return no_memory(driving);
    }
    if (driving->count) {
        memcpy(contacts, driving->contacts, driving->count * sizeof *contacts);
    }
    driving->contacts = contacts;
    driving->room = room;
    return SUP_OK;
}

static int32_t add_contact(void *context, void *any)
{
    struct driving *driving = context;
    const struct sup__ticket_row *row = any;
    int32_t day = sup__kpi_when(&driving->rules, row->opened_ms).day;
    if (row->merged_into) {
        return 0;
    }
    if (driving->count == SUP_DRIVERS_TICKETS_MAX) {
        return driving->rc = sup__fail(driving->unit->error, SUP_MSG_DRIVERS_TICKETS, "from",
                                       "more than %d tickets were opened in that time and as many "
                                       "days before",
                                       SUP_DRIVERS_TICKETS_MAX);
    }
    driving->rc = driving->count == driving->room ? grow(driving) : SUP_OK;
    if (driving->rc != SUP_OK) {
        return driving->rc;
    }
    driving->contacts[driving->count++] =
        (struct contact){.ticket_id = row->id,
                         .opened_ms = row->opened_ms,
                         .customer_id = row->customer_id,
                         .costs = sup__kpi_costs_on(driving->unit->policy, row->channel),
                         .reason = keep(driving, row->reason),
                         .when = day >= driving->question.first_day ? WITHIN
                                 : day >= driving->previous_day     ? BEFORE
                                                                    : EARLIER};
    return 0;
}

static int32_t list_contacts(struct driving *driving)
{
    struct sup__unit *unit = driving->unit;
    struct sup__ticket_row row;
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_value lower = sup__int(sup__kpi_day_begin(&driving->rules, driving->previous_day) -
                                      driving->rules.repeat_ms);
    struct sup_value upper =
        sup__int(sup__kpi_day_begin(&driving->rules, driving->question.last_day + 1));
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
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, add_contact, driving);
    return rc == SUP_OK ? driving->rc : rc;
}

/* ---- what is known of them ---- */

static void take_reference(struct driving *driving, struct contact *contact,
                           const struct sup__reference_row *row)
{
    int by = strcmp(row->kind, "product") == 0 ? BY_PRODUCT
             : strcmp(row->kind, "order") == 0 ? BY_STATE
                                               : BY_COUNT;
    if (by == BY_COUNT || !driving->is_by[by] ||
        !sup__kpi_is_first_reference(row, &contact->place[by])) {
        return;
    }
    if (by == BY_PRODUCT) {
        contact->is[BY_PRODUCT] = keep(driving, row->reference_id);
    } else {
        contact->system = keep(driving, row->system);
        contact->order_id = keep(driving, row->reference_id);
    }
}

static int32_t take_handling(struct driving *driving, struct contact *contact,
                             const struct sup__kpi_fact_row *row)
{
    struct sup__kpi_fact fact = {0};
    int32_t rc = sup__kpi_fact_of(driving->unit, row, &fact);
    for (uint32_t i = 0; i < fact.count && rc == SUP_OK; i++) {
        uint32_t measure = fact.items[i].measure;
        if (measure >= SUP__KPI_REPLIES && measure <= SUP__KPI_AUTOMATED_MESSAGES) {
            contact->handle_ms += fact.items[i].value;
        }
    }
    return rc;
}

static int32_t take(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct driving *driving = context;
    struct contact *contact = &driving->contacts[item->at];
    switch (item->scan.table) {
    case SUP__T_CUSTOMER:
        contact->person_id = row->customer.root_id;
        break;
    case SUP__T_REFERENCE:
        take_reference(driving, contact, &row->reference);
        break;
    case SUP__T_FACT:
        contact->is[BY_STATE] = row->fact.value[0] ? keep(driving, row->fact.value) : NULL;
        break;
    case SUP__T_THING_FACT:
        if (!contact->is[BY_STATE] && row->thing_fact.value[0]) {
            contact->is[BY_STATE] = keep(driving, row->thing_fact.value);
        }
        break;
    default:
        driving->rc = take_handling(driving, contact, &row->kpi_fact);
        break;
    }
    if (driving->failed && driving->rc == SUP_OK) {
        driving->rc = no_memory(driving);
    }
    return driving->rc;
}

static int32_t run(struct driving *driving, struct sup__reads *reads)
{
    int32_t rc = sup__reads_any(reads) ? sup__reads_run(reads, take, driving) : SUP_OK;
    return rc == SUP_OK ? driving->rc : rc;
}

static void ask(struct driving *driving, struct sup__reads *reads, uint32_t at)
{
    struct contact *contact = &driving->contacts[at];
    if (contact->customer_id) {
        sup__read_by_int(sup__reads_add(reads, SUP__T_CUSTOMER, 0, 1, at), contact->customer_id);
    }
    if (contact->when == EARLIER) {
        return;
    }
    contact->is[BY_REASON] = driving->is_by[BY_REASON] ? contact->reason : NULL;
    if (driving->is_by[BY_PRODUCT] || driving->is_by[BY_STATE]) {
        sup__read_by_int(sup__reads_add(reads, SUP__T_REFERENCE, 0, 0, at), contact->ticket_id);
    }
    if (driving->is_by[BY_STATE]) {
        struct sup__read_item *item = sup__reads_add(reads, SUP__T_FACT, 0, 1, at);
        sup__read_by_int(item, contact->ticket_id);
        sup__read_by_text(item, order_state);
    }
    if (contact->when == WITHIN) {
        struct sup__read_item *item = sup__reads_add(reads, SUP__T_KPI_FACT, 0, 1, at);
        sup__read_by_int(item, SUP_KPI_TICKET);
        sup__read_by_int(item, contact->ticket_id);
    }
}

/* What its order is, where nobody said it of the ticket. */
static void ask_state(struct driving *driving, struct sup__reads *reads, uint32_t at)
{
    const struct contact *contact = &driving->contacts[at];
    if (contact->order_id && !contact->is[BY_STATE]) {
        struct sup__read_item *item = sup__reads_add(reads, SUP__T_THING_FACT, 0, 1, at);
        sup__read_by_text(item, contact->system);
        sup__read_by_text(item, "order");
        sup__read_by_text(item, contact->order_id);
        sup__read_by_text(item, "state");
    }
}

static int32_t read_contacts(struct driving *driving)
{
    int32_t rc = SUP_OK;
    for (uint32_t first = 0; first < driving->count && rc == SUP_OK; first += SUP__KPI_CHUNK) {
        struct sup__reads reads = {.unit = driving->unit};
        struct sup__reads states = {.unit = driving->unit};
        uint32_t end = first + SUP__KPI_CHUNK;
        end = end < driving->count ? end : driving->count;
        for (uint32_t i = first; i < end; i++) {
            ask(driving, &reads, i);
        }
        rc = run(driving, &reads);
        for (uint32_t i = first; i < end && rc == SUP_OK; i++) {
            ask_state(driving, &states, i);
        }
        rc = rc == SUP_OK ? run(driving, &states) : rc;
        sup__arena_reset(&driving->scratch);
    }
    return rc;
}

/* ---- who came again ---- */

static int compare_texts(const char *one, const char *other)
{
    if (!one || !other) {
        return (one != NULL) - (other != NULL);
    }
    return strcmp(one, other);
}

static int compare_numbers(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

static int by_person(const void *a, const void *b)
{
    const struct contact *one = a;
    const struct contact *other = b;
    int order = compare_numbers(one->person_id, other->person_id);
    order = order ? order : compare_texts(one->reason, other->reason);
    order = order ? order : compare_numbers(one->opened_ms, other->opened_ms);
    return order ? order : compare_numbers(one->ticket_id, other->ticket_id);
}

static void find_repeated(struct driving *driving)
{
    if (driving->count) {
        qsort(driving->contacts, driving->count, sizeof *driving->contacts, by_person);
    }
    for (uint32_t i = 1; i < driving->count; i++) {
        const struct contact *before = &driving->contacts[i - 1];
        struct contact *contact = &driving->contacts[i];
        contact->is_repeated = contact->person_id && contact->reason &&
                               contact->person_id == before->person_id &&
                               compare_texts(contact->reason, before->reason) == 0 &&
                               contact->opened_ms - before->opened_ms <= driving->rules.repeat_ms;
    }
}

/* ---- drivers ---- */

static int compare_drivers(const char *const one[BY_COUNT], const char *const other[BY_COUNT])
{
    int order = 0;
    for (int by = 0; by < BY_COUNT && !order; by++) {
        order = compare_texts(one[by], other[by]);
    }
    return order;
}

static int by_driver(const void *a, const void *b)
{
    const struct contact *one = a;
    const struct contact *other = b;
    int order = compare_drivers(one->is, other->is);
    return order ? order : compare_numbers(one->ticket_id, other->ticket_id);
}

static int by_count(const void *a, const void *b)
{
    const struct sup_kpi_driver *one = &((const struct driver *)a)->shown;
    const struct sup_kpi_driver *other = &((const struct driver *)b)->shown;
    const char *const names[2][BY_COUNT] = {{one->reason, one->product, one->order_state},
                                            {other->reason, other->product, other->order_state}};
    int order = compare_numbers(other->count, one->count);
    return order ? order : compare_drivers(names[0], names[1]);
}

static int is_preventable(const struct sup__policy *policy, const char *reason)
{
    for (uint32_t i = 0; reason && i < policy->reason_count; i++) {
        if (strcmp(policy->reasons[i].name, reason) == 0) {
            return policy->reasons[i].is_preventable;
        }
    }
    return 0;
}

static void count_contact(struct driving *driving, struct driver *of,
                          const struct contact *contact)
{
    struct sup_kpi_driver_list *out = driving->out;
    struct sup_kpi_driver *driver = &of->shown;
    if (contact->when == BEFORE) {
        driver->previous_count++;
        out->previous_count++;
        return;
    }
    int is_vain = contact->is_repeated || is_preventable(driving->unit->policy, contact->reason);
    driver->count++;
    driver->repeat_count += contact->is_repeated;
    driver->handle_ms += contact->handle_ms;
    out->ticket_count++;
    out->repeat_count += contact->is_repeated;
    out->preventable_count += is_vain;
    sup__kpi_cost_exact cost = sup__kpi_cost_of(contact->costs, contact->handle_ms, 1);
    of->cost += cost;
    driving->cost += cost;
    driving->preventable_cost += is_vain ? cost : 0;
}

/* Drivers that bring nothing any more are none. */
static struct driver *make_drivers(struct driving *driving, uint32_t *count)
{
    struct driver *drivers =
        sup__arena_alloc(driving->lasting, (driving->count + 1) * sizeof *drivers);
    const struct contact *before = NULL;
    uint32_t made = 0;
    *count = 0;
    if (!drivers) {
        return NULL;
    }
    if (driving->count) {
        qsort(driving->contacts, driving->count, sizeof *driving->contacts, by_driver);
    }
    for (uint32_t i = 0; i < driving->count; i++) {
        const struct contact *contact = &driving->contacts[i];
        if (contact->when == EARLIER) {
            continue;
        }
        if (!before || compare_drivers(before->is, contact->is) != 0) {
            made -= made && !drivers[made - 1].shown.count;
            drivers[made++].shown = (struct sup_kpi_driver){
                .reason = contact->is[BY_REASON],
                .product = contact->is[BY_PRODUCT],
                .order_state = contact->is[BY_STATE],
                .is_preventable = is_preventable(driving->unit->policy, contact->is[BY_REASON])};
        }
        count_contact(driving, &drivers[made - 1], contact);
        before = contact;
    }
    made -= made && !drivers[made - 1].shown.count;
    qsort(drivers, made, sizeof *drivers, by_count);
    *count = made;
    return drivers;
}

/* ---- the answer ---- */

static const char *show_text(struct driving *driving, const char *text)
{
    return sup__result_text(driving->out, text, &driving->failed);
}

static const char *show_cost(struct driving *driving, sup__kpi_cost_exact cost)
{
    const struct sup__policy *policy = driving->unit->policy;
    char text[SUP__MONEY_TEXT_SIZE];
    if (!sup__kpi_has_costs(policy) ||
        !sup__money_format(sup__kpi_cost(cost), policy->currency, text)) {
        return NULL;
    }
    return show_text(driving, text);
}

static const char *show_share(struct driving *driving, int64_t of)
{
    static const struct sup__kpi_definition share = {
        .unit = SUP__KPI_UNIT_PERCENT,
        .denominator = {{1, SUP__KPI_COUNT, SUP__KPI_OPENED, SUP__KPI_OPENED}}};
    char text[SUP__KPI_VALUE_BYTES];
    (void)sup__kpi_value(&share, NULL, of, driving->out->ticket_count, text);
    return show_text(driving, text);
}

static const char *show_day(struct driving *driving, int32_t day)
{
    char text[SUP_KPI_DATE_BYTES_MAX + 1];
    sup__kpi_day_text(day, text);
    return show_text(driving, text);
}

static void show_totals(struct driving *driving)
{
    const struct sup__policy *policy = driving->unit->policy;
    struct sup_kpi_driver_list *out = driving->out;
    out->from = show_day(driving, driving->question.first_day);
    out->to = show_day(driving, driving->question.last_day);
    out->previous_from = show_day(driving, driving->previous_day);
    out->previous_to = show_day(driving, driving->question.first_day - 1);
    out->zone = show_text(driving, driving->rules.zone ? driving->rules.zone->name : "UTC");
    out->currency = sup__kpi_has_costs(policy) ? show_text(driving, policy->currency) : NULL;
    out->cost = show_cost(driving, driving->cost);
    out->preventable_cost = show_cost(driving, driving->preventable_cost);
}

static int32_t show(struct driving *driving, uint32_t limit)
{
    struct sup_kpi_driver_list *out = driving->out;
    uint32_t count = 0;
    int64_t cumulative = 0;
    const struct driver *drivers = make_drivers(driving, &count);
    if (!drivers) {
        return no_memory(driving);
    }
    out->driver_count = count;
    out->count = count < limit ? count : limit;
    struct sup_kpi_driver *items =
        sup__result_array(out, out->count, sizeof *items, &driving->failed);
    out->items = items;
    for (uint32_t i = 0; items && i < out->count; i++) {
        const struct sup_kpi_driver *from = &drivers[i].shown;
        cumulative += from->count;
        items[i] = *from;
        items[i].reason = show_text(driving, from->reason);
        items[i].product = show_text(driving, from->product);
        items[i].order_state = show_text(driving, from->order_state);
        items[i].cost = show_cost(driving, drivers[i].cost);
        items[i].share = show_share(driving, from->count);
        items[i].cumulative = show_share(driving, cumulative);
    }
    show_totals(driving);
    return SUP_OK;
}

/* ---- the question ---- */

static int32_t read_by(struct driving *driving, const struct sup_kpi_drivers_params *params)
{
    char field[32];
    for (int by = 0; by < BY_COUNT; by++) {
        driving->is_by[by] = !params->by_count;
    }
    for (uint32_t i = 0; i < params->by_count; i++) {
        int by = 0;
        while (by < BY_COUNT && strcmp(params->by[i], by_names[by]) != 0) {
            by++;
        }
        sup__format(field, sizeof field, "by/%u", i);
        if (by == BY_COUNT || driving->is_by[by]) {
            return sup__fail(driving->unit->error, SUP_MSG_DRIVERS_BY, field,
                             by == BY_COUNT ? "drivers are not by '%s'" : "'%s' is there twice",
                             params->by[i]);
        }
        driving->is_by[by] = 1;
    }
    return SUP_OK;
}

static int32_t read_question(struct driving *driving, const struct sup_kpi_drivers_params *params)
{
    struct sup__kpi_question *question = &driving->question;
    int32_t rc = read_by(driving, params);
    sup__kpi_rules(driving->unit, &driving->rules);
    if (rc == SUP_OK) {
        rc = sup__kpi_ask_days(driving->unit, &driving->rules, question, params->from, params->to);
    }
    driving->previous_day = 2 * question->first_day - question->last_day - 1;
    return rc;
}

static int32_t drive(struct driving *driving, uint32_t limit)
{
    struct sup__unit *unit = driving->unit;
    driving->lasting = unit->repo.arena;
    sup__arena_init(&driving->scratch, &unit->core->mem);
    unit->repo.arena = &driving->scratch;
    int32_t rc = list_contacts(driving);
    sup__arena_reset(&driving->scratch);
    if (rc == SUP_OK) {
        rc = driving->failed ? no_memory(driving) : read_contacts(driving);
    }
    unit->repo.arena = driving->lasting;
    sup__arena_free(&driving->scratch);
    if (rc == SUP_OK && driving->count) {
        find_repeated(driving);
    }
    return rc == SUP_OK ? show(driving, limit ? limit : SUP_PAGE_MAX) : rc;
}

int32_t sup__op_kpi_drivers(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_kpi_drivers_params *params = in;
    struct driving *driving = sup__arena_alloc(unit->repo.arena, sizeof *driving);
    int64_t sequence = 0;
    (void)receipt;
    if (!driving) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    driving->unit = unit;
    int32_t rc = read_question(driving, params);
    if (rc == SUP_OK) {
        rc = sup__kpi_catch_up(unit, &sequence);
    }
    driving->out = rc == SUP_OK ? sup__result(unit, sizeof *driving->out) : NULL;
    if (!driving->out) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    driving->out->sequence = sequence;
    rc = drive(driving, params->limit);
    if (rc != SUP_OK) {
        sup_free(driving->out);
        return rc;
    }
    return sup__result_end(unit, driving->out, driving->failed, result);
}
