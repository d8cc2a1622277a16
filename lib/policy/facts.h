/*
 * facts.h: the table of what a condition can ask about.
 *
 * One row a fact. From it come the facts that a policy's conditions are compiled against (together
 * with the custom fields of the policy), the indexes by which operations fill a case, and the list
 * in the documentation. Rows are only added: a stored policy may ask for any of them.
 */
#ifndef SUP__POLICY_FACTS_H
#define SUP__POLICY_FACTS_H

#include "rules/fact.h"

/* The closed lists that names among the facts come from; most are the policy's own. */
enum sup__policy_domain {
    SUP__DOMAIN_NONE = 0,
    SUP__DOMAIN_CHANNELS,
    SUP__DOMAIN_CHANNEL_KINDS,
    SUP__DOMAIN_STATUSES,
    SUP__DOMAIN_CATEGORIES,
    SUP__DOMAIN_PRIORITIES,
    SUP__DOMAIN_IMPACTS,
    SUP__DOMAIN_URGENCIES,
    SUP__DOMAIN_REASONS,
    SUP__DOMAIN_TEAMS,
    SUP__DOMAIN_SKILLS,
    SUP__DOMAIN_ROLES,
    SUP__DOMAIN_LANGUAGES,
    SUP__DOMAIN_SEGMENTS,
    SUP__DOMAIN_FLOORS,
    SUP__DOMAIN_REMEDIES,
    SUP__DOMAIN_COUNT
};

/* SET: it is there when a ticket is opened, if it was said. LIVE: it is not, and is there for what
 * is decided about a ticket afterwards. LATER: nothing sets it yet, so a condition sees it as not
 * given; `policy.test` takes it all the same.
 *
 * X(id, name, type, item type of a list, scale, range, domain, absence, source, state, meaning) */
#define SUP__POLICY_FACTS(X)                                                                       \
    X(TICKET_CHANNEL, "ticket.channel", NAME, 0, 0, ANY, CHANNELS, UNKNOWN, DESK, SET,             \
      "the channel it came in on")                                                                 \
    X(TICKET_CHANNEL_KIND, "ticket.channel_kind", NAME, 0, 0, ANY, CHANNEL_KINDS, UNKNOWN, DESK,   \
      SET, "the kind of that channel")                                                             \
    X(TICKET_IS_PUBLIC, "ticket.is_public", BOOL, 0, 0, ANY, NONE, UNKNOWN, DESK, SET,             \
      "what is said on that channel is seen by everyone")                                          \
    X(TICKET_STATUS, "ticket.status", NAME, 0, 0, ANY, STATUSES, UNKNOWN, DESK, SET, "its status") \
    X(TICKET_CATEGORY, "ticket.category", NAME, 0, 0, ANY, CATEGORIES, UNKNOWN, DESK, SET,         \
      "the category of its status")                                                                \
    X(TICKET_PRIORITY, "ticket.priority", NAME, 0, 0, ANY, PRIORITIES, UNKNOWN, DESK, SET,         \
      "its priority")                                                                              \
    X(TICKET_IMPACT, "ticket.impact", NAME, 0, 0, ANY, IMPACTS, UNKNOWN, DESK, SET,                \
      "how much is affected, as it was said when the ticket was opened")                           \
    X(TICKET_URGENCY, "ticket.urgency", NAME, 0, 0, ANY, URGENCIES, UNKNOWN, DESK, SET,            \
      "how soon it is needed, as it was said when the ticket was opened")                          \
    X(TICKET_REASON, "ticket.reason", NAME, 0, 0, ANY, REASONS, UNKNOWN, DESK, SET,                \
      "why the customer writes")                                                                   \
    X(TICKET_TEAM, "ticket.team", NAME, 0, 0, ANY, TEAMS, UNKNOWN, DESK, SET,                      \
      "the team that has it")                                                                      \
    X(TICKET_IS_ASSIGNED, "ticket.is_assigned", BOOL, 0, 0, ANY, NONE, ZERO, DESK, SET,            \
      "somebody has it")                                                                           \
    X(TICKET_SUBJECT, "ticket.subject", TEXT, 0, 0, ANY, NONE, UNKNOWN, DESK, SET, "its subject")  \
    X(TICKET_LANGUAGE, "ticket.language", NAME, 0, 0, ANY, LANGUAGES, UNKNOWN, DESK, LATER,        \
      "the language in which it is answered")                                                      \
    X(TICKET_TAGS, "ticket.tags", LIST, TEXT, 0, ANY, NONE, ZERO, DESK, SET, "its tags")           \
    X(TICKET_OPENED_AT, "ticket.opened_at", TIME, 0, 0, ANY, NONE, UNKNOWN, DESK, SET,             \
      "when it was opened")                                                                        \
    X(TICKET_UPDATED_AT, "ticket.updated_at", TIME, 0, 0, ANY, NONE, UNKNOWN, DESK, SET,           \
      "when it was last changed")                                                                  \
    X(TICKET_SOLVED_AT, "ticket.solved_at", TIME, 0, 0, ANY, NONE, UNKNOWN, DESK, LATER,           \
      "when it was solved; not given while it is not")                                             \
    X(TICKET_FIRST_REPLIED_AT, "ticket.first_replied_at", TIME, 0, 0, ANY, NONE, UNKNOWN, DESK,    \
      LATER, "when a person of the desk first replied")                                            \
    X(TICKET_IS_FOLLOW_UP, "ticket.is_follow_up", BOOL, 0, 0, ANY, NONE, ZERO, DESK, SET,          \
      "it goes on from a closed ticket")                                                           \
    X(TICKET_MESSAGE_COUNT, "ticket.message_count", NUMBER, 0, 0, COUNT, NONE, ZERO, DESK, LATER,  \
      "its messages, of all kinds")                                                                \
    X(TICKET_REPLY_COUNT, "ticket.reply_count", NUMBER, 0, 0, COUNT, NONE, ZERO, DESK, LATER,      \
      "public replies of the desk")                                                                \
    X(TICKET_REOPEN_COUNT, "ticket.reopen_count", NUMBER, 0, 0, COUNT, NONE, ZERO, DESK, LATER,    \
      "times it went back to work")                                                                \
    X(TICKET_HANDOFF_COUNT, "ticket.handoff_count", NUMBER, 0, 0, COUNT, NONE, ZERO, DESK, LATER,  \
      "times it changed hands")                                                                    \
    X(CUSTOMER_IS_KNOWN, "customer.is_known", BOOL, 0, 0, ANY, NONE, ZERO, DESK, SET,              \
      "the ticket belongs to a customer")                                                          \
    X(CUSTOMER_SEGMENT, "customer.segment", NAME, 0, 0, ANY, SEGMENTS, UNKNOWN, POLICY, SET,       \
      "the first segment that the case is in; not given when it is in none")                       \
    X(CUSTOMER_SEGMENTS, "customer.segments", LIST, NAME, 0, ANY, SEGMENTS, ZERO, POLICY, SET,     \
      "all segments that the case is in")                                                          \
    X(CUSTOMER_IS_VIP, "customer.is_vip", BOOL, 0, 0, ANY, NONE, ZERO, HOST, SET,                  \
      "the shop treats the customer as important")                                                 \
    X(CUSTOMER_LIFETIME_VALUE, "customer.lifetime_value", MONEY, 0, 0, ANY, NONE, UNKNOWN, HOST,   \
      SET, "what the customer has spent so far")                                                   \
    X(CUSTOMER_ORDER_COUNT, "customer.order_count", NUMBER, 0, 0, COUNT, NONE, UNKNOWN, HOST, SET, \
      "orders so far")                                                                             \
    X(CUSTOMER_DISCOUNT_ORDER_COUNT, "customer.discount_order_count", NUMBER, 0, 0, COUNT, NONE,   \
      UNKNOWN, HOST, SET, "orders bought at a discount")                                           \
    X(CUSTOMER_IS_SUBSCRIBER, "customer.is_subscriber", BOOL, 0, 0, ANY, NONE, ZERO, HOST, SET,    \
      "has a running subscription")                                                                \
    X(CUSTOMER_IS_MARKETPLACE_BUYER, "customer.is_marketplace_buyer", BOOL, 0, 0, ANY, NONE, ZERO, \
      HOST, SET, "buys on a marketplace and not in the shop")                                      \
    X(CUSTOMER_FIRST_ORDERED_AT, "customer.first_ordered_at", TIME, 0, 0, ANY, NONE, UNKNOWN,      \
      HOST, SET, "when the first order was placed")                                                \
    X(CUSTOMER_LAST_PROBLEM_AT, "customer.last_problem_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST,  \
      SET, "when something last went wrong for the customer")                                      \
    X(CUSTOMER_REPEAT_CONTACT_COUNT, "customer.repeat_contact_count", NUMBER, 0, 0, COUNT, NONE,   \
      ZERO, DESK, LATER, "earlier contacts for the same reason within `repeat_contact`")           \
    X(CUSTOMER_LANGUAGE, "customer.language", NAME, 0, 0, ANY, LANGUAGES, UNKNOWN, HOST, SET,      \
      "the language that the customer prefers")                                                    \
    X(CUSTOMER_CONTACT_PREFERENCE, "customer.contact_preference", NAME, 0, 0, ANY, CHANNELS,       \
      UNKNOWN, HOST, SET, "the channel on which the customer wants to hear from the shop")         \
    X(CUSTOMER_IS_OPTED_OUT, "customer.is_opted_out", BOOL, 0, 0, ANY, NONE, ZERO, HOST, SET,      \
      "wants no messages that are not answers")                                                    \
    X(CUSTOMER_CONDUCT_INCIDENT_COUNT, "customer.conduct_incident_count", NUMBER, 0, 0, COUNT,     \
      NONE, ZERO, HOST, SET, "times the customer's conduct was an incident")                       \
    X(ORDER_TOTAL, "order.total", MONEY, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,                      \
      "what the order cost")                                                                       \
    X(ORDER_CAPTURED, "order.captured", MONEY, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,                \
      "what has been paid for it")                                                                 \
    X(ORDER_REFUNDED, "order.refunded", MONEY, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,                \
      "what has been paid back")                                                                   \
    X(ORDER_STATE, "order.state", TEXT, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,                       \
      "the order's state, in the shop's own words")                                                \
    X(ORDER_PLACED_AT, "order.placed_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,               \
      "when it was placed")                                                                        \
    X(ORDER_PROMISED_AT, "order.promised_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,           \
      "when its delivery was promised for")                                                        \
    X(ORDER_SHIPS_AT, "order.ships_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,                 \
      "when it is to be shipped; what changes it has to be done by then")                          \
    X(ORDER_SHIPPED_AT, "order.shipped_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,             \
      "when it was shipped; not given while it is not")                                            \
    X(ORDER_DELIVERED_AT, "order.delivered_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,         \
      "when it was delivered; not given while it is not")                                          \
    X(ORDER_IS_DELAYED, "order.is_delayed", BOOL, 0, 0, ANY, NONE, ZERO, HOST, SET,                \
      "it will be later than promised, or is")                                                     \
    X(ORDER_IS_CHARGED_BACK, "order.is_charged_back", BOOL, 0, 0, ANY, NONE, ZERO, HOST, SET,      \
      "the payment was charged back")                                                              \
    X(ORDER_IS_PREMIUM_SHIPPING, "order.is_premium_shipping", BOOL, 0, 0, ANY, NONE, ZERO, HOST,   \
      SET, "the customer paid for faster shipping")                                                \
    X(ORDER_MARKETPLACE, "order.marketplace", TEXT, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,           \
      "the marketplace it was placed on; not given for the shop's own site")                       \
    X(ORDER_COUNTRY, "order.country", TEXT, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,                   \
      "where it goes: ISO 3166, two capital letters")                                              \
    X(ORDER_REVIEW_SCORE, "order.review_score", NUMBER, 0, 1, ANY, NONE, UNKNOWN, HOST, SET,       \
      "the score of the customer's review")                                                        \
    X(ORDER_RETURNED_AT, "order.returned_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,           \
      "when what came back arrived at the shop")                                                   \
    X(ORDER_CANCELLED_AT, "order.cancelled_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,         \
      "when it was cancelled; not given while it is not")                                          \
    X(ORDER_REVIEWED_AT, "order.reviewed_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST, SET,           \
      "when the customer reviewed it")                                                             \
    X(ORDER_ITEMS, "order.items", LIST, RECORD, 0, ANY, NONE, UNKNOWN, HOST, LATER,                \
      "the things in it: `sku` and `category` (text), `quantity` (number), `price` (money)")       \
    X(ORDER_HAS_HIGH_VALUE_GOODS, "order.has_high_value_goods", BOOL, 0, 0, ANY, NONE, ZERO, HOST, \
      SET, "there are things of high value in it, such as jewellery")                              \
    X(ORDER_IS_REPORTED, "order.is_reported", BOOL, 0, 0, ANY, NONE, ZERO, DESK, SET,              \
      "the shop reported it, and nobody else said anything about it")                              \
    X(SUBSCRIPTION_STATE, "subscription.state", TEXT, 0, 0, ANY, NONE, UNKNOWN, HOST, LATER,       \
      "its state, in the shop's own words")                                                        \
    X(SUBSCRIPTION_STARTED_AT, "subscription.started_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST,    \
      LATER, "when it began")                                                                      \
    X(SUBSCRIPTION_RENEWS_AT, "subscription.renews_at", TIME, 0, 0, ANY, NONE, UNKNOWN, HOST,      \
      LATER, "when it is renewed next")                                                            \
    X(SUBSCRIPTION_CANCELLED_AT, "subscription.cancelled_at", TIME, 0, 0, ANY, NONE, UNKNOWN,      \
      HOST, LATER, "when it was cancelled; not given while it is not")                             \
    X(SUBSCRIPTION_PRICE, "subscription.price", MONEY, 0, 0, ANY, NONE, UNKNOWN, HOST, LATER,      \
      "what it costs each time")                                                                   \
    X(MESSAGE_SENTIMENT, "message.sentiment", NUMBER, 0, 4, FEELING, NONE, UNKNOWN, HOST, LIVE,    \
      "how the customer feels, from -1 (angry) to 1 (happy)")                                      \
    X(MESSAGE_IS_ABUSIVE, "message.is_abusive", BOOL, 0, 0, ANY, NONE, ZERO, HOST, LIVE,           \
      "insults or threatens the desk")                                                             \
    X(MESSAGE_MENTIONS_LEGAL_ACTION, "message.mentions_legal_action", BOOL, 0, 0, ANY, NONE, ZERO, \
      HOST, LIVE, "speaks of lawyers, courts or authorities")                                      \
    X(MESSAGE_SUSPECTS_FRAUD, "message.suspects_fraud", BOOL, 0, 0, ANY, NONE, ZERO, HOST, LIVE,   \
      "looks like fraud, or reports it")                                                           \
    X(MESSAGE_MENTIONS_INJURY, "message.mentions_injury", BOOL, 0, 0, ANY, NONE, ZERO, HOST, LIVE, \
      "speaks of somebody being hurt")                                                             \
    X(MESSAGE_ASKS_FOR_HUMAN, "message.asks_for_human", BOOL, 0, 0, ANY, NONE, ZERO, HOST, LIVE,   \
      "asks for a person")                                                                         \
    X(MESSAGE_LANGUAGE, "message.language", NAME, 0, 0, ANY, LANGUAGES, UNKNOWN, HOST, LIVE,       \
      "the language it is written in")                                                             \
    X(MESSAGE_INTENT, "message.intent", TEXT, 0, 0, ANY, NONE, UNKNOWN, HOST, LIVE,                \
      "what the customer wants, in the words of whatever found it out")                            \
    X(MESSAGE_CONFIDENCE, "message.confidence", NUMBER, 0, 4, SHARE, NONE, UNKNOWN, HOST, LIVE,    \
      "how sure that is, from 0 to 1")                                                             \
    X(MESSAGE_REPORTS_PRIVACY_BREACH, "message.reports_privacy_breach", BOOL, 0, 0, ANY, NONE,     \
      ZERO, HOST, LIVE, "says that somebody's data came into wrong hands")                         \
    X(MESSAGE_IS_HARASSING, "message.is_harassing", BOOL, 0, 0, ANY, NONE, ZERO, HOST, LIVE,       \
      "harasses somebody: is_abusive is less than that")                                           \
    X(MESSAGE_NEEDS_COMPLEX_POLICY, "message.needs_complex_policy", BOOL, 0, 0, ANY, NONE, ZERO,   \
      HOST, LIVE, "no simple rule answers it")                                                     \
    X(MESSAGE_IS_DISPUTED, "message.is_disputed", BOOL, 0, 0, ANY, NONE, ZERO, HOST, LIVE,         \
      "the customer disputes the facts")                                                           \
    X(REQUEST_AMOUNT, "request.amount", MONEY, 0, 0, ANY, NONE, UNKNOWN, DESK, LIVE,               \
      "how much, where it is about money")                                                         \
    X(REQUEST_REMEDY, "request.remedy", NAME, 0, 0, ANY, REMEDIES, UNKNOWN, DESK, LIVE,            \
      "what is to be given or done")                                                               \
    X(AGENT_ROLES, "agent.roles", LIST, NAME, 0, ANY, ROLES, UNKNOWN, DESK, LIVE,                  \
      "the roles of the agent who acts")                                                           \
    X(AGENT_TEAMS, "agent.teams", LIST, NAME, 0, ANY, TEAMS, UNKNOWN, DESK, LIVE,                  \
      "the teams of the agent who acts")                                                           \
    X(AGENT_SKILLS, "agent.skills", LIST, NAME, 0, ANY, SKILLS, UNKNOWN, LATER, LATER,             \
      "the skills of the agent who acts")                                                          \
    X(FLOOR_CURRENT, "floor.current", NAME, 0, 0, ANY, FLOORS, UNKNOWN, POLICY, LIVE,              \
      "the tier of handling that the ticket is on")                                                \
    X(FLOOR_MINIMUM, "floor.minimum", NAME, 0, 0, ANY, FLOORS, UNKNOWN, POLICY, LIVE,              \
      "the lowest tier that it may be on")                                                         \
    X(TIMER_FIRST_REPLY_LEFT, "timer.first_reply_left", DURATION, 0, 0, ANY, NONE, UNKNOWN, LATER, \
      LATER, "what is left until the first reply is late")                                         \
    X(TIMER_RESOLUTION_LEFT, "timer.resolution_left", DURATION, 0, 0, ANY, NONE, UNKNOWN, LATER,   \
      LATER, "what is left until the solution is late")

/* The index of each built-in fact, and of its slot in a case. Custom fields follow. */
#define SUP__FACT_ENUM(id, name, type, item, scale, range, domain, absence, source, state,         \
                       meaning)                                                                    \
    SUP__F_##id,
enum sup__policy_fact { SUP__POLICY_FACTS(SUP__FACT_ENUM) SUP__F_COUNT };

struct sup__policy;

enum sup__fact_state { SUP__FACT_LATER = 0, SUP__FACT_SET, SUP__FACT_LIVE };

/** The built-in facts without their domains: for the documentation. SUP__F_COUNT of them. */
const struct sup__fact *sup__builtin_facts(void);
/** Which list the names of a built-in fact come from (enum sup__policy_domain). */
int32_t sup__builtin_fact_domain(uint32_t index);
/** When it is there: enum sup__fact_state. */
int32_t sup__builtin_fact_state(uint32_t index);
/** What a domain is called: "priority". */
const char *sup__domain_what(int32_t domain);

/** Make the policy's domains and facts, once its lists and fields are there. 0: out of memory. */
int sup__policy_build_facts(struct sup__policy *policy, struct sup__arena *scratch);

/** Fill the slots that follow from a channel: itself, its kind, whether it is public. */
void sup__facts_set_channel(const struct sup__policy *policy, struct sup__slot *slots,
                            int32_t channel);

#endif
