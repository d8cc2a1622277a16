"""What the structure tests share: reading C sources, and telling what was found."""
import pathlib
import re
import sys

COMMENT_OR_LITERAL = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


MADE = {'supportcore_ffi.h', 'abi_baseline.h'}  # of other files, which are looked at


def c_files(folder):
    """Every .c and .h file below a folder that somebody wrote, in the order of their names."""
    return sorted(p for p in pathlib.Path(folder).rglob('*')
                  if p.suffix in ('.c', '.h') and p.name not in MADE)


def without_comments(text, keep_literals=False):
    """The code alone; line numbers stay what they were."""
    def blank(match):
        found = match.group()
        if keep_literals and found[0] in '"\'':
            return found
        filler = '""' if found[0] == '"' else "' '" if found[0] == "'" else ' '
        return filler + '\n' * found.count('\n')
    return COMMENT_OR_LITERAL.sub(blank, text)


def line_of(text, position):
    return text.count('\n', 0, position) + 1


def finish(problems, what):
    """Print the problems, one a line, and end with a code that Meson understands."""
    for problem in problems:
        print(problem)
    print(f'{len(problems)} problems' if problems else f'ok: {what}')
    sys.exit(1 if problems else 0)


def skip(reason):
    print(f'skipped: {reason}')
    sys.exit(77)
