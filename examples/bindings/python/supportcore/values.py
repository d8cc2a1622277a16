"""Values on their way into a request, and what a namespace of methods is."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, Union

Id = Union[str, int]
Time = Union[datetime.datetime, str]
Duration = Union[datetime.timedelta, int, str]

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MILLISECOND = datetime.timedelta(milliseconds=1)
PLAIN = frozenset((str, int, float, bool, type(None)))


def milliseconds(moment: datetime.datetime) -> int:
    """Milliseconds since 1970 in UTC; what is finer is cut off."""
    if moment.tzinfo is None:
        raise ValueError('a time needs a zone: datetime.now(timezone.utc), not datetime.now()')
    return (moment - EPOCH) // MILLISECOND


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

    def __init__(self, call: Callable[[str, Mapping[str, Any]], Any]):
        self._call = call
