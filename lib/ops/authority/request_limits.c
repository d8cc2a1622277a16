/*
 * request_limits.c: how far limits were used when something was decided, as it is told: in results,
 * and in the payload of the event, where a limit is one text of words:
 *
 *     order amount 5997 6000 86400000 exceeded shared
 *
 * what it is summed up over ("captured": what the order brought in); whether amounts or requests
 * are counted; what was used before; the most ("?": not known); how many ms it counts back (0:
 * ever); and then whether the request was beyond it, and whether orders share it that the shop did
 * not report. Amounts are in minor units. A limit of a row that handed the request on names that
 * last: "of" and the row.
 */
#include "ops/authority/requests.h"

#include "ops/bodies.h"
#include "ops/shape.h"

#include "base/message.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

struct sup__told_limit sup__tell_limit(const struct sup__limit_use *use)
{
    return (struct sup__told_limit){.scope = use->limit ? use->limit->scope + 1 : SUP_LIMIT_ORDER,
                                    .is_count = use->limit && use->limit->count >= 0,
                                    .is_captured = !use->limit,
                                    .is_exceeded = use->is_exceeded,
                                    .is_shared = use->is_shared,
                                    .within_ms = use->limit ? use->limit->within_ms : 0,
                                    .used = use->used,
                                    .most = use->most,
                                    .row = use->row ? use->row->name : NULL};
}

/* ---- in payloads ---- */

static const char captured[] = "captured";
static const char *const kinds[] = {"amount", "count"};

static const char *limit_text(struct sup__unit *unit, const struct sup__told_limit *limit)
{
    struct sup__buffer *buffer = &unit->core->buffer;
    sup__buffer_clear(buffer);
    sup__buffer_text(buffer,
                     limit->is_captured ? captured : sup__limit_scope_names[limit->scope - 1]);
    sup__buffer_char(buffer, ' ');
    sup__buffer_text(buffer, kinds[limit->is_count]);
    sup__buffer_char(buffer, ' ');
    sup__buffer_int(buffer, limit->used);
    sup__buffer_char(buffer, ' ');
    if (limit->most < 0) {
        sup__buffer_char(buffer, '?');
    } else {
        sup__buffer_int(buffer, limit->most);
    }
    sup__buffer_char(buffer, ' ');
    sup__buffer_int(buffer, limit->within_ms);
    sup__buffer_text(buffer, limit->is_exceeded ? " exceeded" : "");
    sup__buffer_text(buffer, limit->is_shared ? " shared" : "");
    sup__buffer_text(buffer, limit->row ? " of " : "");
    sup__buffer_text(buffer, limit->row ? limit->row : "");
    return buffer->is_failed ? NULL
                             : sup__arena_text(unit->repo.arena, buffer->data, buffer->bytes);
}

int32_t sup__say_limits(struct sup__unit *unit, const struct sup__answer *answer,
                        struct sup__texts *limits)
{
    uint32_t count = answer->use_count + answer->over_count;
    const char **items = sup__arena_alloc(unit->repo.arena, ((size_t)count + 1) * sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) {
        const struct sup__told_limit limit = sup__tell_limit(
            i < answer->use_count ? &answer->uses[i] : &answer->over[i - answer->use_count]);
        items[i] = limit_text(unit, &limit);
        items = items[i] ? items : NULL;
    }
    *limits = (struct sup__texts){items, items ? count : 0};
    return items ? SUP_OK : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* The first word of a text; answers where the rest begins. */
static const char *next_number(const char *at, int64_t *number)
{
    char word[SUP__SUBJECT_BYTES];
    at = sup__next_team(at, word);
    if (strcmp(word, "?") == 0) {
        *number = -1;
    } else if (!sup__parse_int(word, strlen(word), number)) {
        *number = 0;
    }
    return at;
}

struct sup__told_limit sup__read_limit(const char *text)
{
    struct sup__told_limit limit = {.scope = SUP_LIMIT_ORDER};
    char word[SUP__SUBJECT_BYTES];
    const char *at = sup__next_team(text, word);
    limit.is_captured = strcmp(word, captured) == 0;
    for (int32_t scope = 0; scope < SUP__LIMIT_SCOPES; scope++) {
        limit.scope = strcmp(word, sup__limit_scope_names[scope]) == 0 ? scope + 1 : limit.scope;
    }
    at = sup__next_team(at, word);
    limit.is_count = strcmp(word, kinds[1]) == 0;
    at = next_number(at, &limit.used);
    at = next_number(at, &limit.most);
    at = next_number(at, &limit.within_ms);
    while (*at && !limit.row) {
        at = sup__next_team(at, word);
        limit.row = strcmp(word, "of") == 0 ? at : NULL;
        limit.is_exceeded |= strcmp(word, "exceeded") == 0;
        limit.is_shared |= strcmp(word, "shared") == 0;
    }
    return limit;
}

/* ---- in results ---- */

/* Requests, or minor units. */
static const char *show_number(void *result, const char *currency, int is_count, int64_t number,
                               int *failed)
{
    char text[SUP_AMOUNT_BYTES_MAX];
    if (!is_count) {
        return sup__result_text(result, sup__amount_text(number, currency, text), failed);
    }
    sup__format(text, sizeof text, "%" PRId64, number);
    return sup__result_text(result, text, failed);
}

static void show_limit(void *result, const char *currency, const struct sup__told_limit *limit,
                       struct sup_authority_limit *to, int *failed)
{
    int is_count = limit->is_count;
    int64_t left = limit->used > limit->most ? 0 : limit->most - limit->used;
    to->scope = limit->scope;
    to->is_exceeded = limit->is_exceeded;
    to->within_ms = limit->within_ms;
    to->is_count = is_count;
    to->is_captured = limit->is_captured;
    to->is_shared = limit->is_shared;
    to->row = sup__result_text(result, limit->row, failed);
    to->used = show_number(result, currency, is_count, limit->used, failed);
    if (limit->most >= 0) {
        to->most = show_number(result, currency, is_count, limit->most, failed);
        to->left = show_number(result, currency, is_count, left, failed);
    }
}

const struct sup_authority_limit *sup__show_uses(void *result, const struct sup__asking *asking,
                                                 const struct sup__limit_use *uses, uint32_t count,
                                                 int *failed)
{
    struct sup_authority_limit *limits = sup__result_array(result, count, sizeof *limits, failed);
    for (uint32_t i = 0; !*failed && i < count; i++) {
        const struct sup__told_limit limit = sup__tell_limit(&uses[i]);
        show_limit(result, asking->currency, &limit, &limits[i], failed);
    }
    return limits;
}

const struct sup_authority_limit *sup__show_said_limits(void *result, const char *currency,
                                                        const struct sup__texts *said, int is_over,
                                                        uint32_t *count, int *failed)
{
    struct sup_authority_limit *limits =
        sup__result_array(result, said->count, sizeof *limits, failed);
    *count = 0;
    for (uint32_t i = 0; !*failed && i < said->count; i++) {
        const struct sup__told_limit limit = sup__read_limit(said->items[i]);
        if ((limit.row != NULL) == is_over) {
            show_limit(result, currency, &limit, &limits[(*count)++], failed);
        }
    }
    return limits;
}
