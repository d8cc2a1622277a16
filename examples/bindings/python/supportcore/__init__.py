"""libsupportcore for Python: a support desk in one SQLite file.

    import supportcore

    with supportcore.Desk('desk.db') as desk:
        shop = desk.system()
        ticket = shop.ticket.open(subject='Where is my order?', body='It was due on Monday.')
        shop.ticket.reply(ticket_id=ticket['ticket_id'], body='It is on its way.')

Needs Python 3.11 and libsupportcore.so; nothing else.
"""
from .desk import Caller, Desk
from .errors import (Busy, Conflict, Corrupt, Exists, Forked, Invalid, LimitPassed, Misuse, NotFound,
                     OutOfMemory, Refused, StoreFailed, SupportcoreError, Unsupported)

__all__ = ['Busy', 'Caller', 'Conflict', 'Corrupt', 'Desk', 'Exists', 'Forked', 'Invalid',
           'LimitPassed', 'Misuse', 'NotFound', 'OutOfMemory', 'Refused', 'StoreFailed',
           'SupportcoreError', 'Unsupported']
