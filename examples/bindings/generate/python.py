"""Methods, types and the reference page of the Python binding."""
import keyword
import textwrap

from model import camel, reference_of

MADE = 'Made of the OpenRPC document by examples/bindings/generate; do not edit.'
GIVEN = {'id_given': 'Id', 'duration_given': 'Duration', 'code': 'str', 'id': 'str'}
ANSWERED = {'id_given': 'str', 'duration_given': 'int', 'code': 'str', 'id': 'str'}


def safe(name):
    return name + '_' if keyword.iskeyword(name) else name


def literal(schema):
    return 'Literal[' + ', '.join(repr(value) for value in schema['enum']) + ']'


def type_of(schema, is_given, prefix=''):
    """The Python type of a schema; what is given may be wider than what is answered."""
    name = reference_of(schema)
    if name:
        known = (GIVEN if is_given else ANSWERED).get(name)
        return known or prefix + camel(name)
    kind = schema.get('type')
    if isinstance(kind, list):
        return ' | '.join({'string': 'str', 'number': 'float', 'integer': 'int',
                           'boolean': 'bool'}[one] for one in kind)
    if kind == 'array':
        item = type_of(schema['items'], is_given, prefix)
        return f'Sequence[{item}]' if is_given else f'list[{item}]'
    if kind == 'string' and 'enum' in schema:
        return literal(schema)
    if kind == 'string' and schema.get('format') == 'date-time':
        return 'Time' if is_given else 'str'
    return {'string': 'str', 'integer': 'int', 'boolean': 'bool', 'object': 'Mapping[str, Any]'
            if is_given else 'dict[str, Any]'}.get(kind, 'Any')


def wrapped(text, indent):
    return textwrap.fill(text, 100 - len(indent), initial_indent=indent, subsequent_indent=indent)


def type_lines(kind):
    """A class where the members' names allow it; else the functional form."""
    has_class = all(member.name.isidentifier() and not keyword.iskeyword(member.name)
                    for member in kind.members)
    yield ''
    yield ''
    if has_class:
        yield f'class {kind.camel}(TypedDict):'
        yield f'    """{kind.summary}"""'
    else:
        yield f'{kind.camel} = TypedDict({kind.camel!r}, {{'
    for member in kind.members:
        # A type that others name is read by them as given, too.
        spelled = type_of(member.schema, False)
        spelled = spelled if member.is_required else f'NotRequired[{spelled}]'
        yield f'    {member.name}: {spelled}' if has_class else f"    {member.name!r}: {spelled!r},"
        if member.summary:
            yield wrapped(f'# {member.summary}', '    ').replace('\n    ', '\n    # ')
    if not has_class:
        yield '})'
        yield f'"""{kind.summary}"""'


def types_file(desk):
    lines = [f'"""What methods take and answer. {MADE}"""', 'from __future__ import annotations', '',
             'from typing import Any, Literal, NotRequired, TypedDict']
    for kind in desk.types:
        lines += type_lines(kind)
    return '\n'.join(lines) + '\n'


def method_lines(method):
    yield ''
    if method.params:
        yield f'    def {safe(method.verb)}('
        yield '        self, *,'
        for param in method.params:
            spelled = type_of(param.schema, True, 'types.')
            if param.is_required:
                yield f'        {safe(param.name)}: {spelled},'
            else:
                yield f'        {safe(param.name)}: {spelled} | None = None,'
        yield f'    ) -> {type_of(method.result, False, "types.")}:'
    else:
        yield f'    def {safe(method.verb)}(self) -> {type_of(method.result, False, "types.")}:'
    described = [param for param in method.params if param.summary]
    yield f'        """{method.summary}' + ('' if described else '"""')
    if described:
        yield ''
        for param in described:
            yield textwrap.fill(f'{safe(param.name)}: {param.summary}', 100, initial_indent=' ' * 8,
                                subsequent_indent=' ' * 12)
        yield '        """'
    yield f'        return self._call({method.name!r}, {{'
    for param in method.params:
        yield f'            {param.name!r}: {safe(param.name)},'
    yield '        })'


def methods_file(desk):
    lines = [f'"""One method an operation of the desk. {MADE}"""', 'from __future__ import annotations',
             '', 'from collections.abc import Mapping, Sequence', 'from typing import Any, Literal', '',
             'from . import types', 'from .values import Duration, Id, Namespace, Time']
    for namespace, methods in desk.namespaces():
        if not namespace:
            continue
        lines += ['', '', f'class {camel(namespace)}Methods(Namespace):',
                  f'    """The methods {namespace}.*"""']
        for method in methods:
            lines += method_lines(method)
    lines += ['', '', 'class Methods(Namespace):', '    """All methods, by namespace."""', '',
              '    def __init__(self, call):', '        super().__init__(call)']
    for namespace, _ in desk.namespaces():
        if namespace:
            lines.append(f'        self.{safe(namespace)} = {camel(namespace)}Methods(call)')
    for namespace, methods in desk.namespaces():
        if not namespace:
            for method in methods:
                lines += method_lines(method)
    return '\n'.join(lines) + '\n'


def reference_file(desk):
    lines = ['# Methods of the Python binding', '', f'<!-- {MADE} -->', '',
             '`caller` is what `desk.agent(3)` and its like answer. Times may be a `datetime` with a zone or',
             'RFC 3339 text; durations a `timedelta`, milliseconds or ISO 8601 text; ids text or a number.',
             'What each type holds is in `supportcore/types.py`, and in full in docs/json-rpc.md.']
    for namespace, methods in desk.namespaces():
        lines += ['', f'## {namespace or "Without a namespace"}']
        for method in methods:
            path = '.'.join(part for part in (safe(namespace) if namespace else '',
                                              safe(method.verb)) if part)
            answer = type_of(method.result, False).replace('|', '\\|')
            lines += ['', f'### caller.{path}()', '', f'{method.summary} Answers `{answer}`.']
            if method.params:
                lines += ['', '| Parameter | Type | |', '| --- | --- | --- |']
            for param in method.params:
                spelled = type_of(param.schema, True).replace('|', '\\|')
                needed = '' if param.is_required else ', optional'
                lines.append(f'| `{safe(param.name)}` | `{spelled}`{needed} | {param.summary} |')
    return '\n'.join(lines) + '\n'


def files(desk):
    yield 'python/supportcore/types.py', types_file(desk)
    yield 'python/supportcore/methods.py', methods_file(desk)
    yield 'python/REFERENCE.md', reference_file(desk)
