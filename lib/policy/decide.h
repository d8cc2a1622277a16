/*
 * decide.h: what the policy says about a case: segments, priority, team, floor, promises.
 *
 * Pure functions of a policy and a case: no I/O, no memory, no failure. A case's slots are those of
 * policy->facts; what a decision finds out is put into them by whoever asks, in this order, since a
 * later list may ask what an earlier one decided: segments, priority, routing, floors, SLA.
 */
#ifndef SUP__POLICY_DECIDE_H
#define SUP__POLICY_DECIDE_H

#include "policy/policy.h"

/* Why a decision is what it is. */
enum sup__why {
    SUP__WHY_NOTHING = 0, /* nothing decides it */
    SUP__WHY_GIVEN,       /* it was said when the ticket was opened */
    SUP__WHY_RULE,        /* the rule of that index */
    SUP__WHY_MATRIX,      /* the cell of the impact and the urgency */
    SUP__WHY_DEFAULT,     /* the policy's default */
    SUP__WHY_REASON,      /* the team that owns the reason */
    SUP__WHY_CHANNEL      /* the team that owns the channel */
};

struct sup__decision {
    int32_t result; /* a priority, a team or an SLA policy, by index; -1: none */
    int32_t rule;   /* the rule that matched; -1: none did */
    int32_t why;    /* enum sup__why */
};

/** A case of these slots. `policy` must live as long as it is used. */
struct sup__case sup__policy_case(const struct sup__policy *policy, const struct sup__slot *slots,
                                  int64_t now_ms);

/**
 * The segments that a case is in, in the document's order: the first is its main one.
 *
 * @param items  filled with one slot for each: room for policy->segments.count
 * @return how many
 */
uint32_t sup__decide_segments(const struct sup__policy *policy, const struct sup__case *given,
                              struct sup__slot *items);
/** Put them into the slots of a case: customer.segment and customer.segments. `items` is borrowed
 *  for as long as the slots are used. */
void sup__facts_set_segments(struct sup__slot *slots, const struct sup__slot *items,
                             uint32_t count);

/** The priority that was given; else of the first rule that matches; else of the matrix; else the
 *  default. There always is one. */
struct sup__decision sup__decide_priority(const struct sup__policy *policy,
                                          const struct sup__case *given);
/** The team that was given; else of the first rule that matches; else of the reason; else of the
 *  channel; else none. */
struct sup__decision sup__decide_routing(const struct sup__policy *policy,
                                         const struct sup__case *given);
/** The first SLA policy that matches; `result` is the same index. */
struct sup__decision sup__decide_sla(const struct sup__policy *policy,
                                     const struct sup__case *given);
/** The first target of an SLA policy for a metric (enum sup__metric) that fits the case's channel
 *  and priority; -1: none. */
int32_t sup__decide_target(const struct sup__policy *policy, int32_t sla, int32_t metric,
                           const struct sup__case *given);

/** The same for a channel and a priority by index; -1: none that the policy has. */
int32_t sup__find_target(const struct sup__policy *policy, int32_t sla, int32_t metric,
                         int32_t channel, int32_t priority);

/** 1 when a floor's rule asks for its floor: it matches, or a fact that it requires is not known.
 */
int sup__floor_rule_asks(const struct sup__policy *policy, uint32_t rule,
                         const struct sup__case *given);
/**
 * The highest floor that a rule asks for. A rule matches when its condition does, and when a fact
 * that it requires is not known.
 *
 * @param done   a bit for each rule (rule i: bit i % 8 of byte i / 8) that counts no more; NULL:
 *               all count
 * @param rules  filled with the rules that match, by index, ascending: room for
 *               policy->floor_rules.count
 * @return the floor's index; -1: no rule matches
 */
int32_t sup__decide_floor(const struct sup__policy *policy, const struct sup__case *given,
                          const uint8_t *done, uint32_t *rules, uint32_t *count);
/** The first limit of a floor, of those from the assignment or of those from the arrival, that fits
 * a channel and a priority (-1: none that the policy has); NULL: none. */
const struct sup__floor_limit *sup__find_floor_limit(const struct sup__floor *floor,
                                                     int32_t is_from_assignment, int32_t channel,
                                                     int32_t priority);
/** 1: a floor has a limit from the assignment, for whatever channel and priority. */
int sup__floor_limits_work(const struct sup__floor *floor);
/**
 * What a floor allows or promises of a metric (enum sup__metric), for a channel and a priority: its
 * limits from the arrival and from the assignment, the time to sign, its targets.
 *
 * @param[out] target  filled, also when there is none
 * @return which one of the floor's limits, or targets, it is; 0 of the time to sign; -1: none
 */
int32_t sup__find_floor_target(const struct sup__floor *floor, int32_t metric, int32_t channel,
                               int32_t priority, struct sup__target *target);
/** 1 when an agent with that id and these roles is among them.
 *
 *  @param roles  names separated by spaces; NULL: none */
int sup__holds(const struct sup__policy *policy, const struct sup__holders *holders,
               int64_t agent_id, const char *roles);

struct sup__ruling {
    int32_t row;          /* the one that decides; -1: none covers it, so it is refused */
    int32_t is_undecided; /* 1: whether it matches cannot be said, so it is refused */
};

/**
 * The first row of the matrix that is for a request, from a row on. What is asked for is in the
 * case: request.remedy, which must be there, request.amount, agent.roles and agent.teams.
 *
 * @param agent_id  who asks
 * @param first     0; or one behind a row whose limit passes it on
 */
struct sup__ruling sup__decide_authority(const struct sup__policy *policy,
                                         const struct sup__case *given, int64_t agent_id,
                                         uint32_t first);

/** "rule", "matrix", ...; "" for SUP__WHY_NOTHING. Static. */
const char *sup__why_name(int32_t why);

#endif
