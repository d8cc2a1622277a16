/*
 * authority_parts.h: what the readers of the section "authority" share: authority.c reads the
 * section and its rows, authority_amounts.c amounts, limits and approvals, authority_checks.c looks
 * at rows and whether they are reached, authority_gaps.c at what is left out, authority_index.c
 * makes it fast.
 */
#ifndef SUP__POLICY_AUTHORITY_PARTS_H
#define SUP__POLICY_AUTHORITY_PARTS_H

#include "policy/authority.h"
#include "policy/reading.h"

/* The members of a row. */
enum {
    SUP__ROW_NAME,
    SUP__ROW_LABEL,
    SUP__ROW_WHEN,
    SUP__ROW_ACTIONS,
    SUP__ROW_IN_ROLES,
    SUP__ROW_IN_TEAMS,
    SUP__ROW_IN_FLOORS,
    SUP__ROW_IN_SEGMENTS,
    SUP__ROW_IN_REASONS,
    SUP__ROW_AGENTS,
    SUP__ROW_AMOUNT,
    SUP__ROW_EFFECT,
    SUP__ROW_APPROVAL,
    SUP__ROW_LIMITS,
    SUP__ROW_MEMBERS
};

/** Names of remedies, "refund.*" and "*", as bits; 0 after a problem. */
uint64_t sup__read_remedies(struct sup__reading *reading, const struct sup__json *list);

/* ---- authority_amounts.c ---- */

void sup__read_row_ranges(struct sup__reading *reading, const struct sup__json *node,
                          struct sup__authority_row *row);
void sup__read_row_limits(struct sup__reading *reading, const struct sup__json *list,
                          struct sup__authority_row *row);
void sup__read_row_approval(struct sup__reading *reading, const struct sup__json *node,
                            struct sup__authority_row *row);

/* ---- authority_checks.c ---- */

/** Each row by itself, once it is read. */
void sup__check_row(struct sup__reading *reading, const struct sup__json *const *found,
                    const struct sup__json *item, const struct sup__authority_row *row);
/** The matrix as a whole, once its conditions are compiled. */
void sup__check_matrix(struct sup__reading *reading);

/* ---- authority_gaps.c ---- */

/** What the matrix leaves out. */
void sup__check_gaps(struct sup__reading *reading);
/** The amounts of those remedies that a row hands on beyond its limits, and no row behind it is for. */
void sup__check_handed(struct sup__reading *reading, uint32_t number, uint64_t remedies);

/* ---- authority_index.c ---- */

/** 0 when memory runs out. */
int sup__index_matrix(struct sup__policy *policy);

#endif
