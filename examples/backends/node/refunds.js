/** Refunds: what the desk decides and what the shop books is one transaction. */
import { asAmount, minorUnits, orderReference, ShopError } from './shop.js';

/**
 * An agent asks for a refund. It is booked at once where the policy lets them; else it waits. The
 * same key is the same refund; the same amount once more needs `duplicate_of`, if both are meant.
 */
export function ask(shop, agent, orderId, { ticket_id, amount, rationale, duplicate_of }, key) {
  minorUnits(amount);
  return shop.transaction(() => {
    if (!shop.row('SELECT 1 FROM orders WHERE id = ?', orderId)) {
      throw new ShopError(404, `there is no order ${orderId}`);
    }
    const asked = shop.desk(agent, 'authority.request', {
      ticket_id,
      remedy: 'refund.partial',
      amount,
      order: orderReference(orderId),
      rationale,
      idempotency_key: key,
    });
    if (asked.duplicate_of && asked.duplicate_of !== duplicate_of) {
      throw new ShopError(409,
        `the same as refund ${asked.duplicate_of}: say duplicate_of if both are meant`);
    }
    return book(shop, agent, asked.id, duplicate_of);
  });
}

/** A lead approves what waits, or rejects it. */
export function decide(shop, agent, requestId, { is_rejected, note }) {
  return shop.transaction(() => {
    shop.desk(agent, 'approval.decide', { request_id: requestId, is_rejected, note });
    return book(shop, agent, requestId);
  });
}

/** What is granted begins at the desk and is written into the shop's tables; the worker pays it. */
function book(shop, agent, requestId, duplicateOf) {
  const asked = shop.desk(agent, 'authority.explain', { request_id: requestId });
  const { state, why, order, amount } = asked;
  if (state !== 'granted') return { request_id: requestId, state, why };
  shop.desk(agent, 'authority.execute',
    { request_id: requestId, duplicate_of: duplicateOf });
  shop.run('UPDATE orders SET refunded_minor = refunded_minor + ? WHERE id = ?',
    minorUnits(amount), order.id);
  shop.run(`INSERT INTO refunds (request_id, order_id, amount_minor, state)
    VALUES (?, ?, ?, 'paying')`, requestId, order.id, minorUnits(amount));
  return { request_id: requestId, state: 'executing', why };
}

/** Refunds that the provider did not answer, and whose time to try again has come. */
export function unanswered(shop) {
  return shop.rows(`SELECT request_id FROM refunds WHERE state = 'paying' AND tries > 0
    AND next_try_ms <= ? ORDER BY next_try_ms LIMIT 100`, shop.now).map((row) => row.request_id);
}

/** The provider said neither yes nor no: it is asked again, after a second, two, four ... an hour. */
export function postpone(shop, requestId, waitMs = 0) {
  shop.run(`UPDATE refunds SET tries = tries + 1,
    next_try_ms = ? + max(?, min(1000 * (1 << min(tries, 12)), 3600000))
    WHERE request_id = ? AND state = 'paying'`, shop.now, waitMs, requestId);
}

/** A refund that is to be paid, for the provider; undefined once it was settled. */
export function payable(shop, requestId) {
  const refund = shop.row(`SELECT r.order_id, r.amount_minor, o.currency FROM refunds r
    JOIN orders o ON o.id = r.order_id WHERE r.request_id = ? AND r.state = 'paying'`, requestId);
  return refund && { order_id: refund.order_id, amount: asAmount(refund.amount_minor),
    currency: refund.currency };
}

/** The provider has paid. Said twice, it counts once. */
export function paid(shop, requestId, providerId) {
  shop.transaction(() => {
    shop.desk('integration:1', 'authority.confirm',
      { request_id: requestId, external_id: providerId });
    shop.run("UPDATE refunds SET state = 'paid', provider_id = ? WHERE request_id = ?",
      providerId, requestId);
  });
}

/** The provider will not pay: the money is the order's again, and its limits are free again. */
export function failed(shop, requestId, note) {
  shop.transaction(() => {
    shop.desk('integration:1', 'authority.fail', { request_id: requestId, note });
    shop.run(`UPDATE orders SET refunded_minor = refunded_minor - r.amount_minor FROM refunds r
      WHERE r.order_id = orders.id AND r.request_id = ? AND r.state = 'paying'`, requestId);
    shop.run("UPDATE refunds SET state = 'failed' WHERE request_id = ?", requestId);
  });
}
