/*
 * fault_data.h: what the cases of fault_cases.c pass in lists.
 */
#ifndef FAULT_DATA_H
#define FAULT_DATA_H

#include "desk_fixture.h"

static const char *const figures[] = {"first_reply", "opened", "backlog", "oldest"};
static const char *const by_team[] = {"team", "priority"};
static const char *const by_product[] = {"product"};
static const char *const risk_team[] = {"risk"};
static const char *const people_figures[] = {"occupancy", "turnover", "cherry_picking",
                                             "waiting_age"};
static const char *const outcome_figures[] = {"chargeback_rate", "review_after_contact",
                                              "repeat_purchase_rate", "lifetime_value_change"};
static const char *const by_agent[] = {"agent"};
static const struct sup_span pauses[] = {{T0 + 3600000, T0 + 7200000}, {T0, T0 + 60000}};
static const char *const tags[] = {"vip", "late"};
static const struct sup_identity new_person[] = {{"customer", "shopify", "209", 1, 0},
                                                 {"email", NULL, "cid@example.com", 0, 0}};
static const struct sup_identity another[] = {{"email", NULL, "dan@example.com", 0, 0}};
/* A third customer, and behind him one who was merged into him. */
enum { DAN = 3 };
/* Two open tickets: the one is watched, the other is its duplicate. A third was merged into it. */
enum { ORIGINAL = 4, DOUBLE = 5, JOINED = 6 };
/* Something is promised on this one, as on a promise before, and by the date of an order. */
enum { PROMISED = 7 };
enum { REMINDER = 1 }; /* on that one */
/* A promise on this one was broken, and somebody said why. */
enum { MISSED = 8 };
/* An answer to this one is told late. */
enum { REOPENED = 9 };
/* One waits for a sign-off to move up, one for the signature of its solution. */
enum { ASKED = 10, RISKY = 11 };
/* It asked for the sign-off that the one waits for since it was merged into that. */
enum { CARRIED = 12 };
/* Requests on the original: one is granted, one waits, one is being executed. */
enum { GRANTED = 1, WAITING = 2, EXECUTING = 3 };
/* Exports of Ann that the lead asked for: one is approved, one waits. */
enum { EXPORT = 5, NEXT_EXPORT = 6 };
/* One that was confirmed without the shop's id. */
enum { NAMELESS = 7 };
static const struct sup_review_section sections[] = {{"tone", 60}, {"facts", 80}};
static const struct sup_identity known_person[] = {{"customer", "shopify", "207", 1, 0},
                                                   {"email", NULL, "Ann@Example.com", 1, 0},
                                                   {"handle", "instagram", "@ann", 0, 0}};
static const char *const other_tags[] = {"angry", "late"};
static const struct sup_reference things[] = {{"shopify", "order", "1001"},
                                              {"shopify", "order", "1002"}};
static const struct sup_attachment files[] = {{"a.png", "image/png", "x:00", "there/1", 7},
                                              {"b.png", "image/png", NULL, "there/2", 8}};
static const char *const thread[] = {"<lost@x>", "<a@x>", "<lost2@x>"};
static const struct sup_fact facts[] = {{"made_sla", "false"}, {"caller", "ann"}};
static const struct sup_reference parcel = {"shopify", "order", "1003"};
static const struct sup_fact ships_at = {"ships_at", "2026-06-01T09:00:00Z"};
static const struct sup_fact ships_later = {"ships_at", "2026-06-02T09:00:00Z"};
static const struct sup_fact order_facts[] = {{"total", "62.00 EUR"}, {"state", "paid"}};
static const struct sup_fact customer_facts[] = {{"is_vip", "true"},
                                                 {"lifetime_value", "120.00 EUR"}};
static const struct sup_ticket_field fields[] = {{"order_number", "1001"}, {"wish", "refund"}};
static const struct sup_ticket_field other_fields[] = {{"order_number", NULL},
                                                       {"wish", "repair refund"}};

#endif
