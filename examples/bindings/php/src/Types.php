<?php

declare(strict_types=1);

namespace Supportcore;

/**
 * What methods take and answer, as array shapes. What each member means is in docs/json-rpc.md.
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-type Agent array{
 *   id: string,
 *   version: int,
 *   kind: 'person'|'bot',
 *   name: string,
 *   roles: list<string>,
 *   teams: list<string>,
 *   skills: list<string>,
 *   languages: list<string>,
 *   capacity: int,
 *   is_departed: bool,
 *   availability: 'available'|'busy'|'away'|'offline',
 *   availability_since?: string,
 * }
 *
 * @phpstan-type AgentList array{
 *   items: list<Agent>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type AgentSession array{
 *   id: string,
 *   availability: 'available'|'busy'|'away'|'offline',
 *   begun_at: string,
 *   ended_at?: string,
 * }
 *
 * @phpstan-type AgentSessionList array{
 *   items: list<AgentSession>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type Approval array{
 *   agent_id: string,
 *   at: string,
 *   is_rejected: bool,
 *   note?: string,
 * }
 *
 * @phpstan-type ApprovalList array{
 *   items: list<RemedyRequest>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type Attachment array{
 *   name?: string,
 *   media_type?: string,
 *   bytes?: int,
 *   digest?: string,
 *   location: string,
 * }
 *
 * @phpstan-type AuthorityAnswer array{
 *   effect: 'allow'|'allow_with_rationale'|'needs_approval'|'refuse',
 *   row?: string,
 *   label?: string,
 *   why: string,
 *   limits: list<AuthorityLimit>,
 *   passed: list<AuthorityLimit>,
 *   quorum: int,
 *   approvers?: string,
 *   needs_rationale: bool,
 *   duplicate_of?: string,
 * }
 *
 * @phpstan-type AuthorityLimit array{
 *   scope: 'request'|'ticket'|'order'|'customer'|'agent'|'team',
 *   is_exceeded: bool,
 *   within_ms: int,
 *   used: string,
 *   most?: string,
 *   is_count: bool,
 *   is_captured: bool,
 *   is_shared: bool,
 *   left?: string,
 *   row?: string,
 * }
 *
 * @phpstan-type CalendarIntervals array{
 *   items: list<Span>,
 *   next?: string,
 * }
 *
 * @phpstan-type CalendarLength array{
 *   open_ms: int,
 * }
 *
 * @phpstan-type CalendarState array{
 *   is_open: bool,
 * }
 *
 * @phpstan-type CalendarTime array{
 *   at?: string,
 * }
 *
 * @phpstan-type ChainHead array{
 *   sequence: int,
 *   hash: string,
 *   is_keyed: bool,
 *   key_id?: string,
 * }
 *
 * @phpstan-type ChainReport array{
 *   is_intact: bool,
 *   checked: int,
 *   first_bad: int,
 *   text: string,
 *   head_sequence: int,
 *   head_hash: string,
 *   differences: int,
 *   items: list<Difference>,
 * }
 *
 * @phpstan-type CheckReport array{
 *   is_clean: bool,
 *   events: int,
 *   rows: int,
 *   differences: int,
 *   unmendable: int,
 *   items: list<Difference>,
 * }
 *
 * @phpstan-type ContextArticle array{
 *   name: string,
 *   title: string,
 *   version?: string,
 *   owner?: string,
 *   review_on?: string,
 *   is_outdated: bool,
 * }
 *
 * @phpstan-type ContextContact array{
 *   reason?: string,
 *   channel: string,
 *   ticket_count: int,
 *   recent_count: int,
 * }
 *
 * @phpstan-type ContextRemedy array{
 *   remedy: string,
 *   label: string,
 *   effect: 'allow'|'allow_with_rationale'|'needs_approval'|'refuse',
 *   at_once?: string,
 *   at_discretion?: string,
 *   by_approval?: string,
 *   open_effect?: 'allow'|'allow_with_rationale'|'needs_approval'|'refuse',
 * }
 *
 * @phpstan-type ContextThing array{
 *   reference: Reference,
 *   label?: string,
 *   facts: list<ReportedFact>,
 *   tickets?: list<ContextTicket>,
 *   updated_at?: string,
 * }
 *
 * @phpstan-type ContextTicket array{
 *   id: string,
 *   root_id: string,
 *   status: string,
 *   category: 'new'|'open'|'pending'|'on_hold'|'solved'|'closed',
 *   subject?: string,
 *   channel: string,
 *   reason?: string,
 *   opened_at: string,
 *   updated_at: string,
 *   solved_at?: string,
 * }
 *
 * @phpstan-type ContextWork array{
 *   ticket: ContextTicket,
 *   priority: string,
 *   team?: string,
 *   assignee_id?: string,
 *   assignee?: string,
 *   waiting_since?: string,
 *   closes_at?: string,
 *   promise_at?: string,
 *   floor?: string,
 *   floor_minimum?: string,
 *   waits_for?: 'move_up'|'clearance'|'resolution',
 *   asked_at?: string,
 *   sign_from?: string,
 *   repeat_count: int,
 *   preferred_channel?: string,
 *   second_channel?: string,
 *   knowledge?: list<ContextArticle>,
 *   intake_missing?: list<string>,
 *   blockers?: list<TicketLink>,
 *   reminders?: list<Reminder>,
 * }
 *
 * @phpstan-type Corrective array{
 *   id: string,
 *   line: string,
 *   text: string,
 *   owner_id?: string,
 *   owner_name?: string,
 *   owner_role?: string,
 *   due_at: string,
 *   state: 'open'|'done'|'dropped',
 *   is_overdue: bool,
 *   recorded_at: string,
 *   by_id?: string,
 *   by_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   changes: int,
 *   changed_at?: string,
 *   closed_at?: string,
 *   note?: string,
 * }
 *
 * @phpstan-type CorrectiveList array{
 *   items: list<Corrective>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type Customer array{
 *   id: string,
 *   asked_id: string,
 *   version: int,
 *   name?: string,
 *   identities: list<CustomerIdentity>,
 *   members: list<CustomerMember>,
 *   created_at: string,
 *   facts: list<ReportedFact>,
 *   erased_at?: string,
 * }
 *
 * @phpstan-type CustomerContext array{
 *   customer?: Customer,
 *   segments: list<string>,
 *   things: list<ContextThing>,
 *   thing_total: int,
 *   new_count: int,
 *   open_count: int,
 *   pending_count: int,
 *   on_hold_count: int,
 *   solved_count: int,
 *   closed_count: int,
 *   contacts: list<ContextContact>,
 *   tickets: list<ContextTicket>,
 *   work: list<ContextWork>,
 * }
 *
 * @phpstan-type CustomerExport array{
 *   customer_id: string,
 *   document: array<string, mixed>,
 * }
 *
 * @phpstan-type CustomerIdentity array{
 *   kind: string,
 *   system?: string,
 *   value: string,
 *   is_verified: bool,
 *   customer_id: string,
 * }
 *
 * @phpstan-type CustomerMember array{
 *   customer_id: string,
 *   merged_into: string,
 *   version: int,
 *   name?: string,
 * }
 *
 * @phpstan-type Difference array{
 *   table: string,
 *   key: string,
 *   text: string,
 * }
 *
 * @phpstan-type DueList array{
 *   items: list<DueTicket>,
 *   next_after?: string,
 * }
 *
 * @phpstan-type DueTicket array{
 *   ticket_id: string,
 *   due_at: string,
 *   is_breach: bool,
 *   status: string,
 *   priority: string,
 *   channel: string,
 *   team?: string,
 *   assignee_id?: string,
 *   timer: Timer,
 * }
 *
 * @phpstan-type Event array{
 *   sequence: int,
 *   operation: int,
 *   kind: int,
 *   name: string,
 *   at: string,
 *   recorded_at: string,
 *   actor_kind: int,
 *   actor_id?: string,
 *   ticket_id?: string,
 *   subject_id?: string,
 *   number: int,
 *   flags: int,
 *   policy_version: int,
 *   before?: string,
 *   after?: string,
 *   payload: string,
 *   private_digest: string,
 *   hash: string,
 * }
 *
 * @phpstan-type EventList array{
 *   items: list<Event>,
 *   next_after_id?: string,
 *   tenant: int,
 * }
 *
 * @phpstan-type Fact array{
 *   name: string,
 *   value: string,
 * }
 *
 * @phpstan-type FloorCause array{
 *   rule: string,
 *   label: string,
 *   floor?: string,
 *   matched_at: string,
 *   is_matching: bool,
 *   is_waived: bool,
 *   steps: list<PolicyStep>,
 *   order?: string,
 *   ticket_id?: string,
 * }
 *
 * @phpstan-type FloorExplanation array{
 *   ticket_id: string,
 *   floor?: string,
 *   floor_label?: string,
 *   floor_minimum?: string,
 *   is_cut: bool,
 *   visits: list<FloorVisit>,
 *   causes: list<FloorCause>,
 *   missing: list<FloorMissing>,
 *   held: list<FloorHeld>,
 *   sign_from?: string,
 *   signatures: list<FloorSignature>,
 *   records: list<FloorRecord>,
 *   lines: list<string>,
 * }
 *
 * @phpstan-type FloorFigures array{
 *   floor?: string,
 *   reason?: string,
 *   agent_id?: string,
 *   visit_count: int,
 *   solved_count: int,
 *   escalated_count: int,
 *   rule_count: int,
 *   stalled_count: int,
 *   unsigned_count: int,
 *   customer_count: int,
 *   manual_count: int,
 *   ended_count: int,
 *   total_ms: int,
 * }
 *
 * @phpstan-type FloorHeld array{
 *   action: string,
 *   until: string,
 *   from: string,
 *   floor: string,
 *   ticket_id: string,
 *   position: int,
 *   left_at?: string,
 * }
 *
 * @phpstan-type FloorList array{
 *   items: list<FloorTicket>,
 *   next_after?: string,
 * }
 *
 * @phpstan-type FloorMissing array{
 *   what: string,
 *   name: string,
 *   label: string,
 *   before: string,
 *   from?: string,
 * }
 *
 * @phpstan-type FloorRecord array{
 *   name: string,
 *   label: string,
 *   recorded_at: string,
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 *   message_id?: string,
 * }
 *
 * @phpstan-type FloorSignature array{
 *   name: string,
 *   label: string,
 *   position: int,
 *   agent_id?: string,
 *   signed_at: string,
 *   is_rejected: bool,
 * }
 *
 * @phpstan-type FloorSummary array{
 *   from: string,
 *   to: string,
 *   floors: list<FloorFigures>,
 *   reasons: list<FloorFigures>,
 *   agents: list<FloorFigures>,
 *   ticket_count: int,
 *   first_solved_count: int,
 *   risk_count: int,
 *   risk_reached_count: int,
 *   decision_count: int,
 *   decision_target_count: int,
 *   decided_in_time_count: int,
 *   step_count: int,
 *   complete_count: int,
 * }
 *
 * @phpstan-type FloorTicket array{
 *   ticket_id: string,
 *   floor: string,
 *   floor_minimum: string,
 *   arrived_at: string,
 *   why: 'opened'|'rule'|'stalled'|'unsigned'|'customer'|'manual'|'merged'|'returned'|'lowered'|'reopened'|'solved'|'joined'|'policy',
 *   waits_for?: 'move_up'|'clearance'|'resolution',
 *   asked_at?: string,
 *   status: string,
 *   priority: string,
 *   channel: string,
 *   team?: string,
 *   assignee_id?: string,
 *   position: int,
 *   left_at?: string,
 *   part_id?: string,
 * }
 *
 * @phpstan-type FloorVisit array{
 *   position: int,
 *   floor: string,
 *   why: 'opened'|'rule'|'stalled'|'unsigned'|'customer'|'manual'|'merged'|'returned'|'lowered'|'reopened'|'solved'|'joined'|'policy',
 *   rule?: string,
 *   arrived_at: string,
 *   left_at?: string,
 *   left_why?: 'opened'|'rule'|'stalled'|'unsigned'|'customer'|'manual'|'merged'|'returned'|'lowered'|'reopened'|'solved'|'joined'|'policy',
 *   is_incomplete: bool,
 *   agent_id?: string,
 *   stalled_at?: string,
 *   asked_at?: string,
 *   asked_by?: string,
 *   asked_kind?: 'agent'|'bot'|'customer'|'system'|'integration',
 *   asked_why?: 'opened'|'rule'|'stalled'|'unsigned'|'customer'|'manual'|'merged'|'returned'|'lowered'|'reopened'|'solved'|'joined'|'policy',
 *   asked_floor?: string,
 *   asked_from?: string,
 *   signed_at?: string,
 *   signed_by?: string,
 *   is_rejected: bool,
 *   cleared_at?: string,
 *   cleared_by?: string,
 * }
 *
 * @phpstan-type GuideItem array{
 *   channel: string,
 *   channel_label: string,
 *   metric: 'acknowledgement'|'assignment'|'first_reply'|'next_reply'|'periodic_update'|'pausable_update'|'requester_wait'|'agent_work'|'resolution'|'time_in_team'|'fact_deadline'|'time_on_floor'|'work_on_floor'|'sign_off'|'decision',
 *   target_ms: int,
 *   calendar?: string,
 *   calendar_label?: string,
 * }
 *
 * @phpstan-type HandoverStep array{
 *   id: string,
 *   at: string,
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 *   sentence: string,
 * }
 *
 * @phpstan-type History array{
 *   items: list<HistoryItem>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type HistoryItem array{
 *   id: string,
 *   at: string,
 *   recorded_at: string,
 *   kind: string,
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 *   actor: string,
 *   sentence: string,
 *   is_imported: bool,
 * }
 *
 * @phpstan-type Identity array{
 *   kind: string,
 *   system?: string,
 *   value: string,
 *   is_verified?: bool,
 * }
 *
 * @phpstan-type IdentityKey array{
 *   kind: string,
 *   system?: string,
 *   value: string,
 * }
 *
 * @phpstan-type ImportPosition array{
 *   position: int,
 * }
 *
 * @phpstan-type KpiAge array{
 *   from_days: int,
 *   to_days: int,
 *   tickets: int,
 * }
 *
 * @phpstan-type KpiAnswer array{
 *   items: list<KpiRow>,
 *   zone: string,
 *   currency?: string,
 *   sequence: int,
 *   is_scanned: bool,
 * }
 *
 * @phpstan-type KpiBacklog array{
 *   at: string,
 *   tickets: int,
 *   aged: int,
 *   ages: list<KpiAge>,
 *   items: list<KpiOpenTicket>,
 *   sequence: int,
 * }
 *
 * @phpstan-type KpiCheckReport array{
 *   is_clean: bool,
 *   facts: int,
 *   cells: int,
 *   differences: int,
 *   first?: string,
 * }
 *
 * @phpstan-type KpiComparison array{
 *   items: list<KpiDifference>,
 *   from: string,
 *   to: string,
 *   versus_from: string,
 *   versus_to: string,
 *   zone: string,
 *   currency?: string,
 *   sequence: int,
 * }
 *
 * @phpstan-type KpiDefinition array{
 *   name: string,
 *   label: string,
 *   unit: string,
 *   formula: string,
 *   population: string,
 *   clock?: string,
 *   source: string,
 *   version: int,
 *   has_percentiles: bool,
 *   is_stock: bool,
 *   window?: string,
 *   provisional_ms: int,
 * }
 *
 * @phpstan-type KpiDefinitionList array{
 *   items: list<KpiDefinition>,
 * }
 *
 * @phpstan-type KpiDifference array{
 *   metric: string,
 *   unit: string,
 *   value?: string,
 *   versus?: string,
 *   cases: int,
 *   versus_cases: int,
 *   difference?: string,
 *   percent?: string,
 *   provisional_until?: string,
 *   versus_provisional_until?: string,
 * }
 *
 * @phpstan-type KpiDriver array{
 *   reason?: string,
 *   product?: string,
 *   order_state?: string,
 *   is_preventable: bool,
 *   count: int,
 *   previous_count: int,
 *   repeat_count: int,
 *   handle_ms: int,
 *   cost?: string,
 *   share: string,
 *   cumulative: string,
 * }
 *
 * @phpstan-type KpiDriverList array{
 *   items: list<KpiDriver>,
 *   from: string,
 *   to: string,
 *   previous_from: string,
 *   previous_to: string,
 *   zone: string,
 *   currency?: string,
 *   driver_count: int,
 *   ticket_count: int,
 *   previous_count: int,
 *   repeat_count: int,
 *   preventable_count: int,
 *   cost?: string,
 *   preventable_cost?: string,
 *   sequence: int,
 * }
 *
 * @phpstan-type KpiExplanation array{
 *   items: list<KpiThing>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type KpiFilter array{
 *   by: string,
 *   is?: string|int|float|bool,
 * }
 *
 * @phpstan-type KpiOpenTicket array{
 *   ticket_id: string,
 *   opened_at: string,
 *   age_ms: int,
 * }
 *
 * @phpstan-type KpiRebuildReport array{
 *   sequence: int,
 *   facts: int,
 * }
 *
 * @phpstan-type KpiRow array{
 *   metric: string,
 *   from: string,
 *   to: string,
 *   groups: list<string>,
 *   value?: string,
 *   numerator: int,
 *   denominator: int,
 *   spread?: KpiSpread,
 *   provisional_until?: string,
 * }
 *
 * @phpstan-type KpiScorecard array{
 *   items: list<KpiScorecardLine>,
 *   period: 'whole'|'day'|'week'|'month',
 *   is_over: bool,
 *   from: string,
 *   to: string,
 *   previous_from?: string,
 *   previous_to?: string,
 *   zone?: string,
 *   currency?: string,
 *   sequence: int,
 *   met: int,
 *   missed: int,
 *   no_data: int,
 * }
 *
 * @phpstan-type KpiScorecardLine array{
 *   name: string,
 *   label: string,
 *   metric: string,
 *   unit: string,
 *   statistic: 'mean'|'min'|'max'|'p50'|'p75'|'p90'|'p95'|'p99',
 *   direction: 'below'|'at_most'|'at_least',
 *   target: string,
 *   note?: string,
 *   owner_role?: string,
 *   owner_name?: string,
 *   owner_id?: string,
 *   only: list<KpiFilter>,
 *   status: 'met'|'missed'|'no_data',
 *   previous_status: 'met'|'missed'|'no_data',
 *   trend?: 'better'|'worse'|'same',
 *   value?: string,
 *   previous?: string,
 *   cases: int,
 *   previous_cases: int,
 *   values: list<string>,
 *   is_exact: bool,
 *   crossed_at?: string,
 *   actions: list<Corrective>,
 *   provisional_until?: string,
 *   previous_provisional_until?: string,
 * }
 *
 * @phpstan-type KpiSpread array{
 *   min_ms: int,
 *   max_ms: int,
 *   p50_ms: int,
 *   p75_ms: int,
 *   p90_ms: int,
 *   p95_ms: int,
 *   p99_ms: int,
 *   is_exact: bool,
 * }
 *
 * @phpstan-type KpiThing array{
 *   subject: 'ticket'|'survey'|'review'|'agent',
 *   id: string,
 *   ticket_id?: string,
 *   at: string,
 *   what: string,
 *   numerator: int,
 *   denominator: int,
 * }
 *
 * @phpstan-type LedgerEntry array{
 *   request_id: string,
 *   state: 'waiting'|'granted'|'executing'|'confirmed'|'failed'|'rejected'|'withdrawn'|'expired'|'void'|'refused'|'reported'|'joined',
 *   ticket_id?: string,
 *   remedy: string,
 *   label: string,
 *   amount?: string,
 *   currency?: string,
 *   at: string,
 *   until?: string,
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 * }
 *
 * @phpstan-type LedgerExcess array{
 *   order: Reference,
 *   amount: string,
 *   currency: string,
 *   at: string,
 * }
 *
 * @phpstan-type LedgerList array{
 *   items: list<LedgerEntry>,
 *   sums: list<LedgerSum>,
 *   excesses?: list<LedgerExcess>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type LedgerSum array{
 *   currency?: string,
 *   amount?: string,
 *   count: int,
 * }
 *
 * @phpstan-type MessageItem array{
 *   id: string,
 *   ticket_id: string,
 *   kind: 'customer'|'reply'|'note',
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 *   customer_id?: string,
 *   at: string,
 *   channel: string,
 *   body?: string,
 *   external_id?: string,
 *   handle_ms: int,
 *   is_automated: bool,
 *   is_acknowledgement: bool,
 *   is_public: bool,
 *   attachments?: list<Attachment>,
 * }
 *
 * @phpstan-type MessageList array{
 *   items: list<MessageItem>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type Miss array{
 *   ticket_id: string,
 *   metric: 'acknowledgement'|'assignment'|'first_reply'|'next_reply'|'periodic_update'|'pausable_update'|'requester_wait'|'agent_work'|'resolution'|'time_in_team'|'fact_deadline'|'time_on_floor'|'work_on_floor'|'sign_off'|'decision',
 *   instance: int,
 *   position: int,
 *   breached_at: string,
 *   sla: string,
 *   policy_version: int,
 *   target_ms: int,
 *   team?: string,
 *   assignee_id?: string,
 *   ended_at?: string,
 *   over_ms: int,
 *   cause?: string,
 *   cause_label?: string,
 *   cause_by_kind?: 'agent'|'bot'|'customer'|'system'|'integration',
 *   cause_by_id?: string,
 *   cause_at?: string,
 *   note?: string,
 * }
 *
 * @phpstan-type MissGroup array{
 *   team?: string,
 *   cause?: string,
 *   cause_label?: string,
 *   count: int,
 * }
 *
 * @phpstan-type MissList array{
 *   items: list<Miss>,
 *   next_after?: string,
 * }
 *
 * @phpstan-type MissSummary array{
 *   items: list<MissGroup>,
 *   total: int,
 *   unexplained: int,
 *   next_after?: string,
 * }
 *
 * @phpstan-type NextDue array{
 *   due_at?: string,
 * }
 *
 * @phpstan-type Offer array{
 *   ticket_id: string,
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 *   currency: string,
 *   order?: Reference,
 *   blocked?: string,
 *   held?: string,
 *   items: list<OfferRemedy>,
 * }
 *
 * @phpstan-type OfferBand array{
 *   from?: string,
 *   to?: string,
 *   effect: 'allow'|'allow_with_rationale'|'needs_approval'|'refuse',
 *   is_open: bool,
 *   needs_rationale: bool,
 *   is_lacking: bool,
 *   row?: string,
 *   label?: string,
 *   why: string,
 *   quorum: int,
 *   approvers?: string,
 *   limits: list<AuthorityLimit>,
 *   passed?: list<AuthorityLimit>,
 * }
 *
 * @phpstan-type OfferRemedy array{
 *   remedy: string,
 *   label: string,
 *   effect: 'allow'|'allow_with_rationale'|'needs_approval'|'refuse',
 *   at_once?: string,
 *   at_discretion?: string,
 *   by_approval?: string,
 *   bands: list<OfferBand>,
 * }
 *
 * @phpstan-type OutboxItem array{
 *   sequence: int,
 *   event: array<string, mixed>,
 * }
 *
 * @phpstan-type OutboxPage array{
 *   items: list<OutboxItem>,
 *   through: int,
 *   is_more: bool,
 * }
 *
 * @phpstan-type Policy array{
 *   version: int,
 *   name?: string,
 *   digest: string,
 *   document: array<string, mixed>,
 * }
 *
 * @phpstan-type PolicyChange array{
 *   kind: 'added'|'removed'|'changed'|'moved',
 *   pointer: string,
 *   text: string,
 *   before?: string,
 *   after?: string,
 * }
 *
 * @phpstan-type PolicyDemand array{
 *   what: string,
 *   name: string,
 *   until: string,
 *   from?: string,
 *   verdict: 'false'|'true'|'unknown',
 *   pointer: string,
 * }
 *
 * @phpstan-type PolicyDiff array{
 *   changes: list<PolicyChange>,
 * }
 *
 * @phpstan-type PolicyList array{
 *   items: list<PolicyVersion>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type PolicyProblem array{
 *   pointer: string,
 *   line: int,
 *   column: int,
 *   text: string,
 *   nearest?: string,
 *   severity: 'error'|'warning'|'finding'|'note',
 *   message_id: int,
 * }
 *
 * @phpstan-type PolicyReport array{
 *   is_valid: bool,
 *   problems: list<PolicyProblem>,
 *   error_count: int,
 *   warning_count: int,
 *   finding_count: int,
 *   note_count: int,
 *   digest: string,
 * }
 *
 * @phpstan-type PolicyRule array{
 *   section: string,
 *   name: string,
 *   pointer: string,
 *   result?: string,
 *   verdict: 'false'|'true'|'unknown',
 *   is_applied: bool,
 *   steps: list<PolicyStep>,
 * }
 *
 * @phpstan-type PolicyStep array{
 *   depth: int,
 *   verdict: 'false'|'true'|'unknown',
 *   text: string,
 *   value?: string,
 *   pointer: string,
 * }
 *
 * @phpstan-type PolicyTarget array{
 *   metric: string,
 *   within_ms: int,
 *   calendar?: string,
 *   pointer: string,
 * }
 *
 * @phpstan-type PolicyTest array{
 *   segment?: string,
 *   segments: list<string>,
 *   priority: string,
 *   priority_why: string,
 *   team?: string,
 *   team_why?: string,
 *   sla?: string,
 *   targets: list<PolicyTarget>,
 *   rules: list<PolicyRule>,
 *   floor?: string,
 *   floor_rules: list<string>,
 *   floor_targets: list<PolicyTarget>,
 *   floor_on_limit?: string,
 *   demands: list<PolicyDemand>,
 *   notified: list<string>,
 *   effect?: 'allow'|'allow_with_rationale'|'needs_approval'|'refuse',
 *   row?: string,
 *   effect_why?: string,
 * }
 *
 * @phpstan-type PolicyVersion array{
 *   version: int,
 *   is_active: bool,
 *   digest: string,
 *   sequence: int,
 *   activated_at: string,
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 * }
 *
 * @phpstan-type Precedent array{
 *   request_id: string,
 *   ticket_id: string,
 *   asked_at: string,
 *   state: 'waiting'|'granted'|'executing'|'confirmed'|'failed'|'rejected'|'withdrawn'|'expired'|'void'|'refused'|'reported'|'joined',
 *   effect: 'allow'|'allow_with_rationale'|'needs_approval'|'refuse',
 *   amount?: string,
 *   settled?: string,
 *   row?: string,
 *   rationale?: string,
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 *   is_overturned: bool,
 *   is_irregular: bool,
 *   reason?: string,
 * }
 *
 * @phpstan-type PrecedentList array{
 *   items: list<Precedent>,
 *   next_after_id?: string,
 *   reason?: string,
 *   remedy: string,
 *   currency?: string,
 *   least?: string,
 *   most?: string,
 *   total: int,
 *   granted: int,
 *   waiting: int,
 *   rejected: int,
 *   refused: int,
 *   overturned: int,
 *   confirmed: int,
 *   confirmed_least?: string,
 *   confirmed_median?: string,
 *   confirmed_most?: string,
 *   is_cut: bool,
 * }
 *
 * @phpstan-type QualityReview array{
 *   id: string,
 *   kind: 'review'|'self',
 *   ticket_id: string,
 *   agent_id: string,
 *   reviewer_id?: string,
 *   form?: string,
 *   score: int,
 *   at: string,
 *   times: int,
 *   team?: string,
 *   reason?: string,
 *   sections: list<ReviewSection>,
 *   note?: string,
 * }
 *
 * @phpstan-type Receipt array{
 *   id?: string,
 *   ticket_id?: string,
 *   version: int,
 *   sequence: int,
 *   duplicate_of?: string,
 *   is_replay: bool,
 * }
 *
 * @phpstan-type Receipts array{
 *   receipts: list<Receipt>,
 * }
 *
 * @phpstan-type Reference array{
 *   system: string,
 *   kind: string,
 *   id: string,
 * }
 *
 * @phpstan-type RemedyRequest array{
 *   id: string,
 *   state: 'waiting'|'granted'|'executing'|'confirmed'|'failed'|'rejected'|'withdrawn'|'expired'|'void'|'refused'|'reported'|'joined',
 *   ticket_id?: string,
 *   customer_id?: string,
 *   remedy: string,
 *   label: string,
 *   amount?: string,
 *   currency?: string,
 *   settled?: string,
 *   order?: Reference,
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 *   asked_at: string,
 *   reason?: string,
 *   rationale?: string,
 *   effect?: 'allow'|'allow_with_rationale'|'needs_approval'|'refuse',
 *   row?: string,
 *   policy_version: int,
 *   why: string,
 *   quorum: int,
 *   approvals?: list<Approval>,
 *   approvers?: string,
 *   due_at?: string,
 *   decided_at?: string,
 *   executed_at?: string,
 *   settled_at?: string,
 *   external_id?: string,
 *   is_irregular: bool,
 *   duplicate_of?: string,
 *   subject?: string,
 *   cause?: string,
 *   is_unreported: bool,
 *   limits?: list<AuthorityLimit>,
 *   passed?: list<AuthorityLimit>,
 * }
 *
 * @phpstan-type Reminder array{
 *   id: string,
 *   due_at: string,
 *   agent_id?: string,
 *   note?: string,
 *   rule?: string,
 *   position: int,
 *   set_at: string,
 *   actor_kind: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 *   ticket_id: string,
 * }
 *
 * @phpstan-type ReportFact array{
 *   name: string,
 *   value?: string|int|float|bool,
 * }
 *
 * @phpstan-type ReportedFact array{
 *   name: string,
 *   value: string,
 *   at: string,
 *   system: string,
 *   source_event_id?: string,
 * }
 *
 * @phpstan-type Review array{
 *   items: list<ReviewGroup>,
 *   total: int,
 *   from: string,
 *   to?: string,
 *   reported: list<ReviewReported>,
 *   next_after?: string,
 * }
 *
 * @phpstan-type ReviewGroup array{
 *   key?: string,
 *   actor_kind?: 'agent'|'bot'|'customer'|'system'|'integration',
 *   actor_id?: string,
 *   asked: int,
 *   waiting: int,
 *   open: int,
 *   confirmed: int,
 *   failed: int,
 *   rejected: int,
 *   withdrawn: int,
 *   expired: int,
 *   voided: int,
 *   refused: int,
 *   granted: int,
 *   by_approval: int,
 *   irregular: int,
 *   overturned: int,
 *   near_limit: int,
 *   under_threshold: int,
 *   without_rationale: int,
 *   money: list<ReviewMoney>,
 * }
 *
 * @phpstan-type ReviewList array{
 *   items: list<QualityReview>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type ReviewMoney array{
 *   currency: string,
 *   asked: string,
 *   granted: string,
 *   confirmed: string,
 * }
 *
 * @phpstan-type ReviewReported array{
 *   currency?: string,
 *   amount?: string,
 *   count: int,
 * }
 *
 * @phpstan-type ReviewSample array{
 *   items: list<SampleTicket>,
 *   agents: list<SampleAgent>,
 * }
 *
 * @phpstan-type ReviewSection array{
 *   name: string,
 *   score: int,
 * }
 *
 * @phpstan-type SampleAgent array{
 *   agent_id: string,
 *   solved: int,
 *   drawn: int,
 * }
 *
 * @phpstan-type SampleTicket array{
 *   agent_id: string,
 *   ticket_id: string,
 *   solved_at: string,
 *   channel: string,
 *   reason?: string,
 * }
 *
 * @phpstan-type SlaExplanation array{
 *   ticket_id: string,
 *   timer: Timer,
 *   sla_label?: string,
 *   decided_event?: string,
 *   decided_at?: string,
 *   policy_version: int,
 *   zone?: string,
 *   calendar_digest?: string,
 *   is_cut: bool,
 *   spans: list<TimerSpan>,
 *   lines: list<string>,
 * }
 *
 * @phpstan-type SlaGuide array{
 *   sla: string,
 *   sla_label: string,
 *   priority: string,
 *   items: list<GuideItem>,
 * }
 *
 * @phpstan-type Span array{
 *   begin: string,
 *   end: string,
 * }
 *
 * @phpstan-type Staffing array{
 *   is_overloaded: bool,
 *   load_milli: int,
 *   plain_milli: int,
 *   plain_agents: int,
 *   agents: int,
 *   scheduled: int,
 *   queue?: StaffingQueue,
 * }
 *
 * @phpstan-type StaffingQueue array{
 *   occupancy_ppm: int,
 *   waiting_ppm: int,
 *   served_ppm: int,
 *   wait_ms: int,
 * }
 *
 * @phpstan-type Summary array{
 *   new_count: int,
 *   open_count: int,
 *   pending_count: int,
 *   on_hold_count: int,
 *   solved_count: int,
 *   closed_count: int,
 *   ticket_count: int,
 *   message_count: int,
 *   customer_count: int,
 *   agent_count: int,
 *   reopen_count: int,
 *   reassign_count: int,
 *   event_count: int,
 *   policy_version: int,
 *   replan_left: int,
 * }
 *
 * @phpstan-type Survey array{
 *   id: string,
 *   kind: 'csat'|'ces'|'nps'|'pulse',
 *   is_answered: bool,
 *   source: string,
 *   survey_id?: string,
 *   asked_at?: string,
 *   answered_at?: string,
 *   corrected_at?: string,
 *   score: int,
 *   ticket_id?: string,
 *   customer_id?: string,
 *   agent_id?: string,
 *   team?: string,
 *   reason?: string,
 *   comment?: string,
 * }
 *
 * @phpstan-type SurveyList array{
 *   items: list<Survey>,
 *   next_after_id?: string,
 * }
 *
 * @phpstan-type Thing array{
 *   reference: Reference,
 *   label?: string,
 *   customer_id?: string,
 *   facts: list<ReportedFact>,
 *   first_at: string,
 *   updated_at: string,
 * }
 *
 * @phpstan-type ThingReceipt array{
 *   id: string,
 *   ticket_id?: string,
 *   version: int,
 *   sequence: int,
 *   duplicate_of?: string,
 *   is_replay: bool,
 * }
 *
 * @phpstan-type TickResult array{
 *   fired: int,
 *   is_more: bool,
 *   next_due_at?: string,
 * }
 *
 * @phpstan-type Ticket array{
 *   id: string,
 *   version: int,
 *   status: string,
 *   category: 'new'|'open'|'pending'|'on_hold'|'solved'|'closed',
 *   subject?: string,
 *   channel: string,
 *   priority: string,
 *   reason?: string,
 *   team?: string,
 *   customer_id?: string,
 *   assignee_id?: string,
 *   follow_up_of?: string,
 *   opened_at: string,
 *   updated_at: string,
 *   first_reply_at?: string,
 *   last_reply_at?: string,
 *   last_customer_at?: string,
 *   waiting_since?: string,
 *   reply_channel: string,
 *   solved_at?: string,
 *   closed_at?: string,
 *   reopen_count: int,
 *   reassign_count: int,
 *   message_count: int,
 *   is_imported: bool,
 *   tags?: list<string>,
 *   references?: list<Reference>,
 *   facts?: list<Fact>,
 *   fields?: list<TicketField>,
 *   intake_missing?: list<string>,
 *   links?: list<TicketLink>,
 *   watchers?: list<TicketWatcher>,
 *   merged_into?: string,
 *   root_id: string,
 *   members?: list<TicketMember>,
 *   reminders?: list<Reminder>,
 *   floor?: string,
 *   floor_minimum?: string,
 *   impact?: string,
 *   urgency?: string,
 * }
 *
 * @phpstan-type TicketField array{
 *   name: string,
 *   value?: string|int|float|bool,
 * }
 *
 * @phpstan-type TicketHandover array{
 *   work: ContextWork,
 *   customer?: Customer,
 *   segments: list<string>,
 *   channels: list<string>,
 *   fields: list<TicketField>,
 *   facts: list<Fact>,
 *   things: list<ContextThing>,
 *   steps: list<HandoverStep>,
 *   is_cut: bool,
 *   remedies?: list<ContextRemedy>,
 *   remedy_currency?: string,
 * }
 *
 * @phpstan-type TicketLink array{
 *   kind: 'duplicate_of'|'blocked_by'|'caused_by'|'child_of'|'split_from'|'follow_up_of'|'has_duplicate'|'blocks'|'causes'|'parent_of'|'split_into',
 *   ticket_id: string,
 *   category: 'new'|'open'|'pending'|'on_hold'|'solved'|'closed',
 * }
 *
 * @phpstan-type TicketList array{
 *   items: list<Ticket>,
 *   next_after?: string,
 * }
 *
 * @phpstan-type TicketMember array{
 *   ticket_id: string,
 *   merged_into: string,
 * }
 *
 * @phpstan-type TicketReceipt array{
 *   id: string,
 *   ticket_id: string,
 *   version: int,
 *   sequence: int,
 *   duplicate_of?: string,
 *   is_replay: bool,
 * }
 *
 * @phpstan-type TicketWatcher array{
 *   agent_id?: string,
 *   customer_id?: string,
 * }
 *
 * @phpstan-type Timer array{
 *   metric: 'acknowledgement'|'assignment'|'first_reply'|'next_reply'|'periodic_update'|'pausable_update'|'requester_wait'|'agent_work'|'resolution'|'time_in_team'|'fact_deadline'|'time_on_floor'|'work_on_floor'|'sign_off'|'decision',
 *   instance: int,
 *   state: 'running'|'paused'|'fulfilled'|'cancelled',
 *   started_at: string,
 *   ended_at?: string,
 *   used_ms: int,
 *   business_ms: int,
 *   calendar?: string,
 *   sla?: string,
 *   policy_version: int,
 *   target_ms: int,
 *   base_ms: int,
 *   left_ms: int,
 *   due_at?: string,
 *   next_at?: string,
 *   warned: int,
 *   breached_at?: string,
 *   is_missed: bool,
 *   is_missed_before: bool,
 *   is_awaiting_replan: bool,
 *   promises?: list<TimerPromise>,
 * }
 *
 * @phpstan-type TimerList array{
 *   items: list<Timer>,
 *   next_after?: string,
 * }
 *
 * @phpstan-type TimerPromise array{
 *   sla: string,
 *   policy_version: int,
 *   calendar?: string,
 *   target_ms: int,
 *   used_ms: int,
 *   ended_at: string,
 *   breached_at?: string,
 * }
 *
 * @phpstan-type TimerSpan array{
 *   kind: 'open'|'closed'|'holiday'|'paused'|'summed',
 *   is_ahead: bool,
 *   from: string,
 *   to: string,
 *   used_ms: int,
 *   business_ms: int,
 *   offset_s: int,
 *   calendar?: string,
 *   policy_version: int,
 *   label?: string,
 * }
 */
interface Types
{
}
