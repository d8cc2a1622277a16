/*
 * actions.c: what a role may be allowed to do.
 *
 * The policy layer is below the operations, so it cannot ask their table: it has its own list, and
 * a test compares the two.
 */
#include "policy/reading.h"

#include <string.h>

const char *const sup__policy_actions[] = {
    "agent.save",
    "agent.get",
    "agent.list",
    "customer.save",
    "customer.get",
    "ticket.open",
    "ticket.receive",
    "ticket.reply",
    "ticket.note",
    "ticket.move",
    "ticket.prioritize",
    "ticket.classify",
    "ticket.assign",
    "ticket.transfer",
    "ticket.tag",
    "ticket.untag",
    "ticket.fill",
    "reference.add",
    "reference.remove",
    "fact.record",
    "ticket.get",
    "ticket.list",
    "ticket.messages",
    "ticket.history",
    "policy.activate",
    "policy.check",
    "policy.show",
    "policy.list",
    "policy.diff",
    "policy.rollback",
    "policy.test",
    "event.list",
    "chain.head",
    "chain.verify",
    "desk.tick",
    "desk.next_due",
    "desk.summary",
    "desk.check",
    "desk.rebuild",
    "outbox.pull",
    "outbox.ack",
    "import.mark",
    "import.position",
    "agent.set_availability",
    "agent.sessions",
    "customer.resolve",
    "customer.merge",
    "customer.unmerge",
    "reference.report",
    "ticket.watch",
    "ticket.unwatch",
    "ticket.link",
    "ticket.unlink",
    "customer.report",
    "reference.get",
    "ticket.merge",
    "ticket.unmerge",
    "ticket.split",
    "customer.context",
    "ticket.handover",
    "customer.erase",
    "customer.export",
    "calendar.add",
    "calendar.subtract",
    "calendar.between",
    "calendar.is_open",
    "calendar.next_open",
    "calendar.next_close",
    "calendar.intervals",
    "ticket.timers",
    "sla.due",
    "sla.explain",
    "sla.guide",
    "sla.miss_summary",
    "sla.misses",
    "sla.record_cause",
    "ticket.remind",
    "ticket.unremind",
    "floor.escalate",
    "floor.lower",
    "floor.sign",
    "floor.evidence",
    "floor.explain",
    "floor.list",
    "floor.summary",
    "authority.check",
    "authority.request",
    "authority.execute",
    "authority.confirm",
    "authority.fail",
    "authority.withdraw",
    "authority.explain",
    "approval.decide",
    "approval.list",
    "authority.offer",
    "authority.precedents",
    "authority.review",
    "ledger.report",
    "ledger.list",
    "survey.asked",
    "survey.answered",
    "survey.list",
    "review.record",
    "outcome.rate",
    "review.list",
    "review.sample",
    "staffing.agents",
    "kpi.definitions",
    "kpi.query",
    "kpi.explain",
    "kpi.check",
    "kpi.rebuild",
    "kpi.drivers",
    "kpi.scorecard",
    "kpi.compare",
    "corrective.record",
    "corrective.change",
    "corrective.close",
    "corrective.list",
    "kpi.backlog",
    NULL,
};

/* What the customers themselves may be allowed: what shows them no more than what is theirs. */
static const char *const customer_actions[] = {
    "ticket.open",     "ticket.receive", "ticket.fill",    "ticket.get", "ticket.list",
    "ticket.messages", "reference.get",  "floor.escalate", NULL,
};

/* What a floor can hold: what changes a ticket that is there. A customer's message comes in all the
 * same, and what is done with floors leads out of them. */
const char *const sup__policy_held_actions[] = {
    "ticket.reply",      "ticket.note",   "ticket.move",      "ticket.prioritize",
    "ticket.classify",   "ticket.assign", "ticket.transfer",  "ticket.tag",
    "ticket.untag",      "ticket.fill",   "ticket.watch",     "ticket.unwatch",
    "ticket.link",       "ticket.unlink", "ticket.merge",     "ticket.unmerge",
    "ticket.split",      "ticket.remind", "ticket.unremind",  "reference.add",
    "reference.remove",  "fact.record",   "sla.record_cause", "authority.request",
    "authority.execute", "review.record", "outcome.rate",     NULL,
};

static int is_listed(const char *const *list, const char *action)
{
    for (; *list != NULL; list++) {
        if (strcmp(*list, action) == 0) {
            return 1;
        }
    }
    return 0;
}

int sup__policy_is_customer_action(const char *action)
{
    return is_listed(customer_actions, action);
}

int sup__policy_is_held_action(const char *action)
{
    return is_listed(sup__policy_held_actions, action);
}

/* One of the list, or all of one noun of which there is one. */
static int is_of(const char *const *list, const char *pattern)
{
    const char *dot = strchr(pattern, '.');

    if (is_listed(list, pattern)) {
        return 1;
    }
    if (dot == NULL || strcmp(dot, ".*") != 0) {
        return 0;
    }
    for (; *list != NULL; list++) {
        if (strncmp(*list, pattern, (size_t)(dot - pattern) + 1) == 0) {
            return 1;
        }
    }
    return 0;
}

int sup__policy_is_action(const char *pattern)
{
    return strcmp(pattern, "*") == 0 || is_of(sup__policy_actions, pattern);
}

int sup__policy_holds_some(const char *pattern)
{
    return is_of(sup__policy_held_actions, pattern);
}

/* The nouns, for the nearest one to a misspelled "noun.*". */
static const char *const nouns[] = {
    "agent.*",     "customer.*", "ticket.*",   "reference.*", "fact.*",     "policy.*",  "event.*",
    "chain.*",     "desk.*",     "outbox.*",   "import.*",    "calendar.*", "sla.*",     "floor.*",
    "authority.*", "approval.*", "staffing.*", "survey.*",    "review.*",   "outcome.*", "kpi.*",
    "ledger.*",    "corrective.*",
};

struct sup__candidates sup__policy_action_candidates(const char *wrong, int is_for_customers)
{
    struct sup__candidates candidates = {sup__policy_actions, 0};
    size_t bytes = strlen(wrong);

    if (is_for_customers) {
        candidates.names = customer_actions;
    } else if (bytes > 0 && wrong[bytes - 1] == '*') {
        candidates.names = nouns;
        candidates.count = sizeof nouns / sizeof nouns[0];
        return candidates;
    }
    while (candidates.names[candidates.count] != NULL) {
        candidates.count++;
    }
    return candidates;
}
