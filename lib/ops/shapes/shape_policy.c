/*
 * shape_policy.c: the structs of policy.h about versions and tests, as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "policy/authority.h"
#include "supportcore/people.h"
#include "supportcore/policy.h"

static const char *const change_kind_names[] = {"added", "removed", "changed", "moved", NULL};
static const char *const verdict_names[] = {"false", "true", "unknown", NULL};

enum { FACTS_BYTES_MAX = 1048576 };

static const struct sup_field policy_list_params_fields[] = {
    SUP__ID(sup_policy_list_params, after_id, 0,
            "Versions before that one; absent begins at the newest."),
    SUP__ROW_LIMIT(sup_policy_list_params),
};
SUP__SHAPE(policy_list_params, "Which page of the policy's versions to read.");

static const struct sup_field policy_version_fields[] = {
    SUP__INT(sup_policy_version, version, 0, "1, 2, 3 ..."),
    SUP__BOOL(sup_policy_version, is_active, 0, "It is the one in force."),
    SUP__TEXT(sup_policy_version, digest, SUP_POLICY_DIGEST_BYTES, SUP_FIELD_REQUIRED,
              "BLAKE2b-256 of the document's bytes, in hexadecimal."),
    SUP__INT(sup_policy_version, sequence, 0, "The event that activated it."),
    SUP__TIME(sup_policy_version, activated_ms, "activated_at", SUP_FIELD_REQUIRED,
              "When it was activated."),
    SUP__ENUM(sup_policy_version, actor_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "Who activated it."),
    SUP__ID(sup_policy_version, actor_id, 0, "Who activated it."),
};
SUP__SHAPE(policy_version, "One version of the policy.");

static const struct sup_field policy_list_fields[] = {
    SUP__OBJECTS(sup_policy_list, items, count, sup_policy_version, &sup__shape_policy_version,
                 SUP_PAGE_MAX, SUP_FIELD_REQUIRED, "Versions, newest first."),
    SUP__ROW_NEXT(sup_policy_list),
};
SUP__SHAPE(policy_list, "A page of the policy's versions.");

static const struct sup_field policy_diff_params_fields[] = {
    SUP__INT(sup_policy_diff_params, from_version, 0, "The older one; 0 for the active one."),
    SUP__BOOL(sup_policy_diff_params, from_is_builtin, 0, "The older one is the built-in policy."),
    SUP__INT(sup_policy_diff_params, to_version, 0, "The newer one; 0 for the active one."),
    SUP__BOOL(sup_policy_diff_params, to_is_builtin, 0, "The newer one is the built-in policy."),
    SUP__JSON(sup_policy_diff_params, document, SUP_POLICY_BYTES_MAX, 0,
              "The newer one is this document."),
};
SUP__PARAMS(policy_diff_params, "Which policies to compare.");

static const struct sup_field policy_change_fields[] = {
    SUP__ENUM(sup_policy_change, kind, change_kind_names, SUP_FIELD_REQUIRED, "What happened."),
    SUP__TEXT(sup_policy_change, pointer, 0, SUP_FIELD_REQUIRED,
              "Where, as a JSON pointer into the newer document; of what is gone, the older."),
    SUP__TEXT(sup_policy_change, text, 0, SUP_FIELD_REQUIRED, "What changed, in words."),
    SUP__TEXT(sup_policy_change, before, 0, 0, "The value before, as JSON text."),
    SUP__TEXT(sup_policy_change, after, 0, 0,
              "The value after, as JSON text; of an order, the names."),
};
SUP__SHAPE(policy_change, "One thing that differs between two policies.");

static const struct sup_field policy_diff_fields[] = {
    SUP__OBJECTS(sup_policy_diff, changes, count, sup_policy_change, &sup__shape_policy_change, 0,
                 SUP_FIELD_REQUIRED, "All that differs, in the order of the newer document."),
};
SUP__SHAPE(policy_diff, "What differs between two policies.");

static const struct sup_field policy_rollback_params_fields[] = {
    SUP__ROW_KEY(sup_policy_rollback_params),
    SUP__INT(sup_policy_rollback_params, to_version, 0, "Whose document is activated again."),
    SUP__BOOL(sup_policy_rollback_params, is_builtin, 0, "Go back to the built-in policy."),
    SUP__BOOL(sup_policy_rollback_params, is_strict, 0, "A warning refuses like an error."),
    SUP__ROWS_USE(sup_policy_rollback_params),
};
SUP__SHAPE(policy_rollback_params, "Which policy to go back to.");

static const struct sup_field policy_test_params_fields[] = {
    SUP__JSON(sup_policy_test_params, facts, FACTS_BYTES_MAX, SUP_FIELD_REQUIRED,
              "What is known about the case: {\"ticket\": {\"channel\": \"chat\"}}."),
    SUP__INT(sup_policy_test_params, version, 0, "Which policy; 0 for the active one."),
    SUP__BOOL(sup_policy_test_params, is_builtin, 0, "The built-in policy."),
    SUP__JSON(sup_policy_test_params, document, SUP_POLICY_BYTES_MAX, 0,
              "This document instead, which need not be active."),
};
SUP__SHAPE(policy_test_params, "A case for a policy to decide.");

static const struct sup_field policy_step_fields[] = {
    SUP__COUNT(sup_policy_step, depth, 0, SUP_FIELD_REQUIRED,
               "0 is the whole condition; the parts of a step follow it, one deeper."),
    SUP__ENUM(sup_policy_step, verdict, verdict_names, SUP_FIELD_REQUIRED, "What it came to."),
    SUP__TEXT(sup_policy_step, text, 0, SUP_FIELD_REQUIRED, "What is asked."),
    SUP__TEXT(sup_policy_step, value, 0, 0, "The values of the facts in it."),
    SUP__TEXT(sup_policy_step, pointer, 0, SUP_FIELD_REQUIRED,
              "Where it is written, as a JSON pointer."),
};
SUP__SHAPE(policy_step, "One step of an evaluation.");

static const struct sup_field policy_rule_fields[] = {
    SUP__TEXT(sup_policy_rule, section, 0, SUP_FIELD_REQUIRED,
              "The member of the document: segments, priority_rules, routing, floors or sla."),
    SUP__TEXT(sup_policy_rule, name, 0, SUP_FIELD_REQUIRED, "The rule's name."),
    SUP__TEXT(sup_policy_rule, pointer, 0, SUP_FIELD_REQUIRED, "Where it is, as a JSON pointer."),
    SUP__TEXT(sup_policy_rule, result, 0, 0, "What it leads to: a priority, a team or a floor."),
    SUP__ENUM(sup_policy_rule, verdict, verdict_names, SUP_FIELD_REQUIRED,
              "What its condition came to; unknown does not match."),
    SUP__BOOL(sup_policy_rule, is_applied, 0,
              "It decided: no earlier rule did; of floors each that asks for its floor."),
    SUP__OBJECTS(sup_policy_rule, steps, step_count, sup_policy_step, &sup__shape_policy_step, 0,
                 SUP_FIELD_REQUIRED, "How its condition was evaluated; none for one without."),
};
SUP__SHAPE(policy_rule, "One rule, and how it came out.");

static const struct sup_field policy_target_fields[] = {
    SUP__TEXT(sup_policy_target, metric, 0, SUP_FIELD_REQUIRED, "What is promised."),
    SUP__DURATION(sup_policy_target, within_ms, 0, "Within which time."),
    SUP__TEXT(sup_policy_target, calendar, 0, 0, "On whose hours it counts; absent: on all."),
    SUP__TEXT(sup_policy_target, pointer, 0, SUP_FIELD_REQUIRED, "Where it is, as a JSON pointer."),
};
SUP__SHAPE(policy_target, "A target that applies to the case.");

static const struct sup_field policy_demand_fields[] = {
    SUP__TEXT(sup_policy_demand, what, 0, SUP_FIELD_REQUIRED,
              "hold, evidence, signature or sign_off."),
    SUP__TEXT(sup_policy_demand, name, 0, SUP_FIELD_REQUIRED,
              "The action that is held, the piece of evidence, the signature; of a sign-off the "
              "floor to which it leads."),
    SUP__TEXT(sup_policy_demand, until, 0, SUP_FIELD_REQUIRED,
              "Of a hold what ends it: clearance, move_up or resolution; of the others what they "
              "are needed for: leaving or solving."),
    SUP__TEXT(sup_policy_demand, from, 0, 0,
              "Who may give that, as roles and agents; absent of evidence, and of a hold until the "
              "resolution is signed."),
    SUP__ENUM(sup_policy_demand, verdict, verdict_names, SUP_FIELD_REQUIRED,
              "What the condition of a signature came to: it is asked for unless that is false."),
    SUP__TEXT(sup_policy_demand, pointer, 0, SUP_FIELD_REQUIRED, "Where it is, as a JSON pointer."),
};
SUP__SHAPE(policy_demand, "What a floor asks for.");

static const struct sup_field policy_test_fields[] = {
    SUP__TEXT(sup_policy_test, segment, 0, 0, "The case's main segment."),
    SUP__TEXTS(sup_policy_test, segments, segment_count, 0, 0, SUP_FIELD_REQUIRED,
               "All segments that it is in."),
    SUP__TEXT(sup_policy_test, priority, 0, SUP_FIELD_REQUIRED, "Its priority."),
    SUP__TEXT(sup_policy_test, priority_why, 0, SUP_FIELD_REQUIRED, "What decided the priority."),
    SUP__TEXT(sup_policy_test, team, 0, 0, "The team that gets it."),
    SUP__TEXT(sup_policy_test, team_why, 0, 0, "What decided the team."),
    SUP__TEXT(sup_policy_test, sla, 0, 0, "The SLA policy that applies."),
    SUP__OBJECTS(sup_policy_test, targets, target_count, sup_policy_target,
                 &sup__shape_policy_target, 0, SUP_FIELD_REQUIRED, "The targets that apply."),
    SUP__OBJECTS(sup_policy_test, rules, rule_count, sup_policy_rule, &sup__shape_policy_rule, 0,
                 SUP_FIELD_REQUIRED, "Every rule, in the order of evaluation."),
    SUP__TEXT(sup_policy_test, floor, 0, 0, "The floor that it begins on."),
    SUP__TEXTS(sup_policy_test, floor_rules, floor_rule_count, 0, 0, SUP_FIELD_REQUIRED,
               "The rules that asked for this floor or for one below it."),
    SUP__OBJECTS(sup_policy_test, floor_targets, floor_target_count, sup_policy_target,
                 &sup__shape_policy_target, 0, SUP_FIELD_REQUIRED,
                 "How long the case may be on that floor, the time to sign, and what it promises; "
                 "of that and the SLA policy's the shorter counts."),
    SUP__TEXT(sup_policy_test, floor_on_limit, 0, 0,
              "What a limit of that floor does when it passes: rise or tell; absent: it has none."),
    SUP__OBJECTS(sup_policy_test, demands, demand_count, sup_policy_demand,
                 &sup__shape_policy_demand, 0, SUP_FIELD_REQUIRED,
                 "What that floor asks for, and what it holds."),
    SUP__TEXTS(sup_policy_test, notified, notified_count, 0, 0, SUP_FIELD_REQUIRED,
               "Who is told of an arrival there."),
    SUP__ENUM(sup_policy_test, effect, sup__effect_names, 0,
              "What the authority matrix says to request.remedy, before its limits."),
    SUP__CODE(sup_policy_test, row, 0,
              "The row of the matrix that says so; absent: none is for it."),
    SUP__TEXT(sup_policy_test, effect_why, 0, 0, "In words."),
};
SUP__SHAPE(policy_test, "What a policy decides about a case, and why.");
