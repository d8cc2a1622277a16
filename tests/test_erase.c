/*
 * test_erase.c: a person is erased: nothing of their texts is left in any column, what stays is
 * what the events say, and the log is whole.
 *
 * Two persons have the same history, in texts that begin with a mark of theirs. The one is erased.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

#include "base/text.h"
#include "policy/policy.h"
#include "repo/rows.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#define ERASE(id)   SUP_OP_CUSTOMER_ERASE, PARAMS(customer_erase, .customer_id = (id), .reason = "R1")
#define REPORT(...) SUP_OP_REFERENCE_REPORT, PARAMS(reference_report, __VA_ARGS__)

/* Marks that are in every text of a person. A digest has only hexadecimal digits, and a money
 * value none but decimal ones. */
struct marks {
    const char *text;
    const char *digits;
    const char *amount;
};
static const struct marks gone = {"gone7c1", "d1e5a5ed", "7131.17"};
static const struct marks kept = {"kept9b4", "cafe5afe", "8242.28"};

enum { GONE = 3, KEPT = 6 }; /* customers; each has two more who are merged with them, or were */

static const char *policy_with_field(void)
{
    static char document[8192];

    sup__format(document, sizeof document,
                "{\"fields\": [{\"name\": \"order_number\", \"type\": \"text\"}], \"authority\":"
                " {\"matrix\": [{\"name\": \"any\", \"remedies\": [\"refund.*\"], \"amount\":"
                " {\"EUR\": {}}, \"effect\": \"allow\"}]}, %s",
                sup__policy_builtin() + 1);
    return document;
}

/* "gone7c1-name"; good for the next 256. */
static const char *text_of(const struct marks *marks, const char *rest)
{
    static char texts[256][64];
    static uint32_t next;
    char *text = texts[next++ % 256];

    sup__format(text, sizeof texts[0], "%s%s", marks->text, rest);
    return text;
}

static void make_customers(struct desk *desk, const struct marks *marks, int64_t first)
{
    const struct sup_fact value = {"lifetime_value", text_of(marks, "")};
    char amount[32];
    struct sup_fact worth = value;

    sup__format(amount, sizeof amount, "%s EUR", marks->amount);
    worth.value = amount;
    desk_ok(desk, by_system(desk),
            SAVE(.name = text_of(marks, "-name"), KNOWN_BY(MAIL(text_of(marks, "@x.de")))));
    assert_int_equal(desk->receipt.id, first);
    desk_ok(desk, by_system(desk),
            SAVE(.name = text_of(marks, "-other"),
                 KNOWN_BY({"handle", text_of(marks, "-net"), text_of(marks, "-handle"), 0, 0})));
    desk_ok(desk, by_system(desk), SAVE(.name = text_of(marks, "-third")));
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = first + 1, .into = first,
                   .evidence = text_of(marks, "-voice")));
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = first + 2, .into = first,
                   .evidence = text_of(marks, "-house")));
    desk_ok(
        desk, by_lee(desk), SUP_OP_CUSTOMER_UNMERGE,
        PARAMS(customer_unmerge, .customer_id = first + 2, .evidence = text_of(marks, "-sisters")));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_REPORT,
            PARAMS(customer_report, .customer_id = first, .source = "shop",
                   .source_event_id = text_of(marks, "-source"), .facts = &worth, .fact_count = 1));
}

/* An order first of nobody, then of the other member; a parcel that the person had before. */
static void make_things(struct desk *desk, const struct marks *marks, int64_t first)
{
    const struct sup_reference order = {"shop", "order", text_of(marks, "-order")};
    const struct sup_reference parcel = {"post", "parcel", text_of(marks, "-parcel")};
    const struct sup_fact state = {"state", text_of(marks, "-paid")};
    const struct sup_fact track = {"track", text_of(marks, "-track")};

    desk_ok(desk, by_system(desk),
            REPORT(.reference = &order, .label = text_of(marks, "-nobody"), .facts = &state,
                   .fact_count = 1));
    desk_ok(desk, by_system(desk),
            REPORT(.reference = &order, .customer_id = first + 1, .label = text_of(marks, "-label"),
                   .source_event_id = text_of(marks, "-e1")));
    desk_ok(desk, by_system(desk),
            REPORT(.reference = &parcel, .customer_id = first, .facts = &track, .fact_count = 1,
                   .source_event_id = text_of(marks, "-e2")));
}

static int64_t make_ticket(struct desk *desk, const struct marks *marks, int64_t customer)
{
    const struct sup_reference order = {"shop", "order", text_of(marks, "-order")};
    const struct sup_reference other = {"shop", "refund", text_of(marks, "-refund")};
    const struct sup_fact fact = {"made_sla", text_of(marks, "-fact")};
    const struct sup_ticket_field field = {"order_number", text_of(marks, "-field")};
    char digest[80];
    const struct sup_attachment attachment = {text_of(marks, ".png"), text_of(marks, "/png"),
                                              digest, text_of(marks, "/at"), 17};
    int64_t request;
    int64_t id;

    sup__format(digest, sizeof digest, "sha256:%s%s%s%s%s%s%s%s", marks->digits, marks->digits,
                marks->digits, marks->digits, marks->digits, marks->digits, marks->digits,
                marks->digits);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = customer, .subject = text_of(marks, "-subject"),
                   .body = text_of(marks, "-body"),
                   .external_id = text_of(marks, customer % 3 ? "-m1" : "-m2"),
                   .references = &order, .reference_count = 1));
    id = desk->receipt.ticket_id;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = id, .body = text_of(marks, "-more"),
                   .attachments = &attachment, .attachment_count = 1));
    desk_reply(desk, by_priya(desk), id, text_of(marks, "-reply"), NULL);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = id, .body = text_of(marks, "-note")));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REMIND,
            PARAMS(ticket_remind, .ticket_id = id, .due_ms = T0 + 900 * DAY_MS,
                   .note = text_of(marks, "-think")));
    desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
            PARAMS(authority_request, .ticket_id = id, .remedy = "refund.full", .amount = "1.00",
                   .currency = "EUR", .rationale = text_of(marks, "-why")));
    request = desk->receipt.id;
    desk_ok(desk, by_system(desk), SUP_OP_AUTHORITY_CONFIRM,
            PARAMS(authority_confirm, .request_id = request,
                   .external_id = text_of(marks, customer % 3 ? "-re1" : "-re2")));
    desk_ok(desk, by_system(desk), SUP_OP_SURVEY_ANSWERED,
            PARAMS(survey_answered, .kind = SUP_SURVEY_CSAT, .source = "mailer",
                   .survey_id = text_of(marks, customer % 3 ? "-s1" : "-s2"), .ticket_id = id,
                   .score = 4, .comment = text_of(marks, "-said")));
    desk_ok(desk, by_lee(desk), SUP_OP_REVIEW_RECORD,
            PARAMS(review_record, .ticket_id = id, .agent_id = PRIYA, .score = 80,
                   .note = text_of(marks, "-judged")));
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = id, .references = &other, .reference_count = 1));
    desk_ok(desk, by_system(desk), SUP_OP_FACT_RECORD,
            PARAMS(fact_record, .ticket_id = id, .facts = &fact, .fact_count = 1));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_FILL,
            PARAMS(ticket_fill, .ticket_id = id, .fields = &field, .field_count = 1));
    return id;
}

/* What the shop gave without being asked: for the person's order, to them, for an order that only
 * their ticket names, what a request is confirmed by then, and for their ticket. */
static void make_gifts(struct desk *desk, const struct marks *marks, int64_t first, int64_t ticket)
{
    const struct sup_reference order = {"shop", "order", text_of(marks, "-order")};
    const struct sup_reference unknown = {"shop", "order", text_of(marks, "-order2")};
    int64_t request;

#define GIVEN(shop_id, ...)                                                                        \
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,                                           \
            PARAMS(ledger_report, .external_id = text_of(marks, shop_id), .remedy = "refund.full", \
                   .amount = "1.00", .currency = "EUR", .note = text_of(marks, "-given"),          \
                   __VA_ARGS__))
    GIVEN("-g1", .order = &order);
    GIVEN("-g2", .customer_id = first);
    GIVEN("-g3", .order = &unknown);
    desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
            PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.full",
                   .amount = "1.00", .currency = "EUR", .order = &order));
    request = desk->receipt.id;
    GIVEN("-g4", .order = &order);
    desk_ok(desk, by_system(desk), SUP_OP_AUTHORITY_CONFIRM,
            PARAMS(authority_confirm, .request_id = request, .external_id = text_of(marks, "-g4")));
    GIVEN("-g5", .ticket_id = ticket);
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = &unknown, .reference_count = 1));
}

static void make_history(struct desk *desk, const struct marks *marks, int64_t first)
{
    make_customers(desk, marks, first);
    make_things(desk, marks, first);
    (void)make_ticket(desk, marks, first);
    (void)make_ticket(desk, marks, first + 1);
}

/* Tickets 1 and 2 are GONE's, 3 and 4 KEPT's; GONE watches one of KEPT's, and had KEPT's parcel. */
static void make_both(struct desk *desk)
{
    const struct sup_reference parcel = {"post", "parcel", text_of(&kept, "-parcel")};
    const struct sup_fact weight = {"weight", text_of(&gone, "-weight")};

    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE,
            PARAMS(policy, .document = policy_with_field()));
    make_history(desk, &gone, GONE);
    desk_ok(desk, at(by_system(desk), T0 - DAY_MS),
            REPORT(.reference = &parcel, .customer_id = GONE + 1, .facts = &weight, .fact_count = 1,
                   .label = text_of(&gone, "-label2"), .source_event_id = text_of(&gone, "-e3")));
    make_history(desk, &kept, KEPT);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_WATCH,
            PARAMS(ticket_watch, .ticket_id = 3, .customer_id = GONE + 1));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_WATCH,
            PARAMS(ticket_watch, .ticket_id = 3, .agent_id = LEE));
    make_gifts(desk, &gone, GONE, 1);
    make_gifts(desk, &kept, KEPT, 3);
}

/* ---- columns ---- */

struct counting {
    const struct marks *marks;
    int rows[SUP__T_COUNT][SUP_STORE_COLUMNS_MAX]; /* that have a mark */
    uint32_t table;
};

static int has(const struct sup_value *value, const char *mark)
{
    const char *data = value->data;
    size_t bytes = strlen(mark);

    if (value->type != SUP_TEXT && value->type != SUP_BLOB) {
        return 0;
    }
    for (size_t i = 0; i + bytes <= value->bytes; i++) {
        if (memcmp(data + i, mark, bytes) == 0) {
            return 1;
        }
    }
    return 0;
}

static int32_t count_marks(void *context, const struct sup_value *row, uint32_t count)
{
    struct counting *counting = context;
    const struct marks *marks = counting->marks;

    for (uint32_t i = 0; i < count; i++) {
        counting->rows[counting->table][i] +=
            has(&row[i], marks->text) || has(&row[i], marks->digits) || has(&row[i], marks->amount);
    }
    return 0;
}

static void count_all(struct desk *desk, const struct marks *marks, struct counting *counting)
{
    struct sup_value prefix = {.type = SUP_INT, .number = desk->tenant};

    memset(counting, 0, sizeof *counting);
    counting->marks = marks;
    assert_int_equal(desk->store->methods->begin(desk->store, desk->tenant, SUP_READ), SUP_OK);
    for (uint32_t i = 0; i < sup_schema()->table_count; i++) {
        struct sup_scan scan = {
            .size = sizeof scan, .table = i, .prefix_count = 1, .prefix = &prefix};

        counting->table = i;
        assert_int_equal(desk->store->methods->scan(desk->store, &scan, count_marks, counting),
                         SUP_OK);
    }
    assert_int_equal(desk->store->methods->commit(desk->store), SUP_OK);
}

/* A column of outside text that no person of the test has filled would not be looked at. */
static void every_column_of_private_text_is_emptied(void **state)
{
    static struct counting before;
    static struct counting after;
    static struct counting others;
    struct desk *desk = *state;

    make_both(desk);
    count_all(desk, &gone, &before);
    count_all(desk, &kept, &others);
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    desk_ok(desk, by_lee(desk), ERASE(GONE + 2));
    count_all(desk, &gone, &after);
    for (uint32_t i = 0; i < sup_schema()->table_count; i++) {
        const struct sup_table *table = &sup_schema()->tables[i];

        for (uint32_t c = 0; c < table->column_count; c++) {
            int is_private = (table->columns[c].flags & SUP_COLUMN_PRIVATE) != 0;

            if (is_private && i != SUP__T_AGENT && !before.rows[i][c]) {
                fail_msg("%s.%s: fill it here, and erase it", table->name, table->columns[c].name);
            }
            if (after.rows[i][c]) {
                fail_msg("%s.%s: %d rows are left", table->name, table->columns[c].name,
                         after.rows[i][c]);
            }
        }
    }
    count_all(desk, &kept, &after);
    /* A report named GONE when they had KEPT's parcel, and its number with them. */
    others.rows[SUP__T_EVENT_PRIVATE][SUP__EVENT_PRIVATE_data]--;
    others.rows[SUP__T_THING_FACT][3]--;
    others.rows[SUP__T_THING_REPORT][3]--;
    for (uint32_t i = 0; i < SUP__T_COUNT; i++) {
        assert_memory_equal(others.rows[i], after.rows[i], sizeof others.rows[i]);
    }
    desk_expect_sound(desk);
}

/* ---- what stays ---- */

static void what_tells_of_nobody_stays(void **state)
{
    struct desk *desk = *state;
    struct sup_customer *customer = NULL;
    struct sup_ticket *ticket;

    make_both(desk);
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_lee(desk), ERASE(GONE + 1));
    assert_int_equal(desk->receipt.id, GONE + 1);
    desk_expect_customer(desk, GONE, "- v2: <4 in 3>");
    must(desk, sup_customer_get(desk->core, by_system(desk),
                                PARAMS(customer_get, .customer_id = GONE + 1), &customer));
    assert_int_equal(customer->erased_ms, T0 + HOUR_MS);
    assert_int_equal(customer->id, GONE);
    assert_int_equal(customer->fact_count, 0);
    sup_free(customer);
    ticket = desk_get(desk, 2);
    assert_null(ticket->subject);
    assert_string_equal(ticket->status, "new");
    assert_int_equal(ticket->message_count, 4);
    assert_int_equal(ticket->customer_id, GONE);
    assert_int_equal(ticket->reference_count, 0);
    sup_free(ticket);
    ticket = desk_get(desk, 3);
    assert_int_equal(ticket->watcher_count, 1);
    assert_int_equal(ticket->watchers[0].agent_id, LEE);
    assert_int_equal(desk_watchers_counted(desk), 1);
    sup_free(ticket);
    desk_ok(desk, by_lee(desk), UNMERGE(GONE + 1));
    desk_expect_customer(desk, GONE + 1, "- v4:");
    desk_expect_sound(desk);
}

/* What another's parcel is, as the reports say that are left: GONE's was of the day before. */
static void a_thing_that_changed_hands_stays_with_its_owner(void **state)
{
    const struct sup_reference parcel = {"post", "parcel", "kept9b4-parcel"};
    struct desk *desk = *state;
    struct sup_thing *thing = NULL;

    make_both(desk);
    must(desk, sup_reference_get(desk->core, by_system(desk),
                                 PARAMS(reference_get, .reference = &parcel), &thing));
    assert_int_equal(thing->fact_count, 2);
    assert_int_equal(thing->first_ms, T0 - DAY_MS);
    assert_string_equal(thing->label, "gone7c1-label2");
    sup_free(thing);
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    must(desk, sup_reference_get(desk->core, by_system(desk),
                                 PARAMS(reference_get, .reference = &parcel), &thing));
    assert_int_equal(thing->customer_id, KEPT);
    assert_int_equal(thing->fact_count, 1);
    assert_string_equal(thing->facts[0].value, "kept9b4-track");
    assert_int_equal(thing->first_ms, T0);
    assert_null(thing->label);
    sup_free(thing);
    desk_expect_sound(desk);
}

/* 32 hexadecimal digits are one "#". */
static const char *without_digests(const char *text)
{
    enum { DIGITS = 32 };
    static char shown[2000];
    size_t at = 0;

    while (*text) {
        int is_digest = strspn(text, "0123456789abcdef") == DIGITS;

        assert_true(at + 1 < sizeof shown);
        shown[at++] = is_digest ? '#' : *text;
        text += is_digest ? DIGITS : 1;
    }
    shown[at] = '\0';
    return shown;
}

static void the_event_says_whose_texts_went(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *list = NULL;
    int64_t before;

    make_both(desk);
    before = desk_sequence(desk);
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    must(desk, sup_event_list(desk->core, by_system(desk), PARAMS(event_list, .after_id = before),
                              &list));
    assert_int_equal(list->count, 1);
    assert_string_equal(list->items[0].name, "customer.erased");
    assert_int_equal(list->items[0].subject_id, GONE);
    /* Two were saved, three merges were said or taken back, one report; four reports of things; of
     * a ticket: opened, four messages, a reminder, references, facts, fields, what was asked for
     * and given, an answer, a review; five reports of what was given, what was asked for and
     * confirmed by one of them, an order more. */
    assert_int_equal(list->items[0].number, 2 + 3 + 1 + 4 + 2 * 13 + 5 + 2 + 1);
    /* 17 is the report that named nobody: 9 events before, then 6 of customers and a report. 87 is
     * what was given for an order of which nobody said whose it is, 89 what a request was confirmed
     * by. */
    /* The order is of the second one since the second report. Of the first ticket's orders 7 was
     * given without it; on it are 1, 8 with the report 9 that became part of it, and 10; on the
     * other one is 2; 5 was given for the order, and 6 to the person. */
    assert_string_equal(without_digests(list->items[0].payload),
                        "{\"customers\":[3,4],\"erasure_key\":\"#\",\"events\":[17,87,89],"
                        "\"orders\":[\"shop ~# 4 1774000000000\"],\"requests\":[\"7 shop ~# ~#\","
                        "\"1 shop ~# ~#\",\"9 shop ~# -\",\"8 shop ~# ~#\",\"10 - - ~#\","
                        "\"2 shop ~# ~#\",\"5 shop ~# ~#\",\"6 - - ~#\"],\"tickets\":[1,2]}");
    sup_free(list);
}

static void erasing_again_is_no_event_unless_something_was_said(void **state)
{
    struct desk *desk = *state;
    int64_t last;

    make_both(desk);
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    last = desk_sequence(desk);
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    assert_int_equal(desk->receipt.sequence, 0);
    assert_int_equal(desk_sequence(desk), last);
    desk_reply(desk, by_priya(desk), 1, "gone7c1: dear Ann", NULL);
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    assert_int_equal(desk->receipt.sequence, last + 2);
    desk_expect_sound(desk);
}

static void nothing_is_said_of_who_was_erased(void **state)
{
    const struct sup_reference order = {"shop", "order", "1"};
    const struct sup_fact vip = {"is_vip", "true"};
    struct desk *desk = *state;

    desk_ok(desk, by_lee(desk), ERASE(ANN));
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "customer_id", by_system(desk),
               SAVE(.customer_id = ANN, .name = "Ann"));
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "customer_id", by_system(desk), MERGE(ANN, BEN));
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "into", by_system(desk), MERGE(BEN, ANN));
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "customer_id", by_system(desk),
               REPORT(.reference = &order, .customer_id = ANN));
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "customer_id", by_system(desk),
               SUP_OP_CUSTOMER_REPORT,
               PARAMS(customer_report, .customer_id = ANN, .source = "shop", .facts = &vip,
                      .fact_count = 1));
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "customer_id", by_system(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .customer_id = ANN));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .customer_id = BEN));
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "customer_id", by_system(desk), SUP_OP_TICKET_WATCH,
               PARAMS(ticket_watch, .ticket_id = 1, .customer_id = ANN));
}

static void who_writes_again_is_a_new_customer(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_system(desk), SAVE(.name = "Zed", KNOWN_BY(MAIL("zed@x.de"))));
    assert_int_equal(desk->receipt.id, 3);
    desk_ok(desk, by_lee(desk), ERASE(3));
    assert_int_equal(desk_owner(desk, (struct sup_identity)MAIL("zed@x.de")), 0);
    desk_ok(desk, by_system(desk), RESOLVE(KNOWN_BY(MAIL("zed@x.de"))));
    assert_int_equal(desk->receipt.id, 4);
    desk_expect_sound(desk);
}

static void a_stale_version_is_a_conflict(void **state)
{
    struct desk *desk = *state;

    desk_fails(desk, SUP_MSG_VERSION_STALE, "version", by_lee(desk), SUP_OP_CUSTOMER_ERASE,
               PARAMS(customer_erase, .customer_id = ANN, .reason = "R", .version = 2));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_lee(desk), ERASE(99));
}

/* ---- the file ---- */

static void sql(struct desk *desk, const char *text)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* How many marks are in a file; of a file that is not there none. */
static int in_file(const char *path, const struct marks *marks)
{
    const char *const texts[] = {marks->text, marks->digits, marks->amount};
    static char bytes[4 << 20];
    FILE *file = fopen(path, "rb");
    struct sup_value value = {.type = SUP_BLOB, .data = bytes};
    int found = 0;

    if (file) {
        value.bytes = fread(bytes, 1, sizeof bytes, file);
        found = value.bytes == sizeof bytes ? 100 : 0;
        (void)fclose(file);
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        found += has(&value, texts[i]);
    }
    return found;
}

/* In the file, its log and its index. A process that closes a file which SQLite has open in it
 * loses SQLite's locks, so another one looks. */
static int in_files(const struct desk *desk, const struct marks *marks)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        int found = 0;

        for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
            char path[96];

            sup__format(path, sizeof path, "%s%s", desk->path, endings[i]);
            found += in_file(path, marks);
        }
        _exit(found);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void nothing_is_left_in_the_bytes_of_the_file(void **state)
{
    struct desk *desk;

    (void)state;
    if (desk_backend != DESK_SQLITE) {
        return;
    }
    desk = desk_file_open();
    desk_people(desk);
    make_both(desk);
    assert_true(in_files(desk, &gone) >= 3);
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    desk_ok(desk, by_lee(desk), ERASE(GONE + 2));
    must(desk, sup_purge(desk->core));
    assert_int_equal(in_files(desk, &gone), 0);
    assert_int_equal(in_files(desk, &kept), 3);
    desk_expect_sound(desk);
    desk_file_reopen(desk);
    assert_int_equal(in_files(desk, &gone), 0);
    desk_expect_sound(desk);
    desk_file_close(desk);
}

/* A text that is missing is no erasure because there was one. */
static void only_what_an_event_erased_may_be_missing(void **state)
{
    struct sup_chain_report *chain = NULL;
    struct sup_check_report *check = NULL;
    struct desk *desk;
    char text[200];
    int64_t sequence;

    (void)state;
    if (desk_backend != DESK_SQLITE) {
        return;
    }
    desk = desk_file_open();
    desk_people(desk);
    make_both(desk);
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    sequence = desk_sequence(desk);
    desk_reply(desk, by_priya(desk), 1, "later", NULL);
    sup__format(text, sizeof text, "DELETE FROM sup_event_private WHERE sequence = %d",
                (int)sequence + 1);
    sql(desk, text);
    must(desk, sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0),
                                &chain));
    assert_false(chain->is_intact);
    assert_int_equal(chain->first_bad, sequence + 1);
    sup_free(chain);
    must(desk, sup_desk_check(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &check));
    assert_false(check->is_clean);
    assert_int_equal(check->differences, 1);
    assert_string_equal(check->items[0].table, "sup_event_private");
    sup_free(check);
    desk_file_close(desk);
}

/* Somebody restores rows from a backup. */
static void a_text_that_came_back_is_told_and_removed(void **state)
{
    struct sup_chain_report *chain = NULL;
    struct sup_check_report *check = NULL;
    struct desk *desk;

    (void)state;
    if (desk_backend != DESK_SQLITE) {
        return;
    }
    desk = desk_file_open();
    desk_people(desk);
    make_both(desk);
    sql(desk, "CREATE TABLE saved AS SELECT * FROM sup_event_private");
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    sql(desk, "INSERT OR IGNORE INTO sup_event_private SELECT * FROM saved;"
              " DROP TABLE saved");
    must(desk, sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0),
                                &chain));
    assert_false(chain->is_intact);
    assert_int_equal(chain->first_bad, 0);
    assert_int_equal(chain->differences, 44);
    assert_non_null(strstr(chain->items[0].text, "is there again, but event "));
    sup_free(chain);
    must(desk, sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &check));
    assert_int_equal(check->differences, 44);
    assert_int_equal(check->unmendable, 0);
    sup_free(check);
    desk_expect_sound(desk);
    desk_file_close(desk);
}

/* ---- export ---- */

static char *export_of(struct desk *desk, int64_t customer, int without_notes)
{
    struct sup_customer_export *made = NULL;
    char *text;

    must(desk, sup_customer_export(
                   desk->core, by_lee(desk),
                   PARAMS(customer_export, .customer_id = customer, .without_notes = without_notes),
                   &made));
    assert_int_equal(made->customer_id, GONE);
    text = strdup(made->document);
    sup_free(made);
    assert_non_null(text);
    return text;
}

static int is_json(const char *text)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    int is_valid;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT json_valid(?1)", -1, &statement, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    is_valid = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return is_valid;
}

static void an_export_has_everything_that_was_said(void **state)
{
    static const char *const said[] = {
        "-name",  "@x.de",   "-other",   "-handle", "-voice",  "-house", "-sisters", "-source",
        "-order", "-nobody", "-paid",    "-label",  "-e1",     "-track", "-parcel",  "-weight",
        "-fact",  "-field",  "-subject", "-body",   "-m1",     "-m2",    "-more",    "-reply",
        "-note",  ".png",    "/png",     "/at",     "-refund",
    };
    struct desk *desk = *state;
    char *whole;
    char *rest;

    make_both(desk);
    whole = export_of(desk, GONE + 1, 0);
    rest = export_of(desk, GONE, 1);
    assert_true(is_json(whole));
    assert_true(is_json(rest));
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        const char *text = text_of(&gone, said[i]);

        if (!strstr(whole, text)) {
            fail_msg("%s is not in the export", text);
        }
        assert_int_equal(strstr(rest, text) != NULL, strcmp(said[i], "-note") != 0);
    }
    assert_non_null(strstr(whole, gone.amount));
    assert_non_null(strstr(whole, gone.digits));
    assert_null(strstr(whole, "-third"));
    assert_null(strstr(whole, "kept9b4-body"));
    assert_null(strstr(whole, kept.amount));
    assert_non_null(strstr(whole, "\"sup_watcher\":[{\"ticket_id\":3,\"kind\":2,"));
    free(whole);
    free(rest);
    desk_ok(desk, by_lee(desk), ERASE(GONE));
    whole = export_of(desk, GONE, 0);
    assert_true(is_json(whole));
    assert_null(strstr(whole, gone.text));
    assert_non_null(strstr(whole, "\"texts\":[]"));
    free(whole);
}

static size_t export_bytes(struct desk *desk, int32_t code)
{
    struct sup_customer_export *made = NULL;
    size_t bytes;

    assert_int_equal(sup_customer_export(desk->core, by_system(desk),
                                         PARAMS(customer_export, .customer_id = ANN), &made),
                     code);
    bytes = made ? strlen(made->document) : 0;
    sup_free(made);
    return bytes;
}

static void note(struct desk *desk, size_t bytes)
{
    static char body[SUP_BODY_BYTES_MAX + 1];

    assert_in_range(bytes, 1, SUP_BODY_BYTES_MAX);
    memset(body, 'n', bytes);
    body[bytes] = 0;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = body));
}

/* Each note of the same length adds the same, but for the digits of its ids: from the hundredth on
 * they are as many. */
static void an_export_has_a_limit(void **state)
{
    struct desk *desk = *state;
    size_t before;
    size_t each;

    desk_ticket(desk);
    for (int i = 0; i < 253; i++) {
        note(desk, SUP_BODY_BYTES_MAX);
    }
    before = export_bytes(desk, SUP_OK);
    note(desk, 1000);
    each = export_bytes(desk, SUP_OK) - before - 1000;
    before += each + 1000;
    while (SUP_EXPORT_BYTES_MAX - before - each > SUP_BODY_BYTES_MAX) {
        note(desk, SUP_BODY_BYTES_MAX / 2);
        before += each + SUP_BODY_BYTES_MAX / 2;
    }
    note(desk, SUP_EXPORT_BYTES_MAX - before - each);
    assert_int_equal(export_bytes(desk, SUP_OK), SUP_EXPORT_BYTES_MAX);
    note(desk, 1);
    assert_int_equal(export_bytes(desk, SUP_LIMIT), 0);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_EXPORT_SIZE);
}

static const struct CMUnitTest tests[] = {
    desk_test(every_column_of_private_text_is_emptied),
    desk_test(what_tells_of_nobody_stays),
    desk_test(a_thing_that_changed_hands_stays_with_its_owner),
    desk_test(the_event_says_whose_texts_went),
    desk_test(erasing_again_is_no_event_unless_something_was_said),
    desk_test(nothing_is_said_of_who_was_erased),
    desk_test(who_writes_again_is_a_new_customer),
    desk_test(a_stale_version_is_a_conflict),
    desk_test(an_export_has_everything_that_was_said),
    desk_test(an_export_has_a_limit),
    cmocka_unit_test(nothing_is_left_in_the_bytes_of_the_file),
    cmocka_unit_test(only_what_an_event_erased_may_be_missing),
    cmocka_unit_test(a_text_that_came_back_is_told_and_removed),
};

DESK_MAIN(tests)
