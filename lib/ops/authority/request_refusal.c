/*
 * request_refusal.c: what is recorded of a request that is refused, or found void.
 *
 * A refusal rolls back what its operation did, and a transaction of its own records it. What it
 * records is kept with the core in between, where neither the arena nor a policy that is replaced
 * can take the texts away. What was wrong with a call is no decision and is not recorded; that a
 * request may not be made, decided or begun is one, whatever the code of its error. Who tries the
 * same step of a request again and again is told so each time, and recorded once in a while.
 */
#include "ops/authority/requests.h"

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
    to->event.salt = NULL; /* it is this call's */
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

/* What is answered with another code than a refusal, and is one all the same. */
static int is_decision(const struct sup_error *error)
{
    return error->code == SUP_REFUSED || error->message_id == SUP_MSG_REMEDY_ORDER ||
           error->message_id == SUP_MSG_REMEDY_CUSTOMER ||
           error->message_id == SUP_MSG_REMEDY_RATIONALE ||
           error->message_id == SUP_MSG_REQUEST_STATE || error->message_id == SUP_MSG_APPROVAL_NOTE;
}

static void say_asked(const struct sup__unit *unit, const struct sup__asking *asking,
                      struct sup__event *event)
{
    event->row.before = sup__asked_remedy(unit, asking)->name;
    event->payload.currency = asking->has_amount ? asking->currency : NULL;
    event->payload.minor = asking->minor;
}

static void say_request(const struct sup__request_row *row, struct sup__event *event)
{
    event->row.subject_id = row->id;
    event->row.before = row->remedy;
    event->row.ticket_id = row->ticket_id;
    event->payload.row = row->matrix_row;
    event->payload.reason = row->reason;
    event->payload.currency = row->currency;
    event->payload.minor = row->minor;
}

int32_t sup__say_refused(struct sup__unit *unit, int32_t rc, const struct sup__refused_about *about)
{
    const struct sup__answer *answer =
        about->answer && about->answer->effect ? about->answer : NULL;
    if (rc == SUP_OK || unit->core->refusal || !is_decision(unit->error) ||
        (!about->request && !about->asking)) {
        return rc;
    }
    const struct sup_error why = *unit->error;
    struct sup__event event = sup__event_new(unit, SUP__E_REQUEST_REFUSED, about->ticket_id);
    event.row.at_ms = unit->caller.now_ms;
    event.row.number = why.message_id;
    event.row.after = unit->operation->name;
    if (about->asking) {
        say_asked(unit, about->asking, &event);
        event.payload.reason = about->reason;
    } else {
        say_request(about->request, &event);
    }
    sup__error_clear(unit->error);
    int32_t failed = SUP_OK;
    if (answer) {
        event.payload.row = answer->row ? answer->row->name : NULL;
        event.payload.duplicate_of = answer->duplicate_of;
        failed = sup__say_limits(unit, answer, &event.payload.limits);
    }
    failed = failed == SUP_OK ? sup__keep_refusal(unit, &event) : failed;
    if (failed == SUP_OK) {
        *unit->error = why;
    }
    return failed == SUP_OK ? rc : failed;
}

int sup__kept_refusal(struct sup__unit *unit, struct sup__event *event)
{
    const struct sup__refusal *refusal = unit->core->refusal;
    if (!refusal) {
        return 0;
    }
    *event = refusal->event;
    if (event->row.ticket_id > unit->head.ticket_count) {
        event->row.ticket_id = 0; /* it was made by what was undone */
    }
    if (event->row.kind == SUP__E_REMEDY_REFUSED) {
        event->row.subject_id = unit->head.request_count + 1;
    } else if (event->row.subject_id > unit->head.request_count) {
        event->row.subject_id = 0;
    }
    return 1;
}

/* ---- the same no again ---- */

enum { LOOKED_BACK = 8 };                            /* events */
static const int64_t again_ms = 15 * INT64_C(60000); /* it is recorded anew */

struct repeating {
    const struct sup__event_row *now;
    int is_so;
};

/* Once something became of the request, another no is another one. */
static int32_t compare_refusal(void *context, void *in)
{
    struct repeating *repeating = context;
    const struct sup__event_row *now = repeating->now;
    const struct sup__event_row *said = in;
    int64_t since_ms = now->at_ms - said->at_ms;
    repeating->is_so = said->kind == now->kind && said->subject_id == now->subject_id &&
                       said->ticket_id == now->ticket_id && said->number == now->number &&
                       said->actor_kind == now->actor_kind && said->actor_id == now->actor_id &&
                       sup__same_text(said->after, now->after) && since_ms < again_ms &&
                       since_ms > -again_ms;
    return repeating->is_so || (said->subject_id == now->subject_id && said->kind != now->kind);
}

int32_t sup__is_said_again(struct sup__unit *unit, const struct sup__event *event, int *is_so)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(event->row.ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .index = event->row.ticket_id ? SUP__EVENT_BY_TICKET : 0,
                            .prefix_count = event->row.ticket_id ? 2 : 1,
                            .prefix = prefix,
                            .is_descending = 1,
                            .limit = LOOKED_BACK};
    struct repeating repeating = {&event->row, 0};
    struct sup__event_row row;
    int32_t rc = SUP_OK;
    if (event->row.kind == SUP__E_REQUEST_REFUSED && event->row.subject_id) {
        rc = sup__each(&unit->repo, &scan, 1, &row, compare_refusal, &repeating);
    }
    *is_so = repeating.is_so;
    return rc;
}

int sup__is_kept_no(const sup_core *core)
{
    const struct sup__refusal *refusal = core->refusal;
    return refusal && refusal->event.row.kind == SUP__E_REQUEST_REFUSED &&
           refusal->event.row.number == core->error.message_id;
}

void sup__forget_refusal(sup_core *core)
{
    sup__dealloc(&core->mem, core->refusal);
    core->refusal = NULL;
}
