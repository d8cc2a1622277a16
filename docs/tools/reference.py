"""Make the reference of the C functions with Doxygen: FOLDER/html/index.html.

Doxygen reads copies of the headers in which all that headers.py knows is said in comments, line for
line as they are in the headers, so that its warnings name the right ones. Any warning is an error: a
function, a struct, a member or an enumeration that nothing is said of, or a comment that is wrong.
usage: reference.py SOURCE_ROOT FOLDER [DOXYGEN]
"""
import pathlib
import re
import shutil
import subprocess
import sys

import headers


def told(header):
    """A header in which what goes without saying is said."""
    text = header.text
    added = []
    for struct in header.structs:
        if struct.said and not headers.before(text, struct.begin):
            added.append((struct.begin, f'/** {struct.said} */ '))
        for member in struct.members:
            is_told = headers.before(text, member.begin) or headers.behind(text, member.end)
            if member.said and not is_told:
                added.append((member.end, f' /**< {member.said} */'))
    for at, words in sorted(added, reverse=True):
        text = text[:at] + words + text[at:]
    return re.sub(r'\A/\*\n \* [\w./]+:', '/** @file\n *', text)


def first_page(root, known):
    """docs/reference.md, whose links lead to headers that Doxygen knows, or nowhere."""
    text = (root / 'docs/reference.md').read_text(encoding='utf-8')
    text = re.sub(r'\[[^\]]*\]\(\.\./include/(?:\w+/)*(\w+\.h)\)', r'[\1](@ref \1)', text)
    missing = [header.path.name for header in known if f'(@ref {header.path.name})' not in text]
    if missing:
        sys.exit(f'docs/reference.md names no {", ".join(missing)}')
    return re.sub(r'\[([^\]]*)\]\((?!@ref|\w+:)[^)]*\)', r'\1', text)


def main(root, folder, doxygen='doxygen'):
    if not shutil.which(doxygen):
        print('skipped: no Doxygen')
        return 77
    root, folder = pathlib.Path(root).resolve(), pathlib.Path(folder).resolve()
    copies = folder / 'input'
    known = headers.read_all(root / 'include')
    for header in known:
        copy = copies / header.path.relative_to(root / 'include')
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(told(header), encoding='utf-8')
    (copies / 'reference.md').write_text(first_page(root, known), encoding='utf-8')
    options = (root / 'docs/Doxyfile').read_text(encoding='utf-8')
    options += (f'INPUT = "{copies}"\nSTRIP_FROM_PATH = "{copies}"\nOUTPUT_DIRECTORY = "{folder}"\n'
                f'USE_MDFILE_AS_MAINPAGE = "{copies}/reference.md"\n')
    done = subprocess.run([doxygen, '-'], input=options, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if done.returncode:
        print(done.stdout.replace(str(copies), str(root / 'include')))
        print('the comments of the headers are incomplete or wrong; docs/CONTRIBUTING.md says how '
              'they are written')
    else:
        print(f'ok: {folder}/html/index.html')
    return done.returncode


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
