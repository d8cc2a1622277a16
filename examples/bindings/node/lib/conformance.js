/** Run the conformance script of all bindings: node lib/conformance.js FILE */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

import { Desk, SupportcoreError } from './index.js';

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the script lists must be there; null stands for what must not. */
export function* differences(wanted, got, path = '') {
  if (isObject(wanted) && isObject(got)) {
    for (const [name, value] of Object.entries(wanted)) {
      const is = Object.hasOwn(got, name);
      if (value === null && is) yield `${path}/${name} is there: ${JSON.stringify(got[name])}`;
      else if (value !== null && !is) yield `${path}/${name} is missing`;
      else if (value !== null) yield* differences(value, got[name], `${path}/${name}`);
    }
  } else if (Array.isArray(wanted) && Array.isArray(got)) {
    if (wanted.length !== got.length) {
      yield `${path} has ${got.length} items, not ${wanted.length}`;
    }
    for (let i = 0; i < Math.min(wanted.length, got.length); i++) {
      yield* differences(wanted[i], got[i], `${path}/${i}`);
    }
  } else if (wanted !== got) {
    yield `${path} is ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`;
  }
}

/** The function of a method, bound to its namespace; undefined when there is none. */
export function functionOf(caller, method) {
  const names = method.split('.');
  const verb = names.pop();
  const owner = names.reduce((at, name) => at?.[name], caller);
  return owner?.[verb]?.bind(owner);
}

/** The answer by way of the method's own function; an error as a reply has it. */
async function replyOf(caller, { method, params }) {
  try {
    const call = functionOf(caller, method) ?? ((given) => caller.call(method, given));
    return { result: await call(params) };
  } catch (error) {
    if (!(error instanceof SupportcoreError)) throw error;
    const { message, ...data } = error;
    return { error: { message: error.message, data } };
  }
}

/** How many steps passed, and what was different in the others. */
export async function run(script) {
  const problems = [];
  let passed = 0;
  let now = new Date();
  const desk = await Desk.open(':memory:', { clock: () => now });
  for (const step of script.steps) {
    now = new Date(step.caller.now);
    const [kind, id = 0] = step.caller.actor.split(':');
    const caller = desk.caller(kind, id, step.caller.at ? { at: new Date(step.caller.at) } : {});
    const { result, error } = step.reply;
    if (error) delete error.code; // JSON-RPC's number: here an error is of a class
    const wanted = error ? { error } : { result };
    const found = [...differences(wanted, await replyOf(caller, step.request))];
    problems.push(...found.map((difference) => `${step.name}: ${difference}`));
    passed += found.length === 0;
  }
  await desk.close();
  return { passed, failed: script.steps.length - passed, problems };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const script = JSON.parse(await readFile(process.argv[2], 'utf8'));
  const { passed, failed, problems } = await run(script);
  problems.forEach((problem) => console.log(problem));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
