/*
 * Tests of lib/policy: the authority matrix: what is read, which row decides, what is refused.
 *
 * The matrix stands on line 26 of the good document. In it ' stands for ".
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
#include "policy_fixture.h"

#define NOW_MS INT64_C(1767571200000) /* Monday 2026-01-05T00:00:00Z */

enum { SLOTS_MAX = 256, MEMBERS_MAX = 16384, AGENT = 4 };

static struct loaded load_with(const char *members, int is_strict)
{
    const struct sup__policy_options options = {.is_strict = is_strict};
    const char *lines[GOOD_LINES + 1] = {
        [20] = "\"reasons\": [\"return\", \"damaged\"],",
        [21] = "\"teams\": [\"service\", \"returns\"], \"floors\": [\"triage\", \"risk\"], "
               "\"segments\": [{\"name\": \"vip\", \"when\": {\"var\": \"customer.is_vip\"}}],",
        [22] = "\"roles\": {\"agent\": {\"may\": [\"ticket.*\"]}, \"lead\": {\"may\": "
               "[\"*\"]}, \"trainee\": {\"may\": [\"ticket.get\"]}},"};

    return load_members(members, lines, &options);
}

static struct loaded load_matrix(const char *rows)
{
    char members[MEMBERS_MAX];

    (void)snprintf(members, sizeof members,
                   "'authority': {'remedies': [{'name': 'gift', 'label': 'A gift', 'money': "
                   "'maybe'}, 'apology'], 'matrix': [%s]},",
                   rows);
    return load_with(members, 0);
}

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

/* ---- the matrix as a whole ---- */

/* How many warnings, and notes, a matrix has, and the text of the first. */
static void expect_told(const char *matrix, int32_t severity, uint32_t count, const char *text)
{
    struct loaded loaded = load_matrix(matrix);
    uint32_t found = 0;

    assert_int_equal(loaded.rc, SUP_OK);
    for (uint32_t i = 0; i < loaded.problems.item_count; i++) {
        const struct sup_policy_problem *item = &loaded.problems.items[i];

        if (item->severity != severity) {
            continue;
        }
        if (found++ == 0 && text != NULL) {
            assert_string_equal(item->text, text);
        }
    }
    assert_int_equal(found, count);
    unload(&loaded);
}

static void expect_last_note(const char *matrix, const char *text)
{
    struct loaded loaded = load_matrix(matrix);
    const struct sup_policy_problem *last = NULL;

    assert_int_equal(loaded.rc, SUP_OK);
    for (uint32_t i = 0; i < loaded.problems.item_count; i++) {
        const struct sup_policy_problem *item = &loaded.problems.items[i];

        last = item->severity == SUP_POLICY_NOTE ? item : last;
    }
    assert_non_null(last);
    assert_string_equal(last->text, text);
    unload(&loaded);
}

#define GIFTS "{'name': 'gifts', 'remedies': ['gift', 'apology'], 'effect': 'allow'}, "

static void a_row_that_is_never_reached_is_warned_about(void **state)
{
    (void)state;

    expect_told(GIFTS "{'name': 'a', 'remedies': ['exchange', 'reship'], 'effect': 'allow', "
                      "'roles': ['agent', 'lead']}, {'name': 'b', 'remedies': ['reship'], "
                      "'effect': 'refuse', 'roles': ['lead'], 'floors': ['risk']}",
                SUP_POLICY_WARNING, 1,
                "the row \"b\" is never reached: \"a\" before it is for all that it would be");
    expect_told(GIFTS
                "{'name': 'a', 'remedies': ['reship'], 'effect': 'allow', 'roles': ['lead'], "
                "'limits': [{'per': 'order', 'count': 1, 'beyond': 'next'}]}, "
                "{'name': 'b', 'remedies': ['reship'], 'effect': 'refuse', 'roles': ['lead']}",
                SUP_POLICY_WARNING, 0, NULL);
    expect_told(GIFTS
                "{'name': 'a', 'remedies': ['reship'], 'effect': 'allow', 'roles': ['lead']}, "
                "{'name': 'b', 'remedies': ['reship'], 'effect': 'refuse'}",
                SUP_POLICY_WARNING, 0, NULL);
}

/* "next" means a row: one that is behind it, for each remedy that the limit is of. */
static void a_limit_beyond_which_no_row_is_is_warned_about(void **state)
{
    static const char passing[] =
        GIFTS "{'name': 'a', 'remedies': ['exchange', 'reship'], 'effect': 'allow', 'limits': "
              "[{'per': 'order', 'count': 1, 'beyond': 'next'}]}%s";
    char rows[600];
    (void)state;

    snprintf(rows, sizeof rows, passing, "");
    expect_told(
        rows, SUP_POLICY_WARNING, 1,
        "exchange, reship beyond a limit of \"a\" is refused: no row behind it is for that");
    snprintf(rows, sizeof rows, passing,
             ", {'name': 'b', 'remedies': ['exchange'], 'effect': 'refuse'}");
    expect_told(rows, SUP_POLICY_WARNING, 1,
                "reship beyond a limit of \"a\" is refused: no row behind it is for that");
    snprintf(rows, sizeof rows, passing, ", {'name': 'b', 'remedies': ['*'], 'effect': 'refuse'}");
    expect_told(rows, SUP_POLICY_WARNING, 0, NULL);
}

/* Rows for all that is not what a test is about. */
#define UNPAID                                                                                     \
    "'replacement', 'exchange', 'reship', 'return_without_receipt', 'cancel_order', "              \
    "'address_change', 'block_customer'"
#define OWN_ACTIONS "'customer.merge', 'customer.export', 'ticket.*', 'floor.*', 'policy.activate'"
#define ALL_ELSE                                                                                   \
    "{'name': 'else', 'remedies': [" UNPAID ", " OWN_ACTIONS ", 'customer.erase', 'refund.*', "    \
    "'store_credit', 'voucher', 'discount', 'goodwill', 'fee_waiver'], 'effect': 'refuse'}"
#define ALL_GIVEN                                                                                  \
    "{'name': 'else', 'remedies': [" UNPAID ", " OWN_ACTIONS ", 'gift', 'apology', 'refund.*', "   \
    "'store_credit', 'voucher', 'discount', 'goodwill', 'fee_waiver'], 'effect': 'refuse'}"
#define ALL_BUT_VOUCHERS                                                                           \
    "{'name': 'else', 'remedies': [" UNPAID ", " OWN_ACTIONS ", 'customer.erase', 'refund.*', "    \
    "'store_credit', 'discount', 'goodwill', 'fee_waiver'], 'effect': 'refuse'}"

static void an_amount_between_two_rows_is_warned_about(void **state)
{
    (void)state;

    expect_told(GIFTS "{'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': "
                      "{'below': '10'}}}, {'name': 'b', 'remedies': ['voucher'], 'effect': "
                      "'refuse', 'amount': {'EUR': {'above': '10'}}}",
                SUP_POLICY_WARNING, 1,
                "voucher of 10.00 to 10.00 EUR is refused: no row is for it");
    expect_told(GIFTS "{'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': "
                      "{'to': '10'}}}, {'name': 'b', 'remedies': ['voucher'], 'effect': "
                      "'refuse', 'amount': {'EUR': {'above': '10'}}}",
                SUP_POLICY_WARNING, 0, NULL);
}

/* A last row that refuses the rest means it, but hardly an amount between two rows. */
static void an_amount_that_only_the_last_row_is_for_is_noted(void **state)
{
    static const char gap[] = GIFTS
        "{'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': {'from': '5', "
        "'to': '20'}}}, {'name': 'b', 'remedies': ['voucher'], 'effect': 'allow', 'amount': "
        "{'EUR': "
        "{'above': '20.01', 'to': '50'}, 'USD': {}}}, {'name': 'rest', 'remedies': ['*'], "
        "'effect': "
        "'refuse'}";
    (void)state;

    expect_told(gap, SUP_POLICY_WARNING, 0, NULL);
    expect_told(gap, SUP_POLICY_NOTE, 2,
                "voucher of 0.01 to 4.99 EUR is refused: no row but \"rest\" is for it");
    expect_last_note(gap,
                     "voucher of 20.01 to 20.01 EUR is refused: no row but \"rest\" is for it");
    /* A row that refuses some requests of any amount is none that refuses the rest. */
    expect_told(GIFTS "{'name': 'no', 'remedies': ['voucher'], 'effect': 'refuse', 'floors': "
                      "['risk']}, {'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', "
                      "'amount': {'EUR': {'from': '5'}}}",
                SUP_POLICY_WARNING, 1, "voucher of 0.01 to 4.99 EUR is refused: no row is for it");
}

#define SMALL                                                                                      \
    "{'name': 'small', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': {'below': "   \
    "'10'}}}, "
#define BIG                                                                                        \
    "{'name': 'big', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': {'above': "     \
    "'10'}}}"
#define RISKY                                                                                      \
    "{'name': 'risky', 'remedies': ['voucher'], 'effect': 'allow', 'floors': ['risk'], 'amount': " \
    "{'EUR': {}}}, "

#define OF_AGENT(id)                                                                               \
    "{'name': 'of_" id "', 'remedies': ['voucher'], 'effect': 'allow', 'agents': ['" id "'], "     \
    "'amount': {'EUR': {}}}, "

/* A row for some cases only leaves the amount out in all others, whatever makes it one. */
static void an_amount_that_a_row_is_for_in_some_cases_only_is_told(void **state)
{
    static const char unless[] = "voucher of 10.00 to 10.00 EUR is refused unless it is a case of "
                                 "\"risky\": no row is for it "
                                 "in all cases";
    (void)state;

    expect_told(GIFTS RISKY SMALL BIG, SUP_POLICY_WARNING, 1, unless);
    expect_told(GIFTS
                "{'name': 'risky', 'remedies': ['voucher'], 'effect': 'allow', 'when': {'var': "
                "'customer.is_vip'}, 'amount': {'EUR': {}}}, " SMALL BIG,
                SUP_POLICY_WARNING, 1, unless);
    expect_told(GIFTS "{'name': 'risky', 'remedies': ['voucher'], 'effect': 'allow', 'agents': "
                      "['1'], 'amount': {'EUR': {}}}, " SMALL BIG,
                SUP_POLICY_WARNING, 1, unless);
    /* Of several all are named, or how many more they are. */
    expect_told(GIFTS OF_AGENT("1") RISKY SMALL BIG, SUP_POLICY_WARNING, 1,
                "voucher of 10.00 to 10.00 EUR is refused unless it is a case of \"of_1\" or "
                "\"risky\": no row is for it in all cases");
    expect_told(
        GIFTS OF_AGENT("1") OF_AGENT("2") RISKY SMALL BIG, SUP_POLICY_WARNING, 1,
        "voucher of 10.00 to 10.00 EUR is refused unless it is a case of \"of_1\", \"of_2\" or "
        "\"risky\": no row is for it in all cases");
    expect_told(
        GIFTS OF_AGENT("1") OF_AGENT("2") OF_AGENT("3") RISKY OF_AGENT("4") SMALL BIG,
        SUP_POLICY_WARNING, 1,
        "voucher of 10.00 to 10.00 EUR is refused unless it is a case of \"of_1\", \"of_2\", "
        "\"of_3\" or 2 more: no row is for it in all cases");
    /* Behind a row that refuses the rest it is a note, as other amounts between two rows are. */
    expect_last_note(
        GIFTS RISKY SMALL BIG ", {'name': 'rest', 'remedies': ['*'], 'effect': 'refuse'}",
        "voucher of 10.00 to 10.00 EUR is refused unless it is a case of \"risky\": no "
        "row but \"rest\" is for it in all cases");
    /* A row for some cases in front of one for all leaves nothing out. */
    expect_told(GIFTS RISKY "{'name': 'all', 'remedies': ['voucher'], 'effect': 'allow', "
                            "'amount': {'EUR': {}}}, " ALL_BUT_VOUCHERS,
                SUP_POLICY_NOTE, 0, NULL);
    /* Nor is what has no amount given in other cases. */
    expect_last_note("{'name': 'a', 'remedies': ['gift', 'apology'], 'floors': ['risk'], 'effect': "
                     "'allow'}, " ALL_ELSE,
                     "apology is refused unless it is a case of \"a\": no row is for it in all "
                     "cases");
    /* To the lead the row for all leads leaves 10.00 out, whatever it gives to agents. */
    expect_last_note(GIFTS
                     "{'name': 'agents', 'remedies': ['voucher'], 'effect': 'allow', 'roles': "
                     "['agent'], 'amount': {'EUR': {}}}, " RISKY SMALL BIG ", " ALL_BUT_VOUCHERS,
                     "voucher of 10.00 to 10.00 EUR is refused to the role lead in some cases: no "
                     "row is for it in all");
}

/* Of the three roles only a lead may ask for anything. */
static void what_no_row_gives_to_a_role_is_noted(void **state)
{
    (void)state;

    expect_last_note(
        "{'name': 'a', 'remedies': ['gift', 'apology'], 'roles': ['agent'], 'effect': "
        "'allow'}, " ALL_ELSE,
        "apology is refused to those with no other role than lead: no row is for them");
    expect_last_note("{'name': 'a', 'remedies': ['customer.erase'], 'roles': ['agent'], 'effect': "
                     "'allow'}, " ALL_GIVEN,
                     "customer.erase is refused to those with no other role than lead: no row is "
                     "for them");
    expect_last_note(GIFTS "{'name': 'a', 'remedies': ['voucher'], 'roles': ['agent'], 'effect': "
                           "'allow', 'amount': {'EUR': {'to': '20'}}}, {'name': 'b', 'remedies': "
                           "['voucher'], 'roles': ['lead'], 'effect': 'allow', 'amount': {'EUR': "
                           "{'above': '10', 'to': '30'}}}, " ALL_BUT_VOUCHERS,
                     "voucher of 0.01 to 10.00 EUR is refused to the role lead: no row is for it");
    /* A role that may not ask, and one of two for whom a row is, lack nothing. */
    expect_told("{'name': 'a', 'remedies': ['gift', 'apology'], 'roles': ['lead'], 'effect': "
                "'allow'}, " ALL_ELSE,
                SUP_POLICY_NOTE, 0, NULL);
}

/* 15 built-in remedies, of which no row is for any; the gift and the apology are covered. */
static void what_no_row_is_for_is_told(void **state)
{
    (void)state;

    expect_told(GIFTS "{'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': "
                      "{'to': '10'}, 'INR': {}}}",
                SUP_POLICY_NOTE, 14 + 1 + 1, "refund.full is refused: no row is for it");
    expect_told("{'name': 'a', 'remedies': ['apology'], 'effect': 'allow'}", SUP_POLICY_WARNING, 1,
                "gift is refused: no row is for it");
}

/* What the library itself does is told as well where no row is for it: not refused, but no limit
 * and no approval holds it. */
static void what_only_rights_decide_about_is_told(void **state)
{
    (void)state;

    expect_last_note("{'name': 'a', 'remedies': ['customer.*', 'policy.activate', 'ticket.merge'], "
                     "'effect': 'refuse'}",
                     "the rights of roles alone decide about ticket.close, floor.lower: no row is "
                     "for it");
    expect_last_note("{'name': 'a', 'remedies': ['block_customer'], 'effect': 'refuse'}",
                     "the rights of roles alone decide about ticket.close, ticket.merge, "
                     "floor.lower, customer.merge, customer.erase, customer.export, "
                     "policy.activate: no row is for it");
    /* Whoever says what becomes of the rest thought of it. */
    expect_told("{'name': 'a', 'remedies': ['*'], 'effect': 'refuse'}", SUP_POLICY_NOTE, 0, NULL);
}

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
        cmocka_unit_test(a_row_is_for_those_whom_all_its_lists_name),
        cmocka_unit_test(what_cannot_be_decided_is_refused),
        cmocka_unit_test(rows_are_asked_in_their_order),
        cmocka_unit_test(a_row_is_read_whole),
        cmocka_unit_test(what_cannot_work_is_refused_where_it_stands),
        cmocka_unit_test(what_the_library_does_not_have_is_refused_where_it_stands),
        cmocka_unit_test(the_shops_own_remedies_are_new_ones),
        cmocka_unit_test(a_row_that_is_never_reached_is_warned_about),
        cmocka_unit_test(a_limit_beyond_which_no_row_is_is_warned_about),
        cmocka_unit_test(an_amount_between_two_rows_is_warned_about),
        cmocka_unit_test(an_amount_that_only_the_last_row_is_for_is_noted),
        cmocka_unit_test(an_amount_that_a_row_is_for_in_some_cases_only_is_told),
        cmocka_unit_test(what_no_row_gives_to_a_role_is_noted),
        cmocka_unit_test(what_no_row_is_for_is_told),
        cmocka_unit_test(what_only_rights_decide_about_is_told),
        cmocka_unit_test(what_the_library_does_is_governed_once_it_is_named),
        cmocka_unit_test(memory_that_runs_out_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
