"""Every test that the tables of docs/testing.md name is there.

A name of four words or more is a function in a list of tests; a shorter one is a test program, or a
test that tests/meson.build makes of a script.
usage: named_tests.py SOURCE_ROOT
"""
import pathlib
import re
import sys

LEAST = 40  # a page that was not read must not look like one that is right


def main(root):
    tests = pathlib.Path(root) / 'tests'
    page = (pathlib.Path(root) / 'docs/testing.md').read_text(encoding='utf-8')
    names = set()
    for row in re.findall(r'^\|.*\|$', page, re.M):
        names.update(re.findall(r'`([a-z0-9_]+)`', row))
    names.discard('all')  # an argument
    programs = {path.stem.removeprefix('test_') for path in tests.rglob('test_*')}
    programs.update(re.findall(r"\btest\('(\w+)'", (tests / 'meson.build').read_text(encoding='utf-8')))
    functions = set()
    for path in tests.rglob('test_*.c'):
        functions.update(re.findall(r'^static void (\w+)\(void \*\*state\)',
                                    path.read_text(encoding='utf-8'), re.M))
    problems = [f'docs/testing.md names {name}, which is not there' for name in sorted(names)
                if name not in (functions if name.count('_') > 2 else programs)]
    if len(names) < LEAST:
        problems.append(f'docs/testing.md names only {len(names)} tests')
    print('\n'.join(problems) or f'ok: {len(names)} tests are there')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
