/*
 * Tests of lib/base/hash.c. Vectors: BLAKE2b with a result of 32 bytes (RFC 7693), computed with
 * Python's hashlib.blake2b(data, digest_size=32, key=...); that of "abc" is widely published.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"

static const uint8_t counting[256] = {
#define FOUR(n)    n, n + 1, n + 2, n + 3
#define SIXTEEN(n) FOUR(n), FOUR(n + 4), FOUR(n + 8), FOUR(n + 12)
#define ALL(n)     SIXTEEN(n), SIXTEEN(n + 16), SIXTEEN(n + 32), SIXTEEN(n + 48)
    ALL(0),
    ALL(64),
    ALL(128),
    ALL(192),
};

static void assert_hash(const uint8_t hash[SUP__HASH_BYTES], const char *expected) {
    char hex[2 * SUP__HASH_BYTES + 1];

    for (int i = 0; i < SUP__HASH_BYTES; i++) {
        snprintf(hex + 2 * i, 3, "%02x", hash[i]);
    }
    assert_string_equal(hex, expected);
}

static void assert_hash_of(const void *data, size_t bytes, size_t key_bytes, const char *expected) {
    struct sup__hash hash;
    uint8_t out[SUP__HASH_BYTES];

    assert_int_equal(sup__hash_begin(&hash, counting, key_bytes), 0);
    sup__hash_add(&hash, data, bytes);
    sup__hash_end(&hash, out);
    assert_hash(out, expected);
}

static void hash_is_blake2b(void **state) {
    (void)state;
    assert_hash_of("", 0, 0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    assert_hash_of(NULL, 0, 0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    assert_hash_of("abc", 3, 0, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    assert_hash_of(counting, 255, 0,
                   "1d0850ee9bca0abc9601e9deabe1418fedec2fb6ac4150bd5302d2430f9be943");
}

static void hash_is_right_around_the_block_size(void **state) {
    char data[129];
    (void)state;

    memset(data, 'x', sizeof data);
    assert_hash_of(data, 127, 0,
                   "32afe327aece2cc8275e868be2ea929410f47bcfbac87d8197d92c972a290d3d");
    assert_hash_of(data, 128, 0,
                   "164ffb7089bae6f5a62fb0795e751dc9e88eac92e1a5b2fafe93a25abf2d9c3b");
    assert_hash_of(data, 129, 0,
                   "03b0758fa71d249c846c2304a2b9996e6ae66ffa7e5528f9e612e089a360fc8d");
}

static void hash_takes_keys_of_16_to_64_bytes(void **state) {
    struct sup__hash hash;
    (void)state;

    assert_hash_of(counting, 255, 16,
                   "5dd6242b6a1533ae8905f49649480e26bd91787af98125bb67d2c154882732b9");
    assert_hash_of("abc", 3, 64,
                   "dff38c978666dff5631db35ca15535520d134f5c8060ea569c6a178ad393719f");
    assert_int_equal(sup__hash_begin(&hash, counting, 15), -1);
    assert_int_equal(sup__hash_begin(&hash, counting, 65), -1);
    assert_int_equal(sup__hash_begin(&hash, counting, 1), -1);
}

static void hash_of_pieces_is_the_hash_of_the_whole(void **state) {
    struct sup__hash hash;
    uint8_t out[SUP__HASH_BYTES];
    char piece[1000];
    (void)state;

    memset(piece, 'a', sizeof piece);
    assert_int_equal(sup__hash_begin(&hash, NULL, 0), 0);
    for (int i = 0; i < 1000; i++) {
        sup__hash_add(&hash, piece, (size_t)i);
        sup__hash_add(&hash, piece, sizeof piece - (size_t)i);
    }
    sup__hash_end(&hash, out);
    assert_hash(out, "0741850f36cba4259628355d1073e24ddb9ca0e1bfac36fd39ae5dc2101e23a4");
}

static void hash_numbers_are_big_endian(void **state) {
    struct sup__hash hash;
    uint8_t out[SUP__HASH_BYTES];
    (void)state;

    assert_int_equal(sup__hash_begin(&hash, NULL, 0), 0);
    sup__hash_add_u32(&hash, 0x01020304);
    sup__hash_add_i64(&hash, -2);
    sup__hash_add_i64(&hash, 5);
    sup__hash_end(&hash, out);
    assert_hash(out, "59e324efdef3ce4a3f43b07b80a3837019f34163cb6ac2b24602c57d9599fa7e");
}

static void hash_does_not_care_where_its_state_lies(void **state) {
    uint64_t room[sizeof(struct sup__hash) / sizeof(uint64_t) + 8];
    uint8_t out[SUP__HASH_BYTES];
    (void)state;

    for (size_t shift = 0; shift < 8;
         shift++) { /* every place that uint64_t may have in 64 bytes */
        struct sup__hash *hash = (struct sup__hash *)(void *)(room + shift);

        assert_int_equal(sup__hash_begin(hash, NULL, 0), 0);
        sup__hash_add(hash, "abc", 3);
        sup__hash_end(hash, out);
        assert_hash(out, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
        for (size_t i = 0; i < sizeof *hash / sizeof(uint64_t); i++) {
            assert_int_equal(hash->opaque[i], 0); /* wiped */
        }
    }
}

static void random_bytes_differ(void **state) {
    uint8_t a[32] = {0};
    uint8_t b[32] = {0};
    (void)state;

    assert_int_equal(sup__random(a, sizeof a), 0);
    assert_int_equal(sup__random(b, sizeof b), 0);
    assert_memory_not_equal(a, b, sizeof a);
    sup__wipe(a, sizeof a);
    for (size_t i = 0; i < sizeof a; i++) {
        assert_int_equal(a[i], 0);
    }
    sup__wipe(NULL, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash_is_blake2b),
        cmocka_unit_test(hash_is_right_around_the_block_size),
        cmocka_unit_test(hash_takes_keys_of_16_to_64_bytes),
        cmocka_unit_test(hash_of_pieces_is_the_hash_of_the_whole),
        cmocka_unit_test(hash_numbers_are_big_endian),
        cmocka_unit_test(hash_does_not_care_where_its_state_lies),
        cmocka_unit_test(random_bytes_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
