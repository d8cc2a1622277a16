/*
 * reminder_rules.c: when the desk reminds whoever has a ticket that nothing came: no answer from
 * the customer, nothing from the carrier.
 */
#include "policy/reading.h"

enum { NAME, LABEL, STATUSES, AFTER, EVERY, TIMES, CALENDAR, MEMBER_COUNT };

static const struct sup__member members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},
    {"label", 0, 0},
    {"statuses", SUP__JSON_LIST, 1},
    {"after", SUP__JSON_TEXT, 1},
    {"every", SUP__JSON_TEXT, 0},
    {"times", SUP__JSON_NUMBER, 0},
    {"calendar", 0, 0},
};

static const struct sup__entry_kind kind = {"reminder", SUP__POLICY_REMINDERS_MAX, MEMBER_COUNT,
                                            members, NULL};

/* Longer than nothing; -1 after a problem. */
static int64_t read_length(struct sup__reading *reading, const struct sup__json *node)
{
    int64_t length_ms = sup__read_duration(reading, node);

    if (length_ms == 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "a reminder at once reminds of nothing: give a longer time");
        return -1;
    }
    return length_ms;
}

static int32_t read_times(struct sup__reading *reading, const struct sup__json *node)
{
    if (node == NULL) {
        return 1;
    }
    if (!sup__is_digit_alone(node->text) || node->text[0] == '0') {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "a reminder comes from 1 time to 9 times");
        return 1;
    }
    return node->text[0] - '0';
}

static void read_status(struct sup__reading *reading, const struct sup__json *item, uint32_t rule)
{
    int32_t index = sup__read_reference(reading, item, 0, "status", &reading->policy->status_names);
    struct sup__status *status = index < 0 ? NULL : &reading->statuses[index];

    if (status == NULL) {
        return;
    }
    if (status->category != SUP_CATEGORY_PENDING && status->category != SUP_CATEGORY_ON_HOLD) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, item,
                     "\"%s\" waits for nobody outside: reminders are for statuses of the "
                     "categories pending and on_hold",
                     item->text);
    } else if ((status->reminders >> rule) & 1) {
        sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, item, "\"%s\" is there already",
                     item->text);
    } else {
        status->reminders |= UINT32_C(1) << rule;
    }
}

static void read_rule(struct sup__reading *reading, const struct sup__json **found, uint32_t index,
                      struct sup__reminder_rule *rule)
{
    rule->label = sup__read_label_of(reading, found[LABEL], rule->name);
    rule->after_ms = found[AFTER] != NULL ? read_length(reading, found[AFTER]) : -1;
    rule->every_ms = found[EVERY] != NULL ? read_length(reading, found[EVERY]) : rule->after_ms;
    rule->times = read_times(reading, found[TIMES]);
    rule->calendar = reading->policy->timer_calendar;
    if (found[CALENDAR] != NULL) {
        rule->calendar = sup__read_reference(reading, found[CALENDAR], 0, "calendar",
                                             &reading->policy->calendar_names);
    }
    if (found[STATUSES] == NULL) {
        return;
    }
    if (found[STATUSES]->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, found[STATUSES],
                     "at least one status is needed");
    }
    for (const struct sup__json *item = found[STATUSES]->first; item != NULL; item = item->next) {
        read_status(reading, item, index);
    }
}

void sup__read_reminder_rules(struct sup__reading *reading, const struct sup__json *list)
{
    struct sup__entries entries;
    struct sup__reminder_rule *rules;

    _Static_assert((int)SUP__POLICY_REMINDERS_MAX <= 32, "a status has a bit for each");
    if (list == NULL || !sup__read_entries(reading, list, &kind, &entries)) {
        return;
    }
    rules = sup__keep(reading, entries.names.count * sizeof *rules);
    for (uint32_t i = 0; rules != NULL && i < entries.names.count; i++) {
        rules[i].name = entries.names.names[i];
        read_rule(reading, entries.found + (size_t)i * MEMBER_COUNT, i, &rules[i]);
    }
    reading->policy->reminder_rules = rules;
    reading->policy->reminder_rule_count = rules != NULL ? entries.names.count : 0;
}
