/*
 * authority_offer.c: authority offer, precedents and review: what may be given now, what was
 * decided before, and what was decided in a time.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "authority.h"
#include "instant.h"
#include "json_out.h"
#include "people.h"
#include "reference.h"
#include "table.h"

/* ---- offer ---- */

/* The most that is told so; "yes" of what has no amount; "any" where nothing ends it. */
static const char *most_of(const struct sup_offer_remedy *item, int32_t effect, const char *most)
{
    for (uint32_t i = 0; i < item->band_count; i++) {
        const struct sup_offer_band *band = &item->bands[i];
        if (band->effect == effect && (band->is_open || (band->from == NULL && most == NULL))) {
            return band->is_open ? "any" : "yes";
        }
    }
    return most;
}

static const struct sup_offer_band *band_of(const struct sup_offer_remedy *item, int32_t effect)
{
    for (uint32_t i = 0; i < item->band_count; i++) {
        if (item->bands[i].effect == effect) {
            return &item->bands[i];
        }
    }
    return NULL;
}

/* Who approves, or what is lacking. */
static void add_needs(struct table *table, const struct sup_offer_remedy *item)
{
    const struct sup_offer_band *approval = band_of(item, SUP_EFFECT_APPROVAL);
    const struct sup_offer_band *refused = band_of(item, SUP_EFFECT_REFUSE);
    char line[200] = "";
    if (approval != NULL) {
        snprintf(line, sizeof line, "%u of %s", approval->quorum, approval->approvers);
    } else if (refused != NULL && item->effect == SUP_EFFECT_REFUSE) {
        snprintf(line, sizeof line, "%s", refused->why);
    }
    table_add(table, line, COLOR_PLAIN);
}

/* Remedies that are refused whatever the amount, in one line. */
static void note_refused(const struct program *program, const struct sup_offer *offer)
{
    struct text names = {0};
    for (uint32_t i = 0; i < offer->count; i++) {
        const struct sup_offer_remedy *item = &offer->items[i];
        if (item->effect == SUP_EFFECT_REFUSE && !item->bands[0].is_lacking) {
            text_add(&names, names.bytes != 0 ? ", " : "");
            text_add(&names, item->remedy);
        }
    }
    if (names.bytes != 0 && !names.is_failed) {
        program_note(program, "refused whatever the amount: %s", names.data);
    }
    text_free(&names);
}

static int print_offer(const struct program *program, const void *result)
{
    const struct sup_offer *offer = result;
    static const struct table_column columns[] = {
        {.title = "REMEDY"},
        {.title = "AT ONCE", .is_right = 1},
        {.title = "SAYING WHY", .is_right = 1},
        {.title = "APPROVED", .is_right = 1},
        {.title = ""},
        {.title = "NEEDS", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    if (offer->blocked != NULL) {
        program_note(program, "no request is taken now: %s", offer->blocked);
    }
    if (offer->held != NULL) {
        program_note(program, "nothing is executed yet: %s", offer->held);
    }
    for (uint32_t i = 0; i < offer->count; i++) {
        const struct sup_offer_remedy *item = &offer->items[i];
        int is_lacking = item->bands[0].is_lacking;
        if (item->effect == SUP_EFFECT_REFUSE && !is_lacking) {
            continue;
        }
        table_add(&table, item->remedy, COLOR_PLAIN);
        table_add(&table, most_of(item, SUP_EFFECT_ALLOW, item->at_once), COLOR_PLAIN);
        table_add(&table, most_of(item, SUP_EFFECT_RATIONALE, item->at_discretion), COLOR_PLAIN);
        table_add(&table, most_of(item, SUP_EFFECT_APPROVAL, item->by_approval), COLOR_PLAIN);
        table_add(&table, item->bands[item->band_count - 1].to != NULL ? offer->currency : NULL,
                  COLOR_PLAIN);
        add_needs(&table, item);
    }
    int code = table_print(&table, program);
    if (code == EXIT_OK) {
        note_refused(program, offer);
    }
    return code;
}

int command_authority_offer(struct program *program, int argc, char **argv)
{
    struct sup_authority_offer_params params = {.size = sizeof params};
    struct sup_reference reference;
    char copy[REFERENCE_SIZE];
    const char *order = NULL;
    const struct command_option options[] = {
        {.name = "currency",
         .value = "CODE",
         .meaning = "of the amounts; without it the order's, or the policy's",
         .text = &params.currency},
        {.name = "order",
         .value = "ORDER",
         .meaning = "which of the ticket's orders, such as shop:order:1001",
         .text = &order},
        {.name = "agent",
         .value = "ID",
         .meaning = "what this agent may give; without it the actor",
         .number = &params.agent_id},
    };
    const struct command_usage usage = {
        .arguments = "TICKET",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Tells of every remedy the most that may be given at once, at discretion with a\n"
                 "rationale, and once it is approved, and by whom. Nothing is reserved.\n"
                 "With --json all amounts, and what is left of each limit.\n",
        .examples = "  supportcore --db desk.db --actor agent:3 authority offer 7\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON && order != NULL) {
        code = reference_read(program, "--order", order, copy, &reference);
        params.order = &reference;
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    return answer_tell(program, SUP_OP_AUTHORITY_OFFER, &params, print_offer);
}

/* ---- precedents ---- */

static void note_numbers(const struct program *program, const struct sup_precedent_list *list)
{
    program_note(program,
                 "%" PRId64 "%s: %" PRId64 " granted, %" PRId64 " rejected, %" PRId64
                 " refused, %" PRId64 " overturned",
                 list->total, list->is_cut ? " of the newest" : "", list->granted, list->rejected,
                 list->refused, list->overturned);
    if (list->reason == NULL) {
        program_note(program, "for whatever contact reason: none was named");
    }
    if (list->confirmed_median != NULL) {
        program_note(program, "given %" PRId64 " times: %s to %s %s, in the middle %s",
                     list->confirmed, list->confirmed_least, list->confirmed_most, list->currency,
                     list->confirmed_median);
    }
}

static int print_precedents(const struct program *program, const void *result)
{
    const struct sup_precedent_list *list = result;
    static const struct table_column columns[] = {
        {.title = "REQUEST", .is_right = 1}, {.title = "TICKET", .is_right = 1, .rank = 2},
        {.title = "ASKED (UTC)", .rank = 1}, {.title = "AMOUNT", .is_right = 1},
        {.title = "GIVEN", .is_right = 1},   {.title = "STATE"},
        {.title = "ROW", .rank = 3},         {.title = "WHY", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_precedent *item = &list->items[i];
        char asked[INSTANT_TEXT_SIZE];
        instant_write_brief(item->asked_ms, asked);
        table_add_number(&table, item->request_id, COLOR_PLAIN);
        table_add_number(&table, item->ticket_id, COLOR_PLAIN);
        table_add(&table, asked, COLOR_PLAIN);
        table_add(&table, item->amount, COLOR_PLAIN);
        table_add(&table, item->settled, COLOR_PLAIN);
        table_add(&table, item->is_overturned ? "overturned" : request_states[item->state],
                  COLOR_PLAIN);
        table_add(&table, item->row, COLOR_PLAIN);
        table_add(&table, item->rationale, COLOR_PLAIN);
    }
    int code = EXIT_OK;
    if (list->count == 0) {
        program_note(program, "nothing was decided about that");
    } else {
        code = table_print(&table, program);
    }
    if (code == EXIT_OK && list->total != 0) {
        note_numbers(program, list);
    }
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

int command_authority_precedents(struct program *program, int argc, char **argv)
{
    struct sup_authority_precedents_params params = {.size = sizeof params};
    int64_t limit = SUP_PAGE_MAX;
    const struct command_option options[] = {
        {.name = "reason",
         .value = "NAME",
         .meaning = "a contact reason, in place of the ticket's",
         .text = &params.reason},
        {.name = "amount",
         .value = "AMOUNT",
         .meaning = "comparable ones: from half of it to twice as much",
         .text = &params.amount},
        {.name = "currency",
         .value = "CODE",
         .meaning = "of the amounts; without it the policy's",
         .text = &params.currency},
        {.name = "limit",
         .value = "N",
         .meaning = "N requests at most, 1 to 100 (default 100)",
         .number = &limit},
        {.name = "after",
         .value = "ID",
         .meaning = "the page after that request",
         .number = &params.after_id},
    };
    const struct command_usage usage = {
        .arguments = "REMEDY [TICKET]",
        .arguments_min = 1,
        .arguments_max = 2,
        .about =
            "Tells what was decided about a remedy for the contact reason of a ticket, or\n"
            "for the one that is named, or else for whatever reason: the newest first, and\n"
            "how often it was granted.\n",
        .examples = "  supportcore --db desk.db --actor agent:3 authority precedents \\\n"
                    "      refund.partial 7 --amount 20.00\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && argc > 2) {
        code = id_read(program, "a ticket", argv[2], &params.ticket_id);
    }
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.limit = (uint32_t)limit;
    params.remedy = argv[1];
    return answer_tell(program, SUP_OP_AUTHORITY_PRECEDENTS, &params, print_precedents);
}

/* ---- review ---- */

static const char *const group_names[] = {"agent", "remedy", "reason", "effect", "row"};

/* Who, or what the requests have in common. */
static void add_key(struct table *table, const struct program *program, struct people *people,
                    const struct sup_review_group *item)
{
    struct text who = {0};
    if (item->actor_kind != 0) {
        people_add_actor(&who, people, program, item->actor_kind, item->actor_id);
    } else {
        text_add(&who, item->key != NULL ? item->key : "none");
    }
    table_add(table, who.data, COLOR_PLAIN);
    table->is_failed |= who.is_failed;
    text_free(&who);
}

static int print_review(const struct program *program, const struct sup_review *review)
{
    static const struct table_column columns[] = {
        {.title = "BY", .is_flexible = 1},
        {.title = "ASKED", .is_right = 1},
        {.title = "GRANTED", .is_right = 1},
        {.title = "APPROVED", .is_right = 1, .rank = 3},
        {.title = "REJECTED", .is_right = 1, .rank = 5},
        {.title = "REFUSED", .is_right = 1, .rank = 4},
        {.title = "GIVEN", .is_right = 1},
        {.title = "IRREGULAR", .is_right = 1, .rank = 1},
        {.title = "OVERTURNED", .is_right = 1, .rank = 2},
        {.title = "NEAR", .is_right = 1},
        {.title = "JUST UNDER", .is_right = 1, .rank = 6},
        {.title = "NO REASON", .is_right = 1, .rank = 7},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    struct people people = {0};
    for (uint32_t i = 0; i < review->count; i++) {
        const struct sup_review_group *item = &review->items[i];
        const int64_t numbers[] = {item->asked,           item->granted,          item->by_approval,
                                   item->rejected,        item->refused,          item->confirmed,
                                   item->irregular,       item->overturned,       item->near_limit,
                                   item->under_threshold, item->without_rationale};
        add_key(&table, program, &people, item);
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
            table_add_number(&table, numbers[k], COLOR_PLAIN);
        }
    }
    return table_print(&table, program);
}

static int print_money(const struct program *program, const struct sup_review *review)
{
    static const struct table_column columns[] = {
        {.title = "BY", .is_flexible = 1},     {.title = ""},
        {.title = "ASKED", .is_right = 1},     {.title = "GRANTED", .is_right = 1},
        {.title = "CONFIRMED", .is_right = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    struct people people = {0};
    for (uint32_t i = 0; i < review->count; i++) {
        const struct sup_review_group *item = &review->items[i];
        for (uint32_t k = 0; k < item->money_count; k++) {
            add_key(&table, program, &people, item);
            table_add(&table, item->money[k].currency, COLOR_PLAIN);
            table_add(&table, item->money[k].asked, COLOR_PLAIN);
            table_add(&table, item->money[k].granted, COLOR_PLAIN);
            table_add(&table, item->money[k].confirmed, COLOR_PLAIN);
        }
    }
    return table_print(&table, program);
}

static int tell_review(const struct program *program, const struct sup_review *review, int is_money)
{
    int code = EXIT_OK;
    if (review->count == 0) {
        program_note(program, "nothing was asked for");
    } else {
        code = is_money ? print_money(program, review) : print_review(program, review);
    }
    for (uint32_t i = 0; code == EXIT_OK && i < review->reported_count; i++) {
        const struct sup_review_reported *item = &review->reported[i];
        program_note(program, "reported by the shop, asked for by nobody: %" PRId64 "%s%s %s",
                     item->count, item->amount != NULL ? ", " : "",
                     item->amount != NULL ? item->amount : "",
                     item->currency != NULL ? item->currency : "without an amount");
    }
    if (code == EXIT_OK && review->next_after != NULL) {
        program_note(program, "these are the first %" PRId64 "; for the rest: --after %s",
                     review->total, review->next_after);
    }
    return code;
}

static int read_group(const struct program *program, const char *text, int32_t *group)
{
    for (int32_t i = 0; text != NULL && i < SUP_REVIEW_BY_ROW; i++) {
        if (strcmp(group_names[i], text) == 0) {
            *group = i + 1;
            return GO_ON;
        }
    }
    return text == NULL
               ? GO_ON
               : program_fail_usage(
                     program, "--by '%s' is none of agent, remedy, reason, effect and row", text);
}

int command_authority_review(struct program *program, int argc, char **argv)
{
    struct sup_authority_review_params params = {.size = sizeof params};
    struct sup_review *review = NULL;
    const char *from = NULL;
    const char *to = NULL;
    const char *by = NULL;
    int64_t near = SUP_REVIEW_NEAR_PERCENT;
    int is_money = 0;
    const struct command_option options[] = {
        {.name = "by",
         .value = "WHAT",
         .meaning = "agent (default), remedy, reason, effect or row",
         .text = &by},
        {.name = "money", .meaning = "sums of money in place of numbers", .is_set = &is_money},
        {.name = "from",
         .value = "TIME",
         .meaning = "asked for then or later (default: a week back)",
         .text = &from},
        {.name = "to", .value = "TIME", .meaning = "asked for before that", .text = &to},
        {.name = "near",
         .value = "PERCENT",
         .meaning = "how much of a limit is near it (default 90)",
         .number = &near},
        {.name = "after",
         .value = "POSITION",
         .meaning = "go on counting after that position",
         .text = &params.after},
    };
    const struct command_usage usage = {
        .about = "Counts what was asked for: what was granted, by whom, what was given though it\n"
                 "was not to be, what was overturned and what came near to its limits. Times\n"
                 "are in RFC 3339.\n",
        .examples = "  supportcore --db desk.db authority review --by reason --money\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? time_read(program, "from", from, &params.from_ms) : code;
    code = code == GO_ON ? time_read(program, "to", to, &params.to_ms) : code;
    code = code == GO_ON ? read_group(program, by, &params.group) : code;
    if (code == GO_ON && (near < 1 || near > 100)) {
        code = program_fail_usage(program, "--near is from 1 to 100");
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.near_percent = (uint32_t)near;
    code = program_open(program, OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    if (sup_authority_review(program->core, &caller, &params, &review) != SUP_OK) {
        return program_fail_last(program);
    }
    code = program->is_json ? json_print_result(program, SUP_OP_AUTHORITY_REVIEW, review)
                            : tell_review(program, review, is_money);
    sup_free(review);
    return code;
}
