"""Includes point downwards only, and each foreign library is included in its one place.

usage: includes.py SOURCE_ROOT
"""
import pathlib
import re
import sys

import source

# What a layer may include besides itself: layers below, and public headers.
LAYERS = {
    'base': (),
    'store': ('base',),
    'sqlite': ('base',),
    'memory': ('base',),
    'time': ('base',),
    'kpi': ('base',),
    'rules': ('base',),
    'policy': ('base', 'time', 'kpi', 'rules'),
    'timers': ('base', 'time', 'policy'),
    'repo': ('base', 'store'),
    'ops': ('base', 'store', 'time', 'kpi', 'rules', 'policy', 'timers', 'repo'),
    'api': ('base', 'store', 'time', 'rules', 'policy', 'repo', 'ops'),
    'json': ('base',),
    'extension': ('base', 'sqlite'),
}
# Public headers that a layer may include; None is all of them. A backend knows the contract and the
# header that it implements, the store knows the contract.
HEADERS = {
    'base': {'base.h', 'message.h'},
    'store': {'base.h', 'sys/store.h', 'sys/conformance.h'},
    'sqlite': {'base.h', 'sys/store.h', 'sqlite.h'},
    'memory': {'base.h', 'sys/store.h', 'memory.h'},
    'time': {'base.h', 'hours.h'},
    'kpi': {'base.h'},
    'rules': {'base.h'},
    'policy': None,
    'timers': None,
    'repo': None,
    'ops': None,
    'api': None,
    'json': None,
    'extension': None,
}
# The one place of each foreign library.
FOREIGN = {
    'yajl': 'lib/base/json_read.c',
    'sodium': 'lib/base/hash.c',
    'sqlite3': 'lib/sqlite/',
}
# Headers of the C library that nothing in lib/ has a use for: clocks, the locale, other machines.
FORBIDDEN = {'time.h', 'sys/time.h', 'locale.h', 'wchar.h', 'threads.h', 'pthread.h', 'signal.h',
             'sys/socket.h', 'netdb.h', 'pwd.h', 'dlfcn.h'}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(<[^>]*>|"[^"]*")', re.M)


def public_problem(layer, header):
    allowed = HEADERS[layer]
    if header == 'supportcore.h':
        return None if layer in ('api', 'extension') else 'the umbrella header is for users'
    name = header[len('supportcore/'):]
    if allowed is not None and name not in allowed:
        return f'{layer} knows no more than {", ".join(sorted(allowed))} of the public headers'
    return None


def own_problem(layer, header):
    if header == 'supportcore.h' or header.startswith('supportcore/'):
        return public_problem(layer, header)
    target = header.split('/')[0]
    if '/' not in header or target not in LAYERS:
        return 'write it as "layer/file.h"'
    if target != layer and target not in LAYERS[layer]:
        return f'{layer} stands below or beside {target}'
    return None


def foreign_problem(path, header):
    if header in FORBIDDEN:
        return 'nothing in lib/ reads a clock, the locale or another machine'
    for name, place in FOREIGN.items():
        if header.startswith(name) and not path.startswith(place):
            return f'{name} is included in {place} only'
    return None


def main(root):
    root = pathlib.Path(root)
    problems = []
    count = 0
    folders = {p.name for p in (root / 'lib').iterdir() if any(p.glob('*.[ch]'))}
    for name in sorted(folders ^ set(LAYERS)):
        problems.append(f'lib/{name}: not a layer of this test, or gone')
    for file in source.c_files(root / 'lib'):
        path = file.relative_to(root).as_posix()
        layer = path.split('/')[1]
        text = source.without_comments(file.read_text(encoding='utf-8'), keep_literals=True)
        for match in INCLUDE.finditer(text):
            header = match.group(1)[1:-1]
            count += 1
            is_own = match.group(1)[0] == '"'
            why = own_problem(layer, header) if is_own else foreign_problem(path, header)
            if why:
                problems.append(f'{path}:{source.line_of(text, match.start())}: {header}: {why}')
    for file in source.c_files(root / 'include'):
        path = file.relative_to(root).as_posix()
        text = source.without_comments(file.read_text(encoding='utf-8'), keep_literals=True)
        for match in INCLUDE.finditer(text):
            header = match.group(1)[1:-1]
            count += 1
            if not (header.startswith('supportcore/') or header in ('stddef.h', 'stdint.h')):
                problems.append(f'{path}: a public header includes {header}')
    source.finish(problems, f'{count} includes point downwards')


main(sys.argv[1])
