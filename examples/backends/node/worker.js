/**
 * What happens without a request: node worker.js
 *
 * Each round ticks, so that promises break and approvals expire when they are due, and drains the
 * outbox: refunds that began are paid. An event is acknowledged once it was dealt with; after a
 * crash it comes again, and the provider knows the refund by its key. Then it asks again for what
 * the provider did not answer.
 *
 * SHOP_DB      the file; shop.db if not stated
 * PROVIDER_URL where refunds are paid
 * EVERY_MS     between two rounds; 5000 if not stated
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { failed, paid, payable, postpone, unanswered } from './refunds.js';
import { Shop } from './shop.js';

const CONSUMER = 'payments';

/** Tick, and give every new event to `deliver`; what throws comes again in the next round. */
export async function round(shop, deliver) {
  for (let tick = { is_more: true }; tick.is_more;) {
    tick = shop.transaction(() => shop.desk('system', 'desk.tick'));
  }
  for (let page = { is_more: true }; page.is_more;) {
    page = shop.desk('integration:1', 'outbox.pull', { consumer: CONSUMER });
    for (const { event } of page.items) await deliver(event);
    if (page.items.length > 0 || page.is_more) {
      shop.transaction(() => shop.desk('integration:1', 'outbox.ack',
        { consumer: CONSUMER, sequence: page.through }));
    }
  }
}

/** The provider said neither yes nor no. */
class Unanswered extends Error {
  constructor(message, waitMs = 0) {
    super(message);
    this.waitMs = waitMs;
  }
}

/**
 * Ask the provider. 402 and 422 are its no. Anything else than yes and no may be another time, or
 * when somebody has mended it: a wrong key (401), too much at once (429), a proxy's page (404).
 */
async function refundAt(provider, requestId, refund) {
  const response = await fetch(`${provider}/refunds`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `refund-${requestId}` },
    body: JSON.stringify(refund),
    signal: AbortSignal.timeout(30000),
  });
  const answer = await response.json().catch(() => null);
  if (response.ok && typeof answer?.id === 'string') return { id: answer.id };
  if (response.status === 402 || response.status === 422) {
    return { declined: noteOf(answer?.message) || `declined (${response.status})` };
  }
  const wait = Number(response.headers.get('Retry-After'));
  throw new Unanswered(`the provider answered ${response.status}`, wait > 0 ? wait * 1000 : 0);
}

/** What somebody else wrote, as the desk takes it for a note. */
function noteOf(message) {
  return [...String(message ?? '')].slice(0, 300).join('').replace(/\p{C}+/gu, ' ').trim();
}

/**
 * Pay a refund, once: the provider knows it by its key. Where it says neither yes nor no, the refund
 * waits in the shop's table, so that it keeps no other from being paid.
 */
export async function pay(shop, provider, requestId) {
  const refund = payable(shop, requestId);
  if (!refund) return;
  try {
    const { id, declined } = await refundAt(provider, requestId, refund);
    if (id) paid(shop, requestId, id);
    else failed(shop, requestId, declined);
  } catch (error) {
    postpone(shop, requestId, error.waitMs);
    console.error(`refund ${requestId} is tried again: ${error.cause?.message ?? error.message}`);
  }
}

/** Pay what an event says has begun. */
export async function deliver(shop, provider, event) {
  if (event.type !== 'supportcore.remedy.executed.v1') return;
  await pay(shop, provider, event.data.subject_id);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { SHOP_DB = 'shop.db', PROVIDER_URL, EVERY_MS = '5000' } = process.env;
  if (!PROVIDER_URL) throw new Error('PROVIDER_URL is not set');
  const shop = new Shop(SHOP_DB);
  let isOver = false;
  process.once('SIGTERM', () => { isOver = true; });
  while (!isOver) {
    try {
      await round(shop, (event) => deliver(shop, PROVIDER_URL, event));
      for (const requestId of unanswered(shop)) await pay(shop, PROVIDER_URL, requestId);
    } catch (error) {
      console.error(`next round: ${error.message}`);
    }
    await sleep(Number(EVERY_MS));
  }
  shop.close();
}
