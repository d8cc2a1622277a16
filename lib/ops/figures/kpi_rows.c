/*
 * kpi_rows.c: facts and cells between memory and their rows, and what figures go by.
 */
#include "ops/figures/kpi.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

enum { DEFINITIONS = 5, /* grows when a measure means something else, or cells do */ DAY_S = 24 * 60 * 60 };

const char *sup__kpi_subject_name(int32_t subject)
{
    static const char *const names[SUP__KPI_SUBJECTS] = {
        [SUP_KPI_TICKET] = "ticket", [SUP_KPI_SURVEY] = "survey", [SUP_KPI_REVIEW] = "review"};
    return names[subject];
}

int64_t sup__kpi_subject_count(const struct sup__unit *unit, int32_t subject)
{
    const struct sup__head_row *head = &unit->head;
    const int64_t counts[SUP__KPI_SUBJECTS] = {[SUP_KPI_TICKET] = head->ticket_count,
                                               [SUP_KPI_SURVEY] = head->survey_count,
                                               [SUP_KPI_REVIEW] = head->review_count};
    return counts[subject];
}

static const int64_t aged_ms = INT64_C(7) * DAY_S * 1000;

void sup__kpi_rules(const struct sup__unit *unit, struct sup__kpi_rules *rules)
{
    const struct sup__policy *policy = unit->policy;
    rules->zone =
        policy->timer_calendar >= 0 ? policy->calendars[policy->timer_calendar].zone : NULL;
    rules->aged_ms = aged_ms;
    rules->repeat_ms = policy->repeat_ms;
}

int32_t sup__kpi_digest(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                        char out[SUP__KPI_DIGEST_BYTES])
{
    struct sup__hash hash;
    uint8_t digest[SUP__HASH_BYTES];
    if (sup__hash_begin(&hash, NULL, 0) != 0) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    const char *zone = rules->zone ? rules->zone->name : "UTC";
    sup__hash_add_u32(&hash, DEFINITIONS);
    sup__hash_add_i64(&hash, rules->aged_ms);
    sup__hash_add_i64(&hash, rules->repeat_ms);
    sup__hash_add(&hash, zone, strlen(zone) + 1);
    sup__hash_end(&hash, digest);
    sup__hex(digest, sizeof digest, out);
    return SUP_OK;
}

/* Rounded down, also before 1970. */
static int64_t whole(int64_t number, int64_t unit)
{
    return number / unit - (number % unit < 0);
}

struct sup__kpi_when sup__kpi_when(const struct sup__kpi_rules *rules, int64_t at_ms)
{
    int64_t at_s = whole(at_ms, 1000);
    int64_t local_s = at_s + (rules->zone ? sup__zone_offset(rules->zone, at_s) : 0);
    int64_t day = whole(local_s, DAY_S);
    return (struct sup__kpi_when){.day = (int32_t)day,
                                  .hour = (int32_t)((local_s - day * DAY_S) / 3600)};
}

int64_t sup__kpi_day_begin(const struct sup__kpi_rules *rules, int32_t day)
{
    int64_t local_s = (int64_t)day * DAY_S;
    uint32_t cursor = rules->zone ? sup__zone_cursor(rules->zone, local_s) : 0;
    return 1000 * (rules->zone ? sup__zone_instant(rules->zone, local_s, &cursor) : local_s);
}

int32_t sup__kpi_fact_of(struct sup__unit *unit, const struct sup__kpi_fact_row *row,
                         struct sup__kpi_fact *fact)
{
    fact->traits = (struct sup__kpi_traits){.channel = row->channel,
                                            .reason = row->reason,
                                            .team = row->team,
                                            .floor = row->floor,
                                            .priority = row->priority,
                                            .segment = row->segment,
                                            .sla = row->sla,
                                            .agent_id = row->agent_id};
    fact->customer_id = row->customer_id;
    fact->opened_ms = row->opened_ms;
    int32_t rc =
        sup__kpi_items_unpack(unit->repo.arena, row->items.data, row->items.bytes, fact);
    return rc == SUP_OK ? rc : sup__kpi_fail(unit, rc, "sup_kpi_fact.items");
}

int32_t sup__kpi_fail(struct sup__unit *unit, int32_t rc, const char *column)
{
    if (rc == SUP_NOMEM) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    if (rc == SUP_LIMIT) {
        return sup__fail(unit->error, SUP_MSG_STORE_SUM, NULL, "a sum of figures passes 64 bits");
    }
    return sup__fail(unit->error, SUP_MSG_KPI_EDITED, column,
                     "%s holds what the library never wrote there", column);
}

int32_t sup__kpi_row_of(struct sup__unit *unit, int32_t subject, int64_t id,
                        const struct sup__kpi_fact *fact, struct sup__kpi_fact_row *row)
{
    const struct sup__kpi_traits *traits = &fact->traits;
    *row = (struct sup__kpi_fact_row){.tenant = unit->head.tenant,
                                      .kind = subject,
                                      .subject_id = id,
                                      .customer_id = fact->customer_id,
                                      .opened_ms = fact->opened_ms,
                                      .channel = traits->channel,
                                      .reason = traits->reason,
                                      .team = traits->team,
                                      .floor = traits->floor,
                                      .priority = traits->priority,
                                      .segment = traits->segment,
                                      .sla = traits->sla,
                                      .agent_id = traits->agent_id};
    row->first_ms = fact->count ? fact->items[0].at_ms : 0;
    row->last_ms = fact->count ? fact->items[fact->count - 1].at_ms : 0;
    row->items.data = sup__kpi_items_pack(unit->repo.arena, fact, &row->items.bytes);
    return row->items.data ? SUP_OK
                           : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}
