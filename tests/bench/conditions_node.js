/*
 * conditions_node.js: the rules of the benchmark in json-logic-js and json-logic-engine.
 *
 * Prints a line for each engine: its name, nanoseconds of CPU a rule (the median of five runs), and
 * how many tickets each rule matches. The tickets are those of conditions.c, computed in the same
 * way. The packages are looked for in the folder that NODE_MODULES names, or where node looks.
 * Ends with 77 when one of them is not there.
 *
 * usage: node conditions_node.js RULES.json TICKETS
 */
'use strict';

const fs = require('fs');
const path = require('path');

const ITEMS_MAX = 3;
const RUNS = 5;

function load(name) {
  try {
    return require(process.env.NODE_MODULES ? path.join(process.env.NODE_MODULES, name) : name);
  } catch (error) {
    process.exit(77);
  }
}

function mixed(number) {
  number ^= number >>> 16;
  number = Math.imul(number, 0x7feb352d);
  number ^= number >>> 15;
  number = Math.imul(number, 0x846ca68b);
  return (number ^ (number >>> 16)) >>> 0;
}

function value(fact, hash, step) {
  const [, kind, first, count, decimals] = fact;
  switch (kind) {
    case 'bool':
      return hash % 100 < first;
    case 'name':
    case 'text':
      return first[hash % first.length];
    case 'list': {
      const items = [];
      for (let i = 0; i < hash % (ITEMS_MAX + 1); i++) {
        items.push(first[mixed((hash + i + 1) | 0) % first.length]);
      }
      return items;
    }
    case 'money':
      return (first + (hash % count)) / 100;
    case 'time':
      return new Date(first + (hash % count) * step).toISOString();
    default:
      return (first + (hash % count)) / 10 ** decimals;
  }
}

function ticket(facts, index, step) {
  const data = {};
  facts.forEach((fact, at) => {
    const [group, name] = fact[0].split('.');
    (data[group] ??= {})[name] = value(fact, mixed(index * facts.length + at), step);
  });
  return data;
}

function run(name, functions, tickets) {
  const times = [];
  let matches;
  for (let i = 0; i < RUNS; i++) {
    matches = functions.map(() => 0);
    const begin = process.cpuUsage();
    for (const data of tickets) {
      for (let rule = 0; rule < functions.length; rule++) {
        if (functions[rule](data)) {
          matches[rule]++;
        }
      }
    }
    const used = process.cpuUsage(begin);
    times.push((used.user + used.system) * 1000 / tickets.length / functions.length);
  }
  times.sort((a, b) => a - b);
  console.log(name, times[RUNS >> 1].toFixed(2), matches.join(' '));
}

const jsonLogic = load('json-logic-js');
const { LogicEngine } = load('json-logic-engine');
const { facts, time_step: step, rules } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const tickets = [];
for (let i = 0; i < Number(process.argv[3]); i++) {
  tickets.push(JSON.parse(JSON.stringify(ticket(facts, i, step))));
}
const engine = new LogicEngine();
run('json-logic-js', rules.map((rule) => (data) => jsonLogic.apply(rule, data)), tickets);
run('json-logic-engine', rules.map((rule) => engine.build(rule)), tickets);
