/*
 * test_bad_text.c: requests that are no JSON text: NUL, bytes that are not UTF-8, escapes that are
 * no characters, and keys that are there twice. Each is answered with its place and what to do.
 */
#include "ask_fixture.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char before_text[] =
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\",\"params\":{\"subject\":\"";
static const char after_text[] = "\"}}";

enum { BEFORE_BYTES = sizeof before_text - 1, AFTER_BYTES = sizeof after_text - 1 };

/* A subject of these bytes, in a request that is otherwise right, is refused; the first wrong byte
 * is the `good`-th character of the subject, counted from 0. */
static void expect_bad_subject(struct desk *desk, const char *subject, size_t bytes, uint32_t good,
                               struct wrong wrong)
{
    char request[256];
    char text[128];

    memcpy(request, before_text, BEFORE_BYTES);
    memcpy(request + BEFORE_BYTES, subject, bytes);
    memcpy(request + BEFORE_BYTES + bytes, after_text, AFTER_BYTES);
    wrong.rpc_code = -32700;
    wrong.code = SUP_INVALID;
    wrong.is_unread = 1;
    wrong.column = BEFORE_BYTES + 1 + good;
    sup__format(text, sizeof text, "line 1, column %u: %s", wrong.column, wrong.text);
    wrong.text = text;
    expect_wrong_bytes(desk, by_system(desk), request, BEFORE_BYTES + bytes + AFTER_BYTES, &wrong);
}

static const struct wrong bad_encoding = {.message = 2001,
                                          .name = "TEXT_ENCODING",
                                          .text = "bytes that are not UTF-8",
                                          .hint = "convert the text to UTF-8 before the call"};

static void a_nul_is_found_wherever_it_stands(void **state)
{
    struct desk *desk = *state;
    struct wrong nul = bad_encoding;
    struct wrong escaped = {
        .message = 2018,
        .name = "JSON_ESCAPE",
        .text = "the character U+0000 is not allowed",
        .hint = "escape control characters, write surrogates as pairs, leave out U+0000"};
    struct wrong outside;

    nul.text = "a NUL byte";
    expect_bad_subject(desk, "\0", 1, 0, nul);
    expect_bad_subject(desk, "abc\0def", 7, 3, nul);
    expect_bad_subject(desk, "\xc3\xa9\xc3\xa9\0", 5, 2, nul); /* columns are characters */
    expect_bad_subject(desk, "a\\u0000b", 8, 1, escaped);
    outside = (struct wrong){-32700,
                             SUP_INVALID,
                             2001,
                             "TEXT_ENCODING",
                             "line 1, column 3: a NUL byte",
                             .hint = "convert the text to UTF-8 before the call",
                             .column = 3,
                             .is_unread = 1};
    expect_wrong_bytes(desk, by_system(desk), "{}\0", 3, &outside);
    outside.column = 2;
    outside.text = "line 1, column 2: a NUL byte"; /* UTF-16, as Windows writes it */
    expect_wrong_bytes(desk, by_system(desk), "{\0}\0", 4, &outside);
    outside.column = 1;
    outside.text = "line 1, column 1: a NUL byte";
    expect_wrong_bytes(desk, by_system(desk), "\0{\0}", 4, &outside);
}

/* What is ill-formed is from table 3-7 of the Unicode standard. */
static void bytes_that_are_not_utf8_are_told_with_their_place(void **state)
{
    static const struct {
        const char *bytes;
        uint32_t good;
    } cases[] = {
        {"\x80", 0},                 /* a following byte first */
        {"\xff", 0},                 /* never part of UTF-8 */
        {"caf\xe9", 3},              /* Latin-1 */
        {"\xc3", 0},                 /* the text ends inside a character */
        {"\xe2\x82", 0},             /* the euro sign without its end */
        {"\xf0\x9f\x98", 0},         /* a face without its end */
        {"\xc0\xaf", 0},             /* a slash in two bytes: overlong */
        {"\xc1\xbf", 0},             /* the last overlong form of two bytes */
        {"\xe0\x80\xaf", 0},         /* in three */
        {"\xe0\x9f\xbf", 0},         /* the last of those */
        {"\xf0\x80\x80\xaf", 0},     /* in four */
        {"\xf0\x8f\xbf\xbf", 0},     /* the last of those */
        {"\xed\xa0\x80", 0},         /* the first surrogate, U+D800 */
        {"\xed\xbf\xbf", 0},         /* the last one */
        {"\xf4\x90\x80\x80", 0},     /* one past U+10FFFF */
        {"\xf8\x88\x80\x80\x80", 0}, /* five bytes */
        {"\xe2\x82\xac\xe2\x82", 1}, /* a whole euro sign, then half of one */
        {"\xf0\x9f\x98\x80 \xfe", 2},
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_bad_subject(desk, cases[i].bytes, strlen(cases[i].bytes), cases[i].good,
                           bad_encoding);
    }
    expect_result(desk, by_system(desk), "ticket.open",
                  "{'body':'\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80"
                  "\xf4\x8f\xbf\xbf'}", /* the first and last that are allowed */
                  "{'id':'1','ticket_id':'1','version':2,'sequence':10,'is_replay':false}");
}

static void escapes_that_are_no_characters_are_told_with_their_place(void **state)
{
    struct desk *desk = *state;
    struct wrong wrong = {
        .message = 2018,
        .name = "JSON_ESCAPE",
        .hint = "escape control characters, write surrogates as pairs, leave out U+0000"};

    wrong.text = "half of a surrogate pair";
    expect_bad_subject(desk, "\\ud800", 6, 0, wrong);
    expect_bad_subject(desk, "\\udc00", 6, 0, wrong);
    expect_bad_subject(desk, "ab\\ud83dx", 9, 2, wrong);
    expect_bad_subject(desk, "\\ud83d\\ud83d", 12, 0, wrong);
    /* The first and last of each half, and what is next to them. */
    expect_bad_subject(desk, "\\udbff", 6, 0, wrong);
    expect_bad_subject(desk, "\\udfff", 6, 0, wrong);
    expect_bad_subject(desk, "\\udbff\\udbff", 12, 0, wrong);
    expect_bad_subject(desk, "\\ud800\\ue000", 12, 0, wrong);
    expect_result(desk, by_system(desk), "ticket.open",
                  "{'body':'\\ud7ff\\ue000\\ud800\\udc00\\udbff\\udfff'}",
                  "{'id':'1','ticket_id':'1','version':2,'sequence':10,'is_replay':false}");
    wrong.text = "\\\\u needs four hexadecimal digits";
    expect_bad_subject(desk, "\\u12g4", 6, 0, wrong);
    wrong.text = "no such escape";
    expect_bad_subject(desk, "\\x41", 4, 0, wrong);
}

/* A long text is scanned eight bytes at a time, so each place in such a piece is tried. */
static void control_characters_are_found_wherever_they_stand(void **state)
{
    static const char some[] = {1, 8, '\t', '\n', '\r', 0x1b, 0x1f};
    struct desk *desk = *state;
    struct wrong wrong = {
        .message = 2018,
        .name = "JSON_ESCAPE",
        .hint = "escape control characters, write surrogates as pairs, leave out U+0000"};

    for (size_t i = 0; i < sizeof some; i++) {
        for (uint32_t at = 0; at < 17; at++) {
            char subject[] = "seventeen letters";

            subject[at] = some[i];
            wrong.text = some[i] == '\n'
                             ? "a text goes over the end of its line (write \\\\n, or close it)"
                             : "a control character inside a text (write it as \\\\u00..)";
            expect_bad_subject(desk, subject, 17, at, wrong);
        }
    }
}

/* C hosts hand over texts that no JSON reader has seen. */
static void typed_calls_refuse_such_text_as_well(void **state)
{
    struct desk *desk = *state;
    const char *tag = "vi\xc0\xb0";
    struct sup_reference thing = {"shopify", "order", "10\xff"};
    const struct sup_error *error = sup_last_error(desk->core);

    desk_fails(desk, SUP_MSG_TEXT_ENCODING, "subject", by_system(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "caf\xe9"));
    assert_string_equal(error->text, "subject is not UTF-8 at byte 3");
    assert_string_equal(error->hint, "convert the text to UTF-8 before the call");
    desk_fails(desk, SUP_MSG_TEXT_ENCODING, "body", by_system(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .body = "\xed\xa0\x80"));
    assert_string_equal(error->text, "body is not UTF-8 at byte 0");
    desk_fails(desk, SUP_MSG_TEXT_ENCODING, "tags/0", by_system(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .tags = &tag, .tag_count = 1));
    desk_fails(desk, SUP_MSG_TEXT_ENCODING, "references/0/id", by_system(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .references = &thing, .reference_count = 1));
    assert_string_equal(error->text, "id is not UTF-8 at byte 2");
    assert_int_equal(desk_sequence(desk), PEOPLE_EVENTS);
}

/* ---- duplicate keys ---- */

static void expect_duplicate(struct desk *desk, const char *request, uint32_t column,
                             const char *field)
{
    char text[64];
    char *plain = unquoted(request);

    sup__format(text, sizeof text, "line 1, column %u: this key was there before", column);
    expect_wrong_bytes(desk, by_system(desk), plain, strlen(plain),
                       &(struct wrong){-32700, SUP_INVALID, 2013, "JSON_DUPLICATE", text, field,
                                       "remove one", column, 1, 0});
    free(plain);
}

static void duplicate_keys_are_refused_at_every_depth(void **state)
{
    static const char first_keys[] =
        "{'a':0,'b':0,'c':0,'d':0,'e':0,'f':0,'g':0,'h':0,'i':0,'j':0,'k':0,"
        "'l':0,'m':0,'n':0,'o':0,'p':0,";
    struct desk *desk = *state;
    char many[256];

    expect_duplicate(desk, "{'jsonrpc':'2.0','id':1,'id':2,'method':'desk.tick'}", 25, "/id");
    expect_duplicate(desk, "{'method':'desk.tick','method':'ticket.open'}", 23, "/method");
    expect_duplicate(desk, "{'params':{'subject':'a','body':'b','subject':'c'}}", 37,
                     "/params/subject");
    /* The same key in another spelling, and the same value, are duplicates too. */
    expect_duplicate(desk, "{'params':{'subject':'a','\\u0073ubject':'a'}}", 26, "/params/subject");
    expect_duplicate(desk, "{'params':{'references':[{},{'id':'1','id':'1'}]}}", 39,
                     "/params/references/1/id");
    expect_duplicate(desk, "{'params':{'document':{'roles':{'a':1,'b':2,'a':3}}}}", 45,
                     "/params/document/roles/a");
    expect_duplicate(desk, "{'':1,'':2}", 7, "/");
    /* More than sixteen members are compared in another way. */
    sup__format(many, sizeof many, "%s'q':0,'b':1}", first_keys);
    expect_duplicate(desk, many, (uint32_t)sizeof first_keys + 6, "/b");
    sup__format(many, sizeof many, "%s'p':1}", first_keys);
    expect_duplicate(desk, many, (uint32_t)sizeof first_keys, "/p");
}

static const struct CMUnitTest tests[] = {
    desk_test(a_nul_is_found_wherever_it_stands),
    desk_test(bytes_that_are_not_utf8_are_told_with_their_place),
    desk_test(escapes_that_are_no_characters_are_told_with_their_place),
    desk_test(control_characters_are_found_wherever_they_stand),
    desk_test(typed_calls_refuse_such_text_as_well),
    desk_test(duplicate_keys_are_refused_at_every_depth),
};

DESK_MAIN(tests)
