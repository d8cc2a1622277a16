/*
 * timer_fixture.h: what is done to a desk's tickets, and how their timers stand by it.
 *
 * Times are told in seconds since T0. A row reads as "metric/instance state started-ended used
 * business", and what is promised behind it: "sla target due next".
 */
#ifndef TESTS_TIMER_FIXTURE_H
#define TESTS_TIMER_FIXTURE_H

#include "sla_fixture.h"

#include "base/text.h"
#include "policy/sections.h"
#include "store/tables.h"

#define MOVE(...)       SUP_OP_TICKET_MOVE, PARAMS(ticket_move, __VA_ARGS__)
#define PRIORITIZE(...) SUP_OP_TICKET_PRIORITIZE, PARAMS(ticket_prioritize, __VA_ARGS__)
#define ASSIGN(...)     SUP_OP_TICKET_ASSIGN, PARAMS(ticket_assign, __VA_ARGS__)
#define TRANSFER(...)   SUP_OP_TICKET_TRANSFER, PARAMS(ticket_transfer, __VA_ARGS__)
#define TAG(...)        SUP_OP_TICKET_TAG, PARAMS(ticket_tag, __VA_ARGS__)
#define REPLY(...)      SUP_OP_TICKET_REPLY, PARAMS(ticket_message, __VA_ARGS__)
#define NOTE(...)       SUP_OP_TICKET_NOTE, PARAMS(ticket_message, __VA_ARGS__)
#define OPEN(...)       SUP_OP_TICKET_OPEN, PARAMS(ticket_open, __VA_ARGS__)
#define MERGE(...)      SUP_OP_TICKET_MERGE, PARAMS(ticket_merge, __VA_ARGS__)
#define SPLIT(...)      SUP_OP_TICKET_SPLIT, PARAMS(ticket_split, __VA_ARGS__)

/* ---- looking ---- */

struct looking {
    struct sup__buffer *out;
    const char *metrics; /* those that are shown, separated by spaces; NULL: all */
};

static inline int64_t at_second(const struct sup_value *value)
{
    return value->type == SUP_NULL ? -1 : (value->number - T0) / 1000;
}

static inline int is_asked(const struct looking *looking, const char *name)
{
    const char *at = looking->metrics ? strstr(looking->metrics, name) : name;

    return at != NULL;
}

static inline int32_t show_row(void *context, const struct sup_value *row, uint32_t count)
{
    static const char *const states[] = {"running", "paused", "fulfilled", "cancelled"};
    struct looking *looking = context;
    const char *name = sup__metric_names[row[SUP__TIMER_metric].number - 1];
    char line[300];

    (void)count;
    if (!is_asked(looking, name)) {
        return 0;
    }
    snprintf(line, sizeof line, "%s/%d %s %d-%d %d %d", name, (int)row[SUP__TIMER_instance].number,
             states[row[SUP__TIMER_state].number - 1], (int)at_second(&row[SUP__TIMER_started_ms]),
             (int)at_second(&row[SUP__TIMER_ended_ms]), (int)row[SUP__TIMER_used_ms].number / 1000,
             (int)row[SUP__TIMER_business_ms].number / 1000);
    sup__buffer_text(looking->out, line);
    if (row[SUP__TIMER_sla].type != SUP_NULL) {
        snprintf(line, sizeof line, " %.*s %d %d %d%s", (int)row[SUP__TIMER_sla].bytes,
                 (const char *)row[SUP__TIMER_sla].data,
                 (int)row[SUP__TIMER_target_ms].number / 1000,
                 (int)at_second(&row[SUP__TIMER_due_ms]), (int)at_second(&row[SUP__TIMER_next_ms]),
                 row[SUP__TIMER_breached_ms].type != SUP_NULL ? " breached" : "");
        sup__buffer_text(looking->out, line);
    }
    if (row[SUP__TIMER_is_missed].number) {
        sup__buffer_text(looking->out, " missed");
    }
    sup__buffer_char(looking->out, '\n');
    return 0;
}

static inline void look(struct desk *desk, int64_t ticket, const char *metrics,
                        const char *expected, const char *file, int line)
{
    struct sup__mem mem;
    struct sup__buffer buffer;
    struct looking looking = {&buffer, metrics};
    struct sup_value prefix[2] = {{.type = SUP_INT}, {.type = SUP_INT, .number = ticket}};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_TIMER, .prefix_count = 2, .prefix = prefix};
    struct sup_store *store = desk->store;

    sup__mem_init(&mem, NULL);
    sup__buffer_init(&buffer, &mem);
    sup__buffer_text(&buffer, "");
    assert_int_equal(store->methods->begin(store, 0, SUP_READ), SUP_OK);
    assert_int_equal(store->methods->scan(store, &scan, show_row, &looking), SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
    if (strcmp(buffer.data, expected) != 0) {
        print_error("%s", buffer.data);
    }
    _assert_string_equal(buffer.data, expected, file, line);
    sup__buffer_free(&buffer);
}

#define expect_timers(desk, ticket, metrics, expected)                                             \
    look(desk, ticket, metrics, expected, __FILE__, __LINE__)

/* ---- doing ---- */

static inline void clock_is(struct desk *desk, int64_t second)
{
    desk->now_ms = T0 + second * 1000;
}

static inline void move(struct desk *desk, int64_t second, const char *status)
{
    clock_is(desk, second);
    desk_move(desk, by_priya(desk), 1, status);
}

static inline void reply(struct desk *desk, int64_t second)
{
    clock_is(desk, second);
    desk_reply(desk, by_priya(desk), 1, "We are on it.", NULL);
}

static inline void receive(struct desk *desk, int64_t second)
{
    clock_is(desk, second);
    desk_receive(desk, by_ann(desk), 1, "Any news?");
}

#endif
