/*
 * request_words.c: what the matrix and its limits say, in words.
 */
#include "ops/requests.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* "20.00 EUR", or a number of requests. */
static void add_number(struct sup__buffer *buffer, const struct sup__asking *asking,
                       const struct sup__limit_use *use, int64_t number)
{
    char amount[SUP_AMOUNT_BYTES_MAX];
    if (use->limit && use->limit->count >= 0) {
        sup__buffer_int(buffer, number);
        sup__buffer_text(buffer, number == 1 ? " request" : " requests");
        return;
    }
    sup__buffer_text(buffer, sup__amount_text(number, asking->currency, amount));
    sup__buffer_char(buffer, ' ');
    sup__buffer_text(buffer, asking->currency);
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

/* "the limit per order is 60.00 EUR in 30 days, of which 50.00 EUR are used" */
static void add_limit(struct sup__buffer *buffer, const struct sup__asking *asking,
                      const struct sup__limit_use *use)
{
    if (!use->limit) {
        if (use->most < 0) {
            sup__buffer_text(buffer, "the order was paid in another currency");
            return;
        }
        sup__buffer_text(buffer, "the order brought in ");
        add_number(buffer, asking, use, use->most);
        sup__buffer_text(buffer, ", of which ");
        add_number(buffer, asking, use, use->used);
        sup__buffer_text(buffer, " are paid back or asked for");
        return;
    }
    sup__buffer_text(buffer, "the limit per ");
    sup__buffer_text(buffer, sup__limit_scope_names[use->limit->scope]);
    if (use->most < 0) {
        sup__buffer_text(buffer, " is a part of the order's amount, which is not known in ");
        sup__buffer_text(buffer, asking->currency);
        return;
    }
    sup__buffer_text(buffer, " is ");
    add_number(buffer, asking, use, use->most);
    add_window(buffer, use->limit->within_ms);
    if (use->limit->scope != SUP__PER_REQUEST) {
        sup__buffer_text(buffer, ", of which ");
        add_number(buffer, asking, use, use->used);
        sup__buffer_text(buffer,
                         use->limit->count >= 0 && use->used == 1 ? " is used" : " are used");
        sup__buffer_text(buffer, use->is_shared ? " by orders that the shop did not report" : "");
    }
}

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
        add_limit(buffer, asking, answer->passed);
        break;
    default:
        add_row(buffer, answer);
        break;
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
