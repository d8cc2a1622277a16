"""Methods, types and the reference page of the Node binding."""
import json
import re
import textwrap

from model import GivenTypes, camel, reference_of

MADE = 'Made of the OpenRPC document by examples/bindings/generate; do not edit.'
GIVEN = {'id_given': 'Id', 'duration_given': 'Duration', 'code': 'string', 'id': 'string'}
ANSWERED = {'id_given': 'string', 'duration_given': 'number', 'code': 'string', 'id': 'string'}
PLAIN = {'string': 'string', 'number': 'number', 'integer': 'number', 'boolean': 'boolean'}


class Types(GivenTypes):
    """TypeScript's names."""

    def spelled(self, schema, is_given):
        name = reference_of(schema)
        if name:
            known = (GIVEN if is_given else ANSWERED).get(name)
            return known or camel(name) + ('Given' if is_given and self.given.get(name) else '')
        kind = schema.get('type')
        if isinstance(kind, list):
            return ' | '.join(PLAIN[one] for one in kind)
        if kind == 'array':
            item = self.spelled(schema['items'], is_given)
            return f'ReadonlyArray<{item}>' if is_given else f'{item}[]'
        if kind == 'object' and 'method' in schema.get('properties', {}):
            return 'BatchCall'
        if 'enum' in schema:
            return ' | '.join(json.dumps(value) for value in schema['enum']).replace('"', "'")
        if kind == 'string' and schema.get('format') == 'date-time':
            return 'Time' if is_given else 'string'
        if kind == 'object':  # an interface of the program's is no Json to TypeScript
            return 'object' if is_given else 'Json'
        return PLAIN.get(kind, 'unknown')


def comment(text, indent):
    """A sentence or two as a comment of one line, or of several."""
    if len(indent) + len(text) + 7 <= 100:
        return [f'{indent}/** {text} */']
    return [f'{indent}/**', *textwrap.wrap(text, 100, initial_indent=f'{indent} * ',
                                          subsequent_indent=f'{indent} * '), f'{indent} */']


def property_name(name):
    return name if re.fullmatch('[A-Za-z_][A-Za-z0-9_]*', name) else repr(name)


def interface_lines(types, name, summary, listed, is_given):
    yield ''
    yield from comment(summary, '')
    yield f'export interface {name} {{'
    for member in listed:
        if member.summary:
            yield from comment(member.summary, '  ')
        question = '' if member.is_required else '?'
        # What is undefined or null is left out, so that a program need not do it.
        none = ' | null | undefined' if is_given and question else ''
        spelled = types.spelled(member.schema, is_given)
        line = f'  {property_name(member.name)}{question}: {spelled}{none};'
        yield line if len(line) <= 100 else line.replace(': ', ':\n    ', 1).replace(
            ' | ', '\n    | ')
    yield '}'


def params_name(method):
    return camel(method.name) + 'Params'


def types_file(desk):
    types = Types(desk)
    lines = [*comment(f'What methods take and answer. {MADE}', ''), '',
             '/** An id: text, as replies have it. */',
             'export type Id = string | number | bigint;',
             '/** A time: a Date, or RFC 3339 text with any offset. */',
             'export type Time = Date | string;',
             '/** Milliseconds, or ISO 8601 text such as PT4H30M. */',
             'export type Duration = number | string;',
             '/** Any JSON object. */', 'export type Json = { readonly [name: string]: unknown };']
    for kind in desk.types:
        lines += interface_lines(types, kind.camel, kind.summary, kind.members, False)
    for kind in types.wider():
        lines += interface_lines(types, kind.camel + 'Given', kind.summary, kind.members, True)
    for method in desk.methods:
        if method.params:
            lines += interface_lines(types, params_name(method), f'What {method.name} takes.',
                                     method.params, True)
    lines += ['', '/** A change in a batch. */', 'export type BatchCall =']
    lines += [f"  | {{ method: '{method.name}'; params: {params_name(method)} }}"
              for method in desk.methods if method.is_batched]
    lines[-1] += ';'
    return '\n'.join(lines) + '\n'


def given(method):
    """The parameter of a method: one object, which may be left out when nothing in it is needed."""
    if not method.params:
        return ''
    needed = any(param.is_required for param in method.params)
    return f'params{"" if needed else "?"}: types.{params_name(method)}'


def declared(types, method):
    yield from comment(method.summary, '  ')
    answer = types.spelled(method.result, False)
    answer = answer if answer in PLAIN.values() else 'types.' + answer
    yield f'  {method.verb}({given(method)}): Promise<{answer}>;'


def declarations_file(desk):
    types = Types(desk)
    lines = [*comment(f'One method an operation of the desk. {MADE}', ''), '',
             "import type * as types from './types.js';"]
    for namespace, methods in desk.namespaces():
        if namespace:
            lines += ['', f'/** The methods {namespace}.* */',
                      f'export interface {camel(namespace)}Methods {{']
            for method in methods:
                lines += declared(types, method)
            lines.append('}')
    lines += ['', '/** All methods, by namespace. */', 'export class Methods {']
    lines += [f'  readonly {namespace}: {camel(namespace)}Methods;'
              for namespace, _ in desk.namespaces() if namespace]
    for method in (m for m in desk.methods if not m.namespace):
        lines += declared(types, method)
    return '\n'.join(lines + ['}']) + '\n'


def function_lines(method):
    yield f'  {method.verb}({"params" if method.params else ""}) {{'
    yield f"    return this.#call('{method.name}'{', params' if method.params else ''});"
    yield '  }'


def class_lines(head, first, methods):
    yield ''
    yield head + ' {'
    yield '  #call;'
    yield ''
    yield '  constructor(call) {'
    yield '    this.#call = call;'
    yield from first
    yield '  }'
    for method in methods:
        yield ''
        yield from function_lines(method)
    yield '}'


def methods_file(desk):
    lines = comment(f'One method an operation of the desk. {MADE}', '')
    names = [namespace for namespace, _ in desk.namespaces() if namespace]
    for namespace, methods in desk.namespaces():
        if namespace:
            lines += class_lines(f'class {camel(namespace)}Methods', [], methods)
    lines += class_lines('export class Methods',
                         [f'    this.{name} = new {camel(name)}Methods(call);' for name in names],
                         [method for method in desk.methods if not method.namespace])
    return '\n'.join(lines) + '\n'


def reference_file(desk):
    types = Types(desk)
    lines = ['# Methods of the Node binding', '', f'<!-- {MADE} -->', '',
             '`caller` is what `desk.agent(3)` and its like answer. Each method takes one object and',
             'answers a promise. `Id` is text, a number or a bigint; `Time` a `Date` or RFC 3339 text;',
             '`Duration` milliseconds or ISO 8601 text. What each type holds is in `lib/types.d.ts`.']
    for namespace, methods in desk.namespaces():
        lines += ['', f'## {namespace or "Without a namespace"}']
        for method in methods:
            answer = types.spelled(method.result, False)
            lines += ['', f'### caller.{method.name}()', '',
                      f'{method.summary} Answers `{answer}`.']
            if method.params:
                lines += ['', '| Parameter | Type | |', '| --- | --- | --- |']
            for param in method.params:
                spelled = types.spelled(param.schema, True).replace('|', '\\|')
                needed = '' if param.is_required else ', optional'
                lines.append(f'| `{param.name}` | `{spelled}`{needed} | {param.summary} |')
    return '\n'.join(lines) + '\n'


def files(desk):
    yield 'node/lib/types.d.ts', types_file(desk)
    yield 'node/lib/methods.d.ts', declarations_file(desk)
    yield 'node/lib/methods.js', methods_file(desk)
    yield 'node/REFERENCE.md', reference_file(desk)
