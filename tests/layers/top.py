"""The top level holds what the README tells of, and nothing else; no test's leftovers are kept.

usage: top.py SOURCE_ROOT
"""
import pathlib
import subprocess
import sys

import source

TOP = {'LICENSE', 'README.md', 'docs', 'examples', 'include', 'lib', 'meson.build',
       'meson_options.txt', 'tests'}
NEEDED = TOP - {'meson_options.txt'}
LEFT_OVER = ('.db', '.db-wal', '.db-shm', '.log', '.o', '.orig', '.rej', '.pyc')


def kept_files(root):
    """What git keeps; in an unpacked archive, what is there."""
    run = subprocess.run(['git', '-C', str(root), 'ls-files', '-z'], capture_output=True, text=True,
                         check=False)
    if run.returncode == 0 and run.stdout:
        return run.stdout.rstrip('\0').split('\0')
    return None


def main(root):
    root = pathlib.Path(root)
    files = kept_files(root)
    if files is None:
        print('skipped: not a git checkout, so build folders cannot be told from what is kept')
        sys.exit(77)
    problems = []
    top = {file.split('/')[0] for file in files}
    for name in sorted(top - TOP):
        if not name.startswith('.'):
            problems.append(f'{name}: the top level has no place for it')
    for name in sorted(NEEDED - top):
        problems.append(f'{name} is missing')
    for file in files:
        if file.endswith(LEFT_OVER):
            problems.append(f'{file} is what some program left behind')
    source.finish(problems, f'{len(files)} files')


main(sys.argv[1])
