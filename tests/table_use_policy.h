/*
 * table_use_policy.h: a policy under which whatever happens to a ticket changes what is promised
 * and on which floor it is.
 */
#ifndef TESTS_TABLE_USE_POLICY_H
#define TESTS_TABLE_USE_POLICY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table_use.h"

/* Whatever changes about a ticket, something else is promised. */
#define ACKNOWLEDGED "{'metric':'acknowledgement','within':'PT1H'}"
#define BY_DATE      "{'metric':'fact_deadline','fact':'order.ships_at'}"
#define TAKEN        "{'metric':'assignment','within':'P9D'},{'metric':'time_in_team','within':'P9D'}"
#define TARGET                                                                                     \
    "'targets':[{'metric':'resolution','within':'PT1H'}," ACKNOWLEDGED "," TAKEN "," BY_DATE "]},"
static const char promises[] =
    "'sla':[{'name':'expert','when':{'in':['expert',{'var':'ticket.tags'}]}," TARGET
    "{'name':'delayed','when':{'var':'order.is_delayed'}," TARGET
    "{'name':'vip','when':{'and':[{'var':'customer.is_vip'},{'in':['x',{'var':'ticket.tags'}]}]}"
    "," TARGET "{'name':'late','when':{'in':['late',{'var':'ticket.tags'}]}," TARGET
    "{'name':'risk','when':{'==':[{'var':'ticket.team'},'risk']}," TARGET
    "{'name':'legal','when':{'==':[{'var':'ticket.reason'},'legal']}," TARGET
    "{'name':'two','when':{'==':[{'var':'field.order'},'2']}," TARGET
    "{'name':'waits','when':{'==':[{'var':'ticket.category'},'pending']}," TARGET
    "{'name':'taken','when':{'var':'ticket.is_assigned'}," TARGET
    "{'name':'angry','when':{'var':'message.is_abusive'}," TARGET
    "{'name':'all','targets':[{'metric':'resolution','priority':'low','within':'PT2H'},"
    "{'metric':'resolution','within':'PT1H'}," ACKNOWLEDGED "," TAKEN "]}],";

/* What raises a ticket is found with every operation. */
static const char floors[] =
    "'floors':[{'name':'desk','limits':[{'within':'PT40H'}],'sign_off':{'roles':['lead','admin'],"
    "'within':'PT1H','unsigned':'rise'},'evidence':{'to_leave':['photo']},"
    "'hold':[{'actions':['authority.execute'],'until':'move_up'}]},"
    "{'name':'expert','tags':['expert'],'roles':['admin','agent'],'limits':[{'within':'PT10H'}],"
    "'lowered_by':{'roles':['admin']},'rules':["
    "{'name':'delay','when':{'var':'order.is_delayed'}},"
    "{'name':'gold','when':{'and':[{'var':'customer.is_vip'},{'in':['gold',{'var':"
    "'ticket.tags'}]}]}},"
    "{'name':'low','when':{'==':[{'var':'ticket.priority'},'low']}},"
    "{'name':'law','when':{'==':[{'var':'ticket.reason'},'legal']}},"
    "{'name':'risky','when':{'==':[{'var':'ticket.team'},'risk']}},"
    "{'name':'tagged','when':{'in':['late',{'var':'ticket.tags'}]}},"
    "{'name':'filled','when':{'==':[{'var':'field.order'},'2']}},"
    "{'name':'slow','when':{'==':[{'var':'ticket.category'},'pending']}},"
    "{'name':'rude','when':{'var':'message.is_harassing'}},"
    "{'name':'marked','when':{'in':['expert',{'var':'ticket.tags'}]}},"
    "{'name':'whole','when':{'in':['part',{'var':'ticket.tags'}]}},"
    "{'name':'let_go','when':{'and':[{'in':['held',{'var':'ticket.tags'}]},"
    "{'!':{'in':['x',{'var':'ticket.tags'}]}}]}},"
    "{'name':'busy','when':{'and':[{'==':[{'var':'ticket.category'},'open']},{'in':['signed',"
    "{'var':'ticket.tags'}]}]}},"
    "{'name':'bare','when':{'and':[{'in':['bare',{'var':'ticket.tags'}]},"
    "{'!':{'var':'order.is_delayed'}}]}},"
    "{'name':'owned','when':{'var':'ticket.is_assigned'}}]},"
    "{'name':'board','roles':['admin'],'tags':['board'],'evidence':{'to_resolve':['paper']},"
    "'hold':[{'actions':['authority.execute'],'until':'resolution'}],"
    "'resolution':[{'name':'head','roles':['lead','admin'],'when':{'in':['signed',"
    "{'var':'ticket.tags'}]}}],'lowered_by':{'roles':['admin']},'rules':["
    "{'name':'grave','when':{'in':['grave',{'var':'ticket.tags'}]}}]}],";

/* Something for which nobody is asked, and something that everybody looks at. */
static const char authority[] =
    "'authority':{'remedies':['thanks'],'matrix':[{'name':'thanks','remedies':['thanks'],"
    "'effect':'allow'},{'name':'back','remedies':['refund.*'],'amount':{'EUR':{}},'effect':"
    "'needs_approval','approval':{'roles':['admin'],'within':'PT4H'},'limits':[{'per':'ticket',"
    "'count':9},{'per':'order','count':9},{'per':'customer','count':9},{'per':'agent','count':9},"
    "{'per':'team','count':9}]},{'name':'pair','remedies':['goodwill'],'amount':{'EUR':{}},"
    "'effect':'needs_approval','approval':{'roles':['admin'],'quorum':2,'within':'PT4H'}}]},";

/* The beginning of a report. */
#define REPORT_OF_1 "{'reference':{'system':'shop','kind':'order','id':'1'},"

/* What changes promises, one after the other. */
static const struct {
    const char *method;
    const char *rest;
} changes[] = {
    {"reference.add", "'references':[{'system':'shop','kind':'order','id':'3'}]"},
    {"reference.remove", "'references':[{'system':'shop','kind':'order','id':'3'}]"},
    {"ticket.move", "'status':'pending'"},
    {"ticket.receive", "'body':'x','customer_id':'1'"},
    {"ticket.reply", "'body':'x','status':'pending'"},
    {"ticket.move", "'status':'open'"},
    {"ticket.note", "'body':'x','status':'pending'"},
    {"reference.add", "'references':[{'system':'shop','kind':'order','id':'1'}]"},
    {"ticket.move", "'status':'open'"},
    {"ticket.reply", "'body':'x','status':'pending'"},
    {"ticket.move", "'status':'open'"},
    {"reference.add", "'references':[{'system':'shop','kind':'order','id':'9'}]"},
    {"reference.remove", "'references':[{'system':'shop','kind':'order','id':'9'}]"},
    {"ticket.prioritize", "'priority':'low'"},
    {"ticket.fill", "'fields':[{'name':'order','value':'2'}]"},
    {"ticket.classify", "'reason':'legal'"},
    {"ticket.transfer", "'team':'risk'"},
    {"ticket.tag", "'tags':['late']"},
    {"ticket.untag", "'tags':['late']"},
    {"ticket.transfer", "'team':'frontline'"},
    {"ticket.classify", "'reason':'return'"},
    {"ticket.fill", "'fields':[{'name':'order','value':'3'}]"},
    {"fact.record", "'facts':[{'name':'message.is_abusive','value':'true'}]"},
    {"ticket.assign", "'agent_id':'1'"},
    {"ticket.reply", "'body':'x'"},
    {"ticket.note", "'body':'x','status':'pending'"},
};

/* What changes what is known of a customer, who is %1$d; the other is %2$d. */
static const struct {
    const char *method;
    const char *rest;
} of_customers[] = {
    {"customer.report",
     "{'customer_id':'%1$d','source':'shop','facts':[{'name':'is_vip','value':'true'}]}"},
    {"customer.merge", "{'customer_id':'%2$d','into':'%1$d','evidence':'same'}"},
    {"customer.unmerge", "{'customer_id':'%2$d','evidence':'not %1$d'}"},
};

/* Changes of a ticket whose time has come. */
static const struct {
    const char *method;
    const char *rest; /* of the parameters, after the ticket's id */
} late[] = {
    {"ticket.receive", "'body':'late','external_id':'m5'"},
    {"ticket.reply", "'body':'late'"},
    {"ticket.note", "'body':'late'"},
    {"ticket.move", "'status':'open'"},
    {"ticket.prioritize", "'priority':'low'"},
    {"ticket.classify", "'reason':'legal'"},
    {"ticket.assign", "'agent_id':'2'"},
    {"ticket.transfer", "'team':'risk'"},
    {"ticket.tag", "'tags':['late']"},
    {"ticket.untag", "'tags':['late']"},
    {"reference.add", "'references':[{'system':'s','kind':'k','id':'i'}]"},
    {"reference.remove", "'references':[{'system':'s','kind':'k','id':'i'}]"},
    {"fact.record", "'facts':[{'name':'f','value':'w'}]"},
    {"ticket.fill", "'fields':[{'name':'order','value':'2'}]"},
    {"ticket.watch", "'agent_id':'2'"},
    {"ticket.unwatch", "'agent_id':'1'"},
    {"ticket.remind", "'within_ms':'PT1H'"},
    {"ticket.unremind", "'reminder_id':'1'"},
    {"ticket.link", "'kind':'caused_by','to':'1'"},
    {"ticket.unlink", "'kind':'caused_by','to':'1'"},
    {"ticket.merge", "'into':'3'"},
    {"ticket.unmerge", "'version':0"},
    {"ticket.split", "'message_id':'1'"},
    {"sla.record_cause",
     "'metric':'acknowledgement','cause':'other','note':'n','idempotency_key':'e'"},
    {"sla.record_cause", "'metric':'acknowledgement','cause':'other'"},
    {"floor.escalate", "'version':0"},
    {"floor.lower", "'floor':'desk'"},
    {"floor.sign", "'kind':'move_up'"},
    {"floor.evidence", "'evidence':'photo'"},
    {"authority.request", "'remedy':'thanks'"},
    {"review.record", "'agent_id':'2','score':80"},
    {"outcome.rate", "'score':80"},
};

/* The built-in policy with that and a custom field, as parameters; owned: free(). */
static inline char *table_use_policy(const char *builtin, const char *rest)
{
    size_t bytes =
        strlen(builtin) + strlen(rest) + sizeof promises + sizeof floors + sizeof authority + 1024;
    const char *reasons = strstr(builtin, "\"reasons\": [");
    char *params = malloc(bytes);

    assert_non_null(reasons);
    assert_non_null(params);
    reasons += strlen("\"reasons\": [");
    snprintf(params, bytes,
             "{'document':{'currency':'EUR','fields':[{'name':'order','type':'text'}],"
             "'priority_rules':[{'name':'late','priority':'high','when':{'and':[{'var':"
             "'customer.is_vip'},{'var':'order.is_delayed'}]}}],'kpi':{'scorecard':[{'name':'few',"
             "'metric':'occupancy','direction':'at_most','target':80,'owner':{'role':'lead'}},{'name':"
             "'fast','metric':'lifetime_value_change','direction':'at_least','target':'10.00',"
             "'owner':{'agent':'1'}},{'name':'many','metric':'opened','direction':'at_most','target':1,"
             "'owner':{'role':'lead'}}]},%s%s%s%.*s"
             "{'name':'asking','intake':['order']},%s%s}",
             promises, floors, authority, (int)(reasons - builtin - 1), builtin + 1, reasons, rest);
    return params;
}

#endif
