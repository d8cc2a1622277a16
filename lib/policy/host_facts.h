/*
 * host_facts.h: which facts a host may report, and how they are called in a report.
 *
 * They are those of the table in facts.h that only the shop's backend knows, without what stands
 * before the point: `order.total` is `total` of an order. Lists of records are left out, since a
 * report has one text for a value.
 */
#ifndef SUP__POLICY_HOST_FACTS_H
#define SUP__POLICY_HOST_FACTS_H

#include "policy/policy.h"

/** 1 for kinds of things whose facts are in the table: "order", "subscription". */
int sup__host_kind(const char *kind);
/** The index of a fact of a group ("order"); -1: there is none of that name to be reported. */
int32_t sup__host_fact(const char *group, const char *name);
/** The name in that group that is nearest to a wrong one; NULL: none is near. Static. */
const char *sup__host_fact_nearest(const char *group, const char *name);

#endif
