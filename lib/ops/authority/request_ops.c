/*
 * request_ops.c: asking for a remedy, and taking a request back.
 */
#include "ops/authority/requests.h"

#include "ops/bodies.h"
#include "ops/floors/floors.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* ---- what would be said ---- */

int sup__wants_rationale(const struct sup__answer *answer)
{
    return answer->effect == SUP_EFFECT_RATIONALE ||
           (answer->effect == SUP_EFFECT_APPROVAL && answer->row->approval.needs_justification);
}

static int32_t show_answer(struct sup__unit *unit, const struct sup__asking *asking,
                           const struct sup__answer *answer, void **result)
{
    const char *words = sup__answer_words(unit, asking, answer);
    const struct sup__approval *approval =
        answer->effect == SUP_EFFECT_APPROVAL ? &answer->row->approval : NULL;
    const char *who = approval ? sup__holders_text(unit, &approval->holders) : NULL;
    struct sup_authority_answer *to = words ? sup__result(unit, sizeof *to) : NULL;
    int failed = 0;
    if (!to || (approval && !who)) {
        sup_free(to);
        return SUP_NOMEM;
    }
    to->effect = answer->effect;
    to->row = sup__result_text(to, answer->row ? answer->row->name : NULL, &failed);
    to->label = sup__result_text(to, answer->row ? answer->row->label : NULL, &failed);
    to->why = sup__result_text(to, words, &failed);
    to->limit_count = answer->use_count;
    to->limits = sup__show_uses(to, asking, answer->uses, answer->use_count, &failed);
    to->passed_count = answer->over_count;
    to->passed = sup__show_uses(to, asking, answer->over, answer->over_count, &failed);
    to->duplicate_of = answer->duplicate_of;
    to->quorum = approval ? approval->quorum : 0;
    to->approvers = sup__result_text(to, who, &failed);
    to->needs_rationale = sup__wants_rationale(answer);
    return sup__result_end(unit, to, failed, result);
}

int32_t sup__ticket_to_ask_about(struct sup__unit *unit, int64_t id, struct sup__ticket_row *row)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, id, &slot);
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    if (rc == SUP_OK) {
        *row = slot->row;
    }
    return rc;
}

int32_t sup__op_authority_check(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_authority_check_params *params = in;
    struct sup__ticket_row row;
    const struct sup__ticket_row *ticket = params->ticket_id ? &row : NULL;
    struct sup__asking asking = {0};
    struct sup__answer answer;
    (void)receipt;
    int32_t rc = ticket ? sup__ticket_to_ask_about(unit, params->ticket_id, &row) : SUP_OK;
    sup__asker_of_caller(unit, &asking.asker);
    if (rc == SUP_OK) {
        rc = sup__asking_read(unit, params, ticket, &asking);
    }
    if (rc == SUP_OK) {
        rc = sup__rule(unit, ticket, &asking, &answer);
    }
    return rc == SUP_OK ? show_answer(unit, &asking, &answer, result) : rc;
}

/* ---- asking ---- */

/* When it expires, and when those who may approve are reminded or others are asked. */
static void say_times(const struct sup__unit *unit, const struct sup__answer *answer,
                      struct sup__event *event)
{
    int64_t now_ms = unit->caller.now_ms;
    if (answer->effect == SUP_EFFECT_APPROVAL) {
        const struct sup__approval *approval = &answer->row->approval;
        int64_t next_ms = sup__earlier(approval->remind_ms, approval->escalate_ms);
        event->payload.quorum = approval->quorum;
        event->payload.due_ms = now_ms + approval->within_ms;
        event->payload.next_ms = next_ms ? now_ms + next_ms : 0;
    } else if (answer->effect != SUP_EFFECT_REFUSE) {
        event->payload.due_ms = now_ms + unit->policy->authority.execute_ms;
    }
}

enum { WHOLE = 100 * 100 }; /* hundredths of a percent */

/* Digit by digit, so that nothing is ever too large. */
static int64_t share_of(int64_t part, int64_t whole)
{
    int64_t share = 0;
    int64_t rest = part;
    for (int digit = 0; part < whole && digit < 4; digit++) {
        int64_t sum = 0;
        share *= 10;
        for (int i = 0; i < 10; i++) {
            int is_over = sum >= whole - rest;
            sum = is_over ? sum - (whole - rest) : sum + rest;
            share += is_over;
        }
        rest = sum;
    }
    return part < whole ? share : WHOLE;
}

static int64_t greater(int64_t one, int64_t other)
{
    return one > other ? one : other;
}

/* The most that a row is for, or that it lets be asked for at once. */
static int64_t threshold_share(const struct sup__asking *asking, const struct sup__answer *answer)
{
    const struct sup__authority_row *row = answer->row;
    int64_t share = 0;
    for (uint32_t i = 0; asking->has_amount && i < row->range_count; i++) {
        if (row->ranges[i].currency == asking->currency_code && row->ranges[i].most != INT64_MAX) {
            share = share_of(asking->minor, row->ranges[i].most);
        }
    }
    for (uint32_t i = 0; i < answer->use_count; i++) {
        const struct sup__limit_use *use = &answer->uses[i];
        if (use->limit && use->limit->scope == SUP__PER_REQUEST) {
            share = greater(share, share_of(asking->minor, use->most));
        }
    }
    return share;
}

/* How near to its limits a request comes. What the order brought in is none of them: it is there to
 * be paid back; and nothing is near to a limit of one request. */
static void say_shares(const struct sup__asking *asking, const struct sup__answer *answer,
                       struct sup__payload *payload)
{
    payload->threshold_share = threshold_share(asking, answer);
    payload->limit_share = payload->threshold_share;
    for (uint32_t i = 0; i < answer->use_count; i++) {
        const struct sup__limit_use *use = &answer->uses[i];
        int is_count = use->limit && use->limit->count >= 0;
        if (use->limit && (!is_count || use->most > 1)) {
            int64_t used = use->used + (is_count ? 1 : asking->minor);
            payload->limit_share = greater(payload->limit_share, share_of(used, use->most));
        }
    }
}

/* Without a ticket an event is found by whom it is about, and its payload tells why. */
int32_t sup__asked_event(struct sup__unit *unit, enum sup__event_kind kind, int32_t state,
                         const struct sup__asking *asking, const struct sup__answer *answer,
                         const char *reason, struct sup__event *event)
{
    const struct sup__limit_use *passed = answer->passed;
    int is_refused = answer->effect == SUP_EFFECT_REFUSE;
    *event = sup__event_new(unit, kind, asking->ticket_id);
    struct sup__payload *payload = &event->payload;
    event->row.at_ms = unit->caller.now_ms;
    event->row.subject_id = unit->head.request_count + 1;
    event->row.number = asking->ticket_id ? (int64_t)answer->why : asking->customer_id;
    event->row.before = asking->subject;
    event->row.after = sup__asked_remedy(unit, asking)->name;
    payload->state = state;
    payload->effect = answer->effect;
    payload->row = answer->row ? answer->row->name : NULL;
    payload->currency = asking->has_amount ? asking->currency : NULL;
    payload->minor = asking->minor;
    payload->customer_id = asking->customer_id;
    payload->reason = reason;
    payload->digest = is_refused ? NULL : answer->digest;
    payload->duplicate_of = answer->duplicate_of;
    payload->is_unreported = answer->is_unreported;
    if (is_refused && passed) {
        payload->scope = passed->limit ? sup__limit_scope_names[passed->limit->scope] : "captured";
        payload->used = passed->used;
        payload->most = passed->most < 0 ? 0 : passed->most;
    }
    if (!is_refused) {
        say_shares(asking, answer, payload);
    }
    if (asking->order) {
        event->data.references = (struct sup__references){asking->order, 1};
        event->salt = asking->salt;
    }
    if (state != SUP_REQUEST_CONFIRMED) {
        say_times(unit, answer, event);
    }
    int32_t rc = sup__say_limits(unit, answer, &payload->limits);
    return rc == SUP_OK ? sup__list_teams(unit, asking->asker.teams, &payload->teams) : rc;
}

int32_t sup__check_rationale(struct sup__unit *unit, const struct sup__answer *answer,
                             const char *rationale)
{
    if (!sup__wants_rationale(answer) || sup__reason(rationale)) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_REMEDY_RATIONALE, "rationale",
                     "the row %s gives it to who says why", answer->row->name);
}

static int32_t emit_request(struct sup__unit *unit, struct sup__event *event,
                            const struct sup__answer *answer)
{
    if (answer->effect == SUP_EFFECT_APPROVAL) {
        int32_t rc =
            sup__holders_texts(unit, &answer->row->approval.holders, &event->payload.notify);
        if (rc != SUP_OK) {
            return rc;
        }
    }
    return sup__emit(unit, event);
}

const char *sup__said(const char *text)
{
    return text && text[strspn(text, " \t\r\n")] ? text : NULL;
}

const char *sup__reason(const char *text)
{
    return text && sup__has_letter(text) ? text : NULL;
}

/* What is rolled back with the refusal is recorded behind it. */
int32_t sup__refuse_asked(struct sup__unit *unit, const struct sup__asking *asking,
                          const struct sup__answer *answer, const char *reason,
                          const char *rationale)
{
    struct sup__event event;
    int32_t rc = sup__asked_event(unit, SUP__E_REMEDY_REFUSED, SUP_REQUEST_REFUSED, asking, answer,
                                  reason, &event);
    event.body = sup__reason(rationale);
    event.payload.has_rationale = event.body != NULL;
    if (rc == SUP_OK) {
        rc = sup__keep_refusal(unit, &event);
    }
    return rc == SUP_OK ? sup__refuse(unit, asking, answer) : rc;
}

/* What the rights of roles decide alone needs no request: it would never be used up. */
static int32_t check_governed(struct sup__unit *unit, const struct sup__answer *answer,
                              const struct sup__asking *asking)
{
    return answer->why != SUP__RULED_BY_RIGHTS
               ? SUP_OK
               : sup__fail(unit->error, SUP_MSG_ACTION_FREE, "remedy",
                           "no row of the authority matrix names %s",
                           sup__asked_remedy(unit, asking)->name);
}

static int32_t check_room(struct sup__unit *unit, const struct sup__ticket_row *ticket)
{
    if (!ticket || ticket->request_count < SUP_TICKET_REQUESTS_MAX) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_REQUEST_ROOM, "ticket_id",
                     "%" PRId64 " requests on ticket %" PRId64 " wait or are granted",
                     ticket->request_count, ticket->id);
}

static int32_t load_asked(struct sup__unit *unit, const struct sup_authority_request_params *params,
                          struct sup__ticket_row *row)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    if (rc == SUP_OK) {
        *row = slot->row;
    }
    return rc;
}

/* Decide, with what the decision is about for who is told of a no. */
/* The digest is keyed with the salt of the private text, in which the order stands. */
static int32_t take_salt(struct sup__unit *unit, struct sup__asking *asking)
{
    uint8_t *salt = sup__arena_alloc(unit->repo.arena, SUP__SALT_BYTES);
    asking->salt = salt;
    return salt ? sup__take_salt(unit, salt)
                : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

static int32_t decide(struct sup__unit *unit, const struct sup_authority_request_params *params,
                      struct sup__ticket_row *row, struct sup__asking *asking,
                      struct sup__answer *answer)
{
    const struct sup_authority_check_params ask = {.size = sizeof ask,
                                                   .ticket_id = params->ticket_id,
                                                   .remedy = params->remedy,
                                                   .amount = params->amount,
                                                   .currency = params->currency,
                                                   .order = params->order,
                                                   .subject = params->subject,
                                                   .customer_id = params->customer_id};
    const struct sup__ticket_row *ticket = params->ticket_id ? row : NULL;
    int32_t rc = ticket ? load_asked(unit, params, row) : SUP_OK;
    if (rc == SUP_OK) {
        rc = sup__asking_read(unit, &ask, ticket, asking);
    }
    if (rc == SUP_OK && sup__asked_remedy(unit, asking)->about == SUP__IS_GIVEN) {
        rc = sup__check_holds(unit, asking, NULL, unit->operation->action);
    }
    if (rc == SUP_OK && asking->order) {
        rc = take_salt(unit, asking);
    }
    if (rc == SUP_OK) {
        rc = sup__rule(unit, ticket, asking, answer);
    }
    if (rc == SUP_OK) {
        rc = check_governed(unit, answer, asking);
    }
    return rc == SUP_OK ? sup__check_rationale(unit, answer, params->rationale) : rc;
}

/* A no that is a decision is recorded with what was asked for, though it was not read so far. */
static int32_t say_no(struct sup__unit *unit, const struct sup_authority_request_params *params,
                      const struct sup__ticket_row *row, struct sup__asking *asking,
                      const struct sup__answer *answer, int32_t rc)
{
    const struct sup_authority_check_params ask = {.size = sizeof ask,
                                                   .remedy = params->remedy,
                                                   .amount = params->amount,
                                                   .currency = params->currency};
    const struct sup__refused_about about = {
        .asking = asking, .answer = answer, .reason = row->reason, .ticket_id = params->ticket_id};
    const struct sup_error why = *unit->error;
    if (params->ticket_id && !row->id && unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        return rc; /* no part of another customer's ticket */
    }
    sup__error_clear(unit->error);
    int32_t known = sup__asking_remedy(unit, &ask, asking);
    *unit->error = why;
    return known == SUP_OK ? sup__say_refused(unit, rc, &about) : rc;
}

int32_t sup__op_authority_request(struct sup__unit *unit, const void *in,
                                  struct sup_receipt *receipt, void **result)
{
    const struct sup_authority_request_params *params = in;
    struct sup__ticket_row row = {0};
    const struct sup__ticket_row *ticket = params->ticket_id ? &row : NULL;
    struct sup__asking asking = {0};
    struct sup__answer answer = {0};
    struct sup__event event;
    (void)result;
    sup__asker_of_caller(unit, &asking.asker);
    int32_t rc = decide(unit, params, &row, &asking, &answer);
    if (rc != SUP_OK) {
        return say_no(unit, params, &row, &asking, &answer, rc);
    }
    if (answer.effect == SUP_EFFECT_REFUSE) {
        return sup__refuse_asked(unit, &asking, &answer, row.reason, params->rationale);
    }
    rc = check_room(unit, ticket);
    if (rc == SUP_OK) {
        int is_waiting = answer.effect == SUP_EFFECT_APPROVAL;
        rc = sup__asked_event(unit, SUP__E_REMEDY_REQUESTED,
                              is_waiting ? SUP_REQUEST_WAITING : SUP_REQUEST_GRANTED, &asking,
                              &answer, row.reason, &event);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    event.body = sup__reason(params->rationale);
    event.payload.has_rationale = event.body != NULL;
    rc = emit_request(unit, &event, &answer);
    receipt->duplicate_of = answer.duplicate_of;
    return rc == SUP_OK
               ? sup__request_receipt(unit, ticket ? ticket->id : 0, event.row.subject_id, receipt)
               : rc;
}
