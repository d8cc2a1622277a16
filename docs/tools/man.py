"""Make the manual pages that come from what is written elsewhere.

Section 3: a page for each function and for each header, from the headers. Section 7: concepts and
the like, from docs/*.md.
usage: man.py SOURCE_ROOT FOLDER
       man.py SOURCE_ROOT --lists ...; two lines: what the pages are made of, what they are called.
           What follows is not read: Meson asks again when a file that it named has changed
"""
import pathlib
import re
import sys

import headers
import mdoc

ABOUT = {
    'concepts': 'the words of a support desk',
    'policy': 'the document that says how a desk works',
    'conditions': 'the language of the rules of a policy',
    'facts': 'what the rules of a policy can ask for',
    'kpi': 'the figures of a desk and what they mean',
    'embedding': 'threads, transactions, durability and backups of a program that links the library',
    'errors': 'every message of the library and what to do about it',
    'data-model': 'the tables, views and events of a desk, for SQL',
    'import': 'bringing in what other systems wrote',
    'sqlite-extension': 'the desk in SQL, as an extension that SQLite loads',
    'cookbook': 'tasks of a shop and the shortest thing that does each',
}
# Their headings are names, or words that mandoc takes for misspelled sections: they stay small.
SMALL_HEADS = {'facts', 'data-model'}
KNOWN = {'sup_caller', 'sup_receipt', 'sup_error', 'sup_options', 'sup_core', 'sup_store'}
PLAIN_MEMBERS = {'size', 'reserved', 'reserved2'}


def page_of(target):
    """What the target of a link is called among manual pages."""
    if re.match(r'[a-z]+:', target):
        return target
    stem = pathlib.PurePosixPath(target.partition('#')[0]).stem
    return f'supportcore-{stem}(7)' if stem in ABOUT else ''


def section_7(root, date):
    for name, what in ABOUT.items():
        text = (root / f'docs/{name}.md').read_text(encoding='utf-8')
        text = text.partition('\n')[2]  # its title is the page's name
        page = mdoc.Page(page_of, ('.Ss', '.Ss') if name in SMALL_HEADS else ('.Sh', '.Ss'))
        page.out = ['.Sh DESCRIPTION']
        page.blocks(text)
        others = sorted(f'supportcore-{other}' for other in ABOUT if other != name)
        out = page.out + see_also([('supportcore', 1), ('supportcore', 3)] +
                                  [(other, 7) for other in others])
        yield f'supportcore-{name}.7', mdoc.page(f'supportcore-{name}', 7, date, what, out)


def see_also(pages):
    out = ['.Sh SEE ALSO']
    for at, (name, section) in enumerate(pages):
        out.append(f'.Xr {name} {section}' + (' ,' if at + 1 < len(pages) else ''))
    return out


def first_sentence(said):
    words = ' '.join(said.split('\n\n')[0].split())
    sentence = re.split(r'(?<=[^.])[.;:](?: |$)', words)[0]
    sentence = re.sub(r' *\([^)]*\)', '', sentence) if len(sentence) > 90 else sentence
    sentence = re.sub(r'\*(\w+)\*', r'\1', sentence.replace('`', ''))
    return re.sub(r'^(An?|The)? ?([A-Z])(?=[a-z])', lambda m: m[0].lower(), sentence)


def split_comment(said):
    """A function's comment: what it says, its parameters, what it returns, since when."""
    body, *tags = re.split(r'(?<!\S)@(?=param|return|since)', said)
    parts = {'param': [], 'return': [], 'since': []}
    for tag in tags:
        kind, _, text = re.sub(r'^param\[\w+\]', 'param', tag).partition(' ')
        parts[kind].append(text.strip())
    return body.strip(), parts


def returns(texts):
    """The list of what is returned, and what is said without a code of its own."""
    pairs, loose = [], []
    for text in texts:
        match = re.match(r'((?:SUP_\w+(?:, )?)+)(.*)', text, re.S)
        if match and not match[2].startswith(';'):
            pairs.append((f'\\fB{match[1]}\\fR', mdoc.lines(mdoc.inline(match[2]))))
        else:
            text = text[:1].upper() + text[1:] + ('' if text.endswith('.') else '.')
            loose += mdoc.lines(mdoc.inline(text))
    return loose + (mdoc.tagged(pairs) if pairs else [])


def members(struct):
    pairs = []
    for member in struct.members:
        if member.name in PLAIN_MEMBERS:
            continue
        declared = mdoc.code(' '.join(headers.without_comments(member.code).split()))
        pairs.append((f'\\fB{declared}\\fR', mdoc.lines(mdoc.inline(member.said))))
    return mdoc.tagged(pairs) if pairs else []


def structs_of(function, known):
    """The structs that a function takes and answers, and those in them."""
    wanted, found = re.findall(r'struct (\w+)', function.code), []
    while wanted:
        name = wanted.pop(0)
        if name in known and name not in KNOWN and name not in found:
            found.append(name)
            for member in known[name].members:
                wanted += re.findall(r'struct (\w+)', member.code)
    return [known[name] for name in found]


def prototype(header, function):
    code = ' '.join(function.code.split())
    head, _, arguments = code.partition('(')
    kind, name = re.match(r'(.*?)(\w+)\s*$', head).groups()
    file = 'supportcore.h' if header.is_included else include_name(header)
    out = [f'.In {file}', f'.Ft {kind.strip()}', f'.Fo {name}']
    depth, argument = 0, ''
    for c in arguments[:arguments.rindex(')')] + ',':
        depth += {'(': 1, ')': -1}.get(c, 0)
        if c == ',' and depth == 0:
            out.append(f'.Fa "{argument.strip()}"')
            argument = ''
        else:
            argument += c
    return out + ['.Fc']


def function_page(header, function, known, date):
    body, parts = split_comment(function.said)
    page = mdoc.Page()
    page.out = ['.Sh SYNOPSIS', *prototype(header, function), '.Sh DESCRIPTION']
    page.blocks(body)
    if parts['param']:
        pairs = [text.partition(' ') for text in parts['param']]
        page.out += mdoc.tagged([(f'\\fI{name}\\fR', mdoc.lines(mdoc.inline(told)))
                                 for name, _, told in pairs])
    if parts['return']:
        page.out += ['.Sh RETURN VALUES'] + returns(parts['return'])
    structs = structs_of(function, known)
    if structs:
        page.out.append('.Sh STRUCTURES')
    for struct in structs:
        page.out.append(f'.Ss struct {struct.name}')
        page.is_fresh = True
        page.blocks(re.sub(r' *@since \S+', '', struct.said))
        page.out += members(struct)
    neighbours = [('supportcore', 3), (page_name(header), 3)]
    if 'sup_run()' in function.said:
        neighbours.insert(0, ('sup_run', 3))
    page.out += see_also(sorted(set(neighbours)))
    for since in parts['since'][:1]:
        page.out += ['.Sh HISTORY', f'It is there since version {since}.']
    return mdoc.page(function.name, 3, date, first_sentence(body), page.out)


def include_name(header):
    return header.path.as_posix().partition('include/')[2]


def page_name(header):
    return f'supportcore_{header.path.stem}'


def header_page(header, date):
    what, _, more = header.about.partition('\n\n')
    page = mdoc.Page()
    page.out = ['.Sh SYNOPSIS', f'.In {include_name(header)}', '.Sh DESCRIPTION']
    sentence = first_sentence(what)
    page.blocks(header.about if not more or len(what) > len(sentence) + 2 else more)
    if header.functions:
        page.out.append('.Sh FUNCTIONS')
        page.out += mdoc.tagged(
            [(f'\\fB{f.name}\\fR(3)', mdoc.lines(mdoc.inline(first_sentence(f.said)) + '.'))
             for f in header.functions])
    if header.enums:
        page.out.append('.Sh CONSTANTS')
    for enum in header.enums:
        page.out.append(f'.Ss enum {enum.name}' if enum.name else '.Ss Numbers')
        page.is_fresh = True
        page.blocks(split_comment(enum.said)[0])
        page.out += mdoc.tagged([(f'\\fB{value.code}\\fR', mdoc.lines(mdoc.inline(value.said)))
                                 for value in enum.members])
    page.out += see_also([('supportcore', 3)])
    return mdoc.page(page_name(header), 3, date, sentence, page.out)


def section_3(root, date):
    every = headers.read_all(root / 'include')
    known = {struct.name: struct for header in every for struct in header.structs}
    for header in every:
        yield f'{page_name(header)}.3', header_page(header, date)
        for function in header.functions:
            yield f'{function.name}.3', function_page(header, function, known, date)


def made_of(root):
    docs = root / 'docs'
    return sorted([*root.glob('include/**/*.h'), *(docs / 'tools').glob('*.py'),
                   *(docs / f'{name}.md' for name in ABOUT), docs / 'supportcore.1'])


def main(root, folder, *_):
    root = pathlib.Path(root).resolve()
    date = re.search(r'^\.Dd (.*)', (root / 'docs/supportcore.1').read_text(encoding='utf-8'))[1]
    pages = [*section_3(root, date), *section_7(root, date)]
    if folder == '--lists':
        print(*made_of(root), sep='\t')
        print(*(name for name, _ in pages), sep='\t')
        return
    for name, text in pages:
        (pathlib.Path(folder) / name).write_text(text, encoding='utf-8')


if __name__ == '__main__':
    main(*sys.argv[1:])
