/*
 * request_steps.c: what becomes of a request: executed, confirmed, failed, withdrawn, approved; or
 * used up by the operation of the library that it is for.
 */
#include "ops/authority/requests.h"

#include "ops/bodies.h"
#include "ops/erasure/aliases.h"
#include "ops/erasure/erase.h"
#include "ops/floors/floors.h"
#include "ops/shape.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "base/money.h"

#include <inttypes.h>
#include <string.h>

/* A request in work. */
struct step {
    struct sup__unit *unit;
    struct sup__request_row row;
    struct sup__ticket_row ticket;
    const struct sup__ticket_row *about; /* that ticket; NULL: it is for none */
};

static const char *const state_words[] = {"",
                                          "waits for approval",
                                          "is granted",
                                          "is being executed",
                                          "was confirmed",
                                          "failed",
                                          "was rejected",
                                          "was withdrawn",
                                          "expired",
                                          "is void",
                                          "was refused",
                                          "was reported by the shop",
                                          "was reported, and is part of another"};

static int32_t wrong_state(const struct step *step, const char *needed)
{
    return sup__fail(step->unit->error, SUP_MSG_REQUEST_STATE, "request_id",
                     "request %" PRId64 " %s; %s", step->row.id, state_words[step->row.state],
                     needed);
}

static int32_t begin(struct sup__unit *unit, int64_t request_id, struct step *step)
{
    struct sup__ticket_slot *slot = NULL;
    step->unit = unit;
    step->about = NULL;
    int32_t rc = sup__load_request(unit, request_id, &step->row);
    step->row.id = rc == SUP_OK ? request_id : 0;
    if (rc == SUP_OK && step->row.state >= SUP_REQUEST_REPORTED) {
        return wrong_state(step, "nobody asked for it here");
    }
    if (rc == SUP_OK) { /* what is due comes first: it may have expired */
        rc = step->row.ticket_id ? sup__load_ticket(unit, step->row.ticket_id, 0, &slot)
                                 : sup__agenda_fire_desk(unit);
    }
    if (rc == SUP_OK && slot) {
        step->ticket = slot->row;
        step->about = &step->ticket;
    }
    return rc == SUP_OK ? sup__load_request(unit, request_id, &step->row) : rc;
}

/* What the shop gives is executed and confirmed; what the library does is done by it. */
static int32_t begin_given(struct sup__unit *unit, int64_t request_id, struct step *step)
{
    int32_t rc = begin(unit, request_id, step);
    return rc == SUP_OK && sup__is_own_action(step->row.remedy)
               ? sup__fail(unit->error, SUP_MSG_ACTION_OWN, "request_id",
                           "request %" PRId64 " is for %s", request_id, step->row.remedy)
               : rc;
}

static int32_t end(const struct step *step, struct sup__event *event, struct sup_receipt *receipt)
{
    int32_t rc = sup__emit(step->unit, event);
    return rc == SUP_OK
               ? sup__request_receipt(step->unit, step->row.ticket_id, step->row.id, receipt)
               : rc;
}

/* A no that is a decision is recorded with what it is about; answer NULL: it came not so far. */
static int32_t answered(const struct step *step, const struct sup__answer *answer, int32_t rc)
{
    /* A customer's call is no part of another customer's ticket. */
    int is_foreign = !step->about && step->unit->caller.actor_kind == SUP_ACTOR_CUSTOMER;
    const struct sup__refused_about about = {
        .request = step->row.id && !is_foreign ? &step->row : NULL, .answer = answer};
    return sup__say_refused(step->unit, rc, &about);
}

/* The same report again has no effect, and the answer of the first time. */
static int32_t again(const struct step *step, struct sup_receipt *receipt)
{
    receipt->is_replay = 1;
    return sup__request_receipt(step->unit, step->row.ticket_id, step->row.id, receipt);
}

/* ---- looking once more ---- */

/* Why it is void; words NULL: as of all of that cause. */
struct finding {
    enum sup__void_cause cause; /* 0: it is not */
    const char *words;
    const struct sup__answer *answer; /* with the limits that were looked at; NULL: it came not so
                                         far */
};

/* What is void and why, in the core's buffer. */
static const char *say_void(const struct step *step, const struct finding *finding,
                            const struct sup__payload *payload)
{
    struct sup__buffer *buffer = &step->unit->core->buffer;
    if (finding->words) {
        return finding->words;
    }
    sup__buffer_clear(buffer);
    sup__add_void_words(buffer, payload->cause, payload->currency, &payload->limits);
    return buffer->is_failed ? sup__void_cause_words(payload->cause)
                             : sup__arena_text(step->unit->repo.arena, buffer->data, buffer->bytes);
}

static int32_t make_void(const struct step *step, const struct finding *finding)
{
    const char *cause = sup__void_cause_names[finding->cause];
    struct sup__event event =
        sup__request_event(step->unit, SUP__E_REMEDY_VOIDED, &step->row, SUP_REQUEST_VOID);
    event.payload.cause = cause;
    int32_t rc = finding->answer
                     ? sup__say_limits(step->unit, finding->answer, &event.payload.limits)
                     : SUP_OK;
    if (rc == SUP_OK) {
        rc = sup__keep_refusal(step->unit, &event);
    }
    const char *words = rc == SUP_OK ? say_void(step, finding, &event.payload) : NULL;
    return rc == SUP_OK ? sup__fail(step->unit->error, SUP_MSG_REQUEST_VOID, "request_id",
                                    "request %" PRId64 " is void: %s", step->row.id,
                                    words ? words : sup__void_cause_words(cause))
                        : rc;
}

/* What the matrix says to it now; what can no longer be asked for is void. */
static int32_t rule_again(const struct step *step, struct sup__asking *asking,
                          struct sup__answer *answer, struct finding *finding)
{
    struct sup__unit *unit = step->unit;
    int32_t rc = sup__asking_again(unit, &step->row, step->about, asking);
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__asker *asker = &asking->asker;
    int may_ask =
        sup__actor_may(unit->policy, (int32_t)asker->kind, asker->roles, "authority.request");
    if (asker->is_gone || !may_ask || asking->remedy < 0) {
        finding->cause = asker->is_gone ? SUP__VOID_ASKER
                         : !may_ask     ? SUP__VOID_RIGHT
                                        : SUP__VOID_REMEDY;
        return SUP_OK;
    }
    rc = sup__rule(unit, step->about, asking, answer);
    if (rc == SUP_INVALID) {
        finding->cause = SUP__VOID_UNFIT;
        finding->words =
            sup__arena_text(unit->repo.arena, unit->error->text, strlen(unit->error->text));
        sup__error_clear(unit->error);
    } else if (rc == SUP_OK && answer->effect == SUP_EFFECT_REFUSE) {
        finding->cause = SUP__VOID_REFUSED;
        finding->answer = answer;
        finding->words = sup__answer_words(unit, asking, answer);
    } else {
        return rc;
    }
    return finding->words ? SUP_OK : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* What is another now than when it was asked for, as the digests say. */
static enum sup__void_cause what_changed(const struct step *step, const struct sup__asking *asking,
                                         const struct sup__answer *answer)
{
    const struct sup__request_row *row = &step->row;
    if (row->policy_version != step->unit->head.policy_version) {
        return SUP__VOID_POLICY;
    }
    if (row->customer_id != asking->customer_id) {
        return SUP__VOID_CUSTOMER;
    }
    if (!sup__same_text(row->matrix_row, answer->row ? answer->row->name : NULL)) {
        return SUP__VOID_ROW;
    }
    return sup__is_own_action(row->remedy) ? SUP__VOID_SUBJECT : SUP__VOID_ORDER;
}

static int32_t count_approvals(const struct step *step, uint32_t *count)
{
    struct sup__unit *unit = step->unit;
    struct sup__rows rows;
    *count = 0;
    int32_t rc = sup__load_approvals(unit, step->row.id, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__approval_row *row = sup__rows_at(&rows, i);
        struct sup__asker approver;
        rc = sup__asker_load(unit, SUP_ACTOR_AGENT, row->agent_id, &approver);
        *count += rc == SUP_OK && !row->is_rejected && !approver.is_gone &&
                  sup__roles_may(unit->policy, approver.roles, "approval.decide") &&
                  sup__may_approve(unit->policy, &step->row, unit->caller.now_ms, row->agent_id,
                                   approver.roles);
    }
    return rc;
}

/* Whoever approved it may still do so: as many as it takes, or all so far while somebody decides. */
static int32_t check_approvals(const struct step *step, int is_deciding,
                               const struct sup__answer *answer, struct finding *finding)
{
    uint32_t approvals = 0;
    int was_approved = step->row.effect == SUP_EFFECT_APPROVAL;
    int64_t needed = is_deciding ? step->row.approval_count : answer->row->approval.quorum;
    int32_t rc = was_approved && needed ? count_approvals(step, &approvals) : SUP_OK;
    if (rc == SUP_OK && approvals < needed) {
        finding->cause = was_approved ? SUP__VOID_APPROVER : SUP__VOID_APPROVAL;
    }
    return rc;
}

/* SUP_REFUSED, and the request is void, when it may not be done any more. is_deciding: somebody
 * approves it just now. */
static int32_t check_again(const struct step *step, int is_deciding, struct sup__answer *answer)
{
    struct sup__unit *unit = step->unit;
    struct finding finding = {0};
    struct sup__asking *asking = sup__arena_alloc(unit->repo.arena, sizeof *asking);
    if (!asking) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = rule_again(step, asking, answer, &finding);
    if (rc == SUP_OK && !finding.cause) {
        int is_bound = step->row.effect == SUP_EFFECT_APPROVAL;
        finding.answer = answer;
        finding.cause = is_bound && strcmp(answer->digest, step->row.digest) != 0
                            ? what_changed(step, asking, answer)
                            : SUP__VOID_UNKNOWN;
    }
    if (rc == SUP_OK && !finding.cause && answer->effect == SUP_EFFECT_APPROVAL) {
        rc = check_approvals(step, is_deciding, answer, &finding);
    }
    if (rc == SUP_OK && !finding.cause && !step->row.has_rationale &&
        sup__wants_rationale(answer)) {
        finding.cause = SUP__VOID_RATIONALE;
    }
    return rc == SUP_OK && finding.cause ? make_void(step, &finding) : rc;
}

/* ---- executing ---- */

/* What the shop gives is held with all tickets about the same; what the library does to a ticket
 * with that one. */
static int32_t check_holds(const struct step *step)
{
    const struct sup__request_row *row = &step->row;
    const struct sup_reference order = {row->order_system, "order", row->order_id};
    const struct sup__asking about = {.ticket_id = row->ticket_id,
                                      .customer_id = step->about ? step->about->customer_id : 0,
                                      .order = row->order_id ? &order : NULL};
    return step->about ? sup__check_holds(step->unit, &about, row, step->unit->operation->action)
                       : SUP_OK;
}

static int32_t check_named(struct sup__unit *unit, int64_t id)
{
    struct sup__request_row row = {.tenant = unit->head.tenant, .id = id};
    int32_t rc = id ? sup__get(&unit->repo, SUP__T_REQUEST, &row) : SUP_OK;
    return rc == SUP_NOT_FOUND ? sup__fail(unit->error, SUP_MSG_REQUEST_UNKNOWN, "duplicate_of",
                                           "there is no request %" PRId64, id)
                               : rc;
}

/* Who approved a duplicate knew of what it repeats, and who names that knows it, too. */
static int32_t check_duplicate(const struct step *step, const struct sup__answer *answer,
                               int64_t named)
{
    const struct sup__request_row *row = &step->row;
    int64_t other = answer->duplicate_of;
    int is_approved = row->effect == SUP_EFFECT_APPROVAL && row->duplicate_of == other;
    if (!other || named == other || is_approved) {
        return SUP_OK;
    }
    return sup__fail(step->unit->error, SUP_MSG_REQUEST_DUPLICATE, "duplicate_of",
                     "request %" PRId64 " is for the same as %s %" PRId64, row->id,
                     named ? "another than the one that is named:" : "request", other);
}

int32_t sup__op_authority_execute(struct sup__unit *unit, const void *in,
                                  struct sup_receipt *receipt, void **result)
{
    const struct sup_authority_execute_params *params = in;
    struct sup__answer answer = {0};
    struct step step = {.unit = unit};
    (void)result;
    int32_t rc = check_named(unit, params->duplicate_of);
    if (rc == SUP_OK) {
        rc = begin_given(unit, params->request_id, &step);
    }
    if (rc == SUP_OK && step.row.state != SUP_REQUEST_GRANTED) {
        rc = wrong_state(&step, "only what is granted is executed");
    }
    if (rc == SUP_OK) {
        rc = check_holds(&step);
    }
    if (rc == SUP_OK) {
        rc = check_again(&step, 0, &answer);
    }
    if (rc == SUP_OK) {
        rc = check_duplicate(&step, &answer, params->duplicate_of);
    }
    if (rc != SUP_OK) {
        return answered(&step, &answer, rc);
    }
    struct sup__event event =
        sup__request_event(unit, SUP__E_REMEDY_EXECUTED, &step.row, SUP_REQUEST_EXECUTING);
    event.payload.duplicate_of = answer.duplicate_of;
    rc = sup__say_limits(unit, &answer, &event.payload.limits);
    return rc == SUP_OK ? end(&step, &event, receipt) : rc;
}

/* ---- used up by the library ---- */

static int is_for(const struct sup__request_row *row, const struct sup__asking *asking,
                  const char *action)
{
    int is_same_customer = asking->ticket_id || row->customer_id == asking->customer_id;
    return strcmp(row->remedy, action) == 0 && row->ticket_id == asking->ticket_id &&
           is_same_customer && sup__same_text(row->subject, asking->subject);
}

int32_t sup__use_request(struct sup__unit *unit, int64_t request_id,
                         const struct sup__asking *asking, const char *note)
{
    const char *action = sup__asked_remedy(unit, asking)->name;
    struct sup__answer answer = {0};
    struct step step = {.unit = unit};
    int32_t rc = begin(unit, request_id, &step);
    if (rc == SUP_OK && !is_for(&step.row, asking, action)) {
        rc = sup__fail(unit->error, SUP_MSG_ACTION_OTHER, "request_id",
                       "request %" PRId64 " is for another %s%s", request_id, step.row.remedy,
                       strcmp(step.row.remedy, action) == 0 ? "" : ", not for this");
    }
    if (rc == SUP_OK && (step.row.actor_kind != unit->caller.actor_kind ||
                         step.row.actor_id != unit->caller.actor_id)) {
        rc = sup__fail(unit->error, SUP_MSG_REQUEST_FOREIGN, "request_id",
                       "request %" PRId64 " is somebody else's", request_id);
    }
    if (rc == SUP_OK && step.row.state != SUP_REQUEST_GRANTED) {
        rc = wrong_state(&step, "only what is granted is used, and once");
    }
    if (rc == SUP_OK) {
        rc = check_holds(&step);
    }
    if (rc == SUP_OK) {
        rc = check_again(&step, 0, &answer);
    }
    if (rc != SUP_OK) {
        return answered(&step, &answer, rc);
    }
    struct sup__event event =
        sup__request_event(unit, SUP__E_REQUEST_USED, &step.row, SUP_REQUEST_CONFIRMED);
    event.body = sup__said(note);
    rc = sup__say_limits(unit, &answer, &event.payload.limits);
    return rc == SUP_OK ? sup__emit(unit, &event) : rc;
}

/* ---- what the shop says ---- */

static int32_t read_given(const struct step *step, const char *amount, int64_t *minor)
{
    const char *currency = step->row.currency;
    *minor = step->row.minor;
    if (!amount) {
        return SUP_OK;
    }
    if (!currency) {
        return sup__fail(step->unit->error, SUP_MSG_REMEDY_AMOUNT, "amount",
                         "request %" PRId64 " has no amount", step->row.id);
    }
    return sup__money_parse(amount, strlen(amount), currency, minor) && *minor <= SUP__PARAM_INT_MAX
               ? SUP_OK
               : sup__fail(step->unit->error, SUP_MSG_REMEDY_AMOUNT, "amount",
                           "'%s' is not an amount in %s", amount, currency);
}

/* A report of the same gift is what this request is confirmed by; everything else of that id is a
 * mistake. */
static int32_t check_external(const struct step *step, int64_t minor, const char *external_id,
                              int64_t *reported_id)
{
    struct sup__unit *unit = step->unit;
    struct sup__request_row known;
    *reported_id = 0;
    int is_same = 0;
    int32_t rc = sup__find_given(unit, external_id, &known);
    if (rc != SUP_OK || !known.id || known.id == step->row.id) {
        return rc;
    }
    const struct sup_reference order = {step->row.order_system, "order", step->row.order_id};
    struct sup__asking given = {.has_amount = step->row.currency != NULL,
                                .minor = minor,
                                .order = step->row.order_id ? &order : NULL};
    if (step->row.currency) {
        memcpy(given.currency, step->row.currency, sizeof given.currency);
    }
    if (known.state != SUP_REQUEST_REPORTED) {
        return sup__fail(unit->error, SUP_MSG_REQUEST_EXTERNAL, "external_id",
                         "request %" PRId64 " has that id already", known.id);
    }
    rc = sup__is_same_gift(unit, &given, step->row.remedy, &known, &is_same);
    if (rc == SUP_OK && !is_same) {
        return sup__fail(unit->error, SUP_MSG_LEDGER_REUSED, "external_id",
                         "it was reported as %" PRId64
                         ", with another amount or order, or as another kind of remedy",
                         known.id);
    }
    *reported_id = known.id;
    return rc;
}

/* Of an erased customer no id comes back with a report that is late: it is kept as if it had been
 * erased with them, so that the shop may say it twice. */
static int32_t hide_erased(const struct step *step, const char **external_id)
{
    struct sup__unit *unit = step->unit;
    struct sup__customer_row row = {.tenant = unit->head.tenant, .id = step->row.customer_id};
    if (!row.id || !unit->head.erasure_key) { /* no request was erased */
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_CUSTOMER, &row);
    if (rc != SUP_OK || !row.erased_ms || sup__is_alias(*external_id)) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    char *alias = sup__arena_alloc(unit->repo.arena, SUP__ALIAS_BYTES);
    if (!alias) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    rc = sup__alias(unit, "", *external_id, alias);
    *external_id = alias;
    return rc;
}

/* What was confirmed without the shop's id gets the one that a later report has. */
static int32_t name_it(const struct step *step, const char *external_id,
                       struct sup_receipt *receipt)
{
    int64_t reported_id = 0;
    int32_t rc = check_external(step, step->row.settled_minor, external_id, &reported_id);
    if (rc == SUP_OK) {
        rc = hide_erased(step, &external_id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event =
        sup__request_event(step->unit, SUP__E_REMEDY_NAMED, &step->row, SUP_REQUEST_CONFIRMED);
    event.payload.minor = step->row.settled_minor;
    event.row.number = reported_id;
    event.data.external_id = external_id;
    return end(step, &event, receipt);
}

/* The same report again has no effect, but that it may bring the id. */
static int32_t confirm_again(const struct step *step, const char *amount, int64_t minor,
                             const char *external_id, struct sup_receipt *receipt)
{
    const char *known = step->row.external_id;
    int is_same = !amount || minor == step->row.settled_minor;
    int is_named = 1;
    if (is_same && external_id && !known) {
        return name_it(step, external_id, receipt);
    }
    int32_t rc =
        external_id ? sup__is_named(step->unit, "", external_id, known, &is_named) : SUP_OK;
    if (rc != SUP_OK) {
        return rc;
    }
    return is_same && is_named
               ? again(step, receipt)
               : sup__fail(step->unit->error, SUP_MSG_REQUEST_SETTLED, "request_id",
                           "request %" PRId64 " was confirmed with another amount or id",
                           step->row.id);
}

int32_t sup__op_authority_confirm(struct sup__unit *unit, const void *in,
                                  struct sup_receipt *receipt, void **result)
{
    const struct sup_authority_confirm_params *params = in;
    const char *external_id = sup__said(params->external_id);
    struct step step;
    int64_t minor = 0;
    int64_t reported_id = 0;
    (void)result;
    int32_t rc = begin_given(unit, params->request_id, &step);
    if (rc == SUP_OK) {
        rc = read_given(&step, params->amount, &minor);
    }
    if (rc == SUP_OK && step.row.state == SUP_REQUEST_CONFIRMED) {
        return confirm_again(&step, params->amount, minor, external_id, receipt);
    }
    if (rc == SUP_OK && external_id) {
        rc = check_external(&step, minor, external_id, &reported_id);
    }
    if (rc == SUP_OK && external_id) {
        rc = hide_erased(&step, &external_id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event =
        sup__request_event(unit, SUP__E_REMEDY_CONFIRMED, &step.row, SUP_REQUEST_CONFIRMED);
    event.payload.minor = minor;
    event.row.number = reported_id;
    event.data.external_id = external_id;
    return end(&step, &event, receipt);
}

int32_t sup__op_authority_fail(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_authority_fail_params *params = in;
    struct step step = {.unit = unit};
    (void)result;
    int32_t rc = begin_given(unit, params->request_id, &step);
    if (rc == SUP_OK && step.row.state == SUP_REQUEST_FAILED) {
        return again(&step, receipt);
    }
    if (rc == SUP_OK && step.row.state != SUP_REQUEST_EXECUTING) {
        rc = wrong_state(&step, "only what is being executed fails");
    }
    if (rc != SUP_OK) {
        return answered(&step, NULL, rc);
    }
    struct sup__event event =
        sup__request_event(unit, SUP__E_REMEDY_FAILED, &step.row, SUP_REQUEST_FAILED);
    event.body = sup__said(params->note);
    return end(&step, &event, receipt);
}

/* ---- taking it back ---- */

int32_t sup__op_authority_withdraw(struct sup__unit *unit, const void *in,
                                   struct sup_receipt *receipt, void **result)
{
    const struct sup_authority_withdraw_params *params = in;
    struct step step = {.unit = unit};
    (void)result;
    int32_t rc = begin(unit, params->request_id, &step);
    int is_own = rc == SUP_OK && step.row.actor_kind == unit->caller.actor_kind &&
                 step.row.actor_id == unit->caller.actor_id;
    if (rc == SUP_OK && !is_own && unit->caller.actor_kind != SUP_ACTOR_SYSTEM) {
        rc = sup__fail(unit->error, SUP_MSG_REQUEST_FOREIGN, "request_id",
                       "request %" PRId64 " is somebody else's", step.row.id);
    }
    if (rc == SUP_OK && step.row.state > SUP_REQUEST_GRANTED) {
        rc = wrong_state(&step, "only what waits or is granted is withdrawn");
    }
    if (rc != SUP_OK) {
        return answered(&step, NULL, rc);
    }
    struct sup__event event =
        sup__request_event(unit, SUP__E_REMEDY_WITHDRAWN, &step.row, SUP_REQUEST_WITHDRAWN);
    event.body = sup__said(params->note);
    return end(&step, &event, receipt);
}

/* ---- approving ---- */

static int32_t check_approver(const struct step *step)
{
    struct sup__unit *unit = step->unit;
    struct sup__approval_row row = {
        .tenant = unit->head.tenant, .request_id = step->row.id, .agent_id = unit->caller.actor_id};
    if (unit->caller.actor_kind == step->row.actor_kind &&
        unit->caller.actor_id == step->row.actor_id) {
        return sup__fail(unit->error, SUP_MSG_APPROVAL_OWN, "request_id",
                         "agent %" PRId64 " asked for request %" PRId64 ": somebody else approves",
                         unit->caller.actor_id, step->row.id);
    }
    if (unit->caller.actor_kind != SUP_ACTOR_AGENT ||
        !sup__may_approve(unit->policy, &step->row, unit->caller.now_ms, unit->caller.actor_id,
                          unit->actor.roles)) {
        return sup__fail(unit->error, SUP_MSG_APPROVAL_HOLDER, "request_id",
                         "%s %" PRId64 " may not approve request %" PRId64,
                         sup__actor_name(unit->caller.actor_kind), unit->caller.actor_id,
                         step->row.id);
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_APPROVAL, &row);
    return rc == SUP_OK          ? sup__fail(unit->error, SUP_MSG_APPROVAL_DONE, "request_id",
                                             "agent %" PRId64 " decided about request %" PRId64 " already",
                                             unit->caller.actor_id, step->row.id)
           : rc == SUP_NOT_FOUND ? SUP_OK
                                 : rc;
}

static int32_t approve(const struct step *step, const char *note, struct sup_receipt *receipt)
{
    struct sup__unit *unit = step->unit;
    struct sup__answer answer;
    int is_last = step->row.approval_count + 1 >= step->row.quorum;
    int32_t rc = check_again(step, 1, &answer);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event =
        sup__request_event(unit, SUP__E_REMEDY_APPROVED, &step->row,
                           is_last ? SUP_REQUEST_GRANTED : SUP_REQUEST_WAITING);
    event.body = sup__said(note);
    event.payload.due_ms = is_last ? unit->caller.now_ms + unit->policy->authority.execute_ms : 0;
    rc = sup__say_limits(unit, &answer, &event.payload.limits);
    return rc == SUP_OK ? end(step, &event, receipt) : rc;
}

int32_t sup__op_approval_decide(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_approval_decide_params *params = in;
    struct step step = {.unit = unit};
    (void)result;
    int32_t rc = begin(unit, params->request_id, &step);
    if (rc == SUP_OK && step.row.state != SUP_REQUEST_WAITING) {
        rc = wrong_state(&step, "only what waits is decided about");
    }
    if (rc == SUP_OK) {
        rc = check_approver(&step);
    }
    if (rc == SUP_OK && params->is_rejected && !sup__reason(params->note)) {
        rc = sup__fail(unit->error, SUP_MSG_APPROVAL_NOTE, "note",
                       "who asked for request %" PRId64 " wants to know why not", step.row.id);
    }
    if (rc != SUP_OK) {
        return answered(&step, NULL, rc);
    }
    if (!params->is_rejected) {
        return approve(&step, params->note, receipt);
    }
    struct sup__event event =
        sup__request_event(unit, SUP__E_REMEDY_REJECTED, &step.row, SUP_REQUEST_REJECTED);
    event.body = sup__said(params->note);
    return end(&step, &event, receipt);
}

/* ---- their time has come ---- */

/* Who asked hears that it still waits: a customer may be waiting with them. */
static int32_t add_asker(struct sup__unit *unit, const struct sup__request_row *row,
                         struct sup__texts *told)
{
    enum { ROOM = 32 };
    struct sup__arena *arena = unit->repo.arena;
    if (row->actor_kind != SUP_ACTOR_AGENT && row->actor_kind != SUP_ACTOR_BOT) {
        return SUP_OK;
    }
    const char **items = sup__arena_alloc(arena, ((size_t)told->count + 1) * sizeof *items);
    char *asker = sup__arena_alloc(arena, ROOM);
    if (!items || !asker) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    sup__format(asker, ROOM, "agent:%" PRId64, row->actor_id);
    for (uint32_t i = 0; i < told->count; i++) {
        items[i] = told->items[i];
    }
    items[told->count] = asker;
    *told = (struct sup__texts){items, told->count + 1};
    return SUP_OK;
}

/* Of those who may approve some are told now, and when the others are. */
static int32_t tell_waiting(struct sup__unit *unit, const struct sup__request_row *row)
{
    const struct sup__authority_row *by = sup__matrix_row(unit->policy, row->matrix_row);
    const struct sup__approval *approval =
        by && by->effect == SUP__EFFECT_APPROVAL ? &by->approval : NULL;
    struct sup__event event =
        sup__request_event(unit, SUP__E_REMEDY_WAITS, row, SUP_REQUEST_WAITING);
    event.row.at_ms = row->next_ms;
    event.row.number = SUP__TOLD_HOLDERS;
    if (!approval) {
        return sup__emit(unit, &event);
    }
    int64_t waited_ms = row->next_ms - row->asked_ms;
    int64_t later_ms =
        approval->remind_ms > approval->escalate_ms ? approval->remind_ms : approval->escalate_ms;
    if (approval->escalate_ms && waited_ms == approval->escalate_ms) {
        event.row.number = SUP__TOLD_OTHERS;
    }
    event.payload.next_ms = waited_ms < later_ms ? row->asked_ms + later_ms : 0;
    int32_t rc =
        sup__holders_texts(
        unit, event.row.number == SUP__TOLD_OTHERS ? &approval->others : &approval->holders,
        &event.payload.notify);
    rc = rc == SUP_OK ? add_asker(unit, row, &event.payload.notify) : rc;
    return rc == SUP_OK ? sup__emit(unit, &event) : rc;
}

int32_t sup__fire_requests(struct sup__unit *unit, int64_t ticket_id, int64_t due_ms)
{
    struct sup__rows rows;
    int32_t rc = sup__load_open_requests(unit, ticket_id, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__request_row *row = sup__rows_at(&rows, i);
        if (row->due_ms && row->due_ms <= due_ms) {
            struct sup__event event =
                sup__request_event(unit, SUP__E_REMEDY_EXPIRED, row, SUP_REQUEST_EXPIRED);
            event.row.at_ms = row->due_ms;
            rc = sup__emit(unit, &event);
        } else if (row->next_ms && row->next_ms <= due_ms) {
            rc = tell_waiting(unit, row);
        }
    }
    return rc;
}
