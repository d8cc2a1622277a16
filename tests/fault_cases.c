/*
 * fault_cases.c: the desk on which everything fails, and what is done there.
 */
#include "fault_cases.h"
#include "fault_data.h"
#include "fault_requests.h"

#include "base/text.h"
#include "json/door.h"
#include "policy/policy.h"

/* A policy with a rule of each list. */
static const char hours[] = "{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-12:00\","
                            "\"13:00-17:00\"]},\"holidays\":[\"12-25\"]}";
static const char other_policy[] =
    "{\"supportcore_policy\": 1, \"name\": \"Other\","
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"
    "  {\"name\": \"open\", \"category\": \"open\"},"
    "  {\"name\": \"solved\", \"category\": \"solved\"},"
    "  {\"name\": \"closed\", \"category\": \"closed\"}],"
    " \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": [\"solved\"],"
    "  \"solved\": [\"open\", \"closed\"], \"closed\": []},"
    " \"priorities\": [\"low\", \"high\"], \"default_priority\": \"low\","
    " \"teams\": [\"desk\"], \"channels\": [{\"name\": \"email\", \"team\": \"desk\"}],"
    " \"roles\": {\"agent\": {\"may\": [\"*\"]}},"
    " \"segments\": [{\"name\": \"vip\", \"when\":"
    "  {\"in\": [\"vip\", {\"var\": \"ticket.tags\"}]}}],"
    " \"priority_rules\": [{\"name\": \"vips\", \"priority\": \"high\", \"when\":"
    "  {\"==\": [{\"var\": \"customer.segment\"}, \"vip\"]}}],"
    " \"routing\": [{\"name\": \"mail\", \"team\": \"desk\", \"when\":"
    "  {\"==\": [{\"var\": \"ticket.channel\"}, \"email\"]}}],"
    " \"sla\": [{\"name\": \"all\", \"targets\":"
    "  [{\"metric\": \"first_reply\", \"within\": \"PT4H\"}]}]}";

/* The built-in policy with two custom fields, and promises on what comes by phone. */
static const char *policy_with_fields(void)
{
    static char document[16384];

    sup__format(document, sizeof document,
                "{\"fields\": [{\"name\": \"order_number\", \"type\": \"text\"},"
                " {\"name\": \"wish\", \"type\": \"choices\", \"options\": [\"refund\","
                " \"repair\"]}], \"priority_rules\": [{\"name\": \"late\", \"priority\":"
                " \"high\", \"when\": {\"and\": [{\"var\": \"order.is_delayed\"},"
                " {\"var\": \"customer.is_vip\"}]}}], \"calendars\": {\"days\": {\"zone\": \"UTC\","
                " \"week\": {\"monday\": [\"09:00-12:00\", \"13:00-17:00\"]}},"
                " \"always\": {\"zone\": \"UTC\", \"week\": \"24x7\"}},"
                " \"sla\": [{\"name\": \"calls\", \"calendar\": \"days\", \"warnings\": [\"50%%\"],"
                " \"targets\": [{\"metric\": \"resolution\", \"channel\": \"phone\","
                " \"priority\": \"high\", \"within\": \"PT30H\"}, {\"metric\": \"resolution\","
                " \"channel\": \"phone\", \"within\": \"PT40H\"}, {\"metric\": \"resolution\","
                " \"channel\": \"chat\", \"calendar\": \"always\", \"within\": \"PT1M\"},"
                " {\"metric\": \"fact_deadline\", \"channel\": \"phone\","
                " \"fact\": \"order.ships_at\"}]}],"
                " \"floors\": [{\"name\": \"desk\", \"limits\": [{\"channel\": \"phone\","
                " \"within\": \"PT20H\"}, {\"within\": \"PT900H\"}],"
                " \"sign_off\": {\"roles\": [\"lead\"], \"within\": \"PT9H\", \"unsigned\":"
                " \"rise\"}, \"evidence\": {\"to_leave\": [\"photo\"]}},"
                " {\"name\": \"expert\", \"tags\": [\"expert\"], \"limits\": [{\"within\":"
                " \"PT5H\"}]}, {\"name\": \"senior\", \"limits\": [{\"within\": \"PT2H\"}],"
                " \"sign_off\": {\"roles\": [\"lead\"], \"within\": \"PT1H\", \"unsigned\":"
                " \"stay\"}}, {\"name\": \"risk\", \"limits\": [{\"within\": \"PT22H\"}],"
                " \"rules\": [{\"name\": \"angry\", \"when\": {\"in\": [\"angry\","
                " {\"var\": \"ticket.tags\"}]}}], \"resolution\": [{\"name\": \"head\","
                " \"roles\": [\"lead\"]}], \"lowered_by\": {\"roles\": [\"lead\"]},"
                " \"tags\": [\"risk\"]}], \"authority\": {\"remedies\": [\"apology\"],"
                " \"matrix\": [{\"name\": \"few\", \"remedies\": [\"refund.*\"], \"amount\":"
                " {\"EUR\": {\"to\": \"10.00\"}}, \"effect\": \"allow_with_rationale\","
                " \"limits\": [{\"per\": \"order\", \"amount\": {\"EUR\": \"30.00\"}},"
                " {\"per\": \"customer\", \"within\": \"P1D\", \"count\": 9}, {\"per\":"
                " \"agent\", \"within\": \"P1D\", \"count\": 9}, {\"per\": \"team\","
                " \"count\": 9}, {\"per\": \"ticket\", \"count\": 9}]}, {\"name\": \"more\","
                " \"remedies\": [\"refund.*\"], \"amount\": {\"EUR\": {}}, \"effect\":"
                " \"needs_approval\", \"approval\": {\"roles\": [\"lead\"], \"within\":"
                " \"PT20H\", \"remind_after\": \"PT1H\", \"escalate_after\": \"PT2H\","
                " \"escalate_to\": {\"roles\": [\"admin\"]}}}, {\"name\": \"end\","
                " \"remedies\": [\"ticket.close\"], \"effect\": \"allow_with_rationale\","
                " \"limits\": [{\"per\": \"agent\", \"within\": \"P1D\", \"count\": 9},"
                " {\"per\": \"customer\", \"count\": 9}]}, {\"name\": \"show\","
                " \"remedies\": [\"customer.export\"], \"effect\": \"needs_approval\","
                " \"approval\": {\"roles\": [\"admin\"], \"within\": \"PT20H\"},"
                " \"limits\": [{\"per\": \"customer\", \"count\": 9}]}, {\"name\": \"fixed\","
                " \"remedies\": [\"policy.activate\"], \"effect\": \"refuse\"}]},"
                " \"kpi\": {\"period\": \"month\", \"scorecard\": [{\"name\": \"opened\", \"metric\": \"opened\","
                " \"direction\": \"at_most\", \"target\": 1, \"owner\": {\"role\": \"lead\"},"
                " \"only\": {\"team\": [\"risk\", \"\"]}}, {\"name\": \"reply\", \"metric\":"
                " \"first_reply\", \"statistic\": \"p90\", \"direction\": \"below\","
                " \"target\": \"PT1H\", \"owner\": {\"agent\": \"2\"}, \"note\": \"Of all.\"}]},"
                " %s",
                sup__policy_builtin() + 1);
    assert_true(strlen(document) + 1 < sizeof document);
    return document;
}

/* A ticket with a promise and a reminder, and one on which a promise was broken. */
static void promise(struct desk *desk)
{
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "A call", .channel = "phone", .assignee_id = PRIYA,
                   .references = &parcel, .reference_count = 1));
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &parcel, .facts = &ships_at, .fact_count = 1));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = PROMISED, .priority = "high"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REMIND,
            PARAMS(ticket_remind, .ticket_id = PROMISED, .within_ms = DAY_MS, .note = "call"));
    assert_int_equal(desk->receipt.id, REMINDER);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = BEN, .subject = "A chat", .channel = "chat",
                   .team = "risk", .assignee_id = LEE));
    desk->now_ms += 120000;
    desk_ok(desk, by_lee(desk), SUP_OP_SLA_RECORD_CAUSE,
            PARAMS(sla_record_cause, .ticket_id = MISSED, .metric = SUP_METRIC_RESOLUTION,
                   .cause = "volume", .note = "The sale had begun."));
}

/* Its first reply has stood: it was solved for an hour without one. */
static void reopen(struct desk *desk)
{
    int64_t opened_ms = desk->now_ms - DAY_MS;

    desk_ok(desk, at(by_ben(desk), opened_ms), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Reopened", .body = "Hello?"));
    assert_int_equal(desk->receipt.id, REOPENED);
    desk_ok(desk, at(by_priya(desk), opened_ms + HOUR_MS), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = REOPENED, .status = "solved"));
    desk_ok(desk, at(by_priya(desk), opened_ms + 2 * HOUR_MS), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = REOPENED, .status = "open"));
}

/* One ticket that waits for a sign-off, and one that is a risk. */
static void put_on_floors(struct desk *desk)
{
    static const int64_t proven[] = {PROMISED, ASKED, CARRIED};

    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Hard", .assignee_id = PRIYA));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = BEN, .subject = "Angry", .tags = other_tags,
                   .tag_count = 1));
    assert_int_equal(desk->receipt.id, RISKY);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Hard, too", .assignee_id = PRIYA));
    assert_int_equal(desk->receipt.id, CARRIED);
    for (size_t i = 0; i < sizeof proven / sizeof proven[0]; i++) {
        desk_ok(
            desk, by_priya(desk), SUP_OP_FLOOR_EVIDENCE,
            PARAMS(floor_evidence, .ticket_id = proven[i], .evidence = "photo", .note = "there"));
    }
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = CARRIED, .justification = "It is hard."));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = CARRIED, .into = ASKED));
}

static void ask_for_money(struct desk *desk)
{
    static const char *const amounts[] = {"5.00", "11.00", "6.00"};

    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = ORIGINAL, .reason = "late_delivery"));
    for (int i = 0; i < 3; i++) {
        desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
                PARAMS(authority_request, .ticket_id = ORIGINAL, .remedy = "refund.partial",
                       .amount = amounts[i], .currency = "EUR", .rationale = "It was late."));
    }
    desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_EXECUTE,
            PARAMS(authority_execute, .request_id = EXECUTING));
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "re_0", .remedy = "refund.partial",
                   .amount = "3.00", .currency = "EUR", .customer_id = ANN));
}

/* Two exports: one is approved, one waits. */
static void ask_for_exports(struct desk *desk)
{
    for (int64_t id = EXPORT; id <= NEXT_EXPORT; id++) {
        desk_ok(desk, by_lee(desk), SUP_OP_AUTHORITY_REQUEST,
                PARAMS(authority_request, .remedy = "customer.export", .customer_id = ANN,
                       .rationale = "Her lawyer wrote."));
        assert_int_equal(desk->receipt.id, id);
    }
    desk_ok(desk, by_ada(desk), SUP_OP_APPROVAL_DECIDE,
            PARAMS(approval_decide, .request_id = EXPORT));
}

/* The shop gave it, and did not say as what. */
static void give_without_a_name(struct desk *desk)
{
    desk_ok(desk, by_lee(desk), SUP_OP_AUTHORITY_REQUEST,
            PARAMS(authority_request, .ticket_id = ORIGINAL, .remedy = "refund.partial",
                   .amount = "0.01", .currency = "EUR", .rationale = "It was late."));
    assert_int_equal(desk->receipt.id, NAMELESS);
    desk_ok(desk, by_system(desk), SUP_OP_AUTHORITY_CONFIRM,
            PARAMS(authority_confirm, .request_id = NAMELESS));
}

/* What people thought of it: survey 1 and review 1; and what is done: corrective action 1. */
static void be_judged(struct desk *desk)
{
    static const struct sup_review_section parts[] = {{"tone", 90}};

    desk_ok(desk, by_system(desk), SUP_OP_SURVEY_ANSWERED,
            PARAMS(survey_answered, .kind = SUP_SURVEY_CSAT, .source = "mailer",
                   .survey_id = "s-1", .ticket_id = ORIGINAL, .score = 4, .comment = "Quick."));
    desk_ok(desk, by_lee(desk), SUP_OP_REVIEW_RECORD,
            PARAMS(review_record, .ticket_id = ORIGINAL, .agent_id = PRIYA, .score = 85,
                   .sections = parts, .section_count = 1, .note = "Good."));
    desk_ok(desk, by_lee(desk), SUP_OP_CORRECTIVE_RECORD,
            PARAMS(corrective_record, .line = "opened", .text = "Answer the usual questions on the site.",
                   .due_ms = desk->now_ms + DAY_MS));
}

void fault_desk_fill(struct desk *desk)
{
    struct sup_tick_result *turns = NULL;

    desk->now_ms = T0 - 3 * DAY_MS;
    desk_people(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Late", .body = "Where is it?",
                   .external_id = "<a@x>", .tags = tags, .tag_count = 2, .references = things,
                   .reference_count = 1, .attachments = files, .attachment_count = 1,
                   .idempotency_key = "old"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA, .team = "frontline"));
    desk_ok(desk, by_system(desk), SUP_OP_FACT_RECORD,
            PARAMS(fact_record, .ticket_id = 1, .facts = facts, .fact_count = 1));
    desk->now_ms = T0;
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 2, "solved");
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 3, "closed");
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE,
            PARAMS(policy, .document = policy_with_fields()));
    must(desk, sup_desk_tick(desk->core, by_system(desk), PARAMS(tick, .limit = 1), &turns));
    sup_free(turns);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_FILL,
            PARAMS(ticket_fill, .ticket_id = 1, .fields = fields, .field_count = 1));
    desk_ok(desk, by_system(desk), SUP_OP_OUTBOX_ACK,
            PARAMS(outbox_ack, .consumer = "mailer", .sequence = 3));
    desk_ok(desk, by_system(desk), SUP_OP_IMPORT_MARK,
            PARAMS(import_mark, .source = "log", .from = 0, .to = 5));
    desk_ok(desk, by_priya(desk), SUP_OP_AGENT_SET_AVAILABILITY,
            PARAMS(agent_set_availability, .agent_id = PRIYA, .availability = 1));
    desk_ok(desk, by_lee(desk), SUP_OP_AGENT_SET_AVAILABILITY,
            PARAMS(agent_set_availability, .agent_id = LEE, .availability = 2));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Dan"));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_RESOLVE,
            PARAMS(customer_resolve, .identities = another, .identity_count = 1));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = DAN + 1, .into = DAN, .evidence = "the voice"));
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &things[0], .customer_id = ANN,
                   .source_event_id = "w1", .facts = order_facts, .fact_count = 1));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_REPORT,
            PARAMS(customer_report, .customer_id = DAN, .source = "shopify",
                   .source_event_id = "w3", .facts = customer_facts, .fact_count = 1));
    desk->now_ms = T0 + 5 * DAY_MS;
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(
        desk, by_priya(desk), SUP_OP_TICKET_LINK,
        PARAMS(ticket_link, .ticket_id = DOUBLE, .kind = SUP_LINK_DUPLICATE_OF, .to = ORIGINAL));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_WATCH,
            PARAMS(ticket_watch, .ticket_id = ORIGINAL, .agent_id = LEE));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_WATCH,
            PARAMS(ticket_watch, .ticket_id = ORIGINAL, .customer_id = DAN + 1));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Late", .body = "Where is it?",
                   .external_id = "<f@x>", .tags = tags, .tag_count = 2, .references = things,
                   .reference_count = 1));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = JOINED, .into = ORIGINAL));
    (void)desk_receive(desk, by_ann(desk), 1, "And another thing");
    promise(desk);
    reopen(desk);
    put_on_floors(desk);
    ask_for_money(desk);
    ask_for_exports(desk);
    give_without_a_name(desk);
    be_judged(desk);
}

/* A result as text; the memory for it is not counted. */
static char *encoded(const struct sup_shape *shape, const void *result)
{
    struct sup__mem mem;
    struct sup__buffer text;

    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__buffer_init(&text, &mem);
    sup__encode(&text, shape, result);
    assert_false(text.is_failed);
    return text.data;
}

int32_t fault_case_run(struct fault_world *world, const struct fault_case *fault, char **text)
{
    struct desk *desk = &world->desk;
    struct sup_receipt receipt = {.size = sizeof receipt};
    void *result = NULL;
    int32_t code;

    *text = NULL;
    if (fault->run) {
        return fault->run(desk, text);
    }
    code = sup_run(desk->core, by(desk, fault->actor_kind, fault->actor_id), fault->operation,
                   fault->params, &receipt, &result);
    if (code == SUP_OK) {
        const struct sup_operation *operation = sup_operation_numbered(fault->operation);

        *text = operation->result ? encoded(operation->result, result)
                                  : encoded(sup_receipt_shape(), &receipt);
    } else if (result) {
        fail_msg("%s failed, but has a result", fault->name);
    }
    sup_free(result);
    return code;
}

static int32_t run_batch(struct desk *desk, char **text)
{
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_OPEN,
         .params = PARAMS(ticket_open, .subject = "One", .idempotency_key = "b1")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_NOTE,
         .params = PARAMS(ticket_message, .ticket_id = -1, .body = "Two")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_MOVE,
         .caller = by_priya(desk),
         .params = PARAMS(ticket_move, .ticket_id = 2, .status = "closed")},
    };
    int32_t code = sup_batch(desk->core, by_integration(desk), items, 3);

    *text = code == SUP_OK ? encoded(sup_receipt_shape(), &items[2].receipt) : NULL;
    return code;
}

static int32_t run_refused_batch(struct desk *desk, char **text)
{
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_NOTE,
         .params = PARAMS(ticket_message, .ticket_id = 1, .body = "One")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_REPLY,
         .params = PARAMS(ticket_message, .ticket_id = 3, .body = "Two")},
    };

    *text = NULL;
    return sup_batch(desk->core, by_priya(desk), items, 2);
}

static int32_t run_rotate(struct desk *desk, char **text)
{
    struct sup_chain_key key = {"k1", "0123456789abcdef", 16};
    struct sup_receipt receipt = {.size = sizeof receipt};
    int32_t code = sup_chain_rotate(desk->core, by_system(desk), &key, &receipt);

    *text = code == SUP_OK ? encoded(sup_receipt_shape(), &receipt) : NULL;
    return code;
}

static int32_t activate(struct desk *desk, const char *document, char **text)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    int32_t code =
        sup_policy_activate(desk->core, by_system(desk),
                            PARAMS(policy, .document = document, .idempotency_key = "k"), &receipt);

    *text = code == SUP_OK ? encoded(sup_receipt_shape(), &receipt) : NULL;
    return code;
}

static int32_t run_activate(struct desk *desk, char **text)
{
    return activate(desk, sup__policy_builtin(), text);
}

/* Its other versions are looked at, whether they are whole. */
static int32_t run_activate_again(struct desk *desk, char **text)
{
    return activate(desk, policy_with_fields(), text);
}

/* The first call of a handle, which compiles the policy. */
static int32_t run_cold(struct desk *desk, char **text)
{
    struct sup_options options = desk_options(desk);
    struct sup_ticket *ticket = NULL;
    struct sup_error error = {0};
    sup_core *core = NULL;
    sup_core *warm = desk->core;
    int32_t code;

    options.allocator = &fault_allocator;
    code = sup_open(&options, &core, &error);
    if (code == SUP_OK) {
        code = sup_ticket_get(core, by_priya(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket);
        error = *sup_last_error(core);
    }
    *text = code == SUP_OK ? encoded(sup_operation_find("ticket.get")->result, ticket) : NULL;
    sup_free(ticket);
    sup_close(core);
    if (code != SUP_OK) { /* told where the others tell it */
        (void)sup_run(warm, by_system(desk), 0, NULL, NULL, NULL);
        *sup__core_error(warm) = error;
    }
    return code;
}

static int32_t run_json(struct desk *desk, char **text)
{
    static const char request[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\",\"params\":{\"subject\":\"By "
        "JSON\","
        "\"body\":\"Hello\",\"tags\":[\"vip\"],\"idempotency_key\":\"j1\"}}";
    char *reply = NULL;
    int32_t code = sup_call(desk->core, by_priya(desk), request, sizeof request - 1, &reply, NULL);

    *text = code == SUP_OK ? strdup(reply) : NULL;
    sup_free(reply);
    return code;
}

static int32_t run_import(struct desk *desk, char **text)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    int32_t code = sup_ticket_reply(
        desk->core, by_import(desk, T0 - 9 * DAY_MS),
        PARAMS(ticket_message, .ticket_id = 3, .body = "Old", .status = "new"), &receipt);

    *text = code == SUP_OK ? encoded(sup_receipt_shape(), &receipt) : NULL;
    return code;
}

/* A sign-off of the desk is not given (after 9 hours) and the ticket rises, and again by a limit
 * (after 5 more); on a risk nothing happens for too long (22); what came by phone waits too long
 * for a sign-off to be asked for (20); seniors are asked (after 2) and do not answer (1 more). */
static int32_t run_later_tick(struct desk *desk, int64_t later_ms, char **text)
{
    struct sup_caller *system = by_system(desk);
    struct sup_tick_result *result = NULL;
    int32_t code;

    system->now_ms += later_ms;
    code = sup_desk_tick(desk->core, system, PARAMS(tick, .limit = 0), &result);
    *text = code == SUP_OK ? encoded(sup_operation_find("desk.tick")->result, result) : NULL;
    sup_free(result);
    return code;
}

static int32_t run_floors_tick(struct desk *desk, char **text)
{
    return run_later_tick(desk, 23 * HOUR_MS, text);
}

/* A line of the scorecard came to miss its target. */
static int32_t run_month_tick(struct desk *desk, char **text)
{
    return run_later_tick(desk, 7 * DAY_MS, text);
}

static int32_t run_late(struct desk *desk, char **text)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    int64_t at_ms = T0 + 4 * DAY_MS + HOUR_MS / 2;
    int32_t code = sup_ticket_reply(
        desk->core, at(by_priya(desk), at_ms),
        PARAMS(ticket_message, .ticket_id = REOPENED, .body = "By phone"), &receipt);

    *text = code == SUP_OK ? encoded(sup_receipt_shape(), &receipt) : NULL;
    return code;
}

#define LEAD     SUP_ACTOR_AGENT, LEE
#define ADMIN    SUP_ACTOR_AGENT, ADA
#define AGENT    SUP_ACTOR_AGENT, PRIYA
#define CUSTOMER SUP_ACTOR_CUSTOMER, ANN
#define SYSTEM   SUP_ACTOR_SYSTEM, 0
#define CASE(name, operation, actor, code, params)                                                 \
    {                                                                                              \
        name, operation, actor, code, params, NULL, FAULT_DESK                                              \
    }
#define OF_FIGURES(name, operation, params)                                                        \
    {                                                                                              \
        name, operation, LEAD, SUP_OK, params, NULL, FAULT_FIGURES                                             \
    }
#define SPECIAL(name, code, run)                                                                   \
    {                                                                                              \
        name, 0, 0, 0, code, NULL, run, FAULT_DESK                                                          \
    }

const struct fault_case fault_cases[] = {
    CASE("a new agent", SUP_OP_AGENT_SAVE, SYSTEM, SUP_OK,
         PARAMS(agent_save, .name = "Zoe", .roles = (const char *const[]){"agent", "lead"},
                .role_count = 2, .teams = (const char *const[]){"risk"}, .team_count = 1,
                .skills = (const char *const[]){"returns", "sizing"}, .skill_count = 2,
                .languages = (const char *const[]){"de", "pt-BR"}, .language_count = 2,
                .capacity = 5, .idempotency_key = "k")),
    CASE("an agent who leaves", SUP_OP_AGENT_SAVE, SYSTEM, SUP_OK,
         PARAMS(agent_save, .agent_id = LEE, .version = 1, .name = "Lee", .is_departed = 1)),
    CASE("one agent", SUP_OP_AGENT_GET, AGENT, SUP_OK, PARAMS(agent_get, .agent_id = LEE)),
    CASE("agents", SUP_OP_AGENT_LIST, AGENT, SUP_OK, PARAMS(agent_list, .limit = 3)),
    CASE("a break", SUP_OP_AGENT_SET_AVAILABILITY, AGENT, SUP_OK,
         PARAMS(agent_set_availability, .agent_id = PRIYA, .availability = SUP_AVAILABILITY_AWAY)),
    CASE("sessions", SUP_OP_AGENT_SESSIONS, SYSTEM, SUP_OK,
         PARAMS(agent_sessions, .agent_id = LEE, .from_ms = T0)),
    CASE("a new customer", SUP_OP_CUSTOMER_SAVE, AGENT, SUP_OK,
         PARAMS(customer_save, .name = "Cid", .identities = new_person, .identity_count = 2)),
    CASE("a known customer", SUP_OP_CUSTOMER_SAVE, AGENT, SUP_OK,
         PARAMS(customer_save, .name = "Ann Lee-Ray", .identities = known_person,
                .identity_count = 1)),
    CASE("who writes", SUP_OP_CUSTOMER_RESOLVE, AGENT, SUP_OK,
         PARAMS(customer_resolve, .identities = known_person, .identity_count = 3)),
    CASE("somebody new writes", SUP_OP_CUSTOMER_RESOLVE, AGENT, SUP_OK,
         PARAMS(customer_resolve, .name = "Cid", .identities = new_person, .identity_count = 2,
                .idempotency_key = "k")),
    CASE("a merge", SUP_OP_CUSTOMER_MERGE, AGENT, SUP_OK,
         PARAMS(customer_merge, .customer_id = DAN, .into = ANN, .evidence = "the same voice",
                .idempotency_key = "k")),
    CASE("a merge of two persons", SUP_OP_CUSTOMER_MERGE, AGENT, SUP_REFUSED,
         PARAMS(customer_merge, .customer_id = BEN, .into = ANN, .evidence = "the same house")),
    CASE("a merge undone", SUP_OP_CUSTOMER_UNMERGE, AGENT, SUP_OK,
         PARAMS(customer_unmerge, .customer_id = DAN + 1, .evidence = "another voice")),
    CASE("an erasure", SUP_OP_CUSTOMER_ERASE, SYSTEM, SUP_OK,
         PARAMS(customer_erase, .customer_id = ANN, .reason = "a request", .idempotency_key = "k")),
    CASE("an export", SUP_OP_CUSTOMER_EXPORT, SYSTEM, SUP_OK,
         PARAMS(customer_export, .customer_id = ANN)),
    CASE("one customer", SUP_OP_CUSTOMER_GET, AGENT, SUP_OK,
         PARAMS(customer_get, .identity = known_person)),
    CASE("a ticket", SUP_OP_TICKET_OPEN, AGENT, SUP_OK,
         PARAMS(ticket_open, .customer_id = ANN, .subject = "New", .body = "Hello",
                .external_id = "<n@x>", .follow_up_of = 2, .tags = tags, .tag_count = 2,
                .references = things, .reference_count = 2, .idempotency_key = "k")),
    CASE("a message", SUP_OP_TICKET_RECEIVE, CUSTOMER, SUP_OK,
         PARAMS(ticket_receive, .ticket_id = 1, .body = "Hello?", .external_id = "<b@x>")),
    CASE("a message seen before", SUP_OP_TICKET_RECEIVE, CUSTOMER, SUP_OK,
         PARAMS(ticket_receive, .ticket_id = 1, .body = "Hello?", .external_id = "<a@x>",
                .idempotency_key = "k")),
    CASE("a message that answers another", SUP_OP_TICKET_RECEIVE, SYSTEM, SUP_OK,
         PARAMS(ticket_receive, .customer_id = ANN, .body = "Hello?", .external_id = "<b@x>",
                .in_reply_to = "<a@x>", .attachments = files, .attachment_count = 2)),
    CASE("a message deep in a thread", SUP_OP_TICKET_RECEIVE, CUSTOMER, SUP_OK,
         PARAMS(ticket_receive, .body = "Hello?", .thread_ids = thread, .thread_id_count = 3)),
    CASE("a message about an order", SUP_OP_TICKET_RECEIVE, SYSTEM, SUP_OK,
         PARAMS(ticket_receive, .customer_id = ANN, .body = "Hello?", .references = things,
                .reference_count = 2, .idempotency_key = "k")),
    CASE("a message that opens a ticket", SUP_OP_TICKET_RECEIVE, SYSTEM, SUP_OK,
         PARAMS(ticket_receive, .customer_id = BEN, .body = "Hello?", .subject = "New",
                .external_id = "<b@x>", .in_reply_to = "<a@x>", .references = things,
                .reference_count = 1)),
    CASE("a message to another person's ticket", SUP_OP_TICKET_RECEIVE, SYSTEM, SUP_CONFLICT,
         PARAMS(ticket_receive, .customer_id = BEN, .body = "Hello?", .ticket_id = 1)),
    CASE("a message after the auto-close", SUP_OP_TICKET_RECEIVE, CUSTOMER, SUP_OK,
         PARAMS(ticket_receive, .ticket_id = 2, .body = "Hello?")),
    CASE("a reply that solves", SUP_OP_TICKET_REPLY, AGENT, SUP_OK,
         PARAMS(ticket_message, .ticket_id = 1, .body = "Done", .status = "solved", .version = 9,
                .idempotency_key = "k")),
    CASE("a note", SUP_OP_TICKET_NOTE, AGENT, SUP_OK,
         PARAMS(ticket_message, .ticket_id = 3, .body = "Hm")),
    CASE("a move", SUP_OP_TICKET_MOVE, AGENT, SUP_OK,
         PARAMS(ticket_move, .ticket_id = 1, .status = "solved")),
    CASE("a priority", SUP_OP_TICKET_PRIORITIZE, AGENT, SUP_OK,
         PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "urgent")),
    CASE("a reason", SUP_OP_TICKET_CLASSIFY, AGENT, SUP_OK,
         PARAMS(ticket_classify, .ticket_id = 1, .reason = "legal")),
    CASE("an assignment", SUP_OP_TICKET_ASSIGN, AGENT, SUP_OK,
         PARAMS(ticket_assign, .ticket_id = 1, .agent_id = LEE)),
    CASE("a transfer", SUP_OP_TICKET_TRANSFER, SYSTEM, SUP_OK,
         PARAMS(ticket_transfer, .ticket_id = 1, .team = "risk")),
    CASE("tags", SUP_OP_TICKET_TAG, AGENT, SUP_OK,
         PARAMS(ticket_tag, .ticket_id = 1, .tags = other_tags, .tag_count = 2)),
    CASE("fewer tags", SUP_OP_TICKET_UNTAG, AGENT, SUP_OK,
         PARAMS(ticket_tag, .ticket_id = 1, .tags = other_tags, .tag_count = 2)),
    CASE("references", SUP_OP_REFERENCE_ADD, AGENT, SUP_OK,
         PARAMS(reference, .ticket_id = 1, .references = things, .reference_count = 2)),
    CASE("fewer references", SUP_OP_REFERENCE_REMOVE, AGENT, SUP_OK,
         PARAMS(reference, .ticket_id = 1, .references = things, .reference_count = 2)),
    CASE("a report", SUP_OP_REFERENCE_REPORT, AGENT, SUP_OK,
         PARAMS(reference_report, .reference = &things[1], .customer_id = ANN, .label = "#1002",
                .source_event_id = "w2", .facts = order_facts, .fact_count = 2,
                .idempotency_key = "k")),
    CASE("more of an order", SUP_OP_REFERENCE_REPORT, SYSTEM, SUP_OK,
         PARAMS(reference_report, .reference = &things[0], .facts = order_facts, .fact_count = 2)),
    CASE("a date that a promise waits for", SUP_OP_REFERENCE_REPORT, SYSTEM, SUP_OK,
         PARAMS(reference_report, .reference = &parcel, .facts = &ships_later, .fact_count = 1)),
    CASE("a report made before", SUP_OP_REFERENCE_REPORT, SYSTEM, SUP_OK,
         PARAMS(reference_report, .reference = &things[0], .customer_id = ANN,
                .source_event_id = "w1", .facts = order_facts, .fact_count = 1)),
    CASE("a report about a customer", SUP_OP_CUSTOMER_REPORT, AGENT, SUP_OK,
         PARAMS(customer_report, .customer_id = DAN, .source = "shopify", .source_event_id = "w4",
                .facts = customer_facts, .fact_count = 2, .idempotency_key = "k")),
    CASE("a customer's report made before", SUP_OP_CUSTOMER_REPORT, SYSTEM, SUP_OK,
         PARAMS(customer_report, .customer_id = DAN, .source = "shopify", .source_event_id = "w3",
                .facts = customer_facts, .fact_count = 1)),
    CASE("an order", SUP_OP_REFERENCE_GET, AGENT, SUP_OK,
         PARAMS(reference_get, .reference = &things[0])),
    CASE("facts", SUP_OP_FACT_RECORD, AGENT, SUP_OK,
         PARAMS(fact_record, .ticket_id = 1, .facts = facts, .fact_count = 2)),
    CASE("fields", SUP_OP_TICKET_FILL, AGENT, SUP_OK,
         PARAMS(ticket_fill, .ticket_id = 1, .fields = other_fields, .field_count = 2)),
    CASE("a ticket with fields", SUP_OP_TICKET_OPEN, AGENT, SUP_OK,
         PARAMS(ticket_open, .subject = "New", .fields = fields, .field_count = 2)),
    CASE("tickets by a field", SUP_OP_TICKET_LIST, AGENT, SUP_OK,
         PARAMS(ticket_list, .field = &fields[0])),
    CASE("a watcher", SUP_OP_TICKET_WATCH, AGENT, SUP_OK,
         PARAMS(ticket_watch, .ticket_id = ORIGINAL, .customer_id = BEN)),
    CASE("a watcher less", SUP_OP_TICKET_UNWATCH, AGENT, SUP_OK,
         PARAMS(ticket_watch, .ticket_id = ORIGINAL, .customer_id = DAN)),
    CASE("a reminder", SUP_OP_TICKET_REMIND, AGENT, SUP_OK,
         PARAMS(ticket_remind, .ticket_id = ORIGINAL, .within_ms = HOUR_MS, .note = "call")),
    CASE("a reminder less", SUP_OP_TICKET_UNREMIND, AGENT, SUP_OK,
         PARAMS(ticket_unremind, .ticket_id = PROMISED, .reminder_id = REMINDER)),
    CASE("a way up", SUP_OP_FLOOR_ESCALATE, AGENT, SUP_OK,
         PARAMS(floor_escalate, .ticket_id = PROMISED, .justification = "It is hard.")),
    CASE("a way up without evidence", SUP_OP_FLOOR_ESCALATE, AGENT, SUP_REFUSED,
         PARAMS(floor_escalate, .ticket_id = ORIGINAL)),
    CASE("a way up that its customer asks for", SUP_OP_FLOOR_ESCALATE, AGENT, SUP_CONFLICT,
         PARAMS(floor_escalate, .ticket_id = ASKED, .is_customer_request = 1)),
    CASE("a way down", SUP_OP_FLOOR_LOWER, LEAD, SUP_OK,
         PARAMS(floor_lower, .ticket_id = RISKY, .floor = "desk", .reason = "They were not.")),
    CASE("a signature", SUP_OP_FLOOR_SIGN, LEAD, SUP_OK,
         PARAMS(floor_sign, .ticket_id = ASKED, .kind = SUP_SIGN_MOVE_UP, .note = "So it is.")),
    CASE("a signature that refuses", SUP_OP_FLOOR_SIGN, LEAD, SUP_OK,
         PARAMS(floor_sign, .ticket_id = ASKED, .kind = SUP_SIGN_MOVE_UP, .is_rejected = 1)),
    CASE("a signature of a solution", SUP_OP_FLOOR_SIGN, LEAD, SUP_OK,
         PARAMS(floor_sign, .ticket_id = RISKY, .kind = SUP_SIGN_RESOLUTION)),
    CASE("a solution that nobody signed", SUP_OP_TICKET_MOVE, AGENT, SUP_REFUSED,
         PARAMS(ticket_move, .ticket_id = RISKY, .status = "solved")),
    CASE("evidence", SUP_OP_FLOOR_EVIDENCE, AGENT, SUP_OK,
         PARAMS(floor_evidence, .ticket_id = ORIGINAL, .evidence = "photo", .note = "there")),
    CASE("a risk", SUP_OP_TICKET_TAG, AGENT, SUP_OK,
         PARAMS(ticket_tag, .ticket_id = PROMISED, .tags = other_tags, .tag_count = 1)),
    CASE("a floor explained", SUP_OP_FLOOR_EXPLAIN, AGENT, SUP_OK,
         PARAMS(floor_explain, .ticket_id = RISKY)),
    CASE("the floor of a whole explained", SUP_OP_FLOOR_EXPLAIN, AGENT, SUP_OK,
         PARAMS(floor_explain, .ticket_id = ORIGINAL)),
    CASE("tickets by floor", SUP_OP_FLOOR_LIST, AGENT, SUP_OK,
         PARAMS(floor_list, .signer_id = LEE)),
    CASE("floors in figures", SUP_OP_FLOOR_SUMMARY, LEAD, SUP_OK,
         PARAMS(floor_summary, .from_ms = 0)),
    FAULT_CASES_OF_REQUESTS,
    CASE("a link", SUP_OP_TICKET_LINK, AGENT, SUP_OK,
         PARAMS(ticket_link, .ticket_id = ORIGINAL, .kind = SUP_LINK_CAUSED_BY, .to = 1)),
    CASE("a link in a circle", SUP_OP_TICKET_LINK, AGENT, SUP_CONFLICT,
         PARAMS(ticket_link, .ticket_id = ORIGINAL, .kind = SUP_LINK_DUPLICATE_OF, .to = DOUBLE)),
    CASE("a link less", SUP_OP_TICKET_UNLINK, AGENT, SUP_OK,
         PARAMS(ticket_link, .ticket_id = DOUBLE, .kind = SUP_LINK_DUPLICATE_OF, .to = ORIGINAL)),
    CASE("an original solved", SUP_OP_TICKET_MOVE, AGENT, SUP_OK,
         PARAMS(ticket_move, .ticket_id = ORIGINAL, .status = "solved")),
    CASE("two tickets made one", SUP_OP_TICKET_MERGE, AGENT, SUP_OK,
         PARAMS(ticket_merge, .ticket_id = ORIGINAL, .into = DOUBLE, .evidence = "the same order",
                .idempotency_key = "k")),
    CASE("a merge of one that waits for a sign-off", SUP_OP_TICKET_MERGE, AGENT, SUP_OK,
         PARAMS(ticket_merge, .ticket_id = ASKED, .into = PROMISED)),
    CASE("a merge into a closed ticket", SUP_OP_TICKET_MERGE, AGENT, SUP_REFUSED,
         PARAMS(ticket_merge, .ticket_id = ORIGINAL, .into = 3)),
    CASE("one ticket made two", SUP_OP_TICKET_UNMERGE, AGENT, SUP_OK,
         PARAMS(ticket_unmerge, .ticket_id = JOINED, .evidence = "another order")),
    CASE("one that waits for a sign-off made two", SUP_OP_TICKET_UNMERGE, AGENT, SUP_OK,
         PARAMS(ticket_unmerge, .ticket_id = CARRIED, .evidence = "another order")),
    CASE("a message to a merged ticket", SUP_OP_TICKET_RECEIVE, CUSTOMER, SUP_OK,
         PARAMS(ticket_receive, .ticket_id = JOINED, .body = "Hello?", .external_id = "<m@x>")),
    CASE("a reply to a merged ticket", SUP_OP_TICKET_REPLY, AGENT, SUP_REFUSED,
         PARAMS(ticket_message, .ticket_id = JOINED, .body = "Hello?")),
    CASE("a split of all that one wrote", SUP_OP_TICKET_SPLIT, AGENT, SUP_INVALID,
         PARAMS(ticket_split, .ticket_id = 1, .message_id = 1, .is_writers = 1)),
    CASE("a split", SUP_OP_TICKET_SPLIT, AGENT, SUP_OK,
         PARAMS(ticket_split, .ticket_id = 1, .message_id = 7, .is_rest = 1,
                .subject = "Another thing")),
    CASE("a ticket with links", SUP_OP_TICKET_GET, AGENT, SUP_OK,
         PARAMS(ticket_get, .ticket_id = ORIGINAL)),
    CASE("a context", SUP_OP_CUSTOMER_CONTEXT, AGENT, SUP_OK,
         PARAMS(customer_context, .customer_id = ANN)),
    CASE("a handover", SUP_OP_TICKET_HANDOVER, AGENT, SUP_OK,
         PARAMS(ticket_handover, .ticket_id = 1)),
    CASE("timers", SUP_OP_TICKET_TIMERS, AGENT, SUP_OK,
         PARAMS(ticket_timers, .ticket_id = PROMISED)),
    CASE("a guide", SUP_OP_SLA_GUIDE, AGENT, SUP_OK, PARAMS(sla_guide, .sla = NULL)),
    CASE("an explanation", SUP_OP_SLA_EXPLAIN, AGENT, SUP_OK,
         PARAMS(sla_explain, .ticket_id = PROMISED, .metric = SUP_METRIC_RESOLUTION)),
    CASE("a cause", SUP_OP_SLA_RECORD_CAUSE, AGENT, SUP_OK,
         PARAMS(sla_record_cause, .ticket_id = MISSED, .metric = SUP_METRIC_RESOLUTION,
                .instance = 1, .cause = "outage", .note = "The chat was down.",
                .idempotency_key = "k")),
    CASE("a cause of nothing", SUP_OP_SLA_RECORD_CAUSE, AGENT, SUP_NOT_FOUND,
         PARAMS(sla_record_cause, .ticket_id = PROMISED, .metric = SUP_METRIC_RESOLUTION,
                .cause = "outage")),
    CASE("a late end", SUP_OP_TICKET_MOVE, AGENT, SUP_OK,
         PARAMS(ticket_move, .ticket_id = MISSED, .status = "solved")),
    CASE("misses", SUP_OP_SLA_MISSES, AGENT, SUP_OK, PARAMS(sla_misses, .team = "risk")),
    CASE("misses by cause", SUP_OP_SLA_MISS_SUMMARY, AGENT, SUP_OK,
         PARAMS(sla_miss_summary, .team = "risk")),
    CASE("what breaks next", SUP_OP_SLA_DUE, AGENT, SUP_OK, PARAMS(sla_due, .assignee_id = PRIYA)),
    CASE("one ticket", SUP_OP_TICKET_GET, CUSTOMER, SUP_OK, PARAMS(ticket_get, .ticket_id = 1)),
    CASE("tickets", SUP_OP_TICKET_LIST, AGENT, SUP_OK, PARAMS(ticket_list, .limit = 2)),
    CASE("tickets of a customer", SUP_OP_TICKET_LIST, CUSTOMER, SUP_OK,
         PARAMS(ticket_list, .category = SUP_CATEGORY_SOLVED)),
    CASE("tickets of who is known by an address", SUP_OP_TICKET_LIST, AGENT, SUP_OK,
         PARAMS(ticket_list, .identity = &known_person[0])),
    CASE("tickets by priority", SUP_OP_TICKET_LIST, AGENT, SUP_OK,
         PARAMS(ticket_list, .sort = SUP_SORT_PRIORITY, .category = SUP_CATEGORY_OPEN)),
    CASE("tickets by tag", SUP_OP_TICKET_LIST, AGENT, SUP_OK, PARAMS(ticket_list, .tag = "vip")),
    CASE("a thread", SUP_OP_TICKET_MESSAGES, CUSTOMER, SUP_OK, PARAMS(ticket_page, .ticket_id = 1)),
    CASE("a history", SUP_OP_TICKET_HISTORY, AGENT, SUP_OK, PARAMS(ticket_page, .ticket_id = 1)),
    {"a new policy", SUP_OP_POLICY_ACTIVATE, 0, 0, SUP_OK, NULL, run_activate, FAULT_DESK},
    {"a policy that was active", SUP_OP_POLICY_ACTIVATE, 0, 0, SUP_OK, NULL, run_activate_again, FAULT_DESK},
    CASE("a policy check", SUP_OP_POLICY_CHECK, SYSTEM, SUP_OK,
         PARAMS(policy, .document = "{\"supportcore_policy\": 1, \"nam\": \"Small\", \"floors\": [\"a\","
                " {\"name\": \"b\", \"lowered_by\": {\"agents\": [\"1\", \"999\"]}}]}")),
    CASE("the policy's versions", SUP_OP_POLICY_LIST, SYSTEM, SUP_OK,
         PARAMS(policy_list, .limit = 5)),
    CASE("what differs", SUP_OP_POLICY_DIFF, SYSTEM, SUP_OK,
         PARAMS(policy_diff, .from_version = 1, .document = other_policy)),
    CASE("the way back", SUP_OP_POLICY_ROLLBACK, SYSTEM, SUP_OK,
         PARAMS(policy_rollback, .is_builtin = 1, .idempotency_key = "k")),
    CASE("a case for a policy", SUP_OP_POLICY_TEST, SYSTEM, SUP_OK,
         PARAMS(policy_test, .document = other_policy,
                .facts = "{\"ticket\": {\"channel\": \"email\", \"tags\": [\"vip\"]}}")),
#include "fault_opinions.h"
    CASE("agents for a load", SUP_OP_STAFFING_AGENTS, LEAD, SUP_OK,
         PARAMS(staffing_agents, .arrivals = 100, .handle_ms = 120000, .service_percent = 80)),
    CASE("open time added", SUP_OP_CALENDAR_ADD, AGENT, SUP_OK,
         PARAMS(calendar_add, .definition = hours, .from_ms = T0, .duration_ms = 900000)),
    CASE("open time taken away", SUP_OP_CALENDAR_SUBTRACT, AGENT, SUP_OK,
         PARAMS(calendar_add, .definition = hours, .from_ms = T0, .duration_ms = 900000)),
    CASE("open time between", SUP_OP_CALENDAR_BETWEEN, AGENT, SUP_OK,
         PARAMS(calendar_between, .definition = hours, .from_ms = T0, .to_ms = T0 + 86400000,
                .pauses = pauses, .pause_count = 2)),
    CASE("open or not", SUP_OP_CALENDAR_IS_OPEN, AGENT, SUP_OK,
         PARAMS(calendar_time, .definition = hours, .time_ms = T0)),
    CASE("the next opening", SUP_OP_CALENDAR_NEXT_OPEN, AGENT, SUP_OK,
         PARAMS(calendar_time, .definition = hours, .time_ms = T0)),
    CASE("the next close", SUP_OP_CALENDAR_NEXT_CLOSE, AGENT, SUP_OK,
         PARAMS(calendar_time, .definition = hours, .time_ms = T0)),
    CASE("open intervals", SUP_OP_CALENDAR_INTERVALS, AGENT, SUP_OK,
         PARAMS(calendar_intervals, .definition = hours, .from_ms = T0, .to_ms = T0 + 86400000)),
    CASE("the policy", SUP_OP_POLICY_SHOW, AGENT, SUP_OK, PARAMS(policy_show, .version = 1)),
    CASE("events", SUP_OP_EVENT_LIST, SYSTEM, SUP_OK, PARAMS(event_list, .after_id = 8)),
    CASE("the head", SUP_OP_CHAIN_HEAD, SYSTEM, SUP_OK, PARAMS(chain_head, .reserved = 0)),
    CASE("the chain", SUP_OP_CHAIN_VERIFY, SYSTEM, SUP_OK, PARAMS(chain_verify, .reserved = 0)),
    CASE("a tick", SUP_OP_DESK_TICK, SYSTEM, SUP_OK, PARAMS(tick, .limit = 0)),
    CASE("what is due", SUP_OP_DESK_NEXT_DUE, SYSTEM, SUP_OK, PARAMS(next_due, .reserved = 0)),
    CASE("the summary", SUP_OP_DESK_SUMMARY, SYSTEM, SUP_OK, PARAMS(summary, .reserved = 0)),
#include "fault_figures.h"
    CASE("a corrective action", SUP_OP_CORRECTIVE_RECORD, LEAD, SUP_OK,
         PARAMS(corrective_record, .line = "reply", .text = "Two more on Mondays.",
                .owner_role = "lead", .due_ms = T0 + 90 * DAY_MS, .idempotency_key = "k")),
    CASE("a corrective action of the line's owner", SUP_OP_CORRECTIVE_RECORD, LEAD, SUP_OK,
         PARAMS(corrective_record, .line = "reply", .text = "Two more on Mondays.",
                .due_ms = T0 + 90 * DAY_MS)),
    CASE("a corrective action of nobody's line", SUP_OP_CORRECTIVE_RECORD, LEAD, SUP_INVALID,
         PARAMS(corrective_record, .line = "replies", .text = "Two more.",
                .due_ms = T0 + 90 * DAY_MS)),
    CASE("a corrective action changed", SUP_OP_CORRECTIVE_CHANGE, LEAD, SUP_OK,
         PARAMS(corrective_change, .corrective_id = 1, .text = "Answer them in the app, too.",
                .owner_id = PRIYA, .idempotency_key = "k")),
    CASE("a corrective action closed", SUP_OP_CORRECTIVE_CLOSE, LEAD, SUP_OK,
         PARAMS(corrective_close, .corrective_id = 1, .state = SUP_CORRECTIVE_DONE,
                .note = "It is there.", .idempotency_key = "k")),
    CASE("corrective actions", SUP_OP_CORRECTIVE_LIST, LEAD, SUP_OK,
         PARAMS(corrective_list, .line = "opened")),
    OF_FIGURES("two periods", SUP_OP_KPI_COMPARE,
               PARAMS(kpi_compare, .metrics = figures, .metric_count = 1, .statistic = SUP_KPI_P90,
                      .from = "2026-03-01", .versus_from = "2026-01-01")),
    CASE("a check", SUP_OP_DESK_CHECK, SYSTEM, SUP_OK, PARAMS(check, .reserved = 0)),
    CASE("a rebuild", SUP_OP_DESK_REBUILD, SYSTEM, SUP_OK, PARAMS(check, .reserved = 0)),
    CASE("a consumer's events", SUP_OP_OUTBOX_PULL, SYSTEM, SUP_OK,
         PARAMS(outbox_pull, .consumer = "mailer", .limit = 9)),
    CASE("an acknowledgement", SUP_OP_OUTBOX_ACK, SYSTEM, SUP_OK,
         PARAMS(outbox_ack, .consumer = "mailer", .sequence = 9)),
    CASE("an import's mark", SUP_OP_IMPORT_MARK, SYSTEM, SUP_OK,
         PARAMS(import_mark, .source = "log", .from = 5, .to = 9)),
    CASE("an import's position", SUP_OP_IMPORT_POSITION, SYSTEM, SUP_OK,
         PARAMS(import_position, .source = "log")),
    CASE("a refused reply", SUP_OP_TICKET_REPLY, AGENT, SUP_REFUSED,
         PARAMS(ticket_message, .ticket_id = 3, .body = "Hm")),
    CASE("a refusal after an auto-close", SUP_OP_TICKET_REPLY, AGENT, SUP_REFUSED,
         PARAMS(ticket_message, .ticket_id = 2, .body = "Hm")),
    CASE("a refused actor", SUP_OP_DESK_REBUILD, AGENT, SUP_REFUSED, PARAMS(check, .reserved = 0)),
    CASE("an unknown ticket", SUP_OP_TICKET_NOTE, AGENT, SUP_NOT_FOUND,
         PARAMS(ticket_message, .ticket_id = 999, .body = "Hm")),
    SPECIAL("a batch", SUP_OK, run_batch),
    SPECIAL("a refused batch", SUP_REFUSED, run_refused_batch),
    SPECIAL("a new key", SUP_OK, run_rotate),
    SPECIAL("a request in JSON", SUP_OK, run_json),
    SPECIAL("a handle's first call", SUP_OK, run_cold),
    SPECIAL("imported history", SUP_OK, run_import),
    SPECIAL("an answer told late", SUP_OK, run_late),
    SPECIAL("a tick after the floors' times", SUP_OK, run_floors_tick),
    {"a tick after the month", 0, 0, 0, SUP_OK, NULL, run_month_tick, FAULT_FIGURES},
};

const size_t fault_case_count = sizeof fault_cases / sizeof fault_cases[0];
