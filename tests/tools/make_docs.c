/*
 * make_docs: print docs/json-rpc.md, docs/errors.md, docs/facts.md or docs/kpi.md from the tables in the
 * library.
 *
 *   make_docs rpc     > docs/json-rpc.md
 *   make_docs errors  > docs/errors.md
 *   make_docs facts   > docs/facts.md
 *   make_docs kpis    > docs/kpi.md
 *
 * A test compares the committed pages with what this prints, so they cannot fall behind the code.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpi/definitions.h"
#include "policy/facts.h"
#include "supportcore.h"
#include "supportcore/message.h"

enum { SHAPES_MAX = 256 };

struct shapes {
    const struct sup_shape *items[SHAPES_MAX];
    size_t count;
};

static const char rpc_head[] =
    "# The JSON door\n"
    "\n"
    "One function serves every language: `sup_call()` takes a JSON-RPC 2.0 request and answers a\n"
    "JSON-RPC 2.0 reply. There is one method for each operation of the desk. The same list, for\n"
    "programs, is the OpenRPC document that `rpc.discover` answers.\n"
    "\n"
    "```json\n"
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\",\"params\":{\"subject\":\"Where is "
    "my "
    "order?\"}}\n"
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"id\":\"1\",\"ticket_id\":\"1\",\"version\":1,"
    "\"sequence\":2,\"is_replay\":false}}\n"
    "```\n"
    "\n"
    "## Requests\n"
    "\n"
    "* Parameters are given by name. A member that a method does not know is refused, with the\n"
    "  nearest name that it does know. `null` is the same as leaving a member out.\n"
    "* Who calls, when, and for which tenant is stated by the host with each call and is not part\n"
    "  of a request: members such as `actor`, `now` or `tenant` are refused.\n"
    "* `id` is a text, a number or null, and comes back as it was written. A request without `id`\n"
    "  is a notification: it runs, and its reply is empty.\n"
    "* A list of requests (a JSON-RPC batch) is refused, since it could be done by half. The\n"
    "  method [`batch`](#batch) does several changes as one.\n"
    "* A request has at most 8 MiB, 80 levels and 262,144 values. Keys that appear twice, text\n"
    "  that is not UTF-8 and the character U+0000 are refused.\n"
    "\n"
    "## Values\n"
    "\n"
    "| Type | In a request | In a reply |\n"
    "| --- | --- | --- |\n"
    "| id | `\"17\"`, or the number | `\"17\"` |\n"
    "| integer | a whole number from 0 to 2^53 - 1 | the same; less than 0 where less can be |\n"
    "| boolean | `true` or `false` | the same |\n"
    "| name | one of the listed names | the same |\n"
    "| time | RFC 3339, any offset | `\"2026-03-29T09:00:00.000Z\"` |\n"
    "| duration | milliseconds, or ISO 8601 such as `\"PT4H30M\"` | milliseconds; less than 0 where less can be |\n"
    "| code | 1 to 64 of `a-z 0-9 _ . -`, first a letter or digit | the same |\n"
    "| text | UTF-8, at most the stated bytes, one line: no control characters | the same |\n"
    "| lines | UTF-8, at most the stated bytes, with line breaks and tabs | the same |\n"
    "| JSON | any JSON value | the same, on one line |\n"
    "\n"
    "What is absent is left out of a reply: a text or id that is not there, a time that has not\n"
    "come. Integers and booleans are always there. A reply is one line.\n"
    "\n"
    "## Errors\n"
    "\n"
    "```json\n"
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"ticket_id is "
    "missing\",\"data\":{\"code\":\"INVALID\",\"message_id\":1002,\"message_name\":"
    "\"ARGUMENT_MISSING\",\"field\":\"/params/ticket_id\",\"hint\":\"give a value for the field\","
    "\"retryable\":false}}}\n"
    "```\n"
    "\n"
    "`code` is JSON-RPC's for what is wrong with the request itself, and -32000 plus the "
    "library's\n"
    "code for the rest:\n"
    "\n"
    "| `code` | `data.code` | Meaning |\n"
    "| --- | --- | --- |\n"
    "| -32700 | `INVALID` | The text is not JSON. |\n"
    "| -32600 | `INVALID` | It is not a request of JSON-RPC 2.0. |\n"
    "| -32601 | `INVALID` | There is no such method. |\n"
    "| -32602 | `INVALID` | A parameter is wrong. |\n"
    "| -32001 | `INVALID` | The host states the caller wrongly. |\n"
    "| -32002 | `NOT_FOUND` | There is no such thing in this tenant. |\n"
    "| -32003 | `EXISTS` | A thing with that key is already there. |\n"
    "| -32004 | `CONFLICT` | Someone was faster, or a key was used twice: read again, then retry. "
    "|\n"
    "| -32005 | `REFUSED` | A rule forbids it; the refusal has been recorded. |\n"
    "| -32006 | `LIMIT` | A named limit is passed. |\n"
    "| -32007 | `BUSY` | Another writer holds the store. |\n"
    "| -32008 | `IO` | The store failed; send the request again with the same idempotency key. |\n"
    "| -32009 | `CORRUPT` | The stored data contradicts itself or the schema. |\n"
    "| -32010 | `NOMEM` | Out of memory; nothing was changed. |\n"
    "| -32011 | `MISUSE` | The call is not allowed in this state. |\n"
    "| -32012 | `UNSUPPORTED` | This backend or build does not have it. |\n"
    "| -32013 | `FORKED` | The handle was carried over `fork()`. |\n"
    "\n"
    "`message_id` and `message_name` are explained in [errors.md](errors.md). `field` is a JSON\n"
    "pointer into the request. `line` and `column` say where a text that is not JSON, or a policy\n"
    "document, is wrong. `retryable` is true when the same request may succeed when it is sent\n"
    "again, without the host doing anything before.\n"
    "\n";

static const char rpc_batch[] =
    "### batch\n"
    "\n"
    "Several changes as one: all or none, in order, in one transaction.\n"
    "\n"
    "```json\n"
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"batch\",\"params\":{\"calls\":[\n"
    "  {\"method\":\"ticket.open\",\"params\":{\"subject\":\"Where is my order?\"}},\n"
    "  {\"method\":\"ticket.tag\",\"params\":{\"ticket_id\":\"-1\",\"tags\":[\"vip\"]}}]}}\n"
    "```\n"
    "\n"
    "An id of `\"-1\"` is what the first call's receipt will say, `\"-2\"` the second's. There are "
    "1 "
    "to\n"
    "1000 calls. The result has one receipt a call, in `receipts`. When one call fails nothing is\n"
    "written, and the error's field begins with `/params/calls/` and the call's number from 0.\n"
    "\n"
    "### rpc.discover\n"
    "\n"
    "Answers the OpenRPC document. No parameters.\n"
    "\n";

static const char errors_head[] =
    "# Errors\n"
    "\n"
    "Every function answers 0 (`SUP_OK`) or one of the negative codes of `supportcore/base.h`. "
    "What\n"
    "went wrong exactly is in `struct sup_error`: its `message_id` is one of these numbers. A "
    "number\n"
    "keeps its meaning across versions. In JSON replies they are `data.message_id` and\n"
    "`data.message_name`.\n"
    "\n"
    "The hint here is the general one; an error often has a closer one.\n"
    "\n";

static const char facts_head[] =
    "# Facts\n"
    "\n"
    "What a condition of the [policy document](policy.md) can ask about. A condition names a fact "
    "as\n"
    "`{\"var\": \"ticket.channel\"}`.\n"
    "\n"
    "**Type.** A name is one of a closed list, most often of the policy's own: a name that is not "
    "in\n"
    "it is an error when the policy is checked. Lists marked as ordered stand lowest first, so "
    "`<`\n"
    "and `>` mean something. Numbers are exact, with the stated decimals. Times are RFC 3339,\n"
    "durations ISO 8601.\n"
    "\n"
    "**Not given** is what a condition sees when nobody said the fact. A fact that is unknown "
    "leaves\n"
    "a condition undecided, unless the rest decides it: a rule that is undecided does not match.\n"
    "\n"
    "**From.** The desk knows it; the shop's backend says it; the policy decides it, in an "
    "earlier\n"
    "list of rules; or a later version will, and a rule that asks for it is warned about.\n"
    "\n"
    "**Set.** When a ticket is opened; afterwards, for what is decided about a ticket that is\n"
    "there; or by nothing yet. A rule that asks too early sees the fact as not given, which\n"
    "`policy.check` notes. `policy.test` takes it all the same, so that rules can be written now.\n"
    "\n"
    "**Reported.** Facts of `customer` and `order` that come from the shop are what it has "
    "reported\n"
    "(`customer.report`, `reference.report`) by the time a ticket is opened: about the person, "
    "and\n"
    "about the first order among the ticket's references. What it reports later changes no\n"
    "priority and no team; promises go by it from when something of the ticket's own changes, and\n"
    "[risk rules](concepts.md#floors) are asked at once, about each of its first ten orders, as are\n"
    "the conditions of a floor's signatures. Facts\n"
    "are read only where a rule asks for one.\n"
    "\n"
    "**Of messages.** Facts of `message` are what somebody found out about the customer's "
    "messages,\n"
    "a person or a program, and recorded on the ticket (`fact.record`, with the whole name). The\n"
    "latest value counts. They are not there while a ticket is opened: the rules that are asked\n"
    "afterwards see them.\n"
    "\n"
    "**Range.** Numbers called a count are 0 or more; a smaller one is refused in a case.\n"
    "\n";

/* ---- the method reference ---- */

static const char kpi_head[] =
    "# KPIs\n"
    "\n"
    "What each figure of [kpi.query](json-rpc.md#kpiquery) means. Each is a pure function of the events: what a ticket, a\n"
    "survey or a review adds is worked out from its rows, which are what the events say, and what it added before is taken away.\n"
    "So a merge, a reopening or a message told late never counts twice. `kpi.check` works everything out from scratch and compares,\n"
    "`kpi.rebuild` makes it anew; `kpi.explain` gives the tickets and surveys behind a figure. `kpi.definitions` has this page's table\n"
    "for programs. From a shell these are `supportcore kpi` with tables and charts, `kpi check`, `kpi rebuild`, `kpi explain` and\n"
    "`kpi definitions`.\n"
    "\n"
    "## What holds for all of them\n"
    "\n"
    "| | |\n"
    "| --- | --- |\n"
    "| Days | Those of the desk's zone: that of the policy's `timers.calendar`, else UTC. Both days of a range count. Weeks begin on Monday. With another zone figures begin anew. |\n"
    "| When a thing counts | At its own instant: a reply when it was written, a resolution when it was solved, a broken promise when it broke. |\n"
    "| Merges | A ticket that is part of another one counts as `merged` and nowhere else: its messages, its wait and its resolution are the whole's. Taken apart again, both count. |\n"
    "| Reopenings | A reopened ticket leaves what counts solved tickets until it is solved again; then it counts on that day, and what took is from opening to the last solving. |\n"
    "| Machines | A message with `is_automated`, or by a bot, is nobody's reply: it ends no wait for a person, and counts as `automated_messages`. A machine's note counts nowhere. |\n"
    "| Spam | Nothing is guessed. A shop that keeps spam in tickets gives it a reason of its own, and filters by it. |\n"
    "| Imports | Count like all others, on the days of which they tell. |\n"
    "| Erasure | Changes no figure: nothing that counts is text about a person. |\n"
    "| Who | What a ticket is told apart by is what it is now; replies and notes count for who wrote them, stays on floors for who had the ticket. Segments are those at its opening. |\n"
    "| Closed without solving | A ticket that was closed from work has no time at which it was solved: it left the backlog, and no duration counts. |\n"
    "| Surveys and reviews | Each counts once, with or without a ticket. An answer counts on its day, as it was last corrected; a share of those who answered on the day of the asking. Told apart by whom and what they were about when they were given: team, agent, reason; by the channel and the segment of their ticket; floor, priority and SLA policy they have none. |\n"
    "| People and cost | Who is there, who left, when they were available, and what an hour costs, are looked up when a figure is asked for, up to now: days to come are no days. Of several teams at once nobody is in any; bots count nowhere. Told apart by anything but team and agent these figures have no denominator. What `kpi.explain` says of a ticket is rounded, so what tickets cost adds up to the figure but for half a cent each. |\n"
    "| What came of it | Chargebacks, reviews, later orders and lifetime values are what the shop reports of orders and customers (docs/facts.md), looked up when a figure is asked for, on the day on which the ticket was opened: a report moves no other day, and what is erased or corrected is gone. |\n"
    "| Provisional | A figure that says so below depends on what customers do in a time of the policy after their ticket was first solved. Its value is provisional until the last day is over and that time behind it: `provisional_until` of each row, scorecard line and side of a comparison, absent where it is final or nothing is counted. What was solved by the end of that day is decided then; a figure that counts on the day of opening also moves with what is solved later. It goes by the days, without reading tickets. |\n"
    "| Late changes | A day's figures go on changing for as long as its tickets do. |\n"
    "\n"
    "Percentiles are by the nearest rank: the least value that at least so many percent do not pass. They come from each value\n"
    "where no more than 2,000 tickets had anything since the first day, where what is asked for is in no figures that are kept, and\n"
    "when `is_exact` is asked for; else from buckets that are off by less than 1 % of the value. `is_exact` of the answer says which.\n"
    "\n"
    "Several desks, tenants of one store or of several, have figures together as well: `sup_kpi_merge()` in C and `kpi --tenants 0,7`\n"
    "from a shell. Counts and sums add up exactly, percentiles come from all values or from all buckets; each desk counts its own\n"
    "days and costs. Only the host may ask for that, as the system: no request of the JSON door is about more than one desk.\n"
    "\n"
    "Figures are kept by day and by channel and reason, team, agent, floor, priority, segment, SLA policy, and hour of the day\n"
    "(of `opened`, `solved`, `replies`, `notes` and `customer_messages`). A question about one of these, or about channel and reason\n"
    "together, is answered from there, told apart by the day of the week as well, of which 1 is Monday. Any other mix, and any other\n"
    "figure by the hour, looks at what each ticket adds that had anything since the first day. A stock is as of the end of a day, so\n"
    "it is told apart by no hour and by no day of the week.\n"
    "\n"
    "A filter by a name that no policy of the desk ever had is refused, and the nearest name told: a misspelt one would count nothing,\n"
    "which looks like an answer. Teams, channels and other names of earlier policies, and agents who left, are as good as those of\n"
    "today. Of several desks one has to know it; any product may be named.\n"
    "\n"
    "All figures are told apart by product as well: refunds, credits, goodwill and what was given above the guideline, and also tickets,\n"
    "answers and chargebacks. The product is the ticket's first reference of the kind `product`, as contact drivers have it; of a\n"
    "ticket about several the first one has all, so that the sum over products, with what has none, is the total. It is the reference\n"
    "that the ticket has now: what is said of a ticket later moves what it added, and what an erasure takes away leaves that without a\n"
    "product. A survey or a review has its ticket's product. Nothing is kept by product, so an answer looks at each ticket that had\n"
    "anything since the first day, and at what it refers to.\n"
    "\n"
    "## The backlog of an instant\n"
    "\n"
    "`kpi.backlog` tells what was in work at any instant up to now, with the filters of other figures (`supportcore backlog --at\n"
    "2026-03-31T15:30:00Z`). It goes through what each ticket adds that was opened by then, about two microseconds for each; the\n"
    "metrics `backlog` and `backlog_aged` are that of the end of a day, at no such cost, and the same at its last millisecond. The metric\n"
    "`oldest` is the age of the oldest then: it goes through the tickets as well, once for all days, groups and steps of a question.\n"
    "\n"
    "| | |\n"
    "| --- | --- |\n"
    "| In work | Opened or reopened by then, that millisecond included, and neither solved nor closed by then; parts of other tickets, as they are known now, are not counted. |\n"
    "| `aged` | Of these, opened 7 times 24 hours before the instant or earlier. |\n"
    "| `ages` | How many were opened less than 1 day before, at least 1 and less than 3, 3 to 7, 7 to 30, and at least 30 days of 24 hours: each in one of them. A reopened ticket is as old as its opening. |\n"
    "| Oldest | The first of `items`: of what was in work the ticket that was opened first, and how long before the instant. Of those that were opened in one millisecond it is the one with the lower number. |\n"
    "\n"
    "## Targets\n"
    "\n"
    "The policy's [`kpi`](policy.md#kpi) gives figures a target and somebody who answers for it. `kpi.scorecard` shows each of\n"
    "these lines for a day, a week, a month or any range: the value and what it comes from, that of the period before, whether the\n"
    "target is met, and the values of some periods before. Values are those that `kpi.query` gives for the same days. Whether a\n"
    "target is met is decided by the exact numbers: 89.9996 % is shown as 90.000 and is not at least 90. A period in which nothing\n"
    "counted is *no data*, neither met nor missed; so is a count of a day before the desk's first or of one that has not come.\n"
    "Periods that are over are judged by the policy in force, too. From a shell it is `supportcore scorecard`, and `kpi compare`.\n"
    "\n"
    "When a period of the policy is over, the tick looks at each line once and tells as `kpi.crossed` which came to miss its target\n"
    "and which meets it again: by what is known then, so that what is told late changes no crossing that was told. Corrective\n"
    "actions (`corrective.record`) stand with their line until they are closed.\n"
    "\n"
    "`kpi.compare` puts two periods side by side, or two groups of teams: a pilot and the rest. The difference is worked out from the\n"
    "exact numbers and rounded once; of shares it is in points.\n"
    "\n"
    "## Contact drivers\n"
    "\n"
    "`kpi.drivers` tells why customers came: by reason, product and state of the order, the largest first, with how many there were in\n"
    "as many days before, how many of them were repeated contacts, what they cost by the policy's [`costs`](policy.md#costs), and the\n"
    "running share that makes it a Pareto table. Contacts that should not have existed are those for reasons that the policy calls\n"
    "`is_preventable`, and repeated ones: the same person had opened another ticket for the same reason within `repeat_contact` before.\n"
    "The product is the ticket's first reference of the kind `product`. The state of the order is what the ticket's fact `order.state`\n"
    "says, else what was last reported of its first order, which is its state today. Nothing of it is kept: an answer looks at each\n"
    "ticket of the days and of those before, up to 500,000.\n"
    "\n"
    "## The figures\n"
    "\n"
    "Shares are in percent, durations in milliseconds. *Each* is how many of these there are for each of those, a *score* the mean of\n"
    "scores on the scale of what was asked, *points* the difference of two shares, from -100 to 100. A *stock* is as of the end of the\n"
    "last day, all others are of what happened in the time. The version grows\n"
    "when a meaning changes.\n";

static void print_type(const struct sup_field *field)
{
    static const char *const names[] = {"",     "id",   "integer",  "boolean",
                                        "name", "time", "duration", "code",
                                        "text", "JSON", "",         "integer"};

    if ((field->flags & SUP_FIELD_LIST) != 0) {
        printf("list of ");
    }
    if (field->type == SUP_FIELD_OBJECT) {
        printf("[%s](#%s)", field->shape->name, field->shape->name);
    } else {
        printf("%s", (field->flags & SUP_FIELD_LINES) != 0 ? "lines" : names[field->type]);
    }
    for (size_t i = 0; field->names != NULL && field->names[i] != NULL; i++) {
        printf("%s `%s`", i == 0 ? ":" : ",", field->names[i]);
    }
    if ((field->flags & SUP_FIELD_LIST) != 0 && field->items_max != 0) {
        printf(", at most %" PRIu32, field->items_max);
    } else if (field->type == SUP_FIELD_TEXT && field->bytes_max != 0) {
        printf(", %" PRIu32 " bytes", field->bytes_max);
    } else if (field->type == SUP_FIELD_COUNT && field->items_max != 0) {
        printf(", at most %" PRIu32, field->items_max);
    }
}

static void print_fields(const struct sup_shape *shape, int is_param)
{
    printf(is_param ? "| Parameter | Type | Required | Meaning |\n| --- | --- | --- | --- |\n"
                    : "| Member | Type | Meaning |\n| --- | --- | --- |\n");
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct sup_field *field = &shape->fields[i];

        printf("| `%s` | ", field->name);
        print_type(field);
        if (is_param) {
            printf(" | %s", (field->flags & SUP_FIELD_REQUIRED) != 0 ? "yes" : "");
        }
        printf(" | %s |\n", field->summary);
    }
    printf("\n");
}

static void print_operation(const struct sup_operation *operation)
{
    const struct sup_shape *result =
        operation->result != NULL ? operation->result : sup_receipt_shape();

    printf("### %s\n\n%s\n\n", operation->name, operation->summary);
    if (operation->params->field_count != 0) {
        print_fields(operation->params, 1);
    } else {
        printf("No parameters.\n\n");
    }
    printf("Answers: [%s](#%s). The actor's role must allow `%s`.", result->name, result->name,
           operation->action);
    if (operation->governed_by != NULL) {
        printf(" Where a row of the [authority matrix](policy.md#authority) names `%s`, that decides "
               "as well.",
               operation->governed_by);
    }
    if ((operation->flags & SUP_OPERATION_BATCHES) != 0) {
        printf(" May be in a batch.");
    }
    printf("\n\n");
}

static void collect(struct shapes *shapes, const struct sup_shape *shape);

static void collect_fields(struct shapes *shapes, const struct sup_shape *shape)
{
    for (uint32_t i = 0; i < shape->field_count; i++) {
        if (shape->fields[i].type == SUP_FIELD_OBJECT) {
            collect(shapes, shape->fields[i].shape);
        }
    }
}

static void collect(struct shapes *shapes, const struct sup_shape *shape)
{
    for (size_t i = 0; i < shapes->count; i++) {
        if (shapes->items[i] == shape) {
            return;
        }
    }
    if (shapes->count == SHAPES_MAX) {
        fprintf(stderr, "more than %d shapes: there is no room for %s\n", SHAPES_MAX, shape->name);
        exit(1);
    }
    shapes->items[shapes->count++] = shape;
    collect_fields(shapes, shape);
}

static void print_rpc(void)
{
    struct shapes shapes = {.count = 0};

    printf("%s", rpc_head);
    printf("## Methods\n\n");
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        print_operation(sup_operation_at(i));
    }
    printf("%s", rpc_batch);
    printf("## Objects\n\n");
    collect(&shapes, sup_receipt_shape());
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        collect_fields(&shapes, sup_operation_at(i)->params);
        if (sup_operation_at(i)->result != NULL) {
            collect(&shapes, sup_operation_at(i)->result);
        }
    }
    for (size_t i = 0; i < shapes.count; i++) {
        printf("### %s\n\n%s\n\n", shapes.items[i]->name, shapes.items[i]->summary);
        print_fields(shapes.items[i], 0);
    }
}

/* ---- the list of errors ---- */

static const char *group_name(int32_t id)
{
    static const char *const names[] = {
        "",       "Calls and handles",  "Text, JSON and values",  "Storage",
        "Policy", "Tickets and people", "Events and their chain", "Authority"};
    int32_t group = id / 1000;

    return group < (int32_t)(sizeof names / sizeof names[0]) ? names[group] : "Others";
}

static void print_errors(void)
{
    int32_t group = 0;

    printf("%s", errors_head);
    for (int32_t i = 0; i < sup_message_count(); i++) {
        const struct sup_message *message = sup_message_at(i);

        if (message->id / 1000 != group) {
            group = message->id / 1000;
            printf("%s## %s\n\n| Number | Name | Code | Meaning | What to do |\n"
                   "| --- | --- | --- | --- | --- |\n",
                   i == 0 ? "" : "\n", group_name(message->id));
        }
        printf("| %" PRId32 " | `%s` | %s | %s | %s |\n", message->id, message->name,
               sup_code_name(message->code), message->meaning, message->hint);
    }
}

/* ---- the list of facts ---- */

static const char *type_word(int32_t type)
{
    static const char *const names[] = {"",     "boolean", "number",   "money", "text",
                                        "name", "time",    "duration", "list",  "record"};

    return names[type];
}

static void print_fact_type(const struct sup__fact *fact, int32_t domain)
{
    int is_ordered = domain == SUP__DOMAIN_PRIORITIES || domain == SUP__DOMAIN_IMPACTS ||
                     domain == SUP__DOMAIN_URGENCIES || domain == SUP__DOMAIN_FLOORS;

    if (fact->type == SUP__FACT_LIST) {
        printf("list of %ss", type_word(fact->item_type));
    } else {
        printf("%s", type_word(fact->type));
    }
    if (domain != SUP__DOMAIN_NONE) {
        printf(": %s%s", sup__domain_what(domain), is_ordered ? ", ordered" : "");
    }
    if (fact->scale != 0) {
        printf(", %" PRIu32 " decimal%s", fact->scale, fact->scale == 1 ? "" : "s");
    }
}

static const char *absence_word(const struct sup__fact *fact)
{
    if (fact->absence == SUP__ABSENT_UNKNOWN) {
        return "unknown";
    }
    return fact->type == SUP__FACT_BOOL ? "false" : fact->type == SUP__FACT_LIST ? "empty" : "0";
}

static void print_facts(void)
{
    static const char *const sources[] = {"", "desk", "shop", "policy", "later"};
    static const char *const states[] = {"not yet", "yes", "afterwards"};
    const struct sup__fact *facts = sup__builtin_facts();
    const char *group = "";

    printf("%s", facts_head);
    for (uint32_t i = 0; i < SUP__F_COUNT; i++) {
        size_t bytes = (size_t)(strchr(facts[i].name, '.') - facts[i].name) + 1;

        if (strncmp(group, facts[i].name, bytes) != 0) {
            printf("%s## %.*s\n\n| Fact | Type | Not given | From | Set | Meaning |\n"
                   "| --- | --- | --- | --- | --- | --- |\n",
                   i == 0 ? "" : "\n", (int)bytes - 1, facts[i].name);
        }
        group = facts[i].name;
        printf("| `%s` | ", facts[i].name);
        print_fact_type(&facts[i], sup__builtin_fact_domain(i));
        printf(" | %s | %s | %s | %s |\n", absence_word(&facts[i]), sources[facts[i].source],
               states[sup__builtin_fact_state(i)], facts[i].meaning);
    }
    printf(
        "\n## field\n\n"
        "Each custom field of the policy is a fact, `field.` and its name: a text, number, money,\n"
        "boolean or time by its type; of a choice a name, of choices a list of names, both of its\n"
        "options. One that is not filled in is unknown.\n");
}

static void print_kpis(void)
{
    static const char *const units[] = {NULL,   "count", "ms",    "percent",
                                        "each", "money", "score", "points"};
    static const char *const windows[] = {"", "repeat_contact", "repeat_purchase"};

    fputs(kpi_head, stdout);
    printf("\n| figure | what people call it | unit | formula | what is counted, and when | "
           "clock | provisional for | source | version |\n"
           "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (uint32_t i = 0; i < sup__kpi_definition_count(); i++) {
        const struct sup__kpi_definition *kpi = sup__kpi_definition_at(i);
        printf("| `%s` | %s | %s%s%s | %s | %s | %s | %s | %s | %d |\n", kpi->name, kpi->label,
               units[kpi->unit], kpi->spread ? ", percentiles" : "", kpi->is_sum ? ", stock" : "",
               kpi->formula, kpi->population, kpi->clock, windows[sup__kpi_window(kpi)], kpi->source, (int)kpi->version);
    }
}

int main(int count, char **words)
{
    if (count == 2 && strcmp(words[1], "rpc") == 0) {
        print_rpc();
    } else if (count == 2 && strcmp(words[1], "errors") == 0) {
        print_errors();
    } else if (count == 2 && strcmp(words[1], "facts") == 0) {
        print_facts();
    } else if (count == 2 && strcmp(words[1], "kpis") == 0) {
        print_kpis();
    } else {
        fprintf(stderr, "usage: make_docs rpc|errors|facts|kpis\n");
        return 2;
    }
    return 0;
}
