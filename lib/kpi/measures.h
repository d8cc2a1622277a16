/*
 * measures.h: what is counted and measured, of which all KPIs are made.
 *
 * A measure is a number of things, a sum, and where it says so how the values are distributed. Each
 * thing belongs to one instant, and with it to one day. Numbers are stored: never change one.
 */
#ifndef SUP__KPI_MEASURES_H
#define SUP__KPI_MEASURES_H

#include "supportcore/base.h"

/* `currency` of SOLVED_THERE and HANDLED_THERE is which of the policy's channels with costs of their
 * own it is, from 1: they are nowhere stored. */
enum { SUP__KPI_METRICS = 15 }; /* of timers, as in sup_timer */

/* X(number, NAME, is_timed, meaning): value of one thing is what the sum adds up. */
#define SUP__KPI_MEASURE_LIST(X)                                                                   \
    X(1, OPENED, 0, "a ticket was opened")                                                         \
    X(2, AUTOMATED, 0, "it began with a message that no person wrote")                             \
    X(3, AFTER_HOURS, 0, "it was opened outside of the desk's business hours")                     \
    X(4, MERGED, 0, "a ticket that became part of another one, when it was opened")                \
    X(5, ENTERED, 0, "a ticket came to work: opened or reopened")                                  \
    X(6, LEFT, 0, "it was solved, or closed, and left work")                                       \
    X(7, AGED, 0, "a ticket in work became as old as backlog that is told apart")                  \
    X(8, AGED_LEFT, 0, "such a ticket left work")                                                  \
    X(9, SOLVED, 1, "a ticket was solved for the last time so far; value: since it was opened")    \
    X(10, FIRST_SOLVED, 1, "it was solved for the first time; value: since it was opened")         \
    X(11, REOPENED, 0, "that one was reopened since; value: times")                                \
    X(12, HANDED_OFF, 0, "of those solved, one that changed hands; value: times")                  \
    X(13, ONE_TOUCH, 0, "of those first solved, one with one answer that was not reopened")        \
    X(14, REPEATED, 0, "of those, one whose customer came again for the same reason")              \
    X(15, SOLVED_IN_DAY, 0, "of those solved, one in 24 hours")                                    \
    X(61, REPLIES, 0, "an answer by a person; value: handle time")                                 \
    X(62, NOTES, 0, "a private note; value: handle time")                                          \
    X(63, CUSTOMER_MESSAGES, 0, "a message that the customer wrote")                               \
    X(64, AUTOMATED_MESSAGES, 0, "a message to the customer that no person wrote")                 \
    X(65, WAITED, 1, "of those solved; value: all of the requester's wait")                        \
    X(66, WORKED, 1, "of those solved; value: all of the agents' work")                            \
    X(67, HANDLED, 1, "of those solved; value: handle time of all messages")                       \
    X(68, STAYED, 1, "a stay on a floor ended; value: how long it was")                            \
    X(69, ESCALATED, 0, "such a stay ended with going up")                                         \
    X(70, SOLVED_FIRST_FLOOR, 0, "of those solved, one that was on the lowest floor only")         \
    X(71, SOLVED_ON_FLOORS, 0, "of those solved, one that was on a floor")                         \
    X(72, ASKED, 0, "a remedy was asked for; value: how much")                                     \
    X(73, TURNED_DOWN, 0, "of those, one that was refused or rejected; value: how much")           \
    X(74, REFUNDED, 0, "the shop gave a refund; value: how much")                                  \
    X(75, REPLACED, 0, "it gave a replacement, an exchange or sent it again; value: how much")     \
    X(76, CREDITED, 0, "it gave store credit or a voucher; value: how much")                       \
    X(77, DISCOUNTED, 0, "it gave a discount; value: how much")                                    \
    X(78, GOODWILL, 0, "it gave goodwill or waived a fee; value: how much")                        \
    X(79, OTHER_GIVEN, 0, "it gave another remedy; value: how much")                               \
    X(80, OVER_GUIDELINE, 0, "one of all those that nobody may give alone; value: how much")       \
    X(81, CSAT_ASKED, 0, "somebody was asked how satisfied they are, or answered it")              \
    X(82, CSAT_RESPONDED, 0, "of those asked, one who answered")                                   \
    X(83, CSAT_SCORED, 0, "an answer how satisfied somebody is; value: the score")                 \
    X(84, CSAT_SATISFIED, 0, "of those answers, one of 4 or 5")                                    \
    X(85, CONTACT_ASKED, 0, "of those asked, one about a ticket")                                  \
    X(86, CONTACT_RESPONDED, 0, "of those, one who answered")                                      \
    X(87, CONTACT_SCORED, 0, "of the answers, one about a ticket; value: the score")               \
    X(88, CONTACT_SATISFIED, 0, "of those, one of 4 or 5")                                         \
    X(89, CES_ASKED, 0, "somebody was asked how easy it was, or answered it")                      \
    X(90, CES_RESPONDED, 0, "of those asked, one who answered")                                    \
    X(91, CES_SCORED, 0, "an answer how easy it was; value: the score")                            \
    X(92, NPS_ASKED, 0, "somebody was asked whether they recommend the shop, or answered it")      \
    X(93, NPS_RESPONDED, 0, "of those asked, one who answered")                                    \
    X(94, NPS_SCORED, 0, "an answer whether somebody recommends the shop; value: the score")       \
    X(95, NPS_PROMOTER, 0, "of those answers, one of 9 or 10")                                     \
    X(96, NPS_DETRACTOR, 0, "of those answers, one of 0 to 6")                                     \
    X(97, PULSE_ASKED, 0, "an agent was asked how they are, or answered it")                       \
    X(98, PULSE_RESPONDED, 0, "of those asked, one who answered")                                  \
    X(99, PULSE_SCORED, 0, "an agent's answer how they are; value: the score")                     \
    X(100, REVIEWED, 0, "a colleague's review of an agent's work; value: the score")               \
    X(101, SELF_RATED, 0, "an agent's own rating of how a ticket came out; value: the score")      \
    X(102, ABUSED, 0, "the shop said that a message was abusive or harassing")                     \
    X(103, AUTO_SOLVED, 0, "of those first solved, one that machines alone had answered")          \
    X(104, AUTO_REOPENED, 0, "of those, one that was reopened since")                              \
    X(105, AUTO_REPLIED, 0, "of those opened, one that a machine answered")                        \
    X(106, AUTO_HANDED, 0, "of those, one that a person answered too")                             \
    X(107, WAIT_BEGAN, 0, "it began to wait for an agent; value: when, UTC s")                     \
    X(108, WAIT_ENDED, 0, "that ended; value: when it began, UTC s")                               \
    X(109, REPORTED, 0, "the shop gave what nobody had asked for here; value: how much")           \
    X(110, JOINED, 0, "somebody came to the desk; value: the day, since 1970")                     \
    X(111, DEPARTED, 0, "somebody left the desk; value: the day, since 1970")                      \
    X(112, AVAILABLE, 0, "somebody was available or busy; value: how long on that day")            \
    X(120, AGENT_DAYS, 0, "a day on which somebody was at the desk")                               \
    X(121, SOLVED_DAYS, 0, "of those solved, each times the days of the time")                     \
    X(122, ABUSE_DAYS, 0, "of those abusive, each times the days of the time")                     \
    X(123, DEPARTED_YEAR, 0, "of those who left, each times the days of a year")                   \
    X(124, COST, 0, "of those solved; value: what it cost")                                        \
    X(125, TAKEN_AGAINST, 0, "of those taken, each times the mean age of what waits")              \
    X(126, WAITING, 0, "a ticket that waited for an agent at the end of a day; value: its age")    \
    X(127, REVIEW_TENTHS, 0, "of those reviewed since, each times ten")                            \
    X(128, SOLVED_THERE, 0, "of those solved, one on a channel that has costs of its own")         \
    X(129, HANDLED_THERE, 0, "of those; value: handle time of all messages")                       \
    X(130, ABOUT_ORDER, 0, "a ticket about an order that the shop reports on")                     \
    X(131, CHARGED_BACK, 0, "of those, one whose order was charged back")                          \
    X(132, REVIEWED_SINCE, 0, "of those, one whose order was reviewed since; value: the score")    \
    X(133, HELPED, 0, "it was solved, and the shop reports what its customer orders")              \
    X(134, BOUGHT_AGAIN, 0, "of those, one whose customer ordered again since")                    \
    X(135, VALUE_CHANGED, 0,                                                                       \
      "it was solved, and its customer's lifetime value is known; value: how that changed")          \
    X(136, OLDEST, 0, "the oldest ticket in work; value: how long ago it was opened")

#define SUP__KPI_MEASURE_ENUM(number, NAME, is_timed, meaning) SUP__KPI_##NAME = number,
enum sup__kpi_measure {
    SUP__KPI_MEASURE_LIST(SUP__KPI_MEASURE_ENUM)
    /* Of the timers' metric m, from 1: */
    SUP__KPI_RUN = 15,    /* + m: a run of a timer ended; value: what it took */
    SUP__KPI_MET = 30,    /* + m: a promise was kept */
    SUP__KPI_MISSED = 45, /* + m: a promise was broken; value: business time over its target */
    SUP__KPI_MEASURE_MAX = 255
};

/* Those of agents and of what the shop reports afterwards are worked out when they are asked for;
 * those that follow from others too. */
enum {
    SUP__KPI_OF_AGENTS = SUP__KPI_JOINED,
    SUP__KPI_OF_AGENTS_END = SUP__KPI_AVAILABLE,
    SUP__KPI_THAT_FOLLOW = SUP__KPI_AGENT_DAYS,
    SUP__KPI_OF_OUTCOMES = SUP__KPI_ABOUT_ORDER,
    SUP__KPI_OF_OUTCOMES_END = SUP__KPI_VALUE_CHANGED
};

/** 1: how its values are distributed is kept as well. */
int sup__kpi_is_timed(uint32_t measure);

/* By what figures are told apart. X(number, NAME, name). Numbers are stored: never change one. */
#define SUP__KPI_DIMENSION_LIST(X)                                                                 \
    X(0, TOTAL, "total")                                                                           \
    X(1, CHANNEL_REASON, "channel_reason")                                                         \
    X(2, TEAM, "team")                                                                             \
    X(3, AGENT, "agent")                                                                           \
    X(4, FLOOR, "floor")                                                                           \
    X(5, PRIORITY, "priority")                                                                     \
    X(6, SEGMENT, "segment")                                                                       \
    X(7, SLA, "sla")                                                                               \
    X(8, HOUR, "hour")

#define SUP__KPI_DIMENSION_ENUM(number, NAME, name) SUP__KPI_BY_##NAME = number,
enum sup__kpi_dimension { SUP__KPI_DIMENSION_LIST(SUP__KPI_DIMENSION_ENUM) SUP__KPI_DIMENSIONS };

#endif
