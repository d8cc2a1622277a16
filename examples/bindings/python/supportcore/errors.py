"""What a call raises. Each code of the library is a class of its own, below SupportcoreError."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class SupportcoreError(Exception):
    """A call that did not succeed; nothing was changed.

    code: the library's name for it, such as "REFUSED"
    message: one line with the values in it
    field: a JSON pointer to what is to blame, such as "/params/ticket_id"; empty when nothing is
    hint: what to do about it
    retryable: the same call may succeed when it is made again
    message_id, message_name: the same in every version; docs/errors.md lists them
    """

    code = 'UNKNOWN'

    def __init__(self, message: str, *, code: str | None = None, field: str = '', hint: str = '',
                 retryable: bool = False, message_id: int = 0, message_name: str = ''):
        super().__init__(f'{message} ({field})' if field else message)
        self.message = message
        self.code = code or self.code
        self.field = field
        self.hint = hint
        self.retryable = retryable
        self.message_id = message_id
        self.message_name = message_name


class Invalid(SupportcoreError):
    """An argument is wrong: mend the call."""
    code = 'INVALID'


class NotFound(SupportcoreError):
    """There is no such thing in this tenant."""
    code = 'NOT_FOUND'


class Exists(SupportcoreError):
    """A thing with that key is already there."""
    code = 'EXISTS'


class Conflict(SupportcoreError):
    """Somebody was faster, or a key was used twice: read again, then retry."""
    code = 'CONFLICT'


class Refused(SupportcoreError):
    """A rule forbids it; the desk has recorded that."""
    code = 'REFUSED'


class LimitPassed(SupportcoreError):
    """A limit is passed; the hint names it."""
    code = 'LIMIT'


class Busy(SupportcoreError):
    """Another writer holds the database: make the call again."""
    code = 'BUSY'


class StoreFailed(SupportcoreError):
    """The database could not be read or written."""
    code = 'IO'


class Corrupt(SupportcoreError):
    """The stored data contradicts itself."""
    code = 'CORRUPT'


class OutOfMemory(SupportcoreError):
    """There was no memory for it."""
    code = 'NOMEM'


class Misuse(SupportcoreError):
    """The call is not allowed in this state: a mistake in the program."""
    code = 'MISUSE'


class Unsupported(SupportcoreError):
    """This version of the library or of the database cannot do that."""
    code = 'UNSUPPORTED'


class Forked(SupportcoreError):
    """The desk was opened before fork(): open it in the child."""
    code = 'FORKED'


CLASSES = {kind.code: kind for kind in SupportcoreError.__subclasses__()}


def of_reply(error: Mapping[str, Any]) -> SupportcoreError:
    """The exception for the error object of a reply."""
    data = error.get('data', {})
    code = data.get('code', 'UNKNOWN')
    return CLASSES.get(code, SupportcoreError)(
        error.get('message', ''), code=code, field=data.get('field', ''), hint=data.get('hint', ''),
        retryable=data.get('retryable', False), message_id=data.get('message_id', 0),
        message_name=data.get('message_name', ''))
