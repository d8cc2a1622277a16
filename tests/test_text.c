/*
 * Tests of lib/base/text.c: UTF-8, codes, growing text, numbers, near names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static long live;
static long fail_after = -1; /* allocations that still succeed; -1: all do */

static void *failing_resize(void *user, void *memory, size_t bytes) {
    (void)user;
    if (bytes == 0) {
        live -= memory != NULL;
        free(memory);
        return NULL;
    }
    if (fail_after == 0) {
        return NULL;
    }
    fail_after -= fail_after > 0;
    live += memory == NULL;
    return realloc(memory, bytes);
}

static const struct sup__mem mem = {NULL, failing_resize};

static size_t valid_prefix(const char *text) {
    return sup__utf8_valid_prefix(text, strlen(text));
}

static void utf8_accepts_the_first_and_last_of_each_length(void **state) {
    static const char *const good[] = {
        "",
        "\x01",
        "\x7f",
        "\xc2\x80",
        "\xdf\xbf",
        "\xe0\xa0\x80",
        "\xed\x9f\xbf",
        "\xee\x80\x80",
        "\xef\xbf\xbf",
        "\xf0\x90\x80\x80",
        "\xf4\x8f\xbf\xbf",
        "Gr\xc3\xbcn",
        "\xef\xbb\xbf",
    };
    (void)state;

    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_int_equal(valid_prefix(good[i]), strlen(good[i]));
    }
    assert_int_equal(sup__utf8_valid_prefix(NULL, 0), 0);
}

static void utf8_refuses_what_is_next_to_the_limits(void **state) {
    static const char *const bad[] = {
        "\x80",             /* continuation alone */
        "\xc0\xaf",         /* overlong '/' */
        "\xc1\xbf",         /* overlong U+007F */
        "\xc2",             /* cut */
        "\xc2\x41",         /* no continuation */
        "\xe0\x80\xaf",     /* overlong */
        "\xe0\x9f\xbf",     /* overlong U+07FF */
        "\xed\xa0\x80",     /* surrogate U+D800 */
        "\xed\xbf\xbf",     /* surrogate U+DFFF */
        "\xe2\x82",         /* cut */
        "\xe2\x28\xa1",     /* second byte */
        "\xe2\x82\x28",     /* third byte */
        "\xf0\x8f\xbf\xbf", /* overlong U+FFFF */
        "\xf4\x90\x80\x80", /* U+110000 */
        "\xf5\x80\x80\x80", /* no such length */
        "\xf0\x90\x80",     /* cut */
        "\xf0\x90\x80\x28", /* fourth byte */
        "\xf8\x88\x80\x80", /* 5 bytes */
        "\xfe",
        "\xff",
    };
    char text[64];
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        for (size_t before = 0; before < 20; before++) { /* at every place in the words of eight */
            memset(text, 'a', sizeof text);
            memcpy(text + before, bad[i], strlen(bad[i]) + 1);
            assert_int_equal(valid_prefix(text), before);
        }
    }
}

static void utf8_refuses_nul_wherever_it_is(void **state) {
    char text[40];
    (void)state;

    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, 'a', sizeof text);
        text[at] = '\0';
        assert_int_equal(sup__utf8_valid_prefix(text, sizeof text), at);
        assert_int_equal(sup__utf8_valid_prefix(text, at), at);
    }
}

static void a_line_ends_at_its_first_control_character(void **state) {
    static const struct {
        const char *text;
        size_t prefix;
    } cases[] = {
        {"", 0},
        {"Gr\xc3\xbcn ~", 7},
        {"a\nb", 1},
        {"a\r", 1},
        {"\t", 0},
        {"\x01", 0},
        {"\x1f", 0},
        {"long enough to be read by words\x7f", 31},
        {"a\xc2\x80", 1},         /* U+0080 */
        {"a\xc2\x85", 1},         /* U+0085, next line */
        {"a\xc2\x9f", 1},         /* U+009F */
        {"a\xc2\xa0", 3},         /* U+00A0, a space */
        {"\xc3\x80\xc3\x9f", 4},  /* letters with those last bytes */
        {"a\xe2\x80\xa7", 4},     /* U+2027 */
        {"a\xe2\x80\xa8", 1},     /* U+2028, line separator */
        {"a\xe2\x80\xa9", 1},     /* U+2029, paragraph separator */
        {"a\xe2\x80\xaa", 4},     /* U+202A: turns the direction, breaks no line */
        {"a\xe2\x81\xa8", 4},     /* U+2068 */
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(sup__line_prefix(cases[i].text, strlen(cases[i].text)), cases[i].prefix);
    }
    assert_int_equal(sup__line_prefix("ab\n", 2), 2);
    assert_int_equal(sup__line_prefix("\xc2\x85", 1), 1); /* no look past the end */
    assert_int_equal(sup__line_prefix("\xe2\x80\xa8", 2), 2);
}

static void code_is_1_to_64_characters_of_its_alphabet(void **state) {
    char text[66];
    (void)state;

    memset(text, 'a', sizeof text);
    text[64] = '\0';
    assert_true(sup__is_code(text));
    text[64] = 'a';
    text[65] = '\0';
    assert_false(sup__is_code(text));
    assert_true(sup__is_code("a"));
    assert_true(sup__is_code("0"));
    assert_true(sup__is_code("where_is_my_order"));
    assert_true(sup__is_code("9.b-c_z"));
    assert_false(sup__is_code(NULL));
    assert_false(sup__is_code(""));
    assert_false(sup__is_code("_a"));
    assert_false(sup__is_code("-a"));
    assert_false(sup__is_code(".a"));
    assert_false(sup__is_code("A"));
    assert_false(sup__is_code("aB"));
    assert_false(sup__is_code("a b"));
    assert_false(sup__is_code("a/b"));
    assert_false(sup__is_code("a:"));
    assert_false(sup__is_code("a`"));
    assert_false(sup__is_code("a{"));
    assert_false(sup__is_code("\xc3\xa9"));
}

/* RFC 5646, appendix A, where extended languages are left out: they are not canonical. Parts after
 * an x or a singleton are in lower case, section 2.1.1. */
static void language_tags_are_those_of_the_rfc(void **state) {
    static const char *const good[] = {
        "de", "fr", "ja", "zh-Hant", "zh-Hans", "sr-Cyrl", "sr-Latn", "zh-Hans-CN", "sr-Latn-RS",
        "sl-rozaj", "sl-rozaj-biske", "sl-nedis", "de-CH-1901", "sl-IT-nedis",
        "hy-Latn-IT-arevela", "de-DE", "en-US", "es-419", "de-CH-x-phonebk",
        "az-Arab-x-aze-derbend", "x-whatever", "qaa-Qaaa-QM-x-southern", "de-Qaaa", "sr-Latn-QM",
        "sr-Qaaa-RS", "en-US-u-islamcal", "zh-CN-a-myext-x-private", "en-a-myext-b-another",
        /* and its section 2.1.1 */
        "mn-Cyrl-MN", "az-Latn-x-latn", "en-CA-x-ca",
        /* both ends of the lengths */
        "x-a", "x-abcdefgh", "en-a-bc", "en-abcdefgh", "en-0bcd", "yue",
        "de-abcdefgh-abcdefgh-abcdefgh-abcde"};
    static const char *const bad[] = {
        "de-419-DE", "a-DE", "ar-a-aaa-b-bbb-a-ccc",
        /* not the one way to write it */
        "DE", "de-ch", "zh-hans", "zh-HANS", "zh-HanS", "en-us", "de-CH-X-phonebk", "en_US",
        "az-Arab-x-AZE-derbend", "sl-Rozaj", "en-A-myext", "EN-us",
        /* grandfathered, extended, reserved */
        "i-klingon", "en-GB-OED", "zh-yue", "zh-cmn-Hans", "abcd", "abcde",
        /* empty parts, and parts that lack theirs */
        "", "-", "en-", "-en", "en--US", "en-x", "x", "en-u", "en-u-x-a", "en-a-b-cc", "en-x-",
        /* lengths */
        "e", "en-abc", "en-abcd", "x-abcdefghi", "en-abcdefghi", "en-U", "en-USA", "es-41",
        "es-4190a0a0a", "zh-Han", "de-abcdefgh-abcdefgh-abcdefgh-abcdef",
        /* order, other characters */
        "zh-CN-Hans", "en-US-GB", "de-1901-CH", "en US", "d\xc3\xa9", "12", "e1", "en.US"};

    (void)state;
    assert_false(sup__is_language_tag(NULL));
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        if (!sup__is_language_tag(good[i])) {
            fail_msg("%s is one", good[i]);
        }
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (sup__is_language_tag(bad[i])) {
            fail_msg("%s is none", bad[i]);
        }
    }
}

static void buffer_grows_and_is_handed_out_as_owned(void **state) {
    struct sup__buffer buffer;
    size_t bytes;
    char *owned;
    (void)state;

    sup__buffer_init(&buffer, &mem);
    sup__buffer_text(&buffer, "a");
    assert_string_equal(buffer.data, "a");
    for (int i = 0; i < 10000; i++) {
        sup__buffer_append(&buffer, "0123456789", 10);
    }
    sup__buffer_char(&buffer, 'z');
    assert_int_equal(buffer.bytes, 100002);
    owned = sup__buffer_take(&buffer, &bytes);
    assert_int_equal(bytes, 100002);
    assert_int_equal(strlen(owned), 100002);
    assert_int_equal(owned[100001], 'z');
    sup_free(owned);

    assert_null(buffer.data);
    owned = sup__buffer_take(&buffer, NULL);
    assert_string_equal(owned, "");
    sup_free(owned);
    assert_int_equal(live, 0);
}

static void buffer_keeps_its_memory_when_cleared(void **state) {
    struct sup__buffer buffer;
    char *data;
    (void)state;

    sup__buffer_init(&buffer, &mem);
    sup__buffer_clear(&buffer);
    sup__buffer_text(&buffer, "first");
    data = buffer.data;
    sup__buffer_clear(&buffer);
    assert_string_equal(buffer.data, "");
    sup__buffer_text(&buffer, "second");
    assert_ptr_equal(buffer.data, data);
    assert_string_equal(buffer.data, "second");
    sup__buffer_append(&buffer, "x", SIZE_MAX);
    assert_true(buffer.is_failed);
    sup__buffer_free(&buffer);
    assert_int_equal(live, 0);
}

static void buffer_survives_every_failing_allocation(void **state) {
    int is_done = 0;
    (void)state;

    for (long n = 0; !is_done; n++) {
        struct sup__buffer buffer;
        size_t bytes = 1;
        char *owned;

        fail_after = n;
        sup__buffer_init(&buffer, &mem);
        for (int i = 0; i < 200; i++) {
            sup__buffer_json_text(&buffer, "tab\tand more", 12);
            sup__buffer_int(&buffer, i);
        }
        assert_true(buffer.is_failed || fail_after >= 0);
        owned = sup__buffer_take(&buffer, &bytes);
        fail_after = -1;
        is_done = owned != NULL;
        assert_int_equal(bytes, is_done ? 200 * 15 + 10 + 90 * 2 + 100 * 3 : 0);
        sup_free(owned);
        assert_int_equal(live, 0);
        assert_true(n < 100);
    }
}

static void assert_json(const char *text, size_t bytes, const char *expected) {
    struct sup__buffer buffer;

    sup__buffer_init(&buffer, &mem);
    sup__buffer_json_text(&buffer, text, bytes);
    assert_string_equal(buffer.data, expected);
    sup__buffer_free(&buffer);
}

static void json_text_has_one_form(void **state) {
    (void)state;
    assert_json("", 0, "\"\"");
    assert_json("plain", 5, "\"plain\"");
    assert_json("a\"b\\c/", 6, "\"a\\\"b\\\\c/\"");
    assert_json("\b\f\n\r\t", 5, "\"\\b\\f\\n\\r\\t\"");
    assert_json("\x00\x01\x0b\x1f\x20\x7f", 6, "\"\\u0000\\u0001\\u000b\\u001f \x7f\"");
    assert_json("\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80", 9,
                "\"\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80\"");
    assert_int_equal(live, 0);
}

static void int_is_written_to_its_limits(void **state) {
    struct sup__buffer buffer;
    (void)state;

    sup__buffer_init(&buffer, &mem);
    sup__buffer_int(&buffer, 0);
    sup__buffer_char(&buffer, ' ');
    sup__buffer_int(&buffer, -1);
    sup__buffer_char(&buffer, ' ');
    sup__buffer_int(&buffer, INT64_MAX);
    sup__buffer_char(&buffer, ' ');
    sup__buffer_int(&buffer, INT64_MIN);
    assert_string_equal(buffer.data, "0 -1 9223372036854775807 -9223372036854775808");
    sup__buffer_free(&buffer);
}

static int parses_to(const char *text, int64_t expected) {
    int64_t number = 42;

    return sup__parse_int(text, strlen(text), &number) && number == expected;
}

static int is_refused(const char *text) {
    int64_t number = 42;

    return !sup__parse_int(text, strlen(text), &number) && number == 42;
}

static void int_is_read_to_its_limits(void **state) {
    (void)state;
    assert_true(parses_to("0", 0));
    assert_true(parses_to("-0", 0));
    assert_true(parses_to("007", 7));
    assert_true(parses_to("-12", -12));
    assert_true(parses_to("9223372036854775807", INT64_MAX));
    assert_true(parses_to("-9223372036854775808", INT64_MIN));
    assert_true(parses_to("-9223372036854775807", INT64_MIN + 1));
    assert_true(is_refused("9223372036854775808"));
    assert_true(is_refused("-9223372036854775809"));
    assert_true(is_refused("99999999999999999999"));
    assert_true(is_refused(""));
    assert_true(is_refused("-"));
    assert_true(is_refused("+1"));
    assert_true(is_refused(" 1"));
    assert_true(is_refused("1 "));
    assert_true(is_refused("1.0"));
    assert_true(is_refused("1e3"));
    assert_true(is_refused("0x10"));
    assert_true(is_refused("--1"));
    assert_true(is_refused("\xc2\xb2"));
}

static void format_cuts_between_characters(void **state) {
    char out[8];
    (void)state;

    sup__format(out, sizeof out, "%s", "1234567");
    assert_string_equal(out, "1234567");
    sup__format(out, sizeof out, "%s", "12345678");
    assert_string_equal(out, "1234567");
    sup__format(out, sizeof out, "%s", "12345\xc3\xa9");
    assert_string_equal(out, "12345\xc3\xa9");
    sup__format(out, sizeof out, "%s", "123456\xc3\xa9");
    assert_string_equal(out, "123456");
    sup__format(out, sizeof out, "%s", "1234\xe2\x82\xac");
    assert_string_equal(out, "1234\xe2\x82\xac");
    sup__format(out, sizeof out, "%s", "12345\xe2\x82\xac");
    assert_string_equal(out, "12345");
    sup__format(out, sizeof out, "%s", "1234\xf0\x9f\x98\x80");
    assert_string_equal(out, "1234");
    sup__format(out, sizeof out, "%s",
                "\xff"
                "a\xe2\x82");
    assert_string_equal(out, "?a??");
    sup__format(out, sizeof out, "%s", "\x80\x80\x80\x80\x80\x80\x80\x80");
    assert_string_equal(out, "???????");
    sup__format(out, 1, "%s", "\xc3\xa9");
    assert_string_equal(out, "");
    out[0] = 'x';
    sup__format(out, 0, "%s", "abc");
    assert_int_equal(out[0], 'x');
}

static void nearest_finds_small_slips_only(void **state) {
    static const char *const names[] = {"open", "pending", "on_hold", "solved", "closed"};
    char longest[66];
    (void)state;

    assert_string_equal(sup__nearest("opne", names, 5), "open");
    assert_string_equal(sup__nearest("pendign", names, 5), "pending");
    assert_string_equal(sup__nearest("onhold", names, 5), "on_hold");
    assert_string_equal(sup__nearest("solve", names, 5), "solved");
    assert_string_equal(sup__nearest("closed", names, 5), "closed");
    assert_string_equal(sup__nearest("cloosedd", names, 5), "closed"); /* 2 of 8 */
    assert_null(sup__nearest("cosd", names, 5));                       /* 2 of 4 */
    assert_null(sup__nearest("escalated", names, 5));
    assert_null(sup__nearest("", names, 5));
    assert_null(sup__nearest("open", names, 0));
    memset(longest, 'a', sizeof longest);
    longest[65] = '\0';
    assert_null(sup__nearest(longest, names, 5));
    longest[64] = '\0';
    {
        const char *long_name[] = {longest};

        assert_string_equal(sup__nearest(longest, long_name, 1), longest);
    }
}

static void a_letter_or_a_digit_says_something(void **state) {
    static const char *const something[] = {
        "a",  "Z", "0", " . x", "\xC3\xA9", "\xE0\xA4\x95" /* Devanagari ka */,
        "\xE5\x9D\x8F" /* a Han character */, "\xD9\xA1" /* the Arabic digit one */,
        "\xF0\xA0\x80\x80" /* Han beyond the first plane */, "\xE2\x80\x8Bq"};
    static const char *const nothing[] = {
        "",  " \t\r\n", ".", "...!?-", "[`{@", "\xC2\xA0" /* U+00A0 */,
        "\xE2\x80\x8B" /* U+200B */, "\xEF\xBB\xBF" /* U+FEFF */, "\xE3\x80\x80" /* U+3000 */,
        "\xE3\x85\xA4" /* U+3164, the filler */, "\xE2\x80\xA6" /* the ellipsis */,
        "\xF0\x9F\x91\x8D" /* U+1F44D */, "\xCC\x81" /* U+0301 */};
    (void)state;

    for (size_t i = 0; i < sizeof something / sizeof something[0]; i++) {
        assert_true(sup__has_letter(something[i]));
    }
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        assert_false(sup__has_letter(nothing[i]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_accepts_the_first_and_last_of_each_length),
        cmocka_unit_test(utf8_refuses_what_is_next_to_the_limits),
        cmocka_unit_test(utf8_refuses_nul_wherever_it_is),
        cmocka_unit_test(a_line_ends_at_its_first_control_character),
        cmocka_unit_test(code_is_1_to_64_characters_of_its_alphabet),
        cmocka_unit_test(language_tags_are_those_of_the_rfc),
        cmocka_unit_test(buffer_grows_and_is_handed_out_as_owned),
        cmocka_unit_test(buffer_keeps_its_memory_when_cleared),
        cmocka_unit_test(buffer_survives_every_failing_allocation),
        cmocka_unit_test(json_text_has_one_form),
        cmocka_unit_test(int_is_written_to_its_limits),
        cmocka_unit_test(int_is_read_to_its_limits),
        cmocka_unit_test(format_cuts_between_characters),
        cmocka_unit_test(nearest_finds_small_slips_only),
        cmocka_unit_test(a_letter_or_a_digit_says_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
