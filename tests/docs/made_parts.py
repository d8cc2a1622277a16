"""Compare the parts of docs/data-model.md that are made from the schema with what the library says.

A part stands between <!-- made: NAME --> and <!-- end --> and is what `make_schema_doc NAME` prints.
usage: made_parts.py SOURCE_ROOT MAKE_SCHEMA_DOC [--write]
"""
import difflib
import pathlib
import re
import subprocess
import sys

PART = re.compile(r'(<!-- made: (\w+) -->\n)(.*?)(\n?<!-- end -->)', re.S)


def main(root, tool, option=None):
    page = pathlib.Path(root) / 'docs/data-model.md'
    text = page.read_text(encoding='utf-8')
    parts = []

    def made(match):
        parts.append(match.group(2))
        printed = subprocess.run([tool, match.group(2)], check=True, capture_output=True,
                                 text=True).stdout
        return f'{match.group(1)}\n{printed}\n<!-- end -->'

    wanted = PART.sub(made, text)
    if option == '--write':
        page.write_text(wanted, encoding='utf-8')
    elif wanted != text:
        sys.stdout.writelines(difflib.unified_diff(
            text.splitlines(keepends=True), wanted.splitlines(keepends=True),
            'docs/data-model.md', 'the library', n=1))
        print('docs/data-model.md is behind the library: run '
              'tests/docs/made_parts.py . BUILD/tests/make_schema_doc --write')
        sys.exit(1)
    if sorted(parts) != ['events', 'tables', 'views']:
        print(f'docs/data-model.md has the parts {parts}')
        sys.exit(1)
    print('ok: the data model page says what the schema says')


main(*sys.argv[1:])
