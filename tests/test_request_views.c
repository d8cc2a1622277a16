/*
 * test_request_views.c: what a shop sees of requests in SQL, beside its own tables.
 */
#include <sqlite3.h>

#include "request_fixture.h"

static int add_row(void *context, int count, char **values, char **names)
{
    char *text = context;

    (void)names;
    for (int i = 0; i < count; i++) {
        strcat(strcat(text, values[i] ? values[i] : "-"), i + 1 < count ? "," : "\n");
    }
    return 0;
}

static void expect_rows(sqlite3 *db, const char *query, const char *expected)
{
    char text[2000] = "";
    char *wrong = NULL;

    if (sqlite3_exec(db, query, add_row, text, &wrong) != SQLITE_OK) {
        fail_msg("%s", wrong);
    }
    assert_string_equal(text, expected);
}

/* 30.00 were confirmed as 28.50, 90.00 wait for a lead, and 65.00 in USD were refused. 30.00 are
 * half of the row's 60.00, of the order's 60.00, and 30 % of the agent's day; 90.00 have no limit.
 */
static void requests_are_read_beside_the_shops_refunds(void **state)
{
    struct desk *desk = desk_file_open();
    const struct sup_fact total = {"refunded", "40.00 EUR"};
    sqlite3 *db = NULL;
    int64_t ticket;

    (void)state;
    desk_people(desk);
    ticket = request_desk(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = ticket, .reason = "return"));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "30.00", .rationale = "r"));
    desk_ok(desk, by_priya(desk), EXECUTE(1));
    desk_ok(desk, by_system(desk), CONFIRM(1, .amount = "28.50", .external_id = "re_7"));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "90.00"));
    desk_fails(desk, SUP_MSG_REMEDY_REFUSED, NULL, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
               PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.full",
                      .amount = "65.00", .currency = "USD"));
    desk_ok(desk, by_lee(desk), REJECT(2, "No."));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology"));
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &request_order, .customer_id = ANN,
                   .facts = &total, .fact_count = 1));
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    expect_rows(db,
                "CREATE TABLE shop_refund (external_id TEXT, cents INTEGER);"
                "INSERT INTO shop_refund VALUES ('re_7', 2850), ('re_8', 1);"
                "SELECT s.external_id, r.id, r.settled_minor - s.cents, r.state, r.reason "
                "FROM shop_refund s LEFT JOIN sup_v_requests r USING (external_id) ORDER BY 1",
                "re_7,1,0,confirmed,return\nre_8,-,-,-,-\n");
    expect_rows(db,
                "SELECT id, ticket_id, customer_id, state, remedy, currency, minor, settled_minor, "
                "order_system, order_id, actor, actor_id, teams, effect, row, quorum, approvals, "
                "asked_at, is_irregular, is_unreported, has_rationale, limit_percent, "
                "threshold_percent "
                "FROM sup_v_requests ORDER BY id",
                "1,1,1,confirmed,refund.partial,EUR,3000,2850,shop,1001,agent,1,frontline,"
                "allow_with_rationale,middle,0,0,2026-03-20T09:46:40.000Z,0,1,1,50.0,50.0\n"
                "2,1,1,rejected,refund.partial,EUR,9000,-,shop,1001,agent,1,frontline,"
                "needs_approval,large,1,0,2026-03-20T09:46:40.000Z,0,1,0,-,-\n"
                "3,1,1,refused,refund.full,USD,6500,-,shop,1001,agent,1,frontline,refuse,-,0,0,"
                "2026-03-20T09:46:40.000Z,0,1,0,-,-\n"
                "4,1,1,granted,apology,-,-,-,shop,1001,agent,1,frontline,allow,sorry,0,0,"
                "2026-03-20T09:46:40.000Z,0,1,0,50.0,-\n");
    expect_rows(db, "SELECT request_id, agent_id, agent, at, is_rejected FROM sup_v_approvals",
                "2,2,Lee Wong,2026-03-20T09:46:40.000Z,1\n");
    /* What was rejected or refused counts for nothing; an apology counts without an amount. */
    expect_rows(
        db,
        "SELECT scope, subject, request_id, ticket_id, currency, minor, is_settled, state "
        "FROM sup_v_ledger WHERE request_id < 4 ORDER BY scope, subject",
        "agent,1,1,1,EUR,2850,1,confirmed\ncustomer,1,1,1,EUR,2850,1,confirmed\n"
        "order,shop 1001,1,1,EUR,2850,1,confirmed\nteam,frontline,1,1,EUR,2850,1,confirmed\n"
        "ticket,1,1,1,EUR,2850,1,confirmed\n"
        "unreported,customer 1,1,1,EUR,2850,1,confirmed\n"
        "unreported,ticket 1,1,1,EUR,2850,1,confirmed\n");
    expect_rows(db, "SELECT count(*), sum(minor IS NULL) FROM sup_v_ledger WHERE request_id = 4",
                "7,7\n");
    /* Of 40.00 that were paid back in all 28.50 are known. */
    expect_rows(db,
                "SELECT scope, subject, ticket_id, remedy, currency, minor, at, is_settled, state "
                "FROM sup_v_ledger WHERE request_id IS NULL ORDER BY scope",
                "customer,1,-,order.refunded,EUR,1150,2026-03-20T09:46:40.000Z,1,total\n"
                "order,shop 1001,-,order.refunded,EUR,1150,2026-03-20T09:46:40.000Z,1,total\n");
    sqlite3_close(db);
    desk_file_close(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_read_beside_the_shops_refunds),
    };

    desk_backend = DESK_SQLITE;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
