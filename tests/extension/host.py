"""See host.sh. usage: host.py EXTENSION DATABASE"""
import json
import sqlite3
import sys

NOW = '2026-03-29T09:00:00Z'

db = sqlite3.connect(sys.argv[2], isolation_level=None)
db.enable_load_extension(True)
db.load_extension(sys.argv[1])
db.enable_load_extension(False)


def call(actor, method, params):
    request = json.dumps({'jsonrpc': '2.0', 'id': 1, 'method': method, 'params': params})
    reply = db.execute('SELECT sup_call(?, ?, ?)', (actor, NOW, request)).fetchone()[0]
    return json.loads(reply)


def order(subject):
    ticket = call('system', 'ticket.open', {'subject': subject})['result']['id']
    db.execute('INSERT INTO orders VALUES (?, ?)', ('1001', int(ticket)))
    return ticket


def counts():
    return db.execute('SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM sup_ticket)')


def failure(text, *values):
    try:
        db.execute(text, values).fetchall()
    except sqlite3.Error as error:
        return str(error)
    return 'no error'


db.execute('PRAGMA journal_mode = WAL').fetchall()
db.execute('CREATE TABLE orders (number TEXT, ticket_id INTEGER)')
db.execute('BEGIN IMMEDIATE')
print('opened', order('Where is my lamp?'))
db.execute('COMMIT')
print('kept', *counts().fetchone())
db.execute('BEGIN IMMEDIATE')
order('In vain')
db.execute('ROLLBACK')
print('rolled back', *counts().fetchone())
print('tickets', *db.execute("SELECT id, subject FROM sup_tickets('system', ?)", (NOW,)).fetchone())
print('timers', *db.execute("SELECT metric, state FROM sup_timers('system', ?, 1) "
                            "WHERE metric = 'resolution'", (NOW,)).fetchone())
print('error', call('system', 'ticket.get', {'ticket_id': 99})['error']['data']['code'])
print('actor', failure("SELECT sup_call('boss', ?, '{}')", NOW))
print('writing', failure("INSERT INTO orders SELECT sup_call('system', ?, '{}'), 1", NOW))
db.close()
print('closed')
