/*
 * test_ticket_fill.c: custom fields of tickets: what may be filled, in which form it is kept, who
 * sees it, and what the policy's rules make of it.
 */
#include "desk_fixture.h"

#include "base/text.h"
#include "store/tables.h"

#define FILL(...)        SUP_OP_TICKET_FILL, PARAMS(ticket_fill, __VA_ARGS__)
#define ONE(name, value) .fields = &(struct sup_ticket_field){(name), (value)}, .field_count = 1

#define FIRST_HALF                                                                                 \
    "{\"supportcore_policy\": 1, \"name\": \"Fields\", \"currency\": \"EUR\","                     \
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"                                  \
    "  {\"name\": \"open\", \"category\": \"open\"},"                                              \
    "  {\"name\": \"solved\", \"category\": \"solved\"},"                                          \
    "  {\"name\": \"closed\", \"category\": \"closed\"}],"                                         \
    " \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": [\"solved\"],"                  \
    "  \"solved\": [\"open\", \"closed\"], \"closed\": []},"                                       \
    " \"priorities\": [\"low\", \"normal\", \"high\"], \"default_priority\": \"normal\","          \
    " \"teams\": [\"desk\", \"risk\"], \"channels\": [\"email\"],"                                 \
    " \"roles\": {\"agent\": {\"may\": [\"*\"]}},"                                                 \
    " \"actors\": {\"customer\": {\"may\": [\"ticket.open\", \"ticket.fill\", \"ticket.get\","     \
    "  \"ticket.list\"]}},"

static const char policy[] = FIRST_HALF
    " \"fields\": [{\"name\": \"order_number\", \"type\": \"text\"},"
    "  {\"name\": \"parcels\", \"type\": \"integer\"},"
    "  {\"name\": \"weight_kg\", \"type\": \"decimal\", \"decimals\": 3},"
    "  {\"name\": \"disputed\", \"type\": \"money\"},"
    "  {\"name\": \"is_gift\", \"type\": \"boolean\"},"
    "  {\"name\": \"bought_at\", \"type\": \"time\"},"
    "  {\"name\": \"issue\", \"type\": \"choice\", \"options\": [\"late\", \"broken\"]},"
    "  {\"name\": \"wish\", \"type\": \"choices\","
    "   \"options\": [\"refund\", \"repair\", \"credit\"]},"
    "  {\"name\": \"fraud_score\", \"type\": \"integer\"}],"
    " \"reasons\": [{\"name\": \"return\", \"intake\": [\"order_number\", \"issue\", \"wish\"]},"
    "  \"legal\"],"
    " \"priority_rules\": [{\"name\": \"big_claims\", \"priority\": \"high\", \"when\":"
    "  {\">\": [{\"var\": \"field.disputed\"}, \"100.00 EUR\"]}}],"
    " \"routing\": [{\"name\": \"suspects\", \"team\": \"risk\", \"when\":"
    "  {\">=\": [{\"var\": \"field.fraud_score\"}, 80]}}]}";

/* A later version: no parcels any more, and issues of other names. */
static const char later[] = FIRST_HALF
    " \"fields\": [{\"name\": \"order_number\", \"type\": \"text\"},"
    "  {\"name\": \"issue\", \"type\": \"choice\", \"options\": [\"late\", \"damaged\"]}]}";

static void activate(struct desk *desk, const char *document)
{
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

/* Ann's ticket 1 about a return, under the policy above. */
static void begin(struct desk *desk)
{
    activate(desk, policy);
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Late", .customer_id = ANN, .reason = "return"));
}

static void expect_field(const struct sup_ticket *ticket, uint32_t index, const char *name,
                         const char *value)
{
    assert_true(index < ticket->field_count);
    assert_string_equal(ticket->fields[index].name, name);
    if (value == NULL) {
        assert_null(ticket->fields[index].value);
    } else {
        assert_string_equal(ticket->fields[index].value, value);
    }
}

static void values_are_kept_in_one_form(void **state)
{
    static const struct {
        const char *name;
        const char *given;
        const char *kept;
    } cases[] = {
        {"order_number", "1001", "1001"},
        {"order_number", "1 Main St\nBerlin", "1 Main St\nBerlin"},
        {"parcels", "3", "3"},
        {"parcels", "-3", "-3"},
        {"parcels", "3.0", "3"},
        {"weight_kg", "12.5", "12.500"},
        {"weight_kg", "-0.25", "-0.250"},
        {"weight_kg", "7", "7.000"},
        {"disputed", "12.5", "12.50 EUR"},
        {"disputed", "12.50 EUR", "12.50 EUR"},
        {"disputed", "1200 JPY", "1200 JPY"},
        {"disputed", "-0.05", "-0.05 EUR"},
        {"is_gift", "true", "true"},
        {"is_gift", "false", "false"},
        {"bought_at", "2026-01-31", "2026-01-31T00:00:00.000Z"},
        {"bought_at", "2026-01-31T10:30:00+02:00", "2026-01-31T08:30:00.000Z"},
        {"issue", "broken", "broken"},
        {"wish", "credit refund credit", "refund credit"},
        {"wish", " repair ", "repair"},
    };
    struct desk *desk = *state;

    begin(desk);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup_ticket *ticket;

        desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, ONE(cases[i].name, "")));
        desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, ONE(cases[i].name, cases[i].given)));
        ticket = desk_get(desk, 1);
        assert_int_equal(ticket->field_count, 1);
        expect_field(ticket, 0, cases[i].name, cases[i].kept);
        sup_free(ticket);
        desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, ONE(cases[i].name, cases[i].kept)));
        assert_int_equal(desk->receipt.sequence, 0);
        desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, ONE(cases[i].name, NULL)));
    }
    assert_int_equal(desk_rows(desk, "sup_field"), 0);
    desk_expect_sound(desk);
}

static void wrong_values_are_told_with_what_is_expected(void **state)
{
    static const struct {
        const char *name;
        const char *value;
        const char *text; /* a part of it */
    } cases[] = {
        {"parcels", "many", "field.parcels is: write digits, such as 50 or 12.50"},
        {"parcels", "1.5", "field.parcels has at most 0 decimals"},
        {"parcels", "9223372036854775808", "it is too large"},
        {"weight_kg", "1.2345", "field.weight_kg has at most 3 decimals"},
        {"weight_kg", "1e3", "write it out, without an exponent"},
        {"disputed", "12.505 EUR", "the currency has fewer decimals"},
        {"disputed", "12 XXQ", "ISO 4217"},
        {"is_gift", "yes", "field.is_gift is: write true or false"},
        {"bought_at", "31.01.2026", "write it as \"2026-01-31T09:00:00Z\" or \"2026-01-31\""},
        {"bought_at", "2026-02-30", "write it as"},
        {"issue", "brokn", "there is no option \"brokn\""},
        {"wish", "refund repare", "there is no option \"repare\""},
    };
    struct desk *desk = *state;
    const struct sup_ticket_field two[] = {{"order_number", "1"}, {"wish", "refund repare"}};
    const struct sup_ticket_field twice[] = {{"parcels", "x"}, {"parcels", "y"}};
    char *before;

    begin(desk);
    before = desk_dump(desk->store, 0, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        desk_fails(desk, SUP_MSG_FIELD_VALUE, "fields/0/value", by_priya(desk),
                   FILL(.ticket_id = 1, ONE(cases[i].name, cases[i].value)));
        assert_int_equal(sup_last_error(desk->core)->code, SUP_INVALID);
        if (strstr(sup_last_error(desk->core)->text, cases[i].text) == NULL) {
            fail_msg("%s: %s", cases[i].value, sup_last_error(desk->core)->text);
        }
    }
    desk_fails(desk, SUP_MSG_FIELD_VALUE, "fields/1/value", by_priya(desk),
               FILL(.ticket_id = 1, .fields = two, .field_count = 2));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean \"repair\"?");
    desk_fails(desk, SUP_MSG_FIELD_VALUE, "fields/1/value", by_priya(desk),
               FILL(.ticket_id = 1, .fields = twice, .field_count = 2));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "fields/0/name", by_priya(desk),
               FILL(.ticket_id = 1, ONE("order_numbr", "1")));
    assert_string_equal(sup_last_error(desk->core)->text, "the policy has no field 'order_numbr'");
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'order_number'?");
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "fields", by_priya(desk), FILL(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_priya(desk),
               FILL(.ticket_id = 2, ONE("parcels", "1")));
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               FILL(.ticket_id = 1, .version = 9, ONE("parcels", "1")));
    desk_expect_unchanged(desk, before);
}

static void an_event_says_what_changed_and_nothing_else(void **state)
{
    struct desk *desk = *state;
    const struct sup_ticket_field first[] = {
        {"order_number", "0"}, {"parcels", "2"}, {"order_number", "1001"}};
    const struct sup_ticket_field second[] = {
        {"parcels", NULL}, {"order_number", "1001"}, {"is_gift", "true"}, {"wish", ""}};
    struct sup_event_list *list = NULL;
    struct sup_ticket *ticket;

    begin(desk);
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = first, .field_count = 3));
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.version, 2);
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = second, .field_count = 4));
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = second, .field_count = 4));
    assert_int_equal(desk->receipt.sequence, 0);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->field_count, 2);
    expect_field(ticket, 0, "is_gift", "true");
    expect_field(ticket, 1, "order_number", "1001");
    sup_free(ticket);
    /* The policy and the ticket are two events after the people's. */
    desk_expect_events(desk, PEOPLE_EVENTS + 2, "ticket.filled\nticket.filled\n");
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 2), &list));
    assert_string_equal(list->items[0].payload, "{\"fields\":[\"parcels\",\"order_number\"]}");
    assert_string_equal(list->items[1].payload,
                        "{\"cleared\":[\"parcels\"],\"fields\":[\"is_gift\"]}");
    sup_free(list);
    desk_expect_sound(desk);
}

/* f0 to f65, all text. */
static char *many_fields(void)
{
    static char document[8192];
    size_t used;

    sup__format(document, sizeof document, "%s \"fields\": [", FIRST_HALF);
    for (int i = 0; i < 66; i++) {
        used = strlen(document);
        sup__format(document + used, sizeof document - used,
                    "%s{\"name\": \"f%d\", \"type\": \"text\"}", i ? "," : "", i);
    }
    used = strlen(document);
    sup__format(document + used, sizeof document - used, "]}");
    return document;
}

static void a_ticket_has_at_most_64_fields_of_1000_bytes(void **state)
{
    struct desk *desk = *state;
    char names[66][8];
    struct sup_ticket_field fields[66];
    struct sup_ticket_field swap[3];

    for (int i = 0; i < 66; i++) {
        sup__format(names[i], sizeof names[i], "f%d", i);
        fields[i] = (struct sup_ticket_field){names[i], "1"};
    }
    activate(desk, many_fields());
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A"));
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = fields, .field_count = 60));
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "fields", by_priya(desk),
               FILL(.ticket_id = 1, .fields = fields + 60, .field_count = 5));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_LIMIT);
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = fields, .field_count = 64));
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "fields", by_priya(desk),
               FILL(.ticket_id = 1, ONE("f64", "1")));
    desk_fails(desk, SUP_MSG_LIST_LONG, "fields", by_priya(desk),
               FILL(.ticket_id = 1, .fields = fields, .field_count = 65));
    swap[0] = (struct sup_ticket_field){"f0", NULL};
    swap[1] = (struct sup_ticket_field){"f64", letters(1000)};
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = swap, .field_count = 2));
    assert_int_equal(desk_rows(desk, "sup_field"), 64);
    swap[0] = (struct sup_ticket_field){"f1", NULL};
    swap[1] = (struct sup_ticket_field){"f0", "1"};
    swap[2] = (struct sup_ticket_field){"f65", "1"};
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "fields", by_priya(desk),
               FILL(.ticket_id = 1, .fields = swap, .field_count = 3));
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, ONE("f2", NULL)));
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = swap, .field_count = 3));
    assert_int_equal(desk_rows(desk, "sup_field"), 64);
    desk_fails(desk, SUP_MSG_TEXT_LONG, "fields/0/value", by_priya(desk),
               FILL(.ticket_id = 1, ONE("f3", letters(1001))));
    desk_expect_sound(desk);
}

static void what_the_reason_asks_for_and_is_not_there_is_told(void **state)
{
    struct desk *desk = *state;
    const struct sup_ticket_field fields[] = {{"issue", "late"}, {"parcels", "1"}};
    struct sup_ticket *ticket;

    begin(desk);
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = fields, .field_count = 2));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->intake_missing_count, 2);
    assert_string_equal(ticket->intake_missing[0], "order_number");
    assert_string_equal(ticket->intake_missing[1], "wish");
    sup_free(ticket);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = 1, .reason = "legal"));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->intake_missing_count, 0);
    assert_int_equal(ticket->field_count, 2);
    sup_free(ticket);
}

static void what_a_later_policy_withdraws_stays_readable(void **state)
{
    struct desk *desk = *state;
    const struct sup_ticket_field fields[] = {
        {"parcels", "2"}, {"issue", "broken"}, {"order_number", "1001"}};
    const struct sup_ticket_field parcels = {"parcels", "2.0"};
    const struct sup_ticket_field issue = {"issue", "broken"};
    struct sup_ticket_list *list = NULL;
    struct sup_ticket *ticket;

    begin(desk);
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = fields, .field_count = 3));
    activate(desk, later);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->field_count, 3);
    expect_field(ticket, 0, "issue", "broken");
    expect_field(ticket, 1, "order_number", "1001");
    expect_field(ticket, 2, "parcels", "2");
    assert_int_equal(ticket->intake_missing_count, 0); /* the reason went too */
    sup_free(ticket);
    desk_fails(desk, SUP_MSG_POLICY_NAME, "fields/0/name", by_priya(desk),
               FILL(.ticket_id = 1, ONE("parcels", "3")));
    desk_fails(desk, SUP_MSG_FIELD_VALUE, "fields/0/value", by_priya(desk),
               FILL(.ticket_id = 1, ONE("issue", "broken")));
    must(desk, sup_ticket_list(desk->core, by_priya(desk), PARAMS(ticket_list, .field = &parcels),
                               &list));
    assert_int_equal(list->count, 1);
    sup_free(list);
    must(desk,
         sup_ticket_list(desk->core, by_priya(desk), PARAMS(ticket_list, .field = &issue), &list));
    assert_int_equal(list->count, 1);
    sup_free(list);
    desk_expect_sound(desk);
}

#define OPEN(...) SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A", __VA_ARGS__)

/* Ann sees and fills what a return is asked for; what the desk notes for itself stays there. */
static void customers_see_and_fill_what_they_are_asked_for(void **state)
{
    struct desk *desk = *state;
    const struct sup_ticket_field mixed[] = {{"order_number", "1001"}, {"fraud_score", "90"}};
    const struct sup_ticket_field score = {"fraud_score", "90"};
    struct sup_ticket_list *list = NULL;
    struct sup_ticket *ticket = NULL;

    begin(desk);
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = mixed, .field_count = 2));
    desk_ok(desk, by_ann(desk), FILL(.ticket_id = 1, ONE("wish", "refund")));
    must(desk,
         sup_ticket_get(desk->core, by_ann(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket));
    assert_int_equal(ticket->field_count, 2);
    expect_field(ticket, 0, "order_number", "1001");
    expect_field(ticket, 1, "wish", "refund");
    assert_int_equal(ticket->intake_missing_count, 1);
    assert_string_equal(ticket->intake_missing[0], "issue");
    sup_free(ticket);
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "fields/1/name", by_ann(desk),
               FILL(.ticket_id = 1, .fields = mixed, .field_count = 2));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_ben(desk),
               FILL(.ticket_id = 1, ONE("wish", "refund")));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "fields/0/name", by_ann(desk),
               OPEN(ONE("order_number", "1"))); /* nothing asks for it */
    desk_ok(desk, by_ann(desk), OPEN(.reason = "return", ONE("order_number", "1")));
    must_fail(
        desk, SUP_MSG_ACTOR_MAY_NOT, "field",
        sup_ticket_list(desk->core, by_ann(desk), PARAMS(ticket_list, .field = &score), &list));
    desk_expect_sound(desk);
}

/* 100.00 is not more than 100.00; a score of 80 is suspect. */
static void rules_see_what_is_filled_when_a_ticket_is_opened(void **state)
{
    static const struct {
        const char *disputed;
        const char *score;
        const char *priority;
        const char *team;
        const char *payload;
    } cases[] = {
        {"100.00", "79", "normal", NULL, "{\"channel\":\"email\",\"priority\":\"normal\"}"},
        {"100.01", "79", "high", NULL,
         "{\"channel\":\"email\",\"priority\":\"high\",\"priority_rule\":\"big_claims\"}"},
        {"100.01", "80", "high", "risk",
         "{\"channel\":\"email\",\"priority\":\"high\",\"priority_rule\":\"big_claims\","
         "\"team\":\"risk\",\"team_rule\":\"suspects\"}"},
        {NULL, "", "normal", NULL, "{\"channel\":\"email\",\"priority\":\"normal\"}"},
    };
    struct desk *desk = *state;

    activate(desk, policy);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct sup_ticket_field fields[] = {{"disputed", cases[i].disputed},
                                                  {"fraud_score", cases[i].score}};
        struct sup_event_list *list = NULL;
        struct sup_ticket *ticket;
        int64_t last = desk_sequence(desk);

        desk_ok(desk, by_priya(desk), OPEN(.fields = fields, .field_count = 2));
        ticket = desk_get(desk, (int64_t)i + 1);
        assert_string_equal(ticket->priority, cases[i].priority);
        assert_true(cases[i].team ? ticket->team && strcmp(ticket->team, cases[i].team) == 0
                                  : ticket->team == NULL);
        assert_int_equal(ticket->field_count, cases[i].disputed ? 2 : 0);
        sup_free(ticket);
        must(desk, sup_event_list(desk->core, by_system(desk), PARAMS(event_list, .after_id = last),
                                  &list));
        assert_memory_equal(list->items[0].payload, cases[i].payload,
                            strlen(cases[i].payload) - 1); /* timers come behind */
        assert_string_equal(strstr(list->items[0].payload, ",\"timers\":"),
                            list->items[0].payload + strlen(cases[i].payload) - 1);
        sup_free(list);
    }
    desk_expect_sound(desk);
}

static void expect_sentence(struct desk *desk, const struct sup_caller *caller, uint32_t index,
                            const char *sentence)
{
    struct sup_history *history = NULL;

    must(desk,
         sup_ticket_history(desk->core, caller, PARAMS(ticket_page, .ticket_id = 1), &history));
    assert_true(index < history->count);
    assert_string_equal(history->items[index].sentence, sentence);
    sup_free(history);
}

static void the_history_tells_the_rules_and_the_values(void **state)
{
    struct desk *desk = *state;
    const struct sup_ticket_field fields[] = {{"disputed", "200"}, {"fraud_score", "90"}};
    const struct sup_ticket_field more[] = {
        {"order_number", "1 Main St\nBerlin"}, {"disputed", NULL}, {"fraud_score", ""}};

    activate(desk, policy);
    desk_ok(desk, by_priya(desk), OPEN(.fields = fields, .field_count = 2));
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, .fields = more, .field_count = 3));
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, ONE("order_number", NULL)));
    expect_sentence(desk, by_system(desk), 0,
                    "Priya Nair (agent) opened the ticket by email, priority high by rule "
                    "big_claims, team risk by rule suspects.");
    expect_sentence(desk, by_system(desk), 1,
                    "Priya Nair (agent) set disputed to 200.00 EUR, fraud_score to 90.");
    expect_sentence(desk, by_system(desk), 2,
                    "Priya Nair (agent) set order_number to 1 Main St Berlin and cleared disputed, "
                    "fraud_score.");
    expect_sentence(desk, by_system(desk), 3, "Priya Nair (agent) cleared order_number.");
}

/* As erasing a person will leave it. */
static void erase_value(struct desk *desk, const char *name)
{
    struct sup_value row[] = {{.type = SUP_INT},
                              {.type = SUP_INT, .number = 1},
                              {.type = SUP_TEXT, .data = name, .bytes = strlen(name)},
                              {.type = SUP_TEXT, .data = "", .bytes = 0}};
    struct sup_store *store = desk->store;

    assert_int_equal(store->methods->begin(store, 0, SUP_WRITE), SUP_OK);
    assert_int_equal(store->methods->put(store, SUP__T_FIELD, row), SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

static void of_an_erased_value_the_name_is_left(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    begin(desk);
    desk_ok(desk, by_priya(desk), FILL(.ticket_id = 1, ONE("order_number", "1001")));
    erase_value(desk, "order_number");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->field_count, 1);
    expect_field(ticket, 0, "order_number", NULL);
    assert_int_equal(ticket->intake_missing_count, 2); /* issue and wish */
    sup_free(ticket);
}

static uint32_t count_found(struct desk *desk, const char *name, const char *value,
                            const char *status)
{
    const struct sup_ticket_field field = {name, value};
    struct sup_ticket_list *list = NULL;
    uint32_t count;

    must(desk, sup_ticket_list(desk->core, by_priya(desk),
                               PARAMS(ticket_list, .field = &field, .status = status), &list));
    count = list->count;
    sup_free(list);
    return count;
}

static void tickets_are_found_by_a_field(void **state)
{
    struct desk *desk = *state;
    const struct sup_ticket_field wrong = {"parcels", "two"};
    const struct sup_ticket_field unknown = {"parcel", "2"};
    const struct sup_ticket_field empty = {"parcels", ""};
    const struct sup_ticket_field two = {"parcels", "2"};
    struct sup_ticket_list *list = NULL;
    struct sup_ticket_list *next = NULL;

    activate(desk, policy);
    desk_ok(desk, by_priya(desk), OPEN(ONE("parcels", "2")));
    desk_ok(desk, by_priya(desk), OPEN(ONE("parcels", "20")));
    desk_ok(desk, by_priya(desk), OPEN(.assignee_id = PRIYA, ONE("parcels", "2.0")));
    desk_ok(desk, by_priya(desk), OPEN(ONE("order_number", "2")));
    assert_int_equal(count_found(desk, "parcels", "2", NULL), 2);
    assert_int_equal(count_found(desk, "parcels", "2.0", "open"), 1);
    assert_int_equal(count_found(desk, "parcels", "3", NULL), 0);
    assert_int_equal(count_found(desk, "order_number", "2", NULL), 1);
    must(desk, sup_ticket_list(desk->core, by_priya(desk),
                               PARAMS(ticket_list, .field = &two, .limit = 1), &list));
    assert_int_equal(list->items[0].id, 3);
    assert_non_null(list->next_after);
    must(desk,
         sup_ticket_list(desk->core, by_priya(desk),
                         PARAMS(ticket_list, .field = &two, .limit = 1, .after = list->next_after),
                         &next));
    sup_free(list);
    list = next;
    assert_int_equal(list->items[0].id, 1);
    assert_null(list->next_after);
    sup_free(list);
    must_fail(
        desk, SUP_MSG_FIELD_VALUE, "field/value",
        sup_ticket_list(desk->core, by_priya(desk), PARAMS(ticket_list, .field = &wrong), &list));
    must_fail(
        desk, SUP_MSG_POLICY_NAME, "field/name",
        sup_ticket_list(desk->core, by_priya(desk), PARAMS(ticket_list, .field = &unknown), &list));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'parcels'?");
    must_fail(
        desk, SUP_MSG_ARGUMENT_MISSING, "field/value",
        sup_ticket_list(desk->core, by_priya(desk), PARAMS(ticket_list, .field = &empty), &list));
    must_fail(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "field",
              sup_ticket_list(desk->core, by_priya(desk),
                              PARAMS(ticket_list, .field = &two, .tag = "late"), &list));
}

/* A client of JSON writes numbers and booleans as such. */
static void json_takes_numbers_and_booleans_as_values(void **state)
{
    static const char request[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.fill\",\"params\":{\"ticket_id\":1,"
        "\"fields\":[{\"name\":\"parcels\",\"value\":2},{\"name\":\"is_gift\",\"value\":true},"
        "{\"name\":\"weight_kg\",\"value\":12.50},{\"name\":\"wish\",\"value\":null}]}}";
    static const char list[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.fill\",\"params\":{\"ticket_id\":1,"
        "\"fields\":[{\"name\":\"wish\",\"value\":[\"refund\"]}]}}";
    struct desk *desk = *state;
    struct sup_ticket *ticket;
    char *reply = NULL;

    begin(desk);
    must(desk, sup_call(desk->core, by_priya(desk), request, sizeof request - 1, &reply, NULL));
    assert_non_null(strstr(reply, "\"version\":2"));
    sup_free(reply);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->field_count, 3);
    expect_field(ticket, 0, "is_gift", "true");
    expect_field(ticket, 1, "parcels", "2");
    expect_field(ticket, 2, "weight_kg", "12.500");
    sup_free(ticket);
    (void)sup_call(desk->core, by_priya(desk), list, sizeof list - 1, &reply, NULL);
    assert_non_null(strstr(reply, "a text, a number, true or false is expected"));
    sup_free(reply);
}

static const struct CMUnitTest tests[] = {
    desk_test(values_are_kept_in_one_form),
    desk_test(wrong_values_are_told_with_what_is_expected),
    desk_test(an_event_says_what_changed_and_nothing_else),
    desk_test(a_ticket_has_at_most_64_fields_of_1000_bytes),
    desk_test(what_the_reason_asks_for_and_is_not_there_is_told),
    desk_test(what_a_later_policy_withdraws_stays_readable),
    desk_test(customers_see_and_fill_what_they_are_asked_for),
    desk_test(rules_see_what_is_filled_when_a_ticket_is_opened),
    desk_test(the_history_tells_the_rules_and_the_values),
    desk_test(of_an_erased_value_the_name_is_left),
    desk_test(tickets_are_found_by_a_field),
    desk_test(json_takes_numbers_and_booleans_as_values),
};

DESK_MAIN(tests)
