/*
 * message.h: the registry of everything that can go wrong.
 *
 * One row a message: its stable number, its name, its code, what it means (for docs/errors.md,
 * which is made from this table) and the hint that a user reads. Numbers are never reused.
 * 1000s: calls and handles; 2000s: text, JSON and values; 3000s: storage; 4000s: policy;
 * 5000s: tickets and people; 6000s: events and chain; 7000s: authority.
 */
#ifndef SUP__MESSAGE_H
#define SUP__MESSAGE_H

#include "supportcore/base.h"

#define SUP__MESSAGES(X)                                                                           \
    X(1001, STRUCT_SIZE, SUP_INVALID, "A struct's size member is not one this library knows.",     \
      "set size to sizeof the struct and zero the rest")                                           \
    X(1002, ARGUMENT_MISSING, SUP_INVALID, "A required argument is missing.",                      \
      "give a value for the field")                                                                \
    X(1003, ARGUMENT_RANGE, SUP_INVALID, "A number is outside what is allowed.",                   \
      "use a value within the stated range")                                                       \
    X(1004, ARGUMENT_UNKNOWN, SUP_INVALID, "An argument names something that does not exist.",     \
      "use one of the listed names")                                                               \
    X(1005, NOMEM, SUP_NOMEM, "Memory ran out; nothing was changed.",                              \
      "free memory and repeat the call")                                                           \
    X(1006, FORKED, SUP_FORKED, "The handle was opened before fork().",                            \
      "open the store and the handle in the process that uses them")                               \
    X(1007, MISUSE, SUP_MISUSE, "The call is not allowed in this state.",                          \
      "see the comment of the function in the header")                                             \
    X(1008, CALLER_ACTOR, SUP_INVALID, "The caller does not say who acts.",                        \
      "set actor_kind and actor_id of the caller")                                                 \
    X(1009, CALLER_TIME, SUP_INVALID, "The caller's time cannot be used.",                         \
      "give now_ms in UTC milliseconds, and at_ms not after it")                                   \
    X(1010, CALLER_TRACEPARENT, SUP_INVALID, "The traceparent is not one of W3C trace context.",   \
      "pass the header's value as received, or NULL")                                              \
    X(1011, KEY_REUSED, SUP_CONFLICT, "An idempotency key was used for another request.",          \
      "use a new key for a new request")                                                           \
    X(1012, BATCH_REFERENCE, SUP_INVALID,                                                          \
      "A batch refers to a call that comes later or is not "                                       \
      "there.",                                                                                    \
      "-1 names what the first call made, -2 the second, and so on")                               \
    X(1013, UNSUPPORTED, SUP_UNSUPPORTED, "The store or this build does not offer this.",          \
      "see docs/backends.md")                                                                      \
    X(1014, RPC_REQUEST, SUP_INVALID, "A request is not a JSON-RPC 2.0 request object.",           \
      "send one object with jsonrpc \"2.0\", id, method and params by name")                       \
    X(1015, RPC_METHOD, SUP_INVALID, "A request names a method that does not exist.",              \
      "rpc.discover lists the methods")                                                            \
    X(1016, RPC_CALLER, SUP_INVALID, "A request says who asks, when, or for which tenant.",        \
      "leave it out: the host states the caller with each call")                                   \
    X(1017, STOPPED, SUP_MISUSE, "The host's progress hook stopped the call.",                     \
      "nothing was changed; call again to begin anew")                                             \
    X(1018, REENTERED, SUP_MISUSE,                                                                 \
      "The handle, or another one of its store, is in use by a call that has not returned.",       \
      "let that call end first: a store is used by one thread at a time, and not from hooks")      \
    X(1019, ARGUMENTS_EXCLUDE, SUP_INVALID, "Two arguments were given of which one is possible.",  \
      "give one of the two")                                                                       \
    X(1020, RESERVED, SUP_INVALID, "A reserved member of a struct is not 0.",                      \
      "zero the struct before filling it; a later version may use the member")                     \
    X(2001, TEXT_ENCODING, SUP_INVALID, "Text is not strict UTF-8.",                               \
      "convert the text to UTF-8 before the call")                                                 \
    X(2002, TEXT_LONG, SUP_LIMIT, "Text is longer than the limit.", "shorten the text")            \
    X(2003, CODE_FORM, SUP_INVALID, "A name is not a code.",                                       \
      "1 to 64 of a-z 0-9 _ . - and first a letter or a digit")                                    \
    X(2004, TIME_FORM, SUP_INVALID, "A time is not RFC 3339.",                                     \
      "write it as 2026-03-29T09:00:00Z or with an offset")                                        \
    X(2005, DURATION_FORM, SUP_INVALID, "A duration cannot be read.",                              \
      "write milliseconds, or ISO 8601 weeks to seconds such as P7D or PT4H30M")                   \
    X(2006, MONEY_FORM, SUP_INVALID, "An amount of money cannot be read.",                         \
      "write {\"amount\":\"12.50\",\"currency\":\"EUR\"} with the currency's digits")              \
    X(2007, ID_FORM, SUP_INVALID, "An id cannot be read.",                                         \
      "ids are whole numbers from 1, written as decimal strings in JSON")                          \
    X(2010, JSON_SYNTAX, SUP_INVALID, "The text is not JSON.", "see line and column")              \
    X(2011, JSON_DEPTH, SUP_LIMIT, "JSON is nested deeper than the limit.", "flatten the value")   \
    X(2012, JSON_SIZE, SUP_LIMIT, "JSON is larger than the limit.", "send less in one call")       \
    X(2013, JSON_DUPLICATE, SUP_INVALID, "An object has the same key twice.", "remove one")        \
    X(2014, JSON_TYPE, SUP_INVALID, "A JSON value has another type than the field.",               \
      "see the method's description: rpc.discover")                                                \
    X(2015, JSON_KEY, SUP_INVALID, "An object has a key that the method does not know.",           \
      "remove it or use the named one")                                                            \
    X(2016, JSON_MEMBERS, SUP_LIMIT, "JSON has more values than the limit.", "send less at once")  \
    X(2017, LIST_LONG, SUP_LIMIT, "A list has more items than the limit.",                         \
      "split it over several calls")                                                               \
    X(2018, JSON_ESCAPE, SUP_INVALID, "A JSON text has a character or escape it may not have.",    \
      "escape control characters, write surrogates as pairs, leave out U+0000")                    \
    X(2019, JSON_INCOMPLETE, SUP_INVALID, "JSON ends before its value is complete.",               \
      "send the whole text; a quote or bracket may be missing")                                    \
    X(2020, JSON_TRAILING, SUP_INVALID, "Something follows after the JSON value.",                 \
      "send one value; remove what follows it")                                                    \
    X(2021, JSON_BOM, SUP_INVALID, "JSON begins with a byte order mark.",                          \
      "save the text as UTF-8 without a byte order mark")                                          \
    X(2022, CURRENCY, SUP_INVALID, "A currency is not an ISO 4217 code.",                          \
      "use three capital letters such as EUR")                                                     \
    X(2023, TEXT_LINE, SUP_INVALID, "Text of one line has a line break or control character.",     \
      "remove it; only the bodies of messages may have several lines")                             \
    X(3001, STORE_OPEN, SUP_IO, "The store cannot be opened.", "check the path and its rights")    \
    X(3002, STORE_IO, SUP_IO, "The store failed to read or write.",                                \
      "nothing was changed; check the disk and repeat the call")                                   \
    X(3003, STORE_COMMIT, SUP_IO, "The store failed while committing: the outcome is not known.",  \
      "reopen and repeat the call with the same idempotency key")                                  \
    X(3004, STORE_BUSY, SUP_BUSY, "Another writer held the store for longer than the timeout.",    \
      "repeat the whole call")                                                                     \
    X(3005, STORE_BUSY_BORROWED, SUP_BUSY, "Your open transaction cannot become a writer now.",    \
      "roll your transaction back and begin it again with BEGIN IMMEDIATE")                        \
    X(3006, STORE_FULL, SUP_IO, "The disk or the database is full; nothing was changed.",          \
      "free space and repeat the call")                                                            \
    X(3007, STORE_READ_ONLY, SUP_IO, "The store cannot be written.",                               \
      "check the file's and the folder's rights, or open for reading")                             \
    X(3008, STORE_FOREIGN, SUP_CORRUPT, "The file belongs to another program.",                    \
      "give the path of a file that this library made, or a new one")                              \
    X(3009, STORE_NOT_A_DATABASE, SUP_CORRUPT, "The file is not a database.",                      \
      "give the path of a file that this library made, or a new one")                              \
    X(3010, STORE_NEWER, SUP_UNSUPPORTED, "The database was made by a newer version.",             \
      "use that version of the library, or a newer one")                                           \
    X(3011, STORE_TAMPERED, SUP_CORRUPT, "A table's definition is not ours, or has a trigger.",    \
      "remove what was added, or restore a backup; extra columns must be nullable or defaulted")   \
    X(3012, STORE_CORRUPT, SUP_CORRUPT, "Stored data does not fit the schema.",                    \
      "run the check; restore a backup if it cannot be repaired")                                  \
    X(3013, STORE_STATE, SUP_MISUSE, "A store verb was called in the wrong state.",                \
      "this is a bug in the library or the backend: report it")                                    \
    X(3014, STORE_POISONED, SUP_IO, "A commit failed earlier on this handle.",                     \
      "close it, open the store again and repeat the call by its idempotency key")                 \
    X(3015, STORE_DUPLICATE, SUP_EXISTS, "A row with this key is already there.",                  \
      "read the existing one")                                                                     \
    X(3016, STORE_VERSION, SUP_CONFLICT, "The row is no longer at the expected version.",          \
      "read it again and retry")                                                                   \
    X(3017, STORE_NO_ROW, SUP_NOT_FOUND, "No row has the key that was asked for.",                 \
      "check the key")                                                                             \
    X(3018, STORE_SUM, SUP_LIMIT, "A sum over stored rows does not fit in 64 bits.",               \
      "ask for a smaller range")                                                                   \
    X(3019, STORE_STOPPED, SUP_BUSY,                                                               \
      "A progress function or an interrupt of the host's stopped the call.",                       \
      "nothing was left behind; repeat the call to have it done")                                  \
    X(3020, STORE_TARGET, SUP_EXISTS, "The target of a backup is already there.",                  \
      "give a path where no file is")                                                              \
    X(3021, STORE_ABSENT, SUP_NOT_FOUND, "There is no file at the path, or nothing in it.",        \
      "check the path, or leave must_exist out to create it")                                      \
    X(3022, STORE_ROLLED_BACK, SUP_MISUSE,                                                         \
      "The tables were made in a transaction of the host's that was rolled back.",                 \
      "close the handle and open it again, best outside of a transaction")                         \
    X(3023, STORE_HOST_ROLLED_BACK, SUP_IO,                                                        \
      "After an error SQLite has rolled back your transaction, all of it.",                        \
      "your own changes are gone too, and no transaction is open: begin it again")                 \
    X(3024, STORE_LEFT, SUP_IO,                                                                    \
      "An operation failed, and so did its rollback: part of it is on your connection.",           \
      "roll your transaction back; committing it damages the desk for good")                       \
    X(3025, STORE_INCOMPLETE, SUP_CORRUPT, "A view or an index of the library's is missing.",      \
      "open the desk for writing: that makes it again")                                            \
    X(3026, STORE_DENIED, SUP_MISUSE, "An authorizer of the host's denies what has to be done.",   \
      "let it answer SQLITE_OK for tables that begin with sup_, transactions, savepoints, "        \
      "PRAGMAs")                                                                                   \
    X(3027, STORE_VALUE_LONG, SUP_LIMIT, "A value is longer than your connection allows.",         \
      "raise SQLITE_LIMIT_LENGTH of the connection, or shorten the text")                          \
    X(3028, STORE_EDITED, SUP_CORRUPT, "A row holds what the library never wrote there.",          \
      "the events say what it was: desk.check tells all such rows, desk.rebuild mends them")       \
    X(3029, STORE_NO_JOURNAL, SUP_MISUSE,                                                          \
      "Your connection keeps no rollback journal: a failed operation could not be undone.",        \
      "set PRAGMA journal_mode to anything but OFF, and then repeat the call")                     \
    X(4001, POLICY_FORMAT, SUP_INVALID, "A policy is written in another version of the format.",   \
      "write \"supportcore_policy\": 1, or use a newer library")                                   \
    X(4002, POLICY_MISSING, SUP_INVALID, "A policy lacks a required member.",                      \
      "add it; docs/policy.md lists every member")                                                 \
    X(4003, POLICY_TYPE, SUP_INVALID, "A value of a policy has the wrong JSON type.",              \
      "docs/policy.md shows each member with an example")                                          \
    X(4004, POLICY_VALUE, SUP_INVALID, "A value of a policy is not one of those allowed.",         \
      "docs/policy.md says what is allowed")                                                       \
    X(4005, POLICY_UNKNOWN, SUP_INVALID, "A policy names something that is not there.",            \
      "define it, correct it, or remove it")                                                       \
    X(4006, POLICY_DUPLICATE, SUP_INVALID, "A policy has the same name twice in one list.",        \
      "remove or rename one")                                                                      \
    X(4007, POLICY_COUNT, SUP_INVALID, "A list of a policy has too many entries, or too few.",     \
      "docs/policy.md lists the limits")                                                           \
    X(4008, POLICY_LIFECYCLE, SUP_INVALID,                                                         \
      "The statuses and transitions of a policy are not a life that a ticket can live.",           \
      "add the missing status or transition")                                                      \
    X(4009, POLICY_ZONE, SUP_INVALID, "A calendar is in a zone that cannot be found or read.",     \
      "install the tz database, or say in the options where it is; UTC and +05:30 need none")      \
    X(4010, POLICY_HOURS, SUP_INVALID,                                                             \
      "Hours of a calendar cannot be read, overlap or are never.",                                 \
      "write hours as 09:00-17:00, each minute of the week once at most")                          \
    X(4011, POLICY_CIRCLE, SUP_INVALID, "A condition asks for what its own list decides.",         \
      "ask for what was decided before, or for what the host gives")                               \
    X(4012, POLICY_HIDDEN, SUP_INVALID,                                                            \
      "A rule is never reached, since an earlier one takes all that it is for.",                   \
      "move it before the other, or remove it")                                                    \
    X(4013, POLICY_SAME, SUP_INVALID, "Two rules of a list have the same condition.",              \
      "remove one, or let their conditions differ")                                                \
    X(4014, POLICY_UNOWNED, SUP_INVALID, "A channel or reason has no team that owns it.",          \
      "give it a team")                                                                            \
    X(4015, POLICY_UNROUTED, SUP_INVALID, "Tickets of a channel may reach no team.",               \
      "give the channel a team, or add a routing rule for it")                                     \
    X(4016, POLICY_NO_TARGET, SUP_INVALID, "A channel has no promised first reply.",               \
      "add a first_reply target to an SLA policy without a condition")                             \
    X(4017, POLICY_REVIEW, SUP_INVALID, "Something is past its review date.",                      \
      "review it and write the next date")                                                         \
    X(4018, POLICY_COVERAGE, SUP_INVALID, "A promise counts at hours when nobody is there.",       \
      "let the target count on the hours of the channel, or open it longer")                       \
    X(4019, POLICY_NO_HOURS, SUP_INVALID,                                                          \
      "A channel has targets, and it is not known when somebody is there.",                        \
      "give the channel a calendar")                                                               \
    X(4020, RULE_FORM, SUP_INVALID, "A condition is not an object with one operator.",             \
      "write {\"operator\": [arguments]}; docs/conditions.md lists the operators")                 \
    X(4021, RULE_OPERATOR, SUP_INVALID, "A condition uses an operator that there is not.",         \
      "docs/conditions.md lists the operators, and what to do without the others")                 \
    X(4022, RULE_FACT, SUP_INVALID, "A condition or a case names a fact that there is not.",       \
      "docs/facts.md lists them; fields of the policy are field.NAME")                             \
    X(4023, RULE_ARGUMENTS, SUP_INVALID, "An operator has too few or too many arguments.",         \
      "docs/conditions.md shows each operator with an example")                                    \
    X(4024, RULE_TYPE, SUP_INVALID, "Values of two types meet, or an operator cannot take one.",   \
      "compare values of one type; docs/conditions.md says which each operator takes")             \
    X(4025, RULE_CONSTANT, SUP_INVALID, "A constant cannot be read as the type that is needed.",   \
      "docs/conditions.md shows how the values of each type are written")                          \
    X(4026, RULE_NAME, SUP_INVALID, "A constant is not one of the names that a fact can have.",    \
      "use a name of the policy, or add it there")                                                 \
    X(4027, RULE_LIMIT, SUP_INVALID, "A condition is too large or too deep.",                      \
      "split it into several rules; docs/conditions.md lists the limits")                          \
    X(4028, RULE_ALWAYS, SUP_INVALID, "A condition or a part of it is always true, or never.",     \
      "remove it, or compare with something that can vary")                                        \
    X(4029, RULE_CONTRADICTION, SUP_INVALID, "Parts of a condition shut each other out.",          \
      "check the values, or whether \"or\" was meant instead of \"and\"")                          \
    X(4030, RULE_UNSET, SUP_INVALID, "A condition asks for a fact that nothing sets yet.",         \
      "wait for the version that does, or use another fact")                                       \
    X(4031, CASE_VALUE, SUP_INVALID, "A value of a case is not one that its fact can have.",       \
      "docs/facts.md lists the facts, docs/conditions.md how values are written")                  \
    X(4032, POLICY_LATER, SUP_INVALID, "A condition asks for what a later list decides.",          \
      "ask for it in that later list, or in one after it")                                         \
    X(4033, POLICY_UNSET, SUP_INVALID,                                                             \
      "A condition asks for a fact that this version of the library does not set.",                \
      "nothing needs to change: the rule waits for the version that sets it")                      \
    X(4034, RULE_TAKEN, SUP_INVALID, "A constant is taken for what it does not quite say.",        \
      "write it as the text says, so that nobody has to guess")                                    \
    X(4035, POLICY_FLOOR, SUP_INVALID, "Escalation floors cannot work as they are written.",       \
      "docs/policy.md says what floors need of each other and of the roles")                       \
    X(4036, POLICY_REQUIRED, SUP_INVALID, "A rule matches as long as a fact is not known.",        \
      "nothing needs to change, where that is what is meant")                                      \
    X(4037, POLICY_AUTHORITY, SUP_INVALID, "The authority matrix cannot work as it is written.",   \
      "docs/policy.md says what a row needs")                                                      \
    X(4038, POLICY_UNCOVERED, SUP_INVALID, "No row of the authority matrix is for something.",     \
      "it is refused: add a row, or leave it so where that is what is meant")                      \
    X(4042, POLICY_NOBODY, SUP_INVALID, "An agent who is named is not on the desk.",               \
      "save the agent first, or name another; a role's name lasts longer than a person's id")      \
    X(5001, TICKET_UNKNOWN, SUP_NOT_FOUND, "There is no such ticket in this desk.",                \
      "check the id; another tenant's tickets do not exist here")                                  \
    X(5002, AGENT_UNKNOWN, SUP_NOT_FOUND, "There is no such agent in this desk.",                  \
      "check the id, or save the agent first")                                                     \
    X(5003, CUSTOMER_UNKNOWN, SUP_NOT_FOUND, "There is no such customer in this desk.",            \
      "check the id or identity, or save the customer first")                                      \
    X(5004, TICKET_STALE, SUP_CONFLICT, "The ticket is no longer at the expected version.",        \
      "read the ticket again and repeat the change if it still makes sense")                       \
    X(5005, VERSION_STALE, SUP_CONFLICT, "The record is no longer at the expected version.",       \
      "read it again and repeat the change if it still makes sense")                               \
    X(5006, TRANSITION, SUP_REFUSED, "The policy does not allow this move between statuses.",      \
      "move to one of the statuses that the policy's transitions name")                            \
    X(5007, TICKET_CLOSED, SUP_REFUSED, "The ticket is closed.",                                   \
      "open a follow-up: ticket.open with follow_up_of")                                           \
    X(5008, POLICY_NAME, SUP_INVALID, "A name is not in the desk's policy.",                       \
      "use a name of the policy, or activate a policy that has it")                                \
    X(5009, TICKET_ITEMS, SUP_LIMIT, "A ticket has as many of these as it may have.",              \
      "remove some first")                                                                         \
    X(5010, CUSTOMER_TAKEN, SUP_CONFLICT, "An identity belongs to another customer.",              \
      "leave it out; if the two are one person, merge them: customer.merge")                       \
    X(5011, AGENT_DEPARTED, SUP_REFUSED, "The agent has left the desk.",                           \
      "choose an agent who is there")                                                              \
    X(5012, CURSOR_MOVED, SUP_CONFLICT, "The position is not where the call says it is.",          \
      "read the position and go on from there; is another process at work?")                       \
    X(5013, POLICY_VERSION_UNKNOWN, SUP_NOT_FOUND, "There is no such policy version.",             \
      "versions are 1 to the active one; policy.list tells them")                                  \
    X(5014, EXTERNAL_TAKEN, SUP_CONFLICT, "The message is already in another ticket.",             \
      "look at the message that has it; one message is in one thread, once")                       \
    X(5015, AGENT_KIND, SUP_INVALID, "A person cannot become a bot, nor a bot a person.",          \
      "save another agent")                                                                        \
    X(5016, TICK_FIRST, SUP_CONFLICT, "Too much is due under the policy in force.",                \
      "call desk.tick until nothing is due, then activate again")                                  \
    X(5030, AVAILABILITY_LATE, SUP_CONFLICT,                                                       \
      "The agent's availability has changed after the time that is reported.",                     \
      "read the agent again; a change may be reported late, but not before the last one")          \
    X(5031, SESSION_UNKNOWN, SUP_NOT_FOUND, "The agent has no such session.",                      \
      "give the next_after_id of the page before, with the same agent")                            \
    X(5032, LANGUAGE_TAG, SUP_INVALID, "A language is not a tag in its canonical form.",           \
      "write it as in en, pt-BR or zh-Hans: RFC 5646 has the rules")                               \
    X(5033, FIELD_VALUE, SUP_INVALID, "A value is not one that the custom field can have.",        \
      "docs/policy.md shows how the values of each type are written")                              \
    X(5034, IDENTITY_FORM, SUP_INVALID, "An identity is not one of its kind.",                     \
      "docs/policy.md shows how the identities of each form are written")                          \
    X(5035, CUSTOMERS_MEET, SUP_CONFLICT, "Verified identities lead to two customers.",            \
      "if they are one person, merge them: customer.merge")                                        \
    X(5036, IDENTITY_SINGLE, SUP_CONFLICT,                                                         \
      "The customer has another verified identity of a kind that is single.",                      \
      "a person has one of these: is it somebody else? customer.get shows which there is")         \
    X(5037, CUSTOMER_IDENTITIES, SUP_LIMIT, "A customer has as many identities as one may have.",  \
      "are they one person's? see customer.get")                                                   \
    X(5038, CUSTOMERS_SAME, SUP_INVALID, "A customer cannot be merged into itself.",               \
      "name the two customers who are one person")                                                 \
    X(5039, CUSTOMER_NOT_MERGED, SUP_CONFLICT, "The customer was not merged into another.",        \
      "name the one that was merged away: customer.get lists the members")                         \
    X(5040, CUSTOMER_MEMBERS, SUP_LIMIT, "More customers would be one person than the limit.",     \
      "are they one person?")                                                                      \
    X(5041, MERGE_PROOFS, SUP_REFUSED,                                                             \
      "The two customers have different verified identities of a kind that is single.",            \
      "they are two persons; if one of the identities is wrong, unmerge where it came from")       \
    X(5050, REPORT_FACT, SUP_INVALID, "Things of this kind have no such fact.",                    \
      "docs/facts.md lists the facts; of other kinds any code is a name")                          \
    X(5051, REPORT_VALUE, SUP_INVALID, "A value is not one that the fact can have.",               \
      "docs/policy.md shows how the values of each type are written")                              \
    X(5052, REPORT_REUSED, SUP_CONFLICT,                                                           \
      "The id of the source's event was used for another report.",                                 \
      "is it the id of one event? what was reported stays; report a correction with an id of its " \
      "own")                                                                                       \
    X(5053, THING_FACTS, SUP_LIMIT, "A thing outside the desk has as many facts as it may have.",  \
      "facts keep their names when they are withdrawn: report fewer kinds of facts")               \
    X(5054, THING_UNKNOWN, SUP_NOT_FOUND, "Nothing was reported about this thing.",                \
      "check system, kind and id; reference.report tells the desk about it")                       \
    X(5060, MESSAGE_UNKNOWN, SUP_NOT_FOUND, "The ticket has no such message.",                     \
      "ticket.messages lists them; a page begins after one of the same ticket")                    \
    X(5061, TICKET_OF_ANOTHER, SUP_CONFLICT, "The ticket is of another customer.",                 \
      "leave ticket_id away and the message finds its ticket; if they are one person, merge them") \
    X(5062, REPLY_PUBLIC, SUP_INVALID,                                                             \
      "The customer wrote privately, and the reply would be seen by everyone.",                    \
      "name the channel: a private one, or this one if it is meant")                               \
    X(5063, ATTACHMENT_DIGEST, SUP_INVALID, "The digest of an attachment is not one.",             \
      "write the algorithm's code, a colon and small hexadecimal digits: sha256:9f86d0...")        \
    X(5070, LINK_SELF, SUP_INVALID, "A ticket cannot be linked with itself.",                      \
      "name the two tickets")                                                                      \
    X(5071, LINK_CYCLE, SUP_CONFLICT, "Links of one kind would lead in a circle.",                 \
      "look at the links of both tickets: one of them is the wrong way round")                     \
    X(5072, LINK_CHAIN, SUP_LIMIT, "The other ticket leads to more tickets than the limit.",       \
      "link to the one that matters, and the others to it")                                        \
    X(5073, TICKET_BLOCKED, SUP_REFUSED, "The ticket is blocked by one that is not solved.",       \
      "solve that one first, or take the link away: ticket.unlink")                                \
    X(5074, TICKET_CHILDREN, SUP_REFUSED, "The ticket has a child that is not solved.",            \
      "solve the child first, or take the link away: ticket.unlink")                               \
    X(5075, TICKET_MERGED, SUP_REFUSED, "The ticket was merged into another.",                     \
      "work goes on in the ticket that it is part of now; ticket.unmerge takes the merge back")    \
    X(5076, TICKETS_SAME, SUP_INVALID, "A ticket cannot be merged into itself.",                   \
      "name the two tickets that are about one thing")                                             \
    X(5077, TICKET_MEMBERS, SUP_LIMIT, "More tickets would be one than the limit.",                \
      "are they about one thing?")                                                                 \
    X(5078, TICKET_PERSONS, SUP_REFUSED, "The two tickets are of different persons.",              \
      "if they are one, merge the customers first: customer.merge; else link the tickets")         \
    X(5079, TICKET_NOT_MERGED, SUP_CONFLICT, "The ticket was not merged into another.",            \
      "name the one that was merged away: ticket.get lists the members")                           \
    X(5080, SPLIT_ALL, SUP_INVALID, "Nothing would be left of the thread.",                        \
      "name a later message, or leave the ticket as it is")                                        \
    X(5081, TICKETS_CROSS, SUP_REFUSED, "Tickets of the two customers hold what is the other's.",  \
      "take the merges of their tickets back, and split off what the other wrote")                 \
    X(5082, SPLIT_NO_WRITER, SUP_INVALID, "No customer is known who wrote the message.",           \
      "take that message alone, or all from there on: is_rest")                                    \
    X(5090, CUSTOMER_ERASED, SUP_CONFLICT, "The customer was erased by a privacy request.",        \
      "resolve the identities again: whoever writes now is a new customer")                        \
    X(5091, EXPORT_SIZE, SUP_LIMIT, "An export would have more bytes than the limit.",             \
      "read it in pages instead: customer.get, ticket.list and ticket.messages")                   \
    X(5100, LIST_AFTER, SUP_INVALID, "A position is not one of this list.",                        \
      "begin again without it, or ask as for the page that it came with: same filters, same sort") \
    X(5101, LIST_WIDE, SUP_LIMIT, "More tickets would have to be sorted than the limit.",          \
      "narrow the list by a category, a customer or a range of opened times, or sort by id")       \
    X(5110, MESSAGE_AUTHOR, SUP_INVALID, "Only an import says who else wrote a message.",          \
      "leave author_id away, or act as the agent")                                                 \
    X(5120, CALENDAR_HORIZON, SUP_LIMIT,                                                           \
      "A time, or what follows from it, is outside of the years that calendars know.",             \
      "use times of the named years, and a shorter duration")                                      \
    X(5121, CALENDAR_SPAN, SUP_INVALID, "A duration or a span of time runs backwards.",            \
      "give durations from 0, and spans that end after they begin")                                \
    X(5122, CALENDAR_UNKNOWN, SUP_NOT_FOUND, "The policy has no calendar of that name.",           \
      "use a name of its calendars, or give the calendar itself")                                  \
    X(5150, TIMER_UNKNOWN, SUP_NOT_FOUND, "The ticket has no such timer.",                         \
      "ticket.timers lists the timers that it has")                                                \
    X(5151, EXPLAIN_WIDE, SUP_LIMIT, "The ticket has more events than an explanation reads.",      \
      "read its events with event.list: their payload says what they did to timers")               \
    X(5152, GUIDE_NONE, SUP_NOT_FOUND, "No SLA policy is for all tickets.",                        \
      "name one of its SLA policies, or give the last one no condition")                           \
    X(5153, MISS_UNKNOWN, SUP_NOT_FOUND, "No promise was broken there.",                           \
      "sla.misses lists the promises that were broken")                                            \
    X(5170, REMINDER_UNKNOWN, SUP_NOT_FOUND, "The ticket has no such reminder.",                   \
      "ticket.get lists its reminders; one that was due is gone")                                  \
    X(5171, REMINDER_PAST, SUP_INVALID, "A reminder would be due at once, or in the past.",        \
      "give a time after now")                                                                     \
    X(5250, FLOOR_NONE, SUP_REFUSED, "The ticket is on no floor.",                                 \
      "the policy has no floors, or had none when the ticket was opened")                          \
    X(5251, FLOOR_OVER, SUP_REFUSED, "The ticket is not worked on, so it is on no floor now.",     \
      "reopen it first")                                                                           \
    X(5252, FLOOR_HIGHEST, SUP_REFUSED, "The ticket is on the highest floor.",                     \
      "there is nowhere to go up to")                                                              \
    X(5253, FLOOR_DIRECTION, SUP_INVALID, "The floor is not in that direction.",                   \
      "floor.escalate goes up, floor.lower down")                                                  \
    X(5254, FLOOR_ASKED, SUP_CONFLICT, "A sign-off to move up is waited for already.",             \
      "floor.explain tells who may sign it")                                                       \
    X(5255, FLOOR_JUSTIFICATION, SUP_REFUSED, "The sign-off needs a justification.",               \
      "give it as justification, or with the signature as note")                                   \
    X(5256, FLOOR_MISSING, SUP_REFUSED,                                                            \
      "Evidence or a signature that the floor wants is missing.",                                  \
      "record it with floor.evidence, or let somebody sign with floor.sign")                       \
    X(5257, FLOOR_HELD, SUP_REFUSED, "The floor holds that action.",                               \
      "floor.explain tells what is held, until when and who may sign")                             \
    X(5258, FLOOR_HANDLER, SUP_REFUSED, "The agent may not have tickets of that floor.",           \
      "give it to an agent with one of the floor's roles")                                         \
    X(5259, FLOOR_LOWERING, SUP_REFUSED, "Only those whom the floor names may lower it.",          \
      "ask one of them")                                                                           \
    X(5260, FLOOR_UNWANTED, SUP_INVALID, "The floor asks for no such signature.",                  \
      "floor.explain tells what it asks for")                                                      \
    X(5261, FLOOR_NOT_ASKED, SUP_CONFLICT, "Nobody asked for a sign-off.",                         \
      "it is asked for by floor.escalate, or when a time limit passes")                            \
    X(5262, FLOOR_SIGNED, SUP_CONFLICT, "That is signed already.", "floor.explain tells by whom")  \
    X(5263, FLOOR_SIGNER, SUP_REFUSED, "Somebody else has to sign that.",                          \
      "ask one of those who are named")                                                            \
    X(5264, FLOOR_OWN, SUP_REFUSED, "Nobody signs what they asked for or work on themselves.",     \
      "ask somebody else who may sign")                                                            \
    X(5265, FLOOR_WIDE, SUP_LIMIT, "More happened on the floors in that time than is summed up.",  \
      "ask for a shorter time")                                                                    \
    X(5304, FLOOR_CUSTOMER, SUP_REFUSED, "A customer names no floor.",                             \
      "leave floor away: the ticket goes to the next one up")                                      \
    X(5305, REMEDY_AMOUNT, SUP_INVALID, "An amount is missing, or is none.",                       \
      "give digits, a point and as many more as the currency has, or leave out what is none")      \
    X(5306, REMEDY_ORDER, SUP_INVALID, "It has to be said which order it is about.",               \
      "name an order of the ticket; reference.add says what a ticket is about")                    \
    X(5307, REMEDY_CUSTOMER, SUP_INVALID,                                                          \
      "The ticket is nobody's, and there is a limit per customer.",                                \
      "say whose ticket it is: give its messages a customer")                                      \
    X(5308, REMEDY_RATIONALE, SUP_INVALID, "It is given to who says why.", "give a rationale")     \
    X(5309, REMEDY_REFUSED, SUP_REFUSED, "The authority matrix does not allow it.",                \
      "authority.check tells what would be allowed; ask somebody who may")                         \
    X(5310, REMEDY_LIMIT, SUP_REFUSED, "A limit of the authority matrix is used up.",              \
      "authority.check tells how much is left of each limit")                                      \
    X(5311, REMEDY_CAPTURED, SUP_REFUSED, "More would be paid back than the order brought in.",    \
      "refund what is left, or give something else")                                               \
    X(5312, REQUEST_UNKNOWN, SUP_NOT_FOUND, "There is no such request.",                           \
      "approval.list lists the requests of a ticket")                                              \
    X(5313, REQUEST_STATE, SUP_CONFLICT, "The request is past that, or not so far yet.",           \
      "authority.explain tells what it waits for")                                                 \
    X(5314, REQUEST_VOID, SUP_REFUSED, "What the request was decided by is another now.",          \
      "ask again")                                                                                 \
    X(5315, REQUEST_FOREIGN, SUP_REFUSED, "The request is somebody else's.",                       \
      "who asked withdraws it; who approves rejects it")                                           \
    X(5316, REQUEST_EXTERNAL, SUP_CONFLICT, "Another request has that id of the shop's.",          \
      "confirm each request with the id of what was given for it")                                 \
    X(5317, REQUEST_SETTLED, SUP_CONFLICT, "The request was confirmed in another way.",            \
      "ask authority.explain what was confirmed")                                                  \
    X(5318, REQUEST_ROOM, SUP_LIMIT, "The ticket has no room for another request.",                \
      "execute or withdraw what is open")                                                          \
    X(5319, APPROVAL_OWN, SUP_REFUSED, "Nobody approves what they asked for.",                     \
      "ask somebody else who may approve it")                                                      \
    X(5320, APPROVAL_HOLDER, SUP_REFUSED, "The caller may not approve it.",                        \
      "authority.explain tells who may")                                                           \
    X(5321, APPROVAL_DONE, SUP_CONFLICT, "The caller decided about it already.",                   \
      "somebody else has to decide")                                                               \
    X(5322, APPROVAL_NOTE, SUP_INVALID, "A rejection says why.", "give a note")                    \
    X(5324, REVIEW_SUM, SUP_LIMIT, "A sum of money is more than can be told.",                     \
      "ask for a shorter time")                                                                    \
    X(5350, LEDGER_NOTHING, SUP_INVALID, "What was given counts for nothing.",                     \
      "name its order, or a ticket, a customer or the agent who gave it")                          \
    X(5351, LEDGER_CUSTOMER, SUP_INVALID, "The ticket is another customer's.",                     \
      "leave customer_id away: it counts for the ticket's customer")                               \
    X(5352, LEDGER_REUSED, SUP_CONFLICT, "That id of the shop's is known with another content.",   \
      "ask authority.explain what is known, and correct the wrong one where it comes from")        \
    X(5353, LEDGER_SCOPE, SUP_INVALID, "It has to be said whose ledger is read.",                  \
      "name one of ticket_id, customer_id, agent_id, order and team")                              \
    X(5354, REQUEST_DUPLICATE, SUP_REFUSED, "The same was asked for before.",                      \
      "withdraw it; if both are meant, name the earlier one as duplicate_of")                      \
    X(5390, STAFFING_LOAD, SUP_LIMIT, "More comes than the largest number of agents can handle.",  \
      "ask for a part of it: a shorter period, or one team")                                       \
    X(5391, SURVEY_SCORE, SUP_INVALID, "A survey of that kind has no such score.",                 \
      "csat is 1 to 5, ces 1 to 7, nps 0 to 10, pulse 0 to 100")                                   \
    X(5392, SURVEY_SUBJECT, SUP_INVALID, "A survey of that kind is not about that.",               \
      "leave it out: an nps has no ticket, a pulse no ticket, customer or reason")                 \
    X(5393, SURVEY_REUSED, SUP_CONFLICT, "The survey was reported before as something else.",      \
      "give each survey an id of its own; correct an answer with is_correction")                   \
    X(5394, SURVEY_UNKNOWN, SUP_NOT_FOUND, "There is no answer to correct.",                       \
      "report the answer first, without is_correction")                                            \
    X(5395, SURVEY_PERSON, SUP_CONFLICT, "The ticket is that of another person.",                  \
      "leave the customer out, or merge them with customer.merge if they are one")                 \
    X(5396, REVIEW_OWN, SUP_REFUSED, "Nobody reviews their own work.",                             \
      "rate it with outcome.rate; somebody else reviews it")                                       \
    X(5397, REVIEW_SECTION, SUP_INVALID, "A review has a section twice.",                          \
      "give each section once")                                                                    \
    X(5398, REVIEW_SPEAKER, SUP_INVALID, "An agent speaks for themselves alone.",                  \
      "leave it out, or let the host report it")                                                   \
    X(5399, SAMPLE_SIZE, SUP_LIMIT, "More tickets or agents than a sample is drawn from.",         \
      "draw from a shorter time, or for one team or agent")                                        \
    X(5430, KPI_METRIC, SUP_INVALID, "There is no such metric.", "kpi.definitions has them all")   \
    X(5431, KPI_BY, SUP_INVALID, "Figures are not told apart by that.",                            \
      "channel, reason, team, agent, floor, priority, segment, sla, hour, weekday, product")         \
    X(5432, KPI_DAY, SUP_INVALID, "A day is not one.", "write it like 2026-03-31")                 \
    X(5433, KPI_RANGE, SUP_INVALID, "The last day is before the first one.",                       \
      "from and to are both days of the range")                                                    \
    X(5434, KPI_ROWS, SUP_LIMIT, "There are more figures than one answer has.",                    \
      "ask for fewer days, metrics or groups, or filter")                                          \
    X(5435, KPI_CURRENCY, SUP_INVALID, "Figures of money are of one currency.",                    \
      "name one of ISO 4217: EUR")                                                                 \
    X(5436, KPI_EDITED, SUP_CORRUPT, "Figures hold what the library never wrote.",                 \
      "somebody else wrote it: kpi.rebuild works all figures out anew")                            \
    X(5440, ACTION_SUBJECT, SUP_INVALID, "What the action is about is not said as it needs it.",   \
      "authority.h tells what each action of the library is about")                                \
    X(5441, ACTION_FREE, SUP_INVALID, "Nothing here has to be asked for.",                         \
      "leave the request away: no row of the authority matrix is for this")                        \
    X(5442, ACTION_APPROVAL, SUP_REFUSED, "The authority matrix asks for approval first.",         \
      "ask with authority.request, and give its id as request_id once it is granted")              \
    X(5443, ACTION_OTHER, SUP_CONFLICT, "The request is for something else.",                      \
      "authority.explain tells what it is for")                                                    \
    X(5444, ACTION_OWN, SUP_INVALID, "That is done by the library itself, not by the shop.",       \
      "name the request as request_id in the operation that does it")                              \
    X(5470, DRIVERS_BY, SUP_INVALID, "Contact drivers are not told apart by that.",                \
      "reason, product, order_state: each once")                                                   \
    X(5471, DRIVERS_TICKETS, SUP_LIMIT, "More tickets than contact drivers are worked out from.",  \
      "ask for fewer days")                                                                        \
    X(5500, SCORECARD_DAYS, SUP_LIMIT, "A period of a scorecard has too many days.",               \
      "ask for a shorter one, or for its parts")                                                   \
    X(5501, COMPARE_SAME, SUP_INVALID, "There is nothing to compare.",                             \
      "give other days with versus_from, or teams and versus_teams or versus_rest")                \
    X(5502, COMPARE_TEAM, SUP_INVALID, "A comparison does not filter by team.",                    \
      "give the teams of each side as teams and versus_teams")                                     \
    X(5503, COMPARE_STATISTIC, SUP_INVALID, "A metric does not have that statistic.",              \
      "leave the statistic out, or ask for metrics with percentiles: kpi.definitions")             \
    X(5504, CORRECTIVE_LINE, SUP_INVALID, "The policy's scorecard has no such line.",              \
      "kpi.scorecard has them all")                                                                \
    X(5505, CORRECTIVE_OWNER, SUP_INVALID, "A corrective action has one owner.",                   \
      "name an agent or a role, not both; without either it is who answers for the line")          \
    X(5506, CORRECTIVE_DUE, SUP_INVALID, "A corrective action is due when it is over already.",    \
      "give a time that is still to come")                                                         \
    X(5507, CORRECTIVE_UNKNOWN, SUP_NOT_FOUND, "There is no such corrective action.",              \
      "corrective.list has them all")                                                              \
    X(5508, CORRECTIVE_CLOSED, SUP_CONFLICT, "The corrective action is closed.",                   \
      "record another one")                                                                        \
    X(5530, POLICY_FREE, SUP_INVALID, "No row of the matrix is for what the library itself does.", \
      "leave it so where the rights of roles are enough; else give it a row")                      \
    X(5545, KPI_DESKS, SUP_INVALID, "Figures of several desks are of different ones.",             \
      "give one handle of each desk")                                                              \
    X(5549, KPI_INSTANT, SUP_INVALID, "That instant has not come yet.",                            \
      "ask for now, or for an instant before it")                                                  \
    X(5560, KPI_FILTER, SUP_INVALID, "Figures are filtered by what there is not in this desk.",    \
      "give the id of an agent, an hour from 00 to 23, or a day of the week from 1")               \
    X(6001, CHAIN_UNKEYED, SUP_MISUSE, "Keys were given for a chain that has none.",               \
      "open without keys and call sup_chain_rotate() to make the chain keyed; if it was keyed, "   \
      "somebody changed the database")                                                             \
    X(6002, CHAIN_KEY_MISSING, SUP_MISUSE, "The chain's key was not given.",                       \
      "open with all keys the chain was made with")                                                \
    X(6003, CHAIN_KEY_WRONG, SUP_MISUSE, "A key is not the one the chain was made with.",          \
      "open with the right bytes for this key id; if they are right, restore a backup")            \
    X(6004, CHAIN_KEY_USED, SUP_EXISTS, "A key of this id is or was in use.", "choose another id") \
    X(6005, RANDOM, SUP_IO, "No random bytes could be had.",                                       \
      "check the random hook or the operating system's generator")                                 \
    X(6006, HASH_FORM, SUP_INVALID, "A hash is not 64 hexadecimal digits.",                        \
      "pass the hash as sup_chain_head() gave it")                                                 \
    X(6007, CHAIN_BROKEN, SUP_CORRUPT, "The event log is not what was written.",                   \
      "run chain.verify; restore a backup whose chain is intact")                                  \
    X(6008, RECORD_UNKNOWN, SUP_CORRUPT, "A row is there that no event knows.",                    \
      "somebody else wrote it: desk.check lists such rows, desk.rebuild removes them")             \
    X(6009, POLICY_DAMAGED, SUP_CORRUPT, "The document of a policy was changed or is missing.",    \
      "as the system call policy.activate with the document that was active, which puts it back, " \
      "or desk.rebuild when only sup_head was edited; desk.check tells which")                     \
    X(6010, CURSOR_DAMAGED, SUP_CORRUPT, "A consumer's place is not in the log.",                  \
      "somebody else wrote it: desk.rebuild removes it, and the consumer gets all events again")   \
    X(7001, ACTOR_UNKNOWN, SUP_REFUSED, "The acting agent, bot or customer is not known.",         \
      "save them first; the caller's kind and id must belong together")                            \
    X(7002, ACTOR_MAY_NOT, SUP_REFUSED, "No role of the actor allows this.",                       \
      "give the actor a role that allows it, in the policy")                                       \
    X(7003, IMPORT_MAY_NOT, SUP_REFUSED, "Only system and integration may import history.",        \
      "leave SUP_CALLER_IMPORT away")

#define SUP__MESSAGE_ENUM(number, name, code, meaning, hint) SUP_MSG_##name = number,
enum sup__message { SUP__MESSAGES(SUP__MESSAGE_ENUM) SUP_MSG_NONE = 0 };

/** Fill `error` (NULL: nothing to fill) and return the message's code. `field` may be NULL. */
int32_t sup__fail(struct sup_error *error, enum sup__message message, const char *field,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

/** SUP_OK when a struct of the caller's, which begins with its uint32_t size, can be read as one of
 *  `known` bytes: it has them, and what it has past them is zero. `what` is its name in the text.
 */
int32_t sup__check_struct(struct sup_error *error, const void *given, size_t known,
                          const char *what, const char *field);

/** Replace the hint that the registry gave. */
void sup__hint(struct sup_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Put `prefix` before the field of an error, for example a list's name before an index. */
void sup__field_prefix(struct sup_error *error, const char *prefix);

/** Forget what an error says. */
void sup__error_clear(struct sup_error *error);

#endif
