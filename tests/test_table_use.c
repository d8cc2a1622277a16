/*
 * The tables that the operation table names are the ones that operations touch, no more, no less.
 *
 * A day at a desk goes through every operation and every way it can take; a store in between notes
 * the tables. What a refusal records does not count: that is the same for all operations.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "door_fixture.h"
#include "spy_store.h"
#include "store/tables.h"
#include "table_use.h"
#include "table_use_policy.h"

enum { OPERATIONS_MAX = 256, MINUTE_MS = 60000 };

#define DAY_MS INT64_C(86400000)

#define WEEK "{'definition':{'zone':'UTC','week':{'monday':['09:00-17:00']}}"

static struct {
    uint64_t read;
    uint64_t written;
} used[OPERATIONS_MAX];

int late_request;

static struct spy spy;
static struct desk desk;

void as(int32_t kind, int64_t id)
{
    desk.caller.actor_kind = kind;
    desk.caller.actor_id = id;
}

void tell_of(int64_t ago_ms)
{
    as(ago_ms ? SUP_ACTOR_SYSTEM : SUP_ACTOR_AGENT, ago_ms ? 0 : 1);
    desk.caller.at_ms = ago_ms ? desk.caller.now_ms - ago_ms : 0;
    desk.caller.flags = ago_ms ? SUP_CALLER_IMPORT : 0;
}

static void pass(int64_t ms)
{
    desk.caller.now_ms += ms;
}

/* Each operation has a handle of its own, which knows nothing from before. */
static void core_open(void)
{
    struct sup_options options = {.size = sizeof options};

    options.store = &spy.store;
    options.random = seeded_random;
    assert_int_equal(sup_open(&options, &desk.core, NULL), SUP_OK);
}

/* Run one operation and add what it touched. */
int32_t touch(const char *method, const char *params)
{
    const struct sup_operation *operation = sup_operation_find(method);
    int32_t code;

    assert_non_null(operation);
    core_open();
    spy.read = 0;
    spy.written = 0;
    code = rpc(&desk, method, params);
    sup_close(desk.core);
    used[operation->number].read |= spy.read;
    used[operation->number].written |= spy.written;
    pass(MINUTE_MS);
    return code;
}

void run(const char *method, const char *params)
{
    if (touch(method, params) != SUP_OK) {
        fail_msg("%s: %s, by %s", method, desk.reply, params);
    }
}

/* The id of what the last operation made. */
int made(void)
{
    int id = 0;

    assert_int_equal(
        sscanf(desk.reply, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"id\":\"%d", &id), 1);
    return id;
}

/* The next page of Marc's sessions. */
static const char *after_id(void)
{
    static char params[64];
    const char *next = strstr(desk.reply, "\"next_after_id\":\"");
    int id = 0;

    assert_non_null(next);
    assert_int_equal(sscanf(next, "\"next_after_id\":\"%d", &id), 1);
    snprintf(params, sizeof params, "{'agent_id':'2','after_id':'%d'}", id);
    return params;
}

static void people_come(void)
{
    run("agent.save", "{'name':'Priya','roles':['admin'],'idempotency_key':'a'}");
    run("agent.save", "{'name':'Marc','roles':['agent'],'teams':['risk'],'idempotency_key':'b'}");
    run("agent.save", "{'agent_id':'2','name':'Marc','roles':['agent']}");
    as(SUP_ACTOR_AGENT, 1);
    run("agent.get", "{'agent_id':'1'}");
    run("agent.list", "{}");
    run("agent.set_availability",
        "{'agent_id':'2','availability':'available','idempotency_key':'s'}");
    run("agent.set_availability", "{'agent_id':'2','availability':'away'}");
    run("agent.sessions", "{'agent_id':'2','limit':1}");
    run("agent.sessions", after_id());
    run("agent.save", "{'name':'Zoe'}");
    run("agent.set_availability", "{'agent_id':'3','availability':'busy'}");
    run("agent.save", "{'agent_id':'3','name':'Zoe','is_departed':true}");
    run("customer.save", "{'name':'Ann','idempotency_key':'c','identities':[{'system':'shop',"
                         "'kind':'customer','value':'7','is_verified':true}]}");
    run("customer.save", "{'name':'Ann B','identities':[{'system':'shop','kind':'customer',"
                         "'value':'7'}]}");
    run("customer.save", "{'customer_id':'1','name':'Ann C','identities':[{'system':'shop',"
                         "'kind':'customer','value':'8'}]}");
    run("customer.resolve", "{'identities':[{'kind':'email','value':'ann@shop.example'},"
                            "{'system':'shop','kind':'customer','value':'8'}]}");
    run("customer.resolve",
        "{'idempotency_key':'r','name':'Bo','identities':[{'kind':'email','value':'bo@x.example',"
        "'is_verified':true}]}");
    run("customer.merge", "{'customer_id':'2','into':'1','evidence':'same','idempotency_key':'m'}");
    run("customer.get", "{'customer_id':'1'}");
    run("customer.unmerge", "{'customer_id':'2','evidence':'not','idempotency_key':'u'}");
    run("customer.get", "{'identity':{'system':'shop','kind':'customer','value':'8'}}");
}

static char *policy_params(const char *rest)
{
    struct sup_policy_show_params show = {.size = sizeof show, .is_builtin = 1};
    struct sup_policy *builtin = NULL;
    char *params;

    core_open();
    assert_int_equal(sup_policy_show(desk.core, &desk.caller, &show, &builtin), SUP_OK);
    sup_close(desk.core);
    params = table_use_policy(builtin->document, rest);
    sup_free(builtin);
    return params;
}

static void a_policy_is_made(void)
{
    char *params = policy_params(",'idempotency_key':'p'");

    run("policy.activate", params);
    free(params);
    run("policy.show", "{'version':1}");
}

/* A ticket on which something else is promised after each step. */
static void promises_change(void)
{
    char params[160];
    int id;

    run("reference.report", "{'reference':{'system':'shop','kind':'order','id':'3'},"
                            "'facts':[{'name':'is_delayed','value':true}]}");
    run("ticket.open", "{'subject':'p','body':'b','customer_id':'1'}");
    id = made();
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        snprintf(params, sizeof params, "{'ticket_id':'%d',%s}", id, changes[i].rest);
        run(changes[i].method, params);
    }
}

void run_on(const char *method, int ticket, const char *more)
{
    char text[400];

    snprintf(text, sizeof text, "{'ticket_id':'%d'%s}", ticket, more);
    run(method, text);
}

int opened(const char *customer, const char *more)
{
    char text[200];

    snprintf(text, sizeof text, "{'subject':'p','customer_id':%s%s}", customer, more);
    run("ticket.open", text);
    return made();
}

/* What is due is done under the policy it was promised by. */
static void the_policy_is_replaced(void)
{
    char *params = policy_params("");

    run("policy.check", params);
    run("policy.activate", params);
    free(params);
}

static void tickets_are_opened(void)
{
    run("ticket.open",
        "{'subject':'a','body':'b','external_id':'m1','attachments':[{'location':'l'}],"
        "'customer_id':'1',"
        "'assignee_id':'2','tags':['x'],'references':[{'system':'shop','kind':"
        "'order','id':'1'}],'idempotency_key':'d'}");
    run("ticket.open", "{'subject':'b','fields':[{'name':'order','value':7}]}");
    run("ticket.open", "{'subject':'c','follow_up_of':'1'}");
    as(SUP_ACTOR_CUSTOMER, 1);
    run("ticket.open", "{'subject':'d','body':'hello'}");
    run("ticket.get", "{'ticket_id':'1'}");
    run("ticket.list", "{}");
    run("ticket.messages", "{'ticket_id':'1'}");
    run("ticket.receive", "{'ticket_id':'1','body':'more'}");
    run("ticket.receive", "{'body':'more','in_reply_to':'m1'}");
    run("ticket.receive", "{'body':'more','references':[{'system':'shop','kind':'order','id':"
                          "'1'},{'system':'shop','kind':'order','id':'2'}]}");
    as(SUP_ACTOR_AGENT, 1);
    (void)touch("ticket.open", "{'body':'b','external_id':'m1'}");
    run("ticket.history", "{'ticket_id':'4'}");
    run("ticket.receive", "{'body':'x','references':[{'system':'shop','kind':'order','id':'1'}]}");
}

static void the_shop_reports(void)
{
    static const char report[] = "{'reference':{'system':'shop','kind':'order','id':'1'},"
                                 "'customer_id':'1','source_event_id':'e1','facts':[{'name':"
                                 "'total','value':'5.00 EUR'}],'idempotency_key':'e'}";

    run("reference.report", report);
    run("reference.report", "{'reference':{'system':'shop','kind':'order','id':'1'},"
                            "'customer_id':'1','source_event_id':'e1','facts':[{'name':"
                            "'total','value':'5.00 EUR'}]}");
    run("reference.report", "{'reference':{'system':'shop','kind':'order','id':'1'},"
                            "'facts':[{'name':'total','value':'6.00 EUR'}]}");
    run("customer.report", "{'customer_id':'1','source':'shop','source_event_id':'e2','facts':["
                           "{'name':'is_vip','value':true}],'idempotency_key':'e'}");
    run("customer.report", "{'customer_id':'1','source':'shop','source_event_id':'e2','facts':["
                           "{'name':'is_vip','value':true}]}");
    run("reference.get", "{'reference':{'system':'shop','kind':'order','id':'1'}}");
}

/* Two tickets of one customer, and one of nobody's; what one of them has, the others have not. */
static void tickets_are_one(void)
{
    char text[160];
    int into;
    int from;

    run("ticket.open", "{'subject':'a','body':'b','customer_id':'1'}");
    into = made();
    run("ticket.open", "{'subject':'a','body':'b','external_id':'m7','customer_id':'2','tags':"
                       "['x','part'],'references':[{'system':'shop','kind':'order','id':'1'}]}");
    from = made();
    run("customer.merge", "{'customer_id':'2','into':'1','evidence':'same'}");
    run_on("ticket.watch", from, ",'agent_id':'1'");
    run_on("ticket.link", from, ",'kind':'caused_by','to':'2'");
    snprintf(text, sizeof text, ",'into':'%d','idempotency_key':'e'", into);
    run_on("ticket.merge", from, text);
    run_on("ticket.get", into, "");
    run_on("ticket.handover", into, "");
    run_on("ticket.untag", into, ",'tags':['part']");
    run_on("reference.remove", into, ",'references':[{'system':'shop','kind':'order','id':'1'}]");
    run_on("ticket.unwatch", into, ",'agent_id':'1'");
    run_on("ticket.unmerge", from, ",'idempotency_key':'e'");
    snprintf(text, sizeof text, ",'into':'%d','evidence':'e'", into);
    run_on("ticket.merge", from, text);
    run_on("ticket.unmerge", from, ",'evidence':'e'");
    run("customer.unmerge", "{'customer_id':'2','evidence':'not'}");
    run_on("ticket.receive", from, ",'body':'b','external_id':'m8'");
    snprintf(text, sizeof text, ",'message_id':'%d','idempotency_key':'e'", made());
    run_on("ticket.split", from, text);
    run("ticket.open", "{'subject':'a'}");
    run_on("ticket.merge", made(), ",'into':'2'");
}

/* Each of two who are one wrote in the other's ticket: they part by a split. */
static void persons_part(void)
{
    char text[400];
    int first;
    int second;

    run("ticket.open", "{'subject':'a','body':'b','customer_id':'1'}");
    first = made();
    run("ticket.open", "{'subject':'a','body':'b','customer_id':'2'}");
    second = made();
    run("customer.merge", "{'customer_id':'2','into':'1','evidence':'same'}");
    snprintf(text, sizeof text, "{'ticket_id':'%d','into':'%d'}", first, second);
    run("ticket.merge", text);
    assert_int_equal(touch("customer.unmerge", "{'customer_id':'2','evidence':'not'}"),
                     SUP_REFUSED);
    run_on("ticket.unmerge", first, "");
    run_on("ticket.receive", second, ",'customer_id':'1','body':'b','external_id':'m71'");
    snprintf(text, sizeof text, "{'ticket_id':'%d','message_id':'%d','is_rest':true}", second,
             made());
    assert_int_equal(touch("customer.unmerge", "{'customer_id':'2','evidence':'not'}"),
                     SUP_REFUSED);
    run("ticket.receive",
        "{'thread_ids':['m71'],'customer_id':'2','body':'b','external_id':'m72'}");
    run("ticket.split", text);
}

static void somebody_takes_over(void)
{
    char text[128];
    int id;

    run("ticket.open", "{'subject':'a','customer_id':'1','assignee_id':'2','references':[{'system':"
                       "'shop','kind':'order','id':'1'}]}");
    id = made();
    snprintf(text, sizeof text, "{'ticket_id':'%d','reason':'asking'}", id);
    run("ticket.classify", text);
    snprintf(text, sizeof text, "{'ticket_id':'%d','kind':'blocked_by','to':'2'}", id);
    run("ticket.link", text);
    run("customer.context", "{'customer_id':'1'}");
    snprintf(text, sizeof text, "{'ticket_id':'%d'}", id);
    run("customer.context", text);
    run("ticket.handover", text);
    run("sla.due", "{}");
    run("sla.guide", "{}");
}

/* Somebody with all that a person may have: a ticket merged into another, a thing, and one that
 * became another's. */
static void a_person_is_erased(void)
{
    char text[400];
    int person;
    int ticket;

    run("customer.save", "{'name':'Z','identities':[{'kind':'email','value':'z@x.de'}]}");
    person = made();
    snprintf(text, sizeof text,
             "{'customer_id':'%d','source':'shop','facts':[{'name':'is_vip','value':true}]}",
             person);
    run("customer.report", text);
    snprintf(text, sizeof text,
             "{'reference':{'system':'shop','kind':'order','id':'9'},'customer_id':'%d',"
             "'source_event_id':'e9','facts':[{'name':'total','value':'5.00 EUR'}]}",
             person);
    run("reference.report", text);
    snprintf(text, sizeof text,
             "{'reference':{'system':'shop','kind':'order','id':'1'},'customer_id':'%d',"
             "'facts':[{'name':'state','value':'new'}]}",
             person);
    run("reference.report", text);
    run("reference.report",
        "{'reference':{'system':'shop','kind':'order','id':'1'},'customer_id':'1'}");
    snprintf(text, sizeof text, "{'ticket_id':'2','customer_id':'%d'}", person);
    run("ticket.watch", text);
    snprintf(text, sizeof text,
             "{'customer_id':'%d','subject':'s','body':'b','external_id':'m90','attachments':["
             "{'location':'l'}],'references':[{'system':'shop','kind':'order','id':'9'}],"
             "'fields':[{'name':'order','value':'9'}]}",
             person);
    run("ticket.open", text);
    ticket = made();
    snprintf(text, sizeof text, "{'ticket_id':'%d','facts':[{'name':'f','value':'v'}]}", ticket);
    run("fact.record", text);
    snprintf(text, sizeof text, "{'ticket_id':'%d','within_ms':'P90D','note':'n'}", ticket);
    run("ticket.remind", text);
    run_on("authority.request", ticket, ",'remedy':'thanks'");
    opinions_of(ticket);
    snprintf(text, sizeof text, "{'customer_id':'%d','subject':'s'}", person);
    run("ticket.open", text);
    snprintf(text, sizeof text, "{'ticket_id':'%d','into':'%d'}", ticket, made());
    run("ticket.merge", text);
    snprintf(text, sizeof text, "{'customer_id':'%d'}", person);
    run("customer.export", text);
    snprintf(text, sizeof text, "{'customer_id':'%d','reason':'r','idempotency_key':'e'}", person);
    run("customer.erase", text);
}

static void work_is_done(void)
{
    char reminder[80];

    run("ticket.watch", "{'ticket_id':'2','customer_id':'1','idempotency_key':'e'}");
    run("ticket.watch", "{'ticket_id':'2','customer_id':'2'}");
    run("ticket.unwatch", "{'ticket_id':'2','customer_id':'2','idempotency_key':'e'}");
    run("ticket.link", "{'ticket_id':'3','kind':'duplicate_of','to':'2','idempotency_key':'e'}");
    run("ticket.link", "{'ticket_id':'3','kind':'caused_by','to':'2'}");
    run("ticket.unlink", "{'ticket_id':'3','kind':'caused_by','to':'2','idempotency_key':'e'}");
    run("ticket.assign", "{'ticket_id':'2','agent_id':'2','idempotency_key':'e'}");
    run("ticket.transfer", "{'ticket_id':'2','team':'risk','idempotency_key':'e'}");
    run("ticket.move", "{'ticket_id':'2','status':'pending','idempotency_key':'e'}");
    run("ticket.prioritize", "{'ticket_id':'2','priority':'high','idempotency_key':'e'}");
    run("ticket.timers", "{'ticket_id':'2'}");
    run("reference.report", "{'reference':{'system':'shop','kind':'order','id':'1'},'facts':["
                            "{'name':'ships_at','value':'2031-01-01T00:00:00Z'}]}");
    run("reference.add",
        "{'ticket_id':'2','references':[{'system':'shop','kind':'order','id':'d'}]}");
    run("reference.report",
        "{'reference':{'system':'shop','kind':'order','id':'d'},'facts':[{'name':'ships_at',"
        "'value':'2031-01-01T00:00:00Z'},{'name':'is_delayed','value':'true'}]}");
    run("ticket.remind", "{'ticket_id':'2','within_ms':'P90D','note':'n','idempotency_key':'e'}");
    run("ticket.remind", "{'ticket_id':'2','within_ms':'P90D'}");
    snprintf(reminder, sizeof reminder,
             "{'ticket_id':'2','reminder_id':'%d','idempotency_key':'e'}", made());
    run("ticket.unremind", reminder);
    run("ticket.get", "{'ticket_id':'2'}");
    run("ticket.handover", "{'ticket_id':'2'}");
    run("customer.context", "{'ticket_id':'2'}");
    run("sla.explain", "{'ticket_id':'2','metric':'resolution'}");
    run("ticket.classify", "{'ticket_id':'2','reason':'fraud','idempotency_key':'e'}");
    run("ticket.tag", "{'ticket_id':'2','tags':['x','y'],'idempotency_key':'e'}");
    run("ticket.untag", "{'ticket_id':'2','tags':['x'],'idempotency_key':'e'}");
    run("reference.add", "{'ticket_id':'2','references':[{'system':'s','kind':'k','id':'i'}],"
                         "'idempotency_key':'e'}");
    run("reference.remove", "{'ticket_id':'2','references':[{'system':'s','kind':'k','id':'i'}],"
                            "'idempotency_key':'e'}");
    run("fact.record",
        "{'ticket_id':'2','facts':[{'name':'f','value':'v'}],'idempotency_key':'e'}");
    run("ticket.fill",
        "{'ticket_id':'2','fields':[{'name':'order','value':'1'}],'idempotency_key':'e'}");
    run("ticket.reply", "{'ticket_id':'2','body':'b','external_id':'m2','status':'solved',"
                        "'attachments':[{'location':'l'}],"
                        "'idempotency_key':'e'}");
    run("ticket.receive", "{'ticket_id':'2','body':'b','external_id':'m3','idempotency_key':'e',"
                          "'attachments':[{'location':'l'}]}");
    run("ticket.receive", "{'ticket_id':'2','body':'b','external_id':'m3'}");
    run("ticket.note", "{'ticket_id':'2','body':'b','external_id':'m4','status':'solved',"
                       "'attachments':[{'location':'l'}],"
                       "'idempotency_key':'e'}");
    run("ticket.reply", "{'ticket_id':'2','body':'b','external_id':'m2'}"); /* seen before */
    run("ticket.note", "{'ticket_id':'2','body':'b','external_id':'m4'}");
    tickets_are_one();
    persons_part();
    a_person_is_erased();
    run("ticket.link", "{'ticket_id':'4','kind':'duplicate_of','to':'3'}");
    run("ticket.move", "{'ticket_id':'4','status':'solved'}");
}

/* A ticket that is watched, of which somebody is to be reminded, and whose time to close has come;
 * its id. */
int late_ticket(const char *method, const char *params)
{
    char text[128];
    int id;

    run(method, params);
    id = made();
    snprintf(text, sizeof text, "{'ticket_id':'%d','agent_id':'1'}", id);
    run("ticket.watch", text);
    snprintf(text, sizeof text, "{'ticket_id':'%d','within_ms':'P1D','note':'n'}", id);
    run("ticket.remind", text);
    snprintf(text, sizeof text, "{'ticket_id':'%d','remedy':'thanks'}", id);
    run("authority.request", text);
    late_request = made();
    snprintf(text, sizeof text, "{'ticket_id':'%d','status':'solved'}", id);
    run("ticket.move", text);
    run("desk.next_due", "{}");
    pass(5 * DAY_MS);
    return id;
}

int stalled_ticket(void)
{
    int id;

    run("ticket.open", "{'subject':'stalls','customer_id':'1','references':[{'system':'shop',"
                       "'kind':'order','id':'1'}]}");
    id = made();
    run_on("authority.request", id, ",'remedy':'thanks'");
    late_request = made();
    pass(5 * DAY_MS);
    return id;
}

static void a_stalled_order_is_reported(void)
{
    stalled_ticket();
    run("reference.report", REPORT_OF_1 "'facts':[{'name':'is_delayed','value':'false'}]}");
}

/* Like that, watched, and somebody is reminded of it. */
static void with_a_stalled_ticket(int customer, const char *method, const char *params)
{
    char text[240];
    int id;

    snprintf(
        text, sizeof text,
        "{'subject':'stalls','customer_id':'%d','references':[" ORDER("1") "," ORDER("77") "]}",
        customer);
    run("ticket.open", text);
    id = made();
    snprintf(text, sizeof text, "{'ticket_id':'%d','agent_id':'1'}", id);
    run("ticket.watch", text);
    snprintf(text, sizeof text, "{'ticket_id':'%d','within_ms':'P1D'}", id);
    run("ticket.remind", text);
    run_on("authority.request", id, ",'remedy':'thanks','order':" ORDER("77"));
    pass(5 * DAY_MS);
    run(method, params);
}

/* Which adds a duration to the figures, and asks who the customer is. */
static void a_ticket_is_solved(void)
{
    int ticket = opened("'1'", ",'body':'x','reason':'complaint'");

    run_on("ticket.reply", ticket, ",'body':'x','status':'solved'");
    opinions_of(ticket);
}

/*
 * Every change of a ticket whose time to close has come: closing it comes first. Some changes are
 * then refused, which is rolled back and recorded; they have read and written what they say.
 */
static void time_passes(void)
{
    char params[128];
    int id;

    for (size_t i = 0; i < sizeof late / sizeof late[0]; i++) {
        int32_t code;

        id = late_ticket("ticket.open", "{'subject':'late','customer_id':'1'}");
        snprintf(params, sizeof params, "{'ticket_id':'%d',%s}", id, late[i].rest);
        code = touch(late[i].method, params);
        assert_true(code == SUP_OK || code == SUP_REFUSED || code == SUP_CONFLICT ||
                    code == SUP_NOT_FOUND);
        snprintf(params, sizeof params, "{'ticket_id':'%d',%s}", stalled_ticket(), late[i].rest);
        (void)touch(late[i].method, params);
    }
    id = late_ticket("ticket.open", "{'subject':'late'}");
    snprintf(params, sizeof params, "{'subject':'again','follow_up_of':'%d'}", id);
    (void)late_ticket("ticket.open", params);
    (void)late_ticket("ticket.open", "{'subject':'late','references':[{'system':'shop',"
                                     "'kind':'order','id':'late'}]}");
    run("reference.report", "{'reference':{'system':'shop','kind':'order','id':'late'},'facts':["
                            "{'name':'ships_at','value':'2031-01-01T00:00:00Z'}]}");
    a_stalled_order_is_reported();
    run("customer.save", "{'name':'One'}");
    id = made();
    run("customer.save", "{'name':'Two'}");
    for (size_t i = 0; i < sizeof of_customers / sizeof of_customers[0]; i++) {
        snprintf(params, sizeof params, of_customers[i].rest, id, id + 1);
        as(SUP_ACTOR_SYSTEM, 0); /* agents take nothing away from what stalled and holds */
        with_a_stalled_ticket(id, of_customers[i].method, params);
        as(SUP_ACTOR_AGENT, 1);
    }
    snprintf(params, sizeof params, "{'subject':'again','follow_up_of':'%d'}", stalled_ticket());
    run("ticket.open", params);
    run("desk.tick", "{}");
    a_ticket_is_solved();
    (void)late_ticket("ticket.open", "{'subject':'late'}");
    stalled_ticket();
    the_policy_is_replaced();
    a_ticket_is_solved();
    (void)late_ticket("ticket.open", "{'subject':'late'}");
    stalled_ticket();
    run("policy.rollback", "{'to_version':1,'idempotency_key':'back'}");
}

static void the_desk_is_looked_at(void)
{
    run("ticket.get", "{'ticket_id':'2'}");
    run("ticket.list", "{'category':'solved'}");
    run("ticket.list", "{'tag':'y'}");
    run("ticket.list", "{'identity':{'system':'shop','kind':'customer','value':'8'},"
                       "'sort':'priority'}");
    run("ticket.list", "{'field':{'name':'order','value':'7'}}");
    run("ticket.list", "{'reference':{'system':'shop','kind':'order','id':'1'}}");
    run("ticket.messages", "{'ticket_id':'2'}");
    run("ticket.history", "{'ticket_id':'1'}");
    run("ticket.history", "{'ticket_id':'2'}");
    run("sla.misses", "{'from':'2026-01-01T00:00:00Z','cause':'other'}");
    run("sla.miss_summary", "{}");
    run("desk.summary", "{}");
    run("kpi.definitions", "{}");
    a_ticket_is_solved();
    run("kpi.query", "{'metrics':['opened','occupancy','lifetime_value_change','chargebacks'],'currency':'EUR',"
                     "'from':'2026-01-01',"
                     "'by':['team']}");
    a_ticket_is_solved();
    run("kpi.explain", "{'metric':'lifetime_value_change','from':'2026-01-01','currency':'EUR'}");
    run("kpi.explain", "{'metric':'occupancy','from':'2026-01-01'}");
    run("kpi.query", "{'metrics':['opened','csat'],'from':'2026-01-01','by':['product']}");
    run("kpi.explain", "{'metric':'opened','from':'2026-01-01',"
                       "'filters':[{'by':'product','is':'7'}]}");
    a_ticket_is_solved();
    run("kpi.check", "{}");
    run("kpi.rebuild", "{}");
    a_ticket_is_solved();
    run("kpi.drivers", "{'from':'2026-01-01'}");
    a_ticket_is_solved();
    run("kpi.scorecard", "{}");
    a_ticket_is_solved();
    run("kpi.compare", "{'metrics':['lifetime_value_change','occupancy'],'currency':'EUR','from':'2026-01-02',"
                       "'versus_from':"
                       "'2026-01-01'}");
    run("corrective.list", "{'line':'few'}");
    a_ticket_is_solved();
    run("kpi.backlog", "{'filters':[{'by':'product','is':'mug'}]}");
    run("event.list", "{}");
    run("chain.head", "{}");
    run("chain.verify", "{}");
    run("desk.check", "{}");
    run("outbox.pull", "{'consumer':'mailer'}");
    run("outbox.ack", "{'consumer':'mailer','sequence':3}");
    run("import.mark", "{'source':'old','from':0,'to':5}");
    run("import.position", "{'source':'old'}");
    run("policy.show", "{}");
    run("policy.check", "{'document':{}}");
    run("policy.list", "{}");
    run("policy.show", "{'version':1}");
    run("policy.diff", "{'from_version':1}");
    run("policy.test", "{'facts':{'ticket':{'channel':'email'}}}");
    run("policy.test", "{'version':1,'facts':{'ticket':{'channel':'email'}}}");
    run("staffing.agents", "{'arrivals':12,'handle_ms':'PT10M'}");
    run("calendar.add", WEEK ",'from':'2026-07-06T08:00:00Z','duration_ms':'PT4H'}");
    run("calendar.subtract", WEEK ",'from':'2026-07-06T08:00:00Z','duration_ms':60000}");
    run("calendar.between", WEEK ",'from':'2026-07-06T08:00:00Z','to':'2026-07-07T08:00:00Z'}");
    run("calendar.is_open", WEEK ",'time':'2026-07-06T08:00:00Z'}");
    run("calendar.next_open", WEEK ",'time':'2026-07-06T08:00:00Z'}");
    run("calendar.next_close", WEEK ",'time':'2026-07-06T08:00:00Z'}");
    run("calendar.intervals", WEEK ",'from':'2026-07-06T08:00:00Z','to':'2026-07-07T08:00:00Z'}");
    run("desk.rebuild", "{}");
    run("desk.tick", "{}");
    run("desk.next_due", "{}");
}

/* One row of each kind that no event knows. */
static void plant(uint32_t table, int64_t number, const char *text)
{
    const struct sup_store_methods *methods = spy.inner->methods;
    const struct sup_table *schema = &sup_schema()->tables[table];
    struct sup_value row[SUP_STORE_COLUMNS_MAX] = {0};

    for (uint32_t i = 1; i < schema->column_count; i++) {
        row[i].type = schema->columns[i].type;
        row[i].number = number;
        row[i].data = text;
        row[i].bytes = strlen(text);
    }
    row[0].type = SUP_INT;
    assert_int_equal(methods->insert(spy.inner, table, row), SUP_OK);
}

/* What is done about figures. */
static void something_is_done(void)
{
    run("corrective.record", "{'line':'few','text':'t','due_at':'2027-01-01T00:00:00Z',"
                             "'idempotency_key':'c'}");
    run("corrective.record", "{'line':'fast','text':'t','due_at':'2027-01-01T00:00:00Z'}");
    run("corrective.change", "{'corrective_id':'1','text':'u','idempotency_key':'c'}");
    run("corrective.close",
        "{'corrective_id':'2','state':'done','note':'n','idempotency_key':'c'}");
}

/* Of each table that can be made again one row is lost, and the rebuild mends it. */
static void damage_is_mended(void)
{
    const struct sup_store_methods *methods = spy.inner->methods;
    struct sup_value tenant = {.type = SUP_INT};
    struct sup_scan scan = {.size = sizeof scan, .prefix_count = 1, .prefix = &tenant, .limit = 1};

    int id;
    char params[64];

    run("ticket.open", "{'subject':'waits'}");
    id = made();
    snprintf(params, sizeof params, "{'ticket_id':'%d','within_ms':'P90D'}", id);
    run("ticket.remind", params);
    snprintf(params, sizeof params, "{'ticket_id':'%d','status':'solved'}", id);
    run("ticket.move", params);
    assert_int_equal(methods->begin(spy.inner, 0, SUP_WRITE), SUP_OK);
    for (scan.table = 0; scan.table < sup_schema()->table_count; scan.table++) {
        int64_t removed = 0;

        if (sup_schema()->tables[scan.table].kind == SUP_TABLE_PROJECTION) {
            assert_int_equal(methods->remove_range(spy.inner, &scan, &removed), SUP_OK);
            if (removed != 1) {
                fail_msg("%s has no row", sup_schema()->tables[scan.table].name);
            }
        }
    }
    plant(SUP__T_EVENT_PRIVATE, 100000, "x");
    plant(SUP__T_POLICY, 100000, "x");
    plant(SUP__T_ANSWER, 100000, "x");
    plant(SUP__T_CURSOR, 100000, "x");
    assert_int_equal(methods->commit(spy.inner), SUP_OK);
    as(SUP_ACTOR_SYSTEM, 0);
    run("desk.rebuild", "{}");
    assert_in_reply(&desk, "'differences':46");
}

static uint64_t declared(const char *words)
{
    const struct sup_schema *schema = sup_schema();
    uint64_t tables = 0;

    while (*words != '\0') {
        size_t bytes = strcspn(words, " ");

        for (uint32_t i = 0; i < schema->table_count; i++) {
            if (strlen(schema->tables[i].name) == bytes &&
                strncmp(schema->tables[i].name, words, bytes) == 0) {
                tables |= UINT64_C(1) << i;
            }
        }
        words += bytes + (words[bytes] == ' ');
    }
    return tables;
}

static void tell(const char *what, const struct sup_operation *operation, uint64_t tables)
{
    for (uint32_t i = 0; i < sup_schema()->table_count; i++) {
        if ((tables & (UINT64_C(1) << i)) != 0) {
            print_error("%s %s %s\n", operation->name, what, sup_schema()->tables[i].name);
        }
    }
}

static void operations_touch_the_tables_they_name(void **state)
{
    uint64_t wrong = 0;

    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        uint64_t reads = declared(operation->reads);
        uint64_t writes = declared(operation->writes);

        tell("does not say that it reads", operation, used[operation->number].read & ~reads);
        tell("does not read", operation, reads & ~used[operation->number].read);
        tell("does not say that it writes", operation, used[operation->number].written & ~writes);
        tell("does not write", operation, writes & ~used[operation->number].written);
        wrong |=
            (reads ^ used[operation->number].read) | (writes ^ used[operation->number].written);
    }
    assert_int_equal(wrong, 0);
}

static int a_day_at_the_desk(void **state)
{
    struct sup_store *inner = NULL;

    (void)state;
    assert_int_equal(sup_memory_open(NULL, &inner, NULL), SUP_OK);
    spy_open(&spy, inner);
    desk.caller = (struct sup_caller){
        .size = sizeof desk.caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW_MS};
    a_policy_is_made();
    people_come();
    the_shop_reports();
    tickets_are_opened();
    promises_change();
    work_is_done();
    somebody_takes_over();
    risks_are_seen();
    signatures_are_void();
    a_ticket_rises();
    money_is_given();
    requests_come_late();
    people_are_asked();
    something_is_done();
    answers_come_late();
    ends_are_told_late();
    time_passes();
    the_desk_is_looked_at();
    damage_is_mended();
    actions_are_ruled();
    return 0;
}

static int the_desk_closes(void **state)
{
    (void)state;
    sup_free(desk.reply);
    sup_store_close(&spy.store);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations_touch_the_tables_they_name),
    };

    return cmocka_run_group_tests(tests, a_day_at_the_desk, the_desk_closes);
}
