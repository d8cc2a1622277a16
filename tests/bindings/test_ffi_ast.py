"""supportcore_ffi.h declares what the public headers declare, as clang reads both.

Functions with their types, structs with their members in order, enumerators with their values,
callbacks. How the file is made is not trusted: only what a compiler understands counts.
usage: test_ffi_ast.py SOURCE_ROOT
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

TYPES = '''typedef unsigned long size_t; typedef int int32_t; typedef unsigned int uint32_t;
typedef long int64_t; typedef unsigned long uint64_t; typedef unsigned char uint8_t;
'''


def parsed(text, root):
    run = subprocess.run(
        ['clang', '-x', 'c', '-std=c11', '-nostdinc', '-fsyntax-only', '-Xclang', '-ast-dump=json',
         '-I', str(root / 'include'), '-I', str(root / 'tests/layers/fake'), '-'],
        input=TYPES + text, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f'clang does not read it:\n{run.stderr}')
    return json.loads(run.stdout)['inner']


class Unit:
    """What a translation unit declares, with types in one spelling."""

    def __init__(self, nodes):
        self.functions, self.structs, self.values, self.callbacks = {}, {}, {}, {}
        self.alias = {}
        nodes = [node for node in nodes if not node.get('isImplicit')]
        for node in nodes:
            if node['kind'] == 'TypedefDecl':
                self.typedef(node)
        for node in nodes:
            if node['kind'] == 'FunctionDecl':
                self.functions[node['name']] = self.spelled(node['type']['qualType'])
            elif node['kind'] == 'RecordDecl' and node.get('completeDefinition'):
                self.structs[node['name']] = [
                    (field['name'], self.spelled(field['type']['qualType']))
                    for field in node.get('inner', []) if field['kind'] == 'FieldDecl']
            elif node['kind'] == 'EnumDecl':
                self.enumerate(node)

    def typedef(self, node):
        text = node['type']['qualType']
        match = re.fullmatch(r'struct (\w+)', text)
        if match:
            self.alias[node['name']] = match.group(1)
        elif '(' in text:
            # A pointer to a function here, the function itself there: callers pass a pointer.
            is_pointer = '(*)' in text
            self.callbacks[node['name']] = (text.replace('(*)', '').replace(' (', '('), is_pointer)

    def spelled(self, text):
        for name, (_, is_pointer) in self.callbacks.items():
            text = text if is_pointer else re.sub(rf'\b{name} \*', name, text)
        text = re.sub(r'\bstruct ', '', text)
        return re.sub(r'\b\w+\b', lambda match: self.alias.get(match.group(), match.group()), text)

    def enumerate(self, node):
        following = 0
        for constant in node.get('inner', []):
            if constant['kind'] != 'EnumConstantDecl':
                continue
            for inner in constant.get('inner', []):
                if inner['kind'] == 'ConstantExpr':
                    following = int(inner['value'])
            self.values[constant['name']] = following
            following += 1

    def parts(self):
        callbacks = {name: self.spelled(text) for name, (text, _) in self.callbacks.items()}
        return {'function': self.functions, 'struct': self.structs, 'enumerator': self.values,
                'callback': callbacks}


def main(root):
    root = pathlib.Path(root)
    if not shutil.which('clang'):
        print('skipped: no clang')
        sys.exit(77)
    headers = '#include "supportcore.h"\n#include "supportcore/sys/conformance.h"\n'
    wanted = Unit(parsed(headers, root)).parts()
    there = Unit(parsed((root / 'include/supportcore_ffi.h').read_text(), root)).parts()
    problems = []
    for kind in wanted:
        if not wanted[kind]:
            problems.append(f'the headers have no {kind}: this test does not see them')
        for name in sorted(set(wanted[kind]) | set(there[kind])):
            one, other = wanted[kind].get(name), there[kind].get(name)
            if one != other:
                problems.append(f'{kind} {name}: {one} in the headers, {other} in supportcore_ffi.h')
    for problem in problems:
        print(problem)
    counts = ', '.join(f'{len(names)} {kind}s' for kind, names in wanted.items())
    print(f'{len(problems)} problems' if problems else f'ok: {counts} alike')
    sys.exit(1 if problems else 0)


main(*sys.argv[1:])
