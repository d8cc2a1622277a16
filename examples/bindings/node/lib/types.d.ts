/**
 * What methods take and answer. Made of the OpenRPC document by examples/bindings/generate; do not
 * edit.
 */

/** An id: text, as replies have it. */
export type Id = string | number | bigint;
/** A time: a Date, or RFC 3339 text with any offset. */
export type Time = Date | string;
/** Milliseconds, or ISO 8601 text such as PT4H30M. */
export type Duration = number | string;
/** Any JSON object. */
export type Json = { readonly [name: string]: unknown };

/** A person or program that works at the desk. */
export interface Agent {
  /** The agent's id. */
  id: string;
  /** Grows with each change. */
  version: number;
  /** A person or a bot. */
  kind: 'person' | 'bot';
  /** The name that customers and colleagues see. */
  name: string;
  /** Roles of the policy. */
  roles: string[];
  /** Teams of the policy. */
  teams: string[];
  /** What they are good at. */
  skills: string[];
  /** Languages they write, as tags. */
  languages: string[];
  /** How many open tickets at once; 0 is not stated. */
  capacity: number;
  /** May no longer act. */
  is_departed: boolean;
  /** Whether they take work now. */
  availability: 'available' | 'busy' | 'away' | 'offline';
  /** Since when it is so; absent when it was never set. */
  availability_since?: string;
}

/** A page of agents. */
export interface AgentList {
  /** Agents in the order of their ids. */
  items: Agent[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** One stretch of one availability other than offline. */
export interface AgentSession {
  /** The sequence of the event that began it. */
  id: string;
  /** available, busy or away. */
  availability: 'available' | 'busy' | 'away' | 'offline';
  /** When it began. */
  begun_at: string;
  /** Absent while it lasts. */
  ended_at?: string;
}

/** A page of an agent's sessions. */
export interface AgentSessionList {
  /** Sessions, newest first. */
  items: AgentSession[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** One decision about a request. */
export interface Approval {
  /** Who decided. */
  agent_id: string;
  /** When. */
  at: string;
  /** With no. */
  is_rejected: boolean;
  /** Why. */
  note?: string;
}

/** A page of requests. */
export interface ApprovalList {
  /** By id, without decisions and rationale. */
  items: RemedyRequest[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** A file that came with a message, by reference. */
export interface Attachment {
  /** The file's name. */
  name?: string;
  /** image/png, as its sender says. */
  media_type?: string;
  /** Its size. */
  bytes?: number;
  /** An algorithm's code, a colon and small hexadecimal digits: sha256:9f86d0... */
  digest?: string;
  /** Where the host keeps it: a path, a key, a URL. */
  location: string;
}

/** What the authority matrix and its limits say. */
export interface AuthorityAnswer {
  /** What is said to it. */
  effect: 'allow' | 'allow_with_rationale' | 'needs_approval' | 'refuse';
  /** Of the matrix, that says so; absent: none is for it. */
  row?: string;
  /** What people call that row. */
  label?: string;
  /** In words. */
  why: string;
  /** The limits of that row. */
  limits: AuthorityLimit[];
  /** Of rows before it: the limit beyond which each handed the request on. */
  passed: AuthorityLimit[];
  /** How many have to approve. */
  quorum: number;
  /** Who may, by role and agent. */
  approvers?: string;
  /** A request has to say why. */
  needs_rationale: boolean;
  /** The same was asked for before, by this one. */
  duplicate_of?: string;
}

/** How far a limit is used. */
export interface AuthorityLimit {
  /** What it is summed up over. */
  scope: 'request' | 'ticket' | 'order' | 'customer' | 'agent' | 'team';
  /** With this request it would be passed. */
  is_exceeded: boolean;
  /** Counted back from now; 0: ever. */
  within_ms: number;
  /** What is used, without this request: an amount, or how many requests. */
  used: string;
  /** What there is; absent: it is not known. */
  most?: string;
  /** It is of requests, not of money. */
  is_count: boolean;
  /** It is what the order brought in, and no limit of the matrix. */
  is_captured: boolean;
  /** It is used by all orders that the shop did not report, as if they were one. */
  is_shared: boolean;
  /** What is left of it, without this request; absent: it is not known. */
  left?: string;
  /** That handed the request on for it; absent: it is of the row that decides. */
  row?: string;
}

/** When a calendar is open. */
export interface CalendarIntervals {
  /** Open intervals in their order, cut at both ends. */
  items: Span[];
  /** Ask again from there; absent when these are all. */
  next?: string;
}

/** How long a calendar was open. */
export interface CalendarLength {
  /** Open time in milliseconds. */
  open_ms: number;
}

/** Whether a calendar is open. */
export interface CalendarState {
  /** It is open at that instant. */
  is_open: boolean;
}

/** An instant that follows from a calendar. */
export interface CalendarTime {
  /** The instant. */
  at?: string;
}

/** The end of the event chain, to be kept elsewhere. */
export interface ChainHead {
  /** Of the last event; 0 when there is none. */
  sequence: number;
  /** Of the last event, in hexadecimal. */
  hash: string;
  /** The chain has a key: only who has it can write it. */
  is_keyed: boolean;
  /** The key in use; absent for an unkeyed chain. */
  key_id?: string;
}

/** Whether the event chain is whole. */
export interface ChainReport {
  /** Every event fits, and what events vouch for. */
  is_intact: boolean;
  /** Events checked. */
  checked: number;
  /** The first event that does not fit; 0 when all do. */
  first_bad: number;
  /** What was found, in a line. */
  text: string;
  /** Of the last event. */
  head_sequence: number;
  /** Of the last event, in hexadecimal. */
  head_hash: string;
  /** Rows of policies, texts, receipts and cursors that the events do not vouch for. */
  differences: number;
  /** The first 100 of them. */
  items: Difference[];
}

/** Whether the tables are what the events say. */
export interface CheckReport {
  /** Every row is what the events say. */
  is_clean: boolean;
  /** Events folded. */
  events: number;
  /** Rows compared. */
  rows: number;
  /** Rows that differed; a rebuild has mended them. */
  differences: number;
  /** Of these, documents of policies, which no event can say again. */
  unmendable: number;
  /** The first 100 of them. */
  items: Difference[];
}

/** An article for those who work on a reason. */
export interface ContextArticle {
  /** Its name in the policy. */
  name: string;
  /** Its title. */
  title: string;
  /** Its version. */
  version?: string;
  /** The team that keeps it. */
  owner?: string;
  /** When it is to be reviewed, a date. */
  review_on?: string;
  /** That day has passed. */
  is_outdated: boolean;
}

/** How often a customer came for a reason by a channel. */
export interface ContextContact {
  /** The contact reason; absent when not known. */
  reason?: string;
  /** Where the tickets began. */
  channel: string;
  /** The customer's tickets of both, all of them. */
  ticket_count: number;
  /** Of the newest twenty those opened within the policy's repeat_contact before now. */
  recent_count: number;
}

/** What may be given of a remedy, in short. */
export interface ContextRemedy {
  /** What can be given or done. */
  remedy: string;
  /** What people call it. */
  label: string;
  /** The best that is said to any amount of it. */
  effect: 'allow' | 'allow_with_rationale' | 'needs_approval' | 'refuse';
  /** The most that is allowed. */
  at_once?: string;
  /** The most that is allowed to who says why. */
  at_discretion?: string;
  /** The most that is granted once it is approved. */
  by_approval?: string;
  /** Which of these has no end but the most that can be asked for at once. */
  open_effect?: 'allow' | 'allow_with_rationale' | 'needs_approval' | 'refuse';
}

/** Something that was bought. */
export interface ContextThing {
  /** The thing. */
  reference: Reference;
  /** What the shop calls it. */
  label?: string;
  /** What is so, by name. */
  facts: ReportedFact[];
  /** About it and not solved: theirs, then of the newest five those of others. */
  tickets?: ContextTicket[];
  /** The latest date of its reports. */
  updated_at?: string;
}

/** A ticket in a few words. */
export interface ContextTicket {
  /** The ticket's id. */
  id: string;
  /** The ticket that it is part of: itself, unless it was merged. */
  root_id: string;
  /** A status of the policy. */
  status: string;
  /** What kind of status that is. */
  category: 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed';
  /** What it is about; absent once erased. */
  subject?: string;
  /** The channel it came by. */
  channel: string;
  /** The contact reason; absent when not known. */
  reason?: string;
  /** When it was opened. */
  opened_at: string;
  /** When something last happened to it. */
  updated_at: string;
  /** When it was last solved; absent while it is not. */
  solved_at?: string;
}

/** A ticket, and what is to be done about it. */
export interface ContextWork {
  /** The ticket. */
  ticket: ContextTicket;
  /** Its priority. */
  priority: string;
  /** The team that has it; absent when none has. */
  team?: string;
  /** The agent who has it; absent when nobody has. */
  assignee_id?: string;
  /** That agent's name. */
  assignee?: string;
  /** Since when the customer waits; absent when nobody waits. */
  waiting_since?: string;
  /** When the desk closes it by itself; absent: never. */
  closes_at?: string;
  /** When a promise on it warns or breaks next; absent: none waits. */
  promise_at?: string;
  /** The floor that it is on; absent: none. */
  floor?: string;
  /** The lowest that it may be on. */
  floor_minimum?: string;
  /** A signature that it waits for; absent: none. */
  waits_for?: 'move_up' | 'clearance' | 'resolution';
  /** Since when a sign-off to move up is waited for; absent: none is. */
  asked_at?: string;
  /** Who may sign that, as role:NAME and agent:ID; absent: none is waited for. */
  sign_from?: string;
  /** Earlier tickets, not merged, for the same reason within the policy's repeat_contact. */
  repeat_count: number;
  /** The reason's channel. */
  preferred_channel?: string;
  /** The reason's second channel. */
  second_channel?: string;
  /** What the policy says to read for the reason. */
  knowledge?: ContextArticle[];
  /** Fields that its reason asks for and that are not filled. */
  intake_missing?: string[];
  /** Links to unsolved tickets without which it cannot be solved. */
  blockers?: TicketLink[];
  /** Reminders that wait, by when they are due. */
  reminders?: Reminder[];
}

/** What is done about a figure that misses its target. */
export interface Corrective {
  /** The corrective action. */
  id: string;
  /** Of which line of the scorecard. */
  line: string;
  /** What is to be done. */
  text: string;
  /** The agent who does it. */
  owner_id?: string;
  /** Their name. */
  owner_name?: string;
  /** The role that does it. */
  owner_role?: string;
  /** By when. */
  due_at: string;
  /** What became of it. */
  state: 'open' | 'done' | 'dropped';
  /** It is open, and its time is over. */
  is_overdue: boolean;
  /** Since when it is there. */
  recorded_at: string;
  /** The agent who recorded it. */
  by_id?: string;
  /** What kind of actor recorded it. */
  by_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** How often it was changed. */
  changes: number;
  /** When last. */
  changed_at?: string;
  /** Absent while it is open. */
  closed_at?: string;
  /** What was said when it was closed. */
  note?: string;
}

/** A page of corrective actions. */
export interface CorrectiveList {
  /** By when they were recorded, then by id. */
  items: Corrective[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** A person who writes to the desk. */
export interface Customer {
  /** Who they are now. */
  id: string;
  /** Who was asked for: the same, or one who was merged. */
  asked_id: string;
  /** Grows with each change. */
  version: number;
  /** Absent when not known; of a member when only they have one. */
  name?: string;
  /** By what they are known: by customer, system, kind and value. */
  identities: CustomerIdentity[];
  /** Customers that were merged into them, by id. */
  members: CustomerMember[];
  /** When the desk first knew them. */
  created_at: string;
  /** What is so about them, of all of them the latest by date, by name. */
  facts: ReportedFact[];
  /** When a privacy request erased them; absent when none did. */
  erased_at?: string;
}

/** The four questions about a customer. */
export interface CustomerContext {
  /** Who this is; absent: a ticket's that nobody knows. */
  customer?: Customer;
  /** The segments they are in now, in the policy's order. */
  segments: string[];
  /** What they bought: the latest report first. */
  things: ContextThing[];
  /** All of that, also what is not shown. */
  thing_total: number;
  /** Their new tickets. */
  new_count: number;
  /** Their open tickets. */
  open_count: number;
  /** Those that wait for them. */
  pending_count: number;
  /** Those that wait for somebody else. */
  on_hold_count: number;
  /** Their solved tickets. */
  solved_count: number;
  /** Their closed tickets, without those that were merged. */
  closed_count: number;
  /** How often they came: most tickets first. */
  contacts: ContextContact[];
  /** Their tickets, newest first. */
  tickets: ContextTicket[];
  /** Tickets that are not solved: who waits longest first. */
  work: ContextWork[];
}

/** Everything that is held about a person. */
export interface CustomerExport {
  /** Who they are now. */
  customer_id: string;
  /** An object of lists: rows of the tables by their names, and texts. */
  document: Json;
}

/** An identity as it is kept. */
export interface CustomerIdentity {
  /** What it is: email. */
  kind: string;
  /** Where it is from; absent: of no system. */
  system?: string;
  /** In the one form of its kind. */
  value: string;
  /** The host has proof; else it is claimed. */
  is_verified: boolean;
  /** Whose it is. */
  customer_id: string;
}

/** A customer that was merged into another. */
export interface CustomerMember {
  /** Their own id, still valid. */
  customer_id: string;
  /** The customer they were merged into, who may have been merged as well. */
  merged_into: string;
  /** Grows with each change. */
  version: number;
  /** Absent when not known. */
  name?: string;
}

/** A row that is not what the events say. */
export interface Difference {
  /** The table: sup_ticket. */
  table: string;
  /** The row's key without the tenant. */
  key: string;
  /** What differs. */
  text: string;
}

/** What warns and breaks next. */
export interface DueList {
  /** By time, then by ticket. */
  items: DueTicket[];
  /** Give it as after for the next page; absent on the last. */
  next_after?: string;
}

/** A ticket of which a timer will warn or break. */
export interface DueTicket {
  /** The ticket. */
  ticket_id: string;
  /** When; before now when it was not fired yet. */
  due_at: string;
  /** The promise breaks then; false: it is a warning. */
  is_breach: boolean;
  /** Of the ticket. */
  status: string;
  /** Of the ticket. */
  priority: string;
  /** Where it began. */
  channel: string;
  /** Who looks after it. */
  team?: string;
  /** The agent who has it. */
  assignee_id?: string;
  /** The one that is due first, without its earlier promises. */
  timer: Timer;
}

/** One event, with everything its hash covers. */
export interface Event {
  /** Its place in the log, from 1 without gaps. */
  sequence: number;
  /** The sequence of the first event of the same operation. */
  operation: number;
  /** The kind as a number. */
  kind: number;
  /** The kind as a name: ticket.opened. */
  name: string;
  /** When it happened. */
  at: string;
  /** When the desk was told. */
  recorded_at: string;
  /** 1 agent, 2 bot, 3 customer, 4 system, 5 integration; a number, since it is hashed. */
  actor_kind: number;
  /** Who did it. */
  actor_id?: string;
  /** The ticket concerned. */
  ticket_id?: string;
  /** The agent, customer or message concerned. */
  subject_id?: string;
  /** A number whose meaning depends on the kind. */
  number: number;
  /**
   * 1 imported, 2 automated, 4 acknowledgement, 8 reopens, 16 reassigns, 32 first reply; added up.
   */
  flags: number;
  /** The policy it was decided under. */
  policy_version: number;
  /** The value before. */
  before?: string;
  /** The value after. */
  after?: string;
  /** JSON as text, since it is hashed. */
  payload: string;
  /** Digest of the private text, in hexadecimal; empty when there is none. */
  private_digest: string;
  /** The chain's hash at this event, in hexadecimal. */
  hash: string;
}

/** A page of the event log. */
export interface EventList {
  /** Events in their order. */
  items: Event[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
  /** The tenant, which the hashes cover too. */
  tenant: number;
}

/** Something that another system says about a ticket. */
export interface Fact {
  /** What the fact is about: made_sla. */
  name: string;
  /** The value, as text. */
  value: string;
}

/** A risk rule that asked for a floor. */
export interface FloorCause {
  /** The risk rule. */
  rule: string;
  /** What people call it. */
  label: string;
  /** That it asked for. */
  floor?: string;
  /** When. */
  matched_at: string;
  /** It matches now as well. */
  is_matching: boolean;
  /** The minimum floor was lowered after it. */
  is_waived: boolean;
  /** Its condition, with the values of the facts as they are now. */
  steps: PolicyStep[];
  /** Whose facts are among these values; of several orders the first that it matches. */
  order?: string;
  /** The part of the ticket whose values these are; absent: the ticket itself. */
  ticket_id?: string;
}

/** Why a ticket is on its floor, and what it waits for. */
export interface FloorExplanation {
  /** The ticket. */
  ticket_id: string;
  /** The current floor; absent: there are none. */
  floor?: string;
  /** What people call it. */
  floor_label?: string;
  /** The lowest that it may be on. */
  floor_minimum?: string;
  /** There was more than is listed. */
  is_cut: boolean;
  /** Oldest first; the last is the one it is on. */
  visits: FloorVisit[];
  /** Oldest first. */
  causes: FloorCause[];
  /** Before it is solved, or leaves by hand. */
  missing: FloorMissing[];
  /** What may not be done now, also by stays that are over. */
  held: FloorHeld[];
  /** Who may sign what it waits for to move up; absent: it does not wait. */
  sign_from?: string;
  /** Signatures under its resolution, oldest first. */
  signatures: FloorSignature[];
  /** Evidence, oldest first. */
  records: FloorRecord[];
  /** The same for people. */
  lines: string[];
}

/** What went on on a floor, for a reason, or with an agent. */
export interface FloorFigures {
  /** The floor; empty: one that is there no more. */
  floor?: string;
  /** The contact reason; empty: none. */
  reason?: string;
  /** Who had it when it left. */
  agent_id?: string;
  /** Stays. */
  visit_count: number;
  /** Of them, those that ended with the ticket solved there. */
  solved_count: number;
  /** Of them, those that ended on a higher floor. */
  escalated_count: number;
  /** Of these, by a risk rule. */
  rule_count: number;
  /** By a time limit, signed or not. */
  stalled_count: number;
  /** Of these, unsigned. */
  unsigned_count: number;
  /** At the customer's request. */
  customer_count: number;
  /** By an agent. */
  manual_count: number;
  /** Stays that are over. */
  ended_count: number;
  /** How long these took, wall-clock time. */
  total_ms: number;
}

/** What is held. */
export interface FloorHeld {
  /** What may not be done. */
  action: string;
  /** clearance, move_up or resolution. */
  until: string;
  /** Who may sign that. */
  from: string;
  /** The floor that holds it. */
  floor: string;
  /** Whose stay: the ticket, or a part. */
  ticket_id: string;
  /** Of that stay. */
  position: number;
  /** When that ended without the sign-off; absent: it is there. */
  left_at?: string;
}

/** Tickets by floor and age. */
export interface FloorList {
  /** The highest floor first, on each the oldest first; then stays that are over. */
  items: FloorTicket[];
  /** Give it as after for the next page; absent on the last. */
  next_after?: string;
}

/** What is missing. */
export interface FloorMissing {
  /** evidence or signature. */
  what: string;
  /** Its name. */
  name: string;
  /** What people call it. */
  label: string;
  /** leaving, solving, or closing what is solved and was raised since. */
  before: string;
  /** Who may give the signature. */
  from?: string;
}

/** A piece of evidence that was recorded. */
export interface FloorRecord {
  /** The piece of evidence. */
  name: string;
  /** What people call it. */
  label: string;
  /** When. */
  recorded_at: string;
  /** Who did it. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Which one. */
  actor_id?: string;
  /** The message that has it. */
  message_id?: string;
}

/** A signature under a resolution. */
export interface FloorSignature {
  /** The signature. */
  name: string;
  /** What people call it. */
  label: string;
  /** Of the stay on which it was given. */
  position: number;
  /** Who gave it; absent: the system. */
  agent_id?: string;
  /** When. */
  signed_at: string;
  /** It was refused. */
  is_rejected: boolean;
}

/** What went on on the floors in a time. */
export interface FloorSummary {
  /** From here on. */
  from: string;
  /** And before here. */
  to: string;
  /** Lowest first. */
  floors: FloorFigures[];
  /** By contact reason, most escalations first. */
  reasons: FloorFigures[];
  /** By who had it when it left, most escalations first. */
  agents: FloorFigures[];
  /** Tickets that came to a floor for the first time. */
  ticket_count: number;
  /** Of them, those that are solved and were on no floor but the lowest. */
  first_solved_count: number;
  /** Of them, those for which a rule ever asked the highest floor. */
  risk_count: number;
  /** Of these, those that came to it. */
  risk_reached_count: number;
  /** Decisions and sign-offs on those tickets that were given. */
  decision_count: number;
  /** Of decisions that had a target, those given and those whose time has run without one. */
  decision_target_count: number;
  /** Of these, those that kept it. */
  decided_in_time_count: number;
  /** Escalations by hand, at the customer's request and by time. */
  step_count: number;
  /** Of these, those with all that their floor demands. */
  complete_count: number;
}

/** A ticket on its floor. */
export interface FloorTicket {
  /** The ticket. */
  ticket_id: string;
  /** Its floor, or the one that it has left. */
  floor: string;
  /** The lowest that it may be on. */
  floor_minimum: string;
  /** On this floor. */
  arrived_at: string;
  /** Why it came. */
  why:
    'opened'
    | 'rule'
    | 'stalled'
    | 'unsigned'
    | 'customer'
    | 'manual'
    | 'merged'
    | 'returned'
    | 'lowered'
    | 'reopened'
    | 'solved'
    | 'joined'
    | 'policy';
  /** A signature; absent: none. */
  waits_for?: 'move_up' | 'clearance' | 'resolution';
  /** Since when a sign-off to move up is waited for. */
  asked_at?: string;
  /** Of the ticket. */
  status: string;
  /** Of the ticket. */
  priority: string;
  /** Where it began. */
  channel: string;
  /** Who looks after it. */
  team?: string;
  /** The agent who has it. */
  assignee_id?: string;
  /** Of that stay among its stays. */
  position: number;
  /** When that stay ended with remedies held until the sign-off; absent: it is there. */
  left_at?: string;
  /** The ticket merged into it since whose stay that was; absent: its own. */
  part_id?: string;
}

/** One stay of a ticket on a floor. */
export interface FloorVisit {
  /** 1, 2, 3 ... of the ticket. */
  position: number;
  /** The floor. */
  floor: string;
  /** Why it came. */
  why:
    'opened'
    | 'rule'
    | 'stalled'
    | 'unsigned'
    | 'customer'
    | 'manual'
    | 'merged'
    | 'returned'
    | 'lowered'
    | 'reopened'
    | 'solved'
    | 'joined'
    | 'policy';
  /** The risk rule that asked for it. */
  rule?: string;
  /** When it came. */
  arrived_at: string;
  /** When it left; absent: it is there. */
  left_at?: string;
  /** Why it left. */
  left_why?:
    'opened'
    | 'rule'
    | 'stalled'
    | 'unsigned'
    | 'customer'
    | 'manual'
    | 'merged'
    | 'returned'
    | 'lowered'
    | 'reopened'
    | 'solved'
    | 'joined'
    | 'policy';
  /** It left without the evidence that the floor wants for that. */
  is_incomplete: boolean;
  /** Who had it when it left. */
  agent_id?: string;
  /** When a time limit passed. */
  stalled_at?: string;
  /** When a sign-off to move up was asked for. */
  asked_at?: string;
  /** Who asked; absent: the desk. */
  asked_by?: string;
  /** What they are. */
  asked_kind?: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Why. */
  asked_why?:
    'opened'
    | 'rule'
    | 'stalled'
    | 'unsigned'
    | 'customer'
    | 'manual'
    | 'merged'
    | 'returned'
    | 'lowered'
    | 'reopened'
    | 'solved'
    | 'joined'
    | 'policy';
  /** Where it is to go. */
  asked_floor?: string;
  /** The merged ticket that it was asked for on; absent: on this one. */
  asked_from?: string;
  /** When that was answered. */
  signed_at?: string;
  /** By which agent. */
  signed_by?: string;
  /** With no. */
  is_rejected: boolean;
  /** When what is held was cleared. */
  cleared_at?: string;
  /** By which agent. */
  cleared_by?: string;
}

/** What is promised on a channel about a metric. */
export interface GuideItem {
  /** The channel. */
  channel: string;
  /** What people call it. */
  channel_label: string;
  /** What is promised. */
  metric:
    'acknowledgement'
    | 'assignment'
    | 'first_reply'
    | 'next_reply'
    | 'periodic_update'
    | 'pausable_update'
    | 'requester_wait'
    | 'agent_work'
    | 'resolution'
    | 'time_in_team'
    | 'fact_deadline'
    | 'time_on_floor'
    | 'work_on_floor'
    | 'sign_off'
    | 'decision';
  /** Within which time. */
  target_ms: number;
  /** On whose hours; absent: all hours. */
  calendar?: string;
  /** What people call these. */
  calendar_label?: string;
}

/** Something that was done about a ticket. */
export interface HandoverStep {
  /** The event's sequence. */
  id: string;
  /** When it happened. */
  at: string;
  /** What kind of actor did it. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Who did it. */
  actor_id?: string;
  /** What was done. */
  sentence: string;
}

/** A page of a ticket's history. */
export interface History {
  /** Events in the order they were recorded. */
  items: HistoryItem[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** One thing that happened to a ticket. */
export interface HistoryItem {
  /** The event's sequence. */
  id: string;
  /** When it happened. */
  at: string;
  /** When the desk was told. */
  recorded_at: string;
  /** The kind of event: ticket.opened. */
  kind: string;
  /** What kind of actor did it. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Who did it. */
  actor_id?: string;
  /** Who did it, for people: Priya Nair (agent). */
  actor: string;
  /** What happened, for people. */
  sentence: string;
  /** History that another system decided. */
  is_imported: boolean;
}

/** One way to know a customer; docs/policy.md says how values are written. */
export interface Identity {
  /** What it is: email. */
  kind: string;
  /** Where it is from: shopify; absent for a kind that is the same in every system. */
  system?: string;
  /** The address, number or id. */
  value: string;
  /** The host has proof that it is theirs; else it is claimed. */
  is_verified?: boolean;
}

/** An identity that is looked for. */
export interface IdentityKey {
  /** What it is: email. */
  kind: string;
  /** Where it is from: shopify; absent for a kind that is the same in every system. */
  system?: string;
  /** The address, number or id. */
  value: string;
}

/** How far an import has come. */
export interface ImportPosition {
  /** 0 when it never began. */
  position: number;
}

/** How many tickets were of an age. */
export interface KpiAge {
  /** So old at least, in days of 24 hours. */
  from_days: number;
  /** And not yet so old; absent: however old. */
  to_days: number;
  /** How many. */
  tickets: number;
}

/** Figures. */
export interface KpiAnswer {
  /** By groups, then by time, then as the metrics were named. */
  items: KpiRow[];
  /** Whose days these are. */
  zone: string;
  /** Of figures of money. */
  currency?: string;
  /** Of the last event that is counted in. */
  sequence: number;
  /** From what each ticket adds; else from figures that are kept. */
  is_scanned: boolean;
}

/** What was in work at an instant. */
export interface KpiBacklog {
  /** The instant. */
  at: string;
  /** How many were in work. */
  tickets: number;
  /** Of these, opened 7 days before or earlier. */
  aged: number;
  /** By age, the youngest first; together all of them. */
  ages: KpiAge[];
  /** The oldest, oldest first. */
  items: KpiOpenTicket[];
  /** Of the last event that is counted in. */
  sequence: number;
}

/** What working out all figures from scratch found. */
export interface KpiCheckReport {
  /** Nothing differs. */
  is_clean: boolean;
  /** Tickets, surveys and reviews that were worked out. */
  facts: number;
  /** Figures that were compared. */
  cells: number;
  /** Of both. */
  differences: number;
  /** The first of them, in words. */
  first?: string;
}

/** Figures of two periods, or of two groups of teams. */
export interface KpiComparison {
  /** As the metrics were named. */
  items: KpiDifference[];
  /** The first day. */
  from: string;
  /** The last day. */
  to: string;
  /** And of the other. */
  versus_from: string;
  /** And of the other. */
  versus_to: string;
  /** Whose days these are. */
  zone: string;
  /** Of figures of money. */
  currency?: string;
  /** Of the last event that is counted in. */
  sequence: number;
}

/** What a figure means. */
export interface KpiDefinition {
  /** As questions name it. */
  name: string;
  /** What people call it. */
  label: string;
  /** count, ms, percent, each, money, score or points. */
  unit: string;
  /** How it comes about. */
  formula: string;
  /** What is counted, and on which day. */
  population: string;
  /** calendar or business; absent: it has no time in it. */
  clock?: string;
  /** Where the meaning comes from. */
  source: string;
  /** Grows when the meaning changes. */
  version: number;
  /** Rows of it tell how its values are distributed. */
  has_percentiles: boolean;
  /** It is as of the end of the last day; else of what happened in the time. */
  is_stock: boolean;
  /**
   * The time of the policy for which values are provisional when their last day is over:
   * repeat_contact or repeat_purchase; absent: they are not.
   */
  window?: string;
  /** How long that is by the policy in force; absent: they are not. */
  provisional_ms: number;
}

/** What figures mean. */
export interface KpiDefinitionList {
  /** All metrics that there are. */
  items: KpiDefinition[];
}

/** One figure on both sides. */
export interface KpiDifference {
  /** Which figure. */
  metric: string;
  /** As in kpi.definitions. */
  unit: string;
  /** A decimal number; absent: no data. */
  value?: string;
  /** What it is compared with; absent: no data. */
  versus?: string;
  /** How many things the value comes from; 0 for a sum of money. */
  cases: number;
  /** And the other one. */
  versus_cases: number;
  /** value - versus, of shares in points; absent: one has no data. */
  difference?: string;
  /** Of versus, what it is more; absent: one has no data, or versus is 0. */
  percent?: string;
  /** The value is provisional until then; absent: it is final. */
  provisional_until?: string;
  /** Of what it is compared with. */
  versus_provisional_until?: string;
}

/** Why customers came. */
export interface KpiDriver {
  /** Contact reason; absent: none, or not asked for. */
  reason?: string;
  /** Id of a product; absent: none, or not asked for. */
  product?: string;
  /** In the shop's own words; absent: none, or not asked for. */
  order_state?: string;
  /** Such contacts should not be needed, as the policy says. */
  is_preventable: boolean;
  /** How many tickets. */
  count: number;
  /** How many there were in as many days before. */
  previous_count: number;
  /** Of the tickets, those that are repeated contacts. */
  repeat_count: number;
  /** What agents worked on them. */
  handle_ms: number;
  /** What they cost; absent: the policy has no costs. */
  cost?: string;
  /** Of all tickets, percent. */
  share: string;
  /** Of this one and those before it, percent. */
  cumulative: string;
}

/** Why customers came. */
export interface KpiDriverList {
  /** The most tickets first, then by name. */
  items: KpiDriver[];
  /** The first day. */
  from: string;
  /** The last one. */
  to: string;
  /** The first of as many days before. */
  previous_from: string;
  /** The last of those. */
  previous_to: string;
  /** Whose days these are. */
  zone: string;
  /** Of costs; absent: the policy has none. */
  currency?: string;
  /** How many drivers there are, also those that are not listed. */
  driver_count: number;
  /** All tickets together. */
  ticket_count: number;
  /** All tickets of the days before. */
  previous_count: number;
  /** Those that are repeated contacts. */
  repeat_count: number;
  /** Contacts that should not have existed: preventable or repeated. */
  preventable_count: number;
  /** Of all; absent: the policy has no costs. */
  cost?: string;
  /** Of those that should not have existed; absent likewise. */
  preventable_cost?: string;
  /** Of the last event that is counted in. */
  sequence: number;
}

/** Which tickets are behind a figure. */
export interface KpiExplanation {
  /** Tickets, surveys, reviews, agents; by id, then by time. */
  items: KpiThing[];
  /** Where the next page begins; absent: no more. */
  next_after_id?: string;
}

/** Only what is of one team, one reason or the like. */
export interface KpiFilter {
  /** channel, reason, team, agent, floor, priority, segment, sla, hour, weekday or product. */
  by: string;
  /** A name, or the id of an agent or a product; absent or empty: none. */
  is?: string | number | boolean;
}

/** A ticket that was in work, and its age. */
export interface KpiOpenTicket {
  /** The ticket. */
  ticket_id: string;
  /** When it was opened. */
  opened_at: string;
  /** How long before the instant. */
  age_ms: number;
}

/** What working out all figures anew did. */
export interface KpiRebuildReport {
  /** Of the last event that is counted in. */
  sequence: number;
  /** Tickets, surveys and reviews that were worked out. */
  facts: number;
}

/** One figure. */
export interface KpiRow {
  /** Which figure. */
  metric: string;
  /** Its first day. */
  from: string;
  /** Its last day. */
  to: string;
  /** Of whom, in the order of `by`; empty texts are none. */
  groups: string[];
  /** A decimal number; absent: nothing is counted. */
  value?: string;
  /** What it comes from: ms, or how many. */
  numerator: number;
  /** And of how many; 0: of none. */
  denominator: number;
  /** How its values are distributed. */
  spread?: KpiSpread;
  /** The value is provisional until then; absent: it is final. */
  provisional_until?: string;
}

/** How the figures of the policy's scorecard stand. */
export interface KpiScorecard {
  /** In the policy's order. */
  items: KpiScorecardLine[];
  /** Of what. */
  period: 'whole' | 'day' | 'week' | 'month';
  /** Its last day is over. */
  is_over: boolean;
  /** Its first day. */
  from: string;
  /** Its last day. */
  to: string;
  /** Of the period before. */
  previous_from?: string;
  /** Of the period before. */
  previous_to?: string;
  /** Whose days these are. */
  zone?: string;
  /** Of lines of money. */
  currency?: string;
  /** Of the last event that is counted in. */
  sequence: number;
  /** Lines that are met. */
  met: number;
  /** Lines that are missed. */
  missed: number;
  /** Lines without data. */
  no_data: number;
}

/** A figure beside its target. */
export interface KpiScorecardLine {
  /** In the policy. */
  name: string;
  /** What people read. */
  label: string;
  /** Which figure. */
  metric: string;
  /** As in kpi.definitions. */
  unit: string;
  /** What of it; mean is its value. */
  statistic: 'mean' | 'min' | 'max' | 'p50' | 'p75' | 'p90' | 'p95' | 'p99';
  /** On which side of the target it has to be. */
  direction: 'below' | 'at_most' | 'at_least';
  /** A decimal number. */
  target: string;
  /** What to know about it. */
  note?: string;
  /** Who answers for it; absent: an agent. */
  owner_role?: string;
  /** The agent's name. */
  owner_name?: string;
  /** The agent; absent: a role. */
  owner_id?: string;
  /** Of what the figure is. */
  only: KpiFilter[];
  /** How it stands; no_data: nothing counted in the period. */
  status: 'met' | 'missed' | 'no_data';
  /** Of the period before. */
  previous_status: 'met' | 'missed' | 'no_data';
  /** Since the period before; absent: one of both has no data. */
  trend?: 'better' | 'worse' | 'same';
  /** A decimal number; absent: no data. */
  value?: string;
  /** Of the period before; absent: no data. */
  previous?: string;
  /** How many things the value comes from; 0 for a sum of money. */
  cases: number;
  /** Of the period before. */
  previous_cases: number;
  /** Of all periods, oldest first; an empty text is no data. */
  values: string[];
  /** As it is; else a percentile from buckets, off by less than 1 %. */
  is_exact: boolean;
  /** The end of the period in which the target was crossed last; absent: never. */
  crossed_at?: string;
  /** Corrective actions that are open, those due first. */
  actions: Corrective[];
  /** The value is provisional until then; absent: it is final. */
  provisional_until?: string;
  /** Of the value of the period before. */
  previous_provisional_until?: string;
}

/** How durations are distributed, by the nearest rank. */
export interface KpiSpread {
  /** The least. */
  min_ms: number;
  /** The most. */
  max_ms: number;
  /** The median. */
  p50_ms: number;
  /** 75 % are no more. */
  p75_ms: number;
  /** 90 % are no more. */
  p90_ms: number;
  /** 95 % are no more. */
  p95_ms: number;
  /** 99 % are no more. */
  p99_ms: number;
  /** From each value; else from buckets, off by less than 1 %. */
  is_exact: boolean;
}

/** One thing that counts in a figure. */
export interface KpiThing {
  /** What it is. */
  subject: 'ticket' | 'survey' | 'review' | 'agent';
  /** The ticket, survey, review or agent. */
  id: string;
  /** The ticket, or the one it is about; absent: none. */
  ticket_id?: string;
  /** When it counts. */
  at: string;
  /** What is counted. */
  what: string;
  /** What it adds there: 1, ms, or -1 where it is taken off. */
  numerator: number;
  /** And there. */
  denominator: number;
}

/** One thing that counts against limits. */
export interface LedgerEntry {
  /** The request or report: authority.explain tells more of it. */
  request_id: string;
  /** What became of it. */
  state:
    'waiting'
    | 'granted'
    | 'executing'
    | 'confirmed'
    | 'failed'
    | 'rejected'
    | 'withdrawn'
    | 'expired'
    | 'void'
    | 'refused'
    | 'reported'
    | 'joined';
  /** For which ticket. */
  ticket_id?: string;
  /** What it is. */
  remedy: string;
  /** What people call it. */
  label: string;
  /** What counts: what was given, or else asked for. */
  amount?: string;
  /** ISO 4217. */
  currency?: string;
  /** Of when it counts. */
  at: string;
  /** When it counts no more, unless it is executed. */
  until?: string;
  /** What kind of actor asked, or gave it. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Who. */
  actor_id?: string;
}

/** What the shop says that it paid back, and no entry tells. */
export interface LedgerExcess {
  /** Of which order. */
  order: Reference;
  /** What is beyond the entries that were given by then. */
  amount: string;
  /** ISO 4217. */
  currency: string;
  /** The date of what the shop says. */
  at: string;
}

/** A page of what counts, and what it comes to. */
export interface LedgerList {
  /** The latest first. */
  items: LedgerEntry[];
  /** Of all pages by currency; on the first page alone. */
  sums: LedgerSum[];
  /**
   * Of an order, or of a customer's orders: what the shop paid back by itself. In the sums, and on
   * the first page alone.
   */
  excesses?: LedgerExcess[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** What the entries come to in one currency. */
export interface LedgerSum {
  /** ISO 4217; absent: of those without an amount. */
  currency?: string;
  /** What they come to. */
  amount?: string;
  /** How many they are. */
  count: number;
}

/** One message of a ticket's thread. */
export interface MessageItem {
  /** The message's id. */
  id: string;
  /** The ticket that it came with. */
  ticket_id: string;
  /** From the customer, to the customer, or among colleagues. */
  kind: 'customer' | 'reply' | 'note';
  /** What kind of actor recorded it. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Who recorded it. */
  actor_id?: string;
  /** The customer who wrote it. */
  customer_id?: string;
  /** When it was written. */
  at: string;
  /** The channel it went by. */
  channel: string;
  /** The text; absent once erased. */
  body?: string;
  /** Its id where it came from. */
  external_id?: string;
  /** How long the agent worked on it. */
  handle_ms: number;
  /** No person wrote it. */
  is_automated: boolean;
  /** It only says that the message arrived. */
  is_acknowledgement: boolean;
  /** Everyone sees it. */
  is_public: boolean;
  /** Files that came with it, without those that were erased. */
  attachments?: Attachment[];
}

/** A page of messages. */
export interface MessageList {
  /** Messages by time; of one time, by id. */
  items: MessageItem[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** A promise that was broken. */
export interface Miss {
  /** The ticket. */
  ticket_id: string;
  /** What was measured. */
  metric:
    'acknowledgement'
    | 'assignment'
    | 'first_reply'
    | 'next_reply'
    | 'periodic_update'
    | 'pausable_update'
    | 'requester_wait'
    | 'agent_work'
    | 'resolution'
    | 'time_in_team'
    | 'fact_deadline'
    | 'time_on_floor'
    | 'work_on_floor'
    | 'sign_off'
    | 'decision';
  /** Which run of it: 1, 2, 3 ... */
  instance: number;
  /** Which of the promises that were on that run: 1, 2, 3 ... */
  position: number;
  /** When it was broken. */
  breached_at: string;
  /** The SLA policy. */
  sla: string;
  /** Of the policy document that it was promised by. */
  policy_version: number;
  /** Business time promised. */
  target_ms: number;
  /** Who had the ticket when it was found broken; absent: no team. */
  team?: string;
  /** The agent who had it then; absent: nobody. */
  assignee_id?: string;
  /** When the run ended, or another promise took its place; absent: it goes on. */
  ended_at?: string;
  /** Business time over the target by then. */
  over_ms: number;
  /** Why; absent: nobody has said. */
  cause?: string;
  /** What people call it; absent as well when the policy has it no more. */
  cause_label?: string;
  /** What kind of actor said why. */
  cause_by_kind?: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Which agent did. */
  cause_by_id?: string;
  /** When that was. */
  cause_at?: string;
  /** What else they said; absent: nothing, or it was erased. */
  note?: string;
}

/** Misses of a team that have one cause. */
export interface MissGroup {
  /** The team; absent: of tickets that no team had. */
  team?: string;
  /** The cause; absent: nobody has given one. */
  cause?: string;
  /** What people call it; absent as well when the policy has it no more. */
  cause_label?: string;
  /** How many. */
  count: number;
}

/** A page of promises that were broken. */
export interface MissList {
  /** By time, then by ticket, metric and run. */
  items: Miss[];
  /** Give it as after for the next page; absent on the last. */
  next_after?: string;
}

/** Misses by team and cause. */
export interface MissSummary {
  /** By team, those without one last; then the most first. */
  items: MissGroup[];
  /** Misses that were counted. */
  total: number;
  /** Of them, those without a cause. */
  unexplained: number;
  /** More than one call counts: go on with it as after, and add; absent: these are all. */
  next_after?: string;
}

/** When to tick. */
export interface NextDue {
  /** When the next thing is due; absent when nothing waits. */
  due_at?: string;
}

/** What may be given to the customer of a ticket. */
export interface Offer {
  /** The ticket. */
  ticket_id: string;
  /** What kind of actor it is for. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Who. */
  actor_id?: string;
  /** ISO 4217, of all amounts. */
  currency: string;
  /** The order that it is about. */
  order?: Reference;
  /** Why no request of theirs is taken now, whatever the matrix says. */
  blocked?: string;
  /** Why what is granted may not be executed yet. */
  held?: string;
  /** All remedies of the policy. */
  items: OfferRemedy[];
}

/** What is said to all amounts from one to another. */
export interface OfferBand {
  /** The least; absent: this is about a request without an amount. */
  from?: string;
  /** The most. */
  to?: string;
  /** What is said to it. */
  effect: 'allow' | 'allow_with_rationale' | 'needs_approval' | 'refuse';
  /** Nothing ends it: `to` is the most that can be asked for at once. */
  is_open: boolean;
  /** A request has to say why. */
  needs_rationale: boolean;
  /** Nothing can be said until what `why` names is there. */
  is_lacking: boolean;
  /** Of the matrix, that says so; absent: none is for it. */
  row?: string;
  /** What people call that row. */
  label?: string;
  /** In words. */
  why: string;
  /** How many have to approve. */
  quorum: number;
  /** Who may, by role and agent. */
  approvers?: string;
  /** The limits of that row. */
  limits: AuthorityLimit[];
  /**
   * Of rows before it that would have been for the first of these amounts: the limit beyond which
   * each hands it on.
   */
  passed?: AuthorityLimit[];
}

/** A remedy, and what may be given of it. */
export interface OfferRemedy {
  /** What can be given or done. */
  remedy: string;
  /** What people call it. */
  label: string;
  /** The best that is said to any amount of it. */
  effect: 'allow' | 'allow_with_rationale' | 'needs_approval' | 'refuse';
  /** The most that is allowed. */
  at_once?: string;
  /** The most that is allowed to who says why. */
  at_discretion?: string;
  /** The most that is granted once it is approved. */
  by_approval?: string;
  /** Without an amount first, then by amount, without gaps. */
  bands: OfferBand[];
}

/** One event for a consumer. */
export interface OutboxItem {
  /** The event's sequence. */
  sequence: number;
  /** A CloudEvent 1.0. */
  event: Json;
}

/** A consumer's next events. */
export interface OutboxPage {
  /** Events in their order. */
  items: OutboxItem[];
  /** Acknowledge this once all items are dealt with. */
  through: number;
  /** There are events after that. */
  is_more: boolean;
}

/** A policy. */
export interface Policy {
  /** 0 for the built-in one. */
  version: number;
  /** Its name, for people. */
  name?: string;
  /** BLAKE2b-256 of the document's bytes, in hexadecimal. */
  digest: string;
  /** The policy, byte for byte as it was given. */
  document: Json;
}

/** One thing that differs between two policies. */
export interface PolicyChange {
  /** What happened. */
  kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Where, as a JSON pointer into the newer document; of what is gone, the older. */
  pointer: string;
  /** What changed, in words. */
  text: string;
  /** The value before, as JSON text. */
  before?: string;
  /** The value after, as JSON text; of an order, the names. */
  after?: string;
}

/** What a floor asks for. */
export interface PolicyDemand {
  /** hold, evidence, signature or sign_off. */
  what: string;
  /**
   * The action that is held, the piece of evidence, the signature; of a sign-off the floor to which
   * it leads.
   */
  name: string;
  /**
   * Of a hold what ends it: clearance, move_up or resolution; of the others what they are needed
   * for: leaving or solving.
   */
  until: string;
  /**
   * Who may give that, as roles and agents; absent of evidence, and of a hold until the resolution
   * is signed.
   */
  from?: string;
  /** What the condition of a signature came to: it is asked for unless that is false. */
  verdict: 'false' | 'true' | 'unknown';
  /** Where it is, as a JSON pointer. */
  pointer: string;
}

/** What differs between two policies. */
export interface PolicyDiff {
  /** All that differs, in the order of the newer document. */
  changes: PolicyChange[];
}

/** A page of the policy's versions. */
export interface PolicyList {
  /** Versions, newest first. */
  items: PolicyVersion[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** One thing that is wrong with a policy document. */
export interface PolicyProblem {
  /** Where, as a JSON pointer into the document; empty for all of it. */
  pointer: string;
  /** From 1. */
  line: number;
  /** From 1, in characters. */
  column: number;
  /** What is wrong. */
  text: string;
  /** The nearest valid name, when one is near. */
  nearest?: string;
  /** An error refuses, a warning only a strict check, a finding or a note nothing. */
  severity: 'error' | 'warning' | 'finding' | 'note';
  /** Which kind of problem: see errors.md. */
  message_id: number;
}

/** What is wrong with a policy document. */
export interface PolicyReport {
  /** It can be activated: no error, and with is_strict no warning. */
  is_valid: boolean;
  /** All that is wrong, in the order of the document; up to 200, errors first of all. */
  problems: PolicyProblem[];
  /** Errors found. */
  error_count: number;
  /** Warnings found. */
  warning_count: number;
  /** Findings; 0 when there is an error, since they are looked for in a valid document. */
  finding_count: number;
  /** Notes; 0 when there is an error. */
  note_count: number;
  /** BLAKE2b-256 of the document's bytes, in hexadecimal. */
  digest: string;
}

/** One rule, and how it came out. */
export interface PolicyRule {
  /** The member of the document: segments, priority_rules, routing, floors or sla. */
  section: string;
  /** The rule's name. */
  name: string;
  /** Where it is, as a JSON pointer. */
  pointer: string;
  /** What it leads to: a priority, a team or a floor. */
  result?: string;
  /** What its condition came to; unknown does not match. */
  verdict: 'false' | 'true' | 'unknown';
  /** It decided: no earlier rule did; of floors each that asks for its floor. */
  is_applied: boolean;
  /** How its condition was evaluated; none for one without. */
  steps: PolicyStep[];
}

/** One step of an evaluation. */
export interface PolicyStep {
  /** 0 is the whole condition; the parts of a step follow it, one deeper. */
  depth: number;
  /** What it came to. */
  verdict: 'false' | 'true' | 'unknown';
  /** What is asked. */
  text: string;
  /** The values of the facts in it. */
  value?: string;
  /** Where it is written, as a JSON pointer. */
  pointer: string;
}

/** A target that applies to the case. */
export interface PolicyTarget {
  /** What is promised. */
  metric: string;
  /** Within which time. */
  within_ms: number;
  /** On whose hours it counts; absent: on all. */
  calendar?: string;
  /** Where it is, as a JSON pointer. */
  pointer: string;
}

/** What a policy decides about a case, and why. */
export interface PolicyTest {
  /** The case's main segment. */
  segment?: string;
  /** All segments that it is in. */
  segments: string[];
  /** Its priority. */
  priority: string;
  /** What decided the priority. */
  priority_why: string;
  /** The team that gets it. */
  team?: string;
  /** What decided the team. */
  team_why?: string;
  /** The SLA policy that applies. */
  sla?: string;
  /** The targets that apply. */
  targets: PolicyTarget[];
  /** Every rule, in the order of evaluation. */
  rules: PolicyRule[];
  /** The floor that it begins on. */
  floor?: string;
  /** The rules that asked for this floor or for one below it. */
  floor_rules: string[];
  /**
   * How long the case may be on that floor, the time to sign, and what it promises; of that and the
   * SLA policy's the shorter counts.
   */
  floor_targets: PolicyTarget[];
  /** What a limit of that floor does when it passes: rise or tell; absent: it has none. */
  floor_on_limit?: string;
  /** What that floor asks for, and what it holds. */
  demands: PolicyDemand[];
  /** Who is told of an arrival there. */
  notified: string[];
  /** What the authority matrix says to request.remedy, before its limits. */
  effect?: 'allow' | 'allow_with_rationale' | 'needs_approval' | 'refuse';
  /** The row of the matrix that says so; absent: none is for it. */
  row?: string;
  /** In words. */
  effect_why?: string;
}

/** One version of the policy. */
export interface PolicyVersion {
  /** 1, 2, 3 ... */
  version: number;
  /** It is the one in force. */
  is_active: boolean;
  /** BLAKE2b-256 of the document's bytes, in hexadecimal. */
  digest: string;
  /** The event that activated it. */
  sequence: number;
  /** When it was activated. */
  activated_at: string;
  /** Who activated it. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Who activated it. */
  actor_id?: string;
}

/** What was decided before. */
export interface Precedent {
  /** The request. */
  request_id: string;
  /** For which ticket. */
  ticket_id: string;
  /** When. */
  asked_at: string;
  /** What became of it. */
  state:
    'waiting'
    | 'granted'
    | 'executing'
    | 'confirmed'
    | 'failed'
    | 'rejected'
    | 'withdrawn'
    | 'expired'
    | 'void'
    | 'refused'
    | 'reported'
    | 'joined';
  /** What the matrix said. */
  effect: 'allow' | 'allow_with_rationale' | 'needs_approval' | 'refuse';
  /** How much. */
  amount?: string;
  /** How much the shop gave. */
  settled?: string;
  /** Of the matrix, that said so. */
  row?: string;
  /** Why, as they said, for who may authority.explain. */
  rationale?: string;
  /** What kind of actor asked. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Who asked. */
  actor_id?: string;
  /** Somebody had said yes, and it was rejected, found void or failed after all. */
  is_overturned: boolean;
  /** The shop gave it though it was not to. */
  is_irregular: boolean;
  /** The ticket's contact reason then. */
  reason?: string;
}

/** A page of precedents, and their numbers. */
export interface PrecedentList {
  /** The newest first. */
  items: Precedent[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
  /** The contact reason; absent: whatever reason. */
  reason?: string;
  /** The remedy. */
  remedy: string;
  /** ISO 4217, of all amounts. */
  currency?: string;
  /** That is comparable; absent: any is. */
  least?: string;
  /** Likewise. */
  most?: string;
  /** Requests that the numbers are of: all that this page looked at. */
  total: number;
  /** The matrix or those who approve said yes, whatever came afterwards. */
  granted: number;
  /** They wait for approval. */
  waiting: number;
  /** Who approves said no. */
  rejected: number;
  /** The matrix said no. */
  refused: number;
  /** Somebody had said yes, and it was rejected, found void or failed after all. */
  overturned: number;
  /** The shop gave it. */
  confirmed: number;
  /** Of what the shop gave. */
  confirmed_least?: string;
  /** The middle one; of two the smaller. */
  confirmed_median?: string;
  /** The most. */
  confirmed_most?: string;
  /** There are older ones, of which the numbers say nothing. */
  is_cut: boolean;
}

/** How well a ticket was handled. */
export interface QualityReview {
  /** The review in the desk. */
  id: string;
  /** A colleague's, or the agent's own. */
  kind: 'review' | 'self';
  /** The ticket. */
  ticket_id: string;
  /** Whose work it is. */
  agent_id: string;
  /** Who gave it; absent: a program. */
  reviewer_id?: string;
  /** By which form. */
  form?: string;
  /** 0 to 100. */
  score: number;
  /** When it was given last. */
  at: string;
  /** How often it was given. */
  times: number;
  /** Who had the ticket then. */
  team?: string;
  /** Its contact reason then. */
  reason?: string;
  /** Parts of the form, by name. */
  sections: ReviewSection[];
  /** For colleagues; erased with the customer. */
  note?: string;
}

/** What a write did. */
export interface Receipt {
  /** The thing made or changed: a ticket, message, agent, customer or policy. */
  id?: string;
  /** The ticket concerned; that of the follow-up when one was made. */
  ticket_id?: string;
  /** The version of that ticket, agent, customer or policy now. */
  version: number;
  /** The last event of the operation; 0 when nothing changed. */
  sequence: number;
  /** Of authority.request: the same was asked for before, by this one. */
  duplicate_of?: string;
  /** The answer to an earlier request with the same key, or to a report that was made before. */
  is_replay: boolean;
}

/**  */
export interface Receipts {
  receipts: Receipt[];
}

/** A thing outside the desk: an order, a shop's customer, a mail. */
export interface Reference {
  /** Where the thing is kept: shopify. */
  system: string;
  /** What it is: order. */
  kind: string;
  /** Its id there, as text. */
  id: string;
}

/** A request, and what became of it. */
export interface RemedyRequest {
  /** The request. */
  id: string;
  /** What became of it. */
  state:
    'waiting'
    | 'granted'
    | 'executing'
    | 'confirmed'
    | 'failed'
    | 'rejected'
    | 'withdrawn'
    | 'expired'
    | 'void'
    | 'refused'
    | 'reported'
    | 'joined';
  /** For which ticket; a report may be for none. */
  ticket_id?: string;
  /** Whose ticket it was. */
  customer_id?: string;
  /** What was asked for. */
  remedy: string;
  /** What people call it. */
  label: string;
  /** How much. */
  amount?: string;
  /** ISO 4217. */
  currency?: string;
  /** How much the shop gave. */
  settled?: string;
  /** The order that it is about. */
  order?: Reference;
  /** What kind of actor asked. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Who asked. */
  actor_id?: string;
  /** When. */
  asked_at: string;
  /** The ticket's contact reason then. */
  reason?: string;
  /** Why, as they said. */
  rationale?: string;
  /** What the matrix said; absent: nobody asked. */
  effect?: 'allow' | 'allow_with_rationale' | 'needs_approval' | 'refuse';
  /** Which row of it. */
  row?: string;
  /** Of which policy. */
  policy_version: number;
  /** What was decided and what it waits for, in words. */
  why: string;
  /** Approvals that it needs. */
  quorum: number;
  /** Who decided. */
  approvals?: Approval[];
  /** Who may approve it now. */
  approvers?: string;
  /** When it expires. */
  due_at?: string;
  /** When it was granted or rejected. */
  decided_at?: string;
  /** Since when it is executed. */
  executed_at?: string;
  /** When it was over. */
  settled_at?: string;
  /** The shop's id of what was given. */
  external_id?: string;
  /** The shop gave it though it was not to. */
  is_irregular: boolean;
  /** The same was asked for before, by this one. */
  duplicate_of?: string;
  /** Of an action of the library: what else it is about. */
  subject?: string;
  /** Why it is void. */
  cause?: string;
  /** The shop had not reported its order when it was asked for. */
  is_unreported: boolean;
  /** As they were used when it was decided; none in a list. */
  limits?: AuthorityLimit[];
  /**
   * Of rows before the one that decided: the limit beyond which each handed it on, then or when it
   * became void; none in a list.
   */
  passed?: AuthorityLimit[];
}

/** Somebody is to be reminded of a ticket. */
export interface Reminder {
  /** The reminder's id. */
  id: string;
  /** When it is due; before now when it was not fired yet. */
  due_at: string;
  /** Who is reminded; absent: whoever has the ticket then. */
  agent_id?: string;
  /** What to think of; absent: not said, or erased. */
  note?: string;
  /** The policy's rule that set it; absent: somebody did. */
  rule?: string;
  /** Which of the rule's reminders it is, from 1. */
  position: number;
  /** When it was set. */
  set_at: string;
  /** What kind of actor set it. */
  actor_kind: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** Who set it. */
  actor_id?: string;
  /** The ticket that it was set on, which may have been merged into this one. */
  ticket_id: string;
}

/** What is so about a thing, or no longer so. */
export interface ReportFact {
  /** A fact of docs/facts.md without `order.` or the like; of other things any code. */
  name: string;
  /** As text: 62.00 EUR, true, 2026-01-31T09:00:00Z; absent or empty withdraws it. */
  value?: string | number | boolean;
}

/** What is so about a thing or a customer, and who said it. */
export interface ReportedFact {
  /** Without its group: total. */
  name: string;
  /** In the form of its type. */
  value: string;
  /** Since when it is known. */
  at: string;
  /** The system that said so. */
  system: string;
  /** That system's own id of the event; absent: it gave none. */
  source_event_id?: string;
}

/** What was asked for in a time, counted. */
export interface Review {
  /** By actor or key, none last. */
  items: ReviewGroup[];
  /** Requests and reports that were looked at. */
  total: number;
  /** Asked for then or later. */
  from: string;
  /** Asked for before that; absent: up to now. */
  to?: string;
  /** What the shop gave and nobody asked for here; in no group. */
  reported: ReviewReported[];
  /** There are more: go on from here, and add the numbers. */
  next_after?: string;
}

/** Requests that have one thing in common. */
export interface ReviewGroup {
  /** What they have in common; absent by agent, and for none. */
  key?: string;
  /** By agent: what kind of actor asked. */
  actor_kind?: 'agent' | 'bot' | 'customer' | 'system' | 'integration';
  /** By agent: who asked. */
  actor_id?: string;
  /** All of them. */
  asked: number;
  /** For approval. */
  waiting: number;
  /** Granted or being executed. */
  open: number;
  /** The shop gave it. */
  confirmed: number;
  /** The shop could not give it. */
  failed: number;
  /** Who approves said no. */
  rejected: number;
  /** Taken back. */
  withdrawn: number;
  /** Nobody approved or executed it in time. */
  expired: number;
  /** What it was decided by changed. */
  voided: number;
  /** The matrix said no. */
  refused: number;
  /** The matrix or those who approve said yes, whatever came afterwards. */
  granted: number;
  /** Of them, those that went beyond what was allowed without. */
  by_approval: number;
  /** The shop gave it though it was not to. */
  irregular: number;
  /** Somebody had said yes, and it was rejected, found void or failed. */
  overturned: number;
  /** They used so much of a limit. */
  near_limit: number;
  /** Of them, those whose amount is just under what their row is for. */
  under_threshold: number;
  /** At discretion, by approval or irregular, and nobody said why. */
  without_rationale: number;
  /** By currency. */
  money: ReviewMoney[];
}

/** A page of reviews. */
export interface ReviewList {
  /** In the order of time. */
  items: QualityReview[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** Sums of one currency. */
export interface ReviewMoney {
  /** ISO 4217. */
  currency: string;
  /** What was asked for. */
  asked: string;
  /** Of that, what was granted. */
  granted: string;
  /** What the shop gave. */
  confirmed: string;
}

/** What the shop gave by itself. */
export interface ReviewReported {
  /** ISO 4217; absent: without an amount. */
  currency?: string;
  /** The sum. */
  amount?: string;
  /** How often. */
  count: number;
}

/** Tickets that were drawn to be reviewed. */
export interface ReviewSample {
  /** By agent, then as they were drawn. */
  items: SampleTicket[];
  /** By id. */
  agents: SampleAgent[];
}

/** The score of a part of a form. */
export interface ReviewSection {
  /** A part of the form: empathy. */
  name: string;
  /** 0 to 100. */
  score: number;
}

/** An agent with solved tickets. */
export interface SampleAgent {
  /** The agent. */
  agent_id: string;
  /** Tickets that were solved in the span, also those left out. */
  solved: number;
  /** Tickets that were drawn. */
  drawn: number;
}

/** A ticket that was drawn. */
export interface SampleTicket {
  /** Who has it. */
  agent_id: string;
  /** The ticket. */
  ticket_id: string;
  /** When it was solved. */
  solved_at: string;
  /** Where it began. */
  channel: string;
  /** The contact reason. */
  reason?: string;
}

/** Why a timer shows what it shows. */
export interface SlaExplanation {
  /** The ticket. */
  ticket_id: string;
  /** The timer, without its earlier promises. */
  timer: Timer;
  /** Of the SLA policy; absent: none, or the policy has it no more. */
  sla_label?: string;
  /** The sequence of the event that put this promise on it. */
  decided_event?: string;
  /** When that was. */
  decided_at?: string;
  /** Under which that was. */
  policy_version: number;
  /** Of the calendar; absent: all hours count. */
  zone?: string;
  /** Of the calendar as it is now: equal digests answer alike. */
  calendar_digest?: string;
  /** There were more parts than are listed; the last ones are summed. */
  is_cut: boolean;
  /**
   * In order. Those that are not ahead add up to what the timer has used, those ahead to what is
   * left of the target.
   */
  spans: TimerSpan[];
  /** The same for people, in local time. */
  lines: string[];
}

/** A response guide, to be published. */
export interface SlaGuide {
  /** The SLA policy. */
  sla: string;
  /** What people call it. */
  sla_label: string;
  /** Of the tickets that it is about: the policy's default. */
  priority: string;
  /** By channel, then by metric; what is not promised is not there. */
  items: GuideItem[];
}

/** A span of time. */
export interface Span {
  /** Its first instant. */
  begin: string;
  /** The first instant after it. */
  end: string;
}

/** How many agents a load needs, and what so many give. */
export interface Staffing {
  /** The agents asked about cannot handle what comes: the queue only grows. */
  is_overloaded: boolean;
  /** The load in thousandths of an erlang. */
  load_milli: number;
  /** Agents by the plain formula, in thousandths. */
  plain_milli: number;
  /** The same in whole people. */
  plain_agents: number;
  /** Agents at work: those asked about, or the fewest who serve the share. */
  agents: number;
  /** These and the shrinkage, in whole people. */
  scheduled: number;
  /** Absent when they are overloaded or were not asked about. */
  queue?: StaffingQueue;
}

/** What becomes of those who come. */
export interface StaffingQueue {
  /** Share of the agents' time in which they handle something, in millionths. */
  occupancy_ppm: number;
  /** Probability that somebody has to wait, in millionths: Erlang C. */
  waiting_ppm: number;
  /** Share that is answered within the time, in millionths. */
  served_ppm: number;
  /** Mean wait of all who come, in milliseconds. */
  wait_ms: number;
}

/** How the desk stands. */
export interface Summary {
  /** Tickets that nobody has taken. */
  new_count: number;
  /** Tickets in work. */
  open_count: number;
  /** Tickets that wait for the customer. */
  pending_count: number;
  /** Tickets that wait for a third party. */
  on_hold_count: number;
  /** Solved tickets. */
  solved_count: number;
  /** Closed tickets. */
  closed_count: number;
  /** All tickets. */
  ticket_count: number;
  /** All messages. */
  message_count: number;
  /** All customers. */
  customer_count: number;
  /** All agents and bots. */
  agent_count: number;
  /** Times a ticket went back to work. */
  reopen_count: number;
  /** Times a ticket changed hands. */
  reassign_count: number;
  /** Events in the log. */
  event_count: number;
  /** The active policy; 0 for the built-in one. */
  policy_version: number;
  /** Tickets whose timers wait to be planned by the active policy: ticks do it. */
  replan_left: number;
}

/** One question to one person, and the answer. */
export interface Survey {
  /** The survey in the desk. */
  id: string;
  /** Which survey it is. */
  kind: 'csat' | 'ces' | 'nps' | 'pulse';
  /** The score is an answer. */
  is_answered: boolean;
  /** The system that ran it. */
  source: string;
  /** Its id there; absent once the customer was erased. */
  survey_id?: string;
  /** When it was asked; absent: nobody said. */
  asked_at?: string;
  /** When it was answered. */
  answered_at?: string;
  /** When the answer was corrected last. */
  corrected_at?: string;
  /** The answer; 0 without one. */
  score: number;
  /** The ticket. */
  ticket_id?: string;
  /** Who was asked, after all merges. */
  customer_id?: string;
  /** Whose work it is about, or who was asked. */
  agent_id?: string;
  /** Which team it is about. */
  team?: string;
  /** The contact reason. */
  reason?: string;
  /** What they wrote; absent: nothing, or it was erased. */
  comment?: string;
}

/** A page of surveys. */
export interface SurveyList {
  /** In the order in which they were asked. */
  items: Survey[];
  /** Give it as after_id for the next page; absent on the last. */
  next_after_id?: string;
}

/** What is known about a thing outside the desk. */
export interface Thing {
  /** The thing. */
  reference: Reference;
  /** What the shop calls it. */
  label?: string;
  /** Whose it is now, after all merges. */
  customer_id?: string;
  /** What is so, by name. */
  facts: ReportedFact[];
  /** The earliest date of its reports. */
  first_at: string;
  /** The latest date of its reports. */
  updated_at: string;
}

/** What a write did. */
export interface ThingReceipt {
  /** The thing made or changed: a ticket, message, agent, customer or policy. */
  id: string;
  /** The ticket concerned; that of the follow-up when one was made. */
  ticket_id?: string;
  /** The version of that ticket, agent, customer or policy now. */
  version: number;
  /** The last event of the operation; 0 when nothing changed. */
  sequence: number;
  /** Of authority.request: the same was asked for before, by this one. */
  duplicate_of?: string;
  /** The answer to an earlier request with the same key, or to a report that was made before. */
  is_replay: boolean;
}

/** What a tick did. */
export interface TickResult {
  /** Things that were due. */
  fired: number;
  /** More is due by now: tick again. */
  is_more: boolean;
  /** When the next thing is due; absent when nothing waits. */
  next_due_at?: string;
}

/** One question of one customer. */
export interface Ticket {
  /** The ticket's id. */
  id: string;
  /** Grows with each change. */
  version: number;
  /** A status of the policy. */
  status: string;
  /** What kind of status that is. */
  category: 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed';
  /** What it is about; absent once erased. */
  subject?: string;
  /** The channel it came by. */
  channel: string;
  /** Its priority. */
  priority: string;
  /** The contact reason; absent when not known. */
  reason?: string;
  /** The team that has it; absent when none has. */
  team?: string;
  /** Who asked; absent when not known. */
  customer_id?: string;
  /** The agent who has it; absent when nobody has. */
  assignee_id?: string;
  /** The earlier ticket that this one goes on from. */
  follow_up_of?: string;
  /** When it was opened. */
  opened_at: string;
  /** When something last happened to it. */
  updated_at: string;
  /** The first public reply by a person that is not an acknowledgement, to a question. */
  first_reply_at?: string;
  /** The latest such reply. */
  last_reply_at?: string;
  /** The latest message that the customer wrote. */
  last_customer_at?: string;
  /** The oldest of them that waits for a reply; absent when none does. */
  waiting_since?: string;
  /** Where replies go: the channel of the customer's latest message. */
  reply_channel: string;
  /** When it was last solved; absent while it is not. */
  solved_at?: string;
  /** When it was closed; absent while it is not. */
  closed_at?: string;
  /** Times it went from solved or closed back to work. */
  reopen_count: number;
  /** Changes of agent or team after the first assignment. */
  reassign_count: number;
  /** Messages in its thread, as many as the caller sees. */
  message_count: number;
  /** Opened by an import. */
  is_imported: boolean;
  /** Tags in byte order; ticket.get only. */
  tags?: string[];
  /** Things outside the desk that it is about; ticket.get only. */
  references?: Reference[];
  /** What other systems say about it; ticket.get only. */
  facts?: Fact[];
  /** Custom fields that are filled; ticket.get only. */
  fields?: TicketField[];
  /** Fields that its reason asks for and that are not filled; ticket.get only. */
  intake_missing?: string[];
  /** What it is to other tickets; ticket.get only. */
  links?: TicketLink[];
  /** Who is told what happens to it; ticket.get only. */
  watchers?: TicketWatcher[];
  /** The ticket it was merged into. */
  merged_into?: string;
  /** The ticket that it is part of now: itself, unless it was merged. */
  root_id: string;
  /** Tickets that are part of it; ticket.get only. */
  members?: TicketMember[];
  /** Who is to be reminded of it, by when that is due; ticket.get only. */
  reminders?: Reminder[];
  /** The tier of handling that it is on; absent: none. Not for customers. */
  floor?: string;
  /** The lowest one that it may be on. Not for customers. */
  floor_minimum?: string;
  /** How much is affected, as it was said at its opening. Not for customers. */
  impact?: string;
  /** How soon it matters, as it was said at its opening. Not for customers. */
  urgency?: string;
}

/** A custom field of a ticket and its value. */
export interface TicketField {
  /** A custom field of the policy. */
  name: string;
  /** As text: 1001, true, 12.50 EUR, 2026-01-31; absent or empty clears the field. */
  value?: string | number | boolean;
}

/** What the next person on a ticket needs to know. */
export interface TicketHandover {
  /** The ticket, and what is open about it. */
  work: ContextWork;
  /** Who they are; absent when nobody knows. */
  customer?: Customer;
  /** The segments they are in now, in the policy's order. */
  segments: string[];
  /** Channels on which the customer wrote, the latest first. */
  channels: string[];
  /** Custom fields that are filled, by name. */
  fields: TicketField[];
  /** What other systems say about it. */
  facts: Fact[];
  /** The orders and other things it is about. */
  things: ContextThing[];
  /** What was done, oldest first. */
  steps: HandoverStep[];
  /** More was done before, or may have been. */
  is_cut: boolean;
  /** What the caller may give now, or have approved: authority.offer in short. */
  remedies?: ContextRemedy[];
  /** ISO 4217, of their amounts. */
  remedy_currency?: string;
}

/** A link of a ticket. */
export interface TicketLink {
  /** What the ticket is to the other. */
  kind:
    'duplicate_of'
    | 'blocked_by'
    | 'caused_by'
    | 'child_of'
    | 'split_from'
    | 'follow_up_of'
    | 'has_duplicate'
    | 'blocks'
    | 'causes'
    | 'parent_of'
    | 'split_into';
  /** The other ticket. */
  ticket_id: string;
  /** The category of the other's status. */
  category: 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed';
}

/** A page of tickets. */
export interface TicketList {
  /** Tickets in the order asked for. */
  items: Ticket[];
  /** Give it as after for the next page; absent on the last. A page may be short. */
  next_after?: string;
}

/** A ticket that was merged into another. */
export interface TicketMember {
  /** Its own id, still valid. */
  ticket_id: string;
  /** The ticket it was merged into, which may have been merged as well. */
  merged_into: string;
}

/** What a write did. */
export interface TicketReceipt {
  /** The thing made or changed: a ticket, message, agent, customer or policy. */
  id: string;
  /** The ticket concerned; that of the follow-up when one was made. */
  ticket_id: string;
  /** The version of that ticket, agent, customer or policy now. */
  version: number;
  /** The last event of the operation; 0 when nothing changed. */
  sequence: number;
  /** Of authority.request: the same was asked for before, by this one. */
  duplicate_of?: string;
  /** The answer to an earlier request with the same key, or to a report that was made before. */
  is_replay: boolean;
}

/** Who watches a ticket. */
export interface TicketWatcher {
  /** An agent; or a customer. */
  agent_id?: string;
  /** A customer, as who they are now. */
  customer_id?: string;
}

/** One run of a metric on a ticket, as of now. */
export interface Timer {
  /** What is measured. */
  metric:
    'acknowledgement'
    | 'assignment'
    | 'first_reply'
    | 'next_reply'
    | 'periodic_update'
    | 'pausable_update'
    | 'requester_wait'
    | 'agent_work'
    | 'resolution'
    | 'time_in_team'
    | 'fact_deadline'
    | 'time_on_floor'
    | 'work_on_floor'
    | 'sign_off'
    | 'decision';
  /** 1, 2, 3 ... of that metric on that ticket. */
  instance: number;
  /** How it stands. */
  state: 'running' | 'paused' | 'fulfilled' | 'cancelled';
  /** When it began. */
  started_at: string;
  /** When it ended; absent: it has not. */
  ended_at?: string;
  /** Time used without pauses; up to now while it runs. */
  used_ms: number;
  /** The same in business hours. */
  business_ms: number;
  /** Whose hours those are; absent: all hours are. */
  calendar?: string;
  /** The SLA policy that promises something on it; absent: none, and what follows is 0. */
  sla?: string;
  /** Of the policy document that the promise was made by. */
  policy_version: number;
  /** Business time promised. */
  target_ms: number;
  /** Business time used before the promise began to count. */
  base_ms: number;
  /** Of the target; less than 0: so much over it. */
  left_ms: number;
  /**
   * When the target is used up: it breaks one millisecond of open time later; absent while it
   * stands, or for ever.
   */
  due_at?: string;
  /** The next warning, or the breach; absent: neither waits. */
  next_at?: string;
  /** Warnings that were passed. */
  warned: number;
  /** When it was broken, as recorded; absent: it was not, or that is still to be fired. */
  breached_at?: string;
  /** A promise on it was broken, this one or one before. */
  is_missed: boolean;
  /**
   * The question or the date that it waits for was missed before it came to this run: what breaks
   * is no other miss.
   */
  is_missed_before: boolean;
  /**
   * Another policy was activated, and the ticket has not had its turn: what is promised is as under
   * the policy before, until a tick or its next change.
   */
  is_awaiting_replan: boolean;
  /** Promises that were on it before, oldest first; absent: there were none. */
  promises?: TimerPromise[];
}

/** A page of timers. */
export interface TimerList {
  /** By metric, then by instance. */
  items: Timer[];
  /** Give it as after for the next page; absent on the last. */
  next_after?: string;
}

/** A promise that another one took the place of. */
export interface TimerPromise {
  /** The SLA policy. */
  sla: string;
  /** Of the policy document that it was made by. */
  policy_version: number;
  /** Whose hours counted; absent: all did. */
  calendar?: string;
  /** Business time promised. */
  target_ms: number;
  /** Business time that had counted when it was replaced. */
  used_ms: number;
  /** When that was. */
  ended_at: string;
  /** When it was broken; absent: it was not. */
  breached_at?: string;
}

/** A part of a timer's life. */
export interface TimerSpan {
  /** What it was. */
  kind: 'open' | 'closed' | 'holiday' | 'paused' | 'summed';
  /** From now to the deadline, as the calendar is now. */
  is_ahead: boolean;
  /** Its beginning. */
  from: string;
  /** Its end, which is outside. */
  to: string;
  /** What it adds to the time used. */
  used_ms: number;
  /** And to that in business hours. */
  business_ms: number;
  /** Seconds that local time was ahead of UTC; of what is summed, at its beginning. */
  offset_s: number;
  /** Whose hours; absent: all hours counted. */
  calendar?: string;
  /** Of the policy by whose hours it was judged; of what is ahead, the active one. */
  policy_version: number;
  /** The holiday's. */
  label?: string;
}

/** A span of time. */
export interface SpanGiven {
  /** Its first instant. */
  begin: Time;
  /** The first instant after it. */
  end: Time;
}

/** What agent.get takes. */
export interface AgentGetParams {
  /** The agent. */
  agent_id: Id;
}

/** What agent.list takes. */
export interface AgentListParams {
  /** The page after that agent; absent begins at the first. */
  after_id?: Id | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What agent.save takes. */
export interface AgentSaveParams {
  /** The name that customers and colleagues see. */
  name: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The agent to change; absent makes a new one. */
  agent_id?: Id | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** A person when absent; fixed once made. */
  kind?: 'person' | 'bot' | null | undefined;
  /** Roles of the policy: together they say what the agent may do. */
  roles?: ReadonlyArray<string> | null | undefined;
  /** Teams of the policy. */
  teams?: ReadonlyArray<string> | null | undefined;
  /** What they are good at; skills of the policy, when it lists any. */
  skills?: ReadonlyArray<string> | null | undefined;
  /** Languages they write, as tags: pt-BR; of the policy, when it lists any. */
  languages?: ReadonlyArray<string> | null | undefined;
  /** How many open tickets at once; 0 is not stated. */
  capacity?: number | null | undefined;
  /** May no longer act, and is signed out; what they did stays theirs. */
  is_departed?: boolean | null | undefined;
}

/** What agent.sessions takes. */
export interface AgentSessionsParams {
  /** The agent or bot. */
  agent_id: Id;
  /** Sessions that lasted past this time; absent: since ever. */
  from?: Time | null | undefined;
  /** Sessions that began before this time; absent: until now. */
  to?: Time | null | undefined;
  /** The page after that session; absent begins at the newest. */
  after_id?: Id | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What agent.set_availability takes. */
export interface AgentSetAvailabilityParams {
  /** The agent or bot: oneself, unless the actor may also save agents. */
  agent_id: Id;
  /** Whether they take work from now on. */
  availability: 'available' | 'busy' | 'away' | 'offline';
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
}

/** What approval.decide takes. */
export interface ApprovalDecideParams {
  /** The request. */
  request_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The answer is no. */
  is_rejected?: boolean | null | undefined;
  /** Why; needed with no. */
  note?: string | null | undefined;
}

/** What approval.list takes. */
export interface ApprovalListParams {
  /** Only those that the caller may approve now. */
  is_mine?: boolean | null | undefined;
  /** Of one ticket. */
  ticket_id?: Id | null | undefined;
  /** In which state; absent: those that wait. */
  state?:
    'waiting'
    | 'granted'
    | 'executing'
    | 'confirmed'
    | 'failed'
    | 'rejected'
    | 'withdrawn'
    | 'expired'
    | 'void'
    | 'refused'
    | 'reported'
    | 'joined'
    | null
    | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
  /** next_after_id of the page before. */
  after_id?: Id | null | undefined;
}

/** What authority.check takes. */
export interface AuthorityCheckParams {
  /** What is to be given or done. */
  remedy: string;
  /** The ticket; absent: the action is about none. */
  ticket_id?: Id | null | undefined;
  /** How much, such as "12.50". */
  amount?: string | null | undefined;
  /** ISO 4217; absent: the policy's. */
  currency?: string | null | undefined;
  /** The order that it is about; absent: the ticket's only one. */
  order?: Reference | null | undefined;
  /** Of an action that is about a customer and no ticket. */
  customer_id?: Id | null | undefined;
  /**
   * Of an action of the library: the other ticket or customer, the floor, without_notes, or the
   * policy's digest.
   */
  subject?: string | null | undefined;
}

/** What authority.confirm takes. */
export interface AuthorityConfirmParams {
  /** The request. */
  request_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** That was given; absent: the one that was asked for, or confirmed before. */
  amount?: string | null | undefined;
  /** The shop's id of it. */
  external_id?: string | null | undefined;
}

/** What authority.execute takes. */
export interface AuthorityExecuteParams {
  /** The request. */
  request_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The earlier request for the same, if both are meant. */
  duplicate_of?: Id | null | undefined;
}

/** What authority.explain takes. */
export interface AuthorityExplainParams {
  /** The request. */
  request_id: Id;
}

/** What authority.fail takes. */
export interface AuthorityFailParams {
  /** The request. */
  request_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** Why. */
  note?: string | null | undefined;
}

/** What authority.offer takes. */
export interface AuthorityOfferParams {
  /** The ticket. */
  ticket_id: Id;
  /** For whom, which takes the right to authority.review; absent: the caller. */
  agent_id?: Id | null | undefined;
  /** ISO 4217; absent: the order's as it was reported, or the policy's. */
  currency?: string | null | undefined;
  /** The order that it is about; absent: the ticket's only one. */
  order?: Reference | null | undefined;
}

/** What authority.precedents takes. */
export interface AuthorityPrecedentsParams {
  /** The remedy. */
  remedy: string;
  /** Whose contact reason; of one that has none: of whatever reason. */
  ticket_id?: Id | null | undefined;
  /** A contact reason; absent: the ticket's, or whatever reason. */
  reason?: string | null | undefined;
  /** Comparable ones: from half of it to twice as much; absent: any, or none. */
  amount?: string | null | undefined;
  /** ISO 4217; absent: the policy's. */
  currency?: string | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
  /** next_after_id of the page before. */
  after_id?: Id | null | undefined;
}

/** What authority.request takes. */
export interface AuthorityRequestParams {
  /** What is to be given or done. */
  remedy: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The ticket; absent: the action is about none. */
  ticket_id?: Id | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** How much, such as "12.50". */
  amount?: string | null | undefined;
  /** ISO 4217; absent: the policy's. */
  currency?: string | null | undefined;
  /** The order that it is about; absent: the ticket's only one. */
  order?: Reference | null | undefined;
  /** Why; needed where the answer says so. */
  rationale?: string | null | undefined;
  /** Of an action that is about a customer and no ticket. */
  customer_id?: Id | null | undefined;
  /**
   * Of an action of the library: the other ticket or customer, the floor, without_notes, or the
   * policy's digest.
   */
  subject?: string | null | undefined;
}

/** What authority.review takes. */
export interface AuthorityReviewParams {
  /** By what; absent: by agent. */
  group?: 'agent' | 'remedy' | 'reason' | 'effect' | 'row' | null | undefined;
  /** Asked for then or later; absent: a week before `to`. */
  from?: Time | null | undefined;
  /** Asked for before that; absent: now. */
  to?: Time | null | undefined;
  /** How much of a limit is near it; absent: 90. */
  near_percent?: number | null | undefined;
  /** next_after of the call before. */
  after?: string | null | undefined;
}

/** What authority.withdraw takes. */
export interface AuthorityWithdrawParams {
  /** The request. */
  request_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** Why. */
  note?: string | null | undefined;
}

/** What batch takes. */
export interface BatchParams {
  /** What to call, in order; an id -1 is what the first call made, -2 the second. */
  calls: ReadonlyArray<BatchCall>;
}

/** What calendar.add takes. */
export interface CalendarAddParams {
  /** Counted from there. */
  from: Time;
  /** A calendar of the policy; or give a definition. */
  calendar?: string | null | undefined;
  /** A calendar, written as one of a policy: zone, week, holidays, special. */
  definition?: object | null | undefined;
  /** How much open time. */
  duration_ms?: Duration | null | undefined;
}

/** What calendar.between takes. */
export interface CalendarBetweenParams {
  /** From there. */
  from: Time;
  /** To there; earlier than from, the answer is negative. */
  to: Time;
  /** A calendar of the policy; or give a definition. */
  calendar?: string | null | undefined;
  /** A calendar, written as one of a policy: zone, week, holidays, special. */
  definition?: object | null | undefined;
  /** What does not count; in any order, and they may overlap. */
  pauses?: ReadonlyArray<SpanGiven> | null | undefined;
}

/** What calendar.intervals takes. */
export interface CalendarIntervalsParams {
  /** From there. */
  from: Time;
  /** To there. */
  to: Time;
  /** A calendar of the policy; or give a definition. */
  calendar?: string | null | undefined;
  /** A calendar, written as one of a policy: zone, week, holidays, special. */
  definition?: object | null | undefined;
  /** Intervals at most; 0 means 1000. */
  limit?: number | null | undefined;
}

/** What calendar.is_open takes. */
export interface CalendarIsOpenParams {
  /** The instant. */
  time: Time;
  /** A calendar of the policy; or give a definition. */
  calendar?: string | null | undefined;
  /** A calendar, written as one of a policy: zone, week, holidays, special. */
  definition?: object | null | undefined;
}

/** What calendar.next_close takes. */
export interface CalendarNextCloseParams {
  /** The instant. */
  time: Time;
  /** A calendar of the policy; or give a definition. */
  calendar?: string | null | undefined;
  /** A calendar, written as one of a policy: zone, week, holidays, special. */
  definition?: object | null | undefined;
}

/** What calendar.next_open takes. */
export interface CalendarNextOpenParams {
  /** The instant. */
  time: Time;
  /** A calendar of the policy; or give a definition. */
  calendar?: string | null | undefined;
  /** A calendar, written as one of a policy: zone, week, holidays, special. */
  definition?: object | null | undefined;
}

/** What calendar.subtract takes. */
export interface CalendarSubtractParams {
  /** Counted from there. */
  from: Time;
  /** A calendar of the policy; or give a definition. */
  calendar?: string | null | undefined;
  /** A calendar, written as one of a policy: zone, week, holidays, special. */
  definition?: object | null | undefined;
  /** How much open time. */
  duration_ms?: Duration | null | undefined;
}

/** What chain.verify takes. */
export interface ChainVerifyParams {
  /** The sequence of a head that was kept elsewhere: is it still part of the chain? */
  head_sequence?: number | null | undefined;
  /** The hash of that head, in hexadecimal. */
  head_hash?: string | null | undefined;
}

/** What corrective.change takes. */
export interface CorrectiveChangeParams {
  /** The corrective action. */
  corrective_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** What is to be done; absent: as it was. */
  text?: string | null | undefined;
  /** Another agent. */
  owner_id?: Id | null | undefined;
  /** Another role. */
  owner_role?: string | null | undefined;
  /** Another time. */
  due_at?: Time | null | undefined;
}

/** What corrective.close takes. */
export interface CorrectiveCloseParams {
  /** The corrective action. */
  corrective_id: Id;
  /** done or dropped. */
  state: 'open' | 'done' | 'dropped';
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** What came of it, or why not. */
  note?: string | null | undefined;
}

/** What corrective.list takes. */
export interface CorrectiveListParams {
  /** Of this line. */
  line?: string | null | undefined;
  /** Absent: all of them. */
  state?: 'open' | 'done' | 'dropped' | null | undefined;
  /** Open ones only whose time is over. */
  is_overdue?: boolean | null | undefined;
  /** Of this agent. */
  owner_id?: Id | null | undefined;
  /** Of this role. */
  owner_role?: string | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
  /** The page after this one. */
  after_id?: Id | null | undefined;
}

/** What corrective.record takes. */
export interface CorrectiveRecordParams {
  /** A line of the policy's scorecard. */
  line: string;
  /** What is to be done. */
  text: string;
  /** By when. */
  due_at: Time;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The agent who does it. */
  owner_id?: Id | null | undefined;
  /** The role that does it; without either it is who answers for the line. */
  owner_role?: string | null | undefined;
}

/** What customer.context takes. */
export interface CustomerContextParams {
  /** The customer; or give an identity, or a ticket. */
  customer_id?: Id | null | undefined;
  /** An identity of the customer. */
  identity?: IdentityKey | null | undefined;
  /** A ticket of the customer. */
  ticket_id?: Id | null | undefined;
}

/** What customer.erase takes. */
export interface CustomerEraseParams {
  /** The person: this customer and all who were merged with them. */
  customer_id: Id;
  /** Why. It stays: name the request, not the person. */
  reason: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
}

/** What customer.export takes. */
export interface CustomerExportParams {
  /** The person: this customer and all who were merged with them. */
  customer_id: Id;
  /** Private notes of the desk are left out. */
  without_notes?: boolean | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
}

/** What customer.get takes. */
export interface CustomerGetParams {
  /** The customer; or give an identity, not both. */
  customer_id?: Id | null | undefined;
  /** An identity of the customer; or give the id. */
  identity?: IdentityKey | null | undefined;
}

/** What customer.merge takes. */
export interface CustomerMergeParams {
  /** Who is merged away. */
  customer_id: Id;
  /** Who stays. */
  into: Id;
  /** Why they are one person. */
  evidence: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
}

/** What customer.report takes. */
export interface CustomerReportParams {
  /** Whom it is about. */
  customer_id: Id;
  /** The system that says it: shopify. */
  source: string;
  /** What is so, as of the caller's at. */
  facts: ReadonlyArray<ReportFact>;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** Its own id of what it says: the same again has no second effect. */
  source_event_id?: string | null | undefined;
}

/** What customer.resolve takes. */
export interface CustomerResolveParams {
  /** What is known of who writes; the one that says most comes first. */
  identities: ReadonlyArray<Identity>;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** Taken by a customer who has none. */
  name?: string | null | undefined;
}

/** What customer.save takes. */
export interface CustomerSaveParams {
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The customer to change; absent: the one with an identity, or a new one. */
  customer_id?: Id | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** The customer's name. */
  name?: string | null | undefined;
  /** Identities that the customer has, besides those known. */
  identities?: ReadonlyArray<Identity> | null | undefined;
}

/** What customer.unmerge takes. */
export interface CustomerUnmergeParams {
  /** Who was merged away. */
  customer_id: Id;
  /** Why they are not one person. */
  evidence: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
}

/** What desk.tick takes. */
export interface DeskTickParams {
  /** Things to fire at most; 0 means 1000. */
  limit?: number | null | undefined;
}

/** What event.list takes. */
export interface EventListParams {
  /** Events after that sequence; absent begins. */
  after_id?: Id | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What fact.record takes. */
export interface FactRecordParams {
  /** The ticket. */
  ticket_id: Id;
  /** Facts, at least one; a name that is there gets the new value. */
  facts: ReadonlyArray<Fact>;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What floor.escalate takes. */
export interface FloorEscalateParams {
  /** The ticket. */
  ticket_id: Id;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Where to; absent: the next one up. */
  floor?: string | null | undefined;
  /** Why; needed where the floor's sign-off asks for one. */
  justification?: string | null | undefined;
  /** The customer asked for it. */
  is_customer_request?: boolean | null | undefined;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
}

/** What floor.evidence takes. */
export interface FloorEvidenceParams {
  /** The ticket. */
  ticket_id: Id;
  /** As the policy's floors name it. */
  evidence: string;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** What it is, where it is kept. */
  note?: string | null | undefined;
  /** The message of the ticket that has it. */
  message_id?: Id | null | undefined;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
}

/** What floor.explain takes. */
export interface FloorExplainParams {
  /** The ticket. */
  ticket_id: Id;
}

/** What floor.list takes. */
export interface FloorListParams {
  /** On this one only. */
  floor?: string | null | undefined;
  /** Of this team only. */
  team?: string | null | undefined;
  /** Of this agent only. */
  assignee_id?: Id | null | undefined;
  /** Only those that wait for a signature. */
  is_waiting?: boolean | null | undefined;
  /** Only those that wait for a signature which this agent may give. */
  signer_id?: Id | null | undefined;
  /** Only those that wait for one and have left the floor that holds remedies until then. */
  is_left?: boolean | null | undefined;
  /** The page after this position: next_after of the page before. */
  after?: string | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What floor.lower takes. */
export interface FloorLowerParams {
  /** The ticket. */
  ticket_id: Id;
  /** Where to: below the current one. */
  floor: string;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Why; needed below the minimum floor. */
  reason?: string | null | undefined;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
}

/** What floor.sign takes. */
export interface FloorSignParams {
  /** The ticket. */
  ticket_id: Id;
  /** What is signed. */
  kind: 'move_up' | 'clearance' | 'resolution';
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Of a resolution: which; absent: the first that is missing and that the caller may give. */
  signature?: string | null | undefined;
  /** The answer is no. */
  is_rejected?: boolean | null | undefined;
  /** What there is to say about it. */
  note?: string | null | undefined;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
}

/** What floor.summary takes. */
export interface FloorSummaryParams {
  /** From here on; absent: 1970. */
  from?: Time | null | undefined;
  /** And before here; absent: now. */
  to?: Time | null | undefined;
}

/** What import.mark takes. */
export interface ImportMarkParams {
  /** Names the file or feed. */
  source: string;
  /** The position before this batch. */
  from: number;
  /** The position after it. */
  to: number;
}

/** What import.position takes. */
export interface ImportPositionParams {
  /** Names the file or feed. */
  source: string;
}

/** What kpi.backlog takes. */
export interface KpiBacklogParams {
  /** When, not later than now; absent: now. */
  as_of?: Time | null | undefined;
  /** Only what passes; of those with the same `by` one has to fit. */
  filters?: ReadonlyArray<KpiFilter> | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What kpi.compare takes. */
export interface KpiCompareParams {
  /** Names of kpi.definitions. */
  metrics: ReadonlyArray<string>;
  /** The first day, in the desk's zone: 2026-03-01. */
  from: string;
  /** What of durations; absent: the figures' values. */
  statistic?: 'mean' | 'min' | 'max' | 'p50' | 'p75' | 'p90' | 'p95' | 'p99' | null | undefined;
  /** Of these teams, an empty text is of none; absent: of all. */
  teams?: ReadonlyArray<string> | null | undefined;
  /** The last one; absent: today. */
  to?: string | null | undefined;
  /** The first day of what it is compared with; absent: the same days. */
  versus_from?: string | null | undefined;
  /** Its last day; absent: so many days as the first have. */
  versus_to?: string | null | undefined;
  /** With these teams; absent: the same, or the rest. */
  versus_teams?: ReadonlyArray<string> | null | undefined;
  /** With all that is not of `teams`. */
  versus_rest?: boolean | null | undefined;
  /** Of both sides only what passes; not by team. */
  filters?: ReadonlyArray<KpiFilter> | null | undefined;
  /** Percentiles from each value, however many tickets that are. */
  is_exact?: boolean | null | undefined;
  /** Of figures of money, ISO 4217; absent: the policy's. */
  currency?: string | null | undefined;
}

/** What kpi.definitions takes. */
export interface KpiDefinitionsParams {
  /** Only this one. */
  metric?: string | null | undefined;
}

/** What kpi.drivers takes. */
export interface KpiDriversParams {
  /** The first day, in the desk's zone: 2026-03-01. */
  from: string;
  /** The last one; absent: today. */
  to?: string | null | undefined;
  /** What to tell apart: reason, product, order_state; absent: all three. */
  by?: ReadonlyArray<string> | null | undefined;
  /** Drivers at most; absent: 100. */
  limit?: number | null | undefined;
}

/** What kpi.explain takes. */
export interface KpiExplainParams {
  /** Which figure. */
  metric: string;
  /** The first day, in the desk's zone: 2026-03-01. */
  from: string;
  /** The last one; absent: today. */
  to?: string | null | undefined;
  /** Only what passes; of those with the same `by` one has to fit. */
  filters?: ReadonlyArray<KpiFilter> | null | undefined;
  /** Of a figure of money, ISO 4217; absent: the policy's. */
  currency?: string | null | undefined;
  /** next_after_id of the page before. */
  after_id?: Id | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What kpi.query takes. */
export interface KpiQueryParams {
  /** Names of kpi.definitions. */
  metrics: ReadonlyArray<string>;
  /** The first day, in the desk's zone: 2026-03-01. */
  from: string;
  /** The last one; absent: today. */
  to?: string | null | undefined;
  /** By which steps; absent: one figure for all days. Weeks begin on Monday. */
  interval?: 'whole' | 'day' | 'week' | 'month' | null | undefined;
  /** What to tell apart, as in filters. */
  by?: ReadonlyArray<string> | null | undefined;
  /** Only what passes; of those with the same `by` one has to fit. */
  filters?: ReadonlyArray<KpiFilter> | null | undefined;
  /** Percentiles from each value, however many tickets that are. */
  is_exact?: boolean | null | undefined;
  /** Of figures of money, ISO 4217; absent: the policy's. */
  currency?: string | null | undefined;
}

/** What kpi.scorecard takes. */
export interface KpiScorecardParams {
  /** Absent: the policy's. whole: from `from` to `to`. */
  period?: 'whole' | 'day' | 'week' | 'month' | null | undefined;
  /** A day of the period, of a whole its first; absent: today. */
  from?: string | null | undefined;
  /** The last day of a whole; absent: today. */
  to?: string | null | undefined;
  /** How many values a line has, its own the last; absent: 8. */
  periods?: number | null | undefined;
}

/** What ledger.list takes. */
export interface LedgerListParams {
  /** Of a ticket, with what was merged into it. */
  ticket_id?: Id | null | undefined;
  /** Of a customer, with whom they were merged. */
  customer_id?: Id | null | undefined;
  /** Of an agent. */
  agent_id?: Id | null | undefined;
  /** Of an order. */
  order?: Reference | null | undefined;
  /** Of a team. Exactly one of these is named. */
  team?: string | null | undefined;
  /** Of this remedy only. */
  remedy?: string | null | undefined;
  /** Counted back from now; absent: ever. */
  within_ms?: Duration | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
  /** next_after_id of the page before. */
  after_id?: Id | null | undefined;
}

/** What ledger.report takes. */
export interface LedgerReportParams {
  /** The shop's id of what was given. */
  external_id: string;
  /** What was given or done. */
  remedy: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** How much, such as "12.50". */
  amount?: string | null | undefined;
  /** ISO 4217; absent: the policy's. */
  currency?: string | null | undefined;
  /** The order that it was given for. */
  order?: Reference | null | undefined;
  /** The ticket that it was given for. */
  ticket_id?: Id | null | undefined;
  /** Who has it; absent: the ticket's customer, or else whose the order was said to be. */
  customer_id?: Id | null | undefined;
  /** Who gave it; absent: nobody of the desk. */
  agent_id?: Id | null | undefined;
  /** What there is to say about it. */
  note?: string | null | undefined;
}

/** What outbox.ack takes. */
export interface OutboxAckParams {
  /** Who pulled: mailer. */
  consumer: string;
  /** What `through` of the page said; never less than before. */
  sequence: number;
}

/** What outbox.pull takes. */
export interface OutboxPullParams {
  /** Who pulls: mailer. */
  consumer: string;
  /** Events to look at, at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What outcome.rate takes. */
export interface OutcomeRateParams {
  /** The ticket. */
  ticket_id: Id;
  /** 0 to 100. */
  score: number;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Who rates; absent: the calling agent. */
  agent_id?: Id | null | undefined;
  /** For colleagues; erased with the customer. */
  note?: string | null | undefined;
}

/** What policy.activate takes. */
export interface PolicyActivateParams {
  /** The policy; kept byte for byte as it is written here. */
  document: object;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** A warning refuses like an error. */
  is_strict?: boolean | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
}

/** What policy.check takes. */
export interface PolicyCheckParams {
  /** The policy to check. */
  document: object;
  /** With a warning it is not valid. */
  is_strict?: boolean | null | undefined;
  /** Tell also what a desk that opens should have, as findings. */
  with_readiness?: boolean | null | undefined;
}

/** What policy.diff takes. */
export interface PolicyDiffParams {
  /** The older one; 0 for the active one. */
  from_version?: number | null | undefined;
  /** The older one is the built-in policy. */
  from_is_builtin?: boolean | null | undefined;
  /** The newer one; 0 for the active one. */
  to_version?: number | null | undefined;
  /** The newer one is the built-in policy. */
  to_is_builtin?: boolean | null | undefined;
  /** The newer one is this document. */
  document?: object | null | undefined;
}

/** What policy.list takes. */
export interface PolicyListParams {
  /** Versions before that one; absent begins at the newest. */
  after_id?: Id | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What policy.rollback takes. */
export interface PolicyRollbackParams {
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** Whose document is activated again. */
  to_version?: number | null | undefined;
  /** Go back to the built-in policy. */
  is_builtin?: boolean | null | undefined;
  /** A warning refuses like an error. */
  is_strict?: boolean | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
}

/** What policy.show takes. */
export interface PolicyShowParams {
  /** Which one; 0 for the active one. */
  version?: number | null | undefined;
  /** The built-in one, which is version 0; not together with a version. */
  is_builtin?: boolean | null | undefined;
}

/** What policy.test takes. */
export interface PolicyTestParams {
  /** What is known about the case: {"ticket": {"channel": "chat"}}. */
  facts: object;
  /** Which policy; 0 for the active one. */
  version?: number | null | undefined;
  /** The built-in policy. */
  is_builtin?: boolean | null | undefined;
  /** This document instead, which need not be active. */
  document?: object | null | undefined;
}

/** What reference.add takes. */
export interface ReferenceAddParams {
  /** The ticket. */
  ticket_id: Id;
  /** Things outside the desk, at least one. */
  references: ReadonlyArray<Reference>;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What reference.get takes. */
export interface ReferenceGetParams {
  /** The thing. */
  reference: Reference;
}

/** What reference.remove takes. */
export interface ReferenceRemoveParams {
  /** The ticket. */
  ticket_id: Id;
  /** Things outside the desk, at least one. */
  references: ReadonlyArray<Reference>;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What reference.report takes. */
export interface ReferenceReportParams {
  /** What it is about. */
  reference: Reference;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** Whose it is; absent: not said. */
  customer_id?: Id | null | undefined;
  /** The shop's name for it: Order #1001. */
  label?: string | null | undefined;
  /** The system's own id of what it says: the same again has no second effect. */
  source_event_id?: string | null | undefined;
  /** What is so, as of the caller's at. */
  facts?: ReadonlyArray<ReportFact> | null | undefined;
}

/** What review.list takes. */
export interface ReviewListParams {
  /** Reviews by colleagues, or ratings by the agents themselves. */
  kind?: 'review' | 'self' | null | undefined;
  /** Given then or later. */
  from?: Time | null | undefined;
  /** Given before that; absent: up to now. */
  to?: Time | null | undefined;
  /** Of this ticket, and what is part of it by merging. */
  ticket_id?: Id | null | undefined;
  /** Of this agent's work. */
  agent_id?: Id | null | undefined;
  /** By this agent. */
  reviewer_id?: Id | null | undefined;
  /** Of tickets that this team had then. */
  team?: string | null | undefined;
  /** By this form. */
  form?: string | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
  /** The page after this review. */
  after_id?: Id | null | undefined;
}

/** What review.record takes. */
export interface ReviewRecordParams {
  /** The ticket. */
  ticket_id: Id;
  /** 0 to 100. */
  score: number;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Whose work it is; absent: who has the ticket. */
  agent_id?: Id | null | undefined;
  /** Who reviewed; absent: the calling agent, else a program. */
  reviewer_id?: Id | null | undefined;
  /** By which form. */
  form?: string | null | undefined;
  /** Its parts, each once. */
  sections?: ReadonlyArray<ReviewSection> | null | undefined;
  /** For colleagues; erased with the customer. */
  note?: string | null | undefined;
}

/** What review.sample takes. */
export interface ReviewSampleParams {
  /** Tickets of each agent. */
  each: number;
  /** Solved then or later. */
  from: Time;
  /** Any line; the same one draws the same tickets. */
  seed: string;
  /** Solved before that; absent: up to now. */
  to?: Time | null | undefined;
  /** Of this agent only. */
  agent_id?: Id | null | undefined;
  /** Of this team's tickets only. */
  team?: string | null | undefined;
  /** Without tickets of this tag: spam. */
  leave_out_tag?: string | null | undefined;
}

/** What sla.due takes. */
export interface SlaDueParams {
  /** Of this team only. */
  team?: string | null | undefined;
  /** Of this agent only. */
  assignee_id?: Id | null | undefined;
  /** Tickets by when a promise on them breaks, whatever warns before. */
  is_breach?: boolean | null | undefined;
  /** Due by then, for is_breach: broken by then; absent: ever. */
  until?: Time | null | undefined;
  /** The page after this position: next_after of the page before. */
  after?: string | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What sla.explain takes. */
export interface SlaExplainParams {
  /** The ticket. */
  ticket_id: Id;
  /** What is measured. */
  metric:
    'acknowledgement'
    | 'assignment'
    | 'first_reply'
    | 'next_reply'
    | 'periodic_update'
    | 'pausable_update'
    | 'requester_wait'
    | 'agent_work'
    | 'resolution'
    | 'time_in_team'
    | 'fact_deadline'
    | 'time_on_floor'
    | 'work_on_floor'
    | 'sign_off'
    | 'decision';
  /** 1, 2, 3 ...; 0 or absent: the last one. */
  instance?: number | null | undefined;
}

/** What sla.guide takes. */
export interface SlaGuideParams {
  /** An SLA policy; absent: the first one that is for all tickets. */
  sla?: string | null | undefined;
  /** What is measured inside the desk as well, such as assignment and agent work. */
  is_all?: boolean | null | undefined;
}

/** What sla.miss_summary takes. */
export interface SlaMissSummaryParams {
  /** Broken then or later; absent: in the week before `to`. */
  from?: Time | null | undefined;
  /** Broken before that; absent: up to now. */
  to?: Time | null | undefined;
  /** Of tickets that this team had. */
  team?: string | null | undefined;
  /** Of this only; absent: of any. */
  metric?:
    'acknowledgement'
    | 'assignment'
    | 'first_reply'
    | 'next_reply'
    | 'periodic_update'
    | 'pausable_update'
    | 'requester_wait'
    | 'agent_work'
    | 'resolution'
    | 'time_in_team'
    | 'fact_deadline'
    | 'time_on_floor'
    | 'work_on_floor'
    | 'sign_off'
    | 'decision'
    | null
    | undefined;
  /** Go on counting behind this position: next_after of the call before. */
  after?: string | null | undefined;
}

/** What sla.misses takes. */
export interface SlaMissesParams {
  /** Broken then or later; absent: in the week before `to`. */
  from?: Time | null | undefined;
  /** Broken before that; absent: up to now. */
  to?: Time | null | undefined;
  /** Of tickets that this team had. */
  team?: string | null | undefined;
  /** Of this only; absent: of any. */
  metric?:
    'acknowledgement'
    | 'assignment'
    | 'first_reply'
    | 'next_reply'
    | 'periodic_update'
    | 'pausable_update'
    | 'requester_wait'
    | 'agent_work'
    | 'resolution'
    | 'time_in_team'
    | 'fact_deadline'
    | 'time_on_floor'
    | 'work_on_floor'
    | 'sign_off'
    | 'decision'
    | null
    | undefined;
  /** For this cause only. */
  cause?: string | null | undefined;
  /** Only those that nobody has given a cause; not with a cause. */
  is_unexplained?: boolean | null | undefined;
  /** The page after this position: next_after of the page before. */
  after?: string | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What sla.record_cause takes. */
export interface SlaRecordCauseParams {
  /** The ticket. */
  ticket_id: Id;
  /** What was measured. */
  metric:
    'acknowledgement'
    | 'assignment'
    | 'first_reply'
    | 'next_reply'
    | 'periodic_update'
    | 'pausable_update'
    | 'requester_wait'
    | 'agent_work'
    | 'resolution'
    | 'time_in_team'
    | 'fact_deadline'
    | 'time_on_floor'
    | 'work_on_floor'
    | 'sign_off'
    | 'decision';
  /** A name of the policy's miss_causes. */
  cause: string;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** 1, 2, 3 ...; 0 or absent: the last run on which a promise was broken. */
  instance?: number | null | undefined;
  /** What else colleagues should know. */
  note?: string | null | undefined;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
}

/** What staffing.agents takes. */
export interface StaffingAgentsParams {
  /** What one takes an agent, with the work after it. */
  handle_ms: Duration;
  /** How many come in the period. */
  arrivals?: number | null | undefined;
  /** The period; absent: an hour. */
  period_ms?: Duration | null | undefined;
  /** Added for the time in which agents are paid and not there: 30 is 30 % more. */
  shrinkage_percent?: number | null | undefined;
  /** Who is answered within this time counts as served. */
  within_ms?: Duration | null | undefined;
  /** How many agents serve that share, 1 to 99; not with agents. */
  service_percent?: number | null | undefined;
  /** What so many agents give. */
  agents?: number | null | undefined;
}

/** What survey.answered takes. */
export interface SurveyAnsweredParams {
  /** Which survey it is. */
  kind: 'csat' | 'ces' | 'nps' | 'pulse';
  /** The system that ran it. */
  source: string;
  /** Its id there: the same report again has no second effect. */
  survey_id: string;
  /** csat 1 to 5, ces 1 to 7, nps 0 to 10, pulse 0 to 100. */
  score: number;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The ticket that it is about, of csat and ces. */
  ticket_id?: Id | null | undefined;
  /** Who was asked, but of a pulse; absent: the ticket's. */
  customer_id?: Id | null | undefined;
  /** Whose work it is about, or who was asked; absent: the ticket's. */
  agent_id?: Id | null | undefined;
  /** A team of the policy; absent: the ticket's. */
  team?: string | null | undefined;
  /** A contact reason of the policy; absent: the ticket's. */
  reason?: string | null | undefined;
  /** What they wrote; erased with the customer. */
  comment?: string | null | undefined;
  /** It takes the place of the answer that there is. */
  is_correction?: boolean | null | undefined;
}

/** What survey.asked takes. */
export interface SurveyAskedParams {
  /** Which survey it is. */
  kind: 'csat' | 'ces' | 'nps' | 'pulse';
  /** The system that ran it. */
  source: string;
  /** Its id there: the same report again has no second effect. */
  survey_id: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The ticket that it is about, of csat and ces. */
  ticket_id?: Id | null | undefined;
  /** Who was asked, but of a pulse; absent: the ticket's. */
  customer_id?: Id | null | undefined;
  /** Whose work it is about, or who was asked; absent: the ticket's. */
  agent_id?: Id | null | undefined;
  /** A team of the policy; absent: the ticket's. */
  team?: string | null | undefined;
  /** A contact reason of the policy; absent: the ticket's. */
  reason?: string | null | undefined;
}

/** What survey.list takes. */
export interface SurveyListParams {
  /** Which survey it is. */
  kind?: 'csat' | 'ces' | 'nps' | 'pulse' | null | undefined;
  /** Asked then or later. */
  from?: Time | null | undefined;
  /** Asked before that; absent: up to now. */
  to?: Time | null | undefined;
  /** About this ticket, and what is part of it by merging. */
  ticket_id?: Id | null | undefined;
  /** Of this person, by all that they were; not with a ticket. */
  customer_id?: Id | null | undefined;
  /** About this agent. */
  agent_id?: Id | null | undefined;
  /** About this team. */
  team?: string | null | undefined;
  /** Only those that were answered. */
  is_answered?: boolean | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
  /** The page after this survey. */
  after_id?: Id | null | undefined;
}

/** What ticket.assign takes. */
export interface TicketAssignParams {
  /** The ticket. */
  ticket_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Who takes it; absent takes it from whoever has it. */
  agent_id?: Id | null | undefined;
  /** A team of the policy; the ticket's stays when absent. */
  team?: string | null | undefined;
}

/** What ticket.classify takes. */
export interface TicketClassifyParams {
  /** The ticket. */
  ticket_id: Id;
  /** A contact reason of the policy. */
  reason: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What ticket.fill takes. */
export interface TicketFillParams {
  /** The ticket. */
  ticket_id: Id;
  /** Fields, at least one; those that are not named stay as they are. */
  fields: ReadonlyArray<TicketField>;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What ticket.get takes. */
export interface TicketGetParams {
  /** The ticket. */
  ticket_id: Id;
}

/** What ticket.handover takes. */
export interface TicketHandoverParams {
  /** The ticket. */
  ticket_id: Id;
}

/** What ticket.history takes. */
export interface TicketHistoryParams {
  /** The ticket. */
  ticket_id: Id;
  /** The page after that item of the ticket; absent begins with the oldest. */
  after_id?: Id | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What ticket.link takes. */
export interface TicketLinkParams {
  /** The ticket. */
  ticket_id: Id;
  /** What the ticket is to the other. */
  kind: 'duplicate_of' | 'blocked_by' | 'caused_by' | 'child_of';
  /** The other ticket. */
  to: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What ticket.list takes. */
export interface TicketListParams {
  /** The page after that position; absent begins. */
  after?: string | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
  /** What they are sorted by, the id when absent; equal ones by id. */
  sort?: 'id' | 'opened' | 'updated' | 'priority' | null | undefined;
  /** Oldest or lowest first; newest or highest first when absent. */
  is_ascending?: boolean | null | undefined;
  /** Only tickets whose status is of that category. */
  category?: 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed' | null | undefined;
  /** Only that status, of the policy or an earlier one. */
  status?: string | null | undefined;
  /** Only that priority, of the policy or an earlier one. */
  priority?: string | null | undefined;
  /** Only that contact reason, of the policy or an earlier one. */
  reason?: string | null | undefined;
  /** Only that channel, of the policy or an earlier one. */
  channel?: string | null | undefined;
  /** Only that team's, of the policy or an earlier one. */
  team?: string | null | undefined;
  /** Only that agent's. */
  assignee_id?: Id | null | undefined;
  /** Only those that nobody has. */
  is_unassigned?: boolean | null | undefined;
  /** Only that person's, whatever customers they were merged of. */
  customer_id?: Id | null | undefined;
  /** Only of the person who is known by it. */
  identity?: IdentityKey | null | undefined;
  /** Only with that tag; one of tag, reference and field. */
  tag?: string | null | undefined;
  /** Only about that thing outside the desk. */
  reference?: Reference | null | undefined;
  /** Only with that value in that custom field, of the policy or an earlier one. */
  field?: TicketField | null | undefined;
  /** Only those opened then or later. */
  opened_from?: Time | null | undefined;
  /** Only those opened before. */
  opened_to?: Time | null | undefined;
  /** Only those that were updated last then or later. */
  updated_from?: Time | null | undefined;
  /** Only those that were updated last before. */
  updated_to?: Time | null | undefined;
}

/** What ticket.merge takes. */
export interface TicketMergeParams {
  /** The ticket. */
  ticket_id: Id;
  /** The ticket that stays. */
  into: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Why they are about one thing. */
  evidence?: string | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
}

/** What ticket.messages takes. */
export interface TicketMessagesParams {
  /** The ticket. */
  ticket_id: Id;
  /** The page after that item of the ticket; absent begins with the oldest. */
  after_id?: Id | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What ticket.move takes. */
export interface TicketMoveParams {
  /** The ticket. */
  ticket_id: Id;
  /** A status of the policy. */
  status: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
}

/** What ticket.note takes. */
export interface TicketNoteParams {
  /** The ticket. */
  ticket_id: Id;
  /** The message. */
  body: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Its id where it came from; an id that is known there is not added twice. */
  external_id?: string | null | undefined;
  /**
   * No person wrote it. What a system or an integration passes on without it counts as a person's.
   */
  is_automated?: boolean | null | undefined;
  /** Move the ticket there in the same step; it stays when absent. */
  status?: string | null | undefined;
  /** How long the agent worked on it. */
  handle_ms?: Duration | null | undefined;
  /** Files that came with it, by reference. */
  attachments?: ReadonlyArray<Attachment> | null | undefined;
  /** The agent or bot who wrote it: only for an import. */
  author_id?: Id | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
  /** A channel of the policy; the ticket's when absent. */
  channel?: string | null | undefined;
}

/** What ticket.open takes. */
export interface TicketOpenParams {
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** What it is about, in a line. */
  subject?: string | null | undefined;
  /** The customer's first message, whoever records it; none when empty. */
  body?: string | null | undefined;
  /** A channel of the policy; its first when absent. */
  channel?: string | null | undefined;
  /** Who asks; a customer's own ticket is always theirs. */
  customer_id?: Id | null | undefined;
  /** A priority of the policy; when absent its rules, matrix or default decide. */
  priority?: string | null | undefined;
  /** A contact reason of the policy. */
  reason?: string | null | undefined;
  /** A team of the policy; when absent its routing, reason or channel decide. */
  team?: string | null | undefined;
  /** The agent who takes it. */
  assignee_id?: Id | null | undefined;
  /** The earlier ticket that this one goes on from. */
  follow_up_of?: Id | null | undefined;
  /** The first message's id where it came from. */
  external_id?: string | null | undefined;
  /** Tags. */
  tags?: ReadonlyArray<string> | null | undefined;
  /** Orders, payments and other things that it is about. */
  references?: ReadonlyArray<Reference> | null | undefined;
  /** How much is affected; with the urgency it decides the priority. */
  impact?: string | null | undefined;
  /** How soon it is needed. */
  urgency?: string | null | undefined;
  /** Custom fields of the policy, which its rules see. */
  fields?: ReadonlyArray<TicketField> | null | undefined;
  /** Files that came with it, by reference. */
  attachments?: ReadonlyArray<Attachment> | null | undefined;
}

/** What ticket.prioritize takes. */
export interface TicketPrioritizeParams {
  /** The ticket. */
  ticket_id: Id;
  /** A priority of the policy. */
  priority: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What ticket.receive takes. */
export interface TicketReceiveParams {
  /** The message. */
  body: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The ticket, when it is known; else the message finds it. */
  ticket_id?: Id | null | undefined;
  /** The version of ticket_id that this was based on; 0 for any. */
  version?: number | null | undefined;
  /** A channel of the policy; that of ticket_id, or the policy's first, when absent. */
  channel?: string | null | undefined;
  /** Its id where it came from; a message whose id is known there is not added twice. */
  external_id?: string | null | undefined;
  /** Who wrote; absent when not known. */
  customer_id?: Id | null | undefined;
  /** Of a ticket that is opened; it never finds one. */
  subject?: string | null | undefined;
  /** Contact reason of a ticket that is opened. */
  reason?: string | null | undefined;
  /** External id of the message that this one answers. */
  in_reply_to?: string | null | undefined;
  /** External ids of the messages before it, oldest first; the last 100 are looked at. */
  thread_ids?: ReadonlyArray<string> | null | undefined;
  /** What it is about: orders find a ticket; all are joined to it. */
  references?: ReadonlyArray<Reference> | null | undefined;
  /** Files that came with it, by reference. */
  attachments?: ReadonlyArray<Attachment> | null | undefined;
  /**
   * No person wrote it: an absence note, a delivery report. It moves no ticket and opens no follow-
   * up.
   */
  is_automated?: boolean | null | undefined;
}

/** What ticket.remind takes. */
export interface TicketRemindParams {
  /** The ticket. */
  ticket_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** When, after now; or within_ms. */
  due_at?: Time | null | undefined;
  /** After so many business hours; or due_at. */
  within_ms?: Duration | null | undefined;
  /** Whose hours those are; absent: those that the policy's timers go by. */
  calendar?: string | null | undefined;
  /** Who is reminded; absent: who sets it, where that is an agent. */
  agent_id?: Id | null | undefined;
  /** Whoever has the ticket then; not with agent_id. */
  is_assignee?: boolean | null | undefined;
  /** What to think of; colleagues see it. */
  note?: string | null | undefined;
}

/** What ticket.reply takes. */
export interface TicketReplyParams {
  /** The ticket. */
  ticket_id: Id;
  /** The message. */
  body: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Its id where it came from; an id that is known there is not added twice. */
  external_id?: string | null | undefined;
  /**
   * No person wrote it. What a system or an integration passes on without it counts as a person's.
   */
  is_automated?: boolean | null | undefined;
  /** Move the ticket there in the same step; it stays when absent. */
  status?: string | null | undefined;
  /** How long the agent worked on it. */
  handle_ms?: Duration | null | undefined;
  /** Files that came with it, by reference. */
  attachments?: ReadonlyArray<Attachment> | null | undefined;
  /** The agent or bot who wrote it: only for an import. */
  author_id?: Id | null | undefined;
  /** A granted request for this, where the authority matrix asks for approval: it is used up. */
  request_id?: Id | null | undefined;
  /** Why, where the authority matrix asks for it. */
  rationale?: string | null | undefined;
  /** A channel of the policy; when absent, that of the customer's last message. */
  channel?: string | null | undefined;
  /** It only says that the message arrived: not an answer. */
  is_acknowledgement?: boolean | null | undefined;
}

/** What ticket.split takes. */
export interface TicketSplitParams {
  /** The ticket. */
  ticket_id: Id;
  /** A message of the ticket's thread. */
  message_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** That message and all that come after it, by time; that one alone when absent. */
  is_rest?: boolean | null | undefined;
  /** All messages by the customer who wrote that one; not with is_rest. */
  is_writers?: boolean | null | undefined;
  /** Of the new ticket; that of the old one when absent. */
  subject?: string | null | undefined;
}

/** What ticket.tag takes. */
export interface TicketTagParams {
  /** The ticket. */
  ticket_id: Id;
  /** Tags, at least one. */
  tags: ReadonlyArray<string>;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What ticket.timers takes. */
export interface TicketTimersParams {
  /** The ticket. */
  ticket_id: Id;
  /** Of this only; absent: of all. */
  metric?:
    'acknowledgement'
    | 'assignment'
    | 'first_reply'
    | 'next_reply'
    | 'periodic_update'
    | 'pausable_update'
    | 'requester_wait'
    | 'agent_work'
    | 'resolution'
    | 'time_in_team'
    | 'fact_deadline'
    | 'time_on_floor'
    | 'work_on_floor'
    | 'sign_off'
    | 'decision'
    | null
    | undefined;
  /** The page after this position: next_after of the page before. */
  after?: string | null | undefined;
  /** Items of the page at most; 0 means 100. */
  limit?: number | null | undefined;
}

/** What ticket.transfer takes. */
export interface TicketTransferParams {
  /** The ticket. */
  ticket_id: Id;
  /** A team of the policy; the ticket waits there for somebody to take it. */
  team: string;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What ticket.unlink takes. */
export interface TicketUnlinkParams {
  /** The ticket. */
  ticket_id: Id;
  /** What the ticket is to the other. */
  kind: 'duplicate_of' | 'blocked_by' | 'caused_by' | 'child_of';
  /** The other ticket. */
  to: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What ticket.unmerge takes. */
export interface TicketUnmergeParams {
  /** The ticket. */
  ticket_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** Why they are not about one thing. */
  evidence?: string | null | undefined;
}

/** What ticket.unremind takes. */
export interface TicketUnremindParams {
  /** The ticket. */
  ticket_id: Id;
  /** The reminder. */
  reminder_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What ticket.untag takes. */
export interface TicketUntagParams {
  /** The ticket. */
  ticket_id: Id;
  /** Tags, at least one. */
  tags: ReadonlyArray<string>;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
}

/** What ticket.unwatch takes. */
export interface TicketUnwatchParams {
  /** The ticket. */
  ticket_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** The agent who watches; or customer_id. */
  agent_id?: Id | null | undefined;
  /** The customer who watches; or agent_id. */
  customer_id?: Id | null | undefined;
}

/** What ticket.watch takes. */
export interface TicketWatchParams {
  /** The ticket. */
  ticket_id: Id;
  /** The same request with the same key has one effect and one answer. */
  idempotency_key?: string | null | undefined;
  /** The version this change was based on; 0 for any. */
  version?: number | null | undefined;
  /** The agent who watches; or customer_id. */
  agent_id?: Id | null | undefined;
  /** The customer who watches; or agent_id. */
  customer_id?: Id | null | undefined;
}

/** A change in a batch. */
export type BatchCall =
  | { method: 'agent.save'; params: AgentSaveParams }
  | { method: 'agent.set_availability'; params: AgentSetAvailabilityParams }
  | { method: 'approval.decide'; params: ApprovalDecideParams }
  | { method: 'authority.confirm'; params: AuthorityConfirmParams }
  | { method: 'authority.execute'; params: AuthorityExecuteParams }
  | { method: 'authority.fail'; params: AuthorityFailParams }
  | { method: 'authority.request'; params: AuthorityRequestParams }
  | { method: 'authority.withdraw'; params: AuthorityWithdrawParams }
  | { method: 'corrective.change'; params: CorrectiveChangeParams }
  | { method: 'corrective.close'; params: CorrectiveCloseParams }
  | { method: 'corrective.record'; params: CorrectiveRecordParams }
  | { method: 'customer.merge'; params: CustomerMergeParams }
  | { method: 'customer.report'; params: CustomerReportParams }
  | { method: 'customer.resolve'; params: CustomerResolveParams }
  | { method: 'customer.save'; params: CustomerSaveParams }
  | { method: 'customer.unmerge'; params: CustomerUnmergeParams }
  | { method: 'fact.record'; params: FactRecordParams }
  | { method: 'floor.escalate'; params: FloorEscalateParams }
  | { method: 'floor.evidence'; params: FloorEvidenceParams }
  | { method: 'floor.lower'; params: FloorLowerParams }
  | { method: 'floor.sign'; params: FloorSignParams }
  | { method: 'import.mark'; params: ImportMarkParams }
  | { method: 'ledger.report'; params: LedgerReportParams }
  | { method: 'outbox.ack'; params: OutboxAckParams }
  | { method: 'outcome.rate'; params: OutcomeRateParams }
  | { method: 'reference.add'; params: ReferenceAddParams }
  | { method: 'reference.remove'; params: ReferenceRemoveParams }
  | { method: 'reference.report'; params: ReferenceReportParams }
  | { method: 'review.record'; params: ReviewRecordParams }
  | { method: 'sla.record_cause'; params: SlaRecordCauseParams }
  | { method: 'survey.answered'; params: SurveyAnsweredParams }
  | { method: 'survey.asked'; params: SurveyAskedParams }
  | { method: 'ticket.assign'; params: TicketAssignParams }
  | { method: 'ticket.classify'; params: TicketClassifyParams }
  | { method: 'ticket.fill'; params: TicketFillParams }
  | { method: 'ticket.link'; params: TicketLinkParams }
  | { method: 'ticket.merge'; params: TicketMergeParams }
  | { method: 'ticket.move'; params: TicketMoveParams }
  | { method: 'ticket.note'; params: TicketNoteParams }
  | { method: 'ticket.open'; params: TicketOpenParams }
  | { method: 'ticket.prioritize'; params: TicketPrioritizeParams }
  | { method: 'ticket.receive'; params: TicketReceiveParams }
  | { method: 'ticket.remind'; params: TicketRemindParams }
  | { method: 'ticket.reply'; params: TicketReplyParams }
  | { method: 'ticket.split'; params: TicketSplitParams }
  | { method: 'ticket.tag'; params: TicketTagParams }
  | { method: 'ticket.transfer'; params: TicketTransferParams }
  | { method: 'ticket.unlink'; params: TicketUnlinkParams }
  | { method: 'ticket.unmerge'; params: TicketUnmergeParams }
  | { method: 'ticket.unremind'; params: TicketUnremindParams }
  | { method: 'ticket.untag'; params: TicketUntagParams }
  | { method: 'ticket.unwatch'; params: TicketUnwatchParams }
  | { method: 'ticket.watch'; params: TicketWatchParams };
