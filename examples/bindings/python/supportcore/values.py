"""Values on their way into a request, and what a namespace of methods is."""
from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping
from typing import Any, Union

Id = Union[str, int]
Time = Union[datetime.datetime, str]
Duration = Union[datetime.timedelta, int, str]
Call = Callable[[str, Mapping[str, Any]], Any]

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MILLISECOND = datetime.timedelta(milliseconds=1)
PLAIN = frozenset((str, int, float, bool, type(None)))


def milliseconds(moment: datetime.datetime) -> int:
    """Milliseconds since 1970 in UTC; what is finer is cut off."""
    if not isinstance(moment, datetime.datetime):
        raise TypeError(f'a time is a datetime with a zone, not {moment!r}')
    if moment.tzinfo is None:
        raise ValueError('a time needs a zone: datetime.now(timezone.utc), not datetime.now()')
    return (moment - EPOCH) // MILLISECOND


def whole_number(value: Id, what: str) -> int:
    """An id or a tenant: the library takes 64 bits, and what is beyond them must not become another."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if type(value) is not int or not 0 <= value < 2**63:
        raise ValueError(f'{what} is a whole number below 2^63, or its digits, not {value!r}')
    return value


def bytes_of(text: str | os.PathLike[str], what: str) -> bytes:
    """Text for C, where it ends at a NUL."""
    given = os.fsencode(text)
    if b'\0' in given:
        raise ValueError(f'{what} has a NUL character in it')
    return given


def as_json(value: Any) -> Any:
    """The value as a request holds it: dates as RFC 3339, durations in milliseconds."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, datetime.datetime):
        moment = EPOCH + milliseconds(value) * MILLISECOND
        return moment.strftime('%Y-%m-%dT%H:%M:%S.') + f'{moment.microsecond // 1000:03d}Z'
    if isinstance(value, datetime.timedelta):
        return value // MILLISECOND
    if isinstance(value, Mapping):
        return {name: as_json(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [as_json(one) for one in value]
    return value


class Namespace:
    """Methods that share the beginning of their names."""

    def __init__(self, call: Call) -> None:
        self._call = call
