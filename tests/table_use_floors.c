/*
 * The part of the day that is about floors: tickets rise, are held and signed, and risks are seen.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "supportcore.h"
#include "table_use.h"

#define SIGNED ",'kind':'resolution'"

/* Each of these is the first that raises its ticket. */
void risks_are_seen(void)
{
    static const struct {
        const char *method;
        const char *opening;
        const char *rest;
    } steps[] = {
        {"reference.add", "", "'references':[{'system':'shop','kind':'order','id':'3'}]"},
        {"reference.remove", ",'tags':['bare'],'references':[" ORDER("3") "]",
         "'references':[" ORDER("3") "]"},
        {"ticket.move", "", "'status':'pending'"},
        {"ticket.reply", "", "'body':'x','status':'pending'"},
        {"ticket.note", "", "'body':'x','status':'pending'"},
        {"ticket.prioritize", "", "'priority':'low'"},
        {"ticket.fill", "", "'fields':[{'name':'order','value':'2'}]"},
        {"ticket.classify", "", "'reason':'legal'"},
        {"ticket.transfer", "", "'team':'risk'"},
        {"ticket.tag", "", "'tags':['late']"},
        {"ticket.untag", ",'tags':['held','x']", "'tags':['x']"},
        {"ticket.assign", "", "'agent_id':'1'"},
        {"fact.record", "", "'facts':[{'name':'message.is_harassing','value':'true'}]"},
    };
    char params[240];

    run("reference.report", "{'reference':{'system':'shop','kind':'order','id':'4'},"
                            "'facts':[{'name':'is_delayed','value':false}]}");
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        for (int is_signed = 0; is_signed < 2; is_signed++) {
            int id = opened("'1'", steps[i].opening);

            if (is_signed) {
                run_on("ticket.tag", id, ",'tags':['signed','grave']");
                run_on("floor.sign", id, SIGNED);
            }
            snprintf(params, sizeof params, ",%s", steps[i].rest);
            run_on(steps[i].method, id, params);
        }
    }
}

/* A ticket on the highest floor whose resolution is signed; its id. */
static int signed_ticket(const char *customer, const char *more)
{
    int id = opened(customer, more);

    run_on("ticket.tag", id, ",'tags':['signed','grave']");
    run_on("floor.sign", id, SIGNED);
    return id;
}

/* What is said of others is a risk of a signed ticket. */
void signatures_are_void(void)
{
    static const char report[] = "{'customer_id':'%d','source':'shop','facts':[{'name':'is_vip',"
                                 "'value':'%s'}]}";
    char one[32];
    char params[200];
    int customer;
    int part;
    int id;

    id = opened("'1'", ",'tags':['signed','grave']");
    run_on("ticket.move", id, ",'status':'pending'");
    run_on("floor.sign", id, SIGNED);
    run_on("ticket.receive", id, ",'body':'b'");
    (void)signed_ticket("'1'", ",'references':[" ORDER("5") "]");
    run("reference.report", "{'reference':" ORDER("5") ",'facts':[{'name':'is_delayed','value':"
                                                       "'true'}]}");
    id = signed_ticket("'1'", "");
    part = opened("'1'", ",'tags':['part','x']");
    snprintf(params, sizeof params, ",'into':'%d'", id);
    run_on("ticket.merge", part, params);
    run_on("ticket.tag", id, ",'tags':['held']");
    run_on("floor.sign", id, SIGNED);
    run_on("floor.explain", id, "");
    run_on("ticket.unmerge", part, "");
    run("customer.save", "{'name':'Two'}");
    run("customer.save", "{'name':'One'}");
    customer = made();
    snprintf(one, sizeof one, "'%d'", customer);
    (void)signed_ticket(one, ",'tags':['gold']");
    snprintf(params, sizeof params, report, customer, "true");
    run("customer.report", params);
    snprintf(params, sizeof params, report, customer, "false");
    run("customer.report", params);
    snprintf(params, sizeof params, report, customer - 1, "true");
    run("customer.report", params);
    (void)signed_ticket(one, ",'tags':['gold']");
    snprintf(params, sizeof params, "{'customer_id':'%d','into':'%d','evidence':'e'}", customer - 1,
             customer);
    run("customer.merge", params);
    snprintf(params, sizeof params, report, customer, "true");
    run("customer.report", params);
    snprintf(params, sizeof params, report, customer - 1, "false");
    run("customer.report", params);
    (void)signed_ticket(one, ",'tags':['gold']");
    snprintf(params, sizeof params, "{'customer_id':'%d','evidence':'e'}", customer - 1);
    (void)touch("customer.unmerge", params); /* while one of theirs is held an agent may not */
    as(SUP_ACTOR_SYSTEM, 0);
    run("customer.unmerge", params);
    as(SUP_ACTOR_AGENT, 1);
}

/* One ticket from the lowest floor to the highest and back. */
void a_ticket_rises(void)
{
    static const struct {
        int64_t agent_id;
        const char *method;
        const char *rest;
    } steps[] = {
        {2, "floor.evidence", "'evidence':'photo','note':'n','idempotency_key':'e'"},
        {2, "floor.escalate", "'justification':'j','idempotency_key':'e'"},
        {1, "floor.sign", "'kind':'move_up','note':'n','idempotency_key':'e'"},
        {1, "ticket.assign", "'agent_id':'2'"},
        {2, "floor.escalate", "'version':0"},
        {1, "ticket.tag", "'tags':['signed','grave']"},
        {1, "floor.list", "'signer_id':'1'"},
        {1, "floor.sign", "'kind':'resolution'"},
        {1, "floor.explain", NULL},
        {1, "floor.lower", "'floor':'desk','reason':'r','idempotency_key':'e'"},
        {1, "floor.explain", NULL},
        {1, "ticket.tag", "'tags':['late']"},
        {1, "floor.evidence", "'evidence':'paper','message_id':'%d'"},
    };
    char rest[120];
    char params[200];
    int message;
    int id;

    run("ticket.open", "{'subject':'f','customer_id':'1','references':[{'system':'shop','kind':"
                       "'order','id':'4'}]}");
    id = made();
    snprintf(params, sizeof params, "{'ticket_id':'%d','body':'b','customer_id':'1'}", id);
    run("ticket.receive", params);
    message = made();
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        as(SUP_ACTOR_AGENT, steps[i].agent_id);
        snprintf(rest, sizeof rest, steps[i].rest ? steps[i].rest : "", message);
        snprintf(params, sizeof params, "{'ticket_id':'%d'%s%s}", id, rest[0] ? "," : "", rest);
        run(steps[i].method,
            strcmp(steps[i].method, "floor.list") == 0 ? "{'signer_id':'1'}" : params);
    }
    as(SUP_ACTOR_AGENT, 1);
    run("floor.summary", "{'from':'2026-01-01T00:00:00Z'}");
}
