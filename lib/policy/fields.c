/*
 * fields.c: custom fields: what a shop keeps about its tickets besides what every desk has.
 */
#include "policy/reading.h"

#include <string.h>

const char *const sup__field_type_names[SUP__FIELD_TYPES] = {
    "text", "integer", "decimal", "money", "boolean", "time", "choice", "choices",
};

enum { NAME, LABEL, TYPE, DECIMALS, OPTIONS, PRIVATE, FILLED_BY, MEMBER_COUNT };

static const struct sup__member members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},        {"label", 0, 0},
    {"type", SUP__JSON_TEXT, 1},        {"decimals", SUP__JSON_NUMBER, 0},
    {"options", SUP__JSON_LIST, 0},     {"private", 0, 0},
    {"filled_by", SUP__JSON_OBJECT, 0},
};

static const struct sup__entry_kind field_kind = {"field", SUP__POLICY_FIELDS_MAX, MEMBER_COUNT,
                                                  members, NULL};

static uint32_t read_decimals(struct sup__reading *reading, const struct sup__json *node)
{
    char shown[SUP__SHOWN_SIZE];

    if (sup__is_digit_alone(node->text) && node->text[0] >= '1' &&
        node->text[0] <= '0' + SUP__FACT_SCALE_MAX) {
        return (uint32_t)(node->text[0] - '0');
    }
    sup__problem(reading, SUP_MSG_POLICY_VALUE, node, "%s is not a number of decimals from 1 to %d",
                 sup__shown(node->text, shown), (int)SUP__FACT_SCALE_MAX);
    return 0;
}

/* Members that only some types have. */
static void check_type_members(struct sup__reading *reading, const struct sup__json *item,
                               const struct sup__json **found, int32_t type)
{
    int has_options = type == SUP__FIELD_CHOICE || type == SUP__FIELD_CHOICES;

    if (type < 0) {
        return;
    }
    if (has_options && found[OPTIONS] == NULL && sup__json_member(item, "options") == NULL) {
        sup__problem(reading, SUP_MSG_POLICY_MISSING, item,
                     "a field of the type %s needs \"options\"", sup__field_type_names[type]);
    } else if (!has_options && found[OPTIONS] != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, found[OPTIONS],
                     "a field of the type %s has no options", sup__field_type_names[type]);
    }
    if (type == SUP__FIELD_DECIMAL && found[DECIMALS] == NULL &&
        sup__json_member(item, "decimals") == NULL) {
        sup__problem(reading, SUP_MSG_POLICY_MISSING, item,
                     "a field of the type decimal needs \"decimals\"");
    } else if (type != SUP__FIELD_DECIMAL && found[DECIMALS] != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, found[DECIMALS],
                     "a field of the type %s has no decimals", sup__field_type_names[type]);
    }
}

static const char *fact_name(struct sup__reading *reading, const char *name)
{
    static const char prefix[] = "field.";
    size_t bytes = strlen(name);
    char *made = sup__keep(reading, sizeof prefix + bytes);

    if (made != NULL) {
        memcpy(made, prefix, sizeof prefix - 1);
        memcpy(made + sizeof prefix - 1, name, bytes + 1);
    }
    return made;
}

/* What gives somebody more, such as how badly it went, is not said by who profits from it. */
static void read_fillers(struct sup__reading *reading, const struct sup__json *node,
                         struct sup__holders *fillers)
{
    uint32_t errors = sup__error_count(reading);

    if (node == NULL) {
        return;
    }
    sup__read_holder(reading, node, fillers);
    if (fillers->role_count + fillers->agent_count == 0 && sup__error_count(reading) == errors) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, node,
                     "nobody may fill this: at least one role or agent is needed");
    }
    sup__check_holders(reading, SUP_MSG_POLICY_VALUE, node, fillers, "ticket.fill");
}

static void read_field(struct sup__reading *reading, const struct sup__json *item, const char *name,
                       const struct sup__json **found, struct sup__custom_field *field)
{
    const struct sup__json *options = found[OPTIONS];

    field->name = name;
    field->label = sup__read_label_of(reading, found[LABEL], name);
    field->fact_name = fact_name(reading, name);
    field->type = found[TYPE] != NULL ? sup__read_choice(reading, found[TYPE], "type of field",
                                                         sup__field_type_names, SUP__FIELD_TYPES)
                                      : -1;
    check_type_members(reading, item, found, field->type);
    field->decimals = found[DECIMALS] != NULL ? read_decimals(reading, found[DECIMALS]) : 0;
    field->options = sup__read_named(reading, options, "option", SUP__POLICY_OPTIONS_MAX, NULL,
                                     &field->option_names);
    field->option_count = field->option_names.count;
    if (options != NULL && options->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, options, "at least one option is needed");
    }
    field->domain.what = "option";
    field->domain.names = &field->option_names;
    field->is_private = sup__read_bool(reading, found[PRIVATE]);
    read_fillers(reading, found[FILLED_BY], &field->fillers);
}

void sup__read_fields(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    struct sup__custom_field *fields;
    struct sup__entries entries;

    if (node == NULL || !sup__read_entries(reading, node, &field_kind, &entries)) {
        return;
    }
    fields = sup__keep(reading, entries.names.count * sizeof *fields);
    if (fields == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count && !reading->is_out_of_memory; i++) {
        read_field(reading, entries.nodes[i], entries.names.names[i],
                   entries.found + (size_t)i * MEMBER_COUNT, &fields[i]);
    }
    policy->fields = fields;
    policy->field_count = entries.names.count;
    policy->field_names = entries.names;
}
