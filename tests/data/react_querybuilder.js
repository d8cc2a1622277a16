/*
 * react_querybuilder.js: what react-querybuilder exports as JsonLogic, for test_condition_shared.c.
 *
 * In a folder where `npm install react-querybuilder` was run:
 *     node .../tests/data/react_querybuilder.js > .../tests/data/react_querybuilder.json
 *
 * All operators that it has by default, on text, numbers and names, nested groups and groups with
 * "not", fields as values, lists of records and of texts. The fields are facts of
 * tests/condition_fixture.c. `refused` is what it can write that is no condition here: see "What
 * rule editors write" in docs/conditions.md.
 */
'use strict';

const path = require('path');
const from = path.join(process.cwd(), 'node_modules');
const { formatQuery, defaultOperators } = require(path.join(from, 'react-querybuilder'));
const { version } = require(path.join(from, 'react-querybuilder/package.json'));

const rule = (field, operator, value, valueSource) => ({ field, operator, value, valueSource });
const group = (combinator, rules, not = false) => ({ combinator, rules, not });

const match = (field, mode, inner, threshold) =>
  ({ field, operator: '=', value: group('and', [inner]), match: { mode, threshold } });

/* One query for each operator, twice: against a value and, where that means something, a field. */
const values = {
  '=': rule('title', '=', 'abc'),
  '!=': rule('title', '!=', 'abc'),
  '<': rule('whole', '<', '5'),
  '>': rule('order.total', '>', '50.00'),
  '<=': rule('whole', '<=', '5'),
  '>=': rule('ticket.priority', '>=', 'high'),
  'contains': rule('title', 'contains', 'b'),
  'beginsWith': rule('title', 'beginsWith', 'ab'),
  'endsWith': rule('title', 'endsWith', 'bc'),
  'doesNotContain': rule('title', 'doesNotContain', 'b'),
  'doesNotBeginWith': rule('title', 'doesNotBeginWith', 'ab'),
  'doesNotEndWith': rule('title', 'doesNotEndWith', 'bc'),
  'null': rule('title', 'null', null),
  'notNull': rule('title', 'notNull', null),
  'in': rule('ticket.channel', 'in', 'email,chat'),
  'notIn': rule('ticket.channel', 'notIn', 'email,chat'),
  'between': rule('whole', 'between', '1,5'),
  'notBetween': rule('whole', 'notBetween', '1,5'),
};
const fields = {
  '=': rule('title', '=', 'note', 'field'),
  '!=': rule('title', '!=', 'note', 'field'),
  '<': rule('whole', '<', 'size', 'field'),
  '>': rule('order.total', '>', 'order.refunded', 'field'),
  '<=': rule('whole', '<=', 'size', 'field'),
  '>=': rule('opened_at', '>=', 'due_at', 'field'),
  'contains': rule('title', 'contains', 'note', 'field'),
  'beginsWith': rule('title', 'beginsWith', 'note', 'field'),
  'endsWith': rule('title', 'endsWith', 'note', 'field'),
  'doesNotContain': rule('title', 'doesNotContain', 'note', 'field'),
  'doesNotBeginWith': rule('title', 'doesNotBeginWith', 'note', 'field'),
  'doesNotEndWith': rule('title', 'doesNotEndWith', 'note', 'field'),
  'in': rule('whole', 'in', 'size,count', 'field'),
  'notIn': rule('whole', 'notIn', 'size,count', 'field'),
  'between': rule('whole', 'between', 'count,size', 'field'),
  'notBetween': rule('whole', 'notBetween', 'count,size', 'field'),
};
const others = {
  'a boolean': group('and', [rule('flag', '=', true)]),
  'a list': group('and', [rule('tags', 'contains', 'gift')]),
  'dates': group('and', [rule('opened_at', 'between', ['2026-02-01', '2026-02-28'])]),
  'a number between': group('and', [rule('size', 'between', [0.5, 1.5])]),
  'numbers in': group('and', [rule('whole', 'in', ['1', '2', '3'])]),
  'nested': group('or', [
    group('and', [rule('flag', '=', true), rule('whole', '>', '3')]),
    group('or', [rule('title', '=', 'abc'), rule('ticket.channel', '=', 'chat')], true),
  ]),
  'deeper': group('and', [
    group('or', [
      rule('whole', '=', '1'),
      group('and', [rule('whole', '>', '5'), rule('size', '<', '2.5')], true),
    ]),
  ], true),
  'an empty group': group('and', [rule('flag', '=', true), group('or', [])]),
  'nothing': group('and', []),
  'a boolean as text': group('and', [rule('flag', '=', 'true'), rule('other', '!=', 'true')]),
  'no list': group('and', [rule('ticket.channel', 'notIn', '')]),
  'xor': group('xor', [rule('flag', '=', true), rule('other', '=', true)]),
  'not xor': group('xor', [rule('flag', '=', true), rule('other', '=', true)], true),
  'xor of one': group('xor', [rule('flag', '=', true)]),
  'all match': group('and', [match('order.items', 'all', rule('quantity', '>', '1'))]),
  'some match': group('and', [match('order.items', 'some', rule('quantity', '>', '1'))]),
  'none match': group('and', [match('tags', 'none', rule('', 'beginsWith', 'vip'))]),
  'at least': group('and', [match('order.items', 'atLeast', rule('quantity', '>', '1'), 2)]),
  'at most': group('and', [match('order.items', 'atMost', rule('quantity', '>', '1'), 2)]),
  'exactly': group('and', [match('tags', 'exactly', rule('', 'beginsWith', 'vip'), 2)]),
  'at least half': group('and', [match('tags', 'atLeast', rule('', 'beginsWith', 'vip'), 0.5)]),
  'xor of three': group('xor', [rule('flag', '=', true), rule('other', '=', true),
    rule('sure', '=', true)]),
  'a local time': group('and', [rule('opened_at', '<', '2026-01-31T10:30')]),
  'a list in values': group('and', [rule('tags', 'in', 'a,b')]),
  'a list not in values': group('and', [rule('sizes', 'notIn', '0.5,1')]),
};

/* With numbers for what looks like one, as its option parseNumbers makes them. */
const parsed = {
  'numbers': group('and', [rule('whole', '=', '3'), rule('size', 'in', '1,2.50')]),
  'money': group('and', [rule('order.total', 'notBetween', '10,20.50')]),
  'a number for a text': group('and', [rule('title', '=', '007')]),
  'a number in a text': group('and', [rule('title', 'contains', '42')]),
  'numbers for a text': group('and', [rule('title', 'in', '12,13')]),
};
const refused = {
  'a small number': group('and', [rule('size', '<', '0.0000001')]),
};

const named = {};
for (const { name } of defaultOperators) {
  if (!(name in values)) {
    throw new Error(`no query for the operator ${name}`);
  }
  named[name] = group('and', [values[name]]);
  if (name in fields) {
    named[`${name} a field`] = group('and', [fields[name]]);
  }
}
const written = (queries, options) => Object.fromEntries(Object.entries(queries)
  .map(([name, query]) => [name, formatQuery(query, { format: 'jsonlogic', ...options })]));
const conditions = {
  ...written({ ...named, ...others }),
  ...written(parsed, { parseNumbers: true }),
};
const not_here = written(refused, { parseNumbers: true });
console.log(JSON.stringify(
  { made_by: `react-querybuilder ${version}`, conditions, refused: not_here }, null, 1)
  .replace(/\n {3,}/g, ' ').replace(/\n  ([\]}])/g, ' $1'));
