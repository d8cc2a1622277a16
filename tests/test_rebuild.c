/*
 * test_rebuild.c: whatever is damaged in the tables that follow from the events, a check names it
 * and a rebuild mends it; what the shop added to them stays.
 */
#include "random_desk.h"

#include <sqlite3.h>

#include "base/text.h"
#include "policy/policy.h"
#include "store/tables.h"

enum { VALUE_BYTES = 128 };

/* A copy of one row. */
struct row {
    uint32_t count; /* columns; 0: there is no row */
    uint32_t wanted;
    uint32_t seen;
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    char bytes[SUP_STORE_COLUMNS_MAX][VALUE_BYTES];
};

static int32_t copy_row(void *context, const struct sup_value *row, uint32_t count)
{
    struct row *copy = context;

    if (copy->seen++ != copy->wanted) {
        return 0;
    }
    copy->count = count;
    for (uint32_t i = 0; i < count; i++) {
        copy->values[i] = row[i];
        if (row[i].type == SUP_TEXT || row[i].type == SUP_BLOB) {
            assert_true(row[i].bytes < VALUE_BYTES);
            memcpy(copy->bytes[i], row[i].data, row[i].bytes);
            copy->values[i].data = copy->bytes[i];
        }
    }
    return 1;
}

static void read_row(struct desk *desk, uint32_t table, uint32_t number, struct row *row)
{
    struct sup_value tenant = {.type = SUP_INT};
    struct sup_scan scan = {
        .size = sizeof scan, .table = table, .prefix_count = 1, .prefix = &tenant};
    struct sup_store *store = desk->store;

    memset(row, 0, sizeof *row);
    row->wanted = number;
    assert_int_equal(store->methods->begin(store, 0, SUP_READ), SUP_OK);
    assert_int_equal(store->methods->scan(store, &scan, copy_row, row), SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
    assert_int_not_equal(row->count, 0);
}

static void put_row(struct desk *desk, uint32_t table, const struct row *row)
{
    struct sup_store *store = desk->store;

    assert_int_equal(store->methods->begin(store, 0, SUP_WRITE), SUP_OK);
    assert_int_equal(store->methods->put(store, table, row->values), SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

static void remove_row(struct desk *desk, uint32_t table, const struct row *row)
{
    struct sup_store *store = desk->store;

    assert_int_equal(store->methods->begin(store, 0, SUP_WRITE), SUP_OK);
    assert_int_equal(store->methods->remove(store, table, row->values), SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

/* Another value than the one that is there. */
static void change_value(struct row *row, uint32_t column, const struct sup_column *schema)
{
    struct sup_value *value = &row->values[column];

    if (schema->type == SUP_INT) {
        value->number = value->type == SUP_NULL ? 7 : value->number + 1;
    } else if (value->type == SUP_NULL) {
        row->bytes[column][0] = 'x';
        value->bytes = 1;
    } else {
        row->bytes[column][value->bytes++] = 'x';
    }
    value->type = schema->type;
    value->data = row->bytes[column];
}

static struct sup_check_report *look(struct desk *desk, int is_mending)
{
    struct sup_check_report *report = NULL;

    must(desk,
         is_mending
             ? sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report)
             : sup_desk_check(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
    return report;
}

/* One row differs: the check says so with these words and changes nothing; the rebuild mends it. */
static void expect_mended(struct desk *desk, const char *sound, const char *table, const char *what)
{
    char *damaged = desk_dump(desk->store, 0, NULL);
    char *mended;

    assert_string_not_equal(damaged, sound);
    for (int is_mending = 0; is_mending <= 1; is_mending++) {
        struct sup_check_report *report = look(desk, is_mending);

        if (report->is_clean || report->differences != 1 || report->count != 1 ||
            strcmp(report->items[0].table, table) != 0 || !strstr(report->items[0].text, what)) {
            fail_msg("%s, %s: %d differences, the first %s: %s", table, what,
                     (int)report->differences, report->count ? report->items[0].table : "",
                     report->count ? report->items[0].text : "");
        }
        assert_true(report->items[0].key[0] != '\0' || strcmp(table, "sup_head") == 0);
        assert_int_equal(report->events, desk_sequence(desk));
        sup_free(report);
        if (!is_mending) {
            mended = desk_dump(desk->store, 0, NULL);
            assert_string_equal(mended, damaged);
            free(mended);
        }
    }
    mended = desk_dump(desk->store, 0, NULL);
    if (strcmp(mended, sound) != 0) {
        desk_print_difference(sound, mended);
        fail_msg("%s, %s: not mended", table, what);
    }
    free(mended);
    free(damaged);
    desk_expect_sound(desk);
}

/* The built-in policy with a custom field. */
static void activate(struct desk *desk)
{
    char document[8192];

    sup__format(
        document, sizeof document,
        "{\"fields\": [{\"name\": \"photo\", \"type\": "
        "\"text\"}], \"sla\": [{\"name\": \"all\", \"targets\": [{\"metric\": "
        "\"resolution\", \"priority\": \"high\", \"within\": \"PT1H\"}, {\"metric\": "
        "\"resolution\", \"within\": \"PT2H\"}]}], \"floors\": [{\"name\": \"desk\","
        " \"hold\": [{\"actions\": [\"authority.execute\"], \"until\": \"clearance\"}],"
        " \"clearance\": {\"roles\": [\"lead\"]},"
        " \"limits\": [{\"within\": \"PT900H\"}]}, {\"name\": \"risk\", \"rules\":"
        " [{\"name\": \"late\", \"when\": {\"in\": [\"late\", {\"var\": \"ticket.tags\"}]}}],"
        " \"evidence\": {\"to_resolve\": [\"photo\"]}, \"resolution\": [{\"name\": \"head\","
        " \"roles\": [\"lead\"]}]}], \"authority\": {\"matrix\": [{\"name\": \"any\","
        " \"remedies\": [\"refund.*\"], \"amount\": {\"EUR\": {}}, \"effect\": \"needs_approval\","
        " \"approval\": {\"roles\": [\"lead\"], \"within\": \"PT1H\"}}]}, \"kpi\": {\"period\":"
        " \"day\", \"scorecard\": [{\"name\": \"opened\", \"metric\": \"opened\", \"direction\":"
        " \"at_most\", \"target\": 1, \"owner\": {\"role\": \"lead\"}}, {\"name\": \"solved\","
        " \"metric\": \"solved\", \"direction\": \"at_least\", \"target\": 9, \"owner\":"
        " {\"role\": \"lead\"}}]}, %s",
        sup__policy_builtin() + 1);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

/* What was asked for, approved and given for the sake of a ticket. */
static void give(struct desk *desk, int64_t ticket)
{
    const char *const ids[] = {"re_1", "re_2", "re_3"};

    desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
            PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                   .amount = "5.00", .currency = "EUR", .rationale = "N"));
    desk_ok(desk, by_lee(desk), SUP_OP_APPROVAL_DECIDE,
            PARAMS(approval_decide, .request_id = ticket));
    desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_EXECUTE,
            PARAMS(authority_execute, .request_id = ticket));
    desk_ok(desk, by_system(desk), SUP_OP_AUTHORITY_CONFIRM,
            PARAMS(authority_confirm, .request_id = ticket, .external_id = ids[ticket - 1]));
}

/* What people thought of it. */
static void judge(struct desk *desk, int64_t ticket)
{
    static const struct sup_review_section tone = {"tone", 70};
    const char *const ids[] = {"s_1", "s_2", "s_3"};

    desk_ok(desk, by_system(desk), SUP_OP_SURVEY_ANSWERED,
            PARAMS(survey_answered, .kind = SUP_SURVEY_CSAT, .source = "mailer",
                   .survey_id = ids[ticket - 1], .ticket_id = ticket, .score = ticket));
    desk_ok(desk, by_lee(desk), SUP_OP_REVIEW_RECORD,
            PARAMS(review_record, .ticket_id = ticket, .agent_id = PRIYA, .score = 80,
                   .sections = &tone, .section_count = 1));
}

static void end_the_day(struct desk *desk)
{
    struct row row;

    /* On that day too many were opened, and too few solved. */
    desk->now_ms = T0 + DAY_MS;
    (void)desk_tick(desk);
    /* Figures begin anew after something was mended: here they have. */
    read_row(desk, SUP__T_KPI_STANDING, 0, &row);
    remove_row(desk, SUP__T_KPI_STANDING, &row);
    sup_free(look(desk, 1));
}

static void part_somebody(struct desk *desk)
{
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Dan"));
    int64_t dan = desk->receipt.id;
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = dan, .into = BEN, .evidence = "e"));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = dan, .evidence = "e"));
}

/* A desk with rows in every projection. */
static void fill(struct desk *desk)
{
    const struct sup_ticket_field field = {"photo", "1.jpg"};
    const char *const tags[] = {"vip", "late"};
    const char *const reasons[] = {"legal", "fraud", "safety"};
    const struct sup_reference order = {"shopify", "order", "1"};
    const struct sup_reference orders[] = {
        {"shopify", "order", "1"}, {"shopify", "order", "2"}, {"shopify", "order", "3"}};
    const struct sup_fact fact = {"made_sla", "false"};
    const struct sup_fact vip = {"is_vip", "true"};
    const struct sup_fact state = {"state", "paid"};
    const struct sup_attachment file = {"a.png", "image/png", "x:00", "there", 7};

    activate(desk);
    part_somebody(desk);
    for (int i = 0; i < 3; i++) {
        desk_ok(desk, by_priya(desk), SUP_OP_AGENT_SET_AVAILABILITY,
                PARAMS(agent_set_availability, .agent_id = PRIYA, .availability = 1 + i));
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .customer_id = ANN, .subject = "S", .body = "B",
                       .attachments = &file, .attachment_count = 1,
                       .external_id = i == 0   ? "a"
                                      : i == 1 ? "b"
                                               : "c",
                       .tags = tags, .tag_count = 2, .references = &order, .reference_count = 1,
                       .team = "risk", .reason = reasons[i], .fields = &field, .field_count = 1));
        desk_ok(desk, by_priya(desk), SUP_OP_FACT_RECORD,
                PARAMS(fact_record, .ticket_id = i + 1, .facts = &fact, .fact_count = 1));
        desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
                PARAMS(reference_report, .reference = &orders[i], .customer_id = ANN,
                       .label = "Order", .source_event_id = orders[i].id, .facts = &state,
                       .fact_count = 1));
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_WATCH,
                PARAMS(ticket_watch, .ticket_id = i + 1, .agent_id = LEE));
        desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_REPORT,
                PARAMS(customer_report, .customer_id = i < 2 ? ANN : BEN, .source = "shopify",
                       .facts = &vip, .fact_count = 1));
        if (i < 2) {
            desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
                    PARAMS(ticket_prioritize, .ticket_id = i + 1, .priority = "high"));
            desk->now_ms += 2 * HOUR_MS;
            desk_ok(desk, by_priya(desk), SUP_OP_SLA_RECORD_CAUSE,
                    PARAMS(sla_record_cause, .ticket_id = i + 1, .metric = SUP_METRIC_RESOLUTION,
                           .cause = "volume", .note = "N"));
        }
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REMIND,
                PARAMS(ticket_remind, .ticket_id = i + 1, .due_ms = T0 + 90 * DAY_MS, .note = "N"));
        give(desk, i + 1);
        judge(desk, i + 1);
        desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_EVIDENCE,
                PARAMS(floor_evidence, .ticket_id = i + 1, .evidence = "photo", .note = "N"));
        desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
                PARAMS(floor_sign, .ticket_id = i + 1, .kind = SUP_SIGN_RESOLUTION));
        desk_reply(desk, by_priya(desk), i + 1, "R", "solved");
    }
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_LINK,
            PARAMS(ticket_link, .ticket_id = 1, .kind = SUP_LINK_BLOCKED_BY, .to = 2));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_LINK,
            PARAMS(ticket_link, .ticket_id = 2, .kind = SUP_LINK_CAUSED_BY, .to = 3));
    for (int64_t id = 4; id <= 5; id++) {
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "S"));
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
                PARAMS(ticket_merge, .ticket_id = id, .into = 3));
        desk_ok(desk, by_lee(desk), SUP_OP_CORRECTIVE_RECORD,
                PARAMS(corrective_record, .line = "solved", .text = "N", .due_ms = T0 + DAY_MS));
    }
    end_the_day(desk);
}

static void a_row_that_is_missing_is_put_back(void **state)
{
    struct desk *desk = *state;
    const struct sup_schema *schema = sup_schema();
    struct row row;
    char *sound;
    int tables = 0;

    fill(desk);
    sound = desk_dump(desk->store, 0, NULL);
    for (uint32_t i = 0; i < schema->table_count; i++) {
        if (schema->tables[i].kind == SUP_TABLE_PROJECTION) {
            tables++;
            for (uint32_t number = 0; number < 2; number++) {
                read_row(desk, i, number, &row);
                remove_row(desk, i, &row);
                expect_mended(desk, sound, schema->tables[i].name, "is missing");
            }
        }
    }
    assert_int_equal(tables, 42);
    free(sound);
}

static void a_row_that_no_event_knows_is_taken_away(void **state)
{
    struct desk *desk = *state;
    const struct sup_schema *schema = sup_schema();
    struct row row;
    char *sound;

    fill(desk);
    sound = desk_dump(desk->store, 0, NULL);
    for (uint32_t i = 0; i < schema->table_count; i++) {
        if (schema->tables[i].kind == SUP_TABLE_PROJECTION) {
            uint32_t column = schema->tables[i].key_count - 1;

            read_row(desk, i, 1, &row);
            for (int step = 0; step < 50; step++) { /* to a key that is free */
                change_value(&row, column, &schema->tables[i].columns[column]);
            }
            put_row(desk, i, &row);
            expect_mended(desk, sound, schema->tables[i].name,
                          "is there, but the events know nothing of it");
        }
    }
    free(sound);
}

static void a_value_that_was_changed_is_set_right(void **state)
{
    struct desk *desk = *state;
    const struct sup_schema *schema = sup_schema();
    struct row row;
    char *sound;

    fill(desk);
    sound = desk_dump(desk->store, 0, NULL);
    for (uint32_t i = 0; i < schema->table_count; i++) {
        const struct sup_table *table = &schema->tables[i];

        for (uint32_t column = table->key_count;
             table->kind == SUP_TABLE_PROJECTION && column < table->column_count; column++) {
            char what[80];

            read_row(desk, i, 0, &row);
            change_value(&row, column, &table->columns[column]);
            put_row(desk, i, &row);
            sup__format(what, sizeof what, "%s is ", table->columns[column].name);
            expect_mended(desk, sound, table->name, what);
        }
    }
    free(sound);
}

static void counters_of_the_head_are_set_right(void **state)
{
    static const uint32_t columns[] = {SUP__HEAD_ticket_count,   SUP__HEAD_message_count,
                                       SUP__HEAD_agent_count,    SUP__HEAD_customer_count,
                                       SUP__HEAD_reminder_count, SUP__HEAD_request_count};
    struct desk *desk = *state;
    struct row row;
    char *sound;

    fill(desk);
    sound = desk_dump(desk->store, 0, NULL);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        read_row(desk, SUP__T_HEAD, 0, &row);
        row.values[columns[i]].number += 5;
        put_row(desk, SUP__T_HEAD, &row);
        expect_mended(desk, sound, "sup_head", "_count is ");
    }
    free(sound);
}

static void all_tables_lost_are_made_again(void **state)
{
    struct desk *desk = *state;
    const struct sup_schema *schema = sup_schema();
    struct sup_store *store = desk->store;
    struct sup_check_report *report;
    char *sound;
    char *mended;

    fill(desk);
    sound = desk_dump(store, 0, NULL);
    assert_int_equal(store->methods->begin(store, 0, SUP_WRITE), SUP_OK);
    for (uint32_t i = 0; i < schema->table_count; i++) {
        struct sup_value tenant = {.type = SUP_INT};
        struct sup_scan scan = {
            .size = sizeof scan, .table = i, .prefix_count = 1, .prefix = &tenant};
        int64_t removed = 0;

        if (schema->tables[i].kind == SUP_TABLE_PROJECTION) {
            assert_int_equal(store->methods->remove_range(store, &scan, &removed), SUP_OK);
        }
    }
    assert_int_equal(store->methods->commit(store), SUP_OK);
    report = look(desk, 1);
    assert_int_equal(report->is_clean, 0);
    /* 5 agents with a tenure each, 2 customers, their facts, and references, 3 sessions, tickets, external ids,
     * attachments, things, facts, fields, watchers, contacts, reminders, agenda items of two kinds,
     * reported things with their facts and reports, 6 messages and tags, 2 links, 2 tickets more
     * that were merged, 8 events about customers, a third one who was parted from the second
     * (5 events), which 3 reports there are of things, of three
     * tickets 9 timers and of two 5, 2 promises that another priority replaced and 2 that were
     * broken; visits, rules, signatures and evidence of three tickets and visits of two, with
     * timers of 5 floors and 3 decisions; 3 requests with an approval each, which count for ticket,
     * order, customer and agent; 2 stays that ended uncleared by a merge; 3 surveys, and 3 reviews with a section each; 2 corrective actions, 2
     * lines that missed their target, and the end of the next day on the agenda */
    assert_int_equal(report->differences, 5 * 2 + 2 + 2 + 2 + 3 * 15 + 6 + 6 + 2 + 2 * 2 + 8 + (1 + 2 + 5) + 3 +
                                              3 * 9 + 2 * 5 + 2 + 2 + 3 * 4 + 2 + 5 + 3 +
                                              3 * (1 + 1 + 4) + 2 + 3 + 3 * 2 + 2 + 2 + 1);
    sup_free(report);
    mended = desk_dump(store, 0, NULL);
    assert_string_equal(mended, sound);
    free(mended);
    free(sound);
    desk_expect_sound(desk);
}

static void only_the_first_hundred_differences_are_told(void **state)
{
    struct desk *desk = *state;
    const char *const tags[] = {"a", "b", "c"};
    struct sup_check_report *report;
    struct row row;

    for (int i = 0; i < 40; i++) {
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .tags = tags, .tag_count = 3));
    }
    for (int i = 0; i < 101; i++) {
        read_row(desk, SUP__T_TAG, 0, &row);
        remove_row(desk, SUP__T_TAG, &row);
    }
    report = look(desk, 0);
    assert_int_equal(report->differences, 101);
    assert_int_equal(report->count, 100);
    assert_string_equal(report->items[0].key, "1, 'a'");
    sup_free(report);
    report = look(desk, 1);
    assert_int_equal(report->differences, 101);
    sup_free(report);
    desk_expect_sound(desk);
}

static void a_broken_chain_is_no_base_for_a_rebuild(void **state)
{
    struct desk *desk = *state;
    struct sup_check_report *report = NULL;
    struct row row;
    char *before;

    fill(desk);
    read_row(desk, SUP__T_EVENT, 9, &row);
    row.values[SUP__EVENT_number].number++;
    put_row(desk, SUP__T_EVENT, &row);
    before = desk_dump(desk->store, 0, NULL);
    must_fail(desk, SUP_MSG_CHAIN_BROKEN, NULL,
              sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CORRUPT);
    assert_null(report);
    desk_expect_unchanged(desk, before);
}

static void a_long_life_by_chance_leaves_a_clean_desk(void **state)
{
    struct desk *desk = *state;
    struct chance chance = {desk_backend == DESK_MEMORY ? 11 : 12};
    struct sup_check_report *report;
    char *before;
    char *after;

    for (int i = 0; i < 3000; i++) {
        desk->now_ms += chance_pause_ms(&chance);
        if (chance_pick(&chance, 20) == 0) {
            desk_tick(desk);
        }
        random_step(desk, &chance);
    }
    desk_expect_sound(desk);
    assert_true(desk_sequence(desk) > 2000);
    before = desk_dump(desk->store, 0, NULL);
    report = look(desk, 1);
    assert_int_equal(report->is_clean, 1);
    assert_int_equal(report->differences, 0);
    sup_free(report);
    after = desk_dump(desk->store, 0, NULL);
    assert_string_equal(after, before);
    free(after);
    free(before);
}

static void columns_that_the_shop_added_stay(void **state)
{
    struct desk *desk;
    struct sup_check_report *report;
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;

    (void)state;
    if (desk_backend != DESK_SQLITE) {
        return; /* nobody adds columns to memory */
    }
    desk = desk_file_open();
    desk_people(desk);
    fill(desk);
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "ALTER TABLE sup_ticket ADD COLUMN shop_note TEXT;"
                                  "UPDATE sup_ticket SET shop_note = 'note ' || id;"
                                  "UPDATE sup_ticket SET status = 'open', category = 2 "
                                  "WHERE id = 2",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    report = look(desk, 0);
    assert_int_equal(report->differences, 1);
    assert_string_equal(report->items[0].table, "sup_ticket");
    assert_string_equal(report->items[0].key, "2");
    assert_string_equal(report->items[0].text, "status is 'open', the events say 'solved'");
    sup_free(report);
    sup_free(look(desk, 1));
    desk_expect_status(desk, 2, "solved");
    desk_move(desk, by_priya(desk), 3, "open"); /* an ordinary change leaves it alone, too */
    desk_expect_sound(desk);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT count(*) FROM sup_ticket WHERE shop_note = "
                                        "'note ' || id",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(statement, 0), 5);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    desk_file_close(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_row_that_is_missing_is_put_back),
    desk_test(a_row_that_no_event_knows_is_taken_away),
    desk_test(a_value_that_was_changed_is_set_right),
    desk_test(counters_of_the_head_are_set_right),
    desk_test(all_tables_lost_are_made_again),
    desk_test(only_the_first_hundred_differences_are_told),
    desk_test(a_broken_chain_is_no_base_for_a_rebuild),
    desk_test(a_long_life_by_chance_leaves_a_clean_desk),
    cmocka_unit_test(columns_that_the_shop_added_stay),
};

DESK_MAIN(tests)
