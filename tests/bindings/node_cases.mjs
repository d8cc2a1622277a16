/**
 * The Node binding: the conformance script, its README, and what only Node has.
 *
 * usage: node node_cases.mjs SOURCE_ROOT, in a folder where supportcore and koffi are installed
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';

import koffi from 'koffi';
import * as supportcore from 'supportcore';
import { differences, functionOf, run } from 'supportcore/conformance';

// Calls run on stacks of koffi's: half of what it gives by itself has to do for all of them.
koffi.config({ async_stack_size: 64 * 1024 });

const { Desk } = supportcore;
const root = process.argv[2];
const installed = path.resolve('node_modules/supportcore');
const { STRUCTS } = await import(path.join(installed, 'lib/native.js'));
const NINE = new Date('2026-03-02T09:00:00Z');

let folder;
let desk;
let now;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'desk-'));
});
after(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  now = NINE;
  desk = await Desk.open(':memory:', { clock: () => now });
});
afterEach(() => desk.close());

test('conformance', async () => {
  const file = path.join(root, 'examples/bindings/conformance.json');
  const script = JSON.parse(await readFile(file, 'utf8'));
  assert.ok(script.steps.length >= 45);
  assert.deepEqual(await run(script), { passed: script.steps.length, failed: 0, problems: [] });
});

test('conformance notices', () => {
  const found = differences({ a: 1, b: null, c: [1], d: true, e: 2 }, { a: 2, b: 1, c: [], d: 1 });
  assert.deepEqual([...found], ['/a is 2, not 1', '/b is there: 1', '/c has 0 items, not 1',
    '/d is 1, not true', '/e is missing']);
});

test('the example of the README', async () => {
  const text = await readFile(path.join(installed, 'README.md'), 'utf8');
  const [, code] = /```js\n(.*?)```/s.exec(text);
  const [, printed] = /prints\n\n```\n(.*?)```/s.exec(text);
  const { stdout, stderr } = await promisify(execFile)(process.execPath,
    ['--input-type=module', '--eval', code]);
  assert.deepEqual({ stdout, stderr }, { stdout: printed, stderr: '' });
});

test('structs are those of the header', async () => {
  const header = await readFile(path.join(root, 'include/supportcore_ffi.h'), 'utf8');
  for (const [name, kind] of Object.entries(STRUCTS)) {
    const [, body] = new RegExp(`^struct sup_${name} \\{(.*?)^\\}`, 'ms').exec(header);
    const members = {};
    for (const line of body.split(';').map((text) => text.trim()).filter(Boolean)) {
      const pointer = /\*/.test(line);
      const [, type, member, count] = pointer
        ? [, 'void *', /(?:\(\*(\w+)\)|\*(\w+)$)/.exec(line).slice(1).find(Boolean)]
        : /^(\w+) (\w+)(?:\[(\w+)\])?$/.exec(line);
      members[member] = count ? koffi.array(type, lengthOf(header, count)) : type;
    }
    const wanted = koffi.struct(members);
    const layout = (one) => Object.values(one.members).map(({ name, offset }) => [name, offset]);
    assert.deepEqual(layout(koffi.type(kind)), layout(koffi.type(wanted)), name);
    assert.equal(koffi.sizeof(kind), koffi.sizeof(wanted), name);
  }
});

function lengthOf(header, count) {
  return Number(new RegExp(`\\b${count} = (\\d+)`).exec(header)?.[1] ?? count);
}

test('dates, ids and what is left out', async () => {
  const shop = desk.system();
  const night = desk.system({ at: new Date('2026-03-01T23:30:00+01:00') });
  const { ticket_id } = await night.ticket.open({ subject: 'Late', body: null, team: undefined });
  assert.equal((await shop.ticket.get({ ticket_id: 1n })).opened_at, '2026-03-01T22:30:00.000Z');
  assert.equal((await shop.ticket.get({ ticket_id: Number(ticket_id) })).subject, 'Late');
  const definition = { zone: 'Europe/Rome', week: '24x7' };
  const hours = (from, duration_ms) => shop.calendar.add({ definition, from, duration_ms });
  assert.equal((await hours(NINE, 90 * 60 * 1000)).at, '2026-03-02T10:30:00.000Z');
  assert.equal((await hours('2026-03-02T10:00:00+01:00', 'PT90M')).at, '2026-03-02T10:30:00.000Z');
});

test('what JSON cannot hold is not lost silently', async () => {
  const shop = desk.system();
  await assert.rejects(shop.calendar.add({ from: new Date('never'), duration_ms: 1 }),
    { name: 'TypeError', message: 'a time is a valid Date' });
  await assert.rejects(shop.agent.list({ limit: NaN }), { message: 'limit is NaN' });
  await assert.rejects(shop.ticket.open({ subject: () => 'x' }),
    { message: 'subject is a function' });
  await assert.rejects(shop.ticket.open({ subject: Symbol('x') }),
    { message: 'subject is a symbol' });
  await assert.rejects(shop.ticket.get({ ticket_id: 2 ** 53 }), { name: 'RangeError' });
  await assert.rejects(shop.ticket.get({ ticket_id: 2n ** 53n }),
    { message: 'there is no ticket 9007199254740992' });
  now = new Date('never');
  await assert.rejects(shop.desk.summary(), { message: 'a time is a valid Date' });
});

test('options that nobody knows are told', async () => {
  await assert.rejects(Desk.open(':memory:', { readonly: true }),
    { message: /^there is no option readonly: tenant, is_read_only, / });
  await assert.rejects(Desk.open(':memory:', { durability: 'none' }),
    { message: 'durability is none: it can be full, normal' });
  await assert.rejects(Desk.open(':memory:', null), { message: 'options are an object' });
  await assert.rejects(Desk.open(':memory:', { clock: NINE }), { message: 'the clock is a function' });
  await assert.rejects(Desk.open(':memory:', { chain_keys: 'k1' }),
    { message: 'chain_keys is a list' });
  assert.throws(() => desk.system(null), { message: 'options are an object' });
  assert.throws(() => desk.agent(1, { now: NINE }), { message: /^there is no option now: at, / });
  assert.throws(() => desk.caller('boss', 1), { message: /^an actor is boss: it can be agent, / });
});

test('errors have classes', async () => {
  await assert.rejects(desk.system().ticket.get({ ticket_id: 99 }), (error) => {
    assert.ok(error instanceof supportcore.NotFoundError);
    assert.ok(error instanceof supportcore.SupportcoreError && error instanceof Error);
    assert.equal(error.name, 'NotFoundError');
    assert.deepEqual({ message: error.message, ...error }, {
      message: 'there is no ticket 99', code: 'NOT_FOUND', field: '/params/ticket_id',
      message_id: 5001,
      hint: "check the id; another tenant's tickets do not exist here", retryable: false,
      message_name: 'TICKET_UNKNOWN',
    });
    return true;
  });
  await assert.rejects(desk.customer(1).agent.list(), supportcore.RefusedError);
  await assert.rejects(desk.system().call('ticket.opne'), supportcore.InvalidError);
  await assert.rejects(Desk.open('/no/such/folder/desk.db'),
    { name: 'StoreError', code: 'IO', hint: 'check the path and its rights', retryable: false,
      message_name: 'STORE_OPEN' });
  await assert.rejects(Desk.open(':memory:', { library: '/no/library.so' }),
    { message: '/no/library.so cannot be loaded; SUPPORTCORE_LIBRARY says where it is' });
});

test('every code of the library has its class', async () => {
  const declared = await readFile(path.join(root, 'include/supportcore_ffi.h'), 'utf8');
  const codes = [...declared.matchAll(/^    SUP_([A-Z_]+) = -\d+,?$/gm)].map(([, code]) => code);
  const { errorOf } = await import(path.join(installed, 'lib/errors.js'));
  const bare = codes.filter((code) => errorOf({ data: { code } }).name === 'SupportcoreError');
  assert.ok(codes.length >= 13);
  assert.deepEqual(bare, ['FORKED']); // Node does not fork
});

test('errors without a reply', async () => {
  const bare = await Desk.open(path.join(folder, 'bare.db'));
  await assert.rejects(bare.backup(path.join(folder, 'bare.db')),
    { name: 'ExistsError', code: 'EXISTS', message_name: 'STORE_TARGET', retryable: false });
  await bare.close();
});

test('replies as they come', async () => {
  const reply = await desk.customer(1).send('{"jsonrpc":"2.0","id":"a","method":"agent.list"}');
  assert.equal(JSON.parse(reply).error.data.code, 'REFUSED');
  assert.equal(await desk.system().send('{"jsonrpc":"2.0","method":"desk.tick"}'), '');
  assert.match(await desk.system().send('{'), /-32700/);
});

test('text of any length and kind goes there and back', async () => {
  const shop = desk.system();
  const body = '🦊 é\n'.repeat(20000);
  const { ticket_id } = await shop.ticket.open({ subject: '🦊', body });
  assert.equal((await shop.ticket.messages({ ticket_id })).items[0].body, body);
  const large = ' é'.repeat(2 ** 22); // 12 MiB, where 8 are allowed
  assert.match(await shop.send(large), /"code":"(INVALID|LIMIT)"/);
  const { error } = JSON.parse(await shop.send(`"${'é'.repeat(2 ** 21)}"`));
  assert.equal(error.code, -32600); // it was read to its end
});

test('replies are released', async () => {
  const shop = desk.system();
  const { ticket_id } = await shop.ticket.open({ subject: 'Long', body: 'x'.repeat(250000) });
  const read = async (times) => {
    for (let i = 0; i < times; i++) await shop.ticket.messages({ ticket_id });
    return process.memoryUsage().rss / 1e6;
  };
  const before = await read(200);
  const grown = await read(2000) - before; // 500 MB, if they were not
  assert.ok(grown < 150, `${grown} MB more`);
});

test('calls made at once run in their order', async () => {
  const shop = desk.system();
  const done = [];
  await Promise.all(Array.from({ length: 200 }, async (_, number) => {
    const { ticket_id } = await shop.ticket.open({ subject: `Ticket ${number + 1}` });
    done.push(ticket_id);
  }));
  assert.deepEqual(done, Array.from({ length: 200 }, (_, number) => String(number + 1)));
  assert.equal((await shop.ticket.get({ ticket_id: 150 })).subject, 'Ticket 150');
});

test('a call that fails does not stop those behind it', async () => {
  const shop = desk.system();
  const results = await Promise.allSettled([shop.ticket.get({ ticket_id: 1 }), desk.maintain(),
    shop.ticket.open({ subject: 'After it' })]);
  assert.deepEqual(results.map(({ status }) => status), ['rejected', 'fulfilled', 'fulfilled']);
});

test('a call sees the time when it was made', async () => {
  const shop = desk.system();
  const first = shop.ticket.open({ subject: 'First' });
  now = new Date('2026-03-02T10:00:00Z');
  const second = shop.ticket.open({ subject: 'Second' });
  await Promise.all([first, second]);
  const { items } = await shop.ticket.list({});
  assert.deepEqual(items.map((ticket) => ticket.opened_at),
    ['2026-03-02T10:00:00.000Z', '2026-03-02T09:00:00.000Z']);
});

test('the event loop goes on while a call waits', async () => {
  const file = path.join(folder, 'busy.db');
  const waiting = await Desk.open(file, { busy_timeout_ms: 400 });
  await waiting.system().ticket.open({ subject: 'Makes the tables' });
  const holder = spawn('python3', ['-c', `
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute('BEGIN IMMEDIATE')
print('held', flush=True)
sys.stdin.read()`, file]);
  await once(holder.stdout, 'data');
  let turns = 0;
  const timer = setInterval(() => turns++, 10);
  await assert.rejects(waiting.system().ticket.open({ subject: 'Held up' }),
    { name: 'BusyError', code: 'BUSY', retryable: true });
  clearInterval(timer);
  holder.stdin.end();
  await once(holder, 'exit');
  assert.ok(turns >= 5, `the timer ran ${turns} times in 400 ms`);
  await waiting.system().ticket.open({ subject: 'Again' });
  await waiting.close();
});

test('closing waits for calls, and ends them', async () => {
  const shop = desk.system();
  const before = shop.ticket.open({ subject: 'Made before' });
  const closing = desk.close();
  await assert.rejects(shop.ticket.open({ subject: 'Made after' }),
    { name: 'MisuseError', message: 'the desk is closed', code: 'MISUSE' });
  assert.equal((await before).ticket_id, '1');
  await closing;
  await desk.close();
  await assert.rejects(desk.maintain(), supportcore.MisuseError);
});

test('a desk that is let go is closed, with a warning; one that works is not', async () => {
  const code = `
import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Desk } from 'supportcore';

const warnings = [];
process.on('warning', ({ name, message }) => warnings.push(name + ': ' + message));
function opened() {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync('/proc/self/fd/' + fd).endsWith('.db');
    } catch {
      return false;
    }
  }).length;
}
const kept = (await Desk.open(process.argv[1])).system();
await kept.ticket.open({ subject: 'Kept' });
let call;
await (async () => {
  const closed = await Desk.open(process.argv[1] + '.closed.db');
  await closed.close();
  const desk = await Desk.open(process.argv[1] + '.used.db');
  call = desk.system().ticket.list(); // it keeps its desk until it is answered
  await Desk.open(process.argv[1] + '.unused.db');
})();
gc();
await call;
for (let tries = 0; tries < 100 && warnings.length < 2; tries++) {
  gc();
  await sleep(20);
}
await sleep(50);
await kept.ticket.list();
console.log(JSON.stringify([opened(), warnings]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--no-warnings',
    '--input-type=module', '--eval', code, path.join(folder, 'letgo.db')]);
  const warning = 'SupportcoreWarning: a desk was let go that nobody closed';
  assert.deepEqual(JSON.parse(stdout), [1, [warning, warning]]);
});

test('disposing closes', async () => {
  await desk[Symbol.asyncDispose]();
  await assert.rejects(desk.purge(), supportcore.MisuseError);
});

test('files', async () => {
  const [file, copy] = ['désk.db', 'copy.db'].map((name) => path.join(folder, name));
  const chain_keys = [{ id: 'k1', bytes: Buffer.from('sixteen bytes of it, or more') }];
  await assert.rejects(Desk.open(file, { must_exist: true }), supportcore.NotFoundError);
  const kept = await Desk.open(file, { tenant: 7, durability: 'normal', chain_keys });
  await kept.system().ticket.open({ subject: 'Kept' });
  await kept.backup(copy);
  await kept.maintain();
  await kept.purge();
  await kept.close();
  const read = await Desk.open(copy, { tenant: 7n, is_read_only: true, chain_keys,
    zones: '/usr/share/zoneinfo' });
  assert.equal((await read.system().ticket.get({ ticket_id: 1 })).subject, 'Kept');
  assert.equal((await read.system().chain.verify()).is_intact, true);
  assert.equal((await read.system().chain.head()).key_id, 'k1');
  await read.close();
});

test('a worker thread has a desk of its own', async () => {
  const file = path.resolve('worker.mjs');
  await writeFile(file, `
    import { parentPort } from 'node:worker_threads';
    import { Desk } from 'supportcore';
    const desk = await Desk.open();
    parentPort.postMessage(await desk.system().ticket.open({ subject: 'There' }));
    await desk.close();`);
  const worker = new Worker(file);
  const [{ ticket_id }] = await once(worker, 'message');
  assert.equal(ticket_id, '1');
  await worker.terminate();
});

test('a desk that is left open does not keep the program', async () => {
  const code = "import { Desk } from 'supportcore'; (await Desk.open()).system().desk.tick();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code],
    { timeout: 30000 });
});

test('what cannot be meant is refused before it comes to C', async () => {
  const openings = [[5], ['a\0b'], [Buffer.from('x')], [':memory:', { busy_timeout_ms: '5000' }],
    [':memory:', { busy_timeout_ms: 1.5 }], [':memory:', { busy_timeout_ms: 2 ** 33 }],
    [':memory:', { is_read_only: 'no' }], [':memory:', { zones: 5 }],
    [':memory:', { tenant: 2n ** 64n + 5n }], [':memory:', { tenant: '1e3' }],
    [':memory:', { chain_keys: [{ id: 5, bytes: new Uint8Array(32) }] }],
    [':memory:', { chain_keys: [{ id: 'k1', bytes: 'text' }] }]];
  for (const given of openings) {
    await assert.rejects(Desk.open(...given), /^(Type|Range)Error/, String(given));
  }
  for (const id of [2n ** 63n, '18446744073709551617', -1, 1.5, true, null, '', ' 2 ', '+3']) {
    assert.throws(() => desk.agent(id), /^(Type|Range)Error/, String(id));
  }
  for (const given of [{ traceparent: 5 }, { traceparent: 'a\0b' }, { is_import: 1 },
    { at: new Date(0) }]) {
    assert.throws(() => desk.system(given), /^(Type|Range)Error/, JSON.stringify(given));
  }
  await assert.rejects(desk.system().send(5), /^TypeError/);
  await assert.rejects(desk.backup(5), /^TypeError/);
});

test('every method has its function', async () => {
  const caller = desk.system();
  const { methods } = await caller.rpc.discover();
  assert.ok(methods.length > 100);
  for (const { name } of methods) assert.equal(typeof functionOf(caller, name), 'function', name);
});

test('what is declared is there', async () => {
  const declared = await readFile(path.join(installed, 'lib/index.d.ts'), 'utf8');
  const classes = [...declared.matchAll(/^export class (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(classes.sort(), Object.keys(supportcore).sort());
  assert.equal(desk.version, /version: '([\d.]+)'/.exec(
    await readFile(path.join(root, 'meson.build'), 'utf8'))[1]);
  const manifest = await readFile(path.join(installed, 'package.json'), 'utf8');
  assert.equal(JSON.parse(manifest).version, desk.version);
});
