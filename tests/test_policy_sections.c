/*
 * Tests of lib/policy: channels, reasons, custom fields, levels, languages, rights and times.
 *
 * Most tests put members on line 26 of the good document: a column is counted in that text.
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
#include "policy_fixture.h"

#define DAY_MS INT64_C(86400000)

static struct loaded load_two(size_t line, const char *changed, const char *members)
{
    const char *lines[GOOD_LINES + 1] = {NULL};

    lines[25] = "\"auto_close\": \"P4D\", \"idempotency_retention\": \"P1D\",";
    lines[26] = members;
    lines[line] = changed;
    return load_changed(lines);
}

/* Half of an hour is half an hour before its end: one warning there, and two on other targets. */
static void warnings_of_several_targets_may_meet_on_one(void **state)
{
    struct loaded loaded =
        load_more("\"sla\": [{\"name\": \"a\", \"warnings\": [\"50%\", \"PT30M\"], \"targets\": "
                  "[{\"metric\": \"first_reply\", \"within\": \"PT1H\"}, {\"metric\": "
                  "\"next_reply\", \"channel\": \"email\", \"within\": \"PT30M\"}]}],");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->promises[0].targets[0].mark_count, 1);
    assert_int_equal(loaded.policy->promises[0].targets[1].mark_count, 2);
    unload(&loaded);
    expect_more(
        "\"sla\": [{\"name\": \"a\", \"warnings\": [\"50%\", \"PT30M\", \"PT45M\"], \"targets\": "
        "[{\"metric\": \"first_reply\", \"within\": \"PT1H\"}, {\"metric\": \"next_reply\", "
        "\"channel\": \"email\", \"within\": \"PT30M\"}]}],",
        1,
        &(struct expected){"/sla/0/warnings/2", 26, 52,
                           "so much time is never left: the target of next_reply by email is PT30M",
                           NULL});
    expect_more("\"sla\": [{\"name\": \"a\", \"targets\": [{\"metric\": \"first_reply\", "
                "\"within\": \"PT1H\", \"warnings\": [\"50%\", \"PT30M\"]}]}],",
                1,
                &(struct expected){"/sla/0/targets/0/warnings/1", 26, 99,
                                   "a warning at that time is there already", NULL});
}

/* ---- currency and languages ---- */

static void a_currency_is_one_of_iso_4217(void **state)
{
    struct loaded loaded = load_more("\"currency\": \"EUR\",");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_string_equal(loaded.policy->currency, "EUR");
    assert_string_equal(loaded.policy->facts.currency, "EUR");
    unload(&loaded);
    loaded = load_lines(0, NULL);
    assert_string_equal(loaded.policy->facts.currency, "");
    unload(&loaded);
    expect_more("\"currency\": \"EURO\",", 1,
                &(struct expected){"/currency", 26, 13,
                                   "\"EURO\" is not a currency of ISO 4217, such as EUR", NULL});
    expect_more("\"currency\": 978,", 1,
                &(struct expected){"/currency", 26, 13, "expected text, found number", NULL});
}

static void languages_are_tags_in_their_canonical_case(void **state)
{
    struct loaded loaded = load_more("\"languages\": [\"pt-BR\", {\"name\": \"zh-Hans\", "
                                     "\"label\": \"Chinese\"}, \"en-a-bb\"],");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->language_count, 3);
    assert_string_equal(loaded.policy->languages[0].name, "pt-BR");
    assert_string_equal(loaded.policy->languages[1].label, "Chinese");
    assert_int_equal(sup__policy_language(loaded.policy, "zh-Hans"), 1);
    assert_int_equal(sup__policy_language(loaded.policy, "zh"), -1);
    unload(&loaded);
}

static void a_language_in_another_case_is_told_with_the_right_one(void **state)
{
    static const char text[] = "a language tag is written in the case that RFC 5646 recommends";
    (void)state;

    expect_more("\"languages\": [\"en\", \"pt-br\"],", 1,
                &(struct expected){"/languages/1", 26, 21, text, "pt-BR"});
    expect_more("\"languages\": [{\"name\": \"ZH-hans-cn\"}],", 1,
                &(struct expected){"/languages/0/name", 26, 24, text, "zh-Hans-CN"});
    /* After a single letter everything is small. */
    expect_more("\"languages\": [\"EN-A-BB-x-DE\"],", 1,
                &(struct expected){"/languages/0", 26, 15, text, "en-a-bb-x-de"});
    expect_more("\"languages\": [\"en\", \"EN\"],", 2,
                (const struct expected[]){
                    {"/languages/1", 26, 21, text, "en"},
                    {"/languages/1", 26, 21, "the language \"en\" is there already", NULL}});
}

static void what_is_no_language_tag_is_refused(void **state)
{
    (void)state;
    expect_more("\"languages\": [\"pt_BR\"],", 1,
                &(struct expected){"/languages/0", 26, 15,
                                   "\"pt_BR\" is not a language tag such as en, pt-BR or zh-Hans",
                                   NULL});
    expect_more("\"languages\": [\"\"],", 1,
                &(struct expected){"/languages/0", 26, 15,
                                   "\"\" is not a language tag such as en, pt-BR or zh-Hans",
                                   NULL});
    expect_more(
        "\"languages\": [7],", 1,
        &(struct expected){"/languages/0", 26, 15, "expected text or object, found number", NULL});
}

/* ---- teams, skills, channels ---- */

static void skills_are_named(void **state)
{
    struct loaded loaded =
        load_more("\"skills\": [\"returns\", {\"name\": \"fr\", \"label\": \"French\"}],");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->skill_count, 2);
    assert_int_equal(sup__policy_skill(loaded.policy, "fr"), 1);
    assert_string_equal(loaded.policy->skills[1].label, "French");
    unload(&loaded);
    expect_more("\"skills\": [\"a\", \"a\"],", 1,
                &(struct expected){"/skills/1", 26, 17, "the skill \"a\" is there already", NULL});
}

static void a_channel_has_a_kind_an_owner_and_hours(void **state)
{
    struct loaded loaded =
        load_two(19,
                 "\"channels\": [\"email\", {\"name\": \"tweets\", \"kind\": \"social\", "
                 "\"is_public\": true, "
                 "\"team\": \"service\", \"calendar\": \"all\", \"label\": \"Tweets\"}],",
                 "\"calendars\": {\"all\": {\"zone\": \"UTC\", \"week\": \"24x7\"}},");
    const struct sup__channel *channels = loaded.policy->channels;
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(channels[0].kind, SUP__CHANNEL_OTHER);
    assert_int_equal(channels[0].is_public, 0);
    assert_int_equal(channels[0].team, -1);
    assert_int_equal(channels[0].calendar, -1);
    assert_int_equal(channels[1].kind, SUP__CHANNEL_SOCIAL);
    assert_int_equal(channels[1].is_public, 1);
    assert_int_equal(channels[1].team, 0);
    assert_int_equal(channels[1].calendar, 0);
    assert_string_equal(channels[1].label, "Tweets");
    unload(&loaded);
}

static void each_kind_of_channel_can_be_written(void **state)
{
    static const char *const kinds[] = {
        "email",        "chat",      "phone",   "messaging", "social", "marketplace",
        "self_service", "voice_bot", "chatbot", "form",      "other",
    };
    (void)state;

    assert_int_equal(sizeof kinds / sizeof kinds[0], SUP__CHANNEL_KINDS);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char line[96];
        struct loaded loaded;

        (void)snprintf(line, sizeof line, "\"channels\": [{\"name\": \"c\", \"kind\": \"%s\"}],",
                       kinds[i]);
        loaded = load_lines(19, line);
        assert_int_equal(loaded.rc, SUP_OK);
        assert_int_equal(loaded.policy->channels[0].kind, i);
        unload(&loaded);
    }
}

static void what_a_channel_names_is_there(void **state)
{
    (void)state;
    expect(19, "\"channels\": [{\"name\": \"email\", \"kind\": \"e-mail\"}],", 1,
           &(struct expected){"/channels/0/kind", 19, 40, "there is no kind of channel \"e-mail\"",
                              "email"});
    expect(
        19, "\"channels\": [{\"name\": \"email\", \"team\": \"servce\"}],", 1,
        &(struct expected){"/channels/0/team", 19, 40, "there is no team \"servce\"", "service"});
    expect(19, "\"channels\": [{\"name\": \"email\", \"calendar\": \"office\"}],", 1,
           &(struct expected){"/channels/0/calendar", 19, 44, "there is no calendar \"office\"",
                              NULL});
    expect(19, "\"channels\": [{\"name\": \"email\", \"is_public\": \"yes\"}],", 1,
           &(struct expected){"/channels/0/is_public", 19, 45, "expected true or false, found text",
                              NULL});
    expect(19, "\"channels\": [{\"name\": \"email\", \"is_pubic\": true}],", 1,
           &(struct expected){"/channels/0/is_pubic", 19, 32,
                              "there is no member \"is_pubic\" here", "is_public"});
}

/* ---- impact and urgency ---- */

#define LEVELS "\"impacts\": [\"one\", \"all\"], \"urgencies\": [\"later\", \"now\"],"

static void a_matrix_gives_each_pair_a_priority(void **state)
{
    struct loaded loaded = load_two(
        27,
        "\"on_customer_message\": {}, \"priority_matrix\": {\"all\": {\"later\": \"low\", \"now\": "
        "\"high\"}, \"one\": {\"now\": \"high\", \"later\": \"low\"}}",
        LEVELS);
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(sup__policy_impact(loaded.policy, "all"), 1);
    assert_int_equal(sup__policy_urgency(loaded.policy, "now"), 1);
    /* low is 0, high is 1 */
    assert_int_equal(loaded.policy->priority_matrix[0], 0);
    assert_int_equal(loaded.policy->priority_matrix[1], 1);
    assert_int_equal(loaded.policy->priority_matrix[2], 0);
    assert_int_equal(loaded.policy->priority_matrix[3], 1);
    unload(&loaded);
    loaded = load_more(LEVELS);
    assert_int_equal(loaded.rc, SUP_OK); /* rules may ask for them without a matrix */
    assert_null(loaded.policy->priority_matrix);
    unload(&loaded);
}

static void expect_matrix(const char *matrix, uint32_t count, const struct expected *expected)
{
    struct loaded loaded = load_two(27, matrix, LEVELS);

    assert_problems(&loaded, count, expected);
}

static void a_matrix_without_a_cell_is_told(void **state)
{
    (void)state;
    expect_matrix(
        "\"priority_matrix\": {\"one\": {\"later\": \"low\", \"now\": \"high\"}}", 1,
        &(struct expected){"/priority_matrix", 27, 20, "the impact \"all\" is missing", NULL});
    expect_matrix(
        "\"priority_matrix\": {\"one\": {\"later\": \"low\", \"now\": \"high\"}, \"all\": "
        "{\"now\": \"high\"}}",
        1,
        &(struct expected){"/priority_matrix/all", 27, 68, "the urgency \"later\" is missing",
                           NULL});
    expect_matrix(
        "\"priority_matrix\": {\"one\": {\"later\": \"lo\", \"nw\": \"high\"}, \"all\": 1}", 3,
        (const struct expected[]){
            {"/priority_matrix/one/later", 27, 38, "there is no priority \"lo\"", "low"},
            {"/priority_matrix/one/nw", 27, 44, "there is no urgency \"nw\"", "now"},
            {"/priority_matrix/all", 27, 66, "expected object, found number", NULL}});
}

static void a_matrix_needs_both_lists(void **state)
{
    (void)state;
    expect_more("\"impacts\": [\"one\"], \"priority_matrix\": {},", 1,
                &(struct expected){"/priority_matrix", 26, 40,
                                   "a priority matrix needs \"impacts\" and \"urgencies\"", NULL});
    expect_more("\"impacts\": [], \"urgencies\": [\"now\"], \"priority_matrix\": {},", 1,
                &(struct expected){"/impacts", 26, 12,
                                   "a priority matrix needs at least one impact", NULL});
    expect_more("\"impacts\": [\"one\"], \"urgencies\": [], \"priority_matrix\": {},", 1,
                &(struct expected){"/urgencies", 26, 34,
                                   "a priority matrix needs at least one urgency", NULL});
    /* A list that could not be read has been told. */
    expect_more("\"impacts\": 1, \"urgencies\": [\"now\"], \"priority_matrix\": {\"one\": {}},", 1,
                &(struct expected){"/impacts", 26, 12, "expected list, found number", NULL});
}

static void empty_lists_of_levels_are_none(void **state)
{
    struct loaded loaded = load_more("\"impacts\": [], \"urgencies\": [],");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->impact_count, 0);
    assert_int_equal(loaded.policy->urgency_count, 0);
    unload(&loaded);
}

/* ---- custom fields ---- */

static void fields_have_types(void **state)
{
    static const struct {
        const char *more;
        int32_t type;
        int32_t fact_type;
        uint32_t scale;
    } rows[] = {
        {"\"text\"", SUP__FIELD_TEXT, SUP__FACT_TEXT, 0},
        {"\"integer\"", SUP__FIELD_INTEGER, SUP__FACT_NUMBER, 0},
        {"\"decimal\", \"decimals\": 1", SUP__FIELD_DECIMAL, SUP__FACT_NUMBER, 1},
        {"\"decimal\", \"decimals\": 6", SUP__FIELD_DECIMAL, SUP__FACT_NUMBER, 6},
        {"\"money\"", SUP__FIELD_MONEY, SUP__FACT_MONEY, 0},
        {"\"boolean\"", SUP__FIELD_BOOLEAN, SUP__FACT_BOOL, 0},
        {"\"time\"", SUP__FIELD_TIME, SUP__FACT_TIME, 0},
        {"\"choice\", \"options\": [\"a\"]", SUP__FIELD_CHOICE, SUP__FACT_NAME, 0},
        {"\"choices\", \"options\": [\"a\"]", SUP__FIELD_CHOICES, SUP__FACT_LIST, 0},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char members[128];
        struct loaded loaded;
        const struct sup__fact *fact;
        int32_t index;

        (void)snprintf(members, sizeof members, "\"fields\": [{\"name\": \"x\", \"type\": %s}],",
                       rows[i].more);
        loaded = load_more(members);
        assert_int_equal(loaded.rc, SUP_OK);
        assert_int_equal(loaded.policy->fields[0].type, rows[i].type);
        assert_int_equal(sup__policy_field(loaded.policy, "x"), 0);
        index = sup__names_find(&loaded.policy->facts.names, "field.x");
        assert_int_equal(index, SUP__F_COUNT); /* right after the built-in ones */
        fact = &loaded.policy->facts.items[index];
        assert_int_equal(fact->type, rows[i].fact_type);
        assert_int_equal(fact->scale, rows[i].scale);
        assert_int_equal(fact->absence, SUP__ABSENT_UNKNOWN);
        unload(&loaded);
    }
}

static void a_field_keeps_its_options_and_whether_it_is_private(void **state)
{
    struct loaded loaded = load_more(
        "\"fields\": [{\"name\": \"size\", \"label\": \"Size\", \"type\": \"choice\", \"private\": "
        "true, \"options\": [\"s\", {\"name\": \"m\", \"label\": \"Medium\"}]}],");
    const struct sup__custom_field *field = &loaded.policy->fields[0];
    const struct sup__fact *fact = &loaded.policy->facts.items[SUP__F_COUNT];
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_string_equal(field->label, "Size");
    assert_int_equal(field->is_private, 1);
    assert_int_equal(field->option_count, 2);
    assert_string_equal(field->options[1].label, "Medium");
    assert_int_equal(sup__names_find(fact->domain->names, "m"), 1);
    unload(&loaded);
}

static void members_of_another_type_of_field_are_refused(void **state)
{
    (void)state;
    expect_more("\"fields\": [{\"name\": \"x\", \"type\": \"text\", \"decimals\": 2}],", 1,
                &(struct expected){"/fields/0/decimals", 26, 54,
                                   "a field of the type text has no decimals", NULL});
    expect_more("\"fields\": [{\"name\": \"x\", \"type\": \"time\", \"options\": [\"a\"]}],", 1,
                &(struct expected){"/fields/0/options", 26, 53,
                                   "a field of the type time has no options", NULL});
    expect_more("\"fields\": [{\"name\": \"x\", \"type\": \"choices\"}],", 1,
                &(struct expected){"/fields/0", 26, 12,
                                   "a field of the type choices needs \"options\"", NULL});
    expect_more(
        "\"fields\": [{\"name\": \"x\", \"type\": \"choice\", \"options\": []}],", 1,
        &(struct expected){"/fields/0/options", 26, 55, "at least one option is needed", NULL});
    expect_more("\"fields\": [{\"name\": \"x\", \"type\": \"decimal\"}],", 1,
                &(struct expected){"/fields/0", 26, 12,
                                   "a field of the type decimal needs \"decimals\"", NULL});
    for (int decimals = 0; decimals <= 7; decimals += 7) {
        char members[96];
        char text[64];

        (void)snprintf(members, sizeof members,
                       "\"fields\": [{\"name\": \"x\", \"type\": \"decimal\", \"decimals\": %d}],",
                       decimals);
        (void)snprintf(text, sizeof text, "%d is not a number of decimals from 1 to 6", decimals);
        expect_more(members, 1, &(struct expected){"/fields/0/decimals", 26, 57, text, NULL});
    }
}

static void fields_are_named_once_and_typed_rightly(void **state)
{
    (void)state;
    expect_more("\"fields\": [{\"name\": \"x\", \"type\": \"txt\"}, {\"name\": \"x\", \"type\": "
                "\"text\"}, \"y\"],",
                3,
                (const struct expected[]){
                    {"/fields/0/type", 26, 34, "there is no type of field \"txt\"", "text"},
                    {"/fields/1/name", 26, 51, "the field \"x\" is there already", NULL},
                    {"/fields/2", 26, 73, "expected object, found text", NULL}});
}

/* ---- reasons ---- */

#define ARTICLE                                                                                    \
    "{\"name\": \"kb-1\", \"title\": \"How returns work\", \"version\": \"3\", \"owner\": "        \
    "\"service\", \"review_on\": \"2026-12-31\"}"

static void a_reason_says_who_where_and_what_is_asked_for(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    const struct sup__reason *reason;
    struct loaded loaded;
    (void)state;

    lines[19] = "\"channels\": [\"email\", \"chat\"],";
    lines[20] = "\"reasons\": [\"other\", {\"name\": \"return\", \"label\": \"Return\", \"team\": "
                "\"service\", \"channel\": \"chat\", \"second_channel\": \"email\", "
                "\"is_preventable\": true, \"intake\": [\"photo\", \"order\"], "
                "\"knowledge\": [" ARTICLE "]}],";
    lines[26] = "\"fields\": [{\"name\": \"order\", \"type\": \"text\"}, {\"name\": "
                "\"photo\", \"type\": \"text\"}],";
    loaded = load_changed(lines);
    assert_int_equal(loaded.rc, SUP_OK);
    reason = &loaded.policy->reasons[0];
    assert_int_equal(reason->team, -1);
    assert_int_equal(reason->channel, -1);
    assert_int_equal(reason->second_channel, -1);
    assert_int_equal(reason->intake_count, 0);
    reason = &loaded.policy->reasons[1];
    assert_int_equal(reason->team, 0);
    assert_int_equal(reason->channel, 1);
    assert_int_equal(reason->second_channel, 0);
    assert_int_equal(reason->is_preventable, 1);
    assert_int_equal(reason->intake_count, 2);
    assert_int_equal(reason->intake[0], 1);
    assert_int_equal(reason->intake[1], 0);
    assert_int_equal(reason->knowledge_count, 1);
    assert_string_equal(reason->knowledge[0].title, "How returns work");
    assert_string_equal(reason->knowledge[0].version, "3");
    assert_int_equal(reason->knowledge[0].owner, 0);
    assert_string_equal(reason->knowledge[0].review_on, "2026-12-31");
    /* 2027-01-01T00:00:00Z; date -ud 2027-01-01 +%s says 1798761600 */
    assert_int_equal(reason->knowledge[0].review_end_ms, INT64_C(1798761600000));
    unload(&loaded);
}

static void the_channels_of_a_reason_are_two_in_order(void **state)
{
    (void)state;
    expect(20, "\"reasons\": [{\"name\": \"return\", \"second_channel\": \"email\"}],", 1,
           &(struct expected){"/reasons/0", 20, 13,
                              "a \"second_channel\" needs a \"channel\" before it", NULL});
    expect(20,
           "\"reasons\": [{\"name\": \"return\", \"channel\": \"email\", \"second_channel\": "
           "\"email\"}],",
           1,
           &(struct expected){"/reasons/0/second_channel", 20, 70,
                              "the second channel is the first one again", NULL});
    expect(20, "\"reasons\": [{\"name\": \"return\", \"channel\": \"mail\", \"team\": \"x\"}],", 2,
           (const struct expected[]){
               {"/reasons/0/channel", 20, 43, "there is no channel \"mail\"", "email"},
               {"/reasons/0/team", 20, 59, "there is no team \"x\"", NULL}});
}

static void what_a_reason_asks_for_is_a_field_once(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    lines[20] =
        "\"reasons\": [{\"name\": \"return\", \"intake\": [\"order\", \"ordr\", \"order\"]}],";
    lines[21] =
        "\"teams\": [\"service\"], \"fields\": [{\"name\": \"order\", \"type\": \"text\"}],";
    loaded = load_changed(lines);
    assert_problems(
        &loaded, 2,
        (const struct expected[]){
            {"/reasons/0/intake/1", 20, 52, "there is no field \"ordr\"", "order"},
            {"/reasons/0/intake/2", 20, 60, "the field \"order\" is there already", NULL}});
}

static void an_article_has_all_its_members(void **state)
{
    (void)state;
    expect(20, "\"reasons\": [{\"name\": \"return\", \"knowledge\": [{\"name\": \"a\"}]}],", 4,
           (const struct expected[]){
               {"/reasons/0/knowledge/0", 20, 46, "\"title\" is missing", NULL},
               {"/reasons/0/knowledge/0", 20, 46, "\"version\" is missing", NULL},
               {"/reasons/0/knowledge/0", 20, 46, "\"owner\" is missing", NULL},
               {"/reasons/0/knowledge/0", 20, 46, "\"review_on\" is missing", NULL}});
    expect(20, "\"reasons\": [{\"name\": \"return\", \"knowledge\": [" ARTICLE ", " ARTICLE "]}],",
           1,
           &(struct expected){"/reasons/0/knowledge/1/name", 20, 165,
                              "the article \"kb-1\" is there already", NULL});
}

static void a_date_is_a_day_of_the_calendar(void **state)
{
    static const char *const wrong[] = {"2026-02-29", "2026-13-01", "26-01-01", "2026-1-01",
                                        "2026-01-01T00:00:00Z"};
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char members[256];
        char text[80];

        (void)snprintf(members, sizeof members,
                       "\"rights\": [{\"name\": \"r\", \"review_on\": \"%s\", \"owner\": "
                       "\"service\", \"policy\": {\"title\": \"T\"}}],",
                       wrong[i]);
        (void)snprintf(text, sizeof text, "\"%s\" is not a date such as 2026-12-31", wrong[i]);
        expect_more(members, 1, &(struct expected){"/rights/0/review_on", 26, 39, text, NULL});
    }
}

/* ---- rights ---- */

static void a_right_stands_beside_its_policy(void **state)
{
    struct loaded loaded = load_more(
        "\"rights\": [{\"name\": \"withdrawal\", \"label\": \"Withdrawal\", \"policy\": "
        "{\"title\": "
        "\"Returns\", \"version\": \"2\", \"url\": \"https://shop.example/returns\"}, \"owner\": "
        "\"service\", \"exceptions\": [\"Made to measure\"], \"review_on\": \"2024-02-29\"}],");
    const struct sup__right *right = &loaded.policy->rights[0];
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_string_equal(right->label, "Withdrawal");
    assert_string_equal(right->policy_title, "Returns");
    assert_string_equal(right->policy_version, "2");
    assert_string_equal(right->policy_url, "https://shop.example/returns");
    assert_int_equal(right->owner, 0);
    assert_int_equal(right->exception_count, 1);
    assert_string_equal(right->exceptions[0], "Made to measure");
    /* 2024-03-01T00:00:00Z; date -ud 2024-03-01 +%s says 1709251200 */
    assert_int_equal(right->review_end_ms, INT64_C(1709251200000));
    unload(&loaded);
}

static void a_right_lacks_nothing(void **state)
{
    (void)state;
    expect_more("\"rights\": [{\"name\": \"a\"}],", 3,
                (const struct expected[]){{"/rights/0", 26, 12, "\"policy\" is missing", NULL},
                                          {"/rights/0", 26, 12, "\"owner\" is missing", NULL},
                                          {"/rights/0", 26, 12, "\"review_on\" is missing", NULL}});
    expect_more(
        "\"rights\": [{\"name\": \"a\", \"owner\": \"servce\", \"review_on\": "
        "\"2026-01-01\", \"policy\": {\"url\": \"javascript:x\"}, \"exceptions\": [\"\"]}],",
        4,
        (const struct expected[]){
            {"/rights/0/owner", 26, 35, "there is no team \"servce\"", "service"},
            {"/rights/0/policy", 26, 82, "\"title\" is missing", NULL},
            {"/rights/0/policy/url", 26, 90, "an address begins with https:// or http://", NULL},
            {"/rights/0/exceptions/0", 26, 122, "this text has 0 bytes: 1 to 1000 are allowed",
             NULL}});
}

/* ---- times ---- */

static void times_have_their_defaults(void **state)
{
    struct loaded loaded = load_lines(0, NULL);
    (void)state;

    assert_int_equal(loaded.policy->follow_up_ms, -1);
    assert_int_equal(loaded.policy->text_kept_ms, -1);
    assert_int_equal(loaded.policy->repeat_ms, 7 * DAY_MS);
    assert_int_equal(loaded.policy->purchase_ms, 30 * DAY_MS);
    assert_int_equal(loaded.policy->thread_ms, 14 * DAY_MS);
    unload(&loaded);
    loaded = load_more("\"follow_up\": \"PT0S\", \"repeat_contact\": \"P14D\", "
                       "\"repeat_purchase\": \"P60D\", \"retention\": "
                       "{\"text\": \"P3650D\"}, \"thread_window\": \"PT0S\",");
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->thread_ms, 0);
    assert_int_equal(loaded.policy->follow_up_ms, 0);
    assert_int_equal(loaded.policy->repeat_ms, 14 * DAY_MS);
    assert_int_equal(loaded.policy->purchase_ms, 60 * DAY_MS);
    assert_int_equal(loaded.policy->text_kept_ms, 3650 * DAY_MS);
    unload(&loaded);
    loaded = load_more("\"retention\": {},");
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->text_kept_ms, -1);
    unload(&loaded);
}

static void times_that_cannot_be_read_are_told(void **state)
{
    (void)state;
    expect_more("\"follow_up\": \"P1Y\",", 1,
                &(struct expected){"/follow_up", 26, 14,
                                   "\"P1Y\" is not a duration such as P7D or PT4H30M", NULL});
    expect_more("\"thread_window\": \"14 days\",", 1,
                &(struct expected){"/thread_window", 26, 18,
                                   "\"14 days\" is not a duration such as P7D or PT4H30M", NULL});
    expect_more("\"repeat_contact\": 7,", 1,
                &(struct expected){"/repeat_contact", 26, 19, "expected text, found number", NULL});
    expect_more(
        "\"retention\": {\"text\": \"P3651D\", \"tickets\": \"P1D\"},", 2,
        (const struct expected[]){
            {"/retention/text", 26, 23, "\"P3651D\" is longer than ten years (P3650D)", NULL},
            {"/retention/tickets", 26, 33, "there is no member \"tickets\" here", NULL}});
}

static void an_editor_may_name_the_schema(void **state)
{
    struct loaded loaded = load_more("\"$schema\": \"../policy.schema.json\",");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
    expect_more("\"$schema\": 1,", 1,
                &(struct expected){"/$schema", 26, 12, "expected text, found number", NULL});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(warnings_of_several_targets_may_meet_on_one),
        cmocka_unit_test(a_currency_is_one_of_iso_4217),
        cmocka_unit_test(languages_are_tags_in_their_canonical_case),
        cmocka_unit_test(a_language_in_another_case_is_told_with_the_right_one),
        cmocka_unit_test(what_is_no_language_tag_is_refused),
        cmocka_unit_test(skills_are_named),
        cmocka_unit_test(a_channel_has_a_kind_an_owner_and_hours),
        cmocka_unit_test(each_kind_of_channel_can_be_written),
        cmocka_unit_test(what_a_channel_names_is_there),
        cmocka_unit_test(a_matrix_gives_each_pair_a_priority),
        cmocka_unit_test(a_matrix_without_a_cell_is_told),
        cmocka_unit_test(a_matrix_needs_both_lists),
        cmocka_unit_test(empty_lists_of_levels_are_none),
        cmocka_unit_test(fields_have_types),
        cmocka_unit_test(a_field_keeps_its_options_and_whether_it_is_private),
        cmocka_unit_test(members_of_another_type_of_field_are_refused),
        cmocka_unit_test(fields_are_named_once_and_typed_rightly),
        cmocka_unit_test(a_reason_says_who_where_and_what_is_asked_for),
        cmocka_unit_test(the_channels_of_a_reason_are_two_in_order),
        cmocka_unit_test(what_a_reason_asks_for_is_a_field_once),
        cmocka_unit_test(an_article_has_all_its_members),
        cmocka_unit_test(a_date_is_a_day_of_the_calendar),
        cmocka_unit_test(a_right_stands_beside_its_policy),
        cmocka_unit_test(a_right_lacks_nothing),
        cmocka_unit_test(times_have_their_defaults),
        cmocka_unit_test(times_that_cannot_be_read_are_told),
        cmocka_unit_test(an_editor_may_name_the_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
