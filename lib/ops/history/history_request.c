/*
 * history_request.c: what became of requests for remedies, as sentences.
 */
#include "ops/authority/requests.h"
#include "ops/history/history.h"

/* "refund.full of 60.00 EUR", "ticket.merge (12)" */
static void say_remedy(struct sup__buffer *out, const struct sup__event *event)
{
    const struct sup__payload *payload = &event->payload;
    char amount[SUP_AMOUNT_BYTES_MAX];
    sup__buffer_text(out, event->row.after ? event->row.after : "something");
    if (payload->currency) {
        sup__buffer_text(out, " of ");
        sup__buffer_text(out, sup__amount_text(payload->minor, payload->currency, amount));
        sup__buffer_char(out, ' ');
        sup__buffer_text(out, payload->currency);
    }
    if (event->row.before) {
        sup__buffer_text(out, " (");
        sup__buffer_text(out, event->row.before);
        sup__buffer_char(out, ')');
    }
}

static void say_row(struct sup__buffer *out, const struct sup__event *event)
{
    if (event->payload.row) {
        sup__buffer_text(out, ", by the row ");
        sup__buffer_text(out, event->payload.row);
    }
}

static void say_duplicate(struct sup__buffer *out, const struct sup__event *event)
{
    if (event->payload.duplicate_of) {
        sup__buffer_text(out, ", the same as request ");
        sup__buffer_int(out, event->payload.duplicate_of);
    }
}

static void say_asked(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, " asked for ");
    say_remedy(out, event);
    sup__buffer_text(out, event->payload.state == SUP_REQUEST_GRANTED ? ", which is granted"
                                                                      : ", which needs approval");
    say_row(out, event);
    say_duplicate(out, event);
    sup__say_names(out, ", told to ", &event->payload.notify);
    sup__say_text(out, event);
}

/* 1: it was asked for in another currency than the order's. */
static int is_other_currency(const struct sup__event *event)
{
    for (uint32_t i = 0; i < event->payload.limits.count; i++) {
        const struct sup__told_limit limit = sup__read_limit(event->payload.limits.items[i]);
        if (limit.is_captured && limit.most < 0) {
            return 1;
        }
    }
    return 0;
}

static void say_refused(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, " was refused ");
    say_remedy(out, event);
    if (event->row.ticket_id && event->row.number == SUP__RULED_BY_CAPTURED) {
        sup__buffer_text(out, is_other_currency(event)
                                  ? ", in another currency than the order's"
                                  : ", which is more than the order brought in");
    } else if (event->payload.scope) {
        sup__buffer_text(out, ", beyond the limit per ");
        sup__buffer_text(out, event->payload.scope);
    } else if (!event->payload.row) {
        sup__buffer_text(out, ", for which there is no row");
    }
    say_row(out, event);
    sup__say_text(out, event);
}

static void say_step(struct sup__buffer *out, const char *what, const struct sup__event *event,
                     const char *then)
{
    sup__buffer_text(out, what);
    sup__buffer_text(out, event->row.after ? event->row.after : "what was asked for");
    sup__buffer_text(out, " (request ");
    sup__buffer_int(out, event->row.subject_id);
    sup__buffer_char(out, ')');
    sup__buffer_text(out, then);
    sup__say_text(out, event);
}

static void say_voided(struct sup__buffer *out, const struct sup__event *event)
{
    say_step(out, " found ", event, " void: ");
    sup__add_void_words(out, event->payload.cause,
                        event->payload.currency ? event->payload.currency : "",
                        &event->payload.limits);
}

static void say_confirmed(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, " said that the shop gave ");
    say_remedy(out, event);
    sup__buffer_text(out, " (request ");
    sup__buffer_int(out, event->row.subject_id);
    sup__buffer_char(out, ')');
}

static void say_named(struct sup__buffer *out, const struct sup__event *event)
{
    say_step(out, " told the shop's id of ", event, "");
}

static void say_reported(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, " reported that the shop gave ");
    say_remedy(out, event);
    sup__buffer_text(out, ", which nobody asked for here (request ");
    sup__buffer_int(out, event->row.subject_id);
    sup__buffer_char(out, ')');
    sup__say_text(out, event);
}

static void say_waits(struct sup__buffer *out, const struct sup__event *event)
{
    say_step(out, event->row.number == 2 ? " let others approve " : " reminded of ", event,
             event->row.number == 2 ? "" : ", which waits for approval");
    sup__say_names(out, ", told to ", &event->payload.notify);
}

static void say_taken(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, " may, and does, ");
    say_remedy(out, event);
    say_row(out, event);
    sup__say_text(out, event);
}

int sup__say_request(struct sup__buffer *out, const struct sup__event *event)
{
    switch (event->row.kind) {
    case SUP__E_REMEDY_REQUESTED:
        say_asked(out, event);
        return 1;
    case SUP__E_REMEDY_REFUSED:
        say_refused(out, event);
        return 1;
    case SUP__E_REMEDY_APPROVED:
        say_step(out, " approved ", event,
                 event->payload.state == SUP_REQUEST_GRANTED ? "" : ", which needs more approvals");
        return 1;
    case SUP__E_REMEDY_REJECTED:
        say_step(out, " rejected ", event, "");
        return 1;
    case SUP__E_REMEDY_WITHDRAWN:
        say_step(out, " took back ", event, "");
        return 1;
    case SUP__E_REMEDY_EXPIRED:
        say_step(out, " let expire ", event, "");
        return 1;
    case SUP__E_REMEDY_VOIDED:
        say_voided(out, event);
        return 1;
    case SUP__E_REMEDY_EXECUTED:
        say_step(out, " began ", event, "");
        say_duplicate(out, event);
        return 1;
    case SUP__E_REMEDY_CONFIRMED:
        say_confirmed(out, event);
        return 1;
    case SUP__E_REMEDY_NAMED:
        say_named(out, event);
        return 1;
    case SUP__E_REMEDY_FAILED:
        say_step(out, " said that the shop could not give ", event, "");
        return 1;
    case SUP__E_REMEDY_REPORTED:
        say_reported(out, event);
        return 1;
    case SUP__E_REMEDY_WAITS:
        say_waits(out, event);
        return 1;
    case SUP__E_ACTION_TAKEN:
        say_taken(out, event);
        return 1;
    case SUP__E_REQUEST_USED:
        say_step(out, " used up ", event, "");
        return 1;
    default:
        return 0;
    }
}
