/**
 * The Node storefront, from outside: a server, a worker, and a payment provider, which is the test.
 * Sums were worked out by hand: agents give 20.00 alone and 30.00 for an order, leads approve more.
 *
 * usage: node node_backend_cases.mjs, in a folder with the storefront and its packages
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { serve as serveShop } from './server.js';
import { Shop } from './shop.js';
import { round } from './worker.js';

const SECRET = 'a secret that both know';
const MARA = 'Bearer maras token';
const TOM = 'Bearer toms token';
const env = {
  ...process.env, SHOP_DB: 'shop.db', PORT: '0', WEBHOOK_SECRET: SECRET, EVERY_MS: '50',
  AGENT_TOKENS: 'maras token=1,toms token=2',
};

const payments = []; // what the provider was asked, in order
let replies = []; // what it answers next, a status or [status, body, headers]; then 200
const provider = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  payments.push({ key: request.headers['idempotency-key'], ...JSON.parse(text) });
  const [status, body, headers] = [replies.shift() ?? 200].flat();
  response.writeHead(status, headers);
  response.end(body ?? JSON.stringify({ id: `re_${payments.length}`, message: 'the card is gone' }));
});

let server;
let worker;
let base;
let shop; // the same file, as a third process has it

async function start(program, more = {}) {
  const child = spawn(process.execPath, [program], { env: { ...env, ...more } });
  child.stderr.pipe(process.stderr);
  return child;
}

async function serve() {
  const child = await start('server.js');
  const [line] = await once(child.stdout, 'data');
  return [child, `http://127.0.0.1:${/\d+/.exec(line)[0]}`];
}

async function stop(child) {
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
}

before(async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['setup.js'], { env });
  assert.equal(stdout, 'Mara is agent 1 (agent)\nTom is agent 2 (lead)\n');
  [server, base] = await serve();
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const PROVIDER_URL = `http://127.0.0.1:${provider.address().port}`;
  worker = await start('worker.js', { PROVIDER_URL });
  shop = new Shop('shop.db');
});

after(async () => {
  shop.close();
  await stop(worker);
  await stop(server);
  provider.close();
});

async function ask(method, path, { body, headers = {}, at = base } = {}) {
  const response = await fetch(at + path, { method, body, headers });
  return [response.status, await response.json()];
}

function webhook(path, payload, signature) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const right = createHmac('sha256', SECRET).update(body).digest('base64');
  return ask('POST', path, { body, headers: { 'X-Shop-Signature': signature ?? right } });
}

function post(path, payload, token = MARA, headers = {}, at = base) {
  return ask('POST', path, {
    body: JSON.stringify(payload), headers: { Authorization: token, ...headers }, at,
  });
}

async function order(id) {
  const [status, found] = await ask('GET', `/orders/${id}`, { headers: { Authorization: MARA } });
  assert.equal(status, 200);
  return found;
}

/** Waits for the worker. */
async function until(condition) {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return;
    await sleep(50);
  }
  assert.fail('it did not come about in ten seconds');
}

/** The requests of the desk for an order: state and amount in cents. */
function requests(id) {
  return shop.rows(`SELECT state, minor FROM sup_v_requests
    WHERE tenant = 0 AND order_id = ? ORDER BY id`, id).map((row) => ({ ...row }));
}

function paidOrder(id, paid, email = 'ana@example.com') {
  return { event_id: `paid-${id}`, at: '2026-03-02T09:00:00Z', id, email, name: 'Ana', currency: 'EUR', paid };
}

/** An order of somebody's, and the ticket in which they write about it. */
async function complaint(id, paid) {
  const email = `${id}@example.com`;
  await webhook('/webhooks/orders', paidOrder(id, paid, email));
  const [, { ticket_id }] = await webhook('/webhooks/messages',
    { id: `message-${id}`, email, order_id: id, subject: 'It is broken', body: 'Look.' });
  return ticket_id;
}

test('a webhook that is not signed changes nothing', async () => {
  const payload = paidOrder('1001', '49.90');
  for (const signature of ['', 'wrong', createHmac('sha256', 'guessed')
    .update(JSON.stringify(payload)).digest('base64')]) {
    assert.deepEqual(await webhook('/webhooks/orders', payload, signature),
      [401, { message: 'the signature is wrong' }]);
  }
  const [status] = await ask('GET', '/orders/1001', { headers: { Authorization: MARA } });
  assert.equal(status, 404);
});

test('an order is known to shop and desk; a message about it is a ticket, once', async () => {
  assert.deepEqual(await webhook('/webhooks/orders', paidOrder('1001', '49.90')),
    [200, { order_id: '1001' }]);
  assert.deepEqual(await webhook('/webhooks/orders', paidOrder('1001', '49.90')),
    [200, { order_id: '1001' }]);
  const message = { id: 'm1', email: 'Ana@Example.com', name: 'Ana', order_id: '1001',
    subject: 'The kettle leaks', body: 'It did from the first day.' };
  assert.deepEqual(await webhook('/webhooks/messages', message), [200, { ticket_id: '1' }]);
  assert.deepEqual(await webhook('/webhooks/messages', message), [200, { ticket_id: '1' }]);
  assert.deepEqual(
    await webhook('/webhooks/messages', { ...message, id: 'm2', body: 'And it smells.' }),
    [200, { ticket_id: '1' }]);
  const { items } = shop.desk('agent:1', 'ticket.messages', { ticket_id: '1' });
  assert.deepEqual(items.map(({ body }) => body), ['It did from the first day.', 'And it smells.']);
  assert.deepEqual(await order('1001'), {
    id: '1001', currency: 'EUR', paid: '49.90', refunded: '0.00', refunds: [],
    tickets: [{ id: '1', subject: 'The kettle leaks', status: 'new' }],
  });
});

test('an order is as of the latest message about it, whenever that comes', async () => {
  const at = (hour) => `2026-03-02T${hour}:00:00Z`;
  const told = (event_id, hour, paid) =>
    webhook('/webhooks/orders', { ...paidOrder('1020', paid), event_id, at: at(hour) });
  const known = [200, { order_id: '1020' }];
  assert.deepEqual(await told('e1', '09', '10.00'), known);
  assert.deepEqual(await told('e2', '11', '30.00'), known);
  assert.deepEqual(await told('e1', '09', '10.00'), known); // once more, late
  assert.equal((await order('1020')).paid, '30.00');
  assert.deepEqual(await told('e3', '10', '20.00'), known); // late for the first time
  assert.equal((await order('1020')).paid, '30.00');
  assert.deepEqual(await told('e4', '12', '40.00'), known);
  assert.equal((await order('1020')).paid, '40.00');
  const [status, problem] = await told('e4', '12', '41.00'); // the same event, and another one
  assert.deepEqual([status, problem.code], [409, 'CONFLICT']);
  assert.equal((await order('1020')).paid, '40.00');
  const { facts } = shop.desk('integration:1', 'reference.get',
    { reference: { system: 'shop', kind: 'order', id: '1020' } });
  assert.deepEqual(facts.map(({ name, value }) => [name, value]), [['captured', '40.00 EUR']]);
  // A clock that is ahead of ours is no reason to refuse what it says.
  const soon = new Date(Date.now() + 60000).toISOString();
  assert.deepEqual(await webhook('/webhooks/orders',
    { ...paidOrder('1020', '50.00'), event_id: 'e5', at: soon }), known);
  assert.equal((await order('1020')).paid, '50.00');
});

test('nobody acts without saying who they are', async () => {
  const refund = { ticket_id: '1', amount: '1.00' };
  assert.equal((await post('/orders/1001/refunds', refund, 'Bearer guessed'))[0], 401);
  assert.equal((await post('/orders/1001/refunds', refund, ''))[0], 401);
  assert.equal((await ask('GET', '/orders/1001'))[0], 401);
});

test('a small refund is decided, booked and paid once', async () => {
  const refund = { ticket_id: '1', amount: '15.00' };
  const twice = { 'Idempotency-Key': 'a' };
  const [status, done] = await post('/orders/1001/refunds', refund, MARA, twice);
  assert.deepEqual([status, done.state, done.request_id], [200, 'executing', '1']);
  assert.equal((await order('1001')).refunded, '15.00');
  const [again, same] = await post('/orders/1001/refunds', refund, MARA, twice);
  assert.deepEqual([again, same.request_id], [200, '1']);
  await until(async () => (await order('1001')).refunds[0].state === 'paid');
  assert.deepEqual(payments,
    [{ key: 'refund-1', order_id: '1001', amount: '15.00', currency: 'EUR' }]);
  assert.deepEqual((await order('1001')).refunds,
    [{ request_id: '1', state: 'paid', provider_id: 're_1' }]);
  assert.equal((await order('1001')).refunded, '15.00');
  assert.deepEqual(requests('1001'), [{ state: 'confirmed', minor: 1500 }]);
});

test('more than the limit waits for a lead, and is booked when they approve', async () => {
  const [status, asked] = await post('/orders/1001/refunds', { ticket_id: '1', amount: '15.01' });
  assert.deepEqual([status, asked.state], [202, 'waiting']);
  assert.equal((await order('1001')).refunded, '15.00');
  const decision = `/refunds/${asked.request_id}/decision`;
  const [refused, problem] = await post(decision, {});
  assert.deepEqual([refused, problem.code], [403, 'REFUSED']);
  assert.equal((await order('1001')).refunded, '15.00');
  const [, approved] = await post(decision, {}, TOM);
  assert.equal(approved.state, 'executing');
  assert.equal((await order('1001')).refunded, '30.01');
  await until(async () => (await order('1001')).refunds[1].state === 'paid');
});

test('what is rejected is not booked', async () => {
  const ticket_id = await complaint('1002', '80.00');
  const [, asked] = await post('/orders/1002/refunds', { ticket_id, amount: '60.00' });
  const [status, rejected] = await post(`/refunds/${asked.request_id}/decision`,
    { is_rejected: true, note: 'The photo shows another cup' }, TOM);
  assert.deepEqual([status, rejected.state], [200, 'rejected']);
  assert.equal((await order('1002')).refunded, '0.00');
});

test('a refusal is on record, and nothing is booked', async () => {
  const ticket_id = await complaint('1003', '900.00');
  const [status, problem] = await post('/orders/1003/refunds', { ticket_id, amount: '500.00' });
  assert.deepEqual([status, problem.code, problem.retryable], [403, 'REFUSED', false]);
  assert.deepEqual(requests('1003'), [{ state: 'refused', minor: 50000 }]);
  assert.equal((await order('1003')).refunded, '0.00');
});

test('what the shop cannot book was never decided', async () => {
  const ticket_id = await complaint('1004', '19.00');
  shop.run("UPDATE orders SET paid_minor = 1000 WHERE id = '1004'"); // the desk does not know
  assert.deepEqual(await post('/orders/1004/refunds', { ticket_id, amount: '15.00' }),
    [409, { message: 'the shop cannot book that: more than was paid' }]);
  assert.deepEqual(requests('1004'), []);
  assert.deepEqual((await order('1004')).refunds, []);
});

test('who dies in the midst has done nothing', async () => {
  const ticket_id = await complaint('1005', '19.00');
  const code = `
    import { ask } from './refunds.js';
    import { Shop } from './shop.js';
    class Dying extends Shop {
      run(...statement) {
        super.run(...statement);
        process.kill(process.pid, 'SIGKILL');
      }
    }
    ask(new Dying('shop.db'), 'agent:1', '1005', { ticket_id: '${ticket_id}', amount: '5.00' });`;
  await assert.rejects(promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]),
    { signal: 'SIGKILL' });
  assert.deepEqual(requests('1005'), []);
  assert.equal((await order('1005')).refunded, '0.00');
});

test('what the provider declines is the order\'s again, and may be asked for again', async () => {
  const ticket_id = await complaint('1006', '40.00');
  replies = [402];
  await post('/orders/1006/refunds', { ticket_id, amount: '20.00' });
  await until(async () => (await order('1006')).refunds[0].state === 'failed');
  assert.equal((await order('1006')).refunded, '0.00');
  assert.deepEqual(requests('1006'), [{ state: 'failed', minor: 2000 }]);
  const [, again] = await post('/orders/1006/refunds', { ticket_id, amount: '20.00' });
  assert.equal(again.state, 'executing');
  await until(async () => (await order('1006')).refunds[1].state === 'paid');
  assert.equal((await order('1006')).refunded, '20.00');
});

test('a provider that is down is asked again, with the same key', async () => {
  const ticket_id = await complaint('1007', '40.00');
  replies = [503, 503];
  const first = payments.length;
  const [, { request_id }] = await post('/orders/1007/refunds', { ticket_id, amount: '7.00' });
  await until(async () => (await order('1007')).refunds[0].state === 'paid');
  assert.deepEqual(payments.slice(first).map(({ key }) => key),
    Array(3).fill(`refund-${request_id}`));
  assert.equal((await order('1007')).refunded, '7.00');
});

test('what is neither yes nor no is asked again, and keeps no other from being paid', async () => {
  const ticket_id = await complaint('1011', '90.00');
  const first = payments.length;
  const page = { 'Content-Type': 'text/html' };
  replies = [[404, '<html>no such page</html>', page], 401, [429, '', { 'Retry-After': '1' }], 408,
    [200, '<html>a proxy</html>', page]];
  const [, asked] = await post('/orders/1011/refunds', { ticket_id, amount: '5.00' });
  await until(() => payments.length > first);
  replies.unshift(undefined); // yes to the next one, which comes before the first is asked again
  await post('/orders/1011/refunds', { ticket_id, amount: '6.00' });
  const states = async () => (await order('1011')).refunds.map(({ state }) => state);
  await until(async () => (await states())[1] === 'paid');
  assert.equal((await order('1011')).refunded, '11.00');
  for (let tries = 1; tries < 5; tries++) {
    const row = () => shop.row('SELECT tries, state FROM refunds WHERE request_id = ?',
      asked.request_id);
    await until(() => row().tries === tries);
    assert.equal(row().state, 'paying');
    shop.run('UPDATE refunds SET next_try_ms = 0 WHERE request_id = ?', asked.request_id);
  }
  await until(async () => {
    shop.run('UPDATE refunds SET next_try_ms = 0 WHERE request_id = ?', asked.request_id);
    return (await states())[0] === 'paid';
  });
  assert.equal(payments.filter(({ key }) => key === `refund-${asked.request_id}`).length, 6);
});

test('an event that comes again is not paid again', async () => {
  const first = payments.length;
  const { items } = shop.desk('integration:1', 'outbox.pull', { consumer: 'another' });
  assert.ok(items.some(({ event }) => event.type === 'supportcore.remedy.executed.v1'));
  const { deliver } = await import('./worker.js');
  for (const { event } of items) await deliver(shop, 'http://127.0.0.1:9/nobody', event);
  assert.equal(payments.length, first);
});

test('the same amount again is given when both are meant', async () => {
  const ticket_id = await complaint('1009', '60.00');
  const refund = { ticket_id, amount: '9.00' };
  const [, { request_id }] = await post('/orders/1009/refunds', refund);
  assert.deepEqual(await post('/orders/1009/refunds', refund),
    [409, { message: `the same as refund ${request_id}: say duplicate_of if both are meant` }]);
  assert.equal((await order('1009')).refunded, '9.00');
  assert.equal(requests('1009').length, 1);
  const [, second] = await post('/orders/1009/refunds', { ...refund, duplicate_of: request_id });
  assert.equal(second.state, 'executing');
  assert.equal((await order('1009')).refunded, '18.00');
  await until(async () => (await order('1009')).refunds.every(({ state }) => state === 'paid'));
});

test('eight refunds at once by two servers: five fit into the limit of the order', async () => {
  const ticket_id = await complaint('1010', '90.00');
  const [other, there] = await serve();
  // From 5.00 to 5.07: any five of them are 25.25 at most, any six 30.15 at least.
  const asked = await Promise.all(Array.from({ length: 8 }, (_, number) =>
    post('/orders/1010/refunds', { ticket_id, amount: `5.0${number}` }, MARA, {},
      number % 2 ? there : base)));
  await stop(other);
  assert.deepEqual(asked.map(([status]) => status).sort(),
    [200, 200, 200, 200, 200, 202, 202, 202]);
  const given = requests('1010').filter(({ state }) => state !== 'waiting');
  assert.equal(given.length, 5);
  assert.equal(Number((await order('1010')).refunded.replace('.', '')),
    given.reduce((sum, { minor }) => sum + minor, 0));
  await until(async () => (await order('1010')).refunds.every(({ state }) => state === 'paid'));
});

test('the shop is set up once, however often that is run', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['setup.js'], { env });
  assert.equal(stdout, 'Mara is agent 1 (agent)\nTom is agent 2 (lead)\n');
  assert.equal(shop.desk('system', 'agent.list').items.length, 2);
  assert.equal(shop.desk('system', 'policy.show').version, 1);
});

test('bad requests are told', async () => {
  assert.deepEqual(await webhook('/webhooks/messages', '{'),
    [400, { message: 'the body is not a JSON object' }]);
  assert.equal((await webhook('/webhooks/messages', 'null'))[0], 400);
  const [status, problem] = await webhook('/webhooks/messages',
    { id: 'm9', email: 'b@example.com' });
  assert.deepEqual([status, problem.code, problem.field], [400, 'INVALID', '/params/body']);
  assert.deepEqual(await post('/orders/1001/refunds', { ticket_id: '1', amount: '1.5' }),
    [400, { message: 'an amount is like 12.50' }]);
  assert.equal((await post('/orders/9999/refunds', { ticket_id: '1', amount: '1.50' }))[0], 404);
  assert.equal((await post('/refunds/999/decision', {}, TOM))[0], 404);
  assert.equal((await ask('GET', '/nothing'))[0], 404);
  assert.equal((await ask('GET', '//'))[0], 404);
  assert.equal((await ask('GET', '/orders/%ff', { headers: { Authorization: MARA } }))[0], 400);
  for (const amount of [['1.50'], { a: 1 }, 1.5, null, true, '-1.50', '1e2']) {
    assert.deepEqual(await post('/orders/1001/refunds', { ticket_id: '1', amount }),
      [400, { message: 'an amount is like 12.50' }]);
  }
  for (const wrong of [{ ticket_id: ['1'] }, { ticket_id: '1', rationale: {} }, {}]) {
    const [said, { code }] = await post('/orders/1001/refunds', { amount: '1.50', ...wrong });
    assert.deepEqual([said, code], [400, 'INVALID']);
  }
  for (const member of ['event_id', 'at', 'id', 'email', 'currency']) {
    for (const value of [undefined, null, '', 7, ['x']]) {
      assert.deepEqual(await webhook('/webhooks/orders',
        { ...paidOrder('1021', '5.00'), [member]: value }),
      [400, { message: `the message has no ${member}` }]);
    }
  }
  for (const at of ['yesterday', '2026-03-02', '2026-13-02T09:00:00Z', '2026-03-02T09:00:00']) {
    assert.equal((await webhook('/webhooks/orders', { ...paidOrder('1021', '5.00'), at }))[0], 400);
  }
  assert.equal((await webhook('/webhooks/orders', { ...paidOrder('1021', '5.00'), currency: 'EURO' }))[0],
    400);
  assert.equal((await webhook('/webhooks/messages', { id: 'm9', email: ['b'], body: 'x' }))[0], 400);
  assert.equal((await webhook('/webhooks/messages',
    { id: 'm9', email: 'b@example.com', body: 'x', order_id: { a: 1 } }))[0], 400);
  assert.equal((await webhook('/webhooks/orders', 'x'.repeat(1100000)))[0], 413);
});

test('who would wait too long for another writer is told when to come again', async () => {
  const impatient = new Shop('shop.db', { busyMs: 20 });
  const tokens = new Map([['toms token', '2']]);
  const busy = serveShop(impatient, { secret: SECRET, tokens }).listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const at = `http://127.0.0.1:${busy.address().port}`;
  const wait = () => fetch(`${at}/refunds/1/decision`,
    { method: 'POST', body: '{}', headers: { Authorization: TOM } });
  const other = spawn('python3', ['-c', `
import sqlite3, sys
connection = sqlite3.connect('shop.db', timeout=30, isolation_level=None)
connection.execute('BEGIN IMMEDIATE')
print('held', flush=True)
sys.stdin.read()`]);
  await once(other.stdout, 'data');
  let response = await wait();
  assert.deepEqual([response.status, response.headers.get('Retry-After')], [503, '1']);
  assert.equal((await response.json()).retryable, true);
  other.stdin.end();
  await once(other, 'exit');
  response = await wait();
  assert.equal(response.status, 409); // it was decided long ago
  busy.close();
  busy.closeAllConnections();
  impatient.close();
});

test('the worker ticks: an approval that nobody gives expires', async () => {
  const ticket_id = await complaint('1008', '90.00');
  await post('/orders/1008/refunds', { ticket_id, amount: '50.00' });
  const later = new Shop('shop.db', { clock: () => Date.now() + 8 * 24 * 3600 * 1000 });
  await round(later, async () => {});
  later.close();
  assert.deepEqual(requests('1008'), [{ state: 'expired', minor: 5000 }]);
});

test('the file is in order', () => {
  assert.equal(shop.desk('system', 'desk.check').is_clean, true);
  assert.equal(shop.desk('system', 'chain.verify').is_intact, true);
  const wrong = shop.rows(`SELECT o.id FROM orders o WHERE refunded_minor <> (
    SELECT coalesce(sum(settled_minor), 0) FROM sup_v_requests
    WHERE tenant = 0 AND order_id = o.id AND state = 'confirmed')`);
  assert.deepEqual(wrong, []);
});
