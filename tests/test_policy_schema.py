"""The schema of policy documents and the loader say the same, tested with somebody else's validator.

usage: test_policy_schema.py SOURCE_ROOT POLICY_WORDS

Over tests/policy_corpus (test_policy_corpus.c runs the loader over the same files): the schema accepts
what is good and what only the loader can refuse, and refuses what is bad, there where the loader does.
POLICY_WORDS (tests/tools/policy_words.c) tells which words the loader knows at each place; they are
compared with the schema's in both directions.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print('skipped: python3 has no module jsonschema (Debian: python3-jsonschema)')
    sys.exit(77)

POLICY_MISSING = 4002
failures = []


def check(holds, text):
    if not holds:
        failures.append(text)


def remembering(validator_class):
    """A validator that looks at the same object for the same definition once, if it is valid: the
    changed documents share all that was not changed."""
    look = validator_class.VALIDATORS['$ref']
    valid = {}  # with the objects, so that no other gets the id of one

    def ref(validator, name, instance, part):
        key = name, id(instance)
        if key not in valid:
            errors = list(look(validator, name, instance, part))
            if not errors:
                valid[key] = instance
            yield from errors

    return jsonschema.validators.extend(validator_class, {'$ref': ref})


Validator = remembering(jsonschema.Draft202012Validator)


def with_value(document, path, value):
    """A document that has another value there; what is beside the path is shared."""
    if not path:
        return value
    changed = document.copy()
    changed[path[0]] = with_value(document[path[0]], path[1:], value)
    return changed


# ---- the same verdict on the same documents

def places_of(error):
    """The JSON pointers at which the schema finds fault, those of the alternatives among them."""
    yield ''.join('/' + str(part) for part in error.absolute_path)
    for inner in error.context or []:
        yield from places_of(inner)


def expected_pointers(corpus):
    """By file: where the loader finds fault."""
    pointers = {}
    for line in (corpus / 'expected.txt').read_text().splitlines():
        if not line.startswith('#'):
            name, rest = line.split(' ', 1)
            pointers[name] = rest[rest.index('"') + 1:rest.rindex('"')]
    return pointers


def compare_verdicts(validator, root):
    corpus = root / 'tests/policy_corpus'
    pointers = expected_pointers(corpus)
    for path in sorted(corpus.glob('*/*.json')):
        name = str(path.relative_to(corpus))
        errors = list(validator.iter_errors(json.loads(path.read_text())))
        if not name.startswith('bad/'):
            check(not errors, f'{name}: the schema refuses it: {[e.message[:100] for e in errors[:2]]}')
            continue
        # A member that is one too many is the loader's place; the object it is in is the schema's.
        allowed = {pointers[name], pointers[name].rpartition('/')[0]}
        places = {place for error in errors for place in places_of(error)}
        check(errors, f'{name}: the schema accepts it')
        check(not errors or allowed & places, f'{name}: the schema finds fault at {sorted(places)}')


def good_documents(validator, root, tool):
    """By name: the corpus's, the examples and the built-in one."""
    files = [*(root / 'tests/policy_corpus/good').glob('*.json'),
             *(root / 'examples/policies').glob('*.json')]
    documents = {path.name: json.loads(path.read_text()) for path in sorted(files)}
    documents['built-in'] = json.loads(
        subprocess.run([tool, '--builtin'], check=True, capture_output=True, text=True).stdout)
    for name, document in documents.items():
        for error in validator.iter_errors(document):
            check(False, f'{name}: the schema refuses it: {error.message[:100]}')
    return documents


# ---- the same words at the same places

def kind_of(path):
    """Paths of one kind are tested once: in a condition it does not matter how deep something is."""
    return path[:path.index('when') + 1] + path[-2:] if 'when' in path else path


def lists_members(part):
    return part.get('additionalProperties') is False


def all_parts(schema):
    """Every part of the schema that lists members or words."""
    if isinstance(schema, list):
        for part in schema:
            yield from all_parts(part)
    elif isinstance(schema, dict):
        if lists_members(schema) or 'enum' in schema:
            yield schema
        for key in ('items', 'prefixItems', 'anyOf', 'additionalProperties'):
            yield from all_parts(schema.get(key))
        for key in ('properties', '$defs'):
            yield from all_parts(list(schema.get(key, {}).values()))


class Walk:
    """Which parts of the schema apply to each value of a good document."""

    def __init__(self, schema):
        self.schema = schema
        self.validators = {}

    def fits(self, part, value):
        if id(part) not in self.validators:
            self.validators[id(part)] = Validator(
                {'$defs': self.schema['$defs'], 'allOf': [part]})
        return self.validators[id(part)].is_valid(value)

    def parts(self, part, value):
        """The part itself and those that it refers to or has as alternatives, as far as they fit."""
        yield part
        if '$ref' in part:
            yield from self.parts(self.schema['$defs'][part['$ref'].rpartition('/')[2]], value)
        for inner in part.get('anyOf', []):
            if self.fits(inner, value):
                yield from self.parts(inner, value)

    def children(self, part, value):
        """(key, whether the key is a word of the format, schema) of what is inside."""
        if isinstance(value, dict):
            for key in value:
                if key in part.get('properties', {}):
                    yield key, True, part['properties'][key]
                elif isinstance(part.get('additionalProperties'), dict):
                    yield key, False, part['additionalProperties']
        elif isinstance(value, list):
            first = part.get('prefixItems', [])
            for i in range(len(value)):
                if i < len(first):
                    yield i, False, first[i]
                elif isinstance(part.get('items'), dict):
                    yield i, False, part['items']

    def places(self, value, part, path=(), kind_of_path=()):
        """(path, the path with * for what is free, part) of each value and part that applies."""
        for inner in self.parts(part, value):
            yield path, kind_of(kind_of_path), inner
            for key, is_word, child in self.children(inner, value):
                yield from self.places(value[key], child, path + (key,),
                                       kind_of_path + (key if is_word else '*',))


def with_wrong_word(document, path, part, word, operators):
    """The document with a word at that place that nobody knows."""
    here = document
    for key in path:
        here = here[key]
    if not isinstance(here, dict):
        return with_value(document, path, word)
    if part is operators:
        return with_value(document, path, {word: value for value in here.values()})
    return with_value(document, path, {**here, word: None})


def words_of(part, is_noun):
    if 'enum' not in part:
        return set(part['properties'])
    return {word for word in part['enum'] if word.endswith('.*') == is_noun and word != '*'}


class Loader:
    """Documents, and what the loader tells about them."""

    def __init__(self, tool):
        self.tool = tool
        self.folder = tempfile.TemporaryDirectory()
        self.files = []

    def add(self, document):
        """Its number."""
        self.files.append(f'{self.folder.name}/{len(self.files)}')
        pathlib.Path(self.files[-1]).write_text(json.dumps(document))
        return len(self.files) - 1

    def run(self):
        """({(number, wrong word): the right ones}, {number: {pointer: message id}}) of all documents."""
        words = {}
        errors = {number: {} for number in range(len(self.files))}
        output = subprocess.run([self.tool, *self.files], check=True, capture_output=True,
                                text=True).stdout
        for line in output.splitlines():
            file, kind, what, rest = line.split('\t')
            number = int(pathlib.Path(file).name)
            if kind == 'word':
                words[number, what] = set(rest.split())
            else:
                errors[number][rest] = int(what)
        self.folder.cleanup()
        return words, errors


def compare_words(schema, places, tool):
    """One wrong word at each kind of place, and the loader tells the right ones."""
    operators = schema['$defs']['operation']
    amount = schema['$defs']['amount']
    loader = Loader(tool)
    asked = {}
    for document, path, kind_of_path, part in places:
        has_nouns = any(str(word).endswith('.*') for word in part.get('enum', []))
        for is_noun in (False, True) if has_nouns else (False,):
            key = (kind_of_path, id(part), is_noun)
            # Three members are no amount and no operator either: nothing is looked up.
            is_form = part is amount or '$comment' in part
            if key not in asked and not is_form and (lists_members(part) or 'enum' in part):
                word = f'zz-{len(asked)}' + ('.*' if is_noun else '')
                asked[key] = part, word, loader.add(
                    with_wrong_word(document, path, part, word, operators))
    told, _ = loader.run()
    for (kind_of_path, _, is_noun), (part, word, number) in asked.items():
        place = '/' + '/'.join(kind_of_path)
        known = told.get((number, word))
        check(known is not None, f'{place}: the loader looks nothing up')
        if known is not None:
            words = words_of(part, is_noun)
            check(known >= words, f'{place}: only the schema knows {sorted(words - known)}')
            check(words >= known, f'{place}: only the loader knows {sorted(known - words)}')
    reached = {part_id for _, part_id, _ in asked} | {id(amount)}
    for part in all_parts(schema):
        check(id(part) in reached or '$comment' in part, f'no good document has: {json.dumps(part)[:100]}')
    return len(asked)


# ---- the same limits of lists

def of_length(value, count):
    """A list or object with so many entries like those that it has."""
    entries = list(value.items()) if isinstance(value, dict) else list(value)
    for i in range(len(entries), count):
        entry = entries[0]
        if isinstance(value, dict):
            entry = f'n{i}', entry[1]
        elif isinstance(entry, dict) and 'name' in entry:
            entry = {**entry, 'name': f'n{i}'}
        elif isinstance(entry, str):
            entry = f'n{i}'
        entries.append(entry)
    return dict(entries[:count]) if isinstance(value, dict) else entries[:count]


def compare_limits(places, tool):
    """At its limit a list is not too long, with one entry more it is; likewise where it is too short."""
    loader = Loader(tool)
    asked = {}
    for document, path, kind_of_path, part in places:
        value = document
        for key in path:
            value = value[key]
        for limit, is_most in ((part.get('maxItems', part.get('maxProperties')), True),
                               (part.get('minItems', part.get('minProperties')), False)):
            key = (kind_of_path, id(part), is_most)
            if limit is None or not isinstance(value, (list, dict)) or not value or key in asked:
                continue
            asked[key] = path, limit, [loader.add(with_value(document, path, of_length(value, count)))
                                       for count in (limit, limit + 1 if is_most else limit - 1)]
    _, errors = loader.run()
    for (kind_of_path, _, is_most), (path, limit, (within, beyond)) in asked.items():
        place = '/' + '/'.join(kind_of_path)
        pointer = ''.join('/' + str(key).replace('~', '~0').replace('/', '~1') for key in path)
        what = f'{place}: {limit} entries {"at most" if is_most else "at least"}'
        check(pointer not in errors[within], f'{what}: too strict for the loader')
        check(pointer in errors[beyond], f'{what}: the loader allows {"more" if is_most else "fewer"}')
    return len(asked)


# ---- one value changed

def paths_of(value, path=()):
    yield path
    entries = (value.items() if isinstance(value, dict)
               else enumerate(value) if isinstance(value, list) else ())
    for key, inner in entries:
        yield from paths_of(inner, path + (key,))


def without(document, path):
    """A document without that member."""
    outer = document
    for key in path[:-1]:
        outer = outer[key]
    return with_value(document, path[:-1], {k: v for k, v in outer.items() if k != path[-1]})


def compare_changed(validator, documents, tool):
    """With another value, or without a member, the schema refuses no more than the loader does; and
    what the loader misses, the schema does."""
    loader = Loader(tool)
    changed = {}
    seen = set()
    for name, document in documents.items():
        for path in paths_of(document):
            kind_of_path = kind_of(tuple('*' if isinstance(key, int) else key for key in path))
            if not path or kind_of_path in seen:
                continue
            seen.add(kind_of_path)
            others = {json.dumps(value): with_value(document, path, value)
                      for value in (None, -1, [], {})}
            if isinstance(path[-1], str):
                others['nothing'] = without(document, path)
            for what, other in others.items():
                changed[loader.add(other)] = f'{name} with {what} at {path}', path, other
    _, errors = loader.run()
    for number, (what, path, document) in changed.items():
        if not errors[number]:
            check(validator.is_valid(document), f'{what}: only the schema refuses it')
        # A schema cannot say that each cell of a matrix is there.
        elif POLICY_MISSING in errors[number].values() and path[0] != 'priority_matrix':
            check(not validator.is_valid(document), f'{what}: only the loader misses it')
    return len(changed)


def main(root, tool):
    root = pathlib.Path(root)
    schema = json.loads((root / 'docs/policy.schema.json').read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = Validator(schema)
    compare_verdicts(validator, root)
    documents = good_documents(validator, root, tool)
    walk = Walk(schema)
    places = [(document, *place) for document in documents.values()
              for place in walk.places(document, schema)]
    words = compare_words(schema, places, tool)
    limits = compare_limits(places, tool)
    changed = compare_changed(validator, documents, tool)
    for failure in failures:
        print(failure)
    print(f'{len(documents)} good documents, {words} places with words, {limits} limits, '
          f'{changed} changed documents, {len(failures)} failures')
    sys.exit(1 if failures else 0)


main(*sys.argv[1:])
