/*
 * sla_guide.c: what the policy promises by channel, to be published.
 */
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/decide.h"
#include "supportcore/sla.h"

static int32_t choose(struct sup__unit *unit, const char *name, int32_t *sla)
{
    const struct sup__policy *policy = unit->policy;
    if (name) {
        return sup__policy_index(unit, "sla", name, &policy->sla.names, sla);
    }
    for (uint32_t i = 0; i < policy->sla.count; i++) {
        if (!policy->sla.items[i].when) {
            *sla = (int32_t)i;
            return SUP_OK;
        }
    }
    return sup__fail(unit->error, SUP_MSG_GUIDE_NONE, "sla",
                     "no SLA policy of the active policy is for all tickets");
}

/* What customers see happen: an answer, news, a solution. */
static int is_told(int32_t metric)
{
    return metric == SUP__METRIC_ACKNOWLEDGEMENT || metric == SUP__METRIC_FIRST_REPLY ||
           metric == SUP__METRIC_NEXT_REPLY || metric == SUP__METRIC_PERIODIC_UPDATE ||
           metric == SUP__METRIC_PAUSABLE_UPDATE || metric == SUP__METRIC_RESOLUTION;
}

static void add(const struct sup__policy *policy, struct sup_sla_guide *guide,
                struct sup_guide_item *item, int32_t channel, const struct sup__target *target,
                int *failed)
{
    const struct sup__channel *from = &policy->channels[channel];
    item->channel = sup__result_text(guide, from->name, failed);
    item->channel_label = sup__result_text(guide, from->label, failed);
    item->metric = target->metric + 1;
    item->target_ms = target->within_ms;
    if (target->calendar >= 0) {
        const struct sup__calendar *calendar = &policy->calendars[target->calendar];
        item->calendar = sup__result_text(guide, calendar->name, failed);
        item->calendar_label = sup__result_text(guide, calendar->label, failed);
    }
}

int32_t sup__op_sla_guide(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                          void **result)
{
    const struct sup_sla_guide_params *params = in;
    const struct sup__policy *policy = unit->policy;
    int32_t priority = (int32_t)policy->priority_default;
    int32_t sla = -1;
    int failed = 0;
    (void)receipt;
    int32_t rc = choose(unit, params->sla, &sla);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_sla_guide *guide = sup__result(unit, sizeof *guide);
    if (!guide) {
        return SUP_NOMEM;
    }
    struct sup_guide_item *items = sup__result_array(
        guide, (size_t)policy->channel_count * SUP__METRICS, sizeof *items, &failed);
    guide->sla = sup__result_text(guide, policy->sla.items[sla].name, &failed);
    guide->sla_label = sup__result_text(guide, policy->sla.items[sla].label, &failed);
    guide->priority = sup__result_text(guide, policy->priorities[priority].name, &failed);
    guide->items = items;
    for (int32_t channel = 0; !failed && channel < (int32_t)policy->channel_count; channel++) {
        for (int32_t metric = 0; metric < SUP__METRICS; metric++) {
            int32_t target = sup__find_target(policy, sla, metric, channel, priority);
            if (target >= 0 && metric != SUP__METRIC_FACT_DEADLINE &&
                (params->is_all || is_told(metric))) {
                add(policy, guide, &items[guide->count++], channel,
                    &policy->promises[sla].targets[target], &failed);
            }
        }
    }
    return sup__result_end(unit, guide, failed, result);
}
