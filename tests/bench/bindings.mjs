/**
 * What a call costs through koffi; see bindings.sh. Prints microseconds of CPU, of all threads.
 *
 * usage: node bindings.mjs SOURCE_ROOT SHARED_LIBRARY thread|promise CALLS ROUNDS
 * promise: through the Node binding, each call awaited, which a thread of Node's pool does
 * thread:  the same functions on the program's own thread, which the binding does not offer
 * NODE_PATH: where koffi is.
 */
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [root, library, kind, calls, rounds] = process.argv.slice(2);
const GET = { jsonrpc: '2.0', id: 1, method: 'ticket.get', params: { ticket_id: 1 } };

// Modules are looked for beside the package: install it.
const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
cpSync(path.join(root, 'examples/bindings/node'), path.join(folder, 'supportcore'), { recursive: true });
symlinkSync(process.env.NODE_PATH, path.join(folder, 'node_modules'));
const { Desk } = await import(path.join(folder, 'supportcore/lib/index.js'));
const { load, sized, STRUCTS } = await import(path.join(folder, 'supportcore/lib/native.js'));
rmSync(folder, { recursive: true });

const desk = await Desk.open(':memory:', { library });
const shop = desk.system();
await shop.ticket.open({ subject: 'Where is my order?' });

async function promised() {
  for (let i = 0; i < calls; i++) await shop.ticket.get({ ticket_id: 1 });
}

async function own() {
  const koffi = createRequire(import.meta.url)('koffi');
  const { call, core } = await opened(koffi);
  const caller = sized('caller', { actor_kind: 4, actor_id: 0n, now_ms: 0 });
  const ask = (request) => {
    const text = JSON.stringify(request);
    const reply = [null];
    const length = [0];
    call(core, { ...caller, now_ms: Date.now() }, text, Buffer.byteLength(text), reply, length);
    return JSON.parse(load(library).take(reply[0], length[0])).result;
  };
  ask({ ...GET, method: 'ticket.open', params: { subject: 'Where is my order?' } });
  return async () => {
    for (let i = 0; i < calls; i++) ask(GET);
  };
}

async function opened(koffi) {
  const { out, pointer } = koffi;
  const handle = pointer('void');
  const call = koffi.load(library).func('sup_call', 'int32_t', [handle, pointer(STRUCTS.caller),
    'str', 'size_t', out(pointer(handle)), out(pointer('size_t'))]);
  const [store, core, error] = [[null], [null], sized('error')];
  await load(library).sqliteOpen(sized('sqlite_options', { path: ':memory:' }), store, error);
  await load(library).open(sized('options', { store: store[0] }), core, error);
  return { call, core: core[0] };
}

const work = kind === 'thread' ? await own() : promised;
const taken = [];
for (let round = 0; round < rounds; round++) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  taken.push((user + system) / calls);
}
await desk.close();
console.log(taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)].toFixed(2));
