/*
 * The part of the day that is about opinions: surveys, reviews and ratings.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "supportcore.h"
#include "table_use.h"

#define CSAT(id) ",'kind':'csat','source':'mailer','survey_id':'" id "'"

void opinions_of(int ticket)
{
    char text[120];

    snprintf(text, sizeof text,
             ",'kind':'csat','source':'mailer','survey_id':'of %d','score':1,'comment':'c'", ticket);
    run_on("survey.answered", ticket, text);
    run_on("review.record", ticket,
           ",'agent_id':'2','score':50,'note':'n','sections':[{'name':'tone','score':40}]");
}

void people_are_asked(void)
{
    char text[200];
    int part;
    int id;

    as(SUP_ACTOR_AGENT, 1);
    id = opened("'1'", ",'tags':['y']");
    run_on("ticket.reply", id, ",'body':'r'");
    run_on("ticket.assign", id, "");
    run_on("survey.asked", id, CSAT("1") ",'idempotency_key':'e'");
    run_on("survey.asked", id, CSAT("1"));
    run_on("survey.answered", id, CSAT("2") ",'score':4,'comment':'c','idempotency_key':'e'");
    run_on("survey.answered", id, CSAT("2") ",'score':4,'comment':'c'");
    run_on("survey.answered", id, CSAT("2") ",'score':5,'is_correction':true");
    run("survey.asked", "{'kind':'nps','source':'mailer','survey_id':'3','customer_id':'1'}");
    run("survey.answered", "{'kind':'nps','source':'mailer','survey_id':'4','customer_id':'1',"
                           "'score':9}");
    run_on("review.record", id,
           ",'agent_id':'2','score':80,'note':'n','sections':[{'name':'tone','score':70}],"
           "'idempotency_key':'e'");
    run_on("review.record", id, ",'agent_id':'2','score':81");
    run_on("outcome.rate", id, ",'score':80,'note':'n','idempotency_key':'e'");
    run_on("outcome.rate", id, ",'score':81");
    part = opened("'1'", "");
    snprintf(text, sizeof text, ",'into':'%d'", id);
    run_on("ticket.merge", part, text);
    run_on("survey.list", id, "");
    run("survey.list", "{'customer_id':'1'}");
    run_on("review.list", id, "");
    id = opened("'1'", ",'assignee_id':'2'");
    run_on("ticket.move", id, ",'status':'solved'");
    run("review.sample", "{'each':5,'from':'2026-01-01T00:00:00Z','seed':'s',"
                         "'leave_out_tag':'spam'}");
}

/* What is due on the ticket comes before what is said about it. */
void answers_come_late(void)
{
    static const char *const methods[] = {"survey.asked", "survey.answered"};
    char params[200];

    for (int i = 0; i < 4; i++) {
        int ticket = i % 2 ? stalled_ticket()
                           : late_ticket("ticket.open", "{'subject':'late','customer_id':'1'}");

        snprintf(params, sizeof params,
                 "{'ticket_id':'%d','kind':'csat','source':'mailer','survey_id':'late%d'%s}",
                 ticket, i, i / 2 ? ",'score':3" : "");
        run(methods[i / 2], params);
    }
}
