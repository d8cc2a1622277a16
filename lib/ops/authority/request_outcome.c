/*
 * request_outcome.c: what became of a request, in the words that precedents and reviews count by.
 */
#include "ops/authority/requests.h"

int sup__was_granted(const struct sup__request_row *row)
{
    return row->effect == SUP_EFFECT_ALLOW || row->effect == SUP_EFFECT_RATIONALE ||
           (row->effect == SUP_EFFECT_APPROVAL && row->approval_count >= row->quorum);
}

int sup__was_overturned(const struct sup__request_row *row)
{
    int is_over = row->state == SUP_REQUEST_FAILED || row->state == SUP_REQUEST_VOID ||
                  row->state == SUP_REQUEST_REJECTED;
    return is_over && (sup__was_granted(row) || row->approval_count != 0);
}
