"""The exported symbols are those of the map, and those are the functions of the public headers.

Each function has a comment that says since when it is there. The loadable extension shows what
SQLite looks for and nothing else, and takes no function of SQLite from anywhere but its host.
usage: symbols.py SOURCE_ROOT SHARED_LIBRARY [EXTENSION]
"""
import pathlib
import re
import shutil
import subprocess
import sys

import source

DECLARATION = re.compile(r'^SUP_API\b[^;{]*?\b(\w+)\s*\(', re.M)


def declared(root, problems):
    names = {}
    for file in source.c_files(root / 'include'):
        path = file.relative_to(root).as_posix()
        text = file.read_text(encoding='utf-8')
        for match in DECLARATION.finditer(text):
            name = match.group(1)
            before = text[:match.start()].rstrip()
            comment = before[before.rfind('/**'):] if before.endswith('*/') else ''
            if name in names:
                problems.append(f'{path}: {name} is declared in {names[name]} too')
            names[name] = path
            if not comment:
                problems.append(f'{path}: {name} has no comment')
            elif not re.search(r'@since \d+\.\d+', comment):
                problems.append(f'{path}: the comment of {name} does not say @since')
    return set(names)


def mapped(path):
    text = source.without_comments(path.read_text(encoding='utf-8'))
    body = text[text.index('global:') + len('global:'):text.index('local:')]
    return [name.strip() for name in body.split(';') if name.strip()]


def dynamic_symbols(library, which):
    nm = shutil.which('nm')
    if not nm:
        source.skip('no nm (binutils)')
    listing = subprocess.run([nm, '-D', which, library], check=True, capture_output=True,
                             text=True).stdout
    # A is the version's own symbol.
    return {line.split()[-1].split('@')[0] for line in listing.splitlines()
            if line.strip() and line.split()[-2] != 'A'}


def exported(library):
    return dynamic_symbols(library, '--defined-only')


def look_at_extension(problems, root, extension):
    listed = set(mapped(root / 'lib/extension/extension.map'))
    compare(problems, listed, 'the extension\'s map', exported(extension), 'the extension')
    for name in sorted(dynamic_symbols(extension, '--undefined-only')):
        if name.startswith('sqlite3_'):
            problems.append(f'the extension wants {name} from another SQLite than the host\'s')


def compare(problems, left, left_name, right, right_name):
    for name in sorted(left - right):
        problems.append(f'{name} is in {left_name} but not in {right_name}')
    for name in sorted(right - left):
        problems.append(f'{name} is in {right_name} but not in {left_name}')


def main(root, library, extension=None):
    root = pathlib.Path(root)
    problems = []
    headers = declared(root, problems)
    listed = mapped(root / 'lib/supportcore.map')
    if listed != sorted(set(listed)):
        problems.append('lib/supportcore.map is not sorted, or names a symbol twice')
    for name in listed:
        if not name.startswith('sup_') or name.startswith('sup__'):
            problems.append(f'lib/supportcore.map: {name} does not begin with sup_')
    compare(problems, headers, 'the headers', set(listed), 'the map')
    compare(problems, set(listed), 'the map', exported(library), 'the library')
    if extension:
        look_at_extension(problems, root, extension)
    source.finish(problems, f'{len(headers)} functions in headers, map and library')


main(*sys.argv[1:])
