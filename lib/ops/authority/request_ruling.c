/*
 * request_ruling.c: what the matrix and its limits say to a request.
 */
#include "ops/authority/ruling.h"

#include "ops/sla/timers.h"

#include "base/message.h"
#include "base/money.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while a request is decided");
}

/* ---- the case ---- */

/* Names with spaces between as a list of a domain's names; what the policy lost is left out. */
static int32_t name_list(struct sup__unit *unit, const char *text, const struct sup__names *names,
                         struct sup__slot *slot)
{
    size_t room = strlen(text) / 2 + 1;
    struct sup__slot *items = sup__arena_alloc(unit->repo.arena, room * sizeof *items);
    char name[SUP__SUBJECT_BYTES];
    uint32_t count = 0;
    if (!items) {
        return out_of_memory(unit);
    }
    for (const char *at = text; *at;) {
        size_t bytes = strcspn(at, " ");
        if (bytes && bytes < sizeof name) {
            memcpy(name, at, bytes);
            name[bytes] = '\0';
            int32_t index = sup__names_find(names, name);
            if (index >= 0) {
                items[count++] = (struct sup__slot){.number = index, .is_given = 1};
            }
        }
        at += bytes + (at[bytes] == ' ');
    }
    *slot = (struct sup__slot){.number = count, .data = items, .is_given = 1};
    return SUP_OK;
}

static int32_t fill_case(struct sup__ruling_on *ruling, const struct sup__ticket_row *ticket)
{
    struct sup__unit *unit = ruling->unit;
    const struct sup__asking *asking = ruling->asking;
    const struct sup__policy *policy = unit->policy;
    int32_t rc = ticket ? sup__ticket_slots(unit, ticket, &ruling->slots)
                        : sup__person_slots(unit, asking->customer_id, &ruling->slots);
    if (rc == SUP_OK) {
        rc = sup__order_slots(unit, asking->order, asking->customer_id, ruling->slots,
                              &ruling->order);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__slot *slots = ruling->slots;
    rc = name_list(unit, asking->asker.roles, &policy->role_names, &slots[SUP__F_AGENT_ROLES]);
    if (rc == SUP_OK) {
        rc = name_list(unit, asking->asker.teams, &policy->team_names, &slots[SUP__F_AGENT_TEAMS]);
    }
    ruling->given = sup__policy_case(policy, slots, unit->caller.now_ms);
    return rc;
}

static int32_t fill_bare(struct sup__ruling_on *ruling)
{
    struct sup__unit *unit = ruling->unit;
    size_t bytes = unit->policy->facts.names.count * sizeof *ruling->bare;
    struct sup__order_known known;
    if (ruling->bare) {
        return SUP_OK;
    }
    ruling->bare = sup__arena_alloc(unit->repo.arena, bytes);
    if (!ruling->bare) {
        return out_of_memory(unit);
    }
    memcpy(ruling->bare, ruling->slots, bytes);
    return sup__order_slots(unit, NULL, 0, ruling->bare, &known);
}

static void fill_wish(struct sup__ruling_on *ruling)
{
    const struct sup__asking *asking = ruling->asking;
    int is_given = sup__asked_remedy(ruling->unit, asking)->about == SUP__IS_GIVEN;
    struct sup__slot *slots = is_given ? ruling->slots : ruling->bare;
    ruling->given.slots = slots;
    slots[SUP__F_REQUEST_REMEDY] = (struct sup__slot){.number = asking->remedy, .is_given = 1};
    slots[SUP__F_REQUEST_AMOUNT] = (struct sup__slot){
        .number = asking->minor, .extra = asking->currency_code, .is_given = asking->has_amount};
}

/* ---- limits ---- */

/* So many hundredths of a percent of an amount, exactly, then rounded. */
static int64_t part_of(int64_t base, const struct sup__authority_limit *limit)
{
    enum { WHOLE = 100 * 100 };
    int64_t parts = (base % WHOLE) * limit->percent;
    int64_t floor = base / WHOLE * limit->percent + parts / WHOLE;
    int64_t rest = parts % WHOLE;
    int is_up = limit->rounding == SUP__ROUND_UP        ? rest > 0
                : limit->rounding == SUP__ROUND_HALF_UP ? 2 * rest >= WHOLE
                : limit->rounding == SUP__ROUND_HALF_EVEN
                    ? 2 * rest > WHOLE || (2 * rest == WHOLE && floor % 2)
                    : 0;
    return floor + is_up;
}

/* -1: what it is a part of is not known, or of another currency. */
static int64_t most_of(const struct sup__ruling_on *ruling,
                       const struct sup__authority_limit *limit)
{
    if (limit->count >= 0) {
        return limit->count;
    }
    if (limit->percent >= 0) {
        const struct sup__slot *base =
            &ruling->slots[limit->is_of_total ? SUP__F_ORDER_TOTAL : SUP__F_ORDER_CAPTURED];
        return ruling->order.is_reported && base->is_given &&
                       base->extra == ruling->asking->currency_code
                   ? part_of(base->number, limit)
                   : -1;
    }
    for (uint32_t i = 0; i < limit->amount_count; i++) {
        if (limit->amounts[i].currency == ruling->asking->currency_code) {
            return limit->amounts[i].minor;
        }
    }
    return -1;
}

static int is_beyond(int64_t used, int64_t asked, int64_t most)
{
    return most < 0 || used > most || asked > most - used;
}

/* A percentage needs an order, whatever it is summed up over. */
static int32_t use_limit(struct sup__ruling_on *ruling, const struct sup__authority_limit *limit,
                         struct sup__limit_use *use)
{
    int32_t rc = sup__read_sums(ruling, limit->scope);
    if (rc == SUP_OK && sup__counts_excess(ruling, limit)) {
        rc = sup__read_excess(ruling, limit->scope);
    }
    if (rc == SUP_OK && limit->percent >= 0 && !ruling->asking->order) {
        rc = sup__need_order(ruling);
    }
    if (rc == SUP_OK) {
        *use = (struct sup__limit_use){.limit = limit,
                                       .used = sup__used_of(ruling, limit),
                                       .most = most_of(ruling, limit),
                                       .is_shared = limit->scope == SUP__PER_ORDER &&
                                                    !ruling->order.is_reported};
    }
    return rc;
}

static int32_t use_all(struct sup__ruling_on *ruling, const struct sup__authority_row *row,
                       struct sup__limit_use *uses)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < row->limit_count; i++) {
        rc = use_limit(ruling, &row->limits[i], &uses[i]);
    }
    return rc;
}

/* How far the limits of a row are used, before the request; summed up once where that is kept. */
static int32_t row_uses(struct sup__ruling_on *ruling, const struct sup__authority_row *row,
                        struct sup__limit_use *uses)
{
    struct sup__limit_use **kept = ruling->kept[ruling->asking->has_amount];
    size_t index = (size_t)(row - ruling->unit->policy->authority.rows);
    size_t bytes = row->limit_count * sizeof *uses;
    if (!kept || !row->limit_count) {
        return use_all(ruling, row, uses);
    }
    if (!kept[index]) {
        struct sup__limit_use *fresh = sup__arena_alloc(ruling->unit->repo.arena, bytes);
        int32_t rc = fresh ? use_all(ruling, row, fresh) : out_of_memory(ruling->unit);
        if (rc != SUP_OK) {
            return rc;
        }
        kept[index] = fresh;
    }
    memcpy(uses, kept[index], bytes);
    return SUP_OK;
}

static int32_t use_limits(struct sup__ruling_on *ruling, const struct sup__authority_row *row,
                          struct sup__answer *answer)
{
    answer->row = row;
    answer->use_count = 0;
    answer->passed = NULL;
    answer->uses = ruling->uses;
    int32_t rc = row_uses(ruling, row, answer->uses);
    for (uint32_t i = 0; rc == SUP_OK && i < row->limit_count; i++) {
        struct sup__limit_use *use = &answer->uses[answer->use_count++];
        int64_t asked = use->limit->count >= 0 ? 1 : ruling->asking->minor;
        use->is_exceeded = is_beyond(use->used, asked, use->most);
        if (use->is_exceeded && (!answer->passed || !use->limit->is_passed_on)) {
            answer->passed = use;
        }
    }
    return rc;
}

/* ---- what the order brought in ---- */

/* Limits are per currency, so whatever is given for an order is given in the order's: else each
 * currency of the policy would be one more window. */
static int is_other_currency(const struct sup__ruling_on *ruling)
{
    const struct sup__slot *captured = &ruling->slots[SUP__F_ORDER_CAPTURED];
    const struct sup__slot *known =
        captured->is_given ? captured : &ruling->slots[SUP__F_ORDER_TOTAL];
    return ruling->asking->has_amount && known->is_given &&
           known->extra != ruling->asking->currency_code;
}

static int32_t use_captured(struct sup__ruling_on *ruling, struct sup__answer *answer)
{
    const struct sup__slot *captured = &ruling->slots[SUP__F_ORDER_CAPTURED];
    int is_refund = ruling->unit->policy->authority.remedies[ruling->asking->remedy].is_refund;
    int is_other = is_other_currency(ruling);
    int32_t rc = is_refund ? sup__read_excess(ruling, SUP__PER_ORDER) : SUP_OK;
    if (rc != SUP_OK || (!is_other && (!is_refund || !captured->is_given))) {
        return rc;
    }
    struct sup__limit_use *use = &answer->uses[answer->use_count++];
    *use = (struct sup__limit_use){.used = is_refund ? sup__refunded(ruling) : 0,
                                   .most = is_other ? -1 : captured->number};
    use->is_exceeded = is_beyond(use->used, ruling->asking->minor, use->most);
    if (use->is_exceeded) {
        answer->why = SUP__RULED_BY_CAPTURED;
        answer->effect = SUP_EFFECT_REFUSE;
        answer->passed = use;
    }
    return SUP_OK;
}

/* ---- duplicates ---- */

/* What is said or done without a worth may be so twice. */
static int32_t find_duplicate(struct sup__ruling_on *ruling, struct sup__answer *answer)
{
    const struct sup__asking *asking = ruling->asking;
    const struct sup__authority *authority = &ruling->unit->policy->authority;
    int32_t rc = SUP_OK;
    if (!authority->duplicate_ms || authority->remedies[asking->remedy].money == SUP__MONEY_NEVER) {
        return SUP_OK;
    }
    for (int32_t scope = 0; rc == SUP_OK && scope < SUP__LIMIT_SCOPES; scope++) {
        const struct sup__rows *rows = NULL;
        if (sup__is_searched(asking, scope)) {
            rc = sup__read_alike(ruling, scope, &rows);
            rc = rc == SUP_OK
                     ? sup__find_duplicate(ruling->unit, asking, scope, rows, &answer->duplicate_of)
                     : rc;
        }
    }
    return rc;
}

/* ---- the answer ---- */

static void add_text(struct sup__hash *hash, const char *text)
{
    sup__hash_add(hash, text ? text : "", strlen(text ? text : "") + 1);
}

/* Who all are one person now. */
static int32_t add_family(struct sup__unit *unit, struct sup__hash *hash, int64_t customer_id)
{
    struct sup__texts members;
    int32_t rc = sup__customer_subjects(unit, customer_id, &members);
    for (uint32_t i = 0; rc == SUP_OK && i < members.count; i++) {
        add_text(hash, members.items[i]);
    }
    return rc;
}

/* Of an action of the library, what it would be done to: whoever else became the same person, and
 * the floor that a ticket is on, are what somebody approved. */
static int32_t add_action(const struct sup__ruling_on *ruling, struct sup__hash *hash)
{
    const struct sup__asking *asking = ruling->asking;
    const struct sup__remedy *remedy = sup__asked_remedy(ruling->unit, asking);
    const struct sup__slot *floor = &ruling->slots[SUP__F_FLOOR_CURRENT];
    int64_t other = 0;
    if (remedy->about == SUP__IS_GIVEN) {
        return SUP_OK;
    }
    add_text(hash, asking->subject);
    sup__hash_add_i64(hash, remedy->subject == SUP__SUBJECT_FLOOR && floor->is_given ? floor->number
                                                                                     : -1);
    if (remedy->about != SUP__IS_OF_CUSTOMER) {
        return SUP_OK;
    }
    int32_t rc = add_family(ruling->unit, hash, asking->customer_id);
    if (rc == SUP_OK && remedy->subject == SUP__SUBJECT_ID && asking->subject &&
        sup__parse_int(asking->subject, strlen(asking->subject), &other)) {
        rc = add_family(ruling->unit, hash, other);
    }
    return rc;
}

/* All that an approval is for. Whoever reads it once the order's number was erased can not try all
 * numbers: the salt went with it. */
static int32_t digest(struct sup__ruling_on *ruling, struct sup__answer *answer)
{
    const struct sup__asking *asking = ruling->asking;
    const struct sup__slot *captured = &ruling->slots[SUP__F_ORDER_CAPTURED];
    struct sup__hash hash;
    uint8_t bytes[SUP__HASH_BYTES];
    if (sup__hash_begin(&hash, asking->salt, asking->salt ? SUP__SALT_BYTES : 0) != 0) {
        return out_of_memory(ruling->unit);
    }
    add_text(&hash, ruling->unit->policy->authority.remedies[asking->remedy].name);
    add_text(&hash, asking->currency);
    sup__hash_add_i64(&hash, asking->minor);
    sup__hash_add_i64(&hash, asking->ticket_id);
    sup__hash_add_i64(&hash, asking->customer_id);
    add_text(&hash, asking->order ? asking->order->system : NULL);
    add_text(&hash, asking->order ? asking->order->id : NULL);
    sup__hash_add_i64(&hash, captured->is_given ? captured->number : -1);
    sup__hash_add_u32(&hash, captured->is_given ? captured->extra : 0);
    sup__hash_add_i64(&hash, ruling->unit->head.policy_version);
    add_text(&hash, answer->row ? answer->row->name : NULL);
    int32_t rc = add_action(ruling, &hash);
    sup__hash_end(&hash, bytes);
    sup__hex(bytes, sizeof bytes, answer->digest);
    return rc;
}

static void hand_on(const struct sup__ruling_on *ruling, const struct sup__authority_row *row,
                    struct sup__answer *answer)
{
    answer->over = ruling->over;
    if (answer->over_count < SUP__PASSED_ROWS_MAX) {
        answer->over[answer->over_count] = *answer->passed;
        answer->over[answer->over_count++].row = row;
    }
}

/* The first row whose limits do not hand the request on. */
static int32_t find_row(struct sup__ruling_on *ruling, struct sup__answer *answer)
{
    const struct sup__policy *policy = ruling->unit->policy;
    int64_t agent_id =
        ruling->asking->asker.kind == SUP_ACTOR_AGENT || ruling->asking->asker.kind == SUP_ACTOR_BOT
            ? ruling->asking->asker.id
            : 0;
    uint32_t first = 0;
    for (;;) {
        struct sup__ruling found = sup__decide_authority(policy, &ruling->given, agent_id, first);
        answer->effect = SUP_EFFECT_REFUSE;
        if (found.row < 0) {
            answer->why = SUP__RULED_BY_NONE;
            answer->row = NULL;
            return SUP_OK;
        }
        const struct sup__authority_row *row = &policy->authority.rows[found.row];
        int32_t rc = use_limits(ruling, row, answer);
        if (rc != SUP_OK) {
            return rc;
        }
        if (found.is_undecided) {
            answer->why = SUP__RULED_UNDECIDED;
            return SUP_OK;
        }
        if (!answer->passed) {
            answer->why = SUP__RULED_BY_ROW;
            answer->effect = row->effect + 1;
            return SUP_OK;
        }
        if (!answer->passed->limit->is_passed_on) {
            answer->why = SUP__RULED_BY_LIMIT;
            return SUP_OK;
        }
        hand_on(ruling, row, answer);
        first = (uint32_t)found.row + 1;
    }
}

/* ---- several answers about one ticket ---- */

static int keep_uses(struct sup__ruling_on *ruling)
{
    struct sup__arena *arena = ruling->unit->repo.arena;
    size_t bytes = (ruling->unit->policy->authority.row_count + 1) * sizeof *ruling->kept[0];
    for (int i = 0; i < 2; i++) {
        ruling->kept[i] = sup__arena_alloc(arena, bytes);
        if (!ruling->kept[i]) {
            return 0;
        }
        memset(ruling->kept[i], 0, bytes);
    }
    return 1;
}

int32_t sup__rule_on(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                     const struct sup__asking *asking, int is_any, struct sup__ruling_on **out)
{
    struct sup__ruling_on *ruling = sup__arena_alloc(unit->repo.arena, sizeof *ruling);
    size_t uses_max = USES_MAX + SUP__PASSED_ROWS_MAX;
    struct sup__limit_use *uses = sup__arena_alloc(unit->repo.arena, uses_max * sizeof *uses);
    if (!ruling || !uses) {
        return out_of_memory(unit);
    }
    *ruling = (struct sup__ruling_on){
        .unit = unit, .asking = asking, .is_any = is_any, .uses = uses, .over = uses + USES_MAX};
    if (is_any && !keep_uses(ruling)) {
        return out_of_memory(unit);
    }
    *out = ruling;
    return fill_case(ruling, ticket);
}

/* Who is given something for an order is who the shop says it is the order of. */
static int32_t check_owner(const struct sup__ruling_on *ruling)
{
    const struct sup__asking *asking = ruling->asking;
    if (!asking->order ||
        (ruling->order.is_theirs && (asking->customer_id || !ruling->order.owner))) {
        return SUP_OK;
    }
    return sup__fail(ruling->unit->error, SUP_MSG_REMEDY_ORDER, "order",
                     asking->customer_id
                         ? "the order is another customer's than ticket %" PRId64 " is"
                         : "the order is somebody's, and ticket %" PRId64 " is nobody's",
                     asking->ticket_id);
}

int32_t sup__rule_again(struct sup__ruling_on *ruling, struct sup__answer *answer)
{
    memset(answer, 0, sizeof *answer);
    if (!sup__is_governed(&ruling->unit->policy->authority, ruling->asking->remedy)) {
        answer->effect = SUP_EFFECT_ALLOW;
        answer->why = SUP__RULED_BY_RIGHTS;
        return SUP_OK;
    }
    int is_given = sup__asked_remedy(ruling->unit, ruling->asking)->about == SUP__IS_GIVEN;
    int32_t rc = is_given ? SUP_OK : fill_bare(ruling);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = is_given ? check_owner(ruling) : SUP_OK;
    if (rc != SUP_OK) {
        return rc;
    }
    fill_wish(ruling);
    answer->is_unreported = is_given && ruling->asking->order && !ruling->order.is_reported;
    rc = find_row(ruling, answer);
    return rc == SUP_OK && answer->effect != SUP_EFFECT_REFUSE ? use_captured(ruling, answer) : rc;
}

const struct sup__case *sup__ruled_case(const struct sup__ruling_on *ruling)
{
    return &ruling->given;
}

int32_t sup__rule(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                  const struct sup__asking *asking, struct sup__answer *answer)
{
    struct sup__ruling_on *ruling = NULL;
    int32_t rc = sup__rule_on(unit, ticket, asking, 0, &ruling);
    if (rc == SUP_OK) {
        rc = sup__rule_again(ruling, answer);
    }
    if (rc == SUP_OK && answer->effect != SUP_EFFECT_REFUSE) {
        rc = find_duplicate(ruling, answer);
    }
    return rc == SUP_OK ? digest(ruling, answer) : rc;
}
