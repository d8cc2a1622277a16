/*
 * people.c: who works at Harbour & Pine, and who buys there.
 */
#include "shopday.h"

const struct staff staff[STAFF_END] = {
    [PRIYA] = {"Priya Nair", SUP_AGENT_PERSON, "agent", "frontline"},
    [TOMAS] = {"Tomás Herrera", SUP_AGENT_PERSON, "agent", "frontline"},
    [AIKO] = {"Aiko Tanaka", SUP_AGENT_PERSON, "agent", "specialists"},
    [SAMUEL] = {"Samuel Okafor", SUP_AGENT_PERSON, "lead", "risk"},
    [INGRID] = {"Ingrid Solberg", SUP_AGENT_PERSON, "viewer", NULL}, /* owns the shop */
    [FERN] = {"Fern", SUP_AGENT_BOT, "bot", NULL},
};

const struct customer customers[] = {
    {"Mara Lindqvist", "20714"},    {"Yusuf Demir", "20891"},
    {"Chiamaka Eze", "21003"},      {"Kenji Watanabe", "21044"},
    {"Siobhán O'Connell", "18220"}, {"Arjun Mehta", "19377"},
    {"Lucía Fernández", "20102"},   {"Oluwaseun Adeyemi", "21190"},
    {"Nguyễn Thị Lan", "20555"},    {"Piotr Wiśniewski", "17841"},
    {"Fatima Al-Sayed", "20930"},   {"Jack Thompson", "20466"},
    {"Hanna Virtanen", "16009"},    {"Daniel Cohen", "21201"},
    {"Aroha Ngata", "21202"},       {"Wei Zhang", "20018"},
    {"Amélie Rousseau", "15113"},   {"Kwame Mensah", "20677"},
    {"Giulia Romano", "21077"},     {"Robert Novak", "21205"},
    {"Ana Souza", "20840"},         {"Oksana Kovalenko", "18954"},
    {"Ibrahim Traoré", "21188"},    {"Leila Haddad", "20733"},
    {"Björn Þórsson", "19620"},     {"陳美玲", "20349"},
    {"Rosa Jiménez", "20981"},      {"Thabo Nkosi", "21210"},
    {"Emily Clarke", "17702"},      {"Rajesh Iyer", "20790"},
    {"Sofia Andersson", "20417"},   {"Hassan Raza", "21099"},
    {"Zanele Dlamini", "19048"},    {"Marek Horák", "21213"},
    {"Isabella Conti", "20266"},    {"Ayşe Yılmaz", "20588"},
    {"Patrick Murphy", "12044"},    {"Noor van Dijk", "21156"},
    {"David Kim", "20862"},         {"Grace Wanjiru", "21121"},
};

const int32_t customer_count = sizeof customers / sizeof customers[0];
