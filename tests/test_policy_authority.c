/*
 * Tests of lib/policy: the authority matrix: what is read, which row decides, what is refused.
 *
 * In a matrix ' stands for ".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy/decide.h"
#include "matrix_fixture.h"

#define NOW_MS INT64_C(1767571200000) /* Monday 2026-01-05T00:00:00Z */

enum { SLOTS_MAX = 256, AGENT = 4 };

/* ---- decisions ---- */

/* Who asks for what: roles and teams by index, in the order of the document. */
struct request {
    const char *remedy;
    const char *currency; /* NULL: no amount */
    int64_t minor;
    int32_t role;   /* agent, lead, trainee; -1: none */
    int32_t team;   /* service, returns; -1: none */
    int32_t floor;  /* triage, risk; -1: none */
    int32_t reason; /* return, damaged; -1: none */
    int32_t is_vip; /* -1: not known */
    int64_t agent_id;
    const char *row; /* NULL: none */
    int32_t is_undecided;
};

static void give(struct sup__slot *slots, uint32_t fact, int32_t number)
{
    slots[fact] = (struct sup__slot){.number = number, .is_given = number >= 0};
}

static struct sup__ruling decide(const struct sup__policy *policy, const struct request *request,
                                 uint32_t first)
{
    static struct sup__slot slots[SLOTS_MAX];
    struct sup__slot role = {.number = request->role, .is_given = 1};
    struct sup__slot team = {.number = request->team, .is_given = 1};
    struct sup__slot segments[1];
    struct sup__case given = sup__policy_case(policy, slots, NOW_MS);

    memset(slots, 0, sizeof slots);
    give(slots, SUP__F_REQUEST_REMEDY,
         sup__names_find(&policy->authority.remedy_names, request->remedy));
    assert_int_equal(slots[SUP__F_REQUEST_REMEDY].is_given, 1);
    if (request->currency != NULL) {
        slots[SUP__F_REQUEST_AMOUNT] =
            (struct sup__slot){.number = request->minor,
                               .extra = sup__currency_code(request->currency),
                               .is_given = 1};
    }
    slots[SUP__F_AGENT_ROLES] =
        (struct sup__slot){.number = request->role >= 0, .data = &role, .is_given = 1};
    slots[SUP__F_AGENT_TEAMS] =
        (struct sup__slot){.number = request->team >= 0, .data = &team, .is_given = 1};
    give(slots, SUP__F_FLOOR_CURRENT, request->floor);
    give(slots, SUP__F_TICKET_REASON, request->reason);
    give(slots, SUP__F_CUSTOMER_IS_VIP, request->is_vip);
    sup__facts_set_segments(slots, segments, sup__decide_segments(policy, &given, segments));
    return sup__decide_authority(policy, &given, request->agent_id, first);
}

static void expect_rows(const char *matrix, const struct request *requests, size_t count)
{
    struct loaded loaded = load_matrix(matrix);

    assert_int_equal(loaded.rc, SUP_OK);
    for (size_t i = 0; i < count; i++) {
        struct sup__ruling ruling = decide(loaded.policy, &requests[i], 0);
        const char *row = ruling.row < 0 ? "none" : loaded.policy->authority.rows[ruling.row].name;

        if (strcmp(row, requests[i].row != NULL ? requests[i].row : "none") != 0) {
            fail_msg("request %zu: row %s", i, row);
        }
        assert_int_equal(ruling.is_undecided, requests[i].is_undecided);
    }
    unload(&loaded);
}

#define EXPECT_ROWS(matrix, requests)                                                              \
    expect_rows(matrix, requests, sizeof(requests) / sizeof(requests)[0])

#define REFUND(currency, minor, role, row)                                                         \
    {                                                                                              \
        "refund.partial", currency, minor, role, -1, -1, -1, -1, AGENT, row, 0                     \
    }

/* The table that teams of Indian shops publish, a minor unit on either side of each boundary, and
 * currencies of no and of three decimals. */
static void amounts_are_decided_to_the_minor_unit(void **state)
{
    static const char matrix[] =
        "{'name': 'small', 'remedies': ['refund.*'], 'effect': 'allow', 'roles': ['agent'],"
        " 'amount': {'INR': {'below': '500.00'}, 'JPY': {'below': '900'},"
        "            'KWD': {'below': '1.500'}}},"
        "{'name': 'middle', 'remedies': ['refund.*'], 'effect': 'allow_with_rationale',"
        " 'amount': {'INR': {'from': '500.00', 'to': '2000.00'}, 'JPY': {'from': '900', 'to': "
        "'3600'}, 'KWD': {'from': '1.5', 'to': '6'}}},"
        "{'name': 'large', 'remedies': ['refund.*'], 'effect': 'needs_approval',"
        " 'amount': {'INR': {'above': '2000'}, 'JPY': {'above': '3600', 'below': '10000'}},"
        " 'approval': {'roles': ['lead'], 'within': 'PT4H'}}";
    static const struct request requests[] = {
        REFUND("INR", 1, 0, "small"),
        REFUND("INR", 49999, 0, "small"),
        REFUND("INR", 50000, 0, "middle"),
        REFUND("INR", 200000, 0, "middle"),
        REFUND("INR", 200001, 0, "large"),
        REFUND("INR", INT64_MAX, 0, "large"),
        REFUND("INR", 49999, 1, NULL), /* below 500 only agents are named */
        REFUND("JPY", 899, 0, "small"),
        REFUND("JPY", 900, 0, "middle"),
        REFUND("JPY", 3600, 0, "middle"),
        REFUND("JPY", 3601, 0, "large"),
        REFUND("JPY", 9999, 0, "large"),
        REFUND("JPY", 10000, 0, NULL),
        REFUND("KWD", 1499, 0, "small"),
        REFUND("KWD", 1500, 0, "middle"),
        REFUND("KWD", 6000, 0, "middle"),
        REFUND("KWD", 6001, 0, NULL),
        REFUND("EUR", 1, 0, NULL), /* a currency without a row */
        {"refund.full", "INR", 49999, 0, -1, -1, -1, -1, AGENT, "small", 0},
        {"refund.partial", NULL, 0, 0, -1, -1, -1, -1, AGENT, NULL, 0}, /* no amount */
        {"voucher", "INR", 100, 0, -1, -1, -1, -1, AGENT, NULL, 0},     /* no row names it */
    };
    (void)state;

    EXPECT_ROWS(matrix, requests);
}

#define GIFT(remedy, currency, minor, row)                                                         \
    {                                                                                              \
        remedy, currency, minor, 0, -1, -1, -1, -1, AGENT, row, 0                                  \
    }

/* What may have an amount is given with one where a row names its currency, and without one where a
 * row says none; who refuses without saying amounts refuses them all. */
static void a_row_without_amounts_gives_none(void **state)
{
    static const char matrix[] =
        "{'name': 'bare', 'remedies': ['gift', 'exchange'], 'effect': 'allow'},"
        "{'name': 'any', 'remedies': ['gift'], 'effect': 'allow', 'amount': {'EUR': {}}},"
        "{'name': 'some', 'remedies': ['gift'], 'effect': 'allow', 'amount': {'INR': {'to': "
        "'500.00'}}},"
        "{'name': 'never', 'remedies': ['reship'], 'effect': 'refuse'},"
        "{'name': 'late', 'remedies': ['reship'], 'effect': 'allow', 'amount': {'EUR': {}}}";
    static const struct request requests[] = {
        GIFT("gift", NULL, 0, "bare"),         GIFT("gift", "EUR", 1, "any"),
        GIFT("gift", "EUR", INT64_MAX, "any"), GIFT("gift", "INR", 1, "some"),
        GIFT("gift", "INR", 50000, "some"),    GIFT("gift", "INR", 50001, NULL),
        GIFT("gift", "JPY", 1, NULL),          GIFT("exchange", NULL, 0, "bare"),
        GIFT("exchange", "EUR", 1, NULL),      GIFT("exchange", "INR", INT64_MAX, NULL),
        GIFT("reship", NULL, 0, "never"),      GIFT("reship", "EUR", 1, "never"),
        GIFT("reship", "JPY", 1, "never"),
    };
    (void)state;

    EXPECT_ROWS(matrix, requests);
}

#define BLOCK(role, team, floor, reason, is_vip, agent, row)                                       \
    {                                                                                              \
        "block_customer", NULL, 0, role, team, floor, reason, is_vip, agent, row, 0                \
    }

/* All lists of a row have to fit, of each list one name. */
static void a_row_is_for_those_whom_all_its_lists_name(void **state)
{
    static const char matrix[] =
        "{'name': 'of_role', 'remedies': ['block_customer'], 'effect': 'allow', 'roles': ['lead'],"
        " 'teams': ['returns']},"
        "{'name': 'of_floor', 'remedies': ['block_customer'], 'effect': 'refuse', 'floors': "
        "['risk'], 'reasons': ['return', 'damaged']},"
        "{'name': 'of_agent', 'remedies': ['block_customer'], 'effect': 'allow', 'agents': ['7', "
        "'9'], 'roles': ['agent', 'trainee']},"
        "{'name': 'of_segment', 'remedies': ['block_customer'], 'effect': 'refuse', 'segments': "
        "['vip']},"
        "{'name': 'others', 'remedies': ['*'], 'effect': 'refuse'}";
    static const struct request requests[] = {
        BLOCK(1, 1, -1, -1, -1, AGENT, "of_role"), BLOCK(1, 0, -1, -1, -1, AGENT, "others"),
        BLOCK(0, 1, -1, -1, -1, AGENT, "others"),  BLOCK(1, -1, -1, -1, -1, AGENT, "others"),
        BLOCK(1, 1, 1, 0, -1, AGENT, "of_role"),   BLOCK(0, 1, 1, 0, -1, AGENT, "of_floor"),
        BLOCK(0, 1, 1, 1, -1, AGENT, "of_floor"),  BLOCK(0, 1, 0, 1, -1, AGENT, "others"),
        BLOCK(0, 1, 1, -1, -1, AGENT, "others"),   BLOCK(0, -1, -1, -1, -1, 7, "of_agent"),
        BLOCK(2, -1, -1, -1, -1, 9, "of_agent"),   BLOCK(1, -1, -1, -1, -1, 9, "others"),
        BLOCK(0, -1, -1, -1, -1, 8, "others"),     BLOCK(0, -1, -1, -1, 1, 8, "of_segment"),
        BLOCK(-1, -1, -1, -1, 0, 8, "others"),
    };
    (void)state;

    EXPECT_ROWS(matrix, requests);
}

/* Whether the first row is for it cannot be said: what stands behind it must not allow it. */
static void what_cannot_be_decided_is_refused(void **state)
{
    static const char matrix[] =
        "{'name': 'costly', 'remedies': ['cancel_order'], 'effect': 'refuse', 'when': {'>': "
        "[{'var': 'order.total'}, {'amount': '500', 'currency': 'EUR'}]}},"
        "{'name': 'others', 'remedies': ['cancel_order'], 'effect': 'allow'}";
    static const struct request requests[] = {
        {"cancel_order", NULL, 0, 0, -1, -1, -1, -1, AGENT, "costly", 1},
    };
    (void)state;

    EXPECT_ROWS(matrix, requests);
}

/* Over more rows than one word of bits has, and from a row on. */
static void rows_are_asked_in_their_order(void **state)
{
    static char matrix[MEMBERS_MAX];
    struct loaded loaded;
    char *at = matrix;
    (void)state;

    for (int i = 0; i < 130; i++) {
        at += sprintf(at,
                      "%s{'name': 'r%d', 'remedies': ['voucher'], 'effect': 'allow', 'amount': "
                      "{'EUR': {'from': '%d', 'to': '%d'}}}",
                      i == 0 ? "" : ",", i, i + 1, i + 2);
    }
    loaded = load_matrix(matrix);
    assert_int_equal(loaded.rc, SUP_OK);
    for (int i = 1; i < 130; i++) { /* i EUR and a bit: rows i - 1 */
        const struct request one = {"voucher", "EUR", i * 100 + 50, 0, -1, -1, -1, -1, 1, NULL, 0};
        const struct request two = {"voucher", "EUR", (i + 1) * 100, 0, -1, -1, -1, -1, 1, NULL, 0};

        assert_int_equal(decide(loaded.policy, &one, 0).row, i - 1);
        assert_int_equal(decide(loaded.policy, &one, (uint32_t)i).row, -1);
        assert_int_equal(decide(loaded.policy, &two, 0).row, i - 1); /* both ends are in */
        assert_int_equal(decide(loaded.policy, &two, (uint32_t)i).row, i);
    }
    unload(&loaded);
}

/* ---- what is read ---- */

static void a_row_is_read_whole(void **state)
{
    struct loaded loaded = load_matrix(
        "{'name': 'r', 'label': 'Refunds', 'remedies': ['refund.full', 'gift'], 'effect': "
        "'needs_approval', 'amount': {'EUR': {}, 'JPY': {'to': '900'}},"
        " 'approval': {'roles': ['lead'], 'agents': ['7'], 'quorum': 2, 'within': 'PT4H',"
        "  'justification': true, 'remind_after': 'PT10M', 'escalate_after': 'PT20M',"
        "  'escalate_to': {'agents': ['9']}},"
        " 'limits': [{'per': 'request', 'percent': 12.5, 'rounding': 'half_even'},"
        "  {'per': 'order', 'amount': {'EUR': '100.00', 'JPY': '9000'}, 'counts': ['refund.*']},"
        "  {'per': 'agent', 'within': 'P1D', 'count': 20, 'beyond': 'next'},"
        "  {'per': 'order', 'percent': 100, 'of': 'total'}]}");
    const struct sup__authority_row *row = loaded.policy->authority.rows;
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_string_equal(row->label, "Refunds");
    assert_int_equal(row->remedies, 1 | UINT64_C(1) << SUP__BUILTIN_REMEDIES);
    assert_int_equal(row->range_count, 2);
    assert_int_equal(row->ranges[0].least, 1);
    assert_true(row->ranges[0].most == INT64_MAX);
    assert_int_equal(row->ranges[1].most, 900);
    assert_int_equal(row->approval.quorum, 2);
    assert_int_equal(row->approval.within_ms, 4 * 3600 * 1000);
    assert_int_equal(row->approval.needs_justification, 1);
    assert_int_equal(row->approval.remind_ms, 600 * 1000);
    assert_int_equal(row->approval.escalate_ms, 1200 * 1000);
    assert_int_equal(row->approval.others.agents[0], 9);
    assert_int_equal(row->limit_count, 4);
    assert_int_equal(row->limits[0].percent, 1250);
    assert_int_equal(row->limits[0].rounding, SUP__ROUND_HALF_EVEN);
    assert_int_equal(row->limits[1].scope, SUP__PER_ORDER);
    assert_int_equal(row->limits[1].within_ms, 0);
    assert_int_equal(row->limits[1].amounts[0].minor, 10000);
    assert_int_equal(row->limits[1].amounts[1].minor, 9000);
    assert_int_equal(row->limits[1].counts, 7 | UINT64_C(1) << SUP__BUILTIN_REMEDIES);
    assert_int_equal(row->limits[2].count, 20);
    assert_int_equal(row->limits[2].is_passed_on, 1);
    assert_int_equal(row->limits[2].within_ms, 24 * 3600 * 1000);
    assert_int_equal(row->limits[3].percent, 10000);
    assert_int_equal(row->limits[3].is_of_total, 1);
    unload(&loaded);
}

#define ROW(more)    "{'name': 'r', 'remedies': ['voucher'], 'amount': {'EUR': {}}" more "}"
#define LIMIT(limit) ROW(", 'effect': 'allow', 'limits': [" limit "]")

/* A row, and where in it the first error is. */
struct wrong {
    const char *row;
    const char *pointer;
};

static void expect_wrong(const struct wrong *wrong)
{
    struct loaded loaded = load_matrix(wrong->row);
    const struct sup_policy_problem *first = loaded.problems.items;
    char pointer[128] = "/authority/matrix/0";

    strcat(pointer, wrong->pointer);
    while (first->severity != SUP_POLICY_ERROR) {
        first++;
    }
    if (loaded.rc != SUP_INVALID || strcmp(first->pointer, pointer) != 0) {
        fail_msg("%s: %s at %s", wrong->row, first->text, first->pointer);
    }
    unload(&loaded);
}

#define OWN(action, more)         "{'name': 'r', 'remedies': ['" action "'], " more "'effect': 'allow'}"
#define OWN_LIMIT(action, limits) OWN(action, "'limits': [" limits "], ")

static void what_cannot_work_is_refused_where_it_stands(void **state)
{
    static const struct wrong wrong[] = {
        {"{'name': 'r', 'remedies': ['voucher'], 'effect': 'allow'}", ""},
        {"{'name': 'r', 'remedies': ['cancel_order'], 'effect': 'allow', 'amount': {'EUR': {}}}",
         "/amount"},
        {"{'name': 'r', 'remedies': [], 'effect': 'refuse'}", "/remedies"},
        {"{'name': 'r', 'remedies': ['refnud.full'], 'effect': 'refuse'}", "/remedies/0"},
        {"{'name': 'r', 'remedies': ['refund.*', 'refund.full'], 'effect': 'refuse'}",
         "/remedies/1"},
        {"{'name': 'r', 'remedies': ['gift'], 'effect': 'permit'}", "/effect"},
        {"{'name': 'r', 'remedies': ['gift']}", ""},
        {ROW(", 'effect': 'needs_approval'"), ""},
        {ROW(", 'effect': 'allow', 'approval': {'roles': ['lead'], 'within': 'PT1H'}"),
         "/approval"},
        {ROW(", 'effect': 'needs_approval', 'approval': {'within': 'PT1H'}"), "/approval"},
        {ROW(", 'effect': 'needs_approval', 'approval': {'agents': ['7'], 'quorum': 2, 'within': "
             "'PT1H'}"),
         "/approval"},
        {ROW(", 'effect': 'needs_approval', 'approval': {'roles': ['lead'], 'within': 'PT1H', "
             "'remind_after': 'PT1H'}"),
         "/approval/remind_after"},
        {ROW(", 'effect': 'needs_approval', 'approval': {'roles': ['agent', 'trainee'], 'within': "
             "'PT1H'}"),
         "/approval/roles"},
        {ROW(", 'effect': 'needs_approval', 'approval': {'roles': ['lead'], 'within': 'PT1H', "
             "'escalate_after': 'PT5M', 'escalate_to': {'roles': ['agent']}}"),
         "/approval/escalate_to/roles"},
        {ROW(", 'effect': 'allow', 'roles': []"), "/roles"},
        {ROW(", 'effect': 'refuse', 'limits': [{'per': 'order', 'count': 1}]"), "/limits"},
        {LIMIT("{'per': 'order'}"), "/limits/0"},
        {LIMIT("{'per': 'order', 'count': 1, 'percent': 1}"), "/limits/0"},
        {LIMIT("{'per': 'ordre', 'count': 1}"), "/limits/0/per"},
        {LIMIT("{'per': 'order', 'count': 0}"), "/limits/0/count"},
        {LIMIT("{'per': 'order', 'percent': 100.01}"), "/limits/0/percent"},
        {LIMIT("{'per': 'order', 'percent': 0.001}"), "/limits/0/percent"},
        {LIMIT("{'per': 'agent', 'percent': 10}"), "/limits/0"},
        {LIMIT("{'per': 'request', 'within': 'P1D', 'amount': {'EUR': '1'}}"), "/limits/0"},
        {LIMIT("{'per': 'agent', 'within': 'PT0S', 'count': 1}"), "/limits/0/within"},
        {LIMIT("{'per': 'agent', 'amount': {'USD': '1'}}"), "/limits/0/amount"},
        {LIMIT("{'per': 'agent', 'amount': {'EUR': '0'}}"), "/limits/0/amount/EUR"},
        {LIMIT("{'per': 'agent', 'amount': {'EUR': '1.005'}}"), "/limits/0/amount/EUR"},
        {LIMIT("{'per': 'agent', 'amount': {'EURO': '1'}}"), "/limits/0/amount/EURO"},
        {"{'name': 'r', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': {'from': "
         "'2', 'below': '2'}}}",
         "/amount/EUR"},
        {"{'name': 'r', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': {'from': "
         "'2', 'above': '2'}}}",
         "/amount/EUR"},
        {"{'name': 'r', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': {'to': "
         "'-2'}}}",
         "/amount/EUR/to"},
        {"{'name': 'r', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {}}", "/amount"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        expect_wrong(&wrong[i]);
    }
}

/* It has no amount and no order; some of it is about no ticket. */
static void what_the_library_does_not_have_is_refused_where_it_stands(void **state)
{
    static const struct wrong wrong[] = {
        {OWN("ticket.close", "'amount': {'EUR': {}}, "), "/amount"},
        {OWN_LIMIT("ticket.close", "{'per': 'agent', 'amount': {'EUR': '1'}}"), "/limits/0"},
        {OWN_LIMIT("ticket.close", "{'per': 'request', 'percent': 5}"), "/limits/0"},
        {OWN_LIMIT("ticket.close", "{'per': 'agent', 'count': 1}, {'per': 'order', 'count': 1}"),
         "/limits/1"},
        {OWN_LIMIT("customer.erase", "{'per': 'ticket', 'count': 1}"), "/limits/0"},
        {OWN_LIMIT("policy.activate", "{'per': 'customer', 'count': 1}"), "/limits/0"},
        {OWN("customer.merge", "'floors': ['risk'], "), "/floors"},
        {OWN("customer.export", "'reasons': ['return'], "), "/reasons"},
        {OWN("policy.activate", "'segments': ['vip'], "), "/segments"},
        {OWN("ticket.clos", ""), "/remedies/0"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        expect_wrong(&wrong[i]);
    }
}

static void the_shops_own_remedies_are_new_ones(void **state)
{
    struct loaded loaded = load_with("'authority': {'remedies': ['voucher'], 'matrix': []},", 0);
    (void)state;

    assert_int_equal(loaded.rc, SUP_INVALID);
    assert_string_equal(loaded.problems.items[0].pointer, "/authority/remedies/0");
    unload(&loaded);
}

/* ---- what the library does ---- */

static int is_governed(const char *rows, const char *action)
{
    struct loaded loaded = load_matrix(rows);
    const struct sup__authority *authority = &loaded.policy->authority;
    int governed;

    assert_int_equal(loaded.rc, SUP_OK);
    governed = sup__is_governed(authority, sup__names_find(&authority->remedy_names, action));
    unload(&loaded);
    return governed;
}

/* What the library does is decided by the matrix where a row names it, and "*" names none of it. */
static void what_the_library_does_is_governed_once_it_is_named(void **state)
{
    static const char *const actions[] = {"ticket.close",   "ticket.merge",   "floor.lower",
                                          "customer.merge", "customer.erase", "customer.export",
                                          "policy.activate"};
    (void)state;

    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        char row[200];

        assert_true(sup__is_own_action(actions[i]));
        assert_false(is_governed("", actions[i]));
        assert_false(
            is_governed("{'name': 'a', 'remedies': ['*'], 'effect': 'refuse'}", actions[i]));
        (void)snprintf(row, sizeof row, "{'name': 'a', 'remedies': ['%s'], 'effect': 'allow'}",
                       actions[i]);
        assert_true(is_governed(row, actions[i]));
    }
    assert_true(
        is_governed("{'name': 'a', 'remedies': ['ticket.*'], 'effect': 'allow'}", "ticket.merge"));
    assert_false(
        is_governed("{'name': 'a', 'remedies': ['ticket.*'], 'effect': 'allow'}", "floor.lower"));
    assert_true(is_governed("", "refund.full"));
    assert_false(sup__is_own_action("refund.full"));
    /* Limits by count are for it, and all lists where there is a ticket. */
    assert_true(is_governed(OWN("ticket.close",
                                "'floors': ['risk'], 'reasons': ['return'], 'segments': ['vip'], "
                                "'limits': [{'per': 'ticket', 'count': 1}, {'per': 'customer', "
                                "'count': 1}, {'per': 'agent', 'within': 'P1D', 'count': 20}, "
                                "{'per': 'team', 'count': 1}], "),
                            "ticket.close"));
}

/* No memory is a clean refusal at every place, and nothing is lost. */
static void memory_that_runs_out_is_told(void **state)
{
    static const char matrix[] =
        "{'name': 'a', 'remedies': ['voucher'], 'effect': 'needs_approval', 'roles': ['agent'], "
        "'amount': {'EUR': {'to': '10'}}, 'approval': {'agents': ['7'], 'within': 'PT1H'}, "
        "'limits': [{'per': 'order', 'amount': {'EUR': '10'}}], 'when': {'var': "
        "'customer.is_vip'}}";
    (void)state;

    for (long n = 0;; n++) {
        struct loaded loaded;

        counter.fail_after = n;
        counter.has_failed = 0;
        loaded = load_matrix(matrix);
        counter.fail_after = -1;
        assert_int_equal(loaded.rc, counter.has_failed ? SUP_NOMEM : SUP_OK);
        unload(&loaded);
        if (!counter.has_failed) {
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_decided_to_the_minor_unit),
        cmocka_unit_test(a_row_without_amounts_gives_none),
        cmocka_unit_test(a_row_is_for_those_whom_all_its_lists_name),
        cmocka_unit_test(what_cannot_be_decided_is_refused),
        cmocka_unit_test(rows_are_asked_in_their_order),
        cmocka_unit_test(a_row_is_read_whole),
        cmocka_unit_test(what_cannot_work_is_refused_where_it_stands),
        cmocka_unit_test(what_the_library_does_not_have_is_refused_where_it_stands),
        cmocka_unit_test(the_shops_own_remedies_are_new_ones),
        cmocka_unit_test(what_the_library_does_is_governed_once_it_is_named),
        cmocka_unit_test(memory_that_runs_out_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
