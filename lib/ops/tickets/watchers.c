/*
 * watchers.c: who is told what happens to a ticket.
 */
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

enum { AGENT = 1, CUSTOMER = 2 };

struct watchers {
    uint32_t count;
    struct sup__watcher_row rows[SUP_TICKET_WATCHERS_MAX];
    int64_t roots[SUP_TICKET_WATCHERS_MAX]; /* of customers: who they are now */
};

static int32_t add_row(void *context, void *in)
{
    struct watchers *watchers = context;
    const struct sup__watcher_row *row = in;
    watchers->roots[watchers->count] = row->watcher_id;
    watchers->rows[watchers->count++] = *row;
    return 0;
}

static int32_t set_root(void *context, void *in)
{
    struct watchers *watchers = context;
    const struct sup__customer_row *row = in;
    for (uint32_t i = 0; i < watchers->count; i++) {
        if (watchers->rows[i].kind == CUSTOMER && watchers->rows[i].watcher_id == row->id) {
            watchers->roots[i] = row->root_id;
        }
    }
    return 0;
}

static int32_t load_rows(struct sup__unit *unit, int64_t ticket_id, struct watchers *watchers)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_WATCHER,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = SUP_TICKET_WATCHERS_MAX};
    struct sup__watcher_row row;
    watchers->count = 0;
    return sup__each(&unit->repo, &scan, 1, &row, add_row, watchers);
}

static int32_t load_roots(struct sup__unit *unit, struct watchers *watchers)
{
    struct sup_value keys[2 * SUP_TICKET_WATCHERS_MAX];
    struct sup__customer_row row;
    uint32_t count = 0;
    for (uint32_t i = 0; i < watchers->count; i++) {
        if (watchers->rows[i].kind == CUSTOMER) {
            keys[2 * count] = sup__int(unit->head.tenant);
            keys[2 * count++ + 1] = sup__int(watchers->rows[i].watcher_id);
        }
    }
    return count
               ? sup__each_key(&unit->repo, SUP__T_CUSTOMER, keys, count, &row, set_root, watchers)
               : SUP_OK;
}

int32_t sup__is_watched_by(struct sup__unit *unit, int64_t ticket_id, int64_t root, int *is_so)
{
    struct watchers watchers;
    int32_t rc = load_rows(unit, ticket_id, &watchers);
    if (rc == SUP_OK) {
        rc = load_roots(unit, &watchers);
    }
    *is_so = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < watchers.count; i++) {
        *is_so |= watchers.rows[i].kind == CUSTOMER && watchers.roots[i] == root;
    }
    return rc;
}

int32_t sup__is_watching(struct sup__unit *unit, int64_t ticket_id, int64_t customer_id, int *is_so)
{
    struct sup__watcher_row row = {.tenant = unit->head.tenant,
                                   .ticket_id = ticket_id,
                                   .kind = CUSTOMER,
                                   .watcher_id = customer_id};
    int32_t rc = sup__get(&unit->repo, SUP__T_WATCHER, &row);
    *is_so = rc == SUP_OK;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__name_watchers(struct sup__unit *unit, struct sup__event *event)
{
    struct sup__ticket_slot *slot = NULL;
    struct watchers watchers;
    char text[40];
    int32_t rc = sup__unit_ticket(unit, event->row.ticket_id, &slot);
    if (rc != SUP_OK || !slot->row.watcher_count) {
        return rc;
    }
    rc = load_rows(unit, event->row.ticket_id, &watchers);
    if (rc != SUP_OK) {
        return rc;
    }
    const char **names = sup__arena_alloc(unit->repo.arena, (watchers.count + 1) * sizeof *names);
    for (uint32_t i = 0; names && i < watchers.count; i++) {
        sup__format(text, sizeof text, "%s:%" PRId64,
                    watchers.rows[i].kind == AGENT ? "agent" : "customer",
                    watchers.rows[i].watcher_id);
        names[i] = sup__arena_text(unit->repo.arena, text, strlen(text));
        names = names[i] ? names : NULL;
    }
    if (!names) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    event->payload.watchers.items = names;
    event->payload.watchers.count = watchers.count;
    return SUP_OK;
}

/* Two customers who watched and then were merged are one watcher. */
static int is_shown(const struct sup_ticket *ticket, int64_t root)
{
    for (uint32_t i = 0; i < ticket->watcher_count; i++) {
        if (ticket->watchers[i].customer_id == root) {
            return 1;
        }
    }
    return 0;
}

int32_t sup__show_watchers(struct sup__unit *unit, struct sup_ticket *ticket,
                           const struct sup__ticket_row *row, int *failed)
{
    struct watchers watchers;
    watchers.count = 0;
    int32_t rc = row->watcher_count ? load_rows(unit, row->id, &watchers) : SUP_OK;
    if (rc == SUP_OK) {
        rc = load_roots(unit, &watchers);
    }
    struct sup_ticket_watcher *shown =
        sup__result_array(ticket, watchers.count, sizeof *shown, failed);
    if (rc != SUP_OK || *failed) {
        return rc;
    }
    ticket->watchers = shown;
    for (uint32_t i = 0; i < watchers.count; i++) {
        int is_agent = watchers.rows[i].kind == AGENT;
        if (is_agent || !is_shown(ticket, watchers.roots[i])) {
            shown[ticket->watcher_count++] =
                (struct sup_ticket_watcher){.agent_id = is_agent ? watchers.roots[i] : 0,
                                            .customer_id = is_agent ? 0 : watchers.roots[i]};
        }
    }
    return SUP_OK;
}

/* Who it is about: an agent, or a customer as who they are now. Who begins to watch is kept under
 * the id that was given, so that they still do when a merge is taken back. */
static int32_t find_watcher(struct sup__unit *unit, const struct sup_ticket_watch_params *params,
                            int is_adding, int64_t *id, int64_t *given)
{
    struct sup__customer_row customer = {0};
    struct sup__agent_row agent = {0};
    if (params->agent_id && params->customer_id) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "customer_id",
                         "an agent watches or a customer does, not both in one call");
    }
    if (!params->agent_id && !params->customer_id) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "agent_id",
                         "who watches is not said: agent_id or customer_id");
    }
    int32_t rc = SUP_OK;
    if (params->customer_id) {
        rc = is_adding
                 ? sup__load_present_customer(unit, params->customer_id, "customer_id", &customer)
                 : sup__load_customer(unit, params->customer_id, "customer_id", &customer);
    } else {
        rc = is_adding ? sup__load_assignee(unit, params->agent_id, "agent_id")
                       : sup__load_agent(unit, params->agent_id, "agent_id", &agent);
    }
    *id = params->customer_id ? customer.root_id : params->agent_id;
    *given = params->customer_id ? customer.id : params->agent_id;
    return rc;
}

static int32_t emit_watcher(struct sup__unit *unit, enum sup__event_kind event_kind,
                            int64_t ticket_id, int64_t kind, int64_t id)
{
    struct sup__event event = sup__event_new(unit, event_kind, ticket_id);
    event.row.subject_id = id;
    event.row.number = kind;
    event.row.after = kind == AGENT ? "agent" : "customer";
    return sup__emit(unit, &event);
}

static int32_t add_watcher(struct sup__unit *unit, const struct watchers *watchers,
                           int64_t ticket_id, int64_t kind, int64_t id, int64_t given)
{
    for (uint32_t i = 0; i < watchers->count; i++) {
        if (watchers->rows[i].kind == kind && watchers->roots[i] == id) {
            /* By a ticket that was merged into this one: now by itself. */
            return watchers->rows[i].origin_id
                       ? emit_watcher(unit, SUP__E_TICKET_WATCHED, ticket_id, kind,
                                      watchers->rows[i].watcher_id)
                       : SUP_OK;
        }
    }
    if (watchers->count == SUP_TICKET_WATCHERS_MAX) {
        return sup__fail(unit->error, SUP_MSG_TICKET_ITEMS, "ticket_id",
                         "ticket %" PRId64 " has %d watchers, which is the limit", ticket_id,
                         SUP_TICKET_WATCHERS_MAX);
    }
    return emit_watcher(unit, SUP__E_TICKET_WATCHED, ticket_id, kind, given);
}

static int32_t remove_watcher(struct sup__unit *unit, const struct watchers *watchers,
                              int64_t ticket_id, int64_t kind, int64_t id)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < watchers->count; i++) {
        if (watchers->rows[i].kind == kind && watchers->roots[i] == id) {
            rc = emit_watcher(unit, SUP__E_TICKET_UNWATCHED, ticket_id, kind,
                              watchers->rows[i].watcher_id);
        }
    }
    return rc;
}

static int32_t change_watcher(struct sup__unit *unit, const struct sup_ticket_watch_params *params,
                              struct sup_receipt *receipt, int is_adding)
{
    struct sup__ticket_slot *slot = NULL;
    struct watchers watchers;
    int64_t id = 0;
    int64_t given = 0;
    int64_t kind = params->customer_id ? CUSTOMER : AGENT;
    watchers.count = 0;
    int32_t rc = find_watcher(unit, params, is_adding, &id, &given);
    if (rc == SUP_OK) {
        rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    }
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t ticket_id = slot->row.id;
    if (slot->row.watcher_count) {
        rc = load_rows(unit, ticket_id, &watchers);
    }
    if (rc == SUP_OK) {
        rc = load_roots(unit, &watchers);
    }
    if (rc == SUP_OK) {
        rc = is_adding ? add_watcher(unit, &watchers, ticket_id, kind, id, given)
                       : remove_watcher(unit, &watchers, ticket_id, kind, id);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, ticket_id, ticket_id, receipt) : rc;
}

int32_t sup__op_ticket_watch(struct sup__unit *unit, const void *params,
                             struct sup_receipt *receipt, void **result)
{
    (void)result;
    return change_watcher(unit, params, receipt, 1);
}

int32_t sup__op_ticket_unwatch(struct sup__unit *unit, const void *params,
                               struct sup_receipt *receipt, void **result)
{
    (void)result;
    return change_watcher(unit, params, receipt, 0);
}
