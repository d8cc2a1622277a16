/*
 * request_asking.c: what is asked for, and by whom.
 */
#include "ops/authority/requests.h"

#include "ops/shape.h"
#include "ops/sla/timers.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "base/money.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

void sup__asker_of_caller(const struct sup__unit *unit, struct sup__asker *asker)
{
    int is_agent = unit->actor.id && unit->actor.id == unit->caller.actor_id;
    *asker = (struct sup__asker){.kind = unit->caller.actor_kind,
                                 .id = unit->caller.actor_id,
                                 .roles = is_agent ? unit->actor.roles : "",
                                 .teams = is_agent ? unit->actor.teams : ""};
}

int32_t sup__asker_load(struct sup__unit *unit, int64_t kind, int64_t id, struct sup__asker *asker)
{
    struct sup__agent_row row = {.tenant = unit->head.tenant, .id = id};
    *asker = (struct sup__asker){.kind = kind, .id = id, .roles = "", .teams = ""};
    if (kind != SUP_ACTOR_AGENT && kind != SUP_ACTOR_BOT) {
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, &row);
    if (rc == SUP_OK && !row.is_departed) {
        asker->roles = row.roles;
        asker->teams = row.teams;
    } else {
        asker->is_gone = 1;
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

const char *sup__amount_text(int64_t minor, const char *currency, char out[SUP_AMOUNT_BYTES_MAX])
{
    _Static_assert((int)SUP_AMOUNT_BYTES_MAX >= (int)SUP__MONEY_TEXT_SIZE, "an amount has room");
    out[0] = '\0';
    if (currency && currency[0]) {
        (void)sup__money_format(minor, currency, out);
    }
    return out;
}

/* ---- amounts ---- */

int32_t sup__asking_currency(struct sup__unit *unit, const char *asked, struct sup__asking *asking)
{
    const char *currency = asked ? asked : unit->policy->currency;
    if (!asked && !currency[0]) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_AMOUNT, "currency",
                         "the amount has no currency, and the policy has none either");
    }
    if (sup__currency_exponent(currency) < 0) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_AMOUNT, "currency",
                         "'%s' is not a currency of ISO 4217, such as EUR", currency);
    }
    memcpy(asking->currency, currency, sizeof asking->currency);
    asking->currency_code = sup__currency_code(currency);
    return SUP_OK;
}

int32_t sup__asking_amount(struct sup__unit *unit, const char *amount, struct sup__asking *asking)
{
    const struct sup__remedy *remedy = &unit->policy->authority.remedies[asking->remedy];
    int exponent = sup__currency_exponent(asking->currency);
    if (remedy->money == SUP__MONEY_NEVER) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_AMOUNT, "amount",
                         "%s has no amount: leave it out", remedy->name);
    }
    if (!sup__money_parse(amount, strlen(amount), asking->currency, &asking->minor)) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_AMOUNT, "amount",
                         "'%s' is not an amount in %s: digits%s%s, and more than zero", amount,
                         asking->currency,
                         exponent ? ", a point and at most as many more as the currency has" : "",
                         exponent ? "" : " alone");
    }
    if (asking->minor > SUP__PARAM_INT_MAX) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_AMOUNT, "amount",
                         "%s %s are more than can be given at once", amount, asking->currency);
    }
    asking->has_amount = 1;
    return SUP_OK;
}

static int32_t read_amount(struct sup__unit *unit, const struct sup_authority_check_params *params,
                           struct sup__asking *asking)
{
    const struct sup__remedy *remedy = &unit->policy->authority.remedies[asking->remedy];
    if (!params->amount) {
        if (params->currency) {
            return sup__fail(unit->error, SUP_MSG_REMEDY_AMOUNT, "amount",
                             "a currency is given, and no amount");
        }
        return remedy->money != SUP__MONEY_ALWAYS
                   ? SUP_OK
                   : sup__fail(unit->error, SUP_MSG_REMEDY_AMOUNT, "amount",
                               "%s is money: say how much", remedy->name);
    }
    int32_t rc = sup__asking_currency(unit, params->currency, asking);
    return rc == SUP_OK ? sup__asking_amount(unit, params->amount, asking) : rc;
}

/* ---- orders ---- */

struct finding {
    const struct sup_reference *named;
    struct sup_reference order;
    uint32_t count; /* of orders, or of the one that was named */
};

static int32_t find_order(void *context, void *in)
{
    struct finding *finding = context;
    const struct sup__reference_row *row = in;
    const struct sup_reference *named = finding->named;
    if (strcmp(row->kind, "order") != 0 || (named && (strcmp(row->system, named->system) != 0 ||
                                                      strcmp(row->reference_id, named->id) != 0))) {
        return 0;
    }
    finding->order = (struct sup_reference){row->system, row->kind, row->reference_id};
    finding->count++;
    return 0;
}

static int32_t no_order(struct sup__unit *unit, const struct sup__asking *asking,
                        const struct sup_reference *named, uint32_t count)
{
    if (named) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_ORDER, "order",
                         "ticket %" PRId64 " is not about that order", asking->ticket_id);
    }
    return sup__fail(unit->error, SUP_MSG_REMEDY_ORDER, "order",
                     "ticket %" PRId64 " is about %u orders: name one", asking->ticket_id, count);
}

int32_t sup__asking_order(struct sup__unit *unit, const struct sup_reference *named,
                          struct sup__asking *asking)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(asking->ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_REFERENCE, .prefix_count = 2, .prefix = prefix};
    struct finding finding = {.named = named};
    struct sup__reference_row row;
    if (named && strcmp(named->kind, "order") != 0) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_ORDER, "order/kind",
                         "a remedy is about an order, not about a thing of kind '%s'", named->kind);
    }
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, find_order, &finding);
    if (rc != SUP_OK || (!named && !finding.count)) {
        return rc;
    }
    if (finding.count != 1) {
        return no_order(unit, asking, named, finding.count);
    }
    struct sup_reference *order = sup__arena_alloc(unit->repo.arena, sizeof *order);
    if (!order) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    *order = finding.order;
    asking->order = order;
    return SUP_OK;
}

int32_t sup__asking_remedy(struct sup__unit *unit, const struct sup_authority_check_params *params,
                           struct sup__asking *asking)
{
    int32_t rc = sup__policy_index(unit, "remedy", params->remedy,
                                   &unit->policy->authority.remedy_names, &asking->remedy);
    return rc == SUP_OK ? read_amount(unit, params, asking) : rc;
}

const struct sup__remedy *sup__asked_remedy(const struct sup__unit *unit,
                                            const struct sup__asking *asking)
{
    return &unit->policy->authority.remedies[asking->remedy];
}

/* ---- actions of the library ---- */

/* "12", and not "012" or "+12": what an approval is for is written in one way. */
static int is_id(const char *text)
{
    int64_t id = 0;
    return text[0] != '0' && text[0] != '-' && text[0] != '+' &&
           sup__parse_int(text, strlen(text), &id) && id > 0;
}

static int is_digest(const char *text)
{
    return strlen(text) == SUP_POLICY_DIGEST_BYTES &&
           strspn(text, "0123456789abcdef") == SUP_POLICY_DIGEST_BYTES;
}

static int is_subject(const struct sup__unit *unit, int32_t kind, const char *text)
{
    switch (kind) {
    case SUP__SUBJECT_ID:
        return text && is_id(text);
    case SUP__SUBJECT_FLOOR:
        return text && sup__names_find(&unit->policy->floor_names, text) >= 0;
    case SUP__SUBJECT_DIGEST:
        return text && is_digest(text);
    case SUP__SUBJECT_EXTENT:
        return !text || strcmp(text, SUP__WITHOUT_NOTES) == 0;
    default:
        return !text;
    }
}

/* The other one, which has to be there, and another one. */
static int32_t find_other(struct sup__unit *unit, const struct sup__remedy *remedy,
                          const struct sup__asking *asking)
{
    struct sup__customer_row row;
    struct sup__ticket_slot *slot = NULL;
    int64_t own = remedy->about == SUP__IS_OF_CUSTOMER ? asking->customer_id : asking->ticket_id;
    int64_t id = 0;
    (void)sup__parse_int(asking->subject, strlen(asking->subject), &id);
    if (id == own) {
        return sup__fail(unit->error, SUP_MSG_ACTION_SUBJECT, "subject",
                         "%s is about the other one, not %" PRId64 " itself", remedy->name, own);
    }
    return remedy->about == SUP__IS_OF_CUSTOMER ? sup__load_customer(unit, id, "subject", &row)
                                                : sup__unit_ticket(unit, id, &slot);
}

static int32_t read_subject(struct sup__unit *unit, const char *subject, struct sup__asking *asking)
{
    static const char *const what[] = {
        [SUP__SUBJECT_NONE] = "nothing else",
        [SUP__SUBJECT_ID] = "the id of the other one, such as \"12\"",
        [SUP__SUBJECT_FLOOR] = "a floor of the policy",
        [SUP__SUBJECT_EXTENT] = "nothing else, or \"" SUP__WITHOUT_NOTES "\"",
        [SUP__SUBJECT_DIGEST] = "the document's digest, 64 hexadecimal digits"};
    const struct sup__remedy *remedy = sup__asked_remedy(unit, asking);
    asking->subject = subject && subject[0] ? subject : NULL;
    if (is_subject(unit, remedy->subject, asking->subject)) {
        return remedy->subject == SUP__SUBJECT_ID ? find_other(unit, remedy, asking)
                                                  : SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_ACTION_SUBJECT, "subject", "%s is about %s, not '%s'",
                     remedy->name, what[remedy->subject], subject ? subject : "");
}

/* Whom it is about: the ticket's customer, the one who is named, or nobody. */
static int32_t read_customer(struct sup__unit *unit, int64_t customer_id,
                             const struct sup__ticket_row *ticket, struct sup__asking *asking)
{
    const struct sup__remedy *remedy = sup__asked_remedy(unit, asking);
    struct sup__customer_row row;
    if (remedy->about != SUP__IS_OF_CUSTOMER) {
        asking->customer_id = ticket ? ticket->customer_id : 0;
        return !customer_id ? SUP_OK
                            : sup__fail(unit->error, SUP_MSG_ACTION_SUBJECT, "customer_id",
                                        "%s is not about a customer who is named", remedy->name);
    }
    if (!customer_id) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "customer_id",
                         "%s is about a customer: say who", remedy->name);
    }
    asking->customer_id = customer_id;
    return sup__load_customer(unit, customer_id, "customer_id", &row);
}

static int32_t read_about(struct sup__unit *unit, const struct sup_authority_check_params *params,
                          const struct sup__ticket_row *ticket, struct sup__asking *asking)
{
    const struct sup__remedy *remedy = sup__asked_remedy(unit, asking);
    int needs_ticket = remedy->about == SUP__IS_GIVEN || remedy->about == SUP__IS_OF_TICKET;
    if (needs_ticket && !ticket) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "ticket_id",
                         "%s is about a ticket: say which", remedy->name);
    }
    if (!needs_ticket && ticket) {
        return sup__fail(unit->error, SUP_MSG_ACTION_SUBJECT, "ticket_id", "%s is about no ticket",
                         remedy->name);
    }
    if (remedy->about != SUP__IS_GIVEN && params->order) {
        return sup__fail(unit->error, SUP_MSG_ACTION_SUBJECT, "order", "%s is about no order",
                         remedy->name);
    }
    asking->ticket_id = ticket ? ticket->id : 0;
    int32_t rc = read_customer(unit, params->customer_id, ticket, asking);
    return rc == SUP_OK ? read_subject(unit, params->subject, asking) : rc;
}

int32_t sup__asking_read(struct sup__unit *unit, const struct sup_authority_check_params *params,
                         const struct sup__ticket_row *ticket, struct sup__asking *asking)
{
    asking->finds_duplicate = 1;
    int32_t rc = sup__asking_remedy(unit, params, asking);
    if (rc == SUP_OK) {
        rc = read_about(unit, params, ticket, asking);
    }
    return rc == SUP_OK && sup__asked_remedy(unit, asking)->about == SUP__IS_GIVEN
               ? sup__asking_order(unit, params->order, asking)
               : rc;
}
