/*
 * promises.c: a weekend at a shop in Rome that promises something: a warning at the lunch break, a
 * breach and why it came to that, a pause, and a deadline on the other side of the end of summer
 * time. The desk is in memory, so this shows how one is opened without a file, too.
 */
#include "shopday.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Friday 2026-10-23T00:00Z; summer time, two hours ahead, ends on Sunday. */
#define FRIDAY_MS INT64_C(1792713600000)
/* A time in Rome: until Sunday, and after it. */
#define SUMMER(day, hour, minute) (FRIDAY_MS + (AT(day, hour, minute) - 120) * MINUTE_MS)
#define WINTER(day, hour, minute) (FRIDAY_MS + (AT(day, hour, minute) - 60) * MINUTE_MS)

enum { FRIDAY = 0, MONDAY = 3, CALLER_PRIYA = 1 };

/* The sections that the built-in policy has not. */
static const char sections[] =
    "{\"calendars\": {\"shop\": {\"zone\": \"Europe/Rome\", \"week\": {"
    "\"monday\": [\"09:00-13:00\", \"14:00-18:00\"], \"tuesday\": [\"09:00-13:00\", "
    "\"14:00-18:00\"], \"friday\": [\"09:00-13:00\", \"14:00-18:00\"]}}},"
    "\"sla\": [{\"name\": \"everybody\", \"label\": \"What everybody may expect\", "
    "\"calendar\": \"shop\", \"targets\": ["
    "{\"metric\": \"first_reply\", \"within\": \"PT1H\", \"warnings\": [\"PT15M\"]},"
    "{\"metric\": \"agent_work\", \"within\": \"PT4H\"}]}],";

struct rome {
    sup_core *core;
    struct sup_caller caller;
};

static const struct sup_caller *at(struct rome *rome, int32_t kind, int64_t id, int64_t now_ms)
{
    rome->caller = (struct sup_caller){
        .size = sizeof rome->caller, .actor_kind = kind, .actor_id = id, .now_ms = now_ms};
    return &rome->caller;
}

static int32_t begin(struct rome *rome, int64_t now_ms)
{
    const struct sup_policy_show_params show = {.size = sizeof show, .is_builtin = 1};
    const char *role = "agent";
    const struct sup_agent_save_params agent = {
        .size = sizeof agent, .name = "Priya Nair", .roles = &role, .role_count = 1};
    const struct sup_customer_save_params customer = {.size = sizeof customer, .name = "Ada Conti"};
    struct sup_policy *builtin = NULL;
    int32_t rc =
        sup_policy_show(rome->core, at(rome, SUP_ACTOR_SYSTEM, 0, now_ms), &show, &builtin);
    size_t bytes = rc == SUP_OK ? sizeof sections + strlen(builtin->document) : 0;
    char *document = bytes ? malloc(bytes) : NULL;
    if (rc == SUP_OK && !document) {
        rc = SUP_NOMEM;
    }
    if (rc == SUP_OK) {
        snprintf(document, bytes, "%s%s", sections, strchr(builtin->document, '{') + 1);
        struct sup_policy_params policy = {.size = sizeof policy, .document = document};
        rc = sup_policy_activate(rome->core, &rome->caller, &policy, NULL);
    }
    free(document);
    sup_free(builtin);
    rc = rc == SUP_OK ? sup_agent_save(rome->core, &rome->caller, &agent, NULL) : rc;
    return rc == SUP_OK ? sup_customer_save(rome->core, &rome->caller, &customer, NULL) : rc;
}

static int32_t tick(struct rome *rome, int64_t now_ms)
{
    const struct sup_tick_params params = {.size = sizeof params, .limit = 100};
    return sup_desk_tick(rome->core, at(rome, SUP_ACTOR_SYSTEM, 0, now_ms), &params, NULL);
}

static int32_t move(struct rome *rome, int64_t now_ms, const char *status)
{
    const struct sup_ticket_move_params params = {
        .size = sizeof params, .ticket_id = 1, .status = status};
    return sup_ticket_move(rome->core, at(rome, SUP_ACTOR_AGENT, CALLER_PRIYA, now_ms), &params,
                           NULL);
}

static int32_t live(struct rome *rome)
{
    const struct sup_ticket_open_params open = {.size = sizeof open,
                                                .subject = "The zip of my tent is stuck",
                                                .body = "It rained in.",
                                                .channel = "email"};
    const struct sup_ticket_message_params reply = {
        .size = sizeof reply, .ticket_id = 1, .body = "Please send us a photo."};
    const struct sup_ticket_receive_params photo = {
        .size = sizeof photo, .ticket_id = 1, .body = "Here it is."};
    int32_t rc = sup_ticket_open(
        rome->core, at(rome, SUP_ACTOR_CUSTOMER, 1, SUMMER(FRIDAY, 12, 30)), &open, NULL);
    rc = rc == SUP_OK ? tick(rome, SUMMER(FRIDAY, 14, 40)) : rc;
    if (rc == SUP_OK) {
        rc = sup_ticket_reply(rome->core,
                              at(rome, SUP_ACTOR_AGENT, CALLER_PRIYA, SUMMER(FRIDAY, 14, 45)),
                              &reply, NULL);
    }
    rc = rc == SUP_OK ? move(rome, SUMMER(FRIDAY, 15, 0), "pending") : rc;
    if (rc == SUP_OK) {
        rc = sup_ticket_receive(rome->core, at(rome, SUP_ACTOR_CUSTOMER, 1, SUMMER(FRIDAY, 17, 0)),
                                &photo, NULL);
    }
    return rc;
}

static int32_t tell_history(struct shop *shop, struct rome *rome)
{
    const struct sup_ticket_page_params params = {.size = sizeof params, .ticket_id = 1};
    struct sup_history *history = NULL;
    int32_t rc = sup_ticket_history(rome->core, &rome->caller, &params, &history);
    for (uint32_t i = 0; rc == SUP_OK && i < history->count; i++) {
        int64_t minute = (history->items[i].at_ms - FRIDAY_MS) / MINUTE_MS + 120;
        tell_paragraph(shop, 2, "%02d:%02d  %s", (int)(minute / 60), (int)(minute % 60),
                       history->items[i].sentence);
    }
    sup_free(history);
    return rc;
}

static int32_t tell_why(struct shop *shop, struct rome *rome, int32_t metric)
{
    const struct sup_sla_explain_params params = {
        .size = sizeof params, .ticket_id = 1, .metric = metric};
    struct sup_sla_explanation *why = NULL;
    int32_t rc = sup_sla_explain(rome->core, &rome->caller, &params, &why);
    for (uint32_t i = 0; rc == SUP_OK && i < why->line_count; i++) {
        tell_paragraph(shop, 2, "%s", why->lines[i]);
    }
    sup_free(why);
    return rc;
}

/* Somebody says why it was late, and the review of the week's misses has it. */
static int32_t tell_review(struct shop *shop, struct rome *rome)
{
    const struct sup_sla_record_cause_params cause = {.size = sizeof cause,
                                                      .ticket_id = 1,
                                                      .metric = SUP_METRIC_FIRST_REPLY,
                                                      .cause = "staffing",
                                                      .note = "Only one of us was in at noon."};
    const struct sup_sla_misses_params week = {.size = sizeof week};
    struct sup_miss_list *misses = NULL;
    int32_t rc = sup_sla_record_cause(rome->core, &rome->caller, &cause, NULL);
    rc = rc == SUP_OK ? sup_sla_misses(rome->core, &rome->caller, &week, &misses) : rc;
    for (uint32_t i = 0; rc == SUP_OK && i < misses->count; i++) {
        const struct sup_miss *miss = &misses->items[i];
        tell_paragraph(shop, 2, "ticket %d, %d minutes over what \"%s\" promises: %s. %s",
                       (int)miss->ticket_id, (int)(miss->over_ms / MINUTE_MS), miss->sla,
                       miss->cause_label, miss->note);
    }
    sup_free(misses);
    return rc;
}

static int32_t tell(struct shop *shop, struct rome *rome)
{
    putchar('\n');
    tell_title(shop, "What is promised, at a shop in Rome on the last weekend of summer time");
    tell_paragraph(
        shop, 0,
        "A first reply within an hour, and four hours of work, in opening hours: 9 to 13 "
        "and 14 to 18. What happened on Friday:");
    int32_t rc = begin(rome, SUMMER(FRIDAY, 9, 0));
    rc = rc == SUP_OK ? live(rome) : rc;
    (void)at(rome, SUP_ACTOR_AGENT, CALLER_PRIYA, WINTER(MONDAY, 9, 30));
    rc = rc == SUP_OK ? tell_history(shop, rome) : rc;
    if (rc == SUP_OK) {
        tell_paragraph(shop, 0, "Why the first reply was late:");
        rc = tell_why(shop, rome, SUP_METRIC_FIRST_REPLY);
    }
    if (rc == SUP_OK) {
        tell_paragraph(shop, 0, "The week's misses, once Priya has said why:");
        rc = tell_review(shop, rome);
    }
    if (rc == SUP_OK) {
        tell_paragraph(shop, 0, "By when it must be solved, asked on Monday at 9:30:");
        rc = tell_why(shop, rome, SUP_METRIC_AGENT_WORK);
    }
    return rc;
}

int32_t promises(struct shop *shop, struct sup_error *error)
{
    struct rome rome = {0};
    struct sup_store *store = NULL;
    int32_t rc = sup_memory_open(NULL, &store, error);
    if (rc == SUP_OK) {
        const struct sup_options options = {.size = sizeof options, .store = store};
        rc = sup_open(&options, &rome.core, error);
    }
    if (rc == SUP_OK) {
        rc = tell(shop, &rome);
        if (rc != SUP_OK) {
            *error = *sup_last_error(rome.core);
        }
    }
    sup_close(rome.core);
    sup_store_close(store);
    return rc;
}
