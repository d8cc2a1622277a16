/*
 * history_floor.c: what happened to a ticket on the floors, as sentences.
 */
#include "ops/floors/floors.h"
#include "ops/history/history.h"

#include "supportcore/floor.h"

#include <string.h>

void sup__say_names(struct sup__buffer *out, const char *before, const struct sup__texts *names)
{
    for (uint32_t i = 0; i < names->count; i++) {
        sup__buffer_text(out, i ? ", " : before);
        sup__buffer_text(out, names->items[i]);
    }
}

static void say_way(struct sup__buffer *out, const char *what, const struct sup__event *event)
{
    sup__buffer_text(out, what);
    sup__buffer_text(out, event->row.before ? event->row.before : "none");
    sup__buffer_text(out, " to ");
    sup__buffer_text(out, event->row.after);
}

/* Text of people, which an erasure takes. */
void sup__say_text(struct sup__buffer *out, const struct sup__event *event)
{
    if (event->body) {
        sup__buffer_text(out, ": ");
        sup__say_value(out, event->body);
    }
}

static void say_rules(struct sup__buffer *out, const struct sup__texts *rules)
{
    sup__say_names(out, rules->count == 1 ? " by rule " : " by rules ", rules);
}

/* What another policy comes to. */
static void say_placed(struct sup__buffer *out, const struct sup__event *event)
{
    const char *before = event->row.before;
    int is_lowered = event->row.kind == SUP__E_FLOOR_LOWERED;
    if (before && strcmp(before, event->row.after) != 0) {
        say_way(out, " moved the ticket from the floor ", event);
        sup__buffer_text(out, is_lowered ? " and lowered its minimum to " : "");
        sup__buffer_text(out, is_lowered ? event->payload.floor_minimum : "");
    } else {
        sup__buffer_text(out, !before      ? " put the ticket on the floor "
                              : is_lowered ? " lowered the ticket's minimum floor to "
                                           : " called the ticket's minimum floor ");
        sup__buffer_text(out, before ? event->payload.floor_minimum : event->row.after);
    }
    sup__buffer_text(out, ", since another policy is active");
    sup__say_names(out, ", told to ", &event->payload.notify);
}

/* A risk that it has besides. */
static void say_matched(struct sup__buffer *out, const struct sup__event *event)
{
    const struct sup__texts *rules = &event->payload.floor_rules;
    if (event->row.number == SUP_FLOOR_MERGED) {
        sup__buffer_text(out, " found the risk of ticket ");
        sup__buffer_int(out, event->row.subject_id);
        say_rules(out, rules);
        sup__buffer_text(out, ", which was not signed here");
        return;
    }
    sup__say_names(out, " found that these rules ask for no higher floor: ", rules);
}

/* It was on that floor already when only the minimum is raised. */
static void say_raised(struct sup__buffer *out, const struct sup__event *event)
{
    const struct sup__payload *payload = &event->payload;
    sup__buffer_text(out, " raised the ticket's minimum floor to ");
    sup__buffer_text(out, payload->floor_minimum ? payload->floor_minimum : event->row.after);
    say_rules(out, &payload->floor_rules);
    if (event->row.number == SUP_FLOOR_MERGED) {
        sup__buffer_text(out, ", that of ticket ");
        sup__buffer_int(out, event->row.subject_id);
    }
    if (!event->row.before || strcmp(event->row.before, event->row.after) != 0) {
        say_way(out, ", and moved it from the floor ", event);
    }
    sup__say_names(out, ", without the evidence ", &payload->missing);
    sup__say_names(out, ", told to ", &payload->notify);
}

static void say_escalated(struct sup__buffer *out, const struct sup__event *event)
{
    int64_t why = event->row.number;
    say_way(out, " escalated the ticket from the floor ", event);
    sup__buffer_text(out, why == SUP_FLOOR_STALLED    ? ", since a time limit had passed"
                          : why == SUP_FLOOR_UNSIGNED ? ", unsigned: nobody had signed in time"
                          : why == SUP_FLOOR_CUSTOMER ? ", since the customer had asked"
                                                      : "");
    sup__buffer_text(out, event->row.subject_id ? ", which is signed" : "");
    sup__say_names(out, ", without the evidence ", &event->payload.missing);
    sup__say_names(out, ", told to ", &event->payload.notify);
    sup__say_text(out, event);
}

static void say_asked(struct sup__buffer *out, const struct sup__event *event)
{
    int64_t why = event->row.number;
    say_way(out, " asked for a sign-off to move the ticket from the floor ", event);
    sup__buffer_text(out, why == SUP_FLOOR_STALLED    ? ", since a time limit had passed"
                          : why == SUP_FLOOR_CUSTOMER ? ", since the customer had asked"
                                                      : "");
    sup__say_names(out, ", by ", &event->payload.notify);
    sup__say_text(out, event);
}

static void say_carried(struct sup__buffer *out, const struct sup__event *event)
{
    say_way(out, " found that a sign-off is waited for to move the ticket from the floor ", event);
    if (event->row.subject_id != event->row.ticket_id) {
        sup__buffer_text(out, ", as on ticket ");
        sup__buffer_int(out, event->row.subject_id);
    } else {
        sup__buffer_text(out, ", as before it was merged");
    }
}

static void say_returned(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, " found that the sign-off to move up is waited for on ticket ");
    sup__buffer_int(out, event->row.subject_id);
    sup__buffer_text(out, " again, and no more on this one");
}

static void say_signed(struct sup__buffer *out, const struct sup__event *event)
{
    int is_rejected = event->row.before != NULL;
    sup__buffer_text(out, is_rejected ? " refused to sign " : " signed ");
    if (event->row.number == SUP_SIGN_RESOLUTION) {
        sup__buffer_text(out, "the ticket's resolution as ");
        sup__buffer_text(out, event->row.after);
    } else {
        sup__buffer_text(out, event->row.number == SUP_SIGN_MOVE_UP
                                  ? "that the ticket moves up from the floor "
                                  : "that what is held may be done on the floor ");
        sup__buffer_text(out, event->row.after);
    }
    sup__say_text(out, event);
}

/* What its floor goes on holding. */
static void say_hold_signed(struct sup__buffer *out, const struct sup__event *event)
{
    int is_resolution = event->row.number == SUP_SIGN_RESOLUTION;
    sup__buffer_text(out, event->row.number == SUP_SIGN_MOVE_UP
                              ? " signed afterwards that the ticket moved up from the floor "
                          : is_resolution
                              ? " signed afterwards the resolution that was missing on the floor "
                              : " signed afterwards that what is held may be done, of the floor ");
    sup__buffer_text(out, event->row.before);
    if (is_resolution) {
        sup__buffer_text(out, ", as ");
        sup__buffer_text(out, event->row.after);
    }
    if (event->row.subject_id != event->row.ticket_id) {
        sup__buffer_text(out, ", for ticket ");
        sup__buffer_int(out, event->row.subject_id);
    }
    sup__say_text(out, event);
}

static void say_stalled(struct sup__buffer *out, const struct sup__event *event)
{
    sup__buffer_text(out, event->row.number == SUP_FLOOR_UNSIGNED
                              ? " found that nobody had signed in time on the floor "
                              : " found a time limit passed on the floor ");
    sup__buffer_text(out, event->row.after);
    sup__say_names(out, ", told to ", &event->payload.notify);
}

static int is_by_policy(const struct sup__event *event)
{
    int64_t kind = event->row.kind;
    return (kind == SUP__E_FLOOR_RAISED || kind == SUP__E_FLOOR_RETURNED ||
            kind == SUP__E_FLOOR_LOWERED) &&
           event->row.number == SUP_FLOOR_POLICY && event->payload.floor_minimum;
}

int sup__say_floor(struct sup__buffer *out, const struct sup__event *event)
{
    if (is_by_policy(event)) {
        say_placed(out, event);
        return 1;
    }
    switch (event->row.kind) {
    case SUP__E_FLOOR_RAISED:
        say_raised(out, event);
        return 1;
    case SUP__E_FLOOR_ESCALATED:
        say_escalated(out, event);
        return 1;
    case SUP__E_SIGN_OFF_REQUESTED:
        say_asked(out, event);
        return 1;
    case SUP__E_SIGN_OFF_CARRIED:
        say_carried(out, event);
        return 1;
    case SUP__E_SIGN_OFF_RETURNED:
        say_returned(out, event);
        return 1;
    case SUP__E_FLOOR_SIGNED:
        say_signed(out, event);
        return 1;
    case SUP__E_FLOOR_HOLD_SIGNED:
        say_hold_signed(out, event);
        return 1;
    case SUP__E_FLOOR_RETURNED:
        say_way(out, " let the ticket return from the floor ", event);
        sup__say_names(out, ", told to ", &event->payload.notify);
        sup__say_text(out, event);
        return 1;
    case SUP__E_FLOOR_LOWERED:
        say_way(out, " lowered the ticket and its minimum from the floor ", event);
        sup__say_names(out, ", told to ", &event->payload.notify);
        sup__say_text(out, event);
        return 1;
    case SUP__E_EVIDENCE_RECORDED:
        sup__buffer_text(out, " recorded the evidence ");
        sup__buffer_text(out, event->row.after);
        sup__say_text(out, event);
        return 1;
    case SUP__E_FLOOR_STALLED:
        say_stalled(out, event);
        return 1;
    case SUP__E_SIGNING_CHANGED:
        sup__buffer_text(out, " found that the ticket's resolution ");
        sup__buffer_text(out, event->row.number == SUP__SIGNING_WAITS  ? "has to be signed"
                              : event->row.number == SUP__SIGNING_DONE ? "is signed by all"
                                                                       : "needs no signature");
        return 1;
    case SUP__E_FLOOR_RULES_MATCHED:
        say_matched(out, event);
        return 1;
    default:
        return 0;
    }
}

void sup__say_floor_opened(struct sup__buffer *out, const struct sup__event *event)
{
    if (event->payload.floor) {
        sup__buffer_text(out, ", floor ");
        sup__buffer_text(out, event->payload.floor);
        say_rules(out, &event->payload.floor_rules);
        sup__say_names(out, ", told to ", &event->payload.notify);
    }
}
