"""Methods, types and the reference page of the Python binding."""
import keyword
import textwrap

from model import GivenTypes, camel, reference_of

MADE = 'Made of the OpenRPC document by examples/bindings/generate; do not edit.'
GIVEN = {'id_given': 'Id', 'duration_given': 'Duration', 'code': 'str', 'id': 'str'}
ANSWERED = {'id_given': 'str', 'duration_given': 'int', 'code': 'str', 'id': 'str'}


def safe(name):
    return name + '_' if keyword.iskeyword(name) else name


def literal(schema):
    return 'Literal[' + ', '.join(repr(value) for value in schema['enum']) + ']'


class Types(GivenTypes):
    """Python's names."""

    def spelled(self, schema, is_given, prefix=''):
        name = reference_of(schema)
        if name:
            known = (GIVEN if is_given else ANSWERED).get(name)
            return known or prefix + camel(name) + ('Given' if is_given and self.given.get(name) else '')
        kind = schema.get('type')
        if isinstance(kind, list):
            return ' | '.join({'string': 'str', 'number': 'float', 'integer': 'int',
                               'boolean': 'bool'}[one] for one in kind)
        if kind == 'array':
            item = self.spelled(schema['items'], is_given, prefix)
            return f'Sequence[{item}]' if is_given else f'list[{item}]'
        if kind == 'string' and 'enum' in schema:
            return literal(schema)
        if kind == 'string' and schema.get('format') == 'date-time':
            return 'Time' if is_given else 'str'
        return {'string': 'str', 'integer': 'int', 'boolean': 'bool', 'object': 'Mapping[str, Any]'
                if is_given else 'dict[str, Any]'}.get(kind, 'Any')


def wrapped(text, indent):
    return textwrap.fill(text, 100 - len(indent), initial_indent=indent, subsequent_indent=indent)


def type_lines(types, kind, is_given=False):
    """A class where the members' names allow it; else the functional form."""
    has_class = all(member.name.isidentifier() and not keyword.iskeyword(member.name)
                    for member in kind.members)
    name = kind.camel + ('Given' if is_given else '')
    yield ''
    yield ''
    if has_class:
        yield f'class {name}(TypedDict):'
        yield f'    """{kind.summary}"""'
    else:
        yield f'{name} = TypedDict({name!r}, {{'
    for member in kind.members:
        spelled = types.spelled(member.schema, is_given)
        spelled = spelled if member.is_required else f'NotRequired[{spelled}]'
        yield f'    {member.name}: {spelled}' if has_class else f"    {member.name!r}: {spelled!r},"
        if member.summary:
            yield wrapped(f'# {member.summary}', '    ').replace('\n    ', '\n    # ')
    if not has_class:
        yield '})'
        yield f'"""{kind.summary}"""'


def types_file(desk):
    lines = [f'"""What methods take and answer. {MADE}"""', 'from __future__ import annotations', '',
             'from collections.abc import Mapping, Sequence',
             'from typing import Any, Literal, NotRequired, TypedDict', '',
             'from .values import Duration, Id, Time']
    types = Types(desk)
    for kind in desk.types:
        lines += type_lines(types, kind)
    for kind in types.wider():
        lines += type_lines(types, kind, True)
    return '\n'.join(lines) + '\n'


def method_lines(types, method):
    yield ''
    if method.params:
        yield f'    def {safe(method.verb)}('
        yield '        self, *,'
        for param in method.params:
            spelled = types.spelled(param.schema, True, 'types.')
            if param.is_required:
                yield f'        {safe(param.name)}: {spelled},'
            else:
                yield f'        {safe(param.name)}: {spelled} | None = None,'
        yield f'    ) -> {types.spelled(method.result, False, "types.")}:'
    else:
        yield f'    def {safe(method.verb)}(self) -> {types.spelled(method.result, False, "types.")}:'
    described = [param for param in method.params if param.summary]
    yield f'        """{method.summary}' + ('' if described else '"""')
    if described:
        yield ''
        for param in described:
            yield textwrap.fill(f'{safe(param.name)}: {param.summary}', 100, initial_indent=' ' * 8,
                                subsequent_indent=' ' * 12)
        yield '        """'
    # What JSON holds is any type to a checker; the document says which it is.
    yield f'        answer: {types.spelled(method.result, False, "types.")} = self._call({method.name!r}, {{'
    for param in method.params:
        yield f'            {param.name!r}: {safe(param.name)},'
    yield '        })'
    yield '        return answer'


def methods_file(desk):
    types = Types(desk)
    lines = [f'"""One method an operation of the desk. {MADE}"""', 'from __future__ import annotations',
             '', 'from collections.abc import Mapping, Sequence', 'from typing import Any, Literal', '',
             'from . import types', 'from .values import Call, Duration, Id, Namespace, Time']
    for namespace, methods in desk.namespaces():
        if not namespace:
            continue
        lines += ['', '', f'class {camel(namespace)}Methods(Namespace):',
                  f'    """The methods {namespace}.*"""']
        for method in methods:
            lines += method_lines(types, method)
    lines += ['', '', 'class Methods(Namespace):', '    """All methods, by namespace."""', '',
              '    def __init__(self, call: Call) -> None:', '        super().__init__(call)']
    for namespace, _ in desk.namespaces():
        if namespace:
            lines.append(f'        self.{safe(namespace)} = {camel(namespace)}Methods(call)')
    for namespace, methods in desk.namespaces():
        if not namespace:
            for method in methods:
                lines += method_lines(types, method)
    return '\n'.join(lines) + '\n'


def reference_file(desk):
    types = Types(desk)
    lines = ['# Methods of the Python binding', '', f'<!-- {MADE} -->', '',
             '`caller` is what `desk.agent(3)` and its like answer. Times may be a `datetime` with a zone or',
             'RFC 3339 text; durations a `timedelta`, milliseconds or ISO 8601 text; ids text or a number.',
             'What each type holds is in `supportcore/types.py`, and in full in docs/json-rpc.md.']
    for namespace, methods in desk.namespaces():
        lines += ['', f'## {namespace or "Without a namespace"}']
        for method in methods:
            path = '.'.join(part for part in (safe(namespace) if namespace else '',
                                              safe(method.verb)) if part)
            answer = types.spelled(method.result, False).replace('|', '\\|')
            lines += ['', f'### caller.{path}()', '', f'{method.summary} Answers `{answer}`.']
            if method.params:
                lines += ['', '| Parameter | Type | |', '| --- | --- | --- |']
            for param in method.params:
                spelled = types.spelled(param.schema, True).replace('|', '\\|')
                needed = '' if param.is_required else ', optional'
                lines.append(f'| `{safe(param.name)}` | `{spelled}`{needed} | {param.summary} |')
    return '\n'.join(lines) + '\n'


def files(desk):
    yield 'python/supportcore/types.py', types_file(desk)
    yield 'python/supportcore/methods.py', methods_file(desk)
    yield 'python/REFERENCE.md', reference_file(desk)
