/*
 * schema.c: the descriptor that backends work from, made of the lists in tables.h.
 */
#include "store/tables.h"
#include "store/view_words.h"

#include <stddef.h>

#define COLUMN(type, name, flags, meaning)                                                         \
    {#name, SUP__TYPE_OF(SUP__HOLDS_##type), (flags), meaning},
#define COLUMNS_OF(NAME, name, kind, keys, version, meaning)                                       \
    static const struct sup_column name##_columns[] = {SUP__##NAME##_COLUMNS(COLUMN)};
SUP__TABLES(COLUMNS_OF)

#define COLUMN_LIST(name, ...) static const uint32_t name[] = {__VA_ARGS__}
COLUMN_LIST(event_by_ticket, SUP__EVENT_tenant, SUP__EVENT_ticket_id);
COLUMN_LIST(customer_by_root, SUP__CUSTOMER_tenant, SUP__CUSTOMER_root_id);
COLUMN_LIST(identity_by_customer, 0, 4);
COLUMN_LIST(ticket_by_category, SUP__TICKET_tenant, SUP__TICKET_category);
COLUMN_LIST(ticket_by_customer, SUP__TICKET_tenant, SUP__TICKET_customer_id);
COLUMN_LIST(ticket_by_customer_category, SUP__TICKET_tenant, SUP__TICKET_customer_id,
            SUP__TICKET_category, SUP__TICKET_root_id);
COLUMN_LIST(ticket_by_opened, SUP__TICKET_tenant, SUP__TICKET_opened_ms);
/* What figures look at of messages is in their index, with the key where it decides the order. */
COLUMN_LIST(message_by_time, SUP__MESSAGE_tenant, SUP__MESSAGE_thread_id, SUP__MESSAGE_at_ms,
            SUP__MESSAGE_id, SUP__MESSAGE_ticket_id, SUP__MESSAGE_kind, SUP__MESSAGE_actor_kind,
            SUP__MESSAGE_actor_id, SUP__MESSAGE_handle_ms, SUP__MESSAGE_is_automated,
            SUP__MESSAGE_is_acknowledgement, SUP__MESSAGE_is_answer);
COLUMN_LIST(reference_by_thing, 0, 2, 3, 4);
COLUMN_LIST(thing_by_customer, 0, 4, 5);
COLUMN_LIST(tag_by_tag, 0, 2);
COLUMN_LIST(field_by_value, 0, 2, 3);
COLUMN_LIST(watcher_by_watcher, 0, 2, 3);
COLUMN_LIST(link_by_root, 0, 4, 2, 5);
COLUMN_LIST(link_by_other, 0, 5, 2, 4);
COLUMN_LIST(miss_by_time, SUP__MISS_tenant, SUP__MISS_breached_ms);
COLUMN_LIST(visit_by_floor, SUP__VISIT_tenant, SUP__VISIT_rank, SUP__VISIT_arrived_ms);
COLUMN_LIST(request_by_ticket, SUP__REQUEST_tenant, SUP__REQUEST_ticket_id, SUP__REQUEST_state);
COLUMN_LIST(request_by_state, SUP__REQUEST_tenant, SUP__REQUEST_state);
COLUMN_LIST(request_by_external, SUP__REQUEST_tenant, SUP__REQUEST_external_id);
COLUMN_LIST(request_by_time, SUP__REQUEST_tenant, SUP__REQUEST_asked_ms);
COLUMN_LIST(request_by_reason, SUP__REQUEST_tenant, SUP__REQUEST_reason, SUP__REQUEST_remedy);
COLUMN_LIST(request_by_remedy, SUP__REQUEST_tenant, SUP__REQUEST_remedy);
COLUMN_LIST(ticket_by_stay, SUP__TICKET_tenant, SUP__TICKET_stay_rank, SUP__TICKET_stay_ms);
COLUMN_LIST(ticket_by_customer_opened, SUP__TICKET_tenant, SUP__TICKET_customer_id,
            SUP__TICKET_opened_ms);
COLUMN_LIST(ticket_by_customer_solved, SUP__TICKET_tenant, SUP__TICKET_customer_id,
            SUP__TICKET_first_solved_ms);
COLUMN_LIST(ticket_by_raised, SUP__TICKET_tenant, SUP__TICKET_raised_of);
COLUMN_LIST(survey_by_source, SUP__SURVEY_tenant, SUP__SURVEY_source, SUP__SURVEY_survey_id);
COLUMN_LIST(survey_by_ticket, SUP__SURVEY_tenant, SUP__SURVEY_ticket_id);
COLUMN_LIST(survey_by_customer, SUP__SURVEY_tenant, SUP__SURVEY_customer_id);
COLUMN_LIST(survey_by_time, SUP__SURVEY_tenant, SUP__SURVEY_at_ms);
COLUMN_LIST(review_by_ticket, SUP__REVIEW_tenant, SUP__REVIEW_ticket_id);
COLUMN_LIST(review_by_time, SUP__REVIEW_tenant, SUP__REVIEW_at_ms);
COLUMN_LIST(corrective_by_time, SUP__CORRECTIVE_tenant, SUP__CORRECTIVE_at_ms);
COLUMN_LIST(corrective_by_line, SUP__CORRECTIVE_tenant, SUP__CORRECTIVE_state,
            SUP__CORRECTIVE_line, SUP__CORRECTIVE_due_ms);
COLUMN_LIST(agenda_by_ticket, SUP__AGENDA_tenant, SUP__AGENDA_ticket_id);
COLUMN_LIST(kpi_fact_by_time, SUP__KPI_FACT_tenant, SUP__KPI_FACT_last_ms);
COLUMN_LIST(answer_by_expiry, SUP__ANSWER_tenant, SUP__ANSWER_expires_ms);

#define INDEX(name, columns)                                                                       \
    {                                                                                              \
        name, 0, sizeof columns / sizeof columns[0], columns                                       \
    }
static const struct sup_index event_indexes[] = {INDEX("sup_event_by_ticket", event_by_ticket)};
static const struct sup_index customer_indexes[] = {
    INDEX("sup_customer_by_root", customer_by_root)};
static const struct sup_index identity_indexes[] = {
    INDEX("sup_identity_by_customer", identity_by_customer)};
static const struct sup_index ticket_indexes[] = {
    INDEX("sup_ticket_by_category", ticket_by_category),
    INDEX("sup_ticket_by_customer", ticket_by_customer),
    INDEX("sup_ticket_by_customer_category", ticket_by_customer_category),
    INDEX("sup_ticket_by_opened", ticket_by_opened),
    INDEX("sup_ticket_by_stay", ticket_by_stay),
    INDEX("sup_ticket_by_customer_opened", ticket_by_customer_opened),
    INDEX("sup_ticket_by_customer_solved", ticket_by_customer_solved),
    INDEX("sup_ticket_by_raised", ticket_by_raised)};
static const struct sup_index message_indexes[] = {INDEX("sup_message_by_time", message_by_time)};
static const struct sup_index reference_indexes[] = {
    INDEX("sup_reference_by_thing", reference_by_thing)};
static const struct sup_index thing_indexes[] = {INDEX("sup_thing_by_customer", thing_by_customer)};
static const struct sup_index tag_indexes[] = {INDEX("sup_tag_by_tag", tag_by_tag)};
static const struct sup_index field_indexes[] = {INDEX("sup_field_by_value", field_by_value)};
static const struct sup_index watcher_indexes[] = {
    INDEX("sup_watcher_by_watcher", watcher_by_watcher)};
static const struct sup_index link_indexes[] = {INDEX("sup_link_by_root", link_by_root),
                                                INDEX("sup_link_by_other", link_by_other)};
static const struct sup_index miss_indexes[] = {INDEX("sup_miss_by_time", miss_by_time)};
static const struct sup_index visit_indexes[] = {INDEX("sup_visit_by_floor", visit_by_floor)};
static const struct sup_index request_indexes[] = {
    INDEX("sup_request_by_ticket", request_by_ticket),
    INDEX("sup_request_by_state", request_by_state),
    INDEX("sup_request_by_external", request_by_external),
    INDEX("sup_request_by_time", request_by_time),
    INDEX("sup_request_by_reason", request_by_reason),
    INDEX("sup_request_by_remedy", request_by_remedy)};
static const struct sup_index survey_indexes[] = {
    INDEX("sup_survey_by_source", survey_by_source),
    INDEX("sup_survey_by_ticket", survey_by_ticket),
    INDEX("sup_survey_by_customer", survey_by_customer),
    INDEX("sup_survey_by_time", survey_by_time)};
static const struct sup_index review_indexes[] = {
    INDEX("sup_review_by_ticket", review_by_ticket), INDEX("sup_review_by_time", review_by_time)};
static const struct sup_index corrective_indexes[] = {
    INDEX("sup_corrective_by_time", corrective_by_time),
    INDEX("sup_corrective_by_line", corrective_by_line)};
static const struct sup_index agenda_indexes[] = {INDEX("sup_agenda_by_ticket", agenda_by_ticket)};
static const struct sup_index kpi_fact_indexes[] = {
    INDEX("sup_kpi_fact_by_time", kpi_fact_by_time)};
static const struct sup_index answer_indexes[] = {INDEX("sup_answer_by_expiry", answer_by_expiry)};

#define INDEXES_head             0, NULL
#define INDEXES_event            1, event_indexes
#define INDEXES_event_private    0, NULL
#define INDEXES_policy           0, NULL
#define INDEXES_agent            0, NULL
#define INDEXES_session          0, NULL
#define INDEXES_tenure           0, NULL
#define INDEXES_customer         1, customer_indexes
#define INDEXES_customer_event   0, NULL
#define INDEXES_customer_parting 0, NULL
#define INDEXES_customer_fact    0, NULL
#define INDEXES_identity         1, identity_indexes
#define INDEXES_ticket           8, ticket_indexes
#define INDEXES_message          1, message_indexes
#define INDEXES_message_external 0, NULL
#define INDEXES_attachment       0, NULL
#define INDEXES_reference        1, reference_indexes
#define INDEXES_thing            1, thing_indexes
#define INDEXES_thing_fact       0, NULL
#define INDEXES_thing_report     0, NULL
#define INDEXES_report           0, NULL
#define INDEXES_tag              1, tag_indexes
#define INDEXES_fact             0, NULL
#define INDEXES_field            1, field_indexes
#define INDEXES_watcher          1, watcher_indexes
#define INDEXES_reminder         0, NULL
#define INDEXES_merge            0, NULL
#define INDEXES_link             2, link_indexes
#define INDEXES_contact          0, NULL
#define INDEXES_timer            0, NULL
#define INDEXES_promise          0, NULL
#define INDEXES_miss             1, miss_indexes
#define INDEXES_visit            1, visit_indexes
#define INDEXES_hold             0, NULL
#define INDEXES_floor_rule       0, NULL
#define INDEXES_signature        0, NULL
#define INDEXES_evidence         0, NULL
#define INDEXES_request          6, request_indexes
#define INDEXES_approval         0, NULL
#define INDEXES_ledger           0, NULL
#define INDEXES_survey           4, survey_indexes
#define INDEXES_review           2, review_indexes
#define INDEXES_review_section   0, NULL
#define INDEXES_corrective       2, corrective_indexes
#define INDEXES_kpi_standing     0, NULL
#define INDEXES_agenda           1, agenda_indexes
#define INDEXES_kpi_state        0, NULL
#define INDEXES_kpi_fact         1, kpi_fact_indexes
#define INDEXES_kpi_cell         0, NULL
#define INDEXES_kpi_spread       0, NULL
#define INDEXES_answer           1, answer_indexes
#define INDEXES_cursor           0, NULL

/* Rows with text of people or whole documents are wide: see docs/backends.md. */
#define FLAGS_head             0
#define FLAGS_event            0
#define FLAGS_event_private    SUP_TABLE_WIDE
#define FLAGS_policy           SUP_TABLE_WIDE
#define FLAGS_agent            0
#define FLAGS_session          0
#define FLAGS_tenure           0
#define FLAGS_customer         0
#define FLAGS_customer_event   0
#define FLAGS_customer_parting 0
#define FLAGS_customer_fact    0
#define FLAGS_identity         0
#define FLAGS_ticket           0
#define FLAGS_message          0
#define FLAGS_message_external 0
#define FLAGS_attachment       SUP_TABLE_WIDE
#define FLAGS_reference        0
#define FLAGS_thing            0
#define FLAGS_thing_fact       0
#define FLAGS_thing_report     0
#define FLAGS_report           0
#define FLAGS_tag              0
#define FLAGS_fact             0
#define FLAGS_field            0
#define FLAGS_watcher          0
#define FLAGS_reminder         0
#define FLAGS_merge            0
#define FLAGS_link             0
#define FLAGS_contact          0
#define FLAGS_timer            0
#define FLAGS_promise          0
#define FLAGS_miss             0
#define FLAGS_visit            0
#define FLAGS_hold             0
#define FLAGS_floor_rule       0
#define FLAGS_signature        0
#define FLAGS_evidence         0
#define FLAGS_request          0
#define FLAGS_approval         0
#define FLAGS_ledger           0
#define FLAGS_survey           0
#define FLAGS_review           0
#define FLAGS_review_section   0
#define FLAGS_corrective       0
#define FLAGS_kpi_standing     0
#define FLAGS_agenda           0
#define FLAGS_kpi_state        0
#define FLAGS_kpi_fact         0
#define FLAGS_kpi_cell         SUP_TABLE_WIDE
#define FLAGS_kpi_spread       SUP_TABLE_WIDE
#define FLAGS_answer           0
#define FLAGS_cursor           0

#define TABLE_ROW(name, kind, keys, version, meaning, flags, index_count, indexes)                 \
    {"sup_" #name, SUP_TABLE_##kind, keys,    sizeof name##_columns / sizeof name##_columns[0],    \
     index_count,  name##_columns,   indexes, version,                                             \
     flags,        meaning},
#define TABLE_SPREAD(...) TABLE_ROW(__VA_ARGS__)
#define TABLE(NAME, name, kind, keys, version, meaning)                                            \
    TABLE_SPREAD(name, kind, keys, version, meaning, FLAGS_##name, INDEXES_##name)

static const struct sup_table tables[] = {SUP__TABLES(TABLE)};

/* clang-format off */
static const struct sup_view views[] = {
    {"sup_v_tickets",
     "SELECT tenant, id, status, " CATEGORY " AS category, subject, channel, priority, reason, "
     "team, " ROOT_OF("sup_ticket") " AS customer_id, assignee_id, follow_up_of, merged_into, root_id, "
     ISO("opened_ms") " AS opened_at, " ISO("updated_ms") " AS updated_at, "
     ISO("first_reply_ms") " AS first_reply_at, " ISO("last_reply_ms") " AS last_reply_at, "
     ISO("last_customer_ms") " AS last_customer_at, "
     ISO("waiting_since_ms") " AS waiting_since_at, reply_channel, " ISO("solved_ms") " AS solved_at, "
     ISO("closed_ms") " AS closed_at, reopen_count, reassign_count, message_count, "
     "floor, floor_minimum, impact, urgency, segment, is_after_hours, "
     ISO("first_solved_ms") " AS first_solved_at FROM sup_ticket",
     "Tickets with names of categories and ISO times.",
     "tenant: the desk\n"
     "id: the ticket\n"
     "status: a name of the policy\n"
     "category: new, open, pending, on_hold, solved or closed\n"
     "subject: what it is about; NULL once erased\n"
     "channel: where it began\n"
     "priority: a name of the policy\n"
     "reason: contact reason; NULL when not known\n"
     "team: who looks after it; NULL for none\n"
     "customer_id: whose it is, after all merges; 0 when not known\n"
     "assignee_id: agent who has it; 0 for nobody\n"
     "follow_up_of: the closed ticket that it goes on from\n"
     "merged_into: the ticket it was merged into; NULL when it was not\n"
     "root_id: the ticket in whose thread it is now\n"
     "opened_at: when it was opened\n"
     "updated_at: the latest time of anything that was done to it\n"
     "first_reply_at: the first public reply by a person\n"
     "last_reply_at: the latest one\n"
     "last_customer_at: the latest message that the customer wrote\n"
     "waiting_since_at: since when the customer waits; NULL when nobody waits\n"
     "reply_channel: where replies go that do not say otherwise\n"
     "solved_at: when it was last solved; NULL while it is not\n"
     "closed_at: when it was closed; NULL while it is not\n"
     "reopen_count: times it went from solved or closed back to work\n"
     "reassign_count: changes of agent or team after the first assignment\n"
     "message_count: messages of all kinds\n"
     "floor: the tier of handling that it is on; NULL for none\n"
     "floor_minimum: the lowest one that it may be on\n"
     "impact: how much is affected; NULL when nobody said\n"
     "urgency: how soon it matters; NULL when nobody said\n"
     "segment: the customer's main segment when it was opened; NULL for none\n"
     "is_after_hours: 1: opened outside of the desk's business hours\n"
     "first_solved_at: when it was first solved; NULL when it never was\n"},
    {"sup_v_messages",
     "SELECT m.tenant, m.thread_id, m.ticket_id, m.id, "
     "CASE m.kind WHEN 1 THEN 'customer' WHEN 2 THEN 'reply' ELSE 'note' END AS kind, m.channel, "
     ACTOR " AS actor, m.actor_id, m.customer_id, " ISO("m.at_ms") " AS at, m.handle_ms, m.is_automated, "
     "m.is_acknowledgement, m.is_public, m.attachment_count, m.external_id, p.body "
     "FROM sup_message m LEFT JOIN sup_event_private p "
     "ON p.tenant = m.tenant AND p.sequence = m.sequence",
     "Messages with their text.",
     "tenant: the desk\n"
     "thread_id: the ticket in whose thread it is shown\n"
     "ticket_id: the ticket that it came with\n"
     "id: the message\n"
     "kind: customer, reply or note\n"
     "channel: where it went\n"
     "actor: what kind of actor recorded it\n"
     "actor_id: agent or customer who did; 0 for none\n"
     "customer_id: the customer who wrote it, as they came; 0: nobody did, or nobody knows\n"
     "at: when it was written\n"
     "handle_ms: time an agent worked on it, ms\n"
     "is_automated: 1: no person wrote it\n"
     "is_acknowledgement: 1: it only says that a message arrived\n"
     "is_public: 1: everyone sees it\n"
     "attachment_count: files that came with it\n"
     "external_id: its id where it came from\n"
     "body: its text; NULL once erased\n"},
    {"sup_v_attachments",
     "SELECT a.tenant, m.thread_id, m.ticket_id, a.message_id, a.position, a.name, a.media_type, "
     "a.bytes, a.digest, a.location FROM sup_attachment a "
     "JOIN sup_message m ON m.tenant = a.tenant AND m.id = a.message_id",
     "Files that came with messages: where the host keeps them.",
     "tenant: the desk\n"
     "thread_id: the ticket in whose thread its message is shown\n"
     "ticket_id: the ticket that the message came with\n"
     "message_id: the message\n"
     "position: its place among those of the message, from 1\n"
     "name: what it is called\n"
     "media_type: what kind of file it is\n"
     "bytes: its size; 0 when not known\n"
     "digest: algorithm and hexadecimal digest of the bytes\n"
     "location: where the host keeps it\n"},
    {"sup_v_sessions",
     "SELECT s.tenant, s.agent_id, a.name AS agent, " AVAILABILITY " AS availability, "
     ISO("s.begun_ms") " AS begun_at, " ISO("s.ended_ms") " AS ended_at "
     "FROM sup_session s LEFT JOIN sup_agent a ON a.tenant = s.tenant AND a.id = s.agent_id",
     "When agents were available, busy or away, with names and ISO times.",
     "tenant: the desk\n"
     "agent_id: whose session it is\n"
     "agent: that agent's name\n"
     "availability: available, busy or away\n"
     "begun_at: when it began\n"
     "ended_at: when it ended; NULL while it lasts\n"},
    {"sup_v_customers",
     "SELECT tenant, id, root_id, merged_into, name, " ISO("created_ms") " AS created_at, "
     ISO("erased_ms") " AS erased_at "
     "FROM sup_customer",
     "Customers, and who they are now.",
     "tenant: the desk\n"
     "id: the customer\n"
     "root_id: who that is now\n"
     "merged_into: the customer it was merged into; NULL when it was not\n"
     "name: as the shop reported it; NULL when not known\n"
     "created_at: when the desk first knew them\n"
     "erased_at: when they were erased; NULL when they were not\n"},
    {"sup_v_identities",
     "SELECT i.tenant, i.kind, NULLIF(i.system, '') AS system, i.value, i.is_verified, "
     "c.root_id AS customer_id, i.customer_id AS came_with "
     "FROM sup_identity i JOIN sup_customer c ON c.tenant = i.tenant AND c.id = i.customer_id",
     "By what customers are known: join the shop's own customers here.",
     "tenant: the desk\n"
     "kind: what it is, such as email\n"
     "system: where it is from; NULL: of no system\n"
     "value: in the one form of its kind\n"
     "is_verified: 1: the host has proof; 0: it is claimed\n"
     "customer_id: whose it is, after all merges\n"
     "came_with: the customer it came with\n"},
    {"sup_v_references",
     "SELECT r.tenant, r.system, r.kind, r.reference_id, r.ticket_id, "
     "COALESCE(t.root_id, t.id) AS root_id, t.status, " ROOT_OF("t") " AS customer_id "
     "FROM sup_reference r JOIN sup_ticket t ON t.tenant = r.tenant AND t.id = r.ticket_id",
     "Orders and other things of the shop, with the tickets about them: join your own here.",
     "tenant: the desk\n"
     "system: where the thing is\n"
     "kind: what it is, such as order\n"
     "reference_id: its id there\n"
     "ticket_id: a ticket about it; one that was merged has its row as well\n"
     "root_id: the ticket that it is part of: itself, unless it was merged; WHERE root_id = "
     "ticket_id lists each thing of a ticket once\n"
     "status: that ticket's status\n"
     "customer_id: whose the ticket is, after all merges; 0 when not known\n"},
    {"sup_v_things",
     "SELECT s.tenant, s.system, s.kind, s.thing_id, s.label, NULLIF(" ROOT_OF("s") ", 0) AS "
     "customer_id, " ISO("s.first_ms") " AS first_at, " ISO("s.updated_ms") " AS updated_at "
     "FROM sup_thing s",
     "Orders and other things of the shop as it reported them, and whose they are now.",
     "tenant: the desk\n"
     "system: where the thing is\n"
     "kind: what it is, such as order\n"
     "thing_id: its id there\n"
     "label: what the shop calls it\n"
     "customer_id: whose it is, after all merges; NULL when nobody said\n"
     "first_at: the earliest date of its reports\n"
     "updated_at: the latest date of its reports\n"},
    {"sup_v_thing_facts",
     "SELECT tenant, system, kind, thing_id, name, value, " ISO("at_ms") " AS at, sequence "
     "FROM sup_thing_fact WHERE value <> ''",
     "What is so about them: facts that hold, with their dates.",
     "tenant: the desk\n"
     "system: where the thing is\n"
     "kind: what it is, such as order\n"
     "thing_id: its id there\n"
     "name: the fact, without its group\n"
     "value: as text, in the form of the fact's type\n"
     "at: since when it is so\n"
     "sequence: of the event that reported it\n"},
    {"sup_v_customer_facts",
     "SELECT f.tenant, c.root_id AS customer_id, f.name, f.value, " ISO("f.at_ms") " AS at, f.system, "
     "f.customer_id AS came_with, f.sequence "
     "FROM sup_customer_fact f JOIN sup_customer c ON c.tenant = f.tenant AND c.id = f.customer_id "
     "WHERE f.value <> '' AND NOT EXISTS (SELECT 1 FROM sup_customer o JOIN sup_customer_fact g "
     "ON g.tenant = o.tenant AND g.customer_id = o.id WHERE o.tenant = c.tenant "
     "AND o.root_id = c.root_id AND g.name = f.name AND " SAID("g") " > " SAID("f") ")",
     "What the shop reported about customers: of a person the latest of each fact, if it holds.",
     "tenant: the desk\n"
     "customer_id: whom it is about, after all merges\n"
     "name: the fact, without its group, such as lifetime_value\n"
     "value: as text, in the form of the fact's type\n"
     "at: since when it is so\n"
     "system: who said so\n"
     "came_with: the customer about whom it was said\n"
     "sequence: of the event that reported it\n"},
    {"sup_v_links",
     "SELECT l.tenant, l.ticket_id, "
     "CASE l.kind WHEN 1 THEN 'duplicate_of' WHEN 2 THEN 'blocked_by' WHEN 3 THEN 'caused_by' "
     "WHEN 4 THEN 'child_of' ELSE 'split_from' END AS kind, l.to_id, t.status AS to_status, "
     "l.root_id, l.to_root_id "
     "FROM sup_link l JOIN sup_ticket t ON t.tenant = l.tenant AND t.id = l.to_root_id "
     "UNION ALL SELECT f.tenant, f.id, 'follow_up_of', f.follow_up_of, t.status, f.id, "
     "f.follow_up_of "
     "FROM sup_ticket f JOIN sup_ticket t ON t.tenant = f.tenant AND t.id = f.follow_up_of",
     "What tickets are to each other: one row a link, follow-ups included.",
     "tenant: the desk\n"
     "ticket_id: the ticket\n"
     "kind: what it is to the other, such as blocked_by\n"
     "to_id: the other ticket\n"
     "to_status: the status of the ticket that the other is part of now\n"
     "root_id: the ticket that this one is part of now: itself, unless it was merged\n"
     "to_root_id: the same of the other\n"},
    {"sup_v_watchers",
     "SELECT w.tenant, w.ticket_id, CASE w.kind WHEN 1 THEN 'agent' ELSE 'customer' END AS kind, "
     "w.watcher_id, CASE w.kind WHEN 1 THEN a.name ELSE c.name END AS name FROM sup_watcher w "
     "LEFT JOIN sup_agent a ON w.kind = 1 AND a.tenant = w.tenant AND a.id = w.watcher_id "
     "LEFT JOIN sup_customer c ON w.kind = 2 AND c.tenant = w.tenant AND c.id = w.watcher_id",
     "Who is told what happens to tickets, with names.",
     "tenant: the desk\n"
     "ticket_id: the ticket\n"
     "kind: agent or customer\n"
     "watcher_id: the agent or the customer\n"
     "name: what they are called\n"},
    {"sup_v_reminders",
     "SELECT r.tenant, r.ticket_id, r.id, " ISO("r.due_ms") " AS due_at, "
     ISO("r.set_ms") " AS set_at, CASE WHEN r.agent_id > 0 THEN r.agent_id ELSE t.assignee_id END "
     "AS agent_id, a.name AS agent, r.note, r.rule, r.position FROM sup_reminder r "
     "JOIN sup_ticket t ON t.tenant = r.tenant AND t.id = r.ticket_id "
     "LEFT JOIN sup_agent a ON a.tenant = r.tenant AND a.id = "
     "CASE WHEN r.agent_id > 0 THEN r.agent_id ELSE t.assignee_id END",
     "Who is to be reminded of tickets, and when.",
     "tenant: the desk\n"
     "ticket_id: the ticket\n"
     "id: the reminder\n"
     "due_at: when it is due\n"
     "set_at: when it was set\n"
     "agent_id: who is reminded, or has the ticket now where that is meant; 0: nobody\n"
     "agent: their name\n"
     "note: what to think of\n"
     "rule: the policy's rule that set it; NULL: somebody did\n"
     "position: which of the rule's reminders it is, from 1; 0: of none\n"},
    {"sup_v_visits", VISITS,
     "On which floors tickets were and are, and why.",
     "tenant: the desk\n"
     "ticket_id: the ticket\n"
     "position: 1, 2, 3 ... of the ticket\n"
     "floor: a floor of the policy\n"
     "rank: which of the policy's floors it was; 1 is the lowest\n"
     "is_current: 1: it is there, in work\n"
     "why: opened, rule, stalled, unsigned, customer, manual, merged, returned, lowered or reopened\n"
     "rule: the risk rule that asked for it\n"
     "arrived_at: when it came\n"
     "left_at: when it left; NULL while it is there\n"
     "left_why: as why, or solved, or joined: merged into another; NULL while it is there\n"
     "stay_ms: how long it was there; NULL while it is\n"
     "agent_id: who had it when it left; NULL: nobody\n"
     "is_incomplete: 1: it left without evidence that the floor wants for that\n"
     "stalled_at: when a time limit passed; NULL: none did\n"
     "asked_at: when a sign-off to move up was asked for\n"
     "asked_floor: where it is to go\n"
     "signed_at: when that was answered\n"
     "signed_by: the agent who did\n"
     "is_rejected: 1: with no\n"
     "reason: the ticket's contact reason\n"
     "team: the ticket's team now\n"},
    {"sup_v_timers",
     "SELECT tenant, ticket_id, " METRIC " AS metric, instance, " TIMER_STATE " AS state, "
     ISO("started_ms") " AS started_at, " ISO("since_ms") " AS since_at, "
     ISO("ended_ms") " AS ended_at, used_ms, business_ms, calendar, sla, "
     "CASE WHEN sla IS NULL THEN NULL ELSE target_ms END AS target_ms, "
     ISO("due_ms") " AS due_at, " ISO("next_ms") " AS next_at, warned, "
     ISO("breached_ms") " AS breached_at, is_missed, "
     "missed_before IS NOT NULL AS is_missed_before FROM sup_timer",
     "How long everything takes and took, run by run, and what is promised on it.",
     "tenant: the desk\n"
     "ticket_id: the ticket\n"
     "metric: what is measured, such as first_reply\n"
     "instance: 1, 2, 3 ... of that metric of the ticket\n"
     "state: running, paused, fulfilled or cancelled\n"
     "started_at: when it began\n"
     "since_at: since when it runs or stands; up to here its time is counted\n"
     "ended_at: when it ended; NULL while it has not\n"
     "used_ms: time used up to since_at, pauses left out, ms\n"
     "business_ms: the same in business hours, ms\n"
     "calendar: whose hours are business hours; NULL: all are\n"
     "sla: the SLA policy whose promise is on it; NULL: nothing is promised\n"
     "target_ms: business time promised, ms; NULL: nothing is promised\n"
     "due_at: when the target is used up: broken 1 ms of open time later; NULL while it stands\n"
     "next_at: the next warning or the breach; NULL when none waits\n"
     "warned: warnings that were passed\n"
     "breached_at: when the promise was broken; NULL when it is not\n"
     "is_missed: 1: a promise that was on it was broken, this one or one before\n"
     "is_missed_before: 1: its question or date was missed before: what breaks is no other miss\n"},
    {"sup_v_promises",
     "SELECT tenant, ticket_id, " METRIC " AS metric, instance, position, sla, policy_version, "
     "calendar, target_ms, used_ms, " ISO("ended_ms") " AS ended_at, "
     ISO("breached_ms") " AS breached_at FROM sup_promise",
     "Promises that others took the place of while a timer ran.",
     "tenant: the desk\n"
     "ticket_id: the ticket\n"
     "metric: as in sup_v_timers\n"
     "instance: as in sup_v_timers\n"
     "position: 1, 2, 3 ... on that timer\n"
     "sla: the SLA policy\n"
     "policy_version: the policy that it was of\n"
     "calendar: whose hours were business hours; NULL: all were\n"
     "target_ms: business time promised, ms\n"
     "used_ms: business time that counted when it was replaced, ms\n"
     "ended_at: when another one took its place\n"
     "breached_at: when it was broken; NULL when it was not\n"},
    {"sup_v_misses",
     "SELECT tenant, ticket_id, " METRIC " AS metric, instance, position, " ISO("breached_ms") " AS breached_at, sla, policy_version, target_ms, team, assignee_id, " ISO("ended_ms") " AS ended_at, over_ms, cause, " CAUSE_BY " AS cause_by, cause_by_id, " ISO("cause_ms") " AS cause_at, cause_event FROM sup_miss",
     "Promises that were broken, and why.",
     "tenant: the desk\n"
     "ticket_id: the ticket\n"
     "metric: as in sup_v_timers\n"
     "instance: as in sup_v_timers\n"
     "position: which of the promises that were on that timer: 1, 2, 3 ...\n"
     "breached_at: when it was broken\n"
     "sla: the SLA policy\n"
     "policy_version: the policy that the promise was of\n"
     "target_ms: business time promised, ms\n"
     "team: who had the ticket when it was found broken; NULL: no team\n"
     "assignee_id: the agent who had it then; NULL: nobody\n"
     "ended_at: when its run ended or another promise took its place; NULL while it goes on\n"
     "over_ms: business time over the target by then, ms\n"
     "cause: why; NULL: nobody has said\n"
     "cause_by: agent, bot, system or integration; NULL: nobody has said\n"
     "cause_by_id: which agent; NULL: none\n"
     "cause_at: when that was\n"
     "cause_event: sequence of the event that says so; a note is beside it\n"},
    {"sup_v_requests",
     "SELECT r.tenant, r.id, r.ticket_id, " ROOT_OF("r") " AS customer_id, " REQUEST_STATE " AS state, "
     "r.remedy, r.currency, CASE WHEN r.currency IS NULL THEN NULL ELSE r.minor END AS minor, "
     "r.settled_minor, r.order_system, r.order_id, " ACTOR " AS actor, r.actor_id, r.teams, r.reason, "
     ISO("r.asked_ms") " AS asked_at, " REQUEST_EFFECT " AS effect, r.matrix_row AS row, r.policy_version, "
     "COALESCE(r.quorum, 0) AS quorum, COALESCE(r.approval_count, 0) AS approvals, "
     ISO("r.due_ms") " AS due_at, " ISO("r.decided_ms") " AS decided_at, "
     ISO("r.executed_ms") " AS executed_at, " ISO("r.settled_ms") " AS settled_at, "
     "COALESCE(r.is_irregular, 0) AS is_irregular, COALESCE(r.is_unreported, 0) AS is_unreported, "
     "COALESCE(r.has_rationale, 0) AS has_rationale, "
     "r.limit_share / 100.0 AS limit_percent, r.threshold_share / 100.0 AS threshold_percent, "
     "r.external_id FROM sup_request r",
     "Remedies that were asked for, and what became of them.",
     "tenant: the desk\n"
     "id: 1, 2, 3 ...\n"
     "ticket_id: for which ticket; NULL: it was reported without one\n"
     "customer_id: whose it was, who that is after merges; NULL: nobody's\n"
     "state: waiting, granted, executing, confirmed, failed, rejected, withdrawn, expired, void, "
     "refused, reported or joined\n"
     "remedy: what was asked for\n"
     "currency: ISO 4217; NULL: it has no amount\n"
     "minor: amount asked for, in the currency's minor units\n"
     "settled_minor: amount that the shop gave; NULL while it is not confirmed\n"
     "order_system: where the order is; NULL: it is about none\n"
     "order_id: its id there; once erased an alias\n"
     "actor: agent, bot, system or integration, who asked\n"
     "actor_id: which agent; NULL for the system\n"
     "teams: of who asked, with spaces between\n"
     "reason: the ticket's contact reason then\n"
     "asked_at: when\n"
     "effect: what the authority matrix said: allow, allow_with_rationale, needs_approval or refuse; "
     "NULL: nobody asked\n"
     "row: of the matrix, that said so; NULL: none was for it\n"
     "policy_version: under which it was asked\n"
     "quorum: approvals that it needs\n"
     "approvals: approvals that it has\n"
     "due_at: when it expires; NULL: not\n"
     "decided_at: when it was granted or rejected\n"
     "executed_at: since when it was executed\n"
     "settled_at: when it was over\n"
     "is_irregular: 1: the shop gave it though it was not to\n"
     "is_unreported: 1: the shop had not reported its order when it was asked for\n"
     "has_rationale: 1: who asked said why\n"
     "limit_percent: used of the limit that was nearest to be used up, with it; NULL: there was none\n"
     "threshold_percent: the amount, of the most that its row is for; NULL: there was none\n"
     "external_id: the shop's id of what was done, an alias once it was erased; NULL: none\n"},
    {"sup_v_approvals",
     "SELECT p.tenant, p.request_id, p.agent_id, a.name AS agent, " ISO("p.at_ms") " AS at, "
     "COALESCE(p.is_rejected, 0) AS is_rejected, p.policy_version, p.sequence FROM sup_approval p "
     "LEFT JOIN sup_agent a ON a.tenant = p.tenant AND a.id = p.agent_id",
     "Who approved or rejected what was asked for.",
     "tenant: the desk\n"
     "request_id: the request\n"
     "agent_id: who decided\n"
     "agent: their name\n"
     "at: when\n"
     "is_rejected: 1: with no\n"
     "policy_version: under which policy\n"
     "sequence: of the event; a note is beside it\n"},
    {"sup_v_ledger",
     "SELECT l.tenant, " LEDGER_SCOPE " AS scope, l.subject, l.request_id, r.ticket_id, l.remedy, "
     "l.currency, CASE WHEN l.currency IS NULL THEN NULL ELSE l.minor END AS minor, "
     ISO("l.at_ms") " AS at, " ISO("l.until_ms") " AS until, COALESCE(l.is_settled, 0) AS is_settled, "
     REQUEST_STATE " AS state FROM sup_ledger l "
     "JOIN sup_request r ON r.tenant = l.tenant AND r.id = l.request_id"
     " UNION ALL " EXCESS("'order'", "f.subject", "1")
     " UNION ALL " EXCESS("'customer'", "f.owner", "f.owner IS NOT NULL"),
     "What counts for limits of the authority matrix, by each thing that they are summed up over.",
     "tenant: the desk\n"
     "scope: ticket, order, customer, agent or team: what it counts for; unreported: all orders that "
     "the shop did not report\n"
     "subject: which: an id; of an order its system and id; of others than agents kind and id; of "
     "orders that the shop did not report ticket or customer and its id, or nobody\n"
     "request_id: the request; NULL: no one, it is of a total (order.refunded)\n"
     "ticket_id: its ticket\n"
     "remedy: what it is; order.refunded: what a total says beyond all that is known\n"
     "currency: ISO 4217; NULL: it has no amount\n"
     "minor: what counts, in minor units: what the shop gave, once it is confirmed\n"
     "at: when it was asked for; windows are counted back from now to this\n"
     "until: counts before this: then it expires; NULL: it does not\n"
     "is_settled: 1: the shop confirmed it\n"
     "state: of the request; total\n"},
    {"sup_v_surveys",
     "SELECT s.tenant, s.id, CASE s.kind WHEN 1 THEN 'csat' WHEN 2 THEN 'ces' WHEN 3 THEN 'nps' "
     "ELSE 'pulse' END AS kind, s.source, s.survey_id, " ISO("s.asked_ms") " AS asked_at, "
     ISO("s.answered_ms") " AS answered_at, "
     "CASE WHEN s.answered_ms IS NULL THEN NULL ELSE s.score END AS score, "
     ISO("s.corrected_ms") " AS corrected_at, s.ticket_id, COALESCE(t.root_id, t.id) AS root_id, "
     "COALESCE(c.root_id, s.customer_id) AS customer_id, s.agent_id, s.team, s.reason, p.body AS comment "
     "FROM sup_survey s LEFT JOIN sup_ticket t ON t.tenant = s.tenant AND t.id = s.ticket_id "
     "LEFT JOIN sup_customer c ON c.tenant = s.tenant AND c.id = s.customer_id "
     "LEFT JOIN sup_event_private p ON p.tenant = s.tenant AND p.sequence = s.said_event",
     "What customers and agents were asked, and what they answered.",
     "tenant: the desk\n"
     "id: the survey\n"
     "kind: csat, ces, nps or pulse\n"
     "source: the system that ran it\n"
     "survey_id: its id there; NULL once the customer was erased\n"
     "asked_at: when it was asked; NULL: nobody said\n"
     "answered_at: when it was answered; NULL: it was not\n"
     "score: the answer: csat 1 to 5, ces 1 to 7, nps 0 to 10, pulse 0 to 100\n"
     "corrected_at: when that was corrected last; NULL: it was not\n"
     "ticket_id: the ticket; NULL: about none\n"
     "root_id: the ticket that it is part of now\n"
     "customer_id: who was asked, after all merges; NULL: no customer\n"
     "agent_id: whose work it is about, or who was asked; NULL: nobody\n"
     "team: the team when it was answered\n"
     "reason: the contact reason when it was answered\n"
     "comment: what they wrote; NULL: nothing, or it was erased\n"},
    {"sup_v_reviews",
     "SELECT r.tenant, r.id, CASE r.kind WHEN 1 THEN 'review' ELSE 'self' END AS kind, "
     ISO("r.at_ms") " AS at, r.ticket_id, COALESCE(t.root_id, t.id) AS root_id, r.agent_id, "
     "a.name AS agent, r.reviewer_id, r.form, r.score, r.team, r.reason, r.times, p.body AS note "
     "FROM sup_review r LEFT JOIN sup_ticket t ON t.tenant = r.tenant AND t.id = r.ticket_id "
     "LEFT JOIN sup_agent a ON a.tenant = r.tenant AND a.id = r.agent_id "
     "LEFT JOIN sup_event_private p ON p.tenant = r.tenant AND p.sequence = r.sequence",
     "How well tickets were handled, as colleagues and the agents themselves say.",
     "tenant: the desk\n"
     "id: the review\n"
     "kind: review: by a colleague; self: by the agent\n"
     "at: when it was given last\n"
     "ticket_id: the ticket\n"
     "root_id: the ticket that it is part of now\n"
     "agent_id: whose work it is\n"
     "agent: their name\n"
     "reviewer_id: the agent who gave it; NULL: a program did\n"
     "form: by which form; NULL: none\n"
     "score: 0 to 100\n"
     "team: who had the ticket then\n"
     "reason: its contact reason then\n"
     "times: how often it was given\n"
     "note: for colleagues; NULL: none, or it was erased\n"},
    {"sup_v_correctives",
     "SELECT c.tenant, c.id, c.line, CASE c.state WHEN 1 THEN 'open' WHEN 2 THEN 'done' "
     "ELSE 'dropped' END AS state, p.body AS text, " ISO("c.due_ms") " AS due_at, c.owner_id, "
     "a.name AS owner, c.owner_role, " ISO("c.at_ms") " AS recorded_at, c.by_id, c.changes, "
     ISO("c.changed_ms") " AS changed_at, " ISO("c.closed_ms") " AS closed_at, q.body AS note "
     "FROM sup_corrective c LEFT JOIN sup_agent a ON a.tenant = c.tenant AND a.id = c.owner_id "
     "LEFT JOIN sup_event_private p ON p.tenant = c.tenant AND p.sequence = c.text_event "
     "LEFT JOIN sup_event_private q ON q.tenant = c.tenant AND q.sequence = c.close_event",
     "What is done about figures that miss their target.",
     "tenant: the desk\n"
     "id: the corrective action\n"
     "line: for which line of the policy's scorecard\n"
     "state: open, done or dropped\n"
     "text: what is to be done\n"
     "due_at: by when\n"
     "owner_id: the agent who does it; NULL: a role\n"
     "owner: their name\n"
     "owner_role: the role that does it; NULL: an agent\n"
     "recorded_at: since when it is there\n"
     "by_id: the agent who recorded it; NULL: a program\n"
     "changes: how often it was changed since\n"
     "changed_at: when it was last changed; NULL: it was not\n"
     "closed_at: when it was done or dropped; NULL while it is open\n"
     "note: what was said then; NULL: nothing\n"},
    {"sup_v_events",
     "SELECT tenant, sequence, operation, " EVENT_NAME " AS kind, " ISO("at_ms") " AS at, "
     ISO("recorded_ms") " AS recorded_at, " ACTOR " AS actor, actor_id, ticket_id, subject_id, "
     "number, flags, policy_version, before, after, payload FROM sup_event",
     "Everything that happened, with names of kinds and ISO times.",
     "tenant: the desk\n"
     "sequence: 1, 2, 3 ... without gaps\n"
     "operation: sequence of the first event of the same operation\n"
     "kind: what happened, such as ticket.moved\n"
     "at: when it happened\n"
     "recorded_at: when it was recorded\n"
     "actor: agent, bot, customer, system or integration\n"
     "actor_id: agent or customer; 0 for none\n"
     "ticket_id: 0 when it concerns none\n"
     "subject_id: agent, customer, message, ticket or policy version concerned; 0 for none\n"
     "number: by kind: see the list of events\n"
     "flags: see the table of events\n"
     "policy_version: the policy it was decided under\n"
     "before: the name before, by kind\n"
     "after: the name after, by kind\n"
     "payload: what else there is to know, as JSON\n"},
};
/* clang-format on */

static const struct sup_schema schema = {
    sizeof(struct sup_schema),      1,      sizeof tables / sizeof tables[0],
    sizeof views / sizeof views[0], tables, views};

const struct sup_schema *sup_schema(void)
{
    return &schema;
}
