/*
 * table.c: the one table of operations.
 *
 * The order is that of their numbers, which never change and need not be dense; new operations are
 * added in their place.
 */
#include "supportcore/operation.h"

#include <string.h>

#include "ops/shapes/shapes.h"

enum {
    QUERY = 0,
    MARK = SUP_OPERATION_WRITES | SUP_OPERATION_BATCHES | SUP_OPERATION_RECEIPT,
    CHANGE = MARK | SUP_OPERATION_HAS_ID,
    TICKET_CHANGE = CHANGE | SUP_OPERATION_HAS_TICKET,
    CHANGE_ALONE = SUP_OPERATION_WRITES | SUP_OPERATION_RECEIPT | SUP_OPERATION_HAS_ID,
    HOUSEKEEPING = SUP_OPERATION_WRITES,
    RECORDS = SUP_OPERATION_RECORDS,
    FIGURES = SUP_OPERATION_WRITES | SUP_OPERATION_CATCHES_UP
};

/* What every operation needs: who asks, under which policy, at which event. A change also looks up
 * its idempotency key, what is due on the ticket, and appends events and its answer. What the
 * record of a refusal needs is not counted. */
#define ASKS    "sup_head sup_policy sup_agent"
#define CHANGES ASKS " sup_answer"
/* Who was one person with a customer. */
#define PARTED " sup_customer_parting sup_event"
/* What holds a request is looked up in all stays of tickets about the same. */
#define JUDGED " sup_merge sup_ledger" PARTED
/* What is due may move a ticket to another floor, whose tags may be a risk: then all that is known
 * of it is asked for. */
#define KNOWN                                                                                      \
    " sup_customer sup_customer_fact sup_thing sup_thing_fact sup_reference sup_tag sup_field "    \
    "sup_fact"
#define ON_TICKET                                                                                  \
    CHANGES " sup_ticket sup_agenda sup_watcher sup_timer sup_reminder sup_visit sup_floor_rule "  \
            "sup_evidence sup_signature sup_request" KNOWN
/* What is told late ends what was promised then. */
#define LATE    " sup_event sup_promise"
#define APPENDS "sup_head sup_event sup_answer"
#define TEXTS   APPENDS " sup_event_private"
#define TICKET                                                                                     \
    TEXTS " sup_ticket sup_agenda sup_timer sup_promise sup_reminder sup_miss sup_visit "          \
          "sup_hold sup_floor_rule sup_tag sup_request sup_ledger"
#define MESSAGE TICKET " sup_message sup_message_external sup_attachment"
/* What changes what is known of a ticket may be a risk, which voids what was signed. */
#define REVIEWED TICKET " sup_signature"
#define BESIDES  " sup_answer sup_cursor"
#define FOLDED                                                                                     \
    " sup_customer sup_customer_event sup_customer_parting sup_customer_fact sup_identity sup_ticket sup_message "      \
    "sup_message_external sup_attachment sup_reference sup_thing sup_thing_fact "                  \
    "sup_thing_report sup_report sup_tag sup_fact sup_field sup_agenda sup_session sup_tenure "    \
    "sup_watcher sup_merge sup_link sup_contact sup_timer sup_promise sup_reminder sup_miss sup_visit "        \
    "sup_hold sup_floor_rule sup_signature sup_evidence sup_request sup_approval sup_ledger "      \
    "sup_survey "                                                                                  \
    "sup_review sup_review_section sup_corrective sup_kpi_standing"

/* What a report of a survey looks at besides its ticket. */
#define SURVEYED " sup_survey sup_message sup_event sup_event_private"

/* What happened is counted in. */
#define COUNTS "sup_kpi_state sup_kpi_fact sup_kpi_cell sup_kpi_spread"
#define COUNTED_FROM                                                                               \
    " sup_ticket sup_timer sup_miss sup_visit sup_message sup_customer sup_request "               \
    "sup_survey sup_review sup_fact " COUNTS
#define COUNTED_IN " sup_event" COUNTED_FROM
/* Who was there, and what the shop reports afterwards, is read when it is asked for. */
#define ANSWERED_FROM                                                                              \
    COUNTED_IN " sup_agent sup_tenure sup_session sup_reference sup_thing sup_thing_fact "         \
               "sup_customer_event sup_event_private"

/* What is due before another policy rules may be the end of a period. */
#define EVALUATED " sup_kpi_standing" ANSWERED_FROM

#define OPERATION(number, flags, name, summary, reads, writes, params, result)                     \
    {                                                                                              \
        number, flags, name, summary, name, reads, writes, &sup__shape_##params, result, NULL      \
    }
/* One that the authority matrix may decide about: then what counts against its limits is read, and
 * the use is a row. */
#define RULED           " sup_request sup_approval sup_ledger"
#define RULED_ON_TICKET RULED PARTED " sup_merge"
#define RULED_ON_PERSON RULED PARTED " sup_agenda sup_customer sup_customer_fact"
#define TAKES           " sup_request sup_ledger sup_event_private"
#define TAKES_ALONE     TAKES " sup_agenda sup_customer_event"
#define GOVERNED(number, flags, name, summary, reads, writes, params, result, action)              \
    {                                                                                              \
        number, flags, name, summary, name, reads, writes, &sup__shape_##params, result, action    \
    }

static const struct sup_operation operations[] = {
    OPERATION(SUP_OP_AGENT_SAVE, CHANGE, "agent.save", "Make or change an agent or a bot.",
              CHANGES " sup_session sup_tenure",
              TEXTS " sup_agent sup_session sup_tenure", agent_save_params, NULL),
    OPERATION(SUP_OP_AGENT_GET, QUERY, "agent.get", "Read an agent.", ASKS, "", agent_get_params,
              &sup__shape_agent),
    OPERATION(SUP_OP_AGENT_LIST, QUERY, "agent.list", "Read agents in the order of their ids.",
              ASKS, "", agent_list_params, &sup__shape_agent_list),
    OPERATION(SUP_OP_CUSTOMER_SAVE, CHANGE, "customer.save",
              "Make or change a customer; a known identity names the one who has it.",
              CHANGES " sup_customer sup_identity",
              TEXTS " sup_customer sup_customer_event sup_identity", customer_save_params, NULL),
    OPERATION(SUP_OP_CUSTOMER_GET, QUERY, "customer.get",
              "Read a customer by id or by an identity.",
              ASKS " sup_customer sup_identity sup_customer_fact", "", customer_get_params,
              &sup__shape_customer),
    OPERATION(
        SUP_OP_TICKET_OPEN, TICKET_CHANGE, "ticket.open",
        "Open a ticket, with the customer's first message when a body is given.",
        ON_TICKET
        " sup_customer sup_customer_fact sup_thing sup_thing_fact sup_event "
        "sup_message sup_message_external sup_contact sup_reference sup_tag sup_field sup_fact",
        MESSAGE " sup_tag sup_reference sup_field sup_contact", ticket_open_params, NULL),
    OPERATION(
        SUP_OP_TICKET_RECEIVE, TICKET_CHANGE, "ticket.receive",
        "Take in a message from a customer: it finds its ticket, or opens one.",
        ON_TICKET LATE
        " sup_customer sup_customer_fact sup_thing sup_thing_fact "
        "sup_message sup_message_external sup_reference sup_contact sup_tag sup_field sup_fact",
        MESSAGE " sup_signature sup_customer_event sup_reference sup_contact",
        ticket_receive_params, NULL),
    GOVERNED(SUP_OP_TICKET_REPLY, TICKET_CHANGE, "ticket.reply", "Record a reply to the customer.",
             ON_TICKET LATE " sup_message sup_message_external sup_link" RULED_ON_TICKET,
             MESSAGE " sup_signature", ticket_reply_params, NULL, "ticket.close"),
    GOVERNED(SUP_OP_TICKET_NOTE, TICKET_CHANGE, "ticket.note",
             "Record a private note, which customers never see.",
             ON_TICKET LATE " sup_message sup_message_external sup_link" RULED_ON_TICKET,
             MESSAGE " sup_signature", ticket_note_params, NULL, "ticket.close"),
    GOVERNED(SUP_OP_TICKET_MOVE, TICKET_CHANGE, "ticket.move",
             "Move a ticket to another status, as the policy's transitions allow.",
             ON_TICKET LATE " sup_link" RULED_ON_TICKET, REVIEWED TAKES, ticket_move_params, NULL,
             "ticket.close"),
    OPERATION(SUP_OP_TICKET_PRIORITIZE, TICKET_CHANGE, "ticket.prioritize",
              "Give a ticket another priority.", ON_TICKET LATE, REVIEWED, ticket_prioritize_params,
              NULL),
    OPERATION(SUP_OP_TICKET_CLASSIFY, TICKET_CHANGE, "ticket.classify",
              "Say why the customer wrote: the contact reason.", ON_TICKET LATE " sup_contact",
              REVIEWED " sup_contact", ticket_classify_params, NULL),
    OPERATION(SUP_OP_TICKET_ASSIGN, TICKET_CHANGE, "ticket.assign",
              "Give a ticket to an agent, or take it from whoever has it.", ON_TICKET LATE,
              REVIEWED, ticket_assign_params, NULL),
    OPERATION(SUP_OP_TICKET_TRANSFER, TICKET_CHANGE, "ticket.transfer",
              "Hand a ticket to another team, where nobody has it yet.", ON_TICKET LATE, REVIEWED,
              ticket_transfer_params, NULL),
    OPERATION(SUP_OP_TICKET_TAG, TICKET_CHANGE, "ticket.tag", "Add tags to a ticket.",
              ON_TICKET LATE, REVIEWED " sup_tag", ticket_tag_params, NULL),
    OPERATION(SUP_OP_TICKET_UNTAG, TICKET_CHANGE, "ticket.untag", "Take tags from a ticket.",
              ON_TICKET LATE " sup_merge", REVIEWED " sup_tag", ticket_tag_params, NULL),
    OPERATION(SUP_OP_REFERENCE_ADD, TICKET_CHANGE, "reference.add",
              "Say which things outside the desk a ticket is about.", ON_TICKET LATE,
              REVIEWED " sup_event_private sup_reference", reference_params, NULL),
    OPERATION(SUP_OP_REFERENCE_REMOVE, TICKET_CHANGE, "reference.remove",
              "Take references from a ticket.",
              ON_TICKET " sup_merge", REVIEWED " sup_event_private sup_reference", reference_params,
              NULL),
    OPERATION(SUP_OP_FACT_RECORD, TICKET_CHANGE, "fact.record",
              "Keep what another system says about a ticket.", ON_TICKET LATE,
              REVIEWED " sup_event_private sup_fact", fact_record_params, NULL),
    OPERATION(
        SUP_OP_TICKET_GET, QUERY, "ticket.get",
        "Read a ticket with its tags, references, facts, fields, links, watchers and reminders.",
        ASKS
        " sup_customer sup_ticket sup_tag sup_reference sup_fact sup_field sup_link sup_watcher "
        "sup_reminder "
        "sup_merge",
        "", ticket_get_params, &sup__shape_ticket),
    OPERATION(SUP_OP_TICKET_LIST, QUERY, "ticket.list",
              "Read tickets, newest first unless asked otherwise.",
              ASKS " sup_customer sup_identity sup_ticket sup_tag sup_reference sup_field", "",
              ticket_list_params, &sup__shape_ticket_list),
    OPERATION(SUP_OP_TICKET_MESSAGES, QUERY, "ticket.messages",
              "Read a ticket's messages by time; a customer sees no notes.",
              ASKS " sup_customer sup_ticket sup_message sup_event_private sup_attachment", "",
              ticket_page_params, &sup__shape_message_list),
    OPERATION(SUP_OP_TICKET_HISTORY, QUERY, "ticket.history",
              "Read what happened to a ticket, in sentences.",
              ASKS " sup_customer sup_ticket sup_event sup_event_private", "", ticket_page_params,
              &sup__shape_history),
    GOVERNED(SUP_OP_POLICY_ACTIVATE, CHANGE_ALONE, "policy.activate",
             "Make a document the desk's policy, as the next version.",
             ON_TICKET EVALUATED RULED, TICKET " sup_policy sup_kpi_standing " COUNTS TAKES,
             policy_activate_params, NULL,
             "policy.activate"),
    OPERATION(SUP_OP_POLICY_CHECK, QUERY, "policy.check",
              "Check a policy document and report every problem; nothing is changed.", ASKS, "",
              policy_check_params, &sup__shape_policy_report),
    OPERATION(SUP_OP_POLICY_SHOW, QUERY, "policy.show", "Read a policy.", ASKS " sup_event", "",
              policy_show_params, &sup__shape_policy),
    OPERATION(SUP_OP_EVENT_LIST, QUERY, "event.list", "Read the event log as it is hashed.",
              ASKS " sup_event", "", event_list_params, &sup__shape_event_list),
    OPERATION(SUP_OP_CHAIN_HEAD, QUERY, "chain.head",
              "Read the end of the event chain, to be kept elsewhere.", ASKS, "", chain_head_params,
              &sup__shape_chain_head),
    OPERATION(SUP_OP_CHAIN_VERIFY, QUERY, "chain.verify", "Verify the whole event chain.",
              ASKS " sup_event sup_event_private" BESIDES, "", chain_verify_params,
              &sup__shape_chain_report),
    OPERATION(
        SUP_OP_DESK_TICK, HOUSEKEEPING, "desk.tick", "Fire what is due by now.",
        ASKS " sup_ticket sup_agenda sup_watcher sup_timer sup_reminder sup_visit sup_floor_rule "
             "sup_signature sup_evidence sup_request sup_kpi_standing" KNOWN ANSWERED_FROM,
        "sup_head sup_event sup_event_private sup_ticket sup_agenda sup_timer sup_promise "
        "sup_reminder sup_miss sup_visit sup_hold sup_floor_rule sup_tag sup_request sup_ledger "
        "sup_kpi_standing " COUNTS,
        tick_params, &sup__shape_tick_result),
    OPERATION(SUP_OP_DESK_NEXT_DUE, QUERY, "desk.next_due", "Ask when the next thing is due.",
              ASKS " sup_agenda", "", next_due_params, &sup__shape_next_due),
    OPERATION(SUP_OP_DESK_SUMMARY, QUERY, "desk.summary", "Ask how the desk stands.",
              ASKS " sup_ticket", "", summary_params, &sup__shape_summary),
    OPERATION(SUP_OP_DESK_CHECK, QUERY, "desk.check",
              "Fold all events again and compare with the tables; nothing is changed.",
              ASKS " sup_event sup_event_private" BESIDES FOLDED, "", check_params,
              &sup__shape_check_report),
    OPERATION(SUP_OP_DESK_REBUILD, HOUSEKEEPING, "desk.rebuild",
              "Fold all events again and mend what differs in the tables.",
              ASKS " sup_event sup_event_private" BESIDES FOLDED,
              "sup_agent sup_policy sup_event_private " COUNTS BESIDES FOLDED, check_params,
              &sup__shape_check_report),
    OPERATION(SUP_OP_OUTBOX_PULL, QUERY, "outbox.pull",
              "Read a consumer's next events as CloudEvents.", ASKS " sup_cursor sup_event", "",
              outbox_pull_params, &sup__shape_outbox_page),
    OPERATION(SUP_OP_OUTBOX_ACK, MARK, "outbox.ack",
              "Acknowledge a consumer's events up to a sequence.", ASKS " sup_cursor", "sup_cursor",
              outbox_ack_params, NULL),
    OPERATION(SUP_OP_IMPORT_MARK, MARK, "import.mark",
              "Move the position of an import, in the batch that it belongs to.",
              ASKS " sup_cursor", "sup_cursor", import_mark_params, NULL),
    OPERATION(SUP_OP_IMPORT_POSITION, QUERY, "import.position", "Ask how far an import has come.",
              ASKS " sup_cursor", "", import_position_params, &sup__shape_import_position),
    OPERATION(SUP_OP_AGENT_SET_AVAILABILITY, CHANGE, "agent.set_availability",
              "Say whether an agent or a bot takes work now.", CHANGES " sup_session",
              APPENDS " sup_agent sup_session", agent_set_availability_params, NULL),
    OPERATION(SUP_OP_AGENT_SESSIONS, QUERY, "agent.sessions",
              "Read when an agent was at the desk, newest first.", ASKS " sup_event sup_session",
              "", agent_sessions_params, &sup__shape_agent_session_list),
    OPERATION(SUP_OP_POLICY_LIST, QUERY, "policy.list",
              "Read the versions of the policy, newest first.", ASKS " sup_event", "",
              policy_list_params, &sup__shape_policy_list),
    OPERATION(SUP_OP_POLICY_DIFF, QUERY, "policy.diff",
              "Tell in words what differs between two policies.", ASKS " sup_event", "",
              policy_diff_params, &sup__shape_policy_diff),
    GOVERNED(SUP_OP_POLICY_ROLLBACK, CHANGE_ALONE, "policy.rollback",
             "Activate the document of an earlier version again, as a new version.",
             ON_TICKET EVALUATED RULED, TICKET " sup_policy sup_kpi_standing " COUNTS TAKES,
             policy_rollback_params, NULL,
             "policy.activate"),
    OPERATION(SUP_OP_POLICY_TEST, QUERY, "policy.test",
              "Evaluate every rule of a policy on the facts of one case, and say why.",
              ASKS " sup_event", "", policy_test_params, &sup__shape_policy_test),
    OPERATION(SUP_OP_TICKET_FILL, TICKET_CHANGE, "ticket.fill",
              "Fill custom fields of a ticket, or clear them.", ON_TICKET LATE,
              REVIEWED " sup_event_private sup_field", ticket_fill_params, NULL),
    OPERATION(SUP_OP_CUSTOMER_RESOLVE, CHANGE, "customer.resolve",
              "Find the customer who has these identities, or make one.",
              CHANGES " sup_customer sup_identity",
              TEXTS " sup_customer sup_customer_event sup_identity", customer_resolve_params, NULL),
    GOVERNED(SUP_OP_CUSTOMER_MERGE, CHANGE, "customer.merge",
             "Say that two customers are one person.", ON_TICKET " sup_identity" RULED PARTED,
             REVIEWED " sup_customer sup_customer_event" TAKES_ALONE, customer_merge_params, NULL,
             "customer.merge"),
    OPERATION(SUP_OP_CUSTOMER_UNMERGE, CHANGE, "customer.unmerge",
              "Take a merge of customers back.",
              ON_TICKET " sup_customer_event sup_event sup_merge sup_message sup_ledger",
              REVIEWED " sup_customer sup_customer_event sup_customer_parting",
              customer_unmerge_params, NULL),
    OPERATION(SUP_OP_REFERENCE_REPORT, MARK, "reference.report",
              "Say what is so about an order or another thing, as of a date.",
              ON_TICKET " sup_report sup_event sup_event_private",
              REVIEWED " sup_customer_event sup_thing sup_thing_fact sup_thing_report sup_report",
              reference_report_params, NULL),
    OPERATION(SUP_OP_TICKET_WATCH, TICKET_CHANGE, "ticket.watch",
              "Let an agent or a customer watch a ticket.", ON_TICKET " sup_customer",
              TICKET " sup_watcher", ticket_watch_params, NULL),
    OPERATION(SUP_OP_TICKET_UNWATCH, TICKET_CHANGE, "ticket.unwatch",
              "Let somebody watch a ticket no longer.", ON_TICKET " sup_customer sup_merge",
              TICKET " sup_watcher", ticket_watch_params, NULL),
    OPERATION(SUP_OP_TICKET_LINK, TICKET_CHANGE, "ticket.link", "Say what a ticket is to another.",
              ON_TICKET " sup_link", TICKET " sup_link", ticket_link_params, NULL),
    OPERATION(SUP_OP_TICKET_UNLINK, TICKET_CHANGE, "ticket.unlink",
              "Take a link between tickets back.",
              ON_TICKET " sup_link", TICKET " sup_link", ticket_link_params, NULL),
    OPERATION(SUP_OP_CUSTOMER_REPORT, CHANGE, "customer.report",
              "Say what is so about a customer, as of a date.",
              ON_TICKET " sup_report sup_event sup_event_private",
              REVIEWED " sup_customer_event sup_customer_fact sup_report", customer_report_params,
              NULL),
    OPERATION(SUP_OP_REFERENCE_GET, QUERY, "reference.get",
              "Read what was reported about an order or another thing.",
              ASKS " sup_customer sup_thing sup_thing_fact", "", reference_get_params,
              &sup__shape_thing),
    GOVERNED(SUP_OP_TICKET_MERGE, TICKET_CHANGE, "ticket.merge",
             "Say that two tickets are about one thing.",
             ON_TICKET " sup_merge sup_link sup_message" RULED PARTED,
             REVIEWED " sup_merge sup_link sup_message sup_tag sup_reference "
                      "sup_watcher" TAKES,
             ticket_merge_params, NULL, "ticket.merge"),
    OPERATION(SUP_OP_TICKET_UNMERGE, TICKET_CHANGE, "ticket.unmerge",
              "Take a merge of tickets back.",
              ON_TICKET " sup_event sup_merge sup_link sup_message",
              REVIEWED " sup_merge sup_link sup_message sup_tag sup_reference "
                       "sup_watcher",
              ticket_unmerge_params, NULL),
    OPERATION(SUP_OP_TICKET_SPLIT, TICKET_CHANGE, "ticket.split",
              "Make a new ticket of a part of a thread.",
              ON_TICKET " sup_message sup_message_external sup_contact sup_merge",
              TICKET " sup_customer_event sup_message sup_message_external "
                     "sup_reference sup_link sup_contact",
              ticket_split_params, NULL),
    OPERATION(SUP_OP_CUSTOMER_CONTEXT, QUERY, "customer.context",
              "Read who a customer is, what they bought, what happened and what comes next.",
              ASKS " sup_customer sup_identity sup_customer_fact sup_contact sup_ticket sup_thing "
                   "sup_thing_fact sup_reference sup_field sup_link sup_reminder sup_agenda "
                   "sup_visit",
              "", customer_context_params, &sup__shape_customer_context),
    OPERATION(SUP_OP_TICKET_HANDOVER, QUERY, "ticket.handover",
              "Read what the next person on a ticket needs to know.",
              ASKS PARTED " sup_customer sup_identity sup_customer_fact sup_ticket sup_thing "
                          "sup_thing_fact sup_reference sup_fact sup_field sup_link sup_reminder "
                          "sup_agenda sup_visit sup_message sup_merge sup_tag sup_ledger",
              "", ticket_handover_params, &sup__shape_ticket_handover),
    GOVERNED(SUP_OP_CUSTOMER_ERASE, CHANGE_ALONE, "customer.erase",
             "Erase a person: all text that tells about them, for good.",
             CHANGES " sup_customer sup_customer_event sup_identity sup_ticket sup_message "
                     "sup_message_external sup_event sup_event_private sup_fact sup_field "
                     "sup_thing sup_thing_fact sup_thing_report sup_report sup_watcher "
                     "sup_merge sup_reminder sup_request sup_reference sup_ledger "
                     "sup_survey" RULED_ON_PERSON,
             TEXTS " sup_customer sup_customer_fact sup_identity sup_ticket sup_message "
                   "sup_message_external sup_attachment sup_reference sup_fact sup_field "
                   "sup_thing sup_thing_fact sup_thing_report sup_report sup_watcher "
                   "sup_reminder sup_request sup_ledger sup_survey" TAKES_ALONE,
             customer_erase_params, NULL, "customer.erase"),
    GOVERNED(
        SUP_OP_CUSTOMER_EXPORT, RECORDS, "customer.export",
        "Read everything that is held about a person, as one JSON document.",
        ASKS
        " sup_customer sup_customer_event sup_identity sup_customer_fact sup_contact "
        "sup_watcher sup_merge sup_thing sup_thing_fact sup_thing_report sup_ticket "
        "sup_reference sup_tag sup_fact sup_field sup_timer sup_promise sup_reminder "
        "sup_miss sup_visit sup_floor_rule sup_signature sup_evidence sup_request "
        "sup_ledger sup_link sup_message sup_attachment sup_event sup_event_private sup_survey "
        "sup_review sup_review_section" RULED_ON_PERSON,
        "sup_head sup_event" TAKES_ALONE, customer_export_params, &sup__shape_customer_export,
        "customer.export"),
    OPERATION(SUP_OP_CALENDAR_ADD, QUERY, "calendar.add",
              "Ask when so much open time has passed since an instant.", ASKS, "",
              calendar_add_params, &sup__shape_calendar_time),
    OPERATION(SUP_OP_CALENDAR_SUBTRACT, QUERY, "calendar.subtract",
              "Ask from when on so much open time passes until an instant.", ASKS, "",
              calendar_add_params, &sup__shape_calendar_time),
    OPERATION(SUP_OP_CALENDAR_BETWEEN, QUERY, "calendar.between",
              "Ask how long a calendar was open, without pauses.", ASKS, "",
              calendar_between_params, &sup__shape_calendar_length),
    OPERATION(SUP_OP_CALENDAR_IS_OPEN, QUERY, "calendar.is_open", "Ask whether a calendar is open.",
              ASKS, "", calendar_time_params, &sup__shape_calendar_state),
    OPERATION(SUP_OP_CALENDAR_NEXT_OPEN, QUERY, "calendar.next_open",
              "Ask when a calendar is open next; now counts.", ASKS, "", calendar_time_params,
              &sup__shape_calendar_time),
    OPERATION(SUP_OP_CALENDAR_NEXT_CLOSE, QUERY, "calendar.next_close",
              "Ask when a calendar closes next.", ASKS, "", calendar_time_params,
              &sup__shape_calendar_time),
    OPERATION(SUP_OP_CALENDAR_INTERVALS, QUERY, "calendar.intervals",
              "List when a calendar is open.", ASKS, "", calendar_intervals_params,
              &sup__shape_calendar_intervals),
    OPERATION(SUP_OP_TICKET_TIMERS, QUERY, "ticket.timers",
              "Read how long things take and took on a ticket, and what is promised on them.",
              ASKS " sup_ticket sup_timer sup_promise", "", ticket_timers_params,
              &sup__shape_timer_list),
    OPERATION(SUP_OP_SLA_DUE, QUERY, "sla.due",
              "Read on which tickets a promise warns or breaks next.",
              ASKS " sup_agenda sup_ticket sup_timer", "", sla_due_params, &sup__shape_due_list),
    OPERATION(SUP_OP_SLA_EXPLAIN, QUERY, "sla.explain",
              "Tell why a timer shows what it shows, span by span.",
              ASKS " sup_ticket sup_timer sup_event", "", sla_explain_params,
              &sup__shape_sla_explanation),
    OPERATION(SUP_OP_SLA_GUIDE, QUERY, "sla.guide",
              "Read what the policy promises by channel, to be published.", ASKS, "",
              sla_guide_params, &sup__shape_sla_guide),
    OPERATION(SUP_OP_TICKET_REMIND, TICKET_CHANGE, "ticket.remind", "Set a reminder on a ticket.",
              ON_TICKET, TICKET, ticket_remind_params, NULL),
    OPERATION(SUP_OP_TICKET_UNREMIND, TICKET_CHANGE, "ticket.unremind",
              "Take a reminder away before it is due.", ON_TICKET, TICKET, ticket_unremind_params,
              NULL),
    OPERATION(SUP_OP_SLA_RECORD_CAUSE, TICKET_CHANGE, "sla.record_cause",
              "Say why a promise was broken.",
              ON_TICKET " sup_miss", TICKET, sla_record_cause_params, NULL),
    OPERATION(SUP_OP_SLA_MISSES, QUERY, "sla.misses",
              "Read which promises were broken in a range of time, and why.",
              ASKS " sup_miss sup_event_private", "", sla_misses_params, &sup__shape_miss_list),
    OPERATION(SUP_OP_SLA_MISS_SUMMARY, QUERY, "sla.miss_summary",
              "Count the promises that were broken by team and cause.", ASKS " sup_miss", "",
              sla_miss_summary_params, &sup__shape_miss_summary),
    OPERATION(SUP_OP_FLOOR_ESCALATE, TICKET_CHANGE, "floor.escalate",
              "Move a ticket up, or ask for the sign-off that its floor demands.", ON_TICKET,
              TICKET, floor_escalate_params, NULL),
    GOVERNED(SUP_OP_FLOOR_LOWER, TICKET_CHANGE, "floor.lower",
             "Let a ticket return to a lower floor.",
             ON_TICKET RULED_ON_TICKET, TICKET TAKES, floor_lower_params, NULL, "floor.lower"),
    OPERATION(SUP_OP_FLOOR_SIGN, TICKET_CHANGE, "floor.sign",
              "Sign that a ticket moves up, that what is held may be done, that it is solved.",
              ON_TICKET " sup_merge", REVIEWED, floor_sign_params, NULL),
    OPERATION(SUP_OP_FLOOR_EVIDENCE, TICKET_CHANGE, "floor.evidence",
              "Record evidence that the floors of the policy ask for.", ON_TICKET " sup_message",
              TICKET " sup_evidence", floor_evidence_params, NULL),
    OPERATION(SUP_OP_FLOOR_EXPLAIN, QUERY, "floor.explain",
              "Tell why a ticket is on its floor, and what it waits for.",
              ASKS " sup_ticket sup_customer sup_customer_fact sup_thing sup_thing_fact "
                   "sup_reference sup_tag sup_field sup_fact sup_visit sup_floor_rule "
                   "sup_signature sup_evidence sup_merge",
              "", floor_explain_params, &sup__shape_floor_explanation),
    OPERATION(SUP_OP_FLOOR_LIST, QUERY, "floor.list",
              "Read tickets in work by floor and age, or those that wait for a signature.",
              ASKS " sup_ticket sup_customer sup_customer_fact sup_thing sup_thing_fact "
                   "sup_reference sup_tag sup_field sup_fact sup_visit sup_hold sup_signature",
              "", floor_list_params, &sup__shape_floor_list),
    OPERATION(SUP_OP_FLOOR_SUMMARY, QUERY, "floor.summary",
              "Count what went on on the floors in a time.",
              ASKS " sup_visit sup_ticket sup_floor_rule sup_timer sup_merge", "", floor_summary_params,
              &sup__shape_floor_summary),
    OPERATION(SUP_OP_AUTHORITY_CHECK, QUERY, "authority.check",
              "Ask what would be said to a request for a remedy, and how far limits are used.",
              ASKS " sup_ticket sup_request" JUDGED KNOWN, "", authority_check_params,
              &sup__shape_authority_answer),
    OPERATION(SUP_OP_AUTHORITY_REQUEST, CHANGE, "authority.request",
              "Ask for a remedy: it is granted, waits for approval, or is refused.",
              ON_TICKET JUDGED, TICKET " sup_customer_event", authority_request_params, NULL),
    OPERATION(SUP_OP_AUTHORITY_EXECUTE, CHANGE, "authority.execute",
              "Begin what was granted, once everything was looked at again.",
              ON_TICKET JUDGED " sup_approval sup_event_private", TICKET,
              authority_execute_params, NULL),
    OPERATION(SUP_OP_AUTHORITY_CONFIRM, CHANGE, "authority.confirm",
              "Say that the shop gave it, and how much.", ON_TICKET, TICKET,
              authority_confirm_params, NULL),
    OPERATION(SUP_OP_AUTHORITY_FAIL, CHANGE, "authority.fail",
              "Say that the shop could not give it.", ON_TICKET " sup_event", TICKET,
              authority_fail_params, NULL),
    OPERATION(SUP_OP_AUTHORITY_WITHDRAW, CHANGE, "authority.withdraw",
              "Take back a request that is not being executed.", ON_TICKET " sup_event",
              TICKET " sup_customer_event", authority_withdraw_params, NULL),
    OPERATION(SUP_OP_AUTHORITY_EXPLAIN, QUERY, "authority.explain",
              "Tell what became of a request, who decided and why.",
              ASKS " sup_request sup_approval sup_event sup_event_private", "",
              authority_explain_params, &sup__shape_remedy_request),
    OPERATION(SUP_OP_APPROVAL_DECIDE, CHANGE, "approval.decide", "Approve a request, or reject it.",
              ON_TICKET JUDGED " sup_approval sup_event_private",
              TICKET " sup_approval sup_customer_event",
              approval_decide_params, NULL),
    OPERATION(SUP_OP_APPROVAL_LIST, QUERY, "approval.list",
              "Read requests by state: those that wait for approval.",
              ASKS " sup_request sup_approval sup_ticket", "", approval_list_params,
              &sup__shape_approval_list),
    OPERATION(SUP_OP_AUTHORITY_OFFER, QUERY, "authority.offer",
              "Tell which remedies may be given now, up to how much, and what others would need.",
              ASKS " sup_ticket sup_visit sup_signature" JUDGED KNOWN, "",
              authority_offer_params, &sup__shape_offer),
    OPERATION(SUP_OP_AUTHORITY_PRECEDENTS, QUERY, "authority.precedents",
              "Read what was decided about a remedy before, for the same contact reason if any.",
              ASKS " sup_ticket sup_request sup_event_private", "", authority_precedents_params,
              &sup__shape_precedent_list),
    OPERATION(SUP_OP_AUTHORITY_REVIEW, QUERY, "authority.review",
              "Count what was asked for in a time: outcomes, exceptions, what came near to limits, "
              "money.",
              ASKS " sup_request", "", authority_review_params, &sup__shape_review),
    OPERATION(SUP_OP_LEDGER_REPORT, CHANGE, "ledger.report",
              "Record what the shop gave and nobody asked for here.", ON_TICKET,
              TICKET " sup_customer_event", ledger_report_params, NULL),
    OPERATION(SUP_OP_LEDGER_LIST, QUERY, "ledger.list",
              "Read what counts against limits for a ticket, an order or somebody.",
              ASKS PARTED " sup_ticket sup_merge sup_customer sup_ledger sup_request sup_thing "
                          "sup_thing_fact",
              "", ledger_list_params, &sup__shape_ledger_list),
    OPERATION(SUP_OP_SURVEY_ASKED, CHANGE, "survey.asked",
              "Say that somebody was asked: csat, ces, nps or pulse.", ON_TICKET SURVEYED,
              TICKET " sup_customer_event sup_survey", survey_asked_params, NULL),
    OPERATION(SUP_OP_SURVEY_ANSWERED, CHANGE, "survey.answered", "Say what somebody answered.",
              ON_TICKET SURVEYED, TICKET " sup_customer_event sup_survey", survey_answered_params,
              NULL),
    OPERATION(SUP_OP_SURVEY_LIST, QUERY, "survey.list",
              "Read what people were asked and what they answered.",
              ASKS " sup_survey sup_ticket sup_merge sup_customer sup_event_private", "",
              survey_list_params, &sup__shape_survey_list),
    OPERATION(SUP_OP_REVIEW_RECORD, CHANGE, "review.record",
              "Record a review of an agent's work on a ticket.",
              ON_TICKET " sup_review sup_event sup_event_private",
              TICKET " sup_review sup_review_section", review_record_params, NULL),
    OPERATION(SUP_OP_OUTCOME_RATE, CHANGE, "outcome.rate",
              "Record how an agent rates the outcome of a ticket.",
              ON_TICKET " sup_review sup_event sup_event_private",
              TICKET " sup_review sup_review_section", outcome_rate_params, NULL),
    OPERATION(SUP_OP_REVIEW_LIST, QUERY, "review.list", "Read reviews and ratings.",
              ASKS " sup_review sup_review_section sup_ticket sup_merge sup_event_private", "",
              review_list_params, &sup__shape_review_list),
    OPERATION(SUP_OP_REVIEW_SAMPLE, QUERY, "review.sample",
              "Draw solved tickets of each agent to review.", ASKS " sup_ticket sup_review sup_tag",
              "", review_sample_params, &sup__shape_review_sample),
    OPERATION(SUP_OP_STAFFING_AGENTS, QUERY, "staffing.agents",
              "Ask how many agents a load needs, or what so many give.", ASKS, "",
              staffing_agents_params, &sup__shape_staffing),
    OPERATION(SUP_OP_KPI_DEFINITIONS, QUERY, "kpi.definitions", "Tell what figures mean.", ASKS,
              "", kpi_definitions_params, &sup__shape_kpi_definition_list),
    OPERATION(SUP_OP_KPI_QUERY, FIGURES, "kpi.query", "Ask for figures.",
              ASKS ANSWERED_FROM, COUNTS, kpi_query_params, &sup__shape_kpi_answer),
    OPERATION(SUP_OP_KPI_EXPLAIN, FIGURES, "kpi.explain", "Read which tickets are behind a figure.",
              ASKS ANSWERED_FROM, COUNTS, kpi_explain_params, &sup__shape_kpi_explanation),
    OPERATION(SUP_OP_KPI_CHECK, FIGURES, "kpi.check",
              "Work all figures out from scratch and compare.", ASKS COUNTED_IN, COUNTS,
              kpi_check_params, &sup__shape_kpi_check_report),
    OPERATION(SUP_OP_KPI_REBUILD, HOUSEKEEPING, "kpi.rebuild",
              "Forget all figures and work them out anew.", ASKS COUNTED_FROM, COUNTS,
              kpi_rebuild_params, &sup__shape_kpi_rebuild_report),
    OPERATION(SUP_OP_KPI_DRIVERS, FIGURES, "kpi.drivers",
              "Ask why customers came: contact drivers, the largest first.",
              ASKS COUNTED_IN " sup_reference sup_thing_fact", COUNTS, kpi_drivers_params,
              &sup__shape_kpi_driver_list),
    OPERATION(SUP_OP_KPI_SCORECARD, FIGURES, "kpi.scorecard",
              "Show how the figures of the policy's scorecard stand.",
              ASKS " sup_corrective sup_event_private sup_kpi_standing" ANSWERED_FROM, COUNTS,
              kpi_scorecard_params, &sup__shape_kpi_scorecard),
    OPERATION(SUP_OP_KPI_COMPARE, FIGURES, "kpi.compare",
              "Compare figures of two periods, or of two groups of teams.", ASKS ANSWERED_FROM,
              COUNTS,
              kpi_compare_params, &sup__shape_kpi_comparison),
    OPERATION(SUP_OP_CORRECTIVE_RECORD, CHANGE, "corrective.record",
              "Record what is to be done about a figure that misses its target, by whom and when.",
              CHANGES " sup_corrective", TEXTS " sup_corrective", corrective_record_params,
              NULL),
    OPERATION(SUP_OP_CORRECTIVE_CHANGE, CHANGE, "corrective.change",
              "Change what is to be done, by whom or by when.",
              CHANGES " sup_corrective sup_event_private", TEXTS " sup_corrective",
              corrective_change_params, NULL),
    OPERATION(SUP_OP_CORRECTIVE_CLOSE, CHANGE, "corrective.close",
              "Say that a corrective action is done, or dropped.", CHANGES " sup_corrective",
              TEXTS " sup_corrective", corrective_close_params, NULL),
    OPERATION(SUP_OP_CORRECTIVE_LIST, QUERY, "corrective.list",
              "Read corrective actions in the order in which they were recorded.",
              ASKS " sup_corrective sup_event_private", "", corrective_list_params,
              &sup__shape_corrective_list),
    OPERATION(SUP_OP_KPI_BACKLOG, FIGURES, "kpi.backlog",
              "Ask what was in work at an instant: by age, and the oldest.",
              ASKS COUNTED_IN " sup_reference", COUNTS, kpi_backlog_params, &sup__shape_kpi_backlog),
};

enum { OPERATIONS_COUNT = sizeof operations / sizeof operations[0] };

int32_t sup_operation_count(void)
{
    return OPERATIONS_COUNT;
}

const struct sup_operation *sup_operation_at(int32_t index)
{
    return index >= 0 && index < OPERATIONS_COUNT ? &operations[index] : NULL;
}

const struct sup_operation *sup_operation_find(const char *name)
{
    for (int32_t i = 0; name != NULL && i < OPERATIONS_COUNT; i++) {
        if (strcmp(operations[i].name, name) == 0) {
            return &operations[i];
        }
    }
    return NULL;
}

const struct sup_operation *sup_operation_numbered(int32_t number)
{
    int32_t low = 0;
    int32_t high = OPERATIONS_COUNT;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (operations[middle].number < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < OPERATIONS_COUNT && operations[low].number == number ? &operations[low] : NULL;
}

const struct sup_shape *sup_receipt_shape(void)
{
    return &sup__shape_receipt;
}
