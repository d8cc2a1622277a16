/*
 * test_authority.c: who may do what under the built-in policy, and what a refusal leaves behind.
 */
#include "desk_fixture.h"

#include "policy/policy.h"

static char document[8192]; /* the built-in policy's */

static const char *const tag = "vip";
static const struct sup_reference thing = {"shopify", "order", "1"};
static const struct sup_fact fact = {"a", "b"};
static const struct sup_fact vip = {"is_vip", "true"};
static const struct sup_ticket_field field = {"photo", "x"}; /* the built-in policy has none */
static struct sup_outcome_rate_params rating = {.size = sizeof rating, .ticket_id = 1, .score = 1};
static struct sup_agent_set_availability_params own = {.size = sizeof own};

#define always  "{\"zone\":\"UTC\",\"week\":\"24x7\"}"
#define sundays "{\"zone\":\"UTC\",\"week\":{\"sunday\":[\"09:00-17:00\"]}}"

enum who { W_AGENT, W_LEAD, W_ADMIN, W_BOT, W_VIEWER, W_CUSTOMER, W_INTEGRATION, W_SYSTEM, W_ALL };

/* By the operations' numbers: one letter for each of enum who, Y may, - may not; and parameters
 * that get past the checks before authority. */
static const struct sup_identity mail = {"email", NULL, "cid@example.com", 0, 0};
static const char *const opened[] = {"opened"};

static const struct {
    const char *may;
    const void *params;
} rules[] = {
    {"--Y----Y", PARAMS(agent_save, .name = "Zoe")},
    {"YYY-Y-YY", PARAMS(agent_get, .agent_id = PRIYA)},
    {"YYY-Y-YY", PARAMS(agent_list, .limit = 1)},
    {"YYY---YY", PARAMS(customer_save, .name = "Cid")},
    {"YYY-Y-YY", PARAMS(customer_get, .customer_id = ANN)},
    {"YYY--YYY", PARAMS(ticket_open, .subject = "A")},
    {"YYY--YYY", PARAMS(ticket_receive, .ticket_id = 1, .body = "receive")},
    {"YYYY--YY", PARAMS(ticket_message, .ticket_id = 1, .body = "reply")},
    {"YYYY--YY", PARAMS(ticket_message, .ticket_id = 1, .body = "note")},
    {"YYYY--YY", PARAMS(ticket_move, .ticket_id = 1, .status = "pending")},
    {"YYY---YY", PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "low")},
    {"YYYY--YY", PARAMS(ticket_classify, .ticket_id = 1, .reason = "legal")},
    {"YYY---YY", PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA)},
    {"-YY---YY", PARAMS(ticket_transfer, .ticket_id = 1, .team = "risk")},
    {"YYYY--YY", PARAMS(ticket_tag, .ticket_id = 1, .tags = &tag, .tag_count = 1)},
    {"YYY---YY", PARAMS(ticket_tag, .ticket_id = 1, .tags = &tag, .tag_count = 1)},
    {"YYY---YY", PARAMS(reference, .ticket_id = 1, .references = &thing, .reference_count = 1)},
    {"YYY---YY", PARAMS(reference, .ticket_id = 1, .references = &thing, .reference_count = 1)},
    {"YYY---YY", PARAMS(fact_record, .ticket_id = 1, .facts = &fact, .fact_count = 1)},
    {"YYYYYYYY", PARAMS(ticket_get, .ticket_id = 1)},
    {"YYY-YYYY", PARAMS(ticket_list, .limit = 1)},
    {"YYYYYYYY", PARAMS(ticket_page, .ticket_id = 1)},
    {"YYY-Y-YY", PARAMS(ticket_page, .ticket_id = 1)},
    {"--Y----Y", PARAMS(policy, .document = document)},
    {"-YY---YY", PARAMS(policy, .document = document)},
    {"YYYYY-YY", PARAMS(policy_show, .version = 0)},
    {"-YY---YY", PARAMS(event_list, .limit = 1)},
    {"-YY---YY", PARAMS(chain_head, .reserved = 0)},
    {"-YY---YY", PARAMS(chain_verify, .reserved = 0)},
    {"-YY---YY", PARAMS(tick, .limit = 1)},
    {"-YY---YY", PARAMS(next_due, .reserved = 0)},
    {"-YY-Y-YY", PARAMS(summary, .reserved = 0)},
    {"-YY---YY", PARAMS(check, .reserved = 0)},
    {"--Y----Y", PARAMS(check, .reserved = 0)},
    {"--Y---YY", PARAMS(outbox_pull, .consumer = "mailer")},
    {"--Y---YY", PARAMS(outbox_ack, .consumer = "mailer", .sequence = 1)},
    {"--Y---YY", PARAMS(import_mark, .source = "log", .from = 0, .to = 0)},
    {"--Y---YY", PARAMS(import_position, .source = "log")},
    {"YYYY---Y", &own},
    {"-YY----Y", PARAMS(agent_sessions, .agent_id = PRIYA)},
    {"-YY----Y", PARAMS(policy_list, .limit = 1)},
    {"-YY----Y", PARAMS(policy_diff, .from_is_builtin = 1)},
    {"--Y----Y", PARAMS(policy_rollback, .is_builtin = 1)},
    {"-YY----Y", PARAMS(policy_test, .facts = "{}")},
    {"YYYY-YYY", PARAMS(ticket_fill, .ticket_id = 1, .fields = &field, .field_count = 1)},
    {"YYY---YY", PARAMS(customer_resolve, .identities = &mail, .identity_count = 1)},
    {"YYY---YY", PARAMS(customer_merge, .customer_id = 3, .into = ANN, .evidence = "e")},
    {"YYY---YY", PARAMS(customer_unmerge, .customer_id = ANN, .evidence = "e")},
    {"YYY---YY", PARAMS(reference_report, .reference = &thing)},
    {"YYY---YY", PARAMS(ticket_watch, .ticket_id = 1, .agent_id = PRIYA)},
    {"YYY---YY", PARAMS(ticket_watch, .ticket_id = 1, .agent_id = PRIYA)},
    {"YYY---YY", PARAMS(ticket_link, .ticket_id = 1, .kind = SUP_LINK_CAUSED_BY, .to = 2)},
    {"YYY---YY", PARAMS(ticket_link, .ticket_id = 1, .kind = SUP_LINK_CAUSED_BY, .to = 2)},
    {"YYY---YY",
     PARAMS(customer_report, .customer_id = ANN, .source = "shop", .facts = &vip, .fact_count = 1)},
    {"YYYYY-YY", PARAMS(reference_get, .reference = &thing)},
    {"YYY---YY", PARAMS(ticket_merge, .ticket_id = 3, .into = 2)},
    {"YYY---YY", PARAMS(ticket_unmerge, .ticket_id = 1)},
    {"YYY---YY", PARAMS(ticket_split, .ticket_id = 1, .message_id = 99)},
    {"YYYY--YY", PARAMS(customer_context, .customer_id = ANN)},
    {"YYYY--YY", PARAMS(ticket_handover, .ticket_id = 1)},
    {"-YY---YY", PARAMS(customer_erase, .customer_id = BEN, .reason = "r")},
    {"-YY---YY", PARAMS(customer_export, .customer_id = ANN)},
    {"YYYYY-YY", PARAMS(calendar_add, .definition = always, .from_ms = T0)},
    {"YYYYY-YY", PARAMS(calendar_add, .definition = always, .from_ms = T0)},
    {"YYYYY-YY", PARAMS(calendar_between, .definition = always, .from_ms = T0, .to_ms = T0)},
    {"YYYYY-YY", PARAMS(calendar_time, .definition = always, .time_ms = T0)},
    {"YYYYY-YY", PARAMS(calendar_time, .definition = always, .time_ms = T0)},
    {"YYYYY-YY", PARAMS(calendar_time, .definition = sundays, .time_ms = T0)},
    {"YYYYY-YY", PARAMS(calendar_intervals, .definition = always, .from_ms = T0, .to_ms = T0)},
    {"YYY-Y-YY", PARAMS(ticket_timers, .ticket_id = 1)},
    {"YYY-Y-YY", PARAMS(sla_due, .limit = 1)},
    {"YYY-Y-YY", PARAMS(sla_explain, .ticket_id = 1, .metric = SUP_METRIC_RESOLUTION)},
    {"YYY-Y-YY", PARAMS(sla_guide, .sla = NULL)},
    {"YYY---YY", PARAMS(ticket_remind, .ticket_id = 1, .due_ms = T0 + DAY_MS)},
    {"YYY---YY", PARAMS(ticket_unremind, .ticket_id = 1, .reminder_id = 99)},
    {"YYY---YY",
     PARAMS(sla_record_cause, .ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "other")},
    {"YYY---YY", PARAMS(sla_misses, .limit = 1)},
    {"YYY---YY", PARAMS(sla_miss_summary, .from_ms = T0)},
    {"YYY----Y", PARAMS(floor_escalate, .ticket_id = 1)},
    {"-YY----Y", PARAMS(floor_lower, .ticket_id = 1, .floor = "desk")},
    {"-YY----Y", PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_CLEARANCE)},
    {"YYY----Y", PARAMS(floor_evidence, .ticket_id = 1, .evidence = "photo")},
    {"YYY----Y", PARAMS(floor_explain, .ticket_id = 1)},
    {"YYY----Y", PARAMS(floor_list, .limit = 1)},
    {"-YY----Y", PARAMS(floor_summary, .from_ms = T0)},
    {"YYY---YY", PARAMS(authority_check, .ticket_id = 1, .remedy = "exchange")},
    {"YYY---YY", PARAMS(authority_request, .ticket_id = 1, .remedy = "exchange")},
    {"YYY---YY", PARAMS(authority_execute, .request_id = 99)},
    {"-YY---YY", PARAMS(authority_confirm, .request_id = 99)},
    {"-YY---YY", PARAMS(authority_fail, .request_id = 99)},
    {"YYY---YY", PARAMS(authority_withdraw, .request_id = 99)},
    {"YYY---YY", PARAMS(authority_explain, .request_id = 99)},
    {"-YY----Y", PARAMS(approval_decide, .request_id = 99)},
    {"YYY----Y", PARAMS(approval_list, .limit = 1)},
    {"YYY---YY", PARAMS(authority_offer, .ticket_id = 1, .currency = "EUR")},
    {"YYY---YY", PARAMS(authority_precedents, .remedy = "exchange", .reason = "return")},
    {"-YY---YY", PARAMS(authority_review, .group = SUP_REVIEW_BY_ROW)},
    {"-YY---YY", PARAMS(ledger_report, .external_id = "r", .remedy = "exchange")},
    {"YYY---YY", PARAMS(ledger_list, .agent_id = 99)},
    {"-YY---YY", PARAMS(survey_asked, .kind = SUP_SURVEY_CSAT, .source = "s", .survey_id = "a")},
    {"-YY---YY",
     PARAMS(survey_answered, .kind = SUP_SURVEY_CSAT, .source = "s", .survey_id = "a", .score = 5)},
    {"-YY---YY", PARAMS(survey_list, .limit = 1)},
    {"-YY---YY", PARAMS(review_record, .ticket_id = 1, .agent_id = VIC, .score = 1)},
    {"YYY---YY", &rating},
    {"-YY---YY", PARAMS(review_list, .limit = 1)},
    {"-YY---YY", PARAMS(review_sample, .each = 1, .from_ms = T0, .seed = "s")},
    {"-YY---YY", PARAMS(staffing_agents, .arrivals = 1, .handle_ms = 1)},
    {"-YY-Y-YY", PARAMS(kpi_definitions, .metric = "opened")},
    {"-YY-Y-YY", PARAMS(kpi_query, .metrics = opened, .metric_count = 1, .from = "2026-01-01")},
    {"-YY---YY", PARAMS(kpi_explain, .metric = "opened", .from = "2026-01-01")},
    {"-YY---YY", PARAMS(kpi_check, .reserved = 0)},
    {"-YY---YY", PARAMS(kpi_rebuild, .reserved = 0)},
    {"-YY---YY", PARAMS(kpi_drivers, .from = "2026-01-01")},
    {"-YY---YY", PARAMS(kpi_scorecard, .periods = 2)},
    {"-YY---YY", PARAMS(kpi_compare, .metrics = opened, .metric_count = 1, .from = "2026-01-02",
                        .versus_from = "2026-01-01")},
    {"-YY---YY", PARAMS(corrective_record, .line = "l", .text = "t", .due_ms = T0 + 1)},
    {"-YY---YY", PARAMS(corrective_change, .corrective_id = 99)},
    {"-YY---YY", PARAMS(corrective_close, .corrective_id = 99, .state = SUP_CORRECTIVE_DONE)},
    {"-YY---YY", PARAMS(corrective_list, .limit = 1)},
    {"-YY---YY", PARAMS(kpi_backlog, .limit = 1)},
};

static struct sup_caller *caller_of(struct desk *desk, enum who who)
{
    static const int32_t kinds[] = {SUP_ACTOR_AGENT,       SUP_ACTOR_AGENT, SUP_ACTOR_AGENT,
                                    SUP_ACTOR_BOT,         SUP_ACTOR_AGENT, SUP_ACTOR_CUSTOMER,
                                    SUP_ACTOR_INTEGRATION, SUP_ACTOR_SYSTEM};
    static const int64_t ids[] = {PRIYA, LEE, ADA, ROBO, VIC, ANN, 0, 0};

    return by(desk, kinds[who], ids[who]);
}

/* What is wrong with a call of the table although its caller may do it: no desk is made for each.
 */
static int32_t other_complaint(int32_t operation)
{
    static const struct {
        int32_t operation;
        int32_t message_id;
    } complaints[] = {
        {SUP_OP_TICKET_FILL, SUP_MSG_POLICY_NAME},
        {SUP_OP_TICKET_UNREMIND, SUP_MSG_REMINDER_UNKNOWN},
        {SUP_OP_TICKET_SPLIT, SUP_MSG_MESSAGE_UNKNOWN},
        {SUP_OP_TICKET_UNMERGE, SUP_MSG_TICKET_NOT_MERGED},
        {SUP_OP_CUSTOMER_UNMERGE, SUP_MSG_CUSTOMER_NOT_MERGED},
        {SUP_OP_SLA_GUIDE, SUP_MSG_GUIDE_NONE},
        {SUP_OP_SLA_RECORD_CAUSE, SUP_MSG_MISS_UNKNOWN},
        {SUP_OP_FLOOR_ESCALATE, SUP_MSG_FLOOR_NONE},
        {SUP_OP_FLOOR_LOWER, SUP_MSG_FLOOR_NONE},
        {SUP_OP_FLOOR_SIGN, SUP_MSG_FLOOR_NONE},
        {SUP_OP_FLOOR_EVIDENCE, SUP_MSG_POLICY_NAME},
        {SUP_OP_AUTHORITY_REQUEST, SUP_MSG_REMEDY_REFUSED},
        {SUP_OP_AUTHORITY_EXECUTE, SUP_MSG_REQUEST_UNKNOWN},
        {SUP_OP_AUTHORITY_CONFIRM, SUP_MSG_REQUEST_UNKNOWN},
        {SUP_OP_AUTHORITY_FAIL, SUP_MSG_REQUEST_UNKNOWN},
        {SUP_OP_AUTHORITY_WITHDRAW, SUP_MSG_REQUEST_UNKNOWN},
        {SUP_OP_AUTHORITY_EXPLAIN, SUP_MSG_REQUEST_UNKNOWN},
        {SUP_OP_APPROVAL_DECIDE, SUP_MSG_REQUEST_UNKNOWN},
        {SUP_OP_CORRECTIVE_RECORD, SUP_MSG_CORRECTIVE_LINE},
        {SUP_OP_CORRECTIVE_CHANGE, SUP_MSG_CORRECTIVE_UNKNOWN},
        {SUP_OP_CORRECTIVE_CLOSE, SUP_MSG_CORRECTIVE_UNKNOWN},
        {SUP_OP_LEDGER_REPORT, SUP_MSG_LEDGER_NOTHING},
        {SUP_OP_LEDGER_LIST, SUP_MSG_AGENT_UNKNOWN},
    };

    for (size_t i = 0; i < sizeof complaints / sizeof complaints[0]; i++) {
        if (complaints[i].operation == operation) {
            return complaints[i].message_id;
        }
    }
    return 0;
}

static void expect_allowed(struct desk *desk, const struct sup_operation *operation, enum who who,
                           const void *params)
{
    int32_t code = desk_run(desk, caller_of(desk, who), operation->number, params);
    int32_t complaint = other_complaint(operation->number);

    if (complaint != 0) {
        assert_int_equal(sup_last_error(desk->core)->message_id, complaint);
    } else if (code != SUP_OK) {
        fail_msg("%s by %d: %s", operation->name, (int)who, sup_last_error(desk->core)->text);
    }
}

static void expect_refused(struct desk *desk, const struct sup_operation *operation, enum who who,
                           const void *params)
{
    char *before = desk_dump(desk->store, 0, NULL);
    struct sup_event_list *list = NULL;

    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "caller", caller_of(desk, who), operation->number,
               params);
    assert_int_equal(sup_last_error(desk->core)->code, SUP_REFUSED);
    desk_expect_only_refusal(desk, before);
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = desk_sequence(desk) - 1), &list));
    assert_string_equal(list->items[0].after, operation->name);
    assert_int_equal(list->items[0].number, SUP_MSG_ACTOR_MAY_NOT);
    assert_int_equal(list->items[0].actor_kind, caller_of(desk, who)->actor_kind);
    assert_int_equal(list->items[0].actor_id, caller_of(desk, who)->actor_id);
    assert_int_equal(list->items[0].at_ms, T0);
    sup_free(list);
}

static void each_actor_may_what_the_matrix_says_and_nothing_else(void **state)
{
    struct desk *desk = *state;

    strcpy(document, sup__policy_builtin());
    assert_int_equal(sizeof rules / sizeof rules[0], sup_operation_count());
    desk_ticket(desk);
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        for (enum who who = W_AGENT; who < W_ALL; who++) {
            const struct sup_caller *caller = caller_of(desk, who);

            /* Of others it takes more: see test_sessions.c. */
            own.agent_id = caller->actor_kind <= SUP_ACTOR_BOT ? caller->actor_id : PRIYA;
            rating.agent_id = who >= W_INTEGRATION ? PRIYA : 0; /* agents speak for themselves */
            own.availability = who == W_SYSTEM ? SUP_AVAILABILITY_BUSY : SUP_AVAILABILITY_AVAILABLE;
            if (rules[i].may[who] == 'Y') {
                expect_allowed(desk, sup_operation_at(i), who, rules[i].params);
            } else {
                expect_refused(desk, sup_operation_at(i), who, rules[i].params);
            }
        }
    }
    desk_expect_sound(desk);
}

#define NOTE SUP_OP_TICKET_NOTE, PARAMS(ticket_message, .ticket_id = 1, .body = "x")

static void who_is_not_known_may_nothing(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ticket(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, "caller.actor_id", by(desk, SUP_ACTOR_AGENT, 6), NOTE);
    desk_expect_only_refusal(desk, before);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, "caller.actor_id", by(desk, SUP_ACTOR_CUSTOMER, 3),
               SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A"));
    desk_expect_only_refusal(desk, before);
}

static void a_bot_is_no_person_and_a_person_no_bot(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ticket(desk);
    desk_ok(desk, by_robo(desk), NOTE);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, "caller.actor_id", by(desk, SUP_ACTOR_AGENT, ROBO),
               NOTE);
    desk_expect_only_refusal(desk, before);
    desk_ok(desk, by_priya(desk), NOTE);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, "caller.actor_id", by(desk, SUP_ACTOR_BOT, PRIYA),
               NOTE);
    desk_expect_only_refusal(desk, before);
}

static void who_has_left_may_nothing_from_then_on(void **state)
{
    struct desk *desk = *state;
    const char *role = "agent";
    char *before;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), NOTE);
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya Nair", .roles = &role,
                   .role_count = 1, .is_departed = 1));
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, "caller.actor_id", by_priya(desk), NOTE);
    desk_expect_only_refusal(desk, before);
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya Nair", .roles = &role,
                   .role_count = 1));
    desk_ok(desk, by_priya(desk), NOTE);
}

static void a_role_taken_away_counts_at_once(void **state)
{
    struct desk *desk = *state;
    const char *role = "viewer";
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_AGENT_SAVE,
         .params =
             PARAMS(agent_save, .agent_id = ADA, .name = "Ada", .roles = &role, .role_count = 1)},
        {.size = sizeof items[0],
         .operation = SUP_OP_AGENT_SAVE,
         .params = PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya")},
    };

    desk_ticket(desk);
    desk_ok(desk, by_ada(desk), NOTE);
    /* She gives her own role away, and in the next call of the batch has it no more. */
    must_fail(desk, SUP_MSG_ACTOR_MAY_NOT, "calls/1/caller",
              sup_batch(desk->core, by_ada(desk), items, 2));
    desk_ok(desk, by_ada(desk), NOTE);
    must(desk, sup_batch(desk->core, by_ada(desk), items, 1));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "caller", by_ada(desk), NOTE);
}

static void an_agent_without_a_role_may_nothing(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE, PARAMS(agent_save, .name = "Zoe"));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "caller", by(desk, SUP_ACTOR_AGENT, 6),
               SUP_OP_TICKET_LIST, PARAMS(ticket_list, .limit = 1));
}

static void roles_that_a_new_policy_lacks_allow_nothing(void **state)
{
    struct desk *desk = *state;
    char *role;

    strcpy(document, sup__policy_builtin());
    role = strstr(document, "\"lead\": {");
    assert_non_null(role);
    memcpy(role, "\"boss\"", 6);
    desk_ticket(desk);
    desk_ok(desk, by_lee(desk), NOTE);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "caller", by_lee(desk), NOTE);
    desk_ok(desk, by_priya(desk), NOTE);
}

static void a_refusal_on_an_empty_desk_starts_it(void **state)
{
    struct desk *desk = *state;

    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, "caller.actor_id", by_priya(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "A"));
    desk_expect_events(desk, 0, "desk.started\nrequest.refused >ticket.open\n");
    desk_expect_sound(desk);
}

static void customers_do_not_set_how_they_are_handled(void **state)
{
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "priority", by_ann(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .priority = "urgent"));
    desk_expect_only_refusal(desk, before);
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "team", by_ann(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .team = "risk"));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "assignee_id", by_ann(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .assignee_id = LEE));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "tags", by_ann(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .tags = &tag, .tag_count = 1));
}

/* A member that does what another operation does needs the right to that one. */
static void what_comes_along_needs_its_own_right(void **state)
{
    static const char narrow[] =
        "{\"supportcore_policy\": 1, \"name\": \"Narrow\", \"statuses\": ["
        "{\"name\": \"new\", \"category\": \"new\"}, {\"name\": \"open\", \"category\": \"open\"},"
        " {\"name\": \"solved\", \"category\": \"solved\"},"
        " {\"name\": \"closed\", \"category\": \"closed\"}],"
        " \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": [\"solved\"],"
        " \"solved\": [\"open\", \"closed\"], \"closed\": []},"
        " \"priorities\": [\"low\", \"high\"], \"default_priority\": \"low\","
        " \"impacts\": [\"one\"], \"urgencies\": [\"soon\"],"
        " \"priority_matrix\": {\"one\": {\"soon\": \"high\"}},"
        " \"teams\": [\"risk\"], \"channels\": [\"email\"],"
        " \"fields\": [{\"name\": \"photo\", \"type\": \"text\"},"
        " {\"name\": \"lot\", \"type\": \"text\"}],"
        " \"reasons\": [{\"name\": \"damaged\", \"intake\": [\"photo\"]}],"
        " \"roles\": {\"agent\": {\"may\": [\"ticket.open\", \"ticket.reply\", \"ticket.note\","
        " \"ticket.get\"]}}}";
    static const struct sup_ticket_field asked = {"photo", "x"};
    static const struct sup_ticket_field other = {"lot", "7"};
    const struct {
        int32_t operation;
        const char *field;
        const void *params;
    } rows[] = {
        {SUP_OP_TICKET_REPLY, "status",
         PARAMS(ticket_message, .ticket_id = 1, .body = "Bye", .status = "solved")},
        {SUP_OP_TICKET_NOTE, "status",
         PARAMS(ticket_message, .ticket_id = 1, .body = "Bye", .status = "solved")},
        {SUP_OP_TICKET_OPEN, "priority", PARAMS(ticket_open, .priority = "high")},
        {SUP_OP_TICKET_OPEN, "impact", PARAMS(ticket_open, .impact = "one", .urgency = "soon")},
        {SUP_OP_TICKET_OPEN, "urgency", PARAMS(ticket_open, .urgency = "soon")},
        {SUP_OP_TICKET_OPEN, "team", PARAMS(ticket_open, .team = "risk")},
        {SUP_OP_TICKET_OPEN, "assignee_id", PARAMS(ticket_open, .assignee_id = PRIYA)},
        {SUP_OP_TICKET_OPEN, "tags", PARAMS(ticket_open, .tags = &tag, .tag_count = 1)},
        {SUP_OP_TICKET_OPEN, "fields/0/name",
         PARAMS(ticket_open, .reason = "damaged", .fields = &other, .field_count = 1)},
    };
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = narrow));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *before = desk_dump(desk->store, 0, NULL);

        desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, rows[i].field, by_priya(desk), rows[i].operation,
                   rows[i].params);
        desk_expect_only_refusal(desk, before);
    }
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .reason = "damaged", .fields = &asked, .field_count = 1));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "Hello"));
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(each_actor_may_what_the_matrix_says_and_nothing_else),
    desk_test(who_is_not_known_may_nothing),
    desk_test(a_bot_is_no_person_and_a_person_no_bot),
    desk_test(who_has_left_may_nothing_from_then_on),
    desk_test(a_role_taken_away_counts_at_once),
    desk_test(an_agent_without_a_role_may_nothing),
    desk_test(roles_that_a_new_policy_lacks_allow_nothing),
    desk_test_empty(a_refusal_on_an_empty_desk_starts_it),
    desk_test(customers_do_not_set_how_they_are_handled),
    desk_test(what_comes_along_needs_its_own_right),
};

DESK_MAIN(tests)
