"""One method an operation of the desk. Made of the OpenRPC document by examples/bindings/generate; do not edit."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from . import types
from .values import Call, Duration, Id, Namespace, Time


class AgentMethods(Namespace):
    """The methods agent.*"""

    def get(
        self, *,
        agent_id: Id,
    ) -> types.Agent:
        """Read an agent.

        agent_id: The agent.
        """
        answer: types.Agent = self._call('agent.get', {
            'agent_id': agent_id,
        })
        return answer

    def list(
        self, *,
        after_id: Id | None = None,
        limit: int | None = None,
    ) -> types.AgentList:
        """Read agents in the order of their ids.

        after_id: The page after that agent; absent begins at the first.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.AgentList = self._call('agent.list', {
            'after_id': after_id,
            'limit': limit,
        })
        return answer

    def save(
        self, *,
        name: str,
        idempotency_key: str | None = None,
        agent_id: Id | None = None,
        version: int | None = None,
        kind: Literal['person', 'bot'] | None = None,
        roles: Sequence[str] | None = None,
        teams: Sequence[str] | None = None,
        skills: Sequence[str] | None = None,
        languages: Sequence[str] | None = None,
        capacity: int | None = None,
        is_departed: bool | None = None,
    ) -> types.ThingReceipt:
        """Make or change an agent or a bot.

        name: The name that customers and colleagues see.
        idempotency_key: The same request with the same key has one effect and one answer.
        agent_id: The agent to change; absent makes a new one.
        version: The version this change was based on; 0 for any.
        kind: A person when absent; fixed once made.
        roles: Roles of the policy: together they say what the agent may do.
        teams: Teams of the policy.
        skills: What they are good at; skills of the policy, when it lists any.
        languages: Languages they write, as tags: pt-BR; of the policy, when it lists any.
        capacity: How many open tickets at once; 0 is not stated.
        is_departed: May no longer act, and is signed out; what they did stays theirs.
        """
        answer: types.ThingReceipt = self._call('agent.save', {
            'name': name,
            'idempotency_key': idempotency_key,
            'agent_id': agent_id,
            'version': version,
            'kind': kind,
            'roles': roles,
            'teams': teams,
            'skills': skills,
            'languages': languages,
            'capacity': capacity,
            'is_departed': is_departed,
        })
        return answer

    def sessions(
        self, *,
        agent_id: Id,
        from_: Time | None = None,
        to: Time | None = None,
        after_id: Id | None = None,
        limit: int | None = None,
    ) -> types.AgentSessionList:
        """Read when an agent was at the desk, newest first.

        agent_id: The agent or bot.
        from_: Sessions that lasted past this time; absent: since ever.
        to: Sessions that began before this time; absent: until now.
        after_id: The page after that session; absent begins at the newest.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.AgentSessionList = self._call('agent.sessions', {
            'agent_id': agent_id,
            'from': from_,
            'to': to,
            'after_id': after_id,
            'limit': limit,
        })
        return answer

    def set_availability(
        self, *,
        agent_id: Id,
        availability: Literal['available', 'busy', 'away', 'offline'],
        idempotency_key: str | None = None,
    ) -> types.ThingReceipt:
        """Say whether an agent or a bot takes work now.

        agent_id: The agent or bot: oneself, unless the actor may also save agents.
        availability: Whether they take work from now on.
        idempotency_key: The same request with the same key has one effect and one answer.
        """
        answer: types.ThingReceipt = self._call('agent.set_availability', {
            'agent_id': agent_id,
            'availability': availability,
            'idempotency_key': idempotency_key,
        })
        return answer


class ApprovalMethods(Namespace):
    """The methods approval.*"""

    def decide(
        self, *,
        request_id: Id,
        idempotency_key: str | None = None,
        is_rejected: bool | None = None,
        note: str | None = None,
    ) -> types.ThingReceipt:
        """Approve a request, or reject it.

        request_id: The request.
        idempotency_key: The same request with the same key has one effect and one answer.
        is_rejected: The answer is no.
        note: Why; needed with no.
        """
        answer: types.ThingReceipt = self._call('approval.decide', {
            'request_id': request_id,
            'idempotency_key': idempotency_key,
            'is_rejected': is_rejected,
            'note': note,
        })
        return answer

    def list(
        self, *,
        is_mine: bool | None = None,
        ticket_id: Id | None = None,
        state: Literal['waiting', 'granted', 'executing', 'confirmed', 'failed', 'rejected', 'withdrawn', 'expired', 'void', 'refused', 'reported', 'joined'] | None = None,
        limit: int | None = None,
        after_id: Id | None = None,
    ) -> types.ApprovalList:
        """Read requests by state: those that wait for approval.

        is_mine: Only those that the caller may approve now.
        ticket_id: Of one ticket.
        state: In which state; absent: those that wait.
        limit: Items of the page at most; 0 means 100.
        after_id: next_after_id of the page before.
        """
        answer: types.ApprovalList = self._call('approval.list', {
            'is_mine': is_mine,
            'ticket_id': ticket_id,
            'state': state,
            'limit': limit,
            'after_id': after_id,
        })
        return answer


class AuthorityMethods(Namespace):
    """The methods authority.*"""

    def check(
        self, *,
        remedy: str,
        ticket_id: Id | None = None,
        amount: str | None = None,
        currency: str | None = None,
        order: types.Reference | None = None,
        customer_id: Id | None = None,
        subject: str | None = None,
    ) -> types.AuthorityAnswer:
        """Ask what would be said to a request for a remedy, and how far limits are used.

        remedy: What is to be given or done.
        ticket_id: The ticket; absent: the action is about none.
        amount: How much, such as "12.50".
        currency: ISO 4217; absent: the policy's.
        order: The order that it is about; absent: the ticket's only one.
        customer_id: Of an action that is about a customer and no ticket.
        subject: Of an action of the library: the other ticket or customer, the floor,
            without_notes, or the policy's digest.
        """
        answer: types.AuthorityAnswer = self._call('authority.check', {
            'remedy': remedy,
            'ticket_id': ticket_id,
            'amount': amount,
            'currency': currency,
            'order': order,
            'customer_id': customer_id,
            'subject': subject,
        })
        return answer

    def confirm(
        self, *,
        request_id: Id,
        idempotency_key: str | None = None,
        amount: str | None = None,
        external_id: str | None = None,
    ) -> types.ThingReceipt:
        """Say that the shop gave it, and how much.

        request_id: The request.
        idempotency_key: The same request with the same key has one effect and one answer.
        amount: That was given; absent: the one that was asked for, or confirmed before.
        external_id: The shop's id of it.
        """
        answer: types.ThingReceipt = self._call('authority.confirm', {
            'request_id': request_id,
            'idempotency_key': idempotency_key,
            'amount': amount,
            'external_id': external_id,
        })
        return answer

    def execute(
        self, *,
        request_id: Id,
        idempotency_key: str | None = None,
        duplicate_of: Id | None = None,
    ) -> types.ThingReceipt:
        """Begin what was granted, once everything was looked at again.

        request_id: The request.
        idempotency_key: The same request with the same key has one effect and one answer.
        duplicate_of: The earlier request for the same, if both are meant.
        """
        answer: types.ThingReceipt = self._call('authority.execute', {
            'request_id': request_id,
            'idempotency_key': idempotency_key,
            'duplicate_of': duplicate_of,
        })
        return answer

    def explain(
        self, *,
        request_id: Id,
    ) -> types.RemedyRequest:
        """Tell what became of a request, who decided and why.

        request_id: The request.
        """
        answer: types.RemedyRequest = self._call('authority.explain', {
            'request_id': request_id,
        })
        return answer

    def fail(
        self, *,
        request_id: Id,
        idempotency_key: str | None = None,
        note: str | None = None,
    ) -> types.ThingReceipt:
        """Say that the shop could not give it.

        request_id: The request.
        idempotency_key: The same request with the same key has one effect and one answer.
        note: Why.
        """
        answer: types.ThingReceipt = self._call('authority.fail', {
            'request_id': request_id,
            'idempotency_key': idempotency_key,
            'note': note,
        })
        return answer

    def offer(
        self, *,
        ticket_id: Id,
        agent_id: Id | None = None,
        currency: str | None = None,
        order: types.Reference | None = None,
    ) -> types.Offer:
        """Tell which remedies may be given now, up to how much, and what others would need.

        ticket_id: The ticket.
        agent_id: For whom, which takes the right to authority.review; absent: the caller.
        currency: ISO 4217; absent: the order's as it was reported, or the policy's.
        order: The order that it is about; absent: the ticket's only one.
        """
        answer: types.Offer = self._call('authority.offer', {
            'ticket_id': ticket_id,
            'agent_id': agent_id,
            'currency': currency,
            'order': order,
        })
        return answer

    def precedents(
        self, *,
        remedy: str,
        ticket_id: Id | None = None,
        reason: str | None = None,
        amount: str | None = None,
        currency: str | None = None,
        limit: int | None = None,
        after_id: Id | None = None,
    ) -> types.PrecedentList:
        """Read what was decided about a remedy before, for the same contact reason if any.

        remedy: The remedy.
        ticket_id: Whose contact reason; of one that has none: of whatever reason.
        reason: A contact reason; absent: the ticket's, or whatever reason.
        amount: Comparable ones: from half of it to twice as much; absent: any, or none.
        currency: ISO 4217; absent: the policy's.
        limit: Items of the page at most; 0 means 100.
        after_id: next_after_id of the page before.
        """
        answer: types.PrecedentList = self._call('authority.precedents', {
            'remedy': remedy,
            'ticket_id': ticket_id,
            'reason': reason,
            'amount': amount,
            'currency': currency,
            'limit': limit,
            'after_id': after_id,
        })
        return answer

    def request(
        self, *,
        remedy: str,
        idempotency_key: str | None = None,
        ticket_id: Id | None = None,
        version: int | None = None,
        amount: str | None = None,
        currency: str | None = None,
        order: types.Reference | None = None,
        rationale: str | None = None,
        customer_id: Id | None = None,
        subject: str | None = None,
    ) -> types.ThingReceipt:
        """Ask for a remedy: it is granted, waits for approval, or is refused.

        remedy: What is to be given or done.
        idempotency_key: The same request with the same key has one effect and one answer.
        ticket_id: The ticket; absent: the action is about none.
        version: The version this change was based on; 0 for any.
        amount: How much, such as "12.50".
        currency: ISO 4217; absent: the policy's.
        order: The order that it is about; absent: the ticket's only one.
        rationale: Why; needed where the answer says so.
        customer_id: Of an action that is about a customer and no ticket.
        subject: Of an action of the library: the other ticket or customer, the floor,
            without_notes, or the policy's digest.
        """
        answer: types.ThingReceipt = self._call('authority.request', {
            'remedy': remedy,
            'idempotency_key': idempotency_key,
            'ticket_id': ticket_id,
            'version': version,
            'amount': amount,
            'currency': currency,
            'order': order,
            'rationale': rationale,
            'customer_id': customer_id,
            'subject': subject,
        })
        return answer

    def review(
        self, *,
        group: Literal['agent', 'remedy', 'reason', 'effect', 'row'] | None = None,
        from_: Time | None = None,
        to: Time | None = None,
        near_percent: int | None = None,
        after: str | None = None,
    ) -> types.Review:
        """Count what was asked for in a time: outcomes, exceptions, what came near to limits, money.

        group: By what; absent: by agent.
        from_: Asked for then or later; absent: a week before `to`.
        to: Asked for before that; absent: now.
        near_percent: How much of a limit is near it; absent: 90.
        after: next_after of the call before.
        """
        answer: types.Review = self._call('authority.review', {
            'group': group,
            'from': from_,
            'to': to,
            'near_percent': near_percent,
            'after': after,
        })
        return answer

    def withdraw(
        self, *,
        request_id: Id,
        idempotency_key: str | None = None,
        note: str | None = None,
    ) -> types.ThingReceipt:
        """Take back a request that is not being executed.

        request_id: The request.
        idempotency_key: The same request with the same key has one effect and one answer.
        note: Why.
        """
        answer: types.ThingReceipt = self._call('authority.withdraw', {
            'request_id': request_id,
            'idempotency_key': idempotency_key,
            'note': note,
        })
        return answer


class CalendarMethods(Namespace):
    """The methods calendar.*"""

    def add(
        self, *,
        from_: Time,
        calendar: str | None = None,
        definition: Mapping[str, Any] | None = None,
        duration_ms: Duration | None = None,
    ) -> types.CalendarTime:
        """Ask when so much open time has passed since an instant.

        from_: Counted from there.
        calendar: A calendar of the policy; or give a definition.
        definition: A calendar, written as one of a policy: zone, week, holidays, special.
        duration_ms: How much open time.
        """
        answer: types.CalendarTime = self._call('calendar.add', {
            'from': from_,
            'calendar': calendar,
            'definition': definition,
            'duration_ms': duration_ms,
        })
        return answer

    def between(
        self, *,
        from_: Time,
        to: Time,
        calendar: str | None = None,
        definition: Mapping[str, Any] | None = None,
        pauses: Sequence[types.SpanGiven] | None = None,
    ) -> types.CalendarLength:
        """Ask how long a calendar was open, without pauses.

        from_: From there.
        to: To there; earlier than from, the answer is negative.
        calendar: A calendar of the policy; or give a definition.
        definition: A calendar, written as one of a policy: zone, week, holidays, special.
        pauses: What does not count; in any order, and they may overlap.
        """
        answer: types.CalendarLength = self._call('calendar.between', {
            'from': from_,
            'to': to,
            'calendar': calendar,
            'definition': definition,
            'pauses': pauses,
        })
        return answer

    def intervals(
        self, *,
        from_: Time,
        to: Time,
        calendar: str | None = None,
        definition: Mapping[str, Any] | None = None,
        limit: int | None = None,
    ) -> types.CalendarIntervals:
        """List when a calendar is open.

        from_: From there.
        to: To there.
        calendar: A calendar of the policy; or give a definition.
        definition: A calendar, written as one of a policy: zone, week, holidays, special.
        limit: Intervals at most; 0 means 1000.
        """
        answer: types.CalendarIntervals = self._call('calendar.intervals', {
            'from': from_,
            'to': to,
            'calendar': calendar,
            'definition': definition,
            'limit': limit,
        })
        return answer

    def is_open(
        self, *,
        time: Time,
        calendar: str | None = None,
        definition: Mapping[str, Any] | None = None,
    ) -> types.CalendarState:
        """Ask whether a calendar is open.

        time: The instant.
        calendar: A calendar of the policy; or give a definition.
        definition: A calendar, written as one of a policy: zone, week, holidays, special.
        """
        answer: types.CalendarState = self._call('calendar.is_open', {
            'time': time,
            'calendar': calendar,
            'definition': definition,
        })
        return answer

    def next_close(
        self, *,
        time: Time,
        calendar: str | None = None,
        definition: Mapping[str, Any] | None = None,
    ) -> types.CalendarTime:
        """Ask when a calendar closes next.

        time: The instant.
        calendar: A calendar of the policy; or give a definition.
        definition: A calendar, written as one of a policy: zone, week, holidays, special.
        """
        answer: types.CalendarTime = self._call('calendar.next_close', {
            'time': time,
            'calendar': calendar,
            'definition': definition,
        })
        return answer

    def next_open(
        self, *,
        time: Time,
        calendar: str | None = None,
        definition: Mapping[str, Any] | None = None,
    ) -> types.CalendarTime:
        """Ask when a calendar is open next; now counts.

        time: The instant.
        calendar: A calendar of the policy; or give a definition.
        definition: A calendar, written as one of a policy: zone, week, holidays, special.
        """
        answer: types.CalendarTime = self._call('calendar.next_open', {
            'time': time,
            'calendar': calendar,
            'definition': definition,
        })
        return answer

    def subtract(
        self, *,
        from_: Time,
        calendar: str | None = None,
        definition: Mapping[str, Any] | None = None,
        duration_ms: Duration | None = None,
    ) -> types.CalendarTime:
        """Ask from when on so much open time passes until an instant.

        from_: Counted from there.
        calendar: A calendar of the policy; or give a definition.
        definition: A calendar, written as one of a policy: zone, week, holidays, special.
        duration_ms: How much open time.
        """
        answer: types.CalendarTime = self._call('calendar.subtract', {
            'from': from_,
            'calendar': calendar,
            'definition': definition,
            'duration_ms': duration_ms,
        })
        return answer


class ChainMethods(Namespace):
    """The methods chain.*"""

    def head(self) -> types.ChainHead:
        """Read the end of the event chain, to be kept elsewhere."""
        answer: types.ChainHead = self._call('chain.head', {
        })
        return answer

    def verify(
        self, *,
        head_sequence: int | None = None,
        head_hash: str | None = None,
    ) -> types.ChainReport:
        """Verify the whole event chain.

        head_sequence: The sequence of a head that was kept elsewhere: is it still part of the
            chain?
        head_hash: The hash of that head, in hexadecimal.
        """
        answer: types.ChainReport = self._call('chain.verify', {
            'head_sequence': head_sequence,
            'head_hash': head_hash,
        })
        return answer


class CorrectiveMethods(Namespace):
    """The methods corrective.*"""

    def change(
        self, *,
        corrective_id: Id,
        idempotency_key: str | None = None,
        text: str | None = None,
        owner_id: Id | None = None,
        owner_role: str | None = None,
        due_at: Time | None = None,
    ) -> types.ThingReceipt:
        """Change what is to be done, by whom or by when.

        corrective_id: The corrective action.
        idempotency_key: The same request with the same key has one effect and one answer.
        text: What is to be done; absent: as it was.
        owner_id: Another agent.
        owner_role: Another role.
        due_at: Another time.
        """
        answer: types.ThingReceipt = self._call('corrective.change', {
            'corrective_id': corrective_id,
            'idempotency_key': idempotency_key,
            'text': text,
            'owner_id': owner_id,
            'owner_role': owner_role,
            'due_at': due_at,
        })
        return answer

    def close(
        self, *,
        corrective_id: Id,
        state: Literal['open', 'done', 'dropped'],
        idempotency_key: str | None = None,
        note: str | None = None,
    ) -> types.ThingReceipt:
        """Say that a corrective action is done, or dropped.

        corrective_id: The corrective action.
        state: done or dropped.
        idempotency_key: The same request with the same key has one effect and one answer.
        note: What came of it, or why not.
        """
        answer: types.ThingReceipt = self._call('corrective.close', {
            'corrective_id': corrective_id,
            'state': state,
            'idempotency_key': idempotency_key,
            'note': note,
        })
        return answer

    def list(
        self, *,
        line: str | None = None,
        state: Literal['open', 'done', 'dropped'] | None = None,
        is_overdue: bool | None = None,
        owner_id: Id | None = None,
        owner_role: str | None = None,
        limit: int | None = None,
        after_id: Id | None = None,
    ) -> types.CorrectiveList:
        """Read corrective actions in the order in which they were recorded.

        line: Of this line.
        state: Absent: all of them.
        is_overdue: Open ones only whose time is over.
        owner_id: Of this agent.
        owner_role: Of this role.
        limit: Items of the page at most; 0 means 100.
        after_id: The page after this one.
        """
        answer: types.CorrectiveList = self._call('corrective.list', {
            'line': line,
            'state': state,
            'is_overdue': is_overdue,
            'owner_id': owner_id,
            'owner_role': owner_role,
            'limit': limit,
            'after_id': after_id,
        })
        return answer

    def record(
        self, *,
        line: str,
        text: str,
        due_at: Time,
        idempotency_key: str | None = None,
        owner_id: Id | None = None,
        owner_role: str | None = None,
    ) -> types.ThingReceipt:
        """Record what is to be done about a figure that misses its target, by whom and when.

        line: A line of the policy's scorecard.
        text: What is to be done.
        due_at: By when.
        idempotency_key: The same request with the same key has one effect and one answer.
        owner_id: The agent who does it.
        owner_role: The role that does it; without either it is who answers for the line.
        """
        answer: types.ThingReceipt = self._call('corrective.record', {
            'line': line,
            'text': text,
            'due_at': due_at,
            'idempotency_key': idempotency_key,
            'owner_id': owner_id,
            'owner_role': owner_role,
        })
        return answer


class CustomerMethods(Namespace):
    """The methods customer.*"""

    def context(
        self, *,
        customer_id: Id | None = None,
        identity: types.IdentityKey | None = None,
        ticket_id: Id | None = None,
    ) -> types.CustomerContext:
        """Read who a customer is, what they bought, what happened and what comes next.

        customer_id: The customer; or give an identity, or a ticket.
        identity: An identity of the customer.
        ticket_id: A ticket of the customer.
        """
        answer: types.CustomerContext = self._call('customer.context', {
            'customer_id': customer_id,
            'identity': identity,
            'ticket_id': ticket_id,
        })
        return answer

    def erase(
        self, *,
        customer_id: Id,
        reason: str,
        idempotency_key: str | None = None,
        version: int | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
    ) -> types.ThingReceipt:
        """Erase a person: all text that tells about them, for good.

        customer_id: The person: this customer and all who were merged with them.
        reason: Why. It stays: name the request, not the person.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        """
        answer: types.ThingReceipt = self._call('customer.erase', {
            'customer_id': customer_id,
            'reason': reason,
            'idempotency_key': idempotency_key,
            'version': version,
            'request_id': request_id,
            'rationale': rationale,
        })
        return answer

    def export(
        self, *,
        customer_id: Id,
        without_notes: bool | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
    ) -> types.CustomerExport:
        """Read everything that is held about a person, as one JSON document.

        customer_id: The person: this customer and all who were merged with them.
        without_notes: Private notes of the desk are left out.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        """
        answer: types.CustomerExport = self._call('customer.export', {
            'customer_id': customer_id,
            'without_notes': without_notes,
            'request_id': request_id,
            'rationale': rationale,
        })
        return answer

    def get(
        self, *,
        customer_id: Id | None = None,
        identity: types.IdentityKey | None = None,
    ) -> types.Customer:
        """Read a customer by id or by an identity.

        customer_id: The customer; or give an identity, not both.
        identity: An identity of the customer; or give the id.
        """
        answer: types.Customer = self._call('customer.get', {
            'customer_id': customer_id,
            'identity': identity,
        })
        return answer

    def merge(
        self, *,
        customer_id: Id,
        into: Id,
        evidence: str,
        idempotency_key: str | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
    ) -> types.ThingReceipt:
        """Say that two customers are one person.

        customer_id: Who is merged away.
        into: Who stays.
        evidence: Why they are one person.
        idempotency_key: The same request with the same key has one effect and one answer.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        """
        answer: types.ThingReceipt = self._call('customer.merge', {
            'customer_id': customer_id,
            'into': into,
            'evidence': evidence,
            'idempotency_key': idempotency_key,
            'request_id': request_id,
            'rationale': rationale,
        })
        return answer

    def report(
        self, *,
        customer_id: Id,
        source: str,
        facts: Sequence[types.ReportFact],
        idempotency_key: str | None = None,
        source_event_id: str | None = None,
    ) -> types.ThingReceipt:
        """Say what is so about a customer, as of a date.

        customer_id: Whom it is about.
        source: The system that says it: shopify.
        facts: What is so, as of the caller's at.
        idempotency_key: The same request with the same key has one effect and one answer.
        source_event_id: Its own id of what it says: the same again has no second effect.
        """
        answer: types.ThingReceipt = self._call('customer.report', {
            'customer_id': customer_id,
            'source': source,
            'facts': facts,
            'idempotency_key': idempotency_key,
            'source_event_id': source_event_id,
        })
        return answer

    def resolve(
        self, *,
        identities: Sequence[types.Identity],
        idempotency_key: str | None = None,
        name: str | None = None,
    ) -> types.ThingReceipt:
        """Find the customer who has these identities, or make one.

        identities: What is known of who writes; the one that says most comes first.
        idempotency_key: The same request with the same key has one effect and one answer.
        name: Taken by a customer who has none.
        """
        answer: types.ThingReceipt = self._call('customer.resolve', {
            'identities': identities,
            'idempotency_key': idempotency_key,
            'name': name,
        })
        return answer

    def save(
        self, *,
        idempotency_key: str | None = None,
        customer_id: Id | None = None,
        version: int | None = None,
        name: str | None = None,
        identities: Sequence[types.Identity] | None = None,
    ) -> types.ThingReceipt:
        """Make or change a customer; a known identity names the one who has it.

        idempotency_key: The same request with the same key has one effect and one answer.
        customer_id: The customer to change; absent: the one with an identity, or a new one.
        version: The version this change was based on; 0 for any.
        name: The customer's name.
        identities: Identities that the customer has, besides those known.
        """
        answer: types.ThingReceipt = self._call('customer.save', {
            'idempotency_key': idempotency_key,
            'customer_id': customer_id,
            'version': version,
            'name': name,
            'identities': identities,
        })
        return answer

    def unmerge(
        self, *,
        customer_id: Id,
        evidence: str,
        idempotency_key: str | None = None,
    ) -> types.ThingReceipt:
        """Take a merge of customers back.

        customer_id: Who was merged away.
        evidence: Why they are not one person.
        idempotency_key: The same request with the same key has one effect and one answer.
        """
        answer: types.ThingReceipt = self._call('customer.unmerge', {
            'customer_id': customer_id,
            'evidence': evidence,
            'idempotency_key': idempotency_key,
        })
        return answer


class DeskMethods(Namespace):
    """The methods desk.*"""

    def check(self) -> types.CheckReport:
        """Fold all events again and compare with the tables; nothing is changed."""
        answer: types.CheckReport = self._call('desk.check', {
        })
        return answer

    def next_due(self) -> types.NextDue:
        """Ask when the next thing is due."""
        answer: types.NextDue = self._call('desk.next_due', {
        })
        return answer

    def rebuild(self) -> types.CheckReport:
        """Fold all events again and mend what differs in the tables."""
        answer: types.CheckReport = self._call('desk.rebuild', {
        })
        return answer

    def summary(self) -> types.Summary:
        """Ask how the desk stands."""
        answer: types.Summary = self._call('desk.summary', {
        })
        return answer

    def tick(
        self, *,
        limit: int | None = None,
    ) -> types.TickResult:
        """Fire what is due by now.

        limit: Things to fire at most; 0 means 1000.
        """
        answer: types.TickResult = self._call('desk.tick', {
            'limit': limit,
        })
        return answer


class EventMethods(Namespace):
    """The methods event.*"""

    def list(
        self, *,
        after_id: Id | None = None,
        limit: int | None = None,
    ) -> types.EventList:
        """Read the event log as it is hashed.

        after_id: Events after that sequence; absent begins.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.EventList = self._call('event.list', {
            'after_id': after_id,
            'limit': limit,
        })
        return answer


class FactMethods(Namespace):
    """The methods fact.*"""

    def record(
        self, *,
        ticket_id: Id,
        facts: Sequence[types.Fact],
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Keep what another system says about a ticket.

        ticket_id: The ticket.
        facts: Facts, at least one; a name that is there gets the new value.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('fact.record', {
            'ticket_id': ticket_id,
            'facts': facts,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer


class FloorMethods(Namespace):
    """The methods floor.*"""

    def escalate(
        self, *,
        ticket_id: Id,
        version: int | None = None,
        floor: str | None = None,
        justification: str | None = None,
        is_customer_request: bool | None = None,
        idempotency_key: str | None = None,
    ) -> types.TicketReceipt:
        """Move a ticket up, or ask for the sign-off that its floor demands.

        ticket_id: The ticket.
        version: The version this change was based on; 0 for any.
        floor: Where to; absent: the next one up.
        justification: Why; needed where the floor's sign-off asks for one.
        is_customer_request: The customer asked for it.
        idempotency_key: The same request with the same key has one effect and one answer.
        """
        answer: types.TicketReceipt = self._call('floor.escalate', {
            'ticket_id': ticket_id,
            'version': version,
            'floor': floor,
            'justification': justification,
            'is_customer_request': is_customer_request,
            'idempotency_key': idempotency_key,
        })
        return answer

    def evidence(
        self, *,
        ticket_id: Id,
        evidence: str,
        version: int | None = None,
        note: str | None = None,
        message_id: Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.TicketReceipt:
        """Record evidence that the floors of the policy ask for.

        ticket_id: The ticket.
        evidence: As the policy's floors name it.
        version: The version this change was based on; 0 for any.
        note: What it is, where it is kept.
        message_id: The message of the ticket that has it.
        idempotency_key: The same request with the same key has one effect and one answer.
        """
        answer: types.TicketReceipt = self._call('floor.evidence', {
            'ticket_id': ticket_id,
            'evidence': evidence,
            'version': version,
            'note': note,
            'message_id': message_id,
            'idempotency_key': idempotency_key,
        })
        return answer

    def explain(
        self, *,
        ticket_id: Id,
    ) -> types.FloorExplanation:
        """Tell why a ticket is on its floor, and what it waits for.

        ticket_id: The ticket.
        """
        answer: types.FloorExplanation = self._call('floor.explain', {
            'ticket_id': ticket_id,
        })
        return answer

    def list(
        self, *,
        floor: str | None = None,
        team: str | None = None,
        assignee_id: Id | None = None,
        is_waiting: bool | None = None,
        signer_id: Id | None = None,
        is_left: bool | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> types.FloorList:
        """Read tickets in work by floor and age, or those that wait for a signature.

        floor: On this one only.
        team: Of this team only.
        assignee_id: Of this agent only.
        is_waiting: Only those that wait for a signature.
        signer_id: Only those that wait for a signature which this agent may give.
        is_left: Only those that wait for one and have left the floor that holds remedies until
            then.
        after: The page after this position: next_after of the page before.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.FloorList = self._call('floor.list', {
            'floor': floor,
            'team': team,
            'assignee_id': assignee_id,
            'is_waiting': is_waiting,
            'signer_id': signer_id,
            'is_left': is_left,
            'after': after,
            'limit': limit,
        })
        return answer

    def lower(
        self, *,
        ticket_id: Id,
        floor: str,
        version: int | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
    ) -> types.TicketReceipt:
        """Let a ticket return to a lower floor.

        ticket_id: The ticket.
        floor: Where to: below the current one.
        version: The version this change was based on; 0 for any.
        reason: Why; needed below the minimum floor.
        idempotency_key: The same request with the same key has one effect and one answer.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        """
        answer: types.TicketReceipt = self._call('floor.lower', {
            'ticket_id': ticket_id,
            'floor': floor,
            'version': version,
            'reason': reason,
            'idempotency_key': idempotency_key,
            'request_id': request_id,
            'rationale': rationale,
        })
        return answer

    def sign(
        self, *,
        ticket_id: Id,
        kind: Literal['move_up', 'clearance', 'resolution'],
        version: int | None = None,
        signature: str | None = None,
        is_rejected: bool | None = None,
        note: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.TicketReceipt:
        """Sign that a ticket moves up, that what is held may be done, that it is solved.

        ticket_id: The ticket.
        kind: What is signed.
        version: The version this change was based on; 0 for any.
        signature: Of a resolution: which; absent: the first that is missing and that the caller may
            give.
        is_rejected: The answer is no.
        note: What there is to say about it.
        idempotency_key: The same request with the same key has one effect and one answer.
        """
        answer: types.TicketReceipt = self._call('floor.sign', {
            'ticket_id': ticket_id,
            'kind': kind,
            'version': version,
            'signature': signature,
            'is_rejected': is_rejected,
            'note': note,
            'idempotency_key': idempotency_key,
        })
        return answer

    def summary(
        self, *,
        from_: Time | None = None,
        to: Time | None = None,
    ) -> types.FloorSummary:
        """Count what went on on the floors in a time.

        from_: From here on; absent: 1970.
        to: And before here; absent: now.
        """
        answer: types.FloorSummary = self._call('floor.summary', {
            'from': from_,
            'to': to,
        })
        return answer


class ImportMethods(Namespace):
    """The methods import.*"""

    def mark(
        self, *,
        source: str,
        from_: int,
        to: int,
    ) -> types.Receipt:
        """Move the position of an import, in the batch that it belongs to.

        source: Names the file or feed.
        from_: The position before this batch.
        to: The position after it.
        """
        answer: types.Receipt = self._call('import.mark', {
            'source': source,
            'from': from_,
            'to': to,
        })
        return answer

    def position(
        self, *,
        source: str,
    ) -> types.ImportPosition:
        """Ask how far an import has come.

        source: Names the file or feed.
        """
        answer: types.ImportPosition = self._call('import.position', {
            'source': source,
        })
        return answer


class KpiMethods(Namespace):
    """The methods kpi.*"""

    def backlog(
        self, *,
        as_of: Time | None = None,
        filters: Sequence[types.KpiFilter] | None = None,
        limit: int | None = None,
    ) -> types.KpiBacklog:
        """Ask what was in work at an instant: by age, and the oldest.

        as_of: When, not later than now; absent: now.
        filters: Only what passes; of those with the same `by` one has to fit.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.KpiBacklog = self._call('kpi.backlog', {
            'as_of': as_of,
            'filters': filters,
            'limit': limit,
        })
        return answer

    def check(self) -> types.KpiCheckReport:
        """Work all figures out from scratch and compare."""
        answer: types.KpiCheckReport = self._call('kpi.check', {
        })
        return answer

    def compare(
        self, *,
        metrics: Sequence[str],
        from_: str,
        statistic: Literal['mean', 'min', 'max', 'p50', 'p75', 'p90', 'p95', 'p99'] | None = None,
        teams: Sequence[str] | None = None,
        to: str | None = None,
        versus_from: str | None = None,
        versus_to: str | None = None,
        versus_teams: Sequence[str] | None = None,
        versus_rest: bool | None = None,
        filters: Sequence[types.KpiFilter] | None = None,
        is_exact: bool | None = None,
        currency: str | None = None,
    ) -> types.KpiComparison:
        """Compare figures of two periods, or of two groups of teams.

        metrics: Names of kpi.definitions.
        from_: The first day, in the desk's zone: 2026-03-01.
        statistic: What of durations; absent: the figures' values.
        teams: Of these teams, an empty text is of none; absent: of all.
        to: The last one; absent: today.
        versus_from: The first day of what it is compared with; absent: the same days.
        versus_to: Its last day; absent: so many days as the first have.
        versus_teams: With these teams; absent: the same, or the rest.
        versus_rest: With all that is not of `teams`.
        filters: Of both sides only what passes; not by team.
        is_exact: Percentiles from each value, however many tickets that are.
        currency: Of figures of money, ISO 4217; absent: the policy's.
        """
        answer: types.KpiComparison = self._call('kpi.compare', {
            'metrics': metrics,
            'from': from_,
            'statistic': statistic,
            'teams': teams,
            'to': to,
            'versus_from': versus_from,
            'versus_to': versus_to,
            'versus_teams': versus_teams,
            'versus_rest': versus_rest,
            'filters': filters,
            'is_exact': is_exact,
            'currency': currency,
        })
        return answer

    def definitions(
        self, *,
        metric: str | None = None,
    ) -> types.KpiDefinitionList:
        """Tell what figures mean.

        metric: Only this one.
        """
        answer: types.KpiDefinitionList = self._call('kpi.definitions', {
            'metric': metric,
        })
        return answer

    def drivers(
        self, *,
        from_: str,
        to: str | None = None,
        by: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> types.KpiDriverList:
        """Ask why customers came: contact drivers, the largest first.

        from_: The first day, in the desk's zone: 2026-03-01.
        to: The last one; absent: today.
        by: What to tell apart: reason, product, order_state; absent: all three.
        limit: Drivers at most; absent: 100.
        """
        answer: types.KpiDriverList = self._call('kpi.drivers', {
            'from': from_,
            'to': to,
            'by': by,
            'limit': limit,
        })
        return answer

    def explain(
        self, *,
        metric: str,
        from_: str,
        to: str | None = None,
        filters: Sequence[types.KpiFilter] | None = None,
        currency: str | None = None,
        after_id: Id | None = None,
        limit: int | None = None,
    ) -> types.KpiExplanation:
        """Read which tickets are behind a figure.

        metric: Which figure.
        from_: The first day, in the desk's zone: 2026-03-01.
        to: The last one; absent: today.
        filters: Only what passes; of those with the same `by` one has to fit.
        currency: Of a figure of money, ISO 4217; absent: the policy's.
        after_id: next_after_id of the page before.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.KpiExplanation = self._call('kpi.explain', {
            'metric': metric,
            'from': from_,
            'to': to,
            'filters': filters,
            'currency': currency,
            'after_id': after_id,
            'limit': limit,
        })
        return answer

    def query(
        self, *,
        metrics: Sequence[str],
        from_: str,
        to: str | None = None,
        interval: Literal['whole', 'day', 'week', 'month'] | None = None,
        by: Sequence[str] | None = None,
        filters: Sequence[types.KpiFilter] | None = None,
        is_exact: bool | None = None,
        currency: str | None = None,
    ) -> types.KpiAnswer:
        """Ask for figures.

        metrics: Names of kpi.definitions.
        from_: The first day, in the desk's zone: 2026-03-01.
        to: The last one; absent: today.
        interval: By which steps; absent: one figure for all days. Weeks begin on Monday.
        by: What to tell apart, as in filters.
        filters: Only what passes; of those with the same `by` one has to fit.
        is_exact: Percentiles from each value, however many tickets that are.
        currency: Of figures of money, ISO 4217; absent: the policy's.
        """
        answer: types.KpiAnswer = self._call('kpi.query', {
            'metrics': metrics,
            'from': from_,
            'to': to,
            'interval': interval,
            'by': by,
            'filters': filters,
            'is_exact': is_exact,
            'currency': currency,
        })
        return answer

    def rebuild(self) -> types.KpiRebuildReport:
        """Forget all figures and work them out anew."""
        answer: types.KpiRebuildReport = self._call('kpi.rebuild', {
        })
        return answer

    def scorecard(
        self, *,
        period: Literal['whole', 'day', 'week', 'month'] | None = None,
        from_: str | None = None,
        to: str | None = None,
        periods: int | None = None,
    ) -> types.KpiScorecard:
        """Show how the figures of the policy's scorecard stand.

        period: Absent: the policy's. whole: from `from` to `to`.
        from_: A day of the period, of a whole its first; absent: today.
        to: The last day of a whole; absent: today.
        periods: How many values a line has, its own the last; absent: 8.
        """
        answer: types.KpiScorecard = self._call('kpi.scorecard', {
            'period': period,
            'from': from_,
            'to': to,
            'periods': periods,
        })
        return answer


class LedgerMethods(Namespace):
    """The methods ledger.*"""

    def list(
        self, *,
        ticket_id: Id | None = None,
        customer_id: Id | None = None,
        agent_id: Id | None = None,
        order: types.Reference | None = None,
        team: str | None = None,
        remedy: str | None = None,
        within_ms: Duration | None = None,
        limit: int | None = None,
        after_id: Id | None = None,
    ) -> types.LedgerList:
        """Read what counts against limits for a ticket, an order or somebody.

        ticket_id: Of a ticket, with what was merged into it.
        customer_id: Of a customer, with whom they were merged.
        agent_id: Of an agent.
        order: Of an order.
        team: Of a team. Exactly one of these is named.
        remedy: Of this remedy only.
        within_ms: Counted back from now; absent: ever.
        limit: Items of the page at most; 0 means 100.
        after_id: next_after_id of the page before.
        """
        answer: types.LedgerList = self._call('ledger.list', {
            'ticket_id': ticket_id,
            'customer_id': customer_id,
            'agent_id': agent_id,
            'order': order,
            'team': team,
            'remedy': remedy,
            'within_ms': within_ms,
            'limit': limit,
            'after_id': after_id,
        })
        return answer

    def report(
        self, *,
        external_id: str,
        remedy: str,
        idempotency_key: str | None = None,
        amount: str | None = None,
        currency: str | None = None,
        order: types.Reference | None = None,
        ticket_id: Id | None = None,
        customer_id: Id | None = None,
        agent_id: Id | None = None,
        note: str | None = None,
    ) -> types.ThingReceipt:
        """Record what the shop gave and nobody asked for here.

        external_id: The shop's id of what was given.
        remedy: What was given or done.
        idempotency_key: The same request with the same key has one effect and one answer.
        amount: How much, such as "12.50".
        currency: ISO 4217; absent: the policy's.
        order: The order that it was given for.
        ticket_id: The ticket that it was given for.
        customer_id: Who has it; absent: the ticket's customer, or else whose the order was said to
            be.
        agent_id: Who gave it; absent: nobody of the desk.
        note: What there is to say about it.
        """
        answer: types.ThingReceipt = self._call('ledger.report', {
            'external_id': external_id,
            'remedy': remedy,
            'idempotency_key': idempotency_key,
            'amount': amount,
            'currency': currency,
            'order': order,
            'ticket_id': ticket_id,
            'customer_id': customer_id,
            'agent_id': agent_id,
            'note': note,
        })
        return answer


class OutboxMethods(Namespace):
    """The methods outbox.*"""

    def ack(
        self, *,
        consumer: str,
        sequence: int,
    ) -> types.Receipt:
        """Acknowledge a consumer's events up to a sequence.

        consumer: Who pulled: mailer.
        sequence: What `through` of the page said; never less than before.
        """
        answer: types.Receipt = self._call('outbox.ack', {
            'consumer': consumer,
            'sequence': sequence,
        })
        return answer

    def pull(
        self, *,
        consumer: str,
        limit: int | None = None,
    ) -> types.OutboxPage:
        """Read a consumer's next events as CloudEvents.

        consumer: Who pulls: mailer.
        limit: Events to look at, at most; 0 means 100.
        """
        answer: types.OutboxPage = self._call('outbox.pull', {
            'consumer': consumer,
            'limit': limit,
        })
        return answer


class OutcomeMethods(Namespace):
    """The methods outcome.*"""

    def rate(
        self, *,
        ticket_id: Id,
        score: int,
        idempotency_key: str | None = None,
        version: int | None = None,
        agent_id: Id | None = None,
        note: str | None = None,
    ) -> types.ThingReceipt:
        """Record how an agent rates the outcome of a ticket.

        ticket_id: The ticket.
        score: 0 to 100.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        agent_id: Who rates; absent: the calling agent.
        note: For colleagues; erased with the customer.
        """
        answer: types.ThingReceipt = self._call('outcome.rate', {
            'ticket_id': ticket_id,
            'score': score,
            'idempotency_key': idempotency_key,
            'version': version,
            'agent_id': agent_id,
            'note': note,
        })
        return answer


class PolicyMethods(Namespace):
    """The methods policy.*"""

    def activate(
        self, *,
        document: Mapping[str, Any],
        idempotency_key: str | None = None,
        is_strict: bool | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
    ) -> types.ThingReceipt:
        """Make a document the desk's policy, as the next version.

        document: The policy; kept byte for byte as it is written here.
        idempotency_key: The same request with the same key has one effect and one answer.
        is_strict: A warning refuses like an error.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        """
        answer: types.ThingReceipt = self._call('policy.activate', {
            'document': document,
            'idempotency_key': idempotency_key,
            'is_strict': is_strict,
            'request_id': request_id,
            'rationale': rationale,
        })
        return answer

    def check(
        self, *,
        document: Mapping[str, Any],
        is_strict: bool | None = None,
        with_readiness: bool | None = None,
    ) -> types.PolicyReport:
        """Check a policy document and report every problem; nothing is changed.

        document: The policy to check.
        is_strict: With a warning it is not valid.
        with_readiness: Tell also what a desk that opens should have, as findings.
        """
        answer: types.PolicyReport = self._call('policy.check', {
            'document': document,
            'is_strict': is_strict,
            'with_readiness': with_readiness,
        })
        return answer

    def diff(
        self, *,
        from_version: int | None = None,
        from_is_builtin: bool | None = None,
        to_version: int | None = None,
        to_is_builtin: bool | None = None,
        document: Mapping[str, Any] | None = None,
    ) -> types.PolicyDiff:
        """Tell in words what differs between two policies.

        from_version: The older one; 0 for the active one.
        from_is_builtin: The older one is the built-in policy.
        to_version: The newer one; 0 for the active one.
        to_is_builtin: The newer one is the built-in policy.
        document: The newer one is this document.
        """
        answer: types.PolicyDiff = self._call('policy.diff', {
            'from_version': from_version,
            'from_is_builtin': from_is_builtin,
            'to_version': to_version,
            'to_is_builtin': to_is_builtin,
            'document': document,
        })
        return answer

    def list(
        self, *,
        after_id: Id | None = None,
        limit: int | None = None,
    ) -> types.PolicyList:
        """Read the versions of the policy, newest first.

        after_id: Versions before that one; absent begins at the newest.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.PolicyList = self._call('policy.list', {
            'after_id': after_id,
            'limit': limit,
        })
        return answer

    def rollback(
        self, *,
        idempotency_key: str | None = None,
        to_version: int | None = None,
        is_builtin: bool | None = None,
        is_strict: bool | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
    ) -> types.ThingReceipt:
        """Activate the document of an earlier version again, as a new version.

        idempotency_key: The same request with the same key has one effect and one answer.
        to_version: Whose document is activated again.
        is_builtin: Go back to the built-in policy.
        is_strict: A warning refuses like an error.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        """
        answer: types.ThingReceipt = self._call('policy.rollback', {
            'idempotency_key': idempotency_key,
            'to_version': to_version,
            'is_builtin': is_builtin,
            'is_strict': is_strict,
            'request_id': request_id,
            'rationale': rationale,
        })
        return answer

    def show(
        self, *,
        version: int | None = None,
        is_builtin: bool | None = None,
    ) -> types.Policy:
        """Read a policy.

        version: Which one; 0 for the active one.
        is_builtin: The built-in one, which is version 0; not together with a version.
        """
        answer: types.Policy = self._call('policy.show', {
            'version': version,
            'is_builtin': is_builtin,
        })
        return answer

    def test(
        self, *,
        facts: Mapping[str, Any],
        version: int | None = None,
        is_builtin: bool | None = None,
        document: Mapping[str, Any] | None = None,
    ) -> types.PolicyTest:
        """Evaluate every rule of a policy on the facts of one case, and say why.

        facts: What is known about the case: {"ticket": {"channel": "chat"}}.
        version: Which policy; 0 for the active one.
        is_builtin: The built-in policy.
        document: This document instead, which need not be active.
        """
        answer: types.PolicyTest = self._call('policy.test', {
            'facts': facts,
            'version': version,
            'is_builtin': is_builtin,
            'document': document,
        })
        return answer


class ReferenceMethods(Namespace):
    """The methods reference.*"""

    def add(
        self, *,
        ticket_id: Id,
        references: Sequence[types.Reference],
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Say which things outside the desk a ticket is about.

        ticket_id: The ticket.
        references: Things outside the desk, at least one.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('reference.add', {
            'ticket_id': ticket_id,
            'references': references,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def get(
        self, *,
        reference: types.Reference,
    ) -> types.Thing:
        """Read what was reported about an order or another thing.

        reference: The thing.
        """
        answer: types.Thing = self._call('reference.get', {
            'reference': reference,
        })
        return answer

    def remove(
        self, *,
        ticket_id: Id,
        references: Sequence[types.Reference],
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Take references from a ticket.

        ticket_id: The ticket.
        references: Things outside the desk, at least one.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('reference.remove', {
            'ticket_id': ticket_id,
            'references': references,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def report(
        self, *,
        reference: types.Reference,
        idempotency_key: str | None = None,
        customer_id: Id | None = None,
        label: str | None = None,
        source_event_id: str | None = None,
        facts: Sequence[types.ReportFact] | None = None,
    ) -> types.Receipt:
        """Say what is so about an order or another thing, as of a date.

        reference: What it is about.
        idempotency_key: The same request with the same key has one effect and one answer.
        customer_id: Whose it is; absent: not said.
        label: The shop's name for it: Order #1001.
        source_event_id: The system's own id of what it says: the same again has no second effect.
        facts: What is so, as of the caller's at.
        """
        answer: types.Receipt = self._call('reference.report', {
            'reference': reference,
            'idempotency_key': idempotency_key,
            'customer_id': customer_id,
            'label': label,
            'source_event_id': source_event_id,
            'facts': facts,
        })
        return answer


class ReviewMethods(Namespace):
    """The methods review.*"""

    def list(
        self, *,
        kind: Literal['review', 'self'] | None = None,
        from_: Time | None = None,
        to: Time | None = None,
        ticket_id: Id | None = None,
        agent_id: Id | None = None,
        reviewer_id: Id | None = None,
        team: str | None = None,
        form: str | None = None,
        limit: int | None = None,
        after_id: Id | None = None,
    ) -> types.ReviewList:
        """Read reviews and ratings.

        kind: Reviews by colleagues, or ratings by the agents themselves.
        from_: Given then or later.
        to: Given before that; absent: up to now.
        ticket_id: Of this ticket, and what is part of it by merging.
        agent_id: Of this agent's work.
        reviewer_id: By this agent.
        team: Of tickets that this team had then.
        form: By this form.
        limit: Items of the page at most; 0 means 100.
        after_id: The page after this review.
        """
        answer: types.ReviewList = self._call('review.list', {
            'kind': kind,
            'from': from_,
            'to': to,
            'ticket_id': ticket_id,
            'agent_id': agent_id,
            'reviewer_id': reviewer_id,
            'team': team,
            'form': form,
            'limit': limit,
            'after_id': after_id,
        })
        return answer

    def record(
        self, *,
        ticket_id: Id,
        score: int,
        idempotency_key: str | None = None,
        version: int | None = None,
        agent_id: Id | None = None,
        reviewer_id: Id | None = None,
        form: str | None = None,
        sections: Sequence[types.ReviewSection] | None = None,
        note: str | None = None,
    ) -> types.ThingReceipt:
        """Record a review of an agent's work on a ticket.

        ticket_id: The ticket.
        score: 0 to 100.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        agent_id: Whose work it is; absent: who has the ticket.
        reviewer_id: Who reviewed; absent: the calling agent, else a program.
        form: By which form.
        sections: Its parts, each once.
        note: For colleagues; erased with the customer.
        """
        answer: types.ThingReceipt = self._call('review.record', {
            'ticket_id': ticket_id,
            'score': score,
            'idempotency_key': idempotency_key,
            'version': version,
            'agent_id': agent_id,
            'reviewer_id': reviewer_id,
            'form': form,
            'sections': sections,
            'note': note,
        })
        return answer

    def sample(
        self, *,
        each: int,
        from_: Time,
        seed: str,
        to: Time | None = None,
        agent_id: Id | None = None,
        team: str | None = None,
        leave_out_tag: str | None = None,
    ) -> types.ReviewSample:
        """Draw solved tickets of each agent to review.

        each: Tickets of each agent.
        from_: Solved then or later.
        seed: Any line; the same one draws the same tickets.
        to: Solved before that; absent: up to now.
        agent_id: Of this agent only.
        team: Of this team's tickets only.
        leave_out_tag: Without tickets of this tag: spam.
        """
        answer: types.ReviewSample = self._call('review.sample', {
            'each': each,
            'from': from_,
            'seed': seed,
            'to': to,
            'agent_id': agent_id,
            'team': team,
            'leave_out_tag': leave_out_tag,
        })
        return answer


class RpcMethods(Namespace):
    """The methods rpc.*"""

    def discover(self) -> dict[str, Any]:
        """This document."""
        answer: dict[str, Any] = self._call('rpc.discover', {
        })
        return answer


class SlaMethods(Namespace):
    """The methods sla.*"""

    def due(
        self, *,
        team: str | None = None,
        assignee_id: Id | None = None,
        is_breach: bool | None = None,
        until: Time | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> types.DueList:
        """Read on which tickets a promise warns or breaks next.

        team: Of this team only.
        assignee_id: Of this agent only.
        is_breach: Tickets by when a promise on them breaks, whatever warns before.
        until: Due by then, for is_breach: broken by then; absent: ever.
        after: The page after this position: next_after of the page before.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.DueList = self._call('sla.due', {
            'team': team,
            'assignee_id': assignee_id,
            'is_breach': is_breach,
            'until': until,
            'after': after,
            'limit': limit,
        })
        return answer

    def explain(
        self, *,
        ticket_id: Id,
        metric: Literal['acknowledgement', 'assignment', 'first_reply', 'next_reply', 'periodic_update', 'pausable_update', 'requester_wait', 'agent_work', 'resolution', 'time_in_team', 'fact_deadline', 'time_on_floor', 'work_on_floor', 'sign_off', 'decision'],
        instance: int | None = None,
    ) -> types.SlaExplanation:
        """Tell why a timer shows what it shows, span by span.

        ticket_id: The ticket.
        metric: What is measured.
        instance: 1, 2, 3 ...; 0 or absent: the last one.
        """
        answer: types.SlaExplanation = self._call('sla.explain', {
            'ticket_id': ticket_id,
            'metric': metric,
            'instance': instance,
        })
        return answer

    def guide(
        self, *,
        sla: str | None = None,
        is_all: bool | None = None,
    ) -> types.SlaGuide:
        """Read what the policy promises by channel, to be published.

        sla: An SLA policy; absent: the first one that is for all tickets.
        is_all: What is measured inside the desk as well, such as assignment and agent work.
        """
        answer: types.SlaGuide = self._call('sla.guide', {
            'sla': sla,
            'is_all': is_all,
        })
        return answer

    def miss_summary(
        self, *,
        from_: Time | None = None,
        to: Time | None = None,
        team: str | None = None,
        metric: Literal['acknowledgement', 'assignment', 'first_reply', 'next_reply', 'periodic_update', 'pausable_update', 'requester_wait', 'agent_work', 'resolution', 'time_in_team', 'fact_deadline', 'time_on_floor', 'work_on_floor', 'sign_off', 'decision'] | None = None,
        after: str | None = None,
    ) -> types.MissSummary:
        """Count the promises that were broken by team and cause.

        from_: Broken then or later; absent: in the week before `to`.
        to: Broken before that; absent: up to now.
        team: Of tickets that this team had.
        metric: Of this only; absent: of any.
        after: Go on counting behind this position: next_after of the call before.
        """
        answer: types.MissSummary = self._call('sla.miss_summary', {
            'from': from_,
            'to': to,
            'team': team,
            'metric': metric,
            'after': after,
        })
        return answer

    def misses(
        self, *,
        from_: Time | None = None,
        to: Time | None = None,
        team: str | None = None,
        metric: Literal['acknowledgement', 'assignment', 'first_reply', 'next_reply', 'periodic_update', 'pausable_update', 'requester_wait', 'agent_work', 'resolution', 'time_in_team', 'fact_deadline', 'time_on_floor', 'work_on_floor', 'sign_off', 'decision'] | None = None,
        cause: str | None = None,
        is_unexplained: bool | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> types.MissList:
        """Read which promises were broken in a range of time, and why.

        from_: Broken then or later; absent: in the week before `to`.
        to: Broken before that; absent: up to now.
        team: Of tickets that this team had.
        metric: Of this only; absent: of any.
        cause: For this cause only.
        is_unexplained: Only those that nobody has given a cause; not with a cause.
        after: The page after this position: next_after of the page before.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.MissList = self._call('sla.misses', {
            'from': from_,
            'to': to,
            'team': team,
            'metric': metric,
            'cause': cause,
            'is_unexplained': is_unexplained,
            'after': after,
            'limit': limit,
        })
        return answer

    def record_cause(
        self, *,
        ticket_id: Id,
        metric: Literal['acknowledgement', 'assignment', 'first_reply', 'next_reply', 'periodic_update', 'pausable_update', 'requester_wait', 'agent_work', 'resolution', 'time_in_team', 'fact_deadline', 'time_on_floor', 'work_on_floor', 'sign_off', 'decision'],
        cause: str,
        version: int | None = None,
        instance: int | None = None,
        note: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.TicketReceipt:
        """Say why a promise was broken.

        ticket_id: The ticket.
        metric: What was measured.
        cause: A name of the policy's miss_causes.
        version: The version this change was based on; 0 for any.
        instance: 1, 2, 3 ...; 0 or absent: the last run on which a promise was broken.
        note: What else colleagues should know.
        idempotency_key: The same request with the same key has one effect and one answer.
        """
        answer: types.TicketReceipt = self._call('sla.record_cause', {
            'ticket_id': ticket_id,
            'metric': metric,
            'cause': cause,
            'version': version,
            'instance': instance,
            'note': note,
            'idempotency_key': idempotency_key,
        })
        return answer


class StaffingMethods(Namespace):
    """The methods staffing.*"""

    def agents(
        self, *,
        handle_ms: Duration,
        arrivals: int | None = None,
        period_ms: Duration | None = None,
        shrinkage_percent: int | None = None,
        within_ms: Duration | None = None,
        service_percent: int | None = None,
        agents: int | None = None,
    ) -> types.Staffing:
        """Ask how many agents a load needs, or what so many give.

        handle_ms: What one takes an agent, with the work after it.
        arrivals: How many come in the period.
        period_ms: The period; absent: an hour.
        shrinkage_percent: Added for the time in which agents are paid and not there: 30 is 30 %
            more.
        within_ms: Who is answered within this time counts as served.
        service_percent: How many agents serve that share, 1 to 99; not with agents.
        agents: What so many agents give.
        """
        answer: types.Staffing = self._call('staffing.agents', {
            'handle_ms': handle_ms,
            'arrivals': arrivals,
            'period_ms': period_ms,
            'shrinkage_percent': shrinkage_percent,
            'within_ms': within_ms,
            'service_percent': service_percent,
            'agents': agents,
        })
        return answer


class SurveyMethods(Namespace):
    """The methods survey.*"""

    def answered(
        self, *,
        kind: Literal['csat', 'ces', 'nps', 'pulse'],
        source: str,
        survey_id: str,
        score: int,
        idempotency_key: str | None = None,
        ticket_id: Id | None = None,
        customer_id: Id | None = None,
        agent_id: Id | None = None,
        team: str | None = None,
        reason: str | None = None,
        comment: str | None = None,
        is_correction: bool | None = None,
    ) -> types.ThingReceipt:
        """Say what somebody answered.

        kind: Which survey it is.
        source: The system that ran it.
        survey_id: Its id there: the same report again has no second effect.
        score: csat 1 to 5, ces 1 to 7, nps 0 to 10, pulse 0 to 100.
        idempotency_key: The same request with the same key has one effect and one answer.
        ticket_id: The ticket that it is about, of csat and ces.
        customer_id: Who was asked, but of a pulse; absent: the ticket's.
        agent_id: Whose work it is about, or who was asked; absent: the ticket's.
        team: A team of the policy; absent: the ticket's.
        reason: A contact reason of the policy; absent: the ticket's.
        comment: What they wrote; erased with the customer.
        is_correction: It takes the place of the answer that there is.
        """
        answer: types.ThingReceipt = self._call('survey.answered', {
            'kind': kind,
            'source': source,
            'survey_id': survey_id,
            'score': score,
            'idempotency_key': idempotency_key,
            'ticket_id': ticket_id,
            'customer_id': customer_id,
            'agent_id': agent_id,
            'team': team,
            'reason': reason,
            'comment': comment,
            'is_correction': is_correction,
        })
        return answer

    def asked(
        self, *,
        kind: Literal['csat', 'ces', 'nps', 'pulse'],
        source: str,
        survey_id: str,
        idempotency_key: str | None = None,
        ticket_id: Id | None = None,
        customer_id: Id | None = None,
        agent_id: Id | None = None,
        team: str | None = None,
        reason: str | None = None,
    ) -> types.ThingReceipt:
        """Say that somebody was asked: csat, ces, nps or pulse.

        kind: Which survey it is.
        source: The system that ran it.
        survey_id: Its id there: the same report again has no second effect.
        idempotency_key: The same request with the same key has one effect and one answer.
        ticket_id: The ticket that it is about, of csat and ces.
        customer_id: Who was asked, but of a pulse; absent: the ticket's.
        agent_id: Whose work it is about, or who was asked; absent: the ticket's.
        team: A team of the policy; absent: the ticket's.
        reason: A contact reason of the policy; absent: the ticket's.
        """
        answer: types.ThingReceipt = self._call('survey.asked', {
            'kind': kind,
            'source': source,
            'survey_id': survey_id,
            'idempotency_key': idempotency_key,
            'ticket_id': ticket_id,
            'customer_id': customer_id,
            'agent_id': agent_id,
            'team': team,
            'reason': reason,
        })
        return answer

    def list(
        self, *,
        kind: Literal['csat', 'ces', 'nps', 'pulse'] | None = None,
        from_: Time | None = None,
        to: Time | None = None,
        ticket_id: Id | None = None,
        customer_id: Id | None = None,
        agent_id: Id | None = None,
        team: str | None = None,
        is_answered: bool | None = None,
        limit: int | None = None,
        after_id: Id | None = None,
    ) -> types.SurveyList:
        """Read what people were asked and what they answered.

        kind: Which survey it is.
        from_: Asked then or later.
        to: Asked before that; absent: up to now.
        ticket_id: About this ticket, and what is part of it by merging.
        customer_id: Of this person, by all that they were; not with a ticket.
        agent_id: About this agent.
        team: About this team.
        is_answered: Only those that were answered.
        limit: Items of the page at most; 0 means 100.
        after_id: The page after this survey.
        """
        answer: types.SurveyList = self._call('survey.list', {
            'kind': kind,
            'from': from_,
            'to': to,
            'ticket_id': ticket_id,
            'customer_id': customer_id,
            'agent_id': agent_id,
            'team': team,
            'is_answered': is_answered,
            'limit': limit,
            'after_id': after_id,
        })
        return answer


class TicketMethods(Namespace):
    """The methods ticket.*"""

    def assign(
        self, *,
        ticket_id: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
        agent_id: Id | None = None,
        team: str | None = None,
    ) -> types.TicketReceipt:
        """Give a ticket to an agent, or take it from whoever has it.

        ticket_id: The ticket.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        agent_id: Who takes it; absent takes it from whoever has it.
        team: A team of the policy; the ticket's stays when absent.
        """
        answer: types.TicketReceipt = self._call('ticket.assign', {
            'ticket_id': ticket_id,
            'idempotency_key': idempotency_key,
            'version': version,
            'agent_id': agent_id,
            'team': team,
        })
        return answer

    def classify(
        self, *,
        ticket_id: Id,
        reason: str,
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Say why the customer wrote: the contact reason.

        ticket_id: The ticket.
        reason: A contact reason of the policy.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('ticket.classify', {
            'ticket_id': ticket_id,
            'reason': reason,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def fill(
        self, *,
        ticket_id: Id,
        fields: Sequence[types.TicketField],
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Fill custom fields of a ticket, or clear them.

        ticket_id: The ticket.
        fields: Fields, at least one; those that are not named stay as they are.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('ticket.fill', {
            'ticket_id': ticket_id,
            'fields': fields,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def get(
        self, *,
        ticket_id: Id,
    ) -> types.Ticket:
        """Read a ticket with its tags, references, facts, fields, links, watchers and reminders.

        ticket_id: The ticket.
        """
        answer: types.Ticket = self._call('ticket.get', {
            'ticket_id': ticket_id,
        })
        return answer

    def handover(
        self, *,
        ticket_id: Id,
    ) -> types.TicketHandover:
        """Read what the next person on a ticket needs to know.

        ticket_id: The ticket.
        """
        answer: types.TicketHandover = self._call('ticket.handover', {
            'ticket_id': ticket_id,
        })
        return answer

    def history(
        self, *,
        ticket_id: Id,
        after_id: Id | None = None,
        limit: int | None = None,
    ) -> types.History:
        """Read what happened to a ticket, in sentences.

        ticket_id: The ticket.
        after_id: The page after that item of the ticket; absent begins with the oldest.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.History = self._call('ticket.history', {
            'ticket_id': ticket_id,
            'after_id': after_id,
            'limit': limit,
        })
        return answer

    def link(
        self, *,
        ticket_id: Id,
        kind: Literal['duplicate_of', 'blocked_by', 'caused_by', 'child_of'],
        to: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Say what a ticket is to another.

        ticket_id: The ticket.
        kind: What the ticket is to the other.
        to: The other ticket.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('ticket.link', {
            'ticket_id': ticket_id,
            'kind': kind,
            'to': to,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def list(
        self, *,
        after: str | None = None,
        limit: int | None = None,
        sort: Literal['id', 'opened', 'updated', 'priority'] | None = None,
        is_ascending: bool | None = None,
        category: Literal['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] | None = None,
        status: str | None = None,
        priority: str | None = None,
        reason: str | None = None,
        channel: str | None = None,
        team: str | None = None,
        assignee_id: Id | None = None,
        is_unassigned: bool | None = None,
        customer_id: Id | None = None,
        identity: types.IdentityKey | None = None,
        tag: str | None = None,
        reference: types.Reference | None = None,
        field: types.TicketField | None = None,
        opened_from: Time | None = None,
        opened_to: Time | None = None,
        updated_from: Time | None = None,
        updated_to: Time | None = None,
    ) -> types.TicketList:
        """Read tickets, newest first unless asked otherwise.

        after: The page after that position; absent begins.
        limit: Items of the page at most; 0 means 100.
        sort: What they are sorted by, the id when absent; equal ones by id.
        is_ascending: Oldest or lowest first; newest or highest first when absent.
        category: Only tickets whose status is of that category.
        status: Only that status, of the policy or an earlier one.
        priority: Only that priority, of the policy or an earlier one.
        reason: Only that contact reason, of the policy or an earlier one.
        channel: Only that channel, of the policy or an earlier one.
        team: Only that team's, of the policy or an earlier one.
        assignee_id: Only that agent's.
        is_unassigned: Only those that nobody has.
        customer_id: Only that person's, whatever customers they were merged of.
        identity: Only of the person who is known by it.
        tag: Only with that tag; one of tag, reference and field.
        reference: Only about that thing outside the desk.
        field: Only with that value in that custom field, of the policy or an earlier one.
        opened_from: Only those opened then or later.
        opened_to: Only those opened before.
        updated_from: Only those that were updated last then or later.
        updated_to: Only those that were updated last before.
        """
        answer: types.TicketList = self._call('ticket.list', {
            'after': after,
            'limit': limit,
            'sort': sort,
            'is_ascending': is_ascending,
            'category': category,
            'status': status,
            'priority': priority,
            'reason': reason,
            'channel': channel,
            'team': team,
            'assignee_id': assignee_id,
            'is_unassigned': is_unassigned,
            'customer_id': customer_id,
            'identity': identity,
            'tag': tag,
            'reference': reference,
            'field': field,
            'opened_from': opened_from,
            'opened_to': opened_to,
            'updated_from': updated_from,
            'updated_to': updated_to,
        })
        return answer

    def merge(
        self, *,
        ticket_id: Id,
        into: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
        evidence: str | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
    ) -> types.TicketReceipt:
        """Say that two tickets are about one thing.

        ticket_id: The ticket.
        into: The ticket that stays.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        evidence: Why they are about one thing.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        """
        answer: types.TicketReceipt = self._call('ticket.merge', {
            'ticket_id': ticket_id,
            'into': into,
            'idempotency_key': idempotency_key,
            'version': version,
            'evidence': evidence,
            'request_id': request_id,
            'rationale': rationale,
        })
        return answer

    def messages(
        self, *,
        ticket_id: Id,
        after_id: Id | None = None,
        limit: int | None = None,
    ) -> types.MessageList:
        """Read a ticket's messages by time; a customer sees no notes.

        ticket_id: The ticket.
        after_id: The page after that item of the ticket; absent begins with the oldest.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.MessageList = self._call('ticket.messages', {
            'ticket_id': ticket_id,
            'after_id': after_id,
            'limit': limit,
        })
        return answer

    def move(
        self, *,
        ticket_id: Id,
        status: str,
        idempotency_key: str | None = None,
        version: int | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
    ) -> types.TicketReceipt:
        """Move a ticket to another status, as the policy's transitions allow.

        ticket_id: The ticket.
        status: A status of the policy.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        """
        answer: types.TicketReceipt = self._call('ticket.move', {
            'ticket_id': ticket_id,
            'status': status,
            'idempotency_key': idempotency_key,
            'version': version,
            'request_id': request_id,
            'rationale': rationale,
        })
        return answer

    def note(
        self, *,
        ticket_id: Id,
        body: str,
        idempotency_key: str | None = None,
        version: int | None = None,
        external_id: str | None = None,
        is_automated: bool | None = None,
        status: str | None = None,
        handle_ms: Duration | None = None,
        attachments: Sequence[types.Attachment] | None = None,
        author_id: Id | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
        channel: str | None = None,
    ) -> types.TicketReceipt:
        """Record a private note, which customers never see.

        ticket_id: The ticket.
        body: The message.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        external_id: Its id where it came from; an id that is known there is not added twice.
        is_automated: No person wrote it. What a system or an integration passes on without it
            counts as a person's.
        status: Move the ticket there in the same step; it stays when absent.
        handle_ms: How long the agent worked on it.
        attachments: Files that came with it, by reference.
        author_id: The agent or bot who wrote it: only for an import.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        channel: A channel of the policy; the ticket's when absent.
        """
        answer: types.TicketReceipt = self._call('ticket.note', {
            'ticket_id': ticket_id,
            'body': body,
            'idempotency_key': idempotency_key,
            'version': version,
            'external_id': external_id,
            'is_automated': is_automated,
            'status': status,
            'handle_ms': handle_ms,
            'attachments': attachments,
            'author_id': author_id,
            'request_id': request_id,
            'rationale': rationale,
            'channel': channel,
        })
        return answer

    def open(
        self, *,
        idempotency_key: str | None = None,
        subject: str | None = None,
        body: str | None = None,
        channel: str | None = None,
        customer_id: Id | None = None,
        priority: str | None = None,
        reason: str | None = None,
        team: str | None = None,
        assignee_id: Id | None = None,
        follow_up_of: Id | None = None,
        external_id: str | None = None,
        tags: Sequence[str] | None = None,
        references: Sequence[types.Reference] | None = None,
        impact: str | None = None,
        urgency: str | None = None,
        fields: Sequence[types.TicketField] | None = None,
        attachments: Sequence[types.Attachment] | None = None,
    ) -> types.TicketReceipt:
        """Open a ticket, with the customer's first message when a body is given.

        idempotency_key: The same request with the same key has one effect and one answer.
        subject: What it is about, in a line.
        body: The customer's first message, whoever records it; none when empty.
        channel: A channel of the policy; its first when absent.
        customer_id: Who asks; a customer's own ticket is always theirs.
        priority: A priority of the policy; when absent its rules, matrix or default decide.
        reason: A contact reason of the policy.
        team: A team of the policy; when absent its routing, reason or channel decide.
        assignee_id: The agent who takes it.
        follow_up_of: The earlier ticket that this one goes on from.
        external_id: The first message's id where it came from.
        tags: Tags.
        references: Orders, payments and other things that it is about.
        impact: How much is affected; with the urgency it decides the priority.
        urgency: How soon it is needed.
        fields: Custom fields of the policy, which its rules see.
        attachments: Files that came with it, by reference.
        """
        answer: types.TicketReceipt = self._call('ticket.open', {
            'idempotency_key': idempotency_key,
            'subject': subject,
            'body': body,
            'channel': channel,
            'customer_id': customer_id,
            'priority': priority,
            'reason': reason,
            'team': team,
            'assignee_id': assignee_id,
            'follow_up_of': follow_up_of,
            'external_id': external_id,
            'tags': tags,
            'references': references,
            'impact': impact,
            'urgency': urgency,
            'fields': fields,
            'attachments': attachments,
        })
        return answer

    def prioritize(
        self, *,
        ticket_id: Id,
        priority: str,
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Give a ticket another priority.

        ticket_id: The ticket.
        priority: A priority of the policy.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('ticket.prioritize', {
            'ticket_id': ticket_id,
            'priority': priority,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def receive(
        self, *,
        body: str,
        idempotency_key: str | None = None,
        ticket_id: Id | None = None,
        version: int | None = None,
        channel: str | None = None,
        external_id: str | None = None,
        customer_id: Id | None = None,
        subject: str | None = None,
        reason: str | None = None,
        in_reply_to: str | None = None,
        thread_ids: Sequence[str] | None = None,
        references: Sequence[types.Reference] | None = None,
        attachments: Sequence[types.Attachment] | None = None,
        is_automated: bool | None = None,
    ) -> types.TicketReceipt:
        """Take in a message from a customer: it finds its ticket, or opens one.

        body: The message.
        idempotency_key: The same request with the same key has one effect and one answer.
        ticket_id: The ticket, when it is known; else the message finds it.
        version: The version of ticket_id that this was based on; 0 for any.
        channel: A channel of the policy; that of ticket_id, or the policy's first, when absent.
        external_id: Its id where it came from; a message whose id is known there is not added
            twice.
        customer_id: Who wrote; absent when not known.
        subject: Of a ticket that is opened; it never finds one.
        reason: Contact reason of a ticket that is opened.
        in_reply_to: External id of the message that this one answers.
        thread_ids: External ids of the messages before it, oldest first; the last 100 are looked
            at.
        references: What it is about: orders find a ticket; all are joined to it.
        attachments: Files that came with it, by reference.
        is_automated: No person wrote it: an absence note, a delivery report. It moves no ticket and
            opens no follow-up.
        """
        answer: types.TicketReceipt = self._call('ticket.receive', {
            'body': body,
            'idempotency_key': idempotency_key,
            'ticket_id': ticket_id,
            'version': version,
            'channel': channel,
            'external_id': external_id,
            'customer_id': customer_id,
            'subject': subject,
            'reason': reason,
            'in_reply_to': in_reply_to,
            'thread_ids': thread_ids,
            'references': references,
            'attachments': attachments,
            'is_automated': is_automated,
        })
        return answer

    def remind(
        self, *,
        ticket_id: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
        due_at: Time | None = None,
        within_ms: Duration | None = None,
        calendar: str | None = None,
        agent_id: Id | None = None,
        is_assignee: bool | None = None,
        note: str | None = None,
    ) -> types.TicketReceipt:
        """Set a reminder on a ticket.

        ticket_id: The ticket.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        due_at: When, after now; or within_ms.
        within_ms: After so many business hours; or due_at.
        calendar: Whose hours those are; absent: those that the policy's timers go by.
        agent_id: Who is reminded; absent: who sets it, where that is an agent.
        is_assignee: Whoever has the ticket then; not with agent_id.
        note: What to think of; colleagues see it.
        """
        answer: types.TicketReceipt = self._call('ticket.remind', {
            'ticket_id': ticket_id,
            'idempotency_key': idempotency_key,
            'version': version,
            'due_at': due_at,
            'within_ms': within_ms,
            'calendar': calendar,
            'agent_id': agent_id,
            'is_assignee': is_assignee,
            'note': note,
        })
        return answer

    def reply(
        self, *,
        ticket_id: Id,
        body: str,
        idempotency_key: str | None = None,
        version: int | None = None,
        external_id: str | None = None,
        is_automated: bool | None = None,
        status: str | None = None,
        handle_ms: Duration | None = None,
        attachments: Sequence[types.Attachment] | None = None,
        author_id: Id | None = None,
        request_id: Id | None = None,
        rationale: str | None = None,
        channel: str | None = None,
        is_acknowledgement: bool | None = None,
    ) -> types.TicketReceipt:
        """Record a reply to the customer.

        ticket_id: The ticket.
        body: The message.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        external_id: Its id where it came from; an id that is known there is not added twice.
        is_automated: No person wrote it. What a system or an integration passes on without it
            counts as a person's.
        status: Move the ticket there in the same step; it stays when absent.
        handle_ms: How long the agent worked on it.
        attachments: Files that came with it, by reference.
        author_id: The agent or bot who wrote it: only for an import.
        request_id: A granted request for this, where the authority matrix asks for approval: it is
            used up.
        rationale: Why, where the authority matrix asks for it.
        channel: A channel of the policy; when absent, that of the customer's last message.
        is_acknowledgement: It only says that the message arrived: not an answer.
        """
        answer: types.TicketReceipt = self._call('ticket.reply', {
            'ticket_id': ticket_id,
            'body': body,
            'idempotency_key': idempotency_key,
            'version': version,
            'external_id': external_id,
            'is_automated': is_automated,
            'status': status,
            'handle_ms': handle_ms,
            'attachments': attachments,
            'author_id': author_id,
            'request_id': request_id,
            'rationale': rationale,
            'channel': channel,
            'is_acknowledgement': is_acknowledgement,
        })
        return answer

    def split(
        self, *,
        ticket_id: Id,
        message_id: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
        is_rest: bool | None = None,
        is_writers: bool | None = None,
        subject: str | None = None,
    ) -> types.TicketReceipt:
        """Make a new ticket of a part of a thread.

        ticket_id: The ticket.
        message_id: A message of the ticket's thread.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        is_rest: That message and all that come after it, by time; that one alone when absent.
        is_writers: All messages by the customer who wrote that one; not with is_rest.
        subject: Of the new ticket; that of the old one when absent.
        """
        answer: types.TicketReceipt = self._call('ticket.split', {
            'ticket_id': ticket_id,
            'message_id': message_id,
            'idempotency_key': idempotency_key,
            'version': version,
            'is_rest': is_rest,
            'is_writers': is_writers,
            'subject': subject,
        })
        return answer

    def tag(
        self, *,
        ticket_id: Id,
        tags: Sequence[str],
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Add tags to a ticket.

        ticket_id: The ticket.
        tags: Tags, at least one.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('ticket.tag', {
            'ticket_id': ticket_id,
            'tags': tags,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def timers(
        self, *,
        ticket_id: Id,
        metric: Literal['acknowledgement', 'assignment', 'first_reply', 'next_reply', 'periodic_update', 'pausable_update', 'requester_wait', 'agent_work', 'resolution', 'time_in_team', 'fact_deadline', 'time_on_floor', 'work_on_floor', 'sign_off', 'decision'] | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> types.TimerList:
        """Read how long things take and took on a ticket, and what is promised on them.

        ticket_id: The ticket.
        metric: Of this only; absent: of all.
        after: The page after this position: next_after of the page before.
        limit: Items of the page at most; 0 means 100.
        """
        answer: types.TimerList = self._call('ticket.timers', {
            'ticket_id': ticket_id,
            'metric': metric,
            'after': after,
            'limit': limit,
        })
        return answer

    def transfer(
        self, *,
        ticket_id: Id,
        team: str,
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Hand a ticket to another team, where nobody has it yet.

        ticket_id: The ticket.
        team: A team of the policy; the ticket waits there for somebody to take it.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('ticket.transfer', {
            'ticket_id': ticket_id,
            'team': team,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def unlink(
        self, *,
        ticket_id: Id,
        kind: Literal['duplicate_of', 'blocked_by', 'caused_by', 'child_of'],
        to: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Take a link between tickets back.

        ticket_id: The ticket.
        kind: What the ticket is to the other.
        to: The other ticket.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('ticket.unlink', {
            'ticket_id': ticket_id,
            'kind': kind,
            'to': to,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def unmerge(
        self, *,
        ticket_id: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
        evidence: str | None = None,
    ) -> types.TicketReceipt:
        """Take a merge of tickets back.

        ticket_id: The ticket.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        evidence: Why they are not about one thing.
        """
        answer: types.TicketReceipt = self._call('ticket.unmerge', {
            'ticket_id': ticket_id,
            'idempotency_key': idempotency_key,
            'version': version,
            'evidence': evidence,
        })
        return answer

    def unremind(
        self, *,
        ticket_id: Id,
        reminder_id: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Take a reminder away before it is due.

        ticket_id: The ticket.
        reminder_id: The reminder.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('ticket.unremind', {
            'ticket_id': ticket_id,
            'reminder_id': reminder_id,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def untag(
        self, *,
        ticket_id: Id,
        tags: Sequence[str],
        idempotency_key: str | None = None,
        version: int | None = None,
    ) -> types.TicketReceipt:
        """Take tags from a ticket.

        ticket_id: The ticket.
        tags: Tags, at least one.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        """
        answer: types.TicketReceipt = self._call('ticket.untag', {
            'ticket_id': ticket_id,
            'tags': tags,
            'idempotency_key': idempotency_key,
            'version': version,
        })
        return answer

    def unwatch(
        self, *,
        ticket_id: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
        agent_id: Id | None = None,
        customer_id: Id | None = None,
    ) -> types.TicketReceipt:
        """Let somebody watch a ticket no longer.

        ticket_id: The ticket.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        agent_id: The agent who watches; or customer_id.
        customer_id: The customer who watches; or agent_id.
        """
        answer: types.TicketReceipt = self._call('ticket.unwatch', {
            'ticket_id': ticket_id,
            'idempotency_key': idempotency_key,
            'version': version,
            'agent_id': agent_id,
            'customer_id': customer_id,
        })
        return answer

    def watch(
        self, *,
        ticket_id: Id,
        idempotency_key: str | None = None,
        version: int | None = None,
        agent_id: Id | None = None,
        customer_id: Id | None = None,
    ) -> types.TicketReceipt:
        """Let an agent or a customer watch a ticket.

        ticket_id: The ticket.
        idempotency_key: The same request with the same key has one effect and one answer.
        version: The version this change was based on; 0 for any.
        agent_id: The agent who watches; or customer_id.
        customer_id: The customer who watches; or agent_id.
        """
        answer: types.TicketReceipt = self._call('ticket.watch', {
            'ticket_id': ticket_id,
            'idempotency_key': idempotency_key,
            'version': version,
            'agent_id': agent_id,
            'customer_id': customer_id,
        })
        return answer


class Methods(Namespace):
    """All methods, by namespace."""

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self.agent = AgentMethods(call)
        self.approval = ApprovalMethods(call)
        self.authority = AuthorityMethods(call)
        self.calendar = CalendarMethods(call)
        self.chain = ChainMethods(call)
        self.corrective = CorrectiveMethods(call)
        self.customer = CustomerMethods(call)
        self.desk = DeskMethods(call)
        self.event = EventMethods(call)
        self.fact = FactMethods(call)
        self.floor = FloorMethods(call)
        self.import_ = ImportMethods(call)
        self.kpi = KpiMethods(call)
        self.ledger = LedgerMethods(call)
        self.outbox = OutboxMethods(call)
        self.outcome = OutcomeMethods(call)
        self.policy = PolicyMethods(call)
        self.reference = ReferenceMethods(call)
        self.review = ReviewMethods(call)
        self.rpc = RpcMethods(call)
        self.sla = SlaMethods(call)
        self.staffing = StaffingMethods(call)
        self.survey = SurveyMethods(call)
        self.ticket = TicketMethods(call)

    def batch(
        self, *,
        calls: Sequence[Mapping[str, Any]],
    ) -> types.Receipts:
        """Several changes as one: all or none, in order.

        calls: What to call, in order; an id -1 is what the first call made, -2 the second.
        """
        answer: types.Receipts = self._call('batch', {
            'calls': calls,
        })
        return answer
