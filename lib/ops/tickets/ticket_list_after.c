/*
 * ticket_list_after.c: positions in lists of tickets, as text.
 *
 * A position is the place of the last ticket that was looked at: the value that the list is sorted
 * by and the id. Before it stands a digest of what was asked, since a place says nothing in a list
 * with another order. An identity is digested as the customer it led to: a position is put into
 * links and logs, and must not tell an address to whom can guess it.
 */
#include "ops/tickets/ticket_list.h"

#include "base/hash.h"
#include "base/message.h"
#include "base/text.h"
#include "ops/shape.h"
#include "ops/shapes/shapes.h"

#include <inttypes.h>
#include <string.h>

enum { DIGEST_BYTES = 8, DIGEST_DIGITS = 2 * DIGEST_BYTES };

/* Sixteen hexadecimal digits and a point. */
static void write_digest(const struct sup__listing *listing, char out[DIGEST_DIGITS + 2])
{
    static const char digits[] = "0123456789abcdef";
    struct sup_ticket_list_params asked = *listing->params;
    uint8_t digest[SUP__HASH_BYTES];
    struct sup__hash hash;
    asked.after = NULL;
    asked.limit = 0;
    asked.identity = NULL;
    asked.customer_id = listing->asked;
    asked.sort = listing->sort;
    (void)sup__hash_begin(&hash, NULL, 0);
    sup__params_digest(&sup__shape_ticket_list_params, &asked, &hash);
    if (listing->sort == SUP_SORT_PRIORITY) {
        sup__hash_add_i64(&hash, listing->unit->head.policy_version); /* which orders priorities */
    }
    sup__hash_end(&hash, digest);
    for (int i = 0; i < DIGEST_BYTES; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    memcpy(out + DIGEST_DIGITS, ".", 2);
}

void sup__list_after_write(const struct sup__listing *listing, struct sup__place place,
                           char out[SUP_LIST_AFTER_BYTES_MAX + 1])
{
    char digest[DIGEST_DIGITS + 2];
    write_digest(listing, digest);
    sup__format(out, SUP_LIST_AFTER_BYTES_MAX + 1, "%s%" PRId64 ".%" PRId64, digest, place.key,
                place.id);
}

int32_t sup__list_after_read(struct sup__listing *listing)
{
    const char *after = listing->params->after;
    char digest[DIGEST_DIGITS + 2];
    listing->is_first = !after || !*after;
    if (listing->is_first) {
        return SUP_OK;
    }
    write_digest(listing, digest);
    int is_ours = strncmp(after, digest, DIGEST_DIGITS + 1) == 0;
    const char *key = is_ours ? after + DIGEST_DIGITS + 1 : "";
    const char *point = strchr(key, '.');
    if (!point || !sup__parse_int(key, (size_t)(point - key), &listing->after.key) ||
        !sup__parse_int(point + 1, strlen(point + 1), &listing->after.id)) {
        return sup__fail(listing->unit->error, SUP_MSG_LIST_AFTER, "after",
                         "'%.40s' is not a position in this list", after);
    }
    return SUP_OK;
}
