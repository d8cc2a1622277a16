"""Methods, array shapes, declarations for FFI and the reference page of the PHP binding."""
import pathlib
import re
import textwrap

from model import camel, reference_of

MADE = 'Made of the OpenRPC document by examples/bindings/generate; do not edit.'
HEADER = pathlib.Path(__file__).resolve().parents[3] / 'include/supportcore_ffi.h'
NATIVE = {'id_given': 'string|int', 'duration_given': 'DateInterval|int|string', 'code': 'string',
          'id': 'string'}
ANSWERED = {'id_given': 'string', 'duration_given': 'int', 'code': 'string', 'id': 'string'}
PLAIN = {'string': 'string', 'integer': 'int', 'boolean': 'bool', 'array': 'array'}


def native(schema):
    """The type that PHP itself checks."""
    name = reference_of(schema)
    if name:
        return NATIVE.get(name, 'array')
    kind = schema.get('type')
    if isinstance(kind, list):
        return ' | '.join({'number': 'int|float'}.get(one, PLAIN.get(one)) for one in kind).replace(' ', '')
    if schema.get('format') == 'date-time':
        return 'DateTimeInterface|string'
    return PLAIN.get(kind, 'array|object')


def documented(schema, is_given):
    """The type as phpdoc has it: lists of what, which texts."""
    name = reference_of(schema)
    if name:
        return (NATIVE if is_given else ANSWERED).get(name) or camel(name)
    if 'enum' in schema:
        return '|'.join(repr(value) for value in schema['enum'])
    if schema.get('type') == 'array':
        return f'list<{documented(schema["items"], is_given)}>'
    if schema.get('type') == 'object':
        return 'array<string, mixed>' + ('|object' if is_given else '')
    if schema.get('format') == 'date-time' and not is_given:
        return 'string'
    return native(schema)


def named(schema):
    """Names of the types that a schema refers to."""
    name = reference_of(schema)
    if name:
        return {camel(name)} - {camel(known) for known in NATIVE}
    return named(schema['items']) if 'items' in schema else set()


def comment(lines, indent=''):
    yield f'{indent}/**'
    for line in lines:
        yield f'{indent} * {line}'.rstrip()
    yield f'{indent} */'


def types_file(desk):
    lines = ['What methods take and answer, as array shapes. What each member means is in docs/json-rpc.md.',
             '', MADE]
    for kind in desk.types:
        lines += ['', f'@phpstan-type {kind.camel} array{{']
        for member in kind.members:
            key = member.name if member.name.isidentifier() else repr(member.name)
            lines.append(f'  {key}{"" if member.is_required else "?"}: {documented(member.schema, False)},')
        lines.append('}')
    return '\n'.join(['<?php', '', 'declare(strict_types=1);', '', 'namespace Supportcore;', '',
                      *comment(lines), 'interface Types', '{', '}']) + '\n'


def value(param):
    """An empty array is a list in JSON, unless somebody says that it is an object."""
    if native(param.schema) != 'array|object':
        return f'${param.name}'
    if param.is_required:
        return f'(object) ${param.name}'
    return f'${param.name} === null ? null : (object) ${param.name}'


def param_type(param):
    spelled = native(param.schema)
    if param.is_required:
        return spelled
    return f'{spelled}|null' if '|' in spelled else f'?{spelled}'


def method_lines(method):
    doc = [method.summary]
    if method.params:
        doc.append('')
    for param in method.params:
        spelled = documented(param.schema, True) + ('' if param.is_required else '|null')
        tag = f'@param {spelled} ${param.name}'.replace(' ', '\0')  # which a line may not end within
        doc += [line.replace('\0', ' ') for line in textwrap.wrap(
            f'{tag} {param.summary}', 92, subsequent_indent='  ', break_long_words=False,
            break_on_hyphens=False)]
    doc += ['', f'@return {documented(method.result, False)}', '@throws SupportcoreException']
    yield from comment(doc, '    ')
    if not method.params:
        yield f'    public function {method.verb}(): array'
        yield '    {'
        yield f"        return $this->channel->call('{method.name}', []);"
    else:
        yield f'    public function {method.verb}('
        for param in method.params:
            yield f'        {param_type(param)} ${param.name}{"" if param.is_required else " = null"},'
        yield '    ): array {'
        yield f"        return $this->channel->call('{method.name}', ["
        for param in method.params:
            yield f"            '{param.name}' => {value(param)},"
        yield '        ]);'
    yield '    }'


def class_file(namespace, name, summary, methods, head, body=()):
    """A file with one class; head is what stands before the brace."""
    imports = sorted(set().union(*(named(schema) for method in methods for schema in
                                   (method.result, *(param.schema for param in method.params)))))
    body = list(body)
    for method in methods:
        body += ([''] if body else []) + list(method_lines(method))
    uses = ['Supportcore\\MethodGroup', 'Supportcore\\Types'] if namespace else []
    uses += ['Supportcore\\Exception\\SupportcoreException']
    text = '\n'.join(body)
    uses += [kind for kind in ('DateInterval', 'DateTimeInterface') if kind in text]
    doc = [summary, '', MADE]
    doc += [''] + [f'@phpstan-import-type {one} from Types' for one in imports] if imports else []
    return '\n'.join(['<?php', '', 'declare(strict_types=1);', '',
                      'namespace Supportcore' + (f'\\{namespace}' if namespace else '') + ';', '',
                      *(f'use {one};' for one in sorted(uses)), '', *comment(doc),
                      f'{head} {name} extends MethodGroup', '{', text, '}']) + '\n'


def methods_file(desk):
    """What a caller has: a group of methods for each namespace, and those without one."""
    groups = [namespace for namespace, _ in desk.namespaces() if namespace]
    body = [f'    public readonly Methods\\{camel(group)}Methods ${group};' for group in groups]
    body += ['', '    public function __construct(Channel $channel)', '    {',
             '        parent::__construct($channel);']
    body += [f'        $this->{group} = new Methods\\{camel(group)}Methods($channel);' for group in groups]
    body += ['    }']
    loose = [method for namespace, methods in desk.namespaces() if not namespace for method in methods]
    return class_file('', 'Methods', 'All methods, by namespace.', loose, 'abstract class', body)


WANTED = ('sup_sqlite_open', 'sup_open', 'sup_store_close', 'sup_close', 'sup_call', 'sup_free',
          'sup_last_error', 'sup_backup', 'sup_maintain', 'sup_purge', 'sup_version', 'sup_code_name',
          'sup_message_name', 'sup_error_is_retryable')
FILLED = ('sup_error', 'sup_caller', 'sup_sqlite_options', 'sup_options', 'sup_chain_key', 'sup_zones')
ENUMS = ('sup_code', 'sup_actor_kind', 'sup_caller_flag', 'sup_durability')
SCOPE = '''#define FFI_SCOPE "SUPPORTCORE"
#define FFI_LIB "libsupportcore.so.{major}"
/* For ffi.preload and FFI::load(): what the PHP binding needs of supportcore_ffi.h.
 * Where the library is not on the loader's path, give a copy with its path as FFI_LIB.
 * {made} */
'''


def declarations(text):
    """Each declaration of a header, in order."""
    text = re.sub(r'/\*.*?\*/', '', text, flags=re.S)
    start = depth = 0
    for index, character in enumerate(text):
        depth += {'{': 1, '}': -1}.get(character, 0)
        if character == ';' and depth == 0:
            yield text[start:index + 1].strip()
            start = index + 1


def is_wanted(declaration):
    match = re.match(r'(struct|enum) (\w+) \{', declaration)
    if match:
        return match[2] in (FILLED if match[1] == 'struct' else ENUMS)
    match = re.match(r'[^(]*?(\w+)\(', declaration)
    return bool(match) and match[1] in WANTED


def header_file(desk):
    """The wanted functions, the structs that are filled in, the sizes in them; the rest is opaque."""
    every = list(declarations(HEADER.read_text(encoding='utf-8')))
    wanted = {one for one in every if is_wanted(one)}
    words = set(re.findall(r'\w+', ' '.join(wanted)))
    for one in every:
        opaque = re.match(r'typedef struct \w+ (\w+);$', one)
        callback = re.match(r'typedef .*?(\w+)\(', one)
        sizes = re.findall(r'^\s+(\w+) =', one, re.M) if one.startswith('enum {') else ()
        name = opaque or callback
        if (name and name[1] in words) or words.intersection(sizes):
            wanted.add(one)
    major = '.'.join(desk.version.split('.')[:2])
    return (SCOPE.format(major=major, made=MADE.replace('the OpenRPC document', 'include/supportcore_ffi.h'))
            + '\n'.join(one for one in every if one in wanted) + '\n')


def cell(text):
    return text.replace('|', '\\|')


def reference_file(desk):
    lines = ['# Methods of the PHP binding', '', f'<!-- {MADE} -->', '',
             '`$caller` is what `$desk->agent(3)` and its like answer. Give parameters by name: their order may',
             'change. Times may be a `DateTimeInterface` or RFC 3339 text; durations a `DateInterval`, milliseconds or',
             'ISO 8601 text; ids text or a number. What each type holds is in `src/Types.php`, and in full in',
             'docs/json-rpc.md.']
    for namespace, methods in desk.namespaces():
        lines += ['', f'## {namespace or "Without a namespace"}']
        for method in methods:
            path = '->'.join(part for part in (namespace, method.verb) if part)
            lines += ['', f'### $caller->{path}()', '',
                      f'{method.summary} Answers `{documented(method.result, False)}`.']
            if method.params:
                lines += ['', '| Parameter | Type | |', '| --- | --- | --- |']
            for param in method.params:
                needed = '' if param.is_required else ', optional'
                lines.append(f'| `{param.name}` | `{cell(documented(param.schema, True))}`{needed} '
                             f'| {param.summary} |')
    return '\n'.join(lines) + '\n'


def files(desk):
    yield 'php/src/Types.php', types_file(desk)
    yield 'php/src/Methods.php', methods_file(desk)
    for namespace, methods in desk.namespaces():
        if namespace:
            name = f'{camel(namespace)}Methods'
            yield f'php/src/Methods/{name}.php', class_file(
                'Methods', name, f'The methods {namespace}.*', methods, 'final class')
    yield 'php/supportcore.h', header_file(desk)
    yield 'php/REFERENCE.md', reference_file(desk)
