/**
 * What happens without a request: node worker.js
 *
 * Each round ticks, so that promises break and approvals expire when they are due, and drains the
 * outbox: refunds that began are paid. An event is acknowledged once it was dealt with; after a
 * crash it comes again, and the provider knows the refund by its key.
 *
 * SHOP_DB      the file; shop.db if not stated
 * PROVIDER_URL where refunds are paid
 * EVERY_MS     between two rounds; 5000 if not stated
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { failed, paid, payable } from './refunds.js';
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

/** Pay what an event says has begun. */
export async function pay(shop, provider, event) {
  if (event.type !== 'supportcore.remedy.executed.v1') return;
  const requestId = event.data.subject_id;
  const refund = payable(shop, requestId);
  if (!refund) return;
  const response = await fetch(`${provider}/refunds`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `refund-${requestId}` },
    body: JSON.stringify(refund),
    signal: AbortSignal.timeout(30000),
  });
  if (response.status >= 500) throw new Error(`the provider answered ${response.status}`);
  const { id, message } = await response.json();
  if (response.ok) paid(shop, requestId, id);
  else failed(shop, requestId, message);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { SHOP_DB = 'shop.db', PROVIDER_URL, EVERY_MS = '5000' } = process.env;
  if (!PROVIDER_URL) throw new Error('PROVIDER_URL is not set');
  const shop = new Shop(SHOP_DB);
  let isOver = false;
  process.once('SIGTERM', () => { isOver = true; });
  while (!isOver) {
    await round(shop, (event) => pay(shop, PROVIDER_URL, event)).catch((error) =>
      console.error(`next round: ${error.message}`));
    await sleep(Number(EVERY_MS));
  }
  shop.close();
}
