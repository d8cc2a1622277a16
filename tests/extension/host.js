// See host.sh. usage: host.js [EXTENSION DATABASE]; without arguments it looks whether it could.
'use strict';
const path = require('path');

const NOW = '2026-03-29T09:00:00Z';

// Packages with a SQLite of their own inside, else node's.
function open(file) {
  const folder = process.env.NODE_MODULES;
  for (const name of ['better-sqlite3', 'libsql']) {
    let Database;
    try {
      Database = require(folder ? path.join(folder, name) : name);
    } catch (error) {
      continue;
    }
    return new Database(file);
  }
  const { DatabaseSync } = require('node:sqlite');
  return new DatabaseSync(file, { allowExtension: true });
}

if (process.argv.length < 4) {
  open(':memory:').close();
  process.exit(0);
}

const db = open(process.argv[3]);
db.loadExtension(process.argv[2]);

function call(actor, method, params) {
  const request = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  // A number of JavaScript's is a real to SQLite: milliseconds may come so.
  const row = db.prepare('SELECT sup_call(?, ?, ?) AS reply').get(actor, Date.parse(NOW), request);
  return JSON.parse(row.reply);
}

function order(subject) {
  const ticket = call('system', 'ticket.open', { subject }).result.id;
  db.prepare('INSERT INTO orders VALUES (?, ?)').run('1001', ticket);
  return ticket;
}

function row(text, ...values) {
  const found = { ...db.prepare(text).get(...values) };
  delete found._metadata; // libsql's
  return Object.values(found).join(' ');
}

function counts() {
  return row('SELECT (SELECT count(*) FROM orders) AS o, (SELECT count(*) FROM sup_ticket) AS t');
}

function failure(text) {
  try {
    const statement = db.prepare(text);
    text.startsWith('INSERT') ? statement.run() : statement.get();
  } catch (error) {
    return error.message;
  }
  return 'no error';
}

db.exec('PRAGMA journal_mode = WAL; CREATE TABLE orders (number TEXT, ticket_id INTEGER)');
db.exec('BEGIN IMMEDIATE');
console.log('opened', order('Where is my lamp?'));
db.exec('COMMIT');
console.log('kept', counts());
db.exec('BEGIN IMMEDIATE');
order('In vain');
db.exec('ROLLBACK');
console.log('rolled back', counts());
console.log('tickets', row("SELECT id, subject FROM sup_tickets('system', ?)", NOW));
console.log('timers', row("SELECT metric, state FROM sup_timers('system', ?, ?) WHERE metric = 'resolution'", NOW, 1));
console.log('error', call('system', 'ticket.get', { ticket_id: 99 }).error.data.code);
console.log('actor', failure(`SELECT sup_call('boss', '${NOW}', '{}')`));
console.log('writing', failure(`INSERT INTO orders SELECT sup_call('system', '${NOW}', '{}'), 1`));
db.close();
console.log('closed');
