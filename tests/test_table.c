/*
 * Tests of lib/ops/table.c: the operation table, the structs, the typed functions, the policy's
 * actions and the OpenRPC document say the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_read.h"
#include "policy/reading.h"
#include "supportcore.h"

typedef void (*function)(void);

/* Every typed function, by its operation. What is missing does not link. */
#define TYPED(name)                                                                                \
    {                                                                                              \
#name, (function)name                                                                      \
    }
static const struct {
    const char *name;
    function address;
} typed[] = {
    TYPED(sup_agent_save),
    TYPED(sup_agent_get),
    TYPED(sup_agent_list),
    TYPED(sup_customer_save),
    TYPED(sup_customer_get),
    TYPED(sup_ticket_open),
    TYPED(sup_ticket_receive),
    TYPED(sup_ticket_reply),
    TYPED(sup_ticket_note),
    TYPED(sup_ticket_move),
    TYPED(sup_ticket_prioritize),
    TYPED(sup_ticket_classify),
    TYPED(sup_ticket_assign),
    TYPED(sup_ticket_transfer),
    TYPED(sup_ticket_tag),
    TYPED(sup_ticket_untag),
    TYPED(sup_reference_add),
    TYPED(sup_reference_remove),
    TYPED(sup_fact_record),
    TYPED(sup_ticket_get),
    TYPED(sup_ticket_list),
    TYPED(sup_ticket_messages),
    TYPED(sup_ticket_history),
    TYPED(sup_policy_activate),
    TYPED(sup_policy_check),
    TYPED(sup_policy_show),
    TYPED(sup_event_list),
    TYPED(sup_chain_head),
    TYPED(sup_chain_verify),
    TYPED(sup_desk_tick),
    TYPED(sup_desk_next_due),
    TYPED(sup_desk_summary),
    TYPED(sup_desk_check),
    TYPED(sup_desk_rebuild),
    TYPED(sup_outbox_pull),
    TYPED(sup_outbox_ack),
    TYPED(sup_import_mark),
    TYPED(sup_import_position),
    TYPED(sup_agent_set_availability),
    TYPED(sup_agent_sessions),
    TYPED(sup_policy_list),
    TYPED(sup_policy_diff),
    TYPED(sup_policy_rollback),
    TYPED(sup_policy_test),
    TYPED(sup_ticket_fill),
    TYPED(sup_customer_resolve),
    TYPED(sup_customer_merge),
    TYPED(sup_customer_unmerge),
    TYPED(sup_reference_report),
    TYPED(sup_ticket_watch),
    TYPED(sup_ticket_unwatch),
    TYPED(sup_ticket_link),
    TYPED(sup_ticket_unlink),
    TYPED(sup_customer_report),
    TYPED(sup_reference_get),
    TYPED(sup_ticket_merge),
    TYPED(sup_ticket_unmerge),
    TYPED(sup_ticket_split),
    TYPED(sup_customer_context),
    TYPED(sup_ticket_handover),
    TYPED(sup_customer_erase),
    TYPED(sup_customer_export),
    TYPED(sup_calendar_add),
    TYPED(sup_calendar_subtract),
    TYPED(sup_calendar_between),
    TYPED(sup_calendar_is_open),
    TYPED(sup_calendar_next_open),
    TYPED(sup_calendar_next_close),
    TYPED(sup_calendar_intervals),
    TYPED(sup_ticket_timers),
    TYPED(sup_sla_due),
    TYPED(sup_sla_explain),
    TYPED(sup_sla_guide),
    TYPED(sup_ticket_remind),
    TYPED(sup_ticket_unremind),
    TYPED(sup_sla_record_cause),
    TYPED(sup_sla_misses),
    TYPED(sup_sla_miss_summary),
    TYPED(sup_floor_escalate),
    TYPED(sup_floor_lower),
    TYPED(sup_floor_sign),
    TYPED(sup_floor_evidence),
    TYPED(sup_floor_explain),
    TYPED(sup_floor_list),
    TYPED(sup_floor_summary),
    TYPED(sup_authority_check),
    TYPED(sup_authority_request),
    TYPED(sup_authority_execute),
    TYPED(sup_authority_confirm),
    TYPED(sup_authority_fail),
    TYPED(sup_authority_withdraw),
    TYPED(sup_authority_explain),
    TYPED(sup_approval_decide),
    TYPED(sup_approval_list),
    TYPED(sup_authority_offer),
    TYPED(sup_authority_precedents),
    TYPED(sup_authority_review),
    TYPED(sup_ledger_report),
    TYPED(sup_ledger_list),
    TYPED(sup_survey_asked),
    TYPED(sup_survey_answered),
    TYPED(sup_survey_list),
    TYPED(sup_review_record),
    TYPED(sup_outcome_rate),
    TYPED(sup_review_list),
    TYPED(sup_review_sample),
    TYPED(sup_staffing_agents),
    TYPED(sup_kpi_definitions),
    TYPED(sup_kpi_query),
    TYPED(sup_kpi_explain),
    TYPED(sup_kpi_check),
    TYPED(sup_kpi_rebuild),
    TYPED(sup_kpi_drivers),
    TYPED(sup_kpi_scorecard),
    TYPED(sup_kpi_compare),
    TYPED(sup_corrective_record),
    TYPED(sup_corrective_change),
    TYPED(sup_corrective_close),
    TYPED(sup_corrective_list),
    TYPED(sup_kpi_backlog),
};

enum { TYPED_COUNT = sizeof typed / sizeof typed[0], BYTES_MAX = 512 };

static void numbers_ascend_and_names_are_unique(void **state)
{
    int32_t last = 0;

    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);

        assert_true(operation->number > last);
        for (int32_t gap = last + 1; gap < operation->number; gap++) {
            assert_null(sup_operation_numbered(gap));
        }
        last = operation->number;
        assert_ptr_equal(sup_operation_numbered(last), operation);
        assert_ptr_equal(sup_operation_find(operation->name), operation);
    }
}

static void outside_the_table_is_nothing(void **state)
{
    (void)state;
    assert_null(sup_operation_at(-1));
    assert_null(sup_operation_at(sup_operation_count()));
    assert_null(sup_operation_numbered(-1));
    assert_null(sup_operation_numbered(0));
    assert_null(sup_operation_numbered(INT32_MAX));
    assert_null(sup_operation_find("ticket.ope"));
    assert_null(sup_operation_find("ticket.opened"));
    assert_null(sup_operation_find(""));
    assert_null(sup_operation_find(NULL));
}

static void every_operation_has_its_typed_function(void **state)
{
    (void)state;
    assert_int_equal(TYPED_COUNT, sup_operation_count());
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        char name[64] = "sup_";

        strncat(name, sup_operation_at(i)->name, sizeof name - 5);
        *strchr(name, '.') = '_';
        assert_string_equal(typed[i].name, name);
        assert_non_null(typed[i].address);
    }
}

static void every_action_is_one_that_a_policy_can_allow(void **state)
{
    int32_t count = 0;

    (void)state;
    while (sup__policy_actions[count] != NULL) {
        assert_non_null(sup_operation_find(sup__policy_actions[count]));
        count++;
    }
    assert_int_equal(count, sup_operation_count());
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        assert_true(sup__policy_is_action(sup_operation_at(i)->action));
    }
}

/* What names the ticket that it changes: not what floors themselves are about, nor what customers
 * write, which may name none. Money is held when it would be given, by the request's ticket. */
static void what_changes_a_ticket_can_be_held(void **state)
{
    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        int is_held = 0;

        for (uint32_t j = 0; j < operation->params->field_count; j++) {
            const struct sup_field *field = &operation->params->fields[j];

            is_held |= strcmp(field->name, "ticket_id") == 0 && field->flags & SUP_FIELD_REQUIRED;
        }
        is_held |= strcmp(operation->action, "authority.request") == 0 ||
                   strcmp(operation->action, "authority.execute") == 0;
        is_held = is_held && operation->flags & SUP_OPERATION_BATCHES &&
                  strncmp(operation->action, "floor.", 6) != 0;
        assert_int_equal(sup__policy_is_held_action(operation->action), is_held);
    }
}

static void flags_agree_with_what_is_answered(void **state)
{
    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        int records = (operation->flags & SUP_OPERATION_RECORDS) != 0;
        int writes = (operation->flags & SUP_OPERATION_WRITES) != 0;
        int batches = (operation->flags & SUP_OPERATION_BATCHES) != 0;
        int receipt = (operation->flags & SUP_OPERATION_RECEIPT) != 0;

        assert_int_equal(receipt, operation->result == NULL);
        assert_int_equal(writes || records, operation->writes[0] != '\0');
        assert_true(!records || (!writes && operation->governed_by));
        assert_true(!batches || receipt);
        assert_true(!receipt || writes);
        assert_true(strlen(operation->summary) > 10);
    }
}

static int is_table(const char *name, size_t bytes)
{
    const struct sup_schema *schema = sup_schema();

    for (uint32_t i = 0; i < schema->table_count; i++) {
        if (strlen(schema->tables[i].name) == bytes &&
            strncmp(schema->tables[i].name, name, bytes) == 0) {
            return 1;
        }
    }
    return 0;
}

static void assert_tables(const char *words)
{
    while (*words != '\0') {
        size_t bytes = strcspn(words, " ");

        if (!is_table(words, bytes)) {
            fail_msg("no such table: %s", words);
        }
        words += bytes + (words[bytes] == ' ');
    }
}

static void tables_that_are_named_exist(void **state)
{
    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        assert_tables(sup_operation_at(i)->reads);
        assert_tables(sup_operation_at(i)->writes);
    }
}

/* ---- shapes ---- */

static size_t bytes_of(const struct sup_field *field)
{
    if ((field->flags & SUP_FIELD_LIST) != 0) {
        return sizeof(void *);
    }
    switch (field->type) {
    case SUP_FIELD_BOOL:
    case SUP_FIELD_ENUM:
    case SUP_FIELD_COUNT:
        return 4;
    case SUP_FIELD_CODE:
    case SUP_FIELD_TEXT:
    case SUP_FIELD_JSON:
    case SUP_FIELD_OBJECT:
        return sizeof(void *);
    default:
        return 8;
    }
}

static void take(char *taken, const struct sup_shape *shape, size_t at, size_t bytes)
{
    assert_true(at % bytes == 0);
    assert_true(at + bytes <= shape->struct_bytes);
    for (size_t i = at; i < at + bytes; i++) {
        if (taken[i]) {
            fail_msg("two fields of %s share byte %zu", shape->name, i);
        }
        taken[i] = 1;
    }
}

static void check_names(const struct sup_shape *shape)
{
    for (uint32_t i = 0; i < shape->field_count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            assert_string_not_equal(shape->fields[i].name, shape->fields[j].name);
        }
        assert_true(strlen(shape->fields[i].summary) > 3);
    }
}

static void check_shape(const struct sup_shape *shape, int has_size)
{
    char taken[BYTES_MAX] = {0};

    assert_true(shape->struct_bytes <= BYTES_MAX);
    assert_true(shape->field_count <= 64); /* the JSON door keeps a bit for each */
    if (has_size) {
        take(taken, shape, 0, 4);
    }
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct sup_field *field = &shape->fields[i];

        take(taken, shape, field->offset, bytes_of(field));
        if ((field->flags & SUP_FIELD_LIST) != 0) {
            take(taken, shape, field->count_offset, 4);
        }
        assert_int_equal(field->type == SUP_FIELD_OBJECT, field->shape != NULL);
        assert_int_equal(field->type == SUP_FIELD_ENUM, field->names != NULL);
        if (field->shape != NULL) {
            check_shape(field->shape, 0);
        }
    }
    check_names(shape);
}

static void fields_lie_apart_inside_their_structs(void **state)
{
    (void)state;
    check_shape(sup_receipt_shape(), 1);
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        check_shape(sup_operation_at(i)->params, 1);
        if (sup_operation_at(i)->result != NULL) {
            check_shape(sup_operation_at(i)->result, 1);
        }
    }
}

static const struct sup_field *find_field(const struct sup_shape *shape, const char *name)
{
    for (uint32_t i = 0; i < shape->field_count; i++) {
        if (strcmp(shape->fields[i].name, name) == 0) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

/* outbox.ack and import.mark name the position they come from: to repeat them is harmless. */
static void changes_take_an_idempotency_key(void **state)
{
    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        int is_position =
            operation->number == SUP_OP_OUTBOX_ACK || operation->number == SUP_OP_IMPORT_MARK;
        int is_change = (operation->flags & SUP_OPERATION_RECEIPT) != 0 && !is_position;

        assert_int_equal(is_change, find_field(operation->params, "idempotency_key") != NULL);
    }
}

static void requests_do_not_say_who_or_when(void **state)
{
    static const char *const names[] = {"actor",  "actor_id", "actor_kind", "caller", "now",
                                        "now_ms", "at",       "at_ms",      "tenant"};

    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        for (size_t j = 0; j < sizeof names / sizeof names[0]; j++) {
            assert_null(find_field(sup_operation_at(i)->params, names[j]));
        }
    }
}

/* ---- the OpenRPC document ---- */

struct document {
    struct sup__arena arena;
    char *text;
    struct sup__json *root;
};

static const struct sup__json *member(const struct sup__json *object, const char *key)
{
    const struct sup__json *found = sup__json_member(object, key);

    if (found == NULL) {
        fail_msg("no member %s", key);
    }
    return found;
}

static int document_open(void **state)
{
    static const struct sup__json_limits limits = {1 << 20, 32, 1 << 16};
    struct document *document = calloc(1, sizeof *document);
    struct sup__mem mem;
    struct sup_error error;

    assert_non_null(document);
    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&document->arena, &mem);
    document->text = sup_openrpc();
    assert_non_null(document->text);
    assert_int_equal(sup__json_parse(&document->arena, &limits, document->text,
                                     strlen(document->text), &document->root, &error),
                     SUP_OK);
    *state = document;
    return 0;
}

static int document_close(void **state)
{
    struct document *document = *state;

    sup__arena_free(&document->arena);
    sup_free(document->text);
    free(document);
    return 0;
}

static void openrpc_lists_every_operation_and_two_methods_more(void **state)
{
    const struct document *document = *state;
    const struct sup__json *method = member(document->root, "methods")->first;

    assert_string_equal(member(document->root, "openrpc")->text, "1.3.2");
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        assert_string_equal(member(method, "name")->text, sup_operation_at(i)->name);
        assert_string_equal(member(method, "summary")->text, sup_operation_at(i)->summary);
        assert_string_equal(member(method, "x-action")->text, sup_operation_at(i)->action);
        method = method->next;
    }
    assert_string_equal(member(method, "name")->text, "batch");
    method = method->next;
    assert_string_equal(member(method, "name")->text, "rpc.discover");
    assert_null(method->next);
}

static void openrpc_has_the_parameters_of_the_table(void **state)
{
    const struct document *document = *state;
    const struct sup__json *method = member(document->root, "methods")->first;

    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_shape *shape = sup_operation_at(i)->params;
        const struct sup__json *param = member(method, "params")->first;

        assert_int_equal(member(method, "params")->count, shape->field_count);
        for (uint32_t j = 0; j < shape->field_count; j++) {
            int is_required = (shape->fields[j].flags & SUP_FIELD_REQUIRED) != 0;

            assert_string_equal(member(param, "name")->text, shape->fields[j].name);
            assert_int_equal(member(param, "required")->type,
                             is_required ? SUP__JSON_TRUE : SUP__JSON_FALSE);
            assert_int_equal(member(param, "schema")->type, SUP__JSON_OBJECT);
            param = param->next;
        }
        method = method->next;
    }
}

static void openrpc_says_which_texts_are_one_line(void **state)
{
    const struct document *document = *state;
    const struct sup__json *method = member(document->root, "methods")->first;
    int32_t seen = 0;

    while (strcmp(member(method, "name")->text, "ticket.open") != 0) {
        method = method->next;
    }
    for (const struct sup__json *param = member(method, "params")->first; param != NULL;
         param = param->next) {
        const char *name = member(param, "name")->text;

        if (strcmp(name, "subject") == 0) {
            assert_string_equal(member(member(param, "schema"), "pattern")->text,
                                "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$");
            seen++;
        } else if (strcmp(name, "body") == 0) {
            assert_null(sup__json_member(member(param, "schema"), "pattern"));
            seen++;
        }
    }
    assert_int_equal(seen, 2);
}

static void openrpc_results_have_the_fields_of_their_structs(void **state)
{
    const struct document *document = *state;
    const struct sup__json *schemas = member(member(document->root, "components"), "schemas");

    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_shape *shape = sup_operation_at(i)->result;
        const struct sup__json *property;

        shape = shape != NULL ? shape : sup_receipt_shape();
        property = member(member(schemas, shape->name), "properties")->first;
        for (uint32_t j = 0; j < shape->field_count; j++) {
            assert_string_equal(property->key, shape->fields[j].name);
            property = property->next;
        }
        assert_null(property);
    }
}

/* "#/components/schemas/ticket": every such reference leads somewhere. */
static void check_references(const struct sup__json *root, const struct sup__json *node)
{
    for (const struct sup__json *child = node->first; child != NULL; child = child->next) {
        if (child->key != NULL && strcmp(child->key, "$ref") == 0) {
            char group[16];
            char name[64];

            assert_int_equal(sscanf(child->text, "#/components/%15[a-z]/%63s", group, name), 2);
            (void)member(member(member(root, "components"), group), name);
        }
        check_references(root, child);
    }
}

static void openrpc_references_lead_somewhere(void **state)
{
    const struct document *document = *state;

    check_references(document->root, document->root);
}

static void openrpc_batch_names_what_batches(void **state)
{
    const struct document *document = *state;
    const struct sup__json *method = member(document->root, "methods")->first;
    const struct sup__json *name;

    while (strcmp(member(method, "name")->text, "batch") != 0) {
        method = method->next;
    }
    name = member(member(method, "params")->first, "schema");
    name = member(member(member(name, "items"), "properties"), "method");
    name = member(name, "enum")->first;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        if ((sup_operation_at(i)->flags & SUP_OPERATION_BATCHES) != 0) {
            assert_string_equal(name->text, sup_operation_at(i)->name);
            name = name->next;
        }
    }
    assert_null(name);
}

#define WITH_DOCUMENT(test) cmocka_unit_test_setup_teardown(test, document_open, document_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_ascend_and_names_are_unique),
        cmocka_unit_test(outside_the_table_is_nothing),
        cmocka_unit_test(every_operation_has_its_typed_function),
        cmocka_unit_test(every_action_is_one_that_a_policy_can_allow),
        cmocka_unit_test(what_changes_a_ticket_can_be_held),
        cmocka_unit_test(flags_agree_with_what_is_answered),
        cmocka_unit_test(tables_that_are_named_exist),
        cmocka_unit_test(fields_lie_apart_inside_their_structs),
        cmocka_unit_test(changes_take_an_idempotency_key),
        cmocka_unit_test(requests_do_not_say_who_or_when),
        WITH_DOCUMENT(openrpc_lists_every_operation_and_two_methods_more),
        WITH_DOCUMENT(openrpc_has_the_parameters_of_the_table),
        WITH_DOCUMENT(openrpc_says_which_texts_are_one_line),
        WITH_DOCUMENT(openrpc_results_have_the_fields_of_their_structs),
        WITH_DOCUMENT(openrpc_references_lead_somewhere),
        WITH_DOCUMENT(openrpc_batch_names_what_batches),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
