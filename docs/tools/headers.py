"""What the public headers say: functions and structs with their comments, for pages made of them.

A member that means the same in every struct is not explained in each of them: CONVENTIONS has what
those are, and so has a struct that only carries the parameters or the answer of a function.
"""
import dataclasses
import pathlib
import re

# What a member is wherever its struct says nothing else about it.
CONVENTIONS = {
    'size': 'sizeof the struct',
    'reserved': '0',
    'reserved2': '0',
    'version': 'the version it is at; of parameters the one that the change is based on, 0: any',
    'idempotency_key': 'a text of the caller\'s for this request; NULL: none',
    'count': 'how many there are in `items`',
    'items': 'in their order',
    'name': 'its name, a code',
    'label': 'its name for people; NULL: none',
    'ticket_id': 'the ticket',
    'customer_id': 'the customer',
    'agent_id': 'the agent',
    'request_id': 'the request',
    'id': 'its number in this tenant',
    'actor_kind': 'who did it: enum sup_actor_kind',
    'actor_id': 'who of that kind did it',
    'at_ms': 'when, in UTC milliseconds',
    'channel': 'the channel, a code of the policy',
    'priority': 'the priority, a code of the policy',
    'status': 'the status, a code of the policy',
    'reason': 'the contact reason, a code of the policy',
    'team': 'the team, a code of the policy',
    'metric': 'the name of the metric or figure',
    'remedy': 'the remedy, a code',
    'currency': 'ISO 4217',
    'subject': 'one line',
    'policy_version': 'the version of the policy by which it was decided',
    'reference': 'the thing outside the desk',
    'references': 'things outside the desk that it is about',
    'attachments': 'files that came with it',
    'assignee_id': 'the agent who has it; 0: nobody',
    'floor': 'the floor, a code of the policy',
    'floor_minimum': 'the floor below which it may not go',
    'filters': 'of which tickets; all have to fit, of several with one `by` any',
    'from': 'the first day, YYYY-MM-DD',
    'to': 'the last day, YYYY-MM-DD',
    'next_after_id': 'where the next page begins; 0: this is the last',
    'sequence': 'the number of the event',
    'traceparent': 'a W3C trace context; NULL: none',
    'sla': 'the SLA policy, a code of the policy',
    'order': 'the order that it is about; NULL: none',
    'amount': 'an amount of money as text, such as "19.99"',
    'tenant': 'the desk in the store',
}
COUNT = 'how many there are in `{}`'
TIME = 'UTC milliseconds; 0: not yet, or not said'

STRUCT = re.compile(r'^struct (\w+) \{\n(.*?)^\};', re.M | re.S)
MEMBER = re.compile(r'^    (?! )(?P<text>[^;{}]*?[\s*(](?P<name>\w+)(?:\[\w*\])?(?:\)\([^;]*\))?);', re.M | re.S)
ENUM = re.compile(r'^enum (\w*) ?\{(.*?)\};', re.M | re.S)
CONSTANT = re.compile(r'\b(?P<name>SUP_\w+) *=')
FUNCTION = re.compile(r'^SUP_API\s+(?P<text>[^;{}]*?\b(?P<name>\w+)\s*\([^;]*\));', re.M)
OPENING = re.compile(r'\A/\*\n \* (?P<name>[\w./]+): (?P<text>.*?)\*/', re.S)


@dataclasses.dataclass
class Thing:
    """A function, a struct or a member of one: its code, what is said of it, and where it stands."""
    name: str
    code: str
    said: str
    begin: int
    end: int
    members: list = dataclasses.field(default_factory=list)


def plain(comment):
    """A comment's text without what frames it."""
    lines = [re.sub(r'^\s*\*? ?', '', line) for line in comment.strip().splitlines()]
    return '\n'.join(lines).strip('\n ')


def without_comments(text):
    """The same with blanks in place of comments, so that each word is where it was."""
    return re.sub(r'/\*.*?\*/', lambda m: re.sub(r'[^\n]', ' ', m[0]), text, flags=re.S)


def before(text, at):
    """The documentation comment that ends right before this place."""
    head = text[:at].rstrip()
    if not head.endswith('*/'):
        return ''
    comment = head[head.rfind('/*'):]
    return plain(comment[3:-2]) if comment.startswith('/**') and comment[3] != '<' else ''


def behind(text, at):
    match = re.match(r'[ \t]*/\*\*<(.*?)\*/', text[at:], re.S)
    return plain(match.group(1)) if match else ''


def conventional(name, names):
    """What a member of this name means where nothing is said of it."""
    if name in CONVENTIONS:
        return CONVENTIONS[name]
    if name.endswith('_count'):
        stem = name.removesuffix('_count')
        for many in (stem, stem + 's', stem[:-1] + 'ies'):
            if many in names:
                return COUNT.format(many)
        return f'how many: {words(stem)}'
    if name.startswith('is_'):
        return f'1: {words(name[3:])}; 0: not'
    if name.endswith('_user'):
        return f'handed to `{name[:-5]}` as it is'
    return TIME if name.endswith('_ms') else ''


def words(name):
    return name.replace('_', ' ')


class Header:
    def __init__(self, path):
        self.path = path
        self.text = path.read_text(encoding='utf-8')
        opening = OPENING.match(self.text)
        self.is_included = True  # by supportcore.h; read_all() says otherwise
        self.about = plain(opening.group('text')) if opening else ''
        self.functions = [Thing(m['name'], m['text'], before(self.text, m.start()), *m.span())
                          for m in FUNCTION.finditer(self.text)]
        self.enums = [self.enum(match) for match in ENUM.finditer(self.text)]
        self.structs = [self.struct(match) for match in STRUCT.finditer(self.text)]

    def enum(self, match):
        thing = Thing(match.group(1), match.group(), before(self.text, match.start()), *match.span())
        first = match.start(2)
        bare = without_comments(match.group(2))
        for value in CONSTANT.finditer(bare):
            text = re.match(r'[^,]*', bare[value.start():])[0].strip()
            begin = first + value.start()
            end = begin + len(text)
            end += 1 if self.text[end:end + 1] == ',' else 0
            said = before(self.text, begin) or behind(self.text, end)
            thing.members.append(Thing(value['name'], text, said, begin, end))
        return thing

    def struct(self, match):
        thing = Thing(match.group(1), match.group(), before(self.text, match.start()), *match.span())
        first = match.start(2)
        for member in MEMBER.finditer(without_comments(match.group(2))):
            begin, end = first + member.start(), first + member.end()
            said = before(self.text, begin) or behind(self.text, end)
            thing.members.append(Thing(member['name'], member['text'], said, begin, end))
        names = {member.name for member in thing.members}
        for member in thing.members:
            told = 'as said above' if re.search(rf'`{member.name}[`(]', thing.said) else ''
            member.said = member.said or told or conventional(member.name, names)
        thing.said = thing.said or self.role(thing)
        return thing

    def role(self, struct):
        """What a struct without a comment is for, as its functions tell."""
        takers = [f.name for f in self.functions
                  if re.search(rf'const struct {struct.name} \*params\b', f.code)]
        if takers:
            return 'Parameters of ' + ' and '.join(f'{name}()' for name in takers) + '.'
        givers = [f.name for f in self.functions if f'struct {struct.name} **' in f.code]
        return 'What ' + ' and '.join(f'{name}()' for name in givers) + ' answers.' if givers else ''


def read_all(include):
    """The public headers, the umbrella left out, in the order in which the umbrella has them."""
    include = pathlib.Path(include)
    umbrella = (include / 'supportcore.h').read_text(encoding='utf-8')
    names = re.findall(r'#include "(supportcore/\w+\.h)"', umbrella)
    names += sorted(path.relative_to(include).as_posix()
                    for path in (include / 'supportcore/sys').glob('*.h'))
    every = [Header(include / name) for name in names]
    told = umbrella + ''.join(header.text for header in every)
    for name, header in zip(names, every):
        header.is_included = f'#include "{name}"' in told
    return every
