"""Write what the bindings take from the OpenRPC document: methods, types, reference pages.

Without --write it compares and tells what is behind, with exit code 1.
usage: python3 examples/bindings/generate SHARED_LIBRARY [--write]
"""
import difflib
import pathlib
import sys

import model
import node
import php
import python

HERE = pathlib.Path(__file__).resolve().parent.parent
WRITERS = (node, php, python)


def main(library, option=None):
    desk = model.of_library(library)
    behind = 0
    for writer in WRITERS:
        for name, text in writer.files(desk):
            file = HERE / name
            there = file.read_text(encoding='utf-8') if file.exists() else ''
            if option == '--write':
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding='utf-8')
            elif there != text:
                behind += 1
                lines = list(difflib.unified_diff(there.splitlines(), text.splitlines(), name,
                                                  'the library', n=1, lineterm=''))
                print('\n'.join(lines[:40]))
    if behind:
        sys.exit(f'{behind} files are behind the library: '
                 'run python3 examples/bindings/generate LIBRARY --write')
    print(f'ok: {len(desk.methods)} methods and {len(desk.types)} types')


if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
main(*sys.argv[1:])
