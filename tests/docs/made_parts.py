"""Compare the parts of pages that are made from the library's tables with what the library says.

In docs/data-model.md a part stands between <!-- made: NAME --> and <!-- end --> and is what
`make_schema_doc NAME` prints. In docs/policy.schema.json it is the list of figures.
usage: made_parts.py SOURCE_ROOT MAKE_SCHEMA_DOC [--write]
"""
import difflib
import pathlib
import re
import subprocess
import sys

PART = re.compile(r'(<!-- made: (\w+) -->\n)(.*?)(\n?<!-- end -->)', re.S)
METRICS = re.compile(r'("kpi_metric": \{[^\[]*\[\n)([^\]]*?)( *\])')


def print_part(tool, name):
    return subprocess.run([tool, name], check=True, capture_output=True, text=True).stdout


def compare(root, name, wanted_of, option):
    page = pathlib.Path(root) / name
    text = page.read_text(encoding='utf-8')
    wanted = wanted_of(text)
    if option == '--write':
        page.write_text(wanted, encoding='utf-8')
    elif wanted != text:
        sys.stdout.writelines(difflib.unified_diff(
            text.splitlines(keepends=True), wanted.splitlines(keepends=True),
            name, 'the library', n=1))
        print(f'{name} is behind the library: run '
              'tests/docs/made_parts.py . BUILD/tests/make_schema_doc --write')
        sys.exit(1)


def main(root, tool, option=None):
    parts = []

    def made(match):
        parts.append(match.group(2))
        return f'{match.group(1)}\n{print_part(tool, match.group(2))}\n<!-- end -->'

    def listed(match):
        parts.append('metrics')
        return match.group(1) + print_part(tool, 'metrics') + match.group(3)

    compare(root, 'docs/data-model.md', lambda text: PART.sub(made, text), option)
    compare(root, 'docs/policy.schema.json', lambda text: METRICS.sub(listed, text), option)
    if sorted(parts) != ['events', 'metrics', 'tables', 'views']:
        print(f'the pages have the parts {parts}')
        sys.exit(1)
    print('ok: the data model page and the policy schema say what the library says')


main(*sys.argv[1:])
