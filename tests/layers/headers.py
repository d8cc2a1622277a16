"""Public headers compile alone, as C11 and as C++17, and hold only what any language can call.

No unions, bit-fields, variable arguments, inline functions, macros that programs need, or structs
passed or returned by value. Where pycparser or cffi is installed, they read the headers too.
usage: headers.py SOURCE_ROOT C_COMPILER [CXX_COMPILER]
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import source

WARNINGS = ['-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Wundef', '-Werror']
# In C++ a function may hide a struct's constructor (as stat() does); only gcc's -Wshadow minds.
C_WARNINGS = ['-Wshadow', '-Wstrict-prototypes']
PATTERNS = {
    r'\bunion\b': 'a union',
    r'\.\.\.': 'variable arguments',
    r'\bva_list\b': 'variable arguments',
    r'\binline\b': 'an inline function',
    r'\bstatic\b': 'something static',
    r'\b(?:unsigned|signed|u?int\d+_t|int)\s+\w+\s*:\s*\d': 'a bit-field',
    r'\b(?:long|short|unsigned|double|float|_Bool|bool|wchar_t|time_t)\b': 'a type without a size',
    r'\b_Generic\b|\b_Atomic\b|\brestrict\b': 'something C++ or a foreign parser lacks',
    r'\b__attribute__\b': 'an attribute outside SUP_API',
}
DEFINE = re.compile(r'^[ \t]*#[ \t]*define[ \t]+(\w+)(\(?)(.*)$', re.M)
PARAMETER_BY_VALUE = re.compile(r'\bstruct\s+\w+\s+(?!\*)\w+\s*[,)]')
RETURN_BY_VALUE = re.compile(r'^SUP_API\s+(?:const\s+)?struct\s+\w+\s+\w+\s*\(', re.M)


def scan(path, text):
    code = source.without_comments(text)
    for match in DEFINE.finditer(code):
        name, bracket, value = match.groups()
        is_guard = not value.strip() and re.fullmatch(r'SUPPORTCORE_(\w+_)?H', name)
        if name == 'SUP_API' or (is_guard and not bracket):
            continue
        yield f'{path}: the macro {name}: foreign callers cannot see it'
    lines = [line for line in code.splitlines() if not line.lstrip().startswith('#')]
    body = '\n'.join(lines)
    for pattern, what in PATTERNS.items():
        match = re.search(pattern, body)
        if match:
            yield f'{path}: {what}: {match.group()}'
    match = PARAMETER_BY_VALUE.search(body) or RETURN_BY_VALUE.search(body)
    if match:
        yield f'{path}: a struct by value: {match.group()}'
    if '{' in body and 'extern "C"' not in text:
        yield f'{path}: not for C++: extern "C" is missing'


def compile_alone(compiler, standard, language, root, header, folder):
    file = folder / ('alone.c' if language == 'c' else 'alone.cc')
    # Twice: the guard has to hold.
    file.write_text(f'#include "{header}"\n#include "{header}"\nint main(void) {{ return 0; }}\n')
    warnings = WARNINGS + (C_WARNINGS if language == 'c' else [])
    command = compiler + ['-x', language, f'-std={standard}', '-fsyntax-only', *warnings,
                          '-I', str(root / 'include'), str(file)]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        yield f'{header} does not compile alone as {standard}:\n{run.stderr.strip()}'


def preprocessed(compiler, root):
    """The umbrella as foreign-function parsers take it: no comments, no directives, no attributes."""
    text = '#include "supportcore.h"\n#include "supportcore/sys/conformance.h"\n'
    run = subprocess.run(compiler + ['-E', '-P', '-x', 'c', '-std=c11', '-DSUP_API=', '-undef',
                                     '-nostdinc', '-I', str(root / 'include'), '-I',
                                     str(root / 'tests/layers/fake'), '-'],
                         input=text, capture_output=True, text=True, check=True)
    return run.stdout


def foreign_parsers(compiler, root, problems):
    try:
        text = preprocessed(compiler, root)
    except subprocess.CalledProcessError as error:
        problems.append(f'the headers cannot be preprocessed:\n{error.stderr}')
        return 'none'
    read_by = []
    try:
        from pycparser import c_parser
        types = ''.join(f'typedef {c} {name};\n' for name, c in (
            ('size_t', 'unsigned long'), ('int32_t', 'int'), ('uint32_t', 'unsigned int'),
            ('int64_t', 'long long'), ('uint64_t', 'unsigned long long')))
        try:
            c_parser.CParser().parse(types + text)
            read_by.append('pycparser')
        except Exception as error:  # a parser's own exception types
            problems.append(f'pycparser: {error}')
    except ImportError:
        pass
    try:
        import cffi
        try:
            cffi.FFI().cdef(text)
            read_by.append('cffi')
        except Exception as error:
            problems.append(f'cffi: {error}')
    except ImportError:
        pass
    return ' and '.join(read_by) or 'no foreign parser, none is installed'


def main(root, c_compiler, cxx_compiler=None):
    root = pathlib.Path(root)
    compiler = c_compiler.split()
    cxx = (cxx_compiler or 'g++').split()
    has_cxx = shutil.which(cxx[0]) is not None
    problems = []
    headers = source.c_files(root / 'include')
    with tempfile.TemporaryDirectory() as folder:
        for file in headers:
            path = file.relative_to(root / 'include').as_posix()
            problems += scan(path, file.read_text(encoding='utf-8'))
            problems += compile_alone(compiler, 'c11', 'c', root, path, pathlib.Path(folder))
            if has_cxx:
                problems += compile_alone(cxx, 'c++17', 'c++', root, path, pathlib.Path(folder))
    read_by = foreign_parsers(compiler, root, problems)
    as_cxx = ' and C++17' if has_cxx else ' (no C++ compiler: C++17 was not tried)'
    source.finish(problems, f'{len(headers)} headers alone as C11{as_cxx}; read by {read_by}')


main(*sys.argv[1:])
