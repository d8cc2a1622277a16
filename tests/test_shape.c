/*
 * Tests of lib/ops/shape.c and shape_digest.c: what a parameter struct must be, and when two
 * requests are the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "ops/shape.h"
#include "ops/shapes/shapes.h"
#include "supportcore.h"

static struct sup_error error;

static int32_t check(const struct sup_shape *shape, const void *params)
{
    memset(&error, 0, sizeof error);
    return sup__params_check(shape, params, 0, &error);
}

static int32_t check_in_batch(const struct sup_shape *shape, const void *params)
{
    memset(&error, 0, sizeof error);
    return sup__params_check(shape, params, 1, &error);
}

static void assert_error(int32_t code, int32_t message, const char *field)
{
    assert_int_equal(error.code, code);
    assert_int_equal(error.message_id, message);
    assert_string_equal(error.field, field);
}

static struct sup_ticket_open_params open_params(void)
{
    return (struct sup_ticket_open_params){.size = sizeof(struct sup_ticket_open_params)};
}

static struct sup_ticket_message_params reply_params(void)
{
    return (struct sup_ticket_message_params){
        .size = sizeof(struct sup_ticket_message_params), .ticket_id = 17, .body = "Hello"};
}

/* A text of n letters. */
static char *letters(size_t n)
{
    char *text = malloc(n + 1);

    assert_non_null(text);
    memset(text, 'a', n);
    text[n] = '\0';
    return text;
}

static void struct_of_another_size_is_refused_unless_its_tail_is_zero(void **state)
{
    struct {
        struct sup_ticket_get_params params;
        int64_t newer;
    } longer = {{.ticket_id = 1}, 0};

    (void)state;
    longer.params.size = sizeof longer.params;
    assert_int_equal(check(&sup__shape_ticket_get_params, &longer), SUP_OK);
    longer.params.size = sizeof longer.params - 1;
    assert_int_equal(check(&sup__shape_ticket_get_params, &longer), SUP_INVALID);
    assert_error(SUP_INVALID, SUP_MSG_STRUCT_SIZE, "size");
    longer.params.size = 0;
    assert_int_equal(check(&sup__shape_ticket_get_params, &longer), SUP_INVALID);
    longer.params.size = sizeof longer;
    assert_int_equal(check(&sup__shape_ticket_get_params, &longer), SUP_OK);
    longer.newer = 1;
    assert_int_equal(check(&sup__shape_ticket_get_params, &longer), SUP_INVALID);
    assert_error(SUP_INVALID, SUP_MSG_STRUCT_SIZE, "size");
}

static void no_params_at_all_are_refused(void **state)
{
    (void)state;
    assert_int_equal(check(&sup__shape_ticket_get_params, NULL), SUP_INVALID);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_MISSING, "params");
    assert_int_equal(sup__params_check(&sup__shape_ticket_get_params, NULL, 0, NULL), SUP_INVALID);
}

static void required_fields_must_be_given_and_not_empty(void **state)
{
    struct sup_ticket_message_params reply = reply_params();
    struct sup_ticket_tag_params tag = {.size = sizeof tag, .ticket_id = 1};

    (void)state;
    assert_int_equal(check(&sup__shape_ticket_reply_params, &reply), SUP_OK);
    reply.ticket_id = 0;
    check(&sup__shape_ticket_reply_params, &reply);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_MISSING, "ticket_id");
    reply.ticket_id = 17;
    reply.body = "";
    check(&sup__shape_ticket_reply_params, &reply);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_MISSING, "body");
    reply.body = NULL;
    check(&sup__shape_ticket_reply_params, &reply);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_MISSING, "body");
    check(&sup__shape_ticket_tag_params, &tag);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_MISSING, "tags");
}

static void everything_optional_may_be_absent(void **state)
{
    struct sup_ticket_open_params params = open_params();

    (void)state;
    assert_int_equal(check(&sup__shape_ticket_open_params, &params), SUP_OK);
    params.subject = "";
    assert_int_equal(check(&sup__shape_ticket_open_params, &params), SUP_OK);
}

static void text_may_have_as_many_bytes_as_its_limit(void **state)
{
    struct sup_ticket_open_params params = open_params();
    char *subject = letters(1001);

    (void)state;
    params.subject = subject;
    assert_int_equal(check(&sup__shape_ticket_open_params, &params), SUP_LIMIT);
    assert_error(SUP_LIMIT, SUP_MSG_TEXT_LONG, "subject");
    assert_string_equal(error.text, "subject has 1001 bytes, the limit is 1000");
    subject[1000] = '\0';
    assert_int_equal(check(&sup__shape_ticket_open_params, &params), SUP_OK);
    free(subject);
}

static void body_and_keys_and_ids_have_limits_of_their_own(void **state)
{
    static const struct {
        size_t offset;
        size_t limit;
        const char *name;
    } cases[] = {
        {offsetof(struct sup_ticket_open_params, idempotency_key), 128, "idempotency_key"},
        {offsetof(struct sup_ticket_open_params, body), 262144, "body"},
        {offsetof(struct sup_ticket_open_params, external_id), 255, "external_id"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup_ticket_open_params params = open_params();
        char *text = letters(cases[i].limit + 1);

        memcpy((char *)&params + cases[i].offset, &text, sizeof text);
        check(&sup__shape_ticket_open_params, &params);
        assert_error(SUP_LIMIT, SUP_MSG_TEXT_LONG, cases[i].name);
        text[cases[i].limit] = '\0';
        assert_int_equal(check(&sup__shape_ticket_open_params, &params), SUP_OK);
        free(text);
    }
}

static void text_that_is_not_utf8_is_refused_wherever_it_is(void **state)
{
    struct sup_ticket_open_params params = open_params();
    struct sup_reference references[] = {{"shop", "order", "1001"}, {"shop", "order", "\xff"}};
    const char *tags[] = {"a", "b", "c", "\xc3\x28"};

    (void)state;
    params.subject = "caf\xc3";
    check(&sup__shape_ticket_open_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_TEXT_ENCODING, "subject");
    params.subject = "caf\xc3\xa9";
    params.references = references;
    params.reference_count = 2;
    check(&sup__shape_ticket_open_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_TEXT_ENCODING, "references/1/id");
    params.reference_count = 1;
    params.tags = tags;
    params.tag_count = 4;
    check(&sup__shape_ticket_open_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_TEXT_ENCODING, "tags/3");
    params.tag_count = 3;
    assert_int_equal(check(&sup__shape_ticket_open_params, &params), SUP_OK);
}

/* Put a text into a struct of parameters and see what is said about it. */
static void check_member(const struct sup_shape *shape, void *params, size_t offset,
                         const char *text)
{
    memcpy((char *)params + offset, &text, sizeof text);
    check(shape, params);
}

static void every_text_but_a_body_is_one_line(void **state)
{
#define MEMBER(name, type, member, other)                                                          \
    {                                                                                              \
        &sup__shape_##name, sizeof(struct type), offsetof(struct type, member), other, #member     \
    }
    static const struct {
        const struct sup_shape *shape;
        size_t bytes;
        size_t offset;
        size_t ticket_id; /* where a required one is; 0: nowhere */
        const char *name;
    } cases[] = {
        MEMBER(ticket_open_params, sup_ticket_open_params, subject, 0),
        MEMBER(ticket_open_params, sup_ticket_open_params, external_id, 0),
        MEMBER(ticket_open_params, sup_ticket_open_params, idempotency_key, 0),
        MEMBER(agent_save_params, sup_agent_save_params, name, 0),
        MEMBER(customer_save_params, sup_customer_save_params, name, 0),
        MEMBER(chain_verify_params, sup_chain_verify_params, head_hash, 0),
        MEMBER(ticket_move_params, sup_ticket_move_params, idempotency_key,
               offsetof(struct sup_ticket_move_params, ticket_id)),
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t params[32] = {0};
        int64_t id = 1;

        assert_true(cases[i].bytes <= sizeof params);
        memcpy(params, &(uint32_t){(uint32_t)cases[i].bytes}, sizeof(uint32_t));
        if (cases[i].ticket_id != 0) {
            memcpy((char *)params + cases[i].ticket_id, &id, sizeof id);
        }
        check_member(cases[i].shape, params, cases[i].offset, "Mia\nWong");
        assert_error(SUP_INVALID, SUP_MSG_TEXT_LINE, cases[i].name);
        check_member(cases[i].shape, params, cases[i].offset, "Mia\xc2\x85");
        assert_error(SUP_INVALID, SUP_MSG_TEXT_LINE, cases[i].name);
        check_member(cases[i].shape, params, cases[i].offset, "Mia\tWong");
        assert_error(SUP_INVALID, SUP_MSG_TEXT_LINE, cases[i].name);
        check_member(cases[i].shape, params, cases[i].offset, "Mia Wong");
        assert_int_not_equal(error.message_id, SUP_MSG_TEXT_LINE);
    }
}

static void references_and_facts_are_lines_and_bodies_are_not(void **state)
{
    struct sup_reference reference = {"shop", "order", "10\n01"};
    struct sup_fact fact = {"made_sla", "true\x1b[31m"};
    struct sup_ticket_open_params open = open_params();
    struct sup_fact_record_params facts = {
        .size = sizeof facts, .ticket_id = 1, .facts = &fact, .fact_count = 1};
    struct sup_ticket_message_params reply = reply_params();
    struct sup_ticket_receive_params receive = {.size = sizeof receive};

    (void)state;
    open.references = &reference;
    open.reference_count = 1;
    check(&sup__shape_ticket_open_params, &open);
    assert_error(SUP_INVALID, SUP_MSG_TEXT_LINE, "references/0/id");
    assert_string_equal(error.text, "id has a line break or another control character at byte 2");
    check(&sup__shape_fact_record_params, &facts);
    assert_error(SUP_INVALID, SUP_MSG_TEXT_LINE, "facts/0/value");
    open.reference_count = 0;
    open.body = "Hello\r\n\n\tNothing came.\f";
    assert_int_equal(check(&sup__shape_ticket_open_params, &open), SUP_OK);
    reply.body = open.body;
    receive.body = open.body;
    assert_int_equal(check(&sup__shape_ticket_receive_params, &receive), SUP_OK);
    assert_int_equal(check(&sup__shape_ticket_reply_params, &reply), SUP_OK);
    assert_int_equal(check(&sup__shape_ticket_note_params, &reply), SUP_OK);
}

static void codes_have_their_form(void **state)
{
    struct sup_ticket_open_params params = open_params();
    const char *tags[] = {"fine", "Not fine"};
    char *code = letters(65);

    (void)state;
    params.channel = code;
    check(&sup__shape_ticket_open_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_CODE_FORM, "channel");
    code[64] = '\0';
    assert_int_equal(check(&sup__shape_ticket_open_params, &params), SUP_OK);
    params.channel = "";
    check(&sup__shape_ticket_open_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_CODE_FORM, "channel");
    params.channel = NULL;
    params.tags = tags;
    params.tag_count = 2;
    check(&sup__shape_ticket_open_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_CODE_FORM, "tags/1");
    free(code);
}

static void identities_are_checked_member_by_member(void **state)
{
    struct sup_identity identity = {.kind = "customer", .system = "shop"};
    struct sup_customer_save_params params = {
        .size = sizeof params, .identities = &identity, .identity_count = 1};
    struct sup_customer_get_params asked = {.size = sizeof asked, .identity = &identity};
    char *value = letters(256);

    (void)state;
    check(&sup__shape_customer_save_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_MISSING, "identities/0/value");
    check(&sup__shape_customer_get_params, &asked);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_MISSING, "identity/value");
    identity.value = value;
    check(&sup__shape_customer_save_params, &params);
    assert_error(SUP_LIMIT, SUP_MSG_TEXT_LONG, "identities/0/value");
    value[255] = '\0';
    assert_int_equal(check(&sup__shape_customer_save_params, &params), SUP_OK);
    identity.system = "My Shop";
    check(&sup__shape_customer_save_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_CODE_FORM, "identities/0/system");
    check(&sup__shape_customer_get_params, &asked);
    assert_error(SUP_INVALID, SUP_MSG_CODE_FORM, "identity/system");
    free(value);
}

static void lists_have_a_limit_and_no_holes(void **state)
{
    struct sup_ticket_open_params params = open_params();
    const char *tags[65];

    (void)state;
    for (size_t i = 0; i < 65; i++) {
        tags[i] = "tag";
    }
    params.tags = tags;
    params.tag_count = 65;
    check(&sup__shape_ticket_open_params, &params);
    assert_error(SUP_LIMIT, SUP_MSG_LIST_LONG, "tags");
    params.tag_count = 64;
    assert_int_equal(check(&sup__shape_ticket_open_params, &params), SUP_OK);
    tags[63] = NULL;
    check(&sup__shape_ticket_open_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_MISSING, "tags/63");
    params.tags = NULL;
    check(&sup__shape_ticket_open_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_MISSING, "tags");
    params.tag_count = 0;
    assert_int_equal(check(&sup__shape_ticket_open_params, &params), SUP_OK);
}

static void enums_and_booleans_have_their_range(void **state)
{
    struct sup_agent_save_params params = {.size = sizeof params, .name = "Priya"};

    (void)state;
    for (int32_t kind = 0; kind <= 2; kind++) {
        params.kind = kind;
        assert_int_equal(check(&sup__shape_agent_save_params, &params), SUP_OK);
    }
    params.kind = 3;
    check(&sup__shape_agent_save_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_RANGE, "kind");
    params.kind = -1;
    check(&sup__shape_agent_save_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_RANGE, "kind");
    params.kind = 1;
    params.is_departed = 1;
    assert_int_equal(check(&sup__shape_agent_save_params, &params), SUP_OK);
    params.is_departed = 2;
    check(&sup__shape_agent_save_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_RANGE, "is_departed");
}

static void numbers_stay_within_what_javascript_keeps(void **state)
{
    struct sup_ticket_message_params params = reply_params();

    (void)state;
    params.version = INT64_C(9007199254740991);
    params.handle_ms = INT64_C(9007199254740991);
    assert_int_equal(check(&sup__shape_ticket_reply_params, &params), SUP_OK);
    params.version++;
    check(&sup__shape_ticket_reply_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_RANGE, "version");
    params.version = -1;
    check(&sup__shape_ticket_reply_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_RANGE, "version");
    params.version = 0;
    params.handle_ms = -1;
    check(&sup__shape_ticket_reply_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_RANGE, "handle_ms");
}

static void pages_have_at_most_a_hundred_items(void **state)
{
    struct sup_agent_list_params agents = {.size = sizeof agents, .limit = 100};
    struct sup_tick_params tick = {.size = sizeof tick, .limit = 1000};

    (void)state;
    assert_int_equal(check(&sup__shape_agent_list_params, &agents), SUP_OK);
    agents.limit = 101;
    check(&sup__shape_agent_list_params, &agents);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_RANGE, "limit");
    assert_int_equal(check(&sup__shape_tick_params, &tick), SUP_OK);
    tick.limit = 1001;
    check(&sup__shape_tick_params, &tick);
    assert_error(SUP_INVALID, SUP_MSG_ARGUMENT_RANGE, "limit");
}

static void negative_ids_name_earlier_calls_and_only_in_a_batch(void **state)
{
    struct sup_ticket_move_params params = {
        .size = sizeof params, .ticket_id = -1, .status = "open"};

    (void)state;
    check(&sup__shape_ticket_move_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ID_FORM, "ticket_id");
    assert_int_equal(check_in_batch(&sup__shape_ticket_move_params, &params), SUP_OK);
    params.ticket_id = -1000;
    assert_int_equal(check_in_batch(&sup__shape_ticket_move_params, &params), SUP_OK);
    params.ticket_id = -1001;
    check_in_batch(&sup__shape_ticket_move_params, &params);
    assert_error(SUP_INVALID, SUP_MSG_ID_FORM, "ticket_id");
    params.ticket_id = INT64_MAX;
    assert_int_equal(check(&sup__shape_ticket_move_params, &params), SUP_OK);
}

static void document_has_the_policys_limit(void **state)
{
    char *document = letters(4194305);
    struct sup_policy_params params = {.size = sizeof params, .document = document};

    (void)state;
    check(&sup__shape_policy_check_params, &params);
    assert_error(SUP_LIMIT, SUP_MSG_JSON_SIZE, "document");
    document[4194304] = '\0';
    assert_int_equal(check(&sup__shape_policy_check_params, &params), SUP_OK);
    free(document);
}

/* ---- digests ---- */

static void digest(const struct sup_shape *shape, const void *params, uint8_t out[SUP__HASH_BYTES])
{
    struct sup__hash hash;

    assert_int_equal(sup__hash_begin(&hash, NULL, 0), 0);
    sup__params_digest(shape, params, &hash);
    sup__hash_end(&hash, out);
}

static int is_same_open(const struct sup_ticket_open_params *a,
                        const struct sup_ticket_open_params *b)
{
    uint8_t one[SUP__HASH_BYTES];
    uint8_t other[SUP__HASH_BYTES];

    digest(&sup__shape_ticket_open_params, a, one);
    digest(&sup__shape_ticket_open_params, b, other);
    return memcmp(one, other, sizeof one) == 0;
}

static void digest_is_of_the_documented_bytes(void **state)
{
    /* blake2b-256 by Python's hashlib of: 9 "ticket_id" i64 17, 4 "tags" 2: 1 "a" 2 "bc", 0 */
    static const uint8_t expected[SUP__HASH_BYTES] = {
        0xb1, 0x78, 0xe7, 0xdf, 0x91, 0xcd, 0xa1, 0x95, 0x6f, 0x2c, 0x5d,
        0x01, 0x4c, 0x5f, 0xf2, 0x75, 0xcd, 0x93, 0x9e, 0x8f, 0x66, 0x0f,
        0xb1, 0x37, 0x12, 0x2f, 0xb1, 0xb6, 0xcf, 0x22, 0x33, 0x79};
    const char *tags[] = {"a", "bc"};
    struct sup_ticket_tag_params params = {
        .size = sizeof params, .ticket_id = 17, .tags = tags, .tag_count = 2};
    uint8_t out[SUP__HASH_BYTES];

    (void)state;
    digest(&sup__shape_ticket_tag_params, &params, out);
    assert_memory_equal(out, expected, sizeof out);
}

static void digest_leaves_the_key_out(void **state)
{
    struct sup_ticket_open_params a = open_params();
    struct sup_ticket_open_params b = open_params();

    (void)state;
    a.subject = b.subject = "Where is my order?";
    a.idempotency_key = "one";
    b.idempotency_key = "two";
    assert_true(is_same_open(&a, &b));
}

static void digest_reads_texts_not_pointers(void **state)
{
    char copy[] = "Where is my order?";
    struct sup_ticket_open_params a = open_params();
    struct sup_ticket_open_params b = open_params();

    (void)state;
    a.subject = "Where is my order?";
    b.subject = copy;
    assert_true(is_same_open(&a, &b));
    copy[0] = 'w';
    assert_false(is_same_open(&a, &b));
}

static void absent_and_empty_are_different_requests(void **state)
{
    struct sup_ticket_open_params a = open_params();
    struct sup_ticket_open_params b = open_params();

    (void)state;
    b.subject = "";
    assert_false(is_same_open(&a, &b));
}

static void a_value_in_another_field_is_another_request(void **state)
{
    struct sup_ticket_open_params a = open_params();
    struct sup_ticket_open_params b = open_params();
    const char *one[] = {"ab", "c"};
    const char *two[] = {"a", "bc"};

    (void)state;
    a.subject = "x";
    b.body = "x";
    assert_false(is_same_open(&a, &b));
    b = a;
    a.customer_id = 5;
    b.assignee_id = 5;
    assert_false(is_same_open(&a, &b));
    b = a;
    a.tags = one;
    b.tags = two;
    a.tag_count = b.tag_count = 2;
    assert_false(is_same_open(&a, &b));
}

static void where_a_list_ends_is_part_of_the_request(void **state)
{
    const struct sup_reference references[] = {{"s", "k", "1"}, {"s", "k", "2"}};
    struct sup_ticket_open_params a = open_params();
    struct sup_ticket_open_params b = open_params();

    (void)state;
    a.references = b.references = references;
    a.reference_count = 1;
    b.reference_count = 2;
    assert_false(is_same_open(&a, &b));
    a.reference_count = 2;
    assert_true(is_same_open(&a, &b));
}

static void ids_of_a_batch_are_digested_as_given(void **state)
{
    struct sup_ticket_move_params a = {.size = sizeof a, .ticket_id = -1, .status = "open"};
    struct sup_ticket_move_params b = {.size = sizeof b, .ticket_id = -2, .status = "open"};
    uint8_t one[SUP__HASH_BYTES];
    uint8_t other[SUP__HASH_BYTES];

    (void)state;
    digest(&sup__shape_ticket_move_params, &a, one);
    digest(&sup__shape_ticket_move_params, &b, other);
    assert_memory_not_equal(one, other, sizeof one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(struct_of_another_size_is_refused_unless_its_tail_is_zero),
        cmocka_unit_test(no_params_at_all_are_refused),
        cmocka_unit_test(required_fields_must_be_given_and_not_empty),
        cmocka_unit_test(everything_optional_may_be_absent),
        cmocka_unit_test(text_may_have_as_many_bytes_as_its_limit),
        cmocka_unit_test(body_and_keys_and_ids_have_limits_of_their_own),
        cmocka_unit_test(text_that_is_not_utf8_is_refused_wherever_it_is),
        cmocka_unit_test(every_text_but_a_body_is_one_line),
        cmocka_unit_test(references_and_facts_are_lines_and_bodies_are_not),
        cmocka_unit_test(codes_have_their_form),
        cmocka_unit_test(identities_are_checked_member_by_member),
        cmocka_unit_test(lists_have_a_limit_and_no_holes),
        cmocka_unit_test(enums_and_booleans_have_their_range),
        cmocka_unit_test(numbers_stay_within_what_javascript_keeps),
        cmocka_unit_test(pages_have_at_most_a_hundred_items),
        cmocka_unit_test(negative_ids_name_earlier_calls_and_only_in_a_batch),
        cmocka_unit_test(document_has_the_policys_limit),
        cmocka_unit_test(digest_is_of_the_documented_bytes),
        cmocka_unit_test(digest_leaves_the_key_out),
        cmocka_unit_test(digest_reads_texts_not_pointers),
        cmocka_unit_test(absent_and_empty_are_different_requests),
        cmocka_unit_test(a_value_in_another_field_is_another_request),
        cmocka_unit_test(where_a_list_ends_is_part_of_the_request),
        cmocka_unit_test(ids_of_a_batch_are_digested_as_given),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
