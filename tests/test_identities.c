/*
 * Tests of lib/policy: kinds of identities, and the one form that each value is kept in.
 *
 * Numbers are from ITU-T E.164 (02/2005) and addresses' limits from RFC 5321, section 4.5.3.1; what
 * is in fiction ranges is used: +1 555 01xx, +44 20 7946 0xxx (Ofcom), +49 30 23125 xxx (BNetzA).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "policy/identities.h"
#include "policy_fixture.h"

#define TEN   "abcdefghij"
#define SIXTY TEN TEN TEN TEN TEN TEN

struct form_case {
    const char *given;
    const char *kept; /* NULL: it is none */
};

static void check_forms(int32_t form, const struct form_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char out[SUP_IDENTITY_BYTES_MAX + 1] = "";
        const char *wrong = sup__identity_normalise(form, cases[i].given, out);
        if ((wrong == NULL) != (cases[i].kept != NULL) ||
            (wrong == NULL && strcmp(out, cases[i].kept) != 0)) {
            fail_msg("'%s' gives '%s' (%s)", cases[i].given, out, wrong ? wrong : "good");
        }
    }
}

#define CHECK_FORMS(form, cases) check_forms(form, cases, sizeof cases / sizeof cases[0])

static void an_address_is_kept_in_small_letters_and_otherwise_as_it_is(void **state)
{
    static const struct form_case cases[] = {
        {"mia@example.com", "mia@example.com"},
        {"  Mia.Berg+shop@Example.COM ", "mia.berg+shop@example.com"},
        {"m.i.a@gmail.com", "m.i.a@gmail.com"},
        {"o'hara_1%x@a-b.example", "o'hara_1%x@a-b.example"},
        {"MÜLLER@example.com", "mÜller@example.com"}, /* small in ASCII only */
        {"root@localhost", "root@localhost"},
        {SIXTY "1234@example.com", SIXTY "1234@example.com"}, /* 64 before the @ */
        {SIXTY "12345@example.com", NULL},
        /* 254 bytes: 1 + 1 + 4 * 60 + 3 dots + 9 */
        {"m@" SIXTY "." SIXTY "." SIXTY "." SIXTY "12345.com",
         "m@" SIXTY "." SIXTY "." SIXTY "." SIXTY "12345.com"},
        {"m@" SIXTY "." SIXTY "." SIXTY "." SIXTY "123456.com", NULL},
        {"", NULL},
        {"   ", NULL},
        {"mia", NULL},
        {"mia@", NULL},
        {"@example.com", NULL},
        {"mia@x@example.com", NULL},
        {"mia berg@example.com", NULL},
        {"mia@exa mple.com", NULL},
        {"mia\t@example.com", NULL},
        {"mia\x7f@example.com", NULL},
        {"mia@.com", NULL},
        {"mia@example.", NULL},
        {"mia@example..com", NULL},
    };
    (void)state;
    assert_int_equal(strlen("m@" SIXTY "." SIXTY "." SIXTY "." SIXTY "12345.com"), 254);
    CHECK_FORMS(SUP__IDENTITY_EMAIL, cases);
}

static void a_phone_number_is_kept_as_e164(void **state)
{
    static const struct form_case cases[] = {
        {"+442079460123", "+442079460123"},
        {"+44 20 7946 0123", "+442079460123"},
        {"+1 (555) 010-0199", "+15550100199"},
        {"0049 30/23125.001", "+493023125001"},
        {"+49(30)23125-001", "+493023125001"},
        {" +4930 23125001 ", "+493023125001"},
        {"+12345678", "+12345678"}, /* 8 digits */
        {"+1234567", NULL},
        {"+123456789012345", "+123456789012345"}, /* 15 digits */
        {"00123456789012345", "+123456789012345"},
        {"+1234567890123456", NULL},
        {"001234567890123456", NULL},
        {"0012345678901234567890", NULL},
        {"020 7946 0123", NULL}, /* of which country? */
        {"2079460123", NULL},
        {"+44 (0)20 7946 0123", NULL},
        {"+0 20 7946 0123", NULL},
        {"000123456789", NULL},
        {"++442079460123", NULL},
        {"44+2079460123", NULL},
        {"+44 20 7946 0123 ext 5", NULL},
        {"+44\t2079460123", NULL},
        {"+4420794601\xc2\xb2", NULL},
        {"+", NULL},
        {"", NULL},
    };
    (void)state;
    CHECK_FORMS(SUP__IDENTITY_PHONE, cases);
}

static void a_handle_has_no_at_and_is_small(void **state)
{
    static const struct form_case cases[] = {
        {"@MiaBerg", "miaberg"},
        {"miaberg", "miaberg"},
        {" @mia_b.1 ", "mia_b.1"},
        {"@@mia", "@mia"},
        {"Müller", "müller"},
        {"@", NULL},
        {"", NULL},
        {"mia berg", NULL},
        {"@ mia", NULL},
    };
    (void)state;
    CHECK_FORMS(SUP__IDENTITY_HANDLE, cases);
}

static void a_text_is_kept_as_it_is(void **state)
{
    char long_text[SUP_IDENTITY_BYTES_MAX + 2];
    char out[SUP_IDENTITY_BYTES_MAX + 1];
    static const struct form_case cases[] = {
        {"207119551", "207119551"}, {" A b ", " A b "}, {"@X", "@X"}, {"", NULL}};
    (void)state;
    CHECK_FORMS(SUP__IDENTITY_TEXT, cases);
    memset(long_text, 'a', sizeof long_text);
    long_text[SUP_IDENTITY_BYTES_MAX] = '\0';
    assert_null(sup__identity_normalise(SUP__IDENTITY_TEXT, long_text, out));
    assert_null(sup__identity_normalise(SUP__IDENTITY_HANDLE, long_text, out));
    assert_string_equal(out, long_text);
    long_text[SUP_IDENTITY_BYTES_MAX] = 'a';
    long_text[SUP_IDENTITY_BYTES_MAX + 1] = '\0';
    for (int32_t form = 0; form < SUP__IDENTITY_FORMS; form++) {
        assert_non_null(sup__identity_normalise(form, long_text, out));
    }
}

static void check_kind(const struct sup__policy *policy, const char *name, int32_t form,
                       int32_t is_per_system, int32_t is_single)
{
    const struct sup__identity_kind *kind = sup__policy_identity(policy, name);

    assert_non_null(kind);
    assert_string_equal(kind->name, name);
    assert_int_equal(kind->form, form);
    assert_int_equal(kind->is_per_system, is_per_system);
    assert_int_equal(kind->is_single, is_single);
}

static void a_policy_that_does_not_say_knows_five_kinds(void **state)
{
    struct loaded loaded = load_lines(0, NULL);
    (void)state;

    assert_int_equal(loaded.policy->identity_count, 5);
    check_kind(loaded.policy, "email", SUP__IDENTITY_EMAIL, 0, 0);
    check_kind(loaded.policy, "phone", SUP__IDENTITY_PHONE, 0, 0);
    check_kind(loaded.policy, "customer", SUP__IDENTITY_TEXT, 1, 1);
    check_kind(loaded.policy, "buyer", SUP__IDENTITY_TEXT, 1, 1);
    check_kind(loaded.policy, "handle", SUP__IDENTITY_HANDLE, 1, 0);
    assert_null(sup__policy_identity(loaded.policy, "e-mail"));
    unload(&loaded);
}

static void a_policy_lists_its_own_kinds_instead(void **state)
{
    struct loaded loaded = load_more("'identities': ['card', {'name': 'mail', 'label': 'Mail', "
                                     "'form': 'email', 'is_single': true}],");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->identity_count, 2);
    check_kind(loaded.policy, "card", SUP__IDENTITY_TEXT, 0, 0);
    check_kind(loaded.policy, "mail", SUP__IDENTITY_EMAIL, 0, 1);
    assert_string_equal(loaded.policy->identities[0].label, "card");
    assert_string_equal(loaded.policy->identities[1].label, "Mail");
    assert_null(sup__policy_identity(loaded.policy, "email"));
    unload(&loaded);
    loaded = load_more("'identities': [],");
    assert_int_equal(loaded.policy->identity_count, 0);
    assert_null(sup__policy_identity(loaded.policy, "email"));
    unload(&loaded);
}

static void what_is_wrong_with_a_kind_is_told(void **state)
{
    (void)state;
    expect_more("'identities': [{'name': 'mail', 'form': 'e-mail'}],", 1,
                &(struct expected){"/identities/0/form", 26, 41,
                                   "there is no form of identities \"e-mail\"", "email"});
    expect_more("'identities': ['a', 'a'],", 1,
                &(struct expected){"/identities/1", 26, 21,
                                   "the kind of identity \"a\" is there already", NULL});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_kept_in_small_letters_and_otherwise_as_it_is),
        cmocka_unit_test(a_phone_number_is_kept_as_e164),
        cmocka_unit_test(a_handle_has_no_at_and_is_small),
        cmocka_unit_test(a_text_is_kept_as_it_is),
        cmocka_unit_test(a_policy_that_does_not_say_knows_five_kinds),
        cmocka_unit_test(a_policy_lists_its_own_kinds_instead),
        cmocka_unit_test(what_is_wrong_with_a_kind_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
