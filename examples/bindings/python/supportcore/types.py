"""What methods take and answer. Made of the OpenRPC document by examples/bindings/generate; do not edit."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

from .values import Duration, Id, Time


class Agent(TypedDict):
    """A person or program that works at the desk."""
    id: str
    # The agent's id.
    version: int
    # Grows with each change.
    kind: Literal['person', 'bot']
    # A person or a bot.
    name: str
    # The name that customers and colleagues see.
    roles: list[str]
    # Roles of the policy.
    teams: list[str]
    # Teams of the policy.
    skills: list[str]
    # What they are good at.
    languages: list[str]
    # Languages they write, as tags.
    capacity: int
    # How many open tickets at once; 0 is not stated.
    is_departed: bool
    # May no longer act.
    availability: Literal['available', 'busy', 'away', 'offline']
    # Whether they take work now.
    availability_since: NotRequired[str]
    # Since when it is so; absent when it was never set.


class AgentList(TypedDict):
    """A page of agents."""
    items: list[Agent]
    # Agents in the order of their ids.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class AgentSession(TypedDict):
    """One stretch of one availability other than offline."""
    id: str
    # The sequence of the event that began it.
    availability: Literal['available', 'busy', 'away', 'offline']
    # available, busy or away.
    begun_at: str
    # When it began.
    ended_at: NotRequired[str]
    # Absent while it lasts.


class AgentSessionList(TypedDict):
    """A page of an agent's sessions."""
    items: list[AgentSession]
    # Sessions, newest first.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class Approval(TypedDict):
    """One decision about a request."""
    agent_id: str
    # Who decided.
    at: str
    # When.
    is_rejected: bool
    # With no.
    note: NotRequired[str]
    # Why.


class ApprovalList(TypedDict):
    """A page of requests."""
    items: list[RemedyRequest]
    # By id, without decisions and rationale.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class Attachment(TypedDict):
    """A file that came with a message, by reference."""
    name: NotRequired[str]
    # The file's name.
    media_type: NotRequired[str]
    # image/png, as its sender says.
    bytes: NotRequired[int]
    # Its size.
    digest: NotRequired[str]
    # An algorithm's code, a colon and small hexadecimal digits: sha256:9f86d0...
    location: str
    # Where the host keeps it: a path, a key, a URL.


class AuthorityAnswer(TypedDict):
    """What the authority matrix and its limits say."""
    effect: Literal['allow', 'allow_with_rationale', 'needs_approval', 'refuse']
    # What is said to it.
    row: NotRequired[str]
    # Of the matrix, that says so; absent: none is for it.
    label: NotRequired[str]
    # What people call that row.
    why: str
    # In words.
    limits: list[AuthorityLimit]
    # The limits of that row.
    passed: list[AuthorityLimit]
    # Of rows before it: the limit beyond which each handed the request on.
    quorum: int
    # How many have to approve.
    approvers: NotRequired[str]
    # Who may, by role and agent.
    needs_rationale: bool
    # A request has to say why.
    duplicate_of: NotRequired[str]
    # The same was asked for before, by this one.


class AuthorityLimit(TypedDict):
    """How far a limit is used."""
    scope: Literal['request', 'ticket', 'order', 'customer', 'agent', 'team']
    # What it is summed up over.
    is_exceeded: bool
    # With this request it would be passed.
    within_ms: int
    # Counted back from now; 0: ever.
    used: str
    # What is used, without this request: an amount, or how many requests.
    most: NotRequired[str]
    # What there is; absent: it is not known.
    is_count: bool
    # It is of requests, not of money.
    is_captured: bool
    # It is what the order brought in, and no limit of the matrix.
    is_shared: bool
    # It is used by all orders that the shop did not report, as if they were one.
    left: NotRequired[str]
    # What is left of it, without this request; absent: it is not known.
    row: NotRequired[str]
    # That handed the request on for it; absent: it is of the row that decides.


class CalendarIntervals(TypedDict):
    """When a calendar is open."""
    items: list[Span]
    # Open intervals in their order, cut at both ends.
    next: NotRequired[str]
    # Ask again from there; absent when these are all.


class CalendarLength(TypedDict):
    """How long a calendar was open."""
    open_ms: int
    # Open time in milliseconds.


class CalendarState(TypedDict):
    """Whether a calendar is open."""
    is_open: bool
    # It is open at that instant.


class CalendarTime(TypedDict):
    """An instant that follows from a calendar."""
    at: NotRequired[str]
    # The instant.


class ChainHead(TypedDict):
    """The end of the event chain, to be kept elsewhere."""
    sequence: int
    # Of the last event; 0 when there is none.
    hash: str
    # Of the last event, in hexadecimal.
    is_keyed: bool
    # The chain has a key: only who has it can write it.
    key_id: NotRequired[str]
    # The key in use; absent for an unkeyed chain.


class ChainReport(TypedDict):
    """Whether the event chain is whole."""
    is_intact: bool
    # Every event fits, and what events vouch for.
    checked: int
    # Events checked.
    first_bad: int
    # The first event that does not fit; 0 when all do.
    text: str
    # What was found, in a line.
    head_sequence: int
    # Of the last event.
    head_hash: str
    # Of the last event, in hexadecimal.
    differences: int
    # Rows of policies, texts, receipts and cursors that the events do not vouch for.
    items: list[Difference]
    # The first 100 of them.


class CheckReport(TypedDict):
    """Whether the tables are what the events say."""
    is_clean: bool
    # Every row is what the events say.
    events: int
    # Events folded.
    rows: int
    # Rows compared.
    differences: int
    # Rows that differed; a rebuild has mended them.
    unmendable: int
    # Of these, documents of policies, which no event can say again.
    items: list[Difference]
    # The first 100 of them.


class ContextArticle(TypedDict):
    """An article for those who work on a reason."""
    name: str
    # Its name in the policy.
    title: str
    # Its title.
    version: NotRequired[str]
    # Its version.
    owner: NotRequired[str]
    # The team that keeps it.
    review_on: NotRequired[str]
    # When it is to be reviewed, a date.
    is_outdated: bool
    # That day has passed.


class ContextContact(TypedDict):
    """How often a customer came for a reason by a channel."""
    reason: NotRequired[str]
    # The contact reason; absent when not known.
    channel: str
    # Where the tickets began.
    ticket_count: int
    # The customer's tickets of both, all of them.
    recent_count: int
    # Of the newest twenty those opened within the policy's repeat_contact before now.


class ContextRemedy(TypedDict):
    """What may be given of a remedy, in short."""
    remedy: str
    # What can be given or done.
    label: str
    # What people call it.
    effect: Literal['allow', 'allow_with_rationale', 'needs_approval', 'refuse']
    # The best that is said to any amount of it.
    at_once: NotRequired[str]
    # The most that is allowed.
    at_discretion: NotRequired[str]
    # The most that is allowed to who says why.
    by_approval: NotRequired[str]
    # The most that is granted once it is approved.
    open_effect: NotRequired[Literal['allow', 'allow_with_rationale', 'needs_approval', 'refuse']]
    # Which of these has no end but the most that can be asked for at once.


class ContextThing(TypedDict):
    """Something that was bought."""
    reference: Reference
    # The thing.
    label: NotRequired[str]
    # What the shop calls it.
    facts: list[ReportedFact]
    # What is so, by name.
    tickets: NotRequired[list[ContextTicket]]
    # About it and not solved: theirs, then of the newest five those of others.
    updated_at: NotRequired[str]
    # The latest date of its reports.


class ContextTicket(TypedDict):
    """A ticket in a few words."""
    id: str
    # The ticket's id.
    root_id: str
    # The ticket that it is part of: itself, unless it was merged.
    status: str
    # A status of the policy.
    category: Literal['new', 'open', 'pending', 'on_hold', 'solved', 'closed']
    # What kind of status that is.
    subject: NotRequired[str]
    # What it is about; absent once erased.
    channel: str
    # The channel it came by.
    reason: NotRequired[str]
    # The contact reason; absent when not known.
    opened_at: str
    # When it was opened.
    updated_at: str
    # When something last happened to it.
    solved_at: NotRequired[str]
    # When it was last solved; absent while it is not.


class ContextWork(TypedDict):
    """A ticket, and what is to be done about it."""
    ticket: ContextTicket
    # The ticket.
    priority: str
    # Its priority.
    team: NotRequired[str]
    # The team that has it; absent when none has.
    assignee_id: NotRequired[str]
    # The agent who has it; absent when nobody has.
    assignee: NotRequired[str]
    # That agent's name.
    waiting_since: NotRequired[str]
    # Since when the customer waits; absent when nobody waits.
    closes_at: NotRequired[str]
    # When the desk closes it by itself; absent: never.
    promise_at: NotRequired[str]
    # When a promise on it warns or breaks next; absent: none waits.
    floor: NotRequired[str]
    # The floor that it is on; absent: none.
    floor_minimum: NotRequired[str]
    # The lowest that it may be on.
    waits_for: NotRequired[Literal['move_up', 'clearance', 'resolution']]
    # A signature that it waits for; absent: none.
    asked_at: NotRequired[str]
    # Since when a sign-off to move up is waited for; absent: none is.
    sign_from: NotRequired[str]
    # Who may sign that, as role:NAME and agent:ID; absent: none is waited for.
    repeat_count: int
    # Earlier tickets, not merged, for the same reason within the policy's repeat_contact.
    preferred_channel: NotRequired[str]
    # The reason's channel.
    second_channel: NotRequired[str]
    # The reason's second channel.
    knowledge: NotRequired[list[ContextArticle]]
    # What the policy says to read for the reason.
    intake_missing: NotRequired[list[str]]
    # Fields that its reason asks for and that are not filled.
    blockers: NotRequired[list[TicketLink]]
    # Links to unsolved tickets without which it cannot be solved.
    reminders: NotRequired[list[Reminder]]
    # Reminders that wait, by when they are due.


class Corrective(TypedDict):
    """What is done about a figure that misses its target."""
    id: str
    # The corrective action.
    line: str
    # Of which line of the scorecard.
    text: str
    # What is to be done.
    owner_id: NotRequired[str]
    # The agent who does it.
    owner_name: NotRequired[str]
    # Their name.
    owner_role: NotRequired[str]
    # The role that does it.
    due_at: str
    # By when.
    state: Literal['open', 'done', 'dropped']
    # What became of it.
    is_overdue: bool
    # It is open, and its time is over.
    recorded_at: str
    # Since when it is there.
    by_id: NotRequired[str]
    # The agent who recorded it.
    by_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # What kind of actor recorded it.
    changes: int
    # How often it was changed.
    changed_at: NotRequired[str]
    # When last.
    closed_at: NotRequired[str]
    # Absent while it is open.
    note: NotRequired[str]
    # What was said when it was closed.


class CorrectiveList(TypedDict):
    """A page of corrective actions."""
    items: list[Corrective]
    # By when they were recorded, then by id.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class Customer(TypedDict):
    """A person who writes to the desk."""
    id: str
    # Who they are now.
    asked_id: str
    # Who was asked for: the same, or one who was merged.
    version: int
    # Grows with each change.
    name: NotRequired[str]
    # Absent when not known; of a member when only they have one.
    identities: list[CustomerIdentity]
    # By what they are known: by customer, system, kind and value.
    members: list[CustomerMember]
    # Customers that were merged into them, by id.
    created_at: str
    # When the desk first knew them.
    facts: list[ReportedFact]
    # What is so about them, of all of them the latest by date, by name.
    erased_at: NotRequired[str]
    # When a privacy request erased them; absent when none did.


class CustomerContext(TypedDict):
    """The four questions about a customer."""
    customer: NotRequired[Customer]
    # Who this is; absent: a ticket's that nobody knows.
    segments: list[str]
    # The segments they are in now, in the policy's order.
    things: list[ContextThing]
    # What they bought: the latest report first.
    thing_total: int
    # All of that, also what is not shown.
    new_count: int
    # Their new tickets.
    open_count: int
    # Their open tickets.
    pending_count: int
    # Those that wait for them.
    on_hold_count: int
    # Those that wait for somebody else.
    solved_count: int
    # Their solved tickets.
    closed_count: int
    # Their closed tickets, without those that were merged.
    contacts: list[ContextContact]
    # How often they came: most tickets first.
    tickets: list[ContextTicket]
    # Their tickets, newest first.
    work: list[ContextWork]
    # Tickets that are not solved: who waits longest first.


class CustomerExport(TypedDict):
    """Everything that is held about a person."""
    customer_id: str
    # Who they are now.
    document: dict[str, Any]
    # An object of lists: rows of the tables by their names, and texts.


class CustomerIdentity(TypedDict):
    """An identity as it is kept."""
    kind: str
    # What it is: email.
    system: NotRequired[str]
    # Where it is from; absent: of no system.
    value: str
    # In the one form of its kind.
    is_verified: bool
    # The host has proof; else it is claimed.
    customer_id: str
    # Whose it is.


class CustomerMember(TypedDict):
    """A customer that was merged into another."""
    customer_id: str
    # Their own id, still valid.
    merged_into: str
    # The customer they were merged into, who may have been merged as well.
    version: int
    # Grows with each change.
    name: NotRequired[str]
    # Absent when not known.


class Difference(TypedDict):
    """A row that is not what the events say."""
    table: str
    # The table: sup_ticket.
    key: str
    # The row's key without the tenant.
    text: str
    # What differs.


class DueList(TypedDict):
    """What warns and breaks next."""
    items: list[DueTicket]
    # By time, then by ticket.
    next_after: NotRequired[str]
    # Give it as after for the next page; absent on the last.


class DueTicket(TypedDict):
    """A ticket of which a timer will warn or break."""
    ticket_id: str
    # The ticket.
    due_at: str
    # When; before now when it was not fired yet.
    is_breach: bool
    # The promise breaks then; false: it is a warning.
    status: str
    # Of the ticket.
    priority: str
    # Of the ticket.
    channel: str
    # Where it began.
    team: NotRequired[str]
    # Who looks after it.
    assignee_id: NotRequired[str]
    # The agent who has it.
    timer: Timer
    # The one that is due first, without its earlier promises.


class Event(TypedDict):
    """One event, with everything its hash covers."""
    sequence: int
    # Its place in the log, from 1 without gaps.
    operation: int
    # The sequence of the first event of the same operation.
    kind: int
    # The kind as a number.
    name: str
    # The kind as a name: ticket.opened.
    at: str
    # When it happened.
    recorded_at: str
    # When the desk was told.
    actor_kind: int
    # 1 agent, 2 bot, 3 customer, 4 system, 5 integration; a number, since it is hashed.
    actor_id: NotRequired[str]
    # Who did it.
    ticket_id: NotRequired[str]
    # The ticket concerned.
    subject_id: NotRequired[str]
    # The agent, customer or message concerned.
    number: int
    # A number whose meaning depends on the kind.
    flags: int
    # 1 imported, 2 automated, 4 acknowledgement, 8 reopens, 16 reassigns, 32 first reply; added
    # up.
    policy_version: int
    # The policy it was decided under.
    before: NotRequired[str]
    # The value before.
    after: NotRequired[str]
    # The value after.
    payload: str
    # JSON as text, since it is hashed.
    private_digest: str
    # Digest of the private text, in hexadecimal; empty when there is none.
    hash: str
    # The chain's hash at this event, in hexadecimal.


class EventList(TypedDict):
    """A page of the event log."""
    items: list[Event]
    # Events in their order.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.
    tenant: int
    # The tenant, which the hashes cover too.


class Fact(TypedDict):
    """Something that another system says about a ticket."""
    name: str
    # What the fact is about: made_sla.
    value: str
    # The value, as text.


class FloorCause(TypedDict):
    """A risk rule that asked for a floor."""
    rule: str
    # The risk rule.
    label: str
    # What people call it.
    floor: NotRequired[str]
    # That it asked for.
    matched_at: str
    # When.
    is_matching: bool
    # It matches now as well.
    is_waived: bool
    # The minimum floor was lowered after it.
    steps: list[PolicyStep]
    # Its condition, with the values of the facts as they are now.
    order: NotRequired[str]
    # Whose facts are among these values; of several orders the first that it matches.
    ticket_id: NotRequired[str]
    # The part of the ticket whose values these are; absent: the ticket itself.


class FloorExplanation(TypedDict):
    """Why a ticket is on its floor, and what it waits for."""
    ticket_id: str
    # The ticket.
    floor: NotRequired[str]
    # The current floor; absent: there are none.
    floor_label: NotRequired[str]
    # What people call it.
    floor_minimum: NotRequired[str]
    # The lowest that it may be on.
    is_cut: bool
    # There was more than is listed.
    visits: list[FloorVisit]
    # Oldest first; the last is the one it is on.
    causes: list[FloorCause]
    # Oldest first.
    missing: list[FloorMissing]
    # Before it is solved, or leaves by hand.
    held: list[FloorHeld]
    # What may not be done now, also by stays that are over.
    sign_from: NotRequired[str]
    # Who may sign what it waits for to move up; absent: it does not wait.
    signatures: list[FloorSignature]
    # Signatures under its resolution, oldest first.
    records: list[FloorRecord]
    # Evidence, oldest first.
    lines: list[str]
    # The same for people.


class FloorFigures(TypedDict):
    """What went on on a floor, for a reason, or with an agent."""
    floor: NotRequired[str]
    # The floor; empty: one that is there no more.
    reason: NotRequired[str]
    # The contact reason; empty: none.
    agent_id: NotRequired[str]
    # Who had it when it left.
    visit_count: int
    # Stays.
    solved_count: int
    # Of them, those that ended with the ticket solved there.
    escalated_count: int
    # Of them, those that ended on a higher floor.
    rule_count: int
    # Of these, by a risk rule.
    stalled_count: int
    # By a time limit, signed or not.
    unsigned_count: int
    # Of these, unsigned.
    customer_count: int
    # At the customer's request.
    manual_count: int
    # By an agent.
    ended_count: int
    # Stays that are over.
    total_ms: int
    # How long these took, wall-clock time.


FloorHeld = TypedDict('FloorHeld', {
    'action': 'str',
    # What may not be done.
    'until': 'str',
    # clearance, move_up or resolution.
    'from': 'str',
    # Who may sign that.
    'floor': 'str',
    # The floor that holds it.
    'ticket_id': 'str',
    # Whose stay: the ticket, or a part.
    'position': 'int',
    # Of that stay.
    'left_at': 'NotRequired[str]',
    # When that ended without the sign-off; absent: it is there.
})
"""What is held."""


class FloorList(TypedDict):
    """Tickets by floor and age."""
    items: list[FloorTicket]
    # The highest floor first, on each the oldest first; then stays that are over.
    next_after: NotRequired[str]
    # Give it as after for the next page; absent on the last.


FloorMissing = TypedDict('FloorMissing', {
    'what': 'str',
    # evidence or signature.
    'name': 'str',
    # Its name.
    'label': 'str',
    # What people call it.
    'before': 'str',
    # leaving, solving, or closing what is solved and was raised since.
    'from': 'NotRequired[str]',
    # Who may give the signature.
})
"""What is missing."""


class FloorRecord(TypedDict):
    """A piece of evidence that was recorded."""
    name: str
    # The piece of evidence.
    label: str
    # What people call it.
    recorded_at: str
    # When.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # Who did it.
    actor_id: NotRequired[str]
    # Which one.
    message_id: NotRequired[str]
    # The message that has it.


class FloorSignature(TypedDict):
    """A signature under a resolution."""
    name: str
    # The signature.
    label: str
    # What people call it.
    position: int
    # Of the stay on which it was given.
    agent_id: NotRequired[str]
    # Who gave it; absent: the system.
    signed_at: str
    # When.
    is_rejected: bool
    # It was refused.


FloorSummary = TypedDict('FloorSummary', {
    'from': 'str',
    # From here on.
    'to': 'str',
    # And before here.
    'floors': 'list[FloorFigures]',
    # Lowest first.
    'reasons': 'list[FloorFigures]',
    # By contact reason, most escalations first.
    'agents': 'list[FloorFigures]',
    # By who had it when it left, most escalations first.
    'ticket_count': 'int',
    # Tickets that came to a floor for the first time.
    'first_solved_count': 'int',
    # Of them, those that are solved and were on no floor but the lowest.
    'risk_count': 'int',
    # Of them, those for which a rule ever asked the highest floor.
    'risk_reached_count': 'int',
    # Of these, those that came to it.
    'decision_count': 'int',
    # Decisions and sign-offs on those tickets that were given.
    'decision_target_count': 'int',
    # Of decisions that had a target, those given and those whose time has run without one.
    'decided_in_time_count': 'int',
    # Of these, those that kept it.
    'step_count': 'int',
    # Escalations by hand, at the customer's request and by time.
    'complete_count': 'int',
    # Of these, those with all that their floor demands.
})
"""What went on on the floors in a time."""


class FloorTicket(TypedDict):
    """A ticket on its floor."""
    ticket_id: str
    # The ticket.
    floor: str
    # Its floor, or the one that it has left.
    floor_minimum: str
    # The lowest that it may be on.
    arrived_at: str
    # On this floor.
    why: Literal['opened', 'rule', 'stalled', 'unsigned', 'customer', 'manual', 'merged', 'returned', 'lowered', 'reopened', 'solved', 'joined', 'policy']
    # Why it came.
    waits_for: NotRequired[Literal['move_up', 'clearance', 'resolution']]
    # A signature; absent: none.
    asked_at: NotRequired[str]
    # Since when a sign-off to move up is waited for.
    status: str
    # Of the ticket.
    priority: str
    # Of the ticket.
    channel: str
    # Where it began.
    team: NotRequired[str]
    # Who looks after it.
    assignee_id: NotRequired[str]
    # The agent who has it.
    position: int
    # Of that stay among its stays.
    left_at: NotRequired[str]
    # When that stay ended with remedies held until the sign-off; absent: it is there.
    part_id: NotRequired[str]
    # The ticket merged into it since whose stay that was; absent: its own.


class FloorVisit(TypedDict):
    """One stay of a ticket on a floor."""
    position: int
    # 1, 2, 3 ... of the ticket.
    floor: str
    # The floor.
    why: Literal['opened', 'rule', 'stalled', 'unsigned', 'customer', 'manual', 'merged', 'returned', 'lowered', 'reopened', 'solved', 'joined', 'policy']
    # Why it came.
    rule: NotRequired[str]
    # The risk rule that asked for it.
    arrived_at: str
    # When it came.
    left_at: NotRequired[str]
    # When it left; absent: it is there.
    left_why: NotRequired[Literal['opened', 'rule', 'stalled', 'unsigned', 'customer', 'manual', 'merged', 'returned', 'lowered', 'reopened', 'solved', 'joined', 'policy']]
    # Why it left.
    is_incomplete: bool
    # It left without the evidence that the floor wants for that.
    agent_id: NotRequired[str]
    # Who had it when it left.
    stalled_at: NotRequired[str]
    # When a time limit passed.
    asked_at: NotRequired[str]
    # When a sign-off to move up was asked for.
    asked_by: NotRequired[str]
    # Who asked; absent: the desk.
    asked_kind: NotRequired[Literal['agent', 'bot', 'customer', 'system', 'integration']]
    # What they are.
    asked_why: NotRequired[Literal['opened', 'rule', 'stalled', 'unsigned', 'customer', 'manual', 'merged', 'returned', 'lowered', 'reopened', 'solved', 'joined', 'policy']]
    # Why.
    asked_floor: NotRequired[str]
    # Where it is to go.
    asked_from: NotRequired[str]
    # The merged ticket that it was asked for on; absent: on this one.
    signed_at: NotRequired[str]
    # When that was answered.
    signed_by: NotRequired[str]
    # By which agent.
    is_rejected: bool
    # With no.
    cleared_at: NotRequired[str]
    # When what is held was cleared.
    cleared_by: NotRequired[str]
    # By which agent.


class GuideItem(TypedDict):
    """What is promised on a channel about a metric."""
    channel: str
    # The channel.
    channel_label: str
    # What people call it.
    metric: Literal['acknowledgement', 'assignment', 'first_reply', 'next_reply', 'periodic_update', 'pausable_update', 'requester_wait', 'agent_work', 'resolution', 'time_in_team', 'fact_deadline', 'time_on_floor', 'work_on_floor', 'sign_off', 'decision']
    # What is promised.
    target_ms: int
    # Within which time.
    calendar: NotRequired[str]
    # On whose hours; absent: all hours.
    calendar_label: NotRequired[str]
    # What people call these.


class HandoverStep(TypedDict):
    """Something that was done about a ticket."""
    id: str
    # The event's sequence.
    at: str
    # When it happened.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # What kind of actor did it.
    actor_id: NotRequired[str]
    # Who did it.
    sentence: str
    # What was done.


class History(TypedDict):
    """A page of a ticket's history."""
    items: list[HistoryItem]
    # Events in the order they were recorded.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class HistoryItem(TypedDict):
    """One thing that happened to a ticket."""
    id: str
    # The event's sequence.
    at: str
    # When it happened.
    recorded_at: str
    # When the desk was told.
    kind: str
    # The kind of event: ticket.opened.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # What kind of actor did it.
    actor_id: NotRequired[str]
    # Who did it.
    actor: str
    # Who did it, for people: Priya Nair (agent).
    sentence: str
    # What happened, for people.
    is_imported: bool
    # History that another system decided.


class Identity(TypedDict):
    """One way to know a customer; docs/policy.md says how values are written."""
    kind: str
    # What it is: email.
    system: NotRequired[str]
    # Where it is from: shopify; absent for a kind that is the same in every system.
    value: str
    # The address, number or id.
    is_verified: NotRequired[bool]
    # The host has proof that it is theirs; else it is claimed.


class IdentityKey(TypedDict):
    """An identity that is looked for."""
    kind: str
    # What it is: email.
    system: NotRequired[str]
    # Where it is from: shopify; absent for a kind that is the same in every system.
    value: str
    # The address, number or id.


class ImportPosition(TypedDict):
    """How far an import has come."""
    position: int
    # 0 when it never began.


class KpiAge(TypedDict):
    """How many tickets were of an age."""
    from_days: int
    # So old at least, in days of 24 hours.
    to_days: int
    # And not yet so old; absent: however old.
    tickets: int
    # How many.


class KpiAnswer(TypedDict):
    """Figures."""
    items: list[KpiRow]
    # By groups, then by time, then as the metrics were named.
    zone: str
    # Whose days these are.
    currency: NotRequired[str]
    # Of figures of money.
    sequence: int
    # Of the last event that is counted in.
    is_scanned: bool
    # From what each ticket adds; else from figures that are kept.


class KpiBacklog(TypedDict):
    """What was in work at an instant."""
    at: str
    # The instant.
    tickets: int
    # How many were in work.
    aged: int
    # Of these, opened 7 days before or earlier.
    ages: list[KpiAge]
    # By age, the youngest first; together all of them.
    items: list[KpiOpenTicket]
    # The oldest, oldest first.
    sequence: int
    # Of the last event that is counted in.


class KpiCheckReport(TypedDict):
    """What working out all figures from scratch found."""
    is_clean: bool
    # Nothing differs.
    facts: int
    # Tickets, surveys and reviews that were worked out.
    cells: int
    # Figures that were compared.
    differences: int
    # Of both.
    first: NotRequired[str]
    # The first of them, in words.


KpiComparison = TypedDict('KpiComparison', {
    'items': 'list[KpiDifference]',
    # As the metrics were named.
    'from': 'str',
    # The first day.
    'to': 'str',
    # The last day.
    'versus_from': 'str',
    # And of the other.
    'versus_to': 'str',
    # And of the other.
    'zone': 'str',
    # Whose days these are.
    'currency': 'NotRequired[str]',
    # Of figures of money.
    'sequence': 'int',
    # Of the last event that is counted in.
})
"""Figures of two periods, or of two groups of teams."""


class KpiDefinition(TypedDict):
    """What a figure means."""
    name: str
    # As questions name it.
    label: str
    # What people call it.
    unit: str
    # count, ms, percent, each, money, score or points.
    formula: str
    # How it comes about.
    population: str
    # What is counted, and on which day.
    clock: NotRequired[str]
    # calendar or business; absent: it has no time in it.
    source: str
    # Where the meaning comes from.
    version: int
    # Grows when the meaning changes.
    has_percentiles: bool
    # Rows of it tell how its values are distributed.
    is_stock: bool
    # It is as of the end of the last day; else of what happened in the time.
    window: NotRequired[str]
    # The time of the policy for which values are provisional when their last day is over:
    # repeat_contact or repeat_purchase; absent: they are not.
    provisional_ms: int
    # How long that is by the policy in force; absent: they are not.


class KpiDefinitionList(TypedDict):
    """What figures mean."""
    items: list[KpiDefinition]
    # All metrics that there are.


class KpiDifference(TypedDict):
    """One figure on both sides."""
    metric: str
    # Which figure.
    unit: str
    # As in kpi.definitions.
    value: NotRequired[str]
    # A decimal number; absent: no data.
    versus: NotRequired[str]
    # What it is compared with; absent: no data.
    cases: int
    # How many things the value comes from; 0 for a sum of money.
    versus_cases: int
    # And the other one.
    difference: NotRequired[str]
    # value - versus, of shares in points; absent: one has no data.
    percent: NotRequired[str]
    # Of versus, what it is more; absent: one has no data, or versus is 0.
    provisional_until: NotRequired[str]
    # The value is provisional until then; absent: it is final.
    versus_provisional_until: NotRequired[str]
    # Of what it is compared with.


class KpiDriver(TypedDict):
    """Why customers came."""
    reason: NotRequired[str]
    # Contact reason; absent: none, or not asked for.
    product: NotRequired[str]
    # Id of a product; absent: none, or not asked for.
    order_state: NotRequired[str]
    # In the shop's own words; absent: none, or not asked for.
    is_preventable: bool
    # Such contacts should not be needed, as the policy says.
    count: int
    # How many tickets.
    previous_count: int
    # How many there were in as many days before.
    repeat_count: int
    # Of the tickets, those that are repeated contacts.
    handle_ms: int
    # What agents worked on them.
    cost: NotRequired[str]
    # What they cost; absent: the policy has no costs.
    share: str
    # Of all tickets, percent.
    cumulative: str
    # Of this one and those before it, percent.


KpiDriverList = TypedDict('KpiDriverList', {
    'items': 'list[KpiDriver]',
    # The most tickets first, then by name.
    'from': 'str',
    # The first day.
    'to': 'str',
    # The last one.
    'previous_from': 'str',
    # The first of as many days before.
    'previous_to': 'str',
    # The last of those.
    'zone': 'str',
    # Whose days these are.
    'currency': 'NotRequired[str]',
    # Of costs; absent: the policy has none.
    'driver_count': 'int',
    # How many drivers there are, also those that are not listed.
    'ticket_count': 'int',
    # All tickets together.
    'previous_count': 'int',
    # All tickets of the days before.
    'repeat_count': 'int',
    # Those that are repeated contacts.
    'preventable_count': 'int',
    # Contacts that should not have existed: preventable or repeated.
    'cost': 'NotRequired[str]',
    # Of all; absent: the policy has no costs.
    'preventable_cost': 'NotRequired[str]',
    # Of those that should not have existed; absent likewise.
    'sequence': 'int',
    # Of the last event that is counted in.
})
"""Why customers came."""


class KpiExplanation(TypedDict):
    """Which tickets are behind a figure."""
    items: list[KpiThing]
    # Tickets, surveys, reviews, agents; by id, then by time.
    next_after_id: NotRequired[str]
    # Where the next page begins; absent: no more.


KpiFilter = TypedDict('KpiFilter', {
    'by': 'str',
    # channel, reason, team, agent, floor, priority, segment, sla, hour, weekday or product.
    'is': 'NotRequired[str | float | bool]',
    # A name, or the id of an agent or a product; absent or empty: none.
})
"""Only what is of one team, one reason or the like."""


class KpiOpenTicket(TypedDict):
    """A ticket that was in work, and its age."""
    ticket_id: str
    # The ticket.
    opened_at: str
    # When it was opened.
    age_ms: int
    # How long before the instant.


class KpiRebuildReport(TypedDict):
    """What working out all figures anew did."""
    sequence: int
    # Of the last event that is counted in.
    facts: int
    # Tickets, surveys and reviews that were worked out.


KpiRow = TypedDict('KpiRow', {
    'metric': 'str',
    # Which figure.
    'from': 'str',
    # Its first day.
    'to': 'str',
    # Its last day.
    'groups': 'list[str]',
    # Of whom, in the order of `by`; empty texts are none.
    'value': 'NotRequired[str]',
    # A decimal number; absent: nothing is counted.
    'numerator': 'int',
    # What it comes from: ms, or how many.
    'denominator': 'int',
    # And of how many; 0: of none.
    'spread': 'NotRequired[KpiSpread]',
    # How its values are distributed.
    'provisional_until': 'NotRequired[str]',
    # The value is provisional until then; absent: it is final.
})
"""One figure."""


KpiScorecard = TypedDict('KpiScorecard', {
    'items': 'list[KpiScorecardLine]',
    # In the policy's order.
    'period': "Literal['whole', 'day', 'week', 'month']",
    # Of what.
    'is_over': 'bool',
    # Its last day is over.
    'from': 'str',
    # Its first day.
    'to': 'str',
    # Its last day.
    'previous_from': 'NotRequired[str]',
    # Of the period before.
    'previous_to': 'NotRequired[str]',
    # Of the period before.
    'zone': 'NotRequired[str]',
    # Whose days these are.
    'currency': 'NotRequired[str]',
    # Of lines of money.
    'sequence': 'int',
    # Of the last event that is counted in.
    'met': 'int',
    # Lines that are met.
    'missed': 'int',
    # Lines that are missed.
    'no_data': 'int',
    # Lines without data.
})
"""How the figures of the policy's scorecard stand."""


class KpiScorecardLine(TypedDict):
    """A figure beside its target."""
    name: str
    # In the policy.
    label: str
    # What people read.
    metric: str
    # Which figure.
    unit: str
    # As in kpi.definitions.
    statistic: Literal['mean', 'min', 'max', 'p50', 'p75', 'p90', 'p95', 'p99']
    # What of it; mean is its value.
    direction: Literal['below', 'at_most', 'at_least']
    # On which side of the target it has to be.
    target: str
    # A decimal number.
    note: NotRequired[str]
    # What to know about it.
    owner_role: NotRequired[str]
    # Who answers for it; absent: an agent.
    owner_name: NotRequired[str]
    # The agent's name.
    owner_id: NotRequired[str]
    # The agent; absent: a role.
    only: list[KpiFilter]
    # Of what the figure is.
    status: Literal['met', 'missed', 'no_data']
    # How it stands; no_data: nothing counted in the period.
    previous_status: Literal['met', 'missed', 'no_data']
    # Of the period before.
    trend: NotRequired[Literal['better', 'worse', 'same']]
    # Since the period before; absent: one of both has no data.
    value: NotRequired[str]
    # A decimal number; absent: no data.
    previous: NotRequired[str]
    # Of the period before; absent: no data.
    cases: int
    # How many things the value comes from; 0 for a sum of money.
    previous_cases: int
    # Of the period before.
    values: list[str]
    # Of all periods, oldest first; an empty text is no data.
    is_exact: bool
    # As it is; else a percentile from buckets, off by less than 1 %.
    crossed_at: NotRequired[str]
    # The end of the period in which the target was crossed last; absent: never.
    actions: list[Corrective]
    # Corrective actions that are open, those due first.
    provisional_until: NotRequired[str]
    # The value is provisional until then; absent: it is final.
    previous_provisional_until: NotRequired[str]
    # Of the value of the period before.


class KpiSpread(TypedDict):
    """How durations are distributed, by the nearest rank."""
    min_ms: int
    # The least.
    max_ms: int
    # The most.
    p50_ms: int
    # The median.
    p75_ms: int
    # 75 % are no more.
    p90_ms: int
    # 90 % are no more.
    p95_ms: int
    # 95 % are no more.
    p99_ms: int
    # 99 % are no more.
    is_exact: bool
    # From each value; else from buckets, off by less than 1 %.


class KpiThing(TypedDict):
    """One thing that counts in a figure."""
    subject: Literal['ticket', 'survey', 'review', 'agent']
    # What it is.
    id: str
    # The ticket, survey, review or agent.
    ticket_id: NotRequired[str]
    # The ticket, or the one it is about; absent: none.
    at: str
    # When it counts.
    what: str
    # What is counted.
    numerator: int
    # What it adds there: 1, ms, or -1 where it is taken off.
    denominator: int
    # And there.


class LedgerEntry(TypedDict):
    """One thing that counts against limits."""
    request_id: str
    # The request or report: authority.explain tells more of it.
    state: Literal['waiting', 'granted', 'executing', 'confirmed', 'failed', 'rejected', 'withdrawn', 'expired', 'void', 'refused', 'reported', 'joined']
    # What became of it.
    ticket_id: NotRequired[str]
    # For which ticket.
    remedy: str
    # What it is.
    label: str
    # What people call it.
    amount: NotRequired[str]
    # What counts: what was given, or else asked for.
    currency: NotRequired[str]
    # ISO 4217.
    at: str
    # Of when it counts.
    until: NotRequired[str]
    # When it counts no more, unless it is executed.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # What kind of actor asked, or gave it.
    actor_id: NotRequired[str]
    # Who.


class LedgerExcess(TypedDict):
    """What the shop says that it paid back, and no entry tells."""
    order: Reference
    # Of which order.
    amount: str
    # What is beyond the entries that were given by then.
    currency: str
    # ISO 4217.
    at: str
    # The date of what the shop says.


class LedgerList(TypedDict):
    """A page of what counts, and what it comes to."""
    items: list[LedgerEntry]
    # The latest first.
    sums: list[LedgerSum]
    # Of all pages by currency; on the first page alone.
    excesses: NotRequired[list[LedgerExcess]]
    # Of an order, or of a customer's orders: what the shop paid back by itself. In the sums,
    # and on the first page alone.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class LedgerSum(TypedDict):
    """What the entries come to in one currency."""
    currency: NotRequired[str]
    # ISO 4217; absent: of those without an amount.
    amount: NotRequired[str]
    # What they come to.
    count: int
    # How many they are.


class MessageItem(TypedDict):
    """One message of a ticket's thread."""
    id: str
    # The message's id.
    ticket_id: str
    # The ticket that it came with.
    kind: Literal['customer', 'reply', 'note']
    # From the customer, to the customer, or among colleagues.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # What kind of actor recorded it.
    actor_id: NotRequired[str]
    # Who recorded it.
    customer_id: NotRequired[str]
    # The customer who wrote it.
    at: str
    # When it was written.
    channel: str
    # The channel it went by.
    body: NotRequired[str]
    # The text; absent once erased.
    external_id: NotRequired[str]
    # Its id where it came from.
    handle_ms: int
    # How long the agent worked on it.
    is_automated: bool
    # No person wrote it.
    is_acknowledgement: bool
    # It only says that the message arrived.
    is_public: bool
    # Everyone sees it.
    attachments: NotRequired[list[Attachment]]
    # Files that came with it, without those that were erased.


class MessageList(TypedDict):
    """A page of messages."""
    items: list[MessageItem]
    # Messages by time; of one time, by id.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class Miss(TypedDict):
    """A promise that was broken."""
    ticket_id: str
    # The ticket.
    metric: Literal['acknowledgement', 'assignment', 'first_reply', 'next_reply', 'periodic_update', 'pausable_update', 'requester_wait', 'agent_work', 'resolution', 'time_in_team', 'fact_deadline', 'time_on_floor', 'work_on_floor', 'sign_off', 'decision']
    # What was measured.
    instance: int
    # Which run of it: 1, 2, 3 ...
    position: int
    # Which of the promises that were on that run: 1, 2, 3 ...
    breached_at: str
    # When it was broken.
    sla: str
    # The SLA policy.
    policy_version: int
    # Of the policy document that it was promised by.
    target_ms: int
    # Business time promised.
    team: NotRequired[str]
    # Who had the ticket when it was found broken; absent: no team.
    assignee_id: NotRequired[str]
    # The agent who had it then; absent: nobody.
    ended_at: NotRequired[str]
    # When the run ended, or another promise took its place; absent: it goes on.
    over_ms: int
    # Business time over the target by then.
    cause: NotRequired[str]
    # Why; absent: nobody has said.
    cause_label: NotRequired[str]
    # What people call it; absent as well when the policy has it no more.
    cause_by_kind: NotRequired[Literal['agent', 'bot', 'customer', 'system', 'integration']]
    # What kind of actor said why.
    cause_by_id: NotRequired[str]
    # Which agent did.
    cause_at: NotRequired[str]
    # When that was.
    note: NotRequired[str]
    # What else they said; absent: nothing, or it was erased.


class MissGroup(TypedDict):
    """Misses of a team that have one cause."""
    team: NotRequired[str]
    # The team; absent: of tickets that no team had.
    cause: NotRequired[str]
    # The cause; absent: nobody has given one.
    cause_label: NotRequired[str]
    # What people call it; absent as well when the policy has it no more.
    count: int
    # How many.


class MissList(TypedDict):
    """A page of promises that were broken."""
    items: list[Miss]
    # By time, then by ticket, metric and run.
    next_after: NotRequired[str]
    # Give it as after for the next page; absent on the last.


class MissSummary(TypedDict):
    """Misses by team and cause."""
    items: list[MissGroup]
    # By team, those without one last; then the most first.
    total: int
    # Misses that were counted.
    unexplained: int
    # Of them, those without a cause.
    next_after: NotRequired[str]
    # More than one call counts: go on with it as after, and add; absent: these are all.


class NextDue(TypedDict):
    """When to tick."""
    due_at: NotRequired[str]
    # When the next thing is due; absent when nothing waits.


class Offer(TypedDict):
    """What may be given to the customer of a ticket."""
    ticket_id: str
    # The ticket.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # What kind of actor it is for.
    actor_id: NotRequired[str]
    # Who.
    currency: str
    # ISO 4217, of all amounts.
    order: NotRequired[Reference]
    # The order that it is about.
    blocked: NotRequired[str]
    # Why no request of theirs is taken now, whatever the matrix says.
    held: NotRequired[str]
    # Why what is granted may not be executed yet.
    items: list[OfferRemedy]
    # All remedies of the policy.


OfferBand = TypedDict('OfferBand', {
    'from': 'NotRequired[str]',
    # The least; absent: this is about a request without an amount.
    'to': 'NotRequired[str]',
    # The most.
    'effect': "Literal['allow', 'allow_with_rationale', 'needs_approval', 'refuse']",
    # What is said to it.
    'is_open': 'bool',
    # Nothing ends it: `to` is the most that can be asked for at once.
    'needs_rationale': 'bool',
    # A request has to say why.
    'is_lacking': 'bool',
    # Nothing can be said until what `why` names is there.
    'row': 'NotRequired[str]',
    # Of the matrix, that says so; absent: none is for it.
    'label': 'NotRequired[str]',
    # What people call that row.
    'why': 'str',
    # In words.
    'quorum': 'int',
    # How many have to approve.
    'approvers': 'NotRequired[str]',
    # Who may, by role and agent.
    'limits': 'list[AuthorityLimit]',
    # The limits of that row.
    'passed': 'NotRequired[list[AuthorityLimit]]',
    # Of rows before it that would have been for the first of these amounts: the limit beyond
    # which each hands it on.
})
"""What is said to all amounts from one to another."""


class OfferRemedy(TypedDict):
    """A remedy, and what may be given of it."""
    remedy: str
    # What can be given or done.
    label: str
    # What people call it.
    effect: Literal['allow', 'allow_with_rationale', 'needs_approval', 'refuse']
    # The best that is said to any amount of it.
    at_once: NotRequired[str]
    # The most that is allowed.
    at_discretion: NotRequired[str]
    # The most that is allowed to who says why.
    by_approval: NotRequired[str]
    # The most that is granted once it is approved.
    bands: list[OfferBand]
    # Without an amount first, then by amount, without gaps.


class OutboxItem(TypedDict):
    """One event for a consumer."""
    sequence: int
    # The event's sequence.
    event: dict[str, Any]
    # A CloudEvent 1.0.


class OutboxPage(TypedDict):
    """A consumer's next events."""
    items: list[OutboxItem]
    # Events in their order.
    through: int
    # Acknowledge this once all items are dealt with.
    is_more: bool
    # There are events after that.


class Policy(TypedDict):
    """A policy."""
    version: int
    # 0 for the built-in one.
    name: NotRequired[str]
    # Its name, for people.
    digest: str
    # BLAKE2b-256 of the document's bytes, in hexadecimal.
    document: dict[str, Any]
    # The policy, byte for byte as it was given.


class PolicyChange(TypedDict):
    """One thing that differs between two policies."""
    kind: Literal['added', 'removed', 'changed', 'moved']
    # What happened.
    pointer: str
    # Where, as a JSON pointer into the newer document; of what is gone, the older.
    text: str
    # What changed, in words.
    before: NotRequired[str]
    # The value before, as JSON text.
    after: NotRequired[str]
    # The value after, as JSON text; of an order, the names.


PolicyDemand = TypedDict('PolicyDemand', {
    'what': 'str',
    # hold, evidence, signature or sign_off.
    'name': 'str',
    # The action that is held, the piece of evidence, the signature; of a sign-off the floor to
    # which it leads.
    'until': 'str',
    # Of a hold what ends it: clearance, move_up or resolution; of the others what they are
    # needed for: leaving or solving.
    'from': 'NotRequired[str]',
    # Who may give that, as roles and agents; absent of evidence, and of a hold until the
    # resolution is signed.
    'verdict': "Literal['false', 'true', 'unknown']",
    # What the condition of a signature came to: it is asked for unless that is false.
    'pointer': 'str',
    # Where it is, as a JSON pointer.
})
"""What a floor asks for."""


class PolicyDiff(TypedDict):
    """What differs between two policies."""
    changes: list[PolicyChange]
    # All that differs, in the order of the newer document.


class PolicyList(TypedDict):
    """A page of the policy's versions."""
    items: list[PolicyVersion]
    # Versions, newest first.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class PolicyProblem(TypedDict):
    """One thing that is wrong with a policy document."""
    pointer: str
    # Where, as a JSON pointer into the document; empty for all of it.
    line: int
    # From 1.
    column: int
    # From 1, in characters.
    text: str
    # What is wrong.
    nearest: NotRequired[str]
    # The nearest valid name, when one is near.
    severity: Literal['error', 'warning', 'finding', 'note']
    # An error refuses, a warning only a strict check, a finding or a note nothing.
    message_id: int
    # Which kind of problem: see errors.md.


class PolicyReport(TypedDict):
    """What is wrong with a policy document."""
    is_valid: bool
    # It can be activated: no error, and with is_strict no warning.
    problems: list[PolicyProblem]
    # All that is wrong, in the order of the document; up to 200, errors first of all.
    error_count: int
    # Errors found.
    warning_count: int
    # Warnings found.
    finding_count: int
    # Findings; 0 when there is an error, since they are looked for in a valid document.
    note_count: int
    # Notes; 0 when there is an error.
    digest: str
    # BLAKE2b-256 of the document's bytes, in hexadecimal.


class PolicyRule(TypedDict):
    """One rule, and how it came out."""
    section: str
    # The member of the document: segments, priority_rules, routing, floors or sla.
    name: str
    # The rule's name.
    pointer: str
    # Where it is, as a JSON pointer.
    result: NotRequired[str]
    # What it leads to: a priority, a team or a floor.
    verdict: Literal['false', 'true', 'unknown']
    # What its condition came to; unknown does not match.
    is_applied: bool
    # It decided: no earlier rule did; of floors each that asks for its floor.
    steps: list[PolicyStep]
    # How its condition was evaluated; none for one without.


class PolicyStep(TypedDict):
    """One step of an evaluation."""
    depth: int
    # 0 is the whole condition; the parts of a step follow it, one deeper.
    verdict: Literal['false', 'true', 'unknown']
    # What it came to.
    text: str
    # What is asked.
    value: NotRequired[str]
    # The values of the facts in it.
    pointer: str
    # Where it is written, as a JSON pointer.


class PolicyTarget(TypedDict):
    """A target that applies to the case."""
    metric: str
    # What is promised.
    within_ms: int
    # Within which time.
    calendar: NotRequired[str]
    # On whose hours it counts; absent: on all.
    pointer: str
    # Where it is, as a JSON pointer.


class PolicyTest(TypedDict):
    """What a policy decides about a case, and why."""
    segment: NotRequired[str]
    # The case's main segment.
    segments: list[str]
    # All segments that it is in.
    priority: str
    # Its priority.
    priority_why: str
    # What decided the priority.
    team: NotRequired[str]
    # The team that gets it.
    team_why: NotRequired[str]
    # What decided the team.
    sla: NotRequired[str]
    # The SLA policy that applies.
    targets: list[PolicyTarget]
    # The targets that apply.
    rules: list[PolicyRule]
    # Every rule, in the order of evaluation.
    floor: NotRequired[str]
    # The floor that it begins on.
    floor_rules: list[str]
    # The rules that asked for this floor or for one below it.
    floor_targets: list[PolicyTarget]
    # How long the case may be on that floor, the time to sign, and what it promises; of that
    # and the SLA policy's the shorter counts.
    floor_on_limit: NotRequired[str]
    # What a limit of that floor does when it passes: rise or tell; absent: it has none.
    demands: list[PolicyDemand]
    # What that floor asks for, and what it holds.
    notified: list[str]
    # Who is told of an arrival there.
    effect: NotRequired[Literal['allow', 'allow_with_rationale', 'needs_approval', 'refuse']]
    # What the authority matrix says to request.remedy, before its limits.
    row: NotRequired[str]
    # The row of the matrix that says so; absent: none is for it.
    effect_why: NotRequired[str]
    # In words.


class PolicyVersion(TypedDict):
    """One version of the policy."""
    version: int
    # 1, 2, 3 ...
    is_active: bool
    # It is the one in force.
    digest: str
    # BLAKE2b-256 of the document's bytes, in hexadecimal.
    sequence: int
    # The event that activated it.
    activated_at: str
    # When it was activated.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # Who activated it.
    actor_id: NotRequired[str]
    # Who activated it.


class Precedent(TypedDict):
    """What was decided before."""
    request_id: str
    # The request.
    ticket_id: str
    # For which ticket.
    asked_at: str
    # When.
    state: Literal['waiting', 'granted', 'executing', 'confirmed', 'failed', 'rejected', 'withdrawn', 'expired', 'void', 'refused', 'reported', 'joined']
    # What became of it.
    effect: Literal['allow', 'allow_with_rationale', 'needs_approval', 'refuse']
    # What the matrix said.
    amount: NotRequired[str]
    # How much.
    settled: NotRequired[str]
    # How much the shop gave.
    row: NotRequired[str]
    # Of the matrix, that said so.
    rationale: NotRequired[str]
    # Why, as they said, for who may authority.explain.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # What kind of actor asked.
    actor_id: NotRequired[str]
    # Who asked.
    is_overturned: bool
    # Somebody had said yes, and it was rejected, found void or failed after all.
    is_irregular: bool
    # The shop gave it though it was not to.
    reason: NotRequired[str]
    # The ticket's contact reason then.


class PrecedentList(TypedDict):
    """A page of precedents, and their numbers."""
    items: list[Precedent]
    # The newest first.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.
    reason: NotRequired[str]
    # The contact reason; absent: whatever reason.
    remedy: str
    # The remedy.
    currency: NotRequired[str]
    # ISO 4217, of all amounts.
    least: NotRequired[str]
    # That is comparable; absent: any is.
    most: NotRequired[str]
    # Likewise.
    total: int
    # Requests that the numbers are of: all that this page looked at.
    granted: int
    # The matrix or those who approve said yes, whatever came afterwards.
    waiting: int
    # They wait for approval.
    rejected: int
    # Who approves said no.
    refused: int
    # The matrix said no.
    overturned: int
    # Somebody had said yes, and it was rejected, found void or failed after all.
    confirmed: int
    # The shop gave it.
    confirmed_least: NotRequired[str]
    # Of what the shop gave.
    confirmed_median: NotRequired[str]
    # The middle one; of two the smaller.
    confirmed_most: NotRequired[str]
    # The most.
    is_cut: bool
    # There are older ones, of which the numbers say nothing.


class QualityReview(TypedDict):
    """How well a ticket was handled."""
    id: str
    # The review in the desk.
    kind: Literal['review', 'self']
    # A colleague's, or the agent's own.
    ticket_id: str
    # The ticket.
    agent_id: str
    # Whose work it is.
    reviewer_id: NotRequired[str]
    # Who gave it; absent: a program.
    form: NotRequired[str]
    # By which form.
    score: int
    # 0 to 100.
    at: str
    # When it was given last.
    times: int
    # How often it was given.
    team: NotRequired[str]
    # Who had the ticket then.
    reason: NotRequired[str]
    # Its contact reason then.
    sections: list[ReviewSection]
    # Parts of the form, by name.
    note: NotRequired[str]
    # For colleagues; erased with the customer.


class Receipt(TypedDict):
    """What a write did."""
    id: NotRequired[str]
    # The thing made or changed: a ticket, message, agent, customer or policy.
    ticket_id: NotRequired[str]
    # The ticket concerned; that of the follow-up when one was made.
    version: int
    # The version of that ticket, agent, customer or policy now.
    sequence: int
    # The last event of the operation; 0 when nothing changed.
    duplicate_of: NotRequired[str]
    # Of authority.request: the same was asked for before, by this one.
    is_replay: bool
    # The answer to an earlier request with the same key, or to a report that was made before.


class Receipts(TypedDict):
    """"""
    receipts: list[Receipt]


class Reference(TypedDict):
    """A thing outside the desk: an order, a shop's customer, a mail."""
    system: str
    # Where the thing is kept: shopify.
    kind: str
    # What it is: order.
    id: str
    # Its id there, as text.


class RemedyRequest(TypedDict):
    """A request, and what became of it."""
    id: str
    # The request.
    state: Literal['waiting', 'granted', 'executing', 'confirmed', 'failed', 'rejected', 'withdrawn', 'expired', 'void', 'refused', 'reported', 'joined']
    # What became of it.
    ticket_id: NotRequired[str]
    # For which ticket; a report may be for none.
    customer_id: NotRequired[str]
    # Whose ticket it was.
    remedy: str
    # What was asked for.
    label: str
    # What people call it.
    amount: NotRequired[str]
    # How much.
    currency: NotRequired[str]
    # ISO 4217.
    settled: NotRequired[str]
    # How much the shop gave.
    order: NotRequired[Reference]
    # The order that it is about.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # What kind of actor asked.
    actor_id: NotRequired[str]
    # Who asked.
    asked_at: str
    # When.
    reason: NotRequired[str]
    # The ticket's contact reason then.
    rationale: NotRequired[str]
    # Why, as they said.
    effect: NotRequired[Literal['allow', 'allow_with_rationale', 'needs_approval', 'refuse']]
    # What the matrix said; absent: nobody asked.
    row: NotRequired[str]
    # Which row of it.
    policy_version: int
    # Of which policy.
    why: str
    # What was decided and what it waits for, in words.
    quorum: int
    # Approvals that it needs.
    approvals: NotRequired[list[Approval]]
    # Who decided.
    approvers: NotRequired[str]
    # Who may approve it now.
    due_at: NotRequired[str]
    # When it expires.
    decided_at: NotRequired[str]
    # When it was granted or rejected.
    executed_at: NotRequired[str]
    # Since when it is executed.
    settled_at: NotRequired[str]
    # When it was over.
    external_id: NotRequired[str]
    # The shop's id of what was given.
    is_irregular: bool
    # The shop gave it though it was not to.
    duplicate_of: NotRequired[str]
    # The same was asked for before, by this one.
    subject: NotRequired[str]
    # Of an action of the library: what else it is about.
    cause: NotRequired[str]
    # Why it is void.
    is_unreported: bool
    # The shop had not reported its order when it was asked for.
    limits: NotRequired[list[AuthorityLimit]]
    # As they were used when it was decided; none in a list.
    passed: NotRequired[list[AuthorityLimit]]
    # Of rows before the one that decided: the limit beyond which each handed it on, then or
    # when it became void; none in a list.


class Reminder(TypedDict):
    """Somebody is to be reminded of a ticket."""
    id: str
    # The reminder's id.
    due_at: str
    # When it is due; before now when it was not fired yet.
    agent_id: NotRequired[str]
    # Who is reminded; absent: whoever has the ticket then.
    note: NotRequired[str]
    # What to think of; absent: not said, or erased.
    rule: NotRequired[str]
    # The policy's rule that set it; absent: somebody did.
    position: int
    # Which of the rule's reminders it is, from 1.
    set_at: str
    # When it was set.
    actor_kind: Literal['agent', 'bot', 'customer', 'system', 'integration']
    # What kind of actor set it.
    actor_id: NotRequired[str]
    # Who set it.
    ticket_id: str
    # The ticket that it was set on, which may have been merged into this one.


class ReportFact(TypedDict):
    """What is so about a thing, or no longer so."""
    name: str
    # A fact of docs/facts.md without `order.` or the like; of other things any code.
    value: NotRequired[str | float | bool]
    # As text: 62.00 EUR, true, 2026-01-31T09:00:00Z; absent or empty withdraws it.


class ReportedFact(TypedDict):
    """What is so about a thing or a customer, and who said it."""
    name: str
    # Without its group: total.
    value: str
    # In the form of its type.
    at: str
    # Since when it is known.
    system: str
    # The system that said so.
    source_event_id: NotRequired[str]
    # That system's own id of the event; absent: it gave none.


Review = TypedDict('Review', {
    'items': 'list[ReviewGroup]',
    # By actor or key, none last.
    'total': 'int',
    # Requests and reports that were looked at.
    'from': 'str',
    # Asked for then or later.
    'to': 'NotRequired[str]',
    # Asked for before that; absent: up to now.
    'reported': 'list[ReviewReported]',
    # What the shop gave and nobody asked for here; in no group.
    'next_after': 'NotRequired[str]',
    # There are more: go on from here, and add the numbers.
})
"""What was asked for in a time, counted."""


class ReviewGroup(TypedDict):
    """Requests that have one thing in common."""
    key: NotRequired[str]
    # What they have in common; absent by agent, and for none.
    actor_kind: NotRequired[Literal['agent', 'bot', 'customer', 'system', 'integration']]
    # By agent: what kind of actor asked.
    actor_id: NotRequired[str]
    # By agent: who asked.
    asked: int
    # All of them.
    waiting: int
    # For approval.
    open: int
    # Granted or being executed.
    confirmed: int
    # The shop gave it.
    failed: int
    # The shop could not give it.
    rejected: int
    # Who approves said no.
    withdrawn: int
    # Taken back.
    expired: int
    # Nobody approved or executed it in time.
    voided: int
    # What it was decided by changed.
    refused: int
    # The matrix said no.
    granted: int
    # The matrix or those who approve said yes, whatever came afterwards.
    by_approval: int
    # Of them, those that went beyond what was allowed without.
    irregular: int
    # The shop gave it though it was not to.
    overturned: int
    # Somebody had said yes, and it was rejected, found void or failed.
    near_limit: int
    # They used so much of a limit.
    under_threshold: int
    # Of them, those whose amount is just under what their row is for.
    without_rationale: int
    # At discretion, by approval or irregular, and nobody said why.
    money: list[ReviewMoney]
    # By currency.


class ReviewList(TypedDict):
    """A page of reviews."""
    items: list[QualityReview]
    # In the order of time.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class ReviewMoney(TypedDict):
    """Sums of one currency."""
    currency: str
    # ISO 4217.
    asked: str
    # What was asked for.
    granted: str
    # Of that, what was granted.
    confirmed: str
    # What the shop gave.


class ReviewReported(TypedDict):
    """What the shop gave by itself."""
    currency: NotRequired[str]
    # ISO 4217; absent: without an amount.
    amount: NotRequired[str]
    # The sum.
    count: int
    # How often.


class ReviewSample(TypedDict):
    """Tickets that were drawn to be reviewed."""
    items: list[SampleTicket]
    # By agent, then as they were drawn.
    agents: list[SampleAgent]
    # By id.


class ReviewSection(TypedDict):
    """The score of a part of a form."""
    name: str
    # A part of the form: empathy.
    score: int
    # 0 to 100.


class SampleAgent(TypedDict):
    """An agent with solved tickets."""
    agent_id: str
    # The agent.
    solved: int
    # Tickets that were solved in the span, also those left out.
    drawn: int
    # Tickets that were drawn.


class SampleTicket(TypedDict):
    """A ticket that was drawn."""
    agent_id: str
    # Who has it.
    ticket_id: str
    # The ticket.
    solved_at: str
    # When it was solved.
    channel: str
    # Where it began.
    reason: NotRequired[str]
    # The contact reason.


class SlaExplanation(TypedDict):
    """Why a timer shows what it shows."""
    ticket_id: str
    # The ticket.
    timer: Timer
    # The timer, without its earlier promises.
    sla_label: NotRequired[str]
    # Of the SLA policy; absent: none, or the policy has it no more.
    decided_event: NotRequired[str]
    # The sequence of the event that put this promise on it.
    decided_at: NotRequired[str]
    # When that was.
    policy_version: int
    # Under which that was.
    zone: NotRequired[str]
    # Of the calendar; absent: all hours count.
    calendar_digest: NotRequired[str]
    # Of the calendar as it is now: equal digests answer alike.
    is_cut: bool
    # There were more parts than are listed; the last ones are summed.
    spans: list[TimerSpan]
    # In order. Those that are not ahead add up to what the timer has used, those ahead to what
    # is left of the target.
    lines: list[str]
    # The same for people, in local time.


class SlaGuide(TypedDict):
    """A response guide, to be published."""
    sla: str
    # The SLA policy.
    sla_label: str
    # What people call it.
    priority: str
    # Of the tickets that it is about: the policy's default.
    items: list[GuideItem]
    # By channel, then by metric; what is not promised is not there.


class Span(TypedDict):
    """A span of time."""
    begin: str
    # Its first instant.
    end: str
    # The first instant after it.


class Staffing(TypedDict):
    """How many agents a load needs, and what so many give."""
    is_overloaded: bool
    # The agents asked about cannot handle what comes: the queue only grows.
    load_milli: int
    # The load in thousandths of an erlang.
    plain_milli: int
    # Agents by the plain formula, in thousandths.
    plain_agents: int
    # The same in whole people.
    agents: int
    # Agents at work: those asked about, or the fewest who serve the share.
    scheduled: int
    # These and the shrinkage, in whole people.
    queue: NotRequired[StaffingQueue]
    # Absent when they are overloaded or were not asked about.


class StaffingQueue(TypedDict):
    """What becomes of those who come."""
    occupancy_ppm: int
    # Share of the agents' time in which they handle something, in millionths.
    waiting_ppm: int
    # Probability that somebody has to wait, in millionths: Erlang C.
    served_ppm: int
    # Share that is answered within the time, in millionths.
    wait_ms: int
    # Mean wait of all who come, in milliseconds.


class Summary(TypedDict):
    """How the desk stands."""
    new_count: int
    # Tickets that nobody has taken.
    open_count: int
    # Tickets in work.
    pending_count: int
    # Tickets that wait for the customer.
    on_hold_count: int
    # Tickets that wait for a third party.
    solved_count: int
    # Solved tickets.
    closed_count: int
    # Closed tickets.
    ticket_count: int
    # All tickets.
    message_count: int
    # All messages.
    customer_count: int
    # All customers.
    agent_count: int
    # All agents and bots.
    reopen_count: int
    # Times a ticket went back to work.
    reassign_count: int
    # Times a ticket changed hands.
    event_count: int
    # Events in the log.
    policy_version: int
    # The active policy; 0 for the built-in one.
    replan_left: int
    # Tickets whose timers wait to be planned by the active policy: ticks do it.


class Survey(TypedDict):
    """One question to one person, and the answer."""
    id: str
    # The survey in the desk.
    kind: Literal['csat', 'ces', 'nps', 'pulse']
    # Which survey it is.
    is_answered: bool
    # The score is an answer.
    source: str
    # The system that ran it.
    survey_id: NotRequired[str]
    # Its id there; absent once the customer was erased.
    asked_at: NotRequired[str]
    # When it was asked; absent: nobody said.
    answered_at: NotRequired[str]
    # When it was answered.
    corrected_at: NotRequired[str]
    # When the answer was corrected last.
    score: int
    # The answer; 0 without one.
    ticket_id: NotRequired[str]
    # The ticket.
    customer_id: NotRequired[str]
    # Who was asked, after all merges.
    agent_id: NotRequired[str]
    # Whose work it is about, or who was asked.
    team: NotRequired[str]
    # Which team it is about.
    reason: NotRequired[str]
    # The contact reason.
    comment: NotRequired[str]
    # What they wrote; absent: nothing, or it was erased.


class SurveyList(TypedDict):
    """A page of surveys."""
    items: list[Survey]
    # In the order in which they were asked.
    next_after_id: NotRequired[str]
    # Give it as after_id for the next page; absent on the last.


class Thing(TypedDict):
    """What is known about a thing outside the desk."""
    reference: Reference
    # The thing.
    label: NotRequired[str]
    # What the shop calls it.
    customer_id: NotRequired[str]
    # Whose it is now, after all merges.
    facts: list[ReportedFact]
    # What is so, by name.
    first_at: str
    # The earliest date of its reports.
    updated_at: str
    # The latest date of its reports.


class ThingReceipt(TypedDict):
    """What a write did."""
    id: str
    # The thing made or changed: a ticket, message, agent, customer or policy.
    ticket_id: NotRequired[str]
    # The ticket concerned; that of the follow-up when one was made.
    version: int
    # The version of that ticket, agent, customer or policy now.
    sequence: int
    # The last event of the operation; 0 when nothing changed.
    duplicate_of: NotRequired[str]
    # Of authority.request: the same was asked for before, by this one.
    is_replay: bool
    # The answer to an earlier request with the same key, or to a report that was made before.


class TickResult(TypedDict):
    """What a tick did."""
    fired: int
    # Things that were due.
    is_more: bool
    # More is due by now: tick again.
    next_due_at: NotRequired[str]
    # When the next thing is due; absent when nothing waits.


class Ticket(TypedDict):
    """One question of one customer."""
    id: str
    # The ticket's id.
    version: int
    # Grows with each change.
    status: str
    # A status of the policy.
    category: Literal['new', 'open', 'pending', 'on_hold', 'solved', 'closed']
    # What kind of status that is.
    subject: NotRequired[str]
    # What it is about; absent once erased.
    channel: str
    # The channel it came by.
    priority: str
    # Its priority.
    reason: NotRequired[str]
    # The contact reason; absent when not known.
    team: NotRequired[str]
    # The team that has it; absent when none has.
    customer_id: NotRequired[str]
    # Who asked; absent when not known.
    assignee_id: NotRequired[str]
    # The agent who has it; absent when nobody has.
    follow_up_of: NotRequired[str]
    # The earlier ticket that this one goes on from.
    opened_at: str
    # When it was opened.
    updated_at: str
    # When something last happened to it.
    first_reply_at: NotRequired[str]
    # The first public reply by a person that is not an acknowledgement, to a question.
    last_reply_at: NotRequired[str]
    # The latest such reply.
    last_customer_at: NotRequired[str]
    # The latest message that the customer wrote.
    waiting_since: NotRequired[str]
    # The oldest of them that waits for a reply; absent when none does.
    reply_channel: str
    # Where replies go: the channel of the customer's latest message.
    solved_at: NotRequired[str]
    # When it was last solved; absent while it is not.
    closed_at: NotRequired[str]
    # When it was closed; absent while it is not.
    reopen_count: int
    # Times it went from solved or closed back to work.
    reassign_count: int
    # Changes of agent or team after the first assignment.
    message_count: int
    # Messages in its thread, as many as the caller sees.
    is_imported: bool
    # Opened by an import.
    tags: NotRequired[list[str]]
    # Tags in byte order; ticket.get only.
    references: NotRequired[list[Reference]]
    # Things outside the desk that it is about; ticket.get only.
    facts: NotRequired[list[Fact]]
    # What other systems say about it; ticket.get only.
    fields: NotRequired[list[TicketField]]
    # Custom fields that are filled; ticket.get only.
    intake_missing: NotRequired[list[str]]
    # Fields that its reason asks for and that are not filled; ticket.get only.
    links: NotRequired[list[TicketLink]]
    # What it is to other tickets; ticket.get only.
    watchers: NotRequired[list[TicketWatcher]]
    # Who is told what happens to it; ticket.get only.
    merged_into: NotRequired[str]
    # The ticket it was merged into.
    root_id: str
    # The ticket that it is part of now: itself, unless it was merged.
    members: NotRequired[list[TicketMember]]
    # Tickets that are part of it; ticket.get only.
    reminders: NotRequired[list[Reminder]]
    # Who is to be reminded of it, by when that is due; ticket.get only.
    floor: NotRequired[str]
    # The tier of handling that it is on; absent: none. Not for customers.
    floor_minimum: NotRequired[str]
    # The lowest one that it may be on. Not for customers.
    impact: NotRequired[str]
    # How much is affected, as it was said at its opening. Not for customers.
    urgency: NotRequired[str]
    # How soon it matters, as it was said at its opening. Not for customers.


class TicketField(TypedDict):
    """A custom field of a ticket and its value."""
    name: str
    # A custom field of the policy.
    value: NotRequired[str | float | bool]
    # As text: 1001, true, 12.50 EUR, 2026-01-31; absent or empty clears the field.


class TicketHandover(TypedDict):
    """What the next person on a ticket needs to know."""
    work: ContextWork
    # The ticket, and what is open about it.
    customer: NotRequired[Customer]
    # Who they are; absent when nobody knows.
    segments: list[str]
    # The segments they are in now, in the policy's order.
    channels: list[str]
    # Channels on which the customer wrote, the latest first.
    fields: list[TicketField]
    # Custom fields that are filled, by name.
    facts: list[Fact]
    # What other systems say about it.
    things: list[ContextThing]
    # The orders and other things it is about.
    steps: list[HandoverStep]
    # What was done, oldest first.
    is_cut: bool
    # More was done before, or may have been.
    remedies: NotRequired[list[ContextRemedy]]
    # What the caller may give now, or have approved: authority.offer in short.
    remedy_currency: NotRequired[str]
    # ISO 4217, of their amounts.


class TicketLink(TypedDict):
    """A link of a ticket."""
    kind: Literal['duplicate_of', 'blocked_by', 'caused_by', 'child_of', 'split_from', 'follow_up_of', 'has_duplicate', 'blocks', 'causes', 'parent_of', 'split_into']
    # What the ticket is to the other.
    ticket_id: str
    # The other ticket.
    category: Literal['new', 'open', 'pending', 'on_hold', 'solved', 'closed']
    # The category of the other's status.


class TicketList(TypedDict):
    """A page of tickets."""
    items: list[Ticket]
    # Tickets in the order asked for.
    next_after: NotRequired[str]
    # Give it as after for the next page; absent on the last. A page may be short.


class TicketMember(TypedDict):
    """A ticket that was merged into another."""
    ticket_id: str
    # Its own id, still valid.
    merged_into: str
    # The ticket it was merged into, which may have been merged as well.


class TicketReceipt(TypedDict):
    """What a write did."""
    id: str
    # The thing made or changed: a ticket, message, agent, customer or policy.
    ticket_id: str
    # The ticket concerned; that of the follow-up when one was made.
    version: int
    # The version of that ticket, agent, customer or policy now.
    sequence: int
    # The last event of the operation; 0 when nothing changed.
    duplicate_of: NotRequired[str]
    # Of authority.request: the same was asked for before, by this one.
    is_replay: bool
    # The answer to an earlier request with the same key, or to a report that was made before.


class TicketWatcher(TypedDict):
    """Who watches a ticket."""
    agent_id: NotRequired[str]
    # An agent; or a customer.
    customer_id: NotRequired[str]
    # A customer, as who they are now.


class Timer(TypedDict):
    """One run of a metric on a ticket, as of now."""
    metric: Literal['acknowledgement', 'assignment', 'first_reply', 'next_reply', 'periodic_update', 'pausable_update', 'requester_wait', 'agent_work', 'resolution', 'time_in_team', 'fact_deadline', 'time_on_floor', 'work_on_floor', 'sign_off', 'decision']
    # What is measured.
    instance: int
    # 1, 2, 3 ... of that metric on that ticket.
    state: Literal['running', 'paused', 'fulfilled', 'cancelled']
    # How it stands.
    started_at: str
    # When it began.
    ended_at: NotRequired[str]
    # When it ended; absent: it has not.
    used_ms: int
    # Time used without pauses; up to now while it runs.
    business_ms: int
    # The same in business hours.
    calendar: NotRequired[str]
    # Whose hours those are; absent: all hours are.
    sla: NotRequired[str]
    # The SLA policy that promises something on it; absent: none, and what follows is 0.
    policy_version: int
    # Of the policy document that the promise was made by.
    target_ms: int
    # Business time promised.
    base_ms: int
    # Business time used before the promise began to count.
    left_ms: int
    # Of the target; less than 0: so much over it.
    due_at: NotRequired[str]
    # When the target is used up: it breaks one millisecond of open time later; absent while it
    # stands, or for ever.
    next_at: NotRequired[str]
    # The next warning, or the breach; absent: neither waits.
    warned: int
    # Warnings that were passed.
    breached_at: NotRequired[str]
    # When it was broken, as recorded; absent: it was not, or that is still to be fired.
    is_missed: bool
    # A promise on it was broken, this one or one before.
    is_missed_before: bool
    # The question or the date that it waits for was missed before it came to this run: what
    # breaks is no other miss.
    is_awaiting_replan: bool
    # Another policy was activated, and the ticket has not had its turn: what is promised is as
    # under the policy before, until a tick or its next change.
    promises: NotRequired[list[TimerPromise]]
    # Promises that were on it before, oldest first; absent: there were none.


class TimerList(TypedDict):
    """A page of timers."""
    items: list[Timer]
    # By metric, then by instance.
    next_after: NotRequired[str]
    # Give it as after for the next page; absent on the last.


class TimerPromise(TypedDict):
    """A promise that another one took the place of."""
    sla: str
    # The SLA policy.
    policy_version: int
    # Of the policy document that it was made by.
    calendar: NotRequired[str]
    # Whose hours counted; absent: all did.
    target_ms: int
    # Business time promised.
    used_ms: int
    # Business time that had counted when it was replaced.
    ended_at: str
    # When that was.
    breached_at: NotRequired[str]
    # When it was broken; absent: it was not.


TimerSpan = TypedDict('TimerSpan', {
    'kind': "Literal['open', 'closed', 'holiday', 'paused', 'summed']",
    # What it was.
    'is_ahead': 'bool',
    # From now to the deadline, as the calendar is now.
    'from': 'str',
    # Its beginning.
    'to': 'str',
    # Its end, which is outside.
    'used_ms': 'int',
    # What it adds to the time used.
    'business_ms': 'int',
    # And to that in business hours.
    'offset_s': 'int',
    # Seconds that local time was ahead of UTC; of what is summed, at its beginning.
    'calendar': 'NotRequired[str]',
    # Whose hours; absent: all hours counted.
    'policy_version': 'int',
    # Of the policy by whose hours it was judged; of what is ahead, the active one.
    'label': 'NotRequired[str]',
    # The holiday's.
})
"""A part of a timer's life."""


class SpanGiven(TypedDict):
    """A span of time."""
    begin: Time
    # Its first instant.
    end: Time
    # The first instant after it.
