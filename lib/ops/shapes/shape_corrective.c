/*
 * shape_corrective.c: the structs of corrective.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/figures/corrective.h"
#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/people.h"
#include "supportcore/ticket.h"

#define ACTION(s) SUP__ID(s, corrective_id, SUP_FIELD_REQUIRED, "The corrective action.")

static const struct sup_field corrective_record_params_fields[] = {
    SUP__ROW_KEY(sup_corrective_record_params),
    SUP__CODE(sup_corrective_record_params, line, SUP_FIELD_REQUIRED,
              "A line of the policy's scorecard."),
    SUP__TEXT(sup_corrective_record_params, text, SUP_CORRECTIVE_TEXT_BYTES_MAX, SUP_FIELD_REQUIRED,
              "What is to be done."),
    SUP__ID(sup_corrective_record_params, owner_id, 0, "The agent who does it."),
    SUP__CODE(sup_corrective_record_params, owner_role, 0,
              "The role that does it; without either it is who answers for the line."),
    SUP__TIME(sup_corrective_record_params, due_ms, "due_at", SUP_FIELD_REQUIRED, "By when."),
};
SUP__PARAMS(corrective_record_params, "What is to be done, by whom and when.");

static const struct sup_field corrective_change_params_fields[] = {
    SUP__ROW_KEY(sup_corrective_change_params),
    ACTION(sup_corrective_change_params),
    SUP__TEXT(sup_corrective_change_params, text, SUP_CORRECTIVE_TEXT_BYTES_MAX, 0,
              "What is to be done; absent: as it was."),
    SUP__ID(sup_corrective_change_params, owner_id, 0, "Another agent."),
    SUP__CODE(sup_corrective_change_params, owner_role, 0, "Another role."),
    SUP__TIME(sup_corrective_change_params, due_ms, "due_at", 0, "Another time."),
};
SUP__PARAMS(corrective_change_params, "What is another about it.");

static const struct sup_field corrective_close_params_fields[] = {
    SUP__ROW_KEY(sup_corrective_close_params),
    ACTION(sup_corrective_close_params),
    SUP__ENUM(sup_corrective_close_params, state, sup__corrective_state_names, SUP_FIELD_REQUIRED,
              "done or dropped."),
    SUP__TEXT(sup_corrective_close_params, note, SUP_CORRECTIVE_TEXT_BYTES_MAX, 0,
              "What came of it, or why not."),
};
SUP__SHAPE(corrective_close_params, "What became of it.");

static const struct sup_field corrective_list_params_fields[] = {
    SUP__CODE(sup_corrective_list_params, line, 0, "Of this line."),
    SUP__ENUM(sup_corrective_list_params, state, sup__corrective_state_names, 0,
              "Absent: all of them."),
    SUP__BOOL(sup_corrective_list_params, is_overdue, 0, "Open ones only whose time is over."),
    SUP__ID(sup_corrective_list_params, owner_id, 0, "Of this agent."),
    SUP__CODE(sup_corrective_list_params, owner_role, 0, "Of this role."),
    SUP__ROW_LIMIT(sup_corrective_list_params),
    SUP__ID(sup_corrective_list_params, after_id, 0, "The page after this one."),
};
SUP__SHAPE(corrective_list_params, "Which corrective actions to read.");

static const struct sup_field corrective_fields[] = {
    SUP__ID(sup_corrective, id, SUP_FIELD_REQUIRED, "The corrective action."),
    SUP__CODE(sup_corrective, line, SUP_FIELD_REQUIRED, "Of which line of the scorecard."),
    SUP__TEXT(sup_corrective, text, 0, SUP_FIELD_REQUIRED, "What is to be done."),
    SUP__ID(sup_corrective, owner_id, 0, "The agent who does it."),
    SUP__TEXT(sup_corrective, owner_name, 0, 0, "Their name."),
    SUP__CODE(sup_corrective, owner_role, 0, "The role that does it."),
    SUP__TIME(sup_corrective, due_ms, "due_at", SUP_FIELD_REQUIRED, "By when."),
    SUP__ENUM(sup_corrective, state, sup__corrective_state_names, SUP_FIELD_REQUIRED,
              "What became of it."),
    SUP__BOOL(sup_corrective, is_overdue, SUP_FIELD_REQUIRED, "It is open, and its time is over."),
    SUP__TIME(sup_corrective, recorded_ms, "recorded_at", SUP_FIELD_REQUIRED,
              "Since when it is there."),
    SUP__ID(sup_corrective, by_id, 0, "The agent who recorded it."),
    SUP__ENUM(sup_corrective, by_kind, sup__actor_kind_names, SUP_FIELD_REQUIRED,
              "What kind of actor recorded it."),
    SUP__INT(sup_corrective, changes, SUP_FIELD_REQUIRED, "How often it was changed."),
    SUP__TIME(sup_corrective, changed_ms, "changed_at", 0, "When last."),
    SUP__TIME(sup_corrective, closed_ms, "closed_at", 0, "Absent while it is open."),
    SUP__TEXT(sup_corrective, note, 0, 0, "What was said when it was closed."),
};
SUP__SHAPE(corrective, "What is done about a figure that misses its target.");

static const struct sup_field corrective_list_fields[] = {
    SUP__OBJECTS(sup_corrective_list, items, count, sup_corrective, &sup__shape_corrective,
                 SUP_PAGE_MAX, SUP_FIELD_REQUIRED, "By when they were recorded, then by id."),
    SUP__ROW_NEXT(sup_corrective_list),
};
SUP__SHAPE(corrective_list, "A page of corrective actions.");
