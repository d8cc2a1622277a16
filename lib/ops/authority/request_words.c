/*
 * request_words.c: what the matrix and its limits say, in words.
 */
#include "ops/authority/requests.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* "20.00 EUR", or a number of requests. */
static void add_number(struct sup__buffer *buffer, const char *currency, int is_count,
                       int64_t number)
{
    char amount[SUP_AMOUNT_BYTES_MAX];
    if (is_count) {
        sup__buffer_int(buffer, number);
        sup__buffer_text(buffer, number == 1 ? " request" : " requests");
        return;
    }
    sup__buffer_text(buffer, sup__amount_text(number, currency, amount));
    sup__buffer_char(buffer, ' ');
    sup__buffer_text(buffer, currency);
}

static void add_window(struct sup__buffer *buffer, int64_t within_ms)
{
    enum { HOUR_MS = 60 * 60 * 1000, DAY_MS = 24 * HOUR_MS, MINUTE_MS = 60 * 1000 };
    if (!within_ms) {
        return;
    }
    sup__buffer_text(buffer, " in ");
    if (within_ms % DAY_MS == 0) {
        sup__buffer_int(buffer, within_ms / DAY_MS);
        sup__buffer_text(buffer, within_ms == DAY_MS ? " day" : " days");
    } else if (within_ms % HOUR_MS == 0) {
        sup__buffer_int(buffer, within_ms / HOUR_MS);
        sup__buffer_text(buffer, within_ms == HOUR_MS ? " hour" : " hours");
    } else {
        sup__buffer_int(buffer, within_ms / MINUTE_MS);
        sup__buffer_text(buffer, " minutes");
    }
}

static void add_captured(struct sup__buffer *buffer, const char *currency,
                         const struct sup__told_limit *limit)
{
    if (limit->most < 0) {
        sup__buffer_text(buffer, "the order was paid in another currency");
        return;
    }
    sup__buffer_text(buffer, "the order brought in ");
    add_number(buffer, currency, 0, limit->most);
    sup__buffer_text(buffer, ", of which ");
    add_number(buffer, currency, 0, limit->used);
    sup__buffer_text(buffer, " are paid back or asked for");
}

void sup__add_limit_words(struct sup__buffer *buffer, const char *currency,
                          const struct sup__told_limit *limit)
{
    if (limit->is_captured) {
        add_captured(buffer, currency, limit);
        return;
    }
    sup__buffer_text(buffer, "the limit per ");
    sup__buffer_text(buffer, sup__limit_scope_names[limit->scope - 1]);
    if (limit->most < 0) {
        sup__buffer_text(buffer, " is a part of the order's amount, which is not known in ");
        sup__buffer_text(buffer, currency);
        return;
    }
    sup__buffer_text(buffer, " is ");
    add_number(buffer, currency, limit->is_count, limit->most);
    add_window(buffer, limit->within_ms);
    if (limit->scope != SUP_LIMIT_REQUEST) {
        sup__buffer_text(buffer, ", of which ");
        add_number(buffer, currency, limit->is_count, limit->used);
        sup__buffer_text(buffer, limit->is_count && limit->used == 1 ? " is used" : " are used");
        sup__buffer_text(buffer, limit->is_shared ? " by orders that the shop did not report" : "");
    }
}

static void add_passed(struct sup__buffer *buffer, const char *currency,
                       const struct sup__told_limit *limit)
{
    sup__buffer_text(buffer, "; the row ");
    sup__buffer_text(buffer, limit->row);
    sup__buffer_text(buffer, " handed it on: ");
    sup__add_limit_words(buffer, currency, limit);
}

void sup__add_passed_words(struct sup__buffer *buffer, const char *currency,
                           const struct sup__texts *said)
{
    uint32_t told = 0;
    for (uint32_t i = 0; i < said->count && told < SUP__PASSED_ROWS_SAID; i++) {
        const struct sup__told_limit limit = sup__read_limit(said->items[i]);
        if (limit.row) {
            add_passed(buffer, currency, &limit);
            told++;
        }
    }
}

static void add_use(struct sup__buffer *buffer, const struct sup__asking *asking,
                    const struct sup__limit_use *use)
{
    const struct sup__told_limit limit = sup__tell_limit(use);
    sup__add_limit_words(buffer, asking->currency, &limit);
}

/* ---- what is void ---- */

const char *const sup__void_cause_names[SUP__VOID_CAUSES + 1] = {
    [SUP__VOID_UNKNOWN] = "unknown",           [SUP__VOID_ASKER] = "asker_left",
    [SUP__VOID_REMEDY] = "remedy_gone",        [SUP__VOID_UNFIT] = "not_fit",
    [SUP__VOID_REFUSED] = "refused_now",       [SUP__VOID_POLICY] = "policy_changed",
    [SUP__VOID_CUSTOMER] = "customer_changed", [SUP__VOID_ROW] = "row_changed",
    [SUP__VOID_ORDER] = "order_changed",       [SUP__VOID_SUBJECT] = "subject_changed",
    [SUP__VOID_APPROVER] = "approver_gone",    [SUP__VOID_APPROVAL] = "needs_approval",
    [SUP__VOID_RIGHT] = "asker_may_not",       [SUP__VOID_RATIONALE] = "needs_rationale",
};

const char *sup__void_cause_words(const char *name)
{
    static const char *const words[] = {
        [SUP__VOID_UNKNOWN] = "what it was decided by changed",
        [SUP__VOID_ASKER] = "who asked for it left the desk",
        [SUP__VOID_RIGHT] = "who asked for it has no right to ask any more",
        [SUP__VOID_REMEDY] = "the policy has that remedy no more",
        [SUP__VOID_UNFIT] = "its order or its customer is not what it was asked for any more",
        [SUP__VOID_REFUSED] = "the matrix or a limit says no to it by now",
        [SUP__VOID_POLICY] = "another policy came into force since it was asked for",
        [SUP__VOID_CUSTOMER] = "its ticket is another customer's than when it was asked for",
        [SUP__VOID_ROW] = "another row of the matrix is for it than when it was asked for",
        [SUP__VOID_ORDER] = "what the order brought in is not what it was when it was asked for",
        [SUP__VOID_SUBJECT] = "what it would be done to changed since it was asked for",
        [SUP__VOID_APPROVER] = "somebody who approved it may do so no more",
        [SUP__VOID_APPROVAL] = "it needs approval now",
        [SUP__VOID_RATIONALE] = "it needs a rationale now, and nobody gave one",
    };
    int cause = SUP__VOID_CAUSES - 1;
    while (cause > SUP__VOID_UNKNOWN &&
           (!name || strcmp(name, sup__void_cause_names[cause]) != 0)) {
        cause--;
    }
    return words[cause];
}

void sup__add_void_words(struct sup__buffer *buffer, const char *name, const char *currency,
                         const struct sup__texts *said)
{
    sup__buffer_text(buffer, sup__void_cause_words(name));
    for (uint32_t i = 0; i < said->count; i++) {
        const struct sup__told_limit limit = sup__read_limit(said->items[i]);
        if (!limit.row && limit.is_exceeded) {
            sup__buffer_text(buffer, ": ");
            sup__add_limit_words(buffer, currency, &limit);
            break;
        }
    }
    sup__add_passed_words(buffer, currency, said);
}

/* ---- answers ---- */

static void add_row(struct sup__buffer *buffer, const struct sup__answer *answer)
{
    static const char *const says[] = {
        [SUP_EFFECT_ALLOW] = " allows it",
        [SUP_EFFECT_RATIONALE] = " allows it to who says why",
        [SUP_EFFECT_APPROVAL] = " asks for approval",
        [SUP_EFFECT_REFUSE] = " refuses it",
    };
    sup__buffer_text(buffer, "the row ");
    sup__buffer_text(buffer, answer->row->name);
    sup__buffer_text(buffer, says[answer->effect]);
}

const char *sup__answer_words(struct sup__unit *unit, const struct sup__asking *asking,
                              const struct sup__answer *answer)
{
    struct sup__buffer *buffer = &unit->core->buffer;
    sup__buffer_clear(buffer);
    switch (answer->why) {
    case SUP__RULED_BY_NONE:
        sup__buffer_text(buffer, "no row of the authority matrix is for it");
        break;
    case SUP__RULED_BY_RIGHTS:
        sup__buffer_text(buffer, "no row of the authority matrix names it: who has the right to it "
                                 "may do it");
        break;
    case SUP__RULED_UNDECIDED:
        sup__buffer_text(buffer, "whether the row ");
        sup__buffer_text(buffer, answer->row->name);
        sup__buffer_text(buffer, " is for it cannot be said by what is known");
        break;
    case SUP__RULED_BY_LIMIT:
    case SUP__RULED_BY_CAPTURED:
        add_use(buffer, asking, answer->passed);
        break;
    default:
        add_row(buffer, answer);
        break;
    }
    for (uint32_t i = 0; i < answer->over_count && i < SUP__PASSED_ROWS_SAID; i++) {
        const struct sup__told_limit limit = sup__tell_limit(&answer->over[i]);
        add_passed(buffer, asking->currency, &limit);
    }
    const char *words =
        buffer->is_failed ? NULL : sup__arena_text(unit->repo.arena, buffer->data, buffer->bytes);
    if (!words) {
        (void)sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return words;
}

int32_t sup__refuse(struct sup__unit *unit, const struct sup__asking *asking,
                    const struct sup__answer *answer)
{
    const char *remedy = unit->policy->authority.remedies[asking->remedy].name;
    const char *words = sup__answer_words(unit, asking, answer);
    char amount[SUP_AMOUNT_BYTES_MAX];
    int32_t message = answer->why == SUP__RULED_BY_LIMIT      ? SUP_MSG_REMEDY_LIMIT
                      : answer->why == SUP__RULED_BY_CAPTURED ? SUP_MSG_REMEDY_CAPTURED
                                                              : SUP_MSG_REMEDY_REFUSED;
    if (!words) {
        return SUP_NOMEM;
    }
    if (!asking->ticket_id) {
        return sup__fail(unit->error, message, "remedy", "%s: %s", remedy, words);
    }
    if (!asking->has_amount) {
        return sup__fail(unit->error, message, "remedy", "%s for ticket %" PRId64 ": %s", remedy,
                         asking->ticket_id, words);
    }
    return sup__fail(unit->error, message, "amount", "%s of %s %s for ticket %" PRId64 ": %s",
                     remedy, sup__amount_text(asking->minor, asking->currency, amount),
                     asking->currency, asking->ticket_id, words);
}
