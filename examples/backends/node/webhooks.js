/** What the shop's other systems tell: signed, and perhaps twice. */
import { createHmac, timingSafeEqual } from 'node:crypto';

import { minorUnits, orderReference } from './shop.js';

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

/** An order was paid: { event_id, id, email, name, currency, paid }. */
export function orderPaid(shop, order) {
  const { event_id, id, email, currency, paid } = order;
  const paidMinor = minorUnits(paid);
  return shop.transaction(() => {
    shop.desk(INTEGRATION, 'reference.report', {
      reference: orderReference(id),
      customer_id: customer(shop, order),
      source_event_id: event_id,
      facts: [{ name: 'captured', value: `${paid} ${currency}` }],
    });
    shop.run(`INSERT INTO orders (id, email, currency, paid_minor) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET paid_minor = excluded.paid_minor`,
    id, email, currency, paidMinor);
    return { order_id: id };
  });
}

/**
 * A customer wrote in the contact form: { id, email, name, order_id, subject, body }. It becomes a
 * ticket, or goes to the open one about that order.
 */
export function messageReceived(shop, message) {
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
