/*
 * view_words.h: parts of the SQL of views that several of them have, or that are long; part of
 * schema.c.
 */
#ifndef SUP__VIEW_WORDS_H
#define SUP__VIEW_WORDS_H

#include "store/tables.h"

/* clang-format off */
#define ISO(column) "strftime('%Y-%m-%dT%H:%M:%fZ', " column " / 1000.0, 'unixepoch')"
#define CATEGORY                                                                                   \
    "CASE category WHEN 1 THEN 'new' WHEN 2 THEN 'open' WHEN 3 THEN 'pending' "                    \
    "WHEN 4 THEN 'on_hold' WHEN 5 THEN 'solved' ELSE 'closed' END"
#define ACTOR                                                                                      \
    "CASE actor_kind WHEN 1 THEN 'agent' WHEN 2 THEN 'bot' WHEN 3 THEN 'customer' "                \
    "WHEN 4 THEN 'system' ELSE 'integration' END"

/* Who said why a promise was broken; no customer may. */
#define CAUSE_BY                                                                                   \
    "CASE cause_by_kind WHEN 1 THEN 'agent' WHEN 2 THEN 'bot' WHEN 4 THEN 'system' "               \
    "WHEN 5 THEN 'integration' END"

#define METRIC                                                                                     \
    "CASE metric WHEN 1 THEN 'acknowledgement' WHEN 2 THEN 'assignment' WHEN 3 THEN 'first_reply' " \
    "WHEN 4 THEN 'next_reply' WHEN 5 THEN 'periodic_update' WHEN 6 THEN 'pausable_update' "        \
    "WHEN 7 THEN 'requester_wait' WHEN 8 THEN 'agent_work' WHEN 9 THEN 'resolution' "              \
    "WHEN 10 THEN 'time_in_team' WHEN 11 THEN 'fact_deadline' WHEN 12 THEN 'time_on_floor' WHEN 13 THEN 'work_on_floor' "       \
    "WHEN 14 THEN 'sign_off' ELSE 'decision' END"
#define FLOOR_WHY(column)                                                                          \
    "CASE " column " WHEN 1 THEN 'opened' WHEN 2 THEN 'rule' WHEN 3 THEN 'stalled' "               \
    "WHEN 4 THEN 'unsigned' WHEN 5 THEN 'customer' WHEN 6 THEN 'manual' WHEN 7 THEN 'merged' "     \
    "WHEN 8 THEN 'returned' WHEN 9 THEN 'lowered' WHEN 10 THEN 'reopened' WHEN 11 THEN 'solved' WHEN 12 THEN 'joined' END"
/* Plain stays are told by their tickets alone. */
#define VISITS                                                                                     \
    "SELECT v.tenant, v.ticket_id, v.position, v.floor, v.rank, v.is_current, " FLOOR_WHY("v.why") \
    " AS why, v.rule, " ISO("v.arrived_ms") " AS arrived_at, " ISO("v.left_ms") " AS left_at, "    \
    FLOOR_WHY("v.left_why") " AS left_why, v.left_ms - v.arrived_ms AS stay_ms, v.agent_id, "      \
    "v.is_incomplete, " ISO("v.stalled_ms") " AS stalled_at, " ISO("v.asked_ms") " AS asked_at, "  \
    "v.asked_floor, " ISO("v.signed_ms") " AS signed_at, v.signed_by, v.is_rejected, t.reason, "   \
    "t.team FROM sup_visit v JOIN sup_ticket t ON t.tenant = v.tenant AND t.id = v.ticket_id "     \
    "UNION ALL SELECT tenant, id, 1, floor, floor_rank, stay_rank > 0, 'opened', NULL, "           \
    ISO("opened_ms") ", CASE stay_rank WHEN 0 THEN " ISO("stay_ms") " END, CASE stay_rank WHEN 0 " \
    "THEN 'solved' END, CASE stay_rank WHEN 0 THEN stay_ms - opened_ms END, CASE stay_rank "       \
    "WHEN 0 THEN nullif(assignee_id, 0) END, NULL, NULL, NULL, NULL, NULL, NULL, NULL, reason, "   \
    "team FROM sup_ticket WHERE is_stay_plain = 1 AND visit_count = 1 AND floor IS NOT NULL"
#define REQUEST_STATE                                                                              \
    "CASE r.state WHEN 1 THEN 'waiting' WHEN 2 THEN 'granted' WHEN 3 THEN 'executing' "            \
    "WHEN 4 THEN 'confirmed' WHEN 5 THEN 'failed' WHEN 6 THEN 'rejected' WHEN 7 THEN 'withdrawn' " \
    "WHEN 8 THEN 'expired' WHEN 9 THEN 'void' WHEN 10 THEN 'refused' WHEN 11 THEN 'reported' "     \
    "ELSE 'joined' END"
#define REQUEST_EFFECT                                                                             \
    "CASE r.effect WHEN 1 THEN 'allow' WHEN 2 THEN 'allow_with_rationale' "                        \
    "WHEN 3 THEN 'needs_approval' WHEN 4 THEN 'refuse' END"
/* What the shop says that it paid back of orders beyond the refunds that are known by its date. */
#define EXCESS(scope, subject, condition)                                                          \
    "SELECT f.tenant, " scope ", " subject ", NULL, NULL, 'order.refunded', f.currency, f.minor "  \
    "- f.known, " ISO("f.at_ms") ", NULL, 1, 'total' FROM (SELECT g.*, (SELECT COALESCE(SUM("      \
    "l.minor), 0) FROM sup_ledger l JOIN sup_request r ON r.tenant = l.tenant AND r.id = "         \
    "l.request_id WHERE l.tenant = g.tenant AND l.scope = 3 AND l.subject = g.subject AND "        \
    "l.currency = g.currency AND l.is_settled = 1 AND l.remedy IN ('refund.full', "                \
    "'refund.partial', 'refund.shipping') AND l.at_ms <= g.at_ms AND COALESCE(r.executed_ms, 0) "  \
    "<= g.at_ms) AS known FROM (SELECT o.tenant, o.at_ms, o.system || ' ' || o.thing_id AS "       \
    "subject, substr(o.value, -3) AS currency, CAST(replace(substr(o.value, 1, length(o.value) - " \
    "4), '.', '') AS INTEGER) AS minor, CASE WHEN t.customer_by_shop = 1 OR t.said_by = 2 THEN "   \
    "CAST(NULLIF(t.customer_id, 0) AS TEXT) END AS owner FROM sup_thing_fact o JOIN sup_thing t "  \
    "ON t.tenant = o.tenant AND t.system = o.system AND t.kind = o.kind AND t.thing_id = "         \
    "o.thing_id WHERE o.kind = 'order' AND o.name = 'refunded' AND o.value <> '' AND (o.by_shop "  \
    "= 1 OR t.said_by = 2)) g) f WHERE f.minor > f.known AND " condition

#define LEDGER_SCOPE                                                                               \
    "CASE l.scope WHEN 2 THEN 'ticket' WHEN 3 THEN 'order' WHEN 4 THEN 'customer' "                \
    "WHEN 5 THEN 'agent' WHEN 6 THEN 'team' ELSE 'unreported' END"
#define TIMER_STATE                                                                                \
    "CASE state WHEN 1 THEN 'running' WHEN 2 THEN 'paused' WHEN 3 THEN 'fulfilled' "               \
    "ELSE 'cancelled' END"

#define AVAILABILITY                                                                               \
    "CASE s.availability WHEN 1 THEN 'available' WHEN 2 THEN 'busy' ELSE 'away' END"

/* Who the customer of a ticket is now. */
#define ROOT_OF(ticket)                                                                            \
    "COALESCE((SELECT c.root_id FROM sup_customer c WHERE c.tenant = " ticket ".tenant "           \
    "AND c.id = " ticket ".customer_id), " ticket ".customer_id)"

#define EVENT_CASE(number, NAME, name) " WHEN " #number " THEN '" name "'"
#define EVENT_NAME "CASE kind" SUP__EVENTS(EVENT_CASE) " ELSE 'unknown' END"

/* What makes one report of a fact later than another, as in ops/fold/said.c; of equal ones one is shown. */
#define SAID(f)                                                                                    \
    "(" f ".at_ms, length(CAST(COALESCE(" f ".source_event_id, '') AS BLOB)), "                    \
    "COALESCE(" f ".source_event_id, ''), " f ".value, " f ".system, " f ".customer_id)"
/* clang-format on */

#endif
