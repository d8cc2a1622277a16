/*
 * The part of the day that is about remedies: asked for, approved, given, and forgotten.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "supportcore.h"
#include "table_use.h"

enum { MARC = 2, PRIYA = 1 };

void parted(const char *customer)
{
    char params[100];
    int twin;

    as(SUP_ACTOR_SYSTEM, 0);
    run("customer.save", "{'name':'Twin'}");
    twin = made();
    snprintf(params, sizeof params, "{'customer_id':'%d','into':%s,'evidence':'e'}", twin,
             customer);
    run("customer.merge", params);
    snprintf(params, sizeof params, "{'customer_id':'%d','evidence':'e'}", twin);
    run("customer.unmerge", params);
}

static int ask(int ticket)
{
    as(SUP_ACTOR_AGENT, MARC);
    run_on("authority.request", ticket,
           ",'remedy':'refund.full','amount':'5.00','currency':'EUR','rationale':'r'");
    return made();
}

static void decide(const char *method, int request, const char *more)
{
    char params[200];

    snprintf(params, sizeof params, "{'request_id':'%d'%s}", request, more);
    run(method, params);
}

static int approved(int ticket)
{
    int request = ask(ticket);
    char key[80];

    as(SUP_ACTOR_AGENT, PRIYA);
    snprintf(key, sizeof key, ",'note':'n','idempotency_key':'%d'", request);
    decide("approval.decide", request, key);
    return request;
}

/* The shop gave something by itself, once for a ticket, once for an order, once of what is asked
 * for as well. */
static void it_was_given_before(int ticket, int part)
{
    char params[300];
    int request;

    snprintf(params, sizeof params,
             "{'external_id':'s1','remedy':'refund.full','amount':'1.00','currency':'EUR',"
             "'ticket_id':'%d','agent_id':'2','order':" ORDER("77") ",'note':'n',"
                                                                    "'idempotency_key':'s'}",
             ticket);
    run("ledger.report", params);
    run("ledger.report", "{'external_id':'s2','remedy':'refund.full','amount':'5.00','currency':"
                         "'EUR','order':" ORDER("77") "}");
    run("ledger.report", "{'external_id':'s3','remedy':'thanks','customer_id':'1'}");
    run("ledger.report", "{'external_id':'s3','remedy':'thanks','customer_id':'1'}");
    request = approved(ticket);
    decide("authority.execute", request, "");
    decide("authority.confirm", request, ",'external_id':'s2'");
    snprintf(params, sizeof params, "{'ticket_id':'%d'}", ticket);
    run("ledger.list", params);
    snprintf(params, sizeof params, "{'ticket_id':'%d'}", part);
    run("ledger.list", params);
    run("ledger.list", "{'customer_id':'1'}");
    run("ledger.list", "{'agent_id':'2'}");
    run("ledger.list", "{'team':'risk'}");
    run("ledger.list", "{'order':" ORDER("77") ",'limit':1}");
}

void money_is_given(void)
{
    char customer[20];
    char key[80];
    int request;
    int part;
    int id;

    for (int i = 0; i < 2; i++) { /* the shop's word is looked for among what is said of it */
        as(i ? SUP_ACTOR_AGENT : SUP_ACTOR_SYSTEM, i ? PRIYA : 0);
        run("reference.report", "{'reference':{'system':'shop','kind':'order','id':'77'},"
                                "'facts':[{'name':'is_delayed','value':false}]}");
    }
    run("customer.save", "{'name':'Pat'}"); /* of the others tickets are held */
    snprintf(customer, sizeof customer, "'%d'", made());
    parted(customer);
    as(SUP_ACTOR_AGENT, PRIYA);
    snprintf(key, sizeof key, "{'customer_id':%s}", customer);
    run("ledger.list", key);
    run("agent.save", "{'agent_id':'2','name':'Marc','roles':['admin'],'teams':['risk']}");
    id = opened(customer, ",'references':[" ORDER("77") "],'fields':[{'name':'order','value':'1'}],"
                                                        "'tags':['y']");
    part = opened(customer, "");
    snprintf(key, sizeof key, ",'into':'%d'", id);
    run_on("ticket.merge", part, key);
    request = approved(id);
    run_on("authority.check", id, ",'remedy':'refund.full','amount':'5.00','currency':'EUR'");
    run_on("authority.offer", id, ",'currency':'EUR'");
    run_on("authority.offer", opened("'1'", ",'tags':['grave','signed']"), ",'currency':'EUR'");
    run_on("ticket.classify", id, ",'reason':'return'");
    (void)ask(id);
    run_on("authority.precedents", id, ",'remedy':'refund.full'");
    run("authority.review", "{}");
    decide("authority.explain", request, "");
    decide("authority.execute", request, ",'idempotency_key':'e'");
    decide("authority.confirm", request, ",'external_id':'r','idempotency_key':'e'");
    request = approved(id);
    decide("authority.execute", request, "");
    decide("authority.fail", request, ",'note':'n','idempotency_key':'e'");
    request = ask(id);
    decide("authority.withdraw", request, ",'note':'n','idempotency_key':'e'");
    snprintf(key, sizeof key, "{'ticket_id':'%d','is_mine':true}", id);
    run("approval.list", key);
    run_on("authority.request", id, ",'remedy':'thanks','idempotency_key':'e'");
    run_on("authority.request", id, ",'remedy':'goodwill','amount':'1.00','currency':'EUR'");
    request = made();
    as(SUP_ACTOR_AGENT, PRIYA);
    decide("approval.decide", request, "");
    run("approval.list", key);
    it_was_given_before(id, part);
}

/* What is due on the ticket of a request comes before what becomes of it. */
void requests_come_late(void)
{
    static const char *const methods[] = {"authority.execute", "authority.confirm",
                                          "authority.fail", "authority.withdraw",
                                          "approval.decide"};
    static const char late[] = "{'subject':'late','customer_id':'1'}";
    char params[80];

    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        for (int is_stalled = 0; is_stalled < 2; is_stalled++) {
            (void)(is_stalled ? stalled_ticket() : late_ticket("ticket.open", late));
            snprintf(params, sizeof params, "{'request_id':'%d'}", late_request);
            (void)touch(methods[i], params);
        }
    }
    for (int is_stalled = 0; is_stalled < 2; is_stalled++) {
        int ticket = is_stalled ? stalled_ticket() : late_ticket("ticket.open", late);

        snprintf(params, sizeof params, "{'external_id':'%d','remedy':'thanks','ticket_id':'%d'}",
                 ticket, ticket);
        run("ledger.report", params);
    }
}
