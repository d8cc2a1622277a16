/** The shop: its own tables and its desk, in one SQLite file and on one connection. */

// The same as node:sqlite, which Node has in full from 22.16 on.
import { DatabaseSync } from '@photostructure/sqlite';

const TABLES = `
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys = ON;
CREATE TABLE IF NOT EXISTS orders (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  currency TEXT NOT NULL,
  paid_minor INTEGER NOT NULL,
  refunded_minor INTEGER NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND paid_minor),
  told_ms INTEGER NOT NULL -- as of when the shop system said so
) STRICT;
CREATE TABLE IF NOT EXISTS refunds (
  request_id TEXT PRIMARY KEY, -- of the desk, which knows who asked, who approved and why
  order_id TEXT NOT NULL REFERENCES orders,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  state TEXT NOT NULL CHECK (state IN ('paying', 'paid', 'failed')),
  provider_id TEXT,
  tries INTEGER NOT NULL DEFAULT 0, -- that the provider did not answer with yes or no
  next_try_ms INTEGER NOT NULL DEFAULT 0
) STRICT;`;

/** What the desk answers when it does not do something: code, field, hint, retryable ... */
export class DeskError extends Error {
  name = 'DeskError';

  constructor({ message, data }) {
    super(message);
    Object.assign(this, data);
  }
}

/** What the shop itself does not do, with a status of HTTP. */
export class ShopError extends Error {
  name = 'ShopError';

  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Shop {
  #db;
  #call;
  #clock;

  /**
   * @param path of the SQLite file
   * @param options.extension where mod_supportcore is
   * @param options.clock milliseconds since 1970; tests pass their own
   * @param options.busyMs how long to wait for another process that writes
   */
  constructor(path, { extension = process.env.SUPPORTCORE_EXTENSION ?? 'mod_supportcore',
    clock = Date.now, busyMs = 5000 } = {}) {
    this.#db = new DatabaseSync(path, { allowExtension: true, timeout: busyMs });
    this.#db.enableLoadExtension(true);
    this.#db.loadExtension(extension);
    this.#db.enableLoadExtension(false);
    this.#db.exec(TABLES);
    this.#call = this.#db.prepare('SELECT sup_call(?, ?, ?, 0, ?) AS reply');
    this.#clock = clock;
  }

  get now() {
    return this.#clock();
  }

  /**
   * Ask the desk, in the transaction that is open.
   *
   * @param actor system, integration:1, agent:3 ...
   * @param method and params as in docs/json-rpc.md
   * @param at when it happened, where that was earlier
   */
  desk(actor, method, params = {}, at = null) {
    const request = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const { result, error } = JSON.parse(this.#call.get(actor, this.now, request, at).reply);
    if (error) throw new DeskError(error);
    return result;
  }

  /** The first row of a query on the shop's tables; undefined when there is none. */
  row(sql, ...values) {
    return this.#db.prepare(sql).get(...values);
  }

  rows(sql, ...values) {
    return this.#db.prepare(sql).all(...values);
  }

  /** How many rows a statement changed. */
  run(sql, ...values) {
    return Number(this.#db.prepare(sql).run(...values).changes);
  }

  /**
   * Do several things or none. A refusal of the desk's is committed, since it is a record: so ask
   * the desk first, and write the shop's tables when it has agreed to everything.
   */
  transaction(work) {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#end(error.code === 'REFUSED' ? 'COMMIT' : 'ROLLBACK');
      throw error;
    }
  }

  /** After some errors, such as a full disk, SQLite has ended the transaction itself. */
  #end(how) {
    if (this.#db.isTransaction) this.#db.exec(how);
  }

  close() {
    this.#db.close();
  }
}

/** What the desk calls an order of this shop. */
export function orderReference(id) {
  return { system: 'shop', kind: 'order', id };
}

/** "12.50" as 1250. Currencies without or with three decimals need more than this. */
export function minorUnits(amount) {
  if (typeof amount !== 'string' || !/^\d{1,9}\.\d\d$/.test(amount)) {
    throw new ShopError(400, 'an amount is like 12.50');
  }
  return Number(amount.replace('.', ''));
}

export function asAmount(minor) {
  return (minor / 100).toFixed(2);
}
