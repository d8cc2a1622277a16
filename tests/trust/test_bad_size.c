/*
 * test_bad_size.c: requests and documents that are far too large or far too deep.
 *
 * They come through sup_call() and the typed functions, on a desk whose memory is measured: the
 * answer arrives and is the right one, what it took stays under a bound, no row changes, and the
 * same handle works on. The largest request that is allowed has a bound as well.
 */
#include "ask_fixture.h"

#include <sqlite3.h>
#include <stdio.h>

enum {
    MIB = 1024 * 1024,
    HUGE_BYTES = 100 * MIB,
    DEEP_LEVELS = 10000,
    /* A request that is not read needs no more than its answer and what any call needs. */
    REFUSED_BYTES_MAX = 64 * 1024,
    /* What the loader of policies begins with; 10,000 levels that are built take a million. */
    REFUSED_POLICY_BYTES_MAX = 256 * 1024,
    /* One that is read: the reader may take 8 bytes for each of the text, the tree has at most
     * SUP_REQUEST_VALUES_MAX nodes of some 100 bytes, and the answer may repeat the id. */
    READ_BYTES_MAX = 16 * SUP_REQUEST_BYTES_MAX
};

/* ---- memory that is counted in bytes ---- */

static struct {
    size_t live;
    size_t peak;
    size_t most; /* that one piece may have; 0: any */
} memory;

enum { HEAD_BYTES = sizeof(max_align_t) };

static void *measured_resize(void *user, void *old, size_t bytes)
{
    char *base = old ? (char *)old - HEAD_BYTES : NULL;

    (void)user;
    if (memory.most != 0 && bytes > memory.most) {
        return NULL;
    }
    memory.live -= base ? *(size_t *)(void *)base : 0;
    if (bytes == 0) {
        free(base);
        return NULL;
    }
    base = realloc(base, bytes + HEAD_BYTES);
    assert_non_null(base);
    *(size_t *)(void *)base = bytes;
    memory.live += bytes;
    memory.peak = memory.live > memory.peak ? memory.live : memory.peak;
    return base + HEAD_BYTES;
}

/* The fixture's desk, opened again with memory that is measured; a ticket of Ann's is on it. */
static int measured_setup(void **state)
{
    static const struct sup_allocator measured = {.size = sizeof measured,
                                                  .resize = measured_resize};
    struct sup_options options;
    struct desk *desk;

    desk_setup(state);
    desk = *state;
    desk_ticket(desk);
    sup_close(desk->core);
    memory.live = memory.peak = memory.most = 0;
    options = desk_options(desk);
    options.allocator = &measured;
    assert_int_equal(sup_open(&options, &desk->core, NULL), SUP_OK);
    assert_int_equal(desk_sequence(desk), PEOPLE_EVENTS + 2);
    return 0;
}

static int measured_teardown(void **state)
{
    desk_teardown(state);
    return memory.live == 0 ? 0 : -1;
}

/* From here on nothing is taken but by the call that is being tested. */
static void measure(void)
{
    memory.peak = memory.live;
    (void)sqlite3_memory_highwater(1);
}

static void expect_peak(const char *what, size_t live_before, size_t limit)
{
    size_t taken = memory.peak - live_before;
    sqlite3_int64 by_sqlite = sqlite3_memory_highwater(0) - sqlite3_memory_used();

    if (taken > limit || by_sqlite > REFUSED_BYTES_MAX) {
        fail_msg("%s took %d bytes, and %d of SQLite's", what, (int)taken, (int)by_sqlite);
    }
}

/* ---- texts ---- */

static char *huge_text(void)
{
    char *text = malloc(HUGE_BYTES);

    assert_non_null(text);
    return text;
}

/* One piece after the other: what is there already is copied, each time twice as much. */
static void repeat(char *text, size_t bytes, const char *piece)
{
    size_t done = strlen(piece) < bytes ? strlen(piece) : bytes;

    memcpy(text, piece, done);
    while (done < bytes) {
        size_t more = done < bytes - done ? done : bytes - done;

        memcpy(text + done, text, more);
        done += more;
    }
}

static void make_digits(char *text, size_t bytes)
{
    repeat(text, bytes, "1234567890");
}

static void make_string(char *text, size_t bytes)
{
    memset(text, 'a', bytes);
    text[0] = text[bytes - 1] = '"';
}

static void make_open_lists(char *text, size_t bytes)
{
    memset(text, '[', bytes);
}

static void make_lists(char *text, size_t bytes)
{
    memset(text, '[', bytes / 2);
    memset(text + bytes / 2, ']', bytes - bytes / 2);
}

static void make_objects(char *text, size_t bytes)
{
    repeat(text, bytes, "{\"a\":");
}

static void make_space(char *text, size_t bytes)
{
    repeat(text, bytes, " \n\t\r");
}

static void make_values(char *text, size_t bytes)
{
    repeat(text + 1, bytes - 1, "0,");
    text[0] = '[';
    text[bytes - 2] = ' ';
    text[bytes - 1] = ']';
}

static void make_nuls(char *text, size_t bytes)
{
    memset(text, 0, bytes);
}

/* A right request, and then space. */
static void make_padded(char *text, size_t bytes)
{
    static const char ask_due[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"desk.next_due\"}";

    memset(text, ' ', bytes);
    memcpy(text, ask_due, sizeof ask_due - 1);
}

static const char message_head[] =
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.note\",\"params\":{\"ticket_id\":\"1\","
    "\"body\":\"";

/* A right request with a message that fills it: 84 bytes less than the request. */
static void make_message(char *text, size_t bytes)
{
    memset(text, 'x', bytes);
    memcpy(text, message_head, sizeof message_head - 1);
    memcpy(text + bytes - 3, "\"}}", 3);
}

static const struct {
    const char *name;
    void (*make)(char *text, size_t bytes);
} texts[] = {
    {"digits", make_digits},     {"a string", make_string}, {"open lists", make_open_lists},
    {"lists", make_lists},       {"objects", make_objects}, {"space", make_space},
    {"values", make_values},     {"NULs", make_nuls},       {"a padded request", make_padded},
    {"a message", make_message},
};

enum { TEXTS = sizeof texts / sizeof texts[0] };

/* A request that is already in memory of exactly its size, which is not copied once more. */
static void expect_refused(struct desk *desk, const char *what, const char *request, size_t bytes,
                           const struct wrong *wrong)
{
    char *before = desk_dump(desk->store, 0, NULL);
    size_t live = memory.live;
    struct sup_caller *caller = by_system(desk);
    char *reply = NULL;
    size_t reply_bytes = 0;
    int32_t code;

    measure();
    code = sup_call(desk->core, caller, request, bytes, &reply, &reply_bytes);
    expect_peak(what, live, REFUSED_BYTES_MAX);
    assert_non_null(reply);
    assert_int_equal(strlen(reply), reply_bytes);
    expect_wrong_reply(desk, wrong, code, reply);
    sup_free(reply);
    assert_int_equal(memory.live, live);
    desk_expect_unchanged(desk, before);
    expect_result(desk, by_system(desk), "desk.next_due", "{}", "{}");
}

/* ---- 100 MB ---- */

static void a_request_of_100_mb_is_refused_unread(void **state)
{
    static const struct wrong wrong = {.rpc_code = -32006,
                                       .code = SUP_LIMIT,
                                       .message = 2012,
                                       .name = "JSON_SIZE",
                                       .text =
                                           "the JSON text has 104857600 bytes, 8388608 are allowed",
                                       .hint = "send less in one call",
                                       .is_unread = 1};
    struct desk *desk = *state;
    char *text = huge_text();

    for (size_t i = 0; i < TEXTS; i++) {
        texts[i].make(text, HUGE_BYTES);
        expect_refused(desk, texts[i].name, text, HUGE_BYTES, &wrong);
    }
    free(text);
    desk_expect_sound(desk);
}

/* C hosts hand over texts that no door has measured. */
static void typed_calls_refuse_100_mb_as_well(void **state)
{
    struct desk *desk = *state;
    const struct sup_error *error = sup_last_error(desk->core);
    size_t live = memory.live;
    char *before = desk_dump(desk->store, 0, NULL);
    char *text = malloc((size_t)HUGE_BYTES + 1);

    assert_non_null(text);
    memset(text, 'x', HUGE_BYTES);
    text[HUGE_BYTES] = '\0';
    measure();
    desk_fails(desk, SUP_MSG_TEXT_LONG, "body", by_priya(desk), SUP_OP_TICKET_NOTE,
               PARAMS(ticket_message, .ticket_id = 1, .body = text));
    assert_string_equal(error->text, "body has 104857600 bytes, the limit is 262144");
    assert_string_equal(error->hint, "shorten the text");
    desk_fails(desk, SUP_MSG_TEXT_LONG, "subject", by_priya(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = text));
    desk_fails(desk, SUP_MSG_CODE_FORM, "status", by_priya(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = text));
    expect_peak("long texts", live, REFUSED_BYTES_MAX);
    free(text);
    desk_expect_unchanged(desk, before);
}

static void a_policy_of_100_mb_is_refused_unread(void **state)
{
    struct desk *desk = *state;
    const struct sup_error *error = sup_last_error(desk->core);
    char *before = desk_dump(desk->store, 0, NULL);
    size_t live = memory.live;
    char *text = malloc((size_t)HUGE_BYTES + 1);

    assert_non_null(text);
    text[HUGE_BYTES] = '\0';
    for (size_t i = 0; i < TEXTS; i++) {
        if (texts[i].make == make_nuls) {
            continue; /* a text of C's ends at the first */
        }
        texts[i].make(text, HUGE_BYTES);
        measure();
        desk_fails(desk, SUP_MSG_JSON_SIZE, "document", by_system(desk), SUP_OP_POLICY_ACTIVATE,
                   PARAMS(policy, .document = text));
        assert_string_equal(error->text, "document has 104857600 bytes, the limit is 4194304");
        assert_string_equal(error->hint, "send less in one call");
        desk_fails(desk, SUP_MSG_JSON_SIZE, "document", by_system(desk), SUP_OP_POLICY_CHECK,
                   PARAMS(policy, .document = text));
        expect_peak(texts[i].name, live, REFUSED_BYTES_MAX);
    }
    free(text);
    desk_expect_unchanged(desk, before);
}

/* ---- 10,000 levels ---- */

/* `levels` times one text, and then the other. */
static char *nested(const char *head, const char *opening, const char *closing, size_t *bytes)
{
    size_t step = strlen(opening);
    size_t back = strlen(closing);
    size_t begin = strlen(head);
    char *text = malloc(begin + DEEP_LEVELS * (step + back) + 1);

    assert_non_null(text);
    memcpy(text, head, begin);
    repeat(text + begin, DEEP_LEVELS * step, opening);
    if (back > 0) {
        repeat(text + begin + DEEP_LEVELS * step, DEEP_LEVELS * back, closing);
    }
    *bytes = begin + DEEP_LEVELS * (step + back);
    text[*bytes] = '\0';
    return text;
}

/* The column is that of the bracket that opens the 81st level. */
static void a_request_of_10000_levels_is_refused_unbuilt(void **state)
{
    static const char params[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\",\"params\":{\"tags\":";
    static const struct {
        const char *head;
        const char *opening;
        const char *closing;
        uint32_t column;
    } cases[] = {
        {"", "[", "", 81},
        {"", "[", "]", 81},
        {"", "{\"a\":", "", 80 * 5 + 1},
        {"", "{\"a\":", "}", 80 * 5 + 1},
        {"", "[{\"a\":", "", 40 * 6 + 1}, /* two levels each */
        {"", "[{\"a\":", "}]", 40 * 6 + 1},
        {params, "[", "]", sizeof params - 1 + 79}, /* two levels are the request's */
        {params, "{\"a\":", "}", sizeof params - 1 + 78 * 5 + 1},
        {"[[],[],[],", "[", "]", 10 + 80},
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wrong wrong = {.rpc_code = -32006,
                              .code = SUP_LIMIT,
                              .message = 2011,
                              .name = "JSON_DEPTH",
                              .hint = "flatten the value",
                              .column = cases[i].column,
                              .is_unread = 1};
        char text[64];
        size_t bytes;
        char *request = nested(cases[i].head, cases[i].opening, cases[i].closing, &bytes);

        sup__format(text, sizeof text, "line 1, column %u: nested deeper than 80 levels",
                    cases[i].column);
        wrong.text = text;
        expect_refused(desk, request, request, bytes, &wrong);
        free(request);
    }
    desk_expect_sound(desk);
}

/* Brackets inside a text are text. */
static void brackets_in_a_text_are_no_levels(void **state)
{
    struct desk *desk = *state;
    size_t bytes;
    char *request = nested("{'ticket_id':'1','body':'", "[", "", &bytes);
    char *params = malloc(bytes + 3);

    assert_non_null(params);
    memcpy(params, request, bytes);
    memcpy(params + bytes, "'}", 3);
    expect_result(desk, by_system(desk), "ticket.note", params,
                  "{'id':'2','ticket_id':'1','version':3,'sequence':11,'is_replay':false}");
    free(params);
    free(request);
}

static void a_policy_of_10000_levels_is_refused_unbuilt(void **state)
{
    struct desk *desk = *state;
    const struct sup_error *error = sup_last_error(desk->core);
    struct sup_policy_report *report = NULL;
    size_t live = memory.live;
    size_t bytes;
    char *document = nested("{\"roles\":", "[", "]", &bytes);

    measure();
    desk_fails(desk, SUP_MSG_JSON_DEPTH, "", by_system(desk), SUP_OP_POLICY_ACTIVATE,
               PARAMS(policy, .document = document));
    assert_int_equal(error->code, SUP_LIMIT);
    /* 9 characters and one level come before the first bracket: the 65th level is the 64th one. */
    assert_string_equal(error->text, "line 1, column 73: nested deeper than 64 levels");
    assert_string_equal(error->hint, "flatten the value");
    must(desk, sup_policy_check(desk->core, by_system(desk), PARAMS(policy, .document = document),
                                &report));
    expect_peak("a deep policy", live, REFUSED_POLICY_BYTES_MAX);
    assert_false(report->is_valid);
    assert_int_equal(report->count, 1);
    assert_string_equal(report->problems[0].text, "nested deeper than 64 levels");
    assert_int_equal(report->problems[0].line, 1);
    assert_int_equal(report->problems[0].column, 73);
    sup_free(report);
    free(document);
    assert_int_equal(desk_sequence(desk), PEOPLE_EVENTS + 2);
}

/* ---- the largest that is read ---- */

/* `{"k0":0,"k1":0, ...}` as parameters: the keys are compared with each other. */
static void make_members(char *text, size_t bytes)
{
    static const char head[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"policy.check\",\"params\":{\"document\":{";
    size_t at = sizeof head - 1;

    memset(text, ' ', bytes);
    memcpy(text, head, at);
    for (unsigned int i = 0; i < 250000; i++) {
        at += (size_t)snprintf(text + at, bytes - at, "\"k%u\":0,", i);
    }
    memcpy(text + at - 1, "}}}", 3);
    text[at + 2] = ' ';
}

/* An id that is as long as it can be comes back whole. */
static void make_long_id(char *text, size_t bytes)
{
    static const char head[] = "{\"jsonrpc\":\"2.0\",\"method\":\"desk.next_due\",\"id\":1";

    memset(text, '7', bytes);
    memcpy(text, head, sizeof head - 1);
    text[bytes - 1] = '}';
}

/* Escapes are longer than what they stand for, and are copied one by one. */
static void make_escapes(char *text, size_t bytes)
{
    size_t at = sizeof message_head - 1;

    make_message(text, bytes);
    for (; at + 9 <= bytes; at += 6) {
        memcpy(text + at, "\\u00e9", 6);
    }
}

static void the_largest_request_takes_bounded_memory(void **state)
{
    static const struct {
        const char *name;
        void (*make)(char *text, size_t bytes);
        int32_t code;
        const char *in_reply;
    } cases[] = {
        {"digits", make_digits, SUP_INVALID, "the request is not an object"},
        {"a string", make_string, SUP_INVALID, "the request is not an object"},
        {"lists", make_lists, SUP_LIMIT, "line 1, column 81: nested deeper than 80 levels"},
        {"values", make_values, SUP_LIMIT, "the limit is 262144 values: send less at once"},
        {"space", make_space, SUP_INVALID, "\"message_name\":\"JSON_INCOMPLETE\""},
        {"a padded request", make_padded, SUP_OK, "\"id\":1,\"result\":{}}"},
        {"a message", make_message, SUP_LIMIT,
         "\"message\":\"body has 8388524 bytes, the limit is 262144\""},
        {"escapes", make_escapes, SUP_LIMIT, "\"field\":\"/params/body\""},
        {"members", make_members, SUP_OK, "\"is_valid\":false"},
        {"a long id", make_long_id, SUP_OK, "777,\"result\":{}}"},
    };
    struct desk *desk = *state;
    char *text = malloc(SUP_REQUEST_BYTES_MAX);

    assert_non_null(text);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup_caller *caller = by_system(desk);
        size_t live = memory.live;
        char *reply = NULL;
        int32_t code;

        cases[i].make(text, SUP_REQUEST_BYTES_MAX);
        measure();
        code = sup_call(desk->core, caller, text, SUP_REQUEST_BYTES_MAX, &reply, NULL);
        expect_peak(cases[i].name, live, READ_BYTES_MAX);
        assert_non_null(reply);
        if (code != cases[i].code || strstr(reply, cases[i].in_reply) == NULL) {
            fail_msg("%s: %s: %.300s", cases[i].name, sup_code_name(code), reply);
        }
        sup_free(reply);
        expect_result(desk, by_system(desk), "desk.next_due", "{}", "{}");
    }
    free(text);
    assert_int_equal(desk_sequence(desk), PEOPLE_EVENTS + 2);
}

/* A host that gives less memory than a request within the limits needs. */
static void a_request_for_which_there_is_no_memory_says_to_repeat_it(void **state)
{
    struct wrong wrong = {.rpc_code = -32010,
                          .code = SUP_NOMEM,
                          .message = 1005,
                          .name = "NOMEM",
                          .text = "no memory to read 8388608 bytes of JSON",
                          .hint = "free memory and repeat the call",
                          .is_unread = 1,
                          .is_retryable = 1};
    struct desk *desk = *state;
    char *text = malloc(SUP_REQUEST_BYTES_MAX);

    assert_non_null(text);
    make_long_id(text, SUP_REQUEST_BYTES_MAX);
    memory.most = MIB;
    expect_wrong_bytes(desk, by_system(desk), text, SUP_REQUEST_BYTES_MAX, &wrong);
    memory.most = 0;
    free(text);
    expect_result(desk, by_system(desk), "desk.next_due", "{}", "{}");
}

/* Between the policy's limit and the request's. */
static void a_policy_one_byte_too_long_is_pointed_at_in_its_request(void **state)
{
    static const char head[] = "{'document':\"";
    struct desk *desk = *state;
    size_t document = (size_t)SUP_POLICY_BYTES_MAX + 1;
    size_t begin = sizeof head - 2; /* of the document, which is a text */
    char *params = malloc(begin + document + 2);

    assert_non_null(params);
    memset(params, 'x', begin + document);
    memcpy(params, head, sizeof head - 1);
    memcpy(params + begin + document - 1, "\"}", 3);
    expect_wrong(desk, by_system(desk), "policy.activate", params,
                 &(struct wrong){.rpc_code = -32006,
                                 .code = SUP_LIMIT,
                                 .message = 2012,
                                 .name = "JSON_SIZE",
                                 .text = "document has 4194305 bytes, the limit is 4194304",
                                 .field = "/params/document",
                                 .hint = "send less in one call"});
    free(params);
}

#define MEASURED(test) cmocka_unit_test_setup_teardown(test, measured_setup, measured_teardown)

static const struct CMUnitTest tests[] = {
    MEASURED(a_request_of_100_mb_is_refused_unread),
    MEASURED(typed_calls_refuse_100_mb_as_well),
    MEASURED(a_policy_of_100_mb_is_refused_unread),
    MEASURED(a_request_of_10000_levels_is_refused_unbuilt),
    MEASURED(brackets_in_a_text_are_no_levels),
    MEASURED(a_policy_of_10000_levels_is_refused_unbuilt),
    MEASURED(the_largest_request_takes_bounded_memory),
    MEASURED(a_request_for_which_there_is_no_memory_says_to_repeat_it),
    MEASURED(a_policy_one_byte_too_long_is_pointed_at_in_its_request),
};

DESK_MAIN(tests)
