/*
 * Tests of lib/base/memory.c, message.c and version.c: arenas, owned results, structs from the
 * caller, errors.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "supportcore/message.h"

/* Counts what is live; from the `fail_at`-th allocation on (1 is the first) everything fails. */
struct counted {
    long allocations;
    long fail_at; /* 0: never */
    long live;
};

static void *counted_resize(void *user, void *memory, size_t bytes) {
    struct counted *counted = user;

    if (bytes == 0) {
        counted->live -= memory != NULL;
        free(memory);
        return NULL;
    }
    counted->allocations++;
    if (counted->fail_at != 0 && counted->allocations >= counted->fail_at) {
        return NULL;
    }
    counted->live += memory == NULL;
    return realloc(memory, bytes);
}

static struct sup__mem counted_mem(struct counted *counted) {
    struct sup__mem mem = {counted, counted_resize};

    memset(counted, 0, sizeof *counted);
    return mem;
}

static void mem_comes_from_malloc_or_from_the_host(void **state) {
    struct counted counted = {0, 0, 0};
    struct sup_allocator allocator = {sizeof allocator, 0, &counted, counted_resize};
    struct sup__mem mem;
    char *memory;
    (void)state;

    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    memory = sup__zalloc(&mem, 10);
    assert_non_null(memory);
    assert_int_equal(memory[9], 0);
    memory = sup__resize(&mem, memory, 1000);
    assert_non_null(memory);
    sup__dealloc(&mem, memory);
    sup__dealloc(&mem, NULL);

    assert_int_equal(sup__mem_init(&mem, &allocator), SUP_OK);
    memory = sup__alloc(&mem, 0);
    assert_non_null(memory);
    assert_int_equal(counted.live, 1);
    sup__dealloc(&mem, memory);
    assert_int_equal(counted.live, 0);
    assert_null(sup__alloc(&mem, SIZE_MAX));
}

static void mem_refuses_a_wrong_allocator(void **state) {
    struct sup_allocator allocator = {sizeof allocator, 0, NULL, counted_resize};
    struct sup__mem mem;
    (void)state;

    allocator.size--;
    assert_int_equal(sup__mem_init(&mem, &allocator), SUP_INVALID);
    allocator.size++;
    allocator.reserved = 1;
    assert_int_equal(sup__mem_init(&mem, &allocator), SUP_INVALID);
    allocator.reserved = 0;
    allocator.resize = NULL;
    assert_int_equal(sup__mem_init(&mem, &allocator), SUP_INVALID);
}

static void arena_memory_is_aligned_and_zero_in_any_size(void **state) {
    struct counted counted;
    struct sup__mem mem = counted_mem(&counted);
    struct sup__arena arena;
    (void)state;

    sup__arena_init(&arena, &mem);
    for (int round = 0; round < 2; round++) {
        for (size_t bytes = 0; bytes < 3000; bytes += 7) {
            unsigned char *piece = sup__arena_alloc(&arena, bytes);

            assert_non_null(piece);
            assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < bytes; i++) {
                assert_int_equal(piece[i], 0);
            }
            memset(piece, 0xff, bytes);
        }
        sup__arena_reset(&arena);
        assert_int_equal(counted.live, 1);
    }
    assert_null(sup__arena_alloc(&arena, SIZE_MAX));
    assert_null(sup__arena_alloc(&arena, SIZE_MAX - 100));
    assert_null(sup__arena_text(&arena, "x", SIZE_MAX));
    sup__arena_free(&arena);
    assert_int_equal(counted.live, 0);
    assert_int_equal(arena.total, 0);
}

static void arena_block_grows_so_that_many_pieces_cost_few_allocations(void **state) {
    struct counted counted;
    struct sup__mem mem = counted_mem(&counted);
    struct sup__arena arena;
    (void)state;

    sup__arena_init(&arena, &mem);
    for (int i = 0; i < 100000; i++) {
        assert_non_null(sup__arena_alloc(&arena, 32));
    }
    assert_true(counted.allocations < 30); /* 3.2 MB in blocks of 4 to 256 KiB */
    sup__arena_free(&arena);
    assert_int_equal(counted.live, 0);
}

static void arena_large_piece_does_not_waste_the_block(void **state) {
    struct counted counted;
    struct sup__mem mem = counted_mem(&counted);
    struct sup__arena arena;
    char *before;
    (void)state;

    sup__arena_init(&arena, &mem);
    before = sup__arena_alloc(&arena, 16);
    memset(sup__arena_alloc(&arena, 100000), 1, 100000);
    assert_ptr_equal(sup__arena_alloc(&arena, 16), before + 16);
    assert_int_equal(counted.live, 2);
    assert_string_equal(sup__arena_text(&arena, "abcdef", 3), "abc");
    assert_string_equal(sup__arena_text(&arena, NULL, 0), "");
    sup__arena_free(&arena);
    assert_int_equal(counted.live, 0);
}

static void arena_answers_null_when_memory_fails_and_stays_usable(void **state) {
    struct counted counted;
    struct sup__mem mem = counted_mem(&counted);
    struct sup__arena arena;
    (void)state;

    sup__arena_init(&arena, &mem);
    counted.fail_at = 1;
    assert_null(sup__arena_alloc(&arena, 16));
    assert_null(sup__arena_alloc(&arena, 16000));
    counted.fail_at = 0;
    assert_non_null(sup__arena_alloc(&arena, 16));
    counted.fail_at = 1;
    assert_non_null(sup__arena_alloc(&arena, 16));
    assert_null(sup__arena_alloc(&arena, 16000));
    sup__arena_free(&arena);
    sup__arena_free(&arena);
    assert_int_equal(counted.live, 0);
}

static void owned_result_is_released_with_its_arena_by_its_own_allocator(void **state) {
    struct counted counted;
    struct sup__mem mem = counted_mem(&counted);
    char *owned;
    (void)state;

    for (size_t bytes = 0; bytes < 5000; bytes += 311) {
        owned = sup__owned_new(&mem, bytes);
        assert_non_null(owned);
        assert_int_equal((uintptr_t)owned % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < bytes; i++) {
            assert_int_equal(owned[i], 0);
        }
        memset(owned, 1, bytes);
        for (int i = 0; i < 100; i++) {
            memset(sup__arena_alloc(sup__owned_arena(owned), 100), 1, 100);
        }
        assert_true(counted.live > 1);
        mem.resize = NULL; /* the handle that made it is gone */
        sup_free(owned);
        mem.resize = counted_resize;
        assert_int_equal(counted.live, 0);
    }
    sup_free(NULL);
    assert_null(sup__owned_new(&mem, SIZE_MAX));
    counted.fail_at = 1;
    assert_null(sup__owned_new(&mem, 1));
}

static void owned_small_result_costs_one_allocation(void **state) {
    struct counted counted;
    struct sup__mem mem = counted_mem(&counted);
    void *owned = sup__owned_new(&mem, 200);
    (void)state;

    assert_non_null(sup__arena_text(sup__owned_arena(owned), "subject", 7));
    assert_non_null(sup__arena_alloc(sup__owned_arena(owned), 400));
    assert_int_equal(counted.allocations, 1);
    sup_free(owned);
    assert_int_equal(counted.live, 0);
}

struct version_one {
    uint32_t size;
    int32_t a;
};

struct version_two {
    uint32_t size;
    int32_t a;
    int64_t b;
};

static void struct_of_the_caller_may_be_shorter_or_have_a_zero_tail(void **state) {
    struct version_two given = {sizeof(struct version_one), 7, 9};
    struct version_two known;
    (void)state;

    assert_true(
        sup__struct_copy(&known, &given, sizeof(struct version_one), sizeof(struct version_two)));
    assert_int_equal(known.a, 7);
    assert_int_equal(known.b, 0); /* what an old caller has there is not read */
    given.size = sizeof(struct version_one) - 1;
    assert_false(
        sup__struct_copy(&known, &given, sizeof(struct version_one), sizeof(struct version_two)));
    given.size = sizeof given;
    assert_false(sup__struct_fits(&given, sizeof(struct version_one), sizeof(struct version_one)));
    given.b = 0;
    assert_true(sup__struct_fits(&given, sizeof(struct version_one), sizeof(struct version_one)));
}

static void error_says_code_id_text_hint_and_field(void **state) {
    struct sup_error error;
    (void)state;

    memset(&error, 0xff, sizeof error);
    assert_int_equal(sup__fail(&error, SUP_MSG_ARGUMENT_RANGE, "limit", "limit is %d", 101),
                     SUP_INVALID);
    assert_int_equal(error.size, sizeof error);
    assert_int_equal(error.code, SUP_INVALID);
    assert_int_equal(error.message_id, 1003);
    assert_int_equal(error.backend_code, 0);
    assert_string_equal(error.text, "limit is 101");
    assert_string_equal(error.hint, "use a value within the stated range");
    assert_string_equal(error.field, "limit");

    sup__field_prefix(&error, "/params/");
    assert_string_equal(error.field, "/params/limit");
    sup__hint(&error, "use %d", 100);
    assert_string_equal(error.hint, "use 100");
    sup__error_clear(&error);
    assert_int_equal(error.size, sizeof error);
    assert_int_equal(error.code, 0);
    assert_string_equal(error.text, "");

    assert_int_equal(sup__fail(NULL, SUP_MSG_NOMEM, NULL, "x"), SUP_NOMEM);
    sup__hint(NULL, "x");
    sup__field_prefix(NULL, "x");
    sup__error_clear(NULL);
}

static void error_text_is_one_line_of_utf8_cut_between_characters(void **state) {
    struct sup_error error;
    char longest[600];
    (void)state;

    sup__fail(&error, SUP_MSG_ARGUMENT_UNKNOWN, NULL, "\"%s\"", "a\nb\tc\xff\xc3");
    assert_string_equal(error.text, "\"a b c??\"");
    assert_string_equal(error.field, "");

    memset(longest, 'x', sizeof longest); /* 254 x, then a character of 2 bytes: it is left out */
    memcpy(longest + 254, "\xc3\xa9", 3);
    sup__fail(&error, SUP_MSG_ARGUMENT_UNKNOWN, longest, "%s", longest);
    assert_int_equal(strlen(error.text), 254);
    assert_int_equal(strlen(error.field), 127);
    memcpy(longest + 253, "\xc3\xa9", 3);
    sup__fail(&error, SUP_MSG_ARGUMENT_UNKNOWN, NULL, "%s", longest);
    assert_int_equal(strlen(error.text), 255);
    sup__field_prefix(&error, longest);
    assert_int_equal(strlen(error.field), 127);
}

static void message_registry_is_sorted_and_complete(void **state) {
    int32_t last = 0;
    (void)state;

    assert_true(sup_message_count() > 40);
    assert_null(sup_message_at(-1));
    assert_null(sup_message_at(sup_message_count()));
    for (int32_t i = 0; i < sup_message_count(); i++) {
        const struct sup_message *message = sup_message_at(i);

        assert_int_equal(message->size, sizeof *message);
        assert_true(message->id > last); /* ascending, so no number twice */
        last = message->id;
        assert_true(message->code < 0);
        assert_string_not_equal(sup_code_name(message->code), "UNKNOWN");
        assert_true(strlen(message->hint) < SUP_ERROR_HINT_SIZE);
        assert_int_equal(message->meaning[strlen(message->meaning) - 1], '.');
    }
}

/* By their hints: what nobody has to mend before the call is made again. */
static void errors_say_whether_the_same_call_may_succeed(void **state) {
    static const int32_t again[] = {SUP_MSG_NOMEM,      SUP_MSG_STORE_IO,      SUP_MSG_STORE_BUSY,
                                    SUP_MSG_STORE_FULL, SUP_MSG_STORE_STOPPED, SUP_MSG_RANDOM};
    struct sup_error error = {.size = sizeof error};
    size_t found = 0;
    (void)state;

    for (int32_t i = 0; i < sup_message_count(); i++) {
        const struct sup_message *message = sup_message_at(i);
        int is_again = found < sizeof again / sizeof *again && again[found] == message->id;

        error.message_id = message->id;
        error.code = message->code;
        assert_int_equal(sup_error_is_retryable(&error), is_again);
        assert_string_equal(sup_message_name(message->id), message->name);
        found += (size_t)is_again;
    }
    assert_int_equal(found, sizeof again / sizeof *again);
    error.message_id = 0;
    for (int32_t code = 0; code >= SUP_FORKED; code--) {
        error.code = code;
        assert_int_equal(sup_error_is_retryable(&error),
                         code == SUP_BUSY || code == SUP_IO || code == SUP_NOMEM);
    }
    assert_int_equal(sup_error_is_retryable(NULL), 0);
    assert_string_equal(sup_message_name(0), "");
    assert_string_equal(sup_message_name(-1), "");
}

static void code_and_version_have_names(void **state) {
    (void)state;
    assert_string_equal(sup_code_name(SUP_OK), "OK");
    assert_string_equal(sup_code_name(SUP_INVALID), "INVALID");
    assert_string_equal(sup_code_name(SUP_REFUSED), "REFUSED");
    assert_string_equal(sup_code_name(SUP_NOMEM), "NOMEM");
    assert_string_equal(sup_code_name(SUP_FORKED), "FORKED");
    assert_string_equal(sup_code_name(-14), "UNKNOWN");
    assert_string_equal(sup_code_name(1), "UNKNOWN");
    assert_string_equal(sup_code_name(INT32_MIN), "UNKNOWN");
    assert_string_equal(sup_version(), "0.1.0");
    assert_int_equal(sup_version_number(), 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mem_comes_from_malloc_or_from_the_host),
        cmocka_unit_test(mem_refuses_a_wrong_allocator),
        cmocka_unit_test(arena_memory_is_aligned_and_zero_in_any_size),
        cmocka_unit_test(arena_block_grows_so_that_many_pieces_cost_few_allocations),
        cmocka_unit_test(arena_large_piece_does_not_waste_the_block),
        cmocka_unit_test(arena_answers_null_when_memory_fails_and_stays_usable),
        cmocka_unit_test(owned_result_is_released_with_its_arena_by_its_own_allocator),
        cmocka_unit_test(owned_small_result_costs_one_allocation),
        cmocka_unit_test(struct_of_the_caller_may_be_shorter_or_have_a_zero_tail),
        cmocka_unit_test(error_says_code_id_text_hint_and_field),
        cmocka_unit_test(error_text_is_one_line_of_utf8_cut_between_characters),
        cmocka_unit_test(message_registry_is_sorted_and_complete),
        cmocka_unit_test(errors_say_whether_the_same_call_may_succeed),
        cmocka_unit_test(code_and_version_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
