/*
 * The part of the day that is about what the library itself does under the authority matrix:
 * closed, merged, lowered, exported, erased, activated, each once it was approved.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy/policy.h"
#include "supportcore.h"
#include "table_use.h"

enum { PRIYA = 1, MARC = 2 };

#define ROW(name, remedies, limits)                                                                \
    "{'name':'" name "','remedies':[" remedies "],'effect':'needs_approval','approval':{'roles':"  \
    "['admin'],'within':'PT4H'},'limits':[" limits "{'per':'agent','count':99}]}"
#define PER(scope) "{'per':'" scope "','count':99},"

static const char rows[] = "'authority':{'matrix':[" ROW(
    "tickets", "'ticket.*','floor.lower'",
    PER("ticket")
        PER("customer")) "," ROW("people", "'customer.*'",
                                 PER("customer")) "," ROW("rules", "'policy.activate'",
                                                          "") "]},"
                                                              "'floors':[{'name':'desk'},{'name':'"
                                                              "expert'}],"
                                                              "'segments':[{'name':'gold','when':{'"
                                                              "var':'customer.is_vip'}}],";

/* Under those rows, and after a space more: each time another document. */
static char *document(int spaces)
{
    const char *builtin = sup__policy_builtin();
    size_t bytes = strlen(builtin) + sizeof rows + (size_t)spaces + 8;
    char *text = malloc(bytes);

    assert_non_null(text);
    snprintf(text, bytes, "{%*s%s%s", spaces, "", rows, strchr(builtin, '{') + 1);
    for (char *at = text; *at; at++) {
        *at = *at == '\'' ? '"' : *at; /* as the door does, which keeps the bytes that it gets */
    }
    strrchr(text, '}')[1] = '\0';
    return text;
}

/* Asked for by Marc, with these members, and approved by Priya; as a member of what is done. */
static const char *approved(const char *action, const char *about)
{
    static char member[80];
    char params[400];
    int request;

    as(SUP_ACTOR_AGENT, MARC);
    snprintf(params, sizeof params, "{'remedy':'%s',%s}", action, about);
    run("authority.request", params);
    request = made();
    as(SUP_ACTOR_AGENT, PRIYA);
    snprintf(params, sizeof params, "{'request_id':'%d','note':'n'}", request);
    run("approval.decide", params);
    as(SUP_ACTOR_AGENT, MARC);
    snprintf(member, sizeof member, ",'rationale':'r','request_id':'%d'", request);
    return member;
}

static void on_ticket(const char *method, const char *action, int ticket, const char *subject,
                      const char *rest)
{
    char about[120];
    char more[300];

    snprintf(about, sizeof about, "'ticket_id':'%d'%s", ticket, subject);
    snprintf(more, sizeof more, ",%s%s", rest, approved(action, about));
    run_on(method, ticket, more);
}

static void of_person(const char *method, const char *subject, const char *rest, int customer)
{
    char about[120];
    char params[400];

    snprintf(about, sizeof about, "'customer_id':'%d'%s", customer, subject);
    snprintf(params, sizeof params, "{'customer_id':'%d'%s%s}", customer, rest,
             approved(method, about));
    run(method, params);
}

static void people_are_asked_about(void)
{
    char subject[40];
    char rest[80];
    int one;
    int other;

    run("customer.save", "{'name':'Eve'}");
    one = made();
    run("customer.save", "{'name':'Eva'}");
    other = made();
    snprintf(rest, sizeof rest, "'%d'", one);
    parted(rest);
    snprintf(rest, sizeof rest, "'%d'", other);
    parted(rest);
    as(SUP_ACTOR_AGENT, PRIYA);
    snprintf(subject, sizeof subject, ",'subject':'%d'", one);
    snprintf(rest, sizeof rest, ",'into':'%d','evidence':'e'", one);
    of_person("customer.merge", subject, rest, other);
    snprintf(rest, sizeof rest, "{'remedy':'customer.export','customer_id':'%d'}", one);
    run("authority.request", rest);
    snprintf(rest, sizeof rest, "{'request_id':'%d','note':'n'}", made());
    run("authority.withdraw", rest);
    of_person("customer.export", "", "", one);
    of_person("customer.erase", "", ",'reason':'r'", one);
}

/* The built-in one, to which the desk goes back, and after it another. */
static void policies_are_asked_about(void)
{
    char digest[SUP_POLICY_DIGEST_BYTES + 1];
    char about[120];
    char params[200];
    char *other = document(2);
    size_t bytes = strlen(other) + 200;
    char *text = malloc(bytes);

    assert_non_null(text);
    assert_int_equal(sup__policy_digest(other, strlen(other), digest), 0);
    snprintf(about, sizeof about, "'subject':'%s'", digest);
    snprintf(text, bytes, "{'document':%s%s}", other, approved("policy.activate", about));
    run("policy.activate", text);
    assert_int_equal(
        sup__policy_digest(sup__policy_builtin(), strlen(sup__policy_builtin()), digest), 0);
    snprintf(about, sizeof about, "'subject':'%s'", digest);
    snprintf(params, sizeof params, "{'is_builtin':true%s}", approved("policy.activate", about));
    run("policy.rollback", params);
    free(text);
    free(other);
}

void actions_are_ruled(void)
{
    char *text = document(1);
    size_t bytes = strlen(text) + 40;
    char *params = malloc(bytes);
    char subject[40];
    char rest[60];
    int one;
    int other;

    assert_non_null(params);
    snprintf(params, bytes, "{'document':%s}", text);
    as(SUP_ACTOR_SYSTEM, 0);
    run("policy.activate", params);
    run("desk.tick", "{'limit':1000}");
    parted("'1'");
    as(SUP_ACTOR_AGENT, PRIYA);
    one = opened("'1'", "");
    other = opened("'1'", "");
    run_on("floor.escalate", one, ",'floor':'expert'");
    on_ticket("floor.lower", "floor.lower", one, ",'subject':'desk'", "'floor':'desk'");
    snprintf(subject, sizeof subject, ",'subject':'%d'", one);
    snprintf(rest, sizeof rest, "'into':'%d'", one);
    on_ticket("ticket.merge", "ticket.merge", other, subject, rest);
    on_ticket("ticket.move", "ticket.close", one, "", "'status':'closed'");
    one = opened("'1'", "");
    on_ticket("ticket.reply", "ticket.close", one, "", "'body':'x','status':'closed'");
    one = opened("'1'", "");
    on_ticket("ticket.note", "ticket.close", one, "", "'body':'x','status':'closed'");
    people_are_asked_about();
    policies_are_asked_about();
    free(params);
    free(text);
}
