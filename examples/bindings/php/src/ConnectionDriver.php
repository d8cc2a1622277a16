<?php

declare(strict_types=1);

namespace Supportcore;

use Exception;
use SQLite3;
use Supportcore\Exception\SupportcoreException;

/**
 * The library as SQLite's extension, on a connection of the program's: in its transaction.
 *
 * querySingle() runs a statement once. query() and execute() run a SELECT twice, once to see whether
 * it has rows, and with it whatever its functions do.
 */
final class ConnectionDriver implements Driver
{
    private const BUSY = 5;
    private const NOMEM = 7;

    public function __construct(private ?SQLite3 $connection, private readonly int $tenant)
    {
    }

    public function close(): void
    {
        $this->connection = null;
    }

    public function send(Who $who, int $nowMs, string $request): string
    {
        $connection = $this->connection
            ?? throw SupportcoreException::own(-11, 'the desk is closed', 'open it again');
        $actor = $who->kind . ($who->id === 0 ? '' : ":$who->id");
        $now = Values::instant($nowMs);
        $at = $who->atMs === null ? 'NULL' : self::quoted(Values::instant($who->atMs));
        $traceparent = $who->traceparent === null ? 'NULL' : self::quoted($who->traceparent);
        $sql = "SELECT sup_call('$actor', '$now', " . self::quoted($request)
            . ", $this->tenant, $at, $traceparent, " . (int) $who->isImport . ')';
        try {
            $reply = @$connection->querySingle($sql);
        } catch (Exception $exception) { // where the program has asked for them
            throw self::failed($connection->lastErrorCode(), $exception->getMessage());
        }
        if ($reply === false) {
            throw self::failed($connection->lastErrorCode(), $connection->lastErrorMsg());
        }
        return $reply ?? ''; // a notification
    }

    public function backup(string $path): void
    {
        throw self::unsupported('backup()');
    }

    public function maintain(): void
    {
        throw self::unsupported('maintain()');
    }

    public function purge(): void
    {
        throw self::unsupported('purge()');
    }

    public function version(): string
    {
        $who = new Who('system', 0, null, null, false);
        $reply = $this->send($who, time() * 1000, '{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}');
        return json_decode($reply)->result->info->version;
    }

    private static function quoted(string $text): string
    {
        return "'" . SQLite3::escapeString($text) . "'";
    }

    private static function unsupported(string $what): SupportcoreException
    {
        return SupportcoreException::own(-12, "$what is not there on a connection", 'open the file with Desk::open()');
    }

    private static function failed(int $code, string $message): SupportcoreException
    {
        return match ($code & 0xff) {
            self::BUSY => SupportcoreException::of(['code' => -32007, 'message' => $message, 'data' => [
                'code' => 'BUSY', 'retryable' => true, 'hint' => 'begin with BEGIN IMMEDIATE, and set busyTimeout()']]),
            self::NOMEM => SupportcoreException::own(-10, $message),
            default => SupportcoreException::own(-11, $message),
        };
    }
}
