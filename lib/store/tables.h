/*
 * tables.h: every table the library keeps, declared once.
 *
 * Each list below names the columns of one table in order: X(TYPE, name, flags, meaning). From it
 * come the schema that backends see (schema.c), the numbers of the columns, and the row structs
 * with their layout (repo/rows.h). The first columns are the primary key.
 *
 * Names of the policy (statuses, channels, priorities, teams) are stored as text, so that a shop
 * reads them in SQL without a lookup; what the library itself enumerates (kinds, categories) is
 * stored as numbers, and the views give their names.
 */
#ifndef SUP__TABLES_H
#define SUP__TABLES_H

#include "store/tables_kpi.h"
#include "store/tables_request.h"
#include "store/tables_scorecard.h"
#include "store/tables_survey.h"
#include "store/tables_timer.h"
#include "supportcore/sys/store.h"

/* What a column holds, in place of TYPE: the type, the form, and the least and the most, of a text
 * in bytes. INT, TEXT and BLOB are any value. Rows that somebody edited are found by it
 * (repo/values.c); only there the limits' names need to be known. */
#define SUP__HOLDS_INT                INT, NUMBER, INT64_MIN, INT64_MAX
#define SUP__HOLDS_TEXT               TEXT, TEXT, 0, INT64_MAX
#define SUP__HOLDS_BLOB               BLOB, BYTES, 0, INT64_MAX
#define SUP__HOLDS_RANGE(least, most) INT, NUMBER, least, most
#define SUP__HOLDS_ID                 INT, NUMBER, 1, SUP__NUMBER_MAX
#define SUP__HOLDS_COUNT              INT, NUMBER, 0, SUP__NUMBER_MAX
#define SUP__HOLDS_TIME               INT, NUMBER, SUP__TIME_MIN_MS, SUP__TIME_MAX_MS
#define SUP__HOLDS_CODE               TEXT, CODE, 1, SUP__CODE_BYTES
#define SUP__HOLDS_NAMES              TEXT, LINE, 0, SUP__NAMES_BYTES
#define SUP__HOLDS_LINE(least, most)  TEXT, LINE, least, most
#define SUP__HOLDS_LINES(least, most) TEXT, LINES, least, most

#define SUP__TYPE_OF(...)                        SUP__TYPE_FIRST(__VA_ARGS__)
#define SUP__TYPE_FIRST(type, form, least, most) SUP_##type

#define SUP__N SUP_COLUMN_NULLABLE
#define SUP__P (SUP_COLUMN_NULLABLE | SUP_COLUMN_PRIVATE)

#define SUP__HEAD_COLUMNS(X)                                                                       \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(COUNT, sequence, 0, "of the last event")                                                     \
    X(BLOB, hash, 0, "of the last event")                                                          \
    X(COUNT, ticket_count, 0, "tickets made so far; the last one's id")                            \
    X(COUNT, message_count, 0, "messages made so far; the last one's id")                          \
    X(COUNT, agent_count, 0, "agents made so far; the last one's id")                              \
    X(COUNT, customer_count, 0, "customers made so far; the last one's id")                        \
    X(COUNT, reminder_count, 0, "reminders set so far; the last one's id")                         \
    X(COUNT, request_count, 0, "requests made so far; the last one's id")                          \
    X(COUNT, survey_count, 0, "surveys told so far; the last one's id")                            \
    X(COUNT, review_count, 0, "reviews given so far; the last one's id")                           \
    X(COUNT, corrective_count, 0, "corrective actions recorded so far; the last one's id")         \
    X(COUNT, policy_version, 0, "the active policy; 0 is the built-in one")                        \
    X(TEXT, policy_digest, 0, "of the active policy's document, hexadecimal")                      \
    X(TEXT, key_id, 0, "of the chain's key; empty for an unkeyed chain")                           \
    X(BLOB, key_check, 0, "a keyed hash of a constant: tells a wrong key; empty when unkeyed")     \
    X(TIME, replan_ms, SUP__N, "since when tickets wait for the active policy's promises, UTC ms") \
    X(CODE, replan_digest, SUP__N, "of the policy before it; NULL: the built-in one")              \
    X(RANGE(0, 6), replan_category, SUP__N, "of the last ticket that had its turn")                \
    X(COUNT, replan_id, SUP__N, "its id")                                                          \
    X(TIME, kpi_ms, SUP__N, "when targets are looked at next, UTC ms; NULL: there are none")       \
    X(LINE(32, 32), erasure_key, SUP__N,                                                           \
      "of the digests by which erased orders and ids of the shop are known, hexadecimal; NULL: "   \
      "there are none")

#define SUP__EVENT_COLUMNS(X)                                                                      \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(INT, sequence, 0, "1, 2, 3 ... without gaps: the order of everything")                       \
    X(INT, operation, 0, "sequence of the first event of the same operation")                      \
    X(INT, kind, 0, "what happened; the list of events has names")                                 \
    X(INT, at_ms, 0, "when it happened, UTC ms")                                                   \
    X(INT, recorded_ms, 0, "when it was recorded, UTC ms")                                         \
    X(INT, actor_kind, 0, "1 agent, 2 bot, 3 customer, 4 system, 5 integration")                   \
    X(INT, actor_id, 0, "agent or customer; 0 for system")                                         \
    X(INT, ticket_id, 0, "0 when it concerns none")                                                \
    X(INT, subject_id, 0, "agent, customer, message or policy version concerned; 0 for none")      \
    X(INT, number, 0, "category, availability, handle time in ms or count, by kind")               \
    X(INT, flags, 0,                                                                               \
      "1 imported, 2 automated, 4 acknowledgement, 8 reopens, 16 reassigns, "                      \
      "32 first reply, 64 public, 128 answer, 256 after hours")                                    \
    X(INT, policy_version, 0, "the policy it was decided under")                                   \
    X(TEXT, before, SUP__N, "name before: status, priority, reason, team, availability, key")      \
    X(TEXT, after, SUP__N,                                                                         \
      "name after: status, priority, reason, team, availability, channel, method, key")            \
    X(TEXT, payload, 0, "what else there is to know, canonical JSON")                              \
    X(BLOB, private_digest, 0, "of the salted private text; empty when there is none")             \
    X(BLOB, hash, 0, "of the hash before and this event's bytes")

#define SUP__EVENT_PRIVATE_COLUMNS(X)                                                              \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(INT, sequence, 0, "of the event")                                                            \
    X(BLOB, salt, 0, "random; erased with the text")                                               \
    X(TEXT, title, SUP__P, "subject or name")                                                      \
    X(TEXT, body, SUP__P, "text of a message")                                                     \
    X(TEXT, data, SUP__P, "references, external ids, facts and fields, canonical JSON")

#define SUP__POLICY_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(INT, version, 0, "1, 2, 3 ...")                                                              \
    X(INT, sequence, 0, "of the event that activated it")                                          \
    X(TEXT, digest, 0, "BLAKE2b-256 of the document, hexadecimal")                                 \
    X(TEXT, document, 0, "the JSON text as it was given")

#define SUP__AGENT_COLUMNS(X)                                                                      \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, id, 0, "1, 2, 3 ...")                                                                    \
    X(COUNT, version, 0, "grows with each change")                                                 \
    X(RANGE(1, 2), kind, 0, "1 person, 2 bot")                                                     \
    X(LINE(0, SUP_NAME_BYTES_MAX), name, SUP__P, "what colleagues and customers read")             \
    X(NAMES, roles, 0, "names of the policy, separated by spaces")                                 \
    X(NAMES, teams, 0, "names of the policy, separated by spaces")                                 \
    X(RANGE(0, 1), is_departed, 0, "1: may no longer act")                                         \
    X(NAMES, skills, 0, "codes separated by spaces")                                               \
    X(NAMES, languages, 0, "language tags separated by spaces")                                    \
    X(RANGE(0, SUP_AGENT_CAPACITY_MAX), capacity, 0, "open tickets at once; 0 is not stated")      \
    X(RANGE(1, 4), availability, 0, "1 available, 2 busy, 3 away, 4 offline")                      \
    X(TIME, availability_since_ms, SUP__N, "UTC ms; NULL when it was never set")

#define SUP__SESSION_COLUMNS(X)                                                                    \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, agent_id, 0, "whose it is")                                                              \
    X(TIME, begun_ms, 0, "UTC ms")                                                                 \
    X(ID, sequence, 0, "of the event that began it")                                               \
    X(RANGE(1, 3), availability, 0, "1 available, 2 busy, 3 away")                                 \
    X(TIME, ended_ms, SUP__N, "UTC ms; NULL while it lasts")

#define SUP__TENURE_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, agent_id, 0, "whose it is")                                                              \
    X(ID, sequence, 0, "of the event that began it")                                               \
    X(TIME, begun_ms, 0, "when they came to the desk, UTC ms")                                     \
    X(TIME, ended_ms, SUP__N, "when they departed, UTC ms; NULL while they are here")

#define SUP__CUSTOMER_COLUMNS(X)                                                                   \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, id, 0, "1, 2, 3 ...")                                                                    \
    X(COUNT, version, 0, "grows with each change")                                                 \
    X(LINE(0, SUP_NAME_BYTES_MAX), name, SUP__P, "as the shop reported it")                        \
    X(TIME, created_ms, 0, "UTC ms")                                                               \
    X(ID, root_id, 0, "who that is now: itself, or whom it was merged into in the end")            \
    X(COUNT, merged_into, SUP__N, "the customer it was merged into; NULL when it was not")         \
    X(TIME, erased_ms, SUP__N, "when a privacy request erased them, UTC ms; NULL when none did")   \
    X(TIME, parted_ms, SUP__N,                                                                     \
      "when they were last parted from somebody by taking a merge back, UTC ms; NULL: never")

#define SUP__CUSTOMER_EVENT_COLUMNS(X)                                                             \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, customer_id, 0, "about whom it is, or who wrote it")                                     \
    X(ID, sequence, 0, "of the event")

#define SUP__CUSTOMER_PARTING_COLUMNS(X)                                                           \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, customer_id, 0, "who was parted from others")                                            \
    X(TIME, parted_ms, 0, "until when they were one, UTC ms")                                      \
    X(ID, sequence, 0, "of the event that parted them, which names the others")

#define SUP__CUSTOMER_FACT_COLUMNS(X)                                                              \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, customer_id, 0, "about whom it was said")                                                \
    X(CODE, name, 0, "the fact, without its group: lifetime_value")                                \
    X(LINE(0, SUP_FACT_BYTES_MAX), value, SUP_COLUMN_PRIVATE,                                      \
      "as text, in the form of the fact's type; empty once it was withdrawn")                      \
    X(TIME, at_ms, 0, "when it was so, UTC ms")                                                    \
    X(CODE, system, 0, "who said so")                                                              \
    X(LINE(1, SUP_SOURCE_EVENT_ID_BYTES_MAX), source_event_id, SUP__P,                             \
      "the source's event that said so")                                                           \
    X(ID, sequence, 0, "of the event of the report")

#define SUP__IDENTITY_COLUMNS(X)                                                                   \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(LINE(0, SUP__CODE_BYTES), system, 0, "where it is from: shopify; empty: of no system")       \
    X(CODE, kind, 0, "what it is: email")                                                          \
    X(LINE(1, SUP_IDENTITY_BYTES_MAX), value, SUP_COLUMN_PRIVATE, "in the one form of its kind")   \
    X(ID, customer_id, 0, "whose it is")                                                           \
    X(RANGE(0, 1), is_verified, 0, "1: the host has proof; 0: it is claimed")

#define SUP__TICKET_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, id, 0, "1, 2, 3 ...")                                                                    \
    X(COUNT, version, 0, "grows by one with each event of the ticket")                             \
    X(CODE, status, 0, "name of the policy")                                                       \
    X(RANGE(1, 6), category, 0, "1 new, 2 open, 3 pending, 4 on hold, 5 solved, 6 closed")         \
    X(LINE(0, SUP_SUBJECT_BYTES_MAX), subject, SUP__P, "what it is about")                         \
    X(CODE, channel, 0, "where it began")                                                          \
    X(CODE, priority, 0, "name of the policy")                                                     \
    X(CODE, reason, SUP__N, "contact reason, a name of the policy")                                \
    X(CODE, team, SUP__N, "who looks after it")                                                    \
    X(COUNT, customer_id, 0, "whose it is; 0 when not known")                                      \
    X(COUNT, assignee_id, 0, "agent who has it; 0 for nobody")                                     \
    X(COUNT, follow_up_of, SUP__N, "the closed ticket that it goes on from")                       \
    X(COUNT, follow_up_id, SUP__N, "the last ticket that goes on from this one")                   \
    X(TIME, opened_ms, 0, "UTC ms")                                                                \
    X(TIME, updated_ms, 0, "latest time of its events but of time or a policy alone, UTC ms")      \
    X(TIME, known_ms, 0, "latest time of all its events, UTC ms: a clock behind counts as this")   \
    X(TIME, first_reply_ms, SUP__N, "first substantive public reply by a person, UTC ms")          \
    X(TIME, last_reply_ms, SUP__N, "the latest such reply, UTC ms")                                \
    X(TIME, last_customer_ms, SUP__N, "the latest message that the customer wrote, UTC ms")        \
    X(TIME, waiting_since_ms, SUP__N, "the oldest of them that waits for a reply, UTC ms")         \
    X(CODE, reply_channel, 0, "of the latest message that the customer wrote: replies go there")   \
    X(COUNT, settled_id, 0, "messages up to this id wait no longer: it was solved after them")     \
    X(TIME, solved_ms, SUP__N, "when it was last solved; NULL while it is not")                    \
    X(TIME, closed_ms, SUP__N, "NULL while it is not closed")                                      \
    X(COUNT, reopen_count, 0, "from solved or closed back to work")                                \
    X(COUNT, assign_count, 0, "assignments to an agent or a team")                                 \
    X(COUNT, reassign_count, 0, "those that were not the first")                                   \
    X(COUNT, message_count, 0, "messages of all kinds")                                            \
    X(COUNT, note_count, 0, "private notes among them")                                            \
    X(RANGE(0, 1), is_imported, 0, "1: opened by an import")                                       \
    X(TIME, agenda_ms, SUP__N, "the earliest thing that waits for time on it, UTC ms")             \
    X(CODE, sla, SUP__N, "the SLA policy that is for it; NULL: none")                              \
    X(COUNT, timers, SUP__N, "state of the latest run of each metric, two bits each")              \
    X(COUNT, watcher_count, SUP__N, "rows in sup_watcher")                                         \
    X(COUNT, reminder_count, SUP__N, "rows in sup_reminder")                                       \
    X(COUNT, request_count, SUP__N, "rows in sup_request that wait or are granted")                \
    X(COUNT, link_count, SUP__N, "sides of rows in sup_link that it is")                           \
    X(COUNT, merged_into, SUP__N, "the ticket it was merged into; NULL when it was not")           \
    X(COUNT, root_id, SUP__N, "the ticket that it is part of now; NULL: it was not merged")        \
    X(COUNT, member_count, SUP__N, "tickets that are part of it: rows in sup_merge")               \
    X(RANGE(0, 1), is_customer_given, SUP__N,                                                      \
      "1: its customer is that of a ticket merged into it")                                        \
    X(COUNT, planned_version, SUP__N, "the policy by which its timers were last changed")          \
    X(CODE, floor, SUP__N, "the tier of handling that it is on; NULL: there were none")            \
    X(CODE, floor_minimum, SUP__N, "the lowest one that it may be on")                             \
    X(COUNT, floor_rank, SUP__N, "which of the policy's floors it is on; 1 is the lowest")         \
    X(COUNT, minimum_rank, SUP__N, "which of them is the lowest that it may be on")                \
    X(COUNT, floor_count, SUP__N, "how many floors the policy had by which they are numbered")     \
    X(COUNT, visit_count, SUP__N, "stays on floors that it had: rows in sup_visit, but a plain one")\
    X(CODE, impact, SUP__N, "how much is affected, as it was said at its opening")                 \
    X(CODE, urgency, SUP__N, "how soon it matters, as it was said at its opening")                 \
    X(CODE, segment, SUP__N, "the customer's main segment at its opening; NULL: none")             \
    X(RANGE(0, 1), is_after_hours, SUP__N, "1: opened outside of the desk's business hours")       \
    X(TIME, first_solved_ms, SUP__N, "when it was first solved, UTC ms; NULL: it never was")       \
    X(COUNT, stay_rank, 0, "which floor it is on, in work; 0: it is not in work, or on none")      \
    X(TIME, stay_ms, 0, "since when it is there; where that is 0, when it was solved or 0, UTC ms")\
    X(COUNT, raised_of, SUP__N, "its customer, once it had a second stay or was above the lowest") \
    X(RANGE(0, 1), is_stay_plain, SUP__N,                                                          \
      "1: its first stay is told by this row alone, and has none in sup_visit")

#define SUP__MESSAGE_COLUMNS(X)                                                                    \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, id, 0, "1, 2, 3 ... in the desk")                                                        \
    X(ID, ticket_id, 0, "the ticket that it came with")                                            \
    X(ID, thread_id, 0, "the ticket in whose thread it is shown")                                  \
    X(ID, sequence, 0, "of its event, where the text is (sup_event_private)")                      \
    X(RANGE(1, 3), kind, 0, "1 from the customer, 2 reply, 3 private note")                        \
    X(RANGE(1, 5), actor_kind, 0, "who recorded it, as in sup_event")                              \
    X(COUNT, actor_id, 0, "agent or customer")                                                     \
    X(COUNT, customer_id, 0, "the customer who wrote it; 0: nobody did, or nobody knows")          \
    X(TIME, at_ms, 0, "UTC ms")                                                                    \
    X(CODE, channel, 0, "name of the policy")                                                      \
    X(LINE(0, SUP_EXTERNAL_ID_BYTES_MAX), external_id, SUP__P, "its id where it came from")        \
    X(COUNT, handle_ms, 0, "time an agent worked on it, ms")                                       \
    X(RANGE(0, 1), is_automated, 0, "1: no person wrote it")                                       \
    X(RANGE(0, 1), is_acknowledgement, 0, "1: only says that a message arrived")                   \
    X(RANGE(0, 1), is_answer, 0, "1: a reply that a person wrote and that is no acknowledgement")  \
    X(RANGE(0, 1), is_public, 0, "1: its channel was one that everyone sees")                      \
    X(RANGE(0, SUP_MESSAGE_ATTACHMENTS_MAX), attachment_count, 0, "files that came with it")

#define SUP__MESSAGE_EXTERNAL_COLUMNS(X)                                                           \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(CODE, channel, 0, "name of the policy")                                                      \
    X(LINE(0, SUP_EXTERNAL_ID_BYTES_MAX), external_id, SUP_COLUMN_PRIVATE,                         \
      "the message's id where it came from")                                                       \
    X(ID, ticket_id, 0, "the thread it is in")                                                     \
    X(ID, message_id, 0, "the message")                                                            \
    X(ID, sent_to, SUP__N, "the closed ticket that it was for, when it opened a follow-up")

#define SUP__ATTACHMENT_COLUMNS(X)                                                                 \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, message_id, 0, "the message that it came with")                                          \
    X(RANGE(1, SUP_MESSAGE_ATTACHMENTS_MAX), position, 0, "1, 2, 3 ... in the message")            \
    X(LINE(0, SUP_ATTACHMENT_NAME_BYTES_MAX), name, SUP__P, "of the file")                         \
    X(LINE(0, SUP_MEDIA_TYPE_BYTES_MAX), media_type, SUP__P, "as image/png, as its sender says")   \
    X(COUNT, bytes, 0, "its size")                                                                 \
    X(LINE(0, SUP_DIGEST_BYTES_MAX), digest, SUP__P, "algorithm and hexadecimal digits")           \
    X(LINE(1, SUP_LOCATION_BYTES_MAX), location, SUP_COLUMN_PRIVATE, "where the host keeps it")

#define SUP__REFERENCE_COLUMNS(X)                                                                  \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(CODE, system, 0, "where the thing is: shopify")                                              \
    X(CODE, kind, 0, "what it is: order")                                                          \
    X(LINE(1, SUP_REFERENCE_ID_BYTES_MAX), reference_id, SUP_COLUMN_PRIVATE, "its id there")       \
    X(COUNT, origin_id, SUP__N, "ticket merged into it that brought it; NULL: it is its own")      \
    X(COUNT, message_id, SUP__N,                                                                   \
      "message by somebody of whom the ticket is not that brought it; NULL: none such did")        \
    X(RANGE(0, 1), is_withheld, SUP__N,                                                            \
      "1: what this ticket was merged into lost it since, and does not get it from here again")    \
    X(ID, sequence, 0, "of the event that added it, or its original where it is a copy")           \
    X(RANGE(1, SUP_TICKET_REFERENCES_MAX), position, 0, "1, 2, 3 ... among those of that event")

#define SUP__THING_COLUMNS(X)                                                                      \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(CODE, system, 0, "where the thing is: shopify")                                              \
    X(CODE, kind, 0, "what it is: order")                                                          \
    X(LINE(1, SUP_REFERENCE_ID_BYTES_MAX), thing_id, SUP_COLUMN_PRIVATE, "its id there")           \
    X(COUNT, customer_id, 0, "whose it is; 0 when nobody said")                                    \
    X(TIME, updated_ms, 0, "the latest date of its reports, UTC ms")                               \
    X(TIME, first_ms, 0, "the earliest date of its reports, UTC ms")                               \
    X(LINE(0, SUP_LABEL_BYTES_MAX), label, SUP__P, "what the shop calls it")                       \
    X(TIME, label_ms, SUP__N, "since when; NULL when nobody said")                                 \
    X(LINE(1, SUP_SOURCE_EVENT_ID_BYTES_MAX), label_source, SUP__P,                                \
      "the source's event that said so")                                                           \
    X(TIME, customer_ms, SUP__N, "since when it is that customer's; NULL when nobody said")        \
    X(LINE(1, SUP_SOURCE_EVENT_ID_BYTES_MAX), customer_source, SUP__P,                             \
      "the source's event that said so")                                                           \
    X(RANGE(0, 1), customer_by_shop, SUP__N, "1: the shop said whose it is; NULL: others did")     \
    X(RANGE(1, 3), said_by, 0,                                                                     \
      "who reported it: 1 the shop, as the system or an integration; 2 others; 3 both")

#define SUP__THING_FACT_COLUMNS(X)                                                                 \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(CODE, system, 0, "where the thing is")                                                       \
    X(CODE, kind, 0, "what it is")                                                                 \
    X(LINE(1, SUP_REFERENCE_ID_BYTES_MAX), thing_id, SUP_COLUMN_PRIVATE, "its id there")           \
    X(CODE, name, 0, "the fact, without its group: total")                                         \
    X(LINE(0, SUP_FACT_BYTES_MAX), value, SUP_COLUMN_PRIVATE,                                      \
      "as text, in the form of the fact's type; empty once it was withdrawn")                      \
    X(TIME, at_ms, 0, "when it was so, UTC ms")                                                    \
    X(LINE(1, SUP_SOURCE_EVENT_ID_BYTES_MAX), source_event_id, SUP__P,                             \
      "the source's event that said so")                                                           \
    X(RANGE(0, 1), by_shop, SUP__N, "1: the shop said so; NULL: others did")                       \
    X(ID, sequence, 0, "of the event of the report")

#define SUP__THING_REPORT_COLUMNS(X)                                                               \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(CODE, system, 0, "where the thing is")                                                       \
    X(CODE, kind, 0, "what it is")                                                                 \
    X(LINE(1, SUP_REFERENCE_ID_BYTES_MAX), thing_id, SUP_COLUMN_PRIVATE, "its id there")           \
    X(ID, sequence, 0, "of the event of a report about it")

#define SUP__REPORT_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(CODE, system, 0, "the source")                                                               \
    X(LINE(1, SUP_SOURCE_EVENT_ID_BYTES_MAX), source_event_id, SUP_COLUMN_PRIVATE,                 \
      "its id of what it said")                                                                    \
    X(ID, sequence, 0, "of the event of the report")

#define SUP__TAG_COLUMNS(X)                                                                        \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(CODE, tag, 0, "a code")                                                                      \
    X(COUNT, origin_id, SUP__N, "ticket merged into it that brought it; NULL: it is its own")      \
    X(RANGE(0, 1), is_withheld, SUP__N,                                                            \
      "1: what this ticket was merged into lost it since, and does not get it from here again")

#define SUP__FACT_COLUMNS(X)                                                                       \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(CODE, name, 0, "a code")                                                                     \
    X(LINE(0, SUP_FACT_BYTES_MAX), value, SUP_COLUMN_PRIVATE, "as the source said it")             \
    X(TIME, at_ms, 0, "when it was so, UTC ms")

#define SUP__FIELD_COLUMNS(X)                                                                      \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(CODE, name, 0, "a custom field of the policy")                                               \
    X(LINES(0, SUP_FIELD_BYTES_MAX), value, SUP_COLUMN_PRIVATE,                                    \
      "as text, in the form of the field's type; empty once erased")

#define SUP__WATCHER_COLUMNS(X)                                                                    \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(RANGE(1, 2), kind, 0, "1 agent, 2 customer")                                                 \
    X(ID, watcher_id, 0, "the agent or the customer")                                              \
    X(COUNT, origin_id, SUP__N, "ticket merged into it that brought it; NULL: it is its own")      \
    X(RANGE(0, 1), is_withheld, SUP__N,                                                            \
      "1: what this ticket was merged into lost it since, and does not get it from here again")

#define SUP__REMINDER_COLUMNS(X)                                                                   \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "on which ticket it is: that which the other one is part of now")          \
    X(ID, id, 0, "1, 2, 3 ... in the desk")                                                        \
    X(ID, origin_id, 0, "the ticket that it was set on")                                           \
    X(TIME, set_ms, 0, "when it was set, UTC ms")                                                  \
    X(TIME, due_ms, 0, "when it is due, UTC ms")                                                   \
    X(COUNT, agent_id, 0, "who is reminded; 0: whoever has the ticket then")                       \
    X(RANGE(1, 5), actor_kind, 0, "who set it, as in sup_event")                                   \
    X(COUNT, actor_id, 0, "who set it")                                                            \
    X(LINE(1, SUP_REMINDER_NOTE_BYTES_MAX), note, SUP__P, "what to think of")                      \
    X(CODE, rule, SUP__N, "the policy's rule that set it; NULL: somebody did")                     \
    X(COUNT, position, 0, "which of the rule's reminders it is, from 1; 0: of none")

#define SUP__MERGE_COLUMNS(X)                                                                      \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, root_id, 0, "the ticket that it is part of now")                                         \
    X(ID, ticket_id, 0, "the ticket that was merged")                                              \
    X(ID, into_id, 0, "the ticket it was merged into, which may have been merged itself")          \
    X(CODE, status, 0, "its status before")                                                        \
    X(RANGE(1, 6), category, 0, "of that status")                                                  \
    X(TIME, closed_ms, SUP__N, "when it had been closed before")                                   \
    X(COUNT, customer_id, SUP__N, "whose it is")                                                   \
    X(COUNT, joined_id, 0, "messages up to this id were told before: none answers another part's")

#define SUP__LINK_COLUMNS(X)                                                                       \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(RANGE(1, 5), kind, 0,                                                                        \
      "what it is to the other: 1 duplicate of, 2 blocked by, 3 caused by, 4 child of, "           \
      "5 split from")                                                                              \
    X(ID, to_id, 0, "the other ticket")                                                            \
    X(ID, root_id, 0, "the ticket that ticket_id is part of now: itself, unless it was merged")    \
    X(ID, to_root_id, 0, "the ticket that the other is part of now")

#define SUP__CONTACT_COLUMNS(X)                                                                    \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, customer_id, 0, "whose tickets they are")                                                \
    X(LINE(0, SUP__CODE_BYTES), reason, 0, "contact reason, as it is now; empty: not known")       \
    X(CODE, channel, 0, "where the tickets began")                                                 \
    X(COUNT, ticket_count, 0, "tickets of that customer, reason and channel")

#define SUP__VISIT_COLUMNS(X)                                                                      \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(ID, position, 0, "1, 2, 3 ... of the ticket")                                                \
    X(CODE, floor, 0, "a floor of the policy")                                                     \
    X(ID, rank, 0, "which of the policy's floors it was; 1 is the lowest")                         \
    X(RANGE(0, 1), is_current, 0, "1: it is there, in work")                                       \
    X(RANGE(1, 13), why, 0,                                                                        \
      "why it came: 1 opened, 2 rule, 3 stalled, 4 unsigned, 5 customer, 6 manual, 7 merged, "     \
      "8 returned, 9 lowered, 10 reopened, 13 policy")                                             \
    X(CODE, rule, SUP__N, "the risk rule that asked for it; NULL: none did")                       \
    X(TIME, arrived_ms, 0, "UTC ms")                                                               \
    X(TIME, left_ms, SUP__N, "UTC ms; NULL while it is there")                                     \
    X(RANGE(1, 13), left_why, SUP__N, "why it left: as why, and 11 solved, 12 joined another")     \
    X(RANGE(0, 1), is_incomplete, SUP__N, "1: it left without evidence that the floor wants")      \
    X(COUNT, agent_id, SUP__N, "who had it when it left")                                          \
    X(TIME, stalled_ms, SUP__N, "when a time limit passed, UTC ms; NULL: none did")                \
    X(RANGE(1, 3), stalled_as, SUP__N, "what came of it: 1 told, 2 a sign-off asked for, 3 up")    \
    X(TIME, asked_ms, SUP__N, "when a sign-off to move up was asked for, UTC ms")                  \
    X(RANGE(1, 5), asked_kind, SUP__N, "who asked, as in sup_event")                               \
    X(COUNT, asked_by, SUP__N, "agent or customer")                                                \
    X(COUNT, asked_from, SUP__N, "the merged ticket that asked; NULL: this one")                   \
    X(RANGE(1, 13), asked_why, SUP__N, "as why")                                                   \
    X(CODE, asked_floor, SUP__N, "where it is to go")                                              \
    X(TIME, signed_ms, SUP__N, "when that was answered, UTC ms")                                   \
    X(COUNT, signed_by, SUP__N, "the agent who did")                                               \
    X(RANGE(0, 1), is_rejected, SUP__N, "1: with no")                                              \
    X(TIME, cleared_ms, SUP__N, "when what is held there was cleared, UTC ms")                     \
    X(COUNT, cleared_by, SUP__N, "the agent who did")                                              \
    X(RANGE(0, 2), signing, SUP__N, "its resolution: 1 has to be signed, 2 is signed")             \
    X(RANGE(0, 7), holds, SUP__N,                                                                  \
      "what it held of remedies unsigned when it ended: 1 until a move up, 2 clearance, 4 resolution")

#define SUP__HOLD_COLUMNS(X)                                                                       \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(TIME, left_ms, 0, "when the stay ended, UTC ms, as in sup_visit")                            \
    X(ID, ticket_id, 0, "the ticket, as in sup_visit")                                             \
    X(ID, position, 0, "of the stay, as in sup_visit")

#define SUP__FLOOR_RULE_COLUMNS(X)                                                                 \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(CODE, rule, 0, "a risk rule of the policy")                                                  \
    X(CODE, floor, SUP__N, "the floor of the policy that it asked for")                            \
    X(TIME, matched_ms, 0, "when, UTC ms")                                                         \
    X(ID, sequence, 0, "of the event")                                                             \
    X(RANGE(0, 1), is_waived, SUP__N, "1: the minimum floor was lowered after that")

#define SUP__SIGNATURE_COLUMNS(X)                                                                  \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(ID, position, 0, "of the visit, as in sup_visit")                                            \
    X(CODE, name, 0, "the signature, a name of the policy")                                        \
    X(COUNT, agent_id, 0, "who signed")                                                            \
    X(TIME, signed_ms, 0, "UTC ms")                                                                \
    X(RANGE(0, 1), is_rejected, 0, "1: no")

#define SUP__EVIDENCE_COLUMNS(X)                                                                   \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(ID, ticket_id, 0, "the ticket")                                                              \
    X(CODE, name, 0, "the piece of evidence, a name of the policy")                                \
    X(TIME, recorded_ms, 0, "UTC ms")                                                              \
    X(RANGE(1, 5), actor_kind, 0, "who recorded it, as in sup_event")                              \
    X(COUNT, actor_id, 0, "agent")                                                                 \
    X(COUNT, message_id, SUP__N, "the message that has it; NULL: none")                            \
    X(ID, sequence, 0, "of the event, where the note is (sup_event_private)")

#define SUP__AGENDA_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(TIME, due_ms, 0, "when it fires, UTC ms")                                                    \
    X(COUNT, ticket_id, 0, "on which ticket; 0 for the desk itself")                               \
    X(RANGE(1, 6), kind, 0,                                                                        \
      "1 auto-close, 2 timers, 3 the desk's timers by a new policy, 4 reminders, 5 requests, "     \
      "6 the desk's targets")                                                                      \
    X(COUNT, subject_id, 0, "what it is about besides the ticket; 0 for nothing")                  \
    X(COUNT, generation, 0, "version of the ticket when it was set")

#define SUP__ANSWER_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(INT, actor_kind, 0, "who asked")                                                             \
    X(INT, actor_id, 0, "who asked")                                                               \
    X(INT, method, 0, "number of the operation")                                                   \
    X(TEXT, key, 0, "digest of the idempotency key")                                               \
    X(BLOB, digest, 0, "of the request with its key")                                              \
    X(INT, id, 0, "the receipt's id")                                                              \
    X(INT, ticket_id, 0, "the receipt's ticket")                                                   \
    X(INT, version, 0, "the receipt's version")                                                    \
    X(INT, sequence, 0, "the receipt's sequence")                                                  \
    X(INT, duplicate_of, 0, "the receipt's earlier request for the same; 0: none")                 \
    X(INT, expires_ms, 0, "forgotten after this, UTC ms")

#define SUP__CURSOR_COLUMNS(X)                                                                     \
    X(INT, tenant, 0, "the desk")                                                                  \
    X(INT, kind, 0, "1 outbox consumer, 2 import source")                                          \
    X(TEXT, name, 0, "a code")                                                                     \
    X(INT, position, 0, "how far it has come")

/* X(NAME, name, KIND, key columns, version column or -1, meaning) */
#define SUP__TABLES(X)                                                                             \
    X(HEAD, head, OPERATIONAL, 1, -1, "One row a desk: the head of its event chain and counters.") \
    X(EVENT, event, RECORD, 2, -1, "Everything that happened. Only ever grows.")                   \
    X(EVENT_PRIVATE, event_private, RECORD, 2, -1,                                                 \
      "Text of people, beside the events, so that it can be erased.")                              \
    X(POLICY, policy, RECORD, 2, -1, "Policies that were active.")                                 \
    X(AGENT, agent, PROJECTION, 2, 2, "People and bots who work at the desk.")                     \
    X(SESSION, session, PROJECTION, 4, -1, "When agents were available, busy or away.")            \
    X(TENURE, tenure, PROJECTION, 3, -1, "From when to when people and bots were at the desk.")    \
    X(CUSTOMER, customer, PROJECTION, 2, 2, "People who write to the desk.")                       \
    X(CUSTOMER_EVENT, customer_event, PROJECTION, 3, -1,                                           \
      "Which events outside tickets are about them, and what they wrote in tickets of others.")    \
    X(CUSTOMER_PARTING, customer_parting, PROJECTION, 4, -1,                                       \
      "When merges of them were taken back.")                                                      \
    X(CUSTOMER_FACT, customer_fact, PROJECTION, 3, -1,                                             \
      "What the shop said about them: the latest by date.")                                        \
    X(IDENTITY, identity, PROJECTION, 4, -1, "By what customers are known.")                       \
    X(TICKET, ticket, PROJECTION, 2, 2, "Tickets as they stand.")                                  \
    X(MESSAGE, message, PROJECTION, 2, -1, "Messages, without their text.")                        \
    X(MESSAGE_EXTERNAL, message_external, PROJECTION, 3, -1,                                       \
      "Which message an id of another system is.")                                                 \
    X(ATTACHMENT, attachment, PROJECTION, 3, -1, "Files that came with messages, by reference.")   \
    X(REFERENCE, reference, PROJECTION, 5, -1, "Which orders and other things tickets are about.") \
    X(THING, thing, PROJECTION, 4, -1,                                                             \
      "What is known of orders and other things outside the desk.")                                \
    X(THING_FACT, thing_fact, PROJECTION, 5, -1,                                                   \
      "What the shop said about them: the latest by date.")                                        \
    X(THING_REPORT, thing_report, PROJECTION, 5, -1, "Which reports there are about them.")        \
    X(REPORT, report, PROJECTION, 3, -1, "Which events of other systems were taken in.")           \
    X(TAG, tag, PROJECTION, 3, -1, "Tags of tickets.")                                             \
    X(FACT, fact, PROJECTION, 3, -1, "What other systems said about tickets.")                     \
    X(FIELD, field, PROJECTION, 3, -1, "Custom fields of tickets that are filled.")                \
    X(WATCHER, watcher, PROJECTION, 4, -1, "Who is told what happens to tickets.")                 \
    X(REMINDER, reminder, PROJECTION, 3, -1, "Who is to be reminded of tickets, and when.")        \
    X(MERGE, merge, PROJECTION, 3, -1, "Tickets that were merged, and how they were before.")      \
    X(LINK, link, PROJECTION, 4, -1, "What tickets are to each other.")                            \
    X(CONTACT, contact, PROJECTION, 4, -1, "How often customers came, by reason and channel.")     \
    X(TIMER, timer, PROJECTION, 4, -1, "How long everything took and takes, run by run.")          \
    X(PROMISE, promise, PROJECTION, 5, -1, "Promises that others took the place of.")              \
    X(MISS, miss, PROJECTION, 5, -1, "Promises that were broken, and why.")                        \
    X(VISIT, visit, PROJECTION, 3, -1,                                                             \
      "On which floors tickets were and are, and why; sup_v_visits has plain stays as well.")      \
    X(HOLD, hold, PROJECTION, 4, -1, "Stays that are over and hold remedies until somebody signs.") \
    X(FLOOR_RULE, floor_rule, PROJECTION, 3, -1, "Risk rules that asked for a floor.")             \
    X(SIGNATURE, signature, PROJECTION, 4, -1, "Who signed what before a ticket was solved.")      \
    X(EVIDENCE, evidence, PROJECTION, 3, -1, "What was recorded because a floor asks for it.")     \
    X(REQUEST, request, PROJECTION, 2, 2, "What was asked to be given to customers, or done.")     \
    X(APPROVAL, approval, PROJECTION, 3, -1, "Who approved requests, and who did not.")            \
    X(LEDGER, ledger, PROJECTION, 5, -1,                                                           \
      "What counts against limits, by what they are summed up over.")                              \
    X(SURVEY, survey, PROJECTION, 2, -1, "What people were asked and what they answered.")         \
    X(REVIEW, review, PROJECTION, 2, -1, "How well tickets were handled, as people say.")          \
    X(REVIEW_SECTION, review_section, PROJECTION, 3, -1, "Scores of the parts of a review.")       \
    X(CORRECTIVE, corrective, PROJECTION, 2, -1,                                                   \
      "What is done about figures that miss their target.")                                        \
    X(KPI_STANDING, kpi_standing, PROJECTION, 2, -1, "How figures stood beside their targets.")    \
    X(AGENDA, agenda, PROJECTION, 5, -1, "Everything that waits for time.")                        \
    X(KPI_STATE, kpi_state, OPERATIONAL, 1, -1, "Up to which event figures are counted.")          \
    X(KPI_FACT, kpi_fact, OPERATIONAL, 3, -1, "What each ticket adds to the figures.")             \
    X(KPI_CELL, kpi_cell, OPERATIONAL, 4, -1, "Figures by measure and day, told apart.")           \
    X(KPI_SPREAD, kpi_spread, OPERATIONAL, 4, -1, "How durations are distributed, by the same.")   \
    X(ANSWER, answer, OPERATIONAL, 5, -1, "Receipts by idempotency key, for a while.")             \
    X(CURSOR, cursor, OPERATIONAL, 3, -1, "How far consumers and imports have come.")

#define SUP__TABLE_ENUM(NAME, name, kind, keys, version, meaning) SUP__T_##NAME,
enum sup__table { SUP__TABLES(SUP__TABLE_ENUM) SUP__T_COUNT };

/* Column numbers: SUP__TICKET_status and so on. */
#define SUP__C_HEAD(type, name, flags, meaning)          SUP__HEAD_##name,
#define SUP__C_EVENT(type, name, flags, meaning)         SUP__EVENT_##name,
#define SUP__C_EVENT_PRIVATE(type, name, flags, meaning) SUP__EVENT_PRIVATE_##name,
#define SUP__C_POLICY(type, name, flags, meaning)        SUP__POLICY_##name,
#define SUP__C_AGENT(type, name, flags, meaning)         SUP__AGENT_##name,
#define SUP__C_SESSION(type, name, flags, meaning)       SUP__SESSION_##name,
#define SUP__C_TENURE(type, name, flags, meaning)        SUP__TENURE_##name,
#define SUP__C_CUSTOMER(type, name, flags, meaning)      SUP__CUSTOMER_##name,
#define SUP__C_IDENTITY(type, name, flags, meaning)      SUP__IDENTITY_##name,
#define SUP__C_TICKET(type, name, flags, meaning)        SUP__TICKET_##name,
#define SUP__C_MESSAGE(type, name, flags, meaning)       SUP__MESSAGE_##name,
#define SUP__C_AGENDA(type, name, flags, meaning)        SUP__AGENDA_##name,
#define SUP__C_TIMER(type, name, flags, meaning)         SUP__TIMER_##name,
#define SUP__C_MISS(type, name, flags, meaning)          SUP__MISS_##name,
#define SUP__C_VISIT(type, name, flags, meaning)         SUP__VISIT_##name,
#define SUP__C_SIGNATURE(type, name, flags, meaning)     SUP__SIGNATURE_##name,
#define SUP__C_REQUEST(type, name, flags, meaning)       SUP__REQUEST_##name,
#define SUP__C_REVIEW(type, name, flags, meaning)        SUP__REVIEW_##name,
#define SUP__C_SURVEY(type, name, flags, meaning)        SUP__SURVEY_##name,
#define SUP__C_CORRECTIVE(type, name, flags, meaning)    SUP__CORRECTIVE_##name,
#define SUP__C_LINK(type, name, flags, meaning)          SUP__LINK_##name,
#define SUP__C_KPI_FACT(type, name, flags, meaning)      SUP__KPI_FACT_##name,
#define SUP__C_KPI_CELL(type, name, flags, meaning)      SUP__KPI_CELL_##name,
#define SUP__C_KPI_SPREAD(type, name, flags, meaning)    SUP__KPI_SPREAD_##name,
#define SUP__C_ANSWER(type, name, flags, meaning)        SUP__ANSWER_##name,
#define SUP__C_CURSOR(type, name, flags, meaning)        SUP__CURSOR_##name,
enum { SUP__HEAD_COLUMNS(SUP__C_HEAD) SUP__HEAD_COUNT };
enum { SUP__EVENT_COLUMNS(SUP__C_EVENT) SUP__EVENT_COUNT };
enum { SUP__EVENT_PRIVATE_COLUMNS(SUP__C_EVENT_PRIVATE) SUP__EVENT_PRIVATE_COUNT };
enum { SUP__POLICY_COLUMNS(SUP__C_POLICY) SUP__POLICY_COUNT };
enum { SUP__AGENT_COLUMNS(SUP__C_AGENT) SUP__AGENT_COUNT };
enum { SUP__SESSION_COLUMNS(SUP__C_SESSION) SUP__SESSION_COUNT };
enum { SUP__TENURE_COLUMNS(SUP__C_TENURE) SUP__TENURE_COUNT };
enum { SUP__CUSTOMER_COLUMNS(SUP__C_CUSTOMER) SUP__CUSTOMER_COUNT };
enum { SUP__IDENTITY_COLUMNS(SUP__C_IDENTITY) SUP__IDENTITY_COUNT };
enum { SUP__TICKET_COLUMNS(SUP__C_TICKET) SUP__TICKET_COUNT };
enum { SUP__MESSAGE_COLUMNS(SUP__C_MESSAGE) SUP__MESSAGE_COUNT };
enum { SUP__AGENDA_COLUMNS(SUP__C_AGENDA) SUP__AGENDA_COUNT };
enum { SUP__TIMER_COLUMNS(SUP__C_TIMER) SUP__TIMER_COUNT };
enum { SUP__MISS_COLUMNS(SUP__C_MISS) SUP__MISS_COUNT };
enum { SUP__VISIT_COLUMNS(SUP__C_VISIT) SUP__VISIT_COUNT };
enum { SUP__SIGNATURE_COLUMNS(SUP__C_SIGNATURE) SUP__SIGNATURE_COUNT };
enum { SUP__REQUEST_COLUMNS(SUP__C_REQUEST) SUP__REQUEST_COUNT };
enum { SUP__REVIEW_COLUMNS(SUP__C_REVIEW) SUP__REVIEW_COUNT };
enum { SUP__SURVEY_COLUMNS(SUP__C_SURVEY) SUP__SURVEY_COUNT };
enum { SUP__CORRECTIVE_COLUMNS(SUP__C_CORRECTIVE) SUP__CORRECTIVE_COUNT };
enum { SUP__LINK_COLUMNS(SUP__C_LINK) SUP__LINK_COUNT };
enum { SUP__KPI_FACT_COLUMNS(SUP__C_KPI_FACT) SUP__KPI_FACT_COUNT };
enum { SUP__KPI_CELL_COLUMNS(SUP__C_KPI_CELL) SUP__KPI_CELL_COUNT };
enum { SUP__KPI_SPREAD_COLUMNS(SUP__C_KPI_SPREAD) SUP__KPI_SPREAD_COUNT };
enum { SUP__ANSWER_COLUMNS(SUP__C_ANSWER) SUP__ANSWER_COUNT };
enum { SUP__CURSOR_COLUMNS(SUP__C_CURSOR) SUP__CURSOR_COUNT };

/* Secondary indexes, by number as in struct sup_scan. */
enum {
    SUP__EVENT_BY_TICKET = 1,
    SUP__CUSTOMER_BY_ROOT = 1,
    SUP__IDENTITY_BY_CUSTOMER = 1,
    SUP__TICKET_BY_CATEGORY = 1,
    SUP__TICKET_BY_CUSTOMER = 2,
    SUP__TICKET_BY_CUSTOMER_CATEGORY = 3,
    SUP__TICKET_BY_OPENED = 4,
    SUP__TICKET_BY_STAY = 5,
    SUP__TICKET_BY_CUSTOMER_OPENED = 6,
    SUP__TICKET_BY_CUSTOMER_SOLVED = 7,
    SUP__TICKET_BY_RAISED = 8,
    SUP__MESSAGE_BY_TIME = 1,
    SUP__REFERENCE_BY_THING = 1,
    SUP__THING_BY_CUSTOMER = 1,
    SUP__TAG_BY_TAG = 1,
    SUP__FIELD_BY_VALUE = 1,
    SUP__WATCHER_BY_WATCHER = 1,
    SUP__VISIT_BY_FLOOR = 1,
    SUP__LINK_BY_ROOT = 1,
    SUP__LINK_BY_OTHER = 2,
    SUP__MISS_BY_TIME = 1,
    SUP__REQUEST_BY_TICKET = 1,
    SUP__REQUEST_BY_STATE = 2,
    SUP__REQUEST_BY_EXTERNAL = 3,
    SUP__REQUEST_BY_TIME = 4,
    SUP__REQUEST_BY_REASON = 5,
    SUP__REQUEST_BY_REMEDY = 6,
    SUP__SURVEY_BY_SOURCE = 1,
    SUP__SURVEY_BY_TICKET = 2,
    SUP__SURVEY_BY_CUSTOMER = 3,
    SUP__SURVEY_BY_TIME = 4,
    SUP__REVIEW_BY_TICKET = 1,
    SUP__REVIEW_BY_TIME = 2,
    SUP__CORRECTIVE_BY_TIME = 1,
    SUP__CORRECTIVE_BY_LINE = 2,
    SUP__AGENDA_BY_TICKET = 1,
    SUP__KPI_FACT_BY_TIME = 1,
    SUP__ANSWER_BY_EXPIRY = 1
};

/* Kinds of cursors. Numbers are stored: never change one. */
enum { SUP__CURSOR_OUTBOX = 1, SUP__CURSOR_IMPORT = 2 };

/* Kinds of events: number, name here, name in public. */
/* Numbers are stored: never change one. */
#define SUP__EVENTS(X)                                                                             \
    X(1, DESK_STARTED, "desk.started")                                                             \
    X(2, POLICY_ACTIVATED, "policy.activated")                                                     \
    X(3, CHAIN_ROTATED, "chain.rotated")                                                           \
    X(4, REQUEST_REFUSED, "request.refused")                                                       \
    X(10, AGENT_SAVED, "agent.saved")                                                              \
    X(11, AVAILABILITY_CHANGED, "agent.availability_changed")                                      \
    X(20, CUSTOMER_SAVED, "customer.saved")                                                        \
    X(21, CUSTOMER_IDENTIFIED, "customer.identified")                                              \
    X(22, CUSTOMER_MERGED, "customer.merged")                                                      \
    X(23, CUSTOMER_UNMERGED, "customer.unmerged")                                                  \
    X(24, CUSTOMER_REPORTED, "customer.reported")                                                  \
    X(25, CUSTOMER_ERASED, "customer.erased")                                                      \
    X(30, TICKET_OPENED, "ticket.opened")                                                          \
    X(31, TICKET_MOVED, "ticket.moved")                                                            \
    X(32, TICKET_PRIORITIZED, "ticket.prioritized")                                                \
    X(33, TICKET_CLASSIFIED, "ticket.classified")                                                  \
    X(34, TICKET_ASSIGNED, "ticket.assigned")                                                      \
    X(35, TICKET_TRANSFERRED, "ticket.transferred")                                                \
    X(36, TICKET_TAGGED, "ticket.tagged")                                                          \
    X(37, TICKET_UNTAGGED, "ticket.untagged")                                                      \
    X(38, REFERENCES_ADDED, "ticket.references_added")                                             \
    X(39, REFERENCES_REMOVED, "ticket.references_removed")                                         \
    X(40, FACTS_RECORDED, "ticket.facts_recorded")                                                 \
    X(41, TICKET_FILLED, "ticket.filled")                                                          \
    X(42, TICKET_WATCHED, "ticket.watched")                                                        \
    X(43, TICKET_UNWATCHED, "ticket.unwatched")                                                    \
    X(44, TICKET_LINKED, "ticket.linked")                                                          \
    X(45, TICKET_UNLINKED, "ticket.unlinked")                                                      \
    X(46, DUPLICATE_KEPT, "ticket.duplicate_kept")                                                 \
    X(47, TICKET_MERGED, "ticket.merged")                                                          \
    X(48, TICKET_UNMERGED, "ticket.unmerged")                                                      \
    X(49, TICKET_JOINED, "ticket.joined")                                                          \
    X(70, TICKET_PARTED, "ticket.parted")                                                          \
    X(71, TICKET_SPLIT, "ticket.split")                                                            \
    X(50, MESSAGE_RECEIVED, "message.received")                                                    \
    X(51, MESSAGE_REPLIED, "message.replied")                                                      \
    X(52, MESSAGE_NOTED, "message.noted")                                                          \
    X(53, SLA_WARNED, "sla.warned")                                                                \
    X(54, SLA_BREACHED, "sla.breached")                                                            \
    X(55, TIMERS_CHANGED, "ticket.timers_changed")                                                 \
    X(56, CAUSE_RECORDED, "sla.cause_recorded")                                                    \
    X(57, REMINDER_SET, "reminder.set")                                                            \
    X(58, REMINDER_CANCELLED, "reminder.cancelled")                                                \
    X(59, REMINDER_DUE, "reminder.due")                                                            \
    X(80, FLOOR_RAISED, "floor.raised")                                                            \
    X(81, FLOOR_ESCALATED, "floor.escalated")                                                      \
    X(82, SIGN_OFF_REQUESTED, "floor.sign_off_requested")                                          \
    X(83, FLOOR_SIGNED, "floor.signed")                                                            \
    X(84, FLOOR_RETURNED, "floor.returned")                                                        \
    X(85, FLOOR_LOWERED, "floor.lowered")                                                          \
    X(86, EVIDENCE_RECORDED, "floor.evidence_recorded")                                            \
    X(87, FLOOR_STALLED, "floor.stalled")                                                          \
    X(88, FLOOR_RULES_MATCHED, "floor.rules_matched")                                              \
    X(90, SIGNING_CHANGED, "floor.signing_changed")                                                \
    X(91, REMEDY_REQUESTED, "remedy.requested")                                                    \
    X(92, REMEDY_REFUSED, "remedy.refused")                                                        \
    X(93, REMEDY_APPROVED, "remedy.approved")                                                      \
    X(94, REMEDY_REJECTED, "remedy.rejected")                                                      \
    X(95, REMEDY_WITHDRAWN, "remedy.withdrawn")                                                    \
    X(96, REMEDY_EXPIRED, "remedy.expired")                                                        \
    X(97, REMEDY_VOIDED, "remedy.voided")                                                          \
    X(98, REMEDY_EXECUTED, "remedy.executed")                                                      \
    X(99, REMEDY_CONFIRMED, "remedy.confirmed")                                                    \
    X(100, REMEDY_FAILED, "remedy.failed")                                                         \
    X(101, REMEDY_WAITS, "remedy.waits")                                                           \
    X(102, REMEDY_REPORTED, "remedy.reported")                                                     \
    X(110, SURVEY_ASKED, "survey.asked")                                                           \
    X(111, SURVEY_ANSWERED, "survey.answered")                                                     \
    X(112, SURVEY_CORRECTED, "survey.corrected")                                                   \
    X(113, REVIEW_RECORDED, "review.recorded")                                                     \
    X(114, OUTCOME_RATED, "outcome.rated")                                                         \
    X(115, ACTION_TAKEN, "action.taken")                                                           \
    X(116, REQUEST_USED, "action.request_used")                                                    \
    X(136, REMEDY_NAMED, "remedy.named")                                                           \
    X(125, CORRECTIVE_RECORDED, "corrective.recorded")                                             \
    X(126, CORRECTIVE_CHANGED, "corrective.changed")                                               \
    X(127, CORRECTIVE_CLOSED, "corrective.closed")                                                 \
    X(128, KPI_CROSSED, "kpi.crossed")                                                             \
    X(129, KPI_EVALUATED, "kpi.evaluated")                                                         \
    X(133, SIGN_OFF_CARRIED, "floor.sign_off_carried")                                             \
    X(134, SIGN_OFF_RETURNED, "floor.sign_off_returned")                                           \
    X(131, FLOOR_HOLD_SIGNED, "floor.hold_signed")                                                 \
    X(60, REFERENCE_REPORTED, "reference.reported")                                                \
    X(61, TIMERS_REPLANNED, "timers.replanned")

#endif
