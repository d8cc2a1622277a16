"""Turn the Markdown of this repository into mdoc(7), the language of manual pages.

Knows what docs/*.md and the comments of the headers use: headings, paragraphs, lists, tables, code.
A table becomes a list, since a page of a terminal is narrow.
"""
import re
import textwrap

WIDTH = 76
CODE = {'\\': '\\e', '-': '\\-', "'": '\\(aq', '`': '\\(ga', '^': '\\(ha', '~': '\\(ti'}
INLINE = re.compile(r'(`+)(?P<code>.+?)\1|\*\*(?P<bold>.+?)\*\*|(?<![\w*])\*(?P<thin>[^*\s][^*]*?)\*(?!\w)'
                    r'|!?\[(?P<label>[^\]]*)\]\((?P<target>[^)\s]+)\)', re.S)
SENTENCE = re.compile(r'(?<=[.!?])((?:\\f.|[)"\u201d])*)\s+(?=(?:\\f.|[("\u201c])*[A-Z0-9])')
ITEM = re.compile(r'^( *)(?:[-*]|(\d+)\.) +')


def plain(text):
    return text.replace('\\', '\\e')


def code(text):
    return ''.join(CODE.get(c, c) for c in text)


def inline(text, page_of=None):
    """A run of words. page_of tells what to call the target of a link; None: nothing."""
    out, at = [], 0
    for match in INLINE.finditer(text):
        out.append(plain(text[at:match.start()]))
        at = match.end()
        if match['code'] is not None:
            out.append(f'\\fB{code(match["code"].strip())}\\fR')
        elif match['bold'] is not None:
            out.append(f'\\fB{inline(match["bold"], page_of)}\\fR')
        elif match['thin'] is not None:
            out.append(f'\\fI{inline(match["thin"], page_of)}\\fR')
        else:
            name = page_of(match['target']) if page_of else ''
            out.append(inline(match['label'], page_of) + (f' ({name})' if name else ''))
    out.append(plain(text[at:]))
    return ''.join(out)


def safe(line):
    return '\\&' + line if line[:1] in ('.', "'") else line


def lines(words):
    """Words of roff as lines: each sentence on its own, none too long."""
    words = re.sub(r'(?<=\w)\(\)', r'\\&()', words)  # not to be told that it is a function
    words = re.sub(r'[^\x00-\x7f]', lambda m: f'\\[u{ord(m[0]):04X}]', words)
    words = SENTENCE.sub(r'\1\n', ' '.join(words.split()))
    out = []
    for sentence in words.split('\n'):
        out += textwrap.wrap(sentence, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [safe(line) for line in out]


def argument(words):
    """Words for the line of a macro, none of which is taken for a macro or a delimiter."""
    guard = re.compile(r'^(?:[A-Z][a-z]|%[A-Z]|[.,:;()\[\]?!|])$')
    return ' '.join('\\&' + word if guard.match(word) else word for word in words.split())


def literal(text):
    shown = [safe(code(line.rstrip())) for line in text.rstrip('\n').split('\n')]
    return ['.Bd -literal -offset indent'] + shown + ['.Ed']


def tagged(pairs):
    """A list of what is explained, in roff, and the lines that explain it."""
    out = ['.Bl -tag -width Ds']
    for tag, told in pairs:
        out += ['.It ' + argument(tag)] + told
    return out + ['.El']


def cells(row):
    row = re.sub(r'(`[^`]*`)', lambda m: m[0].replace('|', '\0'), row.strip().strip('|'))
    return [cell.strip().replace('\0', '|').replace('\\|', '|')
            for cell in re.split(r'(?<!\\)\|', row)]


class Page:
    """Blocks of Markdown, as lines of mdoc in `out`."""

    def __init__(self, page_of=None, heads=('.Sh', '.Ss')):
        self.page_of = page_of
        self.heads = heads
        self.out = []
        self.is_fresh = True  # right behind a heading no .Pp is wanted

    def words(self, text):
        return lines(inline(text, self.page_of))

    def space(self):
        if not self.is_fresh:
            self.out.append('.Pp')
        self.is_fresh = False

    def head(self, level, title):
        title = argument(inline(title, self.page_of))
        if level <= len(self.heads):
            mark = self.heads[level - 1]
            self.out.append(mark + ' ' + (title if mark != '.Sh' or '\\' in title else title.upper()))
            self.is_fresh = True
        else:
            self.space()
            self.out.append(f'.Sy {title}')

    def table(self, rows):
        heads, rows = cells(rows[0]), [cells(row) for row in rows[2:]]
        pairs = []
        for row in rows:
            told = []
            for head, cell in zip(heads[1:], row[1:]):
                if cell:
                    told.append(f'{head}: {cell}' if head and len(heads) > 2 else cell)
            text = '; '.join(part.rstrip('.') for part in told) if len(heads) > 2 else ' '.join(told)
            pairs.append((inline(row[0], self.page_of) or '\\&', self.words(text)))
        self.out += tagged(pairs)
        self.is_fresh = False

    def items(self, block):
        """A list: each item is a paragraph, or holds lists of its own."""
        first = ITEM.match(block[0])
        self.out.append('.Bl -enum' if first[2] else '.Bl -bullet')
        item = []
        for line in block + [None]:
            match = line is not None and ITEM.match(line)
            if item and (line is None or (match and len(match[1]) <= len(first[1]))):
                self.out.append('.It')
                inner = Page(self.page_of, self.heads)
                inner.blocks('\n'.join(item))
                self.out += inner.out
                item = []
            if match and not item:
                item = [line[match.end():]]
            elif line is not None:
                item.append(line[len(first[0]):] if not line[:len(first[0])].strip() else line.strip())
        self.out.append('.El')
        self.is_fresh = False

    def blocks(self, text):
        left = re.sub(r'<!--.*?-->\n?', '', text, flags=re.S).split('\n')
        while left:
            line = left.pop(0)
            if not line.strip():
                continue
            fence = re.match(r'^ *```', line)
            title = re.match(r'^(#+) (.*)', line)
            block = [line]
            if fence:
                while left and not left[0].strip().startswith('```'):
                    block.append(left.pop(0))
                left[:1] = []
                self.out += literal(textwrap.dedent('\n'.join(block[1:])))
                self.is_fresh = False
            elif line.startswith('    ') and not ITEM.match(line):
                while left and (left[0].startswith('    ') or not left[0].strip()):
                    block.append(left.pop(0))
                self.out += literal(textwrap.dedent('\n'.join(block)))
                self.is_fresh = False
            elif title:
                self.head(len(title[1]) - 1, title[2])
            elif line.lstrip().startswith('|') and left and re.match(r'^ *\|[\s:|-]+$', left[0]):
                while left and left[0].lstrip().startswith('|'):
                    block.append(left.pop(0))
                self.table(block)
            elif ITEM.match(line):
                while left and (left[0].strip() and not left[0].startswith('#')
                                or len(left) > 1 and re.match(r'^ {2,}\S', left[1])
                                or len(left) > 1 and ITEM.match(left[1]) and not left[0].strip()):
                    block.append(left.pop(0))
                self.items(block)
            else:
                while left and left[0].strip() and not re.match(r'^( *```|#+ )', left[0]) \
                        and not ITEM.match(left[0]) and not left[0].lstrip().startswith('|'):
                    block.append(left.pop(0))
                self.space()
                self.out += self.words('\n'.join(block))


def page(name, section, date, what, out):
    """A whole page: its head, its name, and what it says."""
    return '\n'.join([f'.Dd {date}', f'.Dt {name.upper()} {section}', '.Os', '.Sh NAME', f'.Nm {name}',
                      f'.Nd {argument(what)}'] + out) + '\n'
