"""What mypy takes of the Python binding and what it refuses: it is checked, never run."""
import datetime

import supportcore
from supportcore import types


def taken(desk: supportcore.Desk) -> None:
    now = datetime.datetime.now(datetime.timezone.utc)
    mara = desk.agent('3', at=now)
    opened: types.TicketReceipt = mara.ticket.open(subject='x')
    mara.ticket.reply(ticket_id=opened['ticket_id'], body='x', status=None)
    ticket: types.Ticket = mara.ticket.get(ticket_id=1)
    when: str = ticket['opened_at']
    saved: types.ThingReceipt = mara.agent.save(name='x', roles=['agent'])
    desk.agent(saved['id']).calendar.between(from_=when, to=now, pauses=[{'begin': now, 'end': when}])
    mara.calendar.add(from_=now, duration_ms=datetime.timedelta(hours=1))
    mara.batch(calls=[{'method': 'ticket.note', 'params': {'ticket_id': '-1', 'body': 'x'}}])
    try:
        mara.call('ticket.get', {'ticket_id': 1})
    except supportcore.NotFound as error:
        said: tuple[str, bool] = (error.hint, error.retryable)
        print(said)


def refused(desk: supportcore.Desk) -> None:
    mara = desk.agent(3)
    mara.ticket.reply(ticket_id=1)  # type: ignore[call-arg]  # no body
    mara.ticket.reply(ticket_id=1, body='x', statis='open')  # type: ignore[call-arg]  # misspelt
    mara.agent.set_availability(agent_id=1, availability='asleep')  # type: ignore[arg-type]  # no such
    mara.calendar.add(from_=0, duration_ms=0)  # type: ignore[arg-type]  # a number is no time
    number: int = mara.ticket.get(ticket_id=1)['id']  # type: ignore[assignment]  # ids are text
    mara.ticket.get(ticket_id=1)['subjet']  # type: ignore[typeddict-item]  # misspelt
    supportcore.Desk('desk.db', readonly=True)  # type: ignore[call-arg]  # misspelt
    print(number)
