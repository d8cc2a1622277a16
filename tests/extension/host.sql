.load @EXTENSION@
.once /dev/null
PRAGMA journal_mode = WAL;
.separator " "
CREATE TABLE orders (number TEXT, ticket_id INTEGER);
BEGIN IMMEDIATE;
SELECT 'opened', sup_call('system', '2026-03-29T09:00:00Z',
  '{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"Where is my lamp?"}}') ->> '$.result.id';
INSERT INTO orders SELECT '1001', max(id) FROM sup_ticket;
COMMIT;
SELECT 'kept', (SELECT count(*) FROM orders), (SELECT count(*) FROM sup_ticket);
BEGIN IMMEDIATE;
.once /dev/null
SELECT sup_call('system', '2026-03-29T09:00:00Z',
  '{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"In vain"}}');
INSERT INTO orders SELECT '1001', max(id) FROM sup_ticket;
ROLLBACK;
SELECT 'rolled back', (SELECT count(*) FROM orders), (SELECT count(*) FROM sup_ticket);
SELECT 'tickets', id, subject FROM sup_tickets('system', '2026-03-29T09:00:00Z');
SELECT 'timers', metric, state FROM sup_timers('system', '2026-03-29T09:00:00Z', 1) WHERE metric = 'resolution';
SELECT 'error', sup_call('system', '2026-03-29T09:00:00Z',
  '{"jsonrpc":"2.0","id":1,"method":"ticket.get","params":{"ticket_id":99}}') ->> '$.error.data.code';
SELECT sup_call('boss', '2026-03-29T09:00:00Z', '{}');
INSERT INTO orders SELECT sup_call('system', '2026-03-29T09:00:00Z', '{}'), 1;
