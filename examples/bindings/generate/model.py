"""What a binding needs to know of the OpenRPC document: methods by namespace, and named types."""
import ctypes
import json
from dataclasses import dataclass


@dataclass
class Param:
    name: str
    summary: str
    is_required: bool
    schema: dict


@dataclass
class Method:
    name: str          # ticket.open
    namespace: str     # ticket; empty for `batch`
    verb: str          # open
    summary: str
    params: list
    result: dict
    is_write: bool
    is_batched: bool   # may be in a batch
    errors: list       # names of codes: REFUSED


@dataclass
class Member:
    name: str
    summary: str
    is_required: bool
    schema: dict


@dataclass
class Type:
    name: str          # ticket_list
    summary: str
    members: list

    @property
    def camel(self):
        return camel(self.name)


@dataclass
class Model:
    version: str
    methods: list
    types: list

    def namespaces(self):
        """(namespace, its methods), by name; the methods without one come first."""
        names = sorted({method.namespace for method in self.methods})
        return [(name, [m for m in self.methods if m.namespace == name]) for name in names]


def camel(name):
    return ''.join(part[:1].upper() + part[1:] for part in name.replace('.', '_').split('_'))


def reference_of(schema):
    return schema['$ref'].rsplit('/', 1)[1] if '$ref' in schema else None


def plain(schema):
    """A member's schema is wrapped, to have a description beside a reference."""
    return schema['allOf'][0] if 'allOf' in schema else schema


def members(schema):
    required = set(schema.get('required', ()))
    return [Member(name, value.get('description', ''), name in required, plain(value))
            for name, value in schema.get('properties', {}).items()]


class GivenTypes:
    """A language's names of types. One that holds times or ids is wider as given than as answered:
    it is spelled in another way then, by spelled(schema, is_given)."""

    def __init__(self, desk):
        self.types = {kind.name: kind for kind in desk.types}
        self.given = {}  # the types that methods take: whether they are wider then
        for method in desk.methods:
            for param in method.params:
                self._take(param.schema)

    def _take(self, schema):
        name = reference_of(schema)
        if schema.get('type') == 'array':
            self._take(schema['items'])
        elif name in self.types and name not in self.given:
            self.given[name] = None
            for member in self.types[name].members:
                self._take(member.schema)
            self.given[name] = any(
                self.spelled(member.schema, True) != self.spelled(member.schema, False)
                for member in self.types[name].members)

    def wider(self):
        """The types that are spelled in another way when they are given."""
        return [self.types[name] for name in sorted(self.given) if self.given[name]]


def special(types, known, name, required):
    """A reference to a type like another, but that it has these members for certain."""
    prefix = 'ticket' if 'ticket_id' in required else 'thing'
    if prefix not in known:
        base = next(kind for kind in types if kind.name == name)
        known[prefix] = Type(f'{prefix}_{name}', base.summary, [
            Member(member.name, member.summary, member.is_required or member.name in required,
                   member.schema) for member in base.members])
        types.append(known[prefix])
    return '#/components/schemas/' + known[prefix].name


def read(document):
    methods = []
    types = [Type(name, schema.get('description', ''), members(schema))
             for name, schema in document['components']['schemas'].items()
             if schema.get('type') == 'object']
    batch = next(method for method in document['methods'] if method['name'] == 'batch')
    batched = batch['params'][0]['schema']['items']['properties']['method']['enum']
    receipts = {}
    for method in document['methods']:
        namespace, _, verb = method['name'].rpartition('.')
        params = [Param(p['name'], p.get('summary', ''), p.get('required', False), p['schema'])
                  for p in method['params']]
        result = method['result']['schema']
        if 'allOf' in result:  # a type of which more members are always there
            whole, more = result['allOf']
            result = {'$ref': special(types, receipts, reference_of(whole), more['required'])}
        if 'properties' in result:  # said in place: give it a name
            types.append(Type(method['result']['name'], result.get('description', ''), members(result)))
            result = {'$ref': '#/components/schemas/' + method['result']['name']}
        methods.append(Method(
            method['name'], namespace, verb, method.get('summary', ''),
            sorted(params, key=lambda p: not p.is_required), result,
            bool(method.get('x-writes')) or method['name'] == 'batch', method['name'] in batched,
            [reference_of(error) for error in method.get('errors', ())]))
    methods.sort(key=lambda m: m.name)
    types.sort(key=lambda t: t.name)
    return Model(document['info']['version'], methods, types)


def of_library(path):
    """The document of a shared library."""
    library = ctypes.CDLL(path)
    library.sup_openrpc.restype = ctypes.c_void_p
    library.sup_free.argtypes = [ctypes.c_void_p]
    text = library.sup_openrpc()
    if not text:
        raise MemoryError('sup_openrpc')
    try:
        return read(json.loads(ctypes.string_at(text)))
    finally:
        library.sup_free(text)
