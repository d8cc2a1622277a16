/*
 * request_rows.c: what is known of requests.
 */
#include "ops/authority/requests.h"

#include "ops/erasure/aliases.h"
#include "ops/erasure/erase.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- what limits are summed up over ---- */

const char *sup__subject_number(int64_t id, char out[SUP__SUBJECT_BYTES])
{
    sup__format(out, SUP__SUBJECT_BYTES, "%" PRId64, id);
    return out;
}

const char *sup__subject_order(const char *system, const char *id, char out[SUP__SUBJECT_BYTES])
{
    sup__format(out, SUP__SUBJECT_BYTES, "%s %s", system, id);
    return out;
}

const char *sup__subject_unreported(const char *of, const char *id, char out[SUP__SUBJECT_BYTES])
{
    sup__format(out, SUP__SUBJECT_BYTES, "%s%s%s", of, id[0] ? " " : "", id);
    return out;
}

/* Agents are numbers, as everywhere; others, of whom there are few, say what they are. */
const char *sup__subject_actor(int64_t kind, int64_t id, char out[SUP__SUBJECT_BYTES])
{
    if (kind == SUP_ACTOR_AGENT || kind == SUP_ACTOR_BOT) {
        return sup__subject_number(id, out);
    }
    sup__format(out, SUP__SUBJECT_BYTES, "%s %" PRId64, sup__actor_name(kind), id);
    return out;
}

const char *sup__next_team(const char *names, char out[SUP__SUBJECT_BYTES])
{
    size_t bytes = strcspn(names, " ");
    size_t kept = bytes < SUP__SUBJECT_BYTES ? bytes : 0;
    memcpy(out, names, kept);
    out[kept] = '\0';
    return names + bytes + (names[bytes] == ' ');
}

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* Ids as the ledger names them, one first and others behind it. */
static int32_t number_list(struct sup__unit *unit, uint32_t room, struct sup__texts *subjects,
                           const char ***items)
{
    *items = sup__arena_alloc(unit->repo.arena, ((size_t)room + 1) * sizeof **items);
    *subjects = (struct sup__texts){*items, 0};
    return *items ? SUP_OK : out_of_memory(unit);
}

static int32_t add_number(struct sup__unit *unit, const char **items, struct sup__texts *subjects,
                          int64_t id)
{
    char subject[SUP__SUBJECT_BYTES];
    sup__subject_number(id, subject);
    const char *kept = sup__arena_text(unit->repo.arena, subject, strlen(subject));
    items[subjects->count++] = kept;
    return kept ? SUP_OK : out_of_memory(unit);
}

int32_t sup__load_ticket_root(struct sup__unit *unit, int64_t ticket_id, int64_t *root)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    *root = rc == SUP_OK ? sup__ticket_root(&slot->row) : 0;
    return rc;
}

int32_t sup__ticket_subjects(struct sup__unit *unit, int64_t ticket_id, struct sup__texts *subjects)
{
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    const char **items = NULL;
    int32_t rc = members ? sup__load_members(unit, ticket_id, members) : out_of_memory(unit);
    if (rc == SUP_OK) {
        rc = number_list(unit, members->count + 1, subjects, &items);
    }
    if (rc == SUP_OK) {
        rc = add_number(unit, items, subjects, ticket_id);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        rc = add_number(unit, items, subjects, members->rows[i].ticket_id);
    }
    return rc;
}

int32_t sup__customer_subjects(struct sup__unit *unit, int64_t customer_id,
                               struct sup__texts *subjects)
{
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    int64_t root = 0;
    int32_t rc = family ? sup__customer_root(unit, customer_id, &root) : out_of_memory(unit);
    if (rc == SUP_OK) {
        rc = sup__load_family(unit, root, family);
    }
    return rc == SUP_OK ? sup__family_subjects(unit, family, subjects) : rc;
}

int32_t sup__family_subjects(struct sup__unit *unit, const struct sup__family *family,
                             struct sup__texts *subjects)
{
    const char **items = NULL;
    int32_t rc = number_list(unit, family->count, subjects, &items);
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        rc = add_number(unit, items, subjects, family->rows[i].id);
    }
    return rc;
}

int32_t sup__order_subjects(struct sup__unit *unit, const struct sup_reference *order,
                            struct sup__texts *subjects)
{
    enum { CLEAR, ERASED, COUNT };
    char alias[SUP__ALIAS_BYTES];
    char subject[SUP__SUBJECT_BYTES];
    const char **items = sup__arena_alloc(unit->repo.arena, COUNT * sizeof *items);
    int32_t rc = items ? sup__alias(unit, order->system, order->id, alias) : out_of_memory(unit);
    if (rc != SUP_OK) {
        return rc;
    }
    sup__subject_order(order->system, order->id, subject);
    items[CLEAR] = sup__arena_text(unit->repo.arena, subject, strlen(subject));
    sup__subject_order(order->system, alias, subject);
    items[ERASED] = sup__arena_text(unit->repo.arena, subject, strlen(subject));
    *subjects = (struct sup__texts){items, alias[0] ? COUNT : ERASED};
    return items[CLEAR] && items[ERASED] ? SUP_OK : out_of_memory(unit);
}

int32_t sup__list_teams(struct sup__unit *unit, const char *teams, struct sup__texts *texts)
{
    char team[SUP__SUBJECT_BYTES];
    const char **items =
        sup__arena_alloc(unit->repo.arena, (strlen(teams) / 2 + 1) * sizeof *items);
    uint32_t count = 0;
    for (const char *at = teams; items && *at;) {
        at = sup__next_team(at, team);
        items[count] = sup__arena_text(unit->repo.arena, team, strlen(team));
        if (!items[count]) {
            items = NULL;
        }
        count++;
    }
    *texts = (struct sup__texts){items, count};
    return items ? SUP_OK : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* ---- rows ---- */

int32_t sup__load_request(struct sup__unit *unit, int64_t id, struct sup__request_row *row)
{
    *row = (struct sup__request_row){.tenant = unit->head.tenant, .id = id};
    int32_t rc = sup__get(&unit->repo, SUP__T_REQUEST, row);
    return rc == SUP_NOT_FOUND ? sup__fail(unit->error, SUP_MSG_REQUEST_UNKNOWN, "request_id",
                                           "there is no request %" PRId64, id)
                               : rc;
}

void sup__request_at(struct sup__request_row *row, int64_t now_ms)
{
    if (row->state <= SUP_REQUEST_GRANTED && row->due_ms && row->due_ms <= now_ms) {
        row->state = SUP_REQUEST_EXPIRED;
        row->settled_ms = row->due_ms;
        row->due_ms = 0;
        row->next_ms = 0;
    }
}

static int32_t take_request(void *context, void *row)
{
    *(struct sup__request_row *)context = *(const struct sup__request_row *)row;
    return 1;
}

static int32_t find_given(struct sup__unit *unit, const char *external_id,
                          struct sup__request_row *row)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__text(external_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REQUEST,
                            .index = SUP__REQUEST_BY_EXTERNAL,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = 1};
    struct sup__request_row found;
    memset(row, 0, sizeof *row);
    return sup__each(&unit->repo, &scan, 1, &found, take_request, row);
}

int32_t sup__find_given(struct sup__unit *unit, const char *external_id,
                        struct sup__request_row *row)
{
    char alias[SUP__ALIAS_BYTES] = "";
    int32_t rc = find_given(unit, external_id, row);
    if (rc == SUP_OK && !row->id) {
        rc = sup__alias(unit, "", external_id, alias);
    }
    return rc == SUP_OK && alias[0] ? find_given(unit, alias, row) : rc;
}

int32_t sup__load_requests(struct sup__unit *unit, int64_t ticket_id, struct sup__rows *rows)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REQUEST,
                            .index = SUP__REQUEST_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix};
    memset(rows, 0, sizeof *rows);
    return sup__rows_read(unit, &scan, rows);
}

/* Of all that wait or are granted, which are few beside those that are over. */
static int32_t load_open_of_desk(struct sup__unit *unit, struct sup__rows *rows)
{
    static const struct sup_filter no_ticket = {SUP__REQUEST_ticket_id, SUP_EQ, {.type = SUP_NULL}};
    int32_t rc = SUP_OK;
    for (int32_t state = SUP_REQUEST_WAITING; rc == SUP_OK && state <= SUP_REQUEST_GRANTED;
         state++) {
        struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(state)};
        struct sup_scan scan = {.size = sizeof scan,
                                .table = SUP__T_REQUEST,
                                .index = SUP__REQUEST_BY_STATE,
                                .prefix_count = 2,
                                .prefix = prefix,
                                .filter_count = 1,
                                .filters = &no_ticket};
        rc = sup__rows_more(unit, &scan, rows);
    }
    return rc;
}

int32_t sup__load_open_requests(struct sup__unit *unit, int64_t ticket_id, struct sup__rows *rows)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_value last = sup__int(SUP_REQUEST_GRANTED);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REQUEST,
                            .index = SUP__REQUEST_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .upper_count = 1,
                            .upper = &last};
    memset(rows, 0, sizeof *rows);
    return ticket_id ? sup__rows_read(unit, &scan, rows) : load_open_of_desk(unit, rows);
}

int32_t sup__load_approvals(struct sup__unit *unit, int64_t request_id, struct sup__rows *rows)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(request_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_APPROVAL, .prefix_count = 2, .prefix = prefix};
    memset(rows, 0, sizeof *rows);
    return sup__rows_read(unit, &scan, rows);
}

const struct sup__authority_row *sup__matrix_row(const struct sup__policy *policy, const char *name)
{
    int32_t index = name ? sup__names_find(&policy->authority.row_names, name) : -1;
    return index < 0 ? NULL : &policy->authority.rows[index];
}

int sup__is_escalated(const struct sup__request_row *row, const struct sup__approval *approval,
                      int64_t now_ms)
{
    return approval->escalate_ms && (row->reminded == SUP__TOLD_OTHERS ||
                                     now_ms - row->asked_ms >= approval->escalate_ms);
}

int sup__may_approve(const struct sup__policy *policy, const struct sup__request_row *row,
                     int64_t now_ms, int64_t agent_id, const char *roles)
{
    const struct sup__authority_row *by = sup__matrix_row(policy, row->matrix_row);
    int is_own = row->actor_id == agent_id &&
                 (row->actor_kind == SUP_ACTOR_AGENT || row->actor_kind == SUP_ACTOR_BOT);
    if (!by || by->effect != SUP__EFFECT_APPROVAL || is_own) {
        return 0;
    }
    return sup__holds(policy, &by->approval.holders, agent_id, roles) ||
           (sup__is_escalated(row, &by->approval, now_ms) &&
            sup__holds(policy, &by->approval.others, agent_id, roles));
}

/* Of a request that somebody approves; NULL: its number was erased, and the salt with it. */
static int32_t load_salt(struct sup__unit *unit, int64_t sequence, const uint8_t **salt)
{
    struct sup__event_private_row row = {.tenant = unit->head.tenant, .sequence = sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT_PRIVATE, &row);
    *salt = rc == SUP_OK && row.salt.bytes == SUP__SALT_BYTES ? row.salt.data : NULL;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__asking_again(struct sup__unit *unit, const struct sup__request_row *row,
                          const struct sup__ticket_row *ticket, struct sup__asking *asking)
{
    *asking = (struct sup__asking){
        .remedy = sup__names_find(&unit->policy->authority.remedy_names, row->remedy),
        .has_amount = row->currency != NULL,
        .minor = row->minor,
        .ticket_id = row->ticket_id,
        .customer_id = ticket ? ticket->customer_id : row->customer_id,
        .subject = row->subject,
        .request_id = row->id,
        .asked_ms = row->asked_ms,
        .finds_duplicate = 1};
    if (row->currency) {
        memcpy(asking->currency, row->currency, sizeof asking->currency);
        asking->currency_code = sup__currency_code(row->currency);
    }
    if (row->order_id) {
        struct sup_reference *order = sup__arena_alloc(unit->repo.arena, sizeof *order);
        if (!order) {
            return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
        }
        *order = (struct sup_reference){row->order_system, "order", row->order_id};
        asking->order = order;
    }
    int32_t rc = row->order_id && row->effect == SUP_EFFECT_APPROVAL
                     ? load_salt(unit, row->sequence, &asking->salt)
                     : SUP_OK;
    return rc == SUP_OK ? sup__asker_load(unit, row->actor_kind, row->actor_id, &asking->asker)
                        : rc;
}

struct sup__event sup__request_event(const struct sup__unit *unit, enum sup__event_kind kind,
                                     const struct sup__request_row *row, int32_t state)
{
    struct sup__event event = sup__event_new(unit, kind, row->ticket_id);
    event.row.at_ms = unit->caller.now_ms;
    event.row.subject_id = row->id;
    event.row.after = row->remedy;
    event.row.number = row->ticket_id ? 0 : row->customer_id;
    event.payload.state = state;
    event.payload.row = row->matrix_row;
    event.payload.reason = row->reason;
    event.payload.currency = row->currency;
    event.payload.minor = row->minor;
    return event;
}

int32_t sup__request_receipt(struct sup__unit *unit, int64_t ticket_id, int64_t request_id,
                             struct sup_receipt *receipt)
{
    receipt->id = request_id;
    return ticket_id ? sup__ticket_receipt(unit, ticket_id, request_id, receipt) : SUP_OK;
}
