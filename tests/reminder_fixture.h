/*
 * reminder_fixture.h: reminders in tests: which wait, and which were due.
 *
 * T0 is a Friday, 09:46:40 UTC. The office is open from Monday to Friday, 09:00 to 17:00: eight
 * hours of it later is the same time of the next working day.
 */
#ifndef TESTS_REMINDER_FIXTURE_H
#define TESTS_REMINDER_FIXTURE_H

#include "customer_fixture.h"
#include "join_fixture.h"
#include "sla_fixture.h"

#define REMIND(id, ...) SUP_OP_TICKET_REMIND, PARAMS(ticket_remind, .ticket_id = (id), __VA_ARGS__)
#define UNREMIND(id, reminder)                                                                     \
    SUP_OP_TICKET_UNREMIND, PARAMS(ticket_unremind, .ticket_id = (id), .reminder_id = (reminder))
#define OFFICE                                                                                     \
    "\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {\"monday\": [\"09:00-17:00\"], "   \
    "\"tuesday\": [\"09:00-17:00\"], \"wednesday\": [\"09:00-17:00\"], "                           \
    "\"thursday\": [\"09:00-17:00\"], \"friday\": [\"09:00-17:00\"]}}}"

static inline void clock_is(struct desk *desk, int64_t second)
{
    desk->now_ms = T0 + second * SECOND_MS;
}

/* The reminders of a ticket as "due whom note", due in seconds since T0, separated by commas. */
static inline void expect_reminders(struct desk *desk, int64_t ticket, const char *expected)
{
    static char text[4096];
    struct sup_ticket *found = desk_get(desk, ticket);
    char *at = text;

    *at = '\0';
    for (uint32_t i = 0; i < found->reminder_count; i++) {
        const struct sup_reminder *reminder = &found->reminders[i];

        at += snprintf(at, sizeof text - (size_t)(at - text), "%s%d %d %s", i ? ", " : "",
                       (int)((reminder->due_ms - T0) / SECOND_MS), (int)reminder->agent_id,
                       reminder->note ? reminder->note : "-");
    }
    sup_free(found);
    assert_string_equal(text, expected);
}

/* All reminders that were due, in their order: "second ticket whom". */
static inline void expect_fired(struct desk *desk, const char *expected)
{
    static char text[4096];
    struct sup_event_list *page = NULL;
    char *out = text;

    *out = '\0';
    must(desk,
         sup_event_list(desk->core, by_system(desk), PARAMS(event_list, .limit = 0), &page));
    for (uint32_t i = 0; i < page->count; i++) {
        const struct sup_event *item = &page->items[i];

        if (strcmp(item->name, "reminder.due") == 0) {
            out += snprintf(out, sizeof text - (size_t)(out - text), "%s%d %d %d",
                            out == text ? "" : ", ", (int)((item->at_ms - T0) / SECOND_MS),
                            (int)item->ticket_id, (int)item->subject_id);
        }
    }
    sup_free(page);
    assert_string_equal(text, expected);
}

#endif
