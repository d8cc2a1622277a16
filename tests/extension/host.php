<?php
// See host.sh. usage: host.php EXTENSION DATABASE

const NOW = '2026-03-29T09:00:00Z';

$db = new SQLite3($argv[2]);
$db->enableExceptions(true);
$db->loadExtension($argv[1]);

function call(SQLite3 $db, string $actor, string $method, array $params): array
{
    $request = json_encode(['jsonrpc' => '2.0', 'id' => 1, 'method' => $method, 'params' => $params]);
    // Not SQLite3Stmt::execute() with fetchArray(), nor query(): they run a statement twice.
    $reply = $db->querySingle(sprintf("SELECT sup_call('%s', '%s', '%s')",
        SQLite3::escapeString($actor), NOW, SQLite3::escapeString($request)));
    return json_decode($reply, true, flags: JSON_THROW_ON_ERROR);
}

function order(SQLite3 $db, string $subject): string
{
    $ticket = call($db, 'system', 'ticket.open', ['subject' => $subject])['result']['id'];
    $db->exec("INSERT INTO orders VALUES ('1001', $ticket)");
    return $ticket;
}

function row(SQLite3 $db, string $text): string
{
    return implode(' ', $db->querySingle($text, true));
}

function counts(SQLite3 $db): string
{
    return row($db, 'SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM sup_ticket)');
}

function failure(SQLite3 $db, string $text): string
{
    try {
        $db->querySingle($text);
    } catch (Exception $error) {
        return $error->getMessage();
    }
    return 'no error';
}

$db->querySingle('PRAGMA journal_mode = WAL');
$db->exec('CREATE TABLE orders (number TEXT, ticket_id INTEGER)');
$db->exec('BEGIN IMMEDIATE');
echo 'opened ', order($db, 'Where is my lamp?'), "\n";
$db->exec('COMMIT');
echo 'kept ', counts($db), "\n";
$db->exec('BEGIN IMMEDIATE');
order($db, 'In vain');
$db->exec('ROLLBACK');
echo 'rolled back ', counts($db), "\n";
echo 'tickets ', row($db, "SELECT id, subject FROM sup_tickets('system', '" . NOW . "')"), "\n";
echo 'timers ', row($db, "SELECT metric, state FROM sup_timers('system', '" . NOW . "', 1) "
    . "WHERE metric = 'resolution'"), "\n";
echo 'error ', call($db, 'system', 'ticket.get', ['ticket_id' => 99])['error']['data']['code'], "\n";
echo 'actor ', failure($db, "SELECT sup_call('boss', '" . NOW . "', '{}')"), "\n";
echo 'writing ', failure($db, "INSERT INTO orders SELECT sup_call('system', '" . NOW . "', '{}'), 1"), "\n";
$db->close();
echo "closed\n";
