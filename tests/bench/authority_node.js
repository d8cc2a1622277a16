/*
 * authority_node.js: the matrix of the benchmark in casbin.
 *
 * A policy for each role and action with the most that is allowed, and the questions of
 * authority.c, computed in the same way. Prints nanoseconds of CPU a question, and how many are
 * allowed. casbin is looked for in the folder that NODE_MODULES names, or where node looks. Ends
 * with 77 when it is not there.
 *
 * usage: node authority_node.js ROLES REMEDIES QUESTIONS
 */
'use strict';

const path = require('path');

const MODEL = `
[request_definition]
r = role, act, amount
[policy_definition]
p = role, act, most
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.role == p.role && r.act == p.act && r.amount <= p.most
`;

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

async function main() {
  const [roles, remedies, count] = process.argv.slice(2).map(Number);
  const casbin = load('casbin');
  const enforcer = await casbin.newEnforcer(casbin.newModel(MODEL));
  for (let role = 0; role < roles; role++) {
    for (let remedy = 0; remedy < remedies; remedy++) {
      await enforcer.addPolicy('r' + role, 'a' + remedy, 1000 * (role + 1) + 100 * remedy);
    }
  }
  let allowed = 0;
  const begun = process.cpuUsage();
  for (let i = 0; i < count; i++) {
    const role = 'r' + (mixed(3 * i) % roles);
    const act = 'a' + (mixed(3 * i + 1) % remedies);
    allowed += enforcer.enforceSync(role, act, 1 + (mixed(3 * i + 2) % 25000)) ? 1 : 0;
  }
  const used = process.cpuUsage(begun);
  console.log(((used.user + used.system) * 1000) / count, allowed);
}

main();
