/*
 * scorecard_fixture.h: desks with a scorecard, and how its lines stand, as text.
 */
#ifndef SCORECARD_FIXTURE_H
#define SCORECARD_FIXTURE_H

#include "kpi_fixture.h"
#include "sla_fixture.h"

/* Monday of T0's week, at 0:00 UTC. */
#define MONDAY_MS (T0 - 4 * DAY_MS - (9 * HOUR_MS + 46 * MINUTE_MS + 40 * SECOND_MS))

#define CARD(lines) "\"kpi\": {\"scorecard\": [" lines "]}"
/* A line of a lead's. `more` has members with a comma before each. */
#define CARD_LINE(name, metric, direction, target, more)                                           \
    "{\"name\": \"" name "\", \"metric\": \"" metric "\", \"direction\": \"" direction             \
    "\", \"target\": " target ", \"owner\": {\"role\": \"lead\"}" more "}"

static inline struct sup_kpi_scorecard *scorecard(struct desk *desk,
                                                  const struct sup_kpi_scorecard_params *params)
{
    struct sup_kpi_scorecard *card = NULL;

    must(desk, sup_kpi_scorecard(desk->core, by_lee(desk), params, &card));
    return card;
}

/* One line each: "name target: status value of cases, before: status value of cases, trend". */
static inline const char *scorecard_text(struct desk *desk,
                                         const struct sup_kpi_scorecard_params *params)
{
    static const char *const statuses[] = {"?", "met", "missed", "no data"};
    static const char *const trends[] = {"-", "better", "worse", "same"};
    static char text[4096];
    struct sup_kpi_scorecard *card = scorecard(desk, params);

    text[0] = '\0';
    for (uint32_t i = 0; i < card->count; i++) {
        const struct sup_kpi_scorecard_line *line = &card->items[i];
        size_t at = strlen(text);

        snprintf(text + at, sizeof text - at, "%s %s: %s %s of %d, before: %s %s of %d, %s\n",
                 line->name, line->target, statuses[line->status], line->value ? line->value : "-",
                 (int)line->cases, statuses[line->previous_status],
                 line->previous ? line->previous : "-", (int)line->previous_cases,
                 trends[line->trend]);
    }
    sup_free(card);
    return text;
}

#endif
