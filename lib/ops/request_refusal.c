/*
 * request_refusal.c: what is recorded of a request that is refused, or found void.
 *
 * A refusal rolls back what its operation did, and a transaction of its own records it. What it
 * records is kept with the core in between, where neither the arena nor a policy that is replaced
 * can take the texts away.
 */
#include "ops/requests.h"

#include "base/message.h"

#include <string.h>

struct sup__refusal {
    struct sup__event event;
    struct sup_reference order;
    const char *limits[SUP__POLICY_ROW_LIMITS_MAX + 1 + SUP__PASSED_ROWS_MAX];
    const char *teams[SUP_AGENT_CODES_MAX];
    char text[]; /* of all of these */
};

/* Texts one behind the other. */
struct copying {
    char *at; /* NULL: they are only measured */
    size_t bytes;
};

static const char *copy(struct copying *copying, const char *text)
{
    size_t bytes = text ? strlen(text) + 1 : 0;
    const char *to = copying->at ? copying->at + copying->bytes : text;
    if (copying->at && text) {
        memcpy(copying->at + copying->bytes, text, bytes);
    }
    copying->bytes += bytes;
    return text ? to : NULL;
}

static void copy_all(struct copying *copying, const struct sup__event *from,
                     struct sup__refusal *to)
{
    struct sup__payload *payload = &to->event.payload;
    to->event = *from;
    to->event.row.before = copy(copying, from->row.before);
    to->event.row.after = copy(copying, from->row.after);
    to->event.body = copy(copying, from->body);
    payload->cause = copy(copying, from->payload.cause);
    payload->currency = copy(copying, from->payload.currency);
    payload->reason = copy(copying, from->payload.reason);
    payload->row = copy(copying, from->payload.row);
    payload->scope = copy(copying, from->payload.scope);
    payload->digest = copy(copying, from->payload.digest);
    for (uint32_t i = 0; i < from->payload.teams.count && i < SUP_AGENT_CODES_MAX; i++) {
        to->teams[i] = copy(copying, from->payload.teams.items[i]);
    }
    payload->teams.items = to->teams;
    for (uint32_t i = 0; i < from->payload.limits.count; i++) {
        to->limits[i] = copy(copying, from->payload.limits.items[i]);
    }
    payload->limits.items = to->limits;
    if (from->data.references.count) {
        const struct sup_reference *order = from->data.references.items;
        to->order.system = copy(copying, order->system);
        to->order.kind = "order";
        to->order.id = copy(copying, order->id);
        to->event.data.references.items = &to->order;
    }
}

int32_t sup__keep_refusal(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__refusal measured;
    struct copying copying = {NULL, 0};
    sup__forget_refusal(unit->core);
    copy_all(&copying, event, &measured);
    struct sup__refusal *refusal = sup__alloc(&unit->core->mem, sizeof *refusal + copying.bytes);
    if (!refusal) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    copying = (struct copying){refusal->text, 0};
    copy_all(&copying, event, refusal);
    unit->core->refusal = refusal;
    return SUP_OK;
}

int sup__kept_refusal(struct sup__unit *unit, struct sup__event *event)
{
    const struct sup__refusal *refusal = unit->core->refusal;
    if (!refusal) {
        return 0;
    }
    *event = refusal->event;
    if (event->row.kind == SUP__E_REMEDY_REFUSED) {
        event->row.subject_id = unit->head.request_count + 1;
    }
    return 1;
}

void sup__forget_refusal(sup_core *core)
{
    sup__dealloc(&core->mem, core->refusal);
    core->refusal = NULL;
}
