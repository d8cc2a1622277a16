"""Rules for the benchmark of conditions, from one seed: as JSON, and as the C that one would write.

Both come from the same tree, so the generated C is what the rules cost when a compiler has done all
it can with them in one function. The facts of each ticket are computed from its number by a hash
that C and JavaScript can both do, so that every engine sees the same tickets.
usage: make_conditions.py header|json [seed]
"""
import json
import random
import sys

SEED = 20260131
RULES = 50
CHANNELS = ['email', 'chat', 'phone', 'whatsapp', 'social', 'marketplace', 'self_service', 'form']
PRIORITIES = ['low', 'normal', 'high', 'urgent']
REASONS = ['where_is_my_order', 'late_delivery', 'return', 'exchange', 'refund_status', 'damaged',
           'wrong_item', 'warranty', 'cancellation', 'address_change', 'sizing', 'product_question',
           'payment', 'chargeback', 'fraud', 'safety', 'legal', 'complaint', 'abuse', 'technical']
COUNTRIES = ['DE', 'FR', 'NL', 'BE', 'AT', 'CH', 'PL', 'IT', 'ES', 'SE', 'DK', 'CZ']
TAGS = ['gift', 'fragile', 'repeat', 'influencer', 'wholesale', 'preorder']
SUBJECTS = ['Where is my order?', 'My parcel arrived broken', 'Refund for order 1001',
            'Wrong size, please exchange', 'I want to cancel', 'Invoice for last month',
            'The app does not open', 'Broken seal on the box']

# name, kind, and for numbers: lowest, how many, units of the last decimal, decimals.
FACTS = [
    ('ticket.channel', 'name', CHANNELS),
    ('ticket.priority', 'name', PRIORITIES),
    ('ticket.reason', 'name', REASONS),
    ('ticket.subject', 'text', SUBJECTS),
    ('ticket.tags', 'list', TAGS),
    ('ticket.is_assigned', 'bool', 60),
    ('ticket.is_follow_up', 'bool', 10),
    ('ticket.reply_count', 'number', 0, 12, 0),
    ('ticket.reopen_count', 'number', 0, 4, 0),
    ('ticket.opened_at', 'time', 1769000000000, 2000000),
    ('customer.is_vip', 'bool', 8),
    ('customer.is_subscriber', 'bool', 25),
    ('customer.order_count', 'number', 0, 60, 0),
    ('customer.lifetime_value', 'money', 0, 500000),
    ('order.total', 'money', 500, 60000),
    ('order.country', 'text', COUNTRIES),
    ('order.is_delayed', 'bool', 20),
    ('order.placed_at', 'time', 1768000000000, 2000000),
    ('message.sentiment', 'number', -10000, 20001, 4),
    ('message.is_abusive', 'bool', 3),
]
TIME_STEP = 1000
KINDS = {'name': 30, 'bool': 25, 'number': 16, 'money': 10, 'time': 8, 'text': 7, 'list': 4}


def time_text(ms):
    import datetime
    day = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms)
    return day.strftime('%Y-%m-%dT%H:%M:%S.') + f'{ms % 1000:03d}Z'


def decimal(units, decimals):
    """Units of 10^-decimals as a JSON number."""
    return units if decimals == 0 else units / 10 ** decimals


def quoted(text):
    return json.dumps(text)


class Maker:
    """Makes leaves and joins them; each as (JsonLogic, C)."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def leaf(self):
        """Most rules of desks ask for names and signals, some for amounts, few search texts."""
        kind = self.random.choices(list(KINDS), KINDS.values())[0]
        index = self.random.choice([i for i, fact in enumerate(FACTS) if fact[1] == kind])
        fact = FACTS[index]
        return getattr(self, fact[1])(f's[{index}]', {'var': fact[0]}, fact)

    def bool(self, c, var, fact):
        if self.random.random() < 0.25:
            return {'!': [var]}, f'!{c}.number'
        return var, f'{c}.number'

    def name(self, c, var, fact):
        names = fact[2]
        if self.random.random() < 0.5:
            chosen = self.random.randrange(len(names))
            sign = '!=' if self.random.random() < 0.2 else '=='
            return {sign: [var, names[chosen]]}, f'{c}.number {sign} {chosen}'
        chosen = sorted(self.random.sample(range(len(names)), self.random.randint(2, 4)))
        return ({'in': [var, [names[i] for i in chosen]]},
                '(' + ' || '.join(f'{c}.number == {i}' for i in chosen) + ')')

    def text(self, c, var, fact):
        text = self.random.choice(fact[2])
        if fact[2] is SUBJECTS:
            part = self.random.choice(text.split(' ')).strip('?,')
            return ({'in': [part, var]},
                    f'memmem({c}.data, {c}.extra, {quoted(part)}, {len(part)}) != NULL')
        return ({'==': [var, text]},
                f'({c}.extra == {len(text)} && memcmp({c}.data, {quoted(text)}, {len(text)}) == 0)')

    def list(self, c, var, fact):
        tag = self.random.choice(fact[2])
        return {'in': [tag, var]}, f'has(&{c}, {quoted(tag)}, {len(tag)})'

    def ordered(self, c, var, low, count, constant):
        sign = self.random.choice(['<', '<=', '>', '>='])
        at = low + int(count * self.random.uniform(0.1, 0.9))
        if self.random.random() < 0.2:
            to = at + max(1, int(count * 0.2))
            return ({'<=': [constant(at), var, constant(to)]},
                    f'({at} <= {c}.number && {c}.number <= {to})')
        return {sign: [var, constant(at)]}, f'{c}.number {sign} {at}'

    def number(self, c, var, fact):
        return self.ordered(c, var, fact[2], fact[3], lambda units: decimal(units, fact[4]))

    def money(self, c, var, fact):
        return self.ordered(c, var, fact[2], fact[3], lambda units: decimal(units, 2))

    def time(self, c, var, fact):
        json_form, c_form = self.ordered(c, var, fact[2], fact[3] * TIME_STEP, time_text)
        return json_form, c_form

    def join(self, parts):
        sign, c_sign = self.random.choice([('and', ' && '), ('and', ' && '), ('or', ' || ')])
        return ({sign: [part[0] for part in parts]},
                '(' + c_sign.join(part[1] for part in parts) + ')')

    def rule(self):
        """Two to six leaves, four on average, in one or two levels."""
        count = self.random.choice([2, 3, 3, 4, 4, 4, 4, 5, 5, 6])
        leaves = [self.leaf() for _ in range(count)]
        if count >= 4:
            inner = self.random.randint(2, 3)
            leaves = [self.join(leaves[:inner])] + leaves[inner:]
        return self.join(leaves)


def c_fact(fact):
    """One row of bench_facts[]: name, kind, lowest or percent, count, scale, names."""
    name, kind = fact[0], fact[1]
    names = fact[2] if isinstance(fact[2], list) else []
    low, count, scale = 0, 1, 0
    if kind == 'bool':
        low = fact[2]
    elif kind == 'number':
        low, count, scale = fact[2], fact[3], fact[4]
    elif kind in ('money', 'time'):
        low, count = fact[2], fact[3]
    texts = ', '.join(quoted(text) for text in names)
    return (f'    {{{quoted(name)}, SUP__FACT_{kind.upper()}, INT64_C({low}), {count}, {scale}, '
            f'{len(names)}, {{{texts or "NULL"}}}}},')


def header(rules):
    print('/* Made by make_conditions.py: do not edit. */')
    print(f'enum {{ BENCH_FACTS = {len(FACTS)}, BENCH_RULES = {len(rules)} }};')
    print('static const struct bench_fact bench_facts[BENCH_FACTS] = {')
    print('\n'.join(c_fact(fact) for fact in FACTS))
    print('};')
    print('static const char *const bench_rules[BENCH_RULES] = {')
    print('\n'.join(f'    {quoted(json.dumps(rule[0]))},' for rule in rules))
    print('};')
    for index, rule in enumerate(rules):
        print(f'static int floor_{index}(const struct sup__slot *s)\n{{\n    return {rule[1]};\n}}')
    print('static int (*const floor_rules[BENCH_RULES])(const struct sup__slot *) = {')
    print('    ' + ', '.join(f'floor_{index}' for index in range(len(rules))))
    print('};')
    print('static void floor_all(const struct sup__slot *s, uint32_t *matches)\n{')
    print('\n'.join(f'    matches[{index}] += (uint32_t)(floor_{index}(s) != 0);'
                    for index in range(len(rules))))
    print('}')


def main(what, seed=SEED):
    maker = Maker(int(seed))
    rules = [maker.rule() for _ in range(RULES)]
    if what == 'header':
        header(rules)
    else:
        print(json.dumps({'facts': FACTS, 'time_step': TIME_STEP,
                          'rules': [rule[0] for rule in rules]}))


main(*sys.argv[1:])
