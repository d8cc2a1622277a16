"""Make include/supportcore_ffi.h of the public headers, or tell that it is behind them.

The file is for foreign-function interfaces that read C themselves (PHP FFI, LuaJIT, cffi) or line by
line (koffi): no directives, no macros, no comments within declarations, each function on one line,
and structs and callbacks by plain names, since koffi knows no others.
usage: made_ffi.py SOURCE_ROOT C_COMPILER [--write]
"""
import difflib
import pathlib
import re
import subprocess
import sys

HEADERS = ['supportcore.h', 'supportcore/sys/conformance.h']
MARKER = re.compile(r'^# \d+ "([^"]*)"')
TITLE = '''/* supportcore_ffi.h: the public headers of libsupportcore for foreign-function interfaces.
 * Made of them, not written by hand; what things mean stands there, and in docs/json-rpc.md. */
'''


def preprocessed(compiler, root):
    text = ''.join(f'#include "{header}"\n' for header in HEADERS)
    return subprocess.run(
        compiler + ['-E', '-x', 'c', '-std=c11', '-DSUP_API=', '-undef', '-nostdinc',
                    '-I', str(root / 'include'), '-I', str(root / 'tests/layers/fake'), '-'],
        input=text, capture_output=True, text=True, check=True).stdout


def declarations(text, root):
    """Each declaration with the header it stands in, as (header, text)."""
    header, lines, depth = '', [], 0
    for line in text.splitlines():
        marker = MARKER.match(line)
        if marker:
            path = pathlib.Path(marker.group(1))
            if (root / 'include') in path.parents:
                header = path.relative_to(root / 'include').as_posix()
            continue
        if not line.strip():
            continue
        lines.append(line.rstrip())
        depth += line.count('{') - line.count('}')
        if depth == 0 and line.rstrip().endswith(';'):
            yield header, lines
            lines = []
    if lines:
        sys.exit(f'made_ffi.py: {header} ends within a declaration: {" ".join(lines)}')


def on_one_line(lines):
    return re.sub(r'\s+', ' ', ' '.join(line.strip() for line in lines))


def written(lines):
    text = ' '.join(lines)
    if '{' not in text:
        return on_one_line(lines)
    # A struct or an enum: a member's declaration on one line, indented once.
    body = on_one_line(lines)
    head, rest = body.split('{', 1)
    inner, tail = rest.rsplit('}', 1)
    mark = ';' if head.strip().startswith('struct') or head.strip().startswith('typedef struct') else ','
    members = [member.strip() for member in inner.split(mark) if member.strip()]
    joined = (mark + '\n').join('    ' + member for member in members)
    return f'{head.strip()} {{\n{joined}{";" if mark == ";" else ""}\n}}{tail}'


DEFINED = re.compile(r'\bstruct (\w+)\b(?! \{)')
CALLBACK = re.compile(r'^typedef (.*?)\(\*(\w+)\)\(', re.M)


def with_plain_names(text):
    """A struct is named once and used without the word; a callback's type is that of the function."""
    tags = sorted(set(re.findall(r'\bstruct (\w+)', text)))
    functions = set(re.findall(r'^\S.*?\b(\w+)\(', text, flags=re.M))
    names = {tag: f'{tag}_t' if tag in functions else tag for tag in tags}
    text = re.sub(r'^(?:typedef )?struct \w+(?: \w+)?;\n', '', text, flags=re.M)
    text = DEFINED.sub(lambda match: names[match.group(1)], text)
    for name in CALLBACK.findall(text):
        text = re.sub(rf'\b{name[1]} (?=\w+[,;)])', f'{name[1]} *', text)
    text = CALLBACK.sub(r'typedef \1\2(', text)
    typedefs = ''.join(f'typedef struct {tag} {names[tag]};\n' for tag in tags)
    return f'{typedefs}{text}'


def made(root, compiler):
    parts, last = [], None
    for header, lines in declarations(preprocessed(compiler, root), root):
        if header != last:
            parts.append(f'\n/* {header} */\n')
            last = header
        parts.append(written(lines) + '\n')
    return f'{TITLE}\n{with_plain_names("".join(parts))}'


def main(root, compiler, option=None):
    root = pathlib.Path(root).resolve()
    file = root / 'include/supportcore_ffi.h'
    wanted = made(root, compiler.split())
    if option == '--write':
        file.write_text(wanted, encoding='utf-8')
        return
    there = file.read_text(encoding='utf-8') if file.exists() else ''
    if there != wanted:
        sys.stdout.writelines(difflib.unified_diff(
            there.splitlines(keepends=True), wanted.splitlines(keepends=True),
            'include/supportcore_ffi.h', 'the headers', n=1))
        sys.exit('include/supportcore_ffi.h is behind the headers: '
                 'run tests/bindings/made_ffi.py . cc --write')
    print(f'ok: include/supportcore_ffi.h is made of the headers ({wanted.count(chr(10))} lines)')


main(*sys.argv[1:])
