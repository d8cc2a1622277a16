/*
 * run.c: every operation runs the same way.
 *
 * Check the arguments, begin, look for an earlier answer to the same key, authorise, run the body,
 * keep the answer, commit. A refusal rolls everything back and appends one event that records it.
 */
#include "ops/bodies.h"

#include "base/message.h"
#include "base/when.h"
#include "ops/authority/requests.h"
#include "ops/shape.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static int is_hex(const char *text, size_t bytes, int *is_zero)
{
    *is_zero = 1;
    for (size_t i = 0; i < bytes; i++) {
        if (!((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f'))) {
            return 0;
        }
        *is_zero &= text[i] == '0';
    }
    return 1;
}

/* Of a version that there is not yet, traceparents may be longer; this much is kept. */
enum { TRACEPARENT_BYTES = 55, TRACEPARENT_BYTES_MAX = 255 };

/* W3C trace context: 00-<32 hex>-<16 hex>-<2 hex>, neither id all zero. A higher version than 00
 * begins in the same way and may go on after another '-'; ff is no version. */
static int is_traceparent(const char *text)
{
    int zero = 0;
    size_t bytes = strlen(text);
    if (bytes < TRACEPARENT_BYTES || bytes > TRACEPARENT_BYTES_MAX || text[2] != '-' ||
        text[35] != '-' || text[52] != '-') {
        return 0;
    }
    if (!is_hex(text, 2, &zero) || strncmp(text, "ff", 2) == 0 ||
        (bytes > TRACEPARENT_BYTES && (zero || text[TRACEPARENT_BYTES] != '-'))) {
        return 0;
    }
    for (size_t i = TRACEPARENT_BYTES; i < bytes; i++) {
        if (text[i] < '!' || text[i] > '~') {
            return 0;
        }
    }
    return is_hex(text + 3, 32, &zero) && !zero && is_hex(text + 36, 16, &zero) && !zero &&
           is_hex(text + 53, 2, &zero);
}

static int32_t check_actor(const struct sup_caller *caller, struct sup_error *error)
{
    if (caller->actor_kind < SUP_ACTOR_AGENT || caller->actor_kind > SUP_ACTOR_INTEGRATION) {
        return sup__fail(error, SUP_MSG_CALLER_ACTOR, "caller.actor_kind",
                         "the caller's actor_kind is %d", caller->actor_kind);
    }
    int needs_id = caller->actor_kind <= SUP_ACTOR_CUSTOMER;
    int is_system = caller->actor_kind == SUP_ACTOR_SYSTEM;
    if (caller->actor_id < 0 || (needs_id && caller->actor_id == 0) ||
        (is_system && caller->actor_id != 0)) {
        return sup__fail(error, SUP_MSG_CALLER_ACTOR, "caller.actor_id",
                         "the caller's actor_id is %" PRId64, caller->actor_id);
    }
    return SUP_OK;
}

int32_t sup__check_caller(const struct sup_caller *caller, struct sup_error *error)
{
    if (!caller) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "caller", "there is no caller");
    }
    int32_t rc = sup__check_struct(error, caller, sizeof *caller, "the caller", "caller.size");
    if (rc == SUP_OK) {
        rc = check_actor(caller, error);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    if (caller->now_ms <= 0 || caller->now_ms > SUP__TIME_MAX_MS) {
        return sup__fail(error, SUP_MSG_CALLER_TIME, "caller.now_ms",
                         "the caller's now_ms is %" PRId64, caller->now_ms);
    }
    if (caller->at_ms < SUP__TIME_MIN_MS) {
        return sup__fail(error, SUP_MSG_CALLER_TIME, "caller.at_ms",
                         "at_ms %" PRId64 " is before the year 1", caller->at_ms);
    }
    if (caller->at_ms > caller->now_ms) {
        return sup__fail(error, SUP_MSG_CALLER_TIME, "caller.at_ms",
                         "at_ms %" PRId64 " is after now_ms %" PRId64, caller->at_ms,
                         caller->now_ms);
    }
    if (caller->flags & ~(uint32_t)SUP_CALLER_IMPORT) {
        return sup__fail(error, SUP_MSG_ARGUMENT_RANGE, "caller.flags",
                         "the caller has flags that this version does not know");
    }
    if (caller->reserved) {
        return sup__fail(error, SUP_MSG_RESERVED, "caller.reserved",
                         "the caller's reserved is %u, not 0", caller->reserved);
    }
    if (caller->traceparent && !is_traceparent(caller->traceparent)) {
        return sup__fail(error, SUP_MSG_CALLER_TRACEPARENT, "caller.traceparent",
                         "the caller's traceparent is not one");
    }
    return SUP_OK;
}

/* A member of a parameter struct by its name, NULL when the operation has none of that name. */
const void *sup__param(const struct sup_operation *operation, const void *params, const char *name)
{
    for (uint32_t i = 0; i < operation->params->field_count; i++) {
        if (strcmp(operation->params->fields[i].name, name) == 0) {
            return (const char *)params + operation->params->fields[i].offset;
        }
    }
    return NULL;
}

static const char *idempotency_key(const struct sup_operation *operation, const void *params)
{
    const char *const *key = sup__param(operation, params, "idempotency_key");
    return key ? *key : NULL;
}

/* A key is the host's text, such as the id of somebody's mail, and stays when they are erased: so
 * only its digest is kept, and that of the request has the key in it, lest a short text be guessed.
 */
struct asked {
    char key[2 * SUP__HASH_BYTES + 1];
    uint8_t digest[SUP__HASH_BYTES];
};

/* The digest of a request: the operation and its parameters. When and by whom is in the row's key.
 */
static int32_t digest_request(struct sup__unit *unit, const char *key, const void *params,
                              struct asked *asked)
{
    struct sup__hash hash;
    uint8_t of_key[SUP__HASH_BYTES];
    if (sup__hash_begin(&hash, NULL, 0) != 0) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    sup__hash_add(&hash, key, strlen(key));
    sup__hash_end(&hash, of_key);
    sup__hex(of_key, sizeof of_key, asked->key);
    if (sup__hash_begin(&hash, NULL, 0) != 0) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    sup__hash_add_u32(&hash, (uint32_t)unit->operation->number);
    sup__hash_add(&hash, key, strlen(key) + 1);
    sup__params_digest(unit->operation->params, params, &hash);
    sup__hash_end(&hash, asked->digest);
    return SUP_OK;
}

/* SUP_OK with receipt->is_replay set when the key has an answer already. */
static int32_t find_answer(struct sup__unit *unit, const struct asked *asked,
                           struct sup_receipt *receipt)
{
    struct sup__answer_row row = {.tenant = unit->head.tenant,
                                  .actor_kind = unit->caller.actor_kind,
                                  .actor_id = unit->caller.actor_id,
                                  .method = unit->operation->number,
                                  .key = asked->key};
    int32_t rc = sup__get(&unit->repo, SUP__T_ANSWER, &row);
    if (rc == SUP_NOT_FOUND || (rc == SUP_OK && row.expires_ms <= unit->caller.now_ms)) {
        return SUP_OK;
    }
    if (rc != SUP_OK) {
        return rc;
    }
    if (row.digest.bytes != SUP__HASH_BYTES ||
        memcmp(row.digest.data, asked->digest, SUP__HASH_BYTES) != 0) {
        return sup__fail(unit->error, SUP_MSG_KEY_REUSED, "idempotency_key",
                         "the key was used for another %s", unit->operation->name);
    }
    receipt->is_replay = 1;
    receipt->id = row.id;
    receipt->ticket_id = row.ticket_id;
    receipt->version = row.version;
    receipt->sequence = row.sequence;
    receipt->duplicate_of = row.duplicate_of;
    return SUP_OK;
}

/* Keys go when their time is over: each call that keeps one forgets up to two old ones. */
static int32_t forget_answers(struct sup__unit *unit)
{
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_value upper = sup__int(unit->caller.now_ms);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_ANSWER,
                            .index = SUP__ANSWER_BY_EXPIRY,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .upper_count = 1,
                            .upper = &upper,
                            .limit = 2};
    int64_t removed = 0;
    return sup__db_remove_range(unit->repo.db, &scan, &removed);
}

static int32_t keep_answer(struct sup__unit *unit, const struct asked *asked,
                           const struct sup_receipt *receipt)
{
    struct sup__answer_row row = {.tenant = unit->head.tenant,
                                  .actor_kind = unit->caller.actor_kind,
                                  .actor_id = unit->caller.actor_id,
                                  .method = unit->operation->number,
                                  .key = asked->key,
                                  .digest = {asked->digest, SUP__HASH_BYTES},
                                  .id = receipt->id,
                                  .ticket_id = receipt->ticket_id,
                                  .version = receipt->version,
                                  .sequence = receipt->sequence,
                                  .duplicate_of = receipt->duplicate_of,
                                  .expires_ms = unit->caller.now_ms + unit->policy->idempotency_ms};
    int32_t rc = forget_answers(unit);
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_ANSWER, &row) : rc;
}

/* Items of a host that was built with a later version may be longer than ours. */
static struct sup_batch_item *item_at(struct sup_batch_item *items, uint32_t index)
{
    return (void *)((char *)items + (size_t)index * items->size);
}

static const struct sup_batch_item *done_item(const struct sup_batch_item *items, uint32_t index)
{
    return (const void *)((const char *)items + (size_t)index * items->size);
}

/* The id that a parameter means: itself, or what an earlier call of the batch made. */
static int32_t resolve_id(struct sup__unit *unit, const char *field, int64_t given, int64_t *id)
{
    *id = given;
    if (given >= 0) {
        return SUP_OK;
    }
    uint64_t index = (uint64_t)(-(given + 1));
    if (index >= unit->done_count) {
        return sup__fail(unit->error, SUP_MSG_BATCH_REFERENCE, field,
                         "%" PRId64 " does not name an earlier call of this batch", given);
    }
    const struct sup_batch_item *made = done_item(unit->done, (uint32_t)index);
    int is_merge = unit->operation->number == SUP_OP_TICKET_MERGE && strcmp(field, "into") == 0;
    int is_ticket = is_merge || strcmp(field, "ticket_id") == 0 ||
                    strcmp(field, "follow_up_of") == 0 || strcmp(field, "to") == 0;
    int is_request = strcmp(field, "request_id") == 0 || strcmp(field, "duplicate_of") == 0;
    int is_customer = strcmp(field, "customer_id") == 0 || strcmp(field, "into") == 0;
    int fits = is_ticket     ? made->receipt.ticket_id != 0
               : is_request  ? made->operation == SUP_OP_AUTHORITY_REQUEST
               : is_customer ? made->operation == SUP_OP_CUSTOMER_SAVE ||
                                   made->operation == SUP_OP_CUSTOMER_RESOLVE
                             : made->operation == SUP_OP_AGENT_SAVE;
    if (!fits) {
        return sup__fail(unit->error, SUP_MSG_BATCH_REFERENCE, field,
                         "call %" PRIu64 " of this batch made nothing that %s can name", index,
                         field);
    }
    *id = is_ticket ? made->receipt.ticket_id : made->receipt.id;
    return SUP_OK;
}

/* Parameters as they are meant: with ids for what refers to earlier calls. A key stands for what
 * was asked, so its digest sees the ids, too. Parameters without such references are left alone. */
static int32_t resolve_params(struct sup__unit *unit, const void **params)
{
    const struct sup_shape *shape = unit->operation->params;
    char *copy = NULL;
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct sup_field *field = &shape->fields[i];
        const int64_t *given = (const void *)((const char *)*params + field->offset);
        int64_t id = 0;
        if (field->type != SUP_FIELD_ID || field->flags & SUP_FIELD_LIST || *given >= 0) {
            continue;
        }
        int32_t rc = resolve_id(unit, field->name, *given, &id);
        if (rc != SUP_OK) {
            return rc;
        }
        if (!copy) {
            copy = sup__arena_alloc(unit->repo.arena, shape->struct_bytes);
            if (!copy) {
                return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
            }
            memcpy(copy, *params, shape->struct_bytes);
            *params = copy;
        }
        memcpy(copy + field->offset, &id, sizeof id);
    }
    return SUP_OK;
}

static int32_t run_item(struct sup__unit *unit, const struct sup_batch_item *item,
                        struct sup_receipt *receipt, void **result)
{
    struct asked asked;
    const void *params = item->params;
    const char *key = idempotency_key(unit->operation, params);
    memset(receipt, 0, sizeof *receipt);
    receipt->size = sizeof *receipt;
    if (key && !key[0]) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "idempotency_key",
                         "the idempotency key is empty");
    }
    int32_t rc = resolve_params(unit, &params);
    if (rc == SUP_OK && key) {
        rc = digest_request(unit, key, params, &asked);
        if (rc == SUP_OK) {
            rc = find_answer(unit, &asked, receipt);
        }
        if (rc != SUP_OK || receipt->is_replay) {
            return rc;
        }
    }
    if (rc == SUP_OK) {
        rc = sup__authorize(unit, params);
    }
    if (rc == SUP_OK) {
        rc = sup__body_of(unit->operation)(unit, params, receipt, result);
    }
    if (rc == SUP_OK) {
        assert(receipt->id != 0 || (unit->operation->flags & SUP_OPERATION_HAS_ID) == 0);
        assert(receipt->ticket_id != 0 ||
               (unit->operation->flags & SUP_OPERATION_HAS_TICKET) == 0);
        receipt->sequence = unit->first_sequence ? unit->head.sequence : receipt->sequence;
    }
    if (rc == SUP_OK && key) {
        rc = keep_answer(unit, &asked, receipt);
    }
    return rc;
}

/* A customer's refused request is no part of another customer's ticket. */
static int is_own_ticket(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup_error why = *unit->error;
    if (why.message_id == SUP_MSG_ACTOR_UNKNOWN) {
        return 0; /* nor is a stranger's */
    }
    int is_own = unit->caller.actor_kind != SUP_ACTOR_CUSTOMER;
    if (!is_own && (sup__unit_ticket(unit, ticket_id, &slot) != SUP_OK ||
                    sup__is_callers(unit, slot->row.customer_id, &is_own) != SUP_OK)) {
        is_own = 0;
    }
    *unit->error = why;
    return is_own;
}

/* An actor of an id that was not given yet. */
static int is_nobody(const struct sup__unit *unit)
{
    const struct sup_caller *caller = &unit->caller;
    int is_agent = caller->actor_kind == SUP_ACTOR_AGENT || caller->actor_kind == SUP_ACTOR_BOT;
    return (is_agent && caller->actor_id > unit->head.agent_count) ||
           (caller->actor_kind == SUP_ACTOR_CUSTOMER &&
            caller->actor_id > unit->head.customer_count);
}

int32_t sup__record_refusal(sup_core *core, const struct sup_caller *caller, const char *name,
                            int64_t ticket_id)
{
    struct sup_error why = core->error;
    struct sup__unit unit;
    int is_again = 0;
    int32_t rc = sup__unit_begin(&unit, core, SUP_WRITE);
    if (core->error.message_id == SUP_MSG_STORE_READ_ONLY || rc == SUP_MISUSE) {
        /* Where nothing can be written the answer is still no; only its record is missing. */
        sup__core_log(core, SUP_LOG_WARNING, "a refusal was not recorded: %s", core->error.text);
        core->error = why;
        return why.code;
    }
    if (rc != SUP_OK) {
        return rc;
    }
    sup__unit_caller(&unit, caller, NULL);
    unit.is_import = 0;
    if (why.message_id != SUP_MSG_ACTOR_UNKNOWN && is_nobody(&unit)) {
        unit.caller.actor_id = 0; /* made by what was undone: whoever gets the id did not ask */
    }
    struct sup__event event = sup__event_new(&unit, SUP__E_REQUEST_REFUSED, 0);
    event.row.at_ms = caller->now_ms;
    event.row.number = why.message_id;
    event.row.after = name;
    *unit.error = why;
    if (sup__kept_refusal(&unit, &event)) {
        rc = event.row.ticket_id ? sup__agenda_fire_ticket(&unit, event.row.ticket_id)
                                 : sup__agenda_fire_desk(&unit);
    } else if (ticket_id > 0 && ticket_id <= unit.head.ticket_count &&
               is_own_ticket(&unit, ticket_id)) {
        event.row.ticket_id = ticket_id;
        /* What was due was undone with the rest: it comes first, as if a tick had been in time. */
        rc = sup__agenda_fire_ticket(&unit, ticket_id);
    }
    if (rc == SUP_OK) {
        rc = sup__is_said_again(&unit, &event, &is_again);
    }
    if (rc == SUP_OK && !is_again) {
        rc = sup__emit(&unit, &event);
    }
    rc = rc == SUP_OK ? sup__unit_commit(&unit) : sup__unit_rollback(&unit, rc);
    if (rc == SUP_OK) {
        core->error = why;
        rc = why.code;
    }
    return rc;
}

/* A version was stale, or a request past what is asked of it, because something was due before.
 * That stays done, though the rest was undone: who reads the ticket again has to find it, or would
 * come with the old version for ever; and what has expired stays so, whatever the clock says next.
 */
static int32_t keep_fired(sup_core *core, const struct sup_caller *caller, int64_t ticket_id)
{
    struct sup_error why = core->error;
    struct sup__unit unit;
    int32_t rc = sup__unit_begin(&unit, core, SUP_WRITE);
    if (rc != SUP_OK) {
        return rc;
    }
    sup__unit_caller(&unit, caller, NULL);
    /* A ticket that the same batch had opened is gone, and what was due on it with it. */
    if (!ticket_id) {
        rc = sup__agenda_fire_desk(&unit);
    } else if (ticket_id <= unit.head.ticket_count) {
        rc = sup__agenda_fire_ticket(&unit, ticket_id);
    }
    rc = rc == SUP_OK ? sup__unit_commit(&unit) : sup__unit_rollback(&unit, rc);
    if (rc == SUP_OK) {
        core->error = why;
        rc = why.code;
    }
    return rc;
}

/* An error that says how things stand, and not what is wrong with the call. */
static int tells_state(const struct sup_error *error)
{
    return error->message_id == SUP_MSG_TICKET_STALE || error->message_id == SUP_MSG_REQUEST_STATE;
}

static int32_t record_item(sup_core *core, const struct sup_caller *caller,
                           const struct sup_batch_item *item)
{
    const struct sup_operation *operation = sup_operation_numbered(item->operation);
    const int64_t *ticket_id = sup__param(operation, item->params, "ticket_id");
    return sup__record_refusal(core, item->caller ? item->caller : caller, operation->name,
                               ticket_id ? *ticket_id : 0);
}

/* All items have the size that the first one says, by which the others are found. */
static int32_t check_sizes(sup_core *core, struct sup_batch_item *items, uint32_t count,
                           uint32_t *failed)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        *failed = i;
        const struct sup_batch_item *item = item_at(items, i);
        if (item->size != items->size || item->size % _Alignof(struct sup_batch_item)) {
            return sup__fail(&core->error, SUP_MSG_STRUCT_SIZE, "size",
                             "the item's size is %u, the first one's %u", item->size, items->size);
        }
        rc = sup__check_struct(&core->error, item, sizeof *item, "the item", "size");
    }
    return rc;
}

static int32_t check_item(sup_core *core, const struct sup_caller *caller,
                          const struct sup_batch_item *item, int is_batch)
{
    const struct sup_operation *operation = sup_operation_numbered(item->operation);
    if (!operation) {
        return sup__fail(&core->error, SUP_MSG_ARGUMENT_UNKNOWN, "operation",
                         "there is no operation number %d", item->operation);
    }
    if (is_batch && !(operation->flags & SUP_OPERATION_BATCHES)) {
        return sup__fail(&core->error, SUP_MSG_ARGUMENT_UNKNOWN, "operation",
                         "%s does not run in a batch", operation->name);
    }
    if (!item->params) {
        return sup__fail(&core->error, SUP_MSG_ARGUMENT_MISSING, "params",
                         "%s needs its parameter struct", operation->name);
    }
    int32_t rc = sup__check_caller(item->caller ? item->caller : caller, &core->error);
    return rc == SUP_OK ? sup__params_check(operation->params, item->params, is_batch, &core->error)
                        : rc;
}

/* Instead of an item's index: the transaction itself failed. */
#define NOT_AN_ITEM UINT32_MAX

static void tell_which(sup_core *core, uint32_t index)
{
    char prefix[32];
    sup__format(prefix, sizeof prefix, "calls/%u/", index);
    sup__field_prefix(&core->error, prefix);
}

/* What finds a damaged policy, and what brings it back, does not ask it. */
static int works_without_policy(int32_t operation)
{
    return operation == SUP_OP_CHAIN_VERIFY || operation == SUP_OP_CHAIN_HEAD ||
           operation == SUP_OP_DESK_CHECK || operation == SUP_OP_DESK_REBUILD ||
           operation == SUP_OP_POLICY_ACTIVATE;
}

/* Items of one transaction, and what became of them. */
struct run {
    sup_core *core;
    const struct sup_caller *caller;
    struct sup_batch_item *items;
    uint32_t count;
    uint32_t failed; /* the index of the item to blame */
    int64_t fired_id;
    int has_fired_desk;
    void **result;
};

/* A read that has to be recorded is undone, with *wants_write, and run again to write. */
static int32_t run_in(struct run *run, int32_t mode, int *wants_write)
{
    struct sup__unit unit;
    sup_core *core = run->core;
    struct sup_batch_item *items = run->items;
    const struct sup_operation *first = sup_operation_numbered(items[0].operation);
    int32_t rc =
        run->count == 1 && works_without_policy(items[0].operation)
            ? sup__unit_begin_any(&unit, core, mode, items[0].operation != SUP_OP_POLICY_ACTIVATE)
            : sup__unit_begin(&unit, core, mode);
    if (core->error.message_id == SUP_MSG_STORE_READ_ONLY && rc != SUP_OK &&
        first->flags & SUP_OPERATION_CATCHES_UP) {
        sup__error_clear(&core->error);
        rc = sup__unit_begin(&unit, core, SUP_READ);
    }
    *wants_write = 0;
    if (rc != SUP_OK) {
        run->failed = NOT_AN_ITEM;
        return rc;
    }
    unit.done = items;
    for (uint32_t i = 0; i < run->count && rc == SUP_OK; i++) {
        struct sup_batch_item *item = item_at(items, i);
        run->failed = i;
        unit.done_count = i;
        sup__unit_caller(&unit, item->caller ? item->caller : run->caller,
                         sup_operation_numbered(item->operation));
        rc = run_item(&unit, item, &item->receipt, run->result);
    }
    run->fired_id = unit.fired_id;
    run->has_fired_desk = unit.has_fired_desk;
    *wants_write = unit.wants_write;
    if (rc != SUP_OK) {
        return sup__unit_rollback(&unit, rc);
    }
    run->failed = NOT_AN_ITEM;
    return sup__unit_commit(&unit);
}

/* All items in one transaction. */
static int32_t run_transaction(struct run *run)
{
    const struct sup_operation *first = sup_operation_numbered(run->items[0].operation);
    int wants_write = 0;
    int32_t rc =
        run_in(run, first->flags & SUP_OPERATION_WRITES ? SUP_WRITE : SUP_READ, &wants_write);
    if (!wants_write) {
        return rc;
    }
    sup__error_clear(&run->core->error);
    return run_in(run, SUP_WRITE, &wants_write);
}

int32_t sup__run_items(sup_core *core, const struct sup_caller *caller,
                       struct sup_batch_item *items, uint32_t count, void **result, int is_batch)
{
    int32_t rc = SUP_OK;
    struct run run = {
        .core = core, .caller = caller, .items = items, .count = count, .result = result};
    if (!core) {
        return SUP_MISUSE;
    }
    rc = sup__core_enter(core);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = check_sizes(core, items, count, &run.failed);
    int is_sized = rc == SUP_OK;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        run.failed = i;
        rc = check_item(core, caller, item_at(items, i), is_batch);
    }
    if (rc == SUP_OK) {
        rc = run_transaction(&run);
    }
    if (rc == SUP_REFUSED || (rc != SUP_OK && sup__is_kept_no(core))) {
        rc = record_item(core, caller, item_at(items, run.failed)); /* what was due comes first */
    } else if ((run.fired_id || run.has_fired_desk) && rc != SUP_OK && tells_state(&core->error)) {
        const struct sup_batch_item *item = item_at(items, run.failed);
        rc = keep_fired(core, item->caller ? item->caller : caller, run.fired_id);
    }
    sup__forget_refusal(core);
    if (rc != SUP_OK && result && *result) {
        sup_free(*result);
        *result = NULL;
    }
    if (rc != SUP_OK && is_batch && run.failed != NOT_AN_ITEM) {
        tell_which(core, run.failed);
    }
    for (uint32_t i = 0; i < count && is_sized && rc != SUP_OK; i++) {
        item_at(items, i)->receipt = (struct sup_receipt){.size = sizeof(struct sup_receipt)};
    }
    sup__core_leave(core, rc);
    return rc;
}
