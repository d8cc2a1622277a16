"""The ABI is that of the baseline: abidiff compares what both declare, compiled to be read by it.

The baseline is supportcore_ffi.h as it was, so that a change of it can be read in a diff. That the
file declares what the headers do is another test's, and that the library exports it, too.
usage: test_abi.py SOURCE_ROOT C_COMPILER [--write]
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TYPE = re.compile(r'^typedef struct \w+ (\w+);$', re.M)
VALUE = re.compile(r'^    (SUP_\w+) = (-?\w+)', re.M)
FUNCTION = re.compile(r'^(?!typedef)\w[^\n(]*?\w+\([^\n]*\);$', re.M)


def library(compiler, header, folder, name):
    """A library with these functions, which do nothing, and one that names every type."""
    text = '#include <stddef.h>\n#include <stdint.h>\n' + header
    text += ''.join(f'\n{found[:-1]} {{ __builtin_trap(); }}' for found in FUNCTION.findall(header))
    arguments = ', '.join(f'{kind} *type{index}' for index, kind in enumerate(TYPE.findall(header)))
    text += f'\nvoid all_types({arguments}) {{}}\n'
    source, output = folder / f'{name}.c', folder / f'{name}.so'
    source.write_text(text)
    subprocess.run([*compiler, '-std=c11', '-w', '-g', '-O0', '-shared', '-fPIC', str(source), '-o',
                    str(output)], check=True)
    return output


def values_changed(old, new):
    """Constants that programs were compiled with; abidiff looks at types only."""
    now = dict(VALUE.findall(new))
    return [f'{name} was {value} and is {now.get(name, "not there")}'
            for name, value in VALUE.findall(old) if now.get(name) != value]


def difference(old, new):
    run = subprocess.run(['abidiff', '--no-show-locs', str(old), str(new)], capture_output=True,
                         text=True)
    if run.returncode & 3:
        sys.exit(f'abidiff failed:\n{run.stderr}{run.stdout}')
    return run.returncode, run.stdout


PLANTED = {  # what each change must be seen as: 4 something changed, 8 it cannot be borne
    'a member of another size': ('int64_t replan_left;', 'int32_t replan_left;', 4),
    'a member in the middle': ('uint32_t fired;', 'uint32_t fired; uint32_t burnt;', 4),
    'another parameter': ('int32_t sup_maintain(sup_core *core);',
                          'int32_t sup_maintain(sup_core *core, int32_t how);', 4),
    'a member of what only sup_run() takes': ('struct sup_tick_params {',
                                              'struct sup_tick_params { int32_t more;', 4),
    'a function less': ('int32_t sup_purge(sup_core *core);\n', '', 12),
}


def main(root, compiler, option=None):
    root, compiler = pathlib.Path(root), compiler.split()
    baseline = root / 'tests/bindings/abi_baseline.h'
    current = (root / 'include/supportcore_ffi.h').read_text(encoding='utf-8')
    if option == '--write':
        baseline.write_text(current, encoding='utf-8')
        return
    if not shutil.which('abidiff'):
        print('skipped: no abidiff (abigail-tools)')
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder, before = pathlib.Path(name), baseline.read_text(encoding='utf-8')
        old = library(compiler, before, folder, 'old')
        code, text = difference(old, library(compiler, current, folder, 'new'))
        values = values_changed(before, current)
        if code or values or len(VALUE.findall(before)) < len(VALUE.findall(current)):
            print(text, *values, sep='\n')
            what = 'does not work with programs of before' if code & 8 or values else 'differs'
            sys.exit(f'the ABI {what}. Where that is meant: tell it in docs/CHANGELOG.md, see what '
                     'the version has to be, and run tests/bindings/test_abi.py . cc --write')
        for what, (part, other, wanted) in PLANTED.items():
            assert part in current, f'{part} is not there any more: plant another change'
            changed = library(compiler, current.replace(part, other, 1), folder, 'changed')
            code, text = difference(old, changed)
            if code != wanted:
                sys.exit(f'{what} was seen as {code}, not {wanted}\n{text}')
        if not values_changed(before, before.replace('SUP_BUSY = -7', 'SUP_BUSY = -70')):
            sys.exit('another value of SUP_BUSY was not seen')
    print(f'ok: as the baseline, and {len(PLANTED)} planted changes are seen')


main(*sys.argv[1:])
