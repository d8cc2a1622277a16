/*
 * definitions.c: the table of KPIs.
 */
#include "kpi/definitions.h"

#include "base/money.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

#define COUNT_OF(measure)                                                                          \
    {                                                                                              \
        {                                                                                          \
            1, SUP__KPI_COUNT, measure, measure                                                    \
        }                                                                                          \
    }
#define VALUE_OF(measure)                                                                          \
    {                                                                                              \
        {                                                                                          \
            1, SUP__KPI_VALUE, measure, measure                                                    \
        }                                                                                          \
    }
#define BUSINESS_OF(measure)                                                                       \
    {                                                                                              \
        {                                                                                          \
            1, SUP__KPI_BUSINESS, measure, measure                                                 \
        }                                                                                          \
    }
#define NONE                                                                                       \
    {                                                                                              \
        {                                                                                          \
            0, 0, 0, 0                                                                             \
        }                                                                                          \
    }

#define HOW_MANY(name, measure, label, population)                                                 \
    {                                                                                              \
        name, 1, SUP__KPI_UNIT_COUNT, 0, 0, COUNT_OF(measure), NONE, label, "how many there are",  \
            population, "", "volume as all desks count it"                                         \
    }
/* A mean on each clock, with percentiles. */
#define DURATION(name, measure, label, formula, population, source)                                \
    {name,                                                                                         \
     1,                                                                                            \
     SUP__KPI_UNIT_MS,                                                                             \
     0,                                                                                            \
     2 * (measure),                                                                                \
     VALUE_OF(measure),                                                                            \
     COUNT_OF(measure),                                                                            \
     label,                                                                                        \
     formula,                                                                                      \
     population,                                                                                   \
     "calendar",                                                                                   \
     source},                                                                                      \
    {                                                                                              \
        name "_business", 1, SUP__KPI_UNIT_MS, 0, 2 * (measure) + 1, BUSINESS_OF(measure),         \
            COUNT_OF(measure), label ", business hours", formula, population, "business", source   \
    }
#define SHARE(name, of, among, label, formula, population, source)                                 \
    {                                                                                              \
        name, 1, SUP__KPI_UNIT_PERCENT, 0, 0, COUNT_OF(of), COUNT_OF(among), label, formula,       \
            population, "", source                                                                 \
    }

/* The mean of what people gave. */
#define SCORE(name, measure, label, formula, population, source)                                   \
    {                                                                                              \
        name, 1, SUP__KPI_UNIT_SCORE, 0, 0, VALUE_OF(measure), COUNT_OF(measure), label, formula,  \
            population, "", source                                                                 \
    }
/* How many of those who were asked answered. */
#define RESPONSE(name, of, among, label, whom)                                                     \
    SHARE(name, of, among, label, "those who answered / those who were asked",                     \
          whom ", when they were asked; an answer of which nobody said that it was asked for "     \
               "counts as asked",                                                                  \
          "docs/concepts.md, surveys")

/* How much there was, and how often. */
#define GIVEN_COUNTED                                                                              \
    "what the shop confirmed, when it did, by who asked for it; with tickets that are part of "    \
    "others"
#define MONEY(name, measure, label, formula, source)                                               \
    {name "_amount", 1,     SUP__KPI_UNIT_MONEY, 0, 0, VALUE_OF(measure), NONE,                    \
     label ", money", formula, GIVEN_COUNTED, "", source},                                         \
    {                                                                                              \
        name, 1, SUP__KPI_UNIT_COUNT, 0, 0, COUNT_OF(measure), NONE, label,                        \
            "how many there are, in all currencies", GIVEN_COUNTED, "", source                     \
    }

/* A report does not become another one's when a request is confirmed as the same: what was counted
 * on its ticket stays. */
#define REPORTED_COUNTED                                                                           \
    "reports about a ticket, when it was given, by who is said to have given it; also what a "     \
    "request was confirmed as since, which counts as that as well; in no other figure of money"

#define MET(metric)    (SUP__KPI_MET + (metric))
#define MISSED(metric) (SUP__KPI_MISSED + (metric))
#define RUN(metric)    (SUP__KPI_RUN + (metric))

#define SLA_SOURCE   "a promise is kept when its target was not passed in its own hours"
#define SLA_COUNTED  "runs of timers with a promise: kept ones when they ended, broken ones when "  \
                     "they broke, each once; cancelled runs only when broken"
#define ATTAINMENT(name, metric, label) ATTAINMENT_BY(name, metric, label, "business")
#define ATTAINMENT_BY(name, metric, label, clock)                                                  \
    {"sla_" name,                                                                                  \
     1,                                                                                            \
     SUP__KPI_UNIT_PERCENT,                                                                        \
     0,                                                                                            \
     0,                                                                                            \
     COUNT_OF(MET(metric)),                                                                        \
     {{1, SUP__KPI_COUNT, MET(metric), MET(metric)},                                               \
      {1, SUP__KPI_COUNT, MISSED(metric), MISSED(metric)}},                                        \
     "SLA met: " label,                                                                            \
     "kept promises / (kept + broken)",                                                            \
     SLA_COUNTED,                                                                                  \
     clock,                                                                                        \
     SLA_SOURCE},                                                                                  \
    {                                                                                              \
        "over_" name, 1, SUP__KPI_UNIT_MS, 0, 0, VALUE_OF(MISSED(metric)),                         \
            COUNT_OF(MISSED(metric)), "time over target: " label,                                  \
            clock " time over the target / broken promises",                                       \
            "broken promises, when they broke; the time that they took in the end", clock,         \
            SLA_SOURCE                                                                             \
    }

#define RUN_COUNTED "runs of its timer, when they ended; cancelled ones and tickets that are part " \
                    "of others are left out"
#define SOLVED_COUNTED                                                                             \
    "tickets that are solved, when they were solved for the last time; reopened ones leave until " \
    "they are solved again, parts of others are not counted"
#define FIRST_COUNTED                                                                              \
    "tickets that were ever solved, when they were for the first time; parts of others are not "   \
    "counted"
#define OUTCOME_COUNTED                                                                            \
    "tickets about an order, on the day of their opening, as the shop reports it now; an erasure " \
    "takes it away"
#define VALUE_FORMULA                                                                              \
    "lifetime value last reported when the window (the policy's repeat_purchase) after the first " \
    "solving is over, or up to now, - that last reported when the ticket was opened"
#define VALUE_COUNTED                                                                              \
    "tickets that were solved, of customers whose value had been reported by their opening, on "   \
    "the day of that, of all that the person is known as; an erasure takes it away"
#define VALUE_SOURCE "the fact customer.lifetime_value, by the dates of its reports"
#define ABUSE_COUNTED                                                                              \
    "what the shop said of tickets, when it was so, with tickets that are part of others; an "     \
    "erasure takes it away"
#define ABUSE_SOURCE "the facts message.is_abusive and message.is_harassing"
#define ANSWERED     ", when they were first given; as they were last corrected"
#define ALL_CSAT     "answers how satisfied somebody is, about a ticket or not" ANSWERED
#define CONTACT_CSAT "answers how satisfied somebody is with a ticket" ANSWERED
#define OPENED_COUNTED "tickets, when they were opened, imported ones too; parts of others are not"

static const struct sup__kpi_definition definitions[] = {
    /* volume */
    HOW_MANY("opened", SUP__KPI_OPENED, "tickets opened", OPENED_COUNTED),
    HOW_MANY("solved", SUP__KPI_SOLVED, "tickets solved", SOLVED_COUNTED),
    HOW_MANY("merged", SUP__KPI_MERGED, "tickets merged",
             "tickets that are part of others, when they were opened"),
    {"solved_per_opened", 1, SUP__KPI_UNIT_EACH, 0, 0, COUNT_OF(SUP__KPI_SOLVED),
     COUNT_OF(SUP__KPI_OPENED), "solved per opened", "tickets solved / tickets opened",
     "both in the same time, whichever tickets they are", "", "backlog grows where it is below 1"},
    SHARE("after_hours_share", SUP__KPI_AFTER_HOURS, SUP__KPI_OPENED, "opened after hours",
          "tickets opened outside of business hours / tickets opened", OPENED_COUNTED,
          "the hours of timers.calendar when it was opened"),
    SHARE("automated_share", SUP__KPI_AUTOMATED, SUP__KPI_OPENED, "begun by machines",
          "tickets whose first message no person wrote / tickets opened", OPENED_COUNTED,
          "the flag that came with the message"),
    HOW_MANY("customer_messages", SUP__KPI_CUSTOMER_MESSAGES, "messages by customers",
             "messages, when they were written"),
    HOW_MANY("replies", SUP__KPI_REPLIES, "replies by people", "replies, when they were written, "
             "by who wrote them; those of machines are not counted"),
    HOW_MANY("notes", SUP__KPI_NOTES, "private notes",
             "notes, when they were written, by who wrote them; those of machines are not counted"),
    HOW_MANY("automated_messages", SUP__KPI_AUTOMATED_MESSAGES, "messages by machines",
             "messages to customers that no person wrote, when they were sent"),
    /* backlog */
    {"backlog", 1, SUP__KPI_UNIT_COUNT, 1, 0,
     {{1, SUP__KPI_COUNT, SUP__KPI_ENTERED, SUP__KPI_ENTERED},
      {-1, SUP__KPI_COUNT, SUP__KPI_LEFT, SUP__KPI_LEFT}},
     NONE, "backlog", "tickets that came to work - tickets that left it",
     "tickets that are neither solved nor closed at the end of the last day; parts of others are "
     "not counted",
     "", "a ticket is in work while its resolution timer runs"},
    {"backlog_aged", 1, SUP__KPI_UNIT_COUNT, 1, 0,
     {{1, SUP__KPI_COUNT, SUP__KPI_AGED, SUP__KPI_AGED},
      {-1, SUP__KPI_COUNT, SUP__KPI_AGED_LEFT, SUP__KPI_AGED_LEFT}},
     NONE, "backlog over 7 days", "of the backlog, tickets that were opened over 7 days before",
     "as backlog; whoever becomes 7 days old counts from that day on", "",
     "a ticket is in work while its resolution timer runs"},
    {"oldest", 1, SUP__KPI_UNIT_MS, 1, 0, VALUE_OF(SUP__KPI_OLDEST), COUNT_OF(SUP__KPI_OLDEST),
     "oldest ticket in work",
     "how long ago that ticket in work was opened that was opened first",
     "as backlog, at the end of the last day or up to now; a reopened ticket is as old as its "
     "opening, tickets begun by machines or imported are as old as theirs",
     "calendar", "docs/kpi.md, the backlog of an instant"},
    /* speed */
    DURATION("acknowledgement", RUN(1), "acknowledgement time",
             "time from opening to the first message to the customer", RUN_COUNTED,
             "docs/concepts.md, timers"),
    DURATION("assignment", RUN(2), "time to assign",
             "time from opening, or arrival in a team or on a floor, until an agent takes it",
             RUN_COUNTED, "docs/concepts.md, timers"),
    DURATION("first_reply", RUN(3), "first reply time",
             "time from the customer's first message to the first reply that a person wrote",
             RUN_COUNTED, "Zendesk's first reply time"),
    DURATION("next_reply", RUN(4), "next reply time",
             "time from a customer's message after a reply to the next reply that a person wrote",
             RUN_COUNTED, "Zendesk's next reply time"),
    DURATION("periodic_update", RUN(5), "time between updates",
             "time from a reply to the next, or to solving", RUN_COUNTED,
             "Zendesk's periodic update time"),
    DURATION("pausable_update", RUN(6), "time between updates, without waiting for the customer",
             "the same, pausing while it waits for the customer", RUN_COUNTED,
             "Zendesk's pausable update time"),
    DURATION("requester_wait", SUP__KPI_WAITED, "requester wait time",
             "time from opening to solving, without waiting for the customer", SOLVED_COUNTED,
             "Zendesk's requester wait time"),
    DURATION("agent_work", SUP__KPI_WORKED, "agent work time",
             "time from opening to solving, without waiting for the customer or third parties",
             SOLVED_COUNTED, "Zendesk's agent work time"),
    DURATION("first_resolution", SUP__KPI_FIRST_SOLVED, "first resolution time",
             "time from opening to solving for the first time", FIRST_COUNTED,
             "Zendesk's first resolution time"),
    DURATION("full_resolution", SUP__KPI_SOLVED, "full resolution time",
             "time from opening to solving for the last time, with what lies between",
             SOLVED_COUNTED, "Zendesk's full resolution time"),
    DURATION("time_in_team", RUN(10), "time in a team", "time from arrival in a team to leaving it",
             RUN_COUNTED, "docs/concepts.md, timers"),
    {"time_on_floor", 1, SUP__KPI_UNIT_MS, 0, 2 * SUP__KPI_STAYED, VALUE_OF(SUP__KPI_STAYED),
     COUNT_OF(SUP__KPI_STAYED), "time on a floor", "time from arrival on a floor to leaving it",
     "stays, when they ended, by the floor and by who had the ticket", "calendar",
     "docs/concepts.md, floors"},
    DURATION("sign_off", RUN(14), "time to sign off", "time from asking for a signature to it",
             RUN_COUNTED, "docs/concepts.md, floors"),
    DURATION("decision", RUN(15), "time to decision", "time from arrival to the floor's decision",
             RUN_COUNTED, "docs/concepts.md, floors"),
    SHARE("solved_within_day", SUP__KPI_SOLVED_IN_DAY, SUP__KPI_SOLVED, "solved within 24 hours",
          "tickets solved within 24 hours of opening / tickets solved", SOLVED_COUNTED,
          "24 hours by all clocks, not by business hours"),
    /* promises */
    {"sla", 1, SUP__KPI_UNIT_PERCENT, 0, 0,
     {{1, SUP__KPI_COUNT, MET(1), MET(SUP__KPI_METRICS)}},
     {{1, SUP__KPI_COUNT, MET(1), MET(SUP__KPI_METRICS)},
      {1, SUP__KPI_COUNT, MISSED(1), MISSED(SUP__KPI_METRICS)}},
     "SLA met", "kept promises / (kept + broken), of all metrics", SLA_COUNTED, "business",
     SLA_SOURCE},
    {"breaches", 1, SUP__KPI_UNIT_COUNT, 0, 0,
     {{1, SUP__KPI_COUNT, MISSED(1), MISSED(SUP__KPI_METRICS)}}, NONE, "promises broken",
     "how many there are", "runs of timers with a broken promise, when it broke, each once", "",
     SLA_SOURCE},
    ATTAINMENT("acknowledgement", 1, "acknowledgement"),
    ATTAINMENT("assignment", 2, "assignment"),
    ATTAINMENT("first_reply", 3, "first reply"),
    ATTAINMENT("next_reply", 4, "next reply"),
    ATTAINMENT("periodic_update", 5, "updates"),
    ATTAINMENT("pausable_update", 6, "updates without waiting for the customer"),
    ATTAINMENT("requester_wait", 7, "requester wait"),
    ATTAINMENT("agent_work", 8, "agent work"),
    ATTAINMENT("resolution", 9, "resolution"),
    ATTAINMENT("time_in_team", 10, "time in a team"),
    ATTAINMENT_BY("deadline", 11, "deadlines of facts", "calendar"),
    ATTAINMENT("time_on_floor", 12, "time on a floor"),
    ATTAINMENT("sign_off", 14, "sign-off"),
    ATTAINMENT("decision", 15, "decision"),
    /* quality */
    {"first_contact_resolution", 1, SUP__KPI_UNIT_PERCENT, 0, 0,
     {{1, SUP__KPI_COUNT, SUP__KPI_ONE_TOUCH, SUP__KPI_ONE_TOUCH},
      {-1, SUP__KPI_COUNT, SUP__KPI_REPEATED, SUP__KPI_REPEATED}},
     COUNT_OF(SUP__KPI_FIRST_SOLVED), "first contact resolution",
     "tickets with one reply by a person, not reopened, whose customer did not come again for the "
     "same reason in the window (the policy's repeat_contact) / tickets solved for the first time",
     FIRST_COUNTED, "",
     "the stricter of the usual readings: no reopening and no repeat contact"},
    SHARE("repeat_rate", SUP__KPI_REPEATED, SUP__KPI_ONE_TOUCH, "repeat contacts",
          "tickets solved with one reply whose customer came again for the same reason in the "
          "window / tickets solved with one reply",
          FIRST_COUNTED, "what first contact resolution leaves out"),
    SHARE("reopen_rate", SUP__KPI_REOPENED, SUP__KPI_FIRST_SOLVED, "reopen rate",
          "tickets reopened since / tickets solved for the first time", FIRST_COUNTED,
          "share of tickets, however often"),
    {"reopens", 1, SUP__KPI_UNIT_COUNT, 0, 0, VALUE_OF(SUP__KPI_REOPENED), NONE, "reopenings",
     "how often tickets were reopened", FIRST_COUNTED, "", "each return to work counts"},
    SHARE("handed_off_rate", SUP__KPI_HANDED_OFF, SUP__KPI_SOLVED, "tickets handed on",
          "tickets that changed agent or team after the first assignment / tickets solved",
          SOLVED_COUNTED, "reassignments as in sup_ticket.reassign_count"),
    {"hand_offs", 1, SUP__KPI_UNIT_EACH, 0, 0, VALUE_OF(SUP__KPI_HANDED_OFF),
     COUNT_OF(SUP__KPI_SOLVED), "hand-offs per ticket",
     "changes of agent or team after the first assignment / tickets solved", SOLVED_COUNTED, "",
     "reassignments as in sup_ticket.reassign_count"},
    SHARE("escalation_rate", SUP__KPI_ESCALATED, SUP__KPI_STAYED, "escalation rate",
          "stays that ended with going up / stays that ended",
          "stays on floors, when they ended, by the floor and by who had the ticket",
          "docs/concepts.md, floors"),
    SHARE("solved_on_first_floor", SUP__KPI_SOLVED_FIRST_FLOOR, SUP__KPI_SOLVED_ON_FLOORS,
          "solved on the first floor",
          "tickets that were on the lowest floor only / tickets that were on any", SOLVED_COUNTED,
          "docs/concepts.md, floors"),
    {"waiting_age", 1, SUP__KPI_UNIT_MS, 0, 0, VALUE_OF(SUP__KPI_WAITING),
     COUNT_OF(SUP__KPI_WAITING), "age of what waits",
     "ages of what waits for an agent at the end of each day / how many these are",
     "tickets that wait to be assigned, at the end of each day or up to now; always of the whole "
     "desk",
     "calendar", "docs/concepts.md, timers"},
    {"cherry_picking", 1, SUP__KPI_UNIT_EACH, 0, 0, VALUE_OF(RUN(2)),
     COUNT_OF(SUP__KPI_TAKEN_AGAINST), "age of what is taken against what waits",
     "mean time to assign of what was taken / mean age of what waits in the whole desk",
     "runs of the timer of assignment, when an agent took the ticket, by who has it now", "",
     "well below that of others: who takes what is fresh, and leaves what is old"},
    /* surveys and reviews */
    SHARE("satisfaction", SUP__KPI_CSAT_SATISFIED, SUP__KPI_CSAT_SCORED, "satisfaction",
          "answers of 4 or 5 / answers, on a scale of 1 to 5", ALL_CSAT,
          "CSAT by the top two of five, of all surveys"),
    SCORE("satisfaction_score", SUP__KPI_CSAT_SCORED, "mean satisfaction",
          "sum of the scores / answers, from 1 to 5", ALL_CSAT, "docs/concepts.md, surveys"),
    RESPONSE("satisfaction_response_rate", SUP__KPI_CSAT_RESPONDED, SUP__KPI_CSAT_ASKED,
             "satisfaction: who answers", "people who were asked how satisfied they are"),
    SHARE("csat", SUP__KPI_CONTACT_SATISFIED, SUP__KPI_CONTACT_SCORED, "CSAT after a contact",
          "answers of 4 or 5 about a ticket / answers about a ticket, on a scale of 1 to 5",
          CONTACT_CSAT, "CSAT by the top two of five, of surveys after a contact"),
    SCORE("csat_score", SUP__KPI_CONTACT_SCORED, "mean CSAT after a contact",
          "sum of the scores / answers, from 1 to 5", CONTACT_CSAT, "docs/concepts.md, surveys"),
    RESPONSE("csat_response_rate", SUP__KPI_CONTACT_RESPONDED, SUP__KPI_CONTACT_ASKED,
             "CSAT after a contact: who answers", "people who were asked about a ticket"),
    SCORE("ces", SUP__KPI_CES_SCORED, "customer effort score",
          "sum of the scores / answers, from 1 to 7; 7 is very easy",
          "answers how easy it was" ANSWERED, "Customer Effort Score 2.0"),
    RESPONSE("ces_response_rate", SUP__KPI_CES_RESPONDED, SUP__KPI_CES_ASKED,
             "customer effort: who answers", "people who were asked how easy it was"),
    {"nps", 1, SUP__KPI_UNIT_POINTS, 0, 0,
     {{1, SUP__KPI_COUNT, SUP__KPI_NPS_PROMOTER, SUP__KPI_NPS_PROMOTER},
      {-1, SUP__KPI_COUNT, SUP__KPI_NPS_DETRACTOR, SUP__KPI_NPS_DETRACTOR}},
     COUNT_OF(SUP__KPI_NPS_SCORED), "net promoter score",
     "(answers of 9 or 10 - answers of 0 to 6) / answers, from -100 to 100",
     "answers of customers who are asked now and then, about no ticket" ANSWERED, "",
     "F. Reichheld, The One Number You Need to Grow, 2003"},
    RESPONSE("nps_response_rate", SUP__KPI_NPS_RESPONDED, SUP__KPI_NPS_ASKED,
             "net promoter score: who answers", "customers who were asked whether they recommend"),
    SCORE("morale", SUP__KPI_PULSE_SCORED, "morale", "sum of the scores / answers, from 0 to 100",
          "answers of agents, in percent of the best possible" ANSWERED,
          "docs/concepts.md, surveys"),
    RESPONSE("morale_response_rate", SUP__KPI_PULSE_RESPONDED, SUP__KPI_PULSE_ASKED,
             "morale: who answers", "agents who were asked how they are"),
    SCORE("qa_score", SUP__KPI_REVIEWED, "QA score", "sum of the scores / reviews, from 0 to 100",
          "reviews by colleagues, when they were last given, by whose work it was",
          "docs/concepts.md, reviews"),
    SCORE("own_rating", SUP__KPI_SELF_RATED, "agents' own ratings",
          "sum of the scores / ratings, from 0 to 100",
          "how agents rate the outcome of their tickets, when they last did",
          "docs/concepts.md, ratings"),
    /* cost */
    {"handle_time", 1, SUP__KPI_UNIT_MS, 0, 2 * SUP__KPI_HANDLED, VALUE_OF(SUP__KPI_HANDLED),
     COUNT_OF(SUP__KPI_SOLVED), "average handle time",
     "handle time of all replies and notes / tickets solved", SOLVED_COUNTED, "calendar",
     "as it was told with each message"},
    {"touches", 1, SUP__KPI_UNIT_EACH, 0, 0,
     {{1, SUP__KPI_COUNT, SUP__KPI_REPLIES, SUP__KPI_NOTES}}, COUNT_OF(SUP__KPI_SOLVED),
     "touches per ticket", "replies and notes by people / tickets solved",
     "both in the same time, whichever tickets they are", "", "what agents did"},
    {"occupancy", 1, SUP__KPI_UNIT_PERCENT, 0, 0,
     {{1, SUP__KPI_VALUE, SUP__KPI_REPLIES, SUP__KPI_NOTES}}, VALUE_OF(SUP__KPI_AVAILABLE),
     "occupancy", "handle time of replies and notes / time in which agents were available or busy",
     "messages, when they were written, by who wrote them; sessions on each day that they are on, "
     "one that lasts up to now",
     "calendar", "agent.set_availability says when; by team only those of one team"},
    {"tickets_per_agent", 1, SUP__KPI_UNIT_EACH, 0, 0, COUNT_OF(SUP__KPI_SOLVED_DAYS),
     COUNT_OF(SUP__KPI_AGENT_DAYS), "tickets per agent",
     "tickets solved x days of the time / days that people were at the desk", SOLVED_COUNTED, "",
     "tickets solved for each agent of the mean headcount"},
    {"cost_amount", 1, SUP__KPI_UNIT_MONEY, 0, 0, VALUE_OF(SUP__KPI_COST), NONE,
     "cost of solving, money", "handle time x what an hour costs + tickets x what each costs, on their channel",
     SOLVED_COUNTED, "", "the policy's costs"},
    {"cost_per_resolution", 1, SUP__KPI_UNIT_MONEY, 0, 0, VALUE_OF(SUP__KPI_COST),
     COUNT_OF(SUP__KPI_COST), "cost per resolution", "cost of solving / tickets solved",
     SOLVED_COUNTED, "", "the policy's costs"},
    SHARE("automated_resolution_rate", SUP__KPI_AUTO_SOLVED, SUP__KPI_FIRST_SOLVED,
          "solved by machines",
          "tickets that machines had answered and no person when they were first solved / tickets "
          "solved for the first time",
          FIRST_COUNTED, "automatic acknowledgements are no answer"),
    SHARE("automated_reopen_rate", SUP__KPI_AUTO_REOPENED, SUP__KPI_AUTO_SOLVED,
          "solved by machines and reopened", "of tickets solved by machines, those reopened since",
          FIRST_COUNTED, "what machines solved only seemingly"),
    SHARE("automated_handover_rate", SUP__KPI_AUTO_HANDED, SUP__KPI_AUTO_REPLIED,
          "machines hand over", "tickets that a machine and a person answered / tickets that a "
          "machine answered",
          OPENED_COUNTED, "automatic acknowledgements are no answer"),
    /* people */
    {"headcount", 1, SUP__KPI_UNIT_COUNT, 1, 0,
     {{1, SUP__KPI_COUNT, SUP__KPI_JOINED, SUP__KPI_JOINED},
      {-1, SUP__KPI_COUNT, SUP__KPI_DEPARTED, SUP__KPI_DEPARTED}},
     NONE, "headcount", "people who came to the desk - people who left it",
     "agents that are people and have not departed, at the end of the last day; by team only those "
     "of one team",
     "", "agent.save with is_departed"},
    {"turnover", 1, SUP__KPI_UNIT_PERCENT, 0, 0, COUNT_OF(SUP__KPI_DEPARTED_YEAR),
     COUNT_OF(SUP__KPI_AGENT_DAYS), "turnover, annualised",
     "people who left x 365 / days that people were at the desk",
     "people, when they departed; the day they came counts, the day they left does not; who comes "
     "back has left before",
     "", "leavers over mean headcount, times 365 over the days of the time"},
    {"abusive_contacts", 1, SUP__KPI_UNIT_COUNT, 0, 0, COUNT_OF(SUP__KPI_ABUSED), NONE,
     "abusive contacts", "how many there are", ABUSE_COUNTED, "", ABUSE_SOURCE},
    {"abusive_per_agent", 1, SUP__KPI_UNIT_EACH, 0, 0, COUNT_OF(SUP__KPI_ABUSE_DAYS),
     COUNT_OF(SUP__KPI_AGENT_DAYS), "abusive contacts per agent",
     "abusive contacts x days of the time / days that people were at the desk", ABUSE_COUNTED, "",
     ABUSE_SOURCE},
    /* money */
    MONEY("refunds", SUP__KPI_REFUNDED, "refunds", "what was given back, refund.*",
          "docs/concepts.md, remedies"),
    MONEY("replacements", SUP__KPI_REPLACED, "replacements",
          "what replacements, exchanges and things sent again were worth, where it was said",
          "docs/concepts.md, remedies"),
    MONEY("credits", SUP__KPI_CREDITED, "credits", "store credit and vouchers",
          "docs/concepts.md, remedies"),
    MONEY("discounts", SUP__KPI_DISCOUNTED, "discounts", "discounts on a next order",
          "docs/concepts.md, remedies"),
    MONEY("goodwill", SUP__KPI_GOODWILL, "goodwill", "goodwill and waived fees",
          "docs/concepts.md, remedies"),
    MONEY("other_remedies", SUP__KPI_OTHER_GIVEN, "other remedies", "what is none of the above",
          "docs/concepts.md, remedies"),
    MONEY("over_guideline", SUP__KPI_OVER_GUIDELINE, "given above the guideline",
          "all remedies that somebody had to approve, or that were given though not granted",
          "refund leakage; the guideline is what may be given alone"),
    {"reported_amount", 1, SUP__KPI_UNIT_MONEY, 0, 0, VALUE_OF(SUP__KPI_REPORTED), NONE,
     "reported by the shop, money", "what the shop gave and nobody had asked for here",
     REPORTED_COUNTED, "", "docs/concepts.md, remedies"},
    {"reported", 1, SUP__KPI_UNIT_COUNT, 0, 0, COUNT_OF(SUP__KPI_REPORTED), NONE,
     "reported by the shop", "how many there are, in all currencies", REPORTED_COUNTED, "",
     "docs/concepts.md, remedies"},
    {"refund_avoided_rate", 1, SUP__KPI_UNIT_PERCENT, 0, 0, COUNT_OF(SUP__KPI_REPLACED),
     {{1, SUP__KPI_COUNT, SUP__KPI_REFUNDED, SUP__KPI_REPLACED}}, "refund avoided by replacement",
     "replacements / (replacements + refunds)", GIVEN_COUNTED, "",
     "share of the two, by number"},
    HOW_MANY("chargebacks", SUP__KPI_CHARGED_BACK, "chargebacks", OUTCOME_COUNTED),
    SHARE("chargeback_rate", SUP__KPI_CHARGED_BACK, SUP__KPI_ABOUT_ORDER, "chargeback rate",
          "tickets about an order that was charged back / tickets about an order that the shop "
          "reports on",
          OUTCOME_COUNTED, "the fact order.is_charged_back"),
    {"review_after_contact", 1, SUP__KPI_UNIT_SCORE, 0, 0, VALUE_OF(SUP__KPI_REVIEWED_SINCE),
     COUNT_OF(SUP__KPI_REVIEW_TENTHS), "reviews after contact",
     "sum of the scores in tenths / (reviews x 10)",
     "orders that were reviewed after their ticket was opened, on the day of that, as the shop "
     "reports it now; an erasure takes it away",
     "", "the facts order.review_score and order.reviewed_at"},
    SHARE("repeat_purchase_rate", SUP__KPI_BOUGHT_AGAIN, SUP__KPI_HELPED, "bought again",
          "tickets whose customer placed another order in the window (the policy's repeat_purchase) "
          "after they were first solved / tickets that were solved, of customers whose orders the "
          "shop reports",
          "tickets, on the day of their opening, as the shop reports it now, of all that the "
          "person is known as; an erasure takes it away",
          "the fact order.placed_at"),
    {"lifetime_value_change_amount", 1, SUP__KPI_UNIT_MONEY, 0, 0, VALUE_OF(SUP__KPI_VALUE_CHANGED),
     NONE, "change of lifetime value, money", VALUE_FORMULA, VALUE_COUNTED, "", VALUE_SOURCE},
    {"lifetime_value_change", 1, SUP__KPI_UNIT_MONEY, 0, 0, VALUE_OF(SUP__KPI_VALUE_CHANGED),
     COUNT_OF(SUP__KPI_VALUE_CHANGED), "change of lifetime value for each ticket",
     "(" VALUE_FORMULA ") / tickets", VALUE_COUNTED, "", VALUE_SOURCE},
    {"requests_turned_down_rate", 1, SUP__KPI_UNIT_PERCENT, 0, 0,
     COUNT_OF(SUP__KPI_TURNED_DOWN), COUNT_OF(SUP__KPI_ASKED), "requests turned down",
     "requests that were refused or rejected / requests",
     "requests for remedies, when they were asked, by who asked", "",
     "docs/concepts.md, remedies"},
};

enum { DEFINITION_COUNT = sizeof definitions / sizeof definitions[0] };

uint32_t sup__kpi_definition_count(void)
{
    return DEFINITION_COUNT;
}

const struct sup__kpi_definition *sup__kpi_definition_at(uint32_t index)
{
    return index < DEFINITION_COUNT ? &definitions[index] : NULL;
}

const struct sup__kpi_definition *sup__kpi_definition_find(const char *name)
{
    for (uint32_t i = 0; i < DEFINITION_COUNT; i++) {
        if (strcmp(definitions[i].name, name) == 0) {
            return &definitions[i];
        }
    }
    return NULL;
}

int sup__kpi_uses(const struct sup__kpi_definition *definition, uint32_t first, uint32_t last)
{
    for (int t = 0; t < SUP__KPI_TERMS; t++) {
        const struct sup__kpi_term *above = &definition->numerator[t];
        const struct sup__kpi_term *below = &definition->denominator[t];
        if ((above->sign && above->first <= last && above->last >= first) ||
            (below->sign && below->first <= last && below->last >= first)) {
            return 1;
        }
    }
    return 0;
}

int32_t sup__kpi_window(const struct sup__kpi_definition *definition)
{
    if (sup__kpi_uses(definition, SUP__KPI_REPEATED, SUP__KPI_REPEATED)) {
        return SUP__KPI_WINDOW_REPEAT_CONTACT;
    }
    return sup__kpi_uses(definition, SUP__KPI_BOUGHT_AGAIN, SUP__KPI_VALUE_CHANGED)
               ? SUP__KPI_WINDOW_REPEAT_PURCHASE
               : SUP__KPI_WINDOW_NONE;
}

static int32_t add_up(const struct sup__kpi_term *terms, uint32_t currency, int counts_all,
                      const struct sup__kpi_cell *cell, int64_t *total)
{
    *total = 0;
    for (int t = 0; t < SUP__KPI_TERMS && terms[t].sign; t++) {
        for (uint32_t i = 0; i < cell->sum_count; i++) {
            const struct sup__kpi_sum *sum = &cell->sums[i];
            int is_other = (terms[t].part != SUP__KPI_COUNT || !counts_all) &&
                           sum->currency != currency;
            if (is_other || sum->measure < terms[t].first || sum->measure > terms[t].last) {
                continue;
            }
            int64_t number = terms[t].part == SUP__KPI_COUNT   ? sum->count
                             : terms[t].part == SUP__KPI_VALUE ? sum->value
                                                               : sum->business;
            if (terms[t].sign < 0 ? __builtin_sub_overflow(*total, number, total)
                                  : __builtin_add_overflow(*total, number, total)) {
                return SUP_LIMIT;
            }
        }
    }
    return SUP_OK;
}

int32_t sup__kpi_evaluate(const struct sup__kpi_definition *definition, uint32_t currency,
                          const struct sup__kpi_cell *cell, int64_t *numerator,
                          int64_t *denominator)
{
    int is_money = definition->unit == SUP__KPI_UNIT_MONEY;
    uint32_t counted = is_money ? currency : 0;
    int32_t rc = add_up(definition->numerator, counted, 1, cell, numerator);
    return rc == SUP_OK ? add_up(definition->denominator, counted, !is_money, cell, denominator)
                        : rc;
}

__extension__ typedef __int128 wide;

/* Half away from zero. */
static int64_t rounded(wide number, int64_t denominator)
{
    wide half = denominator / 2;
    return (int64_t)((number < 0 ? number - half : number + half) / denominator);
}

/* thousandths of numerator * factor / denominator */
static int64_t thousandths(int64_t numerator, int64_t factor, int64_t denominator)
{
    return rounded((wide)numerator * factor * 1000, denominator);
}

int64_t sup__kpi_factor(int32_t unit)
{
    return unit == SUP__KPI_UNIT_PERCENT || unit == SUP__KPI_UNIT_POINTS ? 100 : 1;
}

int sup__kpi_value(const struct sup__kpi_definition *definition, const char *currency,
                   int64_t numerator, int64_t denominator, char out[SUP__KPI_VALUE_BYTES])
{
    char money[SUP__MONEY_TEXT_SIZE];
    if (definition->denominator[0].sign && denominator <= 0) {
        return 0;
    }
    if (definition->unit == SUP__KPI_UNIT_MONEY) {
        numerator = definition->denominator[0].sign ? rounded(numerator, denominator) : numerator;
        int is_money = sup__money_format(numerator, currency, money);
        sup__format(out, SUP__KPI_VALUE_BYTES, "%s", is_money ? money : "");
        return is_money;
    }
    if (!definition->denominator[0].sign) {
        sup__int_text(numerator, out);
        return 1;
    }
    int64_t value = thousandths(numerator, sup__kpi_factor(definition->unit), denominator);
    int64_t rest = value % 1000;
    sup__format(out, SUP__KPI_VALUE_BYTES, "%s%" PRId64 ".%03d",
                value < 0 && value > -1000 ? "-" : "", value / 1000,
                (int)(rest < 0 ? -rest : rest));
    return 1;
}
