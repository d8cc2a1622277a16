"""A shell completes the program's commands, their options, and the words and files that follow.

bash and zsh are typed at as a person would: words and a TAB, on a terminal. fish is asked what it
would offer. The words that are offered for an option are those it takes.
usage: test_completion.py PROGRAM
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

# What is typed, and the line that a TAB makes of it.
BASH = [
    ('supportcore tick', 'supportcore tick'),  # tick, ticket: as far as they agree
    ('supportcore ticke', 'supportcore ticket '),
    ('supportcore ticket hist', 'supportcore ticket history '),
    ('supportcore ticket list --cat', 'supportcore ticket list --category '),
    ('supportcore ticket list --category on', 'supportcore ticket list --category on_hold '),
    ('supportcore ticket list --category=on', 'supportcore ticket list --category=on_hold '),
    ('supportcore --db desk.db ticket show --qu', 'supportcore --db desk.db ticket show --quiet '),
    ('supportcore --db de', 'supportcore --db desk.db '),
    ('supportcore --db=de', 'supportcore --db=desk.db '),
    ('supportcore --actor agent:1 approval app', 'supportcore --actor agent:1 approval approve '),
    ('supportcore --color al', 'supportcore --color always '),
    ('supportcore policy check my-p', 'supportcore policy check my-policy.json '),
    ('supportcore ticket show my-p', 'supportcore ticket show my-p'),  # an id is no file
    ('supportcore kpi def', 'supportcore kpi definitions '),
    ('supportcore kpi --int', 'supportcore kpi --interval '),
    ('supportcore completion --he', 'supportcore completion --help '),
]
FISH = [
    ('supportcore ticket hist', ['history']),
    ('supportcore ticket list --category on', ['on_hold']),
    ('supportcore --db desk.db ticket show --qu', ['--quiet']),
    ('supportcore ticket list --category=on', ['--category=on_hold']),
    ('supportcore policy check my-p', ['my-policy.json']),
    ('supportcore floor escalate --cust', ['--customer']),
    ('supportcore floor escalate --customer 1 --wh', ['--why']),
]
# What else a command needs before it looks at its options.
ARGUMENTS = {'agent save': ['--name', 'Priya', '--roles', 'agent'], 'import': ['--mapping', 'map.json', 'log.csv']}
WRONG = 'no-such-word'
MARK = '\x1eEND\x1e'


class Bash:
    """An interactive bash on a terminal of its own."""

    COMMAND = ['bash', '--norc', '--noprofile', '-i']

    def __init__(self, script, folder):
        pid, self.terminal = pty.fork()
        if pid == 0:
            os.chdir(folder)
            os.environ.update(PS1='', TERM='dumb', HISTFILE='/dev/null',
                              INPUTRC='/dev/null', LC_ALL='C.UTF-8')
            os.execvp(self.COMMAND[0], self.COMMAND)
        self.pid = pid
        self.prepare(script)
        self.read()

    def prepare(self, script):
        # The line that TAB made is printed by a key of the test's, instead of being run.
        self.type(f"PS1=; bind 'set enable-bracketed-paste off'; bind 'set bell-style none'; "
                  "show() { printf '\\x1eLINE %s\\x1eEND\\x1e' \"$READLINE_LINE\"; READLINE_LINE=; }; "
                  f"bind -x '\"\\C-x\\C-x\": show'; source '{script}'; "
                  "printf '\\x1eEND\\x1e'\n")

    def type(self, keys):
        os.write(self.terminal, keys.encode())

    def read(self):
        text, until = '', time.monotonic() + 20
        while MARK not in text and time.monotonic() < until:
            if select.select([self.terminal], [], [], 0.2)[0]:
                text += os.read(self.terminal, 4096).decode(errors='replace')
        return text

    def complete(self, line):
        self.type(line + '\t\x18\x18')
        match = re.search('\x1eLINE (.*?)' + MARK, self.read(), re.S)
        return match[1] if match else None

    def close(self):
        self.type('\x04')
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


class Zsh(Bash):
    """The same with zsh and its completion system."""

    COMMAND = ['zsh', '-f', '-i']

    def prepare(self, script):
        functions = script.parent / 'functions'
        functions.mkdir()
        script.rename(functions / '_supportcore')
        self.type(f"PS1= RPS1=; unsetopt zle_bracketed_paste prompt_cr prompt_sp beep; "
                  f"fpath=({functions} $fpath); autoload -Uz compinit; compinit -u -D; "
                  "show() { printf '\\x1eLINE %s\\x1eEND\\x1e' \"$BUFFER\"; BUFFER=; }; zle -N show; "
                  "bindkey '^X^X' show; bindkey '^I' complete-word; unsetopt auto_menu list_ambiguous; "
                  "printf '\\x1eEND\\x1e'\n")


def made(program, shell, folder):
    script = pathlib.Path(folder) / f'script.{shell}'
    script.write_text(subprocess.check_output([program, 'completion', shell], text=True))
    return script


def try_bash(program, folder):
    bash = Bash(made(program, 'bash', folder), folder)
    for typed, wanted in BASH:
        line = bash.complete(typed)
        if line != wanted:
            yield f'bash made {line!r} of {typed!r}, not {wanted!r}'
    bash.close()


def try_fish(program, folder):
    script = made(program, 'fish', folder)
    for typed, wanted in FISH:
        told = subprocess.run(['fish', '--no-config', '-c', f"source {script}; complete -C '{typed}'"],
                              cwd=folder, capture_output=True, text=True)
        words = [line.split('\t')[0] for line in told.stdout.splitlines()]
        if words != wanted or told.stderr:
            yield f'fish offers {words} for {typed!r}, not {wanted}: {told.stderr}'


def try_zsh(program, folder):
    script = made(program, 'zsh', folder)
    told = subprocess.run(['zsh', '-f', '-n', script], capture_output=True, text=True)
    if told.returncode or told.stderr:
        yield f'zsh does not read its script: {told.stderr}'
        return
    zsh = Zsh(script, folder)
    for typed, wanted in BASH:
        line = zsh.complete(typed)
        if line != wanted:
            yield f'zsh made {line!r} of {typed!r}, not {wanted!r}'
    zsh.close()


def choices(script):
    """(command, option, the words that are offered for it); "desk" stands for every command."""
    lines = script.read_text().partition('_supportcore_options()')[2].splitlines()
    for line in lines:
        match = re.match(r"    (?:'([a-z -]+)'\) )?echo '(.*?)'", line)
        for option in match[2].split() if match else ():
            name, _, words = option.partition('=')
            if words and words != 'FILE':
                yield match[1] or 'desk', name, words.split(',')


def try_choices(program, folder):
    def says(*arguments):
        return subprocess.run([program, '--db', 'words.db', *arguments], cwd=folder, text=True,
                              capture_output=True)
    says('init')
    count = 0
    for command, option, words in choices(made(program, 'bash', folder)):
        count += 1
        for word in words + [WRONG]:
            told = says(*command.split(), option, word, *ARGUMENTS.get(command, ()))
            is_refused = told.returncode == 2 and option in told.stderr
            if is_refused != (word == WRONG):
                yield f'{command} {option} {word}: exit code {told.returncode}: {told.stderr}'
    if count < 8:
        yield f'only {count} options offer words'


def main(program):
    if not shutil.which('bash') or not os.path.exists('/dev/ptmx'):
        print('skipped: no bash, or no terminals for it')
        return 77
    program = pathlib.Path(program).resolve()
    problems, tried = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name in ('desk.db', 'my-policy.json'):
            (pathlib.Path(folder) / name).touch()
        problems += try_choices(program, folder)
        for shell, attempt in (('bash', try_bash), ('fish', try_fish), ('zsh', try_zsh)):
            if shutil.which(shell):
                tried.append(shell)
                problems += attempt(program, folder)
    print('\n'.join(problems) or f'ok: {", ".join(tried)}')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
