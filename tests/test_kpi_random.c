/*
 * test_kpi_random.c: figures that were kept all along are what working them out from scratch gives,
 * whatever a desk lived through and whenever it was asked.
 *
 * A failure names its seed: `test_kpi_random SEED` repeats it, and `test_kpi_random SEED COUNT`
 * goes on from there.
 */
#include "random_desk.h"

#include "join_fixture.h"
#include "kpi_fixture.h"
#include "scorecard_fixture.h"

#include "kpi/definitions.h"

#include <stdio.h>

enum { CARA = 3 }; /* a customer of whom no identity is sure */
enum { STEPS = 60, MEMORY_SEEDS = 60, SQLITE_SEEDS = 10 };

static uint64_t first_seed = 1;
static uint64_t crossings; /* of all desks: some have to be */
static uint64_t worths; /* desks whose customers came to be worth something else; some are */
static uint64_t costs;  /* and those where handling cost something */
static uint64_t seed_count;

static void check(struct desk *desk, uint64_t seed, int step)
{
    struct sup_kpi_check_report *report = NULL;

    must(desk,
         sup_kpi_check(desk->core, by_system(desk), PARAMS(kpi_check, .reserved = 0), &report));
    if (!report->is_clean) {
        fail_msg("seed %d, step %d: %d differences: %s", (int)seed, step, (int)report->differences,
                 report->first);
    }
    sup_free(report);
}

static void ask(struct desk *desk, struct chance *chance)
{
    static const char *const metrics[] = {"opened", "first_reply", "backlog", "satisfaction"};
    static const char *const by[] = {"team", "priority"};
    struct sup_kpi_answer *answer = NULL;

    must(desk,
         sup_kpi_query(desk->core, by_system(desk),
                       PARAMS(kpi_query, .metrics = metrics, .metric_count = 4,
                              .from = "2026-01-01", .by = by, .by_count = chance_pick(chance, 3)),
                       &answer));
    sup_free(answer);
}

/* A tick at any pace: some of what happened is counted in, of some tickets. */
static void follow(struct desk *desk, struct chance *chance)
{
    static const int64_t behind_ms[] = {0, 10 * MINUTE_MS, HOUR_MS, DAY_MS, 3 * DAY_MS};

    kpi_follow(desk, 1 + chance_pick(chance, 5), behind_ms[chance_pick(chance, 5)],
               chance_pick(chance, 2) ? chance_pick(chance, 30) : INT32_MAX);
}

/* What is behind a figure adds up to it, whichever it is. */
static void open_up(struct desk *desk, uint64_t seed, const char *metric)
{
    struct sup_kpi_answer *answer = NULL;
    int64_t numerator = 0;
    int64_t denominator = 0;
    int64_t after_id = 0;

    must(desk, sup_kpi_query(desk->core, by_system(desk),
                             PARAMS(kpi_query, .metrics = &metric, .metric_count = 1,
                                    .from = "2026-01-01", .currency = "EUR"),
                             &answer));
    do {
        struct sup_kpi_explanation *page = NULL;

        must(desk, sup_kpi_explain(desk->core, by_system(desk),
                                   PARAMS(kpi_explain, .metric = metric, .from = "2026-01-01",
                                          .currency = "EUR", .after_id = after_id, .limit = 7),
                                   &page));
        for (uint32_t i = 0; i < page->count; i++) {
            numerator += page->items[i].numerator;
            denominator += page->items[i].denominator;
        }
        after_id = page->next_after_id;
        sup_free(page);
    } while (after_id);
    if (numerator != answer->items[0].numerator || denominator != answer->items[0].denominator) {
        fail_msg("seed %d, %s: %lld / %lld, but %lld / %lld is behind it", (int)seed, metric,
                 (long long)answer->items[0].numerator, (long long)answer->items[0].denominator,
                 (long long)numerator, (long long)denominator);
    }
    worths += numerator && strcmp(metric, "lifetime_value_change_amount") == 0;
    costs += numerator && strcmp(metric, "cost_amount") == 0;
    sup_free(answer);
}

/* What people say: of a ticket or of none, late, again and otherwise. What may not be is refused.
 */
static void survey_step(struct desk *desk, struct chance *chance)
{
    static const uint32_t most[] = {0, 5, 7, 10, 100};
    int32_t kind = 1 + (int32_t)chance_pick(chance, 4);
    int64_t ticket = kind < 3 && chance_pick(chance, 3) ? 1 + chance_pick(chance, 6) : 0;
    int64_t customer = kind == SUP_SURVEY_PULSE || ticket ? 0 : 1 + chance_pick(chance, 3);
    int64_t agent = chance_pick(chance, 2) ? 1 + chance_pick(chance, 3) : 0;
    int64_t early_ms = desk->now_ms - chance_pick(chance, 3) * DAY_MS;
    const struct sup_fact said[] = {{"message.is_abusive", "true"},
                                    {"message.is_abusive", "false"}};
    char survey[16];

    snprintf(survey, sizeof survey, "%d-%d", (int)kind, (int)chance_pick(chance, 4));
    switch (chance_pick(chance, 4)) {
    case 0:
        (void)desk_run(desk, at(by_integration(desk), early_ms), SUP_OP_SURVEY_ASKED,
                       PARAMS(survey_asked, .kind = kind, .source = "mailer", .survey_id = survey,
                              .ticket_id = ticket, .customer_id = customer, .agent_id = agent));
        break;
    case 1:
        (void)desk_run(desk, by_integration(desk), SUP_OP_FACT_RECORD,
                       PARAMS(fact_record, .ticket_id = 1 + chance_pick(chance, 6),
                              .facts = &said[chance_pick(chance, 2)], .fact_count = 1));
        (void)desk_run(desk, by_lee(desk), SUP_OP_REVIEW_RECORD,
                       PARAMS(review_record, .ticket_id = 1 + chance_pick(chance, 6),
                              .agent_id = PRIYA, .score = chance_pick(chance, 101)));
        (void)desk_run(desk, by_priya(desk), SUP_OP_OUTCOME_RATE,
                       PARAMS(outcome_rate, .ticket_id = 1 + chance_pick(chance, 6),
                              .score = chance_pick(chance, 101)));
        break;
    default:
        (void)desk_run(desk, at(by_integration(desk), early_ms), SUP_OP_SURVEY_ANSWERED,
                       PARAMS(survey_answered, .kind = kind, .source = "mailer",
                              .survey_id = survey, .ticket_id = ticket, .customer_id = customer,
                              .agent_id = agent, .score = 1 + chance_pick(chance, most[kind]),
                              .is_correction = (int32_t)chance_pick(chance, 2)));
        break;
    }
}

/* What the shop says of customers and of their orders, by which lifetime values change, and who
 * bought again and was charged back is known. It may be of an earlier day, and be withdrawn. */
static void report_step(struct desk *desk, struct chance *chance)
{
    static const struct sup_fact worth[] = {{"lifetime_value", "10.00 EUR"},
                                            {"lifetime_value", "35.50 EUR"},
                                            {"lifetime_value", "7.00 USD"},
                                            {"lifetime_value", NULL}};
    static const struct sup_fact order[] = {{"placed_at", "2026-03-24T12:00:00Z"},
                                            {"is_charged_back", "true"},
                                            {"is_charged_back", "false"}};
    static const char *const ids[] = {"1001", "1002"};
    const struct sup_reference reference = {"shopify", "order", ids[chance_pick(chance, 2)]};
    int64_t early_ms = desk->now_ms - chance_pick(chance, 4) * DAY_MS;
    int64_t customer = 1 + chance_pick(chance, 3);

    if (chance_pick(chance, 3)) {
        (void)desk_run(desk, at(by_integration(desk), early_ms), SUP_OP_CUSTOMER_REPORT,
                       PARAMS(customer_report, .customer_id = customer, .source = "shop",
                              .facts = &worth[chance_pick(chance, 4)], .fact_count = 1));
        return;
    }
    (void)desk_run(desk, by_system(desk), SUP_OP_REFERENCE_ADD,
                   PARAMS(reference, .ticket_id = 1 + chance_pick(chance, 6),
                          .references = &reference, .reference_count = 1));
    (void)desk_run(desk, at(by_integration(desk), early_ms), SUP_OP_REFERENCE_REPORT,
                   PARAMS(reference_report, .reference = &reference, .customer_id = customer,
                          .facts = &order[chance_pick(chance, 3)], .fact_count = 1));
}

/* A policy with floors comes half way, and tickets are merged and taken apart. */
static void other_step(struct desk *desk, struct chance *chance)
{
    int64_t one = 1 + chance_pick(chance, 6);
    int64_t other = 1 + chance_pick(chance, 6);

    static const char *const reasons[] = {"dispute", "wrong_item"};
    int64_t customer = chance_pick(chance, 2) ? CARA : ANN;

    switch (chance_pick(chance, 9)) {
    case 3:
        (void)desk_run(desk, by_system(desk), SUP_OP_TICKET_OPEN,
                       PARAMS(ticket_open, .subject = "S", .body = "B", .customer_id = customer,
                              .reason = reasons[chance_pick(chance, 2)]));
        (void)desk_run(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
                       PARAMS(ticket_message, .ticket_id = desk->receipt.ticket_id, .body = "Yes",
                              .status = "solved"));
        break;
    case 4:
        (void)desk_run(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
                       PARAMS(customer_merge, .customer_id = CARA, .into = ANN, .evidence = "e"));
        break;
    case 5:
        (void)desk_run(desk, by_lee(desk), SUP_OP_CUSTOMER_UNMERGE,
                       PARAMS(customer_unmerge, .customer_id = CARA, .evidence = "e"));
        break;
    case 6:
    case 7:
        (void)desk_run(
            desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = one, .reason = reasons[chance_pick(chance, 2)]));
        break;
    case 0:
        (void)desk_run(desk, by_lee(desk), JOIN(one, other));
        break;
    case 1:
        (void)desk_run(desk, by_lee(desk), PART(one));
        break;
    case 2:
        (void)random_floor_step(desk, chance);
        break;
    default:
        (void)desk_run(
            desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = 1 + chance_pick(chance, 4), .reason = "asked"));
        break;
    }
}

/* Promises with hours, or pauses, and floors; a policy may come twice. */
static void activate(struct desk *desk, struct chance *chance)
{
    static const char *const promises[] = {
        "\"calendars\": {\"office\": {\"zone\": \"Europe/Rome\", \"week\": {\"monday\": "
        "[\"09:00-17:00\"], \"friday\": [\"09:00-17:00\"]}}}, \"timers\": {\"calendar\": "
        "\"office\"}, \"sla\": [{\"name\": \"all\", \"calendar\": \"office\", \"targets\": "
        "[{\"metric\": \"resolution\", \"within\": \"PT5H\"}, {\"metric\": \"first_reply\", "
        "\"within\": \"PT1H\"}]}]",
        "\"segments\": [{\"name\": \"loud\", \"when\": {\"in\": [\"angry\", {\"var\": "
        "\"ticket.tags\"}]}}], \"sla\": [{\"name\": \"rest\", \"targets\": [{\"metric\": "
        "\"agent_work\", \"within\": \"PT2H\"}, {\"metric\": \"next_reply\", \"within\": "
        "\"PT20M\"}]}]"};
    static const char lines[] = CARD_LINE("opened", "opened", "at_most", "2", "") "," CARD_LINE(
        "backlog", "backlog", "below", "3",
        ", \"only\": {\"priority\": [\"normal\"]}") "," CARD_LINE("satisfaction", "satisfaction",
                                                                  "at_least", "50",
                                                                  "") "," CARD_LINE("reply",
                                                                                    "first_reply",
                                                                                    "below",
                                                                                    "\"PT2H\"",
                                                                                    ", "
                                                                                    "\"statistic\":"
                                                                                    " \"p75\"");
    static const char prices[] =
        ", \"currency\": \"EUR\", \"costs\": {\"hour\": \"28.00\", \"ticket\": \"0.40\", "
        "\"channels\": {\"email\": {\"hour\": \"34.00\"}, \"chat\": {\"ticket\": \"1.15\"}}}";
    static const char *const periods[] = {"day", "week", "day"};
    const char *promised = promises[chance_pick(chance, 2)];
    char sections[8192];
    uint64_t period = chance_pick(chance, 4);
    size_t length;

    snprintf(sections, sizeof sections, "%s", promised);
    if (chance_pick(chance, 3)) {
        snprintf(sections, sizeof sections, "%s, %s", promised, random_floors);
    }
    length = strlen(sections);
    snprintf(sections + length, sizeof sections - length, "%s", chance_pick(chance, 3) ? prices : "");
    length = strlen(sections);
    if (period < 3) {
        snprintf(sections + length, sizeof sections - length,
                 ", \"kpi\": {\"period\": \"%s\", \"scorecard\": [%s]}", periods[period], lines);
    }
    sla_activate(desk, sections);
}

/* Leads see a scorecard and do something about it, or say that they did. */
static void target_step(struct desk *desk, struct chance *chance)
{
    static const char *const names[] = {"opened", "backlog", "satisfaction", "reply", "none"};
    struct sup_kpi_scorecard *card = NULL;
    int64_t action = 1 + chance_pick(chance, 3);

    switch (chance_pick(chance, 4)) {
    case 0:
        (void)desk_run(desk, by_system(desk), SUP_OP_CORRECTIVE_RECORD,
                       PARAMS(corrective_record, .line = names[chance_pick(chance, 5)],
                              .text = "Something.", .owner_id = chance_pick(chance, 2) ? PRIYA : 0,
                              .due_ms = desk->now_ms + chance_pause_ms(chance)));
        break;
    case 1:
        (void)desk_run(desk, by_system(desk), SUP_OP_CORRECTIVE_CHANGE,
                       PARAMS(corrective_change, .corrective_id = action,
                              .text = chance_pick(chance, 2) ? "Something else." : NULL,
                              .owner_role = chance_pick(chance, 2) ? "lead" : NULL));
        break;
    case 2:
        (void)desk_run(desk, by_system(desk), SUP_OP_CORRECTIVE_CLOSE,
                       PARAMS(corrective_close, .corrective_id = action,
                              .state = 2 + (int32_t)chance_pick(chance, 2)));
        break;
    default:
        must(desk, sup_kpi_scorecard(desk->core, by_system(desk),
                                     PARAMS(kpi_scorecard, .periods = 1 + (uint32_t)action), &card));
        sup_free(card);
        break;
    }
}

/* What the events of a desk say about its targets, one after the other. */
struct told {
    uint64_t seed;
    int64_t next_ms;    /* when they are looked at next */
    char missed[8][24]; /* lines that miss their target */
    uint32_t crossed;
};

static void take_crossed(struct told *told, const struct sup_event *event)
{
    const char *line = strstr(event->payload, "\"line\":\"") + strlen("\"line\":\"");
    int length = (int)(strchr(line, '"') - line);
    int is_missed = strcmp(event->after, "missed") == 0;
    int at = -1;
    int spare = -1;

    for (int i = 0; i < 8; i++) {
        if ((int)strlen(told->missed[i]) == length &&
            strncmp(told->missed[i], line, (size_t)length) == 0) {
            at = i;
        } else if (!told->missed[i][0]) {
            spare = i;
        }
    }
    if ((at >= 0) == is_missed || strcmp(event->before, is_missed ? "met" : "missed") != 0) {
        fail_msg("seed %d, event %d: %.*s is %s again", (int)told->seed, (int)event->sequence,
                 length, line, event->after);
    }
    if (is_missed) {
        snprintf(told->missed[spare], sizeof told->missed[spare], "%.*s", length, line);
    } else {
        told->missed[at][0] = '\0';
    }
    told->crossed++;
}

/* Each look is at the instant that the one before named, and names a later one. */
static void take_look(struct told *told, const struct sup_event *event)
{
    int is_planned = strstr(event->payload, "days") == NULL;

    if ((!is_planned && event->at_ms != told->next_ms) ||
        (event->number && event->number <= event->at_ms)) {
        fail_msg("seed %d, event %d: out of turn", (int)told->seed, (int)event->sequence);
    }
    told->next_ms = event->number;
}

static void every_crossing_is_told_once(struct desk *desk, uint64_t seed)
{
    struct told told = {.seed = seed};
    int64_t after = 0;

    for (;;) {
        struct sup_event_list *list = NULL;

        must(desk, sup_event_list(desk->core, by_system(desk),
                                  PARAMS(event_list, .after_id = after), &list));
        for (uint32_t i = 0; i < list->count; i++) {
            const struct sup_event *event = &list->items[i];

            after = event->sequence;
            if (strcmp(event->name, "kpi.crossed") == 0) {
                take_crossed(&told, event);
            } else if (strcmp(event->name, "kpi.evaluated") == 0) {
                take_look(&told, event);
            }
        }
        if (list->count == 0) {
            sup_free(list);
            break;
        }
        sup_free(list);
    }
    crossings += told.crossed;
}

static void live(struct desk *desk, uint64_t seed)
{
    struct chance chance = {seed};
    const struct sup_fact worth = {"lifetime_value", "20.00 EUR"};

    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cara"));
    for (int64_t customer = 1; customer <= CARA; customer++) {
        desk_ok(desk, by_integration(desk), SUP_OP_CUSTOMER_REPORT,
                PARAMS(customer_report, .customer_id = customer, .source = "shop", .facts = &worth,
                       .fact_count = 1));
    }
    for (int step = 0; step < STEPS; step++) {
        desk->now_ms += chance_pause_ms(&chance);
        if (step == STEPS / 4 || step == STEPS / 2) {
            activate(desk, &chance);
        } else if (chance_pick(&chance, 5) == 0) {
            other_step(desk, &chance);
        } else if (chance_pick(&chance, 8) == 0) {
            target_step(desk, &chance);
        } else if (chance_pick(&chance, 5) == 0) {
            survey_step(desk, &chance);
        } else if (chance_pick(&chance, 5) == 0) {
            report_step(desk, &chance);
        } else {
            random_step(desk, &chance);
        }
        if (chance_pick(&chance, 4) == 0) {
            ask(desk, &chance);
        }
        if (chance_pick(&chance, 6) == 0) {
            (void)desk_tick(desk);
        }
        if (chance_pick(&chance, 3) == 0) {
            follow(desk, &chance);
        }
        if (chance_pick(&chance, 10) == 0 || step == STEPS - 1) {
            check(desk, seed, step);
        }
    }
    for (uint32_t i = 0; seed % 5 == 0 && i < sup__kpi_definition_count(); i++) {
        open_up(desk, seed, sup__kpi_definition_at(i)->name);
    }
    every_crossing_is_told_once(desk, seed);
    desk_expect_sound(desk);
}

static void kept_figures_are_those_from_scratch(void **state)
{
    uint64_t count = seed_count                    ? seed_count
                     : desk_backend == DESK_MEMORY ? MEMORY_SEEDS
                                                   : SQLITE_SEEDS;

    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + count; seed++) {
        void *desk = NULL;

        assert_int_equal(desk_setup(&desk), 0);
        live(desk, seed);
        assert_int_equal(desk_teardown(&desk), 0);
    }
    assert_true((crossings > 0 && worths > 0 && costs > 0) || seed_count);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kept_figures_are_those_from_scratch)};
    int failed = 0;

    first_seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    seed_count = argc > 2 ? strtoull(argv[2], NULL, 10) : (uint64_t)(argc > 1);
    for (desk_backend = DESK_MEMORY; desk_backend <= DESK_SQLITE; desk_backend++) {
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
