/*
 * request_duplicate.c: has the same been asked for before?
 *
 * The same is the same remedy, amount and currency for the same order, on whatever ticket, that was
 * asked for within the time that the policy says before this, and still counts: what was rejected,
 * withdrawn or failed is no duplicate. Where one of the two names no order it may be the same one,
 * so then it is the customer who has to be the same, or the ticket. All refunds are the same
 * remedy, tickets that were merged into one are one, and so are customers. What the shop reported
 * by itself is one as well, whenever it said so.
 *
 * Of two that are alike only the later is a duplicate: else neither could be given. So a request
 * is compared with those before it, and with reports, whenever they came. How long ago counts from
 * when it was asked for: waiting makes nothing another request.
 */
#include "ops/authority/requests.h"

#include "ops/erasure/aliases.h"
#include "ops/erasure/erase.h"
#include "ops/unit.h"

#include <string.h>

/* Money that is paid back is paid back, whether it is called a part, all or the shipping. */
static int is_same_remedy(const struct sup__authority *authority, int32_t remedy, const char *name)
{
    int32_t other = sup__names_find(&authority->remedy_names, name);
    return other == remedy || (other >= 0 && authority->remedies[other].is_refund &&
                               authority->remedies[remedy].is_refund);
}

/* By what the ledger says alone. What was settled may have been asked for with another amount. */
static int may_be_alike(const struct sup__unit *unit, const struct sup__asking *asking,
                        const struct sup__ledger_row *row)
{
    const struct sup__authority *authority = &unit->policy->authority;
    int64_t now_ms = unit->caller.now_ms;
    int64_t asked_ms = asking->request_id ? asking->asked_ms : now_ms;
    return row->request_id != asking->request_id && (!row->until_ms || row->until_ms > now_ms) &&
           row->at_ms > asked_ms - authority->duplicate_ms &&
           is_same_remedy(authority, asking->remedy, row->remedy) &&
           sup__same_text(row->currency, asking->has_amount ? asking->currency : NULL) &&
           (row->minor == asking->minor || row->is_settled);
}

/* Of one order, or of what may be one: the ledger has both for the same customer or ticket. */
static int32_t is_same_order(struct sup__unit *unit, const struct sup__asking *asking,
                             const struct sup__request_row *row, int32_t scope, int *is_so)
{
    const struct sup_reference *order = asking->order;
    *is_so = scope != SUP__PER_ORDER;
    return order && row->order_id
               ? sup__is_order(unit, order, row->order_system, row->order_id, is_so)
               : SUP_OK;
}

static int32_t is_alike(struct sup__unit *unit, const struct sup__asking *asking, int32_t scope,
                        int64_t id, int *is_so)
{
    struct sup__request_row row;
    int32_t rc = sup__load_request(unit, id, &row);
    *is_so = rc == SUP_OK && (row.minor == asking->minor || row.settled_minor == asking->minor) &&
             (!asking->request_id || id < asking->request_id || row.state == SUP_REQUEST_REPORTED);
    return *is_so ? is_same_order(unit, asking, &row, scope, is_so) : rc;
}

int32_t sup__find_duplicate(struct sup__unit *unit, const struct sup__asking *asking, int32_t scope,
                            const struct sup__rows *rows, int64_t *duplicate_of)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = rows->count; rc == SUP_OK && i-- > 0;) {
        const struct sup__ledger_row *row = sup__rows_at(rows, i);
        int is_so = 0;
        if (row->request_id > *duplicate_of && may_be_alike(unit, asking, row)) {
            rc = is_alike(unit, asking, scope, row->request_id, &is_so);
            *duplicate_of = is_so ? row->request_id : *duplicate_of;
        }
    }
    return rc;
}
