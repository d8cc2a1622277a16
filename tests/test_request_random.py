"""Requests by chance against a plain model of the ledger: what is granted, what waits, what is refused.

usage: test_request_random.py PROGRAM [FROM TO]

The model keeps a list of requests and of what the shop reported, and adds up what counts, in no hurry; it
knows nothing of tables or windows that are scanned. Seeds FROM (1) to TO (12) are run: 60 steps each, over two agents and a lead,
customers who are merged and parted, tickets of several orders, a clock that jumps, and ticks by chance. Tickets rise to
a floor that holds what is executed until a lead gives clearance, and leave it by whatever way: taken down, risen on, solved, closed.
"""

import datetime
import json
import random
import subprocess
import sys

T0 = 1_800_000_000_000
HOUR = 3_600_000
DAY = 24 * HOUR
ORDER_MAX, AGENT_MAX, CUSTOMER_COUNT = 6000, 10000, 4
EXECUTE, APPROVE = 6 * HOUR, 4 * HOUR
WINDOWS = [{'per': 'order', 'amount': {'EUR': '60.00'}, 'counts': ['refund.*'], 'beyond': 'next'},
           {'per': 'agent', 'within': 'P1D', 'amount': {'EUR': '100.00'}, 'counts': ['refund.*']}]
MATRIX = [
    {'name': 'small', 'remedies': ['refund.*'], 'amount': {'EUR': {'below': '20.00'}}, 'effect': 'allow',
     'limits': WINDOWS},
    {'name': 'middle', 'remedies': ['refund.*'], 'amount': {'EUR': {'to': '60.00'}},
     'effect': 'allow_with_rationale', 'limits': WINDOWS},
    {'name': 'large', 'remedies': ['refund.*'], 'amount': {'EUR': {}}, 'effect': 'needs_approval',
     'approval': {'roles': ['lead'], 'within': 'PT4H'},
     'limits': [{'per': 'customer', 'within': 'P2D', 'count': CUSTOMER_COUNT}]}]

FLOORS = ['first', {'name': 'second', 'hold': [{'actions': ['authority.execute'], 'until': 'clearance'}],
                    'clearance': {'roles': ['lead']}}, 'third']
LEADS = (3, 4)


class Desk:
    """The program's line interface, on a desk in memory."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, 'call', '--allow', 'system'], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.now = T0

    def call(self, actor, method, at=None, **params):
        """(result, name of the error)"""
        request = {'caller': {'actor': actor, 'now': instant(self.now), **({'at': instant(at)} if at else {})},
                   'request': {'jsonrpc': '2.0', 'id': 1, 'method': method, 'params': params}}
        self.process.stdin.write(json.dumps(request) + '\n')
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        return reply.get('result'), reply.get('error', {}).get('data', {}).get('message_name')

    def must(self, actor, method, **params):
        result, error = self.call(actor, method, **params)
        assert error is None, f'{method} {params}: {error}'
        return result

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Request:
    def __init__(self, agent, order, customer, minor, now, waits, captured, ticket=None):
        self.ticket, self.wanted, self.duplicate_of = ticket, minor, None
        self.agent, self.order, self.customer = agent, order, customer
        self.captured, self.needs_approval, self.is_approved = captured, waits, False
        self.is_unreported = False
        self.executed = 0
        self.minor, self.asked, self.state = minor, now, 'waiting' if waits else 'granted'
        self.due = now + (APPROVE if waits else EXECUTE)

    def counts(self, now):
        if self.state in ('waiting', 'granted'):
            return now < self.due
        return self.state in ('executing', 'confirmed')


class Report(Request):
    """What the shop gave by itself; a request that is confirmed by the same id takes its place."""

    def __init__(self, agent, order, customer, minor, at):
        super().__init__(agent, order, customer, minor, at, False, None)
        self.state = 'reported'

    def counts(self, now):
        return self.state == 'reported'


class Floors:
    """The stays of a ticket on floors 0 to 2, of which 1 holds: each the floor, and who cleared it."""

    def __init__(self):
        self.stays = [[0, None]]
        self.is_work = True

    def uncleared(self):
        return [stay for stay in self.stays if stay[0] == 1 and stay[1] is None]

    def clear(self, agent):
        for stay in self.uncleared():
            stay[1] = agent

    def is_held_now(self):
        return self.is_work and self.stays[-1] == [1, None]

    def holds(self, asker, executor):
        """Nobody cleared it, or who did asked for it or does it."""
        return any(floor == 1 and cleared in (None, asker, executor) for floor, cleared in self.stays)


class Model:
    def __init__(self):
        self.floors = {}  # by ticket
        self.requests = {}
        self.given = {}  # by the shop's id
        self.person = {}
        self.captured = {}
        self.captured_by = {}  # who said so: an agent's word is left out once the shop said anything
        self.refunded = {}  # of an order: what the shop says it paid back in all, and when it said so
        self.reporters = {}  # of an order: who said something of it
        self.parted = 0  # when customers 1 and 3 last were

    def is_theirs(self, request, customer):
        """It counts for that customer: they are one now, or were when they were parted last."""
        return self.person[request.customer] == self.person[customer] or (
            {request.customer, customer} == {1, 3} and request.asked <= self.parted)

    def standing(self, now, own=None):
        """What counts; for a request that is looked at again without what was only reserved after it."""
        is_later = False
        for made in self.requests.values():
            if made is own:
                is_later = True
            elif made.counts(now) and not (is_later and made.state in ('waiting', 'granted')):
                yield made

    def total(self, now, holds, since=None, skip=None):
        return sum(r.minor for r in self.standing(now, skip)
                   if holds(r) and (since is None or r.asked > since))

    def excess(self, order):
        """What the shop paid back beyond all that it had given by the time it said so, and when that was."""
        total, said = self.refunded.get(order, (0, 0))
        known = sum(r.minor for r in self.requests.values() if r.order == order and r.asked <= said
                    and r.state in ('confirmed', 'reported') and r.executed <= said)
        return max(0, total - known), said

    def is_unreported(self, order):
        """Nobody reported it, or somebody else than the shop."""
        return self.reporters.get(order) != {'system'}

    def decide(self, agent, order, customer, minor, now, skip=None, ticket=None):
        """'granted', 'waiting', or the name of the error."""
        excess, said = self.excess(order)
        of_order = self.total(now, lambda r: r.order == order, skip=skip) + excess
        of_limit = of_order
        if self.is_unreported(order):  # all such orders of the customer, and of the ticket, are one
            of_limit = self.total(now, lambda r: r.order == order or (r.is_unreported and (
                r.ticket == ticket or self.is_theirs(r, customer))), skip=skip) + excess
        of_agent = self.total(now, lambda r: r.agent == agent, now - DAY, skip)
        answer = None
        if minor <= 6000:
            # Where both limits are passed the one that refuses does.
            if of_agent + minor > AGENT_MAX:
                return 'REMEDY_LIMIT'
            if of_limit + minor <= ORDER_MAX:
                answer = 'granted'
        if answer is None:
            count = sum(1 for r in self.standing(now, skip)
                        if self.is_theirs(r, customer) and r.asked > now - 2 * DAY)
            count += excess > 0 and said > now - 2 * DAY
            if count + 1 > CUSTOMER_COUNT:
                return 'REMEDY_LIMIT'
            answer = 'waiting'
        if order in self.captured and of_order + minor > self.captured[order]:
            return 'REMEDY_CAPTURED'
        return answer

    def is_held(self, request, tickets, executor):
        """By a ticket about the order, or of the person: no order here is known to be theirs."""
        person = self.person
        return any(self.floors[ticket].holds(request.agent, executor) for ticket, order, customer in tickets
                   if ticket == request.ticket or order == request.order
                   or person[customer] == person[request.customer])

    def duplicate(self, order, minor, now, number=None):
        """The latest of the same before it, or that the shop reported; None: there is none."""
        asked = self.requests[number].asked if number is not None else now
        alike = [int(other) for other, r in self.requests.items() if other != number and r.order == order
                 and minor in (r.wanted, r.minor) and r.counts(now) and r.asked > asked - DAY
                 and (isinstance(r, Report) or number is None or int(other) < int(number))]
        return max(alike, default=None)


class Life:
    def __init__(self, program, seed):
        self.chance = random.Random(seed)
        self.desk = Desk(program)
        self.model = Model()
        document = self.desk.must('system', 'policy.show', is_builtin=True)['document']
        document['authority'] = {'matrix': MATRIX, 'execute_within': 'PT6H'}
        document['floors'] = FLOORS
        self.desk.must('system', 'policy.activate', document=document)
        for name, role in (('A', 'agent'), ('B', 'agent'), ('L', 'lead'), ('M', 'lead')):
            self.desk.must('system', 'agent.save', name=name, roles=[role])
        self.tickets = []
        for i in range(1, 4):
            self.desk.must('system', 'customer.save', name=f'C{i}')
            self.model.person[i] = i
        for i in range(6):
            self.open_ticket(i % 4, 1 + i % 3)

    def open_ticket(self, order, customer):
        ticket = self.desk.must('system', 'ticket.open', subject='S', customer_id=str(customer),
                                references=[reference(order)])['ticket_id']
        self.tickets.append((ticket, order, customer))
        self.model.floors[ticket] = Floors()

    def compare(self, what, expected, got):
        assert expected == got, f'{what} at {self.desk.now}: the model says {expected}, the desk {got}'

    def ask(self):
        agent = self.chance.choice([1, 2, 3])
        ticket, order, customer = self.chance.choice(self.in_work())
        minor = self.chance.choice([1, 500, 1999, 2000, 3000, 5999, 6000, 6001, 9000])
        expected = self.model.decide(agent, order, customer, minor, self.desk.now, ticket=ticket)
        remedy = self.chance.choice(['refund.partial', 'refund.partial', 'refund.full', 'refund.shipping'])
        result, error = self.desk.call(f'agent:{agent}', 'authority.request', ticket_id=ticket,
                                       remedy=remedy, amount=amount(minor), currency='EUR', rationale='r')
        if error is not None:
            self.compare(f'agent {agent} asks for {minor} of order {order}', expected, error)
            return
        request = Request(agent, order, customer, minor, self.desk.now, expected == 'waiting',
                          self.model.captured.get(order), ticket)
        request.is_unreported = self.model.is_unreported(order)
        request.duplicate_of = self.model.duplicate(order, minor, self.desk.now)
        self.model.requests[result['id']] = request
        made = self.desk.must('system', 'authority.explain', request_id=result['id'])
        self.compare(f'duplicate of {result["id"]}', request.duplicate_of, int(made.get('duplicate_of', 0)) or None)
        self.compare(f'request {result["id"]}', expected, made['state'])

    def in_work(self):
        return [about for about in self.tickets if self.model.floors[about[0]].is_work]

    def move_between_floors(self):
        getattr(self, self.chance.choice(['rise', 'rise', 'sign', 'sign', 'sign', 'lower', 'end']))()

    def rise(self):
        ticket = self.chance.choice(self.in_work())[0]
        floors = self.model.floors[ticket]
        expected = 'FLOOR_HIGHEST' if floors.stays[-1][0] == 2 else None
        _, error = self.desk.call(f'agent:{self.chance.choice([1, 2, 3])}', 'floor.escalate', ticket_id=ticket)
        self.compare(f'ticket {ticket} rises', expected, error)
        if expected is None:
            floors.stays.append([floors.stays[-1][0] + 1, None])

    def sign(self):
        """Clearance of all that a ticket has on the floor that holds, or had there, also when it is closed."""
        ticket = self.chance.choice(self.tickets)[0]
        floors = self.model.floors[ticket]
        agent = self.chance.choice(LEADS)
        expected = None
        if not floors.uncleared():
            expected = ('FLOOR_OVER' if not floors.is_work
                        else 'FLOOR_SIGNED' if floors.stays[-1][0] == 1 else 'FLOOR_UNWANTED')
        _, error = self.desk.call(f'agent:{agent}', 'floor.sign', ticket_id=ticket, kind='clearance')
        self.compare(f'agent {agent} clears ticket {ticket}', expected, error)
        if expected is None:
            floors.clear(agent)

    def lower(self):
        """To the floor below; by a lead that is clearance."""
        ticket = self.chance.choice(self.in_work())[0]
        floors = self.model.floors[ticket]
        to = floors.stays[-1][0] - 1
        if to < 0:
            return
        agent = self.chance.choice([None, 3])
        self.desk.must(f'agent:{agent}' if agent else 'system', 'floor.lower', ticket_id=ticket, reason='r',
                       floor=['first', 'second'][to])
        if agent:
            floors.clear(agent)
        floors.stays.append([to, None])

    def end(self):
        """It is solved, and closed, which by a lead is clearance; another one is opened about the same."""
        ticket, order, customer = self.chance.choice(self.in_work())
        floors = self.model.floors[ticket]
        self.desk.must('agent:1', 'ticket.move', ticket_id=ticket, status='solved')
        closer = self.chance.choice([None, 1, 3])
        if closer:
            self.desk.must(f'agent:{closer}', 'ticket.move', ticket_id=ticket, status='closed')
        if closer == 3:
            floors.clear(closer)
        floors.is_work = False
        self.open_ticket(order, customer)

    def step(self):
        """Something becomes of a request, as far as its state allows it."""
        requests = [number for number, made in self.model.requests.items() if not isinstance(made, Report)]
        if not requests:
            return
        number = self.chance.choice(requests)
        request = self.model.requests[number]
        step = self.chance.choice(['execute', 'execute', 'approve', 'approve', 'confirm', 'fail', 'withdraw'])
        is_open = request.state in ('waiting', 'granted') and request.counts(self.desk.now)
        getattr(self, step)(number, request, is_open)

    def execute(self, number, request, is_open):
        expected = None
        executor = self.chance.choice([1, 1, 3])
        if self.model.floors[request.ticket].is_held_now():
            expected = 'FLOOR_HELD'  # before the request is looked at
        elif not (is_open and request.state == 'granted'):
            expected = 'REQUEST_STATE'
        elif self.model.is_held(request, self.tickets, executor):
            expected = 'FLOOR_HELD'
        else:
            again = self.model.decide(request.agent, request.order, request.customer, request.minor,
                                      self.desk.now, request, request.ticket)
            is_void = (again not in ('granted', 'waiting') or (again == 'waiting' and not request.is_approved)
                       or self.is_another(request, again))
            expected = 'REQUEST_VOID' if is_void else None
        named = {}
        same = self.model.duplicate(request.order, request.wanted, self.desk.now, number)
        if expected is None and same is not None:
            if self.chance.random() < 0.5:
                named = {'duplicate_of': str(same)}
            elif not (request.needs_approval and request.duplicate_of == same):
                expected = 'REQUEST_DUPLICATE'
        _, error = self.desk.call(f'agent:{executor}', 'authority.execute', request_id=number, **named)
        self.compare(f'executing {number}', expected, error)
        if expected not in ('REQUEST_STATE', 'REQUEST_DUPLICATE', 'FLOOR_HELD'):
            request.state = 'executing' if expected is None else 'void'
            request.executed = self.desk.now

    def is_another(self, request, again):
        """An approval is for one amount that the order brought in, and for the row that asked for it."""
        return request.needs_approval and (again != 'waiting'
                                           or self.model.captured.get(request.order) != request.captured)

    def approve(self, number, request, is_open):
        expected = None
        if not (is_open and request.state == 'waiting'):
            expected = 'REQUEST_STATE'
        elif request.agent == 3:
            expected = 'APPROVAL_OWN'
        else:
            again = self.model.decide(request.agent, request.order, request.customer, request.minor,
                                      self.desk.now, request, request.ticket)
            is_void = again != 'waiting' or self.is_another(request, again)
            expected = 'REQUEST_VOID' if is_void else None
        _, error = self.desk.call('agent:3', 'approval.decide', request_id=number)
        self.compare(f'approving {number}', expected, error)
        if expected is None:
            request.state, request.due, request.is_approved = 'granted', self.desk.now + EXECUTE, True
        elif expected == 'REQUEST_VOID':
            request.state = 'void'

    def confirm(self, number, request, is_open):
        if request.state not in ('executing', 'confirmed'):
            return
        expected = None
        minor = self.chance.choice([request.minor, max(1, request.minor - 700)])
        if request.state == 'confirmed':
            expected = 'REQUEST_SETTLED' if minor != request.minor else None
            named = {}
        else:
            named, known = self.name_shop_id(request, minor)
            if isinstance(known, Report) and (known.minor, known.order) != (minor, request.order):
                expected = 'LEDGER_REUSED'
            elif known is not None and not isinstance(known, Report):
                expected = 'REQUEST_EXTERNAL'
        _, error = self.desk.call('system', 'authority.confirm', request_id=number,
                                  amount=amount(minor), **named)
        self.compare(f'confirming {number}', expected, error)
        if expected is None and request.state != 'confirmed':
            request.state, request.minor = 'confirmed', minor
            if named:
                known = self.model.given.get(named['external_id'])
                if known is not None:
                    known.state = 'joined'
                self.model.given[named['external_id']] = request

    def name_shop_id(self, request, minor):
        """None, a new one, or one of another gift; the same as often as another."""
        alike = [name for name, gift in self.model.given.items() if isinstance(gift, Report)
                 and gift.state == 'reported' and (gift.minor, gift.order) == (minor, request.order)]
        if alike and self.chance.random() < 0.7:
            name = self.chance.choice(alike)
        elif self.model.given and self.chance.random() < 0.2:
            name = self.chance.choice(list(self.model.given))
        elif self.chance.random() < 0.5:
            name = f're_{len(self.model.given)}_{self.desk.now}'
        else:
            return {}, None
        return {'external_id': name}, self.model.given.get(name)

    def give(self):
        """The shop gives something by itself, says so again, or says something else by the same id."""
        agent = self.chance.choice([None, 1, 2])
        ticket, order, customer = self.chance.choice(self.tickets)
        minor = self.chance.choice([1, 500, 1999, 3000, 6000])
        at = self.desk.now - self.chance.choice([0, HOUR, DAY - 1, DAY, 3 * DAY])
        name = f'sh_{len(self.model.given)}_{self.desk.now}'
        known = None
        if self.model.given and self.chance.random() < 0.5:
            name = self.chance.choice(list(self.model.given))
            known = self.model.given[name]
            if self.chance.random() < 0.7:
                agent, order, customer, minor = known.agent, known.order, known.customer, known.minor
        said = {'external_id': name, 'remedy': 'refund.partial', 'amount': amount(minor), 'currency': 'EUR',
                'order': reference(order), 'customer_id': str(customer)}
        if agent is not None:
            said['agent_id'] = str(agent)
        expected = None
        if known is not None:
            is_same = (known.minor, known.order) == (minor, order)
            if isinstance(known, Report):
                person = self.model.person
                is_same = is_same and known.agent == agent and person[known.customer] == person[customer]
            expected = None if is_same else 'LEDGER_REUSED'
        result, error = self.desk.call('system', 'ledger.report', at=at, **said)
        self.compare(f'reporting {said}', expected, error)
        if known is None:
            report = Report(agent, order, customer, minor, at)
            self.model.given[name] = self.model.requests[result['id']] = report

    def read_ledger(self):
        """What the ledger says of an order, a customer or an agent, page by page."""
        order, customer, agent = self.chance.randrange(4), self.chance.choice([1, 2, 3]), self.chance.choice([1, 2, 3])
        within = self.chance.choice([None, DAY, 2 * DAY])
        person = self.model.person
        of, holds = self.chance.choice([
            ({'order': reference(order)}, lambda r: r.order == order),
            ({'customer_id': str(customer)}, lambda r: self.model.is_theirs(r, customer)),
            ({'agent_id': str(agent)}, lambda r: r.agent == agent)])
        expected = [(made.asked, int(number), amount(made.minor)) for number, made in self.model.requests.items()
                    if holds(made) and made.counts(self.desk.now)
                    and (within is None or made.asked > self.desk.now - within)]
        got, after = [], {}
        while True:
            period = {'within_ms': within} if within is not None else {}
            page = self.desk.must('system', 'ledger.list', limit=3, **of, **period, **after)
            if not after:
                sums = page['sums']
            got += [(int(item['request_id']), item['amount']) for item in page['items']]
            if 'next_after_id' not in page:
                break
            after = {'after_id': page['next_after_id']}
        self.compare(f'the ledger of {of}', [(number, text) for _, number, text in sorted(expected, reverse=True)], got)
        total = sum(made.minor for number, made in self.model.requests.items()
                    if (made.asked, int(number), amount(made.minor)) in expected)
        excess, said = self.model.excess(order) if 'order' in of else (0, 0)
        is_more = excess > 0 and (within is None or said > self.desk.now - within)
        count = len(expected) + is_more
        total += excess if is_more else 0
        self.compare(f'the sum of {of}', [{'currency': 'EUR', 'amount': amount(total), 'count': count}]
                     if count else [], sums)

    def fail(self, number, request, is_open):
        expected = None if request.state in ('executing', 'failed') else 'REQUEST_STATE'
        _, error = self.desk.call('system', 'authority.fail', request_id=number)
        self.compare(f'failing {number}', expected, error)
        if expected is None:
            request.state = 'failed'

    def withdraw(self, number, request, is_open):
        expected = None if is_open else 'REQUEST_STATE'
        _, error = self.desk.call(f'agent:{request.agent}', 'authority.withdraw', request_id=number)
        self.compare(f'withdrawing {number}', expected, error)
        if expected is None:
            request.state = 'withdrawn'

    def join(self):
        person = self.model.person
        if person[3] == 3:
            self.desk.must('system', 'customer.merge', customer_id='3', into='1', evidence='e')
            person[3] = 1
        else:
            self.desk.must('system', 'customer.unmerge', customer_id='3', evidence='e')
            person[3] = 3
            self.model.parted = max(self.model.parted, self.desk.now)

    def say_total(self):
        """The shop says what it paid back of an order: what is known, or other than that, or what it said."""
        order = self.chance.randrange(4)
        known = sum(r.minor for r in self.model.requests.values()
                    if r.order == order and r.state in ('confirmed', 'reported'))
        minor = self.chance.choice([known, known, known + 500, known + 3000, max(0, known - 700),
                                    self.model.refunded.get(order, (0, 0))[0]])
        self.desk.now += 1
        self.desk.must('system', 'reference.report', reference=reference(order),
                       facts=[{'name': 'refunded', 'value': f'{amount(minor)} EUR'}])
        self.model.refunded[order] = (minor, self.desk.now)
        self.model.reporters.setdefault(order, set()).add('system')
        if self.model.captured_by.get(order, 'system') != 'system':
            del self.model.captured[order], self.model.captured_by[order]

    def report(self):
        order = self.chance.randrange(4)
        minor = self.chance.choice([5000, 12000, 30000])
        who = self.chance.choice(['system', 'system', 'system', 'agent:1'])
        self.desk.now += 1  # of two reports of one instant it is no matter of order which holds
        self.desk.must(who, 'reference.report', reference=reference(order),
                       facts=[{'name': 'captured', 'value': f'{minor // 100}.00 EUR'}])
        # What the shop said holds, whatever an agent says.
        if who == 'system' or 'system' not in self.model.reporters.get(order, set()):
            self.model.captured[order] = minor
            self.model.captured_by[order] = who
        self.model.reporters.setdefault(order, set()).add(who)

    def live(self, steps):
        for _ in range(steps):
            self.desk.now += self.chance.choice([0, 1, 60_000, HOUR, 5 * HOUR])
            what = self.chance.random()
            if what < 0.31:
                self.ask()
            elif what < 0.62:
                self.step()
            elif what < 0.76:
                self.move_between_floors()
            elif what < 0.84:
                self.give()
            elif what < 0.87:
                self.read_ledger()
            elif what < 0.9:
                self.join()
            elif what < 0.93:
                self.report()
            elif what < 0.98:
                self.say_total()
            else:
                self.desk.must('system', 'desk.tick')
        report = self.desk.must('system', 'desk.check')
        assert report['is_clean'], report
        self.desk.close()


def amount(minor):
    return f'{minor // 100}.{minor % 100:02}'


def instant(ms):
    moment = datetime.datetime.fromtimestamp(ms // 1000, datetime.timezone.utc)
    return moment.strftime('%Y-%m-%dT%H:%M:%S') + f'.{ms % 1000:03}Z'


def reference(order):
    return {'system': 'shop', 'kind': 'order', 'id': str(1000 + order)}


def main(program, first='1', last='12'):
    for seed in range(int(first), int(last) + 1):
        life = Life(program, seed)
        try:
            life.live(60)
        except AssertionError as error:
            sys.exit(f'seed {seed}: {error}')
    print(f'seeds {first} to {last}: what the desk said is what the model says')


main(*sys.argv[1:])
