"""Run the conformance script of all bindings: python3 -m supportcore.conformance FILE"""
from __future__ import annotations

import datetime
import inspect
import json
import keyword
import sys
from collections.abc import Iterator
from typing import Any

from . import Caller, Desk, SupportcoreError


def differences(wanted: Any, got: Any, path: str = '') -> Iterator[str]:
    """What the script lists must be there; None stands for what must not."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        for name, value in wanted.items():
            if value is None and name in got:
                yield f'{path}/{name} is there: {got[name]!r}'
            elif value is not None and name not in got:
                yield f'{path}/{name} is missing'
            elif value is not None:
                yield from differences(value, got[name], f'{path}/{name}')
    elif isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            yield f'{path} has {len(got)} items, not {len(wanted)}'
        for index, (one, other) in enumerate(zip(wanted, got)):
            yield from differences(one, other, f'{path}/{index}')
    elif type(wanted) is not type(got) or wanted != got:
        yield f'{path} is {got!r}, not {wanted!r}'


def reply_of(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
    """The answer by way of the method's own function; an exception as its error."""
    method: Any = caller
    for name in request['method'].split('.'):
        method = getattr(method, python_name(name), None)
    params = request.get('params', {})
    arguments = {python_name(name): value for name, value in params.items()}
    try:
        if method and takes(method, arguments):
            return {'result': method(**arguments)}
        # What Python would not let a program write is sent by name: the library says what is wrong.
        return {'result': caller.call(request['method'], params)}
    except SupportcoreError as error:
        return as_reply(error)


def python_name(name: str) -> str:
    return name + '_' if keyword.iskeyword(name) else name


def takes(method: Any, arguments: dict[str, Any]) -> bool:
    try:
        inspect.signature(method).bind(**arguments)
    except TypeError:
        return False
    return True


def as_reply(error: SupportcoreError) -> dict[str, Any]:
    return {'error': {'message': error.message, 'data': {
        'code': error.code, 'field': error.field, 'hint': error.hint, 'retryable': error.retryable,
        'message_name': error.message_name}}}


def instant(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def main(path: str) -> int:
    with open(path, encoding='utf-8') as file:
        steps = json.load(file)['steps']
    failed = 0
    now = datetime.datetime.now(datetime.timezone.utc)
    with Desk(clock=lambda: now) as desk:
        for step in steps:
            now = instant(step['caller']['now'])
            kind, _, actor_id = step['caller']['actor'].partition(':')
            at = step['caller'].get('at')
            caller = desk.caller(kind, actor_id or 0, at=instant(at) if at else None)
            wanted = {name: value for name, value in step['reply'].items() if name in ('result', 'error')}
            wanted.get('error', {}).pop('code', None)  # JSON-RPC's number: the exception is a class
            found = list(differences(wanted, reply_of(caller, step['request'])))
            failed += bool(found)
            for difference in found:
                print(f'{step["name"]}: {difference}')
    print(f'{len(steps) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
