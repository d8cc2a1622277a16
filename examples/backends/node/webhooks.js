/** What the shop's other systems tell: signed, and perhaps twice. */
import { createHmac, timingSafeEqual } from 'node:crypto';

import { minorUnits, orderReference, ShopError } from './shop.js';

const INTEGRATION = 'integration:1';

/** Whether the sender knows the secret: base64 of HMAC-SHA256 over the body as it came. */
export function isSigned(secret, body, signature = '') {
  const wanted = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function customer(shop, { email, name }) {
  return shop.desk(INTEGRATION, 'customer.resolve',
    { identities: [{ kind: 'email', value: email }], name }).id;
}

/** Without its ids a message that comes again would count again. */
function must(message, ...members) {
  for (const member of members) {
    if (typeof message[member] !== 'string' || message[member] === '') {
      throw new ShopError(400, `the message has no ${member}`);
    }
  }
}

/**
 * An order was paid, or what was paid for it changed: { event_id, at, id, email, name, currency,
 * paid }. It may come twice, and after a later one: what counts is when it happened.
 */
export function orderPaid(shop, order) {
  must(order, 'event_id', 'at', 'id', 'email', 'currency');
  const { event_id, at, id, email, currency, paid } = order;
  const paidMinor = minorUnits(paid);
  const atMs = Date.parse(at);
  if (!/^\d{4}-.*(Z|[+-]\d\d:\d\d)$/.test(at) || Number.isNaN(atMs)) {
    throw new ShopError(400, 'at is a time like 2026-03-29T09:00:00Z');
  }
  return shop.transaction(() => {
    const { is_replay } = shop.desk(INTEGRATION, 'reference.report', {
      reference: orderReference(id),
      customer_id: customer(shop, order),
      source_event_id: event_id,
      facts: [{ name: 'captured', value: `${paid} ${currency}` }],
    }, Math.min(atMs, shop.now)); // their clock may be ahead of ours
    if (is_replay) return { order_id: id };
    shop.run(`INSERT INTO orders (id, email, currency, paid_minor, told_ms) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET paid_minor = excluded.paid_minor, told_ms = excluded.told_ms
      WHERE excluded.told_ms >= told_ms`,
    id, email, currency, paidMinor, atMs);
    return { order_id: id };
  });
}

/**
 * A customer wrote in the contact form: { id, email, name, order_id, subject, body }. It becomes a
 * ticket, or goes to the open one about that order.
 */
export function messageReceived(shop, message) {
  must(message, 'id', 'email');
  const { id, order_id, subject, body } = message;
  return shop.transaction(() => {
    const { ticket_id } = shop.desk(INTEGRATION, 'ticket.receive', {
      customer_id: customer(shop, message),
      channel: 'web',
      external_id: id,
      subject,
      body,
      references: order_id === undefined ? [] : [orderReference(order_id)],
    });
    return { ticket_id };
  });
}
