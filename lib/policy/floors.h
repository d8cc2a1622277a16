/*
 * floors.h: what the readers of escalation floors share: floors.c reads the section, floor_parts.c
 * what one floor has, floor_checks.c looks at what was read as a whole.
 */
#ifndef SUP__POLICY_FLOORS_H
#define SUP__POLICY_FLOORS_H

#include "policy/reading.h"

/* The members of a floor. */
enum {
    SUP__FLOOR_NAME,
    SUP__FLOOR_LABEL,
    SUP__FLOOR_TEAM,
    SUP__FLOOR_ROLES,
    SUP__FLOOR_CALENDAR,
    SUP__FLOOR_RULES,
    SUP__FLOOR_LIMITS,
    SUP__FLOOR_ON_LIMIT,
    SUP__FLOOR_SIGN_OFF,
    SUP__FLOOR_HOLD,
    SUP__FLOOR_CLEARANCE,
    SUP__FLOOR_EVIDENCE,
    SUP__FLOOR_RESOLUTION,
    SUP__FLOOR_NOTIFY,
    SUP__FLOOR_TARGETS,
    SUP__FLOOR_LOWERED_BY,
    SUP__FLOOR_TAGS,
    SUP__FLOOR_KNOWLEDGE,
    SUP__FLOOR_MEMBERS
};

/* ---- floor_parts.c: of one floor; a NULL node or list is not there ---- */

/** Names of facts, by index; once they are known. */
const uint32_t *sup__read_required(struct sup__reading *reading, const struct sup__json *list,
                                   uint32_t *count);
void sup__read_sign_off(struct sup__reading *reading, const struct sup__json *node,
                        struct sup__floor *floor);
void sup__read_floor_holds(struct sup__reading *reading, const struct sup__json *list,
                           struct sup__floor *floor);
void sup__read_evidence(struct sup__reading *reading, const struct sup__json *node,
                        struct sup__floor *floor);
void sup__read_resolution(struct sup__reading *reading, const struct sup__json *list,
                          struct sup__floor *floor);
void sup__read_notified(struct sup__reading *reading, const struct sup__json *node,
                        struct sup__floor *floor);
void sup__read_floor_tags(struct sup__reading *reading, const struct sup__json *list,
                          struct sup__floor *floor);

/* ---- floor_limits.c ---- */

/** The limits of a floor, whose calendar is known. */
void sup__read_limits(struct sup__reading *reading, const struct sup__json *list,
                      struct sup__floor *floor);
/** Warn of targets that are longer than the limit of the same tickets. */
void sup__check_floor_targets(struct sup__reading *reading, const struct sup__json *list,
                              const struct sup__floor *floor);

/* ---- floor_checks.c ---- */

/** Look at all floors, once they and their rules are read. */
void sup__check_floors(struct sup__reading *reading, const struct sup__entries *entries);
/** Look at the condition of a risk rule that leads to that floor: it asks for nothing that a floor
 *  below may change. */
void sup__check_floor_rule(struct sup__reading *reading, const struct sup__json *when,
                           const struct sup__condition *condition, int32_t floor);

#endif
