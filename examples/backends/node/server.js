/**
 * The shop over HTTP: node server.js
 *
 * SHOP_DB        the file; shop.db if not stated
 * PORT           8080 if not stated; 0 takes a free one
 * WEBHOOK_SECRET what webhooks are signed with
 * AGENT_TOKENS   who may act as which agent: token=1,other=2
 */
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

import { ask, decide } from './refunds.js';
import { asAmount, DeskError, Shop, ShopError } from './shop.js';
import { isSigned, messageReceived, orderPaid } from './webhooks.js';

const BODY_BYTES_MAX = 1024 * 1024;
const STATUS = {
  INVALID: 400, REFUSED: 403, NOT_FOUND: 404, EXISTS: 409, CONFLICT: 409, LIMIT: 422, BUSY: 503,
};

/** Each route: method, path, who may come, and what is done. */
const ROUTES = [
  ['POST', /^\/webhooks\/orders$/, 'webhook', ({ shop, json }) => orderPaid(shop, json)],
  ['POST', /^\/webhooks\/messages$/, 'webhook', ({ shop, json }) => messageReceived(shop, json)],
  ['GET', /^\/orders\/([^/]+)$/, 'agent', ({ shop, id }) => showOrder(shop, id)],
  ['POST', /^\/orders\/([^/]+)\/refunds$/, 'agent', ({ shop, agent, id, json, key }) =>
    ask(shop, agent, id, json, key)],
  ['POST', /^\/refunds\/(\d+)\/decision$/, 'agent', ({ shop, agent, id, json }) =>
    decide(shop, agent, id, json)],
];

/** An order, what was paid back for it, and what was written about it: all in one file. */
function showOrder(shop, id) {
  const order = shop.row('SELECT * FROM orders WHERE id = ?', id);
  if (!order) throw new ShopError(404, `there is no order ${id}`);
  return {
    id,
    currency: order.currency,
    paid: asAmount(order.paid_minor),
    refunded: asAmount(order.refunded_minor),
    refunds: shop.rows(`SELECT request_id, state, provider_id FROM refunds WHERE order_id = ?
      ORDER BY CAST(request_id AS INTEGER)`, id),
    tickets: shop.rows(`SELECT CAST(t.id AS TEXT) AS id, t.subject, t.status FROM sup_v_references r
      JOIN sup_v_tickets t ON t.tenant = r.tenant AND t.id = r.ticket_id
      WHERE r.tenant = 0 AND r.system = 'shop' AND r.kind = 'order' AND r.reference_id = ?
      ORDER BY t.id`, id),
  };
}

async function read(request) {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) throw new ShopError(413, 'the body is too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function parsed(body) {
  let json;
  try {
    json = JSON.parse(body.length === 0 ? '{}' : body);
  } catch {
    json = undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ShopError(400, 'the body is not a JSON object');
  }
  return json;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ShopError(400, 'the path is not UTF-8');
  }
}

/** A shop has sessions; what matters is that the server says who acts, never the request. */
function agentOf(request, tokens) {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (!tokens.has(token)) throw new ShopError(401, 'who are you?');
  return `agent:${tokens.get(token)}`;
}

async function answer(shop, config, request) {
  const [path] = request.url.split('?');
  const route = ROUTES.find(([method, pattern]) => method === request.method && pattern.test(path));
  if (!route) throw new ShopError(404, 'there is nothing');
  const [, pattern, who, work] = route;
  const body = await read(request);
  if (who === 'webhook' && !isSigned(config.secret, body, request.headers['x-shop-signature'])) {
    throw new ShopError(401, 'the signature is wrong');
  }
  return work({
    shop,
    agent: who === 'agent' ? agentOf(request, config.tokens) : undefined,
    id: decoded(pattern.exec(path)[1] ?? ''),
    json: parsed(body),
    key: request.headers['idempotency-key'],
  });
}

/** What is told of an error: the desk's own words, never a stack. */
function problem(error) {
  if (error instanceof DeskError) {
    const { message, code, field, hint, retryable } = error;
    return [STATUS[code] ?? 500, { message, code, field, hint, retryable }];
  }
  if (error instanceof ShopError) return [error.status, { message: error.message }];
  if (/database is locked/.test(error.message)) {
    return [503, { message: 'another process is writing: try again', retryable: true }];
  }
  if (/CHECK constraint/.test(error.message)) {
    return [409, { message: 'the shop cannot book that: more than was paid' }];
  }
  console.error(error);
  return [500, { message: 'it is our fault' }];
}

export function serve(shop, config) {
  return createServer(async (request, response) => {
    const [status, result] = await answer(shop, config, request).then(
      (done) => [done.state === 'waiting' ? 202 : 200, done], problem);
    const headers = { 'Content-Type': 'application/json' };
    if (status === 503) headers['Retry-After'] = '1';
    response.writeHead(status, headers);
    response.end(JSON.stringify(result));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { SHOP_DB = 'shop.db', PORT = '8080', WEBHOOK_SECRET, AGENT_TOKENS = '' } = process.env;
  if (!WEBHOOK_SECRET) throw new Error('WEBHOOK_SECRET is not set');
  const shop = new Shop(SHOP_DB);
  const server = serve(shop, {
    secret: WEBHOOK_SECRET,
    tokens: new Map(AGENT_TOKENS.split(',').filter(Boolean).map((pair) => pair.split('='))),
  });
  server.listen(Number(PORT), '127.0.0.1', () => console.log(`port ${server.address().port}`));
  process.once('SIGTERM', () => server.close(() => shop.close()));
}
