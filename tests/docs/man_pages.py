"""The manual pages, those that are written and those that are made, are clean under mandoc -Tlint.

Each function that the library exports has its page, supportcore(1) has each command of the program,
what a page refers to is there, and the program in supportcore(3) compiles.
usage: man_pages.py SOURCE_ROOT COMPILER
"""
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

WRITTEN = ('supportcore.1', 'supportcore.3')
NOT_THERE = re.compile(r'referenced manual not found: Xr (\S+) (\d)')


def lint(folder):
    """What mandoc finds. It knows no pages but those that are installed: ours are looked up here."""
    pages = sorted(str(path.relative_to(folder)) for path in folder.glob('*.[137]'))
    done = subprocess.run(['mandoc', '-Tlint', *pages], cwd=folder, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    for line in done.stdout.splitlines():
        match = NOT_THERE.search(line)
        if not match or (match[1].startswith('sup') and
                         not (folder / f'{match[1]}.{match[2]}').exists()):
            yield line
    if len(pages) < 100:
        yield f'there are only {len(pages)} pages'


def untold_commands(root):
    """Commands of the program's table that supportcore(1) does not have."""
    table = (root / 'examples/cli/main.c').read_text(encoding='utf-8')
    page = (root / 'docs/supportcore.1').read_text(encoding='utf-8')
    names = re.findall(r'^    \{"([a-z -]+)", "', table, re.M)
    for name in names:
        first, *more = name.split()
        if not re.search(rf'^\.It Cm {first}\b' + ''.join(rf'.*\b{word}\b' for word in more), page, re.M):
            yield f'docs/supportcore.1 says nothing of {name}'
    if len(names) < 50:
        yield f'only {len(names)} commands were found'


def example(root, compiler):
    text = (root / 'docs/supportcore.3').read_text(encoding='utf-8')
    code = re.search(r'^\.Bd -literal[^\n]*\n(.*?)^\.Ed', text, re.M | re.S)[1].replace('\\e', '\\')
    done = subprocess.run([*shlex.split(compiler), '-x', 'c', '-std=c11', '-fsyntax-only', '-Wall',
                           '-Wextra', '-Werror', '-I', str(root / 'include'), '-'],
                          input=code, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        yield f'the program in docs/supportcore.3 does not compile:\n{done.stdout}'


def main(root, compiler):
    if not shutil.which('mandoc'):
        print('skipped: no mandoc')
        return 77
    root = pathlib.Path(root).resolve()
    exported = re.findall(r'^ *(sup_\w+);', (root / 'lib/supportcore.map').read_text(), re.M)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run([sys.executable, '-B', root / 'docs/tools/man.py', root, folder], check=True)
        for name in WRITTEN:
            shutil.copy(root / 'docs' / name, folder)
        problems = [f'{name} has no page' for name in exported
                    if not (folder / f'{name}.3').exists()]
        problems += [f'{path.name} has a tag of a comment in its text' for path in folder.glob('*.3')
                     if re.search(r'@(param|return|since)', path.read_text(encoding='utf-8'))]
        problems += [*untold_commands(root), *lint(folder), *example(root, compiler)]
    print('\n'.join(problems) or f'ok: {len(exported)} functions have their pages')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
