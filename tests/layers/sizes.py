"""Files stay under 800 lines and functions under 71; half of the files are under 250 lines.

usage: sizes.py SOURCE_ROOT
"""
import pathlib
import re
import sys

import source

FILE_LINES_MAX = 800
FUNCTION_LINES_MAX = 70
HALF_OF_FILES_BELOW = 250
FOLDERS = ('include', 'lib', 'examples', 'tests')
# The line before a body that opens a function: it ends the parameter list.
HEAD = re.compile(r'\)\s*$')
NAME = re.compile(r'(\w+)\s*\((?!.*\w+\s*\(\s*\*)')


def functions(code):
    """(name, first line, lines) of each function: a brace at depth 0 that follows a bracket."""
    depth = 0
    begin = 0
    last = 0  # where the declaration before the brace begins
    for match in re.finditer(r'[{};]|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*', code, re.M):
        token = match.group()
        if token.lstrip().startswith('#'):
            if depth == 0:
                last = match.end()
        elif token == '{':
            if depth == 0:
                head = code[last:match.start()]
                begin = match.start() - len(head.lstrip()) if HEAD.search(head.rstrip()) else -1
                if 'extern ""' in head and begin < 0:
                    last = match.end()
                    continue  # extern "C": what is inside is at the top as well
            depth += 1
        elif token == '}':
            depth = max(depth - 1, 0)
            if depth == 0:
                if begin >= 0:
                    first = source.line_of(code, begin)
                    name = NAME.search(code, begin)
                    yield name.group(1) if name else '?', first, \
                        source.line_of(code, match.start()) - first + 1
                last = match.end()
        elif depth == 0:
            last = match.end()


def main(root):
    root = pathlib.Path(root)
    problems = []
    lengths = []
    count = 0
    longest = 0
    for folder in FOLDERS:
        for file in source.c_files(root / folder):
            path = file.relative_to(root).as_posix()
            text = file.read_text(encoding='utf-8')
            lines = text.count('\n')
            lengths.append(lines)
            if lines > FILE_LINES_MAX:
                problems.append(f'{path} has {lines} lines; {FILE_LINES_MAX} are the limit')
            for name, first, size in functions(source.without_comments(text)):
                count += 1
                longest = max(longest, size)
                if size > FUNCTION_LINES_MAX:
                    problems.append(f'{path}:{first}: {name}() has {size} lines; '
                                    f'{FUNCTION_LINES_MAX} are the limit')
    lengths.sort()
    median = lengths[len(lengths) // 2]
    if median >= HALF_OF_FILES_BELOW:
        problems.append(f'half of the files have {median} lines or more')
    if count < 100:
        problems.append(f'only {count} functions were found: this test does not see them')
    source.finish(problems, f'{len(lengths)} files, half of them under {median + 1} lines; '
                            f'{count} functions, the longest has {longest} lines')


main(sys.argv[1])
