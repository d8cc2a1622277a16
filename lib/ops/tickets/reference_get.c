/*
 * reference_get.c: what is known about an order or another thing.
 */
#include "ops/bodies.h"
#include "ops/people/customer_facts.h"
#include "ops/tickets/things.h"

#include "base/message.h"

static const struct sup_reference *copy_reference(struct sup_thing *out,
                                                  const struct sup_reference *from, int *failed)
{
    struct sup_reference *reference = sup__result_array(out, 1, sizeof *reference, failed);
    if (reference) {
        reference->system = sup__result_text(out, from->system, failed);
        reference->kind = sup__result_text(out, from->kind, failed);
        reference->id = sup__result_text(out, from->id, failed);
    }
    return reference;
}

static int32_t show(struct sup__unit *unit, const struct sup_reference *reference,
                    const struct sup__thing *thing, int64_t owner, void **result)
{
    struct sup_thing *out = sup__result(unit, sizeof *out);
    int failed = 0;
    if (!out) {
        return SUP_NOMEM;
    }
    out->reference = copy_reference(out, reference, &failed);
    out->label = sup__result_text(out, thing->row.label, &failed);
    out->customer_id = owner;
    out->first_ms = thing->row.first_ms;
    out->updated_ms = thing->row.updated_ms;
    out->facts = sup__facts_result(out, thing->facts, thing->fact_count, reference->system,
                                   &out->fact_count, &failed);
    return sup__result_end(unit, out, failed, result);
}

/* Things of others do not exist for a customer, nor do those that are nobody's. */
int32_t sup__op_reference_get(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_reference_get_params *params = in;
    struct sup__thing *thing = NULL;
    int64_t owner = 0;
    int is_own = 1;
    (void)receipt;
    int32_t rc = sup__thing_load(unit, params->reference, &thing);
    if (rc == SUP_OK && unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        rc = sup__is_callers(unit, thing->row.customer_id, &is_own);
    }
    if (rc == SUP_OK && (!thing->is_known || !is_own)) {
        rc = sup__fail(unit->error, SUP_MSG_THING_UNKNOWN, "reference",
                       "nothing was reported about %s %s %s", params->reference->system,
                       params->reference->kind, params->reference->id);
    }
    if (rc == SUP_OK) {
        rc = sup__customer_root(unit, thing->row.customer_id, &owner);
    }
    return rc == SUP_OK ? show(unit, params->reference, thing, owner, result) : rc;
}
