/*
 * lifecycle.c: when a ticket moves, and when it does not.
 */
#include "policy/lifecycle.h"

#include "base/when.h"

/* Written before the ticket was solved (late mail), or within the grace after. */
static int is_within_grace(const struct sup__policy *policy, const struct sup__message_facts *facts)
{
    return facts->at_ms <= facts->solved_ms ||
           facts->at_ms - facts->solved_ms <= policy->reopen_grace_ms;
}

struct sup__message_decision sup__decide_message(const struct sup__policy *policy,
                                                 const struct sup__message_facts *facts)
{
    struct sup__message_decision decision = {.to = -1};
    /* Of an import the source's own status rows say what happened. An absence note or a delivery
     * report asks for nothing: it lands where it belongs, and all stays as it is. */
    if (facts->is_import || facts->is_automated) {
        return decision;
    }
    decision.to = policy->on_customer_message[facts->category];
    if (facts->category == SUP_CATEGORY_CLOSED) {
        decision.is_follow_up = 1;
    } else if (facts->category == SUP_CATEGORY_SOLVED) {
        decision.is_follow_up = decision.to < 0 || !is_within_grace(policy, facts);
    }
    return decision;
}

struct sup__move sup__decide_move(const struct sup__policy *policy, int32_t from_category,
                                  int32_t from, int32_t to, int64_t begin_ms, int is_import)
{
    struct sup__move move = {0};
    int32_t category = policy->statuses[to].category;
    int was_done = from_category == SUP_CATEGORY_SOLVED || from_category == SUP_CATEGORY_CLOSED;
    int is_done = category == SUP_CATEGORY_SOLVED || category == SUP_CATEGORY_CLOSED;
    int is_revived = from_category == SUP_CATEGORY_CLOSED && category != SUP_CATEGORY_CLOSED;
    /* A status that an older policy had and this one has not: any move leads out of it, but none
     * out of closed, which is for good. */
    move.is_allowed =
        is_import || (!is_revived && (from < 0 || from == to ||
                                      sup__policy_may_move(policy, (uint32_t)from, (uint32_t)to)));
    move.is_reopening = was_done && !is_done;
    move.is_solving = is_done && !was_done;
    if (category == SUP_CATEGORY_SOLVED && policy->auto_close_ms) {
        move.close_ms = begin_ms + policy->auto_close_ms;
        move.close_ms += move.close_ms == 0; /* 0 says that nothing is due */
        if (move.close_ms > SUP__TIME_MAX_MS) {
            move.close_ms = SUP__TIME_MAX_MS; /* the last instant that has a text form */
        }
    }
    return move;
}
