/*
 * ledger_report.c: what the shop gave without anybody asking here.
 */
#include "ops/authority/requests.h"

#include "ops/bodies.h"
#include "ops/erasure/aliases.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

struct report {
    const struct sup_ledger_report_params *params;
    struct sup__asking asking; /* what, and for whom it counts */
    struct sup__asker giver;   /* an agent; id 0: nobody of the desk */
    int64_t beside;            /* whom it counts for, when that is not by its ticket */
    int is_erased_order;       /* all that is known of it is known of an erased one */
};

/* ---- whom it counts for ---- */

static int32_t read_ticket(struct sup__unit *unit, struct report *report)
{
    struct sup__ticket_slot *slot = NULL;
    int64_t id = report->params->ticket_id;
    int32_t rc = id ? sup__load_ticket(unit, id, 0, &slot) : SUP_OK;
    if (rc == SUP_OK && id) {
        report->asking.ticket_id = id;
        report->asking.customer_id = slot->row.customer_id;
    }
    return rc;
}

/* Who is named with a ticket is the ticket's customer, or it has none. */
static int32_t check_person(struct sup__unit *unit, const struct report *report)
{
    int64_t named = report->params->customer_id;
    int64_t of_ticket = report->asking.customer_id;
    int64_t root = 0;
    int is_person = 1;
    int32_t rc = SUP_OK;
    if (of_ticket && of_ticket != named) {
        rc = sup__customer_root(unit, of_ticket, &root);
        rc = rc == SUP_OK ? sup__is_person(unit, named, root, &is_person) : rc;
    }
    return rc == SUP_OK && !is_person
               ? sup__fail(unit->error, SUP_MSG_LEDGER_CUSTOMER, "customer_id",
                           "ticket %" PRId64 " is customer %" PRId64 "'s, not customer %" PRId64
                           "'s",
                           report->asking.ticket_id, of_ticket, named)
               : rc;
}

/* Whose the order was said to be last; nobody's counts for nobody. */
static int32_t find_owner(struct sup__unit *unit, struct report *report)
{
    const struct sup_reference *order = report->asking.order;
    struct sup__thing_row thing;
    int is_owner_known = report->asking.ticket_id || report->params->customer_id;
    if (!order || (is_owner_known && !unit->head.erasure_key)) {
        return SUP_OK;
    }
    int32_t rc = sup__find_order(unit, order, &thing);
    report->is_erased_order = rc == SUP_OK && sup__is_alias(thing.thing_id);
    if (rc == SUP_OK && !is_owner_known) {
        report->asking.customer_id = report->beside = thing.customer_id;
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int32_t read_customer(struct sup__unit *unit, struct report *report)
{
    struct sup__customer_row row;
    int64_t named = report->params->customer_id;
    int32_t rc = find_owner(unit, report);
    if (rc != SUP_OK || !named) {
        return rc;
    }
    rc = sup__load_present_customer(unit, named, "customer_id", &row);
    if (rc == SUP_OK) {
        rc = check_person(unit, report);
    }
    if (rc == SUP_OK && !report->asking.customer_id) {
        report->asking.customer_id = report->beside = named;
    }
    return rc;
}

static int32_t read_giver(struct sup__unit *unit, struct report *report)
{
    struct sup__agent_row row = {.tenant = unit->head.tenant, .id = report->params->agent_id};
    if (!row.id) {
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, &row);
    report->giver = (struct sup__asker){.kind = row.kind, .id = row.id, .teams = row.teams};
    return rc == SUP_NOT_FOUND ? sup__fail(unit->error, SUP_MSG_AGENT_UNKNOWN, "agent_id",
                                           "there is no agent %" PRId64, report->params->agent_id)
                               : rc;
}

static int32_t read_report(struct sup__unit *unit, struct report *report)
{
    const struct sup_ledger_report_params *params = report->params;
    const struct sup_authority_check_params ask = {.size = sizeof ask,
                                                   .remedy = params->remedy,
                                                   .amount = params->amount,
                                                   .currency = params->currency};
    if (!params->order && !params->ticket_id && !params->customer_id && !params->agent_id) {
        return sup__fail(unit->error, SUP_MSG_LEDGER_NOTHING, "order",
                         "neither an order nor a ticket, a customer or an agent is named");
    }
    if (params->order && strcmp(params->order->kind, "order") != 0) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_ORDER, "order/kind",
                         "a remedy is about an order, not about a thing of kind '%s'",
                         params->order->kind);
    }
    report->asking.order = params->order;
    int32_t rc = sup__asking_remedy(unit, &ask, &report->asking);
    if (rc == SUP_OK && sup__is_own_action(params->remedy)) {
        rc = sup__fail(unit->error, SUP_MSG_ACTION_OWN, "remedy", "%s is nothing that is given",
                       params->remedy);
    }
    if (rc == SUP_OK) {
        rc = read_ticket(unit, report);
    }
    if (rc == SUP_OK) {
        rc = read_customer(unit, report);
    }
    return rc == SUP_OK ? read_giver(unit, report) : rc;
}

/* ---- what is known of it ---- */

static int is_same_money(const struct sup__asking *asking, const struct sup__request_row *row)
{
    return sup__same_text(asking->has_amount ? asking->currency : NULL, row->currency) &&
           asking->minor == row->settled_minor;
}

/* What the shop calls a refund, and which one, is its own; but what was paid back counts against
 * what the order brought in, and what was given on top does not. */
static int is_same_way(const struct sup__authority *authority, const char *one, const char *other)
{
    int32_t first = sup__names_find(&authority->remedy_names, one);
    int32_t second = sup__names_find(&authority->remedy_names, other);
    return first < 0 || second < 0 ||
           authority->remedies[first].is_refund == authority->remedies[second].is_refund;
}

/* An order that was never named says nothing against another. */
int32_t sup__is_same_gift(struct sup__unit *unit, const struct sup__asking *asking,
                          const char *remedy, const struct sup__request_row *row, int *is_same)
{
    *is_same =
        is_same_money(asking, row) && is_same_way(&unit->policy->authority, remedy, row->remedy);
    return *is_same && asking->order && row->order_id
               ? sup__is_order(unit, asking->order, row->order_system, row->order_id, is_same)
               : SUP_OK;
}

/* Two reports say the same of all that they say; of what was confirmed here the shop only knows how
 * much it was, of which order, and whether it was paid back. */
static int32_t says_the_same(struct sup__unit *unit, const struct report *report,
                             const struct sup__request_row *row, int *is_same)
{
    const struct sup_ledger_report_params *params = report->params;
    int64_t root = 0;
    int is_reported = row->state == SUP_REQUEST_REPORTED;
    int32_t rc = sup__is_same_gift(unit, &report->asking, params->remedy, row, is_same);
    if (rc != SUP_OK || !*is_same || !is_reported) {
        return rc;
    }
    *is_same = strcmp(params->remedy, row->remedy) == 0 && params->ticket_id == row->ticket_id &&
               params->agent_id == row->actor_id && !params->order == !row->order_id;
    if (!*is_same || !params->customer_id || params->customer_id == row->customer_id) {
        return SUP_OK;
    }
    rc = sup__customer_root(unit, params->customer_id, &root);
    return rc == SUP_OK ? sup__is_person(unit, row->customer_id, root, is_same) : rc;
}

static int32_t find_known(struct sup__unit *unit, const struct report *report,
                          struct sup_receipt *receipt)
{
    struct sup__request_row row;
    int is_same = 0;
    int32_t rc = sup__find_given(unit, report->params->external_id, &row);
    if (rc != SUP_OK || !row.id) {
        return rc;
    }
    rc = says_the_same(unit, report, &row, &is_same);
    if (rc == SUP_OK && !is_same) {
        rc = sup__fail(unit->error, SUP_MSG_LEDGER_REUSED, "external_id",
                       "request %" PRId64 " is of the same id and says something else", row.id);
    }
    if (rc == SUP_OK) {
        receipt->is_replay = 1;
        receipt->id = row.id;
        receipt->ticket_id = row.ticket_id;
        receipt->sequence = row.sequence;
    }
    return rc;
}

/* ---- recording it ---- */

static int32_t is_of_erased(struct sup__unit *unit, const struct report *report, int *is_so)
{
    struct sup__customer_row row = {.tenant = unit->head.tenant,
                                    .id = report->asking.customer_id};
    *is_so = report->is_erased_order;
    if (*is_so || !row.id) {
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_CUSTOMER, &row);
    *is_so = rc == SUP_OK && row.erased_ms;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int32_t find_alias(struct sup__unit *unit, const char *key, const char *system,
                          const char **id)
{
    char *alias = sup__arena_alloc(unit->repo.arena, SUP__ALIAS_BYTES);
    if (!alias) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__is_alias(*id) ? SUP_OK : sup__alias_with(unit, key, system, *id, alias);
    *id = sup__is_alias(*id) ? *id : alias;
    return rc;
}

/* Of who was erased no number comes back with a report that is late: it is kept as if it had been
 * erased with them, and counts with what was. */
static int32_t hide_erased(struct sup__unit *unit, const struct report *report,
                           struct sup__event *event)
{
    const struct sup_reference *named = report->asking.order;
    const char *key = unit->head.erasure_key;
    int is_so = 0;
    int32_t rc = is_of_erased(unit, report, &is_so);
    if (rc != SUP_OK || !is_so) {
        return rc;
    }
    rc = key ? SUP_OK : sup__erasure_key_new(unit, &key);
    event->payload.erasure_key = unit->head.erasure_key ? NULL : key;
    if (rc == SUP_OK) {
        rc = find_alias(unit, key, "", &event->data.external_id);
    }
    if (rc != SUP_OK || !named) {
        return rc;
    }
    struct sup_reference *order = sup__arena_alloc(unit->repo.arena, sizeof *order);
    if (!order) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    *order = *named;
    event->data.references.items = order;
    return find_alias(unit, key, order->system, &order->id);
}

static int32_t make_event(struct sup__unit *unit, const struct report *report,
                          struct sup__event *event)
{
    const struct sup__asking *asking = &report->asking;
    *event = sup__event_new(unit, SUP__E_REMEDY_REPORTED, asking->ticket_id);
    event->row.subject_id = unit->head.request_count + 1;
    event->row.number = report->beside;
    event->row.after = unit->policy->authority.remedies[asking->remedy].name;
    event->body = report->params->note && report->params->note[0] ? report->params->note : NULL;
    event->data.external_id = report->params->external_id;
    event->data.references = (struct sup__references){asking->order, asking->order != NULL};
    event->payload.agent_id = report->giver.id;
    event->payload.agent_kind = report->giver.kind;
    event->payload.currency = asking->has_amount ? asking->currency : NULL;
    event->payload.customer_id = asking->customer_id;
    event->payload.minor = asking->minor;
    event->payload.state = SUP_REQUEST_REPORTED;
    int32_t rc = hide_erased(unit, report, event);
    return rc == SUP_OK && report->giver.id
               ? sup__list_teams(unit, report->giver.teams, &event->payload.teams)
               : rc;
}

int32_t sup__op_ledger_report(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    struct report *report = sup__arena_alloc(unit->repo.arena, sizeof *report);
    struct sup__event event;
    (void)result;
    if (!report) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    *report = (struct report){.params = in};
    int32_t rc = read_report(unit, report);
    if (rc == SUP_OK) {
        rc = find_known(unit, report, receipt);
    }
    if (rc != SUP_OK || receipt->is_replay) {
        return rc;
    }
    rc = make_event(unit, report, &event);
    if (rc == SUP_OK) {
        rc = sup__emit(unit, &event);
    }
    receipt->id = event.row.subject_id;
    return rc == SUP_OK && event.row.ticket_id
               ? sup__ticket_receipt(unit, event.row.ticket_id, event.row.subject_id, receipt)
               : rc;
}
