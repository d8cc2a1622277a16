/*
 * test_bad_input.c: whatever a request says wrongly is answered with what is wrong, where, and what
 * to do; no row of the desk changes, and the handle works on.
 *
 * What is no text is in trust/test_bad_text.c, what is too large or too deep in
 * trust/test_bad_size.c, and files that cannot be used are in trust/test_bad_file.c.
 */
#include "ask_fixture.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- wrong types ---- */

#define TYPE_HINT  "see the method`s description: rpc.discover"
#define RANGE_HINT "use a value within the stated range"
#define ID_HINT    "ids are whole numbers from 1, written as decimal strings in JSON"

static const struct {
    const char *method;
    const char *params;
    const char *text;
    const char *field;
} wrong_types[] = {
    {"ticket.open", "{'subject':7}", "subject is of type number, a text is expected", "subject"},
    {"ticket.open", "{'subject':['a']}", "subject is of type list, a text is expected", "subject"},
    {"ticket.open", "{'subject':{}}", "subject is of type object, a text is expected", "subject"},
    {"ticket.open", "{'subject':true}", "subject is of type boolean, a text is expected",
     "subject"},
    {"ticket.open", "{'tags':'vip'}", "tags is of type text, a list is expected", "tags"},
    {"ticket.open", "{'tags':['vip',7]}", "an item of tags is of type number, a text is expected",
     "tags/1"},
    {"ticket.open", "{'tags':[null]}", "an item of tags is of type null, a text is expected",
     "tags/0"},
    {"ticket.open", "{'references':{}}", "references is of type object, a list is expected",
     "references"},
    {"ticket.open", "{'references':[7]}",
     "an item of references is of type number, an object is expected", "references/0"},
    {"ticket.open", "{'references':[{'system':'s','kind':'k','id':1001}]}",
     "id is of type number, a text is expected", "references/0/id"},
    {"customer.get", "{'identity':'207'}", "identity is of type text, an object is expected",
     "identity"},
    {"ticket.get", "{'ticket_id':true}",
     "ticket_id is of type boolean, an id in decimal digits is expected", "ticket_id"},
    {"ticket.get", "{'ticket_id':['1']}",
     "ticket_id is of type list, an id in decimal digits is expected", "ticket_id"},
    {"agent.save", "{'name':'A','version':'1'}",
     "version is of type text, a whole number is expected", "version"},
    {"agent.save", "{'name':'A','kind':1}", "kind is of type number, a name is expected", "kind"},
    {"agent.save", "{'name':'A','is_departed':'yes'}",
     "is_departed is of type text, true or false is expected", "is_departed"},
    {"agent.save", "{'name':'A','is_departed':0}",
     "is_departed is of type number, true or false is expected", "is_departed"},
    {"agent.list", "{'limit':'10'}", "limit is of type text, a whole number is expected", "limit"},
    {"ticket.note", "{'ticket_id':'1','body':'x','handle_ms':false}",
     "handle_ms is of type boolean, a number of milliseconds is expected", "handle_ms"},
    {"agent.sessions", "{'agent_id':'1','from':1774000000000}",
     "from is of type number, a time in RFC 3339 is expected", "from"},
    {"batch", "{'calls':[7]}", "a call is of type number, an object is expected", "calls/0"},
};

static void wrong_types_are_told_with_the_right_one(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    for (size_t i = 0; i < COUNT(wrong_types); i++) {
        char field[64];
        struct wrong wrong = {-32602,           SUP_INVALID,         2014,
                              "JSON_TYPE",      wrong_types[i].text, .field = field,
                              .hint = TYPE_HINT};

        sup__format(field, sizeof field, "/params/%s", wrong_types[i].field);
        expect_wrong(desk, by_system(desk), wrong_types[i].method, wrong_types[i].params, &wrong);
    }
    expect_wrong(desk, by_system(desk), "ticket.get", "'1'",
                 &(struct wrong){-32602, SUP_INVALID, 2014, "JSON_TYPE",
                                 "params is of type text, an object is expected", "/params",
                                 .hint = TYPE_HINT});
}

static void numbers_of_the_wrong_kind_are_told(void **state)
{
    struct desk *desk = *state;
    struct wrong range = {-32602, SUP_INVALID, 1003, "ARGUMENT_RANGE", .hint = RANGE_HINT};
    struct wrong id = {-32602, SUP_INVALID, 2007, "ID_FORM", .hint = ID_HINT};

    range.field = "/params/version";
    range.text = "version is 1.5, a whole number is expected";
    expect_wrong(desk, by_system(desk), "agent.save", "{'name':'A','version':1.5}", &range);
    range.text = "version is 1e3, a whole number is expected";
    expect_wrong(desk, by_system(desk), "agent.save", "{'name':'A','version':1e3}", &range);
    range.text = "version is 9223372036854775808, a whole number is expected"; /* 2^63 */
    expect_wrong(desk, by_system(desk), "agent.save", "{'name':'A','version':9223372036854775808}",
                 &range);
    /* 2^53 - 1 is the last whole number of which every JSON reader is sure. */
    range.text = "version is 9007199254740992, allowed is 0 to 9007199254740991";
    expect_wrong(desk, by_system(desk), "agent.save", "{'name':'A','version':9007199254740992}",
                 &range);
    range.text = "version is -1, allowed is 0 to 9007199254740991";
    expect_wrong(desk, by_system(desk), "agent.save", "{'name':'A','version':-1}", &range);
    range.field = "/params/limit";
    range.text = "limit is 101, allowed is 0 to 100";
    expect_wrong(desk, by_system(desk), "agent.list", "{'limit':101}", &range);
    range.text = "limit is -1";
    expect_wrong(desk, by_system(desk), "agent.list", "{'limit':-1}", &range);
    id.field = "/params/ticket_id";
    id.text = "ticket_id is `1x`, an id is expected";
    expect_wrong(desk, by_system(desk), "ticket.get", "{'ticket_id':'1x'}", &id);
    id.text = "ticket_id is `-1`, an id is expected";
    expect_wrong(desk, by_system(desk), "ticket.get", "{'ticket_id':-1}", &id);
    id.text = "ticket_id is `0`, an id is expected";
    expect_wrong(desk, by_system(desk), "ticket.get", "{'ticket_id':0}", &id);
}

static void times_and_durations_of_another_form_are_told(void **state)
{
    struct desk *desk = *state;
    struct wrong time = {-32602,
                         SUP_INVALID,
                         2004,
                         "TIME_FORM",
                         .field = "/params/from",
                         .hint = "write it as 2026-03-29T09:00:00Z or with an offset"};
    struct wrong duration = {
        -32602,
        SUP_INVALID,
        2005,
        "DURATION_FORM",
        .field = "/params/handle_ms",
        .hint = "write milliseconds, or ISO 8601 weeks to seconds such as P7D or PT4H30M"};

    time.text = "from is `29.03.2026`, a time is expected";
    expect_wrong(desk, by_system(desk), "agent.sessions", "{'agent_id':'1','from':'29.03.2026'}",
                 &time);
    time.text = "from is `2026-02-29T00:00:00Z`, a time is expected"; /* no leap year */
    expect_wrong(desk, by_system(desk), "agent.sessions",
                 "{'agent_id':'1','from':'2026-02-29T00:00:00Z'}", &time);
    duration.text = "handle_ms is `P1M`, a duration is expected"; /* months have no length */
    expect_wrong(desk, by_system(desk), "ticket.note",
                 "{'ticket_id':'1','body':'x','handle_ms':'P1M'}", &duration);
}

/* ---- unknown methods and members ---- */

static void unknown_methods_are_told_with_the_nearest(void **state)
{
    struct desk *desk = *state;
    struct wrong wrong = {-32601, SUP_INVALID, 1015, "RPC_METHOD", .field = "/method"};
    char long_name[301];

    wrong.text = "there is no method `ticket.opne`";
    wrong.hint = "did you mean `ticket.open`?";
    expect_wrong(desk, by_system(desk), "ticket.opne", "{}", &wrong);
    wrong.text = "there is no method `Ticket.Reply`";
    wrong.hint = "did you mean `ticket.reply`?";
    expect_wrong(desk, by_system(desk), "Ticket.Reply", "{}", &wrong);
    wrong.text = "there is no method `bacth`";
    wrong.hint = "did you mean `batch`?";
    expect_wrong(desk, by_system(desk), "bacth", "{}", &wrong);
    wrong.hint = "rpc.discover lists the methods";
    wrong.text = "there is no method `DROP TABLE sup_ticket`";
    expect_wrong(desk, by_system(desk), "DROP TABLE sup_ticket", "{}", &wrong);
    /* What would break a line of a log, or a terminal, is a space in a message. */
    wrong.text = "there is no method `x y z`";
    expect_wrong(desk, by_system(desk), "x\\ny\\u007fz", "{}", &wrong);
    wrong.text = "there is no method ``";
    expect_wrong(desk, by_system(desk), "", "{}", &wrong);
    wrong.text =
        "there is no method `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "xxxxxxxxxxxxxxxxxx`"; /* 80 of them */
    sup__format(long_name, sizeof long_name, "%s", letters(300));
    expect_wrong(desk, by_system(desk), long_name, "{}", &wrong);
}

static void unknown_members_are_told_with_the_nearest(void **state)
{
    struct desk *desk = *state;

    expect_wrong(desk, by_system(desk), "ticket.open", "{'subjekt':'a'}",
                 &(struct wrong){-32602, SUP_INVALID, 2015, "JSON_KEY",
                                 "there is no member `subjekt` here", "/params/subjekt",
                                 .hint = "did you mean `subject`?"});
    expect_wrong(desk, by_system(desk), "ticket.open", "{'zzzzzz':'a'}",
                 &(struct wrong){-32602, SUP_INVALID, 2015, "JSON_KEY",
                                 "there is no member `zzzzzz` here", "/params/zzzzzz",
                                 .hint = "remove it or use the named one"});
    expect_wrong(
        desk, by_priya(desk), "ticket.open", "{'actor_kind':'system'}",
        &(struct wrong){-32602, SUP_INVALID, 1016, "RPC_CALLER",
                        "`actor_kind` is not part of a request", "/params/actor_kind",
                        .hint = "leave it out: the host states the caller with each call"});
}

/* ---- other people's ids ---- */

#define TICKET_HINT   "check the id; another tenant`s tickets do not exist here"
#define AGENT_HINT    "check the id, or save the agent first"
#define CUSTOMER_HINT "check the id or identity, or save the customer first"

static const struct wrong no_ticket = {
    -32002, SUP_NOT_FOUND, 5001, "TICKET_UNKNOWN", "there is no ticket 1", .hint = TICKET_HINT};
static const struct wrong no_other = {
    -32002, SUP_NOT_FOUND, 5001, "TICKET_UNKNOWN", "there is no ticket 2", .hint = TICKET_HINT};
static const struct wrong no_import = {-32602,
                                       SUP_INVALID,
                                       5110,
                                       "MESSAGE_AUTHOR",
                                       "author_id is for imports: who writes is the caller",
                                       .hint = "leave author_id away, or act as the agent"};
static const struct wrong no_message = {
    -32002,
    SUP_NOT_FOUND,
    5060,
    "MESSAGE_UNKNOWN",
    "ticket 1 has no message 2",
    .hint = "ticket.messages lists them; a page begins after one of the same ticket"};
static const struct wrong no_need = {
    -32602,
    SUP_INVALID,
    5441,
    "ACTION_FREE",
    "request 1 is not needed: no row of the authority matrix names the action",
    "/params/request_id",
    .hint = "leave the request away: no row of the authority matrix is for this"};
static const struct wrong no_request = {-32002,
                                        SUP_NOT_FOUND,
                                        5312,
                                        "REQUEST_UNKNOWN",
                                        "there is no request 1",
                                        .hint = "approval.list lists the requests of a ticket"};
static const struct wrong no_reminder = {
    -32002,
    SUP_NOT_FOUND,
    5170,
    "REMINDER_UNKNOWN",
    "ticket 1 has no reminder 2",
    .hint = "ticket.get lists its reminders; one that was due is gone"};
static const struct wrong no_corrective = {-32002,
                                           SUP_NOT_FOUND,
                                           5507,
                                           "CORRECTIVE_UNKNOWN",
                                           "there is no corrective action 1",
                                           .hint = "corrective.list has them all"};
static const struct wrong no_agent = {-32002,          SUP_NOT_FOUND,         5002,
                                      "AGENT_UNKNOWN", "there is no agent 2", .hint = AGENT_HINT};
static const struct wrong no_customer = {-32002,
                                         SUP_NOT_FOUND,
                                         5003,
                                         "CUSTOMER_UNKNOWN",
                                         "there is no customer 2",
                                         .hint = CUSTOMER_HINT};

/* Every method that takes an id, with one that another tenant has. */
static const struct {
    const char *method;
    const char *field;
    const char *params;
    const struct wrong *wrong;
} foreign[] = {
    {"agent.save", "agent_id", "{'agent_id':'2','name':'Mine'}", &no_agent},
    {"agent.get", "agent_id", "{'agent_id':'2'}", &no_agent},
    {"agent.set_availability", "agent_id", "{'agent_id':'2','availability':'busy'}", &no_agent},
    {"agent.sessions", "agent_id", "{'agent_id':'2'}", &no_agent},
    {"customer.save", "customer_id", "{'customer_id':'2','name':'Mine'}", &no_customer},
    {"customer.get", "customer_id", "{'customer_id':'2'}", &no_customer},
    {"customer.merge", "customer_id", "{'customer_id':'2','into':'1','evidence':'e'}",
     &no_customer},
    {"customer.merge", "into", "{'customer_id':'1','into':'2','evidence':'e'}", &no_customer},
    {"customer.unmerge", "customer_id", "{'customer_id':'2','evidence':'e'}", &no_customer},
    {"customer.erase", "customer_id", "{'customer_id':'2','reason':'r'}", &no_customer},
    {"customer.export", "customer_id", "{'customer_id':'2'}", &no_customer},
    {"reference.report", "customer_id",
     "{'reference':{'system':'s','kind':'k','id':'1'},'customer_id':'2'}", &no_customer},
    {"customer.report", "customer_id",
     "{'customer_id':'2','source':'s','facts':[{'name':'is_vip','value':true}]}", &no_customer},
    {"ticket.open", "customer_id", "{'customer_id':'2'}", &no_customer},
    {"ticket.open", "assignee_id", "{'assignee_id':'2'}", &no_agent},
    {"ticket.open", "follow_up_of", "{'follow_up_of':'1'}", &no_ticket},
    {"ticket.receive", "ticket_id", "{'ticket_id':'1','body':'x'}", &no_ticket},
    {"ticket.receive", "customer_id", "{'customer_id':'2','body':'x'}", &no_customer},
    {"ticket.reply", "ticket_id", "{'ticket_id':'1','body':'x'}", &no_ticket},
    {"ticket.note", "ticket_id", "{'ticket_id':'1','body':'x'}", &no_ticket},
    {"ticket.move", "ticket_id", "{'ticket_id':'1','status':'solved'}", &no_ticket},
    {"ticket.prioritize", "ticket_id", "{'ticket_id':'1','priority':'low'}", &no_ticket},
    {"ticket.classify", "ticket_id", "{'ticket_id':'1','reason':'legal'}", &no_ticket},
    {"ticket.assign", "ticket_id", "{'ticket_id':'1','team':'risk'}", &no_ticket},
    {"ticket.assign", "agent_id", "{'ticket_id':'1','agent_id':'2'}", &no_agent},
    {"ticket.transfer", "ticket_id", "{'ticket_id':'1','team':'risk'}", &no_ticket},
    {"ticket.tag", "ticket_id", "{'ticket_id':'1','tags':['a']}", &no_ticket},
    {"ticket.untag", "ticket_id", "{'ticket_id':'1','tags':['a']}", &no_ticket},
    {"reference.add", "ticket_id",
     "{'ticket_id':'1','references':[{'system':'s','kind':'k','id':'1'}]}", &no_ticket},
    {"reference.remove", "ticket_id",
     "{'ticket_id':'1','references':[{'system':'s','kind':'k','id':'1'}]}", &no_ticket},
    {"fact.record", "ticket_id", "{'ticket_id':'1','facts':[{'name':'a','value':'b'}]}",
     &no_ticket},
    {"ticket.fill", "ticket_id", "{'ticket_id':'1','fields':[{'name':'a'}]}", &no_ticket},
    {"ticket.watch", "ticket_id", "{'ticket_id':'1','agent_id':'1'}", &no_ticket},
    {"ticket.watch", "agent_id", "{'ticket_id':'1','agent_id':'2'}", &no_agent},
    {"ticket.watch", "customer_id", "{'ticket_id':'1','customer_id':'2'}", &no_customer},
    {"ticket.unwatch", "ticket_id", "{'ticket_id':'1','agent_id':'1'}", &no_ticket},
    {"ticket.unwatch", "agent_id", "{'ticket_id':'1','agent_id':'2'}", &no_agent},
    {"ticket.unwatch", "customer_id", "{'ticket_id':'1','customer_id':'2'}", &no_customer},
    {"ticket.link", "ticket_id", "{'ticket_id':'1','kind':'blocked_by','to':'2'}", &no_ticket},
    {"ticket.merge", "ticket_id", "{'ticket_id':'1','into':'2'}", &no_ticket},
    {"ticket.unmerge", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"ticket.timers", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"ticket.remind", "ticket_id", "{'ticket_id':'1','within_ms':'PT1H'}", &no_ticket},
    {"ticket.remind", "agent_id", "{'ticket_id':'1','agent_id':'2','within_ms':'PT1H'}", &no_agent},
    {"ticket.unremind", "ticket_id", "{'ticket_id':'1','reminder_id':'1'}", &no_ticket},
    {"floor.escalate", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"floor.lower", "ticket_id", "{'ticket_id':'1','floor':'desk'}", &no_ticket},
    {"floor.sign", "ticket_id", "{'ticket_id':'1','kind':'move_up'}", &no_ticket},
    {"floor.evidence", "ticket_id", "{'ticket_id':'1','evidence':'photo'}", &no_ticket},
    {"floor.explain", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"authority.check", "ticket_id", "{'ticket_id':'1','remedy':'exchange'}", &no_ticket},
    {"authority.request", "ticket_id", "{'ticket_id':'1','remedy':'exchange'}", &no_ticket},
    {"authority.check", "customer_id", "{'remedy':'customer.erase','customer_id':'2'}",
     &no_customer},
    {"authority.request", "customer_id", "{'remedy':'customer.erase','customer_id':'2'}",
     &no_customer},
    {"authority.execute", "request_id", "{'request_id':'1'}", &no_request},
    /* Where nothing has to be asked for nobody is told whether there is such a request. */
    {"ticket.reply", "request_id", "{'ticket_id':'1','body':'x','request_id':'1'}", &no_need},
    {"ticket.note", "request_id", "{'ticket_id':'1','body':'x','request_id':'1'}", &no_need},
    {"ticket.move", "request_id", "{'ticket_id':'1','status':'closed','request_id':'1'}", &no_need},
    {"ticket.merge", "request_id", "{'ticket_id':'1','into':'2','request_id':'1'}", &no_need},
    {"floor.lower", "request_id", "{'ticket_id':'1','floor':'desk','request_id':'1'}", &no_need},
    {"customer.merge", "request_id",
     "{'customer_id':'1','into':'2','evidence':'e','request_id':'1'}", &no_need},
    {"customer.erase", "request_id", "{'customer_id':'1','reason':'r','request_id':'1'}", &no_need},
    {"customer.export", "request_id", "{'customer_id':'1','request_id':'1'}", &no_need},
    {"policy.activate", "request_id", "{'document':{},'request_id':'1'}", &no_need},
    {"policy.rollback", "request_id", "{'is_builtin':true,'request_id':'1'}", &no_need},
    {"authority.execute", "duplicate_of", "{'request_id':'1','duplicate_of':'1'}", &no_request},
    {"authority.confirm", "request_id", "{'request_id':'1'}", &no_request},
    {"authority.fail", "request_id", "{'request_id':'1'}", &no_request},
    {"authority.withdraw", "request_id", "{'request_id':'1'}", &no_request},
    {"authority.explain", "request_id", "{'request_id':'1'}", &no_request},
    {"approval.decide", "request_id", "{'request_id':'1'}", &no_request},
    {"approval.list", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"authority.offer", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"authority.precedents", "ticket_id", "{'ticket_id':'1','remedy':'exchange'}", &no_ticket},
    {"ledger.report", "ticket_id", "{'external_id':'r','remedy':'exchange','ticket_id':'1'}",
     &no_ticket},
    {"ledger.report", "customer_id", "{'external_id':'r','remedy':'exchange','customer_id':'2'}",
     &no_customer},
    {"ledger.report", "agent_id", "{'external_id':'r','remedy':'exchange','agent_id':'2'}",
     &no_agent},
    {"ledger.list", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"ledger.list", "customer_id", "{'customer_id':'2'}", &no_customer},
    {"ledger.list", "agent_id", "{'agent_id':'2'}", &no_agent},
    {"survey.asked", "ticket_id",
     "{'kind':'csat','source':'s','survey_id':'a','ticket_id':'1'}", &no_ticket},
    {"survey.asked", "customer_id",
     "{'kind':'csat','source':'s','survey_id':'a','customer_id':'2'}", &no_customer},
    {"survey.asked", "agent_id", "{'kind':'csat','source':'s','survey_id':'a','agent_id':'2'}",
     &no_agent},
    {"survey.answered", "ticket_id",
     "{'kind':'csat','source':'s','survey_id':'a','score':1,'ticket_id':'1'}", &no_ticket},
    {"survey.answered", "customer_id",
     "{'kind':'csat','source':'s','survey_id':'a','score':1,'customer_id':'2'}", &no_customer},
    {"survey.answered", "agent_id",
     "{'kind':'csat','source':'s','survey_id':'a','score':1,'agent_id':'2'}", &no_agent},
    {"survey.list", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"survey.list", "customer_id", "{'customer_id':'2'}", &no_customer},
    {"survey.list", "agent_id", "{'agent_id':'2'}", &no_agent},
    {"review.record", "ticket_id", "{'ticket_id':'1','agent_id':'1','score':1}", &no_ticket},
    {"review.record", "agent_id", "{'ticket_id':'1','agent_id':'2','score':1}", &no_agent},
    {"review.record", "reviewer_id", "{'ticket_id':'1','reviewer_id':'2','score':1}", &no_agent},
    {"outcome.rate", "ticket_id", "{'ticket_id':'1','agent_id':'1','score':1}", &no_ticket},
    {"outcome.rate", "agent_id", "{'ticket_id':'1','agent_id':'2','score':1}", &no_agent},
    {"review.list", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"review.list", "agent_id", "{'agent_id':'2'}", &no_agent},
    {"review.list", "reviewer_id", "{'reviewer_id':'2'}", &no_agent},
    {"review.sample", "agent_id",
     "{'each':1,'from':'2026-01-01T00:00:00Z','seed':'s','agent_id':'2'}", &no_agent},
    {"corrective.record", "owner_id",
     "{'line':'l','text':'t','due_at':'2027-01-01T00:00:00Z','owner_id':'2'}", &no_agent},
    {"corrective.change", "corrective_id", "{'corrective_id':'1','text':'t'}", &no_corrective},
    {"corrective.change", "owner_id", "{'corrective_id':'1','owner_id':'2'}", &no_agent},
    {"corrective.close", "corrective_id", "{'corrective_id':'1','state':'done'}", &no_corrective},
    {"corrective.list", "owner_id", "{'owner_id':'2'}", &no_agent},
    {"floor.list", "assignee_id", "{'assignee_id':'2'}", &no_agent},
    {"floor.list", "signer_id", "{'signer_id':'2'}", &no_agent},
    {"sla.due", "assignee_id", "{'assignee_id':'2'}", &no_agent},
    {"sla.explain", "ticket_id", "{'ticket_id':'1','metric':'resolution'}", &no_ticket},
    {"sla.record_cause", "ticket_id", "{'ticket_id':'1','metric':'resolution','cause':'other'}",
     &no_ticket},
    {"ticket.handover", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"customer.context", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"customer.context", "customer_id", "{'customer_id':'2'}", &no_customer},
    {"ticket.split", "ticket_id", "{'ticket_id':'1','message_id':'1'}", &no_ticket},
    {"ticket.unlink", "ticket_id", "{'ticket_id':'1','kind':'blocked_by','to':'2'}", &no_ticket},
    {"ticket.get", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"ticket.messages", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"ticket.history", "ticket_id", "{'ticket_id':'1'}", &no_ticket},
    {"ticket.list", "customer_id", "{'customer_id':'2'}", &no_customer},
    {"ticket.list", "assignee_id", "{'assignee_id':'2'}", &no_agent},
    /* Those that take a ticket of one's own as well. */
    {"ticket.link", "to", "{'ticket_id':'1','kind':'blocked_by','to':'2'}", &no_other},
    {"ticket.unlink", "to", "{'ticket_id':'1','kind':'blocked_by','to':'2'}", &no_other},
    {"ticket.merge", "into", "{'ticket_id':'1','into':'2'}", &no_other},
    {"ticket.split", "message_id", "{'ticket_id':'1','message_id':'2'}", &no_message},
    {"ticket.unremind", "reminder_id", "{'ticket_id':'1','reminder_id':'2'}", &no_reminder},
    {"authority.offer", "agent_id", "{'ticket_id':'1','agent_id':'2'}", &no_agent},
    {"floor.evidence", "message_id", "{'ticket_id':'1','evidence':'photo','message_id':'2'}",
     &no_message},
    {"ticket.reply", "author_id", "{'ticket_id':'1','body':'x','author_id':'2'}", &no_import},
    {"ticket.note", "author_id", "{'ticket_id':'1','body':'x','author_id':'2'}", &no_import},
};

/* Pages after an id find nothing, or are of what was named; all other ids have their case above. */
static void expect_every_id_is_tried(void)
{
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);

        for (uint32_t j = 0; j < operation->params->field_count; j++) {
            const struct sup_field *field = &operation->params->fields[j];
            int found = field->type != SUP_FIELD_ID || strcmp(field->name, "after_id") == 0;

            for (size_t k = 0; k < COUNT(foreign); k++) {
                found |= strcmp(foreign[k].method, operation->name) == 0 &&
                         strcmp(foreign[k].field, field->name) == 0;
            }
            if (!found) {
                fail_msg("%s takes %s and has no case", operation->name, field->name);
            }
        }
    }
}

static void ids_of_another_tenant_are_not_there(void **state)
{
    struct desk *other = *state;
    struct desk desk = {.store = other->store, .tenant = 7, .now_ms = T0};
    struct wrong by_reference = no_customer;
    struct wrong stranger = {-32005,
                             SUP_REFUSED,
                             7001,
                             "ACTOR_UNKNOWN",
                             "there is no agent 2 who could ticket.open",
                             "caller.actor_id",
                             .hint =
                                 "save them first; the caller`s kind and id must belong together"};
    char *theirs;
    int own = 0;

    expect_every_id_is_tried();
    desk_ticket(other);
    desk_ticket(other);
    theirs = desk_dump(other->store, 0, NULL);
    desk_open(&desk);
    desk_ok(&desk, by_system(&desk), SUP_OP_AGENT_SAVE, PARAMS(agent_save, .name = "Own"));
    desk_ok(&desk, by_system(&desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Own"));
    for (size_t i = 0; i < COUNT(foreign); i++) {
        struct wrong wrong = *foreign[i].wrong;
        char field[64];

        if (foreign[i].wrong == &no_other && own++ == 0) {
            expect_result(&desk, by_system(&desk), "ticket.list", "{}", "{'items':[]}");
            desk_ok(&desk, by_system(&desk), SUP_OP_TICKET_OPEN,
                    PARAMS(ticket_open, .subject = "Own"));
        }
        sup__format(field, sizeof field, "/params/%s", foreign[i].field);
        wrong.field = field;
        expect_wrong(&desk, by_system(&desk), foreign[i].method, foreign[i].params, &wrong);
    }
    by_reference.field = "/params/identity";
    by_reference.text = "there is no such customer";
    expect_wrong(&desk, by_system(&desk), "customer.get",
                 "{'identity':{'system':'shopify','kind':'customer','value':'207'}}",
                 &by_reference);
    expect_result(&desk, by_system(&desk), "agent.list", "{'after_id':'1'}", "{'items':[]}");
    expect_wrong(&desk, by_lee(&desk), "ticket.open", "{}", &stranger);
    sup_close(desk.core);
    desk_expect_unchanged(other, theirs);
}

/* A customer is told of other people's tickets what they are told of tickets that do not exist. */
static void tickets_of_another_customer_are_not_there(void **state)
{
    struct desk *desk = *state;
    struct wrong wrong = no_ticket;

    desk_ticket(desk); /* Ann's */
    wrong.field = "/params/ticket_id";
    expect_wrong(desk, by_ben(desk), "ticket.get", "{'ticket_id':'1'}", &wrong);
    expect_wrong(desk, by_ben(desk), "ticket.messages", "{'ticket_id':'1'}", &wrong);
    expect_wrong(desk, by_ben(desk), "ticket.receive", "{'ticket_id':'1','body':'x'}", &wrong);
    wrong.text = "there is no ticket 2";
    expect_wrong(desk, by_ben(desk), "ticket.get", "{'ticket_id':'2'}", &wrong);
    wrong = no_customer;
    wrong.text = "there is no customer 1";
    wrong.field = "/params/customer_id";
    expect_wrong(desk, by_ben(desk), "ticket.list", "{'customer_id':'1'}", &wrong);
}

/* ---- stale versions ---- */

/* Every method that takes a version, with one that is past. */
static const struct {
    const char *method;
    const char *params;
} stale[] = {
    {"ticket.receive", "{'ticket_id':'1','version':1,'body':'x'}"},
    {"ticket.reply", "{'ticket_id':'1','version':1,'body':'x'}"},
    {"ticket.note", "{'ticket_id':'1','version':1,'body':'x'}"},
    {"ticket.move", "{'ticket_id':'1','version':1,'status':'solved'}"},
    {"ticket.prioritize", "{'ticket_id':'1','version':1,'priority':'low'}"},
    {"ticket.classify", "{'ticket_id':'1','version':1,'reason':'legal'}"},
    {"ticket.assign", "{'ticket_id':'1','version':1,'agent_id':'1'}"},
    {"ticket.transfer", "{'ticket_id':'1','version':1,'team':'risk'}"},
    {"ticket.tag", "{'ticket_id':'1','version':1,'tags':['a']}"},
    {"ticket.untag", "{'ticket_id':'1','version':1,'tags':['a']}"},
    {"reference.add",
     "{'ticket_id':'1','version':1,'references':[{'system':'s','kind':'k','id':'1'}]}"},
    {"reference.remove",
     "{'ticket_id':'1','version':1,'references':[{'system':'s','kind':'k','id':'1'}]}"},
    {"fact.record", "{'ticket_id':'1','version':1,'facts':[{'name':'a','value':'b'}]}"},
    {"ticket.fill", "{'ticket_id':'1','version':1,'fields':[{'name':'a','value':'b'}]}"},
    {"ticket.watch", "{'ticket_id':'1','version':1,'agent_id':'1'}"},
    {"ticket.remind", "{'ticket_id':'1','version':1,'within_ms':'PT1H'}"},
    {"ticket.unremind", "{'ticket_id':'1','version':1,'reminder_id':'1'}"},
    {"ticket.unwatch", "{'ticket_id':'1','version':1,'agent_id':'1'}"},
    {"ticket.link", "{'ticket_id':'1','version':1,'kind':'blocked_by','to':'2'}"},
    {"ticket.merge", "{'ticket_id':'1','version':1,'into':'2'}"},
    {"ticket.unmerge", "{'ticket_id':'1','version':1}"},
    {"ticket.split", "{'ticket_id':'1','version':1,'message_id':'1'}"},
    {"ticket.unlink", "{'ticket_id':'1','version':1,'kind':'blocked_by','to':'2'}"},
    {"sla.record_cause", "{'ticket_id':'1','version':1,'metric':'resolution','cause':'other'}"},
    {"floor.escalate", "{'ticket_id':'1','version':1}"},
    {"floor.lower", "{'ticket_id':'1','version':1,'floor':'desk'}"},
    {"floor.sign", "{'ticket_id':'1','version':1,'kind':'move_up'}"},
    {"floor.evidence", "{'ticket_id':'1','version':1,'evidence':'photo'}"},
    {"authority.request", "{'ticket_id':'1','version':1,'remedy':'exchange'}"},
    {"review.record", "{'ticket_id':'1','version':1,'agent_id':'1','score':1}"},
    {"outcome.rate", "{'ticket_id':'1','version':1,'agent_id':'1','score':1}"},
    {"agent.save", "{'agent_id':'1','version':1,'name':'Priya'}"},
    {"customer.save", "{'customer_id':'1','version':1,'name':'Ann'}"},
    {"customer.erase", "{'customer_id':'1','version':1,'reason':'r'}"},
};

static void expect_every_version_is_tried(void)
{
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        int found = (operation->flags & SUP_OPERATION_WRITES) == 0;
        int has_version = 0;

        for (uint32_t j = 0; j < operation->params->field_count; j++) {
            has_version |= strcmp(operation->params->fields[j].name, "version") == 0;
        }
        for (size_t k = 0; k < COUNT(stale); k++) {
            found |= strcmp(stale[k].method, operation->name) == 0;
        }
        if (has_version && !found) {
            fail_msg("%s takes a version and has no case", operation->name);
        }
    }
}

static void stale_versions_are_told_with_the_one_there_is(void **state)
{
    struct desk *desk = *state;
    struct wrong ticket = {-32004,
                           SUP_CONFLICT,
                           5004,
                           "TICKET_STALE",
                           "ticket 1 is at version 2, not at 1",
                           "/params/version",
                           .hint = "read the ticket again and repeat the change if it still makes "
                                   "sense"};
    struct wrong person = {-32004,
                           SUP_CONFLICT,
                           5005,
                           "VERSION_STALE",
                           .field = "/params/version",
                           .hint = "read it again and repeat the change if it still makes sense"};

    expect_every_version_is_tried();
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .customer_id = ANN));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = "Hm"));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya"));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE,
            PARAMS(customer_save, .customer_id = ANN, .name = "Ann"));
    for (size_t i = 0; i < COUNT(stale); i++) {
        int is_agent = strcmp(stale[i].method, "agent.save") == 0;
        int is_person = is_agent || strncmp(stale[i].method, "customer.", 9) == 0;

        person.text =
            is_agent ? "agent 1 is at version 2, not at 1" : "customer 1 is at version 2, not at 1";
        expect_wrong(desk, by_system(desk), stale[i].method, stale[i].params,
                     is_person ? &person : &ticket);
    }
    ticket.text = "ticket 1 is at version 2, not at 3"; /* nor is one to come */
    expect_wrong(desk, by_system(desk), "ticket.note", "{'ticket_id':'1','version':3,'body':'x'}",
                 &ticket);
    expect_result(desk, by_system(desk), "ticket.note", "{'ticket_id':'1','version':2,'body':'x'}",
                  "{'id':'2','ticket_id':'1','version':3,'sequence':13,'is_replay':false}");
}

/* ---- moves and callers that are refused ---- */

static void illegal_transitions_are_refused_and_recorded(void **state)
{
    struct desk *desk = *state;
    struct wrong move = {-32005,
                         SUP_REFUSED,
                         5006,
                         "TRANSITION",
                         "ticket 1 may not move from solved to pending",
                         "/params/status",
                         .hint = "move to one of the statuses that the policy`s transitions name"};
    struct wrong closed = {-32005,
                           SUP_REFUSED,
                           5007,
                           "TICKET_CLOSED",
                           "ticket 2 may not move from closed to open",
                           "/params/status",
                           .hint = "open a follow-up: ticket.open with follow_up_of"};

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 2, "closed");
    expect_wrong(desk, by_priya(desk), "ticket.move", "{'ticket_id':'1','status':'pending'}",
                 &move);
    expect_wrong(desk, by_priya(desk), "ticket.reply",
                 "{'ticket_id':'1','body':'x','status':'pending'}", &move);
    /* The system is not asked for rights, but held to the table. */
    expect_wrong(desk, by_system(desk), "ticket.move", "{'ticket_id':'1','status':'pending'}",
                 &move);
    move.field = "/params/calls/1/params/status";
    expect_wrong(desk, by_priya(desk), "batch",
                 "{'calls':[{'method':'ticket.note','params':{'ticket_id':'1','body':'x'}},"
                 "{'method':'ticket.move','params':{'ticket_id':'1','status':'pending'}}]}",
                 &move);
    expect_wrong(desk, by_priya(desk), "ticket.move", "{'ticket_id':'2','status':'open'}", &closed);
    closed.text = "ticket 2 is closed";
    closed.field = "/params/ticket_id";
    expect_wrong(desk, by_priya(desk), "ticket.reply", "{'ticket_id':'2','body':'x'}", &closed);
    expect_wrong(desk, by_priya(desk), "ticket.prioritize", "{'ticket_id':'2','priority':'low'}",
                 &closed);
    /* A status that is none is wrong input, and no refusal. */
    expect_wrong(desk, by_priya(desk), "ticket.move", "{'ticket_id':'1','status':'opne'}",
                 &(struct wrong){-32602, SUP_INVALID, 5008, "POLICY_NAME",
                                 "the policy has no status `opne`", "/params/status",
                                 .hint = "did you mean `open`?"});
    desk_expect_sound(desk);
}

#define ROLE_HINT "give the actor a role that allows it, in the policy"

static void callers_without_rights_are_refused_and_recorded(void **state)
{
    struct desk *desk = *state;
    struct wrong may_not = {-32005,          SUP_REFUSED,       7002,
                            "ACTOR_MAY_NOT", .field = "caller", .hint = ROLE_HINT};
    struct wrong unknown = {-32005,
                            SUP_REFUSED,
                            7001,
                            "ACTOR_UNKNOWN",
                            .field = "caller.actor_id",
                            .hint = "save them first; the caller`s kind and id must belong "
                                    "together"};
    struct sup_caller *importer;

    desk_ticket(desk);
    may_not.text = "agent 5 may not ticket.reply";
    expect_wrong(desk, by(desk, SUP_ACTOR_AGENT, VIC), "ticket.reply",
                 "{'ticket_id':'1','body':'x'}", &may_not);
    may_not.text = "agent 1 may not ticket.transfer";
    expect_wrong(desk, by_priya(desk), "ticket.transfer", "{'ticket_id':'1','team':'risk'}",
                 &may_not);
    may_not.text = "bot 4 may not ticket.assign";
    expect_wrong(desk, by_robo(desk), "ticket.assign", "{'ticket_id':'1','agent_id':'1'}",
                 &may_not);
    may_not.text = "customer 1 may not ticket.history";
    expect_wrong(desk, by_ann(desk), "ticket.history", "{'ticket_id':'1'}", &may_not);
    may_not.text = "integration 0 may not agent.save";
    expect_wrong(desk, by_integration(desk), "agent.save", "{'name':'Eve','roles':['admin']}",
                 &may_not);
    may_not.text = "agent 1 may not desk.rebuild";
    expect_wrong(desk, by_priya(desk), "desk.rebuild", "{}", &may_not);
    unknown.text = "there is no agent 99 who could ticket.note";
    expect_wrong(desk, by(desk, SUP_ACTOR_AGENT, 99), "ticket.note", "{'ticket_id':'1','body':'x'}",
                 &unknown);
    unknown.text = "there is no bot 1 who could ticket.note"; /* Priya is a person */
    expect_wrong(desk, by(desk, SUP_ACTOR_BOT, PRIYA), "ticket.note",
                 "{'ticket_id':'1','body':'x'}", &unknown);
    importer = by_priya(desk);
    importer->flags = SUP_CALLER_IMPORT;
    expect_wrong(desk, importer, "ticket.note", "{'ticket_id':'1','body':'x'}",
                 &(struct wrong){-32005, SUP_REFUSED, 7003, "IMPORT_MAY_NOT",
                                 "agent 1 may not import history", "caller.flags",
                                 .hint = "leave SUP_CALLER_IMPORT away"});
    desk_expect_sound(desk);
}

/* A caller that is wrong in itself is the host's mistake: told, and not recorded. */
static void callers_that_are_nobody_are_told(void **state)
{
    struct desk *desk = *state;
    struct wrong wrong = {-32001, SUP_INVALID, 1008, "CALLER_ACTOR",
                          .hint = "set actor_kind and actor_id of the caller"};

    wrong.field = "caller.actor_kind";
    wrong.text = "the caller`s actor_kind is 0";
    expect_wrong(desk, by(desk, SUP_ACTOR_NONE, 0), "desk.summary", "{}", &wrong);
    wrong.text = "the caller`s actor_kind is 6";
    expect_wrong(desk, by(desk, 6, 1), "desk.summary", "{}", &wrong);
    wrong.field = "caller.actor_id";
    wrong.text = "the caller`s actor_id is 0";
    expect_wrong(desk, by(desk, SUP_ACTOR_AGENT, 0), "desk.summary", "{}", &wrong);
    wrong.text = "the caller`s actor_id is 1";
    expect_wrong(desk, by(desk, SUP_ACTOR_SYSTEM, 1), "desk.summary", "{}", &wrong);
    expect_wrong(
        desk, at(by_system(desk), T0 + 1), "desk.summary", "{}",
        &(struct wrong){-32001, SUP_INVALID, 1009, "CALLER_TIME",
                        "at_ms 1774000000001 is after now_ms 1774000000000", "caller.at_ms",
                        .hint = "give now_ms in UTC milliseconds, and at_ms not after it"});
}

static const struct CMUnitTest tests[] = {
    desk_test(wrong_types_are_told_with_the_right_one),
    desk_test(numbers_of_the_wrong_kind_are_told),
    desk_test(times_and_durations_of_another_form_are_told),
    desk_test(unknown_methods_are_told_with_the_nearest),
    desk_test(unknown_members_are_told_with_the_nearest),
    desk_test(ids_of_another_tenant_are_not_there),
    desk_test(tickets_of_another_customer_are_not_there),
    desk_test(stale_versions_are_told_with_the_one_there_is),
    desk_test(illegal_transitions_are_refused_and_recorded),
    desk_test(callers_without_rights_are_refused_and_recorded),
    desk_test(callers_that_are_nobody_are_told),
};

DESK_MAIN(tests)
