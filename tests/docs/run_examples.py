"""Compile and run every example of the documentation, so that none of them is wrong.

The blocks of a page run in order, in one folder of the page's own: a C block may make a database
that an SQL block reads. In a page,

  ```c        is a whole program when it has a main(). Else an HTML comment right before it says what
              it is: <!-- in: NAME --> puts it into tests/docs/harness/NAME.c, <!-- declarations -->
              only compiles it;
  ```sh       runs with the program `supportcore` on the path, and the loadable extension where the
              system looks for libraries;
  ```python   runs as a program of its own;
  ```sql      runs on the database that <!-- database: FILE --> named last; the rows are its output;
  ```text     after <!-- output --> is what the block before it prints;
  <!-- not run: reason --> before a block says why nothing runs it;
  <!-- setup: NAME --> anywhere runs tests/docs/harness/NAME.c before the page's blocks;
  <!-- sections begin anew --> anywhere: each section (##) finds the folder as the first one left it.

Links to files and headings of the repository must lead somewhere.
usage: run_examples.py SOURCE_ROOT --cc COMPILER --lib SHARED_LIBRARY [--cflag FLAG] [--program FILE]
                       [--extension FILE] PAGE ...
"""
import argparse
import os
import pathlib
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile

RUN = {'c', 'sh', 'python', 'sql'}
FENCE = re.compile(r'^```(\w*)[^\n]*\n(.*?)^```[ \t]*$', re.M | re.S)
COMMENT = re.compile(r'<!--\s*(.*?)\s*-->\s*\Z', re.S)
SETUP = re.compile(r'<!--\s*setup:\s*(\w+)\s*-->')
HEADING = re.compile(r'^## ', re.M)
LINK = re.compile(r'(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)')
FLAGS = ['-std=c11', '-D_POSIX_C_SOURCE=200809L', '-Wall', '-Wextra', '-Wconversion', '-Wshadow',
         '-Werror', '-g']


class Problem(Exception):
    pass


class Page:
    """One page and the folder in which its examples run."""

    def __init__(self, options, path, folder):
        self.options = options
        self.path = path
        self.folder = pathlib.Path(folder)
        self.text = path.read_text(encoding='utf-8')
        self.database = None
        self.output = None
        self.counts = {}
        self.first = None  # the folder as the first section left it
        self.environment = dict(os.environ, TZ='UTC', LC_ALL='C.UTF-8', COLUMNS='100', NO_COLOR='1')
        for name in ('SUPPORTCORE_DB',):
            self.environment.pop(name, None)
        if options.program:
            self.environment['PATH'] = os.pathsep.join(
                [str(pathlib.Path(options.program).resolve().parent), self.environment['PATH']])

        if options.extension:
            self.environment['LD_LIBRARY_PATH'] = str(pathlib.Path(options.extension).resolve().parent)

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1

    def run(self, command, **more):
        done = subprocess.run(command, cwd=self.folder, env=self.environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, **more)
        if done.returncode:
            raise Problem(f'{" ".join(map(str, command))[:200]} ended with {done.returncode}:\n'
                          f'{done.stdout}')
        return done.stdout

    @staticmethod
    def harness(name):
        path = pathlib.Path(__file__).parent / 'harness' / f'{name}.c'
        return path.read_text(encoding='utf-8')

    def compile(self, code, line, link=True):
        source = self.folder / f'line{line}.c'
        source.write_text(code, encoding='utf-8')
        options = self.options
        library = pathlib.Path(options.lib).resolve()
        command = [*shlex.split(options.cc), *FLAGS, *options.cflag,
                   '-I', str(pathlib.Path(options.root).resolve() / 'include'), str(source)]
        if not link:
            self.run([*command, '-fsyntax-only'])
            return None
        program = self.folder / f'line{line}'
        self.run([*command, '-o', str(program), str(library), f'-Wl,-rpath,{library.parent}',
                  '-lsqlite3'])
        return program

    def c(self, code, hint, line):
        if re.search(r'\bint main\(', code):
            return self.run([self.compile(code, line)])
        name, _, value = hint.partition(':')
        if name == 'declarations':
            headers = '#include <supportcore.h>\n#include <supportcore/sys/conformance.h>\n'
            self.compile(headers + code, line, link=False)
            return ''
        if name == 'in':
            frame = self.harness(value.strip())
            if '/* @here */' not in frame:
                raise Problem(f'tests/docs/harness/{value.strip()}.c has no place for the example')
            return self.run([self.compile(frame.replace('/* @here */', code), line)])
        raise Problem('a C block without main() and without <!-- in: NAME --> before it')

    def sh(self, code, hint, line):
        if not self.options.program and 'supportcore' in code:
            self.count('sh blocks not run, the program was not built')
            return None
        if 'mod_supportcore' in code and not (self.options.extension and shutil.which('sqlite3')):
            self.count('sh blocks not run, no extension to load or no sqlite3')
            return None
        return self.run(['sh', '-eu', '-c', code])

    def python(self, code, hint, line):
        return self.run([sys.executable, '-c', code])

    def sql(self, code, hint, line):
        name, _, value = hint.partition(':')
        if name == 'database':
            self.database = value.strip()
        if not self.database:
            raise Problem('an SQL block without <!-- database: FILE --> before it')
        if sqlite3.sqlite_version_info < (3, 37):
            self.count('SQL blocks not run, Python has SQLite ' + sqlite3.sqlite_version)
            return None
        file = self.folder / self.database
        if not file.exists():
            if not self.options.program:
                self.count('SQL blocks not run, the program was not built')
                return None
            raise Problem(f'{self.database} is not there')
        connection = sqlite3.connect(file)
        rows = []
        for statement in (s for s in code.split(';') if s.strip()):
            rows += connection.execute(statement).fetchall()
        connection.commit()
        connection.close()
        return ''.join('|'.join('' if v is None else str(v) for v in row) + '\n' for row in rows)

    def block(self, language, code, hint, line):
        if hint.startswith('not run:'):
            self.count('blocks not run')
            self.output = None
            return
        if hint == 'output':
            if self.output is not None and self.output.rstrip() != code.rstrip():
                raise Problem(f'the block before printed\n{self.output}\nnot\n{code}')
            self.count('outputs compared' if self.output is not None else 'outputs not compared')
            return
        if language in RUN:
            self.output = getattr(self, language)(code, hint, line)
            self.count(f'{language} blocks')

    def begin_anew(self):
        if self.first is None:
            self.first = self.folder.with_name(self.folder.name + '-first')
            shutil.copytree(self.folder, self.first)
            return
        shutil.rmtree(self.folder)
        shutil.copytree(self.first, self.folder)
        self.database = self.output = None

    def links(self):
        text = FENCE.sub('', self.text)
        root = pathlib.Path(self.options.root).resolve()
        for match in LINK.finditer(text):
            target, _, heading = match.group(1).partition('#')
            if re.match(r'[a-z]+:', target):
                continue
            file = (self.path.resolve().parent / target) if target else self.path.resolve()
            if not file.exists():
                yield f'{self.path}: the link {match.group(1)} leads nowhere'
            elif root not in [file.resolve(), *file.resolve().parents]:
                yield f'{self.path}: the link {match.group(1)} leads out of the repository'
            elif heading and heading not in anchors(file.read_text(encoding='utf-8')):
                yield f'{self.path}: {target or "this page"} has no heading #{heading}'

    def set_up(self):
        for match in SETUP.finditer(self.text):
            self.run([self.compile(self.harness(match.group(1)), match.group(1))])

    def check(self):
        try:
            self.set_up()
        except Problem as problem:
            yield f'{self.path}: {problem}'
            return
        are_apart = '<!-- sections begin anew -->' in self.text
        section = 0
        for match in FENCE.finditer(self.text):
            line = self.text.count('\n', 0, match.start()) + 1
            above = self.text[:match.start()]
            sections = len(HEADING.findall(FENCE.sub('', above)))
            if are_apart and section != sections > 1:
                self.begin_anew()
            section = sections
            comment = COMMENT.search(above, max(above.rfind('<!--'), 0))
            hint = comment.group(1) if comment else ''
            try:
                self.block(match.group(1), match.group(2), hint, line)
            except (Problem, sqlite3.Error, OSError, subprocess.TimeoutExpired) as problem:
                yield f'{self.path}:{line}: {problem}'
                self.output = None
        yield from self.links()


def anchors(text):
    """The anchors that GitHub gives to headings."""
    names = set()
    for title in re.findall(r'^#+[ \t]+(.*?)[ \t]*$', FENCE.sub('', text), re.M):
        plain = re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', title).replace('`', '').lower()
        names.add(re.sub(r'[^\w\- ]', '', plain).replace(' ', '-'))
    return names


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('root')
    parser.add_argument('--cc', default='cc')
    parser.add_argument('--lib', required=True)
    parser.add_argument('--cflag', action='append', default=[])
    parser.add_argument('--program')
    parser.add_argument('--extension')
    parser.add_argument('pages', nargs='+')
    options = parser.parse_args()
    problems = []
    for name in options.pages:
        if not (pathlib.Path(options.root) / name).exists():
            problems.append(f'{name} is not there')
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch) / 'page'
            folder.mkdir()
            page = Page(options, pathlib.Path(options.root) / name, folder)
            found = list(page.check())
            problems += found
            counts = ', '.join(f'{count} {what}' for what, count in sorted(page.counts.items()))
            print(f'{"FAILED" if found else "ok"}: {name}: {counts or "nothing to run"}')
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
