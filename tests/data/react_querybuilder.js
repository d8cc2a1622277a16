/*
 * react_querybuilder.js: what react-querybuilder exports as JsonLogic, for test_condition_shared.c.
 *
 * In a folder where `npm install react-querybuilder` was run:
 *     node .../tests/data/react_querybuilder.js > .../tests/data/react_querybuilder.json
 *
 * All operators that it has by default, on text, numbers and names, nested groups and groups with
 * "not", and fields as values. The fields are facts of tests/condition_fixture.c.
 */
'use strict';

const path = require('path');
const from = path.join(process.cwd(), 'node_modules');
const { formatQuery, defaultOperators } = require(path.join(from, 'react-querybuilder'));
const { version } = require(path.join(from, 'react-querybuilder/package.json'));

const rule = (field, operator, value, valueSource) => ({ field, operator, value, valueSource });
const group = (combinator, rules, not = false) => ({ combinator, rules, not });

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
const conditions = {};
for (const [name, query] of Object.entries({ ...named, ...others })) {
  conditions[name] = formatQuery(query, 'jsonlogic');
}
console.log(JSON.stringify({ made_by: `react-querybuilder ${version}`, conditions }, null, 1)
  .replace(/\n {3,}/g, ' ').replace(/\n  ([\]}])/g, ' $1'));
