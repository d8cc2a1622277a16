/*
 * hold_fixture.h: a desk whose second floor holds something until a sign-off.
 */
#ifndef TESTS_HOLD_FIXTURE_H
#define TESTS_HOLD_FIXTURE_H

#include "floor_fixture.h"
#include "request_fixture.h"

static const struct sup_reference other_order = {"shopify", "order", "2002"};

/* A ticket by tag "risk" comes to the second floor, which holds that action until that. */
static inline void hold_action(struct desk *desk, const char *action, const char *until,
                               const char *members)
{
    static char sections[8000];

    (void)request_desk(desk);
    snprintf(sections, sizeof sections,
             "\"floors\": [\"first\", {\"name\": \"second\", \"rules\": [{\"name\": \"risk\","
             " \"when\": " TAGGED("risk") "}], \"hold\": [{\"actions\": [\"%s\"],"
                                          " \"until\": \"%s\"}]%s}, \"third\"], %s",
             action, until, members, request_matrix);
    sla_activate(desk, sections);
}

static inline void hold(struct desk *desk, const char *until, const char *members)
{
    hold_action(desk, "authority.execute", until, members);
}

#define HEAD                                                                                       \
    ", \"resolution\": [{\"name\": \"head\", \"roles\": [\"lead\", \"admin\"]}],"                  \
    " \"lowered_by\": {\"roles\": [\"lead\"]}"
#define CLEARANCE ", \"clearance\": {\"roles\": [\"lead\"]}"
#define SIGN_OFF                                                                                   \
    ", \"sign_off\": {\"roles\": [\"lead\"], \"within\": \"PT1H\", \"unsigned\": \"stay\"}"

static inline int64_t ticket_about(struct desk *desk, int64_t customer,
                                   const struct sup_reference *order)
{
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = customer, .subject = "Broken", .body = "It is.",
                   .references = order, .reference_count = order != NULL));
    return desk->receipt.ticket_id;
}

/* The shop says whose an order is. */
static inline void report_as(struct desk *desk, const struct sup_reference *order, int64_t customer)
{
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = order, .customer_id = customer));
}

static inline void add_order(struct desk *desk, int64_t ticket, const struct sup_reference *order)
{
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = order, .reference_count = 1));
}

static inline void sign(struct desk *desk, const struct sup_caller *who, int64_t ticket,
                        int32_t kind)
{
    desk_ok(desk, who, SUP_OP_FLOOR_SIGN, PARAMS(floor_sign, .ticket_id = ticket, .kind = kind));
}

static inline void expect_held(struct desk *desk, const struct sup_caller *who, int64_t request,
                               const char *text)
{
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, who, EXECUTE(request));
    assert_string_equal(sup_last_error(desk->core)->text, text);
}

#endif
